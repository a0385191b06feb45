//! The packed files of `tests/data`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use kbe::kcp::Follower;
use kbe::session::Key;
use kbe::wire::blowfish::{Cipher, Packets};
use kbe::wire::websocket::Upgraded;
use serde_json::Value as Json;

/// One connection of a recording.
#[derive(Debug, Clone)]
pub struct Connection {
    pub id: u32,
    pub baseapp: bool,
    /// Connections of one client share a session, and its state.
    pub session: String,
    /// The key of an encrypted connection.
    pub key: Option<Key>,
}

/// One read or write.
#[derive(Debug, Clone)]
pub struct Line {
    pub connection: u32,
    pub from_server: bool,
    /// The part of the stream of messages that it carried: WebSocket's heads and frames and KCP's datagrams
    /// are taken off. Empty for a line that tells of a connection's end, or of nothing new.
    pub bytes: Vec<u8>,
    /// The messages of a write: the same, unless they were encrypted.
    pub messages: Vec<u8>,
}

/// A recording with its text, as it was packed, and its contents.
#[derive(Debug)]
pub struct Recording {
    pub name: String,
    pub text: String,
    pub connections: Vec<Connection>,
    pub lines: Vec<Line>,
}

fn folder(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(part)
}

/// Unpacks one file of `tests/data`.
pub fn unpack(path: &str) -> Vec<u8> {
    let packed = fs::read(folder(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The body of onImportClientEntityDef that the streams for measuring were made for.
pub fn stream_definitions() -> Vec<u8> {
    unpack("streams/definitions.bin.gz")
}

/// Names of all recordings, sorted.
pub fn names() -> Vec<String> {
    let files = fs::read_dir(folder("recordings")).unwrap().flatten();
    let names = files.filter_map(|f| f.file_name().into_string().ok());
    let mut names: Vec<_> =
        names.filter_map(|n| n.strip_suffix(".jsonl.gz").map(str::to_owned)).collect();
    names.sort();
    names
}

/// What a second, independent program decoded from the same bytes.
pub fn expectation(name: &str) -> Json {
    serde_json::from_slice(&unpack(&format!("recordings/{name}.expect.json.gz"))).unwrap()
}

pub fn unhex(digits: &str) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
    assert!(digits.len().is_multiple_of(2));
    digits.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

/// The datagrams of a recorded KCP connection, each with whether the server sent it.
pub fn datagrams(name: &str) -> Vec<(bool, Vec<u8>)> {
    let text = String::from_utf8(unpack(&format!("recordings/{name}.jsonl.gz"))).unwrap();
    let mut rows = text.lines().map(|l| serde_json::from_str::<Json>(l).unwrap());
    let meta = rows.next().unwrap();
    let mut all = meta["connections"].as_array().unwrap().iter();
    let connection = &all.find(|c| c["transport"] == "kcp").unwrap()["id"];
    rows.filter(|row| row["conn"] == *connection && row.get("hex").is_some())
        .map(|row| (row["dir"] == "s2c", unhex(row["hex"].as_str().unwrap())))
        .collect()
}

fn opened(key: &Key, packets: &mut Packets, bytes: &[u8]) -> Vec<u8> {
    let (cipher, mut plain) = (Cipher::new(key.bytes()).unwrap(), Vec::new());
    packets.open(&cipher, bytes, &mut plain).unwrap();
    plain
}

pub fn recording(name: &str) -> Recording {
    let text = String::from_utf8(unpack(&format!("recordings/{name}.jsonl.gz"))).unwrap();
    let mut rows = text.lines().map(|l| serde_json::from_str::<Json>(l).unwrap());
    let meta = rows.next().unwrap();
    let id = |json: &Json| u32::try_from(json.as_u64().unwrap()).unwrap();
    let connections = meta["connections"].as_array().unwrap().iter().map(|c| Connection {
        id: id(&c["id"]),
        baseapp: c["role"] == "baseapp",
        session: c["session"].as_str().unwrap().to_owned(),
        key: (c["encryption"] == "blowfish").then(|| Key::new(&unhex(c["key"].as_str().unwrap()))),
    });
    let connections: Vec<Connection> = connections.collect();
    let kcp = meta["connections"].as_array().unwrap().iter().filter(|c| c["transport"] == "kcp");
    let kcp: Vec<u32> = kcp.map(|c| id(&c["id"])).collect();
    let mut followers: BTreeMap<(u32, bool), Follower> = BTreeMap::new();
    let key_of = |id| connections.iter().find(|c: &&Connection| c.id == id)?.key.as_ref();
    let mut ways: BTreeMap<u32, Packets> = BTreeMap::new();
    let mut frames = BTreeMap::new();
    for c in meta["connections"].as_array().unwrap().iter().filter(|c| c["transport"] == "ws") {
        frames.insert((id(&c["id"]), true), Upgraded::default());
        frames.insert((id(&c["id"]), false), Upgraded::default());
    }
    let lines = rows.map(|row| {
        let (connection, from_server) = (id(&row["conn"]), row["dir"] == "s2c");
        let mut bytes = row.get("hex").map_or_else(Vec::new, |h| unhex(h.as_str().unwrap()));
        if let Some(frames) = frames.get_mut(&(connection, from_server)) {
            let n = frames.read(&mut bytes);
            assert_eq!(frames.fault(), None);
            bytes.truncate(n);
        }
        if kcp.contains(&connection) && !bytes.is_empty() {
            let datagram = std::mem::take(&mut bytes);
            followers.entry((connection, from_server)).or_default().follow(&datagram, &mut bytes);
        }
        let messages = match (key_of(connection), ways.get_mut(&connection)) {
            (Some(key), Some(packets)) if !from_server => opened(key, packets, &bytes),
            _ => bytes.clone(),
        };
        // The first write is hello, in clear; everything behind it is packets.
        if !from_server && !bytes.is_empty() {
            ways.entry(connection).or_default();
        }
        Line { connection, from_server, bytes, messages }
    });
    let lines = lines.collect();
    Recording { name: name.to_owned(), text, connections, lines }
}
