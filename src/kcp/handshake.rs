//! The handshake that makes a conversation (`spec/01 §5.4`).
//!
//! A server acknowledges the first hello of a port and never again, so a lost acknowledgement cannot be
//! asked for: whoever hears nothing asks from another port. Answers to earlier questions still count.

use crate::wire::Reader;

/// What a client says first. The official plugins differ in a NUL behind it, which changes nothing.
pub const HELLO: &[u8; 32] = b"62a559f3fa7748bc22f8e0766019d498";

/// What a server answers with, in front of its version and the number of the conversation.
pub(super) const ACKNOWLEDGEMENT: &[u8] = b"1432ad7c829170a76dd31982c3501eca";

/// Ports from which the question is asked at most.
pub const TRIES: usize = 4;

/// When each is asked, in eighths of the time. The last one leaves room for a slow answer.
const EIGHTHS: [u64; TRIES] = [0, 1, 3, 5];

/// Longest version that is shown.
const SHOWN: usize = 40;

/// An answer that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Nobody who speaks this protocol would say so.
    #[error("the answer to the handshake is not KBEngine's")]
    Text,
    /// The server is of another version than the one that announced it.
    #[error("version {0:?} answered the handshake")]
    Version(String),
    /// The number that no conversation has.
    #[error("the answer to the handshake names conversation 0")]
    Conversation,
}

/// Reads a server's answer: the number of the conversation. `version` is what it must name; empty takes
/// any.
///
/// # Errors
/// [`Wrong`]
pub fn answer(datagram: &[u8], version: &[u8]) -> Result<u32, Wrong> {
    let mut r = Reader::new(datagram);
    if r.cstr() != Ok(ACKNOWLEDGEMENT) {
        return Err(Wrong::Text);
    }
    let named = r.cstr().map_err(|_| Wrong::Text)?;
    let conversation = r.u32().map_err(|_| Wrong::Text)?;
    if r.left() > 0 {
        return Err(Wrong::Text);
    }
    if !version.is_empty() && named != version {
        let named = String::from_utf8_lossy(named.get(..SHOWN).unwrap_or(named));
        return Err(Wrong::Version(named.into_owned()));
    }
    if conversation == 0 {
        return Err(Wrong::Conversation);
    }
    Ok(conversation)
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Say [`HELLO`] from a port that has not been used.
    Ask,
    /// Wait for an answer on any port so far, until this moment at most.
    Wait(u64),
    /// Give up.
    GiveUp,
}

/// When to ask, when to ask again, and when to give up.
#[derive(Debug)]
pub struct Handshake {
    began: u64,
    budget: u64,
    asked: usize,
    /// Ports that can still be answered.
    open: usize,
}

impl Handshake {
    /// A handshake that begins now and may take `budget` milliseconds.
    #[must_use]
    pub fn new(now: u64, budget: u64) -> Self {
        Self { began: now, budget, asked: 0, open: 0 }
    }

    /// What to do now. [`Step::Ask`] counts as done.
    pub fn step(&mut self, now: u64) -> Step {
        let end = self.began.saturating_add(self.budget);
        let next = EIGHTHS.get(self.asked).map(|n| self.began.saturating_add(self.budget / 8 * n));
        match next {
            _ if now >= end => Step::GiveUp,
            // Waiting for nobody helps nobody.
            Some(at) if at <= now || self.open == 0 => {
                self.asked += 1;
                self.open += 1;
                Step::Ask
            }
            None if self.open == 0 => Step::GiveUp,
            next => Step::Wait(next.unwrap_or(end).min(end)),
        }
    }

    /// A port was refused, or could not be had.
    pub fn refused(&mut self) {
        self.open = self.open.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer_with(text: &[u8], version: &[u8], tail: &[u8]) -> Vec<u8> {
        [text, b"\0", version, b"\0", tail].concat()
    }

    #[test]
    fn an_answer_names_version_and_conversation() {
        let good = answer_with(ACKNOWLEDGEMENT, b"2.5.10", &7u32.to_le_bytes());
        assert_eq!(answer(&good, b"2.5.10"), Ok(7));
        assert_eq!(answer(&good, b""), Ok(7), "any version will do");
        assert_eq!(answer(&good, b"2.5.1"), Err(Wrong::Version("2.5.10".into())));
        let zero = answer_with(ACKNOWLEDGEMENT, b"2.5.10", &[0; 4]);
        assert_eq!(answer(&zero, b"2.5.10"), Err(Wrong::Conversation));
        for end in 0..good.len() {
            assert_eq!(answer(&good[..end], b""), Err(Wrong::Text), "cut at {end}");
        }
        assert_eq!(answer(&[&good[..], b"\0"].concat(), b""), Err(Wrong::Text));
        assert_eq!(answer(&answer_with(HELLO, b"2.5.10", &[1; 4]), b""), Err(Wrong::Text));
    }

    #[test]
    fn a_hostile_version_is_shown_short_and_escaped() {
        let answered = answer_with(ACKNOWLEDGEMENT, &[b'\x1b'; 1000], &[1; 4]);
        let text = answer(&answered, b"2.5.10").unwrap_err().to_string();
        assert!(text.len() < 400 && !text.contains('\x1b'), "{text}");
    }

    #[test]
    fn questions_are_spread_over_the_time() {
        let mut h = Handshake::new(1000, 800);
        let (mut now, mut asked) = (1000, Vec::new());
        loop {
            match h.step(now) {
                Step::Ask => asked.push(now),
                Step::Wait(until) => now = until,
                Step::GiveUp => break,
            }
        }
        assert_eq!((asked, now), (vec![1000, 1100, 1300, 1500], 1800));
    }

    #[test]
    fn refused_ports_are_not_waited_for() {
        let mut h = Handshake::new(0, 8000);
        for _ in 0..TRIES {
            assert_eq!(h.step(5), Step::Ask);
            h.refused();
        }
        assert_eq!(h.step(5), Step::GiveUp);
    }

    #[test]
    fn one_silent_port_is_waited_for_though_others_were_refused() {
        let mut h = Handshake::new(0, 8000);
        assert_eq!(h.step(0), Step::Ask);
        assert_eq!(h.step(0), Step::Wait(1000));
        for now in [1000, 3000, 5000] {
            assert_eq!(h.step(now), Step::Ask);
            h.refused();
        }
        assert_eq!(h.step(5000), Step::Wait(8000));
        assert_eq!(h.step(8000), Step::GiveUp);
    }
}
