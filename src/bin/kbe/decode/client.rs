//! What a client wrote on one connection, cut into messages.

use kbe::session::Key;
use kbe::wire::blowfish::{Cipher, Packets};
use kbe::wire::envelope::{Cut, Front, Tail, cut};
use kbe::wire::limits::MAX_MESSAGE_BODY;
use kbe::wire::table::{Component, MessageSpec, stock_spec};

/// Told about each message: what it is, and its body.
pub(super) type Each<'a> = &'a mut dyn FnMut(&'static MessageSpec, &[u8]);

/// The bytes of one client on one connection.
pub(super) struct Client {
    table: Component,
    tail: Tail,
    /// What everything behind hello is encrypted with (`spec/01 §5.1`).
    cipher: Option<Cipher>,
    greeted: bool,
    packets: Packets,
    plain: Vec<u8>,
    lost: bool,
}

impl Client {
    pub(super) fn new(baseapp: bool, key: Option<&Key>) -> Self {
        Self {
            table: if baseapp { Component::Baseapp } else { Component::Loginapp },
            tail: Tail::default(),
            cipher: key.and_then(|key| Cipher::new(key.bytes()).ok()),
            greeted: false,
            packets: Packets::default(),
            plain: Vec::new(),
            lost: false,
        }
    }

    /// Takes a write, or a part of one.
    pub(super) fn wrote(&mut self, bytes: &[u8], each: Each<'_>) {
        let mut plain = std::mem::take(&mut self.plain);
        plain.clear();
        let bytes = match &self.cipher {
            Some(cipher) if self.greeted => {
                self.lost |= self.packets.open(cipher, bytes, &mut plain).is_err();
                &plain
            }
            _ => bytes,
        };
        self.cut(bytes, each);
        self.plain = plain;
    }

    fn cut(&mut self, bytes: &[u8], each: Each<'_>) {
        let mut read = bytes;
        while !self.lost {
            let kept = match self.tail.fill(&mut read) {
                Front::Unfinished => return,
                Front::None => None,
                Front::Whole(kept) => Some(kept),
            };
            let (used, end) = self.messages(kept.as_deref().unwrap_or(read), each);
            match (end, kept) {
                (End::Lost, _) => self.lost = true,
                (End::Encrypted, Some(_)) => return self.wrote(read, each),
                (End::Encrypted, None) => {
                    return self.wrote(read.get(used..).unwrap_or_default(), each);
                }
                (End::Incomplete(needed), Some(kept)) => self.tail.put_back(kept, used, needed),
                (End::Incomplete(needed), None) => {
                    return self.tail.keep(read.get(used..).unwrap_or_default(), needed);
                }
            }
        }
    }

    /// Hands out the whole messages at the front of `bytes`. Returns how many bytes they were.
    fn messages(&mut self, bytes: &[u8], each: Each<'_>) -> (usize, End) {
        let mut used = 0;
        loop {
            let rest = bytes.get(used..).unwrap_or_default();
            let lookup = |id| stock_spec(self.table, id).map(|s| (s, u16::try_from(s.length).ok()));
            match cut(rest, MAX_MESSAGE_BODY, lookup) {
                Ok(Cut::Message { entry: spec, header, body, .. }) => {
                    used += header + body;
                    each(spec, rest.get(header..header + body).unwrap_or_default());
                    if spec.name.ends_with("::hello") && !self.greeted {
                        self.greeted = true;
                        if self.cipher.is_some() {
                            return (used, End::Encrypted);
                        }
                    }
                }
                Ok(Cut::Incomplete { needed }) => return (used, End::Incomplete(needed)),
                Err(_) => return (used, End::Lost),
            }
        }
    }
}

/// Where a run of messages ended.
enum End {
    /// In front of one that is not whole, of which so many bytes must be there.
    Incomplete(usize),
    /// Behind the one after which all bytes are encrypted.
    Encrypted,
    /// The stream cannot be followed any further.
    Lost,
}
