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
    /// How many threads look at `served_by` in order to wait for [`Self::over`].
    waiting: AtomicU64,
    /// Held between the look and the wait, so that no notification falls between them.
    looking: Mutex<()>,
    over: Condvar,
}

/// Ends the serving of a client when it goes.
#[derive(Debug)]
pub(crate) struct Serving<'a>(&'a Turn);

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        self.0.served_by.store(0, Ordering::SeqCst);
        // Hardly ever does anybody wait. Who is not counted yet looks behind this store, and finds it.
        if self.0.waiting.load(Ordering::SeqCst) > 0 {
            drop(self.0.looking.lock().unwrap_or_else(PoisonError::into_inner));
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
            waiting: AtomicU64::new(0),
            looking: Mutex::new(()),
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
        let mut looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_add(1, Ordering::SeqCst);
        loop {
            let by = self.served_by.load(Ordering::SeqCst);
            let left = left();
            if by == 0 || by == me || left == Some(Duration::ZERO) {
                break;
            }
            let left = left.unwrap_or(Duration::from_secs(1));
            let waited = self.over.wait_timeout(looking, left);
            looking = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Serving<'_> {
    /// Binds the client to the calling thread, which serves it. Returns whether it was another's.
    pub(crate) fn bind(&self) -> bool {
        let me = guard::thread_id();
        self.0.bound.swap(me, Ordering::SeqCst) != me
    }
}
