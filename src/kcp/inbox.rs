//! What comes in: segments put in order, and the acknowledgements for them.

use std::collections::VecDeque;

use super::segment::{Command, HEADER, Header};
use super::{WINDOW, is_behind};

/// Acknowledgements that wait at most. Only a peer that floods meets it: it sends again what it hears
/// nothing of.
const ACKNOWLEDGEMENTS: usize = 1024;

/// Payload of a segment, in a buffer that is used again.
#[derive(Default)]
struct Piece {
    /// The last one of its message.
    last: bool,
    bytes: Vec<u8>,
}

#[derive(Default)]
pub(super) struct Inbox {
    /// Number of the segment that is put in order next.
    pub(super) next: u32,
    /// Segments from `next` on, as far as they are here. The first one is here only when there is no
    /// room in `order`.
    ahead: VecDeque<Option<Piece>>,
    /// In order and not read yet.
    order: VecDeque<Piece>,
    /// How many of these belong to messages that are complete.
    complete: usize,
    /// Bytes of the first one that have been read.
    read: usize,
    /// Number and time of segments to acknowledge.
    acknowledgements: Vec<(u32, u32)>,
    spare: Vec<Vec<u8>>,
}

impl Inbox {
    /// Number of the first segment that is missing.
    pub(super) fn next(&self) -> u32 {
        self.next
    }

    /// Segments that there is room for.
    pub(super) fn window(&self) -> u16 {
        WINDOW.saturating_sub(u16::try_from(self.order.len()).unwrap_or(WINDOW))
    }

    pub(super) fn has_acknowledgements(&self) -> bool {
        !self.acknowledgements.is_empty()
    }

    /// Whether the window is full and nothing in it can be read.
    pub(super) fn is_jammed(&self) -> bool {
        self.complete == 0 && self.window() == 0
    }

    /// Takes a segment in, once. What lies beyond the window is neither kept nor acknowledged.
    pub(super) fn push(&mut self, header: &Header, data: &[u8]) {
        let place = header.number.wrapping_sub(self.next);
        let old = is_behind(self.next, header.number);
        if !old && place >= u32::from(WINDOW) {
            return;
        }
        if self.acknowledgements.len() < ACKNOWLEDGEMENTS {
            self.acknowledgements.push((header.number, header.time));
        }
        if old {
            return;
        }
        let place = place as usize;
        while self.ahead.len() <= place {
            self.ahead.push_back(None);
        }
        if let Some(slot) = self.ahead.get_mut(place)
            && slot.is_none()
        {
            let mut bytes = self.spare.pop().unwrap_or_default();
            bytes.extend_from_slice(data);
            *slot = Some(Piece { last: header.fragment == 0, bytes });
        }
        self.put_in_order();
    }

    fn put_in_order(&mut self) {
        while self.window() > 0
            && let Some(piece) = self.ahead.front_mut().and_then(Option::take)
        {
            self.ahead.pop_front();
            self.next = self.next.wrapping_add(1);
            let last = piece.last;
            self.order.push_back(piece);
            if last {
                self.complete = self.order.len();
            }
        }
    }

    /// Moves bytes of complete messages.
    pub(super) fn read(&mut self, to: &mut [u8]) -> usize {
        let mut done = 0;
        while self.complete > 0
            && let Some(piece) = self.order.front()
        {
            let left = piece.bytes.get(self.read..).unwrap_or_default();
            let room = to.get_mut(done..).unwrap_or_default();
            let n = left.len().min(room.len());
            for (to, from) in room.iter_mut().zip(left) {
                *to = *from;
            }
            done += n;
            self.read += n;
            if n < left.len() {
                break;
            }
            self.drop_first();
        }
        self.put_in_order();
        done
    }

    fn drop_first(&mut self) {
        if let Some(mut piece) = self.order.pop_front() {
            piece.bytes.clear();
            self.spare.push(piece.bytes);
        }
        self.complete = self.complete.saturating_sub(1);
        self.read = 0;
    }

    /// Writes acknowledgements while they fit in front of `end`.
    pub(super) fn acknowledge(&mut self, head: Header, out: &mut Vec<u8>, end: usize) {
        let fit = end.saturating_sub(out.len()) / HEADER;
        let n = fit.min(self.acknowledgements.len());
        for (number, time) in self.acknowledgements.drain(..n) {
            Header { number, time, ..head.with(Command::Ack) }.write(b"", out);
        }
    }
}
