//! A session that stands: calls, uploads, requests about the account, and how it ends.

use std::time::Duration;

use super::log::remark;
use super::pacing::Tag;
use super::{Phase, Session, Time, upload};
use crate::layers::command::{Part, Secret};
use crate::layers::event::{AccountRequest, Ending, Event, Origin, Reason};
use crate::layers::{Command, Pose};
use crate::wire::table::{ClientMessage, ServerMessage};
use crate::wire::{Reader, WireError};

/// How long a server may take to close after a logout before we do.
const LOGOUT_GRACE: Duration = Duration::from_secs(2);

/// Requests about the account that are on their way.
#[derive(Debug, Default)]
pub(super) struct Requests {
    waiting: Vec<(AccountRequest, Time)>,
    /// What the password will be once the server agrees.
    new_password: Option<Secret>,
}

impl Requests {
    pub(super) fn deadline(&self) -> Option<Time> {
        self.waiting.iter().map(|w| w.1).min()
    }

    fn take(&mut self, request: AccountRequest) -> bool {
        let found = self.waiting.iter().position(|w| w.0 == request);
        found.map(|i| self.waiting.remove(i)).is_some()
    }
}

impl Session {
    /// Commands that need a session.
    pub(super) fn command_in_game(&mut self, now: Time, command: Command) {
        let in_game = matches!(self.phase, Phase::InGame);
        match command {
            Command::Logout if in_game => self.logout(now),
            // Nothing to log out of: what is under way ends instead.
            Command::Logout => {
                let text = "the game logged out";
                self.end_at(now, Origin::Game, Reason::Requested, 0, text, b"");
            }
            Command::BindEmail { email } => self.bind_email(now, in_game, &email),
            Command::NewPassword { old, new } => self.new_password(now, in_game, &old, new),
            Command::Call { part, entity, component_uid, method_uid, args } if in_game => {
                self.call(part, entity, component_uid, method_uid, &args);
            }
            Command::Call { .. } => {
                self.note_dropped(1, None, "a remote call was dropped: not in the game");
            }
            Command::SetPose { entity, pose } if in_game => self.set_pose(now, entity, pose),
            _ => {}
        }
    }

    fn logout(&mut self, now: Time) {
        let (uuid, entity) = (self.world.uuid, self.world.player);
        self.send(ServerMessage::BaseappLogout, Tag::Plain, |w| {
            w.u64(uuid).i32(entity);
        });
        self.phase = Phase::Leaving { until: now + LOGOUT_GRACE };
        remark!(self, Info, Session, "the game logs out");
    }

    fn call(&mut self, part: Part, entity: i32, component: u16, method: u16, args: &[u8]) {
        let (message, tag) = match part {
            Part::Base => (ServerMessage::EntityBaseCall, Tag::BaseCall(entity)),
            Part::Cell => (ServerMessage::BaseappCellCall, Tag::Plain),
        };
        // The player may have become another entity since the call was checked, or be on its way to:
        // the server would end the connection (`spec/02 §5.1`).
        let is_player = entity == self.world.player && self.world.entity(entity).is_some();
        if part == Part::Base && !is_player {
            let text = format!("a base call of entity {entity} was dropped: it is not the player");
            return self.note_dropped(1, Some(message), &text);
        }
        self.send(message, tag, |w| {
            w.i32(entity).u16(component).u16(method).bytes(args);
        });
    }

    fn set_pose(&mut self, now: Time, entity: i32, pose: Pose) {
        let entity = if entity == 0 { self.world.player } else { entity };
        let moves = |e: &super::world::Entity| match entity == self.world.player {
            true => !e.controlled,
            false => e.controlled,
        };
        if self.world.entity(entity).is_some_and(moves) {
            self.upload.set(entity, pose);
            self.upload(now);
        } else {
            remark!(self, Debug, Session, "a pose of entity {entity} was dropped: not to be moved");
        }
    }

    /// Positions go up while the player is in a known space and moves itself (`spec/02 §5.4`).
    pub(super) fn may_upload(&self) -> bool {
        let player = self.world.entity(self.world.player);
        matches!(self.phase, Phase::InGame)
            && self.world.space != 0
            && player.is_some_and(|e| e.in_world && !e.controlled)
    }

    pub(super) fn upload(&mut self, now: Time) {
        if !self.may_upload() {
            return;
        }
        let mut uploads = std::mem::take(&mut self.upload);
        let config = std::sync::Arc::clone(&self.config);
        let (player, space) = (self.world.player, self.world.space);
        uploads.take(now, &config, |entity, pose| match entity == player {
            true => self.send(ServerMessage::BaseappMove, Tag::Plain, |w| {
                upload::write(pose, space, w);
            }),
            false => self.send(ServerMessage::BaseappMoveControlled, Tag::Plain, |w| {
                w.i32(entity);
                upload::write(pose, space, w);
            }),
        });
        self.upload = uploads;
    }

