//! From the bytes on the road to the stream that the messages are in.

use kbe::kcp::Follower;

use super::recording::{ConnectionMeta, Line};

/// What is to be taken off the bytes of one direction.
#[derive(Debug)]
enum Wrapping {
    /// The bytes are the stream.
    None,
    /// Datagrams of KCP, boxed since few recordings have them.
    Kcp(Box<Follower>),
}

impl Wrapping {
    fn of(transport: &str) -> Option<Self> {
        match transport {
            "tcp" => Some(Self::None),
            "kcp" => Some(Self::Kcp(Box::default())),
            _ => None,
        }
    }

    fn take_off(&mut self, bytes: &mut Vec<u8>) {
        if let Self::Kcp(follower) = self {
            let datagram = std::mem::take(bytes);
            follower.follow(&datagram, bytes);
        }
    }
}

/// Both directions of one recorded connection.
#[derive(Debug)]
pub(crate) struct Road {
    from_server: Wrapping,
    from_client: Wrapping,
}

impl Road {
    /// The road of a connection, when its bytes can be read. Says on standard error when they cannot.
    pub(crate) fn open(meta: &ConnectionMeta) -> Option<Self> {
        let wrapping = || Wrapping::of(&meta.transport).filter(|_| meta.is_decipherable());
        let road = wrapping().zip(wrapping());
        if road.is_none() {
            eprintln!("{}", meta.skipped());
        }
        road.map(|(from_server, from_client)| Self { from_server, from_client })
    }

    /// Leaves the part of the stream in `bytes` that they carry.
    pub(crate) fn take_off(&mut self, line: &Line, bytes: &mut Vec<u8>) {
        let wrapping = if line.from_server { &mut self.from_server } else { &mut self.from_client };
        wrapping.take_off(bytes);
    }
}
