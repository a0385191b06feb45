//! The data of the current space (`spec/02 §3.10`).

use super::text::Text;
use crate::wire::limits::MAX_SPACE_DATA;

/// The key that names the geometry of a space.
pub(super) const MAPPING: &[u8] = b"_mapping";

/// The space the player is in, and its data by key.
#[derive(Debug, Default)]
pub struct Space {
    pub(super) id: u32,
    geometry: Text,
    /// Sorted by key.
    data: Vec<(Text, Text)>,
}

impl Space {
    /// Its id, 0 while the player is in none.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Path of its geometry; empty while unknown.
    #[must_use]
    pub fn geometry(&self) -> &[u8] {
        self.geometry.bytes()
    }

    /// Number of keys.
    #[must_use]
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// A key and its value, by position in key order.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<(&[u8], &[u8])> {
        self.data.get(index).map(|(k, v)| (k.bytes(), v.bytes()))
    }

    fn find(&self, key: &[u8]) -> Result<usize, usize> {
        self.data.binary_search_by(|(k, _)| k.bytes().cmp(key))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&[u8]> {
        let at = self.find(key).ok()?;
        self.data.get(at).map(|(_, v)| v.bytes())
    }

    /// Sets a value. A server that sends more keys than [`MAX_SPACE_DATA`] finds the rest told, but
    /// not kept.
    pub(super) fn set(&mut self, key: &[u8], value: &[u8]) {
        if key == MAPPING {
            self.geometry.set(value);
        }
        match self.find(key) {
            Ok(at) => {
                if let Some((_, v)) = self.data.get_mut(at) {
                    v.set(value);
                }
            }
            Err(at) if self.data.len() < MAX_SPACE_DATA => {
                self.data.insert(at, (key.into(), value.into()));
            }
            Err(_) => {}
        }
    }

    /// Removes a value.
    pub(super) fn remove(&mut self, key: &[u8]) {
        if let Ok(at) = self.find(key) {
            self.data.remove(at);
        }
    }

    /// Leaves the space.
    pub(super) fn clear(&mut self) {
        self.id = 0;
        self.geometry.set(b"");
        self.data.clear();
    }
}
