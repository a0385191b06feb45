//! Result codes, and the sentence for the latest failure of a thread.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ffi::c_char;

use super::view;
use crate::defs::encode::ArgumentReason;
use crate::game::calls::Refusal;
use crate::game::rules::TextError;

/// What a function answers: KBE_OK, or a negative KBE_E code. Codes are never used twice; treat one
/// that you do not know as a failure.
///
/// Since: 0.1
pub type kbe_result = i32;

/// Done.
pub const KBE_OK: kbe_result = 0;
/// An argument is NULL, out of range or malformed; the message names it.
pub const KBE_E_INVALID_ARGUMENT: kbe_result = -1;
/// The handle is 0, stale, or never was one.
pub const KBE_E_BAD_HANDLE: kbe_result = -2;
/// The struct_size of a struct fits no version of it.
pub const KBE_E_BAD_STRUCT_SIZE: kbe_result = -3;
/// The program was compiled against another binary interface.
pub const KBE_E_ABI_MISMATCH: kbe_result = -4;
/// The client is bound to another thread.
pub const KBE_E_WRONG_THREAD: kbe_result = -5;
/// Not allowed inside a callback.
pub const KBE_E_REENTRANT: kbe_result = -6;
/// Something else has to end first.
pub const KBE_E_BUSY: kbe_result = -7;
/// Not logged in.
pub const KBE_E_OFFLINE: kbe_result = -8;
/// The entity, or the player, is not in the world.
pub const KBE_E_NOT_IN_WORLD: kbe_result = -9;
/// What was named does not exist.
pub const KBE_E_NOT_FOUND: kbe_result = -10;
/// The entity is not this client's to call or to move.
pub const KBE_E_NOT_YOUR_ENTITY: kbe_result = -11;
/// The arguments of a remote call do not fit its definition; nothing was sent.
pub const KBE_E_BAD_ARGUMENTS: kbe_result = -12;
/// Larger than the server ever accepts; nothing was sent.
pub const KBE_E_TOO_LARGE: kbe_result = -13;
/// Too much waits to be sent already; nothing was added.
pub const KBE_E_QUEUE_FULL: kbe_result = -14;
/// The buffer is too small; nothing was written.
pub const KBE_E_BUFFER_TOO_SMALL: kbe_result = -15;
/// Not known yet: the entity definitions, or the class of a component.
pub const KBE_E_NOT_READY: kbe_result = -16;
/// The library met a fault of its own. The client is out of use; destroy it.
pub const KBE_E_PANIC: kbe_result = -17;
/// The library was shut down.
pub const KBE_E_SHUTDOWN: kbe_result = -18;
/// The operating system refused something; the message says what.
pub const KBE_E_IO: kbe_result = -19;
/// A limit of the library is reached.
pub const KBE_E_LIMIT: kbe_result = -20;
/// Only allowed inside a callback.
pub const KBE_E_NOT_IN_CALLBACK: kbe_result = -21;

const NAMES: &[(kbe_result, &str)] = &[
    (KBE_OK, "KBE_OK\0"),
    (KBE_E_INVALID_ARGUMENT, "KBE_E_INVALID_ARGUMENT\0"),
    (KBE_E_BAD_HANDLE, "KBE_E_BAD_HANDLE\0"),
    (KBE_E_BAD_STRUCT_SIZE, "KBE_E_BAD_STRUCT_SIZE\0"),
    (KBE_E_ABI_MISMATCH, "KBE_E_ABI_MISMATCH\0"),
    (KBE_E_WRONG_THREAD, "KBE_E_WRONG_THREAD\0"),
    (KBE_E_REENTRANT, "KBE_E_REENTRANT\0"),
    (KBE_E_BUSY, "KBE_E_BUSY\0"),
    (KBE_E_OFFLINE, "KBE_E_OFFLINE\0"),
    (KBE_E_NOT_IN_WORLD, "KBE_E_NOT_IN_WORLD\0"),
    (KBE_E_NOT_FOUND, "KBE_E_NOT_FOUND\0"),
    (KBE_E_NOT_YOUR_ENTITY, "KBE_E_NOT_YOUR_ENTITY\0"),
    (KBE_E_BAD_ARGUMENTS, "KBE_E_BAD_ARGUMENTS\0"),
    (KBE_E_TOO_LARGE, "KBE_E_TOO_LARGE\0"),
    (KBE_E_QUEUE_FULL, "KBE_E_QUEUE_FULL\0"),
    (KBE_E_BUFFER_TOO_SMALL, "KBE_E_BUFFER_TOO_SMALL\0"),
    (KBE_E_NOT_READY, "KBE_E_NOT_READY\0"),
    (KBE_E_PANIC, "KBE_E_PANIC\0"),
    (KBE_E_SHUTDOWN, "KBE_E_SHUTDOWN\0"),
    (KBE_E_IO, "KBE_E_IO\0"),
    (KBE_E_LIMIT, "KBE_E_LIMIT\0"),
    (KBE_E_NOT_IN_CALLBACK, "KBE_E_NOT_IN_CALLBACK\0"),
];

