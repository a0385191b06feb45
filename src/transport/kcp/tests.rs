//! The road over real sockets, against a small server on the loopback that follows a script.

use std::future::poll_fn;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use super::*;
use crate::kcp::{HELLO, WINDOW};
use crate::layers::event::{Reason, Server, Transport};
use crate::session::{ConnectError, Via};
use crate::transport::{Choice, Roads, Target, connect};

fn block_on<F: Future>(f: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // Nothing here takes nearly as long, unless it hangs.
    runtime.block_on(async { tokio::time::timeout(Duration::from_secs(60), f).await.unwrap() })
}

fn socket() -> (UdpSocket, u16) {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let port = socket.local_addr().unwrap().port();
    (socket, port)
}

fn target(udp_port: u16, tcp_port: u16) -> Target {
    Target {
        server: Server::Baseapp,
        host: "127.0.0.1".into(),
        port: tcp_port,
        udp_port,
        version: "2.5.10".into(),
    }
}

fn roads(choice: Choice) -> Roads {
    Roads { choice, udp_timeout: Duration::from_secs(20), ..Roads::default() }
}

fn acknowledgement(version: &str, conversation: u32) -> Vec<u8> {
    let text = format!("1432ad7c829170a76dd31982c3501eca\0{version}\0");
    [text.as_bytes(), &conversation.to_le_bytes()].concat()
}

/// Waits for a hello.
fn hello(socket: &UdpSocket) -> SocketAddr {
    let mut buf = [0; 2048];
    let (n, from) = socket.recv_from(&mut buf).unwrap();
    assert_eq!(&buf[..n], HELLO);
    from
}

async fn dialled(udp_port: u16) -> Result<Reliable, ConnectError> {
    dial(&target(udp_port, 1), &roads(Choice::Kcp)).await
}

/// A server's side of one conversation.
struct Peer {
    socket: UdpSocket,
    address: SocketAddr,
    kcp: Kcp,
    now: u64,
}

impl Peer {
    /// Takes the first handshake.
    fn accept(socket: UdpSocket, conversation: u32) -> Self {
        let address = hello(&socket);
        socket.send_to(&acknowledgement("2.5.10", conversation), address).unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(5))).unwrap();
        Self { socket, address, kcp: Kcp::new(conversation, 0), now: 0 }
    }

    /// Goes on by a moment. Its clock counts these, so it is patient on a slow machine.
    fn turn(&mut self) {
        self.now += 5;
        let mut buf = [0; 2048];
        while let Ok((n, from)) = self.socket.recv_from(&mut buf) {
            assert_eq!(from, self.address);
            assert!(n <= MTU);
            // A hello that is said again is no segment.
            self.kcp.input(self.now, &buf[..n]);
        }
        let mut out = Vec::new();
        while self.kcp.transmit(self.now, &mut out) {
            self.socket.send_to(&out, self.address).unwrap();
            out.clear();
        }
    }

    fn read(&mut self, n: usize) -> Vec<u8> {
        let (mut all, mut buf) = (Vec::new(), [0; 4096]);
        while all.len() < n {
            self.turn();
            let got = self.kcp.read(&mut buf);
            all.extend_from_slice(&buf[..got]);
            assert!(self.now < 60_000, "in vain: {} of {n}", all.len());
        }
        all
    }

    fn say(&mut self, bytes: &[u8]) {
        for message in bytes.chunks(1300) {
            while !self.kcp.send(message) {
                self.turn();
                assert!(self.now < 60_000, "held back for ever");
            }
        }
        while !self.kcp.is_sent() {
            self.turn();
        }
    }
}

fn serve<R: Send + 'static>(
    script: impl FnOnce(UdpSocket) -> R + Send + 'static,
) -> (u16, JoinHandle<R>) {
    let (socket, port) = socket();
    (port, thread::spawn(move || script(socket)))
}

async fn read(road: &mut Reliable, n: usize) -> Vec<u8> {
    let (mut all, mut buf) = (Vec::new(), [0; 1000]);
    while all.len() < n {
        let got = poll_fn(|cx| {
            let got = road.poll_read(cx, &mut buf)?;
            _ = road.poll_flush(cx)?;
            got.map(io::Result::Ok)
        });
        let got = got.await.unwrap();
        all.extend_from_slice(&buf[..got]);
    }
    all
}

async fn write(road: &mut Reliable, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        let n = poll_fn(|cx| road.poll_write(cx, bytes)).await.unwrap();
        bytes = &bytes[n..];
        poll_fn(|cx| road.poll_flush(cx)).await.unwrap();
    }
}

