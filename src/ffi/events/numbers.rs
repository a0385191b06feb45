//! The numbers in what a game is told: who, why, and what about.

/// The loginapp.
pub const KBE_SERVER_LOGINAPP: u32 = 1;
/// The baseapp.
pub const KBE_SERVER_BASEAPP: u32 = 2;

/// The game asked for it.
pub const KBE_ORIGIN_GAME: u32 = 1;
/// The library did: a time-out, or bytes it cannot go on with.
pub const KBE_ORIGIN_LIBRARY: u32 = 2;
/// The server did.
pub const KBE_ORIGIN_SERVER: u32 = 3;
/// The network did: refused, reset, unreachable, lost.
pub const KBE_ORIGIN_NETWORK: u32 = 4;

/// Nothing went wrong.
pub const KBE_REASON_NONE: u32 = 0;
/// The game logged out or disconnected.
pub const KBE_REASON_REQUESTED: u32 = 1;
/// The host name does not resolve.
pub const KBE_REASON_NAME_NOT_RESOLVED: u32 = 2;
/// The connection was refused or could not be made.
pub const KBE_REASON_CONNECT_FAILED: u32 = 3;
/// No connection within the configured time.
pub const KBE_REASON_CONNECT_TIMEOUT: u32 = 4;
/// The server never answered hello.
pub const KBE_REASON_HELLO_TIMEOUT: u32 = 5;
/// The server never answered an import request.
pub const KBE_REASON_IMPORT_TIMEOUT: u32 = 6;
/// The loginapp never answered the login.
pub const KBE_REASON_LOGIN_TIMEOUT: u32 = 7;
/// The baseapp never created the player's entity.
pub const KBE_REASON_BASEAPP_LOGIN_TIMEOUT: u32 = 8;
/// The server never answered an account request.
pub const KBE_REASON_REQUEST_TIMEOUT: u32 = 9;
/// Heartbeats went unanswered.
pub const KBE_REASON_HEARTBEAT_TIMEOUT: u32 = 10;
/// The engine versions differ.
pub const KBE_REASON_VERSION_MISMATCH: u32 = 11;
/// The script versions differ.
pub const KBE_REASON_SCRIPT_VERSION_MISMATCH: u32 = 12;
/// The entity definitions have another digest than the configured one.
pub const KBE_REASON_DIGEST_MISMATCH: u32 = 13;
/// The server refused, with a server error code.
pub const KBE_REASON_REFUSED: u32 = 14;
/// The server ended the session, with a server error code.
pub const KBE_REASON_KICKED: u32 = 15;
/// The server closed the connection without a reason.
pub const KBE_REASON_CLOSED_BY_SERVER: u32 = 16;
/// The connection was lost.
pub const KBE_REASON_CONNECTION_LOST: u32 = 17;
/// The stream from the server cannot be followed any further.
pub const KBE_REASON_PROTOCOL_ERROR: u32 = 18;
/// The definitions from the server cannot be read.
pub const KBE_REASON_BAD_DEFINITIONS: u32 = 19;
/// The library was shut down.
pub const KBE_REASON_SHUTDOWN: u32 = 20;
/// There is no session that could be resumed.
pub const KBE_REASON_NOTHING_TO_RESUME: u32 = 21;
/// The server could not show who it is, or no TLS connection to it could be made; the sentence says what
/// is wrong with its certificate.
pub const KBE_REASON_TLS_FAILED: u32 = 22;

/// The session was lost, and the library will try to resume it. The world stays as it is meanwhile.
pub const KBE_SESSION_LOST: u32 = 1;
/// An attempt to resume it will begin.
pub const KBE_SESSION_RESUMING: u32 = 2;
/// The session goes on. The player's entity is the same, unless KBE_SESSION_BY_LOGIN is set; the others leave
/// when the server tells the space again, and come again.
pub const KBE_SESSION_RESUMED: u32 = 3;

/// The server would not resume the session: it is a login from scratch, and every entity is another.
pub const KBE_SESSION_BY_LOGIN: u32 = 0x1;

/// Create an account.
pub const KBE_REQUEST_CREATE_ACCOUNT: u32 = 1;
/// Have a reset link mailed.
pub const KBE_REQUEST_RESET_PASSWORD: u32 = 2;
/// Bind an e-mail address.
pub const KBE_REQUEST_BIND_EMAIL: u32 = 3;
/// Set a new password.
pub const KBE_REQUEST_NEW_PASSWORD: u32 = 4;

/// The engine versions differ.
pub const KBE_MISMATCH_ENGINE: u32 = 1;
/// The script versions differ.
pub const KBE_MISMATCH_SCRIPT: u32 = 2;
/// The digests of the entity definitions differ.
pub const KBE_MISMATCH_ENTITYDEFS: u32 = 3;

/// The entity is the player.
pub const KBE_ENTITY_PLAYER: u32 = 0x1;
/// The entity is in the world.
pub const KBE_ENTITY_IN_WORLD: u32 = 0x2;
/// The entity stands on the ground.
pub const KBE_ENTITY_ON_GROUND: u32 = 0x4;
/// The player: somebody else moves it. Another entity: this client moves it (protocol notes 02 §3.8).
pub const KBE_ENTITY_CONTROLLED: u32 = 0x8;
/// As KBE_MOVE_NOT_FINITE.
pub const KBE_ENTITY_NOT_FINITE: u32 = 0x10;

/// The update carries x.
pub const KBE_MOVE_X: u32 = 0x1;
/// The update carries y (up).
pub const KBE_MOVE_Y: u32 = 0x2;
/// The update carries z.
pub const KBE_MOVE_Z: u32 = 0x4;
/// The update carries roll.
pub const KBE_MOVE_ROLL: u32 = 0x8;
/// The update carries pitch.
pub const KBE_MOVE_PITCH: u32 = 0x10;
/// The update carries yaw.
pub const KBE_MOVE_YAW: u32 = 0x20;
/// The update says whether the entity is on the ground.
pub const KBE_MOVE_HAS_GROUND: u32 = 0x40;
/// The entity is on the ground.
pub const KBE_MOVE_ON_GROUND: u32 = 0x80;
/// The update was packed: its precision is limited.
pub const KBE_MOVE_PACKED: u32 = 0x100;
/// The entity is the player.
pub const KBE_MOVE_PLAYER: u32 = 0x200;
/// Not all of position and direction are finite numbers: place nothing there (protocol notes 02 §7).
pub const KBE_MOVE_NOT_FINITE: u32 = 0x400;

/// The server set it: teleport, refused move, script.
pub const KBE_POSE_FORCED: u32 = 1;
/// The property position or direction changed.
pub const KBE_POSE_PROPERTY: u32 = 2;
/// The player entered a space.
pub const KBE_POSE_ENTER_SPACE: u32 = 3;

/// Part of what is told once at the beginning: the initial replay of properties, or the data that a
/// space begins with.
pub const KBE_FLAG_INITIAL: u32 = 0x1;
/// The entity is the player.
pub const KBE_FLAG_PLAYER: u32 = 0x2;
