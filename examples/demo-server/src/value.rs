//! Values of the entity data types: defaults, encoding, decoding with the server's rules (`spec/02 §1`).

use crate::defs::types::*;
use crate::defs::{Defs, Kind};
use crate::wire::{Reader, Short, Writer};

/// A value of any data type. Which wire form it takes is decided by the type it is written with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Every integer; an UINT64 keeps its bits.
    Int(i64),
    Float(f32),
    Double(f64),
    /// STRING: bytes without NUL.
    Text(Vec<u8>),
    /// UNICODE, BLOB and the PYTHON family.
    Bytes(Vec<u8>),
    /// VECTOR2 to VECTOR4.
    Vector(Vec<f32>),
    /// ENTITYCALL: id, component id, kind, utype (`spec/02 §1.5`).
    Call(i32, u64, u16, u16),
    /// FIXED_DICT in definition order.
    Dict(Vec<Value>),
    Array(Vec<Value>),
    /// The children of a component property, in the order of the component's module.
    Component(Vec<Value>),
}

/// Why the arguments of a call could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadArgs {
    /// Too few bytes for a fixed-width value: a base call closes the channel, a cell call is dropped (`spec/01 §3.5`).
    Short,
    /// Bytes that are no value of the type (bad UTF-8, bad pickle): the call is dropped (`spec/01 §3.5`).
    Content,
}

impl From<Short> for BadArgs {
    fn from(_: Short) -> Self {
        Self::Short
    }
}

impl Value {
    pub(crate) fn text(s: &str) -> Self {
        Self::Bytes(s.as_bytes().to_vec())
    }

    pub(crate) fn int(&self) -> i64 {
        match self {
            Self::Int(v) => *v,
            _ => 0,
        }
    }

    /// The text of a UNICODE value.
    pub(crate) fn unicode(&self) -> String {
        match self {
            Self::Bytes(b) | Self::Text(b) => String::from_utf8_lossy(b).into_owned(),
            _ => String::new(),
        }
    }
}

/// Pickle of `None` (`spec/02 §1.3`).
pub(crate) const PICKLED_NONE: &[u8] = b"\x80\x03N.";
const PICKLED_DICT: &[u8] = b"\x80\x03}q\x00.";
const PICKLED_TUPLE: &[u8] = b"\x80\x03).";
const PICKLED_LIST: &[u8] = b"\x80\x03]q\x00.";

/// Bytes and signedness of an integer type.
fn int_shape(ty: u16) -> Option<(usize, bool)> {
    Some(match ty {
        UINT8 => (1, false),
        UINT16 => (2, false),
        UINT32 => (4, false),
        UINT64 => (8, false),
        INT8 => (1, true),
        INT16 => (2, true),
        INT32 => (4, true),
        INT64 => (8, true),
        _ => return None,
    })
}

fn empty_pickle(ty: u16) -> &'static [u8] {
    match ty {
        PY_DICT => PICKLED_DICT,
        PY_TUPLE => PICKLED_TUPLE,
        PY_LIST => PICKLED_LIST,
        _ => PICKLED_NONE,
    }
}

fn vector_size(ty: u16) -> usize {
    usize::from(ty - VECTOR2) + 2
}

/// The value a property has when nothing else was set, from its default text (`spec/02 §1.9`).
pub(crate) fn default(defs: &Defs, ty: u16, text: &str) -> Value {
    match ty {
        _ if int_shape(ty).is_some() => Value::Int(parse_int(text).unwrap_or(0)),
        FLOAT => Value::Float(text.parse().unwrap_or(0.0)),
        DOUBLE => Value::Double(text.parse().unwrap_or(0.0)),
        STRING => Value::Text(text.as_bytes().to_vec()),
        UNICODE | BLOB => Value::text(text),
        PYTHON..=PY_LIST => Value::Bytes(empty_pickle(ty).to_vec()),
        ENTITYCALL => Value::Call(0, 0, 0, 0),
        VECTOR2..=VECTOR4 => {
            Value::Vector(parse_vector(text, vector_size(ty)).unwrap_or(vec![0.0; vector_size(ty)]))
        }
        _ => default_composed(defs, ty),
    }
}

fn default_composed(defs: &Defs, ty: u16) -> Value {
    match defs.type_def(ty).map(|t| &t.kind) {
        Some(Kind::FixedDict { keys, .. }) => {
            Value::Dict(keys.iter().map(|(_, ty)| default(defs, *ty, "")).collect())
        }
        Some(Kind::Component(module)) => {
            let props = defs.module(*module).map_or(&[][..], |m| &m.props);
            let children = props.iter().map(|p| default(defs, p.ty, p.default));
            Value::Component(children.collect())
        }
        _ => Value::Array(Vec::new()),
    }
}

fn parse_int(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse::<u64>().ok().map(|v| v as i64))
}

/// `"(1,2,3)"` or `"1, 2, 3"` (`spec/02 §1.4`).
fn parse_vector(text: &str, n: usize) -> Option<Vec<f32>> {
    let numbers = text.trim().trim_matches(['(', ')']).split(',');
    let list: Vec<f32> = numbers.filter_map(|v| v.trim().parse().ok()).collect();
    (list.len() == n).then_some(list)
}

