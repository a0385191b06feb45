//! Message lists, entity definitions and error texts: imported from the server the first time, from
//! the cache afterwards (`spec/01 §4.11–§4.13`).
//!
//! The digest under which definitions are cached does not cover the server's alias settings: two
//! servers can announce the same digest and number their properties differently (seen in recordings).
//! So cached definitions are believed until the first message that only fits them confirms them; a
//! message that does not fit makes the session hold everything back, ask the server itself, and go on
//! with its answer.

use std::sync::Arc;

use super::attempt::{Missing, Step};
use super::log::remark;
use super::pacing::Tag;
use super::tap::{NoTap, Seen};
use super::{Action, Import, Link, Phase, Session, Time};
use crate::defs::cache::{CacheKey, CacheKind};
use crate::defs::{Defs, ErrorTable};
use crate::layers::event::{Event, Origin, Reason, Server};
use crate::wire::envelope::{Cut, cut};
use crate::wire::limits::MAX_HELD_BYTES;
use crate::wire::table::{ClientMessage, MessageList, ServerMessage, read_message_list};
use crate::wire::{WireError, WireErrorKind};

/// How far the definitions in force are to be trusted.
#[derive(Debug)]
pub(super) enum Trust {
    /// They came from this server, or its messages fit them.
    Confirmed,
    /// They came from the cache, or from the game.
    Believed(CacheKey),
    /// A message did not fit them: the server is being asked, and what comes meanwhile waits.
    Checking { key: CacheKey, link: Link, held: Vec<u8>, until: Time },
}

impl Trust {
    #[inline]
    pub(super) fn is_belief(&self) -> bool {
        matches!(self, Self::Believed(_))
    }

    /// The connection on which a check was under way is gone: what was held back went with it.
    pub(super) fn without_check(self) -> Self {
        match self {
            Self::Checking { key, .. } => Self::Believed(key),
            other => other,
        }
    }

    /// Whether a message must wait while the definitions are being checked. A kick does not: the
    /// connection ends behind it, and its reason would be lost.
    #[inline]
    pub(super) fn holds(&self, kind: ClientMessage) -> bool {
        use ClientMessage as M;
        matches!(self, Self::Checking { .. })
            && !matches!(kind, M::ImportEntityDef | M::Heartbeat | M::Kicked)
    }

    /// Keeps a message back. `false` when there is too much already.
    fn hold(&mut self, m: &Seen<'_>) -> bool {
        let Self::Checking { held, .. } = self else { return false };
        let room = held.len() + m.raw.len() <= MAX_HELD_BYTES;
        if room {
            held.extend_from_slice(m.raw);
        }
        room
    }

    pub(super) fn deadline(&self) -> Option<Time> {
        match self {
            Self::Checking { until, .. } => Some(*until),
            _ => None,
        }
    }
}

/// Whether an error is one that wrong definitions would cause.
pub(super) fn speaks_against_definitions(kind: WireErrorKind) -> bool {
    !matches!(
        kind,
        WireErrorKind::UnknownEntity(_)
            | WireErrorKind::UnknownViewIndex(_)
            | WireErrorKind::BadLength(_)
            | WireErrorKind::Limit(_)
    )
}

/// Puts `common` in the place of `own`, also where it waits to be told, if both are the same.
fn share<T>(own: &mut Arc<T>, told: &mut [Arc<T>], common: &Arc<T>, same: fn(&T, &T) -> bool) {
    if Arc::ptr_eq(own, common) || !same(own, common) {
        return;
    }
    for one in told.iter_mut().filter(|one| Arc::ptr_eq(one, own)) {
        *one = Arc::clone(common);
    }
    *own = Arc::clone(common);
}

/// What an import is, for the log.
fn name_of(kind: CacheKind) -> &'static str {
    match kind {
        CacheKind::Loginapp => "the loginapp's messages and error texts:",
        CacheKind::Baseapp => "the baseapp's messages:",
        CacheKind::EntityDefs => "the entity definitions:",
    }
}

fn lookup_bit(kind: CacheKind) -> u8 {
    match kind {
        CacheKind::Loginapp => 1,
        CacheKind::Baseapp => 2,
        CacheKind::EntityDefs => 4,
    }
}

impl Session {
    fn cache_key(&self, kind: CacheKind) -> Option<CacheKey> {
        let c = self.connections.first()?;
        let digest = match kind {
            CacheKind::EntityDefs => &c.entitydef_digest,
            _ => &c.protocol_digest,
        };
        CacheKey::new(kind, &c.version, &c.script_version, digest)
    }

