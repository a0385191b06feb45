//! What the exposed methods do: the game scripts of this server, modelled on the recorded demo.

use super::accounts::AvatarRecord;
use super::calls::{Call, Side};
use super::{Hub, SessionId};
use crate::value::Value;
use crate::world::entity::{Brain, Entity};
use crate::world::populate::{MEADOW, MEADOW_SPAWN};

/// An account has room for this many avatars, as recorded.
const MAX_AVATARS: usize = 3;
/// Code of `onCreateAvatarResult` when there is no room.
const TOO_MANY_AVATARS: i64 = 3;
/// Skills of an avatar, in the order of the recording.
const SKILLS: [i64; 7] = [1, 1_000_101, 2_000_101, 3_000_101, 4_000_101, 5_000_101, 6_000_101];
/// Property values while fighting, resting and dead.
const FIGHTING: i64 = 3;
const FORBIDDEN_WHILE_FIGHTING: i64 = 24;
const DEAD: i64 = 1;
/// Portrait in the dialog window.
const DIALOG_HEAD: i64 = 30_011_001;

impl Hub {
    pub(super) fn run_script(&mut self, id: SessionId, call: &Call) {
        let method = call.method.as_str();
        match (call.class, call.component) {
            ("Account", None) => self.account_script(id, method, call),
            ("Avatar", None) => self.avatar_script(id, method, call),
            ("Avatar", Some(component)) => self.component_script(call, component),
            ("TypeZoo", _) => self.zoo_script(id, call),
            _ => {}
        }
    }

    fn account_script(&mut self, id: SessionId, method: &str, call: &Call) {
        match method {
            "reqAvatarList" => self.list_avatars(id),
            "reqCreateAvatar" => self.create_avatar(id, call.int(0), call.text(1)),
            "reqRemoveAvatar" => {
                let name = call.text(0);
                self.remove_avatar(id, |r| r.name == name);
            }
            "reqRemoveAvatarDBID" => {
                let dbid = call.int(0) as u64;
                self.remove_avatar(id, |r| r.dbid == dbid);
            }
            "selectAvatarGame" => self.select_avatar(id, call.int(0) as u64),
            _ => {}
        }
    }

    fn account_eid(&self, id: SessionId) -> i32 {
        self.sessions.get(&id).map_or(0, |s| s.account_eid)
    }

    fn avatars(&mut self, id: SessionId) -> Option<&mut Vec<AvatarRecord>> {
        let account = &self.sessions.get(&id)?.account;
        Some(&mut self.accounts.get_mut(account)?.avatars)
    }

    fn list_avatars(&mut self, id: SessionId) {
        // The recorded list carries 1 and "1" here, the result of a creation 0 and "".
        let info = |r: &AvatarRecord| avatar_info(r, 1, "1");
        let list = self.avatars(id).map_or(Vec::new(), |l| l.iter().map(info).collect());
        let list = Value::Dict(vec![Value::Array(list)]);
        self.call_own(self.account_eid(id), None, "onReqAvatarList", &[list]);
    }

    fn create_avatar(&mut self, id: SessionId, role: i64, name: String) {
        let dbid = self.next_dbid;
        let Some(list) = self.avatars(id) else {
            return;
        };
        let mut record = AvatarRecord {
            dbid,
            name,
            role,
            level: 1,
            space: MEADOW,
            pos: MEADOW_SPAWN,
            dir: [0.0; 3],
            hp: 0,
            mp: 0,
        };
        let code = if list.len() < MAX_AVATARS {
            list.push(record.clone());
            self.next_dbid += 1;
            0
        } else {
            record = AvatarRecord { dbid: 0, name: String::new(), role: 0, level: 0, ..record };
            TOO_MANY_AVATARS
        };
        let args = [Value::Int(code), avatar_info(&record, 0, "")];
        self.call_own(self.account_eid(id), None, "onCreateAvatarResult", &args);
    }

    fn remove_avatar(&mut self, id: SessionId, which: impl Fn(&AvatarRecord) -> bool) {
        let Some(list) = self.avatars(id) else {
            return;
        };
        let found = list.iter().position(which);
        let removed = found.map_or(0, |i| list.remove(i).dbid);
        let args = [Value::Int(removed as i64)];
        self.call_own(self.account_eid(id), None, "onRemoveAvatar", &args);
    }

