//! Recordings of a real server, decoded by the command-line tool and by the library, against what a
//! second, independent program read in the same bytes.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::fs;
use std::process::Command;

use serde_json::Value as Json;
use support::random::Random;
use support::replay::{Replay, Slicing, Told, is_fault, told};
use support::{compare, data};

/// Decodes a recording with the tool; `slice` as its option of that name takes it.
fn decode(name: &str, slice: Option<&str>) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(format!("{name}.jsonl"));
    fs::write(&file, data::recording(name).text).unwrap();
    let mut kbe = Command::new(env!("CARGO_BIN_EXE_kbe"));
    kbe.args(["decode", "--json"]).arg(&file);
    if let Some(slice) = slice {
        kbe.args(["--slice", slice]);
    }
    let out = kbe.output().unwrap();
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{name}: {errors}");
    assert_eq!(errors, "", "{name}: nothing may be skipped");
    String::from_utf8(out.stdout).unwrap()
}

fn differences(name: &str, document: &str) -> compare::Report {
    let got: Json = serde_json::from_str(document).unwrap();
    compare::compare(&data::expectation(name), &got)
}

/// The tool's document equals the expectation, however the bytes are sliced.
fn tool_agrees(name: &str, defects: usize) {
    let document = decode(name, None);
    let report = differences(name, &document);
    let first: Vec<_> = report.differences.iter().take(10).collect();
    assert!(first.is_empty(), "{name}: {} differences, {first:#?}", report.differences.len());
    assert_eq!(report.skipped, defects, "{name}: bodies that the server wrote wrongly");
    assert!(report.messages > 0);
    for slice in ["1", "random:7"] {
        let sliced = decode(name, Some(slice));
        if sliced != document {
            let report = differences(name, &sliced);
            panic!("{name} in slices of {slice}: {:#?}", report.differences.first());
        }
    }
}

fn replay(recording: &data::Recording, slicing: Slicing) -> Vec<Told> {
    let mut replay = Replay::new(recording);
    replay.feed_all(slicing);
    replay.sessions.values_mut().map(told).collect()
}

/// The library tells the same events, values and texts and ends in the same world, however the bytes
/// are sliced.
fn library_agrees_with_itself(name: &str, defects: usize) {
    let recording = data::recording(name);
    let mut whole = Replay::new(&recording);
    whole.feed_all(Slicing::Recorded);
    let faults =
        |s: &mut kbe::session::Session| s.batch().events.iter().filter(|e| is_fault(e)).count();
    let faults: usize = whole.sessions.values_mut().map(faults).sum();
    assert_eq!(faults, defects, "{name}: messages that could not be used");
    let expected: Vec<_> = whole.sessions.values_mut().map(told).collect();
    let slicings = [Slicing::Fixed(1), Slicing::Fixed(7), Slicing::Fixed(4096)];
    let random = (1..4).map(|seed| Slicing::Random(Random::new(seed)));
    for slicing in slicings.into_iter().chain(random) {
        let got = replay(&recording, slicing.clone());
        assert_eq!(got.len(), expected.len());
        for (got, want) in got.iter().zip(&expected) {
            let place = got.events.iter().zip(&want.events).position(|(g, w)| g != w);
            assert_eq!(place, None, "{name} {slicing:?}: the first event that differs");
            assert!(got == want, "{name} {slicing:?}");
        }
    }
}

macro_rules! recordings {
    ($($name:ident: $defects:literal)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        mod tool {
            $(#[test] fn $name() { super::tool_agrees(stringify!($name), $defects); })*
        }
        mod library {
            $(#[test] fn $name() { super::library_agrees_with_itself(stringify!($name), $defects); })*
        }
    };
}

// Every recording, with the number of its messages that the server wrote wrongly.
recordings! {
    account_password_mail: 0
    avatar_management: 0
    base_imports: 0
    blowfish_tcp: 0
    blowfish_tiny_reads: 0
    cell_lost: 0
    console_effects: 0
    create_accounts: 0
    enter_world: 0
    kcp_blowfish: 0
    kcp_session: 0
    kick_relogin: 0
    login_failures: 0
    login_imports: 0
    server_kicks: 0
    teleport_spaces: 0
    tiny_reads: 0
    two_clients: 0
    websocket_session: 0
    websocket_unmasked: 0
    zoo_big_component: 3
    zoo_big_module: 0
    zoo_big_module_noeid_nodef: 0
    zoo_extended_length_posdir1: 0
    zoo_key_ignored_enc0: 0
    zoo_types: 0
    zoo_types_noeid_nodef: 0
    zoo_view_width: 0
    zoo_volatile: 0
    zoo_volatile_noeid_nodef: 0
    zoo_volatile_posdir0: 0
    zoo_volatile_posdir1: 0
}

#[test]
fn no_recording_is_left_out() {
    assert_eq!(NAMES, data::names());
    assert_eq!(NAMES.len(), 32);
}

#[test]
fn a_comparison_sees_what_it_must_see() {
    let parse = |s: &str| serde_json::from_str::<Json>(s).unwrap();
    let same = [("1.0", "1"), ("[1e2]", "[100]"), (r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1.0}"#)];
    for (a, b) in same {
        assert_eq!(compare::spelling(&parse(a)), compare::spelling(&parse(b)), "{a} {b}");
    }
    let other =
        [("0.0", "-0.0"), ("1", "\"1\""), ("[]", "null"), ("[1,2]", "[2,1]"), ("0.1", "0.2")];
    for (a, b) in other {
        assert_ne!(compare::spelling(&parse(a)), compare::spelling(&parse(b)), "{a} {b}");
    }
    let told = r#"{"messages":[{"name":"x","line":1,"events":[{"v":1},{"v":2}]}]}"#;
    let order = told.replace(r#"{"v":1},{"v":2}"#, r#"{"v":2.0},{"v":1}"#);
    assert_eq!(compare::compare(&parse(told), &parse(&order)).differences.len(), 0);
    for wrong in [told.replace("[{\"v\":1},", "["), told.replace("line\":1", "line\":2")] {
        assert_eq!(compare::compare(&parse(told), &parse(&wrong)).differences.len(), 1, "{wrong}");
    }
    assert_eq!(compare::compare(&parse(told), &parse(r#"{"messages":[]}"#)).differences.len(), 1);
}
