//! The game layer fed with batches as a session fills them.

use std::sync::Arc;

use super::*;
use crate as kbe;
use crate::defs::NONE;
use crate::layers::Event;
use crate::layers::event::Reason;
use crate::wire::value::Value;

#[path = "../../tests/abi/definitions.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests of the C interface")]
mod definitions;
#[path = "../../tests/abi/feed.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests of the C interface")]
mod feed;

use feed::{Feed, V};

struct World {
    game: Game,
    defs: Arc<Defs>,
}

fn text(game: &Game, v: &Value) -> String {
    // The tests know that the value lives in some property of entity 1.
    let e = game.find(1).unwrap().1;
    let index = game.defs().unwrap().module(e.module()).unwrap().property_by_name("name").unwrap();
    let stored = e.store().get(index).unwrap();
    String::from_utf8_lossy(stored.text_of(v)).into_owned()
}

impl World {
    fn new() -> Self {
        Self::with(Options::default())
    }

    fn with(options: Options) -> Self {
        let defs = Arc::new(Defs::import(&definitions::body()).unwrap());
        Self { game: Game::new(options), defs }
    }

    fn feed(&mut self, fill: impl FnOnce(&mut Feed)) -> Vec<String> {
        let mut feed = Feed::new(&self.defs);
        fill(&mut feed);
        let batch = feed.sealed();
        let mut told = Vec::new();
        let mut at = 0;
        while at < batch.events.len() {
            at += self.game.begin(&batch, at);
            while let Some(n) = self.game.next(&batch) {
                told.push(self.describe(&n));
            }
        }
        assert!(self.game.is_settled());
        told
    }

    fn id(&self, slot: Slot) -> i32 {
        self.game.entities().get(slot).unwrap().id()
    }

    fn describe(&self, n: &Notice) -> String {
        match *n {
            Notice::Entity { what, slot } => format!("{what:?} {}", self.id(slot)),
            Notice::Property { slot, component, module, property, initial, old, new } => {
                let class = self.defs.module(module).unwrap();
                let mut name = class.property(property).unwrap().name().to_owned();
                if component != NONE {
                    name = format!("component.{name}");
                }
                let say = |v: &Value| match v.kind() {
                    kbe::wire::value::Kind::Unicode => text(&self.game, v),
                    kbe::wire::value::Kind::Array => format!("[{}]", v.count()),
                    _ => v.as_i64().to_string(),
                };
                let mark = if initial { "initial " } else { "" };
                format!("{mark}{} {name} {}->{}", self.id(slot), say(&old), say(&new))
            }
            Notice::Pose { slot, cause, initial, axes } => {
                let mark = if initial { "initial " } else { "" };
                format!("{mark}pose {} {cause:?} {axes:#x}", self.id(slot))
            }
            Notice::Moved { slot, axes } => format!("moved {} {axes:#x}", self.id(slot)),
            Notice::Component { what, slot, .. } => {
                format!("component {what:?} {}", self.id(slot))
            }
            Notice::Control { slot, controlled } => {
                format!("control {} {controlled}", self.id(slot))
            }
            Notice::Geometry(_) => "geometry".into(),
            Notice::Definitions => "definitions".into(),
            Notice::Event(e) => {
                let all = format!("{e:?}");
                all.split([' ', '(']).next().unwrap().to_owned()
            }
        }
    }

    fn in_world() -> Self {
        let mut w = Self::new();
        w.feed(|f| {
            f.login(0, 1, "Avatar").enter(0, 1, "Avatar", false);
        });
        w
    }
}

#[test]
fn the_player_is_created_and_enters_with_its_initial_values_in_name_order() {
    let mut w = World::new();
    let told = w.feed(|f| {
        f.definitions().player(0, 1, "Avatar");
        f.link(0, 1).changes(0, 1, true, &[("rank", V::Int(9)), ("hp", V::Int(50))]);
        let uuid = 77;
        f.event(Event::LoginSucceeded { uuid, entity: 1 });
    });
    assert_eq!(
        told,
        [
            "definitions",
            "Created 1",
            "BaseReady 1",
            "component Attached 1",
            "initial 1 rank 9->9",
            "LoginSucceeded"
        ]
    );
    assert_eq!(w.game.facts().state, State::InGame);

    let told = w.feed(|f| {
        f.changes(0, 1, false, &[("rank", V::Int(10)), ("hp", V::Int(60))]);
        f.changes(0, 1, false, &[("position", V::Vector([1.0, 2.0, 3.0]))]);
        f.enter(0, 1, "Avatar", false);
    });
    assert_eq!(
        told,
        [
            "1 rank 9->10",
            "CellReady 1",
            "EnterWorld 1",
            "component EnterWorld 1",
            "initial 1 bag [0]->[0]",
            "initial pose 1 Property 0x38",
            "initial 1 hp 60->60",
            "initial 1 level 1->1",
            "initial 1 name nobody->nobody",
            "initial pose 1 Property 0x7",
            "initial 1 component.hidden 0->0",
            "initial 1 component.power 7->7",
        ]
    );
    assert_eq!(w.game.player().unwrap().1.motion().position, [1.0, 2.0, 3.0]);
}

