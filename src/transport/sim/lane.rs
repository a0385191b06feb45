//! What a line does to the time at which things arrive: the part that streams and datagrams share,
//! and one direction of a stream.

use std::collections::VecDeque;
use std::time::Duration;

use zeroize::Zeroizing;

use super::{Conditions, Random};
use crate::session::Time;

/// A stream travels in pieces of at most this size, as it does in a network.
pub(super) const PIECE: usize = 1400;

/// How long TCP waits at least before it sends a piece again, and how often it does.
const SEND_AGAIN: Duration = Duration::from_millis(200);
const MOST_TIMES: u32 = 6;

/// The narrowest place of a line: one packet after the other.
#[derive(Debug, Default)]
pub(super) struct Bottleneck {
    pub(super) free_at: Time,
    /// What the division by the bandwidth has left over so far.
    rest: u64,
}

impl Bottleneck {
    /// When `length` bytes that come now are through it.
    pub(super) fn through(&mut self, now: Time, length: usize, bandwidth: u32) -> Time {
        if bandwidth == 0 {
            return now.max(self.free_at);
        }
        if self.free_at < now {
            *self = Self { free_at: now, rest: 0 };
        }
        let work = (length as u64).saturating_mul(1_000_000).saturating_add(self.rest);
        self.rest = work % u64::from(bandwidth);
        self.free_at = self.free_at + Duration::from_micros(work / u64::from(bandwidth));
        self.free_at
    }
}

#[derive(Debug)]
struct Piece {
    due: Time,
    /// It may hold a password.
    bytes: Zeroizing<Vec<u8>>,
}

/// One direction of a stream. Nothing is lost and the order is kept; things come later.
#[derive(Debug)]
pub(super) struct Lane {
    pieces: VecDeque<Piece>,
    /// Bytes of the first piece that are gone.
    used: usize,
    held: usize,
    bottleneck: Bottleneck,
    /// When the last piece is due: no later one comes before it.
    last: Time,
    /// When the end of the stream is due.
    end: Option<Time>,
    /// Bytes that have passed since the connection was made.
    passed: u64,
    random: Random,
}

impl Lane {
    pub(super) fn new(passed: u64, random: Random) -> Self {
        Self {
            pieces: VecDeque::new(),
            used: 0,
            held: 0,
            bottleneck: Bottleneck::default(),
            last: Time::default(),
            end: None,
            passed,
            random,
        }
    }

    /// Bytes that it still takes.
    pub(super) fn room(&self, c: &Conditions, bandwidth: u32) -> usize {
        c.room(bandwidth).saturating_sub(self.held)
    }

    /// Takes bytes, as many as there is room for, and says how many.
    pub(super) fn push(
        &mut self,
        now: Time,
        bytes: &[u8],
        c: &Conditions,
        bandwidth: u32,
    ) -> usize {
        let taken = bytes.get(..self.room(c, bandwidth)).unwrap_or(bytes);
        for piece in taken.chunks(PIECE) {
            let through = self.bottleneck.through(now, piece.len(), bandwidth);
            self.arrive(through, c);
            self.pieces.push_back(Piece { due: self.last, bytes: piece.to_vec().into() });
        }
        self.held += taken.len();
        taken.len()
    }

    /// The other side writes nothing more.
    pub(super) fn end(&mut self, now: Time, c: &Conditions) {
        self.arrive(now, c);
        self.end = Some(self.last);
    }

    /// Something begins its way at `now`: `last` becomes its time.
    fn arrive(&mut self, now: Time, c: &Conditions) {
        let mut due = now + c.latency + self.random.up_to(c.jitter);
        let mut times = 0;
        while times < MOST_TIMES && self.random.happens(c.loss) {
            due = due + (SEND_AGAIN + c.latency * 2) * (1 << times);
            times += 1;
        }
        self.last = self.last.max(due);
    }

    /// Bytes that have arrived, at most `most`; what is behind them may have arrived too.
    pub(super) fn front(&self, now: Time, most: u64) -> &[u8] {
        let Some(piece) = self.pieces.front().filter(|p| p.due <= now) else { return &[] };
        let bytes = piece.bytes.get(self.used..).unwrap_or_default();
        usize::try_from(most).ok().and_then(|most| bytes.get(..most)).unwrap_or(bytes)
    }

    /// That many bytes of [`Self::front`] are gone.
    pub(super) fn took(&mut self, n: usize) {
        self.used += n;
        self.held = self.held.saturating_sub(n);
        self.passed += n as u64;
        if self.pieces.front().is_some_and(|p| p.bytes.len() <= self.used) {
            self.pieces.pop_front();
            self.used = 0;
        }
    }

    /// Whether the end of the stream has arrived, behind all bytes.
    pub(super) fn has_ended(&self, now: Time) -> bool {
        self.pieces.is_empty() && self.end.is_some_and(|due| due <= now)
    }

    /// When something arrives next that has not arrived yet.
    pub(super) fn next(&self, now: Time) -> Option<Time> {
        self.pieces.front().map(|p| p.due).or(self.end).filter(|due| *due > now)
    }

    /// Lets everything arrive now.
    pub(super) fn hurry(&mut self, now: Time) {
        self.pieces.iter_mut().for_each(|p| p.due = p.due.min(now));
        self.end = self.end.map(|due| due.min(now));
        self.last = self.last.min(now);
        self.bottleneck = Bottleneck::default();
    }

    pub(super) fn passed(&self) -> u64 {
        self.passed
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Forgets what it holds.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        (self.used, self.held) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bandwidth_is_exact_however_the_bytes_come() {
        for (bandwidth, length) in [(1_000, 1), (48_000, 1400), (7, 3), (1_000_003, 977)] {
            let mut b = Bottleneck::default();
            let mut last = Time::default();
            for n in 1..=1000_u64 {
                last = b.through(Time::default(), length, bandwidth);
                let exact = n * length as u64 * 1_000_000 / u64::from(bandwidth);
                assert_eq!(last, Time(exact), "{length} bytes {n} times at {bandwidth}");
            }
            // Time in which nothing came is not made up for.
            let later = last + Duration::from_secs(9);
            let one = Duration::from_micros(length as u64 * 1_000_000 / u64::from(bandwidth));
            assert_eq!(b.through(later, length, bandwidth), later + one);
        }
        assert_eq!(Bottleneck::default().through(Time(5), 1 << 20, 0), Time(5));
    }
}
