//! `kbe`: see a KBEngine world from the command line.
#![allow(clippy::indexing_slicing, reason = "JSON objects grow by index; no slice is indexed")]

#[path = "../../../tests/support/alloc.rs"]
mod alloc;
mod bench_stream;
mod codegen;
mod decode;
mod definitions;
mod demo;
mod hello;
mod probe;
mod replay;
mod server;
mod way;

use std::fmt;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use clap::{Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: alloc::Counting = alloc::Counting;

#[derive(Parser)]
#[command(version, about = "A KBEngine client on the command line")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build the C example and run it against the demo server.
    Demo {
        /// How long it runs.
        #[arg(long)]
        seconds: Option<u32>,
    },
    /// Run the demo server on 127.0.0.1, commanded from standard input.
    ///
    /// Both ports take plain TCP and WebSocket connections (ws:// and wss://). Clients that send a key in hello are
    /// encrypted with Blowfish. With --udp the baseapp offers KCP too.
    DemoServer(server::ServerArgs),
    /// Ask whether a KBEngine server is there, and which. Exit status 0 when it is, 1 when not.
    Hello {
        /// Its loginapp.
        #[arg(value_name = "HOST:PORT")]
        address: Address,
        /// The address is that of a baseapp.
        #[arg(long)]
        baseapp: bool,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// Seconds to wait for each step.
        #[arg(long, default_value_t = 5)]
        timeout: u64,
        #[command(flatten)]
        way: way::Way,
    },
    /// Import message list, entity definitions and error texts; print them and fill the cache.
    Defs(definitions::Wish),
    /// Write typed code for the entities of a server: from the server, from a file of its definitions, or a recording.
    Codegen(codegen::CodegenArgs),
    /// Decode a recording of a session, message by message.
    Decode {
        /// The recording: one JSON object a line; packed with gzip or not.
        #[arg(required_unless_present = "to", conflicts_with = "to")]
        file: Option<PathBuf>,
        /// Read single messages instead, as hexadecimal digits on standard input: those that this
        /// component receives.
        #[arg(long, value_name = "COMPONENT")]
        to: Option<decode::single::Table>,
        /// Print one JSON document instead of a line a message.
        #[arg(long)]
        json: bool,
        /// Feed the recorded reads in slices of N bytes, or of random sizes (random:SEED). The
        /// result must not depend on it.
        #[arg(long, value_name = "N|random:SEED")]
        slice: Option<decode::Slicing>,
    },
    /// Run a recording through the whole client, offline, and print what a game would have been told.
    Replay {
        /// The recording: one JSON object a line; packed with gzip or not.
        file: PathBuf,
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
        /// Print movements too; without it they are only counted.
        #[arg(long)]
        moves: bool,
    },
    /// Measure how fast the whole client takes a stream of bytes, on one thread.
    BenchStream(bench_stream::Wish),
}

/// A host and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    host: String,
    port: u16,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let (host, port) = s.rsplit_once(':').ok_or("expected HOST:PORT")?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        match port.parse() {
            Ok(port) if port != 0 && !host.is_empty() => Ok(Self { host: host.into(), port }),
            _ => Err("expected HOST:PORT, with a port from 1 to 65535".into()),
        }
    }
}

/// Prints, and takes a closed pipe for the end of the reader's interest.
fn output(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}

fn run(verb: Verb) -> Result<(), String> {
    match verb {
        Verb::Demo { seconds } => demo::run(seconds),
        Verb::DemoServer(args) => server::run(args),
        Verb::Hello { address, baseapp, json, timeout, way } => {
            hello::run(&address, baseapp, json, Duration::from_secs(timeout), &way)
        }
        Verb::Defs(wish) => definitions::run(&wish),
        Verb::Codegen(args) => codegen::run(args),
        Verb::Decode { to: Some(table), json, .. } => decode::single::run(table, json),
        Verb::Decode { file, json, slice, .. } => {
            let slicing = slice.unwrap_or(decode::Slicing::Recorded);
            decode::run(&file.unwrap_or_default(), json, slicing)
        }
        Verb::Replay { file, json, moves } => {
            replay::run(&file, replay::Wish { as_json: json, moves })
        }
        Verb::BenchStream(wish) => bench_stream::run(&wish),
    }
}

fn main() -> ExitCode {
    match run(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("kbe: {e}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_a_host_and_a_port() {
        let ok = |s: &str| s.parse::<Address>().map(|a| (a.host, a.port));
        assert_eq!(ok("example.org:20013"), Ok(("example.org".into(), 20013)));
        assert_eq!(ok("[::1]:20013"), Ok(("::1".into(), 20013)));
        for bad in ["example.org", ":20013", "host:0", "host:port", "host:70000"] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }
}
