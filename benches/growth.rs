//! How cost grows: with the entities in view, and with the size of messages.
//!
//! `cargo bench --bench growth` prints nanoseconds per message, and how many times those of the first
//! line they are. Nothing may grow worse than linearly: with the entities in view no message may cost more
//! than a few times as much (caches get cold), and with the size of a message the cost of a byte may not
//! grow.
//!
//! `-- --entities N --what movement|property|call|storm --passes P` reads one of the streams so often and
//! measures nothing: run it under callgrind with two numbers of passes, and the difference is what a pass
//! costs in instructions, which neither caches nor other programs change.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark may panic"
)]

mod clock;
#[path = "../tests/support/made/mod.rs"]
mod made;
#[path = "../tests/support/mod.rs"]
mod support;

use clock::timed;
use kbe::ffi::rig::Taking;
use made::client::{Client, differences};
use made::{Stream, loads};

/// Passes of a measurement take so many seconds together, at least.
const SECONDS: f64 = 0.15;

/// Nanoseconds per message, of the best pass: the whole client with a callback for each event.
fn measure(stream: &Stream) -> f64 {
    let mut client = Client::new(&stream.definitions, Taking::Callbacks);
    client.read(&stream.setup);
    let (mut best, mut spent, mut passes) = (f64::INFINITY, 0.0, 0);
    while spent < SECONDS || passes < 4 {
        let took = timed(|| client.read(&stream.bytes));
        // The first pass grows what the others use.
        best = if passes == 0 { best } else { best.min(took) };
        spent += took;
        passes += 1;
    }
    client.expect_no_faults(&stream.name);
    let wrong = differences(&client.rig, stream);
    assert!(wrong.is_empty(), "{}: {wrong:?}", stream.name);
    best * 1e9 / stream.messages as f64
}

fn row(label: usize, all: &[f64], first: &mut Option<Vec<f64>>) {
    let first = first.get_or_insert_with(|| all.to_vec());
    print!("{label:>10}");
    for (ns, one) in all.iter().zip(first) {
        print!(" |{ns:>10.1}{:>8.2}", ns / *one);
    }
    println!();
}

fn views() {
    println!("ns per message, and times the first line; entities in view");
    println!(
        "{:>10} | {:17} | {:17} | {:17} | {:17}",
        "in view", "movement", "property", "call", "come and go"
    );
    let mut first = None;
    for entities in [10, 200, 2000, 10_000] {
        let v = loads::view(entities, 20_000);
        let all = [&v.moves, &v.properties, &v.calls, &v.storm].map(measure);
        row(entities, &all, &mut first);
    }
}

fn sizes() {
    println!("\nns per message, and times the first line; bytes of its one value");
    println!(
        "{:>10} | {:17} | {:17} | {:17}",
        "bytes", "string property", "blob property", "call argument"
    );
    let mut first = None;
    for size in [1, 10, 100, 1000, 10_000] {
        let n = (2_000_000 / (size + 20) as u64).clamp(200, 20_000);
        let s = loads::sized(size, n);
        row(size, &[&s.text, &s.blob, &s.argument].map(measure), &mut first);
    }
}

/// Reads one stream and measures nothing.
fn read(entities: usize, what: &str, passes: u32) {
    let v = loads::view(entities, 20_000);
    let stream = match what {
        "movement" => &v.moves,
        "property" => &v.properties,
        "call" => &v.calls,
        "storm" => &v.storm,
        other => panic!("--what {other}: movement, property, call or storm"),
    };
    let mut client = Client::new(&stream.definitions, Taking::Callbacks);
    client.read(&stream.setup);
    (0..passes).for_each(|_| client.read(&stream.bytes));
    println!("{} messages a pass", stream.messages);
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = args.iter().position(|a| a == name)?;
        args.get(at + 1)
    };
    let number = |name: &str| after(name).and_then(|n| n.parse::<u32>().ok());
    if let (Some(n), Some(what), Some(passes)) =
        (number("--entities"), after("--what"), number("--passes"))
    {
        return read(n as usize, what, passes);
    }
    views();
    sizes();
}
