//! WebSocket framing without sockets: what a real server and its clients said, any slicing, hostile bytes,
//! and memory.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use kbe::wire::websocket::{
    Frames, MAX_CONTROL, MAX_PAYLOAD, Opcode, Upgraded, accept, answer, frame, request,
};
use serde_json::Value as Json;
use support::alloc::{self, Counting};
use support::data;
use support::random::Random;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The raw lines of a recording: connection, whether from the server, bytes.
fn raw(name: &str) -> Vec<(u64, bool, Vec<u8>)> {
    let text = data::recording(name).text;
    let rows = text.lines().skip(1).map(|l| serde_json::from_str::<Json>(l).unwrap());
    let rows = rows.filter(|row| row.get("hex").is_some());
    rows.map(|row| {
        let bytes = data::unhex(row["hex"].as_str().unwrap());
        (row["conn"].as_u64().unwrap(), row["dir"] == "s2c", bytes)
    })
    .collect()
}

const RECORDED: [&str; 2] = ["websocket_session", "websocket_unmasked"];

/// What follows `name: ` in a head.
fn header(head: &str, name: &str) -> String {
    let line = head.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in {head:?}")).to_owned()
}

#[test]
fn the_request_is_the_recorded_one_and_the_recorded_answer_is_good() {
    let mut seen = 0;
    for name in RECORDED {
        let lines = raw(name);
        for (i, (connection, _, request_bytes)) in lines.iter().enumerate() {
            if !request_bytes.starts_with(b"GET ") {
                continue;
            }
            let head = std::str::from_utf8(request_bytes).unwrap();
            let (key, place) = (header(head, "Sec-WebSocket-Key"), header(head, "Host"));
            let (host, port) = place.split_once(':').unwrap();
            let ours = request(host, port.parse().unwrap(), "/", &key).unwrap();
            assert_eq!(ours, *request_bytes, "{name}");
            let said = lines[i..].iter().find(|l| l.0 == *connection && l.1).unwrap();
            assert_eq!(answer(&said.2, &key), Ok(Some(said.2.len())), "{name}");
            let text = std::str::from_utf8(&said.2).unwrap();
            assert_eq!(header(text, "Sec-WebSocket-Accept"), accept(&key));
            assert!(answer(&said.2, "AAAAAAAAAAAAAAAAAAAAAA==").is_err(), "another's answer");
            seen += 1;
        }
    }
    assert_eq!(seen, 6);
}

/// The fragments that the server makes of a long bundle are among the recorded frames.
#[test]
fn the_recorded_frames_are_those_the_notes_tell_of() {
    for name in RECORDED {
        let document = data::expectation(name);
        let notes = document["messages"].as_array().unwrap().iter();
        let notes: Vec<_> = notes.filter_map(|m| m["transport_note"].as_str()).collect();
        assert!(notes.contains(&"ws frame 02 len 1448") && notes.contains(&"ws frame 00 len 1448"));
        let lengths = notes.iter().filter_map(|n| n.split_once(" len ")?.1.split(' ').next());
        let expected: usize = lengths.map(|n| n.parse::<usize>().unwrap()).sum();
        let got: usize = data::recording(name).lines.iter().map(|l| l.bytes.len()).sum();
        assert_eq!(got, expected, "{name}: payload of all frames");
    }
}

#[test]
fn any_slicing_of_a_recording_gives_the_same_stream() {
    for name in RECORDED {
        for (connection, from_server) in [(1, true), (1, false), (2, true), (2, false)] {
            let lines = raw(name).into_iter().filter(|l| (l.0, l.1) == (connection, from_server));
            let whole: Vec<u8> = lines.flat_map(|l| l.2).collect();
            let stream = |mut size: Box<dyn FnMut() -> usize>| {
                let (mut reader, mut rest, mut all) = (Upgraded::default(), &whole[..], Vec::new());
                while !rest.is_empty() {
                    let (slice, behind) = rest.split_at(size().min(rest.len()));
                    let mut slice = slice.to_vec();
                    let n = reader.read(&mut slice);
                    all.extend_from_slice(&slice[..n]);
                    rest = behind;
                }
                all
            };
            let expected = stream(Box::new(|| usize::MAX));
            assert!(expected.len() > 20);
            assert_eq!(stream(Box::new(|| 1)), expected);
            for seed in 0..8 {
                let mut random = Random::new(seed);
                assert_eq!(stream(Box::new(move || 1 + random.below(50))), expected);
            }
        }
    }
}

