//! The entity definitions: classes, properties, methods, data types. Ids are those of the definitions:
//! utypes of classes, uids of properties and methods (protocol notes 02 §2.2).

use super::call::{KBE_SIDE_BASE, KBE_SIDE_CELL, KBE_SIDE_CLIENT};
use super::entity::{lexicon, uid};
use super::error::{Outcome, invalid, kbe_result, not_found};
use super::handle::kbe_client;
use super::sized::{self, Sized32};
use super::value::{kbe_value, value_ptr};
use super::view::{self, bytes_of, kbe_bytes, kbe_str, str_of};
use crate::defs::Module;
use crate::defs::types::{Shape, TypeIndex};
use crate::game::calls::{Member, find_method};
use crate::game::{Lexicon, Side};

/// A class of the definitions. Make it with KBE_CLASS_INFO_INIT. Text is borrowed until the next pump, as
/// with all structs of definitions.
///
/// Memory: the caller's; text in it is borrowed until the next pump.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_class_info {
    /// Size of this struct; KBE_CLASS_INFO_INIT sets it.
    pub struct_size: u32,
    /// Class id: its utype.
    pub id: u32,
    /// Number of properties.
    pub property_count: u32,
    /// Number of methods that the server calls.
    pub client_method_count: u32,
    /// Number of exposed methods of the base part.
    pub base_method_count: u32,
    /// Number of exposed methods of the cell part.
    pub cell_method_count: u32,
    /// Name.
    pub name: kbe_str,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_class_info {
    const NAME: &'static str = "kbe_class_info";
    const FIRST: usize = 8;
}

/// A property of a class. Make it with KBE_PROPERTY_INFO_INIT.
///
/// Memory: the caller's; texts and values in it are borrowed until the next pump.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_property_info {
    /// Size of this struct; KBE_PROPERTY_INFO_INIT sets it.
    pub struct_size: u32,
    /// Uid.
    pub id: u32,
    /// Who sees it, as the definitions say (protocol notes 02 §2.3).
    pub flags: u32,
    /// One-byte id on the wire, or -1.
    pub alias: i32,
    /// Data type: position for kbe_type_at.
    pub type_index: u32,
    /// A KBE_VALUE number.
    pub value_type: u32,
    /// Name.
    pub name: kbe_str,
    /// Default as the definition writes it.
    pub default_text: kbe_bytes,
    /// Default as a value.
    pub default_value: *const kbe_value,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_property_info {
    const NAME: &'static str = "kbe_property_info";
    const FIRST: usize = 8;
}

/// A method of a class. Make it with KBE_METHOD_INFO_INIT.
///
/// Memory: the caller's; text in it is borrowed until the next pump.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_method_info {
    /// Size of this struct; KBE_METHOD_INFO_INIT sets it.
    pub struct_size: u32,
    /// Uid.
    pub id: u32,
    /// One-byte id on the wire, or -1.
    pub alias: i32,
    /// Number of arguments.
    pub arg_count: u32,
    /// Data types of the first 32 arguments: positions for kbe_type_at.
    pub arg_types: [u16; 32],
    /// Name.
    pub name: kbe_str,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_method_info {
    const NAME: &'static str = "kbe_method_info";
    const FIRST: usize = 8;
}

/// A data type. Make it with KBE_TYPE_INFO_INIT.
///
/// Memory: the caller's; texts in it are borrowed until the next pump.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_type_info {
    /// Size of this struct; KBE_TYPE_INFO_INIT sets it.
    pub struct_size: u32,
    /// A KBE_VALUE number.
    pub value_type: u32,
    /// Number of the type in the import.
    pub wire_id: u32,
    /// ARRAY: type of the items, a position for kbe_type_at.
    pub item_type: u32,
    /// FIXED_DICT: number of keys, see kbe_type_key_at.
    pub key_count: u32,
    /// 0.
    pub reserved: u32,
    /// Name of the base type, such as FIXED_DICT.
    pub base_name: kbe_str,
    /// Alias; not always telling (protocol notes 02 §1.10).
    pub alias: kbe_str,
    /// Name for people.
    pub display_name: kbe_str,
    /// FIXED_DICT: the Python module behind it; may be empty.
    pub implemented_by: kbe_str,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_type_info {
    const NAME: &'static str = "kbe_type_info";
    const FIRST: usize = 8;
}

fn class_by_name(lexicon: &Lexicon, name: &str) -> Outcome<u16> {
    let found = lexicon.defs().module_by_name(name);
    found.ok_or_else(|| not_found(format!("there is no class \"{name}\"")))
}

fn class_by_id(lexicon: &Lexicon, id: u32) -> Outcome<(u16, &Module)> {
    let defs = lexicon.defs();
    let index = defs.module_by_utype(uid(id, "class")?);
    let found = index.and_then(|i| defs.module(i).map(|m| (i, m)));
    found.ok_or_else(|| not_found(format!("there is no class {id}")))
}

