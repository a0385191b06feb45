//! `kbe bench-stream`: one JSON object about any stream, the world in the end, and clear words about arguments
//! that are wrong.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "support/made/mod.rs"]
mod made;
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use kbe::defs::Defs;
use kbe::defs::cache::{CacheKey, CacheKind, encode};
use kbe::defs::shipped;
use serde_json::Value as Json;
use support::data;

/// Runs the tool; returns what it printed, or what it complained about.
fn bench(args: &[&str]) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kbe"));
    let out = command.arg("bench-stream").args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if out.status.success() { Ok(text(out.stdout)) } else { Err(text(out.stderr)) }
}

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
        self.path(name)
    }
}

fn packed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

const SETUP: &str = "27749";

#[test]
fn every_mode_counts_and_ends_as_the_reference_says() {
    let files = Files::new();
    let stream = made::demo::stream("alias", 20_000);
    let bin = files.write("alias.bin", &data::unpack("streams/alias_20k.bin.gz"));
    let defs = files.write("defs.bin", &data::stream_definitions());
    let reference: Json =
        serde_json::from_slice(&data::unpack("streams/alias_20k.json.gz")).unwrap();
    for mode in ["callbacks", "bulk", "pull"] {
        let dump = files.path(&format!("{mode}.json"));
        let printed = bench(&[
            &bin,
            "--defs",
            &defs,
            "--setup-bytes",
            SETUP,
            "--passes",
            "2",
            "--mode",
            mode,
            "--y-policy",
            "base",
            "--dump-state",
            &dump,
        ])
        .unwrap();
        assert_eq!(printed.lines().count(), 1, "{printed}");
        let said: Json = serde_json::from_str(&printed).unwrap();
        assert_eq!((said["mode"].as_str(), said["messages"].as_u64()), (Some(mode), Some(20_000)));
        assert_eq!((said["faults"].as_u64(), said["passes"].as_u64()), (Some(0), Some(2)));
        for number in ["messages_per_second", "nanoseconds_per_message"] {
            assert!(said[number].as_f64().unwrap() > 0.0, "{number}: {printed}");
        }
        assert_eq!(said["allocations_per_message"].as_f64(), Some(0.0), "{printed}");
        let told = ["moves", "properties", "calls"].map(|k| said["told"][k].as_u64().unwrap());
        let t = &stream.told;
        match mode {
            "bulk" => assert_eq!(told, [t.moves, 0, 0]),
            _ => assert_eq!(told, [t.moves, t.properties, t.calls], "{mode}"),
        }
        let end: Json = serde_json::from_slice(&std::fs::read(&dump).unwrap()).unwrap();
        same_end(&end, &reference["final"]);
    }
}

/// What `verify.py` compares.
fn same_end(end: &Json, reference: &Json) {
    let all = reference.as_object().unwrap();
    assert_eq!((all.len(), end.as_object().unwrap().len()), (200, 200));
    for (id, expected) in all {
        for (key, value) in expected.as_object().unwrap() {
            let got = &end[id][key];
            let Some(numbers) = value.as_array() else {
                assert_eq!(got, value, "{id}.{key}");
                continue;
            };
            for (a, b) in numbers.iter().zip(got.as_array().unwrap()) {
                let far = (a.as_f64().unwrap() - b.as_f64().unwrap()).abs();
                assert!(far < 1e-4, "{id}.{key}: {got}, not {value}");
            }
        }
    }
}

#[test]
fn a_movement_without_y_keeps_its_own_unless_told_otherwise() {
    let files = Files::new();
    let bin = files.write("alias.bin", &data::unpack("streams/alias_20k.bin.gz"));
    let defs = packed("streams/definitions.bin.gz");
    let defs = defs.to_str().unwrap();
    let heights = |policy: &[&str]| {
        let dump = files.path("dump.json");
        let args = [&bin, "--defs", defs, "--setup-bytes", SETUP, "--passes", "1"];
        bench(&[&args[..], &["--dump-state", &dump], policy].concat()).unwrap();
        let end: Json = serde_json::from_slice(&std::fs::read(&dump).unwrap()).unwrap();
        let of = |e: &Json| e["pos"][1].as_f64().unwrap();
        end.as_object().unwrap().values().filter(|e| of(e) == 3.25).count()
    };
    let (keep, base) = (heights(&[]), heights(&["--y-policy", "base"]));
    assert_eq!(heights(&["--y-policy", "keep"]), keep);
    assert!(keep < 20 && base > 150, "at the base's height: {keep} and {base}");
}

