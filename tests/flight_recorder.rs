//! A player on the demo server records its session; the tool decodes and replays it.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]
#![allow(dead_code, reason = "the flows are shared, and each test program uses a part")]

mod flows;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use flows::player::*;
use flows::{fresh_name, serve};
use kbe::ffi::config::KBE_ENCRYPTION_BLOWFISH;
use kbe::ffi::error::*;
use kbe::ffi::record::kbe_client_record;
use kbe_demo_server::DemoConfig;
use serde_json::Value as Json;

const PASSWORD: &str = "correct horse";

fn record(p: &Player, path: &Path) -> kbe_result {
    // SAFETY: the text is valid.
    unsafe { kbe_client_record(p.client, s(path.to_str().unwrap())) }
}

fn tool(args: &[&str], file: &Path) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_kbe")).args(args).arg(file).output().unwrap();
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && errors.is_empty(), "{args:?}: {errors}");
    String::from_utf8(out.stdout).unwrap()
}

fn decoded(file: &Path) -> Vec<Json> {
    let document: Json = serde_json::from_str(&tool(&["decode", "--json"], file)).unwrap();
    document["messages"].as_array().unwrap().clone()
}

fn replayed(file: &Path) -> Vec<Json> {
    let text = tool(&["replay", "--json"], file);
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn count(told: &[Json], event: &str) -> usize {
    told.iter().filter(|t| t["event"] == event).count()
}

type Wanted = fn(&Told) -> bool;

fn was_told(p: &Player, wanted: Wanted) -> usize {
    p.told().iter().filter(|t| wanted(t)).count()
}

/// The key of the session, as the server gave it.
fn key(p: &Player) -> u64 {
    let uuid = p.info().uuid;
    assert_ne!(uuid, 0);
    uuid
}

/// A whole session with a login that fails, both calls with passwords, and a logout.
fn play(target: &Target, file: &Path) -> (Player, u64) {
    let mut p = Player::new(target, &fresh_name("fly"));
    ok(record(&p, file));
    p.create_account(PASSWORD);
    p.login("wrong horse");
    let login = p.login(PASSWORD);
    assert!(matches!(login, Told::Login { success: true, .. }), "{login:?}");
    let key = key(&p);
    p.choose_avatar();
    // SAFETY: the texts are valid.
    let changed = unsafe {
        kbe::ffi::account::kbe_client_new_password(p.client, s(PASSWORD), s("battery staple"))
    };
    ok(changed);
    // The demo server does not answer it.
    p.pump(300);
    p.logout();
    ok(record(&p, Path::new("")));
    (p, key)
}

fn file(dir: &tempfile::TempDir) -> PathBuf {
    dir.path().join("flight.jsonl")
}

/// Plays, and finds in the file what the game was told. Returns the messages in it.
fn recorded(target: &Target) -> Vec<Json> {
    let dir = tempfile::tempdir().unwrap();
    let file = file(&dir);
    let (p, _) = play(target, &file);
    let messages = decoded(&file);
    let errors: Vec<_> = messages.iter().filter(|m| m.get("error").is_some()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let sent = |name: &str| messages.iter().filter(|m| m["name"] == name).count();
    assert_eq!(sent("Loginapp::login"), 2);
    assert_eq!(sent("Baseapp::loginBaseapp"), 1);
    assert_eq!(sent("Baseapp::reqAccountNewPassword"), 1);
    assert_eq!(sent("Baseapp::logoutBaseapp"), 1);
    let told = replayed(&file);
    assert_eq!(count(&told, "protocol_error"), 0);
    let kinds: [(&str, Wanted); 6] = [
        ("entity_created", |t| matches!(t, Told::Created { .. })),
        ("entity_enter_world", |t| matches!(t, Told::EnterWorld { .. })),
        ("entity_leave_world", |t| matches!(t, Told::LeaveWorld { .. })),
        ("entity_destroyed", |t| matches!(t, Told::Destroyed { .. })),
        ("method_called", |t| matches!(t, Told::Method { .. })),
        ("property_changed", |t| matches!(t, Told::Property { .. })),
    ];
    for (event, wanted) in kinds {
        assert_eq!(count(&told, event), was_told(&p, wanted), "{event}");
    }
    assert!(count(&told, "entity_enter_world") > 1);
    assert_eq!(count(&told, "disconnected"), 1);
    messages
}

#[test]
fn a_session_is_recorded_decoded_and_replayed() {
    let (_server, target) = serve(DemoConfig::default());
    recorded(&target);
}

/// What is recorded is what both sides said, not the packets; and what could open the packets is not.
#[test]
fn an_encrypted_session_is_recorded_in_clear_and_without_its_keys() {
    let (_server, mut target) = serve(DemoConfig::default());
    target.settings = |c| c.encryption = KBE_ENCRYPTION_BLOWFISH;
    let messages = recorded(&target);
    let hello = |m: &&Json| m["name"].as_str().unwrap().ends_with("app::hello");
    let keys: Vec<_> =
        messages.iter().filter(hello).map(|m| &m["fields"]["encryptedKey"]["hex"]).collect();
    assert!(keys.len() > 3 && keys.iter().all(|k| **k == "00".repeat(16)), "{keys:?}");
}

#[test]
fn no_secret_is_in_the_file() {
    let (_server, target) = serve(DemoConfig::default());
    let dir = tempfile::tempdir().unwrap();
    let file = file(&dir);
    let (p, key) = play(&target, &file);
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(&hex(p.account.as_bytes())), "names are there");
    for secret in [PASSWORD, "wrong horse", "battery staple"] {
        assert!(!text.contains(secret) && !text.contains(&hex(secret.as_bytes())), "{secret}");
    }
    assert!(text.contains(&hex("*".repeat(PASSWORD.len()).as_bytes())), "lengths stay true");
    assert!(!text.contains(&hex(&key.to_le_bytes())), "the key of the session");
}

/// The second client of a process finds the definitions in memory, so that no server sends them.
#[test]
fn definitions_that_were_known_are_in_the_file() {
    let (_server, target) = serve(DemoConfig::default());
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = ["first", "second"].map(|n| dir.path().join(n));
    drop(play(&target, &first));
    let (p, _) = play(&target, &second);
    let messages = decoded(&second);
    assert!(!messages.iter().any(|m| m["name"] == "Client::onImportClientEntityDef"));
    assert!(!messages.iter().any(|m| m.get("error").is_some()));
    let entered = was_told(&p, |t| matches!(t, Told::EnterWorld { .. }));
    assert_eq!(count(&replayed(&second), "entity_enter_world"), entered);
}

/// A recording that begins when the world is there already can be read all the same.
#[test]
fn a_recording_may_begin_in_the_middle() {
    let (_server, target) = serve(DemoConfig::default());
    let dir = tempfile::tempdir().unwrap();
    let file = file(&dir);
    let mut p = Player::new(&target, &fresh_name("mid"));
    p.enter(PASSWORD);
    ok(record(&p, &file));
    p.pump(500);
    p.logout();
    ok(record(&p, Path::new("")));
    assert!(!decoded(&file).is_empty());
    assert!(!replayed(&file).is_empty());
}

/// Whatever part of a recording is left, the tool reads it: later files of a long recording, and files
/// whose end is missing.
#[test]
fn any_part_of_a_recording_can_be_read() {
    let (_server, target) = serve(DemoConfig::default());
    let dir = tempfile::tempdir().unwrap();
    let file = file(&dir);
    drop(play(&target, &file));
    let text = fs::read_to_string(&file).unwrap();
    let (data, front): (Vec<_>, Vec<_>) = text.lines().partition(|l| l.starts_with("{\"conn\""));
    let part = dir.path().join("part.jsonl");
    for n in [1, 2, 3, 5] {
        let from = data.len() * n / 6;
        let lines = [&front[..], &data[from..]].concat().join("\n");
        // The last line is half there.
        fs::write(&part, &lines[..lines.len() - 10]).unwrap();
        assert!(!decoded(&part).is_empty());
        assert!(!replayed(&part).is_empty());
    }
}

#[test]
fn what_cannot_be_recorded_is_told_at_the_call() {
    let (_server, target) = serve(DemoConfig::default());
    let dir = tempfile::tempdir().unwrap();
    let p = Player::new(&target, "nobody");
    assert_eq!(record(&p, &dir.path().join("no/such/folder")), KBE_E_IO);
    assert!(last_error().contains("folder"), "{}", last_error());
    ok(record(&p, Path::new("")));
    let not_text = kbe::ffi::view::kbe_str { ptr: c"\xff".as_ptr(), len: 1 };
    // SAFETY: the text is valid, though not UTF-8.
    assert_eq!(unsafe { kbe_client_record(p.client, not_text) }, KBE_E_INVALID_ARGUMENT);
}

#[test]
fn a_session_that_was_resumed_is_one_story() {
    let (server, target) = serve(DemoConfig::default());
    let dir = tempfile::tempdir().unwrap();
    let file = file(&dir);
    let mut p = Player::with(&target, &fresh_name("fly"), |c| {
        c.relogin_attempts = 3;
        c.relogin_delay_ms = 50;
    });
    ok(record(&p, &file));
    p.enter(PASSWORD);
    let old_key = key(&p);
    p.forget();
    server.admin(&format!("drop {}", p.account)).unwrap();
    let state = kbe::ffi::events::KBE_SESSION_RESUMED;
    p.until_is("resumed", |t| matches!(t, Told::Session { state: s, .. } if *s == state));
    let new_key = key(&p);
    p.until_is("the space", |t| matches!(t, Told::EnterSpace { .. }));
    p.logout();
    ok(record(&p, Path::new("")));

    let messages = decoded(&file);
    let errors: Vec<_> = messages.iter().filter(|m| m.get("error").is_some()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(messages.iter().any(|m| m["name"] == "Baseapp::reloginBaseapp"));
    let told = replayed(&file);
    assert_eq!(count(&told, "protocol_error"), 0);
    let text = fs::read_to_string(&file).unwrap();
    for secret in [PASSWORD.as_bytes(), &old_key.to_le_bytes(), &new_key.to_le_bytes()] {
        let digits: String = secret.iter().map(|b| format!("{b:02x}")).collect();
        assert!(!text.contains(&digits), "{digits} is in the file");
    }
}
