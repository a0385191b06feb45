//! Events paused and resumed: nothing is told meanwhile, nothing is lost, and nobody spins.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "a test has a deadline")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use abi::{Client, Feed, V, all_callbacks, config, sized, value_text};
use kbe::ffi::account::*;
use kbe::ffi::callbacks::*;
use kbe::ffi::client::kbe_client_destroy;
use kbe::ffi::config::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::info::*;
use kbe::ffi::pause::*;
use kbe::ffi::pull::*;
use kbe::ffi::pump::*;
use kbe::layers::Command;
use kbe::layers::event::Reason;
use kbe::wire::volatile::axes;

fn hits(from: i64, n: i64) -> impl FnOnce(&mut Feed) {
    move |f| {
        for i in from..from + n {
            f.on_hit(0, 1, i, "x");
        }
    }
}

fn hit_texts(range: std::ops::Range<i64>) -> Vec<String> {
    range.map(|n| format!("method_called 1 onHit({n},x)")).collect()
}

fn pause(c: &Client) {
    assert_eq!(kbe_client_pause_events(c.handle), KBE_OK);
}

fn resume(c: &Client) {
    assert_eq!(kbe_client_resume_events(c.handle), KBE_OK);
}

fn pump(c: &Client, wait_ms: u32) -> kbe_pump_stats {
    let mut params: kbe_pump_params = sized();
    params.wait_ms = wait_ms;
    let mut stats: kbe_pump_stats = sized();
    let r = unsafe { kbe_client_pump(c.handle, &raw const params, &raw mut stats) };
    assert_eq!(r, KBE_OK);
    stats
}

fn next(c: &Client, wait_ms: u32) -> kbe_event {
    let mut e: kbe_event = sized();
    assert_eq!(unsafe { kbe_client_next_event(c.handle, 0, wait_ms, &raw mut e) }, KBE_OK);
    e
}

fn is_paused(c: &Client) -> bool {
    let mut info: kbe_client_info = sized();
    assert_eq!(unsafe { kbe_client_get_info(c.handle, &raw mut info) }, KBE_OK);
    info.flags & KBE_CLIENT_PAUSED != 0
}

fn queued(c: &Client) -> u32 {
    let mut stats: kbe_client_stats = sized();
    assert_eq!(unsafe { kbe_client_get_stats(c.handle, &raw mut stats) }, KBE_OK);
    stats.queued_events
}

fn hp(c: &Client) -> String {
    let mut v = std::ptr::null();
    unsafe {
        assert_eq!(kbe_entity_property(c.handle, 1, abi::s("hp"), &raw mut v), KBE_OK);
        value_text(&*v)
    }
}

#[test]
fn a_paused_client_tells_nothing_and_its_world_stands_still() {
    let c = Client::in_world();
    assert!(!is_paused(&c));
    pause(&c);
    pause(&c);
    assert!(is_paused(&c));
    c.feed(hits(0, 3));
    c.feed(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(5))]).leave(0, 1, true);
        f.disconnected(Reason::Kicked, 9, "out");
    });
    for _ in 0..2 {
        assert_eq!(kbe_sync_layers(0), 0);
        let stats = pump(&c, 0);
        assert_eq!((stats.dispatched, stats.remaining), (0, 6));
        assert_eq!(next(&c, 0).r#type, KBE_EVENT_NONE);
    }
    assert_eq!(c.recorder.take(), [""; 0]);
    assert_eq!((queued(&c), hp(&c)), (6, "100".into()));
    assert_eq!(kbe_client_state(c.handle) as u32, KBE_STATE_IN_GAME);
    resume(&c);
    resume(&c);
    assert!(!is_paused(&c));
    assert_eq!(c.recorder.take(), [""; 0], "resuming itself tells nothing");
    let told = c.sync();
    assert_eq!(told[..3], hit_texts(0..3));
    assert_eq!(told[3], "property_changed 1 hp 100 -> 5 player");
    assert!(told.last().unwrap().starts_with("disconnected 15"), "{told:?}");
    assert_eq!((queued(&c), c.sync().len()), (0, 0));
}

#[test]
fn a_backlog_comes_oldest_first_whoever_fetches_it() {
    let c = Client::in_world();
    c.feed(hits(0, 2));
    pause(&c);
    for n in 1..50 {
        c.feed(hits(n * 2, 2));
    }
    resume(&c);
    c.feed(hits(100, 2));
    let mut params: kbe_pump_params = sized();
    params.max_events = 7;
    let r = unsafe { kbe_client_pump(c.handle, &raw const params, std::ptr::null_mut()) };
    assert_eq!(r, KBE_OK);
    pause(&c);
    c.feed(hits(102, 1));
    assert_eq!(pump(&c, 0).dispatched, 0);
    resume(&c);
    assert_eq!(kbe_sync_layers(0), 96);
    assert_eq!(c.recorder.take(), hit_texts(0..103));
}