    /// An avatar that does not exist is ignored, as recorded.
    fn select_avatar(&mut self, id: SessionId, dbid: u64) {
        let Some(list) = self.avatars(id) else {
            return;
        };
        let Some(record) = list.iter().find(|r| r.dbid == dbid).cloned() else {
            return;
        };
        if self.world.is_full() {
            return;
        }
        let account = self.sessions.get(&id).map(|s| s.account.clone());
        if let Some(a) = account.and_then(|name| self.accounts.get_mut(&name)) {
            a.last_character = dbid;
        }
        self.send_account_properties(id);
        let entity = self.avatar_entity(&record);
        self.give_client_to(id, dbid, entity);
    }

    fn avatar_entity(&mut self, record: &AvatarRecord) -> Entity {
        let defs = &self.defs;
        let module = defs.index_of("Avatar").unwrap_or_default();
        let eid = self.world.new_proxy_id();
        let mut e = Entity::new(defs, eid, module, record.space, record.pos);
        e.dir = record.dir;
        let part = |state| Value::Component(vec![Value::Int(1001), Value::Int(state)]);
        for (name, value) in [
            ("HP", Value::Int(record.hp)),
            ("MP", Value::Int(record.mp)),
            ("level", Value::Int(record.level)),
            ("modelID", Value::Int(90_000_001)),
            ("modelScale", Value::Int(1)),
            ("moveSpeed", Value::Int(60)),
            ("name", Value::text(&record.name)),
            ("spaceUType", Value::Int(i64::from(record.space))),
            ("component1", part(456)),
            ("component3", part(888)),
        ] {
            e.preset(defs, name, value);
        }
        e
    }

    /// A type zoo of the client's own, so that its base methods can be called too.
    pub(crate) fn become_zoo(&mut self, id: SessionId) {
        self.give_back(id);
        let module = self.defs.index_of("TypeZoo").unwrap_or_default();
        let eid = self.world.new_proxy_id();
        let entity = Entity::new(&self.defs, eid, module, MEADOW, MEADOW_SPAWN);
        self.give_client_to(id, 0, entity);
    }

    fn avatar_script(&mut self, id: SessionId, method: &str, call: &Call) {
        let Some(me) = self.own_cell(id) else {
            return;
        };
        match method {
            "requestPull" => {
                for skill in SKILLS {
                    self.call_own(me, None, "onAddSkill", &[Value::Int(skill)]);
                }
            }
            // Everybody else sees the jump; who jumps knows already.
            "jump" => {
                self.call_others(me, None, "onJump", &[]);
            }
            "relive" => self.relive(me),
            "dialog" => self.dialog(id, me, call.int(0) as i32, call.int(1)),
            "useTargetSkill" => self.use_skill(me, call.int(0), call.int(1) as i32),
            _ => {}
        }
    }

    fn relive(&mut self, me: i32) {
        for (name, value) in [("HP", 100), ("MP", 100), ("state", 0), ("forbids", 0)] {
            self.set_if_changed(me, name, value);
        }
    }

    fn set_if_changed(&mut self, eid: i32, name: &str, value: i64) {
        if self.points(eid, name) != value {
            self.set_prop(eid, name, Value::Int(value));
        }
    }

    fn points(&self, eid: i32, name: &str) -> i64 {
        let e = self.world.entities.get(&eid);
        e.map_or(0, |e| e.prop(&self.defs, name).int())
    }

    /// The first question gets options and a text, every other one ends the talk.
    fn dialog(&mut self, id: SessionId, me: i32, target: i32, key: i64) {
        let npc = self.defs.index_of("NPC");
        let target = self.world.entities.get(&target);
        let Some(npc) = target.filter(|e| Some(e.module) == npc) else {
            return;
        };
        let title = npc.prop(&self.defs, "name");
        if key != 10_001_001 {
            self.call_own(me, None, "dialog_close", &[]);
            return;
        }
        for (key, text) in [(10_001_002, "Tell me more. 好。"), (10_001_003, "Not now.")] {
            let args = [Value::Int(0), Value::Int(key), Value::text(text), Value::Int(0)];
            self.call_own(me, None, "dialog_addOption", &args);
        }
        self.say(id, me, "Monsters wander in the meadow. 小心！", title);
    }

