//! Reading recordings: one JSON object a line. The first describes the recording; connections are
//! listed there, or each has a line of its own in front of its first data.

use std::io::Read as _;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use kbe::layers::event::Server;
use kbe::session::{Key, Link, Session};
use kbe::wire::blowfish::Cipher;
use serde_json::Value as Json;

/// The largest recording that is read, unpacked.
const MAX_BYTES: u64 = 1 << 30;

/// One connection of a recording.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionMeta {
    pub(crate) id: u32,
    pub(crate) baseapp: bool,
    pub(crate) transport: String,
    pub(crate) encryption: String,
    /// What it is encrypted with, when it is.
    pub(crate) key: Option<Key>,
    /// Connections of one client share a session, and its state.
    pub(crate) session: String,
}

impl ConnectionMeta {
    pub(crate) fn server(&self) -> Server {
        if self.baseapp { Server::Baseapp } else { Server::Loginapp }
    }

    /// Whether its stream is in clear, or its key known.
    pub(crate) fn is_decipherable(&self) -> bool {
        match self.encryption.as_str() {
            "none" => true,
            "blowfish" => self.key.as_ref().is_some_and(|key| Cipher::new(key.bytes()).is_ok()),
            _ => false,
        }
    }

    /// Begins it in a session that looks on.
    pub(crate) fn observe(&self, session: &mut Session) {
        let link = Link(self.id);
        match &self.key {
            // With a key that is none it is not readable, and nothing will be fed.
            Some(key) => _ = session.observe_encrypted(link, self.server(), key),
            None => session.observe(link, self.server()),
        }
    }

    /// What is said of one that is not readable.
    pub(crate) fn skipped(&self) -> String {
        let Self { id, transport, encryption, .. } = self;
        let key = match (encryption.as_str(), &self.key) {
            ("blowfish", None) => " and no key",
            _ => "",
        };
        format!(
            "connection {id}: transport {transport} with encryption {encryption}{key} cannot be read; \
             skipped"
        )
    }
}

/// One data line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) connection: u32,
    pub(crate) from_server: bool,
    /// Milliseconds since the recording began.
    pub(crate) t_ms: u64,
    /// The connection was closed by that side.
    pub(crate) closed: bool,
    /// Empty for a line that tells of an event such as `closed`.
    pub(crate) bytes: Vec<u8>,
}

/// A whole recording.
#[derive(Debug, Clone)]
pub(crate) struct Recording {
    pub(crate) name: String,
    /// Another recording, beside this one, that has the entity definitions.
    pub(crate) definitions_from: Option<String>,
    pub(crate) connections: Vec<ConnectionMeta>,
    pub(crate) lines: Vec<Line>,
    /// Entity definitions that the client had before: the number of the data line they precede, and
    /// the body of their import.
    pub(crate) definitions: Vec<(usize, Vec<u8>)>,
}

fn text(json: &Json, key: &str) -> Option<String> {
    json.get(key)?.as_str().map(str::to_owned)
}

fn number(json: &Json, key: &str) -> Option<u32> {
    json.get(key)?.as_u64()?.try_into().ok()
}

/// Bytes written as hexadecimal digits.
pub(crate) fn unhex(digits: &str) -> Option<Vec<u8>> {
    let nibble = |c: u8| char::from(c).to_digit(16).map(|d| d as u8);
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [a, b] => Some(nibble(*a)? << 4 | nibble(*b)?),
            _ => None,
        })
        .collect()
}

fn connection(json: &Json) -> Option<ConnectionMeta> {
    let or = |key, default: &str| text(json, key).unwrap_or_else(|| default.to_owned());
    Some(ConnectionMeta {
        id: number(json, "id")?,
        baseapp: text(json, "role")? == "baseapp",
        transport: or("transport", "tcp"),
        key: match or("encryption", "none").as_str() {
            // One that was offered and not taken is of no use.
            "blowfish" => text(json, "key").and_then(|hex| unhex(&hex)).map(|key| Key::new(&key)),
            _ => None,
        },
        encryption: or("encryption", "none"),
        session: or("session", "A"),
    })
}

fn line(json: &Json) -> Option<Line> {
    let bytes = match json.get("hex") {
        Some(hex) => unhex(hex.as_str()?)?,
        None => Vec::new(),
    };
    let from_server = text(json, "dir")? == "s2c";
    let t_ms = json.get("t_ms").and_then(Json::as_u64).unwrap_or(0);
    let closed = text(json, "event").as_deref() == Some("closed");
    Some(Line { connection: number(json, "conn")?, from_server, t_ms, closed, bytes })
}

/// The content of a file, packed with gzip or not.
///
/// # Errors
/// A sentence when it cannot be read or unpacked.
pub(crate) fn unpacked(path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::read(path).map_err(|e| e.to_string())?;
    if !file.starts_with(&[0x1f, 0x8b]) {
        return Ok(file);
    }
    let mut content = Vec::new();
    let mut all = MultiGzDecoder::new(&file[..]).take(MAX_BYTES + 1);
    all.read_to_end(&mut content).map_err(|e| format!("cannot be unpacked: {e}"))?;
    if content.len() as u64 > MAX_BYTES {
        return Err(format!("unpacks to more than {MAX_BYTES} bytes"));
    }
    Ok(content)
}

/// The text of a file, packed with gzip or not.
fn text_of(path: &Path) -> Result<String, String> {
    String::from_utf8(unpacked(path)?).map_err(|_| "is not UTF-8".into())
}

