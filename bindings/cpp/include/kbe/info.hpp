// What can be asked about client, server and definitions. Text is lent until the next pump.
#ifndef KBE_CPP_INFO_HPP
#define KBE_CPP_INFO_HPP

#include <kbe/entity.hpp>

KBE_CPP_BEGIN

/** What is known about session and server. */
class client_info {
public:
    /** Nothing known. */
    client_info() noexcept : i_(KBE_CLIENT_INFO_INIT) {}
    /** An answer of the C interface. */
    explicit client_info(const kbe_client_info &i) noexcept : i_(i) {}

    /** How far it has got. */
    kbe::state state() const noexcept { return static_cast<kbe::state>(i_.state); }
    /** The player's entity, 0 when there is none. */
    std::int32_t player_id() const noexcept { return i_.player_id; }
    /** The player's space, 0 when it is in none. */
    std::uint32_t space_id() const noexcept { return i_.space_id; }
    /** Key of the session; 0 outside of one. */
    std::uint64_t uuid() const noexcept { return i_.uuid; }
    /** Number of entities. */
    std::uint32_t entity_count() const noexcept { return i_.entity_count; }
    /** TCP port of the baseapp. */
    std::uint32_t baseapp_tcp_port() const noexcept { return i_.baseapp_tcp_port; }
    /** UDP port of the baseapp, 0 for none. */
    std::uint32_t baseapp_udp_port() const noexcept { return i_.baseapp_udp_port; }
    /** Whether events are held back: see client_ref::pause_events. */
    bool paused() const noexcept { return (i_.flags & KBE_CLIENT_PAUSED) != 0; }
    /** Host of the baseapp as announced. */
    std::string_view baseapp_host() const noexcept { return text(i_.baseapp_host); }
    /** Account name of the session. */
    std::string_view account() const noexcept { return text(i_.account); }
    /** Data that came with the login's answer. */
    bytes datas() const noexcept { return view(i_.datas); }
    /** Engine version of the server. */
    std::string_view server_version() const noexcept { return text(i_.server_version); }
    /** Script version of the server. */
    std::string_view server_script_version() const noexcept { return text(i_.server_script_version); }
    /** Digest of the server's message tables. */
    std::string_view protocol_digest() const noexcept { return text(i_.protocol_digest); }
    /** Digest of the server's entity definitions. */
    std::string_view entitydef_digest() const noexcept { return text(i_.entitydef_digest); }
    /** The player's position as the server knows it. */
    vector3 server_position() const noexcept {
        return {i_.server_position[0], i_.server_position[1], i_.server_position[2]};
    }
    /** What the current connection is encrypted with. */
    kbe::encryption encryption() const noexcept { return static_cast<kbe::encryption>(i_.encryption); }

private:
    kbe_client_info i_;
};

/** Counters of a client: the fields of kbe_client_stats. */
struct client_stats : kbe_client_stats {
    /** All zero. */
    client_stats() noexcept : kbe_client_stats(KBE_CLIENT_STATS_INIT) {}
};

/** A class of the definitions. */
class class_info {
public:
    /** Nothing. */
    class_info() noexcept : i_(KBE_CLASS_INFO_INIT) {}
    /** An answer of the C interface. */
    explicit class_info(const kbe_class_info &i) noexcept : i_(i) {}
    /** Class id: its utype. */
    std::uint32_t id() const noexcept { return i_.id; }
    /** Name. */
    std::string_view name() const noexcept { return text(i_.name); }
    /** Number of properties. */
    std::uint32_t property_count() const noexcept { return i_.property_count; }
    /** Number of its methods: those that the server calls, or exposed ones. */
    std::uint32_t method_count(side s) const noexcept {
        switch (s) {
        case side::base: return i_.base_method_count;
        case side::cell: return i_.cell_method_count;
        case side::client: return i_.client_method_count;
        }
        return 0;
    }

private:
    kbe_class_info i_;
};

/** A property of a class. */
class property_info {
public:
    /** Nothing. */
    property_info() noexcept : i_(KBE_PROPERTY_INFO_INIT) {}
    /** An answer of the C interface. */
    explicit property_info(const kbe_property_info &i) noexcept : i_(i) {}
    /** Uid. */
    std::uint32_t id() const noexcept { return i_.id; }
    /** Name. */
    std::string_view name() const noexcept { return text(i_.name); }
    /** Who sees it, as the definitions say. */
    std::uint32_t flags() const noexcept { return i_.flags; }
    /** One-byte id on the wire, or -1. */
    std::int32_t alias() const noexcept { return i_.alias; }
    /** Data type: position for client_ref::type_at. */
    std::uint32_t type_index() const noexcept { return i_.type_index; }
    /** What its values are. */
    value_type type() const noexcept { return static_cast<value_type>(i_.value_type); }
    /** Default as the definition writes it. */
    bytes default_text() const noexcept { return view(i_.default_text); }
    /** Default as a value. */
    value default_value() const noexcept { return i_.default_value ? value(*i_.default_value) : value(); }

private:
    kbe_property_info i_;
};

