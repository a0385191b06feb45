//! Entities come and go (`spec/02 §6`).

use std::sync::Arc;

use super::entity::{Component, Entity};
use super::notice::{ComponentMilestone, Milestone, Notice, PoseCause};
use super::steps::Step;
use super::{Game, Lexicon};
use crate::defs::Defs;
use crate::layers::Batch;
use crate::layers::event::{Event, Slot};
use crate::layers::interest::MOVES;
use crate::wire::volatile::axes;

/// Whether an event belongs to the creation of the entity in `slot`: messages that had waited for it.
fn belongs(event: &Event, slot: Slot) -> bool {
    match event {
        Event::Properties { slot: s, buffered, .. } => *buffered && *s == slot,
        Event::ComponentLinked { slot: s, .. } => *s == slot,
        _ => false,
    }
}

/// Takes one component a step further; `false` when it is there already or not yet so far.
fn moved_on(c: &mut Component, what: ComponentMilestone) -> bool {
    use ComponentMilestone as M;
    let (news, flag) = match what {
        M::Attached => (c.module().is_some() && !c.attached, &mut c.attached),
        M::Detached => (c.attached, &mut c.attached),
        M::EnterWorld => (c.attached && !c.entered, &mut c.entered),
        M::LeaveWorld => (c.entered, &mut c.entered),
    };
    if news {
        *flag = matches!(what, M::Attached | M::EnterWorld);
    }
    news
}

impl Game {
    /// Replaces the definitions. Those that differ in more than aliases do not fit the values that
    /// are here: entities keep their class by name and start over with defaults.
    pub(super) fn adopt(&mut self, defs: &Arc<Defs>) {
        if self.defs().is_some_and(|old| Arc::ptr_eq(old, defs)) {
            return;
        }
        let Some(old) = self.lexicon.replace(Lexicon::of(defs)) else {
            return;
        };
        if self.table.is_empty() {
            self.retired.clear();
            return;
        }
        if !old.defs().same_but_aliases(defs) {
            self.reclass(old.defs(), defs);
        }
        self.retired.push(old);
    }

    fn reclass(&mut self, old: &Defs, new: &Defs) {
        let mut from = 0;
        while let Some(slot) = self.table.next_occupied(from) {
            from = slot.0 + 1;
            let Some(e) = self.table.get_mut(slot) else {
                continue;
            };
            let name = old.module(e.module).map_or("", |m| m.name());
            let module = new.module_by_name(name).unwrap_or(e.module);
            let fresh = Entity::new(new, module, e.id());
            e.module = module;
            e.store = fresh.store;
            e.components = fresh.components;
        }
        self.mark_wanted();
    }

    /// Says what the game wants to hear of entities of a class, or of all: see [`crate::layers::Interest::set_class`].
    pub fn set_interest(&mut self, utype: Option<u16>, wanted: u32) {
        self.interest.set_class(utype, wanted);
        self.mark_wanted();
    }

    /// What the game wants to hear of entities of a class.
    fn wanted_of(&self, module: u16) -> u32 {
        let class = self.defs().and_then(|d| d.module(module));
        class.map_or(u32::MAX, |m| self.interest.of_class(m.utype()))
    }

    fn mark_wanted(&mut self) {
        let mut from = 0;
        while let Some(slot) = self.table.next_occupied(from) {
            from = slot.0 + 1;
            self.mark(slot);
        }
    }

    /// Notes at an entity what the game wants to hear of it.
    fn mark(&mut self, slot: Slot) {
        let wanted = self.table.get(slot).map_or(0, |e| self.wanted_of(e.module));
        let player = self.is_player(slot);
        if let Some(e) = self.table.get_mut(slot) {
            e.wanted = wanted;
            e.plain = wanted & MOVES != 0 && !player;
        }
    }

    /// Another entity is the player's. Returns whether it was not so before.
    fn set_player(&mut self, slot: Slot) -> bool {
        let before = std::mem::replace(&mut self.player, slot);
        self.mark(before);
        self.mark(slot);
        before != slot
    }

