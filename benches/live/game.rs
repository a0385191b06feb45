//! A game: clients of the C interface with callbacks that check what they are told.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::mem::MaybeUninit;

use kbe::ffi::account::kbe_client_login;
use kbe::ffi::callbacks::{kbe_callbacks, kbe_client_set_callbacks};
use kbe::ffi::client::{kbe_client_create, kbe_client_destroy};
use kbe::ffi::config::{KBE_CONFIG_STOCK_MESSAGES, kbe_config, kbe_config_init};
use kbe::ffi::error::KBE_OK;
use kbe::ffi::events::{
    kbe_disconnected_event, kbe_login_result_event, kbe_method_event, kbe_moved_event,
    kbe_property_event, kbe_queue_event,
};
use kbe::ffi::pump::kbe_sync_layers;
use kbe::ffi::view::kbe_str;

use crate::stream::{Told, read_mark};
use crate::system;

/// What a client was told.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) in_game: Cell<bool>,
    pub(crate) lost: Cell<bool>,
    /// Its queue has been full.
    pub(crate) full: Cell<bool>,
    /// Nanoseconds from the stamp of a mark to its callback.
    pub(crate) late: RefCell<Vec<u64>>,
    /// Whether to note them.
    pub(crate) timed: Cell<bool>,
    /// Events behind the latest mark.
    told: Cell<Told>,
    /// What stands behind each mark, over and over.
    expected: RefCell<Vec<Told>>,
    /// Number of the next mark or movement.
    pub(crate) next: Cell<u32>,
    /// Things that came otherwise than they were sent.
    pub(crate) wrong: Cell<u64>,
}

impl State {
    fn miss(&self) {
        self.wrong.set(self.wrong.get() + 1);
    }

    fn count(&self, add: impl FnOnce(&mut Told)) {
        let mut told = self.told.get();
        add(&mut told);
        self.told.set(told);
    }

    fn marked(&self, stamp: u64, number: u32) {
        if self.timed.get() {
            self.late.borrow_mut().push(system::now().saturating_sub(stamp));
        }
        let expected = self.expected.borrow();
        let told = self.told.take();
        if number != self.next.get() {
            self.miss();
        } else if number > 0 && !expected.is_empty() {
            let last = expected[(number - 1) as usize % expected.len()];
            if told != last {
                self.miss();
            }
        }
        self.next.set(number + 1);
    }
}

fn state<'a>(user_data: *mut c_void) -> &'a State {
    // SAFETY: it is the state that `Client::new` handed over, and it outlives the client.
    unsafe { &*user_data.cast::<State>() }
}

unsafe extern "C" fn login_result(e: *const kbe_login_result_event, user_data: *mut c_void) {
    // SAFETY: the event is valid during the call.
    let success = unsafe { (*e).success };
    state(user_data).in_game.set(success == 1);
    state(user_data).lost.set(success != 1);
}

unsafe extern "C" fn disconnected(_: *const kbe_disconnected_event, user_data: *mut c_void) {
    state(user_data).lost.set(true);
}

unsafe extern "C" fn queue_high(_: *const kbe_queue_event, user_data: *mut c_void) {
    state(user_data).full.set(true);
}

unsafe extern "C" fn called(e: *const kbe_method_event, user_data: *mut c_void) {
    // SAFETY: the event and its arguments are valid during the call; these are all integers.
    let mark = unsafe {
        let args = std::slice::from_raw_parts((*e).args, (*e).argc as usize);
        match args {
            [a, b, c, d] => read_mark([a, b, c, d].map(|v| v.r#as.i64)),
            _ => None,
        }
    };
    match mark {
        Some((stamp, number)) => state(user_data).marked(stamp, number),
        None => state(user_data).count(|t| t.calls += 1),
    }
}

unsafe extern "C" fn property(_: *const kbe_property_event, user_data: *mut c_void) {
    state(user_data).count(|t| t.properties += 1);
}

unsafe extern "C" fn moved(_: *const kbe_moved_event, user_data: *mut c_void) {
    state(user_data).count(|t| t.moves += 1);
}

unsafe extern "C" fn numbered(e: *const kbe_moved_event, user_data: *mut c_void) {
    // SAFETY: the event is valid during the call.
    let x = unsafe { (*e).transform.position[0] };
    let state = state(user_data);
    let next = state.next.get();
    if x != next as f32 {
        state.miss();
    }
    state.next.set(next + 1);
}

/// One client, and what it was told.
pub(crate) struct Client {
    handle: u64,
    pub(crate) state: Box<State>,
}

fn text(text: &'static str) -> kbe_str {
    kbe_str { ptr: text.as_ptr().cast(), len: text.len() as u32 }
}

/// A zeroed struct with its size in front.
fn sized<T>() -> T {
    let mut v = MaybeUninit::<T>::zeroed();
    // SAFETY: the structs of the interface begin with their size, and all zero is valid.
    unsafe {
        v.as_mut_ptr().cast::<u32>().write(size_of::<T>() as u32);
        v.assume_init()
    }
}

impl Client {
    /// A client whose movements are numbered, or one that is told what `expected` says.
    pub(crate) fn new(port: u16, heartbeat_ms: u32, expected: Option<Vec<Told>>) -> Self {
        let mut config = MaybeUninit::<kbe_config>::uninit();
        let mut handle = 0;
        let state = Box::new(State::default());
        let mut on: kbe_callbacks = sized();
        on.login_result = Some(login_result);
        on.disconnected = Some(disconnected);
        on.queue_high = Some(queue_high);
        on.method_called = Some(called);
        on.property_changed = Some(property);
        on.entity_moved = Some(if expected.is_some() { moved } else { numbered });
        *state.expected.borrow_mut() = expected.unwrap_or_default();
        // SAFETY: the structs are as large as they say, and the state outlives the client.
        unsafe {
            let size = size_of::<kbe_config>() as u32;
            assert_eq!(kbe_config_init(config.as_mut_ptr(), size), KBE_OK);
            let mut config = config.assume_init();
            config.port = port.into();
            config.flags = KBE_CONFIG_STOCK_MESSAGES;
            config.heartbeat_interval_ms = heartbeat_ms;
            config.connect_timeout_ms = 60_000;
            config.hello_timeout_ms = 60_000;
            assert_eq!(kbe_client_create(&raw const config, &raw mut handle), KBE_OK);
            let user_data = std::ptr::from_ref(&*state).cast_mut().cast();
            assert_eq!(kbe_client_set_callbacks(handle, &raw const on, user_data), KBE_OK);
            assert_eq!(kbe_client_login(handle, text("somebody"), text("secret")), KBE_OK);
        }
        Self { handle, state }
    }

    /// Waits until all are in the game. The initial events are no part of what is measured.
    pub(crate) fn await_all(all: &[Self]) {
        while !all.iter().all(|c| c.state.in_game.get()) {
            assert!(kbe_sync_layers(5) >= 0);
            assert!(!all.iter().any(|c| c.state.lost.get()), "a login failed");
        }
        kbe_sync_layers(50);
        for client in all {
            client.state.told.take();
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        kbe_client_destroy(self.handle);
    }
}
