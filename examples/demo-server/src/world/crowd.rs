//! A crowd: thousands of walkers that never leave the view of who stands at the spawn point.

use crate::defs::Defs;
use crate::value::Value;
use crate::world::World;
use crate::world::entity::{Brain, Entity, Volatile, YAW};
use crate::world::populate::{MEADOW, MEADOW_SPAWN};

pub(crate) const CROWD_NAME: &str = "walker";
/// Each walker takes a step every so many ticks, and as many walkers as any other tick has take theirs in each: a server
/// of a real game spreads its updates, too.
const STRIDE: u32 = 10;
/// Metres from the spawn point, between which walkers have their homes. With the way they walk around it they stay
/// within the view radius (`spec/02 §3.9.7`).
const NEAREST: f32 = 6.0;
const FARTHEST: f32 = 65.0;
/// Metres per second.
const SPEED: f32 = 1.4;

/// Walks in a circle around its home.
#[derive(Clone, Debug)]
pub(crate) struct Walker {
    home: [f32; 3],
    radius: f32,
    angle: f32,
    /// Ticks until its next step.
    wait: u32,
}

impl Walker {
    fn place(&self) -> [f32; 3] {
        let [x, y, z] = self.home;
        [x + self.radius * self.angle.sin(), y, z + self.radius * self.angle.cos()]
    }
}

/// Walker number `i` of a crowd.
pub(crate) fn join(world: &mut World, defs: &Defs, i: u32) -> i32 {
    let bearing = world.rng.range(0.0, std::f32::consts::TAU);
    // The same number of homes on each square metre.
    let distance = world.rng.range(NEAREST * NEAREST, FARTHEST * FARTHEST).sqrt();
    let [x, y, z] = MEADOW_SPAWN;
    let walker = Walker {
        home: [x + distance * bearing.sin(), y, z + distance * bearing.cos()],
        radius: world.rng.range(2.0, 6.0),
        angle: world.rng.range(0.0, std::f32::consts::TAU),
        wait: i % STRIDE,
    };
    let id = world.new_world_id();
    let module = defs.index_of("Monster").unwrap_or_default();
    let mut e = Entity::new(defs, id, module, MEADOW, walker.place());
    e.preset(defs, "name", Value::text(CROWD_NAME));
    e.on_ground = true;
    e.volatile = Volatile { position: true, angles: YAW, optimized: true };
    e.brain = Brain::Crowd(walker);
    world.add(e);
    id
}

/// One tick of a walker.
pub(crate) fn step(e: &mut Entity, walker: &mut Walker, dt: f32) {
    if walker.wait > 0 {
        walker.wait -= 1;
        return;
    }
    walker.wait = STRIDE - 1;
    walker.angle += SPEED * dt * STRIDE as f32 / walker.radius;
    if walker.angle > std::f32::consts::PI {
        walker.angle -= std::f32::consts::TAU;
    }
    e.set_pos(walker.place());
    e.set_dir([0.0, 0.0, walker.angle]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_stays_in_view_and_spreads_its_steps() {
        let defs = Defs::new(true);
        let mut world = World::new(5);
        let ids: Vec<i32> = (0..1000).map(|i| join(&mut world, &defs, i)).collect();
        for _ in 0..STRIDE * 4 {
            let before = world.entities.clone();
            world.tick(&defs, 10);
            let moved = ids.iter().filter(|id| before[id].pos != world.entities[id].pos).count();
            assert_eq!(moved, 1000 / STRIDE as usize);
            for (id, e) in &world.entities {
                let step = e.distance_xz(before[id].pos);
                assert!(e.distance_xz(MEADOW_SPAWN) < 75.0 && step < 1.5, "{id}: {step}");
            }
        }
    }
}
