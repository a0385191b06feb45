//! Definitions that a game ships: its first login asks a server for nothing.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::undocumented_unsafe_blocks,
    reason = "a test that cannot go on has failed, and stands in the place of a C caller"
)]

#[allow(dead_code, reason = "every test file uses its own part of it")]
mod flows;

use std::process::Command;

use flows::player::*;
use flows::*;
use kbe::ffi::config::{KBE_CONFIG_STOCK_MESSAGES, kbe_config};
use kbe::ffi::defs::kbe_class_id;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::shipped::*;
use kbe::ffi::view::kbe_bytes;
use kbe_demo_server::{DemoConfig, StallAt};

fn set(p: &Player, file: &[u8]) -> i32 {
    let file = kbe_bytes { ptr: file.as_ptr(), len: file.len() as u32 };
    unsafe { kbe_client_set_definitions(p.client, file) }
}

/// The file of a client that plays.
fn get(p: &Player) -> Vec<u8> {
    let mut length = 0;
    let none = std::ptr::null_mut();
    ok(unsafe { kbe_client_get_definitions(p.client, none, 0, &raw mut length) });
    let mut file = vec![0; length as usize];
    let short = length - 1;
    let r = unsafe { kbe_client_get_definitions(p.client, file.as_mut_ptr(), short, none.cast()) };
    assert_eq!((r, file.iter().all(|b| *b == 0)), (KBE_E_BUFFER_TOO_SMALL, true));
    ok(unsafe { kbe_client_get_definitions(p.client, file.as_mut_ptr(), length, none.cast()) });
    file
}

/// A server that answers no import, and a client that knows nothing but what it is given.
fn stalling() -> DemoConfig {
    let stall = Some(StallAt::Imports);
    DemoConfig { stall, auto_create_accounts: true, ..DemoConfig::default() }
}

fn stranger(target: &Target, dir: &tempfile::TempDir) -> Player {
    let path = dir.path().to_str().unwrap().to_owned();
    Player::with(target, "stranger", |c: &mut kbe_config| {
        c.cache_dir = s(&path);
        c.flags = KBE_CONFIG_STOCK_MESSAGES;
        c.import_timeout_ms = 500;
    })
}

fn class_id(p: &Player, name: &str) -> (i32, u32) {
    let mut id = 0;
    (unsafe { kbe_class_id(p.client, s(name), &raw mut id) }, id)
}

#[test]
fn a_shipped_file_serves_the_first_login_of_a_game() {
    let (_server, target) = serve(DemoConfig::default());
    let mut maker = Player::new(&target, &fresh_name("mak"));
    let mut length = 0;
    let none = std::ptr::null_mut();
    let r = unsafe { kbe_client_get_definitions(maker.client, none, 0, &raw mut length) };
    assert_eq!((r, length), (KBE_E_OFFLINE, 0));
    maker.enter("secret");
    let file = get(&maker);
    maker.logout();

    let (_server, target) = serve(stalling());
    let dir = tempfile::tempdir().unwrap();
    let mut p = stranger(&target, &dir);
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { reason: KBE_REASON_IMPORT_TIMEOUT, .. }), "{end:?}");
    assert_eq!(class_id(&p, "Avatar").0, KBE_E_NOT_READY);

    ok(set(&p, &file));
    for _ in 0..100 {
        if class_id(&p, "Avatar").0 == KBE_OK {
            break;
        }
        p.pump(50);
    }
    assert_eq!(class_id(&p, "Avatar"), (KBE_OK, 2), "before the login");
    p.enter("secret");
    let me = p.player_id();
    assert!(p.property(me, "name").is_some());
    ok(p.component_cell("component1", "hello", &[int32(-5)]));
    assert!(!p.told().iter().any(|t| matches!(t, Told::ProtocolError { .. })), "{:?}", p.told());
    p.logout();
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing was imported");
}

#[test]
fn a_file_that_does_not_fit_is_corrected_by_the_server() {
    let plain = DemoConfig { entitydef_alias_id: false, ..DemoConfig::default() };
    let (_server, target) = serve(plain);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap().to_owned();
    let mut maker = Player::with(&target, &fresh_name("mak"), |c| c.cache_dir = s(&path));
    maker.enter("secret");
    let file = get(&maker);
    maker.logout();

    // One digest, other numbers.
    let (_server, target) = serve(DemoConfig::default());
    let other = tempfile::tempdir().unwrap();
    let path = other.path().to_str().unwrap().to_owned();
    let mut p = Player::with(&target, &fresh_name("hea"), |c| c.cache_dir = s(&path));
    ok(set(&p, &file));
    p.enter("secret");
    assert!(!p.told().iter().any(|t| matches!(t, Told::ProtocolError { .. })), "{:?}", p.told());
    p.logout();
}

#[test]
fn a_file_that_is_none_is_refused_with_a_reason() {
    let p = Player::new(&Target::new("127.0.0.1", 1), "nobody");
    for file in [&b""[..], b"nonsense"] {
        assert_eq!(set(&p, file), KBE_E_INVALID_ARGUMENT);
        assert!(last_error().starts_with("the bytes are no definitions file"), "{}", last_error());
    }
    let nowhere = kbe_bytes { ptr: std::ptr::null(), len: 4 };
    let r = unsafe { kbe_client_set_definitions(p.client, nowhere) };
    assert_eq!((r, &last_error()[..12]), (KBE_E_INVALID_ARGUMENT, "file is NULL"));
}

#[test]
fn the_tool_saves_such_a_file() {
    let (server, _) = serve(DemoConfig::default());
    let dir = tempfile::tempdir().unwrap();
    let saved = dir.path().join("game.kbedefs");
    let out = Command::new(env!("CARGO_BIN_EXE_kbe"))
        .args(["defs", &server.login_addr().to_string()])
        .args(["--baseapp", &server.base_addr().to_string(), "--cache"])
        .arg(dir.path().join("cache"))
        .arg("--save")
        .arg(&saved)
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let file = std::fs::read(&saved).unwrap();

    let (_server, target) = serve(stalling());
    let mut p = stranger(&target, &dir);
    ok(set(&p, &file));
    p.enter("secret");
    p.logout();
}
