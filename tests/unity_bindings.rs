//! The low layer of the Unity package is made of the header, and is up to date. Its layouts are those of the C
//! compiler, for pointers of 8 and of 4 bytes; that C# has them too, the package's own tests say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "test code")]

#[path = "unity/csharp.rs"]
mod csharp;
#[path = "unity/header.rs"]
mod header;
#[path = "unity/layout.rs"]
mod layout;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use header::{Header, Type};
use layout::Layouts;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn parsed() -> Header {
    header::read(&std::fs::read_to_string(root().join("include/kbe.h")).unwrap())
}

/// Compares a generated file with what stands in the package, or writes it there.
fn fresh(path: &str, text: &str) {
    let path = root().join(path);
    if std::env::var_os("KBE_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "{} is stale: run this test with KBE_UPDATE=1", path.display());
}

#[test]
fn the_low_layer_is_fresh() {
    let header = parsed();
    fresh("bindings/unity/Runtime/Native/KbeNative.g.cs", &csharp::native(&header));
    fresh("bindings/unity/Tests/Runtime/KbeLayouts.g.cs", &csharp::layouts(&header));
}

/// Nothing of the header is lost on the way: every exported function, every constant, every field.
#[test]
fn nothing_of_the_header_is_left_out() {
    let header = parsed();
    let exported = std::fs::read_to_string(root().join("include/kbe.symbols")).unwrap();
    let mut names: Vec<&str> = header.functions.iter().map(|f| f.name.as_str()).collect();
    names.sort_unstable();
    let mut listed: Vec<&str> = exported.lines().filter(|l| l.starts_with("kbe_")).collect();
    listed.sort_unstable();
    assert_eq!(names, listed);
    let text = std::fs::read_to_string(root().join("include/kbe.h")).unwrap();
    let numbers = text.lines().filter(|l| {
        let mut words = l.split_whitespace();
        l.starts_with("#define KBE_") && words.nth(2).is_some_and(|w| w.parse::<i64>().is_ok())
    });
    assert_eq!(header.constants.len(), numbers.count());
    let bodies =
        text.matches("typedef struct kbe_").count() + text.matches("typedef union kbe_").count();
    assert_eq!(header.structs.len(), bodies);
    let value = header.structs.iter().find(|s| s.name == "kbe_value").unwrap();
    let fields: Vec<&str> = value.fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(fields, ["type", "count", "as"]);
    let vec = header.structs.iter().find(|s| s.name == "kbe_value_as").unwrap();
    assert_eq!(vec.fields[3].of, Type::Array(Box::new(Type::Named("float".into())), 4));
}

/// Functions that only `KbeNative` has, with what stands in their place.
const UNUSED: &[(&str, &str)] = &[
    ("kbe_version", "kbe_version_string"),
    ("kbe_sync_layers", "Process, for one client"),
    ("kbe_client_pump", "Process, which pulls"),
    ("kbe_client_stop_pump", "Dispose, or a budget"),
    ("kbe_client_set_callbacks", "events, which are pulled"),
    ("kbe_client_entities", "Entities, which events keep up to date"),
    ("kbe_entity_set_user_data", "KbeEntity itself, and RenderObj"),
    ("kbe_entity_user_data", "KbeEntity itself, and RenderObj"),
    ("kbe_player_set_pose", "kbe_entity_set_pose"),
];

/// The classes of the package reach every function, set every field of the configuration, and tell every event.
#[test]
fn the_classes_do_not_fall_behind_the_header() {
    let header = parsed();
    let mut code = String::new();
    for entry in std::fs::read_dir(root().join("bindings/unity/Runtime")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "cs") {
            code.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    for function in &header.functions {
        let used = code.contains(&format!("KbeNative.{}(", function.name));
        let unused = UNUSED.iter().any(|(name, _)| *name == function.name);
        assert!(
            used != unused,
            "{}: either a class of the package calls it, or UNUSED says why not",
            function.name
        );
    }
    let config = header.structs.iter().find(|s| s.name == "kbe_config").unwrap();
    for field in &config.fields {
        let name = &field.name;
        let set = [format!(" c.{name} = "), format!("ref c.{name}, ")]
            .iter()
            .any(|text| code.contains(text));
        let filled = ["struct_size", "abi_version", "reserved"].contains(&name.as_str());
        assert!(set || filled, "KbeConfig does not set {name}");
    }
    let line = header.structs.iter().find(|s| s.name == "kbe_net_sim").unwrap();
    for field in &line.fields {
        assert!(
            code.contains(&format!(" line.{} = ", field.name)),
            "KbeNetSim sets no {}",
            field.name
        );
    }
    for constant in header.constants.iter().filter(|c| c.name.starts_with("KBE_EVENT_")) {
        let name = csharp::pascal(&constant.name["KBE_EVENT_".len()..]);
        // Movements come in bulk.
        if name != "EntityMoved" {
            assert!(code.contains(&format!("KbeEventType.{name}")), "{name} is not told");
        }
    }
}

/// What the compiler has to agree with.
fn assertions(header: &Header) -> String {
    let (wide, narrow) = (Layouts::new(header, 8), Layouts::new(header, 4));
    let mut out = String::from("#include <kbe.h>\n#include <stddef.h>\n");
    let mut count = 0;
    let mut check = |what: String, wide: usize, narrow: usize| {
        count += 1;
        _ = writeln!(
            out,
            "typedef char check_{count}[({what}) == (sizeof(void *) == 8 ? {wide} : {narrow}) ? 1 : -1];"
        );
    };
    for s in &header.structs {
        let ((wide_size, wide_at), (narrow_size, narrow_at)) =
            (wide.of(&s.name), narrow.of(&s.name));
        check(format!("sizeof({})", s.name), wide_size, narrow_size);
        for (i, field) in s.fields.iter().enumerate() {
            check(format!("offsetof({}, {})", s.name, field.name), wide_at[i], narrow_at[i]);
        }
    }
    out
}

#[test]
fn the_layouts_are_those_of_the_c_compiler() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("layouts.c");
    std::fs::write(&file, assertions(&parsed())).unwrap();
    // The header wants strlen and memset for its helpers; a target without a C library has no header for them.
    let bare = dir.path().join("bare");
    std::fs::create_dir(&bare).unwrap();
    let string =
        "#include <stddef.h>\nsize_t strlen(const char *);\nvoid *memset(void *, int, size_t);\n";
    std::fs::write(bare.join("string.h"), string).unwrap();
    let bare = format!("-I{}", bare.display());
    let compilers: &[&[&str]] = &[
        &["cc"],
        &["clang", "--target=aarch64-none-elf", "-ffreestanding", &bare],
        &["clang", "--target=armv7-none-eabihf", "-ffreestanding", &bare],
        &["clang", "--target=x86_64-pc-windows-msvc", "-ffreestanding", &bare],
    ];
    for compiler in compilers {
        let mut command = Command::new(compiler[0]);
        command.args(&compiler[1..]).arg("-fsyntax-only").arg("-std=c11").arg(&file);
        command.arg(format!("-I{}", root().join("include").display()));
        match command.output() {
            Ok(out) => {
                assert!(
                    out.status.success(),
                    "{compiler:?}: {}",
                    String::from_utf8_lossy(&out.stderr)
                );
                println!("{}: agrees", compiler[..compiler.len().min(2)].join(" "));
            }
            Err(_) => println!("SKIPPED: {} is not here", compiler[0]),
        }
    }
}
