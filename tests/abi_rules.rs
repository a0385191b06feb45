//! The rules of the C interface: handles, threads, what may be called where.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use std::cell::Cell;
use std::ffi::{CStr, c_void};
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use abi::{Client, Feed, Quiet, Recorder, V, all_callbacks, config, last_error, s, sized};
use kbe::ffi::account::*;
use kbe::ffi::callbacks::*;
use kbe::ffi::client::*;
use kbe::ffi::config::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::info::*;
use kbe::ffi::pump::*;
use kbe::ffi::testing;
use kbe::layers::event::*;

fn name(result: kbe_result) -> String {
    unsafe { CStr::from_ptr(kbe_result_name(result)) }.to_str().unwrap().to_owned()
}

#[test]
fn results_have_names() {
    assert_eq!(name(KBE_OK), "KBE_OK");
    assert_eq!(name(KBE_E_NOT_IN_CALLBACK), "KBE_E_NOT_IN_CALLBACK");
    assert_eq!((name(1), name(-9999)), ("KBE_E_UNKNOWN".into(), "KBE_E_UNKNOWN".into()));
}

#[test]
fn bad_handles_are_errors() {
    let c = Client::new();
    let good = c.handle;
    // A slot that no client can have: the next one may be another test's.
    let beyond = good | 1 << 16;
    for bad in [0, 1, u64::MAX, beyond, good ^ 1 << 56, good ^ 1 << 32, good & 0xffff_ffff] {
        assert_eq!(kbe_client_logout(bad), KBE_E_BAD_HANDLE, "{bad:#x}");
        assert_eq!(kbe_client_destroy(bad), KBE_E_BAD_HANDLE);
        assert_eq!(kbe_client_wakeup(bad), KBE_E_BAD_HANDLE);
        assert_eq!(kbe_client_state(bad), KBE_E_BAD_HANDLE);
        assert_eq!((kbe_player_id(bad), kbe_entity_user_data(bad, 1)), (0, std::ptr::null_mut()));
    }
    assert_eq!(kbe_client_state(good), KBE_STATE_OFFLINE as i32);
    assert_eq!(kbe_client_destroy(good), KBE_OK);
    assert!(c.net.stopped.load(Ordering::SeqCst));
    for _ in 0..2 {
        assert_eq!(kbe_client_destroy(good), KBE_E_BAD_HANDLE);
        assert_eq!(kbe_client_logout(good), KBE_E_BAD_HANDLE);
    }
    assert!(last_error().contains("destroyed"));
    let next = Client::new();
    assert_ne!(next.handle, good, "the slot is used again, the handle is not");
}

#[test]
fn a_client_belongs_to_a_thread() {
    let c = Client::in_world();
    let h = c.handle;
    c.feed(|f| {
        f.on_hit(0, 1, 5, "me");
    });
    std::thread::scope(|scope| {
        let there = scope.spawn(move || {
            assert_eq!(kbe_client_state(h), KBE_E_WRONG_THREAD);
            let pump = unsafe { kbe_client_pump(h, std::ptr::null(), std::ptr::null_mut()) };
            assert_eq!(pump, KBE_E_WRONG_THREAD);
            assert_eq!(kbe_client_logout(h), KBE_E_WRONG_THREAD);
            assert!(last_error().contains("kbe_client_logout"));
            assert_eq!(kbe_sync_layers(0), 0, "no client is bound to this thread");
            assert_eq!(kbe_client_wakeup(h), KBE_OK);
            assert_eq!(kbe_client_rebind_thread(h), KBE_OK);
            assert_eq!(kbe_client_state(h), KBE_STATE_IN_GAME as i32);
            kbe_sync_layers(0)
        });
        assert_eq!(there.join().unwrap(), 1);
    });
    assert_eq!(c.recorder.take(), ["method_called 1 onHit(5,me)"]);
    assert_eq!(kbe_client_state(h), KBE_E_WRONG_THREAD);
    assert_eq!(kbe_sync_layers(0), 0);
    assert_eq!(kbe_client_rebind_thread(h), KBE_OK);
    assert_eq!(kbe_client_rebind_thread(h), KBE_OK);
    c.told(|f| {
        f.on_hit(0, 1, 6, "me");
    });
}

