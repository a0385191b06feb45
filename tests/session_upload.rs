//! Positions on their way to the server.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::f32::consts::{FRAC_PI_2, PI};

use kbe::layers::event::Server;
use kbe::layers::{Command, Pose};
use kbe::session::{Config, Time};
use script::server::{self, body};
use script::{Script, cut, hex, ms, secs};

const NONE: [f32; 3] = [0.0; 3];

/// Ids and bodies of uploads since this was asked last.
fn uploads(s: &mut Script) -> Vec<(u16, Vec<u8>)> {
    let all = cut(&s.sent(), Server::Baseapp);
    all.into_iter().filter(|m| m.0 == 27 || m.0 == 28).collect()
}

/// The x coordinates of uploads of the player.
fn xs(s: &mut Script) -> Vec<f32> {
    let x = |b: &[u8]| f32::from_le_bytes(b[..4].try_into().unwrap());
    uploads(s).iter().filter(|m| m.0 == 27).map(|m| x(&m.1)).collect()
}

fn move_to(s: &mut Script, x: f32) {
    s.set_pose(0, [x, 0.0, 0.0], NONE);
}

#[test]
fn the_documented_bytes_are_sent() {
    let mut s = Script::in_world();
    s.set_pose(0, [1.0, 2.0, 3.0], [0.0, 0.0, FRAC_PI_2]);
    assert_eq!(
        s.sent(),
        hex("1B 00 1D 00 | 00 00 80 3F 00 00 00 40 00 00 40 40 00 00 00 00 00 00 00 00 \
             DB 0F C9 3F 01 07 00 00 00")
    );
    let pose = Pose { position: [9.0; 3], direction: NONE, on_ground: false };
    s.command(Command::SetPose { entity: 200, pose });
    s.pass(ms(100));
    let sent = uploads(&mut s);
    assert_eq!(sent[0].1.len(), 29);
    assert_eq!(sent[0].1[24..], [0, 7, 0, 0, 0]);
}

#[test]
fn at_most_one_leaves_in_a_period_and_the_beat_does_not_drift() {
    let mut s = Script::in_world();
    let start = s.now;
    let from = s.writes.len();
    for n in 0..100u32 {
        move_to(&mut s, 1.0 + n as f32);
        s.pass(ms(10));
    }
    let at: Vec<u128> = s.writes[from..].iter().map(|w| (w.at - start).as_millis()).collect();
    assert_eq!(at, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    assert_eq!(xs(&mut s)[..3], [1.0, 10.0, 20.0], "the newest pose is sent");
}

#[test]
fn a_late_driver_keeps_the_beat() {
    let mut s = Script::in_world();
    move_to(&mut s, 1.0);
    let start = s.now;
    let mut at = Vec::new();
    for n in 0..10u32 {
        move_to(&mut s, 10.0 + n as f32);
        let due = s.session.poll_timeout(s.now).unwrap();
        at.push((due - start).as_millis());
        s.now = due + ms(7);
        s.session.timeout(s.now);
        s.settle();
    }
    assert_eq!(at, [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    assert_eq!(xs(&mut s).len(), 11);
}

#[test]
fn small_changes_are_not_worth_it() {
    let mut s = Script::in_world();
    let mut set = |position: [f32; 3], direction: [f32; 3]| {
        s.set_pose(0, position, direction);
        s.pass(ms(200));
        uploads(&mut s).len()
    };
    assert_eq!(set(NONE, NONE), 1, "the first is always told");
    assert_eq!(set([0.0009, 0.0, 0.0], NONE), 0);
    assert_eq!(set([0.0006, 0.0006, 0.0006], NONE), 1, "the distance counts, not the axis");
    assert_eq!(set([0.0006; 3], [0.0, 0.0, 0.0009]), 0);
    assert_eq!(set([0.0006; 3], [0.0, 0.0, 0.0011]), 1);
    assert_eq!(set([0.0006, 0.0006, 0.0016], [0.0, 0.0, 0.0011]), 0);
    assert_eq!(set([0.0006, 0.0006, 0.0026], [0.0, 0.0, 0.0011]), 1, "small steps add up");
}

#[test]
fn standing_up_is_not_told_by_itself() {
    let mut s = Script::in_world();
    move_to(&mut s, 1.0);
    let pose = Pose { position: [1.0, 0.0, 0.0], direction: NONE, on_ground: false };
    s.command(Command::SetPose { entity: 0, pose });
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [1.0]);
}

#[test]
fn the_thresholds_and_the_period_are_configurable() {
    let config = Config {
        upload_interval: ms(20),
        upload_distance: 1.0,
        upload_angle: 1.0,
        ..Config::default()
    };
    let mut s = Script::in_world_with(config);
    let from = s.writes.len();
    let start = s.now;
    for x in [0.0, 0.9, 2.0, 4.0] {
        move_to(&mut s, x);
    }
    s.pass(ms(20));
    move_to(&mut s, 4.9);
    s.pass(ms(20));
    s.set_pose(0, [4.9, 0.0, 0.0], [0.0, 1.1, 0.0]);
    s.pass(ms(60));
    let at: Vec<_> = s.writes[from..].iter().map(|w| w.at - start).collect();
    assert_eq!(at, [ms(0), ms(20), ms(40)]);
    assert_eq!(xs(&mut s), [0.0, 4.0, 4.9]);
}

#[test]
fn uploads_can_be_turned_off() {
    let mut s = Script::in_world_with(Config { upload_interval: ms(0), ..Config::default() });
    move_to(&mut s, 1.0);
    s.live(secs(100));
    assert_eq!(xs(&mut s), [0.0; 0]);
}

#[test]
fn nothing_is_sent_outside_the_world() {
    let mut s = Script::in_game();
    move_to(&mut s, 1.0);
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [0.0; 0], "an account has no place");
    s.feed(&server::destroyed(100));
    s.feed(&server::created(1, 200, "Avatar"));
    move_to(&mut s, 2.0);
    s.pass(secs(1));
    s.feed(&server::init_space(7));
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [0.0; 0], "not in the world");

    let mut s = Script::in_game();
    s.feed(&server::created(1, 200, "Avatar"));
    s.feed(&server::enter(200, server::AVATAR));
    move_to(&mut s, 3.0);
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [0.0; 0], "the space is not known");
    s.feed(&server::init_space(7));
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [3.0]);
}

