//! Recordings as text: one JSON object a line, without what nobody else may know.
//!
//! The form is that of `tests/data/README.md`, but for two kinds of lines. Connections are not listed in
//! front, since they are made later: each has a line `{"connection": …}` before its first data. And
//! definitions that came from a cache, which no server sends again, are told as `{"definitions": …}`.
//!
//! Passwords are overwritten with as many `*`, keys of sessions with zeros, so that every length stays
//! true. This module touches no file: it makes text of bytes.

use std::fmt::Write as _;

use super::Link;
use crate::layers::event::Server;
use crate::wire::envelope::{Cut, cut};
use crate::wire::limits::MAX_MESSAGE_BODY;
use crate::wire::table::{ClientMessage, Component, MessageTable, ServerMessage};

/// What stands in a body up to its last secret.
#[derive(Debug, Clone, Copy)]
enum Field {
    /// So many bytes that may be seen.
    Skip(usize),
    /// Bytes behind their number.
    Blob,
    /// Text up to a zero byte.
    Text,
    /// Text up to a zero byte that must not be seen.
    Password,
    /// Eight bytes that must not be seen.
    Key,
    /// Bytes behind their number that must not be seen.
    KeyBlob,
}

/// The secrets of a message to a server (`spec/01 §3.4–§3.5`).
fn secrets(message: ServerMessage) -> &'static [Field] {
    use Field::{Blob, Key, KeyBlob, Password, Skip, Text};
    match message {
        ServerMessage::LoginappHello | ServerMessage::BaseappHello => &[Text, Text, KeyBlob],
        ServerMessage::LoginappLogin => &[Skip(1), Blob, Text, Password],
        ServerMessage::LoginappCreateAccount | ServerMessage::LoginappCreateMailAccount => {
            &[Text, Password]
        }
        ServerMessage::BaseappLogin => &[Text, Password],
        ServerMessage::BaseappRelogin => &[Text, Password, Key],
        ServerMessage::BaseappLogout => &[Key],
        ServerMessage::BaseappBindEmail => &[Skip(4), Password],
        ServerMessage::BaseappNewPassword => &[Skip(4), Password, Password],
        _ => &[],
    }
}

/// Overwrites the secrets of a body. One that is shorter than it should be is overwritten to its end.
fn blank(mut body: &mut [u8], fields: &[Field]) {
    for field in fields {
        let length = match field {
            Field::Skip(n) => Some(*n),
            Field::Key => Some(8),
            Field::Text | Field::Password => body.iter().position(|b| *b == 0).map(|n| n + 1),
            Field::Blob | Field::KeyBlob => {
                let count = body.first_chunk::<4>().map(|c| u32::from_le_bytes(*c) as usize);
                count.map(|n| n.saturating_add(4))
            }
        };
        let Some(length) = length.filter(|n| *n <= body.len()) else {
            return body.fill(b'*');
        };
        let (part, rest) = body.split_at_mut(length);
        match field {
            Field::Password => {
                let text = part.len().saturating_sub(1);
                part.iter_mut().take(text).for_each(|b| *b = b'*');
            }
            Field::Key => part.fill(0),
            Field::KeyBlob => part.iter_mut().skip(4).for_each(|b| *b = 0),
            _ => {}
        }
        body = rest;
    }
}

/// Overwrites the secrets of whole messages to a server. Returns how many bytes are fit to be seen:
/// all, unless there is a message that nobody knows.
#[must_use]
pub fn blank_sent(table: &MessageTable, server: Server, packet: &mut [u8]) -> usize {
    let component = match server {
        Server::Loginapp => Component::Loginapp,
        Server::Baseapp => Component::Baseapp,
    };
    let mut at = 0;
    loop {
        let rest = packet.get_mut(at..).unwrap_or_default();
        let lookup = |id| table.outgoing_by_id(component, id);
        let Ok(Cut::Message { entry, header, body, .. }) = cut(rest, MAX_MESSAGE_BODY, lookup)
        else {
            return at;
        };
        blank(rest.get_mut(header..header + body).unwrap_or_default(), secrets(entry));
        at += header + body;
    }
}

/// Overwrites the secrets of one message from a server, whose envelope has `header` bytes.
pub fn blank_received(kind: ClientMessage, header: usize, message: &mut [u8]) {
    if matches!(kind, ClientMessage::CreatedProxies | ClientMessage::ReloginSucceeded) {
        blank(message.get_mut(header..).unwrap_or_default(), &[Field::Key]);
    }
}

