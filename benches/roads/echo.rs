//! Echoes: each speaks one road's protocol, on a thread of its own, with one peer.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::time::{Duration, Instant};

use kbe::kcp::{Kcp, MESSAGE};
use kbe::wire::websocket::accept;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

pub(crate) fn run<F: Future>(f: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(f)
}

/// Talks to one peer. However it ends is no failure: the peer goes when it has measured.
fn serve<F: Future<Output = io::Result<()>>>(
    talk: impl FnOnce(TcpStream) -> F + Send + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        run(async {
            let (peer, _) = listener.accept()?;
            peer.set_nonblocking(true)?;
            peer.set_nodelay(true)?;
            talk(TcpStream::from_std(peer)?).await
        })
    });
    address
}

/// Sends everything back.
pub(crate) fn plain() -> SocketAddr {
    serve(|mut peer| async move {
        let mut buf = vec![0; 64 << 10];
        loop {
            match peer.read(&mut buf).await? {
                0 => return Ok(()),
                n => peer.write_all(&buf[..n]).await?,
            }
        }
    })
}

pub(crate) fn websocket() -> SocketAddr {
    serve(frames)
}

/// The address, and the certificate to trust as PEM.
pub(crate) fn secure_websocket() -> (SocketAddr, Vec<u8>) {
    let made = generate_simple_self_signed(["127.0.0.1".to_owned()]);
    let CertifiedKey { cert, signing_key } = made.expect("a certificate");
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a certificate with its key");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let talk = |peer| async move { frames(acceptor.accept(peer).await?).await };
    (serve(talk), cert.pem().into_bytes())
}

/// Sends each frame back as a server frames it.
async fn frames(mut peer: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    let (mut buf, mut came, mut out) = (vec![0; 64 << 10], Vec::new(), Vec::new());
    let n = peer.read(&mut buf).await?;
    let head = String::from_utf8_lossy(&buf[..n]);
    let key = head.lines().find_map(|l| l.strip_prefix("Sec-WebSocket-Key: ")).unwrap_or_default();
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {}\r\n\r\n",
        accept(key)
    );
    peer.write_all(answer.as_bytes()).await?;
    loop {
        let n = peer.read(&mut buf).await?;
        if n == 0 {
            return Ok(());
        }
        came.extend_from_slice(&buf[..n]);
        let mut at = 0;
        while let Some((payload, used)) = frame(&came[at..]) {
            at += used;
            out.push(0x82);
            match payload.len() {
                n @ 0..126 => out.push(n as u8),
                n => {
                    out.push(126);
                    out.extend((n as u16).to_be_bytes());
                }
            }
            out.extend_from_slice(payload);
        }
        came.drain(..at);
        peer.write_all(&out).await?;
        // TLS keeps what it has written until it is told that this is all.
        peer.flush().await?;
        out.clear();
    }
}

/// A client's frame with a mask of zeros: its payload, and its size in all.
fn frame(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let (head, length) = match *bytes.get(1)? & 0x7f {
        126 => (4, usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?]))),
        n => (2, usize::from(n)),
    };
    let end = head + 4 + length;
    Some((bytes.get(head + 4..end)?, end))
}

/// The TCP address of a baseapp that is not there, and the UDP port at which a KCP server sends every
/// message back.
pub(crate) fn kcp() -> (SocketAddr, u16) {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = socket.local_addr().expect("an address").port();
    std::thread::spawn(move || run(conversation(socket)));
    (SocketAddr::from((Ipv4Addr::LOCALHOST, 9)), port)
}

#[expect(clippy::disallowed_methods, reason = "a server has a clock")]
async fn conversation(socket: UdpSocket) -> io::Result<()> {
    socket.set_nonblocking(true)?;
    let socket = tokio::net::UdpSocket::from_std(socket)?;
    let mut buf = vec![0; 2048];
    let (_, peer) = socket.recv_from(&mut buf).await?;
    socket.connect(peer).await?;
    let mut answer = b"1432ad7c829170a76dd31982c3501eca\x002.5.10\0".to_vec();
    answer.extend(1u32.to_le_bytes());
    socket.send(&answer).await?;
    let begin = Instant::now();
    let time = || begin.elapsed().as_millis() as u64;
    let mut kcp = Kcp::new(1, 0);
    let (mut out, mut back) = (Vec::new(), Vec::new());
    loop {
        let wait = kcp.timeout().map_or(1000, |at| at.saturating_sub(time()));
        if let Ok(came) = timeout(Duration::from_millis(wait), socket.recv(&mut buf)).await {
            kcp.input(time(), &buf[..came?]);
            while let Ok(n) = socket.try_recv(&mut buf) {
                kcp.input(time(), &buf[..n]);
            }
        }
        loop {
            let n = kcp.read(&mut buf);
            back.extend_from_slice(&buf[..n]);
            if n == 0 {
                break;
            }
        }
        let mut at = 0;
        while at < back.len() {
            let end = back.len().min(at + MESSAGE);
            if !kcp.send(&back[at..end]) {
                break;
            }
            at = end;
        }
        back.drain(..at);
        while kcp.transmit(time(), &mut out) {
            socket.send(&out).await?;
            out.clear();
        }
    }
}
