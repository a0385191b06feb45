//! The HTTP request that turns a connection into a WebSocket, and what may come back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

use crate::wire::limits::MAX_WEBSOCKET_ANSWER;

/// Longest request that a server is sure to get in one read (`spec/01 §5.3`).
pub const MAX_REQUEST: usize = 1460;

/// Random bytes in a key.
pub const KEY_BYTES: usize = 16;

/// Longest part of an answer that is shown.
const SHOWN: usize = 120;

/// What RFC 6455 §1.3 has everybody append to the key.
const GUID: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// A request that must not be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A host that would break the request's lines; names can come from a server.
    #[error("its name cannot stand in an HTTP request")]
    Host,
    /// See [`is_path`].
    #[error("the path cannot stand in an HTTP request")]
    Path,
    /// More than [`MAX_REQUEST`] bytes.
    #[error(
        "the WebSocket request would be longer than {MAX_REQUEST} bytes, which the server takes at most"
    )]
    TooLong,
}

/// An answer that does not open a WebSocket; texts continue a sentence that begins with who answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// HTTP, but another status than 101; with its status line.
    #[error("refused the WebSocket with '{0}'")]
    Refused(String),
    /// Not HTTP at all.
    #[error("does not speak WebSocket: it answered with something else than HTTP")]
    NotHttp,
    /// A TLS record.
    #[error("does not speak plain WebSocket: it answered with TLS, as for a secure one")]
    Tls,
    /// No end of the head within [`MAX_WEBSOCKET_ANSWER`] bytes.
    #[error("answered the WebSocket request with a head of more than {MAX_WEBSOCKET_ANSWER} bytes")]
    TooLong,
    /// `Sec-WebSocket-Accept` belongs to another request: something in between has a cached answer.
    #[error("answered another WebSocket request than this one (Sec-WebSocket-Accept is wrong)")]
    WrongKey,
}

/// The key of a request, from random bytes.
#[must_use]
pub fn key(random: &[u8; KEY_BYTES]) -> String {
    STANDARD.encode(random)
}

/// What a server makes of a key (RFC 6455 §4.2.2).
#[must_use]
pub fn accept(key: &str) -> String {
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize())
}

/// Whether a text can be the path of a request: it begins with `/` and has visible ASCII only, and no
/// fragment.
#[must_use]
pub fn is_path(path: &str) -> bool {
    path.starts_with('/') && path.bytes().all(|b| b.is_ascii_graphic() && b != b'#')
}

/// The upgrade request, to be sent in one write with nothing behind it until the answer has come.
///
/// `host` is a name or an address; a zone (`%eth0`) is left out. The server knows a WebSocket by the
/// spelling of `Host` and `Sec-WebSocket-Key` and looks at nothing else; the other lines are for what may
/// be in between. No subprotocol is asked for, since the server confirms none (`spec/01 §5.3`).
///
/// # Errors
/// See [`RequestError`].
pub fn request(host: &str, port: u16, path: &str, key: &str) -> Result<Vec<u8>, RequestError> {
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    let bare = bare.split_once('%').map_or(bare, |(address, _)| address);
    let plain = |b: u8| b.is_ascii_graphic() && !b"/?#@\\[]".contains(&b);
    if bare.is_empty() || !bare.bytes().all(plain) {
        return Err(RequestError::Host);
    }
    if !is_path(path) {
        return Err(RequestError::Path);
    }
    let (open, close) = if bare.contains(':') { ("[", "]") } else { ("", "") };
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {open}{bare}{close}:{port}\r\nUpgrade: websocket\r\n\
         Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    );
    if request.len() > MAX_REQUEST {
        return Err(RequestError::TooLong);
    }
    Ok(request.into_bytes())
}

/// Reads what has come of an answer so far. `Some` is the length of its head, behind which the frames
/// begin; `None` asks for more bytes.
///
/// Only what matters is checked: the status, and `Sec-WebSocket-Accept` where it is given.
///
/// # Errors
/// See [`AnswerError`].
pub fn answer(bytes: &[u8], key: &str) -> Result<Option<usize>, AnswerError> {
    const PROTOCOL: &[u8] = b"HTTP/1.";
    let first = PROTOCOL.len().min(bytes.len());
    if bytes.get(..first) != PROTOCOL.get(..first) {
        let tls = matches!(bytes, [0x14..=0x17] | [0x14..=0x17, 3, ..]);
        return Err(if tls { AnswerError::Tls } else { AnswerError::NotHttp });
    }
    let long =
        if bytes.len() >= MAX_WEBSOCKET_ANSWER { Err(AnswerError::TooLong) } else { Ok(None) };
    let Some(line) = until(bytes, b"\r\n") else { return long };
    let status = bytes.get(..line).unwrap_or_default();
    if status.split(|b| *b == b' ').nth(1) != Some(b"101") {
        let text = String::from_utf8_lossy(status);
        let shown = text.chars().take(SHOWN).flat_map(char::escape_debug).collect();
        return Err(AnswerError::Refused(shown));
    }
    let Some(end) = until(bytes, b"\r\n\r\n") else { return long };
    let head = bytes.get(line..end).unwrap_or_default();
    match accepted(head) {
        Some(given) if given != accept(key).as_bytes() => Err(AnswerError::WrongKey),
        _ => Ok(Some(end + 4)),
    }
}

