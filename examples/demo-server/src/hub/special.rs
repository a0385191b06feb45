//! What happens only on an operator's command: streams, floods, control, broken messages.

use super::sessions::Stream;
use super::{ConnId, Hub, SessionId};
use crate::ids::client;
use crate::server::StatCells;
use crate::wire::Writer;
use crate::world::entity::{Brain, Controller};
use crate::world::volatile;

/// Data of one stream chunk, so that message and packet end together, as recorded (`spec/02 §3.11`).
const CHUNK: usize = 1442;
/// A stream is over after about this many ticks, however long it is.
const STREAM_TICKS: usize = 100;
/// Longest stream.
const MAX_STREAM: usize = 16 << 20;
/// Flood messages per write.
const FLOOD_BURST: u64 = 2000;

impl Hub {
    /// Starts a download (`spec/02 §3.11`).
    pub(crate) fn start_stream(
        &mut self,
        id: SessionId,
        size: usize,
        text: bool,
    ) -> Result<i16, String> {
        if size > MAX_STREAM {
            return Err(format!("at most {MAX_STREAM} bytes"));
        }
        let session = self.sessions.get_mut(&id).ok_or("no such session")?;
        let number = (1..i16::MAX).find(|n| session.streams.iter().all(|s| s.id != *n));
        let number = number.ok_or("too many streams")?;
        session.streams.push(Stream { id: number, size, sent: 0, text, done: false });
        let (name, kind) = if text { ("demo text", 2) } else { ("demo file", 1) };
        let w = Writer::new().i16(number).u32(size as u32).cstr(name).u8(kind);
        self.send(id, &w.var(client::STREAM_STARTED));
        Ok(number)
    }

    /// Sends the next part of every stream; an empty one has one empty part, as recorded.
    pub(super) fn pump_streams(&mut self) {
        let mut messages = Vec::new();
        for session in self.sessions.values_mut() {
            let Some(conn) = session.conn else {
                continue;
            };
            for stream in &mut session.streams {
                next_chunks(stream, |message| messages.push((conn, message)));
            }
            session.streams.retain(|s| !s.done);
        }
        for (conn, message) in messages {
            self.queue(conn, &message);
        }
    }

    /// Starts a flood of position updates.
    pub(crate) fn start_flood(&mut self, id: SessionId, n: u64) -> Result<(), String> {
        let conn = self.sessions.get(&id).and_then(|s| s.conn).ok_or("there is no client")?;
        self.first_in_view(conn).ok_or("nothing that moves is in view")?;
        if let Some(c) = self.conns.get_mut(&conn) {
            c.flood = n;
        }
        Ok(())
    }

    /// Sends waiting flood updates as fast as the roads take them.
    pub(super) fn pump_floods(&mut self) {
        let flooded = |c: &&super::Conn| c.flood > 0 && c.has_room();
        let ids: Vec<ConnId> = self.conns.values().filter(flooded).map(|c| c.id).collect();
        for id in ids {
            while self.conns.get(&id).is_some_and(|c| flooded(&c)) {
                self.flood_burst(id);
            }
        }
    }

    /// Position updates for the first entity in view, each a little different.
    fn flood_burst(&mut self, conn: ConnId) {
        let first = self.first_in_view(conn);
        let Some(c) = self.conns.get_mut(&conn) else {
            return;
        };
        let n = c.flood.min(FLOOD_BURST);
        let Some((vid, mut entity, base)) = first else {
            c.flood = 0;
            return;
        };
        c.flood -= n;
        let [x, y, z] = entity.pos;
        for i in 0..n {
            entity.set_pos([x + 0.25 * (1 + i % 8) as f32, y, z]);
            if let Some(message) = volatile::update(&entity, vid, base) {
                c.push(&message);
            }
        }
        StatCells::add(&self.stats.messages_out, n);
        self.flush(conn);
    }

    fn first_in_view(
        &self,
        conn: ConnId,
    ) -> Option<(volatile::ViewId, crate::world::entity::Entity, Option<[f32; 3]>)> {
        let session = self.sessions.get(&self.session_of(conn)?)?;
        let witness = &session.player.as_ref()?.witness;
        let movable = |eid: &&i32| {
            let e = self.world.entities.get(eid);
            e.is_some_and(|e| e.volatile.position)
        };
        let eid = *witness.view.iter().find(movable)?;
        let vid = witness.view_id(self.rules, eid)?;
        let base = witness.packed(self.rules).then_some(witness.client_base);
        Some((vid, self.world.entities.get(&eid)?.clone(), base))
    }

