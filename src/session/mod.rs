//! The protocol as a state machine: bytes, commands and the time go in; bytes, events, wishes and the
//! next deadline come out. It never touches a socket, a file or a clock, so everything it does can be
//! replayed.
//!
//! The driver's rule: after any call that takes `&mut self`, drain [`Session::poll_action`], then
//! [`Session::poll_transmit`], then take the events; then wait until [`Session::poll_timeout`] or
//! until something happens.
#![forbid(unsafe_code)]

pub mod action;
pub mod config;
pub mod time;

pub use action::{Action, ConnectError, Import, Link};
pub use config::Config;
pub use time::Time;

use crate::defs::cache::CacheKey;
use crate::layers::{Batch, Command};

/// Counters of one session; all since its creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Bytes from the server.
    pub bytes_in: u64,
    /// Bytes to the server.
    pub bytes_out: u64,
    /// Whole messages from the server.
    pub messages_in: u64,
    /// Messages to the server.
    pub messages_out: u64,
    /// Messages that could not be used.
    pub faults: u64,
    /// Latest time between a heartbeat and its answer, in microseconds; 0 before the first.
    pub round_trip_us: u64,
}

/// One client's protocol state. See the module documentation for how to drive it.
#[derive(Debug)]
pub struct Session {
    batch: Box<Batch>,
}

#[allow(unused_variables, reason = "signatures first")]
#[allow(missing_docs, reason = "signatures first")]
impl Session {
    /// A session that is offline.
    pub fn new(config: Config) -> Self {
        Self { batch: Box::default() }
    }
    /// A request of the game.
    pub fn command(&mut self, now: Time, command: Command) {}
    /// The connection asked for with [`Action::Connect`] stands.
    pub fn connected(&mut self, now: Time, link: Link) {}
    /// The connection could not be made.
    pub fn connect_failed(&mut self, now: Time, link: Link, error: ConnectError) {}
    /// Bytes came. An old link's are ignored.
    pub fn received(&mut self, now: Time, link: Link, bytes: &[u8]) {}
    /// The connection ended: `Ok` when the server closed it, `Err` with a sentence when it was lost.
    pub fn closed(&mut self, now: Time, link: Link, how: Result<(), String>) {}
    /// A cache lookup asked for with [`Action::LoadCache`] is done.
    pub fn cache_loaded(&mut self, now: Time, key: &CacheKey, import: Option<Import>) {}
    /// The time of [`Self::poll_timeout`] has come (calling it early does no harm).
    pub fn timeout(&mut self, now: Time) {}
    /// Reading has paused or goes on because of the game (full queue): silence is not held against the server meanwhile.
    pub fn set_paused(&mut self, now: Time, paused: bool) {}
    /// The next wish.
    pub fn poll_action(&mut self) -> Option<Action> {
        None
    }
    /// Appends what may be sent now to `out` and says on which link. Each `Some` is one write.
    pub fn poll_transmit(&mut self, now: Time, out: &mut Vec<u8>) -> Option<Link> {
        None
    }
    /// When [`Self::timeout`] must be called at the latest.
    pub fn poll_timeout(&self) -> Option<Time> {
        None
    }
    /// The events so far; the driver swaps the batch for an empty one (`std::mem::replace`) when not empty, seals and delivers it.
    pub fn batch(&mut self) -> &mut Box<Batch> {
        &mut self.batch
    }
    /// Counters.
    pub fn stats(&self) -> Stats {
        Stats::default()
    }
}
