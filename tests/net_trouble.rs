//! Everything that can be wrong between a game and its server, through the C functions and real sockets:
//! each ends in one event with a sentence of its own, none in silence.
//!
//! A closed port, a name that does not exist and a server that is no KBEngine are in `demo_server.rs`,
//! several addresses in `src/transport/dial.rs`, bad lines in `net_sim.rs`.
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
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use flows::player::{Player, Target, Told, ok, s};
use flows::serve;
use kbe::ffi::config::kbe_config;
use kbe::ffi::events::*;
use kbe::ffi::simulate::*;
use kbe::layers::command::Part;
use kbe::layers::{Command, Event};
use kbe::session::Config;
use kbe_demo_server::DemoConfig;
use support::{Client, LONG, Server, hello, read_hello};

/// The one ending of a login at `target`, and that nothing comes after it.
fn failed(target: &Target, configure: impl FnOnce(&mut kbe_config)) -> (u32, String) {
    let mut p = Player::with(target, "trouble", configure);
    failed_as(&mut p)
}

fn failed_as(p: &mut Player) -> (u32, String) {
    let end = p.login("secret");
    let Told::Login { success: false, reason, text, .. } = end else { panic!("{end:?}") };
    p.pump(50);
    assert_eq!(p.news(), [], "nothing comes after the ending");
    (reason, text)
}

/// A port of this machine.
fn here(port: u16) -> Target {
    Target::new("127.0.0.1", port)
}

/// A server that does one thing to one connection.
fn once(script: impl FnOnce(TcpStream) + Send + 'static) -> (Target, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let thread = thread::spawn(move || script(listener.accept().unwrap().0));
    (here(port), thread)
}

/// An address at which nobody answers, not even with a refusal: the system drops what does not fit into
/// a listener's queue.
#[cfg(target_os = "linux")]
#[test]
fn a_black_hole_ends_in_the_time_out() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _inside = runtime.enter();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    // Nobody accepts; two fit.
    let fill: Vec<_> = (0..2).map(|_| TcpStream::connect(address).unwrap()).collect();
    let target = here(address.port());
    let (reason, text) = failed(&target, |c| c.connect_timeout_ms = 300);
    assert_eq!(reason, KBE_REASON_CONNECT_TIMEOUT);
    assert_eq!(text, format!("connection to the loginapp {address} timed out"));
    drop(fill);
}

#[test]
fn a_server_that_accepts_and_never_speaks() {
    let (target, server) = once(|mut peer| _ = peer.read_to_end(&mut Vec::new()));
    let (reason, text) = failed(&target, |c| c.hello_timeout_ms = 200);
    assert_eq!(reason, KBE_REASON_HELLO_TIMEOUT);
    let place = format!("the loginapp 127.0.0.1:{}", target.port);
    assert_eq!(text, format!("{place} did not answer hello; is it KBEngine?"));
    server.join().unwrap();
}

#[test]
fn a_server_that_accepts_and_closes() {
    let (target, server) = once(drop);
    let (reason, text) = failed(&target, |_| ());
    // A close that meets the client's hello becomes a reset.
    let place = format!("the loginapp 127.0.0.1:{}", target.port);
    let closed = format!("{place} closed the connection without a reason");
    let reset = format!("the connection to {place} was lost: reset by the other side");
    assert!(
        (reason, &text) == (KBE_REASON_CLOSED_BY_SERVER, &closed)
            || (reason, &text) == (KBE_REASON_CONNECTION_LOST, &reset),
        "{reason} {text}"
    );
    server.join().unwrap();
}

#[test]
fn a_server_that_has_said_everything_and_still_listens() {
    let (target, server) = once(|mut peer| {
        read_hello(&mut peer);
        peer.write_all(&hello(2)[..7]).unwrap();
        peer.shutdown(Shutdown::Write).unwrap();
        // The client goes, rather than to wait with half a connection.
        assert_eq!(peer.read_to_end(&mut Vec::new()).unwrap(), 0);
    });
    let (reason, text) = failed(&target, |_| ());
    assert_eq!(reason, KBE_REASON_CLOSED_BY_SERVER);
    let place = format!("the loginapp 127.0.0.1:{}", target.port);
    let expected =
        format!("{place} closed the connection in the middle of a message without a reason");
    assert_eq!(text, expected);
    server.join().unwrap();
}

#[test]
fn a_server_that_resets() {
    let (target, server) = once(|peer| {
        // Closing with something unread resets.
        while peer.peek(&mut [0; 4]).unwrap() == 0 {}
    });
    let (reason, text) = failed(&target, |_| ());
    assert_eq!(reason, KBE_REASON_CONNECTION_LOST);
    let place = format!("the loginapp 127.0.0.1:{}", target.port);
    assert_eq!(text, format!("the connection to {place} was lost: reset by the other side"));
    server.join().unwrap();
}

