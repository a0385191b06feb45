//! Notices of the game layer into the structs of C.

mod told;

use std::mem::offset_of;

use super::callbacks::*;
use super::client::{Client, Local};
use super::events::*;
use super::pull::{kbe_event, kbe_event_data};
use super::value;
use super::view::{bytes_of, kbe_bytes, kbe_str, str_of};
use crate::defs::{Defs, NONE};
use crate::game::{ComponentMilestone, Entity, Game, Milestone, Notice, Side};
use crate::layers::Batch;
use crate::layers::event::{Event, Motion, Move, Slot};
use crate::wire::value::{Span, Value};
use crate::wire::volatile::axes;

/// The KBE_EVENT number of a notice.
pub(crate) fn type_of(notice: &Notice) -> u32 {
    match notice {
        Notice::Definitions => KBE_EVENT_DEFINITIONS,
        Notice::Entity { what, .. } => match what {
            Milestone::Created => KBE_EVENT_ENTITY_CREATED,
            Milestone::Destroyed => KBE_EVENT_ENTITY_DESTROYED,
            Milestone::EnterWorld => KBE_EVENT_ENTITY_ENTER_WORLD,
            Milestone::LeaveWorld => KBE_EVENT_ENTITY_LEAVE_WORLD,
            Milestone::EnterSpace => KBE_EVENT_ENTITY_ENTER_SPACE,
            Milestone::LeaveSpace => KBE_EVENT_ENTITY_LEAVE_SPACE,
            Milestone::ControlLost => KBE_EVENT_CONTROL_LOST,
            Milestone::BaseReady => KBE_EVENT_BASE_READY,
            Milestone::CellReady => KBE_EVENT_CELL_READY,
            Milestone::CellLost => KBE_EVENT_CELL_LOST,
        },
        Notice::Property { .. } => KBE_EVENT_PROPERTY_CHANGED,
        Notice::Moved { .. } => KBE_EVENT_ENTITY_MOVED,
        Notice::Pose { .. } => KBE_EVENT_POSE_SET,
        Notice::Control { .. } => KBE_EVENT_CONTROL_CHANGED,
        Notice::Component { what, .. } => match what {
            ComponentMilestone::Attached => KBE_EVENT_COMPONENT_ATTACHED,
            ComponentMilestone::Detached => KBE_EVENT_COMPONENT_DETACHED,
            ComponentMilestone::EnterWorld => KBE_EVENT_COMPONENT_ENTER_WORLD,
            ComponentMilestone::LeaveWorld => KBE_EVENT_COMPONENT_LEAVE_WORLD,
        },
        Notice::Geometry(_) => KBE_EVENT_SPACE_GEOMETRY,
        Notice::Event(event) => type_of_event(event),
    }
}

fn type_of_event(event: &Event) -> u32 {
    match event {
        Event::Connection { .. } => KBE_EVENT_CONNECTION,
        Event::Hello { .. } => KBE_EVENT_HELLO,
        Event::VersionMismatch { .. } => KBE_EVENT_VERSION_MISMATCH,
        Event::LoginAccepted { .. } => KBE_EVENT_LOGIN_ACCEPTED,
        Event::LoginSucceeded { .. } | Event::LoginFailed { .. } => KBE_EVENT_LOGIN_RESULT,
        Event::AccountResult { .. } => KBE_EVENT_ACCOUNT_RESULT,
        Event::Disconnected { .. } => KBE_EVENT_DISCONNECTED,
        Event::Lost { .. } | Event::Resuming { .. } | Event::Resumed { .. } => {
            KBE_EVENT_SESSION_CHANGED
        }
        Event::Method { .. } => KBE_EVENT_METHOD_CALLED,
        Event::SpaceData { .. } => KBE_EVENT_SPACE_DATA_SET,
        Event::SpaceDataDeleted { .. } => KBE_EVENT_SPACE_DATA_DELETED,
        Event::StreamStarted { .. } => KBE_EVENT_STREAM_STARTED,
        Event::StreamData { .. } => KBE_EVENT_STREAM_DATA,
        Event::StreamCompleted { .. } => KBE_EVENT_STREAM_COMPLETED,
        Event::Fault(_) => KBE_EVENT_PROTOCOL_ERROR,
        Event::Log { .. } => KBE_EVENT_LOG,
        _ => KBE_EVENT_NONE,
    }
}

/// Whether movements that were collected must be handed over before this is told, because it makes
/// them out of date.
pub(crate) fn outdates_moves(notice: &Notice) -> bool {
    match notice {
        Notice::Entity { what, .. } => !matches!(
            what,
            Milestone::Created
                | Milestone::EnterWorld
                | Milestone::BaseReady
                | Milestone::CellReady
        ),
        Notice::Pose { .. } | Notice::Control { .. } => true,
        Notice::Event(event) => matches!(event, Event::Disconnected { .. } | Event::Lost { .. }),
        _ => false,
    }
}

