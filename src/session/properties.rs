//! Property updates (`spec/02 §3.3`, `§1.8`): entries of parent id, property id and value, whose ids
//! are one or two bytes wide by the class's use of aliases.

use super::entities::{Reference, Scene};
use super::methods::ComponentRef;
use crate::defs::decode::{self, Decoder};
use crate::defs::module::{Module, Property, Role};
use crate::defs::{Defs, NONE};
use crate::layers::Batch;
use crate::layers::event::{Event, PropertyChange, Slot};
use crate::wire::value::{Kind, TreeRange, Value};
use crate::wire::{Reader, WireError, WireErrorKind};

/// Reads an id of the width that a class uses.
#[inline]
pub(super) fn wire_id(aliases: bool, r: &mut Reader<'_>) -> Result<u16, WireError> {
    if aliases { Ok(r.u8()?.into()) } else { r.u16() }
}

/// The fixed part of a component's value (`spec/02 §1.8`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComponentHead {
    /// Always 7 in data for a client.
    pub component_type: i32,
    /// Owner's entity id, for information.
    pub owner: i32,
    /// Class number of the component.
    pub utype: u16,
    /// Children that follow.
    pub count: u16,
}

/// One property entry, with all that was read to find it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Parent id as it stood on the wire.
    pub parent: u16,
    /// Property id as it stood on the wire.
    pub id: u16,
    /// Component property it belongs to, [`NONE`] for the entity's own.
    pub component: u16,
    /// Class that owns the property.
    pub module: u16,
    /// The property within that class.
    pub property: u16,
    /// Whether it is a child inside a component's value.
    pub in_value: bool,
    /// The decoded value.
    pub value: TreeRange,
}

/// Receives what [`read`] finds, in the order of the message.
pub trait Sink {
    /// Where values are decoded into, and how.
    fn decoder<'a>(&'a mut self, defs: &'a Defs) -> Decoder<'a>;
    /// A property with its value.
    fn entry(&mut self, entry: Entry);
    /// A component's value begins; its children follow as entries.
    fn component(&mut self, parent: u16, id: u16, property: u16, module: u16, head: ComponentHead);
}

/// Reads all entries of a property message behind the entity reference.
///
/// # Errors
/// The first entry that cannot be read; entries in front of it have been told (`spec/02 §7`).
pub fn read<S: Sink>(
    defs: &Defs,
    module: u16,
    r: &mut Reader<'_>,
    sink: &mut S,
) -> Result<(), WireError> {
    let Some(class) = defs.module(module) else {
        return Err(r.error(WireErrorKind::UnknownClass(module)));
    };
    let aliases = class.property_aliases();
    while r.left() > 0 {
        let parent = wire_id(aliases, r)?;
        let at_id = *r;
        let id = wire_id(aliases, r)?;
        if parent != 0 {
            read_child(defs, module, class, parent, id, at_id, r, sink)?;
            continue;
        }
        let Some(property) = class.property_by_wire_id(id) else {
            return Err(at_id.error(WireErrorKind::UnknownProperty(id)));
        };
        let def = own(class, property, r)?;
        if def.role() == Role::Component {
            read_component(defs, (module, property), (parent, id), r, sink)?;
            continue;
        }
        let value = sink.decoder(defs).tree(def.type_index(), r)?;
        let component = NONE;
        sink.entry(Entry { parent, id, component, module, property, in_value: false, value });
    }
    Ok(())
}

fn own<'a>(class: &'a Module, index: u16, r: &Reader<'_>) -> Result<&'a Property, WireError> {
    class.property(index).ok_or_else(|| r.error(WireErrorKind::UnknownProperty(index)))
}

/// A change of one child of a component. Its id is as wide as the entity's ids, but names a property
/// of the component's class (`spec/02 §2.5`).
#[allow(clippy::too_many_arguments, reason = "the two ids, their place and what they refer to")]
fn read_child<S: Sink>(
    defs: &Defs,
    module: u16,
    class: &Module,
    parent: u16,
    id: u16,
    at_id: Reader<'_>,
    r: &mut Reader<'_>,
    sink: &mut S,
) -> Result<(), WireError> {
    let unknown = || at_id.error(WireErrorKind::UnknownComponent(parent));
    let component = class.property_by_wire_id(parent).ok_or_else(unknown)?;
    let child_module = defs.component_module(module, component).ok_or_else(unknown)?;
    let child_class = defs.module(child_module).ok_or_else(unknown)?;
    let same_width = class.property_aliases() == child_class.property_aliases();
    let property = match same_width {
        true => child_class.property_by_wire_id(id),
        false => child_class.property_by_uid(id),
    };
    let Some(property) = property else {
        return Err(at_id.error(WireErrorKind::UnknownProperty(id)));
    };
    let ty = own(child_class, property, r)?.type_index();
    let value = sink.decoder(defs).tree(ty, r)?;
    let module = child_module;
    sink.entry(Entry { parent, id, component, module, property, in_value: false, value });
    Ok(())
}

