//! KCP, the reliable channel over UDP, as a machine without sockets and clock (`spec/01 §5.4`).
//!
//! * [`Handshake`] asks a Baseapp for a conversation number and decides when to ask again.
//! * [`Kcp`] is one side of a conversation: datagrams in, datagrams out, and a stream of bytes above.
//! * [`Follower`] reads along in a recorded one.
//!
//! The server runs KCP in message mode. Its messages carry slices of one byte stream and their borders
//! mean nothing (`spec/01 §2.8`), so reading gives bytes; writing keeps to messages of at most
//! [`MESSAGE`] bytes, because the server never gets past one of more than 1472.
//!
//! Time is an argument: milliseconds since any moment, never running backwards.
//!
//! # Against a hostile peer
//!
//! A datagram counts as a whole or not at all: one that is cut off, has an unknown command or belongs to
//! another conversation changes nothing. What is stored is bounded by the two windows of [`WINDOW`]
//! segments and by the size of the datagrams. Numbers that nobody could have sent are ignored.
#![forbid(unsafe_code)]

mod follow;
mod handshake;
mod inbox;
mod outbox;
mod segment;

use std::fmt;

pub use follow::{Follower, Seen};
pub use handshake::{HELLO, Handshake, Step, TRIES, Wrong, answer};
use inbox::Inbox;
use outbox::Outbox;
use segment::{Command, Header, Segments};

/// Largest datagram (`spec/01 §5.4`, `mtu`).
pub const MTU: usize = 1400;

/// Most payload of a segment.
const SEGMENT: usize = MTU - segment::HEADER;

/// Largest message that is sent, two segments: a full packet of cipher text
/// ([`crate::wire::blowfish::MAX_PLAIN`] and its header), so that a long write is not cut within one. The
/// server's buffer ends at 1472 (`spec/01 §5.4`).
pub const MESSAGE: usize = 1395;

/// Segments on their way in each direction (`snd_wnd`, `rcv_wnd`).
pub const WINDOW: u16 = 128;

/// Silence after which a conversation is over, in milliseconds, when something sent again and again
/// waits for its acknowledgement. A session's heartbeat gives a server longer; this is for one that is
/// not there any more.
pub const SILENCE: u64 = 20_000;

/// How often something must have been sent before silence counts.
const PATIENCE: u32 = 10;

/// How often one segment is sent at most, though others arrive: it never will.
const OBSTINACY: u32 = 40;

/// Transmissions after which the last words of a conversation count as said.
const LAST_WORDS: u32 = 4;

/// The receiving window has opened: the peer is told this often at most, first after so many
/// milliseconds and each time twice as late, until it sends something.
const TELLS: u8 = 4;
const TELL_AGAIN: u64 = 50;

/// Why a conversation is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The peer acknowledges nothing and says nothing.
    #[error("nothing acknowledged for {} seconds, though it was sent again and again", SILENCE / 1000)]
    Dead,
    /// A message of more segments than fit in the window can never be complete.
    #[error("a KCP message has more than {WINDOW} fragments")]
    Fragments,
    /// The peer answers, and yet one segment never arrives.
    #[error("a datagram of up to {MTU} bytes did not get through in {OBSTINACY} attempts")]
    Stuck,
}

/// One side of a conversation.
pub struct Kcp {
    conversation: u32,
    inbox: Inbox,
    outbox: Outbox,
    /// When something of this conversation came last.
    heard: u64,
    /// The window that the peer knows of.
    told: u16,
    /// The peer must be told of the window: times left, when, and how long to wait then.
    tell: Option<(u8, u64, u64)>,
}

impl fmt::Debug for Kcp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is on its way may be a password.
        f.debug_struct("Kcp").field("conversation", &self.conversation).finish_non_exhaustive()
    }
}

impl Kcp {
    /// A conversation that begins now; `conversation` is what both sides call it.
    #[must_use]
    pub fn new(conversation: u32, now: u64) -> Self {
        Self {
            conversation,
            inbox: Inbox::default(),
            outbox: Outbox::default(),
            heard: now,
            told: WINDOW,
            tell: None,
        }
    }

