//! The one task that owns everything: connections, accounts, sessions and the world.
//!
//! The tasks of the connections hand it bytes and take its answers; nothing else is shared, so nothing is locked.

mod accounts;
mod baseapp;
mod calls;
mod conn;
mod cut;
mod entities;
mod loginapp;
mod movement;
mod scripts;
mod sessions;
mod special;
mod travel;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_rustls::TlsAcceptor;

use crate::config::{DemoConfig, StallAt};
use crate::defs::Defs;
use crate::rng::Rng;
use crate::roads::{Fate, Line, Road, stream, udp};
use crate::server::StatCells;
use crate::world::view::Rules;
use crate::world::{World, populate};
use crate::{errors, message_tables};
use accounts::Account;
use conn::Conn;
pub(crate) use conn::Role;
use cut::Frame;
pub(crate) use entities::component_of;
pub(crate) use sessions::Session;

/// Most connections at a time; more are closed at once.
const MAX_CLIENTS: usize = 10_000;
/// Most ticks per second.
const MAX_HZ: u32 = 1000;
/// Tick of the Loginapp, which also resets its receive counters (`spec/01 §2.4`).
const LOGIN_TICK: Duration = Duration::from_millis(20);

pub(crate) use crate::roads::ConnId;
/// Number of a session, never reused.
pub(crate) type SessionId = u32;

/// What the connection tasks report.
pub(crate) enum Event {
    Accepted(ConnId, Role, Incoming),
    /// TLS is agreed on; bytes are what came out of it.
    Secured(ConnId),
    Bytes(ConnId, Vec<u8>),
    Closed(ConnId),
    /// Too much could not be sent.
    Overrun(ConnId),
}

/// A new connection.
pub(crate) enum Incoming {
    Stream(TcpStream),
    Udp(udp::Line),
}

/// What comes from the operator.
pub(crate) enum Control {
    Admin(String, AdminReply),
    Stop,
}

/// Where the answer to a command goes.
pub(crate) enum AdminReply {
    Task(oneshot::Sender<Result<String, String>>),
    Thread(std::sync::mpsc::Sender<Result<String, String>>),
}

impl AdminReply {
    /// Whoever asked may have gone; then nobody misses the answer.
    fn send(self, result: Result<String, String>) {
        match self {
            Self::Task(tx) => drop(tx.send(result)),
            Self::Thread(tx) => drop(tx.send(result)),
        }
    }
}

/// Bodies that never change while the server runs.
pub(crate) struct Imports {
    login_messages: Vec<u8>,
    base_messages: Vec<u8>,
    entity_defs: Vec<u8>,
    errors: Vec<u8>,
    digest: String,
}

/// What the hub must know of the ports.
pub(crate) struct Doors {
    pub(crate) base_port: u16,
    /// 0 when there is none.
    pub(crate) udp_port: u16,
    pub(crate) tls: TlsAcceptor,
}

pub(crate) struct Hub {
    pub(crate) config: DemoConfig,
    pub(crate) defs: Defs,
    pub(crate) imports: Imports,
    pub(crate) rules: Rules,
    pub(crate) stats: Arc<StatCells>,
    pub(crate) world: World,
    pub(crate) rng: Rng,
    pub(crate) accounts: HashMap<String, Account>,
    /// Names whose login is being worked on (`spec/01 §4.2`, code 8), with the connection that asked.
    pub(crate) busy_logins: BTreeMap<String, ConnId>,
    pub(crate) pending_logins: HashMap<String, loginapp::Pending>,
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    /// Which session an online account has.
    pub(crate) online: HashMap<String, SessionId>,
    /// Which session a player entity belongs to.
    pub(crate) owners: HashMap<i32, SessionId>,
    pub(crate) conns: HashMap<ConnId, Conn>,
    /// Connections with bytes that wait for the end of the tick.
    pub(crate) unsent: BTreeSet<ConnId>,
    pub(crate) next_session: SessionId,
    pub(crate) next_dbid: u64,
    pub(crate) doors: Doors,
    pub(crate) now: Instant,
    pub(crate) stopping: bool,
    events: mpsc::Sender<Event>,
}

