// A client that owns itself, its handlers, and the pump.
#ifndef KBE_CPP_CLIENT_HPP
#define KBE_CPP_CLIENT_HPP

#include <kbe/config.hpp>
#include <kbe/events_pull.hpp>

KBE_CPP_BEGIN

/**
 * A client: owns the client of the library and its handlers, and destroys both at its end. It can be moved, also while
 * it is logged in; it cannot be copied. For what only looks at it or calls it, hand its base class client_ref around.
 *
 * Handlers are set with the functions on_..., each with anything that can be called: a lambda, a function, an object.
 * A handler takes the event's view (`[](kbe::entity_event e) { ... }`) or nothing. It is stored once, when it is set;
 * nothing is allocated for an event. What is not set is not told. nullptr takes a handler away. They answer false, and
 * leave everything as it was, when the client is empty or bound to another thread.
 *
 * Handlers run inside sync_layers and pump, on the thread that called it. A handler may do everything but what
 * docs/reentrancy.md forbids: set other handlers in its own place too, and destroy its client, which is then the last
 * thing that is told. What a handler throws is kept, the other handlers run as ever, and sync_layers or pump answers
 * errc::handler_threw when it is done; see take_exception. Where exceptions are disabled a handler must not throw.
 */
class client : public client_ref {
public:
    /** No client. */
    client() noexcept = default;
    /** Takes over; `other` is empty then. Handlers stay with the client. */
    client(client &&other) noexcept
        : client_ref(std::exchange(other.handle_, 0)), handlers_(std::exchange(other.handlers_, nullptr)) {}
    /** Destroys what was here, and takes over. */
    client &operator=(client &&other) noexcept {
        if (this != &other) {
            destroy();
            handle_ = std::exchange(other.handle_, 0);
            handlers_ = std::exchange(other.handlers_, nullptr);
        }
        return *this;
    }
    /** As destroy(). */
    ~client() { destroy(); }

    /**
     * Creates a client, bound to the calling thread. It connects to nothing until login. Fails with
     * errc::abi_mismatch for a library that does not fit this header, errc::invalid_argument naming the field, errc::io,
     * errc::limit, errc::shutdown while shutdown_all runs. Any thread.
     */
    static result<client> create(const config &with = {}) noexcept {
        const result<void> fits = check_version();
        if (!fits)
            return fits.error();
        const kbe_config c = with.c();
        kbe_client handle = 0;
        const kbe_result r = kbe_client_create(&c, &handle);
        return r == KBE_OK ? adopt(handle) : result<client>(error::last(r));
    }
    /**
     * Takes over a client that was made with kbe_client_create; its callbacks are replaced. Pump thread. When it fails
     * the handle is as it was, or destroyed if there was no memory.
     */
    static result<client> adopt(kbe_client handle) noexcept {
        client made;
        made.handlers_ = new (std::nothrow) detail::handlers;
        made.handle_ = handle;
        if (made.handlers_ == nullptr)
            return error(errc::out_of_memory, "no memory for the handlers of a client");
        const kbe_result r = kbe_client_set_callbacks(handle, &made.handlers_->callbacks, made.handlers_);
        if (r == KBE_OK)
            return result<client>(std::move(made));
        made.handle_ = 0;
        return error::last(r);
    }

    /**
     * Destroys the client: connections are closed, and no handler runs any more when this returns, but the one that
     * called it. Log out first where the server should be told. An empty one stays empty. Any thread; from another one
     * than the one that is serving the client it waits for the handler that runs there.
     */
    void destroy() noexcept {
        if (handle_ != 0)
            static_cast<void>(kbe_client_destroy(std::exchange(handle_, 0)));
        if (handlers_ != nullptr)
            std::exchange(handlers_, nullptr)->release();
    }

    /** Takes all handlers away. */
    bool clear_handlers() noexcept {
        if (handlers_ == nullptr || kbe_client_set_callbacks(handle_, nullptr, nullptr) != KBE_OK)
            return false;
        handlers_->callbacks = KBE_CALLBACKS_INIT;
        for (unsigned i = 0; i < static_cast<unsigned>(detail::slot::count); ++i)
            handlers_->replace(static_cast<detail::slot>(i), nullptr);
        return true;
    }

