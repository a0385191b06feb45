//! The world as the protocol needs to know it: which entities exist, of which class, where they are,
//! and how the server refers to them. Property values are not kept here; they are the game layer's.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::streams::Streams;
use super::view::View;
use crate::defs::Defs;
use crate::layers::Batch;
use crate::layers::event::{Event, Slot};
use crate::wire::WireErrorKind;
use crate::wire::limits::{
    MAX_ENTITIES, MAX_PENDING_BYTES, MAX_PENDING_ENTITIES, MAX_PENDING_MESSAGES, MAX_PENDING_TOTAL,
};

/// An entity as the protocol sees it.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its id.
    pub id: i32,
    /// Its class: an index into the definitions.
    pub module: u16,
    /// x, y, z.
    pub position: [f32; 3],
    /// roll, pitch, yaw in radians.
    pub direction: [f32; 3],
    /// Whether it is in the world.
    pub in_world: bool,
    /// The player: somebody else moves it. Another entity: this client moves it (`spec/02 §3.8`).
    pub controlled: bool,
}

/// Messages that wait for the creation of one entity (`spec/02 §6.2`).
#[derive(Debug, Default)]
pub(super) struct Pending {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Pending {
    /// The waiting bodies, oldest first.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let bounds = starts.zip(self.ends.iter().copied());
        bounds.map(|(start, end)| self.bytes.get(start..end).unwrap_or_default())
    }
}

/// Everything one session knows about the world.
#[derive(Debug, Default)]
pub struct World {
    slots: Vec<Option<Entity>>,
    free: Vec<u32>,
    by_id: FxHashMap<i32, u32>,
    view: View,
    pending: BTreeMap<i32, Pending>,
    pending_bytes: usize,
    /// The player's entity id; 0 before there is one.
    pub player: i32,
    /// Key for logout and relogin (`spec/01 §4.3`).
    pub uuid: u64,
    /// The player's position as the server knows it, the origin of packed positions
    /// (`spec/02 §3.7`, `§6.8`).
    pub base: [f32; 3],
    /// Something had a place that is not finite, so each movement must be looked at.
    pub(super) odd: bool,
    /// The current space; 0 when unknown.
    pub space: u32,
    /// A length has proven that class numbers take two bytes, or one (`spec/02 §2.7`).
    pub(super) wide_utype: Option<bool>,
    /// Data streams that are not complete.
    pub(super) streams: Streams,
}

impl World {
    /// The entity with this id.
    #[must_use]
    pub fn entity(&self, id: i32) -> Option<&Entity> {
        self.at(self.slot_of(id))
    }

    /// The entity in a slot.
    #[inline]
    #[must_use]
    pub fn at(&self, slot: Slot) -> Option<&Entity> {
        self.slots.get(slot.0 as usize)?.as_ref()
    }

    #[inline]
    pub(super) fn at_mut(&mut self, slot: Slot) -> Option<&mut Entity> {
        self.slots.get_mut(slot.0 as usize)?.as_mut()
    }

    /// What movements read and change.
    #[inline]
    pub(super) fn parts(
        &mut self,
    ) -> (&View, &FxHashMap<i32, u32>, &mut [Option<Entity>], &mut bool) {
        (&self.view, &self.by_id, &mut self.slots, &mut self.odd)
    }

    /// Takes a position or direction from a server; most are numbers that something can be placed by.
    #[inline]
    pub(super) fn look_at(&mut self, vector: [f32; 3]) {
        self.odd |= !vector.iter().all(|c| c.is_finite());
    }

    /// Sets the origin of packed positions.
    pub(super) fn set_base(&mut self, position: [f32; 3]) {
        self.look_at(position);
        self.base = position;
    }

    /// Slot of the entity with this id, [`Slot::NONE`] when there is none.
    #[inline]
    #[must_use]
    pub fn slot_of(&self, id: i32) -> Slot {
        self.by_id.get(&id).map_or(Slot::NONE, |&s| Slot(s))
    }

    /// All entities, in slot order.
    pub fn entities(&self) -> impl Iterator<Item = (Slot, &Entity)> {
        (0..).zip(&self.slots).filter_map(|(i, e)| e.as_ref().map(|e| (Slot(i), e)))
    }

