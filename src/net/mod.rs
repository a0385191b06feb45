//! The network layer: background threads that join sessions to sockets.
//!
//! # Threads
//!
//! | thread | does | touches tokio |
//! |---|---|---|
//! | the game's | [`start`], [`Task::raise`](crate::layers::door::Alarm::raise), [`Task::stop`], [`shutdown`] | never |
//! | `kbe-courier` | carries what the game's threads ask for to the runtime | as a messenger |
//! | `kbe-net` | the one runtime of the process: all sockets, sessions and timers | yes |
//!
//! The first client starts both threads, [`shutdown`] ends them, and another client starts them again.
//!
//! # Why a courier
//!
//! Waking a runtime runs a little of it on the thread that wakes, and with it come thread-locals that
//! have destructors. On a game's thread these destructors run when the host ends, maybe after this
//! library was torn down; that is where libraries of this kind crash on exit. A runtime's own wake-up
//! device (an eventfd, a kqueue, a completion port) cannot be reached around it portably, so there is
//! a thread in between that sleeps on a condition variable. What the game's thread does is: lock,
//! push, notify; the first client's also spawns the courier, which does the rest. It costs one thread
//! switch per *burst* of commands, since an alarm that is already on its way is not sent again.
//!
//! # One client
//!
//! Each client is one task on the runtime. It owns the session and the connection, and it delivers
//! batches through the [`Door`]. All tasks share one read buffer, so a client that is idle costs its
//! session and nothing else. When the door is full its task stops reading, and TCP or the window of KCP
//! holds the server back.
#![forbid(unsafe_code)]

mod clock;
mod courier;
mod driver;
mod gate;
mod house;
mod hub;
mod line;
mod presence;
mod record;
mod shared;
mod signal;
mod store;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::defs::cache::CacheDir;
use crate::layers::Door;
use crate::layers::door::Alarm;
use crate::session::counts::MessageCount;
use crate::session::{Config, Stats};
use crate::transport::Roads;
use crate::transport::sim::{Conditions, Control};
use house::{Guest, House};
use shared::Shared;

pub use shared::Fate;

/// Longest wait of [`Task::stop`] for a delivery that is under way.
const STOP_WAIT: Duration = Duration::from_secs(1);

fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a client's task, and the threads when it is the first.
///
/// Imports that come from `cache` (or were met by another client of this process with the same
/// directory) need no round trip. Without a directory they are shared within the process only.
///
/// KCP handshakes get half of the configured time to connect at most, so that TCP can follow.
///
/// # Errors
/// The system refused a thread or the runtime's devices.
pub fn start(
    config: Config,
    mut roads: Roads,
    cache: Option<CacheDir>,
    door: Arc<Door>,
) -> io::Result<Task> {
    let sim = Arc::clone(&roads.sim);
    // What is dialled after a handshake that nobody answers must have time left.
    roads.udp_timeout = roads.udp_timeout.min(config.connect_timeout / 2);
    let (house, shared) = house::admit(Guest { config, cache, roads: Arc::new(roads), door })?;
    Ok(Task { house, shared, sim })
}

/// Ends all tasks and both threads, waiting `timeout` at most. Commands that were given before are
/// carried out and what is to be sent is sent, as far as the time allows.
///
/// Returns whether everything has ended. When it returns `false` the rest ends by itself; no batch is
/// delivered in either case. Calling it again, or with nothing running, does no harm, and a later
/// [`start`] begins anew.
pub fn shutdown(timeout: Duration) -> bool {
    house::shutdown(timeout)
}

/// A client's task. Dropping it stops it.
#[derive(Debug)]
pub struct Task {
    house: Arc<House>,
    shared: Arc<Shared>,
    sim: Arc<Control>,
}

impl Task {
    /// Ends the task. When this returns, no batch is delivered any more.
    ///
    /// It does not wait for anything but a delivery that is under way at this moment, and for that no
    /// longer than a second. Commands given before are still carried out in the background: bytes
    /// that are ready to be sent leave, and a logout gets half a second to be paced out.
    /// [`Self::join`] waits for that.
    ///
    /// Must not be called from [`crate::layers::door::Bell::ring`].
    pub fn stop(&self) {
        if self.shared.close() {
            self.house.wake(&self.shared);
        }
        self.shared.gate.wait(STOP_WAIT);
    }

    /// Waits until the task has ended after [`Self::stop`], at most `timeout`. Returns whether it has.
    #[must_use]
    pub fn join(&self, timeout: Duration) -> bool {
        self.shared.join(timeout)
    }

    /// Records the traffic to a file from now on, or no longer. Passwords and keys are blanked. What
    /// was recorded before is complete when this returns.
    ///
    /// # Errors
    /// The file cannot be created, and what was recorded before goes on; or the recording that ends
    /// could not be written.
    pub fn record(&self, path: Option<&Path>) -> io::Result<()> {
        let next = path.map(record::Recorder::create).transpose()?;
        self.shared.record(next)
    }

    /// Puts the client's connections, those that stand and those to come, under these conditions from
    /// now on; `None` under none.
    pub fn simulate(&self, conditions: Option<Conditions>) {
        self.sim.set(conditions);
        // A connection that waits for bytes shall notice.
        self.house.wake(&self.shared);
    }

    /// How the task is doing.
    #[must_use]
    pub fn fate(&self) -> Fate {
        self.shared.fate()
    }

    /// The session's counters, as of the last time the task did something.
    #[must_use]
    pub fn stats(&self) -> Stats {
        *lock(&self.shared.stats)
    }

    /// Messages and bytes by name, as of that time too.
    #[must_use]
    pub fn message_counts(&self) -> Vec<MessageCount> {
        lock(&self.shared.counts).list()
    }
}

impl Alarm for Task {
    fn raise(&self) {
        self.house.wake(&self.shared);
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.stop();
    }
}
