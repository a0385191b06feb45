// Entities and their components: light objects that look things up in a client.
#ifndef KBE_CPP_ENTITY_HPP
#define KBE_CPP_ENTITY_HPP

#include <kbe/args.hpp>

KBE_CPP_BEGIN

/**
 * Where the game wants an entity to be: see client_ref::set_pose. A kbe_pose whose struct_size is set.
 */
struct pose : kbe_pose {
    /** At the origin, in the air, looking ahead. */
    pose() noexcept : kbe_pose(KBE_POSE_INIT) {}
    /** There, looking so; `ground` says whether it stands on the ground. */
    explicit pose(vector3 at, kbe::direction looks = {}, bool ground = true) noexcept : pose() {
        set_position(at);
        set_direction(looks);
        on_ground = ground ? 1 : 0;
    }
    /** Where to. */
    void set_position(vector3 at) noexcept {
        position[0] = at.x;
        position[1] = at.y;
        position[2] = at.z;
    }
    /** Looking where. */
    void set_direction(kbe::direction looks) noexcept {
        direction[0] = looks.roll;
        direction[1] = looks.pitch;
        direction[2] = looks.yaw;
    }
};

/** An entity as it was when it was looked at. Its text is lent: in an event until the handler returns, else until the next pump. */
class entity_view {
public:
    /** Nothing. */
    entity_view() noexcept : v_(KBE_ENTITY_VIEW_INIT) {}
    /** A view of the C interface. */
    explicit entity_view(const kbe_entity_view &v) noexcept : v_(v) {}

    /** Entity id, as the server chose it. */
    std::int32_t id() const noexcept { return v_.id; }
    /** Class id: the utype of the definitions. */
    std::uint32_t class_id() const noexcept { return v_.class_id; }
    /** Class name. */
    std::string_view class_name() const noexcept { return text(v_.class_name); }
    /** The space, 0 while the player is in none. */
    std::uint32_t space_id() const noexcept { return v_.space_id; }
    /** Number of components. */
    std::uint32_t component_count() const noexcept { return v_.component_count; }
    /** Where it is. */
    vector3 position() const noexcept { return position_of(v_); }
    /** Where it looks. */
    kbe::direction direction() const noexcept { return direction_of(v_); }
    /** KBE_ENTITY bits. */
    std::uint32_t flags() const noexcept { return v_.flags; }
    /** Whether it is the player. */
    bool is_player() const noexcept { return (v_.flags & KBE_ENTITY_PLAYER) != 0; }
    /** Whether it is in the world. */
    bool in_world() const noexcept { return (v_.flags & KBE_ENTITY_IN_WORLD) != 0; }
    /** Whether it stands on the ground. */
    bool on_ground() const noexcept { return (v_.flags & KBE_ENTITY_ON_GROUND) != 0; }
    /** The player: somebody else moves it. Another entity: this client moves it. */
    bool controlled() const noexcept { return (v_.flags & KBE_ENTITY_CONTROLLED) != 0; }
    /** Whether position and direction are finite numbers; place nothing there when not. */
    bool finite() const noexcept { return (v_.flags & KBE_ENTITY_NOT_FINITE) == 0; }
    /** What entity::set_user_data hung on it. */
    void *user_data() const noexcept { return v_.user_data; }
    /** The view of the C interface. */
    const kbe_entity_view &c() const noexcept { return v_; }

private:
    kbe_entity_view v_;
};

/** A component as it was when it was looked at. Its text is lent until the next pump. */
class component_view {
public:
    /** Nothing. */
    component_view() noexcept : v_(KBE_COMPONENT_VIEW_INIT) {}
    /** A view of the C interface. */
    explicit component_view(const kbe_component_view &v) noexcept : v_(v) {}

    /** Uid of the component property. */
    std::uint32_t id() const noexcept { return v_.component_id; }
    /** Name of the component property. */
    std::string_view name() const noexcept { return text(v_.name); }
    /** Class of the component; 0 while it is not known. */
    std::uint32_t class_id() const noexcept { return v_.class_id; }
    /** Name of the class; empty while it is not known. */
    std::string_view class_name() const noexcept { return text(v_.class_name); }
    /** Whether component_attached has been told. */
    bool attached() const noexcept { return v_.attached != 0; }

private:
    kbe_component_view v_;
};

