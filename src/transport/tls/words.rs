//! What is wrong with a server's TLS, in words a support desk could use.

use std::fmt::{Display, Write as _};
use std::io::{self, ErrorKind};
use std::time::Duration;

use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError, Error, OtherError};

use super::super::words::{Place, shown};
use super::{NotPinned, Tls};
use crate::layers::event::Reason;
use crate::session::ConnectError;

/// Names of a certificate that are shown.
const NAMES: usize = 5;

/// A sentence of its own.
pub(super) fn failed(place: &Place<'_>, text: impl Display) -> ConnectError {
    ConnectError { reason: Reason::TlsFailed, text: format!("no TLS with {place}: {text}") }
}

/// The host's name is none that a certificate can have.
pub(super) fn no_name(place: &Place<'_>) -> ConnectError {
    failed(place, "no certificate can be for this host name; tls_name says which name to expect")
}

/// Why the handshake has failed.
pub(super) fn handshake(
    place: &Place<'_>,
    expected: &str,
    tls: &Tls,
    error: &io::Error,
) -> ConnectError {
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<Error>());
    let text = match (inner, error.kind()) {
        (Some(Error::InvalidCertificate(wrong)), _) => {
            format!("the certificate of {place} {}", certificate(wrong, expected, tls))
        }
        (Some(Error::NoCertificatesPresented), _) => format!("{place} showed no certificate"),
        (Some(Error::AlertReceived(alert)), _) => format!("{place} {}", refused(*alert)),
        (Some(Error::PeerIncompatible(what)), _) => {
            format!("{place} and this client have no TLS version or cipher in common ({what:?})")
        }
        (Some(Error::InvalidMessage(_)), _) => {
            format!("{place} does not speak TLS: it answered with something else")
        }
        (Some(other), _) => format!("no TLS with {place}: {other}"),
        (
            None,
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe,
        ) => format!(
            "{place} closed the connection in the middle of the TLS handshake; \
             is it set up for TLS, with a certificate?"
        ),
        (None, _) => format!("{place} was lost in the middle of the TLS handshake: {error}"),
    };
    ConnectError { reason: Reason::TlsFailed, text }
}

fn refused(alert: AlertDescription) -> String {
    match alert {
        AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure => format!(
            "refused the TLS handshake: it wants none of TLS 1.2 and 1.3, or other ciphers ({alert:?})"
        ),
        AlertDescription::UnrecognisedName => {
            "refused the TLS handshake: it has no certificate for this name".into()
        }
        other => format!("refused the TLS handshake ({other:?})"),
    }
}

/// Goes on behind "the certificate of …".
fn certificate(wrong: &CertificateError, expected: &str, tls: &Tls) -> String {
    match wrong {
        CertificateError::ExpiredContext { time, not_after } => {
            let ago = days(*not_after, *time);
            format!("has expired, {ago} ago by this system's clock")
        }
        CertificateError::Expired => "has expired".into(),
        CertificateError::NotValidYetContext { time, not_before } => {
            let ahead = days(*time, *not_before);
            format!("is not valid yet, but in {ahead}; is this system's clock right?")
        }
        CertificateError::NotValidYet => "is not valid yet; is this system's clock right?".into(),
        CertificateError::NotValidForNameContext { presented, .. } => {
            let (names, expected) = (list(presented), shown(expected));
            let hint = match tls.name.is_empty() {
                true => "; tls_name says which name to expect instead of the host's",
                false => "",
            };
            format!("is for {names}, not for {expected}{hint}")
        }
        CertificateError::NotValidForName => format!("is not for {}", shown(expected)),
        CertificateError::UnknownIssuer => match tls.roots.is_empty() {
            true => "is signed by no authority that this system trusts; \
                     tls_roots can name others"
                .into(),
            false => "is signed by none of the authorities in tls_roots".into(),
        },
        CertificateError::Revoked => "has been revoked".into(),
        CertificateError::BadEncoding => "cannot be read".into(),
        CertificateError::BadSignature => "was not signed by the authority that it names".into(),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "is not meant for servers".into()
        }
        CertificateError::Other(OtherError(inner)) => match inner.downcast_ref::<NotPinned>() {
            Some(NotPinned(digest)) => {
                let mut text = "is none of those in tls_pins; its SHA-256 is ".to_owned();
                digest.iter().for_each(|b| _ = write!(text, "{b:02x}"));
                text
            }
            // Named by its text: the crate that has the type is not a direct dependency.
            None if format!("{inner:?}").contains("CaUsedAsEndEntity") => {
                "is that of an authority (basicConstraints CA:TRUE), which cannot be a server's; \
                 sign one for the server with it"
                    .into()
            }
            None => format!("is not accepted: {inner}"),
        },
        other => format!("is not accepted: {other}"),
    }
}

fn days(from: UnixTime, to: UnixTime) -> String {
    let span = Duration::from_secs(to.as_secs().saturating_sub(from.as_secs()));
    match span.as_secs() / 86400 {
        0 => "less than a day".into(),
        1 => "1 day".into(),
        n => format!("{n} days"),
    }
}

/// Names as the verifier spells them, `DnsName("…")` for example, without the spelling.
fn list(presented: &[String]) -> String {
    let bare = |name: &String| {
        let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
        shown(inner.unwrap_or(name).trim_matches('"'))
    };
    let names: Vec<String> = presented.iter().take(NAMES).map(bare).collect();
    match (names.is_empty(), presented.len() > NAMES) {
        (true, _) => "no name at all".into(),
        (false, true) => format!("{} and others", names.join(", ")),
        (false, false) => names.join(", "),
    }
}
