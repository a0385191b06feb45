//! Streams, cache files and packed numbers, by the thousand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::f64::consts::PI;

use kbe::defs::cache::{CacheKey, CacheKind, decode, encode};
use kbe::wire::envelope::{Cut, EnvelopeError, Front, Tail, cut};
use kbe::wire::packed::{unpack_angle, unpack_xz, unpack_y};
use kbe::wire::stock_messages::STOCK_MESSAGES;
use kbe::wire::table::{Component, MessageTable};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(2510),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

const LIMIT: u32 = 100_000;

/// A message of the stock table: id, body, and whether to use the long form of the length.
fn message() -> impl Strategy<Value = (u16, Vec<u8>, bool)> {
    let client: Vec<_> =
        STOCK_MESSAGES.iter().filter(|s| s.component == Component::Client).collect();
    let large = (any::<u8>(), 65_530usize..65_540).prop_map(|(fill, n)| vec![fill; n]);
    let body = prop_oneof![19 => vec(any::<u8>(), 0..60), 1 => large];
    (prop::sample::select(client), body, any::<bool>()).prop_map(|(spec, mut body, long)| {
        if let Ok(fixed) = usize::try_from(spec.length) {
            body.resize(fixed, 0);
        }
        (spec.id, body, long)
    })
}

fn write(table: &MessageTable, (id, body, long): &(u16, Vec<u8>, bool), out: &mut Vec<u8>) {
    out.extend(id.to_le_bytes());
    if table.incoming(*id).unwrap().length.is_none() {
        match u16::try_from(body.len()) {
            Ok(n) if n != 0xffff && !long => out.extend(n.to_le_bytes()),
            _ => {
                out.extend([0xff, 0xff]);
                out.extend((body.len() as u32).to_le_bytes());
            }
        }
    }
    out.extend(body);
}

/// Cuts a stream that arrives in reads of the given sizes, over and over.
fn messages(
    table: &MessageTable,
    stream: &[u8],
    sizes: &[usize],
) -> Result<Vec<(u16, Vec<u8>)>, EnvelopeError> {
    let (mut tail, mut found, mut rest) = (Tail::default(), Vec::new(), stream);
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (mut read, behind) = rest.split_at((*size).min(rest.len()));
        rest = behind;
        loop {
            let kept = match tail.fill(&mut read) {
                Front::Unfinished => break,
                Front::None => None,
                Front::Whole(kept) => Some(kept),
            };
            let whole = kept.as_deref().unwrap_or(read);
            let mut used = 0;
            let needed = loop {
                let bytes = &whole[used..];
                let entry = |id| table.incoming(id).map(|e| ((), e.length));
                match cut(bytes, LIMIT, entry)? {
                    Cut::Message { id, header, body, .. } => {
                        found.push((id, bytes[header..header + body].to_vec()));
                        used += header + body;
                    }
                    Cut::Incomplete { needed } => {
                        assert!(needed > bytes.len(), "it asks for more than there is");
                        break needed;
                    }
                }
            };
            if let Some(kept) = kept {
                assert!(used == 0 || used == kept.len(), "nothing behind the message is copied");
                tail.put_back(kept, used, needed);
            } else {
                tail.keep(&whole[used..], needed);
                break;
            }
        }
    }
    Ok(found)
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn messages_are_the_same_in_any_slices(
        sent in vec(message(), 0..30),
        sizes in vec(1usize..90, 1..8),
    ) {
        let table = MessageTable::stock();
        let mut stream = Vec::new();
        sent.iter().for_each(|m| write(&table, m, &mut stream));
        let expected: Vec<_> = sent.into_iter().map(|(id, body, _)| (id, body)).collect();
        prop_assert_eq!(messages(&table, &stream, &[usize::MAX]), Ok(expected.clone()));
        prop_assert_eq!(messages(&table, &stream, &sizes), Ok(expected));
    }

    #[test]
    fn any_stream_ends_the_same_in_any_slices(
        stream in vec(any::<u8>(), 0..400),
        sizes in vec(1usize..90, 1..8),
    ) {
        // Zeros make small ids likely, so that some messages are found.
        let stream: Vec<_> = stream.iter().map(|b| if b % 3 == 0 { 0 } else { *b }).collect();
        let table = MessageTable::stock();
        let whole = messages(&table, &stream, &[usize::MAX]);
        prop_assert_eq!(messages(&table, &stream, &sizes), whole);
    }

    #[test]
    fn a_cache_file_comes_back_and_a_damaged_one_does_not(
        kind in prop::sample::select(vec![
            CacheKind::Loginapp, CacheKind::Baseapp, CacheKind::EntityDefs,
        ]),
        digest in "[0-9A-F]{16}",
        bodies in vec(vec(any::<u8>(), 0..300), 0..4),
        damage in vec((any::<prop::sample::Index>(), 1u8..), 1..4),
        end in any::<prop::sample::Index>(),
        more in vec(any::<u8>(), 1..9),
    ) {
        let key = CacheKey::new(kind, "2.5.10", "0.1.0", &digest).unwrap();
        let borrowed: Vec<_> = bodies.iter().map(Vec::as_slice).collect();
        let file = encode(&key, &borrowed);
        prop_assert_eq!(decode(&key, &file), Some(bodies));
        let other = CacheKey::new(kind, "2.5.10", "0.1.1", &digest).unwrap();
        prop_assert_eq!(decode(&other, &file), None, "another version's");

        let mut bad = file.clone();
        for (at, with) in &damage {
            let at = at.index(bad.len());
            bad[at] ^= with;
        }
        if bad != file {
            prop_assert_eq!(decode(&key, &bad), None, "damaged");
        }
        prop_assert_eq!(decode(&key, &file[..end.index(file.len())]), None, "cut short");
        let long = [file, more].concat();
        prop_assert_eq!(decode(&key, &long), None, "with something behind it");
    }

    #[test]
    fn cache_files_of_any_bytes_are_survived(bytes in vec(any::<u8>(), 0..200), sum: bool) {
        let key = CacheKey::new(CacheKind::Baseapp, "v", "s", "d").unwrap();
        let mut file = bytes;
        if sum {
            // With a valid checksum the content itself must be looked at.
            let mut content = encode(&key, &[]);
            content.truncate(content.len() - 5);
            content.extend(file);
            let check = crc32(&content);
            content.extend(check.to_le_bytes());
            file = content;
        }
        if let Some(bodies) = decode(&key, &file) {
            let borrowed: Vec<_> = bodies.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(encode(&key, &borrowed), file);
        }
    }
}

