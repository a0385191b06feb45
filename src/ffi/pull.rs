//! The pull form: one event at a time, for languages that cannot be called back.

use super::callbacks::{KBE_EVENT_NONE, KBE_EVENT_QUEUE_HIGH, KBE_EVENT_TRANSFORMS};
use super::client::{self, Client, Local};
use super::convert;
use super::error::{Outcome, kbe_result};
use super::events::*;
use super::handle::kbe_client;
use super::log::kbe_log_event;
use super::pump::{self, Budget, Moves, Next};
use super::sized::{self, Sized32};

/// Movements in a row come as one KBE_EVENT_TRANSFORMS instead of one KBE_EVENT_ENTITY_MOVED each.
pub const KBE_NEXT_BULK_MOVES: u32 = 0x1;

/// What an event holds; its type says which member.
///
/// Memory: as the event that it is in.
/// Since: 0.1
#[derive(Clone, Copy)]
#[repr(C)]
pub union kbe_event_data {
    /// Every event begins with its client.
    pub client: kbe_client,
    /// KBE_EVENT_CONNECTION.
    pub connection: kbe_connection_event,
    /// KBE_EVENT_HELLO.
    pub hello: kbe_hello_event,
    /// KBE_EVENT_VERSION_MISMATCH.
    pub version_mismatch: kbe_version_mismatch_event,
    /// KBE_EVENT_DEFINITIONS.
    pub definitions: kbe_definitions_event,
    /// KBE_EVENT_LOGIN_ACCEPTED.
    pub login_accepted: kbe_login_accepted_event,
    /// KBE_EVENT_LOGIN_RESULT.
    pub login_result: kbe_login_result_event,
    /// KBE_EVENT_ACCOUNT_RESULT.
    pub account_result: kbe_account_result_event,
    /// KBE_EVENT_DISCONNECTED.
    pub disconnected: kbe_disconnected_event,
    /// KBE_EVENT_ENTITY_CREATED, KBE_EVENT_ENTITY_DESTROYED, KBE_EVENT_ENTITY_ENTER_WORLD,
    /// KBE_EVENT_ENTITY_LEAVE_WORLD, KBE_EVENT_ENTITY_ENTER_SPACE, KBE_EVENT_ENTITY_LEAVE_SPACE,
    /// KBE_EVENT_CONTROL_LOST, KBE_EVENT_BASE_READY, KBE_EVENT_CELL_READY, KBE_EVENT_CELL_LOST.
    pub entity: kbe_entity_event,
    /// KBE_EVENT_PROPERTY_CHANGED.
    pub property: kbe_property_event,
    /// KBE_EVENT_METHOD_CALLED.
    pub method: kbe_method_event,
    /// KBE_EVENT_ENTITY_MOVED.
    pub moved: kbe_moved_event,
    /// KBE_EVENT_TRANSFORMS.
    pub transforms: kbe_transforms_event,
    /// KBE_EVENT_POSE_SET.
    pub pose: kbe_pose_event,
    /// KBE_EVENT_CONTROL_CHANGED.
    pub control: kbe_control_event,
    /// KBE_EVENT_COMPONENT_ATTACHED, KBE_EVENT_COMPONENT_DETACHED, KBE_EVENT_COMPONENT_ENTER_WORLD,
    /// KBE_EVENT_COMPONENT_LEAVE_WORLD.
    pub component: kbe_component_event,
    /// KBE_EVENT_SPACE_GEOMETRY.
    pub space_geometry: kbe_space_geometry_event,
    /// KBE_EVENT_SPACE_DATA_SET, KBE_EVENT_SPACE_DATA_DELETED.
    pub space_data: kbe_space_data_event,
    /// KBE_EVENT_STREAM_STARTED, KBE_EVENT_STREAM_DATA, KBE_EVENT_STREAM_COMPLETED.
    pub stream: kbe_stream_event,
    /// KBE_EVENT_PROTOCOL_ERROR.
    pub protocol_error: kbe_protocol_error_event,
    /// KBE_EVENT_QUEUE_HIGH.
    pub queue: kbe_queue_event,
    /// KBE_EVENT_SESSION_CHANGED.
    pub session: kbe_session_event,
    /// KBE_EVENT_LOG.
    pub log: kbe_log_event,
}

/// An event, in the pull form. Make it with KBE_EVENT_INIT; it can be used again and again.
///
/// Memory: the caller's; what it refers to is borrowed until the next event is taken.
/// Since: 0.1
#[derive(Clone, Copy)]
#[repr(C)]
pub struct kbe_event {
    /// Size of this struct; KBE_EVENT_INIT sets it.
    pub struct_size: u32,
    /// A KBE_EVENT number; ignore unknown ones.
    pub r#type: u32,
    /// What it holds.
    pub data: kbe_event_data,
}

