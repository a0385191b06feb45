//! `kbe decode --to COMPONENT`: single messages as hexadecimal digits on standard input.

use std::io::BufRead as _;

use kbe::session::Link;
use kbe::session::World;
use kbe::session::tap::Seen;
use kbe::wire::envelope::{Cut, cut};
use kbe::wire::limits::MAX_MESSAGE_BODY;
use kbe::wire::table::{ClientMessage, Component, MessageSpec, stock_spec};
use serde_json::{Value as Json, json};

use super::fields::{Context, Fields};
use super::recording::unhex;
use super::requests;

/// Whose table the messages belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Table {
    /// Messages from a server to a client.
    Client,
    /// Messages to a loginapp.
    Loginapp,
    /// Messages to a baseapp.
    Baseapp,
    /// Messages to a machine.
    Machine,
}

impl Table {
    fn component(self) -> Component {
        match self {
            Self::Client => Component::Client,
            Self::Loginapp => Component::Loginapp,
            Self::Baseapp => Component::Baseapp,
            Self::Machine => Component::Machine,
        }
    }
}

/// The fields of one message without any knowledge of a session: entity-level bodies need one.
fn fields(spec: &MessageSpec, raw: &[u8], header: usize) -> (Fields, Option<String>) {
    let world = World::default();
    let (fields, error) = if spec.component == Component::Client {
        let kind = ClientMessage::from_name(spec.name.trim_start_matches("Client::"));
        let context = Context { world: &world, defs: None, full_definitions: true };
        context.fields(&Seen { link: Link(0), id: spec.id, kind, header, raw })
    } else {
        requests::fields(spec, raw.get(header..).unwrap_or_default(), &world, None)
    };
    (fields, error.map(|e| e.to_string()))
}

/// Decodes the messages of one line.
///
/// # Errors
/// A sentence that says where the bytes stop making sense.
fn line(table: Table, digits: &str) -> Result<Vec<Json>, String> {
    let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = unhex(&digits).ok_or("not hexadecimal digits in pairs")?;
    let (mut told, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let lookup =
            |id| stock_spec(table.component(), id).map(|s| (s, u16::try_from(s.length).ok()));
        match cut(rest, MAX_MESSAGE_BODY, lookup).map_err(|e| format!("byte {at}: {e}"))? {
            Cut::Message { entry: spec, header, body, .. } => {
                let raw = rest.get(..header + body).unwrap_or_default();
                let (fields, error) = fields(spec, raw, header);
                let mut m = json!({"name": spec.name, "id": spec.id, "length": body,
                                   "fields": fields});
                if let Some(e) = error {
                    m["error"] = e.into();
                }
                told.push(m);
                at += header + body;
            }
            Cut::Incomplete { needed } => {
                let left = rest.len();
                return Err(format!("byte {at}: {left} bytes left, the message has {needed}"));
            }
        }
    }
    Ok(told)
}

/// Reads standard input to its end, a line at a time.
///
/// # Errors
/// A sentence that names the line and what is wrong with it.
pub(crate) fn run(table: Table, as_json: bool) -> Result<(), String> {
    for (n, text) in std::io::stdin().lock().lines().enumerate() {
        let text = text.map_err(|e| e.to_string())?;
        for m in line(table, &text).map_err(|e| format!("line {}: {e}", n + 1))? {
            let told = match as_json {
                true => format!("{m}\n"),
                false => format!(
                    "{} ({}, {} bytes) {}{}\n",
                    m["name"].as_str().unwrap_or(""),
                    m["id"],
                    m["length"],
                    m["fields"],
                    m.get("error").map_or(String::new(), |e| format!("  ERROR {e}"))
                ),
            };
            crate::output(&told)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_examples_read() {
        let hello = "04 00 11 00 32 2e 35 2e 31 30 00 30 2e 31 2e 30 00 00 00 00 00";
        let m = &line(Table::Loginapp, hello).unwrap()[0];
        assert_eq!(m["name"], "Loginapp::hello");
        assert_eq!(m["fields"]["version"], "2.5.10");
        let two = line(Table::Client, "4800 0502 0900").unwrap();
        assert_eq!(
            (&two[0]["name"], &two[1]["fields"]["failedcode"]),
            (&json!("Client::onAppActiveTickCB"), &json!(9))
        );
        let query = line(Table::Machine, "0400 0700 00000000 00 0000").unwrap();
        assert_eq!(query[0]["name"], "Machine::onQueryAllInterfaceInfos");
    }

    #[test]
    fn nonsense_is_named() {
        assert_eq!(line(Table::Client, "xy").unwrap_err(), "not hexadecimal digits in pairs");
        assert_eq!(line(Table::Client, "0000").unwrap_err(), "byte 0: unknown message id 0");
        let short = line(Table::Client, "0502 09").unwrap_err();
        assert_eq!(short, "byte 0: 3 bytes left, the message has 4");
    }
}
