//! Lines for the log: what is written at which level, and what never is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::layers::Command;
use kbe::layers::command::{Part, Secret};
use kbe::layers::event::Event;
use kbe::layers::log::{Level, MAX_LINE_BYTES, MAX_LINES};
use kbe::session::Config;
use script::server::{self, body};
use script::{Script, Step, ms, secs};

fn listening(config: Config, level: Level) -> Script {
    let mut s = Script::new(config);
    s.session.listen(s.now, level, MAX_LINES);
    s
}

/// The lines among what was told.
fn lines(s: &mut Script) -> Vec<String> {
    let told = s.told();
    told.into_iter().filter_map(|l| l.strip_prefix("log ").map(str::to_owned)).collect()
}

#[test]
fn a_login_is_told_step_by_step() {
    let mut s = listening(Config::default(), Level::Debug);
    s.login_up_to(Step::InGame);
    assert_eq!(
        lines(&mut s),
        [
            "Info session: a login begins at the loginapp 127.0.0.1:20013",
            "Info network: connected to the loginapp by TCP",
            "Info session: the loginapp says hello: version 2.5.10, scripts 0.1.0",
            "Debug imports: the loginapp's messages and error texts: not in the cache",
            "Debug imports: the loginapp's messages and error texts: asked of the server",
            "Debug session: the loginapp lets the account in: on to 10.0.0.2:20015",
            "Info network: connected to the baseapp by TCP",
            "Info session: the baseapp says hello: version 2.5.10, scripts 0.1.0",
            "Debug imports: the baseapp's messages: not in the cache",
            "Debug imports: the baseapp's messages: asked of the server",
            "Debug imports: the entity definitions: not in the cache",
            "Debug imports: the entity definitions: asked of the server",
            "Info imports: definitions in force: 4 classes, 6 types",
            "Info session: the login is complete: the player is entity 100",
        ]
    );
    s.command(Command::Logout);
    s.close();
    s.forget();
    // What was imported is in the cache now.
    s.session.listen(s.now, Level::Debug, MAX_LINES);
    s.login_up_to(Step::BaseLogin);
    let cached: Vec<_> = lines(&mut s).into_iter().filter(|l| l.contains("imports")).collect();
    assert_eq!(
        cached,
        [
            "Debug imports: the loginapp's messages and error texts: in the cache",
            "Debug imports: the baseapp's messages: in the cache",
            "Debug imports: the entity definitions: in the cache",
            "Info imports: definitions replaced: 4 classes, 6 types",
        ]
    );
}

#[test]
fn each_message_is_a_line_at_the_level_of_a_trace() {
    let mut s = Script::in_world();
    s.session.listen(s.now, Level::Trace, MAX_LINES);
    let before = s.session.stats();
    s.feed(&server::set_pose(200, [1.0; 3], [0.0; 3]));
    s.feed(&server::join(&[server::base_position([1.0; 3]), server::heartbeat()]));
    s.command(Command::Call {
        part: Part::Cell,
        entity: 200,
        component_uid: 0,
        method_uid: 20,
        args: vec![1; 10],
    });
    assert_eq!(
        lines(&mut s),
        [
            "Trace messages: <- Client::onSetEntityPosAndDir (12), 32 bytes",
            "Trace messages: <- Client::onUpdateBasePos (13), 14 bytes",
            "Trace messages: <- Client::onAppActiveTickCB (72), 2 bytes",
            "Trace messages: -> Baseapp::onRemoteCallCellMethodFromClient (205), 22 bytes",
        ]
    );
    let after = s.session.stats();
    assert_eq!(
        (after.messages_in - before.messages_in, after.messages_out - before.messages_out),
        (3, 1)
    );
    assert_eq!((after.bytes_in - before.bytes_in, after.bytes_out - before.bytes_out), (48, 22));
}

