//! The C interface from end to end: clients of this process play on the demo server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#[macro_use]
mod flows;

use flows::player::*;
use flows::*;
use kbe::ffi::account::kbe_client_relogin;
use kbe::ffi::config::kbe_config;
use kbe::ffi::error::KBE_E_BUSY;
use kbe::ffi::events::*;
use kbe_demo_server::{DemoConfig, StallAt};

mod plain {
    use super::*;
    flows! {
        on serve(DemoConfig::default());
        accounts_and_refusals
        refused_at_the_call
        into_the_world
        two_see_each_other
        kicked_by_a_second_login
        resumed_after_a_loss
    }
}

#[test]
fn without_aliases_the_world_is_the_same() {
    let plain =
        DemoConfig { alias_entity_id: false, entitydef_alias_id: false, ..DemoConfig::default() };
    let (_server, target) = serve(plain);
    into_the_world(&target);
    two_see_each_other(&target);
}

/// Two servers announce the same digest and number their properties differently: what is cached for
/// the one does not fit the other, and nothing is lost.
#[test]
fn a_cache_that_does_not_fit_heals() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap().to_owned();
    let (server, target) = serve(DemoConfig::default());
    let mut p = Player::with(&target, "heal", |c| c.cache_dir = s(&path));
    p.enter("secret");
    p.logout();
    drop((p, server));
    let other = DemoConfig { entitydef_alias_id: false, ..DemoConfig::default() };
    let (_server, target) = serve(other);
    let mut p = Player::with(&target, "heal", |c| c.cache_dir = s(&path));
    p.enter("secret");
    let trouble: Vec<_> =
        p.told().iter().filter(|t| matches!(t, Told::ProtocolError { .. })).collect();
    assert!(trouble.is_empty(), "{trouble:?}");
    p.logout();
}

#[test]
fn a_server_that_stalls_ends_in_one_event_and_the_handle_goes_on() {
    let cases = [
        (StallAt::Hello, KBE_REASON_HELLO_TIMEOUT),
        (StallAt::Imports, KBE_REASON_IMPORT_TIMEOUT),
        (StallAt::Login, KBE_REASON_LOGIN_TIMEOUT),
        (StallAt::BaseHello, KBE_REASON_HELLO_TIMEOUT),
        (StallAt::BaseLogin, KBE_REASON_BASEAPP_LOGIN_TIMEOUT),
    ];
    for (stall, expected) in cases {
        let config = DemoConfig {
            stall: Some(stall),
            auto_create_accounts: true,
            // Imports are shared within a process: this server's must be unknown here.
            script_version: "stalls".into(),
            ..DemoConfig::default()
        };
        let (_server, target) = serve(config);
        let mut p = Player::with(&target, "stalled", |c| {
            c.script_version = s("stalls");
            c.hello_timeout_ms = 200;
            c.import_timeout_ms = 200;
            c.login_timeout_ms = 200;
            c.baseapp_login_timeout_ms = 200;
        });
        for _ in 0..2 {
            let end = p.login("secret");
            let Told::Login { success: false, reason, .. } = end else { panic!("{end:?}") };
            assert_eq!(reason, expected, "{stall:?}");
        }
        assert_eq!(p.told().len(), 2, "one event an attempt: {:?}", p.told());
    }
}

#[test]
fn nobody_there() {
    let closed = Target::new("127.0.0.1", 1);
    let mut p = Player::new(&closed, "nobody");
    let end = p.login("secret");
    let Told::Login { success: false, reason: KBE_REASON_CONNECT_FAILED, text, .. } = end else {
        panic!("{end:?}")
    };
    assert!(text.contains("127.0.0.1:1") && text.contains("refused"), "{text}");
    let unknown = Target::new("no-such-host.invalid", 20013);
    let mut p = Player::new(&unknown, "nobody");
    let end = p.login("secret");
    assert!(
        matches!(&end, Told::Login { reason: KBE_REASON_NAME_NOT_RESOLVED, text, .. }
            if text.contains("no-such-host.invalid")),
        "{end:?}"
    );
}

