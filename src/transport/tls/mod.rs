//! TLS by rustls with the ring provider: whom to trust, and the handshake.
//!
//! Certificates are checked by rustls on every system, with the authorities that the system knows or those
//! that the game brings. A verifier of the system's own would know more (revocations, a company's rules), but
//! it words its refusals otherwise everywhere, needs a Java machine on Android, and cannot be tried where
//! this library is tested.

mod words;

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore,
    SignatureScheme,
};
use sha2::{Digest as _, Sha256};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::options::Tls;
use super::socket::Socket;
use super::words::Place;
use crate::session::ConnectError;

/// Bytes that a record adds to what is written: header, content type and tag of TLS 1.3, or the explicit
/// nonce of 1.2.
pub(super) const FRAMING: usize = 29;

/// A server whose name and certificate are in order.
pub(super) async fn secure(
    socket: Socket,
    place: &Place<'_>,
    tls: &Tls,
) -> Result<TlsStream<Socket>, ConnectError> {
    let expected = if tls.name.is_empty() { place.host } else { &tls.name };
    let name = server_name(expected).ok_or_else(|| words::no_name(place))?;
    let config = config(tls).await.map_err(|text| words::failed(place, text))?;
    let connector = TlsConnector::from(Arc::new(config));
    let made = connector.connect(name, socket).await;
    made.map_err(|e| words::handshake(place, expected, tls, &e))
}

/// Checks what can be checked before there is a server.
///
/// # Errors
/// A sentence that names the field.
pub(super) fn check(tls: &Tls) -> Result<(), String> {
    if !tls.roots.is_empty() {
        given(&tls.roots)?;
    }
    if !tls.name.is_empty() && server_name(&tls.name).is_none() {
        return Err("tls_name is neither a host name nor an address".into());
    }
    Ok(())
}

/// A name or an address that a certificate can be for.
fn server_name(host: &str) -> Option<ServerName<'static>> {
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    ServerName::try_from(bare.to_owned()).ok()
}

/// The authorities of a PEM text.
fn given(pem: &[u8]) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    for (i, certificate) in (1..).zip(CertificateDer::pem_slice_iter(pem)) {
        let certificate =
            certificate.map_err(|e| format!("tls_roots: certificate {i} is not PEM: {e}"))?;
        roots
            .add(certificate)
            .map_err(|e| format!("tls_roots: certificate {i} cannot be read: {e}"))?;
    }
    if roots.is_empty() {
        return Err("tls_roots holds no certificate in PEM form (BEGIN CERTIFICATE)".into());
    }
    Ok(roots)
}

/// The system's authorities, read anew each time: connections are few, and an editor that runs for weeks
/// sees what was added meanwhile. Reads files, so it must not run on the network thread.
fn system() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    // What cannot be read counts as not there: with the rest the server may still be known.
    roots.add_parsable_certificates(native());
    roots
}

#[cfg(any(windows, target_os = "macos"))]
fn native() -> Vec<CertificateDer<'static>> {
    rustls_native_certs::load_native_certs().certs
}

/// From the places where distributions keep them. The function for all systems would read the
/// environment first, and reading it while the host's other threads write it is undefined in C.
#[cfg(not(any(windows, target_os = "macos")))]
fn native() -> Vec<CertificateDer<'static>> {
    use std::path::Path;

    /// Debian and Arch; Fedora; older Fedora; SUSE; Alpine and OpenBSD; FreeBSD; NetBSD.
    const FILES: [&str; 7] = [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
        "/usr/local/etc/ssl/cert.pem",
        "/etc/openssl/certs/ca-certificates.crt",
    ];
    /// Android, new and old; anything with a directory and no bundle.
    const DIRECTORIES: [&str; 3] =
        ["/apex/com.android.conscrypt/cacerts", "/system/etc/security/cacerts", "/etc/ssl/certs"];
    let load = rustls_native_certs::load_certs_from_paths;
    let files = FILES.iter().map(|f| (Some(Path::new(*f)), None));
    let directories = DIRECTORIES.iter().map(|d| (None, Some(Path::new(*d))));
    let places = files.chain(directories);
    let mut present = places.filter(|(f, d)| f.or(*d).is_some_and(Path::exists));
    present.find_map(|(f, d)| Some(load(f, d).certs).filter(|c| !c.is_empty())).unwrap_or_default()
}

async fn config(tls: &Tls) -> Result<ClientConfig, String> {
    let roots = match tls.roots.as_slice() {
        [] => tokio::task::spawn_blocking(system).await.map_err(|e| e.to_string())?,
        pem => given(pem)?,
    };
    if roots.is_empty() {
        return Err("this system has no list of certificate authorities; set tls_roots".into());
    }
    let defect = |e: &dyn std::fmt::Display| format!("TLS cannot be set up: {e}");
    // The provider is handed over rather than installed: the process belongs to the host.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let usual = WebPkiServerVerifier::builder_with_provider(roots.into(), Arc::clone(&provider));
    let verifier = Pinned { usual: usual.build().map_err(|e| defect(&e))?, pins: tls.pins.clone() };
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config = config
        .map_err(|e| defect(&e))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    // Every server shows its certificate, each time.
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// A server's certificate is none of those that were pinned; with its digest.
#[derive(Debug, thiserror::Error)]
#[error("none of the pinned certificates")]
struct NotPinned([u8; 32]);

/// The usual checks, and then the pins.
#[derive(Debug)]
struct Pinned {
    usual: Arc<WebPkiServerVerifier>,
    pins: Vec<[u8; 32]>,
}

impl ServerCertVerifier for Pinned {
    /// Only the server's own certificate is compared: a server may send any others along with it, used
    /// or not, so finding a pin among them would prove nothing.
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.usual.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )?;
        let digest: [u8; 32] = Sha256::digest(end_entity).into();
        if self.pins.is_empty() || self.pins.contains(&digest) {
            return Ok(verified);
        }
        Err(CertificateError::Other(OtherError(Arc::new(NotPinned(digest)))).into())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }
}
