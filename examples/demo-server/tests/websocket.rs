//! WebSocket connections, without and within TLS (`spec/01 §5.3`).

mod common;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use common::{Link, PATIENCE, cut, hello, hello_with, server, strings, var};
use kbe_demo_server::{DemoServer, TlsIdentity};
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

const REQUEST: &str = "GET / HTTP/1.1\r\nHost: 127.0.0.1:20013\r\nUpgrade: websocket\r\n\
    Connection: Upgrade\r\nSec-WebSocket-Key: ZE3AjQvlePcmlKEZ5WZGxQ==\r\n\
    Sec-WebSocket-Version: 13\r\n\r\n";
const REPLY: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
    Connection: Upgrade\r\nSec-WebSocket-Accept: 1KAibMmh18eNvE0w7XhYhSsXM04=\r\n\
    WebSocket-Location: ws://127.0.0.1:20013/WebManagerSocket\r\n\
    WebSocket-Protocol: WebManagerSocket\r\n\r\n";
/// A heartbeat of the Baseapp in a masked frame, as recorded but for the message.
const HEARTBEAT: [u8; 8] = [0x82, 0x82, 0x8C, 0xF2, 0xE5, 0x31, 0x42, 0xF2];
const ANSWER: [u8; 4] = [0x82, 2, 0x48, 0];

/// A client that has been through the upgrade.
struct Socket<S> {
    stream: S,
}

impl<S: Read + Write> Socket<S> {
    fn upgrade(mut stream: S) -> Self {
        stream.write_all(REQUEST.as_bytes()).unwrap();
        let mut reply = vec![0; REPLY.len()];
        stream.read_exact(&mut reply).unwrap();
        assert_eq!(String::from_utf8(reply).unwrap(), REPLY);
        Self { stream }
    }

    /// An unmasked frame.
    fn send(&mut self, payload: &[u8]) {
        self.stream.write_all(&[&[0x82, payload.len() as u8], payload].concat()).unwrap();
    }

    /// First byte and payload of the next frame.
    fn frame(&mut self) -> (u8, Vec<u8>) {
        let mut head = [0; 2];
        self.stream.read_exact(&mut head).unwrap();
        let mut length = u16::from(head[1]);
        if length == 126 {
            let mut long = [0; 2];
            self.stream.read_exact(&mut long).unwrap();
            length = u16::from_be_bytes(long);
        }
        let mut payload = vec![0; usize::from(length)];
        self.stream.read_exact(&mut payload).unwrap();
        (head[0], payload)
    }

    fn wait(&mut self, id: u16) -> Vec<u8> {
        let mut stream = Vec::new();
        loop {
            stream.extend(self.frame().1);
            while let Some((got, body)) = cut(&mut stream) {
                if got == id {
                    return body;
                }
            }
        }
    }
}

fn tcp(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).unwrap();
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// What is sent after the upgrade, and whether the connection then closes.
fn closes(server: &DemoServer, bytes: &[u8]) -> bool {
    let mut socket = Socket::upgrade(tcp(server.base_addr()));
    socket.stream.write_all(bytes).unwrap();
    socket.stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    match socket.stream.read(&mut [0; 100]) {
        Ok(n) => n == 0,
        Err(e) => e.kind() == std::io::ErrorKind::ConnectionReset,
    }
}

#[test]
fn a_session_over_websocket() {
    let server = server(|_| {});
    let mut login = Socket::upgrade(tcp(server.login_addr()));
    login.send(&var(4, &hello()));
    assert_eq!(login.frame().1[..2], 521_u16.to_le_bytes());
    login.send(&var(3, &common::login_body("ws", "pw")));
    login.wait(502);
    let mut base = Socket::upgrade(tcp(server.base_addr()));
    base.stream.write_all(&HEARTBEAT).unwrap();
    assert_eq!(base.frame(), (0x82, vec![0x48, 0]));
    base.send(&var(202, &strings(&["ws", "pw"])));
    base.wait(504);
}

#[test]
fn long_answers_come_in_fragments() {
    let server = server(|_| {});
    let mut socket = Socket::upgrade(tcp(server.login_addr()));
    socket.send(&[5, 0]);
    let frames = [socket.frame(), socket.frame(), socket.frame()];
    assert_eq!(frames.each_ref().map(|(first, _)| *first), [0x02, 0x00, 0x80]);
    let sizes = frames.each_ref().map(|(_, payload)| payload.len());
    assert_eq!(sizes[..2], [1448, 1448]);
    let (id, _) = cut(&mut frames.into_iter().flat_map(|(_, payload)| payload).collect()).unwrap();
    assert_eq!(id, 518);
}

#[test]
fn what_stands_behind_the_request_is_lost() {
    let server = server(|_| {});
    let mut stream = tcp(server.base_addr());
    stream.write_all(&[REQUEST.as_bytes(), &HEARTBEAT].concat()).unwrap();
    let mut reply = vec![0; REPLY.len()];
    stream.read_exact(&mut reply).unwrap();
    stream.write_all(&[0x82, 2, 208, 0]).unwrap();
    // The next answer is not that of the heartbeat.
    assert_eq!(Socket { stream }.frame().1[..2], 519_u16.to_le_bytes());
}

#[test]
fn other_spellings_are_no_upgrade() {
    let server = server(|_| {});
    let (head, tail) = REQUEST.split_at(30);
    let parts: [&[&str]; 3] =
        [&[&REQUEST.to_lowercase()], &[head, tail], &[&REQUEST.replace("Host", "host")]];
    for parts in parts {
        let mut link = Link::open(server.base_addr());
        for part in parts {
            link.raw(part.as_bytes());
            std::thread::sleep(Duration::from_millis(100));
        }
        assert!(link.is_closed_soon(), "{parts:?}");
    }
}

