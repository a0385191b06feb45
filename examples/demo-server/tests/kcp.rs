//! KCP on the UDP port (`spec/01 §5.4`), with a client made from the `kcp` package.

mod common;

use std::io::Write;
use std::net::UdpSocket;
use std::time::{Duration, Instant};

use common::{Link, PATIENCE, cut, hello, login_body, server, strings, var};
use kbe_demo_server::{DemoConfig, DemoServer};
use kcp::Kcp;

const HELLO: &[u8] = b"62a559f3fa7748bc22f8e0766019d498";
const HEARTBEAT: [u8; 2] = [206, 0];

/// Datagrams go straight to the connected socket.
struct Out(UdpSocket);

impl Write for Out {
    fn write(&mut self, datagram: &[u8]) -> std::io::Result<usize> {
        self.0.send(datagram)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn udp_server(change: impl FnOnce(&mut DemoConfig)) -> DemoServer {
    server(|c| {
        c.udp_port = Some(0);
        change(c);
    })
}

fn udp(server: &DemoServer) -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(server.udp_addr().unwrap()).unwrap();
    socket
}

fn datagram(socket: &UdpSocket, patience: Duration) -> Option<Vec<u8>> {
    socket.set_read_timeout(Some(patience)).unwrap();
    let mut buffer = [0; 2048];
    let n = socket.recv(&mut buffer).ok()?;
    Some(buffer[..n].to_vec())
}

/// What the server answers to a handshake of the given conversation.
fn answer(conv: u32) -> Vec<u8> {
    [b"1432ad7c829170a76dd31982c3501eca\x002.5.10\0", &conv.to_le_bytes()[..]].concat()
}

struct Client {
    socket: UdpSocket,
    kcp: Kcp<Out>,
    started: Instant,
    input: Vec<u8>,
    /// Sizes of the KCP messages that came.
    sizes: Vec<usize>,
}

impl Client {
    fn connect(server: &DemoServer) -> Self {
        let socket = udp(server);
        socket.send(HELLO).unwrap();
        let answer = datagram(&socket, PATIENCE).unwrap();
        let conv = u32::from_le_bytes(*answer[answer.len() - 4..].first_chunk().unwrap());
        let mut kcp = Kcp::new(conv, Out(socket.try_clone().unwrap()));
        kcp.set_nodelay(true, 10, 2, true);
        kcp.set_wndsize(128, 128);
        Self { socket, kcp, started: Instant::now(), input: Vec::new(), sizes: Vec::new() }
    }

    fn send(&mut self, message: &[u8]) {
        self.kcp.send(message).unwrap();
    }

    fn next(&mut self, patience: Duration) -> Option<(u16, Vec<u8>)> {
        let end = Instant::now() + patience;
        while Instant::now() < end {
            if let Some(message) = cut(&mut self.input) {
                return Some(message);
            }
            self.kcp.update(self.started.elapsed().as_millis() as u32).unwrap();
            if let Some(datagram) = datagram(&self.socket, Duration::from_millis(5)) {
                assert!(datagram.len() <= 1400);
                self.kcp.input(&datagram).unwrap();
            }
            while let Ok(size) = self.kcp.peeksize() {
                let mut message = vec![0; size];
                self.kcp.recv(&mut message).unwrap();
                self.sizes.push(size);
                self.input.extend(message);
            }
        }
        None
    }

    fn wait(&mut self, id: u16) -> Vec<u8> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some((got, body)) = self.next(PATIENCE)
                && got == id
            {
                return body;
            }
        }
        panic!("message {id} did not come");
    }
}

#[test]
fn handshakes() {
    let server = udp_server(|_| {});
    let first = udp(&server);
    // Not a hello, so it is ignored and does not count as the first datagram.
    first.send(b"something else").unwrap();
    first.send(HELLO).unwrap();
    assert_eq!(datagram(&first, PATIENCE), Some(answer(1)));
    let second = udp(&server);
    second.send(&[HELLO, &[0]].concat()).unwrap();
    assert_eq!(datagram(&second, PATIENCE), Some(answer(2)));
    // Never repeated for the same source.
    first.send(HELLO).unwrap();
    second.send(&[HELLO, &[0]].concat()).unwrap();
    assert_eq!(datagram(&first, Duration::from_millis(300)), None);
    assert_eq!(datagram(&second, Duration::from_millis(100)), None);
}

#[test]
fn a_session_over_kcp() {
    let server = udp_server(|_| {});
    let mut login = Link::open(server.login_addr());
    login.send(3, &login_body("kcp", "pw"));
    let body = login.wait(502);
    let at = body.len() - 4 - 2;
    let announced = u16::from_le_bytes([body[at], body[at + 1]]);
    assert_eq!(announced, server.udp_addr().unwrap().port());
    let mut client = Client::connect(&server);
    client.send(&var(200, &hello()));
    client.wait(521);
    client.send(&[208, 0]);
    assert!(client.wait(519).len() > 2 * 1448);
    client.send(&var(202, &strings(&["kcp", "pw"])));
    client.wait(504);
    client.send(&HEARTBEAT);
    client.wait(72);
    assert_eq!(client.sizes.iter().max(), Some(&1448));
}

