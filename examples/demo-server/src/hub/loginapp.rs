//! Messages of the Loginapp (`spec/01 §3.4`, `§4`).

use std::time::Duration;

use tokio::time::Instant;

use super::accounts::{MAX_DATAS, MAX_NAME, MAX_PASSWORD};
use super::{ConnId, Hub};
use crate::config::StallAt;
use crate::errors;
use crate::ids::{client, login};
use crate::wire::{Reader, Short, Writer};

/// How long the Baseapp waits for a client that the Loginapp let in (`spec/01 §4.3`).
const PENDING_LOGIN: Duration = Duration::from_secs(120);
/// Most names that are kept busy by logins without an answer.
const MAX_STALLED: usize = 10_000;
/// Component types of `onHelloCB` (`spec/01 §3.7`).
const LOGINAPP: i32 = 2;
const BASEAPP: i32 = 6;
/// Digests of the message tables and error texts, different for the two components and opaque to clients
/// (`spec/01 §4.1`). The error texts are this server's own, so it must not announce a real server's digest: a client
/// that caches by it would show these texts there.
const LOGINAPP_PROTOCOL: &str = "EE45B1D6CD555600E7FD50D5860D9D51";
const BASEAPP_PROTOCOL: &str = "53A8A8F7564ECD341D6E6E3843F4517F";

/// A login the Loginapp approved and the Baseapp expects.
pub(crate) struct Pending {
    pub(crate) password: String,
    pub(crate) expires: Instant,
    /// The answer to the client, held back until the bytes that came with the request are read.
    answer: Option<Vec<u8>>,
}

struct LoginRequest {
    datas: Vec<u8>,
    name: String,
    password: String,
    digest: String,
}

impl LoginRequest {
    fn read(r: &mut Reader<'_>) -> Result<Self, Short> {
        let _client_type = r.u8()?;
        Ok(Self {
            datas: r.blob()?,
            name: r.text().trim().to_owned(),
            password: r.text(),
            digest: r.text(),
        })
    }
}

impl Hub {
    pub(super) fn loginapp_message(
        &mut self,
        conn: ConnId,
        id: u16,
        body: &[u8],
    ) -> Result<(), Short> {
        let mut r = Reader::new(body);
        match id {
            login::HELLO if !self.stalls(StallAt::Hello) => {
                self.hello(conn, &mut r, LOGINAPP);
            }
            login::LOGIN => self.login(conn, &mut r)?,
            login::CREATE_ACCOUNT => self.on_create_account(conn, &mut r, false),
            login::CREATE_MAIL_ACCOUNT => self.on_create_account(conn, &mut r, true),
            login::RESET_PASSWORD => {
                // Answered before anything is checked (`spec/01 §4.8`).
                let answer = Writer::new().u16(errors::SUCCESS);
                self.reply(conn, &answer.fixed(client::RESET_PASSWORD_CB));
            }
            login::ACTIVE_TICK => self.heartbeat(conn),
            login::IMPORT_MESSAGES if !self.stalls(StallAt::Imports) => {
                let body = Writer::new().raw(&self.imports.login_messages);
                self.reply(conn, &body.var(client::IMPORT_MESSAGES));
            }
            login::IMPORT_ERRORS if !self.stalls(StallAt::Imports) => {
                let body = Writer::new().raw(&self.imports.errors);
                self.reply(conn, &body.var(client::ERRORS_DESCR));
            }
            // Known but not for clients, or configured to stay silent.
            _ => {}
        }
        Ok(())
    }

    /// Versions are compared as text; a mismatch is answered and otherwise forgotten, the key too (`spec/01 §4.1`).
    pub(super) fn hello(&mut self, conn: ConnId, r: &mut Reader<'_>, component: i32) {
        let (version, script, key) = (r.text(), r.text(), r.last_blob());
        let config = &self.config;
        let message = if version != config.version {
            let w = Writer::new().cstr(&config.version);
            w.var(client::VERSION_NOT_MATCH)
        } else if script != config.script_version {
            let w = Writer::new().cstr(&config.script_version);
            w.var(client::SCRIPT_VERSION_NOT_MATCH)
        } else {
            return self.answer_hello(conn, &self.hello_answer(component), &key);
        };
        self.reply(conn, &message);
    }

