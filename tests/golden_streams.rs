//! Generated streams of a busy world, through the session and the game layer: every callback counted,
//! and all 200 entities in the state that the generator knows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use kbe::defs::Defs;
use kbe::game::{Game, Options};
use kbe::layers::{Batch, Event};
use kbe::session::{Config, Link, Session, Time};
use kbe::wire::value::Kind;
use serde_json::Value as Json;
use support::{data, live};

/// What the generator counts; named as in its document.
#[derive(Debug, Default, PartialEq)]
struct Count(BTreeMap<&'static str, i64>);

impl Count {
    fn add(&mut self, name: &'static str, n: i64) {
        *self.0.entry(name).or_default() += n;
    }
}

struct World {
    session: Session,
    link: Link,
    game: Game,
    names: BTreeMap<i32, String>,
    count: Count,
}

impl World {
    fn new() -> Self {
        // The generator follows the official plugin in what an update without y means.
        let config = Config { base_y: true, ..Config::default() };
        let definitions = data::stream_definitions();
        let (mut session, link) = live::logged_in(config, &definitions);
        let defs = Arc::clone(session.definitions().unwrap());
        session.batch().definitions.push(defs);
        session.batch().push(Event::Definitions { index: 0 });
        let game = Game::new(Options::default());
        Self { session, link, game, names: BTreeMap::new(), count: Count::default() }
    }

    fn feed(&mut self, bytes: &[u8]) {
        for read in bytes.chunks(4096) {
            self.session.received(Time::default(), self.link, read);
            let mut batch = std::mem::take(self.session.batch());
            batch.seal();
            self.apply(&batch);
        }
        assert_eq!(self.session.stats().faults, 0);
    }

    fn apply(&mut self, batch: &Batch) {
        let mut at = 0;
        while at < batch.events.len() {
            at += self.game.begin(batch, at);
            while self.game.next(batch).is_some() {}
        }
        assert!(self.game.is_settled());
        batch.events.iter().for_each(|event| self.look(event, batch));
    }

    fn look(&mut self, event: &Event, batch: &Batch) {
        let defs = Arc::clone(self.session.definitions().unwrap());
        match *event {
            Event::Moves { count, .. } => self.count.add("volatile", count.into()),
            Event::Method { module, method, args, argc, .. } => {
                let class = defs.module(module).unwrap();
                assert_eq!(class.client_methods()[usize::from(method)].name(), "recvDamage");
                let damage = batch.arena.slice(args, argc.into())[3].as_i64();
                self.count.add("recvDamage", 1);
                self.count.add("sum_damage", damage);
            }
            Event::Property { module, property: index, ref value, .. } => {
                match property(&defs, module, index) {
                    "HP" => {
                        self.count.add("set_HP", 1);
                        self.count.add("sum_HP", value.as_i64());
                    }
                    "MP" => self.count.add("set_MP", 1),
                    "state" => self.count.add("set_state", 1),
                    _ => {}
                }
            }
            Event::Properties { entity, first, count, .. } => {
                for c in &batch.changes[first as usize..(first + count) as usize] {
                    let v = batch.arena.get(c.value.root);
                    match property(&defs, c.module, c.property) {
                        "HP" => {
                            self.count.add("set_HP", 1);
                            self.count.add("sum_HP", v.as_i64());
                        }
                        "MP" => self.count.add("set_MP", 1),
                        "state" => self.count.add("set_state", 1),
                        "name" => {
                            assert_eq!(v.kind(), Kind::Unicode);
                            let name = String::from_utf8(batch.arena.value_bytes(&v).to_vec());
                            self.names.insert(entity, name.unwrap());
                            self.count.add("set_name", 1);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn check(&self, id: i32, expected: &Json) {
        let (_, e) = self.game.find(id).unwrap();
        let class = self.game.defs().unwrap().module(e.module()).unwrap();
        assert_eq!(expected["cls"], class.name(), "{id}");
        let number = |name: &str| {
            let stored = e.store().get(class.property_by_name(name).unwrap()).unwrap();
            stored.current().as_i64()
        };
        for name in ["HP", "MP", "state"] {
            assert_eq!(expected[name].as_i64(), Some(number(name)), "{id} {name}");
        }
        assert_eq!(expected["name"], self.names[&id].as_str(), "{id}");
        let pose = e.motion();
        for (key, got) in [("pos", pose.position), ("dir", pose.direction)] {
            let want: Vec<_> =
                expected[key].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
            for (g, w) in got.iter().zip(&want) {
                assert!((f64::from(*g) - w).abs() < 1e-4, "{id} {key}: {got:?}, expected {want:?}");
            }
        }
    }
}

fn property(defs: &Defs, module: u16, property: u16) -> &str {
    defs.module(module).and_then(|m| m.property(property)).map_or("", |p| p.name())
}

fn ends_as_the_generator_says(name: &str) {
    let facts: Json =
        serde_json::from_slice(&data::unpack(&format!("streams/{name}.json.gz"))).unwrap();
    let mut setup = data::unpack(&format!("streams/{name}.bin.gz"));
    let stream = setup.split_off(facts["setup_bytes"].as_u64().unwrap() as usize);
    let mut world = World::new();
    let logging_in = world.session.stats().messages_in;
    world.feed(&setup);
    world.count = Count::default();
    world.feed(&stream);
    let messages = world.session.stats().messages_in - logging_in;
    assert_eq!(Some(messages), facts["messages"].as_u64());
    let expected = facts["expect"].as_object().unwrap();
    assert_eq!(world.count.0.len(), expected.len());
    for (name, n) in &world.count.0 {
        assert_eq!(expected[*name].as_i64(), Some(*n), "{name}");
    }
    let all = facts["final"].as_object().unwrap();
    assert_eq!((all.len(), world.game.entities().len()), (200, 200));
    for (id, expected) in all {
        world.check(id.parse().unwrap(), expected);
    }
}

#[test]
fn packed_updates_by_alias() {
    ends_as_the_generator_says("alias_20k");
}

#[test]
fn packed_updates_by_id() {
    ends_as_the_generator_says("noalias_20k");
}

#[test]
fn plain_updates_by_alias() {
    ends_as_the_generator_says("alias-float_20k");
}

#[test]
fn plain_updates_by_id() {
    ends_as_the_generator_says("noalias-float_20k");
}
