//! The protocol as a state machine: bytes, commands and the time go in; bytes, events, wishes and the
//! next deadline come out. It never touches a socket, a file or a clock, so everything it does can be
//! replayed.
//!
//! The driver's rule: after any call that takes `&mut self`, drain [`Session::poll_action`], then
//! [`Session::poll_transmit`], then take the events; then wait until [`Session::poll_timeout`] or
//! until something happens.
//!
//! | module | what |
//! |---|---|
//! | [`entities`], `lifecycle`, [`properties`], [`methods`] | entity-level messages |
//! | `streams` | data streams |
//! | `relogin` | resuming a session that was lost |
//! | [`world`] | what the protocol must remember about entities |
//! | `attempt` | logins and account requests, step by step |
//! | `announced` | whether the announced baseapp address can be right |
//! | `filter`, [`key`] | encryption of one connection |
//! | `hello` | what both sides introduce themselves with |
//! | `imports` | message lists, definitions, error texts, and the cache |
//! | `inbound` | bytes from a server, message by message |
//! | `ingame` | a session that stands: calls, uploads, requests, its end |
//! | `lane`, `movers` | the short way for what comes most often; entities that move |
//! | `connection`, `pacing`, `upload` | one connection; batching; positions |
//! | [`counts`] | messages and bytes, message by message |
//! | `log` | lines for the log, and faults |
//! | [`record`] | traffic as the text of recordings, without secrets |
//! | [`tap`] | looking on message by message, for recordings |
#![forbid(unsafe_code)]

pub mod action;
pub(crate) mod announced;
mod attempt;
pub mod config;
mod connection;
pub mod counts;
pub mod entities;
mod filter;
mod hello;
mod imports;
mod inbound;
mod ingame;
pub mod key;
mod lane;
mod lifecycle;
mod log;
pub mod methods;
mod movers;
mod pacing;
pub mod properties;
pub mod record;
mod relogin;
mod streams;
pub mod tap;
pub mod time;
mod upload;
mod view;
mod wanted;
pub mod world;

use std::collections::VecDeque;
use std::sync::Arc;

pub use action::{Action, ConnectError, Import, Link, Via};
pub use config::Config;
pub use counts::Counts;
pub use key::{Key, KeySource};
pub use time::Time;
pub use world::World;

use zeroize::Zeroize;

use crate::defs::cache::CacheKey;
use crate::defs::{Defs, ErrorTable};
use crate::layers::event::{Ending, Event, Origin, Reason, Server, Transport};
use crate::layers::log::{Area, Level};
use crate::layers::{Batch, Command};
use crate::wire::blowfish::BadKey;
use crate::wire::limits::MAX_ENCRYPTED_TO_SERVER;
use crate::wire::table::{MessageTable, ServerMessage};
use crate::wire::{WireError, writer};
use attempt::{Attempt, Credentials};
use connection::{Connection, Place};
use filter::Filter;
use imports::Trust;
use ingame::Requests;
use log::{Log, colon, remark};
use pacing::Tag;
use relogin::Resume;
use tap::{NoTap, Seen, Tap};
use upload::Upload;
use wanted::Wanted;

/// Counters of one session; all since its creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Bytes from the server.
    pub bytes_in: u64,
    /// Bytes to the server.
    pub bytes_out: u64,
    /// Whole messages from the server.
    pub messages_in: u64,
    /// Messages to the server.
    pub messages_out: u64,
    /// Messages that could not be used.
    pub faults: u64,
    /// Latest time between a heartbeat and its answer, in microseconds; 0 before the first.
    pub round_trip_us: u64,
    /// Commands of the game that could not be carried out.
    pub commands_dropped: u64,
    /// Lines for the log that were dropped because too many waited.
    pub lines_dropped: u64,
}

/// Where a session stands.
#[derive(Debug)]
enum Phase {
    Offline,
    /// A login or another request is under way.
    Attempt(Attempt),
    /// The player's entity exists.
    InGame,
    /// The server has been told that we leave; it closes (`spec/01 §4.6`).
    Leaving {
        until: Time,
    },
    /// The session was lost; an attempt to resume it begins then.
    Waiting {
        until: Time,
    },
    /// Looking on at recorded connections; nothing is sent or decided.
    Observing,
}

