//! Logins and the requests that need no session, step by step (`spec/01 §4`). Every attempt ends in
//! exactly one terminal event.

use super::announced::{self, Advice, Reached};
use super::connection::Place;
use super::log::remark;
use super::pacing::Tag;
use super::{Phase, Session, Time};
use crate::layers::command::Secret;
use crate::layers::event::{AccountRequest, Ending, Event, Origin, Reason, Server, VersionKind};
use crate::wire::table::{ClientMessage, ServerMessage};
use crate::wire::{Reader, WireError, WireErrorKind};

/// What an attempt is for.
#[derive(Debug)]
pub(super) enum Goal {
    Login {
        datas: Vec<u8>,
        /// The server would not resume a session; the game sees one story.
        instead_of_resuming: bool,
    },
    Relogin,
    Account {
        request: AccountRequest,
        account: Vec<u8>,
        password: Secret,
        datas: Vec<u8>,
        mail: bool,
    },
    Probe {
        server: Server,
        imports: bool,
    },
}

/// Where an attempt stands on its current connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Connecting,
    Hello,
    /// Waiting for the cache and for what it did not have.
    Importing(Missing),
    /// The request is out.
    Asked,
}

/// Imports that are still awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Missing {
    /// Lookups in the cache, a bit for each kind: an answer that comes twice counts once.
    pub(super) lookups: u8,
    pub(super) messages: bool,
    pub(super) errors: bool,
    pub(super) definitions: bool,
}

/// A login or another request under way.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) goal: Goal,
    pub(super) step: Step,
    until: Time,
    /// Reply bodies to be stored, in the order of the cache file.
    pub(super) bodies: [Vec<u8>; 2],
}

impl Attempt {
    pub(super) fn deadline(&self) -> Option<Time> {
        Some(self.until)
    }
}

/// Account and password, kept for the second half of the login.
#[derive(Debug, Default)]
pub(super) struct Credentials {
    pub(super) account: Vec<u8>,
    pub(super) password: Secret,
    /// Data for the server's login script.
    pub(super) datas: Vec<u8>,
}

impl Session {
    /// Starts an attempt; what was going on before ends first.
    pub(super) fn begin(&mut self, now: Time, goal: Goal) {
        if !matches!(self.phase, Phase::Offline) {
            let text = "replaced by another request";
            self.end_at(now, Origin::Game, Reason::Requested, 0, text, b"");
        }
        self.leave_world_behind();
        match goal {
            Goal::Login { instead_of_resuming: true, .. } => self.resume = None,
            _ => self.forget_account(),
        }
        self.change_table(|table| *table = crate::wire::table::MessageTable::stock());
        let server = match goal {
            Goal::Probe { server, .. } => server,
            _ => Server::Loginapp,
        };
        let what = goal.name();
        self.set_attempt(now, goal);
        let (host, port) = (self.config.host.clone(), self.config.port);
        remark!(self, Info, Session, "{what} at {} {host}:{port}", server.name());
        self.connect(now, server, Place { host, port, ..Place::default() });
    }

    pub(super) fn set_attempt(&mut self, now: Time, goal: Goal) {
        let until = now + self.config.connect_timeout;
        let bodies = [const { Vec::new() }; 2];
        self.phase = Phase::Attempt(Attempt { goal, step: Step::Connecting, until, bodies });
    }

    pub(super) fn attempt(&mut self) -> Option<&mut Attempt> {
        match &mut self.phase {
            Phase::Attempt(a) => Some(a),
            _ => None,
        }
    }

    pub(super) fn step(&mut self, step: Step, until: Time) {
        if let Some(a) = self.attempt() {
            a.step = step;
            a.until = until;
        }
    }

    pub(super) fn is_at(&self, wanted: impl FnOnce(&Attempt) -> bool) -> bool {
        matches!(&self.phase, Phase::Attempt(a) if wanted(a))
    }

