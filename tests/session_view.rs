//! The list that view indices refer to: it follows the server's, whatever becomes of the entities.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use script::Script;
use script::server::{self, STOCK, body, created, monster_hp};

fn enter(entity: i32) -> Vec<u8> {
    server::enter(entity, server::MONSTER)
}

/// In the world with these entities in view.
fn viewing(entities: &[i32]) -> Script {
    let mut s = Script::in_world();
    for e in entities {
        s.feed(&enter(*e));
    }
    s.forget();
    s
}

fn view(s: &Script) -> Vec<i32> {
    s.session.world().view().collect()
}

/// Who is behind an index, as a property update tells.
fn at(s: &mut Script, index: u8) -> String {
    s.feed(&server::properties_of(index, monster_hp(STOCK, 1)));
    s.told().concat()
}

#[test]
fn an_index_counts_in_the_order_of_entering() {
    let mut s = viewing(&[30, 10, 20]);
    assert_eq!(at(&mut s, 0), "properties 30 hp=1");
    assert_eq!(at(&mut s, 1), "properties 10 hp=1");
    assert_eq!(at(&mut s, 2), "properties 20 hp=1");
    assert_eq!(
        at(&mut s, 3),
        "fault Client::onUpdatePropertysOptimized: view index 3 beyond the view list at byte 0"
    );
    assert_eq!(at(&mut s, 2), "properties 20 hp=1", "the next message works");
}

#[test]
fn later_indices_move_down_when_one_leaves() {
    let mut s = viewing(&[1, 2, 3, 4]);
    s.feed(&server::leave_of(1));
    assert_eq!(s.told(), ["leave 2"]);
    assert_eq!(view(&s), [1, 3, 4]);
    assert_eq!(at(&mut s, 1), "properties 3 hp=1");
    s.feed(&server::leave(1));
    assert_eq!(s.told(), ["leave 1"]);
    assert_eq!(at(&mut s, 0), "properties 3 hp=1");
    s.feed(&enter(1));
    s.told();
    assert_eq!(at(&mut s, 2), "properties 1 hp=1", "who comes back is the last");
}

#[test]
fn a_leave_has_one_byte_or_four() {
    let mut s = viewing(&[1, 2, 3]);
    s.feed(&body().i32(2).var(9));
    assert_eq!(s.told(), ["leave 2"]);
    for n in [0, 2, 3, 5] {
        s.feed(&body().raw(&[0; 5][..n]).var(9));
        let bad = format!("a body of {n} bytes fits no form of this message");
        assert_eq!(
            s.told(),
            [format!("fault Client::onEntityLeaveWorldOptimized: {bad} at byte 0")]
        );
    }
    s.feed(&server::leave_of(2));
    let told = s.told();
    assert!(told[0].contains("view index 2 beyond"), "{told:?}");
    assert_eq!(view(&s), [1, 3]);
}

#[test]
fn an_entity_that_cannot_be_created_keeps_its_place() {
    let mut s = viewing(&[1]);
    s.feed(&server::enter(2, 99));
    s.feed(&enter(3));
    assert_eq!(
        s.told(),
        [
            "fault Client::onEntityEnterWorld: unknown entity class 99 at byte 4",
            "enter 3 Monster new",
        ]
    );
    assert_eq!(view(&s), [1, 2, 3]);
    assert!(at(&mut s, 1).contains("unknown entity 2"));
    assert_eq!(at(&mut s, 2), "properties 3 hp=1");
    s.feed(&server::leave_of(1));
    assert_eq!(s.told(), ["leave 2 unknown"]);
    assert_eq!(at(&mut s, 1), "properties 3 hp=1");
}

#[test]
fn an_entering_whose_class_cannot_be_read_keeps_its_place_too() {
    let mut s = viewing(&[1]);
    s.feed(&body().i32(2).var(507));
    s.feed(&enter(3));
    s.forget();
    assert_eq!(view(&s), [1, 2, 3]);
    // Without an id there is nothing to keep.
    s.feed(&body().u8(2).var(507));
    assert_eq!(view(&s), [1, 2, 3]);
}

