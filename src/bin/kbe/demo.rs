//! `kbe demo`: the demo server, and the C example built and run against it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use kbe_demo_server::{DemoConfig, DemoServer};

/// How long the two programs stay.
const SECONDS: u32 = 20;

/// A server keeps the avatar of a player who left for ten seconds, as recorded: the companion goes early
/// enough for that to be seen.
const COMPANION_LEAVES_BEFORE: u32 = 16;

#[cfg(target_vendor = "apple")]
const LIBRARY: (&str, &str) = ("libkbe.dylib", "libkbe.0.dylib");
#[cfg(not(target_vendor = "apple"))]
const LIBRARY: (&str, &str) = ("libkbe.so", "libkbe.so.0");

/// Builds the C example, starts the server, runs the example and a companion for it to see.
///
/// # Errors
/// A sentence that says what is missing, or which program failed.
pub(crate) fn run(seconds: Option<u32>) -> Result<(), String> {
    if cfg!(windows) {
        return Err("the demo compiles C with cc, which Windows lacks; run `kbe demo-server` and \
                    build examples/c with your compiler"
            .into());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let directory = own_directory()?.join("kbe-demo");
    let program = build(root, &directory)?;
    let server =
        DemoServer::start(DemoConfig::default()).map_err(|e| format!("demo server: {e}"))?;
    let (login, base) = (server.login_addr(), server.base_addr());
    super::output(&format!(
        "demo server  loginapp {login}, baseapp {base}\n\
         running      {}\n\n",
        program.display()
    ))?;
    let seconds = seconds.unwrap_or(SECONDS).max(6);
    let start = |account: &str, seconds: u32, output: Stdio| -> Result<Child, String> {
        let port = login.port().to_string();
        Command::new(&program)
            .args(["127.0.0.1", &port, account, "secret"])
            .env("KBE_SECONDS", seconds.to_string())
            .env("LD_LIBRARY_PATH", &directory)
            .env("DYLD_LIBRARY_PATH", &directory)
            .stdout(output)
            .spawn()
            .map_err(|e| format!("{}: {e}", program.display()))
    };
    let mut watched = start("friday", seconds, Stdio::inherit())?;
    thread::sleep(Duration::from_secs(3));
    // Somebody else comes, walks and goes again, for the first one to see.
    let companion =
        start("companion", seconds.saturating_sub(COMPANION_LEAVES_BEFORE).max(3), Stdio::null());
    let ended = watched.wait().map_err(|e| e.to_string())?;
    if let Ok(mut companion) = companion {
        _ = companion.kill();
        _ = companion.wait();
    }
    let stats = server.stats();
    server.stop();
    super::output(&format!(
        "demo server  {} messages in, {} out, {} calls, {} clients dropped for a burst\n",
        stats.messages_in, stats.messages_out, stats.calls_seen, stats.condemned
    ))?;
    check(&program, ended)
}

fn check(program: &Path, ended: ExitStatus) -> Result<(), String> {
    match ended.success() {
        true => Ok(()),
        false => Err(format!("{} failed: {ended}", program.display())),
    }
}

fn own_directory() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|e| format!("where am I: {e}"))?;
    own.parent().map(Path::to_path_buf).ok_or_else(|| "where am I?".into())
}

/// The library that was built with this program. Cargo leaves it in `deps` unless the library itself
/// was asked for; the newest one counts.
fn find_library() -> Result<PathBuf, String> {
    let own = own_directory()?;
    let candidates = [own.join(LIBRARY.0), own.join("deps").join(LIBRARY.0)];
    let age = |p: &PathBuf| p.metadata().and_then(|m| m.modified()).ok();
    let newest = candidates.into_iter().filter(|p| p.exists()).max_by_key(age);
    newest.ok_or_else(|| format!("{} was not found; run `cargo build --release`", LIBRARY.0))
}

fn build(root: &Path, directory: &Path) -> Result<PathBuf, String> {
    let said = |what: &str, e: std::io::Error| format!("{what}: {e}");
    std::fs::create_dir_all(directory).map_err(|e| said("target directory", e))?;
    let library = find_library()?;
    for name in [LIBRARY.0, LIBRARY.1] {
        std::fs::copy(&library, directory.join(name))
            .map_err(|e| said("copying the library", e))?;
    }
    let program = directory.join("first_login");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".into());
    let mut compile = Command::new(&compiler);
    compile
        .args(["-std=c99", "-Wall", "-Wextra", "-O2", "-I"])
        .arg(root.join("include"))
        .arg(root.join("examples/c/first_login.c"))
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(directory)
        .args(["-lkbe", "-lm"]);
    let ended = compile.status().map_err(|e| format!("C compiler {compiler}: {e}"))?;
    check(Path::new(&compiler), ended).map(|()| program)
}
