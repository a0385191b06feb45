//! `kbe bench-stream`: how fast the whole client takes a stream, and what it ends in.
//!
//! One thread does everything: bytes through the session into batches, these through the game layer, and
//! what comes of them through the C interface to a callback. Two passes are not measured: memory grows in
//! them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use kbe::defs::{Defs, shipped};
use kbe::ffi::rig::{Rig, Taking, Told};
use kbe::layers::event::Server;
use kbe::layers::{Batch, Event};
use kbe::session::{Config, Link, Session, Stats, Time};
use serde_json::{Map, Value as Json, json};

use super::decode::recording::unpacked;
use super::{alloc, decode};

#[derive(Args)]
pub(crate) struct Wish {
    /// What a baseapp sends to a client, as raw bytes.
    file: PathBuf,
    /// Entity definitions: a recording that contains them, a file of the definitions cache or one that
    /// `kbe defs --save` wrote, or the body of their import as raw bytes. Packed with gzip or not.
    #[arg(long, value_name = "FILE")]
    defs: PathBuf,
    /// Bytes in front of the measured ones, read once.
    #[arg(long, default_value_t = 0)]
    setup_bytes: usize,
    /// How often the measured bytes are read; the figures are those of the fastest pass, and the median.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..))]
    passes: u32,
    /// How the events are taken.
    #[arg(long, value_enum, default_value = "callbacks")]
    mode: Mode,
    /// The y of a packed movement without y: the base position's, or the entity's own.
    #[arg(long, value_enum, default_value = "keep")]
    y_policy: YPolicy,
    /// Bytes of one read.
    #[arg(long, default_value_t = 64 << 10, value_parser = clap::value_parser!(u32).range(1..))]
    read_bytes: u32,
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

impl Mode {
    fn taking(self) -> Taking {
        match self {
            Self::Callbacks => Taking::Callbacks,
            Self::Bulk => Taking::Bulk,
            Self::Pull => Taking::Pull,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Callbacks => "callbacks",
            Self::Bulk => "bulk",
            Self::Pull => "pull",
        }
    }
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
enum YPolicy {
    Base,
    Keep,
}

/// How the content of every definitions file begins.
const CACHE_MAGIC: &[u8] = b"kbecache";

/// How the content of every recording begins: it is JSON.
const OBJECT: u8 = b'{';

/// The definitions in a recording, in a definitions file, or in the body of an import, each packed with gzip
/// or not.
fn definitions(path: &Path) -> Result<Arc<Defs>, String> {
    let at = |e: &dyn fmt::Display| format!("--defs: {}: {e}", path.display());
    let content = unpacked(path).map_err(|e| at(&e))?;
    if content.starts_with(CACHE_MAGIC) {
        return shipped::read(&content).map(|(_, defs)| Arc::new(defs)).map_err(|e| at(&e));
    }
    if content.first() == Some(&OBJECT) {
        let found = decode::definitions_in(path).map_err(|e| format!("--defs: {e}"))?;
        return found.ok_or_else(|| at(&"the recording has no entity definitions"));
    }
    let none = "neither a recording, nor a definitions file, nor the body of an import";
    Defs::import(&content).map(Arc::new).map_err(|e| at(&format!("{none}: {e}")))
}

struct Bench {
    session: Session,
    rig: Rig,
    interest_edition: u32,
    /// A batch that waits to be filled again.
    spare: Option<Box<Batch>>,
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
        let rig = Rig::new(wish.mode.taking())
            .map_err(|code| format!("a client cannot be made: {code}"))?;
        Ok(Self {
            session,
            rig,
            interest_edition: 0,
            spare: None,
            read_bytes: wish.read_bytes as usize,
        })
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), String> {
        for read in bytes.chunks(self.read_bytes) {
            if let Some(interest) = self.rig.interest_since(&mut self.interest_edition) {
                self.session.set_interest(interest);
            }
            self.session.received(Time::default(), LINK, read);
            let next = self.spare.take().unwrap_or_default();
            let mut batch = std::mem::replace(self.session.batch(), next);
            batch.seal();
            let spare = self.rig.feed(batch);
            self.spare = Some(spare.map_err(|code| format!("the sync failed: {code}"))?);
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

/// Counts at one moment.
struct Counts {
    session: Stats,
    told: Told,
    allocations: u64,
}

impl Bench {
    fn counts(&self) -> Counts {
        let allocations = alloc::used().allocations;
        Counts { session: self.session.stats(), told: self.rig.told(), allocations }
    }
}

/// Fills in the seconds of each pass, and sorts them.
fn measure(bench: &mut Bench, bytes: &[u8], seconds: &mut [f64]) -> Result<(), String> {
    for took in &mut *seconds {
        let begin = now();
        bench.read(bytes)?;
        *took = begin.elapsed().as_secs_f64();
    }
    seconds.sort_by(f64::total_cmp);
    Ok(())
}

/// What one pass told the game.
fn told(before: &Told, after: &Told, passes: u64) -> Json {
    let each = |count: fn(&Told) -> u64| (count(after) - count(before)) / passes;
    json!({
        "moves": each(|t| t.moves),
        "properties": each(|t| t.properties),
        "calls": each(|t| t.calls),
        "entered": each(|t| t.entered),
        "left": each(|t| t.left),
        "initial_properties": each(|t| t.initial),
        "others": each(|t| t.others),
    })
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
    if measured.is_empty() {
        return Err("--setup-bytes: nothing is left to measure".to_owned());
    }
    let mut bench = Bench::new(wish, &definitions(&wish.defs)?)?;
    bench.read(setup)?;
    let begun = bench.session.stats().messages_in;
    bench.read(measured)?;
    let each = bench.session.stats().messages_in - begun;
    // Once more, since texts alternate between two places, and batches between two threads.
    bench.read(measured)?;
    let mut seconds = vec![0.0; wish.passes as usize];
    let before = bench.counts();
    measure(&mut bench, measured, &mut seconds)?;
    let after = bench.counts();
    let all = after.session.messages_in - before.session.messages_in;
    if each == 0 || all != each * u64::from(wish.passes) {
        return Err(format!(
            "{}: the bytes behind the first {} are no whole messages of a baseapp: {each} the first \
             time, {all} in {} passes",
            wish.file.display(),
            wish.setup_bytes,
            wish.passes
        ));
    }
    if let Some(path) = &wish.dump_state {
        let text = bench.state().to_string();
        std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let (best, median) = (seconds[0], seconds[seconds.len() / 2]);
    let messages = each as f64;
    let all = json!({
        "mode": wish.mode.name(),
        "passes": wish.passes,
        "messages": each,
        "bytes": measured.len(),
        "messages_per_second": messages / best,
        "nanoseconds_per_message": best * 1e9 / messages,
        "median_nanoseconds_per_message": median * 1e9 / messages,
        "megabytes_per_second": measured.len() as f64 / best / 1e6,
        "allocations_per_message":
            (after.allocations - before.allocations) as f64 / (messages * f64::from(wish.passes)),
        "faults": after.session.faults,
        "told": told(&before.told, &after.told, wish.passes.into()),
    });
    super::output(&format!("{all}\n"))
}
