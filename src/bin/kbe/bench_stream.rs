//! `kbe bench-stream`: how fast the whole client takes a stream, and what it ends in.
//!
//! One thread does everything: bytes through the session into batches, these through the game layer, and
//! what comes of them through the C interface to a callback. The first pass, over all bytes, is not
//! measured.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use kbe::defs::Defs;
use kbe::ffi::rig::{Rig, Taking};
use kbe::layers::Event;
use kbe::layers::event::Server;
use kbe::session::{Config, Link, Session, Time};
use serde_json::{Map, Value as Json, json};

use super::alloc;
use super::decode::recording::Recording;
use super::decode::road::Road;

#[derive(Args)]
pub(crate) struct Wish {
    /// What a baseapp sends to a client, as raw bytes.
    file: PathBuf,
    /// Entity definitions: a recording that contains them, or the body of their import as raw bytes.
    #[arg(long, value_name = "FILE")]
    defs: PathBuf,
    /// Bytes in front of the measured ones, read once.
    #[arg(long, default_value_t = 0)]
    setup_bytes: usize,
    /// How often the measured bytes are read.
    #[arg(long, default_value_t = 8)]
    passes: u32,
    /// How the events are taken.
    #[arg(long, value_enum, default_value = "callbacks")]
    mode: Mode,
    /// The y of a packed movement without y: the base position's, or the entity's own.
    #[arg(long, value_enum, default_value = "keep")]
    y_policy: YPolicy,
    /// Bytes of one read.
    #[arg(long, default_value_t = 64 << 10)]
    read_bytes: usize,
    /// Write the entities as they are in the end.
    #[arg(long, value_name = "FILE")]
    dump_state: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Mode {
    /// A callback for each event.
    Callbacks,
    /// Movements as one array a sync, no callback for anything else.
    Bulk,
    /// The pull form, movements in arrays.
    Pull,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
enum YPolicy {
    Base,
    Keep,
}

/// The definitions in a recording, or in the body of an import.
fn definitions(path: &Path) -> Result<Arc<Defs>, String> {
    let at = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    if path.extension().is_none_or(|e| e != "jsonl") {
        let body = std::fs::read(path).map_err(|e| at(&e))?;
        return Defs::import(&body).map(Arc::new).map_err(|e| at(&e));
    }
    let recording = Recording::read(path)?;
    let mut session = Session::observer(Config::default());
    for c in recording.connections.iter().filter(|c| c.baseapp) {
        let Some(mut road) = Road::new(c) else { continue };
        c.observe(&mut session);
        for line in recording.lines.iter().filter(|l| l.from_server && l.connection == c.id) {
            let mut stream = line.bytes.clone();
            road.take_off(line, &mut stream);
            session.received(Time::default(), Link(c.id), &stream);
            session.batch().clear();
        }
    }
    session.definitions().cloned().ok_or_else(|| at(&"it has no entity definitions"))
}

struct Bench {
    session: Session,
    rig: Rig,
    interest_edition: u32,
    read_bytes: usize,
}

const LINK: Link = Link(1);

impl Bench {
    fn new(wish: &Wish, defs: &Arc<Defs>) -> Result<Self, String> {
        let base_y = wish.y_policy == YPolicy::Base;
        let mut session = Session::observer(Config { base_y, ..Config::default() });
        session.observe(LINK, Server::Baseapp);
        session.set_definitions(Arc::clone(defs));
        session.batch().definitions.push(Arc::clone(defs));
        session.batch().push(Event::Definitions { index: 0 });
        let taking = match wish.mode {
            Mode::Callbacks => Taking::Callbacks,
            Mode::Bulk => Taking::Bulk,
            Mode::Pull => Taking::Pull,
        };
        let rig = Rig::new(taking).map_err(|code| format!("a client cannot be made: {code}"))?;
        Ok(Self { session, rig, interest_edition: 0, read_bytes: wish.read_bytes.max(1) })
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), String> {
        for read in bytes.chunks(self.read_bytes) {
            if let Some(interest) = self.rig.interest_since(&mut self.interest_edition) {
                self.session.set_interest(interest);
            }
            self.session.received(Time::default(), LINK, read);
            let mut batch = std::mem::take(self.session.batch());
            batch.seal();
            let spare = self.rig.feed(batch);
            *self.session.batch() = spare.map_err(|code| format!("the sync failed: {code}"))?;
        }
        Ok(())
    }

    fn state(&self) -> Json {
        let mut all = Map::new();
        for e in self.rig.entities() {
            let mut row = json!({"cls": e.class, "pos": e.position, "dir": e.direction});
            for name in ["HP", "MP", "state"] {
                row[name] = self.rig.number(e.id, name).into();
            }
            row["name"] = self.rig.text(e.id, "name").into();
            // The generated streams give some entities two components, under these short names.
            for (short, component) in [("c1", "component1"), ("c2", "component2")] {
                if let Some(n) = self.rig.component_number(e.id, component, "state") {
                    row[short] = n.into();
                }
            }
            all.insert(e.id.to_string(), row);
        }
        all.into()
    }
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn now() -> Instant {
    Instant::now()
}

/// Measures, and prints one JSON object.
///
/// # Errors
/// A sentence about the file that cannot be used, or the call that failed.
pub(crate) fn run(wish: &Wish) -> Result<(), String> {
    let bytes = std::fs::read(&wish.file).map_err(|e| format!("{}: {e}", wish.file.display()))?;
    let Some((setup, measured)) = bytes.split_at_checked(wish.setup_bytes) else {
        return Err(format!("--setup-bytes: the file has only {} bytes", bytes.len()));
    };
    let mut bench = Bench::new(wish, &definitions(&wish.defs)?)?;
    bench.read(setup)?;
    bench.read(measured)?;
    let before = (bench.session.stats(), bench.rig.told(), alloc::used());
    let mut best = f64::INFINITY;
    for _ in 0..wish.passes {
        let begin = now();
        bench.read(measured)?;
        best = best.min(begin.elapsed().as_secs_f64());
    }
    let after = (bench.session.stats(), bench.rig.told(), alloc::used());
    if let Some(path) = &wish.dump_state {
        let text = bench.state().to_string();
        std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let passes = f64::from(wish.passes.max(1));
    let messages = (after.0.messages_in - before.0.messages_in) as f64;
    let each = messages / passes;
    let told = |n: u64, m: u64| (m - n) / u64::from(wish.passes.max(1));
    let all = json!({
        "messages": each,
        "messages_per_second": each / best,
        "nanoseconds_per_message": best * 1e9 / each,
        "megabytes_per_second": measured.len() as f64 / best / 1e6,
        "allocations_per_message": (after.2.allocations - before.2.allocations) as f64 / messages,
        "faults": after.0.faults,
        "told": {
            "moves": told(before.1.moves, after.1.moves),
            "properties": told(before.1.properties, after.1.properties),
            "calls": told(before.1.calls, after.1.calls),
            "others": told(before.1.others, after.1.others),
        },
    });
    super::output(&format!("{all}\n"))
}
