//! Cutting the byte stream into messages (`spec/01 §2.1–§2.3`).

/// The marker that announces a 32-bit length (`spec/01 §2.1`).
const EXTENDED: u16 = 0xffff;

/// What stands at the front of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut<E> {
    /// A whole message: `header` bytes of envelope, then `body` bytes.
    Message {
        /// Message id.
        id: u16,
        /// What the table says about it.
        entry: E,
        /// Size of id and length in bytes.
        header: usize,
        /// Size of the body in bytes.
        body: usize,
    },
    /// More bytes are needed before the message is whole; at least this many in all.
    Incomplete {
        /// Bytes that must be there before another try can succeed.
        needed: usize,
    },
}

/// A stream that cannot be read any further: the connection must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Without the id's length the stream cannot be followed (`spec/01 §7`).
    #[error("unknown message id {0}")]
    UnknownId(u16),
    /// A body above the accepted size.
    #[error("message {id} announces {length} bytes, more than the {limit} accepted")]
    TooLarge {
        /// Message id.
        id: u16,
        /// Announced body length.
        length: u32,
        /// The limit in force.
        limit: u32,
    },
}

/// Looks at the front of `bytes`. `lookup` gives a message's entry and its fixed body length, `None`
/// when the message carries its own.
///
/// # Errors
/// [`EnvelopeError`] when the stream is lost.
#[inline]
pub fn cut<E>(
    bytes: &[u8],
    max_body: u32,
    lookup: impl FnOnce(u16) -> Option<(E, Option<u16>)>,
) -> Result<Cut<E>, EnvelopeError> {
    let Some(id) = u16_at(bytes, 0) else { return Ok(Cut::Incomplete { needed: 2 }) };
    let (entry, fixed) = lookup(id).ok_or(EnvelopeError::UnknownId(id))?;
    let (header, length) = match fixed {
        Some(n) => (2, u32::from(n)),
        None => match u16_at(bytes, 2) {
            None => return Ok(Cut::Incomplete { needed: 4 }),
            Some(EXTENDED) => match bytes.get(4..).and_then(|b| b.first_chunk::<4>()) {
                None => return Ok(Cut::Incomplete { needed: 8 }),
                Some(b) => (8, u32::from_le_bytes(*b)),
            },
            Some(n) => (4, u32::from(n)),
        },
    };
    if length > max_body {
        return Err(EnvelopeError::TooLarge { id, length, limit: max_body });
    }
    let body = length as usize;
    if bytes.len() < header + body {
        return Ok(Cut::Incomplete { needed: header + body });
    }
    Ok(Cut::Message { id, entry, header, body })
}

/// As [`cut`], for a message at the front of `bytes` that is whole and whose length is not of the
/// extended form: its id, entry, body, and size with the envelope. `None` leaves everything else to
/// [`cut`].
#[inline]
pub fn cut_short<E>(
    bytes: &[u8],
    lookup: impl FnOnce(u16) -> Option<(E, Option<u16>)>,
) -> Option<(u16, E, &[u8], usize)> {
    let head = u32::from_le_bytes(*bytes.first_chunk::<4>()?);
    let (id, length) = (head as u16, (head >> 16) as u16);
    let (entry, fixed) = lookup(id)?;
    if let Some(length) = fixed {
        let size = 2 + usize::from(length);
        return Some((id, entry, bytes.get(2..size)?, size));
    }
    if length == EXTENDED {
        return None;
    }
    let size = 4 + usize::from(length);
    Some((id, entry, bytes.get(4..size)?, size))
}

#[inline]
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().map(|b| u16::from_le_bytes(*b))
}

/// Bytes of a stream that have not made a whole message yet.
///
/// Whole messages are never copied; only one that came in pieces is put together here.
#[derive(Debug, Default)]
pub struct Tail {
    kept: Vec<u8>,
    needed: usize,
}

/// What has become of the message whose front was kept.
#[derive(Debug)]
pub enum Front {
    /// There is none: what was read begins with a message.
    None,
    /// It cannot be whole yet. All that was read is kept.
    Unfinished,
    /// Another try can succeed with these bytes, which hold nothing behind the message.
    Whole(Vec<u8>),
}

