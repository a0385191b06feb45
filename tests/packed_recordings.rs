//! The tool reads packed recordings as they lie in `tests/data`.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use support::data;

fn kbe(verb: &str, file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kbe")).args([verb, "--json"]).arg(file).output().unwrap()
}

fn text(out: &Output) -> &str {
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    std::str::from_utf8(&out.stdout).unwrap()
}

fn packed(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/recordings");
    folder.join(format!("{name}.jsonl.gz"))
}

#[test]
fn a_packed_recording_says_what_the_plain_one_says() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["create_accounts", "server_kicks"] {
        let plain = dir.path().join(format!("{name}.jsonl"));
        fs::write(&plain, data::recording(name).text).unwrap();
        for verb in ["decode", "replay"] {
            let (a, b) = (kbe(verb, &packed(name)), kbe(verb, &plain));
            assert_eq!(text(&a), text(&b), "{verb} {name}");
            assert!(text(&a).lines().count() > 5);
        }
    }
}

/// A recording without definitions of its own finds them in the one beside it, packed as that is.
#[test]
fn definitions_are_found_in_a_packed_neighbour() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(packed("base_imports"), dir.path().join("base_imports.jsonl.gz")).unwrap();
    // onCreatedProxies: uuid 1, entity 2, Avatar.
    let recording = r#"{"name":"x","entitydef_from":"base_imports","connections":[{"id":0,"role":"baseapp"}]}
{"conn":0,"dir":"s2c","t_ms":1,"hex":"f8011300010000000000000002000000417661746172 00"}
"#;
    let file = dir.path().join("x.jsonl.gz");
    let mut out = GzEncoder::new(fs::File::create(&file).unwrap(), Compression::fast());
    out.write_all(recording.replace(' ', "").as_bytes()).unwrap();
    out.finish().unwrap();
    let out = kbe("replay", &file);
    let created = text(&out).lines().find(|l| l.contains("entity_created")).unwrap();
    assert!(created.contains(r#""class":"Avatar""#), "{created}");
}

#[test]
fn a_file_that_cannot_be_unpacked_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("cut.jsonl.gz");
    let mut bytes = fs::read(packed("create_accounts")).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(&file, bytes).unwrap();
    for verb in ["decode", "replay"] {
        let out = kbe(verb, &file);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(1));
        assert!(said.contains("cut.jsonl.gz: cannot be unpacked: "), "{said}");
    }
}
