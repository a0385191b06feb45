//! The baseapp's address as the login answer announces it: where the session connects, and what it says
//! when that leads nowhere.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::net::SocketAddr;

use kbe::layers::event::Reason;
use kbe::session::{Config, Via};
use script::server::body;
use script::{Script, Step, secs};

fn reached(address: &str) -> Option<SocketAddr> {
    Some(SocketAddr::new(address.parse().ok()?, 20013))
}

/// A login at a loginapp reached at `address`, up to the connection to an announced baseapp.
fn announced(host: &str, config: Config, address: &str) -> Script {
    let mut s = Script::new(config);
    s.via = Via { address: reached(address), ..Via::default() };
    s.login_up_to(Step::Login);
    s.forget();
    s.connects = false;
    s.feed(&body().str("user").str(host).u16(20015).u16(0).blob(b"").var(502));
    s
}

fn named(host: &str) -> Config {
    Config { host: host.into(), ..Config::default() }
}

#[test]
fn an_address_that_is_none_is_replaced_by_the_loginapps() {
    for host in ["0.0.0.0", "::", ""] {
        let mut s = announced(host, named("game.example"), "203.0.113.5");
        assert_eq!(s.done().last().unwrap(), "connect baseapp game.example:20015");
        s.connect();
        let told = s.told();
        let what = match host {
            "" => "no baseapp address".into(),
            host => format!("{host}, which is no address to connect to"),
        };
        let note = format!(
            "connected baseapp game.example:20015 (the server announced {what}: the loginapp's host is \
             used instead)"
        );
        assert_eq!(told[0], format!("accepted user {host} 20015/0"));
        assert_eq!(told[1], note);
    }
}

#[test]
fn what_cannot_be_reached_is_explained_by_what_was_announced() {
    let cases = [
        ("127.0.0.1", "203.0.113.5", "which is this machine itself, while"),
        ("192.168.0.4", "203.0.113.5", "which is a private one, while"),
        ("192.168.0.4", "192.168.0.1", "if it does not lead there from here (NAT, containers)"),
        ("203.0.113.5", "203.0.113.5", "so look at the port"),
        ("0.0.0.0", "203.0.113.5", "the loginapp's host is used instead"),
    ];
    for (host, reached, words) in cases {
        for timed_out in [false, true] {
            let mut s = announced(host, named("game.example"), reached);
            s.forget();
            match timed_out {
                true => s.pass(secs(10)),
                false => s.refuse(Reason::ConnectFailed),
            }
            let told = s.told();
            assert!(told[0].starts_with("not connected baseapp"), "{told:?}");
            let sentence = s.sentences().pop().unwrap();
            assert!(sentence.contains(words), "{host} from {reached}: {sentence}");
            let begins = if timed_out { "connection to the baseapp" } else { "no way there; " };
            assert!(sentence.starts_with(begins), "{sentence}");
            assert_eq!(told.len(), 2, "{told:?}");
        }
    }
}

#[test]
fn a_machine_that_is_not_the_baseapp_is_explained_too() {
    let mut s = announced("127.0.0.1", named("game.example"), "203.0.113.5");
    s.connect();
    s.forget();
    s.pass(secs(10));
    assert_eq!(s.told(), ["login failed: Library HelloTimeout baseapp"]);
    let sentence = s.sentences().pop().unwrap();
    assert!(sentence.contains("which is this machine itself"), "{sentence}");
}

#[test]
fn an_address_that_the_game_has_set_is_not_the_servers() {
    let config = Config { baseapp_host: "10.0.0.9".into(), ..named("game.example") };
    let mut s = announced("0.0.0.0", config, "203.0.113.5");
    assert_eq!(s.done().last().unwrap(), "connect baseapp 10.0.0.9:20015");
    s.pass(secs(10));
    assert_eq!(s.sentences(), ["connection to the baseapp 10.0.0.9:20015 timed out"]);
}

#[test]
fn a_baseapp_that_was_reached_once_is_not_explained_any_more() {
    let config = Config { relogin_attempts: 1, ..named("game.example") };
    let mut s = announced("10.0.0.2", config, "203.0.113.5");
    s.login_from(Step::BaseConnect, Step::InGame);
    s.connects = false;
    s.lose();
    s.pass(secs(2));
    s.forget();
    s.refuse(Reason::ConnectFailed);
    assert_eq!(s.sentences().pop().unwrap(), "no way there");
}
