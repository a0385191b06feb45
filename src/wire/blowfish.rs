//! The Blowfish packet filter (`spec/01 §5.1`): slices of the byte stream, each encrypted on its own.
//!
//! ```text
//! length: u16   bytes of the cipher text, and one for what follows
//! pad:    u8    zero bytes at its end, 0 to 7
//! cipher text   blocks of 8 bytes
//! ```
//!
//! Standard Blowfish, but chained on the **plain text**: each block is combined with the plain text of
//! the block in front of it before it is encrypted. That is not CBC. There is no checksum, and the key
//! goes over the wire in clear: this hides bytes from nobody who has seen the connection begin.

use std::fmt;

use blowfish::cipher::{Block, BlockCipherDecrypt as _, BlockCipherEncrypt as _, KeyInit as _};
use blowfish::{Blowfish, cipher};

/// Plain text in a packet of ours. With header and padding it fits into any KCP message
/// (`spec/01 §5.4`) and into what a server takes from TCP at once.
pub const MAX_PLAIN: usize = 1392;

/// Length and padding.
const HEADER: usize = 3;

const BLOCK: usize = 8;

/// Number of packets that so many bytes become.
#[must_use]
pub const fn packets(plain: usize) -> usize {
    plain.div_ceil(MAX_PLAIN)
}

/// Number of bytes that so many bytes become.
#[must_use]
pub const fn sealed_len(plain: usize) -> usize {
    packets(plain) * HEADER + plain.next_multiple_of(BLOCK)
}

/// Where the packet with this number begins among so many bytes.
///
/// A server that has read half a message id waits for one more byte than the id (`spec/01 §2.3`), so a
/// last packet never holds a single byte.
const fn start(plain: usize, packet: usize) -> usize {
    let last = packet + 1 == packets(plain);
    if last && packet > 0 && plain % MAX_PLAIN == 1 {
        return packet * MAX_PLAIN - BLOCK;
    }
    let start = packet * MAX_PLAIN;
    if start < plain { start } else { plain }
}

/// A key that is not one: the server takes 4 to 56 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a Blowfish key has 4 to 56 bytes, this one has {0}")]
pub struct BadKey(pub usize);

/// The header of a packet that cannot be one: the stream cannot be followed any further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PacketError {
    /// The cipher text would be empty, or would not consist of whole blocks.
    #[error("an encrypted packet announces {0} bytes, which are not whole blocks")]
    Length(u16),
    /// More padding than a block can have.
    #[error("an encrypted packet of {length} bytes announces {pad} bytes of padding")]
    Padding {
        /// Announced length.
        length: u16,
        /// Announced padding.
        pad: u8,
    },
}

impl PacketError {
    /// The first two bytes. In a stream that is not encrypted they are a message id.
    #[must_use]
    pub fn front(self) -> u16 {
        match self {
            Self::Length(length) | Self::Padding { length, .. } => length,
        }
    }
}

/// What both directions of a connection are encrypted with. Wiped when it goes.
pub struct Cipher(Box<Blowfish>);

impl fmt::Debug for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cipher")
    }
}

impl Cipher {
    /// The cipher of a key.
    ///
    /// # Errors
    /// [`BadKey`] when it has fewer than 4 or more than 56 bytes.
    pub fn new(key: &[u8]) -> Result<Self, BadKey> {
        let cipher = Blowfish::new_from_slice(key);
        cipher.map(|c| Self(Box::new(c))).map_err(|cipher::InvalidLength| BadKey(key.len()))
    }

    /// Makes packets of the bytes from `from` on, in their place. Allocates only when there is no room
    /// for [`sealed_len`] bytes; whoever has secrets there makes room before.
    pub fn seal(&self, bytes: &mut Vec<u8>, from: usize) {
        let plain = bytes.len().saturating_sub(from);
        bytes.resize(from + sealed_len(plain), 0);
        // The last one first: each moves towards the end.
        for packet in (0..packets(plain)).rev() {
            let first = start(plain, packet);
            let len = start(plain, packet + 1) - first;
            let header = from + first + packet * HEADER;
            bytes.copy_within(from + first..from + first + len, header + HEADER);
            let padded = len.next_multiple_of(BLOCK);
            let whole = bytes.get_mut(header..header + HEADER + padded).unwrap_or_default();
            if let Some((head, body)) = whole.split_first_chunk_mut::<HEADER>() {
                body.iter_mut().skip(len).for_each(|b| *b = 0);
                self.encrypt(body);
                let [low, high] = (padded as u16 + 1).to_le_bytes();
                *head = [low, high, (padded - len) as u8];
            }
        }
    }

    fn encrypt(&self, text: &mut [u8]) {
        let mut before = 0;
        for block in text.as_chunks_mut::<BLOCK>().0 {
            let plain = u64::from_ne_bytes(*block);
            let mut b = Block::<Blowfish>::from((plain ^ before).to_ne_bytes());
            self.0.encrypt_block(&mut b);
            *block = b.into();
            before = plain;
        }
    }

