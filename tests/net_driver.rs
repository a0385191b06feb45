//! Real sessions on the real network layer, against a scripted server on loopback.
#![cfg(feature = "net")]
#![allow(clippy::panic, clippy::indexing_slicing, reason = "only tests are compiled here")]

#[path = "net/support.rs"]
mod support;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use kbe::defs::cache::CacheDir;
use kbe::layers::command::Part;
use kbe::layers::event::{Ending, Origin, Reason};
use kbe::layers::{Batch, Command, Event};
use kbe::net::Fate;
use kbe::session::Config;
use support::{Client, LONG, Server, config, hello, until};

/// The one ending of a login attempt, with its sentence.
fn failed(client: &Client) -> (Ending, String) {
    client.told(|event, batch| match event {
        Event::LoginFailed { ending, .. } => Some((*ending, support::text(batch, ending.text))),
        Event::LoginSucceeded { .. } => panic!("it must not succeed"),
        _ => None,
    })
}

fn entered(event: &Event, _: &Batch) -> Option<()> {
    matches!(event, Event::LoginSucceeded { .. }).then_some(())
}

// ---- ways to fail

#[test]
fn a_closed_port_is_one_failure_that_says_so() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = Client::login(config(port));
    let (ending, text) = failed(&client);
    assert_eq!((ending.origin, ending.reason), (Origin::Network, Reason::ConnectFailed));
    assert_eq!(text, format!("connection to 127.0.0.1:{port} refused"));
    client.task.stop();
    assert!(client.task.join(LONG));
    assert_eq!(client.rest(), [], "nothing comes after the ending");
}

#[test]
fn a_name_without_an_address_is_a_failure_of_its_own() {
    let client = Client::login(Config { host: "does-not-exist.invalid".into(), ..config(1) });
    let (ending, text) = failed(&client);
    assert_eq!(ending.reason, Reason::NameNotResolved);
    assert!(text.contains("does-not-exist.invalid"), "{text}");
}

#[test]
fn a_server_that_never_says_hello_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let client =
        Client::login(Config { hello_timeout: Duration::from_millis(200), ..config(port) });
    let (ending, _) = failed(&client);
    assert_eq!((ending.origin, ending.reason), (Origin::Library, Reason::HelloTimeout));
}

#[test]
fn garbage_after_hello_is_a_protocol_error() {
    let server = Server::scripted(|mut peer| {
        support::read_hello(&mut peer);
        peer.write_all(&hello(2)).unwrap();
        peer.write_all(&[0xff; 64]).unwrap();
        // The client hangs up.
        _ = peer.read_to_end(&mut Vec::new());
    });
    let client = Client::login(config(server.port));
    let (ending, _) = failed(&client);
    assert_eq!((ending.origin, ending.reason), (Origin::Library, Reason::ProtocolError));
    server.join();
}

#[test]
fn a_server_that_closes_within_a_message_is_said_to_have_closed() {
    let server = Server::scripted(|mut peer| {
        support::read_hello(&mut peer);
        peer.write_all(&hello(2)[..9]).unwrap();
    });
    let client = Client::login(config(server.port));
    let (ending, text) = failed(&client);
    assert_eq!((ending.origin, ending.reason), (Origin::Server, Reason::ClosedByServer));
    assert!(text.contains("middle of a message"), "{text}");
}

#[test]
fn a_reset_is_a_lost_connection() {
    let server = Server::scripted(|peer| {
        // Closing with something unread resets.
        while peer.peek(&mut [0; 4]).unwrap() == 0 {}
    });
    let client = Client::login(config(server.port));
    let (ending, text) = failed(&client);
    assert_eq!((ending.origin, ending.reason), (Origin::Network, Reason::ConnectionLost));
    assert!(text.contains("reset by the other side"), "{text}");
}

#[test]
fn bytes_may_come_one_by_one() {
    let server = Server::scripted(|mut peer| {
        support::read_hello(&mut peer);
        peer.set_nodelay(true).unwrap();
        for byte in hello(2) {
            peer.write_all(&[byte]).unwrap();
        }
        _ = peer.read_to_end(&mut Vec::new());
    });
    let client = Client::login(config(server.port));
    client.told(|event, batch| match event {
        Event::Hello { version, .. } => {
            assert_eq!(support::text(batch, *version), "2.5.10");
            Some(())
        }
        _ => None,
    });
    client.send(Command::Disconnect);
    assert_eq!(failed(&client).0.reason, Reason::Requested);
    server.join();
}

// ---- a session

#[test]
fn a_game_logs_in_plays_and_logs_out() {
    let server = Server::game();
    let client = Client::login(config(server.port));
    client.told(entered);
    client.send(Command::Call {
        part: Part::Cell,
        entity: support::PLAYER,
        component_uid: 0,
        method_uid: 7,
        args: b"hello".to_vec(),
    });
    until("the call arrives", || server.log.calls() == 1);
    client.send(Command::Logout);
    let reason = client.told(|event, _| match event {
        Event::Disconnected { ending, .. } => Some(ending.reason),
        _ => None,
    });
    assert_eq!(reason, Reason::Requested);
    assert_eq!(server.log.logouts(), 1);
    let stats = client.task.stats();
    assert!(stats.bytes_in > 100 && stats.bytes_out > 50 && stats.messages_in >= 5, "{stats:?}");
    assert_eq!(client.task.fate(), Fate::Running);
    client.task.stop();
    assert!(client.task.join(LONG));
    assert_eq!(client.task.fate(), Fate::Ended);
    until("both connections close", || server.log.closed() == 2);
}