#[test]
fn a_level_brings_the_more_important_lines_too_and_no_others() {
    let count = |level| {
        let mut s = listening(Config::default(), level);
        s.login_up_to(Step::InGame);
        s.feed(&body().u8(1).var(507));
        lines(&mut s).len()
    };
    let of = |level: Level| {
        let mut s = listening(Config::default(), Level::Trace);
        s.login_up_to(Step::InGame);
        s.feed(&body().u8(1).var(507));
        lines(&mut s).iter().filter(|l| l.starts_with(&format!("{level:?}"))).count()
    };
    let [warn, info, debug, trace] = [Level::Warn, Level::Info, Level::Debug, Level::Trace].map(of);
    assert!(warn == 1 && info == 7 && debug == 7 && trace > 10, "{warn} {info} {debug} {trace}");
    assert_eq!((count(Level::Off), count(Level::Error), count(Level::Warn)), (0, 0, warn));
    assert_eq!(count(Level::Info), warn + info);
    assert_eq!(count(Level::Debug), warn + info + debug);
    assert_eq!(count(Level::Trace), warn + info + debug + trace);
}

#[test]
fn trouble_is_told() {
    let mut s = Script::in_game();
    s.session.listen(s.now, Level::Warn, MAX_LINES);
    s.feed(&body().u8(1).var(507));
    let [line] = &lines(&mut s)[..] else { panic!("one line") };
    assert!(
        line.starts_with("Warn messages: Client::onEntityEnterWorld (507) could not be used: ")
    );
    s.pass(secs(30));
    assert_eq!(
        lines(&mut s),
        ["Warn network: the baseapp 10.0.0.2:20015 has left 1 heartbeats unanswered"]
    );
    let call = |part, entity| Command::Call {
        part,
        entity,
        component_uid: 0,
        method_uid: 1,
        args: Vec::new(),
    };
    s.command(call(Part::Base, 7));
    assert_eq!(
        lines(&mut s),
        ["Warn session: a base call of entity 7 was dropped: it is not the player"]
    );
    assert_eq!(s.session.stats().commands_dropped, 1);
    s.command(Command::Relogin);
    s.command(Command::Disconnect);
    s.command(call(Part::Cell, 7));
    assert_eq!(
        lines(&mut s),
        [
            "Warn session: a relogin was dropped: something else is under way",
            "Warn session: a remote call was dropped: not in the game",
        ]
    );
    assert_eq!(s.session.stats().commands_dropped, 3);
}

#[test]
fn a_full_send_queue_counts_what_it_refuses() {
    let mut s = Script::in_game_with(Config { send_queue_bytes: 100, ..Config::default() });
    s.session.listen(s.now, Level::Warn, MAX_LINES);
    let args = vec![1; 200];
    let (part, entity) = (Part::Cell, 100);
    s.command(Command::Call { part, entity, component_uid: 0, method_uid: 1, args });
    let expected = "Warn session: Baseapp::onRemoteCallCellMethodFromClient was not sent: the send queue is full";
    assert_eq!((lines(&mut s), s.session.stats().commands_dropped), (vec![expected.into()], 1));
}

#[test]
fn being_held_back_and_going_on_are_told_once_each() {
    let mut s = Script::in_game();
    s.session.listen(s.now, Level::Info, MAX_LINES);
    for paused in [true, true, false, false] {
        s.session.set_paused(s.now, paused);
    }
    s.settle();
    assert_eq!(
        lines(&mut s),
        [
            "Info network: the game is behind: reading from the server stops",
            "Info network: reading from the server goes on",
        ]
    );
}

#[test]
fn every_decision_about_resuming_is_told() {
    let config = Config { relogin_attempts: 2, seed: 7, ..Config::default() };
    let mut s = Script::in_game_with(config);
    s.session.listen(s.now, Level::Info, MAX_LINES);
    s.lose();
    let told = lines(&mut s);
    let lost = "Info session: the session ends (Network, ConnectionLost): ";
    assert!(told[0].starts_with(lost), "{told:?}");
    assert!(told[1].starts_with("Info session: attempt 1 of 2 begins in "), "{told:?}");
    s.connects = false;
    s.pass(secs(2));
    s.refuse(kbe::layers::event::Reason::ConnectFailed);
    let told = lines(&mut s);
    assert_eq!(told[0], "Info session: attempt 1 to resume the session at 10.0.0.2:20015");
    assert_eq!(told[1], "Info session: the attempt ends (Network, ConnectFailed): no way there");
    assert!(told[2].starts_with("Info session: attempt 2 of 2 begins in "), "{told:?}");
}

