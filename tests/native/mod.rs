//! Compiling C and C++ programs and linking them with the library of this test run.

use std::path::{Path, PathBuf};
use std::process::Command;

const WARNINGS: &[&str] =
    &["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wstrict-aliasing", "-Werror"];

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A compiler, by its variable or by its usual names.
pub(crate) fn compiler(variable: &str, names: &[&str]) -> Option<String> {
    let given = std::env::var(variable).ok();
    let works = |name: &String| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|o| o.status.success())
    };
    given.into_iter().chain(names.iter().map(|n| (*n).to_owned())).find(works)
}

pub(crate) fn c() -> Option<String> {
    let found = compiler("CC", &["cc", "gcc", "clang"]);
    if found.is_none() {
        eprintln!("no C compiler: skipped");
    }
    found
}

pub(crate) fn cpp() -> Option<String> {
    let found = compiler("CXX", &["c++", "g++", "clang++"]);
    if found.is_none() {
        eprintln!("no C++ compiler: skipped");
    }
    found
}

pub(crate) fn run(command: &mut Command) -> String {
    let out = command.output().unwrap();
    let all = [out.stdout, out.stderr].concat();
    let text = String::from_utf8_lossy(&all).into_owned();
    assert!(out.status.success(), "{command:?}\n{text}");
    text
}

pub(crate) fn compile(compiler: &str, standard: &str, args: &[&str]) {
    let mut command = Command::new(compiler);
    command.arg(standard).args(WARNINGS).arg("-I").arg(root().join("include")).args(args);
    run(command.current_dir(root()));
}

/// The directory of the shared library that belongs to this test run.
pub(crate) fn library_dir() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// A directory with the shared library under the names that linker and loader look for.
pub(crate) fn linkable() -> Option<tempfile::TempDir> {
    let built = library_dir().join("libkbe.so");
    if !cfg!(target_os = "linux") || !built.exists() {
        eprintln!("no shared library for this system's loader: skipped");
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    for name in ["libkbe.so", "libkbe.so.0"] {
        std::os::unix::fs::symlink(&built, dir.path().join(name)).unwrap();
    }
    Some(dir)
}

pub(crate) fn program(
    compiler: &str,
    standard: &str,
    sources: &[&str],
    more: &[&str],
    dir: &Path,
) -> PathBuf {
    let out = dir.join("program");
    let at = dir.to_str().unwrap();
    let (link, rpath) = (format!("-L{at}"), format!("-Wl,-rpath,{at}"));
    let mut args = sources.to_vec();
    args.extend(["-g", &link, &rpath, "-lkbe", "-o", out.to_str().unwrap()]);
    args.extend(more);
    compile(compiler, standard, &args);
    out
}
