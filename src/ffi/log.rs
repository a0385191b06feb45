//! Lines for the log: what they look like, and which are wanted.

use super::error::{Outcome, invalid, kbe_result};
use super::handle::kbe_client;
use super::view::kbe_str;
use crate::layers::log::Level;

/// A fault of the library.
pub const KBE_LOG_ERROR: u32 = 1;
/// Something went wrong, and the client goes on: a message that could not be used, a command that was dropped,
/// a heartbeat without an answer, a cache file that could not be written.
pub const KBE_LOG_WARN: u32 = 2;
/// The milestones of a session: connected, logged in, resumed, ended and why; the server held back.
pub const KBE_LOG_INFO: u32 = 3;
/// What the library does, step by step: addresses, imports, streams.
pub const KBE_LOG_DEBUG: u32 = 4;
/// Each message from and to the server, with its name, id and length.
pub const KBE_LOG_TRACE: u32 = 5;
/// No line at all.
pub const KBE_LOG_OFF: u32 = 0xffff_ffff;

/// A line for the log. It holds no password, no key, no account name and no value of the game.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_log_event {
    /// The client.
    pub client: kbe_client,
    /// A KBE_LOG number: how important it is.
    pub level: u32,
    /// 0.
    pub reserved: u32,
    /// When it was written, in microseconds since the client was created: before it is told.
    pub time_us: u64,
    /// What it is about: network, session, imports, messages; there may be others in later versions.
    pub source: kbe_str,
    /// The line, without an end of line.
    pub text: kbe_str,
}

/// The level of a KBE_LOG number, 0 the default.
pub(crate) fn level(number: u32, field: &str) -> Outcome<Level> {
    match number {
        0 => Ok(Level::Warn),
        KBE_LOG_OFF => Ok(Level::Off),
        KBE_LOG_ERROR..=KBE_LOG_TRACE => Ok(Level::from_number(number as u8)),
        _ => Err(invalid(format!("{field} {number} is not a KBE_LOG number"))),
    }
}

/// Sets which lines kbe_callbacks.log gets from now on: those of this level and the more important ones. What
/// is queued already still comes. Nothing is done for lines that are not wanted.
///
/// @param level  a KBE_LOG number; 0 for the default, KBE_LOG_WARN
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_INVALID_ARGUMENT.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_set_log_level(client: kbe_client, level: u32) -> kbe_result {
    boundary!(kbe_client_set_log_level, client => |c| {
        c.door.set_log_level(self::level(level, "level")?);
        Ok(())
    })
}
