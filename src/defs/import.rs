//! Reading `Client::onImportClientEntityDef` (`spec/02 §2.1`, `spec/01 §4.12`).

use std::collections::HashSet;

use super::Defs;
use super::module::{Method, MethodLists, Module, Property};
use super::types::{Dict, Key, Shape, TypeDef, TypeIndex, kind_of_base, scalar_min_size};
use crate::wire::limits::MAX_VALUE_DEPTH;
use crate::wire::value::Kind;
use crate::wire::{Reader, WireError, WireErrorKind};

/// Why definitions could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The bytes do not follow the format.
    #[error("entity definitions: {0}")]
    Wire(#[from] WireError),
    /// A type, property or argument names a type id that was never defined.
    #[error("entity definitions: {place} refers to data type {id}, which is not defined")]
    UnknownType {
        /// Class and member, or type, that refers to it.
        place: String,
        /// The missing id.
        id: u16,
    },
    /// Two types or two classes with the same number.
    #[error("entity definitions: {0} is defined twice")]
    Duplicate(String),
    /// More types or classes than can be told apart.
    #[error("entity definitions: too many {0}")]
    TooMany(&'static str),
}

/// A type whose references are still ids.
struct RawType {
    id: u16,
    base: Box<str>,
    alias: Box<str>,
    keys: Vec<(Box<str>, u16)>,
    implemented_by: Box<str>,
    item: u16,
}

fn text<'a>(r: &mut Reader<'a>) -> Result<&'a str, WireError> {
    let bytes = r.cstr()?;
    std::str::from_utf8(bytes).map_err(|_| r.error(WireErrorKind::BadText))
}

fn read_type(r: &mut Reader<'_>) -> Result<RawType, WireError> {
    let mut t = RawType {
        id: r.u16()?,
        base: text(r)?.into(),
        alias: text(r)?.into(),
        keys: Vec::new(),
        implemented_by: "".into(),
        item: 0,
    };
    match &*t.base {
        "FIXED_DICT" => {
            let count = r.u8()?;
            t.implemented_by = text(r)?.into();
            for _ in 0..count {
                t.keys.push((text(r)?.into(), r.u16()?));
            }
        }
        "ARRAY" => t.item = r.u16()?,
        _ => {}
    }
    Ok(t)
}

/// Finds types by their wire id.
struct Resolver(Vec<(u16, u16)>);

impl Resolver {
    fn new(raw: &[RawType]) -> Result<Self, ImportError> {
        let mut ids: Vec<_> = raw.iter().zip(0u16..).map(|(t, i)| (t.id, i)).collect();
        ids.sort_unstable();
        for pair in ids.windows(2) {
            if let [a, b] = pair
                && a.0 == b.0
            {
                return Err(ImportError::Duplicate(format!("data type {}", a.0)));
            }
        }
        Ok(Self(ids))
    }

    fn find(&self, id: u16, place: impl FnOnce() -> String) -> Result<TypeIndex, ImportError> {
        let found = self.0.binary_search_by_key(&id, |e| e.0).ok().and_then(|i| self.0.get(i));
        match found {
            Some(e) => Ok(TypeIndex(e.1)),
            None => Err(ImportError::UnknownType { place: place(), id }),
        }
    }
}

fn resolve(raw: Vec<RawType>, ids: &Resolver) -> Result<Vec<TypeDef>, ImportError> {
    let mut types = Vec::with_capacity(raw.len());
    for t in raw {
        let kind = kind_of_base(&t.base);
        let place = || format!("data type {} {}", t.id, t.alias);
        let shape = match kind {
            Some(Kind::FixedDict) => {
                let mut keys = Vec::with_capacity(t.keys.len());
                for (name, id) in &t.keys {
                    let ty = ids.find(*id, || format!("{} key {name}", place()))?;
                    keys.push(Key { name: name.clone(), ty });
                }
                Shape::Dict(Dict::new(keys, &t.implemented_by))
            }
            Some(Kind::Array) => Shape::Array(ids.find(t.item, place)?),
            Some(Kind::Component) => Shape::Component,
            Some(_) => Shape::Scalar,
            None => Shape::Unknown,
        };
        let kind = kind.unwrap_or(Kind::None);
        let (id, base, alias) = (t.id, t.base, t.alias);
        types.push(TypeDef { id, base, alias, kind, shape, min_size: scalar_min_size(kind) });
    }
    settle_min_sizes(&mut types);
    Ok(types)
}

/// The least size of a dictionary is the sum of its keys'. Definitions may refer forward, so the sums
/// are taken until nothing changes; a dictionary that contains itself has no finite value, and the
/// number of rounds is bounded for its sake.
fn settle_min_sizes(types: &mut [TypeDef]) {
    for t in types.iter_mut().filter(|t| matches!(t.shape, Shape::Dict(_))) {
        t.min_size = 0;
    }
    for _ in 0..MAX_VALUE_DEPTH {
        let mut changed = false;
        for i in 0..types.len() {
            let Some(TypeDef { shape: Shape::Dict(dict), min_size, .. }) = types.get(i) else {
                continue;
            };
            let size_of = |k: &Key| types.get(usize::from(k.ty.0)).map_or(0, |t| t.min_size);
            let sum = dict.keys.iter().fold(0u32, |n, k| n.saturating_add(size_of(k)));
            changed |= sum != *min_size;
            if let Some(t) = types.get_mut(i) {
                t.min_size = sum;
            }
        }
        if !changed {
            break;
        }
    }
}

