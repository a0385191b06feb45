//! The C++ layer, `bindings/cpp`: complete with respect to the header, clean in both standards and without exceptions,
//! and run, plain and under the sanitizers and valgrind.
#![cfg(feature = "capi")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[allow(dead_code, reason = "every test file uses its own part of it")]
mod native;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use kbe_demo_server::{DemoConfig, DemoServer};
use native::*;

const HEADERS: &str = "bindings/cpp/include";
/// The programs, and whether they want a world.
const PROGRAMS: [(&str, bool); 4] = [
    ("tests/cpp/layer/values.cpp", false),
    ("tests/cpp/layer/handlers.cpp", false),
    ("tests/cpp/layer/every_function.cpp", false),
    ("tests/cpp/layer/in_world.cpp", true),
];
const SANITIZE: [&str; 2] = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

fn layer() -> String {
    let dir = root().join(HEADERS);
    let parts = std::fs::read_dir(dir.join("kbe")).unwrap();
    let files = parts.map(|f| f.unwrap().path()).chain([dir.join("kbe.hpp")]);
    files.map(|f| std::fs::read_to_string(f).unwrap()).collect()
}

fn header() -> String {
    std::fs::read_to_string(root().join("include/kbe.h")).unwrap()
}

/// The fields of a struct of `kbe.h`, without those that say nothing.
fn fields(header: &str, name: &str) -> Vec<String> {
    let body = header.split_once(&format!("typedef struct {name} {{")).unwrap().1;
    let body = body.split_once(&format!("}} {name};")).unwrap().0;
    let code = body.lines().filter(|l| !l.trim_start().starts_with(['/', '*']));
    let declared = code.filter_map(|l| l.trim().strip_suffix(';'));
    let names = declared.map(|d| match d.split_once("(*") {
        Some((_, callback)) => callback.split(')').next().unwrap(),
        None => d.split('[').next().unwrap().rsplit([' ', '*']).next().unwrap(),
    });
    names.filter(|n| !["struct_size", "reserved"].contains(n)).map(str::to_owned).collect()
}

#[test]
fn every_callback_field_and_number_of_the_header_is_in_the_layer() {
    let (header, layer) = (header(), layer());
    let callbacks = fields(&header, "kbe_callbacks");
    assert!(callbacks.len() > 30 && callbacks.contains(&"transforms".to_owned()));
    for name in &callbacks {
        assert!(layer.contains(&format!("bool on_{name}(F &&f)")), "no on_{name}");
    }
    for name in fields(&header, "kbe_config") {
        assert!(layer.contains(&format!("made.{name} = ")), "config has no {name}");
    }
    // An event's field is read by its view: as itself, or by the part of it that says more.
    for line in header.lines().filter_map(|l| l.strip_prefix("} kbe_")) {
        let Some(name) = line.strip_suffix("_event;") else { continue };
        if name == "transforms" {
            continue;
        }
        let view = layer
            .split_once(&format!("class {name}_event : "))
            .unwrap_or_else(|| panic!("no {name}_event"))
            .1;
        let view = view.split_once("\n};").unwrap().0;
        let shared = layer
            .split_once("class event_view {")
            .unwrap()
            .1
            .split_once("// What is about")
            .unwrap()
            .0;
        let of_entity =
            layer.split_once("class of_entity").unwrap().1.split_once("\n};").unwrap().0;
        for field in fields(&header, &format!("kbe_{name}_event")) {
            let read = format!("e_->{field}");
            let found = [view, shared, of_entity].iter().any(|text| text.contains(&read));
            assert!(found, "{name}_event does not show {field}");
        }
    }
    let prefixes = [
        "E_",
        "REASON_",
        "ORIGIN_",
        "SERVER_",
        "STATE_",
        "SESSION_",
        "REQUEST_",
        "MISMATCH_",
        "TRANSPORT_",
        "ENCRYPTION_",
        "POSE_",
        "SIDE_",
        "EVENT_",
        "VALUE_",
        "LOG_",
    ];
    let defined = header.lines().filter_map(|l| l.strip_prefix("#define KBE_")?.split(' ').next());
    for number in
        defined.filter(|n| prefixes.iter().any(|p| n.starts_with(p)) && !n.ends_with("_INIT"))
    {
        assert!(layer.contains(&format!("KBE_{number}")), "KBE_{number} is missing");
    }
}

