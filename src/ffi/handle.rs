//! Handles to clients.
//!
//! A handle is eight bits of type, 24 of generation and 32 of slot. A slot changes its generation when
//! its client goes, so a stale handle is an error and never somebody else's client.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::client::Client;
use super::error::{Failure, KBE_E_BAD_HANDLE, KBE_E_LIMIT, KBE_E_SHUTDOWN, Outcome};

/// A client: one account's way into one server. 0 is never a client. Copy it freely; after
/// kbe_client_destroy every copy is stale, and using one is an error, never undefined behaviour.
///
/// Since: 0.1
pub type kbe_client = u64;

const TAG: u64 = 0xc1;
const GENERATIONS: u32 = 1 << 24;
/// More clients than any process can serve.
const MAX_CLIENTS: usize = 1 << 16;

#[derive(Default)]
struct Slot {
    generation: u32,
    client: Option<Arc<Client>>,
    /// The latest client of this slot ended by a shutdown.
    shut_down: bool,
}

#[derive(Default)]
struct Registry {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry { slots: Vec::new(), free: Vec::new() });

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pack(slot: u32, generation: u32) -> kbe_client {
    TAG << 56 | u64::from(generation) << 32 | u64::from(slot)
}

fn next_generation(generation: u32) -> u32 {
    (generation + 1) % GENERATIONS
}

impl Registry {
    fn slot(&self, handle: kbe_client) -> Option<(&Slot, u32)> {
        let generation = (handle >> 32) as u32 & (GENERATIONS - 1);
        let slot = self.slots.get(handle as u32 as usize)?;
        (handle >> 56 == TAG).then_some((slot, generation))
    }
}

fn bad() -> Failure {
    Failure::new(KBE_E_BAD_HANDLE, "the handle is no client, or one that was destroyed")
}

/// The client behind a handle.
pub(crate) fn find(handle: kbe_client) -> Outcome<Arc<Client>> {
    let registry = registry();
    let (slot, generation) = registry.slot(handle).ok_or_else(bad)?;
    match &slot.client {
        Some(client) if slot.generation == generation => Ok(Arc::clone(client)),
        _ if slot.shut_down && next_generation(generation) == slot.generation => {
            Err(Failure::new(KBE_E_SHUTDOWN, "the client ended when the library was shut down"))
        }
        _ => Err(bad()),
    }
}

/// Registers a client; `make` gets the handle it will have.
pub(crate) fn insert(make: impl FnOnce(kbe_client) -> Arc<Client>) -> Outcome<Arc<Client>> {
    let mut registry = registry();
    let index = match registry.free.pop() {
        Some(index) => index,
        None if registry.slots.len() < MAX_CLIENTS => {
            registry.slots.push(Slot::default());
            registry.slots.len() as u32 - 1
        }
        None => return Err(Failure::new(KBE_E_LIMIT, "too many clients")),
    };
    let Some(slot) = registry.slots.get_mut(index as usize) else {
        return Err(bad());
    };
    let client = make(pack(index, slot.generation));
    slot.client = Some(Arc::clone(&client));
    slot.shut_down = false;
    Ok(client)
}

/// Takes a client out: its handle is stale from now on.
pub(crate) fn remove(handle: kbe_client, shut_down: bool) -> Outcome<Arc<Client>> {
    let mut registry = registry();
    let index = handle as u32;
    let valid = registry.slot(handle).is_some_and(|(slot, g)| slot.generation == g);
    let slot = registry.slots.get_mut(index as usize).filter(|_| valid).ok_or_else(bad)?;
    let client = slot.client.take().ok_or_else(bad)?;
    slot.generation = next_generation(slot.generation);
    slot.shut_down = shut_down;
    registry.free.push(index);
    Ok(client)
}

/// All handles that are in use.
pub(crate) fn all() -> Vec<kbe_client> {
    registry().slots.iter().flat_map(|s| s.client.as_ref().map(|c| c.handle())).collect()
}
