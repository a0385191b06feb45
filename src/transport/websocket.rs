//! WebSocket over any stream (`spec/01 §5.3`); what the bytes mean is [`crate::wire::websocket`]'s.

use std::fmt::{self, Debug};
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use zeroize::{Zeroize as _, Zeroizing};

use super::Road;
use super::words::{self, Place};
use crate::session::ConnectError;
use crate::wire::limits::MAX_WEBSOCKET_ANSWER;
use crate::wire::websocket::{self as wire, Control, Frames, KEY_BYTES, Opcode, frame};

/// A stream of bytes both ways.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Debug {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + Debug> Stream for S {}

/// Header of a frame with a zero mask, as it counts against the server's limits. A packet above the
/// 65535 bytes that this is for is none that a server takes.
pub(super) const FRAMING: usize = 8;

/// Most bytes that go into one frame. Pacing makes packets much smaller; this bounds the buffer.
const CHUNK: usize = 16 << 10;

/// Reads without data after which the other tasks have a turn.
const ROUNDS: u32 = 32;

/// A WebSocket that stands.
pub(super) struct WebSocket<S> {
    stream: S,
    frames: Frames,
    /// What came behind the answer to the request, and how much of it has been read.
    early: Vec<u8>,
    early_read: usize,
    /// Frames that are being written: whole, so that each leaves in one write if it can. They may hold
    /// a password.
    out: Zeroizing<Vec<u8>>,
    written: usize,
    /// An answer to the other side's ping or close, which is written behind `out`.
    answer: Option<(Opcode, Control)>,
    ended: bool,
}

impl<S> Debug for WebSocket<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSocket").field("ended", &self.ended).finish_non_exhaustive()
    }
}

/// Sends the upgrade request and awaits the answer.
///
/// # Errors
/// A sentence that names `place`, which is where the stream leads. `host` is what the request names.
pub(super) async fn open<S: Stream>(
    mut stream: S,
    place: &Place<'_>,
    host: &str,
    path: &str,
) -> Result<WebSocket<S>, ConnectError> {
    let mut random = [0; KEY_BYTES];
    getrandom::fill(&mut random)
        .map_err(|e| words::websocket(place, format_args!("cannot be asked: {e}")))?;
    let key = wire::key(&random);
    let request = wire::request(host, place.port, path, &key)
        .map_err(|e| words::websocket(place, format_args!("cannot be asked: {e}")))?;
    let sent = async {
        stream.write_all(&request).await?;
        stream.flush().await
    };
    sent.await.map_err(|e| words::upgrade_cut(place, &e))?;
    // Nothing is sent before the answer has come: the server would throw it away (`spec/01 §5.3`).
    let mut early = Vec::with_capacity(512);
    loop {
        let room = (MAX_WEBSOCKET_ANSWER - early.len()) as u64;
        let n = (&mut stream).take(room).read_buf(&mut early).await;
        if n.map_err(|e| words::upgrade_cut(place, &e))? == 0 {
            return Err(words::upgrade_cut(place, &ErrorKind::UnexpectedEof.into()));
        }
        if let Some(head) = wire::answer(&early, &key).map_err(|e| words::websocket(place, e))? {
            return Ok(WebSocket::new(stream, early, head));
        }
    }
}

impl<S: Stream> WebSocket<S> {
    fn new(stream: S, early: Vec<u8>, early_read: usize) -> Self {
        Self {
            stream,
            frames: Frames::default(),
            early,
            early_read,
            out: Zeroizing::default(),
            written: 0,
            answer: None,
            ended: false,
        }
    }

