//! How a session that stands ends.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::layers::Command;
use script::server::{self, body, created, kicked};
use script::{Script, Step, hex, ms, secs};

/// A player with two entities around it.
fn crowded() -> Script {
    let mut s = Script::in_world();
    s.feed(&server::enter(5, server::MONSTER));
    s.feed(&server::enter(6, server::MONSTER));
    s.forget();
    s
}

/// Offline and able to log in.
fn is_over(mut s: Script) {
    assert!(!s.is_open());
    assert_eq!(s.session.poll_timeout(s.now), None);
    let world = s.session.world();
    assert_eq!((world.entities().count(), world.view_len(), world.player), (0, 0, 0));
    assert_eq!((world.uuid, world.space, world.base), (0, 0, [0.0; 3]));
    s.login_up_to(Step::InGame);
    assert_eq!(s.told().last().unwrap(), "login succeeded 100 1122334455667788");
}

/// Over, but for the world, which waits to be resumed.
fn is_given_up(mut s: Script) {
    assert_eq!(s.session.world().entities().count(), 3);
    assert_eq!(s.session.poll_timeout(s.now), None);
    s.command(Command::Disconnect);
    assert_eq!(s.told(), ["reset"]);
    is_over(s);
}

#[test]
fn a_kick_is_one_ending_with_its_code() {
    let mut s = crowded();
    s.feed(&hex("05 02 09 00"));
    s.close();
    assert_eq!(s.told(), ["kicked 9", "reset", "disconnected: Server Kicked baseapp 9"]);
    assert_eq!(s.sentences().len(), 1);
    is_over(s);
}

#[test]
fn what_follows_a_kick_in_one_read_is_not_told() {
    let mut s = crowded();
    let monster = server::enter(9, server::MONSTER);
    s.feed(&[kicked(11), monster, kicked(9), vec![0; 9]].concat());
    assert_eq!(s.told(), ["kicked 11", "reset", "disconnected: Server Kicked baseapp 11"]);
    is_over(s);
}

#[test]
fn a_close_without_a_kick_has_no_reason() {
    let mut s = crowded();
    s.close();
    assert_eq!(s.told(), ["disconnected: Server ClosedByServer baseapp, resumable"]);
    assert!(s.sentences()[0].ends_with("closed the connection without a reason"));
    is_given_up(s);
}

#[test]
fn a_lost_connection_says_how() {
    let mut s = crowded();
    s.lose();
    assert_eq!(s.told(), ["disconnected: Network ConnectionLost baseapp, resumable"]);
    assert!(s.sentences()[0].ends_with("reset by peer"));
    is_given_up(s);
}

#[test]
fn bytes_that_are_no_protocol_end_the_session() {
    let mut s = crowded();
    s.feed(&[0x0d, 0x0a, 0x0d, 0x0a]);
    assert_eq!(s.told(), ["reset", "disconnected: Library ProtocolError baseapp"]);
    assert!(s.sentences()[0].contains("unknown message id 2573"));
    is_over(s);
}

#[test]
fn disconnecting_ends_at_once() {
    let mut s = crowded();
    s.command(Command::Disconnect);
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    assert_eq!(s.done(), ["close 2"]);
    assert_eq!(s.sent(), [0u8; 0]);
    is_over(s);
}

#[test]
fn a_login_in_the_game_leaves_it_first() {
    let mut s = crowded();
    s.connects = false;
    s.login();
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    assert_eq!(s.done(), ["close 2", "connect loginapp 127.0.0.1:20013"]);
    s.login_from(Step::Connect, Step::Connect);
    is_over({
        s.command(Command::Disconnect);
        s
    });
}

#[test]
fn a_logout_tells_the_server_and_waits_for_it_to_close() {
    let mut s = Script::in_game();
    s.feed(&server::destroyed(server::ACCOUNT));
    s.feed(&created(server::UUID, 257, "Avatar"));
    s.forget();
    s.command(Command::Logout);
    assert_eq!(s.sent(), hex("18 00 88 77 66 55 44 33 22 11 01 01 00 00"));
    assert_eq!((s.told(), s.done()), (vec![], vec![]));
    s.close();
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    assert_eq!(s.sentences(), ["logged out"]);
    is_over(s);
}

#[test]
fn a_server_that_does_not_close_is_left_after_two_seconds() {
    let mut s = crowded();
    s.command(Command::Logout);
    s.pass(secs(2) - ms(1));
    assert_eq!(s.told(), [""; 0]);
    s.pass(ms(1));
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    assert_eq!(s.done(), ["close 2"]);
    is_over(s);
}

