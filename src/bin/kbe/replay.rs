//! `kbe replay`: a recording through the whole client, offline, and what a game would have been told.
//!
//! The bytes of the servers go through an observing session into batches, and these through the game
//! layer, as they do while a game is served. Only the callbacks are missing: each notice is a line.

mod notices;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use kbe::defs::Defs;
use kbe::game::{Game, Notice, Options};
use kbe::layers::Batch;
use kbe::layers::event::{Ending, Event, Fault, Origin, Reason, Server};
use kbe::session::tap::{Seen, Tap};
use kbe::session::{Config, Link, Session, Time, World};
use kbe::wire::WireError;
use kbe::wire::envelope::EnvelopeError;
use serde_json::{Map, Value as Json, json};

use super::decode::recording::{ConnectionMeta, Line, Recording};
use super::decode::road::Road;
use notices::Telling;

/// One line to tell.
type Told = Map<String, Json>;

/// Notes where a stream breaks off; the rest is told by the session's events.
#[derive(Default)]
struct Watch {
    lost: Option<EnvelopeError>,
}

impl Tap for Watch {
    fn lost(&mut self, _: Link, _: &[u8], error: EnvelopeError) {
        self.lost = Some(error);
    }
    fn before(&mut self, _: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {}
    fn after(&mut self, _: &Seen<'_>, _: &Batch, _: usize, _: Option<&WireError>) {}
}

/// One client of the recording.
struct Client {
    session: Session,
    game: Game,
    /// The definitions that the game layer has been given.
    known: Option<Arc<Defs>>,
    /// The server threw the player out, with this code.
    kicked: Option<u16>,
    moves: u64,
    /// Digest of the definitions, as a server announced it last.
    digest: String,
}

impl Client {
    fn new() -> Self {
        Self {
            session: Session::observer(Config::default()),
            game: Game::new(Options::default()),
            known: None,
            kicked: None,
            moves: 0,
            digest: String::new(),
        }
    }

    /// Hands the session's events to the game layer.
    fn pump(&mut self, mut tell: impl FnMut(Told)) {
        let mut batch = std::mem::take(self.session.batch());
        let defs = self.session.definitions();
        if let Some(new) =
            defs.filter(|d| self.known.as_ref().is_none_or(|known| !Arc::ptr_eq(known, d)))
        {
            // An observer learns definitions without a word. Nothing of this batch can have come
            // before them that needs others.
            self.known = Some(Arc::clone(new));
            batch.definitions.push(Arc::clone(new));
            let index = batch.definitions.len() as u32 - 1;
            batch.events.insert(0, Event::Definitions { index });
        }
        batch.seal();
        let mut at = 0;
        while let Some(event) = batch.events.get(at) {
            match *event {
                Event::Kicked { code } => self.kicked = Some(code),
                Event::Hello { entitydef_digest, .. } => {
                    let text = batch.arena.text(entitydef_digest);
                    self.digest = String::from_utf8_lossy(text).into_owned();
                }
                _ => {}
            }
            at += self.game.begin(&batch, at).max(1);
            while let Some(notice) = self.game.next(&batch) {
                if matches!(notice, Notice::Moved { .. }) {
                    self.moves += 1;
                }
                let telling = Telling { game: &self.game, batch: &batch };
                if let Some(told) = telling.notice(&notice) {
                    tell(told);
                }
            }
        }
        self.game.settle();
    }

    /// The end of the session, as the live session would have told it.
    fn end(&mut self, server: Server, by_server: bool) {
        let (origin, reason, code, text) = match (by_server, self.kicked.take()) {
            (_, Some(code)) => {
                (Origin::Server, Reason::Kicked, code, "the server ended the session")
            }
            (true, None) => {
                (Origin::Server, Reason::ClosedByServer, 0, "the server closed the connection")
            }
            (false, None) => {
                (Origin::Game, Reason::Requested, 0, "the client closed the connection")
            }
        };
        let batch = self.session.batch();
        let text = batch.text(text.as_bytes());
        batch.push(Event::Reset);
        let ending = Ending { origin, reason, server, code, text };
        batch.push(Event::Disconnected { ending, resumable: false });
    }

    /// The stream could not be followed any further.
    fn lose(&mut self, error: EnvelopeError) {
        let batch = self.session.batch();
        let (name, text) = (batch.text(b""), batch.text(error.to_string().as_bytes()));
        let fault = Fault { message_id: 0, offset: 0, entity: 0, name, text };
        batch.push(Event::Fault(fault));
    }
}

/// All clients of a recording.
struct Replay<'a> {
    recording: &'a Recording,
    clients: BTreeMap<&'a str, Client>,
    /// Those of the connections that can be read.
    roads: BTreeMap<u32, Road>,
    /// Number of the last line of each client.
    last: BTreeMap<&'a str, usize>,
}

impl<'a> Replay<'a> {
    fn new(recording: &'a Recording, defs: Option<&Arc<Defs>>) -> Self {
        let (clients, roads) = (BTreeMap::new(), BTreeMap::new());
        let mut replay = Self { recording, clients, roads, last: BTreeMap::new() };
        for meta in &recording.connections {
            let Some(road) = Road::open(meta) else { continue };
            replay.roads.insert(meta.id, road);
            let client = replay.clients.entry(&meta.session).or_insert_with(Client::new);
            meta.observe(&mut client.session);
        }
        for (n, line) in recording.lines.iter().enumerate() {
            if let Some(meta) = replay.connection(line) {
                replay.last.insert(&meta.session, n);
            }
        }
        if let Some(defs) = defs {
            replay.adopt(defs);
        }
        replay
    }

