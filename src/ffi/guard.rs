//! What every entry does before and after its own work: the rule of the re-entrancy table, the panic
//! guard, the sentence for the latest failure.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::client::Client;
use super::error::{
    Failure, KBE_E_NOT_IN_CALLBACK, KBE_E_PANIC, KBE_E_REENTRANT, KBE_OK, Outcome, kbe_result,
    set_last,
};
use super::handle::{self, kbe_client};
use super::reentrancy::{Api, InCallback};

struct Thread {
    id: Cell<u64>,
    /// How many callbacks of this library the thread is inside of.
    callbacks: Cell<u32>,
    /// A callback asked the pump to stop.
    stop: Cell<bool>,
}

thread_local! {
    // No destructor, for the reasons given at the last error.
    static THREAD: Thread =
        const { Thread { id: Cell::new(0), callbacks: Cell::new(0), stop: Cell::new(false) } };
}

/// Number of the calling thread; never 0, never used twice.
pub(crate) fn thread_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    THREAD.with(|t| {
        if t.id.get() == 0 {
            t.id.set(NEXT.fetch_add(1, Ordering::Relaxed));
        }
        t.id.get()
    })
}

/// Whether the calling thread is inside a callback.
pub(crate) fn in_callback() -> bool {
    THREAD.with(|t| t.callbacks.get() > 0)
}

/// Asks the pump of this thread to stop after the running callback.
pub(crate) fn request_stop() {
    THREAD.with(|t| t.stop.set(true));
}

/// Whether a callback has asked the pump of this thread to stop.
pub(crate) fn stop_requested() -> bool {
    THREAD.with(|t| t.stop.get())
}

/// The calling thread while it pumps: it counts as inside a callback, since hardly anything else runs.
pub(crate) struct Pumping<'a>(&'a Thread);

impl Pumping<'_> {
    /// As [`stop_requested`].
    #[inline]
    pub(crate) fn stop_requested(&self) -> bool {
        self.0.stop.get()
    }
}

impl Drop for Pumping<'_> {
    fn drop(&mut self) {
        self.0.callbacks.set(self.0.callbacks.get().saturating_sub(1));
    }
}

/// Runs `f`, and with it the game's callbacks.
pub(crate) fn pumping<R>(f: impl FnOnce(&Pumping<'_>) -> R) -> R {
    THREAD.with(|t| {
        t.callbacks.set(t.callbacks.get() + 1);
        f(&Pumping(t))
    })
}

/// Forgets an earlier request to stop.
pub(crate) fn clear_stop() {
    THREAD.with(|t| t.stop.set(false));
}

fn check(api: Api) -> Outcome {
    match api.row().in_callback {
        InCallback::Forbidden if in_callback() => {
            let text = format!("{} must not be called inside a callback", api.row().name);
            Err(Failure::new(KBE_E_REENTRANT, text))
        }
        InCallback::Only if !in_callback() => {
            let text = format!("{} may only be called inside a callback", api.row().name);
            Err(Failure::new(KBE_E_NOT_IN_CALLBACK, text))
        }
        _ => Ok(()),
    }
}

/// A sentence for what a panic left behind.
pub(crate) fn panic_failure(payload: &(dyn std::any::Any + Send)) -> Failure {
    let what = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let text = format!("fault in the library: {}", what.unwrap_or("unknown"));
    Failure::new(KBE_E_PANIC, text)
}

fn guarded<T>(api: Api, f: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    // What a panic leaves half done belongs to one client, which is put out of use.
    let result = catch_unwind(AssertUnwindSafe(|| {
        check(api)?;
        f()
    }));
    let outcome = result.unwrap_or_else(|payload| Err(panic_failure(&*payload)));
    if let Err(e) = &outcome {
        set_last(&e.text);
    }
    outcome
}

/// An entry that answers with a code.
pub(crate) fn run(api: Api, f: impl FnOnce() -> Outcome) -> kbe_result {
    guarded(api, f).map_or_else(|e| e.code, |()| KBE_OK)
}

/// An entry that answers with a value, and with `otherwise` on failure.
pub(crate) fn value<T>(api: Api, otherwise: T, f: impl FnOnce() -> Outcome<T>) -> T {
    guarded(api, f).unwrap_or(otherwise)
}

/// An entry that answers with a number that is not negative, or with a code.
pub(crate) fn count(api: Api, f: impl FnOnce() -> Outcome<u32>) -> i32 {
    match guarded(api, f) {
        Ok(n) => i32::try_from(n).unwrap_or(i32::MAX),
        Err(e) => e.code,
    }
}

/// Finds the client, checks what the table says about threads, and puts the client out of use when
/// `f` panics.
pub(crate) fn with_client<T>(
    api: Api,
    handle: kbe_client,
    f: impl FnOnce(&Arc<Client>) -> Outcome<T>,
) -> Outcome<T> {
    let client = handle::find(handle)?;
    client.check_usable(api)?;
    match catch_unwind(AssertUnwindSafe(|| f(&client))) {
        Ok(outcome) => outcome,
        Err(payload) => {
            client.poison();
            Err(panic_failure(&*payload))
        }
    }
}

/// `boundary!(name, { … })` and `boundary!(name, handle => |client| { … })`: the body of an entry that
/// answers with a code. The macro stands inside the function so that the header generator sees the
/// function itself.
macro_rules! boundary {
    ($api:ident, $handle:expr => |$client:ident| $body:block) => {
        $crate::ffi::guard::run($crate::ffi::reentrancy::Api::$api, || {
            let api = $crate::ffi::reentrancy::Api::$api;
            $crate::ffi::guard::with_client(api, $handle, |$client| $body)
        })
    };
    ($api:ident, $body:block) => {
        $crate::ffi::guard::run($crate::ffi::reentrancy::Api::$api, || $body)
    };
}

/// As [`boundary!`], for an entry that answers with a value.
macro_rules! boundary_value {
    ($api:ident, $otherwise:expr, $handle:expr => |$client:ident| $body:block) => {
        $crate::ffi::guard::value($crate::ffi::reentrancy::Api::$api, $otherwise, || {
            let api = $crate::ffi::reentrancy::Api::$api;
            $crate::ffi::guard::with_client(api, $handle, |$client| $body)
        })
    };
    ($api:ident, $otherwise:expr, $body:block) => {
        $crate::ffi::guard::value($crate::ffi::reentrancy::Api::$api, $otherwise, || $body)
    };
}
