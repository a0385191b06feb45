//! What a game wants to hear of, by class: the rest is applied and not told.
#![cfg(feature = "capi")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use std::ffi::c_void;

use abi::{Client, Feed, V, all_callbacks, entity_moved_callback, sized};
use kbe::ffi::callbacks::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::interest::*;
use kbe::ffi::pump::kbe_sync_layers;
use kbe::layers::interest::{CALLS, Interest};
use kbe::wire::volatile::axes;

fn set(c: &Client, class: u32, interest: u32) -> i32 {
    kbe_client_set_interest(c.handle, class, interest)
}

/// Something of each kind happens to entity 1, an Avatar.
fn all_kinds(f: &mut Feed) {
    f.moved(0, 1, axes::X | axes::Z | axes::YAW, [4.0, 5.0, 6.0]);
    f.changes(0, 1, false, &[("hp", V::Int(77))]);
    f.on_hit(0, 1, 3, "x");
}

fn class_of_avatar(c: &Client) -> u32 {
    let mut seen: kbe_entity_view = sized();
    assert_eq!(unsafe { kbe_entity_get(c.handle, 1, &raw mut seen) }, KBE_OK);
    assert_eq!(seen.position, [4.0, 5.0, 6.0]);
    seen.class_id
}

fn kinds(told: &[String]) -> Vec<&str> {
    told.iter().map(|t| t.split(' ').next().unwrap()).collect()
}

#[test]
fn what_is_not_wanted_is_applied_and_not_told() {
    let c = Client::in_world();
    let mut on = all_callbacks();
    on.entity_moved = entity_moved_callback();
    c.set(&on);
    let feed = all_kinds;
    assert_eq!(kinds(&c.told(feed)), ["entity_moved", "property_changed", "method_called"]);
    let avatar = class_of_avatar(&c);
    for (interest, expected) in [
        (KBE_INTEREST_MOVES, vec!["entity_moved"]),
        (KBE_INTEREST_PROPERTIES, vec!["property_changed"]),
        (KBE_INTEREST_CALLS, vec!["method_called"]),
        (0, vec![]),
        (KBE_INTEREST_ALL, vec!["entity_moved", "property_changed", "method_called"]),
    ] {
        assert_eq!(set(&c, avatar, interest), KBE_OK);
        assert_eq!(kinds(&c.told(feed)), expected, "{interest:#x}");
        // The world is kept up.
        class_of_avatar(&c);
    }
    // All classes at once, and another class alone.
    assert_eq!(set(&c, 0, KBE_INTEREST_CALLS), KBE_OK);
    assert_eq!(kinds(&c.told(feed)), ["method_called"]);
    assert_eq!(set(&c, avatar, KBE_INTEREST_MOVES), KBE_OK);
    assert_eq!(set(&c, 0, KBE_INTEREST_ALL), KBE_OK);
    assert_eq!(c.told(feed).len(), 3);
}

#[test]
fn a_class_that_is_not_there_is_named() {
    let c = Client::in_world();
    assert_eq!(set(&c, 4711, 0), KBE_E_NOT_FOUND);
    assert_eq!(abi::last_error(), "class_id: there is no class 4711");
    assert_eq!(set(&c, 1 << 16, 0), KBE_E_INVALID_ARGUMENT);
    assert_eq!(abi::last_error(), "class_id: above 65535, which no class number is");
    assert_eq!(kbe_client_set_interest(1, 0, 0), KBE_E_BAD_HANDLE);
}

/// What the network layer is told, if there is news.
fn news(c: &Client, edition: &mut u32) -> Option<Interest> {
    c.door.interest_since(edition)
}

#[test]
fn calls_without_a_callback_need_not_be_decoded_from_the_next_pump_on() {
    unsafe extern "C" fn called(_: *const kbe_method_event, _: *mut c_void) {}
    let c = Client::in_world();
    let mut edition = 0;
    news(&c, &mut edition);
    let mut on: kbe_callbacks = sized();
    let change = |on: &kbe_callbacks| {
        let none = std::ptr::null_mut();
        assert_eq!(unsafe { kbe_client_set_callbacks(c.handle, on, none) }, KBE_OK);
    };
    // Two sets in a row, as when scripts are loaded anew, lose nothing.
    change(&on);
    assert_eq!(news(&c, &mut edition), None);
    on.method_called = Some(called);
    change(&on);
    c.feed(all_kinds);
    assert!(kbe_sync_layers(0) >= 0);
    assert_eq!(news(&c, &mut edition), None);
    on.method_called = None;
    change(&on);
    c.feed(all_kinds);
    assert!(kbe_sync_layers(0) >= 0);
    let wanted = news(&c, &mut edition).expect("the pump has said so");
    assert_eq!(wanted.of(1) & CALLS, 0);
    // And back at once.
    on.method_called = Some(called);
    change(&on);
    assert_ne!(news(&c, &mut edition).expect("said at once").of(1) & CALLS, 0);
}
