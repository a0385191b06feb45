//! What the game is told: the events of the network layer, in the game's terms.

use crate::layers::event::{Event, Slot};
use crate::wire::value::Value;

/// Why a position or direction was set rather than moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum PoseCause {
    /// The server set it: teleport, refused move, script (`spec/02 §3.6`).
    Forced = 1,
    /// The property `position` or `direction` changed.
    Property = 2,
    /// The player entered a space.
    EnterSpace = 3,
}

/// What happened to an entity as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Milestone {
    /// It exists.
    Created,
    /// It is about to be forgotten.
    Destroyed,
    /// It is in the world.
    EnterWorld,
    /// It is no longer in the world.
    LeaveWorld,
    /// The player is in a space.
    EnterSpace,
    /// The player left its space.
    LeaveSpace,
    /// It went away while this client controlled it.
    ControlLost,
    /// Its base part can be called.
    BaseReady,
    /// The player's cell part can be called.
    CellReady,
    /// The player's cell part is gone.
    CellLost,
}

/// What happened to a component of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComponentMilestone {
    /// It is there.
    Attached,
    /// It goes with its entity.
    Detached,
    /// Its entity is in the world, and has been told to be.
    EnterWorld,
    /// Its entity is no longer in the world, and has been told not to be.
    LeaveWorld,
}

/// One thing to tell the game. Plain data: text and arguments are in the batch, property values in
/// the entity, and both stay put until the next notice is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Notice {
    /// An event that is told as it came.
    Event(Event),
    /// New entity definitions are in place.
    Definitions,
    /// An entity's life went on.
    Entity {
        /// What happened.
        what: Milestone,
        /// To whom.
        slot: Slot,
    },
    /// A property has another value, or is told for the first time.
    Property {
        /// The entity.
        slot: Slot,
        /// Index of the component property, [`crate::defs::NONE`] for the entity's own.
        component: u16,
        /// Class that owns the property.
        module: u16,
        /// Index of the property within that class.
        property: u16,
        /// Part of the initial replay; then both values are the same.
        initial: bool,
        /// The value before.
        old: Value,
        /// The value.
        new: Value,
    },
    /// An entity moved by itself: position for interpolation.
    Moved {
        /// The entity.
        slot: Slot,
        /// What was carried: [`crate::wire::volatile::axes`].
        axes: u32,
    },
    /// An entity was set somewhere.
    Pose {
        /// The entity.
        slot: Slot,
        /// What was set: [`crate::wire::volatile::axes`].
        axes: u32,
        /// Why.
        cause: PoseCause,
        /// Part of the initial replay.
        initial: bool,
    },
    /// Control over an entity changed (`spec/02 §3.8`).
    Control {
        /// The entity.
        slot: Slot,
        /// The flag; its meaning depends on whether it is the player.
        controlled: bool,
    },
    /// A component's life went on.
    Component {
        /// What happened.
        what: ComponentMilestone,
        /// The entity.
        slot: Slot,
        /// Index of the component property.
        property: u16,
    },
    /// The space has geometry. The event is the [`Event::SpaceData`] that says so.
    Geometry(Event),
}
