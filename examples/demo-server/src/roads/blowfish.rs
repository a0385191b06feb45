//! The Blowfish packet filter (`spec/01 §5.1`): packets of their own inside the stream, chained on plaintext.

use blowfish::Blowfish;
use blowfish::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

const BLOCK: usize = 8;
/// `u16` padded length + 1, `u8` padding.
const HEAD: usize = 3;
/// The server looks at its buffer only when the smallest packet with content may be there.
const SMALLEST: usize = HEAD + BLOCK;

/// The filter of one connection: one key for both directions, nothing kept from packet to packet but loose bytes.
pub(crate) struct Filter {
    /// `None` when the key was too long: then nothing passes either way.
    cipher: Option<Blowfish>,
    buffer: Vec<u8>,
}

impl Filter {
    /// Takes keys of 4 to 56 bytes; with a longer one the filter swallows everything, as the real one does.
    pub(crate) fn new(key: &[u8]) -> Self {
        Self { cipher: Blowfish::new_from_slice(key).ok(), buffer: Vec::new() }
    }

    /// One packet as it goes over the wire, `None` when the key was no key.
    pub(crate) fn seal(&self, plain: &[u8]) -> Option<Vec<u8>> {
        let cipher = self.cipher.as_ref()?;
        let pad = plain.len().next_multiple_of(BLOCK) - plain.len();
        let mut packet = ((plain.len() + pad + 1) as u16).to_le_bytes().to_vec();
        packet.push(pad as u8);
        let mut before = [0; BLOCK];
        for piece in plain.chunks(BLOCK) {
            let mut block = [0; BLOCK];
            block.iter_mut().zip(piece).for_each(|(to, from)| *to = *from);
            let mut sealed = Block::<Blowfish>::from(xor(block, before));
            cipher.encrypt_block(&mut sealed);
            packet.extend_from_slice(&sealed);
            before = block;
        }
        Some(packet)
    }

    /// Adds what arrived and takes off the packets that are complete.
    pub(crate) fn receive(&mut self, chunk: &[u8], packets: &mut Vec<Vec<u8>>) {
        let Some(cipher) = &self.cipher else {
            return;
        };
        self.buffer.extend_from_slice(chunk);
        let mut used = 0;
        while let Some(rest) = self.buffer.get(used..)
            && rest.len() >= SMALLEST
            && let Some((&[low, high, pad], rest)) = rest.split_first_chunk()
        {
            // A length of 0 wraps and waits for 65535 bytes: the real server stalls in the same way.
            let length = usize::from(u16::from_le_bytes([low, high]).wrapping_sub(1));
            let Some(sealed) = rest.get(..length) else {
                break;
            };
            packets.push(open(cipher, sealed, usize::from(pad)));
            used += HEAD + length;
        }
        self.buffer.drain(..used);
    }
}

fn xor(a: [u8; BLOCK], b: [u8; BLOCK]) -> [u8; BLOCK] {
    (u64::from_ne_bytes(a) ^ u64::from_ne_bytes(b)).to_ne_bytes()
}

/// What is not made of whole blocks is passed on as it came and ends as an unknown message.
fn open(cipher: &Blowfish, sealed: &[u8], pad: usize) -> Vec<u8> {
    let (blocks, rest) = sealed.as_chunks::<BLOCK>();
    if !rest.is_empty() {
        return sealed.to_vec();
    }
    let mut plain = Vec::with_capacity(sealed.len());
    let mut before = [0; BLOCK];
    for block in blocks {
        let mut opened = Block::<Blowfish>::from(*block);
        cipher.decrypt_block(&mut opened);
        before = xor(opened.into(), before);
        plain.extend_from_slice(&before);
    }
    plain.truncate(plain.len().saturating_sub(pad));
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::Road;
    use crate::testdata::{bytes, hex};
    use crate::wire::Writer;

    fn key() -> Vec<u8> {
        (0..16).collect()
    }

    /// The vectors of `spec/01 §5.1`.
    fn vectors() -> [(Vec<u8>, Vec<u8>); 3] {
        [
            ("ce00", "090006fc6ce1f44107dbf0"),
            ("ca000a0075736572007061737300", "1100020025bedc4453b97996d41ac3a2ac134e"),
            ("ce00ca000a0075736572007061737300", "1100000b28dbb86d71aea2d390fcd6abcc29bb"),
        ]
        .map(|(plain, packet)| (bytes(plain), bytes(packet)))
    }

    fn receive(filter: &mut Filter, chunk: &[u8]) -> Vec<Vec<u8>> {
        let mut packets = Vec::new();
        filter.receive(chunk, &mut packets);
        packets
    }

    #[test]
    fn vectors_both_ways() {
        for (plain, packet) in vectors() {
            assert_eq!(Filter::new(&key()).seal(&plain).as_ref(), Some(&packet));
            assert_eq!(receive(&mut Filter::new(&key()), &packet), [plain]);
        }
    }

    #[test]
    fn a_recorded_answer_is_cut_and_sealed_as_by_the_real_server() {
        let plain = Writer::new().raw(&hex("base_519.hex")).var(519);
        let recorded = hex("base_519_blowfish.hex");
        let mut road = Road::stream(1);
        road.encrypt(&key());
        assert!(road.pack(plain.clone()).concat() == recorded);
        assert!(road.receive(recorded).packets.concat() == plain);
    }

    #[test]
    fn packets_survive_any_cut() {
        let [(a, one), (b, two), _] = vectors();
        let stream = [one, two].concat();
        for cut in 0..stream.len() {
            let mut filter = Filter::new(&key());
            let mut packets = receive(&mut filter, &stream[..cut]);
            packets.extend(receive(&mut filter, &stream[cut..]));
            assert_eq!(packets, [a.clone(), b.clone()], "{cut}");
        }
    }

    #[test]
    fn a_key_over_56_bytes_swallows_everything() {
        let [(plain, packet), ..] = vectors();
        let mut filter = Filter::new(&[7; 57]);
        assert_eq!(filter.seal(&plain), None);
        assert_eq!(receive(&mut filter, &packet), Vec::<Vec<u8>>::new());
        assert!(Filter::new(&[7; 56]).seal(&plain).is_some());
        assert!(Filter::new(&[7; 4]).seal(&plain).is_some());
    }

    #[test]
    fn impossible_lengths_stall_or_pass_undecrypted() {
        let [(plain, packet), ..] = vectors();
        let mut stalled = Filter::new(&key());
        assert!(receive(&mut stalled, &[0; 11]).is_empty());
        assert!(receive(&mut stalled, &packet).is_empty());
        let mut filter = Filter::new(&key());
        let odd = [&[10, 0, 0], &[9; 9][..], &packet].concat();
        assert_eq!(receive(&mut filter, &odd), [vec![9; 9], plain.clone()]);
        let empty = [&[1, 0, 0][..], &packet].concat();
        assert_eq!(receive(&mut filter, &empty), [vec![], plain]);
        let padded = [&[9, 0, 255][..], &packet[3..]].concat();
        assert_eq!(receive(&mut filter, &padded), [vec![]]);
    }
}
