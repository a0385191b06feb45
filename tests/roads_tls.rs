//! The road over TLS: certificates that are in order and all that can be wrong with them.
#![cfg(feature = "tls")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod roads;

use std::future::poll_fn;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::channel;
use std::time::{Duration, SystemTime};

use kbe::layers::event::{Reason, Transport};
use kbe::session::ConnectError;
use kbe::transport::{Choice, Roads, connect};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    PKCS_ECDSA_P256_SHA256,
};
use roads::*;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sha2::{Digest as _, Sha256};

const DAY: Duration = Duration::from_secs(86400);

type Peer = StreamOwned<ServerConnection, TcpStream>;
type Authority = CertifiedIssuer<'static, KeyPair>;

fn key() -> KeyPair {
    KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap()
}

fn authority() -> Authority {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    authority_called(&format!("Authority {}", NUMBER.fetch_add(1, Relaxed)))
}

fn authority_called(name: &str) -> Authority {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, key()).unwrap()
}

/// A server's certificate and key.
struct Identity {
    certificate: CertificateDer<'static>,
    key: KeyPair,
}

impl Identity {
    /// Signed by `authority`, for these names or addresses, from so many days ago for so many days.
    fn new(authority: &Authority, names: &[&str], valid: (i64, i64)) -> Self {
        let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        let at = |days: i64| {
            let now = SystemTime::now();
            let span = DAY * days.unsigned_abs() as u32;
            if days < 0 { now - span } else { now + span }.into()
        };
        (params.not_before, params.not_after) = (at(valid.0), at(valid.1));
        let key = key();
        let certificate = params.signed_by(&key, authority).unwrap();
        Self { certificate: certificate.der().clone(), key }
    }

    fn good(authority: &Authority) -> Self {
        Self::new(authority, &["game.example", "127.0.0.1"], (-1, 1))
    }

    fn pin(&self) -> [u8; 32] {
        Sha256::digest(&self.certificate).into()
    }

    fn config(&self, versions: &[&'static rustls::SupportedProtocolVersion]) -> Arc<ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider);
        let config = config.with_protocol_versions(versions).unwrap().with_no_client_auth();
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).unwrap();
        config.with_single_cert(vec![self.certificate.clone()], key).unwrap().into()
    }
}

/// A server with this identity that lets a client in, and then does as it is told. `None`: the client
/// went away before.
fn secure<T: Send + 'static>(
    identity: &Identity,
    script: impl FnOnce(&mut Peer, String) -> T + Send + 'static,
) -> (u16, std::thread::JoinHandle<Option<T>>) {
    let config = identity.config(rustls::ALL_VERSIONS);
    serve(move |peer| {
        let mut peer = StreamOwned::new(ServerConnection::new(config).unwrap(), peer);
        let mut first = [0; 1];
        match peer.conn.complete_io(&mut peer.sock) {
            Ok(_) => {
                let head = upgrade(&mut peer);
                Some(script(&mut peer, head))
            }
            Err(_) => {
                // Until the client has gone.
                _ = peer.sock.read(&mut first);
                None
            }
        }
    })
}

/// Trust in this authority alone.
fn trusting(authority: &Authority) -> Roads {
    let mut config = roads(Choice::SecureWebSocket);
    config.tls.roots = authority.pem().into_bytes();
    config
}

/// Why there is no road to a server with this identity.
fn refused(identity: &Identity, config: &Roads) -> String {
    let (port, server) = secure(identity, |_, _| ());
    let error = block_on(dial(port, config)).err().unwrap();
    server.join().unwrap();
    assert_eq!(error.reason, Reason::TlsFailed, "{}", error.text);
    error.text.replace(&format!("127.0.0.1:{port}"), "HERE")
}

fn accepted(identity: &Identity, config: &Roads) -> String {
    let (port, server) = secure(identity, |_, head| head);
    let made = block_on(dial(port, config)).map(|(_, via)| via.transport);
    assert_eq!(made.map_err(|e: ConnectError| e.text).unwrap(), Transport::SecureWebSocket);
    server.join().unwrap().unwrap().replace(&port.to_string(), "PORT")
}

#[test]
fn bytes_go_both_ways_under_tls() {
    let ours = authority();
    let identity = Identity::good(&ours);
    let (port, server) = secure(&identity, |peer, head| {
        let mut got = [0; 100];
        let n = peer.read(&mut got).unwrap();
        assert_eq!(&got[..n], b"\x82\x83\0\0\0\0abc", "one frame in one record");
        peer.write_all(b"\x82\x05hel").unwrap();
        peer.write_all(b"lo").unwrap();
        let ended = peer.read(&mut got).unwrap();
        (head, ended)
    });
    let (all, ended) = block_on(async {
        let (mut road, via) = dial(port, &trusting(&ours)).await.unwrap();
        assert_eq!((via.transport, via.framing), (Transport::SecureWebSocket, 37));
        write(&mut *road, b"abc").await;
        let mut buf = [0; 10];
        let mut all = Vec::new();
        while all.len() < 5 {
            let n = read(&mut *road, &mut buf).await.unwrap();
            all.extend_from_slice(&buf[..n]);
        }
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
        // The server closes the socket without TLS's farewell, as KBEngine's does.
        (all, read_all(&mut *road).await.1)
    });
    assert_eq!((&all[..], ended), (&b"hello"[..], Ok(())));
    let (head, farewell) = server.join().unwrap().unwrap();
    assert_eq!(header(&head, "Host"), format!("127.0.0.1:{port}"));
    assert_eq!(farewell, 0, "the client says that it has done");
}

