//! Definitions and values made to cost as much as they can: they end quickly, in an error or not,
//! and what they cost is in proportion to their bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::sync::Arc;

use kbe::defs::Defs;
use kbe::defs::decode::Decoder;
use kbe::layers::Event;
use kbe::layers::event::Server;
use kbe::session::{Config, Link, Session, Time};
use kbe::wire::limits::{MAX_VALUE_DEPTH, MAX_VALUE_NODES};
use kbe::wire::value::{Arena, Value};
use kbe::wire::{Reader, WireErrorKind};
use support::alloc::{self, Counting};
use support::import::{self, Class, Method, Property, Type};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What decoding may hold: so many bytes for each byte of the input, and so many at all.
const PER_BYTE: usize = 512;
const AT_ALL: usize = 256 << 10;

/// Runs `f` over input of `n` bytes and holds it to the bounds.
#[track_caller]
fn bounded<R>(n: usize, f: impl FnOnce() -> R) -> R {
    let held = alloc::reset_peak();
    let result = f();
    let peak = (alloc::used().peak - held) as usize;
    assert!(peak <= AT_ALL + n * PER_BYTE, "{n} bytes of input cost {peak} bytes");
    result
}

const U8: u16 = 1;
const EMPTY: u16 = 2;

fn keys(n: usize, ty: u16) -> Type {
    Type::Dict((0..n).map(|i| (format!("k{i}"), ty)).collect())
}

/// Types under their ids: 1 is UINT8, 2 a dictionary without keys, the others come from the caller.
fn types(others: &[(u16, Type)]) -> Vec<(u16, Type)> {
    let mut list = vec![(U8, Type::Base("UINT8".into())), (EMPTY, keys(0, U8))];
    list.extend_from_slice(others);
    list
}

/// Definitions with one class, whose client method m0, m1, … takes one argument of each type given.
fn definitions(others: &[(u16, Type)], args: &[u16]) -> Defs {
    let method = |(uid, ty): (u16, &u16)| Method {
        uid,
        alias: -1,
        name: format!("m{uid}"),
        args: vec![*ty],
    };
    let client = (0..).zip(args).map(method).collect();
    let class = Class { name: "A".into(), utype: 1, client, ..Default::default() };
    Defs::import(&import::body(&types(others), &[class])).unwrap()
}

/// Decodes one argument of the first method.
fn decode(defs: &Defs, body: &[u8]) -> Result<(), WireErrorKind> {
    let args = defs.module(0).unwrap().client_methods()[0].args();
    bounded(body.len(), || {
        let mut arena = Arena::default();
        let mut r = Reader::new(body);
        let result = Decoder::new(defs, &mut arena, false).arguments(args, &mut r);
        result.map(|_| ()).map_err(|e| e.kind)
    })
}

#[test]
fn an_array_of_itself_ends_at_the_depth_limit() {
    let defs = definitions(&[(5, Type::Array(5))], &[5]);
    let level = |n: u32| n.to_le_bytes();
    let deep = |levels: usize| {
        let mut body: Vec<u8> = (1..levels).flat_map(|_| level(1)).collect();
        body.extend(level(0));
        body
    };
    let most = MAX_VALUE_DEPTH as usize;
    assert_eq!(decode(&defs, &deep(most)), Ok(()));
    assert_eq!(decode(&defs, &deep(most + 1)), Err(WireErrorKind::TooDeep));
    assert_eq!(decode(&defs, &deep(100_000)), Err(WireErrorKind::TooDeep));
    // Every level announces as many items as the rest could hold.
    let body: Vec<u8> = (0..10_000).rev().flat_map(level).collect();
    assert_eq!(decode(&defs, &body), Err(WireErrorKind::TooManyValues));
}

