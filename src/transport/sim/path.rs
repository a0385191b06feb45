//! A line that carries a stream both ways.

use super::events::{Events, left};
use super::lane::Lane;
use super::{Conditions, Random, Way};
use crate::session::Time;

/// Both directions of one connection. Time is an argument, as everywhere in the core.
#[derive(Debug)]
pub(crate) struct Path {
    conditions: Conditions,
    out: Lane,
    back: Lane,
    events: Events,
}

impl Path {
    /// A connection over which `out` and `back` bytes have passed already.
    pub(crate) fn new(
        now: Time,
        c: Conditions,
        (out, back): (u64, u64),
        mut chance: Random,
    ) -> Self {
        let mut another = || Random::new(chance.next());
        let (out, back) = (Lane::new(out, another()), Lane::new(back, another()));
        let mut path = Self { conditions: c, out, back, events: Events::none() };
        path.look(now);
        path
    }

    /// Other conditions from now on. What is under way arrives as it would have; without conditions,
    /// at once.
    pub(crate) fn change(&mut self, now: Time, conditions: Option<Conditions>) {
        if conditions.is_none() {
            self.out.hurry(now);
            self.back.hurry(now);
        }
        self.conditions = conditions.unwrap_or_default();
        self.events.change();
        self.look(now);
    }

    /// Bytes that it still takes.
    pub(crate) fn room(&self, way: Way) -> usize {
        let (lane, bandwidth) = self.lane(way);
        lane.room(&self.conditions, bandwidth)
    }

    /// Takes bytes, as many as there is room for, and says how many.
    pub(crate) fn push(&mut self, now: Time, way: Way, bytes: &[u8]) -> usize {
        let (lane, c, bandwidth) = match way {
            Way::Out => (&mut self.out, &self.conditions, self.conditions.bandwidth_out),
            Way::In => (&mut self.back, &self.conditions, self.conditions.bandwidth_in),
        };
        lane.push(now, bytes, c, bandwidth)
    }

    /// The server writes nothing more.
    pub(crate) fn end(&mut self, now: Time) {
        self.back.end(now, &self.conditions);
    }

    /// Bytes that have arrived; nothing when none have. What is behind them may have arrived too.
    pub(crate) fn front(&self, now: Time, way: Way) -> &[u8] {
        if self.events.is_reset() || self.events.stalled_until(now).is_some() {
            return &[];
        }
        let (lane, c) = (self.lane(way).0, &self.conditions);
        let left = |limit| left(limit, lane.passed());
        let most = match way {
            Way::Out => left(c.disconnect_after_out),
            Way::In if self.events.is_stall_ahead() => {
                left(c.disconnect_after_in).min(left(c.stall_after_in))
            }
            Way::In => left(c.disconnect_after_in),
        };
        lane.front(now, most)
    }

    /// That many bytes of [`Self::front`] have been taken.
    pub(crate) fn took(&mut self, now: Time, way: Way, n: usize) {
        match way {
            Way::Out => self.out.took(n),
            Way::In => self.back.took(n),
        }
        self.look(now);
    }

    /// Whether the server's end has arrived.
    pub(crate) fn has_ended(&self, now: Time) -> bool {
        self.events.stalled_until(now).is_none() && self.back.has_ended(now)
    }

    /// Whether the connection has been reset.
    pub(crate) fn is_reset(&self) -> bool {
        self.events.is_reset()
    }

    /// When something arrives next that has not arrived yet.
    pub(crate) fn next(&self, now: Time) -> Option<Time> {
        let lanes = || [&self.out, &self.back].into_iter().filter_map(|lane| lane.next(now)).min();
        self.events.stalled_until(now).or_else(lanes)
    }

    /// Whether nothing is under way.
    pub(crate) fn is_empty(&self, way: Way) -> bool {
        self.lane(way).0.is_empty()
    }

    /// Forgets what is under way: it cannot arrive any more.
    pub(crate) fn clear(&mut self, way: Way) {
        match way {
            Way::Out => self.out.clear(),
            Way::In => self.back.clear(),
        }
    }

    fn lane(&self, way: Way) -> (&Lane, u32) {
        match way {
            Way::Out => (&self.out, self.conditions.bandwidth_out),
            Way::In => (&self.back, self.conditions.bandwidth_in),
        }
    }