#[test]
fn not_a_kbengine_server() {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let web = std::thread::spawn(move || {
        let (mut peer, _) = listener.accept().unwrap();
        _ = peer.read(&mut [0; 64]);
        _ = peer.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        _ = peer.read(&mut [0; 64]);
    });
    let mut p = Player::new(&Target::new("127.0.0.1", port), "web");
    let end = p.login("secret");
    let Told::Login { reason: KBE_REASON_PROTOCOL_ERROR, text, .. } = end else {
        panic!("{end:?}")
    };
    assert!(text.contains("not KBEngine's protocol"), "{text}");
    web.join().unwrap();
}

#[test]
fn a_wrong_version_is_told_and_ends_the_attempt() {
    let (_server, target) = serve(DemoConfig { version: "9.9.9".into(), ..DemoConfig::default() });
    let mut p = Player::new(&target, "old");
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { reason: KBE_REASON_VERSION_MISMATCH, .. }), "{end:?}");
    let told = Told::VersionMismatch { kind: KBE_MISMATCH_ENGINE, server: "9.9.9".into() };
    assert_eq!(p.told()[0], told);
}

#[test]
fn an_announced_address_out_of_reach_is_named() {
    let config = DemoConfig {
        announced_host: "no-such-baseapp.invalid".into(),
        auto_create_accounts: true,
        ..DemoConfig::default()
    };
    let (server, target) = serve(config);
    let mut p = Player::new(&target, "nat");
    let end = p.login("secret");
    assert!(
        matches!(&end, Told::Login { reason: KBE_REASON_NAME_NOT_RESOLVED, text, .. }
            if text.contains("no-such-baseapp.invalid")),
        "{end:?}"
    );
    // Told by hand where the baseapp really is, it works.
    let base = server.base_addr();
    let mut p = Player::with(&target, "nat", |c| {
        c.baseapp_host = s("127.0.0.1");
        c.baseapp_port = base.port().into();
    });
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
}

/// Messages that the real server never sends cost themselves and nothing else; what breaks the stream
/// ends the session with one event.
#[test]
fn malformed_messages() {
    let (server, target) = serve(DemoConfig::default());
    for kind in ["shortbody", "badprop", "badvid", "badcount"] {
        let mut p = Player::new(&target, &fresh_name("mal"));
        p.enter("secret");
        server.admin(&format!("malformed {} {kind}", p.account)).unwrap();
        p.until_is("protocol error", |t| {
            matches!(t, Told::ProtocolError { message, text }
                if message.starts_with("Client::") && !text.is_empty())
        });
        // The session goes on.
        ok(p.component_base("component1", "say", &[int32(1)]));
        p.until_is("answer", |t| matches!(t, Told::Method { name, .. } if name == "helloCB"));
        p.logout();
    }
    for kind in ["unknownid", "hugelen", "garbage"] {
        let mut p = Player::new(&target, &fresh_name("mal"));
        p.enter("secret");
        server.admin(&format!("malformed {} {kind}", p.account)).unwrap();
        let end = p.until("end", |t| matches!(t, Told::Disconnected { .. }).then(|| t.clone()));
        let (origin, reason) = (KBE_ORIGIN_LIBRARY, KBE_REASON_PROTOCOL_ERROR);
        assert_eq!(end, Told::Disconnected { origin, reason, code: 0 }, "{kind}");
        let again = p.login("secret");
        assert!(matches!(again, Told::Login { success: true, .. }), "{again:?}");
        p.logout();
    }
}

#[test]
fn a_dropped_connection_has_an_origin() {
    let (server, target) = serve(DemoConfig::default());
    let mut p = Player::new(&target, "dropped");
    p.enter("secret");
    server.admin("drop dropped").unwrap();
    let end = p.until("end", |t| matches!(t, Told::Disconnected { .. }).then(|| t.clone()));
    let Told::Disconnected { origin, reason, .. } = end else { panic!() };
    assert!(
        [
            (KBE_ORIGIN_SERVER, KBE_REASON_CLOSED_BY_SERVER),
            (KBE_ORIGIN_NETWORK, KBE_REASON_CONNECTION_LOST)
        ]
        .contains(&(origin, reason)),
        "{origin} {reason}"
    );
}