#[test]
fn every_function_is_reached_through_the_layer() {
    let Some(cpp) = cpp() else { return };
    let dir = tempfile::tempdir().unwrap();
    let object = dir.path().join("every_function.o");
    let source = "tests/cpp/layer/every_function.cpp";
    let text = std::fs::read_to_string(root().join(source)).unwrap();
    // In the text of the test itself no function of C stands.
    let named = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let exports = std::fs::read_to_string(root().join("include/kbe.symbols")).unwrap();
    let exports: BTreeSet<&str> = exports.lines().collect();
    assert_eq!(named.filter(|word| exports.contains(word)).collect::<Vec<_>>(), [""; 0]);
    let args = ["-I", HEADERS, "-c", source, "-o", object.to_str().unwrap()];
    compile(&cpp, "-std=c++17", &args);
    if Command::new("nm").arg("--version").output().is_err() {
        eprintln!("SKIPPED: no nm");
        return;
    }
    let listed = run(Command::new("nm").arg("-u").arg(&object));
    let used: BTreeSet<&str> =
        listed.split_whitespace().filter(|w| w.starts_with("kbe_")).collect();
    assert_eq!(used, exports);
}

fn build(cpp: &str, source: &str, more: &[&str], dir: &Path) -> std::path::PathBuf {
    let mut options = vec!["-I", HEADERS, "-pthread"];
    options.extend(&more[1..]);
    program(cpp, more[0], &[source], &options, dir)
}

/// Runs a program, in a world of its own when it wants one.
fn play(mut command: Command, in_world: bool, dir: &Path) {
    let server = in_world.then(|| DemoServer::start(DemoConfig::default()).unwrap());
    if let Some(server) = &server {
        command.args([&server.login_addr().port().to_string(), "layer", dir.to_str().unwrap()]);
    }
    let said = run(command.env("XDG_CACHE_HOME", dir).env("ASAN_OPTIONS", "detect_leaks=0"));
    assert!(said.lines().any(|l| l.ends_with(" checks, 0 failures")), "{said}");
    if let Some(server) = server {
        assert_eq!(server.stats().condemned, 0, "{said}");
        server.stop();
    }
}

#[test]
fn the_programs_run_without_exceptions() {
    let (Some(cpp), Some(dir)) = (cpp(), linkable()) else { return };
    let mode = ["-std=c++17", "-fno-exceptions", "-fno-rtti"];
    for (source, in_world) in PROGRAMS {
        play(Command::new(build(&cpp, source, &mode, dir.path())), in_world, dir.path());
    }
}

#[test]
fn the_programs_are_clean_under_sanitizers() {
    let (Some(cpp), Some(dir)) = (cpp(), linkable()) else { return };
    let mode = ["-std=c++20", "-fno-rtti", SANITIZE[0], SANITIZE[1]];
    for (source, in_world) in PROGRAMS {
        play(Command::new(build(&cpp, source, &mode, dir.path())), in_world, dir.path());
    }
}

#[test]
fn the_programs_are_clean_under_valgrind() {
    let (Some(cpp), Some(dir)) = (cpp(), linkable()) else { return };
    let valgrind = Command::new("valgrind").arg("--version").output().is_ok();
    if !valgrind {
        eprintln!("SKIPPED: no valgrind; the programs run without it");
    }
    for (source, in_world) in PROGRAMS {
        let built = build(&cpp, source, &["-std=c++17"], dir.path());
        let mut command =
            Command::new(if valgrind { "valgrind".as_ref() } else { built.as_os_str() });
        if valgrind {
            command.args(["-q", "--error-exitcode=9", "--leak-check=full"]);
            command.args(["--errors-for-leak-kinds=definite", "--show-leak-kinds=definite"]);
            command.arg(&built);
        }
        play(command, in_world, dir.path());
    }
}

