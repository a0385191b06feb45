//! `kbe_value`: the value tree of [`crate::wire::value`] under its C name, and a C caller's values as a
//! source of arguments.

use std::ffi::c_char;
use std::mem::{align_of, offset_of, size_of};

use super::error::{Outcome, invalid};
use super::view::{self, kbe_str};
use crate::defs::encode::Source;
use crate::defs::types::KeyView;
use crate::wire::value::{EntityCall, Kind, Value};

/// Nothing.
pub const KBE_VALUE_NONE: u32 = 0;
/// UINT8, in `as.u64`.
pub const KBE_VALUE_UINT8: u32 = 1;
/// UINT16, in `as.u64`.
pub const KBE_VALUE_UINT16: u32 = 2;
/// UINT32, in `as.u64`.
pub const KBE_VALUE_UINT32: u32 = 3;
/// UINT64, in `as.u64`.
pub const KBE_VALUE_UINT64: u32 = 4;
/// INT8, in `as.i64`.
pub const KBE_VALUE_INT8: u32 = 5;
/// INT16, in `as.i64`.
pub const KBE_VALUE_INT16: u32 = 6;
/// INT32, in `as.i64`.
pub const KBE_VALUE_INT32: u32 = 7;
/// INT64, in `as.i64`.
pub const KBE_VALUE_INT64: u32 = 8;
/// FLOAT, widened, in `as.f64`.
pub const KBE_VALUE_FLOAT: u32 = 9;
/// DOUBLE, in `as.f64`.
pub const KBE_VALUE_DOUBLE: u32 = 10;
/// STRING, in `as.text` with `count` bytes. What the server sends may be any bytes.
pub const KBE_VALUE_STRING: u32 = 11;
/// UNICODE: UTF-8 in `as.text` with `count` bytes.
pub const KBE_VALUE_UNICODE: u32 = 12;
/// BLOB, in `as.bytes` with `count` bytes.
pub const KBE_VALUE_BLOB: u32 = 13;
/// PYTHON: a pickle, in `as.bytes` with `count` bytes.
pub const KBE_VALUE_PYTHON: u32 = 14;
/// PY_DICT: a pickle, in `as.bytes` with `count` bytes.
pub const KBE_VALUE_PY_DICT: u32 = 15;
/// PY_TUPLE: a pickle, in `as.bytes` with `count` bytes.
pub const KBE_VALUE_PY_TUPLE: u32 = 16;
/// PY_LIST: a pickle, in `as.bytes` with `count` bytes.
pub const KBE_VALUE_PY_LIST: u32 = 17;
/// VECTOR2, in `as.vec`.
pub const KBE_VALUE_VECTOR2: u32 = 18;
/// VECTOR3, in `as.vec`.
pub const KBE_VALUE_VECTOR3: u32 = 19;
/// VECTOR4, in `as.vec`.
pub const KBE_VALUE_VECTOR4: u32 = 20;
/// ENTITYCALL, in `as.entity_call` (protocol notes 02 §1.5).
pub const KBE_VALUE_ENTITY_CALL: u32 = 21;
/// FIXED_DICT, in `as.dict` with `count` items.
pub const KBE_VALUE_FIXED_DICT: u32 = 22;
/// ARRAY, in `as.items` with `count` items.
pub const KBE_VALUE_ARRAY: u32 = 23;
/// ENTITY_COMPONENT: only as the type of a property; components have functions of their own.
pub const KBE_VALUE_COMPONENT: u32 = 24;

/// The items of a FIXED_DICT and their names, in the order of its definition.
///
/// Memory: as the value that it is in.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_value_dict {
    /// `count` values.
    pub items: *const kbe_value,
    /// `count` names. NULL in an argument: the values stand in the order of the definition.
    pub keys: *const kbe_str,
}

/// A reference to a part of an entity, as data.
///
/// Memory: holds its data itself.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_value_entity_call {
    /// Entity id.
    pub id: i32,
    /// 0 cell, 1 base, 2 client, 3 to 6 through another part.
    pub kind: u16,
    /// Class id.
    pub utype: u16,
    /// Component (process) id on the server.
    pub cid: u64,
}

/// What a value holds; its type says which member.
///
/// Memory: as the value that it is in.
/// Since: 0.1
#[derive(Clone, Copy)]
#[repr(C)]
pub union kbe_value_as {
    /// INT8 to INT64.
    pub i64: i64,
    /// UINT8 to UINT64; for the smaller ones `i64` reads the same.
    pub u64: u64,
    /// FLOAT and DOUBLE.
    pub f64: f64,
    /// VECTOR2 to VECTOR4: x, y, z, w.
    pub vec: [f32; 4],
    /// STRING and UNICODE; a zero byte follows text from the library.
    pub text: *const c_char,
    /// BLOB and the PYTHON family.
    pub bytes: *const u8,
    /// ARRAY.
    pub items: *const kbe_value,
    /// FIXED_DICT.
    pub dict: kbe_value_dict,
    /// ENTITYCALL.
    pub entity_call: kbe_value_entity_call,
}

