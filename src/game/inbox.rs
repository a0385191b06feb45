//! Batches from the door, event by event.

use std::time::Instant;

use crate::layers::event::Move;
use crate::layers::{Batch, Door, Event};

/// The batch in work. It goes back to be filled again only when the next event is asked for, so what
/// the latest notice refers to stays readable.
#[derive(Debug, Default)]
pub struct Inbox {
    batch: Option<Box<Batch>>,
    /// Its event that is next.
    at: usize,
    /// How many events were taken, each movement counted by itself.
    taken: usize,
}

impl Inbox {
    /// The batch that the current event is part of.
    #[must_use]
    pub fn batch(&self) -> Option<&Batch> {
        self.batch.as_deref()
    }

    /// Lends the movements of the batch, which has none until they are given back.
    #[inline]
    #[must_use]
    pub fn lend_moves(&mut self) -> Vec<Move> {
        self.batch.as_mut().map(|b| std::mem::take(&mut b.moves)).unwrap_or_default()
    }

    /// Takes back what was lent, if it was.
    #[inline]
    pub fn take_back_moves(&mut self, moves: Vec<Move>) {
        if let Some(batch) = self.batch.as_mut().filter(|_| moves.capacity() > 0) {
            batch.moves = moves;
        }
    }

    /// The batch that the current event is part of, to work on its movements.
    #[must_use]
    pub fn batch_mut(&mut self) -> Option<&mut Batch> {
        self.batch.as_deref_mut()
    }

    /// The next event, without taking it.
    #[inline]
    #[must_use]
    pub fn peek(&self) -> Option<(&Batch, usize, &Event)> {
        let batch = self.batch.as_deref()?;
        batch.events.get(self.at).map(|e| (batch, self.at, e))
    }

    /// Marks `count` events of the batch as taken. Returns how many that are when each movement counts.
    #[inline]
    pub fn advance(&mut self, count: usize) -> usize {
        let taken = match self.peek() {
            Some((_, _, &Event::Moves { count, .. })) => count as usize,
            _ => count,
        };
        self.advance_by(count, taken);
        taken
    }

    /// As [`Self::advance`], where it is known how many they are when each movement counts.
    #[inline]
    pub fn advance_by(&mut self, count: usize, taken: usize) {
        self.at += count;
        self.taken += taken;
    }

    /// Gets the next batch when this one is used up. Returns whether the network thread must be
    /// alarmed: it waits for the room that this made.
    #[must_use]
    pub fn refill(&mut self, door: &Door) -> bool {
        let mut alarm = false;
        while self.peek().is_none() {
            alarm |= self.release(door);
            self.batch = door.take_batch();
            if self.batch.is_none() {
                break;
            }
        }
        alarm
    }

    /// Gives a used-up batch back. Returns whether the network thread must be alarmed.
    #[must_use]
    pub fn release(&mut self, door: &Door) -> bool {
        if self.peek().is_some() {
            return false;
        }
        (self.at, self.taken) = (0, 0);
        self.batch.take().is_some_and(|b| door.give_back(b))
    }

    /// When the oldest event that is still to come was delivered.
    #[must_use]
    pub fn oldest(&self, door: &Door) -> Option<Instant> {
        match &self.batch {
            Some(batch) if self.at < batch.events.len() => batch.delivered,
            _ => door.oldest(),
        }
    }

    /// Number of events that are still to come.
    #[must_use]
    pub fn waiting(&self, door: &Door) -> usize {
        door.queued().saturating_sub(self.taken)
    }
}
