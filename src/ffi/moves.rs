//! Movements on their way to a game that takes them as one array.

use std::ops::Range;

use super::convert;
use super::events::{KBE_MOVE_NOT_FINITE, KBE_MOVE_ON_GROUND, kbe_transform};
use crate::game::{Entity, Game};
use crate::layers::Batch;
use crate::layers::event::Move;

/// A part of a batch's movements.
pub(super) fn part<'a>(moves: &'a [Move], part: &Range<u32>) -> &'a [Move] {
    moves.get(part.start as usize..part.end as usize).unwrap_or_default()
}

fn part_mut<'a>(moves: &'a mut [Move], part: &Range<u32>) -> &'a mut [Move] {
    moves.get_mut(part.start as usize..part.end as usize).unwrap_or_default()
}

/// Movements to be handed over as one array.
#[derive(Default)]
pub(crate) struct MoveList {
    pub(super) list: Vec<kbe_transform>,
    /// Or, as long as the list is empty: which of the batch's movements they are.
    pub(super) span: Range<u32>,
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

    /// Applies a run of the batch's movements, and appends it. Returns how many are told.
    ///
    /// They stay in the batch as long as they are all there is in the array: most are told just as they came.
    #[inline(never)]
    pub(super) fn take(&mut self, game: &mut Game, batch: &mut Batch, run: Range<u32>) -> u32 {
        let mut unheard = 0;
        let moves = part_mut(&mut batch.moves, &run);
        for movement in &mut *moves {
            if let Some((_, flags)) = game.moved_plainly(movement) {
                movement.tell_as_is(flags);
                continue;
            }
            let told = game.moved(movement).map(|(_, to)| to);
            unheard += u32::from(told.is_none());
            // No entity has the id 0.
            movement.tell(told.unwrap_or_default());
        }
        let told = moves.len() as u32 - unheard;
        if unheard == 0 && self.list.is_empty() && self.span.end == run.start {
            self.span.end = run.end;
        } else if unheard == 0 && self.is_bare() {
            self.span = run;
        } else {
            self.keep(Some(batch));
            let heard = part(&batch.moves, &run).iter().filter(|m| m.told().entity != 0);
            self.list.extend(heard.map(|m| convert::as_transform(m.told())));
        }
        told
    }

    /// Copies what stands in the batch, which is about to go, or is not all there is to be any more.
    pub(super) fn keep(&mut self, batch: Option<&Batch>) {
        let span = std::mem::take(&mut self.span);
        let told = batch.map_or(&[][..], |b| part(&b.moves, &span));
        self.list.extend(told.iter().map(|m| convert::as_transform(m.told())));
    }

    /// As [`Self::take`], folding each into the entity's earlier one.
    pub(super) fn fold(&mut self, game: &mut Game, batch: &Batch, run: Range<u32>) -> u32 {
        let mut told = 0;
        for movement in part(&batch.moves, &run) {
            let Some((entity, to)) = game.moved(movement) else { continue };
            told += 1;
            self.add(entity, convert::as_transform(&to), true);
        }
        told
    }

    /// Applies movements that nobody hears of. Returns how many there were.
    pub(super) fn skip(&self, game: &mut Game, batch: &Batch, run: Range<u32>) -> u32 {
        let all = part(&batch.moves, &run).iter();
        all.map(|movement| u32::from(game.moved(movement).is_some())).sum()
    }

    /// Starts the next array in the same memory.
    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.span = 0..0;
        self.held = false;
        self.number = self.number.wrapping_add(1);
    }

    /// Whether there is nothing in it.
    pub(super) fn is_bare(&self) -> bool {
        self.list.is_empty() && self.span.is_empty()
    }

    /// Whether there is nothing in it, nor anybody who has it.
    pub(crate) fn is_empty(&self) -> bool {
        self.is_bare() && !self.held && !self.lent
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