impl Hub {
    pub(crate) fn new(
        mut config: DemoConfig,
        stats: Arc<StatCells>,
        doors: Doors,
        events: mpsc::Sender<Event>,
    ) -> Self {
        config.tick_hz = config.tick_hz.clamp(1, MAX_HZ);
        let defs = Defs::new(config.entitydef_alias_id);
        let mut world = World::new(config.seed);
        populate::populate(&mut world, &defs, &config);
        let imports = Imports {
            login_messages: message_tables::login_import(),
            base_messages: message_tables::base_import(),
            entity_defs: defs.import(),
            errors: errors::import(),
            digest: defs.digest(),
        };
        let rules = Rules { posdir: config.optimized, alias_entity_id: config.alias_entity_id };
        Self {
            rng: Rng::new(config.seed.wrapping_add(1)),
            config,
            defs,
            imports,
            rules,
            stats,
            world,
            accounts: HashMap::new(),
            busy_logins: BTreeMap::new(),
            pending_logins: HashMap::new(),
            sessions: BTreeMap::new(),
            online: HashMap::new(),
            owners: HashMap::new(),
            conns: HashMap::new(),
            unsent: BTreeSet::new(),
            next_session: 1,
            next_dbid: 1,
            doors,
            now: Instant::now(),
            stopping: false,
            events,
        }
    }

