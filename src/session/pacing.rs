//! Outgoing messages, batched and spread so that the server never condemns the client for a burst
//! (`spec/01 §2.4`).

use std::collections::VecDeque;
use std::time::Duration;

use zeroize::Zeroize;

use super::Time;
use super::config::Config;
use crate::wire::blowfish::{packets, sealed_len};
use crate::wire::limits::MAX_MESSAGE_TO_SERVER;
use crate::wire::table::ServerMessage;

/// What a queued message depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Nothing: it is always right to send it.
    Plain,
    /// A base call of this entity: once the player is another entity, sending it would end the
    /// connection (`spec/01 §4.4`).
    BaseCall(i32),
}

#[derive(Debug)]
struct Item {
    len: usize,
    tag: Tag,
    message: ServerMessage,
}

/// What the server counts: each packet of an encrypted write is one to it, and its header and padding
/// are bytes (`spec/01 §2.4`, `§5.1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Cost {
    bytes: usize,
    packets: usize,
}

impl Cost {
    fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.packets += other.packets;
    }

    fn forget(&mut self, other: Self) {
        self.bytes -= other.bytes;
        self.packets -= other.packets;
    }
}

/// Queued bytes of one connection, and what was sent within the last window.
#[derive(Debug)]
pub(super) struct Outbox {
    /// Queued messages back to back; those in front of `start` are gone and wiped.
    bytes: Vec<u8>,
    start: usize,
    items: VecDeque<Item>,
    sent: VecDeque<(Time, Cost)>,
    spent: Cost,
    /// Writes are encrypted.
    sealed: bool,
    max_bytes: usize,
    max_packets: usize,
    window: Duration,
    max_queue: usize,
    /// Bytes that the road adds to each write.
    framing: usize,
}

/// Why a message was not taken; the text ends a sentence.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotTaken {
    #[error("the send queue is full")]
    Full,
    /// With what the road adds to it, the server would condemn the client.
    #[error("a message of {size} bytes; over this transport the server accepts at most {most}")]
    TooLarge { size: usize, most: usize },
}

