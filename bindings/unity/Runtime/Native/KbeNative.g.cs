// Generated from include/kbe.h by tests/unity_bindings.rs; run that test with KBE_UPDATE=1 to make it anew.
// The C names, one to one: see include/kbe.h for what they mean. Games use the classes above them.
#pragma warning disable CS0649, CS0169, IDE1006
using System;
using System.Runtime.InteropServices;

namespace Kbe
{
    /// <summary>What a function of the library answers.</summary>
    public enum KbeResult : int
    {
        /// <summary>Done.</summary>
        OK = 0,
        /// <summary>An argument is NULL, out of range or malformed; the message names it.</summary>
        InvalidArgument = -1,
        /// <summary>The handle is 0, stale, or never was one.</summary>
        BadHandle = -2,
        /// <summary>The struct_size of a struct fits no version of it.</summary>
        BadStructSize = -3,
        /// <summary>The program was compiled against another binary interface.</summary>
        AbiMismatch = -4,
        /// <summary>The client is bound to another thread.</summary>
        WrongThread = -5,
        /// <summary>Not allowed inside a callback.</summary>
        Reentrant = -6,
        /// <summary>Something else has to end first.</summary>
        Busy = -7,
        /// <summary>Not logged in.</summary>
        Offline = -8,
        /// <summary>The entity, or the player, is not in the world.</summary>
        NotInWorld = -9,
        /// <summary>What was named does not exist.</summary>
        NotFound = -10,
        /// <summary>The entity is not this client's to call or to move.</summary>
        NotYourEntity = -11,
        /// <summary>The arguments of a remote call do not fit its definition; nothing was sent.</summary>
        BadArguments = -12,
        /// <summary>Larger than the server ever accepts; nothing was sent.</summary>
        TooLarge = -13,
        /// <summary>Too much waits to be sent already; nothing was added.</summary>
        QueueFull = -14,
        /// <summary>The buffer is too small; nothing was written.</summary>
        BufferTooSmall = -15,
        /// <summary>Not known yet: the entity definitions, or the class of a component.</summary>
        NotReady = -16,
        /// <summary>The library met a fault of its own. The client is out of use; destroy it.</summary>
        Panic = -17,
        /// <summary>The library was shut down.</summary>
        Shutdown = -18,
        /// <summary>The operating system refused something; the message says what.</summary>
        Io = -19,
        /// <summary>A limit of the library is reached.</summary>
        Limit = -20,
        /// <summary>Only allowed inside a callback.</summary>
        NotInCallback = -21,
    }

    /// <summary>The KBE_REASON_… numbers.</summary>
    public enum KbeReason : uint
    {
        /// <summary>Nothing went wrong.</summary>
        None = 0,
        /// <summary>The game logged out or disconnected.</summary>
        Requested = 1,
        /// <summary>The host name does not resolve.</summary>
        NameNotResolved = 2,
        /// <summary>The connection was refused or could not be made.</summary>
        ConnectFailed = 3,
        /// <summary>No connection within the configured time.</summary>
        ConnectTimeout = 4,
        /// <summary>The server never answered hello.</summary>
        HelloTimeout = 5,
        /// <summary>The server never answered an import request.</summary>
        ImportTimeout = 6,
        /// <summary>The loginapp never answered the login.</summary>
        LoginTimeout = 7,
        /// <summary>The baseapp never created the player's entity.</summary>
        BaseappLoginTimeout = 8,
        /// <summary>The server never answered an account request.</summary>
        RequestTimeout = 9,
        /// <summary>Heartbeats went unanswered.</summary>
        HeartbeatTimeout = 10,
        /// <summary>The engine versions differ.</summary>
        VersionMismatch = 11,
        /// <summary>The script versions differ.</summary>
        ScriptVersionMismatch = 12,
        /// <summary>The entity definitions have another digest than the configured one.</summary>
        DigestMismatch = 13,
        /// <summary>The server refused, with a server error code.</summary>
        Refused = 14,
        /// <summary>The server ended the session, with a server error code.</summary>
        Kicked = 15,
        /// <summary>The server closed the connection without a reason.</summary>
        ClosedByServer = 16,
        /// <summary>The connection was lost.</summary>
        ConnectionLost = 17,
        /// <summary>The stream from the server cannot be followed any further.</summary>
        ProtocolError = 18,
        /// <summary>The definitions from the server cannot be read.</summary>
        BadDefinitions = 19,
        /// <summary>The library was shut down.</summary>
        Shutdown = 20,
        /// <summary>There is no session that could be resumed.</summary>
        NothingToResume = 21,
        /// <summary>
        /// The server could not show who it is, or no TLS connection to it could be made; the sentence says what
        /// is wrong with its certificate.
        /// </summary>
        TlsFailed = 22,
    }

    /// <summary>The KBE_ORIGIN_… numbers.</summary>
    public enum KbeOrigin : uint
    {
        /// <summary>The game asked for it.</summary>
        Game = 1,
        /// <summary>The library did: a time-out, or bytes it cannot go on with.</summary>
        Library = 2,
        /// <summary>The server did.</summary>
        Server = 3,
        /// <summary>The network did: refused, reset, unreachable, lost.</summary>
        Network = 4,
    }

    /// <summary>The KBE_SERVER_… numbers.</summary>
    public enum KbeServer : uint
    {
        /// <summary>The loginapp.</summary>
        Loginapp = 1,
        /// <summary>The baseapp.</summary>
        Baseapp = 2,
    }

    /// <summary>The KBE_TRANSPORT_… numbers.</summary>
    public enum KbeTransport : uint
    {
        /// <summary>Whatever serves best: KCP where the baseapp offers it, else, and when it does not answer, TCP.</summary>
        Best = 0,
        /// <summary>TCP.</summary>
        Tcp = 1,
        /// <summary>
        /// KCP over UDP. In a configuration: where the baseapp offers it, without TCP as the way out when it
        /// does not answer (protocol notes 01 §5.4).
        /// </summary>
        Kcp = 2,
        /// <summary>
        /// WebSocket, at the same TCP ports (protocol notes 01 §5.3). A server cannot combine it with Blowfish: a
        /// key would break the connection.
        /// </summary>
        Websocket = 3,
        /// <summary>
        /// WebSocket over TLS. The only secure transport of the server: it speaks TLS (1.2 and 1.3 are spoken here)
        /// for nothing else, and needs a certificate of its own in its kbengine.xml (channelCommon/sslCertificate,
        /// sslPrivateKey), since none is shipped with it. A proxy that ends TLS before the server serves as well.
        /// </summary>
        SecureWebsocket = 4,
    }

    /// <summary>The KBE_ENCRYPTION_… numbers.</summary>
    public enum KbeEncryption : uint
    {
        /// <summary>Connections are not encrypted. Every server takes that.</summary>
        None = 0,
        /// <summary>
        /// Connections go through KBEngine's Blowfish filter (protocol notes 01 §5.1). The server's setting
        /// channelCommon/encrypt_type must be 1; its answer to hello does not say, so with another server a login
        /// fails after a while, and its sentence names the setting.
        ///
        /// This is no secrecy: the client makes up a key for each connection and sends it in clear. Whoever sees a
        /// connection begin can read all of it, and nothing shows whether bytes were changed. It hides the traffic
        /// from a casual look only. For secrecy use KBE_TRANSPORT_SECURE_WEBSOCKET.
        /// </summary>
        Blowfish = 1,
    }

    /// <summary>The KBE_SESSION_… numbers.</summary>
    public enum KbeSessionState : uint
    {
        /// <summary>The session was lost, and the library will try to resume it. The world stays as it is meanwhile.</summary>
        Lost = 1,
        /// <summary>An attempt to resume it will begin.</summary>
        Resuming = 2,
        /// <summary>
        /// The session goes on. The player's entity is the same, unless KBE_SESSION_BY_LOGIN is set; the others leave
        /// when the server tells the space again, and come again.
        /// </summary>
        Resumed = 3,
    }

    /// <summary>The KBE_REQUEST_… numbers.</summary>
    public enum KbeRequest : uint
    {
        /// <summary>Create an account.</summary>
        CreateAccount = 1,
        /// <summary>Have a reset link mailed.</summary>
        ResetPassword = 2,
        /// <summary>Bind an e-mail address.</summary>
        BindEmail = 3,
        /// <summary>Set a new password.</summary>
        NewPassword = 4,
    }

    /// <summary>The KBE_MISMATCH_… numbers.</summary>
    public enum KbeMismatch : uint
    {
        /// <summary>The engine versions differ.</summary>
        Engine = 1,
        /// <summary>The script versions differ.</summary>
        Script = 2,
        /// <summary>The digests of the entity definitions differ.</summary>
        Entitydefs = 3,
    }

    /// <summary>The KBE_STATE_… numbers.</summary>
    public enum KbeState : uint
    {
        /// <summary>Nothing is going on.</summary>
        Offline = 0,
        /// <summary>A login or an account request is under way.</summary>
        Busy = 1,
        /// <summary>The player's entity exists.</summary>
        InGame = 2,
        /// <summary>The session was lost and is being resumed; entities can be looked at meanwhile.</summary>
        Resuming = 3,
    }

    /// <summary>The KBE_POSE_… numbers.</summary>
    public enum KbePoseCause : uint
    {
        /// <summary>The server set it: teleport, refused move, script.</summary>
        Forced = 1,
        /// <summary>The property position or direction changed.</summary>
        Property = 2,
        /// <summary>The player entered a space.</summary>
        EnterSpace = 3,
    }

    /// <summary>The KBE_LOG_… numbers.</summary>
    public enum KbeLogLevel : uint
    {
        /// <summary>A fault of the library.</summary>
        Error = 1,
        /// <summary>
        /// Something went wrong, and the client goes on: a message that could not be used, a command that was dropped,
        /// a heartbeat without an answer, a cache file that could not be written.
        /// </summary>
        Warn = 2,
        /// <summary>The milestones of a session: connected, logged in, resumed, ended and why; the server held back.</summary>
        Info = 3,
        /// <summary>What the library does, step by step: addresses, imports, streams.</summary>
        Debug = 4,
        /// <summary>Each message from and to the server, with its name, id and length.</summary>
        Trace = 5,
        /// <summary>No line at all.</summary>
        Off = 4294967295,
    }

    /// <summary>The KBE_SIDE_… numbers.</summary>
    public enum KbeSide : uint
    {
        /// <summary>The base part of an entity.</summary>
        Base = 1,
        /// <summary>The cell part of an entity.</summary>
        Cell = 2,
        /// <summary>The client: methods that the server calls.</summary>
        Client = 3,
    }

    /// <summary>The KBE_VALUE_… numbers.</summary>
    public enum KbeValueType : uint
    {
        /// <summary>Nothing.</summary>
        None = 0,
        /// <summary>UINT8, in `as.u64`.</summary>
        Uint8 = 1,
        /// <summary>UINT16, in `as.u64`.</summary>
        Uint16 = 2,
        /// <summary>UINT32, in `as.u64`.</summary>
        Uint32 = 3,
        /// <summary>UINT64, in `as.u64`.</summary>
        Uint64 = 4,
        /// <summary>INT8, in `as.i64`.</summary>
        Int8 = 5,
        /// <summary>INT16, in `as.i64`.</summary>
        Int16 = 6,
        /// <summary>INT32, in `as.i64`.</summary>
        Int32 = 7,
        /// <summary>INT64, in `as.i64`.</summary>
        Int64 = 8,
        /// <summary>FLOAT, widened, in `as.f64`.</summary>
        Float = 9,
        /// <summary>DOUBLE, in `as.f64`.</summary>
        Double = 10,
        /// <summary>STRING, in `as.text` with `count` bytes. What the server sends may be any bytes.</summary>
        String = 11,
        /// <summary>UNICODE: UTF-8 in `as.text` with `count` bytes.</summary>
        Unicode = 12,
        /// <summary>BLOB, in `as.bytes` with `count` bytes.</summary>
        Blob = 13,
        /// <summary>PYTHON: a pickle, in `as.bytes` with `count` bytes.</summary>
        Python = 14,
        /// <summary>PY_DICT: a pickle, in `as.bytes` with `count` bytes.</summary>
        PyDict = 15,
        /// <summary>PY_TUPLE: a pickle, in `as.bytes` with `count` bytes.</summary>
        PyTuple = 16,
        /// <summary>PY_LIST: a pickle, in `as.bytes` with `count` bytes.</summary>
        PyList = 17,
        /// <summary>VECTOR2, in `as.vec`.</summary>
        Vector2 = 18,
        /// <summary>VECTOR3, in `as.vec`.</summary>
        Vector3 = 19,
        /// <summary>VECTOR4, in `as.vec`.</summary>
        Vector4 = 20,
        /// <summary>ENTITYCALL, in `as.entity_call` (protocol notes 02 §1.5).</summary>
        EntityCall = 21,
        /// <summary>FIXED_DICT, in `as.dict` with `count` items.</summary>
        FixedDict = 22,
        /// <summary>ARRAY, in `as.items` with `count` items.</summary>
        Array = 23,
        /// <summary>ENTITY_COMPONENT: only as the type of a property; components have functions of their own.</summary>
        Component = 24,
    }

