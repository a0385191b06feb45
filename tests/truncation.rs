//! Messages that end too early and messages with wrong bytes: an error, or a legal shorter form,
//! never a panic; the next message reads, and memory stays bounded.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use kbe::defs::Defs;
use kbe::layers::{Batch, Command, Event};
use kbe::session::tap::{NoTap, Seen, Tap};
use kbe::session::{Action, Config, Link, Session, Time, Via, World};
use kbe::wire::WireError;
use kbe::wire::limits::MAX_ENTITIES;
use kbe::wire::table::{ClientMessage, Component, MessageTable, stock_spec};
use support::alloc::{self, Counting};
use support::data::{self, Recording};
use support::random::Random;
use support::replay::{Replay, is_fault};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A whole message of a recording.
#[derive(Debug, Clone)]
struct Message {
    connection: u32,
    id: u16,
    kind: ClientMessage,
    name: &'static str,
    fixed: bool,
    body: Vec<u8>,
}

impl Message {
    /// The message with another body, in an envelope that fits.
    fn with_body(&self, body: &[u8]) -> Vec<u8> {
        let mut out = self.id.to_le_bytes().to_vec();
        if !self.fixed {
            match u16::try_from(body.len()) {
                Ok(n) if n != 0xffff => out.extend(n.to_le_bytes()),
                _ => {
                    out.extend([0xff; 2]);
                    out.extend((body.len() as u32).to_le_bytes());
                }
            }
        }
        out.extend(body);
        out
    }

    fn raw(&self) -> Vec<u8> {
        self.with_body(&self.body)
    }
}

