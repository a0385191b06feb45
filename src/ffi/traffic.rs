//! Messages and bytes by name.

use super::error::{Failure, KBE_E_BUFFER_TOO_SMALL, kbe_result};
use super::handle::kbe_client;
use super::view::{kbe_str, str_of};

/// From a server.
pub const KBE_DIRECTION_IN: u32 = 1;
/// To a server.
pub const KBE_DIRECTION_OUT: u32 = 2;

/// The messages of one name, since the client was created.
///
/// Memory: the caller's; the name in it is borrowed until the next kbe_client_message_stats.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_message_stats {
    /// Name, such as Client::onUpdatePropertys.
    pub name: kbe_str,
    /// Its id on the server that the client spoke with last.
    pub id: u32,
    /// A KBE_DIRECTION number.
    pub direction: u32,
    /// How many.
    pub messages: u64,
    /// How long they were together, in bytes, with the ids and lengths in front of them, before encryption.
    pub bytes: u64,
}

/// Names that were handed out; each with a zero byte behind it.
#[derive(Debug, Default)]
pub(crate) struct Lent(Vec<Box<[u8]>>);

impl Lent {
    fn lend(&mut self, name: &str) -> kbe_str {
        let mut bytes = Vec::with_capacity(name.len() + 1);
        bytes.extend_from_slice(name.as_bytes());
        bytes.push(0);
        self.0.push(bytes.into_boxed_slice());
        let text = self.0.last().and_then(|b| b.split_last()).map_or(&[][..], |(_, text)| text);
        str_of(text)
    }
}

/// Counts messages and bytes by name: which message is behind the traffic. Names of which there was none are
/// left out. What came is first, then what was sent; what waits to be sent is not counted yet. The names are
/// borrowed until the next call of this function or the end of the client.
///
/// @param messages  where to; NULL asks for the number only. Have room for some more: the game goes on
/// @param capacity  elements that fit; all of them are library-filled
/// @param count     receives the number of names; may be NULL
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the array is the caller's; the names in it are borrowed until the next call of this function or
/// the end of the client.
/// Errors: KBE_E_BUFFER_TOO_SMALL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_message_stats(
    client: kbe_client,
    messages: *mut kbe_message_stats,
    capacity: u32,
    count: *mut u32,
) -> kbe_result {
    boundary!(kbe_client_message_stats, client => |c| {
        let all = c.network().message_counts();
        if !messages.is_null() {
            if all.len() > capacity as usize {
                let text = format!("{} names, room for {capacity}", all.len());
                return Err(Failure::new(KBE_E_BUFFER_TOO_SMALL, text));
            }
            let mut local = c.local();
            local.lent.0.clear();
            for (i, m) in all.iter().enumerate() {
                let found = kbe_message_stats {
                    name: local.lent.lend(&m.name),
                    id: m.id.into(),
                    direction: if m.incoming { KBE_DIRECTION_IN } else { KBE_DIRECTION_OUT },
                    messages: m.count.messages,
                    bytes: m.count.bytes,
                };
                // SAFETY: below the capacity that the caller promises.
                unsafe { messages.add(i).write(found) };
            }
        }
        if !count.is_null() {
            // SAFETY: the caller promises a valid place.
            unsafe { count.write(all.len() as u32) };
        }
        Ok(())
    })
}
