//! Movements on their way to a game that takes them as one array.

use super::events::{KBE_MOVE_NOT_FINITE, KBE_MOVE_ON_GROUND, kbe_transform};
use crate::game::Entity;

/// Movements to be handed over as one array.
#[derive(Default)]
pub(crate) struct MoveList {
    pub(super) list: Vec<kbe_transform>,
    /// Number of this array; an entity that was met in it knows its place.
    number: u32,
    /// The events were paused before it was handed over.
    pub(super) held: bool,
    /// It was pulled, and is told.
    lent: bool,
    pub(crate) folded: u64,
}

impl MoveList {
    /// Adds a movement, or folds it into the entity's earlier one.
    #[inline]
    pub(super) fn add(&mut self, entity: &Entity, transform: kbe_transform, fold: bool) {
        if fold {
            let (number, place) = entity.collected();
            let old = self.list.get_mut(place as usize).filter(|_| number == self.number);
            if let Some(old) = old.filter(|t| t.entity_id == transform.entity_id) {
                // What is carried adds up; where the entity stands is what came last.
                let last = KBE_MOVE_ON_GROUND | KBE_MOVE_NOT_FINITE;
                let flags = old.flags & !last | transform.flags;
                *old = kbe_transform { flags, ..transform };
                self.folded += 1;
                return;
            }
            entity.set_collected(self.number, self.list.len() as u32);
        }
        self.list.push(transform);
    }

    /// Starts the next array in the same memory.
    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.held = false;
        self.number = self.number.wrapping_add(1);
    }

    /// Whether there is nothing in it, nor anybody who has it.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty() && !self.held && !self.lent
    }

    /// Whether there are movements that a pause held up.
    pub(crate) fn is_held(&self) -> bool {
        self.held
    }

    /// The array, which is handed over: it stays as it is until [`Self::take_back`].
    pub(crate) fn lend(&mut self) -> &[kbe_transform] {
        (self.held, self.lent) = (false, true);
        &self.list
    }

    /// Starts the next array, if this one was lent.
    pub(crate) fn take_back(&mut self) {
        if std::mem::take(&mut self.lent) {
            self.clear();
        }
    }
}
