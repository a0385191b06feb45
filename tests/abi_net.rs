//! The C interface on the real network layer, against a scripted server on loopback.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "a test has a deadline")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;
#[path = "net/support.rs"]
mod support;

use std::ptr::null_mut;
use std::time::Duration;

use abi::{Recorder, all_callbacks, config, s, sized, text};
use kbe::ffi::account::*;
use kbe::ffi::callbacks::*;
use kbe::ffi::client::*;
use kbe::ffi::config::*;
use kbe::ffi::error::*;
use kbe::ffi::info::*;
use kbe::ffi::log::*;
use kbe::ffi::pause::*;
use kbe::ffi::pull::*;
use kbe::ffi::pump::*;
use kbe::ffi::traffic::*;
use kbe::layers::log::MAX_LINES;
use support::{Server, until};

/// A client of the C interface and what it was told.
struct Game {
    handle: u64,
    recorder: Box<Recorder>,
}

impl Game {
    fn new(server: &Server, edit: impl FnOnce(&mut kbe_config)) -> Self {
        let mut k = config();
        k.port = server.port.into();
        k.flags = KBE_CONFIG_STOCK_MESSAGES;
        edit(&mut k);
        let mut handle = 0;
        assert_eq!(unsafe { kbe_client_create(&raw const k, &raw mut handle) }, KBE_OK);
        let game = Self { handle, recorder: Box::default() };
        game.set(&all_callbacks());
        game
    }

    fn set(&self, on: &kbe_callbacks) {
        let user_data = std::ptr::from_ref(&*self.recorder).cast_mut().cast();
        let r = unsafe { kbe_client_set_callbacks(self.handle, on, user_data) };
        assert_eq!(r, KBE_OK);
    }

    fn login(&self) {
        assert_eq!(unsafe { kbe_client_login(self.handle, s("kbe"), s("secret")) }, KBE_OK);
    }

    /// Serves the client until it was told something that begins so.
    fn told(&self, begins: &str) -> Vec<String> {
        until(begins, || {
            assert!(kbe_sync_layers(10) >= 0);
            self.recorder.log.borrow().iter().any(|l| l.starts_with(begins))
        });
        self.recorder.take()
    }

    fn in_game(server: &Server, edit: impl FnOnce(&mut kbe_config)) -> Self {
        let game = Self::new(server, edit);
        game.login();
        game.told("login_result 1");
        game
    }

    fn stats(&self) -> kbe_client_stats {
        let mut stats: kbe_client_stats = sized();
        assert_eq!(unsafe { kbe_client_get_stats(self.handle, &raw mut stats) }, KBE_OK);
        stats
    }

    fn info(&self) -> kbe_client_info {
        let mut info: kbe_client_info = sized();
        assert_eq!(unsafe { kbe_client_get_info(self.handle, &raw mut info) }, KBE_OK);
        info
    }
}

impl Drop for Game {
    fn drop(&mut self) {
        kbe_client_destroy(self.handle);
    }
}

#[test]
fn a_paused_client_logs_in_behind_the_games_back() {
    let server = Server::game();
    let game = Game::new(&server, |_| ());
    assert_eq!(kbe_client_pause_events(game.handle), KBE_OK);
    game.login();
    until("everything has come", || game.stats().messages_in >= 5);
    assert_eq!(kbe_sync_layers(20), 0);
    assert_eq!(kbe_client_state(game.handle) as u32, KBE_STATE_BUSY, "as the login left it");
    assert_eq!(game.info().flags, KBE_CLIENT_PAUSED);
    assert_eq!(kbe_client_resume_events(game.handle), KBE_OK);
    let told = game.told("login_result 1");
    let names: Vec<&str> = told.iter().filter_map(|l| l.split(' ').next()).collect();
    let first = ["connection", "hello", "login_accepted", "connection", "hello", "definitions"];
    assert_eq!(names[..6], first);
    assert_eq!(game.info().flags, 0);
}

