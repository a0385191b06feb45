//! The cell part of one entity.

use crate::defs::Defs;
use crate::value::{self, Value};
use crate::world::crowd::Walker;
use crate::world::monsters::MonsterBrain;

/// Position updates go out for this many ticks after a change: the change itself and two more, the server's default
/// (`spec/02 §3.9.7`).
const UPDATE_TICKS: u8 = 3;

/// Which parts of an entity's pose are sent to others (`spec/02 §3.9.7`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Volatile {
    pub(crate) position: bool,
    /// Sum of [`YAW`], [`PITCH`], [`ROLL`].
    pub(crate) angles: u8,
    /// Leave out y while the entity is on the ground.
    pub(crate) optimized: bool,
}

pub(crate) const YAW: u8 = 4;
pub(crate) const PITCH: u8 = 2;
pub(crate) const ROLL: u8 = 1;

impl Volatile {
    pub(crate) const ALL: Self =
        Self { position: true, angles: YAW | PITCH | ROLL, optimized: true };
}

/// Who moves an entity (`spec/02 §3.8`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Controller {
    Server,
    /// The client whose proxy has this id.
    Client(i32),
}

/// What drives an entity that the server moves.
#[derive(Clone, Debug)]
pub(crate) enum Brain {
    None,
    Monster(MonsterBrain),
    /// One of a crowd.
    Crowd(Walker),
    /// An avatar taken from its player walks in a circle, so that the player's client has something to follow.
    Circle,
}

#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) id: i32,
    /// Index of its module.
    pub(crate) module: usize,
    pub(crate) space: u32,
    pub(crate) pos: [f32; 3],
    /// Roll, pitch, yaw: the order of the direction property (`spec/02 §0`).
    pub(crate) dir: [f32; 3],
    pub(crate) on_ground: bool,
    /// In the order of the module's properties.
    pub(crate) props: Vec<Value>,
    pub(crate) volatile: Volatile,
    /// Ticks for which the position / the direction is still to be sent.
    pub(crate) moved: u8,
    pub(crate) turned: u8,
    pub(crate) controller: Controller,
    pub(crate) brain: Brain,
}

impl Entity {
    /// An entity with default properties; new cell entities are not on the ground, as on the recorded server.
    pub(crate) fn new(defs: &Defs, id: i32, module: usize, space: u32, pos: [f32; 3]) -> Self {
        let list = defs.module(module).map_or(&[][..], |m| &m.props);
        Self {
            id,
            module,
            space,
            pos,
            dir: [0.0; 3],
            on_ground: false,
            props: list.iter().map(|p| value::default(defs, p.ty, p.default)).collect(),
            volatile: Volatile::ALL,
            moved: 0,
            turned: 0,
            controller: Controller::Server,
            brain: Brain::None,
        }
    }

    pub(crate) fn set_pos(&mut self, pos: [f32; 3]) {
        if self.pos != pos {
            self.pos = pos;
            self.moved = UPDATE_TICKS;
        }
    }

    pub(crate) fn set_dir(&mut self, dir: [f32; 3]) {
        if self.dir != dir {
            self.dir = dir;
            self.turned = UPDATE_TICKS;
        }
    }

    /// A property by name; the null value when there is none.
    pub(crate) fn prop(&self, defs: &Defs, name: &str) -> Value {
        let index = defs.module(self.module).and_then(|m| m.prop_index(name));
        index.and_then(|i| self.props.get(i)).cloned().unwrap_or(Value::Int(0))
    }

    /// Sets a property without telling anybody: for entities not in view yet.
    pub(crate) fn preset(&mut self, defs: &Defs, name: &str, value: Value) {
        let index = defs.module(self.module).and_then(|m| m.prop_index(name));
        if let Some(slot) = index.and_then(|i| self.props.get_mut(i)) {
            *slot = value;
        }
    }

    /// Distance on the ground.
    pub(crate) fn distance_xz(&self, pos: [f32; 3]) -> f32 {
        let [x, _, z] = self.pos;
        (x - pos[0]).hypot(z - pos[2])
    }
}
