//! What the game wants to hear of, so that the rest is not even decoded.

/// Movements, as a bit.
pub const MOVES: u32 = 0x1;
/// Changed properties.
pub const PROPERTIES: u32 = 0x2;
/// Calls by the server.
pub const CALLS: u32 = 0x4;

/// Which kinds of event are wanted, by class of the entity. The world is kept up whatever is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// Of any class.
    kinds: u32,
    /// Of classes that are not listed.
    others: u32,
    /// Class number, and the kinds for it.
    classes: Vec<(u16, u32)>,
}

impl Default for Interest {
    /// Everything.
    fn default() -> Self {
        Self { kinds: u32::MAX, others: u32::MAX, classes: Vec::new() }
    }
}

impl Interest {
    /// What is wanted of a class: its own bits, else those for all others.
    #[must_use]
    pub fn of_class(&self, utype: u16) -> u32 {
        let own = self.classes.iter().find(|c| c.0 == utype);
        own.map_or(self.others, |c| c.1)
    }

    /// What is wanted of a class and not left out altogether.
    #[must_use]
    pub fn of(&self, utype: u16) -> u32 {
        self.kinds & self.of_class(utype)
    }

    /// Says what is wanted of one class, or of all, which forgets what was said of single ones.
    pub fn set_class(&mut self, utype: Option<u16>, wanted: u32) {
        let Some(utype) = utype else {
            self.classes.clear();
            self.others = wanted;
            return;
        };
        self.classes.retain(|c| c.0 != utype);
        self.classes.push((utype, wanted));
    }

    /// Says which kinds are wanted at all. Returns whether that is news.
    pub fn set_kinds(&mut self, kinds: u32) -> bool {
        std::mem::replace(&mut self.kinds, kinds) != kinds
    }

    /// Which kinds are wanted at all.
    #[must_use]
    pub fn kinds(&self) -> u32 {
        self.kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_its_own_bits_or_those_of_all() {
        let mut i = Interest::default();
        assert_eq!(i.of(3), u32::MAX);
        i.set_class(Some(3), MOVES);
        i.set_class(Some(3), MOVES | CALLS);
        i.set_class(Some(4), 0);
        assert_eq!((i.of(3), i.of(4), i.of(5)), (MOVES | CALLS, 0, u32::MAX));
        assert!(i.set_kinds(!CALLS));
        assert!(!i.set_kinds(!CALLS));
        assert_eq!((i.of(3), i.of_class(3)), (MOVES, MOVES | CALLS));
        i.set_class(None, PROPERTIES);
        assert_eq!((i.of(3), i.of(4)), (PROPERTIES, PROPERTIES));
    }
}
