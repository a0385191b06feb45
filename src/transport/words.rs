//! What went wrong with a connection, in words a support desk could use.

use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::net::{Ipv6Addr, SocketAddr};

use super::options::Target;
use crate::layers::event::Reason;
use crate::session::ConnectError;
pub(super) use crate::session::announced::shown;

/// `host:port` as it may be shown.
fn place(host: &str, port: u16) -> String {
    let host = shown(host);
    if host.parse::<Ipv6Addr>().is_ok() {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

/// No address of the host could be reached.
pub(super) fn refused(
    host: &str,
    port: u16,
    tried: &[SocketAddr],
    error: &io::Error,
) -> ConnectError {
    let place = place(host, port);
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
    let place = place(&target.host, target.udp_port);
    ConnectError { reason, text: format!("KCP handshake with UDP port {place} failed: {what}") }
}

/// The name leads nowhere.
pub(super) fn not_resolved(host: &str, error: &io::Error) -> ConnectError {
    let detail = error.to_string();
    let detail = detail.strip_prefix("failed to lookup address information: ").unwrap_or(&detail);
    let text = format!("host name '{}' does not resolve: {detail}", shown(host));
    ConnectError { reason: Reason::NameNotResolved, text }
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
