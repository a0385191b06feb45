//! One connection as a driver holds it: a road, the packet that is being written, and what to call it.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::timeout;
use zeroize::{Zeroize as _, Zeroizing};

use super::hub::Busy;
use crate::session::Link;
use crate::transport::{Road, lost};

/// Longest time for the last bytes to leave.
const FLUSH: Duration = Duration::from_secs(2);

/// Longest wait for the server's end, and the most that is read meanwhile.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 256 << 10;

/// What a read brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// This many bytes.
    Bytes(usize),
    /// The connection has ended: closed by the server, or lost.
    End(Result<(), String>),
}

/// A connection that stands.
#[derive(Debug)]
pub(crate) struct Line {
    pub(super) link: Link,
    road: Box<dyn Road>,
    /// The packet that is being written, and how much of it has been.
    packet: Zeroizing<Vec<u8>>,
    written: usize,
    /// Writing is no longer possible. What the server sent before may still be read.
    broken: Option<io::Error>,
}

impl Line {
    pub(super) fn new(link: Link, road: Box<dyn Road>) -> Self {
        Self { link, road, packet: Zeroizing::default(), written: 0, broken: None }
    }

    /// Writes what is left of the packet. Returns the empty buffer for the next one when there is
    /// nothing left.
    pub(super) fn poll_packet(&mut self, cx: &mut Context<'_>) -> Poll<&mut Vec<u8>> {
        if self.broken.is_none()
            && let Err(error) = ready!(self.poll_write(cx))
        {
            self.broken = Some(error);
        }
        // It may have held a password.
        self.packet.zeroize();
        self.written = 0;
        Poll::Ready(&mut self.packet)
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(rest) = self.packet.get(self.written..).filter(|rest| !rest.is_empty()) {
            match self.road.poll_write(cx, rest)? {
                Poll::Pending => {
                    // What waits for room may wait for something the road has to do.
                    self.go_on(cx)?;
                    return Poll::Pending;
                }
                Poll::Ready(0) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                Poll::Ready(n) => self.written += n,
            }
        }
        Poll::Ready(self.go_on(cx))
    }

    /// A road that has something to do goes on by itself; only its failure matters here.
    fn go_on(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        match self.road.poll_flush(cx) {
            Poll::Ready(result) => result,
            Poll::Pending => Ok(()),
        }
    }

    /// Whether writing has failed.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// Reads what has come. After an end the line is of no more use.
    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<Came> {
        let end = match (self.road.poll_read(cx, buf), self.broken.take()) {
            (Poll::Ready(Ok(n)), broken) if n > 0 => {
                self.broken = broken;
                return Poll::Ready(Came::Bytes(n));
            }
            (Poll::Pending, None) => return Poll::Pending,
            // A server that closed and is written to once more answers with a reset; its close is
            // what counts.
            (Poll::Ready(Ok(_)), Some(e)) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
            (Poll::Ready(Ok(_)), None) => Ok(()),
            (Poll::Ready(Err(e)), _) | (_, Some(e)) => Err(e),
        };
        Poll::Ready(Came::End(end.map_err(|e| lost(&e))))
    }

