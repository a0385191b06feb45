//! `kbe demo-server`: the demo server by itself, commanded from standard input.

use std::io::BufRead as _;

use kbe_demo_server::{DemoConfig, DemoServer};

/// Runs the demo server until it is told to stop. With standard input closed it runs until killed.
///
/// # Errors
/// A sentence when a port cannot be had.
pub(crate) fn run(config: DemoConfig) -> Result<(), String> {
    let server = DemoServer::start(config).map_err(|e| format!("demo server: {e}"))?;
    super::output(&format!(
        "demo server: loginapp {}, baseapp {}\ntype help for its commands, stop to end it\n",
        server.login_addr(),
        server.base_addr()
    ))?;
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|e| e.to_string())?;
        match line.trim() {
            "" => continue,
            "stop" | "quit" | "exit" => {
                server.stop();
                return Ok(());
            }
            command => match server.admin(command) {
                Ok(answer) => super::output(&format!("{answer}\n"))?,
                Err(why) => super::output(&format!("error: {why}\n"))?,
            },
        }
    }
    loop {
        std::thread::park();
    }
}
