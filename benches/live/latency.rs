//! From the write of a message to the callback that tells it, and to the return of a bare read.

use std::io::Read as _;
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::Command;

use kbe::ffi::pump::kbe_sync_layers;
use tokio::io::AsyncReadExt as _;

use crate::game::Client;
use crate::peer::{Peer, Saying};
use crate::stream::{MARK, STAMP};
use crate::{system, verdict};

/// Messages of one turn; one comes every two milliseconds.
const COUNT: usize = 1000;

/// Turns of each, one after the other, so that a bad moment meets both.
const TURNS: usize = 4;

/// The program in C, built beside this one.
fn compiled() -> Option<PathBuf> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/live/bare_read.c");
    let program = std::env::current_exe().ok()?.with_file_name("bare_read");
    let built =
        Command::new("cc").args(["-O2", "-pthread", "-o"]).arg(&program).arg(source).status();
    built.is_ok_and(|s| s.success()).then_some(program)
}

fn bare_c(program: &PathBuf, port: u16, relay: bool) -> Vec<u64> {
    let args = [port.into(), COUNT, MARK, STAMP].map(|n: usize| n.to_string());
    let relay = relay.then_some("relay");
    let out = Command::new(program).args(args).args(relay).output().expect("the program runs");
    assert!(out.status.success());
    let text = String::from_utf8(out.stdout).expect("numbers");
    text.lines().map(|l| l.parse().expect("a number")).collect()
}

/// The same without a C compiler.
fn bare_rust(port: u16) -> Vec<u64> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the server listens");
    let mut buf = [0; MARK];
    let read = |_| {
        stream.read_exact(&mut buf).expect("a message");
        let now = system::now();
        now - u64::from_le_bytes(buf[STAMP..STAMP + 8].try_into().expect("eight bytes"))
    };
    (0..COUNT).map(read).collect()
}

/// What the library's network thread is built on.
fn bare_tokio(port: u16) -> Vec<u64> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let at = (Ipv4Addr::LOCALHOST, port);
        let mut stream = tokio::net::TcpStream::connect(at).await.expect("the server listens");
        let (mut buf, mut all) = ([0; MARK], Vec::with_capacity(COUNT));
        while all.len() < COUNT {
            stream.read_exact(&mut buf).await.expect("a message");
            let now = system::now();
            all.push(
                now - u64::from_le_bytes(buf[STAMP..STAMP + 8].try_into().expect("eight bytes")),
            );
        }
        all
    })
}

fn library(client: &Client) -> Vec<u64> {
    client.state.late.borrow_mut().clear();
    client.state.timed.set(true);
    while client.state.late.borrow().len() < COUNT {
        assert!(kbe_sync_layers(1000) >= 0 && !client.state.lost.get());
    }
    client.state.timed.set(false);
    client.state.late.borrow()[..COUNT].to_vec()
}

/// In microseconds.
fn at(sorted: &[u64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share) as usize] as f64 / 1e3
}

pub(crate) fn run() {
    let mut peer = Peer::start(Saying::Marks, 199);
    let program = compiled();
    let name = if program.is_some() {
        "blocking read in C"
    } else {
        "blocking read in Rust (no C compiler)"
    };
    let [mut bare, mut relayed, mut tokio, mut ours] = [const { Vec::new() }; 4];
    peer.go();
    for _ in 0..TURNS {
        bare.extend(match &program {
            Some(program) => bare_c(program, peer.bare_port, false),
            None => bare_rust(peer.bare_port),
        });
        relayed.extend(program.iter().flat_map(|p| bare_c(p, peer.bare_port, true)));
        tokio.extend(bare_tokio(peer.bare_port));
        let client = Client::new(peer.login_port, 0, Some(Vec::new()));
        Client::await_all(std::slice::from_ref(&client));
        ours.extend(library(&client));
        assert_eq!(client.state.wrong.get(), 0, "something is missing or out of order");
    }
    for all in [&mut bare, &mut relayed, &mut tokio, &mut ours] {
        all.sort_unstable();
    }
    println!(
        "{:<42}{:>10}{:>10}{:>10}",
        "microseconds from write to program", "median", "90 %", "99 %"
    );
    let lines = [
        (name, &bare),
        ("the same in C, handed to a second thread", &relayed),
        ("bare tokio read", &tokio),
        ("kbe_sync_layers(1000), callback", &ours),
    ];
    for (name, all) in lines.into_iter().filter(|(_, all)| !all.is_empty()) {
        println!("{name:<42}{:>10.1}{:>10.1}{:>10.1}", at(all, 0.5), at(all, 0.9), at(all, 0.99));
    }
    verdict("added latency, median", at(&ours, 0.5) - at(&bare, 0.5), "us", 25.0, false);
    verdict(
        "added latency, 99th of a hundred",
        at(&ours, 0.99) - at(&bare, 0.99),
        "us",
        100.0,
        false,
    );
}