    /// <summary>The KBE_EVENT_… numbers.</summary>
    public enum KbeEventType : uint
    {
        /// <summary>No event.</summary>
        None = 0,
        /// <summary>See kbe_callbacks.connection.</summary>
        Connection = 1,
        /// <summary>See kbe_callbacks.hello.</summary>
        Hello = 2,
        /// <summary>See kbe_callbacks.version_mismatch.</summary>
        VersionMismatch = 3,
        /// <summary>See kbe_callbacks.definitions.</summary>
        Definitions = 4,
        /// <summary>See kbe_callbacks.login_accepted.</summary>
        LoginAccepted = 5,
        /// <summary>See kbe_callbacks.login_result.</summary>
        LoginResult = 6,
        /// <summary>See kbe_callbacks.account_result.</summary>
        AccountResult = 7,
        /// <summary>See kbe_callbacks.disconnected.</summary>
        Disconnected = 8,
        /// <summary>See kbe_callbacks.entity_created.</summary>
        EntityCreated = 9,
        /// <summary>See kbe_callbacks.entity_destroyed.</summary>
        EntityDestroyed = 10,
        /// <summary>See kbe_callbacks.entity_enter_world.</summary>
        EntityEnterWorld = 11,
        /// <summary>See kbe_callbacks.entity_leave_world.</summary>
        EntityLeaveWorld = 12,
        /// <summary>See kbe_callbacks.entity_enter_space.</summary>
        EntityEnterSpace = 13,
        /// <summary>See kbe_callbacks.entity_leave_space.</summary>
        EntityLeaveSpace = 14,
        /// <summary>See kbe_callbacks.property_changed.</summary>
        PropertyChanged = 15,
        /// <summary>See kbe_callbacks.method_called.</summary>
        MethodCalled = 16,
        /// <summary>See kbe_callbacks.entity_moved.</summary>
        EntityMoved = 17,
        /// <summary>See kbe_callbacks.transforms.</summary>
        Transforms = 18,
        /// <summary>See kbe_callbacks.pose_set.</summary>
        PoseSet = 19,
        /// <summary>See kbe_callbacks.control_changed.</summary>
        ControlChanged = 20,
        /// <summary>See kbe_callbacks.control_lost.</summary>
        ControlLost = 21,
        /// <summary>See kbe_callbacks.component_attached.</summary>
        ComponentAttached = 22,
        /// <summary>See kbe_callbacks.component_detached.</summary>
        ComponentDetached = 23,
        /// <summary>See kbe_callbacks.base_ready.</summary>
        BaseReady = 24,
        /// <summary>See kbe_callbacks.cell_ready.</summary>
        CellReady = 25,
        /// <summary>See kbe_callbacks.cell_lost.</summary>
        CellLost = 26,
        /// <summary>See kbe_callbacks.space_geometry.</summary>
        SpaceGeometry = 27,
        /// <summary>See kbe_callbacks.space_data_set.</summary>
        SpaceDataSet = 28,
        /// <summary>See kbe_callbacks.space_data_deleted.</summary>
        SpaceDataDeleted = 29,
        /// <summary>See kbe_callbacks.stream_started.</summary>
        StreamStarted = 30,
        /// <summary>See kbe_callbacks.stream_data.</summary>
        StreamData = 31,
        /// <summary>See kbe_callbacks.stream_completed.</summary>
        StreamCompleted = 32,
        /// <summary>See kbe_callbacks.protocol_error.</summary>
        ProtocolError = 33,
        /// <summary>See kbe_callbacks.queue_high.</summary>
        QueueHigh = 34,
        /// <summary>See kbe_callbacks.session_changed.</summary>
        SessionChanged = 35,
        /// <summary>See kbe_callbacks.log.</summary>
        Log = 36,
        /// <summary>See kbe_callbacks.component_enter_world.</summary>
        ComponentEnterWorld = 37,
        /// <summary>See kbe_callbacks.component_leave_world.</summary>
        ComponentLeaveWorld = 38,
    }

    /// <summary>The KBE_DIRECTION_… numbers.</summary>
    public enum KbeDirection : uint
    {
        /// <summary>From a server.</summary>
        In = 1,
        /// <summary>To a server.</summary>
        Out = 2,
    }

    /// <summary>The KBE_ENTITY_… numbers.</summary>
    [Flags]
    public enum KbeEntityFlags : uint
    {
        /// <summary>No bit.</summary>
        None = 0,
        /// <summary>The entity is the player.</summary>
        Player = 1,
        /// <summary>The entity is in the world.</summary>
        InWorld = 2,
        /// <summary>The entity stands on the ground.</summary>
        OnGround = 4,
        /// <summary>The player: somebody else moves it. Another entity: this client moves it (protocol notes 02 §3.8).</summary>
        Controlled = 8,
        /// <summary>As KBE_MOVE_NOT_FINITE.</summary>
        NotFinite = 16,
    }

    /// <summary>The KBE_MOVE_… numbers.</summary>
    [Flags]
    public enum KbeMoveFlags : uint
    {
        /// <summary>No bit.</summary>
        None = 0,
        /// <summary>The update carries x.</summary>
        X = 1,
        /// <summary>The update carries y (up).</summary>
        Y = 2,
        /// <summary>The update carries z.</summary>
        Z = 4,
        /// <summary>The update carries roll.</summary>
        Roll = 8,
        /// <summary>The update carries pitch.</summary>
        Pitch = 16,
        /// <summary>The update carries yaw.</summary>
        Yaw = 32,
        /// <summary>The update says whether the entity is on the ground.</summary>
        HasGround = 64,
        /// <summary>The entity is on the ground.</summary>
        OnGround = 128,
        /// <summary>The update was packed: its precision is limited.</summary>
        Packed = 256,
        /// <summary>The entity is the player.</summary>
        Player = 512,
        /// <summary>Not all of position and direction are finite numbers: place nothing there (protocol notes 02 §7).</summary>
        NotFinite = 1024,
    }

    /// <summary>The KBE_FLAG_… numbers.</summary>
    [Flags]
    public enum KbeEventFlags : uint
    {
        /// <summary>No bit.</summary>
        None = 0,
        /// <summary>
        /// Part of what is told once at the beginning: the initial replay of properties, or the data that a
        /// space begins with.
        /// </summary>
        Initial = 1,
        /// <summary>The entity is the player.</summary>
        Player = 2,
    }

    /// <summary>The KBE_CONFIG_… numbers.</summary>
    [Flags]
    public enum KbeConfigFlags : uint
    {
        /// <summary>No bit.</summary>
        None = 0,
        /// <summary>Do not tell initial values as property changes when an entity is created or enters the world.</summary>
        NoInitialEvents = 1,
        /// <summary>
        /// A packed movement without y puts the entity at the player's height, as the official plugins do,
        /// instead of keeping the entity's own (protocol notes 02 §3.9).
        /// </summary>
        BaseY = 2,
        /// <summary>The server was built with CLIENT_NO_FLOAT (protocol notes 02 §1.4).</summary>
        IntegerVectors = 4,
        /// <summary>Trust the message list of an unmodified server instead of importing the real one.</summary>
        StockMessages = 8,
        /// <summary>In the array of the transforms callback, keep only the latest movement of each entity.</summary>
        FoldMoves = 16,
        /// <summary>Only kbe_client_pump and kbe_client_next_event serve this client, not kbe_sync_layers.</summary>
        OwnPump = 32,
        /// <summary>When the server refuses to resume a session that was lost, do not log in from scratch.</summary>
        NoLoginFallback = 64,
    }

    /// <summary>The KBE_CLIENT_… numbers.</summary>
    [Flags]
    public enum KbeClientFlags : uint
    {
        /// <summary>No bit.</summary>
        None = 0,
        /// <summary>The client's events are paused: see kbe_client_pause_events.</summary>
        Paused = 1,
    }

    /// <summary>The KBE_ACCOUNT_… numbers.</summary>
    [Flags]
    public enum KbeAccountFlags : uint
    {
        /// <summary>No bit.</summary>
        None = 0,
        /// <summary>
        /// For kbe_client_create_account: an account that is activated by e-mail; its name is an address
        /// (protocol notes 01 §4.7).
        /// </summary>
        Mail = 1,
    }

    /// <summary>The KBE_INTEREST_… numbers.</summary>
    [Flags]
    public enum KbeInterest : uint
    {
        /// <summary>No bit.</summary>
        None = 0,
        /// <summary>Movements: entity_moved, transforms.</summary>
        Moves = 1,
        /// <summary>property_changed, the initial values among it.</summary>
        Properties = 2,
        /// <summary>method_called.</summary>
        Calls = 4,
        /// <summary>All of them, and what later versions add.</summary>
        All = 4294967295,
    }

}

namespace Kbe.Native
{
    /// <summary>
    /// Text: an address and a length in bytes. Text that the library hands out is followed by a zero byte,
    /// so `ptr` is also a C string, and `ptr` is never NULL then. Text that the library takes needs no zero
    /// byte; `{NULL, 0}` is the empty text. Make one with KBE_STR.
    ///
    /// Memory: refers to bytes that belong to somebody else; see who lends it.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_str
    {
        /// <summary>First byte.</summary>
        public byte* ptr;
        /// <summary>Number of bytes, without a zero byte behind them.</summary>
        public uint len;
    }

    /// <summary>
    /// Bytes: an address and a length. `{NULL, 0}` is legal.
    ///
    /// Memory: refers to bytes that belong to somebody else; see who lends it.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_bytes
    {
        /// <summary>First byte.</summary>
        public byte* ptr;
        /// <summary>Number of bytes.</summary>
        public uint len;
    }