#[test]
fn nothing_is_sent_after_the_player_left_the_space_or_the_world() {
    for leaving in [server::leave_space(200), server::leave(200), server::destroyed(200)] {
        let mut s = Script::in_world();
        move_to(&mut s, 1.0);
        move_to(&mut s, 2.0);
        s.feed(&leaving);
        move_to(&mut s, 3.0);
        s.pass(secs(1));
        assert_eq!(xs(&mut s), [1.0]);
        // A new space begins where the server puts the player.
        s.feed(&server::created(1, 200, "Avatar"));
        s.feed(&server::enter(200, server::AVATAR));
        s.feed(&server::init_space(8));
        s.feed(&server::set_pose(200, [50.0; 3], NONE));
        s.feed(&server::enter_space(200, 8));
        s.pass(secs(1));
        let old: Vec<_> = xs(&mut s).into_iter().filter(|x| *x < 3.0).collect();
        assert_eq!(old, [0.0; 0], "what was meant for the old space is forgotten");
        move_to(&mut s, 51.0);
        s.pass(secs(1));
        assert_eq!(uploads(&mut s).last().unwrap().1[25..], [8, 0, 0, 0]);
    }
}

#[test]
fn a_player_moved_by_somebody_else_is_not_uploaded() {
    let mut s = Script::in_world();
    move_to(&mut s, 1.0);
    move_to(&mut s, 2.0);
    s.feed(&server::control(200, true));
    move_to(&mut s, 3.0);
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [1.0]);
    s.feed(&server::control(200, false));
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [0.0; 0], "poses of before mean nothing now");
    move_to(&mut s, 4.0);
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [4.0]);
}

#[test]
fn a_forced_pose_replaces_what_the_game_wanted() {
    let mut s = Script::in_world();
    move_to(&mut s, 1.0);
    s.pass(ms(50));
    move_to(&mut s, 2.0);
    s.feed(&server::set_pose(200, [40.0, 0.0, 0.0], NONE));
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [1.0], "neither the old pose nor the echo is sent");
    move_to(&mut s, 40.0005);
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [0.0; 0]);
    move_to(&mut s, 41.0);
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [41.0]);
}