/// One connection, as its line tells it.
#[derive(Debug, Clone, Copy)]
pub struct Announced<'a> {
    /// Its name.
    pub link: Link,
    /// Which server it leads to.
    pub server: Server,
    /// Host as it was asked for.
    pub host: &'a str,
    /// Port.
    pub port: u16,
    /// Number of the login that it belongs to.
    pub session: u32,
    /// When it was made, in milliseconds since the recording began.
    pub opened_ms: u64,
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn hex(out: &mut String, bytes: &[u8]) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |n: u8| DIGITS.get(usize::from(n & 15)).copied().unwrap_or('0');
    out.reserve(bytes.len() * 2);
    out.extend(bytes.iter().flat_map(|b| [digit(b >> 4), digit(*b)]));
}

/// The first line. `middle` says that an earlier part was put aside.
pub fn meta_line(out: &mut String, middle: bool) {
    let description = match middle {
        false => "Recorded by libkbe; secrets are blanked.",
        true => {
            "Recorded by libkbe; secrets are blanked. Begins in the middle: what came before is not here."
        }
    };
    // What the servers call themselves stands in their answers to hello.
    _ = writeln!(
        out,
        r#"{{"name":"flight","description":"{description}","server_version":"","script_version":"","connections":[]}}"#
    );
}

