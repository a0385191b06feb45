// Events of the library as Godot's signals. What an event refers to is converted before anybody is told: a handler may
// do everything, pumping excepted, since none of the library's functions is at work while it runs.
#include "client.hpp"

using gd::Container;
using gd::Variant;

void Client::dispatch(const kbe_event &e) {
    switch (e.type) {
    case KBE_EVENT_PROPERTY_CHANGED: return property_changed(e.data.property);
    case KBE_EVENT_METHOD_CALLED: return method_called(e.data.method);
    case KBE_EVENT_TRANSFORMS: return moved(e.data.transforms.transforms, e.data.transforms.count);
    case KBE_EVENT_ENTITY_MOVED: return moved(&e.data.moved.transform, 1);
    case KBE_EVENT_SPACE_GEOMETRY:
    case KBE_EVENT_SPACE_DATA_SET:
    case KBE_EVENT_SPACE_DATA_DELETED:
    case KBE_EVENT_STREAM_STARTED:
    case KBE_EVENT_STREAM_DATA:
    case KBE_EVENT_STREAM_COMPLETED: return dispatch_space(e);
    case KBE_EVENT_ENTITY_CREATED:
    case KBE_EVENT_ENTITY_DESTROYED:
    case KBE_EVENT_ENTITY_ENTER_WORLD:
    case KBE_EVENT_ENTITY_LEAVE_WORLD:
    case KBE_EVENT_ENTITY_ENTER_SPACE:
    case KBE_EVENT_ENTITY_LEAVE_SPACE:
    case KBE_EVENT_POSE_SET:
    case KBE_EVENT_CONTROL_CHANGED:
    case KBE_EVENT_CONTROL_LOST:
    case KBE_EVENT_BASE_READY:
    case KBE_EVENT_CELL_READY:
    case KBE_EVENT_CELL_LOST: return dispatch_entity(e);
    case KBE_EVENT_COMPONENT_ATTACHED:
    case KBE_EVENT_COMPONENT_DETACHED:
    case KBE_EVENT_COMPONENT_ENTER_WORLD:
    case KBE_EVENT_COMPONENT_LEAVE_WORLD: return dispatch_component(e);
    default: return dispatch_session(e);
    }
}

void Client::property_changed(const kbe_property_event &e) {
    const Variant who = entity(e.entity_id), property = name(e.property_name), now = to_godot(e.value),
                  before = to_godot(e.old_value);
    const GDExtensionObjectPtr object = who.as_object();
    const std::uint64_t me = instance_;
    initial_ = (e.flags & KBE_FLAG_INITIAL) != 0;
    if (e.component_name.len != 0) {
        const Variant component = name(e.component_name);
        if (object != nullptr)
            gd::emit(object, signals->component_property_changed, {component, property, now, before});
        if (gd::api.object_get_instance_from_id(me) != nullptr)
            tell(signals->component_property_changed, {who, component, property, now, before});
        return;
    }
    if (object != nullptr)
        gd::emit(object, signals->property_changed, {property, now, before});
    if (gd::api.object_get_instance_from_id(me) != nullptr)
        tell(signals->entity_property_changed, {who, property, now, before});
}

void Client::method_called(const kbe_method_event &e) {
    const Variant who = entity(e.entity_id), method = name(e.method_name), args = to_godot(e.args, e.argc);
    const GDExtensionObjectPtr object = who.as_object();
    const std::uint64_t me = instance_;
    if (e.component_name.len != 0) {
        const Variant component = name(e.component_name);
        if (object != nullptr)
            gd::emit(object, signals->component_method_called, {component, method, args});
        if (gd::api.object_get_instance_from_id(me) != nullptr)
            tell(signals->component_method_called, {who, component, method, args});
        return;
    }
    if (object != nullptr)
        gd::emit(object, signals->method_called, {method, args});
    if (gd::api.object_get_instance_from_id(me) != nullptr)
        tell(signals->entity_method_called, {who, method, args});
}

void Client::moved(const kbe_transform *transforms, std::uint32_t count) {
    Container ids(GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY), positions(GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR3_ARRAY),
        directions(GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR3_ARRAY);
    ids.resize(count);
    positions.resize(count);
    directions.resize(count);
    std::int32_t *id = ids.ints();
    gd::Vector3 *position = positions.vectors(), *direction = directions.vectors();
    std::uint32_t used = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (transforms[i].flags & KBE_MOVE_NOT_FINITE)
            continue;
        id[used] = transforms[i].entity_id;
        position[used] = vector(transforms[i].position);
        direction[used++] = vector(transforms[i].direction);
    }
    if (used == 0)
        return;
    if (used != count) {
        ids.resize(used);
        positions.resize(used);
        directions.resize(used);
    }
    tell(signals->entities_moved, {ids.variant(), positions.variant(), directions.variant()});
}

