//! Remote method calls from the server (`spec/02 §3.4`).

use super::entities::{Reference, Scene};
use super::properties::{only_aliased_component, wire_id};
use crate::defs::decode::{self, Decoder};
use crate::defs::{Defs, Method, NONE};
use crate::layers::event::{Event, Slot};
use crate::wire::{Reader, WireError, WireErrorKind};

/// A component of an entity class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComponentRef {
    /// The component property of the entity's class.
    pub property: u16,
    /// The component's own class.
    pub module: u16,
}

/// What a call message refers to, found but without its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Component id as it stood on the wire.
    pub component_id: u16,
    /// The id was the server's garbage byte and the component the only possible one.
    pub garbage_id: bool,
    /// The component, `None` for the entity itself.
    pub component: Option<ComponentRef>,
    /// Method id as it stood on the wire.
    pub method_id: u16,
    /// Class that owns the method.
    pub module: u16,
    /// The method within its client methods.
    pub method: u16,
}

/// Reads component id and method id, whose widths depend on what they turn out to mean
/// (`spec/02 §2.5`).
///
/// # Errors
/// [`WireErrorKind::UnknownComponent`] or [`WireErrorKind::UnknownMethod`].
pub fn target(defs: &Defs, module: u16, r: &mut Reader<'_>) -> Result<Target, WireError> {
    let start = *r;
    let (component_id, garbage_id, component) = component(defs, module, r)?;
    let module = component.map_or(module, |c| c.module);
    let Some(owner) = defs.module(module) else {
        return Err(start.error(WireErrorKind::UnknownClass(module)));
    };
    let at_method = *r;
    let method_id = wire_id(owner.method_aliases(), r)?;
    match owner.client_method_by_wire_id(method_id) {
        Some(method) => {
            Ok(Target { component_id, garbage_id, component, method_id, module, method })
        }
        None => Err(at_method.error(WireErrorKind::UnknownMethod(method_id))),
    }
}

type Component = (u16, bool, Option<ComponentRef>);

/// The entity's own methods have component id 0 in the entity's width. A component's id is as wide
/// as the *component's* class says, so both widths are tried, the entity's first.
fn component(defs: &Defs, module: u16, r: &mut Reader<'_>) -> Result<Component, WireError> {
    let start = *r;
    let Some(class) = defs.module(module) else {
        return Err(start.error(WireErrorKind::UnknownClass(module)));
    };
    let aliases = class.property_aliases();
    if let Ok(0) = wire_id(aliases, r) {
        return Ok((0, false, None));
    }
    for narrow in [aliases, !aliases] {
        *r = start;
        let Ok(id) = wire_id(narrow, r) else { continue };
        let property = match (narrow, aliases) {
            (true, true) => class.property_by_wire_id(id),
            (true, false) => None,
            (false, _) => class.property_by_uid(id),
        };
        let link = property.and_then(|p| defs.component_module(module, p).map(|m| (p, m)));
        if let Some((property, module)) = link
            && defs.module(module).is_some_and(|m| m.property_aliases() == narrow)
        {
            return Ok((id, false, Some(ComponentRef { property, module })));
        }
    }
    *r = start;
    let id = wire_id(aliases, r)?;
    *r = start;
    let unknown = start.error(WireErrorKind::UnknownComponent(id));
    // An entity without aliases calls through a component with them: the id is one byte, (u8)-1.
    if !aliases
        && r.u8()? == 0xff
        && let Some(c) = only_aliased_component(defs, module)
    {
        return Ok((0xff, true, Some(c)));
    }
    Err(unknown)
}

impl Scene<'_> {
    /// Handles the part of a message behind the entity that is a call of the entity itself whose arguments are
    /// all plain numbers or vectors, or one that nobody wants to hear of. Or returns false and has changed
    /// nothing. What [`Self::method`] does with it, without looking for anything else.
    #[inline]
    pub(super) fn plain_call(&mut self, (entity, slot): (i32, Slot), body: &[u8]) -> bool {
        let Some(defs) = self.defs else { return false };
        let Some(module) = self.world.at(slot).map(|e| e.module) else { return false };
        if body.len() >= 2 && self.wanted.is_some_and(|w| !w.calls(module)) {
            return true;
        }
        let Some(class) = defs.module(module) else { return false };
        let (id, mut rest) = match (class.property_aliases(), class.method_aliases(), body) {
            (true, true, [0, id, rest @ ..]) => (u16::from(*id), rest),
            (false, false, [0, 0, low, high, rest @ ..]) => {
                (u16::from_le_bytes([*low, *high]), rest)
            }
            _ => return false,
        };
        let Some(method) = class.client_method_by_wire_id(id) else { return false };
        let kinds = class.client_methods().get(usize::from(method)).and_then(Method::number_kinds);
        let Some(kinds) = kinds else { return false };
        let arena = &mut self.batch.arena;
        let before = arena.size();
        for kind in kinds {
            let Some(v) = decode::number(*kind, &mut rest, self.rules.integer_vectors) else {
                arena.truncate(before);
                return false;
            };
            arena.append(v);
        }
        let (argc, args) = (kinds.len() as u16, before.0 as u32);
        let component = NONE;
        self.batch.push(Event::Method { slot, entity, component, module, method, argc, args });
        true
    }

    pub(super) fn method(&mut self, who: Reference, r: &mut Reader<'_>) -> Result<(), WireError> {
        let defs = self.known_defs(r)?;
        let Some(class) = self.world.at(who.slot).map(|e| e.module) else {
            return Err(r.error(WireErrorKind::UnknownEntity(who.entity)));
        };
        let t = target(defs, class, r)?;
        let methods = defs.module(t.module).map_or(&[][..], |m| m.client_methods());
        let Some(method) = methods.get(usize::from(t.method)) else {
            return Err(r.error(WireErrorKind::UnknownMethod(t.method_id)));
        };
        let mark = self.batch.mark();
        let mut decoder = Decoder::new(defs, &mut self.batch.arena, self.rules.integer_vectors);
        let args = match decoder.arguments(method.args(), r) {
            Ok(first) => first,
            Err(e) => {
                self.batch.rewind(mark);
                return Err(e);
            }
        };
        let slot: Slot = who.slot;
        self.batch.push(Event::Method {
            slot,
            entity: who.entity,
            component: t.component.map_or(NONE, |c| c.property),
            module: t.module,
            method: t.method,
            argc: method.args().len() as u16,
            args,
        });
        Ok(())
    }
}
