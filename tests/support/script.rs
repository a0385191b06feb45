//! A session against a scripted server, in virtual time: no sockets, no sleeps.
//!
//! [`Script`] is the driver. After everything that moves the session it does what the driver must do:
//! it drains the actions, the packets and the events. Connections and lookups are answered at once
//! unless a test wants to do it; what the server says is always the test's to feed.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test program uses a part of it, and a test may panic anywhere"
)]

#[path = "script/login.rs"]
mod login;
#[path = "script/said.rs"]
pub mod said;
#[path = "script/server.rs"]
pub mod server;
#[path = "script/told.rs"]
pub mod told;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use kbe::defs::Defs;
use kbe::defs::cache::CacheKey;
use kbe::layers::command::Secret;
use kbe::layers::event::{Encryption, Event, Reason, Server};
use kbe::layers::{Batch, Command, Pose};
use kbe::session::tap::{Seen, Tap};
use kbe::session::{
    Action, Config, ConnectError, Import, Key, KeySource, Link, Session, Time, Via, World,
};
use kbe::wire::WireError;
use kbe::wire::blowfish::{Cipher, Packets};
use kbe::wire::table::{Component, MessageTable, stock_spec};

pub use login::Step;
use server::{ACCOUNT, UUID, created};
use told::Teller;

/// One write.
#[derive(Debug, Clone)]
pub struct Write {
    pub at: Time,
    pub link: Link,
    pub server: Server,
    /// Who the player was.
    pub player: i32,
    /// The messages in it.
    pub bytes: Vec<u8>,
    /// What is written: the same, unless the connection is encrypted.
    pub wire: Vec<u8>,
}

/// Keeps what is about to be written.
struct Listen(Vec<u8>);

