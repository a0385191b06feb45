// Pumping one client, and the pull form: events taken one by one instead of being told.
#ifndef KBE_CPP_EVENTS_PULL_HPP
#define KBE_CPP_EVENTS_PULL_HPP

#include <kbe/handlers.hpp>

KBE_CPP_BEGIN

/** An event that was taken. What it refers to is lent until the next one is taken. */
class event {
public:
    /** No event. */
    event() noexcept : e_(KBE_EVENT_INIT) {}

    /** What kind; event_type::none when there was none. Ignore unknown ones. */
    event_type type() const noexcept { return static_cast<event_type>(e_.type); }
    /** Whether there is an event. */
    explicit operator bool() const noexcept { return e_.type != KBE_EVENT_NONE; }
    /** The client it is about. */
    client_ref client() const noexcept { return client_ref(e_.data.client); }

    /** The event as a view, such as kbe::entity_event, if it is one; type() says which of those. */
    template <class V>
    std::optional<V> get_if() const noexcept {
        if (!holds<V>())
            return {};
        return view_of<V>();
    }
    /** Movements in a row: empty unless it is event_type::transforms. */
    kbe::transforms transforms() const noexcept {
        if (type() != event_type::transforms)
            return {};
        return kbe::transforms(e_.data.transforms.transforms, e_.data.transforms.count);
    }
    /** Calls `f` with the view of the event, or with kbe::transforms; not for none and for unknown ones. */
    template <class F>
    void visit(F &&f) const {
        switch (type()) {
#define KBE_CPP_VISIT(callback, view)                                                                                  \
    case event_type::callback: return static_cast<void>(f(view_of<view>()));
            KBE_CPP_CALLBACKS(KBE_CPP_VISIT)
#undef KBE_CPP_VISIT
        case event_type::transforms: return static_cast<void>(f(transforms()));
        default: return;
        }
    }
    /** The event of the C interface. */
    const kbe_event &c() const noexcept { return e_; }
    /** The same, to be filled. */
    kbe_event &c() noexcept { return e_; }

private:
    template <class V>
    bool holds() const noexcept {
        switch (type()) {
#define KBE_CPP_HOLDS(callback, view)                                                                                  \
    case event_type::callback: return std::is_same_v<V, view>;
            KBE_CPP_CALLBACKS(KBE_CPP_HOLDS)
#undef KBE_CPP_HOLDS
        default: return false;
        }
    }
    // A union lies where its members lie.
    template <class V>
    V view_of() const noexcept {
        return V(*static_cast<const typename V::c_type *>(static_cast<const void *>(&e_.data)));
    }

    kbe_event e_;
};

/**
 * Events as a range: `for (const kbe::event &e : client.events()) ...`. Going on takes the next event, and the world
 * moves with it. It ends when nothing waits, or with an error().
 */
class event_range {
public:
    class iterator {
    public:
        using difference_type = std::ptrdiff_t;
        using value_type = event;
        using reference = const event &;
        using pointer = const event *;
        using iterator_category = std::input_iterator_tag;

        iterator() noexcept = default;
        explicit iterator(event_range *of) noexcept : of_(of) { ended(); }
        const event &operator*() const noexcept { return of_->event_; }
        const event *operator->() const noexcept { return &of_->event_; }
        iterator &operator++() noexcept {
            of_->take(0);
            ended();
            return *this;
        }
        void operator++(int) noexcept { ++*this; }
        friend bool operator==(iterator a, iterator b) noexcept { return a.of_ == b.of_; }
        friend bool operator!=(iterator a, iterator b) noexcept { return a.of_ != b.of_; }

    private:
        void ended() noexcept {
            if (of_ != nullptr && !of_->event_)
                of_ = nullptr;
        }
        event_range *of_ = nullptr;
    };

    /** See client_ref::events. */
    event_range(kbe_client client, std::uint32_t wait_ms, std::uint32_t flags) noexcept
        : client_(client), wait_ms_(wait_ms), flags_(flags) {}

    /** Takes the first event, for which it waits if so asked. */
    iterator begin() noexcept {
        take(wait_ms_);
        return iterator(this);
    }
    /** Where it ends. */
    iterator end() const noexcept { return {}; }
    /** Why it ended, when it was not because nothing waited. */
    const kbe::error &error() const noexcept { return error_; }

private:
    void take(std::uint32_t wait_ms) noexcept {
        const kbe_result r = kbe_client_next_event(client_, flags_, wait_ms, &event_.c());
        if (r != KBE_OK) {
            error_ = kbe::error::last(r);
            event_.c().type = KBE_EVENT_NONE;
        }
    }

    kbe_client client_;
    std::uint32_t wait_ms_, flags_;
    event event_;
    kbe::error error_;
};

inline result<pump_stats> client_ref::pump(const kbe_pump_params &params) const noexcept {
    detail::forget_thrown();
    pump_stats stats;
    const kbe_result r = kbe_client_pump(handle_, &params, &stats);
    if (r != KBE_OK)
        return error::last(r);
    if (detail::thrown_here().count != 0)
        return result<pump_stats>(detail::thrown_error(), stats);
    return stats;
}

inline result<event> client_ref::next_event(std::uint32_t wait_ms, bool bulk_moves) const noexcept {
    event taken;
    const kbe_result r = kbe_client_next_event(handle_, bulk_moves ? KBE_NEXT_BULK_MOVES : 0u, wait_ms, &taken.c());
    return detail::done(r, taken);
}

inline event_range client_ref::events(std::uint32_t wait_ms, bool bulk_moves) const noexcept {
    return event_range(handle_, wait_ms, bulk_moves ? KBE_NEXT_BULK_MOVES : 0u);
}

KBE_CPP_END

#endif
