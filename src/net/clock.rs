//! The only place that looks at a clock.

use std::time::Instant;

use crate::session::Time;

/// A client's time: it begins with the client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock(Instant);

impl Clock {
    /// A clock that stands at zero.
    pub(crate) fn start() -> Self {
        Self(instant())
    }

    /// The time.
    pub(crate) fn now(self) -> Time {
        Time::default() + instant().saturating_duration_since(self.0)
    }

    /// The moment of a time, as everybody's clock has it.
    pub(crate) fn instant(self, time: Time) -> Option<Instant> {
        self.0.checked_add(time - Time::default())
    }

    /// The moment a timer takes; `None` when it is so far away that it never comes.
    pub(crate) fn moment(self, time: Time) -> Option<tokio::time::Instant> {
        self.0.checked_add(time - Time::default()).map(Into::into)
    }
}

#[expect(clippy::disallowed_methods, reason = "everything else takes the time from here")]
fn instant() -> Instant {
    Instant::now()
}
