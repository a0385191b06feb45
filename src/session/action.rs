//! What a session asks of its driver, and what the driver answers with.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::defs::cache::{CacheKey, CacheKind};
use crate::defs::{Defs, ErrorTable, ImportError};
use crate::layers::event::{Reason, Server, Transport};
use crate::wire::table::{MessageList, read_message_list};

/// One connection of a session. Numbers are never used twice, so what an old connection still says
/// cannot be taken for the new one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Link(pub u32);

/// Something only the driver can do.
#[derive(Debug)]
pub enum Action {
    /// Make a connection, then call `connected` or `connect_failed`. The session has its own
    /// time-out and takes a [`Action::Close`] back when it gives up.
    Connect {
        /// Name of the connection.
        link: Link,
        /// Which server it is.
        server: Server,
        /// Host name or address.
        host: String,
        /// TCP port.
        port: u16,
        /// UDP port at which the server speaks KCP; 0 when it offers none (`spec/01 §5.4`).
        udp_port: u16,
        /// Version that the server's answer to a KCP handshake must name; empty when it is not known.
        version: String,
    },
    /// Send what has been transmitted so far, then close. Nothing of this link is told any more.
    Close {
        /// Name of the connection.
        link: Link,
    },
    /// Look an import up, then call `cache_loaded`.
    LoadCache(CacheKey),
    /// Keep an import for later logins.
    StoreCache {
        /// Its name.
        key: CacheKey,
        /// The reply bodies as they came.
        bodies: Vec<Vec<u8>>,
        /// What they mean.
        import: Import,
    },
    /// Remove an import that turned out not to fit the server.
    ForgetCache(CacheKey),
}

/// How a connection came to stand. The session passes it on to the game and makes nothing of it.
#[derive(Debug, Clone, Default)]
pub struct Via {
    /// What carries its bytes.
    pub transport: Transport,
    /// Why it is not what was tried first: a sentence, or empty.
    pub remark: String,
    /// Bytes that it adds to each write; they count against the server's limits (`spec/01 §2.4`).
    pub framing: usize,
    /// The address that it leads to, if there was more than a name.
    pub address: Option<SocketAddr>,
}

/// Why a connection could not be made.
#[derive(Debug, Clone)]
pub struct ConnectError {
    /// [`Reason::NameNotResolved`], [`Reason::ConnectFailed`], [`Reason::ConnectTimeout`] or
    /// [`Reason::TlsFailed`].
    pub reason: Reason,
    /// A sentence for people.
    pub text: String,
}

/// An import that has been read.
#[derive(Debug, Clone)]
pub enum Import {
    /// Message list of a Loginapp and the error texts.
    Loginapp(Arc<LoginappImport>),
    /// Message list of a Baseapp.
    Baseapp(Arc<MessageList>),
    /// Entity definitions.
    EntityDefs(Arc<Defs>),
}

/// What a Loginapp tells about itself.
#[derive(Debug)]
pub struct LoginappImport {
    /// All `Client` messages and the Loginapp's own.
    pub messages: MessageList,
    /// Error names and texts.
    pub errors: Arc<ErrorTable>,
}

fn message_list(body: &[u8]) -> Result<MessageList, String> {
    let rows = read_message_list(body).map_err(|e| format!("message list: {e}"))?;
    Ok(MessageList::new(&rows))
}

impl Import {
    /// Whether both say the same.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Loginapp(a), Self::Loginapp(b)) => {
                a.messages == b.messages && a.errors == b.errors
            }
            (Self::Baseapp(a), Self::Baseapp(b)) => a == b,
            (Self::EntityDefs(a), Self::EntityDefs(b)) => a.raw() == b.raw(),
            _ => false,
        }
    }

    /// Reads the reply bodies of one kind of import, from a server or from a cache file.
    ///
    /// # Errors
    /// A sentence that says what could not be read.
    pub fn read(kind: CacheKind, bodies: &[Vec<u8>]) -> Result<Self, String> {
        match (kind, bodies) {
            (CacheKind::Loginapp, [messages, errors]) => {
                let messages = message_list(messages)?;
                let errors = ErrorTable::import(errors).map_err(|e| format!("error texts: {e}"))?;
                Ok(Self::Loginapp(Arc::new(LoginappImport { messages, errors: errors.into() })))
            }
            (CacheKind::Baseapp, [messages]) => {
                Ok(Self::Baseapp(Arc::new(message_list(messages)?)))
            }
            (CacheKind::EntityDefs, [body]) => {
                let defs = Defs::import(body).map_err(|e: ImportError| e.to_string())?;
                Ok(Self::EntityDefs(Arc::new(defs)))
            }
            _ => Err(format!("{} parts do not make an import of this kind", bodies.len())),
        }
    }
}
