//! Text and bytes of a C caller, and text for one.

use std::ffi::c_char;

use super::error::{Failure, KBE_E_BUFFER_TOO_SMALL, Outcome, invalid};

/// Text: an address and a length in bytes. Text that the library hands out is followed by a zero byte,
/// so `ptr` is also a C string, and `ptr` is never NULL then. Text that the library takes needs no zero
/// byte; `{NULL, 0}` is the empty text. Make one with KBE_STR.
///
/// Memory: refers to bytes that belong to somebody else; see who lends it.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_str {
    /// First byte.
    pub ptr: *const c_char,
    /// Number of bytes, without a zero byte behind them.
    pub len: u32,
}

/// Bytes: an address and a length. `{NULL, 0}` is legal.
///
/// Memory: refers to bytes that belong to somebody else; see who lends it.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_bytes {
    /// First byte.
    pub ptr: *const u8,
    /// Number of bytes.
    pub len: u32,
}

impl Default for kbe_str {
    fn default() -> Self {
        str_of(b"")
    }
}

impl Default for kbe_bytes {
    fn default() -> Self {
        bytes_of(b"")
    }
}

/// Text for C. A zero byte follows `text` in memory unless it is empty.
pub(crate) fn str_of(text: &[u8]) -> kbe_str {
    let ptr = if text.is_empty() { c"".as_ptr() } else { text.as_ptr().cast() };
    kbe_str { ptr, len: text.len() as u32 }
}

/// Bytes for C.
pub(crate) fn bytes_of(bytes: &[u8]) -> kbe_bytes {
    let ptr = if bytes.is_empty() { c"".as_ptr().cast() } else { bytes.as_ptr() };
    kbe_bytes { ptr, len: bytes.len() as u32 }
}

/// Items of a C caller; `(NULL, 0)` is legal.
///
/// # Safety
/// When `len` is not 0 and `ptr` not NULL, `ptr` must point to `len` items that stay as they are for
/// the lifetime `'a`.
pub(crate) unsafe fn slice<'a, T>(ptr: *const T, len: u32, what: &str) -> Outcome<&'a [T]> {
    if len == 0 {
        return Ok(&[]);
    }
    if ptr.is_null() {
        return Err(invalid(format!("{what} is NULL but its length is {len}")));
    }
    #[allow(clippy::disallowed_methods, reason = "the one place that may: NULL was checked")]
    // SAFETY: not NULL, and the caller promises `len` items.
    let items = unsafe { std::slice::from_raw_parts(ptr, len as usize) };
    Ok(items)
}

/// The bytes of a text.
///
/// # Safety
/// As for [`slice`].
pub(crate) unsafe fn text<'a>(s: kbe_str, what: &str) -> Outcome<&'a [u8]> {
    // SAFETY: the caller's promise is the same.
    unsafe { slice(s.ptr.cast(), s.len, what) }
}

/// A text that must be UTF-8.
///
/// # Safety
/// As for [`slice`].
pub(crate) unsafe fn utf8<'a>(s: kbe_str, what: &str) -> Outcome<&'a str> {
    // SAFETY: the caller's promise is the same.
    let bytes = unsafe { text(s, what) }?;
    std::str::from_utf8(bytes).map_err(|_| invalid(format!("{what} is not UTF-8")))
}

/// A place that an output goes to.
///
/// # Safety
/// `ptr` must be NULL or valid for writing.
pub(crate) unsafe fn write<T>(ptr: *mut T, value: T, what: &str) -> Outcome {
    if ptr.is_null() {
        return Err(invalid(format!("{what} is NULL")));
    }
    // SAFETY: not NULL, and the caller promises it is valid.
    unsafe { ptr.write(value) };
    Ok(())
}

/// Copies text out, with a zero byte behind it. A NULL buffer asks for the length only.
///
/// # Safety
/// `buffer` must be NULL or have `capacity` bytes; `length` must be NULL or valid.
pub(crate) unsafe fn copy_out(
    text: &[u8],
    buffer: *mut c_char,
    capacity: u32,
    length: *mut u32,
) -> Outcome {
    if !buffer.is_null() {
        if text.len() >= capacity as usize {
            let what = format!("{} bytes needed, {capacity} given", text.len() + 1);
            return Err(Failure::new(KBE_E_BUFFER_TOO_SMALL, what));
        }
        // SAFETY: `buffer` has more than `text.len()` bytes, and Rust memory does not overlap it.
        unsafe {
            std::ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast(), text.len());
            buffer.add(text.len()).write(0);
        }
    }
    if !length.is_null() {
        // SAFETY: not NULL, and the caller promises it is valid.
        unsafe { length.write(text.len() as u32) };
    }
    Ok(())
}