    /// What this connection's imports consist of.
    fn wanted_imports(&mut self) -> Vec<CacheKind> {
        use super::attempt::Goal;
        let Some(server) = self.current().map(|c| c.server) else { return Vec::new() };
        let messages = self.config.import_messages;
        let Some(a) = self.attempt() else { return Vec::new() };
        let wanted = match (&a.goal, server) {
            (Goal::Probe { imports: false, .. }, _) => &[][..],
            (_, Server::Loginapp) => &[CacheKind::Loginapp][..],
            (_, Server::Baseapp) => &[CacheKind::Baseapp, CacheKind::EntityDefs][..],
        };
        let keep = |k: &CacheKind| messages || *k == CacheKind::EntityDefs;
        wanted.iter().copied().filter(keep).collect()
    }

    /// After hello: looks in the cache for everything this connection can tell.
    pub(super) fn begin_imports(&mut self, now: Time) {
        let wanted = self.wanted_imports();
        if wanted.is_empty() {
            return self.ask(now);
        }
        // A probe wants to hear the server itself.
        let probe =
            matches!(self.attempt().map(|a| &a.goal), Some(super::attempt::Goal::Probe { .. }));
        let mut missing = Missing::default();
        for kind in wanted {
            match self.cache_key(kind).filter(|_| !probe) {
                Some(key) => {
                    missing.lookups |= lookup_bit(kind);
                    self.actions.push_back(Action::LoadCache(key));
                }
                None => self.request(kind, &mut missing),
            }
        }
        self.step(Step::Importing(missing), now + self.config.import_timeout);
    }

    fn request(&mut self, kind: CacheKind, missing: &mut Missing) {
        remark!(self, Debug, Imports, "{} asked of the server", name_of(kind));
        match kind {
            CacheKind::Loginapp => {
                self.send(ServerMessage::LoginappImportMessages, Tag::Plain, |_| {});
                self.send(ServerMessage::LoginappImportErrors, Tag::Plain, |_| {});
                (missing.messages, missing.errors) = (true, true);
            }
            CacheKind::Baseapp => {
                self.send(ServerMessage::BaseappImportMessages, Tag::Plain, |_| {});
                missing.messages = true;
            }
            CacheKind::EntityDefs => {
                self.send(ServerMessage::BaseappImportEntityDef, Tag::Plain, |_| {});
                missing.definitions = true;
            }
        }
    }

    fn missing(&self) -> Option<Missing> {
        match &self.phase {
            Phase::Attempt(a) => match a.step {
                Step::Importing(m) => Some(m),
                _ => None,
            },
            _ => None,
        }
    }

    /// Notes what is still missing; goes on when nothing is.
    fn note_missing(&mut self, now: Time, missing: Missing) {
        if let Some(a) = self.attempt() {
            a.step = Step::Importing(missing);
        }
        if missing == Missing::default() {
            self.ask(now);
        }
    }

    pub(super) fn on_cache(&mut self, now: Time, key: &CacheKey, import: Option<Import>) {
        let Some(mut missing) = self.missing() else { return };
        // A lookup of an earlier connection has nothing to say here.
        let bit = lookup_bit(key.kind);
        if missing.lookups & bit == 0 || self.cache_key(key.kind).as_ref() != Some(key) {
            return;
        }
        missing.lookups &= !bit;
        let found = if import.is_some() { "in the cache" } else { "not in the cache" };
        remark!(self, Debug, Imports, "{} {found}", name_of(key.kind));
        // What a server said once is later news than what the game was built with.
        let import = import.or_else(|| self.supplied_for(key));
        match import {
            Some(Import::Loginapp(i)) => {
                self.change_table(|table| table.apply(&i.messages));
                self.set_errors(Arc::clone(&i.errors));
            }
            Some(Import::Baseapp(list)) => self.change_table(|table| table.apply(&list)),
            Some(Import::EntityDefs(defs)) => {
                // Resuming, those that are in force have proven themselves already, or not.
                let in_use = self.world.entities().next().is_some();
                if !in_use || self.defs.as_ref().is_none_or(|d| d.raw() != defs.raw()) {
                    self.trust = Trust::Believed(key.clone());
                }
                if !self.take_defs(now, defs) {
                    return;
                }
            }
            None => self.request(key.kind, &mut missing),
        }
        self.note_missing(now, missing);
    }

    /// Keeps definitions that the game brought along. Before the first login they are in force at once, so
    /// that the game can look things up.
    pub(super) fn supply(&mut self, now: Time, key: CacheKey, defs: Arc<Defs>) {
        if self.defs.is_none() && matches!(self.phase, Phase::Offline) {
            self.take_defs(now, Arc::clone(&defs));
        }
        self.supplied = Some((key, defs));
    }

