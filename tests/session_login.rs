//! Logging in: what is said to whom, in which order, with and without a cache.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::defs::cache::CacheKind;
use kbe::layers::Command;
use kbe::layers::command::Secret;
use kbe::layers::event::Server;
use kbe::session::{Config, Link};
use kbe::wire::table::Component;
use script::server::{
    self, body, created, definitions, hello_baseapp, hello_loginapp, login_accepted, message_list,
};
use script::{Script, Step, cut, hex};

const TOLD_COLD: [&str; 9] = [
    "connected loginapp 127.0.0.1:20013",
    "hello loginapp 2.5.10 L1 D1",
    "error texts",
    "accepted user 10.0.0.2 20015/0 \"welcome\"",
    "connected baseapp 10.0.0.2:20015",
    "hello baseapp 2.5.10 B1 D1",
    "definitions",
    "player 100 Account new",
    "login succeeded 100 1122334455667788",
];

#[test]
fn the_first_login_imports_everything_and_keeps_it() {
    let mut s = Script::fresh();
    s.login_up_to(Step::InGame);
    assert_eq!(s.told(), TOLD_COLD);
    assert_eq!(
        s.sent_names(),
        [
            "Loginapp::hello",
            "Loginapp::importClientMessages",
            "Loginapp::importServerErrorsDescr",
            "Loginapp::login",
            "Baseapp::hello",
            "Baseapp::importClientMessages",
            "Baseapp::importClientEntityDef",
            "Baseapp::loginBaseapp",
            "Baseapp::onClientActiveTick",
        ]
    );
    assert_eq!(
        s.done(),
        [
            "connect loginapp 127.0.0.1:20013",
            "load Loginapp 2.5.10/0.1.0/L1",
            "store Loginapp 2.5.10/0.1.0/L1",
            "close 1",
            "connect baseapp 10.0.0.2:20015",
            "load Baseapp 2.5.10/0.1.0/B1",
            "load EntityDefs 2.5.10/0.1.0/D1",
            "store Baseapp 2.5.10/0.1.0/B1",
            "store EntityDefs 2.5.10/0.1.0/D1",
        ]
    );
    let body_of = |message: Vec<u8>| message[4..].to_vec();
    let kept: Vec<_> = s.cache.iter().map(|(k, b)| (k.kind, b.clone())).collect();
    assert_eq!(
        kept,
        [
            (
                CacheKind::Loginapp,
                vec![body_of(server::loginapp_messages()), body_of(server::errors())]
            ),
            (CacheKind::Baseapp, vec![body_of(server::baseapp_messages())]),
            (CacheKind::EntityDefs, vec![body_of(definitions(server::STOCK))]),
        ]
    );
}

#[test]
fn the_documented_bytes_are_sent() {
    let mut s = Script::new(Config { client_type: 2, ..Config::default() });
    s.login_up_to(Step::Hello);
    assert_eq!(s.sent(), hex("04 00 11 00 32 2e 35 2e 31 30 00 30 2e 31 2e 30 00 00 00 00 00"));
    s.login_from(Step::Hello, Step::Import);
    assert_eq!(s.sent(), hex("05 00 | 08 00"));
    s.login_from(Step::Import, Step::Login);
    let login = "03 00 0f 00 02 00 00 00 00 75 73 65 72 00 70 61 73 73 00";
    assert_eq!(s.sent(), hex(login));
    s.login_from(Step::Login, Step::BaseHello);
    let hello = "c8 00 11 00 32 2e 35 2e 31 30 00 30 2e 31 2e 30 00 00 00 00 00";
    assert_eq!(s.sent(), hex(hello));
    s.login_from(Step::BaseHello, Step::BaseImport);
    assert_eq!(s.sent(), hex("cf 00 | d0 00"));
    s.login_from(Step::BaseImport, Step::BaseLogin);
    assert_eq!(s.sent(), hex("ca 00 0a 00 75 73 65 72 00 70 61 73 73 00"));
    s.login_from(Step::BaseLogin, Step::InGame);
    assert_eq!(s.sent(), hex("ce 00"));
}

#[test]
fn data_for_the_login_script_come_behind_the_type_of_the_client() {
    let mut s = Script::fresh();
    let (account, password) = (b"user".to_vec(), Secret::from(b"pass".to_vec()));
    s.command(Command::Login { account, password, datas: b"\0\xff".to_vec() });
    for step in [Step::Connect, Step::Hello, Step::Import] {
        s.sent();
        s.serve(step);
    }
    let login = "03 00 11 00 07 02 00 00 00 00 ff 75 73 65 72 00 70 61 73 73 00";
    assert_eq!(s.sent(), hex(login));
}