    /// <summary>
    /// What a client connects to and how. Make it with KBE_CONFIG_INIT and set what should differ: zero and
    /// empty mean the default everywhere. All texts are copied by kbe_client_create.
    ///
    /// Memory: the caller's; copied by kbe_client_create, texts included.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_config
    {
        /// <summary>Size of this struct; KBE_CONFIG_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>KBE_ABI_VERSION of the header; KBE_CONFIG_INIT sets it.</summary>
        public uint abi_version;
        /// <summary>Loginapp host, a name or an address; default 127.0.0.1.</summary>
        public kbe_str host;
        /// <summary>Loginapp port; default 20013.</summary>
        public uint port;
        /// <summary>KBE_CONFIG bits; unknown ones are ignored.</summary>
        public uint flags;
        /// <summary>Engine version to announce, exact text; default 2.5.10 (protocol notes 01 §4.1).</summary>
        public kbe_str version;
        /// <summary>Script version to announce; default 0.1.0.</summary>
        public kbe_str script_version;
        /// <summary>Digest of the entity definitions that the game was made for; empty accepts any.</summary>
        public kbe_str entitydef_digest;
        /// <summary>
        /// Directory in which message lists and entity definitions wait for the next login; empty keeps
        /// none. kbe_default_cache_dir names a good one. Created when needed.
        /// </summary>
        public kbe_str cache_dir;
        /// <summary>
        /// What the login says about the device: 1 mobile, 2 Windows, 3 Linux, 4 Mac, 5 browser, 6 bots,
        /// 7 mini; default 7 (protocol notes 01 §4.2).
        /// </summary>
        public uint client_type;
        /// <summary>Used instead of the baseapp port that the login answer announces; 0 uses the announced one.</summary>
        public uint baseapp_port;
        /// <summary>
        /// Used instead of the baseapp host that the login answer announces; empty uses the announced one, or
        /// the loginapp's where the announced one is none (0.0.0.0).
        /// </summary>
        public kbe_str baseapp_host;
        /// <summary>
        /// Queued events above which the library stops reading from the server until the game has caught
        /// up; default 262144.
        /// </summary>
        public uint queue_limit;
        /// <summary>
        /// Longest wait for a connection, with all that stands before its first message (TLS, WebSocket), in
        /// milliseconds as all times here; default 10000.
        /// </summary>
        public uint connect_timeout_ms;
        /// <summary>Longest wait for the answer to hello; default 10000.</summary>
        public uint hello_timeout_ms;
        /// <summary>Longest wait for each import; default 20000.</summary>
        public uint import_timeout_ms;
        /// <summary>Longest wait for the answer to a login or an account request; default 45000.</summary>
        public uint login_timeout_ms;
        /// <summary>Longest wait for the player's entity; default 45000.</summary>
        public uint baseapp_login_timeout_ms;
        /// <summary>Time between heartbeats; default 15000. KBE_OFF sends none.</summary>
        public uint heartbeat_interval_ms;
        /// <summary>Heartbeats that may go unanswered before the session counts as lost; default 2.</summary>
        public uint heartbeat_tolerance;
        /// <summary>
        /// Time between uploads of the player's position; default 100. KBE_OFF uploads none
        /// (protocol notes 02 §5.4).
        /// </summary>
        public uint upload_interval_ms;
        /// <summary>Least change of position worth an upload, in world units; default 0.001.</summary>
        public float upload_distance;
        /// <summary>Least change of direction worth an upload, in radians; default 0.001.</summary>
        public float upload_angle;
        /// <summary>
        /// Bytes sent within one window; default 2047. The server ends clients that send more in one of its
        /// ticks (protocol notes 01 §2.4).
        /// </summary>
        public uint pacing_bytes;
        /// <summary>Writes within one window; default 16.</summary>
        public uint pacing_packets;
        /// <summary>Length of the window; default 150.</summary>
        public uint pacing_window_ms;
        /// <summary>Bytes that may wait to be sent; default 65536.</summary>
        public uint send_queue_bytes;
        /// <summary>Largest accepted message, in bytes; default 16 MiB.</summary>
        public uint max_message;
        /// <summary>
        /// Attempts to resume a session that was lost, before it is disconnected; default none, which leaves it
        /// to kbe_client_relogin (protocol notes 01 §4.5). See kbe_callbacks.session_changed.
        /// </summary>
        public uint relogin_attempts;
        /// <summary>
        /// Wait before the first attempt; default 1000. Each further one waits twice as long, and each a
        /// quarter more or less at random.
        /// </summary>
        public uint relogin_delay_ms;
        /// <summary>Longest wait between two attempts; default 30000.</summary>
        public uint relogin_max_delay_ms;
        /// <summary>What carries the connections: a KBE_TRANSPORT number; default KBE_TRANSPORT_BEST.</summary>
        public uint transport;
        /// <summary>
        /// Used instead of the KCP port that the login answer announces; 0 uses the announced one, or no KCP
        /// where baseapp_port is set. A server that announces none is not asked.
        /// </summary>
        public uint baseapp_udp_port;
        /// <summary>
        /// How long a baseapp may leave KCP handshakes unanswered before TCP is tried instead; default 3000,
        /// and half of connect_timeout_ms at most.
        /// </summary>
        public uint udp_timeout_ms;
        /// <summary>
        /// Path in the WebSocket request: begins with `/`, visible ASCII; default `/`. The server takes any, a
        /// proxy before it may not.
        /// </summary>
        public kbe_str websocket_path;
        /// <summary>
        /// Certificates (PEM) of the authorities to trust with KBE_TRANSPORT_SECURE_WEBSOCKET; empty trusts
        /// those of the system. Where it has none (iOS, some containers) they must be given. Windows and macOS
        /// take those that the environment names in SSL_CERT_FILE or SSL_CERT_DIR instead of their own; on
        /// other systems the environment is not read.
        /// </summary>
        public kbe_str tls_roots;
        /// <summary>
        /// Name or address that the server's certificate must be for; default the host that is dialled. Needed
        /// where the baseapp is announced by its address and the certificate has a name. The WebSocket request
        /// names it as its host, too.
        /// </summary>
        public kbe_str tls_name;
        /// <summary>
        /// SHA-256 of the servers' own certificates (DER) that are accepted, 64 hexadecimal digits each (colons
        /// between them do no harm), one or several with blanks in between; empty accepts any that the
        /// authorities vouch for. A pinned certificate must be in order all the same; to trust one authority
        /// alone, give it in tls_roots.
        /// </summary>
        public kbe_str tls_pins;
        /// <summary>
        /// Whether connections are encrypted: a KBE_ENCRYPTION number; default KBE_ENCRYPTION_NONE. Not
        /// together with the WebSocket transports: a server that is given a key stops speaking WebSocket.
        /// </summary>
        public uint encryption;
        /// <summary>
        /// While events are paused: queued events above which the library stops reading from the server; default
        /// 262144. See kbe_client_pause_events.
        /// </summary>
        public uint backlog_limit;
        /// <summary>
        /// While events are paused: memory of the queue, in bytes, above which the library stops reading from the
        /// server; default 64 MiB. A single read may exceed either.
        /// </summary>
        public uint backlog_bytes;
        /// <summary>
        /// Which lines kbe_callbacks.log gets: a KBE_LOG number; default KBE_LOG_WARN. See
        /// kbe_client_set_log_level.
        /// </summary>
        public uint log_level;
        /// <summary>0.</summary>
        public uint reserved;
    }

    /// <summary>
    /// How much one kbe_client_pump may do. Make it with KBE_PUMP_PARAMS_INIT.
    ///
    /// Memory: the caller's; looked at during the call.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_pump_params
    {
        /// <summary>Size of this struct; KBE_PUMP_PARAMS_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>Longest wait for the first event; 0 never waits.</summary>
        public uint wait_ms;
        /// <summary>
        /// Time to spend on dispatching, in microseconds; 0 for as long as it takes. Exceeded by one callback at
        /// most.
        /// </summary>
        public uint budget_us;
        /// <summary>Events to dispatch; 0 for as many as were queued.</summary>
        public uint max_events;
    }

    /// <summary>
    /// What one kbe_client_pump did. Make it with KBE_PUMP_STATS_INIT.
    ///
    /// Memory: the caller's; it refers to nothing.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_pump_stats
    {
        /// <summary>Size of this struct; KBE_PUMP_STATS_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>Events dispatched.</summary>
        public uint dispatched;
        /// <summary>Events of the network layer that are still queued, in order.</summary>
        public uint remaining;
        /// <summary>Time that dispatching took, in microseconds.</summary>
        public uint spent_us;
    }

    /// <summary>
    /// The items of a FIXED_DICT and their names, in the order of its definition.
    ///
    /// Memory: as the value that it is in.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_value_dict
    {
        /// <summary>`count` values.</summary>
        public kbe_value* items;
        /// <summary>`count` names. NULL in an argument: the values stand in the order of the definition.</summary>
        public kbe_str* keys;
    }

    /// <summary>
    /// A reference to a part of an entity, as data.
    ///
    /// Memory: holds its data itself.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_value_entity_call
    {
        /// <summary>Entity id.</summary>
        public int id;
        /// <summary>0 cell, 1 base, 2 client, 3 to 6 through another part.</summary>
        public ushort kind;
        /// <summary>Class id.</summary>
        public ushort utype;
        /// <summary>Component (process) id on the server.</summary>
        public ulong cid;
    }

    /// <summary>
    /// What a value holds; its type says which member.
    ///
    /// Memory: as the value that it is in.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Explicit)]
    public unsafe struct kbe_value_as
    {
        /// <summary>INT8 to INT64.</summary>
        [FieldOffset(0)] public long i64;
        /// <summary>UINT8 to UINT64; for the smaller ones `i64` reads the same.</summary>
        [FieldOffset(0)] public ulong u64;
        /// <summary>FLOAT and DOUBLE.</summary>
        [FieldOffset(0)] public double f64;
        /// <summary>VECTOR2 to VECTOR4: x, y, z, w.</summary>
        [FieldOffset(0)] public fixed float vec[4];
        /// <summary>STRING and UNICODE; a zero byte follows text from the library.</summary>
        [FieldOffset(0)] public byte* text;
        /// <summary>BLOB and the PYTHON family.</summary>
        [FieldOffset(0)] public byte* bytes;
        /// <summary>ARRAY.</summary>
        [FieldOffset(0)] public kbe_value* items;
        /// <summary>FIXED_DICT.</summary>
        [FieldOffset(0)] public kbe_value_dict dict;
        /// <summary>ENTITYCALL.</summary>
        [FieldOffset(0)] public kbe_value_entity_call entity_call;
    }

    /// <summary>
    /// A value of any data type: a tree, readable without calls. Values from the library are borrowed: those
    /// in an event until the callback returns, those of properties until the next pump. For the arguments
    /// of a call make them with kbe_int32, kbe_string, kbe_array and so on; they only refer to what they
    /// are made of.
    ///
    /// Memory: as the function or event that it comes from says; as an argument it refers to the caller's.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_value
    {
        /// <summary>A KBE_VALUE number; tolerate unknown ones.</summary>
        public uint type;
        /// <summary>Bytes of text and blobs, items of containers, components of vectors; 0 for others.</summary>
        public uint count;
        /// <summary>What it holds.</summary>
        public kbe_value_as @as;
    }

    /// <summary>
    /// An entity, as it is now. Text is borrowed: in an event until the callback returns, from
    /// kbe_entity_get until the next pump.
    ///
    /// Memory: in an event borrowed until the callback returns; from kbe_entity_get the struct is the caller's,
    /// and its text is borrowed until the next pump.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_entity_view
    {
        /// <summary>Size of this struct; KBE_ENTITY_VIEW_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>KBE_ENTITY bits.</summary>
        public uint flags;
        /// <summary>Entity id, as the server chose it.</summary>
        public int id;
        /// <summary>Class id: the utype of the definitions.</summary>
        public uint class_id;
        /// <summary>The space, 0 while the player is in none.</summary>
        public uint space_id;
        /// <summary>Number of components.</summary>
        public uint component_count;
        /// <summary>x, y (up), z.</summary>
        public fixed float position[3];
        /// <summary>roll, pitch, yaw in radians.</summary>
        public fixed float direction[3];
        /// <summary>Class name.</summary>
        public kbe_str class_name;
        /// <summary>What kbe_entity_set_user_data hung on it.</summary>
        public void* user_data;
    }

    /// <summary>
    /// A component of an entity. Text is borrowed until the next pump.
    ///
    /// Memory: the caller's; texts in it are borrowed until the next pump.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_component_view
    {
        /// <summary>Size of this struct; KBE_COMPONENT_VIEW_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>Uid of the component property.</summary>
        public uint component_id;
        /// <summary>Class of the component; 0 while it is not known.</summary>
        public uint class_id;
        /// <summary>1 once component_attached has been told, else 0.</summary>
        public uint attached;
        /// <summary>Name of the component property.</summary>
        public kbe_str name;
        /// <summary>Name of the class; empty while it is not known.</summary>
        public kbe_str class_name;
    }

    /// <summary>
    /// Where an entity is and looks.
    ///
    /// Memory: in an event borrowed until the callback returns; it refers to nothing.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_transform
    {
        /// <summary>Entity id.</summary>
        public int entity_id;
        /// <summary>KBE_MOVE bits.</summary>
        public uint flags;
        /// <summary>x, y (up), z.</summary>
        public fixed float position[3];
        /// <summary>roll, pitch, yaw in radians.</summary>
        public fixed float direction[3];
    }

    /// <summary>
    /// How something ended.
    ///
    /// Memory: as the event that it is in.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_ending
    {
        /// <summary>A KBE_ORIGIN number: who ended it. 0 when it did not end.</summary>
        public uint origin;
        /// <summary>A KBE_REASON number: why.</summary>
        public uint reason;
        /// <summary>A KBE_SERVER number: the server it was about.</summary>
        public uint server;
        /// <summary>Server error code with KBE_REASON_REFUSED and KBE_REASON_KICKED, else 0.</summary>
        public uint code;
        /// <summary>Name of the code, such as SERVER_ERR_NAME_PASSWORD; may be empty.</summary>
        public kbe_str code_name;
        /// <summary>A sentence that a support desk could use.</summary>
        public kbe_str text;
    }

