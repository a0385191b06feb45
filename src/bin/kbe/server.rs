//! `kbe demo-server`: the demo server by itself, commanded from standard input.

use std::fs;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use clap::Args;
use kbe_demo_server::{DemoConfig, DemoServer, TlsIdentity};

#[derive(Args)]
pub(crate) struct ServerArgs {
    /// Loginapp port, 0 for any.
    #[arg(long, default_value_t = 20013)]
    login_port: u16,
    /// Baseapp port, 0 for any.
    #[arg(long, default_value_t = 20015)]
    base_port: u16,
    /// Offer KCP on this UDP port, 0 for any; 20005 when no port is named.
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "20005")]
    udp: Option<u16>,
    /// Announce the UDP port but answer nothing there, as behind a firewall.
    #[arg(long, requires = "udp")]
    udp_silent: bool,
    /// Lose the first N answers to KCP handshakes.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "udp")]
    udp_lost_answers: u32,
    /// Lose every N-th datagram of a KCP conversation; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "udp")]
    udp_lose_every: u32,
    /// The server setting of that name: 1 encrypts for clients that send a key, 0 ignores keys.
    #[arg(long, value_name = "N", default_value_t = 1)]
    encrypt_type: u8,
    /// Certificate for wss (PEM). Without it the server makes one for localhost and 127.0.0.1 that
    /// signs itself.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of that certificate (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Write the certificate to this file, for clients that are to trust it.
    #[arg(long, value_name = "FILE")]
    save_cert: Option<PathBuf>,
    /// Port for commands, one line in, one line out.
    #[arg(long)]
    admin_port: Option<u16>,
    /// Monsters in the world.
    #[arg(long, default_value_t = 20)]
    monsters: u32,
    /// Walkers around the place where avatars appear, all of them in view from there.
    #[arg(long, default_value_t = 0)]
    crowd: u32,
    /// Start of the random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl ServerArgs {
    fn config(&self) -> Result<DemoConfig, String> {
        let identity = self.tls_cert.as_deref().zip(self.tls_key.as_deref());
        let identity = identity.map(|(certificate, key)| {
            let (certificate_pem, key_pem) = (read(certificate)?, read(key)?);
            Ok::<_, String>(TlsIdentity { certificate_pem, key_pem })
        });
        Ok(DemoConfig {
            login_port: self.login_port,
            base_port: self.base_port,
            udp_port: self.udp,
            udp_silent: self.udp_silent,
            udp_lost_answers: self.udp_lost_answers,
            udp_lose_every: self.udp_lose_every,
            encrypt_type: self.encrypt_type,
            tls: identity.transpose()?,
            admin_port: self.admin_port,
            monsters: self.monsters,
            crowd: self.crowd,
            seed: self.seed,
            ..DemoConfig::default()
        })
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Runs the demo server until it is told to stop. With standard input closed it runs until killed.
///
/// # Errors
/// A sentence when a port cannot be had or a file cannot be read or written.
pub(crate) fn run(args: ServerArgs) -> Result<(), String> {
    let server = DemoServer::start(args.config()?).map_err(|e| format!("demo server: {e}"))?;
    if let Some(path) = &args.save_cert {
        let written = fs::write(path, server.certificate_pem());
        written.map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let udp = server.udp_addr().map(|addr| format!(", KCP {addr}")).unwrap_or_default();
    super::output(&format!(
        "demo server: loginapp {}, baseapp {}{udp}\ntype help for its commands, stop to end it\n",
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