fn text(n: usize) -> Vec<u8> {
    (0..n).map(|i| (i / 7) as u8).collect()
}

#[test]
fn bytes_go_both_ways_and_the_last_ones_arrive_too() {
    let (port, server) = serve(|socket| {
        let mut peer = Peer::accept(socket, 3);
        let got = peer.read(200_000);
        peer.say(&got);
        (got, peer.read(6))
    });
    block_on(async {
        let mut road = dialled(port).await.unwrap();
        write(&mut road, &text(200_000)).await;
        assert!(read(&mut road, 200_000).await == text(200_000));
        assert_eq!(poll_fn(|cx| road.poll_write(cx, b"logout")).await.unwrap(), 6);
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
        let n = poll_fn(|cx| road.poll_read(cx, &mut [0; 8])).await.unwrap();
        assert_eq!(n, 0, "the road says that it is over, since the server cannot");
    });
    let (got, last) = server.join().unwrap();
    assert!(got == text(200_000));
    assert_eq!(last, b"logout");
}

#[test]
fn a_lost_acknowledgement_is_asked_for_from_another_port() {
    let (port, server) = serve(|socket| {
        let first = hello(&socket);
        let mut peer = Peer::accept(socket, 9);
        assert_ne!(first, peer.address);
        assert_eq!(peer.read(2), b"hi");
    });
    block_on(async {
        let roads = Roads { udp_timeout: Duration::from_secs(2), ..roads(Choice::Kcp) };
        let mut road = dial(&target(port, 1), &roads).await.unwrap();
        write(&mut road, b"hi").await;
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
    });
    server.join().unwrap();
}

#[test]
fn a_late_answer_to_the_first_question_counts() {
    let (port, server) = serve(|socket| {
        let first = hello(&socket);
        _ = hello(&socket);
        socket.send_to(&acknowledgement("2.5.10", 4), first).unwrap();
        let mut buf = [0; 2048];
        loop {
            let (n, from) = socket.recv_from(&mut buf).unwrap();
            if &buf[..n] != HELLO {
                assert_eq!(buf[..4], 4_u32.to_le_bytes());
                return from == first;
            }
        }
    });
    block_on(async {
        let roads = Roads { udp_timeout: Duration::from_secs(4), ..roads(Choice::Kcp) };
        let mut road = dial(&target(port, 1), &roads).await.unwrap();
        write(&mut road, b"hi").await;
    });
    assert!(server.join().unwrap());
}

#[test]
fn what_is_no_answer_is_not_taken_for_one() {
    let (port, server) = serve(|socket| {
        let address = hello(&socket);
        for noise in
            [b"garbage".to_vec(), HELLO.to_vec(), acknowledgement("2.5.10", 5)[..40].to_vec()]
        {
            socket.send_to(&noise, address).unwrap();
        }
        // Nobody but the server is listened to.
        let stranger = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        stranger.send_to(&acknowledgement("2.5.10", 66), address).unwrap();
        socket.send_to(&acknowledgement("2.5.10", 5), address).unwrap();
        let mut buf = [0; 2048];
        let (n, _) = socket.recv_from(&mut buf).unwrap();
        buf[..n].to_vec()
    });
    block_on(async {
        let mut road = dialled(port).await.unwrap();
        write(&mut road, b"hi").await;
    });
    let first = server.join().unwrap();
    assert_eq!((&first[..5], &first[24..]), (&[5, 0, 0, 0, 81][..], &b"hi"[..]));
}

fn failed(port: u16, ms: u64) -> ConnectError {
    let udp_timeout = Duration::from_millis(ms);
    let roads = Roads { udp_timeout, ..roads(Choice::Kcp) };
    let Err(error) = block_on(dial(&target(port, 1), &roads)) else { panic!("connected") };
    error
}