    fn supplied_for(&self, key: &CacheKey) -> Option<Import> {
        let (_, defs) = self.supplied.as_ref().filter(|(for_key, _)| for_key == key)?;
        Some(Import::EntityDefs(Arc::clone(defs)))
    }

    /// Puts definitions in force. Entities that are there refer to those before: they may differ in
    /// aliases only, or nothing fits any more and the session ends. Returns whether it goes on.
    fn take_defs(&mut self, now: Time, defs: Arc<Defs>) -> bool {
        let untouched = self.world.entities().next().is_none();
        if let Some(old) = self.defs.clone().filter(|_| !untouched) {
            if old.raw() == defs.raw() {
                return true;
            }
            if !old.same_but_aliases(&defs) {
                let text = "the server's entity definitions have changed; log in again";
                self.end_at(now, Origin::Library, Reason::BadDefinitions, 0, text, b"");
                return false;
            }
            self.world.adopt(&old, &defs);
        }
        let how = if self.defs.is_some() { "replaced" } else { "in force" };
        let (classes, types) = (defs.modules().len(), defs.types().len());
        remark!(self, Info, Imports, "definitions {how}: {classes} classes, {types} types");
        let index = self.batch.definitions.len() as u32;
        self.batch.definitions.push(Arc::clone(&defs));
        self.batch.push(Event::Definitions { index });
        self.defs = Some(defs);
        true
    }

    fn set_errors(&mut self, errors: Arc<ErrorTable>) {
        let index = self.batch.error_tables.len() as u32;
        self.batch.error_tables.push(Arc::clone(&errors));
        self.batch.push(Event::ErrorTexts { index });
        self.errors = errors;
    }

    fn store(&mut self, kind: CacheKind, bodies: Vec<Vec<u8>>, import: Import) {
        if let Some(key) = self.cache_key(kind) {
            self.actions.push_back(Action::StoreCache { key, bodies, import });
        }
    }

    /// The driver has an import already that says the same as one that this session wants stored: what is
    /// in memory twice is let go of, here and for the game.
    pub fn share(&mut self, import: &Import) {
        match import {
            Import::Loginapp(i) => {
                self.change_table(|table| table.share(&i.messages));
                share(&mut self.errors, &mut self.batch.error_tables, &i.errors, |a, b| a == b);
            }
            Import::Baseapp(list) => self.change_table(|table| table.share(list)),
            Import::EntityDefs(defs) => {
                let Some(own) = &mut self.defs else { return };
                let same = |a: &Defs, b: &Defs| a.raw() == b.raw();
                share(own, &mut self.batch.definitions, defs, same);
            }
        }
    }

    /// `Client::onImportClientMessages`.
    pub(super) fn on_message_list(&mut self, now: Time, body: &[u8]) -> Result<(), WireError> {
        let list = MessageList::new(&read_message_list(body)?);
        let Some(mut missing) = self.missing().filter(|m| m.messages) else { return Ok(()) };
        self.change_table(|table| table.apply(&list));
        missing.messages = false;
        if self.current().is_some_and(|c| c.server == Server::Baseapp) {
            let import = Import::Baseapp(Arc::new(list));
            self.store(CacheKind::Baseapp, vec![body.to_vec()], import);
        } else if let Some(a) = self.attempt() {
            a.bodies[0] = body.to_vec();
            self.store_loginapp(missing);
        }
        self.note_missing(now, missing);
        Ok(())
    }

    /// `Client::onImportServerErrorsDescr`.
    pub(super) fn on_error_texts(&mut self, now: Time, body: &[u8]) -> Result<(), WireError> {
        let errors = ErrorTable::import(body)?;
        let Some(mut missing) = self.missing().filter(|m| m.errors) else { return Ok(()) };
        self.set_errors(Arc::new(errors));
        missing.errors = false;
        if let Some(a) = self.attempt() {
            a.bodies[1] = body.to_vec();
        }
        self.store_loginapp(missing);
        self.note_missing(now, missing);
        Ok(())
    }

    /// The loginapp's two answers make one cache file; stored when both are there.
    fn store_loginapp(&mut self, missing: Missing) {
        if missing.messages || missing.errors {
            return;
        }
        let Some(a) = self.attempt() else { return };
        let bodies = std::mem::take(&mut a.bodies).to_vec();
        if let Ok(import) = Import::read(CacheKind::Loginapp, &bodies) {
            self.store(CacheKind::Loginapp, bodies, import);
        }
    }

