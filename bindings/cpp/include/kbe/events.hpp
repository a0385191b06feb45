// Events: light views of what a handler is told. Everything in one is lent until the handler returns.
#ifndef KBE_CPP_EVENTS_HPP
#define KBE_CPP_EVENTS_HPP

#include <kbe/client_ref.hpp>

KBE_CPP_BEGIN

namespace detail {

template <class E>
class event_view {
public:
    /** An event of the C interface. */
    using c_type = E;
    explicit event_view(const E &e) noexcept : e_(&e) {}
    /** The client it is about. */
    client_ref client() const noexcept { return client_ref(e_->client); }
    /** The event of the C interface, with all its fields. */
    const E &c() const noexcept { return *e_; }

protected:
    const E *e_;
};

// What is about one entity.
template <class E>
class of_entity : public event_view<E> {
public:
    using event_view<E>::event_view;
    /** Id of the entity. */
    std::int32_t entity_id() const noexcept { return this->e_->entity_id; }
    /** The entity. */
    kbe::entity entity() const noexcept { return kbe::entity(this->e_->client, this->e_->entity_id); }
    /** What hangs on it: see entity::set_user_data. */
    void *user_data() const noexcept { return this->e_->entity_user_data; }
    /** The same as a pointer to what the game has hung there: the game must know what that is. */
    template <class T>
    T *user_data_as() const noexcept {
        return static_cast<T *>(user_data());
    }
};

}  // namespace detail

/** How something ended. */
class ending {
public:
    /** An ending of the C interface. */
    explicit ending(const kbe_ending &e) noexcept : e_(&e) {}
    /** Who ended it; origin::none when it did not end. */
    kbe::origin origin() const noexcept { return static_cast<kbe::origin>(e_->origin); }
    /** Why. */
    kbe::reason reason() const noexcept { return static_cast<kbe::reason>(e_->reason); }
    /** The server it was about. */
    kbe::server server() const noexcept { return static_cast<kbe::server>(e_->server); }
    /** Server error code with reason::refused and reason::kicked, else 0. */
    std::uint32_t code() const noexcept { return e_->code; }
    /** Name of the code, such as SERVER_ERR_NAME_PASSWORD; may be empty. */
    std::string_view code_name() const noexcept { return kbe::text(e_->code_name); }
    /** A sentence that a support desk could use. */
    std::string_view text() const noexcept { return kbe::text(e_->text); }

private:
    const kbe_ending *e_;
};

/** A connection was made, or could not be. */
class connection_event : public detail::event_view<kbe_connection_event> {
public:
    using event_view::event_view;
    /** Which server. */
    kbe::server server() const noexcept { return static_cast<kbe::server>(e_->server); }
    /** Whether it stands. */
    bool success() const noexcept { return e_->success != 0; }
    /** TCP port. */
    std::uint32_t port() const noexcept { return e_->port; }
    /** What carries it. */
    kbe::transport transport() const noexcept { return static_cast<kbe::transport>(e_->transport); }
    /** Host as it was asked for. */
    std::string_view host() const noexcept { return kbe::text(e_->host); }
    /** Why not; on success mostly empty. */
    std::string_view text() const noexcept { return kbe::text(e_->text); }
};

/** A server introduced itself. */
class hello_event : public detail::event_view<kbe_hello_event> {
public:
    using event_view::event_view;
    /** Which server. */
    kbe::server server() const noexcept { return static_cast<kbe::server>(e_->server); }
    /** What the connection is encrypted with from here on. */
    kbe::encryption encryption() const noexcept { return static_cast<kbe::encryption>(e_->encryption); }
    /** Engine version. */
    std::string_view version() const noexcept { return kbe::text(e_->version); }
    /** Script version. */
    std::string_view script_version() const noexcept { return kbe::text(e_->script_version); }
    /** Digest of its message tables. */
    std::string_view protocol_digest() const noexcept { return kbe::text(e_->protocol_digest); }
    /** Digest of its entity definitions. */
    std::string_view entitydef_digest() const noexcept { return kbe::text(e_->entitydef_digest); }
};

/** Versions or digests differ. */
class version_mismatch_event : public detail::event_view<kbe_version_mismatch_event> {
public:
    using event_view::event_view;
    /** What differs. */
    kbe::mismatch kind() const noexcept { return static_cast<kbe::mismatch>(e_->kind); }
    /** What the client announced. */
    std::string_view client_says() const noexcept { return kbe::text(e_->client_says); }
    /** What the server has. */
    std::string_view server_says() const noexcept { return kbe::text(e_->server_says); }
};

/** The entity definitions are known: look ids up now. */
class definitions_event : public detail::event_view<kbe_definitions_event> {
public:
    using event_view::event_view;
    /** Number of classes, components among them. */
    std::uint32_t class_count() const noexcept { return e_->class_count; }
    /** Number of data types. */
    std::uint32_t type_count() const noexcept { return e_->type_count; }
};

