//! Entity-level messages: each turns into events and into what the [`World`] must remember
//! (`spec/02 §3`, `§6`).

use super::movers::Movers;
use super::wanted::Wanted;
use super::world::World;
use crate::defs::Defs;
use crate::layers::Batch;
use crate::layers::event::{Event, Slot};
use crate::wire::table::ClientMessage;
use crate::wire::volatile::VolatileForm;
use crate::wire::{Reader, WireError, WireErrorKind};

/// What handling an entity-level message works on.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) world: &'a mut World,
    pub(super) defs: Option<&'a Defs>,
    pub(super) batch: &'a mut Batch,
    pub(super) rules: Rules,
    /// What is to be decoded at all; everything when there is nothing.
    pub(super) wanted: Option<&'a Wanted>,
    /// Faults of messages that were handled although a part of them was not.
    pub(super) faults: &'a mut Vec<WireError>,
}

/// The switches of [`super::Config`] that decoding obeys.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rules {
    pub(super) base_y: bool,
    pub(super) integer_vectors: bool,
    /// The definitions come from the cache and nothing has confirmed them yet.
    pub(super) unconfirmed: bool,
}

/// How an entity was referred to (`spec/02 §4`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The entity's id.
    pub entity: i32,
    /// Its slot, [`Slot::NONE`] when it is not known.
    pub slot: Slot,
    /// The view index, when it was one.
    pub index: Option<u8>,
}

/// Reads a view id of one or four bytes (`spec/02 §4.3`).
///
/// # Errors
/// [`WireErrorKind::UnknownViewIndex`], or a body that is too short.
#[inline]
pub fn view_id(world: &World, r: &mut Reader<'_>, width: usize) -> Result<Reference, WireError> {
    if width == 4 {
        let entity = r.i32()?;
        return Ok(Reference { entity, slot: world.slot_of(entity), index: None });
    }
    let before = *r;
    let index = r.u8()?;
    match world.in_view(index) {
        Some((entity, slot)) => Ok(Reference { entity, slot, index: Some(index) }),
        None => Err(before.error(WireErrorKind::UnknownViewIndex(index))),
    }
}

/// Reads a plain entity id.
///
/// # Errors
/// A body that is too short.
pub fn entity_id(world: &World, r: &mut Reader<'_>) -> Result<Reference, WireError> {
    let entity = r.i32()?;
    Ok(Reference { entity, slot: world.slot_of(entity), index: None })
}

/// The id of the entity that a message is about, as far as its first bytes say; 0 when there is none.
pub(super) fn subject(world: &World, kind: ClientMessage, body: &[u8]) -> i32 {
    use ClientMessage as M;
    let (skip, width) = match kind {
        M::Method
        | M::Properties
        | M::SetPosAndDir
        | M::EnterWorld
        | M::LeaveWorld
        | M::EnterSpace
        | M::LeaveSpace
        | M::Destroyed
        | M::Control => (0, 4),
        // The key of the session stands in front.
        M::CreatedProxies => (8, 4),
        M::MethodOptimized | M::PropertiesOptimized => (0, 1),
        M::LeaveWorldOptimized => (0, body.len()),
        M::UpdateData(form) => (0, body.len().wrapping_sub(form.body_size())),
        _ => return 0,
    };
    let mut r = Reader::new(body.get(skip..).unwrap_or_default());
    match width {
        1 | 4 => view_id(world, &mut r, width).map_or(0, |who| who.entity),
        _ => 0,
    }
}

/// The class number and ground flag of onEntityEnterWorld, whose width only the length tells
/// (`spec/02 §2.7`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entering {
    /// Class number.
    pub utype: u16,
    /// Whether it took two bytes.
    pub wide: bool,
    /// Whether the entity is on the ground; true when the message does not say (`spec/02 §3.5`).
    pub on_ground: bool,
    /// Whether the message says.
    pub ground_byte: bool,
}

