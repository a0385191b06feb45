//! A run of events with the memory they refer to.

use std::sync::Arc;
use std::time::Instant;

use super::event::{Event, PropertyChange};
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

    /// Appends an event.
    #[inline]
    pub fn push(&mut self, event: Event) {
        self.events.push(event);
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
            + self.changes.capacity() * size_of::<PropertyChange>()
            + self.arena.capacity_bytes()
    }

    /// A point to come back to: see [`Self::rewind`].
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { events: self.events.len(), changes: self.changes.len(), arena: self.arena.size() }
    }

    /// Takes back everything appended since `mark`: a message that turned out malformed tells
    /// nothing.
    pub fn rewind(&mut self, mark: Mark) {
        self.events.truncate(mark.events);
        self.changes.truncate(mark.changes);
        self.arena.truncate(mark.arena);
    }
}

/// How far a batch was filled at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    events: usize,
    changes: usize,
    arena: (usize, usize),
}
