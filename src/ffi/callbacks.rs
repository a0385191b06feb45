//! What a game wants to be told, and the numbers of the pull form.

use std::ffi::c_void;

use super::error::kbe_result;
use super::events::*;
use super::handle::kbe_client;
use super::log::kbe_log_event;
use super::pump::Moves;
use super::sized::{self, Sized32};
use crate::layers::interest;

/// No event.
pub const KBE_EVENT_NONE: u32 = 0;
/// See kbe_callbacks.connection.
pub const KBE_EVENT_CONNECTION: u32 = 1;
/// See kbe_callbacks.hello.
pub const KBE_EVENT_HELLO: u32 = 2;
/// See kbe_callbacks.version_mismatch.
pub const KBE_EVENT_VERSION_MISMATCH: u32 = 3;
/// See kbe_callbacks.definitions.
pub const KBE_EVENT_DEFINITIONS: u32 = 4;
/// See kbe_callbacks.login_accepted.
pub const KBE_EVENT_LOGIN_ACCEPTED: u32 = 5;
/// See kbe_callbacks.login_result.
pub const KBE_EVENT_LOGIN_RESULT: u32 = 6;
/// See kbe_callbacks.account_result.
pub const KBE_EVENT_ACCOUNT_RESULT: u32 = 7;
/// See kbe_callbacks.disconnected.
pub const KBE_EVENT_DISCONNECTED: u32 = 8;
/// See kbe_callbacks.entity_created.
pub const KBE_EVENT_ENTITY_CREATED: u32 = 9;
/// See kbe_callbacks.entity_destroyed.
pub const KBE_EVENT_ENTITY_DESTROYED: u32 = 10;
/// See kbe_callbacks.entity_enter_world.
pub const KBE_EVENT_ENTITY_ENTER_WORLD: u32 = 11;
/// See kbe_callbacks.entity_leave_world.
pub const KBE_EVENT_ENTITY_LEAVE_WORLD: u32 = 12;
/// See kbe_callbacks.entity_enter_space.
pub const KBE_EVENT_ENTITY_ENTER_SPACE: u32 = 13;
/// See kbe_callbacks.entity_leave_space.
pub const KBE_EVENT_ENTITY_LEAVE_SPACE: u32 = 14;
/// See kbe_callbacks.property_changed.
pub const KBE_EVENT_PROPERTY_CHANGED: u32 = 15;
/// See kbe_callbacks.method_called.
pub const KBE_EVENT_METHOD_CALLED: u32 = 16;
/// See kbe_callbacks.entity_moved.
pub const KBE_EVENT_ENTITY_MOVED: u32 = 17;
/// See kbe_callbacks.transforms.
pub const KBE_EVENT_TRANSFORMS: u32 = 18;
/// See kbe_callbacks.pose_set.
pub const KBE_EVENT_POSE_SET: u32 = 19;
/// See kbe_callbacks.control_changed.
pub const KBE_EVENT_CONTROL_CHANGED: u32 = 20;
/// See kbe_callbacks.control_lost.
pub const KBE_EVENT_CONTROL_LOST: u32 = 21;
/// See kbe_callbacks.component_attached.
pub const KBE_EVENT_COMPONENT_ATTACHED: u32 = 22;
/// See kbe_callbacks.component_detached.
pub const KBE_EVENT_COMPONENT_DETACHED: u32 = 23;
/// See kbe_callbacks.base_ready.
pub const KBE_EVENT_BASE_READY: u32 = 24;
/// See kbe_callbacks.cell_ready.
pub const KBE_EVENT_CELL_READY: u32 = 25;
/// See kbe_callbacks.cell_lost.
pub const KBE_EVENT_CELL_LOST: u32 = 26;
/// See kbe_callbacks.space_geometry.
pub const KBE_EVENT_SPACE_GEOMETRY: u32 = 27;
/// See kbe_callbacks.space_data_set.
pub const KBE_EVENT_SPACE_DATA_SET: u32 = 28;
/// See kbe_callbacks.space_data_deleted.
pub const KBE_EVENT_SPACE_DATA_DELETED: u32 = 29;
/// See kbe_callbacks.stream_started.
pub const KBE_EVENT_STREAM_STARTED: u32 = 30;
/// See kbe_callbacks.stream_data.
pub const KBE_EVENT_STREAM_DATA: u32 = 31;
/// See kbe_callbacks.stream_completed.
pub const KBE_EVENT_STREAM_COMPLETED: u32 = 32;
/// See kbe_callbacks.protocol_error.
pub const KBE_EVENT_PROTOCOL_ERROR: u32 = 33;
/// See kbe_callbacks.queue_high.
pub const KBE_EVENT_QUEUE_HIGH: u32 = 34;
/// See kbe_callbacks.session_changed.
pub const KBE_EVENT_SESSION_CHANGED: u32 = 35;
/// See kbe_callbacks.log.
pub const KBE_EVENT_LOG: u32 = 36;
/// See kbe_callbacks.component_enter_world.
pub const KBE_EVENT_COMPONENT_ENTER_WORLD: u32 = 37;
/// See kbe_callbacks.component_leave_world.
pub const KBE_EVENT_COMPONENT_LEAVE_WORLD: u32 = 38;

