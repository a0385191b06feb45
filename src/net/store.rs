//! Imports that this process has met, in front of the cache files.
//!
//! Clients that log in to the same server share one copy of its definitions, and only the first of
//! them reads the file. What belongs to one cache directory is never given to a client of another, so
//! two directories keep two worlds apart; clients without one share among themselves.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::task::spawn_blocking;

use super::lock;
use crate::defs::cache::{CacheDir, CacheKey};
use crate::session::Import;

/// Imports kept in memory; one login needs three.
const KEEP: usize = 16;

/// Where an import lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The client's directory.
    pub(super) dir: Option<CacheDir>,
    /// The import's name in it.
    pub(super) key: CacheKey,
}

#[derive(Debug)]
struct Entry {
    place: Place,
    import: Option<Import>,
    /// Held while the file is read, written or removed.
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// The imports in memory, those used last at the end.
#[derive(Debug, Default)]
pub(crate) struct Store(Mutex<Vec<Entry>>);

impl Store {
    /// The import if it is in memory.
    pub(crate) fn remembered(&self, place: &Place) -> Option<Import> {
        let mut entries = lock(&self.0);
        let at = entries.iter().position(|e| e.place == *place)?;
        let entry = entries.remove(at);
        let import = entry.import.clone();
        entries.push(entry);
        import
    }

    /// The import from memory or file, `None` when there is none that can be read.
    pub(crate) async fn load(&self, place: &Place) -> Option<Import> {
        let turn = self.turn(place);
        let _mine = turn.lock().await;
        if let Some(import) = self.remembered(place) {
            return Some(import);
        }
        let Place { dir, key } = place.clone();
        let dir = dir?;
        let read = move || Import::read(key.kind, &dir.load(&key)?).ok();
        let import = spawn_blocking(read).await.ok().flatten()?;
        self.remember(place, Some(import.clone()));
        Some(import)
    }

    /// Keeps an import in memory from now on; `None` forgets it.
    pub(crate) fn remember(&self, place: &Place, import: Option<Import>) {
        let mut entries = lock(&self.0);
        if let Some(entry) = entry(&mut entries, place) {
            entry.import = import;
        }
    }

    /// Writes the file of an import. One that cannot be written is only slower the next time.
    pub(crate) async fn write(&self, place: &Place, bodies: Vec<Vec<u8>>) -> io::Result<()> {
        let Place { dir: Some(dir), key } = place.clone() else { return Ok(()) };
        let turn = self.turn(place);
        let _mine = turn.lock().await;
        let write = move || {
            let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
            dir.store(&key, &bodies).map(|_| ())
        };
        spawn_blocking(write).await.unwrap_or_else(|e| Err(io::Error::other(e)))
    }

    /// Removes an import, from memory and from the directory.
    pub(crate) async fn forget(&self, place: &Place) {
        let turn = self.turn(place);
        let _mine = turn.lock().await;
        self.remember(place, None);
        if let Place { dir: Some(dir), key } = place.clone() {
            _ = spawn_blocking(move || dir.forget(&key)).await;
        }
    }

    fn turn(&self, place: &Place) -> Arc<tokio::sync::Mutex<()>> {
        let mut entries = lock(&self.0);
        entry(&mut entries, place).map(|e| Arc::clone(&e.turn)).unwrap_or_default()
    }
}

/// The entry of a place, made when there is none. The oldest that nobody works on makes room.
fn entry<'a>(entries: &'a mut Vec<Entry>, place: &Place) -> Option<&'a mut Entry> {
    let entry = match entries.iter().position(|e| e.place == *place) {
        Some(at) => entries.remove(at),
        None => Entry { place: place.clone(), import: None, turn: Arc::default() },
    };
    if entries.len() >= KEEP
        && let Some(old) = entries.iter().position(|e| Arc::strong_count(&e.turn) == 1)
    {
        drop(entries.remove(old));
    }
    entries.push(entry);
    entries.last_mut()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defs::cache::CacheKind;

    fn block_on<F: Future>(f: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(f)
    }

    fn place(dir: Option<&std::path::Path>, digest: &str) -> Place {
        let key = CacheKey::new(CacheKind::Baseapp, "2.5.10", "0.1.0", digest).unwrap();
        Place { dir: dir.map(CacheDir::new), key }
    }

    /// An empty message list.
    fn import() -> Import {
        Import::read(CacheKind::Baseapp, &bodies()).unwrap()
    }

    fn bodies() -> Vec<Vec<u8>> {
        vec![vec![0, 0]]
    }

    fn same(a: Option<&Import>, b: Option<&Import>) -> bool {
        matches!((a, b), (Some(Import::Baseapp(a)), Some(Import::Baseapp(b))) if Arc::ptr_eq(a, b))
    }

    #[test]
    fn what_was_stored_is_shared_and_survives_on_disk() {
        let dir = tempfile::tempdir().unwrap();
        let here = place(Some(dir.path()), "AB");
        let (store, import) = (Store::default(), import());
        assert!(store.remembered(&here).is_none());
        store.remember(&here, Some(import.clone()));
        block_on(store.write(&here, bodies())).unwrap();
        assert!(same(store.remembered(&here).as_ref(), Some(&import)));

        let later = Store::default();
        assert!(later.remembered(&here).is_none());
        let one = block_on(later.load(&here));
        let two = block_on(later.load(&here));
        assert!(same(one.as_ref(), two.as_ref()));
        block_on(later.forget(&here));
        assert!(block_on(later.load(&here)).is_none());
        assert!(block_on(Store::default().load(&here)).is_none());
    }

    #[test]
    fn clients_that_come_together_read_one_copy() {
        let dir = tempfile::tempdir().unwrap();
        let here = place(Some(dir.path()), "AB");
        block_on(async {
            let store = Arc::new(Store::default());
            store.write(&here, bodies()).await.unwrap();
            let load = || {
                let (store, here) = (Arc::clone(&store), here.clone());
                tokio::spawn(async move { store.load(&here).await })
            };
            let all: Vec<_> = (0..50).map(|_| load()).collect();
            let mut imports = Vec::new();
            for one in all {
                imports.push(one.await.unwrap());
            }
            assert!(imports.iter().all(|i| same(i.as_ref(), imports[0].as_ref())));
        });
    }

    #[test]
    fn directories_are_worlds_apart() {
        let (store, dir) = (Store::default(), tempfile::tempdir().unwrap());
        store.remember(&place(None, "AB"), Some(import()));
        assert!(store.remembered(&place(Some(dir.path()), "AB")).is_none());
        assert!(block_on(store.load(&place(Some(dir.path()), "AB"))).is_none());
        assert!(block_on(store.load(&place(None, "AB"))).is_some());
        assert!(block_on(store.load(&place(None, "CD"))).is_none());
    }

    #[test]
    fn memory_is_bounded_and_keeps_what_is_used() {
        let store = Store::default();
        let first = place(None, "first");
        store.remember(&first, Some(import()));
        for i in 0..100 {
            store.remember(&place(None, &format!("{i}")), Some(import()));
            assert!(store.remembered(&first).is_some());
        }
        assert_eq!(lock(&store.0).len(), KEEP);
        assert!(store.remembered(&place(None, "0")).is_none());
    }

    #[test]
    fn a_file_that_makes_no_sense_is_as_good_as_none() {
        let dir = tempfile::tempdir().unwrap();
        let here = place(Some(dir.path()), "AB");
        let store = Store::default();
        block_on(store.write(&here, vec![b"nonsense".to_vec()])).unwrap();
        assert!(block_on(store.load(&here)).is_none());
    }
}
