//! `kbe decode`: a recording through the wire, definition and entity code of the live client.

mod client;
mod events;
mod fields;
pub(crate) mod recording;
mod requests;
pub(crate) mod road;
pub(crate) mod single;
pub(crate) mod values;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use kbe::defs::Defs;
use kbe::layers::Batch;
use kbe::layers::event::Event;
use kbe::session::tap::{Seen, Tap};
use kbe::session::{Config, Link, Session, Time, World};
use kbe::wire::table::{ClientMessage, Component, MessageSpec, stock_spec};
use kbe::wire::{Reader, WireError};
use serde_json::{Map, Value as Json, json};

use client::Client;
pub(crate) use fields::definitions;
use recording::{ConnectionMeta, Line, Recording};
use road::Road;

/// How the recorded reads are fed to the session.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Slicing {
    /// As they were recorded.
    Recorded,
    /// In slices of so many bytes.
    Fixed(usize),
    /// In slices of one to fifty bytes, by a generator with this seed.
    Random(u64),
}

impl std::str::FromStr for Slicing {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let number = |n: &str| n.parse().map_err(|_| format!("{n} is not a number"));
        match s.strip_prefix("random:") {
            Some(seed) => number(seed).map(Self::Random),
            None => match number(s)? {
                0 => Err("slices need at least one byte".into()),
                n => Ok(Self::Fixed(n as usize)),
            },
        }
    }
}

struct Slicer(Slicing);

impl Slicer {
    fn next(&mut self, left: usize) -> usize {
        let n = match &mut self.0 {
            Slicing::Recorded => left,
            Slicing::Fixed(n) => *n,
            Slicing::Random(state) => {
                // A linear congruential generator: any will do, so long as it repeats.
                *state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                1 + (*state >> 33) as usize % 50
            }
        };
        n.min(left)
    }
}

/// Property messages that wait for an entity: number of the entry, and body.
type Waiting = BTreeMap<i32, Vec<(usize, Vec<u8>)>>;

/// One entry of the document.
type Entry = Map<String, Json>;

/// Messages from the server as they are decoded.
struct Collector<'a> {
    entries: &'a mut Vec<Entry>,
    waiting: &'a mut Waiting,
    line: usize,
    connection: u32,
    full_definitions: bool,
    defs: Option<Arc<Defs>>,
    class: Option<u16>,
}

impl Collector<'_> {
    /// Class of the entity that a message names, before the message changes anything.
    fn class_of(&self, m: &Seen<'_>, world: &World) -> Option<u16> {
        let mut r = Reader::new(m.body());
        let width = match m.kind {
            ClientMessage::MethodOptimized | ClientMessage::PropertiesOptimized => 1,
            ClientMessage::LeaveWorldOptimized if m.body().len() == 1 => 1,
            _ => 4,
        };
        let who = kbe::session::entities::view_id(world, &mut r, width).ok()?;
        world.at(who.slot).map(|e| e.module)
    }

    /// Completes the messages that had been waiting for an entity which now exists.
    fn settle(&mut self, batch: &Batch, first: usize) -> Vec<usize> {
        let created = batch.events.get(first..).unwrap_or_default().iter().find_map(|e| match *e {
            Event::PlayerCreated { entity, module, .. } => Some((entity, module)),
            Event::EnterWorld { entity, module, .. } => Some((entity, module)),
            _ => None,
        });
        let Some((entity, module)) = created else { return Vec::new() };
        let here = self.entries.len();
        let waiting = self.waiting.remove(&entity).unwrap_or_default();
        let mut told = Vec::new();
        for (index, body) in waiting {
            let Some(entry) = self.entries.get_mut(index) else { continue };
            entry.insert("deferred_to".into(), here.into());
            if let Some(defs) = &self.defs {
                let (props, result) =
                    fields::read_properties(defs, module, &mut Reader::new(&body));
                match result {
                    Ok(()) => entry["fields"]["props"] = props.into(),
                    Err(e) => _ = entry.insert("error".into(), e.to_string().into()),
                }
            }
            told.push(index);
        }
        told
    }
}

