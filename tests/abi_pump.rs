//! Pumps: bounds, waits, wakeups, and the pull form.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests measure time and read C memory")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use abi::{Client, Feed, V, all_callbacks, config, entity_moved_callback, sized, text, value_text};
use kbe::ffi::callbacks::*;
use kbe::ffi::config::*;
use kbe::ffi::error::*;
use kbe::ffi::pull::*;
use kbe::ffi::pump::*;
use kbe::layers::event::*;
use kbe::wire::volatile::axes;

fn hits(n: i64) -> impl FnOnce(&mut Feed) {
    move |f| {
        for i in 0..n {
            f.on_hit(0, 1, i, "x");
        }
    }
}

fn pump(c: &Client, edit: impl FnOnce(&mut kbe_pump_params)) -> kbe_pump_stats {
    let mut params: kbe_pump_params = sized();
    edit(&mut params);
    let mut stats: kbe_pump_stats = sized();
    let r = unsafe { kbe_client_pump(c.handle, &raw const params, &raw mut stats) };
    assert_eq!(r, KBE_OK);
    stats
}

#[test]
fn a_number_of_events() {
    let c = Client::in_world();
    c.feed(hits(5));
    c.feed(hits(5));
    let stats = pump(&c, |p| p.max_events = 3);
    assert_eq!((stats.dispatched, stats.remaining), (3, 7));
    let stats = pump(&c, |p| p.max_events = 4);
    assert_eq!((stats.dispatched, stats.remaining), (4, 3));
    assert_eq!(pump(&c, |_| ()).dispatched, 3);
    let order: Vec<_> = c.recorder.take().iter().map(|l| l[22..23].to_owned()).collect();
    assert_eq!(order.concat(), "0123401234");
    assert_eq!(c.door.queued(), 0);
}

#[test]
fn a_pump_can_stop_in_the_middle_of_an_event() {
    let c = Client::in_world();
    c.feed(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(1)), ("level", V::Int(2)), ("hp", V::Int(3))]);
    });
    for expected in ["hp 100 -> 1", "level 1 -> 2", "hp 1 -> 3"] {
        assert_eq!(pump(&c, |p| p.max_events = 1).dispatched, 1);
        assert!(c.recorder.take()[0].contains(expected));
    }
    assert_eq!(pump(&c, |p| p.max_events = 1).dispatched, 0);
    // And what was left goes on in a sync, before anything that came later.
    c.feed(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(5)), ("level", V::Int(6))]);
    });
    pump(&c, |p| p.max_events = 1);
    c.feed(hits(1));
    let told = c.sync();
    assert!(told[1].contains("level 2 -> 6") && told[2].contains("onHit"), "{told:?}");
}

#[test]
fn movements_count_too() {
    let mut on = all_callbacks();
    on.transforms = Some(abi::transforms);
    let c = Client::with(&config(), &on);
    c.enter();
    c.feed(|f| {
        for x in 0..5 {
            f.moved(0, 1, axes::X, [x as f32; 3]);
        }
    });
    assert_eq!(pump(&c, |p| p.max_events = 3).dispatched, 3);
    assert_eq!(pump(&c, |_| ()).dispatched, 2);
    assert_eq!(c.recorder.take(), ["transforms 1:0 1:1 1:2", "transforms 1:3 1:4"]);
}

#[test]
fn an_amount_of_time() {
    let c = Client::in_world();
    c.recorder.hook(|_, _| std::thread::sleep(Duration::from_millis(20)));
    c.feed(hits(50));
    let stats = pump(&c, |p| p.budget_us = 50_000);
    assert!((2..=4).contains(&stats.dispatched), "{}", stats.dispatched);
    assert!(stats.spent_us >= 40_000 && stats.remaining >= 46);
}

