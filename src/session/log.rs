//! What a session writes into the log, and the faults it tells of.
//!
//! A line is an event among the others, so it needs no way of its own to the game. How many may be written
//! is the driver's to say: it knows how many wait. No line ever holds a password, a key or a value of the
//! game; names of accounts are left out too.

use std::fmt::{self, Write as _};

use super::attempt::Goal;
use super::{Session, Time};
use crate::layers::Batch;
use crate::layers::event::{Event, Fault};
use crate::layers::log::{Area, Level, MAX_LINE_BYTES, MAX_LINES};
use crate::wire::WireError;
use crate::wire::table::ServerMessage;

/// What may be written, and what was not.
#[derive(Debug)]
pub(super) struct Log {
    level: Level,
    /// Lines that may still be written.
    room: usize,
    now: Time,
    /// Lines that found no room: all of them, and those the game was not told of.
    pub(super) dropped: u64,
    untold: u64,
    /// The text of a line while it is written; reused.
    scratch: String,
}

impl Default for Log {
    fn default() -> Self {
        let (now, scratch) = (Time::default(), String::new());
        Self { level: Level::Off, room: MAX_LINES, now, dropped: 0, untold: 0, scratch }
    }
}

impl Log {
    /// The level up to which lines are wanted.
    #[inline]
    pub(super) fn level(&self) -> Level {
        self.level
    }

    /// Whether a line of this level is to be written; counts it when there is no room.
    #[inline]
    pub(super) fn wants(&mut self, level: Level) -> bool {
        level <= self.level && self.has_room()
    }

    #[cold]
    fn has_room(&mut self) -> bool {
        if self.room == 0 {
            self.dropped += 1;
            self.untold += 1;
        }
        self.room > 0
    }

    /// Writes a line that is wanted.
    pub(super) fn line(
        &mut self,
        batch: &mut Batch,
        level: Level,
        area: Area,
        text: fmt::Arguments<'_>,
    ) {
        self.scratch.clear();
        _ = self.scratch.write_fmt(text);
        let most = MAX_LINE_BYTES.min(self.scratch.len());
        let whole = |end: &usize| self.scratch.is_char_boundary(*end);
        let end = (0..=most).rev().find(whole).unwrap_or(0);
        let text = batch.text(self.scratch.get(..end).unwrap_or_default().as_bytes());
        batch.push(Event::Log { level, area, at: self.now.0, text });
        batch.lines += 1;
        self.room -= 1;
    }
}

/// `remark!(session, Warn, Network, "text {}", x)`: formats and writes a line, if it is wanted.
macro_rules! remark {
    ($session:expr, $level:ident, $area:ident, $($text:tt)*) => {
        if $session.log.wants($crate::layers::log::Level::$level) {
            let (level, area) =
                ($crate::layers::log::Level::$level, $crate::layers::log::Area::$area);
            $session.log.line(&mut $session.batch, level, area, format_args!($($text)*));
        }
    };
}
pub(super) use remark;

/// What stands in front of a remark, if there is one.
pub(super) fn colon(remark: &str) -> &'static str {
    if remark.is_empty() { "" } else { ": " }
}

impl Goal {
    /// Its name, for the log.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Login { .. } => "a login begins",
            Self::Relogin => "a relogin begins",
            Self::Account { .. } => "an account request begins",
            Self::Probe { .. } => "a probe begins",
        }
    }
}

impl Session {
    /// Says which lines are to be written from now on, what time they carry, and how many there may be.
    /// A driver says it whenever it wakes.
    pub fn listen(&mut self, now: Time, level: Level, room: usize) {
        let log = &mut self.log;
        (log.now, log.level, log.room) = (now, level, room);
        // Told when the game has caught up, not line by line.
        if log.untold > 0 && room >= MAX_LINES / 2 {
            let n = std::mem::take(&mut log.untold);
            remark!(self, Warn, Session, "{n} lines of the log were dropped: too many waited");
        }
    }

    /// Writes a line of the driver's.
    pub fn remark(&mut self, level: Level, area: Area, text: fmt::Arguments<'_>) {
        if self.log.wants(level) {
            self.log.line(&mut self.batch, level, area, text);
        }
    }

    /// Tells the game that a message could not be used.
    pub(super) fn fault(&mut self, id: u16, entity: i32, e: WireError) {
        self.stats.faults += 1;
        let name = self.table.incoming_name(id);
        remark!(self, Warn, Messages, "{name} ({id}) could not be used: {e}");
        let name = self.batch.text(name.as_bytes());
        let text = self.batch.text(e.to_string().as_bytes());
        let (message_id, offset) = (id, e.offset);
        self.batch.push(Event::Fault(Fault { message_id, offset, entity, name, text }));
    }

    /// A fault that is not about a message from the server.
    pub(super) fn note(&mut self, id: u16, name: &str, text: &str) {
        self.stats.faults += 1;
        remark!(self, Warn, Session, "{text}");
        let name = self.batch.text(name.as_bytes());
        let text = self.batch.text(text.as_bytes());
        let fault = Fault { message_id: id, offset: 0, entity: 0, name, text };
        self.batch.push(Event::Fault(fault));
    }

    /// Commands of the game could not be carried out.
    pub(super) fn note_dropped(
        &mut self,
        count: usize,
        message: Option<ServerMessage>,
        text: &str,
    ) {
        self.stats.commands_dropped += count as u64;
        self.note(0, message.map_or("", ServerMessage::name), text);
    }
}
