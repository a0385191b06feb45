//! A server's bytes through the whole client, up to what a C program is told.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;
#[path = "support/script/server.rs"]
#[allow(dead_code, unreachable_pub, reason = "every test file uses its own part of it")]
mod server;

use std::cell::RefCell;
use std::ffi::c_void;
use std::mem;

use abi::{Client, config, sized};
use kbe::ffi::callbacks::*;
use kbe::ffi::config::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::pump::*;
use kbe::layers::Event;
use kbe::layers::event::Server;
use kbe::session::{Config, Link, Session, Time};
use server::{STOCK, body, created, definitions, enter, enter_space, init_space};

const LINK: Link = Link(1);

/// A client of the C interface behind a session that looks on.
struct Eye {
    session: Session,
    client: Client,
}

impl Eye {
    /// In the world as the avatar 200, beside a monster 5.
    fn new(config: &kbe_config, on: &kbe_callbacks) -> Self {
        let mut session = Session::observer(Config::default());
        session.observe(LINK, Server::Baseapp);
        let mut eye = Self { session, client: Client::with(config, on) };
        eye.feed(&definitions(STOCK));
        let defs = eye.session.definitions().cloned().unwrap();
        let batch = eye.session.batch();
        batch.definitions.push(defs);
        batch.push(Event::Definitions { index: 0 });
        for message in [
            created(1, 200, "Avatar"),
            enter(200, server::AVATAR),
            init_space(7),
            enter_space(200, 7),
            enter(5, server::MONSTER),
        ] {
            eye.feed(&message);
        }
        eye.sync();
        eye
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.session.received(Time::default(), LINK, bytes);
    }

    fn sync(&mut self) {
        let mut batch = mem::take(self.session.batch());
        batch.seal();
        drop(self.client.door.deliver(batch));
        assert!(kbe_sync_layers(0) >= 0);
    }
}

thread_local! {
    /// Entity, position and flags of everything that moved or was set.
    static SEEN: RefCell<Vec<(i32, [f32; 3], u32)>> = const { RefCell::new(Vec::new()) };
}

fn see(t: &kbe_transform) {
    SEEN.with_borrow_mut(|seen| seen.push((t.entity_id, t.position, t.flags)));
}

fn seen() -> Vec<(i32, [f32; 3], u32)> {
    SEEN.take()
}

unsafe extern "C" fn on_transforms(moved: *const kbe_transform, count: u32, _: *mut c_void) {
    unsafe { std::slice::from_raw_parts(moved, count as usize) }.iter().for_each(see);
}

unsafe extern "C" fn on_moved(event: *const kbe_moved_event, _: *mut c_void) {
    see(unsafe { &(*event).transform });
}

unsafe extern "C" fn on_pose(event: *const kbe_pose_event, _: *mut c_void) {
    see(unsafe { &(*event).transform });
}

fn watching(each: bool) -> kbe_callbacks {
    let mut on: kbe_callbacks = sized();
    on.pose_set = Some(on_pose);
    if each {
        on.entity_moved = Some(on_moved);
    } else {
        on.transforms = Some(on_transforms);
    }
    on
}

/// onUpdateData_xz: by view index, x and z, on the ground.
fn moved_xz(x: f32, z: f32) -> Vec<u8> {
    body().u8(0).f32(x).f32(z).var(24)
}

#[test]
fn positions_that_are_no_numbers_are_delivered_and_marked() {
    for each in [true, false] {
        let mut eye = Eye::new(&config(), &watching(each));
        seen();
        for bytes in [
            moved_xz(1.0, 2.0),
            moved_xz(f32::NAN, 2.0),
            moved_xz(f32::INFINITY, f32::NEG_INFINITY),
            moved_xz(3.0, 4.0),
            server::set_pose(5, [f32::NAN, 0.0, 0.0], [0.0; 3]),
            server::set_pose(5, [0.0; 3], [0.0, f32::INFINITY, 0.0]),
            server::set_pose(5, [0.0; 3], [0.5; 3]),
        ] {
            eye.feed(&bytes);
        }
        eye.sync();
        let seen = seen();
        let marked: Vec<_> = seen.iter().map(|(_, _, f)| f & KBE_MOVE_NOT_FINITE != 0).collect();
        assert_eq!(marked, [false, true, true, false, true, true, false]);
        assert!(seen[1].1[0].is_nan() && seen[1].1[2] == 2.0);
        assert_eq!(seen[2].1, [f32::INFINITY, 0.0, f32::NEG_INFINITY]);
        assert!(seen.iter().all(|(id, ..)| *id == 5));
    }
}

/// A packed offset to a base that is no number is none either, until the base is one again.
#[test]
fn a_base_position_that_is_no_number_marks_what_is_told_against_it() {
    let mut eye = Eye::new(&config(), &watching(false));
    let still = body().u8(0).raw(&[0, 0, 0]).var(47);
    seen();
    eye.feed(&server::base_position([f32::NAN; 3]));
    eye.feed(&still);
    eye.feed(&server::base_position([7.0, 8.0, 9.0]));
    eye.feed(&still);
    eye.sync();
    let marked: Vec<_> = seen().iter().map(|(_, p, f)| (p[0], f & KBE_MOVE_NOT_FINITE)).collect();
    assert!(marked[0].0.is_nan() && marked[0].1 != 0);
    assert_eq!(marked[1], (7.0, 0));
}

#[test]
fn a_mark_is_about_the_latest_of_folded_movements() {
    let mut k = config();
    k.flags = KBE_CONFIG_FOLD_MOVES;
    let mut eye = Eye::new(&k, &watching(false));
    seen();
    for (last, mark) in [(1.0, 0), (f32::NAN, KBE_MOVE_NOT_FINITE)] {
        eye.feed(&moved_xz(f32::NAN, 0.0));
        eye.feed(&moved_xz(last, 0.0));
        eye.sync();
        let seen = seen();
        assert_eq!(seen.len(), 1, "folded");
        assert_eq!(seen[0].2 & KBE_MOVE_NOT_FINITE, mark);
    }
}

#[test]
fn an_entity_says_that_its_place_is_none() {
    let mut eye = Eye::new(&config(), &watching(false));
    let place = |eye: &Eye| {
        let mut view: kbe_entity_view = sized();
        let r = unsafe { kbe_entity_get(eye.client.handle, 5, &raw mut view) };
        assert_eq!(r, KBE_OK);
        view.flags & KBE_ENTITY_NOT_FINITE
    };
    assert_eq!(place(&eye), 0);
    eye.feed(&moved_xz(f32::NAN, 0.0));
    eye.sync();
    assert_eq!(place(&eye), KBE_ENTITY_NOT_FINITE);
    eye.feed(&moved_xz(1.0, 0.0));
    eye.sync();
    assert_eq!(place(&eye), 0);
}