#[test]
fn a_bad_network_only_takes_longer() {
    let server = udp_server(|c| c.udp_lose_every = 3);
    let mut client = Client::connect(&server);
    for _ in 0..5 {
        client.send(&[208, 0]);
        client.send(&HEARTBEAT);
        assert!(client.wait(519).len() > 2 * 1448);
        client.wait(72);
    }
}

#[test]
fn messages_of_1473_bytes_block_for_good() {
    let server = udp_server(|_| {});
    // A name that is too long is not answered, so only the heartbeat behind it is.
    let filled = |size: usize| [var(202, &vec![b'n'; size - 6]), HEARTBEAT.to_vec()].concat();
    let mut client = Client::connect(&server);
    assert_eq!(filled(1472).len(), 1472);
    client.send(&filled(1472));
    client.wait(72);
    std::thread::sleep(Duration::from_millis(150));
    client.send(&filled(1473));
    client.send(&HEARTBEAT);
    assert_eq!(client.next(Duration::from_millis(500)), None);
    assert_eq!(client.kcp.wait_snd(), 0);
    assert_eq!(server.stats().condemned, 0);
}

#[test]
fn a_client_that_acknowledges_nothing_is_dropped_without_notice() {
    let server = udp_server(|_| {});
    let mut client = Client::connect(&server);
    // 688 answers, each of which is a message of its own.
    client.send(&HEARTBEAT.repeat(688));
    client.kcp.update(0).unwrap();
    let end = Instant::now() + PATIENCE;
    while server.stats().condemned == 0 && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(server.stats().condemned, 1);
    // The source is unknown again: its segments are ignored, its hello opens another conversation.
    while datagram(&client.socket, Duration::from_millis(200)).is_some() {}
    client.socket.send(HELLO).unwrap();
    assert_eq!(datagram(&client.socket, PATIENCE), Some(answer(2)));
}

#[test]
fn only_messages_count_as_a_sign_of_life() {
    let server = udp_server(|c| c.inactivity_timeout = Duration::from_millis(400));
    let client = Client::connect(&server);
    let probe = [&client.kcp.conv().to_le_bytes()[..], &[83, 0, 128, 0], &[0; 16]].concat();
    let mut probed = 0;
    let end = Instant::now() + PATIENCE;
    while server.stats().condemned == 0 && Instant::now() < end {
        client.socket.send(&probe).unwrap();
        probed += usize::from(datagram(&client.socket, Duration::from_millis(50)).is_some());
    }
    assert_eq!(server.stats().condemned, 1);
    assert!(probed >= 2);
}

#[test]
fn a_farewell_is_sent_and_then_there_is_silence() {
    let server = udp_server(|_| {});
    let mut login = Link::open(server.login_addr());
    login.send(3, &login_body("kicked", "pw"));
    login.wait(502);
    let mut client = Client::connect(&server);
    client.send(&var(202, &strings(&["kicked", "pw"])));
    client.wait(504);
    server.admin("kick kicked").unwrap();
    assert_eq!(client.wait(517), [9, 0]);
    client.send(&HEARTBEAT);
    assert_eq!(client.next(Duration::from_millis(300)), None);
    assert!(client.kcp.wait_snd() > 0);
}

#[test]
fn a_firewall_swallows_everything() {
    let server = udp_server(|c| c.udp_silent = true);
    let socket = udp(&server);
    socket.send(HELLO).unwrap();
    assert_eq!(datagram(&socket, Duration::from_millis(300)), None);
}

#[test]
fn lost_answers_need_another_port() {
    let server = udp_server(|c| c.udp_lost_answers = 1);
    let first = udp(&server);
    first.send(HELLO).unwrap();
    assert_eq!(datagram(&first, Duration::from_millis(300)), None);
    first.send(HELLO).unwrap();
    assert_eq!(datagram(&first, Duration::from_millis(300)), None);
    let second = udp(&server);
    second.send(HELLO).unwrap();
    assert_eq!(datagram(&second, PATIENCE), Some(answer(2)));
}

#[test]
fn another_port_can_be_announced() {
    for (udp_port, announced, expected) in [(None, None, 0), (Some(0), Some(9), 9)] {
        let server = server(|c| {
            c.udp_port = udp_port;
            c.announced_udp_port = announced;
        });
        assert_eq!(server.udp_addr().is_some(), udp_port.is_some());
        let mut login = Link::open(server.login_addr());
        login.send(3, &login_body("who", "pw"));
        let body = login.wait(502);
        let at = body.len() - 4 - 2;
        assert_eq!(u16::from_le_bytes([body[at], body[at + 1]]), expected);
    }
}
