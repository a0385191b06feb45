//! What went wrong with a connection, in words a support desk could use.

use std::fmt::{self, Display, Write as _};
use std::io::{self, ErrorKind};
use std::net::{Ipv6Addr, SocketAddr};

use super::options::Target;
use crate::layers::event::Reason;
use crate::session::ConnectError;
pub(super) use crate::session::announced::shown;

/// `host:port`, displayed as it may be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (host, port) = (shown(self.host), self.port);
        match host.parse::<Ipv6Addr>() {
            Ok(_) => write!(f, "[{host}]:{port}"),
            Err(_) => write!(f, "{host}:{port}"),
        }
    }
}

/// No address of the host could be reached.
pub(super) fn refused(
    host: &str,
    port: u16,
    tried: &[SocketAddr],
    error: &io::Error,
) -> ConnectError {
    let place = Place { host, port };
    let mut text = match error.kind() {
        ErrorKind::ConnectionRefused => format!("connection to {place} refused"),
        ErrorKind::TimedOut => format!("connection to {place} timed out"),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => {
            format!("connection to {place} was dropped while it was being made")
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            format!("no route to {place}")
        }
        ErrorKind::PermissionDenied => {
            format!("connection to {place} forbidden by this system (firewall?)")
        }
        _ => format!("connection to {place} failed: {error}"),
    };
    let literal = matches!(tried, [only] if host.contains(&only.ip().to_string()));
    if !literal {
        for (i, address) in tried.iter().take(4).enumerate() {
            let lead = if i == 0 { " (tried" } else { "," };
            _ = write!(text, "{lead} {}", address.ip());
        }
        text.push_str(if tried.is_empty() { "" } else { ")" });
    }
    ConnectError { reason: Reason::ConnectFailed, text }
}

/// A server that offers KCP did not take a handshake.
pub(super) fn no_kcp(target: &Target, reason: Reason, what: &str) -> ConnectError {
    let place = Place { host: &target.host, port: target.udp_port };
    ConnectError { reason, text: format!("KCP handshake with UDP port {place} failed: {what}") }
}

/// The name leads nowhere.
pub(super) fn not_resolved(host: &str, error: &io::Error) -> ConnectError {
    let detail = error.to_string();
    let detail = detail.strip_prefix("failed to lookup address information: ").unwrap_or(&detail);
    let text = format!("host name '{}' does not resolve: {detail}", shown(host));
    ConnectError { reason: Reason::NameNotResolved, text }
}

/// A WebSocket could not be opened; `what` goes on behind the place.
pub(super) fn websocket(place: &Place<'_>, what: impl Display) -> ConnectError {
    ConnectError { reason: Reason::ConnectFailed, text: format!("{place} {what}") }
}

/// The connection ended between the WebSocket request and its answer.
pub(super) fn upgrade_cut(place: &Place<'_>, error: &io::Error) -> ConnectError {
    match error.kind() {
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe => {
            websocket(place, "closed the connection instead of answering the WebSocket request")
        }
        _ => websocket(place, format_args!("was lost while the WebSocket was opened: {error}")),
    }
}

/// What stands above TCP was not answered in time; `what` as in "the WebSocket request".
pub(super) fn silent(place: &Place<'_>, what: &str) -> ConnectError {
    let text = format!("{place} accepted the connection but does not answer {what}");
    ConnectError { reason: Reason::ConnectTimeout, text }
}

/// Why a connection that stood has failed: a part of a sentence, for [`crate::session::Session::closed`].
#[must_use]
pub fn lost(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            "reset by the other side".into()
        }
        ErrorKind::TimedOut => "no answer from the other side for too long".into(),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => "no route any more".into(),
        ErrorKind::NetworkDown => "the network is down".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_followed_by_the_addresses_it_stood_for() {
        let tried = ["[::1]:7".parse().unwrap(), "127.0.0.1:7".parse().unwrap()];
        let error = refused("localhost", 7, &tried, &ErrorKind::ConnectionRefused.into());
        assert_eq!(error.text, "connection to localhost:7 refused (tried ::1, 127.0.0.1)");
        let error = refused("::1", 7, &tried[..1], &ErrorKind::NetworkUnreachable.into());
        assert_eq!(error.text, "no route to [::1]:7");
    }

    #[test]
    fn a_hostile_name_cannot_write_the_text() {
        let host = format!("\x1b[2J\n{}", "x".repeat(5000));
        let text = refused(&host, 1, &[], &ErrorKind::TimedOut.into()).text;
        assert!(text.len() < 250 && !text.contains(['\x1b', '\n']), "{text}");
    }
}
