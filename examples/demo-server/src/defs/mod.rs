//! Entity definitions: data types, modules, and the body of `onImportClientEntityDef` made from them (`spec/02 §2.1`).

mod builder;
mod stock;
mod zoo;

use crate::wire::Writer;

/// Data type ids of the base types, in the order every server builds them (`spec/02 §1.1`).
pub(crate) mod types {
    pub(crate) const UINT8: u16 = 1;
    pub(crate) const UINT16: u16 = 2;
    pub(crate) const UINT64: u16 = 3;
    pub(crate) const UINT32: u16 = 4;
    pub(crate) const INT8: u16 = 5;
    pub(crate) const INT16: u16 = 6;
    pub(crate) const INT32: u16 = 7;
    pub(crate) const INT64: u16 = 8;
    pub(crate) const STRING: u16 = 9;
    pub(crate) const UNICODE: u16 = 10;
    pub(crate) const FLOAT: u16 = 11;
    pub(crate) const DOUBLE: u16 = 12;
    pub(crate) const PYTHON: u16 = 13;
    pub(crate) const PY_DICT: u16 = 14;
    pub(crate) const PY_TUPLE: u16 = 15;
    pub(crate) const PY_LIST: u16 = 16;
    pub(crate) const ENTITYCALL: u16 = 17;
    pub(crate) const BLOB: u16 = 18;
    pub(crate) const VECTOR2: u16 = 19;
    pub(crate) const VECTOR3: u16 = 20;
    pub(crate) const VECTOR4: u16 = 21;
}

/// Who may see a property (`spec/02 §2.3`).
pub(crate) mod flags {
    pub(crate) const CELL_PUBLIC: u32 = 0x01;
    pub(crate) const CELL_PRIVATE: u32 = 0x02;
    pub(crate) const ALL_CLIENTS: u32 = 0x04;
    pub(crate) const CELL_PUBLIC_AND_OWN: u32 = 0x08;
    pub(crate) const OWN_CLIENT: u32 = 0x10;
    pub(crate) const BASE_AND_CLIENT: u32 = 0x20;
    pub(crate) const OTHER_CLIENTS: u32 = 0x80;
    /// What the owner gets from the cell.
    pub(crate) const OWN: u32 = ALL_CLIENTS | CELL_PUBLIC_AND_OWN | OWN_CLIENT;
    /// What everybody else gets.
    pub(crate) const OTHERS: u32 = ALL_CLIENTS | OTHER_CLIENTS;
}

/// Uids of the three properties every module starts with (`spec/02 §2.1`).
pub(crate) const POSITION_UID: u16 = 40000;
pub(crate) const DIRECTION_UID: u16 = 40001;
pub(crate) const SPACE_ID_UID: u16 = 40002;

/// What a data type is made of.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// A type without parts, told by its id.
    Plain(&'static str),
    FixedDict {
        implemented_by: &'static str,
        keys: Vec<(&'static str, u16)>,
    },
    Array(u16),
    /// A component property; the index of its module is known to the server only (`spec/02 §2.6`).
    Component(usize),
}

/// One data type; its id is its place in the list plus one.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) kind: Kind,
    pub(crate) alias: &'static str,
}

#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) uid: u16,
    pub(crate) flags: u32,
    pub(crate) name: &'static str,
    pub(crate) default: &'static str,
    pub(crate) ty: u16,
}

#[derive(Clone, Debug)]
pub(crate) struct Method {
    pub(crate) uid: u16,
    pub(crate) name: String,
    pub(crate) args: Vec<u16>,
}

/// One entity or component module, its lists in the order of the import.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    pub(crate) name: &'static str,
    pub(crate) utype: u16,
    /// Without the three built-in ones; sorted by name.
    pub(crate) props: Vec<Property>,
    pub(crate) client: Vec<Method>,
    pub(crate) base: Vec<Method>,
    pub(crate) cell: Vec<Method>,
}

impl Module {
    /// Place of a property by name.
    pub(crate) fn prop_index(&self, name: &str) -> Option<usize> {
        self.props.iter().position(|p| p.name == name)
    }

    /// Place of a client method by name.
    pub(crate) fn client_index(&self, name: &str) -> Option<usize> {
        self.client.iter().position(|m| m.name == name)
    }
}

/// Everything a client learns about the entities of this server.
#[derive(Clone, Debug)]
pub(crate) struct Defs {
    pub(crate) types: Vec<TypeDef>,
    pub(crate) modules: Vec<Module>,
    /// The setting `cellapp/entitydefAliasID` (`spec/02 §2.4`).
    pub(crate) alias: bool,
}

impl Defs {
    /// The stock demo's definitions, followed by the type zoo.
    pub(crate) fn new(alias: bool) -> Self {
        let mut defs = stock::defs(alias);
        zoo::extend(&mut defs);
        defs
    }

    pub(crate) fn type_def(&self, id: u16) -> Option<&TypeDef> {
        self.types.get(usize::from(id).checked_sub(1)?)
    }

    pub(crate) fn module(&self, index: usize) -> Option<&Module> {
        self.modules.get(index)
    }

    /// Index of a module by its class name.
    pub(crate) fn index_of(&self, name: &str) -> Option<usize> {
        self.modules.iter().position(|m| m.name == name)
    }

    /// The component module behind a component property.
    pub(crate) fn component_of(&self, prop: &Property) -> Option<usize> {
        match self.type_def(prop.ty)?.kind {
            Kind::Component(module) => Some(module),
            _ => None,
        }
    }

