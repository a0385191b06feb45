//! Text that can be handed to C: bytes that a zero byte always follows in memory.

use std::sync::{Arc, Mutex, PoisonError, Weak};

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

/// What was made of something that many clients share: they share this, too, as long as one has it.
struct Made<S, T>(Mutex<Vec<(Weak<S>, Weak<T>)>>);

impl<S, T> Made<S, T> {
    const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    fn of(&self, source: &Arc<S>, make: impl FnOnce() -> T) -> Arc<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |(s, _): &&(Weak<S>, Weak<T>)| std::ptr::eq(s.as_ptr(), Arc::as_ptr(source));
        if let Some(made) = all.iter().find(same).and_then(|(_, made)| made.upgrade()) {
            return made;
        }
        let made = Arc::new(make());
        all.retain(|(_, made)| made.strong_count() > 0);
        all.push((Arc::downgrade(source), Arc::downgrade(&made)));
        made
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
    /// The names of `defs`; one collection for all who ask.
    #[must_use]
    pub fn of(defs: &Arc<Defs>) -> Arc<Self> {
        static MADE: Made<Defs, Lexicon> = Made::new();
        MADE.of(defs, || Self::new(Arc::clone(defs)))
    }

    fn new(defs: Arc<Defs>) -> Self {
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

#[derive(Debug)]
struct Sentences {
    pool: Pool,
    codes: Vec<(u16, Span, Span)>,
}

/// The server's error codes with their names and sentences as C text. A copy is the same memory.
#[derive(Debug, Clone)]
pub struct ErrorTexts(Arc<Sentences>);

impl Sentences {
    fn new(table: &ErrorTable) -> Self {
        let mut pool = Pool::default();
        let mut codes = Vec::with_capacity(table.all().len());
        for e in table.all() {
            let text = if e.text.is_empty() { &e.name } else { &e.text };
            codes.push((e.code, pool.add(&e.name), pool.add(text)));
        }
        Self { pool, codes }
    }
}

impl ErrorTexts {
    /// The texts of `table`; one collection for all who ask.
    #[must_use]
    pub fn of(table: &Arc<ErrorTable>) -> Self {
        static MADE: Made<ErrorTable, Sentences> = Made::new();
        Self(MADE.of(table, || Sentences::new(table)))
    }

    /// Name and sentence of a code; `None` for one that the server never announced.
    #[must_use]
    pub fn get(&self, code: u16) -> Option<(&[u8], &[u8])> {
        let Sentences { pool, codes } = &*self.0;
        let at = codes.binary_search_by_key(&code, |e| e.0).ok()?;
        codes.get(at).map(|(_, name, text)| (pool.get(*name), pool.get(*text)))
    }
}

impl Default for ErrorTexts {
    fn default() -> Self {
        Self::of(&ErrorTable::stock())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_table_are_in_memory_once_and_go_with_the_last() {
        let one = |texts: &ErrorTexts| Arc::as_ptr(&texts.0);
        let (stock, again) = (ErrorTexts::default(), ErrorTexts::default());
        assert_eq!(one(&stock), one(&again));
        let table = Arc::new(ErrorTable::default());
        let (mine, yours) = (ErrorTexts::of(&table), ErrorTexts::of(&table));
        assert_ne!(one(&mine), one(&stock), "another table, though an equal one");
        assert_eq!(one(&mine), one(&yours));
        assert_eq!(mine.get(4), stock.get(4));
        let gone = Arc::downgrade(&mine.0);
        drop((mine, yours));
        assert_eq!(gone.strong_count(), 0);
        assert_eq!(ErrorTexts::of(&table).get(4), stock.get(4), "and are made again");
    }
}
