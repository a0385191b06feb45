//! The short way for frequent messages tells exactly what the long way tells, also about bytes that are
//! wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::sync::Arc;

use kbe::defs::Defs;
use kbe::layers::event::Server;
use kbe::layers::interest::CALLS;
use kbe::layers::{Batch, Interest};
use kbe::session::counts::MessageCount;
use kbe::session::tap::{NoTap, Seen, Tap};
use kbe::session::{Config, Link, Session, Stats, Time, World};
use kbe::wire::WireError;
use kbe::wire::value::Kind;
use support::random::Random;
use support::{data, replay};

/// Looks on, and thereby keeps the session on the long way.
struct Onlooker;

impl Tap for Onlooker {
    fn before(&mut self, _: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {}
    fn after(&mut self, _: &Seen<'_>, _: &Batch, _: usize, _: Option<&WireError>) {}
}

/// What a batch says, without the addresses in it.
fn said(batch: &Batch) -> String {
    let (nodes, bytes) = batch.arena.size();
    let values: Vec<_> = (0..nodes as u32)
        .map(|i| batch.arena.get(i))
        .map(|v| (v.kind(), v.count(), if v.kind() == Kind::FixedDict { 0 } else { v.as_i64() }))
        .collect();
    let text = batch.arena.text(kbe::wire::value::Span { start: 0, len: bytes as u32 });
    let events: Vec<_> = batch.events.iter().flat_map(|e| replay::lines(batch, e)).collect();
    format!("{events:?} {:?} {values:?} {text:?}", batch.changes)
}

/// Everything a session tells about a recording whose bytes went through `change`, read by read.
fn play<T: Tap>(
    name: &str,
    tap: &mut T,
    mut change: impl FnMut(&mut Vec<u8>),
) -> (Vec<String>, Stats, Vec<MessageCount>) {
    let recording = data::recording(name);
    let mut session = Session::observer(Config::default());
    for c in &recording.connections {
        let server = if c.baseapp { Server::Baseapp } else { Server::Loginapp };
        session.observe(Link(c.id), server);
    }
    let mut told = Vec::new();
    for line in recording.lines.iter().filter(|l| l.from_server) {
        let mut bytes = line.bytes.clone();
        change(&mut bytes);
        session.received_with(Time::default(), Link(line.connection), &bytes, tap);
        told.push(said(session.batch()));
        session.batch().clear();
    }
    (told, session.stats(), session.counts().list())
}

const RECORDINGS: [&str; 6] = [
    "enter_world",
    "two_clients",
    "zoo_view_width",
    "zoo_types_noeid_nodef",
    "zoo_volatile_posdir0",
    "tiny_reads",
];

#[test]
fn recordings_are_told_alike_on_both_ways() {
    for name in RECORDINGS {
        let short = play(name, &mut NoTap, |_| {});
        let long = play(name, &mut Onlooker, |_| {});
        assert!(short.1.messages_in > 100, "{name}");
        let counted: u64 = short.2.iter().map(|m| m.count.messages).sum();
        assert_eq!(counted, short.1.messages_in, "{name}");
        assert!(short == long, "{name}: the two ways differ");
    }
}

#[test]
fn broken_bytes_are_told_alike_on_both_ways() {
    let (mut faults, mut with_entity) = (0, 0);
    for seed in 0..20 {
        for name in RECORDINGS {
            let breaks = |seed| {
                let mut random = Random::new(seed);
                move |bytes: &mut Vec<u8>| {
                    // The imports stay as they are, or nothing could be read behind them.
                    if bytes.len() > 4 && bytes.len() < 1000 && random.below(8) == 0 {
                        let at = 4 + random.below(bytes.len() - 4);
                        bytes[at] ^= 1 << random.below(8);
                    }
                }
            };
            let short = play(name, &mut NoTap, breaks(seed));
            let long = play(name, &mut Onlooker, breaks(seed));
            assert!(short == long, "{name}, seed {seed}: the two ways differ");
            faults += short.1.faults;
            let entities = short.0.iter().flat_map(|told| told.split("Fault(").skip(1));
            with_entity += entities.filter(|f| !f.contains("entity: 0,")).count();
        }
    }
    assert!(faults > 100 && with_entity > 50, "{faults}, {with_entity} of them about an entity");
}

/// The events of a recording that stand for themselves, for a game with this interest.
fn plain_events(name: &str, interest: Interest) -> (Vec<String>, Stats) {
    let recording = data::recording(name);
    let mut session = Session::observer(Config::default());
    session.set_interest(interest);
    for c in &recording.connections {
        let server = if c.baseapp { Server::Baseapp } else { Server::Loginapp };
        session.observe(Link(c.id), server);
    }
    let mut told = Vec::new();
    for line in recording.lines.iter().filter(|l| l.from_server) {
        session.received(Time::default(), Link(line.connection), &line.bytes);
        let batch = session.batch();
        told.extend(batch.events.iter().flat_map(|e| replay::lines(batch, e)));
        batch.clear();
    }
    // Where the values and texts of the others stand depends on what else is told.
    let plain = ["Move ", "Property ", "Method ", "EnterWorld ", "LeaveWorld ", "SetPose "];
    told.retain(|e| plain.iter().any(|p| e.starts_with(p)));
    for call in told.iter_mut().filter(|e| e.starts_with("Method")) {
        call.truncate(call.find(", args:").unwrap_or(call.len()));
    }
    (told, session.stats())
}

#[test]
fn calls_that_nobody_wants_to_hear_of_are_left_out_and_nothing_else() {
    let (mut calls, mut left) = (0, 0);
    for name in RECORDINGS {
        let (mut all, stats) = plain_events(name, Interest::default());
        let mut no_calls = Interest::default();
        no_calls.set_kinds(!CALLS);
        let (without, stats_without) = plain_events(name, no_calls);
        assert_eq!(stats.messages_in, stats_without.messages_in, "{name}");
        let before = all.len();
        let mut rest = without.iter();
        // Calls of components and those in front of confirmed definitions may be told all the same.
        all.retain(|e| !e.starts_with("Method") || rest.clone().any(|r| r == e));
        calls += before - all.len();
        for e in &all {
            assert_eq!(Some(e), rest.next(), "{name}");
            left += 1;
        }
        assert_eq!(rest.next(), None, "{name}");
    }
    assert!(calls > 20 && left > 500, "{calls} calls were left out of {left}");
}