void Client::dispatch_entity(const kbe_event &e) {
    const kbe_entity_view &seen = e.data.entity.entity;
    switch (e.type) {
    case KBE_EVENT_ENTITY_CREATED: tell(signals->entity_created, {entity(seen.id)}); return;
    case KBE_EVENT_ENTITY_ENTER_WORLD: tell(signals->entity_entered_world, {entity(seen.id)}); return;
    case KBE_EVENT_ENTITY_LEAVE_WORLD: tell(signals->entity_left_world, {entity(seen.id)}); return;
    case KBE_EVENT_ENTITY_ENTER_SPACE: tell(signals->entity_entered_space, {entity(seen.id)}); return;
    case KBE_EVENT_ENTITY_LEAVE_SPACE: tell(signals->entity_left_space, {entity(seen.id)}); return;
    case KBE_EVENT_ENTITY_DESTROYED: {
        const std::int32_t id = seen.id;
        const Variant who = entity(id);
        const std::uint64_t me = instance_;
        if (const GDExtensionObjectPtr object = who.as_object())
            gd::emit(object, signals->destroyed, {});
        if (gd::api.object_get_instance_from_id(me) != nullptr && tell(signals->entity_destroyed, {who}))
            forget(id);
        return;
    }
    case KBE_EVENT_POSE_SET:
        tell(signals->entity_pose_set, {entity(e.data.pose.transform.entity_id), Variant(e.data.pose.cause)});
        return;
    case KBE_EVENT_CONTROL_CHANGED:
        tell(signals->entity_control_changed, {entity(e.data.control.entity_id), Variant(e.data.control.controlled != 0)});
        return;
    case KBE_EVENT_CONTROL_LOST: tell(signals->entity_control_lost, {entity(seen.id)}); return;
    case KBE_EVENT_BASE_READY: tell(signals->entity_base_ready, {entity(seen.id)}); return;
    case KBE_EVENT_CELL_READY: tell(signals->entity_cell_ready, {entity(seen.id)}); return;
    default: tell(signals->entity_cell_lost, {entity(seen.id)}); return;
    }
}

void Client::dispatch_component(const kbe_event &e) {
    const kbe_component_event &c = e.data.component;
    const gd::Name &signal = e.type == KBE_EVENT_COMPONENT_ATTACHED      ? signals->component_attached
                             : e.type == KBE_EVENT_COMPONENT_DETACHED    ? signals->component_detached
                             : e.type == KBE_EVENT_COMPONENT_ENTER_WORLD ? signals->component_entered_world
                                                                         : signals->component_left_world;
    tell(signal, {entity(c.entity_id), name(c.component_name), name(c.class_name)});
}

void Client::dispatch_space(const kbe_event &e) {
    const kbe_stream_event &stream = e.data.stream;
    initial_ = e.type == KBE_EVENT_SPACE_DATA_SET && (e.data.space_data.flags & KBE_FLAG_INITIAL) != 0;
    switch (e.type) {
    case KBE_EVENT_SPACE_GEOMETRY: tell(signals->space_geometry_changed, {text(e.data.space_geometry.path)}); return;
    case KBE_EVENT_SPACE_DATA_SET:
        tell(signals->space_data_changed, {text(e.data.space_data.key), text(e.data.space_data.value)});
        return;
    case KBE_EVENT_SPACE_DATA_DELETED: tell(signals->space_data_changed, {text(e.data.space_data.key), Variant()}); return;
    case KBE_EVENT_STREAM_STARTED:
        tell(signals->stream_started, {Variant(stream.stream_id), Variant(stream.size), text(stream.description)});
        return;
    case KBE_EVENT_STREAM_DATA: tell(signals->stream_data, {Variant(stream.stream_id), bytes(stream.data)}); return;
    default: tell(signals->stream_completed, {Variant(stream.stream_id)}); return;
    }
}