#[test]
fn a_connection_lost_after_the_logout_is_a_logout() {
    let mut s = crowded();
    s.command(Command::Logout);
    s.lose();
    assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
    is_over(s);
}

#[test]
fn leaving_can_be_cut_short() {
    for command in [Command::Logout, Command::Disconnect] {
        let mut s = crowded();
        s.command(Command::Logout);
        s.command(command);
        assert_eq!(s.told(), ["reset", "disconnected: Game Requested baseapp"]);
        is_over(s);
    }
}

#[test]
fn what_the_server_says_while_the_player_leaves_is_still_told() {
    let mut s = crowded();
    s.command(Command::Logout);
    s.feed(&server::leave_of(0));
    assert_eq!(s.told(), ["leave 5"]);
    s.set_pose(0, [1.0; 3], [0.0; 3]);
    s.pass(secs(1));
    assert_eq!(s.sent_names(), ["Baseapp::logoutBaseapp"], "but nothing more is sent");
    s.feed(&kicked(9));
    assert_eq!(s.told(), ["kicked 9", "reset", "disconnected: Server Kicked baseapp 9"]);
    is_over(s);
}

#[test]
fn the_key_of_the_last_player_or_relogin_is_used_to_log_out() {
    let mut s = Script::in_game();
    s.feed(&body().u64(0xabc).var(71));
    s.forget();
    s.command(Command::Logout);
    assert_eq!(s.sent(), body().u64(0xabc).i32(server::ACCOUNT).fixed(24));
}

#[test]
fn the_switch_from_account_to_avatar_is_told_in_order() {
    let mut s = Script::in_game();
    let make = server::STOCK;
    s.feed(&server::properties(100, server::gold(make, 5)));
    s.feed(&server::destroyed(100));
    s.feed(&server::properties(200, server::avatar_hp(make, 90)));
    s.feed(&created(3, 200, "Avatar"));
    s.feed(&server::properties(200, server::position(make, [1.0, 2.0, 3.0])));
    s.feed(&server::enter(200, server::AVATAR));
    s.feed(&server::init_space(1));
    s.feed(&server::set_pose(200, [1.0, 2.0, 3.0], [0.0; 3]));
    s.feed(&server::enter_space(200, 1));
    assert_eq!(
        s.told(),
        [
            "properties 100 gold=5",
            "destroyed 100 player",
            "player 200 Avatar new",
            "properties 200 hp=90 buffered",
            "properties 200 position=1,2,3",
            "clear",
            "enter 200 Avatar player",
            "clear",
            "space 1",
            "space 1 _mapping=spaces/x initial",
            "pose 200 1,2,3 0,0,0",
            "enter space 200 1",
        ]
    );
    assert_eq!(s.session.world().base, [1.0, 2.0, 3.0]);
    assert_eq!(s.sent(), [0u8; 0], "nothing is answered");
}

#[test]
fn the_client_given_back_before_a_kick_is_told() {
    let mut s = crowded();
    let give = [
        server::destroyed(200),
        server::properties(100, server::gold(server::STOCK, 1)),
        created(server::UUID, 100, "Account"),
        kicked(9),
    ];
    s.feed(&give.concat());
    assert_eq!(
        s.told(),
        [
            "clear",
            "destroyed 200 player",
            "player 100 Account new",
            "properties 100 gold=1 buffered",
            "kicked 9",
            "reset",
            "disconnected: Server Kicked baseapp 9",
        ]
    );
}

#[test]
fn a_session_is_the_same_however_its_bytes_are_cut() {
    let make = server::STOCK;
    let stream = [
        server::destroyed(100),
        created(3, 200, "Avatar"),
        server::enter(200, server::AVATAR),
        server::init_space(1),
        server::properties(5, server::monster_hp(make, 3)),
        server::enter(5, server::MONSTER),
        server::heartbeat(),
        server::base_position([1.0; 3]),
        body().raw(&vec![1; 70_000]).var(64),
        server::leave_of(0),
        kicked(9),
    ]
    .concat();
    let mut whole = Script::in_game();
    whole.feed(&stream);
    let expected = whole.told();
    assert_eq!(expected.len(), 14, "{expected:#?}");
    for n in [1, 2, 3, 5, 7, 1448] {
        let mut s = Script::in_game();
        stream.chunks(n).for_each(|part| s.feed(part));
        assert_eq!(s.told(), expected, "slices of {n}");
        assert_eq!(s.session.stats().messages_in, whole.session.stats().messages_in);
        assert_eq!(s.session.stats().bytes_in, whole.session.stats().bytes_in);
    }
}
