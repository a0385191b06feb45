//! Movements on their way to a game that takes them as one array.

use super::convert;
use super::events::{KBE_MOVE_NOT_FINITE, KBE_MOVE_ON_GROUND, kbe_transform};
use crate::game::{Entity, Game};
use crate::layers::event::Move;

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

    /// Applies movements and appends them. Returns how many.
    #[inline(never)]
    pub(super) fn take(&mut self, game: &mut Game, run: &[Move]) -> u32 {
        let before = self.list.len();
        self.list.reserve(run.len());
        for movement in run {
            if game.moved_plainly(movement).is_some() {
                self.list.push(convert::as_transform(&movement.motion));
            } else if let Some((_, to)) = game.moved(movement) {
                self.list.push(convert::as_transform(&to));
            }
        }
        (self.list.len() - before) as u32
    }

    /// As [`Self::take`], folding each into the entity's earlier one.
    pub(super) fn fold(&mut self, game: &mut Game, run: &[Move]) -> u32 {
        let mut told = 0;
        for movement in run {
            let Some((entity, to)) = game.moved(movement) else { continue };
            told += 1;
            self.add(entity, convert::as_transform(&to), true);
        }
        told
    }

    /// Applies movements that nobody hears of. Returns how many there were.
    pub(super) fn skip(&self, game: &mut Game, run: &[Move]) -> u32 {
        run.iter().map(|movement| u32::from(game.moved(movement).is_some())).sum()
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