    fn connection(&self, line: &Line) -> Option<&'a ConnectionMeta> {
        let mut all = self.recording.connections.iter();
        all.find(|c| c.id == line.connection && self.roads.contains_key(&c.id))
    }

    /// Definitions belong to the server, so every client of the recording learns them.
    fn adopt(&mut self, defs: &Arc<Defs>) {
        for client in self.clients.values_mut() {
            client.session.set_definitions(Arc::clone(defs));
        }
    }

    fn feed(&mut self, number: usize, line: &Line, mut tell: impl FnMut(&str, Told)) {
        let Some(meta) = self.connection(line) else { return };
        let Some(client) = self.clients.get_mut(meta.session.as_str()) else { return };
        if line.closed {
            // The world survives a change of connection; only the last one takes it along.
            if meta.baseapp && self.last.get(meta.session.as_str()) == Some(&number) {
                client.end(Server::Baseapp, line.from_server);
            }
        } else if line.from_server {
            let now = Time(line.t_ms.saturating_mul(1000));
            let mut watch = Watch::default();
            let mut stream = line.bytes.clone();
            if let Some(road) = self.roads.get_mut(&meta.id) {
                road.take_off(line, &mut stream);
            }
            client.session.received_with(now, Link(meta.id), &stream, &mut watch);
            if let Some(error) = watch.lost {
                client.lose(error);
            }
        } else {
            return;
        }
        let before = client.known.clone();
        client.pump(|told| tell(&meta.session, told));
        let new = client.known.clone();
        if let Some(new) = new.filter(|n| before.is_none_or(|b| !Arc::ptr_eq(&b, n))) {
            self.adopt(&new);
        }
    }
}

/// What to print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    /// One JSON object a line.
    pub(crate) as_json: bool,
    /// Movements too, not only their number.
    pub(crate) moves: bool,
}

/// Replays a recording and prints what a game would have been told.
///
/// # Errors
/// A sentence when the file cannot be read.
pub(crate) fn run(path: &Path, wish: Wish) -> Result<(), String> {
    let (recording, defs) = super::decode::open(path)?;
    let mut out = String::new();
    let replay = play(&recording, defs.as_ref(), |line, session, told| {
        if wish.moves || told.get("event").is_none_or(|e| e != "entity_moved") {
            print(&mut out, wish, line.t_ms, session, told);
        }
    })?;
    let end = recording.lines.last().map_or(0, |l| l.t_ms);
    for (session, client) in &replay.clients {
        let Json::Object(told) = json!({"event": "movements", "count": client.moves}) else {
            continue;
        };
        print(&mut out, wish, end, session, told);
    }
    super::output(&out)
}

/// Plays all lines.
fn play<'a>(
    recording: &'a Recording,
    defs: Option<&Arc<Defs>>,
    mut tell: impl FnMut(&Line, &str, Told),
) -> Result<Replay<'a>, String> {
    let mut replay = Replay::new(recording, defs);
    let mut given = recording.definitions.iter().peekable();
    for (n, line) in recording.lines.iter().enumerate() {
        while let Some((_, body)) = given.next_if(|(at, _)| *at <= n) {
            replay.adopt(&Arc::new(Defs::import(body).map_err(|e| e.to_string())?));
        }
        replay.feed(n, line, |session, told| tell(line, session, told));
    }
    Ok(replay)
}

/// The definitions that a recording ends with, component links that its traffic shows among them; and their digest.
///
/// # Errors
/// A sentence when the file cannot be read, or shows no definitions.
pub(crate) fn definitions(path: &Path) -> Result<(Arc<Defs>, String), String> {
    let (recording, defs) = super::decode::open(path)?;
    let replay = play(&recording, defs.as_ref(), |_, _, _| {})?;
    let mut known = replay.clients.into_values().filter_map(|c| Some((c.known?, c.digest)));
    known.next_back().ok_or_else(|| format!("{}: no definitions in it", path.display()))
}

fn print(out: &mut String, wish: Wish, t_ms: u64, session: &str, told: Told) {
    if wish.as_json {
        let mut whole = Told::new();
        whole.insert("t_ms".into(), t_ms.into());
        whole.insert("session".into(), session.into());
        whole.extend(told);
        out.push_str(&Json::Object(whole).to_string());
    } else {
        out.push_str(&format!("{t_ms:>7} {session}"));
        for (key, value) in told {
            match key.as_str() {
                "event" => out.push_str(&format!(" {}", value.as_str().unwrap_or_default())),
                _ => out.push_str(&format!(" {key}={value}")),
            }
        }
    }
    out.push('\n');
}
