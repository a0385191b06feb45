//! What the session told about itself and the server, kept for the game's questions.

use super::text::Text;
use crate::layers::Batch;
use crate::layers::event::{AccountRequest, Encryption, Event};

/// How far a client has got, as far as the game has been told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u32)]
pub enum State {
    /// Nothing is going on.
    #[default]
    Offline = 0,
    /// A login or an account request is under way.
    Busy = 1,
    /// Logged in: the player's entity exists.
    InGame = 2,
    /// The session was lost and is being resumed.
    Resuming = 3,
}

/// Facts about the session.
#[derive(Debug, Default)]
pub struct Facts {
    /// How far the client has got.
    pub state: State,
    /// The session ended and can be resumed; its world is still there.
    pub resumable: bool,
    /// Requests that have not been answered, one bit each by [`AccountRequest`].
    pending: u32,
    /// Key for relogin and logout; 0 outside of a session.
    pub uuid: u64,
    /// Engine version of the server.
    pub version: Text,
    /// Script version of the server.
    pub script_version: Text,
    /// Digest of the server's message tables.
    pub protocol_digest: Text,
    /// Digest of the server's entity definitions.
    pub entitydef_digest: Text,
    /// Account name of the session.
    pub account: Text,
    /// Data that came with the login's answer.
    pub datas: Text,
    /// Baseapp host as announced.
    pub baseapp_host: Text,
    /// Baseapp TCP port.
    pub baseapp_tcp_port: u16,
    /// Baseapp UDP port, 0 for none.
    pub baseapp_udp_port: u16,
    /// What the connection is encrypted with.
    pub encryption: Encryption,
    /// The player's position as the server knows it.
    pub server_position: [f32; 3],
}

impl Facts {
    /// Notes that a request went out.
    pub(super) fn asked(&mut self, request: AccountRequest) {
        self.pending |= 1 << request as u32;
    }

    /// Whether the answer to such a request is still to come.
    #[must_use]
    pub fn is_pending(&self, request: AccountRequest) -> bool {
        self.pending & 1 << request as u32 != 0
    }

    pub(super) fn answered(&mut self, request: AccountRequest) {
        self.pending &= !(1 << request as u32);
        let alone = matches!(request, AccountRequest::Create | AccountRequest::ResetPassword);
        if alone && self.state == State::Busy {
            self.state = State::Offline;
        }
    }

    /// The session ended, or the login failed.
    pub(super) fn ended(&mut self, resumable: bool) {
        self.state = State::Offline;
        self.encryption = Encryption::None;
        self.pending = 0;
        self.resumable = resumable;
        if !resumable {
            self.uuid = 0;
        }
    }

    /// The player's position as the server knows it.
    #[inline]
    pub(super) fn set_server_position(&mut self, position: [f32; 3]) {
        self.server_position = position;
    }

    /// Keeps what an event tells about session and server.
    pub(super) fn note(&mut self, event: &Event, batch: &Batch) {
        let text = |span| batch.arena.text(span);
        match *event {
            Event::Hello {
                encryption,
                version,
                script_version,
                protocol_digest,
                entitydef_digest,
                ..
            } => {
                self.encryption = encryption;
                self.version.set(text(version));
                self.script_version.set(text(script_version));
                self.protocol_digest.set(text(protocol_digest));
                self.entitydef_digest.set(text(entitydef_digest));
            }
            Event::LoginAccepted { tcp_port, udp_port, host, account, datas } => {
                self.baseapp_tcp_port = tcp_port;
                self.baseapp_udp_port = udp_port;
                self.baseapp_host.set(text(host));
                self.account.set(text(account));
                self.datas.set(text(datas));
            }
            Event::LoginSucceeded { uuid, .. } => {
                self.state = State::InGame;
                self.uuid = uuid;
            }
            Event::Resumed { uuid, .. } => {
                self.state = State::InGame;
                self.resumable = false;
                self.uuid = uuid;
            }
            Event::Lost { .. } | Event::Resuming { .. } => {
                self.state = State::Resuming;
                self.encryption = Encryption::None;
                self.resumable = false;
            }
            Event::LoginFailed { .. } => self.ended(false),
            Event::Disconnected { resumable, .. } => self.ended(resumable),
            Event::Reset => {
                self.resumable = false;
                self.uuid = 0;
            }
            Event::AccountResult { request, .. } => self.answered(request),
            Event::BasePosition { position, .. } => self.set_server_position(position),
            _ => {}
        }
    }
}