#[test]
fn callbacks_run_on_the_thread_that_syncs_and_nowhere_else() {
    let c = Client::new();
    let threads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&threads);
    c.recorder.hook(move |_, _| seen.lock().unwrap().push(std::thread::current().id()));
    let (door, defs) = (Arc::clone(&c.door), Arc::clone(&c.defs));
    std::thread::spawn(move || {
        let mut feed = Feed::new(&defs);
        feed.login(0, 1, "Avatar").enter(0, 1, "Avatar", false);
        drop(door.deliver(feed.sealed()));
    })
    .join()
    .unwrap();
    assert_eq!((kbe_player_id(c.handle), threads.lock().unwrap().len()), (0, 0), "not yet");
    let told = c.sync();
    assert!(told.contains(&"entity_enter_world 1 Avatar player".to_owned()));
    let here = std::thread::current().id();
    assert_eq!(*threads.lock().unwrap(), vec![here; told.len()]);
}

#[test]
fn one_sync_serves_all_clients_of_the_thread() {
    let (a, b) = (Client::in_world(), Client::in_world());
    a.feed(|f| {
        f.on_hit(0, 1, 1, "a");
    });
    b.feed(|f| {
        f.on_hit(0, 1, 2, "b").on_hit(0, 1, 3, "b");
    });
    assert_eq!(kbe_sync_layers(0), 3);
    assert_eq!((a.recorder.take().len(), b.recorder.take().len()), (1, 2));
    assert_eq!(kbe_sync_layers(0), 0);
}

/// Names of callbacks of a session, in which everything happens.
fn eventful(f: &mut Feed) {
    f.login(0, 1, "Avatar").link(0, 1).enter(0, 1, "Avatar", false);
    f.event(Event::SpaceInit { space: 4 }).space_data(4, "_mapping", "x");
    f.event(Event::EnterSpace { slot: Slot(0), entity: 1, space: 4, on_ground: true });
    f.enter(1, 2, "Avatar", true).link(1, 2);
    f.event(Event::Control { slot: Slot(1), entity: 2, controlled: true, player: false });
    f.changes(1, 2, false, &[("name", V::Text("x")), ("hp", V::Int(1))]);
    f.on_hit(1, 2, 1, "y").moved(1, 2, 1, [1.0; 3]);
    f.event(Event::LeaveSpace { slot: Slot(0), entity: 1 }).event(Event::Clear);
    let text = f.text("t");
    f.event(Event::StreamStarted { id: 1, size: 1, description: text, kind: 1 });
    let (id, kind, size, received) = (1, 1, 1, 1);
    f.event(Event::StreamData { id, kind, size, received, data: text });
    f.event(Event::StreamCompleted { id, kind, size, received });
    f.event(Event::SpaceDataDeleted { space: 4, key: text });
    f.event(Event::Fault(Fault { message_id: 1, offset: 0, entity: 0, name: text, text }));
    f.leave(0, 1, true).disconnected(Reason::Kicked, 9, "out").event(Event::Reset);
}

fn full_callbacks() -> kbe_callbacks {
    let mut on = all_callbacks();
    on.transforms = Some(abi::transforms);
    on
}

