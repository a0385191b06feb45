//! The C interface on the real network layer, against a scripted server on loopback.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "a test has a deadline")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;
#[path = "net/support.rs"]
mod support;

use std::ptr::null_mut;

use abi::{Recorder, all_callbacks, config, s, sized};
use kbe::ffi::account::*;
use kbe::ffi::callbacks::*;
use kbe::ffi::client::*;
use kbe::ffi::config::*;
use kbe::ffi::error::*;
use kbe::ffi::info::*;
use kbe::ffi::pause::*;
use kbe::ffi::pump::*;
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
