//! The C interface over WebSocket, plain and secure, from end to end on the demo server.
#![cfg(feature = "tls")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod flows;

use std::fmt::Write as _;

use flows::player::*;
use flows::*;
use kbe::ffi::config::{KBE_TRANSPORT_SECURE_WEBSOCKET, KBE_TRANSPORT_WEBSOCKET, kbe_config};
use kbe::ffi::events::*;
use kbe_demo_server::{DemoConfig, DemoServer, TlsIdentity};
use rcgen::{CertificateParams, KeyPair};
use sha2::{Digest as _, Sha256};

fn over_websocket(config: &mut kbe_config) {
    config.transport = KBE_TRANSPORT_WEBSOCKET;
}

fn over_tls(config: &mut kbe_config) {
    config.transport = KBE_TRANSPORT_SECURE_WEBSOCKET;
}

/// A demo server, and the way to it over WebSocket.
fn plain(config: DemoConfig) -> (DemoServer, Target) {
    let (server, target) = serve(config);
    (server, Target { settings: over_websocket, ..target })
}

/// The same with TLS. Its certificate is trusted.
fn secure(config: DemoConfig) -> (DemoServer, Target) {
    let (server, target) = serve(config);
    let roots = server.certificate_pem().to_owned();
    (server, Target { settings: over_tls, roots, ..target })
}

macro_rules! flows {
    ($($road:ident)*: $flows:tt) => {$(mod $road { flows! { @ $road $flows } })*};
    (@ $road:ident { $($name:ident)* }) => {$(
        #[test]
        fn $name() {
            let (_server, target) = super::$road(kbe_demo_server::DemoConfig::default());
            super::flows::$name(&target);
        }
    )*};
}

flows! {
    plain secure: {
        accounts_and_refusals
        refused_at_the_call
        into_the_world
        two_see_each_other
        kicked_by_a_second_login
        resumed_after_a_loss
    }
}

#[test]
fn both_servers_are_reached_over_the_road_that_was_chosen() {
    for (make, transport) in
        [(plain as fn(_) -> _, KBE_TRANSPORT_WEBSOCKET), (secure, KBE_TRANSPORT_SECURE_WEBSOCKET)]
    {
        let (_server, target) = make(DemoConfig::default());
        let mut p = Player::new(&target, &fresh_name("way"));
        p.enter("secret");
        p.logout();
        let connected = |t: &&Told| matches!(t, Told::Connected { .. });
        let told: Vec<_> = p.told().iter().filter(connected).cloned().collect();
        let over = |server| Told::Connected { server, transport };
        // Once for the account, once for the login.
        let (login, base) = (over(KBE_SERVER_LOGINAPP), over(KBE_SERVER_BASEAPP));
        assert_eq!(told, [login.clone(), login, base]);
    }
}

/// Bursts of calls, each well within a window: with their frames they are held back far enough that the
/// server condemns nobody.
#[test]
fn bursts_are_paced_with_their_frames() {
    for make in [plain as fn(_) -> _, secure] {
        let (server, target) = make(DemoConfig::default());
        let mut p = Player::new(&target, &fresh_name("bur"));
        p.enter("secret");
        for i in 0..300 {
            ok(p.component_base("component1", "say", &[int32(i)]));
            if i % 40 < 5 {
                p.pump(1);
            }
        }
        let answers = |p: &Player| {
            let is_answer = |t: &&Told| matches!(t, Told::Method { name, .. } if name == "helloCB");
            p.told().iter().filter(is_answer).count()
        };
        while answers(&p) < 300 {
            p.until_is("answer", |t| matches!(t, Told::Method { name, .. } if name == "helloCB"));
        }
        p.logout();
        assert_eq!(server.stats().condemned, 0);
    }
}

fn ending(target: &Target, configure: impl FnOnce(&mut kbe_config)) -> (u32, String) {
    let mut p = Player::with(target, &fresh_name("tls"), configure);
    match p.login("secret") {
        Told::Login { success: false, reason, text, .. } => (reason, text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_server_that_cannot_show_who_it_is_ends_the_login() {
    let (_server, target) = secure(DemoConfig::default());
    let place = format!("127.0.0.1:{}", target.port);
    let other = KeyPair::generate().unwrap();
    let other = CertificateParams::new(["x".to_owned()]).unwrap().self_signed(&other).unwrap();
    let stranger = Target { roots: other.pem(), ..target.clone() };
    let (reason, text) = ending(&stranger, |_| ());
    assert_eq!(reason, KBE_REASON_TLS_FAILED, "{text}");
    let sentence = "is signed by none of the authorities in tls_roots";
    assert_eq!(text, format!("the certificate of {place} {sentence}"));
    let (reason, text) = ending(&target, |c| c.tls_name = s("game.example"));
    assert_eq!(reason, KBE_REASON_TLS_FAILED, "{text}");
    assert!(text.ends_with("is for localhost, 127.0.0.1, not for game.example"), "{text}");
    let pin = "0f".repeat(32);
    let (reason, text) = ending(&target, |c| c.tls_pins = s(&pin));
    assert_eq!(reason, KBE_REASON_TLS_FAILED, "{text}");
    assert!(text.contains("is none of those in tls_pins; its SHA-256 is "), "{text}");
}

/// The baseapp is announced by its address, the certificate is for a name; a pin, as OpenSSL prints it,
/// on top.
#[test]
fn a_certificate_for_a_name_serves_addresses_too() {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["game.example".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let mut pin = String::new();
    for b in Sha256::digest(certificate.der()) {
        _ = write!(pin, "{}{b:02X}", if pin.is_empty() { "" } else { ":" });
    }
    let identity = TlsIdentity { certificate_pem: certificate.pem(), key_pem: key.serialize_pem() };
    let config =
        DemoConfig { tls: Some(identity), auto_create_accounts: true, ..DemoConfig::default() };
    let (_server, target) = secure(config);
    let mut p = Player::with(&target, "named", |c| {
        c.tls_name = s("game.example");
        c.tls_pins = s(&pin);
    });
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
    p.logout();
}

#[test]
fn a_web_server_is_told_apart() {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let web = std::thread::spawn(move || {
        let (mut peer, _) = listener.accept().unwrap();
        _ = peer.read(&mut [0; 2000]);
        _ = peer.write_all(b"HTTP/1.1 404 Not Found\r\n\r\n");
    });
    let target = Target { settings: over_websocket, ..Target::new("127.0.0.1", port) };
    let (reason, text) = ending(&target, |c| c.websocket_path = s("/game"));
    web.join().unwrap();
    assert_eq!(reason, KBE_REASON_CONNECT_FAILED);
    assert_eq!(
        text,
        format!("127.0.0.1:{port} refused the WebSocket with 'HTTP/1.1 404 Not Found'")
    );
}
