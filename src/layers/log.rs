//! Lines for the log: how important, where from. Their text is in the arena of their batch, like that of
//! every event, and they come in order with the events.

/// How important a line is. A client writes the lines up to its level, and nothing is formatted for the
/// others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[repr(u8)]
pub enum Level {
    /// No line at all.
    #[default]
    Off = 0,
    /// A fault of this library.
    Error = 1,
    /// Something went wrong, and the client goes on.
    Warn = 2,
    /// The milestones of a session.
    Info = 3,
    /// What the library does, step by step.
    Debug = 4,
    /// Each message in and out.
    Trace = 5,
}

impl Level {
    /// The level of this number; numbers above are [`Self::Trace`].
    #[must_use]
    pub fn from_number(n: u8) -> Self {
        match n {
            0 => Self::Off,
            1 => Self::Error,
            2 => Self::Warn,
            3 => Self::Info,
            4 => Self::Debug,
            _ => Self::Trace,
        }
    }
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Connections: made, lost, silent, held back.
    Network,
    /// Logins, requests and sessions: begun, resumed, ended.
    Session,
    /// Definitions, message lists and their cache.
    Imports,
    /// Single messages.
    Messages,
}

impl Area {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.c_name().trim_end_matches('\0')
    }

    /// Its name with a zero byte behind it.
    #[must_use]
    pub fn c_name(self) -> &'static str {
        match self {
            Self::Network => "network\0",
            Self::Session => "session\0",
            Self::Imports => "imports\0",
            Self::Messages => "messages\0",
        }
    }
}

/// Lines of one client that may wait for its game; what is written beyond them is dropped and counted.
pub const MAX_LINES: usize = 4096;

/// Longest line, in bytes; the rest is cut off.
pub const MAX_LINE_BYTES: usize = 512;