#[test]
fn every_way_to_fail_has_its_sentence() {
    let (silent, port) = socket();
    let error = failed(port, 200);
    let begin = format!("KCP handshake with UDP port 127.0.0.1:{port} failed: ");
    assert_eq!(error.reason, Reason::ConnectTimeout);
    assert_eq!(error.text, format!("{begin}no answer in 0.2 s"));
    drop(silent);
    let error = failed(port, 20_000);
    assert_eq!(error.reason, Reason::ConnectFailed);
    assert_eq!(error.text, format!("{begin}nothing listens there"));
    for (ms, answer, what) in [
        (
            20_000,
            acknowledgement("2.5.11", 5),
            r#"the server there is of version "2.5.11", not "2.5.10""#,
        ),
        (20_000, acknowledgement("2.5.10", 0), "the answer to the handshake names conversation 0"),
        // What may be noise is waited for the time that is given.
        (1000, b"HTTP/1.1 400".to_vec(), "the answer to the handshake is not KBEngine's"),
    ] {
        let (port, server) = serve(move |socket| {
            let mut buf = [0; 64];
            while let Ok((n, from)) = socket.recv_from(&mut buf)
                && &buf[..n] == HELLO
            {
                _ = socket.send_to(&answer, from);
            }
        });
        let error = failed(port, ms);
        assert_eq!(error.reason, Reason::ConnectFailed);
        assert!(error.text.ends_with(&format!("{port} failed: {what}")), "{}", error.text);
        socket().0.send_to(b"stop", (Ipv4Addr::LOCALHOST, port)).unwrap();
        server.join().unwrap();
    }
    let six = Target { host: "::1".into(), ..target(1, 1) };
    let error = block_on(dial(&six, &roads(Choice::Kcp))).unwrap_err();
    assert!(
        error.text.ends_with("KCP needs an IPv4 address and the host has none"),
        "{}",
        error.text
    );
}

/// Connects with a choice, to a baseapp whose TCP port listens.
fn chosen(choice: Choice, server: Server, udp_port: u16, ms: u64) -> Result<Via, ConnectError> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let target = Target { server, ..target(udp_port, listener.local_addr().unwrap().port()) };
    let roads = Roads { udp_timeout: Duration::from_millis(ms), ..roads(choice) };
    block_on(connect(&target, &roads)).map(|(_, via)| via)
}

#[test]
fn the_choice_decides_and_tcp_is_the_way_out() {
    let (silent, port) = socket();
    let (tcp, kcp) = (Transport::Tcp, Transport::Kcp);
    let via = chosen(Choice::Best, Server::Baseapp, port, 200).unwrap();
    let text = format!(
        "KCP handshake with UDP port 127.0.0.1:{port} failed: no answer in 0.2 s; TCP is used"
    );
    assert_eq!((via.transport, via.remark), (tcp, text));
    let error = chosen(Choice::Kcp, Server::Baseapp, port, 200).unwrap_err();
    assert_eq!(error.reason, Reason::ConnectTimeout);
    // Nobody is asked in vain.
    while silent.set_nonblocking(true).is_ok() && silent.recv(&mut [0; 64]).is_ok() {}
    for (choice, server, udp_port, remark) in [
        (Choice::Tcp, Server::Baseapp, port, ""),
        (Choice::Best, Server::Loginapp, port, ""),
        (Choice::Kcp, Server::Loginapp, port, ""),
        (Choice::Best, Server::Baseapp, 0, ""),
        (Choice::Kcp, Server::Baseapp, 0, "the server offers no KCP port; TCP is used"),
    ] {
        let via = chosen(choice, server, udp_port, 200).unwrap();
        assert_eq!((via.transport, via.remark.as_str()), (tcp, remark), "{choice:?} {server:?}");
        assert!(silent.recv(&mut [0; 64]).is_err(), "{choice:?} {server:?} asked over UDP");
    }
    for choice in [Choice::Best, Choice::Kcp] {
        let (port, server) = serve(|socket| drop(Peer::accept(socket, 1)));
        let via = chosen(choice, Server::Baseapp, port, 20_000).unwrap();
        assert_eq!((via.transport, via.remark.as_str()), (kcp, ""));
        server.join().unwrap();
    }
}

#[test]
fn who_does_not_read_closes_the_window_and_goes_on_acknowledging() {
    const BYTES: usize = 1 << 20;
    let (stuck, mut is_stuck) = tokio::sync::oneshot::channel();
    let (port, server) = serve(|socket| {
        let mut peer = Peer::accept(socket, 3);
        let all = text(BYTES);
        let mut taken = 0;
        // Until nothing has moved for a second of its clock.
        let mut moved = peer.now;
        while peer.now < moved + 1000 {
            let message = &all[taken..taken + 1024];
            if peer.kcp.send(message) {
                taken += message.len();
                moved = peer.now;
            } else {
                peer.turn();
            }
        }
        assert_eq!(peer.read(5), b"heart");
        stuck.send(()).unwrap();
        assert_eq!(peer.read(4), b"beat", "it goes on sending");
        let held_back_at = taken;
        while taken < BYTES {
            match peer.kcp.send(&all[taken..taken + 1024]) {
                true => taken += 1024,
                false => peer.turn(),
            }
        }
        while !peer.kcp.is_said() {
            peer.turn();
        }
        held_back_at
    });
    let all = block_on(async {
        let mut road = dialled(port).await.unwrap();
        write(&mut road, b"heart").await;
        // Driven as a paused driver does: flushed, not read.
        poll_fn(|cx| {
            if let Poll::Ready(Err(e)) = road.poll_flush(cx) {
                panic!("{e}");
            }
            Pin::new(&mut is_stuck).poll(cx)
        })
        .await
        .unwrap();
        write(&mut road, b"beat").await;
        let all = read(&mut road, BYTES).await;
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
        all
    });
    assert!(all == text(BYTES));
    let taken = server.join().unwrap();
    // What the window took, and what the server kept for later.
    let window = usize::from(WINDOW) * 1024;
    assert!((window..=2 * window).contains(&taken), "{taken}");
}

