//! The articles of docs/: every block of C is compiled, whole programs that say so run against the demo
//! server, every name exists, every link leads somewhere, and the tables are complete.
//!
//! A block that begins with `#include` is a whole program; `<!-- run: expect "text" … -->` above it says that
//! it is run, with host and port as arguments, and what it must print. Other blocks are pieces: of a file when
//! they begin with a declaration, else of a function with a `client`.
#![cfg(feature = "capi")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod native;

use std::fmt::Write as _;
use std::process::Command;

use kbe_demo_server::{DemoConfig, DemoServer};
use native::*;

const ARTICLES: [&str; 11] = [
    "README.md",
    "first-login.md",
    "threading.md",
    "ownership.md",
    "values.md",
    "errors.md",
    "reconnecting.md",
    "recording.md",
    "real-server.md",
    "coming-from-the-plugin.md",
    "abi.md",
];

fn article(name: &str) -> String {
    std::fs::read_to_string(root().join("docs").join(name)).unwrap()
}

struct Block {
    /// File and line.
    place: String,
    code: String,
    /// What it must print; `None` when it is not run.
    expect: Option<Vec<String>>,
}

/// The blocks of an article in a language.
fn blocks(name: &str, language: &str) -> Vec<Block> {
    let fence = format!("```{language}");
    let text = article(name);
    let mut found = Vec::new();
    let mut before = "";
    let mut lines = text.lines().enumerate();
    while let Some((n, line)) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim_start();
        if line == fence {
            let body = lines.by_ref().map(|(_, l)| l).take_while(|l| l.trim_start() != "```");
            let code: Vec<_> = body.map(|l| l.get(indent..).unwrap_or_default()).collect();
            let words = before.strip_prefix("<!-- run: expect ").map(|rest| {
                let quoted = rest.split('"').skip(1).step_by(2);
                quoted.map(str::to_owned).collect()
            });
            let place = format!("docs/{name}:{}", n + 1);
            found.push(Block { place, code: code.join("\n") + "\n", expect: words });
        } else if line.starts_with("```") {
            let open = lines.by_ref().any(|(_, l)| l.trim_start() == "```");
            assert!(open, "docs/{name}:{}: the block has no end", n + 1);
        }
        before = line;
    }
    found
}

/// What pieces may use.
const PRELUDE: &str = "#include <kbe.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\
    struct game { int loaded; kbe_pose pose; };\n\
    int complain(void); void update(struct game *game); void render(struct game *game);\n\
    int running(struct game *game); void place(int32_t id, const float *position, const float *direction);\n";

/// A piece as a file.
fn whole(code: &str) -> String {
    let first = code.lines().find(|l| !l.starts_with("/*")).unwrap_or_default();
    let declares = ["static ", "void ", "typedef ", "struct "];
    if declares.iter().any(|d| first.starts_with(d)) && code.contains("\n{") {
        return format!("{PRELUDE}{code}");
    }
    format!(
        "{PRELUDE}int piece(kbe_client client, struct game *game);\n\
             int piece(kbe_client client, struct game *game)\n{{\n{{\n{code}}}\nreturn client != 0 && game;\n}}\n"
    )
}