impl Recording {
    /// Reads a recording, packed with gzip or not.
    ///
    /// # Errors
    /// A sentence that names the file, the line and what is wrong with it.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let content = text_of(path);
        content.and_then(|c| Self::parse(&c)).map_err(|e| format!("{}: {e}", path.display()))
    }

    fn parse(content: &str) -> Result<Self, String> {
        // A program that crashed leaves half a line behind; what is before it counts all the more.
        let whole = match content.rsplit_once('\n') {
            Some((whole, rest)) if serde_json::from_str::<Json>(rest).is_err() => whole,
            _ => content,
        };
        let mut lines = whole.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
        let parse = |(n, l): (usize, &str)| {
            serde_json::from_str::<Json>(l).map_err(|e| format!("line {}: {e}", n + 1))
        };
        let meta = parse(lines.next().ok_or("empty file")?)?;
        let connections = meta.get("connections").and_then(Json::as_array);
        let connections: Option<Vec<_>> =
            connections.ok_or("line 1: no connections")?.iter().map(connection).collect();
        let mut recording = Self {
            name: text(&meta, "name").unwrap_or_default(),
            definitions_from: text(&meta, "entitydef_from"),
            connections: connections.ok_or("line 1: a connection without id or role")?,
            lines: Vec::new(),
            definitions: Vec::new(),
        };
        for (n, l) in lines {
            let json = parse((n, l))?;
            if let Some(meta) = json.get("connection") {
                let c = connection(meta);
                let c =
                    c.ok_or_else(|| format!("line {}: a connection without id or role", n + 1))?;
                recording.connections.retain(|known| known.id != c.id);
                recording.connections.push(c);
                continue;
            }
            if let Some(definitions) = json.get("definitions") {
                let body = definitions.get("hex").and_then(Json::as_str).and_then(unhex);
                let body =
                    body.ok_or_else(|| format!("line {}: definitions without hex", n + 1))?;
                recording.definitions.push((recording.lines.len(), body));
                continue;
            }
            let read = line(&json).ok_or_else(|| format!("line {}: no conn, dir or hex", n + 1))?;
            recording.lines.push(read);
        }
        Ok(recording)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"{"name":"x","connections":"#;

    #[test]
    fn connections_stand_in_front_or_where_they_begin() {
        let c = r#"{"id":1,"role":"loginapp","session":"B"}"#;
        let data = r#"{"conn":1,"dir":"s2c","t_ms":7,"hex":"4800"}"#;
        let listed = format!("{HEAD}[{c}]}}\n{data}\n");
        let announced = format!("{HEAD}[]}}\n{{\"connection\":{c}}}\n{data}\n");
        for text in [listed, announced] {
            let r = Recording::parse(&text).unwrap();
            assert_eq!((r.connections.len(), r.lines.len()), (1, 1));
            assert_eq!((r.connections[0].session.as_str(), r.lines[0].t_ms), ("B", 7));
        }
    }

    #[test]
    fn an_encrypted_connection_is_readable_with_its_key() {
        let first = |rest: &str| {
            let text = format!(r#"{HEAD}[{{"id":1,"role":"baseapp",{rest}}}]}}"#);
            let mut r = Recording::parse(&text).unwrap();
            (r.connections[0].is_decipherable(), r.connections.remove(0).skipped())
        };
        assert!(first(r#""encryption":"blowfish","key":"01020304""#).0);
        assert!(first(r#""encryption":"none","key":"01020304""#).0);
        for key in ["", r#","key":"010203""#, r#","key":"0""#] {
            let (readable, text) = first(&format!(r#""encryption":"blowfish"{key}"#));
            assert!(!readable && text.contains("encryption blowfish"), "{text}");
        }
        assert!(!first(r#""encryption":"rot13""#).0);
        let text = first(r#""encryption":"blowfish""#).1;
        assert!(text.contains("and no key"), "{text}");
    }

    #[test]
    fn half_a_line_at_the_end_is_left_out_and_nowhere_else() {
        let data = r#"{"conn":1,"dir":"s2c","t_ms":7,"hex":"4800"}"#;
        let count = |text: &str| Recording::parse(text).map(|r| r.lines.len());
        assert_eq!(count(&format!("{HEAD}[]}}\n{data}\n{}", &data[..30])), Ok(1));
        assert_eq!(count(&format!("{HEAD}[]}}\n{data}\n{data}")), Ok(2));
        assert!(count(&format!("{HEAD}[]}}\n{}\n{data}\n", &data[..30])).is_err());
        assert!(count(&format!("{HEAD}[")).is_err());
    }

    #[test]
    fn definitions_have_a_place_among_the_data() {
        let data = r#"{"conn":1,"dir":"c2s","t_ms":7,"event":"closed"}"#;
        let text = format!("{HEAD}[]}}\n{data}\n{{\"definitions\":{{\"hex\":\"0a\"}}}}\n{data}");
        let r = Recording::parse(&text).unwrap();
        assert_eq!(r.definitions, [(1, vec![10])]);
        assert!(r.lines.iter().all(|l| l.closed));
        assert!(Recording::parse(&format!("{HEAD}[]}}\n{{\"definitions\":1}}")).is_err());
        assert!(Recording::parse(&format!("{HEAD}[]}}\n{{\"connection\":{{}}}}")).is_err());
    }
}
