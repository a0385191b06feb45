//! The type zoo: one module whose properties and methods use every data type there is (`spec/02 §1.1`).
//!
//! It stands behind the stock modules, so nothing of theirs changes. For every type there is an exposed method
//! `echoX` on base and cell, which answers with the client method `onEchoX` and the same value.

use super::builder::{PropRow, add_type, array, component, dict, methods, props, push, sorted};
use super::types::*;
use super::{Defs, Method, flags};

/// How one echo is declared: the suffix of its methods and what it carries.
const ECHOES: &[(&str, Echo)] = &[
    ("Int8", Echo::Type(INT8)),
    ("Int16", Echo::Type(INT16)),
    ("Int32", Echo::Type(INT32)),
    ("Int64", Echo::Type(INT64)),
    ("Uint8", Echo::Type(UINT8)),
    ("Uint16", Echo::Type(UINT16)),
    ("Uint32", Echo::Type(UINT32)),
    ("Uint64", Echo::Type(UINT64)),
    ("Float", Echo::Type(FLOAT)),
    ("Double", Echo::Type(DOUBLE)),
    ("String", Echo::Type(STRING)),
    ("Unicode", Echo::Type(UNICODE)),
    ("Python", Echo::Type(PYTHON)),
    ("PyDict", Echo::Type(PY_DICT)),
    ("PyTuple", Echo::Type(PY_TUPLE)),
    ("PyList", Echo::Type(PY_LIST)),
    ("Blob", Echo::Type(BLOB)),
    ("Vector2", Echo::Type(VECTOR2)),
    ("Vector3", Echo::Type(VECTOR3)),
    ("Vector4", Echo::Type(VECTOR4)),
    ("Entitycall", Echo::Type(ENTITYCALL)),
    ("Point", Echo::Type(POINT)),
    ("Deep", Echo::Type(DEEP)),
    ("Names", Echo::Type(NAMES)),
    ("Array", Echo::Array(INT32)),
    ("Nested", Echo::Nested(UINT16)),
    ("None", Echo::Nothing),
    ("Many", Echo::Many),
];

/// What an echo carries.
#[derive(Clone, Copy, Debug)]
enum Echo {
    Type(u16),
    /// An anonymous array: every use is a type of its own (`spec/01 §4.12`).
    Array(u16),
    /// An anonymous array of anonymous arrays; the outer one refers forward to the inner one (`spec/02 §1.10`).
    Nested(u16),
    Nothing,
    Many,
}

/// Properties that everybody sees: name, default text, type.
#[rustfmt::skip]
const VISIBLE: &[(&str, &str, u16)] = &[
    ("valInt8", "-8", INT8),
    ("valInt16", "-16", INT16),
    ("valInt32", "-32", INT32),
    ("valInt64", "-64", INT64),
    ("valUint8", "8", UINT8),
    ("valUint16", "16", UINT16),
    ("valUint32", "32", UINT32),
    ("valUint64", "64", UINT64),
    ("valFloat", "1.5", FLOAT),
    ("valDouble", "2.25", DOUBLE),
    ("valString", "default", STRING),
    ("valUnicode", "défaut", UNICODE),
    ("valPython", "None", PYTHON),
    ("valPyDict", "{}", PY_DICT),
    ("valPyTuple", "()", PY_TUPLE),
    ("valPyList", "[]", PY_LIST),
    ("valBlob", "bytes", BLOB),
    ("valVector2", "(1,2)", VECTOR2),
    ("valVector3", "1, 2, 3", VECTOR3),
    ("valVector4", "(1,2,3,4)", VECTOR4),
    ("valEntitycall", "", ENTITYCALL),
    ("valPoint", "", POINT),
    ("valDeep", "", DEEP),
    ("valNames", "", NAMES),
];

const POINT: u16 = 36;
const DEEP: u16 = 37;
const NAMES: u16 = 41;
/// Index of the component module, right behind the zoo itself.
const PART: usize = 8;

const FIRST_PROP_UID: u16 = 60001;
const FIRST_CLIENT_UID: u16 = 61001;
const FIRST_BASE_UID: u16 = 62001;
const FIRST_CELL_UID: u16 = 63001;

