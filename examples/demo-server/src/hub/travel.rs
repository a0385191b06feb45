//! Entering the world, losing and regaining the cell, changing spaces (`spec/02 §6.1`, `§6.6`, `§6.7`).

use super::sessions::Player;
use super::{Hub, SessionId};
use crate::ids::client;
use crate::value::Value;
use crate::wire::Writer;
use crate::world::entity::{Controller, Entity};
use crate::world::populate::{self, FAR_SIDE, GATE_RADIUS, GREETING_RADIUS, MEADOW};
use crate::world::snapshot::{self, Audience};
use crate::world::view::Witness;

impl Hub {
    /// Hands the client from the account to a new entity and brings that into the world (`spec/02 §6.1`).
    pub(crate) fn give_client_to(&mut self, id: SessionId, dbid: u64, entity: Entity) {
        let uuid = self.new_uuid();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        let gone = Writer::new().i32(session.account_eid);
        let eid = entity.id;
        session.player = Some(Player {
            eid,
            uuid,
            module: entity.module,
            dbid,
            parked: Some(Box::new(entity)),
            witness: Witness::default(),
        });
        self.owners.insert(eid, id);
        self.send(id, &gone.fixed(client::DESTROYED));
        self.send_player_proxy(id);
        self.get_cell(id);
    }

    /// Puts the entity that is played into the world, on a new cell.
    pub(crate) fn get_cell(&mut self, id: SessionId) -> bool {
        let Some(player) = self.sessions.get_mut(&id).and_then(|s| s.player.as_mut()) else {
            return false;
        };
        let Some(mut entity) = player.parked.take() else {
            return false;
        };
        let eid = player.eid;
        entity.on_ground = false;
        entity.controller = Controller::Client(eid);
        self.world.add(*entity);
        self.enter_world(id, eid, true);
        true
    }

    /// After a re-login the world is sent again, but the cell is the old one, so its scripts stay quiet
    /// (`spec/02 §6.6`).
    pub(super) fn show_world_again(&mut self, id: SessionId) {
        let player = self.sessions.get(&id).and_then(|s| s.player.as_ref());
        if let Some(eid) = player.filter(|p| p.parked.is_none()).map(|p| p.eid) {
            // A witness that is attached gives control back to its own client, without a message (`spec/02 §3.8`).
            if let Some(e) = self.world.entities.get_mut(&eid) {
                e.controller = Controller::Client(eid);
            }
            self.enter_world(id, eid, false);
        }
    }

    fn enter_world(&mut self, id: SessionId, eid: i32, new_cell: bool) {
        let Some(e) = self.world.entities.get(&eid) else {
            return;
        };
        let own = snapshot::properties(&self.defs, e, Audience::Own);
        let pose = snapshot::pose(&self.defs, e);
        let enter = snapshot::enter_world(&self.defs, e);
        let (set_pose, enter_space) = (snapshot::set_pose(e), snapshot::enter_space(e));
        let (space, pos) = (e.space, e.pos);
        self.send(id, &own);
        if new_cell {
            self.component_hello(eid, "component3", 777);
        }
        self.send(id, &pose);
        self.send(id, &enter);
        if new_cell {
            self.wake_avatar(eid);
        }
        let data = self.space_data(space);
        self.send(id, &data);
        self.send(id, &set_pose);
        self.send(id, &enter_space);
        self.reset_view(id, pos);
    }

    /// What the scripts of a new cell do first, as recorded: full points, and a hello from each component.
    fn wake_avatar(&mut self, eid: i32) {
        let points = |name: &str| {
            let e = self.world.entities.get(&eid);
            e.map_or(0, |e| e.prop(&self.defs, name).int())
        };
        let (hp, mp) = (points("HP"), points("MP"));
        self.set_prop(eid, "HP_Max", Value::Int(100));
        self.set_prop(eid, "MP_Max", Value::Int(100));
        if hp == 0 {
            self.set_prop(eid, "HP", Value::Int(100));
        }
        if mp == 0 {
            self.set_prop(eid, "MP", Value::Int(100));
        }
        for (component, number) in [("component1", 111), ("component1", 111), ("component3", 888)] {
            self.component_hello(eid, component, number);
        }
    }

    /// A component's `helloCB` at its owner's client.
    fn component_hello(&mut self, eid: i32, component: &str, number: i64) {
        self.call_own(eid, Some(component), "helloCB", &[Value::Int(number)]);
    }

    fn reset_view(&mut self, id: SessionId, pos: [f32; 3]) {
        if let Some(player) = self.sessions.get_mut(&id).and_then(|s| s.player.as_mut()) {
            player.witness.view.clear();
            player.witness.placed(pos);
        }
    }

