//! One connection: its two tasks, its receive counters, the cutting of its byte stream into messages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep};

use super::{ConnId, Event, Hub, SessionId};
use crate::ids::{self, Length};
use crate::server::StatCells;

/// One read of the real server (`spec/01 §2.4`).
const READ_SIZE: usize = 1460;
/// Receive limits per tick (`spec/01 §2.4`).
const MAX_TICK_BYTES: usize = 2048;
const MAX_TICK_READS: usize = 32;
/// Longest message body a client may announce (`spec/01 §2.3`).
const MAX_BODY: usize = 65535;
/// A client that lets this much pile up is dropped (`spec/01 §2.5`).
const MAX_QUEUED: usize = 1_048_576;
/// How long a closed connection may take to drain.
const LINGER: Duration = Duration::from_secs(2);

/// Which port a connection came in at; it decides the table of its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Loginapp,
    Baseapp,
}

pub(crate) struct Conn {
    pub(crate) id: ConnId,
    pub(crate) role: Role,
    /// The session whose client this is.
    pub(crate) session: Option<SessionId>,
    /// Received but not yet a whole message.
    pub(crate) input: Vec<u8>,
    pub(crate) last_recv: Instant,
    /// Do not answer heartbeats.
    pub(crate) silenced: bool,
    /// Position updates still to be sent as fast as they go.
    pub(crate) flood: u64,
    out: Vec<u8>,
    /// `None` once the connection is being closed: the writer then ends when it has written everything.
    tx: Option<mpsc::UnboundedSender<Vec<u8>>>,
    queued: Arc<AtomicUsize>,
    tick_bytes: usize,
    tick_reads: usize,
    tasks: [AbortHandle; 2],
}

impl Conn {
    pub(crate) fn start(
        id: ConnId,
        role: Role,
        stream: TcpStream,
        events: mpsc::Sender<Event>,
        now: Instant,
    ) -> Self {
        // A tick's messages go out in one write; waiting for more would only delay them (`spec/01 §2.5`).
        let _ = stream.set_nodelay(true);
        let (reader, writer) = stream.into_split();
        let (tx, rx) = mpsc::unbounded_channel();
        let queued = Arc::new(AtomicUsize::new(0));
        let read = tokio::spawn(read_loop(id, reader, events)).abort_handle();
        let write = tokio::spawn(write_loop(writer, rx, queued.clone())).abort_handle();
        Self {
            id,
            role,
            session: None,
            input: Vec::new(),
            last_recv: now,
            silenced: false,
            flood: 0,
            out: Vec::new(),
            tx: Some(tx),
            queued,
            tick_bytes: 0,
            tick_reads: 0,
            tasks: [read, write],
        }
    }

    /// Counts one read; false when it is one too many (`spec/01 §2.4`).
    pub(crate) fn count(&mut self, bytes: usize) -> bool {
        self.tick_bytes += bytes;
        self.tick_reads += 1;
        self.tick_bytes < MAX_TICK_BYTES && self.tick_reads <= MAX_TICK_READS
    }

    pub(crate) fn reset_counters(&mut self) {
        self.tick_bytes = 0;
        self.tick_reads = 0;
    }