#[test]
fn a_backlog_holds_the_server_back_while_the_session_lives() {
    const COUNT: u32 = 400_000;
    for (limit, bytes) in [(5000, 0), (0, 1 << 20)] {
        let server = Server::game();
        let game = Game::in_game(&server, |k| {
            k.backlog_limit = limit;
            k.backlog_bytes = bytes;
            k.heartbeat_interval_ms = 20;
            k.heartbeat_tolerance = 50;
        });
        assert_eq!(kbe_client_pause_events(game.handle), KBE_OK);
        let flood = server.flood(COUNT);
        until("the server is held back", || flood.is_stuck());
        let (queued, sent) = (game.stats().queued_events, game.stats().messages_out);
        // One read may exceed the limit: 64 KiB of messages of 14 bytes.
        let most = if limit > 0 { limit + (64 << 10) / 14 + 10 } else { 60_000 };
        assert!((4000..=most).contains(&queued), "{queued}");
        // Far more than may go unanswered.
        until("heartbeats go on", || game.stats().messages_out > sent + 60);
        assert_eq!(game.info().server_position[0], 0.0, "the world stands still");
        assert!(flood.is_stuck());
        assert_eq!(game.stats().queued_events, queued, "and nothing more was read");
        assert_eq!(kbe_client_resume_events(game.handle), KBE_OK);
        let mut last = 0.0;
        until("everything has come", || {
            assert!(kbe_sync_layers(5) >= 0);
            let at = game.info().server_position[0];
            assert!(at >= last, "in order");
            last = at;
            at == (COUNT - 1) as f32
        });
        assert_eq!(game.stats().faults, 0);
        flood.join();
        assert_eq!(kbe_client_state(game.handle) as u32, KBE_STATE_IN_GAME);
    }
}

#[test]
fn a_session_that_ends_during_a_pause_is_told_behind_its_events() {
    let server = Server::game();
    let game = Game::in_game(&server, |_| ());
    assert_eq!(kbe_client_pause_events(game.handle), KBE_OK);
    assert_eq!(kbe_client_disconnect(game.handle), KBE_OK);
    until("both connections close", || server.log.closed() == 2);
    assert_eq!(kbe_sync_layers(0), 0);
    assert_eq!(kbe_client_state(game.handle) as u32, KBE_STATE_IN_GAME);
    assert_eq!(kbe_client_resume_events(game.handle), KBE_OK);
    let told = game.told("disconnected");
    assert_eq!(told.last().unwrap(), "disconnected 1  the game disconnected");
    let r = unsafe { kbe_client_pump(game.handle, std::ptr::null(), null_mut()) };
    assert_eq!((r, game.recorder.take().len()), (KBE_OK, 0));
}

// ---- the log

fn only_log() -> kbe_callbacks {
    let mut on: kbe_callbacks = sized();
    on.log = all_callbacks().log;
    on
}