impl std::fmt::Debug for kbe_event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "kbe_event {{ type: {} }}", self.r#type)
    }
}

// SAFETY: repr(C), begins with its size, all zero is no event.
unsafe impl Sized32 for kbe_event {
    const NAME: &'static str = "kbe_event";
    const FIRST: usize = 16;
}

/// Takes the next event, instead of being called back. The world moves with each event that is taken. What
/// the event refers to is borrowed until the next call of this function, kbe_client_pump or
/// kbe_sync_layers, or the end of the client: no callback runs that kbe_client_destroy and
/// kbe_shutdown_all on other threads could wait for, so let none of them run while you look. Use it for
/// clients made with KBE_CONFIG_OWN_PUMP, so that kbe_sync_layers does not take their events.
///
/// @param flags    KBE_NEXT bits
/// @param wait_ms  longest wait for an event
/// @param event    receives the event; its type is KBE_EVENT_NONE when there was none
///
/// Thread: pump thread.
/// Callbacks: not allowed.
/// Memory: event is the caller's; what it refers to is borrowed until the next call of this function,
/// kbe_client_pump or kbe_sync_layers.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_REENTRANT, KBE_E_BAD_STRUCT_SIZE, KBE_E_PANIC.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_next_event(
    client: kbe_client,
    flags: u32,
    wait_ms: u32,
    event: *mut kbe_event,
) -> kbe_result {
    boundary!(kbe_client_next_event, client => |c| {
        // SAFETY: the caller promises an event as large as it says.
        unsafe { sized::check(event) }?;
        let found = next(c, flags, wait_ms)?;
        // SAFETY: as above.
        unsafe { sized::write(event, &found) }
    })
}

fn next(client: &Client, flags: u32, wait_ms: u32) -> Outcome<kbe_event> {
    let Some(_serving) = client.serve() else {
        return Err(client::nested());
    };
    // Whatever callbacks there may be besides, all of it can be pulled.
    client.want(u32::MAX);
    let deadline = (wait_ms > 0).then(|| pump::deadline(wait_ms));
    loop {
        let moves = if flags & KBE_NEXT_BULK_MOVES != 0 { Moves::Collect } else { Moves::Each };
        if let Some(event) = take(client, moves) {
            return Ok(event);
        }
        let group = client.group();
        let Some(deadline) = deadline.filter(|end| pump::now() < *end) else {
            return Ok(none(client));
        };
        if group.take_woken() {
            return Ok(none(client));
        }
        group.wait(deadline, || client.has_news() || client.is_dead());
        if client.is_dead() {
            return Ok(none(client));
        }
    }
}

fn none(client: &Client) -> kbe_event {
    kbe_event {
        struct_size: 0,
        r#type: KBE_EVENT_NONE,
        data: kbe_event_data { client: client.handle() },
    }
}

/// The movements that are collected, as an event.
fn transforms(client: &Client, local: &mut Local) -> kbe_event {
    let Local { moves, inbox, .. } = local;
    moves.keep(inbox.batch());
    let all = moves.lend();
    let transforms = kbe_transforms_event {
        client: client.handle(),
        transforms: all.as_ptr(),
        count: all.len() as u32,
        reserved: 0,
    };
    let data = kbe_event_data { transforms };
    kbe_event { struct_size: 0, r#type: KBE_EVENT_TRANSFORMS, data }
}

fn take(client: &Client, moves: Moves) -> Option<kbe_event> {
    let mut budget = Budget::new(usize::MAX);
    loop {
        let mut local = client.local();
        local.moves.take_back();
        let paused = client.is_paused();
        if !paused && let Some(queue) = local.queue_high(client) {
            let data = kbe_event_data { queue };
            return Some(kbe_event { struct_size: 0, r#type: KBE_EVENT_QUEUE_HIGH, data });
        }
        if local.moves.is_held() && !paused {
            return Some(transforms(client, &mut local));
        }
        match local.next(client, &mut budget, moves) {
            Next::Idle => {
                local.queue_low(client);
                return None;
            }
            Next::Moves(0) => {}
            Next::Moves(told) => {
                local.events_told += u64::from(told);
                return Some(transforms(client, &mut local));
            }
            Next::Notice(notice) => {
                local.events_told += 1;
                if let Some(event) = convert::event(&local, client, &notice) {
                    return Some(event);
                }
            }
        }
    }
}
