//! Requests about accounts, with and without a session.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::layers::Command;
use kbe::layers::command::Secret;
use kbe::layers::event::AccountRequest;
use script::server::{self, body, hello_loginapp, kicked};
use script::{Script, hex, ms, secs};

fn secret(s: &str) -> Secret {
    Secret::from(s.as_bytes().to_vec())
}

fn request(request: AccountRequest, mail: bool) -> Command {
    let password = secret(if request == AccountRequest::Create { "pass" } else { "" });
    let datas = b"hi".to_vec();
    Command::Account { request, account: b"user".to_vec(), password, datas, mail }
}

/// The loginapp has said hello and told its lists; the request is out.
fn asked(what: AccountRequest, mail: bool) -> Script {
    let mut s = Script::fresh();
    s.command(request(what, mail));
    s.feed(&hello_loginapp());
    s.feed(&server::loginapp_messages());
    s.forget();
    s.feed(&server::errors());
    assert_eq!(s.told(), ["error texts"]);
    s
}

#[test]
fn creating_an_account_sends_name_password_and_data() {
    let mut s = asked(AccountRequest::Create, false);
    let user_pass = "75 73 65 72 00 | 70 61 73 73 00 | 02 00 00 00 68 69";
    assert_eq!(s.sent(), hex(&format!("02 00 | 10 00 | {user_pass}")));
    s.feed(&body().u16(0).blob(b"hi").var(501));
    assert_eq!(s.told(), ["Create: Server None loginapp \"hi\""]);
    assert_eq!(s.done().last().unwrap(), "close 1");
    assert_eq!(s.session.poll_timeout(s.now), None);
}

#[test]
fn a_mail_account_has_its_own_message() {
    let mut s = asked(AccountRequest::Create, true);
    assert_eq!(s.sent()[..4], hex("06 00 10 00"));
    s.feed(&body().u16(14).blob(b"").var(501));
    assert_eq!(s.told(), ["Create: Server Refused loginapp 14"]);
}

#[test]
fn a_reset_sends_the_name_alone() {
    let mut s = asked(AccountRequest::ResetPassword, false);
    assert_eq!(s.sent(), hex("0c 00 | 05 00 | 75 73 65 72 00"));
    s.feed(&body().u16(0).fixed(68));
    assert_eq!(s.told(), ["ResetPassword: Server None loginapp"]);
}

#[test]
fn a_refusal_has_its_code_and_sentence() {
    let mut s = asked(AccountRequest::Create, false);
    s.feed(&body().u16(4).blob(b"").var(501));
    assert_eq!(s.told(), ["Create: Server Refused loginapp 4"]);
    assert_eq!(s.sentences(), ["Wrong name or word. (SERVER_ERR_NAME_PASSWORD, 4)"]);
}

#[test]
fn the_answer_to_another_request_is_not_this_ones() {
    let mut s = asked(AccountRequest::Create, false);
    s.feed(&body().u16(0).fixed(68));
    s.feed(&server::login_failed(4));
    s.feed(&server::login_accepted());
    assert_eq!(s.told(), [""; 0]);
    s.feed(&body().u16(0).blob(b"").var(501));
    s.feed_to(s.link, &body().u16(7).blob(b"").var(501));
    assert_eq!(s.told(), ["Create: Server None loginapp"]);
}

#[test]
fn a_server_that_stays_silent_is_not_waited_for_forever() {
    for what in [AccountRequest::Create, AccountRequest::ResetPassword] {
        let mut s = asked(what, false);
        s.live(secs(45) - ms(1));
        assert_eq!(s.told(), [""; 0]);
        s.live(ms(1));
        assert_eq!(s.told(), [format!("{what:?}: Library RequestTimeout loginapp")]);
        assert!(!s.is_open());
    }
}

#[test]
fn a_connection_that_ends_answers_the_request() {
    let mut s = asked(AccountRequest::Create, false);
    s.close();
    assert_eq!(s.told(), ["Create: Server ClosedByServer loginapp"]);
    let mut s = asked(AccountRequest::ResetPassword, false);
    s.command(Command::Disconnect);
    assert_eq!(s.told(), ["ResetPassword: Game Requested loginapp"]);
}

