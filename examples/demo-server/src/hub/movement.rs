//! Poses that clients upload (`spec/02 §5.4`).

use super::{ConnId, Hub, SessionId};
use crate::wire::{Reader, Short};
use crate::world::entity::Controller;
use crate::world::snapshot;

/// Exact sizes; any other is dropped (`spec/01 §3.5`).
const POSE_SIZE: usize = 29;
const CONTROLLED_SIZE: usize = 33;
/// Fastest an avatar may move, in metres per second on the ground and upwards. The check is per message and meant for
/// one tick (`spec/02 §5.4`).
const TOP_SPEED: f32 = 50.0;
const TOP_SPEED_UP: f32 = 30.0;

/// The body of `onUpdateDataFromClient`.
struct Pose {
    pos: [f32; 3],
    /// Roll, pitch, yaw.
    dir: [f32; 3],
    on_ground: bool,
    space: u32,
}

impl Pose {
    fn read(r: &mut Reader<'_>) -> Result<Self, Short> {
        Ok(Self { pos: r.vec3()?, dir: r.vec3()?, on_ground: r.u8()? > 0, space: r.u32()? })
    }

    fn is_finite(&self) -> bool {
        self.pos.iter().chain(&self.dir).all(|v| v.is_finite())
    }
}

impl Hub {
    /// The player's own pose. Before a proxy is bound it condemns; without a cell it is ignored (`spec/01 §3.5`).
    pub(super) fn update_data(&mut self, conn: ConnId, body: &[u8]) {
        let Some(id) = self.session_of(conn) else {
            return self.condemn(conn);
        };
        let Some(eid) = self.own_cell(id).filter(|_| body.len() == POSE_SIZE) else {
            return;
        };
        if let Ok(pose) = Pose::read(&mut Reader::new(body)) {
            self.apply_pose(id, eid, eid, &pose);
        }
    }

    /// The pose of another entity that this client controls; ignored before a proxy is bound (`spec/01 §3.5`).
    pub(super) fn update_controlled(&mut self, conn: ConnId, body: &[u8]) {
        let me = self.session_of(conn).and_then(|id| Some((id, self.own_cell(id)?)));
        let Some((id, me)) = me.filter(|_| body.len() == CONTROLLED_SIZE) else {
            return;
        };
        let mut r = Reader::new(body);
        if let (Ok(eid), Ok(pose)) = (r.i32(), Pose::read(&mut r)) {
            self.apply_pose(id, me, eid, &pose);
        }
    }

    fn apply_pose(&mut self, id: SessionId, me: i32, eid: i32, pose: &Pose) {
        let hz = self.config.tick_hz as f32;
        let Some(e) = self.world.entities.get_mut(&eid) else {
            return;
        };
        // Who does not control the entity is ignored without a word (`spec/02 §5.4`).
        if e.controller != Controller::Client(me) || !pose.is_finite() {
            return;
        }
        e.on_ground = pose.on_ground;
        e.set_dir(pose.dir);
        // A position in another space was sent before a teleport arrived there; only its ground flag counts.
        if pose.space != e.space {
            return;
        }
        let up = pose.pos[1] - e.pos[1];
        if e.distance_xz(pose.pos) <= TOP_SPEED / hz && up <= TOP_SPEED_UP / hz {
            e.set_pos(pose.pos);
            return;
        }
        // Too fast: pulled back to where the server knows it (`spec/02 §3.6`).
        let (message, pos) = (snapshot::set_pose(e), e.pos);
        self.send(id, &message);
        let player = self.sessions.get_mut(&id).and_then(|s| s.player.as_mut());
        if let Some(player) = player.filter(|p| p.eid == eid) {
            player.witness.placed(pos);
        }
    }
}
