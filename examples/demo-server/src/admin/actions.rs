//! What the commands do.

use super::Words;
use crate::defs::{DIRECTION_UID, POSITION_UID};
use crate::errors;
use crate::hub::{Hub, SessionId};
use crate::ids::client;
use crate::value::{self, Value};
use crate::wire::Writer;
use crate::world::populate;

/// Most monsters one command makes.
const MAX_SPAWN: u32 = 10_000;

type Answer = Result<String, String>;

fn done(ok: bool, otherwise: &str) -> Answer {
    if ok { Ok("done".to_owned()) } else { Err(otherwise.to_owned()) }
}

impl Hub {
    pub(super) fn admin_list(&self) -> String {
        let session = |s: &crate::hub::Session| {
            let (eid, _) = s.active();
            let class = self.module_of(eid).map_or("?", |m| m.name);
            let state = if s.conn.is_some() { "online" } else { "lost" };
            format!("{} {class} {eid} {state}", s.account)
        };
        let sessions: Vec<String> = self.sessions.values().map(session).collect();
        let spaces = self.world.spaces.keys().map(u32::to_string);
        format!(
            "{} accounts, {} connections, {} entities, spaces {}; {}",
            self.accounts.len(),
            self.conns.len(),
            self.world.entities.len(),
            spaces.collect::<Vec<_>>().join(" "),
            sessions.join("; ")
        )
    }

    /// An online session by account name, avatar name or entity id.
    fn find_session(&self, name: &str) -> Result<SessionId, String> {
        if let Some(id) = self.online.get(name) {
            return Ok(*id);
        }
        if let Some(id) = name.parse().ok().and_then(|eid: i32| self.owners.get(&eid)) {
            return Ok(*id);
        }
        let named = |s: &crate::hub::Session| {
            let e = s.player.as_ref().and_then(|p| self.world.entities.get(&p.eid));
            e.is_some_and(|e| e.prop(&self.defs, "name").unicode() == name)
        };
        let found = self.sessions.iter().find(|(_, s)| named(s));
        found.map(|(id, _)| *id).ok_or_else(|| format!("nobody online is called {name}"))
    }

    /// Commands about one client.
    pub(super) fn admin_session(&mut self, command: &str, words: &mut Words<'_>) -> Answer {
        const KNOWN: [&str; 16] = [
            "kick",
            "drop",
            "teleport",
            "space",
            "call",
            "control",
            "losecell",
            "getcell",
            "stream",
            "malformed",
            "silence",
            "flood",
            "giveback",
            "destroyproxy",
            "zoo",
            "position",
        ];
        if !KNOWN.contains(&command) {
            return Err(format!("unknown command {command}; try help"));
        }
        let id = self.find_session(words.next("NAME")?)?;
        match command {
            "kick" => {
                let kicked = self.kick_session(id, errors::ACCOUNT_LOGIN_ANOTHER);
                done(kicked, "there is no client")
            }
            "drop" => self.admin_drop(id),
            "teleport" | "space" => self.admin_teleport(id, words),
            "call" => self.admin_call(id, words.optional()),
            "control" => {
                let (eid, on) = (words.number("EID")?, words.switch()?);
                self.control(id, eid, on).map(|()| "done".to_owned())
            }
            "losecell" => done(self.lose_cell(id), "there is no cell"),
            "getcell" => done(self.get_cell(id), "there is nothing without a cell"),
            "stream" => self.admin_stream(id, words),
            "malformed" => {
                let kind = words.next("KIND")?;
                self.malformed(id, kind).map(|()| "sent".to_owned())
            }
            "silence" => self.admin_silence(id, words.switch()?),
            "flood" => self.admin_flood(id, words.number("N")?),
            "giveback" => done(self.give_back(id), "no avatar is played"),
            "destroyproxy" => {
                self.kick_session(id, errors::PROXY_DESTROYED);
                self.end_session(id);
                Ok("done".to_owned())
            }
            "position" => self.admin_position(id),
            _ => {
                self.become_zoo(id);
                Ok("done".to_owned())
            }
        }
    }

