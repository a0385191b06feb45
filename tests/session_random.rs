//! Any order of commands, messages good and bad, closes and time: what must hold whatever happens.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::time::Duration;

use kbe::layers::Command;
use kbe::layers::command::{Part, Secret};
use kbe::layers::event::{AccountRequest, Reason, Server};
use kbe::layers::log::Level;
use kbe::session::{Config, Link};
use kbe::wire::table::Component;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use script::said::{garbled, messages};
use script::server::{self, Make, STOCK, body};
use script::{Script, cut, ms};

/// One thing that happens.
#[derive(Debug, Clone)]
enum Happens {
    Command(u8, i32, u16),
    /// The server answers what the client has asked, as it should.
    Answers,
    /// The server says something, whether it fits or not.
    Says(usize),
    /// As above, cut short or with bytes changed.
    Garbles(usize, Vec<(u16, u8)>, u16),
    /// The server says something that is no protocol.
    Breaks(u8),
    /// An old connection still says something.
    Late(usize),
    Connects,
    Refuses,
    Closes,
    Loses,
    LooksUp,
    Pauses(bool),
    /// The game wants other lines in its log, and has room for so many.
    Listens(u8, usize),
    Passes(u32),
    /// The driver was late.
    Oversleeps(u32),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        20 => (0u8..15, 0usize..6, 0u16..1500).prop_map(|(c, e, n)| {
            Happens::Command(c, [0, 5, 6, 100, 200, -1][e], n)
        }),
        30 => Just(Happens::Answers),
        30 => (0usize..200).prop_map(Happens::Says),
        15 => (0usize..200, vec((any::<u16>(), any::<u8>()), 0..4), any::<u16>())
            .prop_map(|(m, c, n)| Happens::Garbles(m, c, n)),
        1 => any::<u8>().prop_map(Happens::Breaks),
        2 => (0usize..200).prop_map(Happens::Late),
        12 => Just(Happens::Connects),
        1 => Just(Happens::Refuses),
        1 => Just(Happens::Closes),
        1 => Just(Happens::Loses),
        6 => Just(Happens::LooksUp),
        2 => any::<bool>().prop_map(Happens::Pauses),
        2 => (0u8..6, 0usize..12).prop_map(|(level, room)| Happens::Listens(level, room)),
        15 => (0u32..3000).prop_map(Happens::Passes),
        1 => (0u32..100_000).prop_map(Happens::Passes),
        1 => (0u32..60_000).prop_map(Happens::Oversleeps),
    ]
}

/// What must hold, followed through a run.
struct Watch {
    s: Script,
    all: Vec<Vec<u8>>,
    /// The server numbers things this way.
    make: Make,
    /// An attempt or a session is under way, and has not ended.
    live: bool,
    /// It has ended, and its world waits to be resumed.
    resumable: bool,
    /// Requests about the account that have no answer yet.
    requests: i32,
    /// Lines that may still come for the log.
    room: usize,
    /// Writes that have been looked at, and those that have been answered.
    seen: usize,
    answered: usize,
}

impl Watch {
    fn new(config: Config, make: Make, cached: bool) -> Self {
        let mut s = Script::new(config);
        if cached {
            // Definitions that may or may not be this server's.
            let [_, _, digest] = server::DIGESTS;
            let key = kbe::defs::cache::CacheKey::new(
                kbe::defs::cache::CacheKind::EntityDefs,
                server::VERSION,
                server::SCRIPT,
                digest,
            );
            s.cache.push((key.unwrap(), vec![server::definitions(STOCK)[4..].to_vec()]));
        }
        let (live, resumable) = (false, false);
        let (all, room) = (messages(), 0);
        Self { s, all, make, live, resumable, requests: 0, room, seen: 0, answered: 0 }
    }

    /// Entities are what is said about most; what begins or ends a session, seldom.
    fn message(&self, n: usize) -> &[u8] {
        let first = if n < 20 { 0 } else { 14 };
        &self.all[first + (n * 7 + n / 3) % (self.all.len() - first)]
    }