/** The loginapp let the account in; the baseapp is next. */
class login_accepted_event : public detail::event_view<kbe_login_accepted_event> {
public:
    using event_view::event_view;
    /** TCP port of the baseapp. */
    std::uint32_t tcp_port() const noexcept { return e_->tcp_port; }
    /** UDP port of the baseapp, 0 for none. */
    std::uint32_t udp_port() const noexcept { return e_->udp_port; }
    /** Host of the baseapp as announced. */
    std::string_view host() const noexcept { return kbe::text(e_->host); }
    /** Account name to use from now on. */
    std::string_view account() const noexcept { return kbe::text(e_->account); }
    /** Data from the server's scripts. */
    bytes datas() const noexcept { return view(e_->datas); }
};

/** A login attempt is over. */
class login_result_event : public detail::event_view<kbe_login_result_event> {
public:
    using event_view::event_view;
    /** Whether the player is in the game. */
    bool success() const noexcept { return e_->success != 0; }
    /** Id of the player's entity; 0 without success. */
    std::int32_t entity_id() const noexcept { return e_->entity_id; }
    /** The player's entity. */
    kbe::entity player() const noexcept { return kbe::entity(e_->client, e_->entity_id); }
    /** Key of the session. */
    std::uint64_t uuid() const noexcept { return e_->uuid; }
    /** How it ended. */
    kbe::ending ending() const noexcept { return kbe::ending(e_->ending); }
    /** Data from the server's scripts. */
    bytes datas() const noexcept { return view(e_->datas); }
};

/** An account request is over. */
class account_result_event : public detail::event_view<kbe_account_result_event> {
public:
    using event_view::event_view;
    /** Which one. */
    kbe::request request() const noexcept { return static_cast<kbe::request>(e_->request); }
    /** Whether the server did it. */
    bool success() const noexcept { return e_->success != 0; }
    /** How it ended. */
    kbe::ending ending() const noexcept { return kbe::ending(e_->ending); }
    /** Data from the server's scripts. */
    bytes datas() const noexcept { return view(e_->datas); }
};

/** A session ended. */
class disconnected_event : public detail::event_view<kbe_disconnected_event> {
public:
    using event_view::event_view;
    /** How it ended. */
    kbe::ending ending() const noexcept { return kbe::ending(e_->ending); }
    /** Whether client_ref::relogin may resume it. */
    bool resumable() const noexcept { return e_->resumable != 0; }
};

/** Something happened to an entity as a whole. */
class entity_event : public detail::event_view<kbe_entity_event> {
public:
    using event_view::event_view;
    /** Id of the entity. */
    std::int32_t entity_id() const noexcept { return e_->entity.id; }
    /** The entity. */
    kbe::entity entity() const noexcept { return kbe::entity(e_->client, e_->entity.id); }
    /** The entity as it is now. */
    entity_view view() const noexcept { return entity_view(e_->entity); }
    /** Whether it is the player. */
    bool is_player() const noexcept { return (e_->entity.flags & KBE_ENTITY_PLAYER) != 0; }
    /** What hangs on it: see entity::set_user_data. */
    void *user_data() const noexcept { return e_->entity.user_data; }
    /** The same as a pointer to what the game has hung there: the game must know what that is. */
    template <class T>
    T *user_data_as() const noexcept {
        return static_cast<T *>(user_data());
    }
};

/** A property has another value, or is told for the first time. */
class property_event : public detail::of_entity<kbe_property_event> {
public:
    using of_entity::of_entity;
    /** Whether it is part of what is told once at the beginning. */
    bool initial() const noexcept { return (e_->flags & KBE_FLAG_INITIAL) != 0; }
    /** Whether the entity is the player. */
    bool is_player() const noexcept { return (e_->flags & KBE_FLAG_PLAYER) != 0; }
    /** Class that owns the property. */
    std::uint32_t class_id() const noexcept { return e_->class_id; }
    /** Uid of the component property that the component stands behind, 0 for the entity's own. */
    std::uint32_t component_id() const noexcept { return e_->component_id; }
    /** Uid of the property. */
    std::uint32_t property_id() const noexcept { return e_->property_id; }
    /** Name of the component property; empty for the entity's own. */
    std::string_view component_name() const noexcept { return kbe::text(e_->component_name); }
    /** Name of the property. */
    std::string_view property_name() const noexcept { return kbe::text(e_->property_name); }
    /** The value. */
    kbe::value value() const noexcept { return kbe::value(e_->value); }
    /** The value before. */
    kbe::value old_value() const noexcept { return kbe::value(e_->old_value); }
};

