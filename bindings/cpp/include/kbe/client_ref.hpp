// Everything that can be done with a client, by handle.
#ifndef KBE_CPP_CLIENT_REF_HPP
#define KBE_CPP_CLIENT_REF_HPP

#include <kbe/info.hpp>

KBE_CPP_BEGIN

class event;
class event_range;

/**
 * A client by its handle: owns nothing, is copied freely, and is what events bring along. When the client is gone,
 * everything fails with errc::bad_handle. Functions are those of kbe.h, which says all about each; the name there is
 * kbe_client_ and the name here, unless it says otherwise.
 *
 * Pump thread, unless it says otherwise: the thread that the client is bound to, which is the one that created it.
 */
class client_ref {
public:
    /** No client. */
    client_ref() noexcept = default;
    /** The client with this handle. */
    explicit client_ref(kbe_client handle) noexcept : handle_(handle) {}

    /** Handle for the C interface; 0 for none. */
    kbe_client handle() const noexcept { return handle_; }
    /** Whether there is a handle; the client may be gone all the same. */
    explicit operator bool() const noexcept { return handle_ != 0; }
    friend bool operator==(client_ref a, client_ref b) noexcept { return a.handle_ == b.handle_; }
    friend bool operator!=(client_ref a, client_ref b) noexcept { return a.handle_ != b.handle_; }

    // --- accounts and session -------------------------------------------------------------------------------------

    /**
     * Logs in: loginapp, imports, baseapp, until the player's entity exists. on_login_result tells how it went, exactly
     * once. `datas` is for the server's login script, at most 1024 bytes. Fails with errc::busy unless the client is
     * offline, errc::invalid_argument naming the text, errc::queue_full.
     */
    result<void> login(std::string_view account, std::string_view password, bytes datas = {}) const noexcept {
        using detail::c;
        if (datas.empty())
            return detail::done(kbe_client_login(handle_, c(account), c(password)));
        return detail::done(kbe_client_login_with_datas(handle_, c(account), c(password), c(datas)));
    }
    /** Resumes a session that was lost and is resumable; on_session_changed and on_disconnected tell of it. */
    result<void> relogin() const noexcept { return detail::done(kbe_client_relogin(handle_)); }
    /** Tells the server that the player leaves, and closes the session in good order; on_disconnected follows. */
    result<void> logout() const noexcept { return detail::done(kbe_client_logout(handle_)); }
    /** Ends whatever is going on, without a word to the server. */
    result<void> disconnect() const noexcept { return detail::done(kbe_client_disconnect(handle_)); }
    /** Asks for a new account; on_account_result tells how it went. `flags` are KBE_ACCOUNT bits. */
    result<void> create_account(std::string_view account, std::string_view password, bytes datas = {},
                                std::uint32_t flags = 0) const noexcept {
        using detail::c;
        return detail::done(kbe_client_create_account(handle_, c(account), c(password), c(datas), flags));
    }
    /** Asks the server to mail a link that resets the password. */
    result<void> reset_password(std::string_view account) const noexcept {
        return detail::done(kbe_client_reset_password(handle_, detail::c(account)));
    }
    /** Binds an e-mail address to the account that is logged in. */
    result<void> bind_email(std::string_view email) const noexcept {
        return detail::done(kbe_client_bind_email(handle_, detail::c(email)));
    }
    /** Changes the password of the account that is logged in. */
    result<void> new_password(std::string_view old_password, std::string_view new_one) const noexcept {
        return detail::done(kbe_client_new_password(handle_, detail::c(old_password), detail::c(new_one)));
    }

    // --- state ----------------------------------------------------------------------------------------------------

