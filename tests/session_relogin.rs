//! Resuming a session that was lost.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::defs::cache::{CacheKey, CacheKind};
use kbe::layers::Command;
use kbe::layers::event::Reason;
use kbe::session::Config;
use script::server::{
    self, Make, PLAIN, STOCK, avatar_hp, body, created, definitions, kicked, monster_hp,
};
use script::{Script, Step, hex, ms, secs};

const LOST: &str = "lost: Network ConnectionLost baseapp";

/// A player with two entities around it.
fn crowded_with(config: Config) -> Script {
    let mut s = Script::in_world_with(config);
    s.connects = false;
    s.feed(&server::enter(5, server::MONSTER));
    s.feed(&server::enter(6, server::MONSTER));
    s.forget();
    s
}

fn automatic(attempts: u32) -> Config {
    Config { relogin_attempts: attempts, seed: 7, ..Config::default() }
}

/// Lost, with nothing tried.
fn lost() -> Script {
    let mut s = crowded_with(Config::default());
    s.lose();
    assert_eq!(s.told(), ["disconnected: Network ConnectionLost baseapp, resumable"]);
    s.forget();
    s
}

/// The server answers until it is asked to resume.
fn let_in(s: &mut Script) {
    s.connect();
    s.feed(&server::hello_baseapp());
    s.forget();
}

fn refused() -> Vec<u8> {
    body().u16(3).fixed(8)
}

fn succeeded(uuid: u64) -> Vec<u8> {
    body().u64(uuid).var(71)
}

/// What a server tells of a player again.
fn told_again() -> Vec<u8> {
    [server::properties(200, avatar_hp(STOCK, 9)), created(0xabc, 200, "Avatar"), succeeded(0xabc)]
        .concat()
}

/// Nothing is left, and the session can be used again.
fn is_over(mut s: Script) {
    assert!(!s.is_open() && !s.is_asked());
    assert_eq!(s.session.poll_timeout(s.now), None);
    let world = s.session.world();
    assert_eq!((world.entities().count(), world.view_len(), world.player), (0, 0, 0));
    assert_eq!((world.uuid, world.space), (0, 0));
    s.forget();
    s.command(Command::Relogin);
    assert_eq!(s.told(), ["disconnected: Library NothingToResume loginapp"]);
    s.login_up_to(Step::InGame);
    assert_eq!(s.told().last().unwrap(), "login succeeded 100 1122334455667788");
}

#[test]
fn the_player_goes_on_and_the_others_come_again() {
    let mut s = lost();
    assert_eq!(s.session.world().entities().count(), 3, "everything stays as it is");
    assert_eq!(s.session.poll_timeout(s.now), None);
    s.command(Command::Relogin);
    assert_eq!(s.done(), ["connect baseapp 10.0.0.2:20015"]);
    s.connect();
    assert_eq!(s.sent_names(), ["Baseapp::hello"]);
    s.feed(&server::hello_baseapp());
    let asked =
        "cc 00 16 00 | 75 73 65 72 00 70 61 73 73 00 | 88 77 66 55 44 33 22 11 | c8 00 00 00";
    assert_eq!(s.sent(), hex(asked));
    s.feed(&told_again());
    assert_eq!(
        s.told(),
        [
            "resuming 1/0 in 0",
            "connected baseapp 10.0.0.2:20015",
            "hello baseapp 2.5.10 B1 D1",
            "properties 200 hp=9",
            "player 200 Avatar",
            "resumed 200 abc",
        ]
    );
    assert_eq!(s.session.world().entities().count(), 3);
    s.feed(&server::enter(200, server::AVATAR));
    s.feed(&server::init_space(7));
    s.feed(&server::enter_space(200, 7));
    s.feed(&server::enter(6, server::MONSTER));
    assert_eq!(
        s.told(),
        [
            "enter 200 Avatar player already",
            "clear",
            "space 7",
            "space 7 _mapping=spaces/x initial",
            "enter space 200 7",
            "enter 6 Monster new",
        ]
    );
    // The view begins anew.
    s.feed(&server::properties_of(0, monster_hp(STOCK, 3)));
    assert_eq!(s.told(), ["properties 6 hp=3"]);
    s.pass(ms(0));
    s.forget();
    s.command(Command::Logout);
    assert_eq!(s.sent(), body().u64(0xabc).i32(200).fixed(24), "with the new key");
    s.close();
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    is_over(s);
}