    /// Closes the socket and says nothing.
    fn admin_drop(&mut self, id: SessionId) -> Answer {
        let conn = self.sessions.get(&id).and_then(|s| s.conn);
        if let Some(conn) = conn {
            self.close(conn);
        }
        done(conn.is_some(), "there is no client")
    }

    fn admin_position(&self, id: SessionId) -> Answer {
        let player = self.sessions.get(&id).and_then(|s| s.player.as_ref());
        let e = player.and_then(|p| self.world.entities.get(&p.eid));
        let e = e.ok_or("the player is not in the world")?;
        let [x, y, z] = e.pos;
        Ok(format!("space {} at {x} {y} {z}", e.space))
    }

    fn admin_teleport(&mut self, id: SessionId, words: &mut Words<'_>) -> Answer {
        let space = words.number("SPACE")?;
        if !self.world.spaces.contains_key(&space) {
            return Err(format!("there is no space {space}"));
        }
        let mut pos = populate::spawn_point(space);
        if let Some(x) = words.optional() {
            let x = x.parse().map_err(|_| "X is not a number")?;
            pos = [x, words.number("Y")?, words.number("Z")?];
        }
        if !pos.iter().all(|v| v.is_finite()) {
            return Err("positions are finite numbers".to_owned());
        }
        done(self.teleport(id, space, pos, 0.7), "the player is not in the world")
    }

    /// A client method of the played entity: `recvDamage` everywhere, or any method with default arguments.
    fn admin_call(&mut self, id: SessionId, method: Option<&str>) -> Answer {
        let (eid, _) = self.sessions.get(&id).ok_or("no such session")?.active();
        let name = method.unwrap_or("recvDamage");
        let module = self.module_of(eid).ok_or("no such entity")?;
        let index = module.client_index(name).ok_or("no such client method")?;
        let types = module.client.get(index).map_or(Vec::new(), |m| m.args.clone());
        let args: Vec<Value> = match method {
            None => [1, 2, 3, 4].map(Value::Int).to_vec(),
            Some(_) => types.iter().map(|ty| value::default(&self.defs, *ty, "")).collect(),
        };
        done(self.call_all(eid, None, name, &args), "wrong arguments")
    }

    fn admin_stream(&mut self, id: SessionId, words: &mut Words<'_>) -> Answer {
        let size = words.number("BYTES")?;
        let text = words.optional() == Some("text");
        self.start_stream(id, size, text).map(|n| format!("stream {n}"))
    }

    fn admin_silence(&mut self, id: SessionId, on: bool) -> Answer {
        let conn = self.sessions.get(&id).and_then(|s| s.conn);
        let conn = conn.and_then(|c| self.conns.get_mut(&c)).ok_or("there is no client")?;
        conn.silenced = on;
        Ok("done".to_owned())
    }

    fn admin_flood(&mut self, id: SessionId, n: u64) -> Answer {
        self.start_flood(id, n).map(|()| format!("{n} updates"))
    }

    pub(super) fn admin_space_data(&mut self, command: &str, words: &mut Words<'_>) -> Answer {
        let (number, key) = (words.number("SPACE")?, words.next("KEY")?);
        let space = self.world.spaces.get_mut(&number).ok_or("there is no such space")?;
        let w = Writer::new().u32(number).cstr(key);
        let message = if command == "spacedata" {
            let value = words.tail();
            space.data.insert(key.to_owned(), value.to_owned());
            w.cstr(value).var(client::SET_SPACE_DATA)
        } else {
            space.data.remove(key).ok_or("there is no such key")?;
            w.var(client::DEL_SPACE_DATA)
        };
        self.send_to_space(number, &message);
        Ok("done".to_owned())
    }