    /// Begins as the avatar 200, with the monster 5 in view.
    fn enter_world(&mut self) {
        self.command(0, 0, 0);
        self.answer();
        let make = self.make;
        let enter = |entity: i32, utype: u8| match make.aliases {
            true => body().i32(entity).u8(utype).var(507),
            false => body().i32(entity).u16(utype.into()).i8(0).var(507),
        };
        let world = [
            server::destroyed(100),
            server::properties(200, server::avatar_hp(make, 9)),
            server::created(9, 200, "Avatar"),
            enter(200, server::AVATAR),
            server::init_space(7),
            server::enter_space(200, 7),
            enter(5, server::MONSTER),
        ];
        for message in world {
            self.s.feed(&message);
            self.look(false);
            self.answer();
        }
        assert!(self.s.session.world().entity(5).is_some());
    }

    fn happen(&mut self, what: &Happens) {
        match what {
            Happens::Command(c, e, n) => return self.command(*c, *e, *n),
            Happens::Answers => return self.answer(),
            Happens::Says(n) => {
                let bytes = self.message(*n).to_vec();
                self.says(&bytes);
            }
            Happens::Garbles(n, changes, len) => {
                let bytes = garbled(self.message(*n), changes, *len);
                self.says(&bytes);
            }
            Happens::Breaks(n) => self.s.feed(&[*n; 9]),
            Happens::Late(n) => {
                let bytes = self.message(*n).to_vec();
                self.s.feed_to(Link(self.s.link.0.wrapping_sub(1)), &bytes);
            }
            Happens::Connects if self.s.is_asked() => self.s.connect(),
            Happens::Refuses if self.s.is_asked() => self.s.refuse(Reason::ConnectFailed),
            Happens::Closes if self.s.is_open() => self.s.close(),
            Happens::Loses if self.s.is_open() => self.s.lose(),
            Happens::LooksUp if !self.s.lookups.is_empty() => {
                let key = self.s.lookups.remove(0);
                self.s.answer_lookup(&key);
                self.s.settle();
            }
            Happens::Pauses(on) => {
                self.s.session.set_paused(self.s.now, *on);
                self.s.settle();
            }
            Happens::Listens(level, room) => {
                self.s.session.listen(self.s.now, Level::from_number(*level), *room);
                self.s.settle();
                self.room = *room;
            }
            Happens::Passes(n) => self.s.pass(ms(u64::from(*n))),
            Happens::Oversleeps(n) => {
                self.s.now = self.s.now + ms(u64::from(*n));
                self.s.session.timeout(self.s.now);
                self.s.settle();
            }
            _ => {}
        }
        self.look(false);
    }

    fn command(&mut self, c: u8, entity: i32, n: u16) {
        let secret = || Secret::from(b"pass".to_vec());
        let request = match c {
            4 => AccountRequest::Create,
            _ => AccountRequest::ResetPassword,
        };
        let (account, datas) = (b"user".to_vec(), b"d".to_vec());
        let (command, begins) = match c {
            0..4 => {
                let login = Command::Login { account, password: secret(), datas };
                // Mostly not while something is under way, or nothing would ever come of it.
                if self.live && c > 0 {
                    return;
                }
                (login, true)
            }
            4 | 5 if !self.live => {
                let password = secret();
                let mail = n < 500;
                (Command::Account { request, account, password, datas, mail }, true)
            }
            6 if !self.live => {
                let server = if n < 700 { Server::Loginapp } else { Server::Baseapp };
                (Command::Probe { server, imports: !(300..1000).contains(&n) }, true)
            }
            7 => {
                self.requests += 1;
                (Command::BindEmail { email: b"a@b".to_vec() }, false)
            }
            8 => {
                self.requests += 1;
                (Command::NewPassword { old: secret(), new: secret() }, false)
            }
            9 if n < 150 => (Command::Logout, false),
            10 if n < 100 => (Command::Disconnect, false),
            11 | 12 => {
                let part = if c == 11 { Part::Base } else { Part::Cell };
                let args = vec![1; n.into()];
                (Command::Call { part, entity, component_uid: 0, method_uid: 20, args }, false)
            }
            13 if !self.live => (Command::Relogin, true),
            _ => {
                let x = if n == 0 { f32::NAN } else { f32::from(n) };
                return {
                    self.s.set_pose(entity, [x; 3], [0.1; 3]);
                    self.look(false);
                };
            }
        };
        self.s.command(command);
        self.look(begins);
    }

