//! What a client connects to and how.

use std::ffi::c_char;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use super::error::{
    Failure, KBE_E_ABI_MISMATCH, KBE_E_BAD_STRUCT_SIZE, Outcome, invalid, kbe_result, not_found,
};
use super::sized::Sized32;
use super::version::KBE_ABI_VERSION;
use super::view::{self, kbe_str};
use crate::defs::cache::CacheDir;
use crate::layers::Limits;
use crate::layers::door::BACKLOG;
use crate::layers::event::Encryption;
use crate::layers::log::Level;
use crate::session;
use crate::transport::{Choice, Roads};

/// In a time of kbe_config: never.
pub const KBE_OFF: u32 = 0xffff_ffff;

/// Do not tell initial values as property changes when an entity is created or enters the world.
pub const KBE_CONFIG_NO_INITIAL_EVENTS: u32 = 0x1;
/// A packed movement without y puts the entity at the player's height, as the official plugins do,
/// instead of keeping the entity's own (protocol notes 02 §3.9).
pub const KBE_CONFIG_BASE_Y: u32 = 0x2;
/// The server was built with CLIENT_NO_FLOAT (protocol notes 02 §1.4).
pub const KBE_CONFIG_INTEGER_VECTORS: u32 = 0x4;
/// Trust the message list of an unmodified server instead of importing the real one.
pub const KBE_CONFIG_STOCK_MESSAGES: u32 = 0x8;
/// In the array of the transforms callback, keep only the latest movement of each entity.
pub const KBE_CONFIG_FOLD_MOVES: u32 = 0x10;
/// Only kbe_client_pump and kbe_client_next_event serve this client, not kbe_sync_layers.
pub const KBE_CONFIG_OWN_PUMP: u32 = 0x20;

/// When the server refuses to resume a session that was lost, do not log in from scratch.
pub const KBE_CONFIG_NO_LOGIN_FALLBACK: u32 = 0x40;

/// Whatever serves best: KCP where the baseapp offers it, else, and when it does not answer, TCP.
pub const KBE_TRANSPORT_BEST: u32 = 0;
/// TCP.
pub const KBE_TRANSPORT_TCP: u32 = 1;
/// KCP over UDP. In a configuration: where the baseapp offers it, without TCP as the way out when it
/// does not answer (protocol notes 01 §5.4).
pub const KBE_TRANSPORT_KCP: u32 = 2;
/// WebSocket, at the same TCP ports (protocol notes 01 §5.3). A server cannot combine it with Blowfish: a
/// key would break the connection.
pub const KBE_TRANSPORT_WEBSOCKET: u32 = 3;
/// WebSocket over TLS. The only secure transport of the server: it speaks TLS (1.2 and 1.3 are spoken here)
/// for nothing else, and needs a certificate of its own in its kbengine.xml (channelCommon/sslCertificate,
/// sslPrivateKey), since none is shipped with it. A proxy that ends TLS before the server serves as well.
pub const KBE_TRANSPORT_SECURE_WEBSOCKET: u32 = 4;

/// Connections are not encrypted. Every server takes that.
pub const KBE_ENCRYPTION_NONE: u32 = 0;
/// Connections go through KBEngine's Blowfish filter (protocol notes 01 §5.1). The server's setting
/// channelCommon/encrypt_type must be 1; its answer to hello does not say, so with another server a login
/// fails after a while, and its sentence names the setting.
///
/// This is no secrecy: the client makes up a key for each connection and sends it in clear. Whoever sees a
/// connection begin can read all of it, and nothing shows whether bytes were changed. It hides the traffic
/// from a casual look only. For secrecy use KBE_TRANSPORT_SECURE_WEBSOCKET.
pub const KBE_ENCRYPTION_BLOWFISH: u32 = 1;

