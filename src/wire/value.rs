//! Decoded property values and call arguments: a tagged tree in one arena.
//!
//! A [`Value`] is the very struct that C sees as `kbe_value`, so nothing is converted on the game
//! thread. While an arena grows, containers refer to their items by byte offset; [`Arena::seal`]
//! turns the offsets into addresses once nothing moves any more. Addresses are plain integers here:
//! following them is the business of the C boundary alone.

use std::mem::size_of;

use super::error::WireErrorKind;
use super::limits::MAX_VALUE_NODES;

/// What a [`Value`] holds. The numbers are those of the C header and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u32)]
#[allow(missing_docs, reason = "named after the data types of spec/02 §1.1")]
pub enum Kind {
    None = 0,
    UInt8 = 1,
    UInt16 = 2,
    UInt32 = 3,
    UInt64 = 4,
    Int8 = 5,
    Int16 = 6,
    Int32 = 7,
    Int64 = 8,
    Float = 9,
    Double = 10,
    String = 11,
    Unicode = 12,
    Blob = 13,
    Python = 14,
    PyDict = 15,
    PyTuple = 16,
    PyList = 17,
    Vector2 = 18,
    Vector3 = 19,
    Vector4 = 20,
    EntityCall = 21,
    FixedDict = 22,
    Array = 23,
    Component = 24,
}

impl Kind {
    const ALL: [Self; 25] = [
        Self::None,
        Self::UInt8,
        Self::UInt16,
        Self::UInt32,
        Self::UInt64,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Float,
        Self::Double,
        Self::String,
        Self::Unicode,
        Self::Blob,
        Self::Python,
        Self::PyDict,
        Self::PyTuple,
        Self::PyList,
        Self::Vector2,
        Self::Vector3,
        Self::Vector4,
        Self::EntityCall,
        Self::FixedDict,
        Self::Array,
        Self::Component,
    ];

    /// The kind with this number, `None` for a number this version does not know.
    #[inline]
    #[must_use]
    pub fn from_u32(n: u32) -> Option<Self> {
        Self::ALL.get(n as usize).copied()
    }

    /// Whether the payload is a run of bytes (text, blob, pickle).
    #[inline]
    #[must_use]
    pub fn is_bytes(self) -> bool {
        matches!(
            self,
            Self::String
                | Self::Unicode
                | Self::Blob
                | Self::Python
                | Self::PyDict
                | Self::PyTuple
                | Self::PyList
        )
    }

    /// Whether a value has no memory of its own: a number or a vector.
    #[inline]
    #[must_use]
    pub fn is_number(self) -> bool {
        let n = self as u32;
        (Self::UInt8 as u32..=Self::Double as u32).contains(&n)
            || (Self::Vector2 as u32..=Self::Vector4 as u32).contains(&n)
    }

    /// Whether the payload is a run of further values.
    #[inline]
    #[must_use]
    pub fn is_container(self) -> bool {
        matches!(self, Self::FixedDict | Self::Array)
    }
}

/// One node of a value tree, 24 bytes, laid out as `kbe_value` in the C header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct Value {
    kind: u32,
    count: u32,
    payload: [u64; 2],
}

impl Default for Value {
    fn default() -> Self {
        Self::NONE
    }
}

/// A reference to a base or cell part, as data (`spec/02 §1.5`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EntityCall {
    /// Entity id.
    pub id: i32,
    /// Component (process) id on the server.
    pub cid: u64,
    /// 0 cell, 1 base, 2 client, 3…6 through another part.
    pub kind: u16,
    /// Class number.
    pub utype: u16,
}

impl Value {
    /// No value.
    pub const NONE: Self = Self { kind: 0, count: 0, payload: [0; 2] };

    /// An integer of the given kind; unsigned 64-bit values are passed by their bits.
    #[inline]
    #[must_use]
    pub fn int(kind: Kind, v: i64) -> Self {
        Self { kind: kind as u32, count: 0, payload: [v as u64, 0] }
    }

    /// A FLOAT or DOUBLE; FLOAT is widened, which loses nothing.
    #[inline]
    #[must_use]
    pub fn float(kind: Kind, v: f64) -> Self {
        Self { kind: kind as u32, count: 0, payload: [v.to_bits(), 0] }
    }

