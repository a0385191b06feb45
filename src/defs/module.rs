//! Entity and component classes: properties, methods, and the ids they go by on the wire
//! (`spec/02 §2.2–§2.5`).

use super::NONE;
use super::types::TypeIndex;
use crate::wire::value::{Arena, Kind, Value};

/// Flag of a property that the base sends to the own client (`spec/02 §2.3`).
pub const FLAG_BASE_AND_CLIENT: u32 = 0x20;
/// Flag of a property of the base only.
pub const FLAG_BASE: u32 = 0x40;
/// Flag of a property for the own client and the cells.
pub const FLAG_CELL_PUBLIC_AND_OWN: u32 = 0x08;
/// Flag of a property for the own client only.
pub const FLAG_OWN_CLIENT: u32 = 0x10;

/// The three properties that every class has in front of its own (`spec/02 §2.1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An ordinary property.
    Plain,
    /// `position`: x, y, z.
    Position,
    /// `direction`: roll, pitch, yaw.
    Direction,
    /// `spaceID`.
    SpaceId,
    /// A component.
    Component,
}

/// A property of a class.
#[derive(Debug, Clone)]
pub struct Property {
    pub(super) uid: u16,
    pub(super) flags: u32,
    pub(super) alias: i16,
    pub(super) name: Box<str>,
    pub(super) default_text: Box<[u8]>,
    pub(super) ty: TypeIndex,
    pub(super) role: Role,
    default: Value,
    /// Kind of its values when they have no memory of their own and it is an ordinary property.
    number: Kind,
}

impl Property {
    pub(super) fn new(
        uid: u16,
        flags: u32,
        alias: i16,
        name: &str,
        default_text: &[u8],
        ty: TypeIndex,
        kind: Kind,
    ) -> Self {
        let role = match (name, kind) {
            ("position", Kind::Vector3) => Role::Position,
            ("direction", Kind::Vector3) => Role::Direction,
            ("spaceID", Kind::UInt32) => Role::SpaceId,
            (_, Kind::Component) => Role::Component,
            _ => Role::Plain,
        };
        let plain = role == Role::Plain && kind.is_number();
        Self {
            uid,
            flags,
            alias,
            name: name.into(),
            default_text: default_text.into(),
            ty,
            role,
            default: Value::NONE,
            number: if plain { kind } else { Kind::None },
        }
    }

    pub(super) fn set_default(&mut self, root: u32, arena: &Arena) {
        self.default = arena.get(root);
    }

    /// Id used towards the server, and by classes without aliases.
    #[must_use]
    pub fn uid(&self) -> u16 {
        self.uid
    }

    /// Who sees it (`spec/02 §2.3`).
    #[must_use]
    pub fn flags(&self) -> u32 {
        self.flags
    }

    /// One-byte id, or -1.
    #[must_use]
    pub fn alias(&self) -> i16 {
        self.alias
    }

    /// Name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Default as the definition writes it; raw bytes.
    #[must_use]
    pub fn default_text(&self) -> &[u8] {
        &self.default_text
    }

    /// Default as a value. Containers and text point into the definitions.
    #[must_use]
    pub fn default_value(&self) -> Value {
        self.default
    }

    /// Default as a value, where it stands: for C, which reads it in place.
    #[must_use]
    pub fn default_ref(&self) -> &Value {
        &self.default
    }

    /// Type.
    #[inline]
    #[must_use]
    pub fn type_index(&self) -> TypeIndex {
        self.ty
    }

    /// What it stands for.
    #[inline]
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Sent by the base, so that its change callback may run before the entity is in the world
    /// (`spec/02 §2.3`, `§6.5`).
    #[must_use]
    pub fn is_base(&self) -> bool {
        self.flags == FLAG_BASE_AND_CLIENT || self.flags == FLAG_BASE
    }

    /// Never sent to other clients, so not replayed for them (`spec/02 §2.3`, `§6.5`).
    #[must_use]
    pub fn is_owner_only(&self) -> bool {
        self.flags == FLAG_CELL_PUBLIC_AND_OWN || self.flags == FLAG_OWN_CLIENT
    }
}

