//! The 46 volatile update messages (`spec/02 §3.9`).

use crate::pack;
use crate::wire::Writer;
use crate::world::entity::{Entity, PITCH, ROLL, YAW};

/// How a message names an entity in view (`spec/02 §4`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ViewId {
    /// Place in the client's list.
    Index(u8),
    Entity(i32),
}

impl ViewId {
    pub(crate) fn put(self, w: Writer) -> Writer {
        match self {
            Self::Index(i) => w.u8(i),
            Self::Entity(id) => w.i32(id),
        }
    }
}

/// Which position part a form has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    None,
    Xz,
    Xyz,
}

/// First ids of the six groups; a group with a position starts with the form without angles (`spec/02 §3.1`).
const PLAIN: [u16; 3] = [17, 24, 32];
const PACKED: [u16; 3] = [40, 47, 55];

/// Place of an angle set in its group: ypr, yp, yr, pr, y, p, r.
fn angle_place(angles: u8) -> Option<u16> {
    const YPR: u8 = YAW | PITCH | ROLL;
    const YP: u8 = YAW | PITCH;
    const YR: u8 = YAW | ROLL;
    const PR: u8 = PITCH | ROLL;
    Some(match angles {
        YPR => 0,
        YP => 1,
        YR => 2,
        PR => 3,
        YAW => 4,
        PITCH => 5,
        ROLL => 6,
        _ => return None,
    })
}

fn message_id(position: Position, angles: u8, packed: bool) -> Option<u16> {
    let groups = if packed { PACKED } else { PLAIN };
    let place = angle_place(angles);
    match position {
        Position::None => Some(groups[0] + place?),
        Position::Xz => Some(groups[1] + place.map_or(0, |p| p + 1)),
        Position::Xyz => Some(groups[2] + place.map_or(0, |p| p + 1)),
    }
}

/// The update a viewer gets for an entity whose position or direction changed, `None` when nothing is to be sent.
///
/// `base` is the viewer's base position if the packed form is wanted (`spec/02 §3.9.2`).
pub(crate) fn update(e: &Entity, vid: ViewId, base: Option<[f32; 3]>) -> Option<Vec<u8>> {
    // y is left out only for an entity on the ground whose module allows it (`spec/02 §3.9.6`).
    let position = match (e.moved > 0 && e.volatile.position, e.on_ground && e.volatile.optimized) {
        (false, _) => Position::None,
        (true, true) => Position::Xz,
        (true, false) => Position::Xyz,
    };
    let angles = if e.turned > 0 { e.volatile.angles } else { 0 };
    let id = message_id(position, angles, base.is_some())?;
    let w = vid.put(Writer::new());
    let w = match base {
        Some(base) => put_packed(w, e, position, angles, base),
        None => put_plain(w, e, position, angles),
    };
    Some(w.var(id))
}

/// The chosen angles in message order: yaw, pitch, roll.
fn chosen(e: &Entity, angles: u8) -> impl Iterator<Item = f32> {
    let [roll, pitch, yaw] = e.dir;
    [(YAW, yaw), (PITCH, pitch), (ROLL, roll)]
        .into_iter()
        .filter(move |(bit, _)| angles & bit != 0)
        .map(|(_, value)| value)
}

fn put_plain(w: Writer, e: &Entity, position: Position, angles: u8) -> Writer {
    let [x, y, z] = e.pos;
    let w = match position {
        Position::None => w,
        Position::Xz => w.f32(x).f32(z),
        Position::Xyz => w.f32(x).f32(y).f32(z),
    };
    chosen(e, angles).fold(w, Writer::f32)
}

fn put_packed(w: Writer, e: &Entity, position: Position, angles: u8, base: [f32; 3]) -> Writer {
    let [x, y, z] = [0, 1, 2].map(|i| e.pos[i] - base[i]);
    let w = match position {
        Position::None => w,
        Position::Xz => w.raw(&pack::xz(x, z)),
        Position::Xyz => w.raw(&pack::xz(x, z)).u16(pack::y(y)),
    };
    chosen(e, angles).fold(w, |w, angle| w.u8(pack::angle(angle)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defs::Defs;

    fn entity(pos: [f32; 3], yaw: f32, ground: bool) -> Entity {
        let defs = Defs::new(true);
        let mut e = Entity::new(&defs, 7, 4, 1, [0.0; 3]);
        e.volatile.angles = YAW;
        e.on_ground = ground;
        e.set_pos(pos);
        if yaw != 0.0 {
            e.set_dir([0.0, 0.0, yaw]);
        }
        e
    }

    #[test]
    fn plain_forms_equal_the_captures() {
        // Captured bytes of `spec/02 §3.9`: xz, then xz_y.
        let x = f32::from_le_bytes([0x07, 0x67, 0x45, 0x44]);
        let z = f32::from_le_bytes([0x3C, 0x0C, 0x49, 0x44]);
        let message = update(&entity([x, 9.0, z], 0.0, true), ViewId::Index(1), None).unwrap();
        let captured = [0x18, 0, 9, 0, 1, 0x07, 0x67, 0x45, 0x44, 0x3C, 0x0C, 0x49, 0x44];
        assert_eq!(message, captured);
        let yaw = f32::from_le_bytes([0xF4, 0x3C, 0x0B, 0xBF]);
        let message = update(&entity([x, 9.0, z], yaw, true), ViewId::Index(0), None).unwrap();
        assert_eq!(message[..4], [0x1D, 0, 0x0D, 0]);
    }

    #[test]
    fn packed_forms_are_relative_to_the_base_position() {
        let base = Some([100.0, 10.0, 200.0]);
        let e = entity([112.34, 11.5, 143.22], 0.0, true);
        let message = update(&e, ViewId::Index(3), base).unwrap();
        assert_eq!(message, [47, 0, 4, 0, 3, 0x2C, 0xBC, 0xD6]);
        let e = entity([112.34, 11.5, 143.22], 1.0, false);
        let message = update(&e, ViewId::Index(3), base).unwrap();
        let expected = [60, 0, 7, 0, 3, 0x2C, 0xBC, 0xD6, 0x00, 0x06, 0x29];
        assert_eq!(message, expected);
    }

    #[test]
    fn every_form_has_its_own_id() {
        let mut ids = std::collections::BTreeSet::new();
        for packed in [false, true] {
            for position in [Position::None, Position::Xz, Position::Xyz] {
                ids.extend((0..8).filter_map(|angles| message_id(position, angles, packed)));
            }
        }
        assert_eq!(ids, (17..=62).collect());
    }

    #[test]
    fn an_entity_that_stands_still_is_not_sent() {
        let e = entity([0.0; 3], 0.0, true);
        assert_eq!(update(&e, ViewId::Index(0), None), None);
    }
}
