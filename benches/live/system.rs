//! What the system says about this process: clocks, memory, limits.

use std::time::Duration;

#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Pair(i64, i64);

unsafe extern "C" {
    fn clock_gettime(clock: i32, at: *mut Pair) -> i32;
    fn getrlimit(resource: i32, limit: *mut [u64; 2]) -> i32;
    fn setrlimit(resource: i32, limit: *const [u64; 2]) -> i32;
}

const MONOTONIC: i32 = 1;
const PROCESS: i32 = 2;
const THREAD: i32 = 3;
const OPEN_FILES: i32 = 7;

fn clock(which: i32) -> u64 {
    let mut at = Pair::default();
    // SAFETY: the place is a timespec of 64-bit Linux.
    unsafe { clock_gettime(which, &raw mut at) };
    at.0 as u64 * 1_000_000_000 + at.1 as u64
}

/// The clock that all processes share, in nanoseconds.
pub(crate) fn now() -> u64 {
    clock(MONOTONIC)
}

/// Processor time of the whole process.
pub(crate) fn process_time() -> Duration {
    Duration::from_nanos(clock(PROCESS))
}

/// Processor time of the calling thread.
pub(crate) fn thread_time() -> Duration {
    Duration::from_nanos(clock(THREAD))
}

/// Resident memory of the process in bytes.
pub(crate) fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let kib = line.and_then(|l| l.trim().strip_suffix(" kB")).and_then(|l| l.trim().parse().ok());
    kib.unwrap_or(0_usize) << 10
}

/// Allows as many open files as the system does. Returns how many.
pub(crate) fn raise_open_files() -> u64 {
    let mut limit = [0; 2];
    // SAFETY: the place is an rlimit of 64-bit Linux.
    unsafe {
        getrlimit(OPEN_FILES, &raw mut limit);
        limit[0] = limit[1];
        setrlimit(OPEN_FILES, &raw const limit);
    }
    limit[0]
}
