//! A UDP socket as everything that runs over UDP sees it.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{Interest, ReadBuf};
use tokio::net::UdpSocket;

/// Waits for an error, and gets it.
type Failing = Pin<Box<dyn Future<Output = io::Result<io::Error>> + Send>>;

/// A UDP socket that talks to one peer, from a port of its own. Datagrams of others never come out of
/// it.
pub(super) struct Datagrams {
    socket: Arc<UdpSocket>,
    failing: Failing,
}

impl fmt::Debug for Datagrams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Datagrams").field(&self.socket).finish()
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

impl Datagrams {
    /// A socket for one peer. Nothing is sent.
    pub(super) async fn connect(peer: SocketAddrV4) -> io::Result<Self> {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await?;
        socket.connect(peer).await?;
        let socket = Arc::new(socket);
        Ok(Self { failing: failing(Arc::clone(&socket)), socket })
    }

    /// The address at the other end.
    pub(super) fn peer(&self) -> Option<SocketAddr> {
        self.socket.peer_addr().ok()
    }

    /// Sends a datagram, whole.
    pub(super) fn poll_send(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<()>> {
        ready!(self.socket.poll_send(cx, bytes))?;
        Poll::Ready(Ok(()))
    }

    /// Receives a datagram. What does not fit in `buf` is cut off.
    pub(super) fn poll_recv(
        &mut self,
        cx: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let mut buf = ReadBuf::new(buf);
        if let Poll::Ready(received) = self.socket.poll_recv(cx, &mut buf) {
            return Poll::Ready(received.map(|()| buf.filled().len()));
        }
        let error = ready!(self.failing.as_mut().poll(cx));
        self.failing = failing(Arc::clone(&self.socket));
        Poll::Ready(Err(error.unwrap_or_else(|e| e)))
    }
}

/// Whether an error says that nobody listens at the peer's port. Systems report what a router or the
/// peer answered to an earlier datagram.
pub(super) fn is_refusal(error: &io::Error) -> bool {
    // Windows calls it a reset.
    matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset)
}
