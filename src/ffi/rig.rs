//! A client of this interface that is fed by hand and counts what it is told: for measuring, and for
//! comparing what it ends in. No part of the interface.
#![doc(hidden)]

use std::cell::Cell;
use std::ffi::c_void;
use std::sync::Arc;

use super::callbacks::{
    KBE_EVENT_ENTITY_ENTER_WORLD, KBE_EVENT_ENTITY_LEAVE_WORLD, KBE_EVENT_METHOD_CALLED,
    KBE_EVENT_NONE, KBE_EVENT_PROPERTY_CHANGED, KBE_EVENT_TRANSFORMS, kbe_callbacks,
    kbe_client_set_callbacks,
};
use super::client::kbe_client_destroy;
use super::config::{KBE_CONFIG_OWN_PUMP, kbe_config, kbe_config_init};
use super::entity::{
    kbe_client_entities, kbe_component_property, kbe_entity_get, kbe_entity_property,
};
use super::error::KBE_OK;
use super::events::{
    KBE_FLAG_INITIAL, kbe_entity_event, kbe_entity_view, kbe_method_event, kbe_moved_event,
    kbe_property_event, kbe_transform,
};
use super::handle::kbe_client;
use super::pull::{KBE_NEXT_BULK_MOVES, kbe_client_next_event, kbe_event};
use super::pump::kbe_sync_layers;
use super::testing::{self, Network};
use super::value::{
    KBE_VALUE_ARRAY, KBE_VALUE_FIXED_DICT, KBE_VALUE_INT64, KBE_VALUE_UINT8, kbe_value,
};
use super::view::{self, kbe_str, str_of};
use crate::layers::{Batch, Door, Interest};
use crate::session::Stats;
use crate::wire::value::{Kind, Value};

/// How the events are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// A callback for each.
    Callbacks,
    /// A callback for all movements of a sync, none for anything else.
    Bulk,
    /// The pull form, movements in arrays.
    Pull,
}

/// What was told, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// Movements.
    pub moves: u64,
    /// Changed properties.
    pub properties: u64,
    /// First values of properties.
    pub initial: u64,
    /// Calls by the server.
    pub calls: u64,
    /// Entities that entered the world.
    pub entered: u64,
    /// Entities that left the world.
    pub left: u64,
    /// Everything else.
    pub others: u64,
    /// Sum of the watched property's values: see [`Rig::watch`].
    pub watched: i64,
    /// Sum of the calls' last arguments, those that are numbers.
    pub last_arguments: i64,
    /// Digest of the values told: see [`Rig::listen`].
    pub heard: u64,
}

/// An entity as the interface shows it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its id.
    pub id: i32,
    /// Name of its class.
    pub class: String,
    /// x, y, z.
    pub position: [f32; 3],
    /// roll, pitch, yaw.
    pub direction: [f32; 3],
}

struct Nobody;

impl Network for Nobody {
    fn raise(&self) {}
    fn stop(&self) {}
    fn stats(&self) -> Stats {
        Stats::default()
    }
}

/// [`Told`] while it is being counted: a callback touches only its own field.
#[derive(Debug, Default)]
struct Counter {
    moves: Cell<u64>,
    properties: Cell<u64>,
    initial: Cell<u64>,
    calls: Cell<u64>,
    entered: Cell<u64>,
    left: Cell<u64>,
    others: Cell<u64>,
    watched: Cell<i64>,
    last_arguments: Cell<i64>,
    /// Uid of the watched property.
    watch: Cell<u32>,
    listens: Cell<bool>,
    heard: Cell<u64>,
}