#[test]
fn each_request_waits_for_the_answer_before_it() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Connect);
    assert_eq!(s.sent(), [0u8; 0]);
    s.connect();
    s.sent();
    let hello = hello_loginapp();
    for byte in &hello[..hello.len() - 1] {
        s.feed(&[*byte]);
        assert_eq!(s.sent(), [0u8; 0], "nothing leaves before hello is answered");
    }
    s.feed(&hello[hello.len() - 1..]);
    assert_eq!(s.sent_names().len(), 2);
    s.feed(&server::errors());
    assert_eq!(s.sent(), [0u8; 0], "the login waits for both answers");
    s.feed(&server::loginapp_messages());
    assert_eq!(s.sent_names(), ["Loginapp::login"]);
}

#[test]
fn a_second_login_asks_for_nothing_it_knows() {
    let mut s = Script::in_game();
    s.command(Command::Disconnect);
    s.forget();
    s.login_up_to(Step::InGame);
    assert_eq!(s.told(), TOLD_COLD);
    assert_eq!(
        s.sent_names(),
        [
            "Loginapp::hello",
            "Loginapp::login",
            "Baseapp::hello",
            "Baseapp::loginBaseapp",
            "Baseapp::onClientActiveTick",
        ]
    );
    assert!(s.done().iter().all(|a| !a.starts_with("store")));
    // The login goes out in answer to hello: no extra round trip.
    let after_hello: Vec<_> = s.writes.iter().filter(|w| w.link == s.link).collect();
    assert_eq!(after_hello.len(), 3);
}

#[test]
fn a_server_that_announces_no_digests_is_asked_every_time() {
    for _ in 0..2 {
        let mut s = Script::fresh();
        s.login_up_to(Step::Hello);
        s.feed(&server::hello("", "", 2));
        s.login_from(Step::Import, Step::BaseHello);
        s.feed(&server::hello("", "", 6));
        s.login_from(Step::BaseImport, Step::InGame);
        assert_eq!(s.told().last().unwrap(), "login succeeded 100 1122334455667788");
        assert!(s.done().iter().all(|a| a.starts_with("connect") || a.starts_with("close")));
        assert_eq!(s.sent_names().len(), 9);
    }
}

#[test]
fn without_import_of_messages_only_definitions_are_asked_for() {
    let mut s = Script::new(Config { import_messages: false, ..Config::default() });
    s.login_up_to(Step::InGame);
    let told = s.told();
    assert!(!told.contains(&"error texts".to_owned()));
    assert_eq!(told.last().unwrap(), "login succeeded 100 1122334455667788");
    assert_eq!(
        s.sent_names(),
        [
            "Loginapp::hello",
            "Loginapp::login",
            "Baseapp::hello",
            "Baseapp::importClientEntityDef",
            "Baseapp::loginBaseapp",
            "Baseapp::onClientActiveTick",
        ]
    );
    assert_eq!(s.cache.len(), 1);
}

#[test]
fn a_lookup_that_takes_long_is_waited_for() {
    let mut s = Script::fresh();
    s.answers_lookups = false;
    s.login_up_to(Step::Import);
    s.sent();
    s.pass(script::secs(5));
    assert_eq!(s.sent(), [0u8; 0]);
    let key = s.lookups.remove(0);
    s.answer_lookup(&key);
    s.settle();
    assert_eq!(
        s.sent_names(),
        ["Loginapp::importClientMessages", "Loginapp::importServerErrorsDescr"]
    );
    // An answer that comes twice, or for another connection, says nothing.
    s.answer_lookup(&key);
    s.settle();
    assert_eq!(s.sent(), [0u8; 0]);
}

#[test]
fn properties_in_front_of_the_player_belong_to_its_creation() {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseLogin);
    s.forget();
    s.feed(&server::properties(100, server::gold(server::STOCK, 7)));
    s.feed(&server::properties(100, server::gold(server::STOCK, 8)));
    assert_eq!(s.told(), [""; 0]);
    s.feed(&created(1, 100, "Account"));
    assert_eq!(
        s.told(),
        [
            "player 100 Account new",
            "properties 100 gold=7 buffered",
            "properties 100 gold=8 buffered",
            "login succeeded 100 1",
        ]
    );
}

#[test]
fn the_account_name_of_the_answer_is_used_on_the_baseapp() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Login);
    let answer = body().str("u42").str("10.0.0.2").u16(20015).u16(20005).blob(b"").var(502);
    s.connects = false;
    s.feed(&answer);
    assert_eq!(s.told().last().unwrap(), "accepted u42 10.0.0.2 20015/20005");
    s.login_from(Step::BaseConnect, Step::BaseLogin);
    let all: Vec<u8> = s.sent();
    let login = body().str("u42").str("pass").var(202);
    assert!(all.ends_with(&login), "{all:02x?}");
}