/// The highest number of an event.
const LAST: usize = KBE_EVENT_COMPONENT_LEAVE_WORLD as usize;

/// What a game wants to be told. NULL means not interested. Make it with KBE_CALLBACKS_INIT.
///
/// Callbacks run inside kbe_sync_layers and kbe_client_pump only, on the thread that called it. The event
/// and all it refers to are borrowed until the callback returns. A callback may call everything but what
/// docs/reentrancy.md forbids; it must not throw, nor leave by longjmp.
///
/// In parentheses at the end: what the official plugins and Enki call it.
///
/// Memory: the caller's; copied by kbe_client_set_callbacks.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_callbacks {
    /// Size of this struct; KBE_CALLBACKS_INIT sets it.
    pub struct_size: u32,
    /// 0.
    pub reserved: u32,
    /// A connection was made, or could not be: to the loginapp, to the baseapp. (onConnectionState)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub connection:
        Option<unsafe extern "C" fn(event: *const kbe_connection_event, user_data: *mut c_void)>,
    /// A server introduced itself: its versions and digests.
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub hello: Option<unsafe extern "C" fn(event: *const kbe_hello_event, user_data: *mut c_void)>,
    /// Versions or digests differ; login_result with the reason follows. (onVersionNotMatch,
    /// onScriptVersionNotMatch)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub version_mismatch: Option<
        unsafe extern "C" fn(event: *const kbe_version_mismatch_event, user_data: *mut c_void),
    >,
    /// The entity definitions are known: look ids up here. Told again when they are replaced.
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub definitions:
        Option<unsafe extern "C" fn(event: *const kbe_definitions_event, user_data: *mut c_void)>,
    /// The loginapp let the account in; the baseapp is next. (onLoginBaseapp)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub login_accepted: Option<
        unsafe extern "C" fn(event: *const kbe_login_accepted_event, user_data: *mut c_void),
    >,
    /// A login attempt is over: exactly one for each kbe_client_login. (onLoginFailed,
    /// onLoginBaseappFailed, and the success that the plugins do not tell; Enki's on_login)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub login_result:
        Option<unsafe extern "C" fn(event: *const kbe_login_result_event, user_data: *mut c_void)>,
    /// An account request is over: exactly one for each request. (onCreateAccountResult,
    /// onResetPassword, onBindAccountEmail, onNewPassword; Enki's on_create_account, on_reset_password,
    /// on_bind_account_email, on_set_new_password)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub account_result: Option<
        unsafe extern "C" fn(event: *const kbe_account_result_event, user_data: *mut c_void),
    >,
    /// A session ended: exactly one for each login that succeeded, and one more for each
    /// kbe_client_relogin. A kick is KBE_REASON_KICKED. (onDisconnected, onKicked)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub disconnected:
        Option<unsafe extern "C" fn(event: *const kbe_disconnected_event, user_data: *mut c_void)>,
    /// An entity exists: the player's after the login, another's as it enters the world. Its properties
    /// have their first values. (Enki's call_entity_created)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub entity_created:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// An entity is about to be forgotten; the last event about it. Its values can still be read here.
    /// (Enki's call_entity_destroyed)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub entity_destroyed:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// An entity entered the world: the player's cell part exists, or another came into view.
    /// (onEnterWorld)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub entity_enter_world:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// An entity left the world. Another than the player's is destroyed next. (onLeaveWorld)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub entity_leave_world:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// The player entered a space. (onEnterSpace)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub entity_enter_space:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// The player left its space; the others in it are destroyed next. (onLeaveSpace)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub entity_leave_space:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// A property of an entity or component has another value. All properties of one message of the
    /// server are stored before the first of them is told. Base properties are told once the entity
    /// exists, the others once it is in the world. `position` and `direction` come as pose_set,
    /// `spaceID` does not come. (set_xxx, onXxxChanged; Enki's update_entity_properties,
    /// update_component_properties)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub property_changed:
        Option<unsafe extern "C" fn(event: *const kbe_property_event, user_data: *mut c_void)>,
    /// The server calls a method of an entity or component. (Enki's call_entity_method,
    /// call_component_method)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub method_called:
        Option<unsafe extern "C" fn(event: *const kbe_method_event, user_data: *mut c_void)>,
    /// An entity moved by itself: interpolate. One call each; see transforms for all at once.
    /// (updatePosition, set_direction for volatile updates)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub entity_moved:
        Option<unsafe extern "C" fn(event: *const kbe_moved_event, user_data: *mut c_void)>,
    /// Entities moved by themselves: all movements of one pump as one array, oldest first, each entity
    /// as often as it moved (see KBE_CONFIG_FOLD_MOVES). Called when the pump has told everything else,
    /// but before an event after which an element would be out of date: an entity leaves, is destroyed
    /// or set somewhere, control changes, the player changes its space, the session ends.
    /// (updatePosition, set_direction for volatile updates)
    ///
    /// Thread: pump thread. Memory: the array is borrowed until it returns. Since: 0.1
    pub transforms: Option<
        unsafe extern "C" fn(moved: *const kbe_transform, count: u32, user_data: *mut c_void),
    >,
    /// An entity was set somewhere: do not interpolate. Told while it is in the world. (set_position,
    /// set_direction)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub pose_set:
        Option<unsafe extern "C" fn(event: *const kbe_pose_event, user_data: *mut c_void)>,
    /// Control over an entity changed. (onControlled)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub control_changed:
        Option<unsafe extern "C" fn(event: *const kbe_control_event, user_data: *mut c_void)>,
    /// An entity that this client controlled leaves or is destroyed. (onLoseControlledEntity)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub control_lost:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// A component of an entity is there; before entity_enter_world and its own component_enter_world.
    /// (onAttached; Enki's call_component_onAttached)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub component_attached:
        Option<unsafe extern "C" fn(event: *const kbe_component_event, user_data: *mut c_void)>,
    /// A component goes with its entity. (onDetached)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub component_detached:
        Option<unsafe extern "C" fn(event: *const kbe_component_event, user_data: *mut c_void)>,
    /// The base part of the player's entity can be called. (onGetBase)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub base_ready:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// The cell part of the player's entity can be called. (onGetCell)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub cell_ready:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// The cell part of the player's entity is gone. (onLoseCell)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub cell_lost:
        Option<unsafe extern "C" fn(event: *const kbe_entity_event, user_data: *mut c_void)>,
    /// The space has geometry: load it. Comes before the space data `_mapping` that says so.
    /// (addSpaceGeometryMapping)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub space_geometry: Option<
        unsafe extern "C" fn(event: *const kbe_space_geometry_event, user_data: *mut c_void),
    >,
    /// A value of the space's data was set. (onSetSpaceData; Enki's call_set_space_data)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub space_data_set:
        Option<unsafe extern "C" fn(event: *const kbe_space_data_event, user_data: *mut c_void)>,
    /// A value of the space's data was deleted. (onDelSpaceData; Enki's call_delete_space_data)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub space_data_deleted:
        Option<unsafe extern "C" fn(event: *const kbe_space_data_event, user_data: *mut c_void)>,
    /// A data stream begins: a file or a string that a script of the server sends. Several may be under way
    /// at once, told apart by their ids. Names in it are the server's: never make a path of one.
    /// (onStreamDataStarted)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub stream_started:
        Option<unsafe extern "C" fn(event: *const kbe_stream_event, user_data: *mut c_void)>,
    /// Bytes of a data stream, and how far it has come; never more than it announced. (onStreamDataRecv)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub stream_data:
        Option<unsafe extern "C" fn(event: *const kbe_stream_event, user_data: *mut c_void)>,
    /// A data stream is complete. (onStreamDataCompleted)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub stream_completed:
        Option<unsafe extern "C" fn(event: *const kbe_stream_event, user_data: *mut c_void)>,
    /// A message from the server could not be used; the session goes on.
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub protocol_error: Option<
        unsafe extern "C" fn(event: *const kbe_protocol_error_event, user_data: *mut c_void),
    >,
    /// The game is so far behind that the library stops reading from the server. Told at the beginning of a
    /// kbe_sync_layers or kbe_client_pump, in the pull form before anything that waits; again only after the
    /// queue has been less than half full.
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub queue_high:
        Option<unsafe extern "C" fn(event: *const kbe_queue_event, user_data: *mut c_void)>,
    /// The session was lost and will be resumed, an attempt to resume it begins, or it goes on: see
    /// kbe_config.relogin_attempts and kbe_client_relogin. When no attempt succeeds, disconnected follows.
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub session_changed:
        Option<unsafe extern "C" fn(event: *const kbe_session_event, user_data: *mut c_void)>,
    /// A line for the log, in order with the events around it: see kbe_config.log_level and
    /// kbe_client_set_log_level. When very many wait, further ones are dropped, and a line says how many.
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub log: Option<unsafe extern "C" fn(event: *const kbe_log_event, user_data: *mut c_void)>,
    /// A component is in the world: its entity entered, which has just been told by entity_enter_world,
    /// or is there and the component's class became known. (onEnterworld)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub component_enter_world:
        Option<unsafe extern "C" fn(event: *const kbe_component_event, user_data: *mut c_void)>,
    /// A component is no longer in the world, as entity_leave_world has just told of its entity.
    /// (onLeaveworld)
    ///
    /// Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1
    pub component_leave_world:
        Option<unsafe extern "C" fn(event: *const kbe_component_event, user_data: *mut c_void)>,
}

