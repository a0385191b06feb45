//! Where entities are: all forms of volatile updates, base position, forced poses, control.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::f32::consts::PI;

use kbe::session::Config;
use script::server::{self, Body, STOCK, body};
use script::{Script, hex};

/// The angle sets in the order of their messages.
const ANGLES: [&str; 7] = ["ypr", "yp", "yr", "pr", "y", "p", "r"];

/// What moves here: the entity 5 behind index 0, at a place of its own, seen from a base.
const AT: [f32; 3] = [1.0, 2.0, 3.0];
const FACING: [f32; 3] = [0.125, 0.25, 0.5];
const BASE: [f32; 3] = [100.0, 10.0, 200.0];

fn moving_with(config: Config) -> Script {
    let mut s = Script::in_world_with(config);
    s.feed(&server::enter(5, server::MONSTER));
    s.feed(&server::set_pose(5, AT, FACING));
    s.feed(&server::base_position(BASE));
    s.forget();
    s
}

fn moving() -> Script {
    moving_with(Config::default())
}

/// One of the 46 forms.
struct Form {
    id: u16,
    position: &'static str,
    angles: &'static str,
    packed: bool,
}

/// Ids follow one another in the order of `spec/02 §3.1`.
fn forms() -> Vec<Form> {
    let mut all = Vec::new();
    for packed in [false, true] {
        for position in ["", "xz", "xyz"] {
            let none = if position.is_empty() { &[][..] } else { &[""] };
            for angles in none.iter().chain(&ANGLES) {
                all.push(Form { id: 17 + all.len() as u16, position, angles, packed });
            }
        }
    }
    all
}

impl Form {
    /// The body behind the view id, and what it must come to.
    fn example(&self) -> (Body, [f32; 3], [f32; 3], u32) {
        let (mut b, mut p, mut d, mut axes) = (body(), AT, FACING, 0);
        // 12.34375, 12.34375, -56.75 in every form.
        match (self.position, self.packed) {
            ("xz", false) => b = b.f32(12.34375).f32(-56.75),
            ("xyz", false) => b = b.f32(12.34375).f32(12.34375).f32(-56.75),
            ("xz", true) => b = b.raw(&[0x2c, 0xbc, 0xd6]),
            ("xyz", true) => b = b.raw(&[0x2c, 0xbc, 0xd6, 0x58, 0x16]),
            _ => {}
        }
        let origin = if self.packed { BASE } else { [0.0; 3] };
        if !self.position.is_empty() {
            p[0] = origin[0] + 12.34375;
            p[2] = origin[2] - 56.75;
            axes |= 0x45;
        }
        match self.position {
            "xyz" => {
                p[1] = origin[1] + 12.34375;
                axes |= 2;
            }
            "xz" => axes |= 0x80,
            _ => {}
        }
        for letter in self.angles.chars() {
            let (at, byte, bit) = match letter {
                'y' => (2, 64i8, 0x20),
                'p' => (1, 32, 0x10),
                _ => (0, -128, 8),
            };
            let radians = f32::from(byte) * PI / 128.0;
            b = if self.packed { b.i8(byte) } else { b.f32(radians) };
            d[at] = radians;
            axes |= bit;
        }
        (b, p, d, axes | if self.packed { 0x100 } else { 0 })
    }
}

fn line(entity: i32, p: [f32; 3], d: [f32; 3], axes: u32) -> String {
    let all = |v: [f32; 3]| v.map(|c| c.to_string()).join(",");
    format!("move {entity} {} {} {axes:#x}", all(p), all(d))
}

#[test]
fn there_are_forty_six_forms() {
    let all = forms();
    assert_eq!((all.len(), all[45].id), (46, 62));
    let named: Vec<_> = all.iter().filter(|f| f.id == 52 || f.id == 39).collect();
    assert_eq!((named[0].position, named[0].angles, named[0].packed), ("xyz", "r", false));
    assert_eq!((named[1].position, named[1].angles, named[1].packed), ("xz", "y", true));
}

