//! The library on live connections over loopback, beside the barest program that does the same.
//!
//! `cargo bench --bench live` measures everything and prints a line for each target;
//! `cargo bench --bench live -- latency` and so on one of `latency`, `flood`, `clients`, `growth`, `idle`. The
//! measured client goes through the C interface with real callbacks, which check that everything came that was sent,
//! and in order. The server is a process of its own.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark may panic, and reads the clock"
)]

mod clients;
mod flood;
mod game;
mod idle;
mod latency;
mod peer;
mod stream;
mod system;

#[path = "../../tests/support/data.rs"]
#[allow(dead_code, unreachable_pub, unnameable_types, reason = "it is used in part")]
mod data;

/// One line for one target.
fn verdict(what: &str, measured: f64, unit: &str, target: f64, at_least: bool) {
    let met = if at_least { measured >= target } else { measured <= target };
    let (sign, word) = (if at_least { ">=" } else { "<=" }, if met { "met" } else { "NOT MET" });
    println!("TARGET {what:<58} {measured:>9.1} {unit:<4} ({sign} {target:.0}) {word}");
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, saying, others] = &args[..]
        && flag == "--serve"
    {
        return peer::serve(saying, others);
    }
    let all: [(&str, fn()); 5] = [
        ("latency", latency::run),
        ("flood", flood::run),
        ("clients", clients::run),
        ("growth", clients::growth),
        ("idle", idle::run),
    ];
    let chosen: Vec<&String> = args.iter().filter(|a| !a.starts_with('-')).collect();
    assert!(
        chosen.iter().all(|c| all.iter().any(|(name, _)| name == c)),
        "there are latency, flood, clients, growth and idle"
    );
    for (name, run) in all {
        if chosen.is_empty() || chosen.iter().any(|c| *c == name) {
            println!("== {name}");
            run();
        }
    }
}
