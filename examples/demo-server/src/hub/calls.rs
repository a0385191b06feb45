//! Remote calls from clients (`spec/02 §5.1`, `§5.2`).

use super::entities::by_uid;
use super::{ConnId, Hub, SessionId};
use crate::defs::{Method, Module};
use crate::value::{self, BadArgs, Value};
use crate::wire::{Reader, Short};

/// Which half of an entity is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Base,
    Cell,
}

/// A call whose target, method and arguments are sound.
pub(super) struct Call {
    pub(super) side: Side,
    pub(super) target: i32,
    /// Class of the target.
    pub(super) class: &'static str,
    /// Name of the component property, if a component is called.
    pub(super) component: Option<&'static str>,
    pub(super) method: String,
    pub(super) args: Vec<Value>,
}

impl Call {
    /// An argument as a number; 0 if there is none.
    pub(super) fn int(&self, index: usize) -> i64 {
        self.args.get(index).map_or(0, Value::int)
    }

    /// An argument as text.
    pub(super) fn text(&self, index: usize) -> String {
        self.args.get(index).map_or(String::new(), Value::unicode)
    }
}

/// Head of a call: target, component property uid, method uid.
struct Head {
    target: i32,
    component: u16,
    method: u16,
}

impl Head {
    fn read(r: &mut Reader<'_>) -> Result<Self, Short> {
        Ok(Self { target: r.i32()?, component: r.u16()?, method: r.u16()? })
    }
}

impl Hub {
    /// A base call must be for the caller's own proxy; any other target condemns the channel, except id 0 before a
    /// login (`spec/01 §3.5`). An error condemns too.
    pub(super) fn base_call(&mut self, conn: ConnId, r: &mut Reader<'_>) -> Result<(), Short> {
        self.count_call();
        let target = r.clone().i32()?;
        let session = self.session_of(conn);
        let own = session.and_then(|id| self.sessions.get(&id)).map(|s| s.active().0);
        let Some(id) = session.filter(|_| own == Some(target)) else {
            return if own.is_none() && target == 0 { Ok(()) } else { Err(Short) };
        };
        let head = Head::read(r)?;
        match self.resolve(Side::Base, &head, r) {
            Ok(call) => self.run_script(id, &call),
            Err(Some(BadArgs::Short)) => return Err(Short),
            Err(_) => {}
        }
        Ok(())
    }

    /// A cell call may be for any entity in the world; without a proxy it condemns, everything else wrong about it is
    /// dropped (`spec/02 §5.2`).
    pub(super) fn cell_call(&mut self, conn: ConnId, r: &mut Reader<'_>) -> Result<(), Short> {
        self.count_call();
        let id = self.session_of(conn).ok_or(Short)?;
        let Ok(head) = Head::read(r) else {
            return Ok(());
        };
        let own_cell = self.own_cell(id).is_some();
        let target_cell = self.world.entities.contains_key(&head.target);
        if own_cell
            && target_cell
            && let Ok(call) = self.resolve(Side::Cell, &head, r)
        {
            self.run_script(id, &call);
        }
        Ok(())
    }

    /// Raw cell messages in an envelope: only the target is checked, the content is not for clients
    /// (`spec/02 §5.3`).
    pub(super) fn forward_to_cell(
        &mut self,
        conn: ConnId,
        r: &mut Reader<'_>,
    ) -> Result<(), Short> {
        let target = r.i32()?;
        let session = self.session_of(conn).and_then(|id| self.sessions.get(&id));
        match session.map(|s| s.active().0) {
            Some(own) if own == target => Ok(()),
            None if target == 0 => Ok(()),
            _ => Err(Short),
        }
    }

    /// Id of the entity a session plays, if that has a cell.
    pub(super) fn own_cell(&self, id: SessionId) -> Option<i32> {
        let player = self.sessions.get(&id)?.player.as_ref()?;
        player.parked.is_none().then_some(player.eid)
    }

    /// Finds the method and reads the arguments; `None` as error for a method that is not there.
    fn resolve(
        &self,
        side: Side,
        head: &Head,
        r: &mut Reader<'_>,
    ) -> Result<Call, Option<BadArgs>> {
        let module = self.module_of(head.target).ok_or(None)?;
        let (owner, component) = self.callee(module, head.component).ok_or(None)?;
        let list: &[Method] = match side {
            Side::Base => &owner.base,
            Side::Cell => &owner.cell,
        };
        let method = by_uid(list, head.method).ok_or(None)?;
        let args = value::get_args(&self.defs, r, &method.args).map_err(Some)?;
        Ok(Call {
            side,
            target: head.target,
            class: module.name,
            component,
            method: method.name.clone(),
            args,
        })
    }

    /// The module that a component uid means. An unknown uid falls back to the entity itself; one that is no component
    /// would crash a real cell, so it only fails here (`spec/02 §5.2`).
    fn callee<'a>(
        &'a self,
        module: &'a Module,
        uid: u16,
    ) -> Option<(&'a Module, Option<&'static str>)> {
        let prop = module.props.iter().find(|p| p.uid == uid);
        match prop.filter(|_| uid != 0) {
            None => Some((module, None)),
            Some(prop) => {
                let component = self.defs.module(self.defs.component_of(prop)?)?;
                Some((component, Some(prop.name)))
            }
        }
    }
}
