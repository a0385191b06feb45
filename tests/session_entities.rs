//! Entities and spaces: creation, entering, leaving, properties, calls, streams, and messages that
//! cannot be used.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::session::Config;
use script::server::{
    self, Body, Make, PLAIN, STOCK, avatar_hp, body, created, definitions, properties,
};

use script::{Script, Step, hex};

fn enter(entity: i32) -> Vec<u8> {
    server::enter(entity, server::MONSTER)
}

/// In the game on a server that numbers things this way.
fn in_game_of(make: Make) -> Script {
    let mut s = Script::fresh();
    s.login_up_to(Step::BaseImport);
    s.feed(&server::baseapp_messages());
    s.feed(&definitions(make));
    s.serve(Step::BaseLogin);
    s.feed(&server::destroyed(server::ACCOUNT));
    s.feed(&created(1, 200, "Avatar"));
    s.forget();
    s
}

#[test]
fn a_class_takes_one_byte_or_two_and_the_ground_one_or_none() {
    // Length five, seven, then six as the lengths before it prove.
    let narrow = [
        (body().i32(5).u8(4), "enter 5 Monster new"),
        (body().i32(6).u8(4).i8(0), "enter 6 Monster new in the air"),
        (body().i32(7).u8(4).i8(1), "enter 7 Monster new"),
    ];
    let wide = [
        (body().i32(5).u16(4).i8(0), "enter 5 Monster new in the air"),
        (body().i32(6).u16(4), "enter 6 Monster new"),
        (body().i32(7).u16(4).i8(1), "enter 7 Monster new"),
    ];
    for (make, messages) in [(STOCK, narrow), (PLAIN, wide)] {
        let mut s = in_game_of(make);
        for (b, expected) in messages {
            s.feed(&b.var(507));
            assert_eq!(s.told(), [expected]);
        }
    }
    // The import says aliases, a length of seven says otherwise.
    let mut s = in_game_of(STOCK);
    s.feed(&body().i32(5).u16(4).i8(0).var(507));
    s.feed(&body().i32(6).u16(4).var(507));
    assert_eq!(s.told(), ["enter 5 Monster new in the air", "enter 6 Monster new"]);
    // Without a proof the import decides.
    let mut s = in_game_of(PLAIN);
    s.feed(&body().i32(6).u16(4).var(507));
    assert_eq!(s.told(), ["enter 6 Monster new"]);
}

#[test]
fn the_documented_captures_read_as_documented() {
    let mut s = in_game_of(STOCK);
    s.feed(&created(1, 2177, "Avatar"));
    s.forget();
    s.feed(&hex("FB 01 06 00 81 08 00 00 02 00"));
    s.feed(&hex("41 00 1F 00 | 01 00 00 00"));
    assert_eq!(s.told(), ["clear", "enter 2177 Avatar player in the air"]);
    s.feed(b"_mapping\0spaces/xinshoucun\0");
    assert_eq!(s.told(), ["clear", "space 1", "space 1 _mapping=spaces/xinshoucun initial"]);
    s.feed(&hex("FD 01 09 00 | 81 08 00 00 | 01 00 00 00 | 00"));
    s.feed(&hex("00 02 81 08 00 00"));
    assert_eq!(s.told(), ["enter space 2177 1 in the air", "clear", "destroyed 2177 player"]);
}

#[test]
fn a_space_has_data_that_can_change() {
    let mut s = Script::in_world();
    s.feed(&body().u32(9).var(65));
    s.feed(&body().u32(9).str("a").str("1").var(66));
    s.feed(&body().u32(9).str("a").var(67));
    s.feed(&body().u32(9).str("a").str("1").str("b").str("").var(65));
    assert_eq!(
        s.told(),
        [
            "clear",
            "space 9",
            "space 9 a=1",
            "space 9 without a",
            "clear",
            "space 9",
            "space 9 a=1 initial",
            "space 9 b= initial",
        ]
    );
    assert_eq!(s.session.world().space, 9);
}

#[test]
fn a_space_whose_data_cannot_be_read_does_not_begin() {
    let mut s = Script::in_world();
    s.feed(&enter(5));
    s.forget();
    s.feed(&body().u32(9).str("a").raw(b"no end").var(65));
    assert_eq!(
        s.told(),
        ["fault Client::initSpaceData: string without its terminating zero at byte 6"]
    );
    assert_eq!(s.session.world().view_len(), 1);
}

#[test]
fn the_space_is_the_players() {
    let mut s = Script::in_world();
    s.feed(&enter(5));
    s.feed(&server::enter_space(5, 99));
    s.feed(&server::enter_space(77, 99));
    assert_eq!(s.session.world().space, 7);
    s.feed(&server::enter_space(200, 8));
    assert_eq!(s.session.world().space, 8);
    s.feed(&server::leave_space(200));
    assert_eq!(s.session.world().space, 0);
}

#[test]
fn a_player_of_another_class_is_another_entity() {
    let mut s = Script::in_game();
    s.feed(&created(2, 100, "Avatar"));
    assert_eq!(s.told(), ["destroyed 100", "player 100 Avatar new"]);
    s.feed(&created(3, 100, "Avatar"));
    assert_eq!(s.told(), ["player 100 Avatar"]);
    assert_eq!(s.session.world().entities().count(), 1);
}

