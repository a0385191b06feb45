//! Frames of RFC 6455, written for a KBEngine server and read from anybody.

/// Longest payload of a frame to a server; a longer one condemns the client (`spec/01 §5.3`).
pub const MAX_PAYLOAD: usize = 65535;

/// Longest payload of a control frame (RFC 6455 §5.5).
pub const MAX_CONTROL: usize = 125;

/// Longest header: two bytes, a length of 64 bits, a mask.
const MAX_HEADER: usize = 14;

const FINAL: u8 = 0x80;
const RESERVED: u8 = 0x70;
const MASKED: u8 = 0x80;

/// What a frame that is sent carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Opcode {
    /// Bytes of the stream.
    Binary = 2,
    /// The end, as an answer to the other side's.
    Close = 8,
    /// The answer to a ping.
    Pong = 10,
}

/// Appends a frame with a mask of zeros to `out`; see the module about the mask. An empty binary frame
/// condemns the client at the server, so it is not written; nor is a payload above [`MAX_PAYLOAD`].
/// Returns whether the frame was written.
pub fn frame(opcode: Opcode, payload: &[u8], out: &mut Vec<u8>) -> bool {
    let Ok(length) = u16::try_from(payload.len()) else { return false };
    let control = opcode != Opcode::Binary;
    if if control { payload.len() > MAX_CONTROL } else { payload.is_empty() } {
        return false;
    }
    out.push(FINAL | opcode as u8);
    match u8::try_from(length) {
        Ok(short @ 0..=125) => out.push(MASKED | short),
        _ => {
            out.push(MASKED | 126);
            out.extend_from_slice(&length.to_be_bytes());
        }
    }
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(payload);
    true
}

/// Frames that cannot be followed any further; texts continue a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// A bit that only an extension could give a meaning, and none was agreed on.
    #[error("it sent a compressed or otherwise extended WebSocket frame, which nobody asked for")]
    Reserved,
    /// Text: whatever is there, it does not speak KBEngine's protocol.
    #[error("it sent a WebSocket text frame, where KBEngine sends binary ones")]
    Text,
    /// An opcode that RFC 6455 leaves open.
    #[error("it sent a WebSocket frame of the unknown kind {0}")]
    Opcode(u8),
    /// A control frame of more than [`MAX_CONTROL`] bytes or in pieces.
    #[error("it sent a WebSocket control frame that is too long or in pieces")]
    Control,
    /// A length above 2^63.
    #[error("it sent a WebSocket frame of an impossible length")]
    Length,
}

/// Payload of a control frame.
#[derive(Clone, Copy)]
pub struct Control {
    bytes: [u8; MAX_CONTROL],
    len: usize,
}

impl Control {
    const EMPTY: Self = Self { bytes: [0; MAX_CONTROL], len: 0 };

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    fn append(&mut self, more: &[u8]) {
        let end = self.len + more.len();
        if let Some(room) = self.bytes.get_mut(self.len..end) {
            room.copy_from_slice(more);
            self.len = end;
        }
    }
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Control({} bytes)", self.len)
    }
}

/// What the other side said when it ended the WebSocket.
#[derive(Debug, Clone, Copy)]
pub struct Close(Control);

impl Close {
    /// Its code, if it gave one (RFC 6455 §7.4).
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        self.0.bytes().first_chunk().map(|code| u16::from_be_bytes(*code))
    }

    /// Its reason, perhaps empty, with control characters escaped.
    #[must_use]
    pub fn reason(&self) -> String {
        let text = String::from_utf8_lossy(self.0.bytes().get(2..).unwrap_or_default());
        text.chars().flat_map(char::escape_debug).collect()
    }

    /// What is sent in answer: the code alone.
    #[must_use]
    pub fn echo(&self) -> Control {
        let mut echo = Control::EMPTY;
        echo.append(self.0.bytes().get(..2).unwrap_or_default());
        echo
    }

    /// Whether the code names no failure: none, 1000 (normal) or 1001 (going away).
    #[must_use]
    pub fn is_ordinary(&self) -> bool {
        matches!(self.code(), None | Some(1000 | 1001))
    }
}

/// What the bytes behind a header are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Data,
    Ping,
    Pong,
    Close,
}

/// A reader of frames. It keeps what a header says and the payload of a control frame, never data.
#[derive(Debug)]
pub struct Frames {
    header: [u8; MAX_HEADER],
    /// Bytes of the header that are there; its whole length is known from the second one on.
    have: usize,
    kind: Kind,
    /// Bytes of the payload that are to come.
    left: u64,
    mask: [u8; 4],
    /// Place in the mask of the next byte.
    turn: usize,
    control: Control,
    ping: Option<Control>,
    close: Option<Close>,
    fault: Option<FrameError>,
}

impl Default for Frames {
    fn default() -> Self {
        Self {
            header: [0; MAX_HEADER],
            have: 0,
            kind: Kind::Data,
            left: 0,
            mask: [0; 4],
            turn: 0,
            control: Control::EMPTY,
            ping: None,
            close: None,
            fault: None,
        }
    }
}

