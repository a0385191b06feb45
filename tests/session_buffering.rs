//! Properties that come before their entity: kept in order, within bounds, and no longer than useful.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use script::Script;
use script::server::{self, STOCK, avatar_hp, body, created, monster_hp, properties};

fn enter(entity: i32) -> Vec<u8> {
    server::enter(entity, server::MONSTER)
}

fn hp(entity: i32, hp: u8) -> Vec<u8> {
    properties(entity, monster_hp(STOCK, hp))
}

#[test]
fn all_that_waits_is_applied_in_order() {
    let mut s = Script::in_game();
    for n in 1..=3 {
        s.feed(&hp(5, n));
    }
    s.feed(&hp(6, 9));
    assert_eq!(s.told(), [""; 0]);
    s.feed(&enter(5));
    assert_eq!(
        s.told(),
        [
            "enter 5 Monster new",
            "properties 5 hp=1 buffered",
            "properties 5 hp=2 buffered",
            "properties 5 hp=3 buffered",
        ]
    );
    s.feed(&hp(5, 4));
    assert_eq!(s.told(), ["properties 5 hp=4"], "from here on they count at once");
    s.feed(&enter(6));
    assert_eq!(s.told(), ["enter 6 Monster new", "properties 6 hp=9 buffered"]);
}

#[test]
fn a_position_that_waited_is_where_the_entity_begins() {
    let mut s = Script::in_game();
    s.feed(&properties(5, server::position(STOCK, [1.0, 2.0, 3.0])));
    s.feed(&enter(5));
    assert_eq!(s.session.world().entity(5).unwrap().position, [1.0, 2.0, 3.0]);
}

#[test]
fn sixty_four_messages_wait_for_one_entity() {
    let mut s = Script::in_game();
    for n in 0..70 {
        s.feed(&hp(5, n));
    }
    let told = s.told();
    let full = "fault Client::onUpdatePropertys: limit exceeded: too many messages wait for one \
                entity at byte 7";
    assert_eq!(told, [full; 6]);
    s.feed(&hp(6, 1));
    assert_eq!(s.told(), [""; 0], "another entity has its own room");
    s.feed(&enter(5));
    let told = s.told();
    assert_eq!(told.len(), 65);
    assert_eq!(told[64], "properties 5 hp=63 buffered");
}

#[test]
fn a_mebibyte_waits_for_one_entity() {
    let mut s = Script::in_game();
    let large = |n| body().i32(5).raw(&vec![0; n]).var(511);
    s.feed(&large(1 << 19));
    s.feed(&large((1 << 19) + 1));
    assert_eq!(s.told().len(), 1);
    s.feed(&large(1 << 19));
    assert_eq!(s.told(), [""; 0]);
    s.feed(&large(1));
    assert_eq!(s.told().len(), 1);
}

#[test]
fn eight_mebibytes_wait_for_all_entities_together() {
    let mut s = Script::in_game();
    let large = |e: i32| body().i32(e).raw(&vec![0; 1 << 20]).var(511);
    for e in 1..=8 {
        s.feed(&large(e));
    }
    assert_eq!(s.told(), [""; 0]);
    s.feed(&large(9));
    let told = s.told();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("too many bytes wait"), "{told:?}");
    s.feed(&server::destroyed(3));
    s.told();
    s.feed(&large(9));
    assert_eq!(s.told(), [""; 0], "what is dropped makes room");
}

#[test]
fn messages_wait_for_four_thousand_entities() {
    let mut s = Script::in_game();
    for e in 1000..5096 {
        s.feed(&hp(e, 1));
    }
    assert_eq!(s.told(), [""; 0]);
    s.feed(&hp(6000, 1));
    assert!(s.told()[0].contains("too many entities"));
    s.feed(&enter(1000));
    s.feed(&hp(6000, 1));
    s.feed(&enter(6000));
    assert_eq!(s.told().last().unwrap(), "properties 6000 hp=1 buffered");
}

#[test]
fn one_message_that_cannot_be_read_costs_only_itself() {
    let mut s = Script::in_game();
    s.feed(&hp(5, 1));
    // One good entry, then a property that no monster has.
    s.feed(&properties(5, monster_hp(STOCK, 2).u8(0).u8(99)));
    s.feed(&properties(5, body().u8(0).u8(98)));
    s.feed(&hp(5, 3));
    s.feed(&enter(5));
    assert_eq!(
        s.told(),
        [
            "enter 5 Monster new",
            "properties 5 hp=1 buffered",
            "properties 5 hp=2 buffered",
            "properties 5 hp=3 buffered",
            "fault Client::onEntityEnterWorld: unknown property 99 at byte 4",
            "fault Client::onEntityEnterWorld: unknown property 98 at byte 1",
        ]
    );
    s.feed(&hp(5, 4));
    assert_eq!(s.told(), ["properties 5 hp=4"]);
}

#[test]
fn what_waits_is_dropped_when_its_entity_leaves_or_dies() {
    for gone in [server::leave(5), server::destroyed(5)] {
        let mut s = Script::in_game();
        s.feed(&hp(5, 1));
        s.feed(&gone);
        s.forget();
        s.feed(&enter(5));
        assert_eq!(s.told(), ["enter 5 Monster new"]);
    }
}

#[test]
fn a_new_space_does_not_drop_what_waits() {
    let mut s = Script::in_world();
    s.feed(&hp(5, 1));
    s.feed(&server::init_space(8));
    s.forget();
    s.feed(&enter(5));
    assert_eq!(s.told(), ["enter 5 Monster new", "properties 5 hp=1 buffered"]);
}

#[test]
fn calls_and_movements_do_not_wait() {
    let mut s = Script::in_game();
    s.feed(&body().i32(5).u8(0).u8(1).i32(7).var(506));
    s.feed(&body().i32(5).f32(1.0).f32(2.0).var(24));
    s.feed(&properties(5, monster_hp(STOCK, 1)));
    assert_eq!(
        s.told(),
        [
            "fault Client::onRemoteMethodCall: unknown entity 5 at byte 4",
            "fault Client::onUpdateData_xz: unknown entity 5 at byte 12",
        ]
    );
    s.feed(&enter(5));
    assert_eq!(s.told(), ["enter 5 Monster new", "properties 5 hp=1 buffered"]);
}

#[test]
fn an_optimized_update_never_waits() {
    let mut s = Script::in_game();
    s.feed(&enter(5));
    s.feed(&server::destroyed(5));
    s.forget();
    s.feed(&server::properties_of(0, monster_hp(STOCK, 1)));
    assert_eq!(s.told(), ["fault Client::onUpdatePropertysOptimized: unknown entity 5 at byte 1"]);
}

#[test]
fn the_player_that_is_known_already_gets_what_waited_too() {
    let mut s = Script::in_game();
    s.feed(&server::destroyed(100));
    s.feed(&properties(200, avatar_hp(STOCK, 1)));
    s.feed(&created(1, 200, "Avatar"));
    s.forget();
    s.feed(&properties(200, avatar_hp(STOCK, 2)));
    s.feed(&created(2, 200, "Avatar"));
    assert_eq!(s.told(), ["properties 200 hp=2", "player 200 Avatar"]);
    assert_eq!(s.session.world().uuid, 2);
}

#[test]
fn an_update_without_entries_tells_nothing() {
    let mut s = Script::in_game();
    s.feed(&properties(5, body()));
    s.feed(&properties(100, body()));
    s.feed(&enter(5));
    assert_eq!(s.told(), ["enter 5 Monster new"]);
}
