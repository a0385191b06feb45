//! From the bytes on the road to the stream that the messages are in.

use kbe::kcp::Follower;
use kbe::wire::websocket::Upgraded;

use super::recording::{ConnectionMeta, Line};

/// What is to be taken off the bytes of one direction.
#[derive(Debug)]
enum Wrapping {
    /// The bytes are the stream.
    None,
    /// An HTTP head and frames, boxed since few recordings have them.
    WebSocket(Box<Upgraded>),
    /// Datagrams of KCP, boxed for the same reason.
    Kcp(Box<Follower>),
}

impl Wrapping {
    fn of(transport: &str) -> Option<Self> {
        match transport {
            "tcp" => Some(Self::None),
            "ws" => Some(Self::WebSocket(Box::default())),
            "kcp" => Some(Self::Kcp(Box::default())),
            _ => None,
        }
    }

    /// Leaves the part of the stream in `bytes`. An error is why there will be no more of it.
    fn take_off(&mut self, bytes: &mut Vec<u8>) -> Result<(), String> {
        match self {
            Self::None => Ok(()),
            Self::WebSocket(frames) => {
                let n = frames.read(bytes);
                bytes.truncate(n);
                frames.fault().map_or(Ok(()), |fault| Err(fault.to_string()))
            }
            Self::Kcp(follower) => {
                let datagram = std::mem::take(bytes);
                follower.follow(&datagram, bytes);
                Ok(())
            }
        }
    }
}

/// Both directions of one recorded connection.
#[derive(Debug)]
pub(crate) struct Road {
    from_server: Wrapping,
    from_client: Wrapping,
    lost: bool,
}

impl Road {
    /// The road of a connection, when its bytes can be read.
    pub(crate) fn new(meta: &ConnectionMeta) -> Option<Self> {
        let wrapping = || Wrapping::of(&meta.transport).filter(|_| meta.is_decipherable());
        Some(Self { from_server: wrapping()?, from_client: wrapping()?, lost: false })
    }

    /// As [`Self::new`]; says on standard error when the connection has to be skipped.
    pub(crate) fn open(meta: &ConnectionMeta) -> Option<Self> {
        let road = Self::new(meta);
        if road.is_none() {
            eprintln!("{}", meta.skipped());
        }
        road
    }

    /// Whether a line is a datagram, which makes sense as a whole only.
    pub(crate) fn is_in_datagrams(&self) -> bool {
        matches!(self.from_server, Wrapping::Kcp(_))
    }

    /// Leaves the part of the stream in `bytes` that they carry. Behind bytes that cannot be followed,
    /// which is said on standard error, there is none.
    pub(crate) fn take_off(&mut self, line: &Line, bytes: &mut Vec<u8>) {
        let wrapping = if line.from_server { &mut self.from_server } else { &mut self.from_client };
        if self.lost {
            bytes.clear();
        } else if let Err(error) = wrapping.take_off(bytes) {
            self.lost = true;
            eprintln!("connection {}: {error}; the rest is skipped", line.connection);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(transport: &str, encryption: &str) -> ConnectionMeta {
        let (transport, encryption) = (transport.to_owned(), encryption.to_owned());
        ConnectionMeta {
            id: 1,
            baseapp: false,
            transport,
            encryption,
            key: None,
            session: "A".into(),
        }
    }

    fn line(from_server: bool) -> Line {
        Line { connection: 1, from_server, t_ms: 0, closed: false, bytes: Vec::new() }
    }

    #[test]
    fn each_direction_has_its_own_wrapping() {
        let mut road = Road::new(&meta("ws", "none")).unwrap();
        let mut take = |from_server, bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            road.take_off(&line(from_server), &mut bytes);
            bytes
        };
        assert_eq!(take(false, b"GET / HTTP/1.1\r\n\r\n"), b"");
        assert_eq!(take(true, b"HTTP/1.1 101 X\r\n"), b"");
        assert_eq!(take(false, b"\x82\x81\x01\x01\x01\x01a"), b"`");
        assert_eq!(take(true, b"\r\n\x82\x02ab\x82"), b"ab");
        assert_eq!(take(true, b"\x01c\xff"), b"c", "what came before no frame");
        assert_eq!(take(true, b"\x82\x01d"), b"", "and nothing behind it");
    }

    #[test]
    fn what_cannot_be_read_has_no_road() {
        assert!(Road::new(&meta("tcp", "none")).is_some());
        assert!(Road::new(&meta("pigeon", "none")).is_none());
        assert!(Road::new(&meta("ws", "rot13")).is_none());
    }
}