/// A component's value: the only place where the protocol shows its class (`spec/02 §2.6`).
fn read_component<S: Sink>(
    defs: &Defs,
    (module, property): (u16, u16),
    (parent, id): (u16, u16),
    r: &mut Reader<'_>,
    sink: &mut S,
) -> Result<(), WireError> {
    let component_type = r.i32()?;
    let owner = r.i32()?;
    let at_utype = *r;
    let utype = r.u16()?;
    let count = r.u16()?;
    let Some(child_module) = defs.module_by_utype(utype) else {
        return Err(at_utype.error(WireErrorKind::UnknownClass(utype)));
    };
    defs.learn_component(module, property, child_module);
    let head = ComponentHead { component_type, owner, utype, count };
    sink.component(parent, id, property, child_module, head);
    let Some(class) = defs.module(child_module) else {
        return Err(at_utype.error(WireErrorKind::UnknownClass(utype)));
    };
    for _ in 0..count {
        let parent = wire_id(class.property_aliases(), r)?;
        let at_id = *r;
        let id = wire_id(class.property_aliases(), r)?;
        let Some(child) = class.property_by_wire_id(id) else {
            return Err(at_id.error(WireErrorKind::UnknownProperty(id)));
        };
        let ty = own(class, child, r)?.type_index();
        let value = sink.decoder(defs).tree(ty, r)?;
        sink.entry(Entry {
            parent,
            id,
            component: property,
            module: child_module,
            property: child,
            in_value: true,
            value,
        });
    }
    Ok(())
}

/// The live sink: changes go into the batch.
pub(super) struct Into<'a> {
    batch: &'a mut Batch,
    integer_vectors: bool,
    /// Nodes in the arena when the message began.
    since: usize,
}

impl<'a> Into<'a> {
    pub(super) fn new(batch: &'a mut Batch, integer_vectors: bool) -> Self {
        let since = batch.arena.size().0;
        Self { batch, integer_vectors, since }
    }
}

impl Sink for Into<'_> {
    fn decoder<'a>(&'a mut self, defs: &'a Defs) -> Decoder<'a> {
        Decoder::new(defs, &mut self.batch.arena, self.integer_vectors).since(self.since)
    }

    fn entry(&mut self, e: Entry) {
        let (component, module, property, value) = (e.component, e.module, e.property, e.value);
        self.batch.changes.push(PropertyChange { component, module, property, value });
    }

    fn component(&mut self, _: u16, _: u16, property: u16, module: u16, _: ComponentHead) {
        // The event's slot and entity are filled in by the caller, which knows them.
        let link = Event::ComponentLinked { slot: Slot::NONE, entity: 0, property, module };
        self.batch.push(link);
    }
}