#[test]
fn pausing_in_a_callback_takes_effect_behind_it() {
    let c = Client::in_world();
    let h = c.handle;
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_pause_events(h), KBE_OK));
    // One message of the server, three events.
    c.feed(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(1)), ("level", V::Int(2)), ("hp", V::Int(3))]);
    });
    for expected in ["hp 100 -> 1", "level 1 -> 2", "hp 1 -> 3"] {
        assert_eq!(kbe_sync_layers(0), 1);
        assert_eq!(c.recorder.take(), [format!("property_changed 1 {expected} player")]);
        assert_eq!((kbe_sync_layers(0), pump(&c, 0).dispatched), (0, 0));
        resume(&c);
    }
    assert_eq!(kbe_sync_layers(0), 0);
}

#[test]
fn pausing_and_resuming_in_one_callback_is_no_pause() {
    let c = Client::in_world();
    let h = c.handle;
    c.recorder.hook(move |_, _| {
        assert_eq!(kbe_client_pause_events(h), KBE_OK);
        assert_eq!(kbe_client_resume_events(h), KBE_OK);
    });
    c.feed(hits(0, 5));
    assert_eq!(c.sync(), hit_texts(0..5));
}

#[test]
fn one_client_can_pause_another_in_a_callback() {
    let (c, d) = (Client::in_world(), Client::in_world());
    let other = d.handle;
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_pause_events(other), KBE_OK));
    c.feed(hits(0, 2));
    d.feed(hits(0, 1));
    assert_eq!(kbe_sync_layers(0), 2);
    assert_eq!(d.recorder.take(), [""; 0]);
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_resume_events(other), KBE_OK));
    c.feed(hits(2, 1));
    while d.recorder.log.borrow().is_empty() {
        assert!(kbe_sync_layers(0) >= 0);
    }
    assert_eq!(d.recorder.take(), hit_texts(0..1));
}

fn moving() -> Client {
    let mut on = all_callbacks();
    on.transforms = Some(abi::transforms);
    let c = Client::with(&config(), &on);
    c.enter();
    c
}

#[test]
fn movements_that_were_collected_wait_too() {
    let c = moving();
    let h = c.handle;
    c.recorder.hook(move |name, _| {
        if name == "method_called" {
            assert_eq!(kbe_client_pause_events(h), KBE_OK);
        }
    });
    c.feed(|f| {
        f.moved(0, 1, axes::X, [1.0; 3]).moved(0, 1, axes::X, [2.0; 3]);
        f.on_hit(0, 1, 0, "x").moved(0, 1, axes::X, [3.0; 3]);
    });
    assert_eq!(kbe_sync_layers(0), 3);
    assert_eq!(c.recorder.take(), hit_texts(0..1), "no callback behind the one that paused");
    assert_eq!((kbe_sync_layers(0), c.recorder.take().len()), (0, 0));
    resume(&c);
    assert_eq!(c.sync(), ["transforms 1:1 1:2 1:3"]);
}