    /// A vector of two to four components; the others are zero.
    #[inline]
    #[must_use]
    pub fn vector(kind: Kind, v: [f32; 4]) -> Self {
        let count = match kind {
            Kind::Vector2 => 2,
            Kind::Vector3 => 3,
            _ => 4,
        };
        let [a, b, c, d] = v.map(|f| u64::from(f.to_bits()));
        Self { kind: kind as u32, count, payload: [a | b << 32, c | d << 32] }
    }

    /// An entity call.
    #[must_use]
    pub fn entity_call(c: EntityCall) -> Self {
        let low = u64::from(c.id as u32) | u64::from(c.kind) << 32 | u64::from(c.utype) << 48;
        Self { kind: Kind::EntityCall as u32, count: 0, payload: [low, c.cid] }
    }

    fn span(kind: Kind, count: u32, offset: usize, keys: u64) -> Self {
        let mut v = Self { kind: kind as u32, count, payload: [0; 2] };
        v.set_pointers(offset as u64, keys);
        v
    }

    /// What it holds.
    #[inline]
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_u32(self.kind).unwrap_or(Kind::None)
    }

    /// Bytes of text and blobs, items of containers, components of vectors; zero for others.
    #[inline]
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The integer; the bits of a UINT64 reinterpreted.
    #[inline]
    #[must_use]
    pub fn as_i64(&self) -> i64 {
        self.payload[0] as i64
    }

    /// The unsigned integer.
    #[inline]
    #[must_use]
    pub fn as_u64(&self) -> u64 {
        self.payload[0]
    }

    /// The number of a FLOAT or DOUBLE.
    #[inline]
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        f64::from_bits(self.payload[0])
    }

    /// The components of a vector.
    #[inline]
    #[must_use]
    pub fn as_vector(&self) -> [f32; 4] {
        let [a, b] = self.payload;
        [a, a >> 32, b, b >> 32].map(|bits| f32::from_bits(bits as u32))
    }

    /// The parts of an entity call.
    #[must_use]
    pub fn as_entity_call(&self) -> EntityCall {
        let [low, cid] = self.payload;
        EntityCall { id: low as i32, cid, kind: (low >> 32) as u16, utype: (low >> 48) as u16 }
    }

    /// Whether the payload is an address or offset.
    #[inline]
    fn has_pointer(&self) -> bool {
        const { assert!(Kind::PyList as u32 - Kind::String as u32 == 6) };
        const { assert!(Kind::Array as u32 - Kind::FixedDict as u32 == 1) };
        let k = self.kind;
        (Kind::String as u32..=Kind::PyList as u32).contains(&k)
            || (Kind::FixedDict as u32..=Kind::Array as u32).contains(&k)
    }

    #[inline]
    fn pointer(&self) -> u64 {
        if cfg!(target_pointer_width = "32") {
            self.payload[0] & 0xffff_ffff
        } else {
            self.payload[0]
        }
    }

    /// Two pointers stand one behind the other, as C lays them out for this target.
    #[inline]
    fn set_pointers(&mut self, first: u64, keys: u64) {
        self.payload = if cfg!(target_pointer_width = "32") {
            [first & 0xffff_ffff | keys << 32, 0]
        } else {
            [first, keys]
        };
    }

    #[inline]
    fn keys(&self) -> u64 {
        if cfg!(target_pointer_width = "32") { self.payload[0] >> 32 } else { self.payload[1] }
    }

    #[inline]
    fn move_pointer(&mut self, by: u64) {
        self.set_pointers(self.pointer().wrapping_add(by), self.keys());
    }
}

/// Where a tree stands in its arena: its root, and the ends of what it appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TreeRange {
    /// Index of the root node.
    pub root: u32,
    /// One past its last node.
    pub end: u32,
    /// First byte of its text.
    pub bytes: u32,
    /// One past the last byte of its text.
    pub bytes_end: u32,
}

impl TreeRange {
    /// Whether the root is all there is.
    #[inline]
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        self.end == self.root + 1 && self.bytes == self.bytes_end
    }
}

/// A run of bytes in an arena, always followed by one zero byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Number of bytes, without the zero behind them.
    pub len: u32,
}