/// All messages from the server, in order of completion.
fn messages(recording: &Recording) -> Vec<Message> {
    struct Collect(Vec<Message>);
    impl Tap for Collect {
        fn before(&mut self, m: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {
            let spec = stock_spec(Component::Client, m.id).unwrap();
            self.0.push(Message {
                connection: m.link.0,
                id: m.id,
                kind: m.kind,
                name: spec.name,
                fixed: spec.length >= 0,
                body: m.body().to_vec(),
            });
        }
        fn after(&mut self, _: &Seen<'_>, _: &Batch, _: usize, _: Option<&WireError>) {}
    }
    let mut all = Collect(Vec::new());
    let mut replay = Replay::new(recording);
    for line in recording.lines.iter().filter(|l| l.from_server) {
        replay.feed(line, &mut support::replay::Slicing::Recorded, &mut all);
        replay.session(line.connection).batch().clear();
    }
    all.0
}

/// What became of one message.
#[derive(Default)]
struct Outcome {
    error: Option<WireError>,
    events: Vec<String>,
    changes: Vec<String>,
    /// Messages that the session saw.
    seen: usize,
}

impl Tap for Outcome {
    fn before(&mut self, _: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {
        self.seen += 1;
    }

    fn after(&mut self, _: &Seen<'_>, batch: &Batch, first: usize, error: Option<&WireError>) {
        self.error = error.copied();
        let events = &batch.events[first..];
        self.events.extend(events.iter().map(|e| format!("{e:?}")));
        for event in events {
            if let Event::Properties { first, count, .. } = event {
                let range = *first as usize..(first + count) as usize;
                self.changes.extend(batch.changes[range].iter().map(|c| format!("{c:?}")));
            }
        }
    }
}

fn feed(session: &mut Session, link: u32, bytes: &[u8]) -> (Outcome, usize) {
    let mut outcome = Outcome::default();
    session.received_with(Time::default(), Link(link), bytes, &mut outcome);
    let faults = session.batch().events.iter().filter(|e| is_fault(e)).count();
    session.batch().clear();
    (outcome, faults)
}

/// A number that differs when anything in the world differs.
fn fingerprint(world: &World) -> u64 {
    struct Into(DefaultHasher);
    impl std::fmt::Write for Into {
        fn write_str(&mut self, s: &str) -> std::fmt::Result {
            self.0.write(s.as_bytes());
            Ok(())
        }
    }
    let mut into = Into(DefaultHasher::new());
    write!(into, "{world:?}").unwrap();
    into.0.finish()
}

/// Bodies that are shorter than the recorded one and still say something (`spec/02 §2.7`, `§3`).
fn is_legal(m: &Message, cut: usize) -> bool {
    use ClientMessage as M;
    match m.kind {
        // The same form with a view index instead of an entity id.
        M::UpdateData(form) => cut == form.body_size() + 1,
        M::LeaveWorldOptimized => cut == 1,
        M::EnterWorld => cut >= 5,
        M::EnterSpace => cut == 8,
        M::StreamStarted => m.body.get(cut - 1) == Some(&0) && cut > 6,
        // Any whole number of pairs.
        M::InitSpaceData => {
            let zeros = m.body[4.min(cut)..cut].iter().filter(|b| **b == 0).count();
            cut == 4 || (cut > 4 && m.body[cut - 1] == 0 && zeros % 2 == 0)
        }
        // Any whole number of entries; what was told is compared with the whole message.
        M::Properties | M::PropertiesOptimized => true,
        // Definitions that cannot be read are a fault of their own, without an error.
        M::ImportEntityDef => true,
        _ => false,
    }
}

/// Where to cut: everywhere, but in long bodies only at the ends and here and there between.
fn cuts(m: &Message) -> Vec<usize> {
    let n = m.body.len();
    let everywhere = if m.kind == ClientMessage::ImportEntityDef { 8 } else { 160 };
    let step = n / 24 + 1;
    (0..n).filter(|&i| i < everywhere || i + 16 >= n || i % step == 0).collect()
}

struct Bench<'a> {
    recording: &'a Recording,
    all: &'a [Message],
    replay: Replay<'a>,
}

impl Bench<'_> {
    /// The sessions as they were before message `at`.
    fn rewind(&mut self, at: usize) {
        self.replay = Replay::of_messages(self.recording);
        for m in &self.all[..at] {
            self.go_on(m);
        }
    }

    /// Takes one recorded message as it is; returns the faults.
    fn go_on(&mut self, m: &Message) -> usize {
        let before = self.replay.session(m.connection).definitions().cloned();
        let (_, faults) = feed(self.replay.session(m.connection), m.connection, &m.raw());
        let after = self.replay.session(m.connection).definitions().cloned();
        if let Some(new) = after.filter(|a| before.is_none_or(|b| !Arc::ptr_eq(a, &b))) {
            for session in self.replay.sessions.values_mut() {
                session.set_definitions(Arc::clone(&new));
            }
        }
        faults
    }

    /// A message that reads whatever came before it.
    fn still_reads(&mut self, connection: u32, place: &str) {
        let (outcome, faults) =
            feed(self.replay.session(connection), connection, &[0x04, 0x02, 7, 0]);
        assert_eq!(
            outcome.events,
            ["StreamCompleted { id: 7, kind: 0, size: 0, received: 0 }"],
            "{place}: the next message"
        );
        assert_eq!(faults, 0, "{place}");
    }

    /// Cuts message `at` short in every way. Returns how many ways there were.
    fn cut_short(&mut self, at: usize) -> usize {
        let m = &self.all[at];
        let link = m.connection;
        let untouched = fingerprint(self.replay.session(link).world());
        let (whole, _) = feed(self.replay.session(link), link, &m.raw());
        let waits = whole.events.is_empty() && whole.error.is_none();
        self.rewind(at);
        let mut cuts = cuts(m);
        if m.kind == ClientMessage::Properties && waits {
            // It waits for its entity whatever it says; see `what_waits_may_be_cut_short`.
            cuts.truncate(4);
        }
        for &cut in &cuts {
            let place = format!("{} message {at} {} of {} bytes", self.recording.name, m.name, cut);
            let session = self.replay.session(link);
            let (got, faults) = feed(session, link, &m.with_body(&m.body[..cut]));
            assert_eq!(got.seen, 1, "{place}");
            match got.error {
                None => assert!(is_legal(m, cut), "{place}: taken for a whole message"),
                Some(_) => {
                    assert_eq!(faults, 1, "{place}");
                    let entries = ["Properties", "ComponentLinked"];
                    let told = |e: &&String| !entries.iter().any(|p| e.starts_with(p));
                    assert_eq!(got.events.iter().find(told), None, "{place}: told all the same");
                }
            }
            assert!(whole.changes.starts_with(&got.changes), "{place}: changes nobody sent");
            self.still_reads(link, &place);
            let now = fingerprint(self.replay.session(link).world());
            if now != untouched || m.kind == ClientMessage::ImportEntityDef {
                self.rewind(at);
            }
        }
        cuts.len()
    }

    /// A fixed-length message that is cut short is not told before its rest has come.
    fn arrive_in_two(&mut self, at: usize) {
        let m = &self.all[at];
        let raw = m.raw();
        for cut in 1..raw.len() {
            let session = self.replay.session(m.connection);
            let (first, _) = feed(session, m.connection, &raw[..cut]);
            assert_eq!((first.seen, first.events.len()), (0, 0), "{} at {cut}", m.name);
            let (second, faults) = feed(session, m.connection, &raw[cut..]);
            assert_eq!((second.seen, faults), (1, 0), "{} at {cut}", m.name);
            self.rewind(at);
        }
    }
}

#[test]
fn every_message_cut_short_is_an_error_or_a_shorter_form() {
    let mut known = HashSet::new();
    let (mut shapes, mut ways) = (0, 0);
    for name in data::names() {
        let recording = data::recording(&name);
        let all = messages(&recording);
        let replay = Replay::of_messages(&recording);
        let mut bench = Bench { recording: &recording, all: &all, replay };
        for (at, m) in all.iter().enumerate() {
            if known.insert((m.name, m.body.len())) {
                shapes += 1;
                match m.fixed {
                    true => bench.arrive_in_two(at),
                    false => ways += bench.cut_short(at),
                }
            }
            bench.go_on(m);
        }
    }
    println!("{shapes} shapes cut in {ways} ways");
    assert_eq!(shapes, 334, "names and lengths that occur");
    assert!(ways > 5000);
}

#[test]
fn what_waits_for_an_entity_may_be_cut_short() {
    for name in ["enter_world", "zoo_types", "zoo_types_noeid_nodef", "zoo_big_module"] {
        let recording = data::recording(name);
        let all = messages(&recording);
        let mut known = HashSet::new();
        for (at, m) in all.iter().enumerate() {
            let entity = m.body.first_chunk::<4>().map_or(0, |b| i32::from_le_bytes(*b));
            if m.kind != ClientMessage::Properties || !known.insert(m.body.len()) {
                continue;
            }
            let step = m.body.len() / 12 + 1;
            for cut in (4..m.body.len()).step_by(step) {
                let replay = Replay::of_messages(&recording);
                let mut bench = Bench { recording: &recording, all: &all, replay };
                bench.rewind(at);
                if bench.replay.session(m.connection).world().entity(entity).is_some() {
                    break;
                }
                let short = m.with_body(&m.body[..cut]);
                assert_eq!(feed(bench.replay.session(m.connection), m.connection, &short).1, 0);
                let exists = |b: &mut Bench<'_>| {
                    b.replay.session(m.connection).world().entity(entity).is_some()
                };
                let mut faults = 0;
                for next in &all[at + 1..] {
                    faults += bench.go_on(next);
                    if exists(&mut bench) {
                        break;
                    }
                }
                assert!(exists(&mut bench), "{name} {at}: the entity comes all the same");
                assert!(faults <= 1, "{name} {at}: {faults} faults");
                bench.still_reads(m.connection, name);
            }
        }
    }
}