/// What a whole header says.
struct Header {
    kind: Kind,
    length: u64,
    mask: [u8; 4],
}

impl Frames {
    /// Takes all of `bytes`, wherever they are cut, and moves the data among them to the front. Returns
    /// how much data that is. Behind the other side's close or a [`Self::fault`] nothing is data any more.
    pub fn read(&mut self, bytes: &mut [u8]) -> usize {
        let (mut at, mut data) = (0, 0);
        while at < bytes.len() && self.close.is_none() && self.fault.is_none() {
            if self.left == 0 {
                at += self.take_header(bytes.get(at..).unwrap_or_default());
                continue;
            }
            let here = bytes.len() - at;
            let n = usize::try_from(self.left).map_or(here, |left| left.min(here));
            let payload = bytes.get_mut(at..at + n).unwrap_or_default();
            self.unmask(payload);
            match self.kind {
                Kind::Data => {
                    bytes.copy_within(at..at + n, data);
                    data += n;
                }
                _ => self.control.append(payload),
            }
            at += n;
            self.left -= n as u64;
            if self.left == 0 {
                self.ends();
            }
        }
        data
    }

    /// Why the frames cannot be followed any further, if so.
    #[must_use]
    pub fn fault(&self) -> Option<FrameError> {
        self.fault
    }

    /// The latest ping that has not been answered.
    pub fn take_ping(&mut self) -> Option<Control> {
        self.ping.take()
    }

    /// How the other side has ended the WebSocket, if it has.
    #[must_use]
    pub fn close(&self) -> Option<&Close> {
        self.close.as_ref()
    }

    /// Takes bytes of a header and says how many.
    fn take_header(&mut self, bytes: &[u8]) -> usize {
        let mut taken = 0;
        for &b in bytes {
            if let Some(place) = self.header.get_mut(self.have) {
                *place = b;
            }
            self.have += 1;
            taken += 1;
            match parse(self.header.get(..self.have).unwrap_or_default()) {
                Ok(None) => continue,
                Ok(Some(header)) => {
                    self.have = 0;
                    self.begin(&header);
                }
                Err(fault) => self.fault = Some(fault),
            }
            break;
        }
        taken
    }

    fn begin(&mut self, header: &Header) {
        (self.kind, self.left, self.mask) = (header.kind, header.length, header.mask);
        self.turn = 0;
        self.control.len = 0;
        if self.left == 0 {
            self.ends();
        }
    }

    fn unmask(&mut self, payload: &mut [u8]) {
        if self.mask == [0; 4] {
            return;
        }
        for b in payload {
            *b ^= self.mask.get(self.turn % 4).copied().unwrap_or_default();
            self.turn = (self.turn + 1) % 4;
        }
    }

    /// The frame is whole.
    fn ends(&mut self) {
        match self.kind {
            Kind::Data | Kind::Pong => {}
            Kind::Ping => self.ping = Some(self.control),
            Kind::Close => self.close = Some(Close(self.control)),
        }
    }
}