    /// Appends the plain text, without its last `pad` bytes.
    fn decrypt(&self, text: &[u8], pad: u8, plain: &mut Vec<u8>) {
        let mut before = 0;
        for block in text.as_chunks::<BLOCK>().0 {
            let mut b = Block::<Blowfish>::from(*block);
            self.0.decrypt_block(&mut b);
            before ^= u64::from_ne_bytes(b.into());
            plain.extend_from_slice(&before.to_ne_bytes());
        }
        plain.truncate(plain.len().saturating_sub(pad.into()));
    }
}

/// A header that may be one.
#[derive(Debug, Clone, Copy)]
struct Header {
    /// Bytes of the packet in all.
    whole: usize,
    pad: u8,
}

/// Reads a header; `None` while it is not all there. What is there is checked at once.
fn header(bytes: &[u8]) -> Result<Option<Header>, PacketError> {
    let Some((length, rest)) = bytes.split_first_chunk::<2>() else { return Ok(None) };
    let length = u16::from_le_bytes(*length);
    let text = usize::from(length).wrapping_sub(1);
    if text == 0 || text % BLOCK != 0 {
        return Err(PacketError::Length(length));
    }
    let Some(&pad) = rest.first() else { return Ok(None) };
    if usize::from(pad) >= BLOCK {
        return Err(PacketError::Padding { length, pad });
    }
    Ok(Some(Header { whole: HEADER + text, pad }))
}

/// The way in: packets out of a stream that comes in any slices.
#[derive(Debug, Default)]
pub struct Packets {
    /// A packet that is not whole yet: 64 KiB at most.
    kept: Vec<u8>,
}

impl Packets {
    /// Puts a read behind what is kept, and appends the plain text of the packets that are whole now.
    ///
    /// # Errors
    /// [`PacketError`] when the stream is lost; the plain text of the packets in front is there.
    pub fn open(
        &mut self,
        cipher: &Cipher,
        mut read: &[u8],
        plain: &mut Vec<u8>,
    ) -> Result<(), PacketError> {
        while !read.is_empty() {
            if self.kept.is_empty()
                && let Some(h) = header(read)?
                && let Some((packet, behind)) = read.split_at_checked(h.whole)
            {
                cipher.decrypt(packet.get(HEADER..).unwrap_or_default(), h.pad, plain);
                read = behind;
                continue;
            }
            let whole = header(&self.kept)?.map_or(HEADER, |h| h.whole);
            let (more, behind) = read.split_at(read.len().min(whole - self.kept.len()));
            self.kept.extend_from_slice(more);
            read = behind;
            if let Some(h) = header(&self.kept)?
                && h.whole == self.kept.len()
            {
                cipher.decrypt(self.kept.get(HEADER..).unwrap_or_default(), h.pad, plain);
                self.kept.clear();
            }
        }
        Ok(())
    }

