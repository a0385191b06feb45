//! Streams made for measuring, with the state they end in: what a server says to a client in the demo game
//! ([`demo`]) and in an invented world with nested types ([`crowd`]); and the whole client that takes them
//! ([`client`]).
#![allow(
    dead_code,
    unreachable_pub,
    unnameable_types,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each program uses a part of it, and a test may panic anywhere"
)]

pub mod client;
pub mod crowd;
pub mod demo;
pub mod kinds;
pub mod loads;

use kbe::wire::stock_messages::STOCK_MESSAGES;
use kbe::wire::table::Component;

/// Bytes of a session, and what must come of them.
pub struct Stream {
    pub name: String,
    /// The body of onImportClientEntityDef.
    pub definitions: Vec<u8>,
    /// Bytes in front of the measured ones, read once.
    pub setup: Vec<u8>,
    /// The measured bytes. They end where they began, so that they can be read over and over.
    pub bytes: Vec<u8>,
    /// Messages in `bytes`.
    pub messages: u64,
    /// What one reading of `bytes` must tell a game that listens to everything.
    pub told: Told,
    /// All entities in the end.
    pub state: Vec<Entity>,
}

/// Events in the order of nothing: only their numbers and sums.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    pub moves: u64,
    pub properties: u64,
    pub calls: u64,
    pub entered: u64,
    pub left: u64,
    /// Sum of the values of HP, or hp.
    pub sum_hp: i64,
    /// Sum of the last arguments of all calls that are numbers.
    pub sum_calls: i64,
}

/// An entity at the end of a stream.
#[derive(Debug, Clone)]
pub struct Entity {
    pub id: i32,
    pub class: String,
    pub position: [f64; 3],
    /// roll, pitch, yaw.
    pub direction: [f64; 3],
    /// Properties by name, `component.property` for a component's, as `Rig::shown` writes them.
    pub values: Vec<(String, String)>,
}

/// The generator of `gen_stream.py`: the same numbers on every machine.
pub struct Lcg(pub u64);

impl Lcg {
    pub fn next(&mut self) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }

    pub fn below(&mut self, n: u32) -> u32 {
        self.next() % n
    }

    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (f64::from(self.next()) / 4_294_967_296.0)
    }
}

/// Little-endian bytes.
#[derive(Default, Clone)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }
    pub fn u8(self, n: u8) -> Self {
        self.raw(&[n])
    }
    pub fn i8(self, n: i8) -> Self {
        self.raw(&n.to_le_bytes())
    }
    pub fn u16(self, n: u16) -> Self {
        self.raw(&n.to_le_bytes())
    }
    pub fn u32(self, n: u32) -> Self {
        self.raw(&n.to_le_bytes())
    }
    pub fn i32(self, n: i32) -> Self {
        self.raw(&n.to_le_bytes())
    }
    pub fn f32(self, n: f32) -> Self {
        self.raw(&n.to_le_bytes())
    }
    pub fn floats(self, all: &[f32]) -> Self {
        all.iter().fold(self, |b, n| b.f32(*n))
    }
    /// UNICODE, BLOB: a length and that many bytes.
    pub fn blob(self, bytes: &[u8]) -> Self {
        self.u32(bytes.len() as u32).raw(bytes)
    }
    /// STRING: up to a zero byte.
    pub fn text(self, text: &str) -> Self {
        self.raw(text.as_bytes()).u8(0)
    }
}

/// Messages of a stock server to a client, in their envelopes.
#[derive(Default)]
pub struct Out {
    pub bytes: Vec<u8>,
    pub messages: u64,
}

impl Out {
    /// Appends a message, by its name without `Client::`.
    pub fn message(&mut self, name: &str, body: &Bytes) {
        let spec = STOCK_MESSAGES.iter().find(|m| {
            m.component == Component::Client && m.name.strip_prefix("Client::") == Some(name)
        });
        let spec = spec.unwrap_or_else(|| panic!("no message {name}"));
        let body = &body.0;
        self.bytes.extend(spec.id.to_le_bytes());
        match u16::try_from(body.len()) {
            _ if spec.length >= 0 => assert_eq!(body.len(), spec.length as usize, "{name}"),
            Ok(n) if n != 0xffff => self.bytes.extend(n.to_le_bytes()),
            _ => {
                self.bytes.extend([0xff; 2]);
                self.bytes.extend((body.len() as u32).to_le_bytes());
            }
        }
        self.bytes.extend_from_slice(body);
        self.messages += 1;
    }

    /// Takes what was written so far.
    pub fn take(&mut self) -> Vec<u8> {
        self.messages = 0;
        std::mem::take(&mut self.bytes)
    }
}