/// A method of a class: one that the server calls on the client, or one that the client may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    pub(super) uid: u16,
    pub(super) alias: i16,
    pub(super) name: Box<str>,
    pub(super) args: Box<[TypeIndex]>,
    /// Kinds of the arguments, when none of them has memory of its own.
    pub(super) numbers: Option<Box<[Kind]>>,
}

impl Method {
    /// Id used towards the server, and by classes without aliases.
    #[must_use]
    pub fn uid(&self) -> u16 {
        self.uid
    }

    /// One-byte id, or -1.
    #[must_use]
    pub fn alias(&self) -> i16 {
        self.alias
    }

    /// Name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Kinds of the arguments, when none of them has memory of its own.
    #[inline]
    #[must_use]
    pub fn number_kinds(&self) -> Option<&[Kind]> {
        self.numbers.as_deref()
    }

    /// Types of the arguments.
    #[inline]
    #[must_use]
    pub fn args(&self) -> &[TypeIndex] {
        &self.args
    }
}

/// Ids of one kind on the wire, to indices.
#[derive(Debug, Clone)]
struct IdMap {
    aliases: bool,
    by_alias: Box<[u16]>,
    by_uid: Box<[(u16, u16)]>,
}

impl IdMap {
    fn new(aliases: bool, ids: impl Iterator<Item = (u16, i16)>) -> Self {
        let mut by_alias = vec![NONE; 256];
        let mut by_uid = Vec::new();
        for (i, (uid, alias)) in ids.enumerate() {
            by_uid.push((uid, i as u16));
            if let Some(slot) = usize::try_from(alias).ok().and_then(|a| by_alias.get_mut(a)) {
                *slot = i as u16;
            }
        }
        by_uid.sort_unstable();
        if !aliases {
            by_alias.clear();
        }
        Self { aliases, by_alias: by_alias.into(), by_uid: by_uid.into() }
    }

    fn by_uid(&self, uid: u16) -> Option<u16> {
        let i = self.by_uid.binary_search_by_key(&uid, |e| e.0).ok()?;
        self.by_uid.get(i).map(|e| e.1)
    }

    /// The index behind an id as it stands on the wire: an alias or a uid, as this class uses.
    #[inline]
    fn by_wire(&self, id: u16) -> Option<u16> {
        if self.aliases {
            self.by_alias.get(usize::from(id)).copied().filter(|&i| i != NONE)
        } else {
            self.by_uid(id)
        }
    }
}

/// The three lists of methods.
#[derive(Debug, Clone, Default)]
pub(super) struct MethodLists {
    pub(super) client: Vec<Method>,
    pub(super) base: Vec<Method>,
    pub(super) cell: Vec<Method>,
}

/// An entity or component class.
#[derive(Debug, Clone)]
pub struct Module {
    name: Box<str>,
    utype: u16,
    properties: Box<[Property]>,
    methods: MethodLists,
    property_ids: IdMap,
    method_ids: IdMap,
    property_names: Box<[u16]>,
    has_components: bool,
}

fn sorted_by_name<'a>(names: impl Iterator<Item = &'a str>) -> Box<[u16]> {
    let mut pairs: Vec<_> = names.zip(0u16..).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, i)| i).collect()
}

impl Module {
    pub(super) fn new(
        name: &str,
        utype: u16,
        properties: Vec<Property>,
        methods: MethodLists,
    ) -> Self {
        let property_aliases = properties.first().is_some_and(|p| p.alias != -1);
        let method_aliases = methods.client.first().is_none_or(|m| m.alias != -1);
        Self {
            name: name.into(),
            utype,
            property_ids: IdMap::new(property_aliases, properties.iter().map(|p| (p.uid, p.alias))),
            method_ids: IdMap::new(method_aliases, methods.client.iter().map(|m| (m.uid, m.alias))),
            property_names: sorted_by_name(properties.iter().map(|p| &*p.name)),
            has_components: properties.iter().any(|p| p.role == Role::Component),
            properties: properties.into(),
            methods,
        }
    }

    /// Name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Class number on the wire.
    #[must_use]
    pub fn utype(&self) -> u16 {
        self.utype
    }

