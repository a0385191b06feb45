//! Servers that do as they are told, and roads to them.

use std::future::poll_fn;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use kbe::layers::event::Server;
use kbe::session::{ConnectError, Via};
use kbe::transport::{Choice, Road, Roads, Target, connect};
use kbe::wire::websocket::accept;

/// Longest wait for anything that is sure to come.
pub(crate) const LONG: Duration = Duration::from_secs(30);

pub(crate) fn block_on<F: Future>(f: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(f)
}

/// A server for one connection on a port of its own.
pub(crate) fn serve<T: Send + 'static>(
    script: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (u16, JoinHandle<T>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (peer, _) = listener.accept().unwrap();
        peer.set_read_timeout(Some(LONG)).unwrap();
        script(peer)
    });
    (port, server)
}

pub(crate) fn target(host: &str, port: u16) -> Target {
    let (server, host) = (Server::Loginapp, host.to_owned());
    Target { server, host, port, udp_port: 0, version: String::new() }
}

pub(crate) fn roads(choice: Choice) -> Roads {
    Roads { choice, handshake_timeout: LONG, ..Roads::default() }
}

pub(crate) async fn dial(port: u16, roads: &Roads) -> Result<(Box<dyn Road>, Via), ConnectError> {
    connect(&target("127.0.0.1", port), roads).await
}

/// Reads a request to the end of its head, which is the end of what has come, too.
pub(crate) fn request(peer: &mut impl Read) -> String {
    let mut buf = [0; 4096];
    let n = peer.read(&mut buf).unwrap();
    let head = std::str::from_utf8(&buf[..n]).unwrap();
    assert!(head.ends_with("\r\n\r\n"), "the whole request in one read, nothing behind it");
    assert_eq!(head.matches("\r\n\r\n").count(), 1);
    head.to_owned()
}

/// What stands behind a header's name.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in {head:?}"))
}

/// The answer that a KBEngine server gives to a request.
pub(crate) fn switching(head: &str) -> String {
    let host = header(head, "Host");
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {}\r\nWebSocket-Location: ws://{host}/WebManagerSocket\r\n\
         WebSocket-Protocol: WebManagerSocket\r\n\r\n",
        accept(header(head, "Sec-WebSocket-Key"))
    )
}

/// Lets a client in.
pub(crate) fn upgrade(peer: &mut (impl Read + Write)) -> String {
    let head = request(peer);
    peer.write_all(switching(&head).as_bytes()).unwrap();
    head
}

pub(crate) async fn write(road: &mut dyn Road, bytes: &[u8]) {
    let mut at = 0;
    while at < bytes.len() {
        at += poll_fn(|cx| road.poll_write(cx, &bytes[at..])).await.unwrap();
    }
    poll_fn(|cx| road.poll_flush(cx)).await.unwrap();
}

pub(crate) async fn read(road: &mut dyn Road, buf: &mut [u8]) -> std::io::Result<usize> {
    poll_fn(|cx| road.poll_read(cx, buf)).await
}

/// Everything to the end, and how it ended.
pub(crate) async fn read_all(road: &mut dyn Road) -> (Vec<u8>, Result<(), String>) {
    let (mut all, mut buf) = (Vec::new(), [0; 1000]);
    loop {
        match read(road, &mut buf).await {
            Ok(0) => return (all, Ok(())),
            Ok(n) => all.extend_from_slice(&buf[..n]),
            Err(e) => return (all, Err(kbe::transport::lost(&e))),
        }
    }
}
