//! A game on the other side of the C interface that lives through a recorded session.

use std::mem;
use std::sync::Arc;

use kbe::defs::Defs;
use kbe::layers::Event;

use super::abi::Client;
use super::support::data::{Line, Recording};
use super::support::replay::{Replay, Slicing};

/// A client of the C interface that is told what the first client of a recording was sent.
pub(crate) struct Visitor<'a> {
    pub(crate) client: Client,
    replay: Replay<'a>,
    lines: Vec<&'a Line>,
    defs: Option<Arc<Defs>>,
    pub(crate) told: Vec<String>,
}

impl<'a> Visitor<'a> {
    pub(crate) fn new(recording: &'a Recording) -> Self {
        let first = &recording.connections[0].session;
        let of_first = |l: &&Line| {
            let c = recording.connections.iter().find(|c| c.id == l.connection).unwrap();
            l.from_server && c.session == *first
        };
        let mut lines: Vec<_> = recording.lines.iter().filter(of_first).collect();
        lines.reverse();
        let (client, replay) = (Client::new(), Replay::new(recording));
        Self { client, replay, lines, defs: None, told: Vec::new() }
    }

    /// One recorded read. `false` when there is none left.
    pub(crate) fn step(&mut self) -> bool {
        let Some(line) = self.lines.pop() else { return false };
        self.replay.feed(line, &mut Slicing::Recorded, &mut kbe::session::tap::NoTap);
        let session = self.replay.session(line.connection);
        let defs = session.definitions().cloned();
        let mut batch = mem::take(session.batch());
        let is_new = |d: &Arc<Defs>| self.defs.as_ref().is_none_or(|old| !Arc::ptr_eq(old, d));
        if let Some(new) = defs.filter(is_new) {
            self.defs = Some(Arc::clone(&new));
            batch.definitions.push(new);
            batch.events.insert(0, Event::Definitions { index: 0 });
        }
        batch.seal();
        drop(self.client.door.deliver(batch));
        self.told.extend(self.client.sync());
        true
    }

    /// Goes on until something was told.
    pub(crate) fn until(&mut self, what: &str) {
        while !self.told.iter().any(|l| l.starts_with(what)) {
            assert!(self.step(), "{what} is never told");
        }
    }
}
