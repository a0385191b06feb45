//! Which library this is.

use std::ffi::c_char;

/// Version of the library this header came with: major part.
pub const KBE_API_VERSION_MAJOR: u32 = 0;
/// Minor part. It grows when something is added.
pub const KBE_API_VERSION_MINOR: u32 = 1;
/// Patch part. It grows when something is repaired.
pub const KBE_API_VERSION_PATCH: u32 = 0;
/// Number of the binary interface. It grows only when a program must be compiled again; header and
/// library must agree on it (see kbe_check_abi).
pub const KBE_ABI_VERSION: u32 = 1;

const TEXT: &[u8] = concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes();

/// Version of the library that is running: `major * 65536 + minor * 256 + patch`. Compare with
/// KBE_API_VERSION of the header.
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Errors: none.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_version() -> u32 {
    boundary_value!(kbe_version, 0, {
        Ok(KBE_API_VERSION_MAJOR << 16 | KBE_API_VERSION_MINOR << 8 | KBE_API_VERSION_PATCH)
    })
}

/// The same as text, such as `0.1.0`. The text lives as long as the library.
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: the text lives as long as the library.
/// Errors: none.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_version_string() -> *const c_char {
    boundary_value!(kbe_version_string, std::ptr::null(), { Ok(TEXT.as_ptr().cast()) })
}

/// Number of the binary interface of the library that is running.
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Errors: none.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_abi_version() -> u32 {
    boundary_value!(kbe_abi_version, 0, { Ok(KBE_ABI_VERSION) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings_of_the_version_agree() {
        let parts =
            format!("{KBE_API_VERSION_MAJOR}.{KBE_API_VERSION_MINOR}.{KBE_API_VERSION_PATCH}\0");
        assert_eq!(parts.as_bytes(), TEXT);
        let [major, minor, patch] =
            [kbe_version() >> 16, kbe_version() >> 8 & 255, kbe_version() & 255];
        assert_eq!(format!("{major}.{minor}.{patch}\0"), parts);
    }
}