#[test]
fn frames_that_condemn() {
    let server = server(|_| {});
    let lone: [&[u8]; 3] = [&[0x81, 1, b'a'], &[0x8A, 0], &[0x88, 0]];
    for bytes in lone {
        assert!(closes(&server, bytes), "{bytes:?}");
    }
    assert!(closes(&server, &[&[0x82, 0], &HEARTBEAT[..]].concat()));
    assert!(closes(&server, &[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]));
    assert!(!closes(&server, &[0x82, 0]));
    // 33 frames in one write are 33 packets.
    assert!(!closes(&server, &[0x82, 1, 206]));
    // A close is no offence.
    assert_eq!(server.stats().condemned, 4);
    let mut flood = Socket::upgrade(tcp(server.base_addr()));
    std::thread::sleep(Duration::from_millis(250));
    flood.stream.write_all(&[0x82, 2, 206, 0].repeat(33)).unwrap();
    let mut answers = Vec::new();
    assert!(flood.stream.read_to_end(&mut answers).is_ok());
    assert_eq!(answers, ANSWER.repeat(32));
}

#[test]
fn a_mask_starts_again_with_every_chunk() {
    let server = server(|_| {});
    let frame = [0x82, 0x82, 1, 2, 3, 4, 206 ^ 1, 2];
    for (cut, works) in [(1, true), (4, true), (6, true), (7, false)] {
        let mut socket = Socket::upgrade(tcp(server.base_addr()));
        socket.stream.write_all(&frame[..cut]).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        socket.stream.write_all(&frame[cut..]).unwrap();
        let mut answer = [0; 4];
        let answered = socket.stream.read_exact(&mut answer).is_ok() && answer == ANSWER;
        assert_eq!(answered, works, "{cut}");
    }
}

#[test]
fn pings() {
    let server = server(|_| {});
    let mut socket = Socket::upgrade(tcp(server.base_addr()));
    socket.stream.write_all(&[0x89, 2, 7, 8]).unwrap();
    assert_eq!(socket.frame(), (0x8A, vec![7, 8]));
    socket.stream.write_all(&[&[0x89, 0], &HEARTBEAT[..]].concat()).unwrap();
    let mut broken = [0; 6];
    socket.stream.read_exact(&mut broken).unwrap();
    assert_eq!(broken, [0x8A, 8, 0x82, 2, 0x48, 0]);
}

#[test]
fn a_key_in_hello_ends_the_websocket() {
    let server = server(|_| {});
    let mut socket = Socket::upgrade(tcp(server.login_addr()));
    socket.send(&var(4, &hello_with(&[7; 16])));
    assert_eq!(socket.frame().1[..2], 521_u16.to_le_bytes());
    socket.send(&[11, 0]);
    socket.stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let silence = socket.stream.read(&mut [0; 1]).unwrap_err();
    assert!(matches!(
        silence.kind(),
        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
    ));
}

type Tls = StreamOwned<ClientConnection, TcpStream>;

/// A TLS connection that trusts one certificate.
fn tls(addr: SocketAddr, trusted_pem: &str, name: &'static str) -> Result<Tls, String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(trusted_pem.as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name).unwrap();
    let mut stream = tcp(addr);
    let mut tls = ClientConnection::new(Arc::new(config), name).unwrap();
    tls.complete_io(&mut stream).map_err(|e| e.to_string())?;
    Ok(StreamOwned::new(tls, stream))
}

#[test]
fn wss_with_the_certificate_the_server_made() {
    let server = server(|_| {});
    for (addr, name) in [(server.login_addr(), "localhost"), (server.base_addr(), "127.0.0.1")] {
        let mut stream = tls(addr, server.certificate_pem(), name).unwrap();
        // Only an upgrade is accepted; everything else is dropped without a word.
        stream.write_all(&[206, 0]).unwrap();
        stream.flush().unwrap();
        std::thread::sleep(Duration::from_millis(100));
        let mut socket = Socket::upgrade(stream);
        let (id, import) = if name == "localhost" { (4, 5_u16) } else { (200, 207) };
        socket.send(&var(id, &hello()));
        socket.wait(521);
        socket.send(&import.to_le_bytes());
        socket.wait(518);
    }
    let stranger = TlsIdentity::self_signed().unwrap();
    let refused = tls(server.base_addr(), &stranger.certificate_pem, "localhost").unwrap_err();
    assert!(refused.contains("UnknownIssuer") || refused.contains("BadSignature"), "{refused}");
}

#[test]
fn wss_with_a_given_certificate() {
    let names = vec!["elsewhere.test".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let (certificate_pem, key_pem) = (made.cert.pem(), made.signing_key.serialize_pem());
    let identity = TlsIdentity { certificate_pem: certificate_pem.clone(), key_pem };
    let server = server(|c| c.tls = Some(identity));
    assert_eq!(server.certificate_pem(), certificate_pem);
    Socket::upgrade(tls(server.base_addr(), &certificate_pem, "elsewhere.test").unwrap());
    let refused = tls(server.base_addr(), &certificate_pem, "localhost").unwrap_err();
    assert!(refused.contains("not valid for name"), "{refused}");
}

#[test]
fn a_short_or_broken_start_of_tls_closes() {
    let server = server(|_| {});
    for n in [46, 60] {
        let mut link = Link::open(server.base_addr());
        link.raw(&[&[0x16, 3, 1][..], &vec![0; n - 3]].concat());
        assert!(link.is_closed_soon(), "{n}");
    }
}
