//! Instructions per message, by kind: what `benches/instructions.sh` runs under callgrind and then reads.
//!
//! Without arguments it handles the messages of each kind, once in each way, inside a function that
//! callgrind counts by itself, and prints a line for each such run, in their order. With `--evaluate FOLDER`
//! it reads the counts that callgrind left there, and prints them, compares them with
//! `benches/instructions.json` (`--check`), or writes them into it (`--update`).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a benchmark may panic"
)]

#[path = "../tests/support/made/mod.rs"]
mod made;
#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;

use kbe::ffi::rig::Taking;
use made::client::Client;
use made::kinds::{self, Kind};
use serde_json::{Map, Value as Json, json};

/// Messages of each kind.
const MESSAGES: u64 = 2000;

/// A count may differ from the file's by this part, and by this many instructions besides.
const SLACK: f64 = 0.04;
const SLACK_COUNT: f64 = 0.5;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.json");

/// What is counted of a kind.
const PARTS: [&str; 6] = ["session", "callbacks", "bulk", "pull", "game, callbacks", "game, bulk"];

/// The function that callgrind looks for: it counts inside of it only.
#[inline(never)]
fn counted_section(f: &mut dyn FnMut()) {
    f();
    // Not the last thing done, so that the call stays a call.
    black_box(());
}

fn run_part(kind: &Kind, part: &str) {
    let taking = match part {
        "callbacks" | "game, callbacks" => Taking::Callbacks,
        "pull" => Taking::Pull,
        _ => Taking::Bulk,
    };
    let stream = &kind.stream;
    let mut client = Client::new(&stream.definitions, taking);
    client.read(&stream.setup);
    let mut go = |counted: bool| {
        let count = |f: &mut dyn FnMut()| if counted { counted_section(f) } else { f() };
        match part {
            "session" => count(&mut || client.session_only(&stream.bytes)),
            "callbacks" | "bulk" | "pull" => count(&mut || client.read(&stream.bytes)),
            _ => {
                client.decode(&stream.bytes);
                client.deliver();
                count(&mut || client.take());
            }
        }
    };
    // Until nothing grows any more.
    (0..3).for_each(|_| go(false));
    go(true);
    client.expect_no_faults(kind.name);
}

fn run() {
    for kind in kinds::all(MESSAGES) {
        for part in PARTS {
            run_part(&kind, part);
            println!("{}\t{part}\t{}", kind.name, kind.count);
        }
    }
}

type Counts = BTreeMap<String, BTreeMap<String, f64>>;

/// What callgrind wrote for the run with this number.
fn total(folder: &Path, number: usize) -> f64 {
    let file = folder.join(format!("counts.{number}"));
    let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let line = text.lines().find_map(|l| l.strip_prefix("totals: "));
    line.expect("a line with totals").trim().parse().expect("a number")
}

fn read(folder: &Path) -> Counts {
    let runs = fs::read_to_string(folder.join("runs")).expect("the list of runs");
    let mut all = Counts::new();
    for (line, number) in runs.lines().zip(1..) {
        let fields: Vec<_> = line.split('\t').collect();
        let [kind, part, count] = fields[..] else { panic!("a line of another form: {line}") };
        let each = total(folder, number) / count.parse::<f64>().expect("a number");
        let of_kind = all.entry(kind.to_owned()).or_default();
        of_kind.insert(part.to_owned(), (each * 10.0).round() / 10.0);
    }
    all
}

fn print(all: &Counts) {
    print!("{:30}", "instructions per message");
    PARTS.iter().for_each(|part| print!("{part:>17}"));
    println!();
    for (kind, of_kind) in all {
        print!("{kind:30}");
        PARTS.iter().for_each(|part| print!("{:>17.1}", of_kind[*part]));
        println!();
    }
}

fn as_json(all: &Counts, rustc: &str) -> String {
    let mut counts = Map::new();
    for (kind, of_kind) in all {
        let row: Map<_, _> = PARTS.map(|p| (p.to_owned(), json!(of_kind[p]))).into_iter().collect();
        counts.insert(kind.clone(), row.into());
    }
    let file = json!({"rustc": rustc, "machine": std::env::consts::ARCH, "counts": counts});
    serde_json::to_string_pretty(&file).expect("JSON") + "\n"
}

/// The first two numbers of a version such as `rustc 1.95.0 (59807616e 2026-04-14)`.
fn minor(version: &str) -> String {
    let number = version.split(' ').nth(1).unwrap_or_default();
    number.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// Compares with the file; returns whether nothing grew.
fn check(all: &Counts, rustc: &str) -> bool {
    let text = fs::read_to_string(FILE).expect("benches/instructions.json");
    let file: Json = serde_json::from_str(&text).expect("JSON");
    let (mut grew, mut fell) = (0, 0);
    for (kind, of_kind) in all {
        for part in PARTS {
            let (now, then) = (of_kind[part], file["counts"][kind][part].as_f64());
            let Some(then) = then else {
                println!("{kind}, {part}: {now}, which the file does not have");
                grew += 1;
                continue;
            };
            let slack = then * SLACK + SLACK_COUNT;
            if now > then + slack {
                println!("{kind}, {part}: {now} instructions per message, {then} in the file");
                grew += 1;
            } else if now < then - slack {
                println!("{kind}, {part}: only {now} instructions per message, {then} in the file");
                fell += 1;
            }
        }
    }
    let known = (file["rustc"].as_str().unwrap_or_default(), file["machine"].as_str());
    if (minor(known.0), known.1) != (minor(rustc), Some(std::env::consts::ARCH)) {
        let machine = known.1.unwrap_or_default();
        println!("SKIPPED: the file was made with {} on {machine}, this is {rustc}", known.0);
        return true;
    }
    if fell > 0 {
        println!("{fell} counts fell: lower the file with benches/instructions.sh --update");
    }
    if grew > 0 {
        println!("{grew} counts grew by more than {:.0} %, or are new", SLACK * 100.0);
    } else {
        println!("no count grew");
    }
    grew == 0
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = args.iter().position(|a| a == name)?;
        args.get(at + 1).cloned()
    };
    let Some(folder) = after("--evaluate") else {
        run();
        return ExitCode::SUCCESS;
    };
    let rustc = after("--rustc").unwrap_or_default();
    let all = read(Path::new(&folder));
    print(&all);
    if args.iter().any(|a| a == "--update") {
        fs::write(FILE, as_json(&all, &rustc)).expect("benches/instructions.json");
    }
    if args.iter().any(|a| a == "--check") && !check(&all, &rustc) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
