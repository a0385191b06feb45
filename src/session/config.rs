//! What a session can be told, with every default the sensible one.

use std::time::Duration;

use super::key::KeySource;
use crate::layers::event::Encryption;

/// Behaviour of one client's session. Times that are zero turn the thing off where that is possible.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Loginapp host: a name or an address.
    pub host: String,
    /// Loginapp port; a stock server listens on 20013.
    pub port: u16,
    /// Engine version that hello announces, exact text (`spec/01 §4.1`).
    pub version: String,
    /// Script version that hello announces.
    pub script_version: String,
    /// Digest of the entity definitions the game was made for; empty accepts any.
    pub entitydef_digest: String,
    /// What the login says about the device: 0 unknown, 1 mobile, 2 Windows, 3 Linux, 4 Mac,
    /// 5 browser, 6 bots, 7 mini (`spec/01 §4.2`).
    pub client_type: i8,
    /// Used instead of the baseapp host that the login answer announces; empty uses the announced
    /// one.
    pub baseapp_host: String,
    /// Used instead of the announced baseapp port; 0 uses the announced one.
    pub baseapp_port: u16,
    /// Used instead of the announced KCP port, when one is announced; 0 uses the announced one, unless
    /// [`Self::baseapp_port`] replaces the other: then KCP is not tried.
    pub baseapp_udp_port: u16,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest wait for the answer to hello.
    pub hello_timeout: Duration,
    /// Longest wait for each import.
    pub import_timeout: Duration,
    /// Longest wait for the answer to login; the server can stay silent for ever (`spec/01 §4.2`).
    pub login_timeout: Duration,
    /// Longest wait for the player's entity; the server forgets a login after 120 s.
    pub baseapp_login_timeout: Duration,
    /// Time between heartbeats (`spec/01 §4.10`).
    pub heartbeat_interval: Duration,
    /// Heartbeats that may go unanswered before the session counts as lost.
    pub heartbeat_tolerance: u32,
    /// Time between uploads of the player's position; zero turns them off (`spec/02 §5.4`).
    pub upload_interval: Duration,
    /// Least change of position worth an upload, in world units.
    pub upload_distance: f32,
    /// Least change of direction worth an upload, in radians.
    pub upload_angle: f32,
    /// Attempts to resume a session that was lost, before it counts as ended; zero leaves resuming to
    /// the game's own request (`spec/01 §4.5`).
    pub relogin_attempts: u32,
    /// Wait before the first attempt; each further one waits twice as long, up to
    /// [`Self::relogin_max_delay`], give or take a quarter.
    pub relogin_delay: Duration,
    /// Longest wait between two attempts.
    pub relogin_max_delay: Duration,
    /// When the server refuses to resume, log in from scratch with the same account.
    pub relogin_by_login: bool,
    /// Start of the random numbers that spread attempts of many clients.
    pub seed: u64,
    /// Whether connections are encrypted.
    pub encryption: Encryption,
    /// Where the keys for that come from.
    pub keys: KeySource,
    /// Bytes that may be sent within one [`Self::pacing_window`]. The server condemns a client that
    /// sends 2048 in one of its ticks (`spec/01 §2.4`).
    pub pacing_bytes: u32,
    /// Writes within one window.
    pub pacing_packets: u32,
    /// Length of the sliding window; at least one server tick (100 ms by default).
    pub pacing_window: Duration,
    /// Bytes that may wait to be sent before further commands are refused.
    pub send_queue_bytes: u32,
    /// Largest accepted message body.
    pub max_message: u32,
    /// An optimized update without y puts the entity at the base position's y, as the official
    /// plugin does, instead of keeping the entity's own (`spec/02 §3.9.2`).
    pub base_y: bool,
    /// The server was built with CLIENT_NO_FLOAT (`spec/02 §1.4`).
    pub integer_vectors: bool,
    /// Import message lists, definitions and error texts and keep them in the cache. When off,
    /// the stock message list is trusted and only the definitions are imported.
    pub import_messages: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".into(),
            port: 20013,
            version: "2.5.10".into(),
            script_version: "0.1.0".into(),
            entitydef_digest: String::new(),
            client_type: 7,
            baseapp_host: String::new(),
            baseapp_port: 0,
            baseapp_udp_port: 0,
            connect_timeout: Duration::from_secs(10),
            hello_timeout: Duration::from_secs(10),
            import_timeout: Duration::from_secs(20),
            login_timeout: Duration::from_secs(45),
            baseapp_login_timeout: Duration::from_secs(45),
            heartbeat_interval: Duration::from_secs(15),
            heartbeat_tolerance: 2,
            upload_interval: Duration::from_millis(100),
            upload_distance: 0.001,
            upload_angle: 0.001,
            relogin_attempts: 0,
            relogin_delay: Duration::from_secs(1),
            relogin_max_delay: Duration::from_secs(30),
            relogin_by_login: true,
            seed: 0,
            encryption: Encryption::None,
            keys: KeySource::default(),
            pacing_bytes: 2047,
            pacing_packets: 16,
            pacing_window: Duration::from_millis(150),
            send_queue_bytes: 64 << 10,
            max_message: crate::wire::limits::MAX_MESSAGE_BODY,
            base_y: false,
            integer_vectors: false,
            import_messages: true,
        }
    }
}
