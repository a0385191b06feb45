//! TCP connections, with or without TLS: one task each.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use super::{ConnId, tls};
use crate::hub::Event;

/// One read of the real server (`spec/01 §2.4`).
const READ_SIZE: usize = 1460;
/// How long a closed connection may take to drain.
const LINGER: Duration = Duration::from_secs(2);
/// A flood stops for a moment while this much waits for the socket.
pub(super) const ROOM: usize = 256 << 10;

/// The sending end of one connection.
pub(crate) struct Line {
    tx: mpsc::UnboundedSender<Vec<u8>>,
    queued: Arc<AtomicUsize>,
    task: AbortHandle,
}

impl Line {
    /// Starts the task that serves a connection.
    pub(crate) fn start(
        id: ConnId,
        stream: TcpStream,
        tls: TlsAcceptor,
        events: mpsc::Sender<Event>,
    ) -> Self {
        // A tick's messages go out in one write; waiting for more would only delay them (`spec/01 §2.5`).
        let _ = stream.set_nodelay(true);
        let (tx, rx) = mpsc::unbounded_channel();
        let queued = Arc::new(AtomicUsize::new(0));
        let task = Task { id, events, rx, queued: queued.clone() };
        let task = tokio::spawn(task.serve(stream, tls)).abort_handle();
        Self { tx, queued, task }
    }

    pub(super) fn send(&self, bytes: Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        self.queued.fetch_add(bytes.len(), Ordering::Relaxed);
        // The writer ends early only when the socket failed; the reader reports that.
        let _ = self.tx.send(bytes);
    }

    /// Bytes handed to the writer that the socket has not taken yet.
    pub(super) fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }

    /// Lets the writer finish and the socket close; whatever hangs longer is cut.
    pub(super) fn finish(self) {
        drop(self.tx);
        tokio::spawn(async move {
            sleep(LINGER).await;
            self.task.abort();
        });
    }

    pub(super) fn abort(&self) {
        self.task.abort();
    }
}

struct Task {
    id: ConnId,
    events: mpsc::Sender<Event>,
    rx: mpsc::UnboundedReceiver<Vec<u8>>,
    queued: Arc<AtomicUsize>,
}

impl Task {
    async fn serve(mut self, mut stream: TcpStream, tls: TlsAcceptor) {
        match self.starts_tls(&mut stream).await {
            Ok(false) => {
                let (reader, writer) = stream.into_split();
                self.pump(reader, writer).await;
            }
            Ok(true) => match tls.accept(stream).await {
                Ok(stream) => {
                    let (reader, writer) = tokio::io::split(stream);
                    if self.events.send(Event::Secured(self.id)).await.is_ok() {
                        self.pump(reader, writer).await;
                    }
                }
                Err(_) => self.closed().await,
            },
            Err(_) => self.closed().await,
        }
    }

    /// Looks at the first chunk without taking it. The server speaks only when spoken to, so all that can come from
    /// its side meanwhile is the end.
    async fn starts_tls(&mut self, stream: &mut TcpStream) -> io::Result<bool> {
        let mut first = [0; tls::SHORTEST];
        tokio::select! {
            n = stream.peek(&mut first) => Ok(tls::is_hello(first.get(..n?).unwrap_or_default())),
            bytes = self.rx.recv() => {
                let bytes = bytes.ok_or(io::ErrorKind::ConnectionAborted)?;
                stream.write_all(&bytes).await?;
                Ok(false)
            }
        }
    }

    async fn closed(self) {
        // A hub that is gone needs no news.
        let _ = self.events.send(Event::Closed(self.id)).await;
    }

    async fn pump(self, reader: impl AsyncRead + Unpin, writer: impl AsyncWrite + Unpin) {
        tokio::join!(
            read_loop(self.id, reader, self.events),
            write_loop(writer, self.rx, &self.queued)
        );
    }
}

async fn read_loop(id: ConnId, mut socket: impl AsyncRead + Unpin, events: mpsc::Sender<Event>) {
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
    mut socket: impl AsyncWrite + Unpin,
    mut rx: mpsc::UnboundedReceiver<Vec<u8>>,
    queued: &AtomicUsize,
) {
    while let Some(bytes) = rx.recv().await {
        let mut result = socket.write_all(&bytes).await;
        if result.is_ok() {
            result = socket.flush().await;
        }
        queued.fetch_sub(bytes.len(), Ordering::Relaxed);
        if result.is_err() {
            return;
        }
    }
    let _ = socket.shutdown().await;
}
