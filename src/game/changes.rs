//! Properties: applied, told, replayed (`spec/02 §6.5`).

use super::notice::{Notice, PoseCause};
use super::steps::Step;
use super::{Entity, Game};
use crate::defs::module::{Property, Role};
use crate::defs::{Defs, NONE};
use crate::layers::Batch;
use crate::layers::event::{PropertyChange, Slot};
use crate::layers::interest::PROPERTIES;
use crate::wire::value::Value;
use crate::wire::volatile::axes;

/// Whether a change may be told: base properties once the entity exists, others once it is in the world,
/// none that the game does not want to hear of.
fn may_tell(property: &Property, entity: &Entity) -> bool {
    entity.wanted & PROPERTIES != 0 && (property.is_base() || entity.in_world)
}

impl Game {
    /// Applies changes until one of them touches a property for the second time, so that the value
    /// before stays what it was before this group. Returns the end of the group.
    fn apply_group(&mut self, slot: Slot, from: u32, end: u32, batch: &Batch) -> u32 {
        self.group = self.group.wrapping_add(1);
        let group = self.group;
        let changes = batch.changes.get(from as usize..end as usize).unwrap_or_default();
        for (change, n) in changes.iter().zip(from..) {
            if !self.apply(slot, change, batch, group) {
                return n;
            }
        }
        end
    }

    /// Stores one value. `false` when the group has stored this property already.
    fn apply(&mut self, slot: Slot, change: &PropertyChange, batch: &Batch, group: u32) -> bool {
        let Self { lexicon, table, facts, player, .. } = self;
        let Some(defs) = lexicon.as_ref().map(|l| l.defs()) else {
            return true;
        };
        let Some(e) = table.get_mut(slot) else {
            return true;
        };
        let PropertyChange { component, module, property, value } = *change;
        let store = if component == NONE {
            Some(&mut e.store)
        } else {
            e.component_mut(component).map(|c| {
                c.link(defs, module);
                &mut c.store
            })
        };
        let Some(stored) = store.and_then(|s| s.get_mut(property)) else {
            return true;
        };
        if stored.touched_by(group) {
            return false;
        }
        stored.set(batch, value, group);
        if component == NONE {
            let [x, y, z, _] = stored.current().as_vector();
            match role(defs, module, property) {
                Role::Position => {
                    e.motion.position = [x, y, z];
                    if *player == slot {
                        facts.server_position = [x, y, z];
                    }
                }
                Role::Direction => e.motion.direction = [x, y, z],
                _ => {}
            }
        }
        true
    }

    /// Stores a value that has no memory of its own. Returns the one before if the game is to be told.
    #[inline]
    pub fn number(
        &mut self,
        slot: Slot,
        module: u16,
        property: u16,
        value: Value,
    ) -> Option<Value> {
        let Self { lexicon, table, .. } = self;
        let e = table.get_mut(slot)?;
        let old = e.store.get_mut(property)?.set_number(value);
        // The definition is only asked where the answer is not known without it.
        let def = || lexicon.as_ref()?.defs().module(module)?.property(property);
        let told =
            e.wanted & PROPERTIES != 0 && (e.in_world || def().is_some_and(Property::is_base));
        if told { Some(old) } else { None }
    }

    /// What [`Self::begin`] does with a base position that moves nobody.
    #[inline]
    pub fn set_server_position(&mut self, position: [f32; 3]) {
        self.facts.set_server_position(position);
    }

    /// Applies changes that nobody is told about: they belong to the entity's creation.
    pub(super) fn apply_silently(&mut self, slot: Slot, from: u32, end: u32, batch: &Batch) {
        let mut at = from;
        while at < end {
            // A group takes at least one change; a range beyond the batch ends it all the same.
            at = self.apply_group(slot, at, end, batch).max(at + 1);
        }
    }

