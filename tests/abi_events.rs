//! What a game is told through the C interface, event by event.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use abi::{Client, V, all_callbacks, config, definitions, entity_moved_callback, transforms};
use kbe::ffi::config::*;
use kbe::ffi::pump::*;
use kbe::layers::event::*;
use kbe::wire::volatile::axes;

#[test]
fn a_login_told_in_order() {
    let c = Client::new();
    let told = c.told(|f| {
        let (host, text) = (f.text("127.0.0.1"), f.text(""));
        let server = Server::Loginapp;
        let transport = Transport::Tcp;
        f.event(Event::Connection { server, success: true, port: 20013, transport, host, text });
        f.hello();
        let (host, account, datas) = (f.text("10.0.0.1"), f.text("me"), f.text("extra"));
        f.event(Event::LoginAccepted { tcp_port: 20015, udp_port: 0, host, account, datas });
        f.definitions().player(0, 1, "Avatar").link(0, 1);
        f.event(Event::LoginSucceeded { uuid: 77, entity: 1 });
        f.enter(0, 1, "Avatar", false);
        f.event(Event::SpaceInit { space: 4 });
        f.space_data(4, "_mapping", "spaces/x");
        f.event(Event::EnterSpace { slot: Slot(0), entity: 1, space: 4, on_ground: true });
    });
    assert_eq!(
        told,
        [
            "connection 127.0.0.1:20013 1 ",
            "hello 2.5.10 D encryption 1",
            "login_accepted 10.0.0.1:20015 me",
            "definitions 3 10",
            "entity_created 1 Avatar player",
            "base_ready 1 Avatar player",
            "component_attached 1 skills:Skills",
            "property_changed 1 rank 3 -> 3 initial player",
            "login_result 1 1 0  ",
            "cell_ready 1 Avatar player",
            "entity_enter_world 1 Avatar player",
            "component_enter_world 1 skills:Skills",
            "property_changed 1 bag [] -> [] initial player",
            "pose_set 1 [0.0, 0.0, 0.0] 2 initial player",
            "property_changed 1 hp 100 -> 100 initial player",
            "property_changed 1 level 1 -> 1 initial player",
            "property_changed 1 name nobody -> nobody initial player",
            "pose_set 1 [0.0, 0.0, 0.0] 2 initial player",
            "property_changed 1 skills.hidden 0 -> 0 initial player",
            "property_changed 1 skills.power 7 -> 7 initial player",
            "space_geometry 4 spaces/x",
            "space_data_set 4 _mapping=spaces/x initial",
            "entity_enter_space 1 Avatar player",
            "pose_set 1 [0.0, 0.0, 0.0] 3 player",
        ]
    );
}

#[test]
fn failures_carry_code_name_and_sentence() {
    let c = Client::new();
    let told = c.told(|f| {
        let (host, text) = (f.text("nowhere"), f.text("the host name does not resolve"));
        f.event(Event::Connection {
            server: Server::Loginapp,
            success: false,
            port: 1,
            transport: Transport::Tcp,
            host,
            text,
        });
        let ending = f.ending(Origin::Server, Reason::Refused, 4, "wrong name or password");
        let datas = f.text("");
        f.event(Event::LoginFailed { ending, datas });
        let ending = f.ending(Origin::Server, Reason::None, 0, "");
        f.event(Event::AccountResult { request: AccountRequest::Create, ending, datas });
        let (client, server) = (f.text("a"), f.text("b"));
        f.event(Event::VersionMismatch { kind: VersionKind::Script, client, server });
        let (name, text) = (f.text("Client::onX"), f.text("too short"));
        f.event(Event::Fault(Fault { message_id: 9, offset: 1, entity: 0, name, text }));
        f.event(Event::Kicked { code: 9 });
        f.disconnected(Reason::Kicked, 9, "the account logged in from elsewhere");
    });
    assert_eq!(
        told,
        [
            "connection nowhere:1 0 the host name does not resolve",
            "login_result 0 0 14 SERVER_ERR_NAME_PASSWORD wrong name or password",
            "account_result 1 1 0 ",
            "version_mismatch a b",
            "protocol_error 9 Client::onX@1 too short",
            "disconnected 15 SERVER_ERR_ACCOUNT_LOGIN_ANOTHER the account logged in from elsewhere",
        ]
    );
}

