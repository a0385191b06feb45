//! Names of the server as identifiers of a language. The same definitions give the same names, always:
//!
//! * what is neither letter, digit nor `_` in ASCII becomes `_uXXXX`, its number in Unicode;
//! * a digit at the beginning gets a `_` in front, and so does an empty name;
//! * a keyword, and a name that the generated code or what it stands on needs itself, gets a `_` at its end;
//! * of names that have become equal, the second one ends in `_2`, the third in `_3`.

use std::collections::BTreeSet;

/// The names of one scope.
#[derive(Default)]
pub(super) struct Scope {
    reserved: &'static [&'static [&'static str]],
    /// Whether a word is taken that stands in none of the lists.
    taken: Option<fn(&str) -> bool>,
    used: BTreeSet<String>,
}

impl Scope {
    /// A scope in which these lists of words are taken.
    pub(super) fn new(reserved: &'static [&'static [&'static str]]) -> Self {
        Self { reserved, taken: None, used: BTreeSet::new() }
    }

    /// The same scope, with further words that are taken.
    pub(super) fn and(mut self, taken: fn(&str) -> bool) -> Self {
        self.taken = Some(taken);
        self
    }

    /// The identifier for a name; the next call with it gives another one.
    pub(super) fn name(&mut self, of: &str) -> String {
        self.with_suffix(of, "")
    }

    /// The identifier for a name with something behind it.
    pub(super) fn with_suffix(&mut self, of: &str, suffix: &str) -> String {
        let mut made = format!("{}{suffix}", spelled(of));
        if self.reserved.iter().any(|list| list.contains(&made.as_str()))
            || self.taken.is_some_and(|taken| taken(&made))
        {
            made.push('_');
        }
        let mut unique = made.clone();
        let mut number = 2;
        while !self.used.insert(unique.clone()) {
            unique = format!("{made}_{number}");
            number += 1;
        }
        unique
    }
}

fn spelled(name: &str) -> String {
    let mut made = String::new();
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        made.push('_');
    }
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            made.push(c);
        } else {
            made.push_str(&format!("_u{:04X}", u32::from(c)));
        }
    }
    made
}

/// A text as a literal of C++: what is not plain ASCII byte by byte, in UTF-8.
pub(super) fn cpp_literal(text: &str) -> String {
    let mut made = String::from("\"");
    for b in text.bytes() {
        match b {
            b'"' | b'\\' => made.extend(['\\', char::from(b)]),
            b' '..=b'~' => made.push(char::from(b)),
            b => made.push_str(&format!("\\{b:03o}")),
        }
    }
    made.push('"');
    made
}

/// A text as a literal of C#.
pub(super) fn cs_literal(text: &str) -> String {
    let mut made = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => made.extend(['\\', c]),
            ' '..='~' => made.push(c),
            c => made.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    made.push('"');
    made
}

/// A text as a literal of GDScript.
pub(super) fn gd_literal(text: &str) -> String {
    let mut made = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => made.extend(['\\', c]),
            ' '..='~' => made.push(c),
            c => made.push_str(&format!("\\U{:06X}", u32::from(c))),
        }
    }
    made.push('"');
    made
}

/// A text inside a comment of one line or of several: nothing in it can end the comment.
pub(super) fn comment(text: &str) -> String {
    let plain = |c: char| if c.is_control() || c == '\\' { '?' } else { c };
    text.chars().map(plain).collect::<String>().replace("*/", "* /")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers_in_a_way_that_can_be_foreseen() {
        let mut s = Scope::new(&[&["class", "id"]]);
        let mut name = |n: &str| s.name(n);
        assert_eq!(name("HP"), "HP");
        assert_eq!(name("class"), "class_");
        assert_eq!(name("id"), "id_");
        assert_eq!(name("2nd"), "_2nd");
        assert_eq!(name(""), "_");
        assert_eq!(name("a-b"), "a_u002Db");
        assert_eq!(name("生命"), "_u751F_u547D");
        assert_eq!(name("HP"), "HP_2");
        assert_eq!(name("HP"), "HP_3");
        assert_eq!(name("class"), "class__2");
        let mut more = Scope::new(&[&["class"]]).and(|n| n == "Timer");
        assert_eq!((more.name("class"), more.name("Timer")), ("class_".into(), "Timer_".into()));
    }

    #[test]
    fn no_text_of_the_server_ends_a_literal_or_a_comment() {
        assert_eq!(cs_literal("a\"\\\n生"), r#""a\"\\\U0000000A\U0000751F""#);
        assert_eq!(cpp_literal("a\"\\\n生"), r#""a\"\\\012\347\224\237""#);
        assert_eq!(gd_literal("a\"\\\n生"), r#""a\"\\\U00000A\U00751F""#);
        assert_eq!(comment("x */ y\\\n"), "x * / y??");
    }
}
