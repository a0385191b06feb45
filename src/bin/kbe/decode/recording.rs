//! Reading recordings: one JSON object a line, the first describes the connections.

use std::path::Path;

use serde_json::Value as Json;

/// One connection of a recording.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionMeta {
    pub(crate) id: u32,
    pub(crate) baseapp: bool,
    pub(crate) transport: String,
    pub(crate) encryption: String,
    /// Connections of one client share a session, and its state.
    pub(crate) session: String,
}

/// One data line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) connection: u32,
    pub(crate) from_server: bool,
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
    Some(Line { connection: number(json, "conn")?, from_server, bytes })
}

impl Recording {
    /// Reads a recording.
    ///
    /// # Errors
    /// A sentence that names the file, the line and what is wrong with it.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let content =
            std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Self::parse(&content).map_err(|e| format!("{}: {e}", path.display()))
    }

    fn parse(content: &str) -> Result<Self, String> {
        let mut lines = content.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
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
        };
        for (n, l) in lines {
            let json = parse((n, l))?;
            let read = line(&json).ok_or_else(|| format!("line {}: no conn, dir or hex", n + 1))?;
            recording.lines.push(read);
        }
        Ok(recording)
    }
}
