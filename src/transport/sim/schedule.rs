//! One direction of a line that carries datagrams: they are late, lost, overtaken or doubled.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::lane::Bottleneck;
use super::{Conditions, MAX_HELD, Random};
use crate::session::Time;

/// Most datagrams that are under way; a further one is lost, as in a router that is full.
const MOST: usize = 4096;

/// Datagrams under way.
#[derive(Debug)]
pub(crate) struct Schedule {
    /// By the time at which they are due, and then in the order in which they came.
    /// They may hold a password.
    held: BTreeMap<(Time, u64), Zeroizing<Vec<u8>>>,
    count: u64,
    bytes: usize,
    bottleneck: Bottleneck,
    /// When the last one is due that is not overtaken.
    last: Time,
    random: Random,
}

impl Schedule {
    pub(crate) fn new(random: Random) -> Self {
        Self {
            held: BTreeMap::new(),
            count: 0,
            bytes: 0,
            bottleneck: Bottleneck::default(),
            last: Time::default(),
            random,
        }
    }

    /// Takes a datagram, which may be the last that is seen of it.
    pub(crate) fn push(&mut self, now: Time, datagram: &[u8], c: &Conditions, bandwidth: u32) {
        // Always as many numbers for a datagram, so that the fate of one is not another's.
        let lost = self.random.happens(c.loss);
        let doubled = self.random.happens(c.duplicate);
        for again in [false, true] {
            let late = self.random.up_to(c.jitter);
            let overtaken = self.random.happens(c.reorder);
            if lost || again && !doubled || self.is_full(now, datagram.len(), c, bandwidth) {
                continue;
            }
            let through = self.bottleneck.through(now, datagram.len(), bandwidth);
            let mut due = self.last.max(through + c.latency + late);
            if overtaken {
                due = due + c.reorder_by;
            } else {
                self.last = due;
            }
            self.count += 1;
            self.bytes += datagram.len();
            self.held.insert((due, self.count), datagram.to_vec().into());
        }
    }

    /// A router's queue holds what it can send in the time of the way, and a little.
    fn is_full(&self, now: Time, length: usize, c: &Conditions, bandwidth: u32) -> bool {
        self.held.len() >= MOST
            || self.bytes + length > MAX_HELD
            || self.waiting(now, bandwidth) > c.room(bandwidth) as u64
    }

    /// Bytes that still wait to be sent.
    fn waiting(&self, now: Time, bandwidth: u32) -> u64 {
        let time = u64::try_from((self.bottleneck.free_at - now).as_micros()).unwrap_or(u64::MAX);
        time.saturating_mul(bandwidth.into()) / 1_000_000
    }

    /// The next datagram that has arrived.
    pub(crate) fn pop(&mut self, now: Time) -> Option<Zeroizing<Vec<u8>>> {
        let first = self.held.first_entry().filter(|e| e.key().0 <= now)?;
        let datagram = first.remove();
        self.bytes = self.bytes.saturating_sub(datagram.len());
        Some(datagram)
    }

    /// When one arrives next.
    pub(crate) fn next(&self) -> Option<Time> {
        self.held.first_key_value().map(|((due, _), _)| *due)
    }