/// A value typed by an operator: integers, floats, text and vectors.
pub(crate) fn parse(ty: u16, text: &str) -> Option<Value> {
    match ty {
        _ if int_shape(ty).is_some() => {
            let v = parse_int(text)?;
            int_fits(ty, v, text).then_some(Value::Int(v))
        }
        FLOAT => text.parse().ok().map(Value::Float),
        DOUBLE => text.parse().ok().map(Value::Double),
        STRING if text.is_ascii() => Some(Value::Text(text.as_bytes().to_vec())),
        UNICODE | BLOB => Some(Value::text(text)),
        VECTOR2..=VECTOR4 => parse_vector(text, vector_size(ty)).map(Value::Vector),
        _ => None,
    }
}

fn int_fits(ty: u16, v: i64, text: &str) -> bool {
    match int_shape(ty) {
        Some((8, false)) => !text.trim().starts_with('-'),
        Some((8, true)) => text.trim().parse::<i64>().is_ok(),
        Some((n, true)) => (-(1i64 << (8 * n - 1))..1i64 << (8 * n - 1)).contains(&v),
        Some((n, false)) => (0..1i64 << (8 * n)).contains(&v),
        None => false,
    }
}

/// Writes a value (`spec/02 §1.1`). A value of another shape is written as the type's default, so that a message is
/// always as long as its type says. Components need their owner and are written by the snapshot code.
pub(crate) fn put(defs: &Defs, w: Writer, ty: u16, value: &Value) -> Writer {
    match (value, defs.type_def(ty).map(|t| &t.kind)) {
        (Value::Dict(items), Some(Kind::FixedDict { keys, .. })) if items.len() == keys.len() => {
            let pairs = items.iter().zip(keys);
            pairs.fold(w, |w, (item, (_, ty))| put(defs, w, *ty, item))
        }
        (Value::Array(items), Some(Kind::Array(item_ty))) => {
            let w = w.u32(items.len() as u32);
            items.iter().fold(w, |w, item| put(defs, w, *item_ty, item))
        }
        (_, Some(Kind::Plain(_))) => put_plain(w, ty, value),
        (_, Some(Kind::Component(_)) | None) => w,
        _ => put(defs, w, ty, &default(defs, ty, "")),
    }
}

fn put_plain(w: Writer, ty: u16, value: &Value) -> Writer {
    match (ty, value) {
        (FLOAT, Value::Float(v)) => w.f32(*v),
        (FLOAT, _) => w.f32(0.0),
        (DOUBLE, Value::Double(v)) => w.f64(*v),
        (DOUBLE, _) => w.f64(0.0),
        (STRING, Value::Text(v)) => w.cstr(v),
        (STRING, _) => w.cstr(""),
        (ENTITYCALL, Value::Call(id, cid, kind, utype)) => {
            w.i32(*id).u64(*cid).u16(*kind).u16(*utype)
        }
        (ENTITYCALL, _) => w.raw(&[0; 16]),
        (VECTOR2..=VECTOR4, Value::Vector(v)) if v.len() == vector_size(ty) => w.f32s(v),
        (VECTOR2..=VECTOR4, _) => w.f32s(&vec![0.0; vector_size(ty)]),
        (_, Value::Bytes(v)) => w.blob(v),
        _ => match int_shape(ty) {
            Some((n, _)) => w.raw(value.int().to_le_bytes().get(..n).unwrap_or_default()),
            None => w.blob(&[]),
        },
    }
}

/// Reads a value that a client sent, with the server's tolerance (`spec/01 §3.5`).
pub(crate) fn get(defs: &Defs, r: &mut Reader<'_>, ty: u16) -> Result<Value, BadArgs> {
    match defs.type_def(ty).map(|t| &t.kind) {
        Some(Kind::FixedDict { keys, .. }) => {
            let items: Result<_, _> = keys.iter().map(|(_, ty)| get(defs, r, *ty)).collect();
            Ok(Value::Dict(items?))
        }
        Some(Kind::Array(item)) => get_array(defs, r, *item),
        Some(Kind::Plain(_)) => get_plain(r, ty),
        Some(Kind::Component(_)) | None => Err(BadArgs::Content),
    }
}

/// An array whose count is too large delivers the elements that are there (`spec/01 §3.5`).
fn get_array(defs: &Defs, r: &mut Reader<'_>, item: u16) -> Result<Value, BadArgs> {
    let count = r.u32()?;
    let mut items = Vec::new();
    for _ in 0..count {
        if r.left() == 0 {
            break;
        }
        match get(defs, r, item) {
            Ok(value) => items.push(value),
            Err(BadArgs::Short) => break,
            Err(BadArgs::Content) => return Err(BadArgs::Content),
        }
    }
    Ok(Value::Array(items))
}

