//! WebSocket frames with the habits of the real server (`spec/01 §5.3`).

use super::{Fate, Received};

const CONTINUATION: u8 = 0;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;
const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
/// Larger payloads condemn.
const MAX_PAYLOAD: u64 = 65535;
/// Largest length that needs no field of its own.
const SHORT: usize = 125;

/// The frame that is being received.
struct Body {
    ping: bool,
    left: usize,
    mask: [u8; 4],
    /// What a ping has brought so far.
    echo: Vec<u8>,
}

/// The receiving side of one connection.
#[derive(Default)]
pub(crate) struct Frames {
    head: Vec<u8>,
    body: Option<Body>,
    /// An empty data frame was seen: whatever follows condemns.
    choked: bool,
}

impl Frames {
    /// Takes one chunk of the stream apart. Payloads are passed on piece by piece, without waiting for their frame.
    pub(crate) fn receive(&mut self, mut chunk: &[u8], received: &mut Received) {
        while !chunk.is_empty() && received.fate == Fate::GoesOn {
            match self.body.take() {
                Some(body) => self.payload(body, &mut chunk, received),
                None => self.header(&mut chunk, received),
            }
        }
    }

    /// The mask starts anew with every piece: a masked payload that arrives in several is garbled, as recorded.
    fn payload(&mut self, mut body: Body, chunk: &mut &[u8], received: &mut Received) {
        let (piece, rest) = chunk.split_at(body.left.min(chunk.len()));
        *chunk = rest;
        body.left -= piece.len();
        let plain = piece.iter().zip(body.mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
        if body.ping {
            body.echo.extend(plain);
        } else {
            received.packets.push(plain.collect());
        }
        match body.left {
            0 if body.ping => frame(&mut received.reply, FINAL | PONG, &body.echo),
            0 => {}
            _ => self.body = Some(body),
        }
    }

    /// Takes one byte of a header, and acts on the header when it is complete.
    fn header(&mut self, chunk: &mut &[u8], received: &mut Received) {
        let Some((byte, rest)) = chunk.split_first() else {
            return;
        };
        *chunk = rest;
        self.head.push(*byte);
        if self.choked {
            received.fate = Fate::Condemned;
            return;
        }
        let Some((opcode, length, mask)) = parse(&self.head) else {
            return;
        };
        self.head.clear();
        let data = matches!(opcode, BINARY | CONTINUATION);
        // Text, pongs and unknown opcodes condemn; a close is a close, without one in return.
        if opcode == CLOSE {
            received.fate = Fate::Closed;
        } else if !(data || opcode == PING) || length > MAX_PAYLOAD {
            received.fate = Fate::Condemned;
        } else if length > 0 {
            let (ping, left) = (opcode == PING, length as usize);
            self.body = Some(Body { ping, left, mask, echo: Vec::new() });
        } else if data {
            self.choked = true;
        } else {
            // The length of the pong is that of what follows in the chunk, and no payload comes with it, as recorded.
            received.reply.extend([FINAL | PONG, rest.len().min(SHORT) as u8]);
        }
    }
}

/// Opcode, length and mask of a complete header.
fn parse(head: &[u8]) -> Option<(u8, u64, [u8; 4])> {
    let (&[first, second], rest) = head.split_first_chunk()?;
    let (length, rest) = match second & !MASKED {
        126 => {
            let (length, rest) = rest.split_first_chunk()?;
            (u64::from(u16::from_be_bytes(*length)), rest)
        }
        127 => {
            let (length, rest) = rest.split_first_chunk()?;
            (u64::from_be_bytes(*length), rest)
        }
        length => (u64::from(length), rest),
    };
    let mask = match second & MASKED {
        0 => [0; 4],
        _ => *rest.first_chunk()?,
    };
    Some((first & 0x0F, length, mask))
}

/// Appends one unmasked frame.
fn frame(out: &mut Vec<u8>, first: u8, payload: &[u8]) {
    out.push(first);
    match u16::try_from(payload.len()) {
        Ok(length) if payload.len() > SHORT => {
            out.push(126);
            out.extend(length.to_be_bytes());
        }
        // Neither a packet nor a ping's echo is longer than 65535.
        _ => out.push(payload.len() as u8),
    }
    out.extend_from_slice(payload);
}

/// A bundle as frames: `82` for one packet, `02`, `00` …, `80` for several.
pub(crate) fn wrap(bundle: &[u8], packet: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(bundle.len() + bundle.len() / 256 + 4);
    let count = bundle.len().div_ceil(packet);
    for (i, payload) in bundle.chunks(packet).enumerate() {
        let opcode = if i == 0 { BINARY } else { CONTINUATION };
        let end = if i + 1 == count { FINAL } else { 0 };
        frame(&mut out, opcode | end, payload);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testdata::{bytes, hex};
    use crate::wire::Writer;

    fn receive(frames: &mut Frames, chunk: &[u8]) -> Received {
        let mut received = Received::default();
        frames.receive(chunk, &mut received);
        received
    }

    /// Everything that came through, and whether the connection is condemned.
    fn all(chunks: &[&[u8]]) -> (Vec<u8>, bool) {
        let mut frames = Frames::default();
        let received: Vec<Received> = chunks.iter().map(|c| receive(&mut frames, c)).collect();
        let data = received.iter().flat_map(|r| r.packets.concat()).collect();
        (data, received.iter().any(|r| r.fate == Fate::Condemned))
    }

    #[test]
    fn recorded_frames_are_understood() {
        // Masked: hello of a Baseapp connection; then importClientMessages. Unmasked: the same two.
        let hello = bytes("c8001100322e352e313000302e312e300000000000");
        let masked = bytes("8295555a81819d5a90816774b4af646a81b17b6bafb1555a818155");
        assert_eq!(all(&[&masked]), (hello.clone(), false));
        assert_eq!(all(&[&bytes("82828cf2e5315cf2")]), (vec![0xD0, 0], false));
        let plain = [&[0x82, 21][..], &hello].concat();
        assert_eq!(all(&[&plain, &[0x82, 2, 0xD0, 0]]), ([hello, vec![0xD0, 0]].concat(), false));
    }

    #[test]
    fn masked_payloads_survive_cuts_at_multiples_of_four_only() {
        let frame = [0x82, 0x88, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4];
        for cut in 0..frame.len() {
            let (data, bad) = all(&[&frame[..cut], &frame[cut..]]);
            let good = cut <= 6 || cut == 10;
            assert_eq!((data == [0; 8], bad), (good, false), "{cut}");
        }
        let plain = [0x02, 3, 7, 8, 9, 0x80, 1, 6];
        for cut in 0..plain.len() {
            assert_eq!(all(&[&plain[..cut], &plain[cut..]]), (vec![7, 8, 9, 6], false), "{cut}");
        }
    }

    #[test]
    fn what_condemns() {
        for opcode in [0x81, 0x8A, 0x83, 0x8F] {
            assert_eq!(all(&[&[opcode, 0]]), (vec![], true), "{opcode:x}");
        }
        assert_eq!(receive(&mut Frames::default(), &[0x88, 0, 0x82]).fate, Fate::Closed);
        let giant = [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0];
        assert_eq!(all(&[&giant]), (vec![], true));
        assert_eq!(all(&[&[0x82, 127, 0, 0, 0, 0, 0, 0, 0, 1, 5]]), (vec![5], false));
        assert_eq!(all(&[&[0x82, 0]]), (vec![], false));
        assert_eq!(all(&[&[0x82, 0], &[0x82]]), (vec![], true));
        // What stood in front is still heard.
        assert_eq!(all(&[&[0x82, 1, 9, 0x81, 1, 1]]), (vec![9], true));
    }

    #[test]
    fn pings_are_answered_well_only_when_alone_or_with_payload() {
        let reply = |chunk: &[u8]| receive(&mut Frames::default(), chunk).reply;
        assert_eq!(reply(&[0x89, 0]), [0x8A, 0]);
        assert_eq!(reply(&[0x89, 3, 1, 2, 3]), [0x8A, 3, 1, 2, 3]);
        assert_eq!(reply(&[0x89, 0x82, 1, 1, 1, 1, 1, 2]), [0x8A, 2, 0, 3]);
        let heartbeat = bytes("82828cf2e53142f2");
        let mut frames = Frames::default();
        let received = receive(&mut frames, &[&[0x89, 0][..], &heartbeat].concat());
        assert_eq!(received.reply, [0x8A, 8]);
        assert_eq!(received.packets, [vec![0xCE, 0]]);
    }

    #[test]
    fn bundles_are_fragmented_as_recorded() {
        assert_eq!(wrap(&[0x48, 0], 1448), [0x82, 2, 0x48, 0]);
        let bundle = Writer::new().raw(&hex("base_519.hex")).var(519);
        let frames = wrap(&bundle, 1448);
        assert_eq!(frames[..4], [0x02, 126, 0x05, 0xA8]);
        assert_eq!(frames[1452..1456], [0x00, 126, 0x05, 0xA8]);
        assert_eq!(frames[2904..2906], [0x80, 98]);
        assert!([&frames[4..1452], &frames[1456..2904], &frames[2906..]].concat() == bundle);
        assert_eq!(wrap(&[5; 126], 1448)[..5], [0x82, 126, 0, 126, 5]);
        assert_eq!(wrap(&[5; 125], 1448)[..3], [0x82, 125, 5]);
    }
}