    /// Lets everything arrive now.
    pub(crate) fn hurry(&mut self, now: Time) {
        let held = std::mem::take(&mut self.held);
        self.held = held.into_iter().map(|((due, n), d)| ((due.min(now), n), d)).collect();
        self.last = self.last.min(now);
        self.bottleneck = Bottleneck::default();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;

    const COUNT: u32 = 4000;

    fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    /// A datagram a millisecond; what arrives when.
    fn run(c: &Conditions, bandwidth: u32) -> Vec<(Time, u32)> {
        let mut s = Schedule::new(Random::new(c.seed));
        let mut got = Vec::new();
        let mut collect = |s: &mut Schedule, until: Option<Time>| {
            while let Some(at) = s.next().filter(|at| until.is_none_or(|until| *at <= until)) {
                let datagram = s.pop(at).unwrap();
                got.push((at, u32::from_le_bytes(datagram[..].try_into().unwrap())));
            }
        };
        for n in 0..COUNT {
            let now = Time::default() + ms(n.into());
            collect(&mut s, Some(now));
            s.push(now, &n.to_le_bytes(), c, bandwidth);
        }
        collect(&mut s, None);
        assert_eq!(s.bytes, 0);
        got
    }

    fn good() -> Conditions {
        Conditions { seed: 5, latency: ms(40), ..Conditions::default() }
    }

    #[test]
    fn a_good_line_keeps_order_and_time() {
        let expected: Vec<_> =
            (0..COUNT).map(|n| (Time::default() + ms(u64::from(n) + 40), n)).collect();
        assert_eq!(run(&good(), 0), expected);
    }

    #[test]
    fn loss_is_as_often_as_it_is_told_and_decided_by_the_seed() {
        let got = run(&Conditions { loss: 200, ..good() }, 0);
        let lost = COUNT as usize - got.len();
        assert!((720..880).contains(&lost), "{lost} of {COUNT}, 200 of 1000 expected");
        assert!(got.is_sorted_by_key(|(_, n)| *n));
        assert_eq!(got, run(&Conditions { loss: 200, ..good() }, 0));
        assert_ne!(got, run(&Conditions { loss: 200, seed: 6, ..good() }, 0));
        assert_eq!(run(&Conditions { loss: 1000, ..good() }, 0), []);
    }

    #[test]
    fn jitter_is_within_its_bounds_and_keeps_the_order() {
        let got = run(&Conditions { jitter: ms(10), ..good() }, 0);
        assert!(got.iter().map(|(_, n)| *n).eq(0..COUNT));
        let took: Vec<_> = got
            .iter()
            .map(|(at, n)| (*at - (Time::default() + ms((*n).into()))).as_millis())
            .collect();
        assert!(took.iter().all(|t| (40..=50).contains(t)), "{took:?}");
        assert!(took.contains(&41) && took.contains(&49));
    }

    #[test]
    fn some_are_overtaken() {
        let got = run(&Conditions { reorder: 100, ..good() }, 0);
        assert_eq!(got.iter().map(|(_, n)| n).collect::<BTreeSet<_>>().len(), COUNT as usize);
        let late = got.iter().filter(|(at, n)| *at - (Time::default() + ms((*n).into())) == ms(60));
        let late = late.count();
        assert!((320..480).contains(&late), "{late} of {COUNT}, 100 of 1000 expected");
        assert!(!got.is_sorted_by_key(|(_, n)| *n));
    }

    #[test]
    fn some_come_twice() {
        let got = run(&Conditions { duplicate: 100, ..good() }, 0);
        let twice = got.len() - COUNT as usize;
        assert!((320..480).contains(&twice), "{twice} of {COUNT}, 100 of 1000 expected");
        assert_eq!(got.iter().map(|(_, n)| n).collect::<BTreeSet<_>>().len(), COUNT as usize);
    }

    #[test]
    fn a_narrow_line_carries_what_it_can_and_loses_the_rest() {
        // 4 bytes a millisecond come, 2 leave.
        let c = Conditions { latency: ms(10), ..Conditions::default() };
        let mut s = Schedule::new(Random::new(0));
        for n in 0..1000 {
            s.push(Time(n * 1000), &[0; 400], &c, 200_000);
        }
        let mut last = Time::default();
        let mut got = 0_u64;
        while let Some(at) = s.next() {
            _ = s.pop(at);
            got += 1;
            last = at;
        }
        assert_eq!(last, Time(got * 2000 + 10_000), "2 ms each and the way");
        let room = c.room(200_000) as u64 / 400;
        assert!((500 + room - 2..=500 + room + 2).contains(&got), "{got}, {room} wait at most");
    }

    #[test]
    fn what_is_under_way_is_bounded() {
        let c = Conditions { latency: Duration::from_secs(600), duplicate: 1000, ..good() };
        let mut s = Schedule::new(Random::new(0));
        for _ in 0..10_000 {
            s.push(Time(0), &[0; 1400], &c, 0);
        }
        assert!(s.bytes <= MAX_HELD && s.held.len() <= MOST);
        let mut s = Schedule::new(Random::new(0));
        for _ in 0..10_000 {
            s.push(Time(0), &[], &c, 0);
        }
        assert_eq!(s.held.len(), MOST);
        s.hurry(Time(3));
        assert_eq!(std::iter::from_fn(|| s.pop(Time(3))).count(), MOST);
    }
}
