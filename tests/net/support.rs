//! A client as the game layer would hold it, and a small server that follows a script.
#![allow(dead_code, unreachable_pub, reason = "each test program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "only tests are compiled with it")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use kbe::defs::cache::CacheDir;
use kbe::layers::door::{Alarm as _, Bell};
use kbe::layers::{Batch, Command, Door, Event};
use kbe::net::Task;
use kbe::session::Config;
use kbe::wire::value::Span;

/// Nothing here takes nearly as long, unless it hangs.
pub const LONG: Duration = Duration::from_secs(30);

/// The player's entity.
pub const PLAYER: i32 = 110;

pub fn config(port: u16) -> Config {
    // The definitions are imported, the message list is the stock one.
    Config { port, import_messages: false, ..Config::default() }
}

pub fn text(batch: &Batch, span: Span) -> String {
    String::from_utf8_lossy(batch.arena.text(span)).into_owned()
}

#[expect(clippy::disallowed_methods, reason = "a test has a deadline")]
fn now() -> Instant {
    Instant::now()
}

/// Waits for something that nobody announces.
pub fn until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = now() + LONG;
    while !done() {
        assert!(now() < deadline, "in vain: {what}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Counts its rings.
#[derive(Default)]
pub struct Ring(Mutex<u64>, Condvar);

struct Handle {
    ring: Arc<Ring>,
    /// Panics at this ring.
    defect: u64,
}

impl Bell for Handle {
    fn ring(&self) {
        let n = {
            let mut rings = self.ring.0.lock().unwrap();
            *rings += 1;
            *rings
        };
        self.ring.1.notify_all();
        assert_ne!(n, self.defect, "this is part of the test");
    }
}

/// A client of the network layer.
pub struct Client {
    pub door: Arc<Door>,
    pub task: Task,
    ring: Arc<Ring>,
}

impl Client {
    pub fn start(config: Config, cache: Option<CacheDir>, limit: usize) -> Self {
        Self::with_defect(config, cache, limit, 0)
    }

    /// A client whose bell breaks when it is rung for the `defect`th time.
    pub fn with_defect(config: Config, cache: Option<CacheDir>, limit: usize, defect: u64) -> Self {
        let ring = Arc::new(Ring::default());
        let handle = Handle { ring: Arc::clone(&ring), defect };
        let door = Arc::new(Door::new(limit, Box::new(handle)));
        let task =
            kbe::net::start(config, kbe::transport::Roads::default(), cache, Arc::clone(&door))
                .unwrap();
        Self { door, task, ring }
    }

    pub fn login_with(config: Config, cache: Option<CacheDir>, limit: usize) -> Self {
        let client = Self::start(config, cache, limit);
        client.send_login();
        client
    }

    pub fn send_login(&self) {
        self.send(Command::Login {
            account: b"kbe".to_vec(),
            password: b"secret".to_vec().into(),
            datas: Vec::new(),
        });
    }

    pub fn login(config: Config) -> Self {
        Self::login_with(config, None, 1000)
    }

    pub fn send(&self, command: Command) {
        if self.door.send(command) {
            self.task.raise();
        }
    }

    /// Shows every event to `look` until it says something. The rest of its batch is shown too.
    pub fn told<R>(&self, mut look: impl FnMut(&Event, &Batch) -> Option<R>) -> R {
        let deadline = now() + LONG;
        loop {
            let rings = *self.ring.0.lock().unwrap();
            while let Some(batch) = self.door.take_batch() {
                let mut found = None;
                for event in &batch.events {
                    let said = look(event, &batch);
                    found = found.or(said);
                }
                if self.door.give_back(batch) {
                    self.task.raise();
                }
                if let Some(found) = found {
                    return found;
                }
            }
            let left = deadline.saturating_duration_since(now());
            assert!(!left.is_zero(), "the event does not come");
            let none = |n: &mut u64| *n == rings;
            drop(self.ring.1.wait_timeout_while(self.ring.0.lock().unwrap(), left, none).unwrap());
        }
    }

    /// Everything that still waits.
    pub fn rest(&self) -> Vec<Event> {
        let mut all = Vec::new();
        while let Some(batch) = self.door.take_batch() {
            all.extend(batch.events.iter().copied());
            _ = self.door.give_back(batch);
        }
        all
    }
}

/// What a server has seen.
#[derive(Default)]
pub struct Log {
    imports: AtomicUsize,
    /// So many must have asked for the definitions before the first is answered.
    together: AtomicUsize,
    calls: AtomicUsize,
    logouts: AtomicUsize,
    closed: AtomicUsize,
    streams: Mutex<Vec<TcpStream>>,
    deaf: AtomicBool,
    /// A flood and the answer to a heartbeat must not end up within each other.
    turn: Mutex<()>,
    /// The answer goes first.
    answering: AtomicBool,
}

impl Log {
    pub fn imports(&self) -> usize {
        self.imports.load(Ordering::SeqCst)
    }
    /// Answers nobody who asks for the definitions before `count` have.
    pub fn answer_together(&self, count: usize) {
        self.together.store(count, Ordering::SeqCst);
    }
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
    pub fn logouts(&self) -> usize {
        self.logouts.load(Ordering::SeqCst)
    }
    /// Nothing more is read, and nothing closed, after the next login.
    pub fn go_deaf(&self) {
        self.deaf.store(true, Ordering::SeqCst);
    }
    pub fn closed(&self) -> usize {
        self.closed.load(Ordering::SeqCst)
    }
}

/// A server on a port of its own.
pub struct Server {
    pub port: u16,
    pub log: Arc<Log>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves one connection by a script.
    pub fn scripted(script: impl FnOnce(TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let thread = Some(thread::spawn(move || script(listener.accept().unwrap().0)));
        Self { port, log: Arc::default(), thread }
    }

    /// Serves any number of connections as loginapp and baseapp in one. Its threads end with the
    /// test program.
    pub fn game() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::new(Log::default());
        let ours = Arc::clone(&log);
        thread::spawn(move || {
            for peer in listener.incoming().flatten() {
                let log = Arc::clone(&ours);
                thread::spawn(move || {
                    _ = serve(peer, port, &log);
                    log.closed.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, log, thread: None }
    }

    /// Sends base positions to the player who entered last: 0, 1, 2…
    pub fn flood(&self, count: u32) -> Flood {
        until("somebody is in the game", || !self.log.streams.lock().unwrap().is_empty());
        let mut peer = self.log.streams.lock().unwrap().pop().unwrap();
        let sent = Arc::new(AtomicU64::new(0));
        let (ours, log) = (Arc::clone(&sent), Arc::clone(&self.log));
        let thread = thread::spawn(move || {
            for chunk in 0..count.div_ceil(100) {
                let mut bytes = Vec::new();
                for i in chunk * 100..(chunk * 100).saturating_add(100).min(count) {
                    bytes.extend(13_u16.to_le_bytes());
                    bytes.extend([i as f32, 0.0, 0.0].map(f32::to_le_bytes).as_flattened());
                }
                while log.answering.load(Ordering::SeqCst) {
                    thread::yield_now();
                }
                let turn = log.turn.lock().unwrap();
                if peer.write_all(&bytes).is_err() {
                    return;
                }
                drop(turn);
                ours.fetch_add(1, Ordering::SeqCst);
            }
        });
        Flood { sent, thread }
    }

    /// Waits for the end of the script.
    pub fn join(mut self) {
        self.thread.take().unwrap().join().unwrap();
    }
}

/// Messages that a server sends as fast as it can.
pub struct Flood {
    sent: Arc<AtomicU64>,
    thread: JoinHandle<()>,
}

impl Flood {
    /// Whether nothing has been sent for a while.
    pub fn is_stuck(&self) -> bool {
        let before = self.sent.load(Ordering::SeqCst);
        thread::sleep(Duration::from_millis(100));
        before == self.sent.load(Ordering::SeqCst) && !self.thread.is_finished()
    }

    pub fn join(self) {
        self.thread.join().unwrap();
    }
}

/// A message with a length.
fn message(id: u16, body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    let mut out = id.to_le_bytes().to_vec();
    out.extend((body.len() as u16).to_le_bytes());
    out.extend(body);
    out
}

/// `Client::onHelloCB` as a stock server sends it.
pub fn hello(component: i32) -> Vec<u8> {
    let digests = b"A64E660274C30DFAD4567384DD29713\x0046596D3750651E9F7497775CD57CE753\0";
    message(521, &[b"2.5.10\x000.1.0\0", digests, &component.to_le_bytes()])
}

/// `Client::onImportClientEntityDef`: one class without anything of its own.
fn definitions() -> Vec<u8> {
    let types = b"\x02\0\x04\0UINT32\0\0\x14\0VECTOR3\0\0";
    let class = b"Account\0\x01\0\x03\0\0\0\0\0\0\0";
    let position = b"\x40\x9c\x04\0\0\0\x01\0position\0\0\x14\0";
    let direction = b"\x41\x9c\x04\0\0\0\x02\0direction\0\0\x14\0";
    let space = b"\x42\x9c\x02\0\0\0\x03\0spaceID\0\0\x04\0";
    message(519, &[types, class, position, direction, space])
}

/// Reads the client's hello, whole.
pub fn read_hello(peer: &mut TcpStream) {
    peer.read_exact(&mut [0; 4 + 17]).unwrap();
}

/// Answers one connection until it closes.
fn serve(mut peer: TcpStream, port: u16, log: &Log) -> std::io::Result<()> {
    loop {
        let mut id = [0; 2];
        peer.read_exact(&mut id)?;
        let id = u16::from_le_bytes(id);
        let fixed = match id {
            5 | 8 | 11 | 206 | 207 | 208 => Some(0),
            24 => Some(12),
            _ => None,
        };
        let length = match fixed {
            Some(n) => n,
            None => {
                let mut length = [0; 2];
                peer.read_exact(&mut length)?;
                u16::from_le_bytes(length).into()
            }
        };
        peer.read_exact(&mut vec![0; length])?;
        match id {
            4 => peer.write_all(&hello(2))?,
            200 => peer.write_all(&hello(6))?,
            208 => {
                log.imports.fetch_add(1, Ordering::SeqCst);
                until("the others ask", || log.imports() >= log.together.load(Ordering::SeqCst));
                peer.write_all(&definitions())?;
            }
            3 => {
                let ports = [port.to_le_bytes(), [0; 2]].concat();
                peer.write_all(&message(502, &[b"kbe\x00127.0.0.1\0", &ports, &[0; 4]]))?;
            }
            202 => {
                let id = PLAYER.to_le_bytes();
                log.streams.lock().unwrap().push(peer.try_clone()?);
                peer.write_all(&message(504, &[&7_u64.to_le_bytes(), &id, b"Account\0"]))?;
            }
            11 | 206 => {
                log.answering.store(true, Ordering::SeqCst);
                let turn = log.turn.lock().unwrap();
                let written = peer.write_all(&72_u16.to_le_bytes());
                drop(turn);
                log.answering.store(false, Ordering::SeqCst);
                written?;
            }
            _ if log.deaf.load(Ordering::SeqCst) => loop {
                thread::park();
            },
            24 => {
                log.logouts.fetch_add(1, Ordering::SeqCst);
                return peer.shutdown(std::net::Shutdown::Both);
            }
            _ => _ = log.calls.fetch_add(1, Ordering::SeqCst),
        }
    }
}