#[test]
fn a_dictionary_of_itself_ends_at_the_depth_limit() {
    for n in [1, 2, 255] {
        let defs = definitions(&[(5, keys(n, 5))], &[5]);
        let refused = decode(&defs, &[0; 100]);
        let expected = if n == 255 { WireErrorKind::TooManyValues } else { WireErrorKind::TooDeep };
        assert_eq!(refused, Err(expected), "{n} keys");
    }
    // By way of an array it has finite values.
    let defs = definitions(&[(5, Type::Dict(vec![("a".into(), 6)])), (6, Type::Array(5))], &[5]);
    assert_eq!(decode(&defs, &[1, 0, 0, 0, 0, 0, 0, 0]), Ok(()));
    let body: Vec<u8> = (0..100).flat_map(|_| [1, 0, 0, 0]).collect();
    assert_eq!(decode(&defs, &body), Err(WireErrorKind::TooDeep));
}

#[test]
fn dictionaries_that_multiply_end_at_the_node_limit() {
    let level = |id: u16, of: u16| (id, keys(255, of));
    let levels = [level(5, EMPTY), level(6, 5), level(7, 6), level(8, 7)];
    for ty in 6..=8 {
        let defs = definitions(&levels, &[ty]);
        assert_eq!(decode(&defs, &[]), Err(WireErrorKind::TooManyValues), "type {ty}");
    }
    // Few enough are no offence.
    assert_eq!(decode(&definitions(&[(5, keys(50, EMPTY))], &[5]), &[]), Ok(()));
}

#[test]
fn counts_of_items_without_bytes_end_at_the_node_limit() {
    let defs = definitions(&[(5, Type::Array(EMPTY))], &[5]);
    for count in [100_000, MAX_VALUE_NODES as u32, u32::MAX] {
        let refused = decode(&defs, &count.to_le_bytes());
        assert_eq!(refused, Err(WireErrorKind::TooManyValues), "{count} items");
    }
    assert_eq!(decode(&defs, &50u32.to_le_bytes()), Ok(()));
}

#[test]
fn counts_beyond_the_bytes_left_are_refused_before_anything_is_allocated() {
    let defs = definitions(&[(5, Type::Array(U8))], &[5]);
    for count in [5u32, 1 << 20, u32::MAX] {
        let mut body = count.to_le_bytes().to_vec();
        body.extend([0; 4]);
        let refused = decode(&defs, &body);
        assert_eq!(refused, Err(WireErrorKind::CountTooLarge { count, left: 4 }));
    }
    let mut most = (MAX_VALUE_NODES as u32).to_le_bytes().to_vec();
    most.resize(4 + MAX_VALUE_NODES, 0);
    assert_eq!(decode(&defs, &most), Err(WireErrorKind::TooManyValues), "with the root one more");
    most[0..4].copy_from_slice(&(MAX_VALUE_NODES as u32 - 1).to_le_bytes());
    assert_eq!(decode(&defs, &most), Ok(()));
}

// ---- through a session

fn message(id: u16, body: &[u8]) -> Vec<u8> {
    let mut out = id.to_le_bytes().to_vec();
    out.extend((body.len() as u16).to_le_bytes());
    out.extend(body);
    out
}

/// A session whose player is of a class with a property and a client method of type `ty`.
fn in_game(others: &[(u16, Type)], ty: u16) -> Session {
    let property = Property { uid: 9, alias: 1, name: "p".into(), ty };
    let client = vec![Method { uid: 7, alias: 3, name: "m".into(), args: vec![ty] }];
    let class = Class {
        name: "A".into(),
        utype: 1,
        properties: vec![property],
        client,
        ..Default::default()
    };
    let mut session = Session::observer(Config::default());
    session.observe(Link(1), Server::Baseapp);
    session
        .set_definitions(Arc::new(Defs::import(&import::body(&types(others), &[class])).unwrap()));
    let mut created = vec![0; 8];
    created.extend([110, 0, 0, 0, b'A', 0]);
    session.received(Time::default(), Link(1), &message(504, &created));
    session.batch().clear();
    session
}

