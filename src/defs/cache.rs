//! The files in which a server's imports wait for the next login.
//!
//! One file holds one import, under the digest by which the server announced it. A file is written
//! whole or not at all, and one that is corrupt, foreign or of another version is as good as absent.
//! The reply bodies are stored as they came, so reading a file and reading the server is one code.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::wire::{Reader, Writer};

const MAGIC: &[u8; 8] = b"kbecache";
const VERSION: u16 = 1;

/// Which import a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CacheKind {
    /// Message list and error texts of a Loginapp, under its protocol digest.
    Loginapp,
    /// Message list of a Baseapp, under its protocol digest.
    Baseapp,
    /// Entity definitions, under their digest.
    EntityDefs,
}

impl CacheKind {
    fn tag(self) -> u8 {
        match self {
            Self::Loginapp => 1,
            Self::Baseapp => 2,
            Self::EntityDefs => 3,
        }
    }

    fn of_tag(tag: u8) -> Option<Self> {
        [Self::Loginapp, Self::Baseapp, Self::EntityDefs].into_iter().find(|k| k.tag() == tag)
    }

    fn file_part(self) -> &'static str {
        match self {
            Self::Loginapp => "loginapp",
            Self::Baseapp => "baseapp",
            Self::EntityDefs => "entitydefs",
        }
    }
}

/// Names one import: its kind and the digest and versions under which the server announced it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CacheKey {
    /// Kind of import.
    pub kind: CacheKind,
    /// Server version, script version and digest, joined by `/`.
    pub id: String,
}

impl CacheKey {
    /// The key for an announced digest; `None` for an empty digest, which names nothing.
    #[must_use]
    pub fn new(kind: CacheKind, version: &str, script_version: &str, digest: &str) -> Option<Self> {
        let id = format!("{version}/{script_version}/{digest}");
        (!digest.is_empty()).then_some(Self { kind, id })
    }

    /// File name: what the server said never becomes part of a path unchanged.
    #[must_use]
    pub fn file_name(&self) -> String {
        let digest = self.id.rsplit('/').next().unwrap_or("");
        let safe: String =
            digest.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>();
        let check = crc32fast::hash(self.id.as_bytes());
        format!("{}-{safe}-{check:08x}.kbe", self.kind.file_part())
    }
}

/// Packs reply bodies into the content of a file.
#[must_use]
pub fn encode(key: &CacheKey, bodies: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut w = Writer::new(&mut out);
    w.bytes(MAGIC).u16(VERSION).u8(key.kind.tag()).blob(key.id.as_bytes());
    w.u8(bodies.len() as u8);
    for b in bodies {
        w.blob(b);
    }
    let sum = crc32fast::hash(&out);
    Writer::new(&mut out).u32(sum);
    out
}

/// Unpacks the content of a file; `None` when it is not exactly what [`encode`] wrote for this key.
#[must_use]
pub fn decode(key: &CacheKey, file: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (found, bodies) = decode_any(file)?;
    (found == *key).then_some(bodies)
}

/// Unpacks the content of a file and says what it holds; `None` when [`encode`] did not write it.
#[must_use]
pub fn decode_any(file: &[u8]) -> Option<(CacheKey, Vec<Vec<u8>>)> {
    let (content, sum) = file.split_last_chunk::<4>()?;
    if crc32fast::hash(content) != u32::from_le_bytes(*sum) {
        return None;
    }
    let mut r = Reader::new(content);
    if (r.take(MAGIC.len()).ok()?, r.u16().ok()?) != (&MAGIC[..], VERSION) {
        return None;
    }
    let kind = CacheKind::of_tag(r.u8().ok()?)?;
    let id = String::from_utf8(r.blob().ok()?.to_vec()).ok()?;
    let count = r.u8().ok()?;
    let bodies = (0..count).map(|_| r.blob().ok().map(<[u8]>::to_vec)).collect::<Option<_>>()?;
    (r.left() == 0).then_some((CacheKey { kind, id }, bodies))
}

/// Where a user's cache files belong on this system. The environment is asked through `variable`, so
/// that a library never reads it behind its host's back.
#[must_use]
pub fn default_directory(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| variable(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_vendor = "apple") {
        set("HOME").map(|home| home.join("Library/Caches"))
    } else {
        set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
    };
    base.map(|b| b.join("libkbe"))
}

/// A directory of cache files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheDir(PathBuf);

impl CacheDir {
    /// Uses `path`, which is created when the first file is written.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The bodies stored under `key`, `None` when there is no such file or it cannot be trusted.
    #[must_use]
    pub fn load(&self, key: &CacheKey) -> Option<Vec<Vec<u8>>> {
        decode(key, &fs::read(self.0.join(key.file_name())).ok()?)
    }

    /// Stores bodies under `key`: written beside and then renamed, so that another process reads the
    /// old file or the new one, never half of one.
    ///
    /// # Errors
    /// Whatever the file system says; the old file is untouched then.
    pub fn store(&self, key: &CacheKey, bodies: &[&[u8]]) -> std::io::Result<PathBuf> {
        fs::create_dir_all(&self.0)?;
        let target = self.0.join(key.file_name());
        static WRITES: AtomicU64 = AtomicU64::new(0);
        let n = WRITES.fetch_add(1, Ordering::Relaxed);
        let unique = format!(".{}.{}-{n}.tmp", key.file_name(), std::process::id());
        let beside = self.0.join(unique);
        let written = fs::File::create(&beside).and_then(|mut f| {
            f.write_all(&encode(key, bodies))?;
            f.sync_all()
        });
        let done = written.and_then(|()| fs::rename(&beside, &target));
        if done.is_err() {
            _ = fs::remove_file(&beside);
        }
        done.map(|()| target)
    }

    /// Removes the file of `key`, when there is one: its content turned out not to fit the server.
    pub fn forget(&self, key: &CacheKey) {
        _ = fs::remove_file(self.0.join(key.file_name()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> CacheKey {
        CacheKey::new(CacheKind::EntityDefs, "2.5.10", "0.1.0", "46596D3750651E9F").unwrap()
    }

    #[test]
    fn a_stored_import_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let cache = CacheDir::new(dir.path().join("deep/er"));
        assert_eq!(cache.load(&key()), None);
        cache.store(&key(), &[b"one", b""]).unwrap();
        assert_eq!(cache.load(&key()), Some(vec![b"one".to_vec(), vec![]]));
        let mut other = key();
        other.id.push('x');
        assert_eq!(cache.load(&other), None);
        cache.forget(&key());
        assert_eq!(cache.load(&key()), None);
    }

    #[test]
    fn any_flipped_or_missing_byte_makes_the_file_worthless() {
        let file = encode(&key(), &[b"body"]);
        assert!(decode(&key(), &file).is_some());
        for i in 0..file.len() {
            let mut bad = file.clone();
            bad[i] ^= 1;
            assert_eq!(decode(&key(), &bad), None, "byte {i}");
            assert_eq!(decode(&key(), &file[..i]), None, "cut at {i}");
        }
    }

    #[test]
    fn a_hostile_digest_stays_inside_the_directory() {
        let key = CacheKey::new(CacheKind::Baseapp, "v", "s", "../../etc/passwd").unwrap();
        assert!(key.file_name().chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.'));
        assert!(!key.file_name().contains(".."));
        assert_eq!(CacheKey::new(CacheKind::Baseapp, "v", "s", ""), None);
    }
}
