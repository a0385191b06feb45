// What a client is made with.
#ifndef KBE_CPP_CONFIG_HPP
#define KBE_CPP_CONFIG_HPP

#include <kbe/enums.hpp>

KBE_CPP_BEGIN

/** In a time of config: never. */
inline constexpr std::uint32_t off = static_cast<std::uint32_t>(KBE_OFF);

/**
 * What a client connects to and how: the fields of kbe_config, which explains each. Zero and empty mean the default
 * everywhere. client::create copies all texts.
 */
struct config {
    /** Loginapp host, a name or an address; default 127.0.0.1. */
    std::string_view host = {};
    /** Loginapp port; default 20013. */
    std::uint32_t port = 0;
    /** KBE_CONFIG bits. */
    std::uint32_t flags = 0;
    /** Engine version to announce; default 2.5.10. */
    std::string_view version = {};
    /** Script version to announce; default 0.1.0. */
    std::string_view script_version = {};
    /** Digest of the entity definitions that the game was made for; empty accepts any. */
    std::string_view entitydef_digest = {};
    /** Directory in which definitions wait for the next login; empty keeps none. See default_cache_dir. */
    std::string_view cache_dir = {};
    /** What the login says about the device; default 7. */
    std::uint32_t client_type = 0;
    /** Used instead of the announced baseapp port. */
    std::uint32_t baseapp_port = 0;
    /** Used instead of the announced baseapp host. */
    std::string_view baseapp_host = {};
    /** Queued events above which the library stops reading from the server; default 65536. */
    std::uint32_t queue_limit = 0;
    /** Longest wait for a connection, in milliseconds as all times here; default 10000. */
    std::uint32_t connect_timeout_ms = 0;
    /** Longest wait for the answer to hello; default 10000. */
    std::uint32_t hello_timeout_ms = 0;
    /** Longest wait for each import; default 20000. */
    std::uint32_t import_timeout_ms = 0;
    /** Longest wait for the answer to a login or an account request; default 45000. */
    std::uint32_t login_timeout_ms = 0;
    /** Longest wait for the player's entity; default 45000. */
    std::uint32_t baseapp_login_timeout_ms = 0;
    /** Time between heartbeats; default 15000. kbe::off sends none. */
    std::uint32_t heartbeat_interval_ms = 0;
    /** Heartbeats that may go unanswered; default 2. */
    std::uint32_t heartbeat_tolerance = 0;
    /** Time between uploads of the player's position; default 100. kbe::off uploads none. */
    std::uint32_t upload_interval_ms = 0;
    /** Least change of position worth an upload, in world units; default 0.001. */
    float upload_distance = 0;
    /** Least change of direction worth an upload, in radians; default 0.001. */
    float upload_angle = 0;
    /** Bytes sent within one window; default 2047. */
    std::uint32_t pacing_bytes = 0;
    /** Writes within one window; default 16. */
    std::uint32_t pacing_packets = 0;
    /** Length of the window; default 150. */
    std::uint32_t pacing_window_ms = 0;
    /** Bytes that may wait to be sent; default 65536. */
    std::uint32_t send_queue_bytes = 0;
    /** Largest accepted message, in bytes; default 16 MiB. */
    std::uint32_t max_message = 0;
    /** Attempts to resume a session that was lost; default none. */
    std::uint32_t relogin_attempts = 0;
    /** Wait before the first attempt; default 1000. Each further one waits twice as long. */
    std::uint32_t relogin_delay_ms = 0;
    /** Longest wait between two attempts; default 30000. */
    std::uint32_t relogin_max_delay_ms = 0;
    /** What carries the connections. */
    kbe::transport transport = kbe::transport::best;
    /** Used instead of the announced KCP port. */
    std::uint32_t baseapp_udp_port = 0;
    /** How long KCP handshakes may go unanswered before TCP is tried; default 3000. */
    std::uint32_t udp_timeout_ms = 0;
    /** Path in the WebSocket request; default `/`. */
    std::string_view websocket_path = {};
    /** Certificates (PEM) of the authorities to trust; empty trusts those of the system. */
    std::string_view tls_roots = {};
    /** Name or address that the server's certificate must be for; default the host that is dialled. */
    std::string_view tls_name = {};
    /** SHA-256 of the certificates that are accepted; empty accepts any that the authorities vouch for. */
    std::string_view tls_pins = {};
    /** Whether connections are encrypted. */
    kbe::encryption encryption = kbe::encryption::none;
    /** While events are paused: queued events above which reading stops; default 262144. */
    std::uint32_t backlog_limit = 0;
    /** While events are paused: memory of the queue above which reading stops; default 64 MiB. */
    std::uint32_t backlog_bytes = 0;
    /** Which lines on_log gets; default log_level::warn. */
    kbe::log_level log_level = kbe::log_level::default_level;

    /** The same for the C interface; it refers to the texts of this one. */
    kbe_config c() const noexcept {
        using detail::c;
        kbe_config made;
        static_cast<void>(kbe_config_init(&made, static_cast<std::uint32_t>(sizeof made)));
        made.abi_version = KBE_ABI_VERSION;
        made.host = c(host);
        made.port = port;
        made.flags = flags;
        made.version = c(version);
        made.script_version = c(script_version);
        made.entitydef_digest = c(entitydef_digest);
        made.cache_dir = c(cache_dir);
        made.client_type = client_type;
        made.baseapp_port = baseapp_port;
        made.baseapp_host = c(baseapp_host);
        made.queue_limit = queue_limit;
        made.connect_timeout_ms = connect_timeout_ms;
        made.hello_timeout_ms = hello_timeout_ms;
        made.import_timeout_ms = import_timeout_ms;
        made.login_timeout_ms = login_timeout_ms;
        made.baseapp_login_timeout_ms = baseapp_login_timeout_ms;
        made.heartbeat_interval_ms = heartbeat_interval_ms;
        made.heartbeat_tolerance = heartbeat_tolerance;
        made.upload_interval_ms = upload_interval_ms;
        made.upload_distance = upload_distance;
        made.upload_angle = upload_angle;
        made.pacing_bytes = pacing_bytes;
        made.pacing_packets = pacing_packets;
        made.pacing_window_ms = pacing_window_ms;
        made.send_queue_bytes = send_queue_bytes;
        made.max_message = max_message;
        made.relogin_attempts = relogin_attempts;
        made.relogin_delay_ms = relogin_delay_ms;
        made.relogin_max_delay_ms = relogin_max_delay_ms;
        made.transport = static_cast<std::uint32_t>(transport);
        made.baseapp_udp_port = baseapp_udp_port;
        made.udp_timeout_ms = udp_timeout_ms;
        made.websocket_path = c(websocket_path);
        made.tls_roots = c(tls_roots);
        made.tls_name = c(tls_name);
        made.tls_pins = c(tls_pins);
        made.encryption = static_cast<std::uint32_t>(encryption);
        made.backlog_limit = backlog_limit;
        made.backlog_bytes = backlog_bytes;
        made.log_level = static_cast<std::uint32_t>(log_level);
        return made;
    }
};

KBE_CPP_END

#endif