/// Storage for value trees and text. Cleared and used again, so that steady traffic allocates
/// nothing.
#[derive(Debug, Default)]
pub struct Arena {
    nodes: Vec<Value>,
    bytes: Vec<u8>,
    /// What offsets have been turned into addresses with; zero while the arena grows.
    node_base: u64,
    byte_base: u64,
    /// Nodes that refer to others or to bytes may have been appended.
    refers: bool,
}

const NODE: u64 = size_of::<Value>() as u64;

impl Arena {
    /// Forgets everything but keeps the memory.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.bytes.clear();
        self.node_base = 0;
        self.byte_base = 0;
        self.refers = false;
    }

    /// Number of nodes and bytes in use.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.nodes.len(), self.bytes.len())
    }

    /// Cuts back to an earlier [`Self::size`]: a message that turned out malformed leaves nothing.
    pub fn truncate(&mut self, (nodes, bytes): (usize, usize)) {
        self.nodes.truncate(nodes);
        self.bytes.truncate(bytes);
    }

    /// Memory held, in bytes.
    #[must_use]
    pub fn capacity_bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Value>() + self.bytes.capacity()
    }

    /// Appends `n` empty nodes in one run and returns the index of the first.
    ///
    /// # Errors
    /// [`WireErrorKind::TooManyValues`] when there would be more nodes behind the first `since` than
    /// one message may have.
    #[inline]
    pub fn reserve_nodes(&mut self, n: usize, since: usize) -> Result<u32, WireErrorKind> {
        self.reserve_nodes_within(n, since, MAX_VALUE_NODES)
    }

    /// As [`Self::reserve_nodes`], with a bound of the caller's own.
    ///
    /// # Errors
    /// [`WireErrorKind::TooManyValues`].
    #[inline]
    pub fn reserve_nodes_within(
        &mut self,
        n: usize,
        since: usize,
        most: usize,
    ) -> Result<u32, WireErrorKind> {
        self.check_room(n, since, most)?;
        let start = self.nodes.len();
        self.refers = true;
        self.nodes.resize(start + n, Value::NONE);
        Ok(start as u32)
    }

    /// Whether `n` more nodes are within the bound of [`Self::reserve_nodes_within`].
    ///
    /// # Errors
    /// [`WireErrorKind::TooManyValues`].
    #[inline]
    pub fn check_room(&self, n: usize, since: usize, most: usize) -> Result<(), WireErrorKind> {
        let (start, most) = (self.nodes.len(), most.min(MAX_VALUE_NODES));
        if n > most || start + n - since.min(start) > most {
            return Err(WireErrorKind::TooManyValues);
        }
        Ok(())
    }

    /// Appends a node that is known already and returns its index.
    #[inline]
    pub fn append(&mut self, v: Value) -> u32 {
        self.nodes.push(v);
        (self.nodes.len() - 1) as u32
    }

    /// Writes a node that was reserved before.
    #[inline]
    pub fn set(&mut self, index: u32, v: Value) {
        if let Some(slot) = self.nodes.get_mut(index as usize) {
            *slot = v;
        }
    }

    /// Appends bytes and the zero that follows them.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) -> Span {
        let start = self.bytes.len() as u32;
        self.refers = true;
        // Room for the zero as well, or a large text would double the memory for it.
        self.bytes.reserve(bytes.len() + 1);
        self.bytes.extend_from_slice(bytes);
        self.bytes.push(0);
        Span { start, len: bytes.len() as u32 }
    }

    /// A text or blob node over bytes appended with [`Self::push_bytes`].
    #[inline]
    #[must_use]
    pub fn bytes_value(kind: Kind, span: Span) -> Value {
        Value::span(kind, span.len, span.start as usize, 0)
    }

    /// A container node over `count` nodes from `first`. `keys` is the address of a dictionary's
    /// key names, zero for arrays.
    #[inline]
    #[must_use]
    pub fn container_value(kind: Kind, first: u32, count: u32, keys: usize) -> Value {
        Value::span(kind, count, first as usize * NODE as usize, keys as u64)
    }

    /// Turns offsets into addresses. Nothing may be appended afterwards until [`Self::clear`].
    pub fn seal(&mut self) {
        self.node_base = self.nodes.as_ptr().expose_provenance() as u64;
        self.byte_base = self.bytes.as_ptr().expose_provenance() as u64;
        if !self.refers {
            return;
        }
        for v in &mut self.nodes {
            if v.has_pointer() {
                let base = if v.kind().is_bytes() { self.byte_base } else { self.node_base };
                v.move_pointer(base);
            }
        }
    }

    /// A node by index.
    #[inline]
    #[must_use]
    pub fn get(&self, index: u32) -> Value {
        self.nodes.get(index as usize).copied().unwrap_or(Value::NONE)
    }

    /// `count` nodes from `first`, as C sees them after sealing.
    #[inline]
    #[must_use]
    pub fn slice(&self, first: u32, count: u32) -> &[Value] {
        self.nodes.get(first as usize..(first as usize + count as usize)).unwrap_or_default()
    }

    /// The bytes of a span.
    #[inline]
    #[must_use]
    pub fn text(&self, span: Span) -> &[u8] {
        let start = span.start as usize;
        self.bytes.get(start..start + span.len as usize).unwrap_or_default()
    }

    /// The bytes of a text or blob node of this arena.
    #[must_use]
    pub fn value_bytes(&self, v: &Value) -> &[u8] {
        if !v.kind().is_bytes() {
            return &[];
        }
        let start = v.pointer().wrapping_sub(self.byte_base) as usize;
        self.bytes.get(start..start.saturating_add(v.count as usize)).unwrap_or_default()
    }

    /// The items of a container node of this arena.
    #[must_use]
    pub fn items(&self, v: &Value) -> &[Value] {
        if !v.kind().is_container() {
            return &[];
        }
        let first = (v.pointer().wrapping_sub(self.node_base) / NODE) as usize;
        self.nodes.get(first..first.saturating_add(v.count as usize)).unwrap_or_default()
    }
}