/// CRC-32 as everybody computes it, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, b| {
        (0..8).fold(
            crc ^ u32::from(*b),
            |c, _| {
                if c & 1 != 0 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 }
            },
        )
    })
}

// ---- packed numbers, by the arithmetic of the specification instead of bits (`spec/02 §3.9.3–5`)

/// `2^(e+1) × (1 + k / 2^mantissa) − 2`, with the sign apart: −0.0 is possible.
fn magnitude(m: u32, mantissa: u32, negative: bool) -> f64 {
    let (e, k) = (m >> mantissa, m & ((1 << mantissa) - 1));
    let v = 2f64.powi(e as i32 + 1) * (1.0 + f64::from(k) / f64::from(1u32 << mantissa)) - 2.0;
    if negative { -v } else { v }
}

fn same(a: f32, b: f64) -> bool {
    f64::from(a).to_bits() == b.to_bits()
}

#[test]
fn every_packed_x_and_z_follows_the_formula() {
    for m in 0..1u32 << 11 {
        for signs in 0..4u32 {
            // The other half must not show through, whatever it is.
            for other in [0, 0x7ff, m ^ 0x555 & 0x7ff] {
                let (x, z) = (signs & 2 != 0, signs & 1 != 0);
                let d = (signs >> 1) << 23 | m << 12 | (signs & 1) << 11 | other;
                let [_, a, b, c] = d.to_be_bytes();
                let (got, _) = unpack_xz(u32::from_be_bytes([0, a, b, c]));
                assert!(same(got, magnitude(m, 8, x)), "x {m:#x} {x}: {got}");
                let d = (signs >> 1) << 23 | other << 12 | (signs & 1) << 11 | m;
                let [_, a, b, c] = d.to_be_bytes();
                let (_, got) = unpack_xz(u32::from_be_bytes([0, a, b, c]));
                assert!(same(got, magnitude(m, 8, z)), "z {m:#x} {z}: {got}");
            }
        }
    }
}

#[test]
fn every_packed_y_follows_the_formula() {
    for d in 0..=u16::MAX {
        let expected = magnitude(u32::from(d) & 0x7fff, 11, d & 0x8000 != 0);
        let got = unpack_y(d);
        assert!(same(got, expected), "{d:#x}: {got}, expected {expected}");
    }
}

#[test]
fn every_packed_angle_follows_the_formula() {
    for a in i8::MIN..=i8::MAX {
        let expected = f64::from(a) * PI / 128.0;
        assert_eq!(unpack_angle(a), expected as f32);
        let back = (f64::from(unpack_angle(a)) * 128.0 / PI + 0.5).floor();
        assert_eq!(back, f64::from(a), "and comes back by the server's rounding");
    }
}
