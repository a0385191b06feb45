//! `kbe codegen`: typed code for the classes of a server.

mod cpp;
mod csharp;
mod gdscript;
mod gdscript_words;
mod model;
mod names;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use kbe::defs::Defs;
use kbe::defs::cache::CacheDir;

use super::Address;
use super::definitions::Search;
use model::{Link, Model};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    /// A header for C++17, on kbe.hpp.
    Cpp,
    /// A source for C#, on the Unity package.
    Csharp,
    /// A script for Godot, on the add-on.
    #[value(name = "gdscript")]
    GdScript,
}

#[derive(Args)]
pub(crate) struct CodegenArgs {
    /// Where the definitions are: a server's loginapp, a file (of the cache, or of `kbe defs --save`), or a recording
    /// (.jsonl, .jsonl.gz).
    #[arg(value_name = "HOST:PORT|FILE")]
    source: String,
    /// What to write.
    #[arg(long, short)]
    language: Language,
    /// Where to; standard output by default.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Namespace of the code; in GDScript the class that everything is in.
    #[arg(long, default_value = "world")]
    namespace: String,
    /// Class behind a component property, which servers do not tell: Avatar.bag=Bag. Recordings and definitions files
    /// may know it by themselves.
    #[arg(long = "component", value_name = "CLASS.PROPERTY=COMPONENTCLASS")]
    components: Vec<Link>,
    #[command(flatten)]
    search: Search,
}

/// What a source says: the definitions, and the digest that its server announces.
type Source = (Arc<Defs>, String);

fn read_file(path: &Path) -> Result<Source, String> {
    let name = path.to_string_lossy();
    if name.ends_with(".jsonl") || name.ends_with(".jsonl.gz") {
        return super::replay::definitions(path);
    }
    let said = |e: String| format!("{}: {e}", path.display());
    let content = std::fs::read(path).map_err(|e| said(e.to_string()))?;
    let (key, defs) = kbe::defs::shipped::read(&content).map_err(said)?;
    // The digest is the last part of the id.
    let digest = key.id.rsplit('/').next().unwrap_or_default().to_owned();
    Ok((Arc::new(defs), digest))
}

impl CodegenArgs {
    fn ask_server(&self, loginapp: &Address) -> Result<Source, String> {
        let directory = kbe::defs::cache::default_directory(|name| std::env::var_os(name));
        let cache = directory.unwrap_or_else(|| std::env::temp_dir().join("libkbe"));
        let found = self.search.find(loginapp, &CacheDir::new(cache))?;
        let defs = found.defs.ok_or("the baseapp told no entity definitions")?;
        Ok((defs, found.hello.unwrap_or_default().entitydef_digest))
    }

    fn source(&self) -> Result<Source, String> {
        let path = Path::new(&self.source);
        match self.source.parse::<Address>() {
            Ok(address) if !path.exists() => self.ask_server(&address),
            _ => read_file(path),
        }
    }
}

/// Generates.
///
/// # Errors
/// A sentence when the definitions cannot be had, an option does not fit them, or the file cannot be written.
pub(crate) fn run(args: CodegenArgs) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = args.namespace.starts_with(|c: char| c.is_ascii_alphabetic());
    if !starts || !args.namespace.chars().all(plain) {
        return Err(format!("{} is no name of a namespace", args.namespace));
    }
    let (defs, digest) = args.source()?;
    let model = Model::new(&defs, &digest, &args.components)?;
    for component in model.open_components() {
        eprintln!(
            "kbe: the class of {component} is not known: name it with --component {component}=CLASS"
        );
    }
    let code = match args.language {
        Language::Cpp => cpp::generate(&model, &args.namespace),
        Language::Csharp => csharp::generate(&model, &args.namespace),
        Language::GdScript => gdscript::generate(&model, &args.namespace),
    };
    match &args.output {
        None => super::output(&code),
        Some(path) => std::fs::write(path, code).map_err(|e| format!("{}: {e}", path.display())),
    }
}