const _: () = {
    assert!(axes::NOT_FINITE == KBE_MOVE_NOT_FINITE && axes::ON_GROUND == KBE_MOVE_ON_GROUND);
    assert!(axes::PLAYER == KBE_MOVE_PLAYER);
    assert!(size_of::<Motion>() == size_of::<kbe_transform>());
    assert!(align_of::<Motion>() == align_of::<kbe_transform>());
    assert!(offset_of!(Motion, entity) == offset_of!(kbe_transform, entity_id));
    assert!(offset_of!(Motion, flags) == offset_of!(kbe_transform, flags));
    assert!(offset_of!(Motion, position) == offset_of!(kbe_transform, position));
    assert!(offset_of!(Motion, direction) == offset_of!(kbe_transform, direction));
};

/// Where an entity is, as it stands.
#[inline]
pub(crate) fn as_transform(motion: &Motion) -> kbe_transform {
    // SAFETY: same layout, asserted above, and every bit pattern is valid. Copied field by field it would
    // take four times as many instructions.
    unsafe { std::mem::transmute::<Motion, kbe_transform>(*motion) }
}

/// What movements have left to be told.
#[inline]
pub(crate) fn as_transforms(told: &[Move]) -> &[kbe_transform] {
    // SAFETY: a movement is laid out as what it says, that as asserted above, and every bit pattern is valid.
    unsafe { &*(std::ptr::from_ref(told) as *const [kbe_transform]) }
}

/// Where an entity is, with the flags of a movement that carried `carried`.
pub(crate) fn transform_of(entity: &Entity, carried: u32, player: bool) -> kbe_transform {
    let flags = entity.flags_of(carried) | if player { KBE_MOVE_PLAYER } else { 0 };
    kbe_transform { flags, ..as_transform(entity.motion()) }
}

/// An entity as C sees it.
pub(crate) fn entity_view(game: &Game, slot: Slot, entity: &Entity) -> kbe_entity_view {
    let bit = |on: bool, bit: u32| if on { bit } else { 0 };
    let class = game.defs().and_then(|d| d.module(entity.module()));
    kbe_entity_view {
        struct_size: size_of::<kbe_entity_view>() as u32,
        flags: bit(game.is_player(slot), KBE_ENTITY_PLAYER)
            | bit(entity.in_world(), KBE_ENTITY_IN_WORLD)
            | bit(entity.on_ground(), KBE_ENTITY_ON_GROUND)
            | bit(entity.controlled(), KBE_ENTITY_CONTROLLED)
            | bit(!entity.motion().is_finite(), KBE_ENTITY_NOT_FINITE),
        id: entity.id(),
        class_id: class.map_or(0, |c| c.utype().into()),
        space_id: game.space().id(),
        component_count: entity.components().len() as u32,
        position: entity.motion().position,
        direction: entity.motion().direction,
        class_name: game
            .lexicon()
            .map_or_else(kbe_str::default, |l| str_of(l.class(entity.module()))),
        user_data: user_data(entity),
    }
}

/// What hangs on an entity, as the address it was.
pub(crate) fn user_data(entity: &Entity) -> *mut std::ffi::c_void {
    std::ptr::with_exposed_provenance_mut(entity.user_data())
}

/// What the conversions look things up in.
pub(crate) struct Scene<'a> {
    game: &'a Game,
    batch: Option<&'a Batch>,
    client: &'a Client,
}

/// Whose properties or methods something is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The entity.
    pub(crate) slot: Slot,
    /// Index of the component property, [`NONE`] for the entity's own.
    pub(crate) component: u16,
    /// Class that owns them.
    pub(crate) module: u16,
}

/// What a client's events are looked up in.
pub(crate) fn scene<'a>(local: &'a Local, client: &'a Client) -> Scene<'a> {
    Scene { game: &local.game, batch: local.inbox.batch(), client }
}

