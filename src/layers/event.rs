//! What the network layer tells the game layer.

use super::log::{Area, Level};
pub use super::motion::{Motion, Move};
use crate::wire::value::{Span, TreeRange, Value};

/// Place of an entity in the tables of both layers: dense, and used again after the entity is gone.
/// The session hands slots out and the game layer follows, so no event needs a lookup by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot(pub u32);

impl Default for Slot {
    fn default() -> Self {
        Self::NONE
    }
}

impl Slot {
    /// For an entity that is not known: the event is told for completeness and changes nothing.
    pub const NONE: Self = Self(u32::MAX);
}

/// Which server a connection leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Server {
    /// The loginapp.
    Loginapp = 1,
    /// The baseapp.
    Baseapp = 2,
}

impl Server {
    /// Its name, for sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loginapp => "the loginapp",
            Self::Baseapp => "the baseapp",
        }
    }
}

/// What carries a connection's bytes (`spec/01 §5.3–§5.4`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u32)]
pub enum Transport {
    /// TCP.
    #[default]
    Tcp = 1,
    /// KCP over UDP.
    Kcp = 2,
    /// WebSocket.
    WebSocket = 3,
    /// WebSocket over TLS.
    SecureWebSocket = 4,
}

impl Transport {
    /// Its name, for sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Kcp => "KCP",
            Self::WebSocket => "WebSocket",
            Self::SecureWebSocket => "WebSocket over TLS",
        }
    }
}

/// Whether a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u32)]
pub enum Encryption {
    /// It is not. Every server takes that.
    #[default]
    None = 0,
    /// By the packet filter of [`crate::wire::blowfish`]. The server's setting `encrypt_type` must be
    /// 1, and its answer to hello does not say (`spec/01 §5.1`). The key goes in clear with hello:
    /// whoever sees a connection begin can read all of it.
    Blowfish = 1,
}

/// Who ended something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Origin {
    /// The game asked for it.
    Game = 1,
    /// This library did: a time-out, or bytes it cannot go on with.
    Library = 2,
    /// The server did.
    Server = 3,
    /// The network did: refused, reset, unreachable, lost.
    Network = 4,
}

/// Why an attempt failed or a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
#[allow(missing_docs, reason = "each is described where the C header names it")]
pub enum Reason {
    /// Nothing went wrong.
    None = 0,
    /// The game logged out or disconnected.
    Requested = 1,
    /// The host name does not resolve.
    NameNotResolved = 2,
    /// The connection was refused or could not be made.
    ConnectFailed = 3,
    ConnectTimeout = 4,
    /// The server never answered hello.
    HelloTimeout = 5,
    /// The server never answered the import requests.
    ImportTimeout = 6,
    LoginTimeout = 7,
    BaseappLoginTimeout = 8,
    /// The server never answered an account request.
    RequestTimeout = 9,
    /// Heartbeats went unanswered.
    HeartbeatTimeout = 10,
    /// The engine versions differ.
    VersionMismatch = 11,
    /// The script versions differ.
    ScriptVersionMismatch = 12,
    /// The entity definitions have another digest than the game expects.
    DigestMismatch = 13,
    /// The server refused, with a server error code.
    Refused = 14,
    /// The server ended the session, with a server error code.
    Kicked = 15,
    /// The server closed the connection without a reason.
    ClosedByServer = 16,
    /// The connection was lost.
    ConnectionLost = 17,
    /// The stream from the server cannot be followed any further.
    ProtocolError = 18,
    /// The definitions from the server cannot be read.
    BadDefinitions = 19,
    /// The library was shut down.
    Shutdown = 20,
    /// There is no session that could be resumed.
    NothingToResume = 21,
    /// The server could not show who it is, or no TLS connection to it could be made.
    TlsFailed = 22,
}

/// What ended and how, with a sentence for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// Who.
    pub origin: Origin,
    /// Why.
    pub reason: Reason,
    /// The server it was about.
    pub server: Server,
    /// Server error code with [`Reason::Refused`] and [`Reason::Kicked`], else 0.
    pub code: u16,
    /// A sentence a support desk could use.
    pub text: Span,
}

/// The requests about accounts (`spec/01 §4.7–§4.8`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum AccountRequest {
    /// Create an account.
    Create = 1,
    /// Have a reset link mailed.
    ResetPassword = 2,
    /// Bind an e-mail address.
    BindEmail = 3,
    /// Set a new password.
    NewPassword = 4,
}

/// What a version event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum VersionKind {
    /// Engine version.
    Engine = 1,
    /// Script version.
    Script = 2,
    /// Digest of the entity definitions.
    EntityDefs = 3,
}

/// A protocol fault: one message that could not be used (`spec/02 §7`). The session goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Message id; 0 when the fault is not about one message.
    pub message_id: u16,
    /// Offset into the body, in bytes.
    pub offset: u32,
    /// Entity it was about, 0 when none.
    pub entity: i32,
    /// Message name.
    pub name: Span,
    /// What is wrong with it.
    pub text: Span,
}