    /// `onControlEntity` (`spec/02 §3.8`). For the player's own entity "on" means that the server takes it.
    pub(crate) fn control(&mut self, id: SessionId, eid: i32, on: bool) -> Result<(), String> {
        let me = self.own_cell(id).ok_or("the player has no cell")?;
        let e = self.world.entities.get_mut(&eid).ok_or("no such entity")?;
        let own = eid == me;
        if !own && self.owners.contains_key(&eid) {
            return Err("that entity belongs to another client".to_owned());
        }
        let player = Controller::Client(me);
        let wanted = if own == on { Controller::Server } else { player };
        if e.controller == wanted {
            return Err("it is so already".to_owned());
        }
        e.controller = wanted;
        if own {
            e.brain = if on { Brain::Circle } else { Brain::None };
        }
        let message = Writer::new().i32(eid).u8(u8::from(on));
        self.send(id, &message.fixed(client::CONTROL_ENTITY));
        Ok(())
    }

    /// Bytes no honest server would send (`spec/02 §7`).
    pub(crate) fn malformed(&mut self, id: SessionId, kind: &str) -> Result<(), String> {
        let (eid, _) = self.sessions.get(&id).ok_or("no such session")?.active();
        let w = Writer::new();
        let bytes =
            match kind {
                "unknownid" => w.u16(60_000).u16(4).u32(0).into_bytes(),
                "hugelen" => {
                    w.u16(client::PROPERTYS).u16(u16::MAX).u32(0xFFFF_FFF0).i32(eid).into_bytes()
                }
                "shortbody" => w.u16(7).var(client::ENTER_WORLD),
                "badprop" => w.i32(eid).raw(&[0xFE; 8]).var(client::PROPERTYS),
                // onUpdateData_xz of the 255th entity in view.
                "badvid" => w.u8(254).f32s(&[1.0, 2.0]).var(24),
                "badcount" => self.bad_count(id).ok_or("nothing with an array to call")?,
                "garbage" => self.garbage(),
                _ => return Err(
                    "KIND is unknownid, hugelen, shortbody, badprop, badvid, badcount or garbage"
                        .to_owned(),
                ),
            };
        self.send(id, &bytes);
        self.flush_session(id);
        Ok(())
    }

    /// A method call whose array claims four thousand million elements: at the account, or at a type zoo in view.
    fn bad_count(&self, id: SessionId) -> Option<Vec<u8>> {
        let session = self.sessions.get(&id)?;
        let zoo = self.defs.index_of("TypeZoo");
        let (eid, method) = match &session.player {
            None => (session.account_eid, "onReqAvatarList"),
            Some(player) => {
                let is_zoo = |eid: &&i32| {
                    let e = self.world.entities.get(eid);
                    e.is_some_and(|e| Some(e.module) == zoo)
                };
                let eid = player.witness.view.iter().find(is_zoo)?;
                (*eid, "onEchoArray")
            }
        };
        let module = self.module_of(eid)?;
        let w = self.defs.put_no_component(Writer::new().i32(eid));
        let w = self.defs.put_method_id(w, module, module.client_index(method)?);
        Some(w.u32(u32::MAX).raw(&[1; 16]).var(client::METHOD))
    }

    fn garbage(&mut self) -> Vec<u8> {
        (0..8).flat_map(|_| self.rng.next().to_le_bytes()).collect()
    }
}

fn next_chunks(stream: &mut Stream, mut send: impl FnMut(Vec<u8>)) {
    let per_tick = 1 + stream.size / (CHUNK * STREAM_TICKS);
    for _ in 0..per_tick {
        let n = CHUNK.min(stream.size - stream.sent);
        let data: Vec<u8> =
            (stream.sent..stream.sent + n).map(|at| stream_byte(at, stream.text)).collect();
        stream.sent += n;
        let w = Writer::new().i16(stream.id).blob(&data);
        send(w.var(client::STREAM_RECV));
        if stream.sent == stream.size {
            stream.done = true;
            send(Writer::new().i16(stream.id).fixed(client::STREAM_COMPLETED));
            return;
        }
    }
}

/// The content of a stream follows from its length, so that a test can check it.
fn stream_byte(at: usize, text: bool) -> u8 {
    if text { b'a' + (at % 26) as u8 } else { (at.wrapping_mul(31).wrapping_add(7) >> 2) as u8 }
}
