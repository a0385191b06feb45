//! Values as JSON, in the notation of recordings: 64-bit integers as strings, singles as the shortest
//! decimal that reads back, bytes as hexadecimal.

use std::fmt::Write as _;

use kbe::defs::Defs;
use kbe::defs::types::{Shape, TypeIndex};
use kbe::wire::value::{Arena, Kind, Tree, Value};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

/// Where the text and the items of a value are.
pub(crate) trait Source {
    /// The bytes of a text or blob.
    fn bytes(&self, v: &Value) -> &[u8];
    /// The items of a container.
    fn items(&self, v: &Value) -> &[Value];
}

impl Source for Arena {
    fn bytes(&self, v: &Value) -> &[u8] {
        self.value_bytes(v)
    }
    fn items(&self, v: &Value) -> &[Value] {
        Self::items(self, v)
    }
}

impl Source for Tree {
    fn bytes(&self, v: &Value) -> &[u8] {
        self.value_bytes(v)
    }
    fn items(&self, v: &Value) -> &[Value] {
        Self::items(self, v)
    }
}

/// Blobs above this size are told by length and checksum.
const LONGEST_BLOB: usize = 4096;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut s, b| {
        _ = write!(s, "{b:02x}");
        s
    })
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn blob(bytes: &[u8]) -> Json {
    match bytes.len() {
        n if n > LONGEST_BLOB => json!({"len": n, "sha256": sha256(bytes)}),
        _ => json!({"hex": hex(bytes)}),
    }
}

/// Text where it is text, else its bytes.
pub(crate) fn text(bytes: &[u8]) -> Json {
    match std::str::from_utf8(bytes) {
        Ok(s) => Json::from(s),
        Err(_) => blob(bytes),
    }
}

pub(crate) fn double(v: f64) -> Json {
    match v {
        v if v.is_nan() => "NaN".into(),
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        v => v.into(),
    }
}

/// The shortest decimal that reads back as the same single.
pub(crate) fn single(v: f32) -> Json {
    if !v.is_finite() {
        return double(v.into());
    }
    let shortest = (0..9)
        .filter_map(|digits| format!("{v:.digits$e}").parse::<f64>().ok())
        .find(|&d| (d as f32).to_bits() == v.to_bits());
    double(shortest.unwrap_or_else(|| v.into()))
}

pub(crate) fn singles(v: &[f32]) -> Json {
    v.iter().map(|c| single(*c)).collect()
}

/// One value, told by its type.
pub(crate) fn value(defs: &Defs, ty: TypeIndex, source: &dyn Source, v: &Value) -> Json {
    match v.kind() {
        Kind::UInt64 => v.as_u64().to_string().into(),
        Kind::Int64 => v.as_i64().to_string().into(),
        Kind::UInt8 | Kind::UInt16 | Kind::UInt32 | Kind::Int8 | Kind::Int16 | Kind::Int32 => {
            v.as_i64().into()
        }
        Kind::Float => single(v.as_f64() as f32),
        Kind::Double => double(v.as_f64()),
        Kind::String | Kind::Unicode => text(source.bytes(v)),
        Kind::Blob => blob(source.bytes(v)),
        Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList => {
            json!({"pickle": hex(source.bytes(v))})
        }
        Kind::Vector2 | Kind::Vector3 | Kind::Vector4 => {
            v.as_vector().iter().take(v.count() as usize).map(|c| single(*c)).collect()
        }
        Kind::EntityCall => {
            let c = v.as_entity_call();
            json!({"id": c.id, "cid": c.cid.to_string(), "kind": c.kind, "utype": c.utype})
        }
        Kind::FixedDict | Kind::Array => container(defs, ty, source, v),
        Kind::Component | Kind::None => Json::Null,
    }
}

fn container(defs: &Defs, ty: TypeIndex, source: &dyn Source, v: &Value) -> Json {
    let items = source.items(v);
    match defs.ty(ty).map(|t| t.shape()) {
        Some(Shape::Dict(dict)) => {
            let pairs = dict.keys.iter().zip(items);
            let pairs = pairs.map(|(k, x)| (k.name.to_string(), value(defs, k.ty, source, x)));
            Json::Object(pairs.collect::<Map<_, _>>())
        }
        Some(Shape::Array(item)) => items.iter().map(|x| value(defs, *item, source, x)).collect(),
        _ => Json::Null,
    }
}