/// A value of any data type: a tree, readable without calls. Values from the library are borrowed: those
/// in an event until the callback returns, those of properties until the next pump. For the arguments
/// of a call make them with kbe_int32, kbe_string, kbe_array and so on; they only refer to what they
/// are made of.
///
/// Memory: as the function or event that it comes from says; as an argument it refers to the caller's.
/// Since: 0.1
#[derive(Clone, Copy)]
#[repr(C)]
pub struct kbe_value {
    /// A KBE_VALUE number; tolerate unknown ones.
    pub r#type: u32,
    /// Bytes of text and blobs, items of containers, components of vectors; 0 for others.
    pub count: u32,
    /// What it holds.
    pub r#as: kbe_value_as,
}

// A value of the library is handed to C as it stands.
const _: () = {
    assert!(size_of::<kbe_value>() == size_of::<Value>() && size_of::<kbe_value>() == 24);
    assert!(align_of::<kbe_value>() == align_of::<Value>());
    assert!(offset_of!(kbe_value, r#as) == 8);
    assert!(size_of::<kbe_str>() == size_of::<KeyView>());
    assert!(align_of::<kbe_str>() == align_of::<KeyView>());
    assert!(offset_of!(kbe_value_entity_call, kind) == 4);
    assert!(offset_of!(kbe_value_entity_call, utype) == 6);
    assert!(offset_of!(kbe_value_entity_call, cid) == 8);
    assert!(KBE_VALUE_COMPONENT == Kind::Component as u32);
    assert!(KBE_VALUE_VECTOR3 == Kind::Vector3 as u32 && KBE_VALUE_BLOB == Kind::Blob as u32);
};

impl std::fmt::Debug for kbe_value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "kbe_value {{ type: {}, count: {} }}", self.r#type, self.count)
    }
}

/// The address of a value of the library under its C type.
pub(crate) fn value_ptr(v: *const Value) -> *const kbe_value {
    v.cast()
}

/// A value of the library as C sees it.
pub(crate) fn of(v: &Value) -> kbe_value {
    // SAFETY: same size and alignment, asserted above, and every bit pattern is a valid kbe_value.
    unsafe { std::mem::transmute::<Value, kbe_value>(*v) }
}

/// An argument of a C caller. Only [`Argument::slice`] makes one, under its promise.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Argument(kbe_value);

impl Argument {
    /// The arguments of a call.
    ///
    /// # Safety
    /// `(NULL, 0)`, or `count` values that stay as they are for `'a`, whose texts, items and names are
    /// valid all the way down.
    pub(crate) unsafe fn slice<'a>(args: *const kbe_value, count: u32) -> Outcome<&'a [Self]> {
        if count > 255 {
            return Err(invalid(format!("{count} arguments: no method takes more than 255")));
        }
        // SAFETY: the caller's promise; the types have the same layout.
        unsafe { view::slice(args.cast::<Self>(), count, "args") }
    }
}

impl Source for Argument {
    fn kind(self) -> Result<Kind, u32> {
        Kind::from_u32(self.0.r#type).ok_or(self.0.r#type)
    }

    fn int(self) -> i64 {
        // SAFETY: eight bytes of the union that are always there; any bits are an integer.
        unsafe { self.0.r#as.i64 }
    }

    fn float(self) -> f64 {
        // SAFETY: any bits are a number.
        unsafe { self.0.r#as.f64 }
    }

    fn vector(self) -> [f32; 4] {
        // SAFETY: any bits are numbers.
        unsafe { self.0.r#as.vec }
    }

    fn entity_call(self) -> EntityCall {
        // SAFETY: any bits are numbers.
        let c = unsafe { self.0.r#as.entity_call };
        EntityCall { id: c.id, cid: c.cid, kind: c.kind, utype: c.utype }
    }

    fn with_bytes<R>(self, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        // SAFETY: only asked of kinds that hold bytes; `slice` was promised that they are valid.
        let bytes = unsafe { view::slice(self.0.r#as.bytes, self.0.count, "bytes") };
        bytes.ok().map(f)
    }

    fn count(self) -> u32 {
        self.0.count
    }

    fn item(self, index: u32) -> Option<Self> {
        // SAFETY: only asked of containers, whose first member is the address of their items in both
        // forms; `slice` was promised that they are valid.
        let items = unsafe { view::slice(self.0.r#as.items, self.0.count, "items") };
        items.ok()?.get(index as usize).copied().map(Self)
    }

    fn with_key<R>(self, index: u32, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        if self.kind() != Ok(Kind::FixedDict) {
            return None;
        }
        // SAFETY: a dictionary; `slice` was promised that the names are valid, when there are any.
        unsafe {
            let keys = view::slice(self.0.r#as.dict.keys, self.0.count, "keys").ok()?;
            let key = keys.get(index as usize)?;
            view::text(*key, "key").ok().map(f)
        }
    }
}
