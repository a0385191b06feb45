//! Where a connection leads, and what may carry it.

use std::sync::Arc;
use std::time::Duration;

use super::sim::Control;
use crate::layers::event::Server;

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
    /// SHA-256 of the certificates (DER) that are accepted, on top of what the authorities say; empty
    /// accepts any that they vouch for.
    pub pins: Vec<[u8; 32]>,
}

impl Default for Roads {
    fn default() -> Self {
        Self {
            choice: Choice::default(),
            udp_timeout: Duration::from_secs(3),
            websocket_path: "/".into(),
            tls: Tls::default(),
            sim: Arc::default(),
        }
    }
}
