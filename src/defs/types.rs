//! Data types and their shapes (`spec/02 §1`).

use crate::wire::value::Kind;

/// Index of a type in its definitions: dense, unlike the ids on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TypeIndex(pub(super) u16);

impl TypeIndex {
    /// The plain number, for tables of one's own.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

/// The name of a dictionary key, laid out as `kbe_str`: address and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct KeyView {
    address: usize,
    len: u32,
}

/// One key of a FIXED_DICT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Name.
    pub name: Box<str>,
    /// Type of its value.
    pub ty: TypeIndex,
}

/// What a type is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One value of its kind.
    Scalar,
    /// Values of all keys, in this order (`spec/02 §1.7`).
    Dict(Dict),
    /// A count and that many items (`spec/02 §1.6`).
    Array(TypeIndex),
    /// Properties of a component (`spec/02 §1.8`).
    Component,
    /// A base type this library does not know; values of it cannot be read.
    Unknown,
}

/// A FIXED_DICT's keys.
#[derive(Debug, Clone)]
pub struct Dict {
    /// Keys in the order of the definition, which is the order on the wire.
    pub keys: Box<[Key]>,
    /// The Python module behind it, for information; may be empty.
    pub implemented_by: Box<str>,
    /// Key names with a zero byte behind each, which `views` points into.
    names: Box<[u8]>,
    views: Box<[KeyView]>,
}

impl PartialEq for Dict {
    fn eq(&self, other: &Self) -> bool {
        self.keys == other.keys && self.implemented_by == other.implemented_by
    }
}

impl Eq for Dict {}

impl Dict {
    pub(super) fn new(keys: Vec<Key>, implemented_by: &str) -> Self {
        let mut names = Vec::new();
        for k in &keys {
            names.extend_from_slice(k.name.as_bytes());
            names.push(0);
        }
        let names = names.into_boxed_slice();
        let mut address = names.as_ptr().expose_provenance();
        let views = keys
            .iter()
            .map(|k| {
                let view = KeyView { address, len: k.name.len() as u32 };
                address += k.name.len() + 1;
                view
            })
            .collect();
        Self { keys: keys.into(), implemented_by: implemented_by.into(), names, views }
    }

    /// Address of the key names as an array of `kbe_str`, valid as long as the definitions live.
    #[must_use]
    pub fn views_address(&self) -> usize {
        debug_assert!(self.names.len() >= self.keys.len());
        self.views.as_ptr().expose_provenance()
    }
}

/// One data type of the import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDef {
    pub(super) id: u16,
    pub(super) base: Box<str>,
    pub(super) alias: Box<str>,
    pub(super) kind: Kind,
    pub(super) shape: Shape,
    pub(super) min_size: u32,
}

impl TypeDef {
    /// Id on the wire of the import. Never a constant of the protocol (`spec/02 §1.1`).
    #[must_use]
    pub fn id(&self) -> u16 {
        self.id
    }

    /// Name of the base type, such as `UINT8` or `FIXED_DICT`.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Alias; the last one defined for a simple type, so not always telling (`spec/02 §1.10`).
    #[must_use]
    pub fn alias(&self) -> &str {
        &self.alias
    }

    /// Kind of its values.
    #[inline]
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What it is made of.
    #[inline]
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Fewest bytes a value can take, for checking counts before anything is allocated
    /// (`spec/02 §1.6`).
    #[must_use]
    pub fn min_size(&self) -> u32 {
        self.min_size
    }

    /// A name for people: the alias of a type of its own, else the base.
    #[must_use]
    pub fn display_name(&self) -> &str {
        match self.shape {
            Shape::Dict(_) | Shape::Array(_) if !self.alias.is_empty() => &self.alias,
            _ => &self.base,
        }
    }
}

/// The kind behind a base type's name (`spec/02 §1.1`).
#[must_use]
pub fn kind_of_base(base: &str) -> Option<Kind> {
    Some(match base {
        "UINT8" => Kind::UInt8,
        "UINT16" => Kind::UInt16,
        "UINT32" => Kind::UInt32,
        "UINT64" => Kind::UInt64,
        "INT8" => Kind::Int8,
        "INT16" => Kind::Int16,
        "INT32" => Kind::Int32,
        "INT64" => Kind::Int64,
        "STRING" => Kind::String,
        "UNICODE" => Kind::Unicode,
        "FLOAT" => Kind::Float,
        "DOUBLE" => Kind::Double,
        "PYTHON" => Kind::Python,
        "PY_DICT" => Kind::PyDict,
        "PY_TUPLE" => Kind::PyTuple,
        "PY_LIST" => Kind::PyList,
        "ENTITYCALL" | "MAILBOX" => Kind::EntityCall,
        "BLOB" => Kind::Blob,
        "VECTOR2" => Kind::Vector2,
        "VECTOR3" => Kind::Vector3,
        "VECTOR4" => Kind::Vector4,
        "FIXED_DICT" => Kind::FixedDict,
        "ARRAY" => Kind::Array,
        "ENTITY_COMPONENT" => Kind::Component,
        _ => return None,
    })
}

/// Fewest bytes of a value that is not a container.
pub(super) fn scalar_min_size(kind: Kind) -> u32 {
    match kind {
        Kind::None => 0,
        Kind::UInt8 | Kind::Int8 | Kind::String => 1,
        Kind::UInt16 | Kind::Int16 => 2,
        Kind::UInt64 | Kind::Int64 | Kind::Double | Kind::Vector2 => 8,
        Kind::Vector3 | Kind::Component => 12,
        Kind::Vector4 | Kind::EntityCall => 16,
        _ => 4,
    }
}