#[test]
fn the_old_view_and_the_old_link_do_no_harm() {
    let mut s = lost();
    let old = s.link;
    s.command(Command::Relogin);
    let_in(&mut s);
    s.feed_to(old, &kicked(9));
    s.feed_to(old, &server::leave_of(0));
    assert_eq!(s.told(), [""; 0]);
    s.feed(&server::properties_of(1, monster_hp(STOCK, 3)));
    let told = s.told();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("fault ") && told[0].contains("view index 1"), "{told:?}");
    s.feed(&told_again());
    assert_eq!(s.told().last().unwrap(), "resumed 200 abc");
    assert_eq!(s.session.world().view_len(), 0);
}

#[test]
fn a_refusal_ends_the_session() {
    let mut s = lost();
    s.command(Command::Relogin);
    let_in(&mut s);
    s.feed(&refused());
    assert_eq!(s.told(), ["reset", "disconnected: Server Refused baseapp 3"]);
    assert!(s.sentences()[0].starts_with("the server does not resume the session"));
    is_over(s);
}

#[test]
fn an_attempt_of_the_game_that_fails_can_be_repeated() {
    let mut s = lost();
    s.command(Command::Relogin);
    s.refuse(Reason::ConnectFailed);
    let failed = "disconnected: Network ConnectFailed baseapp, resumable";
    assert_eq!(s.told().last().unwrap(), failed);
    s.command(Command::Relogin);
    let_in(&mut s);
    s.pass(secs(46));
    let silent = "disconnected: Library BaseappLoginTimeout baseapp, resumable";
    assert_eq!(s.told().last().unwrap(), silent);
    s.command(Command::Relogin);
    let_in(&mut s);
    s.feed(&told_again());
    assert_eq!(s.told().last().unwrap(), "resumed 200 abc");
}

#[test]
fn a_session_can_be_resumed_again_and_again() {
    let mut s = crowded_with(automatic(2));
    for _ in 0..5 {
        s.lose();
        let told = s.told();
        assert_eq!(told[0], LOST);
        assert!(told[1].starts_with("resuming 1/2 in "), "{told:?}");
        s.pass(secs(2));
        let_in(&mut s);
        s.feed(&told_again());
        assert_eq!(s.told().last().unwrap(), "resumed 200 abc");
        s.pass(secs(1));
        s.forget();
    }
}

#[test]
fn a_session_that_nobody_resumes_is_given_up() {
    let mut s = lost();
    s.command(Command::Disconnect);
    assert_eq!(s.told(), ["reset"]);
    is_over(s);
    let mut s = lost();
    s.login();
    assert_eq!(s.told(), ["reset"]);
    assert_eq!(s.done(), ["connect loginapp 127.0.0.1:20013"]);
    s.command(Command::Disconnect);
    is_over(s);
}

#[test]
fn there_must_be_something_to_resume() {
    let mut s = Script::fresh();
    s.command(Command::Relogin);
    assert_eq!(s.told(), ["disconnected: Library NothingToResume loginapp"]);
    is_over(s);
    let mut s = crowded_with(Config::default());
    s.command(Command::Relogin);
    let told = s.told();
    assert!(told.len() == 1 && told[0].starts_with("fault "), "{told:?}");
    s.feed(&server::leave_of(0));
    assert_eq!(s.told(), ["leave 5"], "the session goes on");
}

#[test]
fn what_the_game_or_the_server_ended_is_never_resumed() {
    let mut s = crowded_with(automatic(3));
    s.feed(&kicked(9));
    assert_eq!(s.told(), ["kicked 9", "reset", "disconnected: Server Kicked baseapp 9"]);
    is_over(s);
    let mut s = crowded_with(automatic(3));
    s.command(Command::Logout);
    s.lose();
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    is_over(s);
    let mut s = crowded_with(automatic(3));
    s.command(Command::Disconnect);
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    is_over(s);
    let mut s = crowded_with(automatic(3));
    s.feed(&[0x0d, 0x0a, 0x0d, 0x0a]);
    assert_eq!(s.told(), ["reset", "disconnected: Library ProtocolError baseapp"]);
    is_over(s);
}

