//! The C interface from end to end over KCP: clients of this process play on the demo server, which has
//! a KCP of its own.
#![cfg(feature = "kcp")]
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
use flows::relay::DatagramRelay;
use flows::*;
use kbe::ffi::account::kbe_client_relogin;
use kbe::ffi::config::*;
use kbe::ffi::events::*;
use kbe_demo_server::{DemoConfig, DemoServer};

const OVER_KCP: Told = Told::Connected { server: KBE_SERVER_BASEAPP, transport: KBE_TRANSPORT_KCP };

fn only_kcp(config: &mut kbe_config) {
    config.transport = KBE_TRANSPORT_KCP;
}

/// A demo server that offers KCP, for players who take nothing else.
fn serve_kcp(config: DemoConfig) -> (DemoServer, Target) {
    let (server, mut target) = serve(DemoConfig { udp_port: Some(0), ..config });
    target.settings = only_kcp;
    (server, target)
}

mod kcp {
    use super::*;
    flows! {
        on serve_kcp(DemoConfig::default());
        accounts_and_refusals
        refused_at_the_call
        into_the_world
        two_see_each_other
        kicked_by_a_second_login
    }
}

#[test]
fn every_fourth_datagram_lost_and_nothing_missing() {
    let (_server, target) = serve_kcp(DemoConfig { udp_lose_every: 4, ..DemoConfig::default() });
    into_the_world(&target);
    two_see_each_other(&target);
}

/// Packets of cipher text above KCP, and both above a bad line.
#[test]
fn encrypted_over_kcp() {
    let config = DemoConfig { encrypt_type: 1, udp_lose_every: 7, ..DemoConfig::default() };
    let (_server, mut target) = serve_kcp(config);
    target.settings = |c| {
        only_kcp(c);
        c.encryption = KBE_ENCRYPTION_BLOWFISH;
    };
    into_the_world(&target);
    let mut p = Player::new(&target, &fresh_name("enc"));
    p.enter("secret");
    assert!(p.told().contains(&OVER_KCP), "{:?}", p.told());
    assert_eq!(p.info().encryption, KBE_ENCRYPTION_BLOWFISH);
    p.logout();
}

#[test]
fn lost_handshakes_are_made_up_for() {
    let (_server, target) = serve_kcp(DemoConfig { udp_lost_answers: 2, ..DemoConfig::default() });
    let mut p = Player::with(&target, "patient", |c| c.udp_timeout_ms = 4000);
    p.enter("secret");
    assert!(p.told().contains(&OVER_KCP), "{:?}", p.told());
    p.logout();
}

#[test]
fn kcp_is_taken_where_it_is_offered_unless_the_game_wants_tcp() {
    let (server, target) = serve_kcp(DemoConfig::default());
    for (transport, expected) in
        [(KBE_TRANSPORT_BEST, true), (KBE_TRANSPORT_KCP, true), (KBE_TRANSPORT_TCP, false)]
    {
        let mut p = Player::with(&target, &fresh_name("cho"), |c| c.transport = transport);
        p.enter("secret");
        assert_eq!(p.told().contains(&OVER_KCP), expected, "{transport}");
        assert!(!p.told().iter().any(|t| matches!(t, Told::Remark(_))), "{:?}", p.told());
        p.logout();
    }
    drop(server);
    // No port is offered: one of the configuration does not make it so.
    let (_server, mut target) = serve(DemoConfig::default());
    target.settings = only_kcp;
    let mut p = Player::with(&target, &fresh_name("cho"), |c| c.baseapp_udp_port = 9);
    p.enter("secret");
    assert!(!p.told().contains(&OVER_KCP));
    let remark = Told::Remark("the server offers no KCP port; TCP is used".into());
    assert!(p.told().contains(&remark), "{:?}", p.told());
    p.logout();
}

