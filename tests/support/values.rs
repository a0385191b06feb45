//! Values of one's own: their types, their bytes on the wire, and what the encoder sees of them.

use kbe::defs::encode::{Source, kind_name};
use kbe::wire::value::{Arena, EntityCall, Kind, Value};

use super::import::Type;

/// What a type is made of.
#[derive(Debug, Clone)]
pub enum Shape {
    Scalar(Kind),
    /// Keys are called k0, k1, …
    Dict(Vec<Shape>),
    Array(Box<Shape>),
}

impl Shape {
    /// Whether there is a FLOAT anywhere in it.
    pub fn has_singles(&self) -> bool {
        match self {
            Self::Scalar(kind) => *kind == Kind::Float,
            Self::Dict(keys) => keys.iter().any(Self::has_singles),
            Self::Array(item) => item.has_singles(),
        }
    }
}

pub const SCALARS: [Kind; 21] = [
    Kind::UInt8,
    Kind::UInt16,
    Kind::UInt32,
    Kind::UInt64,
    Kind::Int8,
    Kind::Int16,
    Kind::Int32,
    Kind::Int64,
    Kind::Float,
    Kind::Double,
    Kind::String,
    Kind::Unicode,
    Kind::Blob,
    Kind::Python,
    Kind::PyDict,
    Kind::PyTuple,
    Kind::PyList,
    Kind::Vector2,
    Kind::Vector3,
    Kind::Vector4,
    Kind::EntityCall,
];

/// A table of types under construction. Ids have gaps, as those of a server have.
#[derive(Debug, Default)]
pub struct Types {
    pub list: Vec<(u16, Type)>,
    /// Put a container in front of what it refers to, which the format allows.
    pub forward: bool,
    pub last: u16,
}

impl Types {
    fn id(&mut self) -> u16 {
        self.last += 3;
        self.last
    }

    /// Adds a shape with all its parts; returns its id.
    pub fn add(&mut self, shape: &Shape) -> u16 {
        let id = self.id();
        let place = self.list.len();
        let ty = match shape {
            Shape::Scalar(kind) => Type::Base(kind_name(*kind).to_owned()),
            Shape::Array(item) => Type::Array(self.add(item)),
            Shape::Dict(keys) => {
                let ids = keys.iter().map(|k| self.add(k)).collect::<Vec<_>>();
                let names = (0..).map(|i| format!("k{i}"));
                Type::Dict(names.zip(ids).collect())
            }
        };
        let place = if self.forward { place } else { self.list.len() };
        self.list.insert(place, (id, ty));
        id
    }
}

/// A value, right or wrong for its type.
#[derive(Debug, Clone)]
pub enum V {
    None,
    Int(Kind, i64),
    Float(Kind, f64),
    /// Text, blobs and pickles; `None` for memory that cannot be read.
    Bytes(Kind, Option<Vec<u8>>),
    Vector(Kind, [f32; 4]),
    Call(EntityCall),
    /// Items of an array, or of a dictionary in the order of its keys.
    Items(Kind, Vec<V>),
    /// Items of a dictionary by name, in any order.
    Named(Vec<(String, V)>),
    /// A kind from the future.
    Unknown(u32),
}

