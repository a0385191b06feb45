//! How fast bytes become events, and events the world of the game.
//!
//! `cargo bench --bench decode` prints a line a stream: nanoseconds and allocations per message, of the
//! session alone and with the game layer behind it. `-- --passes N --stream NAME [--apply]` runs exactly
//! that much and measures nothing: `benches/instructions.sh` counts instructions with it.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark may panic")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use kbe::defs::Defs;
use kbe::game::{Game, Options};
use kbe::layers::event::Server;
use kbe::layers::{Batch, Event};
use kbe::session::tap::{Seen, Tap};
use kbe::session::{Config, Link, Session, Time, World};
use kbe::wire::WireError;
use support::alloc::{self, Counting};
use support::{data, live};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// As much as the network layer reads at once.
const READ: usize = 64 << 10;

/// Bytes to measure with.
struct Stream {
    name: &'static str,
    definitions: Vec<u8>,
    /// Bytes in front of the measured ones.
    setup: Vec<u8>,
    bytes: Vec<u8>,
    messages: u64,
}

/// A generated stream: a world of 200 entities, then 20,000 messages as a busy game sends them.
fn generated(name: &'static str) -> Stream {
    let facts: serde_json::Value =
        serde_json::from_slice(&data::unpack(&format!("streams/{name}.json.gz"))).expect("JSON");
    let number = |key: &str| facts[key].as_u64().expect("a number");
    let mut setup = data::unpack(&format!("streams/{name}.bin.gz"));
    let bytes = setup.split_off(number("setup_bytes") as usize);
    let messages = number("messages") - number("setup_messages");
    Stream { name, definitions: data::stream_definitions(), setup, bytes, messages }
}

/// What a baseapp said in a recording, but for the imports: a player who logs in, enters the world and
/// leaves, over and over.
fn recorded(name: &'static str) -> Stream {
    struct Collect(Vec<u8>, u64, Vec<u8>);
    impl Tap for Collect {
        fn before(&mut self, m: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {
            match m.id {
                519 => self.2 = m.body().to_vec(),
                518 | 521 => {}
                _ => {
                    self.0.extend_from_slice(m.raw);
                    self.1 += 1;
                }
            }
        }
        fn after(&mut self, _: &Seen<'_>, _: &Batch, _: usize, _: Option<&WireError>) {}
    }
    let recording = data::recording(name);
    let baseapp = recording.connections.iter().find(|c| c.baseapp).expect("a baseapp").id;
    let mut all = Collect(Vec::new(), 0, Vec::new());
    let mut session = Session::observer(Config::default());
    session.observe(Link(baseapp), Server::Baseapp);
    for line in recording.lines.iter().filter(|l| l.from_server && l.connection == baseapp) {
        session.received_with(Time::default(), Link(baseapp), &line.bytes, &mut all);
    }
    let Collect(bytes, messages, definitions) = all;
    Stream { name, definitions, setup: Vec::new(), bytes, messages }
}

/// A client: the session, and the game layer when it takes part.
struct Client {
    session: Session,
    link: Link,
    game: Option<Game>,
    events: u64,
    notices: u64,
}

impl Client {
    fn new(stream: &Stream, apply: bool) -> Self {
        let (mut session, link) = live::logged_in(Config::default(), &stream.definitions);
        let game = apply.then(|| Game::new(Options::default()));
        let batch = session.batch();
        batch
            .definitions
            .extend([Arc::new(Defs::import(&stream.definitions).expect("definitions"))]);
        batch.push(Event::Definitions { index: 0 });
        let mut client = Self { session, link, game, events: 0, notices: 0 };
        client.read(&stream.setup);
        client
    }

    fn read(&mut self, bytes: &[u8]) {
        for read in bytes.chunks(READ) {
            self.session.received(Time::default(), self.link, read);
            let batch = self.session.batch();
            batch.seal();
            self.events += batch.len() as u64;
            if let Some(game) = &mut self.game {
                self.notices += apply(game, batch);
            }
            black_box(&batch);
            batch.clear();
        }
    }
}

/// Applies a batch as the pump does when movements are taken as one array.
fn apply(game: &mut Game, batch: &Batch) -> u64 {
    let (mut at, mut notices) = (0, 0);
    while let Some(event) = batch.events.get(at) {
        if let Event::Moves { first, count } = *event {
            for movement in batch.run(first, count) {
                black_box(game.moved(movement));
            }
            at += 1;
            notices += u64::from(count);
            continue;
        }
        at += game.begin(batch, at);
        while let Some(notice) = game.next(batch) {
            black_box(notice);
            notices += 1;
        }
    }
    notices
}

/// Feeds the stream so many times.
fn run(stream: &Stream, client: &mut Client, passes: u64) {
    for _ in 0..passes {
        client.read(&stream.bytes);
    }
    assert_eq!(client.session.stats().faults, 0, "{}: a message could not be used", stream.name);
}

struct Measured {
    nanoseconds: f64,
    allocations: f64,
    bytes: f64,
    events: u64,
    notices: u64,
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn measure(stream: &Stream, apply: bool) -> Measured {
    let mut client = Client::new(stream, apply);
    run(stream, &mut client, 3);
    let (mut best, mut passes) = (f64::INFINITY, 1);
    for _ in 0..8 {
        let begin = Instant::now();
        run(stream, &mut client, passes);
        let took = begin.elapsed().as_secs_f64() / passes as f64;
        best = best.min(took);
        passes = ((0.1 / took) as u64).max(1);
    }
    (client.events, client.notices) = (0, 0);
    let before = alloc::used();
    run(stream, &mut client, 1);
    let after = alloc::used();
    let messages = stream.messages as f64;
    Measured {
        nanoseconds: best * 1e9 / messages,
        allocations: (after.allocations - before.allocations) as f64 / messages,
        bytes: (after.bytes - before.bytes) as f64 / messages,
        events: client.events,
        notices: client.notices,
    }
}

fn streams() -> Vec<Stream> {
    let mut all: Vec<_> =
        ["alias_20k", "alias-float_20k", "noalias_20k", "noalias-float_20k"].map(generated).into();
    all.push(recorded("enter_world"));
    all
}

fn report(stream: &Stream) {
    print!("{:18}{:>8}", stream.name, stream.messages);
    for apply in [false, true] {
        let m = measure(stream, apply);
        let rate = 1e3 / m.nanoseconds;
        print!(" |{:>8.1}{rate:>8.2}{:>10.4}{:>8.1}", m.nanoseconds, m.allocations, m.bytes);
        print!("{:>8}", if apply { m.notices } else { m.events });
    }
    println!();
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let option = |name: &str| {
        let at = args.iter().position(|a| a == name)?;
        args.get(at + 1).map(String::as_str)
    };
    let chosen = option("--stream");
    let streams = streams().into_iter().filter(|s| chosen.is_none_or(|name| name == s.name));
    if let Some(passes) = option("--passes") {
        let passes = passes.parse().expect("--passes takes a number");
        let apply = args.iter().any(|a| a == "--apply");
        for stream in streams {
            run(&stream, &mut Client::new(&stream, apply), passes);
            println!("{} messages a pass", stream.messages);
        }
        return;
    }
    println!("{:26} | decode{:36} | decode and apply", "", "");
    let head = format!(" |{:>8}{:>8}{:>10}{:>8}", "ns/msg", "M msg/s", "allocs/m", "bytes/m");
    println!("{:18}{:>8}{head}{:>8}{head}{:>8}", "stream", "messages", "events", "notices");
    for stream in streams {
        report(&stream);
    }
}
