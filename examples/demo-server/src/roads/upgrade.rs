//! The HTTP request that turns a connection into a WebSocket, as the real server reads it (`spec/01 §5.3`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

/// RFC 6455 §1.3.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The reply to a first chunk that is an upgrade request, `None` for everything else.
///
/// The chunk is read as a `string`, so it ends at the first NUL or non-ASCII byte; method, path and the other headers
/// are not looked at. Whatever stands behind the request is lost with the chunk.
pub(crate) fn answer(chunk: &[u8]) -> Option<Vec<u8>> {
    let end = chunk.iter().position(|b| *b == 0 || !b.is_ascii()).unwrap_or(chunk.len());
    let text = std::str::from_utf8(chunk.get(..end)?).ok()?;
    let wanted = text.contains("Sec-WebSocket-Key") && text.contains("Host");
    if !wanted || text.split("\r\n\r\n").count() != 2 {
        return None;
    }
    let key = header(text, "Sec-WebSocket-Key").unwrap_or_default();
    let host = header(text, "Host").unwrap_or_default();
    let accept = STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize());
    let origin = header(text, "Origin").map(|o| format!("WebSocket-Origin: {o}\r\n"));
    let origin = origin.unwrap_or_default();
    let reply = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n{origin}WebSocket-Location: ws://{host}/WebManagerSocket\r\n\
         WebSocket-Protocol: WebManagerSocket\r\n\r\n"
    );
    Some(reply.into_bytes())
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = request.split("\r\n");
    lines.find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A recorded request of a client on the Loginapp, and the real server's reply.
    const REQUEST: &str = "GET / HTTP/1.1\r\nHost: 127.0.0.1:20013\r\nUpgrade: websocket\r\n\
        Connection: Upgrade\r\nSec-WebSocket-Key: ZE3AjQvlePcmlKEZ5WZGxQ==\r\n\
        Sec-WebSocket-Version: 13\r\n\r\n";
    const REPLY: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\
        Connection: Upgrade\r\nSec-WebSocket-Accept: 1KAibMmh18eNvE0w7XhYhSsXM04=\r\n\
        WebSocket-Location: ws://127.0.0.1:20013/WebManagerSocket\r\n\
        WebSocket-Protocol: WebManagerSocket\r\n\r\n";

    fn text(chunk: &[u8]) -> Option<String> {
        answer(chunk).map(|reply| String::from_utf8(reply).unwrap())
    }

    #[test]
    fn the_reply_is_the_recorded_one() {
        assert_eq!(text(REQUEST.as_bytes()).as_deref(), Some(REPLY));
    }

    #[test]
    fn an_origin_is_echoed() {
        let request = REQUEST.replace("Upgrade: ", "Origin: http://a.test\r\nUpgrade: ");
        let reply = REPLY.replace("WebSocket-L", "WebSocket-Origin: http://a.test\r\nWebSocket-L");
        assert_eq!(text(request.as_bytes()), Some(reply));
    }

    #[test]
    fn what_is_pipelined_behind_the_request_is_not_looked_at() {
        let piped = [REQUEST.as_bytes(), &[0x82, 2, 0xCE, 0], b"\r\n\r\nmore"].concat();
        assert_eq!(text(&piped).as_deref(), Some(REPLY));
    }

    #[test]
    fn other_spellings_and_cut_requests_are_no_requests() {
        assert_eq!(text(REQUEST.to_lowercase().as_bytes()), None);
        assert_eq!(text(REQUEST.replace("Host:", "host:").as_bytes()), None);
        assert_eq!(text(&REQUEST.as_bytes()[..REQUEST.len() - 1]), None);
        assert_eq!(text(format!("{REQUEST}GET /\r\n\r\n").as_bytes()), None);
        assert_eq!(text(b"\xCE\0"), None);
    }
}