/** The server calls a method of an entity or component. */
class method_event : public detail::of_entity<kbe_method_event> {
public:
    using of_entity::of_entity;
    /** Whether the entity is the player. */
    bool is_player() const noexcept { return (e_->flags & KBE_FLAG_PLAYER) != 0; }
    /** Class that owns the method. */
    std::uint32_t class_id() const noexcept { return e_->class_id; }
    /** Uid of the component property that the component stands behind, 0 for the entity's own. */
    std::uint32_t component_id() const noexcept { return e_->component_id; }
    /** Uid of the method. */
    std::uint32_t method_id() const noexcept { return e_->method_id; }
    /** Name of the component property; empty for the entity's own. */
    std::string_view component_name() const noexcept { return kbe::text(e_->component_name); }
    /** Name of the method. */
    std::string_view method_name() const noexcept { return kbe::text(e_->method_name); }
    /** The arguments. */
    values args() const noexcept { return values(e_->args, e_->argc); }
    /** An argument; beyond the last one a value of type none. */
    value arg(std::size_t i) const noexcept { return args()[i]; }
    /** All arguments as C++ values, if they are of these types: see value::get_if. */
    template <class... T>
    std::optional<std::tuple<T...>> args_as() const {
        return detail::reader<std::tuple<T...>>::read(kbe_array(e_->args, e_->argc));
    }
};

/** An entity moved by itself: interpolate. */
class moved_event : public detail::event_view<kbe_moved_event> {
public:
    using event_view::event_view;
    /** Where it is now. */
    const kbe::transform &transform() const noexcept { return e_->transform; }
    /** Id of the entity. */
    std::int32_t entity_id() const noexcept { return e_->transform.entity_id; }
    /** The entity. */
    kbe::entity entity() const noexcept { return kbe::entity(e_->client, e_->transform.entity_id); }
    /** Where it is. */
    vector3 position() const noexcept { return position_of(e_->transform); }
    /** Where it looks. */
    kbe::direction direction() const noexcept { return direction_of(e_->transform); }
    /** What hangs on the entity: see entity::set_user_data. */
    void *user_data() const noexcept { return e_->entity_user_data; }
};

/** An entity was set somewhere: do not interpolate. */
class pose_event : public detail::event_view<kbe_pose_event> {
public:
    using event_view::event_view;
    /** Where it is now. */
    const kbe::transform &transform() const noexcept { return e_->transform; }
    /** Id of the entity. */
    std::int32_t entity_id() const noexcept { return e_->transform.entity_id; }
    /** The entity. */
    kbe::entity entity() const noexcept { return kbe::entity(e_->client, e_->transform.entity_id); }
    /** Where it is. */
    vector3 position() const noexcept { return position_of(e_->transform); }
    /** Where it looks. */
    kbe::direction direction() const noexcept { return direction_of(e_->transform); }
    /** What hangs on the entity: see entity::set_user_data. */
    void *user_data() const noexcept { return e_->entity_user_data; }
    /** Why. */
    kbe::pose_cause cause() const noexcept { return static_cast<kbe::pose_cause>(e_->cause); }
    /** Whether it is part of what is told once at the beginning. */
    bool initial() const noexcept { return (e_->flags & KBE_FLAG_INITIAL) != 0; }
    /** Whether the entity is the player. */
    bool is_player() const noexcept { return (e_->flags & KBE_FLAG_PLAYER) != 0; }
};

/** Control over an entity changed. */
class control_event : public detail::of_entity<kbe_control_event> {
public:
    using of_entity::of_entity;
    /** Whether the entity is the player. */
    bool is_player() const noexcept { return (e_->flags & KBE_FLAG_PLAYER) != 0; }
    /** The player: whether somebody else moves it. Another entity: whether this client moves it. */
    bool controlled() const noexcept { return e_->controlled != 0; }
};

/** A component was attached or detached, entered or left the world. */
class component_event : public detail::of_entity<kbe_component_event> {
public:
    using of_entity::of_entity;
    /** Whether the entity is the player. */
    bool is_player() const noexcept { return (e_->flags & KBE_FLAG_PLAYER) != 0; }
    /** Uid of the component property. */
    std::uint32_t component_id() const noexcept { return e_->component_id; }
    /** Class of the component. */
    std::uint32_t class_id() const noexcept { return e_->class_id; }
    /** Name of the component property. */
    std::string_view component_name() const noexcept { return kbe::text(e_->component_name); }
    /** Name of the component's class. */
    std::string_view class_name() const noexcept { return kbe::text(e_->class_name); }
    /** The component; it holds the name as a view. */
    kbe::component component() const noexcept { return entity().component(component_name()); }
};

