//! Writing the body of `Client::onImportClientEntityDef`, for definitions of one's own.

/// A data type.
#[derive(Debug, Clone)]
pub enum Type {
    /// A base type without parts, by its name.
    Base(String),
    /// Keys and the ids of their types.
    Dict(Vec<(String, u16)>),
    /// Id of the items' type.
    Array(u16),
}

/// A method with the ids of its argument types.
#[derive(Debug, Clone)]
pub struct Method {
    pub uid: u16,
    pub alias: i16,
    pub name: String,
    pub args: Vec<u16>,
}

/// A property.
#[derive(Debug, Clone)]
pub struct Property {
    pub uid: u16,
    pub alias: i16,
    pub name: String,
    pub ty: u16,
}

/// A class.
#[derive(Debug, Clone, Default)]
pub struct Class {
    pub name: String,
    pub utype: u16,
    pub properties: Vec<Property>,
    pub client: Vec<Method>,
    pub base: Vec<Method>,
    pub cell: Vec<Method>,
}

fn text(out: &mut Vec<u8>, s: &str) {
    out.extend_from_slice(s.as_bytes());
    out.push(0);
}

fn short(out: &mut Vec<u8>, n: u16) {
    out.extend_from_slice(&n.to_le_bytes());
}

fn ty(out: &mut Vec<u8>, id: u16, t: &Type) {
    short(out, id);
    match t {
        Type::Base(name) => {
            text(out, name);
            text(out, name);
        }
        Type::Dict(keys) => {
            text(out, "FIXED_DICT");
            text(out, &format!("D{id}"));
            out.push(u8::try_from(keys.len()).unwrap());
            text(out, "");
            for (name, id) in keys {
                text(out, name);
                short(out, *id);
            }
        }
        Type::Array(item) => {
            text(out, "ARRAY");
            text(out, &format!("A{id}"));
            short(out, *item);
        }
    }
}

fn method(out: &mut Vec<u8>, m: &Method) {
    short(out, m.uid);
    out.extend_from_slice(&m.alias.to_le_bytes());
    text(out, &m.name);
    out.push(u8::try_from(m.args.len()).unwrap());
    for id in &m.args {
        short(out, *id);
    }
}

/// The whole body.
pub fn body(types: &[(u16, Type)], classes: &[Class]) -> Vec<u8> {
    let mut out = Vec::new();
    short(&mut out, u16::try_from(types.len()).unwrap());
    for (id, t) in types {
        ty(&mut out, *id, t);
    }
    for c in classes {
        text(&mut out, &c.name);
        short(&mut out, c.utype);
        for n in [c.properties.len(), c.client.len(), c.base.len(), c.cell.len()] {
            short(&mut out, u16::try_from(n).unwrap());
        }
        for p in &c.properties {
            short(&mut out, p.uid);
            out.extend_from_slice(&1u32.to_le_bytes());
            out.extend_from_slice(&p.alias.to_le_bytes());
            text(&mut out, &p.name);
            text(&mut out, "");
            short(&mut out, p.ty);
        }
        for m in c.client.iter().chain(&c.base).chain(&c.cell) {
            method(&mut out, m);
        }
    }
    out
}
