//! How the subcommands that ask a server get to it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kbe::layers::event::Encryption;
use kbe::transport::{Choice, Roads, Tls};

#[derive(Args, Clone)]
pub(crate) struct Way {
    /// What carries the connection.
    #[arg(long, value_enum, default_value = "tcp")]
    transport: Transport,
    /// Certificates (PEM) of the authorities to trust over TLS, instead of the system's.
    #[arg(long, value_name = "FILE")]
    tls_roots: Option<PathBuf>,
    /// Name that the server's certificate must be for, instead of the host.
    #[arg(long, value_name = "NAME", default_value = "")]
    tls_name: String,
    /// Encrypt with Blowfish, for servers whose encrypt_type is 1.
    #[arg(long)]
    encrypt: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Transport {
    Tcp,
    Websocket,
    /// WebSocket over TLS.
    Wss,
}

impl Way {
    /// As the network layer takes it.
    ///
    /// # Errors
    /// A sentence about the option that cannot be used.
    pub(crate) fn roads(&self) -> Result<Roads, String> {
        let roots = match &self.tls_roots {
            Some(path) => std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?,
            None => Vec::new(),
        };
        let choice = match self.transport {
            Transport::Tcp => Choice::Tcp,
            Transport::Websocket => Choice::WebSocket,
            Transport::Wss => Choice::SecureWebSocket,
        };
        if self.encrypt && choice != Choice::Tcp {
            return Err("--encrypt: a KBEngine server cannot encrypt a WebSocket".into());
        }
        let tls = Tls { roots, name: self.tls_name.clone(), ..Tls::default() };
        let roads = Roads { choice, tls, ..Roads::default() };
        roads.check()?;
        Ok(roads)
    }

    /// What the session is to do.
    pub(crate) fn encryption(&self) -> Encryption {
        if self.encrypt { Encryption::Blowfish } else { Encryption::None }
    }
}
