//! What both sides introduce themselves with (`spec/01 §4.1`).

use super::attempt::Step;
use super::filter::Filter;
use super::key::Key;
use super::log::remark;
use super::pacing::Tag;
use super::{Link, Phase, Session, Time};
use crate::layers::event::{Encryption, Event, Origin, Reason, Server, VersionKind};
use crate::wire::table::ServerMessage;
use crate::wire::{Reader, WireError};

fn text_of(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

impl Session {
    pub(super) fn say_hello(&mut self, now: Time) {
        let key = match self.make_key() {
            Ok(key) => key,
            Err(why) => {
                let text = format!("no key for the connection: {why}");
                let (origin, reason) = (Origin::Library, Reason::ConnectFailed);
                return self.end_at(now, origin, reason, 0, &text, b"");
            }
        };
        let Some(c) = self.current() else { return };
        let message = match c.server {
            Server::Loginapp => ServerMessage::LoginappHello,
            Server::Baseapp => ServerMessage::BaseappHello,
        };
        let version = self.config.version.clone();
        let script_version = self.config.script_version.clone();
        self.send(message, Tag::Plain, |w| {
            w.cstr(version.as_bytes()).cstr(script_version.as_bytes()).blob(key.bytes());
        });
        self.step(Step::Hello, now + self.config.hello_timeout);
    }

    /// Makes up a key for the connection that has just been made; an empty one asks for no encryption.
    fn make_key(&mut self) -> Result<Key, String> {
        if self.config.encryption == Encryption::None {
            return Ok(Key::new(&[]));
        }
        let key = self.config.keys.draw()?;
        let filter = Filter::offer(&key).map_err(|e| e.to_string())?;
        if let Some(c) = self.current() {
            c.filter = filter;
        }
        Ok(key)
    }

    /// `Client::onHelloCB` (`spec/01 §4.1`).
    pub(super) fn on_hello(
        &mut self,
        now: Time,
        link: Link,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let awaited = self.is_at(|a| a.step == Step::Hello);
        // Said again it names other imports than those under way.
        if !awaited && !matches!(self.phase, Phase::Observing) {
            return Ok(());
        }
        let Some(c) = self.connection(link) else { return Ok(()) };
        // Whatever stands in it: the server has started its own.
        c.start_filter();
        let encryption = match c.filter.is_on() {
            true => Encryption::Blowfish,
            false => Encryption::None,
        };
        let fields = [r.cstr()?, r.cstr()?, r.cstr()?, r.cstr()?];
        r.i32()?;
        let [version, script, protocol, entitydef] = fields;
        let own = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
        c.version = own(version);
        c.script_version = own(script);
        c.protocol_digest = own(protocol);
        c.entitydef_digest = own(entitydef);
        let (server, took) = (c.server, now - c.hello_sent);
        self.stats.round_trip_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let hello = Event::Hello {
            server,
            encryption,
            version: self.batch.text(version),
            script_version: self.batch.text(script),
            protocol_digest: self.batch.text(protocol),
            entitydef_digest: self.batch.text(entitydef),
        };
        self.batch.push(hello);
        let how = if encryption == Encryption::None { "" } else { ", encrypted" };
        let (version, script) = (text_of(version), text_of(script));
        let who = server.name();
        remark!(self, Info, Session, "{who} says hello{how}: version {version}, scripts {script}");
        if awaited && self.digest_fits(now, entitydef) {
            self.begin_imports(now);
        }
        Ok(())
    }

    /// Compares digests when the game gave one. A loginapp whose server is still starting announces
    /// none (`spec/01 §4.1`).
    fn digest_fits(&mut self, now: Time, announced: &[u8]) -> bool {
        let wanted = self.config.entitydef_digest.clone();
        if wanted.is_empty() || announced.is_empty() || wanted.as_bytes() == announced {
            return true;
        }
        self.mismatch(now, VersionKind::EntityDefs, &wanted, announced);
        false
    }

    /// `Client::onVersionNotMatch` and `onScriptVersionNotMatch`.
    pub(super) fn on_version_mismatch(
        &mut self,
        now: Time,
        kind: VersionKind,
        r: &mut Reader<'_>,
    ) -> Result<(), WireError> {
        let server = r.cstr()?;
        let ours = match kind {
            VersionKind::Engine => self.config.version.clone(),
            _ => self.config.script_version.clone(),
        };
        if self.is_at(|a| a.step == Step::Hello) {
            self.mismatch(now, kind, &ours, server);
        }
        Ok(())
    }

    fn mismatch(&mut self, now: Time, kind: VersionKind, ours: &str, theirs: &[u8]) {
        let client = self.batch.text(ours.as_bytes());
        let server = self.batch.text(theirs);
        self.batch.push(Event::VersionMismatch { kind, client, server });
        let (what, reason) = match kind {
            VersionKind::Engine => ("engine version", Reason::VersionMismatch),
            VersionKind::Script => ("script version", Reason::ScriptVersionMismatch),
            VersionKind::EntityDefs => ("entity definition digest", Reason::DigestMismatch),
        };
        let theirs = String::from_utf8_lossy(theirs);
        let text = format!("the server's {what} is {theirs}, this client's is {ours}");
        self.end_at(now, Origin::Server, reason, 0, &text, b"");
    }
}