impl Tap for Collector<'_> {
    fn before(&mut self, m: &Seen<'_>, world: &World, defs: Option<&Arc<Defs>>) {
        self.defs = defs.cloned();
        self.class = self.class_of(m, world);
        let context = fields::Context { world, defs, full_definitions: self.full_definitions };
        let (fields, error) = context.fields(m);
        let name = stock_spec(Component::Client, m.id).map_or("", |s| s.name);
        let mut entry = head(self.entries.len(), self.line, self.connection, "s2c", name, m.id);
        entry.insert("length".into(), m.body().len().into());
        if m.header == 8 {
            entry.insert("extended".into(), true.into());
        }
        if let Some(e) = error {
            entry.insert("error".into(), e.to_string().into());
        }
        let entity = fields.get("eid").and_then(Json::as_i64).map(|e| e as i32);
        let unknown = entity.filter(|e| world.entity(*e).is_none());
        if let (ClientMessage::Properties, Some(entity)) = (m.kind, unknown) {
            entry.insert("buffered".into(), true.into());
            let body = m.body().get(4..).unwrap_or_default().to_vec();
            self.waiting.entry(entity).or_default().push((self.entries.len(), body));
        }
        if !fields.is_empty() {
            entry.insert("fields".into(), Json::Object(fields));
        }
        self.entries.push(entry);
    }

    fn after(&mut self, _: &Seen<'_>, batch: &Batch, first: usize, error: Option<&WireError>) {
        // The entry of this message is the last one; `settle` numbers from it.
        let Some(mut entry) = self.entries.pop() else { return };
        let waiting = self.settle(batch, first);
        let defs = self.defs.as_deref();
        let mut telling = events::Telling { defs, batch, class: self.class, waiting: &waiting };
        let events = telling.all(first);
        if !events.is_empty() {
            entry.insert("events".into(), events.into());
        }
        if let Some(e) = error {
            entry.entry("error").or_insert_with(|| e.to_string().into());
        }
        self.entries.push(entry);
    }
}

fn head(i: usize, line: usize, connection: u32, dir: &str, name: &str, id: u16) -> Entry {
    let head =
        json!({"i": i, "line": line, "conn": connection, "dir": dir, "name": name, "id": id});
    match head {
        Json::Object(o) => o,
        _ => Entry::new(),
    }
}

/// One recorded connection.
struct Connection {
    meta: ConnectionMeta,
    /// None when its bytes cannot be read.
    road: Option<Road>,
    client: Client,
}

/// Decodes whole recordings.
struct Decoder {
    sessions: BTreeMap<String, Session>,
    connections: BTreeMap<u32, Connection>,
    waiting: BTreeMap<String, Waiting>,
    entries: Vec<Entry>,
    full_definitions: bool,
    slicer: Slicer,
}

impl Decoder {
    fn new(recording: &Recording, defs: Option<Arc<Defs>>, slicing: Slicing) -> Self {
        let mut decoder = Self {
            sessions: BTreeMap::new(),
            connections: BTreeMap::new(),
            waiting: BTreeMap::new(),
            entries: Vec::new(),
            // The document tells definitions in full only where a recording is about them.
            full_definitions: ["base_imports", "zoo_types"]
                .iter()
                .any(|p| recording.name.starts_with(p)),
            slicer: Slicer(slicing),
        };
        for meta in &recording.connections {
            let session = decoder
                .sessions
                .entry(meta.session.clone())
                .or_insert_with(|| Session::observer(Config::default()));
            if let Some(defs) = &defs {
                session.set_definitions(Arc::clone(defs));
            }
            meta.observe(session);
            let road = Road::open(meta);
            let client = Client::new(meta.baseapp, meta.key.as_ref());
            let c = Connection { meta: meta.clone(), road, client };
            decoder.connections.insert(meta.id, c);
        }
        decoder
    }

    fn feed(&mut self, number: usize, line: &Line) {
        let mut bytes = line.bytes.clone();
        let Some(c) = self.connections.get_mut(&line.connection) else { return };
        let Some(road) = &mut c.road else { return };
        // Of datagrams it is the stream in them that comes in slices.
        let in_datagrams = road.is_in_datagrams();
        if in_datagrams {
            road.take_off(line, &mut bytes);
        }
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (slice, behind) = rest.split_at(self.slicer.next(rest.len()));
            rest = behind;
            let Some(c) = self.connections.get_mut(&line.connection) else { return };
            let Some(road) = &mut c.road else { return };
            let mut stream = slice.to_vec();
            if !in_datagrams {
                road.take_off(line, &mut stream);
            }
            let session = c.meta.session.clone();
            match line.from_server {
                true => self.server_said(&session, line.connection, number, &stream),
                false => self.client_said(&session, line.connection, number, &stream),
            }
        }
    }

    fn server_said(&mut self, name: &str, connection: u32, line: usize, bytes: &[u8]) {
        let Some(session) = self.sessions.get_mut(name) else { return };
        let before = session.definitions().cloned();
        let mut collector = Collector {
            entries: &mut self.entries,
            waiting: self.waiting.entry(name.to_owned()).or_default(),
            line,
            connection,
            full_definitions: self.full_definitions,
            defs: None,
            class: None,
        };
        session.received_with(Time::default(), Link(connection), bytes, &mut collector);
        session.batch().clear();
        // Definitions belong to the server, so every session of the recording learns them.
        let after = session.definitions().cloned();
        if let Some(new) = after.filter(|a| before.as_ref().is_none_or(|b| !Arc::ptr_eq(a, b))) {
            self.adopt(&new);
        }
    }

    fn adopt(&mut self, defs: &Arc<Defs>) {
        for session in self.sessions.values_mut() {
            session.set_definitions(Arc::clone(defs));
        }
    }

    fn client_said(&mut self, name: &str, connection: u32, line: usize, bytes: &[u8]) {
        let Some(c) = self.connections.get_mut(&connection) else { return };
        let Some(session) = self.sessions.get(name) else { return };
        let entries = &mut self.entries;
        c.client.wrote(bytes, &mut |spec, body| {
            entries.push(request(entries.len(), line, connection, spec, body, session));
        });
    }
}