fn read_method(
    r: &mut Reader<'_>,
    ids: &Resolver,
    types: &[TypeDef],
    class: &str,
) -> Result<Method, ImportError> {
    let uid = r.u16()?;
    let alias = r.i16()?;
    let name: Box<str> = text(r)?.into();
    let count = r.u8()?;
    let mut args = Vec::with_capacity(count.into());
    for i in 0..count {
        args.push(ids.find(r.u16()?, || format!("{class}.{name} argument {}", i + 1))?);
    }
    let kind = |ty: &TypeIndex| types.get(usize::from(ty.get())).map(TypeDef::kind);
    let numbers = args.iter().map(|ty| kind(ty).filter(|k| k.is_number())).collect();
    Ok(Method { uid, alias, name, args: args.into(), numbers })
}

fn read_module(
    r: &mut Reader<'_>,
    ids: &Resolver,
    types: &[TypeDef],
) -> Result<Module, ImportError> {
    let name = text(r)?;
    let utype = r.u16()?;
    let properties = r.u16()?;
    let counts = [r.u16()?, r.u16()?, r.u16()?];
    // A property has at least 12 bytes and a method 6: refuse counts that cannot be true.
    let least = counts.iter().fold(usize::from(properties) * 12, |n, &c| n + usize::from(c) * 6);
    if least > r.left() {
        let left = r.left() as u32;
        return Err(r
            .error(WireErrorKind::CountTooLarge { count: properties.into(), left })
            .into());
    }
    let mut list = Vec::with_capacity(properties.into());
    for _ in 0..properties {
        let (uid, flags, alias) = (r.u16()?, r.u32()?, r.i16()?);
        let property = text(r)?;
        let default = r.cstr()?;
        let ty = ids.find(r.u16()?, || format!("{name}.{property}"))?;
        let kind = types.get(usize::from(ty.0)).map_or(Kind::None, TypeDef::kind);
        list.push(Property::new(uid, flags, alias, property, default, ty, kind));
    }
    let mut methods = MethodLists::default();
    let lists = [&mut methods.client, &mut methods.base, &mut methods.cell];
    for (into, count) in lists.into_iter().zip(counts) {
        for _ in 0..count {
            into.push(read_method(r, ids, types, name)?);
        }
    }
    Ok(Module::new(name, utype, list, methods))
}

pub(super) fn read(body: &[u8]) -> Result<Defs, ImportError> {
    let mut r = Reader::new(body);
    let count = r.u16()?;
    let mut raw = Vec::new();
    for _ in 0..count {
        raw.push(read_type(&mut r)?);
    }
    let ids = Resolver::new(&raw)?;
    let types = resolve(raw, &ids)?;
    let mut modules: Vec<Module> = Vec::new();
    let (mut names, mut utypes) = (HashSet::new(), HashSet::new());
    while r.left() > 0 {
        let m = read_module(&mut r, &ids, &types)?;
        if !names.insert(m.name().to_owned()) || !utypes.insert(m.utype()) {
            return Err(ImportError::Duplicate(format!("class {} ({})", m.name(), m.utype())));
        }
        modules.push(m);
        if modules.len() >= usize::from(super::NONE) {
            return Err(ImportError::TooMany("classes"));
        }
    }
    Ok(Defs::assemble(types, modules, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of `spec/02 §2.1`.
    pub(crate) const EXAMPLE: &[u8] = b"\x04\x00\
        \x01\x00UINT8\0UINT8\0\
        \x04\x00UINT32\0UINT32\0\
        \x14\x00VECTOR3\0VECTOR3\0\
        \x16\x00FIXED_DICT\0ITEM\0\x01\x00n\0\x01\x00\
        A\0\x01\x00\x04\x00\x01\x00\x00\x00\x01\x00\
        \x40\x9c\x04\x00\x00\x00\x01\x00position\0\0\x14\x00\
        \x41\x9c\x04\x00\x00\x00\x02\x00direction\0\0\x14\x00\
        \x42\x9c\x02\x00\x00\x00\x03\x00spaceID\0\0\x04\x00\
        \x02\x00\x04\x00\x00\x00\x04\x00hp\x005\0\x01\x00\
        \x07\x00\x01\x00onHit\0\x01\x16\x00\
        \x09\x00\xff\xffjump\0\x00";

    #[test]
    fn the_worked_example_reads() {
        assert_eq!(EXAMPLE.len(), 184);
        let defs = Defs::import(EXAMPLE).unwrap();
        let a = defs.module(defs.module_by_name("A").unwrap()).unwrap();
        assert_eq!((a.utype(), a.property_aliases(), a.method_aliases()), (1, true, true));
        let hp = a.property(a.property_by_name("hp").unwrap()).unwrap();
        assert_eq!((hp.uid(), hp.alias(), hp.default_value().as_i64()), (2, 4, 5));
        assert_eq!(a.property_by_wire_id(4), a.property_by_name("hp"));
        assert_eq!(a.client_methods()[0].name(), "onHit");
        assert_eq!(a.cell_methods()[0].name(), "jump");
        assert!(defs.aliases_on());
    }

    #[test]
    fn every_truncation_is_an_error() {
        // The shortest prefix that is whole again is the list of types without any class.
        let types_only = EXAMPLE.windows(2).position(|w| w == b"A\0").unwrap();
        for n in 0..EXAMPLE.len() {
            let result = Defs::import(&EXAMPLE[..n]);
            assert_eq!(result.is_ok(), n == types_only, "{n} bytes");
        }
    }

    #[test]
    fn a_missing_type_is_named() {
        let mut bytes = EXAMPLE.to_vec();
        let at = bytes.len() - 10;
        assert_eq!(bytes[at - 2..at], [0x16, 0]);
        bytes[at - 2] = 0x63;
        assert_eq!(
            Defs::import(&bytes).unwrap_err().to_string(),
            "entity definitions: A.onHit argument 1 refers to data type 99, which is not defined"
        );
    }
}
