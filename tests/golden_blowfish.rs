//! Encrypted sessions of a real server: what this library's session writes, against the bytes that
//! another client wrote under the same key.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "support/script.rs"]
mod script;
mod support;

use kbe::layers::Command;
use kbe::layers::command::{Part, Secret};
use kbe::layers::event::{Encryption, Server};
use kbe::session::{Config, Key, KeySource, Link};
use script::{Script, cut, ms, secs};
use serde_json::Value as Json;
use support::data::{self, unhex};

/// A session that begins to log in as the recorded client did.
fn begin(name: &str, key: &Key) -> Script {
    let document = data::expectation(name);
    let all = document["messages"].as_array().unwrap();
    let login = &all.iter().find(|m| m["name"] == "Loginapp::login").unwrap()["fields"];
    let text = |json: &Json| json.as_str().unwrap().as_bytes().to_vec();
    let key = key.clone();
    let mut s = Script::new(Config {
        encryption: Encryption::Blowfish,
        keys: KeySource::new(move || Ok(key.clone())),
        client_type: login["clientType"].as_i64().unwrap() as i8,
        import_messages: false,
        heartbeat_interval: secs(0),
        upload_interval: secs(0),
        ..Config::default()
    });
    s.command(Command::Login {
        account: text(&login["loginName"]),
        password: Secret::from(text(&login["password"])),
        datas: unhex(login["datas"]["hex"].as_str().unwrap()),
    });
    s
}

/// The command that makes a session write such a message; `None` when it writes it by itself.
fn command(id: u16, body: &[u8]) -> Option<Command> {
    let call = |part| {
        let word = |at: usize| u16::from_le_bytes([body[at], body[at + 1]]);
        let entity = i32::from_le_bytes(body[..4].try_into().unwrap());
        let (component_uid, method_uid) = (word(4), word(6));
        Command::Call { part, entity, component_uid, method_uid, args: body[8..].to_vec() }
    };
    match id {
        302 => Some(call(Part::Base)),
        205 => Some(call(Part::Cell)),
        24 => Some(Command::Logout),
        _ => None,
    }
}

/// Hears what the recorded client heard and compares what both write, packet by packet, as far as it
/// does not depend on the clock. Returns the names of what was compared.
fn writes(name: &str) -> Vec<u16> {
    let recording = data::recording(name);
    // The first connection made the account, in clear.
    let mut s = begin(name, recording.connections[1].key.as_ref().unwrap());
    let mut compared = Vec::new();
    for line in recording.lines.iter().filter(|l| l.connection != 0 && !l.bytes.is_empty()) {
        if line.from_server {
            s.feed_to(Link(line.connection), &line.bytes);
            continue;
        }
        let server = [Server::Loginapp, Server::Baseapp][line.connection as usize - 1];
        let messages = cut(&line.messages, server);
        let [(id, body)] = &messages[..] else { panic!("{name}: {} in one", messages.len()) };
        // Heartbeats and positions belong to their moment.
        if (server, *id) == (Server::Baseapp, 206) || *id == 27 {
            continue;
        }
        if let Some(command) = command(*id, body) {
            s.command(command);
        }
        s.pass(ms(200));
        assert_eq!(s.wire(), line.bytes, "{name}: message {id}");
        compared.push(*id);
    }
    assert_eq!(s.wire(), [0u8; 0], "{name}: and nothing else is written");
    let told = s.told();
    assert!(told.iter().any(|t| t.starts_with("login succeeded")), "{name}: {told:#?}");
    assert!(!told.iter().any(|t| t.starts_with("fault")), "{name}");
    compared
}

#[test]
fn a_session_writes_the_recorded_packets() {
    // hello, login | hello, importClientEntityDef, loginBaseapp, and what the game asked for.
    let first = [4, 3, 200, 208, 202];
    let all = writes("blowfish_tcp");
    assert!(all.starts_with(&first) && all.len() > 8 && all.ends_with(&[24]), "{all:?}");
    // A key of four bytes.
    let all = writes("blowfish_tiny_reads");
    assert!(all.starts_with(&first) && all.len() > 8, "{all:?}");
}

#[test]
fn a_real_server_that_ignores_the_key_ends_the_login() {
    let name = "zoo_key_ignored_enc0";
    let recording = data::recording(name);
    let mut s = begin(name, &Key::new(&script::KEY));
    let mut lines = recording.lines.iter().filter(|l| l.connection == 1);
    let hello = lines.next().unwrap();
    assert_eq!(s.wire(), hello.bytes, "the same key was offered");
    for line in lines.filter(|l| l.from_server) {
        s.feed_to(Link(1), &line.bytes);
    }
    let told = s.told();
    assert_eq!(told.last().unwrap(), "login failed: Library ProtocolError loginapp");
    let sentence = &s.sentences()[0];
    assert!(sentence.contains("goes on in clear") && sentence.contains("encrypt_type"));
}
