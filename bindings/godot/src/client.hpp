// The node KBEClient and the entities that it hands out.
#ifndef KBE_GODOT_CLIENT_HPP
#define KBE_GODOT_CLIENT_HPP

#include "convert.hpp"

#include <map>
#include <unordered_map>

class Client;

/** KBEEntity: an entity of the world, by id. It stays the same object for as long as the entity exists. */
class Entity {
public:
    static GDExtensionObjectPtr create(void *);
    static GDExtensionClassInstancePtr recreate(void *, GDExtensionObjectPtr object);
    static void free(void *, GDExtensionClassInstancePtr self) { delete static_cast<Entity *>(self); }
    static GDExtensionBool get(GDExtensionClassInstancePtr self, GDExtensionConstStringNamePtr name, GDExtensionVariantPtr value);

    /** A new one; `object` receives Godot's half of it. */
    static Entity *make(Client *client, std::int32_t id, GDExtensionObjectPtr &object);

    /** It is gone: says nothing any more, and lets go of whoever listened. */
    void end();

    GDExtensionObjectPtr object = nullptr;
    /** Null when the entity is gone. */
    Client *client = nullptr;
    std::int32_t id = 0;
    /** Its class; known after its end, too. */
    gd::Variant class_name;
    /** What the game hung on it, and the object of generated code for it; nil again at its end. */
    gd::Variant user_data, typed;
};

/** What the inspector shows. */
struct Settings {
    std::string host = "127.0.0.1", script_version, cache_dir = "user://kbe", baseapp_host, websocket_path, tls_roots, tls_name,
                tls_pins;
    std::int64_t port = 20013, baseapp_port = 0, baseapp_udp_port = 0, transport = 0, encryption = 0, client_type = 0,
                 pump_budget_usec = 4000, upload_interval_ms = 100, relogin_attempts = 0, log_level = KBE_LOG_WARN;
    bool auto_pump = true, fold_moves = false;
};

/** What is given to each client of the library that the node makes. */
struct Lasting {
    /** Bits by class; an empty name stands for all of them, and sorts before the others. */
    std::map<std::string, std::uint32_t> interests;
    std::string definitions;
    kbe_net_sim line = KBE_NET_SIM_INIT;
    bool bad_line = false;
};

/** KBEClient. All of it runs on the thread that the node is processed on. */
class Client {
public:
    static GDExtensionObjectPtr create(void *);
    static GDExtensionClassInstancePtr recreate(void *, GDExtensionObjectPtr object);
    static void free(void *, GDExtensionClassInstancePtr self) { delete static_cast<Client *>(self); }
    static void notification(GDExtensionClassInstancePtr self, std::int32_t what, GDExtensionBool reversed);
    ~Client() { close(); }

    /** The library's client, made anew where settings have changed since; false, and the error told, without one. */
    bool open();
    /** Destroys the library's client. Entities are gone then; no signal tells of it. */
    void close();
    /** Tells what has come, for so long at most; 0 for all of it. How many events. */
    std::int64_t pump(std::int64_t budget_usec);

    /** The entity's object, made when it is asked for the first time; nil when there is no such entity. 0 is the player. */
    gd::Variant entity(std::int32_t id);
    /** Tells an error of the library about `what` and remembers it; hands the code on. */
    kbe_result failed(kbe_result r, const std::string &what);
    kbe_result check(kbe_result r, const char *what) { return r == KBE_OK ? r : failed(r, what); }
    /** A remote call: args[0] is the method, or the component and then the method. */
    kbe_result call(std::int32_t id, bool cell, bool component, const gd::Args &args);
    /** The signal that a request ends in; when `r` says that it was not even made, the one that tells so. */
    gd::Variant request(kbe_result r, const char *what, const gd::Name &signal);

    /** Gives the library what `lasting` says of interests: those of single classes once the definitions are there. */
    kbe_result apply_interests();
    /** Gives the library the definitions of `lasting`. */
    kbe_result ship_definitions();
    /** Tells of the wrong thread once more, should it be another one. */
    void forgive_thread() { told_wrong_thread_ = false; }
    /** What the inspector says, as a KBE_LOG number. */
    std::uint32_t log_level() const;
    /** Whether the event that is being told is part of a beginning. */
    bool initial() const { return initial_; }

    GDExtensionObjectPtr object = nullptr;
    kbe_client handle = 0;
    Settings settings;
    Lasting lasting;
    bool settings_changed = true;
    std::string last_error;

private:
    /** Emits a signal; false when this client is gone after it. */
    bool tell(const gd::Name &signal, std::initializer_list<gd::Variant> args);
    void dispatch(const kbe_event &e);
    void dispatch_entity(const kbe_event &e);
    void dispatch_component(const kbe_event &e);
    void dispatch_session(const kbe_event &e);
    void dispatch_space(const kbe_event &e);
    void property_changed(const kbe_property_event &e);
    void method_called(const kbe_method_event &e);
    void moved(const kbe_transform *transforms, std::uint32_t count);
    void forget(std::int32_t id);

    struct Known {
        Entity *entity;
        gd::Variant held;
    };
    std::unordered_map<std::int32_t, Known> entities_;
    std::uint64_t instance_ = 0;
    bool pumping_ = false, told_wrong_thread_ = false, initial_ = false;

    friend class Entity;
};

/** The signals' names, made at the beginning and freed at the end. */
struct Signals {
    gd::Name connection_changed{"connection_changed"}, definitions_ready{"definitions_ready"},
        version_mismatch{"version_mismatch"}, login_finished{"login_finished"}, account_finished{"account_finished"},
        request_refused{"request_refused"}, disconnected{"disconnected"}, session_changed{"session_changed"},
        entity_created{"entity_created"}, entity_destroyed{"entity_destroyed"}, entity_entered_world{"entity_entered_world"},
        entity_left_world{"entity_left_world"}, entity_entered_space{"entity_entered_space"},
        entity_left_space{"entity_left_space"}, entity_control_changed{"entity_control_changed"},
        entity_pose_set{"entity_pose_set"}, entities_moved{"entities_moved"}, entity_property_changed{"entity_property_changed"},
        entity_method_called{"entity_method_called"}, component_property_changed{"component_property_changed"},
        component_method_called{"component_method_called"}, component_attached{"component_attached"},
        component_detached{"component_detached"}, space_geometry_changed{"space_geometry_changed"},
        space_data_changed{"space_data_changed"}, stream_started{"stream_started"}, stream_data{"stream_data"},
        stream_completed{"stream_completed"}, server_hello{"server_hello"}, login_accepted{"login_accepted"},
        queue_high{"queue_high"}, entity_base_ready{"entity_base_ready"}, entity_cell_ready{"entity_cell_ready"},
        entity_cell_lost{"entity_cell_lost"}, entity_control_lost{"entity_control_lost"},
        component_entered_world{"component_entered_world"}, component_left_world{"component_left_world"}, protocol_error{"protocol_error"}, log_line{"log_line"},
        property_changed{"property_changed"}, method_called{"method_called"}, destroyed{"destroyed"};
};
extern Signals *signals;

/** Paths of the project (user://, res://) as the system has them; others stay. */
std::string system_path(const std::string &path);

/** Registers the classes with Godot. */
void register_client();
void register_entity();
/** Further methods of KBEClient. */
void register_definitions();
void register_tools();

#endif