#[test]
fn the_log_comes_in_the_pump_at_the_level_that_was_asked_for() {
    let server = Server::game();
    let game = Game::new(&server, |k| k.log_level = KBE_LOG_DEBUG);
    game.set(&only_log());
    game.login();
    until("everything has come", || game.stats().messages_in >= 5);
    assert_eq!(game.recorder.take(), [""; 0], "nothing comes outside of a pump");
    let told = game.told("log 3 session the login is complete");
    let port = server.port;
    for line in [
        format!("log 3 session a login begins at the loginapp 127.0.0.1:{port}"),
        format!("log 4 network connecting to the loginapp 127.0.0.1:{port}"),
        format!("log 4 network the address is 127.0.0.1:{port}"),
        "log 3 network connected to the loginapp by TCP".into(),
    ] {
        assert!(told.contains(&line), "{line} in {told:#?}");
    }
    assert!(!told.iter().any(|l| l.starts_with("log 5")), "{told:#?}");
    assert_eq!(kbe_client_set_log_level(game.handle, KBE_LOG_TRACE), KBE_OK);
    assert_eq!(kbe_client_logout(game.handle), KBE_OK);
    let told = game.told("log 3 session the session ends (Game, Requested): logged out");
    assert!(
        told.contains(&"log 5 messages -> Baseapp::logoutBaseapp (24), 14 bytes".into()),
        "{told:#?}"
    );
    for level in [KBE_LOG_OFF, 0] {
        assert_eq!(kbe_client_set_log_level(game.handle, level), KBE_OK);
        game.login();
        until("it is logged in again", || {
            assert!(kbe_sync_layers(5) >= 0);
            kbe_client_state(game.handle) as u32 == KBE_STATE_IN_GAME
        });
        assert_eq!(kbe_client_disconnect(game.handle), KBE_OK);
        until("it is offline again", || {
            assert!(kbe_sync_layers(5) >= 0);
            kbe_client_state(game.handle) as u32 == KBE_STATE_OFFLINE
        });
        let told = game.recorder.take();
        assert!(told.iter().all(|l| l.starts_with("log 5")), "{told:?}");
    }
    assert_eq!(kbe_client_set_log_level(game.handle, 6), KBE_E_INVALID_ARGUMENT);
    assert_eq!(abi::last_error(), "level 6 is not a KBE_LOG number");
}

#[test]
fn each_client_has_a_log_of_its_own() {
    let server = Server::game();
    let quiet = Game::new(&server, |_| ());
    let loud = Game::new(&server, |k| k.log_level = KBE_LOG_TRACE);
    for game in [&quiet, &loud] {
        game.login();
    }
    loud.told("login_result 1");
    until("the other is in the game too", || {
        assert!(kbe_sync_layers(5) >= 0);
        kbe_client_state(quiet.handle) as u32 == KBE_STATE_IN_GAME
    });
    let told = quiet.recorder.take();
    assert!(!told.iter().any(|l| l.starts_with("log ")), "{told:#?}");
}

#[test]
fn lines_stand_in_order_with_the_events_around_them() {
    let server = Server::game();
    let game = Game::new(&server, |k| k.log_level = KBE_LOG_TRACE);
    game.login();
    let told = game.told("login_result 1");
    let at = |line: &str| told.iter().position(|l| l.starts_with(line)).unwrap();
    let came = at("log 5 messages <- Client::onCreatedProxies (504), ");
    assert!(at("definitions") < came && came < at("entity_created"), "{told:#?}");
    assert!(at("log 5 messages -> Loginapp::hello (4), 21 bytes") < at("hello"));
}

#[test]
fn a_cache_that_cannot_be_written_is_told_and_costs_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, b"in the way").unwrap();
    let path = file.to_str().unwrap().to_owned();
    let server = Server::game();
    let game = Game::new(&server, |k| k.cache_dir = s(&path));
    game.login();
    let line = "log 2 imports the cache file entitydefs-46596D3750651E9F7497775CD57CE753-";
    let mut told = Vec::new();
    until("the line and the login", || {
        assert!(kbe_sync_layers(5) >= 0);
        told.extend(game.recorder.take());
        told.iter().any(|l| l.starts_with(line))
            && kbe_client_state(game.handle) as u32 == KBE_STATE_IN_GAME
    });
    let line = told.iter().find(|l| l.starts_with(line)).unwrap();
    assert!(line.contains(".kbe could not be written: "), "{line}");
    assert!(!line.contains(&path), "{line}");
}

