//! One client's view of its surroundings (`spec/02 §4`).
//!
//! Client and server keep the same ordered list of entities; a message names an entity by its place in that list. So
//! the list changes only here, in the order in which the messages are written.

use std::collections::{BTreeMap, BTreeSet};

use crate::PosDir;
use crate::defs::Defs;
use crate::ids::client;
use crate::wire::Writer;
use crate::world::entity::{Controller, Entity};
use crate::world::snapshot::{self, Audience};
use crate::world::volatile::{self, ViewId};

/// Entities come into view at this distance on the ground (`spec/02 §3.9.7`).
const RADIUS: f32 = 80.0;
/// They leave it only this much farther away, so that nothing flickers at the edge.
const HYSTERESIS: f32 = 5.0;
/// Smaller movements of the player are not announced (`spec/02 §3.7`).
const BASE_POS_STEP: f32 = 0.0004;
/// Largest list for which a place is sent in one byte (`spec/02 §4.2`).
const MAX_INDEXED: usize = 255;

/// Entities that come into view in one tick; the others follow in the next ones. A crowd that came at once would fill
/// what may wait to be sent to a client (`spec/01 §2.5`).
const MAX_ENTERING: usize = 500;

/// The settings a view obeys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) posdir: PosDir,
    pub(crate) alias_entity_id: bool,
}

/// What one client has been told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Witness {
    /// Ids in the client's order.
    pub(crate) view: Vec<i32>,
    /// The base position as the client knows it; packed positions are relative to it (`spec/02 §3.7`).
    pub(crate) client_base: [f32; 3],
    /// Last base position announced by 13 or 15.
    sent_base: Option<[f32; 3]>,
    sent_dir: Option<[f32; 3]>,
    /// Announce the base position even if it did not change: the client was just placed somewhere.
    force_base: bool,
    /// NPCs that have greeted this player.
    pub(crate) greeted: BTreeSet<i32>,
}

impl Witness {
    /// How to name an entity in view, `None` if it is not in view.
    pub(crate) fn view_id(&self, rules: Rules, id: i32) -> Option<ViewId> {
        let index = self.view.iter().position(|v| *v == id)?;
        Some(self.id_at(rules, index, id))
    }

    fn id_at(&self, rules: Rules, index: usize, id: i32) -> ViewId {
        match u8::try_from(index) {
            Ok(index) if rules.alias_entity_id && self.view.len() <= MAX_INDEXED => {
                ViewId::Index(index)
            }
            _ => ViewId::Entity(id),
        }
    }

    /// The player was placed: the client takes this position as its base at once, and forgets its view if it was moved
    /// to another space or entered the world.
    pub(crate) fn placed(&mut self, pos: [f32; 3]) {
        self.client_base = pos;
        self.force_base = true;
    }

    /// Whether packed positions are in use (`spec/02 §3.9.7`).
    pub(crate) fn packed(&self, rules: Rules) -> bool {
        match rules.posdir {
            PosDir::Never => false,
            PosDir::Always => true,
            PosDir::Smart { threshold } => self.view.len() > threshold,
        }
    }

    /// Everything this client is to be told at the end of a tick, in wire order, with the number of messages.
    pub(crate) fn update(
        &mut self,
        me: &Entity,
        entities: &BTreeMap<i32, Entity>,
        defs: &Defs,
        rules: Rules,
    ) -> Vec<Vec<u8>> {
        let mut out = Vec::new();
        let entering = self.entering(me, entities);
        let watched = !self.view.is_empty() || !entering.is_empty();
        self.announce_base(me, watched, &mut out);
        self.drop_leaving(me, entities, rules, &mut out);
        self.send_moves(me, entities, rules, &mut out);
        for e in entering {
            out.push(snapshot::properties(defs, e, Audience::Others));
            out.push(snapshot::enter_world(defs, e));
            self.view.push(e.id);
        }
        out
    }