fn request(
    i: usize,
    line: usize,
    connection: u32,
    spec: &MessageSpec,
    body: &[u8],
    session: &Session,
) -> Entry {
    let defs = session.definitions().map(Arc::as_ref);
    let (fields, error) = requests::fields(spec, body, session.world(), defs);
    let mut entry = head(i, line, connection, "c2s", spec.name, spec.id);
    entry.insert("length".into(), body.len().into());
    if !fields.is_empty() {
        entry.insert("fields".into(), Json::Object(fields));
    }
    if let Some(e) = error {
        entry.insert("error".into(), e.to_string().into());
    }
    entry
}

/// Recordings may take their definitions from another one, and that one again: so often at most.
const MAX_REFERENCES: u32 = 4;

fn decode(path: &Path, slicing: Slicing, references: u32) -> Result<(Recording, Decoder), String> {
    if references > MAX_REFERENCES {
        return Err(format!("{}: recordings refer to each other in a circle", path.display()));
    }
    let recording = Recording::read(path)?;
    let defs = referenced(path, &recording, references)?;
    let mut decoder = Decoder::new(&recording, defs, slicing);
    let mut given = recording.definitions.iter().peekable();
    for (n, line) in recording.lines.iter().enumerate() {
        while let Some((_, body)) = given.next_if(|(at, _)| *at <= n) {
            decoder.adopt(&Arc::new(Defs::import(body).map_err(|e| e.to_string())?));
        }
        decoder.feed(n, line);
    }
    Ok((recording, decoder))
}

/// The definitions of the recording that this one refers to.
fn referenced(
    path: &Path,
    recording: &Recording,
    references: u32,
) -> Result<Option<Arc<Defs>>, String> {
    let Some(other) = &recording.definitions_from else { return Ok(None) };
    let plain = path.with_file_name(format!("{other}.jsonl"));
    let packed = path.with_file_name(format!("{other}.jsonl.gz"));
    let beside = if packed.exists() && !plain.exists() { packed } else { plain };
    let (_, decoder) = decode(&beside, Slicing::Recorded, references + 1)?;
    let raw = decoder.sessions.values().find_map(|s| s.definitions().map(|d| d.raw().to_vec()));
    let raw = raw.ok_or_else(|| format!("{}: no entity definitions", beside.display()))?;
    // Read anew: what that recording showed about components is not known in this one.
    Ok(Some(Arc::new(Defs::import(&raw).map_err(|e| e.to_string())?)))
}

/// The entity definitions that a recording contains, or that it refers to.
///
/// # Errors
/// A sentence when a file cannot be read.
pub(crate) fn definitions_in(path: &Path) -> Result<Option<Arc<Defs>>, String> {
    let (_, decoder) = decode(path, Slicing::Recorded, 0)?;
    Ok(decoder.sessions.values().find_map(|s| s.definitions().cloned()))
}

/// Reads a recording, and the definitions of the one that it may refer to.
///
/// # Errors
/// A sentence when a file cannot be read.
pub(crate) fn open(path: &Path) -> Result<(Recording, Option<Arc<Defs>>), String> {
    let recording = Recording::read(path)?;
    let defs = referenced(path, &recording, 0)?;
    Ok((recording, defs))
}

/// Decodes a recording and prints its document, or a line a message for people.
///
/// # Errors
/// A sentence when the file cannot be read.
pub(crate) fn run(path: &Path, as_json: bool, slicing: Slicing) -> Result<(), String> {
    let (recording, decoder) = decode(path, slicing, 0)?;
    let mut out = String::new();
    if as_json {
        out.push_str(&format!("{{\"name\":{},\"messages\":[\n", Json::from(recording.name)));
        let rows: Vec<String> =
            decoder.entries.into_iter().map(|e| Json::Object(e).to_string()).collect();
        out.push_str(&rows.join(",\n"));
        out.push_str("\n]}\n");
    } else {
        for e in &decoder.entries {
            out.push_str(&line_for_people(e));
        }
    }
    super::output(&out)
}

fn line_for_people(e: &Entry) -> String {
    let get = |key: &str| e.get(key).cloned().unwrap_or(Json::Null);
    let text = |key: &str| get(key).as_str().unwrap_or("").to_owned();
    let arrow = if text("dir") == "s2c" { "<-" } else { "->" };
    let mut s = format!("{:>6} {} {arrow} {}", get("line"), get("conn"), text("name"));
    if let Some(f) = e.get("fields") {
        s.push_str(&format!(" {f}"));
    }
    if let Some(error) = e.get("error") {
        s.push_str(&format!("  ERROR {error}"));
    }
    s.push('\n');
    for event in e.get("events").and_then(Json::as_array).into_iter().flatten() {
        s.push_str(&format!("              * {event}\n"));
    }
    s
}