/// What a client connects to and how. Make it with KBE_CONFIG_INIT and set what should differ: zero and
/// empty mean the default everywhere. All texts are copied by kbe_client_create.
///
/// Memory: the caller's; copied by kbe_client_create, texts included.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_config {
    /// Size of this struct; KBE_CONFIG_INIT sets it.
    pub struct_size: u32,
    /// KBE_ABI_VERSION of the header; KBE_CONFIG_INIT sets it.
    pub abi_version: u32,
    /// Loginapp host, a name or an address; default 127.0.0.1.
    pub host: kbe_str,
    /// Loginapp port; default 20013.
    pub port: u32,
    /// KBE_CONFIG bits; unknown ones are ignored.
    pub flags: u32,
    /// Engine version to announce, exact text; default 2.5.10 (protocol notes 01 §4.1).
    pub version: kbe_str,
    /// Script version to announce; default 0.1.0.
    pub script_version: kbe_str,
    /// Digest of the entity definitions that the game was made for; empty accepts any.
    pub entitydef_digest: kbe_str,
    /// Directory in which message lists and entity definitions wait for the next login; empty keeps
    /// none. kbe_default_cache_dir names a good one. Created when needed.
    pub cache_dir: kbe_str,
    /// What the login says about the device: 1 mobile, 2 Windows, 3 Linux, 4 Mac, 5 browser, 6 bots,
    /// 7 mini; default 7 (protocol notes 01 §4.2).
    pub client_type: u32,
    /// Used instead of the baseapp port that the login answer announces; 0 uses the announced one.
    pub baseapp_port: u32,
    /// Used instead of the baseapp host that the login answer announces; empty uses the announced one, or
    /// the loginapp's where the announced one is none (0.0.0.0).
    pub baseapp_host: kbe_str,
    /// Queued events above which the library stops reading from the server until the game has caught
    /// up; default 262144.
    pub queue_limit: u32,
    /// Longest wait for a connection, with all that stands before its first message (TLS, WebSocket), in
    /// milliseconds as all times here; default 10000.
    pub connect_timeout_ms: u32,
    /// Longest wait for the answer to hello; default 10000.
    pub hello_timeout_ms: u32,
    /// Longest wait for each import; default 20000.
    pub import_timeout_ms: u32,
    /// Longest wait for the answer to a login or an account request; default 45000.
    pub login_timeout_ms: u32,
    /// Longest wait for the player's entity; default 45000.
    pub baseapp_login_timeout_ms: u32,
    /// Time between heartbeats; default 15000. KBE_OFF sends none.
    pub heartbeat_interval_ms: u32,
    /// Heartbeats that may go unanswered before the session counts as lost; default 2.
    pub heartbeat_tolerance: u32,
    /// Time between uploads of the player's position; default 100. KBE_OFF uploads none
    /// (protocol notes 02 §5.4).
    pub upload_interval_ms: u32,
    /// Least change of position worth an upload, in world units; default 0.001.
    pub upload_distance: f32,
    /// Least change of direction worth an upload, in radians; default 0.001.
    pub upload_angle: f32,
    /// Bytes sent within one window; default 2047. The server ends clients that send more in one of its
    /// ticks (protocol notes 01 §2.4).
    pub pacing_bytes: u32,
    /// Writes within one window; default 16.
    pub pacing_packets: u32,
    /// Length of the window; default 150.
    pub pacing_window_ms: u32,
    /// Bytes that may wait to be sent; default 65536.
    pub send_queue_bytes: u32,
    /// Largest accepted message, in bytes; default 16 MiB.
    pub max_message: u32,
    /// Attempts to resume a session that was lost, before it is disconnected; default none, which leaves it
    /// to kbe_client_relogin (protocol notes 01 §4.5). See kbe_callbacks.session_changed.
    pub relogin_attempts: u32,
    /// Wait before the first attempt; default 1000. Each further one waits twice as long, and each a
    /// quarter more or less at random.
    pub relogin_delay_ms: u32,
    /// Longest wait between two attempts; default 30000.
    pub relogin_max_delay_ms: u32,
    /// What carries the connections: a KBE_TRANSPORT number; default KBE_TRANSPORT_BEST.
    pub transport: u32,
    /// Used instead of the KCP port that the login answer announces; 0 uses the announced one, or no KCP
    /// where baseapp_port is set. A server that announces none is not asked.
    pub baseapp_udp_port: u32,
    /// How long a baseapp may leave KCP handshakes unanswered before TCP is tried instead; default 3000,
    /// and half of connect_timeout_ms at most.
    pub udp_timeout_ms: u32,
    /// Path in the WebSocket request: begins with `/`, visible ASCII; default `/`. The server takes any, a
    /// proxy before it may not.
    pub websocket_path: kbe_str,
    /// Certificates (PEM) of the authorities to trust with KBE_TRANSPORT_SECURE_WEBSOCKET; empty trusts
    /// those of the system. Where it has none (iOS, some containers) they must be given. Windows and macOS
    /// take those that the environment names in SSL_CERT_FILE or SSL_CERT_DIR instead of their own; on
    /// other systems the environment is not read.
    pub tls_roots: kbe_str,
    /// Name or address that the server's certificate must be for; default the host that is dialled. Needed
    /// where the baseapp is announced by its address and the certificate has a name. The WebSocket request
    /// names it as its host, too.
    pub tls_name: kbe_str,
    /// SHA-256 of the servers' own certificates (DER) that are accepted, 64 hexadecimal digits each (colons
    /// between them do no harm), one or several with blanks in between; empty accepts any that the
    /// authorities vouch for. A pinned certificate must be in order all the same; to trust one authority
    /// alone, give it in tls_roots.
    pub tls_pins: kbe_str,
    /// Whether connections are encrypted: a KBE_ENCRYPTION number; default KBE_ENCRYPTION_NONE. Not
    /// together with the WebSocket transports: a server that is given a key stops speaking WebSocket.
    pub encryption: u32,
    /// While events are paused: queued events above which the library stops reading from the server; default
    /// 262144. See kbe_client_pause_events.
    pub backlog_limit: u32,
    /// While events are paused: memory of the queue, in bytes, above which the library stops reading from the
    /// server; default 64 MiB. A single read may exceed either.
    pub backlog_bytes: u32,
    /// Which lines kbe_callbacks.log gets: a KBE_LOG number; default KBE_LOG_WARN. See
    /// kbe_client_set_log_level.
    pub log_level: u32,
    /// 0.
    pub reserved: u32,
}

