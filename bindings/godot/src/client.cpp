#include "client.hpp"

#include <chrono>

using gd::Variant;

Signals *signals = nullptr;

namespace {

constexpr std::int32_t notification_ready = 13, notification_internal_process = 25;

std::string last_message() {
    char said[600];
    std::uint32_t length = 0;
    kbe_last_error_message(said, sizeof said, &length);
    return {said, length < sizeof said ? length : sizeof said - 1};
}

std::uint32_t number(std::int64_t v) { return v < 0 ? 0 : static_cast<std::uint32_t>(v); }

}  // namespace

std::string system_path(const std::string &path) {
    if (path.compare(0, 7, "user://") != 0 && path.compare(0, 6, "res://") != 0)
        return path;
    const GDExtensionObjectPtr project = gd::api.global_get_singleton(gd::Name("ProjectSettings").ptr());
    return gd::call_engine(project, "ProjectSettings", "globalize_path", 3135753539, {Variant(std::string_view(path))}).as_text();
}

GDExtensionClassInstancePtr Client::recreate(void *, GDExtensionObjectPtr object) {
    auto *made = new Client;
    made->object = object;
    made->instance_ = gd::api.object_get_instance_id(object);
    return made;
}

GDExtensionObjectPtr Client::create(void *) {
    const GDExtensionObjectPtr object = gd::api.classdb_construct_object(gd::Name("Node").ptr());
    gd::api.object_set_instance(object, gd::Name("KBEClient").ptr(), recreate(nullptr, object));
    return object;
}

void Client::notification(GDExtensionClassInstancePtr self, std::int32_t what, GDExtensionBool) {
    auto &client = *static_cast<Client *>(self);
    if (what == notification_ready)
        gd::call_engine(client.object, "Node", "set_process_internal", 2586408642, {Variant(true)});
    else if (what == notification_internal_process && client.settings.auto_pump)
        client.pump(client.settings.pump_budget_usec);
}

std::uint32_t Client::log_level() const { return settings.log_level == 0 ? KBE_LOG_OFF : number(settings.log_level); }

bool Client::open() {
    if (handle != 0 && (!settings_changed || kbe_client_state(handle) != KBE_STATE_OFFLINE))
        return true;
    close();
    if (kbe_check_abi() != KBE_OK) {
        failed(KBE_E_ABI_MISMATCH, "KBEClient: libkbe beside the add-on is another version than the add-on was made for; replace both together");
        return false;
    }
    kbe_config c = KBE_CONFIG_INIT;
    const std::string cache = system_path(settings.cache_dir);
    c.host = str(settings.host);
    c.port = number(settings.port);
    c.flags = KBE_CONFIG_OWN_PUMP | (settings.fold_moves ? KBE_CONFIG_FOLD_MOVES : 0);
    c.script_version = str(settings.script_version);
    c.cache_dir = str(cache);
    c.client_type = number(settings.client_type);
    c.baseapp_host = str(settings.baseapp_host);
    c.baseapp_port = number(settings.baseapp_port);
    c.baseapp_udp_port = number(settings.baseapp_udp_port);
    c.transport = number(settings.transport);
    c.encryption = number(settings.encryption);
    c.websocket_path = str(settings.websocket_path);
    c.tls_roots = str(settings.tls_roots);
    c.tls_name = str(settings.tls_name);
    c.tls_pins = str(settings.tls_pins);
    c.upload_interval_ms = settings.upload_interval_ms <= 0 ? KBE_OFF : number(settings.upload_interval_ms);
    c.relogin_attempts = number(settings.relogin_attempts);
    c.log_level = log_level();
    if (check(kbe_client_create(&c, &handle), "KBEClient") != KBE_OK) {
        handle = 0;
        return false;
    }
    settings_changed = told_wrong_thread_ = false;
    check(ship_definitions(), "set_definitions");
    check(apply_interests(), "set_interest");
    if (lasting.bad_line)
        check(kbe_client_set_net_sim(handle, &lasting.line), "set_net_sim");
    return true;
}

void Client::close() {
    const auto gone = std::move(entities_);
    entities_.clear();
    for (auto &known : gone)
        known.second.entity->end();
    if (handle != 0)
        kbe_client_destroy(std::exchange(handle, 0));
}