#[test]
fn stopping_from_a_callback() {
    let (c, d) = (Client::in_world(), Client::in_world());
    let h = c.handle;
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_stop_pump(h), KBE_OK));
    c.feed(hits(2));
    d.feed(hits(1));
    assert_eq!(kbe_sync_layers(0), 1);
    let begun = Instant::now();
    assert_eq!(kbe_sync_layers(10_000), 1, "a wait ends too");
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(d.recorder.take().len(), 0, "other clients wait for the next sync");
    assert_eq!(kbe_sync_layers(0), 1);
    assert_eq!(kbe_sync_layers(0), 0);
}

#[test]
fn stopping_by_any_client_of_the_thread_ends_a_run_of_movements() {
    let mut on = all_callbacks();
    on.entity_moved = entity_moved_callback();
    let (c, d) = (Client::with(&config(), &on), Client::in_world());
    c.enter();
    let other = d.handle;
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_stop_pump(other), KBE_OK));
    let moves = |f: &mut Feed| {
        for x in 1..=3 {
            f.moved(0, 1, axes::X | axes::YAW, [x as f32, 0.0, 0.0]);
        }
    };
    c.feed(moves);
    for x in 1..=3 {
        assert_eq!(c.sync(), [format!("entity_moved 1 [{x}.0, 0.0, 0.0]")]);
    }
    assert_eq!(kbe_sync_layers(0), 0);
}

#[test]
fn zero_serves_what_was_queued_at_entry() {
    let c = Client::in_world();
    let door = Arc::clone(&c.door);
    let defs = Arc::clone(&c.defs);
    c.recorder.hook(move |_, _| {
        let mut f = Feed::new(&defs);
        f.on_hit(0, 1, 1, "again");
        drop(door.deliver(f.sealed()));
    });
    c.feed(hits(2));
    assert_eq!(kbe_sync_layers(0), 2);
    assert_eq!(kbe_sync_layers(0), 2, "what came meanwhile is next");
}

#[test]
fn an_idle_sync_does_not_wait_and_a_timed_one_does() {
    let _c = Client::new();
    kbe_sync_layers(0);
    let begun = Instant::now();
    assert_eq!(kbe_sync_layers(0), 0);
    assert!(begun.elapsed() < Duration::from_millis(20));
    assert_eq!(kbe_sync_layers(30), 0);
    assert!(begun.elapsed() >= Duration::from_millis(30));
}

#[test]
fn a_timed_sync_without_clients_waits_as_well() {
    let begun = Instant::now();
    assert_eq!(kbe_sync_layers(20), 0);
    assert!(begun.elapsed() >= Duration::from_millis(20));
}

#[test]
fn a_waiting_sync_is_woken_by_events_and_goes_on_to_the_end_of_its_time() {
    let c = Client::in_world();
    let (door, defs) = (Arc::clone(&c.door), Arc::clone(&c.defs));
    let network = std::thread::spawn(move || {
        for _ in 0..3 {
            std::thread::sleep(Duration::from_millis(15));
            let mut f = Feed::new(&defs);
            f.on_hit(0, 1, 1, "x");
            drop(door.deliver(f.sealed()));
        }
    });
    let begun = Instant::now();
    assert_eq!(kbe_sync_layers(120), 3);
    assert!(begun.elapsed() >= Duration::from_millis(120));
    network.join().unwrap();
}

#[test]
fn a_wakeup_ends_a_wait() {
    let c = Client::new();
    let h = c.handle;
    let begun = Instant::now();
    let other = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(kbe_client_wakeup(h), KBE_OK);
    });
    assert_eq!(kbe_sync_layers(10_000), 0);
    other.join().unwrap();
    assert_eq!(kbe_client_wakeup(h), KBE_OK);
    pump(&c, |p| p.wait_ms = 10_000);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_pump_waits_for_the_first_event_only() {
    let c = Client::in_world();
    let (door, defs) = (Arc::clone(&c.door), Arc::clone(&c.defs));
    let network = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        let mut f = Feed::new(&defs);
        f.on_hit(0, 1, 1, "x");
        drop(door.deliver(f.sealed()));
    });
    let begun = Instant::now();
    assert_eq!(pump(&c, |p| p.wait_ms = 10_000).dispatched, 1);
    assert!(begun.elapsed() < Duration::from_secs(5));
    network.join().unwrap();
}

