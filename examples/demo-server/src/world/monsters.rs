//! How entities move by themselves: wandering monsters, and avatars taken from their players.

use crate::rng::Rng;
use crate::value::Value;
use crate::world::entity::{Brain, Controller, Entity};
use crate::world::{Deed, crowd};

/// A turn takes time: radians per second.
const TURN_SPEED: f32 = 2.5;
/// Seconds until a killed monster stands up again.
const RESPAWN_SECONDS: u32 = 5;
/// Seconds until a monster that was hit strikes back.
const REVENGE_SECONDS: u32 = 1;
/// Walking speed of an avatar that the server leads, in metres per second.
const LED_SPEED: f32 = 3.0;

/// State of one monster.
#[derive(Clone, Debug)]
pub(crate) struct MonsterBrain {
    pub(crate) home: [f32; 3],
    /// How far it wanders from home.
    pub(crate) roam: f32,
    /// Metres per second.
    pub(crate) speed: f32,
    /// Amplitude of its flight, 0 for walkers.
    pub(crate) flight: f32,
    pub(crate) target: [f32; 2],
    pub(crate) pause: u32,
    pub(crate) phase: f32,
    /// Whom to strike, and in how many ticks.
    revenge: Option<(i32, u32)>,
    /// Ticks until it lives again.
    dead: u32,
}

impl MonsterBrain {
    pub(crate) fn new(home: [f32; 3], roam: f32, speed: f32, flight: f32) -> Self {
        Self {
            home,
            roam,
            speed,
            flight,
            target: [home[0], home[2]],
            pause: 0,
            phase: 0.0,
            revenge: None,
            dead: 0,
        }
    }

    /// It was hit by an avatar and will strike back once.
    pub(crate) fn provoke(&mut self, avatar: i32, hz: u32) {
        self.revenge = Some((avatar, REVENGE_SECONDS * hz));
    }

    pub(crate) fn die(&mut self, hz: u32) {
        self.revenge = None;
        self.dead = RESPAWN_SECONDS * hz;
    }
}

/// One tick of one entity.
pub(crate) fn step(e: &mut Entity, rng: &mut Rng, dt: f32, hz: u32, deeds: &mut Vec<Deed>) {
    if e.controller != Controller::Server {
        return;
    }
    // Taken out for the time being, so that brain and body can be changed together.
    let mut brain = std::mem::replace(&mut e.brain, Brain::None);
    match &mut brain {
        Brain::Monster(m) => monster(e, m, rng, dt, hz, deeds),
        Brain::Crowd(w) => crowd::step(e, w, dt),
        Brain::Circle => circle(e, dt),
        Brain::None => {}
    }
    e.brain = brain;
}

fn monster(
    e: &mut Entity,
    m: &mut MonsterBrain,
    rng: &mut Rng,
    dt: f32,
    hz: u32,
    deeds: &mut Vec<Deed>,
) {
    if m.dead > 0 {
        m.dead -= 1;
        if m.dead == 0 {
            deeds.push(Deed::SetProp(e.id, "HP", Value::Int(100)));
            deeds.push(Deed::SetProp(e.id, "state", Value::Int(0)));
        }
        return;
    }
    if let Some((avatar, ticks)) = &mut m.revenge {
        *ticks = ticks.saturating_sub(1);
        if *ticks == 0 {
            deeds.push(Deed::Strike(e.id, *avatar, rng.below(10) as i32));
            m.revenge = None;
        }
    }
    m.phase += dt;
    walk(e, m, rng, dt, hz);
}

fn walk(e: &mut Entity, m: &mut MonsterBrain, rng: &mut Rng, dt: f32, hz: u32) {
    if m.pause > 0 {
        m.pause -= 1;
        look_around(e, m);
        return;
    }
    let [x, y, z] = e.pos;
    let (dx, dz) = (m.target[0] - x, m.target[1] - z);
    if dx.hypot(dz) < 1.0 {
        new_target(m, rng, hz);
        return;
    }
    let yaw = turn_towards(e.dir[2], dx.atan2(dz), TURN_SPEED * dt);
    let step = m.speed * dt;
    let height =
        if m.flight > 0.0 { m.home[1] + m.flight * (1.0 + (m.phase * 0.7).sin()) } else { y };
    e.set_pos([x + step * yaw.sin(), height, z + step * yaw.cos()]);
    let tilt = if m.flight > 0.0 { 0.3 * (m.phase * 0.7).cos() } else { 0.0 };
    e.set_dir([0.5 * tilt, tilt, yaw]);
}

/// A resting monster turns its head now and then: updates with angles only.
fn look_around(e: &mut Entity, m: &MonsterBrain) {
    if m.pause.is_multiple_of(8) {
        let [roll, pitch, yaw] = e.dir;
        e.set_dir([roll, pitch, wrap(yaw + 0.4)]);
    }
}

fn new_target(m: &mut MonsterBrain, rng: &mut Rng, hz: u32) {
    m.target = [m.home[0] + rng.range(-m.roam, m.roam), m.home[2] + rng.range(-m.roam, m.roam)];
    // One arrival in three is followed by a rest of up to three seconds.
    if rng.below(3) == 0 {
        m.pause = rng.below(u64::from(hz) * 3) as u32;
    }
}

fn turn_towards(from: f32, to: f32, most: f32) -> f32 {
    wrap(from + wrap(to - from).clamp(-most, most))
}

/// An angle in [-pi, pi).
fn wrap(angle: f32) -> f32 {
    use std::f32::consts::{PI, TAU};
    (angle + PI).rem_euclid(TAU) - PI
}

fn circle(e: &mut Entity, dt: f32) {
    let yaw = wrap(e.dir[2] + 0.6 * dt);
    let [x, y, z] = e.pos;
    let step = LED_SPEED * dt;
    e.set_dir([0.0, 0.0, yaw]);
    e.set_pos([x + step * yaw.sin(), y, z + step * yaw.cos()]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defs::Defs;

    fn run(seed: u64) -> Vec<[f32; 3]> {
        let defs = Defs::new(true);
        let mut rng = Rng::new(seed);
        let mut e = Entity::new(&defs, 1, 4, 1, [0.0; 3]);
        e.brain = Brain::Monster(MonsterBrain::new([0.0; 3], 20.0, 3.0, 0.0));
        let mut deeds = Vec::new();
        let mut path = Vec::new();
        for _ in 0..300 {
            step(&mut e, &mut rng, 0.1, 10, &mut deeds);
            path.push(e.pos);
        }
        path
    }

    #[test]
    fn the_same_seed_walks_the_same_way_and_smoothly() {
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        for pair in run(7).windows(2) {
            let step = (pair[1][0] - pair[0][0]).hypot(pair[1][2] - pair[0][2]);
            assert!(step < 0.31, "{step}");
        }
    }
}
