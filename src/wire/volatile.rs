//! The forms of `Client::onUpdateData`: which axes a message carries and how (`spec/02 §3.9.1`).

use super::packed::{unpack_angle, unpack_xz, unpack_y};

/// Axes and facts carried by a movement, as bits. The values are those of the C header.
pub mod axes {
    /// The x coordinate.
    pub const X: u32 = 1;
    /// The y coordinate (up).
    pub const Y: u32 = 2;
    /// The z coordinate.
    pub const Z: u32 = 4;
    /// The roll angle.
    pub const ROLL: u32 = 8;
    /// The pitch angle.
    pub const PITCH: u32 = 0x10;
    /// The yaw angle.
    pub const YAW: u32 = 0x20;
    /// The form implies whether the entity is on the ground (`spec/02 §3.9.6`).
    pub const HAS_GROUND: u32 = 0x40;
    /// The entity is on the ground; only meaningful with [`HAS_GROUND`].
    pub const ON_GROUND: u32 = 0x80;
    /// The update was packed, so its precision is limited.
    pub const PACKED: u32 = 0x100;
    /// The entity is the player's. Never on the wire.
    pub const PLAYER: u32 = 0x200;
    /// Position or direction hold something that is no number one can calculate with.
    pub const NOT_FINITE: u32 = 0x400;
    /// All of these bits.
    pub const ALL: u32 = 0x7ff;
    /// All three coordinates.
    pub const POSITION: u32 = X | Y | Z;
    /// All three angles.
    pub const DIRECTION: u32 = ROLL | PITCH | YAW;
}

/// Which coordinates a form carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionPart {
    /// None.
    None,
    /// x and z; the entity is on the ground.
    Xz,
    /// x, y and z; the entity is in the air.
    Xyz,
}

/// One of the 47 forms (46 plus the bare `onUpdateData`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VolatileForm {
    /// Coordinates.
    pub position: PositionPart,
    /// Angles, as [`axes`] bits.
    pub angles: u8,
    /// Packed and relative to the player's server position, instead of plain and absolute.
    pub packed: bool,
    body: u8,
    /// What a message of this form carries: [`axes`] bits.
    carried: u32,
}

/// Where the coordinates of a movement count from, and what becomes of those that it does not carry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Origin {
    /// The player's position as the server knows it: packed coordinates are relative to it.
    pub base: [f32; 3],
    /// A packed movement without y puts the entity at the y of `base`, not at its own
    /// (`spec/02 §3.9.2`).
    pub base_y: bool,
}