#[test]
fn streams_begin_and_end_in_the_log() {
    let mut s = Script::in_world();
    s.session.listen(s.now, Level::Debug, MAX_LINES);
    s.feed(&body().i16(2).u32(14).str("").var(514));
    s.feed(&body().i16(2).blob(b"secret letter").var(515));
    s.feed(&body().i16(2).fixed(516));
    assert_eq!(
        lines(&mut s),
        [
            "Debug messages: stream 2 begins: 14 bytes to come",
            "Debug messages: stream 2 is complete: 13 of 14 bytes came",
        ]
    );
}

#[test]
fn definitions_that_are_replaced_are_told() {
    let mut s = listening(Config::default(), Level::Info);
    let aliases = server::Make { aliases: !server::STOCK.aliases, ..server::STOCK };
    let [_, _, digest] = server::DIGESTS;
    let kind = kbe::defs::cache::CacheKind::EntityDefs;
    let key = kbe::defs::cache::CacheKey::new(kind, server::VERSION, server::SCRIPT, digest);
    s.cache.push((key.unwrap(), vec![server::definitions(aliases)[4..].to_vec()]));
    s.login_up_to(Step::InGame);
    s.forget();
    s.feed(&server::properties(100, server::gold(server::STOCK, 7)));
    s.feed(&server::definitions(server::STOCK));
    let told = lines(&mut s);
    let doubt = "Info imports: Client::onUpdatePropertys does not fit the cached definitions: asking for them";
    assert_eq!(told, [doubt, "Info imports: definitions replaced: 4 classes, 6 types"]);
}

#[test]
fn a_flood_of_lines_is_dropped_and_counted() {
    let mut s = Script::in_game();
    s.session.listen(s.now, Level::Trace, 3);
    for _ in 0..10 {
        s.feed(&server::heartbeat());
    }
    assert_eq!((lines(&mut s).len(), s.session.stats().lines_dropped), (3, 7));
    // Still behind: no line about lines.
    s.session.listen(s.now, Level::Trace, 1);
    s.settle();
    assert_eq!(lines(&mut s).len(), 0);
    s.session.listen(s.now, Level::Warn, MAX_LINES);
    s.session.listen(s.now, Level::Warn, MAX_LINES);
    s.settle();
    let told = ["Warn session: 7 lines of the log were dropped: too many waited"];
    assert_eq!(
        (lines(&mut s), s.session.stats().lines_dropped),
        (told.map(str::to_owned).into(), 7)
    );
}

#[test]
fn lines_carry_their_time_and_have_a_longest_length() {
    let mut s = Script::fresh();
    s.session.listen(s.now + ms(5), Level::Debug, MAX_LINES);
    let long = "é".repeat(400);
    s.session.remark(Level::Debug, kbe::layers::log::Area::Network, format_args!("x{long}"));
    let batch = s.session.batch();
    let Event::Log { level: Level::Debug, at: 5_005_000, text, .. } = batch.events[0] else {
        panic!("{:?}", batch.events)
    };
    let text = batch.arena.text(text);
    assert_eq!(text.len(), MAX_LINE_BYTES - 1, "whole characters");
    assert_eq!(std::str::from_utf8(text).unwrap(), format!("x{}", "é".repeat(255)));
}

#[test]
fn no_line_holds_a_password_a_key_or_a_name() {
    let mut s = listening(Config::default(), Level::Trace);
    s.login_up_to(Step::InGame);
    let (old, new) = (Secret::from(b"pass".to_vec()), Secret::from(b"n3wpass".to_vec()));
    s.command(Command::NewPassword { old, new });
    s.command(Command::BindEmail { email: b"a@b.example".to_vec() });
    s.pass(secs(1));
    s.lose();
    s.command(Command::Relogin);
    s.feed(&server::hello_baseapp());
    s.pass(secs(1));
    s.command(Command::Disconnect);
    let names = s.sent_names();
    for sent in [
        "Baseapp::reqAccountNewPassword",
        "Baseapp::reqAccountBindEmail",
        "Baseapp::reloginBaseapp",
    ] {
        assert!(names.contains(&sent), "{sent} of {names:?}");
    }
    let all = lines(&mut s);
    assert!(all.len() > 40, "{}", all.len());
    for line in &all {
        for secret in ["user", "pass", "a@b", "1122334455667788", "1234605616436508552"] {
            let line =
                line.replace("reqAccountNewPassword", "").replace("reqAccountNewPasswordCB", "");
            assert!(!line.contains(secret), "{secret} in {line}");
        }
    }
}