#[test]
fn lines_can_be_pulled_and_wait_during_a_pause() {
    let server = Server::game();
    let game = Game::new(&server, |k| {
        k.log_level = KBE_LOG_INFO;
        k.flags |= KBE_CONFIG_OWN_PUMP;
    });
    assert_eq!(kbe_client_pause_events(game.handle), KBE_OK);
    game.login();
    until("everything has come", || game.stats().messages_in >= 5);
    let mut e: kbe_event = sized();
    let mut next = |wait_ms| unsafe {
        assert_eq!(kbe_client_next_event(game.handle, 0, wait_ms, &raw mut e), KBE_OK);
        e
    };
    assert_eq!(next(0).r#type, KBE_EVENT_NONE);
    assert_eq!(kbe_client_resume_events(game.handle), KBE_OK);
    let (mut lines, mut last, mut kinds) = (Vec::new(), 0, Vec::new());
    until("the login", || {
        let e = next(100);
        if e.r#type == KBE_EVENT_LOG {
            let log = unsafe { e.data.log };
            assert_eq!((log.client, log.reserved), (game.handle, 0));
            assert!(log.time_us >= last, "in order");
            last = log.time_us;
            lines.push(format!("{} {} {}", log.level, text(log.source), text(log.text)));
        }
        kinds.push(e.r#type);
        e.r#type == KBE_EVENT_LOGIN_RESULT
    });
    assert!(
        last > 0 && lines.contains(&"3 network connected to the baseapp by TCP".into()),
        "{lines:?}"
    );
    let kind = |kind| kinds.iter().position(|k| *k == kind).unwrap();
    assert!(kind(KBE_EVENT_LOG) < kind(KBE_EVENT_CONNECTION), "{kinds:?}");
}

#[test]
fn a_game_that_never_pumps_keeps_few_lines() {
    let server = Server::game();
    let game = Game::in_game(&server, |_| ());
    let free = |game: &Game| (game.stats().queued_events, game.stats().faults);
    assert_eq!(kbe_client_set_log_level(game.handle, KBE_LOG_TRACE), KBE_OK);
    let flood = server.flood(50_000);
    until("all is read", || game.stats().messages_in >= 50_000);
    let (queued, _) = free(&game);
    assert_eq!(queued, 50_000 + MAX_LINES as u32, "as many lines as there may be, and no more");
    assert!(game.stats().lines_dropped >= 50_000 - MAX_LINES as u64);
    flood.join();
    game.recorder.take();
    let told = game.told("log 2 session ");
    let traces = told.iter().filter(|l| l.starts_with("log 5 messages <- Client::onUpdateBasePos"));
    assert!(traces.count() > 4000, "{}", told.len());
}

// ---- numbers

/// What was counted by name: "> name id messages bytes" for what came, "<" for what was sent.
fn by_name(game: &Game) -> Vec<String> {
    let mut all = [const { std::mem::MaybeUninit::<kbe_message_stats>::uninit() }; 64];
    let mut count = 0;
    let r = unsafe {
        kbe_client_message_stats(game.handle, all.as_mut_ptr().cast(), 64, &raw mut count)
    };
    assert_eq!(r, KBE_OK);
    let all = all[..count as usize].iter().map(|m| unsafe { m.assume_init() });
    all.map(|m| {
        let way = ["", ">", "<"][m.direction as usize];
        format!("{way} {} {} {} {}", text(m.name), m.id, m.messages, m.bytes)
    })
    .collect()
}

#[test]
fn messages_are_counted_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap().to_owned();
    let server = Server::game();
    let game = Game::new(&server, |k| k.cache_dir = s(&path));
    assert_eq!(by_name(&game), [""; 0]);
    game.login();
    game.told("login_result 1");
    server.flood(1000).join();
    until("all is read", || game.stats().messages_in == 1006);
    let hello = 2 * support::hello(2).len();
    let expected = [
        "> Client::onUpdateBasePos 13 1000 14000".to_owned(),
        "> Client::onAppActiveTickCB 72 1 2".into(),
        "> Client::onLoginSuccessfully 502 1 26".into(),
        "> Client::onCreatedProxies 504 1 24".into(),
        "> Client::onImportClientEntityDef 519 1 105".into(),
        format!("> Client::onHelloCB 521 2 {hello}"),
        "< Loginapp::hello 4 1 21".into(),
        "< Loginapp::login 3 1 20".into(),
        "< Baseapp::hello 200 1 21".into(),
        "< Baseapp::loginBaseapp 202 1 15".into(),
        "< Baseapp::importClientEntityDef 208 1 2".into(),
        "< Baseapp::onClientActiveTick 206 1 2".into(),
    ];
    let counted = by_name(&game);
    for line in &expected {
        assert!(counted.contains(line), "{line} is not in {counted:#?}");
    }
    assert_eq!(counted.len(), expected.len(), "{counted:#?}");
    let sum = |way: &str, field: usize| -> u64 {
        let lines = counted.iter().filter(|l| l.starts_with(way));
        lines.map(|l| l.split(' ').nth(field).unwrap().parse::<u64>().unwrap()).sum()
    };
    let stats = game.stats();
    assert_eq!((sum(">", 3), sum(">", 4)), (stats.messages_in, stats.bytes_in));
    assert_eq!((sum("<", 3), sum("<", 4)), (stats.messages_out, stats.bytes_out));

    let (mut count, mut one) = (0, std::mem::MaybeUninit::<kbe_message_stats>::uninit());
    unsafe {
        let r = kbe_client_message_stats(game.handle, null_mut(), 0, &raw mut count);
        assert_eq!((r, count), (KBE_OK, 12));
        count = 5;
        let r = kbe_client_message_stats(game.handle, one.as_mut_ptr(), 1, &raw mut count);
        assert_eq!((r, count), (KBE_E_BUFFER_TOO_SMALL, 5));
    }
    assert_eq!(abi::last_error(), "12 names, room for 1");
    // A further login goes on with the same names.
    assert_eq!(kbe_client_disconnect(game.handle), KBE_OK);
    game.told("disconnected");
    game.login();
    game.told("login_result 1");
    assert!(by_name(&game).contains(&format!("> Client::onHelloCB 521 4 {}", 2 * hello)));
}

