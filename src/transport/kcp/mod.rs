//! KCP over UDP (`spec/01 §5.4`): a socket and a clock for [`crate::kcp::Kcp`].

mod dial;

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};
use zeroize::{Zeroize as _, Zeroizing};

use super::Road;
use super::datagrams::{Datagrams, is_refusal};
use crate::kcp::{Kcp, MESSAGE, MTU};

pub(super) use dial::dial;

/// Longest datagram taken in. A server's are at most [`MTU`].
const RECEIVED: usize = 2048;

/// Datagrams that are taken in before others have a turn.
const BURST: u32 = 128;

/// Errors of receiving, with nothing received in between, after which the socket is given up. Single
/// ones come and go with the network.
const ERRORS: u32 = 32;

/// Longest time in which the last words may be said again and again.
const LAST_WORDS: u64 = 1000;

/// Milliseconds since a connection began.
#[derive(Debug, Clone, Copy)]
struct Watch(Instant);

impl Watch {
    fn start() -> Self {
        Self(Instant::now())
    }

    fn now(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn moment(self, ms: u64) -> Option<Instant> {
        self.0.checked_add(Duration::from_millis(ms))
    }
}

/// A connection over KCP.
///
/// Acknowledgements leave whenever the road is polled, also while nobody reads; what is not read fills
/// the window, and a full window holds the server back.
#[derive(Debug)]
pub(super) struct Reliable {
    socket: Datagrams,
    kcp: Kcp,
    watch: Watch,
    sleep: Pin<Box<Sleep>>,
    /// What `sleep` is set to.
    armed: Option<u64>,
    /// A datagram that waits for the socket, which may hold a password.
    outgoing: Zeroizing<Vec<u8>>,
    incoming: Box<[u8]>,
    errors: u32,
    end: End,
}

/// How far the end has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It is not thought of.
    No,
    /// The last words are being said, until this time at most.
    Near(u64),
    /// Nothing is sent or received any more.
    Come,
}

impl Reliable {
    fn new(socket: Datagrams, conversation: u32) -> Self {
        let watch = Watch::start();
        Self {
            socket,
            kcp: Kcp::new(conversation, watch.now()),
            watch,
            sleep: Box::pin(sleep(Duration::ZERO)),
            armed: None,
            outgoing: Vec::with_capacity(MTU).into(),
            incoming: vec![0; RECEIVED].into(),
            errors: 0,
            end: End::No,
        }
    }

    /// The address at the other end.
    pub(super) fn peer(&self) -> Option<SocketAddr> {
        self.socket.peer()
    }

    /// Takes in what has come, sends what is due, and sees to being woken for the rest.
    fn turn(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.end == End::Come {
            return Ok(());
        }
        loop {
            let now = self.watch.now();
            self.receive(cx, now)?;
            self.send(cx, now)?;
            if let Some(fault) = self.kcp.fault(now) {
                return Err(io::Error::other(fault));
            }
            if !self.poll_timer(cx) {
                return Ok(());
            }
        }
    }

    fn receive(&mut self, cx: &mut Context<'_>, now: u64) -> io::Result<()> {
        for _ in 0..BURST {
            match self.socket.poll_recv(cx, &mut self.incoming) {
                Poll::Pending => return Ok(()),
                Poll::Ready(Ok(n)) => {
                    self.errors = 0;
                    self.kcp.input(now, self.incoming.get(..n).unwrap_or_default());
                }
                Poll::Ready(Err(e)) if is_refusal(&e) => return Err(refused()),
                Poll::Ready(Err(e)) => {
                    self.errors += 1;
                    if self.errors >= ERRORS {
                        return Err(e);
                    }
                }
            }
        }
        cx.waker().wake_by_ref();
        Ok(())
    }

    fn send(&mut self, cx: &mut Context<'_>, now: u64) -> io::Result<()> {
        while !self.outgoing.is_empty() || self.kcp.transmit(now, &mut self.outgoing) {
            match self.socket.poll_send(cx, &self.outgoing) {
                Poll::Pending => return Ok(()),
                Poll::Ready(Err(e)) if is_refusal(&e) => return Err(refused()),
                // What could not be sent is lost as on any way, and sent again.
                Poll::Ready(_) => self.outgoing.zeroize(),
            }
        }
        Ok(())
    }

    /// Sees to being woken. Returns whether there is something to do at once.
    fn poll_timer(&mut self, cx: &mut Context<'_>) -> bool {
        // What waits for the socket is woken by it.
        let due = if self.outgoing.is_empty() { self.kcp.timeout() } else { None };
        let end = if let End::Near(at) = self.end { Some(at) } else { None };
        let Some(at) = [due, end].into_iter().flatten().min() else { return false };
        if self.armed != Some(at) {
            let Some(moment) = self.watch.moment(at) else { return false };
            self.sleep.as_mut().reset(moment);
            self.armed = Some(at);
        }
        if self.sleep.as_mut().poll(cx).is_pending() {
            return false;
        }
        self.armed = None;
        // Whoever waits for the end asks for it.
        end != Some(at)
    }
}

fn refused() -> io::Error {
    io::Error::new(ErrorKind::ConnectionRefused, "nothing listens at its UDP port any more")
}

impl Road for Reliable {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        if self.end == End::Come {
            return Poll::Ready(Ok(0));
        }
        let mut n = self.kcp.read(buf);
        if n == 0 {
            self.turn(cx)?;
            n = self.kcp.read(buf);
        }
        if n == 0 { Poll::Pending } else { Poll::Ready(Ok(n)) }
    }

    fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let message = bytes.get(..MESSAGE).unwrap_or(bytes);
        if self.kcp.send(message) {
            return Poll::Ready(Ok(message.len()));
        }
        // The window is full; acknowledgements make room.
        self.turn(cx)?;
        if self.kcp.send(message) { Poll::Ready(Ok(message.len())) } else { Poll::Pending }
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.turn(cx)?;
        let sent = self.kcp.is_sent() && self.outgoing.is_empty();
        if sent { Poll::Ready(Ok(())) } else { Poll::Pending }
    }

    /// There is no word for the end in KCP. What was written is sent until it is acknowledged, for a
    /// while; then the road is silent, and reading from it ends.
    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.end == End::No {
            self.end = End::Near(self.watch.now().saturating_add(LAST_WORDS));
        }
        self.turn(cx)?;
        let over = match self.end {
            End::Near(at) => self.kcp.is_said() || self.watch.now() >= at,
            End::No | End::Come => true,
        };
        if !over {
            return Poll::Pending;
        }
        self.end = End::Come;
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests;
