//! The world: spaces, entities and what moves them. Nothing in here knows about connections.

pub(crate) mod crowd;
pub(crate) mod entity;
pub(crate) mod monsters;
pub(crate) mod populate;
pub(crate) mod snapshot;
pub(crate) mod view;
pub(crate) mod volatile;

use std::collections::BTreeMap;

use crate::defs::Defs;
use crate::rng::Rng;
use crate::value::Value;
use entity::{Brain, Entity};

/// Most entities the world will hold; players and monsters together.
const MAX_ENTITIES: usize = 40_000;
/// Ids below this belong to proxies, from here on to entities that live in the world only.
const FIRST_WORLD_ID: i32 = 2001;
const FIRST_PROXY_ID: i32 = 100;
/// Where proxy ids go on when the low range is used up.
const MORE_PROXY_IDS: i32 = 1_000_000;

/// One space and its space data (`spec/02 §3.10`).
#[derive(Clone, Debug, Default)]
pub(crate) struct Space {
    pub(crate) data: BTreeMap<String, String>,
}

/// What an entity did by itself; the hub carries it to the clients.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Deed {
    SetProp(i32, &'static str, Value),
    /// Calls a client method of the entity at everybody who sees it.
    CallClients(i32, &'static str, Vec<Value>),
    /// A monster hits an avatar: monster, avatar, damage.
    Strike(i32, i32, i32),
}

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) entities: BTreeMap<i32, Entity>,
    pub(crate) spaces: BTreeMap<u32, Space>,
    pub(crate) rng: Rng,
    ticks: u64,
    next_world_id: i32,
    next_proxy_id: i32,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            entities: BTreeMap::new(),
            spaces: BTreeMap::new(),
            rng: Rng::new(seed),
            ticks: 0,
            next_world_id: FIRST_WORLD_ID,
            next_proxy_id: FIRST_PROXY_ID,
        }
    }

    pub(crate) fn new_world_id(&mut self) -> i32 {
        let id = self.next_world_id;
        self.next_world_id += 1;
        id
    }

    pub(crate) fn new_proxy_id(&mut self) -> i32 {
        if self.next_proxy_id == FIRST_WORLD_ID {
            self.next_proxy_id = MORE_PROXY_IDS;
        }
        let id = self.next_proxy_id;
        self.next_proxy_id += 1;
        id
    }

    pub(crate) fn is_full(&self) -> bool {
        self.entities.len() >= MAX_ENTITIES
    }

    pub(crate) fn add(&mut self, entity: Entity) {
        self.entities.insert(entity.id, entity);
    }

    /// Moves everything that moves by itself; `hz` ticks are one second.
    pub(crate) fn tick(&mut self, defs: &Defs, hz: u32) -> Vec<Deed> {
        self.ticks += 1;
        let mut deeds = Vec::new();
        let dt = 1.0 / hz as f32;
        for entity in self.entities.values_mut() {
            monsters::step(entity, &mut self.rng, dt, hz, &mut deeds);
        }
        if self.ticks.is_multiple_of(u64::from(hz) * 2) {
            deeds.extend(self.random_deed(defs));
        }
        deeds
    }

    /// Once in a while some monster does something that shows: a property changes, or a client method is called.
    fn random_deed(&mut self, defs: &Defs) -> Option<Deed> {
        let monsters: Vec<i32> = self
            .entities
            .values()
            .filter(|e| matches!(e.brain, Brain::Monster(_)))
            .map(|e| e.id)
            .collect();
        let pick = self.rng.below(monsters.len() as u64) as usize;
        let entity = self.entities.get(monsters.get(pick)?)?;
        let number = self.rng.below(100) as i64;
        Some(match self.ticks / 7 % 4 {
            0 => Deed::SetProp(entity.id, "HP", Value::Int(number.max(1))),
            1 => {
                let state = if entity.prop(defs, "state").int() == 0 { 3 } else { 0 };
                Deed::SetProp(entity.id, "state", Value::Int(state))
            }
            2 => {
                let name = format!("{}-{number}", populate::MONSTER_NAME);
                Deed::SetProp(entity.id, "name", Value::text(&name))
            }
            _ => {
                let args = [i64::from(entity.id), 1, 0, number].map(Value::Int);
                Deed::CallClients(entity.id, "recvDamage", args.to_vec())
            }
        })
    }

    /// Called when all clients have been told about this tick.
    pub(crate) fn end_tick(&mut self) {
        for entity in self.entities.values_mut() {
            entity.moved = entity.moved.saturating_sub(1);
            entity.turned = entity.turned.saturating_sub(1);
        }
    }
}