kbe_result Client::failed(kbe_result r, const std::string &what) {
    const std::string said = last_message();
    last_error = what + ": " + (said.empty() ? std::string(kbe_result_name(r)) : said);
    gd::error(last_error, "KBEClient");
    return r;
}

Variant Client::request(kbe_result r, const char *what, const gd::Name &signal) {
    if (r == KBE_OK)
        return gd::signal_of(object, signal);
    if (handle != 0)
        failed(r, what);
    gd::Container result(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
    result.set("ok", Variant(false));
    result.set("error", Variant(r));
    result.set("text", Variant(std::string_view(last_error)));
    gd::emit_later(object, signals->request_refused, result.variant());
    return gd::signal_of(object, signals->request_refused);
}

Variant Client::entity(std::int32_t id) {
    if (handle == 0)
        return {};
    if (id == 0)
        id = kbe_player_id(handle);
    const auto known = entities_.find(id);
    if (known != entities_.end())
        return known->second.held;
    kbe_entity_view seen = KBE_ENTITY_VIEW_INIT;
    if (id == 0 || kbe_entity_get(handle, id, &seen) != KBE_OK)
        return {};
    GDExtensionObjectPtr object = nullptr;
    Entity *made = Entity::make(this, id, object);
    made->class_name = name(seen.class_name);
    Variant held = Variant::object(object);
    entities_.emplace(id, Known{made, held});
    return held;
}

void Client::forget(std::int32_t id) {
    const auto known = entities_.find(id);
    if (known == entities_.end())
        return;
    // Godot's half may go with the last reference, which may run a script: the map is in order before that.
    const Known gone = std::move(known->second);
    entities_.erase(known);
    gone.entity->end();
}

kbe_result Client::call(std::int32_t id, bool cell, bool component, const gd::Args &args) {
    const std::int64_t fixed = component ? 2 : 1;
    const std::string owner = component ? args[0].as_text() : std::string(), method = args[fixed - 1].as_text();
    const std::string what = std::string(cell ? "call_cell" : "call_base") + " " + (component ? owner + "." : "") + method;
    Arguments given;
    for (std::int64_t i = fixed; i < args.count; ++i)
        if (!given.add(args[i])) {
            last_error = what + ": argument " + std::to_string(i - fixed + 1) + " is " + given.refused();
            gd::error(last_error, "KBEClient");
            return KBE_E_BAD_ARGUMENTS;
        }
    kbe_result r;
    if (component)
        r = (cell ? kbe_component_call_cell : kbe_component_call_base)(handle, id, str(owner), str(method), given.data(), given.size());
    else
        r = (cell ? kbe_entity_call_cell : kbe_entity_call_base)(handle, id, str(method), given.data(), given.size());
    return check(r, what.c_str());
}

bool Client::tell(const gd::Name &signal, std::initializer_list<Variant> args) {
    const std::uint64_t me = instance_;
    gd::emit(object, signal, args);
    return gd::api.object_get_instance_from_id(me) != nullptr;
}

std::int64_t Client::pump(std::int64_t budget_usec) {
    if (handle == 0)
        return 0;
    if (pumping_) {
        gd::error("pump() was called inside a signal of the same client", "KBEClient.pump");
        return KBE_E_REENTRANT;
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(budget_usec);
    const std::uint64_t me = instance_;
    std::int64_t told = 0;
    pumping_ = true;
    do {
        kbe_event e = KBE_EVENT_INIT;
        const kbe_result r = kbe_client_next_event(handle, KBE_NEXT_BULK_MOVES, 0, &e);
        if (r != KBE_OK && !std::exchange(told_wrong_thread_, true))
            failed(r, "KBEClient.pump");
        if (r != KBE_OK || e.type == KBE_EVENT_NONE)
            break;
        ++told;
        dispatch(e);
        // A handler may have freed the node, or closed the client.
        if (gd::api.object_get_instance_from_id(me) == nullptr)
            return told;
        initial_ = false;
    } while (handle != 0 && (budget_usec <= 0 || std::chrono::steady_clock::now() < end));
    pumping_ = false;
    return told;
}