    /// Id of a built-in property: its alias or its uid (`spec/02 §2.1`, `§2.5`).
    pub(crate) fn put_builtin_id(&self, w: Writer, uid: u16) -> Writer {
        let alias = uid - POSITION_UID + 1;
        self.put_id(w, alias, uid)
    }

    /// Id of a property on its way to a client; aliases count from 4 in name order (`spec/02 §2.4`).
    pub(crate) fn put_prop_id(&self, w: Writer, module: &Module, index: usize) -> Writer {
        let uid = module.props.get(index).map_or(0, |p| p.uid);
        self.put_id(w, index as u16 + 4, uid)
    }

    /// Id of a client method; aliases count from 1 in name order (`spec/02 §2.4`).
    pub(crate) fn put_method_id(&self, w: Writer, module: &Module, index: usize) -> Writer {
        let uid = module.client.get(index).map_or(0, |m| m.uid);
        self.put_id(w, index as u16 + 1, uid)
    }

    /// The "this entity, no component" marker, as wide as the ids (`spec/02 §2.5`).
    pub(crate) fn put_no_component(&self, w: Writer) -> Writer {
        self.put_id(w, 0, 0)
    }

    /// A class in `onEntityEnterWorld` (`spec/01 §4.12`).
    pub(crate) fn put_utype(&self, w: Writer, module: &Module) -> Writer {
        self.put_id(w, module.utype, module.utype)
    }

    /// One byte with aliases, two without. No module here is big enough to lose its aliases.
    fn put_id(&self, w: Writer, alias: u16, uid: u16) -> Writer {
        if self.alias { w.u8(alias as u8) } else { w.u16(uid) }
    }

    /// Body of `onImportClientEntityDef` (`spec/02 §2.1`).
    pub(crate) fn import(&self) -> Vec<u8> {
        let mut w = Writer::new().u16(self.types.len() as u16);
        for (index, ty) in self.types.iter().enumerate() {
            w = put_type(w, index as u16 + 1, ty);
        }
        for module in &self.modules {
            w = self.put_module(w, module);
        }
        w.into_bytes()
    }

    fn put_module(&self, w: Writer, m: &Module) -> Writer {
        let mut w = w.cstr(m.name).u16(m.utype).u16(m.props.len() as u16 + 3);
        w = w.u16(m.client.len() as u16).u16(m.base.len() as u16);
        w = w.u16(m.cell.len() as u16);
        let builtin = [
            (POSITION_UID, flags::ALL_CLIENTS, "position", types::VECTOR3),
            (DIRECTION_UID, flags::ALL_CLIENTS, "direction", types::VECTOR3),
            (SPACE_ID_UID, flags::CELL_PRIVATE, "spaceID", types::UINT32),
        ];
        for (i, (uid, flags, name, ty)) in builtin.into_iter().enumerate() {
            w = w.u16(uid).u32(flags).i16(self.alias_or_none(i + 1));
            w = w.cstr(name).cstr("").u16(ty);
        }
        for (i, p) in m.props.iter().enumerate() {
            w = w.u16(p.uid).u32(p.flags).i16(self.alias_or_none(i + 4));
            w = w.cstr(p.name).cstr(p.default).u16(p.ty);
        }
        for (i, method) in m.client.iter().enumerate() {
            w = put_method(w, method, self.alias_or_none(i + 1));
        }
        // Calls to the server always use the uid, so these never have an alias (`spec/01 §4.12`).
        for method in m.base.iter().chain(&m.cell) {
            w = put_method(w, method, -1);
        }
        w
    }

    fn alias_or_none(&self, alias: usize) -> i16 {
        if self.alias { alias as i16 } else { -1 }
    }

    /// The `entitydefMD5` of this server: 32 hexadecimal digits, opaque to clients.
    ///
    /// Recorded servers report the same digest with aliases on and off, although their imports differ, so aliases
    /// take no part in it.
    pub(crate) fn digest(&self) -> String {
        let canonical = Self { alias: true, ..self.clone() };
        let import = canonical.import();
        let (a, b) = (fnv1a(0, &import), fnv1a(0x9E37_79B9_7F4A_7C15, &import));
        format!("{a:016X}{b:016X}")
    }
}

fn put_type(w: Writer, id: u16, ty: &TypeDef) -> Writer {
    let w = w.u16(id);
    match &ty.kind {
        Kind::Plain(base) => w.cstr(base).cstr(ty.alias),
        Kind::Array(item) => w.cstr("ARRAY").cstr(ty.alias).u16(*item),
        Kind::Component(_) => w.cstr("ENTITY_COMPONENT").cstr(ty.alias),
        Kind::FixedDict { implemented_by, keys } => {
            let w = w.cstr("FIXED_DICT").cstr(ty.alias).u8(keys.len() as u8);
            keys.iter().fold(w.cstr(implemented_by), |w, (key, ty)| w.cstr(key).u16(*ty))
        }
    }
}

fn put_method(w: Writer, m: &Method, alias: i16) -> Writer {
    let w = w.u16(m.uid).i16(alias).cstr(&m.name).u8(m.args.len() as u8);
    m.args.iter().fold(w, |w, ty| w.u16(*ty))
}

/// A plain 64-bit FNV-1a; the digest needs to differ between definitions, nothing more.
fn fnv1a(seed: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325 ^ seed, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests;
