//! Rules about entities that no recording shows.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::sync::Arc;

use kbe::defs::Defs;
use kbe::layers::Event;
use kbe::layers::event::Server;
use kbe::session::{Config, Link, Session, Time};
use support::data;
use support::live::message;

const PLAYER: i32 = 1000;
const MONSTER: i32 = 1001;
/// One-byte ids of two properties of every class of the demo game.
const POSITION: u8 = 1;
const HP: u8 = 4;

struct World {
    session: Session,
    defs: Arc<Defs>,
}

impl World {
    /// The player is an Avatar in the world.
    fn new() -> Self {
        let defs = Arc::new(Defs::import(&data::stream_definitions()).unwrap());
        let mut session = Session::observer(Config::default());
        session.observe(Link(1), Server::Baseapp);
        session.set_definitions(Arc::clone(&defs));
        let mut world = Self { session, defs };
        let created = [&[0; 8], &PLAYER.to_le_bytes()[..], b"Avatar\0"].concat();
        world.hear(504, &created);
        world.enters(PLAYER, "Avatar");
        world
    }

    fn hear(&mut self, id: u16, body: &[u8]) -> Vec<Event> {
        self.session.batch().clear();
        self.session.received(Time::default(), Link(1), &message(id, body));
        self.session.batch().events.clone()
    }

    fn enters(&mut self, entity: i32, class: &str) -> Vec<Event> {
        let class = self.defs.module(self.defs.module_by_name(class).unwrap()).unwrap();
        let utype = u8::try_from(class.utype()).unwrap();
        self.hear(507, &[&entity.to_le_bytes()[..], &[utype]].concat())
    }

    fn property(&mut self, entity: i32, id: u8, value: &[u8]) -> Vec<Event> {
        self.hear(511, &[&entity.to_le_bytes()[..], &[0, id], value].concat())
    }
}

#[test]
fn the_players_position_property_is_the_origin_of_packed_updates_at_once() {
    let mut world = World::new();
    world.enters(MONSTER, "Monster");
    let position: Vec<u8> = [10f32, 20.0, 30.0].iter().flat_map(|c| c.to_le_bytes()).collect();
    world.property(PLAYER, POSITION, &position);
    // The first in view, one and a half to the east and two and a quarter to the south of the player.
    let told = world.hear(47, &[0, 0x0c, 0x09, 0x10]);
    let [Event::Moves { first, count: 1 }] = told[..] else { panic!("{told:?}") };
    let moved = world.session.batch().moves[first as usize].motion();
    assert_eq!((moved.entity, moved.position), (MONSTER, [11.5, 0.0, 27.75]));
}

#[test]
fn what_waits_for_an_entity_goes_with_it() {
    let told_of = |destroyed: bool| {
        let mut world = World::new();
        assert_eq!(world.property(MONSTER, HP, &[7, 0, 0, 0]), [], "it waits");
        if destroyed {
            // Fixed length, so without one of its own.
            let gone = [&512u16.to_le_bytes()[..], &MONSTER.to_le_bytes()].concat();
            world.session.received(Time::default(), Link(1), &gone);
        }
        let told = world.enters(MONSTER, "Monster");
        told.iter().filter(|e| matches!(e, Event::Properties { buffered: true, .. })).count()
    };
    assert_eq!((told_of(false), told_of(true)), (1, 0));
}