pub(super) fn extend(defs: &mut Defs) {
    named_types(defs);
    let rows = zoo_props(defs);
    let client = echo_methods(defs, "onEcho", FIRST_CLIENT_UID);
    let base = echo_methods(defs, "echo", FIRST_BASE_UID);
    let cell = echo_methods(defs, "echo", FIRST_CELL_UID);
    let zoo = push(defs, "TypeZoo", props(&rows));
    zoo.client = sorted(client);
    zoo.base = sorted(base);
    zoo.cell = sorted(cell);
    part(defs);
}

/// The types a game would name in its types file: a dict is built before the arrays inside it (`spec/02 §1.10`).
fn named_types(defs: &mut Defs) {
    let deep_keys =
        [("name", UNICODE), ("point", POINT), ("points", 38), ("matrix", 39), ("data", 24)];
    for ty in [
        dict("ZOO_POINT", "ZOO_POINT.zoo_point_inst", &[("x", FLOAT), ("y", FLOAT)]),
        dict("ZOO_DEEP", "", &deep_keys),
        array("_ZOO_DEEP_points_ArrayType", POINT),
        array("_ZOO_DEEP_matrix_ArrayType", 40),
        array("__ZOO_DEEP_matrix_ArrayType_ArrayType", INT32),
        array("ZOO_NAMES", UNICODE),
    ] {
        add_type(defs, ty);
    }
}

fn zoo_props(defs: &mut Defs) -> Vec<PropRow> {
    let numbers = add_type(defs, array("", INT32));
    let nested = add_nested(defs, UINT16);
    let part = add_type(defs, component(PART));
    let part_flags = 0xFD;
    let visible =
        VISIBLE.iter().copied().chain([("valArray", "", numbers), ("valNested", "", nested)]);
    let mut rows: Vec<PropRow> = (FIRST_PROP_UID..)
        .zip(visible)
        .map(|(uid, (name, default, ty))| (uid, flags::ALL_CLIENTS, name, default, ty))
        .collect();
    rows.push((60101, part_flags, "part", "", part));
    rows.push((60102, flags::OWN_CLIENT, "ownNote", "mine", UNICODE));
    rows.push((60103, flags::CELL_PUBLIC_AND_OWN, "ownCount", "1", INT32));
    rows.push((60104, flags::OTHER_CLIENTS, "otherNote", "theirs", UNICODE));
    rows.push((60105, flags::BASE_AND_CLIENT, "baseNote", "base", UNICODE));
    rows
}

fn add_nested(defs: &mut Defs, item: u16) -> u16 {
    let outer = defs.types.len() as u16 + 1;
    add_type(defs, array("", outer + 1));
    add_type(defs, array("", item));
    outer
}

fn echo_methods(defs: &mut Defs, prefix: &str, first_uid: u16) -> Vec<Method> {
    (first_uid..)
        .zip(ECHOES)
        .map(|(uid, (suffix, echo))| Method {
            uid,
            name: format!("{prefix}{suffix}"),
            args: echo_args(defs, *echo),
        })
        .collect()
}

fn echo_args(defs: &mut Defs, echo: Echo) -> Vec<u16> {
    match echo {
        Echo::Type(ty) => vec![ty],
        Echo::Array(item) => vec![add_type(defs, array("", item))],
        Echo::Nested(item) => vec![add_nested(defs, item)],
        Echo::Nothing => vec![],
        Echo::Many => vec![UINT8, STRING, UNICODE, FLOAT, DEEP, INT64],
    }
}

/// The component of the zoo, with a property for every audience.
fn part(defs: &mut Defs) {
    let props = props(&[
        (60201, flags::ALL_CLIENTS, "label", "part", UNICODE),
        (60202, flags::ALL_CLIENTS, "power", "100", INT32),
        (60203, flags::CELL_PUBLIC_AND_OWN, "secret", "7", UINT16),
    ]);
    let part = push(defs, "ZooPart", props);
    part.client = methods(&[(61201, "onPartEcho", &[UNICODE, INT32])]);
    part.base = methods(&[(62201, "partEcho", &[UNICODE, INT32])]);
    part.cell = methods(&[(63201, "partEcho", &[UNICODE, INT32])]);
}
