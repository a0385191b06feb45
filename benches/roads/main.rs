//! What each road adds to a bare connection: round trips and throughput over loopback, as ratios.
//!
//! `cargo bench --bench roads` prints a line a road. Every road talks to an echo that speaks its protocol
//! with as little ado as possible; the first line is the same echo over a bare tokio socket on both
//! sides. All figures are of one run, so that only the ratios say something.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark may panic"
)]

mod echo;

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use kbe::layers::event::Server;
use kbe::transport::{Choice, Road, Roads, Target, Tls, connect};
use kbe::wire::blowfish::{Cipher, Packets};
use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};
use tokio::net::TcpStream;

/// One heartbeat or small call.
const SMALL: usize = 64;

/// One write of a busy client: what the server sends is cut into pieces of this size too.
const CHUNK: usize = 1392;

const ROUNDS: usize = 4000;
const BYTES: usize = 8 << 20;

/// A bare socket, taken as the driver takes a road.
#[derive(Debug)]
struct Bare(TcpStream);

impl Road for Bare {
    fn poll_read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = ReadBuf::new(buf);
        let read = std::pin::Pin::new(&mut self.0).poll_read(cx, &mut buf);
        read.map_ok(|()| buf.filled().len())
    }
    fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        std::pin::Pin::new(&mut self.0).poll_write(cx, bytes)
    }
    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        std::pin::Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

struct Measured {
    /// Round-trip times, in order.
    rounds: Vec<Duration>,
    /// Bytes a second, there and back at the same time.
    rate: f64,
}

impl Measured {
    fn at(&self, share: f64) -> f64 {
        let i = ((self.rounds.len() - 1) as f64 * share) as usize;
        self.rounds[i].as_secs_f64() * 1e6
    }
}

/// Sends and awaits `total` bytes in pieces of `piece`, at most `ahead` of what has come back.
async fn exchange(road: &mut dyn Road, total: usize, piece: usize, ahead: usize) {
    let bytes = vec![7; piece];
    let (mut buf, mut sent, mut came) = (vec![0; 64 << 10], 0, 0);
    poll_fn(|cx| {
        loop {
            let mut moved = false;
            while sent < total && sent - came < ahead {
                let at = sent % piece;
                let Poll::Ready(n) = road.poll_write(cx, &bytes[at..]) else { break };
                sent += n.expect("the echo listens");
                moved = true;
            }
            if let Poll::Ready(done) = road.poll_flush(cx) {
                done.expect("the echo listens");
            }
            if let Poll::Ready(n) = road.poll_read(cx, &mut buf) {
                let n = n.expect("the echo answers");
                assert!(n > 0, "the echo has gone");
                came += n;
                moved = true;
            }
            if came >= total {
                return Poll::Ready(());
            }
            if !moved {
                return Poll::Pending;
            }
        }
    })
    .await;
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn now() -> Instant {
    Instant::now()
}

async fn measure(road: &mut dyn Road) -> Measured {
    exchange(road, SMALL * 200, SMALL, SMALL).await;
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begin = now();
        exchange(road, SMALL, SMALL, SMALL).await;
        rounds.push(begin.elapsed());
    }
    rounds.sort_unstable();
    let total = BYTES / CHUNK * CHUNK;
    let begin = now();
    // Less than any road's window, so that neither side waits for the other to read.
    exchange(road, total, CHUNK, 64 << 10).await;
    Measured { rounds, rate: total as f64 / begin.elapsed().as_secs_f64() }
}

fn bare(echo: SocketAddr) -> Measured {
    echo::run(async {
        let stream = TcpStream::connect(echo).await.expect("the echo listens");
        stream.set_nodelay(true).expect("a socket");
        measure(&mut Bare(stream)).await
    })
}

fn road(choice: Choice, server: Server, echo: SocketAddr, udp_port: u16, roots: &[u8]) -> Measured {
    let tls = Tls { roots: roots.to_vec(), ..Tls::default() };
    let roads = Roads { choice, tls, ..Roads::default() };
    let (host, port) = (echo.ip().to_string(), echo.port());
    let target = Target { server, host, port, udp_port, version: String::new() };
    echo::run(async {
        let (mut road, _) = connect(&target, &roads).await.expect("the echo lets everybody in");
        measure(&mut *road).await
    })
}

fn line(name: &str, m: &Measured, bare: &Measured) {
    let (median, tail) = (m.at(0.5), m.at(0.99));
    let rate = m.rate / 1e6;
    println!(
        "{name:<24}{median:>10.1}{:>8.2}{tail:>12.1}{:>8.2}{rate:>12.1}{:>8.2}",
        median / bare.at(0.5),
        tail / bare.at(0.99),
        m.rate / bare.rate,
    );
}

/// What the cipher costs: it works in memory, on whatever road.
fn cipher() {
    let cipher = Cipher::new(&[9; 16]).expect("a key of 16 bytes");
    let plain = vec![7; CHUNK];
    let (mut write, mut packets, mut back) = (Vec::new(), Packets::default(), Vec::new());
    let mut best = [f64::INFINITY; 2];
    for _ in 0..2000 {
        write.clear();
        write.extend_from_slice(&plain);
        let begin = now();
        cipher.seal(&mut write, 0);
        best[0] = best[0].min(begin.elapsed().as_secs_f64());
        back.clear();
        let begin = now();
        packets.open(&cipher, &write, &mut back).expect("what was sealed opens");
        best[1] = best[1].min(begin.elapsed().as_secs_f64());
        assert_eq!(back, plain);
    }
    let [seal, open] = best.map(|s| CHUNK as f64 / s / 1e6);
    println!("\nBlowfish, {CHUNK} bytes at once: {seal:.0} MB/s out, {open:.0} MB/s in");
}

/// The better of each figure: what disturbs a machine makes nothing faster.
fn better(a: Measured, b: Measured) -> Measured {
    let rounds = if a.at(0.5) <= b.at(0.5) { a.rounds } else { b.rounds };
    Measured { rounds, rate: a.rate.max(b.rate) }
}

fn main() {
    let login = Server::Loginapp;
    let tls = || {
        let (echo, roots) = echo::secure_websocket();
        road(Choice::SecureWebSocket, login, echo, 0, &roots)
    };
    let roads: [(&str, &dyn Fn() -> Measured); 5] = [
        ("bare tokio TCP", &|| bare(echo::plain())),
        ("TCP", &|| road(Choice::Tcp, login, echo::plain(), 0, b"")),
        ("KCP", &|| {
            let (echo, udp_port) = echo::kcp();
            road(Choice::Kcp, Server::Baseapp, echo, udp_port, b"")
        }),
        ("WebSocket", &|| road(Choice::WebSocket, login, echo::websocket(), 0, b"")),
        ("WebSocket over TLS", &tls),
    ];
    // In turns, so that a bad moment meets all of them.
    let mut all: Vec<Measured> = roads.iter().map(|(_, measure)| measure()).collect();
    for _ in 1..3 {
        let again: Vec<_> = roads.iter().map(|(_, measure)| measure()).collect();
        all = all.into_iter().zip(again).map(|(a, b)| better(a, b)).collect();
    }
    println!(
        "{:<24}{:^18}{:^20}{:^20}",
        "", "median round trip", "99th of a hundred", "there and back"
    );
    println!(
        "{:<24}{:>10}{:>8}{:>12}{:>8}{:>12}{:>8}",
        "road", "us", "ratio", "us", "ratio", "MB/s", "ratio"
    );
    for ((name, _), m) in roads.iter().zip(&all) {
        line(name, m, &all[0]);
    }
    cipher();
}