/// A firewall that lets no UDP through costs a moment, and the game hears why.
#[test]
fn a_port_that_swallows_everything_is_gone_around() {
    let (server, mut target) = serve_kcp(DemoConfig { udp_silent: true, ..DemoConfig::default() });
    let port = server.udp_addr().unwrap().port();
    let what = format!("KCP handshake with UDP port 127.0.0.1:{port} failed: no answer in 0.3 s");
    target.settings = |_| {};
    let mut p = Player::with(&target, &fresh_name("fir"), |c| c.udp_timeout_ms = 300);
    p.enter("secret");
    assert!(!p.told().contains(&OVER_KCP));
    assert!(p.told().contains(&Told::Remark(format!("{what}; TCP is used"))), "{:?}", p.told());
    p.logout();
    target.settings = only_kcp;
    let mut p = Player::with(&target, &fresh_name("fir"), |c| c.udp_timeout_ms = 300);
    assert!(matches!(p.create_account("secret"), Told::Account { success: true, .. }));
    let end = p.login("secret");
    let Told::Login { success: false, reason: KBE_REASON_CONNECT_TIMEOUT, text, .. } = end else {
        panic!("{end:?}")
    };
    assert!(text.contains(&what), "{text}");
}

/// Half of the time to connect is left for TCP, however long the game would wait for KCP.
#[test]
fn the_handshake_leaves_time_for_tcp() {
    let (server, mut target) = serve_kcp(DemoConfig { udp_silent: true, ..DemoConfig::default() });
    target.settings = |_| {};
    let mut p = Player::with(&target, &fresh_name("lef"), |c| {
        c.udp_timeout_ms = 3_600_000;
        c.connect_timeout_ms = 3000;
    });
    p.enter("secret");
    let port = server.udp_addr().unwrap().port();
    let remark = format!(
        "KCP handshake with UDP port 127.0.0.1:{port} failed: no answer in 1.5 s; TCP is used"
    );
    assert!(p.told().contains(&Told::Remark(remark)), "{:?}", p.told());
    p.logout();
}

/// A session is lost on a dead line, which only the heartbeat can notice, and taken up again over KCP:
/// by the library itself, and by the game.
#[test]
fn resumed_after_the_line_went_dead() {
    let (server, target) = serve_kcp(DemoConfig::default());
    let relay = DatagramRelay::to(server.udp_addr().unwrap());
    for attempts in [3, 0] {
        let mut p = Player::with(&target, &fresh_name("dea"), |c| {
            c.baseapp_udp_port = relay.port.into();
            c.heartbeat_interval_ms = 300;
            c.relogin_attempts = attempts;
            c.relogin_delay_ms = 200;
        });
        p.enter("secret");
        let me = p.player_id();
        p.forget();
        relay.cut();
        if attempts == 0 {
            p.until_is("the end", |t| matches!(t, Told::Disconnected { .. }));
            assert_eq!(kbe_client_relogin(p.client), 0);
        }
        let (state, reason) = (KBE_SESSION_RESUMED, KBE_REASON_NONE);
        let resumed = Told::Session { state, attempt: 0, by_login: false, reason };
        p.until_is("resumed", |t| *t == resumed);
        p.until_is("the space", |t| matches!(t, Told::EnterSpace { .. }));
        assert_eq!(p.player_id(), me);
        let roads = p.told().iter().filter(|t| **t == OVER_KCP).count();
        assert_eq!(roads, 2, "{:?}", p.told());
        p.logout();
    }
}

#[test]
fn a_server_that_goes_away_is_noticed() {
    let (server, target) = serve_kcp(DemoConfig::default());
    let mut p = Player::with(&target, &fresh_name("awa"), |c| c.heartbeat_interval_ms = 300);
    p.enter("secret");
    server.stop();
    let end = p.until("the end", |t| match t {
        Told::Disconnected { origin, reason, .. } => Some((*origin, *reason)),
        _ => None,
    });
    assert_eq!(end, (KBE_ORIGIN_NETWORK, KBE_REASON_CONNECTION_LOST));
}
