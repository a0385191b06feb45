//! What clients are told about an entity: its properties, its changes, its calls (`spec/02 §3.3` to `§3.6`).

use crate::defs::{DIRECTION_UID, Defs, Module, POSITION_UID, Property, SPACE_ID_UID, flags};
use crate::ids::client;
use crate::value::{self, Value};
use crate::wire::Writer;
use crate::world::entity::Entity;

/// Component type of everything bound for a client (`spec/02 §1.8`).
const CLIENT_TYPE: i32 = 7;

/// Who reads a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    Own,
    Others,
}

impl Audience {
    fn sees(self, defs: &Defs, p: &Property) -> bool {
        match self {
            Self::Own => p.flags & flags::OWN != 0,
            // Others get every component with a cell part, whatever its other flags say (`spec/02 §1.8`).
            Self::Others if defs.component_of(p).is_some() => p.flags & flags::CELL_PUBLIC != 0,
            Self::Others => p.flags & flags::OTHERS != 0,
        }
    }

    /// The owner's children are filtered one by one; others get them all, a leak of the real server (`spec/02 §1.8`).
    fn sees_child(self, p: &Property) -> bool {
        let mask = match self {
            Self::Own => flags::OWN,
            Self::Others => flags::OWN | flags::OTHERS,
        };
        p.flags & mask != 0
    }
}

/// `onUpdatePropertys` with everything the audience may see (`spec/02 §3.3`). The owner also gets the space id, first.
pub(crate) fn properties(defs: &Defs, e: &Entity, audience: Audience) -> Vec<u8> {
    let Some(module) = defs.module(e.module) else {
        return Vec::new();
    };
    let mut w = Writer::new().i32(e.id);
    if audience == Audience::Own {
        w = defs.put_builtin_id(defs.put_no_component(w), SPACE_ID_UID);
        w = w.u32(e.space);
    }
    w = put_pose(defs, w, e);
    for (index, p) in module.props.iter().enumerate() {
        if let Some(value) = e.props.get(index)
            && audience.sees(defs, p)
        {
            w = defs.put_prop_id(defs.put_no_component(w), module, index);
            w = put_property(defs, w, e.id, (module, index, p), value, |child| {
                audience.sees_child(child)
            });
        }
    }
    w.var(client::PROPERTYS)
}

/// `onUpdatePropertys` with position and direction only, as sent in front of the owner's world entry.
pub(crate) fn pose(defs: &Defs, e: &Entity) -> Vec<u8> {
    put_pose(defs, Writer::new().i32(e.id), e).var(client::PROPERTYS)
}

fn put_pose(defs: &Defs, w: Writer, e: &Entity) -> Writer {
    let w = defs.put_builtin_id(defs.put_no_component(w), POSITION_UID);
    let w = w.f32s(&e.pos);
    let w = defs.put_builtin_id(defs.put_no_component(w), DIRECTION_UID);
    w.f32s(&e.dir)
}

/// The properties of the base part, sent in front of `onCreatedProxies`; `None` when the module has none
/// (`spec/02 §6.1`). Component children of the base are announced as an empty list.
pub(crate) fn base_properties(
    defs: &Defs,
    id: i32,
    module: usize,
    props: &[Value],
) -> Option<Vec<u8>> {
    let module = defs.module(module)?;
    let mut w = Writer::new().i32(id);
    let mut any = false;
    for (index, p) in module.props.iter().enumerate() {
        if let Some(value) = props.get(index)
            && p.flags & flags::BASE_AND_CLIENT != 0
        {
            any = true;
            w = defs.put_prop_id(defs.put_no_component(w), module, index);
            w = put_property(defs, w, id, (module, index, p), value, |child| {
                child.flags & flags::BASE_AND_CLIENT != 0
            });
        }
    }
    any.then(|| w.var(client::PROPERTYS))
}