#[test]
fn no_wakeup_is_lost() {
    let c = Client::in_world();
    let taken = Arc::new(AtomicU32::new(0));
    let (door, defs, seen) = (Arc::clone(&c.door), Arc::clone(&c.defs), Arc::clone(&taken));
    let network = std::thread::spawn(move || {
        for n in 0..3000 {
            while seen.load(Ordering::SeqCst) < n {
                std::hint::spin_loop();
            }
            let mut f = Feed::new(&defs);
            f.on_hit(0, 1, 1, "x");
            drop(door.deliver(f.sealed()));
        }
    });
    let begun = Instant::now();
    while taken.load(Ordering::SeqCst) < 3000 {
        let stats = pump(&c, |p| p.wait_ms = 5000);
        taken.fetch_add(stats.dispatched, Ordering::SeqCst);
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
    network.join().unwrap();
}

#[test]
fn destroying_a_client_ends_its_wait() {
    let c = Client::new();
    let h = c.handle;
    let begun = Instant::now();
    let other = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(kbe::ffi::client::kbe_client_destroy(h), KBE_OK);
    });
    assert_eq!(kbe_sync_layers(10_000), 0);
    assert!(begun.elapsed() < Duration::from_secs(5));
    other.join().unwrap();
    drop(c);
}

#[test]
fn the_network_is_alarmed_when_there_is_room_again() {
    let mut k = config();
    k.queue_limit = 4;
    let c = Client::with(&k, &all_callbacks());
    c.enter();
    let before = c.net.raised.load(Ordering::SeqCst);
    c.feed(hits(4));
    assert!(c.door.is_full());
    let told = c.sync();
    assert_eq!(told[0], "queue_high 4 4");
    assert_eq!(c.net.raised.load(Ordering::SeqCst), before + 1);
    assert!(!c.sync().iter().any(|l| l.starts_with("queue_high")));
}

