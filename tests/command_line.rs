//! The command-line tool asks a server over every road that it offers.
#![cfg(all(feature = "cli", feature = "tls"))]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

use kbe_demo_server::{DemoConfig, DemoServer};

/// Runs the tool; returns whether it succeeded, and all that it printed.
fn kbe(args: &[&str]) -> (bool, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_kbe")).args(args).output().unwrap();
    let printed = [out.stdout, out.stderr].concat();
    (out.status.success(), String::from_utf8_lossy(&printed).into_owned())
}

#[test]
fn hello_over_every_road() {
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let address = server.login_addr().to_string();
    let dir = tempfile::tempdir().unwrap();
    let roots = dir.path().join("roots.pem");
    std::fs::write(&roots, server.certificate_pem()).unwrap();
    let roots = roots.to_str().unwrap();
    let wss = ["--transport", "wss", "--tls-roots", roots];
    let roads: [&[&str]; 4] = [&[], &["--encrypt"], &["--transport", "websocket"], &wss];
    for road in roads {
        let (ok, said) = kbe(&[&["hello", &address], road].concat());
        assert!(ok, "{road:?}: {said}");
        assert!(said.contains("is a KBEngine loginapp"), "{road:?}: {said}");
        assert!(said.contains("version             2.5.10"), "{road:?}: {said}");
    }
}

#[test]
fn a_road_that_cannot_be_taken_is_said() {
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let address = server.login_addr().to_string();
    let cases: [(&[&str], &str); 4] = [
        (&["--transport", "wss"], "certificate"),
        (&["--transport", "wss", "--tls-roots", "/no/such/file"], "/no/such/file: "),
        (&["--transport", "websocket", "--encrypt"], "cannot encrypt a WebSocket"),
        (&["--transport", "pigeon"], "pigeon"),
    ];
    for (road, why) in cases {
        let (ok, said) = kbe(&[&["hello", &address], road].concat());
        assert!(!ok, "{road:?}: {said}");
        assert!(said.contains(why), "{road:?}: {said}");
    }
}

#[test]
fn what_defs_lists_is_on_the_disk_when_it_ends() {
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let (login, base) = (server.login_addr().to_string(), server.base_addr().to_string());
    let mut sizes = Vec::new();
    for _ in 0..5 {
        let dir = tempfile::tempdir().unwrap();
        let cache = dir.path().to_str().unwrap();
        let (ok, said) = kbe(&["defs", &login, "--baseapp", &base, "--cache", cache, "--json"]);
        assert!(ok, "{said}");
        let told: serde_json::Value = serde_json::from_str(said.trim()).unwrap();
        let files = told["cache_files"].as_array().unwrap();
        assert!(files.len() >= 3 && files.iter().all(|f| Path::new(f.as_str().unwrap()).is_file()));
        // They are read again to say which messages there are.
        sizes.push((files.len(), told["messages"].as_array().unwrap().len()));
    }
    assert!(sizes[0].1 > 50 && sizes.iter().all(|s| *s == sizes[0]), "{sizes:?}");
}

#[test]
fn definitions_over_websocket() {
    let server = DemoServer::start(DemoConfig::default()).unwrap();
    let (login, base) = (server.login_addr().to_string(), server.base_addr().to_string());
    let dir = tempfile::tempdir().unwrap();
    let cache = dir.path().to_str().unwrap();
    let road = ["--transport", "websocket"];
    let (ok, said) =
        kbe(&[&["defs", &login, "--baseapp", &base, "--cache", cache], &road[..]].concat());
    assert!(ok, "{said}");
    assert!(said.contains("CLASSES (") && said.contains("\nAvatar (class "), "{said}");
}
