// Where the handlers of a client live, and how the library reaches them.
#ifndef KBE_CPP_HANDLERS_HPP
#define KBE_CPP_HANDLERS_HPP

#include <kbe/events.hpp>

#include <atomic>
#include <memory>

KBE_CPP_BEGIN

namespace detail {

// Every callback of kbe_callbacks, with the view that its handler is given.
#define KBE_CPP_CALLBACKS(X)                                                                                           \
    X(connection, connection_event)                                                                                    \
    X(hello, hello_event)                                                                                              \
    X(version_mismatch, version_mismatch_event)                                                                        \
    X(definitions, definitions_event)                                                                                  \
    X(login_accepted, login_accepted_event)                                                                            \
    X(login_result, login_result_event)                                                                                \
    X(account_result, account_result_event)                                                                            \
    X(disconnected, disconnected_event)                                                                                \
    X(entity_created, entity_event)                                                                                    \
    X(entity_destroyed, entity_event)                                                                                  \
    X(entity_enter_world, entity_event)                                                                                \
    X(entity_leave_world, entity_event)                                                                                \
    X(entity_enter_space, entity_event)                                                                                \
    X(entity_leave_space, entity_event)                                                                                \
    X(property_changed, property_event)                                                                                \
    X(method_called, method_event)                                                                                     \
    X(entity_moved, moved_event)                                                                                       \
    X(pose_set, pose_event)                                                                                            \
    X(control_changed, control_event)                                                                                  \
    X(control_lost, entity_event)                                                                                      \
    X(component_attached, component_event)                                                                             \
    X(component_detached, component_event)                                                                             \
    X(base_ready, entity_event)                                                                                        \
    X(cell_ready, entity_event)                                                                                        \
    X(cell_lost, entity_event)                                                                                         \
    X(space_geometry, space_geometry_event)                                                                            \
    X(space_data_set, space_data_event)                                                                                \
    X(space_data_deleted, space_data_event)                                                                            \
    X(stream_started, stream_event)                                                                                    \
    X(stream_data, stream_event)                                                                                       \
    X(stream_completed, stream_event)                                                                                  \
    X(protocol_error, protocol_error_event)                                                                            \
    X(queue_high, queue_event)                                                                                         \
    X(session_changed, session_event)                                                                                  \
    X(log, log_event)                                                                                                  \
    X(component_enter_world, component_event)                                                                          \
    X(component_leave_world, component_event)

enum class slot : unsigned {
#define KBE_CPP_SLOT(callback, view) callback,
    KBE_CPP_CALLBACKS(KBE_CPP_SLOT)
#undef KBE_CPP_SLOT
    transforms,
    count
};

inline const char *slot_name(slot s) noexcept {
    static constexpr const char *names[] = {
#define KBE_CPP_SLOT(callback, view) "on_" #callback,
        KBE_CPP_CALLBACKS(KBE_CPP_SLOT)
#undef KBE_CPP_SLOT
            "on_transforms",
    };
    return names[static_cast<unsigned>(s)];
}

// What handlers have thrown since a pump of this thread began.
struct thrown {
    unsigned count = 0;
    slot first_in = slot::count;
    char text[160] = "";
};
inline thrown &thrown_here() noexcept {
    static thread_local thrown here;
    return here;
}
#if KBE_CPP_EXCEPTIONS
// Inside a catch block: keeps what was caught.
inline void keep_exception(slot where) noexcept {
    thrown &here = thrown_here();
    if (here.count++ != 0)
        return;
    here.first_in = where;
    first_exception() = std::current_exception();
    const char *what = "something that is no std::exception";
    try {
        throw;
    } catch (const std::exception &e) {
        what = e.what();
        std::snprintf(here.text, sizeof here.text, "%s", what ? what : "");
    } catch (...) {
        std::snprintf(here.text, sizeof here.text, "%s", what);
    }
}
#endif

inline void forget_thrown() noexcept {
    thrown &here = thrown_here();
    if (here.count == 0)
        return;
    here.count = 0;
#if KBE_CPP_EXCEPTIONS
    first_exception() = nullptr;
#endif
}

inline error thrown_error() noexcept {
    const thrown &here = thrown_here();
    char said[error::capacity];
    std::snprintf(said, sizeof said, "the handler %s threw: %s%s", slot_name(here.first_in), here.text,
                  here.count > 1 ? " (and others did)" : "");
    return error(errc::handler_threw, said);
}

// A handler of any type, made once when it is set.
struct handler {
    using destroy_function = void (*)(handler *) noexcept;
    explicit handler(destroy_function d) noexcept : destroy(d) {}
    destroy_function destroy;
    handler *next = nullptr;
};
template <class F>
struct handler_of : handler {
    template <class G>
    explicit handler_of(G &&g) : handler([](handler *h) noexcept { delete static_cast<handler_of *>(h); }), f(std::forward<G>(g)) {}
    F f;
};
// A handler that wants no argument may leave it out.
template <class F, class E>
void invoke(F &f, E &&event) {
    if constexpr (std::is_invocable_v<F &, E>)
        static_cast<void>(f(std::forward<E>(event)));
    else
        static_cast<void>(f());
}

/**
 * The handlers of one client. It lies on the heap and never moves, as the library knows its address. It is gone when
 * neither the client object nor a running handler needs it, so that a handler may destroy its client, or replace
 * itself.
 */
class handlers {
public:
    handlers() noexcept : callbacks(KBE_CALLBACKS_INIT) {}
    handlers(const handlers &) = delete;
    handlers &operator=(const handlers &) = delete;