void Client::dispatch_session(const kbe_event &e) {
    switch (e.type) {
    case KBE_EVENT_CONNECTION: {
        const kbe_connection_event &c = e.data.connection;
        tell(signals->connection_changed,
             {Variant(c.server), Variant(c.success != 0), text(c.host), Variant(c.port), text(c.text)});
        return;
    }
    case KBE_EVENT_HELLO: {
        const kbe_hello_event &h = e.data.hello;
        Container info(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
        info.set("server", Variant(h.server));
        info.set("encryption", Variant(h.encryption));
        info.set("version", text(h.version));
        info.set("script_version", text(h.script_version));
        info.set("protocol_digest", text(h.protocol_digest));
        info.set("entitydef_digest", text(h.entitydef_digest));
        tell(signals->server_hello, {info.variant()});
        return;
    }
    case KBE_EVENT_LOGIN_ACCEPTED: {
        const kbe_login_accepted_event &a = e.data.login_accepted;
        Container info(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
        info.set("host", text(a.host));
        info.set("port", Variant(a.tcp_port));
        info.set("udp_port", Variant(a.udp_port));
        info.set("account", text(a.account));
        info.set("datas", bytes(a.datas));
        tell(signals->login_accepted, {info.variant()});
        return;
    }
    case KBE_EVENT_DEFINITIONS:
        check(apply_interests(), "set_interest");
        tell(signals->definitions_ready, {Variant(e.data.definitions.class_count)});
        return;
    case KBE_EVENT_VERSION_MISMATCH: {
        const kbe_version_mismatch_event &m = e.data.version_mismatch;
        tell(signals->version_mismatch, {Variant(m.kind), text(m.client_says), text(m.server_says)});
        return;
    }
    case KBE_EVENT_LOGIN_RESULT: {
        const kbe_login_result_event &r = e.data.login_result;
        Container result(GDEXTENSION_VARIANT_TYPE_DICTIONARY, to_godot(r.ending));
        result.set("ok", Variant(r.success != 0));
        result.set("entity_id", Variant(r.entity_id));
        result.set("datas", bytes(r.datas));
        tell(signals->login_finished, {result.variant()});
        return;
    }
    case KBE_EVENT_ACCOUNT_RESULT: {
        const kbe_account_result_event &r = e.data.account_result;
        Container result(GDEXTENSION_VARIANT_TYPE_DICTIONARY, to_godot(r.ending));
        result.set("ok", Variant(r.success != 0));
        result.set("request", Variant(r.request));
        result.set("datas", bytes(r.datas));
        tell(signals->account_finished, {result.variant()});
        return;
    }
    case KBE_EVENT_DISCONNECTED: {
        Container result(GDEXTENSION_VARIANT_TYPE_DICTIONARY, to_godot(e.data.disconnected.ending));
        result.set("resumable", Variant(e.data.disconnected.resumable != 0));
        tell(signals->disconnected, {result.variant()});
        return;
    }
    case KBE_EVENT_SESSION_CHANGED: {
        const kbe_session_event &s = e.data.session;
        Container result(GDEXTENSION_VARIANT_TYPE_DICTIONARY, to_godot(s.ending));
        result.set("attempt", Variant(s.attempt));
        result.set("attempts", Variant(s.attempts));
        result.set("delay_ms", Variant(s.delay_ms));
        tell(signals->session_changed, {Variant(s.state), result.variant()});
        return;
    }
    case KBE_EVENT_PROTOCOL_ERROR: {
        const kbe_protocol_error_event &p = e.data.protocol_error;
        const std::string said = "message " + std::string(view(p.message_name)) + ": " + std::string(view(p.text));
        gd::warning(said, "KBEClient");
        tell(signals->protocol_error, {text(p.message_name), Variant(p.entity_id), text(p.text)});
        return;
    }
    case KBE_EVENT_QUEUE_HIGH:
        gd::warning(std::to_string(e.data.queue.queued) + " events wait: give the pump more time (pump_budget_usec)", "KBEClient");
        tell(signals->queue_high, {Variant(e.data.queue.queued), Variant(e.data.queue.limit)});
        return;
    case KBE_EVENT_LOG: {
        const kbe_log_event &l = e.data.log;
        const std::string said = std::string(view(l.source)) + ": " + std::string(view(l.text));
        const Variant source = text(l.source), line = text(l.text);
        if (l.level == KBE_LOG_ERROR)
            gd::error(said, "KBEClient");
        else if (l.level == KBE_LOG_WARN)
            gd::warning(said, "KBEClient");
        tell(signals->log_line, {Variant(l.level), source, line});
        return;
    }
    default: return;
    }
}
