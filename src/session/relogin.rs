//! Resuming a session that was lost (`spec/01 §4.5`, `spec/02 §6.6`): on request, or by itself with
//! growing waits in between.
//!
//! The world stays as it was: the player's entity is kept, and the others go when the server begins to
//! tell the space again. Only the view list is forgotten at once, since updates of the old view may
//! still come over the new connection.

use std::time::Duration;

use super::attempt::{Goal, Step};
use super::connection::Place;
use super::imports::Trust;
use super::log::remark;
use super::pacing::Tag;
use super::{Phase, Session, Time};
use crate::layers::event::{Ending, Event, Origin, Reason, Server};
use crate::wire::table::ServerMessage;
use crate::wire::{Reader, WireError};

/// What it takes to resume.
#[derive(Debug, Clone)]
pub(super) struct Resume {
    place: Place,
    /// Attempts begun so far.
    attempt: u32,
    /// The session does it by itself.
    automatic: bool,
}

/// A session that ended in one of these ways may still live on the server.
fn may_live_on(reason: Reason) -> bool {
    matches!(reason, Reason::HeartbeatTimeout | Reason::ClosedByServer | Reason::ConnectionLost)
}

/// An attempt that failed in one of these ways may succeed later.
fn may_succeed_later(reason: Reason) -> bool {
    may_live_on(reason)
        || matches!(
            reason,
            Reason::NameNotResolved
                | Reason::ConnectFailed
                | Reason::ConnectTimeout
                | Reason::HelloTimeout
                | Reason::ImportTimeout
                | Reason::BaseappLoginTimeout
        )
}

impl Session {
    /// A login is complete: from here on the session can be resumed at this baseapp.
    pub(super) fn remember_baseapp(&mut self) {
        let Some(c) = self.current() else { return };
        let place = c.place();
        self.resume = Some(Resume { place, attempt: 0, automatic: false });
    }

    /// Whether there is a session that could be resumed.
    fn is_resumable(&self) -> bool {
        self.resume.is_some() && self.world.player != 0 && self.world.uuid != 0
    }

    /// The game asks to resume.
    pub(super) fn relogin(&mut self, now: Time) {
        if !matches!(self.phase, Phase::Offline) {
            let text = "a relogin was dropped: something else is under way";
            return self.note_dropped(1, None, text);
        }
        if !self.is_resumable() {
            let text = "there is no lost session that could be resumed";
            let ending = self.ending(Origin::Library, Reason::NothingToResume, 0, text);
            return self.batch.push(Event::Disconnected { ending, resumable: false });
        }
        if let Some(r) = &mut self.resume {
            (r.attempt, r.automatic) = (0, false);
        }
        let event = Event::Resuming { attempt: 1, attempts: 0, delay_ms: 0, by_login: false };
        self.batch.push(event);
        self.begin_relogin(now);
    }

    fn begin_relogin(&mut self, now: Time) {
        let Some(r) = &mut self.resume else { return };
        r.attempt += 1;
        let (place, attempt) = (r.place.clone(), r.attempt);
        let (host, port) = (&place.host, place.port);
        remark!(self, Info, Session, "attempt {attempt} to resume the session at {host}:{port}");
        self.world.begin_again();
        self.set_attempt(now, Goal::Relogin);
        self.connect(now, Server::Baseapp, place);
    }

    /// `Baseapp::reloginBaseapp`: hello and imports are done.
    pub(super) fn ask_to_resume(&mut self, now: Time) {
        let credentials = std::mem::take(&mut self.credentials);
        let (uuid, entity) = (self.world.uuid, self.world.player);
        self.send(ServerMessage::BaseappRelogin, Tag::Plain, |w| {
            w.cstr(&credentials.account).cstr(&credentials.password).u64(uuid).i32(entity);
        });
        self.credentials = credentials;
        self.step(Step::Asked, now + self.config.baseapp_login_timeout);
    }

    /// `Client::onReloginBaseappSuccessfully`, the last of what the base tells again.
    pub(super) fn on_relogin_succeeded(
        &mut self,
        now: Time,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        self.world.uuid = r.u64()?;
        if !self.is_asked_to_resume() {
            return Ok(());
        }
        self.phase = Phase::InGame;
        if let Some(r) = &mut self.resume {
            (r.attempt, r.automatic) = (0, false);
        }
        let (uuid, entity) = (self.world.uuid, self.world.player);
        self.batch.push(Event::Resumed { uuid, entity, by_login: false });
        remark!(self, Info, Session, "the session is resumed: the player is entity {entity}");
        if let Some(c) = self.current() {
            c.heartbeat.hurry(now);
        }
        Ok(())
    }