/// Reads what follows the entity id in onEntityEnterWorld.
///
/// # Errors
/// [`WireErrorKind::BadLength`] when the body has another length than five to seven bytes.
pub fn entering(
    world: &World,
    defs: &Defs,
    body_len: usize,
    r: &mut Reader<'_>,
) -> Result<Entering, WireError> {
    let wide = match body_len {
        5 => false,
        7 => true,
        // One byte and the ground flag, or two bytes: as the import and earlier lengths suggest.
        6 => world.wide_utype.unwrap_or(!defs.aliases_on() || defs.max_utype() > 255),
        _ => return Err(r.error(WireErrorKind::BadLength(body_len as u32))),
    };
    let utype = if wide { r.u16()? } else { r.u8()?.into() };
    let ground_byte = r.left() > 0;
    let on_ground = !ground_byte || r.bool()?;
    Ok(Entering { utype, wide, on_ground, ground_byte })
}

impl<'a> Scene<'a> {
    /// Handles one of the messages that touch nothing but the world and the batch; another is ignored.
    #[inline]
    pub(super) fn plain_message(
        &mut self,
        kind: ClientMessage,
        body: &[u8],
    ) -> Result<(), WireError> {
        let mut r = Reader::new(body);
        let r = &mut r;
        match kind {
            ClientMessage::UpdateData(form) => self.volatile(form, r),
            ClientMessage::Properties => {
                let who = entity_id(self.world, r)?;
                self.properties(who, r)
            }
            ClientMessage::PropertiesOptimized => {
                let who = view_id(self.world, r, 1)?;
                self.properties(who, r)
            }
            ClientMessage::Method => {
                let who = entity_id(self.world, r)?;
                self.method(who, r)
            }
            ClientMessage::MethodOptimized => {
                let who = view_id(self.world, r, 1)?;
                self.method(who, r)
            }
            ClientMessage::BasePos => {
                let p = vector(r)?;
                self.base_position(p);
                Ok(())
            }
            ClientMessage::BasePosXz => {
                let (x, z) = (r.f32()?, r.f32()?);
                self.base_position([x, self.world.base[1], z]);
                Ok(())
            }
            ClientMessage::BaseDir => self.base_direction(r),
            _ => Ok(()),
        }
    }

    /// Handles one entity-level message.
    pub(super) fn message(&mut self, kind: ClientMessage, body: &[u8]) -> Result<(), WireError> {
        let mut r = Reader::new(body);
        let r = &mut r;
        match kind {
            ClientMessage::SetPosAndDir => self.set_pose(r),
            ClientMessage::CreatedProxies => self.created_proxies(r),
            ClientMessage::EnterWorld => self.enter_world(body.len(), r),
            ClientMessage::LeaveWorld => {
                let who = entity_id(self.world, r)?;
                self.leave_world(who)
            }
            ClientMessage::LeaveWorldOptimized => {
                if body.len() != 1 && body.len() != 4 {
                    return Err(r.error(WireErrorKind::BadLength(body.len() as u32)));
                }
                let who = view_id(self.world, r, body.len())?;
                self.leave_world(who)
            }
            ClientMessage::EnterSpace => self.enter_space(r),
            ClientMessage::LeaveSpace => self.leave_space(r),
            ClientMessage::Destroyed => self.destroyed(r),
            ClientMessage::Control => self.control(r),
            ClientMessage::InitSpaceData => self.init_space(r),
            ClientMessage::SetSpaceData => {
                let (space, key, value) = (r.u32()?, r.cstr()?, r.cstr()?);
                let (key, value) = (self.batch.text(key), self.batch.text(value));
                self.batch.push(Event::SpaceData { space, key, value, initial: false });
                Ok(())
            }
            ClientMessage::DelSpaceData => {
                let (space, key) = (r.u32()?, r.cstr()?);
                let key = self.batch.text(key);
                self.batch.push(Event::SpaceDataDeleted { space, key });
                Ok(())
            }
            ClientMessage::StreamStarted => self.stream_started(r),
            ClientMessage::StreamData => self.stream_data(r),
            ClientMessage::StreamCompleted => self.stream_completed(r),
            _ => self.plain_message(kind, body),
        }
    }