#[test]
fn both_versions_of_tls_are_spoken() {
    let ours = authority();
    let identity = Identity::good(&ours);
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let config = identity.config(&[version]);
        let (port, server) = serve(move |peer| {
            let mut peer = StreamOwned::new(ServerConnection::new(config).unwrap(), peer);
            upgrade(&mut peer);
            peer.conn.protocol_version()
        });
        block_on(dial(port, &trusting(&ours))).unwrap();
        assert_eq!(server.join().unwrap(), Some(version.version));
    }
}

#[test]
fn a_certificate_may_be_for_another_name_than_the_host_that_is_dialled() {
    let ours = authority();
    let named = Identity::new(&ours, &["game.example"], (-1, 1));
    let mut config = trusting(&ours);
    assert_eq!(
        refused(&named, &config),
        "the certificate of HERE is for game.example, not for 127.0.0.1; \
         tls_name says which name to expect instead of the host's"
    );
    config.tls.name = "game.example".into();
    let head = accepted(&named, &config);
    assert_eq!(header(&head, "Host"), "game.example:PORT");
    config.tls.name = "other.example".into();
    let two = Identity::new(&ours, &["game.example", "10.0.0.7"], (-1, 1));
    assert_eq!(
        refused(&two, &config),
        "the certificate of HERE is for game.example, 10.0.0.7, not for other.example"
    );
    let none = Identity::new(&ours, &[], (-1, 1));
    assert_eq!(
        refused(&none, &config),
        "the certificate of HERE is for no name at all, not for other.example"
    );
}

#[test]
fn addresses_of_both_kinds_can_be_certified() {
    let ours = authority();
    let (named, config) = (Identity::new(&ours, &["127.0.0.1", "::1"], (-1, 1)), trusting(&ours));
    accepted(&named, &config);
    let mut sixth = trusting(&ours);
    sixth.tls.name = "::1".into();
    accepted(&named, &sixth);
    sixth.tls.name = "[::1]".into();
    accepted(&named, &sixth);
}

#[test]
fn a_certificate_out_of_its_time_is_told() {
    let ours = authority();
    let config = trusting(&ours);
    let old = Identity::new(&ours, &["127.0.0.1"], (-40, -12));
    assert_eq!(
        refused(&old, &config),
        "the certificate of HERE has expired, 12 days ago by this system's clock"
    );
    let early = Identity::new(&ours, &["127.0.0.1"], (3, 40));
    let told = refused(&early, &config);
    let start = "the certificate of HERE is not valid yet, but in ";
    assert!(
        told.starts_with(start) && told.ends_with("days; is this system's clock right?"),
        "{told}"
    );
}

#[test]
fn an_unknown_authority_is_told() {
    let (ours, other) = (authority(), authority());
    let identity = Identity::good(&other);
    assert_eq!(
        refused(&identity, &trusting(&ours)),
        "the certificate of HERE is signed by none of the authorities in tls_roots"
    );
    let system = refused(&identity, &roads(Choice::SecureWebSocket));
    let unknown = "the certificate of HERE is signed by no authority that this system trusts; \
                   tls_roots can name others";
    let none =
        "no TLS with HERE: this system has no list of certificate authorities; set tls_roots";
    assert!(system == unknown || system == none, "{system}");
    let namesake = authority_called("Authority X");
    assert_eq!(
        refused(&Identity::good(&namesake), &trusting(&authority_called("Authority X"))),
        "the certificate of HERE was not signed by the authority that it names"
    );
    let both = [ours.pem(), other.pem()].concat();
    let mut config = trusting(&ours);
    config.tls.roots = both.into_bytes();
    accepted(&identity, &config);
}

#[test]
fn an_authority_cannot_be_a_server() {
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let both = CertifiedIssuer::self_signed(params, key()).unwrap();
    let config = trusting(&both);
    let key = KeyPair::try_from(both.key().serialize_der()).unwrap();
    let identity = Identity { certificate: both.der().clone(), key };
    assert_eq!(
        refused(&identity, &config),
        "the certificate of HERE is that of an authority (basicConstraints CA:TRUE), which cannot \
         be a server's; sign one for the server with it"
    );
}

#[test]
fn pins_come_on_top_of_the_usual_checks() {
    let (ours, other) = (authority(), authority());
    let (identity, renewed) = (Identity::good(&ours), Identity::good(&ours));
    let mut config = trusting(&ours);
    config.tls.pins = vec![[7; 32], identity.pin()];
    accepted(&identity, &config);
    let digest: String = renewed.pin().iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(
        refused(&renewed, &config),
        format!("the certificate of HERE is none of those in tls_pins; its SHA-256 is {digest}")
    );
    let mut elsewhere = trusting(&other);
    elsewhere.tls.pins = vec![identity.pin()];
    assert_eq!(
        refused(&identity, &elsewhere),
        "the certificate of HERE is signed by none of the authorities in tls_roots"
    );
}

