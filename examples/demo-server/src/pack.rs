//! Encoders of the packed numbers in the optimized position updates (`spec/02 §3.9.3` to `§3.9.5`).

use std::f32::consts::PI;

/// Sign and 11-bit magnitude of one horizontal offset: 3 bits of exponent, 8 of mantissa, rounded half up and
/// saturated (`spec/02 §3.9.3`).
fn magnitude11(v: f32) -> u32 {
    let sign = v.is_sign_negative();
    let bits = if sign { v - 2.0 } else { v + 2.0 }.to_bits();
    let rounded = (bits >> 15 & 0x7FF) + (bits >> 14 & 1);
    // Out of [2, 512) or about to round up to 512: the format has no room, so the largest magnitude stands for it.
    let saturated = bits & 0x7C00_0000 != 0x4000_0000 || bits & 0x03FF_C000 == 0x03FF_C000;
    let magnitude = if saturated { 0x7FF } else { rounded & 0x7FF };
    magnitude | u32::from(sign) << 11
}

/// `packxz24`: x in the high and z in the low 12 bits of a big-endian 24-bit number (`spec/02 §3.9.3`).
pub(crate) fn xz(x: f32, z: f32) -> [u8; 3] {
    let [_, a, b, c] = (magnitude11(x) << 12 | magnitude11(z)).to_be_bytes();
    [a, b, c]
}

/// `packy16`: sign, 4 bits of exponent, 11 of mantissa, truncated; larger values wrap (`spec/02 §3.9.4`).
pub(crate) fn y(v: f32) -> u16 {
    let sign = v.is_sign_negative();
    let bits = if sign { v - 2.0 } else { v + 2.0 }.to_bits();
    (bits >> 12 & 0x7FFF) as u16 | u16::from(sign) << 15
}

/// `angle8`: 256 steps to the circle, so a half turn wraps to -128 (`spec/02 §3.9.5`).
pub(crate) fn angle(radians: f32) -> u8 {
    (radians * (128.0 / PI) + 0.5).floor() as i32 as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xz_agrees_with_the_table() {
        let table: [(f32, f32, [u8; 3]); 9] = [
            (0.0, 0.0, [0x00, 0x00, 0x00]),
            (1.5, -2.25, [0x0C, 0x09, 0x10]),
            (12.34, -56.78, [0x2C, 0xBC, 0xD6]),
            (0.004, -0.0, [0x00, 0x18, 0x00]),
            (0.0039, 0.004, [0x00, 0x00, 0x01]),
            (100.0, -200.7, [0x59, 0x8E, 0x95]),
            (253.9, -254.2, [0x70, 0x0F, 0x00]),
            (509.4, -509.5, [0x7F, 0xFF, 0xFF]),
            (510.0, -600.0, [0x7F, 0xFF, 0xFF]),
        ];
        for (x, z, bytes) in table {
            assert_eq!(xz(x, z), bytes, "{x}, {z}");
        }
    }

    #[test]
    fn y_agrees_with_the_table() {
        let table: [(f32, [u8; 2]); 9] = [
            (0.0, [0x00, 0x00]),
            (1.0, [0x00, 0x04]),
            (-1.0, [0x00, 0x84]),
            (12.345, [0x58, 0x16]),
            (-0.001, [0x01, 0x80]),
            (211.0, [0x50, 0x35]),
            (-333.333, [0x7A, 0xBA]),
            (4000.0, [0xA2, 0x57]),
            (131_069.0, [0xFF, 0x7F]),
        ];
        for (v, bytes) in table {
            assert_eq!(y(v).to_le_bytes(), bytes, "{v}");
        }
    }

    #[test]
    fn angles_agree_with_the_table() {
        let table = [
            (0.5, 0x14),
            (1.0, 0x29),
            (-1.0, 0xD7),
            (PI / 2.0, 0x40),
            (3.0, 0x7A),
            (3.13, 0x80),
            (PI, 0x80),
            (-PI, 0x80),
        ];
        for (radians, byte) in table {
            assert_eq!(angle(radians), byte, "{radians}");
        }
    }
}
