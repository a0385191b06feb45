//! One entity as the game sees it.

use std::cell::Cell;

use super::property::Store;
use crate::defs::module::Role;
use crate::defs::{Defs, NONE};
use crate::layers::event::Motion;
use crate::wire::value::{Kind, Value};
use crate::wire::volatile::axes;

/// A component of an entity. It always stands behind a component property of the entity's class; its
/// own class shows in the traffic (`spec/02 §2.6`).
#[derive(Debug)]
pub struct Component {
    /// Index of the component property in the entity's class.
    pub(super) property: u16,
    /// Its class, [`NONE`] while unknown.
    pub(super) module: u16,
    pub(super) attached: bool,
    /// Whether the game has been told that it is in the world.
    pub(super) entered: bool,
    pub(super) store: Store,
}

impl Component {
    /// Index of the component property in the entity's class.
    #[must_use]
    pub fn property(&self) -> u16 {
        self.property
    }

    /// Its class, once known.
    #[must_use]
    pub fn module(&self) -> Option<u16> {
        Some(self.module).filter(|&m| m != NONE)
    }

    /// Whether the game has been told of it.
    #[must_use]
    pub fn attached(&self) -> bool {
        self.attached
    }

    /// Its properties; empty while its class is unknown.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Learns the class. Another class than before starts over with defaults.
    pub(super) fn link(&mut self, defs: &Defs, module: u16) {
        if self.module == module {
            return;
        }
        if let Some(class) = defs.module(module) {
            self.module = module;
            self.store = Store::new(class);
        }
    }
}

/// An entity.
#[derive(Debug)]
pub struct Entity {
    /// Its id, where it is and where it looks; of the flags only whether it is on the ground counts, the others
    /// are as the last movement left them.
    pub(super) motion: Motion,
    pub(super) module: u16,
    pub(super) in_world: bool,
    pub(super) has_cell: bool,
    pub(super) controlled: bool,
    /// What the game wants to hear of it: [`crate::layers::interest`] bits.
    pub(super) wanted: u32,
    /// Movements are told just as they come: the game wants to hear of them, and the player's is another.
    pub(super) plain: bool,
    pub(super) store: Store,
    pub(super) components: Vec<Component>,
    /// Whatever the game hung on it: an address as a plain number.
    user_data: Cell<usize>,
    /// Place in an array of movements, and the number of the array.
    collected: Cell<(u32, u32)>,
    /// Position and direction as values, refreshed when they are asked for as properties.
    pose_values: [Cell<Value>; 2],
}