    /** How far the client has got, as far as the game has been told. */
    result<kbe::state> state() const noexcept {
        const std::int32_t s = kbe_client_state(handle_);
        return s < 0 ? result<kbe::state>(error::last(s)) : result<kbe::state>(static_cast<kbe::state>(s));
    }
    /** What is known about session and server (kbe_client_get_info). */
    result<client_info> info() const noexcept {
        kbe_client_info i = KBE_CLIENT_INFO_INIT;
        const kbe_result r = kbe_client_get_info(handle_, &i);
        return detail::done(r, client_info(i));
    }
    /** Counters (kbe_client_get_stats). */
    result<client_stats> stats() const noexcept {
        client_stats s;
        const kbe_result r = kbe_client_get_stats(handle_, &s);
        return detail::done(r, s);
    }
    /**
     * Messages and bytes by name, into `room`; the view is of its beginning. The names are lent until the next call.
     * Fails with errc::buffer_too_small: ask traffic_count first, and have room for some more.
     */
    result<span<const message_stats>> traffic(span<message_stats> room) const noexcept {
        std::uint32_t n = 0;
        const kbe_result r = kbe_client_message_stats(handle_, room.data(), detail::length(room.size()), &n);
        return detail::done(r, span<const message_stats>(room.data(), n));
    }
    /** How many names traffic() has. */
    result<std::uint32_t> traffic_count() const noexcept {
        std::uint32_t n = 0;
        const kbe_result r = kbe_client_message_stats(handle_, nullptr, 0, &n);
        return detail::done(r, n);
    }
    /** Name and sentence of a server error code. */
    result<kbe::server_error> server_error(std::uint32_t code) const noexcept {
        kbe_str name{}, sentence{};
        const kbe_result r = kbe_client_server_error(handle_, code, &name, &sentence);
        return detail::done(r, kbe::server_error{text(name), text(sentence)});
    }

    // --- entities and space ---------------------------------------------------------------------------------------

    /** Id of the player's entity, 0 when there is none (kbe_player_id). */
    std::int32_t player_id() const noexcept { return kbe_player_id(handle_); }
    /** The player, whoever that is at the time of a call. */
    kbe::entity player() const noexcept { return kbe::entity(handle_, 0); }
    /** An entity by id. Nothing is looked up yet. */
    kbe::entity entity(std::int32_t id) const noexcept { return kbe::entity(handle_, id); }
    /** The ids of all entities into `room`, and how many there are. Fails with errc::buffer_too_small. */
    result<std::uint32_t> entities(span<std::int32_t> room) const noexcept {
        std::uint32_t n = 0;
        const kbe_result r = kbe_client_entities(handle_, room.data(), detail::length(room.size()), &n);
        return detail::done(r, n);
    }
    /** How many entities there are. */
    std::uint32_t entity_count() const noexcept {
        std::uint32_t n = 0;
        return kbe_client_entities(handle_, nullptr, 0, &n) == KBE_OK ? n : 0;
    }
    /** The ids of all entities, in memory of their own. */
    result<std::vector<std::int32_t>> entity_ids() const {
        std::vector<std::int32_t> ids(entity_count());
        const result<std::uint32_t> n = entities(span<std::int32_t>(ids));
        return n ? result<std::vector<std::int32_t>>(std::move(ids)) : result<std::vector<std::int32_t>>(n.error());
    }
    /**
     * Says where the player is (kbe_player_set_pose): the entity is there at once, and the server is told when it is
     * due. Call it every frame. Fails with errc::offline, errc::not_in_world, errc::not_your_entity while somebody else
     * moves the player, errc::invalid_argument for a number that is not finite.
     */
    result<void> set_pose(const kbe_pose &pose) const noexcept {
        return detail::done(kbe_player_set_pose(handle_, &pose));
    }
    /** Path of the current space's geometry; empty while it is not known (kbe_space_geometry). */
    result<std::string_view> space_geometry() const noexcept {
        kbe_str path{};
        const kbe_result r = kbe_space_geometry(handle_, &path);
        return detail::done(r, text(path));
    }
    /** A value of the current space's data (kbe_space_data). */
    result<std::string_view> space_data(std::string_view key) const noexcept {
        kbe_str found{};
        const kbe_result r = kbe_space_data(handle_, detail::c(key), &found);
        return detail::done(r, text(found));
    }
    /** Number of keys of the current space's data (kbe_space_data_count). */
    std::uint32_t space_data_count() const noexcept { return kbe_space_data_count(handle_); }
    /** A key of the current space's data and its value, by position (kbe_space_data_at). */
    result<space_datum> space_data_at(std::uint32_t index) const noexcept {
        kbe_str key{}, found{};
        const kbe_result r = kbe_space_data_at(handle_, index, &key, &found);
        return detail::done(r, space_datum{text(key), text(found)});
    }

