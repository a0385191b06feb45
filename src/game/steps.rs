//! One event unfolds into steps, and steps into notices.
//!
//! Steps stand on a stack: the next one last. A step may push further steps, and one that has more
//! to tell than one notice pushes itself again. So the telling can stop anywhere and go on later.

use super::notice::{ComponentMilestone, Milestone, Notice, PoseCause};
use super::{Game, space};
use crate::defs::NONE;
use crate::layers::Batch;
use crate::layers::event::{Event, Slot};
use crate::wire::volatile::axes;

/// One piece of what is still to be done about an event.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Tell this.
    Tell(Notice),
    /// Create the entity of the event at this index of the batch.
    Create(u32),
    /// Take the components of an entity this step further, from this position on.
    Components { slot: Slot, what: ComponentMilestone, at: u32 },
    /// The cell part of an entity can be called.
    GainCell(Slot),
    /// The cell part of an entity is gone.
    LoseCell(Slot),
    /// The entity is in the world.
    Enter(Slot),
    /// The entity leaves the world, if it is in it.
    Leave(Slot),
    /// The entity goes while this client controls it.
    LoseControl(Slot),
    /// The entity is forgotten.
    Remove(Slot),
    /// End entities from this slot on, the player's too if told so.
    Sweep { from: u32, player: bool },
    /// Everything has ended.
    Emptied,
    /// Changes `applied..end` are still to be applied, and those from `next` on to be told.
    Changes { slot: Slot, next: u32, applied: u32, end: u32 },
    /// Tell initial values: base properties or the others, from this position of the name order
    /// on; `inner` is the position within a component.
    Replay { slot: Slot, base: bool, at: u16, inner: u16 },
}

impl Game {
    /// Starts on the event at `index` of a sealed batch. Returns how many events it covers: the
    /// messages that had waited for an entity belong to its creation. Everything told about the
    /// event before must have been taken with [`Self::next`].
    pub fn begin(&mut self, batch: &Batch, index: usize) -> usize {
        let Some(event) = batch.events.get(index).copied() else {
            return 0;
        };
        self.facts.note(&event, batch);
        match event {
            Event::Definitions { index } => {
                if let Some(defs) = batch.definitions.get(index as usize) {
                    self.adopt(defs);
                    self.push(Step::Tell(Notice::Definitions));
                }
            }
            Event::ErrorTexts { index } => {
                if let Some(table) = batch.error_tables.get(index as usize) {
                    self.errors = super::ErrorTexts::of(table);
                }
            }
            // `Disconnected` with its reason follows.
            Event::Kicked { .. } => {}
            Event::PlayerCreated { .. } | Event::EnterWorld { .. } => {
                return self.begin_creation(batch, index);
            }
            Event::LeaveWorld { slot, player, .. } => self.leave_world(slot, player),
            Event::EnterSpace { slot, space, on_ground, .. } => {
                self.enter_space(slot, space, on_ground);
            }
            Event::LeaveSpace { slot, .. } => self.leave_space(slot),
            Event::Destroyed { slot, .. } => self.end_entity(slot),
            Event::Clear => {
                self.space.clear();
                self.push(Step::Sweep { from: 0, player: false });
            }
            Event::Reset => {
                self.space.clear();
                self.push(Step::Emptied);
                self.push(Step::Sweep { from: 0, player: true });
            }
            Event::Properties { slot, first, count, .. } => {
                let end = first.saturating_add(count);
                self.push(Step::Changes { slot, next: first, applied: first, end });
            }
            Event::ComponentLinked { slot, property, module, .. } => {
                self.link(slot, property, module);
                self.push_attaching(slot);
            }
            Event::Moves { first, count } => {
                self.begin_moves(first, count);
            }
            Event::Property { slot, module, property, value, .. } => {
                if let Some(old) = self.number(slot, module, property, value) {
                    let (component, initial, new) = (NONE, false, value);
                    let told =
                        Notice::Property { slot, component, module, property, initial, old, new };
                    self.push(Step::Tell(told));
                }
            }
            Event::BasePosition { position, slot, .. } => {
                if let Some(e) = self.table.get_mut(slot) {
                    e.motion.position = position;
                    self.push(Step::Tell(Notice::Moved { slot, axes: axes::POSITION }));
                }
            }
            Event::BaseDirection { direction, slot, .. } => {
                if let Some(e) = self.table.get_mut(slot) {
                    e.motion.direction = direction;
                    self.push(Step::Tell(Notice::Moved { slot, axes: axes::DIRECTION }));
                }
            }
            Event::SetPose { slot, position, direction, .. } => {
                self.force_pose(slot, position, direction);
            }
            Event::Control { slot, controlled, .. } => {
                if let Some(e) = self.table.get_mut(slot) {
                    e.controlled = controlled;
                    self.push(Step::Tell(Notice::Control { slot, controlled }));
                }
            }
            Event::Method { slot, .. } => {
                if self.hears_calls_of(slot) {
                    self.push(Step::Tell(Notice::Event(event)));
                }
            }
            Event::SpaceInit { space } => self.space.id = space,
            Event::SpaceData { key, value, .. } => {
                let (key, value) = (batch.arena.text(key), batch.arena.text(value));
                self.space.set(key, value);
                self.push(Step::Tell(Notice::Event(event)));
                if key == space::MAPPING {
                    self.push(Step::Tell(Notice::Geometry(event)));
                }
            }
            Event::SpaceDataDeleted { key, .. } => {
                self.space.remove(batch.arena.text(key));
                self.push(Step::Tell(Notice::Event(event)));
            }
            other => self.push(Step::Tell(Notice::Event(other))),
        }
        1
    }

