//! Questions about a client.

use std::time::Duration;

use super::convert;
use super::error::{kbe_result, not_found};
use super::guard;
use super::handle::kbe_client;
use super::pump::now;
use super::reentrancy::Api;
use super::sized::{self, Sized32};
use super::view::{self, bytes_of, kbe_bytes, kbe_str, str_of};

/// Nothing is going on.
pub const KBE_STATE_OFFLINE: u32 = 0;
/// A login or an account request is under way.
pub const KBE_STATE_BUSY: u32 = 1;
/// The player's entity exists.
pub const KBE_STATE_IN_GAME: u32 = 2;
/// The session was lost and is being resumed; entities can be looked at meanwhile.
pub const KBE_STATE_RESUMING: u32 = 3;

/// The client's events are paused: see kbe_client_pause_events.
pub const KBE_CLIENT_PAUSED: u32 = 0x1;

/// What is known about session and server. Make it with KBE_CLIENT_INFO_INIT. Text is borrowed until the next
/// pump; it is empty while it is not known.
///
/// Memory: the caller's; texts and bytes in it are borrowed until the next pump.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_client_info {
    /// Size of this struct; KBE_CLIENT_INFO_INIT sets it.
    pub struct_size: u32,
    /// A KBE_STATE number.
    pub state: u32,
    /// The player's entity, 0 when there is none.
    pub player_id: i32,
    /// The player's space, 0 when it is in none.
    pub space_id: u32,
    /// Key of the session; 0 outside of one.
    pub uuid: u64,
    /// Number of entities.
    pub entity_count: u32,
    /// TCP port of the baseapp.
    pub baseapp_tcp_port: u32,
    /// UDP port of the baseapp, 0 for none.
    pub baseapp_udp_port: u32,
    /// KBE_CLIENT bits; ignore unknown ones.
    pub flags: u32,
    /// Host of the baseapp as announced.
    pub baseapp_host: kbe_str,
    /// Account name of the session.
    pub account: kbe_str,
    /// Data that came with the login's answer.
    pub datas: kbe_bytes,
    /// Engine version of the server.
    pub server_version: kbe_str,
    /// Script version of the server.
    pub server_script_version: kbe_str,
    /// Digest of the server's message tables.
    pub protocol_digest: kbe_str,
    /// Digest of the server's entity definitions.
    pub entitydef_digest: kbe_str,
    /// The player's position as the server knows it: x, y (up), z.
    pub server_position: [f32; 3],
    /// A KBE_ENCRYPTION number: what the current connection is encrypted with; 0 when there is none.
    pub encryption: u32,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_client_info {
    const NAME: &'static str = "kbe_client_info";
    const FIRST: usize = 8;
}

/// Counters of a client, since its creation. Make it with KBE_CLIENT_STATS_INIT.
///
/// Memory: the caller's; it refers to nothing.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_client_stats {
    /// Size of this struct; KBE_CLIENT_STATS_INIT sets it.
    pub struct_size: u32,
    /// Events of the network layer that wait to be dispatched.
    pub queued_events: u32,
    /// Commands that wait for the network layer.
    pub queued_commands: u32,
    /// Latest time between a heartbeat and its answer, in microseconds; 0 before the first.
    pub round_trip_us: u32,
    /// Bytes from the servers.
    pub bytes_in: u64,
    /// Bytes to the servers.
    pub bytes_out: u64,
    /// Messages from the servers.
    pub messages_in: u64,
    /// Messages to the servers.
    pub messages_out: u64,
    /// Messages that could not be used.
    pub faults: u64,
    /// Events dispatched.
    pub events: u64,
    /// Movements that were folded into later ones (see KBE_CONFIG_FOLD_MOVES).
    pub moves_folded: u64,
    /// Commands that were given and then dropped: outside of the game, for an entity that the player no longer
    /// is, or because too much waited to be sent. Each is a protocol_error too. What a function refuses at once
    /// does not count.
    pub commands_dropped: u64,
    /// Lines for the log that were dropped because too many waited.
    pub lines_dropped: u64,
    /// How long the oldest queued event has waited, in microseconds; 0 when none waits.
    pub oldest_event_us: u64,
    /// Time that the latest kbe_sync_layers or kbe_client_pump spent on this client, its callbacks included,
    /// in microseconds. A sync passes over a client that has nothing to tell.
    pub pump_us: u64,
    /// The longest such time.
    pub longest_pump_us: u64,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_client_stats {
    const NAME: &'static str = "kbe_client_stats";
    const FIRST: usize = 8;
}

