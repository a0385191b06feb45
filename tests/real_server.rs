//! The same flows against a real KBEngine server with the stock demo assets:
//!
//!     KBE_TEST_SERVER=127.0.0.1:20013 cargo test --test real_server -- --nocapture
//!
//! Without that variable they are skipped, loudly.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod flows;

use flows::player::Target;

fn real_server() -> Option<Target> {
    let Some(address) = std::env::var("KBE_TEST_SERVER").ok().filter(|a| !a.is_empty()) else {
        eprintln!("SKIPPED: set KBE_TEST_SERVER=host:port to run against a real KBEngine server");
        return None;
    };
    let (host, port) = address.rsplit_once(':').expect("KBE_TEST_SERVER is host:port");
    Some(Target::new(host, port.parse().expect("KBE_TEST_SERVER is host:port")))
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