// SAFETY: repr(C), begins with its size; NULL texts, zero numbers and zero floats are valid.
unsafe impl Sized32 for kbe_config {
    const NAME: &'static str = "kbe_config";
    const FIRST: usize = 8;
}

/// A checked configuration.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) session: session::Config,
    pub(crate) cache: Option<CacheDir>,
    pub(crate) roads: Roads,
    pub(crate) queue_limit: usize,
    pub(crate) backlog: Limits,
    pub(crate) initial_events: bool,
    pub(crate) fold_moves: bool,
    pub(crate) own_pump: bool,
    pub(crate) log_level: Level,
}

/// At sixty frames a second a flood of more than fifteen million events a second would be held back.
const DEFAULT_QUEUE_LIMIT: u32 = 256 << 10;

/// A text that is sent to the server or used as an address: ASCII without zero bytes.
///
/// # Safety
/// `s` must be empty or valid.
unsafe fn ascii(s: kbe_str, field: &'static str, into: &mut String) -> Outcome {
    // SAFETY: the caller's promise.
    let text = unsafe { view::utf8(s, field) }?;
    if !text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Err(invalid(format!("{field} must be printable ASCII")));
    }
    if text.len() > 255 {
        return Err(invalid(format!("{field} is longer than 255 bytes")));
    }
    if !text.is_empty() {
        text.clone_into(into);
    }
    Ok(())
}