#[test]
fn a_full_window_lets_nobody_write_until_there_is_room() {
    let (go, may_go) = mpsc::channel::<()>();
    let (port, server) = serve(move |socket| {
        let mut peer = Peer::accept(socket, 3);
        may_go.recv().unwrap();
        peer.read(400_000)
    });
    block_on(async {
        let mut road = dialled(port).await.unwrap();
        let all = text(400_000);
        let mut taken = 0;
        poll_fn(|cx| {
            while let Poll::Ready(n) = road.poll_write(cx, &all[taken..]).map(io::Result::unwrap) {
                taken += n;
            }
            Poll::Ready(())
        })
        .await;
        assert_eq!(taken, usize::from(WINDOW) / 2 * MESSAGE);
        go.send(()).unwrap();
        write(&mut road, &all[taken..]).await;
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
    });
    assert!(server.join().unwrap() == text(400_000));
}

#[test]
fn a_server_whose_port_has_closed_is_told_at_once() {
    let (port, server) = serve(|socket| drop(Peer::accept(socket, 3)));
    let error = block_on(async {
        let mut road = dialled(port).await.unwrap();
        server.join().unwrap();
        assert_eq!(poll_fn(|cx| road.poll_write(cx, b"hi")).await.unwrap(), 2);
        poll_fn(|cx| {
            if let Poll::Ready(Err(e)) = road.poll_flush(cx) {
                return Poll::Ready(Err(e));
            }
            road.poll_read(cx, &mut [0; 8])
        })
        .await
        .unwrap_err()
    });
    assert_eq!(crate::transport::lost(&error), "nothing listens at its UDP port any more");
}

#[test]
fn a_server_that_forgets_the_conversation_does_not_hold_the_end_up() {
    let (port, server) = serve(|socket| {
        let address = hello(&socket);
        socket.send_to(&acknowledgement("2.5.10", 3), address).unwrap();
        let (mut buf, mut copies) = ([0; 2048], 0);
        socket.set_read_timeout(Some(Duration::from_millis(1500))).unwrap();
        while let Ok((n, _)) = socket.recv_from(&mut buf) {
            assert_eq!(&buf[24..n], b"logout");
            copies += 1;
        }
        copies
    });
    block_on(async {
        let mut road = dialled(port).await.unwrap();
        assert_eq!(poll_fn(|cx| road.poll_write(cx, b"logout")).await.unwrap(), 6);
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
    });
    let copies = server.join().unwrap();
    assert!((2..=4).contains(&copies), "{copies}: said again, and not for ever");
}

#[test]
fn a_quiet_road_sleeps() {
    let (port, server) = serve(|socket| {
        let mut peer = Peer::accept(socket, 3);
        assert_eq!(peer.read(2), b"hi");
        peer.say(b"ho");
        while !peer.kcp.is_said() {
            peer.turn();
        }
        peer
    });
    let polls = block_on(async {
        let mut road = dialled(port).await.unwrap();
        write(&mut road, b"hi").await;
        assert_eq!(read(&mut road, 2).await, b"ho");
        // Whatever is still on its way or armed comes in now.
        _ = tokio::time::timeout(Duration::from_millis(700), read(&mut road, 1)).await;
        let mut polls = 0;
        let quiet = poll_fn(|cx| {
            polls += 1;
            assert!(road.poll_read(cx, &mut [0; 8]).is_pending());
            assert!(road.poll_flush(cx).is_ready());
            Poll::<()>::Pending
        });
        _ = tokio::time::timeout(Duration::from_millis(500), quiet).await;
        polls
    });
    drop(server.join().unwrap());
    // Mostly two: the first one, and the time-out's own. A clock of ten milliseconds gives fifty.
    assert!(polls < 10, "{polls}");
}