    /// Entities near enough that the client does not know yet.
    fn entering<'a>(&self, me: &Entity, entities: &'a BTreeMap<i32, Entity>) -> Vec<&'a Entity> {
        let known: BTreeSet<i32> = self.view.iter().copied().collect();
        let near =
            |e: &Entity| e.space == me.space && e.id != me.id && e.distance_xz(me.pos) <= RADIUS;
        let new = entities.values().filter(|e| near(e) && !known.contains(&e.id));
        new.take(MAX_ENTERING).collect()
    }

    /// Base direction and position, in front of everything that is relative to them (`spec/02 §3.7`).
    fn announce_base(&mut self, me: &Entity, watched: bool, out: &mut Vec<Vec<u8>>) {
        let led = me.controller != Controller::Client(me.id);
        if led && self.sent_dir != Some(me.dir) {
            let [roll, pitch, yaw] = me.dir;
            self.sent_dir = Some(me.dir);
            out.push(Writer::new().f32s(&[yaw, pitch, roll]).var(client::BASE_DIR));
        }
        let differs = |a: f32, b: f32| (a - b).abs() > BASE_POS_STEP;
        let last = self.sent_base;
        let moved = last.is_none_or(|l| (0..3).any(|i| differs(l[i], me.pos[i])));
        if !(watched || led) || !(moved || self.force_base) {
            return;
        }
        self.force_base = false;
        self.sent_base = Some(me.pos);
        let [x, y, z] = me.pos;
        if last.is_none_or(|l| differs(l[1], y)) || differs(self.client_base[1], y) {
            self.client_base = me.pos;
            out.push(Writer::new().f32s(&[x, y, z]).fixed(client::BASE_POS));
        } else {
            // The client keeps its y, and so must the offsets.
            self.client_base = [x, self.client_base[1], z];
            out.push(Writer::new().f32s(&[x, z]).fixed(client::BASE_POS_XZ));
        }
    }

    fn drop_leaving(
        &mut self,
        me: &Entity,
        entities: &BTreeMap<i32, Entity>,
        rules: Rules,
        out: &mut Vec<Vec<u8>>,
    ) {
        let stays =
            |e: &Entity| e.space == me.space && e.distance_xz(me.pos) <= RADIUS + HYSTERESIS;
        let mut index = 0;
        while let Some(&id) = self.view.get(index) {
            if entities.get(&id).is_some_and(stays) {
                index += 1;
                continue;
            }
            out.push(self.leave_message(rules, index, id));
            // Places are counted again after every removal (`spec/02 §4.1`).
            self.view.remove(index);
        }
    }

    fn leave_message(&self, rules: Rules, index: usize, id: i32) -> Vec<u8> {
        let vid = self.id_at(rules, index, id);
        vid.put(Writer::new()).var(client::LEAVE_WORLD_OPTIMIZED)
    }

    /// Takes everything out of view at once, as a teleport inside a space does.
    pub(crate) fn leave_all(&mut self, rules: Rules) -> Vec<Vec<u8>> {
        let mut out = Vec::new();
        while let Some(&id) = self.view.first() {
            out.push(self.leave_message(rules, 0, id));
            self.view.remove(0);
        }
        out
    }

    fn send_moves(
        &self,
        me: &Entity,
        entities: &BTreeMap<i32, Entity>,
        rules: Rules,
        out: &mut Vec<Vec<u8>>,
    ) {
        let base = self.packed(rules).then_some(self.client_base);
        for (index, id) in self.view.iter().enumerate() {
            // Who controls an entity knows best where it is (`spec/02 §3.8`).
            let foreign = |e: &&Entity| e.controller != Controller::Client(me.id);
            let vid = self.id_at(rules, index, *id);
            let moved = entities.get(id).filter(foreign);
            out.extend(moved.and_then(|e| volatile::update(e, vid, base)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { posdir: PosDir::Smart { threshold: 10 }, alias_entity_id: true };

    fn world(n: i32) -> (Defs, Entity, BTreeMap<i32, Entity>) {
        let defs = Defs::new(true);
        let mut me = Entity::new(&defs, 1, 1, 1, [0.0; 3]);
        me.controller = Controller::Client(1);
        let others = (0..n).map(|i| (100 + i, Entity::new(&defs, 100 + i, 4, 1, [1.0; 3])));
        let entities = others.collect();
        (defs, me, entities)
    }

    fn id(message: &[u8]) -> u16 {
        u16::from_le_bytes([message[0], message[1]])
    }

    #[test]
    fn entering_sends_base_position_then_snapshot_and_entry() {
        let (defs, me, entities) = world(1);
        let mut w = Witness::default();
        let ids: Vec<u16> = w.update(&me, &entities, &defs, RULES).iter().map(|m| id(m)).collect();
        assert_eq!(ids, [13, 511, 507]);
        assert_eq!(w.update(&me, &entities, &defs, RULES), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn ids_are_one_byte_up_to_255_entities() {
        let (defs, me, mut entities) = world(256);
        let mut w = Witness::default();
        w.update(&me, &entities, &defs, RULES);
        assert_eq!(w.view_id(RULES, 100), Some(ViewId::Entity(100)));
        entities.remove(&100);
        entities.remove(&102);
        let leaves = w.update(&me, &entities, &defs, RULES);
        // The first leaves a list of 256, the second one of 255.
        assert_eq!(leaves[0], [9, 0, 4, 0, 100, 0, 0, 0]);
        assert_eq!(leaves[1], [9, 0, 1, 0, 1]);
        assert_eq!(w.view_id(RULES, 101), Some(ViewId::Index(0)));
    }

    #[test]
    fn a_crowd_comes_into_view_over_several_ticks() {
        let (defs, me, entities) = world(1200);
        let mut w = Witness::default();
        let mut sizes = Vec::new();
        for _ in 0..4 {
            w.update(&me, &entities, &defs, RULES);
            sizes.push(w.view.len());
        }
        assert_eq!(sizes, [500, 1000, 1200, 1200]);
        assert!(w.view.iter().eq(entities.keys()));
    }

    #[test]
    fn entities_stay_until_they_are_past_the_hysteresis() {
        let (defs, me, mut entities) = world(1);
        let mut w = Witness::default();
        w.update(&me, &entities, &defs, RULES);
        for (x, expected) in [(84.0, 1), (86.0, 0), (84.0, 0), (79.0, 1)] {
            entities.get_mut(&100).unwrap().pos = [x, 0.0, 0.0];
            w.update(&me, &entities, &defs, RULES);
            assert_eq!(w.view.len(), expected, "{x}");
        }
    }

    #[test]
    fn optimized_forms_start_above_the_threshold() {
        let (_, _, entities) = world(11);
        let mut w =
            Witness { view: entities.keys().copied().take(10).collect(), ..Witness::default() };
        assert!(!w.packed(RULES));
        w.view = entities.keys().copied().collect();
        assert!(w.packed(RULES));
    }
}
