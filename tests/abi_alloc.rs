//! In steady state the game's thread allocates nothing: neither for movements and properties nor for calls
//! from the server.
#![cfg(feature = "capi")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]

mod abi;
#[path = "support/alloc.rs"]
#[allow(dead_code, reason = "shared with the benchmarks")]
mod alloc;

use std::ffi::c_void;

use abi::{Client, V, config, sized};
use kbe::ffi::callbacks::*;
use kbe::ffi::events::*;
use kbe::ffi::pump::*;
use kbe::wire::volatile::axes;

#[global_allocator]
static ALLOCATOR: alloc::Counting = alloc::Counting;

unsafe extern "C" fn moved(_: *const kbe_transform, count: u32, told: *mut c_void) {
    unsafe { *told.cast::<u32>() += count };
}

unsafe extern "C" fn changed(_: *const kbe_property_event, told: *mut c_void) {
    unsafe { *told.cast::<u32>() += 1 };
}

unsafe extern "C" fn called(_: *const kbe_method_event, told: *mut c_void) {
    unsafe { *told.cast::<u32>() += 1 };
}

#[test]
fn nothing_is_allocated_in_steady_state() {
    let mut on: kbe_callbacks = sized();
    let c = Client::with(&config(), &on);
    c.enter();
    on.transforms = Some(moved);
    on.property_changed = Some(changed);
    on.method_called = Some(called);
    let mut told = 0u32;
    let user_data = std::ptr::from_mut(&mut told).cast();
    unsafe { kbe_client_set_callbacks(c.handle, &raw const on, user_data) };
    let fill = |f: &mut abi::Feed| {
        for x in 0..100 {
            f.moved(0, 1, axes::X, [x as f32; 3]);
            f.changes(0, 1, false, &[("hp", V::Int(x)), ("name", V::Text("Annabelle"))]);
            let bag = V::Items(vec![(x, "a sword"), (2, "a shield")]);
            f.changes(0, 1, false, &[("bag", bag), ("skills.power", V::Int(x))]);
            f.on_hit(0, 1, x, "an ogre");
        }
    };
    for round in 0..4 {
        c.feed(fill);
        let before = alloc::used().allocations;
        let n = kbe_sync_layers(0);
        let allocated = alloc::used().allocations - before;
        assert_eq!(n, 600);
        assert!(round < 2 || allocated == 0, "round {round}: {allocated} allocations");
    }
    assert_eq!(told, 2400);
}
