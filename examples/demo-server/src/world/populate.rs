//! What stands in the world when the server starts.

use crate::DemoConfig;
use crate::defs::Defs;
use crate::value::Value;
use crate::world::entity::{Brain, Entity, PITCH, ROLL, Volatile, YAW};
use crate::world::monsters::MonsterBrain;
use crate::world::{Space, World, crowd};

/// The two spaces.
pub(crate) const MEADOW: u32 = 1;
pub(crate) const FAR_SIDE: u32 = 2;

/// Where avatars appear in each space.
pub(crate) const MEADOW_SPAWN: [f32; 3] = [-97.9299, 1.5, -158.922];
pub(crate) const FAR_SIDE_SPAWN: [f32; 3] = [0.0, 1.5, 0.0];

/// A gate works for avatars this near.
pub(crate) const GATE_RADIUS: f32 = 3.0;
/// An NPC greets avatars this near.
pub(crate) const GREETING_RADIUS: f32 = 10.0;

pub(crate) const MONSTER_NAME: &str = "monster";

/// Where an avatar appears in a space.
pub(crate) fn spawn_point(space: u32) -> [f32; 3] {
    if space == FAR_SIDE { FAR_SIDE_SPAWN } else { MEADOW_SPAWN }
}

/// Fills a new world as configured.
pub(crate) fn populate(world: &mut World, defs: &Defs, config: &DemoConfig) {
    spaces(world);
    for i in 0..config.npcs {
        npc(world, defs, i);
    }
    gate(world, defs, MEADOW, offset(MEADOW_SPAWN, 25.0, 0.0));
    gate(world, defs, FAR_SIDE, offset(FAR_SIDE_SPAWN, 10.0, 0.0));
    zoo(world, defs);
    for i in 0..config.monsters {
        let nearest = 8.0 + 2.0 * (i % 30) as f32;
        monster(world, defs, i, nearest);
    }
    for i in 0..config.crowd {
        crowd::join(world, defs, i);
    }
}

fn spaces(world: &mut World) {
    let pairs = |list: &[(&str, &str)]| Space {
        data: list.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    };
    let meadow = pairs(&[
        ("_mapping", "spaces/kbengine_unity3d_demo"),
        ("music", "meadow"),
        ("weather", "clear"),
    ]);
    let far_side = pairs(&[("_mapping", "spaces/teleportspace"), ("weather", "雾 fog")]);
    world.spaces.insert(MEADOW, meadow);
    world.spaces.insert(FAR_SIDE, far_side);
}

fn offset(p: [f32; 3], x: f32, z: f32) -> [f32; 3] {
    [p[0] + x, p[1], p[2] + z]
}

fn add(
    world: &mut World,
    defs: &Defs,
    class: &str,
    space: u32,
    pos: [f32; 3],
    props: &[(&str, Value)],
) -> i32 {
    let id = world.new_world_id();
    let module = defs.index_of(class).unwrap_or_default();
    let mut e = Entity::new(defs, id, module, space, pos);
    for (name, value) in props {
        e.preset(defs, name, value.clone());
    }
    world.add(e);
    id
}

fn common(name: &str, kind: i64) -> Vec<(&'static str, Value)> {
    vec![
        ("modelID", Value::Int(kind)),
        ("modelScale", Value::Int(1)),
        ("name", Value::text(name)),
        ("uid", Value::Int(kind)),
        ("utype", Value::Int(1)),
    ]
}

fn npc(world: &mut World, defs: &Defs, i: u32) {
    let names = ["Greeter", "传送员", "Smith"];
    let name = names.get(i as usize % names.len()).unwrap_or(&"NPC");
    let props = common(name, 1001 + i64::from(i % 3));
    let pos = offset(MEADOW_SPAWN, -5.0 - 2.0 * i as f32, 8.0);
    add(world, defs, "NPC", MEADOW, pos, &props);
}

fn gate(world: &mut World, defs: &Defs, space: u32, pos: [f32; 3]) {
    let props = common("传送门 gate", 40_001_000 + i64::from(space));
    add(world, defs, "Gate", space, pos, &props);
}

/// One of everything, near where avatars appear.
fn zoo(world: &mut World, defs: &Defs) {
    let point = |x, y| Value::Dict(vec![Value::Float(x), Value::Float(y)]);
    let ints = |list: &[i64]| Value::Array(list.iter().map(|v| Value::Int(*v)).collect());
    let deep = Value::Dict(vec![
        Value::text("深い"),
        point(1.0, -2.0),
        Value::Array(vec![point(0.5, 0.25), point(-0.5, 8.0)]),
        Value::Array(vec![ints(&[1, -2, 3]), ints(&[]), ints(&[i64::from(i32::MIN)])]),
        Value::Dict(vec![Value::Int(-1), Value::Bytes(vec![0, 255])]),
    ]);
    let names = ["alpha", "бета", "γ"].map(Value::text).to_vec();
    let props = [
        ("valInt64", Value::Int(i64::MIN)),
        ("valUint64", Value::Int(-1)),
        ("valDouble", Value::Double(-1.0e300)),
        ("valBlob", Value::Bytes((0..=255).collect())),
        ("valPyDict", Value::Bytes(b"\x80\x03}q\x00X\x01\0\0\0aq\x01K\x01s.".to_vec())),
        ("valEntitycall", Value::Call(2001, 1, 0, 6)),
        ("valPoint", point(3.0, 4.0)),
        ("valDeep", deep),
        ("valNames", Value::Array(names)),
        ("valArray", ints(&[1, 2, 3])),
        ("valNested", Value::Array(vec![ints(&[65535, 0]), ints(&[7])])),
    ];
    add(world, defs, "TypeZoo", MEADOW, offset(MEADOW_SPAWN, 6.0, 4.0), &props);
}

/// A monster somewhere around the spawn point; which one it is decides how it moves.
pub(crate) fn monster(world: &mut World, defs: &Defs, i: u32, nearest: f32) -> i32 {
    let bearing = world.rng.range(0.0, std::f32::consts::TAU);
    let home = offset(MEADOW_SPAWN, nearest * bearing.sin(), nearest * bearing.cos());
    let mut props = common(MONSTER_NAME, 1003 + i64::from(i % 2));
    for name in ["HP", "HP_Max", "MP", "MP_Max"] {
        props.push((name, Value::Int(100)));
    }
    let id = add(world, defs, "Monster", MEADOW, home, &props);
    let brain = brain(home, i);
    let flies = brain.flight > 0.0;
    if let Some(e) = world.entities.get_mut(&id) {
        e.on_ground = !flies;
        e.volatile = volatile_of(i);
        e.brain = Brain::Monster(brain);
    }
    id
}

/// Every fifth one roams far and so leaves and enters the view; every fourth one flies.
fn brain(home: [f32; 3], i: u32) -> MonsterBrain {
    let (roam, speed) = if i % 5 == 4 { (160.0, 9.0) } else { (15.0, 2.5) };
    let flight = if i % 4 == 3 { 3.0 } else { 0.0 };
    MonsterBrain::new(home, roam, speed, flight)
}

/// Most monsters send only their yaw, as the demo's do; a few send other sets, so that all message forms occur.
fn volatile_of(i: u32) -> Volatile {
    const SETS: [u8; 8] =
        [YAW, YAW | PITCH | ROLL, YAW | PITCH, YAW | ROLL, PITCH | ROLL, PITCH, ROLL, 0];
    let place = if i < 8 { 0 } else { (i / 4) as usize % SETS.len() };
    Volatile {
        position: i % 16 != 15,
        angles: SETS.get(place).copied().unwrap_or(YAW),
        optimized: true,
    }
}
