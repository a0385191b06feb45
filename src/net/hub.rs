//! What all tasks of the runtime share.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use super::signal::Signal;
use super::store::Store;

/// Size of the read buffer, and so the most that one read takes in before its events are delivered.
const READ_BUFFER: usize = 64 << 10;

/// The common belongings of the tasks.
#[derive(Debug)]
pub(crate) struct Hub {
    /// Where every task reads into. The tasks take turns on one thread, so nobody ever waits for it,
    /// and nobody keeps it over a wait.
    pub(super) read_buffer: Mutex<Box<[u8]>>,
    /// Imports.
    pub(super) store: Store,
    quit: Signal,
    /// Tasks that shutdown waits for.
    busy: AtomicUsize,
    idle: Signal,
    grace: Mutex<Duration>,
}

impl Hub {
    pub(super) fn new() -> Self {
        Self {
            read_buffer: Mutex::new(vec![0; READ_BUFFER].into()),
            store: Store::default(),
            quit: Signal::default(),
            busy: AtomicUsize::new(0),
            idle: Signal::default(),
            grace: Mutex::default(),
        }
    }

    /// Asks [`Self::serve`] to return when nobody is busy, after `grace` at the latest.
    pub(super) fn quit(&self, grace: Duration) {
        *super::lock(&self.grace) = grace;
        self.quit.fire();
    }

    /// Runs until [`Self::quit`]. Returns the grace.
    pub(super) async fn serve(&self) -> Duration {
        std::future::poll_fn(|cx| if self.quit.poll(cx) { Poll::Ready(()) } else { Poll::Pending })
            .await;
        let grace = *super::lock(&self.grace);
        let all_done = std::future::poll_fn(|cx| {
            _ = self.idle.poll(cx);
            if self.busy.load(Ordering::Acquire) == 0 { Poll::Ready(()) } else { Poll::Pending }
        });
        _ = tokio::time::timeout(grace, all_done).await;
        grace
    }

    /// Makes a shutdown wait until the value is dropped.
    pub(super) fn busy(self: &Arc<Self>) -> Busy {
        self.busy.fetch_add(1, Ordering::AcqRel);
        Busy(Arc::clone(self))
    }
}

/// Something that a shutdown should wait for.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Hub>);

impl Drop for Busy {
    fn drop(&mut self) {
        if self.0.busy.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.idle.fire();
        }
    }
}