/// One changed property within [`Event::Properties`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PropertyChange {
    /// Index of the component property the child belongs to, [`crate::defs::NONE`] for the entity's own.
    pub component: u16,
    /// Class that owns the property: the entity's, or the component's.
    pub module: u16,
    /// Index of the property within that class.
    pub property: u16,
    /// The new value.
    pub value: TreeRange,
}

/// Everything the network layer can tell. Text and values live in the arena of the batch.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A connection was made, or could not be.
    Connection {
        /// Where to.
        server: Server,
        /// Whether it stands.
        success: bool,
        /// Port.
        port: u16,
        /// What carries it, on success.
        transport: Transport,
        /// Host as it was asked for.
        host: Span,
        /// Why not. On success: why it is carried by something else than was tried first, mostly empty.
        text: Span,
    },
    /// The server said hello: its versions and digests (`spec/01 §4.1`).
    Hello {
        /// Which server.
        server: Server,
        /// What the connection is encrypted with from here on.
        encryption: Encryption,
        /// Its version.
        version: Span,
        /// Its script version.
        script_version: Span,
        /// Digest of its message tables.
        protocol_digest: Span,
        /// Digest of its entity definitions.
        entitydef_digest: Span,
    },
    /// Versions or digests differ. An ending follows.
    VersionMismatch {
        /// What differs.
        kind: VersionKind,
        /// What we said.
        client: Span,
        /// What the server said.
        server: Span,
    },
    /// Entity definitions are there; index into the batch's list.
    Definitions {
        /// Index into [`super::Batch::definitions`].
        index: u32,
    },
    /// Error names and texts are there; index into the batch's list.
    ErrorTexts {
        /// Index into [`super::Batch::error_tables`].
        index: u32,
    },
    /// The loginapp let the account in; the baseapp is next (`spec/01 §4.2`).
    LoginAccepted {
        /// TCP port of the baseapp.
        tcp_port: u16,
        /// UDP port, 0 for none.
        udp_port: u16,
        /// Host of the baseapp as announced.
        host: Span,
        /// Account name to use from now on.
        account: Span,
        /// Data from the server's scripts.
        datas: Span,
    },
    /// The login attempt succeeded: the player's first entity exists.
    LoginSucceeded {
        /// Key for relogin and logout.
        uuid: u64,
        /// The player's entity.
        entity: i32,
    },
    /// The login attempt failed; nothing else comes of it.
    LoginFailed {
        /// How.
        ending: Ending,
        /// Data from the server's scripts.
        datas: Span,
    },
    /// A session that had been established ended.
    Disconnected {
        /// How.
        ending: Ending,
        /// The session can be resumed: the world stays as it is until then, or until the next login.
        resumable: bool,
    },
    /// The session was lost and is being resumed: the world stays as it is meanwhile.
    Lost {
        /// How it was lost.
        ending: Ending,
    },
    /// An attempt to resume the session will begin.
    Resuming {
        /// Number of the attempt, from 1 on.
        attempt: u32,
        /// Attempts in all; 0 when the game asked for this one.
        attempts: u32,
        /// Milliseconds until it begins.
        delay_ms: u32,
        /// It is a login from scratch, since the server would not resume.
        by_login: bool,
    },
    /// The session is resumed: what the server tells again follows, or has come already.
    Resumed {
        /// New key for relogin and logout.
        uuid: u64,
        /// The player's entity.
        entity: i32,
        /// By a login from scratch: the world is another.
        by_login: bool,
    },
    /// An account request was answered, or failed.
    AccountResult {
        /// Which request.
        request: AccountRequest,
        /// How it ended; [`Reason::None`] for success, with the server's code.
        ending: Ending,
        /// Data from the server's scripts.
        datas: Span,
    },
    /// A probe is done, or failed.
    ProbeResult {
        /// How it ended; [`Reason::None`] for success.
        ending: Ending,
    },
    /// The server ends this client's session (`spec/01 §4.4`). [`Event::Disconnected`] follows.
    Kicked {
        /// Server error code.
        code: u16,
    },
    /// The player's entity exists, or the player became another entity (`spec/02 §3.2`). What had
    /// waited for it follows at once, as [`Event::Properties`] with `buffered` set in the same batch:
    /// it belongs to the creation and counts before the game hears of the entity (`spec/02 §6.3`).
    PlayerCreated {
        /// Its slot.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// Its class.
        module: u16,
        /// Whether the entity is new to the client.
        new: bool,
        /// Key for relogin and logout.
        uuid: u64,
    },
    /// An entity entered the world (`spec/02 §6.4`). Buffered properties follow as they do for
    /// [`Event::PlayerCreated`].
    EnterWorld {
        /// Its slot.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// Its class.
        module: u16,
        /// Whether it is the player.
        player: bool,
        /// Whether it is new to the client.
        new: bool,
        /// Whether it was in the world already, so that nothing changes.
        already: bool,
        /// Whether it is on the ground.
        on_ground: bool,
    },
    /// An entity left the world. Others than the player are gone for good.
    LeaveWorld {
        /// Its slot; [`Slot::NONE`] when it was not known.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// Whether it is the player, whose world is cleared with it.
        player: bool,
    },
    /// The player entered a space.
    EnterSpace {
        /// Its slot.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// The space.
        space: u32,
        /// Whether it is on the ground.
        on_ground: bool,
    },
    /// The player left its space.
    LeaveSpace {
        /// Its slot.
        slot: Slot,
        /// Its id.
        entity: i32,
    },
    /// The server destroyed an entity (`spec/02 §6.7`).
    Destroyed {
        /// Its slot; [`Slot::NONE`] when it was not known.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// Whether it was the player.
        player: bool,
    },
    /// All entities but the player's, and all space data, are gone (`spec/02 §6.7` clearSpace).
    Clear,
    /// Everything is gone, the player too: the session ended.
    Reset,
    /// Properties changed: one event a message.
    Properties {
        /// The entity.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// First of its changes in [`super::Batch::changes`].
        first: u32,
        /// Number of changes.
        count: u32,
        /// The message had been waiting for the entity's creation (`spec/02 §6.2`).
        buffered: bool,
    },
    /// One property of the entity itself has another value that has no memory of its own: a number, a
    /// vector. What most property messages are; otherwise as [`Self::Properties`].
    Property {
        /// The entity.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// Class that owns the property.
        module: u16,
        /// Index of the property within that class.
        property: u16,
        /// The new value.
        value: Value,
    },
    /// A component of an entity became known, or said hello again without a value.
    ComponentLinked {
        /// The entity.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// Index of the component property.
        property: u16,
        /// Class of the component.
        module: u16,
    },
    /// The server calls a method (`spec/02 §3.4`).
    Method {
        /// The entity.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// Index of the component property, [`crate::defs::NONE`] for the entity's own.
        component: u16,
        /// Class that owns the method.
        module: u16,
        /// Index among the class's client methods.
        method: u16,
        /// Number of arguments.
        argc: u16,
        /// Node of the first argument.
        args: u32,
    },
    /// Volatile updates in a row (`spec/02 §3.9`): what nearly all traffic is, so they stand packed in a list
    /// of their own. Each counts as an event of the queue.
    Moves {
        /// First of them in [`super::Batch::moves`].
        first: u32,
        /// How many.
        count: u32,
    },
    /// The player's position as the server knows it (`spec/02 §3.7`).
    BasePosition {
        /// x, y, z.
        position: [f32; 3],
        /// The player's slot when it is controlled by somebody else and follows.
        slot: Slot,
        /// The player's id, or 0.
        entity: i32,
    },
    /// The player's direction as the server knows it (`spec/02 §3.7`).
    BaseDirection {
        /// roll, pitch, yaw.
        direction: [f32; 3],
        /// The player's slot when it is controlled by somebody else and follows.
        slot: Slot,
        /// The player's id, or 0.
        entity: i32,
    },
    /// The server sets position and direction (`spec/02 §3.6`).
    SetPose {
        /// The entity; [`Slot::NONE`] when it is not known.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// x, y, z.
        position: [f32; 3],
        /// roll, pitch, yaw.
        direction: [f32; 3],
    },
    /// Control over an entity changed (`spec/02 §3.8`).
    Control {
        /// The entity; [`Slot::NONE`] when it is not known.
        slot: Slot,
        /// Its id.
        entity: i32,
        /// The flag of the message; its meaning depends on `player`.
        controlled: bool,
        /// Whether it is the player.
        player: bool,
    },
    /// A space begins; its data follow as [`Event::SpaceData`] (`spec/02 §3.10`).
    SpaceInit {
        /// The space.
        space: u32,
    },
    /// A value of the space's data was set.
    SpaceData {
        /// The space.
        space: u32,
        /// Key.
        key: Span,
        /// Value.
        value: Span,
        /// It came with the space's beginning.
        initial: bool,
    },
    /// A value of the space's data was deleted.
    SpaceDataDeleted {
        /// The space.
        space: u32,
        /// Key.
        key: Span,
    },
    /// A data stream begins (`spec/01 §4.15`).
    StreamStarted {
        /// Id of the stream.
        id: i16,
        /// Bytes to come.
        size: u32,
        /// Description by the server's script.
        description: Span,
        /// 1 file, 2 string; 0 when the server did not say.
        kind: i8,
    },
    /// Bytes of a data stream.
    StreamData {
        /// Id of the stream.
        id: i16,
        /// As it began.
        kind: i8,
        /// Bytes of the whole stream; 0 when its beginning was never told.
        size: u32,
        /// Bytes so far, these among them.
        received: u32,
        /// The bytes.
        data: Span,
    },
    /// A data stream is complete.
    StreamCompleted {
        /// Id of the stream.
        id: i16,
        /// As it began.
        kind: i8,
        /// Bytes of the whole stream; 0 when its beginning was never told.
        size: u32,
        /// Bytes that came.
        received: u32,
    },
    /// A message could not be used.
    Fault(Fault),
    /// A line for the log.
    Log {
        /// How important it is.
        level: Level,
        /// What it is about.
        area: Area,
        /// When it was written, in microseconds since the client began.
        at: u64,
        /// The line, [`super::log::MAX_LINE_BYTES`] at most.
        text: Span,
    },
}
