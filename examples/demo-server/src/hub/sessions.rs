//! Sessions: an online account, its entities and the client that plays them (`spec/01 §4.3` to `§4.6`).

use std::time::Duration;

use tokio::time::Instant;

use super::{ConnId, Hub, SessionId};
use crate::defs::Defs;
use crate::errors;
use crate::ids::client;
use crate::value::Value;
use crate::wire::Writer;
use crate::world::entity::Entity;
use crate::world::snapshot;
use crate::world::view::Witness;

/// How long a proxy waits for its client to come back.
const PROXY_LINGER: Duration = Duration::from_secs(10);

/// The entity a client plays instead of its account.
pub(crate) struct Player {
    pub(crate) eid: i32,
    pub(crate) uuid: u64,
    /// Index of its module.
    pub(crate) module: usize,
    /// Record of the avatar, 0 for a type zoo.
    pub(crate) dbid: u64,
    /// The cell part while it has none in the world (`losecell`).
    pub(crate) parked: Option<Box<Entity>>,
    pub(crate) witness: Witness,
}

/// A download to the client (`spec/02 §3.11`).
pub(crate) struct Stream {
    pub(crate) id: i16,
    pub(crate) size: usize,
    pub(crate) sent: usize,
    pub(crate) text: bool,
    pub(crate) done: bool,
}

pub(crate) struct Session {
    pub(crate) account: String,
    pub(crate) account_eid: i32,
    pub(crate) account_uuid: u64,
    pub(crate) player: Option<Player>,
    pub(crate) conn: Option<ConnId>,
    pub(crate) lost_at: Option<Instant>,
    pub(crate) logged_out: bool,
    pub(crate) streams: Vec<Stream>,
}

impl Session {
    /// Entity and key of the proxy that has the client.
    pub(crate) fn active(&self) -> (i32, u64) {
        match &self.player {
            Some(p) => (p.eid, p.uuid),
            None => (self.account_eid, self.account_uuid),
        }
    }
}

/// `onUpdatePropertys` with the one property of an account (`spec/02 §6.1`).
fn account_properties(defs: &Defs, eid: i32, last_character: u64) -> Option<Vec<u8>> {
    let module = defs.index_of("Account")?;
    snapshot::base_properties(defs, eid, module, &[Value::Int(last_character as i64)])
}

impl Hub {
    /// Queues a message for a session's client, if it has one.
    pub(crate) fn send(&mut self, session: SessionId, message: &[u8]) {
        let conn = self.sessions.get(&session).and_then(|s| s.conn);
        if let Some(conn) = conn {
            self.queue(conn, message);
        }
    }

    pub(crate) fn flush_session(&mut self, session: SessionId) {
        let conn = self.sessions.get(&session).and_then(|s| s.conn);
        if let Some(conn) = conn {
            self.flush(conn);
        }
    }

    /// A key for relogin and logout; never 0, which no client may use (`spec/01 §4.5`).
    pub(crate) fn new_uuid(&mut self) -> u64 {
        self.rng.next() | 1
    }

    /// The Baseapp lets a client in: a new account entity, or the one that is online already, whose old client is
    /// kicked (`spec/01 §4.4`).
    pub(super) fn start_session(&mut self, conn: ConnId, account: &str) {
        let id = match self.online.get(account).copied() {
            Some(id) => {
                self.give_back(id);
                self.kick_session(id, errors::ACCOUNT_LOGIN_ANOTHER);
                id
            }
            None => self.new_session(account),
        };
        let uuid = self.new_uuid();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        session.account_uuid = uuid;
        self.attach(conn, id);
        self.send_account_proxy(id);
        self.flush(conn);
    }

    fn new_session(&mut self, account: &str) -> SessionId {
        let id = self.next_session;
        self.next_session += 1;
        let account_eid = self.world.new_proxy_id();
        self.sessions.insert(
            id,
            Session {
                account: account.to_owned(),
                account_eid,
                account_uuid: 0,
                player: None,
                conn: None,
                lost_at: None,
                logged_out: false,
                streams: Vec::new(),
            },
        );
        self.online.insert(account.to_owned(), id);
        self.owners.insert(account_eid, id);
        id
    }

    fn attach(&mut self, conn: ConnId, session: SessionId) {
        if let Some(c) = self.conns.get_mut(&conn) {
            c.session = Some(session);
        }
        if let Some(s) = self.sessions.get_mut(&session) {
            s.conn = Some(conn);
            s.lost_at = None;
            s.logged_out = false;
        }
    }

    /// Base properties, then `onCreatedProxies`, of the account entity (`spec/01 §4.3`).
    pub(crate) fn send_account_proxy(&mut self, id: SessionId) {
        let Some(s) = self.sessions.get(&id) else {
            return;
        };
        let (eid, uuid) = (s.account_eid, s.account_uuid);
        self.send_account_properties(id);
        let proxies = snapshot::created_proxies(uuid, eid, "Account");
        self.send(id, &proxies);
    }