/// Feeds messages, some of them damaged, and holds the session to its limits.
fn survive(mut replay: Replay<'_>, all: &[(u32, Vec<u8>)], place: &str) {
    let held = alloc::reset_peak();
    for (connection, bytes) in all {
        let before = replay.session(*connection).definitions().cloned();
        let session = replay.session(*connection);
        session.received_with(Time::default(), Link(*connection), bytes, &mut NoTap);
        session.batch().seal();
        session.batch().clear();
        assert!(session.world().entities().count() <= MAX_ENTITIES, "{place}");
        let after = session.definitions().cloned();
        if let Some(new) = after.filter(|a| before.is_none_or(|b| !Arc::ptr_eq(a, &b))) {
            for session in replay.sessions.values_mut() {
                session.set_definitions(Arc::clone(&new));
            }
        }
    }
    let peak = alloc::used().peak - held;
    assert!(peak < 32 << 20, "{place}: {peak} bytes at the peak");
}

#[test]
fn wrong_bytes_anywhere_in_the_stream_are_survived() {
    for name in data::names() {
        let recording = data::recording(&name);
        for seed in 0..24u64 {
            let mut random = Random::new(seed);
            let from_server = recording.lines.iter().filter(|l| l.from_server);
            let mut all: Vec<_> = from_server.map(|l| (l.connection, l.bytes.clone())).collect();
            for _ in 0..1 << (seed % 6) {
                let line = random.below(all.len());
                let bytes = &mut all[line].1;
                if !bytes.is_empty() {
                    let at = random.below(bytes.len());
                    bytes[at] ^= 1 << random.below(8);
                }
            }
            survive(Replay::new(&recording), &all, &format!("{name} seed {seed}"));
        }
    }
}