#[test]
fn another_entity_is_complete_when_it_is_first_told_of() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.enter(1, 2, "Avatar", true);
        f.changes(1, 2, true, &[("hp", V::Int(1)), ("position", V::Vector([5.0, 0.0, 0.0]))]);
        f.link(1, 2).changes(1, 2, true, &[("skills.power", V::Int(8))]);
        f.changes(1, 2, false, &[("hp", V::Int(2))]);
    });
    assert_eq!(
        told,
        [
            "Created 2",
            "component Attached 2",
            "EnterWorld 2",
            "component EnterWorld 2",
            "initial 2 bag [0]->[0]",
            "initial pose 2 Property 0x38",
            "initial 2 hp 1->1",
            "initial 2 name nobody->nobody",
            "initial pose 2 Property 0x7",
            "initial 2 component.power 8->8",
            "2 hp 1->2",
        ],
        "owner-only properties are not told, and the later message is news"
    );
}

#[test]
fn initial_events_can_be_switched_off() {
    let mut w = World::with(Options { initial_events: false, ..Options::default() });
    let told = w.feed(|f| {
        f.login(0, 1, "Avatar").enter(0, 1, "Avatar", false);
    });
    let expected = [
        "definitions",
        "Created 1",
        "BaseReady 1",
        "LoginSucceeded",
        "CellReady 1",
        "EnterWorld 1",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_message_is_applied_whole_and_a_property_met_twice_starts_a_new_group() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        let list =
            [("hp", V::Int(1)), ("name", V::Text("a")), ("hp", V::Int(2)), ("level", V::Int(5))];
        f.changes(0, 1, false, &list);
    });
    assert_eq!(told, ["1 hp 100->1", "1 name nobody->a", "1 hp 1->2", "1 level 1->5"]);
}

#[test]
fn text_alternates_between_two_buffers_and_keeps_the_value_before() {
    let mut w = World::in_world();
    let names = ["alpha", "a much longer name than before", "", "b"];
    let mut before = "nobody";
    for name in names {
        let told = w.feed(|f| {
            f.changes(0, 1, false, &[("name", V::Text(name))]);
        });
        assert_eq!(told, [format!("1 name {before}->{name}")]);
        before = name;
    }
}

#[test]
fn containers_replace_each_other() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.changes(0, 1, false, &[("bag", V::Items(vec![(1, "one"), (2, "two")]))]);
        f.changes(0, 1, false, &[("bag", V::Items(vec![]))]);
    });
    assert_eq!(told, ["1 bag [0]->[2]", "1 bag [2]->[0]"]);
}

#[test]
fn leaving_ends_an_entity_in_order() {
    let mut w = World::in_world();
    w.feed(|f| {
        f.enter(1, 2, "Avatar", true).link(1, 2);
        f.event(Event::Control { slot: Slot(1), entity: 2, controlled: true, player: false });
    });
    let told = w.feed(|f| {
        f.leave(1, 2, false);
    });
    assert_eq!(
        told,
        [
            "LeaveWorld 2",
            "component LeaveWorld 2",
            "ControlLost 2",
            "component Detached 2",
            "Destroyed 2"
        ]
    );
    assert!(w.game.find(2).is_none());
    assert_eq!(w.game.entities().len(), 1);
}

