//! Where a connection leads, and what may carry it.

use std::sync::Arc;
use std::time::Duration;

use super::sim::Control;
use crate::layers::event::Server;
use crate::wire::websocket::is_path;

/// Where a connection leads.
#[derive(Debug, Clone)]
pub struct Target {
    /// What is there. Only baseapps speak KCP.
    pub server: Server,
    /// Name or address.
    pub host: String,
    /// TCP port; WebSocket is spoken at it too.
    pub port: u16,
    /// KCP port, 0 when the server offers none.
    pub udp_port: u16,
    /// Version that the server must name when it answers a KCP handshake; empty takes any.
    pub version: String,
}

/// What carries a client's connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// KCP where a server offers it, else, and when it does not answer, TCP.
    #[default]
    Best,
    /// TCP alone.
    Tcp,
    /// KCP where a server offers it, and no TCP instead when it does not answer.
    Kcp,
    /// WebSocket.
    WebSocket,
    /// WebSocket over TLS.
    SecureWebSocket,
}

/// How a client's connections are made.
#[derive(Debug, Clone)]
pub struct Roads {
    /// What carries them.
    pub choice: Choice,
    /// How long a server may leave KCP handshakes unanswered.
    pub udp_timeout: Duration,
    /// How long connecting, TLS and the WebSocket request may take together; to be less than the
    /// session's own time-out, whose sentence knows nothing of them.
    pub handshake_timeout: Duration,
    /// Path that the WebSocket request names.
    pub websocket_path: String,
    /// TLS.
    pub tls: Tls,
    /// What the lines do to what they carry: a perfect one nothing. May be set at any time.
    pub sim: Arc<Control>,
}

/// Whom to trust.
#[derive(Debug, Clone, Default)]
pub struct Tls {
    /// Certificates (PEM) of the authorities that are trusted; empty trusts those of the system.
    pub roots: Vec<u8>,
    /// Name that the server's certificate must be for; empty is the host that was dialled.
    pub name: String,
    /// SHA-256 of the servers' own certificates (DER) that are accepted, on top of what the authorities
    /// say; empty accepts any that they vouch for.
    pub pins: Vec<[u8; 32]>,
}

impl Default for Roads {
    fn default() -> Self {
        Self {
            choice: Choice::default(),
            udp_timeout: Duration::from_secs(3),
            handshake_timeout: Duration::from_secs(9),
            websocket_path: "/".into(),
            tls: Tls::default(),
            sim: Arc::default(),
        }
    }
}

/// What is said of a wish for TLS where there is none.
#[cfg(not(feature = "tls"))]
pub(super) const NO_TLS: &str = "this library was built without TLS (its cargo feature tls)";

/// What is said of a wish for KCP where there is none.
#[cfg(not(feature = "kcp"))]
pub(super) const NO_KCP: &str = "this library was built without KCP (its cargo feature kcp)";

impl Roads {
    /// Checks what can be checked before a connection is made.
    ///
    /// # Errors
    /// A sentence that names the field, as `kbe_config` calls it.
    pub fn check(&self) -> Result<(), String> {
        if !is_path(&self.websocket_path) {
            return Err("websocket_path must begin with / and have visible ASCII only".into());
        }
        #[cfg(not(feature = "kcp"))]
        if self.choice == Choice::Kcp {
            return Err(format!("transport: {NO_KCP}"));
        }
        #[cfg(feature = "tls")]
        return super::tls::check(&self.tls);
        #[cfg(not(feature = "tls"))]
        match self.choice {
            Choice::SecureWebSocket => Err(format!("transport: {NO_TLS}")),
            _ => Ok(()),
        }
    }
}
