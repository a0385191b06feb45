//! Asking a server who it is: one client of the network layer, waited for on this thread.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use kbe::defs::cache::{CacheDir, CacheKey, CacheKind};
use kbe::defs::{Defs, ErrorTable};
use kbe::layers::door::{Alarm, Bell, Door};
use kbe::layers::event::{Ending, Event, Reason, Server, VersionKind};
use kbe::layers::{Batch, Command};
use kbe::session::Config;
use kbe::transport::Roads;

/// What a server said about itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hello {
    pub(crate) version: String,
    pub(crate) script_version: String,
    pub(crate) protocol_digest: String,
    pub(crate) entitydef_digest: String,
}

impl Hello {
    /// Under which name an import of this server is cached.
    pub(crate) fn cache_key(&self, kind: CacheKind) -> Option<CacheKey> {
        let digest = match kind {
            CacheKind::EntityDefs => &self.entitydef_digest,
            _ => &self.protocol_digest,
        };
        CacheKey::new(kind, &self.version, &self.script_version, digest)
    }
}

/// What came of a probe.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) hello: Option<Hello>,
    pub(crate) round_trip_us: u64,
    pub(crate) defs: Option<Arc<Defs>>,
    pub(crate) errors: Option<Arc<ErrorTable>>,
    /// Engine or script version that the server asks for instead of ours.
    pub(crate) wanted: Option<(VersionKind, String)>,
    /// Host and port of the baseapp, when a login learned them.
    pub(crate) baseapp: Option<(String, u16)>,
    /// Why it failed; `None` on success.
    pub(crate) failure: Option<(Reason, String)>,
}

#[derive(Default)]
struct Rung(Mutex<bool>, Condvar);

impl Rung {
    fn wait(&self, until: Instant) {
        let left = until.saturating_duration_since(now());
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.1.wait_timeout_while(guard, left, |rung| !*rung);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }
}

struct Ring(Arc<Rung>);

impl Bell for Ring {
    fn ring(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }
}

#[expect(clippy::disallowed_methods, reason = "a command-line tool may look at the clock")]
fn now() -> Instant {
    Instant::now()
}

/// Sends one command and waits for what ends it.
///
/// # Errors
/// A sentence when the network layer cannot be started.
pub(crate) fn run(
    config: Config,
    roads: &Roads,
    cache: Option<CacheDir>,
    command: Command,
    patience: Duration,
) -> Result<Outcome, String> {
    let rung = Arc::new(Rung::default());
    let door = Arc::new(Door::new(10_000, Box::new(Ring(Arc::clone(&rung)))));
    let task = kbe::net::start(config, roads.clone(), cache, Arc::clone(&door))
        .map_err(|e| e.to_string())?;
    if door.send(command) {
        task.raise();
    }
    let until = now() + patience;
    let mut outcome = Outcome::default();
    let mut done = false;
    while !done && now() < until {
        while let Some(batch) = door.take_batch() {
            for event in &batch.events {
                done |= outcome.note(event, &batch);
            }
            if door.give_back(batch) {
                task.raise();
            }
        }
        if !done {
            rung.wait(until);
        }
    }
    if !done {
        outcome.failure = Some((Reason::RequestTimeout, "no answer in time".into()));
    }
    outcome.round_trip_us = task.stats().round_trip_us;
    if outcome.baseapp.is_some() && door.send(Command::Logout) {
        task.raise();
    }
    // Not only the logout must leave: what was learned is still being written.
    task.stop();
    _ = kbe::net::shutdown(Duration::from_secs(5));
    Ok(outcome)
}

impl Outcome {
    /// Takes one event in; says whether it is the last one.
    fn note(&mut self, event: &Event, batch: &Batch) -> bool {
        let text = |span| String::from_utf8_lossy(batch.arena.text(span)).into_owned();
        match *event {
            Event::Hello { version, script_version, protocol_digest, entitydef_digest, .. } => {
                self.hello = Some(Hello {
                    version: text(version),
                    script_version: text(script_version),
                    protocol_digest: text(protocol_digest),
                    entitydef_digest: text(entitydef_digest),
                });
            }
            Event::VersionMismatch { kind, server, .. } => self.wanted = Some((kind, text(server))),
            Event::Definitions { index } => {
                self.defs = batch.definitions.get(index as usize).cloned();
            }
            Event::ErrorTexts { index } => {
                self.errors = batch.error_tables.get(index as usize).cloned();
            }
            Event::LoginAccepted { host, tcp_port, .. } => {
                self.baseapp = Some((text(host), tcp_port));
            }
            Event::LoginSucceeded { .. } => return true,
            Event::ProbeResult { ending } | Event::LoginFailed { ending, .. } => {
                self.end(ending, text(ending.text));
                return true;
            }
            _ => {}
        }
        false
    }

    fn end(&mut self, ending: Ending, text: String) {
        if ending.reason != Reason::None {
            self.failure = Some((ending.reason, text));
        }
    }
}

/// Probes a server, once more with the versions it asks for when ours are not its.
///
/// # Errors
/// As [`run`].
pub(crate) fn probe(
    mut config: Config,
    roads: &Roads,
    cache: Option<CacheDir>,
    server: Server,
    imports: bool,
) -> Result<Outcome, String> {
    let patience = config.connect_timeout + config.hello_timeout + config.import_timeout;
    for _ in 0..2 {
        let command = Command::Probe { server, imports };
        let outcome = run(config.clone(), roads, cache.clone(), command, patience)?;
        match &outcome.wanted {
            Some((VersionKind::Engine, v)) if *v != config.version => config.version = v.clone(),
            Some((VersionKind::Script, v)) if *v != config.script_version => {
                config.script_version = v.clone();
            }
            _ => return Ok(outcome),
        }
    }
    run(config, roads, cache, Command::Probe { server, imports }, patience)
}