    /// Reads bytes as they come, first those that came early.
    fn poll_raw(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let early = self.early.get(self.early_read..).unwrap_or_default();
        if !early.is_empty() {
            let n = early.len().min(buf.len());
            for (to, from) in buf.iter_mut().zip(early) {
                *to = *from;
            }
            self.early_read += n;
            return Poll::Ready(Ok(n));
        }
        self.early = Vec::new();
        self.early_read = 0;
        let mut buf = ReadBuf::new(buf);
        match ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buf)) {
            // TLS without its farewell: the server closes like that, and what is missing is seen from
            // the messages.
            Err(e) if e.kind() == ErrorKind::UnexpectedEof => Poll::Ready(Ok(0)),
            Err(e) => Poll::Ready(Err(e)),
            Ok(()) => Poll::Ready(Ok(buf.filled().len())),
        }
    }

    /// Writes what is waiting.
    fn poll_out(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            while let Some(rest) = self.out.get(self.written..).filter(|rest| !rest.is_empty()) {
                match ready!(Pin::new(&mut self.stream).poll_write(cx, rest))? {
                    0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                    n => self.written += n,
                }
            }
            self.out.zeroize();
            self.written = 0;
            let Some((opcode, control)) = self.answer.take() else { return Poll::Ready(Ok(())) };
            frame(opcode, control.bytes(), &mut self.out);
        }
    }

    /// Answers what the frames that were read have asked. Of several pings the latest counts.
    fn answer_control(&mut self, cx: &mut Context<'_>) {
        if let Some(ping) = self.frames.take_ping() {
            self.answer = Some((Opcode::Pong, ping));
        }
        if let Some(close) = self.frames.close() {
            self.answer = Some((Opcode::Close, close.echo()));
            self.ended = true;
        }
        self.ended |= self.frames.fault().is_some();
        if self.answer.is_some() {
            // If it fails, so does the next write or read.
            _ = self.poll_flush(cx);
        }
    }
}

impl<S: Stream> Road for WebSocket<S> {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        for _ in 0..ROUNDS {
            if self.ended {
                return Poll::Ready(ending(&self.frames));
            }
            let n = ready!(self.poll_raw(cx, buf))?;
            if n == 0 {
                self.ended = true;
                continue;
            }
            let data = self.frames.read(buf.get_mut(..n).unwrap_or_default());
            self.answer_control(cx);
            if data > 0 {
                return Poll::Ready(Ok(data));
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.poll_out(cx))?;
        let bytes = bytes.get(..CHUNK).unwrap_or(bytes);
        frame(Opcode::Binary, bytes, &mut self.out);
        match self.poll_out(cx) {
            Poll::Ready(Err(e)) => Poll::Ready(Err(e)),
            _ => Poll::Ready(Ok(bytes.len())),
        }
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_out(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    /// Ends the stream below without a frame of the end: see [`crate::wire::websocket`].
    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_out(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// What a read says behind the last data.
fn ending(frames: &Frames) -> io::Result<usize> {
    if let Some(fault) = frames.fault() {
        return Err(io::Error::other(fault.to_string()));
    }
    let Some(close) = frames.close().filter(|c| !c.is_ordinary()) else { return Ok(0) };
    let code = close.code().unwrap_or_default();
    let reason = close.reason();
    let colon = if reason.is_empty() { "" } else { ": " };
    let text = format!("the other side ended the WebSocket with code {code}{colon}{reason}");
    Err(io::Error::other(text))
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    /// A stream that never ends and has nothing to say: empty frames, as many as are asked for.
    #[derive(Debug)]
    struct Empty(u64);

    impl AsyncRead for Empty {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buf: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            self.0 += 1;
            buf.put_slice(b"\x82\x00");
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for Empty {
        fn poll_write(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<io::Result<usize>> {
            Poll::Ready(Ok(bytes.len()))
        }
        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[test]
    fn a_flood_of_frames_without_data_lets_others_have_a_turn() {
        let mut road = WebSocket::new(Empty(0), Vec::new(), 0);
        let mut cx = Context::from_waker(Waker::noop());
        assert!(road.poll_read(&mut cx, &mut [0; 100]).is_pending());
        assert_eq!(road.stream.0, u64::from(ROUNDS));
    }

    #[test]
    fn what_was_written_leaves_no_trace_in_memory_or_text() {
        let mut road = WebSocket::new(Empty(0), Vec::new(), 0);
        let mut cx = Context::from_waker(Waker::noop());
        let Poll::Ready(Ok(6)) = road.poll_write(&mut cx, b"secret") else {
            panic!("the stream takes everything")
        };
        assert!(road.out.is_empty() && road.out.capacity() >= 12);
        assert!(!format!("{road:?}").contains("115"), "no bytes: {road:?}");
    }
}
