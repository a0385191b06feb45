//! A line that carries datagrams both ways.

use zeroize::Zeroizing;

use super::events::{Events, left};
use super::schedule::Schedule;
use super::{Conditions, Random, Way};
use crate::session::Time;

/// Both directions of one exchange of datagrams. Time is an argument, as everywhere in the core.
#[derive(Debug)]
pub(crate) struct DatagramPath {
    conditions: Conditions,
    out: Schedule,
    back: Schedule,
    /// Bytes that have passed to the server and from it.
    passed: (u64, u64),
    events: Events,
}

impl DatagramPath {
    /// An exchange in which so many bytes have passed already.
    pub(crate) fn new(now: Time, c: Conditions, passed: (u64, u64), mut chance: Random) -> Self {
        let mut another = || Random::new(chance.next());
        let (out, back) = (Schedule::new(another()), Schedule::new(another()));
        let mut path = Self { conditions: c, out, back, passed, events: Events::none() };
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

    /// Takes a datagram, which may be the last that is seen of it.
    pub(crate) fn push(&mut self, now: Time, way: Way, datagram: &[u8]) {
        let c = &self.conditions;
        match way {
            Way::Out => self.out.push(now, datagram, c, c.bandwidth_out),
            Way::In => self.back.push(now, datagram, c, c.bandwidth_in),
        }
    }

    /// The next datagram that has arrived. One that does not fit before a reset is the reset.
    pub(crate) fn pop(&mut self, now: Time, way: Way) -> Option<Zeroizing<Vec<u8>>> {
        if self.events.is_reset() || self.events.stalled_until(now).is_some() {
            return None;
        }
        let (schedule, limit, passed) = match way {
            Way::Out => (&mut self.out, self.conditions.disconnect_after_out, &mut self.passed.0),
            Way::In => (&mut self.back, self.conditions.disconnect_after_in, &mut self.passed.1),
        };
        let datagram = schedule.pop(now)?;
        let length = datagram.len() as u64;
        if length > left(limit, *passed) {
            self.events.reset();
            return None;
        }
        *passed += length;
        self.look(now);
        Some(datagram)
    }

    /// Whether the exchange has been reset.
    pub(crate) fn is_reset(&self) -> bool {
        self.events.is_reset()
    }

    /// When something arrives next that has not arrived yet.
    pub(crate) fn next(&self, now: Time) -> Option<Time> {
        let under_way = || {
            let both = [&self.out, &self.back].into_iter().filter_map(Schedule::next);
            both.filter(|due| *due > now).min()
        };
        self.events.stalled_until(now).or_else(under_way)
    }

    /// Whether nothing is under way.
    pub(crate) fn is_empty(&self) -> bool {
        self.out.next().is_none() && self.back.next().is_none()
    }

    fn look(&mut self, now: Time) {
        self.events.look(now, &self.conditions, self.passed);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const START: Time = Time(0);

    fn path(c: Conditions) -> DatagramPath {
        DatagramPath::new(START, c, (0, 0), Random::new(1))
    }

    fn good() -> Conditions {
        Conditions::default()
    }

    fn taken(p: &mut DatagramPath, now: Time, way: Way) -> Vec<usize> {
        std::iter::from_fn(|| p.pop(now, way)).map(|d| d.len()).collect()
    }

    #[test]
    fn the_datagrams_that_fit_pass_before_a_reset() {
        // Three of 100 bytes: as many as fit, and never a part of one.
        for (n, fit, reset) in [(99, 0, true), (100, 1, true), (250, 2, true), (301, 3, false)] {
            for way in [Way::Out, Way::In] {
                let mut p = path(match way {
                    Way::Out => Conditions { disconnect_after_out: n, ..good() },
                    Way::In => Conditions { disconnect_after_in: n, ..good() },
                });
                (0..3).for_each(|_| p.push(START, way, &[0; 100]));
                assert_eq!(taken(&mut p, START, way), vec![100; fit], "{n} {way:?}");
                assert_eq!(p.is_reset(), reset, "{n} {way:?}");
            }
        }
    }

    #[test]
    fn a_stall_holds_both_ways_and_then_everything_comes() {
        let c = Conditions { stall_after_in: 100, stall: Duration::from_millis(7), ..good() };
        let mut p = path(c);
        (0..3).for_each(|_| p.push(START, Way::In, &[0; 60]));
        p.push(START, Way::Out, &[0; 9]);
        assert_eq!(taken(&mut p, START, Way::In), [60, 60]);
        assert_eq!(taken(&mut p, START, Way::Out), [0; 0]);
        assert_eq!(p.next(START), Some(Time(7000)));
        assert_eq!(taken(&mut p, Time(7000), Way::Out), [9]);
        assert_eq!(taken(&mut p, Time(7000), Way::In), [60]);
        assert!(p.is_empty());
    }

    #[test]
    fn without_conditions_everything_arrives_at_once() {
        let mut p = path(Conditions { latency: Duration::from_secs(600), ..good() });
        p.push(START, Way::In, &[0; 60]);
        assert_eq!(p.next(START), Some(Time(600_000_000)));
        p.change(Time(5), None);
        assert_eq!(taken(&mut p, Time(5), Way::In), [60]);
        assert_eq!(p.next(Time(5)), None);
    }
}