namespace detail {

template <class A>
arg to_arg(A &&from) noexcept {
    using type = std::decay_t<A>;
    static_assert(!std::is_lvalue_reference_v<A> || (!std::is_same_v<type, kbe::array> && !std::is_same_v<type, kbe::dict>),
                  "what kbe::array and kbe::dict refer to is gone by now: make them in the call itself");
    return arg(from);
}

// Makes the values of a call on the stack and hands them to `send(values, count)`.
template <class Send>
result<void> with_values(const arg *args, std::size_t count, Send send) noexcept {
    arena arena;
    kbe_value *made = arena.make<kbe_value>(count);
    for (std::size_t i = 0; made != nullptr && i < count; ++i)
        new (&made[i]) kbe_value(args[i].build(arena));
    if (arena.failed())
        return error(errc::out_of_memory, "no memory for the arguments of a call");
    return done(send(count == 0 ? nullptr : made, length(count)));
}

}  // namespace detail

/**
 * A remote call by ids: the fast form for what is called often. Look the ids up once in on_definitions, with
 * client_ref::method_id.
 */
struct call_ids {
    /** side::base or side::cell. */
    kbe::side side = kbe::side::base;
    /** Uid of the method. */
    std::uint32_t method = 0;
    /** Uid of the component property; 0 for the entity's own methods. */
    std::uint32_t component = 0;
};

/**
 * A component of an entity, by the name of its property: `player.component("bag").base_call("drop", 3)`. It holds the
 * name as a view: use it at once. Pump thread.
 */
class component {
public:
    /** See entity::component. */
    component(kbe_client client, std::int32_t entity, std::string_view name) noexcept
        : client_(client), entity_(entity), name_(name) {}

    /** Looks at it. Fails with errc::not_found, errc::not_ready. */
    result<component_view> view() const noexcept {
        kbe_component_view v = KBE_COMPONENT_VIEW_INIT;
        const kbe_result r = kbe_component_get(client_, entity_, detail::c(name_), &v);
        return detail::done(r, component_view(v));
    }
    /** A property by name; lent until the next pump. Fails with errc::not_found, errc::not_ready. */
    result<value> property(std::string_view name) const noexcept {
        const kbe_value *v = nullptr;
        const kbe_result r = kbe_component_property(client_, entity_, detail::c(name_), detail::c(name), &v);
        return detail::done(r, v ? value(*v) : value());
    }
    /** A property by name as a C++ value: see value::as. */
    template <class T>
    result<T> property_as(std::string_view name) const {
        const result<value> found = property(name);
        return found ? found->template as<T>() : result<T>(found.error());
    }
    /** Calls a base method of a component of the player's entity: see entity::base_call. */
    template <class... A>
    result<void> base_call(std::string_view method, A &&...args) const noexcept {
        const std::array<arg, sizeof...(A)> all{{detail::to_arg(std::forward<A>(args))...}};
        return detail::with_values(all.data(), all.size(), [&](const kbe_value *v, std::uint32_t n) noexcept {
            return kbe_component_call_base(client_, entity_, detail::c(name_), detail::c(method), v, n);
        });
    }
    /** Calls a cell method of a component: see entity::cell_call. */
    template <class... A>
    result<void> cell_call(std::string_view method, A &&...args) const noexcept {
        const std::array<arg, sizeof...(A)> all{{detail::to_arg(std::forward<A>(args))...}};
        return detail::with_values(all.data(), all.size(), [&](const kbe_value *v, std::uint32_t n) noexcept {
            return kbe_component_call_cell(client_, entity_, detail::c(name_), detail::c(method), v, n);
        });
    }

private:
    kbe_client client_;
    std::int32_t entity_;
    std::string_view name_;
};

/**
 * An entity: a client and an id, nothing else. Copy and keep it freely: when the entity is gone, calls fail with
 * errc::not_found. Id 0 is the player, whoever that is at the time. Pump thread, as the client.
 */
