//! Checked arguments to bytes (`spec/02 §1`, `§5`): count, type, range and text rules are verified
//! against the definition before anything is sent.

use std::fmt::Write as _;

use super::Defs;
use super::module::Method;
use super::types::{Dict, Shape, TypeDef, TypeIndex};
use crate::wire::Writer;
use crate::wire::limits::{MAX_MESSAGE_TO_SERVER, MAX_VALUE_DEPTH};
use crate::wire::value::{Arena, EntityCall, Kind, Value};

/// A tree of values to encode, wherever it lives: in an arena, or in a C caller's memory.
pub trait Source: Copy {
    /// What it holds; `Err` carries a number this version does not know.
    ///
    /// # Errors
    /// The unknown number.
    fn kind(self) -> Result<Kind, u32>;
    /// The integer, by its bits for unsigned 64-bit values.
    fn int(self) -> i64;
    /// The floating-point number.
    fn float(self) -> f64;
    /// The components of a vector.
    fn vector(self) -> [f32; 4];
    /// The parts of an entity call.
    fn entity_call(self) -> EntityCall;
    /// The bytes of text, blob or pickle; `None` when the memory behind it cannot be read.
    fn with_bytes<R>(self, f: impl FnOnce(&[u8]) -> R) -> Option<R>;
    /// Number of items of a container.
    fn count(self) -> u32;
    /// An item of a container.
    fn item(self, index: u32) -> Option<Self>;
    /// Calls `f` with the name of a dictionary's item; `None` when the caller gave no names.
    fn with_key<R>(self, index: u32, f: impl FnOnce(&[u8]) -> R) -> Option<R>;
}

/// Why arguments were refused. `Display` gives the whole sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("method {method}: {problem}")]
pub struct ArgumentError {
    /// Class and method, such as `Avatar.jump`.
    pub method: String,
    /// What is wrong, naming the argument, the expected type and what was given.
    pub problem: String,
    /// Whether only the number of arguments or the size is wrong, not a value.
    pub reason: ArgumentReason,
}

/// The classes of argument errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArgumentReason {
    /// Another number of arguments than the method has.
    Count,
    /// A value of the wrong kind.
    Type,
    /// A number outside its type's range.
    Range,
    /// Text that is not ASCII, or not UTF-8, or has a zero byte (`spec/02 §1.2`).
    Text,
    /// The encoded call is larger than the server ever accepts (`spec/01 §2.4`).
    Size,
}

/// Appends the arguments of a call to `out`; on error `out` is as it was.
///
/// # Errors
/// [`ArgumentError`] for the first value that does not fit.
pub fn arguments<S: Source>(
    defs: &Defs,
    class: &str,
    method: &Method,
    args: &[S],
    integer_vectors: bool,
    out: &mut Vec<u8>,
) -> Result<(), ArgumentError> {
    let start = out.len();
    let mut e = Encoder { defs, out, integer_vectors, path: String::new() };
    let result = e.all(method, args);
    let size = out.len() - start;
    let result = result.and_then(|()| {
        // Envelope (4), entity id (4), component and method uid (2 + 2).
        if size + 12 <= MAX_MESSAGE_TO_SERVER {
            return Ok(());
        }
        let problem = format!(
            "the arguments take {size} bytes; the server accepts at most {}",
            MAX_MESSAGE_TO_SERVER - 12
        );
        Err(Problem(ArgumentReason::Size, problem))
    });
    result.map_err(|Problem(reason, problem)| {
        out.truncate(start);
        ArgumentError { method: format!("{class}.{}", method.name()), problem, reason }
    })
}

struct Problem(ArgumentReason, String);

struct Encoder<'a> {
    defs: &'a Defs,
    out: &'a mut Vec<u8>,
    integer_vectors: bool,
    /// Where in the argument we are, such as `[2].name`; only built while walking containers.
    path: String,
}

