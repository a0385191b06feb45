//! Bad lines.

use std::time::Duration;

use super::config::KBE_OFF;
use super::error::{Outcome, invalid, kbe_result};
use super::handle::kbe_client;
use super::sized::{self, Sized32};
use crate::transport::sim::Conditions;

/// In kbe_net_sim.servers: connections to a loginapp.
pub const KBE_NET_SIM_LOGINAPP: u32 = 0x1;
/// In kbe_net_sim.servers: connections to a baseapp.
pub const KBE_NET_SIM_BASEAPP: u32 = 0x2;

/// In kbe_net_sim.flags: only the first connection that would be reset is reset, so that the next attempt
/// gets through.
pub const KBE_NET_SIM_DISCONNECT_ONCE: u32 = 0x1;

/// A bad line, see kbe_client_set_net_sim. Make it with KBE_NET_SIM_INIT and set what shall be bad: zero
/// leaves everything as it is. "A thousand" means packets: on TCP and what runs over it, pieces of up to
/// 1400 bytes; on KCP, datagrams.
///
/// Memory: the caller's; copied by kbe_client_set_net_sim.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_net_sim {
    /// Size of this struct; KBE_NET_SIM_INIT sets it.
    pub struct_size: u32,
    /// KBE_NET_SIM_LOGINAPP, KBE_NET_SIM_BASEAPP: whose connections are bad; 0 means all.
    pub servers: u32,
    /// KBE_NET_SIM_DISCONNECT_ONCE or 0.
    pub flags: u32,
    /// Milliseconds added in each direction, at most 600000: the round trip grows by twice as much, and a
    /// connection takes that long to be made.
    pub latency_ms: u32,
    /// Up to this much more, different for each packet; at most 600000. The order stays.
    pub jitter_ms: u32,
    /// Packets lost, of a thousand. TCP sends again what was lost: there they come 200 ms and a round trip
    /// later, and everything behind them waits.
    pub loss_permille: u32,
    /// KCP: datagrams that are overtaken, of a thousand.
    pub reorder_permille: u32,
    /// How much longer those take; 0 means 20.
    pub reorder_ms: u32,
    /// KCP: datagrams that come twice, of a thousand.
    pub duplicate_permille: u32,
    /// Bytes a second to the server; 0 for no bound.
    pub bandwidth_out: u32,
    /// Bytes a second from the server; 0 for no bound.
    pub bandwidth_in: u32,
    /// How long nothing passes in either direction, once stall_after_in bytes have come; KBE_OFF: for good.
    pub stall_ms: u32,
    /// Bytes from the server after which a connection stalls once, counted from its beginning; 0: never.
    pub stall_after_in: u64,
    /// Bytes to the server after which a connection is reset, counted from its beginning; 0: never. Exactly
    /// so many reach the server; over KCP, the datagrams that fit.
    pub disconnect_after_out: u64,
    /// Bytes from the server after which a connection is reset, counted from its beginning; 0: never. A
    /// connection over which more has passed already is reset at once.
    pub disconnect_after_in: u64,
    /// Start of all chance. The same traffic at the same times meets the same fate.
    pub seed: u64,
}

// SAFETY: repr(C), begins with its size; zero numbers are valid.
unsafe impl Sized32 for kbe_net_sim {
    const NAME: &'static str = "kbe_net_sim";
    const FIRST: usize = 80;
}

const MAX_MS: u32 = 600_000;

fn time(ms: u32, field: &str) -> Outcome<Duration> {
    if ms > MAX_MS {
        return Err(invalid(format!("{field} is above {MAX_MS}")));
    }
    Ok(Duration::from_millis(ms.into()))
}

fn permille(n: u32, field: &str) -> Outcome<u32> {
    if n > 1000 {
        return Err(invalid(format!("{field} is above 1000")));
    }
    Ok(n)
}

fn conditions(s: &kbe_net_sim) -> Outcome<Conditions> {
    const BOTH: u32 = KBE_NET_SIM_LOGINAPP | KBE_NET_SIM_BASEAPP;
    if s.servers & !BOTH != 0 {
        return Err(invalid(format!("servers {:#x} are not known", s.servers)));
    }
    let servers = if s.servers == 0 { BOTH } else { s.servers };
    let good = Conditions::default();
    Ok(Conditions {
        loginapp: servers & KBE_NET_SIM_LOGINAPP != 0,
        baseapp: servers & KBE_NET_SIM_BASEAPP != 0,
        seed: s.seed,
        latency: time(s.latency_ms, "latency_ms")?,
        jitter: time(s.jitter_ms, "jitter_ms")?,
        loss: permille(s.loss_permille, "loss_permille")?,
        reorder: permille(s.reorder_permille, "reorder_permille")?,
        reorder_by: match s.reorder_ms {
            0 => good.reorder_by,
            ms => time(ms, "reorder_ms")?,
        },
        duplicate: permille(s.duplicate_permille, "duplicate_permille")?,
        bandwidth_out: s.bandwidth_out,
        bandwidth_in: s.bandwidth_in,
        disconnect_after_out: s.disconnect_after_out,
        disconnect_after_in: s.disconnect_after_in,
        disconnect_once: s.flags & KBE_NET_SIM_DISCONNECT_ONCE != 0,
        stall_after_in: s.stall_after_in,
        stall: match s.stall_ms {
            KBE_OFF => Duration::MAX,
            ms => Duration::from_millis(ms.into()),
        },
    })
}

/// Puts a bad line between the client and its server: late, narrow, lossy, stalling, cut at a byte. To try
/// how a game does where players are, and to try every way in which a login can break. It lives in this
/// process, between the library and its sockets, and needs no rights and no tool; while there is none, it
/// costs one look at a number.
///
/// It holds for all connections of the client from now on, those that stand and those to come, until the
/// next call. What is under way when it ends arrives at once. At most 1 MiB is under way in each direction;
/// beyond that whoever sends waits, or with KCP loses.
///
/// @param sim  the line; NULL for a good one
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: sim is copied.
/// Errors: KBE_E_INVALID_ARGUMENT with the field, KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_set_net_sim(
    client: kbe_client,
    sim: *const kbe_net_sim,
) -> kbe_result {
    boundary!(kbe_client_set_net_sim, client => |c| {
        let wanted = if sim.is_null() {
            None
        } else {
            // SAFETY: not NULL, and the caller promises a struct of the size that it says.
            Some(conditions(&unsafe { sized::read(sim) }?)?)
        };
        c.network().simulate(wanted);
        Ok(())
    })
}
