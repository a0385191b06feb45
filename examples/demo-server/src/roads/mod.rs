//! The roads between a client and the server (`spec/01 §2.8`, `§5`): how the stream of messages is packed on its way.
//!
//! | road | carried by | recognised by |
//! |---|---|---|
//! | plain | TCP | neither of the others |
//! | WebSocket | TCP | an HTTP request as the first chunk |
//! | WebSocket in TLS | TCP | a TLS ClientHello as the first chunk |
//! | KCP | UDP | a text of 32 characters |
//! | Blowfish | any of them | a key in hello; it takes the place of what was there |
//!
//! `stream` and `udp` move bytes; [`Road`] packs and unpacks them, inside the hub, because a message may change the road
//! for what follows it.

mod blowfish;
mod kcp;
pub(crate) mod stream;
pub(crate) mod tls;
pub(crate) mod udp;
mod upgrade;
mod websocket;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use blowfish::Filter;
use websocket::Frames;

/// Largest packets of a server without and with `encrypt_type` 1, on all roads (`spec/01 §2.2`). The specification
/// allows KCP a few bytes more, but the recorded server does not use them.
const PACKET: usize = 1460;
const PACKET_ENCRYPT_TYPE_1: usize = 1448;
/// `encrypt_type` of the server settings for Blowfish; every other value means none.
const BLOWFISH: u8 = 1;
/// Shorter keys are no keys (`spec/01 §4.1`).
const SHORTEST_KEY: usize = 4;

/// Number of a connection, never reused.
pub(crate) type ConnId = u64;

/// Hands out the numbers of connections.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConnIds(Arc<AtomicU64>);

impl ConnIds {
    pub(crate) fn next(&self) -> ConnId {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// What becomes of a connection after a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fate {
    #[default]
    GoesOn,
    /// The client said goodbye.
    Closed,
    /// The client broke a rule.
    Condemned,
}

/// What one chunk came to.
#[derive(Default)]
pub(crate) struct Received {
    /// Slices of the stream of messages, each of which counts as one packet (`spec/01 §2.4`).
    pub(crate) packets: Vec<Vec<u8>>,
    /// Bytes to send back as they are: an accepted upgrade, a pong.
    pub(crate) reply: Vec<u8>,
    /// Decided by what follows the packets.
    pub(crate) fate: Fate,
}

enum State {
    /// Nothing has come yet.
    Undecided,
    /// Inside TLS only a WebSocket is accepted, everything else is silently dropped.
    OnlyWebSocket,
    Plain,
    WebSocket(Frames),
    Blowfish(Box<Filter>),
}

/// How one connection's messages are packed at the moment.
pub(crate) struct Road {
    state: State,
    packet: usize,
    encrypt_type: u8,
    /// KCP: packets keep their boundaries.
    datagrams: bool,
}

impl Road {
    /// The road of a TCP connection, to be decided by its first chunk.
    pub(crate) fn stream(encrypt_type: u8) -> Self {
        let packet = if encrypt_type == BLOWFISH { PACKET_ENCRYPT_TYPE_1 } else { PACKET };
        Self { state: State::Undecided, packet, encrypt_type, datagrams: false }
    }

    /// The road of a KCP conversation, whose chunks are KCP messages.
    pub(crate) fn udp(encrypt_type: u8) -> Self {
        Self { state: State::Plain, datagrams: true, ..Self::stream(encrypt_type) }
    }

    /// Chunks come out of TLS from now on.
    pub(crate) fn secure(&mut self) {
        self.state = State::OnlyWebSocket;
    }

    /// Switches both directions to Blowfish, when the key is one and the server wants it. Whatever was there is
    /// replaced, even a WebSocket, which thereby ends (`spec/01 §5.1`).
    pub(crate) fn encrypt(&mut self, key: &[u8]) {
        if self.encrypt_type == BLOWFISH && key.len() >= SHORTEST_KEY {
            self.state = State::Blowfish(Box::new(Filter::new(key)));
        }
    }

    /// Unpacks what one read delivered.
    pub(crate) fn receive(&mut self, chunk: Vec<u8>) -> Received {
        let mut received = Received::default();
        match &mut self.state {
            State::Undecided | State::OnlyWebSocket => return self.decide(chunk),
            State::Plain => received.packets.push(chunk),
            State::WebSocket(frames) => frames.receive(&chunk, &mut received),
            State::Blowfish(filter) => filter.receive(&chunk, &mut received.packets),
        }
        received
    }