    /// Whether enough has passed for what shall happen then.
    fn look(&mut self, now: Time) {
        let passed = (self.out.passed(), self.back.passed());
        self.events.look(now, &self.conditions, passed);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{MAX_HELD, SLACK};
    use super::*;

    const START: Time = Time(0);

    fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    fn path(c: Conditions) -> Path {
        let seed = c.seed;
        Path::new(START, c, (0, 0), Random::new(seed))
    }

    fn good() -> Conditions {
        Conditions::default()
    }

    /// Everything that has arrived.
    fn taken(path: &mut Path, now: Time, way: Way) -> Vec<u8> {
        let mut all = Vec::new();
        loop {
            let front = path.front(now, way).to_vec();
            if front.is_empty() {
                return all;
            }
            path.took(now, way, front.len());
            all.extend(front);
        }
    }

    /// What arrives when, until nothing is under way.
    fn arrivals(path: &mut Path, way: Way) -> Vec<(Time, Vec<u8>)> {
        let (mut now, mut all) = (START, Vec::new());
        loop {
            let bytes = taken(path, now, way);
            if !bytes.is_empty() {
                all.push((now, bytes));
            }
            match path.next(now) {
                Some(next) => now = next,
                None => return all,
            }
        }
    }

    #[test]
    fn bytes_come_after_the_latency_and_not_before() {
        for way in [Way::Out, Way::In] {
            let mut p = path(Conditions { latency: ms(50), ..good() });
            assert_eq!(p.push(START, way, b"hello"), 5);
            assert_eq!(p.next(START), Some(START + ms(50)));
            assert_eq!(p.front(Time(49_999), way), b"");
            assert_eq!(p.front(Time(50_000), way), b"hello");
            p.took(Time(50_000), way, 2);
            assert_eq!(p.front(Time(50_000), way), b"llo");
            let other = if way == Way::Out { Way::In } else { Way::Out };
            assert_eq!(p.front(Time(50_000), other), b"");
        }
    }

    #[test]
    fn a_stream_keeps_every_byte_in_order_on_the_worst_line() {
        let worst = Conditions {
            latency: ms(30),
            jitter: ms(400),
            loss: 300,
            reorder: 500,
            duplicate: 500,
            bandwidth_in: 20_000,
            ..good()
        };
        let run = |seed| {
            let mut p = path(Conditions { seed, ..worst.clone() });
            let sent: Vec<u8> = (0..50_000_u32).map(|i| (i / 7) as u8).collect();
            let (mut left, mut now, mut got) = (&sent[..], START, Vec::new());
            let mut times = Vec::new();
            while got.len() < sent.len() {
                let n = p.push(now, Way::In, &left[..left.len().min(777)]);
                left = &left[n..];
                let bytes = taken(&mut p, now, Way::In);
                if !bytes.is_empty() {
                    times.push(now);
                    got.extend(bytes);
                }
                now = p.next(now).unwrap_or(now + ms(1)).min(now + ms(5));
            }
            assert!(got == sent, "seed {seed}");
            assert!(now >= START + Duration::from_millis(2500), "50 kB at 20 kB/s: {now:?}");
            times
        };
        let first = run(1);
        assert_eq!(first, run(1), "the same seed meets the same fate");
        assert_ne!(first, run(2));
    }

    #[test]
    fn a_bandwidth_is_met_to_the_byte() {
        let mut p = path(Conditions { bandwidth_out: 14_000, latency: ms(1000), ..good() });
        // What a second carries, and the slack.
        assert_eq!(p.room(Way::Out), 14_000 + SLACK);
        assert_eq!(p.push(START, Way::Out, &[1; 100_000]), 14_000 + SLACK);
        assert_eq!(p.room(Way::Out), 0);
        assert_eq!(p.push(START, Way::Out, &[1]), 0, "the sender waits");
        let arrived = arrivals(&mut p, Way::Out);
        // 1400 bytes take 100 ms each, and all of them 1000 ms more.
        for (i, (at, bytes)) in arrived.iter().take(20).enumerate() {
            assert_eq!((*at, bytes.len()), (START + ms(1100 + 100 * i as u64), 1400));
        }
        assert_eq!(p.room(Way::Out), 14_000 + SLACK, "there is room again");
        assert_eq!(p.room(Way::In), MAX_HELD, "the other direction has its own");
    }

    #[test]
    fn a_lost_piece_holds_up_what_is_behind_it() {
        let c = Conditions { latency: ms(10), loss: 100, seed: 4, ..good() };
        let mut p = path(c);
        for n in 0..200_u8 {
            assert_eq!(p.push(START, Way::Out, &[n]), 1);
        }
        let arrived = arrivals(&mut p, Way::Out);
        let order: Vec<u8> = arrived.iter().flat_map(|(_, b)| b.clone()).collect();
        assert_eq!(order, (0..200).collect::<Vec<_>>());
        assert!(arrived[0].1.len() < 60, "the first of ten in a hundred comes early");
        assert_eq!(arrived[0].0, START + ms(10));
        // Sent again after 200 ms and a round trip.
        assert_eq!(arrived[1].0, START + ms(10 + 220));
    }

    #[test]
    fn a_reset_comes_after_exactly_so_many_bytes() {
        for n in [1, 2, 999, 1400, 1401, 2800, 4999, 5000] {
            for way in [Way::Out, Way::In] {
                let mut p = path(match way {
                    Way::Out => Conditions { disconnect_after_out: n, ..good() },
                    Way::In => Conditions { disconnect_after_in: n, ..good() },
                });
                p.push(START, way, &[7; 5000]);
                assert!(!p.is_reset());
                assert_eq!(taken(&mut p, START, way).len() as u64, n);
                assert!(p.is_reset(), "{way:?} {n}");
                p.push(START, Way::In, &[7; 10]);
                assert_eq!((p.front(START, Way::In), p.front(START, Way::Out)), (&[][..], &[][..]));
            }
        }
        let mut p = path(Conditions { disconnect_after_in: 5001, ..good() });
        p.push(START, Way::In, &[7; 5000]);
        assert_eq!((taken(&mut p, START, Way::In).len(), p.is_reset()), (5000, false));
    }

    #[test]
    fn what_passed_before_counts_for_the_connection() {
        let c = Conditions { disconnect_after_in: 100, ..good() };
        let mut p = Path::new(START, c.clone(), (500, 98), Random::new(0));
        p.push(START, Way::In, &[7; 10]);
        assert_eq!(taken(&mut p, START, Way::In).len(), 2);
        assert!(p.is_reset());
        assert!(Path::new(START, c.clone(), (0, 100), Random::new(0)).is_reset());
        let mut p = Path::new(START, good(), (0, 100), Random::new(0));
        p.change(START, Some(c));
        assert!(p.is_reset());
    }

    #[test]
    fn a_stall_begins_after_exactly_so_many_bytes_and_holds_both_ways() {
        let c = Conditions { stall_after_in: 1500, stall: ms(700), ..good() };
        let mut p = path(c);
        p.push(START, Way::In, &[7; 2000]);
        assert_eq!(taken(&mut p, Time(5), Way::In).len(), 1500);
        p.push(Time(6), Way::Out, b"anybody there?");
        p.end(Time(6));
        assert_eq!((p.front(Time(7), Way::Out), p.has_ended(Time(7))), (&b""[..], false));
        let over = Time(5) + ms(700);
        assert_eq!(p.next(Time(7)), Some(over));
        assert_eq!(taken(&mut p, over, Way::In).len(), 500);
        assert_eq!(p.front(over, Way::Out), b"anybody there?");
        assert!(p.has_ended(over));
    }

    #[test]
    fn the_end_comes_behind_everything() {
        let mut p = path(Conditions { latency: ms(20), jitter: ms(30), ..good() });
        p.push(START, Way::In, b"last words");
        p.end(START);
        let mut now = START;
        while taken(&mut p, now, Way::In).is_empty() {
            assert!(!p.has_ended(now));
            now = p.next(now).unwrap();
        }
        while !p.has_ended(now) {
            now = p.next(now).unwrap();
        }
        assert!(now >= START + ms(20) && now <= START + ms(50), "{now:?}");
        assert_eq!(p.next(now), None);
    }

    #[test]
    fn without_conditions_everything_arrives_at_once() {
        let forever = Duration::from_secs(1 << 40);
        let c = Conditions { latency: ms(60_000), bandwidth_out: 1, ..good() };
        let mut p = path(c);
        p.push(START, Way::In, b"in");
        p.push(START, Way::Out, b"out");
        p.end(START);
        p.change(Time(9), None);
        assert_eq!(taken(&mut p, Time(9), Way::In), b"in");
        assert_eq!(taken(&mut p, Time(9), Way::Out), b"out");
        assert!(p.has_ended(Time(9)) && p.is_empty(Way::In) && p.is_empty(Way::Out));

        let mut p = path(Conditions { stall_after_in: 1, stall: forever, ..good() });
        p.push(START, Way::In, b"in");
        assert_eq!(taken(&mut p, START, Way::In), b"i");
        p.change(Time(9), None);
        assert_eq!(taken(&mut p, Time(9), Way::In), b"n");
    }
}
