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
    carried: u16,
}

/// A decoded movement. Packed coordinates are still relative to the player's server position.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct VolatileUpdate {
    /// What was carried: [`axes`] bits.
    pub axes: u32,
    /// x, y, z; zero where not carried.
    pub position: [f32; 3],
    /// roll, pitch, yaw in radians; zero where not carried.
    pub direction: [f32; 3],
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
        let size = |n: usize| if packed { n } else { 4 * n };
        let coordinates = match (position, packed) {
            (PositionPart::None, _) => 0,
            (PositionPart::Xz, true) => 3,
            (PositionPart::Xyz, true) => 5,
            (PositionPart::Xz, false) => 8,
            (PositionPart::Xyz, false) => 12,
        };
        let body = coordinates + size(angles.count_ones() as usize);
        let ground = axes::HAS_GROUND | axes::ON_GROUND;
        let carried = angles
            | if packed { axes::PACKED } else { 0 }
            | match position {
                PositionPart::None => 0,
                PositionPart::Xz => axes::X | axes::Z | ground,
                PositionPart::Xyz => axes::POSITION | axes::HAS_GROUND,
            };
        parts.next().is_none().then_some(Self {
            position,
            angles: angles as u8,
            packed,
            body: body as u8,
            carried: carried as u16,
        })
    }

    /// Size of the body behind the view id, in bytes (`spec/02 §3.9.1`, second table).
    #[inline]
    #[must_use]
    pub fn body_size(&self) -> usize {
        usize::from(self.body)
    }

    /// Reads the part behind the view id; `None` when it is shorter than [`Self::body_size`].
    #[inline]
    #[must_use]
    pub fn read(&self, part: &[u8]) -> Option<VolatileUpdate> {
        if self.packed { self.read_packed(part) } else { self.read_plain(part) }
    }

    #[inline]
    fn read_packed(&self, part: &[u8]) -> Option<VolatileUpdate> {
        let (position, angles) = match self.position {
            PositionPart::None => ([0.0; 3], part),
            PositionPart::Xz => {
                let (xz, angles) = part.split_first_chunk::<3>()?;
                let (x, z) = unpack_xz(*xz);
                ([x, 0.0, z], angles)
            }
            PositionPart::Xyz => {
                let (xz, rest) = part.split_first_chunk::<3>()?;
                let (y, angles) = rest.split_first_chunk::<2>()?;
                let (x, z) = unpack_xz(*xz);
                ([x, unpack_y(u16::from_le_bytes(*y)), z], angles)
            }
        };
        let mut direction = [0.0; 3];
        let [_, _, yaw] = &mut direction;
        if u32::from(self.angles) == axes::YAW {
            *yaw = unpack_angle(*angles.first()? as i8);
        } else {
            let mut angles = angles.iter();
            for slot in self.angles_in(&mut direction).into_iter().flatten() {
                *slot = unpack_angle(*angles.next()? as i8);
            }
        }
        Some(VolatileUpdate { axes: u32::from(self.carried), position, direction })
    }

    #[inline]
    fn read_plain(&self, part: &[u8]) -> Option<VolatileUpdate> {
        let (numbers, _) = part.as_chunks::<4>();
        let mut numbers = numbers.iter().map(|n| f32::from_le_bytes(*n));
        let mut next = || numbers.next();
        let position = match self.position {
            PositionPart::None => [0.0; 3],
            PositionPart::Xz => [next()?, 0.0, next()?],
            PositionPart::Xyz => [next()?, next()?, next()?],
        };
        let mut direction = [0.0; 3];
        for slot in self.angles_in(&mut direction).into_iter().flatten() {
            *slot = next()?;
        }
        Some(VolatileUpdate { axes: u32::from(self.carried), position, direction })
    }

    /// The places of the carried angles in the order of the message: yaw, pitch, roll.
    #[inline]
    fn angles_in<'a>(&self, direction: &'a mut [f32; 3]) -> [Option<&'a mut f32>; 3] {
        let [roll, pitch, yaw] = direction;
        let carried = |bit| u32::from(self.angles) & bit != 0;
        [
            Some(yaw).filter(|_| carried(axes::YAW)),
            Some(pitch).filter(|_| carried(axes::PITCH)),
            Some(roll).filter(|_| carried(axes::ROLL)),
        ]
    }
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
        let u = form.read(&body).unwrap();
        assert_eq!(u.position, [815.0978, 0.0, 775.0343]);
        assert_eq!(u.direction, [0.0, 0.0, -0.5439]);
        assert_eq!(u.axes, axes::X | axes::Z | axes::YAW | axes::HAS_GROUND | axes::ON_GROUND);
    }
}
