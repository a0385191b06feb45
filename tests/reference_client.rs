//! The demo server must satisfy a client that shares no code with this library: `kbeprobe` logs in,
//! walks, calls every method, changes spaces, and decodes every message to its last byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::path::Path;
use std::process::Command;

use kbe_demo_server::{DemoConfig, DemoServer};

fn python() -> Option<&'static str> {
    ["python3", "python"].into_iter().find(|p| {
        let version = Command::new(p).arg("--version").output();
        version.is_ok_and(|o| String::from_utf8_lossy(&o.stdout).starts_with("Python 3"))
    })
}

/// Plays over one road: a transport of the reference client and, behind it, the key if there is one.
fn play(config: DemoConfig, road: &[&str]) {
    let Some(python) = python() else {
        eprintln!("SKIPPED: no Python 3 here, so the reference client cannot run");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let server = DemoServer::start(DemoConfig { admin_port: Some(0), ..config }).unwrap();
    let admin = server.admin_addr().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let certificate = dir.path().join("certificate.pem");
    std::fs::write(&certificate, server.certificate_pem()).unwrap();
    let extra = road.starts_with(&["wss"]).then_some(certificate);
    let output = Command::new(python)
        .arg(root.join("examples/demo-server/tests/kbeprobe_login.py"))
        .arg(root.join("tests/reference/tools"))
        .arg(server.login_addr().port().to_string())
        .arg(server.base_addr().port().to_string())
        .arg(admin.port().to_string())
        .args(road)
        .args(extra)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    println!("{said}");
    server.stop();
}

/// Twenty bytes, as the recorded sessions used them.
const KEY: &str = "32333435363738393a3b3c3d3e3f404142434445";

#[test]
fn the_reference_client_plays_on_the_demo_server() {
    play(DemoConfig::default(), &["tcp"]);
}

#[test]
fn the_reference_client_plays_on_a_server_without_aliases() {
    let config =
        DemoConfig { alias_entity_id: false, entitydef_alias_id: false, ..DemoConfig::default() };
    play(config, &["tcp"]);
}

/// Two at a time: the client mostly waits, but not when hundreds of entities come.
#[test]
fn the_reference_client_plays_on_every_road() {
    let lanes: [&[&[&str]]; 2] = [&[&["ws"], &["kcp"], &["tcp", KEY]], &[&["wss"], &["kcp", KEY]]];
    std::thread::scope(|scope| {
        for lane in lanes {
            scope.spawn(|| {
                for road in lane.iter().copied() {
                    play(DemoConfig { udp_port: Some(0), ..DemoConfig::default() }, road);
                }
            });
        }
    });
}
