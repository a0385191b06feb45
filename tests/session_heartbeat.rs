//! Heartbeats: their beat, their answers, and what silence means.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::layers::Command;
use kbe::session::{Config, Time};
use script::server;
use script::{Script, Step, ms, secs};

/// When heartbeats went out since `from`.
fn beats(s: &Script, from: usize) -> Vec<u64> {
    let beat = |w: &&script::Write| w.bytes == [206, 0] || w.bytes == [11, 0];
    s.writes[from..].iter().filter(beat).map(|w| w.at.0 / 1000).collect()
}

#[test]
fn one_goes_out_every_fifteen_seconds() {
    let mut s = Script::in_game();
    let (from, start) = (s.writes.len(), s.now.0 / 1000);
    s.live(secs(100));
    let expected: Vec<u64> = (1..=6).map(|n| start + 15_000 * n).collect();
    assert_eq!(beats(&s, from), expected);
    assert_eq!(s.told(), [""; 0]);
}

#[test]
fn a_server_that_answers_nothing_is_lost_after_two() {
    let mut s = Script::in_game();
    let from = s.writes.len();
    s.pass(secs(45) - ms(1));
    assert_eq!(beats(&s, from).len(), 2);
    assert_eq!(s.told(), [""; 0]);
    s.pass(ms(1));
    assert_eq!(s.told(), ["disconnected: Network HeartbeatTimeout baseapp, resumable"]);
    assert!(!s.is_open());
    assert_eq!(beats(&s, from).len(), 2);
}

#[test]
fn one_missing_answer_is_tolerated() {
    let mut s = Script::in_game();
    for _ in 0..10 {
        s.pass(secs(30) + ms(1));
        s.feed(&server::heartbeat());
    }
    assert_eq!(s.told(), [""; 0]);
}

#[test]
fn other_messages_do_not_stand_for_an_answer() {
    let mut s = Script::in_game();
    for _ in 0..44 {
        s.pass(secs(1));
        s.feed(&server::base_position([1.0; 3]));
    }
    s.forget();
    s.pass(secs(1));
    assert_eq!(s.told(), ["disconnected: Network HeartbeatTimeout baseapp, resumable"]);
}

#[test]
fn silence_while_reading_is_paused_proves_nothing() {
    let mut s = Script::in_game();
    let from = s.writes.len();
    s.pass(secs(20));
    s.session.set_paused(s.now, true);
    s.pass(secs(600));
    assert_eq!(s.told(), [""; 0]);
    assert_eq!(beats(&s, from).len(), 41, "but the server goes on hearing from the client");
    s.session.set_paused(s.now, false);
    s.pass(secs(30));
    assert_eq!(s.told(), [""; 0]);
    s.pass(secs(15));
    assert_eq!(s.told(), ["disconnected: Network HeartbeatTimeout baseapp, resumable"]);
}

/// Over KCP a server that was told of a logout is silent; nothing says that it has closed.
#[test]
fn silence_after_a_logout_is_a_logout() {
    let mut s = Script::in_game_with(Config { heartbeat_interval: ms(300), ..Config::default() });
    s.command(Command::Logout);
    s.pass(ms(1100));
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    assert_eq!(s.sentences(), ["logged out"]);
}

#[test]
fn the_loginapp_is_kept_awake_too() {
    let config = Config { login_timeout: secs(100), ..Config::default() };
    let mut s = Script::new(config.clone());
    s.login_up_to(Step::Login);
    let (from, start) = (s.writes.len(), s.now.0 / 1000);
    s.live(secs(90));
    assert_eq!(beats(&s, from), [15, 30, 45, 60, 75, 90].map(|n| start + n * 1000));
    s.serve(Step::Login);
    s.told();

    let mut s = Script::new(config);
    s.login_up_to(Step::Login);
    s.forget();
    s.pass(secs(45));
    assert_eq!(s.told(), ["login failed: Network HeartbeatTimeout loginapp"]);
}

#[test]
fn the_round_trip_is_measured() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Hello);
    s.now = s.now + ms(80);
    s.serve(Step::Hello);
    assert_eq!(s.session.stats().round_trip_us, 80_000, "hello is the first to tell");
    let mut s = Script::in_game();
    s.pass(secs(15));
    s.now = s.now + ms(35);
    s.feed(&server::heartbeat());
    assert_eq!(s.session.stats().round_trip_us, 35_000);
    // An answer that may belong to either of two tells nothing.
    s.pass(secs(30));
    s.feed(&server::heartbeat());
    s.feed(&server::heartbeat());
    assert_eq!(s.session.stats().round_trip_us, 35_000);
}

#[test]
fn the_first_one_goes_out_when_the_player_is_there() {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseLogin);
    s.pass(secs(4));
    s.feed(&server::created(1, 100, "Account"));
    assert_eq!(s.session.poll_timeout(s.now), Some(s.now));
    let from = s.writes.len();
    s.pass(ms(0));
    assert_eq!(beats(&s, from), [s.now.0 / 1000]);
}

#[test]
fn heartbeats_can_be_turned_off() {
    let mut s = Script::in_game_with(Config { heartbeat_interval: secs(0), ..Config::default() });
    assert_eq!(s.session.poll_timeout(s.now), None);
    let from = s.writes.len();
    s.pass(secs(1000));
    assert_eq!((beats(&s, from), s.told()), (vec![], vec![]));
    assert!(s.now > Time(1_000_000_000));
}

#[test]
fn a_driver_that_slept_too_long_sends_one_and_not_many() {
    let mut s = Script::in_game();
    let from = s.writes.len();
    s.now = s.now + secs(200);
    s.session.timeout(s.now);
    s.settle();
    assert_eq!(beats(&s, from).len(), 1);
    assert_eq!(s.told(), [""; 0], "no answer could have come meanwhile");
}