impl VolatileForm {
    /// Reads the form from a message name such as `onUpdateData_xz_y_optimized`; `None` when the
    /// name is not one of them.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut rest = name.strip_prefix("onUpdateData")?;
        let packed = match rest.strip_suffix("_optimized") {
            Some(r) => {
                rest = r;
                true
            }
            None => false,
        };
        let mut parts = rest.split('_').skip(1).peekable();
        let position = match parts.peek() {
            Some(&"xz") => PositionPart::Xz,
            Some(&"xyz") => PositionPart::Xyz,
            _ => PositionPart::None,
        };
        if position != PositionPart::None {
            parts.next();
        }
        let mut angles = 0u32;
        for letter in parts.next().unwrap_or("").chars() {
            angles |= match letter {
                'y' => axes::YAW,
                'p' => axes::PITCH,
                'r' => axes::ROLL,
                _ => return None,
            };
        }
        parts.next().is_none().then_some(Self::new(position, angles, packed))
    }

    /// A form by what it carries; `angles` are [`axes`] bits.
    #[must_use]
    pub const fn new(position: PositionPart, angles: u32, packed: bool) -> Self {
        let coordinates = match (position, packed) {
            (PositionPart::None, _) => 0,
            (PositionPart::Xz, true) => 3,
            (PositionPart::Xyz, true) => 5,
            (PositionPart::Xz, false) => 8,
            (PositionPart::Xyz, false) => 12,
        };
        let turned = angles.count_ones() * if packed { 1 } else { 4 };
        let (place, ground) = match position {
            PositionPart::None => (0, 0),
            PositionPart::Xz => (axes::X | axes::Z, axes::HAS_GROUND | axes::ON_GROUND),
            PositionPart::Xyz => (axes::POSITION, axes::HAS_GROUND),
        };
        let packed_bit = if packed { axes::PACKED } else { 0 };
        Self {
            position,
            angles: angles as u8,
            packed,
            body: (coordinates + turned) as u8,
            carried: angles | place | ground | packed_bit,
        }
    }

    /// Size of the body behind the view id, in bytes (`spec/02 §3.9.1`, second table).
    #[inline]
    #[must_use]
    pub fn body_size(&self) -> usize {
        usize::from(self.body)
    }

    /// What a message of this form carries: [`axes`] bits.
    #[inline]
    #[must_use]
    pub fn carried(&self) -> u32 {
        self.carried
    }

    /// Moves something by the part of a message behind the view id. `false`, and nothing moved, when it is
    /// not [`Self::body_size`] long.
    #[inline(always)]
    #[must_use]
    pub fn apply(
        &self,
        part: &[u8],
        origin: &Origin,
        position: &mut [f32; 3],
        direction: &mut [f32; 3],
    ) -> bool {
        if part.len() != self.body_size() {
            return false;
        }
        match self.packed {
            true => self.apply_packed(part, origin, position, direction),
            false => self.apply_plain(part, position, direction),
        }
        .is_some()
    }

    #[inline(always)]
    fn apply_packed(
        &self,
        part: &[u8],
        origin: &Origin,
        position: &mut [f32; 3],
        direction: &mut [f32; 3],
    ) -> Option<()> {
        let [ox, oy, oz] = origin.base;
        let angles = match self.position {
            PositionPart::None => part,
            PositionPart::Xz => {
                let (xz, angles) = packed_xz(part)?;
                let (x, z) = unpack_xz(xz);
                let [px, py, pz] = position;
                (*px, *pz) = (x + ox, z + oz);
                if origin.base_y {
                    *py = oy;
                }
                angles
            }
            PositionPart::Xyz => {
                let (xz, rest) = packed_xz(part)?;
                let (y, angles) = rest.split_first_chunk::<2>()?;
                let (x, z) = unpack_xz(xz);
                *position = [x + ox, unpack_y(u16::from_le_bytes(*y)) + oy, z + oz];
                angles
            }
        };
        let mut next = angles.iter().map(|a| unpack_angle(*a as i8));
        self.turn(&mut next, direction)
    }

    #[inline]
    fn apply_plain(
        &self,
        part: &[u8],
        position: &mut [f32; 3],
        direction: &mut [f32; 3],
    ) -> Option<()> {
        let (numbers, _) = part.as_chunks::<4>();
        let mut next = numbers.iter().map(|n| f32::from_le_bytes(*n));
        let [x, y, z] = position;
        match self.position {
            PositionPart::None => {}
            PositionPart::Xz => (*x, *z) = (next.next()?, next.next()?),
            PositionPart::Xyz => (*x, *y, *z) = (next.next()?, next.next()?, next.next()?),
        }
        self.turn(&mut next, direction)
    }

    /// Takes the carried angles, in the order of the message: yaw, pitch, roll.
    #[inline(always)]
    fn turn(&self, angles: &mut impl Iterator<Item = f32>, direction: &mut [f32; 3]) -> Option<()> {
        let [roll, pitch, yaw] = direction;
        let carried = u32::from(self.angles);
        if carried & axes::YAW != 0 {
            *yaw = angles.next()?;
        }
        if carried & (axes::PITCH | axes::ROLL) == 0 {
            return Some(());
        }
        if carried & axes::PITCH != 0 {
            *pitch = angles.next()?;
        }
        if carried & axes::ROLL != 0 {
            *roll = angles.next()?;
        }
        Some(())
    }
}

/// The three bytes of a packed x and z as a number, and what is behind them.
#[inline(always)]
fn packed_xz(part: &[u8]) -> Option<(u32, &[u8])> {
    // Four bytes are read at once, where there are as many.
    let xz = match *part {
        [a, b, c, d, ..] => u32::from_be_bytes([a, b, c, d]) >> 8,
        [a, b, c] => u32::from_be_bytes([0, a, b, c]),
        _ => return None,
    };
    Some((xz, part.get(3..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_the_table_of_the_specification() {
        let cases = [
            ("onUpdateData", 0),
            ("onUpdateData_ypr", 12),
            ("onUpdateData_y_optimized", 1),
            ("onUpdateData_xz", 8),
            ("onUpdateData_xz_yp_optimized", 5),
            ("onUpdateData_xyz_r", 16),
            ("onUpdateData_xyz_ypr_optimized", 8),
            ("onUpdateData_xyz_optimized", 5),
        ];
        for (name, size) in cases {
            assert_eq!(VolatileForm::from_name(name).unwrap().body_size(), size, "{name}");
        }
        assert_eq!(VolatileForm::from_name("onUpdateData_q"), None);
        assert_eq!(VolatileForm::from_name("onUpdateBasePos"), None);
    }

    #[test]
    fn y_is_yaw_and_never_the_coordinate() {
        let form = VolatileForm::from_name("onUpdateData_xz_y").unwrap();
        let mut body = Vec::new();
        for v in [815.0978f32, 775.0343, -0.5439] {
            body.extend_from_slice(&v.to_le_bytes());
        }
        let origin = Origin { base: [1.0; 3], base_y: true };
        let (mut position, mut direction) = ([0.0; 3], [0.0; 3]);
        assert!(form.apply(&body, &origin, &mut position, &mut direction));
        assert_eq!((position, direction), ([815.0978, 0.0, 775.0343], [0.0, 0.0, -0.5439]));
        let ground = axes::HAS_GROUND | axes::ON_GROUND;
        assert_eq!(form.carried(), axes::X | axes::Z | axes::YAW | ground);
        body.pop();
        assert!(!form.apply(&body, &origin, &mut position, &mut direction));
    }
}
