//! `kbe defs`: everything a server tells about itself, as tables or JSON, and into the cache.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kbe::defs::cache::{CacheDir, CacheKind};
use kbe::defs::types::{Shape, TypeIndex};
use kbe::defs::{Defs, Method, Module};
use kbe::layers::Command;
use kbe::layers::event::Server;
use kbe::session::Config;
use kbe::wire::table::{ImportedMessage, read_message_list};
use serde_json::{Map, Value as Json, json};
use zeroize::Zeroizing;

use super::Address;
use super::probe::{Hello, Outcome, probe, run as login};
use super::way::Way;

/// How the baseapp behind a loginapp is found.
#[derive(Args)]
pub(crate) struct Search {
    /// The server's baseapp; without it the stock ports 20015 to 20019 of the same host are tried.
    #[arg(long, value_name = "HOST:PORT")]
    baseapp: Option<Address>,
    /// Learn the baseapp's address by logging this account in.
    #[arg(long, env = "KBE_ACCOUNT", requires = "password")]
    account: Option<String>,
    /// Its password.
    #[arg(long, env = "KBE_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// Seconds to wait for each step.
    #[arg(long, default_value_t = 10)]
    timeout: u64,
    #[command(flatten)]
    way: Way,
}

/// What to ask, and where.
#[derive(Args)]
pub(crate) struct Wish {
    /// The server's loginapp.
    #[arg(value_name = "HOST:PORT")]
    loginapp: Address,
    #[command(flatten)]
    search: Search,
    /// Directory of the cache files; the user's cache directory by default.
    #[arg(long)]
    cache: Option<PathBuf>,
    /// Also write the entity definitions to a file that a game can ship
    /// (kbe_client_set_definitions).
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// The ports on which a stock baseapp listens: the first that is free (`spec/01 §4`).
const STOCK_BASEAPP_PORTS: std::ops::RangeInclusive<u16> = 20015..=20019;

impl Search {
    fn config(&self, address: &Address) -> Config {
        let timeout = Duration::from_secs(self.timeout);
        Config {
            host: address.host.clone(),
            port: address.port,
            connect_timeout: timeout,
            hello_timeout: timeout,
            import_timeout: timeout,
            encryption: self.way.encryption(),
            ..Config::default()
        }
    }

    /// Where the baseapp is: as given, as a login learns it, or at the stock ports.
    pub(crate) fn find(&self, loginapp: &Address, cache: &CacheDir) -> Result<Outcome, String> {
        let mut candidates = Vec::new();
        if let Some(address) = &self.baseapp {
            candidates.push(address.clone());
        } else if let Some((account, password)) = self.account.as_ref().zip(self.password.as_ref())
        {
            let command = Command::Login {
                account: account.clone().into_bytes(),
                password: Zeroizing::new(password.clone().into_bytes()),
                datas: Vec::new(),
            };
            let patience = Duration::from_secs(self.timeout) * 8;
            let config = self.config(loginapp);
            let outcome = login(config, &self.way.roads()?, None, command, patience)?;
            match (outcome.baseapp, outcome.failure) {
                (Some((host, port)), _) => candidates.push(Address { host, port }),
                (None, Some((_, why))) => return Err(why),
                (None, None) => {}
            }
        } else {
            let at = |port| Address { host: loginapp.host.clone(), port };
            candidates.extend(STOCK_BASEAPP_PORTS.map(at));
        }
        let roads = &self.way.roads()?;
        let mut last = String::from("no baseapp was found");
        for address in candidates {
            let outcome =
                probe(self.config(&address), roads, Some(cache.clone()), Server::Baseapp, true)?;
            match outcome.failure {
                None => return Ok(outcome),
                Some((_, ref why)) => last.clone_from(why),
            }
        }
        Err(format!(
            "{last}; name the baseapp with --baseapp HOST:PORT, or give --account and --password \
             so that a login learns its address"
        ))
    }
}

/// A message list from the file in which the probe has just put it.
fn stored_messages(cache: &CacheDir, hello: &Hello, kind: CacheKind) -> Vec<ImportedMessage> {
    let bodies = hello.cache_key(kind).and_then(|key| cache.load(&key)).unwrap_or_default();
    // The first body is the list, of either server.
    bodies.first().and_then(|list| read_message_list(list).ok()).unwrap_or_default()
}

/// Imports, prints and stores.
///
/// # Errors
/// A sentence that says which server did not answer.
pub(crate) fn run(wish: &Wish) -> Result<(), String> {
    let default = || kbe::defs::cache::default_directory(|name| std::env::var_os(name));
    let directory = wish.cache.clone().or_else(default);
    let directory = directory.ok_or("no cache directory; name one with --cache")?;
    let cache = CacheDir::new(directory);
    let config = wish.search.config(&wish.loginapp);
    let roads = wish.search.way.roads()?;
    let front = probe(config, &roads, Some(cache.clone()), Server::Loginapp, true)?;
    if let Some((_, why)) = front.failure {
        return Err(why);
    }
    let back = wish.search.find(&wish.loginapp, &cache)?;
    let (front_hello, back_hello) =
        (front.hello.unwrap_or_default(), back.hello.unwrap_or_default());
    let mut messages = stored_messages(&cache, &front_hello, CacheKind::Loginapp);
    messages.extend(stored_messages(&cache, &back_hello, CacheKind::Baseapp));
    let errors = front.errors.unwrap_or_default();
    let defs = back.defs.ok_or("the baseapp told no entity definitions")?;
    if let Some(path) = &wish.save {
        let key = back_hello.cache_key(CacheKind::EntityDefs);
        let key = key.ok_or("the server announces no digest of its entity definitions")?;
        let written = std::fs::write(path, kbe::defs::shipped::write(&key, &defs));
        written.map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let keys = [
        (CacheKind::Loginapp, &front_hello),
        (CacheKind::Baseapp, &back_hello),
        (CacheKind::EntityDefs, &back_hello),
    ];
    let files = keys.iter().filter_map(|(kind, hello)| hello.cache_key(*kind));
    let files: Vec<PathBuf> = files.map(|k| cache.path().join(k.file_name())).collect();
    let report = Report { hello: &back_hello, messages, errors, defs, files };
    super::output(&if wish.json { report.json() } else { report.tables() })
}

struct Report<'a> {
    hello: &'a Hello,
    messages: Vec<ImportedMessage>,
    errors: Arc<kbe::defs::ErrorTable>,
    defs: Arc<Defs>,
    files: Vec<PathBuf>,
}

impl Report<'_> {
    fn json(&self) -> String {
        let message = |m: &ImportedMessage| {
            json!({"id": m.id, "length": m.length, "name": m.name.replacen('_', "::", 1),
                   "args": m.args})
        };
        let error = |e: &kbe::defs::errors::ServerError| json!({"code": e.code, "name": e.name, "text": e.text});
        let mut definitions = Map::new();
        super::decode::definitions(&self.defs, &mut definitions);
        let files: Vec<_> = self.files.iter().map(|f| f.display().to_string()).collect();
        let all = json!({
            "version": self.hello.version,
            "script_version": self.hello.script_version,
            "entitydef_digest": self.hello.entitydef_digest,
            "messages": self.messages.iter().map(message).collect::<Vec<_>>(),
            "errors": self.errors.all().iter().map(error).collect::<Vec<_>>(),
            "definitions": Json::Object(definitions),
            "cache_files": files,
        });
        format!("{all:#}\n")
    }

