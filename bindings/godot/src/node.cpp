// KBEClient as Godot sees it: settings, methods, signals.
#include "client.hpp"

#include <cmath>
#include <deque>

using gd::Args;
using gd::Container;
using gd::Param;
using gd::Variant;
using namespace gd::kind;

namespace {

const char *const kbe_client_class = "KBEClient";

Client &self(void *instance) { return *static_cast<Client *>(instance); }

/** A setting: where it is kept, and how the inspector shows it. Exactly one of the members is set. */
struct Setting {
    const char *group;
    Param param;
    const char *setter, *getter;
    std::string Settings::*text = nullptr;
    std::int64_t Settings::*number = nullptr;
    bool Settings::*flag = nullptr;
    /** Takes effect at once; the others with the next client, when a request is made offline. */
    bool at_once = false;
};

constexpr std::uint32_t hint_range = 1, hint_enum = 2, hint_dir = 14, hint_multiline = 18;

const Setting settings[] = {
    {"", {"host", STRING}, "set_host", "get_host", &Settings::host},
    {"", {"port", INT, "", hint_range, "1,65535"}, "set_port", "get_port", nullptr, &Settings::port},
    {"", {"auto_pump", BOOL}, "set_auto_pump", "is_auto_pump", nullptr, nullptr, &Settings::auto_pump, true},
    {"", {"pump_budget_usec", INT, "", hint_range, "0,100000,100,suffix:us"}, "set_pump_budget_usec", "get_pump_budget_usec", nullptr, &Settings::pump_budget_usec, nullptr, true},
    {"", {"log_level", INT, "", hint_enum, "Off,Error,Warning,Info,Debug,Trace"}, "set_log_level", "get_log_level", nullptr, &Settings::log_level, nullptr, true},
    {"Session", {"script_version", STRING}, "set_script_version", "get_script_version", &Settings::script_version},
    {"Session", {"client_type", INT, "", hint_enum, "Default:0,Mobile:1,Windows:2,Linux:3,Mac:4,Browser:5,Bots:6,Mini:7"}, "set_client_type", "get_client_type", nullptr, &Settings::client_type},
    {"Session", {"cache_dir", STRING, "", hint_dir, ""}, "set_cache_dir", "get_cache_dir", &Settings::cache_dir},
    {"Session", {"relogin_attempts", INT, "", hint_range, "0,100"}, "set_relogin_attempts", "get_relogin_attempts", nullptr, &Settings::relogin_attempts},
    {"Movement", {"upload_interval_ms", INT, "", hint_range, "0,10000,suffix:ms"}, "set_upload_interval_ms", "get_upload_interval_ms", nullptr, &Settings::upload_interval_ms},
    {"Movement", {"fold_moves", BOOL}, "set_fold_moves", "is_fold_moves", nullptr, nullptr, &Settings::fold_moves},
    {"Network", {"transport", INT, "", hint_enum, "Best,TCP,KCP,WebSocket,Secure WebSocket"}, "set_transport", "get_transport", nullptr, &Settings::transport},
    {"Network", {"encryption", INT, "", hint_enum, "None,Blowfish"}, "set_encryption", "get_encryption", nullptr, &Settings::encryption},
    {"Network", {"baseapp_host", STRING}, "set_baseapp_host", "get_baseapp_host", &Settings::baseapp_host},
    {"Network", {"baseapp_port", INT, "", hint_range, "0,65535"}, "set_baseapp_port", "get_baseapp_port", nullptr, &Settings::baseapp_port},
    {"Network", {"baseapp_udp_port", INT, "", hint_range, "0,65535"}, "set_baseapp_udp_port", "get_baseapp_udp_port", nullptr, &Settings::baseapp_udp_port},
    {"Network", {"websocket_path", STRING}, "set_websocket_path", "get_websocket_path", &Settings::websocket_path},
    {"Network", {"tls_roots", STRING, "", hint_multiline, ""}, "set_tls_roots", "get_tls_roots", &Settings::tls_roots},
    {"Network", {"tls_name", STRING}, "set_tls_name", "get_tls_name", &Settings::tls_name},
    {"Network", {"tls_pins", STRING}, "set_tls_pins", "get_tls_pins", &Settings::tls_pins},
};

Variant set(void *instance, void *userdata, const Args &args) {
    Client &c = self(instance);
    const auto &s = *static_cast<const Setting *>(userdata);
    if (s.text != nullptr)
        c.settings.*s.text = args[0].as_text();
    else if (s.number != nullptr)
        c.settings.*s.number = args[0].as_int();
    else
        c.settings.*s.flag = args[0].as_bool();
    c.settings_changed = c.settings_changed || !s.at_once;
    if (s.number == &Settings::log_level && c.handle != 0)
        c.check(kbe_client_set_log_level(c.handle, c.log_level()), "log_level");
    return {};
}
Variant get(void *instance, void *userdata, const Args &) {
    const Client &c = self(instance);
    const auto &s = *static_cast<const Setting *>(userdata);
    if (s.text != nullptr)
        return std::string_view(c.settings.*s.text);
    if (s.number != nullptr)
        return c.settings.*s.number;
    return c.settings.*s.flag;
}

/** A text that holds a secret: overwritten when it goes. */
struct Secret {
    std::string text;
    explicit Secret(const Variant &v) : text(v.as_text()) {}
    ~Secret() {
        volatile char *at = text.data();
        for (std::size_t i = 0; i < text.size(); ++i)
            at[i] = 0;
    }
};
std::string blob(const Variant &v) {
    Container data(BYTES, v);
    const auto count = static_cast<std::size_t>(data.size());
    return count == 0 ? std::string() : std::string(reinterpret_cast<char *>(data.bytes()), count);
}
kbe_bytes bytes_of(const std::string &s) { return kbe_bytes_make(s.data(), static_cast<std::uint32_t>(s.size())); }

Variant login(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    const std::string account = args[0].as_text(), datas = blob(args[2]);
    const Secret password(args[1]);
    const kbe_result r = c.open() ? kbe_client_login_with_datas(c.handle, str(account), str(password.text), bytes_of(datas)) : KBE_E_NOT_READY;
    return c.request(r, "login", signals->login_finished);
}
Variant create_account(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    const std::string account = args[0].as_text(), datas = blob(args[2]);
    const Secret password(args[1]);
    const kbe_result r = c.open() ? kbe_client_create_account(c.handle, str(account), str(password.text), bytes_of(datas), 0) : KBE_E_NOT_READY;
    return c.request(r, "create_account", signals->account_finished);
}
Variant reset_password(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    const std::string account = args[0].as_text();
    const kbe_result r = c.open() ? kbe_client_reset_password(c.handle, str(account)) : KBE_E_NOT_READY;
    return c.request(r, "reset_password", signals->account_finished);
}
Variant bind_email(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    const std::string email = args[0].as_text();
    const kbe_result r = c.open() ? kbe_client_bind_email(c.handle, str(email)) : KBE_E_NOT_READY;
    return c.request(r, "bind_email", signals->account_finished);
}
Variant new_password(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    const Secret before(args[0]), after(args[1]);
    const kbe_result r = c.open() ? kbe_client_new_password(c.handle, str(before.text), str(after.text)) : KBE_E_NOT_READY;
    return c.request(r, "new_password", signals->account_finished);
}

/** What needs a client that stands already. */
template <kbe_result (*Function)(kbe_client)>
Variant plain(void *instance, void *userdata, const Args &) {
    Client &c = self(instance);
    return c.open() ? c.check(Function(c.handle), static_cast<const char *>(userdata)) : KBE_E_NOT_READY;
}
Variant close(void *instance, void *, const Args &) {
    self(instance).close();
    return {};
}
Variant pump(void *instance, void *, const Args &args) { return self(instance).pump(args[0].as_int()); }
Variant get_state(void *instance, void *, const Args &) {
    const Client &c = self(instance);
    return c.handle == 0 ? KBE_STATE_OFFLINE : kbe_client_state(c.handle);
}
Variant is_in_game(void *instance, void *, const Args &) {
    const Client &c = self(instance);
    return c.handle != 0 && kbe_client_state(c.handle) == KBE_STATE_IN_GAME;
}
/** Calls of the player's entity. */
template <bool Cell, bool Component>
Variant call(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    return c.open() ? c.call(0, Cell, Component, args) : KBE_E_NOT_READY;
}
Variant is_initial_value(void *instance, void *, const Args &) { return self(instance).initial(); }
Variant get_last_error(void *instance, void *, const Args &) { return std::string_view(self(instance).last_error); }
Variant get_player(void *instance, void *, const Args &) { return self(instance).entity(0); }
Variant get_entity(void *instance, void *, const Args &args) {
    const std::int64_t id = args[0].as_int();
    return id == 0 || id != static_cast<std::int32_t>(id) ? Variant() : self(instance).entity(static_cast<std::int32_t>(id));
}

/** Ids of all entities; of those of one class where `wanted` names one. */
std::vector<std::int32_t> ids_of(const Client &c, const std::string &wanted) {
    std::uint32_t count = 0;
    if (c.handle == 0 || kbe_client_entities(c.handle, nullptr, 0, &count) != KBE_OK)
        return {};
    std::vector<std::int32_t> ids(count);
    if (kbe_client_entities(c.handle, ids.data(), count, &count) != KBE_OK)
        return {};
    if (wanted.empty())
        return ids;
    std::vector<std::int32_t> some;
    for (const std::int32_t id : ids) {
        kbe_entity_view seen = KBE_ENTITY_VIEW_INIT;
        if (kbe_entity_get(c.handle, id, &seen) == KBE_OK && view(seen.class_name) == wanted)
            some.push_back(id);
    }
    return some;
}
Variant get_entity_ids(void *instance, void *, const Args &args) {
    const std::vector<std::int32_t> ids = ids_of(self(instance), args[0].as_text());
    Container made(INTS);
    made.resize(static_cast<std::int64_t>(ids.size()));
    if (!ids.empty())
        std::memcpy(made.ints(), ids.data(), ids.size() * sizeof ids[0]);
    return made.variant();
}
Variant get_entities(void *instance, void *, const Args &args) {
    const std::vector<std::int32_t> ids = ids_of(self(instance), args[0].as_text());
    Container made(ARRAY);
    made.resize(static_cast<std::int64_t>(ids.size()));
    for (std::size_t i = 0; i < ids.size(); ++i)
        made.set(static_cast<std::int64_t>(i), self(instance).entity(ids[i]));
    return made.variant();
}

/** Calls `use` with the position in the list and what is seen of each; of those that are gone, zeros. */
template <class Use>
void for_each(const Client &c, const Variant &list, const Use &use) {
    Container ids(INTS, list);
    const std::int64_t count = ids.size();
    const std::int32_t *id = ids.ints();
    for (std::int64_t i = 0; i < count; ++i) {
        kbe_entity_view seen = KBE_ENTITY_VIEW_INIT;
        if (c.handle == 0 || kbe_entity_get(c.handle, id[i], &seen) != KBE_OK || (seen.flags & KBE_ENTITY_NOT_FINITE))
            seen = KBE_ENTITY_VIEW_INIT;
        use(i, seen);
    }
}
std::int64_t size_of(const Variant &ids) { return Container(INTS, ids).size(); }

template <bool Directions>
Variant get_vectors(void *instance, void *, const Args &args) {
    Container made(VECTORS);
    made.resize(size_of(args[0]));
    gd::Vector3 *at = made.vectors();
    for_each(self(instance), args[0], [&](std::int64_t i, const kbe_entity_view &seen) {
        at[i] = vector(Directions ? seen.direction : seen.position);
    });
    return made.variant();
}
/** 12 floats each, as MultiMesh has them: three rows of the basis, each with a coordinate of the origin behind it. */
Variant get_multimesh_buffer_3d(void *instance, void *, const Args &args) {
    Container made(FLOATS);
    made.resize(size_of(args[0]) * 12);
    float *at = made.floats();
    for_each(self(instance), args[0], [&](std::int64_t i, const kbe_entity_view &seen) {
        const float yaw = -seen.direction[2], s = std::sin(yaw), c = std::cos(yaw), *p = seen.position;
        const float rows[12] = {c, 0, s, p[0], 0, 1, 0, p[1], -s, 0, c, -p[2]};
        std::memcpy(at + i * 12, rows, sizeof rows);
    });
    return made.variant();
}
/** 8 floats each: two rows with a zero and a coordinate of the origin behind each. Seen from above, north up. */
Variant get_multimesh_buffer_2d(void *instance, void *, const Args &args) {
    Container made(FLOATS);
    made.resize(size_of(args[0]) * 8);
    float *at = made.floats();
    const auto scale = static_cast<float>(args[1].as_float());
    for_each(self(instance), args[0], [&](std::int64_t i, const kbe_entity_view &seen) {
        const float yaw = seen.direction[2], s = std::sin(yaw), c = std::cos(yaw), *p = seen.position;
        const float rows[8] = {c, -s, 0, p[0] * scale, s, c, 0, -p[2] * scale};
        std::memcpy(at + i * 8, rows, sizeof rows);
    });
    return made.variant();
}

Variant get_space_geometry(void *instance, void *, const Args &) {
    kbe_str path{};
    return kbe_space_geometry(self(instance).handle, &path) == KBE_OK ? text(path) : Variant("");
}
Variant get_space_data(void *instance, void *, const Args &) {
    Container all(DICTIONARY);
    const kbe_client c = self(instance).handle;
    kbe_str key{}, value{};
    for (std::uint32_t i = 0; c != 0 && kbe_space_data_at(c, i, &key, &value) == KBE_OK; ++i)
        all.set(text(key), text(value));
    return all.variant();
}
Variant get_info(void *instance, void *, const Args &) {
    Container made(DICTIONARY);
    kbe_client_info info = KBE_CLIENT_INFO_INIT;
    if (kbe_client_get_info(self(instance).handle, &info) == KBE_OK) {
        made.set("account", text(info.account));
        made.set("datas", bytes(info.datas));
        made.set("player_id", Variant(info.player_id));
        made.set("space_id", Variant(info.space_id));
        made.set("entity_count", Variant(info.entity_count));
        made.set("server_version", text(info.server_version));
        made.set("server_script_version", text(info.server_script_version));
        made.set("protocol_digest", text(info.protocol_digest));
        made.set("entitydef_digest", text(info.entitydef_digest));
        made.set("baseapp_host", text(info.baseapp_host));
        made.set("baseapp_port", Variant(info.baseapp_tcp_port));
        made.set("baseapp_udp_port", Variant(info.baseapp_udp_port));
        made.set("encryption", Variant(info.encryption));
        made.set("server_position", Variant(vector(info.server_position)));
    }
    return made.variant();
}
Variant get_stats(void *instance, void *, const Args &) {
    Container made(DICTIONARY);
    kbe_client_stats s = KBE_CLIENT_STATS_INIT;
    if (kbe_client_get_stats(self(instance).handle, &s) == KBE_OK) {
        made.set("queued_events", Variant(s.queued_events));
        made.set("queued_commands", Variant(s.queued_commands));
        made.set("round_trip_usec", Variant(s.round_trip_us));
        const std::pair<const char *, std::uint64_t> wide[] = {
            {"bytes_in", s.bytes_in}, {"bytes_out", s.bytes_out}, {"messages_in", s.messages_in},
            {"messages_out", s.messages_out}, {"faults", s.faults}, {"events", s.events},
            {"moves_folded", s.moves_folded}, {"commands_dropped", s.commands_dropped}, {"lines_dropped", s.lines_dropped},
            {"oldest_event_usec", s.oldest_event_us}};
        for (const auto &entry : wide)
            made.set(entry.first, Variant(static_cast<std::int64_t>(entry.second)));
    }
    return made.variant();
}
Variant get_version(void *, void *, const Args &) { return kbe_version_string(); }

char logout_name[] = "logout", disconnect_name[] = "disconnect_now", relogin_name[] = "relogin", pause_name[] = "pause_events",
     resume_name[] = "resume_events";

void add_methods() {
    static const gd::Method methods[] = {
        {"login", login, {"", SIGNAL}, {{"account", STRING}, {"password", STRING}, {"datas", BYTES}}, false, false, nullptr, 1},
        {"create_account", create_account, {"", SIGNAL}, {{"account", STRING}, {"password", STRING}, {"datas", BYTES}}, false, false, nullptr, 1},
        {"reset_password", reset_password, {"", SIGNAL}, {{"account", STRING}}},
        {"bind_email", bind_email, {"", SIGNAL}, {{"email", STRING}}},
        {"new_password", new_password, {"", SIGNAL}, {{"old_password", STRING}, {"new_password", STRING}}},
        {"logout", plain<kbe_client_logout>, {"", INT}, {}, false, false, logout_name},
        {"disconnect_now", plain<kbe_client_disconnect>, {"", INT}, {}, false, false, disconnect_name},
        {"relogin", plain<kbe_client_relogin>, {"", INT}, {}, false, false, relogin_name},
        {"pause_events", plain<kbe_client_pause_events>, {"", INT}, {}, false, false, pause_name},
        {"resume_events", plain<kbe_client_resume_events>, {"", INT}, {}, false, false, resume_name},
        {"close", close, {nullptr, ANY}, {}},
        {"pump", pump, {"", INT}, {{"budget_usec", INT}}, false, false, nullptr, 1},
        {"get_state", get_state, {"", INT, "KBEClient.State"}, {}},
        {"is_in_game", is_in_game, {"", BOOL}, {}},
        {"is_initial_value", is_initial_value, {"", BOOL}, {}},
        {"get_last_error", get_last_error, {"", STRING}, {}},
        {"get_player", get_player, {"", OBJECT, "KBEEntity"}, {}},
        {"call_base", call<false, false>, {"", INT}, {{"method", NAME}}, true},
        {"call_cell", call<true, false>, {"", INT}, {{"method", NAME}}, true},
        {"call_component_base", call<false, true>, {"", INT}, {{"component", NAME}, {"method", NAME}}, true},
        {"call_component_cell", call<true, true>, {"", INT}, {{"component", NAME}, {"method", NAME}}, true},
        {"get_entity", get_entity, {"", OBJECT, "KBEEntity"}, {{"id", INT}}},
        {"get_entities", get_entities, {"", ARRAY}, {{"entity_class", NAME}}, false, false, nullptr, 1},
        {"get_entity_ids", get_entity_ids, {"", INTS}, {{"entity_class", NAME}}, false, false, nullptr, 1},
        {"get_positions", get_vectors<false>, {"", VECTORS}, {{"ids", INTS}}},
        {"get_directions", get_vectors<true>, {"", VECTORS}, {{"ids", INTS}}},
        {"get_multimesh_buffer_3d", get_multimesh_buffer_3d, {"", FLOATS}, {{"ids", INTS}}},
        {"get_multimesh_buffer_2d", get_multimesh_buffer_2d, {"", FLOATS}, {{"ids", INTS}, {"scale", FLOAT}}},
        {"get_space_geometry", get_space_geometry, {"", STRING}, {}},
        {"get_space_data", get_space_data, {"", DICTIONARY}, {}},
        {"get_info", get_info, {"", DICTIONARY}, {}},
        {"get_stats", get_stats, {"", DICTIONARY}, {}},
        {"get_version", get_version, {"", STRING}, {}, false, true},
    };
    for (const gd::Method &m : methods)
        gd::add_method(kbe_client_class, m);
}

void add_settings() {
    static std::deque<gd::Method> accessors;
    const char *group = "";
    for (const Setting &s : settings) {
        if (std::strcmp(group, s.group) != 0)
            gd::add_group(kbe_client_class, group = s.group);
        void *const data = const_cast<Setting *>(&s);
        accessors.push_back({s.setter, set, {nullptr, ANY}, {{"value", s.param.type}}, false, false, data});
        gd::add_method(kbe_client_class, accessors.back());
        accessors.push_back({s.getter, get, {"", s.param.type}, {}, false, false, data});
        gd::add_method(kbe_client_class, accessors.back());
        gd::add_property(kbe_client_class, s.param, s.setter, s.getter);
    }
}

void add_signals() {
    const auto add = [](const char *signal, std::initializer_list<Param> params) { gd::add_signal(kbe_client_class, signal, params); };
    const Param entity{"entity", OBJECT, "KBEEntity"}, result{"result", DICTIONARY}, component{"component", NAME};
    add("connection_changed", {{"server", INT}, {"success", BOOL}, {"host", STRING}, {"port", INT}, {"text", STRING}});
    add("server_hello", {{"info", DICTIONARY}});
    add("login_accepted", {{"info", DICTIONARY}});
    add("definitions_ready", {{"class_count", INT}});
    add("version_mismatch", {{"kind", INT}, {"client_says", STRING}, {"server_says", STRING}});
    add("login_finished", {result});
    add("account_finished", {result});
    add("request_refused", {result});
    add("disconnected", {result});
    add("session_changed", {{"state", INT}, result});
    for (const char *signal : {"entity_created", "entity_destroyed", "entity_entered_world", "entity_left_world",
                               "entity_entered_space", "entity_left_space"})
        add(signal, {entity});
    add("entity_control_changed", {entity, {"controlled", BOOL}});
    for (const char *signal : {"entity_base_ready", "entity_cell_ready", "entity_cell_lost", "entity_control_lost"})
        add(signal, {entity});
    add("entity_pose_set", {entity, {"cause", INT}});
    add("entities_moved", {{"ids", INTS}, {"positions", VECTORS}, {"directions", VECTORS}});
    add("entity_property_changed", {entity, {"property", NAME}, {"value", ANY}, {"old_value", ANY}});
    add("entity_method_called", {entity, {"method", NAME}, {"args", ARRAY}});
    add("component_property_changed", {entity, component, {"property", NAME}, {"value", ANY}, {"old_value", ANY}});
    add("component_method_called", {entity, component, {"method", NAME}, {"args", ARRAY}});
    for (const char *signal : {"component_attached", "component_entered_world", "component_left_world", "component_detached"})
        add(signal, {entity, component, {"component_class", NAME}});
    add("space_geometry_changed", {{"path", STRING}});
    add("space_data_changed", {{"key", STRING}, {"value", ANY}});
    add("stream_started", {{"stream_id", INT}, {"size", INT}, {"description", STRING}});
    add("stream_data", {{"stream_id", INT}, {"data", BYTES}});
    add("stream_completed", {{"stream_id", INT}});
    add("protocol_error", {{"message", STRING}, {"entity_id", INT}, {"text", STRING}});
    add("queue_high", {{"queued", INT}, {"limit", INT}});
    add("log_line", {{"level", INT}, {"source", STRING}, {"text", STRING}});
}

struct Constant {
    const char *in_enum, *name;
    std::int64_t value;
};
constexpr Constant constants[] = {
    {"State", "STATE_OFFLINE", KBE_STATE_OFFLINE},
    {"State", "STATE_BUSY", KBE_STATE_BUSY},
    {"State", "STATE_IN_GAME", KBE_STATE_IN_GAME},
    {"State", "STATE_RESUMING", KBE_STATE_RESUMING},
    {"SessionState", "SESSION_LOST", KBE_SESSION_LOST},
    {"SessionState", "SESSION_RESUMING", KBE_SESSION_RESUMING},
    {"SessionState", "SESSION_RESUMED", KBE_SESSION_RESUMED},
    {"Server", "SERVER_LOGINAPP", KBE_SERVER_LOGINAPP},
    {"Server", "SERVER_BASEAPP", KBE_SERVER_BASEAPP},
    {"Direction", "DIRECTION_IN", KBE_DIRECTION_IN},
    {"Direction", "DIRECTION_OUT", KBE_DIRECTION_OUT},
    {"Interest", "INTEREST_MOVES", KBE_INTEREST_MOVES},
    {"Interest", "INTEREST_PROPERTIES", KBE_INTEREST_PROPERTIES},
    {"Interest", "INTEREST_CALLS", KBE_INTEREST_CALLS},
    {"Interest", "INTEREST_ALL", KBE_INTEREST_ALL},
    {"Reason", "REASON_NONE", KBE_REASON_NONE},
    {"Reason", "REASON_REQUESTED", KBE_REASON_REQUESTED},
    {"Reason", "REASON_NAME_NOT_RESOLVED", KBE_REASON_NAME_NOT_RESOLVED},
    {"Reason", "REASON_CONNECT_FAILED", KBE_REASON_CONNECT_FAILED},
    {"Reason", "REASON_CONNECT_TIMEOUT", KBE_REASON_CONNECT_TIMEOUT},
    {"Reason", "REASON_HELLO_TIMEOUT", KBE_REASON_HELLO_TIMEOUT},
    {"Reason", "REASON_IMPORT_TIMEOUT", KBE_REASON_IMPORT_TIMEOUT},
    {"Reason", "REASON_LOGIN_TIMEOUT", KBE_REASON_LOGIN_TIMEOUT},
    {"Reason", "REASON_BASEAPP_LOGIN_TIMEOUT", KBE_REASON_BASEAPP_LOGIN_TIMEOUT},
    {"Reason", "REASON_REQUEST_TIMEOUT", KBE_REASON_REQUEST_TIMEOUT},
    {"Reason", "REASON_HEARTBEAT_TIMEOUT", KBE_REASON_HEARTBEAT_TIMEOUT},
    {"Reason", "REASON_VERSION_MISMATCH", KBE_REASON_VERSION_MISMATCH},
    {"Reason", "REASON_SCRIPT_VERSION_MISMATCH", KBE_REASON_SCRIPT_VERSION_MISMATCH},
    {"Reason", "REASON_DIGEST_MISMATCH", KBE_REASON_DIGEST_MISMATCH},
    {"Reason", "REASON_REFUSED", KBE_REASON_REFUSED},
    {"Reason", "REASON_KICKED", KBE_REASON_KICKED},
    {"Reason", "REASON_CLOSED_BY_SERVER", KBE_REASON_CLOSED_BY_SERVER},
    {"Reason", "REASON_CONNECTION_LOST", KBE_REASON_CONNECTION_LOST},
    {"Reason", "REASON_PROTOCOL_ERROR", KBE_REASON_PROTOCOL_ERROR},
    {"Reason", "REASON_BAD_DEFINITIONS", KBE_REASON_BAD_DEFINITIONS},
    {"Reason", "REASON_SHUTDOWN", KBE_REASON_SHUTDOWN},
    {"Reason", "REASON_NOTHING_TO_RESUME", KBE_REASON_NOTHING_TO_RESUME},
    {"Reason", "REASON_TLS_FAILED", KBE_REASON_TLS_FAILED},
};

void add_constants() {
    for (const Constant &c : constants)
        gd::add_constant(kbe_client_class, c.in_enum, c.name, c.value);
}

}  // namespace

void register_client() {
    GDExtensionClassCreationInfo3 info{};
    info.is_exposed = true;
    // In the editor a placeholder stands for it: nothing connects while a scene is being edited.
    info.is_runtime = true;
    info.notification_func = Client::notification;
    info.create_instance_func = Client::create;
    info.free_instance_func = Client::free;
    info.recreate_instance_func = Client::recreate;
    gd::api.classdb_register_extension_class3(gd::api.library, gd::Name(kbe_client_class).ptr(), gd::Name("Node").ptr(), &info);
    add_settings();
    add_methods();
    add_signals();
    register_definitions();
    register_tools();
    add_constants();
}
