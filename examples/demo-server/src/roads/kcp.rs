//! One side of a KCP conversation (`spec/01 §5.4`): datagrams in and out, no socket and no clock.
//!
//! Written for this server instead of taken from a package: a client under test will most likely use the package, and a
//! datagram that was made up must not bring the server down.

use std::collections::VecDeque;

use crate::wire::{Reader, Short, Writer};

/// Bytes of a segment's header.
const HEAD: usize = 24;
/// Largest datagram.
pub(crate) const MTU: usize = 1400;
/// Most payload of one segment.
const MSS: usize = MTU - HEAD;
/// Windows, in segments, of both directions.
pub(crate) const WINDOW: u16 = 128;
/// Milliseconds between two calls of [`Kcp::flush`].
pub(crate) const INTERVAL: u32 = 10;
/// Retransmission time-outs in milliseconds: at first, least and most.
const FIRST_RTO: u32 = 200;
const MIN_RTO: u32 = 10;
const MAX_RTO: u32 = 60_000;
/// A segment that this many acknowledgements have overtaken is sent again at once, a few times at most.
const RESEND: u32 = 2;
const MAX_FAST: u32 = 5;
/// A closed window is asked about after this long, in milliseconds, then less and less often.
const FIRST_PROBE: u32 = 7_000;
const LAST_PROBE: u32 = 120_000;

const PUSH: u8 = 81;
const ACK: u8 = 82;
const ASK: u8 = 83;
const TELL: u8 = 84;

/// Part of a message; `frg` counts the parts behind it.
struct Piece {
    frg: u8,
    data: Vec<u8>,
}

/// A segment that was sent and not yet acknowledged.
struct Flying {
    sn: u32,
    piece: Piece,
    sent: u32,
    resend_at: u32,
    rto: u32,
    overtaken: u32,
    ts: u32,
}

/// A closed window of the peer, and when to ask about it.
struct Probe {
    at: u32,
    wait: u32,
}

/// One end of a conversation. Times are milliseconds from any start; they may wrap.
pub(crate) struct Kcp {
    conv: u32,
    next_out: u32,
    next_in: u32,
    peer_window: u16,
    /// Smoothed round-trip time and its variation.
    rtt: Option<(u32, u32)>,
    rto: u32,
    queue: VecDeque<Piece>,
    flying: VecDeque<Flying>,
    /// Received out of order; the front is what `next_in` stands for.
    early: VecDeque<Option<Piece>>,
    inbox: VecDeque<Piece>,
    acks: Vec<(u32, u32)>,
    tell: bool,
    probe: Option<Probe>,
}

struct Segment<'a> {
    conv: u32,
    cmd: u8,
    frg: u8,
    wnd: u16,
    ts: u32,
    sn: u32,
    una: u32,
    data: &'a [u8],
}

impl<'a> Segment<'a> {
    fn read(r: &mut Reader<'a>) -> Result<Self, Short> {
        let (conv, cmd, frg, wnd) = (r.u32()?, r.u8()?, r.u8()?, r.u16()?);
        let (ts, sn, una, len) = (r.u32()?, r.u32()?, r.u32()?, r.u32()?);
        Ok(Self { conv, cmd, frg, wnd, ts, sn, una, data: r.take(len as usize)? })
    }
}

/// How far `a` is ahead of `b`, on a circle of 32 bits.
fn ahead(a: u32, b: u32) -> i32 {
    a.wrapping_sub(b) as i32
}

impl Kcp {
    pub(crate) fn new(conv: u32) -> Self {
        Self {
            conv,
            next_out: 0,
            next_in: 0,
            peer_window: WINDOW,
            rtt: None,
            rto: FIRST_RTO,
            queue: VecDeque::new(),
            flying: VecDeque::new(),
            early: VecDeque::new(),
            inbox: VecDeque::new(),
            acks: Vec::new(),
            tell: false,
            probe: None,
        }
    }

    /// Segments that the peer has not acknowledged, sent or not.
    pub(crate) fn waiting(&self) -> usize {
        self.queue.len() + self.flying.len()
    }

