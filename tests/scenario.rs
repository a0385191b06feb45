//! One scenario for all: `tests/scenario/village.txt`, played by C and by C++ here, by C# in `.ci/unity` and by GDScript
//! in `.ci/godot`; and the table of what each binding reaches, so that none falls behind.
#![cfg(feature = "capi")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[allow(dead_code, reason = "every test file uses its own part of it")]
mod native;

use std::fmt::Write as _;
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kbe_demo_server::{DemoConfig, DemoServer};
use native::*;

const SCENARIO: &str = "tests/scenario/village.txt";

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// Plays a file with a program: its orders are lines in a pipe, the answers lines in a file.
fn play(program: &Path, file: &Path, dir: &Path) -> Option<Output> {
    let (orders, answers) = (dir.join("orders"), dir.join("answers"));
    _ = std::fs::remove_file(&orders);
    if !Command::new("mkfifo").arg(&orders).status().is_ok_and(|s| s.success()) {
        eprintln!("SKIPPED: no mkfifo");
        return None;
    }
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let port = server.login_addr().port().to_string();
    let mut answered = std::fs::File::create(&answers).unwrap();
    let mut command = Command::new(program);
    command.arg(file).args([&port, "villager"]).env("XDG_CACHE_HOME", dir);
    command.env("KBE_ORDERS", &orders).env("KBE_ANSWERS", &answers);
    let player = std::thread::spawn(move || command.output().unwrap());
    // Ends when the program does.
    let pipe = std::io::BufReader::new(std::fs::File::open(&orders).unwrap());
    for order in pipe.lines().map_while(Result::ok) {
        let (word, said) = match server.admin(&order) {
            Ok(said) => ("ok", said),
            Err(said) => ("error", said),
        };
        writeln!(answered, "{word} {said}").unwrap();
    }
    let output = player.join().unwrap();
    server.stop();
    Some(output)
}

/// The players of this machine, compiled: of C and of C++.
fn players(dir: &Path) -> Vec<(&'static str, PathBuf)> {
    let mut all = Vec::new();
    let cases = [
        (c(), "-std=c99", "tests/scenario/scenario.c", "c"),
        (cpp(), "-std=c++17", "tests/scenario/scenario.cpp", "cpp"),
    ];
    for (compiler, standard, source, name) in cases {
        let Some(compiler) = compiler else { continue };
        let options = ["-I", "bindings/cpp/include", "-pthread", "-lm"];
        let built = program(&compiler, standard, &[source], &options, dir);
        let kept = dir.join(name);
        std::fs::rename(built, &kept).unwrap();
        all.push((source, kept));
    }
    all
}

#[test]
fn c_and_cpp_play_the_scenario() {
    let Some(dir) = linkable() else { return };
    let lines = read(SCENARIO).lines().filter(|l| !l.is_empty() && !l.starts_with('#')).count();
    for (source, player) in players(dir.path()) {
        let Some(output) = play(&player, &root().join(SCENARIO), dir.path()) else { return };
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{source}: {said}");
        assert_eq!(said, format!("played {lines} lines\n"), "{source}");
    }
}

/// What does not hold is found, and the line is named, by each kind of line.
#[test]
fn a_scenario_that_does_not_hold_is_found() {
    let Some(dir) = linkable() else { return };
    let file = dir.path().join("wrong.txt");
    let wrong = [
        "fails NOT_FOUND logout",
        "logout",
        "fails OK logout",
        "value HP 1",
        "admin kick nobody",
        "sing",
    ];
    for (source, player) in players(dir.path()) {
        for line in wrong {
            std::fs::write(&file, format!("# One.\n\n{line}\n")).unwrap();
            let Some(output) = play(&player, &file, dir.path()) else { return };
            let said = String::from_utf8_lossy(&output.stdout);
            assert_eq!(output.status.code(), Some(1), "{source}: {line}: {said}");
            let named = said.starts_with(&format!("{}:3: {line}: ", file.display()));
            assert!(named, "{source}: {said}");
        }
    }
}

/// Every command and every kind of event that the file's top describes is played.
#[test]
fn the_scenario_uses_all_that_it_describes() {
    let text = read(SCENARIO);
    let played: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
    let commands =
        "create login logout base cell component.base component.cell walk value admin fails expect";
    for command in commands.split(' ') {
        assert!(
            text.contains(&format!("#     {command} ")) || text.contains(&format!("  {command} "))
        );
        let used = |l: &&str| l.split(' ').next() == Some(command);
        assert!(played.iter().any(used), "{command} is not played");
    }
    let events = "account login created enter_world enter_space leave_space property method space_data \
                  space_data_deleted disconnected";
    for event in events.split_whitespace() {
        assert!(text.contains(event));
        let expected = format!("expect {event} ");
        assert!(played.iter().any(|l| l.starts_with(&expected)), "{event} is not expected");
    }
}

/// A binding: its name, where its sources are, what stands before a C function's name in them, and what is no source of
/// calls. Then the functions that it does without, and why.
struct Binding {
    name: &'static str,
    sources: &'static str,
    endings: &'static [&'static str],
    before: &'static str,
    skipped: &'static str,
    without: &'static [(&'static str, &'static str)],
}

