//! Where a delivery and the end of a client meet.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::lock;

const CLOSED: u8 = 1;
const PASSING: u8 = 2;

/// One task passes through as long as it is open; anybody may close it. Passing takes two atomic
/// operations and no lock.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    state: AtomicU8,
    /// Guards nothing but the wait.
    wait: Mutex<()>,
    left: Condvar,
}

impl Gate {
    /// Runs `f` if the gate is open. Only one thread may pass.
    pub(crate) fn pass<R>(&self, f: impl FnOnce() -> R) -> Option<R> {
        let entered =
            self.state.compare_exchange(0, PASSING, Ordering::AcqRel, Ordering::Acquire).is_ok();
        let _leave = entered.then_some(Leave(self))?;
        Some(f())
    }

    /// Closes the gate for good. Somebody may still be passing: see [`Self::wait`].
    pub(crate) fn close(&self) {
        self.state.fetch_or(CLOSED, Ordering::AcqRel);
    }

    /// Waits until nobody is passing, at most `longest`. Returns whether that is so.
    pub(crate) fn wait(&self, longest: Duration) -> bool {
        let passing = |_: &mut ()| self.state.load(Ordering::Acquire) & PASSING != 0;
        if !passing(&mut ()) {
            return true;
        }
        let waited = self.left.wait_timeout_while(lock(&self.wait), longest, passing);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

struct Leave<'a>(&'a Gate);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.0.state.fetch_and(!PASSING, Ordering::AcqRel) & CLOSED != 0 {
            drop(lock(&self.0.wait));
            self.0.left.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::AtomicBool;
    use std::thread;

    use super::*;

    #[test]
    fn nothing_passes_a_closed_gate() {
        let gate = Gate::default();
        assert_eq!(gate.pass(|| 1), Some(1));
        gate.close();
        assert_eq!(gate.pass(|| 1), None);
        assert!(gate.wait(Duration::ZERO));
    }

    #[test]
    fn waiting_ends_with_the_passage_and_is_bounded() {
        let (gate, inside, go) = (Gate::default(), Barrier::new(2), Barrier::new(2));
        let done = AtomicBool::new(false);
        thread::scope(|s| {
            s.spawn(|| {
                gate.pass(|| {
                    inside.wait();
                    go.wait();
                    done.store(true, Ordering::SeqCst);
                })
            });
            inside.wait();
            gate.close();
            assert!(!gate.wait(Duration::from_millis(1)));
            go.wait();
            assert!(gate.wait(Duration::from_secs(60)));
            assert!(done.load(Ordering::SeqCst));
        });
    }

    #[test]
    fn a_panic_inside_leaves_the_gate() {
        let gate = Gate::default();
        let panic =
            std::panic::AssertUnwindSafe(|| gate.pass(|| std::panic::resume_unwind(Box::new(()))));
        assert!(std::panic::catch_unwind(panic).is_err());
        assert_eq!(gate.pass(|| 1), Some(1));
    }
}
