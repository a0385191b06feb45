//! A task's entry in the house's books.

use std::sync::Arc;

use super::house::House;
use super::hub::{Busy, Hub};
use super::shared::{Fate, Shared};

/// Says that a task exists, and how it ended.
#[derive(Debug)]
pub(crate) struct Presence {
    house: Arc<House>,
    pub(super) hub: Arc<Hub>,
    shared: Arc<Shared>,
    /// What will be said about it.
    pub(super) fate: Fate,
    _busy: Busy,
}

impl Presence {
    pub(super) fn new(house: &Arc<House>, hub: &Arc<Hub>, shared: &Arc<Shared>) -> Self {
        Self {
            house: Arc::clone(house),
            hub: Arc::clone(hub),
            shared: Arc::clone(shared),
            fate: Fate::Ended,
            _busy: hub.busy(),
        }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.shared.close();
        self.house.retire(&self.shared, self.fate);
    }
}