impl Entity {
    /// An entity of class `module` with every property at its default.
    pub(super) fn new(defs: &Defs, module: u16, id: i32) -> Self {
        let class = defs.module(module);
        let mut components = Vec::new();
        for (p, index) in class.map_or(&[][..], |c| c.properties()).iter().zip(0u16..) {
            if p.role() == Role::Component {
                let mut component = Component {
                    property: index,
                    module: NONE,
                    attached: false,
                    entered: false,
                    store: Store::default(),
                };
                if let Some(known) = defs.component_module(module, index) {
                    component.link(defs, known);
                }
                components.push(component);
            }
        }
        Self {
            motion: Motion { entity: id, flags: axes::ON_GROUND, ..Motion::default() },
            module,
            in_world: false,
            has_cell: false,
            controlled: false,
            wanted: u32::MAX,
            plain: false,
            store: class.map(Store::new).unwrap_or_default(),
            components,
            user_data: Cell::new(0),
            collected: Cell::new((0, u32::MAX)),
            pose_values: [const { Cell::new(Value::NONE) }; 2],
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> i32 {
        self.motion.entity
    }

    /// Index of its class.
    #[must_use]
    pub fn module(&self) -> u16 {
        self.module
    }

    /// Where it is and looks. Of the flags only [`axes::ON_GROUND`] means something.
    #[inline]
    #[must_use]
    pub fn motion(&self) -> &Motion {
        &self.motion
    }

    /// Whether it is on the ground.
    #[inline]
    #[must_use]
    pub fn on_ground(&self) -> bool {
        self.motion.flags & axes::ON_GROUND != 0
    }

    pub(super) fn set_on_ground(&mut self, on_ground: bool) {
        self.motion.flags = if on_ground { axes::ON_GROUND } else { 0 };
    }

    /// Moves it. Returns where it is, with the flags to tell: what was carried, whether it is on the ground,
    /// whether all of it is finite.
    #[inline]
    pub(super) fn moved(&mut self, by: &Motion) -> Motion {
        let (mut to, before) = (*by, &self.motion);
        if by.flags & axes::POSITION == 0 {
            to.position = before.position;
        }
        if by.flags & axes::DIRECTION == 0 {
            to.direction = before.direction;
        }
        if by.flags & axes::HAS_GROUND == 0 {
            to.flags = by.flags & !axes::ON_GROUND | before.flags & axes::ON_GROUND;
        }
        // Of what the session sees the entity has a part at most: nothing else can be odd.
        if to.flags & axes::NOT_FINITE != 0 && to.is_finite() {
            to.flags &= !axes::NOT_FINITE;
        }
        self.motion = to;
        to
    }

    /// The flags of a movement that carried `carried`, with what is known about the whole of it.
    #[must_use]
    pub fn flags_of(&self, carried: u32) -> u32 {
        let odd = if self.motion.is_finite() { 0 } else { axes::NOT_FINITE };
        let carried = carried & !(axes::ON_GROUND | axes::NOT_FINITE);
        carried | self.motion.flags & axes::ON_GROUND | odd
    }

    /// Whether it is in the world.
    #[must_use]
    pub fn in_world(&self) -> bool {
        self.in_world
    }

    /// For the player: somebody else moves it. For others: this client moves it (`spec/02 §3.8`).
    #[must_use]
    pub fn controlled(&self) -> bool {
        self.controlled
    }

    /// Its properties.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Its components, in the order of its class's properties.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// A component by the index of its property.
    #[must_use]
    pub fn component(&self, property: u16) -> Option<&Component> {
        self.components.iter().find(|c| c.property == property)
    }

    /// The components of a class, in the order of the properties; those whose class is not known yet
    /// are not among them.
    pub fn components_of(&self, module: u16) -> impl Iterator<Item = &Component> {
        self.components.iter().filter(move |c| c.module() == Some(module))
    }

    pub(super) fn component_mut(&mut self, property: u16) -> Option<&mut Component> {
        self.components.iter_mut().find(|c| c.property == property)
    }

    /// The properties of the entity itself, or of the component behind `component`.
    pub(super) fn store_of(&self, component: u16) -> Option<&Store> {
        if component == NONE {
            return Some(&self.store);
        }
        self.component(component).map(|c| &c.store)
    }

    /// What the game hung on it.
    #[must_use]
    pub fn user_data(&self) -> usize {
        self.user_data.get()
    }

    /// Hangs something on it.
    pub fn set_user_data(&self, data: usize) {
        self.user_data.set(data);
    }

    /// Number of the array of movements that met it last, and its place in it.
    #[inline]
    #[must_use]
    pub fn collected(&self) -> (u32, u32) {
        self.collected.get()
    }

    /// Notes its place in an array of movements.
    #[inline]
    pub fn set_collected(&self, number: u32, place: u32) {
        self.collected.set((number, place));
    }

    /// The current value of a property of the entity itself. `position` and `direction` are where
    /// the entity is now, not what the server's last property update said.
    #[must_use]
    pub fn value(&self, role: Role, index: u16) -> Option<*const Value> {
        let [position, direction] = &self.pose_values;
        let (cell, v) = match role {
            Role::Position => (position, self.motion.position),
            Role::Direction => (direction, self.motion.direction),
            _ => {
                return self.store.get(index).map(|s| std::ptr::from_ref(s.current()));
            }
        };
        let [x, y, z] = v;
        cell.set(Value::vector(Kind::Vector3, [x, y, z, 0.0]));
        Some(cell.as_ptr().cast_const())
    }
}