    /// Entity ids in view, in the server's order.
    pub fn view(&self) -> impl Iterator<Item = i32> + '_ {
        self.view.ids()
    }

    /// Number of entities in view.
    #[must_use]
    pub fn view_len(&self) -> usize {
        self.view.len()
    }

    /// Whether the tables agree with each other and keep to their limits, as they always should. For tests:
    /// it looks at everything.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let live = self.entities().count();
        let slots = self.entities().all(|(slot, e)| self.slot_of(e.id) == slot);
        let free = self.free.iter().all(|&i| self.at(Slot(i)).is_none());
        let view = self.view.is_sound(|id| self.slot_of(id));
        let pending: usize = self.pending.values().map(|p| p.bytes.len()).sum();
        slots
            && free
            && view
            && self.by_id.len() == live
            && self.free.len() + live == self.slots.len()
            && live.max(self.view.len()) <= MAX_ENTITIES
            && pending == self.pending_bytes
            && pending <= MAX_PENDING_TOTAL
            && self.pending.len() <= MAX_PENDING_ENTITIES
    }

    /// The entity behind a view index.
    #[inline]
    pub(super) fn in_view(&self, index: u8) -> Option<(i32, Slot)> {
        self.view.get(index)
    }

    pub(super) fn view_push(&mut self, id: i32) {
        // An honest server never lists more than it may create.
        if self.view.len() < MAX_ENTITIES {
            self.view.push(id, self.slot_of(id));
        }
    }

    /// Takes back what was appended since the view had `len` entries.
    pub(super) fn view_truncate(&mut self, len: usize) {
        self.view.truncate(len);
    }

    pub(super) fn view_remove(&mut self, id: i32) {
        let Self { view, by_id, .. } = self;
        view.remove(id, |id| by_id.get(&id).map_or(Slot::NONE, |&s| Slot(s)));
    }

    pub(super) fn create(&mut self, id: i32, module: u16) -> Result<Slot, WireErrorKind> {
        if self.by_id.len() >= MAX_ENTITIES {
            return Err(WireErrorKind::Limit("too many entities"));
        }
        let entity = Entity {
            id,
            module,
            position: [0.0; 3],
            direction: [0.0; 3],
            in_world: false,
            controlled: false,
        };
        let index = match self.free.pop() {
            Some(i) => i,
            None => {
                self.slots.push(None);
                (self.slots.len() - 1) as u32
            }
        };
        if let Some(slot) = self.slots.get_mut(index as usize) {
            *slot = Some(entity);
        }
        self.by_id.insert(id, index);
        self.view.point(id, Slot(index));
        Ok(Slot(index))
    }

    pub(super) fn remove(&mut self, id: i32) -> Option<Entity> {
        let index = self.by_id.remove(&id)?;
        self.free.push(index);
        self.view.point(id, Slot::NONE);
        self.slots.get_mut(index as usize)?.take()
    }

    /// Forgets the view and every entity but the player's (`spec/02 §6.7` clearSpace).
    pub(super) fn clear(&mut self, batch: &mut Batch) {
        self.view.clear();
        let player = self.player;
        let gone: Vec<i32> =
            self.slots.iter().flatten().map(|e| e.id).filter(|&id| id != player).collect();
        for id in gone {
            self.remove(id);
        }
        batch.push(Event::Clear);
    }

    /// The view list cannot be trusted any more: a new connection begins (`spec/02 §6.6`). What waited
    /// for entities came over the old one.
    pub(super) fn begin_again(&mut self) {
        self.view.clear();
        self.pending.clear();
        self.pending_bytes = 0;
    }

    /// Keeps a message for an entity that does not exist yet.
    pub(super) fn postpone(&mut self, id: i32, body: &[u8]) -> Result<(), WireErrorKind> {
        let known = self.pending.contains_key(&id);
        if !known && self.pending.len() >= MAX_PENDING_ENTITIES {
            return Err(WireErrorKind::Limit("too many entities with waiting messages"));
        }
        if self.pending_bytes + body.len() > MAX_PENDING_TOTAL {
            return Err(WireErrorKind::Limit("too many bytes wait for entities"));
        }
        let p = self.pending.entry(id).or_default();
        if p.ends.len() >= MAX_PENDING_MESSAGES || p.bytes.len() + body.len() > MAX_PENDING_BYTES {
            return Err(WireErrorKind::Limit("too many messages wait for one entity"));
        }
        p.bytes.extend_from_slice(body);
        p.ends.push(p.bytes.len());
        self.pending_bytes += body.len();
        Ok(())
    }

    pub(super) fn pending(&self, id: i32) -> Option<&Pending> {
        self.pending.get(&id)
    }

    pub(super) fn take_pending(&mut self, id: i32) -> Option<Pending> {
        let p = self.pending.remove(&id)?;
        self.pending_bytes -= p.bytes.len();
        Some(p)
    }

    /// The classes of all entities, looked up again by name in definitions that replace others.
    pub(super) fn adopt(&mut self, old: &Defs, new: &Defs) {
        for e in self.slots.iter_mut().flatten() {
            let name = old.module(e.module).map_or("", |m| m.name());
            if let Some(module) = new.module_by_name(name) {
                e.module = module;
            }
        }
    }
}