    /// <summary>
    /// A connection was made, or could not be.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_connection_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>A KBE_SERVER number.</summary>
        public uint server;
        /// <summary>1 when the connection stands, else 0.</summary>
        public uint success;
        /// <summary>TCP port.</summary>
        public uint port;
        /// <summary>What carries it: a KBE_TRANSPORT number; 0 without success.</summary>
        public uint transport;
        /// <summary>Host as it was asked for.</summary>
        public kbe_str host;
        /// <summary>
        /// Why not. On success mostly empty: why it is carried by something else than was tried first, or leads
        /// to another host than the server announced.
        /// </summary>
        public kbe_str text;
    }

    /// <summary>
    /// A server introduced itself (protocol notes 01 §4.1).
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_hello_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>A KBE_SERVER number.</summary>
        public uint server;
        /// <summary>A KBE_ENCRYPTION number: what the connection is encrypted with from here on.</summary>
        public uint encryption;
        /// <summary>Engine version.</summary>
        public kbe_str version;
        /// <summary>Script version.</summary>
        public kbe_str script_version;
        /// <summary>Digest of its message tables.</summary>
        public kbe_str protocol_digest;
        /// <summary>Digest of its entity definitions.</summary>
        public kbe_str entitydef_digest;
    }

    /// <summary>
    /// Versions or digests differ.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_version_mismatch_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>A KBE_MISMATCH number: what differs.</summary>
        public uint kind;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>What the client announced.</summary>
        public kbe_str client_says;
        /// <summary>What the server has.</summary>
        public kbe_str server_says;
    }

    /// <summary>
    /// The entity definitions are known: ids can be looked up from now on.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_definitions_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Number of classes, components among them.</summary>
        public uint class_count;
        /// <summary>Number of data types.</summary>
        public uint type_count;
    }

    /// <summary>
    /// The loginapp let the account in; the baseapp is next.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_login_accepted_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>TCP port of the baseapp.</summary>
        public uint tcp_port;
        /// <summary>UDP port of the baseapp, 0 for none.</summary>
        public uint udp_port;
        /// <summary>Host of the baseapp as announced.</summary>
        public kbe_str host;
        /// <summary>Account name to use from now on.</summary>
        public kbe_str account;
        /// <summary>Data from the server's scripts.</summary>
        public kbe_bytes datas;
    }

    /// <summary>
    /// A login attempt is over.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_login_result_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>1 when the player is in the game, else 0.</summary>
        public uint success;
        /// <summary>The player's entity; 0 without success.</summary>
        public int entity_id;
        /// <summary>Key of the session; 0 without success.</summary>
        public ulong uuid;
        /// <summary>How it ended, without success.</summary>
        public kbe_ending ending;
        /// <summary>Data from the server's scripts.</summary>
        public kbe_bytes datas;
    }

    /// <summary>
    /// An account request is over.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_account_result_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>A KBE_REQUEST number.</summary>
        public uint request;
        /// <summary>1 when the server did it, else 0.</summary>
        public uint success;
        /// <summary>How it ended.</summary>
        public kbe_ending ending;
        /// <summary>Data from the server's scripts.</summary>
        public kbe_bytes datas;
    }

    /// <summary>
    /// A session ended.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_disconnected_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>How.</summary>
        public kbe_ending ending;
        /// <summary>
        /// 1 when kbe_client_relogin may resume it. The world stays as it is until then, or until the next
        /// login or account request, or kbe_client_disconnect.
        /// </summary>
        public uint resumable;
        /// <summary>0.</summary>
        public uint reserved;
    }

    /// <summary>
    /// A session that was lost is being resumed, or has been (protocol notes 01 §4.5).
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_session_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>A KBE_SESSION number; ignore unknown ones.</summary>
        public uint state;
        /// <summary>With KBE_SESSION_RESUMING: number of the attempt, from 1 on.</summary>
        public uint attempt;
        /// <summary>With KBE_SESSION_RESUMING: attempts in all; 0 when the game asked for it.</summary>
        public uint attempts;
        /// <summary>With KBE_SESSION_RESUMING: milliseconds until it begins.</summary>
        public uint delay_ms;
        /// <summary>KBE_SESSION_BY_LOGIN, or 0.</summary>
        public uint flags;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>With KBE_SESSION_RESUMED: the new key of the session.</summary>
        public ulong uuid;
        /// <summary>With KBE_SESSION_LOST: how.</summary>
        public kbe_ending ending;
    }

    /// <summary>
    /// Something happened to an entity as a whole.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_entity_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>The entity.</summary>
        public kbe_entity_view entity;
    }

    /// <summary>
    /// A property has another value, or is told for the first time.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_property_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Entity id.</summary>
        public int entity_id;
        /// <summary>KBE_FLAG bits. With KBE_FLAG_INITIAL both values are the same.</summary>
        public uint flags;
        /// <summary>Class that owns the property: the entity's, or the component's.</summary>
        public uint class_id;
        /// <summary>Uid of the component property that the component stands behind, 0 for the entity's own.</summary>
        public uint component_id;
        /// <summary>Uid of the property.</summary>
        public uint property_id;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>Name of the component property; empty for the entity's own.</summary>
        public kbe_str component_name;
        /// <summary>Name of the property.</summary>
        public kbe_str property_name;
        /// <summary>The value.</summary>
        public kbe_value value;
        /// <summary>The value before.</summary>
        public kbe_value old_value;
        /// <summary>What hangs on the entity.</summary>
        public void* entity_user_data;
    }

    /// <summary>
    /// The server calls a method of an entity.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_method_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Entity id.</summary>
        public int entity_id;
        /// <summary>KBE_FLAG bits.</summary>
        public uint flags;
        /// <summary>Class that owns the method: the entity's, or the component's.</summary>
        public uint class_id;
        /// <summary>Uid of the component property that the component stands behind, 0 for the entity's own.</summary>
        public uint component_id;
        /// <summary>Uid of the method.</summary>
        public uint method_id;
        /// <summary>Number of arguments.</summary>
        public uint argc;
        /// <summary>The arguments.</summary>
        public kbe_value* args;
        /// <summary>Name of the component property; empty for the entity's own.</summary>
        public kbe_str component_name;
        /// <summary>Name of the method.</summary>
        public kbe_str method_name;
        /// <summary>What hangs on the entity.</summary>
        public void* entity_user_data;
    }

    /// <summary>
    /// An entity moved.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_moved_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Where it is now.</summary>
        public kbe_transform transform;
        /// <summary>What hangs on the entity.</summary>
        public void* entity_user_data;
    }

    /// <summary>
    /// Movements in a row, in the pull form.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_transforms_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>The movements.</summary>
        public kbe_transform* transforms;
        /// <summary>How many.</summary>
        public uint count;
        /// <summary>0.</summary>
        public uint reserved;
    }

    /// <summary>
    /// An entity was set somewhere.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_pose_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Where it is now; the flags say what was set.</summary>
        public kbe_transform transform;
        /// <summary>A KBE_POSE number: why.</summary>
        public uint cause;
        /// <summary>KBE_FLAG bits.</summary>
        public uint flags;
        /// <summary>What hangs on the entity.</summary>
        public void* entity_user_data;
    }

    /// <summary>
    /// Control over an entity changed (protocol notes 02 §3.8).
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_control_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Entity id.</summary>
        public int entity_id;
        /// <summary>KBE_FLAG bits.</summary>
        public uint flags;
        /// <summary>
        /// The player: 1 when somebody else moves it from now on, 0 when the game does again. Another
        /// entity: 1 when this client moves it from now on, 0 when no longer.
        /// </summary>
        public uint controlled;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>What hangs on the entity.</summary>
        public void* entity_user_data;
    }

    /// <summary>
    /// A component was attached or detached, entered or left the world.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_component_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Entity id.</summary>
        public int entity_id;
        /// <summary>KBE_FLAG bits.</summary>
        public uint flags;
        /// <summary>Uid of the component property.</summary>
        public uint component_id;
        /// <summary>Class of the component.</summary>
        public uint class_id;
        /// <summary>Name of the component property.</summary>
        public kbe_str component_name;
        /// <summary>Name of the component's class.</summary>
        public kbe_str class_name;
        /// <summary>What hangs on the entity.</summary>
        public void* entity_user_data;
    }

    /// <summary>
    /// The space has geometry.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_space_geometry_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>The space.</summary>
        public uint space_id;
        /// <summary>KBE_FLAG bits.</summary>
        public uint flags;
        /// <summary>Path of the geometry, as the server's scripts set it.</summary>
        public kbe_str path;
    }

    /// <summary>
    /// A value of the space's data was set or deleted.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_space_data_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>The space.</summary>
        public uint space_id;
        /// <summary>KBE_FLAG bits.</summary>
        public uint flags;
        /// <summary>Key.</summary>
        public kbe_str key;
        /// <summary>Value; empty when it was deleted.</summary>
        public kbe_str value;
    }

    /// <summary>
    /// A data stream began, went on, or is complete (protocol notes 01 §4.15).
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_stream_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Id of the stream.</summary>
        public int stream_id;
        /// <summary>1 file, 2 string, 0 when the server did not say.</summary>
        public uint kind;
        /// <summary>Bytes of the whole stream; 0 when its beginning was never told.</summary>
        public uint size;
        /// <summary>Bytes so far, data among them: of size, the progress.</summary>
        public uint received;
        /// <summary>At the start: description by the server's script.</summary>
        public kbe_str description;
        /// <summary>In between: bytes, to be appended to those before.</summary>
        public kbe_bytes data;
    }

    /// <summary>
    /// A message from the server could not be used. The session goes on.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_protocol_error_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Message id; 0 when it is not about one message.</summary>
        public uint message_id;
        /// <summary>Where in the message, in bytes.</summary>
        public uint offset;
        /// <summary>Entity it was about, 0 when none.</summary>
        public int entity_id;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>Message name.</summary>
        public kbe_str message_name;
        /// <summary>What is wrong with it.</summary>
        public kbe_str text;
    }

    /// <summary>
    /// The queue is full: the library reads no further from the server until the game has caught up.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_queue_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>Events that wait.</summary>
        public uint queued;
        /// <summary>The configured limit.</summary>
        public uint limit;
    }

    /// <summary>
    /// A line for the log. It holds no password, no key, no account name and no value of the game.
    ///
    /// Memory: borrowed, with all it refers to, until the callback returns; in the pull form until the next event
    /// is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_log_event
    {
        /// <summary>The client.</summary>
        public ulong client;
        /// <summary>A KBE_LOG number: how important it is.</summary>
        public uint level;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>When it was written, in microseconds since the client was created: before it is told.</summary>
        public ulong time_us;
        /// <summary>What it is about: network, session, imports, messages; there may be others in later versions.</summary>
        public kbe_str source;
        /// <summary>The line, without an end of line.</summary>
        public kbe_str text;
    }

    /// <summary>
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
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_callbacks
    {
        /// <summary>Size of this struct; KBE_CALLBACKS_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>A connection was made, or could not be: to the loginapp, to the baseapp. (onConnectionState)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr connection;
        /// <summary>A server introduced itself: its versions and digests.</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr hello;
        /// <summary>
        /// Versions or digests differ; login_result with the reason follows. (onVersionNotMatch,
        /// onScriptVersionNotMatch)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr version_mismatch;
        /// <summary>The entity definitions are known: look ids up here. Told again when they are replaced.</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr definitions;
        /// <summary>The loginapp let the account in; the baseapp is next. (onLoginBaseapp)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr login_accepted;
        /// <summary>
        /// A login attempt is over: exactly one for each kbe_client_login. (onLoginFailed,
        /// onLoginBaseappFailed, and the success that the plugins do not tell; Enki's on_login)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr login_result;
        /// <summary>
        /// An account request is over: exactly one for each request. (onCreateAccountResult,
        /// onResetPassword, onBindAccountEmail, onNewPassword; Enki's on_create_account, on_reset_password,
        /// on_bind_account_email, on_set_new_password)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr account_result;
        /// <summary>
        /// A session ended: exactly one for each login that succeeded, and one more for each
        /// kbe_client_relogin. A kick is KBE_REASON_KICKED. (onDisconnected, onKicked)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr disconnected;
        /// <summary>
        /// An entity exists: the player's after the login, another's as it enters the world. Its properties
        /// have their first values. (Enki's call_entity_created)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr entity_created;
        /// <summary>
        /// An entity is about to be forgotten; the last event about it. Its values can still be read here.
        /// (Enki's call_entity_destroyed)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr entity_destroyed;
        /// <summary>
        /// An entity entered the world: the player's cell part exists, or another came into view.
        /// (onEnterWorld)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr entity_enter_world;
        /// <summary>An entity left the world. Another than the player's is destroyed next. (onLeaveWorld)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr entity_leave_world;
        /// <summary>The player entered a space. (onEnterSpace)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr entity_enter_space;
        /// <summary>The player left its space; the others in it are destroyed next. (onLeaveSpace)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr entity_leave_space;
        /// <summary>
        /// A property of an entity or component has another value. All properties of one message of the
        /// server are stored before the first of them is told. Base properties are told once the entity
        /// exists, the others once it is in the world. `position` and `direction` come as pose_set,
        /// `spaceID` does not come. (set_xxx, onXxxChanged; Enki's update_entity_properties,
        /// update_component_properties)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr property_changed;
        /// <summary>
        /// The server calls a method of an entity or component. (Enki's call_entity_method,
        /// call_component_method)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr method_called;
        /// <summary>
        /// An entity moved by itself: interpolate. One call each; see transforms for all at once.
        /// (updatePosition, set_direction for volatile updates)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr entity_moved;
        /// <summary>
        /// Entities moved by themselves: all movements of one pump as one array, oldest first, each entity
        /// as often as it moved (see KBE_CONFIG_FOLD_MOVES). Called when the pump has told everything else,
        /// but before an event after which an element would be out of date: an entity leaves, is destroyed
        /// or set somewhere, control changes, the player changes its space, the session ends.
        /// (updatePosition, set_direction for volatile updates)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the array is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr transforms;
        /// <summary>
        /// An entity was set somewhere: do not interpolate. Told while it is in the world. (set_position,
        /// set_direction)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr pose_set;
        /// <summary>Control over an entity changed. (onControlled)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr control_changed;
        /// <summary>An entity that this client controlled leaves or is destroyed. (onLoseControlledEntity)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr control_lost;
        /// <summary>
        /// A component of an entity is there; before entity_enter_world and its own component_enter_world.
        /// (onAttached; Enki's call_component_onAttached)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr component_attached;
        /// <summary>A component goes with its entity. (onDetached)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr component_detached;
        /// <summary>The base part of the player's entity can be called. (onGetBase)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr base_ready;
        /// <summary>The cell part of the player's entity can be called. (onGetCell)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr cell_ready;
        /// <summary>The cell part of the player's entity is gone. (onLoseCell)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr cell_lost;
        /// <summary>
        /// The space has geometry: load it. Comes before the space data `_mapping` that says so.
        /// (addSpaceGeometryMapping)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr space_geometry;
        /// <summary>A value of the space's data was set. (onSetSpaceData; Enki's call_set_space_data)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr space_data_set;
        /// <summary>A value of the space's data was deleted. (onDelSpaceData; Enki's call_delete_space_data)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr space_data_deleted;
        /// <summary>
        /// A data stream begins: a file or a string that a script of the server sends. Several may be under way
        /// at once, told apart by their ids. Names in it are the server's: never make a path of one.
        /// (onStreamDataStarted)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr stream_started;
        /// <summary>Bytes of a data stream, and how far it has come; never more than it announced. (onStreamDataRecv)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr stream_data;
        /// <summary>A data stream is complete. (onStreamDataCompleted)</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr stream_completed;
        /// <summary>A message from the server could not be used; the session goes on.</summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr protocol_error;
        /// <summary>
        /// The game is so far behind that the library stops reading from the server. Told at the beginning of a
        /// kbe_sync_layers or kbe_client_pump, in the pull form before anything that waits; again only after the
        /// queue has been less than half full.
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr queue_high;
        /// <summary>
        /// The session was lost and will be resumed, an attempt to resume it begins, or it goes on: see
        /// kbe_config.relogin_attempts and kbe_client_relogin. When no attempt succeeds, disconnected follows.
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr session_changed;
        /// <summary>
        /// A line for the log, in order with the events around it: see kbe_config.log_level and
        /// kbe_client_set_log_level. When very many wait, further ones are dropped, and a line says how many.
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr log;
        /// <summary>
        /// A component is in the world: its entity entered, which has just been told by entity_enter_world,
        /// or is there and the component's class became known. (onEnterworld)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr component_enter_world;
        /// <summary>
        /// A component is no longer in the world, as entity_leave_world has just told of its entity.
        /// (onLeaveworld)
        /// </summary>
        /// <remarks>Thread: pump thread. Memory: the event is borrowed until it returns. Since: 0.1</remarks>
        public IntPtr component_leave_world;
    }

    /// <summary>
    /// What an event holds; its type says which member.
    ///
    /// Memory: as the event that it is in.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Explicit)]
    public unsafe struct kbe_event_data
    {
        /// <summary>Every event begins with its client.</summary>
        [FieldOffset(0)] public ulong client;
        /// <summary>KBE_EVENT_CONNECTION.</summary>
        [FieldOffset(0)] public kbe_connection_event connection;
        /// <summary>KBE_EVENT_HELLO.</summary>
        [FieldOffset(0)] public kbe_hello_event hello;
        /// <summary>KBE_EVENT_VERSION_MISMATCH.</summary>
        [FieldOffset(0)] public kbe_version_mismatch_event version_mismatch;
        /// <summary>KBE_EVENT_DEFINITIONS.</summary>
        [FieldOffset(0)] public kbe_definitions_event definitions;
        /// <summary>KBE_EVENT_LOGIN_ACCEPTED.</summary>
        [FieldOffset(0)] public kbe_login_accepted_event login_accepted;
        /// <summary>KBE_EVENT_LOGIN_RESULT.</summary>
        [FieldOffset(0)] public kbe_login_result_event login_result;
        /// <summary>KBE_EVENT_ACCOUNT_RESULT.</summary>
        [FieldOffset(0)] public kbe_account_result_event account_result;
        /// <summary>KBE_EVENT_DISCONNECTED.</summary>
        [FieldOffset(0)] public kbe_disconnected_event disconnected;
        /// <summary>
        /// KBE_EVENT_ENTITY_CREATED, KBE_EVENT_ENTITY_DESTROYED, KBE_EVENT_ENTITY_ENTER_WORLD,
        /// KBE_EVENT_ENTITY_LEAVE_WORLD, KBE_EVENT_ENTITY_ENTER_SPACE, KBE_EVENT_ENTITY_LEAVE_SPACE,
        /// KBE_EVENT_CONTROL_LOST, KBE_EVENT_BASE_READY, KBE_EVENT_CELL_READY, KBE_EVENT_CELL_LOST.
        /// </summary>
        [FieldOffset(0)] public kbe_entity_event entity;
        /// <summary>KBE_EVENT_PROPERTY_CHANGED.</summary>
        [FieldOffset(0)] public kbe_property_event property;
        /// <summary>KBE_EVENT_METHOD_CALLED.</summary>
        [FieldOffset(0)] public kbe_method_event method;
        /// <summary>KBE_EVENT_ENTITY_MOVED.</summary>
        [FieldOffset(0)] public kbe_moved_event moved;
        /// <summary>KBE_EVENT_TRANSFORMS.</summary>
        [FieldOffset(0)] public kbe_transforms_event transforms;
        /// <summary>KBE_EVENT_POSE_SET.</summary>
        [FieldOffset(0)] public kbe_pose_event pose;
        /// <summary>KBE_EVENT_CONTROL_CHANGED.</summary>
        [FieldOffset(0)] public kbe_control_event control;
        /// <summary>
        /// KBE_EVENT_COMPONENT_ATTACHED, KBE_EVENT_COMPONENT_DETACHED, KBE_EVENT_COMPONENT_ENTER_WORLD,
        /// KBE_EVENT_COMPONENT_LEAVE_WORLD.
        /// </summary>
        [FieldOffset(0)] public kbe_component_event component;
        /// <summary>KBE_EVENT_SPACE_GEOMETRY.</summary>
        [FieldOffset(0)] public kbe_space_geometry_event space_geometry;
        /// <summary>KBE_EVENT_SPACE_DATA_SET, KBE_EVENT_SPACE_DATA_DELETED.</summary>
        [FieldOffset(0)] public kbe_space_data_event space_data;
        /// <summary>KBE_EVENT_STREAM_STARTED, KBE_EVENT_STREAM_DATA, KBE_EVENT_STREAM_COMPLETED.</summary>
        [FieldOffset(0)] public kbe_stream_event stream;
        /// <summary>KBE_EVENT_PROTOCOL_ERROR.</summary>
        [FieldOffset(0)] public kbe_protocol_error_event protocol_error;
        /// <summary>KBE_EVENT_QUEUE_HIGH.</summary>
        [FieldOffset(0)] public kbe_queue_event queue;
        /// <summary>KBE_EVENT_SESSION_CHANGED.</summary>
        [FieldOffset(0)] public kbe_session_event session;
        /// <summary>KBE_EVENT_LOG.</summary>
        [FieldOffset(0)] public kbe_log_event log;
    }

    /// <summary>
    /// An event, in the pull form. Make it with KBE_EVENT_INIT; it can be used again and again.
    ///
    /// Memory: the caller's; what it refers to is borrowed until the next event is taken.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_event
    {
        /// <summary>Size of this struct; KBE_EVENT_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>A KBE_EVENT number; ignore unknown ones.</summary>
        public uint type;
        /// <summary>What it holds.</summary>
        public kbe_event_data data;
    }

    /// <summary>
    /// Where an entity is to be. Make it with KBE_POSE_INIT.
    ///
    /// Memory: the caller's; copied by the function that takes it.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_pose
    {
        /// <summary>Size of this struct; KBE_POSE_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>1 when it stands on the ground, else 0.</summary>
        public uint on_ground;
        /// <summary>x, y (up), z.</summary>
        public fixed float position[3];
        /// <summary>roll, pitch, yaw in radians.</summary>
        public fixed float direction[3];
    }

    /// <summary>
    /// A remote call by ids. Make it with KBE_CALL_INIT.
    ///
    /// Memory: the caller's; copied by kbe_entity_call.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_call
    {
        /// <summary>Size of this struct; KBE_CALL_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>KBE_SIDE_BASE or KBE_SIDE_CELL.</summary>
        public uint side;
        /// <summary>Entity id; 0 means the player.</summary>
        public int entity_id;
        /// <summary>Uid of the component property; 0 for the entity's own methods.</summary>
        public uint component_id;
        /// <summary>Uid of the method.</summary>
        public uint method_id;
        /// <summary>Number of arguments.</summary>
        public uint argc;
        /// <summary>The arguments.</summary>
        public kbe_value* args;
    }

    /// <summary>
    /// A class of the definitions. Make it with KBE_CLASS_INFO_INIT. Text is borrowed until the next pump, as
    /// with all structs of definitions.
    ///
    /// Memory: the caller's; text in it is borrowed until the next pump.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_class_info
    {
        /// <summary>Size of this struct; KBE_CLASS_INFO_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>Class id: its utype.</summary>
        public uint id;
        /// <summary>Number of properties.</summary>
        public uint property_count;
        /// <summary>Number of methods that the server calls.</summary>
        public uint client_method_count;
        /// <summary>Number of exposed methods of the base part.</summary>
        public uint base_method_count;
        /// <summary>Number of exposed methods of the cell part.</summary>
        public uint cell_method_count;
        /// <summary>Name.</summary>
        public kbe_str name;
    }

    /// <summary>
    /// A property of a class. Make it with KBE_PROPERTY_INFO_INIT.
    ///
    /// Memory: the caller's; texts and values in it are borrowed until the next pump.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_property_info
    {
        /// <summary>Size of this struct; KBE_PROPERTY_INFO_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>Uid.</summary>
        public uint id;
        /// <summary>Who sees it, as the definitions say (protocol notes 02 §2.3).</summary>
        public uint flags;
        /// <summary>One-byte id on the wire, or -1.</summary>
        public int alias;
        /// <summary>Data type: position for kbe_type_at.</summary>
        public uint type_index;
        /// <summary>A KBE_VALUE number.</summary>
        public uint value_type;
        /// <summary>Name.</summary>
        public kbe_str name;
        /// <summary>Default as the definition writes it.</summary>
        public kbe_bytes default_text;
        /// <summary>Default as a value.</summary>
        public kbe_value* default_value;
    }

    /// <summary>
    /// A method of a class. Make it with KBE_METHOD_INFO_INIT.
    ///
    /// Memory: the caller's; text in it is borrowed until the next pump.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_method_info
    {
        /// <summary>Size of this struct; KBE_METHOD_INFO_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>Uid.</summary>
        public uint id;
        /// <summary>One-byte id on the wire, or -1.</summary>
        public int alias;
        /// <summary>Number of arguments.</summary>
        public uint arg_count;
        /// <summary>Data types of the first 32 arguments: positions for kbe_type_at.</summary>
        public fixed ushort arg_types[32];
        /// <summary>Name.</summary>
        public kbe_str name;
    }

    /// <summary>
    /// A data type. Make it with KBE_TYPE_INFO_INIT.
    ///
    /// Memory: the caller's; texts in it are borrowed until the next pump.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_type_info
    {
        /// <summary>Size of this struct; KBE_TYPE_INFO_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>A KBE_VALUE number.</summary>
        public uint value_type;
        /// <summary>Number of the type in the import.</summary>
        public uint wire_id;
        /// <summary>ARRAY: type of the items, a position for kbe_type_at.</summary>
        public uint item_type;
        /// <summary>FIXED_DICT: number of keys, see kbe_type_key_at.</summary>
        public uint key_count;
        /// <summary>0.</summary>
        public uint reserved;
        /// <summary>Name of the base type, such as FIXED_DICT.</summary>
        public kbe_str base_name;
        /// <summary>Alias; not always telling (protocol notes 02 §1.10).</summary>
        public kbe_str alias;
        /// <summary>Name for people.</summary>
        public kbe_str display_name;
        /// <summary>FIXED_DICT: the Python module behind it; may be empty.</summary>
        public kbe_str implemented_by;
    }

    /// <summary>
    /// What is known about session and server. Make it with KBE_CLIENT_INFO_INIT. Text is borrowed until the next
    /// pump; it is empty while it is not known.
    ///
    /// Memory: the caller's; texts and bytes in it are borrowed until the next pump.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_client_info
    {
        /// <summary>Size of this struct; KBE_CLIENT_INFO_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>A KBE_STATE number.</summary>
        public uint state;
        /// <summary>The player's entity, 0 when there is none.</summary>
        public int player_id;
        /// <summary>The player's space, 0 when it is in none.</summary>
        public uint space_id;
        /// <summary>Key of the session; 0 outside of one.</summary>
        public ulong uuid;
        /// <summary>Number of entities.</summary>
        public uint entity_count;
        /// <summary>TCP port of the baseapp.</summary>
        public uint baseapp_tcp_port;
        /// <summary>UDP port of the baseapp, 0 for none.</summary>
        public uint baseapp_udp_port;
        /// <summary>KBE_CLIENT bits; ignore unknown ones.</summary>
        public uint flags;
        /// <summary>Host of the baseapp as announced.</summary>
        public kbe_str baseapp_host;
        /// <summary>Account name of the session.</summary>
        public kbe_str account;
        /// <summary>Data that came with the login's answer.</summary>
        public kbe_bytes datas;
        /// <summary>Engine version of the server.</summary>
        public kbe_str server_version;
        /// <summary>Script version of the server.</summary>
        public kbe_str server_script_version;
        /// <summary>Digest of the server's message tables.</summary>
        public kbe_str protocol_digest;
        /// <summary>Digest of the server's entity definitions.</summary>
        public kbe_str entitydef_digest;
        /// <summary>The player's position as the server knows it: x, y (up), z.</summary>
        public fixed float server_position[3];
        /// <summary>A KBE_ENCRYPTION number: what the current connection is encrypted with; 0 when there is none.</summary>
        public uint encryption;
    }

    /// <summary>
    /// Counters of a client, since its creation. Make it with KBE_CLIENT_STATS_INIT.
    ///
    /// Memory: the caller's; it refers to nothing.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_client_stats
    {
        /// <summary>Size of this struct; KBE_CLIENT_STATS_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>Events of the network layer that wait to be dispatched.</summary>
        public uint queued_events;
        /// <summary>Commands that wait for the network layer.</summary>
        public uint queued_commands;
        /// <summary>Latest time between a heartbeat and its answer, in microseconds; 0 before the first.</summary>
        public uint round_trip_us;
        /// <summary>Bytes from the servers.</summary>
        public ulong bytes_in;
        /// <summary>Bytes to the servers.</summary>
        public ulong bytes_out;
        /// <summary>Messages from the servers.</summary>
        public ulong messages_in;
        /// <summary>Messages to the servers.</summary>
        public ulong messages_out;
        /// <summary>Messages that could not be used.</summary>
        public ulong faults;
        /// <summary>Events dispatched.</summary>
        public ulong events;
        /// <summary>Movements that were folded into later ones (see KBE_CONFIG_FOLD_MOVES).</summary>
        public ulong moves_folded;
        /// <summary>
        /// Commands that were given and then dropped: outside of the game, for an entity that the player no longer
        /// is, or because too much waited to be sent. Each is a protocol_error too. What a function refuses at once
        /// does not count.
        /// </summary>
        public ulong commands_dropped;
        /// <summary>Lines for the log that were dropped because too many waited.</summary>
        public ulong lines_dropped;
        /// <summary>How long the oldest queued event has waited, in microseconds; 0 when none waits.</summary>
        public ulong oldest_event_us;
        /// <summary>
        /// Time that the latest kbe_sync_layers or kbe_client_pump spent on this client, its callbacks included,
        /// in microseconds. A sync passes over a client that has nothing to tell.
        /// </summary>
        public ulong pump_us;
        /// <summary>The longest such time.</summary>
        public ulong longest_pump_us;
    }

    /// <summary>
    /// A bad line, see kbe_client_set_net_sim. Make it with KBE_NET_SIM_INIT and set what shall be bad: zero
    /// leaves everything as it is. "A thousand" means packets: on TCP and what runs over it, pieces of up to
    /// 1400 bytes; on KCP, datagrams.
    ///
    /// Memory: the caller's; copied by kbe_client_set_net_sim.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_net_sim
    {
        /// <summary>Size of this struct; KBE_NET_SIM_INIT sets it.</summary>
        public uint struct_size;
        /// <summary>KBE_NET_SIM_LOGINAPP, KBE_NET_SIM_BASEAPP: whose connections are bad; 0 means all.</summary>
        public uint servers;
        /// <summary>KBE_NET_SIM_DISCONNECT_ONCE or 0.</summary>
        public uint flags;
        /// <summary>
        /// Milliseconds added in each direction, at most 600000: the round trip grows by twice as much, and a
        /// connection takes that long to be made.
        /// </summary>
        public uint latency_ms;
        /// <summary>Up to this much more, different for each packet; at most 600000. The order stays.</summary>
        public uint jitter_ms;
        /// <summary>
        /// Packets lost, of a thousand. TCP sends again what was lost: there they come 200 ms and a round trip
        /// later, and everything behind them waits.
        /// </summary>
        public uint loss_permille;
        /// <summary>KCP: datagrams that are overtaken, of a thousand.</summary>
        public uint reorder_permille;
        /// <summary>How much longer those take; 0 means 20.</summary>
        public uint reorder_ms;
        /// <summary>KCP: datagrams that come twice, of a thousand.</summary>
        public uint duplicate_permille;
        /// <summary>Bytes a second to the server; 0 for no bound.</summary>
        public uint bandwidth_out;
        /// <summary>Bytes a second from the server; 0 for no bound.</summary>
        public uint bandwidth_in;
        /// <summary>How long nothing passes in either direction, once stall_after_in bytes have come; KBE_OFF: for good.</summary>
        public uint stall_ms;
        /// <summary>Bytes from the server after which a connection stalls once, counted from its beginning; 0: never.</summary>
        public ulong stall_after_in;
        /// <summary>
        /// Bytes to the server after which a connection is reset, counted from its beginning; 0: never. Exactly
        /// so many reach the server; over KCP, the datagrams that fit.
        /// </summary>
        public ulong disconnect_after_out;
        /// <summary>
        /// Bytes from the server after which a connection is reset, counted from its beginning; 0: never. A
        /// connection over which more has passed already is reset at once.
        /// </summary>
        public ulong disconnect_after_in;
        /// <summary>Start of all chance. The same traffic at the same times meets the same fate.</summary>
        public ulong seed;
    }

    /// <summary>
    /// The messages of one name, since the client was created.
    ///
    /// Memory: the caller's; the name in it is borrowed until the next kbe_client_message_stats.
    /// Since: 0.1
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct kbe_message_stats
    {
        /// <summary>Name, such as Client::onUpdatePropertys.</summary>
        public kbe_str name;
        /// <summary>Its id on the server that the client spoke with last.</summary>
        public uint id;
        /// <summary>A KBE_DIRECTION number.</summary>
        public uint direction;
        /// <summary>How many.</summary>
        public ulong messages;
        /// <summary>How long they were together, in bytes, with the ids and lengths in front of them, before encryption.</summary>
        public ulong bytes;
    }

    /// <summary>The functions of the library, and the constants that are no enum.</summary>
    public static unsafe class KbeNative
    {
#if (UNITY_IOS || UNITY_TVOS || UNITY_VISIONOS) && !UNITY_EDITOR
        /// <summary>The static library is part of the program.</summary>
        public const string Library = "__Internal";
#else
        /// <summary>libkbe.so, kbe.dll, libkbe.dylib.</summary>
        public const string Library = "kbe";
#endif

        /// <summary>Version of the library this header came with: major part.</summary>
        public const uint KBE_API_VERSION_MAJOR = 0;

        /// <summary>Minor part. It grows when something is added.</summary>
        public const uint KBE_API_VERSION_MINOR = 1;

        /// <summary>Patch part. It grows when something is repaired.</summary>
        public const uint KBE_API_VERSION_PATCH = 0;

        /// <summary>
        /// Number of the binary interface. It grows only when a program must be compiled again; header and
        /// library must agree on it (see kbe_check_abi).
        /// </summary>
        public const uint KBE_ABI_VERSION = 1;

        /// <summary>In a time of kbe_config: never.</summary>
        public const uint KBE_OFF = 4294967295;

        /// <summary>The server would not resume the session: it is a login from scratch, and every entity is another.</summary>
        public const uint KBE_SESSION_BY_LOGIN = 1;

        /// <summary>Movements in a row come as one KBE_EVENT_TRANSFORMS instead of one KBE_EVENT_ENTITY_MOVED each.</summary>
        public const uint KBE_NEXT_BULK_MOVES = 1;

        /// <summary>In kbe_net_sim.servers: connections to a loginapp.</summary>
        public const uint KBE_NET_SIM_LOGINAPP = 1;

        /// <summary>In kbe_net_sim.servers: connections to a baseapp.</summary>
        public const uint KBE_NET_SIM_BASEAPP = 2;

        /// <summary>
        /// In kbe_net_sim.flags: only the first connection that would be reset is reset, so that the next attempt
        /// gets through.
        /// </summary>
        public const uint KBE_NET_SIM_DISCONNECT_ONCE = 1;

        /// <summary>
        /// Version of the library that is running: `major * 65536 + minor * 256 + patch`. Compare with
        /// KBE_API_VERSION of the header.
        /// </summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Errors: none.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern uint kbe_version();

        /// <summary>The same as text, such as `0.1.0`. The text lives as long as the library.</summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: the text lives as long as the library.
        /// Errors: none.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern byte* kbe_version_string();

        /// <summary>Number of the binary interface of the library that is running.</summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Errors: none.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern uint kbe_abi_version();

        /// <summary>
        /// Name of a result code, such as `KBE_E_BAD_HANDLE`; `KBE_E_UNKNOWN` for one that this library does not
        /// know. The text lives as long as the library.
        /// </summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: the text lives as long as the library.
        /// Errors: none.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern byte* kbe_result_name(KbeResult result);

        /// <summary>
        /// Copies a sentence about the latest failure of the calling thread. A call that succeeds leaves it
        /// as it is, so ask right after a function has failed. UTF-8, at most 512 bytes, never a secret.
        /// </summary>
        /// <param name="buffer">where to, with a zero byte behind the text; NULL asks for the length only</param>
        /// <param name="capacity">bytes in buffer</param>
        /// <param name="length">receives the length without the zero byte; may be NULL</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: the buffer is the caller's.
        /// Errors: KBE_E_BUFFER_TOO_SMALL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_last_error_message(byte* buffer, uint capacity, uint* length);

        /// <summary>Makes a configuration of defaults, for languages that cannot use KBE_CONFIG_INIT.</summary>
        /// <param name="config">receives the defaults</param>
        /// <param name="size">bytes that config has: the size of the struct as the caller declares it</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: config is the caller's; no byte behind size is written.
        /// Errors: KBE_E_INVALID_ARGUMENT, KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_config_init(kbe_config* config, uint size);

        /// <summary>
        /// Names a good directory for kbe_config.cache_dir: `$XDG_CACHE_HOME/kbe`, else `$HOME/.cache/kbe`; on
        /// Windows `%LOCALAPPDATA%\kbe\cache`; on a Mac `$HOME/Library/Caches/kbe`. The library never looks at
        /// the environment unless this is called. Nothing is created.
        /// </summary>
        /// <param name="buffer">where to, with a zero byte behind the text; NULL asks for the length only</param>
        /// <param name="capacity">bytes in buffer</param>
        /// <param name="length">receives the length without the zero byte; may be NULL</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: the buffer is the caller's.
        /// Errors: KBE_E_NOT_FOUND when the environment does not say, KBE_E_BUFFER_TOO_SMALL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_default_cache_dir(byte* buffer, uint capacity, uint* length);

        /// <summary>
        /// Creates a client. It connects to nothing until it is asked to log in.
        ///
        /// The client is bound to the calling thread: kbe_sync_layers of this thread serves it, and functions
        /// marked "pump thread" must be called from this thread (see kbe_client_rebind_thread).
        /// </summary>
        /// <param name="config">what to connect to and how; copied. Make it with KBE_CONFIG_INIT</param>
        /// <param name="client">receives the handle</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: config and all its texts are copied. client is written on success only; what it names is held
        /// until kbe_client_destroy or kbe_shutdown_all.
        /// Errors: KBE_E_INVALID_ARGUMENT naming the field, KBE_E_BAD_STRUCT_SIZE, KBE_E_ABI_MISMATCH, KBE_E_IO,
        /// KBE_E_LIMIT, KBE_E_SHUTDOWN while kbe_shutdown_all runs.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_create(kbe_config* config, ulong* client);

        /// <summary>
        /// Destroys a client: closes its connections and frees all that it holds. Nothing of it is called any
        /// more when this returns, not even for events that were queued. Log out first where the server should
        /// be told. A handle that is stale, or 0, does no harm.
        ///
        /// Inside a callback of this very client it is allowed too: the callback is the last one. From another
        /// thread than the one that is serving the client, this waits for the callback that runs there; do not
        /// call it while that callback waits for you.
        /// </summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_SHUTDOWN.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_destroy(ulong client);

        /// <summary>
        /// Binds a client to the calling thread. What is queued stays queued. The thread that served it before
        /// must be done with it.
        /// </summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: not allowed.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_BUSY while another thread serves the client, KBE_E_REENTRANT.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_rebind_thread(ulong client);

        /// <summary>
        /// Ends the library: destroys all clients and stops the threads it has started. Everything can start
        /// again afterwards; handles from before answer KBE_E_SHUTDOWN. Call it when the program ends, and
        /// where an editor unloads or reloads the game's code. Calling it twice does no harm.
        /// </summary>
        /// <param name="timeout_ms">longest wait for callbacks on other threads and for the library's threads</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: not allowed.
        /// Errors: KBE_E_BUSY when something had not ended by then (call it again), KBE_E_REENTRANT.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_shutdown_all(uint timeout_ms);

        /// <summary>
        /// Logs in: loginapp, imports, baseapp, until the player's entity exists. login_result tells how it went,
        /// exactly once. The texts are ASCII; the library keeps the password only as long as it needs it.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the texts are copied.
        /// Errors: KBE_E_INVALID_ARGUMENT naming the text, KBE_E_BUSY unless the client is offline, KBE_E_QUEUE_FULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_login(ulong client, kbe_str account, kbe_str password);

        /// <summary>As kbe_client_login, with data for the server's login script; at most 1024 bytes.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: texts and bytes are copied.
        /// Errors: as kbe_client_login.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_login_with_datas(ulong client, kbe_str account, kbe_str password, kbe_bytes datas);

        /// <summary>Tells the server that the player leaves, and closes the session in good order. disconnected follows.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_OFFLINE, KBE_E_QUEUE_FULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_logout(ulong client);

        /// <summary>
        /// Ends whatever is going on, without a word to the server. The result of what was going on follows:
        /// login_result, account_result or disconnected, with KBE_REASON_REQUESTED. Offline it does nothing but
        /// give up a session that could be resumed: its entities are destroyed.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: only those of a bad handle or thread.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_disconnect(ulong client);

        /// <summary>
        /// Resumes a session whose disconnected event said that it can be resumed: the player's entity goes on, the
        /// others come again (protocol notes 01 §4.5). session_changed tells of it, and of success with
        /// KBE_SESSION_RESUMED; else disconnected follows, with KBE_REASON_NOTHING_TO_RESUME when there was no such
        /// session. See kbe_config.relogin_attempts for a library that does it by itself.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BUSY unless the client is offline, KBE_E_QUEUE_FULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_relogin(ulong client);

        /// <summary>Asks for a new account. account_result tells how it went, exactly once.</summary>
        /// <param name="datas">for the server's script; may be empty</param>
        /// <param name="flags">KBE_ACCOUNT bits</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: texts and bytes are copied.
        /// Errors: as kbe_client_login.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_create_account(ulong client, kbe_str account, kbe_str password, kbe_bytes datas, uint flags);

        /// <summary>
        /// Asks the server to mail a link that resets the password of an account. account_result tells how it went,
        /// exactly once.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the text is copied.
        /// Errors: as kbe_client_login.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_reset_password(ulong client, kbe_str account);

        /// <summary>Binds an e-mail address to the account that is logged in. account_result tells how it went, exactly once.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the text is copied.
        /// Errors: KBE_E_INVALID_ARGUMENT, KBE_E_OFFLINE, KBE_E_BUSY while the same request is under way,
        /// KBE_E_QUEUE_FULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_bind_email(ulong client, kbe_str email);

        /// <summary>Changes the password of the account that is logged in. account_result tells how it went, exactly once.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the texts are copied.
        /// Errors: as kbe_client_bind_email.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_new_password(ulong client, kbe_str old_password, kbe_str new_password);

        /// <summary>
        /// Lets the layers meet: applies what came from the servers to the world, and calls the callbacks. The
        /// heartbeat of a game: call it once a frame. Serves every client that is bound to the calling thread (but
        /// those made with KBE_CONFIG_OWN_PUMP, and those whose events are paused). Between two calls nothing changes.
        ///
        /// | timeout_ms | what is dispatched | when it returns |
        /// |---|---|---|
        /// | 0 | what was queued when it was called | at once; it never waits |
        /// | above 0 | whatever comes during that time | when the time is over, or by kbe_client_wakeup |
        ///
        /// A burst can take longer than the time; to bound it, use kbe_client_pump with a budget, or
        /// kbe_client_stop_pump.
        /// </summary>
        /// <returns>the number of events dispatched, whether or not a callback was set for them, or a negative
        /// kbe_result</returns>
        /// <remarks>Thread: any thread; each serves its own clients.
        /// Callbacks: not allowed.
        /// Errors: KBE_E_REENTRANT; KBE_E_PANIC once when a client met a fault of the library, after the others were
        /// served.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern int kbe_sync_layers(uint timeout_ms);

        /// <summary>As kbe_sync_layers for one client, with exact bounds. What is left stays queued, in order.</summary>
        /// <param name="params">how much; NULL for everything that is queued now</param>
        /// <param name="stats">receives what was done; may be NULL</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: not allowed.
        /// Memory: params is looked at during the call; stats is the caller's.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_REENTRANT, KBE_E_BAD_STRUCT_SIZE, KBE_E_PANIC.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_pump(ulong client, kbe_pump_params* @params, kbe_pump_stats* stats);

        /// <summary>
        /// Ends the wait of a kbe_sync_layers, kbe_client_pump or kbe_client_next_event that serves this client, or
        /// the next one.
        /// </summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BAD_HANDLE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_wakeup(ulong client);

        /// <summary>
        /// Ends the running kbe_sync_layers or kbe_client_pump when the running callback returns. What is left stays
        /// queued, in order.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: only there.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_NOT_IN_CALLBACK.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_stop_pump(ulong client);

        /// <summary>
        /// Holds the events of a client back, for instance while a scene is loaded. Until kbe_client_resume_events,
        /// kbe_sync_layers, kbe_client_pump and kbe_client_next_event tell nothing of this client, and a wait does
        /// not end for its events. No event passes: not queue_high either. The world stays as it is, and so does
        /// every answer to a question about it.
        ///
        /// The session lives on: heartbeats are sent and answered, requests are carried out, and what the server says
        /// is kept in order. When more waits than kbe_config.backlog_limit or backlog_bytes allow, the library stops
        /// reading from the server until the game has caught up; nothing is lost. kbe_client_stats.queued_events says
        /// how much waits, KBE_CLIENT_PAUSED in kbe_client_info.flags that the client is paused.
        ///
        /// Inside a callback it takes effect when that returns: what remains of the server's message is told after
        /// the pause, and so are movements that the pump has collected for transforms. From another thread than the
        /// one that is serving the client, one more callback may run. Pausing twice is pausing once. (Event.pause,
        /// KBEvent::pause)
        /// </summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BAD_HANDLE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_pause_events(ulong client);

        /// <summary>
        /// Goes on with the events of a client: the next pump tells what has waited, oldest first, and then what
        /// comes. Nothing is told inside this call. A client that is not paused stays as it is. (Event.resume,
        /// KBEvent::resume)
        /// </summary>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BAD_HANDLE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_resume_events(ulong client);

        /// <summary>Id of the player's entity, 0 when there is none.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: 0 for a bad handle too.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern int kbe_player_id(ulong client);

        /// <summary>Lists the ids of all entities.</summary>
        /// <param name="ids">where to; NULL asks for the number only</param>
        /// <param name="capacity">ids that fit</param>
        /// <param name="count">receives the number of entities; may be NULL</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the array is the caller's.
        /// Errors: KBE_E_BUFFER_TOO_SMALL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_entities(ulong client, int* ids, uint capacity, uint* count);

        /// <summary>Looks at an entity.</summary>
        /// <param name="entity_id">id; 0 means the player</param>
        /// <param name="entity">receives it; make it with KBE_ENTITY_VIEW_INIT</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: entity is the caller's, filled on success only; texts in it are borrowed until the next pump
        /// (inside a callback: until it returns).
        /// Errors: KBE_E_NOT_FOUND, KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_get(ulong client, int entity_id, kbe_entity_view* entity);

        /// <summary>Reads a property of an entity by name. `position` and `direction` give where the entity is now.</summary>
        /// <param name="entity_id">id; 0 means the player</param>
        /// <param name="value">receives the address of the value, borrowed until the next pump (inside a callback:
        /// until it returns)</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the name is looked at during the call; value is written on success only, and what it points to is
        /// borrowed until the next pump (inside a callback: until it returns).
        /// Errors: KBE_E_NOT_FOUND, KBE_E_INVALID_ARGUMENT for a component, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_property(ulong client, int entity_id, kbe_str name, kbe_value** value);

        /// <summary>Reads a property of an entity by its uid. See kbe_entity_property.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_entity_property.
        /// Errors: as kbe_entity_property.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_property_by_id(ulong client, int entity_id, uint property_id, kbe_value** value);

        /// <summary>
        /// Hangs something of the game's on an entity: every event about it carries it. The library never looks at
        /// it. It goes with the entity; free it when entity_destroyed tells.
        /// </summary>
        /// <param name="entity_id">id; 0 means the player</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: user_data stays the game's.
        /// Errors: KBE_E_NOT_FOUND.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_set_user_data(ulong client, int entity_id, void* user_data);

        /// <summary>What hangs on an entity; NULL when nothing does, or when there is no such entity.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: what is returned is the game's own.
        /// Errors: none but NULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern void* kbe_entity_user_data(ulong client, int entity_id);

        /// <summary>Looks at a component of an entity by position. See kbe_component_get and kbe_component_of_class.</summary>
        /// <param name="entity_id">id; 0 means the player</param>
        /// <param name="index">below component_count of the entity</param>
        /// <param name="component">receives it; make it with KBE_COMPONENT_VIEW_INIT</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: component is the caller's, filled on success only; texts in it are borrowed until the next pump
        /// (inside a callback: until it returns).
        /// Errors: KBE_E_NOT_FOUND, KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_component_at(ulong client, int entity_id, uint index, kbe_component_view* component);

        /// <summary>Looks at a component of an entity by the name of its property.</summary>
        /// <param name="entity_id">id; 0 means the player</param>
        /// <param name="name">name of the component property of the entity's class</param>
        /// <param name="component">receives it; make it with KBE_COMPONENT_VIEW_INIT</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_component_at.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY, KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_component_get(ulong client, int entity_id, kbe_str name, kbe_component_view* component);

        /// <summary>
        /// Looks at the components of an entity that are of one class, one after the other: index 0 is the first,
        /// and KBE_E_NOT_FOUND ends the list. (getComponent, getComponents)
        /// </summary>
        /// <param name="entity_id">id; 0 means the player</param>
        /// <param name="class_name">name of the components' class</param>
        /// <param name="index">which of them, in the order of kbe_component_at</param>
        /// <param name="component">receives it; make it with KBE_COMPONENT_VIEW_INIT</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_component_at.
        /// Errors: KBE_E_NOT_FOUND, also for components whose class the traffic has not shown yet, KBE_E_NOT_READY,
        /// KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_component_of_class(ulong client, int entity_id, kbe_str class_name, uint index, kbe_component_view* component);

        /// <summary>Reads a property of a component by names. See kbe_entity_property.</summary>
        /// <param name="component">name of the component property of the entity's class</param>
        /// <param name="name">name of the property of the component's class</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_entity_property.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY while the component's class is not known.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_component_property(ulong client, int entity_id, kbe_str component, kbe_str name, kbe_value** value);

        /// <summary>Reads a property of a component by uids. See kbe_component_property.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_entity_property.
        /// Errors: as kbe_component_property.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_component_property_by_id(ulong client, int entity_id, uint component_id, uint property_id, kbe_value** value);

        /// <summary>
        /// Path of the current space's geometry; empty while it is not known. The text is borrowed until the next
        /// pump.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: path is written on success only, and borrowed until the next pump (inside a callback: until it
        /// returns).
        /// Errors: KBE_E_INVALID_ARGUMENT.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_space_geometry(ulong client, kbe_str* path);

        /// <summary>Reads a value of the current space's data. The text is borrowed until the next pump.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the key is looked at during the call; value is written on success only, and borrowed until the
        /// next pump (inside a callback: until it returns).
        /// Errors: KBE_E_NOT_FOUND.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_space_data(ulong client, kbe_str key, kbe_str* value);

        /// <summary>Number of keys of the current space's data.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: 0 for a bad handle too.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern uint kbe_space_data_count(ulong client);

        /// <summary>
        /// A key of the current space's data and its value, by position in the order of keys. The texts are borrowed
        /// until the next pump.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: key and value are written on success only, and borrowed until the next pump (inside a callback:
        /// until it returns).
        /// Errors: KBE_E_NOT_FOUND.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_space_data_at(ulong client, uint index, kbe_str* key, kbe_str* value);

        /// <summary>
        /// Sets what a client tells, and replaces what was set before. From the next event on the new callbacks
        /// are called, and the old ones never again, also for events that were queued before.
        /// </summary>
        /// <param name="callbacks">copied; NULL for none at all</param>
        /// <param name="user_data">handed to every callback; never looked at</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: callbacks is copied. user_data stays the game's, which keeps it alive until other callbacks are
        /// set or the client is destroyed.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_set_callbacks(ulong client, kbe_callbacks* callbacks, void* user_data);

        /// <summary>
        /// Says which of the frequent events the game wants to hear of, for entities of one class or of all. The world
        /// is kept up all the same: positions and properties can be asked for at any time. What is not wanted is not
        /// told, in whatever form events are taken, and calls that are not wanted are not even decoded, so that
        /// nothing is said of what is wrong with them. A callback that is not set has the same effect for all
        /// classes, from the end of the next pump on.
        ///
        /// What is queued already is told by the new bits, but calls that were left out are lost.
        /// </summary>
        /// <param name="class_id">as in kbe_class_info; 0 for all classes, which replaces what was said of single ones</param>
        /// <param name="interest">KBE_INTEREST bits; unknown ones are ignored. KBE_INTEREST_ALL is how a client begins</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_NOT_FOUND when the definitions are there and have no
        /// such class, KBE_E_INVALID_ARGUMENT for a number that no class can have.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_set_interest(ulong client, uint class_id, uint interest);

        /// <summary>
        /// Takes the next event, instead of being called back. The world moves with each event that is taken. What
        /// the event refers to is borrowed until the next call of this function, kbe_client_pump or
        /// kbe_sync_layers, or the end of the client: no callback runs that kbe_client_destroy and
        /// kbe_shutdown_all on other threads could wait for, so let none of them run while you look. Use it for
        /// clients made with KBE_CONFIG_OWN_PUMP, so that kbe_sync_layers does not take their events.
        /// </summary>
        /// <param name="flags">KBE_NEXT bits</param>
        /// <param name="wait_ms">longest wait for an event</param>
        /// <param name="event">receives the event; its type is KBE_EVENT_NONE when there was none</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: not allowed.
        /// Memory: event is the caller's; what it refers to is borrowed until the next call of this function,
        /// kbe_client_pump or kbe_sync_layers.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_REENTRANT, KBE_E_BAD_STRUCT_SIZE, KBE_E_PANIC.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_next_event(ulong client, uint flags, uint wait_ms, kbe_event* @event);

        /// <summary>
        /// Says where the player is: the entity is there at once, and the server is told when it is due (protocol
        /// notes 02 §5.4). Call it every frame.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: pose is copied.
        /// Errors: KBE_E_OFFLINE, KBE_E_NOT_FOUND, KBE_E_NOT_IN_WORLD, KBE_E_NOT_YOUR_ENTITY while somebody else
        /// moves the player, KBE_E_INVALID_ARGUMENT for a number that is not finite, KBE_E_QUEUE_FULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_player_set_pose(ulong client, kbe_pose* pose);

        /// <summary>As kbe_player_set_pose, for an entity that this client controls (see control_changed).</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: pose is copied.
        /// Errors: as kbe_player_set_pose.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_set_pose(ulong client, int entity_id, kbe_pose* pose);

        /// <summary>
        /// Calls a method of the base part of the player's entity; the server ends the session of a client that
        /// calls another's (protocol notes 02 §5.1). Arguments are checked against the definition before anything is
        /// sent: number, type, range, text.
        /// </summary>
        /// <param name="entity_id">the player's id, or 0</param>
        /// <param name="method">name of an exposed method</param>
        /// <param name="args">copied</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: arguments and all they refer to are copied.
        /// Errors: KBE_E_BAD_ARGUMENTS naming the argument, KBE_E_TOO_LARGE, KBE_E_NOT_FOUND, KBE_E_NOT_YOUR_ENTITY,
        /// KBE_E_OFFLINE, KBE_E_NOT_READY, KBE_E_QUEUE_FULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_call_base(ulong client, int entity_id, kbe_str method, kbe_value* args, uint argc);

        /// <summary>
        /// Calls a method of the cell part of an entity: the player's own, or another's in view, whose script is told
        /// who called. See kbe_entity_call_base.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_entity_call_base.
        /// Errors: as kbe_entity_call_base, and KBE_E_NOT_IN_WORLD while the player has no cell part.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_call_cell(ulong client, int entity_id, kbe_str method, kbe_value* args, uint argc);

        /// <summary>Calls a base method of a component of the player's entity. See kbe_entity_call_base.</summary>
        /// <param name="component">name of the component property of the entity's class</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_entity_call_base.
        /// Errors: as kbe_entity_call_base; KBE_E_NOT_READY while the component's class is not known.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_component_call_base(ulong client, int entity_id, kbe_str component, kbe_str method, kbe_value* args, uint argc);

        /// <summary>Calls a cell method of a component of an entity. See kbe_entity_call_cell and kbe_component_call_base.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_entity_call_base.
        /// Errors: as both.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_component_call_cell(ulong client, int entity_id, kbe_str component, kbe_str method, kbe_value* args, uint argc);

        /// <summary>
        /// Calls a method by ids: the fast form for what is called often. See kbe_entity_call_base and
        /// kbe_class_method_id.
        /// </summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the call, its arguments and all they refer to are copied.
        /// Errors: as the calls by name, KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_entity_call(ulong client, kbe_call* call);

        /// <summary>Number of classes, components among them; 0 while the definitions are not known.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: 0 for a bad handle too.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern uint kbe_class_count(ulong client);

        /// <summary>A class by position, in the order of the import.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: info is the caller's, filled on success only; texts and values in it are borrowed until the next
        /// pump (inside a callback: until it returns).
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_class_at(ulong client, uint index, kbe_class_info* info);

        /// <summary>Id of a class by name.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the name is looked at during the call; class_id is written on success only.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_class_id(ulong client, kbe_str name, uint* class_id);

        /// <summary>Name of a class by id.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: name is written on success only, and borrowed until the next pump (inside a callback: until it
        /// returns).
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_class_name(ulong client, uint class_id, kbe_str* name);

        /// <summary>Uid of a property by names, to compare with property_id in property_changed.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the names are looked at during the call; property_id is written on success only.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_class_property_id(ulong client, kbe_str class_name, kbe_str property, uint* property_id);

        /// <summary>A property of a class by position, in the order of the import.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_class_at.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_class_property_at(ulong client, uint class_id, uint index, kbe_property_info* info);

        /// <summary>Uid of a method by names, to compare with method_id in method_called or to call by.</summary>
        /// <param name="side">KBE_SIDE_CLIENT for what the server calls, KBE_SIDE_BASE and KBE_SIDE_CELL for what the game
        /// may call</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the names are looked at during the call; method_id is written on success only.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY, KBE_E_INVALID_ARGUMENT.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_class_method_id(ulong client, kbe_str class_name, uint side, kbe_str method, uint* method_id);

        /// <summary>A method of a class by position, in the order of the import.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_class_at.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY, KBE_E_INVALID_ARGUMENT.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_class_method_at(ulong client, uint class_id, uint side, uint index, kbe_method_info* info);

        /// <summary>Number of data types; 0 while the definitions are not known.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: 0 for a bad handle too.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern uint kbe_type_count(ulong client);

        /// <summary>A data type by position, in the order of the import.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: as kbe_class_at.
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_type_at(ulong client, uint index, kbe_type_info* info);

        /// <summary>A key of a FIXED_DICT by position.</summary>
        /// <param name="type_index">position of the FIXED_DICT for kbe_type_at</param>
        /// <param name="name">receives the key's name</param>
        /// <param name="item_type">receives the type of its value: a position for kbe_type_at</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: name and item_type are written on success only; the name is borrowed until the next pump (inside a
        /// callback: until it returns).
        /// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_type_key_at(ulong client, uint type_index, uint index, kbe_str* name, uint* item_type);

        /// <summary>
        /// Gives a client entity definitions that the game brought along, so that not even its first login asks the
        /// server for them, and classes can be looked up before it (kbe_callbacks.definitions tells when). Make the
        /// file with `kbe defs --save`, or with kbe_client_get_definitions while the game is played, and ship it.
        ///
        /// They are used when the server announces the digest for which they were made, and no cache knows better;
        /// any other server is asked as ever. They are believed, not trusted: at the first message that does not fit,
        /// the session asks the server and goes on with its answer.
        /// </summary>
        /// <param name="file">content of the file; copied</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the file is copied.
        /// Errors: KBE_E_INVALID_ARGUMENT with what is wrong with the file, KBE_E_QUEUE_FULL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_set_definitions(ulong client, kbe_bytes file);

        /// <summary>
        /// The server's entity definitions as a file for kbe_client_set_definitions, together with the component
        /// classes that the traffic has shown so far. Ask for the length first.
        /// </summary>
        /// <param name="buffer">where to; NULL asks for the length only</param>
        /// <param name="capacity">bytes in buffer</param>
        /// <param name="length">receives the length of the file; may be NULL</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the buffer is the caller's.
        /// Errors: KBE_E_OFFLINE, KBE_E_NOT_READY, KBE_E_BUFFER_TOO_SMALL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_get_definitions(ulong client, byte* buffer, uint capacity, uint* length);

        /// <summary>How far the client has got, as far as the game has been told.</summary>
        /// <returns>a KBE_STATE number, or a negative kbe_result</returns>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern int kbe_client_state(ulong client);

        /// <summary>What is known about session and server.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: info is the caller's, filled on success only; texts and bytes in it are borrowed until the next
        /// pump (inside a callback: until it returns).
        /// Errors: KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_get_info(ulong client, kbe_client_info* info);

        /// <summary>Counters of the client.</summary>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: stats is the caller's, filled on success only.
        /// Errors: KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_get_stats(ulong client, kbe_client_stats* stats);

        /// <summary>
        /// Name and sentence of a server error code: the server's own once they have been imported, before that
        /// those of an unmodified server. The texts are borrowed until the next pump.
        /// </summary>
        /// <param name="name">receives the name, such as SERVER_ERR_NAME_PASSWORD; may be NULL</param>
        /// <param name="text">receives a sentence; may be NULL</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: name and text are written on success only, and borrowed until the next pump (inside a callback:
        /// until it returns).
        /// Errors: KBE_E_NOT_FOUND for a code that the server never named.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_server_error(ulong client, uint code, kbe_str* name, kbe_str* text);

        /// <summary>
        /// Puts a bad line between the client and its server: late, narrow, lossy, stalling, cut at a byte. To try
        /// how a game does where players are, and to try every way in which a login can break. It lives in this
        /// process, between the library and its sockets, and needs no rights and no tool; while there is none, it
        /// costs one look at a number.
        ///
        /// It holds for all connections of the client from now on, those that stand and those to come, until the
        /// next call. What is under way when it ends arrives at once. At most 1 MiB is under way in each direction;
        /// beyond that whoever sends waits, or with KCP loses.
        /// </summary>
        /// <param name="sim">the line; NULL for a good one</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: sim is copied.
        /// Errors: KBE_E_INVALID_ARGUMENT with the field, KBE_E_BAD_STRUCT_SIZE.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_set_net_sim(ulong client, kbe_net_sim* sim);

        /// <summary>
        /// Records the client's traffic to a file from now on, in the form that the `kbe` tool decodes and
        /// replays: what a bug report needs. Begin before the login, or the recording does not know the world that
        /// is there. An empty path ends the recording; its file is complete when the call returns. A further path
        /// ends it too and begins another. A recording also ends with its client, shortly after kbe_client_destroy.
        ///
        /// Passwords and the keys of sessions are blanked before anything is written. All else is in the file: names
        /// of accounts, what is said in the game, data given to a login. An existing file is overwritten. At 64 MiB
        /// the file is renamed to its path with ".1" behind it, in place of an earlier one, and the next begins. A
        /// disk that is full ends the recording, never the session; the call that ends it tells.
        /// </summary>
        /// <param name="path">where to; UTF-8, empty to end</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Memory: the path is copied.
        /// Errors: KBE_E_INVALID_ARGUMENT, KBE_E_IO when the file cannot be created (what was recorded before goes
        /// on) or the recording that ends could not be written.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_record(ulong client, kbe_str path);

        /// <summary>
        /// Counts messages and bytes by name: which message is behind the traffic. Names of which there was none are
        /// left out. What came is first, then what was sent; what waits to be sent is not counted yet. The names are
        /// borrowed until the next call of this function or the end of the client.
        /// </summary>
        /// <param name="messages">where to; NULL asks for the number only. Have room for some more: the game goes on</param>
        /// <param name="capacity">elements that fit; all of them are library-filled</param>
        /// <param name="count">receives the number of names; may be NULL</param>
        /// <remarks>Thread: pump thread.
        /// Callbacks: allowed.
        /// Memory: the array is the caller's; the names in it are borrowed until the next call of this function or
        /// the end of the client.
        /// Errors: KBE_E_BUFFER_TOO_SMALL.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_message_stats(ulong client, kbe_message_stats* messages, uint capacity, uint* count);

        /// <summary>
        /// Sets which lines kbe_callbacks.log gets from now on: those of this level and the more important ones. What
        /// is queued already still comes. Nothing is done for lines that are not wanted.
        /// </summary>
        /// <param name="level">a KBE_LOG number; 0 for the default, KBE_LOG_WARN</param>
        /// <remarks>Thread: any thread.
        /// Callbacks: allowed.
        /// Errors: KBE_E_BAD_HANDLE, KBE_E_INVALID_ARGUMENT.
        /// Since: 0.1</remarks>
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        public static extern KbeResult kbe_client_set_log_level(ulong client, uint level);
    }
}
