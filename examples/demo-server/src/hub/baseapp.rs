//! Messages of the Baseapp (`spec/01 §3.5`, `§4.3` to `§4.8`).

use super::accounts::{MAX_NAME, MAX_PASSWORD, is_email};
use super::{ConnId, Hub, SessionId};
use crate::config::StallAt;
use crate::errors;
use crate::ids::{base, client};
use crate::wire::{Reader, Short, Writer};

impl Hub {
    pub(super) fn baseapp_message(
        &mut self,
        conn: ConnId,
        id: u16,
        body: &[u8],
    ) -> Result<(), Short> {
        let mut r = Reader::new(body);
        match id {
            base::HELLO if !self.stalls(StallAt::BaseHello) => self.base_hello(conn, &mut r),
            base::LOGIN if !self.stalls(StallAt::BaseLogin) => self.login_base(conn, &mut r),
            base::RELOGIN => self.relogin(conn, &mut r)?,
            base::LOGOUT => self.logout(conn, &mut r)?,
            base::ACTIVE_TICK => self.heartbeat(conn),
            base::IMPORT_MESSAGES if !self.stalls(StallAt::Imports) => {
                let body = Writer::new().raw(&self.imports.base_messages);
                self.reply(conn, &body.var(client::IMPORT_MESSAGES));
            }
            base::IMPORT_ENTITY_DEF if !self.stalls(StallAt::Imports) => {
                let body = Writer::new().raw(&self.imports.entity_defs);
                self.reply(conn, &body.var(client::IMPORT_ENTITY_DEF));
            }
            base::BIND_EMAIL => self.bind_email(conn, &mut r)?,
            base::NEW_PASSWORD => self.new_password(conn, &mut r)?,
            base::BASE_CALL => self.base_call(conn, &mut r)?,
            base::CELL_CALL => self.cell_call(conn, &mut r)?,
            base::FORWARD_TO_CELL => self.forward_to_cell(conn, &mut r)?,
            base::UPDATE_DATA => self.update_data(conn, body),
            base::UPDATE_DATA_CONTROLLED => self.update_controlled(conn, body),
            // Known but not for clients, or configured to stay silent.
            _ => {}
        }
        Ok(())
    }

    /// The session a connection is the client of.
    pub(crate) fn session_of(&self, conn: ConnId) -> Option<SessionId> {
        self.conns.get(&conn)?.session
    }

    fn login_base(&mut self, conn: ConnId, r: &mut Reader<'_>) {
        let (name, password) = (r.text().trim().to_owned(), r.text());
        // Too long: not even an answer (`spec/01 §4.3`).
        if name.len() > MAX_NAME || password.len() > MAX_PASSWORD {
            return;
        }
        let code = match self.pending_logins.get(&name) {
            _ if self.session_of(conn).is_some() => errors::ILLEGAL_LOGIN,
            None => errors::ILLEGAL_LOGIN,
            Some(p) if p.password != password => errors::NAME_PASSWORD,
            Some(_) => {
                self.pending_logins.remove(&name);
                return self.start_session(conn, &name);
            }
        };
        let answer = Writer::new().u16(code);
        self.reply(conn, &answer.fixed(client::LOGIN_BASEAPP_FAILED));
    }

    /// Name and password are not checked, only the key and the entity are (`spec/01 §4.5`).
    fn relogin(&mut self, conn: ConnId, r: &mut Reader<'_>) -> Result<(), Short> {
        let _name_and_password = (r.string(), r.string());
        let (key, eid) = (r.u64()?, r.i32()?);
        let session = self.owners.get(&eid).copied();
        let found = session.filter(|id| {
            let free = self.session_of(conn).is_none();
            free && key != 0 && self.sessions.get(id).is_some_and(|s| s.active() == (eid, key))
        });
        match found {
            Some(session) => self.resume_session(conn, session),
            None => {
                let answer = Writer::new().u16(errors::ILLEGAL_LOGIN);
                self.reply(conn, &answer.fixed(client::RELOGIN_FAILED));
            }
        }
        Ok(())
    }

    /// Closes on a match and ignores everything else (`spec/01 §4.6`).
    fn logout(&mut self, conn: ConnId, r: &mut Reader<'_>) -> Result<(), Short> {
        let (key, eid) = (r.u64()?, r.i32()?);
        let Some(id) = self.session_of(conn) else {
            return Ok(());
        };
        let Some(session) = self.sessions.get_mut(&id) else {
            return Ok(());
        };
        if session.active() == (eid, key) {
            session.logged_out = true;
            self.close(conn);
        }
        Ok(())
    }

    fn bind_email(&mut self, conn: ConnId, r: &mut Reader<'_>) -> Result<(), Short> {
        let eid = r.i32()?;
        let (password, email) = (r.text().trim().to_owned(), r.text().trim().to_owned());
        let Some(account) = self.account_of_request(conn, eid) else {
            return Ok(());
        };
        let code = match self.accounts.get_mut(&account) {
            _ if !is_email(&email) => errors::NAME_MAIL,
            Some(a) if a.password == password => {
                a.email = email;
                errors::SUCCESS
            }
            _ => errors::OP_FAILED,
        };
        let answer = Writer::new().u16(code);
        self.reply(conn, &answer.fixed(client::BIND_EMAIL_CB));
        Ok(())
    }

    fn new_password(&mut self, conn: ConnId, r: &mut Reader<'_>) -> Result<(), Short> {
        let eid = r.i32()?;
        let (old, new) = (r.text().trim().to_owned(), r.text().trim().to_owned());
        let Some(account) = self.account_of_request(conn, eid) else {
            return Ok(());
        };
        let code = match self.accounts.get_mut(&account) {
            Some(a) if a.password == old && new.len() <= MAX_PASSWORD => {
                a.password = new;
                errors::SUCCESS
            }
            _ => errors::OP_FAILED,
        };
        let answer = Writer::new().u16(code);
        self.reply(conn, &answer.fixed(client::NEW_PASSWORD_CB));
        Ok(())
    }

    /// The account behind the asker's own account entity; another proxy's id gets no answer (`spec/01 §4.8`).
    fn account_of_request(&self, conn: ConnId, eid: i32) -> Option<String> {
        let session = self.sessions.get(&self.session_of(conn)?)?;
        (session.account_eid == eid).then(|| session.account.clone())
    }
}