fn port(value: u32, field: &'static str, into: &mut u16) -> Outcome {
    let port = u16::try_from(value).map_err(|_| invalid(format!("{field} is above 65535")))?;
    if port != 0 {
        *into = port;
    }
    Ok(())
}

fn time(ms: u32, field: &'static str, into: &mut Duration) -> Outcome {
    if ms == KBE_OFF {
        return Err(invalid(format!("{field} cannot be off")));
    }
    if ms != 0 {
        *into = Duration::from_millis(ms.into());
    }
    Ok(())
}

fn optional_time(ms: u32, into: &mut Duration) {
    match ms {
        0 => {}
        KBE_OFF => *into = Duration::ZERO,
        ms => *into = Duration::from_millis(ms.into()),
    }
}

fn number(value: u32, into: &mut u32) {
    if value != 0 {
        *into = value;
    }
}

fn threshold(value: f32, field: &'static str, into: &mut f32) -> Outcome {
    if !value.is_finite() || value < 0.0 {
        return Err(invalid(format!("{field} must be a number and not negative")));
    }
    if value != 0.0 {
        *into = value;
    }
    Ok(())
}

/// SHA-256 sums in hexadecimal.
fn pins(text: &str) -> Outcome<Vec<[u8; 32]>> {
    let digit = |d: u8| char::from(d).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    let pin = |word: &str| {
        let digits: Vec<u8> = word.bytes().filter(|b| *b != b':').collect();
        let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
        bytes.and_then(|bytes| bytes.try_into().ok())
    };
    let pins: Option<Vec<_>> = text.split_ascii_whitespace().map(pin).collect();
    // Blanks alone are a mistake: they must not accept every certificate.
    let pins = pins.filter(|pins| text.is_empty() || !pins.is_empty());
    pins.ok_or_else(|| invalid("tls_pins must be words of 64 hexadecimal digits"))
}

/// How connections are made. What stands above TCP has nine tenths of `connect_timeout`: then its own
/// sentence comes before the session's.
///
/// # Safety
/// The texts of `c` must be empty or valid.
unsafe fn roads(c: &kbe_config, connect_timeout: Duration) -> Outcome<Roads> {
    let mut roads = Roads {
        choice: match c.transport {
            KBE_TRANSPORT_BEST => Choice::Best,
            KBE_TRANSPORT_TCP => Choice::Tcp,
            KBE_TRANSPORT_KCP => Choice::Kcp,
            KBE_TRANSPORT_WEBSOCKET => Choice::WebSocket,
            KBE_TRANSPORT_SECURE_WEBSOCKET => Choice::SecureWebSocket,
            other => return Err(invalid(format!("transport {other} is not known"))),
        },
        handshake_timeout: connect_timeout / 10 * 9,
        ..Roads::default()
    };
    time(c.udp_timeout_ms, "udp_timeout_ms", &mut roads.udp_timeout)?;
    // SAFETY: the caller's promise covers every text.
    let (roots, listed) = unsafe {
        ascii(c.websocket_path, "websocket_path", &mut roads.websocket_path)?;
        ascii(c.tls_name, "tls_name", &mut roads.tls.name)?;
        (view::utf8(c.tls_roots, "tls_roots")?, view::utf8(c.tls_pins, "tls_pins")?)
    };
    roads.tls.roots = roots.as_bytes().to_vec();
    roads.tls.pins = pins(listed)?;
    roads.check().map_err(invalid)?;
    Ok(roads)
}

/// What connections are encrypted with.
fn encryption(c: &kbe_config) -> Outcome<Encryption> {
    let over_websocket =
        matches!(c.transport, KBE_TRANSPORT_WEBSOCKET | KBE_TRANSPORT_SECURE_WEBSOCKET);
    match c.encryption {
        KBE_ENCRYPTION_NONE => Ok(Encryption::None),
        KBE_ENCRYPTION_BLOWFISH if over_websocket => Err(invalid(
            "encryption KBE_ENCRYPTION_BLOWFISH does not go together with a WebSocket transport: a \
             server that is given a key stops speaking WebSocket; for secrecy transport \
             KBE_TRANSPORT_SECURE_WEBSOCKET alone is the better choice",
        )),
        KBE_ENCRYPTION_BLOWFISH => Ok(Encryption::Blowfish),
        other => Err(invalid(format!("encryption {other} is not known"))),
    }
}

