//! `docs/conformance.md` speaks of what is there: every point of the checklist in its order, and every
//! file, test, recording and C name that it points to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const POINTS: usize = 113;
const COLUMNS: [&str; 7] = ["no.", "what", "where", "C interface", "tests", "recordings", "state"];
const SECTION: &str = "## 9. Checklist";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(path: &str) -> String {
    let text = fs::read_to_string(root().join(path));
    text.unwrap_or_else(|e| panic!("{path}: {e}")).replace("\r\n", "\n")
}

/// One point of the page.
#[derive(Debug)]
struct Point {
    number: usize,
    heading: String,
    what: String,
    files: Vec<String>,
    c_names: Vec<String>,
    tests: Vec<String>,
    recordings: Vec<String>,
    state: String,
}

impl Point {
    fn is_done(&self) -> bool {
        self.state == "done" || self.state.starts_with("done;") || self.state.starts_with("done:")
    }

    fn is_left_out(&self) -> bool {
        self.state.starts_with("left out: ")
    }

    fn is_partly(&self) -> bool {
        self.state.starts_with("partly: ")
    }

    fn is_open(&self) -> bool {
        self.state.starts_with("not yet: ")
    }
}

/// What stands between backticks. A cell of names holds nothing else but what parts them.
fn names(cell: &str, place: &str) -> Vec<String> {
    if cell == "–" {
        return Vec::new();
    }
    let parts: Vec<&str> = cell.split('`').collect();
    assert!(parts.len() % 2 == 1 && parts.len() > 1, "{place}: \"{cell}\" is no list of names");
    for (i, between) in parts.iter().step_by(2).enumerate() {
        let ends = i == 0 || i == parts.len() / 2;
        let fits = if ends { between.is_empty() } else { matches!(*between, ", " | "<br>") };
        assert!(fits, "{place}: \"{between}\" in a list of names");
    }
    parts.into_iter().skip(1).step_by(2).map(str::to_owned).collect()
}

fn points() -> Vec<Point> {
    let page = read("docs/conformance.md");
    let (mut heading, mut points) = (String::new(), Vec::new());
    for line in page.lines() {
        if let Some(h) = line.strip_prefix("### ") {
            heading = h.to_owned();
        }
        let Some(row) = line.strip_prefix('|') else { continue };
        let cells: Vec<&str> =
            row.strip_suffix('|').expect("a row ends with |").split('|').map(str::trim).collect();
        assert_eq!(cells.len(), COLUMNS.len(), "columns of: {line}");
        if cells[0].starts_with("---") {
            continue;
        }
        if cells[0] == COLUMNS[0] {
            assert_eq!(cells, COLUMNS);
            continue;
        }
        let number = cells[0].parse().unwrap_or_else(|_| panic!("no number in front of: {line}"));
        let place = format!("point {number}");
        assert!(cells.iter().all(|c| !c.is_empty()), "{place} has an empty column");
        points.push(Point {
            number,
            heading: heading.clone(),
            what: cells[1].to_owned(),
            files: names(cells[2], &place),
            c_names: names(cells[3], &place),
            tests: names(cells[4], &place),
            recordings: names(cells[5], &place),
            state: cells[6].to_owned(),
        });
    }
    points
}

/// Number and heading of every point of the checklist.
fn checklist() -> Vec<(usize, String)> {
    let notes = read("docs/protocol/03-game-api.md");
    let at = notes.find(SECTION).expect("the checklist");
    let (mut heading, mut list) = (String::new(), Vec::new());
    for line in notes[at..].lines().skip(1).take_while(|l| !l.starts_with("## ")) {
        if let Some(h) = line.strip_prefix("### ") {
            // What stands behind in parentheses is for readers of the notes.
            heading = h.split(" (").next().unwrap().to_owned();
        } else if let Some((number, _)) = line.split_once(". ")
            && let Ok(number) = number.parse()
        {
            list.push((number, heading.clone()));
        }
    }
    list
}

/// Tests that a file has: functions marked as such, and names in the lists of macros that make tests.
/// `a::b` is a test `b` that a macro makes in a module `a`.
fn has_test(text: &str, name: &str) -> bool {
    let (module, function) = name.rsplit_once("::").map_or(("", name), |(m, f)| (m, f));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_mark = |line: &&&str| line.starts_with("#[") || line.starts_with("///");
    let written = lines.iter().enumerate().any(|(i, line)| {
        let behind = line.strip_prefix("fn ").and_then(|l| l.strip_prefix(function));
        let is_it = behind.is_some_and(|rest| rest.starts_with('('));
        is_it && lines[..i].iter().rev().take_while(is_mark).any(|l| *l == "#[test]")
    });
    // Between the macro's call and its end, one name a line, perhaps with something behind a colon.
    let mut inside = false;
    let made = lines.iter().any(|line| {
        match *line {
            "recordings! {" | "flows! {" => inside = true,
            "}" => inside = false,
            _ => {}
        }
        inside && line.split(':').next() == Some(function)
    });
    let module_is_there = text.contains(&format!("mod {module} {{"));
    if module.is_empty() { written || made } else { made && module_is_there }
}

/// The text of a struct of the header.
fn members<'h>(header: &'h str, name: &str) -> Option<&'h str> {
    let begin = header.find(&format!("typedef struct {name} {{"))?;
    let end = header[begin..].find(&format!("\n}} {name};"))?;
    Some(&header[begin..begin + end])
}

fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(part) && !behind.is_some_and(part)
    })
}

/// Whether a struct has a member or a callback of this name; comments do not count.
fn has_member(header: &str, owner: &str, member: &str) -> bool {
    let Some(body) = members(header, owner) else { return false };
    let lines = body.lines().map(str::trim).filter(|l| !l.starts_with(['*', '/']));
    lines.into_iter().any(|l| has_word(l, member))
}

#[test]
fn every_point_of_the_checklist_is_there_in_order() {
    let points = points();
    let numbers: Vec<_> = points.iter().map(|p| p.number).collect();
    assert_eq!(numbers, (1..=POINTS).collect::<Vec<_>>());
    let got: Vec<_> = points.into_iter().map(|p| (p.number, p.heading)).collect();
    assert_eq!(got, checklist(), "numbers and headings of the protocol notes");
}

#[test]
fn every_state_says_what_it_must() {
    let points = points();
    for p in &points {
        let place = format!("point {} ({})", p.number, p.what);
        let states = [p.is_done(), p.is_left_out(), p.is_partly(), p.is_open()];
        assert_eq!(states.iter().filter(|s| **s).count(), 1, "{place}: {}", p.state);
        if p.is_open() {
            assert!(p.tests.is_empty(), "{place}: what is not there has no tests");
            continue;
        }
        assert!(!p.tests.is_empty(), "{place} names no test");
        assert!(!p.files.is_empty(), "{place} does not say where it lives");
    }
    let count = |f: fn(&Point) -> bool| points.iter().filter(|p| f(p)).count();
    let counted = format!(
        "{} done, {} left out, {} partly, {} not yet.",
        count(Point::is_done),
        count(Point::is_left_out),
        count(Point::is_partly),
        count(Point::is_open)
    );
    assert!(read("docs/conformance.md").contains(&counted), "the page should say: {counted}");
}

#[test]
fn every_file_exists() {
    for p in points() {
        for file in &p.files {
            assert!(root().join(file).is_file(), "point {}: there is no {file}", p.number);
        }
    }
}

#[test]
fn every_named_test_exists() {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for p in points() {
        for test in &p.tests {
            let (file, name) = test.split_once("::").expect("FILE::TEST");
            let text = texts.entry(file.to_owned()).or_insert_with(|| read(file));
            assert!(has_test(text, name), "point {}: {file} has no test {name}", p.number);
        }
    }
}

#[test]
fn every_recording_exists_and_is_replayed() {
    let golden = read("tests/golden.rs");
    for p in points() {
        for name in &p.recordings {
            let file = root().join(format!("tests/data/recordings/{name}.jsonl.gz"));
            assert!(file.is_file(), "point {}: there is no recording {name}", p.number);
            let replayed = has_test(&golden, &format!("tool::{name}"));
            assert!(replayed, "point {}: nothing replays {name}", p.number);
        }
    }
}

#[test]
fn every_c_name_is_in_the_header() {
    let header = read("include/kbe.h");
    let page = read("docs/conformance.md");
    for p in points() {
        for name in &p.c_names {
            let lower = name.starts_with("kbe_");
            assert!(lower || name.starts_with("KBE_"), "point {}: {name} is no C name", p.number);
        }
    }
    // Everything in backticks that looks like one, also in the text around the tables.
    for name in page.split('`').skip(1).step_by(2) {
        let lower = name.starts_with("kbe_") && !name.contains('…');
        if !lower && !name.starts_with("KBE_CONFIG_") && !name.starts_with("KBE_E_") {
            continue;
        }
        let found = match name.split_once('.') {
            Some((owner, member)) => has_member(&header, owner, member),
            None => has_word(&header, name),
        };
        assert!(found, "{name} is not in kbe.h");
    }
    for p in points() {
        for name in p.c_names.iter().filter(|n| !n.contains('.')) {
            assert!(has_word(&header, name), "point {}: {name} is not in kbe.h", p.number);
        }
    }
}

#[test]
fn the_checks_see_what_they_must_see() {
    let text =
        "#[test]\nfn there() {\n}\nfn beside() {\n}\nmod tool {\nflows! {\nmade\nother: 3\n}\n}";
    for (name, expected) in [
        ("there", true),
        ("ther", false),
        ("beside", false),
        ("made", true),
        ("tool::made", true),
        ("tool::other", true),
        ("tool::there", false),
        ("else::made", false),
        ("nowhere", false),
    ] {
        assert_eq!(has_test(text, name), expected, "{name}");
    }
    let header = "typedef struct kbe_x {\n    /**\n     * port.\n     */\n    uint32_t ports;\n    \
                  void (*told)(int);\n} kbe_x;\n";
    assert!(has_member(header, "kbe_x", "ports") && has_member(header, "kbe_x", "told"));
    assert!(!has_member(header, "kbe_x", "port") && !has_member(header, "kbe_y", "ports"));
    assert!(has_word("a kbe_x b", "kbe_x") && !has_word("kbe_xy", "kbe_x"));
    assert_eq!(names("`a`, `b`<br>`c`", ""), ["a", "b", "c"]);
    assert!(std::panic::catch_unwind(|| names("`a` and `b`", "")).is_err());
}