    /// Bytes handed to the writer that the socket has not taken yet.
    pub(crate) fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }

    pub(crate) fn push(&mut self, message: &[u8]) {
        self.out.extend_from_slice(message);
    }

    pub(crate) fn discard(&mut self) {
        self.out.clear();
    }

    /// Hands everything pushed so far to the writer, as one write.
    fn flush(&mut self) {
        if self.out.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.out);
        self.queued.fetch_add(bytes.len(), Ordering::Relaxed);
        if let Some(tx) = &self.tx {
            // The writer ends early only when the socket failed; the reader reports that.
            let _ = tx.send(bytes);
        }
    }

    /// Lets the writer finish and the socket close; whatever hangs longer is cut.
    fn finish(mut self) {
        self.flush();
        self.tx = None;
        tokio::spawn(async move {
            sleep(LINGER).await;
            self.abort();
        });
    }

    pub(crate) fn abort(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

async fn read_loop(id: ConnId, mut socket: OwnedReadHalf, events: mpsc::Sender<Event>) {
    let mut buffer = [0; READ_SIZE];
    loop {
        let event = match socket.read(&mut buffer).await {
            Ok(0) | Err(_) => Event::Closed(id),
            Ok(n) => Event::Bytes(id, buffer.get(..n).unwrap_or_default().to_vec()),
        };
        let last = matches!(event, Event::Closed(_));
        if events.send(event).await.is_err() || last {
            return;
        }
    }
}

async fn write_loop(
    mut socket: OwnedWriteHalf,
    mut rx: mpsc::UnboundedReceiver<Vec<u8>>,
    queued: Arc<AtomicUsize>,
) {
    while let Some(bytes) = rx.recv().await {
        let result = socket.write_all(&bytes).await;
        queued.fetch_sub(bytes.len(), Ordering::Relaxed);
        if result.is_err() {
            return;
        }
    }
    let _ = socket.shutdown().await;
}

/// What stands at the front of a byte stream.
pub(crate) enum Frame<'a> {
    Incomplete,
    /// Unknown id or impossible length: the stream cannot be followed any further (`spec/01 §2.3`).
    Bad,
    Message {
        id: u16,
        body: &'a [u8],
        used: usize,
    },
}

fn le_bytes<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Cuts one message off a stream (`spec/01 §2.1`).
pub(crate) fn next_frame(role: Role, bytes: &[u8]) -> Frame<'_> {
    let Some(id) = le_bytes(bytes, 0).map(u16::from_le_bytes) else {
        return Frame::Incomplete;
    };
    let length = match role {
        Role::Loginapp => ids::loginapp_length(id),
        Role::Baseapp => ids::baseapp_length(id),
    };
    let (at, length) = match length {
        None => return Frame::Bad,
        Some(Length::Fixed(n)) => (2, n),
        Some(Length::Variable) => match variable_length(bytes) {
            None => return Frame::Incomplete,
            Some(found) => found,
        },
    };
    if length > MAX_BODY {
        return Frame::Bad;
    }
    match bytes.get(at..at + length) {
        None => Frame::Incomplete,
        Some(body) => Frame::Message { id, body, used: at + length },
    }
}

/// Start and length of a variable body, `None` while the length itself is incomplete.
fn variable_length(bytes: &[u8]) -> Option<(usize, usize)> {
    match le_bytes(bytes, 2).map(u16::from_le_bytes)? {
        u16::MAX => le_bytes(bytes, 4).map(|b| (8, u32::from_le_bytes(b) as usize)),
        n => Some((4, usize::from(n))),
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

    pub(crate) fn flush(&mut self, id: ConnId) {
        self.unsent.remove(&id);
        let Some(conn) = self.conns.get_mut(&id) else {
            return;
        };
        conn.flush();
        if conn.queued() >= MAX_QUEUED {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(role: Role, bytes: &[u8]) -> String {
        match next_frame(role, bytes) {
            Frame::Incomplete => "incomplete".to_owned(),
            Frame::Bad => "bad".to_owned(),
            Frame::Message { id, body, used } => format!("{id} {} {used}", body.len()),
        }
    }

    #[test]
    fn streams_are_cut_by_the_table_of_the_port() {
        let cut = |bytes: &[u8]| describe(Role::Baseapp, bytes);
        assert_eq!(cut(&[0xCE, 0]), "206 0 2");
        assert_eq!(cut(&[0xCE]), "incomplete");
        assert_eq!(cut(&[0xCA, 0, 2, 0, 7]), "incomplete");
        assert_eq!(cut(&[0xCA, 0, 2, 0, 7, 7, 9]), "202 2 6");
        assert_eq!(cut(&[0xCA, 0, 0xFF, 0xFF, 1, 0, 0, 0, 9]), "202 1 9");
        assert_eq!(cut(&[0xCA, 0, 0xFF, 0xFF, 0, 0, 1, 0, 9]), "bad");
        assert_eq!(cut(&[0, 0]), "bad");
        assert_eq!(cut(&[0x18, 0]), "incomplete");
        assert_eq!(describe(Role::Loginapp, &[0x0B, 0]), "11 0 2");
        assert_eq!(describe(Role::Loginapp, &[0x2E, 1]), "bad");
    }
}
