//! Entity definitions as a client receives them (`spec/02 §2`): data types, classes, properties and
//! methods, imported at run time instead of generated.
//!
//! | module | what |
//! |---|---|
//! | [`types`] | data types and their shapes |
//! | [`module`] | entity and component classes, ids and aliases |
//! | [`import`] | reading `Client::onImportClientEntityDef` |
//! | [`decode`] | bytes to value trees |
//! | [`encode`] | checked arguments to bytes |
//! | [`defaults`] | default texts to values |
//! | [`errors`] | the server's error names and texts |
//! | [`cache`] | the file in which imports wait for the next login |
//! | [`shipped`] | the file that a game ships |
#![forbid(unsafe_code)]

use std::sync::atomic::{AtomicU16, Ordering};

pub mod cache;
pub mod decode;
pub mod defaults;
pub mod encode;
pub mod errors;
pub mod import;
pub mod module;
pub mod shipped;
pub mod types;

pub use errors::ErrorTable;
pub use import::ImportError;
pub use module::{Method, Module, Property};
pub use types::{TypeDef, TypeIndex};

use crate::wire::value::Arena;

/// "No such index" in the dense tables of this module.
pub const NONE: u16 = u16::MAX;

/// All definitions of one server. Immutable but for the links from component properties to component
/// classes, which only the traffic shows (`spec/02 §2.6`) and which, once seen, hold for every client
/// that shares these definitions.
#[derive(Debug)]
pub struct Defs {
    types: Vec<TypeDef>,
    modules: Vec<Module>,
    by_utype: Vec<(u16, u16)>,
    by_name: Vec<(Box<str>, u16)>,
    links: Vec<Vec<AtomicU16>>,
    /// Owns what default values point to.
    defaults: Arena,
    alias_on: bool,
    raw: Box<[u8]>,
}

impl Defs {
    /// Reads the body of `Client::onImportClientEntityDef`.
    ///
    /// # Errors
    /// [`ImportError`] names what could not be read and where.
    pub fn import(body: &[u8]) -> Result<Self, ImportError> {
        import::read(body)
    }

    fn assemble(types: Vec<TypeDef>, mut modules: Vec<Module>, raw: &[u8]) -> Self {
        let mut defaults = Arena::default();
        let most = defaults::most_nodes(raw.len());
        let mut ranges = Vec::new();
        for p in modules.iter().flat_map(Module::properties) {
            let (ty, text) = (p.type_index(), p.default_text());
            ranges.push(defaults::build(&types, ty, text, &mut defaults, most));
        }
        defaults.seal();
        let mut ranges = ranges.into_iter();
        for m in &mut modules {
            for p in m.properties_mut() {
                p.set_default(ranges.next().map_or(0, |r| r.root), &defaults);
            }
        }
        let mut by_utype: Vec<_> =
            modules.iter().enumerate().map(|(i, m)| (m.utype(), i as u16)).collect();
        by_utype.sort_unstable();
        let mut by_name: Vec<_> =
            modules.iter().enumerate().map(|(i, m)| (m.name().into(), i as u16)).collect();
        by_name.sort_unstable();
        let links = modules
            .iter()
            .map(|m| m.properties().iter().map(|_| AtomicU16::new(NONE)).collect())
            .collect();
        let alias_on = modules.iter().any(Module::proves_aliases);
        Self { types, modules, by_utype, by_name, links, defaults, alias_on, raw: raw.into() }
    }

    /// All data types, in the order of the import.
    #[must_use]
    pub fn types(&self) -> &[TypeDef] {
        &self.types
    }

    /// One data type. An index always comes from these definitions; a foreign one gives `None`.
    #[inline]
    #[must_use]
    pub fn ty(&self, index: TypeIndex) -> Option<&TypeDef> {
        self.types.get(index.0 as usize)
    }

    /// All classes, in the order of the import; components are among them.
    #[must_use]
    pub fn modules(&self) -> &[Module] {
        &self.modules
    }

    /// A class by its index.
    #[inline]
    #[must_use]
    pub fn module(&self, index: u16) -> Option<&Module> {
        self.modules.get(usize::from(index))
    }

    /// Index of the class with this class number.
    #[must_use]
    pub fn module_by_utype(&self, utype: u16) -> Option<u16> {
        let i = self.by_utype.binary_search_by_key(&utype, |e| e.0).ok()?;
        self.by_utype.get(i).map(|e| e.1)
    }

    /// Index of the class with this name.
    #[must_use]
    pub fn module_by_name(&self, name: &str) -> Option<u16> {
        let i = self.by_name.binary_search_by(|e| (*e.0).cmp(name)).ok()?;
        self.by_name.get(i).map(|e| e.1)
    }

    /// The component class behind a component property, once the traffic has shown it
    /// (`spec/02 §2.6` way a).
    #[inline]
    #[must_use]
    pub fn component_module(&self, module: u16, property: u16) -> Option<u16> {
        let link = self.links.get(usize::from(module))?.get(usize::from(property))?;
        Some(link.load(Ordering::Relaxed)).filter(|&m| m != NONE)
    }

    /// Remembers which component class stands behind a component property.
    pub(crate) fn learn_component(&self, module: u16, property: u16, component: u16) {
        let link = self.links.get(usize::from(module)).and_then(|l| l.get(usize::from(property)));
        if let Some(link) = link {
            link.store(component, Ordering::Relaxed);
        }
    }

    /// Whether the server's `entitydefAliasID` is on, as far as the import shows it (`spec/02 §2.4`).
    #[must_use]
    pub fn aliases_on(&self) -> bool {
        self.alias_on
    }

    /// Highest class number of the import.
    #[must_use]
    pub fn max_utype(&self) -> u16 {
        self.by_utype.last().map_or(0, |e| e.0)
    }

    /// The body these definitions were read from.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The arena that default values point into.
    #[must_use]
    pub fn default_arena(&self) -> &Arena {
        &self.defaults
    }

    /// Whether `other` differs from these definitions in nothing but aliases, so that indices into
    /// the one are valid for the other. A server's digest does not cover its alias setting, so a
    /// cached import can differ from the live one in just this way.
    #[must_use]
    pub fn same_but_aliases(&self, other: &Self) -> bool {
        self.types == other.types
            && self.modules.len() == other.modules.len()
            && self.modules.iter().zip(&other.modules).all(|(a, b)| a.same_but_aliases(b))
    }
}