impl Counter {
    fn property(&self, e: &kbe_property_event) {
        if e.flags & KBE_FLAG_INITIAL != 0 {
            add(&self.initial, 1);
            return;
        }
        add(&self.properties, 1);
        if e.property_id == self.watch.get() && is_number(&e.value) {
            // SAFETY: a number of any type can be read as one.
            self.watched.set(self.watched.get().wrapping_add(unsafe { e.value.r#as.i64 }));
        }
        if self.listens.get() {
            // SAFETY: the event's value lives until the callback returns.
            unsafe { self.hear(e.entity_id, e.property_name, "=", &[e.value], "") };
        }
    }

    fn call(&self, e: &kbe_method_event) {
        add(&self.calls, 1);
        if let Some(last) = (e.argc as usize).checked_sub(1) {
            // SAFETY: there are `argc` arguments.
            let last = unsafe { &*e.args.add(last) };
            if is_number(last) {
                // SAFETY: as above.
                let n = unsafe { last.r#as.i64 };
                self.last_arguments.set(self.last_arguments.get().wrapping_add(n));
            }
        }
        if self.listens.get() {
            // SAFETY: there are `argc` arguments, which live until the callback returns.
            unsafe {
                let args = view::slice(e.args, e.argc, "args").unwrap_or_default();
                self.hear(e.entity_id, e.method_name, "(", args, ")");
            }
        }
    }

    /// Adds a line to the digest: FNV-1a over its bytes and a line feed.
    ///
    /// # Safety
    /// The name and the values are the library's, and have not been given up.
    unsafe fn hear(&self, id: i32, name: kbe_str, open: &str, values: &[kbe_value], close: &str) {
        // SAFETY: the caller's promise.
        let name = unsafe { view::text(name, "name") }.unwrap_or_default();
        let mut line = format!("{id}.{}{open}", String::from_utf8_lossy(name));
        for (i, value) in values.iter().enumerate() {
            if i > 0 {
                line.push(',');
            }
            // SAFETY: the caller's promise.
            unsafe { show(&mut line, value) };
        }
        line.push_str(close);
        line.push('\n');
        let step = |d: u64, b: u8| (d ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        self.heard.set(line.bytes().fold(self.heard.get(), step));
    }
}

fn add(to: &Cell<u64>, n: u64) {
    to.set(to.get() + n);
}

fn is_number(value: &kbe_value) -> bool {
    (KBE_VALUE_UINT8..=KBE_VALUE_INT64).contains(&value.r#type)
}

/// The client.
#[derive(Debug)]
pub struct Rig {
    client: kbe_client,
    door: Arc<Door>,
    taking: Taking,
    counter: Box<Counter>,
}

/// The counter behind a callback's user data.
///
/// # Safety
/// It is what `Rig::new` handed over; the rig outlives its client.
unsafe fn counter<'a>(user_data: *mut c_void) -> &'a Counter {
    // SAFETY: the caller's promise.
    unsafe { &*user_data.cast::<Counter>() }
}

unsafe extern "C" fn moved(_: *const kbe_moved_event, user_data: *mut c_void) {
    // SAFETY: our own callback.
    add(&unsafe { counter(user_data) }.moves, 1);
}

unsafe extern "C" fn transforms(_: *const kbe_transform, n: u32, user_data: *mut c_void) {
    // SAFETY: our own callback.
    add(&unsafe { counter(user_data) }.moves, n.into());
}

unsafe extern "C" fn property(event: *const kbe_property_event, user_data: *mut c_void) {
    // SAFETY: our own callback, and an event that is there until it returns.
    unsafe { counter(user_data).property(&*event) };
}

unsafe extern "C" fn called(event: *const kbe_method_event, user_data: *mut c_void) {
    // SAFETY: our own callback, and an event that is there until it returns.
    unsafe { counter(user_data).call(&*event) };
}

unsafe extern "C" fn entered(_: *const kbe_entity_event, user_data: *mut c_void) {
    // SAFETY: our own callback.
    add(&unsafe { counter(user_data) }.entered, 1);
}

unsafe extern "C" fn left(_: *const kbe_entity_event, user_data: *mut c_void) {
    // SAFETY: our own callback.
    add(&unsafe { counter(user_data) }.left, 1);
}

unsafe extern "C" fn other<T>(_: *const T, user_data: *mut c_void) {
    // SAFETY: our own callback.
    add(&unsafe { counter(user_data) }.others, 1);
}

/// All callbacks that the messages of a world can cause.
fn every_callback(on: &mut kbe_callbacks) {
    on.entity_moved = Some(moved);
    on.property_changed = Some(property);
    on.method_called = Some(called);
    on.entity_enter_world = Some(entered);
    on.entity_leave_world = Some(left);
    on.definitions = Some(other);
    on.entity_created = Some(other);
    on.entity_destroyed = Some(other);
    on.entity_enter_space = Some(other);
    on.entity_leave_space = Some(other);
    on.pose_set = Some(other);
    on.control_changed = Some(other);
    on.control_lost = Some(other);
    on.component_attached = Some(other);
    on.component_detached = Some(other);
    on.component_enter_world = Some(other);
    on.component_leave_world = Some(other);
    on.base_ready = Some(other);
    on.cell_ready = Some(other);
    on.cell_lost = Some(other);
    on.space_geometry = Some(other);
    on.space_data_set = Some(other);
    on.space_data_deleted = Some(other);
    on.protocol_error = Some(other);
}

impl Rig {
    /// Makes a client that takes its events in this way.
    ///
    /// # Errors
    /// A negative `kbe_result`.
    pub fn new(taking: Taking) -> Result<Self, i32> {
        // SAFETY: all zero is valid, and the sizes are those of the structs.
        let (mut config, mut on) = unsafe {
            let mut config: kbe_config = std::mem::zeroed();
            kbe_config_init(&raw mut config, size_of::<kbe_config>() as u32);
            (config, std::mem::zeroed::<kbe_callbacks>())
        };
        if taking == Taking::Pull {
            config.flags |= KBE_CONFIG_OWN_PUMP;
        }
        on.struct_size = size_of::<kbe_callbacks>() as u32;
        match taking {
            Taking::Callbacks => every_callback(&mut on),
            Taking::Bulk => on.transforms = Some(transforms),
            Taking::Pull => {}
        }
        let counter = Box::<Counter>::default();
        let user_data = std::ptr::from_ref(&*counter).cast_mut().cast();
        // SAFETY: both structs are whole, and the counter lives as long as the client.
        let (client, door) = unsafe {
            let (client, door) = testing::create(&raw const config, Box::new(Nobody))?;
            kbe_client_set_callbacks(client, &raw const on, user_data);
            (client, door)
        };
        Ok(Self { client, door, taking, counter })
    }

    /// Takes a sealed batch, tells everything in it, and gives an empty one back.
    ///
    /// # Errors
    /// A negative `kbe_result`.
    pub fn feed(&mut self, batch: Box<Batch>) -> Result<Box<Batch>, i32> {
        let spare = self.deliver(batch);
        self.take()?;
        Ok(spare)
    }

    /// Puts a sealed batch into the door, as the network thread does, and gives an empty one back.
    pub fn deliver(&mut self, batch: Box<Batch>) -> Box<Batch> {
        self.door.deliver(batch)
    }

    /// Tells everything in the door, as a frame of the game does.
    ///
    /// # Errors
    /// A negative `kbe_result`.
    pub fn take(&mut self) -> Result<(), i32> {
        if self.taking != Taking::Pull {
            let told = kbe_sync_layers(0);
            return if told < 0 { Err(told) } else { Ok(()) };
        }
        // SAFETY: all zero is no event, and the size is that of the struct.
        let mut event: kbe_event = unsafe { std::mem::zeroed() };
        event.struct_size = size_of::<kbe_event>() as u32;
        loop {
            // SAFETY: the event is as large as it says.
            let code = unsafe {
                kbe_client_next_event(self.client, KBE_NEXT_BULK_MOVES, 0, &raw mut event)
            };
            if code != KBE_OK {
                return Err(code);
            }
            if event.r#type == KBE_EVENT_NONE {
                return Ok(());
            }
            self.count(&event);
        }
    }

    fn count(&self, event: &kbe_event) {
        let to = &*self.counter;
        // SAFETY: the type says which member of the data is there.
        unsafe {
            match event.r#type {
                KBE_EVENT_TRANSFORMS => add(&to.moves, event.data.transforms.count.into()),
                KBE_EVENT_PROPERTY_CHANGED => to.property(&event.data.property),
                KBE_EVENT_METHOD_CALLED => to.call(&event.data.method),
                KBE_EVENT_ENTITY_ENTER_WORLD => add(&to.entered, 1),
                KBE_EVENT_ENTITY_LEAVE_WORLD => add(&to.left, 1),
                _ => add(&to.others, 1),
            }
        }
    }

    /// Has the values of the property with this uid summed up.
    pub fn watch(&self, uid: u32) {
        self.counter.watch.set(uid);
    }

    /// Has a digest made of all values told from here on, those of calls and changed properties: FNV-1a
    /// over lines such as `1001.hp=5` and `1001.onHit(5,"an ogre")`, as [`Self::shown`] writes values.
    pub fn listen(&self) {
        self.counter.listens.set(true);
        self.counter.heard.set(0xcbf2_9ce4_8422_2325);
    }

    /// What this client wants to hear of, when that has changed since `edition`.
    pub fn interest_since(&self, edition: &mut u32) -> Option<Interest> {
        self.door.interest_since(edition)
    }

    /// What was told so far.
    #[must_use]
    pub fn told(&self) -> Told {
        let c = &self.counter;
        Told {
            moves: c.moves.get(),
            properties: c.properties.get(),
            initial: c.initial.get(),
            calls: c.calls.get(),
            entered: c.entered.get(),
            left: c.left.get(),
            others: c.others.get(),
            watched: c.watched.get(),
            last_arguments: c.last_arguments.get(),
            heard: c.heard.get(),
        }
    }

    /// All entities, through the functions of the interface.
    #[must_use]
    pub fn entities(&self) -> Vec<Seen> {
        let mut ids = vec![0; 1 << 16];
        let mut total = 0;
        // SAFETY: the places are as large as they are said to be.
        unsafe {
            kbe_client_entities(self.client, ids.as_mut_ptr(), ids.len() as u32, &raw mut total);
        }
        ids.truncate(total as usize);
        ids.into_iter().filter_map(|id| self.entity(id)).collect()
    }

    fn entity(&self, id: i32) -> Option<Seen> {
        // SAFETY: all zero is valid; the view is as large as it says, and its text lives until the
        // next sync.
        unsafe {
            let mut seen: kbe_entity_view = std::mem::zeroed();
            seen.struct_size = size_of::<kbe_entity_view>() as u32;
            if kbe_entity_get(self.client, id, &raw mut seen) != KBE_OK {
                return None;
            }
            let name = view::text(seen.class_name, "class_name").ok()?;
            let class = String::from_utf8_lossy(name).into_owned();
            Some(Seen { id, class, position: seen.position, direction: seen.direction })
        }
    }

    /// A number that is a property of an entity.
    #[must_use]
    pub fn number(&self, id: i32, name: &str) -> Option<i64> {
        self.value(id, name).map(|v| v.as_i64())
    }

    /// A number that is a property of an entity's component.
    #[must_use]
    pub fn component_number(&self, id: i32, component: &str, name: &str) -> Option<i64> {
        let mut value: *const kbe_value = std::ptr::null();
        let (component, name) = (str_of(component.as_bytes()), str_of(name.as_bytes()));
        // SAFETY: the names and the place are valid; a value of the library has this layout.
        unsafe {
            let code = kbe_component_property(self.client, id, component, name, &raw mut value);
            (code == KBE_OK).then(|| value.cast::<Value>().read().as_i64())
        }
    }

    /// A text that is a property of an entity.
    #[must_use]
    pub fn text(&self, id: i32, name: &str) -> Option<String> {
        let value = self.value(id, name)?;
        if !value.kind().is_bytes() {
            return None;
        }
        // SAFETY: the address and length of a text of the library, which lives until the next sync.
        let bytes = unsafe {
            let text = std::ptr::from_ref(&value).cast::<kbe_value>().read();
            view::slice(text.r#as.bytes, value.count(), name).ok()?
        };
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    /// A property of an entity as text: numbers, strings in quotes, `[…]` for an array and `{name:…}` for
    /// a dictionary.
    #[must_use]
    pub fn shown(&self, id: i32, name: &str) -> Option<String> {
        let mut text = String::new();
        let mut value: *const kbe_value = std::ptr::null();
        // SAFETY: the name and the place are valid, and the value lives until the next sync.
        unsafe {
            let code =
                kbe_entity_property(self.client, id, str_of(name.as_bytes()), &raw mut value);
            if code != KBE_OK {
                return None;
            }
            show(&mut text, &*value);
        }
        Some(text)
    }

    fn value(&self, id: i32, name: &str) -> Option<Value> {
        let mut value: *const kbe_value = std::ptr::null();
        // SAFETY: the name and the place are valid; a value of the library has this layout.
        unsafe {
            let code =
                kbe_entity_property(self.client, id, str_of(name.as_bytes()), &raw mut value);
            (code == KBE_OK).then(|| value.cast::<Value>().read())
        }
    }
}

/// Writes a value as [`Rig::shown`] has it.
///
/// # Safety
/// The value is one of the library's, which has not been given up.
unsafe fn show(out: &mut String, value: &kbe_value) {
    let count = value.count as usize;
    // SAFETY: type and count say what is there; a text ends with a zero byte that is not counted.
    unsafe {
        match value.r#type {
            n if (KBE_VALUE_UINT8..=KBE_VALUE_INT64).contains(&n) => {
                out.push_str(&value.r#as.i64.to_string());
            }
            KBE_VALUE_ARRAY => {
                out.push('[');
                for i in 0..count {
                    if i > 0 {
                        out.push(',');
                    }
                    show(out, &*value.r#as.items.add(i));
                }
                out.push(']');
            }
            KBE_VALUE_FIXED_DICT => {
                out.push('{');
                for i in 0..count {
                    if i > 0 {
                        out.push(',');
                    }
                    let dict = value.r#as.dict;
                    let key = view::text(*dict.keys.add(i), "key").unwrap_or_default();
                    out.push_str(&String::from_utf8_lossy(key));
                    out.push(':');
                    show(out, &*dict.items.add(i));
                }
                out.push('}');
            }
            _ => {
                let all = &*std::ptr::from_ref(value).cast::<Value>();
                if matches!(all.kind(), Kind::Float | Kind::Double) {
                    out.push_str(&format!("{:?}", value.r#as.f64));
                } else if all.kind().is_bytes() {
                    let bytes = view::slice(value.r#as.bytes, value.count, "").unwrap_or_default();
                    out.push_str(&format!("{:?}", String::from_utf8_lossy(bytes)));
                } else {
                    out.push_str(&format!("{:?}", all.as_vector()));
                }
            }
        }
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        kbe_client_destroy(self.client);
    }
}
