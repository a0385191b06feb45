//! `kbe replay`: recordings through the whole client, against what a second, independent program read in
//! the same bytes.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value as Json;
use support::data;

fn replay(name: &str, args: &[&str]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(format!("{name}.jsonl"));
    fs::write(&file, data::recording(name).text).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_kbe")).arg("replay").args(args).arg(&file).output();
    let out = out.unwrap();
    assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
    assert!(out.stderr.is_empty(), "{name}: nothing may be skipped");
    String::from_utf8(out.stdout).unwrap()
}

fn told(name: &str, args: &[&str]) -> Vec<Json> {
    let args = [args, &["--json"]].concat();
    replay(name, &args).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

type Counts = BTreeMap<&'static str, usize>;

/// What a game must be told so and so often, whatever the order.
const KINDS: [&str; 7] = [
    "method_called",
    "entity_enter_world",
    "space_data_set",
    "space_data_deleted",
    "stream_started",
    "stream_data",
    "entity_moved",
];

fn expected(name: &str) -> Counts {
    let document = data::expectation(name);
    let messages = document["messages"].as_array().unwrap();
    let mut counts: Counts = KINDS.map(|k| (k, 0)).into();
    // While somebody else controls the player it follows the server's position.
    let mut follows = false;
    for e in messages.iter().flat_map(|m| m["events"].as_array().into_iter().flatten()) {
        let (kind, n) = match e["event"].as_str().unwrap() {
            "method" => ("method_called", 1),
            "enterWorld" if e["alreadyInWorld"] == true => continue,
            "enterWorld" => ("entity_enter_world", 1),
            "setSpaceData" => ("space_data_set", 1),
            "initSpace" => ("space_data_set", e["data"].as_array().unwrap().len()),
            "delSpaceData" => ("space_data_deleted", 1),
            "streamStarted" => ("stream_started", 1),
            "streamData" => ("stream_data", 1),
            "control" if e["player"] == true => {
                follows = e["isControlled"] == true;
                continue;
            }
            "basePos" | "baseDir" if follows => ("entity_moved", 1),
            "move" => ("entity_moved", 1),
            _ => continue,
        };
        *counts.get_mut(kind).unwrap() += n;
    }
    counts
}

fn agrees(name: &str) {
    let told = told(name, &["--moves"]);
    let of = |kind: &str| told.iter().filter(|t| t["event"] == kind).count();
    let counts: Counts = KINDS.map(|k| (k, of(k))).into();
    assert_eq!(counts, expected(name), "{name}");
    // Whatever was created was destroyed, and whatever came into the world left it.
    assert_eq!(of("entity_created"), of("entity_destroyed"), "{name}");
    assert_eq!(of("entity_enter_world"), of("entity_leave_world"), "{name}");
    let sum = told.iter().filter(|t| t["event"] == "movements");
    let sum: u64 = sum.map(|t| t["count"].as_u64().unwrap()).sum();
    assert_eq!(sum as usize, of("entity_moved"), "{name}");
}

macro_rules! agree {
    ($($name:ident)*) => { $(#[test] fn $name() { agrees(stringify!($name)); })* };
}

agree! {
    avatar_management
    blowfish_tcp
    blowfish_tiny_reads
    cell_lost
    console_effects
    enter_world
    kcp_blowfish
    kcp_session
    kick_relogin
    server_kicks
    teleport_spaces
    tiny_reads
    two_clients
    websocket_session
    websocket_unmasked
    zoo_big_component
    zoo_types
    zoo_view_width
    zoo_volatile
    zoo_volatile_noeid_nodef
}

#[test]
fn every_recording_replays() {
    for name in data::names() {
        let faults = told(&name, &[]).iter().filter(|t| t["event"] == "protocol_error").count();
        assert_eq!(faults, if name == "zoo_big_component" { 3 } else { 0 }, "{name}");
    }
}

/// Values are told in full, old and new, and those of a default too.
#[test]
fn properties_tell_the_value_before() {
    let told = told("zoo_types", &[]);
    let changed = |t: &&Json| t["event"] == "property_changed" && t.get("old").is_some();
    assert!(told.iter().filter(changed).count() > 50);
    let mut last: BTreeMap<String, Json> = BTreeMap::new();
    for t in told.iter().filter(|t| t["event"] == "property_changed") {
        let key = format!("{} {} {}", t["entity"], t["component"], t["name"]);
        if let (Some(old), Some(known)) = (t.get("old"), last.get(&key)) {
            assert_eq!(old, known, "{key}");
        }
        last.insert(key, t["value"].clone());
    }
}

const GOLDEN: &str = r#"      2 A hello server="Loginapp" version="2.5.10" script_version="0.1.0"
     48 A account_result origin="Server" reason="None" code=0 text="" request="Create"
     68 A account_result origin="Server" reason="Refused" code=7 text="the account could not be created; it probably exists (SERVER_ERR_ACCOUNT_CREATE_FAILED, 7)" request="Create"
     71 A account_result origin="Server" reason="Refused" code=5 text="the account name is not acceptable (SERVER_ERR_NAME, 5)" request="Create"
    109 A account_result origin="Server" reason="Refused" code=7 text="the account could not be created; it probably exists (SERVER_ERR_ACCOUNT_CREATE_FAILED, 7)" request="Create"
    128 A account_result origin="Server" reason="None" code=0 text="" request="Create"
    149 A account_result origin="Server" reason="None" code=0 text="" request="Create"
    153 A account_result origin="Server" reason="Refused" code=14 text="the e-mail address is not valid (SERVER_ERR_NAME_MAIL, 14)" request="Create"
    189 A account_result origin="Server" reason="None" code=0 text="" request="Create"
    194 A movements count=0
"#;

#[test]
fn the_text_of_a_short_recording() {
    assert_eq!(replay("create_accounts", &[]), GOLDEN);
}