/// Milliseconds that a line announces.
fn delay(line: &str) -> u64 {
    line.split(" in ").nth(1).unwrap().parse().unwrap()
}

#[test]
fn attempts_are_spread_and_farther_and_farther_apart() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..20 {
        let config = Config {
            relogin_delay: secs(1),
            relogin_max_delay: secs(5),
            seed: u64::MAX / 21 * seed,
            ..automatic(5)
        };
        let mut s = crowded_with(config);
        s.lose();
        for (n, expected) in (1..).zip([1000, 2000, 4000, 5000, 5000]) {
            let told = s.told();
            let line = told.last().unwrap();
            assert!(line.starts_with(&format!("resuming {n}/5 in ")), "{told:?}");
            let d = delay(line);
            assert!((expected * 3 / 4..=expected * 5 / 4).contains(&d), "{line}");
            seen.insert(d);
            s.pass(ms(d - 1));
            assert!(!s.is_asked());
            s.pass(ms(2));
            assert!(s.is_asked());
            s.refuse(Reason::ConnectFailed);
        }
        let told = s.told();
        assert_eq!(told[1..], ["reset", "disconnected: Network ConnectFailed baseapp"]);
        is_over(s);
    }
    assert!(seen.len() > 50, "{seen:?}");
}

#[test]
fn the_second_attempt_may_succeed() {
    let mut s = crowded_with(automatic(3));
    s.pass(secs(45));
    let told = s.told();
    assert_eq!(told[0], "lost: Network HeartbeatTimeout baseapp");
    s.pass(secs(2));
    s.connect();
    s.close();
    let told = s.told();
    assert!(told.last().unwrap().starts_with("resuming 2/3 in "), "{told:?}");
    s.pass(secs(3));
    let_in(&mut s);
    s.feed(&told_again());
    assert_eq!(s.told().last().unwrap(), "resumed 200 abc");
}

#[test]
fn a_refusal_leads_to_a_login_from_scratch() {
    let mut s = crowded_with(automatic(3));
    s.lose();
    s.pass(secs(2));
    let_in(&mut s);
    s.feed(&refused());
    assert_eq!(s.told(), ["reset", "resuming 1/3 in 0 by login"]);
    assert_eq!(s.done(), ["close 3", "connect loginapp 127.0.0.1:20013"]);
    s.serve(Step::Connect);
    s.forget();
    s.serve(Step::Hello);
    let login = body().i8(7).blob(b"").str("user").str("pass").var(3);
    assert_eq!(s.sent(), login, "with the name and the password of before");
    for step in [Step::Login, Step::BaseConnect, Step::BaseHello, Step::BaseLogin] {
        s.serve(step);
    }
    let told = s.told();
    assert_eq!(told.last().unwrap(), "resumed 100 1122334455667788 by login");
    assert!(!told.iter().any(|l| l.starts_with("login succeeded")), "{told:?}");
    s.pass(ms(0));
    s.lose();
    assert_eq!(s.told()[0], LOST, "and it can be resumed in its turn");
}

#[test]
fn a_login_from_scratch_that_fails_is_the_end() {
    let mut s = crowded_with(automatic(3));
    s.lose();
    s.pass(secs(2));
    let_in(&mut s);
    s.feed(&refused());
    s.connect();
    s.feed(&server::hello_loginapp());
    s.forget();
    s.feed(&server::login_failed(4));
    assert_eq!(s.told(), ["disconnected: Server Refused loginapp 4"]);
    is_over(s);
    let mut s = crowded_with(Config { relogin_by_login: false, ..automatic(3) });
    s.lose();
    s.pass(secs(2));
    let_in(&mut s);
    s.feed(&refused());
    assert_eq!(s.told(), ["reset", "disconnected: Server Refused baseapp 3"]);
    is_over(s);
}

