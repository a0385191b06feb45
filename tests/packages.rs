//! What the packages say of themselves, and what keeps the library buildable elsewhere. `.ci/adopt` installs
//! them and builds against them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

#[allow(dead_code, reason = "main belongs to cargo")]
#[path = "../build.rs"]
mod build;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn the_linker_is_told_the_librarys_name() {
    let linux = build::link_args("linux", "unknown", VERSION);
    assert_eq!(linux, ["-Wl,-soname,libkbe.so.0", "-Wl,-z,nodelete"]);

    // An app's package takes no other name, and new devices take no other alignment.
    let android = build::link_args("android", "unknown", VERSION);
    let pages = "-Wl,-z,max-page-size=16384";
    assert_eq!(android, ["-Wl,-soname,libkbe.so", "-Wl,-z,nodelete", pages]);

    let name = "-Wl,-install_name,@rpath/libkbe.0.dylib";
    for os in ["macos", "ios"] {
        let apple = build::link_args(os, "apple", "0.7.3-beta.1");
        let numbers = ["-Wl,-compatibility_version,0.7.0", "-Wl,-current_version,0.7.3"];
        assert_eq!(apple, [[name].as_slice(), &numbers].concat());
    }
    assert!(build::link_args("windows", "pc", VERSION).is_empty());
}

/// The flag of Android's linker is one that linkers here know too.
#[test]
fn the_page_flag_aligns_segments() {
    let dir = tempfile::tempdir().unwrap();
    let (source, built) = (dir.path().join("a.c"), dir.path().join("a.so"));
    std::fs::write(&source, "int kbe_something = 1;\n").unwrap();
    let mut args = build::link_args("android", "unknown", VERSION);
    args.extend(["-shared".into(), "-fPIC".into(), "-o".into(), built.display().to_string()]);
    let compiled = Command::new("cc").args(args).arg(&source).output();
    let read = Command::new("readelf").args(["-lW".as_ref(), built.as_os_str()]).output();
    let (Ok(compiled), Ok(read)) = (compiled, read) else {
        return eprintln!("SKIPPED: no cc or no readelf");
    };
    if !cfg!(target_os = "linux") {
        return eprintln!("SKIPPED: this system's linker makes no ELF files");
    }
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let segments = String::from_utf8(read.stdout).unwrap();
    let loaded: Vec<_> = segments.lines().filter(|l| l.trim_start().starts_with("LOAD")).collect();
    assert!(!loaded.is_empty(), "{segments}");
    assert!(loaded.iter().all(|l| l.ends_with(" 0x4000")), "{segments}");
}

#[test]
fn cargo_c_installs_the_committed_header_under_the_same_name() {
    let manifest = read("Cargo.toml");
    for line in [
        "generation = false",
        "subdirectory = false",
        r#"asset = [{ from = "include/kbe.h", to = "" }, { from = "bindings/cpp/include/**/*", to = "" }]"#,
        // The first number of the version is that of the SONAME: see build.rs.
        "version_suffix_components = 1",
    ] {
        assert!(manifest.lines().any(|l| l == line), "Cargo.toml lacks: {line}");
    }
    let major = VERSION.split('.').next().unwrap();
    let soname = format!("-Wl,-soname,libkbe.so.{major}");
    assert_eq!(build::link_args("linux", "unknown", VERSION)[0], soname);
}

#[test]
fn every_supported_system_has_its_libraries() {
    let script = root().join("bindings/cpp/package/system-libraries.sh");
    let of = |target: &str| {
        let out = Command::new("sh").arg(&script).arg(target).output().ok()?;
        let said = String::from_utf8(out.stdout).unwrap();
        out.status.success().then(|| said.trim().to_owned())
    };
    if Command::new("sh").arg("-c").arg("true").output().is_err() {
        return eprintln!("SKIPPED: no sh");
    }
    for (target, library) in [
        ("x86_64-unknown-linux-gnu", "-lpthread"),
        ("i686-unknown-linux-gnu", "-lpthread"),
        ("x86_64-pc-windows-gnu", "-lws2_32"),
        ("x86_64-pc-windows-msvc", "ws2_32.lib"),
        ("aarch64-apple-darwin", "-framework Security"),
        ("aarch64-apple-ios", "-framework Security"),
        ("aarch64-linux-android", "-llog"),
    ] {
        let words = of(target).unwrap_or_default();
        assert!(words.contains(library), "{target}: {words:?}");
    }
    assert_eq!(of("sparc-sun-solaris"), None);
}

