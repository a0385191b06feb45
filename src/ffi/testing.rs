//! Clients without a network, for the tests of this interface: what a server would cause is put into the
//! door by hand. No part of the interface.
#![doc(hidden)]

use std::sync::Arc;

use super::client;
use super::config::{Settings, kbe_config};
use super::error::KBE_OK;
use super::handle::kbe_client;
pub use super::network::Network;
use super::sized;
use crate::layers::Door;

/// Creates a client whose network is `network`. Returns its door too, or the code of the failure.
///
/// # Errors
/// A negative `kbe_result`.
///
/// # Safety
/// As for `kbe_client_create`.
pub unsafe fn create(
    config: *const kbe_config,
    network: Box<dyn Network>,
) -> Result<(kbe_client, Arc<Door>), i32> {
    let mut door_made = None;
    let made = (|| {
        // SAFETY: the caller's promise.
        let settings = unsafe { sized::read(config).and_then(|c| Settings::from_config(&c)) }?;
        client::create(settings, |_, door| {
            door_made = Some(door);
            Ok(network)
        })
    })();
    match (made, door_made) {
        (Ok(client), Some(door)) => Ok((client.handle(), door)),
        (Err(e), _) => Err(e.code),
        (Ok(_), None) => Err(KBE_OK),
    }
}