    /** A connection was made, or could not be: to the loginapp, to the baseapp. */
    template <class F>
    bool on_connection(F &&f) {
        return set<detail::slot::connection, connection_event>(callbacks().connection, std::forward<F>(f));
    }
    /** A server introduced itself: its versions and digests. */
    template <class F>
    bool on_hello(F &&f) {
        return set<detail::slot::hello, hello_event>(callbacks().hello, std::forward<F>(f));
    }
    /** Versions or digests differ; login_result with the reason follows. */
    template <class F>
    bool on_version_mismatch(F &&f) {
        return set<detail::slot::version_mismatch, version_mismatch_event>(callbacks().version_mismatch, std::forward<F>(f));
    }
    /** The entity definitions are known: look ids up here. Told again when they are replaced. */
    template <class F>
    bool on_definitions(F &&f) {
        return set<detail::slot::definitions, definitions_event>(callbacks().definitions, std::forward<F>(f));
    }
    /** The loginapp let the account in; the baseapp is next. */
    template <class F>
    bool on_login_accepted(F &&f) {
        return set<detail::slot::login_accepted, login_accepted_event>(callbacks().login_accepted, std::forward<F>(f));
    }
    /** A login attempt is over: exactly one for each login. */
    template <class F>
    bool on_login_result(F &&f) {
        return set<detail::slot::login_result, login_result_event>(callbacks().login_result, std::forward<F>(f));
    }
    /** An account request is over: exactly one for each request. */
    template <class F>
    bool on_account_result(F &&f) {
        return set<detail::slot::account_result, account_result_event>(callbacks().account_result, std::forward<F>(f));
    }
    /**
     * A session ended: exactly one for each login that succeeded, and one more for each relogin. A kick is
     * reason::kicked.
     */
    template <class F>
    bool on_disconnected(F &&f) {
        return set<detail::slot::disconnected, disconnected_event>(callbacks().disconnected, std::forward<F>(f));
    }
    /**
     * An entity exists: the player's after the login, another's as it enters the world. Its properties have their
     * first values.
     */
    template <class F>
    bool on_entity_created(F &&f) {
        return set<detail::slot::entity_created, entity_event>(callbacks().entity_created, std::forward<F>(f));
    }
    /** An entity is about to be forgotten; the last event about it. Its values can still be read here. */
    template <class F>
    bool on_entity_destroyed(F &&f) {
        return set<detail::slot::entity_destroyed, entity_event>(callbacks().entity_destroyed, std::forward<F>(f));
    }
    /** An entity entered the world: the player's cell part exists, or another came into view. */
    template <class F>
    bool on_entity_enter_world(F &&f) {
        return set<detail::slot::entity_enter_world, entity_event>(callbacks().entity_enter_world, std::forward<F>(f));
    }
    /** An entity left the world. Another than the player's is destroyed next. */
    template <class F>
    bool on_entity_leave_world(F &&f) {
        return set<detail::slot::entity_leave_world, entity_event>(callbacks().entity_leave_world, std::forward<F>(f));
    }
    /** The player entered a space. */
    template <class F>
    bool on_entity_enter_space(F &&f) {
        return set<detail::slot::entity_enter_space, entity_event>(callbacks().entity_enter_space, std::forward<F>(f));
    }
    /** The player left its space; the others in it are destroyed next. */
    template <class F>
    bool on_entity_leave_space(F &&f) {
        return set<detail::slot::entity_leave_space, entity_event>(callbacks().entity_leave_space, std::forward<F>(f));
    }
    /**
     * A property of an entity or component has another value. All properties of one message of the server are stored
     * before the first of them is told. Base properties are told once the entity exists, the others once it is in the
     * world. `position` and `direction` come as pose_set, `spaceID` does not come.
     */
    template <class F>
    bool on_property_changed(F &&f) {
        return set<detail::slot::property_changed, property_event>(callbacks().property_changed, std::forward<F>(f));
    }
    /** The server calls a method of an entity or component. */
    template <class F>
    bool on_method_called(F &&f) {
        return set<detail::slot::method_called, method_event>(callbacks().method_called, std::forward<F>(f));
    }
    /** An entity moved by itself: interpolate. One call each; see transforms for all at once. */
    template <class F>
    bool on_entity_moved(F &&f) {
        return set<detail::slot::entity_moved, moved_event>(callbacks().entity_moved, std::forward<F>(f));
    }
    /**
     * Entities moved by themselves: all movements of one pump as one array, oldest first, each entity as often as it
     * moved (see KBE_CONFIG_FOLD_MOVES). Called when the pump has told everything else, but before an event after
     * which an element would be out of date: an entity leaves, is destroyed or set somewhere, control changes, the
     * player changes its space, the session ends.
     */
    template <class F>
    bool on_transforms(F &&f) {
        return set_transforms(std::forward<F>(f));
    }
    /** An entity was set somewhere: do not interpolate. Told while it is in the world. */
    template <class F>
    bool on_pose_set(F &&f) {
        return set<detail::slot::pose_set, pose_event>(callbacks().pose_set, std::forward<F>(f));
    }
    /** Control over an entity changed. */
    template <class F>
    bool on_control_changed(F &&f) {
        return set<detail::slot::control_changed, control_event>(callbacks().control_changed, std::forward<F>(f));
    }
    /** An entity that this client controlled leaves or is destroyed. */
    template <class F>
    bool on_control_lost(F &&f) {
        return set<detail::slot::control_lost, entity_event>(callbacks().control_lost, std::forward<F>(f));
    }
    /** A component of an entity is there; before entity_enter_world and its own component_enter_world. */
    template <class F>
    bool on_component_attached(F &&f) {
        return set<detail::slot::component_attached, component_event>(callbacks().component_attached, std::forward<F>(f));
    }
    /** A component goes with its entity. */
    template <class F>
    bool on_component_detached(F &&f) {
        return set<detail::slot::component_detached, component_event>(callbacks().component_detached, std::forward<F>(f));
    }
    /** The base part of the player's entity can be called. */
    template <class F>
    bool on_base_ready(F &&f) {
        return set<detail::slot::base_ready, entity_event>(callbacks().base_ready, std::forward<F>(f));
    }
    /** The cell part of the player's entity can be called. */
    template <class F>
    bool on_cell_ready(F &&f) {
        return set<detail::slot::cell_ready, entity_event>(callbacks().cell_ready, std::forward<F>(f));
    }
    /** The cell part of the player's entity is gone. */
    template <class F>
    bool on_cell_lost(F &&f) {
        return set<detail::slot::cell_lost, entity_event>(callbacks().cell_lost, std::forward<F>(f));
    }
    /** The space has geometry: load it. Comes before the space data `_mapping` that says so. */
    template <class F>
    bool on_space_geometry(F &&f) {
        return set<detail::slot::space_geometry, space_geometry_event>(callbacks().space_geometry, std::forward<F>(f));
    }
    /** A value of the space's data was set. */
    template <class F>
    bool on_space_data_set(F &&f) {
        return set<detail::slot::space_data_set, space_data_event>(callbacks().space_data_set, std::forward<F>(f));
    }
    /** A value of the space's data was deleted. */
    template <class F>
    bool on_space_data_deleted(F &&f) {
        return set<detail::slot::space_data_deleted, space_data_event>(callbacks().space_data_deleted, std::forward<F>(f));
    }
    /**
     * A data stream begins: a file or a string that a script of the server sends. Several may be under way at once,
     * told apart by their ids. Names in it are the server's: never make a path of one.
     */
    template <class F>
    bool on_stream_started(F &&f) {
        return set<detail::slot::stream_started, stream_event>(callbacks().stream_started, std::forward<F>(f));
    }
    /** Bytes of a data stream, and how far it has come; never more than it announced. */
    template <class F>
    bool on_stream_data(F &&f) {
        return set<detail::slot::stream_data, stream_event>(callbacks().stream_data, std::forward<F>(f));
    }
    /** A data stream is complete. */
    template <class F>
    bool on_stream_completed(F &&f) {
        return set<detail::slot::stream_completed, stream_event>(callbacks().stream_completed, std::forward<F>(f));
    }
    /** A message from the server could not be used; the session goes on. */
    template <class F>
    bool on_protocol_error(F &&f) {
        return set<detail::slot::protocol_error, protocol_error_event>(callbacks().protocol_error, std::forward<F>(f));
    }
    /**
     * The game is so far behind that the library stops reading from the server. Told at the beginning of a sync_layers
     * or pump, in the pull form (event_type::queue_high) before anything that waits.
     */
    template <class F>
    bool on_queue_high(F &&f) {
        return set<detail::slot::queue_high, queue_event>(callbacks().queue_high, std::forward<F>(f));
    }
    /**
     * The session was lost and will be resumed, an attempt to resume it begins, or it goes on: see
     * config::relogin_attempts and relogin. When no attempt succeeds, disconnected follows.
     */
    template <class F>
    bool on_session_changed(F &&f) {
        return set<detail::slot::session_changed, session_event>(callbacks().session_changed, std::forward<F>(f));
    }
    /**
     * A line for the log, in order with the events around it: see config::log_level and set_log_level. When very many
     * wait, further ones are dropped, and a line says how many.
     */
    template <class F>
    bool on_log(F &&f) {
        return set<detail::slot::log, log_event>(callbacks().log, std::forward<F>(f));
    }
    /**
     * A component is in the world: its entity entered, which has just been told by entity_enter_world, or is there and
     * the component's class became known.
     */
    template <class F>
    bool on_component_enter_world(F &&f) {
        return set<detail::slot::component_enter_world, component_event>(callbacks().component_enter_world, std::forward<F>(f));
    }
    /** A component is no longer in the world, as entity_leave_world has just told of its entity. */
    template <class F>
    bool on_component_leave_world(F &&f) {
        return set<detail::slot::component_leave_world, component_event>(callbacks().component_leave_world, std::forward<F>(f));
    }

private:
    template <class F, class V, detail::slot S>
    static void told(const typename V::c_type *event, void *user_data) noexcept {
        detail::handlers::run<F>(S, user_data, V(*event));
    }
    template <class F>
    static void told_transforms(const kbe_transform *moved, std::uint32_t count, void *user_data) noexcept {
        detail::handlers::run<F>(detail::slot::transforms, user_data, transforms(moved, count));
    }

