//! A server that sends as fast as it is read, and a game of sixty frames a second.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use kbe::ffi::pump::kbe_sync_layers;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use crate::game::Client;
use crate::peer::{Peer, Saying};
use crate::stream::{Packet, Stream};
use crate::{system, verdict};

const FRAME: Duration = Duration::from_micros(16_667);

/// Duration of one turn.
const TURN: Duration = Duration::from_secs(3);

const TURNS: usize = 3;

/// Shorter than by default, so that a run has some.
const HEARTBEAT_MS: u32 = 500;

/// Bytes a second that a bare loop takes in.
fn bare(port: u16) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.expect("a server");
        let mut buf = vec![0; 64 << 10];
        let (mut total, begin) = (0_usize, Instant::now());
        while begin.elapsed() < TURN {
            total += stream.read(&mut buf).await.expect("bytes");
        }
        total as f64 / begin.elapsed().as_secs_f64()
    })
}

/// How the game spends what is left of a frame.
#[derive(Clone, Copy)]
enum Rest {
    /// It sleeps, or draws.
    Elsewhere,
    /// It waits in kbe_sync_layers.
    Inside,
}

struct Taken {
    /// Bytes a second.
    rate: f64,
    events: f64,
    /// Resident memory, from the moment on at which the queue was full, if ever.
    memory: Vec<usize>,
    /// Share of the time that the game's thread was busy with.
    busy: f64,
    /// The same of the whole process.
    process: f64,
}

fn library(port: u16, packets: &[Packet], rest: Rest) -> Taken {
    let expected = packets.iter().map(|p| p.told).collect();
    let client = Client::new(port, HEARTBEAT_MS, Some(expected));
    while !client.state.in_game.get() {
        assert!(kbe_sync_layers(1) >= 0 && !client.state.lost.get());
    }
    let size = packets.iter().map(|p| p.bytes.len()).sum::<usize>() as f64 / packets.len() as f64;
    let events =
        packets.iter().map(|p| p.told.all() + 1).sum::<u64>() as f64 / packets.len() as f64;
    let mut memory = Vec::new();
    let (begin, first, busy) = (Instant::now(), client.state.next.get(), system::thread_time());
    let process = system::process_time();
    let mut frame = begin;
    let mut frames = 0;
    while begin.elapsed() < TURN {
        frame += FRAME;
        assert!(kbe_sync_layers(0) >= 0 && !client.state.lost.get());
        let left = frame.saturating_duration_since(Instant::now());
        match rest {
            Rest::Elsewhere => std::thread::sleep(left),
            Rest::Inside => _ = kbe_sync_layers(left.as_millis() as u32),
        }
        frames += 1;
        if client.state.full.get() && frames % 6 == 0 {
            memory.push(system::resident());
        }
    }
    let spent = begin.elapsed().as_secs_f64();
    let busy = (system::thread_time() - busy).as_secs_f64() / spent;
    let process = (system::process_time() - process).as_secs_f64() / spent;
    assert_eq!(client.state.wrong.get(), 0, "something is missing or out of order");
    let taken = f64::from(client.state.next.get() - first) / spent;
    Taken { rate: taken * size, events: taken * events, memory, busy, process }
}

pub(crate) fn run() {
    let packets = Stream::read().packets();
    let messages: u32 = packets.iter().map(|p| p.messages).sum();
    let size: usize = packets.iter().map(|p| p.bytes.len()).sum();
    println!(
        "the server writes packets of {} bytes, {:.1} bytes a message",
        size / packets.len(),
        size as f64 / f64::from(messages)
    );
    let mut peer = Peer::start(Saying::Flood, 199);
    peer.go();
    let (mut best, mut longest) = ([0.0_f64; 3], 0);
    for _ in 0..TURNS {
        best[0] = best[0].max(bare(peer.bare_port));
        for (i, rest) in [(1, Rest::Elsewhere), (2, Rest::Inside)] {
            let t = library(peer.login_port, &packets, rest);
            best[i] = best[i].max(t.rate);
            // What comes and goes is no growth.
            let (early, late) = t.memory.split_at(t.memory.len() / 2);
            let most = |samples: &[usize]| samples.iter().max().copied().unwrap_or_default();
            let grown =
                if early.is_empty() { 0 } else { most(late).saturating_sub(most(early)) >> 10 };
            println!(
                "{:<46}{:>8.1} MB/s {:>6.2} M events/s, game's thread busy {:>3.0} %, both threads {:>3.0} %, {} MiB, grown by {grown} KiB",
                [
                    "",
                    "frames of sync(0), then asleep",
                    "frames of sync(0), then waiting in sync(t)"
                ][i],
                t.rate / 1e6,
                t.events / 1e6,
                t.busy * 100.0,
                t.process * 100.0,
                most(late) >> 20,
            );
            longest = longest.max(grown);
        }
    }
    println!("{:<46}{:>8.1} MB/s", "bare tokio read loop", best[0] / 1e6);
    let seen = peer.seen();
    let late = seen.longest_ms as f64 - f64::from(HEARTBEAT_MS);
    println!(
        "{} heartbeats of {HEARTBEAT_MS} ms came, {} ms apart at most",
        seen.heartbeats, seen.longest_ms
    );
    verdict(
        "flood: share of a bare loop, game asleep between frames",
        best[1] / best[0] * 100.0,
        "%",
        40.0,
        true,
    );
    verdict(
        "flood: share of a bare loop, game waits in the library",
        best[2] / best[0] * 100.0,
        "%",
        40.0,
        true,
    );
    verdict(
        "flood: growth of memory with a full queue",
        longest as f64 / 1024.0,
        "MiB",
        4.0,
        false,
    );
    verdict("flood: heartbeats later than they should be", late, "ms", 250.0, false);
}
