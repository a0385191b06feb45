#include "client.hpp"

using gd::Args;
using gd::Container;
using gd::Param;
using gd::Variant;
using namespace gd::kind;

GDExtensionClassInstancePtr Entity::recreate(void *, GDExtensionObjectPtr object) {
    auto *made = new Entity;
    made->object = object;
    return made;
}

Entity *Entity::make(Client *client, std::int32_t id, GDExtensionObjectPtr &object) {
    object = gd::api.classdb_construct_object(gd::Name("RefCounted").ptr());
    auto *made = static_cast<Entity *>(recreate(nullptr, object));
    made->client = client;
    made->id = id;
    gd::api.object_set_instance(object, gd::Name("KBEEntity").ptr(), made);
    return made;
}

GDExtensionObjectPtr Entity::create(void *) {
    GDExtensionObjectPtr object = nullptr;
    make(nullptr, 0, object);
    return object;
}

GDExtensionBool Entity::get(GDExtensionClassInstancePtr self, GDExtensionConstStringNamePtr name, GDExtensionVariantPtr value) {
    const auto &entity = *static_cast<const Entity *>(self);
    if (entity.client == nullptr)
        return false;
    const std::string wanted = Variant::of(GDEXTENSION_VARIANT_TYPE_STRING_NAME, name).as_text();
    const kbe_value *found = nullptr;
    if (kbe_entity_property(entity.client->handle, entity.id, str(wanted), &found) != KBE_OK)
        return false;
    to_godot(*found).give(value);
    return true;
}

void Entity::end() {
    client = nullptr;
    user_data = {};
    const Variant gone = std::exchange(typed, Variant());
    const Variant let_go(gd::Name("_let_go"));
    if (gd::call_engine(gone.as_object(), "Object", "has_method", 2619796661, {let_go}).as_bool())
        gd::call_engine(gone.as_object(), "Object", "call", 3400424181, {let_go});
    // A handler that refers to its own entity would keep it, and itself, for ever.
    for (const gd::Name *signal : {&signals->property_changed, &signals->method_called, &signals->component_property_changed,
                                   &signals->component_method_called, &signals->destroyed}) {
        const Container listeners(GDEXTENSION_VARIANT_TYPE_ARRAY, gd::call_engine(object, "Object", "get_signal_connection_list",
                                                                                  3147814860, {Variant(*signal)}));
        for (std::int64_t i = listeners.size(); i-- > 0;) {
            const Container listener(GDEXTENSION_VARIANT_TYPE_DICTIONARY, listeners.at(i));
            gd::call_engine(object, "Object", "disconnect", 1874754934, {Variant(*signal), listener.get(Variant("callable"))});
        }
    }
}

