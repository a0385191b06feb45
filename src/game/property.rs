//! Stored property values: the current one, and the one before it.

use crate::defs::Module;
use crate::layers::Batch;
use crate::wire::value::{Tree, TreeRange, Value};

/// One property. A number changes without touching memory of its own; text and containers alternate
/// between two trees, so that the value before stays readable and memory is used again.
#[derive(Debug, Default)]
pub struct Stored {
    current: Value,
    previous: Value,
    trees: Option<Box<[Tree; 2]>>,
    /// Which of the trees holds the current value.
    second: bool,
    /// The group of changes that touched it last: a property met twice in one group starts the next.
    group: u32,
}

impl Stored {
    fn with_default(value: Value) -> Self {
        Self { current: value, previous: value, ..Self::default() }
    }

    /// The value. Text and items live as long as nothing is applied.
    #[must_use]
    pub fn current(&self) -> &Value {
        &self.current
    }

    /// The value before the latest change.
    #[must_use]
    pub fn previous(&self) -> &Value {
        &self.previous
    }

    /// The tree that holds a text or container of this property, current or before. `None` for a
    /// default, which the definitions hold.
    #[must_use]
    pub fn tree_of(&self, v: &Value) -> Option<&Tree> {
        self.trees.as_deref()?.iter().find(|t| t.root() == *v)
    }

    /// The bytes of a text of this property, current or before. For tests.
    #[cfg(test)]
    pub(super) fn text_of<'a>(&'a self, v: &Value) -> &'a [u8] {
        let trees = self.trees.as_deref().map_or(&[][..], |t| t);
        let of = |t: &'a Tree| (t.root() == *v).then(|| t.value_bytes(v));
        trees.iter().find_map(of).unwrap_or(b"nobody")
    }

    /// Whether the group of changes `group` has touched it.
    pub(super) fn touched_by(&self, group: u32) -> bool {
        self.group == group
    }

    /// Takes over a new value that has no memory of its own. Returns the one before.
    #[inline]
    pub(super) fn set_number(&mut self, value: Value) -> Value {
        self.previous = self.current;
        self.current = value;
        self.previous
    }

    /// Takes over a new value from a sealed batch.
    pub(super) fn set(&mut self, batch: &Batch, range: TreeRange, group: u32) {
        self.group = group;
        self.previous = self.current;
        let root = batch.arena.get(range.root);
        let kind = root.kind();
        if !kind.is_bytes() && !kind.is_container() {
            self.current = root;
            return;
        }
        let [first, second] = &mut **self.trees.get_or_insert_default();
        let tree = if self.second { first } else { second };
        self.second = !self.second;
        tree.copy_from(&batch.arena, range);
        self.current = tree.root();
    }
}

/// The properties of an entity or component, by their index in the class.
#[derive(Debug, Default)]
pub struct Store(Vec<Stored>);

impl Store {
    /// Every property at its default.
    #[must_use]
    pub fn new(module: &Module) -> Self {
        Self(module.properties().iter().map(|p| Stored::with_default(p.default_value())).collect())
    }

    /// A property by its index.
    #[must_use]
    pub fn get(&self, index: u16) -> Option<&Stored> {
        self.0.get(usize::from(index))
    }

    pub(super) fn get_mut(&mut self, index: u16) -> Option<&mut Stored> {
        self.0.get_mut(usize::from(index))
    }
}
