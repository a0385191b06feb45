//! The roads that carry a session's bytes, each behind one small trait.
//!
//! A driver dials with [`connect`] and from then on sees a [`Road`]: it does not know what is under
//! it. Plain TCP is [`Tcp`]; WebSocket runs over any stream, TCP or TLS; KCP runs over UDP. Other roads
//! are further implementations of the trait; nothing above this module changes with them.
//!
//! Nothing here writes vectored: `writev` raises SIGPIPE in a host that has not turned it off, a plain
//! `send` does not.
#![forbid(unsafe_code)]

#[cfg(feature = "kcp")]
mod datagrams;
mod dial;
#[cfg(feature = "kcp")]
mod kcp;
#[cfg(not(feature = "kcp"))]
#[path = "kcp_left_out.rs"]
mod kcp;
mod options;
pub mod sim;
mod socket;
mod tcp;
#[cfg(feature = "tls")]
mod tls;
mod websocket;
mod words;

use std::fmt::Debug;
use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};

pub use options::{Choice, Roads, Target, Tls};
pub use tcp::Tcp;
pub use words::lost;

use tokio::time::{Instant, sleep, timeout_at};

use crate::layers::event::{Server, Transport};
use crate::session::{ConnectError, Via};
use socket::Socket;
use words::Place;

/// A connection that carries a stream of bytes both ways.
///
/// All methods follow the rules of [`std::future::Future::poll`]: one that returns
/// [`Poll::Pending`] has arranged for `cx` to be woken. None of them may block.
pub trait Road: Send + Debug {
    /// Reads what has come into `buf`, as much as fits; `Ok(0)` means that the other side is done.
    ///
    /// # Errors
    /// The connection is lost.
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>>;

    /// Takes bytes of one packet and says how many; never vectored. A road that keeps packets apart
    /// takes all of them or none.
    ///
    /// # Errors
    /// The connection can no longer be written to. It may still have something to read.
    fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>>;

    /// Goes on with whatever the road has to do by itself: acknowledgements, retransmissions, bytes
    /// it has taken but not sent. Called whenever the driver is awake, also while it does not read.
    /// Ready means that nothing taken waits any more.
    ///
    /// # Errors
    /// As for [`Self::poll_write`].
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        _ = cx;
        Poll::Ready(Ok(()))
    }

    /// Tells the other side that nothing more is written.
    ///
    /// # Errors
    /// The connection is gone already.
    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
}

/// Makes a connection, and says how.
///
/// There is no time-out for TCP: the session has one, and dropping the future gives up. What stands above
/// TCP gets [`Roads::handshake_timeout`], so that a server which accepts and then says nothing is told
/// apart from one that cannot be reached.
///
/// # Errors
/// [`ConnectError`] with a sentence that names host, port and the reason.
pub async fn connect(target: &Target, roads: &Roads) -> Result<(Box<dyn Road>, Via), ConnectError> {
    let remark = match over_udp(target, roads).await? {
        Ok((road, address)) => {
            let transport = Transport::Kcp;
            return Ok((road, Via { transport, address, ..Via::default() }));
        }
        Err(remark) => remark,
    };
    let until = Instant::now() + roads.handshake_timeout;
    let wait = roads.sim.handshake(target.server);
    if !wait.is_zero() {
        sleep(wait).await;
    }
    let socket = dial::stream(&target.host, target.port).await?.under(&roads.sim, target.server);
    let address = socket.peer();
    let (road, via) = match roads.choice {
        Choice::WebSocket => over_websocket(socket, target, roads, until).await?,
        Choice::SecureWebSocket => over_tls(socket, target, roads, until).await?,
        Choice::Best | Choice::Tcp | Choice::Kcp => {
            let road: Box<dyn Road> = Box::new(Tcp::new(socket));
            (road, Via { remark, ..Via::default() })
        }
    };
    Ok((road, Via { address, ..via }))
}

/// Tries KCP where it is wanted and offered (`spec/01 §5.4`). Without a road there is a remark on why
/// not, empty where nobody expected one.
async fn over_udp(
    target: &Target,
    roads: &Roads,
) -> Result<Result<(Box<dyn Road>, Option<SocketAddr>), String>, ConnectError> {
    let (insists, wants) = (roads.choice == Choice::Kcp, roads.choice == Choice::Best);
    if target.server != Server::Baseapp || !insists && !wants {
        return Ok(Err(String::new()));
    }
    if target.udp_port == 0 {
        let remark = if insists { "the server offers no KCP port; TCP is used" } else { "" };
        return Ok(Err(remark.to_owned()));
    }
    match kcp::dial(target, roads).await {
        Ok(road) => {
            let address = road.peer();
            Ok(Ok((Box::new(road), address)))
        }
        Err(error) if insists => Err(error),
        Err(error) => Ok(Err(format!("{}; TCP is used", error.text))),
    }
}

async fn over_websocket(
    socket: Socket,
    target: &Target,
    roads: &Roads,
    until: Instant,
) -> Result<(Box<dyn Road>, Via), ConnectError> {
    let road = upgrade(socket, target, &target.host, roads, until).await?;
    let transport = Transport::WebSocket;
    Ok((road, Via { transport, framing: websocket::FRAMING, ..Via::default() }))
}

