//! `kbe codegen`: the demo world's generated code is as committed, compiles, and is used in that world; what changed in
//! the definitions is named. C# is compiled and used by `.ci/unity`, GDScript used by `.ci/godot`.
#![cfg(all(feature = "capi", feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "every test file uses its own part of it")]
mod native;

use std::path::Path;
use std::process::{Command, Output};

use kbe_demo_server::{DemoConfig, DemoServer};
use native::*;

const COMPONENTS: [&str; 4] = [
    "Avatar.component1=Test",
    "Avatar.component2=Test",
    "Avatar.component3=TestNoBase",
    "TypeZoo.part=ZooPart",
];
const RECORDING: &str = "tests/data/recordings/enter_world.jsonl.gz";

fn codegen(source: &str, language: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kbe"));
    command.args(["codegen", source, "--language", language]).args(more);
    command.current_dir(root()).output().unwrap()
}

fn code(source: &str, language: &str, more: &[&str]) -> String {
    let output = codegen(source, language, more);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// From a live server, and from the definitions file that it gives: the same, which is what is committed.
fn golden(language: &str, path: &str) {
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let (login, base) = (server.login_addr().to_string(), server.base_addr().to_string());
    let dir = tempfile::tempdir().unwrap();
    let links: Vec<&str> = COMPONENTS.iter().flat_map(|c| ["--component", c]).collect();
    let live = code(&login, language, &[&["--baseapp", &base], &links[..]].concat());
    let file = dir.path().join("world.kbe");
    let saved = Command::new(env!("CARGO_BIN_EXE_kbe"))
        .args(["defs", &login, "--baseapp", &base, "--save", file.to_str().unwrap()])
        .arg("--cache")
        .arg(dir.path())
        .output()
        .unwrap();
    assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    server.stop();
    let shipped = code(file.to_str().unwrap(), language, &links);
    assert!(live == shipped, "the server and its definitions file give different code");
    let (key, defs) = kbe::defs::shipped::read(&std::fs::read(&file).unwrap()).unwrap();
    let cache = kbe::defs::cache::CacheDir::new(dir.path()).store(&key, &[defs.raw()]).unwrap();
    let cached = code(cache.to_str().unwrap(), language, &links);
    assert!(live == cached, "a cache file gives other code");
    let path = root().join(path);
    if std::env::var_os("KBE_UPDATE").is_some() {
        std::fs::write(&path, &live).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == live, "{} is stale: run this test with KBE_UPDATE=1", path.display());
}

#[test]
fn the_demo_worlds_cpp_is_as_committed() {
    golden("cpp", "tests/codegen/village.hpp");
}

#[test]
fn the_demo_worlds_csharp_is_as_committed() {
    golden("csharp", "tests/codegen/Village.cs");
}

#[test]
fn the_demo_worlds_gdscript_is_as_committed() {
    golden("gdscript", "tests/codegen/village.gd");
}

/// A recording shows by itself which classes its components are of.
#[test]
fn a_recording_gives_code_with_its_components() {
    let cpp = code(RECORDING, "cpp", &["--namespace", "recorded"]);
    for line in [
        "// Made by `kbe codegen` from the definitions 46596D3750651E9F679C7775CD577E35.",
        "namespace recorded {",
        "    inline Test component1() const noexcept;",
        "    inline TestNoBase component3() const noexcept;",
        "class Test : public kbe::component {",
        "    kbe::result<std::int32_t> HP() const { return property_as<std::int32_t>(\"HP\"); }",
        "        kbe::result<void> dialog(std::int32_t arg1, std::uint32_t arg2) const { return \
         self_.cell_call(\"dialog\", arg1, arg2); }",
    ] {
        assert!(cpp.lines().any(|l| l == line), "no {line:?}");
    }
    let gdscript = code(RECORDING, "gdscript", &["--namespace", "recorded"]);
    for line in [
        "# Made by `kbe codegen` from the definitions 46596D3750651E9F679C7775CD577E35.",
        "class_name recorded",
        "const DIGEST := \"46596D3750651E9F679C7775CD577E35\"",
        "\tvar component1: TestBase:",
        "\t\tget: return _part(&\"component3\", TestNoBaseBase) as TestNoBaseBase",
        "class TestBase extends KBETyped.Component:",
        "\t\tget: return entity.get_component_property(component, &\"own\", 0)",
        "\t\t\treturn _entity.call_cell(&\"dialog\", arg1, arg2)",
    ] {
        assert!(gdscript.lines().any(|l| l == line), "no {line:?}");
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let fails = |source: &str, more: &[&str], why: &str| {
        let output = codegen(source, "cpp", more);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{source}");
        assert!(said.contains(why), "{said}");
    };
    fails("no/such/file", &[], "no/such/file: ");
    fails("README.md", &[], "README.md: the bytes are no definitions file");
    fails(RECORDING, &["--component", "Avatar=Test"], "CLASS.PROPERTY=COMPONENTCLASS");
    fails(RECORDING, &["--component", "Hero.bag=Test"], "there is no class Hero");
    fails(RECORDING, &["--component", "Avatar.HP=Test"], "Avatar has no component HP");
    fails(RECORDING, &["--component", "Avatar.component1=Bag"], "there is no class Bag");
    fails(RECORDING, &["--namespace", "1st"], "1st is no name of a namespace");
}

/// Compiles the visitor with a version of the code, and lets it visit the demo world.
fn visit(code: &str, dir: &Path) -> Option<String> {
    let (cpp, library) = (cpp()?, linkable()?);
    std::fs::write(dir.join("village.hpp"), code).unwrap();
    std::fs::copy(root().join("tests/codegen/visit.cpp"), dir.join("visit.cpp")).unwrap();
    let source = dir.join("visit.cpp");
    let options = ["-I", "bindings/cpp/include", "-pthread"];
    let built = program(&cpp, "-std=c++17", &[source.to_str().unwrap()], &options, library.path());
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let port = server.login_addr().port().to_string();
    let said = run(Command::new(built).args([&port, "typed"]).env("XDG_CACHE_HOME", dir));
    server.stop();
    Some(said)
}

const SEEN: &str = "HP\na deep FIXED_DICT\na pickle\na skill\na vector\nbytes\nhello back\nnested arrays\nall was seen\n";

#[test]
fn the_demo_world_is_visited_in_types() {
    let dir = tempfile::tempdir().unwrap();
    let committed = std::fs::read_to_string(root().join("tests/codegen/village.hpp")).unwrap();
    let Some(said) = visit(&committed, dir.path()) else { return };
    assert_eq!(said, SEEN);
}

/// Code that was made of other definitions says what changed by name, and works as far as it fits.
#[test]
fn what_changed_since_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let mut code = std::fs::read_to_string(root().join("tests/codegen/village.hpp")).unwrap();
    let digest = code.split_once("definitions_digest = \"").unwrap().1.split_once('"').unwrap().0;
    let digest = digest.to_owned();
    for (from, to) in [
        (digest.as_str(), "0"),
        ("{\"property Avatar.HP\", \"INT32\"}", "{\"property Avatar.HP\", \"INT64\"}"),
        (
            "{\"class Gate\", \"\"}",
            "{\"class Gate\", \"\"}, {\"cell method Avatar.dance\", \"(INT32)\"}",
        ),
        ("    {\"property Gate.name\", \"UNICODE\"},\n", ""),
        ("{x: FLOAT, y: FLOAT}", "{x: FLOAT}"),
    ] {
        assert!(code.contains(from), "{from}");
        code = code.replace(from, to);
    }
    let Some(said) = visit(&code, dir.path()) else { return };
    let changed = "breaks: type ZOO_POINT is {x: FLOAT, y: FLOAT} now, it was {x: FLOAT}\n\
         breaks: property Avatar.HP is INT32 now, it was INT64\n\
         breaks: cell method Avatar.dance(INT32) is gone\n\
         also: property Gate.name UNICODE is new\n";
    assert_eq!(said, format!("{changed}{SEEN}"));
}
