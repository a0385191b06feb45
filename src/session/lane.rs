//! The short way for what a server sends most: movements, property changes, calls.
//!
//! Nearly all messages of a session that stands are of these kinds, and they touch nothing but the world
//! and the batch: no phase, no time-out, no upload. So whether they may be handled at all is asked once
//! for many of them and not for each. What is handled here tells what it would tell elsewhere ([`Scene`]); the
//! lane leaves out what cannot matter to these kinds, and has code of its own for the plainest of them:
//! movements in runs, single numbers, calls with numbers. It is closed while somebody looks on, while each
//! message is written into the log, and while definitions are believed and not known.

use super::entities::{Rules, Scene, subject};
use super::imports::Trust;
use super::movers::Movers;
use super::{Counts, Link, Session};
use crate::layers::log::Level;
use crate::wire::envelope::cut_short;
use crate::wire::table::{ClientMessage, MessageTable};
use crate::wire::usual::Usual;
use crate::wire::volatile::VolatileForm;
use crate::wire::{Reader, WireError};

/// How far the lane has led.
#[derive(Debug)]
pub(super) struct Lane {
    /// Bytes handled.
    pub(super) used: usize,
    /// The last message handled could not be used.
    pub(super) fault: Option<Fault>,
}

/// A message that could not be used: its id, and the entity it was about.
type Fault = (u16, i32, WireError);

/// Id and length of a message, as they stand in front of it.
type Head = u32;

/// Longest body whose length stands in two bytes.
const LONGEST: usize = 0xfffe;

fn length_of(head: Head) -> usize {
    (head >> 16) as usize
}

/// Handles the messages at the front of `bytes` that begin with `head`, id and length, which are movements of
/// this form. Returns how many there were.
#[inline(always)]
fn run<const ID: usize>(
    movers: &mut Movers<'_>,
    form: &VolatileForm,
    head: Head,
    bytes: &[u8],
) -> usize {
    let (mut rest, mut count) = (bytes, 0);
    while let Some((message, behind)) = rest.split_at_checked(4 + ID + form.body_size()) {
        let Some((front, body)) = message.split_first_chunk() else { break };
        if u32::from_le_bytes(*front) != head || !movers.moved::<ID>(form, body) {
            break;
        }
        (rest, count) = (behind, count + 1);
    }
    count
}

/// As [`run`], whether entities are named by index or by id: as long as the messages are.
#[inline(always)]
fn run_of(scene: &mut Scene<'_>, form: &VolatileForm, head: Head, bytes: &[u8]) -> usize {
    let movers = &mut scene.movers();
    // Each by itself, so that the size of what is read is known when this is compiled.
    match length_of(head).wrapping_sub(form.body_size()) {
        1 => run::<1>(movers, form, head, bytes),
        4 => run::<4>(movers, form, head, bytes),
        _ => 0,
    }
}

/// As [`run_of`], for any form.
#[inline(never)]
fn run_otherwise(scene: &mut Scene<'_>, table: &MessageTable, head: Head, bytes: &[u8]) -> usize {
    match table.incoming_ref(head as u16).map(|m| m.kind) {
        Some(ClientMessage::UpdateData(form)) => run_of(scene, &form, head, bytes),
        _ => 0,
    }
}

/// Handles a property update that is one number. Returns whether it did.
#[inline(never)]
fn changed<const ID: usize>(scene: &mut Scene<'_>, body: &[u8]) -> bool {
    scene.named::<ID>(body).is_some_and(|(who, rest)| scene.number(who, rest))
}

/// Handles a call whose arguments are numbers, or that nobody wants to hear of. Returns whether it did.
#[inline(never)]
fn called<const ID: usize>(scene: &mut Scene<'_>, body: &[u8]) -> bool {
    scene.named::<ID>(body).is_some_and(|(who, rest)| scene.plain_call(who, rest))
}

/// Handles any property update or call. Returns what is wrong with it.
#[inline(never)]
fn otherwise(scene: &mut Scene<'_>, table: &MessageTable, id: u16, body: &[u8]) -> Option<Fault> {
    let kind = table.incoming_ref(id)?.kind;
    let e = scene.plain_message(kind, body).err()?;
    Some((id, subject(scene.world, kind, body), e))
}

/// Size of onUpdateBasePosXZ with its id (`spec/02 §3.7`).
const BASE_POS_XZ: usize = 10;

/// Handles onUpdateBasePosXZ at the front of `bytes`.
#[inline(never)]
fn base_position(scene: &mut Scene<'_>, bytes: &[u8]) {
    let mut r = Reader::new(bytes.get(2..).unwrap_or_default());
    if let (Ok(x), Ok(z)) = (r.f32(), r.f32()) {
        scene.base_position([x, scene.world.base[1], z]);
    }
}