/// Reads a header, as far as it is there; what is wrong is said at the first byte that shows it.
fn parse(bytes: &[u8]) -> Result<Option<Header>, FrameError> {
    let Some((&first, rest)) = bytes.split_first() else { return Ok(None) };
    if first & RESERVED != 0 {
        return Err(FrameError::Reserved);
    }
    let kind = match first & 0x0f {
        0 | 2 => Kind::Data,
        1 => return Err(FrameError::Text),
        8 => Kind::Close,
        9 => Kind::Ping,
        10 => Kind::Pong,
        other => return Err(FrameError::Opcode(other)),
    };
    let Some((&second, rest)) = rest.split_first() else { return Ok(None) };
    let short = second & !MASKED;
    if kind != Kind::Data && (first & FINAL == 0 || usize::from(short) > MAX_CONTROL) {
        return Err(FrameError::Control);
    }
    let extra = match short {
        127 => 8,
        126 => 2,
        _ => 0,
    };
    let Some((length, rest)) = rest.split_at_checked(extra) else { return Ok(None) };
    let long = length.iter().fold(0, |sum: u64, b| sum << 8 | u64::from(*b));
    let length = if extra == 0 { u64::from(short) } else { long };
    if length >> 63 != 0 {
        return Err(FrameError::Length);
    }
    let mask = match second & MASKED {
        0 => [0; 4],
        _ => match rest.first_chunk() {
            Some(mask) => *mask,
            None => return Ok(None),
        },
    };
    Ok(Some(Header { kind, length, mask }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<u8>, FrameError> {
        let (mut bytes, mut frames) = (bytes.to_vec(), Frames::default());
        let n = frames.read(&mut bytes);
        bytes.truncate(n);
        frames.fault().map_or(Ok(bytes), Err)
    }

    #[test]
    fn frames_to_a_server_have_a_zero_mask() {
        let mut out = Vec::new();
        assert!(frame(Opcode::Binary, b"abc", &mut out));
        assert_eq!(out, b"\x82\x83\0\0\0\0abc");
        for (len, header) in [
            (125, &[0x82, 0xfd, 0, 0, 0, 0][..]),
            (126, &[0x82, 0xfe, 0, 126, 0, 0, 0, 0]),
            (65535, &[0x82, 0xfe, 0xff, 0xff, 0, 0, 0, 0]),
        ] {
            out.clear();
            assert!(frame(Opcode::Binary, &vec![7; len], &mut out));
            assert_eq!((&out[..header.len()], out.len()), (header, header.len() + len));
        }
    }

    #[test]
    fn frames_that_condemn_are_not_written() {
        let mut out = Vec::new();
        assert!(!frame(Opcode::Binary, b"", &mut out));
        assert!(!frame(Opcode::Binary, &[0; MAX_PAYLOAD + 1], &mut out));
        assert!(!frame(Opcode::Pong, &[0; MAX_CONTROL + 1], &mut out));
        assert!(out.is_empty());
        assert!(frame(Opcode::Pong, b"", &mut out));
        assert_eq!(out, b"\x8a\x80\0\0\0\0");
    }

    #[test]
    fn every_kind_of_frame_reads() {
        assert_eq!(read(b"\x82\x03abc").unwrap(), b"abc");
        assert_eq!(read(b"\x02\x01a\x00\x01b\x80\x01c").unwrap(), b"abc", "fragments");
        assert_eq!(read(b"\x82\x00\x82\x01a").unwrap(), b"a", "an empty frame");
        assert_eq!(read(b"\x82\x83\x01\x02\x03\x04\x60\x60\x60").unwrap(), b"abc", "a mask");
        assert_eq!(read(b"\x82\x7e\x00\x01a").unwrap(), b"a", "a length longer than needed");
        assert_eq!(read(b"\x82\x7f\0\0\0\0\0\0\0\x01ab").unwrap_err(), FrameError::Reserved);
        assert_eq!(read(b"\x82\x7f\0\0\0\0\0\0\0\x02ab").unwrap(), b"ab");
        let huge = b"\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xffab";
        assert_eq!(read(huge).unwrap(), b"ab", "nothing is held for what is announced");
    }

    #[test]
    fn what_cannot_be_followed_is_said_at_once() {
        for (bytes, error) in [
            (&b"\xc2"[..], FrameError::Reserved),
            (b"\x81", FrameError::Text),
            (b"\x83", FrameError::Opcode(3)),
            (b"\x8f", FrameError::Opcode(15)),
            (b"\x89\x7e", FrameError::Control),
            (b"\x09\x00", FrameError::Control),
            (b"\x82\x7f\x80\0\0\0\0\0\0\0", FrameError::Length),
        ] {
            assert_eq!(read(bytes), Err(error), "{bytes:x?}");
        }
    }

    #[test]
    fn what_came_before_a_fault_is_data_however_it_is_cut() {
        let stream = b"\x82\x03abc\x81\x01d\x82\x01e";
        for cut in 0..stream.len() {
            let (mut one, mut two) = (stream[..cut].to_vec(), stream[cut..].to_vec());
            let mut frames = Frames::default();
            let (n, m) = (frames.read(&mut one), frames.read(&mut two));
            assert_eq!([&one[..n], &two[..m]].concat(), b"abc", "cut at {cut}");
            assert_eq!(frames.fault(), Some(FrameError::Text));
        }
    }

    #[test]
    fn control_frames_stand_between_fragments() {
        let mut bytes =
            b"\x02\x01a\x89\x02hi\x8a\x01x\x00\x01b\x89\x82\x01\x01\x01\x01\x00\x00\x80\x01c"
                .to_vec();
        let mut frames = Frames::default();
        let n = frames.read(&mut bytes);
        assert_eq!(&bytes[..n], b"abc");
        assert_eq!(frames.take_ping().unwrap().bytes(), b"\x01\x01", "the latest alone");
        assert!(frames.take_ping().is_none());
    }

    #[test]
    fn behind_a_close_nothing_counts() {
        let mut bytes = b"\x82\x01a\x88\x06\x03\xf3oops\x82\x01b\xff".to_vec();
        let mut frames = Frames::default();
        assert_eq!(frames.read(&mut bytes), 1);
        let close = frames.close().unwrap();
        assert_eq!((close.code(), close.reason().as_str()), (Some(1011), "oops"));
        assert!(!close.is_ordinary());
        assert_eq!(frames.read(&mut [1, 2, 3]), 0);
        for (payload, ordinary) in
            [(&b""[..], true), (b"\x03", true), (b"\x03\xe8", true), (b"\x03\xea", false)]
        {
            let mut bytes = vec![0x88, payload.len() as u8];
            bytes.extend_from_slice(payload);
            let mut frames = Frames::default();
            frames.read(&mut bytes);
            assert_eq!(frames.close().unwrap().is_ordinary(), ordinary, "{payload:?}");
        }
    }
}
