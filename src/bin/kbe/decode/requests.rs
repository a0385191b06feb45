//! The fields of one message to the server.

use kbe::defs::{Defs, Method};
use kbe::session::World;
use kbe::wire::table::MessageSpec;
use kbe::wire::{Reader, WireError};

use super::fields::{Fields, arguments, generic, put};
use super::values;

/// Reads what can be read; fields in front of an error stay.
pub(crate) fn fields(
    spec: &MessageSpec,
    body: &[u8],
    world: &World,
    defs: Option<&Defs>,
) -> (Fields, Option<WireError>) {
    let mut f = Fields::new();
    let mut r = Reader::new(body);
    let result = match spec.name {
        "Entity::onRemoteMethodCall" => call(true, &mut r, world, defs, &mut f),
        "Baseapp::onRemoteCallCellMethodFromClient" => call(false, &mut r, world, defs, &mut f),
        _ => generic(spec.args, &mut r, &mut f),
    };
    (f, result.err())
}

fn call(
    base: bool,
    r: &mut Reader<'_>,
    world: &World,
    defs: Option<&Defs>,
    f: &mut Fields,
) -> Result<(), WireError> {
    let (entity, component_uid, method_uid) = (r.i32()?, r.u16()?, r.u16()?);
    put(f, "eid", entity);
    put(f, "componentPropertyUid", component_uid);
    put(f, "methodUid", method_uid);
    let found =
        defs.and_then(|d| Some((d, find(d, world, entity, component_uid, method_uid, base, f)?)));
    match found {
        Some((defs, method)) => {
            put(f, "method", method.name());
            put(f, "args", arguments(defs, method, r)?);
        }
        None => put(f, "raw", values::hex(r.rest())),
    }
    Ok(())
}

/// Finds the method that a call means, telling class and component on the way.
fn find<'d>(
    defs: &'d Defs,
    world: &World,
    entity: i32,
    component_uid: u16,
    method_uid: u16,
    base: bool,
    f: &mut Fields,
) -> Option<&'d Method> {
    let class_index = world.entity(entity)?.module;
    let mut class = defs.module(class_index)?;
    put(f, "class", class.name());
    if component_uid != 0 {
        let property = class.property_by_uid(component_uid)?;
        let component = defs.module(defs.component_module(class_index, property)?)?;
        put(f, "component", class.property(property)?.name());
        put(f, "componentClass", component.name());
        class = component;
    }
    let methods = if base { class.base_methods() } else { class.cell_methods() };
    methods.iter().find(|m| m.uid() == method_uid)
}
