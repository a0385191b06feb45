//! Small helpers that let the definitions be written down as tables.

use super::{Defs, Kind, Method, Module, Property, TypeDef};

/// A property row: uid, flags, name, default text, type id.
pub(super) type PropRow = (u16, u32, &'static str, &'static str, u16);
/// A method row: uid, name, argument type ids.
pub(super) type MethodRow<'a> = (u16, &'a str, &'a [u16]);

pub(super) fn plain(base: &'static str, alias: &'static str) -> TypeDef {
    TypeDef { kind: Kind::Plain(base), alias }
}

pub(super) fn array(alias: &'static str, item: u16) -> TypeDef {
    TypeDef { kind: Kind::Array(item), alias }
}

pub(super) fn dict(
    alias: &'static str,
    implemented_by: &'static str,
    keys: &[(&'static str, u16)],
) -> TypeDef {
    TypeDef { kind: Kind::FixedDict { implemented_by, keys: keys.to_vec() }, alias }
}

/// The type of one component property; `module` is the index its component module will have.
pub(super) fn component(module: usize) -> TypeDef {
    TypeDef { kind: Kind::Component(module), alias: "" }
}

/// Properties in name order, as every list of the import is (`spec/02 §2.1`).
pub(super) fn props(rows: &[PropRow]) -> Vec<Property> {
    let mut list: Vec<_> = rows
        .iter()
        .map(|&(uid, flags, name, default, ty)| Property { uid, flags, name, default, ty })
        .collect();
    list.sort_by(|a, b| a.name.cmp(b.name));
    list
}

/// Methods in name order.
pub(super) fn methods(rows: &[MethodRow<'_>]) -> Vec<Method> {
    let list = rows.iter().map(|&(uid, name, args)| Method {
        uid,
        name: name.to_owned(),
        args: args.to_vec(),
    });
    sorted(list.collect())
}

/// Appends a module; its utype is its place plus one (`spec/02 §2.2`).
pub(super) fn push<'a>(
    defs: &'a mut Defs,
    name: &'static str,
    props: Vec<Property>,
) -> &'a mut Module {
    let utype = defs.modules.len() as u16 + 1;
    defs.modules.push(Module {
        name,
        utype,
        props,
        client: Vec::new(),
        base: Vec::new(),
        cell: Vec::new(),
    });
    let last = defs.modules.len() - 1;
    &mut defs.modules[last]
}

/// Appends a type and returns its id.
pub(super) fn add_type(defs: &mut Defs, ty: TypeDef) -> u16 {
    defs.types.push(ty);
    defs.types.len() as u16
}

/// Methods that were built one by one, in name order.
pub(super) fn sorted(mut list: Vec<Method>) -> Vec<Method> {
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list
}