    fn send_to_space(&mut self, space: u32, message: &[u8]) {
        for id in self.playing() {
            let player = self.sessions.get(&id).and_then(|s| s.player.as_ref());
            let e = player.and_then(|p| self.world.entities.get(&p.eid));
            if e.is_some_and(|e| e.space == space) {
                self.send(id, message);
            }
        }
    }

    pub(super) fn admin_prop(&mut self, words: &mut Words<'_>) -> Answer {
        let eid = words.number("EID")?;
        let (name, text) = (words.next("NAME")?, words.tail());
        let no_value = || format!("{text} is no value of {name}");
        let uid = match name {
            "position" => Some(POSITION_UID),
            "direction" => Some(DIRECTION_UID),
            _ => None,
        };
        if let Some(uid) = uid {
            let value = value::parse(crate::defs::types::VECTOR3, text);
            let pose = match value {
                Some(Value::Vector(v)) => v.first_chunk().copied(),
                _ => None,
            };
            let pose = pose.filter(|p: &[f32; 3]| p.iter().all(|v| v.is_finite()));
            let pose = pose.ok_or_else(no_value)?;
            return done(self.assign_pose(eid, uid, pose), "there is no such entity");
        }
        let ty = self.prop_type(eid, name)?;
        let value = value::parse(ty, text).ok_or_else(no_value)?;
        let ok = match name.split_once('.') {
            Some((prop, child)) => self.set_child(eid, prop, child, value),
            None => self.set_prop(eid, name, value),
        };
        done(ok, "the entity is not in the world")
    }

    fn prop_type(&self, eid: i32, name: &str) -> Result<u16, String> {
        let module = self.module_of(eid).ok_or("there is no such entity")?;
        let (module, name) = match name.split_once('.') {
            None => (module, name),
            Some((prop, child)) => {
                let found = crate::hub::component_of(&self.defs, module, prop);
                (found.ok_or("there is no such component")?.1, child)
            }
        };
        let index = module.prop_index(name).ok_or("there is no such property")?;
        Ok(module.props.get(index).map_or(0, |p| p.ty))
    }

    pub(super) fn admin_spawn(&mut self, words: &mut Words<'_>) -> Answer {
        let n: u32 = words.number("N")?;
        if n > MAX_SPAWN {
            return Err(format!("at most {MAX_SPAWN} at a time"));
        }
        let mut ids = Vec::new();
        for i in 0..n {
            if self.world.is_full() {
                break;
            }
            let nearest = 5.0 + (i % 20) as f32;
            ids.push(populate::monster(&mut self.world, &self.defs, i, nearest));
        }
        match (ids.first(), ids.last()) {
            (Some(first), Some(last)) => Ok(format!("{first} to {last}")),
            _ => Err("there is no room for more".to_owned()),
        }
    }

    /// Only monsters and the like: players have a client to think of.
    pub(super) fn admin_despawn(&mut self, words: &mut Words<'_>) -> Answer {
        let word = words.next("EID or all")?;
        let monster = self.defs.index_of("Monster");
        let before = self.world.entities.len();
        match word.parse::<i32>() {
            Ok(eid) if self.owners.contains_key(&eid) => {
                return Err("that is a player".to_owned());
            }
            Ok(eid) => {
                self.world.entities.remove(&eid);
            }
            Err(_) if word == "all" => {
                self.world.entities.retain(|_, e| Some(e.module) != monster);
            }
            Err(_) => return Err("an entity id or all".to_owned()),
        }
        Ok(format!("{} gone", before - self.world.entities.len()))
    }

    pub(super) fn admin_account(&mut self, command: &str, words: &mut Words<'_>) -> Answer {
        let name = words.next("ACCOUNT")?;
        let account = self.accounts.get_mut(name).ok_or("there is no such account")?;
        match command {
            "activate" => account.active = true,
            _ => account.locked = words.switch()?,
        }
        Ok("done".to_owned())
    }
}
