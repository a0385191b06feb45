//! Runs the demo server until it is told to stop; commands come from standard input.

use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use kbe_demo_server::{DemoConfig, DemoServer, PosDir, TlsIdentity};

const USAGE: &str = "\
usage: kbe-demo-server [--login-port N] [--base-port N] [--udp-port N] [--admin-port N] [--monsters N] [--crowd N] [--seed N]
                       [--posdir never|always|THRESHOLD] [--entity-alias on|off] [--def-alias on|off]
                       [--encrypt-type N] [--tls-cert FILE --tls-key FILE] [--save-cert FILE]
Ports are 20013 and 20015 unless told otherwise; 0 takes any free one. A login with a new name makes the account.
Both ports also take WebSocket connections, with TLS or without. Without --tls-cert and --tls-key the server makes a
certificate for localhost and 127.0.0.1 that signs itself; --save-cert writes it to a file for clients to trust.
With --udp-port the Baseapp offers KCP too. Clients that send a key are encrypted unless --encrypt-type is 0.";

/// What the command line asks for.
struct Wish {
    config: DemoConfig,
    save_cert: Option<String>,
}

fn parse(mut args: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut config = DemoConfig {
        login_port: 20013,
        base_port: 20015,
        auto_create_accounts: true,
        ..DemoConfig::default()
    };
    let (mut save_cert, mut cert, mut key) = (None, None, None);
    while let Some(name) = args.next() {
        let text = args.next().ok_or_else(|| format!("{name} needs a value"))?;
        let bad = || format!("{name} {text}: no value for this option");
        let port = || text.parse().map_err(|_| bad());
        match name.as_str() {
            "--login-port" => config.login_port = port()?,
            "--base-port" => config.base_port = port()?,
            "--udp-port" => config.udp_port = Some(port()?),
            "--admin-port" => config.admin_port = Some(port()?),
            "--monsters" => config.monsters = text.parse().map_err(|_| bad())?,
            "--crowd" => config.crowd = text.parse().map_err(|_| bad())?,
            "--seed" => config.seed = text.parse().map_err(|_| bad())?,
            "--posdir" => config.optimized = posdir(&text).ok_or_else(bad)?,
            "--entity-alias" => config.alias_entity_id = switch(&text).ok_or_else(bad)?,
            "--def-alias" => config.entitydef_alias_id = switch(&text).ok_or_else(bad)?,
            "--encrypt-type" => config.encrypt_type = text.parse().map_err(|_| bad())?,
            "--tls-cert" => cert = Some(read(&text)?),
            "--tls-key" => key = Some(read(&text)?),
            "--save-cert" => save_cert = Some(text),
            _ => return Err(format!("unknown option {name}")),
        }
    }
    config.tls = match (cert, key) {
        (Some(certificate_pem), Some(key_pem)) => Some(TlsIdentity { certificate_pem, key_pem }),
        (None, None) => None,
        _ => return Err("--tls-cert and --tls-key need each other".to_owned()),
    };
    Ok(Wish { config, save_cert })
}

fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))
}

fn posdir(text: &str) -> Option<PosDir> {
    match text {
        "never" => Some(PosDir::Never),
        "always" => Some(PosDir::Always),
        n => n.parse().ok().map(|threshold| PosDir::Smart { threshold }),
    }
}

fn switch(text: &str) -> Option<bool> {
    match text {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn main() -> ExitCode {
    let wish = match parse(std::env::args().skip(1)) {
        Ok(wish) => wish,
        Err(problem) => {
            eprintln!("{problem}\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match start(wish) {
        Ok(server) => {
            announce(&server);
            commands(&server);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("cannot start: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn start(wish: Wish) -> Result<DemoServer, String> {
    let server = DemoServer::start(wish.config).map_err(|e| e.to_string())?;
    if let Some(path) = wish.save_cert {
        std::fs::write(&path, server.certificate_pem()).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(server)
}

fn announce(server: &DemoServer) {
    println!("login {}", server.login_addr());
    println!("base {}", server.base_addr());
    if let Some(addr) = server.udp_addr() {
        println!("udp {addr}");
    }
    if let Some(addr) = server.admin_addr() {
        println!("admin {addr}");
    }
    // Whoever started this program may wait for these lines through a pipe.
    let _ = std::io::stdout().flush();
}

/// Lines of the standard input, read on a thread of their own: a server that was stopped from elsewhere must not wait
/// for one more.
fn input() -> Receiver<String> {
    let (tx, rx) = channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if tx.send(line).is_err() {
                return;
            }
        }
    });
    rx
}

/// Runs commands until the server stops; the end of the input does not end it.
fn commands(server: &DemoServer) {
    const LOOK: Duration = Duration::from_millis(100);
    let lines = input();
    while server.is_running() {
        match lines.recv_timeout(LOOK) {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => match server.admin(&line) {
                Ok(text) => println!("{text}"),
                Err(text) => println!("error: {text}"),
            },
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK),
        }
    }
}