    // --- definitions ----------------------------------------------------------------------------------------------

    /** Number of classes, components among them; 0 while the definitions are not known (kbe_class_count). */
    std::uint32_t class_count() const noexcept { return kbe_class_count(handle_); }
    /** A class by position (kbe_class_at). */
    result<class_info> class_at(std::uint32_t index) const noexcept {
        kbe_class_info i = KBE_CLASS_INFO_INIT;
        const kbe_result r = kbe_class_at(handle_, index, &i);
        return detail::done(r, class_info(i));
    }
    /** Id of a class by name (kbe_class_id). */
    result<std::uint32_t> class_id(std::string_view name) const noexcept {
        std::uint32_t id = 0;
        const kbe_result r = kbe_class_id(handle_, detail::c(name), &id);
        return detail::done(r, id);
    }
    /** Name of a class by id (kbe_class_name). */
    result<std::string_view> class_name(std::uint32_t class_id) const noexcept {
        kbe_str name{};
        const kbe_result r = kbe_class_name(handle_, class_id, &name);
        return detail::done(r, text(name));
    }
    /** Uid of a property by names, to compare with property_event::property_id (kbe_class_property_id). */
    result<std::uint32_t> property_id(std::string_view class_name, std::string_view property) const noexcept {
        std::uint32_t id = 0;
        const kbe_result r = kbe_class_property_id(handle_, detail::c(class_name), detail::c(property), &id);
        return detail::done(r, id);
    }
    /** A property of a class by position (kbe_class_property_at). */
    result<property_info> property_at(std::uint32_t class_id, std::uint32_t index) const noexcept {
        kbe_property_info i = KBE_PROPERTY_INFO_INIT;
        const kbe_result r = kbe_class_property_at(handle_, class_id, index, &i);
        return detail::done(r, property_info(i));
    }
    /** Uid of a method by names, to compare with method_event::method_id or for call_ids (kbe_class_method_id). */
    result<std::uint32_t> method_id(std::string_view class_name, side where, std::string_view method) const noexcept {
        std::uint32_t id = 0;
        const kbe_result r = kbe_class_method_id(handle_, detail::c(class_name), static_cast<std::uint32_t>(where),
                                                 detail::c(method), &id);
        return detail::done(r, id);
    }
    /** A method of a class by position (kbe_class_method_at). */
    result<method_info> method_at(std::uint32_t class_id, side where, std::uint32_t index) const noexcept {
        kbe_method_info i = KBE_METHOD_INFO_INIT;
        const kbe_result r = kbe_class_method_at(handle_, class_id, static_cast<std::uint32_t>(where), index, &i);
        return detail::done(r, method_info(i));
    }
    /** Number of data types (kbe_type_count). */
    std::uint32_t type_count() const noexcept { return kbe_type_count(handle_); }
    /** A data type by position (kbe_type_at). */
    result<type_info> type_at(std::uint32_t index) const noexcept {
        kbe_type_info i = KBE_TYPE_INFO_INIT;
        const kbe_result r = kbe_type_at(handle_, index, &i);
        return detail::done(r, type_info(i));
    }
    /** A key of a FIXED_DICT type by position (kbe_type_key_at). */
    result<type_key> type_key_at(std::uint32_t type_index, std::uint32_t index) const noexcept {
        kbe_str name{};
        std::uint32_t item_type = 0;
        const kbe_result r = kbe_type_key_at(handle_, type_index, index, &name, &item_type);
        return detail::done(r, type_key{text(name), item_type});
    }
    /** Gives the client definitions that the game brought along; copied. */
    result<void> set_definitions(bytes file) const noexcept {
        return detail::done(kbe_client_set_definitions(handle_, detail::c(file)));
    }
    /** The server's definitions as a file for set_definitions, in memory of its own (kbe_client_get_definitions). */
    result<std::vector<std::uint8_t>> definitions() const {
        using file = result<std::vector<std::uint8_t>>;
        std::uint32_t n = 0;
        kbe_result r = kbe_client_get_definitions(handle_, nullptr, 0, &n);
        if (r != KBE_OK)
            return file(error::last(r));
        std::vector<std::uint8_t> content(n);
        r = kbe_client_get_definitions(handle_, content.data(), n, &n);
        return r == KBE_OK ? file(std::move(content)) : file(error::last(r));
    }