/** The space has geometry: load it. */
class space_geometry_event : public detail::event_view<kbe_space_geometry_event> {
public:
    using event_view::event_view;
    /** The space. */
    std::uint32_t space_id() const noexcept { return e_->space_id; }
    /** Whether it is part of what is told once at the beginning. */
    bool initial() const noexcept { return (e_->flags & KBE_FLAG_INITIAL) != 0; }
    /** Path of the geometry, as the server's scripts set it. */
    std::string_view path() const noexcept { return kbe::text(e_->path); }
};

/** A value of the space's data was set or deleted. */
class space_data_event : public detail::event_view<kbe_space_data_event> {
public:
    using event_view::event_view;
    /** The space. */
    std::uint32_t space_id() const noexcept { return e_->space_id; }
    /** Whether it is part of what is told once at the beginning. */
    bool initial() const noexcept { return (e_->flags & KBE_FLAG_INITIAL) != 0; }
    /** Key. */
    std::string_view key() const noexcept { return kbe::text(e_->key); }
    /** Value; empty when it was deleted. */
    std::string_view value() const noexcept { return kbe::text(e_->value); }
};

/** A data stream began, went on, or is complete. */
class stream_event : public detail::event_view<kbe_stream_event> {
public:
    using event_view::event_view;
    /** Id of the stream. */
    std::int32_t stream_id() const noexcept { return e_->stream_id; }
    /** 1 file, 2 string, 0 when the server did not say. */
    std::uint32_t kind() const noexcept { return e_->kind; }
    /** Bytes of the whole stream; 0 when its beginning was never told. */
    std::uint32_t size() const noexcept { return e_->size; }
    /** Bytes so far, data among them. */
    std::uint32_t received() const noexcept { return e_->received; }
    /** At the start: description by the server's script. */
    std::string_view description() const noexcept { return kbe::text(e_->description); }
    /** In between: bytes, to be appended to those before. */
    bytes data() const noexcept { return view(e_->data); }
};

/** A message from the server could not be used; the session goes on. */
class protocol_error_event : public detail::event_view<kbe_protocol_error_event> {
public:
    using event_view::event_view;
    /** Message id; 0 when it is not about one message. */
    std::uint32_t message_id() const noexcept { return e_->message_id; }
    /** Where in the message, in bytes. */
    std::uint32_t offset() const noexcept { return e_->offset; }
    /** Entity it was about, 0 when none. */
    std::int32_t entity_id() const noexcept { return e_->entity_id; }
    /** Message name. */
    std::string_view message_name() const noexcept { return kbe::text(e_->message_name); }
    /** What is wrong with it. */
    std::string_view text() const noexcept { return kbe::text(e_->text); }
};

/** The queue is full: the library reads no further until the game has caught up. */
class queue_event : public detail::event_view<kbe_queue_event> {
public:
    using event_view::event_view;
    /** Events that wait. */
    std::uint32_t queued() const noexcept { return e_->queued; }
    /** The configured limit. */
    std::uint32_t limit() const noexcept { return e_->limit; }
};

/** A session that was lost is being resumed, or has been. */
class session_event : public detail::event_view<kbe_session_event> {
public:
    using event_view::event_view;
    /** What is being done; ignore unknown ones. */
    kbe::session_state state() const noexcept { return static_cast<kbe::session_state>(e_->state); }
    /** With session_state::resuming: number of the attempt, from 1 on. */
    std::uint32_t attempt() const noexcept { return e_->attempt; }
    /** With session_state::resuming: attempts in all; 0 when the game asked for it. */
    std::uint32_t attempts() const noexcept { return e_->attempts; }
    /** With session_state::resuming: milliseconds until it begins. */
    std::uint32_t delay_ms() const noexcept { return e_->delay_ms; }
    /** Whether it is a login from scratch, and every entity another. */
    bool by_login() const noexcept { return (e_->flags & KBE_SESSION_BY_LOGIN) != 0; }
    /** With session_state::resumed: the new key of the session. */
    std::uint64_t uuid() const noexcept { return e_->uuid; }
    /** With session_state::lost: how. */
    kbe::ending ending() const noexcept { return kbe::ending(e_->ending); }
};

/** A line for the log. It holds no password, no key, no account name and no value of the game. */
class log_event : public detail::event_view<kbe_log_event> {
public:
    using event_view::event_view;
    /** How important it is. */
    kbe::log_level level() const noexcept { return static_cast<kbe::log_level>(e_->level); }
    /** When it was written, in microseconds since the client was created. */
    std::uint64_t time_us() const noexcept { return e_->time_us; }
    /** What it is about: network, session, imports, messages; there may be others. */
    std::string_view source() const noexcept { return kbe::text(e_->source); }
    /** The line, without an end of line. */
    std::string_view text() const noexcept { return kbe::text(e_->text); }
};

/** Movements in a row: an array of transforms, oldest first. */
using transforms = span<const transform>;

KBE_CPP_END

#endif
