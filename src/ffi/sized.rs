//! Structs that begin with their size, so that they can grow.

use std::mem::MaybeUninit;

use super::error::{Failure, KBE_E_BAD_STRUCT_SIZE, Outcome, invalid};

/// A struct that a caller fills or lets be filled. It begins with `uint32_t struct_size`, grows only at
/// its end, and a field of zero bytes means its default.
///
/// # Safety
/// The struct must be `repr(C)`, begin with a `u32` that is its size, and be valid with every byte zero.
pub(crate) unsafe trait Sized32: Copy {
    /// Name, for the error text.
    const NAME: &'static str;
    /// Size of the first published layout: smaller ones never were this struct. Never changes.
    const FIRST: usize;
}

fn bad_size<T: Sized32>(size: u32) -> Failure {
    let text = format!(
        "{}: struct_size is {size}; this library knows {} bytes. Use the struct's INIT macro",
        T::NAME,
        size_of::<T>()
    );
    Failure::new(KBE_E_BAD_STRUCT_SIZE, text)
}

unsafe fn size_at<T: Sized32>(ptr: *const T) -> Outcome<usize> {
    if ptr.is_null() {
        return Err(invalid(format!("{} is NULL", T::NAME)));
    }
    // SAFETY: not NULL, and the callers below demand a struct that begins with its size.
    let size = unsafe { ptr.cast::<u32>().read() };
    if (size as usize) < T::FIRST {
        return Err(bad_size::<T>(size));
    }
    Ok(size as usize)
}

/// Reads a struct of an older or newer caller. Fields that the caller does not have read as zero. What a
/// newer caller has beyond them must be zero: this library would not obey it.
///
/// # Safety
/// `ptr` must be NULL or point to a struct of the size that it says.
pub(crate) unsafe fn read<T: Sized32>(ptr: *const T) -> Outcome<T> {
    // SAFETY: the caller's promise.
    let size = unsafe { size_at(ptr) }?;
    let known = size.min(size_of::<T>());
    for i in known..size {
        // SAFETY: within the size that the struct says it has.
        if unsafe { ptr.cast::<u8>().add(i).read() } != 0 {
            return Err(bad_size::<T>(size as u32));
        }
    }
    let mut value = MaybeUninit::<T>::zeroed();
    // SAFETY: `known` bytes fit both; the rest is zero, which the trait says is valid.
    unsafe {
        std::ptr::copy_nonoverlapping(ptr.cast::<u8>(), value.as_mut_ptr().cast(), known);
        Ok(value.assume_init())
    }
}

/// Checks a place that [`write`] will fill, before anything is done for it.
///
/// # Safety
/// `ptr` must be NULL or point to a struct of the size that it says.
pub(crate) unsafe fn check<T: Sized32>(ptr: *const T) -> Outcome {
    // SAFETY: the caller's promise.
    unsafe { size_at(ptr) }.map(|_| ())
}

/// Fills a struct of an older or newer caller: what it has no room for is left out, what this library
/// does not know is zero. Its size stays what the caller wrote.
///
/// # Safety
/// `ptr` must be NULL or point to a writable struct of the size that it says.
pub(crate) unsafe fn write<T: Sized32>(ptr: *mut T, value: &T) -> Outcome {
    // SAFETY: the caller's promise.
    let size = unsafe { size_at(ptr) }?;
    let known = size.min(size_of::<T>());
    let start = size_of::<u32>();
    let source = std::ptr::from_ref(value).cast::<u8>();
    let target = ptr.cast::<u8>();
    // SAFETY: both have `known` bytes; the target has `size`.
    unsafe {
        std::ptr::copy_nonoverlapping(source.add(start), target.add(start), known - start);
        target.add(known).write_bytes(0, size - known);
    }
    Ok(())
}
