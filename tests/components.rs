//! Components of a real server, from recorded bytes up to the C interface.
#![cfg(feature = "capi")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;
mod support;
#[path = "abi/visitor.rs"]
mod visitor;

use abi::{last_error, s, sized, text};
use kbe::ffi::call::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::value::*;
use kbe::layers::command::Part;
use kbe::layers::{Command, Event};
use support::data::recording;
use visitor::Visitor;

/// What a visitor asks of components.
trait Components {
    fn of_class(&self, class: &str, index: u32) -> Result<(String, u32), i32>;
    fn value(&self, component: &str, property: &str) -> i64;
}

impl Components for Visitor<'_> {
    fn of_class(&self, class: &str, index: u32) -> Result<(String, u32), i32> {
        let mut view: kbe_component_view = sized();
        let h = self.client.handle;
        match unsafe { kbe_component_of_class(h, 0, s(class), index, &raw mut view) } {
            KBE_OK => {
                assert_eq!((text(view.class_name), view.attached), (class.to_owned(), 1));
                Ok((text(view.name), view.component_id))
            }
            r => Err(r),
        }
    }

    fn value(&self, component: &str, property: &str) -> i64 {
        let mut v: *const kbe_value = std::ptr::null();
        let (h, c, p) = (self.client.handle, s(component), s(property));
        let r = unsafe { kbe_component_property(h, 0, c, p, &raw mut v) };
        assert_eq!(r, KBE_OK, "{}", last_error());
        unsafe { (*v).r#as.i64 }
    }
}

fn about<'t>(told: &'t [String], id: &str) -> Vec<&'t str> {
    let words = ["component_", "entity_created", "entity_enter_world", "entity_leave_world"];
    let wanted = |l: &&String| {
        let mut parts = l.split(' ');
        let name = parts.next().unwrap();
        let more = name == "entity_destroyed" || words.iter().any(|w| name.starts_with(w));
        more && parts.next() == Some(id)
    };
    told.iter().filter(wanted).map(String::as_str).collect()
}

/// The cell part of the player is destroyed and made again, twice; then the session ends.
#[test]
fn they_come_and_go_around_the_events_of_their_entity() {
    let recording = recording("cell_lost");
    let mut v = Visitor::new(&recording);
    while v.step() {}
    v.told.extend(v.client.told(|f| {
        f.event(Event::Reset);
    }));
    let player =
        v.told.iter().find_map(|l| l.strip_prefix("entity_created ")?.split_once(" Avatar player"));
    let player = player.unwrap().0.to_owned();
    let about = about(&v.told, &player);
    let around = |what: &str, entity_first: bool| {
        let name = |n: u8| if n == 3 { "TestNoBase" } else { "Test" };
        let part = |n: u8| format!("component_{what} {player} component{n}:{}", name(n));
        let entity = match what {
            "attached" => "created",
            "detached" => "destroyed",
            same => same,
        };
        let mut all: Vec<_> = [1, 2, 3].map(part).into();
        let entity = format!("entity_{entity} {player} Avatar player");
        all.insert(if entity_first { 0 } else { 3 }, entity);
        all
    };
    let round = [around("enter_world", true), around("leave_world", true)].concat();
    let expected = [around("attached", true), vec![round; 3].concat(), around("detached", false)];
    assert_eq!(about, expected.concat());
}

#[test]
fn they_are_found_by_class_and_by_property() {
    let recording = recording("enter_world");
    let mut v = Visitor::new(&recording);
    v.until("component_enter_world 118 component3");
    assert_eq!(v.of_class("Test", 0), Ok(("component1".into(), 16)));
    assert_eq!(v.of_class("Test", 1), Ok(("component2".into(), 21)));
    assert_eq!(v.of_class("Test", 2), Err(KBE_E_NOT_FOUND));
    assert_eq!(last_error(), "the entity has no Test number 2");
    assert_eq!(v.of_class("TestNoBase", 0).unwrap().0, "component3");
    assert_eq!(v.of_class("Monster", 0), Err(KBE_E_NOT_FOUND), "no component is a monster");
    assert_eq!(v.of_class("Nothing", 0), Err(KBE_E_NOT_FOUND));
    assert_eq!(last_error(), "there is no class \"Nothing\"");

    let mut view: kbe_component_view = sized();
    let h = v.client.handle;
    assert_eq!(unsafe { kbe_component_get(h, 118, s("component2"), &raw mut view) }, KBE_OK);
    assert_eq!((view.component_id, text(view.class_name)), (21, "Test".into()));
    for wrong in ["component9", "HP", ""] {
        let r = unsafe { kbe_component_get(h, 118, s(wrong), &raw mut view) };
        assert_eq!(r, KBE_E_NOT_FOUND, "{wrong}");
    }
    assert_eq!(unsafe { kbe_component_get(h, 9, s("x"), &raw mut view) }, KBE_E_NOT_FOUND);
}

