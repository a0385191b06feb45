//! Bad lines over real sockets: what the models of `src/transport/sim` decide is what a client and a
//! server on 127.0.0.1 see.
#![cfg(feature = "capi")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[allow(dead_code, reason = "other test programs use the rest")]
mod flows;
#[path = "net/support.rs"]
mod support;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use flows::player::{Player, Told, last_error, ok};
use flows::serve;
use kbe::ffi::config::KBE_OFF;
use kbe::ffi::error::{KBE_E_BAD_HANDLE, KBE_E_BAD_STRUCT_SIZE, KBE_E_INVALID_ARGUMENT};
use kbe::ffi::events::*;
use kbe::ffi::simulate::*;
use kbe::layers::event::{Origin, Reason};
use kbe::layers::{Command, Event};
use kbe::session::Config;
use kbe::transport::sim::Conditions;
use kbe_demo_server::DemoConfig;
use support::{Client, LONG, Server, config, hello, until};

fn line() -> kbe_net_sim {
    // SAFETY: all zero is a good line; the size is set.
    let mut sim: kbe_net_sim = unsafe { std::mem::zeroed() };
    sim.struct_size = size_of::<kbe_net_sim>() as u32;
    sim
}

fn set(p: &Player, sim: &kbe_net_sim) -> i32 {
    // SAFETY: the struct has the size that it says.
    unsafe { kbe_client_set_net_sim(p.client, sim) }
}

fn unset(p: &Player) -> i32 {
    // SAFETY: NULL is legal.
    unsafe { kbe_client_set_net_sim(p.client, std::ptr::null()) }
}

#[expect(clippy::disallowed_methods, reason = "latency is about real time")]
fn now() -> Instant {
    Instant::now()
}

// ---- through the C functions

#[test]
fn a_line_that_makes_no_sense_is_refused_by_field() {
    let (_server, target) = serve(stock());
    let p = Player::new(&target, "sim");
    let refused = |what: &str, edit: fn(&mut kbe_net_sim)| {
        let mut sim = line();
        edit(&mut sim);
        assert_eq!(set(&p, &sim), KBE_E_INVALID_ARGUMENT, "{what}");
        assert!(last_error().starts_with(what), "{}", last_error());
    };
    refused("servers 0x4", |s| s.servers = 4);
    refused("latency_ms", |s| s.latency_ms = 600_001);
    refused("jitter_ms", |s| s.jitter_ms = KBE_OFF);
    refused("loss_permille", |s| s.loss_permille = 1001);
    refused("reorder_permille", |s| s.reorder_permille = u32::MAX);
    refused("reorder_ms", |s| s.reorder_ms = 600_001);
    refused("duplicate_permille", |s| s.duplicate_permille = 1001);
    let small = kbe_net_sim { struct_size: 79, ..line() };
    assert_eq!(set(&p, &small), KBE_E_BAD_STRUCT_SIZE);
    let most =
        kbe_net_sim { latency_ms: 600_000, loss_permille: 1000, stall_ms: KBE_OFF, ..line() };
    ok(set(&p, &most));
    ok(unset(&p));
    // SAFETY: the struct is valid, the handle is not.
    assert_eq!(unsafe { kbe_client_set_net_sim(0, &raw const most) }, KBE_E_BAD_HANDLE);
}

fn stock() -> DemoConfig {
    DemoConfig { auto_create_accounts: true, ..DemoConfig::default() }
}

#[test]
fn a_game_is_played_over_a_slow_lossy_narrow_line() {
    let (_server, target) = serve(stock());
    let mut p = Player::new(&target, "faraway");
    ok(set(
        &p,
        &kbe_net_sim {
            latency_ms: 60,
            jitter_ms: 20,
            loss_permille: 20,
            bandwidth_in: 200_000,
            bandwidth_out: 50_000,
            seed: 3,
            ..line()
        },
    ));
    let begun = now();
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
    // Two connections, two hellos, two logins: six round trips at least.
    assert!(begun.elapsed() >= Duration::from_millis(6 * 120), "{:?}", begun.elapsed());
    p.choose_avatar();
    let wrong: Vec<_> =
        p.told().iter().filter(|t| matches!(t, Told::ProtocolError { .. })).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    p.logout();
}