/// Source files below a directory.
fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// What only one family of systems has may stand in the library and the tool only behind the name of that
/// family: a line with `cfg(` and the family, above it in the same file.
#[test]
fn what_one_system_has_is_guarded() {
    let families = [
        ("std::os::unix", "cfg(unix)"),
        ("std::os::fd", "cfg(unix)"),
        ("libc::", "cfg(unix)"),
        ("std::os::linux", "cfg(target_os = \"linux\")"),
        ("/proc/", "cfg(target_os = \"linux\")"),
        ("std::os::windows", "cfg(windows)"),
        ("windows_sys::", "cfg(windows)"),
        ("extern \"system\"", "cfg(windows)"),
    ];
    let mut files = Vec::new();
    for directory in ["src", "examples/demo-server/src"] {
        sources(&root().join(directory), &mut files);
    }
    assert!(files.len() > 100, "only {} files are looked at", files.len());
    let mut guards = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        for (word, guard) in families {
            let Some(at) = text.find(word) else { continue };
            assert!(text[..at].contains(guard), "{}: {word} without {guard}", file.display());
            guards += 1;
        }
    }
    assert!(guards > 0, "the search finds nothing any more");
}

/// What a header declares, without comments: fields of structs, numbers, functions.
struct Declared {
    structs: BTreeMap<String, Vec<String>>,
    numbers: BTreeMap<String, String>,
    functions: BTreeMap<String, String>,
}

fn declared(header: &str) -> Declared {
    let mut bare = String::new();
    let mut rest = header;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").unwrap().1;
    }
    bare.push_str(rest);

    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found =
        Declared { structs: BTreeMap::new(), numbers: BTreeMap::new(), functions: BTreeMap::new() };
    for kind in ["typedef struct ", "typedef union "] {
        for part in bare.split(kind).skip(1) {
            let Some((name, body)) = part.split_once(" {") else { continue };
            let Some((fields, _)) = body.split_once("\n}") else { continue };
            let fields = fields.split(';').map(words).filter(|f| !f.is_empty()).collect();
            found.structs.insert(name.to_owned(), fields);
        }
    }
    for line in bare.lines() {
        let Some((name, value)) = line.strip_prefix("#define ").and_then(|l| l.split_once(' '))
        else {
            continue;
        };
        let changes = name.starts_with("KBE_API_VERSION") || name.contains('(');
        if name.starts_with("KBE_") && !changes && !value.ends_with('\\') {
            found.numbers.insert(name.to_owned(), words(value));
        }
    }
    for part in bare.split("\nKBE_API").skip(1) {
        let declaration = words(part.split(';').next().unwrap());
        let name = declaration.split('(').next().unwrap().rsplit([' ', '*']).next().unwrap();
        found.functions.insert(name.to_owned(), declaration.clone());
    }
    found
}

/// A program compiled with the oldest header runs with this library (`.ci/adopt` runs one): structs grew at
/// their end only, or where bytes were reserved; numbers and functions are what they were.
#[test]
fn the_oldest_header_still_holds() {
    let (old, new) = (declared(&read("tests/adopt/old/kbe.h")), declared(&read("include/kbe.h")));
    assert!(old.structs.len() > 30 && old.numbers.len() > 100 && old.functions.len() > 50);
    let mut grown = Vec::new();
    for (name, fields) in &old.structs {
        let now = &new.structs[name];
        assert!(now.len() >= fields.len(), "{name} shrank");
        for (was, is) in fields.iter().zip(now) {
            let reserved = was.starts_with("uint32_t reserved") && is.starts_with("uint32_t ");
            assert!(was == is || reserved, "{name}: \"{was}\" became \"{is}\"");
        }
        if now.len() > fields.len() {
            grown.push(name.as_str());
        }
    }
    for name in ["kbe_config", "kbe_callbacks", "kbe_client_stats"] {
        assert!(grown.contains(&name), "{name} did not grow, so nothing is tried by growing");
    }
    for (name, value) in &old.numbers {
        assert_eq!(new.numbers.get(name), Some(value), "{name}");
    }
    for (name, declaration) in &old.functions {
        assert_eq!(new.functions.get(name), Some(declaration), "{name}");
    }
}