    /// PlayerCreated and EnterWorld. Returns how many events of the batch it covers.
    pub(super) fn begin_creation(&mut self, batch: &Batch, index: usize) -> usize {
        let Some(event) = batch.events.get(index).copied() else {
            return 0;
        };
        let (slot, id, new) = match event {
            Event::PlayerCreated { slot, entity, new, uuid, .. } => {
                self.facts.uuid = uuid;
                (slot, entity, new)
            }
            Event::EnterWorld { slot, entity, new, .. } => (slot, entity, new),
            _ => return 1,
        };
        if !new {
            self.known_again(&event);
            return 1;
        }
        self.push(Step::Create(index as u32));
        if self.table.get(slot).is_some() {
            // The session never does this; if it did, the old entity must not end unsaid.
            self.end_entity(slot);
        }
        // A server that names a player of an unknown class leaves the layers with two minds about who the
        // player is, and so about who stays when the space is cleared.
        if let Some(old) = self.table.slot_of(id).filter(|old| *old != slot) {
            self.end_entity(old);
        }
        let rest = batch.events.get(index + 1..).unwrap_or_default();
        1 + rest.iter().take_while(|e| belongs(e, slot)).count()
    }

    /// The entity exists already: the player became it, or it enters the world now.
    fn known_again(&mut self, event: &Event) {
        match *event {
            Event::PlayerCreated { slot, .. } => {
                let other = self.set_player(slot);
                self.steps.extend(
                    other
                        .then_some(Step::Tell(Notice::Entity { what: Milestone::BaseReady, slot })),
                );
            }
            Event::EnterWorld { slot, player, already: false, on_ground, .. } => {
                let Some(e) = self.table.get_mut(slot) else {
                    return;
                };
                e.set_on_ground(on_ground);
                let position = e.motion.position;
                if player {
                    self.facts.server_position = position;
                }
                self.push_entering(slot, player);
            }
            _ => {}
        }
    }

    fn push_entering(&mut self, slot: Slot, player: bool) {
        if self.options.initial_events {
            self.push(Step::Replay { slot, base: false, at: 0, inner: 0 });
        }
        self.push(Step::Enter(slot));
        if player {
            self.push(Step::GainCell(slot));
        }
    }

    /// Creates the entity of the event at `index`, with what had waited for it.
    pub(super) fn create(&mut self, batch: &Batch, index: usize) {
        let Some(event) = batch.events.get(index).copied() else {
            return;
        };
        let Some(defs) = self.defs().cloned() else {
            return;
        };
        let (slot, id, module, player, enters) = match event {
            Event::PlayerCreated { slot, entity, module, .. } => {
                (slot, entity, module, true, false)
            }
            Event::EnterWorld { slot, entity, module, player, .. } => {
                (slot, entity, module, player, true)
            }
            _ => return,
        };
        let mut entity = Entity::new(&defs, module, id);
        if let Event::EnterWorld { on_ground, .. } = event {
            entity.set_on_ground(on_ground);
        }
        if !self.table.insert(slot, entity) {
            return;
        }
        if player {
            self.set_player(slot);
        }
        self.mark(slot);
        let rest = batch.events.get(index + 1..).unwrap_or_default();
        for e in rest.iter().take_while(|e| belongs(e, slot)) {
            match *e {
                Event::Properties { first, count, .. } => {
                    self.apply_silently(slot, first, first.saturating_add(count), batch);
                }
                Event::ComponentLinked { property, module, .. } => {
                    self.link(slot, property, module);
                }
                _ => {}
            }
        }
        if enters {
            self.push_entering(slot, player);
        } else if self.options.initial_events {
            self.push(Step::Replay { slot, base: true, at: 0, inner: 0 });
        }
        self.push(Step::Components { slot, what: ComponentMilestone::Attached, at: 0 });
        if !enters {
            self.push_told(Milestone::BaseReady, slot);
        }
        self.push_told(Milestone::Created, slot);
    }

