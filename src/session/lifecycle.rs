//! Creation, entering, leaving and destruction of entities, and spaces (`spec/02 §3.2`, `§3.5`,
//! `§3.10`, `§6`).

use super::entities::{Reference, Scene, entering, entity_id};
use crate::defs::Defs;
use crate::layers::event::{Event, Slot};
use crate::wire::limits::MAX_SPACE_DATA;
use crate::wire::{Reader, WireError, WireErrorKind};

impl Scene<'_> {
    pub(super) fn created_proxies(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let (uuid, entity) = (r.u64()?, r.i32()?);
        let at_class = *r;
        let class = r.cstr()?;
        // Even if the class is unknown the server now takes this entity for ours.
        self.world.uuid = uuid;
        self.world.player = entity;
        let defs = self.known_defs(r)?;
        let module = std::str::from_utf8(class).ok().and_then(|name| defs.module_by_name(name));
        let Some(module) = module else {
            return Err(at_class.error(WireErrorKind::UnknownClass(0)));
        };
        self.check_pending(defs, entity, module)?;
        let known = self.world.entity(entity).map(|e| e.module);
        if known.is_some_and(|m| m != module) {
            let slot = self.world.slot_of(entity);
            self.world.remove(entity);
            self.batch.push(Event::Destroyed { slot, entity, player: false });
        }
        let new = known != Some(module);
        let slot = match new {
            true => self.world.create(entity, module).map_err(|k| r.error(k))?,
            false => self.world.slot_of(entity),
        };
        self.batch.push(Event::PlayerCreated { slot, entity, module, new, uuid });
        self.flush(entity, slot);
        Ok(())
    }

    pub(super) fn enter_world(
        &mut self,
        body_len: usize,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let entity = r.i32()?;
        let defs = self.known_defs(r)?;
        let player = entity == self.world.player;
        let at_class = *r;
        let how = entering(self.world, defs, body_len, r);
        if !player {
            // The server has appended it to its list, whatever becomes of it here
            // (`spec/02 §4.1`).
            self.world.view_push(entity);
        }
        let how = how?;
        if body_len != 6 {
            self.world.wide_utype = Some(how.wide);
        }
        let slot = self.world.slot_of(entity);
        let already = self.world.at(slot).is_some_and(|e| e.in_world);
        if player && slot == Slot::NONE {
            return Err(r.error(WireErrorKind::UnknownEntity(entity)));
        }
        let Some(module) = defs.module_by_utype(how.utype) else {
            return Err(at_class.error(WireErrorKind::UnknownClass(how.utype)));
        };
        if player && !already {
            self.world.clear(self.batch);
        }
        let new = slot == Slot::NONE;
        let slot = match new {
            true => {
                self.check_pending(defs, entity, module)?;
                self.world.create(entity, module).map_err(|k| r.error(k))?
            }
            false => slot,
        };
        let module = self.world.at(slot).map_or(module, |e| e.module);
        if let Some(e) = self.world.at_mut(slot) {
            e.in_world = true;
        }
        let on_ground = how.on_ground;
        self.batch.push(Event::EnterWorld {
            slot,
            entity,
            module,
            player,
            new,
            already,
            on_ground,
        });
        self.flush(entity, slot);
        if player && !already {
            self.base_from(slot);
        }
        Ok(())
    }

    /// Applies what waited for an entity's creation. Each message stands for itself: one that cannot
    /// be read costs nothing but itself.
    fn flush(&mut self, entity: i32, slot: Slot) {
        let Some(pending) = self.world.take_pending(entity) else { return };
        for body in pending.bodies() {
            let mut r = Reader::new(body);
            if let Err(e) = self.apply_properties(entity, slot, true, &mut r) {
                self.faults.push(e);
            }
        }
    }

    /// While the definitions are only believed, what waits is tried out before anything is created
    /// from it, so that nothing has to be taken back when they turn out wrong.
    fn check_pending(&mut self, defs: &Defs, entity: i32, module: u16) -> Result<(), WireError> {
        let pending = self.world.pending(entity).filter(|_| self.rules.unconfirmed);
        let Some(pending) = pending else { return Ok(()) };
        let mark = self.batch.mark();
        let mut result = Ok(());
        for body in pending.bodies() {
            let mut r = Reader::new(body);
            let mut to = super::properties::Into::new(self.batch, self.rules.integer_vectors);
            result = result.and(super::properties::read(defs, module, &mut r, &mut to));
        }
        self.batch.rewind(mark);
        result
    }

    fn base_from(&mut self, slot: Slot) {
        if let Some(position) = self.world.at(slot).map(|e| e.position) {
            self.world.set_base(position);
        }
    }

    pub(super) fn leave_world(&mut self, who: Reference) -> Result<(), WireError> {
        let Reference { entity, slot, .. } = who;
        let player = entity == self.world.player;
        if player {
            let Some(e) = self.world.at_mut(slot) else {
                return Err(WireError { kind: WireErrorKind::UnknownEntity(entity), offset: 0 });
            };
            e.in_world = false;
            e.controlled = false;
            self.batch.push(Event::LeaveWorld { slot, entity, player });
            self.world.clear(self.batch);
            self.world.space = 0;
        } else {
            self.batch.push(Event::LeaveWorld { slot, entity, player });
            self.world.remove(entity);
            self.world.take_pending(entity);
            self.world.view_remove(entity);
        }
        Ok(())
    }

    pub(super) fn enter_space(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let who = entity_id(self.world, r)?;
        let space = r.u32()?;
        let on_ground = r.left() == 0 || r.bool()?;
        let Some(e) = self.world.at_mut(who.slot) else {
            return Err(r.error(WireErrorKind::UnknownEntity(who.entity)));
        };
        e.in_world = true;
        if who.entity == self.world.player {
            self.world.space = space;
            self.base_from(who.slot);
        }
        let (slot, entity) = (who.slot, who.entity);
        self.batch.push(Event::EnterSpace { slot, entity, space, on_ground });
        Ok(())
    }

    pub(super) fn leave_space(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let who = entity_id(self.world, r)?;
        let Some(e) = self.world.at_mut(who.slot) else {
            return Err(r.error(WireErrorKind::UnknownEntity(who.entity)));
        };
        e.in_world = false;
        self.batch.push(Event::LeaveSpace { slot: who.slot, entity: who.entity });
        if who.entity == self.world.player {
            self.world.clear(self.batch);
            self.world.space = 0;
        }
        Ok(())
    }

    pub(super) fn destroyed(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let who = entity_id(self.world, r)?;
        let player = who.entity == self.world.player;
        if player && self.world.at(who.slot).is_some_and(|e| e.in_world) {
            self.world.clear(self.batch);
            self.world.space = 0;
        }
        self.batch.push(Event::Destroyed { slot: who.slot, entity: who.entity, player });
        // The view list keeps its entry, as the server's does (`spec/02 §4.4`).
        self.world.remove(who.entity);
        self.world.take_pending(who.entity);
        Ok(())
    }

    pub(super) fn init_space(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let space = r.u32()?;
        let mut check = *r;
        while check.left() > 0 {
            check.cstr()?;
            check.cstr()?;
        }
        self.world.clear(self.batch);
        self.world.space = space;
        self.batch.push(Event::SpaceInit { space });
        let mut pairs = 0;
        while r.left() > 0 && pairs < MAX_SPACE_DATA {
            let (key, value) = (r.cstr()?, r.cstr()?);
            let (key, value) = (self.batch.text(key), self.batch.text(value));
            self.batch.push(Event::SpaceData { space, key, value, initial: true });
            pairs += 1;
        }
        Ok(())
    }
}