// SAFETY: repr(C), begins with its size; NULL is no callback.
unsafe impl Sized32 for kbe_callbacks {
    const NAME: &'static str = "kbe_callbacks";
    const FIRST: usize = 8;
}

/// Any callback but the one for movements: they differ only in what the first address points to.
pub(crate) type Callback = unsafe extern "C" fn(*const c_void, *mut c_void);

/// The callback for movements.
pub(crate) type MovesCallback = unsafe extern "C" fn(*const kbe_transform, u32, *mut c_void);

/// The game's own pointer, handed back with every callback.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UserData(pub(crate) *mut c_void);

// SAFETY: the address is never followed here, only handed back on the client's thread.
unsafe impl Send for UserData {}

/// The callbacks of a client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Callbacks {
    by_type: [Option<Callback>; LAST + 1],
    pub(crate) moves: Option<MovesCallback>,
    pub(crate) user_data: UserData,
}

impl Default for Callbacks {
    fn default() -> Self {
        let by_type = [None; LAST + 1];
        Self { by_type, moves: None, user_data: UserData(std::ptr::null_mut()) }
    }
}

impl Callbacks {
    fn new(c: &kbe_callbacks, user_data: *mut c_void) -> Self {
        macro_rules! plain {
            ($name:expr) => {
                // SAFETY: both are C functions of two addresses, which are passed alike whatever they
                // point to.
                $name.map(|f| unsafe { std::mem::transmute::<_, Callback>(f as *const ()) })
            };
        }
        let by_type = [
            None,
            plain!(c.connection),
            plain!(c.hello),
            plain!(c.version_mismatch),
            plain!(c.definitions),
            plain!(c.login_accepted),
            plain!(c.login_result),
            plain!(c.account_result),
            plain!(c.disconnected),
            plain!(c.entity_created),
            plain!(c.entity_destroyed),
            plain!(c.entity_enter_world),
            plain!(c.entity_leave_world),
            plain!(c.entity_enter_space),
            plain!(c.entity_leave_space),
            plain!(c.property_changed),
            plain!(c.method_called),
            plain!(c.entity_moved),
            None,
            plain!(c.pose_set),
            plain!(c.control_changed),
            plain!(c.control_lost),
            plain!(c.component_attached),
            plain!(c.component_detached),
            plain!(c.base_ready),
            plain!(c.cell_ready),
            plain!(c.cell_lost),
            plain!(c.space_geometry),
            plain!(c.space_data_set),
            plain!(c.space_data_deleted),
            plain!(c.stream_started),
            plain!(c.stream_data),
            plain!(c.stream_completed),
            plain!(c.protocol_error),
            plain!(c.queue_high),
            plain!(c.session_changed),
            plain!(c.log),
            plain!(c.component_enter_world),
            plain!(c.component_leave_world),
        ];
        Self { by_type, moves: c.transforms, user_data: UserData(user_data) }
    }

