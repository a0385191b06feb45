//! A TCP socket as everything that runs over TCP sees it.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::sim::{Control, Path, Way};
use crate::layers::event::Server;
use crate::session::Time;

/// A TCP connection. Writes are never vectored: see the module's rule about SIGPIPE.
///
/// Between it and the system there may be a bad line, see [`super::sim`]. While there is none, looking
/// for it is one relaxed load.
#[derive(Debug)]
pub(super) struct Socket {
    /// None after a reset that was only played.
    stream: Option<TcpStream>,
    /// Bytes that have passed to the server and from it.
    passed: (u64, u64),
    control: Arc<Control>,
    server: Server,
    /// The setting that was looked at last.
    generation: u64,
    bad: Option<Box<Bad>>,
}

/// A bad line and what waits for it.
#[derive(Debug)]
struct Bad {
    path: Path,
    began: Instant,
    /// The stream has ended this way; the end is under way.
    ended: Option<Result<(), ErrorKind>>,
    /// The stream can no longer be written to.
    broken: Option<ErrorKind>,
    sleep: Pin<Box<Sleep>>,
}

impl Socket {
    /// Connects to one address.
    pub(super) async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        // Small messages leave at once. Without it everything still works, only later.
        _ = stream.set_nodelay(true);
        Ok(Self {
            stream: Some(stream),
            passed: (0, 0),
            control: Arc::default(),
            server: Server::Loginapp,
            generation: 0,
            bad: None,
        })
    }

    /// Puts it under the conditions of a client's connections to `server`.
    pub(super) fn under(mut self, control: &Arc<Control>, server: Server) -> Self {
        self.control = Arc::clone(control);
        self.server = server;
        self
    }

    /// The address at the other end.
    pub(super) fn peer(&self) -> Option<SocketAddr> {
        self.stream.as_ref()?.peer_addr().ok()
    }

    /// Looks for a bad line. Returns whether there is one.
    #[inline]
    fn is_bad(&mut self) -> bool {
        if self.generation != self.control.generation() {
            self.look_at_conditions();
        }
        self.bad.is_some()
    }

    fn look_at_conditions(&mut self) {
        let (generation, conditions) = self.control.conditions(self.server);
        self.generation = generation;
        match (&mut self.bad, conditions) {
            (Some(bad), conditions) => bad.path.change(bad.now(), conditions),
            (None, Some(c)) => {
                let chance = self.control.random();
                let path = Path::new(Time::default(), c, self.passed, chance);
                self.bad = Some(Box::new(Bad::new(path)));
            }
            (None, None) => {}
        }
    }

    /// Goes on with what is under way. Afterwards a line that carries nothing any more and is under no
    /// conditions is gone, and `None` is returned.
    fn go_on(&mut self, cx: &mut Context<'_>) -> Option<io::Result<&mut Bad>> {
        if !self.is_bad() {
            return None;
        }
        let bad = self.bad.as_mut()?;
        if let Some(stream) = &mut self.stream
            && !bad.path.is_reset()
        {
            bad.send(stream, &mut self.passed.0, cx);
        }
        if bad.path.is_reset() {
            if self.stream.take().is_some() {
                self.control.reset();
            }
            return Some(Err(ErrorKind::ConnectionReset.into()));
        }
        if self.generation == 0 && bad.is_idle() {
            self.bad = None;
            return None;
        }
        self.bad.as_deref_mut().map(Ok)
    }
}

impl Bad {
    fn new(path: Path) -> Self {
        let began = Instant::now();
        let sleep = Box::pin(sleep_until(began));
        Self { path, began, ended: None, broken: None, sleep }
    }

    fn now(&self) -> Time {
        Time::default() + self.began.elapsed()
    }

    /// Nothing is under way, and nothing has happened that the stream itself would not tell again.
    fn is_idle(&self) -> bool {
        self.ended.is_none()
            && self.broken.is_none()
            && self.path.is_empty(Way::Out)
            && self.path.is_empty(Way::In)
    }

