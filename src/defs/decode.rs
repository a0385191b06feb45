//! Bytes to value trees, for every data type (`spec/02 §1`).

use super::Defs;
use super::types::{Shape, TypeDef, TypeIndex};
use crate::wire::limits::{FREE_VALUE_NODES, MAX_VALUE_DEPTH, VALUE_NODES_PER_BYTE};
use crate::wire::value::{Arena, EntityCall, Kind, TreeRange, Value};
use crate::wire::{Reader, WireError, WireErrorKind};

/// Decodes the values of one message into an arena.
#[derive(Debug)]
pub struct Decoder<'a> {
    defs: &'a Defs,
    arena: &'a mut Arena,
    /// Nodes in the arena when the message began, for the bound on one message.
    since: usize,
    /// The server was built with CLIENT_NO_FLOAT (`spec/02 §1.4`).
    integer_vectors: bool,
}

/// Takes a value without memory of its own from the front of `bytes`; `None` for any other kind, or when
/// there are too few bytes.
#[inline(always)]
#[must_use]
pub fn number(kind: Kind, bytes: &mut &[u8], integer_vectors: bool) -> Option<Value> {
    macro_rules! next {
        ($ty:ty) => {{
            let (first, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            <$ty>::from_le_bytes(*first)
        }};
    }
    let mut next = || Some(f32::from_bits(next!(u32)));
    Some(match kind {
        k @ Kind::UInt8 => Value::int(k, next!(u8).into()),
        k @ Kind::UInt16 => Value::int(k, next!(u16).into()),
        k @ Kind::UInt32 => Value::int(k, next!(u32).into()),
        k @ Kind::UInt64 => Value::int(k, next!(u64) as i64),
        k @ Kind::Int8 => Value::int(k, next!(i8).into()),
        k @ Kind::Int16 => Value::int(k, next!(i16).into()),
        k @ Kind::Int32 => Value::int(k, next!(i32).into()),
        k @ Kind::Int64 => Value::int(k, next!(i64)),
        k @ Kind::Float => Value::float(k, next!(f32).into()),
        k @ Kind::Double => Value::float(k, next!(f64)),
        _ if integer_vectors => return None,
        k @ Kind::Vector2 => Value::vector(k, [next()?, next()?, 0.0, 0.0]),
        k @ Kind::Vector3 => Value::vector(k, [next()?, next()?, next()?, 0.0]),
        k @ Kind::Vector4 => Value::vector(k, [next()?, next()?, next()?, next()?]),
        _ => return None,
    })
}

impl<'a> Decoder<'a> {
    /// Starts on one message.
    pub fn new(defs: &'a Defs, arena: &'a mut Arena, integer_vectors: bool) -> Self {
        let since = arena.size().0;
        Self { defs, arena, since, integer_vectors }
    }

    /// Goes on with the message that began when the arena had `since` nodes: the bound on one
    /// message counts them all.
    #[must_use]
    pub fn since(self, since: usize) -> Self {
        Self { since, ..self }
    }

    /// How many nodes a message of this size may decode to.
    #[inline]
    fn most(r: &Reader<'_>) -> usize {
        FREE_VALUE_NODES + VALUE_NODES_PER_BYTE * (r.position() + r.left())
    }

    /// Makes room for nodes, as many as a message of this size may decode to.
    #[inline]
    fn reserve(&mut self, n: usize, r: &Reader<'_>) -> Result<u32, WireError> {
        self.arena.reserve_nodes_within(n, self.since, Self::most(r)).map_err(|e| r.error(e))
    }

    /// Appends a value that has no nodes below it.
    #[inline]
    fn append(&mut self, kind: Kind, r: &mut Reader<'_>) -> Result<u32, WireError> {
        self.arena.check_room(1, self.since, Self::most(r)).map_err(|e| r.error(e))?;
        let value = self.flat(kind, r)?;
        Ok(self.arena.append(value))
    }

    /// What a type is, when its values have no nodes below them.
    #[inline]
    fn flat_kind(&self, ty: TypeIndex) -> Option<Kind> {
        let kind = self.defs.ty(ty)?.kind();
        (!matches!(kind, Kind::FixedDict | Kind::Array | Kind::Component | Kind::None))
            .then_some(kind)
    }

    /// Decodes one value of type `ty` as a tree of its own.
    ///
    /// # Errors
    /// Any [`WireErrorKind`]; the arena may hold parts of the value then, which
    /// [`Arena::truncate`] takes back.
    #[inline]
    pub fn tree(&mut self, ty: TypeIndex, r: &mut Reader<'_>) -> Result<TreeRange, WireError> {
        let (root, bytes) = self.arena.size();
        if let Some(kind) = self.flat_kind(ty) {
            self.append(kind, r)?;
        } else {
            let slot = self.reserve(1, r)?;
            let v = self.value(ty, r, 0)?;
            self.arena.set(slot, v);
        }
        let (end, bytes_end) = self.arena.size();
        Ok(TreeRange {
            root: root as u32,
            end: end as u32,
            bytes: bytes as u32,
            bytes_end: bytes_end as u32,
        })
    }

    /// Decodes the arguments of a call: one run of values. Returns the index of the first.
    ///
    /// # Errors
    /// As [`Self::tree`].
    pub fn arguments(&mut self, types: &[TypeIndex], r: &mut Reader<'_>) -> Result<u32, WireError> {
        if types.iter().all(|ty| self.flat_kind(*ty).is_some()) {
            let first = self.arena.size().0 as u32;
            for kind in types.iter().filter_map(|ty| self.defs.ty(*ty)).map(TypeDef::kind) {
                self.append(kind, r)?;
            }
            return Ok(first);
        }
        let first = self.reserve(types.len(), r)?;
        for (slot, ty) in (first..).zip(types) {
            let v = self.value(*ty, r, 0)?;
            self.arena.set(slot, v);
        }
        Ok(first)
    }

    fn value(&mut self, ty: TypeIndex, r: &mut Reader<'_>, depth: u32) -> Result<Value, WireError> {
        let defs = self.defs;
        let Some(def) = defs.ty(ty) else {
            return Err(r.error(WireErrorKind::UnknownType(ty.get())));
        };
        match def.kind() {
            Kind::FixedDict | Kind::Array => self.container(def, r, depth),
            Kind::Component | Kind::None => Err(r.error(WireErrorKind::MisplacedType(def.id()))),
            kind => self.flat(kind, r),
        }
    }

    /// Decodes a value that has no nodes below it.
    #[inline]
    fn flat(&mut self, kind: Kind, r: &mut Reader<'_>) -> Result<Value, WireError> {
        Ok(match kind {
            k @ Kind::UInt8 => Value::int(k, r.u8()?.into()),
            k @ Kind::UInt16 => Value::int(k, r.u16()?.into()),
            k @ Kind::UInt32 => Value::int(k, r.u32()?.into()),
            k @ Kind::UInt64 => Value::int(k, r.u64()? as i64),
            k @ Kind::Int8 => Value::int(k, r.i8()?.into()),
            k @ Kind::Int16 => Value::int(k, r.i16()?.into()),
            k @ Kind::Int32 => Value::int(k, r.i32()?.into()),
            k @ Kind::Int64 => Value::int(k, r.i64()?),
            k @ Kind::Float => Value::float(k, r.f32()?.into()),
            k @ Kind::Double => Value::float(k, r.f64()?),
            k @ Kind::String => {
                let bytes = r.cstr()?;
                Arena::bytes_value(k, self.arena.push_bytes(bytes))
            }
            k @ (Kind::Unicode
            | Kind::Blob
            | Kind::Python
            | Kind::PyDict
            | Kind::PyTuple
            | Kind::PyList) => {
                let bytes = r.blob()?;
                Arena::bytes_value(k, self.arena.push_bytes(bytes))
            }
            k @ (Kind::Vector2 | Kind::Vector3 | Kind::Vector4) => self.vector(k, r)?,
            Kind::EntityCall => Value::entity_call(EntityCall {
                id: r.i32()?,
                cid: r.u64()?,
                kind: r.u16()?,
                utype: r.u16()?,
            }),
            // The others have nodes below them, and are no business of this function.
            Kind::FixedDict | Kind::Array | Kind::Component | Kind::None => Value::NONE,
        })
    }

    fn vector(&self, kind: Kind, r: &mut Reader<'_>) -> Result<Value, WireError> {
        let n = match kind {
            Kind::Vector2 => 2,
            Kind::Vector3 => 3,
            _ => 4,
        };
        let mut v = [0f32; 4];
        for slot in v.iter_mut().take(n) {
            *slot = if self.integer_vectors { r.i32()? as f32 } else { r.f32()? };
        }
        Ok(Value::vector(kind, v))
    }

    fn container(
        &mut self,
        def: &TypeDef,
        r: &mut Reader<'_>,
        depth: u32,
    ) -> Result<Value, WireError> {
        if depth >= MAX_VALUE_DEPTH {
            return Err(r.error(WireErrorKind::TooDeep));
        }
        match def.shape() {
            Shape::Dict(dict) => {
                let count = dict.keys.len();
                let first = self.reserve(count, r)?;
                for (slot, key) in (first..).zip(&dict.keys) {
                    let v = self.value(key.ty, r, depth + 1)?;
                    self.arena.set(slot, v);
                }
                let keys = dict.views_address();
                Ok(Arena::container_value(Kind::FixedDict, first, count as u32, keys))
            }
            Shape::Array(item) => {
                let count = self.array_count(*item, r)?;
                let first = self.reserve(count as usize, r)?;
                for slot in first..first + count {
                    let v = self.value(*item, r, depth + 1)?;
                    self.arena.set(slot, v);
                }
                Ok(Arena::container_value(Kind::Array, first, count, 0))
            }
            _ => Err(r.error(WireErrorKind::MisplacedType(def.id()))),
        }
    }

    /// Reads an element count and checks it against what is left, before anything is allocated
    /// (`spec/02 §1.6`).
    fn array_count(&self, item: TypeIndex, r: &mut Reader<'_>) -> Result<u32, WireError> {
        let count = r.u32()?;
        let least = self.defs.ty(item).map_or(0, TypeDef::min_size) as usize;
        let left = r.left();
        if (count as usize).saturating_mul(least) > left {
            return Err(r.error(WireErrorKind::CountTooLarge { count, left: left as u32 }));
        }
        Ok(count)
    }
}
