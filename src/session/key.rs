//! The keys that a client makes up for its connections (`spec/01 §5.1`).

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

/// Bytes of a key of our own: as many as the official plugin's have.
const LENGTH: usize = 16;

/// A key. Wiped when it goes, and in no text.
#[derive(Clone)]
pub struct Key(Zeroizing<Vec<u8>>);

impl Key {
    /// These bytes as a key.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

type Draw = dyn Fn() -> Result<Key, String> + Send + Sync;

/// Where keys come from: one is drawn for each connection.
#[derive(Clone)]
pub struct KeySource(Arc<Draw>);

impl KeySource {
    /// Keys that `draw` makes, or a sentence that says why there is none. What is not random lets a
    /// recorded conversation be held again; a game has no use for it.
    #[must_use]
    pub fn new(draw: impl Fn() -> Result<Key, String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(draw))
    }

    /// The next key.
    pub(super) fn draw(&self) -> Result<Key, String> {
        (self.0)()
    }
}

impl Default for KeySource {
    /// 16 bytes of the operating system's random numbers.
    fn default() -> Self {
        Self::new(|| {
            let mut key = Key(Zeroizing::new(vec![0; LENGTH]));
            let filled = getrandom::fill(&mut key.0);
            filled.map_err(|e| format!("the system gives no random numbers: {e}"))?;
            Ok(key)
        })
    }
}

impl PartialEq for KeySource {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeySource")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_connection_has_a_key_of_its_own_which_no_text_shows() {
        let source = KeySource::default();
        let keys: Vec<Key> = (0..8).map(|_| source.draw().unwrap()).collect();
        for (i, key) in keys.iter().enumerate() {
            assert_eq!(key.bytes().len(), 16);
            assert!(keys[..i].iter().all(|other| other.bytes() != key.bytes()));
        }
        assert_eq!(format!("{:?} {source:?}", keys[0]), "Key KeySource");
    }
}