#[test]
fn properties_have_their_old_and_new_values() {
    let c = Client::in_world();
    let told = c.told(|f| {
        let items = vec![(1, "sword"), (2, "shield")];
        let list = [
            ("hp", V::Int(5)),
            ("name", V::Text("Ann")),
            ("bag", V::Items(items)),
            ("hp", V::Int(6)),
            ("skills.power", V::Int(9)),
            ("position", V::Vector([1.0, 2.0, 3.0])),
        ];
        f.changes(0, 1, false, &list);
        f.changes(0, 1, false, &[("name", V::Text(""))]);
        f.changes(0, 1, false, &[("bag", V::Items(vec![(3, "")]))]);
    });
    assert_eq!(
        told,
        [
            "property_changed 1 hp 100 -> 5 player",
            "property_changed 1 name nobody -> Ann player",
            "property_changed 1 bag [] -> [{id:1,label:sword},{id:2,label:shield}] player",
            "property_changed 1 hp 5 -> 6 player",
            "property_changed 1 skills.power 7 -> 9 player",
            "pose_set 1 [1.0, 2.0, 3.0] 2 player",
            "property_changed 1 name Ann ->  player",
            "property_changed 1 bag [{id:1,label:sword},{id:2,label:shield}] -> [{id:3,label:}] player",
        ]
    );
}

#[test]
fn initial_events_are_an_option() {
    let mut k = config();
    k.flags = KBE_CONFIG_NO_INITIAL_EVENTS;
    let c = Client::with(&k, &all_callbacks());
    let told = c.told(|f| {
        f.login(0, 1, "Avatar").enter(0, 1, "Avatar", false);
    });
    assert!(!told.iter().any(|l| l.contains("initial")), "{told:?}");
}

#[test]
fn methods_come_with_their_arguments() {
    let c = Client::in_world();
    let told = c.told(|f| {
        f.on_hit(0, 1, -7, "an ogre");
        let (component, module) = (f.property_index("Avatar", "skills"), f.module("Skills"));
        let arena = &mut f.batch.arena;
        let args = arena.reserve_nodes(1, 0).unwrap();
        arena.set(args, kbe::wire::value::Value::int(kbe::wire::value::Kind::Int32, 3));
        let (slot, entity, method, argc) = (Slot(0), 1, 0, 1);
        f.event(Event::Method { slot, entity, component, module, method, argc, args });
    });
    assert_eq!(told, ["method_called 1 onHit(-7,an ogre)", "method_called 1 skills.onCast(3)"]);
}

#[test]
fn entities_come_and_go() {
    let c = Client::in_world();
    let told = c.told(|f| {
        f.enter(1, 2, "Account", true).enter(2, 3, "Avatar", true).link(2, 3);
        f.event(Event::Control { slot: Slot(2), entity: 3, controlled: true, player: false });
        f.leave(1, 2, false).leave(2, 3, false);
    });
    let named: Vec<_> = told.iter().filter(|l| !l.contains("initial")).collect();
    assert_eq!(
        named,
        [
            "entity_created 2 Account",
            "entity_enter_world 2 Account",
            "entity_created 3 Avatar",
            "component_attached 3 skills:Skills",
            "entity_enter_world 3 Avatar",
            "component_enter_world 3 skills:Skills",
            "control_changed 3 1",
            "entity_leave_world 2 Account",
            "entity_destroyed 2 Account",
            "entity_leave_world 3 Avatar",
            "component_leave_world 3 skills:Skills",
            "control_lost 3 Avatar",
            "component_detached 3 skills:Skills",
            "entity_destroyed 3 Avatar",
        ]
    );
    let told = c.told(|f| {
        f.enter(1, 9, "Account", true).event(Event::Clear);
        f.disconnected(Reason::ConnectionLost, 0, "lost").event(Event::Reset);
    });
    let tail: Vec<_> = told.iter().skip_while(|l| !l.starts_with("entity_leave_world 9")).collect();
    assert_eq!(
        tail,
        [
            "entity_leave_world 9 Account",
            "entity_destroyed 9 Account",
            "disconnected 17  lost",
            "entity_leave_world 1 Avatar player",
            "component_leave_world 1 skills:Skills",
            "cell_lost 1 Avatar player",
            "component_detached 1 skills:Skills",
            "entity_destroyed 1 Avatar player",
        ]
    );
}

