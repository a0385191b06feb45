//! The time that this thread has had a processor for, which other programs do not change; where the system
//! does not tell, the time that has gone by.

/// Seconds that `f` takes.
#[cfg(unix)]
pub(crate) fn timed(f: impl FnOnce()) -> f64 {
    use rustix::time::{ClockId, clock_gettime};
    let now = || {
        let t = clock_gettime(ClockId::ThreadCPUTime);
        t.tv_sec as f64 + t.tv_nsec as f64 / 1e9
    };
    let begin = now();
    f();
    now() - begin
}

/// Seconds that `f` takes.
#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
pub(crate) fn timed(f: impl FnOnce()) -> f64 {
    let begin = std::time::Instant::now();
    f();
    begin.elapsed().as_secs_f64()
}
