//! Thousands of clients in one process, each of them told something ten times a second.

use std::time::{Duration, Instant};

use kbe::ffi::pump::kbe_sync_layers;

use crate::game::Client;
use crate::peer::{Peer, Saying, UPDATE};
use crate::{system, verdict};

const CLIENTS: usize = 5000;

/// Clients that log in at the same time.
const WAVE: usize = 250;

/// Entities around each.
const OTHERS: usize = 4;

const MEASURED: Duration = Duration::from_secs(12);

const FRAME: Duration = Duration::from_micros(16_667);

const HEARTBEAT_MS: u32 = 5000;

/// What so many clients cost.
struct Figures {
    login: Duration,
    updates: f64,
    /// Of a core.
    sync: f64,
    process: f64,
    longest: Duration,
    /// Bytes a client, before the first update and after.
    idle: f64,
    busy: f64,
    heartbeats: u64,
    apart_ms: u64,
    alive: usize,
}

/// So many clients of [`CLIENTS`] as there may be open files.
fn possible(count: usize) -> usize {
    let files = system::raise_open_files();
    let possible = count.min(files.saturating_sub(100) as usize);
    if possible < count {
        println!(
            "SKIPPED: only {files} open files are allowed; {possible} clients instead of {count}"
        );
    }
    possible
}

fn measure(count: usize, measured: Duration) -> Figures {
    let mut peer = Peer::start(Saying::Movements, OTHERS);
    let mut all: Vec<Client> = Vec::with_capacity(count);
    let (begin, before) = (Instant::now(), system::resident());
    while all.len() < count {
        let first = all.len();
        let wave = WAVE.min(count - first);
        all.extend((0..wave).map(|_| Client::new(peer.login_port, HEARTBEAT_MS, None)));
        Client::await_all(&all[first..]);
    }
    let login = begin.elapsed();
    let idle = system::resident();
    peer.go();
    // As long as the first heartbeats take.
    let warm = Instant::now();
    while warm.elapsed() < UPDATE * 10 {
        assert!(kbe_sync_layers(10) >= 0);
    }
    let told = || all.iter().map(|c| u64::from(c.state.next.get())).sum::<u64>();
    let first = told();
    let (begin, mine, everybody) = (Instant::now(), system::thread_time(), system::process_time());
    let (mut frame, mut longest) = (begin, Duration::ZERO);
    while begin.elapsed() < measured {
        frame += FRAME;
        let sync = Instant::now();
        assert!(kbe_sync_layers(0) >= 0);
        longest = longest.max(sync.elapsed());
        std::thread::sleep(frame.saturating_duration_since(Instant::now()));
    }
    let spent = begin.elapsed().as_secs_f64();
    let sync = (system::thread_time() - mine).as_secs_f64() / spent;
    let process = (system::process_time() - everybody).as_secs_f64() / spent;
    let updates = (told() - first) as f64 / spent;
    // What is still on its way.
    let seen = peer.seen();
    while told() < seen.movements && begin.elapsed() < measured * 2 {
        kbe_sync_layers(1);
    }
    let wrong: u64 = all.iter().map(|c| c.state.wrong.get()).sum();
    let lost = all.iter().filter(|c| c.state.lost.get()).count();
    assert_eq!(wrong, 0, "something is missing or out of order");
    assert!(told() >= seen.movements, "movements are missing");
    Figures {
        login,
        updates,
        sync,
        process,
        longest,
        idle: idle.saturating_sub(before) as f64 / count as f64,
        busy: system::resident().saturating_sub(before) as f64 / count as f64,
        heartbeats: seen.heartbeats,
        apart_ms: seen.longest_ms,
        alive: (count - lost).min(seen.players as usize),
    }
}

pub(crate) fn run() {
    let count = possible(CLIENTS);
    let f = measure(count, MEASURED);
    println!("{count} clients logged in within {:.1} s", f.login.as_secs_f64());
    println!(
        "{:.0} updates/s, sync of all: {:.1} % of a core, longest {:.1} ms; the whole process: {:.1} %",
        f.updates,
        f.sync * 100.0,
        f.longest.as_secs_f64() * 1e3,
        f.process * 100.0
    );
    println!(
        "memory: {:.1} KiB a client before the first update, {:.1} KiB after; {} heartbeats, {} ms apart at most",
        f.idle / 1024.0,
        f.busy / 1024.0,
        f.heartbeats,
        f.apart_ms
    );
    verdict("clients: alive, of 5000", f.alive as f64, "", CLIENTS as f64, true);
    verdict("clients: updates a second, of 50000", f.updates, "", CLIENTS as f64 * 9.8, true);
    verdict("clients: sync of all of them, share of a core", f.sync * 100.0, "%", 20.0, false);
}

/// What grows with the number of clients.
pub(crate) fn growth() {
    println!(
        "{:>8} | {:>9} | {:>20} | {:>21} | {:>19} | {:>13}",
        "clients",
        "updates/s",
        "sync, us a frame",
        "process, us an update",
        "logins, us a client",
        "KiB a client"
    );
    for count in [1, 10, 100, 1000, CLIENTS] {
        let count = possible(count);
        let f = measure(count, MEASURED / 2);
        println!(
            "{count:>8} | {:>9.0} | {:>20.1} | {:>21.1} | {:>19.0} | {:>13.1}",
            f.updates,
            f.sync * FRAME.as_secs_f64() * 1e6,
            f.process / f.updates * 1e6,
            f.login.as_secs_f64() / count as f64 * 1e6,
            f.busy / 1024.0
        );
    }
}