#[test]
fn the_configured_baseapp_address_wins_over_the_announced_one() {
    let config =
        Config { baseapp_host: "game.example".into(), baseapp_port: 9999, ..Config::default() };
    let mut s = Script::new(config);
    s.login_up_to(Step::BaseConnect);
    assert_eq!(s.done().last().unwrap(), "connect baseapp game.example:9999");
}

#[test]
fn the_kcp_port_is_the_announced_one_unless_the_addresses_are_replaced() {
    let place = |baseapp_port, baseapp_udp_port, offered: u16| {
        let mut s = Script::new(Config { baseapp_port, baseapp_udp_port, ..Config::default() });
        s.login_up_to(Step::Login);
        let accepted = body().str("user").str("10.0.0.2").u16(20015).u16(offered);
        s.feed(&accepted.blob(b"").var(502));
        s.done().last().unwrap().clone()
    };
    assert_eq!(place(0, 0, 20005), "connect baseapp 10.0.0.2:20015 udp 20005");
    assert_eq!(place(0, 7, 20005), "connect baseapp 10.0.0.2:20015 udp 7");
    assert_eq!(place(9, 0, 20005), "connect baseapp 10.0.0.2:9");
    assert_eq!(place(9, 7, 20005), "connect baseapp 10.0.0.2:9 udp 7");
    assert_eq!(place(0, 7, 0), "connect baseapp 10.0.0.2:20015", "none is offered");
}

#[test]
fn moved_message_ids_are_obeyed() {
    let moved = |name: &str, id: u16| match name {
        "Client::onLoginSuccessfully" => 900,
        "Client::onCreatedProxies" => 901,
        "Client::onUpdatePropertys" => 502,
        "Client::onHelloCB" => 521,
        "Loginapp::login" => 77,
        "Baseapp::loginBaseapp" => 78,
        "Baseapp::onClientActiveTick" => 79,
        _ => id,
    };
    let loginapp = message_list(&[Component::Client, Component::Loginapp], moved).var(518);
    let baseapp = message_list(&[Component::Baseapp], moved).var(518);
    let renamed = |message: Vec<u8>, id: u16| [&id.to_le_bytes()[..], &message[2..]].concat();

    let mut s = Script::fresh();
    s.login_up_to(Step::Import);
    s.sent();
    s.feed(&loginapp);
    s.feed(&server::errors());
    assert_eq!(s.sent()[..2], [77, 0]);
    s.feed(&renamed(login_accepted(), 900));
    s.feed(&hello_baseapp());
    s.sent();
    s.feed(&baseapp);
    s.feed(&definitions(server::STOCK));
    assert_eq!(s.sent()[..2], [78, 0]);
    s.feed(&renamed(server::properties(100, server::gold(server::STOCK, 3)), 502));
    s.forget();
    s.feed(&renamed(created(5, 100, "Account"), 901));
    assert_eq!(
        s.told(),
        ["player 100 Account new", "properties 100 gold=3 buffered", "login succeeded 100 5"]
    );
    s.step();
    assert_eq!(s.sent(), [79, 0]);

    // What the table no longer has cannot be followed, and the next login starts from the stock ids.
    s.feed(&created(5, 100, "Account"));
    assert_eq!(s.told(), ["reset", "disconnected: Library ProtocolError baseapp"]);
    s.cache.clear();
    s.login_up_to(Step::InGame);
    assert_eq!(s.told(), TOLD_COLD);
}

#[test]
fn a_probe_asks_who_is_there() {
    let mut s = Script::fresh();
    s.command(Command::Probe { server: Server::Loginapp, imports: false });
    s.feed(&hello_loginapp());
    assert_eq!(
        s.told(),
        [
            "connected loginapp 127.0.0.1:20013",
            "hello loginapp 2.5.10 L1 D1",
            "probe: Server None loginapp",
        ]
    );
    assert_eq!(s.sent_names(), ["Loginapp::hello"]);
    assert_eq!(s.done(), ["connect loginapp 127.0.0.1:20013", "close 1"]);
}

#[test]
fn a_probe_with_imports_hears_the_server_itself() {
    let mut s = Script::in_game();
    s.command(Command::Disconnect);
    s.forget();
    s.command(Command::Probe { server: Server::Baseapp, imports: true });
    s.feed(&hello_baseapp());
    s.feed(&server::baseapp_messages());
    s.feed(&definitions(server::STOCK));
    assert_eq!(
        s.told(),
        [
            "connected baseapp 127.0.0.1:20013",
            "hello baseapp 2.5.10 B1 D1",
            "definitions",
            "probe: Server None baseapp",
        ]
    );
    let sent = s.sent();
    let ids: Vec<u16> = cut(&sent, Server::Baseapp).iter().map(|m| m.0).collect();
    assert_eq!(ids, [200, 207, 208]);
    assert_eq!(s.link, Link(3));
}
