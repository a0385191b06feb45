//! TLS on the ports of the game (`spec/01 §5.3`): how it is recognised, and with which certificate it is spoken.

use std::fmt;
use std::io;
use std::sync::Arc;

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, date_time_ymd,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::ServerConfig;

/// Shortest first chunk that is taken for a ClientHello.
pub(crate) const SHORTEST: usize = 47;
/// Who a certificate of the server's own making is for.
const NAMES: [&str; 2] = ["localhost", "127.0.0.1"];

/// A certificate and its key, as a server's operator would hand them over.
#[derive(Clone)]
pub struct TlsIdentity {
    /// The certificate, followed by those that lead to a trusted one, if any (PEM).
    pub certificate_pem: String,
    /// Its private key (PEM: PKCS#8, PKCS#1 or SEC1).
    pub key_pem: String,
}

impl fmt::Debug for TlsIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let certificate = &self.certificate_pem;
        f.debug_struct("TlsIdentity").field("certificate_pem", certificate).finish_non_exhaustive()
    }
}

fn unusable(what: &str, problem: impl fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("TLS {what}: {problem}"))
}

impl TlsIdentity {
    /// A new certificate that signs itself, for `localhost` and `127.0.0.1`. A client must be told to trust it.
    ///
    /// # Errors
    ///
    /// The system has no random numbers.
    pub fn self_signed() -> io::Result<Self> {
        let unusable = |problem: rcgen::Error| unusable("certificate", problem);
        let mut params = CertificateParams::new(NAMES.map(str::to_owned)).map_err(unusable)?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "kbe demo server");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        // Dates that every library can read; the package's own reach beyond what some can.
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2049, 12, 31);
        let key = KeyPair::generate().map_err(unusable)?;
        let certificate_pem = params.self_signed(&key).map_err(unusable)?.pem();
        Ok(Self { certificate_pem, key_pem: key.serialize_pem() })
    }

    /// What accepts TLS connections in this name.
    pub(crate) fn acceptor(&self) -> io::Result<TlsAcceptor> {
        let chain: Result<Vec<_>, _> =
            CertificateDer::pem_slice_iter(self.certificate_pem.as_bytes()).collect();
        let chain = chain.map_err(|e| unusable("certificate", e))?;
        let key = PrivateKeyDer::from_pem_slice(self.key_pem.as_bytes());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|e| unusable("settings", e))?
            .with_no_client_auth()
            .with_single_cert(chain, key.map_err(|e| unusable("key", e))?)
            .map_err(|e| unusable("certificate and key", e))?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

/// Whether a first chunk starts TLS. The hello of SSL 2, which the real server also recognises, is not spoken here.
pub(crate) fn is_hello(chunk: &[u8]) -> bool {
    chunk.len() >= SHORTEST && matches!(chunk, [0x16, 3, 0..=3, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_enough_hello_is_one() {
        let hello =
            |version: u8, n: usize| is_hello(&[&[0x16, 3, version], &[0; 60][..n - 3]].concat());
        assert!(hello(1, 47) && hello(3, 50));
        assert!(!hello(1, 46) && !hello(4, 50));
        assert!(!is_hello(&[0xCE; 60]));
    }

    #[test]
    fn keys_stay_out_of_debug_texts_and_bad_ones_are_refused() {
        let mut identity = TlsIdentity::self_signed().unwrap();
        assert!(identity.acceptor().is_ok());
        let shown = format!("{identity:?}");
        assert!(shown.contains("BEGIN CERTIFICATE") && !shown.contains("PRIVATE"), "{shown}");
        let problem = |identity: &TlsIdentity| {
            let problem = identity.acceptor().map(|_| ()).unwrap_err();
            assert_eq!(problem.kind(), io::ErrorKind::InvalidInput);
            problem.to_string()
        };
        identity.key_pem = TlsIdentity::self_signed().unwrap().key_pem;
        assert!(problem(&identity).starts_with("TLS certificate and key: "));
        identity.key_pem = "nothing".to_owned();
        assert!(problem(&identity).starts_with("TLS key: "));
        identity.certificate_pem = String::new();
        assert!(problem(&identity).starts_with("TLS "));
    }
}
