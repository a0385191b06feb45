//! Upload of positions: the player's own, and those of entities this client controls
//! (`spec/02 §5.4`).

use std::collections::BTreeMap;
use std::time::Duration;

use super::config::Config;
use super::time::Time;
use crate::layers::Pose;
use crate::wire::Writer;
use crate::wire::packed::wrap_angle;

#[derive(Debug, Clone, Copy)]
struct Tracked {
    wanted: Pose,
    sent: Option<Pose>,
}

/// What the game wants the server to know, and what the server was told last.
#[derive(Debug, Default)]
pub(super) struct Upload {
    /// By entity id.
    poses: BTreeMap<i32, Tracked>,
    /// Multiple of the period, so that the rate does not drift.
    next: Time,
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

impl Upload {
    /// The game moved an entity.
    pub(super) fn set(&mut self, entity: i32, pose: Pose) {
        let entry = self.poses.entry(entity);
        entry.and_modify(|t| t.wanted = pose).or_insert(Tracked { wanted: pose, sent: None });
    }

    /// The server set an entity's pose: that is what it knows now, and what the game said before is
    /// outdated.
    pub(super) fn forced(&mut self, entity: i32, position: [f32; 3], direction: [f32; 3]) {
        if let Some(t) = self.poses.get_mut(&entity) {
            (t.wanted.position, t.wanted.direction) = (position, direction);
            t.sent = Some(t.wanted);
        }
    }

    /// Nothing is uploaded for this entity any more.
    pub(super) fn forget(&mut self, entity: i32) {
        self.poses.remove(&entity);
    }

    /// Nothing is uploaded any more for entities that `keep` does not want.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(i32) -> bool) {
        self.poses.retain(|id, _| keep(*id));
    }

    pub(super) fn clear(&mut self) {
        self.poses.clear();
    }

    /// Whether anything has changed enough to be told.
    fn due(t: &Tracked, config: &Config) -> bool {
        // A pose that is no number can neither be compared nor be meant.
        let numbers = t.wanted.position.iter().chain(&t.wanted.direction);
        if !numbers.copied().all(f32::is_finite) {
            return false;
        }
        t.sent.is_none_or(|sent| {
            distance(t.wanted.position, sent.position) > config.upload_distance
                || distance(t.wanted.direction, sent.direction) > config.upload_angle
        })
    }

    /// When [`Self::take`] should be called, `None` when nothing has changed.
    pub(super) fn deadline(&self, config: &Config) -> Option<Time> {
        let on = config.upload_interval != Duration::ZERO;
        (on && self.poses.values().any(|t| Self::due(t, config))).then_some(self.next)
    }

    /// Calls `send` with the entity and pose of everything that is due; what it takes counts as sent.
    pub(super) fn take(
        &mut self,
        now: Time,
        config: &Config,
        mut send: impl FnMut(i32, &Pose) -> bool,
    ) {
        let period = config.upload_interval;
        if period == Duration::ZERO || now < self.next {
            return;
        }
        // Keep the beat as long as it can be kept; after a rest start a new one.
        let beat = self.next + period;
        self.next = if beat > now { beat } else { now + period };
        for (entity, t) in &mut self.poses {
            if Self::due(t, config) && send(*entity, &t.wanted) {
                t.sent = Some(t.wanted);
            }
        }
    }
}

/// Writes the 29 bytes that follow an optional entity id (`spec/02 §5.4`).
pub(super) fn write(pose: &Pose, space: u32, w: &mut Writer<'_>) {
    for c in pose.position {
        w.f32(c);
    }
    for angle in pose.direction {
        w.f32(wrap_angle(angle));
    }
    w.u8(u8::from(pose.on_ground)).u32(space);
}

#[cfg(test)]
mod tests {
    use std::f32::consts::FRAC_PI_2;

    use super::*;

    fn pose(x: f32) -> Pose {
        Pose { position: [x, 2.0, 3.0], direction: [0.0, 0.0, FRAC_PI_2], on_ground: true }
    }

    fn taken(u: &mut Upload, ms: u64) -> Vec<(i32, f32)> {
        let mut got = Vec::new();
        u.take(Time(ms * 1000), &Config::default(), |e, p| {
            got.push((e, p.position[0]));
            true
        });
        got
    }

    #[test]
    fn the_documented_bytes() {
        let mut out = Vec::new();
        write(&pose(1.0), 7, &mut Writer::new(&mut out));
        let expected = "0000803f 00000040 00004040 00000000 00000000 db0fc93f 01 07000000";
        let hex: String = out.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, expected.replace(' ', ""));
        assert_eq!(out.len(), 29);
    }

    #[test]
    fn only_changes_are_told_and_the_beat_does_not_drift() {
        let mut u = Upload::default();
        u.set(5, pose(1.0));
        assert_eq!(taken(&mut u, 0), [(5, 1.0)]);
        assert_eq!(u.deadline(&Config::default()), None);
        u.set(5, pose(1.0005));
        assert_eq!(u.deadline(&Config::default()), None);
        u.set(5, pose(2.0));
        assert_eq!(u.deadline(&Config::default()), Some(Time(100_000)));
        assert_eq!(taken(&mut u, 99), []);
        assert_eq!(taken(&mut u, 130), [(5, 2.0)]);
        u.set(5, pose(3.0));
        assert_eq!(u.deadline(&Config::default()), Some(Time(200_000)));
    }

    #[test]
    fn a_forced_pose_is_not_echoed() {
        let mut u = Upload::default();
        u.set(5, pose(1.0));
        u.forced(5, [9.0, 9.0, 9.0], [0.0; 3]);
        assert_eq!(u.deadline(&Config::default()), None);
        u.set(5, pose(f32::NAN));
        assert_eq!(u.deadline(&Config::default()), None);
    }
}
