//! How fast the whole client takes what a server sends, beside a plain C loop that does the least one can
//! do (`floor.c`).
//!
//! `cargo bench --bench streams` prints a line a stream: nanoseconds per message and allocations per
//! message of the session alone, and of the whole client (session, door, game layer, C interface) with a
//! callback for each event, with movements in bulk, and in the pull form; behind each the part of the
//! floor's speed that it reaches. All take turns for several rounds; a figure is the median of its rounds,
//! and a round the best of its passes. What the client was told and what the world is in the end is checked
//! each time. Time is that of the processor, so that other programs disturb less.
//!
//! `-- --messages N --rounds N --stream NAME` measure longer streams, more often, or one stream.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark may panic"
)]

#[path = "../clock.rs"]
mod clock;
#[path = "../../tests/support/made/mod.rs"]
mod made;
#[path = "../../tests/support/mod.rs"]
mod support;

mod floor;

use clock::timed;
use floor::Floor;
use kbe::ffi::rig::Taking;
use made::client::{Client, differences, told};
use made::{Stream, Told, crowd, demo};
use support::alloc::{self, Counting};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What is measured of the client.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Bytes to events.
    Session,
    /// Bytes to the game.
    Whole(Taking),
}

const PARTS: [Part; 4] = [
    Part::Session,
    Part::Whole(Taking::Callbacks),
    Part::Whole(Taking::Bulk),
    Part::Whole(Taking::Pull),
];

/// Seconds that the passes of one round take together, at least.
const ROUND: f64 = 0.05;

/// A client that reads one stream in one way.
struct Runner<'a> {
    stream: &'a Stream,
    part: Part,
    client: Client,
    /// Passes of a round.
    passes: u32,
    /// Seconds of the best pass of each round.
    rounds: Vec<f64>,
    allocations: f64,
}

impl<'a> Runner<'a> {
    fn new(stream: &'a Stream, part: Part) -> Self {
        let taking = match part {
            Part::Session => Taking::Bulk,
            Part::Whole(taking) => taking,
        };
        let mut client = Client::new(&stream.definitions, taking);
        client.read(&stream.setup);
        let mut new =
            Self { stream, part, client, passes: 1, rounds: Vec::new(), allocations: 0.0 };
        new.check();
        // Twice, since two batches go to and fro.
        new.pass();
        let took = timed(|| new.pass());
        new.passes = (ROUND / took).ceil() as u32;
        let before = alloc::used().allocations;
        new.pass();
        let allocated = alloc::used().allocations - before;
        new.allocations = allocated as f64 / stream.messages as f64;
        new
    }

    fn pass(&mut self) {
        match self.part {
            Part::Session => self.client.session_only(&self.stream.bytes),
            Part::Whole(_) => self.client.read(&self.stream.bytes),
        }
    }

    fn round(&mut self) {
        let passes = (0..self.passes).map(|_| timed(|| self.pass()));
        let best = passes.fold(f64::INFINITY, f64::min);
        self.rounds.push(best);
    }

    /// One pass with a look at what came of it: a fast wrong answer is worth nothing.
    fn check(&mut self) {
        let (name, before) = (&self.stream.name, self.client.rig.told());
        self.pass();
        self.client.expect_no_faults(name);
        let Part::Whole(taking) = self.part else { return };
        let expected = match taking {
            Taking::Bulk => Told { moves: self.stream.told.moves, ..Told::default() },
            _ => self.stream.told,
        };
        assert_eq!(told(before, self.client.rig.told()), expected, "{name} by {taking:?}");
        let wrong = differences(&self.client.rig, self.stream);
        assert!(wrong.is_empty(), "{name} by {taking:?}: {wrong:?}");
    }

    fn nanoseconds(&self) -> f64 {
        median(self.rounds.clone()) * 1e9 / self.stream.messages as f64
    }

    /// The part of the floor's speed, compared round by round.
    fn of_floor(&self, floor: &[f64]) -> Option<f64> {
        let ratios: Vec<_> = floor.iter().zip(&self.rounds).map(|(f, own)| f / own).collect();
        (!ratios.is_empty()).then(|| median(ratios))
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn measure(stream: &Stream, floor: Option<&Floor>, rounds: u32) {
    let mut runners: Vec<_> = PARTS.into_iter().map(|part| Runner::new(stream, part)).collect();
    let floor = floor.filter(|_| stream.told.moves > 0 && stream.told.left == 0);
    let mut of_floor = Vec::new();
    for _ in 0..rounds {
        if let Some(floor) = floor {
            of_floor.push(floor.round(stream, ROUND));
        }
        runners.iter_mut().for_each(Runner::round);
    }
    runners.iter_mut().for_each(Runner::check);
    print!("{:14}{:>9}", stream.name, stream.messages);
    match of_floor.is_empty() {
        true => print!("{:>8}", "–"),
        false => print!("{:>8.1}", median(of_floor.clone()) * 1e9 / stream.messages as f64),
    }
    for r in &runners {
        print!(" |{:>7.1}{:>8.4}", r.nanoseconds(), r.allocations);
        if matches!(r.part, Part::Whole(_)) {
            match r.of_floor(&of_floor) {
                Some(ratio) => print!("{ratio:>7.2}"),
                None => print!("{:>7}", "–"),
            }
        }
    }
    println!();
}

/// Makes a stream of about so many messages.
type Maker = fn(u64) -> Stream;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let option = |name: &str| {
        let at = args.iter().position(|a| a == name)?;
        args.get(at + 1).map(String::as_str)
    };
    let number = |name: &str, default: u64| {
        option(name)
            .map_or(default, |n| n.parse().unwrap_or_else(|_| panic!("{name} takes a number")))
    };
    let (n, rounds) = (number("--messages", 20_000), number("--rounds", 7).max(1) as u32);
    let makers: [(&str, Maker); 7] = [
        ("alias", |n| demo::stream("alias", n)),
        ("noalias", |n| demo::stream("noalias", n)),
        ("alias-float", |n| demo::stream("alias-float", n)),
        ("noalias-float", |n| demo::stream("noalias-float", n)),
        ("properties", |n| crowd::properties(n).0),
        ("calls", |n| crowd::calls(n).0),
        ("storm", |n| crowd::storm((n / 480).max(1) as u32).0),
    ];
    let floor = Floor::build();
    if let Err(why) = &floor {
        println!("SKIPPED: the floor: {why}");
    }
    println!("{:31} | session       | callbacks            | bulk                 | pull", "");
    let head = format!(" |{:>7}{:>8}", "ns/msg", "alloc/m");
    let whole = format!("{head}{:>7}", "/floor");
    println!("{:14}{:>9}{:>8}{head}{whole}{whole}{whole}", "stream", "messages", "floor");
    for (name, make) in makers {
        if option("--stream").is_none_or(|chosen| chosen == name) {
            measure(&make(n), floor.as_ref().ok(), rounds);
        }
    }
}
