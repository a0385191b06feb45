//! Time as the session knows it: an argument, never a clock.

use std::ops::{Add, Sub};
use std::time::Duration;

/// A moment, in microseconds since one the driver chose. Tests choose their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Time(pub u64);

impl Time {
    /// The earliest of several moments, those that there are.
    ///
    /// With a number for "never" the compiler makes no comparison with what is not there, which it may, but
    /// which valgrind complains of.
    #[must_use]
    pub fn earliest(all: impl IntoIterator<Item = Option<Self>>) -> Option<Self> {
        let never = u64::MAX;
        let earliest = all.into_iter().fold(never, |n, d| n.min(d.map_or(never, |t| t.0)));
        (earliest != never).then_some(Self(earliest))
    }
}

impl Add<Duration> for Time {
    type Output = Self;

    fn add(self, d: Duration) -> Self {
        Self(self.0.saturating_add(u64::try_from(d.as_micros()).unwrap_or(u64::MAX)))
    }
}

impl Sub for Time {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}