    /// Queues one message, which must not be longer than 255 segments; it leaves with the next flush.
    pub(crate) fn send(&mut self, message: &[u8]) {
        let count = message.len().div_ceil(MSS);
        for (i, data) in message.chunks(MSS).enumerate() {
            self.queue.push_back(Piece { frg: (count - i - 1) as u8, data: data.to_vec() });
        }
    }

    /// The next whole message. One that is longer than `limit` is never taken out, and so blocks all others.
    pub(crate) fn receive(&mut self, limit: usize) -> Option<Vec<u8>> {
        let parts = usize::from(self.inbox.front()?.frg) + 1;
        if self.inbox.len() < parts {
            return None;
        }
        let last = self.inbox.iter().position(|p| p.frg == 0).unwrap_or(self.inbox.len() - 1);
        if self.inbox.iter().take(last + 1).map(|p| p.data.len()).sum::<usize>() > limit {
            return None;
        }
        let was_full = self.inbox.len() >= usize::from(WINDOW);
        let message = self.inbox.drain(..=last).flat_map(|p| p.data).collect();
        self.sort_in();
        // The peer may wait for this: it was told that there was no room.
        self.tell |= was_full && self.inbox.len() < usize::from(WINDOW);
        Some(message)
    }

    /// Takes one datagram; from the first segment on that is not of this conversation it is ignored.
    pub(crate) fn input(&mut self, datagram: &[u8], now: u32) {
        let mut r = Reader::new(datagram);
        let mut newest = None;
        while r.left() >= HEAD {
            let Ok(s) = Segment::read(&mut r) else {
                return;
            };
            if s.conv != self.conv || !(PUSH..=TELL).contains(&s.cmd) {
                return;
            }
            self.peer_window = s.wnd;
            while self.flying.front().is_some_and(|f| ahead(s.una, f.sn) > 0) {
                self.flying.pop_front();
            }
            match s.cmd {
                ACK => {
                    self.acknowledged(s.sn, s.ts, now);
                    newest =
                        Some(newest.map_or(s.sn, |n| if ahead(s.sn, n) > 0 { s.sn } else { n }));
                }
                PUSH => self.pushed(&s),
                ASK => self.tell = true,
                _ => {}
            }
        }
        if let Some(newest) = newest {
            let older = self.flying.iter_mut().take_while(|f| ahead(newest, f.sn) > 0);
            older.for_each(|f| f.overtaken += 1);
        }
    }

    fn acknowledged(&mut self, sn: u32, ts: u32, now: u32) {
        if let Some(at) = self.flying.iter().position(|f| f.sn == sn) {
            self.flying.remove(at);
        }
        let Ok(rtt) = u32::try_from(ahead(now, ts)) else {
            return;
        };
        let rtt = rtt.min(MAX_RTO);
        let (smooth, vary) = match self.rtt {
            None => (rtt, rtt / 2),
            Some((smooth, vary)) => {
                let vary = (3 * vary + rtt.abs_diff(smooth)) / 4;
                (((7 * smooth + rtt) / 8).max(1), vary)
            }
        };
        self.rtt = Some((smooth, vary));
        self.rto = (smooth + INTERVAL.max(4 * vary)).clamp(MIN_RTO, MAX_RTO);
    }

    fn pushed(&mut self, s: &Segment<'_>) {
        let offset = ahead(s.sn, self.next_in);
        if offset >= i32::from(WINDOW) {
            return;
        }
        // A repeated segment is acknowledged once more: the first acknowledgement may be lost.
        self.acks.push((s.sn, s.ts));
        let Ok(offset) = usize::try_from(offset) else {
            return;
        };
        if self.early.len() <= offset {
            self.early.resize_with(offset + 1, || None);
        }
        if let Some(place) = self.early.get_mut(offset)
            && place.is_none()
        {
            *place = Some(Piece { frg: s.frg, data: s.data.to_vec() });
        }
        self.sort_in();
    }