impl Encoder<'_> {
    fn all<S: Source>(&mut self, method: &Method, args: &[S]) -> Result<(), Problem> {
        let want = method.args();
        if want.len() != args.len() {
            let problem = format!("takes {} arguments, {} given", want.len(), args.len());
            return Err(Problem(ArgumentReason::Count, problem));
        }
        for (i, (ty, arg)) in want.iter().zip(args).enumerate() {
            self.path.clear();
            self.value(*ty, *arg, 0).map_err(|Problem(reason, what)| {
                Problem(reason, format!("argument {}{}: {what}", i + 1, self.path))
            })?;
        }
        Ok(())
    }

    fn value<S: Source>(&mut self, ty: TypeIndex, v: S, depth: u32) -> Result<(), Problem> {
        let defs = self.defs;
        let Some(def) = defs.ty(ty) else {
            return Err(Problem(ArgumentReason::Type, format!("unknown type {}", ty.get())));
        };
        if self.out.len() > MAX_MESSAGE_TO_SERVER * 2 {
            return Err(Problem(ArgumentReason::Size, "larger than any message may be".into()));
        }
        if depth >= MAX_VALUE_DEPTH {
            return Err(Problem(ArgumentReason::Type, "nested too deep".into()));
        }
        let given = v.kind().map_err(|n| {
            let what = format!("expected {}, got a value of unknown type {n}", def.display_name());
            Problem(ArgumentReason::Type, what)
        })?;
        match def.kind() {
            Kind::Float | Kind::Double => self.float(def, given, v),
            Kind::String => self.text(def, given, v),
            Kind::Unicode => self.text(def, given, v),
            Kind::Blob | Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList => {
                self.blob(def, given, v)
            }
            Kind::Vector2 | Kind::Vector3 | Kind::Vector4 => self.vector(def, given, v),
            Kind::EntityCall => self.entity_call(def, given, v),
            Kind::FixedDict | Kind::Array => self.container(def, given, v, depth),
            Kind::Component | Kind::None => Err(mismatch(def, given)),
            _ => self.integer(def, given, v),
        }
    }

    fn integer<S: Source>(&mut self, def: &TypeDef, given: Kind, v: S) -> Result<(), Problem> {
        let n = integer_of(given, v).ok_or_else(|| mismatch(def, given))?;
        let (min, max) = integer_range(def.kind());
        if n < min || n > max {
            let what = format!("{n} is outside the range {min} to {max} of {}", def.base());
            return Err(Problem(ArgumentReason::Range, what));
        }
        let mut w = Writer::new(self.out);
        match def.kind() {
            Kind::UInt8 | Kind::Int8 => w.u8(n as u8),
            Kind::UInt16 | Kind::Int16 => w.u16(n as u16),
            Kind::UInt32 | Kind::Int32 => w.u32(n as u32),
            _ => w.u64(n as u64),
        };
        Ok(())
    }

    fn float<S: Source>(&mut self, def: &TypeDef, given: Kind, v: S) -> Result<(), Problem> {
        let n = match given {
            Kind::Float | Kind::Double => v.float(),
            _ => integer_of(given, v).ok_or_else(|| mismatch(def, given))? as f64,
        };
        let mut w = Writer::new(self.out);
        if def.kind() == Kind::Double {
            w.f64(n);
            return Ok(());
        }
        if n.is_finite() && !(n as f32).is_finite() {
            let what = format!("{n} is outside the range of FLOAT");
            return Err(Problem(ArgumentReason::Range, what));
        }
        w.f32(n as f32);
        Ok(())
    }

    /// STRING must be ASCII and must not contain a zero byte: the server stops reading at either and
    /// takes the rest for further arguments (`spec/02 §1.2`). UNICODE must be UTF-8.
    fn text<S: Source>(&mut self, def: &TypeDef, given: Kind, v: S) -> Result<(), Problem> {
        if !matches!(given, Kind::String | Kind::Unicode) {
            return Err(mismatch(def, given));
        }
        let string = def.kind() == Kind::String;
        let out = &mut *self.out;
        let written = v.with_bytes(|b| {
            if string {
                if let Some(at) = b.iter().position(|&c| c == 0 || c >= 0x80) {
                    return Err(format!(
                        "STRING must be ASCII without zero bytes; byte {at} is not"
                    ));
                }
                Writer::new(out).cstr(b);
            } else {
                if let Err(e) = std::str::from_utf8(b) {
                    let at = e.valid_up_to();
                    return Err(format!("UNICODE must be UTF-8; it is not from byte {at} on"));
                }
                Writer::new(out).blob(b);
            }
            Ok(())
        });
        match written {
            Some(r) => r.map_err(|what| Problem(ArgumentReason::Text, what)),
            None => Err(unreadable(def)),
        }
    }

    fn blob<S: Source>(&mut self, def: &TypeDef, given: Kind, v: S) -> Result<(), Problem> {
        let python = def.kind() != Kind::Blob;
        let out = &mut *self.out;
        match given {
            // The server reads an empty pickle as the type's empty value (`spec/02 §1.3`).
            Kind::None if python => {
                Writer::new(out).blob(&[]);
                Ok(())
            }
            Kind::Blob | Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList => v
                .with_bytes(|b| {
                    Writer::new(out).blob(b);
                })
                .ok_or_else(|| unreadable(def)),
            Kind::String | Kind::Unicode if !python => v
                .with_bytes(|b| {
                    Writer::new(out).blob(b);
                })
                .ok_or_else(|| unreadable(def)),
            _ => Err(mismatch(def, given)),
        }
    }

    fn vector<S: Source>(&mut self, def: &TypeDef, given: Kind, v: S) -> Result<(), Problem> {
        if given != def.kind() {
            return Err(mismatch(def, given));
        }
        let n = match given {
            Kind::Vector2 => 2,
            Kind::Vector3 => 3,
            _ => 4,
        };
        let mut w = Writer::new(self.out);
        for c in v.vector().iter().take(n) {
            if self.integer_vectors {
                w.i32(*c as i32);
            } else {
                w.f32(*c);
            }
        }
        Ok(())
    }

    fn entity_call<S: Source>(&mut self, def: &TypeDef, given: Kind, v: S) -> Result<(), Problem> {
        let c = match given {
            Kind::None => EntityCall::default(),
            Kind::EntityCall => v.entity_call(),
            _ => return Err(mismatch(def, given)),
        };
        Writer::new(self.out).i32(c.id).u64(c.cid).u16(c.kind).u16(c.utype);
        Ok(())
    }

    fn container<S: Source>(
        &mut self,
        def: &TypeDef,
        given: Kind,
        v: S,
        depth: u32,
    ) -> Result<(), Problem> {
        if given != def.kind() {
            return Err(mismatch(def, given));
        }
        match def.shape() {
            Shape::Dict(dict) => self.dict(def, dict, v, depth),
            Shape::Array(item) => {
                Writer::new(self.out).u32(v.count());
                for i in 0..v.count() {
                    let Some(x) = v.item(i) else { return Err(unreadable(def)) };
                    self.nested(|p| _ = write!(p, "[{i}]"), *item, x, depth)?;
                }
                Ok(())
            }
            _ => Err(mismatch(def, given)),
        }
    }

    /// With key names the items may stand in any order; without, in the order of the definition.
    fn dict<S: Source>(
        &mut self,
        def: &TypeDef,
        dict: &Dict,
        v: S,
        depth: u32,
    ) -> Result<(), Problem> {
        let wanted = dict.keys.len() as u32;
        if v.count() != wanted {
            let name = def.display_name();
            let what = format!("{name} has {wanted} keys, {} given", v.count());
            return Err(Problem(ArgumentReason::Count, what));
        }
        let named = wanted > 0 && v.with_key(0, |_| ()).is_some();
        for (position, key) in (0..).zip(&dict.keys) {
            let at = if named {
                let has_name = |i: &u32| v.with_key(*i, |k| k == key.name.as_bytes()) == Some(true);
                (0..wanted).find(has_name).ok_or_else(|| {
                    let what = format!("{} lacks the key {}", def.display_name(), key.name);
                    Problem(ArgumentReason::Type, what)
                })?
            } else {
                position
            };
            let Some(x) = v.item(at) else { return Err(unreadable(def)) };
            self.nested(|p| _ = write!(p, ".{}", key.name), key.ty, x, depth)?;
        }
        Ok(())
    }

    /// Encodes an item; its place stays in the path only when something is wrong with it.
    fn nested<S: Source>(
        &mut self,
        place: impl FnOnce(&mut String),
        ty: TypeIndex,
        v: S,
        depth: u32,
    ) -> Result<(), Problem> {
        let before = self.path.len();
        place(&mut self.path);
        self.value(ty, v, depth + 1)?;
        self.path.truncate(before);
        Ok(())
    }
}