#[test]
fn movements_that_wait_can_be_pulled_as_well() {
    let c = moving();
    let h = c.handle;
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_pause_events(h), KBE_OK));
    c.feed(|f| {
        f.moved(0, 1, axes::X, [1.0; 3]).on_hit(0, 1, 0, "x").moved(0, 1, axes::X, [2.0; 3]);
    });
    assert_eq!(kbe_sync_layers(0), 2);
    assert_eq!(next(&c, 0).r#type, KBE_EVENT_NONE);
    resume(&c);
    let e = next(&c, 10_000);
    assert_eq!((e.r#type, unsafe { e.data.transforms.count }), (KBE_EVENT_TRANSFORMS, 1));
    assert_eq!(unsafe { (*e.data.transforms.transforms).position[0] }, 1.0);
    let e = next(&c, 0);
    assert_eq!(e.r#type, KBE_EVENT_ENTITY_MOVED);
    assert_eq!(unsafe { e.data.moved.transform.position[0] }, 2.0);
    assert_eq!(next(&c, 0).r#type, KBE_EVENT_NONE);
}

#[test]
fn pausing_as_movements_are_told_holds_back_what_made_them_due() {
    let c = moving();
    let h = c.handle;
    c.recorder.hook(move |name, _| {
        if name == "transforms" {
            assert_eq!(kbe_client_pause_events(h), KBE_OK);
        }
    });
    c.feed(|f| {
        f.moved(0, 1, axes::X, [1.0; 3]).disconnected(Reason::Kicked, 9, "out");
    });
    assert_eq!(kbe_sync_layers(0), 1);
    assert_eq!(c.recorder.take(), ["transforms 1:1"]);
    assert_eq!(kbe_sync_layers(0), 0);
    resume(&c);
    assert_eq!(c.sync().len(), 1);
    assert_eq!(c.sync(), [""; 0]);
}

#[test]
fn the_queue_is_not_told_to_be_high_before_the_events_go_on() {
    let mut k = config();
    k.queue_limit = 4;
    k.backlog_limit = 10;
    let c = Client::with(&k, &all_callbacks());
    c.enter();
    pause(&c);
    c.feed(hits(0, 9));
    assert!(!c.door.is_full(), "a pause has a limit of its own");
    c.feed(hits(9, 1));
    assert!(c.door.is_full());
    assert_eq!(c.sync(), [""; 0]);
    resume(&c);
    let raised = c.net.raised.load(Ordering::SeqCst);
    let told = c.sync();
    assert_eq!((told[0].as_str(), told.len()), ("queue_high 10 4", 11));
    assert_eq!(c.net.raised.load(Ordering::SeqCst), raised + 1, "and the network goes on");
}

#[test]
fn a_pause_may_make_room() {
    let mut k = config();
    k.queue_limit = 4;
    let c = Client::with(&k, &all_callbacks());
    c.enter();
    c.feed(hits(0, 4));
    assert!(c.door.is_full());
    let raised = c.net.raised.load(Ordering::SeqCst);
    pause(&c);
    assert_eq!(c.net.raised.load(Ordering::SeqCst), raised + 1);
    assert!(!c.door.is_full());
}

#[test]
fn a_backlog_is_bounded_in_bytes() {
    let mut k = config();
    k.backlog_bytes = 1 << 20;
    let c = Client::with(&k, &all_callbacks());
    pause(&c);
    c.feed(|f| {
        f.text(&"x".repeat(1 << 20));
        f.space_data(1, "a", "b");
    });
    assert!(c.door.is_full());
}

#[test]
fn commands_are_taken_while_events_wait() {
    let c = Client::in_world();
    pause(&c);
    assert_eq!(kbe_client_disconnect(c.handle), KBE_OK);
    assert!(matches!(c.commands()[..], [Command::Disconnect]));
    c.feed(|f| {
        f.disconnected(Reason::Requested, 0, "the game disconnected");
    });
    assert_eq!(c.sync(), [""; 0]);
    assert_eq!(kbe_player_id(c.handle), 1);
    resume(&c);
    assert_eq!(c.sync().last().unwrap(), "disconnected 1  the game disconnected");
}

#[test]
fn a_paused_client_can_be_destroyed() {
    let c = Client::in_world();
    let h = c.handle;
    c.feed(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(1)), ("level", V::Int(2))]);
    });
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_pause_events(h), KBE_OK));
    assert_eq!(kbe_sync_layers(0), 1);
    c.feed(hits(0, 3));
    assert_eq!(kbe_client_destroy(c.handle), KBE_OK);
    assert_eq!(kbe_client_resume_events(c.handle), KBE_E_BAD_HANDLE);
    assert_eq!(kbe_client_pause_events(c.handle), KBE_E_BAD_HANDLE);
    assert_eq!((kbe_sync_layers(0), c.recorder.take().len()), (0, 1));

    let c = Client::in_world();
    let h = c.handle;
    c.recorder.hook(move |_, _| {
        assert_eq!(kbe_client_pause_events(h), KBE_OK);
        assert_eq!(kbe_client_destroy(h), KBE_OK);
    });
    c.feed(hits(0, 3));
    assert_eq!((kbe_sync_layers(0), c.recorder.take()), (1, hit_texts(0..1)));
}

#[test]
fn a_client_that_moves_to_another_thread_stays_paused() {
    let c = Client::in_world();
    pause(&c);
    c.feed(hits(0, 1));
    let h = c.handle;
    std::thread::spawn(move || {
        assert_eq!(kbe::ffi::client::kbe_client_rebind_thread(h), KBE_OK);
        assert_eq!(kbe_sync_layers(0), 0);
        assert_eq!(kbe_client_resume_events(h), KBE_OK);
        assert_eq!(kbe_sync_layers(0), 1);
    })
    .join()
    .unwrap();
}