fn get_plain(r: &mut Reader<'_>, ty: u16) -> Result<Value, BadArgs> {
    Ok(match ty {
        FLOAT => Value::Float(r.f32()?),
        DOUBLE => Value::Double(r.f64()?),
        STRING => Value::Text(r.string()),
        BLOB => Value::Bytes(r.blob()?),
        UNICODE => {
            let bytes = r.blob()?;
            std::str::from_utf8(&bytes).map_err(|_| BadArgs::Content)?;
            Value::Bytes(bytes)
        }
        PYTHON..=PY_LIST => Value::Bytes(checked_pickle(ty, r.blob()?)?),
        ENTITYCALL => Value::Call(r.i32()?, r.u64()?, r.u16()?, r.u16()?),
        VECTOR2..=VECTOR4 => {
            let list: Result<_, Short> = (0..vector_size(ty)).map(|_| r.f32()).collect();
            Value::Vector(list?)
        }
        _ => get_int(r, ty)?,
    })
}

fn get_int(r: &mut Reader<'_>, ty: u16) -> Result<Value, BadArgs> {
    let (n, signed) = int_shape(ty).ok_or(BadArgs::Content)?;
    let bytes = r.take(n)?;
    let negative = signed && bytes.last().is_some_and(|b| *b >= 0x80);
    let mut wide = [if negative { 0xFF } else { 0 }; 8];
    wide.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    Ok(Value::Int(i64::from_le_bytes(wide)))
}

/// The server unpickles what it gets and drops what it cannot; this one only looks at both ends of the pickle.
/// An empty blob stands for the empty value (`spec/02 §1.3`).
fn checked_pickle(ty: u16, bytes: Vec<u8>) -> Result<Vec<u8>, BadArgs> {
    match (bytes.first(), bytes.last()) {
        (None, _) => Ok(empty_pickle(ty).to_vec()),
        (Some(0x80), Some(b'.')) => Ok(bytes),
        _ => Err(BadArgs::Content),
    }
}

/// Reads the arguments of a call; bytes behind the last one are skipped (`spec/01 §3.5`).
pub(crate) fn get_args(
    defs: &Defs,
    r: &mut Reader<'_>,
    types: &[u16],
) -> Result<Vec<Value>, BadArgs> {
    types.iter().map(|ty| get(defs, r, *ty)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(ty: u16, value: &Value) -> Vec<u8> {
        put(&Defs::new(true), Writer::new(), ty, value).into_bytes()
    }

    #[test]
    fn every_type_survives_a_round_trip_of_its_default() {
        let defs = Defs::new(true);
        for ty in 1..=defs.types.len() as u16 {
            if matches!(defs.types[usize::from(ty) - 1].kind, Kind::Component(_)) {
                continue;
            }
            let value = default(&defs, ty, "");
            let bytes = encoded(ty, &value);
            let mut r = Reader::new(&bytes);
            assert_eq!(get(&defs, &mut r, ty), Ok(value), "type {ty}");
            assert_eq!(r.left(), 0, "type {ty}");
        }
    }

    #[test]
    fn integers_keep_width_and_sign() {
        assert_eq!(encoded(INT16, &Value::Int(-2)), [0xFE, 0xFF]);
        let mut r = Reader::new(&[0xFE, 0xFF]);
        assert_eq!(get_int(&mut r, INT16), Ok(Value::Int(-2)));
        let max = parse(UINT64, "18446744073709551615").unwrap();
        assert_eq!(encoded(UINT64, &max), [0xFF; 8]);
        assert_eq!(parse(INT8, "128"), None);
        assert_eq!(parse(UINT8, "-1"), None);
    }

    #[test]
    fn short_and_bad_arguments_are_told_apart() {
        let defs = Defs::new(true);
        let get = |bytes: &[u8], ty| get(&defs, &mut Reader::new(bytes), ty);
        assert_eq!(get(&[1, 2], INT32), Err(BadArgs::Short));
        assert_eq!(get(&[1, 0, 0, 0, 0xFF], UNICODE), Err(BadArgs::Content));
        assert_eq!(get(&[1, 0, 0, 0, 7], PYTHON), Err(BadArgs::Content));
        let blob_that_claims_too_much = get(&[9, 0, 0, 0, 7], BLOB);
        assert_eq!(blob_that_claims_too_much, Ok(Value::Bytes(vec![])));
        let array_that_claims_too_much = get(&[255, 255, 255, 255, 5, 0, 0, 0, 1], 23);
        let one = Value::Array(vec![Value::Int(5)]);
        assert_eq!(array_that_claims_too_much, Ok(one));
    }

    #[test]
    fn captured_avatar_list_is_reproduced() {
        // `onReqAvatarList` with one avatar, the example of `spec/02 §1.7`.
        let data = Value::Dict(vec![Value::Int(1), Value::text("1")]);
        let info = Value::Dict(vec![
            Value::Int(1),
            Value::text("Damkina"),
            Value::Int(1),
            Value::Int(1),
            data,
        ]);
        let list = Value::Dict(vec![Value::Array(vec![info])]);
        let expected = b"\x01\0\0\0\x01\0\0\0\0\0\0\0\x07\0\0\0Damkina\x01\x01\0\x01\x01\0\0\x001";
        assert_eq!(encoded(26, &list), expected);
    }
}