    /// Hello and imports are done: now for what the attempt is about.
    pub(super) fn ask(&mut self, now: Time) {
        let Some(server) = self.current().map(|c| c.server) else { return };
        let config = &self.config;
        let (login, base_login) = (config.login_timeout, config.baseapp_login_timeout);
        let Phase::Attempt(a) = &mut self.phase else { return };
        let goal = std::mem::replace(&mut a.goal, Goal::Relogin);
        match (&goal, server) {
            (Goal::Probe { .. }, _) => {
                if let Some(a) = self.attempt() {
                    a.goal = goal;
                }
                return self.succeed_probe();
            }
            (Goal::Relogin, _) => self.ask_to_resume(now),
            (Goal::Login { datas, .. }, Server::Loginapp) => {
                let credentials = std::mem::take(&mut self.credentials);
                let client_type = self.config.client_type;
                self.send(ServerMessage::LoginappLogin, Tag::Plain, |w| {
                    w.i8(client_type).blob(datas);
                    w.cstr(&credentials.account).cstr(&credentials.password);
                });
                self.credentials = credentials;
                self.step(Step::Asked, now + login);
            }
            (Goal::Login { .. }, Server::Baseapp) => {
                let credentials = std::mem::take(&mut self.credentials);
                self.send(ServerMessage::BaseappLogin, Tag::Plain, |w| {
                    w.cstr(&credentials.account).cstr(&credentials.password);
                });
                self.credentials = credentials;
                self.step(Step::Asked, now + base_login);
            }
            (Goal::Account { request, account, password, datas, mail }, _) => {
                let (message, full) = match (request, mail) {
                    (AccountRequest::ResetPassword, _) => {
                        (ServerMessage::LoginappResetPassword, false)
                    }
                    (_, true) => (ServerMessage::LoginappCreateMailAccount, true),
                    (_, false) => (ServerMessage::LoginappCreateAccount, true),
                };
                self.send(message, Tag::Plain, |w| {
                    w.cstr(account);
                    if full {
                        w.cstr(password).blob(datas);
                    }
                });
                self.step(Step::Asked, now + login);
            }
        }
        if let Some(a) = self.attempt() {
            a.goal = goal;
        }
    }

    fn succeed_probe(&mut self) {
        let ending = self.ending(Origin::Server, Reason::None, 0, "");
        self.phase = Phase::Offline;
        self.disconnect();
        self.batch.push(Event::ProbeResult { ending });
    }

    /// `Client::onLoginSuccessfully`: the baseapp is next (`spec/01 §4.2–§4.3`).
    pub(super) fn on_login_succeeded(
        &mut self,
        now: Time,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let (account, host) = (r.cstr()?, r.cstr()?);
        let (tcp_port, udp_port) = (r.u16()?, r.u16()?);
        let datas = r.blob()?;
        let asked = |a: &Attempt| a.step == Step::Asked && matches!(a.goal, Goal::Login { .. });
        let from_loginapp = self.current().is_some_and(|c| c.server == Server::Loginapp);
        if !self.is_at(asked) || !from_loginapp {
            return Ok(());
        }
        let accepted = Event::LoginAccepted {
            tcp_port,
            udp_port,
            host: self.batch.text(host),
            account: self.batch.text(account),
            datas: self.batch.text(datas),
        };
        self.batch.push(accepted);
        self.credentials.account = account.to_vec();
        let announced = String::from_utf8_lossy(host).into_owned();
        let (host, advice) = self.baseapp_host(announced);
        let port = match self.config.baseapp_port {
            0 => tcp_port,
            port => port,
        };
        let udp_port = match self.config.baseapp_udp_port {
            // What is not offered is not there, at whatever port.
            _ if udp_port == 0 => 0,
            // Where one announced port does not hold, the other one need not either.
            0 if self.config.baseapp_port != 0 => 0,
            0 => udp_port,
            port => port,
        };
        remark!(self, Debug, Session, "the loginapp lets the account in: on to {host}:{port}");
        let version = self.current().map(|c| c.version.clone()).unwrap_or_default();
        self.connect(now, Server::Baseapp, Place { host, port, udp_port, version, advice });
        self.step(Step::Connecting, now + self.config.connect_timeout);
        Ok(())
    }

    /// Where to look for the baseapp, and what to say about it.
    fn baseapp_host(&mut self, announced: String) -> (String, Advice) {
        if !self.config.baseapp_host.is_empty() {
            return (self.config.baseapp_host.clone(), Advice::default());
        }
        let host = self.config.host.clone();
        let address = self.current().and_then(|c| c.address);
        let advice = announced::judge(&announced, Reached { host: &host, address });
        (if advice.use_loginapp { host } else { announced }, advice)
    }

    /// `Client::onLoginFailed` and `onLoginBaseappFailed`.
    pub(super) fn on_login_failed(
        &mut self,
        now: Time,
        with_datas: bool,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let code = r.u16()?;
        let datas = if with_datas { r.blob()? } else { b"" };
        if self.is_at(|a| a.step == Step::Asked && matches!(a.goal, Goal::Login { .. })) {
            let text = self.error_text(code);
            self.end_at(now, Origin::Server, Reason::Refused, code, &text, datas);
        }
        Ok(())
    }