    /// A component property's class became known.
    pub(super) fn link(&mut self, slot: Slot, property: u16, module: u16) {
        let Some(defs) = self.defs().cloned() else {
            return;
        };
        let entity = self.table.get_mut(slot);
        if let Some(component) = entity.and_then(|e| e.component_mut(property)) {
            component.link(&defs, module);
        }
    }

    /// Tells the first component from `at` on that `what` is news about.
    pub(super) fn components(
        &mut self,
        slot: Slot,
        what: ComponentMilestone,
        at: u32,
    ) -> Option<Notice> {
        let components = self.table.get_mut(slot)?.components.iter_mut();
        let mut candidates = components.zip(0u32..).skip(at as usize);
        let (c, n) = candidates.find_map(|(c, n)| moved_on(c, what).then_some((c, n)))?;
        let property = c.property;
        self.push(Step::Components { slot, what, at: n + 1 });
        Some(Notice::Component { what, slot, property })
    }

    /// Components whose class became known; those of an entity in the world are in it too.
    pub(super) fn push_attaching(&mut self, slot: Slot) {
        if self.table.get(slot).is_some_and(|e| e.in_world) {
            self.push(Step::Components { slot, what: ComponentMilestone::EnterWorld, at: 0 });
        }
        self.push(Step::Components { slot, what: ComponentMilestone::Attached, at: 0 });
    }

    pub(super) fn leave_world(&mut self, slot: Slot, player: bool) {
        if !player {
            self.end_entity(slot);
            return;
        }
        if let Some(e) = self.table.get_mut(slot) {
            e.controlled = false;
        }
        self.push(Step::LoseCell(slot));
        self.push(Step::Leave(slot));
    }

    /// Everything that belongs to the end of an entity, in order: leaves the world, control is lost,
    /// components are detached, it is destroyed, it is forgotten.
    pub(super) fn end_entity(&mut self, slot: Slot) {
        if self.table.get(slot).is_none() {
            return;
        }
        self.push(Step::Remove(slot));
        self.push_told(Milestone::Destroyed, slot);
        self.push(Step::Components { slot, what: ComponentMilestone::Detached, at: 0 });
        self.push(Step::LoseControl(slot));
        self.push(Step::LoseCell(slot));
        self.push(Step::Leave(slot));
    }

    pub(super) fn remove(&mut self, slot: Slot) {
        self.table.remove(slot);
        if self.is_player(slot) {
            self.player = Slot::NONE;
        }
    }

    pub(super) fn sweep(&mut self, from: u32, player: bool) {
        let mut from = from;
        while let Some(slot) = self.table.next_occupied(from) {
            from = slot.0 + 1;
            if player || !self.is_player(slot) {
                self.push(Step::Sweep { from, player });
                self.end_entity(slot);
                return;
            }
        }
    }

    pub(super) fn enter_space(&mut self, slot: Slot, space: u32, on_ground: bool) {
        self.space.id = space;
        let player = self.is_player(slot);
        let Some(e) = self.table.get_mut(slot) else {
            return;
        };
        let known = std::mem::replace(&mut e.in_world, true);
        e.set_on_ground(on_ground);
        let position = e.motion.position;
        if player {
            self.facts.server_position = position;
        }
        if !known {
            // One whose class showed between two spaces.
            self.push(Step::Components { slot, what: ComponentMilestone::EnterWorld, at: 0 });
        }
        self.push(Step::Tell(Notice::Pose {
            slot,
            axes: axes::POSITION | axes::DIRECTION,
            cause: PoseCause::EnterSpace,
            initial: false,
        }));
        self.push_told(Milestone::EnterSpace, slot);
    }

    pub(super) fn leave_space(&mut self, slot: Slot) {
        let Some(e) = self.table.get_mut(slot) else {
            return;
        };
        e.in_world = false;
        self.push_told(Milestone::LeaveSpace, slot);
    }
}
