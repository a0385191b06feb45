//! What a game looks up through the C interface.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use std::cell::RefCell;
use std::ffi::c_void;

use abi::definitions::*;
use abi::{Client, V, s, sized, text, value_text};
use kbe::ffi::call::*;
use kbe::ffi::callbacks::kbe_callbacks;
use kbe::ffi::config::KBE_ENCRYPTION_BLOWFISH;
use kbe::ffi::defs::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::info::*;
use kbe::ffi::space::*;
use kbe::ffi::value::*;
use kbe::ffi::view::*;
use kbe::layers::event::*;
use kbe::wire::volatile::axes;

#[test]
fn properties_and_components_can_be_read() {
    let c = Client::in_world();
    c.told(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(-3)), ("bag", V::Items(vec![(1, "a")]))]);
    });
    let mut v = std::ptr::null();
    let read = |v: *const kbe_value| value_text(unsafe { &*v });
    unsafe {
        assert_eq!(kbe_entity_property(c.handle, 1, s("hp"), &raw mut v), KBE_OK);
        assert_eq!(((*v).r#type, read(v)), (KBE_VALUE_INT32, "-3".into()));
        assert_eq!(kbe_entity_property_by_id(c.handle, 0, UID_BAG, &raw mut v), KBE_OK);
        assert_eq!(read(v), "[{id:1,label:a}]");
        assert_eq!(kbe_entity_property(c.handle, 1, s("none"), &raw mut v), KBE_E_NOT_FOUND);
        assert_eq!(kbe_entity_property(c.handle, 5, s("hp"), &raw mut v), KBE_E_NOT_FOUND);
        assert_eq!(
            kbe_entity_property(c.handle, 1, s("skills"), &raw mut v),
            KBE_E_INVALID_ARGUMENT
        );
        let skills = s("skills");
        assert_eq!(kbe_component_property(c.handle, 1, skills, s("power"), &raw mut v), KBE_OK);
        assert_eq!(read(v), "7");
        let r = kbe_component_property_by_id(c.handle, 1, UID_SKILLS, UID_POWER, &raw mut v);
        assert_eq!((r, read(v)), (KBE_OK, "7".into()));
        let mut view: kbe_component_view = sized();
        assert_eq!(kbe_component_at(c.handle, 1, 0, &raw mut view), KBE_OK);
        assert_eq!(
            (view.component_id, view.class_id, view.attached),
            (UID_SKILLS, UTYPE_SKILLS, 1)
        );
        assert_eq!((text(view.name), text(view.class_name)), ("skills".into(), "Skills".into()));
        assert_eq!(kbe_component_at(c.handle, 1, 1, &raw mut view), KBE_E_NOT_FOUND);
    }
}

#[test]
fn entities_can_be_listed_and_carry_something() {
    let c = Client::in_world();
    c.told(|f| {
        f.enter(1, 20, "Account", true).enter(2, 30, "Account", true);
    });
    let mut count = 0;
    let mut ids = [0; 3];
    unsafe {
        let none = std::ptr::null_mut();
        assert_eq!(kbe_client_entities(c.handle, none, 0, &raw mut count), KBE_OK);
        assert_eq!(count, 3);
        let r = kbe_client_entities(c.handle, ids.as_mut_ptr(), 2, &raw mut count);
        assert_eq!((r, ids), (KBE_E_BUFFER_TOO_SMALL, [0; 3]));
        assert_eq!(kbe_client_entities(c.handle, ids.as_mut_ptr(), 3, &raw mut count), KBE_OK);
    }
    assert_eq!(ids, [1, 20, 30]);
    assert_eq!(kbe_player_id(c.handle), 1);
    let mut thing = 5;
    let address = (&raw mut thing).cast();
    assert_eq!(kbe_entity_set_user_data(c.handle, 20, address), KBE_OK);
    assert_eq!(kbe_entity_user_data(c.handle, 20), address);
    assert!(kbe_entity_user_data(c.handle, 30).is_null());
    assert!(kbe_entity_user_data(c.handle, 99).is_null());
    assert_eq!(kbe_entity_set_user_data(c.handle, 99, address), KBE_E_NOT_FOUND);
    let mut view: kbe_entity_view = sized();
    assert_eq!(unsafe { kbe_entity_get(c.handle, 20, &raw mut view) }, KBE_OK);
    assert_eq!(
        (view.user_data, view.class_id, text(view.class_name)),
        (address, 1, "Account".into())
    );
}

#[test]
fn the_space_and_its_data() {
    let c = Client::in_world();
    c.told(|f| {
        f.event(Event::SpaceInit { space: 6 });
        f.space_data(6, "weather", "rain").space_data(6, "_mapping", "spaces/y");
    });
    let (mut a, mut b) = (kbe_str::default(), kbe_str::default());
    unsafe {
        assert_eq!(kbe_space_data_count(c.handle), 2);
        assert_eq!(kbe_space_geometry(c.handle, &raw mut a), KBE_OK);
        assert_eq!(text(a), "spaces/y");
        assert_eq!(kbe_space_data(c.handle, s("weather"), &raw mut a), KBE_OK);
        assert_eq!(text(a), "rain");
        assert_eq!(kbe_space_data(c.handle, s("x"), &raw mut a), KBE_E_NOT_FOUND);
        assert_eq!(kbe_space_data_at(c.handle, 1, &raw mut a, &raw mut b), KBE_OK);
        assert_eq!((text(a), text(b)), ("weather".into(), "rain".into()));
        assert_eq!(kbe_space_data_at(c.handle, 2, &raw mut a, &raw mut b), KBE_E_NOT_FOUND);
    }
}

#[test]
fn definitions_can_be_explored() {
    let c = Client::new();
    let h = c.handle;
    let mut id = 0;
    let mut name = kbe_str::default();
    unsafe {
        assert_eq!(kbe_class_id(h, s("Avatar"), &raw mut id), KBE_E_NOT_READY);
        assert_eq!(kbe_class_count(h), 0);
        c.told(|f| {
            f.definitions();
        });
        assert_eq!((kbe_class_count(h), kbe_type_count(h)), (3, 10));
        assert_eq!(kbe_class_id(h, s("Avatar"), &raw mut id), KBE_OK);
        assert_eq!(id, UTYPE_AVATAR);
        assert_eq!(kbe_class_id(h, s("Nobody"), &raw mut id), KBE_E_NOT_FOUND);
        assert_eq!(kbe_class_name(h, UTYPE_SKILLS, &raw mut name), KBE_OK);
        assert_eq!(text(name), "Skills");
        assert_eq!(kbe_class_property_id(h, s("Avatar"), s("hp"), &raw mut id), KBE_OK);
        assert_eq!(id, UID_HP);
        let client = KBE_SIDE_CLIENT;
        assert_eq!(kbe_class_method_id(h, s("Avatar"), client, s("onHit"), &raw mut id), KBE_OK);
        assert_eq!(id, UID_ON_HIT);
        let r = kbe_class_method_id(h, s("Avatar"), KBE_SIDE_BASE, s("onHit"), &raw mut id);
        assert_eq!(r, KBE_E_NOT_FOUND);
        assert_eq!(
            kbe_class_method_id(h, s("Avatar"), 9, s("x"), &raw mut id),
            KBE_E_INVALID_ARGUMENT
        );

        let mut class: kbe_class_info = sized();
        assert_eq!(kbe_class_at(h, 1, &raw mut class), KBE_OK);
        assert_eq!((class.id, class.property_count, text(class.name)), (2, 9, "Avatar".into()));
        let mut p: kbe_property_info = sized();
        assert_eq!(kbe_class_property_at(h, 2, 4, &raw mut p), KBE_OK);
        assert_eq!(
            (p.id, text(p.name), value_text(&*p.default_value)),
            (UID_HP, "hp".into(), "100".into())
        );
        assert_eq!((p.flags, p.alias, p.default_text.len), (4, 5, 3));
        let written = std::slice::from_raw_parts(p.default_text.ptr, 3);
        assert_eq!(written, b"100");
        let mut m: kbe_method_info = sized();
        assert_eq!(kbe_class_method_at(h, 2, KBE_SIDE_CELL, 0, &raw mut m), KBE_OK);
        assert_eq!((m.id, m.arg_count, text(m.name)), (UID_JUMP, 2, "jump".into()));
        let mut t: kbe_type_info = sized();
        assert_eq!(kbe_type_at(h, m.arg_types[1].into(), &raw mut t), KBE_OK);
        assert_eq!((t.value_type, text(t.base_name)), (KBE_VALUE_VECTOR3, "VECTOR3".into()));
        assert_eq!(kbe_type_at(h, 7, &raw mut t), KBE_OK);
        assert_eq!((t.key_count, text(t.alias)), (2, "ITEM".into()));
        assert_eq!(kbe_type_key_at(h, 7, 1, &raw mut name, &raw mut id), KBE_OK);
        assert_eq!(text(name), "label");
        assert_eq!(kbe_type_key_at(h, 7, 2, &raw mut name, &raw mut id), KBE_E_NOT_FOUND);
        assert_eq!(kbe_type_at(h, 99, &raw mut t), KBE_E_NOT_FOUND);
    }
}

#[test]
fn what_is_known_about_session_and_server() {
    let c = Client::new();
    c.told(|f| {
        f.hello();
        let (host, account, datas) = (f.text("h"), f.text("me"), f.text("extra"));
        f.event(Event::LoginAccepted { tcp_port: 5, udp_port: 6, host, account, datas });
    });
    c.enter();
    let mut i: kbe_client_info = sized();
    let mut stats: kbe_client_stats = sized();
    unsafe {
        assert_eq!(kbe_client_get_info(c.handle, &raw mut i), KBE_OK);
        assert_eq!(kbe_client_get_stats(c.handle, &raw mut stats), KBE_OK);
    }
    assert_eq!((i.state, i.player_id, i.uuid, i.entity_count), (KBE_STATE_IN_GAME, 1, 77, 1));
    assert_eq!(
        (text(i.account), text(i.server_version), text(i.entitydef_digest)),
        ("me".into(), "2.5.10".into(), "D".into())
    );
    assert_eq!(i.encryption, KBE_ENCRYPTION_BLOWFISH);
    assert_eq!((i.baseapp_tcp_port, i.baseapp_udp_port, i.datas.len), (5, 6, 5));
    assert_eq!((stats.bytes_in, stats.round_trip_us, stats.queued_events), (11, 5, 0));
    assert!(stats.events > 10);
    let (mut name, mut t) = (kbe_str::default(), kbe_str::default());
    let r = unsafe { kbe_client_server_error(c.handle, 4, &raw mut name, &raw mut t) };
    assert_eq!((r, text(name)), (KBE_OK, "SERVER_ERR_NAME_PASSWORD".into()));
    assert!(!text(t).is_empty());
    for code in [999, 70000] {
        let r = unsafe { kbe_client_server_error(c.handle, code, &raw mut name, &raw mut t) };
        assert_eq!(r, KBE_E_NOT_FOUND);
    }
}

thread_local! {
    static HUNG: RefCell<Vec<(&'static str, usize)>> = const { RefCell::new(Vec::new()) };
}

macro_rules! hung {
    ($($name:ident: $event:ty, |$e:ident| $data:expr;)*) => {
        $(unsafe extern "C" fn $name(event: *const $event, _: *mut c_void) {
            let $e = unsafe { &*event };
            HUNG.with_borrow_mut(|all| all.push((stringify!($name), $data.addr())));
        })*

        fn hung_callbacks() -> kbe_callbacks {
            let mut on: kbe_callbacks = sized();
            $(on.$name = Some($name);)*
            on
        }
    };
}

hung! {
    property_changed: kbe_property_event, |e| e.entity_user_data;
    method_called: kbe_method_event, |e| e.entity_user_data;
    entity_moved: kbe_moved_event, |e| e.entity_user_data;
    pose_set: kbe_pose_event, |e| e.entity_user_data;
    control_changed: kbe_control_event, |e| e.entity_user_data;
    component_attached: kbe_component_event, |e| e.entity_user_data;
    entity_leave_world: kbe_entity_event, |e| e.entity.user_data;
    entity_destroyed: kbe_entity_event, |e| e.entity.user_data;
}

/// What a game uses in the place of an entity's own event bus.
#[test]
fn every_event_about_an_entity_brings_what_hangs_on_it() {
    let c = Client::in_world();
    c.told(|f| {
        f.enter(1, 20, "Avatar", true);
    });
    let things = [1u8, 2];
    for (id, thing) in [(1, &things[0]), (20, &things[1])] {
        let address = std::ptr::from_ref(thing).cast_mut().cast();
        assert_eq!(kbe_entity_set_user_data(c.handle, id, address), KBE_OK);
    }
    c.set(&hung_callbacks());
    c.told(|f| {
        f.changes(0, 1, false, &[("hp", V::Int(1))]).changes(1, 20, false, &[("hp", V::Int(2))]);
        f.on_hit(1, 20, 3, "x").moved(1, 20, axes::X, [1.0; 3]).link(1, 20);
        let (position, direction) = ([0.0; 3], [0.0; 3]);
        f.event(Event::SetPose { slot: Slot(1), entity: 20, position, direction });
        f.event(Event::Control { slot: Slot(1), entity: 20, controlled: true, player: false });
        f.leave(1, 20, false);
    });
    let [one, two] = things.each_ref().map(|t| std::ptr::from_ref(t).addr());
    let expected = [
        ("property_changed", one),
        ("property_changed", two),
        ("method_called", two),
        ("entity_moved", two),
        ("component_attached", two),
        ("pose_set", two),
        ("control_changed", two),
        ("entity_leave_world", two),
        ("entity_destroyed", two),
    ];
    assert_eq!(HUNG.take(), expected);
}