/// One client's protocol state. See the module documentation for how to drive it.
#[derive(Debug)]
pub struct Session {
    /// Shared, so that a method can hold on to it while it changes the session.
    config: Arc<Config>,
    table: MessageTable,
    defs: Option<Arc<Defs>>,
    trust: Trust,
    /// Definitions that the game brought along, and for which digest.
    supplied: Option<(CacheKey, Arc<Defs>)>,
    errors: Arc<ErrorTable>,
    world: World,
    batch: Box<Batch>,
    actions: VecDeque<Action>,
    /// The current connection; several only while observing.
    connections: Vec<Connection>,
    last_link: u32,
    phase: Phase,
    credentials: Credentials,
    /// What it takes to resume the session.
    resume: Option<Resume>,
    random: u64,
    upload: Upload,
    requests: Requests,
    paused: bool,
    stats: Stats,
    /// Body and whole of a message on its way out; reused for every one.
    scratch: (Vec<u8>, Vec<u8>),
    /// What a read has in it when the connection is encrypted; reused.
    plain: Vec<u8>,
    /// Faults of one message; reused.
    faults: Vec<WireError>,
    log: Log,
    counts: Counts,
    wanted: Wanted,
}

impl Session {
    /// A session that is offline.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            random: config.seed | 1,
            resume: None,
            config: Arc::new(config),
            table: MessageTable::stock(),
            defs: None,
            trust: Trust::Confirmed,
            supplied: None,
            errors: ErrorTable::stock(),
            world: World::default(),
            batch: Box::default(),
            actions: VecDeque::new(),
            // Hardly ever is there a second one.
            connections: Vec::with_capacity(1),
            last_link: 0,
            phase: Phase::Offline,
            credentials: Credentials::default(),
            upload: Upload::default(),
            requests: Requests::default(),
            paused: false,
            stats: Stats::default(),
            scratch: Default::default(),
            plain: Vec::new(),
            faults: Vec::new(),
            log: Log::default(),
            wanted: Wanted::default(),
            counts: Counts::of(&MessageTable::stock()),
        }
    }

    /// A session that only looks on: it takes the bytes of recorded connections in any order of
    /// events, decides nothing and sends nothing. Everything below that is the live code.
    #[must_use]
    pub fn observer(config: Config) -> Self {
        let mut session = Self::new(config);
        session.phase = Phase::Observing;
        session
    }

    /// Begins a recorded connection of an [`Self::observer`].
    pub fn observe(&mut self, link: Link, server: Server) {
        let c = Connection::new(Time::default(), link, server, Place::default(), &self.config);
        self.connections.retain(|c| c.link != link);
        self.connections.push(c);
    }

    /// As [`Self::observe`], for a connection that is encrypted behind the answer to its hello.
    ///
    /// # Errors
    /// [`BadKey`] when no server would have taken that key.
    pub fn observe_encrypted(
        &mut self,
        link: Link,
        server: Server,
        key: &Key,
    ) -> Result<(), BadKey> {
        let filter = Filter::offer(key)?;
        self.observe(link, server);
        if let Some(c) = self.connection(link) {
            c.filter = filter;
        }
        Ok(())
    }

    /// Gives an observer definitions that its recording does not contain.
    pub fn set_definitions(&mut self, defs: Arc<Defs>) {
        self.defs = Some(defs);
    }

    /// The definitions in force.
    #[must_use]
    pub fn definitions(&self) -> Option<&Arc<Defs>> {
        self.defs.as_ref()
    }

    /// The message ids in force.
    #[must_use]
    pub fn table(&self) -> &MessageTable {
        &self.table
    }

    /// What the session knows about the world.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    // ---- what goes in

    /// A request of the game.
    pub fn command(&mut self, now: Time, command: Command) {
        match command {
            Command::Login { account, password, datas } => {
                let instead_of_resuming = false;
                let again = datas.clone();
                self.begin(now, attempt::Goal::Login { datas, instead_of_resuming });
                self.credentials = Credentials { account, password, datas: again };
            }
            Command::Account { request, account, password, datas, mail } => {
                self.begin(now, attempt::Goal::Account { request, account, password, datas, mail });
            }
            Command::Probe { server, imports } => {
                self.begin(now, attempt::Goal::Probe { server, imports });
            }
            Command::Disconnect => {
                let text = "the game disconnected";
                self.end_at(now, Origin::Game, Reason::Requested, 0, text, b"");
            }
            Command::Relogin => self.relogin(now),
            Command::Definitions { key, defs } => self.supply(now, key, defs),
            other => self.command_in_game(now, other),
        }
    }

    /// The connection asked for with [`Action::Connect`] stands.
    pub fn connected(&mut self, now: Time, link: Link, via: &Via) {
        let config = Arc::clone(&self.config);
        let Some(c) = self.connection(link) else { return };
        c.established(now, &config);
        c.address = via.address.map(|a| a.ip());
        c.outbox.set_framing(via.framing);
        let (server, port, host) = (c.server, c.port, c.host.clone());
        let remarks = [c.advice.note.as_str(), via.remark.as_str()];
        let text = remarks.into_iter().filter(|r| !r.is_empty()).collect::<Vec<_>>().join("; ");
        let host = self.batch.text(host.as_bytes());
        let text = self.batch.text(text.as_bytes());
        let transport = via.transport;
        self.batch.push(Event::Connection { server, success: true, port, transport, host, text });
        let (who, how, why) = (server.name(), transport.name(), &via.remark);
        remark!(self, Info, Network, "connected to {who} by {how}{}{why}", colon(why));
        self.say_hello(now);
    }

    /// The connection could not be made.
    pub fn connect_failed(&mut self, now: Time, link: Link, error: ConnectError) {
        let Some(c) = self.connection(link) else { return };
        let (server, port, host) = (c.server, c.port, c.host.clone());
        let text = error.text + &c.advice.hint;
        self.connection_failed_event(server, port, &host, &text);
        self.end_at(now, Origin::Network, error.reason, 0, &text, b"");
    }

    fn connection_failed_event(&mut self, server: Server, port: u16, host: &str, text: &str) {
        let host = self.batch.text(host.as_bytes());
        let text = self.batch.text(text.as_bytes());
        let transport = Transport::default();
        self.batch.push(Event::Connection { server, success: false, port, transport, host, text });
    }

    /// A cache lookup asked for with [`Action::LoadCache`] is done.
    pub fn cache_loaded(&mut self, now: Time, key: &CacheKey, import: Option<Import>) {
        self.on_cache(now, key, import);
    }

    /// The time of [`Self::poll_timeout`] has come (calling it early does no harm).
    pub fn timeout(&mut self, now: Time) {
        if let Phase::Leaving { until } = self.phase
            && until <= now
        {
            return self.end_at(now, Origin::Game, Reason::Requested, 0, "logged out", b"");
        }
        self.attempt_timeout(now);
        self.resume_timeout(now);
        self.check_timeout(now);
        self.request_timeouts(now);
        self.beat(now);
        self.upload(now);
    }

    /// Reading has paused, or goes on, because of the game: silence is not held against the server
    /// meanwhile.
    pub fn set_paused(&mut self, _now: Time, paused: bool) {
        if self.paused && !paused {
            self.connections.iter_mut().for_each(|c| c.heartbeat.excuse());
            remark!(self, Info, Network, "reading from the server goes on");
        } else if !self.paused && paused {
            remark!(self, Info, Network, "the game is behind: reading from the server stops");
        }
        self.paused = paused;
    }

    // ---- what comes out

    /// The next wish.
    pub fn poll_action(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// Appends what may be sent now to `out` and says on which link. Each `Some` is one write.
    pub fn poll_transmit(&mut self, now: Time, out: &mut Vec<u8>) -> Option<Link> {
        self.poll_transmit_with(now, out, &mut NoTap)
    }

    /// As [`Self::poll_transmit`], with somebody looking on, who sees the messages even where the
    /// write is encrypted.
    pub fn poll_transmit_with<T: Tap>(
        &mut self,
        now: Time,
        out: &mut Vec<u8>,
        tap: &mut T,
    ) -> Option<Link> {
        let c = self.connections.iter_mut().find(|c| c.connected)?;
        if c.filter.is_waiting() {
            return None;
        }
        let before = out.len();
        let (log, batch, table) = (&mut self.log, &mut self.batch, &self.table);
        let counts = &mut self.counts;
        let count = c.outbox.take(now, out, |message, bytes| {
            counts.sent(message, bytes);
            if log.wants(Level::Trace) {
                let (name, id) = (message.name(), table.outgoing(message).0);
                let text = format_args!("-> {name} ({id}), {bytes} bytes");
                log.line(batch, Level::Trace, Area::Messages, text);
            }
        });
        if count == 0 {
            return None;
        }
        tap.sent(c.link, &self.table, out.get(before..).unwrap_or_default());
        c.filter.seal(out, before);
        self.stats.messages_out += count as u64;
        self.stats.bytes_out += (out.len() - before) as u64;
        Some(c.link)
    }

    /// When [`Self::timeout`] must be called at the latest. A queue that waits for its turn counts,
    /// so [`Self::poll_transmit`] should be asked then too.
    #[must_use]
    pub fn poll_timeout(&self, now: Time) -> Option<Time> {
        let phase = match &self.phase {
            Phase::Attempt(a) => a.deadline(),
            Phase::Leaving { until } | Phase::Waiting { until } => Some(*until),
            _ => None,
        };
        let connection = self.connections.first().and_then(|c| c.deadline(now, &self.config));
        let upload = self.may_upload().then(|| self.upload.deadline(&self.config)).flatten();
        let (trust, requests) = (self.trust.deadline(), self.requests.deadline());
        Time::earliest([phase, connection, upload, trust, requests])
    }

    /// The events so far. The driver swaps the batch for an empty one, seals and delivers it.
    pub fn batch(&mut self) -> &mut Box<Batch> {
        &mut self.batch
    }

    /// Counters.
    #[must_use]
    pub fn stats(&self) -> Stats {
        Stats { lines_dropped: self.log.dropped, ..self.stats }
    }

    // ---- shared by the rooms of this folder

    fn connection(&mut self, link: Link) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|c| c.link == link)
    }

    /// The connection of a live session.
    fn current(&mut self) -> Option<&mut Connection> {
        self.connections.first_mut()
    }

    /// Replaces the current connection by a new one.
    fn connect(&mut self, now: Time, server: Server, place: Place) {
        self.disconnect();
        self.last_link += 1;
        let link = Link(self.last_link);
        let Place { host, port, udp_port, version, .. } = place.clone();
        self.connections.push(Connection::new(now, link, server, place, &self.config));
        self.actions.push_back(Action::Connect { link, server, host, port, udp_port, version });
    }

    fn disconnect(&mut self) {
        for c in self.connections.drain(..) {
            self.actions.push_back(Action::Close { link: c.link });
        }
    }

    /// Queues a message. Its body is written by `write`.
    fn send(
        &mut self,
        message: ServerMessage,
        tag: Tag,
        write: impl FnOnce(&mut writer::Writer<'_>),
    ) -> bool {
        let (id, fixed) = self.table.outgoing(message);
        let (mut body, mut whole) = std::mem::take(&mut self.scratch);
        write(&mut writer::Writer::new(&mut body));
        let framed = writer::message(&mut whole, id, fixed, &body);
        let queued = match self.current() {
            Some(c) => match framed {
                Ok(size) if c.filter.is_wanted() && size > MAX_ENCRYPTED_TO_SERVER => Err(format!(
                    "a message of {size} bytes; encrypted, the server accepts at most \
                     {MAX_ENCRYPTED_TO_SERVER}"
                )),
                Ok(_) => c.outbox.push(&whole, tag, message).map_err(|e| e.to_string()),
                Err(e) => Err(e.to_string()),
            },
            None => Err(String::new()),
        };
        // Either may have held a password.
        body.zeroize();
        whole.zeroize();
        self.scratch = (body, whole);
        if let Err(why) = &queued
            && self.current().is_some()
        {
            let text = format!("{} was not sent: {why}", message.name());
            self.stats.commands_dropped += 1;
            self.note(id, message.name(), &text);
        }
        queued.is_ok()
    }

    fn ending(&mut self, origin: Origin, reason: Reason, code: u16, text: &str) -> Ending {
        let server = self.connections.first().map_or(Server::Loginapp, |c| c.server);
        let text = self.batch.text(text.as_bytes());
        Ending { origin, reason, server, code, text }
    }

    /// `wrong account name or password (SERVER_ERR_NAME_PASSWORD, 4)`.
    fn error_text(&self, code: u16) -> String {
        match self.errors.get(code) {
            Some(e) => format!("{} ({}, {code})", self.errors.text(code), e.name),
            None => self.errors.text(code),
        }
    }
}