impl Scene<'_> {
    pub(super) fn properties(
        &mut self,
        who: Reference,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        if who.slot != Slot::NONE {
            return self.apply_properties(who.entity, who.slot, false, r);
        }
        if who.index.is_some() {
            return Err(r.error(WireErrorKind::UnknownEntity(who.entity)));
        }
        self.world.postpone(who.entity, r.rest()).map_err(|k| r.error(k))
    }

    /// Handles the part of a message behind the entity that holds nothing but one plain number or vector of the
    /// entity itself, or returns false and has changed nothing. What [`Self::apply_properties`] does with it,
    /// without looking for anything else.
    #[inline]
    pub(super) fn number(&mut self, (entity, slot): (i32, Slot), body: &[u8]) -> bool {
        let Some(defs) = self.defs else { return false };
        let Some(module) = self.world.at(slot).map(|e| e.module) else { return false };
        let Some(class) = defs.module(module) else { return false };
        let (id, mut value) = match (class.property_aliases(), body) {
            (true, [0, id, value @ ..]) => (u16::from(*id), value),
            (false, [0, 0, low, high, value @ ..]) => (u16::from_le_bytes([*low, *high]), value),
            _ => return false,
        };
        let Some(property) = class.property_by_wire_id(id) else { return false };
        let kind = class.number_kind(property);
        let number = decode::number(kind, &mut value, self.rules.integer_vectors);
        let (Some(value), []) = (number, value) else { return false };
        self.batch.push(Event::Property { slot, entity, module, property, value });
        true
    }

    /// Decodes the entries of one message into one event. What was read in front of an entry that
    /// cannot be read counts (`spec/02 §7`).
    pub(super) fn apply_properties(
        &mut self,
        entity: i32,
        slot: Slot,
        buffered: bool,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let defs = self.known_defs(r)?;
        let Some(module) = self.world.at(slot).map(|e| e.module) else {
            return Err(r.error(WireErrorKind::UnknownEntity(entity)));
        };
        let arena = self.batch.arena.size();
        let first = self.batch.changes.len();
        // So that links alone are behind it.
        self.batch.close_run();
        let first_event = self.batch.events.len();
        let integer_vectors = self.rules.integer_vectors;
        let mut to = Into::new(self.batch, integer_vectors);
        let result = read(defs, module, r, &mut to);
        let links = self.batch.events.get_mut(first_event..).unwrap_or_default();
        for link in links {
            if let Event::ComponentLinked { slot: s, entity: e, .. } = link {
                (*s, *e) = (slot, entity);
            }
        }
        let count = (self.batch.changes.len() - first) as u32;
        if result.is_ok() && !buffered && self.batch.events.len() == first_event {
            let changes = self.batch.changes.get(first..).unwrap_or_default();
            if let Some((property, value)) = self.only_number(defs, changes) {
                self.batch.changes.truncate(first);
                self.batch.arena.truncate(arena);
                self.batch.push(Event::Property { slot, entity, module, property, value });
                return result;
            }
        }
        self.follow_pose(slot, module, first, defs);
        if count > 0 {
            let first = first as u32;
            self.batch.push(Event::Properties { slot, entity, first, count, buffered });
        }
        result
    }

    /// The property and its value, where nothing has changed but one number or vector of the entity itself.
    fn only_number(&self, defs: &Defs, changes: &[PropertyChange]) -> Option<(u16, Value)> {
        let [PropertyChange { component: NONE, module, property, value }] = *changes else {
            return None;
        };
        let kind = defs.module(module)?.number_kind(property);
        let spelled = self.rules.integer_vectors
            && matches!(kind, Kind::Vector2 | Kind::Vector3 | Kind::Vector4);
        let flat = kind != Kind::None && !spelled;
        flat.then(|| (property, self.batch.arena.get(value.root)))
    }

    /// Position and direction also travel as properties (`spec/02 §3.3`); the player's position is
    /// the origin of packed updates at once (`spec/02 §6.8`).
    fn follow_pose(&mut self, slot: Slot, module: u16, first: usize, defs: &Defs) {
        let Some(class) = defs.module(module) else { return };
        let changes = self.batch.changes.get(first..).unwrap_or_default();
        for c in changes.iter().filter(|c| c.component == NONE) {
            let role = class.property(c.property).map(Property::role);
            if !matches!(role, Some(Role::Position | Role::Direction)) {
                continue;
            }
            let [x, y, z, _] = self.batch.arena.get(c.value.root).as_vector();
            let player = self.world.player;
            self.world.look_at([x, y, z]);
            let Some(e) = self.world.at_mut(slot) else { return };
            match role {
                Some(Role::Position) => {
                    e.position = [x, y, z];
                    if e.id == player {
                        self.world.set_base([x, y, z]);
                    }
                }
                Some(Role::Direction) => e.direction = [x, y, z],
                _ => {}
            }
        }
    }
}

/// Finds the one component of a class whose own class uses aliases, for the server defect of
/// `spec/02 §2.5` note (2).
pub(super) fn only_aliased_component(defs: &Defs, module: u16) -> Option<ComponentRef> {
    let class = defs.module(module)?;
    let mut found = None;
    for (index, _) in (0u16..).zip(class.properties()) {
        let Some(owner) = defs.component_module(module, index) else { continue };
        if defs.module(owner).is_some_and(Module::property_aliases) {
            if found.is_some() {
                return None;
            }
            found = Some(ComponentRef { property: index, module: owner });
        }
    }
    found
}
