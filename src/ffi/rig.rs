//! A client of this interface that is fed by hand and counts what it is told: for measuring, and for
//! comparing what it ends in. No part of the interface.
#![doc(hidden)]

use std::cell::Cell;
use std::ffi::c_void;
use std::sync::Arc;

use super::callbacks::{
    KBE_EVENT_NONE, KBE_EVENT_TRANSFORMS, kbe_callbacks, kbe_client_set_callbacks,
};
use super::client::kbe_client_destroy;
use super::config::{KBE_CONFIG_OWN_PUMP, kbe_config, kbe_config_init};
use super::entity::{
    kbe_client_entities, kbe_component_property, kbe_entity_get, kbe_entity_property,
};
use super::error::KBE_OK;
use super::events::{
    kbe_entity_view, kbe_method_event, kbe_moved_event, kbe_property_event, kbe_transform,
};
use super::handle::kbe_client;
use super::pull::{KBE_NEXT_BULK_MOVES, kbe_client_next_event, kbe_event};
use super::pump::kbe_sync_layers;
use super::testing::{self, Network};
use super::value::kbe_value;
use super::view::{self, str_of};
use crate::layers::{Batch, Door, Interest};
use crate::session::Stats;
use crate::wire::value::Value;

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

/// What was told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// Movements.
    pub moves: u64,
    /// Changed properties.
    pub properties: u64,
    /// Calls by the server.
    pub calls: u64,
    /// Everything else; in the pull form everything but movements.
    pub others: u64,
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

/// The client.
#[derive(Debug)]
pub struct Rig {
    client: kbe_client,
    door: Arc<Door>,
    taking: Taking,
    told: Box<Cell<Told>>,
}

fn count(user_data: *mut c_void, add: impl FnOnce(&mut Told)) {
    // SAFETY: it is the counter that `Rig::new` handed over, and the rig outlives its client.
    let counter = unsafe { &*user_data.cast::<Cell<Told>>() };
    let mut told = counter.get();
    add(&mut told);
    counter.set(told);
}

unsafe extern "C" fn moved(_: *const kbe_moved_event, user_data: *mut c_void) {
    count(user_data, |t| t.moves += 1);
}

unsafe extern "C" fn transforms(_: *const kbe_transform, n: u32, user_data: *mut c_void) {
    count(user_data, |t| t.moves += u64::from(n));
}

unsafe extern "C" fn property(_: *const kbe_property_event, user_data: *mut c_void) {
    count(user_data, |t| t.properties += 1);
}

unsafe extern "C" fn called(_: *const kbe_method_event, user_data: *mut c_void) {
    count(user_data, |t| t.calls += 1);
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
            Taking::Callbacks => {
                on.entity_moved = Some(moved);
                on.property_changed = Some(property);
                on.method_called = Some(called);
            }
            Taking::Bulk => on.transforms = Some(transforms),
            Taking::Pull => {}
        }
        let told = Box::new(Cell::new(Told::default()));
        let user_data = std::ptr::from_ref(&*told).cast_mut().cast();
        // SAFETY: both structs are whole, and the counter lives as long as the client.
        let (client, door) = unsafe {
            let (client, door) = testing::create(&raw const config, Box::new(Nobody))?;
            kbe_client_set_callbacks(client, &raw const on, user_data);
            (client, door)
        };
        Ok(Self { client, door, taking, told })
    }

    /// Takes a sealed batch, tells everything in it, and gives an empty one back.
    ///
    /// # Errors
    /// A negative `kbe_result`.
    pub fn feed(&mut self, batch: Box<Batch>) -> Result<Box<Batch>, i32> {
        let spare = self.door.deliver(batch);
        if self.taking != Taking::Pull {
            let told = kbe_sync_layers(0);
            return if told < 0 { Err(told) } else { Ok(spare) };
        }
        // SAFETY: all zero is no event, and the size is that of the struct.
        let mut event: kbe_event = unsafe { std::mem::zeroed() };
        event.struct_size = size_of::<kbe_event>() as u32;
        let mut told = self.told.get();
        loop {
            // SAFETY: the event is as large as it says.
            let code = unsafe {
                kbe_client_next_event(self.client, KBE_NEXT_BULK_MOVES, 0, &raw mut event)
            };
            match event.r#type {
                _ if code != KBE_OK => return Err(code),
                KBE_EVENT_NONE => break,
                KBE_EVENT_TRANSFORMS => {
                    // SAFETY: the type says so.
                    let transforms = unsafe { event.data.transforms };
                    told.moves += u64::from(transforms.count);
                }
                _ => told.others += 1,
            }
        }
        self.told.set(told);
        Ok(spare)
    }

    /// What this client wants to hear of, when that has changed since `edition`.
    pub fn interest_since(&self, edition: &mut u32) -> Option<Interest> {
        self.door.interest_since(edition)
    }

    /// What was told so far.
    #[must_use]
    pub fn told(&self) -> Told {
        self.told.get()
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

impl Drop for Rig {
    fn drop(&mut self) {
        kbe_client_destroy(self.client);
    }
}
