//! Every field and flag of `kbe_config`, set as a C program sets it, and what it changes: on the wire, or in
//! what the game is told.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;
#[path = "support/script/server.rs"]
#[allow(dead_code, unreachable_pub, reason = "every test file uses its own part of it")]
mod server;
#[path = "abi/stage.rs"]
mod stage;

use std::time::Duration;

use abi::{s, sized};
use kbe::ffi::call::*;
use kbe::ffi::config::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::value::*;
use stage::{Player, Stage};

const UPLOAD: &str = "Baseapp::onUpdateDataFromClient";
const HEARTBEAT: &str = "Baseapp::onClientActiveTick";
const LOGIN: &str = "Loginapp::login";

fn pose(x: f32, yaw: f32) -> kbe_pose {
    let mut p: kbe_pose = sized();
    (p.position, p.direction) = ([x, 0.0, 0.0], [0.0, 0.0, yaw]);
    p
}

/// Puts the player somewhere and goes on until the server has heard of it, or of what was said after it.
fn stand(p: &Player, x: f32, yaw: f32) {
    let pose = pose(x, yaw);
    assert_eq!(unsafe { kbe_player_set_pose(p.handle, &raw const pose) }, KBE_OK);
}

fn jump(p: &Player) -> i32 {
    let n = kbe_value { r#type: KBE_VALUE_INT64, count: 0, r#as: kbe_value_as { i64: 1 } };
    unsafe { kbe_entity_call_cell(p.handle, 0, s("jump"), &raw const n, 1) }
}

#[test]
fn host_and_ports_lead_where_they_say_and_hello_and_login_say_what_they_are_told() {
    let stage = Stage::open();
    // The login's answer announces 10.0.0.2:20015; the stage is elsewhere.
    let mut p = stage.player(|c| {
        c.host = s("localhost");
        c.version = s("8.8.1");
        c.script_version = s("7.7.2");
        c.client_type = 3;
        c.baseapp_host = s("127.0.0.1");
        c.baseapp_port = stage.port.into();
    });
    p.enter_the_world();
    let told = p.told();
    let first = format!("connection localhost:{} 1 ", stage.port);
    let second = format!("connection 127.0.0.1:{} 1 ", stage.port);
    assert!(told.contains(&first) && told.contains(&second), "{told:?}");
    for hello in ["Loginapp::hello", "Baseapp::hello"] {
        let body = stage.bodies(hello).remove(0);
        assert!(body.starts_with(b"8.8.1\x007.7.2\0"), "{body:?}");
    }
    assert_eq!(stage.bodies(LOGIN)[0][0], 3);
}

#[test]
fn a_digest_that_the_game_was_made_for_must_be_the_servers() {
    let stage = Stage::open();
    for (digest, expected) in [("D2", KBE_REASON_DIGEST_MISMATCH), ("D1", KBE_REASON_NONE)] {
        let mut p = stage.player(|c| c.entitydef_digest = s(digest));
        p.login();
        let result = p.until("login_result");
        assert_eq!(result.split(' ').nth(3), Some(&*expected.to_string()), "{result}");
    }
}

#[test]
fn an_unmodified_servers_messages_need_no_import() {
    let stage = Stage::open();
    for (flags, imports) in [(KBE_CONFIG_STOCK_MESSAGES, 0), (0, 1)] {
        let mut p = stage.player(|c| c.flags = flags);
        p.enter_the_world();
        for import in ["Loginapp::importClientMessages", "Baseapp::importClientMessages"] {
            assert_eq!(stage.bodies(import).len(), imports, "{import}");
        }
    }
}

#[test]
fn what_was_imported_waits_in_the_directory() {
    let stage = Stage::open();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap().to_owned();
    let mut p = stage.player(|c| c.cache_dir = s(&path));
    p.enter_the_world();
    drop(p);
    let files = || std::fs::read_dir(dir.path()).unwrap().count();
    assert!(stage.within(|| files() == 3), "loginapp, baseapp, definitions");
}

#[test]
fn heartbeats_have_their_interval_and_tolerance() {
    let stage = Stage::open();
    let mut p = stage.player(|c| c.heartbeat_interval_ms = KBE_OFF);
    p.enter_the_world();
    // Uploads are the clock here.
    for x in 1..5u8 {
        stand(&p, x.into(), 0.0);
        assert!(p.within(|| stage.bodies(UPLOAD).len() >= usize::from(x)));
    }
    assert_eq!(stage.bodies(HEARTBEAT).len(), 0);
    drop(p);

    for tolerance in [1, 4] {
        let stage = Stage::open();
        let mut p = stage.player(|c| {
            c.heartbeat_interval_ms = 40;
            c.heartbeat_tolerance = tolerance;
        });
        p.enter_the_world();
        let end = p.until("disconnected");
        assert!(end.starts_with(&format!("disconnected {KBE_REASON_HEARTBEAT_TIMEOUT} ")), "{end}");
        assert_eq!(stage.bodies(HEARTBEAT).len(), tolerance as usize);
    }
}

const CALL: &str = "Baseapp::onRemoteCallCellMethodFromClient";

#[test]
fn poses_leave_as_often_and_for_as_little_as_is_wanted() {
    type Set = fn(&mut kbe_config);
    let off: Set = |c| c.upload_interval_ms = KBE_OFF;
    let far: Set = |c| {
        (c.upload_interval_ms, c.upload_distance, c.upload_angle) = (20, 10.0, 1.0);
    };
    let near: Set = |c| c.upload_interval_ms = 20;
    let steps = [(0.0, 0.0), (5.0, 0.5), (11.0, 0.5), (11.0, 1.6)];
    for (set, due) in [(off, [0; 4]), (far, [1, 1, 2, 3]), (near, [1, 2, 3, 4])] {
        let stage = Stage::open();
        let mut p = stage.player(set);
        p.enter_the_world();
        for ((x, yaw), due) in steps.into_iter().zip(due) {
            stand(&p, x, yaw);
            // Rounds to the server and back that are longer than the period: it would have left.
            for _ in 0..3 {
                let before = stage.bodies(CALL).len();
                std::thread::sleep(Duration::from_millis(25));
                assert_eq!(jump(&p), KBE_OK);
                assert!(p.within(|| stage.bodies(CALL).len() > before));
            }
            assert!(p.within(|| stage.bodies(UPLOAD).len() >= due), "{x} {yaw}");
            assert_eq!(stage.bodies(UPLOAD).len(), due, "{x} {yaw}");
        }
    }
}

#[test]
fn what_is_sent_is_spread_as_wanted() {
    let closed: [fn(&mut kbe_config); 2] = [
        |c| (c.pacing_packets, c.pacing_window_ms) = (1, 60_000),
        |c| (c.pacing_bytes, c.pacing_window_ms) = (1, 60_000),
    ];
    for set in closed {
        let stage = Stage::open();
        let mut p = stage.player(|c| {
            set(c);
            c.import_timeout_ms = 300;
        });
        p.login();
        let end = p.until("login_result");
        assert!(
            end.starts_with(&format!("login_result 0 0 {KBE_REASON_IMPORT_TIMEOUT} ")),
            "{end}"
        );
        assert_eq!(stage.bodies("Loginapp::hello").len(), 1, "the first write is free");
        assert_eq!(stage.bodies("Loginapp::importClientMessages").len(), 0);
    }
    let stage = Stage::open();
    let mut p = stage.player(|c| (c.pacing_packets, c.pacing_window_ms) = (1, 1));
    p.enter_the_world();
}

#[test]
fn only_so_much_waits_to_be_sent() {
    let stage = Stage::open();
    for (bytes, fits) in [(64, false), (0, true)] {
        let mut p = stage.player(|c| c.send_queue_bytes = bytes);
        p.enter_the_world();
        let words = "x".repeat(100);
        let say = kbe_value {
            r#type: KBE_VALUE_STRING,
            count: 100,
            r#as: kbe_value_as { text: s(&words).ptr },
        };
        let before = stage.bodies(SAY).len();
        assert_eq!(
            unsafe { kbe_entity_call_base(p.handle, 0, s("say"), &raw const say, 1) },
            KBE_OK
        );
        if fits {
            assert!(p.within(|| stage.bodies(SAY).len() > before));
        } else {
            let fault = p.until("protocol_error");
            assert!(fault.ends_with("was not sent: the send queue is full"), "{fault}");
        }
    }
}

const SAY: &str = "Entity::onRemoteMethodCall";

#[test]
fn a_message_may_only_be_so_large() {
    let stage = Stage::open();
    let mut p = stage.player(|c| c.max_message = 1000);
    p.login();
    let end = p.until("login_result");
    assert!(end.starts_with(&format!("login_result 0 0 {KBE_REASON_PROTOCOL_ERROR} ")), "{end}");
}

#[test]
fn a_lost_session_is_taken_up_as_often_and_as_soon_as_wanted() {
    for (longest, expected) in
        [(60, [30..=50, 45..=75, 45..=75]), (0, [30..=50, 60..=100, 120..=200])]
    {
        let stage = Stage::open();
        let mut p = stage.player(|c| {
            (c.relogin_attempts, c.relogin_delay_ms, c.relogin_max_delay_ms) = (3, 40, longest);
        });
        p.enter_the_world();
        stage.close();
        p.until("disconnected");
        let told = p.told();
        let delay = |n: usize| {
            let attempt = format!("session_changed {KBE_SESSION_RESUMING} {n}/3 in ");
            let line = told.iter().find_map(|l| l.strip_prefix(&attempt)).unwrap();
            line.split(' ').next().unwrap().parse::<u32>().unwrap()
        };
        for (n, expected) in (1..).zip(expected) {
            assert!(expected.contains(&delay(n)), "{n}: {} / {expected:?}", delay(n));
        }
    }
}

#[test]
fn a_session_that_is_refused_begins_anew_or_not() {
    for (flags, logins) in [(KBE_CONFIG_NO_LOGIN_FALLBACK, 1), (0, 2)] {
        let stage = Stage::open();
        let mut p = stage.player(|c| {
            (c.flags, c.relogin_attempts, c.relogin_delay_ms) = (flags, 1, 20);
        });
        p.enter_the_world();
        p.forget();
        stage.cut();
        match flags {
            0 => p.until("entity_enter_space"),
            _ => p.until("disconnected"),
        };
        assert_eq!(stage.bodies("Baseapp::reloginBaseapp").len(), 1);
        assert_eq!(stage.bodies(LOGIN).len(), logins);
    }
}

/// A packed movement without y: the entity keeps its own, or gets the player's as in the plugins.
#[test]
fn a_missing_height_is_kept_or_the_players() {
    let stage = Stage::open();
    for (flags, y) in [(0, 2.0), (KBE_CONFIG_BASE_Y, 50.0)] {
        let mut p = stage.player(|c| c.flags = flags);
        p.enter_the_world();
        stage.say(&server::join(&[
            server::properties(5, server::position(server::STOCK, [1.0, 2.0, 3.0])),
            server::enter(5, server::MONSTER),
            server::base_position([7.0, 50.0, 9.0]),
            server::body().u8(0).raw(&[0, 0, 0]).var(47),
        ]));
        let mut view: kbe_entity_view = sized();
        let (h, at) = (p.handle, &raw mut view);
        let there = || unsafe { kbe_entity_get(h, 5, at) == KBE_OK && (*at).position[0] == 7.0 };
        assert!(p.within(there));
        assert_eq!(view.position, [7.0, y, 9.0]);
    }
}

/// A listener whose queue is full: the system answers no further connection.
#[test]
#[cfg(target_os = "linux")]
fn a_connection_is_waited_for_as_long_as_wanted() {
    use std::net::{TcpListener, TcpStream};
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let patience = Duration::from_millis(300);
    let connect = |_| TcpStream::connect_timeout(&address, patience).ok();
    let queued: Vec<_> = (0..10_000).map_while(connect).collect();
    assert!(queued.len() < 10_000, "the queue is never full");
    let stage = Stage::open();
    let mut p = stage.player(|c| {
        c.port = address.port().into();
        c.connect_timeout_ms = 200;
    });
    p.login();
    let end = p.until("login_result");
    assert!(end.starts_with(&format!("login_result 0 0 {KBE_REASON_CONNECT_TIMEOUT} ")), "{end}");
}

/// Nobody adds a field or a flag without a test that sets it from the outside.
#[test]
fn every_field_and_flag_is_set_by_a_test() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let mut tests = String::new();
    for folder in ["tests", "tests/flows", "tests/abi", "tests/c"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.ends_with("c_headers.rs") {
                tests.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
            }
        }
    }
    let header = read("include/kbe.h");
    let begin = header.find("typedef struct kbe_config {").unwrap();
    let body = &header[begin..begin + header[begin..].find("} kbe_config;").unwrap()];
    let fields = body.lines().skip(1).map(str::trim).filter(|l| l.ends_with(';'));
    let fields: Vec<_> =
        fields.map(|l| l.rsplit(' ').next().unwrap().trim_end_matches(';')).collect();
    assert!(fields.len() > 30, "{fields:?}");
    for field in fields.into_iter().filter(|f| !f.starts_with("reserved")) {
        // `c.field = …`, alone or among others in front of one sign.
        let named = ["c.", "k.", "config."].map(|owner| format!("{owner}{field}"));
        let is_set = |l: &str, name: &String| {
            let behind = l.split_once(name.as_str()).map_or("", |(_, behind)| behind);
            behind.starts_with([' ', ',', ')']) && behind.contains(" = ")
        };
        let set = tests.lines().any(|l| named.iter().any(|n| is_set(l, n)));
        assert!(set, "no test sets {field}");
    }
    let flags = header.lines().filter_map(|l| l.strip_prefix("#define KBE_CONFIG_"));
    for flag in flags.map(|l| l.split(' ').next().unwrap()).filter(|f| *f != "INIT") {
        assert!(tests.contains(&format!("KBE_CONFIG_{flag}")), "no test sets {flag}");
    }
}