namespace {

Entity &self(void *instance) { return *static_cast<Entity *>(instance); }

/** Looks at it; false when it is gone. */
bool look(void *instance, kbe_entity_view &seen) {
    const Entity &e = self(instance);
    seen = KBE_ENTITY_VIEW_INIT;
    return e.client != nullptr && kbe_entity_get(e.client->handle, e.id, &seen) == KBE_OK;
}

/** For what cannot be done without it. */
kbe_result gone(void *instance, const char *what) {
    gd::error(std::string(what) + ": entity " + std::to_string(self(instance).id) + " is gone", "KBEEntity");
    return KBE_E_NOT_FOUND;
}

template <bool Cell, bool Component>
Variant call(void *instance, void *, const Args &args) {
    Entity &e = self(instance);
    return e.client == nullptr ? gone(instance, "call") : e.client->call(e.id, Cell, Component, args);
}

Variant is_valid(void *instance, void *, const Args &) { return self(instance).client != nullptr; }
Variant get_id(void *instance, void *, const Args &) { return self(instance).id; }
Variant get_class_name(void *instance, void *, const Args &) {
    const Entity &e = self(instance);
    return e.class_name.is(GDEXTENSION_VARIANT_TYPE_STRING_NAME) ? e.class_name : Variant(gd::Name(""));
}
Variant get_position(void *instance, void *, const Args &) {
    kbe_entity_view seen;
    return look(instance, seen) ? vector(seen.position) : gd::Vector3{};
}
Variant get_direction(void *instance, void *, const Args &) {
    kbe_entity_view seen;
    return look(instance, seen) ? vector(seen.direction) : gd::Vector3{};
}
Variant get_space_id(void *instance, void *, const Args &) {
    kbe_entity_view seen;
    return look(instance, seen) ? seen.space_id : 0u;
}
template <std::uint32_t Flag>
Variant has(void *instance, void *, const Args &) {
    kbe_entity_view seen;
    return look(instance, seen) && (seen.flags & Flag) != 0;
}

Variant get_property(void *instance, void *, const Args &args) {
    const Entity &e = self(instance);
    const kbe_value *found = nullptr;
    const std::string wanted = args[0].as_text();
    if (e.client == nullptr || kbe_entity_property(e.client->handle, e.id, str(wanted), &found) != KBE_OK)
        return args[1];
    return to_godot(*found);
}

Variant get_properties(void *instance, void *, const Args &) {
    Container all(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
    kbe_entity_view seen;
    if (!look(instance, seen))
        return all.variant();
    const kbe_client client = self(instance).client->handle;
    kbe_property_info info = KBE_PROPERTY_INFO_INIT;
    for (std::uint32_t i = 0; kbe_class_property_at(client, seen.class_id, i, &info) == KBE_OK; ++i) {
        const kbe_value *found = nullptr;
        if (kbe_entity_property_by_id(client, seen.id, info.id, &found) == KBE_OK)
            all.set(name(info.name), to_godot(*found));
    }
    return all.variant();
}

Variant get_component_property(void *instance, void *, const Args &args) {
    const Entity &e = self(instance);
    const kbe_value *found = nullptr;
    const std::string component = args[0].as_text(), wanted = args[1].as_text();
    if (e.client == nullptr || kbe_component_property(e.client->handle, e.id, str(component), str(wanted), &found) != KBE_OK)
        return args[2];
    return to_godot(*found);
}

/** All of them, or those of one class. */
Variant get_components(void *instance, void *, const Args &args) {
    Container all(DICTIONARY);
    const Entity &e = self(instance);
    const std::string wanted = args[0].as_text();
    if (e.client == nullptr)
        return all.variant();
    kbe_component_view component = KBE_COMPONENT_VIEW_INIT;
    const auto at = [&](std::uint32_t i) {
        return wanted.empty() ? kbe_component_at(e.client->handle, e.id, i, &component)
                              : kbe_component_of_class(e.client->handle, e.id, str(wanted), i, &component);
    };
    for (std::uint32_t i = 0; at(i) == KBE_OK; ++i)
        all.set(name(component.name), name(component.class_name));
    return all.variant();
}
Variant has_component(void *instance, void *, const Args &args) {
    const Entity &e = self(instance);
    const std::string wanted = args[0].as_text();
    kbe_component_view component = KBE_COMPONENT_VIEW_INIT;
    return e.client != nullptr && kbe_component_get(e.client->handle, e.id, str(wanted), &component) == KBE_OK &&
           component.attached != 0;
}

template <Variant Entity::*Member>
Variant get_member(void *instance, void *, const Args &) {
    return self(instance).*Member;
}
/** Nothing hangs on what is gone. */
template <Variant Entity::*Member>
Variant set_member(void *instance, void *, const Args &args) {
    if (self(instance).client != nullptr)
        self(instance).*Member = args[0];
    return {};
}

Variant set_pose(void *instance, void *, const Args &args) {
    Entity &e = self(instance);
    if (e.client == nullptr)
        return gone(instance, "set_pose");
    kbe_pose pose = KBE_POSE_INIT;
    const gd::Vector3 position = args[0].as_vector3(), direction = args[1].as_vector3();
    pose.on_ground = args[2].as_bool();
    std::memcpy(pose.position, &position, sizeof pose.position);
    std::memcpy(pose.direction, &direction, sizeof pose.direction);
    return e.client->check(kbe_entity_set_pose(e.client->handle, e.id, &pose), "set_pose");
}

void to_string(GDExtensionClassInstancePtr instance, GDExtensionBool *valid, GDExtensionStringPtr out) {
    const Entity &e = self(instance);
    const std::string said =
        e.class_name.as_text() + " " + std::to_string(e.id) + (e.client == nullptr ? " (gone)" : "");
    Variant(std::string_view(said)).to(GDEXTENSION_VARIANT_TYPE_STRING, out);
    *valid = true;
}

const char *const kbe_entity = "KBEEntity";

}  // namespace

void register_entity() {
    static const gd::Method methods[] = {
        {"is_valid", is_valid, {"", BOOL}, {}},
        {"get_id", get_id, {"", INT}, {}},
        {"get_entity_class", get_class_name, {"", NAME}, {}},
        {"get_position", get_position, {"", VECTOR3}, {}},
        {"get_direction", get_direction, {"", VECTOR3}, {}},
        {"get_space_id", get_space_id, {"", INT}, {}},
        {"is_player", has<KBE_ENTITY_PLAYER>, {"", BOOL}, {}},
        {"is_in_world", has<KBE_ENTITY_IN_WORLD>, {"", BOOL}, {}},
        {"is_on_ground", has<KBE_ENTITY_ON_GROUND>, {"", BOOL}, {}},
        {"is_controlled", has<KBE_ENTITY_CONTROLLED>, {"", BOOL}, {}},
        {"get_property", get_property, {"", ANY}, {{"name", NAME}, {"default", ANY}}, false, false, nullptr, 1},
        {"get_properties", get_properties, {"", DICTIONARY}, {}},
        {"get_component_property", get_component_property, {"", ANY}, {{"component", NAME}, {"name", NAME}, {"default", ANY}}, false, false, nullptr, 1},
        {"get_components", get_components, {"", DICTIONARY}, {{"component_class", NAME}}, false, false, nullptr, 1},
        {"has_component", has_component, {"", BOOL}, {{"component", NAME}}},
        {"get_user_data", get_member<&Entity::user_data>, {"", ANY}, {}},
        {"set_user_data", set_member<&Entity::user_data>, {nullptr, ANY}, {{"value", ANY}}},
        {"get_typed", get_member<&Entity::typed>, {"", ANY}, {}},
        {"set_typed", set_member<&Entity::typed>, {nullptr, ANY}, {{"value", ANY}}},
        {"set_pose", set_pose, {"", INT}, {{"position", VECTOR3}, {"direction", VECTOR3}, {"on_ground", BOOL}}, false, false, nullptr, 2},
        {"call_base", call<false, false>, {"", INT}, {{"method", NAME}}, true},
        {"call_cell", call<true, false>, {"", INT}, {{"method", NAME}}, true},
        {"call_component_base", call<false, true>, {"", INT}, {{"component", NAME}, {"method", NAME}}, true},
        {"call_component_cell", call<true, true>, {"", INT}, {{"component", NAME}, {"method", NAME}}, true},
    };
    GDExtensionClassCreationInfo3 info{};
    info.is_abstract = true;
    info.is_exposed = true;
    info.get_func = Entity::get;
    info.to_string_func = to_string;
    info.create_instance_func = Entity::create;
    info.free_instance_func = Entity::free;
    info.recreate_instance_func = Entity::recreate;
    gd::api.classdb_register_extension_class3(gd::api.library, gd::Name(kbe_entity).ptr(), gd::Name("RefCounted").ptr(), &info);
    for (const gd::Method &m : methods)
        gd::add_method(kbe_entity, m);
    gd::add_property(kbe_entity, {"id", INT}, "", "get_id");
    gd::add_property(kbe_entity, {"entity_class", NAME}, "", "get_entity_class");
    gd::add_property(kbe_entity, {"position", VECTOR3}, "", "get_position");
    gd::add_property(kbe_entity, {"direction", VECTOR3}, "", "get_direction");
    gd::add_property(kbe_entity, {"space_id", INT}, "", "get_space_id");
    gd::add_property(kbe_entity, {"user_data", ANY}, "set_user_data", "get_user_data");
    gd::add_signal(kbe_entity, "property_changed", {{"property", NAME}, {"value", ANY}, {"old_value", ANY}});
    gd::add_signal(kbe_entity, "method_called", {{"method", NAME}, {"args", ARRAY}});
    gd::add_signal(kbe_entity, "component_property_changed",
                   {{"component", NAME}, {"property", NAME}, {"value", ANY}, {"old_value", ANY}});
    gd::add_signal(kbe_entity, "component_method_called", {{"component", NAME}, {"method", NAME}, {"args", ARRAY}});
    gd::add_signal(kbe_entity, "destroyed", {});
}
