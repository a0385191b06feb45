//! A UDP socket as everything that runs over UDP sees it.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{Interest, ReadBuf};
use tokio::net::UdpSocket;
use tokio::time::{Instant, Sleep, sleep_until};
use zeroize::Zeroizing;

use super::sim::{Control, DatagramPath, Way};
use crate::layers::event::Server;
use crate::session::Time;

/// Largest datagram that a bad line carries whole.
const LONGEST: usize = 4096;

/// Datagrams taken from the system before the others have a turn.
const MOST_AT_ONCE: usize = 64;

/// Waits for an error, and gets it.
type Failing = Pin<Box<dyn Future<Output = io::Result<io::Error>> + Send>>;

/// A system's UDP socket that talks to one peer, from a port of its own. Datagrams of others never come
/// out of it.
struct Port {
    socket: Arc<UdpSocket>,
    failing: Failing,
}

impl fmt::Debug for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Port").field(&self.socket).finish()
    }
}

/// The next error of a socket: that nobody listens at the peer's port comes without anything to read,
/// so receiving would not be woken by it.
fn failing(socket: Arc<UdpSocket>) -> Failing {
    Box::pin(async move {
        let look = || socket.take_error()?.ok_or_else(|| ErrorKind::WouldBlock.into());
        socket.async_io(Interest::ERROR, look).await
    })
}

impl Port {
    async fn connect(peer: SocketAddrV4) -> io::Result<Self> {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await?;
        socket.connect(peer).await?;
        let socket = Arc::new(socket);
        Ok(Self { failing: failing(Arc::clone(&socket)), socket })
    }

    fn poll_send(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.socket.poll_send(cx, bytes)
    }

    fn poll_recv(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = ReadBuf::new(buf);
        if let Poll::Ready(received) = self.socket.poll_recv(cx, &mut buf) {
            return Poll::Ready(received.map(|()| buf.filled().len()));
        }
        let error = ready!(self.failing.as_mut().poll(cx));
        self.failing = failing(Arc::clone(&self.socket));
        Poll::Ready(Err(error.unwrap_or_else(|e| e)))
    }
}

/// A UDP socket with one peer. Between it and the system there may be a bad line, see [`super::sim`];
/// while there is none, looking for it is one relaxed load.
#[derive(Debug)]
pub(super) struct Datagrams {
    port: Port,
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
    path: DatagramPath,
    began: Instant,
    /// One that is through the line and waits for the system.
    unsent: Option<Zeroizing<Vec<u8>>>,
    /// The reset has been made known.
    told: bool,
    sleep: Pin<Box<Sleep>>,
}

impl Datagrams {
    /// A socket for one peer. Nothing is sent.
    pub(super) async fn connect(peer: SocketAddrV4) -> io::Result<Self> {
        Ok(Self {
            port: Port::connect(peer).await?,
            passed: (0, 0),
            control: Arc::default(),
            server: Server::Baseapp,
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
        self.port.socket.peer_addr().ok()
    }

    /// Sends a datagram, whole.
    pub(super) fn poll_send(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<()>> {
        if self.is_bad() {
            self.go_on(cx)?;
            if let Some(bad) = &mut self.bad {
                bad.path.push(bad.now(), Way::Out, bytes);
                self.go_on(cx)?;
                return Poll::Ready(Ok(()));
            }
        }
        let n = ready!(self.port.poll_send(cx, bytes))?;
        self.passed.0 += n as u64;
        Poll::Ready(Ok(()))
    }

    /// Receives a datagram. What does not fit in `buf` is cut off.
    pub(super) fn poll_recv(
        &mut self,
        cx: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_bad() {
            self.go_on(cx)?;
            if let Some(bad) = &mut self.bad {
                return bad.poll_recv(&mut self.port, &mut self.passed, cx, buf);
            }
        }
        let n = ready!(self.port.poll_recv(cx, buf))?;
        self.passed.1 += n as u64;
        Poll::Ready(Ok(n))
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
                let path = DatagramPath::new(Time::default(), c, self.passed, chance);
                self.bad = Some(Box::new(Bad::new(path)));
            }
            (None, None) => {}
        }
    }

    /// Sends what has arrived at the far end of the line. A line that carries nothing any more and is
    /// under no conditions is gone afterwards.
    fn go_on(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        let Some(bad) = &mut self.bad else { return Ok(()) };
        bad.send(&self.port, &mut self.passed.0, cx);
        if bad.path.is_reset() {
            if !std::mem::replace(&mut bad.told, true) {
                self.control.reset();
            }
            // A reset proper would say that nobody listens at the port.
            return Err(ErrorKind::ConnectionAborted.into());
        }
        if self.generation == 0 && bad.path.is_empty() && bad.unsent.is_none() {
            self.bad = None;
        }
        Ok(())
    }
}

impl Bad {
    fn new(path: DatagramPath) -> Self {
        let began = Instant::now();
        Self { path, began, unsent: None, told: false, sleep: Box::pin(sleep_until(began)) }
    }

    fn now(&self) -> Time {
        Time::default() + self.began.elapsed()
    }