#[test]
fn a_component_is_in_the_world_as_often_as_its_entity() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.link(0, 1).link(0, 1);
    });
    assert_eq!(told, ["component Attached 1", "component EnterWorld 1"], "late, but once");
    let told = w.feed(|f| {
        f.leave(0, 1, true);
    });
    assert_eq!(told, ["LeaveWorld 1", "component LeaveWorld 1", "CellLost 1"]);
    let told = w.feed(|f| {
        f.enter(0, 1, "Avatar", false);
    });
    assert_eq!(told[..3], ["CellReady 1", "EnterWorld 1", "component EnterWorld 1"]);
    // A space is no world: the plugins' components have no hooks for it.
    let space = |w: &mut World| {
        w.feed(|f| {
            f.event(Event::LeaveSpace { slot: Slot(0), entity: 1 });
            f.event(Event::EnterSpace { slot: Slot(0), entity: 1, space: 9, on_ground: true });
        })
    };
    assert_eq!(space(&mut w), ["LeaveSpace 1", "EnterSpace 1", "pose 1 EnterSpace 0x3f"]);
    // Whoever leaves the world from outside of a space has left it already, and enters it anew.
    let told = w.feed(|f| {
        f.event(Event::LeaveSpace { slot: Slot(0), entity: 1 }).leave(0, 1, true);
        f.enter(0, 1, "Avatar", false);
    });
    assert_eq!(
        told[..5],
        ["LeaveSpace 1", "CellLost 1", "CellReady 1", "EnterWorld 1", "component EnterWorld 1"]
    );
}

#[test]
fn a_component_whose_class_shows_between_two_spaces_enters_with_the_second() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.event(Event::LeaveSpace { slot: Slot(0), entity: 1 }).link(0, 1);
        f.event(Event::EnterSpace { slot: Slot(0), entity: 1, space: 9, on_ground: true });
    });
    assert_eq!(
        told,
        [
            "LeaveSpace 1",
            "component Attached 1",
            "EnterSpace 1",
            "pose 1 EnterSpace 0x3f",
            "component EnterWorld 1"
        ]
    );
}

#[test]
fn a_component_value_that_comes_again_changes_what_it_carries() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.link(0, 1).changes(0, 1, false, &[("skills.power", V::Int(9))]);
        f.link(0, 1);
        f.link(0, 1).changes(0, 1, false, &[("skills.hidden", V::Int(4))]);
        f.changes(0, 1, false, &[("skills.power", V::Int(10))]);
    });
    assert_eq!(
        told[2..],
        ["1 component.power 7->9", "1 component.hidden 0->4", "1 component.power 9->10"],
        "an empty value and one of another child leave the rest as it was"
    );
}

#[test]
fn clear_keeps_the_player_and_reset_keeps_nothing() {
    let mut w = World::in_world();
    w.feed(|f| {
        f.event(Event::SpaceInit { space: 4 }).space_data(4, "_mapping", "spaces/x");
        f.enter(1, 2, "Account", true).enter(2, 3, "Account", true);
    });
    assert_eq!((w.game.space().id(), w.game.space().geometry()), (4, &b"spaces/x"[..]));
    let told = w.feed(|f| {
        f.leave(0, 1, true).event(Event::Clear);
    });
    assert_eq!(
        told,
        [
            "LeaveWorld 1",
            "CellLost 1",
            "LeaveWorld 2",
            "Destroyed 2",
            "LeaveWorld 3",
            "Destroyed 3"
        ]
    );
    assert_eq!((w.game.space().id(), w.game.space().len()), (0, 0));
    let told = w.feed(|f| {
        f.enter(0, 1, "Avatar", false).disconnected(Reason::ConnectionLost, 0, "gone");
        f.event(Event::Reset);
    });
    assert!(told.ends_with(&[
        "Disconnected".into(),
        "LeaveWorld 1".into(),
        "CellLost 1".into(),
        "Destroyed 1".into()
    ]));
    assert!(w.game.entities().is_empty() && w.game.player().is_none());
    assert_eq!(w.game.facts().state, State::Offline);
}

#[test]
fn an_entity_is_there_until_its_end_has_been_told() {
    let mut w = World::in_world();
    w.feed(|f| {
        f.enter(1, 2, "Account", true);
    });
    let mut feed = Feed::new(&w.defs);
    feed.leave(1, 2, false);
    let batch = feed.sealed();
    w.game.begin(&batch, 0);
    let notice = w.game.next(&batch).unwrap();
    assert_eq!(w.describe(&notice), "LeaveWorld 2");
    let notice = w.game.next(&batch).unwrap();
    assert_eq!(w.describe(&notice), "Destroyed 2");
    assert!(w.game.find(2).is_some());
    w.game.settle();
    assert!(w.game.find(2).is_none() && w.game.is_settled());
}