#[test]
fn a_standing_connection_is_reset_when_the_game_says_so() {
    let (_server, target) = serve(stock());
    let mut p = Player::new(&target, "cut");
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
    // More than a byte has passed.
    ok(set(&p, &kbe_net_sim { disconnect_after_in: 1, ..line() }));
    let end = p.until("end", |t| matches!(t, Told::Disconnected { .. }).then(|| t.clone()));
    let (origin, reason) = (KBE_ORIGIN_NETWORK, KBE_REASON_CONNECTION_LOST);
    assert_eq!(end, Told::Disconnected { origin, reason, code: 0 });
    ok(unset(&p));
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
    p.logout();
}

#[test]
fn a_cut_that_comes_once_is_healed_by_resuming() {
    let (_server, target) = serve(stock());
    let mut p = Player::with(&target, "healed", |c| {
        c.relogin_attempts = 3;
        c.relogin_delay_ms = 20;
    });
    p.enter("secret");
    let flags = KBE_NET_SIM_DISCONNECT_ONCE;
    ok(set(&p, &kbe_net_sim { disconnect_after_out: 1, flags, ..line() }));
    for wanted in [KBE_SESSION_LOST, KBE_SESSION_RESUMING, KBE_SESSION_RESUMED] {
        p.until_is(
            "the session's news",
            |t| matches!(t, Told::Session { state, .. } if *state == wanted),
        );
    }
    p.logout();
}

#[test]
fn a_stalled_line_ends_in_the_time_out_of_what_waits() {
    let (_server, target) = serve(stock());
    let mut p = Player::with(&target, "stalled", |c| c.hello_timeout_ms = 300);
    let servers = KBE_NET_SIM_BASEAPP;
    ok(set(&p, &kbe_net_sim { servers, stall_after_in: 20, stall_ms: KBE_OFF, ..line() }));
    let Told::Login { success: false, reason, text, .. } = p.login("secret") else { panic!() };
    assert_eq!(reason, KBE_REASON_HELLO_TIMEOUT);
    assert!(text.starts_with("the baseapp 127.0.0.1:"), "{text}");
    // A stall that ends is only a delay.
    ok(set(&p, &kbe_net_sim { servers, stall_after_in: 20, stall_ms: 50, ..line() }));
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
    p.logout();
}

#[test]
fn a_line_longer_than_the_time_out_is_never_connected() {
    let (_server, target) = serve(stock());
    let mut p = Player::with(&target, "beyond", |c| c.connect_timeout_ms = 200);
    ok(set(&p, &kbe_net_sim { latency_ms: 600_000, ..line() }));
    let Told::Login { success: false, reason, text, .. } = p.login("secret") else { panic!() };
    assert_eq!(reason, KBE_REASON_CONNECT_TIMEOUT);
    assert!(text.contains(&format!("127.0.0.1:{}", target.port)), "{text}");
}

// ---- byte for byte

/// A client whose first connection leads to `serve`, under conditions.
fn login(
    conditions: Conditions,
    settings: Config,
    serve: impl FnOnce(TcpStream) + Send + 'static,
) -> (Client, Server) {
    let server = Server::scripted(serve);
    let client = Client::start(Config { port: server.port, ..settings }, None, 1000);
    client.task.simulate(Some(conditions));
    client.send_login();
    (client, server)
}

fn failed(client: &Client) -> (Origin, Reason, String) {
    client.told(|event, batch| match event {
        Event::LoginFailed { ending, .. } => {
            Some((ending.origin, ending.reason, support::text(batch, ending.text)))
        }
        _ => None,
    })
}

#[test]
fn the_server_gets_exactly_the_bytes_before_the_cut() {
    // The client's hello has 21 bytes and is all that it says first.
    for n in [1, 2, 7, 20] {
        let cut = Conditions { disconnect_after_out: n, ..Conditions::default() };
        let (client, server) = login(cut, config(0), move |mut peer| {
            let mut all = Vec::new();
            // It ends like any connection, or with a reset where something was unread.
            _ = peer.read_to_end(&mut all);
            assert_eq!(all.len() as u64, n);
        });
        let (origin, reason, text) = failed(&client);
        assert_eq!((origin, reason), (Origin::Network, Reason::ConnectionLost));
        assert!(text.ends_with("reset by the other side"), "{text}");
        server.join();
    }
}