    /// Sends what is due, and arranges for the next time. What the system refuses is lost, as datagrams
    /// may be; that nobody is there is heard again when something is received.
    fn send(&mut self, port: &Port, passed: &mut u64, cx: &mut Context<'_>) {
        loop {
            let now = self.now();
            let next = self.unsent.take().or_else(|| self.path.pop(now, Way::Out));
            let Some(datagram) = next else {
                match self.arm(cx) {
                    true => continue,
                    false => return,
                }
            };
            match port.poll_send(cx, &datagram) {
                Poll::Ready(sent) => *passed += sent.map_or(0, |n| n as u64),
                Poll::Pending => {
                    self.unsent = Some(datagram);
                    return;
                }
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

    /// Puts on the line what the system has.
    fn fetch(&mut self, port: &mut Port, cx: &mut Context<'_>) -> io::Result<()> {
        let mut space = [0; LONGEST];
        for _ in 0..MOST_AT_ONCE {
            let Poll::Ready(n) = port.poll_recv(cx, &mut space) else { return Ok(()) };
            self.path.push(self.now(), Way::In, space.get(..n?).unwrap_or_default());
        }
        cx.waker().wake_by_ref();
        Ok(())
    }

    fn poll_recv(
        &mut self,
        port: &mut Port,
        passed: &mut (u64, u64),
        cx: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        self.fetch(port, cx)?;
        if let Some(datagram) = self.path.pop(self.now(), Way::In) {
            passed.1 += datagram.len() as u64;
            let n = datagram.len().min(buf.len());
            if let (Some(to), Some(from)) = (buf.get_mut(..n), datagram.get(..n)) {
                to.copy_from_slice(from);
            }
            return Poll::Ready(Ok(n));
        }
        if self.path.is_reset() || self.arm(cx) {
            // Known at the next look, which is at once.
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

/// Whether an error says that nobody listens at the peer's port. Systems report what a router or the
/// peer answered to an earlier datagram.
pub(super) fn is_refusal(error: &io::Error) -> bool {
    // Windows calls it a reset.
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset)
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::net::UdpSocket as Plain;
    use std::time::Duration;

    use super::super::sim::Conditions;
    use super::*;

    /// As many small datagrams as the system keeps for whoever reads them late.
    const COUNT: u32 = 150;

    fn block_on<F: Future>(f: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(f)
    }

    fn good() -> Conditions {
        Conditions { seed: 2, ..Conditions::default() }
    }

    /// A peer that sends back what it gets.
    fn echo() -> SocketAddrV4 {
        let socket = Plain::bind("127.0.0.1:0").unwrap();
        let SocketAddr::V4(address) = socket.local_addr().unwrap() else { panic!() };
        std::thread::spawn(move || {
            let mut buf = [0; 2000];
            while let Ok((n, from)) = socket.recv_from(&mut buf) {
                socket.send_to(&buf[..n], from).unwrap();
            }
        });
        address
    }

    async fn connect(control: &Arc<Control>) -> Datagrams {
        Datagrams::connect(echo()).await.unwrap().under(control, Server::Baseapp)
    }

    async fn send(d: &mut Datagrams, bytes: &[u8]) -> io::Result<()> {
        poll_fn(|cx| d.poll_send(cx, bytes)).await
    }

    /// What comes until nothing has come for a while.
    async fn received(d: &mut Datagrams) -> Vec<u32> {
        let mut all = Vec::new();
        let mut buf = [0; 100];
        let quiet = Duration::from_millis(300);
        while let Ok(got) =
            tokio::time::timeout(quiet, poll_fn(|cx| d.poll_recv(cx, &mut buf))).await
        {
            assert_eq!(got.unwrap(), 4);
            all.push(u32::from_le_bytes(buf[..4].try_into().unwrap()));
        }
        all
    }

    async fn exchange(d: &mut Datagrams) -> Vec<u32> {
        for n in 0..COUNT {
            send(d, &n.to_le_bytes()).await.unwrap();
        }
        received(d).await
    }

    #[test]
    fn datagrams_meet_the_fate_of_the_line() {
        block_on(async {
            let control = Arc::default();
            let mut d = connect(&control).await;
            assert!(exchange(&mut d).await.into_iter().eq(0..COUNT));
            assert!(d.bad.is_none());

            let latency = Duration::from_millis(3);
            control.set(Some(Conditions { latency, loss: 100, ..good() }));
            let some = exchange(&mut d).await;
            assert!(some.is_sorted() && (90..145).contains(&some.len()), "{}", some.len());
            control.set(Some(Conditions { latency, duplicate: 200, reorder: 200, ..good() }));
            let many = exchange(&mut d).await;
            assert!(!many.is_sorted() && many.len() > 180, "{}", many.len());
            assert!((0..COUNT).all(|n| many.contains(&n)));

            control.set(None);
            assert!(exchange(&mut d).await.into_iter().eq(0..COUNT));
            assert!(d.bad.is_none(), "it costs nothing any more");
        });
    }

    #[test]
    fn a_reset_comes_with_the_datagram_that_does_not_fit() {
        block_on(async {
            let control: Arc<Control> = Arc::default();
            let cut = Conditions { disconnect_after_out: 10, disconnect_once: true, ..good() };
            control.set(Some(cut));
            let mut d = connect(&control).await;
            send(&mut d, &[1; 4]).await.unwrap();
            send(&mut d, &[2; 4]).await.unwrap();
            // At once, or as soon as the system has taken the two.
            _ = send(&mut d, &[3; 4]).await;
            let mut buf = [0; 8];
            let mut echoed = 0;
            let error = loop {
                match poll_fn(|cx| d.poll_recv(cx, &mut buf)).await {
                    Ok(n) => echoed += n,
                    Err(error) => break error,
                }
            };
            assert_eq!(error.kind(), ErrorKind::ConnectionAborted);
            assert!(echoed <= 8 && d.passed.0 == 8, "{echoed} of {}", d.passed.0);
            let error = send(&mut d, &[4; 4]).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionAborted);
            // The next one is spared.
            let mut d = connect(&control).await;
            assert!(exchange(&mut d).await.into_iter().eq(0..COUNT));
        });
    }
}
