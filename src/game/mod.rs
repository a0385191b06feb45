//! The world as the game sees it, on the game's own thread.
//!
//! A [`Game`] changes only while it is fed: [`Game::begin`] takes one event of a batch, and
//! [`Game::next`] then gives what is to be told about it, one notice at a time. Everything a notice
//! refers to stays put until the next one is asked for, so the code that tells the game holds no
//! borrow while the game's own code runs.
//!
//! | module | what |
//! |---|---|
//! | [`inbox`] | batches from the door, event by event |
//! | [`notice`] | what the game is told |
//! | `steps` | one event unfolds into its notices |
//! | `lifecycle` | entities come and go |
//! | `changes` | properties: applied, told, replayed |
//! | [`entity`], [`property`], [`table`] | entities, their values, all of them |
//! | [`space`], [`facts`] | the current space; the session and the server |
//! | [`text`] | names and sentences as C text |
//! | [`calls`], `requests`, [`rules`] | what the game asks for, checked before it is sent |
#![forbid(unsafe_code)]

pub mod calls;
mod changes;
pub mod entity;
pub mod facts;
pub mod inbox;
mod lifecycle;
pub mod notice;
pub mod property;
mod requests;
pub mod rules;
pub mod space;
mod steps;
pub mod table;
pub mod text;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use entity::Entity;
pub use facts::{Facts, State};
pub use inbox::Inbox;
pub use notice::{ComponentMilestone, Milestone, Notice, PoseCause};
pub use space::Space;
pub use table::Table;
pub use text::{ErrorTexts, Lexicon, Side};

use crate::defs::Defs;
use crate::layers::event::{Motion, Move, Slot};
use crate::layers::interest::{CALLS, MOVES};
use crate::layers::{Batch, Interest};
use crate::wire::volatile::axes;
use steps::Step;

/// How a game wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Tell every property once when an entity is created or enters the world (`spec/02 §6.5`).
    pub initial_events: bool,
    /// The server was built with CLIENT_NO_FLOAT (`spec/02 §1.4`).
    pub integer_vectors: bool,
    /// Calls go over encrypted connections, in packets that take bytes of their own.
    pub encrypted: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { initial_events: true, integer_vectors: false, encrypted: false }
    }
}

/// The world of one client.
#[derive(Debug, Default)]
pub struct Game {
    options: Options,
    lexicon: Option<Arc<Lexicon>>,
    /// Definitions that were replaced while entities may still refer to their names and defaults.
    retired: Vec<Arc<Lexicon>>,
    errors: ErrorTexts,
    table: Table,
    /// The player's slot, [`Slot::NONE`] when there is none.
    player: Slot,
    space: Space,
    facts: Facts,
    interest: Interest,
    /// What is still to be done and told about the current event, the next step last.
    steps: Vec<Step>,
    /// Movements of the batch that are still to be applied, each right before it is told.
    run: Range<u32>,
    /// Number of the latest group of property changes.
    group: u32,
}

impl Game {
    /// An empty world.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// All entities.
    #[must_use]
    pub fn entities(&self) -> &Table {
        &self.table
    }

    /// The player's slot and entity.
    #[must_use]
    pub fn player(&self) -> Option<(Slot, &Entity)> {
        self.table.get(self.player).map(|e| (self.player, e))
    }

    /// The player's slot, [`Slot::NONE`] when there is no player.
    #[inline]
    #[must_use]
    pub fn player_slot(&self) -> Slot {
        self.player
    }

    /// Whether a slot is the player's.
    #[inline]
    #[must_use]
    pub fn is_player(&self, slot: Slot) -> bool {
        slot != Slot::NONE && slot == self.player
    }

    /// An entity by id; 0 means the player.
    #[must_use]
    pub fn find(&self, id: i32) -> Option<(Slot, &Entity)> {
        if id == 0 {
            return self.player();
        }
        let slot = self.table.slot_of(id)?;
        self.table.get(slot).map(|e| (slot, e))
    }