#[test]
fn the_age_of_the_queue_and_the_time_of_pumps_can_be_read() {
    let server = Server::game();
    let game = Game::in_game(&server, |_| ());
    assert!(kbe_sync_layers(0) >= 0);
    assert_eq!((game.stats().queued_events, game.stats().oldest_event_us), (0, 0));
    server.flood(10).join();
    until("all is read", || game.stats().queued_events == 10);
    let young = game.stats().oldest_event_us;
    std::thread::sleep(Duration::from_millis(30));
    let old = game.stats().oldest_event_us;
    assert!(old >= young + 30_000, "{young} {old}");
    assert!(kbe_sync_layers(0) >= 0);
    assert_eq!((game.stats().queued_events, game.stats().oldest_event_us), (0, 0));

    // Each callback of a further login takes its time.
    let sleepy = |ms| game.recorder.hook(move |_, _| std::thread::sleep(Duration::from_millis(ms)));
    sleepy(5);
    assert_eq!(kbe_client_disconnect(game.handle), KBE_OK);
    game.told("disconnected");
    let first = game.stats();
    assert!(first.pump_us >= 5000 && first.longest_pump_us >= first.pump_us, "{}", first.pump_us);
    sleepy(0);
    let told_before = game.stats().events;
    game.login();
    game.told("login_result 1");
    let second = game.stats();
    assert!(second.events > told_before);
    assert!(second.longest_pump_us >= first.longest_pump_us.max(second.pump_us));
}

#[test]
fn a_command_that_is_dropped_later_is_counted() {
    let server = Server::game();
    let game = Game::in_game(&server, |k| k.send_queue_bytes = 100);
    assert_eq!((game.stats().commands_dropped, game.stats().faults), (0, 0));
    let long = "x".repeat(200);
    let r = unsafe { kbe_client_new_password(game.handle, s("secret"), s(&long)) };
    assert_eq!(r, KBE_OK);
    let told = game.told("protocol_error");
    assert!(told.contains(
        &"log 2 session Baseapp::reqAccountNewPassword was not sent: the send queue is full".into()
    ));
    assert_eq!((game.stats().commands_dropped, game.stats().faults), (1, 1));
}
