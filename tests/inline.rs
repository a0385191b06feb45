//! A whole client in the caller's own thread: session and game layer over a blocking socket of the standard
//! library, without the network layer and its runtime. For programs in Rust that bring their own loop, and
//! the proof that the core needs no thread.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and a driver looks at the clock"
)]

use std::io::{ErrorKind, Read as _, Write as _};
use std::mem;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use kbe::defs::encode::Node;
use kbe::game::calls::{Member, Target};
use kbe::game::{Game, Milestone, Notice, Options};
use kbe::layers::command::Part;
use kbe::layers::{Batch, Event};
use kbe::session::{Action, Config, Link, Session, Time, Via};
use kbe_demo_server::{DemoConfig, DemoServer};

/// Everything there is of the client.
struct Inline {
    session: Session,
    game: Game,
    line: Option<(Link, TcpStream)>,
    begun: Instant,
    told: Vec<String>,
}

impl Inline {
    fn new(port: u16) -> Self {
        let config = Config { port, ..Config::default() };
        Self {
            session: Session::new(config),
            game: Game::new(Options::default()),
            line: None,
            begun: Instant::now(),
            told: Vec::new(),
        }
    }

    fn now(&self) -> Time {
        Time::default() + self.begun.elapsed()
    }

    /// One turn of a loop: what the session wants, what the server said, what the time brings.
    fn step(&mut self) {
        self.obey();
        self.hear();
        let now = self.now();
        if self.session.poll_timeout(now).is_some_and(|at| at <= now) {
            self.session.timeout(now);
        }
        self.obey();
        let mut batch = mem::take(self.session.batch());
        batch.seal();
        self.tell(&batch);
    }

    fn obey(&mut self) {
        let now = self.now();
        while let Some(action) = self.session.poll_action() {
            match action {
                Action::Connect { link, host, port, .. } => {
                    let peer = TcpStream::connect((host, port)).unwrap();
                    peer.set_read_timeout(Some(Duration::from_millis(2))).unwrap();
                    self.line = Some((link, peer));
                    self.session.connected(now, link, &Via::default());
                }
                Action::Close { link } => self.line = self.line.take().filter(|l| l.0 != link),
                Action::LoadCache(key) => self.session.cache_loaded(now, &key, None),
                _ => {}
            }
            self.send(now);
        }
        self.send(now);
    }

    fn send(&mut self, now: Time) {
        let mut bytes = Vec::new();
        while self.session.poll_transmit(now, &mut bytes).is_some() {
            self.line.as_mut().unwrap().1.write_all(&bytes).unwrap();
            bytes.clear();
        }
    }

    fn hear(&mut self) {
        let mut buffer = [0; 4096];
        let Some((link, peer)) = &mut self.line else { return };
        let link = *link;
        match peer.read(&mut buffer) {
            Ok(0) => self.session.closed(self.now(), link, Ok(())),
            Ok(n) => self.session.received(self.now(), link, buffer.get(..n).unwrap()),
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(e) => self.session.closed(self.now(), link, Err(e.to_string())),
        }
    }

    fn tell(&mut self, batch: &Batch) {
        let mut at = 0;
        while at < batch.events.len() {
            at += self.game.begin(batch, at);
            while let Some(notice) = self.game.next(batch) {
                let line = self.line_of(&notice);
                self.told.extend(line);
            }
        }
    }

    fn line_of(&self, notice: &Notice) -> Option<String> {
        let lexicon = self.game.lexicon();
        let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some(match *notice {
            Notice::Entity { what: what @ (Milestone::Created | Milestone::Destroyed), slot } => {
                let class = lexicon?.class(self.game.entities().get(slot)?.module());
                format!("{what:?} {}", name(class))
            }
            Notice::Event(Event::Method { module, method, .. }) => {
                format!("call {}", name(lexicon?.method(module, kbe::game::Side::Client, method)))
            }
            Notice::Event(Event::LoginSucceeded { .. }) => "logged in".into(),
            Notice::Event(Event::Disconnected { ending, .. }) => format!("{:?}", ending.reason),
            _ => return None,
        })
    }

    fn until(&mut self, what: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while !self.told.iter().any(|l| l == what) {
            assert!(Instant::now() < end, "{what} is never told: {:?}", self.told);
            self.step();
        }
    }
}

#[test]
fn a_client_lives_in_the_callers_thread_alone() {
    let config = DemoConfig { auto_create_accounts: true, ..DemoConfig::default() };
    let server = DemoServer::start(config).unwrap();
    let mut c = Inline::new(server.login_addr().port());
    let login = c.game.login(b"inline", b"secret", b"").unwrap();
    c.session.command(c.now(), login);
    c.until("logged in");
    assert_eq!(c.told, ["Created Account", "logged in"]);

    let (part, entity, component) = (Part::Base, 0, None);
    let target = Target { part, entity, component, method: Member::Name("reqAvatarList") };
    let call = c.game.call(target, &[] as &[Node<'_>]).unwrap();
    c.session.command(c.now(), call);
    c.until("call onReqAvatarList");

    let logout = c.game.logout().unwrap();
    c.session.command(c.now(), logout);
    c.until("Requested");
    let whole =
        ["Created Account", "logged in", "call onReqAvatarList", "Destroyed Account", "Requested"];
    assert_eq!(c.told, whole);
    assert_eq!(server.stats().condemned, 0);
}