    /// `Client::onImportClientEntityDef`: during a login, as the answer to a check, or seen by an
    /// observer.
    pub(super) fn on_definitions(&mut self, now: Time, body: &[u8]) {
        let same = self.defs.as_ref().filter(|d| d.raw() == body).cloned();
        let checking = matches!(self.trust, Trust::Checking { .. });
        let observing = matches!(self.phase, Phase::Observing);
        let awaited = self.missing().filter(|m| m.definitions);
        if !checking && !observing && awaited.is_none() {
            return;
        }
        let defs = match same {
            Some(d) => d,
            None => match Defs::import(body) {
                Ok(d) => Arc::new(d),
                Err(e) if observing => {
                    return self.note(0, "Client::onImportClientEntityDef", &e.to_string());
                }
                Err(e) => {
                    let text = e.to_string();
                    return self.end_at(
                        now,
                        Origin::Library,
                        Reason::BadDefinitions,
                        0,
                        &text,
                        b"",
                    );
                }
            },
        };
        if observing {
            self.defs = Some(defs);
        } else if checking {
            self.finish_check(now, defs);
        } else if let Some(mut missing) = awaited {
            self.trust = Trust::Confirmed;
            if !self.take_defs(now, Arc::clone(&defs)) {
                return;
            }
            let import = Import::EntityDefs(defs);
            self.store(CacheKind::EntityDefs, vec![body.to_vec()], import);
            missing.definitions = false;
            self.note_missing(now, missing);
        }
    }

    // ---- cached definitions that a message speaks against

    /// Holds `m` and everything behind it, and asks the server for its definitions.
    pub(super) fn check_definitions(&mut self, now: Time, m: &Seen<'_>) {
        let trust = std::mem::replace(&mut self.trust, Trust::Confirmed);
        let Trust::Believed(key) = trust else { return };
        let until = now + self.config.import_timeout;
        let name = self.table.incoming_name(m.id);
        remark!(self, Info, Imports, "{name} does not fit the cached definitions: asking for them");
        self.trust = Trust::Checking { key, link: m.link, held: m.raw.to_vec(), until };
        self.send(ServerMessage::BaseappImportEntityDef, Tag::Plain, |_| {});
        if m.kind == ClientMessage::CreatedProxies {
            // The message waits; the server has changed the player all the same.
            self.drop_base_calls(self.world.player);
        }
    }

    /// Keeps a message back, or goes on with what there is when too much waits already. Returns
    /// whether the message is dealt with.
    pub(super) fn hold_back(&mut self, now: Time, m: &Seen<'_>) -> bool {
        if self.trust.hold(m) {
            return true;
        }
        self.release(now);
        self.connection(m.link).is_none()
    }

    fn finish_check(&mut self, now: Time, defs: Arc<Defs>) {
        let changed = self.defs.as_ref().is_some_and(|old| old.raw() != defs.raw());
        if changed {
            let doubted = match &self.trust {
                Trust::Checking { key, .. } => Some(key.clone()),
                _ => None,
            };
            self.supplied = self.supplied.take().filter(|(key, _)| Some(key) != doubted.as_ref());
            if !self.take_defs(now, Arc::clone(&defs)) {
                return self.actions.extend(doubted.map(Action::ForgetCache));
            }
            let body = defs.raw().to_vec();
            self.store(CacheKind::EntityDefs, vec![body], Import::EntityDefs(defs));
        }
        self.release(now);
    }

    /// The server never answered the question: go on with what there is.
    pub(super) fn check_timeout(&mut self, now: Time) {
        if self.trust.deadline().is_some_and(|until| until <= now) {
            self.release(now);
        }
    }

    /// Handles what was held back.
    fn release(&mut self, now: Time) {
        let trust = std::mem::replace(&mut self.trust, Trust::Confirmed);
        let Trust::Checking { link, held, .. } = trust else { return };
        let mut rest = &held[..];
        loop {
            let table = &self.table;
            let lookup = |id| table.incoming(id).map(|e| (e.kind, e.length));
            let Ok(Cut::Message { id, entry, header, body }) =
                cut(rest, self.config.max_message, lookup)
            else {
                return;
            };
            let (raw, behind) = rest.split_at(header + body);
            rest = behind;
            if self.connection(link).is_none() {
                return;
            }
            self.on_message(now, &Seen { link, id, kind: entry, header, raw }, &mut NoTap);
            self.stats.messages_in -= 1;
        }
    }
}