class entity {
public:
    /** No entity. */
    entity() noexcept = default;
    /** An entity by client and id; see client_ref::entity. */
    entity(kbe_client client, std::int32_t id) noexcept : client_(client), id_(id) {}

    /** Entity id; 0 for the player. */
    std::int32_t id() const noexcept { return id_; }
    /** Handle of its client. */
    kbe_client client_handle() const noexcept { return client_; }

    /** Looks at it: class, place, flags. Fails with errc::not_found. */
    result<entity_view> view() const noexcept {
        kbe_entity_view v = KBE_ENTITY_VIEW_INIT;
        const kbe_result r = kbe_entity_get(client_, id_, &v);
        return detail::done(r, entity_view(v));
    }
    /** Whether it is there. */
    bool exists() const noexcept {
        kbe_entity_view v = KBE_ENTITY_VIEW_INIT;
        return kbe_entity_get(client_, id_, &v) == KBE_OK;
    }
    /** Name of its class, lent until the next pump; empty when it is not there. */
    std::string_view class_name() const noexcept { return view()->class_name(); }
    /** Where it is; the origin when it is not there. */
    vector3 position() const noexcept { return view()->position(); }
    /** Where it looks. */
    kbe::direction direction() const noexcept { return view()->direction(); }

    /**
     * A property by name; `position` and `direction` are where it is now. Lent until the next pump, inside a handler
     * until that returns. Fails with errc::not_found, errc::invalid_argument for a component, errc::not_ready.
     */
    result<value> property(std::string_view name) const noexcept {
        const kbe_value *v = nullptr;
        const kbe_result r = kbe_entity_property(client_, id_, detail::c(name), &v);
        return detail::done(r, v ? value(*v) : value());
    }
    /** A property by uid: see client_ref::property_id. */
    result<value> property(std::uint32_t property_id) const noexcept {
        const kbe_value *v = nullptr;
        const kbe_result r = kbe_entity_property_by_id(client_, id_, property_id, &v);
        return detail::done(r, v ? value(*v) : value());
    }
    /** A property of a component by uids. */
    result<value> component_property(std::uint32_t component_id, std::uint32_t property_id) const noexcept {
        const kbe_value *v = nullptr;
        const kbe_result r = kbe_component_property_by_id(client_, id_, component_id, property_id, &v);
        return detail::done(r, v ? value(*v) : value());
    }
    /** A property by name as a C++ value: `entity.property_as<std::int32_t>("HP")`; see value::as. */
    template <class T>
    result<T> property_as(std::string_view name) const {
        const result<value> found = property(name);
        return found ? found->template as<T>() : result<T>(found.error());
    }
    /** As property_as, with a value for when it is not there or of another type. */
    template <class T>
    T property_or(std::string_view name, T otherwise) const {
        const kbe_value *v = nullptr;
        if (kbe_entity_property(client_, id_, detail::c(name), &v) != KBE_OK || v == nullptr)
            return otherwise;
        return value(*v).template get_or<T>(std::move(otherwise));
    }

    /** A component by the name of its property. Nothing is looked up yet. */
    kbe::component component(std::string_view name) const noexcept { return kbe::component(client_, id_, name); }
    /** Looks at a component by position, below entity_view::component_count. Fails with errc::not_found. */
    result<component_view> component_at(std::uint32_t index) const noexcept {
        kbe_component_view v = KBE_COMPONENT_VIEW_INIT;
        const kbe_result r = kbe_component_at(client_, id_, index, &v);
        return detail::done(r, component_view(v));
    }
    /** Looks at the components of one class, one after the other; errc::not_found ends the list. */
    result<component_view> component_of_class(std::string_view class_name, std::uint32_t index = 0) const noexcept {
        kbe_component_view v = KBE_COMPONENT_VIEW_INIT;
        const kbe_result r = kbe_component_of_class(client_, id_, detail::c(class_name), index, &v);
        return detail::done(r, component_view(v));
    }

