//! Ending the library, which ends every client of the process: alone in its file for that reason.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use std::sync::atomic::Ordering;

use abi::Client;
use kbe::ffi::account::*;
use kbe::ffi::client::*;
use kbe::ffi::error::*;

#[test]
fn shutdown_ends_everything_and_everything_can_start_again() {
    let c = Client::in_world();
    assert_eq!(kbe_shutdown_all(2000), KBE_OK);
    assert_eq!(kbe_shutdown_all(0), KBE_OK);
    assert!(c.net.stopped.load(Ordering::SeqCst));
    assert_eq!(kbe_client_logout(c.handle), KBE_E_SHUTDOWN);
    assert_eq!(kbe_client_destroy(c.handle), KBE_E_SHUTDOWN);
    let d = Client::in_world();
    let told = d.told(|f| {
        f.on_hit(0, 1, 1, "x");
    });
    assert_eq!(told.len(), 1);
}