    // For a client without handlers there is a table that is never used.
    kbe_callbacks &callbacks() noexcept {
        static thread_local kbe_callbacks none;
        return handlers_ ? handlers_->callbacks : none;
    }

    template <detail::slot S, class V, class C, class F>
    bool set(C &place, F &&f) {
        using function = std::decay_t<F>;
        if constexpr (std::is_same_v<function, std::nullptr_t>) {
            return put(S, place, C(nullptr), nullptr);
        } else {
            static_assert(std::is_invocable_v<function &, V> || std::is_invocable_v<function &>,
                          "a handler takes the view of its event, such as kbe::entity_event, or nothing");
            return put(S, place, static_cast<C>(&client::told<function, V, S>), make<function>(std::forward<F>(f)));
        }
    }
    template <class F>
    bool set_transforms(F &&f) {
        using function = std::decay_t<F>;
        using C = decltype(kbe_callbacks::transforms);
        if constexpr (std::is_same_v<function, std::nullptr_t>) {
            return put(detail::slot::transforms, callbacks().transforms, C(nullptr), nullptr);
        } else {
            static_assert(std::is_invocable_v<function &, transforms> || std::is_invocable_v<function &>,
                          "a handler of transforms takes kbe::transforms, or nothing");
            return put(detail::slot::transforms, callbacks().transforms, static_cast<C>(&client::told_transforms<function>),
                       make<function>(std::forward<F>(f)));
        }
    }
    template <class F, class G>
    detail::handler *make(G &&g) {
        return handlers_ == nullptr ? nullptr : new detail::handler_of<F>(std::forward<G>(g));
    }
    // The library is told first: only when it agrees does the old handler go.
    template <class C>
    bool put(detail::slot where, C &place, C callback, detail::handler *with) noexcept {
        if (handlers_ == nullptr)
            return false;
        const C before = std::exchange(place, callback);
        if (kbe_client_set_callbacks(handle_, &handlers_->callbacks, handlers_) != KBE_OK) {
            place = before;
            if (with != nullptr)
                with->destroy(with);
            return false;
        }
        handlers_->replace(where, with);
        return true;
    }

    detail::handlers *handlers_ = nullptr;
};

/**
 * Lets the layers meet (kbe_sync_layers): applies what came from the servers to the world, and runs the handlers of
 * every client that is bound to the calling thread. The heartbeat of a game: call it once a frame. 0 never waits; above
 * 0 it takes that long, in milliseconds. Answers the number of events dispatched. Fails with errc::reentrant,
 * errc::panic, and errc::handler_threw when everything was told but a handler threw; the number is there all the same.
 */
inline result<std::uint32_t> sync_layers(std::uint32_t timeout_ms) noexcept {
    detail::forget_thrown();
    const std::int32_t told = kbe_sync_layers(timeout_ms);
    if (told < 0)
        return error::last(told);
    if (detail::thrown_here().count != 0)
        return result<std::uint32_t>(detail::thrown_error(), static_cast<std::uint32_t>(told));
    return static_cast<std::uint32_t>(told);
}

KBE_CPP_END

#endif