#[test]
fn resuming_on_another_thread_ends_every_wait() {
    let c = Client::in_world();
    let h = c.handle;
    let later = |f: fn(u64)| {
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            f(h);
        })
    };
    let resume = |h| assert_eq!(kbe_client_resume_events(h), KBE_OK);
    let begun = Instant::now();
    pause(&c);
    c.feed(hits(0, 1));
    let other = later(resume);
    assert_eq!(pump(&c, 30_000).dispatched, 1);
    other.join().unwrap();
    pause(&c);
    c.feed(hits(1, 1));
    let other = later(resume);
    assert_eq!(next(&c, 30_000).r#type, KBE_EVENT_METHOD_CALLED);
    other.join().unwrap();
    pause(&c);
    c.feed(hits(2, 1));
    c.recorder.hook(move |_, _| assert_eq!(kbe_client_stop_pump(h), KBE_OK));
    let other = later(resume);
    assert_eq!(kbe_sync_layers(30_000), 1);
    other.join().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(25));
}

/// How often the calling thread has gone to sleep, where the system says.
fn sleeps() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/thread-self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("voluntary_ctxt_switches:"))?;
    line.trim().parse().ok()
}

/// Ticks of a hundredth of a second that the calling thread has worked, where the system says.
fn ticks() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

#[test]
fn a_wait_sleeps_while_a_paused_client_has_events() {
    let c = Client::in_world();
    pause(&c);
    c.feed(hits(0, 10));
    let begun = Instant::now();
    let before = (ticks(), sleeps());
    assert_eq!(kbe_sync_layers(400), 0);
    assert_eq!(pump(&c, 400).dispatched, 0);
    assert_eq!(next(&c, 400).r#type, KBE_EVENT_NONE);
    assert!(begun.elapsed() >= Duration::from_millis(1200), "each waited to its end");
    let (Some(t0), Some(s0)) = before else { return println!("SKIPPED: no /proc") };
    let (worked, slept) = (ticks().unwrap() - t0, sleeps().unwrap() - s0);
    assert!(worked < 60, "{worked} ticks of 120: it spins");
    assert!((3..100).contains(&slept), "{slept}");
}

#[test]
fn events_of_a_paused_client_wake_nobody_and_those_of_another_do() {
    let (c, d) = (Client::in_world(), Client::in_world());
    pause(&c);
    let (door, defs) = (Arc::clone(&c.door), Arc::clone(&c.defs));
    let noise = std::thread::spawn(move || {
        for n in 0..200 {
            let mut f = Feed::new(&defs);
            f.on_hit(0, 1, n, "x");
            drop(door.deliver(f.sealed()));
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    let before = sleeps();
    assert_eq!(kbe_sync_layers(250), 0);
    let after = sleeps();
    noise.join().unwrap();
    if let (Some(before), Some(after)) = (before, after) {
        assert!(after - before < 50, "woken {} times", after - before);
    }
    let h = d.handle;
    d.recorder.hook(move |_, _| assert_eq!(kbe_client_stop_pump(h), KBE_OK));
    let (door, defs) = (Arc::clone(&d.door), Arc::clone(&d.defs));
    let other = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        let mut f = Feed::new(&defs);
        f.on_hit(0, 1, 1, "x");
        drop(door.deliver(f.sealed()));
    });
    let begun = Instant::now();
    assert_eq!(kbe_sync_layers(30_000), 1, "the other client's event ended the wait");
    assert!(begun.elapsed() < Duration::from_secs(25));
    other.join().unwrap();
    assert_eq!(queued(&c), 200);
    resume(&c);
    assert_eq!(c.sync(), hit_texts(0..200));
}

#[test]
fn a_client_with_its_own_pump_can_be_paused() {
    let mut k = config();
    k.flags = KBE_CONFIG_OWN_PUMP;
    let c = Client::with(&k, &all_callbacks());
    pause(&c);
    c.feed(|f| {
        f.login(0, 1, "Avatar");
    });
    assert_eq!((pump(&c, 0).dispatched, next(&c, 0).r#type), (0, KBE_EVENT_NONE));
    resume(&c);
    assert_eq!(kbe_sync_layers(0), 0);
    assert_eq!(next(&c, 0).r#type, KBE_EVENT_DEFINITIONS);
}

#[test]
fn what_was_pulled_stays_as_it_is_until_the_events_go_on() {
    let c = Client::in_world();
    c.feed(|f| {
        f.enter(1, 20, "Account", true);
    });
    c.sync();
    c.feed(|f| {
        f.leave(1, 20, false);
    });
    while next(&c, 0).r#type != KBE_EVENT_ENTITY_DESTROYED {}
    pause(&c);
    let is_there = || {
        let mut e: kbe::ffi::events::kbe_entity_view = sized();
        unsafe { kbe_entity_get(c.handle, 20, &raw mut e) == KBE_OK }
    };
    assert!(is_there());
    assert_eq!((pump(&c, 0).dispatched, kbe_sync_layers(0)), (0, 0));
    assert!(is_there(), "a pump moves nothing while the events are paused");
    resume(&c);
    assert_eq!(kbe_sync_layers(0), 0);
    assert!(!is_there());
}
