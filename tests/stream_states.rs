//! The streams that speed is measured with end as they must, however the events are taken: a fast wrong
//! answer is worth nothing.
#![cfg(feature = "capi")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "support/made/mod.rs"]
mod made;
mod support;

use kbe::ffi::rig::Taking;
use made::client::{Client, differences, told};
use made::{Stream, Told, crowd, demo};
use serde_json::Value as Json;
use support::alloc::{self, Counting};
use support::data;

const KINDS: [&str; 4] = ["alias", "noalias", "alias-float", "noalias-float"];

/// Reads a stream twice, and checks what was told each time and what the world is in the end.
fn play(stream: &Stream, taking: Taking) {
    let what = format!("{} by {taking:?}", stream.name);
    let mut client = Client::new(&stream.definitions, taking);
    client.read(&stream.setup);
    for pass in 0..2 {
        let before = client.rig.told();
        client.read(&stream.bytes);
        client.expect_no_faults(&what);
        let expected = match taking {
            Taking::Bulk => Told { moves: stream.told.moves, ..Told::default() },
            _ => stream.told,
        };
        assert_eq!(told(before, client.rig.told()), expected, "{what}, pass {pass}");
        assert_eq!(differences(&client.rig, stream), [""; 0], "{what}, pass {pass}");
    }
    assert!(client.session.world().is_sound(), "{what}");
}

fn play_all(stream: &Stream) {
    for taking in [Taking::Callbacks, Taking::Bulk, Taking::Pull] {
        play(stream, taking);
    }
}

/// The values told, text by text, by callbacks and in the pull form.
fn listen(stream: &Stream, heard: u64) {
    for taking in [Taking::Callbacks, Taking::Pull] {
        let mut client = Client::new(&stream.definitions, taking);
        client.read(&stream.setup);
        client.rig.listen();
        client.read(&stream.bytes);
        assert_eq!(client.rig.told().heard, heard, "{} by {taking:?}", stream.name);
    }
}

/// The reference of a stream that another program made, in the form of ours.
fn reference(kind: &str) -> (Vec<u8>, Vec<u8>, Json) {
    let file = |end| data::unpack(&format!("streams/{kind}_20k.{end}.gz"));
    let facts: Json = serde_json::from_slice(&file("json")).unwrap();
    let mut setup = file("bin");
    let bytes = setup.split_off(facts["setup_bytes"].as_u64().unwrap() as usize);
    (setup, bytes, facts)
}

#[test]
fn the_generated_streams_are_those_of_the_reference() {
    for kind in KINDS {
        let (setup, bytes, facts) = reference(kind);
        let made = demo::stream(kind, 20_000);
        assert!(made.setup == setup && made.bytes == bytes, "{kind}: other bytes");
        assert_eq!(made.messages, 20_000);
        let number = |key: &str| facts["expect"][key].as_i64().unwrap_or(0);
        let sets = ["set_HP", "set_MP", "set_state", "set_name"].map(number);
        let expected = Told {
            moves: number("volatile") as u64,
            properties: sets.iter().sum::<i64>() as u64,
            calls: number("recvDamage") as u64,
            sum_hp: number("sum_HP"),
            sum_calls: number("sum_damage"),
            ..Told::default()
        };
        assert_eq!(made.told, expected, "{kind}");
        same_state(&made, facts["final"].as_object().unwrap());
    }
}

fn same_state(made: &Stream, all: &serde_json::Map<String, Json>) {
    assert_eq!((made.state.len(), all.len()), (200, 200));
    for e in &made.state {
        let f = &all[&e.id.to_string()];
        let three = |key: &str| [0, 1, 2].map(|i| f[key][i].as_f64().unwrap());
        assert_eq!((f["cls"].as_str(), three("pos")), (Some(&*e.class), e.position), "{}", e.id);
        assert_eq!(three("dir"), e.direction, "{}", e.id);
        for (name, value) in &e.values {
            let key = match &**name {
                "component1.state" => "c1",
                "component2.state" => "c2",
                other => other,
            };
            assert_eq!(f[key].to_string(), *value, "{}.{name}", e.id);
        }
    }
}

#[test]
fn streams_of_the_demo_world_end_as_the_reference_says() {
    for kind in KINDS {
        play_all(&demo::stream(kind, 20_000));
    }
}

#[test]
fn properties_of_all_types_are_told_and_kept() {
    let (stream, heard) = crowd::properties(5000);
    assert!(stream.told.properties > 9000, "{:?}", stream.told);
    play_all(&stream);
    listen(&stream, heard);
}

#[test]
fn calls_with_nested_values_are_told() {
    let (stream, heard) = crowd::calls(5000);
    assert_eq!(stream.told.calls, 5000);
    play_all(&stream);
    listen(&stream, heard);
}

#[test]
fn places_in_view_are_followed_through_storms() {
    let (stream, heard) = crowd::storm(20);
    assert!(stream.told.left > 2400 && stream.told.moves > 4800, "{:?}", stream.told);
    play_all(&stream);
    listen(&stream, heard);
}

#[test]
fn a_view_of_thousands_comes_and_goes() {
    for entities in [10, 2000] {
        let made = made::loads::view(entities, 500);
        for stream in [made.moves, made.properties, made.calls, made.storm] {
            play(&stream, Taking::Callbacks);
        }
    }
}

#[test]
fn large_values_arrive_whole() {
    for size in [1, 10_000, 70_000] {
        let made = made::loads::sized(size, 40);
        for stream in [made.text, made.blob, made.argument] {
            play_all(&stream);
        }
    }
}

#[test]
fn streams_of_one_kind_end_as_they_must() {
    let kinds = made::kinds::all(400);
    assert_eq!(kinds.len(), 10);
    for kind in kinds {
        play_all(&kind.stream);
    }
}

#[test]
fn what_differs_is_found() {
    let (mut stream, _) = crowd::properties(300);
    let mut client = Client::new(&stream.definitions, Taking::Bulk);
    client.read(&stream.setup);
    client.read(&stream.bytes);
    let e = &mut stream.state[7];
    e.values[0].1 = "an apple".to_owned();
    e.position[1] += 0.01;
    e.id += 5000;
    stream.state[9].values[0].1 = "a pear".to_owned();
    stream.state[11].direction[2] = 1.0;
    let found = differences(&client.rig, &stream);
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!((&*found[0], &*found[1]), ("1007 should not be there", "6007 is missing"));
    assert!(found[2].starts_with("1009.hp is Some(\"") && found[2].ends_with("not a pear"));
    assert!(found[3].starts_with("1011 looks to"), "{found:?}");
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn nothing_is_allocated_once_memory_has_grown() {
    let mut streams: Vec<_> = KINDS.into_iter().map(|kind| demo::stream(kind, 20_000)).collect();
    streams.extend([crowd::properties(3000).0, crowd::calls(3000).0]);
    for stream in streams {
        for taking in [Taking::Callbacks, Taking::Bulk, Taking::Pull] {
            let mut client = Client::new(&stream.definitions, taking);
            client.read(&stream.setup);
            (0..3).for_each(|_| client.read(&stream.bytes));
            let before = alloc::used().allocations;
            client.read(&stream.bytes);
            let allocated = alloc::used().allocations - before;
            assert_eq!(allocated, 0, "{} by {taking:?}", stream.name);
        }
    }
}
