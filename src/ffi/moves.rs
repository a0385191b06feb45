//! Movements on their way to a game that takes them as one array.

use super::convert;
use super::events::{KBE_MOVE_NOT_FINITE, KBE_MOVE_ON_GROUND, kbe_transform};
use crate::game::{Entity, Game};
use crate::layers::event::Move;

/// Id of an element that is not to be told after all. No entity has it.
const GONE: i32 = 0;

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
    pub(super) fn take(&mut self, game: &mut Game, run: &[Move]) -> u32 {
        let first = self.list.len();
        let player = game.player_slot();
        self.list.extend(run.iter().map(|m| convert::as_transform(&m.motion)));
        let (mut at, mut gone) = (0, 0);
        loop {
            at += game.move_ordinary(run.get(at..).unwrap_or_default());
            let Some(movement) = run.get(at) else { break };
            if let Some(place) = self.list.get_mut(first + at) {
                match game.moved(movement) {
                    Some((_, flags, to)) => {
                        *place = convert::transform(to, flags, movement.slot == player);
                    }
                    None => {
                        place.entity_id = GONE;
                        gone += 1;
                    }
                }
            }
            at += 1;
        }
        if gone > 0 {
            let mut n = 0;
            self.list.retain(|t| {
                n += 1;
                n <= first || t.entity_id != GONE
            });
        }
        run.len() as u32 - gone
    }

    /// As [`Self::take`], folding each into the entity's earlier one.
    pub(super) fn fold(&mut self, game: &mut Game, run: &[Move]) -> u32 {
        let player = game.player_slot();
        let mut told = 0;
        for movement in run {
            let Some((entity, flags, to)) = game.moved(movement) else { continue };
            told += 1;
            self.add(entity, convert::transform(to, flags, player == movement.slot), true);
        }
        told
    }

    /// Applies movements that nobody hears of. Returns how many there were.
    pub(super) fn skip(&self, game: &mut Game, run: &[Move]) -> u32 {
        let (mut at, mut told) = (0, 0);
        loop {
            let ordinary = game.move_ordinary(run.get(at..).unwrap_or_default());
            told += ordinary as u32;
            at += ordinary;
            let Some(movement) = run.get(at) else { break };
            told += u32::from(game.moved(movement).is_some());
            at += 1;
        }
        told
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