#[test]
fn a_destroyed_entity_keeps_its_place() {
    let mut s = viewing(&[1, 2, 3]);
    s.feed(&server::destroyed(2));
    assert_eq!(s.told(), ["destroyed 2"]);
    assert_eq!(view(&s), [1, 2, 3]);
    assert_eq!(at(&mut s, 2), "properties 3 hp=1");
    assert!(at(&mut s, 1).contains("unknown entity 2"));
    // It enters again: behind the others, and both places mean it.
    s.feed(&enter(2));
    s.told();
    assert_eq!(view(&s), [1, 2, 3, 2]);
    assert_eq!(at(&mut s, 1), "properties 2 hp=1");
    assert_eq!(at(&mut s, 3), "properties 2 hp=1");
}

#[test]
fn the_list_is_cleared_when_a_world_begins_or_ends() {
    let ends = [
        ("a new space", server::init_space(9)),
        ("the player leaves the world", server::leave(200)),
        ("the player leaves the space", server::leave_space(200)),
        ("the player is destroyed", server::destroyed(200)),
    ];
    for (what, message) in ends {
        let mut s = viewing(&[1, 2]);
        s.feed(&message);
        assert_eq!(view(&s), [0; 0], "{what}");
        let told = s.told();
        assert!(told.contains(&"clear".to_owned()), "{what}: {told:?}");
        assert!(s.session.world().entities().all(|(_, e)| e.id == 200), "{what}");
        s.feed(&enter(3));
        s.told();
        assert_eq!(at(&mut s, 0), "properties 3 hp=1");
    }
}

#[test]
fn the_player_entering_clears_what_came_before_it() {
    let mut s = Script::in_game();
    s.feed(&server::destroyed(100));
    s.feed(&created(1, 200, "Avatar"));
    s.feed(&enter(1));
    s.feed(&enter(2));
    s.forget();
    s.feed(&server::enter(200, server::AVATAR));
    assert_eq!(s.told(), ["clear", "enter 200 Avatar player"]);
    assert_eq!(view(&s), [0; 0], "and is not in its own view");
    // In the world already: nothing changes.
    s.feed(&enter(3));
    s.forget();
    s.feed(&server::enter(200, server::AVATAR));
    assert_eq!(s.told(), ["enter 200 Avatar player already"]);
    assert_eq!(view(&s), [3]);
}

#[test]
fn a_player_destroyed_outside_the_world_clears_nothing() {
    let mut s = Script::in_game();
    s.feed(&enter(1));
    s.forget();
    s.feed(&server::destroyed(100));
    assert_eq!(s.told(), ["destroyed 100 player"]);
    assert_eq!(view(&s), [1]);
}

#[test]
fn entering_twice_is_told_and_listed_twice() {
    let mut s = viewing(&[1, 2]);
    s.feed(&enter(1));
    assert_eq!(s.told(), ["enter 1 Monster already"]);
    assert_eq!(view(&s), [1, 2, 1]);
    s.feed(&server::leave_of(2));
    assert_eq!(s.told(), ["leave 1"]);
    assert_eq!(view(&s), [2, 1], "the first place goes, as the server removes it by value");
}

#[test]
fn indices_reach_as_far_as_a_byte() {
    let all: Vec<i32> = (1000..1300).collect();
    let mut s = viewing(&all);
    assert_eq!(at(&mut s, 254), "properties 1254 hp=1");
    assert_eq!(at(&mut s, 255), "properties 1255 hp=1");
    s.feed(&body().i32(1299).f32(1.0).f32(2.0).var(24));
    assert_eq!(s.told(), ["move 1299 1,0,2 0,0,0 0xc5"], "with more, ids are used");
    for _ in 0..45 {
        s.feed(&body().i32(1000).var(9));
        s.feed(&server::leave_of(0));
    }
    s.forget();
    let first = view(&s)[0];
    s.feed(&body().u8(0).f32(1.0).f32(2.0).var(24));
    assert_eq!(s.told(), [format!("move {first} 1,0,2 0,0,0 0xc5")]);
}

#[test]
fn a_stale_index_after_a_new_world_is_ignored() {
    let mut s = viewing(&[1, 2]);
    s.feed(&server::init_space(9));
    s.forget();
    s.feed(&body().u8(1).f32(1.0).f32(2.0).var(24));
    let told = s.told();
    assert_eq!(
        told,
        ["fault Client::onUpdateData_xz: view index 1 beyond the view list at byte 0"]
    );
    s.feed(&enter(5));
    assert_eq!(s.told(), ["enter 5 Monster new"]);
}
