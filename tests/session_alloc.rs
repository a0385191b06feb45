//! An encrypted connection in steady state allocates nothing, in either direction.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "support/alloc.rs"]
#[allow(dead_code, reason = "shared with the benchmarks")]
mod alloc;

use kbe::layers::Command;
use kbe::layers::event::{Encryption, Server};
use kbe::session::{Config, Key, KeySource, Link, Session, Time, Via};
use kbe::wire::blowfish::Cipher;

#[global_allocator]
static ALLOCATOR: alloc::Counting = alloc::Counting;

const KEY: [u8; 16] = *b"a key of sixteen";

/// onHelloCB of a baseapp, and the answer to a heartbeat.
const HELLO: &[u8] = b"\x09\x02\x17\x002.5.10\x000.1.0\0B1\0D1\0\x06\0\0\0";
const ANSWER: [u8; 2] = [72, 0];

#[test]
fn packets_come_and_go_without_allocations() {
    let keys = KeySource::new(|| Ok(Key::new(&KEY)));
    let config = Config {
        encryption: Encryption::Blowfish,
        keys,
        heartbeat_interval: std::time::Duration::from_millis(200),
        ..Config::default()
    };
    let mut session = Session::new(config);
    let (now, link) = (Time(0), Link(1));
    session.command(now, Command::Probe { server: Server::Baseapp, imports: true });
    session.connected(now, link, &Via::default());
    let mut out = Vec::new();
    session.poll_transmit(now, &mut out).unwrap();
    assert!(out.ends_with(&KEY));
    session.received(now, link, HELLO);
    out.clear();
    session.poll_transmit(now, &mut out).unwrap();
    assert_eq!(out.len(), 11, "both import requests in a packet");
    let mut answers = ANSWER.repeat(900);
    Cipher::new(&KEY).unwrap().seal(&mut answers, 0);
    session.batch().clear();

    let mut round = |n: u64| {
        let now = Time(n * 200_000);
        for size in [answers.len(), 7, 11, 1391] {
            answers.chunks(size).for_each(|slice| session.received(now, link, slice));
        }
        session.timeout(now);
        out.clear();
        session.poll_transmit(now, &mut out)
    };
    (1..10).for_each(|n| assert!(round(n).is_some(), "{n}: a heartbeat"));
    let before = alloc::used().allocations;
    (10..60).for_each(|n| assert!(round(n).is_some(), "{n}: a heartbeat"));
    assert_eq!(alloc::used().allocations - before, 0);
    assert_eq!(session.stats().messages_in, 1 + 59 * 4 * 900);
}
