//! Counting what a thread allocates.

#![allow(unsafe_code, reason = "an allocator is unsafe by its trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, with a count of each thread's use of it.
#[derive(Debug)]
pub(crate) struct Counting;

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Use {
    /// Allocations since the thread began.
    pub allocations: u64,
    /// Bytes of them.
    pub bytes: u64,
    /// Bytes that are held now. Memory freed by another thread stays counted here.
    pub held: i64,
    /// Most bytes held since [`reset_peak`].
    pub peak: i64,
}

thread_local! {
    static USE: Cell<Use> = const { Cell::new(Use { allocations: 0, bytes: 0, held: 0, peak: 0 }) };
}

/// What this thread has used so far.
pub(crate) fn used() -> Use {
    USE.get()
}

/// Forgets the peak, and returns what is held now.
#[allow(dead_code, reason = "not everybody who counts wants it")]
pub(crate) fn reset_peak() -> i64 {
    let mut u = USE.get();
    u.peak = u.held;
    USE.set(u);
    u.held
}

fn took(size: usize) {
    let mut u = USE.get();
    u.allocations += 1;
    u.bytes += size as u64;
    u.held += size as i64;
    u.peak = u.peak.max(u.held);
    USE.set(u);
}

fn gave(size: usize) {
    let mut u = USE.get();
    u.held -= size as i64;
    USE.set(u);
}

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        gave(layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        gave(layout.size());
        took(size);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.realloc(ptr, layout, size) }
    }
}