/// Another number for each client of each process.
fn random_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

impl Settings {
    /// Checks and copies everything.
    ///
    /// # Safety
    /// The texts of `c` must be empty or valid.
    pub(crate) unsafe fn from_config(c: &kbe_config) -> Outcome<Self> {
        if c.abi_version != KBE_ABI_VERSION {
            let text = format!(
                "the program was compiled for binary interface {}, this library has \
                 {KBE_ABI_VERSION}; use KBE_CONFIG_INIT or kbe_config_init",
                c.abi_version
            );
            return Err(Failure::new(KBE_E_ABI_MISMATCH, text));
        }
        let mut s = session::Config::default();
        // SAFETY: the caller's promise covers every text.
        unsafe {
            ascii(c.host, "host", &mut s.host)?;
            ascii(c.version, "version", &mut s.version)?;
            ascii(c.script_version, "script_version", &mut s.script_version)?;
            ascii(c.entitydef_digest, "entitydef_digest", &mut s.entitydef_digest)?;
            ascii(c.baseapp_host, "baseapp_host", &mut s.baseapp_host)?;
        }
        port(c.port, "port", &mut s.port)?;
        port(c.baseapp_port, "baseapp_port", &mut s.baseapp_port)?;
        port(c.baseapp_udp_port, "baseapp_udp_port", &mut s.baseapp_udp_port)?;
        if c.client_type != 0 {
            let number = i8::try_from(c.client_type);
            s.client_type = number.map_err(|_| invalid("client_type is above 127"))?;
        }
        time(c.connect_timeout_ms, "connect_timeout_ms", &mut s.connect_timeout)?;
        time(c.hello_timeout_ms, "hello_timeout_ms", &mut s.hello_timeout)?;
        time(c.import_timeout_ms, "import_timeout_ms", &mut s.import_timeout)?;
        time(c.login_timeout_ms, "login_timeout_ms", &mut s.login_timeout)?;
        let field = "baseapp_login_timeout_ms";
        time(c.baseapp_login_timeout_ms, field, &mut s.baseapp_login_timeout)?;
        time(c.pacing_window_ms, "pacing_window_ms", &mut s.pacing_window)?;
        time(c.relogin_delay_ms, "relogin_delay_ms", &mut s.relogin_delay)?;
        time(c.relogin_max_delay_ms, "relogin_max_delay_ms", &mut s.relogin_max_delay)?;
        s.relogin_attempts = c.relogin_attempts;
        optional_time(c.heartbeat_interval_ms, &mut s.heartbeat_interval);
        optional_time(c.upload_interval_ms, &mut s.upload_interval);
        number(c.heartbeat_tolerance, &mut s.heartbeat_tolerance);
        number(c.pacing_bytes, &mut s.pacing_bytes);
        number(c.pacing_packets, &mut s.pacing_packets);
        number(c.send_queue_bytes, &mut s.send_queue_bytes);
        number(c.max_message, &mut s.max_message);
        threshold(c.upload_distance, "upload_distance", &mut s.upload_distance)?;
        threshold(c.upload_angle, "upload_angle", &mut s.upload_angle)?;
        let on = |bit| c.flags & bit != 0;
        s.base_y = on(KBE_CONFIG_BASE_Y);
        s.integer_vectors = on(KBE_CONFIG_INTEGER_VECTORS);
        s.relogin_by_login = !on(KBE_CONFIG_NO_LOGIN_FALLBACK);
        s.seed = random_seed();
        s.encryption = encryption(c)?;
        s.import_messages = !on(KBE_CONFIG_STOCK_MESSAGES);
        // SAFETY: the caller's promise.
        let dir = unsafe { view::utf8(c.cache_dir, "cache_dir") }?;
        if dir.contains('\0') {
            return Err(invalid("cache_dir contains a zero byte"));
        }
        let mut queue_limit = DEFAULT_QUEUE_LIMIT;
        number(c.queue_limit, &mut queue_limit);
        let or = |value: u32, default| if value == 0 { default } else { value as usize };
        let backlog = Limits {
            events: or(c.backlog_limit, BACKLOG.events),
            bytes: or(c.backlog_bytes, BACKLOG.bytes),
        };
        // SAFETY: the caller's promise.
        let roads = unsafe { roads(c, s.connect_timeout) }?;
        Ok(Self {
            session: s,
            cache: (!dir.is_empty()).then(|| CacheDir::new(dir)),
            roads,
            queue_limit: queue_limit as usize,
            backlog,
            initial_events: !on(KBE_CONFIG_NO_INITIAL_EVENTS),
            fold_moves: on(KBE_CONFIG_FOLD_MOVES),
            own_pump: on(KBE_CONFIG_OWN_PUMP),
            log_level: super::log::level(c.log_level, "log_level")?,
        })
    }
}