#[test]
fn every_form_says_what_its_name_says() {
    for f in forms() {
        let (b, p, d, axes) = f.example();
        let mut s = moving();
        s.feed(&body().u8(0).raw(&b.0).var(f.id));
        assert_eq!(s.told(), [line(5, p, d, axes)], "{} by index", f.id);
        let e = s.session.world().entity(5).unwrap();
        assert_eq!((e.position, e.direction), (p, d), "{}", f.id);

        let mut s = moving();
        s.feed(&body().i32(5).raw(&b.0).var(f.id));
        assert_eq!(s.told(), [line(5, p, d, axes)], "{} by id", f.id);
    }
}

#[test]
fn every_form_of_another_length_is_refused_and_moves_nothing() {
    for f in forms() {
        let (b, ..) = f.example();
        let mut s = moving();
        for width in [0, 2, 3, 5] {
            s.feed(&body().raw(&[0; 5][..width]).raw(&b.0).var(f.id));
            let told = s.told();
            assert_eq!(told.len(), 1, "{} {width}: {told:?}", f.id);
            assert!(told[0].starts_with("fault Client::onUpdateData_"), "{told:?}");
        }
        s.feed(&body().raw(&b.0[1..]).var(f.id));
        s.forget();
        let e = s.session.world().entity(5).unwrap();
        assert_eq!((e.position, e.direction), (AT, FACING), "{}", f.id);
    }
}

#[test]
fn the_bare_form_moves_nothing() {
    let mut s = moving();
    s.feed(&body().u8(0).var(16));
    assert_eq!(s.told(), [line(5, AT, FACING, 0)]);
}

#[test]
fn a_missing_height_can_follow_the_base() {
    for f in forms().iter().filter(|f| f.position == "xz") {
        let (b, mut p, d, axes) = f.example();
        if f.packed {
            p[1] = BASE[1];
        }
        let mut s = moving_with(Config { base_y: true, ..Config::default() });
        s.feed(&body().u8(0).raw(&b.0).var(f.id));
        assert_eq!(s.told(), [line(5, p, d, axes)], "{}", f.id);
    }
}

#[test]
fn the_documented_captures_read_as_documented() {
    let mut s = moving();
    s.feed(&server::enter(6, server::MONSTER));
    s.forget();
    s.feed(&hex("18 00 09 00 | 01 | 07 67 45 44 | 3C 0C 49 44"));
    s.feed(&hex("1D 00 0D 00 | 00 | 42 C6 4B 44 33 C2 41 44 | F4 3C 0B BF"));
    let at =
        |s: &Script, e| s.session.world().entity(e).map(|e| (e.position, e.direction)).unwrap();
    assert_eq!(at(&s, 6).0, [789.6098, 0.0, 804.191_16]);
    assert_eq!(at(&s, 5), ([815.0978, 2.0, 775.034_36], [0.125, 0.25, -0.543_898_8]));
    // Packed, seen from (100,10,200).
    s.feed(&hex("2f 00 04 00 | 01 2C BC D6"));
    assert_eq!(at(&s, 6).0, [112.34375, 0.0, 143.25]);
    s.feed(&hex("3c 00 07 00 | 01 2C BC D6 00 06 29"));
    assert_eq!(at(&s, 6).0, [112.34375, 11.5, 143.25]);
    assert!((at(&s, 6).1[2] - 1.00629).abs() < 1e-5);
}

#[test]
fn packed_positions_follow_the_base_of_their_moment() {
    let mut s = moving();
    let still = body().u8(0).raw(&[0, 0, 0]).var(47);
    for base in [[1.0, 2.0, 3.0], [-500.0, 0.0, 7.5]] {
        s.feed(&server::base_position(base));
        s.forget();
        s.feed(&still);
        assert_eq!(s.told(), [line(5, [base[0], AT[1], base[2]], FACING, 0x1c5)]);
    }
    // The short form keeps the height.
    s.feed(&server::base_position([1.0, 50.0, 1.0]));
    s.feed(&body().f32(8.0).f32(9.0).fixed(15));
    s.forget();
    s.feed(&body().u8(0).raw(&[0, 0, 0, 0, 0]).var(55));
    assert_eq!(s.told(), [line(5, [8.0, 50.0, 9.0], FACING, 0x147)]);
}