    fn tables(&self) -> String {
        let mut s = format!(
            "server {} / scripts {} / definitions {}\n",
            self.hello.version, self.hello.script_version, self.hello.entitydef_digest
        );
        _ = writeln!(s, "\nMESSAGES ({})", self.messages.len());
        for m in &self.messages {
            let length = if m.length < 0 { "var".into() } else { m.length.to_string() };
            _ = writeln!(s, "{:>6} {length:>5}  {}", m.id, m.name.replacen('_', "::", 1));
        }
        _ = writeln!(s, "\nERRORS ({})", self.errors.all().len());
        for e in self.errors.all() {
            _ = writeln!(s, "{:>6}  {:<46} {}", e.code, e.name, e.text);
        }
        _ = writeln!(s, "\nCLASSES ({})", self.defs.modules().len());
        for m in self.defs.modules() {
            self.class(m, &mut s);
        }
        _ = writeln!(s, "\nCACHE FILES");
        for f in &self.files {
            _ = writeln!(s, "  {}", f.display());
        }
        s
    }

    fn class(&self, m: &Module, s: &mut String) {
        _ = writeln!(s, "\n{} (class {})", m.name(), m.utype());
        for p in m.properties() {
            let default = String::from_utf8_lossy(p.default_text());
            let default = if default.is_empty() { String::new() } else { format!(" = {default}") };
            let ty = self.type_name(p.type_index());
            _ = writeln!(s, "  {:<24} {ty}{default}  [{}]", p.name(), audience(p.flags()));
        }
        let lists = [
            ("client", m.client_methods()),
            ("base", m.base_methods()),
            ("cell", m.cell_methods()),
        ];
        for (part, methods) in lists {
            for f in methods {
                _ = writeln!(s, "  {part:<6} {}", self.signature(f));
            }
        }
    }

    fn signature(&self, f: &Method) -> String {
        let args: Vec<_> = f.args().iter().map(|t| self.type_name(*t)).collect();
        format!("{}({})", f.name(), args.join(", "))
    }

    fn type_name(&self, ty: TypeIndex) -> String {
        let Some(t) = self.defs.ty(ty) else { return String::new() };
        match t.shape() {
            Shape::Array(item) => format!("ARRAY of {}", self.type_name(*item)),
            Shape::Dict(_) => t.display_name().to_owned(),
            _ => t.base().to_owned(),
        }
    }
}

/// Who sees a property (`spec/02 §2.3`).
fn audience(flags: u32) -> String {
    const NAMES: [(u32, &str); 8] = [
        (0x01, "CELL_PUBLIC"),
        (0x02, "CELL_PRIVATE"),
        (0x04, "ALL_CLIENTS"),
        (0x08, "CELL_PUBLIC_AND_OWN"),
        (0x10, "OWN_CLIENT"),
        (0x20, "BASE_AND_CLIENT"),
        (0x40, "BASE"),
        (0x80, "OTHER_CLIENTS"),
    ];
    let set = NAMES.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, name)| *name);
    set.collect::<Vec<_>>().join(" ")
}