/// Handles the usual messages at the front of `bytes`, those that are `longest` at most, up to the first that
/// cannot be used. Returns how many they were. By itself, so that the loop stays small: nearly all messages end
/// here.
#[inline(never)]
fn usual(
    scene: &mut Scene<'_>,
    table: &MessageTable,
    counts: &mut Counts,
    bytes: &[u8],
    longest: usize,
) -> (usize, Lane) {
    const XZ_YAW: VolatileForm = Usual::XzYaw.form();
    const XZ: VolatileForm = Usual::Xz.form();
    const YAW: VolatileForm = Usual::Yaw.form();
    const PLAIN_XZ_YAW: VolatileForm = Usual::PlainXzYaw.form();
    let mute = scene.wanted.is_some_and(|w| !w.any_calls());
    let (mut rest, mut all, mut fault) = (bytes, 0, None);
    while let Some(head) = rest.first_chunk() {
        let head = u32::from_le_bytes(*head);
        let (usual, row) = table.usual(head as u16);
        let count = match usual {
            Usual::XzYaw => run_of(scene, &XZ_YAW, head, rest),
            Usual::Xz => run_of(scene, &XZ, head, rest),
            Usual::Yaw => run_of(scene, &YAW, head, rest),
            Usual::PlainXzYaw => run_of(scene, &PLAIN_XZ_YAW, head, rest),
            Usual::OtherMove => run_otherwise(scene, table, head, rest),
            Usual::BasePosXz if rest.len() >= BASE_POS_XZ => {
                base_position(scene, rest);
                counts.came(row, 1, BASE_POS_XZ);
                rest = rest.get(BASE_POS_XZ..).unwrap_or_default();
                all += 1;
                continue;
            }
            Usual::No | Usual::BasePosXz => 0,
            Usual::Properties
            | Usual::PropertiesOptimized
            | Usual::Method
            | Usual::MethodOptimized => {
                let length = length_of(head);
                if length > longest {
                    break;
                }
                let Some((message, behind)) = rest.split_at_checked(4 + length) else { break };
                let body = message.get(4..).unwrap_or_default();
                let done = match usual {
                    Usual::Properties => changed::<4>(scene, body),
                    Usual::PropertiesOptimized => changed::<1>(scene, body),
                    _ if mute => true,
                    Usual::Method => called::<4>(scene, body),
                    _ => called::<1>(scene, body),
                };
                counts.came(row, 1, message.len());
                rest = behind;
                all += 1;
                if !done {
                    fault = otherwise(scene, table, head as u16, body);
                    if fault.is_some() {
                        break;
                    }
                }
                continue;
            }
        };
        if count == 0 {
            break;
        }
        let size = count * (4 + length_of(head));
        counts.came(row, count, size);
        rest = rest.get(size..).unwrap_or_default();
        all += count;
    }
    (all, Lane { used: bytes.len() - rest.len(), fault })
}

impl Session {
    /// Whether plain messages of this connection may take the short way.
    pub(super) fn lane_is_open(&mut self, link: Link) -> bool {
        let known = matches!(self.trust, Trust::Confirmed);
        // A trace has a line in front of each message.
        let traced = self.log.level() >= Level::Trace;
        // The longest movement.
        let ordinary = self.config.max_message >= 64;
        known && !traced && ordinary && self.faults.is_empty() && self.expects_entities(link)
    }

    /// Handles the plain messages at the front of `bytes`, up to the first other one, the first that
    /// cannot be used, or the first that is not whole.
    pub(super) fn lane(&mut self, bytes: &[u8]) -> Lane {
        self.wanted.follow(self.defs.as_ref());
        let table = &self.table;
        let max_message = self.config.max_message as usize;
        let mut scene = Scene {
            world: &mut self.world,
            defs: self.defs.as_deref(),
            batch: &mut self.batch,
            rules: Rules {
                base_y: self.config.base_y,
                integer_vectors: self.config.integer_vectors,
                unconfirmed: false,
            },
            wanted: Some(&self.wanted),
            faults: &mut self.faults,
        };
        let longest = max_message.min(LONGEST);
        let (mut used, mut count, mut fault) = (0, 0, None);
        while let Some(rest) = bytes.get(used..) {
            let (n, lane) = usual(&mut scene, table, &mut self.counts, rest, longest);
            count += n;
            used += lane.used;
            if lane.fault.is_some() {
                fault = lane.fault;
                break;
            }
            let rest = rest.get(lane.used..).unwrap_or_default();
            let lookup = |id| table.incoming_ref(id).map(|m| (m, m.length));
            let Some((id, message, body, size)) = cut_short(rest, lookup) else { break };
            if body.len() > max_message || !message.kind.is_plain() {
                break;
            }
            let done = scene.plain_message(message.kind, body);
            count += 1;
            used += size;
            self.counts.came(message.row, 1, size);
            if let Err(e) = done {
                fault = Some((id, subject(scene.world, message.kind, body), e));
                break;
            }
        }
        scene.batch.close_run();
        self.stats.messages_in += count as u64;
        Lane { used, fault }
    }
}
