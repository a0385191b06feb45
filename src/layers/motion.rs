//! Movements: nearly all of what a server tells, so they have a list of their own in a batch.

use super::event::Slot;
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

/// One volatile update: coordinates and angles that were not carried are the entity's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// The entity.
    pub slot: Slot,
    /// Absolute position, and what was carried.
    pub motion: Motion,
}
