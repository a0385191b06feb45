//! The names of the library's `ffi/sync.rs`. Loom takes SeqCst for AcqRel, so what is SeqCst in the library has fences
//! before and behind, which loom does know.

use std::sync::atomic::Ordering;

use loom::sync::atomic;

pub(crate) use loom::cell::Cell;
pub(crate) use loom::sync::{Arc as Shared, Condvar, Mutex, MutexGuard};

fn fenced<R>(order: Ordering, access: impl FnOnce() -> R) -> R {
    let strict = order == Ordering::SeqCst;
    if strict {
        atomic::fence(Ordering::SeqCst);
    }
    let result = access();
    if strict {
        atomic::fence(Ordering::SeqCst);
    }
    result
}

#[derive(Debug)]
pub(crate) struct AtomicU64(atomic::AtomicU64);

impl AtomicU64 {
    pub(crate) fn new(value: u64) -> Self {
        Self(atomic::AtomicU64::new(value))
    }

    pub(crate) fn load(&self, order: Ordering) -> u64 {
        fenced(order, || self.0.load(order))
    }

    pub(crate) fn store(&self, value: u64, order: Ordering) {
        fenced(order, || self.0.store(value, order));
    }

    pub(crate) fn swap(&self, value: u64, order: Ordering) -> u64 {
        fenced(order, || self.0.swap(value, order))
    }

    pub(crate) fn fetch_add(&self, value: u64, order: Ordering) -> u64 {
        fenced(order, || self.0.fetch_add(value, order))
    }

    pub(crate) fn fetch_sub(&self, value: u64, order: Ordering) -> u64 {
        fenced(order, || self.0.fetch_sub(value, order))
    }

    pub(crate) fn compare_exchange(
        &self,
        old: u64,
        new: u64,
        order: Ordering,
        failure: Ordering,
    ) -> Result<u64, u64> {
        fenced(order, || self.0.compare_exchange(old, new, order, failure))
    }
}

/// `Client::dead`, which is SeqCst throughout.
#[derive(Debug)]
pub(crate) struct AtomicBool(AtomicU64);

impl AtomicBool {
    pub(crate) fn new(value: bool) -> Self {
        Self(AtomicU64::new(value.into()))
    }

    pub(crate) fn load(&self) -> bool {
        self.0.load(Ordering::SeqCst) != 0
    }

    pub(crate) fn store(&self, value: bool) {
        self.0.store(value.into(), Ordering::SeqCst);
    }
}

/// Loom looks at each access whether it comes before or after every other one.
#[derive(Debug)]
pub(crate) struct UnsafeCell<T>(loom::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(loom::cell::UnsafeCell::new(value))
    }

    pub(crate) fn get(&self) -> *mut T {
        self.0.with_mut(|value| value)
    }
}
