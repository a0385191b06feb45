//! What a client costs that has nothing to do.

use std::hint::black_box;
use std::time::Instant;

use kbe::ffi::pump::kbe_sync_layers;

use crate::game::Client;
use crate::peer::{Peer, Saying};
use crate::{system, verdict};

const CLIENTS: usize = 1000;
const WAVE: usize = 100;
const OTHERS: usize = 4;
const CALLS: u32 = 2_000_000;

/// Nanoseconds of a sync that finds nothing, the best of some turns.
fn sync() -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let begin = Instant::now();
        for _ in 0..CALLS {
            black_box(kbe_sync_layers(black_box(0)));
        }
        best = best.min(begin.elapsed().as_secs_f64());
    }
    best * 1e9 / f64::from(CALLS)
}

pub(crate) fn run() {
    system::raise_open_files();
    let peer = Peer::start(Saying::Nothing, OTHERS);
    let mut all = vec![Client::new(peer.login_port, 0, None)];
    Client::await_all(&all);
    let one = sync();
    let before = system::resident();
    while all.len() <= CLIENTS {
        let first = all.len();
        all.extend((0..WAVE).map(|_| Client::new(peer.login_port, 0, None)));
        Client::await_all(&all[first..]);
    }
    let each = (system::resident() - before) as f64 / 1024.0 / (all.len() - 1) as f64;
    let many = sync();
    println!(
        "sync(0) with nothing to do: {one:.1} ns with one client, {many:.1} ns with {}",
        all.len()
    );
    verdict("idle: memory of a client beyond the first", each, "KiB", 48.0, false);
    verdict("idle: sync(0) with nothing to do", one.max(many), "ns", 60.0, false);
}
