//! Definitions from the cache are believed until a message speaks for or against them: a digest does
//! not say how a server numbers its properties.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::sync::Arc;
use std::time::Duration;

use kbe::defs::Defs;
use kbe::defs::cache::{CacheKey, CacheKind};
use kbe::layers::Command;
use kbe::layers::command::Part;
use kbe::session::Config;
use script::server::{
    self, Make, PLAIN, STOCK, avatar_hp, body, created, definitions, gold, kicked, monster_hp,
    properties,
};
use script::{Script, Step, ms, secs};

/// The same definitions in another order of growth: no import of this server looks like it.
const GROWN: Make = Make { aliases: true, grown: true };

fn key() -> CacheKey {
    CacheKey::new(CacheKind::EntityDefs, server::VERSION, server::SCRIPT, server::DIGESTS[2])
        .unwrap()
}

/// The bytes of an import as a cache keeps them.
fn import(make: Make) -> Vec<u8> {
    let message = definitions(make);
    message[4..].to_vec()
}

/// A login that found `cached` under the server's digest and waits for the player.
fn believing(cached: Make) -> Script {
    believing_with(cached, Config::default())
}

fn believing_with(cached: Make, config: Config) -> Script {
    let mut s = Script::new(config);
    s.cache.push((key(), vec![import(cached)]));
    s.login_up_to(Step::BaseLogin);
    assert!(!s.sent_names().contains(&"Baseapp::importClientEntityDef"));
    s.forget();
    s
}

/// As the account 100, with nothing decoded yet.
fn in_game_believing(cached: Make) -> Script {
    let mut s = believing(cached);
    s.feed(&created(1, 100, "Account"));
    s.pass(ms(0));
    s.feed(&server::heartbeat());
    s.forget();
    s
}

fn asks(s: &mut Script) -> bool {
    s.sent_names().contains(&"Baseapp::importClientEntityDef")
}

fn cached(s: &Script) -> &[u8] {
    &s.cache.iter().find(|(k, _)| *k == key()).unwrap().1[0]
}

#[test]
fn a_message_that_fits_confirms_them() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, gold(STOCK, 1)));
    assert_eq!(s.told(), ["properties 100 gold=1"]);
    // From here on a fault is the message's own.
    s.feed(&properties(100, body().u8(0).u8(99)));
    assert_eq!(s.told(), ["fault Client::onUpdatePropertys: unknown property 99 at byte 5"]);
    assert!(!asks(&mut s));
}

#[test]
fn what_waits_for_the_player_is_tried_before_the_player_is_made() {
    for (wrong, right) in [(PLAIN, STOCK), (STOCK, PLAIN)] {
        let mut s = believing(wrong);
        s.feed(&properties(100, gold(right, 1)));
        s.feed(&properties(100, gold(right, 2)));
        assert_eq!(s.sent(), [0u8; 0], "nobody can tell yet");
        s.feed(&created(7, 100, "Account"));
        assert_eq!(s.told(), [""; 0]);
        assert_eq!(s.sent(), script::hex("d0 00"));
        s.feed(&properties(100, gold(right, 3)));
        assert_eq!(s.told(), [""; 0], "what comes meanwhile waits");
        s.feed(&definitions(right));
        assert_eq!(
            s.told(),
            [
                "definitions",
                "player 100 Account new",
                "properties 100 gold=1 buffered",
                "properties 100 gold=2 buffered",
                "login succeeded 100 7",
                "properties 100 gold=3",
            ]
        );
        assert_eq!(s.done(), ["store EntityDefs 2.5.10/0.1.0/D1"]);
        assert_eq!(cached(&s), import(right));
    }
}

#[test]
fn the_corrected_cache_serves_the_next_login() {
    let mut s = believing(PLAIN);
    s.feed(&properties(100, gold(STOCK, 1)));
    s.feed(&created(7, 100, "Account"));
    s.feed(&definitions(STOCK));
    s.close();
    s.forget();
    s.login_up_to(Step::BaseLogin);
    s.feed(&properties(100, gold(STOCK, 9)));
    s.feed(&created(8, 100, "Account"));
    assert_eq!(s.told().last().unwrap(), "login succeeded 100 8");
    assert!(!asks(&mut s));
}