    /// Whether no packet has begun.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    fn cipher() -> Cipher {
        Cipher::new(&KEY).unwrap()
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut bytes = plain.to_vec();
        cipher().seal(&mut bytes, 0);
        bytes
    }

    fn opened(slices: impl IntoIterator<Item = Vec<u8>>) -> Result<Vec<u8>, PacketError> {
        let (mut packets, mut plain) = (Packets::default(), Vec::new());
        for slice in slices {
            packets.open(&cipher(), &slice, &mut plain)?;
        }
        assert!(packets.is_empty());
        Ok(plain)
    }

    #[test]
    fn the_documented_packets_are_made_and_read() {
        let beat = [0xce, 0];
        let login = *b"\xca\0\x0a\0user\0pass\0";
        let both = [&beat[..], &login].concat();
        let vectors: [(&[u8], &[u8]); 3] = [
            (&beat, &[9, 0, 6, 0xfc, 0x6c, 0xe1, 0xf4, 0x41, 0x07, 0xdb, 0xf0]),
            (
                &login,
                &[
                    17, 0, 2, 0, 0x25, 0xbe, 0xdc, 0x44, 0x53, 0xb9, 0x79, 0x96, 0xd4, 0x1a, 0xc3,
                    0xa2, 0xac, 0x13, 0x4e,
                ],
            ),
            (
                &both,
                &[
                    17, 0, 0, 0x0b, 0x28, 0xdb, 0xb8, 0x6d, 0x71, 0xae, 0xa2, 0xd3, 0x90, 0xfc,
                    0xd6, 0xab, 0xcc, 0x29, 0xbb,
                ],
            ),
        ];
        for (plain, packet) in vectors {
            assert_eq!(sealed(plain), packet);
            assert_eq!(opened([packet.to_vec()]).unwrap(), plain);
        }
    }

    #[test]
    fn what_stands_in_front_stays() {
        let mut bytes = b"in front\xce\0".to_vec();
        cipher().seal(&mut bytes, 8);
        assert_eq!(bytes, [b"in front", &sealed(&[0xce, 0])[..]].concat());
        cipher().seal(&mut bytes, 19);
        assert_eq!(bytes.len(), 19, "of nothing comes no packet");
    }

    #[test]
    fn packets_have_the_sizes_that_were_announced() {
        for n in (0..40).chain(1380..1410).chain(2770..2800).chain([4177, 60_000]) {
            let plain: Vec<u8> = (0..n).map(|i| i as u8).collect();
            let all = sealed(&plain);
            assert_eq!(all.len(), sealed_len(n), "{n}");
            let (mut rest, mut count, mut last) = (&all[..], 0, 0);
            while let Some(h) = header(rest).unwrap() {
                last = h.whole - HEADER - usize::from(h.pad);
                assert!(h.whole <= 1400 && last <= MAX_PLAIN, "{n}");
                rest = &rest[h.whole..];
                count += 1;
            }
            assert_eq!((count, rest.len()), (packets(n), 0), "{n}");
            assert!(n < 2 || last > 1, "{n}: half an id would wait");
        }
    }

    #[test]
    fn a_header_that_is_none_is_an_error_at_its_first_wrong_byte() {
        for (bytes, error) in [
            (&[0, 0][..], PacketError::Length(0)),
            (&[1, 0], PacketError::Length(1)),
            (&[8, 0], PacketError::Length(8)),
            (&[0x48, 0], PacketError::Length(72)),
            (&[0xff, 0xff], PacketError::Length(65535)),
            (&[9, 0, 8], PacketError::Padding { length: 9, pad: 8 }),
            (&[9, 0, 255], PacketError::Padding { length: 9, pad: 255 }),
        ] {
            assert_eq!(opened([bytes.to_vec()]), Err(error), "{bytes:?}");
            assert_eq!(opened(bytes.iter().map(|b| vec![*b])), Err(error), "{bytes:?}");
            assert_eq!(error.front(), u16::from_le_bytes([bytes[0], bytes[1]]));
            let (mut plain, good) = (Vec::new(), sealed(b"before"));
            let read = [&good[..], bytes].concat();
            assert_eq!(Packets::default().open(&cipher(), &read, &mut plain), Err(error));
            assert_eq!(plain, b"before");
        }
        let mut packets = Packets::default();
        packets.open(&cipher(), &[0xf9, 0xff, 7], &mut Vec::new()).unwrap();
        assert!(!packets.is_empty(), "the largest that there is");
    }

    #[test]
    fn keys_are_as_long_as_the_server_takes_them() {
        for n in [4, 16, 20, 56] {
            assert!(Cipher::new(&vec![7; n]).is_ok(), "{n}");
        }
        for n in [0, 3, 57] {
            assert_eq!(Cipher::new(&vec![7; n]).err(), Some(BadKey(n)));
        }
        let text = format!("{:?} {:?}", cipher(), Packets::default());
        assert_eq!(text, "Cipher Packets { kept: [] }");
    }

    #[test]
    fn a_stream_in_steady_state_allocates_nothing() {
        let (c, mut packets, mut plain) = (cipher(), Packets::default(), Vec::new());
        let mut bytes = Vec::with_capacity(sealed_len(2000));
        let mut places = Vec::new();
        for _ in 0..3 {
            bytes.clear();
            bytes.extend([5; 2000]);
            c.seal(&mut bytes, 0);
            plain.clear();
            for slice in bytes.chunks(7) {
                packets.open(&c, slice, &mut plain).unwrap();
            }
            assert_eq!(plain, [5; 2000]);
            places.push((bytes.as_ptr(), packets.kept.as_ptr(), plain.as_ptr()));
        }
        assert!(places.windows(2).all(|w| w[0] == w[1]), "{places:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_come_back_in_any_slicing(
            plain in proptest::collection::vec(any::<u8>(), 0..6000),
            sizes in proptest::collection::vec(1usize..3000, 1..20),
        ) {
            let all = sealed(&plain);
            let (mut rest, mut slices) = (&all[..], Vec::new());
            for size in sizes.iter().cycle() {
                let (slice, behind) = rest.split_at(rest.len().min(*size));
                slices.push(slice.to_vec());
                rest = behind;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(opened(slices).unwrap(), plain);
        }

        #[test]
        fn any_stream_is_followed_or_lost(
            bytes in proptest::collection::vec(any::<u8>(), 0..3000),
            size in 1usize..500,
        ) {
            let (c, mut in_slices, mut at_once) = (cipher(), Vec::new(), Vec::new());
            let whole = Packets::default().open(&c, &bytes, &mut at_once);
            let mut packets = Packets::default();
            let sliced = bytes.chunks(size).try_for_each(|s| packets.open(&c, s, &mut in_slices));
            prop_assert_eq!(sliced, whole);
            prop_assert_eq!(&in_slices, &at_once);
            prop_assert!(at_once.len() <= bytes.len());
            prop_assert!(packets.kept.len() < HEADER + usize::from(u16::MAX));
        }
    }
}
