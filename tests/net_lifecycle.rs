//! The network layer comes and goes within one process, as often as an editor reloads its scripts.
#![cfg(feature = "net")]
#![allow(clippy::unwrap_used, reason = "only tests are compiled here")]

#[path = "net/support.rs"]
mod support;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use kbe::layers::door::Alarm as _;
use kbe::layers::{Command, Event};
use kbe::net::{Fate, shutdown};
use support::{Client, LONG, Server, config, until};

/// These tests end the network layer of the whole process, so they take turns.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Threads of this library that exist.
#[cfg(target_os = "linux")]
fn threads() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let names = tasks.flat_map(|t| std::fs::read_to_string(t.path().join("comm")));
    names.filter(|name| name.starts_with("kbe-")).count()
}

#[cfg(not(target_os = "linux"))]
fn threads() -> usize {
    0
}

fn idle() -> Client {
    Client::start(config(1), None, 10)
}

fn entered(client: &Client) {
    client.told(|event, _| matches!(event, Event::LoginSucceeded { .. }).then_some(()));
}

#[test]
fn nothing_runs_before_the_first_client_and_after_the_shutdown() {
    let _alone = alone();
    assert!(shutdown(Duration::ZERO), "there is nothing to end");
    assert_eq!(threads(), 0);
    for _ in 0..20 {
        let clients: Vec<_> = (0..10).map(|_| idle()).collect();
        #[cfg(target_os = "linux")]
        assert_eq!(threads(), 2);
        assert!(shutdown(LONG));
        assert!(shutdown(Duration::ZERO), "once more does no harm");
        until("the threads end", || threads() == 0);
        for client in &clients {
            assert_eq!(client.task.fate(), Fate::Ended);
            client.task.raise();
            client.task.stop();
        }
    }
}

#[test]
fn a_client_logs_in_after_a_restart() {
    let _alone = alone();
    let server = Server::game();
    for _ in 0..3 {
        let client = Client::login(config(server.port));
        entered(&client);
        assert!(shutdown(LONG));
        assert_eq!(client.task.fate(), Fate::Ended);
    }
    until("all connections close", || server.log.closed() == 6);
}

#[test]
fn a_shutdown_lets_a_logout_out() {
    let _alone = alone();
    let server = Server::game();
    let client = Client::login(config(server.port));
    entered(&client);
    client.send(Command::Logout);
    assert!(shutdown(LONG));
    assert_eq!(server.log.logouts(), 1);
}

#[test]
fn a_shutdown_does_not_wait_longer_than_it_is_told_to() {
    let _alone = alone();
    let server = Server::game();
    let client = Client::login(config(server.port));
    entered(&client);
    let flood = server.flood(u32::MAX);
    // Whatever it returns: no delivery comes after it, and the threads end by themselves.
    _ = shutdown(Duration::ZERO);
    let queued = client.door.queued();
    flood.join();
    assert!(shutdown(LONG));
    assert_eq!(client.door.queued(), queued);
    until("the threads end", || threads() == 0);
}

#[test]
fn clients_come_and_go_on_many_threads_at_once() {
    let _alone = alone();
    let server = Server::game();
    let port = server.port;
    thread::scope(|s| {
        for _ in 0..8 {
            s.spawn(|| {
                for _ in 0..5 {
                    let client = Client::login(config(port));
                    entered(&client);
                }
            });
        }
    });
    until("all connections close", || server.log.closed() == 2 * 8 * 5);
    assert!(shutdown(LONG));
}

#[test]
fn clients_may_start_while_another_thread_shuts_down() {
    let _alone = alone();
    thread::scope(|s| {
        let starts: Vec<_> = (0..4)
            .map(|_| {
                s.spawn(|| {
                    for _ in 0..50 {
                        let client = idle();
                        client.task.raise();
                    }
                })
            })
            .collect();
        while !starts.iter().all(|s| s.is_finished()) {
            shutdown(Duration::from_millis(20));
        }
    });
    assert!(shutdown(LONG));
    until("the threads end", || threads() == 0);
}
