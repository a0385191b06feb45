//! Chance that can be had again.

use std::time::Duration;

/// SplitMix64: small, and any seed does.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Whether something happens that happens so many times of a thousand.
    pub(crate) fn happens(&mut self, permille: u32) -> bool {
        permille > 0 && self.next() % 1000 < u64::from(permille)
    }

    /// A time between none and `most`.
    pub(crate) fn up_to(&mut self, most: Duration) -> Duration {
        match u64::try_from(most.as_micros()) {
            Ok(0) | Err(_) => Duration::ZERO,
            Ok(n) => Duration::from_micros(self.next() % n.saturating_add(1)),
        }
    }
}