#[test]
fn a_logout_leaves_though_the_client_is_dropped_at_once() {
    let server = Server::game();
    let client = Client::login(config(server.port));
    client.told(entered);
    client.send(Command::Logout);
    drop(client);
    until("the logout arrives", || server.log.logouts() == 1);
    until("both connections close", || server.log.closed() == 2);
}

#[test]
fn what_was_sent_before_a_stop_arrives() {
    let server = Server::game();
    let client = Client::login(config(server.port));
    client.told(entered);
    for _ in 0..10 {
        client.send(Command::Call {
            part: Part::Cell,
            entity: support::PLAYER,
            component_uid: 0,
            method_uid: 7,
            args: vec![0; 50],
        });
    }
    client.task.stop();
    until("the calls arrive", || server.log.calls() == 10);
    until("both connections close", || server.log.closed() == 2);
    assert_eq!(server.log.logouts(), 0);
}

#[test]
fn a_game_that_does_not_sync_holds_the_server_back_and_misses_nothing() {
    const COUNT: u32 = 400_000;
    let server = Server::game();
    let client = Client::login_with(config(server.port), None, 1000);
    client.told(entered);
    let (door, flood) = (Arc::clone(&client.door), server.flood(COUNT));
    until("the queue fills", || door.is_full());
    until("the server is held back", || flood.is_stuck());
    // One read may overfill the queue: 64 KiB of messages of 14 bytes.
    assert!(door.queued() < 1000 + (64 << 10) / 14 + 10, "{}", door.queued());
    let mut next = 0;
    client.told(|event, _| {
        if let Event::BasePosition { position, .. } = event {
            assert_eq!(position[0], next as f32, "in order, none missing");
            next += 1;
        }
        (next == COUNT).then_some(())
    });
    flood.join();
}

#[test]
fn nothing_is_delivered_after_a_stop() {
    let server = Server::game();
    let client = Client::login_with(config(server.port), None, usize::MAX);
    client.told(entered);
    let flood = server.flood(u32::MAX);
    until("the flood runs", || client.door.queued() > 10_000);
    client.task.stop();
    let queued = client.door.queued();
    assert!(client.task.join(LONG));
    flood.join();
    assert_eq!(client.door.queued(), queued);
}

#[test]
fn a_defect_ends_one_client_and_says_so() {
    let server = Server::game();
    let other = Client::login(config(server.port));
    other.told(entered);
    let client = Client::with_defect(config(server.port), None, 1000, 2);
    client.send_login();
    let (ending, text) = client.told(|event, batch| match event {
        Event::Disconnected { ending, .. } => Some((*ending, support::text(batch, ending.text))),
        _ => None,
    });
    assert_eq!(ending.origin, Origin::Library);
    assert!(text.starts_with("internal error"), "{text}");
    assert!(client.task.join(LONG));
    assert_eq!((client.task.fate(), other.task.fate()), (Fate::Panicked, Fate::Running));
    other.send(Command::Logout);
    other.told(|event, _| matches!(event, Event::Disconnected { .. }).then_some(()));
}

#[test]
fn a_client_may_log_in_again_and_again() {
    let server = Server::game();
    let client = Client::start(config(server.port), None, 1000);
    for round in 1..=5 {
        client.send_login();
        client.told(entered);
        client.send(if round % 2 == 0 { Command::Disconnect } else { Command::Logout });
        client.told(|event, _| matches!(event, Event::Disconnected { .. }).then_some(()));
        until("both connections close", || server.log.closed() == 2 * round);
    }
}

// ---- imports

fn definitions(event: &Event, batch: &Batch) -> Option<Arc<kbe::defs::Defs>> {
    match event {
        Event::Definitions { index } => Some(Arc::clone(&batch.definitions[*index as usize])),
        _ => None,
    }
}

#[test]
fn clients_of_one_server_share_its_definitions() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::game();
    let cache = || Some(CacheDir::new(dir.path()));
    let login = || Client::login_with(config(server.port), cache(), 1000);
    let first = login();
    let shared = first.told(definitions);
    first.told(entered);
    assert_eq!(server.log.imports(), 1);
    let others: Vec<_> = (0..50).map(|_| login()).collect();
    for other in &others {
        assert!(Arc::ptr_eq(&shared, &other.told(definitions)));
        other.told(entered);
    }
    assert_eq!(server.log.imports(), 1, "the others found everything in memory");
    until("the file is written", || {
        dir.path()
            .read_dir()
            .unwrap()
            .flatten()
            .any(|f| f.file_name().to_string_lossy().starts_with("entitydefs"))
    });
}

#[test]
fn clients_that_ask_at_the_same_time_end_with_one_copy() {
    const CLIENTS: usize = 5;
    let (server, dir) = (Server::game(), tempfile::tempdir().unwrap());
    server.log.answer_together(CLIENTS);
    let login = |_| Client::login_with(config(server.port), Some(CacheDir::new(dir.path())), 1000);
    let clients: Vec<_> = (0..CLIENTS).map(login).collect();
    let told: Vec<_> = clients.iter().map(|c| c.told(definitions)).collect();
    assert_eq!(server.log.imports(), CLIENTS, "each has asked");
    assert!(told.iter().all(|d| Arc::ptr_eq(d, &told[0])));
}
