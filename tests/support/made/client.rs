//! The whole client on one thread: bytes through the session, batches through the door, events through the
//! game layer and the C interface.

use std::collections::BTreeMap;
use std::sync::Arc;

use kbe::defs::Defs;
use kbe::ffi::rig::{self, Rig, Taking};
use kbe::layers::event::Server;
use kbe::layers::{Batch, Event};
use kbe::session::{Config, Link, Session, Time};

use super::{Stream, Told};

/// As much as the network layer reads at once.
const READ: usize = 64 << 10;

const LINK: Link = Link(1);

/// A client whose session stands, fed by hand.
#[expect(clippy::vec_box, reason = "a batch moves by its box through the door")]
pub struct Client {
    pub session: Session,
    pub rig: Rig,
    /// Which state of the game's interest the session knows.
    interest_edition: u32,
    /// Batches between the session and the game, see [`Self::decode`].
    decoded: Vec<Box<Batch>>,
    spare: Vec<Box<Batch>>,
}

impl Client {
    /// A client that takes its events in this way; a movement without y goes to the base position's, as the
    /// streams expect.
    pub fn new(definitions: &[u8], taking: Taking) -> Self {
        let defs = Arc::new(Defs::import(definitions).unwrap());
        let mut all = defs.modules().iter().flat_map(|m| m.properties());
        let hp = all.find(|p| p.name().eq_ignore_ascii_case("hp")).unwrap().uid();
        let mut session = Session::observer(Config { base_y: true, ..Config::default() });
        session.observe(LINK, Server::Baseapp);
        session.set_definitions(Arc::clone(&defs));
        session.batch().definitions.push(defs);
        session.batch().push(Event::Definitions { index: 0 });
        let rig = Rig::new(taking).unwrap();
        rig.watch(hp.into());
        Self { session, rig, interest_edition: 0, decoded: Vec::new(), spare: Vec::new() }
    }

    /// What the network layer's driver does whenever it wakes.
    fn follow_interest(&mut self) {
        if let Some(interest) = self.rig.interest_since(&mut self.interest_edition) {
            self.session.set_interest(interest);
        }
    }

    /// The whole way.
    pub fn read(&mut self, bytes: &[u8]) {
        for read in bytes.chunks(READ) {
            self.follow_interest();
            self.session.received(Time::default(), LINK, read);
            let next = self.spare.pop().unwrap_or_default();
            let mut batch = std::mem::replace(self.session.batch(), next);
            batch.seal();
            self.spare.push(self.rig.feed(batch).unwrap());
        }
    }

    /// The session alone; what it tells is forgotten.
    pub fn session_only(&mut self, bytes: &[u8]) {
        for read in bytes.chunks(READ) {
            self.session.received(Time::default(), LINK, read);
            self.session.batch().seal();
            self.session.batch().clear();
        }
    }

    /// The session; what it tells is kept for [`Self::deliver`].
    pub fn decode(&mut self, bytes: &[u8]) {
        for read in bytes.chunks(READ) {
            self.follow_interest();
            self.session.received(Time::default(), LINK, read);
            self.session.batch().seal();
            let next = self.spare.pop().unwrap_or_default();
            self.decoded.push(std::mem::replace(self.session.batch(), next));
        }
    }

    /// Puts what was decoded into the door: [`Self::take`] is the game's part.
    pub fn deliver(&mut self) {
        for batch in self.decoded.drain(..) {
            self.spare.push(self.rig.deliver(batch));
        }
    }

    /// The game takes all that is in the door.
    pub fn take(&mut self) {
        self.rig.take().unwrap();
    }

    /// Fails when a message could not be used.
    pub fn expect_no_faults(&self, name: &str) {
        assert_eq!(self.session.stats().faults, 0, "{name}: a message could not be used");
    }
}

fn near(a: [f32; 3], b: [f64; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-4)
}

/// Everything in which the world at the end differs from what the stream says it must be.
pub fn differences(rig: &Rig, stream: &Stream) -> Vec<String> {
    let seen: BTreeMap<i32, _> = rig.entities().into_iter().map(|e| (e.id, e)).collect();
    let mut all = Vec::new();
    let known = stream.state.iter().map(|e| e.id);
    let more = seen.keys().filter(|id| !known.clone().any(|k| k == **id));
    all.extend(more.map(|id| format!("{id} should not be there")));
    for e in &stream.state {
        let Some(s) = seen.get(&e.id) else {
            all.push(format!("{} is missing", e.id));
            continue;
        };
        let (id, p, d) = (e.id, s.position, s.direction);
        if s.class != e.class {
            all.push(format!("{id} is a {}, not a {}", s.class, e.class));
        }
        if !near(p, e.position) {
            all.push(format!("{id} is at {p:?}, not at {:?}", e.position));
        }
        if !near(d, e.direction) {
            all.push(format!("{id} looks to {d:?}, not to {:?}", e.direction));
        }
        for (name, value) in &e.values {
            let shown = match name.split_once('.') {
                Some((c, p)) => rig.component_number(id, c, p).map(|n| n.to_string()),
                None => rig.shown(id, name),
            };
            if shown.as_ref() != Some(value) {
                all.push(format!("{id}.{name} is {shown:?}, not {value}"));
            }
        }
    }
    all
}

/// What was told between two moments, as a stream puts it.
pub fn told(before: rig::Told, after: rig::Told) -> Told {
    Told {
        moves: after.moves - before.moves,
        properties: after.properties - before.properties,
        calls: after.calls - before.calls,
        entered: after.entered - before.entered,
        left: after.left - before.left,
        sum_hp: after.watched - before.watched,
        sum_calls: after.last_arguments - before.last_arguments,
    }
}
