//! WebSocket as a KBEngine server speaks it (`spec/01 §5.3`), as bytes: the upgrade request, the check
//! of its answer, and frames both ways.
//!
//! The code is small and of its own because the usual crates cannot do what this server needs: it reads
//! the request as one chunk with header names spelled exactly so, and it undoes a mask wrongly when a
//! payload reaches it in pieces.
//!
//! * **Masks.** The server begins the mask anew with each chunk of a payload, so a random mask garbles
//!   frames that the network cuts. A mask of four zero bytes is right wherever the mask begins, and to
//!   everything between client and server it is a masked frame as RFC 6455 §5.1 demands, which an
//!   unmasked one is not. So every frame to a server has a zero mask. (Masks exist to keep hostile
//!   browser scripts from writing chosen bytes to old proxies; a game's own client has no such guest.)
//! * **Pings.** The server never pings, and condemns a client that sends a pong. A ping that comes all
//!   the same was made by something in between that speaks WebSocket itself and that eats the answer:
//!   what only passes bytes on cannot ask anything. So a ping is answered.
//! * **Fragments.** Message boundaries mean nothing to the protocol; payloads are one stream of bytes,
//!   and no frame is ever held in memory, however long it says it is.
//! * **The end.** No frame of the end is sent: the server closes at once when it meets one and may drop
//!   what came before it, a logout for example. Ending the TCP stream lets it read everything first.

mod frames;
mod handshake;

pub use frames::{Close, Control, FrameError, Frames, MAX_CONTROL, MAX_PAYLOAD, Opcode, frame};
pub use handshake::{
    AnswerError, KEY_BYTES, MAX_REQUEST, RequestError, accept, answer, is_path, key, request,
};

/// One direction of a connection as it was recorded: an HTTP head, then frames. Nothing is checked
/// but the frames.
#[derive(Debug, Default)]
pub struct Upgraded {
    /// Bytes of the blank line that have been met.
    blank: usize,
    frames: Frames,
}

/// What ends an HTTP head.
const BLANK: &[u8; 4] = b"\r\n\r\n";

impl Upgraded {
    /// Takes bytes as they crossed the socket and moves the payload among them to the front. Returns its
    /// length.
    pub fn read(&mut self, bytes: &mut [u8]) -> usize {
        let mut head = 0;
        while self.blank < BLANK.len() {
            let Some(&b) = bytes.get(head) else { return 0 };
            head += 1;
            self.blank = match BLANK.get(self.blank) {
                Some(&wanted) if wanted == b => self.blank + 1,
                _ => usize::from(b == b'\r'),
            };
        }
        let n = self.frames.read(bytes.get_mut(head..).unwrap_or_default());
        bytes.copy_within(head..head + n, 0);
        n
    }

    /// Why the frames cannot be followed any further, if so. Nothing behind that place is payload.
    #[must_use]
    pub fn fault(&self) -> Option<FrameError> {
        self.frames.fault()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_in_front_is_left_out_wherever_it_is_cut() {
        let stream = b"GET / HTTP/1.1\r\r\n\r\n\x82\x03abc\x82\x01d";
        for cut in 0..stream.len() {
            let (mut one, mut two) = (stream[..cut].to_vec(), stream[cut..].to_vec());
            let mut reader = Upgraded::default();
            let n = reader.read(&mut one);
            let m = reader.read(&mut two);
            assert_eq!([&one[..n], &two[..m]].concat(), b"abcd", "cut at {cut}");
        }
    }
}