/// Gives a session one read and holds it to the bounds; returns the faults.
#[track_caller]
fn read(session: &mut Session, bytes: &[u8]) -> usize {
    bounded(bytes.len(), || session.received(Time::default(), Link(1), bytes));
    let faults = session.batch().events.iter().filter(|e| matches!(e, Event::Fault(_))).count();
    session.batch().clear();
    faults
}

#[test]
fn one_message_full_of_values_without_bytes_is_bounded_as_a_whole() {
    // 255 values in two bytes of id.
    let mut session = in_game(&[(5, keys(255, EMPTY))], 5);
    let mut body = 110i32.to_le_bytes().to_vec();
    (0..20_000).for_each(|_| body.extend([0, 1]));
    assert_eq!(read(&mut session, &message(511, &body)), 1);
    // A million values in two bytes of id and a count.
    let mut session = in_game(&[(5, Type::Array(EMPTY))], 5);
    let mut body = 110i32.to_le_bytes().to_vec();
    (0..10_000).for_each(|_| body.extend([0, 1, 0xf0, 0xff, 0x0f, 0]));
    assert_eq!(read(&mut session, &message(511, &body)), 1);
}

#[test]
fn one_read_full_of_values_without_bytes_is_bounded_as_a_whole() {
    let mut session = in_game(&[(5, Type::Array(EMPTY))], 5);
    let call = message(506, &[110, 0, 0, 0, 0, 3, 0xf0, 0xff, 0x0f, 0]);
    let stream: Vec<u8> = (0..4000).flat_map(|_| call.clone()).collect();
    assert_eq!(read(&mut session, &stream), 4000);
    let call = message(506, &[110, 0, 0, 0, 0, 3, 100, 0, 0, 0]);
    let stream: Vec<u8> = (0..4000).flat_map(|_| call.clone()).collect();
    assert_eq!(read(&mut session, &stream), 0, "few enough are no offence");
}

// ---- imports

#[test]
fn default_values_that_multiply_are_bounded_as_a_whole() {
    let levels = [(5, keys(100, EMPTY)), (6, keys(100, 5)), (7, keys(100, 6))];
    let property = |uid: u16| Property { uid, alias: -1, name: format!("p{uid}"), ty: 7 };
    let class = Class {
        name: "A".into(),
        utype: 1,
        properties: (0..2000).map(property).collect(),
        ..Default::default()
    };
    let body = import::body(&types(&levels), &[class]);
    let defs = bounded(body.len(), || Defs::import(&body)).unwrap();
    let first = defs.module(0).unwrap().property(0).unwrap().default_value();
    assert_eq!(first.count(), 100, "the first ones are whole");
    assert_ne!(first, Value::NONE);
}

#[test]
fn as_many_classes_as_there_can_be_are_read_in_proportion() {
    let class = |utype: u16| Class { name: format!("C{utype}"), utype, ..Default::default() };
    let classes: Vec<_> = (0..30_000).map(class).collect();
    let body = import::body(&types(&[]), &classes);
    let defs = bounded(body.len(), || Defs::import(&body)).unwrap();
    assert_eq!(defs.modules().len(), 30_000);
    let twice = [classes, vec![class(77)]].concat();
    let refused = Defs::import(&import::body(&types(&[]), &twice)).unwrap_err();
    assert_eq!(refused.to_string(), "entity definitions: class C77 (77) is defined twice");
}

#[test]
fn definitions_of_any_bytes_are_bounded() {
    use support::random::Random;
    let sources = ["zoo_types", "enter_world", "zoo_big_module"];
    for (seed, name) in (0..).zip(sources) {
        let recording = support::data::recording(name);
        let mut replay = support::replay::Replay::new(&recording);
        replay.feed_all(support::replay::Slicing::Recorded);
        let whole = replay.sessions["A"].definitions().unwrap().raw().to_vec();
        let mut random = Random::new(seed);
        for _ in 0..400 {
            let mut body = whole.clone();
            for _ in 0..1 + random.below(6) {
                let at = random.below(body.len());
                body[at] = random.next() as u8;
            }
            _ = bounded(body.len(), || Defs::import(&body));
        }
    }
}