#[test]
fn waiting_can_be_cut_short() {
    let ended = ["reset", "disconnected: Game Requested loginapp"];
    for command in [Command::Disconnect, Command::Logout] {
        let mut s = crowded_with(automatic(3));
        s.lose();
        s.forget();
        s.command(command);
        assert_eq!(s.told(), ended);
        is_over(s);
    }
    let mut s = crowded_with(automatic(3));
    s.lose();
    s.forget();
    s.login();
    assert_eq!(s.told(), ended);
    s.login_from(Step::Connect, Step::Connect);
    s.command(Command::Disconnect);
    is_over(s);
    // In the middle of an attempt.
    let mut s = crowded_with(automatic(3));
    s.lose();
    s.pass(secs(2));
    let_in(&mut s);
    s.command(Command::Disconnect);
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    is_over(s);
}

#[test]
fn what_is_said_while_waiting_goes_nowhere() {
    let mut s = crowded_with(automatic(3));
    let old = s.link;
    s.lose();
    s.forget();
    s.set_pose(0, [1.0; 3], [0.0; 3]);
    s.feed_to(old, &server::leave_of(0));
    assert_eq!(s.told(), [""; 0]);
    s.pass(secs(2));
    s.connect();
    assert_eq!(s.sent_names(), ["Baseapp::hello"]);
}

fn key(digest: &str) -> CacheKey {
    CacheKey::new(CacheKind::EntityDefs, server::VERSION, server::SCRIPT, digest).unwrap()
}

#[test]
fn definitions_that_changed_meanwhile_end_the_session() {
    let grown = Make { grown: true, ..STOCK };
    for cached in [true, false] {
        let mut s = lost();
        if cached {
            s.cache.push((key("D2"), vec![definitions(grown)[4..].to_vec()]));
        }
        s.command(Command::Relogin);
        s.connect();
        s.forget();
        s.feed(&server::hello(server::DIGESTS[1], "D2", 6));
        if !cached {
            assert_eq!(s.sent_names(), ["Baseapp::importClientEntityDef"]);
            s.feed(&definitions(grown));
        }
        let ended = ["reset", "disconnected: Library BadDefinitions baseapp"];
        assert_eq!(s.told()[1..], ended, "cached: {cached}");
        is_over(s);
    }
}

#[test]
fn other_aliases_are_taken_over() {
    let mut s = lost();
    s.cache.push((key("D2"), vec![definitions(PLAIN)[4..].to_vec()]));
    s.command(Command::Relogin);
    s.connect();
    s.feed(&server::hello(server::DIGESTS[1], "D2", 6));
    s.forget();
    let properties = server::properties(200, avatar_hp(PLAIN, 9));
    s.feed(&[properties, created(0xabc, 200, "Avatar"), succeeded(0xabc)].concat());
    assert_eq!(s.told(), ["properties 200 hp=9", "player 200 Avatar", "resumed 200 abc"]);
}

#[test]
fn a_check_that_was_cut_off_is_made_again() {
    let mut s = Script::fresh();
    s.connects = false;
    s.cache.push((key(server::DIGESTS[2]), vec![definitions(STOCK)[4..].to_vec()]));
    s.login_up_to(Step::InGame);
    s.feed(&server::heartbeat());
    s.forget();
    s.feed(&server::properties(100, server::gold(PLAIN, 5)));
    assert_eq!(s.sent_names(), ["Baseapp::importClientEntityDef"]);
    s.lose();
    assert_eq!(s.told(), ["disconnected: Network ConnectionLost baseapp, resumable"]);
    s.command(Command::Relogin);
    let_in(&mut s);
    s.feed(&server::properties(100, server::gold(PLAIN, 5)));
    assert_eq!(s.sent_names(), ["Baseapp::importClientEntityDef"]);
    s.feed(&definitions(PLAIN));
    assert_eq!(s.told(), ["definitions", "properties 100 gold=5"]);
    s.feed(&[created(0xabc, 100, "Account"), succeeded(0xabc)].concat());
    assert_eq!(s.told(), ["player 100 Account", "resumed 100 abc"]);
}
