//! The flight recorder: a client's traffic, written to a file while it is played.
//!
//! What goes into the file is made by [`crate::session::record`]; here are the file, its bounds, and
//! the places where the driver lets it look on. A line holds whole messages only, so a file can end, and
//! the next one begin, behind every line.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::lock;
use super::shared::Shared;
use crate::defs::Defs;
use crate::layers::Batch;
use crate::layers::event::Server;
use crate::session::record::{self, Announced};
use crate::session::tap::{Seen, Tap};
use crate::session::{Link, Session, Time, World};
use crate::wire::WireError;
use crate::wire::envelope::EnvelopeError;
use crate::wire::table::{ClientMessage, MessageTable};

/// Size that a file is allowed to reach. Then it is put aside, in place of the one before, and the next
/// one begins, so that twice as much is kept at most.
const LIMIT: u64 = 64 << 20;

/// How long what was written may stay in memory.
pub(super) const FLUSH: Duration = Duration::from_secs(1);

/// The most that is kept of a stream which cannot be followed: the envelope that says why.
const LOST_BYTES: usize = 8;

/// The connection that a driver made last.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) link: Link,
    pub(super) server: Server,
    pub(super) host: String,
    pub(super) port: u16,
    /// How often a login has begun.
    pub(super) session: u32,
    /// When it stood.
    pub(super) opened: Time,
}

impl Peer {
    pub(super) fn nobody() -> Self {
        let (link, server, opened) = (Link::default(), Server::Loginapp, Time::default());
        Self { link, server, host: String::new(), port: 0, session: 0, opened }
    }
}

/// A recording that is being written.
#[derive(Debug)]
pub(super) struct Recorder {
    path: PathBuf,
    /// `None` after a failure.
    file: Option<BufWriter<File>>,
    failure: Option<io::Error>,
    written: u64,
    limit: u64,
    begun: Option<Time>,
    announced: Option<Link>,
    /// The definitions that a reader of the file knows.
    definitions: Option<Arc<Defs>>,
    line: String,
    bytes: Vec<u8>,
}

impl Recorder {
    /// Creates the file and writes its first line.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let mut recorder = Self {
            path: path.to_owned(),
            file: None,
            failure: None,
            written: 0,
            limit: LIMIT,
            begun: None,
            announced: None,
            definitions: None,
            line: String::new(),
            bytes: Vec::new(),
        };
        recorder.open(false)?;
        recorder.flush()?;
        Ok(recorder)
    }

    fn open(&mut self, middle: bool) -> io::Result<()> {
        self.file = Some(BufWriter::new(File::create(&self.path)?));
        self.written = 0;
        self.announced = None;
        self.definitions = None;
        record::meta_line(&mut self.line, middle);
        self.write()
    }

    /// Puts the full file aside and begins the next one.
    fn rotate(&mut self) -> io::Result<()> {
        self.flush()?;
        // Not every system renames a file that is open.
        self.file = None;
        let mut aside = self.path.clone().into_os_string();
        aside.push(".1");
        fs::rename(&self.path, aside)?;
        self.open(true)
    }

    /// Writes the lines that were made.
    fn write(&mut self) -> io::Result<()> {
        let line = mem::take(&mut self.line);
        let result = match &mut self.file {
            Some(file) => file.write_all(line.as_bytes()),
            None => Ok(()),
        };
        self.written += line.len() as u64;
        self.line = line;
        self.line.clear();
        result
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), io::Write::flush)
    }

    /// Ends the recording. Tells what went wrong in the meantime, if anything did.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let flushed = self.flush();
        self.failure.map_or(flushed, Err)
    }

    /// A recording that cannot be written ends; the game goes on.
    fn note(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.file = None;
            self.failure.get_or_insert(error);
        }
    }

    fn ms(&self, at: Time) -> u64 {
        let begun = self.begun.unwrap_or(at);
        u64::try_from((at - begun).as_millis()).unwrap_or(u64::MAX)
    }

    /// Writes the bytes that were collected, and in front of them what a reader must know.
    fn data(&mut self, now: Time, peer: &Peer, from_server: bool) {
        if self.file.is_none() || self.bytes.is_empty() {
            return;
        }
        self.begun.get_or_insert(now);
        if self.announced != Some(peer.link) {
            self.announced = Some(peer.link);
            let Peer { link, server, ref host, port, session, opened } = *peer;
            let opened_ms = self.ms(opened);
            let announced = Announced { link, server, host, port, session, opened_ms };
            record::connection_line(&mut self.line, &announced);
        }
        let t_ms = self.ms(now);
        record::data_line(&mut self.line, peer.link, from_server, t_ms, &self.bytes);
        let result = self.write();
        self.note(result);
    }

    /// Makes room, and tells definitions that the file does not have.
    fn prepare(&mut self, session: &Session) {
        self.bytes.clear();
        if self.written >= self.limit && self.file.is_some() {
            let result = self.rotate();
            self.note(result);
        }
        let Some(defs) = session.definitions() else { return };
        if self.definitions.as_ref().is_none_or(|known| !Arc::ptr_eq(known, defs)) {
            // Two logins can hold two readings of one body.
            if self.definitions.as_ref().is_none_or(|known| known.raw() != defs.raw()) {
                record::definitions_line(&mut self.line, defs.raw());
            }
            self.definitions = Some(Arc::clone(defs));
        }
    }

    fn closed(&mut self, now: Time, link: Link, by_server: bool) {
        if self.announced == Some(link) {
            let t_ms = self.ms(now);
            record::closed_line(&mut self.line, link, by_server, t_ms);
            let result = self.write();
            self.note(result);
        }
    }
}

