//! The server's ordered list of the entities in view, which view indices refer to (`spec/02 §4.1`).
//!
//! An index is one byte, so only the first 256 entries can be named. They stand in a plain array; what
//! comes behind them waits in order and is never looked through, so that entering and leaving cost no more
//! in a crowd than elsewhere. The list is independent of the table of entities: an entry's entity may be
//! gone, and an id may stand in it twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::layers::event::Slot;

/// What an index can name.
const NEAR: usize = 256;

#[derive(Debug, Clone, Copy)]
struct Entry {
    slot: Slot,
    id: i32,
    /// Grows from entry to entry.
    number: u64,
}

/// The list.
#[derive(Debug, Default)]
pub(super) struct View {
    /// The first entries.
    near: Vec<Entry>,
    /// The others, by number.
    far: BTreeMap<u64, i32>,
    /// All of them, by id.
    by_id: BTreeSet<(i32, u64)>,
    next: u64,
}

impl View {
    /// The entity behind an index.
    #[inline]
    pub(super) fn get(&self, index: u8) -> Option<(i32, Slot)> {
        self.near.get(usize::from(index)).map(|e| (e.id, e.slot))
    }

    /// Its slot alone.
    #[inline]
    pub(super) fn slot(&self, index: u8) -> Option<Slot> {
        self.near.get(usize::from(index)).map(|e| e.slot)
    }

    pub(super) fn len(&self) -> usize {
        self.near.len() + self.far.len()
    }

    /// Entity ids in the server's order.
    pub(super) fn ids(&self) -> impl Iterator<Item = i32> + '_ {
        self.near.iter().map(|e| e.id).chain(self.far.values().copied())
    }

    pub(super) fn push(&mut self, id: i32, slot: Slot) {
        let number = self.next;
        self.next += 1;
        self.by_id.insert((id, number));
        if self.near.len() < NEAR {
            self.near.push(Entry { slot, id, number });
        } else {
            self.far.insert(number, id);
        }
    }

    /// Takes the first entry with this id out. The others move up; `slot_of` tells where the entity is
    /// that can be named from now on.
    pub(super) fn remove(&mut self, id: i32, slot_of: impl Fn(i32) -> Slot) {
        let Some(&(_, number)) = self.by_id.range((id, 0)..=(id, u64::MAX)).next() else { return };
        self.by_id.remove(&(id, number));
        if self.far.remove(&number).is_some() {
            return;
        }
        if let Ok(i) = self.near.binary_search_by_key(&number, |e| e.number) {
            self.near.remove(i);
        }
        if let Some((number, id)) = self.far.pop_first() {
            self.near.push(Entry { slot: slot_of(id), id, number });
        }
    }

    /// The entity with this id is in another slot now, or gone.
    pub(super) fn point(&mut self, id: i32, slot: Slot) {
        let Self { near, by_id, .. } = self;
        for (_, number) in by_id.range((id, 0)..=(id, u64::MAX)) {
            if let Ok(i) = near.binary_search_by_key(number, |e| e.number)
                && let Some(entry) = near.get_mut(i)
            {
                entry.slot = slot;
            }
        }
    }

    /// Takes back what was appended since there were `len` entries.
    pub(super) fn truncate(&mut self, len: usize) {
        while self.len() > len {
            let last = match self.far.pop_last() {
                Some((number, id)) => Some((id, number)),
                None => self.near.pop().map(|e| (e.id, e.number)),
            };
            if let Some(last) = last {
                self.by_id.remove(&last);
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.near.clear();
        self.far.clear();
        self.by_id.clear();
    }

    /// Whether the parts agree, and each entry that can be named knows its slot.
    pub(super) fn is_sound(&self, slot_of: impl Fn(i32) -> Slot) -> bool {
        let near = self.near.iter().map(|e| (e.id, e.number));
        let far = self.far.iter().map(|(number, id)| (*id, *number));
        self.near.iter().all(|e| slot_of(e.id) == e.slot)
            && (self.far.is_empty() || self.near.len() == NEAR)
            && self.near.is_sorted_by_key(|e| e.number)
            && near.chain(far).collect::<BTreeSet<_>>() == self.by_id
            && self.by_id.len() == self.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slot_of(id: i32) -> Slot {
        if id % 3 == 0 { Slot::NONE } else { Slot(id as u32) }
    }

    #[test]
    fn those_behind_the_last_index_move_up() {
        let mut view = View::default();
        for id in 0..300 {
            view.push(id, slot_of(id));
        }
        assert_eq!((view.get(255), view.len()), (Some((255, Slot::NONE)), 300));
        view.remove(0, slot_of);
        assert_eq!((view.get(0), view.get(255)), (Some((1, Slot(1))), Some((256, Slot(256)))));
        view.remove(270, slot_of);
        view.point(256, Slot(7));
        assert_eq!((view.slot(255), view.len()), (Some(Slot(7)), 298));
        view.remove(999, slot_of);
        assert_eq!(view.len(), 298);
    }

    proptest! {
        /// What a plain list would do.
        #[test]
        fn it_is_a_list(steps in proptest::collection::vec((0u8..10, 0i32..400), 0..1500)) {
            let (mut view, mut list) = (View::default(), Vec::new());
            for (what, id) in steps {
                match what {
                    0..7 => {
                        view.push(id, slot_of(id));
                        list.push(id);
                    }
                    7..9 => {
                        view.remove(id, slot_of);
                        if let Some(i) = list.iter().position(|&e| e == id) {
                            list.remove(i);
                        }
                    }
                    _ => {
                        let len = list.len().saturating_sub(id as usize % 8);
                        view.truncate(len);
                        list.truncate(len);
                    }
                }
                prop_assert_eq!(view.len(), list.len());
            }
            prop_assert!(view.ids().eq(list.iter().copied()));
            for index in 0..=255 {
                let expected = list.get(usize::from(index)).map(|&id| (id, slot_of(id)));
                prop_assert_eq!(view.get(index), expected);
            }
            prop_assert!(view.is_sound(slot_of));
        }
    }
}
