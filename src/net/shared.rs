//! What a client's task and its owner on the game's thread both see.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::gate::Gate;
use super::lock;
use super::record::Recorder;
use super::signal::Signal;
use crate::layers::log::{Area, Level};
use crate::session::{Counts, Stats};

/// What other tasks may have to say before the client's listens.
const MAX_REMARKS: usize = 16;

/// What became of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fate {
    /// It runs.
    #[default]
    Running,
    /// It was stopped and has ended.
    Ended,
    /// It met a defect of this library and has ended.
    Panicked,
}

/// The common ground of a task and its owner. Standard primitives only.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(super) id: u64,
    /// Deliveries pass it; closed by the owner.
    pub(super) gate: Gate,
    /// Wakes the task. Fired by the courier.
    pub(super) signal: Signal,
    /// The courier has been asked to fire the signal and has not done so yet.
    pub(super) called: AtomicBool,
    /// The owner wants the task to end.
    stopping: AtomicBool,
    /// The session's counters.
    pub(super) stats: Mutex<Stats>,
    /// Messages and bytes by name.
    pub(super) counts: Mutex<Counts>,
    /// Whether there is a recorder. Looked at for every read, so that nothing else is when there is
    /// none.
    recording: AtomicBool,
    /// What other tasks have to say in this client's log.
    remarks: Mutex<Vec<(Level, Area, String)>>,
    /// Writes the traffic down.
    pub(super) recorder: Mutex<Option<Recorder>>,
    fate: Mutex<Fate>,
    ended: Condvar,
}

impl Shared {
    pub(super) fn new(id: u64) -> Self {
        Self { id, ..Self::default() }
    }

    /// Closes the gate and asks the task to end. Returns whether this is the first time.
    pub(super) fn close(&self) -> bool {
        self.gate.close();
        !self.stopping.swap(true, Ordering::AcqRel)
    }

    pub(super) fn stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }

    /// Has the task write a line into its log.
    pub(super) fn remark(&self, level: Level, area: Area, text: String) {
        let mut remarks = lock(&self.remarks);
        if remarks.len() < MAX_REMARKS {
            remarks.push((level, area, text));
        }
        drop(remarks);
        self.signal.fire();
    }

    /// What other tasks have said since the last time.
    pub(super) fn remarks(&self) -> Vec<(Level, Area, String)> {
        std::mem::take(&mut lock(&self.remarks))
    }

    pub(super) fn is_recording(&self) -> bool {
        self.recording.load(Ordering::Relaxed)
    }

    /// Begins a recording, or ends the one there is.
    pub(super) fn record(&self, next: Option<Recorder>) -> io::Result<()> {
        let mut recorder = lock(&self.recorder);
        self.recording.store(next.is_some(), Ordering::Relaxed);
        let last = std::mem::replace(&mut *recorder, next);
        drop(recorder);
        last.map_or(Ok(()), Recorder::finish)
    }

    pub(super) fn fate(&self) -> Fate {
        *lock(&self.fate)
    }

    /// Notes how the task ended; the first word counts. Lets go of it.
    pub(super) fn finish(&self, how: Fate) {
        {
            let mut fate = lock(&self.fate);
            if *fate == Fate::Running {
                *fate = how;
            }
        }
        self.ended.notify_all();
        self.signal.forget();
    }

    pub(super) fn join(&self, timeout: Duration) -> bool {
        let running = |fate: &mut Fate| *fate == Fate::Running;
        let waited = self.ended.wait_timeout_while(lock(&self.fate), timeout, running);
        *waited.unwrap_or_else(PoisonError::into_inner).0 != Fate::Running
    }
}