/// A notice as C sees it; `None` when it is about something that is not there.
pub(crate) fn event(local: &Local, client: &Client, notice: &Notice) -> Option<kbe_event> {
    let data = scene(local, client).data(notice)?;
    let struct_size = size_of::<kbe_event>() as u32;
    Some(kbe_event { struct_size, r#type: type_of(notice), data })
}

impl<'a> Scene<'a> {
    fn text(&self, span: Span) -> kbe_str {
        self.batch.map_or_else(kbe_str::default, |b| str_of(b.arena.text(span)))
    }

    fn bytes(&self, span: Span) -> kbe_bytes {
        self.batch.map_or_else(kbe_bytes::default, |b| bytes_of(b.arena.text(span)))
    }

    fn entity(&self, slot: Slot) -> Option<&'a Entity> {
        self.game.entities().get(slot)
    }

    fn player_flag(&self, slot: Slot) -> u32 {
        if self.game.is_player(slot) { KBE_FLAG_PLAYER } else { 0 }
    }

    fn data(&self, notice: &Notice) -> Option<kbe_event_data> {
        let client = self.client.handle();
        Some(match *notice {
            Notice::Event(ref event) => return self.event_data(event),
            Notice::Geometry(Event::SpaceData { space, value, initial, .. }) => kbe_event_data {
                space_geometry: kbe_space_geometry_event {
                    client,
                    space_id: space,
                    flags: initial_flag(initial),
                    path: self.text(value),
                },
            },
            Notice::Geometry(_) => return None,
            Notice::Definitions => {
                let defs = self.game.defs()?;
                kbe_event_data {
                    definitions: kbe_definitions_event {
                        client,
                        class_count: defs.modules().len() as u32,
                        type_count: defs.types().len() as u32,
                    },
                }
            }
            Notice::Entity { slot, .. } => {
                let entity = entity_view(self.game, slot, self.entity(slot)?);
                kbe_event_data { entity: kbe_entity_event { client, entity } }
            }
            Notice::Property { slot, component, module, property, initial, ref old, ref new } => {
                let place = Place { slot, component, module };
                kbe_event_data { property: self.property(place, property, initial, old, new)? }
            }
            Notice::Moved { slot, axes } => {
                let e = self.entity(slot)?;
                let transform = transform_of(e, axes, self.game.is_player(slot));
                let entity_user_data = user_data(e);
                kbe_event_data { moved: kbe_moved_event { client, transform, entity_user_data } }
            }
            Notice::Pose { slot, axes, cause, initial } => {
                let e = self.entity(slot)?;
                kbe_event_data {
                    pose: kbe_pose_event {
                        client,
                        transform: transform_of(e, axes, self.game.is_player(slot)),
                        cause: cause as u32,
                        flags: self.player_flag(slot) | initial_flag(initial),
                        entity_user_data: user_data(e),
                    },
                }
            }
            Notice::Control { slot, controlled } => {
                let e = self.entity(slot)?;
                kbe_event_data {
                    control: kbe_control_event {
                        client,
                        entity_id: e.id(),
                        flags: self.player_flag(slot),
                        controlled: controlled.into(),
                        reserved: 0,
                        entity_user_data: user_data(e),
                    },
                }
            }
            Notice::Component { slot, property, .. } => {
                kbe_event_data { component: self.component(slot, property)? }
            }
        })
    }

    /// A changed property.
    #[inline(always)]
    pub(crate) fn property(
        &self,
        Place { slot, component, module }: Place,
        property: u16,
        initial: bool,
        old: &Value,
        new: &Value,
    ) -> Option<kbe_property_event> {
        let e = self.entity(slot)?;
        let lexicon = self.game.lexicon()?;
        let class = lexicon.defs().module(module)?;
        let (component_id, component_name) = self.component_of(e, component);
        Some(kbe_property_event {
            client: self.client.handle(),
            entity_id: e.id(),
            flags: self.player_flag(slot) | initial_flag(initial),
            class_id: class.utype().into(),
            component_id,
            property_id: class.property(property)?.uid().into(),
            reserved: 0,
            component_name,
            property_name: str_of(lexicon.property(module, property)),
            value: value::of(new),
            old_value: value::of(old),
            entity_user_data: user_data(e),
        })
    }

    /// Uid and name of a component property; 0 and empty for the entity itself.
    fn component_of(&self, entity: &Entity, component: u16) -> (u32, kbe_str) {
        let lexicon = self.game.lexicon().filter(|_| component != NONE);
        let Some(lexicon) = lexicon else {
            return (0, kbe_str::default());
        };
        let name = str_of(lexicon.property(entity.module(), component));
        (component_uid(lexicon.defs(), entity, component), name)
    }

    fn component(&self, slot: Slot, property: u16) -> Option<kbe_component_event> {
        let e = self.entity(slot)?;
        let lexicon = self.game.lexicon()?;
        let module = e.component(property)?.module()?;
        let (component_id, component_name) = self.component_of(e, property);
        Some(kbe_component_event {
            client: self.client.handle(),
            entity_id: e.id(),
            flags: self.player_flag(slot),
            component_id,
            class_id: lexicon.defs().module(module)?.utype().into(),
            component_name,
            class_name: str_of(lexicon.class(module)),
            entity_user_data: user_data(e),
        })
    }

    /// A call by the server.
    #[inline(always)]
    pub(crate) fn method(&self, event: &Event) -> Option<kbe_method_event> {
        let Event::Method { slot, component, module, method, argc, args, .. } = *event else {
            return None;
        };
        let e = self.entity(slot)?;
        let lexicon = self.game.lexicon()?;
        let class = lexicon.defs().module(module)?;
        let args = self.batch?.arena.slice(args, argc.into());
        let (component_id, component_name) = self.component_of(e, component);
        Some(kbe_method_event {
            client: self.client.handle(),
            entity_id: e.id(),
            flags: self.player_flag(slot),
            class_id: class.utype().into(),
            component_id,
            method_id: class.client_methods().get(usize::from(method))?.uid().into(),
            argc: args.len() as u32,
            args: value::value_ptr(args.as_ptr()),
            component_name,
            method_name: str_of(lexicon.method(module, Side::Client, method)),
            entity_user_data: user_data(e),
        })
    }
}

fn initial_flag(initial: bool) -> u32 {
    if initial { KBE_FLAG_INITIAL } else { 0 }
}

/// Uid of a component property of an entity.
pub(crate) fn component_uid(defs: &Defs, entity: &Entity, component: u16) -> u32 {
    let class = defs.module(entity.module());
    class.and_then(|c| c.property(component)).map_or(0, |p| p.uid().into())
}