#[test]
fn a_property_of_a_known_entity_can_speak_against_them() {
    for (wrong, right) in [(PLAIN, STOCK), (STOCK, PLAIN)] {
        let mut s = in_game_believing(wrong);
        s.feed(&properties(100, gold(right, 5)));
        assert!(asks(&mut s));
        s.feed(&server::enter(9, server::MONSTER));
        s.feed(&server::heartbeat());
        assert_eq!(s.told(), [""; 0]);
        s.feed(&definitions(right));
        assert_eq!(s.told(), ["definitions", "properties 100 gold=5", "enter 9 Monster new"]);
        assert_eq!(cached(&s), import(right));
    }
}

#[test]
fn a_call_can_speak_against_them() {
    let mut s = in_game_believing(PLAIN);
    s.feed(&body().i32(100).u8(0).u8(1).u8(42).var(506));
    assert!(asks(&mut s));
    s.feed(&definitions(STOCK));
    assert_eq!(s.told(), ["definitions", "call 100 onHi(42)"]);

    let mut s = in_game_believing(STOCK);
    s.feed(&body().i32(100).u16(0).u16(10).u8(42).var(506));
    assert!(asks(&mut s));
    s.feed(&definitions(PLAIN));
    assert_eq!(s.told(), ["definitions", "call 100 onHi(42)"]);
}

#[test]
fn an_entity_entering_with_a_number_of_unclear_width_can_speak_against_them() {
    // Six bytes: a class of one byte in the air, or of two bytes on the ground.
    let mut s = in_game_believing(STOCK);
    s.feed(&server::enter(3, server::MONSTER));
    s.feed(&properties(9, monster_hp(PLAIN, 7)));
    s.feed(&body().i32(9).u16(4).var(507));
    assert!(asks(&mut s));
    let told = s.told();
    assert_eq!(told, ["enter 3 Monster new"]);
    let view: Vec<_> = s.session.world().view().collect();
    assert_eq!(view, [3], "the list is as it was before the message");
    s.feed(&definitions(PLAIN));
    assert_eq!(
        s.told(),
        ["definitions", "enter 9 Monster new in the air", "properties 9 hp=7 buffered"],
        "an earlier length has proven that a class takes one byte"
    );
    assert_eq!(s.session.world().view().collect::<Vec<_>>(), [3, 9]);

    let mut s = in_game_believing(STOCK);
    s.feed(&properties(9, monster_hp(PLAIN, 7)));
    s.feed(&body().i32(9).u16(4).var(507));
    s.feed(&definitions(PLAIN));
    assert_eq!(
        s.told(),
        ["definitions", "enter 9 Monster new", "properties 9 hp=7 buffered"],
        "without aliases it takes two"
    );
}

#[test]
fn a_player_that_enters_as_an_unknown_class_leaves_the_view_alone() {
    let mut s = in_game_believing(STOCK);
    for e in [3, 4] {
        s.feed(&server::enter(e, server::MONSTER));
    }
    s.feed(&server::enter(100, 77));
    assert!(asks(&mut s));
    assert_eq!(s.session.world().view().collect::<Vec<_>>(), [3, 4]);
    s.feed(&definitions(STOCK));
    let told = s.told();
    assert_eq!(
        told.last().unwrap(),
        "fault Client::onEntityEnterWorld: unknown entity class 77 at byte 4"
    );
    assert_eq!(s.session.world().view().collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn an_identical_answer_leaves_the_fault_where_it_belongs() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, body().u8(0).u8(99)));
    s.feed(&server::enter(9, server::MONSTER));
    assert_eq!(s.told(), [""; 0]);
    s.feed(&definitions(STOCK));
    assert_eq!(
        s.told(),
        ["fault Client::onUpdatePropertys: unknown property 99 at byte 5", "enter 9 Monster new",],
        "nothing new to tell but the fault"
    );
    assert_eq!(s.done(), [""; 0], "and nothing to store");
    assert!(asks(&mut s));
    s.feed(&properties(100, body().u8(0).u8(99)));
    assert!(!asks(&mut s), "it is asked once");
    assert_eq!(s.told().len(), 1);
}

#[test]
fn messages_that_no_definitions_explain_do_not_count_against_them() {
    let mut s = in_game_believing(STOCK);
    s.feed(&body().u8(9).u8(0).u8(1).var(11)); // beyond the view list
    s.feed(&body().i32(77).u8(0).u8(1).var(506)); // an unknown entity
    s.feed(&body().i32(77).u32(0).u32(0).var(507)); // a length that fits no form
    s.feed(&body().i32(77).f32(0.0).f32(0.0).var(22)); // a movement of an unknown length
    assert_eq!(s.told().len(), 4);
    assert!(!asks(&mut s));
}