/// A failure on its way to the caller: a code and a sentence.
#[derive(Debug)]
pub struct Failure {
    pub(crate) code: kbe_result,
    pub(crate) text: Cow<'static, str>,
}

impl Failure {
    pub(crate) fn new(code: kbe_result, text: impl Into<Cow<'static, str>>) -> Self {
        Self { code, text: text.into() }
    }
}

/// What the inside of an entry comes to.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

pub(crate) fn invalid(text: impl Into<Cow<'static, str>>) -> Failure {
    Failure::new(KBE_E_INVALID_ARGUMENT, text)
}

pub(crate) fn not_found(text: impl Into<Cow<'static, str>>) -> Failure {
    Failure::new(KBE_E_NOT_FOUND, text)
}

impl From<TextError> for Failure {
    fn from(e: TextError) -> Self {
        invalid(e.to_string())
    }
}

impl From<Refusal> for Failure {
    fn from(e: Refusal) -> Self {
        let code = match &e {
            Refusal::Offline => KBE_E_OFFLINE,
            Refusal::Busy(_) => KBE_E_BUSY,
            Refusal::NotFound(_) => KBE_E_NOT_FOUND,
            Refusal::NotReady(_) => KBE_E_NOT_READY,
            Refusal::NotYours(_) => KBE_E_NOT_YOUR_ENTITY,
            Refusal::NotInWorld(_) => KBE_E_NOT_IN_WORLD,
            Refusal::Arguments(e) if e.reason == ArgumentReason::Size => KBE_E_TOO_LARGE,
            Refusal::Arguments(_) => KBE_E_BAD_ARGUMENTS,
            Refusal::Text(_) | Refusal::NotFinite => KBE_E_INVALID_ARGUMENT,
        };
        Self::new(code, e.to_string())
    }
}

/// Room for a sentence; longer ones are cut.
const LAST_ERROR_BYTES: usize = 512;

struct LastError {
    text: [u8; LAST_ERROR_BYTES],
    len: usize,
}

thread_local! {
    // No destructor: a thread of the host that ever called the library can end, and the library can
    // be called while the process exits.
    static LAST: RefCell<LastError> =
        const { RefCell::new(LastError { text: [0; LAST_ERROR_BYTES], len: 0 }) };
}

/// Keeps the sentence for [`kbe_last_error_message`]; cut at a character's end when it is too long.
pub(crate) fn set_last(text: &str) {
    LAST.with(|last| {
        let Ok(mut last) = last.try_borrow_mut() else {
            return;
        };
        let mut len = text.len().min(LAST_ERROR_BYTES);
        while !text.is_char_boundary(len) {
            len -= 1;
        }
        last.len = len;
        let source = text.as_bytes().get(..len).unwrap_or_default();
        if let Some(target) = last.text.get_mut(..len) {
            target.copy_from_slice(source);
        }
    });
}

/// Name of a result code, such as `KBE_E_BAD_HANDLE`; `KBE_E_UNKNOWN` for one that this library does not
/// know. The text lives as long as the library.
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: the text lives as long as the library.
/// Errors: none.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_result_name(result: kbe_result) -> *const c_char {
    let unknown: *const c_char = c"KBE_E_UNKNOWN".as_ptr();
    boundary_value!(kbe_result_name, unknown, {
        let found = NAMES.iter().find(|(code, _)| *code == result);
        Ok(found.map_or(unknown, |(_, name)| name.as_ptr().cast()))
    })
}

/// Copies a sentence about the latest failure of the calling thread. A call that succeeds leaves it
/// as it is, so ask right after a function has failed. UTF-8, at most 512 bytes, never a secret.
///
/// @param buffer    where to, with a zero byte behind the text; NULL asks for the length only
/// @param capacity  bytes in buffer
/// @param length    receives the length without the zero byte; may be NULL
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: the buffer is the caller's.
/// Errors: KBE_E_BUFFER_TOO_SMALL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_last_error_message(
    buffer: *mut c_char,
    capacity: u32,
    length: *mut u32,
) -> kbe_result {
    boundary!(kbe_last_error_message, {
        // The copy lets a failure of this very call leave the sentence in place.
        let (text, len) = LAST
            .with(|last| last.try_borrow().map_or(([0; LAST_ERROR_BYTES], 0), |l| (l.text, l.len)));
        let text = text.get(..len).unwrap_or_default();
        // SAFETY: the caller promises `capacity` bytes at `buffer` and a `length` that is NULL or
        // valid.
        unsafe { view::copy_out(text, buffer, capacity, length) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_named() {
        for (i, (code, name)) in NAMES.iter().enumerate() {
            assert_eq!(*code, -(i as i32));
            assert!(name.ends_with('\0'));
        }
    }

    #[test]
    fn long_sentences_are_cut_between_characters() {
        set_last(&"é".repeat(300));
        LAST.with(|l| assert_eq!(l.borrow().len, 512));
        set_last(&format!("a{}", "é".repeat(300)));
        LAST.with(|l| assert_eq!(l.borrow().len, 511));
    }
}
