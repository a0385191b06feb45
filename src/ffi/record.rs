//! The flight recorder.

use std::path::Path;

use super::error::{Failure, KBE_E_IO, kbe_result};
use super::handle::kbe_client;
use super::view::{self, kbe_str};

/// Records the client's traffic to a file from now on, in the form that the `kbe` tool decodes and
/// replays: what a bug report needs. Begin before the login, or the recording does not know the world that
/// is there. An empty path ends the recording; its file is complete when the call returns. A further path
/// ends it too and begins another. A recording also ends with its client, shortly after kbe_client_destroy.
///
/// Passwords and the keys of sessions are blanked before anything is written. All else is in the file: names
/// of accounts, what is said in the game, data given to a login. An existing file is overwritten. At 64 MiB
/// the file is renamed to its path with ".1" behind it, in place of an earlier one, and the next begins. A
/// disk that is full ends the recording, never the session; the call that ends it tells.
///
/// @param path  where to; UTF-8, empty to end
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: the path is copied.
/// Errors: KBE_E_INVALID_ARGUMENT, KBE_E_IO when the file cannot be created (what was recorded before goes
/// on) or the recording that ends could not be written.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_record(client: kbe_client, path: kbe_str) -> kbe_result {
    boundary!(kbe_client_record, client => |c| {
        // SAFETY: the caller promises a text that is empty or valid.
        let path = unsafe { view::utf8(path, "path") }?;
        let wanted = (!path.is_empty()).then(|| Path::new(path));
        let done = c.network().record(wanted);
        done.map_err(|e| Failure::new(KBE_E_IO, format!("the recording {path:?}: {e}")))
    })
}
