//! What goes out: segments on their way, and when to send them again.

use std::collections::VecDeque;

use zeroize::{Zeroize as _, Zeroizing};

use super::segment::{Command, HEADER, Header};
use super::{Fault, OBSTINACY, PATIENCE, SEGMENT, SILENCE, WINDOW, is_behind};

/// Times in milliseconds (`spec/01 §5.4`: `rx_minrto`, `interval`; the others are KCP's own).
const FIRST_TIMEOUT: u32 = 200;
const MIN_TIMEOUT: u32 = 10;
const MAX_TIMEOUT: u32 = 60_000;
const INTERVAL: u32 = 10;

/// Longest pause between two transmissions, unless the way itself takes longer: who comes back from a
/// tunnel wants to go on.
const MAX_PAUSE: u32 = 2000;

/// A segment that so many later ones have overtaken is sent again at once (`resend`), so often at most.
const OVERTAKEN: u32 = 2;
const FAST_RESENDS: u32 = 5;

/// A peer whose window is closed is asked after this long, and then less and less often.
const FIRST_ASK: u64 = 1000;
const MAX_ASK: u64 = 4000;

/// A segment that has not been acknowledged, or waits for one before it that has not.
pub(super) struct Parcel {
    fragment: u8,
    /// They may be a password; the buffer is used again.
    bytes: Zeroizing<Vec<u8>>,
    arrived: bool,
    /// Transmissions so far, when the first one and the last one were, and when the next one is due.
    sends: u32,
    first: u64,
    last: u64,
    due: u64,
    /// The present time-out.
    timeout: u32,
    /// Datagrams that acknowledged a later one and not this one.
    overtaken: u32,
}

pub(super) struct Outbox {
    /// Number of the first parcel.
    pub(super) first: u32,
    pub(super) parcels: VecDeque<Parcel>,
    /// How many of these have been sent at least once.
    flying: usize,
    /// The peer's window.
    window: u16,
    /// The way there and back: smoothed, how much it varies, and what follows from that.
    round_trip: Option<(u32, u32)>,
    pub(super) timeout: u32,
    /// The latest segment that the present datagram acknowledges: number and time.
    latest: Option<(u32, u32)>,
    /// The peer's window is closed: when to ask, how long to wait then, and how often it was asked.
    ask: Option<(u64, u64, u32)>,
    pub(super) spare: Vec<Zeroizing<Vec<u8>>>,
}

impl Default for Outbox {
    fn default() -> Self {
        Self {
            first: 0,
            parcels: VecDeque::new(),
            flying: 0,
            window: WINDOW,
            round_trip: None,
            timeout: FIRST_TIMEOUT,
            latest: None,
            ask: None,
            spare: Vec::new(),
        }
    }
}

impl Outbox {
    /// Takes a message in when there is room for all of it.
    pub(super) fn push(&mut self, message: &[u8]) -> bool {
        let count = message.len().div_ceil(SEGMENT);
        if self.parcels.len() + count > usize::from(WINDOW) {
            return false;
        }
        for (i, part) in message.chunks(SEGMENT).enumerate() {
            let mut bytes = self.spare.pop().unwrap_or_default();
            // It must not grow: that would leave a copy behind.
            bytes.reserve_exact(SEGMENT);
            bytes.extend_from_slice(part);
            self.parcels.push_back(Parcel {
                fragment: u8::try_from(count - 1 - i).unwrap_or(u8::MAX),
                bytes,
                arrived: false,
                sends: 0,
                first: 0,
                last: 0,
                due: 0,
                timeout: 0,
                overtaken: 0,
            });
        }
        true
    }

    // ---- what the peer says

    /// A segment has arrived; `time` is that of the transmission that did.
    pub(super) fn acknowledge(&mut self, now: u64, number: u32, time: u32) {
        let place = number.wrapping_sub(self.first) as usize;
        if place >= self.flying {
            return;
        }
        let Some(parcel) = self.parcels.get_mut(place) else { return };
        parcel.arrived = true;
        let took = (now as u32).wrapping_sub(time);
        // Nothing takes longer than since the first transmission, unless the peer made the time up.
        if u64::from(took) <= now.saturating_sub(parcel.first) {
            self.measure(took.min(MAX_TIMEOUT));
        }
        if self.latest.is_none_or(|(latest, _)| is_behind(number, latest)) {
            self.latest = Some((number, time));
        }
    }

    fn measure(&mut self, took: u32) {
        let (smoothed, varies) = match self.round_trip {
            None => (took, took / 2),
            Some((smoothed, varies)) => {
                let off = took.abs_diff(smoothed);
                (((7 * smoothed + took) / 8).max(1), (3 * varies + off) / 4)
            }
        };
        self.round_trip = Some((smoothed, varies));
        let timeout = smoothed + (4 * varies).max(INTERVAL);
        self.timeout = timeout.clamp(MIN_TIMEOUT, MAX_TIMEOUT);
    }