    /// The kinds of event that somebody hears of, as [`crate::layers::interest`] bits.
    pub(crate) fn kinds(&self) -> u32 {
        let calls = self.get(KBE_EVENT_METHOD_CALLED).is_some();
        if calls { u32::MAX } else { !interest::CALLS }
    }

    /// What becomes of movements.
    #[inline]
    pub(crate) fn moves(&self) -> Moves {
        match (self.get(KBE_EVENT_ENTITY_MOVED), self.moves) {
            (Some(_), _) => Moves::Each,
            (None, Some(_)) => Moves::Collect,
            (None, None) => Moves::Skip,
        }
    }

    /// The callback for an event of this type.
    #[inline]
    pub(crate) fn get(&self, event_type: u32) -> Option<Callback> {
        self.by_type.get(event_type as usize).copied().flatten()
    }
}

/// Sets what a client tells, and replaces what was set before. From the next event on the new callbacks
/// are called, and the old ones never again, also for events that were queued before.
///
/// @param callbacks  copied; NULL for none at all
/// @param user_data  handed to every callback; never looked at
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: callbacks is copied. user_data stays the game's, which keeps it alive until other callbacks are
/// set or the client is destroyed.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_set_callbacks(
    client: kbe_client,
    callbacks: *const kbe_callbacks,
    user_data: *mut c_void,
) -> kbe_result {
    boundary!(kbe_client_set_callbacks, client => |c| {
        let set = if callbacks.is_null() {
            Callbacks::default()
        } else {
            // SAFETY: the caller promises a struct as large as it says.
            Callbacks::new(&unsafe { sized::read(callbacks) }?, user_data)
        };
        c.local().callbacks = set;
        c.interrupt();
        // What is wanted no longer is left out from the end of a pump on: another set may follow at once.
        c.want(c.wanted_kinds() | set.kinds());
        Ok(())
    })
}
