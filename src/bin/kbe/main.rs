//! `kbe`: see what a KBEngine server says.

mod decode;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about = "A KBEngine client on the command line")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Decode a recording of a session, message by message.
    Decode {
        /// The recording: one JSON object a line.
        file: PathBuf,
        /// Print one JSON document instead of a line a message.
        #[arg(long)]
        json: bool,
        /// Feed the recorded reads in slices of N bytes, or of random sizes (random:SEED). The
        /// result must not depend on it.
        #[arg(long, value_name = "N|random:SEED")]
        slice: Option<decode::Slicing>,
    },
}

/// Prints, and takes a closed pipe for the end of the reader's interest.
fn output(text: &str) -> Result<(), String> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}

fn main() -> ExitCode {
    let result = match Cli::parse().verb {
        Verb::Decode { file, json, slice } => {
            decode::run(&file, json, slice.unwrap_or(decode::Slicing::Recorded))
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("kbe: {e}");
            ExitCode::FAILURE
        }
    }
}