    // ---- the stream

    /// Takes a message to send, whole, and says whether there was room for it. At most [`MESSAGE`]
    /// bytes; of more, nothing is taken.
    pub fn send(&mut self, message: &[u8]) -> bool {
        message.len() <= MESSAGE && self.outbox.push(message)
    }

    /// Moves what has come into `to`, as much as fits, and says how much. A message counts when all of it
    /// is there.
    pub fn read(&mut self, to: &mut [u8]) -> usize {
        self.inbox.read(to)
    }

    // ---- datagrams

    /// Takes in a datagram. Returns whether it belonged to this conversation.
    pub fn input(&mut self, now: u64, datagram: &[u8]) -> bool {
        if datagram.is_empty() || !Segments::are_well_formed(datagram, self.conversation) {
            return false;
        }
        self.heard = self.heard.max(now);
        for (header, data) in Segments::new(datagram).flatten() {
            if header.command == Command::Ack {
                self.outbox.acknowledge(now, header.number, header.time);
            }
            self.outbox.learn(now, header.una, header.window);
            match header.command {
                Command::Push => {
                    self.tell = None;
                    self.inbox.push(&header, data);
                }
                Command::Ask => self.tell = Some((1, now, TELL_AGAIN)),
                Command::Ack | Command::Tell => {}
            }
        }
        self.outbox.count_overtaken();
        true
    }

    /// Writes the next datagram that is to be sent now to the end of `datagram`, and says whether there
    /// is one. To be asked until there is none.
    pub fn transmit(&mut self, now: u64, datagram: &mut Vec<u8>) -> bool {
        let end = datagram.len() + MTU;
        let before = datagram.len();
        let window = self.inbox.window();
        if self.told == 0 && window > 0 && self.tell.is_none() {
            self.tell = Some((TELLS, now, TELL_AGAIN));
        }
        let head = Header {
            conversation: self.conversation,
            command: Command::Ack,
            fragment: 0,
            window,
            time: 0,
            number: 0,
            una: self.inbox.next(),
        };
        self.inbox.acknowledge(head, datagram, end);
        if self.outbox.is_to_ask(now) && datagram.len() + segment::HEADER <= end {
            head.with(Command::Ask).write(b"", datagram);
            self.outbox.asked(now);
        }
        if let Some((left, at, pause)) = self.tell
            && at <= now
            && datagram.len() + segment::HEADER <= end
        {
            head.with(Command::Tell).write(b"", datagram);
            self.tell = (left > 1).then(|| (left - 1, now + pause, pause * 2));
        }
        self.outbox.transmit(now, head, datagram, end);
        if datagram.len() == before {
            return false;
        }
        self.told = window;
        true
    }

    /// When [`Self::transmit`] has something to send next if nothing comes before: a moment that has
    /// passed when it has something now, `None` when it waits for the peer or for something to send.
    #[must_use]
    pub fn timeout(&self) -> Option<u64> {
        if self.inbox.has_acknowledgements() || self.told == 0 && self.inbox.window() > 0 {
            return Some(0);
        }
        let tell = self.tell.map(|(_, at, _)| at);
        [tell, self.outbox.timeout()].into_iter().flatten().min()
    }

    // ---- state

    /// Why the conversation is over, once it is.
    #[must_use]
    pub fn fault(&self, now: u64) -> Option<Fault> {
        if self.inbox.is_jammed() {
            return Some(Fault::Fragments);
        }
        self.outbox.fault(now, self.heard)
    }

    /// Whether everything has been sent at least once.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.outbox.is_sent()
    }

    /// Whether everything has been acknowledged, or sent so often that it must have arrived: a server
    /// acknowledges nothing after a logout, it just forgets the conversation.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.outbox.is_said(LAST_WORDS)
    }
}

/// Whether the number `a` comes behind `b`. Numbers go round.
fn is_behind(a: u32, b: u32) -> bool {
    a != b && a.wrapping_sub(b) < 1 << 31
}

#[cfg(test)]
mod tests;
