//! Data streams as the session sees them: their progress, and what is too much.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use kbe::layers::Event;
use kbe::wire::limits::{MAX_STREAM_BYTES, MAX_STREAMS};
use script::server::body;
use script::{Script, Step};

fn start(id: i16, size: u32) -> Vec<u8> {
    body().i16(id).u32(size).str("../../a name").i8(2).var(514)
}

fn piece(id: i16, bytes: &[u8]) -> Vec<u8> {
    body().i16(id).blob(bytes).var(515)
}

fn end(id: i16) -> Vec<u8> {
    body().i16(id).fixed(516)
}

/// Id, kind, size and received of every event of a stream, and what is said about faults.
fn seen(s: &mut Script, bytes: &[Vec<u8>]) -> Vec<String> {
    s.session.received(s.now, s.link, &bytes.concat());
    let batch = s.session.batch();
    let text = |span| String::from_utf8_lossy(batch.arena.text(span)).into_owned();
    let line = |e: &Event| match *e {
        Event::StreamStarted { id, kind, size, description } => {
            format!("start {id} {kind} {size} {}", text(description))
        }
        Event::StreamData { id, kind, size, received, data } => {
            format!("{id} {kind} {received}/{size} {}", text(data))
        }
        Event::StreamCompleted { id, kind, size, received } => {
            format!("end {id} {kind} {received}/{size}")
        }
        Event::Fault(f) => text(f.text),
        ref other => format!("{other:?}"),
    };
    let lines = batch.events.iter().map(line).collect();
    batch.clear();
    lines
}

#[test]
fn every_piece_says_how_far_its_stream_has_come() {
    let mut s = Script::in_world();
    let bytes = [
        start(1, 5),
        start(2, 3),
        piece(1, b"ab"),
        piece(2, b"xyz"),
        end(2),
        piece(1, b"cde"),
        end(1),
    ];
    let told = [
        "start 1 2 5 ../../a name",
        "start 2 2 3 ../../a name",
        "1 2 2/5 ab",
        "2 2 3/3 xyz",
        "end 2 2 3/3",
        "1 2 5/5 cde",
        "end 1 2 5/5",
    ];
    assert_eq!(seen(&mut s, &bytes), told);
    // The ids are free again.
    assert_eq!(seen(&mut s, &[start(1, 1), piece(1, b"a"), end(1)])[2], "end 1 2 1/1");
}

#[test]
fn a_stream_that_stops_says_so_at_its_end_or_begins_anew() {
    let mut s = Script::in_world();
    let told = seen(&mut s, &[start(1, 9), piece(1, b"ab"), end(1)]);
    assert_eq!(told[2], "end 1 2 2/9", "complete is what the server calls it");
    let told = seen(&mut s, &[start(1, 9), piece(1, b"ab"), start(1, 2), piece(1, b"cd"), end(1)]);
    assert_eq!(told[3..], ["1 2 2/2 cd", "end 1 2 2/2"]);
}

#[test]
fn a_stream_whose_beginning_was_never_told_has_no_size() {
    let mut s = Script::in_world();
    let told = seen(&mut s, &[piece(7, b"ab"), piece(7, b"c"), end(7), end(8)]);
    assert_eq!(told, ["7 0 2/0 ab", "7 0 3/0 c", "end 7 0 3/0", "end 8 0 0/0"]);
}

#[test]
fn a_stream_carries_no_more_than_it_announced() {
    let mut s = Script::in_world();
    let told =
        seen(&mut s, &[start(1, 3), piece(1, b"ab"), piece(1, b"cd"), piece(1, b"c"), end(1)]);
    assert_eq!(told[1], "1 2 2/3 ab");
    assert!(told[2].contains("more bytes than the data stream announced"), "{}", told[2]);
    assert_eq!(told[3..], ["1 2 3/3 c", "end 1 2 3/3"], "the piece is lost, the stream goes on");
}

#[test]
fn streams_that_announce_too_much_together_are_refused_with_one_fault() {
    let mut s = Script::in_world();
    let half = (MAX_STREAM_BYTES / 2) as u32;
    let told = seen(&mut s, &[start(1, half), start(2, half), start(3, 1)]);
    assert_eq!(told.len(), 3);
    assert!(told[2].contains("the data streams announce too many bytes"), "{}", told[2]);
    assert_eq!(seen(&mut s, &[piece(3, b"x"), piece(3, b"y"), end(3)]), [""; 0]);
    let told = seen(&mut s, &[piece(9, b"x")]);
    assert!(told[0].contains("too many bytes in data streams"), "{}", told[0]);
    // One that is complete makes room.
    assert_eq!(seen(&mut s, &[end(1), start(3, 1), piece(3, b"x"), end(3)])[3], "end 3 2 1/1");
}

#[test]
fn only_so_many_are_under_way_at_once() {
    let mut s = Script::in_world();
    let all: Vec<_> = (0..MAX_STREAMS as i16).map(|id| start(id, 1)).collect();
    assert_eq!(seen(&mut s, &all).len(), MAX_STREAMS);
    for one_more in [start(1000, 1), piece(1001, b"x")] {
        let told = seen(&mut s, &[one_more]);
        assert!(told[0].contains("too many data streams at the same time"), "{told:?}");
    }
    assert_eq!(seen(&mut s, &[end(5), start(1000, 1)])[1], "start 1000 2 1 ../../a name");
    // Another session begins with none.
    s.close();
    s.login_up_to(Step::InGame);
    s.forget();
    assert_eq!(seen(&mut s, &[start(1001, 1)]), ["start 1001 2 1 ../../a name"]);
}
