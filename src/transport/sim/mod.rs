//! A bad line in place of the good one: what a game meets outside of its developer's office.
//!
//! [`Control`] is what both sides share: the game sets [`Conditions`] on one thread, the connections
//! of its client look at them on another, at the price of one relaxed load while there are none.
//! `Path` is a line that carries a stream, `DatagramPath` one that carries datagrams. Both are told
//! the time and touch neither clock nor socket; `transport::socket` and `transport::datagrams` put them
//! between the client and the system.
//!
//! All chance comes from the seed: the same traffic at the same times meets the same fate.

#[cfg(feature = "kcp")]
mod datagram_path;
mod events;
mod lane;
mod path;
mod random;
#[cfg(feature = "kcp")]
mod schedule;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[cfg(feature = "kcp")]
pub(super) use datagram_path::DatagramPath;
pub(super) use path::Path;
pub(super) use random::Random;

use crate::layers::event::Server;

/// What a line does to what it carries. The default is a perfect one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions {
    /// Connections to a loginapp are lines of this kind.
    pub loginapp: bool,
    /// Connections to a baseapp are.
    pub baseapp: bool,
    /// Start of all chance.
    pub seed: u64,
    /// Added to each direction.
    pub latency: Duration,
    /// Up to this much more, different for each packet. It never changes the order.
    pub jitter: Duration,
    /// Packets lost, of a thousand. A stream gets them later instead, as if they were sent again.
    pub loss: u32,
    /// Datagrams that are overtaken, of a thousand.
    pub reorder: u32,
    /// How much longer those take.
    pub reorder_by: Duration,
    /// Datagrams that come twice, of a thousand.
    pub duplicate: u32,
    /// Bytes a second towards the server; 0 knows no bound.
    pub bandwidth_out: u32,
    /// Bytes a second from the server; 0 knows no bound.
    pub bandwidth_in: u32,
    /// The connection is reset when the server has been sent so many bytes over it; 0 never.
    pub disconnect_after_out: u64,
    /// The connection is reset when so many bytes have come from the server over it; 0 never.
    pub disconnect_after_in: u64,
    /// Only the first connection that these conditions reset is reset.
    pub disconnect_once: bool,
    /// Nothing passes any more when so many bytes have come over the connection; 0 never.
    pub stall_after_in: u64,
    /// For how long.
    pub stall: Duration,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            loginapp: true,
            baseapp: true,
            seed: 0,
            latency: Duration::ZERO,
            jitter: Duration::ZERO,
            loss: 0,
            reorder: 0,
            reorder_by: Duration::from_millis(20),
            duplicate: 0,
            bandwidth_out: 0,
            bandwidth_in: 0,
            disconnect_after_out: 0,
            disconnect_after_in: 0,
            disconnect_once: false,
            stall_after_in: 0,
            stall: Duration::ZERO,
        }
    }
}

impl Conditions {
    fn concern(&self, server: Server) -> bool {
        match server {
            Server::Loginapp => self.loginapp,
            Server::Baseapp => self.baseapp,
        }
    }

    /// Bytes that are on a line of `bandwidth` at most, and a little for what it has not begun to
    /// carry. More does not fit: whoever sends has to wait.
    fn room(&self, bandwidth: u32) -> usize {
        let way = self.latency + self.jitter;
        let most = match bandwidth {
            0 if way.is_zero() => 0,
            0 => MAX_HELD,
            b => usize::try_from(way.as_micros() * u128::from(b) / 1_000_000).unwrap_or(MAX_HELD),
        };
        most.saturating_add(SLACK).min(MAX_HELD)
    }
}

/// Most that one direction of a line holds, whatever the conditions.
const MAX_HELD: usize = 1 << 20;
/// What a line takes though nothing of it can be under way yet.
const SLACK: usize = 16 << 10;

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the server.
    Out,
    /// From the server.
    In,
}

#[derive(Debug, Default)]
struct Set {
    conditions: Option<Conditions>,
    /// Settings so far.
    count: u64,
    /// Connections made under these conditions.
    connections: u64,
    /// A connection has been reset under these conditions.
    reset: bool,
}

/// The conditions of a client's connections, for whoever sets them and for those that are under them.
#[derive(Debug, Default)]
pub struct Control {
    /// Which setting is in force; 0 when there is none.
    generation: AtomicU64,
    set: Mutex<Set>,
}