    /// What a message about entities means for what we send. Its events are those from `first` on.
    pub(super) fn after_entity_message(&mut self, now: Time, kind: ClientMessage, first: usize) {
        let last = self.batch.events.get(first..).and_then(<[Event]>::last).copied();
        match kind {
            ClientMessage::CreatedProxies => {
                let player = self.world.player;
                self.drop_base_calls(player);
                self.upload.clear();
                if self.world.entity(player).is_some() {
                    self.login_complete(now);
                }
            }
            ClientMessage::Destroyed if self.world.entity(self.world.player).is_none() => {
                self.drop_base_calls(0);
                self.upload.clear();
            }
            ClientMessage::EnterWorld
            | ClientMessage::LeaveWorld
            | ClientMessage::LeaveWorldOptimized
            | ClientMessage::LeaveSpace
            | ClientMessage::Destroyed
            | ClientMessage::InitSpaceData => self.keep_uploads(),
            ClientMessage::SetPosAndDir => {
                if let Some(Event::SetPose { entity, position, direction, .. }) = last {
                    self.upload.forced(entity, position, direction);
                }
            }
            ClientMessage::StreamStarted => {
                if let Some(Event::StreamStarted { id, size, .. }) = last {
                    remark!(self, Debug, Messages, "stream {id} begins: {size} bytes to come");
                }
            }
            ClientMessage::StreamCompleted => {
                if let Some(Event::StreamCompleted { id, size, received, .. }) = last {
                    let how = format_args!("{received} of {size} bytes came");
                    remark!(self, Debug, Messages, "stream {id} is complete: {how}");
                }
            }
            ClientMessage::Control => {
                if let Some(Event::Control { entity, .. }) = last {
                    self.upload.forget(entity);
                }
            }
            _ => {}
        }
    }

    /// Poses of what is gone, or not this client's to move any more, are of no use.
    fn keep_uploads(&mut self) {
        let world = &self.world;
        self.upload.retain(|id| match world.entity(id) {
            Some(e) if id == world.player => e.in_world,
            Some(e) => e.controlled,
            None => false,
        });
    }

    /// Queued base calls of any other entity than `player` would end the connection.
    pub(super) fn drop_base_calls(&mut self, player: i32) {
        let dropped = self.current().map_or(0, |c| c.outbox.drop_base_calls(player));
        if dropped > 0 {
            let text =
                format!("{dropped} base calls were dropped: the player is another entity now");
            self.note_dropped(dropped, Some(ServerMessage::EntityBaseCall), &text);
        }
    }

    // ---- requests about the account (spec/01 §4.8)

    fn bind_email(&mut self, now: Time, in_game: bool, email: &[u8]) {
        if !in_game {
            return self.not_in_game(AccountRequest::BindEmail);
        }
        let entity = self.world.player;
        let password = std::mem::take(&mut self.credentials.password);
        self.send(ServerMessage::BaseappBindEmail, Tag::Plain, |w| {
            w.i32(entity).cstr(&password).cstr(email);
        });
        self.credentials.password = password;
        self.expect(now, AccountRequest::BindEmail);
    }

    fn new_password(&mut self, now: Time, in_game: bool, old: &Secret, new: Secret) {
        if !in_game {
            return self.not_in_game(AccountRequest::NewPassword);
        }
        let entity = self.world.player;
        self.send(ServerMessage::BaseappNewPassword, Tag::Plain, |w| {
            w.i32(entity).cstr(old).cstr(&new);
        });
        self.requests.new_password = Some(new);
        self.expect(now, AccountRequest::NewPassword);
    }

    fn expect(&mut self, now: Time, request: AccountRequest) {
        self.requests.waiting.push((request, now + self.config.login_timeout));
    }

    fn not_in_game(&mut self, request: AccountRequest) {
        let text = "the request needs a session";
        let ending = self.ending(Origin::Library, Reason::ConnectionLost, 0, text);
        let datas = self.batch.text(b"");
        self.batch.push(Event::AccountResult { request, ending, datas });
    }

    pub(super) fn on_request_result(
        &mut self,
        request: AccountRequest,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let code = r.u16()?;
        if !self.requests.take(request) {
            return Ok(());
        }
        if request == AccountRequest::NewPassword {
            let new = self.requests.new_password.take();
            if let Some(new) = new.filter(|_| code == 0) {
                self.credentials.password = new;
            }
        }
        self.account_result(request, code, b"");
        Ok(())
    }

    pub(super) fn request_timeouts(&mut self, now: Time) {
        let late = |w: &(AccountRequest, Time)| w.1 <= now;
        while let Some(i) = self.requests.waiting.iter().position(late) {
            let (request, _) = self.requests.waiting.remove(i);
            let text = "the server did not answer the request";
            let ending = self.ending(Origin::Library, Reason::RequestTimeout, 0, text);
            let datas = self.batch.text(b"");
            self.batch.push(Event::AccountResult { request, ending, datas });
        }
    }

    /// The session ends: requests that were waiting end with it.
    pub(super) fn fail_requests(&mut self, ending: Ending) {
        self.requests.new_password = None;
        for (request, _) in std::mem::take(&mut self.requests.waiting) {
            let datas = self.batch.text(b"");
            self.batch.push(Event::AccountResult { request, ending, datas });
        }
    }

    /// `Client::onKicked`: the server closes behind it, so the session ends here, with its reason
    /// (`spec/01 §4.4`).
    pub(super) fn on_kicked(&mut self, now: Time, r: &mut Reader<'_>) -> Result<(), WireError> {
        let code = r.u16()?;
        self.batch.push(Event::Kicked { code });
        remark!(self, Info, Session, "the server ends the session: code {code}");
        if !matches!(self.phase, Phase::Observing) {
            let text = self.error_text(code);
            self.end_at(now, Origin::Server, Reason::Kicked, code, &text, b"");
        }
        Ok(())
    }
}
