//! Compiled programs in a world: the C example and a C++ player, plain and under the sanitizers, against the
//! demo server.
#![cfg(feature = "capi")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod native;

use std::process::Command;

use kbe_demo_server::{DemoConfig, DemoServer};
use native::*;

const SANITIZE: [&str; 2] = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

fn play(compiler: Option<String>, standard: &str, source: &str, more: &[&str]) -> Option<String> {
    let (compiler, dir) = (compiler?, linkable()?);
    let mut options = vec!["-Wno-conversion", "-lm"];
    options.extend(more);
    let built = program(&compiler, standard, &[source], &options, dir.path());
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let port = server.login_addr().port().to_string();
    let mut command = Command::new(built);
    if source.ends_with(".c") {
        command.args(["127.0.0.1", &port, "someone", "secret"]).env("KBE_SECONDS", "5");
    } else {
        command.args([&port, "someone"]);
    }
    command.env("XDG_CACHE_HOME", dir.path());
    let said = run(command.env("ASAN_OPTIONS", "detect_leaks=0"));
    let stats = server.stats();
    assert_eq!((stats.condemned, stats.clients_online), (0, 0), "{said}");
    server.stop();
    Some(said)
}

fn is_a_whole_visit(said: &str) {
    for line in [
        "*  no account someone yet: creating it",
        "*  logged in as someone",
        "<- this is us",
        "*  in space 1",
        "+  Monster ",
        "<  ",
        "=  ",
        "*  session over: logged out",
    ] {
        assert!(said.lines().any(|l| l.contains(line)), "no {line:?} in\n{said}");
    }
    let summary = said.lines().last().unwrap();
    let number = |word: usize| summary.split(' ').nth(word).unwrap().parse::<u32>().unwrap();
    let (came, went, moved) = (number(0), number(3), number(5));
    assert!(came > 10 && came == went && moved > 100, "{summary}");
}

#[test]
fn the_c_example_visits_a_world() {
    if let Some(said) = play(c(), "-std=c99", "examples/c/first_login.c", &[]) {
        is_a_whole_visit(&said);
    }
}

#[test]
fn the_c_example_is_clean_under_sanitizers() {
    if let Some(said) = play(c(), "-std=c99", "examples/c/first_login.c", &SANITIZE) {
        is_a_whole_visit(&said);
    }
}

#[test]
fn a_cpp_player_visits_a_world() {
    for more in [&[][..], &SANITIZE[..]] {
        if let Some(said) = play(cpp(), "-std=c++11", "tests/cpp/player.cpp", more) {
            assert!(said.ends_with("0 left behind; no trouble\n"), "{said}");
        }
    }
}

/// The table stays through a lost connection: it is in the world before and after.
#[test]
fn the_world_table_survives_a_lost_connection() {
    let (Some(c), Some(dir)) = (c(), linkable()) else { return };
    let options = ["-Wno-conversion"];
    let built = program(&c, "-std=c99", &["examples/c/world_table.c"], &options, dir.path());
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let port = server.login_addr().port().to_string();
    let mut command = Command::new(built);
    command.args(["127.0.0.1", &port, "tabler", "secret", "8"]).env("KBE_PLAIN", "1");
    let child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    // As soon as there is a session to drop it is dropped.
    let dropped = (0..500).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        let calls = server.stats().calls_seen;
        calls >= 3 && server.admin("drop tabler").is_ok()
    });
    assert!(dropped, "the table never got as far as an avatar");
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.ends_with(" 1 logins, 1 losses, 1 resumed\n"), "{said}");
    let after = said.rsplit("logins 1, resumed 1").next().unwrap();
    assert!(said.contains("in the world\nspaces/"), "{said}");
    assert!(said.contains("session lost") && after.contains("id"), "{said}");
    let rows = said.lines().filter(|l| l.contains("Monster")).count();
    assert!(rows > 40, "{rows} rows with monsters");
    server.stop();
}

/// Lines of a running program, as they come.
struct Said {
    lines: std::sync::mpsc::Receiver<String>,
    all: String,
}

impl Said {
    fn of(child: &mut std::process::Child) -> Self {
        let (tell, lines) = std::sync::mpsc::channel();
        let out = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            use std::io::BufRead as _;
            for line in std::io::BufReader::new(out).lines().map_while(Result::ok) {
                _ = tell.send(line);
            }
        });
        Self { lines, all: String::new() }
    }

    /// Reads on until a line has this in it.
    fn until(&mut self, what: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(std::time::Duration::from_secs(60));
            let line = line.unwrap_or_else(|_| panic!("no {what:?} in\n{}", self.all));
            self.all.push_str(&line);
            self.all.push('\n');
            if line.contains(what) {
                return line;
            }
        }
    }

    fn until_all(&mut self, whats: &[&str]) {
        for what in whats {
            self.until(what);
        }
    }
}

/// A server that is stopped and started again has forgotten session, account and avatar: the table comes
/// back all the same, by itself when the server is there in time, by logging in when it is not.
#[test]
fn the_world_table_survives_restarts_of_the_server() {
    let (Some(c), Some(dir)) = (c(), linkable()) else { return };
    let options = ["-Wno-conversion"];
    let built = program(&c, "-std=c99", &["examples/c/world_table.c"], &options, dir.path());
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let (login_port, base_port) = (server.login_addr().port(), server.base_addr().port());
    let mut command = Command::new(built);
    command.args(["127.0.0.1", &login_port.to_string(), "phoenix", "secret", "600"]);
    command.env("KBE_PLAIN", "1").stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut said = Said::of(&mut child);
    said.until_all(&["in the world", "Monster"]);

    server.stop();
    let again = DemoConfig { login_port, base_port, ..DemoConfig::default() };
    let server = DemoServer::start(DemoConfig { auto_create_accounts: true, ..again.clone() });
    said.until_all(&["session lost", "in the world", "logins 1, resumed 1", "Monster"]);
    let player = said.until("*");
    assert!(player.contains("Avatar") && player.contains("phoenix"), "{player}");

    server.unwrap().stop();
    said.until_all(&["session lost", "session ended"]);
    let server = DemoServer::start(again).unwrap();
    said.until_all(&["in the world", "logins 2, resumed 1", "Monster"]);
    assert_eq!(server.stats().clients_online, 1);
    child.kill().unwrap();
    child.wait().unwrap();
    server.stop();
}