#[test]
fn a_former_player_that_was_not_destroyed_stays() {
    let mut s = Script::in_game();
    s.feed(&created(2, 200, "Avatar"));
    assert_eq!(s.told(), ["player 200 Avatar new"]);
    assert_eq!(s.session.world().entities().count(), 2);
    s.feed(&properties(100, server::gold(STOCK, 1)));
    assert_eq!(s.told(), ["properties 100 gold=1"]);
    s.feed(&created(3, 100, "Account"));
    assert_eq!(s.told(), ["player 100 Account"]);
}

#[test]
fn a_player_without_an_entity_cannot_enter() {
    let mut s = Script::in_game();
    s.feed(&server::destroyed(100));
    s.forget();
    s.feed(&server::enter(100, 1));
    assert_eq!(s.told(), ["fault Client::onEntityEnterWorld: unknown entity 100 at byte 5"]);
}

// ---- properties and calls

fn bag_value(make: Make, children: Body, count: u16) -> Body {
    let value = body().i32(7).i32(200).u16(3).u16(count).raw(&children.0);
    server::entry(make, 5, 4, &value.0)
}

fn slots_child(make: Make, slots: u8) -> Body {
    match make.aliases {
        true => body().u8(4).u8(4).u8(slots),
        false => body().u16(5).u16(8).u8(slots),
    }
}

#[test]
fn a_component_shows_its_class_with_its_value() {
    for make in [STOCK, PLAIN] {
        let mut s = in_game_of(make);
        let change = properties(200, slots_child(make, 7));
        s.feed(&change);
        assert!(s.told()[0].contains("unknown component"), "its class is not known yet");
        s.feed(&properties(200, bag_value(make, body(), 0)));
        assert_eq!(s.told(), ["component 200 Bag"]);
        s.feed(&properties(200, bag_value(make, slots_child(make, 3), 1)));
        assert_eq!(s.told(), ["component 200 Bag", "properties 200 component.slots=3"]);
        s.feed(&change);
        assert_eq!(s.told(), ["properties 200 component.slots=7"]);
        let call = match make.aliases {
            true => body().i32(200).u8(4).u8(1).u8(9),
            false => body().i32(200).u16(5).u16(12).u8(9),
        };
        s.feed(&call.var(506));
        assert_eq!(s.told(), ["call 200 component.onBag(9)"]);
    }
}

#[test]
fn a_message_keeps_what_was_read_in_front_of_an_entry_that_cannot_be_read() {
    let mut s = in_game_of(STOCK);
    s.feed(&properties(200, avatar_hp(STOCK, 3).u8(0).u8(6).raw(b"no end")));
    assert_eq!(
        s.told(),
        [
            "properties 200 hp=3",
            "fault Client::onUpdatePropertys: string without its terminating zero at byte 9",
        ]
    );
    s.feed(&properties(200, bag_value(STOCK, slots_child(STOCK, 3).u8(4).u8(99), 2)));
    assert_eq!(
        s.told(),
        [
            "component 200 Bag",
            "properties 200 component.slots=3",
            "fault Client::onUpdatePropertys: unknown property 99 at byte 22",
        ]
    );
}

#[test]
fn a_call_whose_arguments_are_short_tells_nothing() {
    let mut s = in_game_of(STOCK);
    s.feed(&body().i32(200).u8(0).u8(1).u8(9).var(506));
    assert_eq!(s.told(), ["fault Client::onRemoteMethodCall: 4 bytes needed, 1 left at byte 6"]);
    s.feed(&body().i32(200).u8(0).u8(1).i32(9).raw(b"more").var(506));
    assert_eq!(s.told(), ["call 200 onHit(9)"], "more bytes than needed do no harm");
}

#[test]
fn vectors_can_be_whole_numbers() {
    let mut s = Script::in_world_with(Config { integer_vectors: true, ..Config::default() });
    let p = server::entry(STOCK, 40000, 1, &body().i32(1).i32(-2).i32(3).0);
    s.feed(&properties(200, p));
    assert_eq!(s.told(), ["properties 200 position=1,-2,3"]);
    assert_eq!(s.session.world().base, [1.0, -2.0, 3.0]);
    s.feed(&server::set_pose(200, [0.5; 3], [0.0; 3]));
    assert_eq!(s.session.world().base, [0.5; 3], "poses are floats all the same");
}

// ---- streams

#[test]
fn streams_are_told_as_they_come() {
    let mut s = in_game_of(STOCK);
    s.feed(&hex("02 02 15 00 01 00 0e 00 00 00"));
    s.feed(b"unittest.data\0\x01");
    s.feed(&body().i16(2).u32(0).str("").var(514));
    s.feed(&body().i16(1).blob(b"Unit").var(515));
    s.feed(&body().i16(2).blob(b"").var(515));
    s.feed(&body().i16(2).fixed(516));
    s.feed(&body().i16(1).blob(b"test").var(515));
    s.feed(&hex("04 02 01 00"));
    assert_eq!(
        s.told(),
        [
            "stream 1 14 unittest.data 1",
            "stream 2 0  0",
            "stream 1 \"Unit\"",
            "stream 2 \"\"",
            "stream 2 complete",
            "stream 1 \"test\"",
            "stream 1 complete",
        ]
    );
}