#[test]
fn a_server_that_does_not_answer_is_not_waited_for() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    s.feed(&server::enter(9, server::MONSTER));
    s.live(secs(20) - ms(1));
    assert_eq!(s.told(), [""; 0]);
    s.live(ms(1));
    let told = s.told();
    assert!(told[0].starts_with("fault Client::onUpdatePropertys"), "{told:#?}");
    assert_eq!(told[1..], ["enter 9 Monster new"]);
    // An answer that comes now is not asked for.
    s.feed(&definitions(PLAIN));
    assert_eq!(s.told(), [""; 0]);
}

#[test]
fn more_than_can_be_held_is_not_held() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    for e in 0..60 {
        s.feed(&body().i16(e).blob(&vec![7; 70_000]).var(515));
    }
    let told = s.told();
    assert!(told[0].starts_with("fault Client::onUpdatePropertys"), "{:.60}", told[0]);
    assert_eq!(told.len(), 61);
    let order = told[1..].iter().map(|l| l.split(' ').nth(1).unwrap().parse::<i16>().unwrap());
    assert!(order.eq(0..60), "in the order of the stream");
}

#[test]
fn other_definitions_end_a_session_that_has_entities() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    s.feed(&definitions(GROWN));
    assert_eq!(s.told(), ["reset", "disconnected: Library BadDefinitions baseapp"]);
    assert_eq!(s.done(), ["close 2", "forget EntityDefs 2.5.10/0.1.0/D1"]);
    // The next login asks.
    s.login_up_to(Step::BaseImport);
    assert!(asks(&mut s));
}

#[test]
fn other_definitions_replace_the_cached_ones_while_there_are_no_entities() {
    let mut s = believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    s.feed(&created(7, 100, "Account"));
    let grown = Make { aliases: false, grown: true };
    s.feed(&definitions(grown));
    assert_eq!(
        s.told(),
        [
            "definitions",
            "player 100 Account new",
            "properties 100 gold=5 buffered",
            "login succeeded 100 7",
        ]
    );
    assert_eq!(cached(&s), import(grown));
}

#[test]
fn an_answer_that_cannot_be_read_ends_the_session() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    s.feed(&body().u16(9).u8(1).var(519));
    assert_eq!(s.told(), ["reset", "disconnected: Library BadDefinitions baseapp"]);
}

#[test]
fn a_kick_does_not_wait_for_the_answer() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    s.feed(&kicked(9));
    assert_eq!(s.told(), ["kicked 9", "reset", "disconnected: Server Kicked baseapp 9"]);
    s.login_up_to(Step::InGame);
    assert_eq!(s.told().last().unwrap(), "login succeeded 100 1122334455667788");
}

#[test]
fn an_ending_among_what_was_held_is_the_last_thing_told() {
    let mut s = believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    s.feed(&created(7, 100, "Account"));
    s.feed(&server::baseapp_failed(3));
    s.feed(&server::enter(9, server::MONSTER));
    s.command(Command::Disconnect);
    assert_eq!(s.told(), ["reset", "login failed: Game Requested baseapp"]);
    assert_eq!(s.session.poll_timeout(s.now), None);

    let mut s = believing(STOCK);
    s.feed(&server::enter(9, 99));
    s.feed(&server::baseapp_failed(3));
    s.feed(&server::enter(9, server::MONSTER));
    s.feed(&server::control(9, true));
    assert_eq!(s.told(), [""; 0]);
    s.feed(&definitions(STOCK));
    let told = s.told();
    assert_eq!(told.last().unwrap(), "login failed: Server Refused baseapp 3", "{told:#?}");
}

#[test]
fn a_close_while_checking_ends_the_session() {
    let mut s = in_game_believing(STOCK);
    s.feed(&properties(100, gold(PLAIN, 5)));
    s.close();
    assert_eq!(s.told(), ["disconnected: Server ClosedByServer baseapp, resumable"]);
    s.pass(secs(100));
    assert_eq!(s.told(), [""; 0]);
}