    /// Sends what is left, ends the stream, and waits a little for the server's end: closing with
    /// something unread would throw away what the server has not read yet.
    pub(super) async fn goodbye(mut self, busy: Busy) {
        let road = &mut self.road;
        let rest = self.packet.get(self.written..).unwrap_or_default();
        let mut at = 0;
        let sent = timeout(FLUSH, async {
            while let Some(rest) = rest.get(at..).filter(|rest| !rest.is_empty()) {
                match poll_fn(|cx| road.poll_write(cx, rest)).await? {
                    0 => return Err(ErrorKind::WriteZero.into()),
                    n => at += n,
                }
            }
            poll_fn(|cx| road.poll_flush(cx)).await?;
            poll_fn(|cx| road.poll_shut(cx)).await
        });
        let sent = self.broken.is_none() && matches!(sent.await, Ok(Ok(())));
        drop(busy);
        if !sent {
            return;
        }
        let (mut sink, mut total) = ([0; 1024], 0);
        let ended = timeout(LINGER, async {
            while total < LINGER_BYTES
                && let Ok(n) = poll_fn(|cx| road.poll_read(cx, &mut sink)).await
                && n > 0
            {
                total += n;
            }
        });
        _ = ended.await;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::io::Read as _;
    use std::sync::{Arc, Mutex};
    use std::task::Waker;

    use super::super::hub::Hub;
    use super::*;
    use crate::transport::Tcp;

    /// A road that does as it is told, step by step, and then is pending.
    #[derive(Debug, Default)]
    struct Script {
        writes: VecDeque<io::Result<usize>>,
        reads: VecDeque<io::Result<usize>>,
        written: Arc<Mutex<Vec<u8>>>,
    }

    impl Road for Script {
        fn poll_read(&mut self, _: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
            let Some(step) = self.reads.pop_front() else { return Poll::Pending };
            Poll::Ready(step.map(|n| n.min(buf.len())))
        }
        fn poll_write(&mut self, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            let Some(step) = self.writes.pop_front() else { return Poll::Pending };
            Poll::Ready(step.map(|n| {
                let n = n.min(bytes.len());
                self.written.lock().unwrap().extend_from_slice(&bytes[..n]);
                n
            }))
        }
        fn poll_shut(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    fn line(road: impl Road + 'static) -> Line {
        Line::new(Link(1), Box::new(road))
    }

    fn cx() -> Context<'static> {
        Context::from_waker(Waker::noop())
    }

    #[test]
    fn a_packet_is_written_to_its_end_before_the_next_is_asked_for() {
        let script = Script { writes: [Ok(2), Ok(1)].into(), ..Script::default() };
        let written = Arc::clone(&script.written);
        let mut line = line(script);
        let Poll::Ready(packet) = line.poll_packet(&mut cx()) else { panic!("empty at first") };
        packet.extend_from_slice(b"hello");
        assert!(line.poll_packet(&mut cx()).is_pending());
        assert_eq!(written.lock().unwrap().as_slice(), b"hel");
        assert!(line.poll_packet(&mut cx()).is_pending());
    }

    #[test]
    fn what_the_server_sent_before_it_went_is_read_first() {
        for (kind, ends) in [
            (ErrorKind::BrokenPipe, Ok(())),
            (ErrorKind::ConnectionReset, Err("reset by the other side".to_owned())),
        ] {
            let mut line = line(Script {
                writes: [Err(kind.into())].into(),
                reads: [Ok(3), Ok(0)].into(),
                ..Script::default()
            });
            let Poll::Ready(packet) = line.poll_packet(&mut cx()) else { panic!("empty at first") };
            packet.push(1);
            let Poll::Ready(packet) = line.poll_packet(&mut cx()) else { panic!("thrown away") };
            assert!(packet.is_empty());
            assert!(line.is_broken());
            let mut buf = [0; 8];
            assert_eq!(line.poll_read(&mut cx(), &mut buf), Poll::Ready(Came::Bytes(3)));
            assert_eq!(line.poll_read(&mut cx(), &mut buf), Poll::Ready(Came::End(ends)));
        }
    }

    #[test]
    fn a_line_that_cannot_be_written_to_ends_though_nothing_comes() {
        let mut line =
            line(Script { writes: [Err(ErrorKind::TimedOut.into())].into(), ..Script::default() });
        let Poll::Ready(packet) = line.poll_packet(&mut cx()) else { panic!("empty at first") };
        packet.push(1);
        assert!(line.poll_packet(&mut cx()).is_ready());
        let Poll::Ready(Came::End(Err(text))) = line.poll_read(&mut cx(), &mut [0; 8]) else {
            panic!("it has ended")
        };
        assert!(text.starts_with("no answer"), "{text}");
    }

    #[test]
    fn a_road_that_takes_nothing_is_broken() {
        let mut line = line(Script { writes: [Ok(0)].into(), ..Script::default() });
        let Poll::Ready(packet) = line.poll_packet(&mut cx()) else { panic!("empty at first") };
        packet.push(1);
        assert!(line.poll_packet(&mut cx()).is_ready());
        assert!(line.is_broken());
    }

    /// A road whose window is full until it has been flushed twice.
    #[derive(Debug)]
    struct Window(u32);

    impl Road for Window {
        fn poll_read(&mut self, _: &mut Context<'_>, _: &mut [u8]) -> Poll<io::Result<usize>> {
            Poll::Pending
        }
        fn poll_write(&mut self, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            if self.0 < 2 { Poll::Pending } else { Poll::Ready(Ok(bytes.len())) }
        }
        fn poll_flush(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            self.0 += 1;
            if self.0 > 3 { Poll::Ready(Err(ErrorKind::TimedOut.into())) } else { Poll::Pending }
        }
        fn poll_shut(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    #[test]
    fn a_road_goes_on_while_a_packet_waits_for_room() {
        let mut line = line(Window(0));
        let Poll::Ready(packet) = line.poll_packet(&mut cx()) else { panic!("empty at first") };
        packet.push(1);
        assert!(line.poll_packet(&mut cx()).is_pending(), "flushed once, without anything to send");
        assert!(line.poll_packet(&mut cx()).is_ready(), "and once while the packet waited");
        assert!(line.poll_packet(&mut cx()).is_ready() && line.is_broken(), "its failure is heard");
    }

    #[test]
    fn a_slow_reader_gets_every_byte_and_then_the_end() {
        const PACKET: usize = 2000;
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (full, is_full) = std::sync::mpsc::channel();
        let reader = std::thread::spawn(move || {
            let (mut peer, _) = listener.accept().unwrap();
            // Nothing is read before the writer has filled every buffer in between.
            is_full.recv().unwrap();
            let mut all = Vec::new();
            peer.read_to_end(&mut all).unwrap();
            all
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let sent = runtime.block_on(async {
            let mut line = line(Tcp::connect(address).await.unwrap());
            let mut sent = 0_usize;
            let stuck = poll_fn(|cx| {
                while let Poll::Ready(packet) = line.poll_packet(cx) {
                    packet.extend((0..PACKET).map(|i| (sent + i) as u8));
                    sent += PACKET;
                }
                Poll::Ready(())
            });
            stuck.await;
            assert!(!line.is_broken());
            full.send(()).unwrap();
            let hub = Arc::new(Hub::new());
            line.goodbye(hub.busy()).await;
            sent
        });
        let all = reader.join().unwrap();
        assert_eq!(all.len(), sent);
        assert!(all.iter().enumerate().all(|(i, b)| *b == i as u8));
    }
}