/** A method of a class. */
class method_info {
public:
    /** Nothing. */
    method_info() noexcept : i_(KBE_METHOD_INFO_INIT) {}
    /** An answer of the C interface. */
    explicit method_info(const kbe_method_info &i) noexcept : i_(i) {}
    /** Uid. */
    std::uint32_t id() const noexcept { return i_.id; }
    /** Name. */
    std::string_view name() const noexcept { return text(i_.name); }
    /** One-byte id on the wire, or -1. */
    std::int32_t alias() const noexcept { return i_.alias; }
    /** Number of arguments. */
    std::uint32_t arg_count() const noexcept { return i_.arg_count; }
    /** Data types of the first 32 arguments: positions for client_ref::type_at. */
    span<const std::uint16_t> arg_types() const noexcept {
        return span<const std::uint16_t>(i_.arg_types, i_.arg_count < 32 ? i_.arg_count : 32);
    }

private:
    kbe_method_info i_;
};

/** A data type. */
class type_info {
public:
    /** Nothing. */
    type_info() noexcept : i_(KBE_TYPE_INFO_INIT) {}
    /** An answer of the C interface. */
    explicit type_info(const kbe_type_info &i) noexcept : i_(i) {}
    /** What its values are. */
    value_type type() const noexcept { return static_cast<value_type>(i_.value_type); }
    /** Number of the type in the import. */
    std::uint32_t wire_id() const noexcept { return i_.wire_id; }
    /** ARRAY: type of the items, a position for client_ref::type_at. */
    std::uint32_t item_type() const noexcept { return i_.item_type; }
    /** FIXED_DICT: number of keys, see client_ref::type_key_at. */
    std::uint32_t key_count() const noexcept { return i_.key_count; }
    /** Name of the base type, such as FIXED_DICT. */
    std::string_view base_name() const noexcept { return text(i_.base_name); }
    /** Alias; not always telling. */
    std::string_view alias() const noexcept { return text(i_.alias); }
    /** Name for people. */
    std::string_view display_name() const noexcept { return text(i_.display_name); }
    /** FIXED_DICT: the Python module behind it; may be empty. */
    std::string_view implemented_by() const noexcept { return text(i_.implemented_by); }

private:
    kbe_type_info i_;
};

/** A key of a FIXED_DICT type. */
struct type_key {
    /** Name. */
    std::string_view name;
    /** Type of its value: a position for client_ref::type_at. */
    std::uint32_t item_type = 0;
};

/** A server error code in words. */
struct server_error {
    /** Such as SERVER_ERR_NAME_PASSWORD. */
    std::string_view name;
    /** A sentence. */
    std::string_view text;
};

/** A key of the space's data and its value. */
struct space_datum {
    /** Key. */
    std::string_view key;
    /** Value. */
    std::string_view value;
};

/** The messages of one name: see client_ref::message_stats. */
using message_stats = kbe_message_stats;

/** How much one pump may do: the fields of kbe_pump_params. */
struct pump_params : kbe_pump_params {
    /** Everything that is queued now, without waiting. */
    pump_params() noexcept : kbe_pump_params(KBE_PUMP_PARAMS_INIT) {}
    /** Bounded by time: `budget` microseconds, after waiting at most `wait` milliseconds for the first event. */
    static pump_params budget(std::uint32_t microseconds, std::uint32_t wait = 0) noexcept {
        pump_params p;
        p.budget_us = microseconds;
        p.wait_ms = wait;
        return p;
    }
};

/** What one pump did: the fields of kbe_pump_stats. */
struct pump_stats : kbe_pump_stats {
    /** Nothing done. */
    pump_stats() noexcept : kbe_pump_stats(KBE_PUMP_STATS_INIT) {}
};

/** A bad line: the fields of kbe_net_sim. Zero leaves everything as it is. */
struct net_sim : kbe_net_sim {
    /** A good line. */
    net_sim() noexcept : kbe_net_sim(KBE_NET_SIM_INIT) {}
};

KBE_CPP_END

#endif
