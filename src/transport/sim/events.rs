//! What happens to a connection once so much has passed: it stalls, it is reset.

use super::Conditions;
use crate::session::Time;

/// What has happened to a connection so far.
#[derive(Debug)]
pub(super) struct Events {
    stall: Stall,
    reset: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stall {
    /// Not yet, or never.
    Ahead,
    Until(Time),
    Over,
}

impl Events {
    pub(super) fn none() -> Self {
        Self { stall: Stall::Ahead, reset: false }
    }

    /// There are other conditions. A reset stays one.
    pub(super) fn change(&mut self) {
        self.stall = Stall::Ahead;
    }

    /// Whether so much has passed to the server and from it that something happens.
    pub(super) fn look(&mut self, now: Time, c: &Conditions, (out, back): (u64, u64)) {
        let reached = |limit: u64, passed: u64| limit != 0 && passed >= limit;
        self.stall = match self.stall {
            Stall::Ahead if reached(c.stall_after_in, back) => Stall::Until(now + c.stall),
            Stall::Until(until) if until <= now => Stall::Over,
            other => other,
        };
        self.reset |= reached(c.disconnect_after_out, out) || reached(c.disconnect_after_in, back);
    }

    /// The connection is reset now.
    #[cfg(feature = "kcp")]
    pub(super) fn reset(&mut self) {
        self.reset = true;
    }

    pub(super) fn is_reset(&self) -> bool {
        self.reset
    }

    /// Until when nothing passes.
    pub(super) fn stalled_until(&self, now: Time) -> Option<Time> {
        match self.stall {
            Stall::Until(until) if now < until => Some(until),
            _ => None,
        }
    }

    /// Whether a stall may still come.
    pub(super) fn is_stall_ahead(&self) -> bool {
        self.stall == Stall::Ahead
    }
}

/// What is left of a limit; one of 0 is none.
pub(super) fn left(limit: u64, passed: u64) -> u64 {
    match limit {
        0 => u64::MAX,
        limit => limit.saturating_sub(passed),
    }
}
