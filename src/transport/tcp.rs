//! Plain TCP.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};

use super::Road;
use super::socket::Socket;

/// A TCP connection.
#[derive(Debug)]
pub struct Tcp(Socket);

impl Tcp {
    pub(super) fn new(socket: Socket) -> Self {
        Self(socket)
    }

    /// The address at the other end.
    #[cfg(not(feature = "kcp"))]
    pub(super) fn peer(&self) -> Option<SocketAddr> {
        self.0.peer()
    }

    /// Connects to one address.
    ///
    /// # Errors
    /// Whatever the system says.
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        Socket::connect(address).await.map(Self)
    }
}

impl Road for Tcp {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = ReadBuf::new(buf);
        ready!(Pin::new(&mut self.0).poll_read(cx, &mut buf))?;
        Poll::Ready(Ok(buf.filled().len()))
    }

    fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
