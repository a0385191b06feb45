//! The same flows against a real KBEngine server with the stock demo assets:
//!
//!     KBE_TEST_SERVER=127.0.0.1:20013 cargo test --test real_server -- --nocapture
//!
//! Without that variable they are skipped, loudly. `KBE_TEST_ROAD` says over what they go: `tcp`, `kcp`,
//! `websocket`, `blowfish` (over TCP, the server's encrypt_type being 1), or nothing for what a game gets
//! that does not care.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod flows;

use flows::player::Target;
use kbe::ffi::config::*;

fn real_server() -> Option<Target> {
    let Some(address) = std::env::var("KBE_TEST_SERVER").ok().filter(|a| !a.is_empty()) else {
        eprintln!("SKIPPED: set KBE_TEST_SERVER=host:port to run against a real KBEngine server");
        return None;
    };
    let (host, port) = address.rsplit_once(':').expect("KBE_TEST_SERVER is host:port");
    let mut target = Target::new(host, port.parse().expect("KBE_TEST_SERVER is host:port"));
    target.settings = match std::env::var("KBE_TEST_ROAD").unwrap_or_default().as_str() {
        "" => |_| {},
        "tcp" => |c| c.transport = KBE_TRANSPORT_TCP,
        "kcp" => |c| c.transport = KBE_TRANSPORT_KCP,
        "websocket" => |c| c.transport = KBE_TRANSPORT_WEBSOCKET,
        "blowfish" => |c| {
            c.transport = KBE_TRANSPORT_TCP;
            c.encryption = KBE_ENCRYPTION_BLOWFISH;
        },
        other => panic!("KBE_TEST_ROAD: {other:?} is no road"),
    };
    Some(target)
}

macro_rules! flows {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            if let Some(target) = real_server() {
                flows::$name(&target);
            }
        }
    )*};
}

flows! {
    accounts_and_refusals
    refused_at_the_call
    into_the_world
    two_see_each_other
    kicked_by_a_second_login
    resumed_after_a_loss
}

#[test]
fn warm_cache() {
    if let Some(target) = real_server() {
        flows::warm_cache(&target, || {});
    }
}