    /// Properties in the order of the import: position, direction, spaceID, then by name.
    #[must_use]
    pub fn properties(&self) -> &[Property] {
        &self.properties
    }

    pub(super) fn properties_mut(&mut self) -> &mut [Property] {
        &mut self.properties
    }

    /// A property by index.
    #[inline]
    #[must_use]
    pub fn property(&self, index: u16) -> Option<&Property> {
        self.properties.get(usize::from(index))
    }

    /// Kind of a property's values when they have no memory of their own and it is an ordinary one;
    /// [`Kind::None`] for any other.
    #[inline]
    #[must_use]
    pub fn number_kind(&self, index: u16) -> Kind {
        self.property(index).map_or(Kind::None, |p| p.number)
    }

    /// Index of the property with this name.
    #[must_use]
    pub fn property_by_name(&self, name: &str) -> Option<u16> {
        let at = |&i: &u16| self.property(i).map_or("", |p| &p.name);
        let found = self.property_names.binary_search_by(|i| at(i).cmp(name)).ok()?;
        self.property_names.get(found).copied()
    }

    /// Indices of all properties in the byte order of their names, the order of the initial replay
    /// (`spec/02 §6.5`).
    #[must_use]
    pub fn properties_by_name(&self) -> &[u16] {
        &self.property_names
    }

    /// Index of the property with this uid.
    #[must_use]
    pub fn property_by_uid(&self, uid: u16) -> Option<u16> {
        self.property_ids.by_uid(uid)
    }

    /// Index of the property with this id as it stands on the wire: an alias when the class uses
    /// aliases, else a uid.
    #[inline]
    #[must_use]
    pub fn property_by_wire_id(&self, id: u16) -> Option<u16> {
        self.property_ids.by_wire(id)
    }

    /// Whether property ids take one byte (`spec/02 §2.5`).
    #[inline]
    #[must_use]
    pub fn property_aliases(&self) -> bool {
        self.property_ids.aliases
    }

    /// Whether client-method ids take one byte.
    #[inline]
    #[must_use]
    pub fn method_aliases(&self) -> bool {
        self.method_ids.aliases
    }

    /// Index of the client method with this id as it stands on the wire.
    #[inline]
    #[must_use]
    pub fn client_method_by_wire_id(&self, id: u16) -> Option<u16> {
        self.method_ids.by_wire(id)
    }

    /// Methods that the server calls.
    #[must_use]
    pub fn client_methods(&self) -> &[Method] {
        &self.methods.client
    }

    /// Exposed methods of the base part.
    #[must_use]
    pub fn base_methods(&self) -> &[Method] {
        &self.methods.base
    }

    /// Exposed methods of the cell part.
    #[must_use]
    pub fn cell_methods(&self) -> &[Method] {
        &self.methods.cell
    }

    /// Whether any property is a component.
    #[must_use]
    pub fn has_components(&self) -> bool {
        self.has_components
    }

    /// Whether this class shows that the server's `entitydefAliasID` is on (`spec/02 §2.4`).
    pub(super) fn proves_aliases(&self) -> bool {
        self.property_aliases() || self.methods.client.first().is_some_and(|m| m.alias != -1)
    }

    pub(super) fn same_but_aliases(&self, other: &Self) -> bool {
        let same_property = |(a, b): (&Property, &Property)| {
            (a.uid, a.flags, &a.name, &a.default_text, a.ty)
                == (b.uid, b.flags, &b.name, &b.default_text, b.ty)
        };
        let same_methods = |a: &[Method], b: &[Method]| {
            let same =
                |(a, b): (&Method, &Method)| (a.uid, &a.name, &a.args) == (b.uid, &b.name, &b.args);
            a.len() == b.len() && a.iter().zip(b).all(same)
        };
        (&self.name, self.utype) == (&other.name, other.utype)
            && self.properties.len() == other.properties.len()
            && self.properties.iter().zip(&other.properties).all(same_property)
            && same_methods(&self.methods.client, &other.methods.client)
            && same_methods(&self.methods.base, &other.methods.base)
            && same_methods(&self.methods.cell, &other.methods.cell)
    }
}