impl Tap for Listen {
    fn sent(&mut self, _: Link, _: &MessageTable, messages: &[u8]) {
        self.0.extend_from_slice(messages);
    }
    fn before(&mut self, _: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {}
    fn after(&mut self, _: &Seen<'_>, _: &Batch, _: usize, _: Option<&WireError>) {}
}

/// The key of the encrypted connections here, and of the recorded ones.
pub const KEY: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// With every default, and encrypted with [`KEY`].
pub fn encrypted() -> Config {
    let keys = KeySource::new(|| Ok(Key::new(&KEY)));
    Config { encryption: Encryption::Blowfish, keys, ..Config::default() }
}

/// What a server with that key makes of its messages.
pub fn sealed(plain: &[u8]) -> Vec<u8> {
    let mut packets = plain.to_vec();
    Cipher::new(&KEY).unwrap().seal(&mut packets, 0);
    packets
}

/// The messages in packets of that key.
pub fn opened(wire: &[u8]) -> Vec<u8> {
    let (mut packets, mut plain) = (Packets::default(), Vec::new());
    packets.open(&Cipher::new(&KEY).unwrap(), wire, &mut plain).unwrap();
    assert!(packets.is_empty(), "{wire:?}");
    plain
}

#[derive(Debug)]
pub struct Script {
    pub session: Session,
    pub now: Time,
    /// The connection asked for last, and where it leads to.
    pub link: Link,
    pub server: Server,
    /// Whether that connection stands, or is asked for and not answered yet.
    open: bool,
    asked: bool,
    /// How connections come to stand.
    pub via: Via,
    /// The server encrypts what it says on this connection.
    pub seals: Option<Link>,
    /// Answer connects and lookups at once.
    pub connects: bool,
    pub answers_lookups: bool,
    pub lookups: Vec<CacheKey>,
    /// What was stored, as a driver keeps it.
    pub cache: Vec<(CacheKey, Vec<Vec<u8>>)>,
    /// Every write since the beginning.
    pub writes: Vec<Write>,
    taken: usize,
    told: Vec<String>,
    sentences: Vec<String>,
    done: Vec<String>,
    /// The batches as a driver delivers them, when a test wants them.
    #[expect(clippy::vec_box, reason = "a batch moves by its box")]
    pub batches: Option<Vec<Box<Batch>>>,
}

impl Script {
    pub fn new(config: Config) -> Self {
        Self {
            session: Session::new(config),
            now: Time(5_000_000),
            link: Link::default(),
            server: Server::Loginapp,
            open: false,
            asked: false,
            via: Via::default(),
            seals: None,
            connects: true,
            answers_lookups: true,
            lookups: Vec::new(),
            cache: Vec::new(),
            writes: Vec::new(),
            taken: 0,
            told: Vec::new(),
            sentences: Vec::new(),
            done: Vec::new(),
            batches: None,
        }
    }

    /// With every default.
    pub fn fresh() -> Self {
        Self::new(Config::default())
    }

    /// In the game as an account, everything said so far forgotten.
    pub fn in_game() -> Self {
        Self::in_game_with(Config::default())
    }

    pub fn in_game_with(config: Config) -> Self {
        let mut s = Self::new(config);
        s.login_up_to(Step::InGame);
        s.feed(&server::heartbeat());
        s.forget();
        s
    }

    /// In the world as the avatar 200 in space 7, everything said so far forgotten.
    pub fn in_world_with(config: Config) -> Self {
        let mut s = Self::in_game_with(config);
        s.feed(&server::destroyed(ACCOUNT));
        s.feed(&created(UUID, 200, "Avatar"));
        s.feed(&server::enter(200, server::AVATAR));
        s.feed(&server::init_space(7));
        s.feed(&server::enter_space(200, 7));
        s.pass(Duration::from_secs(1));
        s.forget();
        s
    }

    pub fn in_world() -> Self {
        Self::in_world_with(Config::default())
    }

    // ---- what goes in

    pub fn command(&mut self, command: Command) {
        self.session.command(self.now, command);
        self.settle();
    }

    pub fn login(&mut self) {
        let (account, password) = (b"user".to_vec(), Secret::from(b"pass".to_vec()));
        self.command(Command::Login { account, password, datas: Vec::new() });
    }

    pub fn set_pose(&mut self, entity: i32, position: [f32; 3], direction: [f32; 3]) {
        let pose = Pose { position, direction, on_ground: true };
        self.command(Command::SetPose { entity, pose });
    }

    /// Messages from the server, on the current connection.
    pub fn feed(&mut self, bytes: &[u8]) {
        match self.seals == Some(self.link) {
            true => self.feed_to(self.link, &sealed(bytes)),
            false => self.feed_to(self.link, bytes),
        }
    }

    /// The server's answer to hello; behind it the server encrypts if it was asked to.
    pub fn feed_hello(&mut self, hello: &[u8]) {
        let mut all = self.writes.iter().filter(|w| w.link == self.link);
        let asked = all.next().is_some_and(|w| w.bytes.ends_with(&KEY));
        self.feed(hello);
        self.seals = asked.then_some(self.link);
    }

    pub fn feed_to(&mut self, link: Link, bytes: &[u8]) {
        self.session.received(self.now, link, bytes);
        self.settle();
    }

    pub fn connect(&mut self) {
        (self.open, self.asked) = (true, false);
        self.session.connected(self.now, self.link, &self.via);
        self.settle();
    }

    pub fn refuse(&mut self, reason: Reason) {
        let error = ConnectError { reason, text: "no way there".into() };
        self.session.connect_failed(self.now, self.link, error);
        self.settle();
    }

    pub fn close(&mut self) {
        self.session.closed(self.now, self.link, Ok(()));
        self.settle();
    }

    pub fn lose(&mut self) {
        self.session.closed(self.now, self.link, Err("reset by peer".into()));
        self.settle();
    }

    pub fn answer_lookup(&mut self, key: &CacheKey) {
        let found = self.cache.iter().find(|(k, _)| k == key);
        let import = found.map(|(k, bodies)| Import::read(k.kind, bodies).unwrap());
        self.session.cache_loaded(self.now, key, import);
    }

    // ---- time

    /// Goes to the next deadline, if there is one. Returns whether there was.
    pub fn step(&mut self) -> bool {
        let Some(at) = self.session.poll_timeout(self.now) else {
            return false;
        };
        self.now = self.now.max(at);
        self.session.timeout(self.now);
        self.settle();
        true
    }

    /// Lets time pass, deadline by deadline. A session that asks for the same moment again and again
    /// would keep a core busy.
    pub fn pass(&mut self, d: Duration) {
        let end = self.now + d;
        let (mut before, mut same) = (self.now, 0);
        while self.session.poll_timeout(self.now).is_some_and(|at| at <= end) {
            self.step();
            same = if self.now == before { same + 1 } else { 0 };
            before = self.now;
            assert!(same < 8, "busy at {:?}: {:?}", self.now, self.session);
        }
        self.now = end;
    }

    /// As [`Self::pass`], with the server answering every heartbeat at once.
    pub fn live(&mut self, d: Duration) {
        let end = self.now + d;
        while self.session.poll_timeout(self.now).is_some_and(|at| at <= end) {
            let writes = self.writes.len();
            self.step();
            let beats = [[206, 0], [11, 0]];
            if self.writes[writes..]
                .iter()
                .any(|w| beats.contains(&w.bytes[..2].try_into().unwrap()))
            {
                self.feed(&server::heartbeat());
            }
        }
        self.now = end;
    }

    // ---- what comes out

    /// The driver's rule.
    pub fn settle(&mut self) {
        loop {
            let mut actions: VecDeque<Action> = VecDeque::new();
            while let Some(a) = self.session.poll_action() {
                actions.push_back(a);
            }
            self.transmit();
            self.take_events();
            if actions.is_empty() {
                return;
            }
            for a in actions {
                self.act(a);
            }
        }
    }

    fn transmit(&mut self) {
        loop {
            let (mut wire, mut listen) = (Vec::new(), Listen(Vec::new()));
            let to = self.session.poll_transmit_with(self.now, &mut wire, &mut listen);
            let Some(link) = to else { return };
            let bytes = listen.0;
            assert_eq!(link, self.link, "only the current connection is written to");
            let (at, server, player) = (self.now, self.server, self.session.world().player);
            self.writes.push(Write { at, link, server, player, bytes, wire });
        }
    }

    fn take_events(&mut self) {
        if self.session.batch().is_empty() {
            return;
        }
        let mut batch = std::mem::take(self.session.batch());
        let defs = self.session.definitions().map(|d| &**d);
        let teller = Teller { batch: &batch, defs };
        for event in &batch.events {
            // A line for each movement of a run.
            self.told.extend(teller.line(event).lines().map(str::to_owned));
        }
        self.sentences.extend(batch.events.iter().filter_map(|e: &Event| teller.sentence(e)));
        if let Some(batches) = &mut self.batches {
            batch.seal();
            batches.push(batch);
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Connect { link, server, host, port, udp_port, .. } => {
                let udp = if udp_port == 0 { String::new() } else { format!(" udp {udp_port}") };
                self.done.push(format!("connect {} {host}:{port}{udp}", server_name(server)));
                (self.link, self.server) = (link, server);
                (self.open, self.asked) = (self.connects, !self.connects);
                if self.connects {
                    self.session.connected(self.now, link, &self.via);
                }
            }
            Action::Close { link } => {
                self.done.push(format!("close {}", link.0));
                self.open &= link != self.link;
                self.asked &= link != self.link;
            }
            Action::LoadCache(key) => {
                self.done.push(format!("load {:?} {}", key.kind, key.id));
                if self.answers_lookups {
                    self.answer_lookup(&key);
                } else {
                    self.lookups.push(key);
                }
            }
            Action::StoreCache { key, bodies, .. } => {
                self.done.push(format!("store {:?} {}", key.kind, key.id));
                self.cache.retain(|(k, _)| *k != key);
                self.cache.push((key, bodies));
            }
            Action::ForgetCache(key) => {
                self.done.push(format!("forget {:?} {}", key.kind, key.id));
                self.cache.retain(|(k, _)| *k != key);
            }
        }
    }

    /// The events since this was asked last, a line each.
    pub fn told(&mut self) -> Vec<String> {
        std::mem::take(&mut self.told)
    }

    /// The sentences of endings since this was asked last.
    pub fn sentences(&mut self) -> Vec<String> {
        std::mem::take(&mut self.sentences)
    }

    /// The actions since this was asked last, a line each.
    pub fn done(&mut self) -> Vec<String> {
        std::mem::take(&mut self.done)
    }

    /// The bytes written since this was asked last.
    pub fn sent(&mut self) -> Vec<u8> {
        let new = self.writes[self.taken..].iter().flat_map(|w| w.bytes.clone()).collect();
        self.taken = self.writes.len();
        new
    }

    /// What was written since this was asked last, as it was written.
    pub fn wire(&mut self) -> Vec<u8> {
        let new = self.writes[self.taken..].iter().flat_map(|w| w.wire.clone()).collect();
        self.taken = self.writes.len();
        new
    }

    /// The names of the messages written since this was asked last, across connections.
    pub fn sent_names(&mut self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for w in &self.writes[self.taken..] {
            let of = component_of(w.server);
            names.extend(cut(&w.bytes, w.server).iter().map(|m| stock_spec(of, m.0).unwrap().name));
        }
        self.taken = self.writes.len();
        names
    }

    /// Whether the session holds a connection, or wants one.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether the session waits for a connection.
    pub fn is_asked(&self) -> bool {
        self.asked
    }

    /// Forgets what was said and done so far.
    pub fn forget(&mut self) {
        self.told.clear();
        self.sentences.clear();
        self.done.clear();
        self.taken = self.writes.len();
    }
}

fn component_of(server: Server) -> Component {
    match server {
        Server::Loginapp => Component::Loginapp,
        Server::Baseapp => Component::Baseapp,
    }
}

fn server_name(server: Server) -> &'static str {
    match server {
        Server::Loginapp => "loginapp",
        Server::Baseapp => "baseapp",
    }
}

/// Cuts what a client wrote into ids and bodies. Stock ids.
pub fn cut(mut bytes: &[u8], server: Server) -> Vec<(u16, Vec<u8>)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let id = u16::from_le_bytes([bytes[0], bytes[1]]);
        let spec = stock_spec(component_of(server), id).unwrap();
        let (header, n) = match usize::try_from(spec.length) {
            Ok(n) => (2, n),
            Err(_) => (4, usize::from(u16::from_le_bytes([bytes[2], bytes[3]]))),
        };
        found.push((id, bytes[header..header + n].to_vec()));
        bytes = &bytes[header + n..];
    }
    found
}

/// Counts the events that end something.
pub fn endings(told: &[String]) -> usize {
    let starts = ["login failed", "disconnected", "probe:", "Create:", "ResetPassword:"];
    told.iter().filter(|l| starts.iter().any(|s| l.starts_with(s))).count()
}

/// Bytes from hexadecimal digits; spaces and bars mean nothing.
pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
    digits.chunks(2).map(|p| p[0] << 4 | p[1]).collect()
}

pub fn secs(n: u64) -> Duration {
    Duration::from_secs(n)
}

pub fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}
