//! Encryption of one connection (`spec/01 §5.1`). It begins behind one message of the server's, so it
//! belongs to the session, which knows that message, and not to what carries the bytes.

use super::key::Key;
use crate::wire::blowfish::{BadKey, Cipher, PacketError, Packets};

/// What a connection's bytes go through.
#[derive(Debug, Default)]
pub(super) enum Filter {
    /// Nothing.
    #[default]
    Clear,
    /// Nothing yet: hello has the key in it, and its answer starts the cipher.
    Offered {
        cipher: Cipher,
        /// Hello is out. Until it is answered, nobody could tell what else is encrypted.
        said: bool,
    },
    /// The cipher, both ways.
    On(Box<On>),
}

/// A cipher at work.
#[derive(Debug)]
pub(super) struct On {
    cipher: Cipher,
    packets: Packets,
    /// The server has been sent a packet.
    spoken: bool,
    /// The server has said something that could be decrypted.
    understood: bool,
}

impl Filter {
    /// For a connection whose hello will have this key in it.
    pub(super) fn offer(key: &Key) -> Result<Self, BadKey> {
        Ok(Self::Offered { cipher: Cipher::new(key.bytes())?, said: false })
    }

    /// Hello has been answered: every byte behind the answer is encrypted, in both directions.
    pub(super) fn start(&mut self) {
        *self = match std::mem::take(self) {
            Self::Offered { cipher, .. } => {
                let packets = Packets::default();
                Self::On(Box::new(On { cipher, packets, spoken: false, understood: false }))
            }
            other => other,
        };
    }

    /// Whether nothing may be sent before hello has been answered.
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self, Self::Offered { said: true, .. })
    }

    /// Whether the connection is encrypted or about to be.
    pub(super) fn is_wanted(&self) -> bool {
        !matches!(self, Self::Clear)
    }

    /// Whether the cipher is at work.
    pub(super) fn is_on(&self) -> bool {
        matches!(self, Self::On(_))
    }

    /// Whether the server has begun a packet and not ended it.
    pub(super) fn is_within(&self) -> bool {
        matches!(self, Self::On(on) if !on.packets.is_empty())
    }

    /// Encrypts one write, from `from` on, if it is time to.
    pub(super) fn seal(&mut self, write: &mut Vec<u8>, from: usize) {
        match self {
            Self::Clear => {}
            Self::Offered { said, .. } => *said = true,
            Self::On(on) => {
                on.cipher.seal(write, from);
                on.spoken = true;
            }
        }
    }

    /// Appends what a read has in it.
    pub(super) fn open(&mut self, read: &[u8], plain: &mut Vec<u8>) -> Result<(), PacketError> {
        match self {
            Self::On(on) => on.packets.open(&on.cipher, read, plain),
            _ => Ok(()),
        }
    }

    /// What was decrypted has been a message.
    pub(super) fn understand(&mut self) {
        if let Self::On(on) = self {
            on.understood = true;
        }
    }

    /// Whether nothing shows yet that the server uses the cipher too.
    pub(super) fn is_in_doubt(&self) -> bool {
        matches!(self, Self::On(on) if on.spoken && !on.understood)
    }
}