/// What the game sends to a server that does not read is kept up to a bound, and then refused; the
/// client's memory does not grow with what the game says.
#[test]
fn a_server_that_stops_reading() {
    let server = Server::game();
    server.log.go_deaf();
    let fast = Config {
        port: server.port,
        import_messages: false,
        pacing_bytes: u32::MAX,
        pacing_packets: u32::MAX,
        heartbeat_interval: LONG,
        ..Config::default()
    };
    let client = Client::login_with(fast, None, usize::MAX);
    client.told(|e, _| matches!(e, Event::LoginSucceeded { .. }).then_some(()));
    let mut said = 0_u64;
    let full = loop {
        for _ in 0..16 {
            said += 1;
            client.send(Command::Call {
                part: Part::Cell,
                entity: support::PLAYER,
                component_uid: 0,
                method_uid: 7,
                args: vec![0; 2000],
            });
        }
        assert!(said * 2000 < 1 << 28, "a quarter of a gigabyte went somewhere");
        // Whether one was refused is known when the commands have been taken.
        support::until("the commands are taken", || client.door.waiting_commands() == 0);
        let mut refused = None;
        while let Some(batch) = client.door.take_batch() {
            for event in &batch.events {
                if let Event::Fault(fault) = event {
                    refused = Some(support::text(&batch, fault.text));
                }
            }
            _ = client.door.give_back(batch);
        }
        if let Some(text) = refused {
            break text;
        }
    };
    assert_eq!(
        full,
        "Baseapp::onRemoteCallCellMethodFromClient was not sent: the send queue is full"
    );
    client.task.stop();
    assert!(client.task.join(LONG));
}

// ---- announced addresses

fn announcing(host: &str, port: Option<u16>) -> DemoConfig {
    DemoConfig {
        announced_host: host.into(),
        announced_port: port,
        auto_create_accounts: true,
        ..DemoConfig::default()
    }
}

#[test]
fn a_server_that_announces_no_address_is_found_at_the_loginapps() {
    let (_server, target) = serve(announcing("0.0.0.0", None));
    let mut p = Player::new(&target, "nowhere");
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
    p.logout();
}

#[test]
fn a_containers_address_is_explained_when_it_does_not_answer() {
    let (_server, target) = serve(announcing("172.17.0.3", Some(20015)));
    let mut p = Player::with(&target, "inside", |c| c.connect_timeout_ms = 300);
    // Farther than the time-out: nothing is sent to an address that is somebody's.
    let sim = kbe_net_sim {
        struct_size: size_of::<kbe_net_sim>() as u32,
        servers: KBE_NET_SIM_BASEAPP,
        latency_ms: 600_000,
        // SAFETY: zeros are a good line.
        ..unsafe { std::mem::zeroed() }
    };
    // SAFETY: the struct has the size that it says.
    ok(unsafe { kbe_client_set_net_sim(p.client, &raw const sim) });
    let (reason, text) = failed_as(&mut p);
    assert_eq!(reason, KBE_REASON_CONNECT_TIMEOUT);
    assert_eq!(
        text,
        "connection to the baseapp 172.17.0.3:20015 timed out; the server announced this address, which \
         is a private one, while the loginapp was reached at 127.0.0.1: set externalAddress on the server \
         (kbengine.xml, baseapp/externalAddress) or kbe_config.baseapp_host"
    );
}

#[test]
fn a_port_that_is_not_published_is_explained() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (_server, target) = serve(announcing("127.0.0.1", Some(closed)));
    let (reason, text) = failed(&target, |_| ());
    assert_eq!(reason, KBE_REASON_CONNECT_FAILED);
    assert_eq!(
        text,
        format!(
            "connection to 127.0.0.1:{closed} refused; the loginapp was reached at the same address, so \
             look at the port: is it open (firewall), and is it the container's published one?"
        )
    );
}

#[test]
fn a_name_that_only_the_servers_network_knows_is_explained() {
    let (_server, target) = serve(announcing("baseapp-of-the-tests.invalid", None));
    let (reason, text) = failed(&target, |_| ());
    assert_eq!(reason, KBE_REASON_NAME_NOT_RESOLVED);
    assert!(
        text.starts_with("host name 'baseapp-of-the-tests.invalid' does not resolve"),
        "{text}"
    );
    assert!(text.contains("; the server announced this address"), "{text}");
    assert!(text.ends_with("kbe_config.baseapp_host"), "{text}");
    // The game can know better.
    let (server, target) = serve(announcing("baseapp-of-the-tests.invalid", Some(1)));
    let mut p = Player::with(&target, "better", |c| {
        c.baseapp_host = s("127.0.0.1");
        c.baseapp_port = server.base_addr().port().into();
    });
    let end = p.login("secret");
    assert!(matches!(end, Told::Login { success: true, .. }), "{end:?}");
    p.logout();
}