#[test]
fn definitions_come_from_recordings_and_definitions_files() {
    let files = Files::new();
    let bin = files.write("alias.bin", &data::unpack("streams/alias_20k.bin.gz"));
    let body = data::stream_definitions();
    let key = CacheKey::new(CacheKind::EntityDefs, "2.5.10", "0.1.0", "46596D37").unwrap();
    let shipped = shipped::write(&key, &Defs::import(&body).unwrap());
    let all = [
        packed("recordings/base_imports.jsonl.gz").to_str().unwrap().to_owned(),
        files.write("plain.jsonl", &data::unpack("recordings/base_imports.jsonl.gz")),
        files.write("named otherwise", &data::unpack("recordings/base_imports.jsonl.gz")),
        files.write("entitydefs.cache", &encode(&key, &[&body])),
        files.write("shipped", &shipped),
        files.write("import.bin", &body),
    ];
    for defs in all {
        let args = [&bin, "--defs", &defs, "--setup-bytes", SETUP, "--passes", "1"];
        let said: Json = serde_json::from_str(&bench(&args).unwrap()).unwrap();
        assert_eq!((said["messages"].as_u64(), said["faults"].as_u64()), (Some(20_000), Some(0)));
        assert_eq!(said["told"]["calls"].as_u64(), Some(1558), "{defs}");
    }
}

#[test]
fn what_is_wrong_is_said() {
    let files = Files::new();
    let bin = files.write("alias.bin", &data::unpack("streams/alias_20k.bin.gz"));
    let body = data::stream_definitions();
    let defs = files.write("defs.bin", &body);
    let key = CacheKey::new(CacheKind::EntityDefs, "2.5.10", "0.1.0", "46596D37").unwrap();
    let mut damaged = encode(&key, &[&body]);
    damaged[100] ^= 1;
    let damaged = files.write("damaged", &damaged);
    let other = CacheKey::new(CacheKind::Baseapp, "2.5.10", "0.1.0", "46596D37").unwrap();
    let other = files.write("other", &encode(&other, &[&body]));
    let nothing = files.write("nothing", b"nothing at all");
    let empty = files.write("empty.jsonl", b"{\"name\":\"x\",\"connections\":[]}\n");
    let noise = files.write("noise", &[0xee; 4000]);
    let cases: [(&[&str], &str); 12] = [
        (&["/no/such/file", "--defs", &defs], "/no/such/file: No such file"),
        (&[&bin], "--defs"),
        (&[&bin, "--defs", "/no/such/defs"], "--defs: /no/such/defs: No such file"),
        (&[&bin, "--defs", &damaged], "changed since it was written"),
        (&[&bin, "--defs", &other], "another import than entity definitions"),
        (&[&bin, "--defs", &nothing], "neither a recording, nor a definitions file"),
        (&[&bin, "--defs", &empty], "the recording has no entity definitions"),
        (&[&bin, "--defs", &defs, "--setup-bytes", "99999999"], "has only 230274 bytes"),
        (&[&bin, "--defs", &defs, "--setup-bytes", "230274"], "nothing is left to measure"),
        (&[&bin, "--defs", &defs, "--passes", "0"], "'--passes <PASSES>'"),
        (&[&bin, "--defs", &defs, "--setup-bytes", "27750"], "no whole messages"),
        (&[&noise, "--defs", &defs], "no whole messages"),
    ];
    for (args, why) in cases {
        let said = bench(args).unwrap_err();
        assert!(said.contains(why), "{args:?}: {said}");
    }
    let said = bench(&[&bin, "--defs", &defs, "--mode", "loudly"]).unwrap_err();
    assert!(said.contains("callbacks, bulk, pull"), "{said}");
}