/// How far the client has got, as far as the game has been told.
///
/// @return a KBE_STATE number, or a negative kbe_result
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_state(client: kbe_client) -> i32 {
    let api = Api::kbe_client_state;
    guard::count(api, || {
        guard::with_client(api, client, |c| Ok(c.local().game.facts().state as u32))
    })
}

/// What is known about session and server.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: info is the caller's, filled on success only; texts and bytes in it are borrowed until the next
/// pump (inside a callback: until it returns).
/// Errors: KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_get_info(
    client: kbe_client,
    info: *mut kbe_client_info,
) -> kbe_result {
    boundary!(kbe_client_get_info, client => |c| {
        let local = c.local();
        let (game, facts) = (&local.game, local.game.facts());
        let player = game.player().map(|(slot, e)| convert::entity_view(game, slot, e));
        let found = kbe_client_info {
            struct_size: 0,
            state: facts.state as u32,
            player_id: player.map_or(0, |p| p.id),
            space_id: game.space().id(),
            uuid: facts.uuid,
            entity_count: game.entities().len() as u32,
            baseapp_tcp_port: facts.baseapp_tcp_port.into(),
            baseapp_udp_port: facts.baseapp_udp_port.into(),
            flags: if c.is_paused() { KBE_CLIENT_PAUSED } else { 0 },
            baseapp_host: str_of(facts.baseapp_host.bytes()),
            account: str_of(facts.account.bytes()),
            datas: bytes_of(facts.datas.bytes()),
            server_version: str_of(facts.version.bytes()),
            server_script_version: str_of(facts.script_version.bytes()),
            protocol_digest: str_of(facts.protocol_digest.bytes()),
            entitydef_digest: str_of(facts.entitydef_digest.bytes()),
            server_position: facts.server_position,
            encryption: facts.encryption as u32,
        };
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(info, &found) }
    })
}

/// Counters of the client.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: stats is the caller's, filled on success only.
/// Errors: KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_get_stats(
    client: kbe_client,
    stats: *mut kbe_client_stats,
) -> kbe_result {
    boundary!(kbe_client_get_stats, client => |c| {
        let net = c.network().stats();
        let local = c.local();
        let oldest = local.inbox.oldest(&c.door);
        let micros = |d: Duration| u64::try_from(d.as_micros()).unwrap_or(u64::MAX);
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let found = kbe_client_stats {
            struct_size: 0,
            queued_events: narrow(local.inbox.waiting(&c.door)),
            queued_commands: narrow(c.door.waiting_commands()),
            round_trip_us: u32::try_from(net.round_trip_us).unwrap_or(u32::MAX),
            bytes_in: net.bytes_in,
            bytes_out: net.bytes_out,
            messages_in: net.messages_in,
            messages_out: net.messages_out,
            faults: net.faults,
            events: local.events_told,
            moves_folded: local.moves.folded,
            commands_dropped: net.commands_dropped,
            lines_dropped: net.lines_dropped,
            oldest_event_us: oldest.map_or(0, |at| micros(now().saturating_duration_since(at))),
            pump_us: micros(local.served.0),
            longest_pump_us: micros(local.served.1),
        };
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(stats, &found) }
    })
}

/// Name and sentence of a server error code: the server's own once they have been imported, before that
/// those of an unmodified server. The texts are borrowed until the next pump.
///
/// @param name  receives the name, such as SERVER_ERR_NAME_PASSWORD; may be NULL
/// @param text  receives a sentence; may be NULL
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: name and text are written on success only, and borrowed until the next pump (inside a callback:
/// until it returns).
/// Errors: KBE_E_NOT_FOUND for a code that the server never named.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_server_error(
    client: kbe_client,
    code: u32,
    name: *mut kbe_str,
    text: *mut kbe_str,
) -> kbe_result {
    boundary!(kbe_client_server_error, client => |c| {
        let local = c.local();
        let found = u16::try_from(code).ok().and_then(|code| local.game.errors().get(code));
        let (n, t) = found.ok_or_else(|| not_found(format!("unknown server error {code}")))?;
        for (place, bytes) in [(name, n), (text, t)] {
            if !place.is_null() {
                // SAFETY: not NULL, and the caller promises a valid place.
                unsafe { view::write(place, str_of(bytes), "text") }?;
            }
        }
        Ok(())
    })
}