/// The line that announces a connection.
pub fn connection_line(out: &mut String, c: &Announced<'_>) {
    let role = match c.server {
        Server::Loginapp => "loginapp",
        Server::Baseapp => "baseapp",
    };
    _ = write!(out, r#"{{"connection":{{"id":{},"role":"{role}","peer":"#, c.link.0);
    quoted(out, &format!("{}:{}", c.host, c.port));
    _ = writeln!(
        out,
        r#","transport":"tcp","encryption":"none","session":"{}","opened_t_ms":{}}}}}"#,
        c.session, c.opened_ms
    );
}

/// The line of definitions that the client had before: the body of their import.
pub fn definitions_line(out: &mut String, import: &[u8]) {
    out.push_str(r#"{"definitions":{"hex":""#);
    hex(out, import);
    out.push_str("\"}}\n");
}

fn head(out: &mut String, link: Link, from_server: bool, t_ms: u64) {
    let dir = if from_server { "s2c" } else { "c2s" };
    _ = write!(out, r#"{{"conn":{},"dir":"{dir}","t_ms":{t_ms},"#, link.0);
}

/// A line of bytes, whose secrets have been blanked.
pub fn data_line(out: &mut String, link: Link, from_server: bool, t_ms: u64, bytes: &[u8]) {
    head(out, link, from_server, t_ms);
    out.push_str(r#""hex":""#);
    hex(out, bytes);
    out.push_str("\"}\n");
}

/// The line that says which side closed a connection.
pub fn closed_line(out: &mut String, link: Link, from_server: bool, t_ms: u64) {
    head(out, link, from_server, t_ms);
    out.push_str("\"event\":\"closed\"}\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::writer::{self, Writer};

    fn packet(message: ServerMessage, write: impl FnOnce(&mut Writer<'_>)) -> Vec<u8> {
        let (id, fixed) = MessageTable::stock().outgoing(message);
        let (mut body, mut whole) = (Vec::new(), Vec::new());
        write(&mut Writer::new(&mut body));
        writer::message(&mut whole, id, fixed, &body).unwrap();
        whole
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|w| w == part)
    }

    const KEY: [u8; 8] = [0xde, 0xad, 0xbe, 0xef, 1, 2, 3, 4];

    #[test]
    fn no_secret_of_a_message_to_a_server_is_left() {
        use ServerMessage as M;
        let all = [
            (
                Server::Loginapp,
                packet(M::LoginappHello, |w| {
                    w.cstr(b"somebody").cstr(b"0.1.0").blob(&KEY);
                }),
            ),
            (
                Server::Baseapp,
                packet(M::BaseappHello, |w| {
                    w.cstr(b"somebody").cstr(b"0.1.0").blob(&KEY);
                }),
            ),
            (
                Server::Loginapp,
                packet(M::LoginappLogin, |w| {
                    w.u8(5).blob(b"datas\0!").cstr(b"somebody").cstr(b"hunter22").cstr(b"digest");
                }),
            ),
            (
                Server::Loginapp,
                packet(M::LoginappCreateAccount, |w| {
                    w.cstr(b"somebody").cstr(b"hunter22").blob(b"datas");
                }),
            ),
            (
                Server::Loginapp,
                packet(M::LoginappCreateMailAccount, |w| {
                    w.cstr(b"somebody").cstr(b"hunter22").blob(b"datas");
                }),
            ),
            (
                Server::Baseapp,
                packet(M::BaseappLogin, |w| {
                    w.cstr(b"somebody").cstr(b"hunter22");
                }),
            ),
            (
                Server::Baseapp,
                packet(M::BaseappRelogin, |w| {
                    w.cstr(b"somebody").cstr(b"hunter22").u64(u64::from_le_bytes(KEY)).i32(7);
                }),
            ),
            (
                Server::Baseapp,
                packet(M::BaseappLogout, |w| {
                    w.u64(u64::from_le_bytes(KEY)).i32(7);
                }),
            ),
            (
                Server::Baseapp,
                packet(M::BaseappBindEmail, |w| {
                    w.i32(7).cstr(b"hunter22").cstr(b"somebody@mail");
                }),
            ),
            (
                Server::Baseapp,
                packet(M::BaseappNewPassword, |w| {
                    w.i32(7).cstr(b"hunter22").cstr(b"hunter22");
                }),
            ),
        ];
        let table = MessageTable::stock();
        for (server, bytes) in all {
            assert!(holds(&bytes, b"hunter22") || holds(&bytes, &KEY));
            // Two in one packet.
            let mut two = [&bytes[..], &bytes[..]].concat();
            let seen = blank_sent(&table, server, &mut two);
            assert_eq!(seen, two.len(), "{server:?} {bytes:?}");
            assert!(!holds(&two, b"hunter22") && !holds(&two, &KEY), "{two:?}");
            assert_eq!(holds(&bytes, b"somebody"), holds(&two, b"somebody"), "names stay");
        }
    }

    #[test]
    fn what_nobody_knows_is_not_seen() {
        let table = MessageTable::stock();
        let known = packet(ServerMessage::BaseappHeartbeat, |_| {});
        let mut bytes = [&known[..], &[0xfe, 0xfe, 1, 0, 65]].concat();
        assert_eq!(blank_sent(&table, Server::Baseapp, &mut bytes), known.len());
        let mut short = packet(ServerMessage::BaseappLogin, |w| {
            w.bytes(b"no end");
        });
        assert_eq!(blank_sent(&table, Server::Baseapp, &mut short), short.len());
        assert!(short.ends_with(b"******"));
    }

    #[test]
    fn keys_from_a_server_are_zeroed() {
        let mut message = [&[248, 1, 20, 0][..], &KEY, &[7, 0, 0, 0], b"Account\0"].concat();
        let mut other = message.clone();
        blank_received(ClientMessage::CreatedProxies, 4, &mut message);
        assert_eq!(message[..12], [248, 1, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert!(message.ends_with(b"Account\0"));
        blank_received(ClientMessage::Method, 4, &mut other);
        assert!(holds(&other, &KEY));
    }

    #[test]
    fn lines_are_what_readers_expect() {
        let mut out = String::new();
        let link = Link(3);
        let (server, host, port) = (Server::Baseapp, "a\"b\n", 20015);
        connection_line(
            &mut out,
            &Announced { link, server, host, port, session: 1, opened_ms: 9 },
        );
        data_line(&mut out, link, true, 12, &[0, 0xaf]);
        closed_line(&mut out, link, false, 13);
        definitions_line(&mut out, &[1]);
        assert_eq!(
            out,
            "{\"connection\":{\"id\":3,\"role\":\"baseapp\",\"peer\":\"a\\\"b\\u000a:20015\",\
             \"transport\":\"tcp\",\"encryption\":\"none\",\"session\":\"1\",\"opened_t_ms\":9}}\n\
             {\"conn\":3,\"dir\":\"s2c\",\"t_ms\":12,\"hex\":\"00af\"}\n\
             {\"conn\":3,\"dir\":\"c2s\",\"t_ms\":13,\"event\":\"closed\"}\n\
             {\"definitions\":{\"hex\":\"01\"}}\n"
        );
    }
}
