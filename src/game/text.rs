//! Text that can be handed to C: bytes that a zero byte always follows in memory.

use std::sync::Arc;

use crate::defs::module::{Method, Module};
use crate::defs::{Defs, ErrorTable};
use crate::wire::value::Span;

/// Owned text with a zero byte behind it. Setting it again uses its memory again.
#[derive(Debug, Clone, Default)]
pub struct Text(Vec<u8>);

impl Text {
    /// Takes over a copy of `bytes`.
    pub fn set(&mut self, bytes: &[u8]) {
        self.0.clear();
        if !bytes.is_empty() {
            self.0.extend_from_slice(bytes);
            self.0.push(0);
        }
    }

    /// The text without its zero byte.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.split_last().map_or(&[], |(_, text)| text)
    }
}

impl From<&[u8]> for Text {
    fn from(bytes: &[u8]) -> Self {
        let mut text = Self::default();
        text.set(bytes);
        text
    }
}

/// Many texts in one run of memory.
#[derive(Debug, Default)]
struct Pool(Vec<u8>);

impl Pool {
    fn add(&mut self, text: &str) -> Span {
        let start = self.0.len() as u32;
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(0);
        Span { start, len: text.len() as u32 }
    }

    fn get(&self, span: Span) -> &[u8] {
        let start = span.start as usize;
        self.0.get(start..start + span.len as usize).unwrap_or_default()
    }
}

/// Who calls a method, or is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Side {
    /// The game calls the base part.
    Base = 1,
    /// The game calls the cell part.
    Cell = 2,
    /// The server calls the client.
    Client = 3,
}

impl Side {
    /// The methods of this side.
    #[must_use]
    pub fn methods(self, module: &Module) -> &[Method] {
        match self {
            Self::Base => module.base_methods(),
            Self::Cell => module.cell_methods(),
            Self::Client => module.client_methods(),
        }
    }
}

#[derive(Debug)]
struct ModuleNames {
    name: Span,
    properties: Box<[Span]>,
    methods: [Box<[Span]>; 3],
}

#[derive(Debug, Clone, Copy)]
struct TypeNames {
    base: Span,
    alias: Span,
    display: Span,
    implemented_by: Span,
}

/// Definitions together with all their names as C text. Made once when definitions arrive, so that
/// no event builds a name.
#[derive(Debug)]
pub struct Lexicon {
    defs: Arc<Defs>,
    pool: Pool,
    modules: Vec<ModuleNames>,
    types: Vec<TypeNames>,
}

impl Lexicon {
    /// Collects the names of `defs`.
    #[must_use]
    pub fn new(defs: Arc<Defs>) -> Self {
        let mut pool = Pool::default();
        let mut modules = Vec::with_capacity(defs.modules().len());
        for m in defs.modules() {
            let name = pool.add(m.name());
            let properties = m.properties().iter().map(|p| pool.add(p.name())).collect();
            let methods = [Side::Base, Side::Cell, Side::Client]
                .map(|side| side.methods(m).iter().map(|f| pool.add(f.name())).collect());
            modules.push(ModuleNames { name, properties, methods });
        }
        let mut types = Vec::with_capacity(defs.types().len());
        for t in defs.types() {
            let implemented_by = match t.shape() {
                crate::defs::types::Shape::Dict(d) => &*d.implemented_by,
                _ => "",
            };
            types.push(TypeNames {
                base: pool.add(t.base()),
                alias: pool.add(t.alias()),
                display: pool.add(t.display_name()),
                implemented_by: pool.add(implemented_by),
            });
        }
        Self { defs, pool, modules, types }
    }

    /// The definitions.
    #[must_use]
    pub fn defs(&self) -> &Arc<Defs> {
        &self.defs
    }

    /// Name of a class; empty for an index that does not exist, as with all names here.
    #[must_use]
    pub fn class(&self, module: u16) -> &[u8] {
        self.modules.get(usize::from(module)).map_or(&[], |m| self.pool.get(m.name))
    }

    /// Name of a property.
    #[must_use]
    pub fn property(&self, module: u16, property: u16) -> &[u8] {
        let names = self.modules.get(usize::from(module)).map(|m| &m.properties);
        names.and_then(|n| n.get(usize::from(property))).map_or(&[], |s| self.pool.get(*s))
    }

    /// Name of a method.
    #[must_use]
    pub fn method(&self, module: u16, side: Side, method: u16) -> &[u8] {
        let lists = self.modules.get(usize::from(module)).map(|m| &m.methods);
        let names = lists.and_then(|[base, cell, client]| match side {
            Side::Base => base.get(usize::from(method)),
            Side::Cell => cell.get(usize::from(method)),
            Side::Client => client.get(usize::from(method)),
        });
        names.map_or(&[], |s| self.pool.get(*s))
    }

    fn type_names(&self, index: u16, pick: impl FnOnce(&TypeNames) -> Span) -> &[u8] {
        self.types.get(usize::from(index)).map_or(&[], |t| self.pool.get(pick(t)))
    }

    /// Name of a type's base, such as `FIXED_DICT`.
    #[must_use]
    pub fn type_base(&self, index: u16) -> &[u8] {
        self.type_names(index, |t| t.base)
    }

    /// Alias of a type.
    #[must_use]
    pub fn type_alias(&self, index: u16) -> &[u8] {
        self.type_names(index, |t| t.alias)
    }

    /// Name of a type for people.
    #[must_use]
    pub fn type_display(&self, index: u16) -> &[u8] {
        self.type_names(index, |t| t.display)
    }

    /// The Python module behind a dictionary.
    #[must_use]
    pub fn type_implemented_by(&self, index: u16) -> &[u8] {
        self.type_names(index, |t| t.implemented_by)
    }
}

/// The server's error codes with their names and sentences as C text.
#[derive(Debug)]
pub struct ErrorTexts {
    pool: Pool,
    codes: Vec<(u16, Span, Span)>,
}

impl ErrorTexts {
    /// Collects the texts of `table`.
    #[must_use]
    pub fn new(table: &ErrorTable) -> Self {
        let mut pool = Pool::default();
        let mut codes = Vec::with_capacity(table.all().len());
        for e in table.all() {
            let text = if e.text.is_empty() { &e.name } else { &e.text };
            codes.push((e.code, pool.add(&e.name), pool.add(text)));
        }
        Self { pool, codes }
    }

    /// Name and sentence of a code; `None` for one that the server never announced.
    #[must_use]
    pub fn get(&self, code: u16) -> Option<(&[u8], &[u8])> {
        let at = self.codes.binary_search_by_key(&code, |e| e.0).ok()?;
        self.codes.get(at).map(|(_, name, text)| (self.pool.get(*name), self.pool.get(*text)))
    }
}

impl Default for ErrorTexts {
    fn default() -> Self {
        Self::new(&ErrorTable::default())
    }
}