#[test]
fn streams_and_space_data() {
    let c = Client::in_world();
    let told = c.told(|f| {
        let description = f.text("a file");
        f.event(Event::StreamStarted { id: 3, size: 14, description, kind: 1 });
        let data = f.text("14 whole bytes");
        let (id, kind, size, received) = (3, 1, 14, 14);
        f.event(Event::StreamData { id, kind, size, received, data });
        f.event(Event::StreamCompleted { id, kind, size, received });
        let key = f.text("gone");
        f.event(Event::SpaceDataDeleted { space: 4, key });
    });
    assert_eq!(
        told,
        [
            "stream_started 3 14 1 a file",
            "stream_data 3 14 14/14",
            "stream_completed 3 14/14",
            "space_data_deleted 4 gone"
        ]
    );
}

#[test]
fn movements_come_as_one_array_a_sync() {
    let mut on = all_callbacks();
    on.transforms = Some(transforms);
    let c = Client::with(&config(), &on);
    c.enter();
    let xz = axes::X | axes::Z;
    let told = c.told(|f| {
        f.moved(0, 1, xz, [1.0, 0.0, 0.0]);
        f.on_hit(0, 1, 1, "x");
        f.moved(0, 1, xz, [2.0, 0.0, 0.0]);
        f.event(Event::BasePosition { position: [3.0; 3], slot: Slot(0), entity: 1 });
    });
    assert_eq!(told, ["method_called 1 onHit(1,x)", "transforms 1:1 1:2 1:3"]);
    assert_eq!(c.sync(), Vec::<String>::new());
    // What makes them out of date comes after them.
    let told = c.told(|f| {
        f.enter(1, 2, "Account", true);
        f.moved(1, 2, xz, [4.0, 0.0, 0.0]).leave(1, 2, false);
        f.moved(0, 1, xz, [5.0, 0.0, 0.0]);
        let (position, direction) = ([6.0; 3], [0.0; 3]);
        f.event(Event::SetPose { slot: Slot(0), entity: 1, position, direction });
        f.moved(0, 1, xz, [7.0, 0.0, 0.0]);
        f.disconnected(Reason::Requested, 0, "bye");
    });
    let told: Vec<_> = told.iter().filter(|l| !l.contains("initial")).collect();
    assert_eq!(
        told,
        [
            "entity_created 2 Account",
            "entity_enter_world 2 Account",
            "transforms 2:4",
            "entity_leave_world 2 Account",
            "entity_destroyed 2 Account",
            "transforms 1:5",
            "pose_set 1 [6.0, 6.0, 6.0] 1 player",
            "transforms 1:7",
            "disconnected 1  bye",
        ]
    );
}

