//! Logins that fail, at every step and in every way: one terminal event, then the session is as new.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::time::Duration;

use kbe::layers::Command;
use kbe::layers::event::Reason;
use kbe::session::{Config, Via};
use script::server::{self, baseapp_failed, body, hello_loginapp, login_accepted, login_failed};

use script::{Script, Step, endings, ms, secs};

/// The last line, and that it is the only ending.
fn ending(s: &mut Script) -> String {
    let told = s.told();
    assert_eq!(endings(&told), 1, "{told:#?}");
    assert!(!told.last().unwrap().starts_with("fault"), "{told:#?}");
    told.last().unwrap().clone()
}

#[test]
fn every_step_has_its_own_time_out() {
    let waits = [
        (Step::Connect, 10, Reason::ConnectTimeout),
        (Step::Hello, 10, Reason::HelloTimeout),
        (Step::Import, 20, Reason::ImportTimeout),
        (Step::Login, 45, Reason::LoginTimeout),
        (Step::BaseConnect, 10, Reason::ConnectTimeout),
        (Step::BaseHello, 10, Reason::HelloTimeout),
        (Step::BaseImport, 20, Reason::ImportTimeout),
        (Step::BaseLogin, 45, Reason::BaseappLoginTimeout),
    ];
    for (step, seconds, reason) in waits {
        let mut s = Script::fresh();
        s.login_up_to(step);
        s.forget();
        s.live(secs(seconds) - ms(1));
        let told = s.told();
        assert_eq!(endings(&told), 0, "{step:?}: not yet");
        s.live(ms(1));
        let expected = format!("login failed: Library {reason:?} {}", step.server());
        assert_eq!(ending(&mut s), expected, "{step:?}");
        s.logs_in_again();
    }
}

#[test]
fn the_times_are_configurable() {
    let config = Config {
        connect_timeout: ms(1),
        hello_timeout: ms(2),
        import_timeout: ms(3),
        login_timeout: ms(4),
        baseapp_login_timeout: ms(5),
        ..Config::default()
    };
    for (step, n) in Step::WAITS.into_iter().zip([1, 2, 3, 4, 1, 2, 3, 5]) {
        let mut s = Script::new(config.clone());
        s.login_up_to(step);
        assert_eq!(s.session.poll_timeout(s.now), Some(s.now + ms(n)), "{step:?}");
    }
}

#[test]
fn a_connection_that_never_stands_says_what_to_do_about_it() {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseConnect);
    s.forget();
    s.pass(secs(10));
    assert_eq!(
        s.told(),
        ["not connected baseapp 10.0.0.2:20015", "login failed: Library ConnectTimeout baseapp",]
    );
    let sentence = "connection to the baseapp 10.0.0.2:20015 timed out; the server announced this \
                    address, which is a private one, while the loginapp was reached at 127.0.0.1: set \
                    externalAddress on the server (kbengine.xml, baseapp/externalAddress) or \
                    kbe_config.baseapp_host";
    assert_eq!(s.sentences(), [sentence]);
    assert_eq!(s.done(), ["close 2"], "the driver may still be connecting");
    // The connection comes after all: it is not wanted any more.
    s.session.connected(s.now, s.link, &Via::default());
    s.settle();
    assert_eq!((s.told(), s.sent()), (vec![], vec![]));
}

#[test]
fn a_refused_connection_ends_the_attempt() {
    for step in [Step::Connect, Step::BaseConnect] {
        for reason in [Reason::NameNotResolved, Reason::ConnectFailed, Reason::ConnectTimeout] {
            let mut s = Script::fresh();
            s.login_up_to(step);
            s.forget();
            s.refuse(reason);
            let told = s.told();
            assert!(told[0].starts_with("not connected"), "{told:?}");
            let expected = format!("login failed: Network {reason:?} {}", step.server());
            assert_eq!(told[1..], [expected]);
            let sentences = s.sentences();
            assert!(sentences[0].starts_with("no way there"), "{sentences:?}");
            assert_eq!(sentences[0] == "no way there", step == Step::Connect, "{sentences:?}");
            s.logs_in_again();
        }
    }
}

#[test]
fn a_connection_closed_or_lost_at_any_step_ends_the_attempt() {
    let steps = Step::WAITS.into_iter();
    for step in steps.filter(|s| !matches!(s, Step::Connect | Step::BaseConnect)) {
        let mut s = Script::fresh();
        s.login_up_to(step);
        s.forget();
        s.close();
        let expected = format!("login failed: Server ClosedByServer {}", step.server());
        assert_eq!(s.told(), [expected]);
        s.logs_in_again();

        let mut s = Script::fresh();
        s.login_up_to(step);
        s.forget();
        s.lose();
        let expected = format!("login failed: Network ConnectionLost {}", step.server());
        assert_eq!(s.told(), [expected]);
        assert!(s.sentences()[0].ends_with("reset by peer"));
        s.logs_in_again();
    }
}

