//! Default texts to values (`spec/02 §1.9`). A text that does not parse gives the type's zero, as on
//! the server; the text itself stays available.

use super::types::{Shape, TypeDef, TypeIndex};
use crate::wire::limits::{MAX_VALUE_DEPTH, VALUE_NODES_PER_BYTE};
use crate::wire::value::{Arena, EntityCall, Kind, TreeRange, Value};

/// A dictionary of dictionaries of … can multiply without costing the peer a byte. This bounds one
/// default, and with [`VALUE_NODES_PER_BYTE`] those of an import together; dictionaries beyond it
/// stay empty.
const MAX_DEFAULT_NODES: usize = 1 << 14;

/// How many nodes the defaults of an import may have together.
pub(super) fn most_nodes(import_len: usize) -> usize {
    MAX_DEFAULT_NODES + VALUE_NODES_PER_BYTE * import_len
}

pub(super) fn build(
    types: &[TypeDef],
    ty: TypeIndex,
    text: &[u8],
    arena: &mut Arena,
    most: usize,
) -> TreeRange {
    let (root, bytes) = arena.size();
    let most = most.min(root + MAX_DEFAULT_NODES);
    let v = arena.reserve_nodes(1, root).map(|slot| (slot, value(types, ty, text, arena, most, 0)));
    if let Ok((slot, v)) = v {
        arena.set(slot, v);
    }
    let (end, bytes_end) = arena.size();
    TreeRange {
        root: root as u32,
        end: end as u32,
        bytes: bytes as u32,
        bytes_end: bytes_end as u32,
    }
}

fn value(
    types: &[TypeDef],
    ty: TypeIndex,
    text: &[u8],
    arena: &mut Arena,
    most: usize,
    depth: u32,
) -> Value {
    let Some(def) = types.get(usize::from(ty.get())) else { return Value::NONE };
    let kind = def.kind();
    match kind {
        Kind::UInt64 => Value::int(kind, parse::<u64>(text).unwrap_or(0) as i64),
        Kind::UInt8
        | Kind::UInt16
        | Kind::UInt32
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64 => Value::int(kind, parse(text).unwrap_or(0)),
        Kind::Float => Value::float(kind, parse::<f32>(text).unwrap_or(0.0).into()),
        Kind::Double => Value::float(kind, parse(text).unwrap_or(0.0)),
        Kind::String | Kind::Unicode | Kind::Blob => {
            Arena::bytes_value(kind, arena.push_bytes(text))
        }
        // The text is a Python expression; only its type's empty value can be known here.
        Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList => {
            Arena::bytes_value(kind, arena.push_bytes(b""))
        }
        Kind::Vector2 | Kind::Vector3 | Kind::Vector4 => Value::vector(kind, vector(text)),
        Kind::EntityCall => Value::entity_call(EntityCall::default()),
        Kind::Array => Arena::container_value(kind, arena.size().0 as u32, 0, 0),
        Kind::FixedDict => dict(types, def, arena, most, depth),
        Kind::Component | Kind::None => Value::NONE,
    }
}

fn dict(types: &[TypeDef], def: &TypeDef, arena: &mut Arena, most: usize, depth: u32) -> Value {
    let Shape::Dict(dict) = def.shape() else { return Value::NONE };
    let used = arena.size().0;
    let room = used < most && depth < MAX_VALUE_DEPTH;
    let count = if room { dict.keys.len() } else { 0 };
    let Ok(first) = arena.reserve_nodes(count, used) else { return Value::NONE };
    for (slot, key) in (first..).zip(dict.keys.iter().take(count)) {
        let v = value(types, key.ty, b"", arena, most, depth + 1);
        arena.set(slot, v);
    }
    Arena::container_value(Kind::FixedDict, first, count as u32, dict.views_address())
}

fn parse<T: std::str::FromStr>(text: &[u8]) -> Option<T> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

/// `(1,2,3)`, `1, 2, 3`: spaces and parentheses mean nothing (`spec/02 §1.4`).
fn vector(text: &[u8]) -> [f32; 4] {
    let mut v = [0f32; 4];
    let text = std::str::from_utf8(text).unwrap_or("");
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '(' || c == ')');
    for (slot, part) in v.iter_mut().zip(text.split(',')) {
        *slot = part.trim().parse().unwrap_or(0.0);
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_read_with_and_without_parentheses() {
        assert_eq!(vector(b"(1,2,3)"), [1.0, 2.0, 3.0, 0.0]);
        assert_eq!(vector(b" 1, 2.5 , -3 "), [1.0, 2.5, -3.0, 0.0]);
        assert_eq!(vector(b"nonsense"), [0.0; 4]);
    }
}
