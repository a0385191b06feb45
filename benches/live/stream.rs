//! What the server says: the generated stream of `tests/data/streams`, cut into messages and put
//! together again, with marked messages in between.

use kbe::wire::table::MessageTable;

use crate::data;

/// In the third argument of a marked call.
const MAGIC: i32 = 0x6b62_6562;

/// A call of `recvDamage` with four INT32: 19 bytes behind four of envelope.
pub(crate) const MARK: usize = 23;

/// Where the stamp begins in a mark: it is the first two arguments.
pub(crate) const STAMP: usize = MARK - 16;

/// Bytes of one packet of a KBEngine server (`spec/01 §2.2`).
pub(crate) const PACKET: usize = 1460;

/// A call that says when it was sent, and its number.
pub(crate) fn mark(stamp: u64, number: u32) -> [u8; MARK] {
    let mut out = [10, 0, 19, 0, 0x7d, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    out[STAMP..STAMP + 8].copy_from_slice(&stamp.to_le_bytes());
    out[STAMP + 8..STAMP + 12].copy_from_slice(&MAGIC.to_le_bytes());
    out[STAMP + 12..].copy_from_slice(&number.to_le_bytes());
    out
}

/// The stamp and the number of a mark, as its arguments arrive.
pub(crate) fn read_mark(args: [i64; 4]) -> Option<(u64, u32)> {
    let stamp = u64::from(args[0] as u32) | u64::from(args[1] as u32) << 32;
    (args[2] as i32 == MAGIC).then_some((stamp, args[3] as u32))
}

/// A movement of the entity in the second place of the view; x is its number.
pub(crate) fn movement(number: u32) -> [u8; 17] {
    let mut out = [32, 0, 13, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    out[5..9].copy_from_slice(&(number as f32).to_le_bytes());
    out
}

/// What the game is told of some messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) moves: u32,
    pub(crate) properties: u32,
    pub(crate) calls: u32,
}

impl Told {
    pub(crate) fn all(self) -> u64 {
        u64::from(self.moves) + u64::from(self.properties) + u64::from(self.calls)
    }
}

/// One packet: a mark, then messages.
#[derive(Debug, Default)]
pub(crate) struct Packet {
    pub(crate) bytes: Vec<u8>,
    pub(crate) messages: u32,
    /// Of everything behind the mark.
    pub(crate) told: Told,
}

/// The stream.
pub(crate) struct Stream {
    pub(crate) definitions: Vec<u8>,
    /// A world of 200 entities, message by message.
    setup: Vec<Vec<u8>>,
    rest: Vec<Vec<u8>>,
}

impl Stream {
    pub(crate) fn read() -> Self {
        let facts: serde_json::Value =
            serde_json::from_slice(&data::unpack("streams/alias_20k.json.gz")).expect("JSON");
        let bytes = data::unpack("streams/alias_20k.bin.gz");
        let mut setup = cut(&bytes);
        let rest = setup.split_off(facts["setup_messages"].as_u64().expect("a number") as usize);
        Self { definitions: data::stream_definitions(), setup, rest }
    }

    /// The player, and so many entities around it.
    pub(crate) fn world(&self, others: usize) -> Vec<u8> {
        self.setup[..8 + 2 * others].concat()
    }

    /// Everything else in packets; the next one follows the last.
    pub(crate) fn packets(&self) -> Vec<Packet> {
        let mut all: Vec<Packet> = Vec::new();
        for message in &self.rest {
            if all.last().is_none_or(|p| p.bytes.len() + message.len() > PACKET) {
                let bytes = mark(0, 0).to_vec();
                all.push(Packet { bytes, messages: 1, ..Packet::default() });
            }
            let packet = all.last_mut().expect("one was pushed");
            packet.bytes.extend(message);
            packet.messages += 1;
            match u16::from_le_bytes([message[0], message[1]]) {
                11 => packet.told.properties += 1,
                10 => packet.told.calls += 1,
                // The player's own position, which no callback tells.
                13 | 15 => {}
                _ => packet.told.moves += 1,
            }
        }
        all
    }
}

/// Cuts bytes of a server into messages.
fn cut(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let table = MessageTable::stock();
    let mut all = Vec::new();
    while let [a, b, c, d, ..] = *bytes {
        let known = table.incoming(u16::from_le_bytes([a, b])).expect("a stock message");
        let size = known
            .length
            .map_or(4 + usize::from(u16::from_le_bytes([c, d])), |n| 2 + usize::from(n));
        let (message, rest) = bytes.split_at(size);
        all.push(message.to_vec());
        bytes = rest;
    }
    all
}