fn mismatch(def: &TypeDef, given: Kind) -> Problem {
    let what = format!("expected {}, got {}", def.display_name(), kind_name(given));
    Problem(ArgumentReason::Type, what)
}

fn unreadable(def: &TypeDef) -> Problem {
    let what = format!("expected {}, got a value without data", def.display_name());
    Problem(ArgumentReason::Type, what)
}

fn integer_of<S: Source>(given: Kind, v: S) -> Option<i128> {
    match given {
        Kind::UInt64 => Some(i128::from(v.int() as u64)),
        Kind::UInt8
        | Kind::UInt16
        | Kind::UInt32
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64 => Some(i128::from(v.int())),
        _ => None,
    }
}

fn integer_range(kind: Kind) -> (i128, i128) {
    match kind {
        Kind::UInt8 => (0, u8::MAX.into()),
        Kind::UInt16 => (0, u16::MAX.into()),
        Kind::UInt32 => (0, u32::MAX.into()),
        Kind::UInt64 => (0, u64::MAX.into()),
        Kind::Int8 => (i8::MIN.into(), i8::MAX.into()),
        Kind::Int16 => (i16::MIN.into(), i16::MAX.into()),
        Kind::Int32 => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// The name by which definitions and error texts call a kind.
#[must_use]
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::None => "nothing",
        Kind::UInt8 => "UINT8",
        Kind::UInt16 => "UINT16",
        Kind::UInt32 => "UINT32",
        Kind::UInt64 => "UINT64",
        Kind::Int8 => "INT8",
        Kind::Int16 => "INT16",
        Kind::Int32 => "INT32",
        Kind::Int64 => "INT64",
        Kind::Float => "FLOAT",
        Kind::Double => "DOUBLE",
        Kind::String => "STRING",
        Kind::Unicode => "UNICODE",
        Kind::Blob => "BLOB",
        Kind::Python => "PYTHON",
        Kind::PyDict => "PY_DICT",
        Kind::PyTuple => "PY_TUPLE",
        Kind::PyList => "PY_LIST",
        Kind::Vector2 => "VECTOR2",
        Kind::Vector3 => "VECTOR3",
        Kind::Vector4 => "VECTOR4",
        Kind::EntityCall => "ENTITYCALL",
        Kind::FixedDict => "FIXED_DICT",
        Kind::Array => "ARRAY",
        Kind::Component => "ENTITY_COMPONENT",
    }
}

/// A node of an arena, as a source: what was decoded can be encoded again.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    arena: &'a Arena,
    value: Value,
}

impl<'a> Node<'a> {
    /// A node of `arena`.
    #[must_use]
    pub fn new(arena: &'a Arena, value: Value) -> Self {
        Self { arena, value }
    }
}

impl Source for Node<'_> {
    fn kind(self) -> Result<Kind, u32> {
        Ok(self.value.kind())
    }

    fn int(self) -> i64 {
        self.value.as_i64()
    }

    fn float(self) -> f64 {
        self.value.as_f64()
    }

    fn vector(self) -> [f32; 4] {
        self.value.as_vector()
    }

    fn entity_call(self) -> EntityCall {
        self.value.as_entity_call()
    }

    fn with_bytes<R>(self, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        Some(f(self.arena.value_bytes(&self.value)))
    }

    fn count(self) -> u32 {
        self.value.count()
    }

    fn item(self, index: u32) -> Option<Self> {
        let v = *self.arena.items(&self.value).get(index as usize)?;
        Some(Self::new(self.arena, v))
    }

    fn with_key<R>(self, _index: u32, _f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        None
    }
}
