//! Movements: nearly all of what a server tells, so they have a list of their own in a batch.

use super::event::Slot;
use crate::wire::limits::MAX_ENTITIES;
use crate::wire::volatile::axes;

/// Where an entity is and where it looks, with what is known about it: 32 bytes, laid out as
/// `kbe_transform`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[repr(C)]
pub struct Motion {
    /// Id of the entity.
    pub entity: i32,
    /// [`crate::wire::volatile::axes`] bits.
    pub flags: u32,
    /// x, y, z in world units.
    pub position: [f32; 3],
    /// roll, pitch, yaw in radians.
    pub direction: [f32; 3],
}

impl Motion {
    /// Whether a movement carried coordinates and angles, and with them whether the entity is on the ground:
    /// then it is all there is to know about where the entity is.
    #[inline]
    #[must_use]
    pub fn is_whole(&self) -> bool {
        /// A bit for each of the 64 combinations of axes: whether it has coordinates and angles.
        const WHOLE: u64 = {
            let (mut set, mut carried) = (0, 0);
            while carried < 64 {
                let whole = carried & axes::POSITION != 0 && carried & axes::DIRECTION != 0;
                set |= (whole as u64) << carried;
                carried += 1;
            }
            set
        };
        WHOLE >> (self.flags & (axes::POSITION | axes::DIRECTION)) & 1 != 0
    }

    /// Whether position and direction are numbers that something can be placed by. A server may send
    /// others (`spec/02 §7`).
    #[inline]
    #[must_use]
    pub fn is_finite(&self) -> bool {
        // All at once: a loop with an early end takes several times as long.
        let odd = |c: f32| c.to_bits() & 0x7f80_0000 == 0x7f80_0000;
        let ([x, y, z], [a, b, c]) = (self.position, self.direction);
        !(odd(x) | odd(y) | odd(z) | odd(a) | odd(b) | odd(c))
    }
}

/// One volatile update: coordinates and angles that were not carried are the entity's. As large as what it says,
/// and laid out like it, so that many of them can be handed over as they stand.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(transparent)]
pub struct Move {
    /// Above the bits that say what was carried stands the slot.
    tagged: Motion,
}

/// Where the slot begins.
const SLOT_BIT: u32 = 15;

const _: () = {
    assert!(MAX_ENTITIES <= 1 << (u32::BITS - SLOT_BIT));
    assert!(axes::ALL < 1 << SLOT_BIT);
};

impl Move {
    /// The movement of the entity in a slot, which is one of [`MAX_ENTITIES`].
    #[inline]
    #[must_use]
    pub fn new(slot: Slot, motion: Motion) -> Self {
        Self { tagged: Motion { flags: motion.flags | slot.0 << SLOT_BIT, ..motion } }
    }

    /// The entity's slot.
    #[inline]
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot(self.tagged.flags >> SLOT_BIT)
    }

    /// What was carried: [`Motion::flags`].
    #[inline]
    #[must_use]
    pub fn flags(&self) -> u32 {
        self.tagged.flags & ((1 << SLOT_BIT) - 1)
    }

    /// Absolute position, and what was carried.
    #[must_use]
    pub fn motion(&self) -> Motion {
        Motion { flags: self.flags(), ..self.tagged }
    }

    /// Whether it says all there is to know: see [`Motion::is_whole`].
    #[inline]
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.tagged.is_whole()
    }

    /// Leaves what is to be told, without the slot: the movement itself, whose flags are these, ...
    #[inline]
    pub fn tell_as_is(&mut self, flags: u32) {
        self.tagged.flags = flags;
    }

    /// ... or something else.
    #[inline]
    pub fn tell(&mut self, motion: Motion) {
        self.tagged = motion;
    }

    /// What was left to be told. Before that, its flags have the slot in them, above the bits of [`axes`].
    #[inline]
    #[must_use]
    pub fn told(&self) -> &Motion {
        &self.tagged
    }
}