    // --- pump control and tools -----------------------------------------------------------------------------------

    /**
     * Applies what came from the servers, and runs the handlers, for this client alone and within bounds: see
     * pump_params. What is left stays queued, in order. Not inside a handler. Fails with errc::reentrant, errc::panic, and
     * errc::handler_threw when everything was told but a handler threw; what was done is there all the same.
     */
    inline result<pump_stats> pump(const kbe_pump_params &params = pump_params()) const noexcept;
    /**
     * Takes the next event instead of being told; with `bulk_moves`, movements in a row come as one. For clients made
     * with KBE_CONFIG_OWN_PUMP, so that sync_layers does not take their events. Not inside a handler.
     */
    inline result<event> next_event(std::uint32_t wait_ms = 0, bool bulk_moves = false) const noexcept;
    /** All events that wait, one by one: see event_range. `wait_ms` is how long to wait for the first. */
    inline event_range events(std::uint32_t wait_ms = 0, bool bulk_moves = false) const noexcept;
    /**
     * Says which of the frequent events (`KBE_INTEREST_*` bits) the game wants to hear of, for entities of one class, or of
     * all with 0. The world is kept up all the same; calls that are not wanted are not even decoded. Pump thread.
     */
    result<void> set_interest(std::uint32_t class_id, std::uint32_t interest) const noexcept {
        return detail::done(kbe_client_set_interest(handle_, class_id, interest));
    }
    /** Holds the events of the client back, for instance while a scene is loaded. Any thread. */
    result<void> pause_events() const noexcept { return detail::done(kbe_client_pause_events(handle_)); }
    /** Goes on with the events: the next pump tells what has waited. Any thread. */
    result<void> resume_events() const noexcept { return detail::done(kbe_client_resume_events(handle_)); }
    /** Ends the wait of a pump that serves this client, or the next one. Any thread. */
    result<void> wakeup() const noexcept { return detail::done(kbe_client_wakeup(handle_)); }
    /** Inside a handler: ends the running pump when the handler returns. */
    result<void> stop_pump() const noexcept { return detail::done(kbe_client_stop_pump(handle_)); }
    /** Binds the client to the calling thread. Not inside a handler. Any thread. */
    result<void> rebind_thread() const noexcept { return detail::done(kbe_client_rebind_thread(handle_)); }
    /** Sets which lines on_log gets from now on. Any thread. */
    result<void> set_log_level(kbe::log_level level) const noexcept {
        return detail::done(kbe_client_set_log_level(handle_, static_cast<std::uint32_t>(level)));
    }
    /** Records the traffic to a file from now on; an empty path ends it. Any thread. */
    result<void> record(std::string_view path) const noexcept {
        return detail::done(kbe_client_record(handle_, detail::c(path)));
    }
    /** Puts a bad line between client and server. Any thread. */
    result<void> set_net_sim(const kbe_net_sim &line) const noexcept {
        return detail::done(kbe_client_set_net_sim(handle_, &line));
    }
    /** Makes the line good again. Any thread. */
    result<void> clear_net_sim() const noexcept { return detail::done(kbe_client_set_net_sim(handle_, nullptr)); }

protected:
    kbe_client handle_ = 0;
};

KBE_CPP_END

#endif
