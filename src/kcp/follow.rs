//! Looking on at a conversation of others, as a recording shows it.

use super::handshake::{ACKNOWLEDGEMENT, HELLO};
use super::{Kcp, answer};

/// What a recorded datagram was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A client's question for a conversation.
    Hello,
    /// The server's answer.
    Answer {
        /// The server's version.
        version: Vec<u8>,
        /// Number of the conversation.
        conversation: u32,
    },
    /// Part of the conversation.
    Segments,
    /// Nothing of either.
    Noise,
}

/// Puts the datagrams of one direction together: what was sent twice is told once, and in order.
#[derive(Debug, Default)]
pub struct Follower {
    receiver: Option<Kcp>,
    sink: Vec<u8>,
}

impl Follower {
    /// Takes a datagram of this direction, and appends what it completes to `stream`.
    pub fn follow(&mut self, datagram: &[u8], stream: &mut Vec<u8>) -> Seen {
        if datagram.strip_suffix(b"\0").unwrap_or(datagram) == HELLO {
            return Seen::Hello;
        }
        if let Ok(conversation) = answer(datagram, b"") {
            let rest = datagram.get(ACKNOWLEDGEMENT.len() + 1..).unwrap_or_default();
            let version = rest.split(|b| *b == 0).next().unwrap_or_default().to_vec();
            return Seen::Answer { version, conversation };
        }
        let Some(conversation) = datagram.first_chunk() else { return Seen::Noise };
        let conversation = u32::from_le_bytes(*conversation);
        // Whoever joins a recording late does not know the number from the handshake.
        let receiver = self.receiver.get_or_insert_with(|| Kcp::new(conversation, 0));
        if !receiver.input(0, datagram) {
            return Seen::Noise;
        }
        let mut part = [0; 1024];
        loop {
            let n = receiver.read(&mut part);
            if n == 0 {
                break;
            }
            stream.extend_from_slice(part.get(..n).unwrap_or_default());
        }
        // The peer of this direction acknowledges; the recording has that too.
        while receiver.transmit(0, &mut self.sink) {
            self.sink.clear();
        }
        Seen::Segments
    }
}