impl Outbox {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            bytes: Vec::new(),
            start: 0,
            items: VecDeque::new(),
            sent: VecDeque::new(),
            spent: Cost::default(),
            sealed: false,
            max_bytes: config.pacing_bytes as usize,
            max_packets: config.pacing_packets.max(1) as usize,
            window: config.pacing_window,
            max_queue: config.send_queue_bytes as usize,
            framing: 0,
        }
    }

    /// Takes into account what the road adds to each write.
    pub(super) fn set_framing(&mut self, framing: usize) {
        self.framing = framing;
    }

    /// Writes are encrypted from now on, or are not.
    pub(super) fn seal(&mut self, sealed: bool) {
        self.sealed = sealed;
    }

    /// What the server counts for one write of so many bytes.
    fn cost(&self, plain: usize) -> Cost {
        let (bytes, packets) = match self.sealed {
            true => (sealed_len(plain), packets(plain)),
            false => (plain, 1),
        };
        Cost { bytes: bytes + self.framing, packets }
    }

    /// Whether so much may go out behind what went out within the window.
    fn fits(&self, spent: Cost, cost: Cost) -> bool {
        spent.bytes + cost.bytes <= self.max_bytes
            && spent.packets + cost.packets <= self.max_packets
    }

    /// Queues one whole message.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        tag: Tag,
        message: ServerMessage,
    ) -> Result<(), NotTaken> {
        let size = bytes.len();
        let most = MAX_MESSAGE_TO_SERVER.max(self.max_bytes).saturating_sub(self.framing);
        if size > most {
            return Err(NotTaken::TooLarge { size, most });
        }
        if self.queued() + size > self.max_queue {
            return Err(NotTaken::Full);
        }
        self.bytes.extend_from_slice(bytes);
        self.items.push_back(Item { len: bytes.len(), tag, message });
        Ok(())
    }

    /// Removes queued base calls of every entity but `player`. Returns how many.
    pub(super) fn drop_base_calls(&mut self, player: i32) -> usize {
        let stale = |i: &Item| matches!(i.tag, Tag::BaseCall(e) if e != player);
        if !self.items.iter().any(stale) {
            return 0;
        }
        let (mut kept, mut items, mut dropped) = (Vec::new(), VecDeque::new(), 0);
        let mut at = self.start;
        for item in std::mem::take(&mut self.items) {
            let message = self.bytes.get(at..at + item.len).unwrap_or_default();
            at += item.len;
            if stale(&item) {
                dropped += 1;
            } else {
                kept.extend_from_slice(message);
                items.push_back(item);
            }
        }
        self.bytes.zeroize();
        (self.bytes, self.start, self.items) = (kept, 0, items);
        dropped
    }

    fn forget(&mut self, now: Time) {
        while let Some(&(at, cost)) = self.sent.front() {
            if at + self.window > now {
                break;
            }
            self.spent.forget(cost);
            self.sent.pop_front();
        }
    }

    /// Appends the messages that may go out now to `out`: one write. Shows each and its length to `each`;
    /// returns how many they are.
    pub(super) fn take(
        &mut self,
        now: Time,
        out: &mut Vec<u8>,
        mut each: impl FnMut(ServerMessage, usize),
    ) -> usize {
        self.forget(now);
        let (mut total, mut count) = (0, 0);
        for item in &self.items {
            let cost = self.cost(total + item.len);
            let alone = count == 0 && self.sent.is_empty();
            if !alone && !self.fits(self.spent, cost) {
                break;
            }
            total += item.len;
            count += 1;
        }
        if count > 0 {
            // All the room that it takes at once: a password must not be left where it was moved from.
            let cost = self.cost(total);
            out.reserve(cost.bytes);
            // What has been handed out may have been a password.
            if let Some(sent) = self.bytes.get_mut(self.start..self.start + total) {
                out.extend_from_slice(sent);
                sent.zeroize();
            }
            self.start += total;
            self.items.drain(..count).for_each(|item| each(item.message, item.len));
            self.close_up();
            self.sent.push_back((now, cost));
            self.spent.add(cost);
        }
        count
    }

    /// Gives the room of what has left back: a queue that is never empty must not grow for ever.
    fn close_up(&mut self) {
        if self.start * 2 >= self.bytes.len() {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
    }

    /// When the next message may go out; `None` when none waits.
    pub(super) fn next(&self, now: Time) -> Option<Time> {
        let first = self.items.front()?;
        let cost = self.cost(first.len);
        let (mut spent, mut when) = (self.spent, now);
        for &(at, gone) in &self.sent {
            if spent == Cost::default() || self.fits(spent, cost) {
                break;
            }
            spent.forget(gone);
            when = when.max(at + self.window);
        }
        Some(when)
    }

    /// Bytes that wait.
    pub(super) fn queued(&self) -> usize {
        self.bytes.len() - self.start
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        // What never left may be a password too.
        self.bytes.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: ServerMessage = ServerMessage::BaseappCellCall;

    fn ms(n: u64) -> Time {
        Time(n * 1000)
    }

    #[test]
    fn no_window_ever_holds_as_much_as_the_server_condemns() {
        [0, 8, 37].into_iter().for_each(windows_hold);
    }

    fn windows_hold(framing: usize) {
        let mut out = Outbox::new(&Config::default());
        out.set_framing(framing);
        for i in 0..40u16 {
            out.push(&vec![0; 100 + usize::from(i % 7) * 90], Tag::Plain, MESSAGE).unwrap();
        }
        let mut writes: Vec<(u64, usize)> = Vec::new();
        let mut now = ms(5);
        while out.queued() > 0 {
            now = out.next(now).unwrap();
            let mut buf = Vec::new();
            assert!(out.take(now, &mut buf, |_, _| ()) > 0, "the promised moment has come");
            writes.push((now.0, buf.len() + framing));
        }
        for (i, (start, _)) in writes.iter().enumerate() {
            let within = writes[i..].iter().take_while(|(at, _)| at - start < 100_000);
            let sum: usize = within.map(|w| w.1).sum();
            assert!(sum < 2048, "{sum} bytes within 100 ms of {start}");
        }
        assert!(now.0 < 3_000_000, "sustained upload is not throttled below need: {now:?}");
    }

    #[test]
    fn small_messages_leave_together_and_at_once() {
        let mut out = Outbox::new(&Config::default());
        for _ in 0..10 {
            out.push(&[1; 20], Tag::Plain, MESSAGE).unwrap();
        }
        let mut buf = Vec::new();
        assert_eq!((out.take(ms(0), &mut buf, |_, _| ()), buf.len()), (10, 200));
        assert_eq!(out.next(ms(0)), None);
    }

    #[test]
    fn many_tiny_writes_are_held_back() {
        let mut out = Outbox::new(&Config::default());
        let mut buf = Vec::new();
        for i in 0..16 {
            out.push(&[1], Tag::Plain, MESSAGE).unwrap();
            assert_eq!(out.take(ms(i), &mut buf, |_, _| ()), 1);
        }
        out.push(&[1], Tag::Plain, MESSAGE).unwrap();
        assert_eq!(out.take(ms(16), &mut buf, |_, _| ()), 0);
        assert_eq!(out.next(ms(16)), Some(ms(150)));
        assert_eq!(out.take(ms(150), &mut buf, |_, _| ()), 1);
    }

    #[test]
    fn a_queue_that_is_never_empty_does_not_grow() {
        let mut out = Outbox::new(&Config::default());
        let mut buf = Vec::new();
        let mut now = ms(0);
        for n in 0..5000u32 {
            out.push(&n.to_le_bytes().repeat(150), Tag::Plain, MESSAGE).unwrap();
            while out.queued() > 40 * 600 {
                now = out.next(now).unwrap();
                out.take(now, &mut buf, |_, _| ());
            }
        }
        assert!(out.queued() > 20 * 600, "it was never empty");
        assert!(out.bytes.capacity() <= 4 * 40 * 600, "{}", out.bytes.capacity());
        let order = buf.chunks(600).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]));
        assert!(order.eq(0..(buf.len() / 600) as u32));
    }

    #[test]
    fn stale_base_calls_never_leave() {
        let mut out = Outbox::new(&Config::default());
        out.push(b"a", Tag::BaseCall(1), MESSAGE).unwrap();
        out.push(b"bb", Tag::Plain, MESSAGE).unwrap();
        out.push(b"ccc", Tag::BaseCall(2), MESSAGE).unwrap();
        assert_eq!(out.drop_base_calls(2), 1);
        let mut buf = Vec::new();
        out.take(ms(0), &mut buf, |_, _| ());
        assert_eq!(buf, b"bbccc");
    }

    #[test]
    fn a_message_that_its_frame_makes_too_large_is_refused() {
        let mut out = Outbox::new(&Config::default());
        assert_eq!(out.push(&[0; 2047], Tag::Plain, MESSAGE), Ok(()));
        out.set_framing(8);
        let refused = NotTaken::TooLarge { size: 2040, most: 2039 };
        assert_eq!(out.push(&[0; 2040], Tag::Plain, MESSAGE), Err(refused));
        assert_eq!(out.push(&[0; 2039], Tag::Plain, MESSAGE), Ok(()));
    }

    #[test]
    fn a_full_queue_refuses() {
        let mut out = Outbox::new(&Config { send_queue_bytes: 10, ..Config::default() });
        assert_eq!(out.push(&[0; 11], Tag::Plain, MESSAGE), Err(NotTaken::Full));
        assert_eq!(out.push(&[0; 10], Tag::Plain, MESSAGE), Ok(()));
    }
}