    /// The next thing to tell about the event in work, `None` when all of it has been told.
    pub fn next(&mut self, batch: &Batch) -> Option<Notice> {
        while let Some(step) = self.steps.pop() {
            let told = self.run(step, batch);
            if told.is_some() {
                return told;
            }
        }
        while let Some(movement) = self.take_move(batch) {
            if let Some((_, to)) = self.moved(&movement) {
                let axes = to.flags & !axes::PLAYER;
                return Some(Notice::Moved { slot: movement.slot(), axes });
            }
        }
        None
    }

    /// Puts a notice back that was taken and not told: it is the next one again.
    pub fn postpone(&mut self, notice: Notice) {
        self.push(Step::Tell(notice));
    }

    /// Whether everything about the event in work has been told.
    #[inline]
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.steps.is_empty() && self.run.is_empty()
    }

    /// Forgets entities whose end has been told, so that they cannot be found any more between two
    /// pumps.
    pub fn settle(&mut self) {
        while let Some(&Step::Remove(slot)) = self.steps.last() {
            self.steps.pop();
            self.remove(slot);
        }
    }

    pub(super) fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn push_told(&mut self, what: Milestone, slot: Slot) {
        self.steps.push(Step::Tell(Notice::Entity { what, slot }));
    }

    fn run(&mut self, step: Step, batch: &Batch) -> Option<Notice> {
        match step {
            Step::Tell(notice) => Some(notice),
            Step::Create(index) => {
                self.create(batch, index as usize);
                None
            }
            Step::Components { slot, what, at } => self.components(slot, what, at),
            Step::GainCell(slot) => {
                let e = self.table.get_mut(slot)?;
                let gained = !std::mem::replace(&mut e.has_cell, true);
                gained.then_some(Notice::Entity { what: Milestone::CellReady, slot })
            }
            Step::LoseCell(slot) => {
                let e = self.table.get_mut(slot)?;
                let lost = std::mem::replace(&mut e.has_cell, false);
                lost.then_some(Notice::Entity { what: Milestone::CellLost, slot })
            }
            Step::Enter(slot) => {
                let e = self.table.get_mut(slot)?;
                e.in_world = true;
                // Those that left a space were never told to leave the world.
                e.components.iter_mut().for_each(|c| c.entered = false);
                self.push(Step::Components { slot, what: ComponentMilestone::EnterWorld, at: 0 });
                Some(Notice::Entity { what: Milestone::EnterWorld, slot })
            }
            Step::Leave(slot) => {
                let e = self.table.get_mut(slot)?;
                let left = std::mem::replace(&mut e.in_world, false);
                if left {
                    let what = ComponentMilestone::LeaveWorld;
                    self.push(Step::Components { slot, what, at: 0 });
                }
                left.then_some(Notice::Entity { what: Milestone::LeaveWorld, slot })
            }
            Step::LoseControl(slot) => {
                let player = self.is_player(slot);
                let e = self.table.get_mut(slot)?;
                let lost = std::mem::replace(&mut e.controlled, false) && !player;
                lost.then_some(Notice::Entity { what: Milestone::ControlLost, slot })
            }
            Step::Remove(slot) => {
                self.remove(slot);
                None
            }
            Step::Sweep { from, player } => {
                self.sweep(from, player);
                None
            }
            Step::Emptied => {
                self.retired.clear();
                None
            }
            Step::Changes { slot, next, applied, end } => {
                self.change(slot, next, applied, end, batch)
            }
            Step::Replay { slot, base, at, inner } => self.replay(slot, base, at, inner),
        }
    }

    /// A hard position (`spec/02 §3.6`). Before the entity is in the world it is a fact, not news.
    fn force_pose(&mut self, slot: Slot, position: [f32; 3], direction: [f32; 3]) {
        let player = self.is_player(slot);
        let Some(e) = self.table.get_mut(slot) else {
            return;
        };
        (e.motion.position, e.motion.direction) = (position, direction);
        let in_world = e.in_world;
        if player {
            self.facts.server_position = position;
        }
        if in_world {
            self.push(Step::Tell(Notice::Pose {
                slot,
                axes: axes::POSITION | axes::DIRECTION,
                cause: PoseCause::Forced,
                initial: false,
            }));
        }
    }
}