    /// All numbers before `una` have arrived, and the peer has room for `window` more.
    pub(super) fn learn(&mut self, now: u64, una: u32, window: u16) {
        let arrived = una.wrapping_sub(self.first) as usize;
        // What was never sent cannot have arrived.
        if arrived <= self.flying {
            self.parcels.iter_mut().take(arrived).for_each(|p| p.arrived = true);
        }
        while self.parcels.front().is_some_and(|p| p.arrived) {
            let Some(mut parcel) = self.parcels.pop_front() else { break };
            parcel.bytes.zeroize();
            self.spare.push(parcel.bytes);
            self.first = self.first.wrapping_add(1);
            self.flying -= 1;
        }
        self.window = window;
        match (window, self.ask) {
            (0, None) => self.ask = Some((now + FIRST_ASK, FIRST_ASK, 0)),
            // It answers, so it is there.
            (0, Some((_, _, ref mut asked))) => *asked = 0,
            _ => self.ask = None,
        }
    }

    /// Whatever was sent before the latest segment that a datagram acknowledged, and is not acknowledged
    /// itself, may be lost.
    pub(super) fn count_overtaken(&mut self) {
        let Some((latest, time)) = self.latest.take() else { return };
        let place = latest.wrapping_sub(self.first) as usize;
        if place >= self.flying {
            // Everything up to it has gone; nothing was overtaken.
            return;
        }
        for parcel in self.parcels.iter_mut().take(place).filter(|p| !p.arrived) {
            if !is_behind(parcel.last as u32, time) {
                parcel.overtaken += 1;
            }
        }
    }

    // ---- what is sent

    /// Segments that may be on their way now.
    fn allowed(&self) -> usize {
        self.parcels.len().min(self.window.min(WINDOW).into())
    }

    fn is_due(parcel: &Parcel, now: u64) -> bool {
        !parcel.arrived && (parcel.sends == 0 || parcel.due <= now || Self::is_lost(parcel))
    }

    fn is_lost(parcel: &Parcel) -> bool {
        !parcel.arrived && parcel.overtaken >= OVERTAKEN && parcel.sends <= FAST_RESENDS
    }

    /// Writes what is to be sent while it fits in front of `end`.
    pub(super) fn transmit(&mut self, now: u64, head: Header, out: &mut Vec<u8>, end: usize) {
        // What is on its way stays so though the peer has less room now.
        let reach = self.allowed().max(self.flying);
        let mut number = self.first;
        for (i, parcel) in self.parcels.iter_mut().take(reach).enumerate() {
            let this = number;
            number = number.wrapping_add(1);
            if !Self::is_due(parcel, now) {
                continue;
            }
            if out.len() + HEADER + parcel.bytes.len() > end {
                return;
            }
            if parcel.sends == 0 {
                parcel.first = now;
                parcel.timeout = self.timeout;
            } else if parcel.due <= now {
                let cap = MAX_PAUSE.max(self.timeout);
                parcel.timeout = (parcel.timeout + parcel.timeout / 2).min(cap);
            }
            parcel.sends = parcel.sends.saturating_add(1);
            parcel.last = now;
            parcel.due = now + u64::from(parcel.timeout);
            parcel.overtaken = 0;
            self.flying = self.flying.max(i + 1);
            let fragment = parcel.fragment;
            Header { fragment, number: this, time: now as u32, ..head.with(Command::Push) }
                .write(&parcel.bytes, out);
        }
    }

    /// When there is something to send next; a moment long gone means now.
    pub(super) fn timeout(&self) -> Option<u64> {
        if self.allowed() > self.flying || self.parcels.iter().take(self.flying).any(Self::is_lost)
        {
            return Some(0);
        }
        let flying = self.parcels.iter().take(self.flying).filter(|p| !p.arrived).map(|p| p.due);
        let ask = self.ask.filter(|_| !self.is_sent()).map(|(at, _, _)| at);
        flying.chain(ask).min()
    }

    /// Whether the peer is to be asked for its window: it is closed, and something waits.
    pub(super) fn is_to_ask(&self, now: u64) -> bool {
        !self.is_sent() && self.ask.is_some_and(|(at, _, _)| at <= now)
    }

    /// The peer is being asked.
    pub(super) fn asked(&mut self, now: u64) {
        if let Some((at, pause, asked)) = &mut self.ask {
            *pause = (*pause * 2).min(MAX_ASK);
            *at = now + *pause;
            *asked += 1;
        }
    }

    // ---- state

    pub(super) fn is_sent(&self) -> bool {
        self.flying == self.parcels.len()
    }

    pub(super) fn is_said(&self, sends: u32) -> bool {
        self.parcels.iter().all(|p| p.arrived || p.sends >= sends)
    }

    pub(super) fn fault(&self, now: u64, heard: u64) -> Option<Fault> {
        let mut waiting = self.parcels.iter().take(self.flying).filter(|p| !p.arrived);
        if waiting.clone().any(|p| p.sends > OBSTINACY) {
            return Some(Fault::Stuck);
        }
        let silent = |since: u64| now.saturating_sub(heard.max(since)) >= SILENCE;
        let unanswered = waiting.any(|p| p.sends >= PATIENCE && silent(p.first));
        let unheard = self.ask.is_some_and(|(_, _, asked)| asked > 4) && silent(0);
        (unanswered || unheard).then_some(Fault::Dead)
    }
}
