//! The header as something to read: sections in order, nothing without a comment, and the same fields in
//! the same order on every declaration. What a new function or struct still lacks is said by name.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use std::collections::BTreeSet;
use std::path::PathBuf;

#[path = "../include/cbindgen/arrange.rs"]
#[allow(dead_code, reason = "it is a program of its own too")]
mod arrange;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// A declaration of the header.
struct Item {
    name: String,
    /// Lines of its comment, without the stars.
    comment: Vec<String>,
    code: String,
}

/// Splits a block into its comment and what follows it.
fn item(block: &str) -> Option<Item> {
    let name = arrange::name(block).filter(|n| !n.ends_with('_'))?;
    let end = if block.starts_with("/*") { block.find("*/")? + 2 } else { 0 };
    let (comment, code) = block.split_at(end);
    let comment = comment.trim_start_matches("/**").trim_end_matches("*/");
    let comment = comment.lines().map(|l| l.trim().trim_start_matches('*').trim().to_owned());
    Some(Item { name, comment: comment.collect(), code: code.trim_start().to_owned() })
}

/// The titles of the sections and their declarations, as they stand in the header.
fn parts() -> Vec<(String, Vec<Item>)> {
    let header = read("include/kbe.h");
    let mut parts: Vec<(String, Vec<Item>)> = Vec::new();
    for block in header.split("\n\n") {
        if let Some(line) = block.lines().find(|l| l.contains("@defgroup ")) {
            let title = line.split_once(". ").unwrap().1;
            parts.push((title.to_owned(), Vec::new()));
        } else if let (Some(part), Some(item)) = (parts.last_mut(), item(block)) {
            part.1.push(item);
        }
    }
    parts
}

fn items() -> Vec<Item> {
    parts().into_iter().flat_map(|p| p.1).collect()
}

/// Where a field begins in a comment, by line.
fn field(comment: &[String], name: &str) -> Option<usize> {
    comment.iter().position(|l| l.strip_prefix(name).is_some_and(|r| r.starts_with(": ")))
}

/// What the comment of `what` lacks of `wanted`; fields must stand in that order, behind everything else.
fn lacks(what: &str, comment: &[String], wanted: &[&str]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut last = 0;
    for name in wanted {
        match field(comment, name) {
            None => problems.push(format!("{what}: a line beginning with \"{name}: \" is missing")),
            Some(at) if at < last => problems.push(format!("{what}: {name} stands too early")),
            Some(at) => last = at,
        }
    }
    let first = wanted.iter().filter_map(|n| field(comment, n)).min();
    if let Some(first) = first
        && (first == 0 || comment[..first].iter().all(String::is_empty))
    {
        problems.push(format!("{what}: no word on what it is for before the fields"));
    }
    problems
}

#[test]
fn sections_stand_in_order_and_hold_everything() {
    let list = arrange::sections(&read("include/kbe.sections"));
    let parts = parts();
    if let Some((_, items)) = parts.iter().find(|p| p.0 == arrange::UNKNOWN) {
        let names: Vec<_> = items.iter().map(|i| i.name.as_str()).collect();
        panic!("name a section for {names:?} in include/kbe.sections and run include/generate");
    }
    let titles: Vec<_> = parts.iter().map(|p| p.0.as_str()).collect();
    let wanted: Vec<_> = list.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(titles, wanted, "run include/generate");
    for (number, (title, items)) in parts.iter().enumerate() {
        let mut last = 0;
        for item in items {
            let place = arrange::place(&list, &item.name);
            let (section, rank) = place.unwrap_or_else(|| panic!("{} has no section", item.name));
            assert_eq!(section, number, "{} stands in {title}", item.name);
            assert!(rank >= last, "{} stands too late in {title}", item.name);
            last = rank;
        }
    }
}

#[test]
fn every_pattern_of_the_sections_is_used() {
    let names: Vec<_> = items().into_iter().map(|i| i.name).collect();
    let list = arrange::sections(&read("include/kbe.sections"));
    for (number, section) in list.iter().enumerate() {
        for (rank, pattern) in section.names.iter().enumerate() {
            let used = names.iter().any(|n| arrange::place(&list, n) == Some((number, rank)));
            assert!(used, "{pattern} of {} fits nothing", section.title);
        }
    }
}