#[test]
fn the_client_gets_exactly_the_bytes_before_the_cut() {
    let whole = hello(2).len() as u64;
    for n in [1, 5, whole - 1, whole] {
        let cut = Conditions { disconnect_after_in: n, ..Conditions::default() };
        let (client, server) = login(cut, config(0), |mut peer| {
            support::read_hello(&mut peer);
            peer.write_all(&hello(2)).unwrap();
            _ = peer.read_to_end(&mut Vec::new());
        });
        let mut heard = false;
        let (reason, text) = client.told(|event, batch| match event {
            Event::Hello { .. } => {
                heard = true;
                None
            }
            Event::LoginFailed { ending, .. } => {
                Some((ending.reason, support::text(batch, ending.text)))
            }
            _ => None,
        });
        assert_eq!(reason, Reason::ConnectionLost);
        assert_eq!(heard, n == whole, "{n}");
        assert_eq!(text.contains("in the middle of a message"), n < whole, "{n}: {text}");
        assert_eq!(client.task.stats().bytes_in, n);
        server.join();
    }
}

#[test]
fn a_server_that_closes_is_heard_of_behind_its_last_words() {
    let slow = Conditions { latency: Duration::from_millis(30), ..Conditions::default() };
    let (client, server) = login(slow, config(0), |mut peer| {
        support::read_hello(&mut peer);
        peer.write_all(&hello(2)).unwrap();
    });
    let mut heard = false;
    let reason = client.told(|event, _| match event {
        Event::Hello { .. } => {
            heard = true;
            None
        }
        Event::LoginFailed { ending, .. } => Some(ending.reason),
        _ => None,
    });
    assert_eq!((reason, heard), (Reason::ClosedByServer, true));
    server.join();
}

#[test]
fn a_good_line_again_delivers_what_was_under_way() {
    let stalled = Conditions { stall_after_in: 20, stall: Duration::MAX, ..Conditions::default() };
    let (client, server) = login(stalled, config(0), |mut peer| {
        support::read_hello(&mut peer);
        peer.write_all(&hello(2)).unwrap();
        _ = peer.read_to_end(&mut Vec::new());
    });
    until("the line stalls", || client.task.stats().bytes_in == 20);
    assert_eq!(client.rest().len(), 1, "only the connection has been told");
    client.task.simulate(None);
    client.told(|event, _| matches!(event, Event::Hello { .. }).then_some(()));
    client.send(Command::Disconnect);
    assert_eq!(failed(&client).1, Reason::Requested);
    server.join();
}

#[test]
fn bytes_are_the_same_behind_any_line() {
    const COUNT: u32 = 20_000;
    let server = Server::game();
    let client = Client::start(config(server.port), None, usize::MAX);
    client.task.simulate(Some(Conditions {
        latency: Duration::from_millis(5),
        jitter: Duration::from_millis(15),
        loss: 5,
        seed: 11,
        ..Conditions::default()
    }));
    client.send_login();
    client.told(|e, _| matches!(e, Event::LoginSucceeded { .. }).then_some(()));
    let flood = server.flood(COUNT);
    let mut next = 0;
    client.told(|event, _| {
        if let Event::BasePosition { position, .. } = event {
            assert_eq!(position[0], next as f32, "in order, none missing");
            next += 1;
        }
        if next == COUNT / 2 {
            // In the middle of it the line changes, and then is good.
            client.task.simulate(Some(Conditions::default()));
        }
        if next == COUNT / 4 * 3 {
            client.task.simulate(None);
        }
        (next == COUNT).then_some(())
    });
    flood.join();
}

#[test]
fn a_line_holds_a_bounded_amount_and_the_sender_waits() {
    let narrow = Conditions { bandwidth_in: 1, ..Conditions::default() };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let client = Client::start(config(port), None, usize::MAX);
    client.task.simulate(Some(narrow));
    client.send_login();
    let (mut peer, _) = listener.accept().unwrap();
    support::read_hello(&mut peer);
    peer.set_nonblocking(true).unwrap();
    // Both systems' buffers fill, and then nothing more is taken.
    let mut sent = 0_usize;
    let mut last = now();
    while last.elapsed() < Duration::from_millis(300) && sent < 64 << 20 {
        match peer.write(&[0; 4096]) {
            Ok(n) => {
                sent += n;
                last = now();
            }
            Err(_) => std::thread::sleep(Duration::from_millis(1)),
        }
    }
    assert!(sent < 64 << 20, "{sent} bytes were taken by a line of a byte a second");
    client.task.stop();
    assert!(client.task.join(LONG));
}