    /**
     * Calls a method of the base part: of the player only; the server ends the session of a client that calls
     * another's. Arguments are checked against the definition before anything is sent; see kbe::arg for what can be one.
     * Allocates nothing for up to 64 values. Fails with errc::bad_arguments naming the argument, errc::not_found,
     * errc::not_your_entity, errc::offline, errc::not_ready, errc::too_large, errc::queue_full.
     */
    template <class... A>
    result<void> base_call(std::string_view method, A &&...args) const noexcept {
        const std::array<arg, sizeof...(A)> all{{detail::to_arg(std::forward<A>(args))...}};
        return base_call_list(method, all.data(), all.size());
    }
    /** The same with the arguments in braces, which then may be of kbe::array and kbe::dict too. */
    result<void> base_call(std::string_view method, std::initializer_list<arg> args) const noexcept {
        return base_call_list(method, args.begin(), args.size());
    }
    /** Calls a method of the cell part: the player's own, or another's in view. Also fails with errc::not_in_world. */
    template <class... A>
    result<void> cell_call(std::string_view method, A &&...args) const noexcept {
        const std::array<arg, sizeof...(A)> all{{detail::to_arg(std::forward<A>(args))...}};
        return cell_call_list(method, all.data(), all.size());
    }
    /** The same with the arguments in braces. */
    result<void> cell_call(std::string_view method, std::initializer_list<arg> args) const noexcept {
        return cell_call_list(method, args.begin(), args.size());
    }
    /** Calls a method by ids. */
    template <class... A>
    result<void> call(call_ids ids, A &&...args) const noexcept {
        const std::array<arg, sizeof...(A)> all{{detail::to_arg(std::forward<A>(args))...}};
        return detail::with_values(all.data(), all.size(), [&](const kbe_value *v, std::uint32_t n) noexcept {
            kbe_call made = KBE_CALL_INIT;
            made.side = static_cast<std::uint32_t>(ids.side);
            made.entity_id = id_;
            made.component_id = ids.component;
            made.method_id = ids.method;
            made.argc = n;
            made.args = v;
            return kbe_entity_call(client_, &made);
        });
    }

    /**
     * Says where an entity is to be that this client controls; 0, the player, too. See client_ref::set_pose. Fails with
     * errc::not_found, errc::not_your_entity, errc::not_in_world, errc::offline, errc::invalid_argument for a number
     * that is not finite.
     */
    result<void> set_pose(const kbe_pose &pose) const noexcept {
        return detail::done(id_ == 0 ? kbe_player_set_pose(client_, &pose) : kbe_entity_set_pose(client_, id_, &pose));
    }

    /**
     * Hangs something of the game's on it: every event about it brings it. The library never looks at it; free it in
     * on_entity_destroyed.
     */
    result<void> set_user_data(void *data) const noexcept {
        return detail::done(kbe_entity_set_user_data(client_, id_, data));
    }
    /** What hangs on it; null when nothing does, or when it is not there. */
    void *user_data() const noexcept { return kbe_entity_user_data(client_, id_); }
    /** The same as a pointer to what the game has hung there: the game must know what that is. */
    template <class T>
    T *user_data_as() const noexcept {
        return static_cast<T *>(user_data());
    }

    friend bool operator==(entity a, entity b) noexcept { return a.client_ == b.client_ && a.id_ == b.id_; }
    friend bool operator!=(entity a, entity b) noexcept { return !(a == b); }

private:
    result<void> base_call_list(std::string_view method, const arg *args, std::size_t count) const noexcept {
        return detail::with_values(args, count, [&](const kbe_value *v, std::uint32_t n) noexcept {
            return kbe_entity_call_base(client_, id_, detail::c(method), v, n);
        });
    }
    result<void> cell_call_list(std::string_view method, const arg *args, std::size_t count) const noexcept {
        return detail::with_values(args, count, [&](const kbe_value *v, std::uint32_t n) noexcept {
            return kbe_entity_call_cell(client_, id_, detail::c(method), v, n);
        });
    }

    kbe_client client_ = 0;
    std::int32_t id_ = 0;
};

KBE_CPP_END

#endif