    /// Serves until told to stop.
    pub(crate) async fn run(
        mut self,
        mut events: mpsc::Receiver<Event>,
        mut control: mpsc::UnboundedReceiver<Control>,
    ) {
        let hz = u64::from(self.config.tick_hz);
        let mut tick = interval(Duration::from_micros(1_000_000 / hz));
        let mut login_tick = interval(LOGIN_TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
        login_tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
        while !self.stopping {
            // Ticks first: a client that never stops talking must not stop the clock.
            tokio::select! {
                biased;
                command = control.recv() => self.on_control(command),
                _ = tick.tick() => self.on_tick(),
                _ = login_tick.tick() => self.on_login_tick(),
                event = events.recv() => self.on_event(event),
            }
        }
        self.conns.values_mut().for_each(Conn::abort);
    }

    fn on_control(&mut self, command: Option<Control>) {
        self.now = Instant::now();
        match command {
            Some(Control::Admin(line, reply)) => {
                let result = self.admin(&line);
                reply.send(result);
            }
            Some(Control::Stop) | None => self.stopping = true,
        }
    }

    fn on_event(&mut self, event: Option<Event>) {
        self.now = Instant::now();
        match event {
            Some(Event::Accepted(id, role, incoming)) => self.accept(id, role, incoming),
            Some(Event::Secured(conn)) => {
                self.conns.get_mut(&conn).into_iter().for_each(|c| c.road.secure());
            }
            Some(Event::Bytes(conn, bytes)) => self.on_bytes(conn, bytes),
            Some(Event::Closed(conn)) => self.close(conn),
            Some(Event::Overrun(conn)) => self.condemn(conn),
            None => self.stopping = true,
        }
        self.publish_stats();
    }

    fn accept(&mut self, id: ConnId, role: Role, incoming: Incoming) {
        let encrypt_type = self.config.encrypt_type;
        let full = self.conns.len() >= MAX_CLIENTS;
        let (road, line) = match incoming {
            Incoming::Stream(_) if full => return,
            Incoming::Stream(stream) => {
                let (tls, events) = (self.doors.tls.clone(), self.events.clone());
                let line = stream::Line::start(id, stream, tls, events);
                (Road::stream(encrypt_type), Line::Stream(line))
            }
            Incoming::Udp(line) => (Road::udp(encrypt_type), Line::Udp(line)),
        };
        if full {
            return line.abort();
        }
        self.conns.insert(id, Conn::new(id, role, road, line, self.now));
    }

    /// Bytes as one read delivered them: the unit that the receive limits count (`spec/01 §2.4`).
    fn on_bytes(&mut self, id: ConnId, bytes: Vec<u8>) {
        let Some(conn) = self.conns.get_mut(&id) else {
            return;
        };
        conn.last_recv = self.now;
        let within = conn.count_bytes(bytes.len());
        if self.config.enforce_receive_limits && !within {
            return self.condemn(id);
        }
        let received = conn.road.receive(bytes);
        conn.answer(received.reply);
        for packet in received.packets {
            self.on_packet(id, &packet);
        }
        match received.fate {
            Fate::GoesOn => self.settle_logins(id),
            Fate::Closed => self.close(id),
            Fate::Condemned => self.condemn(id),
        }
    }

    /// The next slice of a connection's stream of messages.
    fn on_packet(&mut self, id: ConnId, packet: &[u8]) {
        // Whoever was condemned or kicked meanwhile is not heard any more.
        let Some(conn) = self.conns.get_mut(&id) else {
            return;
        };
        let within = conn.count_packet();
        if self.config.enforce_receive_limits && !within {
            return self.condemn(id);
        }
        let role = conn.role;
        let mut input = std::mem::take(&mut conn.input);
        input.extend_from_slice(packet);
        let mut at = 0;
        loop {
            match cut::next_frame(role, input.get(at..).unwrap_or_default()) {
                Frame::Incomplete => break,
                Frame::Bad => return self.condemn(id),
                Frame::Message { id: mid, body, used } => {
                    at += used;
                    StatCells::add(&self.stats.messages_in, 1);
                    self.dispatch(id, role, mid, body);
                }
            }
            if !self.conns.contains_key(&id) {
                return;
            }
        }
        input.drain(..at);
        if let Some(conn) = self.conns.get_mut(&id) {
            conn.input = input;
        }
    }

    fn dispatch(&mut self, conn: ConnId, role: Role, id: u16, body: &[u8]) {
        let result = match role {
            Role::Loginapp => self.loginapp_message(conn, id, body),
            Role::Baseapp => self.baseapp_message(conn, id, body),
        };
        // A handler that reads past the end of the body condemns the channel (`spec/01 §2.3`).
        if result.is_err() {
            self.condemn(conn);
        }
    }

    fn on_login_tick(&mut self) {
        self.now = Instant::now();
        for conn in self.conns.values_mut() {
            if conn.role == Role::Loginapp {
                conn.reset_counters();
            }
        }
        self.pump_floods();
    }

    /// One tick of the Baseapp and of the world.
    fn on_tick(&mut self) {
        self.now = Instant::now();
        self.expire();
        let hz = self.config.tick_hz;
        for deed in self.world.tick(&self.defs, hz) {
            self.apply_deed(deed);
        }
        self.check_gates_and_greetings();
        self.pump_streams();
        self.update_witnesses();
        self.world.end_tick();
        self.flush_all();
        self.publish_stats();
    }

    /// What ends by itself: silent connections, forgotten logins, proxies whose client does not come back.
    fn expire(&mut self) {
        let (now, timeout) = (self.now, self.config.inactivity_timeout);
        let mut silent = Vec::new();
        for conn in self.conns.values_mut() {
            if conn.role == Role::Baseapp {
                conn.reset_counters();
            }
            if now.duration_since(conn.last_recv) >= timeout {
                silent.push(conn.id);
            }
        }
        for id in silent {
            self.condemn(id);
        }
        self.pending_logins.retain(|_, p| p.expires > now);
        self.expire_sessions();
    }

    /// Whether a request is one that is configured to get no answer.
    pub(crate) fn stalls(&self, at: StallAt) -> bool {
        self.config.stall == Some(at)
    }

    fn publish_stats(&self) {
        let online = self.sessions.values().filter(|s| s.conn.is_some()).count();
        StatCells::set(&self.stats.accounts, self.accounts.len() as u64);
        StatCells::set(&self.stats.clients_online, online as u64);
    }
}