impl V {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Int(k, _) | Self::Float(k, _) | Self::Bytes(k, _) => *k,
            Self::Vector(k, _) | Self::Items(k, _) => *k,
            Self::Call(_) => Kind::EntityCall,
            Self::Named(_) => Kind::FixedDict,
            Self::None | Self::Unknown(_) => Kind::None,
        }
    }

    /// The same value with its dictionaries given by name, last key first.
    pub fn named(&self) -> Self {
        match self {
            Self::Items(Kind::FixedDict, items) => {
                let names = (0..).map(|i| format!("k{i}"));
                let mut pairs: Vec<_> = names.zip(items.iter().map(Self::named)).collect();
                pairs.reverse();
                Self::Named(pairs)
            }
            Self::Items(kind, items) => Self::Items(*kind, items.iter().map(Self::named).collect()),
            other => other.clone(),
        }
    }

    /// Appends the value as it stands on the wire (`spec/02 §1`), for a value of its type's kind.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Int(kind, n) => {
                let width = match kind {
                    Kind::UInt8 | Kind::Int8 => 1,
                    Kind::UInt16 | Kind::Int16 => 2,
                    Kind::UInt32 | Kind::Int32 => 4,
                    _ => 8,
                };
                out.extend(&n.to_le_bytes()[..width]);
            }
            Self::Float(Kind::Float, f) => out.extend((*f as f32).to_le_bytes()),
            Self::Float(_, f) => out.extend(f.to_le_bytes()),
            Self::Bytes(Kind::String, Some(b)) => {
                out.extend(b);
                out.push(0);
            }
            Self::Bytes(_, Some(b)) => {
                out.extend((b.len() as u32).to_le_bytes());
                out.extend(b);
            }
            Self::Vector(kind, v) => {
                let n = kind_name(*kind).trim_start_matches("VECTOR").parse().unwrap();
                v.iter().take(n).for_each(|c| out.extend(c.to_le_bytes()));
            }
            Self::Call(c) => {
                out.extend(c.id.to_le_bytes());
                out.extend(c.cid.to_le_bytes());
                out.extend(c.kind.to_le_bytes());
                out.extend(c.utype.to_le_bytes());
            }
            Self::Items(kind, items) => {
                if *kind == Kind::Array {
                    out.extend((items.len() as u32).to_le_bytes());
                }
                items.iter().for_each(|v| v.write(out));
            }
            other => panic!("{other:?} has no bytes"),
        }
    }

    /// Whether a decoded value is this one.
    pub fn is(&self, arena: &Arena, v: &Value) -> bool {
        if v.kind() != self.kind() {
            return false;
        }
        match self {
            Self::Int(_, n) => v.as_i64() == *n,
            Self::Float(_, f) => v.as_f64().to_bits() == f.to_bits(),
            Self::Bytes(_, b) => Some(arena.value_bytes(v)) == b.as_deref(),
            Self::Vector(kind, f) => {
                let n = kind_name(*kind).trim_start_matches("VECTOR").parse().unwrap();
                let (got, want) = (v.as_vector(), f);
                v.count() as usize == n
                    && got.iter().zip(want).take(n).all(|(a, b)| a.to_bits() == b.to_bits())
            }
            Self::Call(c) => v.as_entity_call() == *c,
            Self::Items(_, items) => {
                let got = arena.items(v);
                got.len() == items.len() && items.iter().zip(got).all(|(w, g)| w.is(arena, g))
            }
            _ => false,
        }
    }
}

impl Source for &V {
    fn kind(self) -> Result<Kind, u32> {
        match self {
            V::Unknown(n) => Err(*n),
            known => Ok(known.kind()),
        }
    }

    fn int(self) -> i64 {
        match self {
            V::Int(_, n) => *n,
            other => panic!("{other:?} is no integer"),
        }
    }

    fn float(self) -> f64 {
        match self {
            V::Float(_, f) => *f,
            other => panic!("{other:?} is no float"),
        }
    }

    fn vector(self) -> [f32; 4] {
        match self {
            V::Vector(_, v) => *v,
            other => panic!("{other:?} is no vector"),
        }
    }

    fn entity_call(self) -> EntityCall {
        match self {
            V::Call(c) => *c,
            other => panic!("{other:?} is no entity call"),
        }
    }

    fn with_bytes<R>(self, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        match self {
            V::Bytes(_, b) => b.as_deref().map(f),
            other => panic!("{other:?} has no bytes"),
        }
    }

    fn count(self) -> u32 {
        match self {
            V::Items(_, items) => items.len() as u32,
            V::Named(pairs) => pairs.len() as u32,
            other => panic!("{other:?} is no container"),
        }
    }

    fn item(self, index: u32) -> Option<Self> {
        match self {
            V::Items(_, items) => items.get(index as usize),
            V::Named(pairs) => pairs.get(index as usize).map(|p| &p.1),
            _ => None,
        }
    }

    fn with_key<R>(self, index: u32, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        match self {
            V::Named(pairs) => pairs.get(index as usize).map(|p| f(p.0.as_bytes())),
            _ => None,
        }
    }
}
