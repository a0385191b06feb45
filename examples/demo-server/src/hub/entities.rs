//! Telling clients what happens to entities: properties, calls, views (`spec/02 §3`).

use super::{Hub, SessionId};
use crate::defs::{DIRECTION_UID, Method, Module, POSITION_UID, flags};
use crate::ids::client;
use crate::server::StatCells;
use crate::value::Value;
use crate::wire::Writer;
use crate::world::Deed;
use crate::world::entity::{Brain, Controller};
use crate::world::snapshot;
use crate::world::volatile::ViewId;

/// The plain and the short form of a message about an entity.
#[derive(Clone, Copy)]
struct Forms {
    plain: u16,
    optimized: u16,
}

const PROPERTYS: Forms = Forms { plain: client::PROPERTYS, optimized: client::PROPERTYS_OPTIMIZED };
const METHOD: Forms = Forms { plain: client::METHOD, optimized: client::METHOD_OPTIMIZED };

impl Hub {
    /// Sessions whose client has an entity in view.
    pub(crate) fn viewers(&self, eid: i32) -> Vec<SessionId> {
        let sees = |s: &super::Session| {
            let view = s.player.as_ref().map(|p| &p.witness.view);
            s.conn.is_some() && view.is_some_and(|v| v.contains(&eid))
        };
        let ids = self.sessions.iter().filter(|(_, s)| sees(s));
        ids.map(|(id, _)| *id).collect()
    }

    /// To the client that plays the entity, always in the plain form.
    fn tell_owner(&mut self, eid: i32, forms: Forms, body: &[u8]) {
        if let Some(id) = self.owners.get(&eid).copied() {
            let message = Writer::new().i32(eid).raw(body).var(forms.plain);
            self.send(id, &message);
        }
    }

    /// To one client that has the entity in view: the short form exists with a one-byte id only, else the plain one
    /// is used (`spec/02 §3.3`).
    fn tell_viewer(&mut self, id: SessionId, eid: i32, forms: Forms, body: &[u8]) {
        let player = self.sessions.get(&id).and_then(|s| s.player.as_ref());
        let Some(vid) = player.and_then(|p| p.witness.view_id(self.rules, eid)) else {
            return;
        };
        let w = vid.put(Writer::new()).raw(body);
        let message = match vid {
            ViewId::Index(_) => w.var(forms.optimized),
            ViewId::Entity(_) => w.var(forms.plain),
        };
        self.send(id, &message);
    }

    fn tell_viewers(&mut self, eid: i32, forms: Forms, body: &[u8]) {
        for id in self.viewers(eid) {
            self.tell_viewer(id, eid, forms, body);
        }
    }

    /// Sets a property and tells everybody who may know. False when the entity has no such property.
    pub(crate) fn set_prop(&mut self, eid: i32, name: &str, value: Value) -> bool {
        let Some(e) = self.world.entities.get_mut(&eid) else {
            return false;
        };
        let Some(module) = self.defs.module(e.module) else {
            return false;
        };
        let Some(index) = module.prop_index(name) else {
            return false;
        };
        let flags = module.props.get(index).map_or(0, |p| p.flags);
        let body = snapshot::change(&self.defs, module, index, &value);
        if let Some(slot) = e.props.get_mut(index) {
            *slot = value;
        }
        self.tell_property(eid, flags, &body);
        true
    }

    fn tell_property(&mut self, eid: i32, flags: u32, body: &[u8]) {
        if flags & (flags::OWN | flags::BASE_AND_CLIENT) != 0 {
            self.tell_owner(eid, PROPERTYS, body);
        }
        if flags & flags::OTHERS != 0 {
            self.tell_viewers(eid, PROPERTYS, body);
        }
    }

    /// Sets a child of a component property (`spec/02 §3.3`).
    pub(crate) fn set_child(&mut self, eid: i32, prop: &str, name: &str, value: Value) -> bool {
        let Some(e) = self.world.entities.get_mut(&eid) else {
            return false;
        };
        let Some(module) = self.defs.module(e.module) else {
            return false;
        };
        let Some((index, component)) = component_of(&self.defs, module, prop) else {
            return false;
        };
        let Some(child) = component.prop_index(name) else {
            return false;
        };
        let flags = component.props.get(child).map_or(0, |p| p.flags);
        let body = snapshot::child_change(&self.defs, (module, index), (component, child), &value);
        if let Some(Value::Component(children)) = e.props.get_mut(index)
            && let Some(slot) = children.get_mut(child)
        {
            *slot = value;
        }
        self.tell_property(eid, flags, &body);
        true
    }