/// Makes a configuration of defaults, for languages that cannot use KBE_CONFIG_INIT.
///
/// @param config  receives the defaults
/// @param size    bytes that config has: the size of the struct as the caller declares it
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: config is the caller's; no byte behind size is written.
/// Errors: KBE_E_INVALID_ARGUMENT, KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_config_init(config: *mut kbe_config, size: u32) -> kbe_result {
    boundary!(kbe_config_init, {
        if config.is_null() {
            return Err(invalid("config is NULL"));
        }
        if (size as usize) < kbe_config::FIRST {
            return Err(Failure::new(KBE_E_BAD_STRUCT_SIZE, format!("size is {size}")));
        }
        // SAFETY: the caller promises `size` bytes, which hold at least the two numbers in front.
        unsafe {
            config.cast::<u8>().write_bytes(0, size as usize);
            config.cast::<u32>().write(size);
            config.cast::<u32>().add(1).write(KBE_ABI_VERSION);
        }
        Ok(())
    })
}

/// Names a good directory for kbe_config.cache_dir: `$XDG_CACHE_HOME/kbe`, else `$HOME/.cache/kbe`; on
/// Windows `%LOCALAPPDATA%\kbe\cache`; on a Mac `$HOME/Library/Caches/kbe`. The library never looks at
/// the environment unless this is called. Nothing is created.
///
/// @param buffer    where to, with a zero byte behind the text; NULL asks for the length only
/// @param capacity  bytes in buffer
/// @param length    receives the length without the zero byte; may be NULL
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: the buffer is the caller's.
/// Errors: KBE_E_NOT_FOUND when the environment does not say, KBE_E_BUFFER_TOO_SMALL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_default_cache_dir(
    buffer: *mut c_char,
    capacity: u32,
    length: *mut u32,
) -> kbe_result {
    boundary!(kbe_default_cache_dir, {
        let dir = default_cache_dir(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let dir = dir.ok_or_else(|| not_found("the environment names no home directory"))?;
        // SAFETY: the caller promises `capacity` bytes at `buffer` and a valid `length`.
        unsafe { view::copy_out(dir.as_bytes(), buffer, capacity, length) }
    })
}

fn default_cache_dir(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    if cfg!(windows) {
        return variable("LOCALAPPDATA").map(|d| d + "\\kbe\\cache");
    }
    if cfg!(target_vendor = "apple") {
        return variable("HOME").map(|d| d + "/Library/Caches/kbe");
    }
    let xdg = variable("XDG_CACHE_HOME").map(|d| d + "/kbe");
    xdg.or_else(|| variable("HOME").map(|d| d + "/.cache/kbe"))
}