fn names_of_everything() -> Vec<String> {
    let c = Client::with(&config(), &full_callbacks());
    let told = c.told(eventful);
    let mut names: Vec<_> = told.iter().map(|l| l.split(' ').next().unwrap().to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn a_client_can_be_destroyed_in_every_callback() {
    let names = names_of_everything();
    assert!(names.len() >= 22, "{names:?}");
    for name in names {
        let c = Client::with(&config(), &full_callbacks());
        let (h, name_there) = (c.handle, name.clone());
        c.recorder.hook(move |at, _| {
            if at == name_there {
                assert_eq!(kbe_client_destroy(h), KBE_OK);
                assert_eq!(kbe_client_destroy(h), KBE_E_BAD_HANDLE);
                assert_eq!(kbe_client_state(h), KBE_E_BAD_HANDLE);
            }
        });
        c.feed(eventful);
        assert!(kbe_sync_layers(0) >= 1, "{name}");
        let told = c.recorder.take();
        assert!(told.last().unwrap().starts_with(&*name), "nothing after {name}: {told:?}");
        assert_eq!(told.iter().filter(|l| l.starts_with(&*name)).count(), 1);
        assert_eq!(kbe_sync_layers(0), 0);
    }
}

#[test]
fn callbacks_can_be_taken_away_in_every_callback() {
    for name in names_of_everything() {
        let c = Client::with(&config(), &full_callbacks());
        let (h, name_there) = (c.handle, name.clone());
        c.recorder.hook(move |at, _| {
            if at == name_there {
                let r =
                    unsafe { kbe_client_set_callbacks(h, std::ptr::null(), std::ptr::null_mut()) };
                assert_eq!(r, KBE_OK);
            }
        });
        let told = c.told(eventful);
        assert!(told.last().unwrap().starts_with(&*name), "{name}: {told:?}");
        let mut info: kbe_client_info = sized();
        unsafe { kbe_client_get_info(c.handle, &raw mut info) };
        assert_eq!((info.entity_count, info.state), (0, KBE_STATE_OFFLINE), "the world went on");
    }
}

#[test]
fn callbacks_can_be_replaced_in_a_callback() {
    let c = Client::in_world();
    let second = Rc::new(Recorder::default());
    let (h, other) = (c.handle, Rc::clone(&second));
    c.recorder.hook(move |_, _| {
        let on = all_callbacks();
        let user_data = Rc::as_ptr(&other).cast_mut().cast::<c_void>();
        assert_eq!(unsafe { kbe_client_set_callbacks(h, &raw const on, user_data) }, KBE_OK);
    });
    let told = c.told(|f| {
        f.on_hit(0, 1, 1, "one").on_hit(0, 1, 2, "two");
    });
    assert_eq!(told, ["method_called 1 onHit(1,one)"]);
    assert_eq!(second.take(), ["method_called 1 onHit(2,two)"]);
}

#[test]
fn pumps_do_not_nest_and_the_rest_may_be_called() {
    let (c, d) = (Client::in_world(), Client::in_world());
    let (h, other) = (c.handle, d.handle);
    let seen = Rc::new(Cell::new(0));
    let count = Rc::clone(&seen);
    c.recorder.hook(move |_, _| {
        count.set(count.get() + 1);
        unsafe {
            let none = std::ptr::null_mut;
            assert_eq!(kbe_sync_layers(0), KBE_E_REENTRANT);
            assert!(last_error().contains("kbe_sync_layers"));
            assert_eq!(kbe_client_pump(h, std::ptr::null(), none()), KBE_E_REENTRANT);
            assert_eq!(kbe_client_pump(other, std::ptr::null(), none()), KBE_E_REENTRANT);
            let mut event = sized();
            let next = kbe::ffi::pull::kbe_client_next_event(h, 0, 0, &raw mut event);
            assert_eq!(next, KBE_E_REENTRANT);
            assert_eq!(kbe_shutdown_all(0), KBE_E_REENTRANT);
            assert_eq!(kbe_client_rebind_thread(h), KBE_E_REENTRANT);
            let mut value = std::ptr::null();
            assert_eq!(kbe_entity_property(h, 1, s("name"), &raw mut value), KBE_OK);
            assert_eq!(abi::value_text(&*value), "nobody");
            assert_eq!(kbe_client_destroy(other), KBE_OK);
            let k = config();
            let (fresh, _) = testing::create(&raw const k, Box::new(Quiet)).unwrap();
            assert_eq!(kbe_client_destroy(fresh), KBE_OK);
            assert_eq!(kbe_client_logout(h), KBE_OK);
        }
    });
    c.told(|f| {
        f.on_hit(0, 1, 1, "x");
    });
    assert_eq!(seen.get(), 1);
    assert_eq!(kbe_client_stop_pump(h), KBE_E_NOT_IN_CALLBACK);
    assert!(matches!(c.commands()[..], [kbe::layers::Command::Logout]));
}

#[test]
fn a_fault_puts_its_client_out_of_use_and_no_other() {
    let (c, d) = (Client::in_world(), Client::in_world());
    c.net.panics.store(true, Ordering::SeqCst);
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let r = kbe_client_logout(c.handle);
    std::panic::set_hook(quiet);
    assert_eq!(
        (r, last_error()),
        (KBE_E_PANIC, "fault in the library: a fault for the test".into())
    );
    assert_eq!(kbe_client_logout(c.handle), KBE_E_PANIC);
    assert_eq!(kbe_client_state(c.handle), KBE_E_PANIC);
    c.feed(|f| {
        f.on_hit(0, 1, 1, "x");
    });
    let told = d.told(|f| {
        f.on_hit(0, 1, 1, "x");
    });
    assert_eq!(told.len(), 1);
    assert_eq!(c.recorder.take(), Vec::<String>::new());
    assert_eq!(kbe_client_destroy(c.handle), KBE_OK);
}

#[test]
fn a_fault_inside_a_pump_is_answered_once() {
    let mut k = config();
    k.queue_limit = 1;
    let (c, d) = (Client::with(&k, &all_callbacks()), Client::in_world());
    c.enter();
    c.net.panics.store(true, Ordering::SeqCst);
    c.feed(|f| {
        f.on_hit(0, 1, 1, "x");
    });
    assert!(c.door.is_full(), "so that giving the batch back raises the alarm");
    d.feed(|f| {
        f.on_hit(0, 1, 1, "x");
    });
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let r = kbe_sync_layers(0);
    std::panic::set_hook(quiet);
    assert_eq!(r, KBE_E_PANIC);
    assert_eq!(d.recorder.take().len(), 1, "the others were served");
    assert_eq!(kbe_sync_layers(0), 0);
}

#[test]
fn destroying_from_another_thread_waits_for_the_running_callback() {
    let c = Client::in_world();
    let h = c.handle;
    let (begun, has_begun) = std::sync::mpsc::channel();
    let finished = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (set, check) = (finished.clone(), finished);
    let other = std::thread::spawn(move || {
        has_begun.recv().unwrap();
        assert_eq!(kbe_client_destroy(h), KBE_OK);
        assert!(check.load(Ordering::SeqCst), "the callback had returned");
    });
    c.recorder.hook(move |_, _| {
        begun.send(()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(50));
        set.store(true, Ordering::SeqCst);
    });
    let told = c.told(|f| {
        f.on_hit(0, 1, 1, "one").on_hit(0, 1, 2, "two");
    });
    other.join().unwrap();
    assert_eq!(told, ["method_called 1 onHit(1,one)"]);
}

#[test]
fn the_cache_directory_is_named_on_request() {
    let mut len = 0;
    let r = unsafe { kbe_default_cache_dir(std::ptr::null_mut(), 0, &raw mut len) };
    if r == KBE_OK {
        let mut buffer = vec![0u8; len as usize + 1];
        let at = buffer.as_mut_ptr().cast();
        let short = unsafe { kbe_default_cache_dir(at, len, &raw mut len) };
        assert_eq!(short, KBE_E_BUFFER_TOO_SMALL);
        assert_eq!(unsafe { kbe_default_cache_dir(at, len + 1, &raw mut len) }, KBE_OK);
        assert!(CStr::from_bytes_with_nul(&buffer).is_ok());
    } else {
        assert_eq!(r, KBE_E_NOT_FOUND);
    }
}