#[test]
fn a_forced_pose_of_another_entity_is_not_the_players() {
    let mut s = Script::in_world();
    move_to(&mut s, 1.0);
    move_to(&mut s, 2.0);
    s.feed(&server::set_pose(5, [40.0, 0.0, 0.0], NONE));
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [1.0, 2.0]);
}

#[test]
fn a_forced_pose_that_cannot_be_read_forces_nothing() {
    let mut s = Script::in_world();
    move_to(&mut s, 1.0);
    // All before the driver takes the events.
    s.session.received(s.now, s.link, &server::set_pose(200, [40.0, 0.0, 0.0], NONE));
    let pose = Pose { position: [41.0, 0.0, 0.0], direction: NONE, on_ground: true };
    s.session.command(s.now, Command::SetPose { entity: 0, pose });
    s.session.received(s.now, s.link, &body().i32(200).f32(1.0).var(12));
    s.settle();
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [1.0, 41.0]);
}

#[test]
fn an_entity_under_control_is_uploaded_beside_the_player() {
    let mut s = Script::in_world();
    s.feed(&server::enter(5, server::MONSTER));
    s.set_pose(5, [5.0; 3], NONE);
    s.pass(secs(1));
    assert_eq!(uploads(&mut s), [], "it is not ours to move");
    s.feed(&server::control(5, true));
    s.set_pose(5, [5.0; 3], NONE);
    let floats = body().floats(&[5.0; 3]).floats(&NONE).u8(1).u32(7);
    assert_eq!(s.sent(), body().i32(5).raw(&floats.0).var(28));
    s.set_pose(5, [6.0; 3], NONE);
    move_to(&mut s, 1.0);
    s.pass(ms(100));
    let sent: Vec<_> = uploads(&mut s).iter().map(|m| (m.0, m.1.len())).collect();
    assert_eq!(sent, [(28, 33), (27, 29)]);
    assert_eq!(s.writes.last().unwrap().bytes.len(), 33 + 29 + 8, "in one write");
    // While somebody else moves the player, nothing goes up at all.
    s.feed(&server::control(200, true));
    s.set_pose(5, [7.0; 3], NONE);
    s.pass(secs(1));
    assert_eq!(uploads(&mut s), []);
}

#[test]
fn an_entity_that_is_lost_is_not_uploaded_any_more() {
    let losses = [
        server::control(5, false),
        server::leave_of(0),
        server::leave(5),
        server::destroyed(5),
        server::init_space(8),
    ];
    for loss in losses {
        let mut s = Script::in_world();
        s.feed(&server::enter(5, server::MONSTER));
        s.feed(&server::control(5, true));
        s.set_pose(5, [5.0; 3], NONE);
        s.set_pose(5, [6.0; 3], NONE);
        s.sent();
        s.feed(&loss);
        s.set_pose(5, [7.0; 3], NONE);
        s.pass(secs(1));
        assert_eq!(uploads(&mut s), [], "{loss:02x?}");
        move_to(&mut s, 1.0);
        assert_eq!(xs(&mut s), [1.0], "the player goes on");
    }
}

#[test]
fn another_entity_that_leaves_does_not_stop_the_player() {
    let mut s = Script::in_world();
    s.feed(&server::enter(5, server::MONSTER));
    move_to(&mut s, 1.0);
    move_to(&mut s, 2.0);
    s.feed(&server::leave(5));
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [1.0, 2.0]);
}

#[test]
fn angles_above_half_a_turn_are_reduced() {
    let mut s = Script::in_world();
    s.set_pose(0, NONE, [4.0, PI, -4.0]);
    let sent = uploads(&mut s);
    let expected = body().floats(&[4.0 - 2.0 * PI, PI, -4.0]);
    assert_eq!(sent[0].1[12..24], expected.0);
}

#[test]
fn poses_that_are_no_numbers_are_never_sent() {
    let mut s = Script::in_world();
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        s.set_pose(0, [bad, 0.0, 0.0], NONE);
        s.set_pose(0, NONE, [0.0, bad, 0.0]);
        s.pass(secs(1));
    }
    assert_eq!(uploads(&mut s), []);
    move_to(&mut s, 1.0);
    s.set_pose(0, [f32::NAN, 0.0, 0.0], NONE);
    s.pass(secs(1));
    move_to(&mut s, 2.0);
    s.pass(secs(1));
    assert_eq!(xs(&mut s), [1.0, 2.0]);
    assert!(s.now > Time(0));
}
