//! What belongs to one thread at a time: a lock that its holder can enter again for next to nothing.
//!
//! Between two callbacks the pump gives up what it works on, so that the game's code can ask for
//! everything; a mutex taken and released for each would be the greater part of what a callback costs. So
//! the pump holds the lock as long as it runs, and within it only notes who works on the value at the
//! moment. Another thread waits for the end of the pump; it only gets here after having bound the client
//! to itself, which it cannot while the client is served.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::guard;
use super::sync::{AtomicU64, Cell, Mutex, MutexGuard, UnsafeCell};

/// A value and its lock.
#[derive(Debug)]
pub(crate) struct Owned<T> {
    lock: Mutex<()>,
    /// The thread that holds the lock through a [`Hold`], 0 for none.
    holder: AtomicU64,
    /// Somebody works on the value. Only looked at by the thread that has the lock.
    busy: Cell<bool>,
    value: UnsafeCell<T>,
}

// SAFETY: `busy` and `value` are touched only by the thread that has the lock, so the value passes from
// thread to thread but is never shared.
unsafe impl<T: Send> Sync for Owned<T> {}

impl<T> Owned<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            lock: Mutex::new(()),
            holder: AtomicU64::new(0),
            busy: Cell::new(false),
            value: UnsafeCell::new(value),
        }
    }

    /// To work on the value for a moment, on any thread.
    pub(crate) fn lock(&self) -> Guard<'_, T> {
        // Only this thread can have put its own number there, so it has the lock.
        if self.holder.load(Ordering::Relaxed) == guard::thread_id() {
            return Guard { work: self.work(), _lock: None };
        }
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        Guard { work: self.work(), _lock: Some(lock) }
    }

    /// Keeps everybody else away until the hold ends. The thread must not hold it already.
    pub(crate) fn hold(&self) -> Hold<'_, T> {
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.holder.store(guard::thread_id(), Ordering::Relaxed);
        Hold { owned: self, _lock: lock, here: PhantomData }
    }

    /// The calling thread must have the lock.
    #[inline]
    fn work(&self) -> Work<'_, T> {
        assert!(!self.busy.replace(true), "the client's state is in use");
        Work(self, PhantomData)
    }
}

/// Stays on the thread that made it, and is lent to no other: what it stands for is that thread's.
type Here = PhantomData<*const ()>;

/// The exclusive use of the value.
#[derive(Debug)]
pub(crate) struct Work<'a, T>(&'a Owned<T>, Here);

impl<T> Deref for Work<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this thread has the lock, and `busy` admits one `Work` at a time.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> DerefMut for Work<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T> Drop for Work<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.0.busy.set(false);
    }
}

/// The value, with the lock unless the thread holds it anyway.
#[derive(Debug)]
pub(crate) struct Guard<'a, T> {
    // Ends first.
    work: Work<'a, T>,
    _lock: Option<MutexGuard<'a, ()>>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.work
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.work
    }
}

/// The lock, held for long. It stays with the thread that took it.
#[derive(Debug)]
pub(crate) struct Hold<'a, T> {
    owned: &'a Owned<T>,
    _lock: MutexGuard<'a, ()>,
    here: Here,
}

impl<T> Hold<'_, T> {
    /// To work on the value for a moment.
    #[inline]
    pub(crate) fn work(&self) -> Work<'_, T> {
        self.owned.work()
    }
}

impl<T> Drop for Hold<'_, T> {
    fn drop(&mut self) {
        self.owned.holder.store(0, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::Arc;
    use std::thread;

    use super::*;

    #[test]
    fn the_holder_works_on_it_again_and_again() {
        let owned = Owned::new(1);
        let hold = owned.hold();
        *hold.work() += 1;
        *owned.lock() += 1;
        assert_eq!(*hold.work(), 3);
        drop(hold);
        assert_eq!(*owned.lock(), 3);
    }

    #[test]
    fn two_at_once_are_refused_and_leave_it_usable() {
        let owned = Owned::new(1);
        let hold = owned.hold();
        let work = hold.work();
        let second = catch_unwind(AssertUnwindSafe(|| *owned.lock()));
        assert!(second.is_err());
        drop(work);
        assert_eq!(*hold.work(), 1);
    }

    #[test]
    fn another_thread_waits_for_the_end_of_the_hold() {
        let owned = Arc::new(Owned::new(Vec::new()));
        let hold = owned.hold();
        let other = thread::spawn({
            let owned = Arc::clone(&owned);
            move || owned.lock().push("other")
        });
        for _ in 0..100 {
            hold.work().push("holder");
            thread::yield_now();
        }
        drop(hold);
        other.join().unwrap();
        let all = owned.lock();
        assert_eq!((all.len(), all.last()), (101, Some(&"other")));
    }

    #[test]
    fn threads_take_turns() {
        let owned = Arc::new(Owned::new(0u32));
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let owned = Arc::clone(&owned);
                thread::spawn(move || {
                    for n in 0..1000 {
                        if n % 2 == 0 {
                            *owned.lock() += 1;
                        } else {
                            let hold = owned.hold();
                            *hold.work() += 1;
                            *owned.lock() += 1;
                        }
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|t| t.join().unwrap());
        assert_eq!(*owned.lock(), 4 * 1500);
    }
}