#[test]
fn a_request_in_the_game_leaves_the_game() {
    let mut s = Script::in_game();
    s.command(request(AccountRequest::Create, false));
    let told = s.told();
    assert_eq!(told[..2], ["reset", "disconnected: Game Requested baseapp"]);
    s.feed(&hello_loginapp());
    s.feed(&body().u16(0).blob(b"").var(501));
    assert_eq!(s.told().last().unwrap(), "Create: Server None loginapp");
}

// ---- requests of a session

fn bind() -> Command {
    Command::BindEmail { email: b"a@b.c".to_vec() }
}

fn new_password(new: &str) -> Command {
    Command::NewPassword { old: secret("pass"), new: secret(new) }
}

#[test]
fn binding_an_address_sends_the_password_of_the_login() {
    let mut s = Script::in_game();
    s.command(bind());
    let expected = body().i32(100).str("pass").str("a@b.c").var(51);
    assert_eq!(s.sent(), expected);
    s.feed(&body().u16(0).fixed(69));
    assert_eq!(s.told(), ["BindEmail: Server None baseapp"]);
    s.feed(&body().u16(0).fixed(69));
    assert_eq!(s.told(), [""; 0], "nobody asked again");
}

#[test]
fn a_new_password_is_used_once_the_server_agrees() {
    let mut s = Script::in_game();
    s.command(new_password("word"));
    assert_eq!(s.sent(), body().i32(100).str("pass").str("word").var(54));
    s.feed(&body().u16(19).fixed(70));
    assert_eq!(s.told(), ["NewPassword: Server Refused baseapp 19"]);
    s.command(bind());
    assert_eq!(s.sent(), body().i32(100).str("pass").str("a@b.c").var(51));
    s.command(new_password("word"));
    s.feed(&body().u16(0).fixed(70));
    s.sent();
    s.command(bind());
    assert_eq!(s.sent(), body().i32(100).str("word").str("a@b.c").var(51));
}

#[test]
fn requests_without_an_answer_time_out_and_the_session_goes_on() {
    let mut s = Script::in_game();
    s.command(bind());
    s.live(secs(10));
    s.command(new_password("x"));
    s.live(secs(35) - ms(1));
    assert_eq!(s.told(), [""; 0]);
    s.live(ms(1));
    assert_eq!(s.told(), ["BindEmail: Library RequestTimeout baseapp"]);
    s.live(secs(10));
    assert_eq!(s.told(), ["NewPassword: Library RequestTimeout baseapp"]);
    s.feed(&body().u16(0).fixed(69));
    s.feed(&server::enter(5, server::MONSTER));
    assert_eq!(s.told(), ["enter 5 Monster new"]);
}

#[test]
fn requests_end_with_their_session() {
    let mut s = Script::in_game();
    s.command(bind());
    s.command(new_password("x"));
    s.feed(&kicked(9));
    assert_eq!(
        s.told(),
        [
            "kicked 9",
            "BindEmail: Server Kicked baseapp 9",
            "NewPassword: Server Kicked baseapp 9",
            "reset",
            "disconnected: Server Kicked baseapp 9",
        ]
    );
    // The next session has the password of its own login.
    s.login_up_to(script::Step::InGame);
    s.forget();
    s.feed(&body().u16(0).fixed(70));
    s.command(bind());
    assert_eq!(s.sent(), body().i32(100).str("pass").str("a@b.c").var(51));
}

#[test]
fn requests_that_need_a_session_fail_without_one() {
    let mut s = Script::fresh();
    s.command(bind());
    s.command(new_password("x"));
    let told = s.told();
    assert!(told[0].starts_with("BindEmail: Library"), "{told:?}");
    assert!(told[1].starts_with("NewPassword: Library"), "{told:?}");
    assert_eq!(s.done(), [""; 0]);
}