    /// Moves what is in order to where it can be read.
    fn sort_in(&mut self) {
        while self.inbox.len() < usize::from(WINDOW)
            && let Some(place) = self.early.front_mut()
            && let Some(piece) = place.take()
        {
            self.early.pop_front();
            self.inbox.push_back(piece);
            self.next_in = self.next_in.wrapping_add(1);
        }
    }

    /// Sends what is due, in datagrams of at most [`MTU`] bytes: acknowledgements, then new and lost segments.
    pub(crate) fn flush(&mut self, now: u32, mut output: impl FnMut(&[u8])) {
        if self.acks.is_empty() && self.waiting() == 0 && !self.tell && self.peer_window > 0 {
            self.probe = None;
            return;
        }
        let mut datagram = Vec::with_capacity(MTU);
        let mut put = |segment: &[u8]| {
            if datagram.len() + segment.len() > MTU {
                output(&datagram);
                datagram.clear();
            }
            datagram.extend_from_slice(segment);
        };
        for (sn, ts) in std::mem::take(&mut self.acks) {
            put(&self.segment(ACK, 0, ts, sn, &[]));
        }
        if self.asks(now) {
            put(&self.segment(ASK, 0, 0, 0, &[]));
        }
        if std::mem::take(&mut self.tell) {
            put(&self.segment(TELL, 0, 0, 0, &[]));
        }
        self.launch(now);
        let mut flying = std::mem::take(&mut self.flying);
        for f in &mut flying {
            if f.due(now, self.rto) {
                put(&self.segment(PUSH, f.piece.frg, f.ts, f.sn, &f.piece.data));
            }
        }
        self.flying = flying;
        if !datagram.is_empty() {
            output(&datagram);
        }
    }

    fn segment(&self, cmd: u8, frg: u8, ts: u32, sn: u32, data: &[u8]) -> Vec<u8> {
        let room = WINDOW.saturating_sub(self.inbox.len() as u16);
        let w = Writer::new().u32(self.conv).u8(cmd).u8(frg).u16(room).u32(ts).u32(sn);
        w.u32(self.next_in).blob(data).into_bytes()
    }

    /// Whether it is time to ask about a closed window.
    fn asks(&mut self, now: u32) -> bool {
        if self.peer_window > 0 {
            self.probe = None;
            return false;
        }
        let first = Probe { at: now.wrapping_add(FIRST_PROBE), wait: FIRST_PROBE };
        let probe = self.probe.get_or_insert(first);
        if ahead(now, probe.at) < 0 {
            return false;
        }
        probe.wait = (probe.wait + probe.wait / 2).min(LAST_PROBE);
        probe.at = now.wrapping_add(probe.wait);
        true
    }

    /// Moves queued pieces into the air while both windows have room; congestion is not looked at (`nc` 1).
    fn launch(&mut self, now: u32) {
        let window = i32::from(WINDOW.min(self.peer_window));
        loop {
            let oldest = self.flying.front().map_or(self.next_out, |f| f.sn);
            if ahead(self.next_out, oldest) >= window {
                return;
            }
            let Some(piece) = self.queue.pop_front() else {
                return;
            };
            let (sn, rto) = (self.next_out, self.rto);
            self.flying.push_back(Flying {
                sn,
                piece,
                sent: 0,
                resend_at: now,
                rto,
                overtaken: 0,
                ts: now,
            });
            self.next_out = sn.wrapping_add(1);
        }
    }
}

impl Flying {
    /// Whether the segment is to be sent now: for the first time, late, or overtaken.
    fn due(&mut self, now: u32, rto: u32) -> bool {
        if self.sent == 0 {
            self.rto = rto;
        } else if ahead(now, self.resend_at) >= 0 {
            self.rto = (self.rto + self.rto / 2).min(MAX_RTO);
        } else if self.overtaken >= RESEND && self.sent <= MAX_FAST {
            self.overtaken = 0;
        } else {
            return false;
        }
        self.sent += 1;
        self.ts = now;
        self.resend_at = now.wrapping_add(self.rto);
        true
    }
}

#[cfg(test)]
mod tests;