const BINDINGS: [Binding; 3] = [
    Binding {
        name: "C++",
        sources: "bindings/cpp/include",
        endings: &["hpp"],
        before: "",
        skipped: "none",
        without: &[],
    },
    Binding {
        name: "C# (Unity)",
        sources: "bindings/unity/Runtime",
        endings: &["cs"],
        before: "KbeNative.",
        skipped: "Native",
        without: &[
            ("kbe_client_entities", "the package has an object for each entity"),
            ("kbe_client_pump", "events are pulled"),
            ("kbe_client_set_callbacks", "events are pulled"),
            ("kbe_client_stop_pump", "events are pulled"),
            ("kbe_entity_set_user_data", "`KbeEntity.RenderObj`"),
            ("kbe_entity_user_data", "`KbeEntity.RenderObj`"),
            ("kbe_player_set_pose", "the player is an entity"),
            ("kbe_sync_layers", "events are pulled"),
            ("kbe_version", "as text"),
        ],
    },
    Binding {
        name: "GDScript (Godot)",
        sources: "bindings/godot/src",
        endings: &["cpp"],
        before: "",
        skipped: "none",
        without: &[
            ("kbe_abi_version", "`kbe_check_abi` of the header asks"),
            ("kbe_class_method_id", "`get_class_info` has the ids, and calls go by names"),
            ("kbe_class_name", "names are what scripts use"),
            ("kbe_class_property_id", "`get_class_info` has the ids, and signals tell names"),
            ("kbe_client_login", "the one with data"),
            ("kbe_client_pump", "events are pulled"),
            ("kbe_client_set_callbacks", "events are pulled"),
            ("kbe_client_stop_pump", "events are pulled: `close()` in a handler does it"),
            ("kbe_client_wakeup", "no frame waits for events"),
            ("kbe_component_property_by_id", "properties go by names"),
            ("kbe_config_init", "the header's `KBE_CONFIG_INIT`"),
            ("kbe_default_cache_dir", "`user://kbe` is where a game of Godot may write"),
            ("kbe_entity_call", "calls go by names"),
            ("kbe_entity_set_user_data", "`KBEEntity.user_data`"),
            ("kbe_entity_user_data", "`KBEEntity.user_data`"),
            ("kbe_player_set_pose", "the player is an entity"),
            ("kbe_space_data", "`get_space_data` has all of them"),
            ("kbe_space_data_count", "`get_space_data` has all of them"),
            ("kbe_sync_layers", "events are pulled"),
            ("kbe_version", "as text"),
        ],
    },
];

impl Binding {
    /// Every source file: its name and its words.
    fn files(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        let mut folders = vec![root().join(self.sources)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
                let name = entry.file_name().unwrap().to_string_lossy().into_owned();
                if entry.is_dir() && name != self.skipped {
                    folders.push(entry);
                } else if self.endings.iter().any(|e| name.ends_with(&format!(".{e}"))) {
                    all.push((name, std::fs::read_to_string(entry).unwrap()));
                }
            }
        }
        all.sort();
        all
    }

    /// The file in which a function is called, or why it is not.
    fn reaches(&self, files: &[(String, String)], function: &str) -> String {
        let wanted = format!("{}{function}", self.before);
        let calls = |text: &str| {
            text.match_indices(&wanted).any(|(at, found)| {
                let behind = &text[at + found.len()..];
                // As an argument of a call or of a template, too, and as a choice between two.
                let follows = behind.starts_with(['(', ',', '>'])
                    || behind.starts_with(" : ")
                    || behind.starts_with(")(");
                let begins = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let comment = text[..at].rsplit('\n').next().unwrap().trim_start();
                follows && begins && !comment.starts_with(['/', '*'])
            })
        };
        let without = self.without.iter().find(|(name, _)| *name == function);
        match (files.iter().find(|(_, text)| calls(text)), without) {
            (Some((file, _)), None) => format!("`{file}`"),
            (None, Some((_, why))) => format!("– {why}"),
            (Some((file, _)), Some(_)) => panic!("{}: {function} is reached by {file}", self.name),
            (None, None) => panic!("{} does not reach {function}, and says not why", self.name),
        }
    }
}

fn table() -> String {
    let mut text = String::from(
        "# What each binding reaches\n\n\
         <!-- Made by tests/scenario.rs from include/kbe.symbols and the sources of the bindings. -->\n\n\
         Every function of [`kbe.h`](../include/kbe.h), and where each binding calls it. A binding that does without one \
         says why. All of them play the same scenario, [`village.txt`](../tests/scenario/village.txt), against the demo \
         server; the last column says whether the player in C needs the function for it.\n\n\
         | C |",
    );
    for b in &BINDINGS {
        _ = write!(text, " {} |", b.name);
    }
    text.push_str(" scenario |\n|---|---|---|---|---|\n");
    let files: Vec<_> = BINDINGS.iter().map(Binding::files).collect();
    let player = read("tests/scenario/scenario.c");
    for function in read("include/kbe.symbols").lines() {
        _ = write!(text, "| `{function}` |");
        for (b, files) in BINDINGS.iter().zip(&files) {
            _ = write!(text, " {} |", b.reaches(files, function));
        }
        let played = player.contains(&format!("{function}("));
        text.push_str(if played { " yes |\n" } else { " |\n" });
    }
    text
}

#[test]
fn the_table_of_the_bindings_is_true() {
    let path = root().join("docs/bindings.md");
    let table = table();
    if std::env::var_os("KBE_UPDATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let printed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(printed == table, "docs/bindings.md is stale: run this test with KBE_UPDATE=1");
}