    /// The definitions, which outlive any use of `self`.
    pub(super) fn known_defs(&self, r: &Reader<'_>) -> Result<&'a Defs, WireError> {
        self.defs.ok_or_else(|| r.error(WireErrorKind::Limit("no entity definitions yet")))
    }

    // ---- movement (spec/02 §3.6–§3.9)

    /// Handles a movement; says why when it cannot.
    fn volatile(&mut self, form: VolatileForm, r: &mut Reader<'_>) -> Result<(), WireError> {
        let width = r.left().wrapping_sub(form.body_size());
        if width != 1 && width != 4 {
            return Err(r.error(WireErrorKind::BadLength(r.left() as u32)));
        }
        let mut whole = *r;
        if self.moved(&form, whole.rest()) {
            self.batch.close_run();
            return Ok(());
        }
        let who = view_id(self.world, r, width)?;
        _ = r.take(form.body_size())?;
        Err(r.error(WireErrorKind::UnknownEntity(who.entity)))
    }

    /// Moves an entity and appends the movement to those of the batch, which is left to the caller to make
    /// an event of; or returns false and has changed nothing.
    #[inline(never)]
    fn moved(&mut self, form: &VolatileForm, body: &[u8]) -> bool {
        let mut movers = self.movers();
        match body.len().wrapping_sub(form.body_size()) {
            1 => movers.moved::<1>(form, body),
            4 => movers.moved::<4>(form, body),
            _ => false,
        }
    }

    /// The entity that a message names by an index (`ID` 1) or by its id (`ID` 4), if it is known: its id and
    /// slot. With what is behind the name.
    #[inline(always)]
    pub(super) fn named<'b, const ID: usize>(
        &self,
        body: &'b [u8],
    ) -> Option<((i32, Slot), &'b [u8])> {
        let (name, rest) = body.split_first_chunk::<ID>()?;
        let who = match name.as_slice() {
            [index] => self.world.in_view(*index)?,
            &[a, b, c, d] => {
                let id = i32::from_le_bytes([a, b, c, d]);
                (id, self.world.slot_of(id))
            }
            _ => return None,
        };
        Some((who, rest))
    }

    /// What movements need of the scene.
    #[inline]
    pub(super) fn movers(&mut self) -> Movers<'_> {
        Movers::new(self.world, self.batch, self.rules.base_y)
    }

    fn set_pose(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let who = entity_id(self.world, r)?;
        let (position, direction) = (vector(r)?, vector(r)?);
        self.world.look_at(position);
        self.world.look_at(direction);
        if let Some(e) = self.world.at_mut(who.slot) {
            (e.position, e.direction) = (position, direction);
            if who.entity == self.world.player {
                self.world.set_base(position);
            }
        }
        let (slot, entity) = (who.slot, who.entity);
        self.batch.push(Event::SetPose { slot, entity, position, direction });
        Ok(())
    }

    /// The player's slot and id while somebody else moves it.
    fn passive_player(&mut self) -> (Slot, i32) {
        let player = self.world.player;
        let slot = self.world.slot_of(player);
        match self.world.at(slot) {
            Some(e) if e.controlled => (slot, player),
            _ => (Slot::NONE, player),
        }
    }

    pub(super) fn base_position(&mut self, position: [f32; 3]) {
        self.world.set_base(position);
        let (slot, entity) = self.passive_player();
        if let Some(e) = self.world.at_mut(slot) {
            e.position = position;
        }
        self.batch.push(Event::BasePosition { position, slot, entity });
    }

    fn base_direction(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        // This message alone has the order yaw, pitch, roll.
        let [yaw, pitch, roll] = vector(r)?;
        let direction = [roll, pitch, yaw];
        self.world.look_at(direction);
        let (slot, entity) = self.passive_player();
        if let Some(e) = self.world.at_mut(slot) {
            e.direction = direction;
        }
        self.batch.push(Event::BaseDirection { direction, slot, entity });
        Ok(())
    }

    fn control(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let who = entity_id(self.world, r)?;
        let controlled = r.bool()?;
        if let Some(e) = self.world.at_mut(who.slot) {
            e.controlled = controlled;
        }
        let player = who.entity == self.world.player;
        self.batch.push(Event::Control { slot: who.slot, entity: who.entity, controlled, player });
        Ok(())
    }
}

pub(super) fn vector(r: &mut Reader<'_>) -> Result<[f32; 3], WireError> {
    Ok([r.f32()?, r.f32()?, r.f32()?])
}