/// As [`the_network_is_alarmed_when_there_is_room_again`], by pulling.
#[test]
fn a_full_queue_is_pulled_first_and_once() {
    let mut k = config();
    k.flags = KBE_CONFIG_OWN_PUMP;
    k.queue_limit = 4;
    let c = Client::with(&k, &sized());
    let types = || {
        let all = std::iter::repeat_with(|| next(&c, 0).r#type);
        all.take_while(|t| *t != KBE_EVENT_NONE).collect::<Vec<_>>()
    };
    c.feed(|f| {
        f.login(0, 1, "Avatar").enter(0, 1, "Avatar", false);
    });
    types();
    let before = c.net.raised.load(Ordering::SeqCst);
    let full = [KBE_EVENT_METHOD_CALLED; 4];
    c.feed(hits(4));
    assert!(c.door.is_full());
    assert_eq!(kbe::ffi::pause::kbe_client_pause_events(c.handle), KBE_OK);
    assert_eq!(types(), [0; 0], "nor is it told during a pause");
    assert_eq!(kbe::ffi::pause::kbe_client_resume_events(c.handle), KBE_OK);
    let high = next(&c, 0);
    assert_eq!(high.r#type, KBE_EVENT_QUEUE_HIGH);
    let queue = unsafe { high.data.queue };
    assert_eq!((queue.client, queue.queued, queue.limit), (c.handle, 4, 4));
    assert_eq!(types(), full);
    assert_eq!(c.net.raised.load(Ordering::SeqCst), before + 1);
    // Emptied, so it is news again; but only once while it does not get below the half.
    c.feed(hits(4));
    assert_eq!(next(&c, 0).r#type, KBE_EVENT_QUEUE_HIGH);
    assert_eq!(next(&c, 0).r#type, KBE_EVENT_METHOD_CALLED);
    c.feed(hits(4));
    assert_eq!(types(), [KBE_EVENT_METHOD_CALLED; 7]);
    c.feed(hits(3));
    assert_eq!(types(), full[..3]);
}

fn next(c: &Client, flags: u32) -> kbe_event {
    let mut e: kbe_event = sized();
    assert_eq!(unsafe { kbe_client_next_event(c.handle, flags, 0, &raw mut e) }, KBE_OK);
    assert_eq!(e.struct_size as usize, size_of::<kbe_event>());
    e
}

#[test]
fn events_can_be_pulled() {
    let mut k = config();
    k.flags = KBE_CONFIG_OWN_PUMP;
    let c = Client::with(&k, &sized());
    c.feed(|f| {
        f.login(0, 1, "Avatar").enter(0, 1, "Avatar", false);
        f.changes(0, 1, false, &[("name", V::Text("Ann"))]);
        for x in 0..3 {
            f.moved(0, 1, axes::X, [x as f32; 3]);
        }
        f.on_hit(0, 1, 4, "x").disconnected(Reason::Kicked, 9, "out");
    });
    assert_eq!(kbe_sync_layers(0), 0, "it is left to its own pump");
    let mut types = Vec::new();
    let mut name = String::new();
    loop {
        let e = next(&c, KBE_NEXT_BULK_MOVES);
        if e.r#type == KBE_EVENT_NONE {
            break;
        }
        unsafe {
            assert_eq!(e.data.client, c.handle);
            match e.r#type {
                KBE_EVENT_PROPERTY_CHANGED if e.data.property.flags & 1 == 0 => {
                    let p = e.data.property;
                    name = format!("{}->{}", value_text(&p.old_value), value_text(&p.value));
                }
                KBE_EVENT_TRANSFORMS => {
                    let t = e.data.transforms;
                    assert_eq!((t.count, (*t.transforms.add(2)).position[0]), (3, 2.0));
                }
                KBE_EVENT_DISCONNECTED => assert_eq!(text(e.data.disconnected.ending.text), "out"),
                _ => {}
            }
        }
        types.push(e.r#type);
    }
    assert_eq!(name, "nobody->Ann");
    types.retain(|t| !matches!(*t, KBE_EVENT_PROPERTY_CHANGED | KBE_EVENT_POSE_SET));
    assert_eq!(
        types,
        [
            KBE_EVENT_DEFINITIONS,
            KBE_EVENT_ENTITY_CREATED,
            KBE_EVENT_BASE_READY,
            KBE_EVENT_LOGIN_RESULT,
            KBE_EVENT_CELL_READY,
            KBE_EVENT_ENTITY_ENTER_WORLD,
            KBE_EVENT_TRANSFORMS,
            KBE_EVENT_METHOD_CALLED,
            KBE_EVENT_DISCONNECTED
        ]
    );
    assert_eq!(c.door.queued(), 0);
    c.feed(|f| {
        f.moved(0, 1, axes::X, [9.0; 3]);
    });
    let e = next(&c, 0);
    assert_eq!(e.r#type, KBE_EVENT_ENTITY_MOVED);
    assert_eq!(unsafe { e.data.moved.transform.position[0] }, 9.0);
}

#[test]
fn movements_that_were_pulled_are_not_told_again() {
    let mut on = all_callbacks();
    on.transforms = Some(abi::transforms);
    let c = Client::with(&config(), &on);
    c.enter();
    c.feed(|f| {
        f.moved(0, 1, axes::X, [1.0; 3]);
    });
    let e = next(&c, KBE_NEXT_BULK_MOVES);
    assert_eq!((e.r#type, unsafe { e.data.transforms.count }), (KBE_EVENT_TRANSFORMS, 1));
    c.feed(|f| {
        f.moved(0, 1, axes::X, [2.0; 3]);
    });
    assert_eq!(c.sync(), ["transforms 1:2"]);
}