/// Collects whole messages, without their secrets.
struct Ear<'a> {
    bytes: &'a mut Vec<u8>,
    server: Server,
    definitions: bool,
}

impl Tap for Ear<'_> {
    fn came(&mut self, m: &Seen<'_>) {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(m.raw);
        record::blank_received(m.kind, m.header, self.bytes.get_mut(at..).unwrap_or_default());
        self.definitions |= m.kind == ClientMessage::ImportEntityDef;
    }
    fn sent(&mut self, _: Link, table: &MessageTable, messages: &[u8]) {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(messages);
        let new = self.bytes.get_mut(at..).unwrap_or_default();
        let fit = record::blank_sent(table, self.server, new);
        self.bytes.truncate(at + fit);
    }
    fn lost(&mut self, _: Link, rest: &[u8], _: EnvelopeError) {
        self.bytes.extend(rest.iter().take(LOST_BYTES));
    }
    fn before(&mut self, _: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {}
    fn after(&mut self, _: &Seen<'_>, _: &Batch, _: usize, _: Option<&WireError>) {}
}

/// Lets a session receive bytes, and records the messages that they complete.
pub(super) fn received(
    shared: &Shared,
    session: &mut Session,
    now: Time,
    peer: &Peer,
    bytes: &[u8],
) {
    let mut recorder = lock(&shared.recorder);
    let Some(recorder) = recorder.as_mut() else {
        return session.received(now, peer.link, bytes);
    };
    recorder.prepare(session);
    let mut collected = mem::take(&mut recorder.bytes);
    let mut ear = Ear { bytes: &mut collected, server: peer.server, definitions: false };
    session.received_with(now, peer.link, bytes, &mut ear);
    if ear.definitions {
        // They are in the file as they came.
        recorder.definitions = session.definitions().cloned();
    }
    recorder.bytes = collected;
    recorder.data(now, peer, true);
}

/// Lets a session make a packet, and records the messages that it has in it.
pub(super) fn transmit(
    shared: &Shared,
    session: &mut Session,
    now: Time,
    peer: &Peer,
    packet: &mut Vec<u8>,
) -> Option<Link> {
    let mut recorder = lock(&shared.recorder);
    let Some(recorder) = recorder.as_mut() else { return session.poll_transmit(now, packet) };
    recorder.prepare(session);
    let mut bytes = mem::take(&mut recorder.bytes);
    let mut ear = Ear { bytes: &mut bytes, server: peer.server, definitions: false };
    let link = session.poll_transmit_with(now, packet, &mut ear);
    recorder.bytes = bytes;
    if link == Some(peer.link) {
        recorder.data(now, peer, false);
    }
    link
}

/// Records the end of a connection.
pub(super) fn closed(shared: &Shared, now: Time, link: Link, by_server: bool) {
    if let Some(recorder) = lock(&shared.recorder).as_mut() {
        recorder.closed(now, link, by_server);
    }
}

/// Brings to the disk what has been written.
pub(super) fn flush(shared: &Shared) {
    if let Some(recorder) = lock(&shared.recorder).as_mut() {
        let result = recorder.flush();
        recorder.note(result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::Command;
    use crate::session::{Config, Via};

    fn peer(link: u32) -> Peer {
        let (server, port) = (Server::Baseapp, 20015);
        Peer { link: Link(link), server, host: "h".into(), port, session: 1, ..Peer::nobody() }
    }

    /// A heartbeat to a baseapp, and its answer.
    const BEAT: [u8; 2] = [206, 0];
    const ANSWER: [u8; 2] = [72, 0];

    #[test]
    fn a_full_file_is_put_aside_and_the_next_one_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("flight.jsonl");
        let shared = Shared::new(1);
        let mut recorder = Recorder::create(&path).unwrap();
        recorder.limit = 2000;
        shared.record(Some(recorder)).unwrap();
        let mut session = Session::new(Config {
            heartbeat_interval: Duration::from_millis(1),
            pacing_packets: 1000,
            ..Config::default()
        });
        let (server, imports) = (Server::Baseapp, false);
        session.command(Time(0), Command::Probe { server, imports });
        session.connected(Time(0), Link(1), &Via::default());
        let mut packet = Vec::new();
        for n in 0..100 {
            session.timeout(Time(n * 1000));
            session.received(Time(n * 1000), Link(1), &ANSWER);
            packet.clear();
            let to = transmit(&shared, &mut session, Time(n * 1000), &peer(1), &mut packet);
            assert_eq!((to, packet.ends_with(&BEAT)), (Some(Link(1)), n > 0));
        }
        closed(&shared, Time(100_000), Link(1), true);
        shared.record(None).unwrap();
        let [old, new] = [dir.path().join("flight.jsonl.1"), path].map(|p| {
            let text = fs::read_to_string(p).unwrap();
            assert!(text.len() < 2200, "{}", text.len());
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            assert!(lines[0].contains("\"connections\":[]") && lines[0].contains("middle"));
            assert!(lines[1].starts_with("{\"connection\":{\"id\":1,"), "{}", lines[1]);
            lines
        });
        let last = |lines: &[String]| lines.last().unwrap().clone();
        assert!(last(&new).contains("\"t_ms\":100,\"event\":\"closed\""));
        let number = |line: &str| {
            let rest = line.split("\"t_ms\":").nth(1).unwrap();
            rest.split(',').next().unwrap().parse::<u64>().unwrap()
        };
        assert_eq!(number(&last(&old)) + 1, number(&new[2]), "nothing is lost in between");
    }

    #[test]
    fn only_whole_messages_are_written_and_keys_are_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("flight.jsonl");
        let shared = Shared::new(1);
        shared.record(Some(Recorder::create(&path).unwrap())).unwrap();
        let mut session = Session::observer(Config::default());
        session.observe(Link(7), Server::Baseapp);
        let mut hear = |bytes: &[u8]| received(&shared, &mut session, Time(0), &peer(7), bytes);
        hear(&ANSWER);
        // A key that comes in two pieces.
        hear(&[248, 1, 20, 0, 0xde, 0xad]);
        hear(&[[0xbe, 0xef, 1, 2, 3, 4, 7, 0, 0, 0].as_slice(), b"Account\0", &ANSWER].concat());
        // Nobody knows this message.
        hear(&[0xfe, 0xfe, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        shared.record(None).unwrap();
        let text = fs::read_to_string(path).unwrap();
        let data: Vec<&str> =
            text.lines().filter_map(|l| l.split("hex\":\"").nth(1)?.split('"').next()).collect();
        let whole = "f80114000000000000000000070000004163636f756e74004800";
        assert_eq!(data, ["4800", whole, "fefe010203040506"]);
    }

    #[test]
    fn a_file_that_cannot_be_made_is_an_error_and_ends_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("flight.jsonl");
        let shared = Shared::new(1);
        shared.record(Some(Recorder::create(&path).unwrap())).unwrap();
        assert!(Recorder::create(&dir.path().join("none/flight.jsonl")).is_err());
        assert!(shared.is_recording());
        shared.record(None).unwrap();
        assert!(!shared.is_recording());
        shared.record(None).unwrap();
    }
}