#[test]
fn wrong_bytes_in_bodies_are_survived() {
    let table = MessageTable::stock();
    for name in data::names() {
        let recording = data::recording(&name);
        let whole = messages(&recording);
        for seed in 0..24u64 {
            let mut random = Random::new(seed + 100);
            let damage = |m: &Message| {
                let mut body = m.body.clone();
                if random.below(4) == 0 && !body.is_empty() {
                    for _ in 0..1 + random.below(3) {
                        let at = random.below(body.len());
                        body[at] = random.next() as u8;
                    }
                }
                (m.connection, m.with_body(&body))
            };
            let all: Vec<_> = whole.iter().map(damage).collect();
            survive(Replay::of_messages(&recording), &all, &format!("{name} seed {seed}"));
        }
        assert!(whole.iter().all(|m| table.incoming(m.id).is_some()));
    }
}

// ---- a login whose answers are cut short

/// The first message of a recording with this name and connection role.
fn answer(recording: &str, name: &str) -> Message {
    let recording = data::recording(recording);
    let found = messages(&recording).into_iter().find(|m| m.name == name);
    found.unwrap_or_else(|| panic!("no {name}"))
}

/// Everything a server says in a login, in order.
fn answers() -> Vec<Message> {
    vec![
        answer("login_imports", "Client::onHelloCB"),
        answer("login_imports", "Client::onImportClientMessages"),
        answer("login_imports", "Client::onImportServerErrorsDescr"),
        answer("enter_world", "Client::onLoginSuccessfully"),
        answer("base_imports", "Client::onHelloCB"),
        answer("base_imports", "Client::onImportClientMessages"),
        answer("base_imports", "Client::onImportClientEntityDef"),
        answer("enter_world", "Client::onCreatedProxies"),
    ]
}

/// A client that logs in, with an empty cache.
struct Login {
    session: Session,
    link: Link,
    told: Vec<String>,
}

impl Login {
    fn begin() -> Self {
        let mut login =
            Self { session: Session::new(Config::default()), link: Link(0), told: Vec::new() };
        let command = Command::Login {
            account: b"somebody".to_vec(),
            password: b"secret".to_vec().into(),
            datas: Vec::new(),
        };
        login.session.command(Time::default(), command);
        login.settle();
        login
    }

    /// Does what the session wishes for.
    fn settle(&mut self) {
        let now = Time::default();
        while let Some(action) = self.session.poll_action() {
            match action {
                Action::Connect { link, .. } => {
                    self.link = link;
                    self.session.connected(now, link, &Via::default());
                }
                Action::LoadCache(key) => self.session.cache_loaded(now, &key, None),
                _ => {}
            }
        }
        while self.session.poll_transmit(now, &mut Vec::new()).is_some() {}
        self.told.extend(self.session.batch().events.iter().map(|e| {
            let whole = format!("{e:?}");
            whole.split([' ', '(']).next().unwrap_or("").to_owned()
        }));
        self.session.batch().clear();
    }

    fn hear(&mut self, bytes: &[u8]) {
        self.session.received(Time::default(), self.link, bytes);
        self.settle();
    }

    fn count(&self, event: &str) -> usize {
        self.told.iter().filter(|e| *e == event).count()
    }
}

#[test]
fn a_login_goes_on_after_an_answer_that_was_cut_short() {
    let answers = answers();
    let mut whole = Login::begin();
    answers.iter().for_each(|m| whole.hear(&m.raw()));
    assert_eq!((whole.count("LoginSucceeded"), whole.session.stats().faults), (1, 0));
    for (stage, m) in answers.iter().enumerate() {
        let step = m.body.len() / 48 + 1;
        for cut in (0..m.body.len()).step_by(step) {
            let mut login = Login::begin();
            answers[..stage].iter().for_each(|m| login.hear(&m.raw()));
            login.hear(&m.with_body(&m.body[..cut]));
            answers[stage..].iter().for_each(|m| login.hear(&m.raw()));
            let place = format!("{} cut to {cut} bytes", m.name);
            let ends = (login.count("LoginSucceeded"), login.count("LoginFailed"));
            let faults = login.session.stats().faults;
            if m.kind == ClientMessage::ImportEntityDef && faults == 0 {
                // Definitions that cannot be read end the attempt, with a reason; a run of whole
                // classes is taken for all there are, and lacks the player's.
                assert!(ends == (0, 1) || ends == (1, 0), "{place}: {ends:?}");
                continue;
            }
            assert!(faults >= 1, "{place}: not noticed");
            assert!(
                ends == (1, 0) || m.kind == ClientMessage::ImportEntityDef,
                "{place}: {ends:?}"
            );
        }
    }
}