    /// `Client::onReloginBaseappFailed`.
    pub(super) fn on_relogin_failed(
        &mut self,
        now: Time,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let code = r.u16()?;
        if self.is_asked_to_resume() {
            let text = format!("the server does not resume the session: {}", self.error_text(code));
            self.end_at(now, Origin::Server, Reason::Refused, code, &text, b"");
        }
        Ok(())
    }

    fn is_asked_to_resume(&self) -> bool {
        matches!(&self.phase, Phase::Attempt(a)
            if a.step == Step::Asked && matches!(a.goal, Goal::Relogin))
    }

    /// A session that stood has ended: it is resumed, or waits to be, or is over.
    pub(super) fn session_ended(&mut self, now: Time, ending: Ending) {
        let resumable = may_live_on(ending.reason) && self.is_resumable();
        self.upload.clear();
        self.trust = std::mem::replace(&mut self.trust, Trust::Confirmed).without_check();
        if !resumable {
            return self.session_over(ending);
        }
        if self.config.relogin_attempts == 0 {
            remark!(self, Info, Session, "the session can be resumed; that is left to the game");
            return self.batch.push(Event::Disconnected { ending, resumable });
        }
        if let Some(r) = &mut self.resume {
            (r.attempt, r.automatic) = (0, true);
        }
        self.batch.push(Event::Lost { ending });
        self.wait_to_resume(now);
    }

    /// An attempt to resume has failed.
    pub(super) fn resume_failed(&mut self, now: Time, ending: Ending) {
        let Some(r) = self.resume.clone() else { return self.session_over(ending) };
        if may_succeed_later(ending.reason) {
            if r.automatic && r.attempt < self.config.relogin_attempts {
                return self.wait_to_resume(now);
            }
            if !r.automatic {
                return self.batch.push(Event::Disconnected { ending, resumable: true });
            }
        }
        if ending.reason == Reason::Refused && r.automatic && self.config.relogin_by_login {
            self.leave_world_behind();
            remark!(self, Info, Session, "the server does not resume: a login from scratch");
            let (attempt, attempts) = (r.attempt, self.config.relogin_attempts);
            let by_login = true;
            self.batch.push(Event::Resuming { attempt, attempts, delay_ms: 0, by_login });
            let datas = self.credentials.datas.clone();
            return self.begin(now, Goal::Login { datas, instead_of_resuming: true });
        }
        self.session_over(ending);
    }

    /// Nothing more comes of the session.
    pub(super) fn session_over(&mut self, ending: Ending) {
        self.leave_world_behind();
        self.forget_account();
        self.batch.push(Event::Disconnected { ending, resumable: false });
    }

    fn wait_to_resume(&mut self, now: Time) {
        let Some(r) = &self.resume else { return };
        let attempt = r.attempt + 1;
        let delay = self.delay_before(attempt);
        let delay_ms = u32::try_from(delay.as_millis()).unwrap_or(u32::MAX);
        let attempts = self.config.relogin_attempts;
        remark!(self, Info, Session, "attempt {attempt} of {attempts} begins in {delay_ms} ms");
        self.batch.push(Event::Resuming { attempt, attempts, delay_ms, by_login: false });
        self.phase = Phase::Waiting { until: now + delay };
    }

    /// Twice as long each time, up to the limit, give or take a quarter: a server that comes back is
    /// not met by all its clients at once.
    fn delay_before(&mut self, attempt: u32) -> Duration {
        let doubled = 1u32.checked_shl(attempt.saturating_sub(1).min(16)).unwrap_or(u32::MAX);
        let delay = self.config.relogin_delay.saturating_mul(doubled);
        let delay = delay.min(self.config.relogin_max_delay);
        // xorshift: spread is all that is asked of it.
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let share = 768 + u32::try_from(self.random % 513).unwrap_or(256);
        delay.saturating_mul(share) / 1024
    }

    pub(super) fn resume_timeout(&mut self, now: Time) {
        if let Phase::Waiting { until } = self.phase
            && until <= now
        {
            self.begin_relogin(now);
        }
    }
}