#[test]
fn everything_that_places_the_player_moves_the_base() {
    let mut s = Script::in_world();
    let base = |s: &Script| s.session.world().base;
    s.feed(&server::set_pose(200, [1.0; 3], [0.0; 3]));
    assert_eq!(base(&s), [1.0; 3]);
    s.feed(&server::properties(200, server::position(STOCK, [2.0; 3])));
    assert_eq!(base(&s), [2.0; 3]);
    s.feed(&server::base_position([3.0; 3]));
    assert_eq!(base(&s), [3.0; 3]);
    s.feed(&server::enter_space(200, 7));
    assert_eq!(base(&s), [2.0; 3], "entering a space begins where the entity is");
    s.feed(&server::leave(200));
    s.feed(&server::properties(200, server::position(STOCK, [4.0; 3])));
    s.feed(&server::base_position([9.0; 3]));
    s.feed(&server::enter(200, server::AVATAR));
    assert_eq!(base(&s), [4.0; 3]);
    // Nobody else does.
    s.feed(&server::enter(5, server::MONSTER));
    s.feed(&server::set_pose(5, [7.0; 3], [0.0; 3]));
    s.feed(&server::properties(5, server::position(STOCK, [8.0; 3])));
    assert_eq!(base(&s), [4.0; 3]);
}

#[test]
fn the_player_follows_the_base_only_while_somebody_else_moves_it() {
    let mut s = Script::in_world();
    let pose =
        |s: &Script| s.session.world().entity(200).map(|e| (e.position, e.direction)).unwrap();
    let direction = body().floats(&[3.0, 2.0, 1.0]).var(14);
    s.feed(&server::base_position([5.0; 3]));
    s.feed(&direction);
    assert_eq!(s.told(), ["base 5,5,5", "base direction 1,2,3"]);
    assert_eq!(pose(&s), ([0.0; 3], [0.0; 3]));
    s.feed(&server::control(200, true));
    s.feed(&server::base_position([6.0; 3]));
    s.feed(&body().f32(7.0).f32(8.0).fixed(15));
    s.feed(&direction);
    assert_eq!(
        s.told(),
        [
            "control 200 true player",
            "base 6,6,6 follows",
            "base 7,6,8 follows",
            "base direction 1,2,3 follows",
        ]
    );
    assert_eq!(pose(&s), ([7.0, 6.0, 8.0], [1.0, 2.0, 3.0]));
    s.feed(&server::control(200, false));
    s.feed(&server::base_position([9.0; 3]));
    assert_eq!(s.told(), ["control 200 false player", "base 9,9,9"]);
    assert_eq!(pose(&s).0, [7.0, 6.0, 8.0]);
}

#[test]
fn control_of_another_entity_is_this_clients() {
    let mut s = moving();
    s.feed(&server::control(5, true));
    s.feed(&server::base_position([6.0; 3]));
    s.feed(&server::control(5, false));
    s.feed(&server::control(77, true));
    assert_eq!(
        s.told(),
        ["control 5 true", "base 6,6,6", "control 5 false", "control 77 true unknown"]
    );
    assert_eq!(s.session.world().entity(5).unwrap().position, AT);
}

#[test]
fn leaving_the_world_ends_control() {
    let mut s = Script::in_world();
    s.feed(&server::control(200, true));
    s.feed(&server::leave(200));
    s.feed(&server::enter(200, server::AVATAR));
    assert!(!s.session.world().entity(200).unwrap().controlled);
}

#[test]
fn a_forced_pose_has_the_order_roll_pitch_yaw() {
    let mut s = Script::in_world();
    s.feed(&hex("0C 00 1C 00 | C7 00 00 00 | 81 E5 40 44 83 00 53 43 33 23 42 44 | \
                 00 00 80 3f 00 00 00 40 00 00 40 40"));
    s.feed(&server::set_pose(200, [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]));
    assert_eq!(s.told(), ["pose 199 771.586,211.002,776.55 1,2,3 unknown", "pose 200 1,2,3 4,5,6"]);
}

#[test]
fn numbers_that_are_none_are_delivered() {
    let mut s = moving();
    s.feed(&body().u8(0).f32(f32::NAN).f32(f32::INFINITY).var(24));
    assert_eq!(s.told(), ["move 5 NaN,2,inf 0.125,0.25,0.5 0x4c5"]);
    s.feed(&server::base_position([f32::NAN; 3]));
    s.feed(&body().u8(0).raw(&[0, 0, 0]).var(47));
    assert_eq!(s.told().len(), 2);
}