#[test]
fn every_block_of_c_is_compiled() {
    let Some(c) = c() else { return };
    let dir = tempfile::tempdir().unwrap();
    let mut count = 0;
    for name in ARTICLES {
        for block in blocks(name, "c") {
            let program = block.code.starts_with("#include");
            let text = if program { block.code.clone() } else { whole(&block.code) };
            let file = dir.path().join(format!("{}.c", block.place.replace(['/', ':'], "_")));
            std::fs::write(&file, text).unwrap();
            let mut options = vec!["-std=c99", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"];
            if !program {
                options.extend(["-Wno-unused", "-Wno-unused-parameter"]);
            }
            let mut command = Command::new(&c);
            command.args(options).arg("-I").arg(root().join("include")).arg(&file);
            let out = command.output().unwrap();
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(out.status.success(), "{}\n{said}", block.place);
            count += 1;
        }
    }
    assert!(count > 20, "{count} blocks");
}

/// Pieces in C++ stand in a function with a `client` too; names of `kbe.hpp` in the tables exist.
#[test]
fn every_block_and_name_of_cpp_exists() {
    let include = root().join("bindings/cpp/include");
    let (Some(cpp), true) = (cpp(), include.exists()) else {
        eprintln!("SKIPPED: no C++ compiler, or no kbe.hpp");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("piece.cpp");
    let mut count = 0;
    let mut check = |place: &str, code: &str| {
        let text = format!(
            "#include <iostream>\n#include <kbe.hpp>\nvoid piece(kbe::client &client);\n\
             void piece(kbe::client &client)\n{{\n{code}}}\n"
        );
        std::fs::write(&file, text).unwrap();
        let mut command = Command::new(&cpp);
        command.args(["-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]);
        command.arg("-I").arg(root().join("include")).arg("-I").arg(&include).arg(&file);
        let out = command.output().unwrap();
        assert!(out.status.success(), "{place}\n{}", String::from_utf8_lossy(&out.stderr));
        count += 1;
    };
    for name in ARTICLES {
        for block in blocks(name, "cpp") {
            check(&block.place, &block.code);
        }
    }
    // The tables: each is declared somewhere.
    let text = article("coming-from-the-plugin.md");
    let mut headers = String::new();
    for entry in std::fs::read_dir(include.join("kbe")).unwrap() {
        headers += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let mut names = 0;
    for word in text.lines().filter(|l| l.starts_with('|')).flat_map(|l| l.split('`')) {
        let name = word.strip_prefix("client.").or_else(|| word.strip_prefix("kbe::"));
        let Some(name) = name.and_then(|n| n.split('(').next()?.rsplit("::").next()) else {
            continue;
        };
        assert!(headers.contains(&format!(" {name}(")), "there is no {word} in kbe.hpp");
        names += 1;
    }
    assert!(names > 15, "{names} names");
    assert!(count > 0);
}

/// What a program prints; one that does not end is ended.
fn run_for_a_while(command: &mut Command) -> String {
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let ended = (0..2400).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        child.try_wait().unwrap().is_some()
    });
    if !ended {
        child.kill().unwrap();
    }
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{command:?}: {}\n{said}", out.status);
    said
}

#[test]
fn the_programs_do_what_they_say() {
    let (Some(c), Some(dir)) = (c(), linkable()) else { return };
    let mut ran = 0;
    for name in ARTICLES {
        for block in blocks(name, "c") {
            let Some(expect) = &block.expect else { continue };
            let source = dir.path().join("article.c");
            std::fs::write(&source, &block.code).unwrap();
            let options = ["-Wno-conversion", "-Wno-shadow", "-lm"];
            let built = program(&c, "-std=c99", &[source.to_str().unwrap()], &options, dir.path());
            let server = DemoServer::start(DemoConfig::default()).unwrap();
            let port = server.login_addr().port().to_string();
            let mut command = Command::new(built);
            command.args(["127.0.0.1", &port]).current_dir(dir.path());
            let said = run_for_a_while(command.env("XDG_CACHE_HOME", dir.path()));
            server.stop();
            for words in expect {
                assert!(said.contains(words), "{}: no {words:?} in\n{said}", block.place);
            }
            ran += 1;
        }
    }
    assert!(ran >= 4, "{ran} programs");

    // The program of recording.md left a recording: the tool reads it as the page says.
    for (command, words) in [("replay", "entity_created"), ("decode", "Loginapp::login")] {
        let mut tool = Command::new(env!("CARGO_BIN_EXE_kbe"));
        let said = run(tool.args([command, "session.jsonl"]).current_dir(dir.path()));
        assert!(said.contains(words), "kbe {command}: no {words:?} in\n{said}");
        assert!(!said.contains("hunter2"), "the password is in the recording");
    }
}

/// Names that look like C ones.
fn names(text: &str) -> Vec<&str> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let all = text.split(|c: char| !word(c));
    all.filter(|w| (w.starts_with("kbe_") || w.starts_with("KBE_")) && w.len() > 4).collect()
}

#[test]
fn every_name_exists() {
    let header = std::fs::read_to_string(root().join("include/kbe.h")).unwrap();
    let known = names(&header);
    // Of the build, the tests and the tool.
    let others = ["KBE_HOST", "KBE_ACCOUNT", "KBE_PASSWORD", "KBE_TEST_SERVER", "kbe_static"];
    for name in ARTICLES {
        for word in names(&article(name)) {
            let group =
                known.iter().any(|k| k.strip_prefix(word).is_some_and(|r| r.starts_with('_')));
            let found = known.contains(&word) || group && word.to_uppercase() == word;
            let start = word.ends_with('_') && known.iter().any(|k| k.starts_with(word));
            assert!(found || start || others.contains(&word), "docs/{name}: there is no {word}");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for name in ARTICLES {
        let text = article(name);
        let prose: Vec<_> = text.split("```").step_by(2).collect();
        let text = prose.concat();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap();
            if !target.starts_with("http") {
                let path = root().join("docs").join(target.split('#').next().unwrap());
                assert!(path.exists(), "docs/{name}: {target} leads nowhere");
            }
        }
    }
    let index = article("README.md");
    for name in &ARTICLES[1..] {
        assert!(index.contains(&format!("]({name})")), "the index lacks {name}");
    }
}

/// Constants of the header whose names begin so, with their numbers.
fn constants(start: &str) -> Vec<(String, String)> {
    let header = std::fs::read_to_string(root().join("include/kbe.h")).unwrap();
    let lines = header.lines().filter_map(|l| l.strip_prefix("#define "));
    let pairs = lines.filter_map(|l| l.split_once(' ')).filter(|(n, _)| n.starts_with(start));
    pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
}

#[test]
fn the_tables_of_errors_are_complete() {
    let text = article("errors.md");
    let mut missing = String::new();
    for (name, number) in constants("KBE_E_").into_iter().chain(constants("KBE_REASON_")) {
        let row = format!("| `{name}` | {number} |");
        if !text.contains(&row) {
            _ = writeln!(missing, "{row}");
        }
    }
    for (name, _) in constants("KBE_ORIGIN_") {
        assert!(text.contains(&format!("`{name}`")), "{name}");
    }
    assert!(missing.is_empty(), "docs/errors.md lacks rows:\n{missing}");
}

#[test]
fn everything_of_the_official_plugin_has_its_counterpart() {
    let notes = article("protocol/03-game-api.md");
    let text = article("coming-from-the-plugin.md");
    let part = |from: &str, to: &str| {
        let start = notes.find(from).unwrap();
        let len = notes[start..].find(to).unwrap();
        notes[start..start + len].to_owned()
    };
    let mut missing = Vec::new();
    // First words of the rows: events to the game, members of the application and of entities, settings.
    for (from, to) in [
        ("### 5.2", "### 5.3"),
        ("## 2.", "## 3."),
        ("## 3.", "## 4."),
        ("## 1.", "## 2."),
        ("## 4.", "## 5."),
        ("### 6.2", "### 6.3"),
        ("### 6.3", "### 6.4"),
    ] {
        for row in part(from, to).lines().filter(|l| l.starts_with("| ") && !l.starts_with("|---"))
        {
            let cell = row.split('|').nth(1).unwrap();
            let words = cell.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let first = words.into_iter().find(|w| w.len() > 1).unwrap_or_default();
            let skip = ["Event", "Member", "Name", "UE4", "KBEMain", "JS", "Call"];
            if !skip.contains(&first) && !text.contains(first) {
                missing.push(format!("{from} {first}: {row}"));
            }
        }
    }
    assert!(missing.is_empty(), "docs/coming-from-the-plugin.md lacks:\n{}", missing.join("\n"));
    for (name, _) in constants("KBE_EVENT_") {
        let callback = name.trim_start_matches("KBE_EVENT_").to_lowercase();
        assert!(
            text.contains(&callback) || ["none", "init"].contains(&callback.as_str()),
            "{callback}"
        );
    }
}
