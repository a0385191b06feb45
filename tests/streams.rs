//! Data streams of a real server, from recorded bytes up to the C interface: a file and strings at the same
//! time, piece by piece.
#![cfg(feature = "capi")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;
mod support;
#[path = "abi/visitor.rs"]
#[allow(dead_code, reason = "every test file uses its own part of it")]
mod visitor;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::c_void;

use abi::{sized, text};
use kbe::ffi::callbacks::kbe_callbacks;
use kbe::ffi::events::kbe_stream_event;
use support::data::{expectation, recording, unhex};
use visitor::Visitor;

#[derive(Default, Debug, PartialEq)]
struct Stream {
    kind: u32,
    size: u32,
    description: String,
    data: Vec<u8>,
    done: bool,
}

thread_local! {
    static STREAMS: RefCell<BTreeMap<i32, Stream>> = RefCell::default();
    /// Streams under way after each event.
    static OPEN: RefCell<Vec<usize>> = RefCell::default();
}

fn note(event: *const kbe_stream_event, what: impl FnOnce(&kbe_stream_event, &mut Stream)) {
    let e = unsafe { &*event };
    STREAMS.with_borrow_mut(|all| {
        let stream = all.entry(e.stream_id).or_default();
        what(e, stream);
        assert_eq!((e.kind, e.size), (stream.kind, stream.size), "the same in every event");
        assert_eq!(e.received as usize, stream.data.len(), "progress");
        let open = all.values().filter(|s| !s.done).count();
        OPEN.with_borrow_mut(|o| o.push(open));
    });
}

unsafe extern "C" fn started(event: *const kbe_stream_event, _: *mut c_void) {
    note(event, |e, s| {
        let description = text(e.description);
        *s = Stream { kind: e.kind, size: e.size, description, ..Stream::default() };
    });
}

unsafe extern "C" fn data(event: *const kbe_stream_event, _: *mut c_void) {
    note(event, |e, s| {
        let bytes = unsafe { std::slice::from_raw_parts(e.data.ptr, e.data.len as usize) };
        s.data.extend_from_slice(bytes);
    });
}

unsafe extern "C" fn completed(event: *const kbe_stream_event, _: *mut c_void) {
    note(event, |_, s| s.done = true);
}

/// What each stream carried, by id, as another program read it in the same bytes.
fn sent(name: &str) -> Vec<Vec<u8>> {
    let document = expectation(name);
    let mut streams: BTreeMap<i64, Vec<u8>> = BTreeMap::new();
    for m in document["messages"].as_array().unwrap() {
        if m["name"] == "Client::onStreamDataRecv" {
            let data = unhex(m["fields"]["data"]["hex"].as_str().unwrap());
            streams.entry(m["fields"]["id"].as_i64().unwrap()).or_default().extend(data);
        }
    }
    streams.into_values().collect()
}

fn listen(v: &Visitor<'_>) {
    let mut on: kbe_callbacks = sized();
    on.stream_started = Some(started);
    on.stream_data = Some(data);
    on.stream_completed = Some(completed);
    v.client.set(&on);
}

#[test]
fn several_at_once_are_told_apart_with_their_progress() {
    let recording = recording("server_kicks");
    let mut v = Visitor::new(&recording);
    listen(&v);
    while v.step() {}
    let streams = STREAMS.take();
    let shape: Vec<_> = streams
        .iter()
        .map(|(id, s)| (*id, s.kind, s.size, s.description.as_str(), s.data.len(), s.done))
        .collect();
    assert_eq!(
        shape,
        [
            (1, 2, 2000, "s1", 2000, true),
            (2, 2, 3600, "s2", 3600, true),
            (3, 1, 4000, "f", 4000, true),
            (4, 2, 0, "s3", 0, true),
        ],
        "id, kind, size, description, bytes, complete"
    );
    let contents = sent("server_kicks");
    assert_eq!(streams.into_values().map(|s| s.data).collect::<Vec<_>>(), contents);
    assert_eq!(OPEN.take().into_iter().max(), Some(4), "all of them were under way together");
}

#[test]
fn strings_and_files_arrive_whole() {
    let recording = recording("console_effects");
    let mut v = Visitor::new(&recording);
    listen(&v);
    let mut whole = Vec::new();
    while v.step() {
        let done = STREAMS.with_borrow_mut(|all| {
            let done: Vec<_> = all.iter().filter(|(_, s)| s.done).map(|(id, _)| *id).collect();
            done.into_iter().map(|id| all.remove(&id).unwrap()).collect::<Vec<_>>()
        });
        whole.extend(done);
    }
    let shape: Vec<_> =
        whole.iter().map(|s| (s.kind, s.description.as_str(), s.data.len())).collect();
    assert_eq!(shape, [(2, "str0", 18), (2, "empty", 0), (1, "a file", 4000)]);
    let all: Vec<u8> = whole.into_iter().flat_map(|s| s.data).collect();
    assert_eq!(all, sent("console_effects").concat());
}