fn side(number: u32) -> Outcome<Side> {
    match number {
        KBE_SIDE_BASE => Ok(Side::Base),
        KBE_SIDE_CELL => Ok(Side::Cell),
        KBE_SIDE_CLIENT => Ok(Side::Client),
        other => Err(invalid(format!("side {other} is not one"))),
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Number of classes, components among them; 0 while the definitions are not known.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: 0 for a bad handle too.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_class_count(client: kbe_client) -> u32 {
    boundary_value!(kbe_class_count, 0, client => |c| {
        Ok(c.local().game.defs().map_or(0, |d| narrow(d.modules().len())))
    })
}

/// A class by position, in the order of the import.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: info is the caller's, filled on success only; texts and values in it are borrowed until the next
/// pump (inside a callback: until it returns).
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_class_at(
    client: kbe_client,
    index: u32,
    info: *mut kbe_class_info,
) -> kbe_result {
    boundary!(kbe_class_at, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        let number = uid(index, "class number")?;
        let class = lexicon.defs().module(number);
        let class = class.ok_or_else(|| not_found(format!("there is no class number {index}")))?;
        let found = kbe_class_info {
            struct_size: 0,
            id: class.utype().into(),
            property_count: narrow(class.properties().len()),
            client_method_count: narrow(class.client_methods().len()),
            base_method_count: narrow(class.base_methods().len()),
            cell_method_count: narrow(class.cell_methods().len()),
            name: str_of(lexicon.class(number)),
        };
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(info, &found) }
    })
}

/// Id of a class by name.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the name is looked at during the call; class_id is written on success only.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_class_id(
    client: kbe_client,
    name: kbe_str,
    class_id: *mut u32,
) -> kbe_result {
    boundary!(kbe_class_id, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        // SAFETY: the caller promises a text that is empty or valid, and a valid place.
        unsafe {
            let index = class_by_name(lexicon, view::utf8(name, "name")?)?;
            let utype = lexicon.defs().module(index).map_or(0, |m| m.utype().into());
            view::write(class_id, utype, "class_id")
        }
    })
}

/// Name of a class by id.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: name is written on success only, and borrowed until the next pump (inside a callback: until it
/// returns).
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_class_name(
    client: kbe_client,
    class_id: u32,
    name: *mut kbe_str,
) -> kbe_result {
    boundary!(kbe_class_name, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        let (index, _) = class_by_id(lexicon, class_id)?;
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(name, str_of(lexicon.class(index)), "name") }
    })
}

/// Uid of a property by names, to compare with property_id in property_changed.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the names are looked at during the call; property_id is written on success only.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_class_property_id(
    client: kbe_client,
    class_name: kbe_str,
    property: kbe_str,
    property_id: *mut u32,
) -> kbe_result {
    boundary!(kbe_class_property_id, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        // SAFETY: the caller promises texts that are empty or valid.
        let (class, name) =
            unsafe { (view::utf8(class_name, "class_name")?, view::utf8(property, "property")?) };
        let module = lexicon.defs().module(class_by_name(lexicon, class)?);
        let found = module.and_then(|m| m.property_by_name(name).and_then(|i| m.property(i)));
        let Some(found) = found else {
            return Err(not_found(format!("{class} has no property \"{name}\"")));
        };
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(property_id, found.uid().into(), "property_id") }
    })
}

/// A property of a class by position, in the order of the import.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_class_at.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_class_property_at(
    client: kbe_client,
    class_id: u32,
    index: u32,
    info: *mut kbe_property_info,
) -> kbe_result {
    boundary!(kbe_class_property_at, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        let (module, class) = class_by_id(lexicon, class_id)?;
        let number = uid(index, "property number")?;
        let Some(p) = class.property(number) else {
            return Err(not_found(format!("{} has no property number {index}", class.name())));
        };
        let kind = lexicon.defs().ty(p.type_index()).map_or(0, |t| t.kind() as u32);
        let found = kbe_property_info {
            struct_size: 0,
            id: p.uid().into(),
            flags: p.flags(),
            alias: p.alias().into(),
            type_index: p.type_index().get().into(),
            value_type: kind,
            name: str_of(lexicon.property(module, number)),
            default_text: bytes_of(p.default_text()),
            default_value: value_ptr(p.default_ref()),
        };
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(info, &found) }
    })
}

