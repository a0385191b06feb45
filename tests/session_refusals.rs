//! Logins that a server refuses: each reason is told apart, and only the first answer counts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::session::Config;
use script::server::{
    self, baseapp_failed, body, hello_baseapp, hello_loginapp, kicked, login_accepted, login_failed,
};
use script::{Script, Step};

#[test]
fn every_refusal_of_the_loginapp_has_its_code() {
    for code in 1..=37 {
        let mut s = Script::fresh();
        s.login_up_to(Step::Login);
        s.forget();
        s.feed(&login_failed(code));
        let expected = format!("login failed: Server Refused loginapp {code} \"why\"");
        assert_eq!(s.told(), [expected]);
        s.logs_in_again();
    }
}

#[test]
fn the_documented_refusal_is_a_sentence_in_the_servers_words() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Login);
    s.forget();
    s.feed(&script::hex("f7 01 06 00 04 00 00 00 00 00"));
    assert_eq!(s.told(), ["login failed: Server Refused loginapp 4"]);
    assert_eq!(s.sentences(), ["Wrong name or word. (SERVER_ERR_NAME_PASSWORD, 4)"]);
}

#[test]
fn every_refusal_of_the_baseapp_has_its_code() {
    for code in [1, 3, 4, 8, 10, 15, 16, 17, 19, 999] {
        let mut s = Script::fresh();
        s.login_up_to(Step::BaseLogin);
        s.feed(&server::properties(100, server::gold(server::STOCK, 1)));
        s.forget();
        s.feed(&baseapp_failed(code));
        assert_eq!(s.told(), [format!("login failed: Server Refused baseapp {code}")]);
        s.logs_in_again();
    }
}

#[test]
fn only_the_first_answer_counts() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Login);
    s.forget();
    s.feed(&[login_failed(19), login_accepted(), login_failed(8)].concat());
    assert_eq!(s.told(), ["login failed: Server Refused loginapp 19 \"why\""]);
    assert_eq!(s.done(), ["close 1"]);

    let mut s = Script::fresh();
    s.login_up_to(Step::Login);
    s.forget();
    s.connects = false;
    let old = s.link;
    s.feed(&[login_accepted(), login_failed(8), login_accepted()].concat());
    s.feed_to(old, &login_failed(8));
    assert_eq!(s.told(), ["accepted user 10.0.0.2 20015/0 \"welcome\""]);
    assert_eq!(s.done(), ["close 1", "connect baseapp 10.0.0.2:20015"]);
    s.login_from(Step::BaseConnect, Step::InGame);
    s.forget();
    s.feed(&[baseapp_failed(10), login_failed(8), login_accepted()].concat());
    assert_eq!((s.told(), s.done()), (vec![], vec![]), "in the game these mean nothing");
}

#[test]
fn a_baseapp_cannot_send_the_client_elsewhere() {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseLogin);
    s.forget();
    s.feed(&login_accepted());
    assert_eq!((s.told(), s.done()), (vec![], vec![]));
}

#[test]
fn answers_that_come_too_early_are_not_answers() {
    for step in [Step::Hello, Step::Import] {
        let mut s = Script::fresh();
        s.login_up_to(step);
        s.forget();
        s.feed(&[login_accepted(), login_failed(4), baseapp_failed(4)].concat());
        assert_eq!((s.told(), s.sent()), (vec![], vec![]), "{step:?}");
    }
}

#[test]
fn a_second_hello_changes_nothing() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Import);
    s.forget();
    s.feed(&server::hello("other", "other", 2));
    assert_eq!(s.told(), [""; 0]);
    s.login_from(Step::Import, Step::Login);
    assert_eq!(s.cache[0].0.id, "2.5.10/0.1.0/L1");
}

#[test]
fn other_versions_are_told_apart() {
    for (step, server) in [(Step::Hello, "loginapp"), (Step::BaseHello, "baseapp")] {
        let cases = [
            (body().str("2.6.3").var(523), "Engine 2.5.10 2.6.3", "VersionMismatch"),
            (body().str("7").var(522), "Script 0.1.0 7", "ScriptVersionMismatch"),
        ];
        for (message, what, reason) in cases {
            let mut s = Script::fresh();
            s.login_up_to(step);
            s.forget();
            s.feed(&message);
            let ending = format!("login failed: Server {reason} {server}");
            assert_eq!(s.told(), [format!("mismatch {what}"), ending]);
            s.logs_in_again();
        }
    }
}

#[test]
fn another_digest_is_a_mismatch_when_the_game_asked_for_one() {
    let wants = |digest: &str| {
        let config = Config { entitydef_digest: digest.into(), ..Config::default() };
        let mut s = Script::new(config);
        s.login_up_to(Step::Hello);
        s.forget();
        s
    };
    let mut s = wants("ABC");
    s.feed(&hello_loginapp());
    assert_eq!(
        s.told(),
        [
            "hello loginapp 2.5.10 L1 D1",
            "mismatch EntityDefs ABC D1",
            "login failed: Server DigestMismatch loginapp",
        ]
    );
    let mut s = wants("D1");
    s.login_from(Step::Hello, Step::InGame);
    assert_eq!(s.told().last().unwrap(), "login succeeded 100 1122334455667788");
    // A loginapp whose server is still starting announces none.
    let mut s = wants("ABC");
    s.feed(&server::hello("L1", "", 2));
    s.login_from(Step::Import, Step::BaseHello);
    s.forget();
    s.feed(&hello_baseapp());
    assert_eq!(s.told().last().unwrap(), "login failed: Server DigestMismatch baseapp");
}

#[test]
fn a_kick_during_the_login_is_its_ending() {
    for step in [Step::BaseHello, Step::BaseImport, Step::BaseLogin] {
        let mut s = Script::fresh();
        s.login_up_to(step);
        s.forget();
        s.feed(&kicked(9));
        assert_eq!(s.told(), ["kicked 9", "login failed: Server Kicked baseapp 9"]);
        s.close();
        assert_eq!(s.told(), [""; 0]);
        s.logs_in_again();
    }
}