#[test]
fn a_loss_in_the_middle_of_a_message_is_said() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Login);
    s.feed(&login_accepted()[..9]);
    s.forget();
    s.close();
    assert_eq!(s.told(), ["login failed: Server ClosedByServer loginapp"]);
    assert!(s.sentences()[0].contains("in the middle of a message"));
}

#[test]
fn disconnecting_ends_the_attempt_at_any_step() {
    for step in Step::WAITS {
        for command in [Command::Disconnect, Command::Logout] {
            let mut s = Script::fresh();
            s.login_up_to(step);
            s.forget();
            s.command(command);
            let expected = format!("login failed: Game Requested {}", step.server());
            assert_eq!(s.told(), [expected], "{step:?}");
            assert_eq!(s.done().last().unwrap(), &format!("close {}", s.link.0));
            s.logs_in_again();
        }
    }
}

#[test]
fn a_login_replaces_the_one_under_way() {
    for step in Step::WAITS {
        let mut s = Script::fresh();
        s.login_up_to(step);
        s.forget();
        let old = s.link;
        s.connects = false;
        s.login();
        let expected = format!("login failed: Game Requested {}", step.server());
        assert_eq!(s.told(), [expected], "{step:?}");
        assert_eq!(
            s.done(),
            [format!("close {}", old.0), "connect loginapp 127.0.0.1:20013".into()]
        );
        // What the old connection still says is nobody's.
        for late in [hello_loginapp(), login_accepted(), login_failed(4), vec![0; 40]] {
            s.feed_to(old, &late);
        }
        s.session.closed(s.now, old, Ok(()));
        s.settle();
        assert_eq!((s.told(), s.sent()), (vec![], vec![]));
        s.cache.clear();
        s.connect();
        s.login_from(Step::Hello, Step::InGame);
        assert_eq!(s.told().len(), 9);
    }
}

#[test]
fn bytes_that_are_no_protocol_end_the_attempt() {
    let garbage: [&[u8]; 4] = [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        &[0, 0, 0, 0],
        &[0xff, 0xff, 1, 0, 0],
        // A body above 16 MiB.
        &[0x07, 0x02, 0xff, 0xff, 1, 0, 0, 1],
    ];
    for step in Step::WAITS {
        if matches!(step, Step::Connect | Step::BaseConnect) {
            continue;
        }
        for bytes in garbage {
            let mut s = Script::fresh();
            s.login_up_to(step);
            s.forget();
            s.feed(bytes);
            let expected = format!("login failed: Library ProtocolError {}", step.server());
            assert_eq!(s.told(), [expected], "{step:?} {bytes:?}");
            s.logs_in_again();
        }
    }
}

#[test]
fn messages_in_front_of_garbage_still_count() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Hello);
    s.forget();
    s.feed(&[hello_loginapp(), vec![0xff; 4]].concat());
    assert_eq!(
        s.told(),
        ["hello loginapp 2.5.10 L1 D1", "login failed: Library ProtocolError loginapp"]
    );
}

#[test]
fn definitions_that_cannot_be_read_end_the_attempt() {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseImport);
    s.forget();
    s.feed(&server::baseapp_messages());
    let whole = server::definitions(server::STOCK);
    let cut_off = body().raw(&whole[4..whole.len() - 3]).var(519);
    s.feed(&cut_off);
    assert_eq!(s.told(), ["login failed: Library BadDefinitions baseapp"]);
    assert!(s.cache.iter().all(|(k, _)| !format!("{:?}", k.kind).contains("EntityDefs")));
    s.logs_in_again();
}

#[test]
fn a_player_of_an_unknown_class_never_arrives() {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseLogin);
    s.forget();
    s.feed(&server::created(1, 100, "Nobody"));
    assert_eq!(s.told(), ["fault Client::onCreatedProxies: unknown entity class 0 at byte 12"]);
    s.live(secs(45));
    assert_eq!(s.told(), ["reset", "login failed: Library BaseappLoginTimeout baseapp"]);
    s.logs_in_again();
}

#[test]
fn nothing_is_left_of_a_world_that_came_before_the_player() {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseLogin);
    s.feed(&server::enter(7, server::MONSTER));
    s.feed(&server::properties(9, server::monster_hp(server::STOCK, 1)));
    s.forget();
    s.feed(&baseapp_failed(3));
    assert_eq!(s.told(), ["reset", "login failed: Server Refused baseapp 3"]);
    assert_eq!(s.session.world().entities().count(), 0);
    s.logs_in_again();
    s.forget();
    s.feed(&server::enter(9, server::MONSTER));
    assert_eq!(s.told(), ["enter 9 Monster new"], "what waited for entity 9 is gone");
}

#[test]
fn a_session_that_is_offline_has_nothing_to_say() {
    let mut s = Script::fresh();
    for command in [Command::Disconnect, Command::Logout] {
        s.command(command);
    }
    s.set_pose(0, [1.0; 3], [0.0; 3]);
    s.pass(Duration::from_secs(1000));
    assert_eq!((s.told(), s.done()), (vec![], vec![]));
    assert_eq!(s.session.batch().arena.size(), (0, 0), "and keeps nothing");
}