impl Tail {
    /// Takes from the front of `read` what the kept message lacks.
    #[inline]
    pub fn fill(&mut self, read: &mut &[u8]) -> Front {
        if self.kept.is_empty() {
            return Front::None;
        }
        let missing = self.needed.saturating_sub(self.kept.len());
        let (taken, left) = read.split_at_checked(missing).unwrap_or((read, &[]));
        self.kept.extend_from_slice(taken);
        *read = left;
        if self.kept.len() < self.needed {
            return Front::Unfinished;
        }
        Front::Whole(std::mem::take(&mut self.kept))
    }

    /// Takes bytes back of which `used` have been used, for their memory if nothing else. `needed` is what
    /// [`Cut::Incomplete`] said about the others.
    pub fn put_back(&mut self, mut kept: Vec<u8>, used: usize, needed: usize) {
        kept.drain(..used.min(kept.len()));
        (self.kept, self.needed) = (kept, needed);
    }

    /// Keeps the front of a message. `needed` is what [`Cut::Incomplete`] said about it.
    pub fn keep(&mut self, front: &[u8], needed: usize) {
        self.needed = needed;
        self.kept.extend_from_slice(front);
    }

    /// Number of bytes that wait for the rest of their message.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::table::{ClientMessage, MessageTable};

    fn lookup(id: u16) -> Option<(ClientMessage, Option<u16>)> {
        MessageTable::stock().incoming(id).map(|e| (e.kind, e.length))
    }

    /// Cuts a stream that arrives in slices of `n` bytes; returns (id, body length) of each message.
    fn cut_in_slices(stream: &[u8], n: usize) -> Vec<(u16, usize)> {
        let (mut tail, mut found) = (Tail::default(), Vec::new());
        for mut read in stream.chunks(n) {
            loop {
                let kept = match tail.fill(&mut read) {
                    Front::Unfinished => break,
                    Front::None => None,
                    Front::Whole(kept) => Some(kept),
                };
                let bytes = kept.as_deref().unwrap_or(read);
                let mut used = 0;
                let needed = loop {
                    match cut(&bytes[used..], 1 << 20, lookup).unwrap() {
                        Cut::Message { id, header, body, .. } => {
                            found.push((id, body));
                            used += header + body;
                        }
                        Cut::Incomplete { needed } => break needed,
                    }
                };
                if let Some(kept) = kept {
                    tail.put_back(kept, used, needed);
                } else {
                    tail.keep(&bytes[used..], needed);
                    break;
                }
            }
        }
        assert!(tail.is_empty());
        found
    }

    #[test]
    fn any_slicing_gives_the_same_messages() {
        let mut stream = vec![72, 0]; // heartbeat answer, no body
        stream.extend([0x05, 0x02, 9, 0]); // onKicked, fixed 2
        stream.extend([0xfb, 0x01, 6, 0, 0x81, 8, 0, 0, 2, 0]); // onEntityEnterWorld
        stream.extend([0x07, 0x02, 0xff, 0xff, 5, 0, 0, 0, 1, 2, 3, 4, 5]); // extended length
        stream.extend([65, 0, 0, 0]); // a variable message with an empty body
        stream.extend([72, 0]);
        let expected = [(72, 0), (517, 2), (507, 6), (519, 5), (65, 0), (72, 0)];
        for n in 1..=stream.len() {
            assert_eq!(cut_in_slices(&stream, n), expected, "slices of {n}");
        }
    }

    #[test]
    fn a_lost_stream_is_said() {
        assert_eq!(cut(&[0, 0], 100, lookup), Err(EnvelopeError::UnknownId(0)));
        assert_eq!(
            cut(&[0x07, 0x02, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 100, lookup),
            Err(EnvelopeError::TooLarge { id: 519, length: u32::MAX, limit: 100 })
        );
        assert_eq!(cut(&[0x48], 100, lookup), Ok(Cut::Incomplete { needed: 2 }));
    }

    #[test]
    fn a_fixed_message_takes_its_length_from_the_table() {
        let got = cut(&[13, 0, 1, 2, 3], 100, lookup);
        assert_eq!(got, Ok(Cut::Incomplete { needed: 14 }));
        let Ok(Cut::Message { entry, .. }) = cut(&[72, 0], 100, lookup) else { panic!() };
        assert_eq!(entry, ClientMessage::Heartbeat);
    }
}