#[test]
fn one_array_spans_batches_and_leaves_out_what_nobody_hears_of() {
    let mut on = all_callbacks();
    on.transforms = Some(transforms);
    let c = Client::with(&config(), &on);
    c.enter();
    c.told(|f| {
        f.enter(1, 2, "Account", true);
    });
    let (xz, whole) = (axes::X | axes::Z, axes::X | axes::Z | axes::YAW);
    // The array stays in the batch as long as it can: in the first, then in the list with the second.
    c.feed(|f| {
        f.moved(1, 2, whole, [1.0, 0.0, 0.0]).on_hit(0, 1, 1, "x").moved(1, 2, xz, [2.0, 0.0, 0.0]);
    });
    c.feed(|f| {
        f.moved(0, 1, whole, [3.0, 0.0, 0.0]).moved(1, 2, whole, [4.0, 0.0, 0.0]);
    });
    let spanning = ["method_called 1 onHit(1,x)", "transforms 2:1 2:2 1:3 2:4"];
    assert_eq!(c.sync(), spanning);
    // An entity that is not there is not told of, and neither is a class that nobody wants to hear of.
    let told = c.told(|f| {
        f.moved(1, 2, whole, [5.0, 0.0, 0.0]).moved(9, 99, whole, [6.0, 0.0, 0.0]);
        f.moved(0, 1, whole, [7.0, 0.0, 0.0]);
    });
    assert_eq!(told, ["transforms 2:5 1:7"]);
    let told = c.told(|f| {
        f.moved(9, 99, whole, [8.0, 0.0, 0.0]);
    });
    assert_eq!(told, Vec::<String>::new());
    // Memory that was lent comes back: the next array is told from it.
    let told = c.told(|f| {
        f.moved(1, 2, whole, [9.0, 0.0, 0.0]);
    });
    assert_eq!(told, ["transforms 2:9"]);
}

#[test]
fn movements_can_be_folded() {
    let mut on = all_callbacks();
    on.transforms = Some(transforms);
    let mut k = config();
    k.flags = KBE_CONFIG_FOLD_MOVES;
    let c = Client::with(&k, &on);
    c.enter();
    let told = c.told(|f| {
        f.enter(1, 2, "Account", true);
        for x in 1..=600 {
            f.moved(0, 1, axes::X, [x as f32, 0.0, 0.0]);
            f.moved(1, 2, axes::X, [-x as f32, 0.0, 0.0]);
        }
    });
    assert_eq!(told.last().unwrap(), "transforms 1:600 2:-600");
    let told = c.told(|f| {
        f.moved(1, 2, axes::X, [9.0, 0.0, 0.0]);
    });
    assert_eq!(told, ["transforms 2:9"]);
    let mut stats: kbe::ffi::info::kbe_client_stats = abi::sized();
    unsafe { kbe::ffi::info::kbe_client_get_stats(c.handle, &raw mut stats) };
    assert_eq!(stats.moves_folded, 1198);
}

#[test]
fn movements_can_come_one_by_one() {
    let mut on = all_callbacks();
    on.entity_moved = entity_moved_callback();
    let c = Client::with(&config(), &on);
    c.enter();
    let told = c.told(|f| {
        f.moved(0, 1, axes::X, [1.0, 0.0, 0.0]);
        f.on_hit(0, 1, 1, "x");
        f.moved(0, 1, axes::X, [2.0, 0.0, 0.0]);
    });
    let expected = [
        "entity_moved 1 [1.0, 0.0, 0.0]",
        "method_called 1 onHit(1,x)",
        "entity_moved 1 [2.0, 0.0, 0.0]",
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_number_of_events_does_not_depend_on_the_callbacks() {
    let fill = |f: &mut abi::Feed| {
        f.login(0, 1, "Avatar").enter(0, 1, "Avatar", false);
        f.moved(0, 1, axes::X, [1.0; 3]).moved(0, 1, axes::X, [1.0; 3]);
    };
    let c = Client::new();
    c.feed(fill);
    let all = kbe_sync_layers(0);
    let d = Client::with(&config(), &abi::sized());
    d.feed(fill);
    assert_eq!(kbe_sync_layers(0), all);
    assert_eq!(all, 13 + 2);
    assert_eq!(d.recorder.take(), Vec::<String>::new());
    assert_eq!(definitions::UTYPE_AVATAR, 2);
}