    /// The answer to a request that needs no session; while observing, any answer.
    pub(super) fn on_account_result(
        &mut self,
        answered: AccountRequest,
        with_datas: bool,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let code = r.u16()?;
        let datas = if with_datas { r.blob()? } else { b"" };
        let asked = |a: &Attempt| {
            a.step == Step::Asked
                && matches!(a.goal, Goal::Account { request, .. } if request == answered)
        };
        if matches!(self.phase, Phase::Observing) {
            self.account_result(answered, code, datas);
        } else if self.is_at(asked) {
            self.phase = Phase::Offline;
            self.account_result(answered, code, datas);
            self.disconnect();
        }
        Ok(())
    }

    pub(super) fn account_result(&mut self, request: AccountRequest, code: u16, datas: &[u8]) {
        let (reason, text) = match code {
            0 => (Reason::None, String::new()),
            _ => (Reason::Refused, self.error_text(code)),
        };
        let ending = self.ending(Origin::Server, reason, code, &text);
        let datas = self.batch.text(datas);
        self.batch.push(Event::AccountResult { request, ending, datas });
    }

    /// The player's first entity has been created.
    pub(super) fn login_complete(&mut self, now: Time) {
        let Phase::Attempt(Attempt {
            step: Step::Asked,
            goal: Goal::Login { instead_of_resuming, .. },
            ..
        }) = self.phase
        else {
            return;
        };
        self.phase = Phase::InGame;
        self.remember_baseapp();
        let (uuid, entity) = (self.world.uuid, self.world.player);
        remark!(self, Info, Session, "the login is complete: the player is entity {entity}");
        self.batch.push(match instead_of_resuming {
            true => Event::Resumed { uuid, entity, by_login: true },
            false => Event::LoginSucceeded { uuid, entity },
        });
        if let Some(c) = self.current() {
            c.heartbeat.hurry(now);
        }
    }

    pub(super) fn attempt_timeout(&mut self, now: Time) {
        let Phase::Attempt(a) = &self.phase else { return };
        if a.until > now {
            return;
        }
        let is_login = matches!(a.goal, Goal::Login { .. } | Goal::Relogin);
        let step = a.step;
        let Some(c) = self.connections.first() else { return };
        let (who, server, hint) = (c.describe(), c.server, &c.advice.hint);
        let (reason, text) = match (step, server) {
            (Step::Connecting, _) => {
                (Reason::ConnectTimeout, format!("connection to {who} timed out{hint}"))
            }
            (Step::Hello, _) => {
                (Reason::HelloTimeout, format!("{who} did not answer hello; is it KBEngine?{hint}"))
            }
            (Step::Importing(_), _) => {
                (Reason::ImportTimeout, format!("{who} did not answer the import requests"))
            }
            (Step::Asked, _) if !is_login => {
                (Reason::RequestTimeout, format!("{who} did not answer the request"))
            }
            (Step::Asked, Server::Loginapp) => {
                (Reason::LoginTimeout, format!("{who} did not answer the login"))
            }
            (Step::Asked, Server::Baseapp) => {
                (Reason::BaseappLoginTimeout, format!("{who} did not answer the login"))
            }
        };
        if step == Step::Connecting {
            let (port, host) = (c.port, c.host.clone());
            self.connection_failed_event(server, port, &host, &text);
        }
        self.end_at(now, Origin::Library, reason, 0, &text, b"");
    }

    /// Ends whatever is going on, with the one event that belongs to it.
    pub(super) fn end_at(
        &mut self,
        now: Time,
        origin: Origin,
        reason: Reason,
        code: u16,
        text: &str,
        datas: &[u8],
    ) {
        if matches!(self.phase, Phase::Offline) {
            // A world that waited to be resumed is given up.
            self.leave_world_behind();
            return self.forget_account();
        }
        let phase = std::mem::replace(&mut self.phase, Phase::Offline);
        let what = match phase {
            Phase::InGame | Phase::Leaving { .. } | Phase::Waiting { .. } => "the session",
            _ => "the attempt",
        };
        remark!(self, Info, Session, "{what} ends ({origin:?}, {reason:?}): {text}");
        let ending = match self.is_cipher_to_blame(reason) {
            true => self.ending(origin, reason, code, &format!("{text}; {CIPHER_HINT}")),
            false => self.ending(origin, reason, code, text),
        };
        self.disconnect();
        self.fail_requests(ending);
        match phase {
            Phase::Offline => {}
            Phase::Observing => self.phase = Phase::Observing,
            Phase::InGame => self.session_ended(now, ending),
            Phase::Leaving { .. } | Phase::Waiting { .. } => self.session_over(ending),
            Phase::Attempt(a) => self.attempt_ended(now, a.goal, ending, datas),
        }
    }

