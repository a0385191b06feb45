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

use std::sync::Arc;

pub use entity::Entity;
pub use facts::{Facts, State};
pub use inbox::Inbox;
pub use notice::{ComponentMilestone, Milestone, Notice, PoseCause};
pub use space::Space;
pub use table::Table;
pub use text::{ErrorTexts, Lexicon, Side};

use crate::defs::Defs;
use crate::layers::event::Slot;
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
    player: Option<Slot>,
    space: Space,
    facts: Facts,
    /// What is still to be done and told about the current event, the next step last.
    steps: Vec<Step>,
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
        let slot = self.player?;
        self.table.get(slot).map(|e| (slot, e))
    }

    /// Whether a slot is the player's.
    #[inline]
    #[must_use]
    pub fn is_player(&self, slot: Slot) -> bool {
        self.player == Some(slot)
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

    /// Applies a movement, the most frequent event by far: no step, no allocation. Returns the entity
    /// when it is known.
    #[inline]
    pub fn moved(
        &mut self,
        slot: Slot,
        carried: u32,
        position: [f32; 3],
        direction: [f32; 3],
    ) -> Option<&Entity> {
        let entity = self.table.get_mut(slot)?;
        if carried & axes::POSITION != 0 {
            entity.pose.position = position;
        }
        if carried & axes::DIRECTION != 0 {
            entity.pose.direction = direction;
        }
        if carried & axes::HAS_GROUND != 0 {
            entity.pose.on_ground = carried & axes::ON_GROUND != 0;
        }
        Some(entity)
    }
}