/// What is said of a server that answers the first bytes of TLS like this and then closes.
fn told(script: impl FnOnce(&mut TcpStream) + Send + 'static) -> String {
    let ours = authority();
    let (port, server) = serve(move |mut peer| {
        let mut hello = [0; 4096];
        let n = peer.read(&mut hello).unwrap();
        assert!(n >= 47 && hello.starts_with(b"\x16\x03"), "what the server knows TLS by");
        script(&mut peer);
    });
    let error = block_on(dial(port, &trusting(&ours))).err().unwrap();
    server.join().unwrap();
    assert_eq!(error.reason, Reason::TlsFailed);
    error.text.replace(&format!("127.0.0.1:{port}"), "HERE")
}

#[test]
fn servers_without_tls_are_told_apart() {
    for plain in [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], b"\x09\x02\x53\x00\x32\x2e\x35"] {
        assert_eq!(
            told(move |peer| peer.write_all(plain).unwrap()),
            "HERE does not speak TLS: it answered with something else"
        );
    }
    assert_eq!(
        told(|_| ()),
        "HERE closed the connection in the middle of the TLS handshake; \
         is it set up for TLS, with a certificate?"
    );
    assert_eq!(
        told(|peer| peer.write_all(b"\x15\x03\x01\x00\x02\x02\x46").unwrap()),
        "HERE refused the TLS handshake: it wants none of TLS 1.2 and 1.3, or other ciphers \
         (ProtocolVersion)"
    );
}

#[test]
fn a_server_that_never_answers_the_handshake_is_told() {
    let ours = authority();
    let (hold, held) = channel::<()>();
    let (port, server) = serve(move |_peer| held.recv().unwrap_err());
    let mut config = trusting(&ours);
    config.handshake_timeout = Duration::from_millis(100);
    let error = block_on(dial(port, &config)).err().unwrap();
    drop(hold);
    server.join().unwrap();
    assert_eq!(error.reason, Reason::ConnectTimeout);
    let expected = "accepted the connection but does not answer the TLS handshake";
    assert_eq!(error.text, format!("127.0.0.1:{port} {expected}"));
}

#[test]
fn a_reset_under_tls_is_a_lost_connection() {
    let ours = authority();
    let identity = Identity::good(&ours);
    let (unread, is_unread) = channel::<()>();
    let (port, server) = secure(&identity, move |peer, _| {
        is_unread.recv().unwrap();
        peer.sock.peek(&mut [0; 1]).unwrap();
    });
    let ended = block_on(async {
        let (mut road, _) = dial(port, &trusting(&ours)).await.unwrap();
        write(&mut *road, b"unread").await;
        unread.send(()).unwrap();
        read_all(&mut *road).await.1
    });
    server.join().unwrap();
    assert_eq!(ended, Err("reset by the other side".to_owned()));
}

#[test]
fn what_nobody_could_use_is_refused_before_anything_is_dialled() {
    let refused = |set: &dyn Fn(&mut Roads)| {
        let mut config = roads(Choice::SecureWebSocket);
        set(&mut config);
        config.check().unwrap_err()
    };
    assert_eq!(
        refused(&|c| c.tls.roots = b"hello".to_vec()),
        "tls_roots holds no certificate in PEM form (BEGIN CERTIFICATE)"
    );
    let key = key().serialize_pem();
    let told = refused(&|c| c.tls.roots = key.clone().into_bytes());
    assert_eq!(told, "tls_roots holds no certificate in PEM form (BEGIN CERTIFICATE)");
    let damaged = authority().pem().replace("MII", "A=I");
    let told = refused(&|c| c.tls.roots = damaged.clone().into_bytes());
    assert!(told.starts_with("tls_roots: certificate 1 "), "{told}");
    let wrong = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let told = refused(&|c| c.tls.roots = [&authority().pem(), wrong].concat().into_bytes());
    assert!(told.starts_with("tls_roots: certificate 2 cannot be read"), "{told}");
    let told = refused(&|c| c.tls.name = "two words".into());
    assert_eq!(told, "tls_name is neither a host name nor an address");
    assert_eq!(trusting(&authority()).check(), Ok(()));
}

#[test]
fn a_host_that_no_certificate_can_be_for_is_told() {
    // A name that resolves and yet is none: the system's resolver takes the short form of an address.
    let ours = authority();
    let (port, server) = serve(|mut peer| peer.read(&mut [0; 1]));
    let made = block_on(connect(&target("127.1", port), &trusting(&ours)));
    let error = made.err().unwrap();
    if error.reason == Reason::TlsFailed {
        assert!(error.text.contains("tls_name says which name to expect"), "{}", error.text);
        assert!(server.join().unwrap().map_err(|e| e.kind()).is_ok_and(|n| n == 0));
    } else {
        assert_eq!(error.reason, Reason::NameNotResolved);
    }
}
