//! What the game wants to hear of, by class.

use std::sync::Arc;

use super::Session;
use crate::defs::Defs;
use crate::layers::Interest;
use crate::layers::interest::CALLS;

/// The game's interest, looked up for the definitions in force.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    interest: Interest,
    /// Bits of each class, by its index in `of`; empty while everything is wanted.
    bits: Vec<u32>,
    /// Some class's calls are wanted.
    calls: bool,
    /// The definitions that `bits` are about.
    of: Option<Arc<Defs>>,
}

impl Wanted {
    /// Follows the definitions.
    #[inline]
    pub(super) fn follow(&mut self, defs: Option<&Arc<Defs>>) {
        let same = match (&self.of, defs) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.look_up(defs);
        }
    }

    fn look_up(&mut self, defs: Option<&Arc<Defs>>) {
        self.of = defs.cloned();
        self.bits.clear();
        if self.interest != Interest::default() {
            let modules = defs.map_or(&[][..], |d| d.modules());
            self.bits.extend(modules.iter().map(|m| self.interest.of(m.utype())));
        }
        self.calls = self.bits.iter().any(|bits| bits & CALLS != 0);
    }

    /// Whether calls are wanted of entities of any class.
    #[inline]
    pub(super) fn any_calls(&self) -> bool {
        self.bits.is_empty() || self.calls
    }

    /// Whether calls of entities of a class are wanted.
    #[inline]
    pub(super) fn calls(&self, module: u16) -> bool {
        self.bits.get(usize::from(module)).is_none_or(|bits| bits & CALLS != 0)
    }
}

impl Session {
    /// Says what the game wants to hear of from now on; everything, unless this is called. What it does not
    /// want to hear of is not decoded where nothing else depends on it, so that nothing is said of what is
    /// wrong with it either. A session that is looked at decodes everything.
    pub fn set_interest(&mut self, interest: Interest) {
        self.wanted.interest = interest;
        self.wanted.look_up(self.defs.as_ref());
    }
}
