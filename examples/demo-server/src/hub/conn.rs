//! One connection as the hub sees it: its road, its receive counters, what waits to be sent.

use tokio::time::Instant;

use super::{ConnId, Hub, SessionId};
use crate::roads::{Line, Road};
use crate::server::StatCells;

/// Receive limits per tick (`spec/01 §2.4`).
const MAX_TICK_BYTES: usize = 2048;
const MAX_TICK_PACKETS: usize = 32;
/// A client that lets this much pile up is dropped (`spec/01 §2.5`).
const MAX_QUEUED: usize = 1_048_576;

/// Which port a connection came in at; it decides the table of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Loginapp,
    Baseapp,
}

pub(crate) struct Conn {
    pub(crate) id: ConnId,
    pub(crate) role: Role,
    pub(crate) road: Road,
    /// The session whose client this is.
    pub(crate) session: Option<SessionId>,
    /// Received but not yet a whole message.
    pub(crate) input: Vec<u8>,
    pub(crate) last_recv: Instant,
    /// Do not answer heartbeats.
    pub(crate) silenced: bool,
    /// Position updates still to be sent as fast as they go.
    pub(crate) flood: u64,
    line: Line,
    out: Vec<u8>,
    tick_bytes: usize,
    tick_packets: usize,
}

impl Conn {
    pub(crate) fn new(id: ConnId, role: Role, road: Road, line: Line, now: Instant) -> Self {
        Self {
            id,
            role,
            road,
            session: None,
            input: Vec::new(),
            last_recv: now,
            silenced: false,
            flood: 0,
            line,
            out: Vec::new(),
            tick_bytes: 0,
            tick_packets: 0,
        }
    }

    /// Counts what one read delivered, framing and all; false when it is too much (`spec/01 §2.4`).
    pub(crate) fn count_bytes(&mut self, bytes: usize) -> bool {
        self.tick_bytes += bytes;
        self.tick_bytes < MAX_TICK_BYTES
    }

    /// Counts one packet; false when it is one too many.
    pub(crate) fn count_packet(&mut self) -> bool {
        self.tick_packets += 1;
        self.tick_packets <= MAX_TICK_PACKETS
    }

    pub(crate) fn reset_counters(&mut self) {
        self.tick_bytes = 0;
        self.tick_packets = 0;
    }

    /// Whether more of a flood may be sent.
    pub(crate) fn has_room(&self) -> bool {
        self.line.has_room()
    }

    pub(crate) fn push(&mut self, message: &[u8]) {
        self.out.extend_from_slice(message);
    }

    pub(crate) fn discard(&mut self) {
        self.out.clear();
    }

    /// Hands everything pushed so far to the writer, as one bundle.
    fn flush(&mut self) {
        if !self.out.is_empty() {
            let bundle = std::mem::take(&mut self.out);
            self.line.send(self.road.pack(bundle));
        }
    }

    /// Sends bytes that are not part of the stream of messages.
    pub(crate) fn answer(&self, bytes: Vec<u8>) {
        if !bytes.is_empty() {
            self.line.send(vec![bytes]);
        }
    }

    /// Lets the writer finish and the socket close.
    fn finish(mut self) {
        self.flush();
        self.line.finish();
    }

    pub(crate) fn abort(&mut self) {
        self.line.abort();
    }
}

impl Hub {
    /// Queues a message until the end of the tick (`spec/01 §2.5`).
    pub(crate) fn queue(&mut self, id: ConnId, message: &[u8]) {
        if let Some(conn) = self.conns.get_mut(&id) {
            conn.push(message);
            self.unsent.insert(id);
            StatCells::add(&self.stats.messages_out, 1);
        }
    }

    /// Answers at once, as the login phase and heartbeats do.
    pub(crate) fn reply(&mut self, id: ConnId, message: &[u8]) {
        self.queue(id, message);
        self.flush(id);
    }

    /// Answers at once and in clear, whatever filter is on; then the key of the answered hello takes effect
    /// (`spec/01 §5.1`).
    pub(crate) fn answer_hello(&mut self, id: ConnId, message: &[u8], key: &[u8]) {
        self.flush(id);
        if let Some(conn) = self.conns.get_mut(&id) {
            conn.line.send(conn.road.pack_clear(message.to_vec()));
            conn.road.encrypt(key);
            StatCells::add(&self.stats.messages_out, 1);
        }
    }

    pub(crate) fn flush(&mut self, id: ConnId) {
        self.unsent.remove(&id);
        let Some(conn) = self.conns.get_mut(&id) else {
            return;
        };
        conn.flush();
        if conn.line.queued() >= MAX_QUEUED {
            // Its socket takes nothing any more, so neither would it take a farewell.
            conn.abort();
            self.condemn(id);
        }
    }

    pub(crate) fn flush_all(&mut self) {
        for id in std::mem::take(&mut self.unsent) {
            self.flush(id);
        }
    }

    /// Closes without a word: what was not sent yet is lost (`spec/01 §2.5`).
    pub(crate) fn condemn(&mut self, id: ConnId) {
        if let Some(conn) = self.conns.get_mut(&id) {
            conn.discard();
            StatCells::add(&self.stats.condemned, 1);
            self.close(id);
        }
    }

    /// Closes when everything queued has been sent; the session learns that its client is gone.
    pub(crate) fn close(&mut self, id: ConnId) {
        let Some(conn) = self.conns.remove(&id) else {
            return;
        };
        self.unsent.remove(&id);
        self.busy_logins.retain(|_, asker| *asker != id);
        let session = conn.session;
        conn.finish();
        if let Some(session) = session {
            self.client_lost(session, id);
        }
    }
}
