//! The structs in which a game is told things. Each begins with the client.

use std::ffi::c_void;

use super::handle::kbe_client;
use super::sized::Sized32;
use super::value::kbe_value;
use super::view::{kbe_bytes, kbe_str};

pub use numbers::*;

mod numbers;

/// An entity, as it is now. Text is borrowed: in an event until the callback returns, from
/// kbe_entity_get until the next pump.
///
/// Memory: in an event borrowed until the callback returns; from kbe_entity_get the struct is the caller's,
/// and its text is borrowed until the next pump.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_entity_view {
    /// Size of this struct; KBE_ENTITY_VIEW_INIT sets it.
    pub struct_size: u32,
    /// KBE_ENTITY bits.
    pub flags: u32,
    /// Entity id, as the server chose it.
    pub id: i32,
    /// Class id: the utype of the definitions.
    pub class_id: u32,
    /// The space, 0 while the player is in none.
    pub space_id: u32,
    /// Number of components.
    pub component_count: u32,
    /// x, y (up), z.
    pub position: [f32; 3],
    /// roll, pitch, yaw in radians.
    pub direction: [f32; 3],
    /// Class name.
    pub class_name: kbe_str,
    /// What kbe_entity_set_user_data hung on it.
    pub user_data: *mut c_void,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_entity_view {
    const NAME: &'static str = "kbe_entity_view";
    const FIRST: usize = 8;
}

/// Where an entity is and looks.
///
/// Memory: in an event borrowed until the callback returns; it refers to nothing.
/// Since: 0.1
#[derive(Debug, Clone, Copy, Default)]
#[repr(C)]
pub struct kbe_transform {
    /// Entity id.
    pub entity_id: i32,
    /// KBE_MOVE bits.
    pub flags: u32,
    /// x, y (up), z.
    pub position: [f32; 3],
    /// roll, pitch, yaw in radians.
    pub direction: [f32; 3],
}

/// How something ended.
///
/// Memory: as the event that it is in.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_ending {
    /// A KBE_ORIGIN number: who ended it. 0 when it did not end.
    pub origin: u32,
    /// A KBE_REASON number: why.
    pub reason: u32,
    /// A KBE_SERVER number: the server it was about.
    pub server: u32,
    /// Server error code with KBE_REASON_REFUSED and KBE_REASON_KICKED, else 0.
    pub code: u32,
    /// Name of the code, such as SERVER_ERR_NAME_PASSWORD; may be empty.
    pub code_name: kbe_str,
    /// A sentence that a support desk could use.
    pub text: kbe_str,
}

/// A connection was made, or could not be.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_connection_event {
    /// The client.
    pub client: kbe_client,
    /// A KBE_SERVER number.
    pub server: u32,
    /// 1 when the connection stands, else 0.
    pub success: u32,
    /// TCP port.
    pub port: u32,
    /// What carries it: a KBE_TRANSPORT number; 0 without success.
    pub transport: u32,
    /// Host as it was asked for.
    pub host: kbe_str,
    /// Why not. On success mostly empty: why it is carried by something else than was tried first, or leads
    /// to another host than the server announced.
    pub text: kbe_str,
}

/// A server introduced itself (protocol notes 01 §4.1).
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_hello_event {
    /// The client.
    pub client: kbe_client,
    /// A KBE_SERVER number.
    pub server: u32,
    /// A KBE_ENCRYPTION number: what the connection is encrypted with from here on.
    pub encryption: u32,
    /// Engine version.
    pub version: kbe_str,
    /// Script version.
    pub script_version: kbe_str,
    /// Digest of its message tables.
    pub protocol_digest: kbe_str,
    /// Digest of its entity definitions.
    pub entitydef_digest: kbe_str,
}

/// Versions or digests differ.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_version_mismatch_event {
    /// The client.
    pub client: kbe_client,
    /// A KBE_MISMATCH number: what differs.
    pub kind: u32,
    /// 0.
    pub reserved: u32,
    /// What the client announced.
    pub client_says: kbe_str,
    /// What the server has.
    pub server_says: kbe_str,
}

/// The entity definitions are known: ids can be looked up from now on.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_definitions_event {
    /// The client.
    pub client: kbe_client,
    /// Number of classes, components among them.
    pub class_count: u32,
    /// Number of data types.
    pub type_count: u32,
}