    /// `initSpaceData` (`spec/02 §3.10`).
    pub(crate) fn space_data(&self, space: u32) -> Vec<u8> {
        let mut w = Writer::new().u32(space);
        if let Some(space) = self.world.spaces.get(&space) {
            for (key, value) in &space.data {
                w = w.cstr(key).cstr(value);
            }
        }
        w.var(client::INIT_SPACE_DATA)
    }

    /// The cell part goes, the client stays (`spec/02 §6.7`).
    pub(crate) fn lose_cell(&mut self, id: SessionId) -> bool {
        let Some(player) = self.sessions.get_mut(&id).and_then(|s| s.player.as_mut()) else {
            return false;
        };
        let Some(entity) = self.world.entities.remove(&player.eid) else {
            return false;
        };
        let eid = player.eid;
        player.parked = Some(Box::new(entity));
        player.witness.view.clear();
        self.release_controlled(eid);
        let gone = Writer::new().i32(eid).fixed(client::LEAVE_WORLD);
        self.send(id, &gone);
        true
    }

    /// Moves a player to a place, in its own or another space.
    pub(crate) fn teleport(&mut self, id: SessionId, space: u32, pos: [f32; 3], yaw: f32) -> bool {
        let player = self.sessions.get(&id).and_then(|s| s.player.as_ref());
        let Some(eid) = player.map(|p| p.eid) else {
            return false;
        };
        let Some(e) = self.world.entities.get_mut(&eid) else {
            return false;
        };
        let stays = e.space == space;
        e.space = space;
        e.set_pos(pos);
        e.set_dir([0.0, 0.0, yaw]);
        if stays {
            self.placed_in_space(id, eid);
        } else {
            self.changed_space(id, eid);
        }
        self.set_prop(eid, "spaceUType", Value::Int(i64::from(space)));
        true
    }

    /// Inside a space everybody who sees the entity is told its new pose, and its own view is built anew
    /// (`spec/02 §3.6`).
    fn placed_in_space(&mut self, id: SessionId, eid: i32) {
        let Some(e) = self.world.entities.get(&eid) else {
            return;
        };
        let (pose, pos) = (snapshot::set_pose(e), e.pos);
        self.send(id, &pose);
        for viewer in self.viewers(eid) {
            self.send(viewer, &pose);
        }
        let rules = self.rules;
        let player = self.sessions.get_mut(&id).and_then(|s| s.player.as_mut());
        let leaves = player.map_or(Vec::new(), |p| {
            p.witness.placed(pos);
            p.witness.leave_all(rules)
        });
        for message in leaves {
            self.send(id, &message);
        }
    }

    fn changed_space(&mut self, id: SessionId, eid: i32) {
        self.release_controlled(eid);
        let Some(e) = self.world.entities.get(&eid) else {
            return;
        };
        let (pose, enter) = (snapshot::set_pose(e), snapshot::enter_space(e));
        let (space, pos) = (e.space, e.pos);
        let leave = Writer::new().i32(eid).fixed(client::LEAVE_SPACE);
        let data = self.space_data(space);
        for message in [leave, data, pose, enter] {
            self.send(id, &message);
        }
        self.reset_view(id, pos);
    }

    /// Gates and greetings work by nearness.
    pub(super) fn check_gates_and_greetings(&mut self) {
        for id in self.playing() {
            let Some(player) = self.sessions.get(&id).and_then(|s| s.player.as_ref()) else {
                continue;
            };
            let Some(me) = self.world.entities.get(&player.eid) else {
                continue;
            };
            let near = |class: &str, radius: f32| {
                let module = self.defs.index_of(class);
                let mut all = self.world.entities.values();
                all.find(|e| {
                    Some(e.module) == module
                        && e.space == me.space
                        && e.distance_xz(me.pos) <= radius
                        && player.witness.view.contains(&e.id)
                        && !player.witness.greeted.contains(&e.id)
                })
            };
            let gate = near("Gate", GATE_RADIUS).map(|_| me.space);
            let greeter = near("NPC", GREETING_RADIUS).map(|e| e.id);
            if let Some(from) = gate {
                let to = if from == MEADOW { FAR_SIDE } else { MEADOW };
                self.teleport(id, to, populate::spawn_point(to), 0.0);
            } else if let Some(npc) = greeter {
                self.greet(id, npc);
            }
        }
    }

    /// Sessions with a client whose entity is in the world.
    pub(crate) fn playing(&self) -> Vec<SessionId> {
        let plays = |s: &super::Session| {
            let player = s.player.as_ref().is_some_and(|p| p.parked.is_none());
            s.conn.is_some() && player
        };
        let ids = self.sessions.iter().filter(|(_, s)| plays(s));
        ids.map(|(id, _)| *id).collect()
    }
}
