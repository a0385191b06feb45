//! One connection to one server: its unfinished input, its queued output, its heartbeat.

use std::net::IpAddr;
use std::time::Duration;

use super::action::Link;
use super::announced::{Advice, shown};
use super::config::Config;
use super::filter::Filter;
use super::log::remark;
use super::pacing::{Outbox, Tag};
use super::time::Time;
use super::{Phase, Session};
use crate::layers::event::{Origin, Reason, Server};
use crate::wire::envelope::Tail;
use crate::wire::table::ServerMessage;

/// Heartbeats and their answers (`spec/01 §4.10`).
#[derive(Debug)]
pub(super) struct Heartbeat {
    next: Time,
    sent: Option<Time>,
    unanswered: u32,
}

/// What a heartbeat's time has brought.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beat {
    /// Not yet.
    Wait,
    /// Send one.
    Send,
    /// Too many went unanswered.
    Lost,
}

impl Heartbeat {
    fn new(now: Time, config: &Config) -> Self {
        Self { next: now + config.heartbeat_interval, sent: None, unanswered: 0 }
    }

    /// Looks at the clock. While reading is paused the answers cannot be seen, so none is missed.
    pub(super) fn check(&mut self, now: Time, config: &Config, paused: bool) -> Beat {
        if config.heartbeat_interval == Duration::ZERO || now < self.next {
            return Beat::Wait;
        }
        if self.unanswered >= config.heartbeat_tolerance.max(1) && !paused {
            return Beat::Lost;
        }
        self.next = now + config.heartbeat_interval;
        self.sent = Some(now);
        self.unanswered = if paused { 0 } else { self.unanswered + 1 };
        Beat::Send
    }

    /// An answer came. Returns the round trip, when it is clear which heartbeat it answers.
    pub(super) fn answered(&mut self, now: Time) -> Option<Duration> {
        let clear = self.unanswered == 1;
        self.unanswered = 0;
        self.sent.take().filter(|_| clear).map(|sent| now - sent)
    }

    /// Reading goes on after a pause: silence so far proves nothing.
    pub(super) fn excuse(&mut self) {
        self.unanswered = 0;
        self.sent = None;
    }

    /// The next one shall go out at once, to learn the round-trip time.
    pub(super) fn hurry(&mut self, now: Time) {
        self.next = now;
    }

    fn deadline(&self, config: &Config) -> Option<Time> {
        (config.heartbeat_interval != Duration::ZERO).then_some(self.next)
    }
}

/// Where a server listens.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Name or address.
    pub(super) host: String,
    /// TCP port.
    pub(super) port: u16,
    /// KCP port, 0 for none.
    pub(super) udp_port: u16,
    /// Version of the server, as far as it is known.
    pub(super) version: String,
    /// What is to be said about the address.
    pub(super) advice: Advice,
}

/// A connection, from the wish for it to its end.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) link: Link,
    pub(super) server: Server,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) udp_port: u16,
    pub(super) advice: Advice,
    /// The server's address, once the connection stands.
    pub(super) address: Option<IpAddr>,
    pub(super) connected: bool,
    pub(super) filter: Filter,
    pub(super) tail: Tail,
    pub(super) outbox: Outbox,
    pub(super) heartbeat: Heartbeat,
    /// When hello went out: its answer tells the round-trip time first.
    pub(super) hello_sent: Time,
    /// Announced by hello; the digests name the cached imports.
    pub(super) version: String,
    pub(super) script_version: String,
    pub(super) protocol_digest: String,
    pub(super) entitydef_digest: String,
}

impl Connection {
    pub(super) fn new(
        now: Time,
        link: Link,
        server: Server,
        place: Place,
        config: &Config,
    ) -> Self {
        Self {
            link,
            server,
            host: place.host,
            port: place.port,
            udp_port: place.udp_port,
            advice: place.advice,
            address: None,
            connected: false,
            filter: Filter::Clear,
            tail: Tail::default(),
            outbox: Outbox::new(config),
            heartbeat: Heartbeat::new(now, config),
            hello_sent: now,
            version: String::new(),
            script_version: String::new(),
            protocol_digest: String::new(),
            entitydef_digest: String::new(),
        }
    }

