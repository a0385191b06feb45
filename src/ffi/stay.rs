//! The library stays in the process: its threads may still be running when a host unloads it. The linkers
//! of ELF systems are told so (`build.rs`); Windows is asked when the first client is made.

/// Asks the system to keep the library mapped until the process ends.
pub(crate) fn stay_loaded() {
    #[cfg(windows)]
    windows::pin();
}

#[cfg(windows)]
mod windows {
    use std::ffi::c_void;
    use std::ptr::null_mut;
    use std::sync::Once;

    const PIN: u32 = 1;
    const FROM_ADDRESS: u32 = 4;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetModuleHandleExW(flags: u32, address: *const c_void, module: *mut *mut c_void) -> i32;
    }

    /// Pins the module that this function lies in: the DLL, or the program that it is linked into.
    pub(super) fn pin() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let mut module = null_mut();
            // SAFETY: the address lies in this module, and the system writes one handle. A refusal
            // leaves the library as unloadable as it was.
            unsafe {
                GetModuleHandleExW(PIN | FROM_ADDRESS, pin as *const c_void, &raw mut module);
            }
        });
    }
}
