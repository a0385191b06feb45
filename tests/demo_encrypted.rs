//! Encrypted clients of this process play on the demo server, over the C interface.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]
#![allow(dead_code, reason = "the flows are shared, and each test program uses a part")]

#[macro_use]
mod flows;

use flows::player::*;
use flows::*;
use kbe::ffi::config::{KBE_ENCRYPTION_BLOWFISH, KBE_ENCRYPTION_NONE};
use kbe::ffi::events::*;
use kbe_demo_server::{DemoConfig, DemoServer};

/// A server with this `encrypt_type`, and players who encrypt.
fn serve_encrypted(encrypt_type: u8) -> (DemoServer, Target) {
    let (server, mut target) = serve(DemoConfig { encrypt_type, ..DemoConfig::default() });
    target.settings = |c| c.encryption = KBE_ENCRYPTION_BLOWFISH;
    (server, target)
}

flows! {
    on serve_encrypted(1);
    accounts_and_refusals
    refused_at_the_call
    into_the_world
    two_see_each_other
    kicked_by_a_second_login
    resumed_after_a_loss
}

#[test]
fn whether_a_connection_is_encrypted_is_told() {
    let (_server, target) = serve_encrypted(1);
    let mut p = Player::new(&target, &fresh_name("enc"));
    assert_eq!(p.info().encryption, KBE_ENCRYPTION_NONE);
    p.enter("secret");
    assert_eq!(p.info().encryption, KBE_ENCRYPTION_BLOWFISH);
    p.logout();
    assert_eq!(p.info().encryption, KBE_ENCRYPTION_NONE);
    // The same server takes clients who do not encrypt.
    let plain = |c: &mut kbe::ffi::config::kbe_config| c.encryption = KBE_ENCRYPTION_NONE;
    let mut p = Player::with(&target, &fresh_name("enc"), plain);
    p.enter("secret");
    assert_eq!(p.info().encryption, KBE_ENCRYPTION_NONE);
    p.logout();
}

#[test]
fn a_session_is_resumed_with_another_key() {
    let (server, target) = serve_encrypted(1);
    let mut p = Player::with(&target, &fresh_name("res"), |c| {
        c.relogin_attempts = 3;
        c.relogin_delay_ms = 50;
    });
    p.enter("secret");
    let me = p.player_id();
    for _ in 0..2 {
        p.forget();
        server.admin(&format!("drop {}", p.account)).unwrap();
        let (state, reason) = (KBE_SESSION_RESUMED, KBE_REASON_NONE);
        let told = Told::Session { state, attempt: 0, by_login: false, reason };
        p.until_is("resumed", |t| *t == told);
        p.until_is("the space", |t| matches!(t, Told::EnterSpace { .. }));
        assert_eq!((p.player_id(), p.info().encryption), (me, KBE_ENCRYPTION_BLOWFISH));
        ok(p.component_base("component1", "say", &[int32(1)]));
        p.until_is("answer", |t| matches!(t, Told::Method { name, .. } if name == "helloCB"));
    }
    p.logout();
}

/// A server with another `encrypt_type` takes packets for messages: it closes, or waits for more.
#[test]
fn a_server_that_does_not_encrypt_is_named_as_the_cause() {
    for encrypt_type in [0, 2] {
        let (_server, target) = serve_encrypted(encrypt_type);
        // Imports are shared within a process, so that this may be about the login already.
        let mut p = Player::with(&target, &fresh_name("mis"), |c| {
            c.import_timeout_ms = 500;
            c.login_timeout_ms = 500;
        });
        let end = p.login("secret");
        let Told::Login { success: false, reason, text, .. } = end else { panic!("{end:?}") };
        let causes = [
            KBE_REASON_CLOSED_BY_SERVER,
            KBE_REASON_CONNECTION_LOST,
            KBE_REASON_IMPORT_TIMEOUT,
            KBE_REASON_LOGIN_TIMEOUT,
        ];
        assert!(causes.contains(&reason), "{reason}: {text}");
        assert!(text.contains("encryption is Blowfish") && text.contains("encrypt_type"), "{text}");
        assert_eq!(p.told().len(), 1, "one event: {:?}", p.told());
    }
}

/// Bytes that are no packets, in the middle of a session that was understood before.
#[test]
fn a_stream_that_breaks_ends_the_session() {
    let (server, target) = serve_encrypted(1);
    for kind in ["unknownid", "hugelen", "garbage"] {
        let mut p = Player::new(&target, &fresh_name("mal"));
        p.enter("secret");
        server.admin(&format!("malformed {} {kind}", p.account)).unwrap();
        let end = p.until("end", |t| matches!(t, Told::Disconnected { .. }).then(|| t.clone()));
        let (origin, reason) = (KBE_ORIGIN_LIBRARY, KBE_REASON_PROTOCOL_ERROR);
        assert_eq!(end, Told::Disconnected { origin, reason, code: 0 }, "{kind}");
    }
}