    /** Puts a handler in its place; what was there goes as soon as it does not run. */
    void replace(slot where, handler *with) noexcept {
        handler *&place = slots_[static_cast<unsigned>(where)];
        if (place != nullptr) {
            place->next = replaced_;
            replaced_ = place;
        }
        place = with;
        if (running_.load(std::memory_order_relaxed) == 0)
            sweep();
    }
    handler *at(slot where) const noexcept { return slots_[static_cast<unsigned>(where)]; }

    /**
     * The client object is gone, and so is its client: nothing is called any more but what runs now. That is on this
     * very thread, as kbe_client_destroy waits for other ones. (After a shutdown_all whose time was over it does not: then
     * these few bytes may be kept for ever, but nothing is touched that is gone.)
     */
    void release() noexcept {
        if (running_.load(std::memory_order_acquire) == 0)
            delete this;
        else
            released_.store(true, std::memory_order_relaxed);
    }

    /** One call of a handler: keeps everything alive that it may need, and what it throws. */
    template <class F, class E>
    static void run(slot where, void *user_data, E event) noexcept {
        auto *self = static_cast<handlers *>(user_data);
        const unsigned depth = self->running_.load(std::memory_order_relaxed);
        self->running_.store(depth + 1, std::memory_order_relaxed);
        F &f = static_cast<handler_of<F> *>(self->at(where))->f;
#if KBE_CPP_EXCEPTIONS
        try {
            invoke(f, event);
        } catch (...) {
            keep_exception(where);
        }
#else
        static_cast<void>(where);
        invoke(f, event);
#endif
        if (depth == 0)
            self->sweep();
        if (depth == 0 && self->released_.load(std::memory_order_relaxed))
            delete self;
        else
            self->running_.store(depth, std::memory_order_release);
    }

    kbe_callbacks callbacks;

private:
    ~handlers() {
        for (handler *h : slots_)
            if (h != nullptr)
                h->destroy(h);
        sweep();
    }
    void sweep() noexcept {
        while (replaced_ != nullptr) {
            handler *h = replaced_;
            replaced_ = h->next;
            h->destroy(h);
        }
    }

    // Written by the thread that runs handlers, looked at by the one that destroys.
    std::atomic<unsigned> running_{0};
    std::atomic<bool> released_{false};
    handler *replaced_ = nullptr;
    handler *slots_[static_cast<unsigned>(slot::count)] = {};
};

}  // namespace detail

KBE_CPP_END

#endif