#[test]
fn base_calls_of_the_old_player_do_not_leave_while_the_new_one_is_checked() {
    let mut s = in_game_believing(STOCK);
    let call = |part, entity, args: Vec<u8>| Command::Call {
        part,
        entity,
        component_uid: 0,
        method_uid: 20,
        args,
    };
    s.pass(secs(1));
    s.command(call(Part::Cell, 1, vec![0; 2000]));
    s.command(call(Part::Base, 100, vec![0; 100]));
    s.forget();
    s.feed(&properties(200, avatar_hp(PLAIN, 5)));
    s.feed(&created(8, 200, "Avatar"));
    s.pass(Duration::from_secs(1));
    assert_eq!(s.sent_names(), ["Baseapp::importClientEntityDef"]);
    s.command(call(Part::Base, 100, vec![]));
    assert_eq!(s.sent(), [0u8; 0]);
    s.feed(&definitions(PLAIN));
    let told = s.told();
    assert!(told.contains(&"properties 200 hp=5 buffered".to_owned()), "{told:#?}");
}

#[test]
fn an_import_of_the_server_itself_is_never_doubted() {
    let mut s = Script::in_game();
    s.feed(&properties(100, gold(PLAIN, 5)));
    assert_eq!(s.told().len(), 1);
    assert!(!asks(&mut s));
}

// ---- definitions that the game brought along

fn supply(s: &mut Script, make: Make, digest: &str) {
    let key = CacheKey::new(CacheKind::EntityDefs, server::VERSION, server::SCRIPT, digest);
    let defs = Arc::new(Defs::import(&import(make)).unwrap());
    s.command(Command::Definitions { key: key.unwrap(), defs });
}

#[test]
fn what_a_game_brings_along_is_told_at_once_and_spares_the_first_login_the_question() {
    let mut s = Script::fresh();
    supply(&mut s, STOCK, server::DIGESTS[2]);
    assert_eq!(s.told(), ["definitions"]);
    s.login_up_to(Step::BaseLogin);
    assert!(!asks(&mut s));
    s.feed(&created(1, 100, "Account"));
    s.feed(&properties(100, gold(STOCK, 5)));
    assert_eq!(s.told().last().unwrap(), "properties 100 gold=5");
    assert_eq!(s.done().iter().filter(|d| d.starts_with("store EntityDefs")).count(), 0);
}

#[test]
fn a_server_of_another_digest_is_asked_whatever_the_game_brought_along() {
    let mut s = Script::fresh();
    supply(&mut s, PLAIN, "D0");
    s.login_up_to(Step::BaseLogin);
    assert!(asks(&mut s));
    s.feed(&created(1, 100, "Account"));
    s.feed(&properties(100, gold(STOCK, 5)));
    assert_eq!(s.told().last().unwrap(), "properties 100 gold=5");
}

#[test]
fn what_a_game_brings_along_is_only_believed() {
    let mut s = Script::fresh();
    supply(&mut s, PLAIN, server::DIGESTS[2]);
    s.login_up_to(Step::BaseLogin);
    s.feed(&created(1, 100, "Account"));
    s.forget();
    s.feed(&properties(100, gold(STOCK, 5)));
    assert!(asks(&mut s));
    s.feed(&definitions(STOCK));
    assert_eq!(s.told(), ["definitions", "properties 100 gold=5"]);
    assert_eq!(cached(&s), import(STOCK));
    // Neither with the corrected cache nor without is it believed again.
    for cache_is_lost in [false, true] {
        s.close();
        s.forget();
        if cache_is_lost {
            s.cache.clear();
        }
        s.login_up_to(Step::BaseLogin);
        assert_eq!(asks(&mut s), cache_is_lost);
        s.feed(&created(1, 100, "Account"));
        s.feed(&properties(100, gold(STOCK, 6)));
        assert_eq!(s.told().last().unwrap(), "properties 100 gold=6");
    }
}

#[test]
fn the_cache_knows_better_than_what_a_game_brings_along() {
    let mut s = Script::fresh();
    s.cache.push((key(), vec![import(STOCK)]));
    supply(&mut s, PLAIN, server::DIGESTS[2]);
    s.login_up_to(Step::BaseLogin);
    s.feed(&created(1, 100, "Account"));
    s.feed(&properties(100, gold(STOCK, 5)));
    assert_eq!(s.told().last().unwrap(), "properties 100 gold=5");
    assert!(!asks(&mut s));
}

#[test]
fn definitions_that_come_in_the_middle_of_a_session_wait_for_the_next() {
    let mut s = Script::in_game();
    supply(&mut s, PLAIN, server::DIGESTS[2]);
    assert_eq!(s.told(), [""; 0]);
    s.feed(&properties(100, gold(STOCK, 5)));
    assert_eq!(s.told(), ["properties 100 gold=5"]);
}