    pub(crate) fn send_account_properties(&mut self, id: SessionId) {
        let Some(s) = self.sessions.get(&id) else {
            return;
        };
        let last = self.accounts.get(&s.account).map_or(0, |a| a.last_character);
        if let Some(message) = account_properties(&self.defs, s.account_eid, last) {
            self.send(id, &message);
        }
    }

    /// Base properties, then `onCreatedProxies`, of the entity that is played.
    pub(crate) fn send_player_proxy(&mut self, id: SessionId) {
        let Some(player) = self.sessions.get(&id).and_then(|s| s.player.as_ref()) else {
            return;
        };
        let (eid, uuid, module) = (player.eid, player.uuid, player.module);
        let class = self.defs.module(module).map_or("", |m| m.name);
        let proxies = snapshot::created_proxies(uuid, eid, class);
        let cell = player.parked.as_deref();
        let cell = cell.or_else(|| self.world.entities.get(&eid));
        let base = cell.and_then(|e| snapshot::base_properties(&self.defs, eid, module, &e.props));
        if let Some(message) = base {
            self.send(id, &message);
        }
        self.send(id, &proxies);
    }

    /// Re-login: the old connection goes without a word, the proxy gets a new key, everything is sent again
    /// (`spec/01 §4.5`).
    pub(super) fn resume_session(&mut self, conn: ConnId, id: SessionId) {
        if let Some(old) = self.sessions.get_mut(&id).and_then(|s| s.conn.take()) {
            self.close(old);
        }
        let uuid = self.new_uuid();
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        match &mut session.player {
            Some(player) => player.uuid = uuid,
            None => session.account_uuid = uuid,
        }
        let plays = session.player.is_some();
        self.attach(conn, id);
        if plays {
            self.send_player_proxy(id);
        } else {
            self.send_account_proxy(id);
        }
        let done = Writer::new().u64(uuid).var(client::RELOGIN_OK);
        self.send(id, &done);
        self.flush(conn);
        self.show_world_again(id);
    }

    /// Takes the client from the played entity back to the account (`spec/01 §4.4`). False when it plays none.
    pub(crate) fn give_back(&mut self, id: SessionId) -> bool {
        let Some(eid) = self.end_player(id) else {
            return false;
        };
        let gone = Writer::new().i32(eid).fixed(client::DESTROYED);
        self.send(id, &gone);
        self.send_account_proxy(id);
        true
    }

    /// Destroys the played entity, keeping what belongs to its record.
    pub(crate) fn end_player(&mut self, id: SessionId) -> Option<i32> {
        let session = self.sessions.get_mut(&id)?;
        let mut player = session.player.take()?;
        let account = session.account.clone();
        self.owners.remove(&player.eid);
        self.release_controlled(player.eid);
        let cell = self.world.entities.remove(&player.eid);
        if let Some(e) = cell.or(player.parked.take().map(|e| *e)) {
            self.store_avatar(&account, player.dbid, &e);
        }
        Some(player.eid)
    }

    fn store_avatar(&mut self, account: &str, dbid: u64, e: &Entity) {
        let defs = &self.defs;
        let account = self.accounts.get_mut(account);
        let record = account.and_then(|a| a.avatars.iter_mut().find(|r| r.dbid == dbid));
        if let Some(record) = record {
            record.space = e.space;
            record.pos = e.pos;
            record.dir = e.dir;
            record.hp = e.prop(defs, "HP").int();
            record.mp = e.prop(defs, "MP").int();
        }
    }

    /// `onKicked`, then the connection closes behind it (`spec/01 §4.4`).
    pub(crate) fn kick_session(&mut self, id: SessionId, code: u16) -> bool {
        let Some(conn) = self.sessions.get_mut(&id).and_then(|s| s.conn) else {
            return false;
        };
        self.queue(conn, &Writer::new().u16(code).fixed(client::KICKED));
        self.close(conn);
        true
    }

    /// The client of a session is gone; its proxy waits a while (`spec/01 §4.5`).
    pub(super) fn client_lost(&mut self, id: SessionId, conn: ConnId) {
        let Some(session) = self.sessions.get_mut(&id) else {
            return;
        };
        if session.conn != Some(conn) {
            return;
        }
        session.conn = None;
        session.lost_at = Some(self.now);
        session.streams.clear();
        if let Some(player) = &mut session.player {
            player.witness.view.clear();
        } else if session.logged_out {
            // An account that nobody plays ends with its client.
            self.end_session(id);
        }
    }

    pub(super) fn expire_sessions(&mut self) {
        let now = self.now;
        let over = |s: &Session| s.lost_at.is_some_and(|at| now.duration_since(at) >= PROXY_LINGER);
        let ended: Vec<SessionId> =
            self.sessions.iter().filter(|(_, s)| over(s)).map(|(id, _)| *id).collect();
        for id in ended {
            self.end_session(id);
        }
    }

    /// The account goes offline; its client, if any, must have been told before.
    pub(crate) fn end_session(&mut self, id: SessionId) {
        self.end_player(id);
        let Some(session) = self.sessions.remove(&id) else {
            return;
        };
        self.online.remove(&session.account);
        self.owners.remove(&session.account_eid);
        if let Some(conn) = session.conn {
            self.close(conn);
        }
    }
}
