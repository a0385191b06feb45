//! The packed numbers of volatile updates (`spec/02 §3.9.3–§3.9.5`).

use std::f32::consts::PI;

const EXPONENT_OF_TWO: u32 = 0x4000_0000;

/// `2 + |v|` is stored as the low bits of a float in `[2, …)`; the sign travels apart.
#[inline(always)]
fn unpack(magnitude_bits: u32, sign: bool) -> f32 {
    let v = f32::from_bits(EXPONENT_OF_TWO | magnitude_bits) - 2.0;
    f32::from_bits(v.to_bits() | u32::from(sign) << 31)
}

/// What an angle byte means. Looked up, since two conversions and two products take longer.
static ANGLES: [f32; 0x100] = {
    let mut table = [0.0; 0x100];
    let mut byte = 0;
    #[allow(clippy::indexing_slicing, reason = "worked out when this is compiled")]
    while byte < table.len() {
        let v = byte as u8 as i8;
        table[byte] = (v as f64 * std::f64::consts::PI / 128.0) as f32;
        byte += 1;
    }
    table
};

/// Decodes a packed x and z, the number that their three bytes make in big-endian order
/// (`spec/02 §3.9.3`). The result is relative to the player's server position, in world units.
#[inline(always)]
#[must_use]
pub fn unpack_xz(d: u32) -> (f32, f32) {
    let x = unpack((d & 0x7f_f000) << 3, d & 0x80_0000 != 0);
    let z = unpack((d & 0x7ff) << 15, d & 0x800 != 0);
    (x, z)
}

/// Decodes a packed y (`spec/02 §3.9.4`), relative to the player's server position, in world units.
#[inline]
#[must_use]
pub fn unpack_y(d: u16) -> f32 {
    unpack((u32::from(d) & 0x7fff) << 12, d & 0x8000 != 0)
}

/// Decodes an angle byte into radians (`spec/02 §3.9.5`).
#[inline(always)]
#[must_use]
pub fn unpack_angle(v: i8) -> f32 {
    ANGLES.get(usize::from(v as u8)).copied().unwrap_or_default()
}

/// Brings an angle above π into `(-π, π]`, as the server expects it in uploads (`spec/02 §5.4`).
#[inline]
#[must_use]
pub fn wrap_angle(radians: f32) -> f32 {
    if radians > PI { radians - 2.0 * PI } else { radians }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xz_table_of_the_specification() {
        let table: &[([u8; 3], f32, f32)] = &[
            ([0x00, 0x00, 0x00], 0.0, 0.0),
            ([0x0c, 0x09, 0x10], 1.5, -2.25),
            ([0x2c, 0xbc, 0xd6], 12.34375, -56.75),
            ([0x00, 0x18, 0x00], 0.0078125, -0.0),
            ([0x00, 0x00, 0x01], 0.0, 0.0078125),
            ([0x59, 0x8e, 0x95], 100.0, -200.5),
            ([0x70, 0x0f, 0x00], 254.0, -254.0),
            ([0x7f, 0xff, 0xff], 509.0, -509.0),
        ];
        for &(bytes, x, z) in table {
            let [a, b, c] = bytes;
            let (gx, gz) = unpack_xz(u32::from_be_bytes([0, a, b, c]));
            assert_eq!((gx.to_bits(), gz.to_bits()), (x.to_bits(), z.to_bits()), "{bytes:02x?}");
        }
    }

    #[test]
    fn y_table_of_the_specification() {
        let table: &[(u16, f32)] = &[
            (0x0000, 0.0),
            (0x0400, 1.0),
            (0x8400, -1.0),
            (0x1658, 12.34375),
            (0x8001, -0.000_976_562_5),
            (0x3550, 211.0),
            (0xba7a, -333.25),
            (0x57a2, 4000.0),
            (0x7fff, 131_038.0),
        ];
        for &(d, y) in table {
            assert_eq!(unpack_y(d), y, "{d:04x}");
        }
    }

    #[test]
    fn angle_table_of_the_specification() {
        for (byte, radians) in [(20i8, 0.49087), (41, 1.00629), (-41, -1.00629), (122, 2.99433)] {
            assert!((unpack_angle(byte) - radians).abs() < 1e-5);
        }
        assert_eq!(unpack_angle(64), PI / 2.0);
        assert_eq!(unpack_angle(-128), -PI);
    }
}