/// One value that lives by itself: the value of a property, kept until it changes.
#[derive(Debug, Default)]
pub struct Tree {
    root: Value,
    nodes: Vec<Value>,
    bytes: Vec<u8>,
}

impl Tree {
    /// The root, with addresses into this tree.
    #[must_use]
    pub fn root(&self) -> Value {
        self.root
    }

    /// Takes over a copy of a tree of a **sealed** arena, in memory that is used again.
    pub fn copy_from(&mut self, arena: &Arena, range: TreeRange) {
        let body = arena.nodes.get(range.root as usize + 1..range.end as usize).unwrap_or_default();
        let text = arena.bytes.get(range.bytes as usize..range.bytes_end as usize);
        self.nodes.clear();
        self.nodes.extend_from_slice(body);
        self.bytes.clear();
        self.bytes.extend_from_slice(text.unwrap_or_default());
        let new_nodes = self.nodes.as_ptr().expose_provenance() as u64;
        let new_bytes = self.bytes.as_ptr().expose_provenance() as u64;
        let old_nodes = arena.node_base.wrapping_add(u64::from(range.root + 1) * NODE);
        let old_bytes = arena.byte_base.wrapping_add(u64::from(range.bytes));
        let rebase = |v: &mut Value| {
            if v.kind().is_bytes() {
                v.move_pointer(new_bytes.wrapping_sub(old_bytes));
            } else if v.has_pointer() {
                v.move_pointer(new_nodes.wrapping_sub(old_nodes));
            }
        };
        self.root = arena.get(range.root);
        rebase(&mut self.root);
        self.nodes.iter_mut().for_each(rebase);
    }

    /// The bytes of a text or blob node of this tree.
    #[must_use]
    pub fn value_bytes(&self, v: &Value) -> &[u8] {
        if !v.kind().is_bytes() {
            return &[];
        }
        let base = self.bytes.as_ptr().expose_provenance() as u64;
        let start = v.pointer().wrapping_sub(base) as usize;
        self.bytes.get(start..start.saturating_add(v.count as usize)).unwrap_or_default()
    }

    /// The items of a container node of this tree.
    #[must_use]
    pub fn items(&self, v: &Value) -> &[Value] {
        if !v.kind().is_container() {
            return &[];
        }
        let base = self.nodes.as_ptr().expose_provenance() as u64;
        let first = (v.pointer().wrapping_sub(base) / NODE) as usize;
        self.nodes.get(first..first.saturating_add(v.count as usize)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