/// Two components of one class are two: an empty value came for both, children for the first alone.
#[test]
fn two_of_one_class_have_values_of_their_own() {
    let recording = recording("enter_world");
    let mut v = Visitor::new(&recording);
    v.until("component_enter_world 118 component3");
    let state = ["component1", "component2", "component3"].map(|c| v.value(c, "state"));
    assert_eq!(state, [456, 100, 888], "100 is the default of Test.state");
}

#[test]
fn calls_go_to_the_component_that_is_meant() {
    let recording = recording("enter_world");
    let mut v = Visitor::new(&recording);
    v.until("component_enter_world 118 component3");
    let h = v.client.handle;
    v.client.feed(|f| {
        f.event(Event::LoginSucceeded { uuid: 1, entity: 118 });
    });
    v.client.sync();
    let n = kbe_value { r#type: KBE_VALUE_INT64, count: 0, r#as: kbe_value_as { i64: 618 } };
    let call = |component: &str, part| unsafe {
        match part {
            Part::Base => kbe_component_call_base(h, 0, s(component), s("say"), &raw const n, 1),
            Part::Cell => kbe_component_call_cell(h, 0, s(component), s("hello"), &raw const n, 1),
        }
    };
    for (component, part) in [
        ("component1", Part::Base),
        ("component2", Part::Base),
        ("component1", Part::Cell),
        ("component3", Part::Cell),
    ] {
        assert_eq!(call(component, part), KBE_OK, "{}", last_error());
    }
    let take = |c| match c {
        Command::Call { part, component_uid, method_uid, args, .. } => {
            (part, component_uid, method_uid, args)
        }
        other => panic!("{other:?}"),
    };
    let sent: Vec<_> = v.client.commands().into_iter().map(take).collect();
    let args = 618i32.to_le_bytes().to_vec();
    assert_eq!(sent[0], (Part::Base, 16, 27, args.clone()), "as the protocol notes have it");
    assert_eq!(sent[1], (Part::Base, 21, 27, args));
    assert_eq!(call("component3", Part::Base), KBE_E_NOT_FOUND, "it has no base part");
}

/// Ids of one byte in the entity and of two in its component, and the other way about.
#[test]
fn ids_have_the_width_of_their_class() {
    // Changes of a component without aliases in an entity with them cannot be read (spec/02 §2.5).
    let garbled = "protocol_error 511 Client::onUpdatePropertys@5 unknown property 255 at byte 5";
    let narrow: &[&str] = &[
        garbled,
        "method_called 9 zb.m000(1)",
        "method_called 9 mm(1)",
        garbled,
        "method_called 9 zb.m259(-1)",
        "method_called 9 mm(-1)",
        garbled,
        "method_called 9 zb.m017(300)",
        "method_called 9 mm(300)",
    ];
    let wide: &[&str] = &[
        "method_called 7 bc.cr(base bc,{a:1,b:big})",
        "property_changed 7 bc.s_base 11 -> 3 player",
        "property_changed 7 bc.s_bdict {a:0,b:} -> {a:3,b:b3} player",
        "property_changed 7 bc.s_all comp -> x0 player",
    ];
    type Wanted = fn(&str) -> bool;
    let calls: Wanted = |l| l.starts_with("protocol_error") || l.starts_with("method_called 9");
    let of_component: Wanted = |l| l.contains(" bc.") && !l.contains("initial");
    for (name, expected, wanted) in
        [("zoo_big_component", narrow, calls), ("zoo_big_module", wide, of_component)]
    {
        let recording = recording(name);
        let mut v = Visitor::new(&recording);
        while v.step() {}
        let is: Vec<_> = v.told.iter().filter(|l| wanted(l)).take(expected.len()).collect();
        assert_eq!(is, expected, "{name}");
    }
}