    /// The next notice about a run of changes.
    pub(super) fn change(
        &mut self,
        slot: Slot,
        mut next: u32,
        mut applied: u32,
        end: u32,
        batch: &Batch,
    ) -> Option<Notice> {
        while next < end {
            if next == applied {
                applied = self.apply_group(slot, next, end, batch).max(next + 1);
            }
            let change = batch.changes.get(next as usize)?;
            next += 1;
            let notice = self.change_notice(slot, change);
            if notice.is_some() {
                if next < end {
                    self.push(Step::Changes { slot, next, applied, end });
                }
                return notice;
            }
        }
        None
    }

    fn change_notice(&self, slot: Slot, change: &PropertyChange) -> Option<Notice> {
        let defs = self.defs()?;
        let e = self.table.get(slot)?;
        let PropertyChange { component, module, property, .. } = *change;
        let def = defs.module(module)?.property(property)?;
        if !may_tell(def, e) {
            return None;
        }
        if component == NONE && def.role() != Role::Plain {
            return pose_notice(slot, def.role(), false);
        }
        let stored = e.store_of(component)?.get(property)?;
        let (old, new) = (*stored.previous(), *stored.current());
        Some(Notice::Property { slot, component, module, property, initial: false, old, new })
    }

    /// The next notice of the initial replay: every property of the wanted sort in the order of
    /// names, components at their place among them.
    pub(super) fn replay(
        &mut self,
        slot: Slot,
        base: bool,
        mut at: u16,
        mut inner: u16,
    ) -> Option<Notice> {
        let defs = self.defs().cloned()?;
        let e = self.table.get(slot)?;
        if e.wanted & PROPERTIES == 0 {
            return None;
        }
        let class = defs.module(e.module)?;
        let foreign = !self.is_player(slot);
        let mut found = None;
        while let Some(&index) = class.properties_by_name().get(usize::from(at)) {
            let def = class.property(index)?;
            if def.role() == Role::Component {
                let (next, notice) = self.replay_component(slot, index, base, inner);
                if notice.is_some() {
                    inner = next;
                    found = notice;
                    break;
                }
                inner = 0;
            } else if def.is_base() == base && !(foreign && def.is_owner_only()) {
                found = match def.role() {
                    Role::Plain => self.initial(slot, NONE, e.module, index),
                    role => pose_notice(slot, role, true),
                };
            }
            at += 1;
            if found.is_some() {
                break;
            }
        }
        if found.is_some() {
            self.push(Step::Replay { slot, base, at, inner });
        }
        found
    }

    /// The next child of a component to tell, and where to go on.
    fn replay_component(
        &self,
        slot: Slot,
        component: u16,
        base: bool,
        from: u16,
    ) -> (u16, Option<Notice>) {
        let e = self.table.get(slot);
        let module = e.and_then(|e| e.component(component)).and_then(|c| c.module());
        let class = module.and_then(|m| self.defs().and_then(|d| d.module(m)));
        let (Some(module), Some(class)) = (module, class) else {
            return (0, None);
        };
        let foreign = !self.is_player(slot);
        let rest = class.properties_by_name().get(usize::from(from)..).unwrap_or_default();
        for (&index, n) in rest.iter().zip(from..) {
            let wanted = class.property(index).is_some_and(|p| {
                let told = p.role() == Role::Plain && p.is_base() == base;
                told && !(foreign && p.is_owner_only())
            });
            if wanted && let Some(notice) = self.initial(slot, component, module, index) {
                return (n + 1, Some(notice));
            }
        }
        (0, None)
    }

    fn initial(&self, slot: Slot, component: u16, module: u16, property: u16) -> Option<Notice> {
        let stored = self.table.get(slot)?.store_of(component)?.get(property)?;
        let new = *stored.current();
        let old = new;
        Some(Notice::Property { slot, component, module, property, initial: true, old, new })
    }
}

fn role(defs: &Defs, module: u16, property: u16) -> Role {
    defs.module(module).and_then(|m| m.property(property)).map_or(Role::Plain, Property::role)
}

/// Position and direction are told as poses; the space's id is never told.
fn pose_notice(slot: Slot, role: Role, initial: bool) -> Option<Notice> {
    let axes = match role {
        Role::Position => axes::POSITION,
        Role::Direction => axes::DIRECTION,
        _ => return None,
    };
    Some(Notice::Pose { slot, axes, cause: PoseCause::Property, initial })
}