    /// Where it leads. A place that was reached needs no advice.
    pub(super) fn place(&self) -> Place {
        let (host, version) = (self.host.clone(), self.version.clone());
        let (port, udp_port, advice) = (self.port, self.udp_port, Advice::default());
        Place { host, port, udp_port, version, advice }
    }

    pub(super) fn established(&mut self, now: Time, config: &Config) {
        self.connected = true;
        self.heartbeat = Heartbeat::new(now, config);
        self.hello_sent = now;
    }

    /// Behind a hello with a key not even a heartbeat may go out before the answer.
    pub(super) fn may_beat(&self) -> bool {
        self.connected && !self.filter.is_waiting()
    }

    /// Hello has been answered: what is encrypted is encrypted from here on.
    pub(super) fn start_filter(&mut self) {
        self.filter.start();
        self.outbox.seal(self.filter.is_on());
    }

    pub(super) fn deadline(&self, now: Time, config: &Config) -> Option<Time> {
        if !self.may_beat() {
            return None;
        }
        Time::earliest([self.heartbeat.deadline(config), self.outbox.next(now)])
    }

    /// `the loginapp 127.0.0.1:20013`, for sentences.
    pub(super) fn describe(&self) -> String {
        format!("{} {}:{}", self.server.name(), shown(&self.host), self.port)
    }
}

impl Session {
    /// Sees to the heartbeat of the current connection.
    pub(super) fn beat(&mut self, now: Time) {
        let paused = self.paused;
        let config = &self.config;
        let Some(c) = self.connections.first_mut().filter(|c| c.may_beat()) else { return };
        let (server, missed) = (c.server, c.heartbeat.unanswered);
        match c.heartbeat.check(now, config, paused) {
            Beat::Wait => {}
            Beat::Send => {
                if missed > 0 && !paused {
                    let who = c.describe();
                    remark!(self, Warn, Network, "{who} has left {missed} heartbeats unanswered");
                }
                let message = match server {
                    Server::Loginapp => ServerMessage::LoginappHeartbeat,
                    Server::Baseapp => ServerMessage::BaseappHeartbeat,
                };
                self.send(message, Tag::Plain, |_| {});
            }
            // Over KCP a server does not close, it forgets (`spec/01 §5.4`).
            Beat::Lost if matches!(self.phase, Phase::Leaving { .. }) => {
                self.end_at(now, Origin::Game, Reason::Requested, 0, "logged out", b"");
            }
            Beat::Lost => {
                let text = format!("{} does not answer any more", c.describe());
                self.end_at(now, Origin::Network, Reason::HeartbeatTimeout, 0, &text, b"");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_unanswered_heartbeats_are_the_end() {
        let config = Config::default();
        let s = |n: u64| Time(n * 1_000_000);
        let mut h = Heartbeat::new(s(0), &config);
        assert_eq!(h.check(s(14), &config, false), Beat::Wait);
        assert_eq!(h.check(s(15), &config, false), Beat::Send);
        assert_eq!(h.answered(Time(15_020_000)), Some(Duration::from_millis(20)));
        assert_eq!(h.check(s(30), &config, false), Beat::Send);
        assert_eq!(h.check(s(45), &config, false), Beat::Send);
        assert_eq!(h.answered(s(46)), None, "it may answer either");
        assert_eq!(h.check(s(60), &config, false), Beat::Send);
        assert_eq!(h.check(s(75), &config, false), Beat::Send);
        assert_eq!(h.check(s(90), &config, false), Beat::Lost);
    }

    #[test]
    fn a_game_that_does_not_sync_misses_no_answer() {
        let config = Config::default();
        let s = |n: u64| Time(n * 1_000_000);
        let mut h = Heartbeat::new(s(0), &config);
        for n in 1..20 {
            assert_eq!(h.check(s(15 * n), &config, true), Beat::Send);
        }
        h.excuse();
        assert_eq!(h.check(s(15 * 20), &config, false), Beat::Send);
    }
}
