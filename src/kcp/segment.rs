//! Segments, of which datagrams are made (`spec/01 §5.4`).

use crate::wire::{Reader, WireError, WireErrorKind, Writer};

/// Bytes in front of a segment's payload.
pub(super) const HEADER: usize = 24;

/// What a segment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Command {
    /// Carries data.
    Push = 81,
    /// Acknowledges data.
    Ack = 82,
    /// Asks for the peer's window.
    Ask = 83,
    /// Tells the window.
    Tell = 84,
}

impl Command {
    fn read(code: u8) -> Option<Self> {
        [Self::Push, Self::Ack, Self::Ask, Self::Tell].into_iter().find(|c| *c as u8 == code)
    }
}

/// What stands in front of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) conversation: u32,
    pub(super) command: Command,
    /// Fragments of the message that follow this one.
    pub(super) fragment: u8,
    /// Segments that the sender has room for.
    pub(super) window: u16,
    /// The sender's time in milliseconds; in an acknowledgement that of the segment acknowledged.
    pub(super) time: u32,
    pub(super) number: u32,
    /// All numbers before this one have arrived.
    pub(super) una: u32,
}

impl Header {
    /// The same for another purpose.
    pub(super) fn with(self, command: Command) -> Self {
        Self { command, ..self }
    }

    /// Writes a segment.
    pub(super) fn write(&self, data: &[u8], out: &mut Vec<u8>) {
        let mut w = Writer::new(out);
        w.u32(self.conversation).u8(self.command as u8).u8(self.fragment).u16(self.window);
        w.u32(self.time).u32(self.number).u32(self.una).u32(data.len() as u32).bytes(data);
    }

    fn read<'a>(r: &mut Reader<'a>) -> Result<(Self, &'a [u8]), WireError> {
        let conversation = r.u32()?;
        let command = Command::read(r.u8()?);
        let command = command.ok_or_else(|| r.error(WireErrorKind::Limit("KCP command")))?;
        let (fragment, window) = (r.u8()?, r.u16()?);
        let (time, number, una) = (r.u32()?, r.u32()?, r.u32()?);
        let length = r.u32()?;
        let data = r.take(usize::try_from(length).unwrap_or(usize::MAX))?;
        let header = Self { conversation, command, fragment, window, time, number, una };
        Ok((header, data))
    }
}

/// The segments of a datagram.
#[derive(Debug)]
pub(super) struct Segments<'a>(Reader<'a>);

impl<'a> Segments<'a> {
    pub(super) fn new(datagram: &'a [u8]) -> Self {
        Self(Reader::new(datagram))
    }

    /// Whether all of a datagram can be read and is of this conversation.
    pub(super) fn are_well_formed(datagram: &'a [u8], conversation: u32) -> bool {
        Self::new(datagram).all(|s| s.is_ok_and(|(h, _)| h.conversation == conversation))
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<(Header, &'a [u8]), WireError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.left() == 0 {
            return None;
        }
        let segment = Header::read(&mut self.0);
        if segment.is_err() {
            self.0.rest();
        }
        Some(segment)
    }
}