#[test]
fn every_name_is_documented() {
    let items = items();
    let names: BTreeSet<_> = items.iter().map(|i| i.name.clone()).collect();
    for item in &items {
        assert!(item.comment.iter().any(|l| !l.is_empty()), "{} has no comment", item.name);
    }
    // Whatever the header declares is one of them: nothing slips by as something else.
    for word in read("include/kbe.h").lines() {
        let code = !word.starts_with([' ', '*', '/']);
        if code && let Some(rest) = word.strip_prefix("#define ") {
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            let known =
                names.contains(name) || name.ends_with('_') || ["KBE_H", "KBE_API"].contains(&name);
            assert!(known, "{name} is not in a section");
        }
    }
    for symbol in read("include/kbe.symbols").lines() {
        assert!(names.contains(symbol), "{symbol} is not in a section");
    }
}

#[test]
fn every_field_is_documented() {
    let mut fields = 0;
    for item in items().iter().filter(|i| i.code.ends_with(&format!("}} {};", i.name))) {
        let mut documented = false;
        for line in item.code.lines().skip(1).filter(|l| l.starts_with("    ")) {
            let line = line.trim();
            let comment = line.starts_with(['/', '*']);
            assert!(comment || documented, "{}: {line} has no comment", item.name);
            fields += usize::from(line.ends_with(';'));
            documented = comment || !line.ends_with(';') && documented;
        }
    }
    assert!(fields > 300, "{fields} fields were looked at");
}

#[test]
fn functions_and_types_have_the_fixed_fields() {
    let mut problems = Vec::new();
    let (mut functions, mut types) = (0, 0);
    for item in items() {
        let Item { name, comment, code } = &item;
        if code.starts_with("KBE_API") {
            functions += 1;
            let refers =
                code.contains('*') || code.contains("kbe_str ") || code.contains("kbe_bytes ");
            let mut wanted = vec!["Thread", "Callbacks", "Memory", "Errors", "Since"];
            wanted.retain(|w| refers || *w != "Memory");
            problems.extend(lacks(name, comment, &wanted));
        } else if code.starts_with("typedef ") {
            types += 1;
            let refers = code.contains('{');
            let wanted: &[&str] = if refers { &["Memory", "Since"] } else { &["Since"] };
            problems.extend(lacks(name, comment, wanted));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(functions >= 64 && types >= 40, "{functions} functions, {types} types");
}

#[test]
fn callbacks_have_the_fixed_fields() {
    let items = items();
    let callbacks = items.iter().find(|i| i.name == "kbe_callbacks").unwrap();
    let mut comment = String::new();
    let mut count = 0;
    for line in callbacks.code.lines().map(str::trim) {
        match line {
            "/**" => comment.clear(),
            _ if line.starts_with('*') => comment += line,
            _ if line.starts_with("void (*") => {
                count += 1;
                let at = ["Thread: pump thread. ", "Memory: ", "Since: "].map(|f| comment.find(f));
                assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{line} lacks a field");
            }
            _ => {}
        }
    }
    assert!(count >= 38, "{count} callbacks were looked at");
}

#[test]
fn the_pages_that_the_header_names_exist() {
    let header = read("include/kbe.h");
    let pages: BTreeSet<_> = header.split_whitespace().filter(|w| w.starts_with("docs/")).collect();
    assert!(pages.len() > 4, "{pages:?}");
    for page in pages {
        let path = page.trim_end_matches(['.', ',', ';']);
        assert!(root().join(path).exists(), "{path}");
    }
}

#[test]
fn the_thread_rule_comes_first() {
    let header = read("include/kbe.h");
    let rule = header.find("Threads. The library works in threads of its own").unwrap();
    assert!(rule < header.find("Every declaration says").unwrap());
    assert!(rule < header.find("#define").unwrap());
}

#[test]
fn what_the_sections_do_not_know_is_put_at_the_end() {
    let raw = "/* text */\n\n/* Generated by cbindgen */\n\n/**\n * One.\n */\n#define KBE_ONE 1\n\n\
               /**\n * New.\n */\nKBE_API\nkbe_result kbe_new(kbe_client client,\n            int x);\n\n\
               /**\n * Two.\n */\ntypedef struct kbe_two {\n    int x;\n} kbe_two;\n\n#endif\n";
    let list = "# a comment\n== Twos\nText.\n- kbe_two\n\n== Ones\n- KBE_*\n";
    let out = arrange::arrange(raw, list);
    let at = |what: &str| out.find(what).unwrap_or_else(|| panic!("{what} in {out}"));
    let order =
        ["/* text */", "Twos", "Text.", "kbe_two;", "Ones", "KBE_ONE", arrange::UNKNOWN, "kbe_new"];
    assert!(order.map(at).is_sorted(), "{out}");
    assert!(out.ends_with("/** @} */\n\n#endif\n"), "{out}");
}