fn put_property(
    defs: &Defs,
    w: Writer,
    owner: i32,
    (module, index, p): (&Module, usize, &Property),
    value: &Value,
    sees_child: impl Fn(&Property) -> bool,
) -> Writer {
    let component = defs.component_of(p).and_then(|m| defs.module(m));
    let (Some(component), Value::Component(children)) = (component, value) else {
        return value::put(defs, w, p.ty, value);
    };
    let shown: Vec<_> = component
        .props
        .iter()
        .zip(children)
        .enumerate()
        .filter(|(_, (child, _))| sees_child(child))
        .collect();
    let w = w.i32(CLIENT_TYPE).i32(owner).u16(component.utype);
    let mut w = w.u16(shown.len() as u16);
    for (child_index, (child, value)) in shown {
        w = defs.put_prop_id(defs.put_prop_id(w, module, index), component, child_index);
        w = value::put(defs, w, child.ty, value);
    }
    w
}

/// One changed property as an entry of `onUpdatePropertys`: parent id, id, value (`spec/02 §3.3`).
pub(crate) fn change(defs: &Defs, module: &Module, index: usize, value: &Value) -> Vec<u8> {
    let w = defs.put_prop_id(defs.put_no_component(Writer::new()), module, index);
    let ty = module.props.get(index).map_or(0, |p| p.ty);
    value::put(defs, w, ty, value).into_bytes()
}

/// One changed child of a component (`spec/02 §3.3`).
pub(crate) fn child_change(
    defs: &Defs,
    (module, index): (&Module, usize),
    (component, child): (&Module, usize),
    value: &Value,
) -> Vec<u8> {
    let w = defs.put_prop_id(Writer::new(), module, index);
    let w = defs.put_prop_id(w, component, child);
    let ty = component.props.get(child).map_or(0, |p| p.ty);
    value::put(defs, w, ty, value).into_bytes()
}

/// A changed position or direction as such an entry.
pub(crate) fn pose_change(defs: &Defs, uid: u16, value: [f32; 3]) -> Vec<u8> {
    let w = defs.put_builtin_id(defs.put_no_component(Writer::new()), uid);
    w.f32s(&value).into_bytes()
}

/// Component id, method id and arguments of a client method call (`spec/02 §3.4`).
///
/// `component` is the component property with its module, `None` for a method of the entity itself.
pub(crate) fn call(
    defs: &Defs,
    module: &Module,
    component: Option<(usize, &Module)>,
    method: usize,
    args: &[Value],
) -> Option<Vec<u8>> {
    let owner = component.map_or(module, |(_, m)| m);
    let types = &owner.client.get(method)?.args;
    if types.len() != args.len() {
        return None;
    }
    let w = match component {
        Some((index, _)) => defs.put_prop_id(Writer::new(), module, index),
        None => defs.put_no_component(Writer::new()),
    };
    let w = defs.put_method_id(w, owner, method);
    let pairs = types.iter().zip(args);
    Some(pairs.fold(w, |w, (ty, v)| value::put(defs, w, *ty, v)).into_bytes())
}

/// `onEntityEnterWorld`; the ground byte is sent only when the entity is not on the ground (`spec/02 §3.5`).
pub(crate) fn enter_world(defs: &Defs, e: &Entity) -> Vec<u8> {
    let w = Writer::new().i32(e.id);
    let w = match defs.module(e.module) {
        Some(module) => defs.put_utype(w, module),
        None => w,
    };
    put_ground(w, e).var(client::ENTER_WORLD)
}

/// `onEntityEnterSpace` (`spec/02 §3.5`).
pub(crate) fn enter_space(e: &Entity) -> Vec<u8> {
    put_ground(Writer::new().i32(e.id).u32(e.space), e).var(client::ENTER_SPACE)
}

fn put_ground(w: Writer, e: &Entity) -> Writer {
    if e.on_ground { w } else { w.u8(0) }
}

/// `onSetEntityPosAndDir` (`spec/02 §3.6`).
pub(crate) fn set_pose(e: &Entity) -> Vec<u8> {
    let w = Writer::new().i32(e.id).f32s(&e.pos).f32s(&e.dir);
    w.var(client::SET_POS_AND_DIR)
}

/// `onCreatedProxies` (`spec/02 §3.2`).
pub(crate) fn created_proxies(uuid: u64, id: i32, class: &str) -> Vec<u8> {
    let w = Writer::new().u64(uuid).i32(id).cstr(class);
    w.var(client::CREATED_PROXIES)
}

#[cfg(test)]
mod tests;