#[test]
fn teleports_and_spaces() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.event(Event::LeaveSpace { slot: Slot(0), entity: 1 });
        f.event(Event::Clear).event(Event::SpaceInit { space: 9 });
        f.space_data(9, "_mapping", "spaces/y").space_data(9, "k", "v");
        let (position, direction) = ([1.0; 3], [0.5; 3]);
        f.event(Event::SetPose { slot: Slot(0), entity: 1, position, direction });
        f.event(Event::EnterSpace { slot: Slot(0), entity: 1, space: 9, on_ground: false });
        f.event(Event::SetPose { slot: Slot(0), entity: 1, position, direction });
    });
    assert_eq!(
        told,
        [
            "LeaveSpace 1",
            "geometry",
            "SpaceData",
            "SpaceData",
            "EnterSpace 1",
            "pose 1 EnterSpace 0x3f",
            "pose 1 Forced 0x3f"
        ]
    );
    let (_, player) = w.game.player().unwrap();
    assert_eq!((player.motion().position, player.on_ground()), ([1.0; 3], false));
    assert_eq!(w.game.space().get(b"k"), Some(&b"v"[..]));
    assert_eq!(w.game.space().at(0).unwrap().0, b"_mapping");
}

#[test]
fn movements_touch_what_they_carry() {
    use crate::wire::volatile::axes::*;
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.moved(0, 1, X | Z | HAS_GROUND | ON_GROUND, [4.0, 5.0, 6.0]);
        f.moved(7, 99, X | Z, [4.0, 5.0, 6.0]);
        f.event(Event::BasePosition { position: [9.0; 3], slot: Slot::NONE, entity: 1 });
    });
    assert_eq!(told, ["moved 1 0xc5"]);
    let pose = *w.game.player().unwrap().1.motion();
    assert_eq!((pose.position, pose.direction), ([4.0, 5.0, 6.0], [0.0; 3]));
    assert_eq!(w.game.facts().server_position, [9.0; 3]);
    w.feed(|f| {
        f.moved(0, 1, YAW, [0.0; 3]);
        f.event(Event::BasePosition { position: [8.0; 3], slot: Slot(0), entity: 1 });
    });
    let pose = *w.game.player().unwrap().1.motion();
    assert_eq!((pose.position, pose.direction[2]), ([8.0; 3], 1.0));
}

#[test]
fn definitions_may_be_replaced_while_entities_live() {
    let mut w = World::in_world();
    w.feed(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(5))]);
    });
    let other = Arc::new(Defs::import(&definitions::body()).unwrap());
    w.defs = Arc::clone(&other);
    let told = w.feed(|f| {
        f.definitions();
    });
    assert_eq!(told, ["definitions"]);
    let told = w.feed(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(6))]);
    });
    assert_eq!(told, ["1 hp 5->6"]);
    assert_eq!(w.game.retired.len(), 1);
    w.feed(|f| {
        f.event(Event::Reset);
    });
    assert!(w.game.retired.is_empty());
}

#[test]
fn events_about_nobody_are_ignored() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        for slot in [Slot::NONE, Slot(500)] {
            f.event(Event::LeaveWorld { slot, entity: 9, player: false });
            f.event(Event::Destroyed { slot, entity: 9, player: false });
            f.event(Event::LeaveSpace { slot, entity: 9 });
            f.event(Event::Control { slot, entity: 9, controlled: true, player: false });
            f.event(Event::Properties { slot, entity: 9, first: 0, count: 3, buffered: false });
            let (position, direction) = ([0.0; 3], [0.0; 3]);
            f.event(Event::SetPose { slot, entity: 9, position, direction });
        }
        f.event(Event::Properties {
            slot: Slot(0),
            entity: 1,
            first: 5,
            count: 9,
            buffered: false,
        });
    });
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn an_entity_is_never_there_twice() {
    let mut w = World::in_world();
    let told = w.feed(|f| {
        f.enter(3, 1, "Avatar", true);
    });
    let at = |line: &str| told.iter().position(|l| l == line);
    let (gone, created) = (at("Destroyed 1"), at("Created 1"));
    assert!(gone.is_some() && gone < created, "{told:?}");
    assert_eq!((w.game.entities().len(), w.game.entities().iter().count()), (1, 1));
    w.feed(|f| {
        f.leave(3, 1, false);
    });
    assert_eq!((w.game.entities().len(), w.game.entities().iter().count()), (0, 0));
}