/// Units with exceptions and without make one program, and two units may include everything.
#[test]
fn units_with_and_without_exceptions_are_linked_together() {
    let (Some(cpp), Some(dir)) = (cpp(), linkable()) else { return };
    let object = dir.path().join("silent.o");
    let include = ["-I", HEADERS];
    let parts = ["-fno-exceptions", "-fno-rtti", "-c", "tests/cpp/layer/silent.cpp", "-o"];
    compile(&cpp, "-std=c++20", &[&include[..], &parts, &[object.to_str().unwrap()]].concat());
    let sources = ["tests/cpp/layer/throwing.cpp", object.to_str().unwrap()];
    let built = program(&cpp, "-std=c++17", &sources, &include, dir.path());
    assert_eq!(run(&mut Command::new(built)), "abort in one, a throw in the other\n");
}

#[test]
fn the_readmes_program_compiles() {
    let Some(cpp) = cpp() else { return };
    let dir = tempfile::tempdir().unwrap();
    let readme = std::fs::read_to_string(root().join("bindings/cpp/README.md")).unwrap();
    let program = readme.split("```cpp\n").nth(1).unwrap().split("```").next().unwrap();
    let file = dir.path().join("readme.cpp");
    std::fs::write(&file, program).unwrap();
    compile(&cpp, "-std=c++17", &["-I", HEADERS, "-fsyntax-only", file.to_str().unwrap()]);
}

#[test]
fn the_example_visits_a_world() {
    let (Some(cpp), Some(dir)) = (cpp(), linkable()) else { return };
    let example = root().join("examples/cpp/first_login.cpp");
    assert!(
        std::fs::read_to_string(example).unwrap().lines().count() <= 150,
        "a whole client fits on a page"
    );
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let port = server.login_addr().port().to_string();
    for more in [&["-std=c++17"][..], &["-std=c++20", SANITIZE[0], SANITIZE[1]][..]] {
        let built = build(&cpp, "examples/cpp/first_login.cpp", more, dir.path());
        let name = if more.len() == 1 { "plain" } else { "sanitized" };
        let mut command = Command::new(built);
        command.args(["127.0.0.1", &port, name, "secret"]).env("KBE_SECONDS", "5");
        let command = command.env("XDG_CACHE_HOME", dir.path());
        let said = run(command.env("ASAN_OPTIONS", "detect_leaks=0"));
        for line in [
            "yet: creating it",
            "*  logged in as",
            "<- this is us",
            "*  in space 1",
            "=  ",
            "logged out",
        ] {
            assert!(said.contains(line), "no {line:?} in\n{said}");
        }
        let summary = said.lines().last().unwrap();
        let number = |word: usize| summary.split(' ').nth(word).unwrap().parse::<u32>().unwrap();
        assert!(number(0) > 10 && number(0) == number(3) && number(5) > 100, "{summary}");
    }
    server.stop();
}

/// Ten thousand entities in view, named by their ids as they are more than 255, all of them carried by the engine loop.
#[test]
fn the_engine_loop_carries_ten_thousand_entities() {
    let (Some(cpp), Some(dir)) = (cpp(), linkable()) else { return };
    let server = DemoServer::start(DemoConfig { crowd: 10_000, ..DemoConfig::default() }).unwrap();
    let port = server.login_addr().port().to_string();
    let built = build(&cpp, "examples/cpp/engine_loop.cpp", &["-std=c++17", "-O2"], dir.path());
    let said = run(Command::new(built).args(["127.0.0.1", &port, "engine", "20"]));
    let number = |before: &str| {
        let rest = said.split_once(before).unwrap_or_else(|| panic!("no {before:?} in {said}")).1;
        rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse::<u32>().unwrap()
    };
    assert!(number("entities at most ") > 10_000 && number("movements ") > 50_000, "{said}");
    assert!(number("frames ") > 100 && !said.contains("trouble"), "{said}");
    assert_eq!(server.stats().condemned, 0, "{said}");
    server.stop();
}