    fn decide(&mut self, chunk: Vec<u8>) -> Received {
        let mut received = Received::default();
        if let Some(reply) = upgrade::answer(&chunk) {
            self.state = State::WebSocket(Frames::default());
            received.reply = reply;
        } else if matches!(self.state, State::Undecided) {
            self.state = State::Plain;
            received.packets.push(chunk);
        }
        received
    }

    /// Packs messages that leave together. Every piece is one KCP message; on a stream the pieces follow each other.
    pub(crate) fn pack(&self, bundle: Vec<u8>) -> Vec<Vec<u8>> {
        match &self.state {
            State::Blowfish(filter) => {
                bundle.chunks(self.packet).filter_map(|packet| filter.seal(packet)).collect()
            }
            _ => self.pack_clear(bundle),
        }
    }

    /// The same around a Blowfish filter, as `onHelloCB` goes; a WebSocket is not gone around.
    pub(crate) fn pack_clear(&self, bundle: Vec<u8>) -> Vec<Vec<u8>> {
        match &self.state {
            State::WebSocket(_) => vec![websocket::wrap(&bundle, self.packet)],
            _ if self.datagrams => bundle.chunks(self.packet).map(<[u8]>::to_vec).collect(),
            _ => vec![bundle],
        }
    }
}

/// The sending end of a connection.
pub(crate) enum Line {
    Stream(stream::Line),
    Udp(udp::Line),
}

impl Line {
    pub(crate) fn send(&self, pieces: Vec<Vec<u8>>) {
        match self {
            Self::Stream(line) => line.send(pieces.concat()),
            Self::Udp(line) => line.send(pieces),
        }
    }

    /// Bytes handed over that did not get away yet; over UDP this is an estimate.
    pub(crate) fn queued(&self) -> usize {
        match self {
            Self::Stream(line) => line.queued(),
            Self::Udp(line) => line.queued(),
        }
    }

    /// Whether a mass of messages may go on.
    pub(crate) fn has_room(&self) -> bool {
        match self {
            Self::Stream(line) => line.queued() < stream::ROOM,
            Self::Udp(line) => line.queued() < udp::ROOM,
        }
    }

    /// Lets what was sent get away, then closes.
    pub(crate) fn finish(self) {
        match self {
            Self::Stream(line) => line.finish(),
            Self::Udp(line) => line.close(),
        }
    }

    /// Closes at once.
    pub(crate) fn abort(&self) {
        match self {
            Self::Stream(line) => line.abort(),
            Self::Udp(line) => line.close(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(road: &Road) -> Vec<usize> {
        road.pack(vec![0; 3000]).iter().map(Vec::len).collect()
    }

    #[test]
    fn packets_are_as_large_as_the_setting_says() {
        assert_eq!(sizes(&Road::udp(0)), [1460, 1460, 80]);
        assert_eq!(sizes(&Road::udp(1)), [1448, 1448, 104]);
        assert_eq!(sizes(&Road::stream(1)), [3000]);
        let mut sealed = Road::udp(1);
        sealed.encrypt(&[1; 16]);
        assert_eq!(sizes(&sealed), [1451, 1451, 107]);
    }

    #[test]
    fn inside_tls_everything_but_an_upgrade_is_dropped() {
        let request = b"GET / HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key: b\r\n\r\n";
        let mut road = Road::stream(1);
        road.secure();
        for _ in 0..2 {
            let received = road.receive(vec![0xCE, 0]);
            assert_eq!((received.packets.len(), received.reply.len()), (0, 0));
        }
        assert!(road.receive(request.to_vec()).reply.starts_with(b"HTTP/1.1 101 "));
        assert_eq!(road.receive(vec![0x82, 2, 0xCE, 0]).packets, [vec![0xCE, 0]]);
    }

    #[test]
    fn only_the_first_chunk_can_be_an_upgrade() {
        let request = b"GET / HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key: b\r\n\r\n";
        let mut road = Road::stream(1);
        assert_eq!(road.receive(vec![0xCE, 0]).packets, [vec![0xCE, 0]]);
        assert_eq!(road.receive(request.to_vec()).packets, [request.to_vec()]);
        assert_eq!(Road::udp(1).receive(request.to_vec()).packets, [request.to_vec()]);
    }
}