/// Waits until the world is there again: the same player, and the other beside it.
fn resumed(p: &mut Player, me: i32, other: i32) {
    let state = KBE_SESSION_RESUMED;
    let told = Told::Session { state, attempt: 0, by_login: false, reason: KBE_REASON_NONE };
    p.until_is("resumed", |t| *t == told);
    assert_eq!(p.player_id(), me);
    p.until_is("the old view's end", |t| *t == Told::Destroyed { id: other });
    p.until_is("the space", |t| matches!(t, Told::EnterSpace { .. }));
    p.until_is("the other", |t| matches!(t, Told::EnterWorld { id, .. } if *id == other));
    assert!(!p.told().contains(&Told::Destroyed { id: me }), "{:#?}", p.told());
    assert!(p.property(me, "name").unwrap().contains("of the tests"));
    ok(p.cell(me, "jump", &[]));
    ok(p.component_base("component1", "say", &[int32(1)]));
    p.until_is("answer", |t| matches!(t, Told::Method { name, .. } if name == "helloCB"));
}

/// A player who will see another.
fn two_players(target: &Target, configure: impl FnOnce(&mut kbe_config)) -> (Player, Player) {
    let mut other = Player::new(target, &fresh_name("oth"));
    other.enter("secret");
    let mut p = Player::with(target, &fresh_name("res"), configure);
    p.enter("secret");
    let id = other.player_id();
    p.until_is("the other", |t| matches!(t, Told::EnterWorld { id: i, .. } if *i == id));
    (p, other)
}

#[test]
fn a_dropped_session_is_resumed_by_itself() {
    let (server, target) = serve(DemoConfig::default());
    let (mut p, other) = two_players(&target, |c| {
        c.relogin_attempts = 3;
        c.relogin_delay_ms = 50;
    });
    let me = p.player_id();
    for _ in 0..2 {
        p.forget();
        server.admin(&format!("drop {}", p.account)).unwrap();
        p.until_is("lost", |t| {
            matches!(t, Told::Session { state: KBE_SESSION_LOST, reason, .. }
                if [KBE_REASON_CLOSED_BY_SERVER, KBE_REASON_CONNECTION_LOST].contains(reason))
        });
        p.until_is("an attempt", |t| {
            matches!(t, Told::Session { state: KBE_SESSION_RESUMING, attempt: 1, .. })
        });
        resumed(&mut p, me, other.player_id());
    }
    assert!(!p.told().iter().any(|t| matches!(t, Told::Disconnected { .. })), "{:?}", p.told());
    p.logout();
}

#[test]
fn a_dropped_session_is_resumed_when_the_game_asks() {
    let (server, target) = serve(DemoConfig::default());
    let (mut p, other) = two_players(&target, |_| {});
    let me = p.player_id();
    assert_eq!(kbe_client_relogin(p.client), KBE_E_BUSY);
    server.admin(&format!("drop {}", p.account)).unwrap();
    p.until_is("end", |t| matches!(t, Told::Disconnected { .. }));
    assert!(p.view(me).is_some() && p.view(other.player_id()).is_some(), "the world stays");
    ok(kbe_client_relogin(p.client));
    resumed(&mut p, me, other.player_id());
    p.logout();
    // A session that was logged out cannot be resumed.
    ok(kbe_client_relogin(p.client));
    p.until_is("refusal", |t| {
        matches!(t, Told::Disconnected { reason: KBE_REASON_NOTHING_TO_RESUME, .. })
    });
}