    /// A script assigns position or direction: a property update, and the entity is off the ground
    /// (`spec/02 §3.3`).
    pub(crate) fn assign_pose(&mut self, eid: i32, uid: u16, value: [f32; 3]) -> bool {
        let Some(e) = self.world.entities.get_mut(&eid) else {
            return false;
        };
        match uid {
            POSITION_UID => {
                e.pos = value;
                e.on_ground = false;
            }
            DIRECTION_UID => e.dir = value,
            _ => return false,
        }
        if let Brain::Monster(m) = &mut e.brain {
            m.target = [e.pos[0], e.pos[2]];
        }
        let pos = e.pos;
        let body = snapshot::pose_change(&self.defs, uid, value);
        self.tell_owner(eid, PROPERTYS, &body);
        self.tell_viewers(eid, PROPERTYS, &body);
        let owner = self.owners.get(&eid).filter(|_| uid == POSITION_UID);
        let session = owner.and_then(|id| self.sessions.get_mut(id));
        if let Some(player) = session.and_then(|s| s.player.as_mut()) {
            player.witness.placed(pos);
        }
        true
    }

    /// A client method at the entity's own client; `component` names a component property.
    pub(crate) fn call_own(
        &mut self,
        eid: i32,
        component: Option<&str>,
        method: &str,
        args: &[Value],
    ) -> bool {
        let Some(body) = self.call_body(eid, component, method, args) else {
            return false;
        };
        self.tell_owner(eid, METHOD, &body);
        true
    }

    /// A client method at everybody else who sees the entity.
    pub(crate) fn call_others(
        &mut self,
        eid: i32,
        component: Option<&str>,
        method: &str,
        args: &[Value],
    ) -> bool {
        let Some(body) = self.call_body(eid, component, method, args) else {
            return false;
        };
        self.tell_viewers(eid, METHOD, &body);
        true
    }

    pub(crate) fn call_all(
        &mut self,
        eid: i32,
        component: Option<&str>,
        method: &str,
        args: &[Value],
    ) -> bool {
        self.call_own(eid, component, method, args)
            && self.call_others(eid, component, method, args)
    }

    /// A client method of an entity at one particular client that has it in view or plays it.
    pub(crate) fn call_at(
        &mut self,
        id: SessionId,
        eid: i32,
        component: Option<&str>,
        method: &str,
        args: &[Value],
    ) {
        let Some(body) = self.call_body(eid, component, method, args) else {
            return;
        };
        if self.owners.get(&eid) == Some(&id) {
            self.tell_owner(eid, METHOD, &body);
        } else {
            self.tell_viewer(id, eid, METHOD, &body);
        }
    }

    fn call_body(
        &self,
        eid: i32,
        component: Option<&str>,
        method: &str,
        args: &[Value],
    ) -> Option<Vec<u8>> {
        let module = self.module_of(eid)?;
        let component = match component {
            Some(prop) => Some(component_of(&self.defs, module, prop)?),
            None => None,
        };
        let owner = component.map_or(module, |(_, m)| m);
        let method = owner.client_index(method)?;
        snapshot::call(&self.defs, module, component, method, args)
    }

    /// The module of any entity: in the world, parked, or an account.
    pub(crate) fn module_of(&self, eid: i32) -> Option<&Module> {
        if let Some(e) = self.world.entities.get(&eid) {
            return self.defs.module(e.module);
        }
        let session = self.sessions.get(self.owners.get(&eid)?)?;
        match &session.player {
            Some(p) if p.eid == eid => self.defs.module(p.module),
            _ => self.defs.module(self.defs.index_of("Account")?),
        }
    }

    /// Sends every client what its entity sees at the end of this tick.
    pub(super) fn update_witnesses(&mut self) {
        for id in self.playing() {
            let Some(session) = self.sessions.get_mut(&id) else {
                continue;
            };
            let (Some(conn), Some(player)) = (session.conn, session.player.as_mut()) else {
                continue;
            };
            let Some(me) = self.world.entities.get(&player.eid) else {
                continue;
            };
            let messages = player.witness.update(me, &self.world.entities, &self.defs, self.rules);
            for message in messages {
                self.queue(conn, &message);
            }
        }
    }

    pub(super) fn apply_deed(&mut self, deed: Deed) {
        match deed {
            Deed::SetProp(eid, name, value) => {
                self.set_prop(eid, name, value);
            }
            Deed::CallClients(eid, method, args) => {
                self.call_others(eid, None, method, &args);
            }
            Deed::Strike(monster, avatar, damage) => self.strike(monster, avatar, damage),
        }
    }

    /// Whatever a client controlled is moved by the server again; its entity went, so nobody is told.
    pub(crate) fn release_controlled(&mut self, eid: i32) {
        for e in self.world.entities.values_mut() {
            if e.controller == Controller::Client(eid) && e.id != eid {
                e.controller = Controller::Server;
            }
        }
    }

    pub(crate) fn count_call(&self) {
        StatCells::add(&self.stats.calls_seen, 1);
    }
}

/// A component property by name, with its component module.
pub(crate) fn component_of<'a>(
    defs: &'a crate::defs::Defs,
    module: &Module,
    prop: &str,
) -> Option<(usize, &'a Module)> {
    let index = module.prop_index(prop)?;
    let component = defs.component_of(module.props.get(index)?)?;
    Some((index, defs.module(component)?))
}

/// A method by uid.
pub(crate) fn by_uid(list: &[Method], uid: u16) -> Option<&Method> {
    list.iter().find(|m| m.uid == uid)
}