    fn hello_answer(&self, component: i32) -> Vec<u8> {
        let protocol = match component {
            BASEAPP => BASEAPP_PROTOCOL,
            _ => LOGINAPP_PROTOCOL,
        };
        let w = Writer::new().cstr(&self.config.version);
        let w = w.cstr(&self.config.script_version).cstr(protocol);
        let w = w.cstr(&self.imports.digest).i32(component);
        w.var(client::HELLO_CB)
    }

    pub(super) fn base_hello(&mut self, conn: ConnId, r: &mut Reader<'_>) {
        self.hello(conn, r, BASEAPP);
    }

    /// Answered at once, unless the operator asked for silence (`spec/01 §4.10`).
    pub(super) fn heartbeat(&mut self, conn: ConnId) {
        if self.conns.get(&conn).is_some_and(|c| !c.silenced) {
            self.reply(conn, &Writer::new().fixed(client::ACTIVE_TICK_CB));
        }
    }

    fn on_create_account(&mut self, conn: ConnId, r: &mut Reader<'_>, mail: bool) {
        let (name, password, datas) = (r.text(), r.text(), r.last_blob());
        // Too long: not even an answer (`spec/01 §4.7`).
        if name.len() > MAX_NAME || password.len() > MAX_PASSWORD || datas.len() > MAX_DATAS {
            return;
        }
        let code = self.create_account(name.trim(), &password, mail);
        let answer = Writer::new().u16(code).blob(&datas);
        self.reply(conn, &answer.var(client::CREATE_ACCOUNT_RESULT));
    }

    fn login(&mut self, conn: ConnId, r: &mut Reader<'_>) -> Result<(), Short> {
        let request = LoginRequest::read(r)?;
        if self.stalls(StallAt::Login) && !self.busy_logins.contains_key(&request.name) {
            if self.busy_logins.len() < MAX_STALLED {
                self.busy_logins.insert(request.name, conn);
            }
            return Ok(());
        }
        if let Err((code, datas)) = self.try_login(conn, &request) {
            let answer = Writer::new().u16(code).blob(&datas);
            self.reply(conn, &answer.var(client::LOGIN_FAILED));
        }
        Ok(())
    }

    /// The checks in the order of `spec/01 §4.2`; early ones echo the request's datas.
    fn try_login(&mut self, conn: ConnId, request: &LoginRequest) -> Result<(), (u16, Vec<u8>)> {
        let LoginRequest { datas, name, password, digest } = request;
        if name.is_empty() || name.len() > MAX_NAME {
            return Err((errors::NAME, datas.clone()));
        }
        if password.len() > MAX_PASSWORD {
            return Err((errors::PASSWORD, datas.clone()));
        }
        if datas.len() > MAX_DATAS {
            return Err((errors::OP_FAILED, datas.clone()));
        }
        if !digest.is_empty() && *digest != self.imports.digest {
            return Err((errors::ENTITYDEFS_NOT_MATCH, Vec::new()));
        }
        if self.busy_logins.contains_key(name) {
            return Err((errors::BUSY, Vec::new()));
        }
        self.check_account(name, password).map_err(|code| (code, Vec::new()))?;
        let pending = Pending {
            password: password.clone(),
            expires: self.now + PENDING_LOGIN,
            answer: Some(self.login_answer(name, datas)),
        };
        self.busy_logins.insert(name.clone(), conn);
        self.pending_logins.insert(name.clone(), pending);
        Ok(())
    }

    fn login_answer(&self, name: &str, datas: &[u8]) -> Vec<u8> {
        let port = self.config.announced_port.unwrap_or(self.doors.base_port);
        let udp_port = self.config.announced_udp_port.unwrap_or(self.doors.udp_port);
        let w = Writer::new().cstr(name).cstr(&self.config.announced_host);
        let w = w.u16(port).u16(udp_port).blob(datas);
        w.var(client::LOGIN_OK)
    }

    /// Sends the answers of the logins that came in with the last bytes. Until here their names are busy, so a second
    /// login in the same write is refused before the first one is answered, as recorded (`spec/01 §4.2`).
    pub(super) fn settle_logins(&mut self, conn: ConnId) {
        if self.stalls(StallAt::Login) {
            return;
        }
        let mine = |(name, asker): (&String, &ConnId)| (*asker == conn).then(|| name.clone());
        let names: Vec<String> = self.busy_logins.iter().filter_map(mine).collect();
        for name in names {
            self.busy_logins.remove(&name);
            let pending = self.pending_logins.get_mut(&name);
            if let Some(answer) = pending.and_then(|p| p.answer.take()) {
                self.reply(conn, &answer);
            }
        }
    }
}
