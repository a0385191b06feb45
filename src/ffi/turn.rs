//! Whose turn it is with a client: the thread that it is bound to, and the one that serves it at the moment.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::guard;
use super::sync::{AtomicU64, Condvar, Mutex};

/// One client's threads, by their numbers.
#[derive(Debug)]
pub(crate) struct Turn {
    bound: AtomicU64,
    /// The thread that is serving it now, 0 for none.
    served_by: AtomicU64,
    /// How many threads wait for [`Self::over`].
    waiting: Mutex<u32>,
    over: Condvar,
}

/// Ends the serving of a client when it goes.
#[derive(Debug)]
pub(crate) struct Serving<'a>(&'a Turn);

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        let waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.served_by.store(0, Ordering::SeqCst);
        let anybody = *waiting > 0;
        drop(waiting);
        // A notification is a call of the system, and hardly ever does anybody wait.
        if anybody {
            self.0.over.notify_all();
        }
    }
}

impl Turn {
    /// Bound to the calling thread.
    pub(crate) fn new() -> Self {
        Self {
            bound: AtomicU64::new(guard::thread_id()),
            served_by: AtomicU64::new(0),
            waiting: Mutex::new(0),
            over: Condvar::new(),
        }
    }

    /// Whether it is bound to the calling thread.
    pub(crate) fn is_mine(&self) -> bool {
        self.bound.load(Ordering::SeqCst) == guard::thread_id()
    }

    /// Begins to serve the client, which nobody else does.
    pub(crate) fn serve(&self) -> Option<Serving<'_>> {
        let me = guard::thread_id();
        let free = self.served_by.compare_exchange(0, me, Ordering::SeqCst, Ordering::SeqCst);
        free.is_ok().then(|| Serving(self))
    }

    /// Waits until no other thread serves the client. `left` says how long it may still take; `None` is for
    /// ever, zero is the end.
    pub(crate) fn wait(&self, left: impl Fn() -> Option<Duration>) {
        let me = guard::thread_id();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let by = self.served_by.load(Ordering::SeqCst);
            if by == 0 || by == me {
                return;
            }
            let left = left();
            if left == Some(Duration::ZERO) {
                return;
            }
            let left = left.unwrap_or(Duration::from_secs(1));
            *waiting += 1;
            let waited = self.over.wait_timeout(waiting, left);
            waiting = waited.unwrap_or_else(PoisonError::into_inner).0;
            *waiting -= 1;
        }
    }
}

impl Serving<'_> {
    /// Binds the client to the calling thread, which serves it. Returns whether it was another's.
    pub(crate) fn bind(&self) -> bool {
        let me = guard::thread_id();
        self.0.bound.swap(me, Ordering::SeqCst) != me
    }
}