#[test]
fn a_session_that_is_gone_becomes_a_login() {
    let (server, target) = serve(DemoConfig::default());
    let mut p = Player::with(&target, &fresh_name("gon"), |c| {
        c.relogin_attempts = 3;
        c.relogin_delay_ms = 1000;
    });
    p.enter("secret");
    let me = p.player_id();
    server.admin(&format!("drop {}", p.account)).unwrap();
    p.until_is("lost", |t| matches!(t, Told::Session { state: KBE_SESSION_LOST, .. }));
    // Somebody else logs in and out with the account meanwhile: its proxy is another.
    let mut thief = Player::new(&target, &p.account.clone());
    assert!(matches!(thief.login("secret"), Told::Login { success: true, .. }));
    thief.logout();
    p.until_is("the end of the old world", |t| *t == Told::Destroyed { id: me });
    let state = KBE_SESSION_RESUMED;
    let told = Told::Session { state, attempt: 0, by_login: true, reason: KBE_REASON_NONE };
    p.until_is("resumed by login", |t| *t == told);
    p.choose_avatar();
    assert_ne!(p.player_id(), me);
    p.logout();
}

#[test]
fn teleport_control_streams_and_space_data() {
    let (server, target) = serve(DemoConfig::default());
    let mut p = Player::new(&target, "tourist");
    p.enter("secret");
    let first = p.view(0).unwrap().space_id;
    server.admin("spacedata 1 weather sunny").unwrap();
    p.until_is("weather", |t| {
        *t == Told::SpaceData { key: "weather".into(), value: "sunny".into() }
    });
    server.admin("delspacedata 1 weather").unwrap();
    p.until_is("weather gone", |t| *t == Told::SpaceDataDeleted { key: "weather".into() });
    server.admin("teleport tourist 2").unwrap();
    p.until_is("leaving the space", |t| *t == Told::LeaveSpace);
    let second = p.until("the other space", |t| match t {
        Told::EnterSpace { space } => Some(*space),
        _ => None,
    });
    assert_ne!(first, second);
    let me = p.player_id();
    server.admin(&format!("control tourist {me} on")).unwrap();
    p.until_is("control lost", |t| *t == Told::Control { id: me, player: true, controlled: true });
    server.admin(&format!("control tourist {me} off")).unwrap();
    p.until_is("control back", |t| *t == Told::Control { id: me, player: true, controlled: false });
    server.admin("stream tourist 4000").unwrap();
    let mut total = 0;
    p.until_is("stream", |t| matches!(t, Told::Stream { what: "started", .. }));
    p.until("stream's end", |t| match t {
        Told::Stream { what: "data", bytes, .. } => {
            total += bytes.len();
            None
        }
        Told::Stream { what: "completed", .. } => Some(()),
        _ => None,
    });
    assert_eq!(total, 4000);
    server.admin("losecell tourist").unwrap();
    p.until_is("leaving the world", |t| *t == Told::LeaveWorld { id: me });
    server.admin("getcell tourist").unwrap();
    p.until_is("the world again", |t| matches!(t, Told::EnterWorld { player: true, .. }));
    p.logout();
}

#[test]
fn properties_change_with_old_and_new_value() {
    let (server, target) = serve(DemoConfig::default());
    let mut p = Player::new(&target, "watcher");
    p.enter("secret");
    let me = p.player_id();
    server.admin(&format!("prop {me} HP 77")).unwrap();
    p.until_is("77", |t| matches!(t, Told::Property { id, name, new: 77, initial: false, .. } if *id == me && name == "HP"));
    server.admin(&format!("prop {me} HP 66")).unwrap();
    p.until_is("66 after 77", |t| matches!(t, Told::Property { id, name, old: 77, new: 66, .. } if *id == me && name == "HP"));
    assert_eq!(p.property(me, "HP").as_deref(), Some("66"));
    p.logout();
}

// Last and alone: it shuts the whole library down, which other tests of this process would feel.
#[test]
fn warm_cache_after_a_shutdown() {
    let exe = std::env::current_exe().unwrap();
    if std::env::var_os("KBE_TEST_ALONE").is_none() {
        let status = std::process::Command::new(exe)
            .args(["--exact", "warm_cache_after_a_shutdown", "--nocapture"])
            .env("KBE_TEST_ALONE", "1")
            .status()
            .unwrap();
        assert!(status.success());
        return;
    }
    let (_server, target) = serve(DemoConfig::default());
    // Nothing is remembered in this process either: the files do it.
    warm_cache(&target, || ok(kbe::ffi::client::kbe_shutdown_all(5000)));
}