/// A frame as any side may write it.
fn any_frame(random: &mut Random, first: u8, payload: &[u8], out: &mut Vec<u8>) {
    let masked = random.below(2) == 1;
    let bit = u8::from(masked) << 7;
    out.push(first);
    match (random.below(3), payload.len()) {
        (0, n) if n < 126 => out.push(bit | n as u8),
        (1, n) if n < 65536 && first & 8 == 0 => {
            out.push(bit | 126);
            out.extend_from_slice(&(n as u16).to_be_bytes());
        }
        (_, n) if first & 8 == 0 => {
            out.push(bit | 127);
            out.extend_from_slice(&(n as u64).to_be_bytes());
        }
        (_, n) => out.push(bit | n as u8),
    }
    let mask = if masked { [1, 2, 3, 4].map(|_| random.next() as u8) } else { [0; 4] };
    if masked {
        out.extend_from_slice(&mask);
    }
    out.extend(payload.iter().enumerate().map(|(i, b)| b ^ mask[i % 4]));
}

#[test]
fn frames_of_any_form_in_any_slices_carry_the_stream() {
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let (mut wire, mut expected, mut pings) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..1 + random.below(12) {
            let size = [0, 3, 125, 126, 300, 2000, 70_000][random.below(7)];
            let payload: Vec<u8> = (0..size).map(|_| random.next() as u8).collect();
            match random.below(6) {
                0 => {
                    let payload = &payload[..payload.len().min(MAX_CONTROL)];
                    any_frame(&mut random, 0x89, payload, &mut wire);
                    pings.push(payload.to_vec());
                }
                kind => {
                    let first = [0x82, 0x82, 0x02, 0x00, 0x80][kind - 1];
                    any_frame(&mut random, first, &payload, &mut wire);
                    expected.extend_from_slice(&payload);
                }
            }
        }
        let (mut frames, mut got, mut pinged, mut rest) =
            (Frames::default(), Vec::new(), Vec::new(), &wire[..]);
        while !rest.is_empty() {
            let most = [1, 7, 1460, 100_000][random.below(4)];
            let (slice, behind) = rest.split_at((1 + random.below(most)).min(rest.len()));
            let mut slice = slice.to_vec();
            let n = frames.read(&mut slice);
            got.extend_from_slice(&slice[..n]);
            pinged.extend(frames.take_ping().map(|p| p.bytes().to_vec()));
            rest = behind;
        }
        assert_eq!(got, expected, "seed {seed}");
        // Of several pings in one slice the latest is told.
        assert!(pinged.iter().all(|p| pings.contains(p)), "seed {seed}");
        assert_eq!(pinged.last(), pings.last(), "seed {seed}");
    }
}

#[test]
fn what_a_client_frames_is_read_back() {
    let mut random = Random::new(5);
    for size in [1, 2, 125, 126, 127, 1459, 2047, 65_534, MAX_PAYLOAD] {
        let payload: Vec<u8> = (0..size).map(|_| random.next() as u8).collect();
        let mut wire = Vec::new();
        assert!(frame(Opcode::Binary, &payload, &mut wire));
        // As the server does it: the mask begins anew with each chunk, which does no harm to zeros.
        let header = wire.len() - size;
        assert_eq!(&wire[header - 4..header], [0; 4]);
        assert_eq!(&wire[header..], payload);
        let n = Frames::default().read(&mut wire);
        assert_eq!(&wire[..n], payload);
    }
}

#[test]
fn hostile_bytes_are_survived_in_bounded_memory() {
    let held = alloc::reset_peak();
    for seed in 0..4000 {
        let mut random = Random::new(seed);
        let (mut frames, mut upgraded) = (Frames::default(), Upgraded::default());
        let mut buffer = [0_u8; 4096];
        for _ in 0..20 {
            let n = random.below(buffer.len());
            buffer[..n].iter_mut().for_each(|b| *b = random.next() as u8);
            if seed % 2 == 0 && n > 10 {
                // A plausible header, so that what is behind it is reached.
                buffer[0] = [0x82, 0x02, 0x89, 0x88][random.below(4)];
            }
            let mut copy = buffer;
            _ = upgraded.read(&mut copy[..n]);
            assert!(frames.read(&mut buffer[..n]) <= n);
            _ = frames.take_ping();
            _ = frames.close().map(|c| (c.code(), c.reason()));
            _ = answer(&buffer[..n], "key");
            if frames.fault().is_some() {
                assert_eq!(frames.read(&mut [0x82, 1, 7]), 0, "nothing is data any more");
                break;
            }
        }
    }
    let peak = alloc::used().peak - held;
    assert!(peak < 64 << 10, "{peak} bytes at the peak");
}
