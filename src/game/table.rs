//! The entity table: by slot for events, by id for the game.

use std::collections::HashMap;

use super::entity::Entity;
use crate::layers::event::Slot;
use crate::wire::limits::MAX_ENTITIES;

/// All entities of a client.
#[derive(Debug, Default)]
pub struct Table {
    slots: Vec<Option<Entity>>,
    by_id: HashMap<i32, Slot>,
}

impl Table {
    /// The entity of a slot.
    #[inline]
    #[must_use]
    pub fn get(&self, slot: Slot) -> Option<&Entity> {
        self.slots.get(slot.0 as usize)?.as_ref()
    }

    /// The entity of a slot.
    #[inline]
    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut Entity> {
        self.slots.get_mut(slot.0 as usize)?.as_mut()
    }

    /// The slot of an id.
    #[must_use]
    pub fn slot_of(&self, id: i32) -> Option<Slot> {
        self.by_id.get(&id).copied()
    }

    /// The entity of an id.
    #[must_use]
    pub fn by_id(&self, id: i32) -> Option<&Entity> {
        self.get(self.slot_of(id)?)
    }

    /// Number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// All entities, in the order of their slots.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.slots.iter().flatten()
    }

    /// The first occupied slot at or behind `from`.
    pub(super) fn next_occupied(&self, from: u32) -> Option<Slot> {
        let rest = self.slots.get(from as usize..)?;
        rest.iter().position(Option::is_some).map(|n| Slot(from + n as u32))
    }

    /// Puts an entity into a free slot. Returns whether there was room.
    pub(super) fn insert(&mut self, slot: Slot, entity: Entity) -> bool {
        let at = slot.0 as usize;
        if at >= MAX_ENTITIES {
            return false;
        }
        if self.slots.len() <= at {
            self.slots.resize_with(at + 1, || None);
        }
        self.by_id.insert(entity.id(), slot);
        if let Some(place) = self.slots.get_mut(at) {
            *place = Some(entity);
        }
        true
    }

    /// Takes an entity out.
    pub(super) fn remove(&mut self, slot: Slot) -> Option<Entity> {
        let entity = self.slots.get_mut(slot.0 as usize)?.take()?;
        if self.by_id.get(&entity.id()) == Some(&slot) {
            self.by_id.remove(&entity.id());
        }
        Some(entity)
    }
}