async fn upgrade(
    stream: impl websocket::Stream + 'static,
    target: &Target,
    host: &str,
    roads: &Roads,
    until: Instant,
) -> Result<Box<dyn Road>, ConnectError> {
    let place = Place { host: &target.host, port: target.port };
    let opened = websocket::open(stream, &place, host, &roads.websocket_path);
    let opened = timeout_at(until, opened).await;
    Ok(Box::new(opened.map_err(|_| words::silent(&place, "the WebSocket request"))??))
}

#[cfg(feature = "tls")]
async fn over_tls(
    socket: Socket,
    target: &Target,
    roads: &Roads,
    until: Instant,
) -> Result<(Box<dyn Road>, Via), ConnectError> {
    let place = Place { host: &target.host, port: target.port };
    let secured = timeout_at(until, tls::secure(socket, &place, &roads.tls)).await;
    let secured = secured.map_err(|_| words::silent(&place, "the TLS handshake"))??;
    // A proxy that serves many names looks for the one that the certificate is for.
    let name = &roads.tls.name;
    let host = if name.is_empty() { &target.host } else { name };
    let road = upgrade(secured, target, host, roads, until).await?;
    let framing = websocket::FRAMING + tls::FRAMING;
    let transport = Transport::SecureWebSocket;
    Ok((road, Via { transport, framing, ..Via::default() }))
}

#[cfg(not(feature = "tls"))]
async fn over_tls(
    _: Socket,
    _: &Target,
    _: &Roads,
    _: Instant,
) -> Result<(Box<dyn Road>, Via), ConnectError> {
    let text = options::NO_TLS.into();
    Err(ConnectError { reason: crate::layers::event::Reason::TlsFailed, text })
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;
    use crate::layers::event::{Reason, Server};

    fn block_on<F: Future>(f: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(f)
    }

    async fn dial(host: &str, port: u16) -> Result<Box<dyn Road>, ConnectError> {
        let (server, host) = (Server::Loginapp, host.to_owned());
        let target = Target { server, host, port, udp_port: 0, version: String::new() };
        connect(&target, &Roads::default()).await.map(|(road, _)| road)
    }

    fn refused_port() -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.local_addr().unwrap().port()
    }

    #[test]
    fn a_closed_port_is_refused_in_words() {
        let port = refused_port();
        let error = block_on(dial("127.0.0.1", port)).unwrap_err();
        assert_eq!(error.reason, Reason::ConnectFailed);
        assert_eq!(error.text, format!("connection to 127.0.0.1:{port} refused"));
    }

    #[test]
    fn a_name_that_does_not_exist_is_said_to_be_so() {
        let error = block_on(dial("does-not-exist.invalid", 20013)).unwrap_err();
        assert_eq!(error.reason, Reason::NameNotResolved);
        assert!(error.text.starts_with("host name 'does-not-exist.invalid' "), "{}", error.text);
    }

    #[test]
    fn texts_no_system_could_resolve_are_errors_too() {
        for host in ["", "a\0b", "two words", &"x".repeat(100_000)] {
            let error = block_on(dial(host, 20013)).unwrap_err();
            assert_eq!(error.reason, Reason::NameNotResolved, "{host:.20}");
            assert!(error.text.len() < 500 && !error.text.contains('\0'));
        }
    }

    #[cfg(not(feature = "kcp"))]
    #[test]
    fn without_kcp_there_is_tcp_and_a_remark() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let (server, host) = (Server::Baseapp, "127.0.0.1".to_owned());
        let port = listener.local_addr().unwrap().port();
        let target = Target { server, host, port, udp_port: 9, version: String::new() };
        let (_, via) = block_on(connect(&target, &Roads::default())).unwrap();
        assert_eq!(via.transport, Transport::Tcp);
        assert!(via.remark.ends_with("built without KCP (its cargo feature kcp); TCP is used"));
        let only = Roads { choice: Choice::Kcp, ..Roads::default() };
        assert!(only.check().unwrap_err().contains("without KCP"));
        assert!(block_on(connect(&target, &only)).unwrap_err().text.contains("without KCP"));
    }

    #[test]
    fn a_road_carries_bytes_and_its_end() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            use std::io::{Read as _, Write as _};
            let (mut peer, _) = listener.accept().unwrap();
            let mut got = [0; 5];
            peer.read_exact(&mut got).unwrap();
            peer.write_all(b"there").unwrap();
            got
        });
        let got = block_on(async {
            let mut road = dial("localhost", port).await.unwrap();
            let n = poll_fn(|cx| road.poll_write(cx, b"hello")).await.unwrap();
            assert_eq!(n, 5);
            let (mut all, mut buf) = (Vec::new(), [0; 3]);
            loop {
                let n = poll_fn(|cx| road.poll_read(cx, &mut buf)).await.unwrap();
                if n == 0 {
                    return all;
                }
                all.extend_from_slice(&buf[..n]);
            }
        });
        assert_eq!((&got[..], &server.join().unwrap()), (&b"there"[..], b"hello"));
    }
}
