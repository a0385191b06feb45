// The numbers of kbe.h as types. A newer library may send numbers that have no name here: tolerate them.
#ifndef KBE_CPP_ENUMS_HPP
#define KBE_CPP_ENUMS_HPP

#include <kbe/base.hpp>

KBE_CPP_BEGIN

/** Which server. */
enum class server : std::uint32_t { none = 0, loginapp = KBE_SERVER_LOGINAPP, baseapp = KBE_SERVER_BASEAPP };

/** What carries connections: see KBE_TRANSPORT_BEST and its neighbours. */
enum class transport : std::uint32_t {
    best = KBE_TRANSPORT_BEST,
    tcp = KBE_TRANSPORT_TCP,
    kcp = KBE_TRANSPORT_KCP,
    websocket = KBE_TRANSPORT_WEBSOCKET,
    secure_websocket = KBE_TRANSPORT_SECURE_WEBSOCKET,
};

/** What connections are encrypted with. Blowfish is no secrecy: see KBE_ENCRYPTION_BLOWFISH. */
enum class encryption : std::uint32_t { none = KBE_ENCRYPTION_NONE, blowfish = KBE_ENCRYPTION_BLOWFISH };

/** Who ended something. */
enum class origin : std::uint32_t {
    none = 0,
    game = KBE_ORIGIN_GAME,
    library = KBE_ORIGIN_LIBRARY,
    server = KBE_ORIGIN_SERVER,
    network = KBE_ORIGIN_NETWORK,
};

/** Why something ended. */
enum class reason : std::uint32_t {
    none = KBE_REASON_NONE,
    requested = KBE_REASON_REQUESTED,
    name_not_resolved = KBE_REASON_NAME_NOT_RESOLVED,
    connect_failed = KBE_REASON_CONNECT_FAILED,
    connect_timeout = KBE_REASON_CONNECT_TIMEOUT,
    hello_timeout = KBE_REASON_HELLO_TIMEOUT,
    import_timeout = KBE_REASON_IMPORT_TIMEOUT,
    login_timeout = KBE_REASON_LOGIN_TIMEOUT,
    baseapp_login_timeout = KBE_REASON_BASEAPP_LOGIN_TIMEOUT,
    request_timeout = KBE_REASON_REQUEST_TIMEOUT,
    heartbeat_timeout = KBE_REASON_HEARTBEAT_TIMEOUT,
    version_mismatch = KBE_REASON_VERSION_MISMATCH,
    script_version_mismatch = KBE_REASON_SCRIPT_VERSION_MISMATCH,
    digest_mismatch = KBE_REASON_DIGEST_MISMATCH,
    refused = KBE_REASON_REFUSED,
    kicked = KBE_REASON_KICKED,
    closed_by_server = KBE_REASON_CLOSED_BY_SERVER,
    connection_lost = KBE_REASON_CONNECTION_LOST,
    protocol_error = KBE_REASON_PROTOCOL_ERROR,
    bad_definitions = KBE_REASON_BAD_DEFINITIONS,
    shutdown = KBE_REASON_SHUTDOWN,
    nothing_to_resume = KBE_REASON_NOTHING_TO_RESUME,
    tls_failed = KBE_REASON_TLS_FAILED,
};

/** How far a client has got. */
enum class state : std::uint32_t {
    offline = KBE_STATE_OFFLINE,
    busy = KBE_STATE_BUSY,
    in_game = KBE_STATE_IN_GAME,
    resuming = KBE_STATE_RESUMING,
};

/** What is being done about a session that was lost. */
enum class session_state : std::uint32_t {
    lost = KBE_SESSION_LOST,
    resuming = KBE_SESSION_RESUMING,
    resumed = KBE_SESSION_RESUMED,
};

/** Which account request. */
enum class request : std::uint32_t {
    create_account = KBE_REQUEST_CREATE_ACCOUNT,
    reset_password = KBE_REQUEST_RESET_PASSWORD,
    bind_email = KBE_REQUEST_BIND_EMAIL,
    new_password = KBE_REQUEST_NEW_PASSWORD,
};

/** What differs between client and server. */
enum class mismatch : std::uint32_t {
    engine = KBE_MISMATCH_ENGINE,
    script = KBE_MISMATCH_SCRIPT,
    entitydefs = KBE_MISMATCH_ENTITYDEFS,
};

/** Why an entity was set somewhere. */
enum class pose_cause : std::uint32_t {
    forced = KBE_POSE_FORCED,
    property = KBE_POSE_PROPERTY,
    enter_space = KBE_POSE_ENTER_SPACE,
};

/** A part of an entity: where its methods run. */
enum class side : std::uint32_t { base = KBE_SIDE_BASE, cell = KBE_SIDE_CELL, client = KBE_SIDE_CLIENT };

/** How important a line of the log is. */
enum class log_level : std::uint32_t {
    default_level = 0,
    error = KBE_LOG_ERROR,
    warn = KBE_LOG_WARN,
    info = KBE_LOG_INFO,
    debug = KBE_LOG_DEBUG,
    trace = KBE_LOG_TRACE,
    off = static_cast<std::uint32_t>(KBE_LOG_OFF),
};