    /// The current space.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// What the session told.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The definitions with their names, once they are there.
    #[must_use]
    pub fn lexicon(&self) -> Option<&Arc<Lexicon>> {
        self.lexicon.as_ref()
    }

    /// The definitions, once they are there.
    #[must_use]
    pub fn defs(&self) -> Option<&Arc<Defs>> {
        self.lexicon.as_ref().map(|l| l.defs())
    }

    /// The server's error names and texts.
    #[must_use]
    pub fn errors(&self) -> &ErrorTexts {
        &self.errors
    }

    /// Applies a movement, the most frequent event by far: no step, no allocation. Returns the entity, and
    /// where it is now with the flags to tell, when it is known and the game wants to hear of it.
    #[inline(never)]
    pub fn moved(&mut self, movement: &Move) -> Option<(&Entity, Motion)> {
        let (slot, by) = (movement.slot(), movement.motion());
        let player = if slot == self.player { axes::PLAYER } else { 0 };
        let entity = self.table.get_mut(slot)?;
        debug_assert_eq!(by.entity, entity.id(), "the layers agree on slots");
        let mut to = entity.moved(&by);
        to.flags |= player;
        (entity.wanted & MOVES != 0).then_some((&*entity, to))
    }

    /// As [`Self::moved`] where all there is to know and to tell is the movement itself, as for nearly all of
    /// them: returns the flags to tell. Nothing, and nothing changed, for another.
    #[inline]
    pub fn moved_plainly(&mut self, movement: &Move) -> Option<(&Entity, u32)> {
        if !movement.is_whole() {
            return None;
        }
        let entity = self.table.get_mut(movement.slot())?;
        if !entity.plain {
            return None;
        }
        // Copied as it stands: put together field by field it would take twice as many instructions.
        entity.motion = *movement.told();
        Some((entity, movement.flags()))
    }

    /// Whether calls of an entity are told: it is known, and the game wants to hear of them.
    #[inline]
    #[must_use]
    pub fn hears_calls_of(&self, slot: Slot) -> bool {
        self.table.get(slot).is_some_and(|e| e.wanted & CALLS != 0)
    }

    /// What [`Self::begin`] does with movements in a row.
    #[inline]
    pub fn begin_moves(&mut self, first: u32, count: u32) {
        self.run = first..first.saturating_add(count);
    }

    /// Whether movements are what is to be applied and told next.
    #[inline]
    #[must_use]
    pub fn moves_ahead(&self) -> bool {
        self.moves_left() > 0 && self.steps.is_empty()
    }

    /// Movements that were begun and are still to be applied.
    #[inline]
    #[must_use]
    pub fn moves_left(&self) -> usize {
        self.run.len()
    }

    /// The next movement in work; it counts as told. Nothing when something else is to be told first.
    #[inline]
    pub fn take_move(&mut self, batch: &Batch) -> Option<Move> {
        if !self.moves_ahead() {
            return None;
        }
        let at = self.run.start;
        self.run.start += 1;
        batch.moves.get(at as usize).copied()
    }

    /// As [`Self::take_move`], for `most` of them at most: their places in the batch.
    #[inline]
    pub fn take_moves(&mut self, most: u32) -> Range<u32> {
        if !self.moves_ahead() {
            return 0..0;
        }
        let at = self.run.start;
        self.run.start += most.min(self.run.end - at);
        at..self.run.start
    }

    /// Movements in work, which [`Self::skip_move`] takes one by one: their places in the batch.
    #[inline]
    #[must_use]
    pub fn moves_in_work(&self) -> Range<u32> {
        if self.steps.is_empty() { self.run.clone() } else { 0..0 }
    }

    /// One of [`Self::moves_in_work`] is done with.
    #[inline]
    pub fn skip_move(&mut self) {
        self.run.start += 1;
    }
}
