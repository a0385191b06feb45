//! Replaying recordings through the library itself, message by message.

use std::collections::BTreeMap;
use std::sync::Arc;

use kbe::layers::event::Server;
use kbe::layers::{Batch, Event};
use kbe::session::tap::{NoTap, Tap};
use kbe::session::{Config, Link, Session, Time};
use kbe::wire::table::{Component, MessageSpec, stock_spec};
use kbe::wire::value::{Kind, Span, Value};

use super::data::{Line, Recording};
use super::random::Random;

/// How the bytes of the server are fed.
#[derive(Debug, Clone)]
pub enum Slicing {
    /// As they were recorded.
    Recorded,
    /// In slices of so many bytes.
    Fixed(usize),
    /// In slices of one to fifty bytes.
    Random(Random),
}

impl Slicing {
    fn next(&mut self, left: usize) -> usize {
        let n = match self {
            Self::Recorded => left,
            Self::Fixed(n) => *n,
            Self::Random(r) => 1 + r.below(50),
        };
        n.min(left)
    }
}

/// One observing session for each client of a recording.
pub struct Replay<'a> {
    recording: &'a Recording,
    pub sessions: BTreeMap<&'a str, Session>,
}

/// A whole message to the server.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub spec: &'static MessageSpec,
    pub body: &'a [u8],
}

impl<'a> Replay<'a> {
    /// For the bytes as they were recorded.
    pub fn new(recording: &'a Recording) -> Self {
        let mut replay = Self::of_messages(recording);
        for c in &recording.connections {
            if let Some(key) = &c.key {
                let server = if c.baseapp { Server::Baseapp } else { Server::Loginapp };
                replay.session(c.id).observe_encrypted(Link(c.id), server, key).unwrap();
            }
        }
        replay
    }

    /// For whole messages, which nobody encrypts again.
    pub fn of_messages(recording: &'a Recording) -> Self {
        let mut sessions = BTreeMap::new();
        for c in &recording.connections {
            let session = sessions
                .entry(c.session.as_str())
                .or_insert_with(|| Session::observer(Config::default()));
            let server = if c.baseapp { Server::Baseapp } else { Server::Loginapp };
            session.observe(Link(c.id), server);
        }
        Self { recording, sessions }
    }

    /// The session that a connection belongs to.
    pub fn session(&mut self, connection: u32) -> &mut Session {
        let mut all = self.recording.connections.iter();
        let c = all.find(|c| c.id == connection).unwrap();
        self.sessions.get_mut(c.session.as_str()).unwrap()
    }

    /// Feeds one line from the server.
    pub fn feed<T: Tap>(&mut self, line: &Line, slicing: &mut Slicing, tap: &mut T) {
        let session = self.session(line.connection);
        let before = session.definitions().cloned();
        let mut rest = &line.bytes[..];
        while !rest.is_empty() {
            let (slice, behind) = rest.split_at(slicing.next(rest.len()));
            session.received_with(Time::default(), Link(line.connection), slice, tap);
            rest = behind;
        }
        // Definitions belong to the server, so every session of the recording learns them.
        let after = session.definitions().cloned();
        if let Some(new) = after.filter(|a| before.as_ref().is_none_or(|b| !Arc::ptr_eq(a, b))) {
            for session in self.sessions.values_mut() {
                session.set_definitions(Arc::clone(&new));
            }
        }
    }

    /// Feeds everything that the server said.
    pub fn feed_all(&mut self, mut slicing: Slicing) {
        let recording = self.recording;
        for line in recording.lines.iter().filter(|l| l.from_server) {
            self.feed(line, &mut slicing, &mut NoTap);
        }
    }
}

/// Cuts what a client wrote into messages, by the stock table. Keeps what is not whole in `rest`.
pub fn requests(baseapp: bool, rest: &mut Vec<u8>, mut each: impl FnMut(Request<'_>)) {
    let table = if baseapp { Component::Baseapp } else { Component::Loginapp };
    let mut at = 0;
    loop {
        let bytes = &rest[at..];
        let Some(id) = bytes.first_chunk::<2>() else { break };
        let spec = stock_spec(table, u16::from_le_bytes(*id)).unwrap();
        let (header, body) = match usize::try_from(spec.length) {
            Ok(fixed) => (2, fixed),
            Err(_) => match bytes.get(2..).and_then(|b| b.first_chunk::<2>()) {
                Some(length) => (4, usize::from(u16::from_le_bytes(*length))),
                None => break,
            },
        };
        assert_ne!(body, 0xffff, "a client never sends the extended form");
        let Some(body) = bytes.get(header..header + body) else { break };
        each(Request { spec, body });
        at += header + body.len();
    }
    rest.drain(..at);
}

/// Everything that an uncleared session has told, in a form that can be compared.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub events: Vec<String>,
    pub changes: Vec<String>,
    pub nodes: Vec<String>,
    pub text: Vec<u8>,
    pub world: String,
}

fn node(v: &Value) -> String {
    let kind = v.kind();
    match kind {
        Kind::Vector2 | Kind::Vector3 | Kind::Vector4 => {
            format!("{kind:?} {:?}", v.as_vector().map(f32::to_bits))
        }
        Kind::EntityCall => format!("{:?}", v.as_entity_call()),
        // The lower half of a container's payload is the place of its items, on any target.
        _ if kind.is_container() || kind.is_bytes() => {
            format!("{kind:?} {} at {}", v.count(), v.as_u64() as u32)
        }
        _ => format!("{kind:?} {}", v.as_i64()),
    }
}

/// Tells what is in a session's batch and world.
pub fn told(session: &mut Session) -> Told {
    let world = format!("{:?}", session.world());
    let batch = session.batch();
    let (nodes, bytes) = batch.arena.size();
    let whole = Span { start: 0, len: bytes as u32 };
    Told {
        events: batch.events.iter().flat_map(|e| lines(batch, e)).collect(),
        changes: batch.changes.iter().map(|c| format!("{c:?}")).collect(),
        nodes: batch.arena.slice(0, nodes as u32).iter().map(node).collect(),
        text: batch.arena.text(whole).to_vec(),
        world,
    }
}

/// An event as lines, one for each movement: how many of them are one event is as the bytes came.
pub fn lines(batch: &Batch, event: &Event) -> Vec<String> {
    match *event {
        Event::Moves { first, count } => {
            batch.run(first, count).iter().map(|m| format!("{m:?}")).collect()
        }
        _ => vec![format!("{event:?}")],
    }
}

/// Whether an event tells of a message that could not be used.
pub fn is_fault(event: &Event) -> bool {
    matches!(event, Event::Fault(_))
}