/** Which way a message goes. */
enum class message_direction : std::uint32_t { in = KBE_DIRECTION_IN, out = KBE_DIRECTION_OUT };

/** Kind of an event, in the pull form. */
enum class event_type : std::uint32_t {
    none = KBE_EVENT_NONE,
    connection = KBE_EVENT_CONNECTION,
    hello = KBE_EVENT_HELLO,
    version_mismatch = KBE_EVENT_VERSION_MISMATCH,
    definitions = KBE_EVENT_DEFINITIONS,
    login_accepted = KBE_EVENT_LOGIN_ACCEPTED,
    login_result = KBE_EVENT_LOGIN_RESULT,
    account_result = KBE_EVENT_ACCOUNT_RESULT,
    disconnected = KBE_EVENT_DISCONNECTED,
    entity_created = KBE_EVENT_ENTITY_CREATED,
    entity_destroyed = KBE_EVENT_ENTITY_DESTROYED,
    entity_enter_world = KBE_EVENT_ENTITY_ENTER_WORLD,
    entity_leave_world = KBE_EVENT_ENTITY_LEAVE_WORLD,
    entity_enter_space = KBE_EVENT_ENTITY_ENTER_SPACE,
    entity_leave_space = KBE_EVENT_ENTITY_LEAVE_SPACE,
    property_changed = KBE_EVENT_PROPERTY_CHANGED,
    method_called = KBE_EVENT_METHOD_CALLED,
    entity_moved = KBE_EVENT_ENTITY_MOVED,
    transforms = KBE_EVENT_TRANSFORMS,
    pose_set = KBE_EVENT_POSE_SET,
    control_changed = KBE_EVENT_CONTROL_CHANGED,
    control_lost = KBE_EVENT_CONTROL_LOST,
    component_attached = KBE_EVENT_COMPONENT_ATTACHED,
    component_detached = KBE_EVENT_COMPONENT_DETACHED,
    base_ready = KBE_EVENT_BASE_READY,
    cell_ready = KBE_EVENT_CELL_READY,
    cell_lost = KBE_EVENT_CELL_LOST,
    space_geometry = KBE_EVENT_SPACE_GEOMETRY,
    space_data_set = KBE_EVENT_SPACE_DATA_SET,
    space_data_deleted = KBE_EVENT_SPACE_DATA_DELETED,
    stream_started = KBE_EVENT_STREAM_STARTED,
    stream_data = KBE_EVENT_STREAM_DATA,
    stream_completed = KBE_EVENT_STREAM_COMPLETED,
    protocol_error = KBE_EVENT_PROTOCOL_ERROR,
    queue_high = KBE_EVENT_QUEUE_HIGH,
    session_changed = KBE_EVENT_SESSION_CHANGED,
    log = KBE_EVENT_LOG,
    component_enter_world = KBE_EVENT_COMPONENT_ENTER_WORLD,
    component_leave_world = KBE_EVENT_COMPONENT_LEAVE_WORLD,
};

/** Type of a value. */
enum class value_type : std::uint32_t {
    none = KBE_VALUE_NONE,
    uint8 = KBE_VALUE_UINT8,
    uint16 = KBE_VALUE_UINT16,
    uint32 = KBE_VALUE_UINT32,
    uint64 = KBE_VALUE_UINT64,
    int8 = KBE_VALUE_INT8,
    int16 = KBE_VALUE_INT16,
    int32 = KBE_VALUE_INT32,
    int64 = KBE_VALUE_INT64,
    float32 = KBE_VALUE_FLOAT,
    float64 = KBE_VALUE_DOUBLE,
    string = KBE_VALUE_STRING,
    unicode = KBE_VALUE_UNICODE,
    blob = KBE_VALUE_BLOB,
    python = KBE_VALUE_PYTHON,
    py_dict = KBE_VALUE_PY_DICT,
    py_tuple = KBE_VALUE_PY_TUPLE,
    py_list = KBE_VALUE_PY_LIST,
    vector2 = KBE_VALUE_VECTOR2,
    vector3 = KBE_VALUE_VECTOR3,
    vector4 = KBE_VALUE_VECTOR4,
    entity_call = KBE_VALUE_ENTITY_CALL,
    fixed_dict = KBE_VALUE_FIXED_DICT,
    array = KBE_VALUE_ARRAY,
    component = KBE_VALUE_COMPONENT,
};

/** Name of a type as the entity definitions write it, such as `UINT8`. */
inline const char *type_name(value_type type) noexcept {
    static constexpr const char *names[] = {
        "NONE",    "UINT8",   "UINT16",  "UINT32",  "UINT64",      "INT8",       "INT16", "INT32",     "INT64",
        "FLOAT",   "DOUBLE",  "STRING",  "UNICODE", "BLOB",        "PYTHON",     "PY_DICT", "PY_TUPLE", "PY_LIST",
        "VECTOR2", "VECTOR3", "VECTOR4", "ENTITYCALL", "FIXED_DICT", "ARRAY", "ENTITY_COMPONENT",
    };
    const auto i = static_cast<std::size_t>(type);
    return i < sizeof names / sizeof *names ? names[i] : "a type that is not known";
}

KBE_CPP_END

#endif