/// Uid of a method by names, to compare with method_id in method_called or to call by.
///
/// @param side  KBE_SIDE_CLIENT for what the server calls, KBE_SIDE_BASE and KBE_SIDE_CELL for what the game
///              may call
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the names are looked at during the call; method_id is written on success only.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY, KBE_E_INVALID_ARGUMENT.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_class_method_id(
    client: kbe_client,
    class_name: kbe_str,
    side: u32,
    method: kbe_str,
    method_id: *mut u32,
) -> kbe_result {
    boundary!(kbe_class_method_id, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        // SAFETY: the caller promises texts that are empty or valid.
        let (class, name) =
            unsafe { (view::utf8(class_name, "class_name")?, view::utf8(method, "method")?) };
        let side = self::side(side)?;
        let module = lexicon.defs().module(class_by_name(lexicon, class)?);
        let found = module.and_then(|m| find_method(m, side, Member::Name(name)));
        let Some((_, found)) = found else {
            return Err(not_found(format!("{class} has no such method \"{name}\"")));
        };
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(method_id, found.uid().into(), "method_id") }
    })
}

/// A method of a class by position, in the order of the import.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_class_at.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY, KBE_E_INVALID_ARGUMENT.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_class_method_at(
    client: kbe_client,
    class_id: u32,
    side: u32,
    index: u32,
    info: *mut kbe_method_info,
) -> kbe_result {
    boundary!(kbe_class_method_at, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        let (module, class) = class_by_id(lexicon, class_id)?;
        let side = self::side(side)?;
        let number = uid(index, "method number")?;
        let Some(m) = side.methods(class).get(usize::from(number)) else {
            return Err(not_found(format!("{} has no method number {index}", class.name())));
        };
        let mut arg_types = [0; 32];
        for (slot, ty) in arg_types.iter_mut().zip(m.args()) {
            *slot = ty.get();
        }
        let found = kbe_method_info {
            struct_size: 0,
            id: m.uid().into(),
            alias: m.alias().into(),
            arg_count: narrow(m.args().len()),
            arg_types,
            name: str_of(lexicon.method(module, side, number)),
        };
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(info, &found) }
    })
}

/// Number of data types; 0 while the definitions are not known.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: 0 for a bad handle too.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_type_count(client: kbe_client) -> u32 {
    boundary_value!(kbe_type_count, 0, client => |c| {
        Ok(c.local().game.defs().map_or(0, |d| narrow(d.types().len())))
    })
}

/// A data type by position, in the order of the import.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_class_at.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_type_at(
    client: kbe_client,
    index: u32,
    info: *mut kbe_type_info,
) -> kbe_result {
    boundary!(kbe_type_at, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        let number = uid(index, "type number")?;
        let Some(t) = lexicon.defs().types().get(usize::from(number)) else {
            return Err(not_found(format!("there is no type number {index}")));
        };
        let (item, keys) = match t.shape() {
            Shape::Array(item) => (item.get().into(), 0),
            Shape::Dict(d) => (0, narrow(d.keys.len())),
            _ => (0, 0),
        };
        let found = kbe_type_info {
            struct_size: 0,
            value_type: t.kind() as u32,
            wire_id: t.id().into(),
            item_type: item,
            key_count: keys,
            reserved: 0,
            base_name: str_of(lexicon.type_base(number)),
            alias: str_of(lexicon.type_alias(number)),
            display_name: str_of(lexicon.type_display(number)),
            implemented_by: str_of(lexicon.type_implemented_by(number)),
        };
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(info, &found) }
    })
}

/// A key of a FIXED_DICT by position.
///
/// @param type_index  position of the FIXED_DICT for kbe_type_at
/// @param name        receives the key's name
/// @param item_type   receives the type of its value: a position for kbe_type_at
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: name and item_type are written on success only; the name is borrowed until the next pump (inside a
/// callback: until it returns).
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_type_key_at(
    client: kbe_client,
    type_index: u32,
    index: u32,
    name: *mut kbe_str,
    item_type: *mut u32,
) -> kbe_result {
    boundary!(kbe_type_key_at, client => |c| {
        let local = c.local();
        let lexicon = lexicon(&local)?;
        let (text, ty) = key(lexicon, type_index, index)?;
        if item_type.is_null() {
            return Err(invalid("item_type is NULL"));
        }
        // SAFETY: the caller promises valid places.
        unsafe {
            view::write(name, text, "name")?;
            view::write(item_type, ty.get().into(), "item_type")
        }
    })
}

fn key(lexicon: &Lexicon, type_index: u32, index: u32) -> Outcome<(kbe_str, TypeIndex)> {
    let missing = || not_found(format!("type number {type_index} has no key number {index}"));
    let shape = lexicon.defs().types().get(type_index as usize).map(|t| t.shape());
    let Some(Shape::Dict(dict)) = shape else {
        return Err(missing());
    };
    let key = dict.keys.get(index as usize).ok_or_else(missing)?;
    let views = std::ptr::with_exposed_provenance::<kbe_str>(dict.views_address());
    // SAFETY: the dictionary has as many views as keys, `index` is one of them, and a view is a kbe_str.
    let name = unsafe { views.add(index as usize).read() };
    Ok((name, key.ty))
}
