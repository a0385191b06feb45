//! Bytes from a server: cut into messages, and each message to whom it concerns.

use super::entities::{Rules, Scene, subject};
use super::imports::{self, Trust};
use super::log::remark;
use super::tap::{NoTap, Seen, Tap};
use super::{Link, Phase, Session, Time, attempt};
use crate::layers::event::{Event, Origin, Reason, Server};
use crate::wire::WireError;
use crate::wire::blowfish::PacketError;
use crate::wire::envelope::{Cut, EnvelopeError, Front, cut};
use crate::wire::table::ClientMessage;

/// Where a run of messages ended.
enum End {
    /// In front of one that is not whole; `needed` bytes of it must be there before another try.
    Incomplete { used: usize, needed: usize },
    /// Behind the one after which all bytes are encrypted; so many are left.
    Sealed { left: usize },
    /// With the connection.
    Lost,
}

impl Session {
    /// Bytes came. An old link's are ignored.
    pub fn received(&mut self, now: Time, link: Link, bytes: &[u8]) {
        self.received_with(now, link, bytes, &mut NoTap);
    }

    /// As [`Self::received`], with somebody looking on.
    pub fn received_with<T: Tap>(&mut self, now: Time, link: Link, bytes: &[u8], tap: &mut T) {
        let Some(c) = self.connection(link) else { return };
        let sealed = c.filter.is_on();
        self.stats.bytes_in += bytes.len() as u64;
        let behind = match sealed {
            true => bytes,
            false => self.received_plain(now, link, bytes, tap),
        };
        if !behind.is_empty() {
            self.received_sealed(now, link, behind, tap);
        }
    }

    /// Encrypted bytes.
    fn received_sealed<T: Tap>(&mut self, now: Time, link: Link, bytes: &[u8], tap: &mut T) {
        let mut plain = std::mem::take(&mut self.plain);
        let Some(c) = self.connection(link) else { return };
        let opened = c.filter.open(bytes, &mut plain);
        self.received_plain(now, link, &plain, tap);
        plain.clear();
        self.plain = plain;
        if let Err(e) = opened {
            self.packet_lost(now, link, e);
        }
    }

