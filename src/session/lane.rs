//! The short way for what a server sends most: movements, property changes, calls.
//!
//! Nearly all messages of a session that stands are of these kinds, and they touch nothing but the world
//! and the batch: no phase, no time-out, no upload. So whether they may be handled at all is asked once
//! for many of them and not for each. What is handled here is handled by the same code as elsewhere
//! ([`Scene`]); the lane only leaves out what cannot matter to these kinds. It is closed while somebody
//! looks on, while each message is written into the log, and while definitions are believed and not known.

use super::entities::{Rules, Scene, subject};
use super::imports::Trust;
use super::{Link, Session};
use crate::layers::log::Level;
use crate::wire::WireError;
use crate::wire::envelope::cut_short;
use crate::wire::table::ClientMessage;

/// How far the lane has led.
#[derive(Debug)]
pub(super) struct Lane {
    /// Bytes handled.
    pub(super) used: usize,
    /// The last message handled could not be used: its id, and the entity it was about.
    pub(super) fault: Option<(u16, i32, WireError)>,
}

impl Session {
    /// Whether plain messages of this connection may take the short way.
    pub(super) fn lane_is_open(&mut self, link: Link) -> bool {
        let known = matches!(self.trust, Trust::Confirmed);
        // A trace has a line in front of each message.
        let traced = self.log.level() >= Level::Trace;
        known && !traced && self.faults.is_empty() && self.expects_entities(link)
    }

    /// Handles the plain messages at the front of `bytes`, up to the first other one, the first that
    /// cannot be used, or the first that is not whole.
    pub(super) fn lane(&mut self, bytes: &[u8]) -> Lane {
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
            faults: &mut self.faults,
        };
        let (mut used, mut count, mut fault) = (0, 0, None);
        while let Some(rest) = bytes.get(used..) {
            let lookup = |id| table.incoming(id).map(|m| ((m.kind, m.row), m.length));
            let Some((id, (kind, row), body, size)) = cut_short(rest, lookup) else { break };
            if body.len() > max_message {
                break;
            }
            let done = match kind {
                ClientMessage::UpdateData(form) if scene.moved(form, body) => Ok(()),
                kind if kind.is_plain() => scene.plain_message(kind, body),
                _ => break,
            };
            used += size;
            count += 1;
            self.counts.came(row, size);
            if let Err(e) = done {
                fault = Some((id, subject(scene.world, kind, body), e));
                break;
            }
        }
        self.stats.messages_in += count;
        Lane { used, fault }
    }
}
