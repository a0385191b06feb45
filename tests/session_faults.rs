//! Messages that cannot be used: each is a fault, and the next one works.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::layers::Command;
use kbe::layers::event::Server;
use script::server::{self, STOCK, body, created, monster_hp, properties};
use script::{Script, Step};

fn enter(entity: i32) -> Vec<u8> {
    server::enter(entity, server::MONSTER)
}

/// As the avatar 200, which has not entered the world.
fn in_game() -> Script {
    let mut s = Script::in_game();
    s.feed(&server::destroyed(server::ACCOUNT));
    s.feed(&created(1, 200, "Avatar"));
    s.forget();
    s
}

#[test]
fn a_message_about_something_unknown_is_a_fault_and_the_next_one_works() {
    let all = [
        (body().i32(77).u8(0).u8(1).i32(0).var(506), "unknown entity 77"),
        (body().i32(200).u8(0).u8(99).var(506), "unknown method 99"),
        (body().i32(200).u8(9).u8(1).var(506), "unknown component 9"),
        (body().u8(9).u8(0).u8(1).var(10), "view index 9 beyond the view list"),
        (properties(200, body().u8(0).u8(99).u8(1)), "unknown property 99"),
        (properties(200, body().u8(88).u8(4).u8(1)), "unknown component 88"),
        (body().u8(9).u8(0).u8(5).u8(1).var(11), "view index 9 beyond the view list"),
        (server::enter(6, 99), "unknown entity class 99"),
        (body().i32(6).u32(4).var(507), "a body of 8 bytes fits no form"),
        (body().i32(6).var(507), "a body of 4 bytes fits no form"),
        (server::enter_space(77, 1), "unknown entity 77"),
        (server::leave_space(77), "unknown entity 77"),
        (created(1, 200, "Nobody"), "unknown entity class"),
        (body().i32(77).f32(0.0).f32(0.0).var(24), "unknown entity 77"),
    ];
    for (message, problem) in all {
        let mut s = in_game();
        s.feed(&[message, enter(5), properties(5, monster_hp(STOCK, 1))].concat());
        let told = s.told();
        assert_eq!(told.len(), 3, "{told:#?}");
        assert!(told[0].starts_with("fault ") && told[0].contains(problem), "{told:#?}");
        assert_eq!(told[1..], ["enter 5 Monster new", "properties 5 hp=1"]);
        assert_eq!(s.session.stats().faults, 1);
    }
}

#[test]
fn messages_about_unknown_entities_that_only_end_something_are_told_as_such() {
    let mut s = in_game();
    s.feed(&server::leave(77));
    s.feed(&server::destroyed(77));
    s.feed(&body().i32(77).var(9));
    assert_eq!(s.told(), ["leave 77 unknown", "destroyed 77 unknown", "leave 77 unknown"]);
}

#[test]
fn every_message_cut_short_is_a_fault_and_the_next_one_works() {
    let all: Vec<(&str, Vec<u8>)> = vec![
        ("onUpdatePropertys", properties(5, monster_hp(STOCK, 1))),
        ("onUpdatePropertysOptimized", server::properties_of(0, monster_hp(STOCK, 1))),
        ("onRemoteMethodCall", body().i32(5).u8(0).u8(1).i32(3).var(506)),
        ("onRemoteMethodCallOptimized", body().u8(0).u8(0).u8(1).i32(3).var(10)),
        ("onCreatedProxies", created(1, 200, "Avatar")),
        ("onSetEntityPosAndDir", server::set_pose(5, [1.0; 3], [2.0; 3])),
        ("onUpdateBaseDir", body().floats(&[1.0; 3]).var(14)),
        ("onUpdateData_xyz_ypr", body().u8(0).floats(&[1.0; 6]).var(33)),
        ("onEntityEnterSpace", server::enter_space(200, 1)),
        ("setSpaceData", body().u32(1).str("a").str("b").var(66)),
        ("delSpaceData", body().u32(1).str("a").var(67)),
        ("onStreamDataStarted", body().i16(1).u32(9).str("d").var(514)),
        ("onStreamDataRecv", body().i16(1).blob(b"abc").var(515)),
        ("onReloginBaseappSuccessfully", body().u64(1).var(71)),
    ];
    for (name, message) in all {
        let mut whole = in_game();
        whole.feed(&enter(5));
        whole.forget();
        whole.feed(&message);
        assert!(whole.told().iter().all(|l| !l.starts_with("fault")), "{name}");
        for n in 0..message.len() - 4 {
            let mut s = in_game();
            s.feed(&enter(5));
            s.forget();
            let id = u16::from_le_bytes([message[0], message[1]]);
            s.feed(&body().raw(&message[4..4 + n]).var(id));
            let told = s.told();
            // An update may end behind any whole entry.
            let whole_entry = name.starts_with("onUpdatePropertys") && told.is_empty();
            let fault = told.len() == 1 && told[0].starts_with(&format!("fault Client::{name}: "));
            assert!(fault || whole_entry, "{name} cut to {n}: {told:?}");
            s.feed(&properties(5, monster_hp(STOCK, 8)));
            assert_eq!(s.told(), ["properties 5 hp=8"]);
        }
    }
}

#[test]
fn a_variable_message_without_a_body_is_dispatched() {
    let mut s = in_game();
    for id in [65, 511, 506, 507, 10, 11, 9, 16] {
        s.feed(&[body().var(id), server::heartbeat()].concat());
        let told = s.told();
        assert_eq!(told.len(), 1, "{id}: {told:?}");
        assert!(told[0].starts_with("fault"));
    }
}

#[test]
fn a_body_of_65535_bytes_has_the_extended_length() {
    let mut s = in_game();
    for n in [65_528, 65_529, 65_530, 70_000] {
        let message = body().i16(3).blob(&vec![b'x'; n]).var(515);
        s.feed(&message);
        assert_eq!(s.told()[0].len(), "stream 3 \"\"".len() + n);
    }
}

#[test]
fn what_the_library_does_not_know_is_skipped_by_its_length() {
    let mut s = in_game();
    s.feed(&body().i32(0).str("a/b").i32(1).blob(b"x").var(64));
    assert_eq!(s.told(), [""; 0]);
}

#[test]
fn a_loginapp_has_no_entities() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Login);
    s.forget();
    s.feed(&created(1, 100, "Account"));
    s.feed(&enter(5));
    s.feed(&server::init_space(1));
    assert_eq!(s.told(), [""; 0]);
    assert_eq!(s.session.world().entities().count(), 0);
}

#[test]
fn a_baseapp_has_none_before_the_player_was_asked_for() {
    for step in [Step::BaseHello, Step::BaseImport] {
        let mut s = Script::fresh();
        s.login_up_to(step);
        s.forget();
        s.feed(&created(1, 100, "Account"));
        s.feed(&enter(5));
        assert_eq!(s.told(), [""; 0]);
        s.login_from(step, Step::InGame);
        assert_eq!(s.session.world().entities().count(), 1);
    }
    let mut s = Script::fresh();
    s.command(Command::Probe { server: Server::Baseapp, imports: false });
    s.feed(&properties(5, monster_hp(STOCK, 1)));
    s.feed(&server::hello_baseapp());
    assert_eq!(s.told().last().unwrap(), "probe: Server None baseapp");
    s.login_up_to(Step::InGame);
    s.forget();
    s.feed(&enter(5));
    assert_eq!(s.told(), ["enter 5 Monster new"]);
}