    /// Answers every message that has not been answered yet.
    fn answer(&mut self) {
        while let Some(w) = self.s.writes.get(self.answered).cloned() {
            self.answered += 1;
            if w.link != self.s.link || !self.s.is_open() {
                continue;
            }
            for (id, _) in cut(&w.bytes, w.server) {
                let bytes = match (w.server, id) {
                    (Server::Loginapp, 4) => server::hello_loginapp(),
                    (Server::Loginapp, 5) => server::loginapp_messages(),
                    (Server::Loginapp, 8) => server::errors(),
                    (Server::Loginapp, 3) => server::login_accepted(),
                    (Server::Loginapp, 2 | 6) => body().u16(0).blob(b"").var(501),
                    (Server::Loginapp, 12) => body().u16(0).fixed(68),
                    (Server::Baseapp, 200) => server::hello_baseapp(),
                    (Server::Baseapp, 207) => server::baseapp_messages(),
                    (Server::Baseapp, 208) => server::definitions(self.make),
                    (Server::Baseapp, 202) => server::created(9, 100, "Account"),
                    (Server::Baseapp, 204) if w.at.0 % 3 == 0 => body().u16(3).fixed(8),
                    (Server::Baseapp, 204) => body().u64(9).var(71),
                    (Server::Baseapp, 51) => body().u16(0).fixed(69),
                    (Server::Baseapp, 54) => body().u16(0).fixed(70),
                    (Server::Loginapp, 11) | (Server::Baseapp, 206) => server::heartbeat(),
                    (Server::Baseapp, 24) => {
                        self.s.close();
                        self.look(false);
                        break;
                    }
                    _ => continue,
                };
                self.says(&bytes);
                self.look(false);
            }
        }
    }

    /// A server that answers hello encrypts from then on, if it was asked to.
    fn says(&mut self, bytes: &[u8]) {
        match bytes.starts_with(&521u16.to_le_bytes()) {
            true => self.s.feed_hello(bytes),
            false => self.s.feed(bytes),
        }
    }

    /// Looks at what came of it.
    fn look(&mut self, begins: bool) {
        self.look_at_events(begins);
        self.look_at_writes();
        self.look_at_world();
        if !self.live {
            assert!(!self.s.is_open() && !self.s.is_asked(), "offline without a connection");
            assert_eq!(self.s.session.poll_timeout(self.s.now), None, "and nothing is waited for");
        }
        // A deadline that has come has consequences, or moves on.
        if self.s.session.poll_timeout(self.s.now).is_some_and(|at| at <= self.s.now) {
            self.s.session.timeout(self.s.now);
            let before = (self.s.writes.len(), self.s.session.stats());
            self.s.settle();
            self.look_at_events(false);
            self.look_at_writes();
            let quiet = before == (self.s.writes.len(), self.s.session.stats());
            let next = self.s.session.poll_timeout(self.s.now);
            assert!(!quiet || next.is_none_or(|at| at > self.s.now), "{:?}", self.s.session);
        }
    }

    fn look_at_events(&mut self, mut begins: bool) {
        if begins && !self.live {
            (self.live, begins) = (true, false);
        }
        for line in self.s.told() {
            if line.starts_with("log ") {
                self.room = self.room.checked_sub(1).expect("a line that there was no room for");
                continue;
            }
            let ends = ["login failed", "disconnected", "probe:", "Create:", "ResetPassword:"];
            if line.starts_with("BindEmail:") || line.starts_with("NewPassword:") {
                self.requests -= 1;
                assert!(self.requests >= 0, "an answer nobody waits for: {line}");
            } else if ends.iter().any(|e| line.starts_with(e)) {
                assert!(self.live, "a second ending: {line}");
                self.live = std::mem::take(&mut begins);
                self.resumable = line.ends_with(", resumable");
            } else if self.resumable && line == "reset" {
                self.resumable = false;
            } else {
                let offline = line.contains("not in the game");
                assert!(self.live || offline, "told after the end: {line}");
            }
        }
        assert!(!begins, "what was under way ended first");
    }