    /// Whether an ending may come of a server that is not encrypting.
    fn is_cipher_to_blame(&self, reason: Reason) -> bool {
        let may_be = matches!(
            reason,
            Reason::ImportTimeout
                | Reason::LoginTimeout
                | Reason::BaseappLoginTimeout
                | Reason::RequestTimeout
                | Reason::HeartbeatTimeout
                | Reason::ClosedByServer
                | Reason::ConnectionLost
                | Reason::ProtocolError
        );
        may_be && self.connections.first().is_some_and(|c| c.filter.is_in_doubt())
    }

    fn attempt_ended(&mut self, now: Time, goal: Goal, ending: Ending, datas: &[u8]) {
        match goal {
            Goal::Relogin => self.resume_failed(now, ending),
            Goal::Login { instead_of_resuming: true, .. } => self.session_over(ending),
            Goal::Login { .. } => {
                self.leave_world_behind();
                self.forget_account();
                let datas = self.batch.text(datas);
                self.batch.push(Event::LoginFailed { ending, datas });
            }
            Goal::Account { request, .. } => {
                let datas = self.batch.text(datas);
                self.batch.push(Event::AccountResult { request, ending, datas });
            }
            Goal::Probe { .. } => self.batch.push(Event::ProbeResult { ending }),
        }
    }

    /// Nothing will be asked in this account's name any more.
    pub(super) fn forget_account(&mut self) {
        self.credentials = Credentials::default();
        self.resume = None;
    }

    pub(super) fn leave_world_behind(&mut self) {
        let had_world = self.world.entities().next().is_some() || self.world.player != 0;
        self.world = super::World::default();
        self.upload.clear();
        self.trust = super::imports::Trust::Confirmed;
        if had_world {
            self.batch.push(Event::Reset);
        }
    }

    /// The session-level messages.
    pub(super) fn session_message(
        &mut self,
        now: Time,
        m: &super::Seen<'_>,
    ) -> Result<(), WireError> {
        use ClientMessage as M;
        let mut reader = Reader::new(m.body());
        let r = &mut reader;
        match m.kind {
            M::Hello => self.on_hello(now, m.link, r),
            M::VersionMismatch => self.on_version_mismatch(now, VersionKind::Engine, r),
            M::ScriptVersionMismatch => self.on_version_mismatch(now, VersionKind::Script, r),
            M::ImportMessages => self.on_message_list(now, m.body()),
            M::ServerErrors => self.on_error_texts(now, m.body()),
            M::ImportEntityDef => {
                self.on_definitions(now, m.body());
                Ok(())
            }
            M::LoginSucceeded => self.on_login_succeeded(now, r),
            M::LoginFailed => self.on_login_failed(now, true, r),
            M::LoginBaseappFailed => self.on_login_failed(now, false, r),
            M::CreateAccountResult => self.on_account_result(AccountRequest::Create, true, r),
            M::ResetPasswordResult => {
                self.on_account_result(AccountRequest::ResetPassword, false, r)
            }
            M::BindEmailResult => self.on_request_result(AccountRequest::BindEmail, r),
            M::NewPasswordResult => self.on_request_result(AccountRequest::NewPassword, r),
            M::Kicked => self.on_kicked(now, r),
            M::Heartbeat => {
                let answered = self.connection(m.link).and_then(|c| c.heartbeat.answered(now));
                if let Some(t) = answered {
                    self.stats.round_trip_us = u64::try_from(t.as_micros()).unwrap_or(u64::MAX);
                }
                Ok(())
            }
            M::ReloginSucceeded => self.on_relogin_succeeded(now, r),
            M::ReloginFailed => self.on_relogin_failed(now, r),
            _ => Err(r.error(WireErrorKind::Limit("not a session message"))),
        }
    }
}

/// What is said of an encrypted connection on which nothing could ever be decrypted. Hello does not
/// tell whether the server took the key (`spec/01 §5.1`).
const CIPHER_HINT: &str = "this client's encryption is Blowfish and nothing came that could be \
    decrypted: if encrypt_type in the server's settings is not 1, this client's must be none";

/// Messages about the session itself; all others are about entities, spaces and streams.
pub(super) fn is_session_message(kind: ClientMessage) -> bool {
    use ClientMessage as M;
    matches!(
        kind,
        M::Hello
            | M::VersionMismatch
            | M::ScriptVersionMismatch
            | M::ImportMessages
            | M::ImportEntityDef
            | M::ServerErrors
            | M::LoginSucceeded
            | M::LoginFailed
            | M::LoginBaseappFailed
            | M::CreateAccountResult
            | M::ResetPasswordResult
            | M::BindEmailResult
            | M::NewPasswordResult
            | M::ReloginSucceeded
            | M::ReloginFailed
            | M::Kicked
            | M::Heartbeat
    )
}