/// The loginapp let the account in; the baseapp is next.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_login_accepted_event {
    /// The client.
    pub client: kbe_client,
    /// TCP port of the baseapp.
    pub tcp_port: u32,
    /// UDP port of the baseapp, 0 for none.
    pub udp_port: u32,
    /// Host of the baseapp as announced.
    pub host: kbe_str,
    /// Account name to use from now on.
    pub account: kbe_str,
    /// Data from the server's scripts.
    pub datas: kbe_bytes,
}

/// A login attempt is over.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_login_result_event {
    /// The client.
    pub client: kbe_client,
    /// 1 when the player is in the game, else 0.
    pub success: u32,
    /// The player's entity; 0 without success.
    pub entity_id: i32,
    /// Key of the session; 0 without success.
    pub uuid: u64,
    /// How it ended, without success.
    pub ending: kbe_ending,
    /// Data from the server's scripts.
    pub datas: kbe_bytes,
}

/// An account request is over.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_account_result_event {
    /// The client.
    pub client: kbe_client,
    /// A KBE_REQUEST number.
    pub request: u32,
    /// 1 when the server did it, else 0.
    pub success: u32,
    /// How it ended.
    pub ending: kbe_ending,
    /// Data from the server's scripts.
    pub datas: kbe_bytes,
}

/// A session ended.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_disconnected_event {
    /// The client.
    pub client: kbe_client,
    /// How.
    pub ending: kbe_ending,
    /// 1 when kbe_client_relogin may resume it. The world stays as it is until then, or until the next
    /// login or account request, or kbe_client_disconnect.
    pub resumable: u32,
    /// 0.
    pub reserved: u32,
}

/// A session that was lost is being resumed, or has been (protocol notes 01 §4.5).
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_session_event {
    /// The client.
    pub client: kbe_client,
    /// A KBE_SESSION number; ignore unknown ones.
    pub state: u32,
    /// With KBE_SESSION_RESUMING: number of the attempt, from 1 on.
    pub attempt: u32,
    /// With KBE_SESSION_RESUMING: attempts in all; 0 when the game asked for it.
    pub attempts: u32,
    /// With KBE_SESSION_RESUMING: milliseconds until it begins.
    pub delay_ms: u32,
    /// KBE_SESSION_BY_LOGIN, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
    /// With KBE_SESSION_RESUMED: the new key of the session.
    pub uuid: u64,
    /// With KBE_SESSION_LOST: how.
    pub ending: kbe_ending,
}

/// Something happened to an entity as a whole.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_entity_event {
    /// The client.
    pub client: kbe_client,
    /// The entity.
    pub entity: kbe_entity_view,
}

/// A property has another value, or is told for the first time.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_property_event {
    /// The client.
    pub client: kbe_client,
    /// Entity id.
    pub entity_id: i32,
    /// KBE_FLAG bits. With KBE_FLAG_INITIAL both values are the same.
    pub flags: u32,
    /// Class that owns the property: the entity's, or the component's.
    pub class_id: u32,
    /// Uid of the component property that the component stands behind, 0 for the entity's own.
    pub component_id: u32,
    /// Uid of the property.
    pub property_id: u32,
    /// 0.
    pub reserved: u32,
    /// Name of the component property; empty for the entity's own.
    pub component_name: kbe_str,
    /// Name of the property.
    pub property_name: kbe_str,
    /// The value.
    pub value: kbe_value,
    /// The value before.
    pub old_value: kbe_value,
    /// What hangs on the entity.
    pub entity_user_data: *mut c_void,
}

/// The server calls a method of an entity.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_method_event {
    /// The client.
    pub client: kbe_client,
    /// Entity id.
    pub entity_id: i32,
    /// KBE_FLAG bits.
    pub flags: u32,
    /// Class that owns the method: the entity's, or the component's.
    pub class_id: u32,
    /// Uid of the component property that the component stands behind, 0 for the entity's own.
    pub component_id: u32,
    /// Uid of the method.
    pub method_id: u32,
    /// Number of arguments.
    pub argc: u32,
    /// The arguments.
    pub args: *const kbe_value,
    /// Name of the component property; empty for the entity's own.
    pub component_name: kbe_str,
    /// Name of the method.
    pub method_name: kbe_str,
    /// What hangs on the entity.
    pub entity_user_data: *mut c_void,
}