    /// Entities, view and what waits agree with each other, and every message was counted.
    fn look_at_world(&self) {
        assert!(self.s.session.world().is_sound(), "{:?}", self.s.session.world());
        let stats = self.s.session.stats();
        let (mut came, mut sent) = ((0, 0), (0, 0));
        for m in self.s.session.counts().list() {
            let sum = if m.incoming { &mut came } else { &mut sent };
            *sum = (sum.0 + m.count.messages, sum.1 + m.count.bytes);
        }
        assert_eq!((came.0, sent.0), (stats.messages_in, stats.messages_out));
        // Encrypted, more bytes travel than the messages have.
        assert!(came.1 <= stats.bytes_in && sent.1 <= stats.bytes_out);
    }

    fn look_at_writes(&mut self) {
        for w in &self.s.writes[self.seen..] {
            let calls = cut(&w.bytes, w.server);
            for (_, call) in calls.iter().filter(|m| w.server == Server::Baseapp && m.0 == 302) {
                let entity = i32::from_le_bytes(call[..4].try_into().unwrap());
                assert_eq!(entity, w.player, "a stale base call ends the connection");
            }
        }
        self.seen = self.s.writes.len();
        let recent = self.s.writes.iter().rev().take(40);
        let recent: Vec<_> = recent.filter(|w| w.link == self.s.link).collect();
        for (i, last) in recent.iter().enumerate() {
            let window = recent[i..].iter().take_while(|w| last.at - w.at < ms(150));
            let packets = |w: &script::Write| match w.wire == w.bytes {
                true => 1,
                false => w.bytes.len().div_ceil(1392),
            };
            let (count, bytes) =
                window.fold((0, 0), |(n, b), w| (n + packets(w), b + w.wire.len()));
            assert!(bytes <= 2047 && count <= 16, "{bytes} bytes in {count} packets");
        }
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 300,
        rng_seed: RngSeed::Fixed(2510),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_happens_every_attempt_ends_once_and_the_session_can_be_used_again(
        run in vec(happens(), 1..120),
        aliases: bool,
        connects: bool,
        answers_lookups: bool,
        imports: bool,
        encrypts: bool,
        in_world: bool,
        relogin_attempts in 0u32..4,
        relogin_by_login: bool,
    ) {
        let config = Config {
            import_messages: imports,
            relogin_attempts,
            relogin_by_login,
            ..if encrypts { script::encrypted() } else { Config::default() }
        };
        let make = Make { aliases, grown: false };
        let mut w = Watch::new(config, make, !imports || aliases);
        if in_world {
            w.enter_world();
        }
        (w.s.connects, w.s.answers_lookups) = (connects, answers_lookups);
        for what in &run {
            w.happen(what);
        }
        // Left alone, everything comes to an end.
        w.happen(&Happens::Listens(0, 0));
        w.happen(&Happens::Pauses(false));
        w.s.pass(Duration::from_secs(600));
        w.look(false);
        prop_assert!(!w.live, "alive without a server");
        prop_assert_eq!(w.requests, 0);
        w.s.command(Command::Disconnect);
        prop_assert_eq!(w.s.told().len(), usize::from(w.resumable), "the world is left behind");
        prop_assert_eq!(w.s.session.world().entities().count(), 0);
        (w.s.connects, w.s.answers_lookups) = (true, true);
        w.s.cache.clear();
        w.s.login_up_to(script::Step::InGame);
        let told = w.s.told();
        prop_assert_eq!(told.last().unwrap(), "login succeeded 100 1122334455667788");
    }
}

#[test]
fn the_same_input_gives_the_same_output() {
    let run = || {
        let mut w = Watch::new(Config::default(), STOCK, true);
        for n in 0..400u32 {
            let what = match n % 7 {
                0 => Happens::Command((n % 14) as u8, 100, (n * 37 % 1500) as u16),
                1 | 2 => Happens::Answers,
                3 | 4 => Happens::Says((n * 31 % 97) as usize),
                _ => Happens::Passes(n * 17 % 400),
            };
            w.happen(&what);
        }
        (w.s.writes.iter().flat_map(|w| w.bytes.clone()).collect::<Vec<u8>>(), w.s.done())
    };
    assert_eq!(run(), run());
}

#[test]
fn the_messages_said_here_are_those_of_the_protocol() {
    let ids: std::collections::BTreeSet<u16> =
        messages().iter().map(|m| u16::from_le_bytes([m[0], m[1]])).collect();
    for id in &ids {
        assert!(kbe::wire::table::stock_spec(Component::Client, *id).is_some(), "{id}");
    }
    assert!(ids.len() > 40, "{}", ids.len());
}
