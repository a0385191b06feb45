//! Clients of the C interface without a network: what a server would cause is put into the door by hand.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "every test file uses its own part of it"
)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]
#![allow(
    clippy::undocumented_unsafe_blocks,
    clippy::disallowed_methods,
    reason = "test code in the place of a C caller"
)]

use std::cell::RefCell;
use std::ffi::{CStr, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

pub use ::kbe;
use kbe::defs::Defs;
use kbe::ffi::callbacks::*;
use kbe::ffi::client::*;
use kbe::ffi::config::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::log::*;
use kbe::ffi::pump::*;
use kbe::ffi::testing;
use kbe::ffi::value::*;
use kbe::ffi::view::*;
use kbe::layers::{Command, Door};

pub mod definitions;
pub mod feed;
pub use feed::{Feed, V};

/// What stands in for the network.
#[derive(Default)]
pub struct Net {
    pub raised: AtomicU32,
    pub stopped: AtomicBool,
    pub panics: AtomicBool,
}

struct Wire(Arc<Net>);

impl testing::Network for Wire {
    fn raise(&self) {
        self.0.raised.fetch_add(1, Ordering::SeqCst);
        assert!(!self.0.panics.load(Ordering::SeqCst), "a fault for the test");
    }
    fn stop(&self) {
        self.0.stopped.store(true, Ordering::SeqCst);
    }
    fn stats(&self) -> kbe::session::Stats {
        kbe::session::Stats { bytes_in: 11, round_trip_us: 5, ..Default::default() }
    }
}

pub fn s(text: &str) -> kbe_str {
    kbe_str { ptr: text.as_ptr().cast(), len: text.len() as u32 }
}

pub fn bytes(b: &[u8]) -> kbe_bytes {
    kbe_bytes { ptr: b.as_ptr(), len: b.len() as u32 }
}

pub const NO_STR: kbe_str = kbe_str { ptr: std::ptr::null(), len: 0 };
pub const NO_BYTES: kbe_bytes = kbe_bytes { ptr: std::ptr::null(), len: 0 };

/// Text that the library handed out; fails unless a zero byte follows.
pub fn text(t: kbe_str) -> String {
    assert!(!t.ptr.is_null());
    let c = unsafe { CStr::from_ptr(t.ptr) };
    let all = unsafe { std::slice::from_raw_parts(t.ptr.cast::<u8>(), t.len as usize + 1) };
    assert_eq!(all[t.len as usize], 0, "text ends with a zero byte");
    if !all[..t.len as usize].contains(&0) {
        assert_eq!(c.to_bytes().len(), t.len as usize);
    }
    String::from_utf8_lossy(&all[..t.len as usize]).into_owned()
}

pub fn last_error() -> String {
    let mut buffer = [0i8; 600];
    let mut len = 0;
    let r = unsafe { kbe_last_error_message(buffer.as_mut_ptr().cast(), 600, &raw mut len) };
    assert_eq!(r, KBE_OK);
    buffer[..len as usize].iter().map(|&b| b as u8 as char).collect()
}

pub fn config() -> kbe_config {
    let mut c = std::mem::MaybeUninit::<kbe_config>::uninit();
    let size = size_of::<kbe_config>() as u32;
    assert_eq!(unsafe { kbe_config_init(c.as_mut_ptr(), size) }, KBE_OK);
    unsafe { c.assume_init() }
}

/// A zeroed struct with its size in front.
pub fn sized<T>() -> T {
    let mut v = std::mem::MaybeUninit::<T>::zeroed();
    unsafe {
        v.as_mut_ptr().cast::<u32>().write(size_of::<T>() as u32);
        v.assume_init()
    }
}

type Hook = Box<dyn FnMut(&str, &Recorder)>;

/// Everything a client is told, as text; and what a test does inside callbacks.
#[derive(Default)]
pub struct Recorder {
    pub log: RefCell<Vec<String>>,
    hook: RefCell<Option<Hook>>,
}

impl Recorder {
    fn note(&self, name: &str, what: String) {
        let line = if what.is_empty() { name.to_owned() } else { format!("{name} {what}") };
        self.log.borrow_mut().push(line);
        // Taken out while it runs: it may cause further calls.
        let hook = self.hook.borrow_mut().take();
        if let Some(mut hook) = hook {
            hook(name, self);
            self.hook.borrow_mut().get_or_insert(hook);
        }
    }

    pub fn hook(&self, f: impl FnMut(&str, &Self) + 'static) {
        *self.hook.borrow_mut() = Some(Box::new(f));
    }

    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.log.borrow_mut())
    }
}