/// An entity moved.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_moved_event {
    /// The client.
    pub client: kbe_client,
    /// Where it is now.
    pub transform: kbe_transform,
    /// What hangs on the entity.
    pub entity_user_data: *mut c_void,
}

impl kbe_moved_event {
    /// An event of a client, about nothing yet.
    #[inline]
    pub(crate) fn of(client: kbe_client) -> Self {
        let (position, direction) = ([0.0; 3], [0.0; 3]);
        let transform = kbe_transform { entity_id: 0, flags: 0, position, direction };
        Self { client, transform, entity_user_data: std::ptr::null_mut() }
    }
}

/// An entity was set somewhere.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_pose_event {
    /// The client.
    pub client: kbe_client,
    /// Where it is now; the flags say what was set.
    pub transform: kbe_transform,
    /// A KBE_POSE number: why.
    pub cause: u32,
    /// KBE_FLAG bits.
    pub flags: u32,
    /// What hangs on the entity.
    pub entity_user_data: *mut c_void,
}

/// Control over an entity changed (protocol notes 02 §3.8).
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_control_event {
    /// The client.
    pub client: kbe_client,
    /// Entity id.
    pub entity_id: i32,
    /// KBE_FLAG bits.
    pub flags: u32,
    /// The player: 1 when somebody else moves it from now on, 0 when the game does again. Another
    /// entity: 1 when this client moves it from now on, 0 when no longer.
    pub controlled: u32,
    /// 0.
    pub reserved: u32,
    /// What hangs on the entity.
    pub entity_user_data: *mut c_void,
}

/// A component was attached or detached, entered or left the world.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_component_event {
    /// The client.
    pub client: kbe_client,
    /// Entity id.
    pub entity_id: i32,
    /// KBE_FLAG bits.
    pub flags: u32,
    /// Uid of the component property.
    pub component_id: u32,
    /// Class of the component.
    pub class_id: u32,
    /// Name of the component property.
    pub component_name: kbe_str,
    /// Name of the component's class.
    pub class_name: kbe_str,
    /// What hangs on the entity.
    pub entity_user_data: *mut c_void,
}

/// The space has geometry.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_space_geometry_event {
    /// The client.
    pub client: kbe_client,
    /// The space.
    pub space_id: u32,
    /// KBE_FLAG bits.
    pub flags: u32,
    /// Path of the geometry, as the server's scripts set it.
    pub path: kbe_str,
}

/// A value of the space's data was set or deleted.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_space_data_event {
    /// The client.
    pub client: kbe_client,
    /// The space.
    pub space_id: u32,
    /// KBE_FLAG bits.
    pub flags: u32,
    /// Key.
    pub key: kbe_str,
    /// Value; empty when it was deleted.
    pub value: kbe_str,
}

/// A data stream began, went on, or is complete (protocol notes 01 §4.15).
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_stream_event {
    /// The client.
    pub client: kbe_client,
    /// Id of the stream.
    pub stream_id: i32,
    /// 1 file, 2 string, 0 when the server did not say.
    pub kind: u32,
    /// Bytes of the whole stream; 0 when its beginning was never told.
    pub size: u32,
    /// Bytes so far, data among them: of size, the progress.
    pub received: u32,
    /// At the start: description by the server's script.
    pub description: kbe_str,
    /// In between: bytes, to be appended to those before.
    pub data: kbe_bytes,
}

/// A message from the server could not be used. The session goes on.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_protocol_error_event {
    /// The client.
    pub client: kbe_client,
    /// Message id; 0 when it is not about one message.
    pub message_id: u32,
    /// Where in the message, in bytes.
    pub offset: u32,
    /// Entity it was about, 0 when none.
    pub entity_id: i32,
    /// 0.
    pub reserved: u32,
    /// Message name.
    pub message_name: kbe_str,
    /// What is wrong with it.
    pub text: kbe_str,
}

/// The queue is full: the library reads no further from the server until the game has caught up.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_queue_event {
    /// The client.
    pub client: kbe_client,
    /// Events that wait.
    pub queued: u32,
    /// The configured limit.
    pub limit: u32,
}

/// Movements in a row, in the pull form.
///
/// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
/// is taken.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_transforms_event {
    /// The client.
    pub client: kbe_client,
    /// The movements.
    pub transforms: *const kbe_transform,
    /// How many.
    pub count: u32,
    /// 0.
    pub reserved: u32,
}