    /// Bytes of messages. Returns those of `bytes` that are encrypted: the last message may have been
    /// the one behind which all are.
    fn received_plain<'b, T: Tap>(
        &mut self,
        now: Time,
        link: Link,
        bytes: &'b [u8],
        tap: &mut T,
    ) -> &'b [u8] {
        let mut read = bytes;
        loop {
            let Some(c) = self.connection(link) else { return &[] };
            // Only a message whose front came before is put together; the others are read where they are.
            let kept = match c.tail.fill(&mut read) {
                Front::None => None,
                Front::Unfinished => return &[],
                Front::Whole(kept) => Some(kept),
            };
            let end = self.messages(now, link, kept.as_deref().unwrap_or(read), tap);
            let Some(c) = self.connection(link) else { return &[] };
            match (end, kept) {
                (End::Lost, _) => return &[],
                (End::Sealed { .. }, Some(_)) => return read,
                (End::Sealed { left }, None) => {
                    return read.get(read.len() - left..).unwrap_or_default();
                }
                (End::Incomplete { used, needed }, Some(kept)) => {
                    c.tail.put_back(kept, used, needed)
                }
                (End::Incomplete { used, needed }, None) => {
                    c.tail.keep(read.get(used..).unwrap_or_default(), needed);
                    return &[];
                }
            }
        }
    }

    /// Handles the whole messages at the front of `bytes`.
    fn messages<T: Tap>(&mut self, now: Time, link: Link, bytes: &[u8], tap: &mut T) -> End {
        let Some(c) = self.connection(link) else { return End::Lost };
        let sealed = c.filter.is_on();
        let mut used = 0;
        let mut open = !T::LOOKS && self.lane_is_open(link);
        loop {
            if open {
                let lane = self.lane(bytes.get(used..).unwrap_or_default());
                used += lane.used;
                if let Some((id, entity, e)) = lane.fault {
                    self.fault(id, entity, e);
                    continue;
                }
            }
            let rest = bytes.get(used..).unwrap_or_default();
            let table = &self.table;
            let lookup = |id| table.incoming(id).map(|e| ((e.kind, e.row), e.length));
            match cut(rest, self.config.max_message, lookup) {
                Ok(Cut::Message { id, entry: (kind, row), header, body }) => {
                    used += header + body;
                    self.counts.came(row, 1, header + body);
                    let raw = rest.get(..header + body).unwrap_or_default();
                    let m = Seen { link, id, kind, header, raw };
                    let (table, size) = (&self.table, raw.len());
                    let name = || table.incoming_name(id);
                    remark!(self, Trace, Messages, "<- {} ({id}), {size} bytes", name());
                    tap.came(&m);
                    self.on_message(now, &m, tap);
                    let Some(c) = self.connection(link) else { return End::Lost };
                    if sealed {
                        c.filter.understand();
                    } else if c.filter.is_on() {
                        return End::Sealed { left: bytes.len() - used };
                    }
                    open = !T::LOOKS && self.lane_is_open(link);
                }
                Ok(Cut::Incomplete { needed }) => return End::Incomplete { used, needed },
                Err(e) => {
                    tap.lost(link, rest, e);
                    self.stream_lost(now, link, e);
                    return End::Lost;
                }
            }
        }
    }

    /// The connection ended: `Ok` when the server closed it, `Err` with a sentence when it was lost.
    pub fn closed(&mut self, now: Time, link: Link, how: Result<(), String>) {
        let Some(c) = self.connection(link) else { return };
        let who = c.describe();
        let half = match c.tail.is_empty() && !c.filter.is_within() {
            true => "",
            false => " in the middle of a message",
        };
        if matches!(self.phase, Phase::Leaving { .. }) {
            return self.end_at(now, Origin::Game, Reason::Requested, 0, "logged out", b"");
        }
        match how {
            Ok(()) => {
                let text = format!("{who} closed the connection{half} without a reason");
                self.end_at(now, Origin::Server, Reason::ClosedByServer, 0, &text, b"");
            }
            Err(e) => {
                let text = format!("the connection to {who} was lost{half}: {e}");
                self.end_at(now, Origin::Network, Reason::ConnectionLost, 0, &text, b"");
            }
        }
    }

    pub(super) fn on_message<T: Tap>(&mut self, now: Time, m: &Seen<'_>, tap: &mut T) {
        self.stats.messages_in += 1;
        if self.trust.holds(m.kind) && self.hold_back(now, m) {
            return;
        }
        tap.before(m, &self.world, self.defs.as_ref());
        let first = self.batch.events.len();
        let result = match m.kind {
            ClientMessage::Unknown | ClientMessage::ClientSdk => Ok(()),
            kind if attempt::is_session_message(kind) => self.session_message(now, m),
            _ => self.entity_message(now, m),
        };
        tap.after(m, &self.batch, first, result.as_ref().err());
        if result.is_ok() && self.faults.is_empty() {
            return;
        }
        let about = subject(&self.world, m.kind, m.body());
        if let Err(e) = result {
            self.fault(m.id, about, e);
        }
        let mut faults = std::mem::take(&mut self.faults);
        for e in faults.drain(..) {
            self.fault(m.id, about, e);
        }
        self.faults = faults;
    }

    /// Hands an entity-level message to the world, and sees to what the session makes of it.
    fn entity_message(&mut self, now: Time, m: &Seen<'_>) -> Result<(), WireError> {
        if !self.expects_entities(m.link) {
            return Ok(());
        }
        let mark = self.batch.mark();
        let first = self.batch.events.len();
        let in_view = self.world.view_len();
        let mut scene = Scene {
            world: &mut self.world,
            defs: self.defs.as_deref(),
            batch: &mut self.batch,
            rules: Rules {
                base_y: self.config.base_y,
                integer_vectors: self.config.integer_vectors,
                unconfirmed: self.trust.is_belief(),
            },
            wanted: None,
            faults: &mut self.faults,
        };
        let result = scene.message(m.kind, m.body());
        if self.trust.is_belief() {
            let events = self.batch.events.get(first..).unwrap_or_default();
            use Event::{Method, Properties, Property};
            let decoded =
                |e: &Event| matches!(e, Properties { .. } | Property { .. } | Method { .. });
            match result {
                Err(e) if imports::speaks_against_definitions(e.kind) => {
                    self.batch.rewind(mark);
                    self.world.view_truncate(in_view);
                    self.check_definitions(now, m);
                    return Ok(());
                }
                Ok(()) if events.iter().any(decoded) => self.trust = Trust::Confirmed,
                _ => {}
            }
        }
        if !matches!(self.phase, Phase::Observing) {
            self.after_entity_message(now, m.kind, first);
        }
        result
    }

    /// There are entities on a baseapp, from the moment on that the player was asked for.
    pub(super) fn expects_entities(&mut self, link: Link) -> bool {
        let asked = match &self.phase {
            Phase::Attempt(a) => a.step == attempt::Step::Asked,
            Phase::InGame | Phase::Leaving { .. } => true,
            Phase::Observing => return true,
            Phase::Offline | Phase::Waiting { .. } => false,
        };
        asked && self.connection(link).is_some_and(|c| c.server == Server::Baseapp)
    }

    /// The stream cannot be followed any further (`spec/01 §7`): the connection must end.
    fn stream_lost(&mut self, now: Time, link: Link, e: EnvelopeError) {
        let Some(c) = self.connection(link) else { return };
        let text = format!("{} sent something that is not KBEngine's protocol: {e}", c.describe());
        self.lost_to(now, link, &text);
    }

    /// Neither can a stream whose packets are none. One that goes on in clear is told apart from one
    /// that is nothing at all: its bytes begin with a message id.
    fn packet_lost(&mut self, now: Time, link: Link, e: PacketError) {
        let in_clear = self.table.incoming(e.front()).is_some();
        let Some(c) = self.connection(link) else { return };
        let who = c.describe();
        let text = match in_clear && c.filter.is_in_doubt() {
            true => format!("{who} goes on in clear though it was given a key"),
            false => format!("{who} sent something that is not KBEngine's protocol: {e}"),
        };
        self.lost_to(now, link, &text);
    }

    fn lost_to(&mut self, now: Time, link: Link, text: &str) {
        if matches!(self.phase, Phase::Observing) {
            self.connections.retain(|c| c.link != link);
            return;
        }
        self.end_at(now, Origin::Library, Reason::ProtocolError, 0, text, b"");
    }
}
