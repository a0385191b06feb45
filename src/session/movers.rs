//! Entities that move: what a movement reads and changes, taken apart once for many of them.

use rustc_hash::FxHashMap;

use super::view::View;
use super::world::{Entity, World};
use crate::layers::Batch;
use crate::layers::event::{Motion, Move, Slot};
use crate::wire::volatile::{Origin, VolatileForm, axes};

/// What movements read and change.
#[derive(Debug)]
pub(super) struct Movers<'a> {
    view: &'a View,
    by_id: &'a FxHashMap<i32, u32>,
    entities: &'a mut [Option<Entity>],
    /// [`World::odd`].
    odd: &'a mut bool,
    origin: Origin,
    moves: &'a mut Vec<Move>,
}

impl<'a> Movers<'a> {
    #[inline]
    pub(super) fn new(world: &'a mut World, batch: &'a mut Batch, base_y: bool) -> Self {
        let origin = Origin { base: world.base, base_y };
        let (view, by_id, entities, odd) = world.parts();
        Self { view, by_id, entities, odd, origin, moves: &mut batch.moves }
    }

    /// Moves the entity that a message names by an index (`ID` 1) or by its id (`ID` 4), and appends the
    /// movement to those of the batch, which is left to the caller to make an event of; or returns false and
    /// has changed nothing.
    #[inline(always)]
    pub(super) fn moved<const ID: usize>(&mut self, form: &VolatileForm, body: &[u8]) -> bool {
        let Some((id, part)) = body.split_first_chunk::<ID>() else { return false };
        let slot = match id.as_slice() {
            [index] => self.view.slot(*index),
            &[a, b, c, d] => self.by_id.get(&i32::from_le_bytes([a, b, c, d])).map(|s| Slot(*s)),
            _ => None,
        };
        let Some(slot) = slot else { return false };
        let Some(Some(e)) = self.entities.get_mut(slot.0 as usize) else { return false };
        // Worked out beside the entity: what was just written in parts is slow to be read whole.
        let (mut position, mut direction) = (e.position, e.direction);
        if !form.apply(part, &self.origin, &mut position, &mut direction) {
            return false;
        }
        (e.position, e.direction) = (position, direction);
        let mut motion = Motion { entity: e.id, flags: form.carried(), position, direction };
        if (*self.odd || !form.packed) && !motion.is_finite() {
            motion.flags |= axes::NOT_FINITE;
            *self.odd = true;
        }
        self.moves.push(Move::new(slot, motion));
        true
    }
}