    fn say(&mut self, id: SessionId, me: i32, text: &str, title: Value) {
        let args = [Value::text(text), Value::Int(0), Value::Int(DIALOG_HEAD), title];
        self.call_at(id, me, None, "dialog_setText", &args);
    }

    /// An NPC speaks to an avatar that comes near, once.
    pub(super) fn greet(&mut self, id: SessionId, npc: i32) {
        let npc_name = self.world.entities.get(&npc).map(|e| e.prop(&self.defs, "name"));
        let Some(me) = self.own_cell(id) else {
            return;
        };
        let name = self.world.entities.get(&me).map(|e| e.prop(&self.defs, "name").unicode());
        if let Some(player) = self.sessions.get_mut(&id).and_then(|s| s.player.as_mut()) {
            player.witness.greeted.insert(npc);
        }
        let text = format!("Welcome, {}!", name.unwrap_or_default());
        self.say(id, me, &text, npc_name.unwrap_or(Value::text("")));
    }

    /// Hurts a monster, which will strike back.
    fn use_skill(&mut self, me: i32, skill: i64, target: i32) {
        let space = self.world.entities.get(&me).map(|e| e.space);
        let hz = self.config.tick_hz;
        let hp = self.points(target, "HP");
        let Some(e) = self.world.entities.get_mut(&target) else {
            return;
        };
        let Brain::Monster(brain) = &mut e.brain else {
            return;
        };
        if Some(e.space) != space || hp == 0 {
            return;
        }
        let damage = self.rng.below(10) as i64 + 1;
        let left = (hp - damage).max(0);
        if left == 0 {
            brain.die(hz);
        } else {
            brain.provoke(me, hz);
        }
        self.set_if_changed(target, "state", if left == 0 { DEAD } else { FIGHTING });
        self.set_if_changed(target, "forbids", FORBIDDEN_WHILE_FIGHTING);
        self.set_prop(target, "HP", Value::Int(left));
        let args = [i64::from(me), skill, 0, damage].map(Value::Int);
        self.call_others(target, None, "recvDamage", &args);
    }

    /// A monster hits an avatar: points first, then the call, as recorded.
    pub(super) fn strike(&mut self, monster: i32, avatar: i32, damage: i32) {
        let hp = self.points(avatar, "HP");
        if !self.owners.contains_key(&avatar) || hp == 0 {
            return;
        }
        let left = (hp - i64::from(damage)).max(0);
        self.set_if_changed(avatar, "state", if left == 0 { DEAD } else { FIGHTING });
        self.set_if_changed(avatar, "forbids", FORBIDDEN_WHILE_FIGHTING);
        self.set_if_changed(avatar, "HP", left);
        let args = [i64::from(monster), 1, 0, i64::from(damage)].map(Value::Int);
        self.call_all(avatar, None, "recvDamage", &args);
    }

    /// `say` on the base answers its own client, `hello` on component1 everybody; `hello` on component3 stays
    /// without an answer, all as recorded.
    fn component_script(&mut self, call: &Call, component: &str) {
        let number = [Value::Int(7770)];
        match (component, call.side) {
            ("component1" | "component2", Side::Base) => {
                self.call_own(call.target, Some(component), "helloCB", &number);
            }
            ("component1" | "component2", Side::Cell) => {
                self.call_all(call.target, Some(component), "helloCB", &number);
            }
            _ => {}
        }
    }

    /// The zoo echoes to whoever called.
    fn zoo_script(&mut self, id: SessionId, call: &Call) {
        let answer = match call.method.strip_prefix("echo") {
            Some(suffix) => format!("onEcho{suffix}"),
            None => "onPartEcho".to_owned(),
        };
        self.call_at(id, call.target, call.component, &answer, &call.args);
    }
}

/// `AVATAR_INFOS` (`spec/02 §1.7`).
fn avatar_info(r: &AvatarRecord, param1: i64, param2: &str) -> Value {
    Value::Dict(vec![
        Value::Int(r.dbid as i64),
        Value::text(&r.name),
        Value::Int(r.role),
        Value::Int(r.level),
        Value::Dict(vec![Value::Int(param1), Value::text(param2)]),
    ])
}