pub fn value_text(v: &kbe_value) -> String {
    unsafe {
        match v.r#type {
            KBE_VALUE_STRING | KBE_VALUE_UNICODE => {
                text(kbe_str { ptr: v.r#as.text, len: v.count })
            }
            KBE_VALUE_ARRAY => {
                let items = (0..v.count as usize).map(|i| value_text(&*v.r#as.items.add(i)));
                format!("[{}]", items.collect::<Vec<_>>().join(","))
            }
            KBE_VALUE_FIXED_DICT => {
                let d = v.r#as.dict;
                let items = (0..v.count as usize)
                    .map(|i| format!("{}:{}", text(*d.keys.add(i)), value_text(&*d.items.add(i))));
                format!("{{{}}}", items.collect::<Vec<_>>().join(","))
            }
            KBE_VALUE_VECTOR3 => format!("{:?}", &v.r#as.vec[..3]),
            _ => v.r#as.i64.to_string(),
        }
    }
}

fn flags(f: u32) -> &'static str {
    ["", " initial", " player", " initial player"][f as usize & 3]
}

macro_rules! recorders {
    ($($name:ident: $event:ident, |$e:ident| $what:expr;)*) => {
        $(unsafe extern "C" fn $name(event: *const $event, user_data: *mut c_void) {
            let recorder = unsafe { &*user_data.cast::<Recorder>() };
            let $e = unsafe { &*event };
            assert_ne!($e.client, 0);
            recorder.note(stringify!($name), $what);
        })*

        /// Every callback but `transforms` and `entity_moved`.
        pub fn all_callbacks() -> kbe_callbacks {
            let mut c: kbe_callbacks = sized();
            $(c.$name = Some($name);)*
            c.entity_moved = None;
            c
        }
    };
}

recorders! {
    connection: kbe_connection_event, |e| format!("{}:{} {} {}", text(e.host), e.port, e.success, text(e.text));
    hello: kbe_hello_event, |e| format!("{} {} encryption {}", text(e.version), text(e.entitydef_digest), e.encryption);
    version_mismatch: kbe_version_mismatch_event, |e| format!("{} {}", text(e.client_says), text(e.server_says));
    definitions: kbe_definitions_event, |e| format!("{} {}", e.class_count, e.type_count);
    login_accepted: kbe_login_accepted_event, |e| format!("{}:{} {}", text(e.host), e.tcp_port, text(e.account));
    login_result: kbe_login_result_event, |e| format!("{} {} {} {} {}", e.success, e.entity_id, e.ending.reason, text(e.ending.code_name), text(e.ending.text));
    account_result: kbe_account_result_event, |e| format!("{} {} {} {}", e.request, e.success, e.ending.code, text(e.ending.text));
    disconnected: kbe_disconnected_event, |e| format!("{} {} {}{}", e.ending.reason, text(e.ending.code_name), text(e.ending.text), ["", " resumable"][e.resumable as usize]);
    entity_created: kbe_entity_event, |e| entity(e);
    entity_destroyed: kbe_entity_event, |e| entity(e);
    entity_enter_world: kbe_entity_event, |e| entity(e);
    entity_leave_world: kbe_entity_event, |e| entity(e);
    entity_enter_space: kbe_entity_event, |e| entity(e);
    entity_leave_space: kbe_entity_event, |e| entity(e);
    property_changed: kbe_property_event, |e| format!("{} {}{} {} -> {}{}", e.entity_id, component(e.component_name), text(e.property_name), value_text(&e.old_value), value_text(&e.value), flags(e.flags));
    method_called: kbe_method_event, |e| format!("{} {}{}({})", e.entity_id, component(e.component_name), text(e.method_name), (0..e.argc as usize).map(|i| value_text(unsafe { &*e.args.add(i) })).collect::<Vec<_>>().join(","));
    entity_moved: kbe_moved_event, |e| format!("{} {:?}", e.transform.entity_id, e.transform.position);
    pose_set: kbe_pose_event, |e| format!("{} {:?} {}{}", e.transform.entity_id, e.transform.position, e.cause, flags(e.flags));
    control_changed: kbe_control_event, |e| format!("{} {}{}", e.entity_id, e.controlled, flags(e.flags));
    control_lost: kbe_entity_event, |e| entity(e);
    component_attached: kbe_component_event, |e| format!("{} {}:{}", e.entity_id, text(e.component_name), text(e.class_name));
    component_detached: kbe_component_event, |e| format!("{} {}:{}", e.entity_id, text(e.component_name), text(e.class_name));
    component_enter_world: kbe_component_event, |e| format!("{} {}:{}", e.entity_id, text(e.component_name), text(e.class_name));
    component_leave_world: kbe_component_event, |e| format!("{} {}:{}", e.entity_id, text(e.component_name), text(e.class_name));
    base_ready: kbe_entity_event, |e| entity(e);
    cell_ready: kbe_entity_event, |e| entity(e);
    cell_lost: kbe_entity_event, |e| entity(e);
    space_geometry: kbe_space_geometry_event, |e| format!("{} {}", e.space_id, text(e.path));
    space_data_set: kbe_space_data_event, |e| format!("{} {}={}{}", e.space_id, text(e.key), text(e.value), flags(e.flags));
    space_data_deleted: kbe_space_data_event, |e| format!("{} {}", e.space_id, text(e.key));
    stream_started: kbe_stream_event, |e| format!("{} {} {} {}", e.stream_id, e.size, e.kind, text(e.description));
    stream_data: kbe_stream_event, |e| format!("{} {} {}/{}", e.stream_id, e.data.len, e.received, e.size);
    stream_completed: kbe_stream_event, |e| format!("{} {}/{}", e.stream_id, e.received, e.size);
    protocol_error: kbe_protocol_error_event, |e| format!("{} {}@{} {}", e.message_id, text(e.message_name), e.offset, text(e.text));
    queue_high: kbe_queue_event, |e| format!("{} {}", e.queued, e.limit);
    log: kbe_log_event, |e| format!("{} {} {}", e.level, text(e.source), text(e.text));
    session_changed: kbe_session_event, |e| format!("{} {}/{} in {} {:x} {} {}", e.state, e.attempt, e.attempts, e.delay_ms, e.uuid, e.flags, e.ending.reason);
}

fn component(name: kbe_str) -> String {
    let name = text(name);
    if name.is_empty() { name } else { name + "." }
}

fn entity(e: &kbe_entity_event) -> String {
    let player = if e.entity.flags & KBE_ENTITY_PLAYER != 0 { " player" } else { "" };
    format!("{} {}{player}", e.entity.id, text(e.entity.class_name))
}

pub unsafe extern "C" fn transforms(
    moved: *const kbe_transform,
    count: u32,
    user_data: *mut c_void,
) {
    let recorder = unsafe { &*user_data.cast::<Recorder>() };
    let all = unsafe { std::slice::from_raw_parts(moved, count as usize) };
    let what: Vec<_> = all.iter().map(|t| format!("{}:{}", t.entity_id, t.position[0])).collect();
    recorder.note("transforms", what.join(" "));
}

/// The recorder's own version of a single movement's callback.
pub fn entity_moved_callback() -> Option<unsafe extern "C" fn(*const kbe_moved_event, *mut c_void)>
{
    Some(entity_moved)
}

/// A network that nothing is asked of.
pub struct Quiet;
impl testing::Network for Quiet {
    fn raise(&self) {}
    fn stop(&self) {}
    fn stats(&self) -> kbe::session::Stats {
        kbe::session::Stats::default()
    }
}

/// A client with a recorder behind every callback.
pub struct Client {
    pub handle: u64,
    pub door: Arc<Door>,
    pub net: Arc<Net>,
    pub defs: Arc<Defs>,
    pub recorder: Box<Recorder>,
}

impl Client {
    pub fn new() -> Self {
        Self::with(&config(), &all_callbacks())
    }

    pub fn with(config: &kbe_config, callbacks: &kbe_callbacks) -> Self {
        let net = Arc::new(Net::default());
        let made = unsafe { testing::create(config, Box::new(Wire(Arc::clone(&net)))) };
        let (handle, door) = made.unwrap();
        let defs = Arc::new(Defs::import(&definitions::body()).unwrap());
        let recorder = Box::<Recorder>::default();
        let c = Self { handle, door, net, defs, recorder };
        c.set(callbacks);
        c
    }

    pub fn user_data(&self) -> *mut c_void {
        std::ptr::from_ref(&*self.recorder).cast_mut().cast()
    }

    pub fn set(&self, callbacks: &kbe_callbacks) {
        let r = unsafe { kbe_client_set_callbacks(self.handle, callbacks, self.user_data()) };
        assert_eq!(r, KBE_OK, "{}", last_error());
    }

    /// A client whose player stands in the world.
    pub fn in_world() -> Self {
        let c = Self::new();
        c.enter();
        c
    }

    pub fn enter(&self) {
        self.feed(|f| {
            f.login(0, 1, "Avatar").link(0, 1).enter(0, 1, "Avatar", false);
        });
        self.sync();
    }

    pub fn feed(&self, fill: impl FnOnce(&mut Feed)) {
        let mut feed = Feed::new(&self.defs);
        fill(&mut feed);
        drop(self.door.deliver(feed.sealed()));
    }

    /// Serves the thread's clients and returns what this one was told.
    pub fn sync(&self) -> Vec<String> {
        let n = kbe_sync_layers(0);
        assert!(n >= 0, "{}", last_error());
        self.recorder.take()
    }

    pub fn told(&self, fill: impl FnOnce(&mut Feed)) -> Vec<String> {
        self.feed(fill);
        self.sync()
    }

    pub fn commands(&self) -> Vec<Command> {
        let mut all = Vec::new();
        self.door.take_commands(&mut all);
        all
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        kbe_client_destroy(self.handle);
    }
}
