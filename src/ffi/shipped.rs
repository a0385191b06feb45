//! Entity definitions that a game ships.

use std::sync::Arc;

use super::client::Local;
use super::error::{
    Failure, KBE_E_BUFFER_TOO_SMALL, KBE_E_NOT_READY, KBE_E_OFFLINE, Outcome, invalid, kbe_result,
};
use super::handle::kbe_client;
use super::view::{self, kbe_bytes};
use crate::defs::cache::{CacheKey, CacheKind};
use crate::defs::shipped;
use crate::game::State;
use crate::layers::Command;

/// Gives a client entity definitions that the game brought along, so that not even its first login asks the
/// server for them, and classes can be looked up before it (kbe_callbacks.definitions tells when). Make the
/// file with `kbe defs --save`, or with kbe_client_get_definitions while the game is played, and ship it.
///
/// They are used when the server announces the digest for which they were made, and no cache knows better;
/// any other server is asked as ever. They are believed, not trusted: at the first message that does not fit,
/// the session asks the server and goes on with its answer.
///
/// @param file  content of the file; copied
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the file is copied.
/// Errors: KBE_E_INVALID_ARGUMENT with what is wrong with the file, KBE_E_QUEUE_FULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_set_definitions(
    client: kbe_client,
    file: kbe_bytes,
) -> kbe_result {
    boundary!(kbe_client_set_definitions, client => |c| {
        // SAFETY: the caller promises bytes that are empty or valid.
        let file = unsafe { view::slice(file.ptr, file.len, "file") }?;
        let (key, defs) = shipped::read(file).map_err(invalid)?;
        c.check_room()?;
        c.send(Command::Definitions { key, defs: Arc::new(defs) });
        Ok(())
    })
}

fn shippable(local: &Local) -> Outcome<Vec<u8>> {
    let facts = local.game.facts();
    if facts.state != State::InGame {
        return Err(Failure::new(KBE_E_OFFLINE, "not logged in"));
    }
    let text = |t: &[u8]| String::from_utf8_lossy(t).into_owned();
    let (version, script) = (text(facts.version.bytes()), text(facts.script_version.bytes()));
    let digest = text(facts.entitydef_digest.bytes());
    let key = CacheKey::new(CacheKind::EntityDefs, &version, &script, &digest);
    let Some((key, defs)) = key.zip(local.game.defs()) else {
        let text = "the server announced no digest of its entity definitions";
        return Err(Failure::new(KBE_E_NOT_READY, text));
    };
    Ok(shipped::write(&key, defs))
}

/// The server's entity definitions as a file for kbe_client_set_definitions, together with the component
/// classes that the traffic has shown so far. Ask for the length first.
///
/// @param buffer    where to; NULL asks for the length only
/// @param capacity  bytes in buffer
/// @param length    receives the length of the file; may be NULL
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the buffer is the caller's.
/// Errors: KBE_E_OFFLINE, KBE_E_NOT_READY, KBE_E_BUFFER_TOO_SMALL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_get_definitions(
    client: kbe_client,
    buffer: *mut u8,
    capacity: u32,
    length: *mut u32,
) -> kbe_result {
    boundary!(kbe_client_get_definitions, client => |c| {
        let file = shippable(&c.local())?;
        if !buffer.is_null() {
            if file.len() > capacity as usize {
                let what = format!("{} bytes needed, {capacity} given", file.len());
                return Err(Failure::new(KBE_E_BUFFER_TOO_SMALL, what));
            }
            // SAFETY: `buffer` has as many bytes, and Rust memory does not overlap it.
            unsafe { std::ptr::copy_nonoverlapping(file.as_ptr(), buffer, file.len()) };
        }
        if !length.is_null() {
            // SAFETY: not NULL, and the caller promises it is valid.
            unsafe { length.write(file.len() as u32) };
        }
        Ok(())
    })
}
