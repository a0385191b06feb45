//! What a client wrote on one connection, cut into messages.

use kbe::session::Key;
use kbe::wire::blowfish::{Cipher, Packets};
use kbe::wire::envelope::{Cut, Tail, cut};
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
        if self.lost {
            return;
        }
        let Some(joined) = self.tail.join(bytes) else { return };
        let mut used = 0;
        let needed = loop {
            let rest = joined.bytes().get(used..).unwrap_or_default();
            let lookup = |id| stock_spec(self.table, id).map(|s| (s, u16::try_from(s.length).ok()));
            match cut(rest, MAX_MESSAGE_BODY, lookup) {
                Ok(Cut::Message { entry: spec, header, body, .. }) => {
                    used += header + body;
                    each(spec, rest.get(header..header + body).unwrap_or_default());
                    if spec.name.ends_with("::hello") && !self.greeted {
                        self.greeted = true;
                        if self.cipher.is_some() {
                            let behind = joined.bytes().get(used..).unwrap_or_default();
                            return self.wrote(behind, each);
                        }
                    }
                }
                Ok(Cut::Incomplete { needed }) => break needed,
                Err(_) => {
                    self.lost = true;
                    return;
                }
            }
        };
        self.tail.keep(joined, used, needed);
    }
}