    /// Writes what has arrived at the far end of the line, and arranges for the next time.
    fn send(&mut self, stream: &mut TcpStream, passed: &mut u64, cx: &mut Context<'_>) {
        loop {
            let now = self.now();
            let bytes = self.path.front(now, Way::Out);
            let written = match bytes.is_empty() {
                true => Poll::Pending,
                false => Pin::new(&mut *stream).poll_write(cx, bytes),
            };
            match written {
                Poll::Ready(Ok(n)) if n > 0 => {
                    *passed += n as u64;
                    self.path.took(now, Way::Out, n);
                }
                Poll::Ready(how) => {
                    self.broken = Some(how.err().map_or(ErrorKind::WriteZero, |e| e.kind()));
                    self.path.clear(Way::Out);
                }
                Poll::Pending if self.arm(cx) => {}
                Poll::Pending => return,
            }
        }
    }

    /// Has the task woken when something arrives next. Returns whether that is now.
    fn arm(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(next) = self.path.next(self.now()) else { return false };
        let Some(at) = self.began.checked_add(next - Time::default()) else { return false };
        if self.sleep.deadline() != at {
            self.sleep.as_mut().reset(at);
        }
        self.sleep.as_mut().poll(cx).is_ready()
    }

    /// Puts on the line what the stream has.
    fn fetch(&mut self, stream: &mut TcpStream, cx: &mut Context<'_>) {
        let mut space = [0; 4096];
        while self.ended.is_none() {
            let room = self.path.room(Way::In).min(space.len());
            let mut buf = ReadBuf::new(space.get_mut(..room).unwrap_or_default());
            if room == 0 {
                return;
            }
            let Poll::Ready(read) = Pin::new(&mut *stream).poll_read(cx, &mut buf) else { return };
            let now = self.now();
            match read {
                Ok(()) if buf.filled().is_empty() => self.ended = Some(Ok(())),
                Ok(()) => _ = self.path.push(now, Way::In, buf.filled()),
                Err(e) => self.ended = Some(Err(e.kind())),
            }
            if self.ended.is_some() {
                self.path.end(now);
            }
        }
    }

    /// Bytes that have come, or the end: an empty read.
    fn poll_read(
        &mut self,
        stream: &mut TcpStream,
        passed: &mut u64,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            self.fetch(stream, cx);
            let now = self.now();
            let bytes = self.path.front(now, Way::In);
            let n = bytes.len().min(buf.remaining());
            if n > 0 {
                buf.put_slice(bytes.get(..n).unwrap_or_default());
                *passed += n as u64;
                self.path.took(now, Way::In, n);
                return Poll::Ready(Ok(()));
            }
            if let Some(how) = self.ended
                && self.path.has_ended(now)
            {
                return Poll::Ready(how.map_err(Into::into));
            }
            if !self.arm(cx) {
                return Poll::Pending;
            }
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if let Some(bad) = this.go_on(cx) {
            bad?;
        }
        let Some(stream) = &mut this.stream else {
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        };
        if let Some(bad) = &mut this.bad {
            return bad.poll_read(stream, &mut this.passed.1, cx, buf);
        }
        let before = buf.filled().len();
        ready!(Pin::new(stream).poll_read(cx, buf))?;
        this.passed.1 += (buf.filled().len() - before) as u64;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Some(bad) = this.go_on(cx) {
            let bad = bad?;
            if let Some(broken) = bad.broken {
                return Poll::Ready(Err(broken.into()));
            }
            let taken = bad.path.push(bad.now(), Way::Out, bytes);
            if taken == 0 && !bytes.is_empty() {
                return Poll::Pending;
            }
            // What arrives at once leaves at once; a failure is the next write's.
            _ = this.go_on(cx);
            return Poll::Ready(Ok(taken));
        }
        let Some(stream) = &mut this.stream else {
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        };
        let n = ready!(Pin::new(stream).poll_write(cx, bytes))?;
        this.passed.0 += n as u64;
        Poll::Ready(Ok(n))
    }

    /// A system's socket keeps what it was given and sends it by itself, and so does a bad line as long
    /// as somebody is here.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        match this.go_on(cx) {
            Some(bad) => Poll::Ready(bad.map(|_| ())),
            None => Poll::Ready(Ok(())),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if let Some(bad) = this.go_on(cx)
            && !bad?.path.is_empty(Way::Out)
        {
            return Poll::Pending;
        }
        let Some(stream) = &mut this.stream else {
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        };
        Pin::new(stream).poll_shutdown(cx)
    }
}
