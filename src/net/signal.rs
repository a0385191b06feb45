//! A wake-up call for one task.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Waker};

use super::lock;

/// Fired by anybody on this layer's threads, waited for by one task. Calls that come before the task
/// looks are one call.
#[derive(Debug, Default)]
pub(crate) struct Signal {
    fired: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Signal {
    /// Wakes the task. Not for the game's threads: a waker belongs to the runtime.
    pub(crate) fn fire(&self) {
        if !self.fired.swap(true, Ordering::AcqRel) {
            let waker = lock(&self.waker).take();
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }

    /// Whether it was fired since the last look. In any case `cx` is woken by the next time.
    pub(crate) fn poll(&self, cx: &Context<'_>) -> bool {
        {
            let mut waker = lock(&self.waker);
            if !waker.as_ref().is_some_and(|w| w.will_wake(cx.waker())) {
                *waker = Some(cx.waker().clone());
            }
        }
        self.fired.swap(false, Ordering::AcqRel)
    }

    /// Lets go of the task.
    pub(crate) fn forget(&self) {
        let waker = lock(&self.waker).take();
        drop(waker);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;
    use std::task::Wake;

    use super::*;

    #[derive(Default)]
    struct Count(AtomicUsize);
    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn many_calls_are_one_and_none_is_missed() {
        let (signal, count) = (Signal::default(), Arc::new(Count::default()));
        let waker = Waker::from(Arc::clone(&count));
        let cx = Context::from_waker(&waker);
        signal.fire();
        signal.fire();
        assert!(signal.poll(&cx));
        assert!(!signal.poll(&cx));
        signal.fire();
        signal.fire();
        assert_eq!(count.0.load(Ordering::SeqCst), 1);
        assert!(signal.poll(&cx));
        signal.forget();
        drop(waker);
        assert_eq!(Arc::strong_count(&count), 1, "the task is let go");
    }
}