fn until(bytes: &[u8], end: &[u8]) -> Option<usize> {
    bytes.windows(end.len()).position(|w| w == end)
}

/// The value of `Sec-WebSocket-Accept`.
fn accepted(head: &[u8]) -> Option<&[u8]> {
    head.split(|b| *b == b'\n')
        .find_map(|line| {
            let colon = line.iter().position(|b| *b == b':')?;
            let (name, value) = line.split_at_checked(colon)?;
            name.eq_ignore_ascii_case(b"Sec-WebSocket-Accept").then(|| value.get(1..))?
        })
        .map(<[u8]>::trim_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

    fn told(text: &str) -> Result<Option<usize>, AnswerError> {
        answer(text.as_bytes(), KEY)
    }

    #[test]
    fn the_sample_of_the_standard() {
        assert_eq!(key(b"the sample nonce"), KEY);
        assert_eq!(accept(KEY), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn the_request_names_host_port_and_path() {
        let text =
            |host| String::from_utf8(request(host, 20013, "/game?x=1", KEY).unwrap()).unwrap();
        assert_eq!(
            text("example.org"),
            "GET /game?x=1 HTTP/1.1\r\nHost: example.org:20013\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             Sec-WebSocket-Version: 13\r\n\r\n"
        );
        for host in ["::1", "[::1]", "::1%eth0"] {
            assert!(text(host).contains("\r\nHost: [::1]:20013\r\n"), "{host}");
        }
    }

    #[test]
    fn a_request_that_could_be_misread_is_not_made() {
        for host in ["", "a b", "a\r\nX: y", "käse", "a/b", "%eth0"] {
            assert_eq!(request(host, 1, "/", KEY), Err(RequestError::Host), "{host}");
        }
        for path in ["", "x", "/ x", "/\r\n", "/ä", "/#x"] {
            assert_eq!(request("h", 1, path, KEY), Err(RequestError::Path), "{path}");
        }
        let rest = request("h", 1, "/", KEY).unwrap().len() - 1;
        let path = format!("/{}", "x".repeat(MAX_REQUEST - rest - 1));
        assert_eq!(request("h", 1, &path, KEY).map(|r| r.len()), Ok(MAX_REQUEST));
        assert_eq!(request("h", 1, &format!("{path}x"), KEY), Err(RequestError::TooLong));
    }

    #[test]
    fn an_answer_is_awaited_to_the_end_of_its_head() {
        let good = "HTTP/1.1 101 Switching Protocols\r\nsec-websocket-ACCEPT:  \
                    s3pPLMBiTxaQ9kYGzzhZRbK+xOo= \r\nX: y\r\n\r\n";
        for n in 0..good.len() {
            assert_eq!(told(&good[..n]), Ok(None), "{n} bytes");
        }
        assert_eq!(told(good), Ok(Some(good.len())));
        assert_eq!(told(&format!("{good}\u{2}x")), Ok(Some(good.len())), "a frame behind it");
        assert_eq!(told("HTTP/1.0 101\r\n\r\n"), Ok(Some(16)), "nothing to check");
    }

    #[test]
    fn other_answers_are_told_apart() {
        let refused = |line: &str| Err(AnswerError::Refused(line.to_owned()));
        assert_eq!(told("HTTP/1.1 404 Not Found\r\n"), refused("HTTP/1.1 404 Not Found"));
        assert_eq!(told("HTTP/1.1 1010\r\n"), refused("HTTP/1.1 1010"));
        assert_eq!(told("HTTP/1.1 \x1b[2J\r\n"), refused("HTTP/1.1 \\u{1b}[2J"));
        assert_eq!(told("HTTP/2"), Err(AnswerError::NotHttp));
        assert_eq!(told("\u{9}\u{2}"), Err(AnswerError::NotHttp));
        assert_eq!(answer(b"\x15\x03\x01\x00\x02\x02\x46", KEY), Err(AnswerError::Tls));
        let wrong = "HTTP/1.1 101 X\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOO=\r\n\r\n";
        assert_eq!(told(wrong), Err(AnswerError::WrongKey));
        let long = format!("HTTP/1.1 101 X\r\n{}", "a".repeat(MAX_WEBSOCKET_ANSWER));
        assert_eq!(told(&long[..MAX_WEBSOCKET_ANSWER - 1]), Ok(None));
        assert_eq!(told(&long[..MAX_WEBSOCKET_ANSWER]), Err(AnswerError::TooLong));
        let endless = format!("HTTP/1.1 {}", "a".repeat(MAX_WEBSOCKET_ANSWER));
        assert_eq!(told(&endless), Err(AnswerError::TooLong));
        let Err(AnswerError::Refused(line)) =
            told(&format!("HTTP/1.1 500 {}\r\n", "x".repeat(5000)))
        else {
            panic!("it is refused")
        };
        assert_eq!(line.len(), SHOWN);
    }
}
