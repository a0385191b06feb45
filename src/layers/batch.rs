//! A run of events with the memory they refer to.

use std::sync::Arc;
use std::time::Instant;

use super::event::{Event, Move, PropertyChange};
use crate::defs::{Defs, ErrorTable};
use crate::wire::value::{Arena, Span};

/// A batch keeps at most this much memory when it goes back to be filled again: a full read of small
/// messages makes a few hundred kilobytes of events.
const KEEP_BYTES: usize = 1 << 20;

/// Events in order, and what they refer to. Filled by one thread, sealed, then read by another.
#[derive(Debug, Default)]
pub struct Batch {
    /// The events, oldest first.
    pub events: Vec<Event>,
    /// The movements of [`Event::Moves`].
    pub moves: Vec<Move>,
    /// How many of the events are [`Event::Moves`].
    runs: usize,
    /// How many of the movements are in one of them; the next event makes one of the others.
    told: usize,
    /// The changes of [`Event::Properties`].
    pub changes: Vec<PropertyChange>,
    /// Values and text.
    pub arena: Arena,
    /// What [`Event::Definitions`] refers to.
    pub definitions: Vec<Arc<Defs>>,
    /// What [`Event::ErrorTexts`] refers to.
    pub error_tables: Vec<Arc<ErrorTable>>,
    /// How many of the events are [`Event::Log`].
    pub lines: usize,
    /// When it was delivered, as the driver saw it.
    pub delivered: Option<Instant>,
}

impl Batch {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Number of events, each movement counted by itself.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len() - self.runs + self.moves.len()
    }

    /// Appends an event other than [`Event::Moves`].
    #[inline]
    pub fn push(&mut self, event: Event) {
        self.close_run();
        self.events.push(event);
    }

    /// Appends a movement as an event of its own.
    pub fn push_move(&mut self, movement: Move) {
        self.close_run();
        self.moves.push(movement);
        self.close_run();
    }

    /// Makes one event of the movements that were appended to [`Self::moves`] and are in none yet.
    #[inline]
    pub fn close_run(&mut self) {
        let (first, count) = (self.told, self.moves.len() - self.told);
        if count > 0 {
            self.told = self.moves.len();
            self.runs += 1;
            self.events.push(Event::Moves { first: first as u32, count: count as u32 });
        }
    }

    /// The movements of an [`Event::Moves`].
    #[inline]
    #[must_use]
    pub fn run(&self, first: u32, count: u32) -> &[Move] {
        self.moves.get(first as usize..first as usize + count as usize).unwrap_or_default()
    }

    /// Appends text or bytes.
    pub fn text(&mut self, bytes: &[u8]) -> Span {
        self.arena.push_bytes(bytes)
    }

    /// Makes the batch ready for the other thread: from here on nothing in it moves.
    pub fn seal(&mut self) {
        self.arena.seal();
    }

    /// Forgets everything. Keeps the memory for the next run, unless a burst made it large.
    pub fn clear(&mut self) {
        if self.memory() > KEEP_BYTES {
            *self = Self::default();
            return;
        }
        self.events.clear();
        self.moves.clear();
        (self.runs, self.told) = (0, 0);
        self.changes.clear();
        self.arena.clear();
        self.definitions.clear();
        self.error_tables.clear();
        self.lines = 0;
        self.delivered = None;
    }

    /// Memory held, in bytes.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.events.capacity() * size_of::<Event>()
            + self.moves.capacity() * size_of::<Move>()
            + self.changes.capacity() * size_of::<PropertyChange>()
            + self.arena.capacity_bytes()
    }

    /// A point to come back to: see [`Self::rewind`].
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark {
            events: self.events.len(),
            moves: self.moves.len(),
            runs: (self.runs, self.told),
            changes: self.changes.len(),
            arena: self.arena.size(),
        }
    }

    /// Takes back everything appended since `mark`: a message that turned out malformed tells
    /// nothing.
    pub fn rewind(&mut self, mark: Mark) {
        self.events.truncate(mark.events);
        self.moves.truncate(mark.moves);
        (self.runs, self.told) = mark.runs;
        self.changes.truncate(mark.changes);
        self.arena.truncate(mark.arena);
    }
}

/// How far a batch was filled at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    events: usize,
    moves: usize,
    runs: (usize, usize),
    changes: usize,
    arena: (usize, usize),
}
