//! Comparing a decoded recording with its expectation.
//!
//! Every message of both directions, in order: line, connection, name, id, length, fields, and the
//! events, whose order within one message is free. Bodies that the expectation itself marks as
//! defective are not compared.

use serde_json::{Number, Value as Json};

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Report {
    pub messages: usize,
    pub events: usize,
    /// Messages whose bodies were not compared, because the server wrote them wrongly.
    pub skipped: usize,
    pub differences: Vec<String>,
}

/// One spelling for equal values: 1.0 is 1, keys are sorted, -0.0 is not 0.0. What is told for
/// information only is left out.
pub fn spelling(v: &Json) -> String {
    let mut out = String::new();
    spell(v, &mut out);
    out
}

fn spell(v: &Json, out: &mut String) {
    match v {
        Json::Object(o) => {
            let mut pairs: Vec<_> = o.iter().collect();
            pairs.retain(|(key, _)| !matches!(key.as_str(), "repr" | "from_message"));
            pairs.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, v) in pairs {
                out.push_str(&format!("{key:?}:"));
                spell(v, out);
                out.push(',');
            }
            out.push('}');
        }
        Json::Array(items) => {
            out.push('[');
            for v in items {
                spell(v, out);
                out.push(',');
            }
            out.push(']');
        }
        Json::Number(n) => out.push_str(&spell_number(n)),
        other => out.push_str(&other.to_string()),
    }
}

fn spell_number(n: &Number) -> String {
    if let Some(i) = n.as_i64() {
        return i.to_string();
    }
    match n.as_f64() {
        Some(0.0) if n.to_string().starts_with('-') => "-0.0".into(),
        Some(f) if f.fract() == 0.0 && f.abs() < 9_007_199_254_740_992.0 => format!("{f:.0}"),
        Some(f) => format!("{f:?}"),
        None => n.to_string(),
    }
}

fn messages(document: &Json) -> Vec<&Json> {
    let all = document["messages"].as_array().map_or(&[][..], |m| m);
    all.iter().filter(|m| m.get("name").is_some_and(|n| n != "")).collect()
}

fn spelled_events(message: &Json) -> Vec<String> {
    let events = message.get("events").and_then(Json::as_array);
    let mut spelled: Vec<_> = events.into_iter().flatten().map(spelling).collect();
    spelled.sort();
    spelled
}

/// Compares two documents.
pub fn compare(want: &Json, got: &Json) -> Report {
    let (want, got) = (messages(want), messages(got));
    let mut report = Report { messages: want.len(), ..Report::default() };
    for (w, g) in want.iter().zip(&got) {
        let place = format!("message {} ({} line {})", w["i"], w["name"], w["line"]);
        for key in ["conn", "dir", "name", "id", "length", "line", "extended"] {
            if w.get(key) != g.get(key) {
                let (w, g) = (w.get(key), g.get(key));
                report.differences.push(format!("{place}: {key} is {g:?}, expected {w:?}"));
            }
        }
        if w.get("error").is_some() || w.get("leftover").is_some() {
            report.skipped += 1;
            continue;
        }
        let (we, ge) = (spelled_events(w), spelled_events(g));
        report.events += we.len();
        if we != ge {
            report.differences.push(format!("{place}: events are {ge:?}, expected {we:?}"));
        }
        let (wf, gf) = (w.get("fields").map(spelling), g.get("fields").map(spelling));
        if wf != gf {
            report.differences.push(format!("{place}: fields are {gf:?}, expected {wf:?}"));
        }
    }
    if want.len() != got.len() {
        let (want, got) = (want.len(), got.len());
        report.differences.push(format!("{got} messages, expected {want}"));
    }
    report
}