impl Control {
    /// Puts all connections, those that stand and those to come, under these conditions; `None` under
    /// none. Those that stand notice it when their task is woken.
    pub fn set(&self, conditions: Option<Conditions>) {
        let mut set = self.lock();
        let count = set.count + 1;
        let generation = if conditions.is_some() { count } else { 0 };
        *set = Set { conditions, count, ..Set::default() };
        self.generation.store(generation, Ordering::Relaxed);
    }

    /// Which setting is in force; 0 when there is none.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    /// The setting in force and its conditions, as far as they concern a connection to `server`.
    pub(super) fn conditions(&self, server: Server) -> (u64, Option<Conditions>) {
        let set = self.lock();
        let found = set.conditions.as_ref().filter(|c| c.concern(server)).cloned();
        let conditions = found.map(|mut c| {
            if c.disconnect_once && set.reset {
                (c.disconnect_after_out, c.disconnect_after_in) = (0, 0);
            }
            c
        });
        (self.generation(), conditions)
    }

    /// Chance for another connection.
    pub(super) fn random(&self) -> Random {
        let mut set = self.lock();
        set.connections += 1;
        let seed = set.conditions.as_ref().map_or(0, |c| c.seed);
        Random::new(seed.wrapping_add(set.connections.rotate_left(32)))
    }

    /// A connection has been reset.
    pub(super) fn reset(&self) {
        self.lock().reset = true;
    }

    /// How long it takes to make a connection to `server`: there and back again.
    pub(super) fn handshake(&self, server: Server) -> Duration {
        if self.generation() == 0 {
            return Duration::ZERO;
        }
        self.conditions(server).1.map_or(Duration::ZERO, |c| c.latency * 2)
    }

    fn lock(&self) -> MutexGuard<'_, Set> {
        self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_concern_the_servers_they_name() {
        let control = Control::default();
        assert_eq!(control.generation(), 0);
        let bad = Conditions { loginapp: false, latency: Duration::from_millis(7), ..d() };
        control.set(Some(bad.clone()));
        assert_eq!(control.generation(), 1);
        assert_eq!(control.conditions(Server::Loginapp), (1, None));
        assert_eq!(control.conditions(Server::Baseapp), (1, Some(bad)));
        assert_eq!(control.handshake(Server::Loginapp), Duration::ZERO);
        assert_eq!(control.handshake(Server::Baseapp), Duration::from_millis(14));
        control.set(None);
        assert_eq!(control.conditions(Server::Baseapp), (0, None));
        assert_eq!(control.handshake(Server::Baseapp), Duration::ZERO);
        control.set(Some(d()));
        assert_eq!(control.generation(), 3, "another than before");
    }

    #[test]
    fn a_reset_that_shall_come_once_comes_once_a_setting() {
        let control = Control::default();
        let once = Conditions { disconnect_after_in: 5, disconnect_once: true, ..d() };
        control.set(Some(once.clone()));
        assert_eq!(control.conditions(Server::Baseapp).1.unwrap().disconnect_after_in, 5);
        control.reset();
        assert_eq!(control.conditions(Server::Baseapp).1.unwrap().disconnect_after_in, 0);
        control.set(Some(once));
        assert_eq!(control.conditions(Server::Baseapp).1.unwrap().disconnect_after_in, 5);
    }

    #[test]
    fn chance_is_the_seeds_and_another_for_each_connection() {
        let control = Control::default();
        let three = || {
            control.set(Some(Conditions { seed: 9, ..d() }));
            [(); 3].map(|()| control.random().next())
        };
        let first = three();
        assert_eq!(first, three());
        assert!(first[0] != first[1] && first[1] != first[2]);
    }

    #[test]
    fn a_line_holds_what_is_under_way() {
        let way = Conditions { latency: Duration::from_millis(90), ..d() };
        let way = Conditions { jitter: Duration::from_millis(10), ..way };
        assert_eq!(way.room(100_000), 10_000 + SLACK);
        assert_eq!(way.room(0), MAX_HELD);
        assert_eq!(way.room(u32::MAX), MAX_HELD);
        assert_eq!(d().room(0), SLACK);
        assert_eq!(d().room(1_000_000), SLACK);
    }

    fn d() -> Conditions {
        Conditions::default()
    }
}
