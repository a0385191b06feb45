//! What a game asks for through the C interface.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use abi::definitions::*;
use abi::feed::Feed;
use abi::{Client, NO_BYTES, all_callbacks, bytes, config, last_error, s, sized, value_text};
use kbe::ffi::account::*;
use kbe::ffi::call::*;
use kbe::ffi::config::{
    KBE_CONFIG_INTEGER_VECTORS, KBE_ENCRYPTION_BLOWFISH, KBE_ENCRYPTION_NONE, kbe_config,
};
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::info::*;
use kbe::ffi::value::*;
use kbe::ffi::view::*;
use kbe::layers::Command;
use kbe::layers::command::Part;
use kbe::layers::event::*;

fn int(v: i64) -> kbe_value {
    kbe_value { r#type: KBE_VALUE_INT64, count: 0, r#as: kbe_value_as { i64: v } }
}

fn string(kind: u32, t: &str) -> kbe_value {
    kbe_value { r#type: kind, count: t.len() as u32, r#as: kbe_value_as { text: s(t).ptr } }
}

fn vector3(x: f32, y: f32, z: f32) -> kbe_value {
    let vec = [x, y, z, 0.0];
    kbe_value { r#type: KBE_VALUE_VECTOR3, count: 3, r#as: kbe_value_as { vec } }
}

fn dict(keys: &[kbe_str], items: &[kbe_value]) -> kbe_value {
    let keys = if keys.is_empty() { std::ptr::null() } else { keys.as_ptr() };
    let dict = kbe_value_dict { items: items.as_ptr(), keys };
    let count = items.len() as u32;
    kbe_value { r#type: KBE_VALUE_FIXED_DICT, count, r#as: kbe_value_as { dict } }
}

fn sent(c: &Client) -> (Part, i32, u16, u16, Vec<u8>) {
    let mut all = c.commands();
    assert_eq!(all.len(), 1, "{all:?}");
    let Command::Call { part, entity, component_uid, method_uid, args } = all.pop().unwrap() else {
        panic!("no call");
    };
    (part, entity, component_uid, method_uid, args)
}

fn base(c: &Client, id: i32, method: &str, args: &[kbe_value]) -> kbe_result {
    unsafe { kbe_entity_call_base(c.handle, id, s(method), args.as_ptr(), args.len() as u32) }
}

fn cell(c: &Client, id: i32, method: &str, args: &[kbe_value]) -> kbe_result {
    unsafe { kbe_entity_call_cell(c.handle, id, s(method), args.as_ptr(), args.len() as u32) }
}

#[test]
fn calls_by_name_are_checked_and_encoded() {
    let c = Client::in_world();
    let fields = [string(KBE_VALUE_UNICODE, "é"), int(7)];
    let keys = [s("label"), s("id")];
    let args = [string(KBE_VALUE_STRING, "hi"), dict(&keys, &fields)];
    assert_eq!(base(&c, 1, "hello", &args), KBE_OK, "{}", last_error());
    let expected = b"hi\0\x07\0\0\0\x02\0\0\0\xc3\xa9".to_vec();
    assert_eq!(sent(&c), (Part::Base, 1, 0, 401, expected));

    assert_eq!(cell(&c, 0, "jump", &[int(-1), vector3(1.0, 0.0, 0.0)]), KBE_OK);
    let (part, entity, component, method, args) = sent(&c);
    assert_eq!((part, entity, component, method, args.len()), (Part::Cell, 1, 0, 501, 13));

    let args = [int(9)];
    let r =
        unsafe { kbe_component_call_cell(c.handle, 0, s("skills"), s("cast"), args.as_ptr(), 1) };
    assert_eq!(r, KBE_OK);
    assert_eq!(sent(&c), (Part::Cell, 1, UID_SKILLS as u16, UID_CAST as u16, vec![9, 0]));
}

#[test]
fn vectors_go_out_as_whole_numbers_to_servers_that_want_them() {
    let mut config = config();
    config.flags |= KBE_CONFIG_INTEGER_VECTORS;
    let c = Client::with(&config, &all_callbacks());
    c.enter();
    c.commands();
    assert_eq!(cell(&c, 0, "jump", &[int(1), vector3(1.0, -2.0, 3.0)]), KBE_OK);
    assert_eq!(sent(&c).4, [1, 1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 3, 0, 0, 0]);
}

#[test]
fn calls_by_id() {
    let c = Client::in_world();
    let args = [int(9)];
    let mut call: kbe_call = sized();
    call.side = KBE_SIDE_CELL;
    call.component_id = UID_SKILLS;
    call.method_id = UID_CAST;
    (call.args, call.argc) = (args.as_ptr(), 1);
    assert_eq!(unsafe { kbe_entity_call(c.handle, &raw const call) }, KBE_OK, "{}", last_error());
    assert_eq!(sent(&c).3, UID_CAST as u16);
    let bad = |edit: fn(&mut kbe_call)| {
        let mut call = call;
        edit(&mut call);
        unsafe { kbe_entity_call(c.handle, &raw const call) }
    };
    assert_eq!(bad(|c| c.side = 3), KBE_E_INVALID_ARGUMENT);
    assert_eq!(bad(|c| c.method_id = 70000), KBE_E_NOT_FOUND);
    // A uid that is a property but no component kills the server: it must not leave.
    assert_eq!(bad(|c| c.component_id = UID_HP), KBE_E_NOT_FOUND);
    assert_eq!(bad(|c| c.argc = 0), KBE_E_BAD_ARGUMENTS);
    assert_eq!(bad(|c| c.argc = 256), KBE_E_INVALID_ARGUMENT);
    assert!(c.commands().is_empty());
}

#[test]
fn bad_arguments_are_named_and_nothing_is_sent() {
    let c = Client::in_world();
    let item = [int(1), string(KBE_VALUE_UNICODE, "x")];
    let hello = string(KBE_VALUE_STRING, "hi");
    let long = "x".repeat(2040);
    let unknown = kbe_value { r#type: 99, count: 0, r#as: kbe_value_as { i64: 0 } };
    let nowhere = kbe_value {
        r#type: KBE_VALUE_STRING,
        count: 5,
        r#as: kbe_value_as { text: std::ptr::null() },
    };
    let cases: &[(&[kbe_value], kbe_result, &str)] = &[
        (&[], KBE_E_BAD_ARGUMENTS, "Avatar.hello: takes 2 arguments, 0 given"),
        (
            &[int(1), dict(&[], &item)],
            KBE_E_BAD_ARGUMENTS,
            "argument 1: expected STRING, got INT64",
        ),
        (&[string(11, "\u{e9}"), dict(&[], &item)], KBE_E_BAD_ARGUMENTS, "argument 1: STRING must"),
        (&[hello, dict(&[], &item[..1])], KBE_E_BAD_ARGUMENTS, "argument 2: ITEM has 2 keys"),
        (&[hello, dict(&[s("id"), s("x")], &item)], KBE_E_BAD_ARGUMENTS, "lacks the key label"),
        (&[hello, unknown], KBE_E_BAD_ARGUMENTS, "unknown type 99"),
        (&[nowhere, dict(&[], &item)], KBE_E_BAD_ARGUMENTS, "argument 1"),
        (&[string(11, &long), dict(&[], &item)], KBE_E_TOO_LARGE, "bytes"),
    ];
    for (args, code, expected) in cases {
        assert_eq!(base(&c, 0, "hello", args), *code, "{expected}");
        assert!(last_error().contains(expected), "{} / {expected}", last_error());
    }
    assert_eq!(cell(&c, 0, "jump", &[int(128), vector3(0.0, 0.0, 0.0)]), KBE_E_BAD_ARGUMENTS);
    assert!(last_error().contains("128 is outside the range -128 to 127 of INT8"));
    assert!(c.commands().is_empty());
}

#[test]
fn an_encrypted_call_can_be_less_large() {
    let most = |encryption: u32| {
        let c = Client::with(&kbe_config { encryption, ..config() }, &all_callbacks());
        c.enter();
        let item = [int(1), string(KBE_VALUE_UNICODE, "x")];
        let call = |n: usize| {
            let text = "x".repeat(n);
            base(&c, 0, "hello", &[string(KBE_VALUE_STRING, &text), dict(&[], &item)])
        };
        let most = (1900..2100).take_while(|n| call(*n) == KBE_OK).last().unwrap();
        assert_eq!(call(most + 1), KBE_E_TOO_LARGE);
        most
    };
    let (clear, encrypted) = (most(KBE_ENCRYPTION_NONE), most(KBE_ENCRYPTION_BLOWFISH));
    assert!(last_error().contains("encrypted, the server accepts at most 2028"));
    assert_eq!(clear - encrypted, 7);
}

#[test]
fn calls_need_a_target_that_may_be_called() {
    let c = Client::new();
    assert_eq!(base(&c, 0, "hello", &[]), KBE_E_OFFLINE);
    c.told(|f| {
        f.login(0, 1, "Avatar");
    });
    let jump = [int(1), vector3(0.0, 0.0, 0.0)];
    assert_eq!(cell(&c, 0, "jump", &jump), KBE_E_NOT_IN_WORLD);
    c.told(|f| {
        f.enter(0, 1, "Avatar", false).enter(1, 2, "Avatar", true);
    });
    assert_eq!(base(&c, 2, "hello", &[]), KBE_E_NOT_YOUR_ENTITY);
    assert_eq!(cell(&c, 3, "jump", &jump), KBE_E_NOT_FOUND);
    assert_eq!(cell(&c, 2, "jump", &jump), KBE_OK);
    assert_eq!(sent(&c).1, 2);
    assert_eq!(base(&c, 0, "jump", &jump), KBE_E_NOT_FOUND);
    assert!(last_error().contains("the cell part has one"), "{}", last_error());
    let skills = |method: &str| unsafe {
        kbe_component_call_cell(c.handle, 0, s("skills"), s(method), std::ptr::null(), 0)
    };
    assert_eq!(skills("cast"), KBE_E_NOT_READY);
    assert!(last_error().contains("Avatar.skills"), "{}", last_error());
    c.told(|f| {
        f.link(0, 1);
    });
    assert_eq!(skills("cast"), KBE_E_BAD_ARGUMENTS);
    assert_eq!(skills("nothing"), KBE_E_NOT_FOUND);
    c.told(|f| {
        f.disconnected(Reason::Kicked, 9, "out").event(Event::Reset);
    });
    assert_eq!(cell(&c, 0, "jump", &jump), KBE_E_OFFLINE);
}

#[test]
fn poses() {
    let c = Client::in_world();
    c.told(|f| {
        f.enter(1, 2, "Avatar", true);
    });
    let mut pose: kbe_pose = sized();
    pose.position = [1.0, 2.0, 3.0];
    pose.direction = [0.1, 0.2, 0.3];
    let player = |p: &kbe_pose| unsafe { kbe_player_set_pose(c.handle, p) };
    let entity = |id, p: &kbe_pose| unsafe { kbe_entity_set_pose(c.handle, id, p) };
    assert_eq!(player(&pose), KBE_OK);
    let commands = c.commands();
    let [Command::SetPose { entity: 0, pose: sent }] = &commands[..] else {
        panic!("{commands:?}")
    };
    assert_eq!(
        (sent.position, sent.direction, sent.on_ground),
        (pose.position, pose.direction, false)
    );
    let mut value = std::ptr::null();
    let get = |name, value: &mut *const kbe_value| unsafe {
        kbe_entity_property(c.handle, 0, s(name), value)
    };
    assert_eq!(get("position", &mut value), KBE_OK);
    assert_eq!(value_text(unsafe { &*value }), "[1.0, 2.0, 3.0]");

    assert_eq!(entity(2, &pose), KBE_E_NOT_YOUR_ENTITY);
    assert_eq!(entity(9, &pose), KBE_E_NOT_FOUND);
    c.told(|f| {
        f.event(Event::Control { slot: Slot(1), entity: 2, controlled: true, player: false });
        f.event(Event::Control { slot: Slot(0), entity: 1, controlled: true, player: true });
    });
    assert_eq!(entity(2, &pose), KBE_OK);
    assert!(matches!(c.commands()[..], [Command::SetPose { entity: 2, .. }]));
    assert_eq!(player(&pose), KBE_E_NOT_YOUR_ENTITY);
    let mut view: kbe_entity_view = sized();
    assert_eq!(unsafe { kbe_entity_get(c.handle, 0, &raw mut view) }, KBE_OK);
    assert_eq!(view.flags, KBE_ENTITY_PLAYER | KBE_ENTITY_IN_WORLD | KBE_ENTITY_CONTROLLED);
    pose.direction[1] = f32::INFINITY;
    assert_eq!(entity(2, &pose), KBE_E_INVALID_ARGUMENT);
}

#[test]
fn account_requests_are_checked() {
    let c = Client::new();
    let h = c.handle;
    unsafe {
        assert_eq!(kbe_client_login(h, s("n\u{e9}"), s("x")), KBE_E_INVALID_ARGUMENT);
        assert_eq!(last_error(), "account must be ASCII");
        assert_eq!(kbe_client_login(h, s("me"), s("p\0")), KBE_E_INVALID_ARGUMENT);
        assert_eq!(last_error(), "password contains a zero byte");
        assert_eq!(kbe_client_bind_email(h, s("a@b")), KBE_E_OFFLINE);
        assert_eq!(kbe_client_logout(h), KBE_E_OFFLINE);
        assert_eq!(kbe_client_disconnect(h), KBE_OK);
        assert!(c.commands().is_empty());

        let datas = bytes(b"\xff\0");
        assert_eq!(kbe_client_login_with_datas(h, s("me"), s("secret"), datas), KBE_OK);
        assert_eq!(kbe_client_state(h), KBE_STATE_BUSY as i32);
        assert_eq!(kbe_client_login(h, s("me"), s("secret")), KBE_E_BUSY);
        assert_eq!(kbe_client_reset_password(h, s("me")), KBE_E_BUSY);
        let commands = c.commands();
        let [Command::Login { account, password, datas }] = &commands[..] else { panic!() };
        assert_eq!(
            (&account[..], &password[..], &datas[..]),
            (&b"me"[..], &b"secret"[..], &b"\xff\0"[..])
        );
        assert_eq!(kbe_client_disconnect(h), KBE_OK);
        assert!(matches!(c.commands()[..], [Command::Disconnect]));
        c.told(|f| {
            let ending = f.ending(Origin::Game, Reason::Requested, 0, "");
            let datas = f.text("");
            f.event(Event::LoginFailed { ending, datas });
        });
        assert_eq!(kbe_client_state(h), KBE_STATE_OFFLINE as i32);

        let mail = KBE_ACCOUNT_MAIL;
        assert_eq!(kbe_client_create_account(h, s("a@b.c"), s("x"), NO_BYTES, mail), KBE_OK);
        assert!(matches!(
            c.commands()[..],
            [Command::Account { request: AccountRequest::Create, mail: true, .. }]
        ));
        c.told(|f| {
            let ending = f.ending(Origin::Server, Reason::None, 0, "");
            let datas = f.text("");
            f.event(Event::AccountResult { request: AccountRequest::Create, ending, datas });
        });
        assert_eq!(kbe_client_reset_password(h, s("me")), KBE_OK);
        c.told(|f| {
            let ending = f.ending(Origin::Library, Reason::RequestTimeout, 0, "no answer");
            let datas = f.text("");
            let request = AccountRequest::ResetPassword;
            f.event(Event::AccountResult { request, ending, datas });
        });
        c.enter();
        c.commands();
        assert_eq!(kbe_client_new_password(h, s("a"), s("b")), KBE_OK);
        assert_eq!(kbe_client_new_password(h, s("a"), s("b")), KBE_E_BUSY);
        assert_eq!(kbe_client_bind_email(h, s("a@b.c")), KBE_OK);
        assert_eq!(kbe_client_login(h, s("me"), s("x")), KBE_E_BUSY);
        assert_eq!(kbe_client_logout(h), KBE_OK);
        assert_eq!(c.commands().len(), 3);
    }
}

fn lost(f: &mut Feed) -> Ending {
    f.ending(Origin::Network, Reason::ConnectionLost, 0, "reset by peer")
}

#[test]
fn a_session_that_was_lost_can_be_taken_up_again() {
    let c = Client::in_world();
    let h = c.handle;
    c.commands();
    assert_eq!(kbe_client_relogin(h), KBE_E_BUSY);
    let told = c.told(|f| {
        let (ending, resumable) = (lost(f), true);
        f.event(Event::Disconnected { ending, resumable });
    });
    assert_eq!(told, ["disconnected 17  reset by peer resumable"]);
    assert_eq!(kbe_client_state(h), KBE_STATE_OFFLINE as i32);
    let mut info: kbe_client_info = sized();
    unsafe { kbe_client_get_info(h, &raw mut info) };
    assert_eq!((info.player_id, info.entity_count, info.uuid), (1, 1, 77), "the world stays");
    assert_eq!(cell(&c, 0, "jump", &[int(1), vector3(0.0, 0.0, 0.0)]), KBE_E_OFFLINE);

    assert_eq!(kbe_client_relogin(h), KBE_OK);
    assert!(matches!(c.commands()[..], [Command::Relogin]));
    assert_eq!(kbe_client_state(h), KBE_STATE_RESUMING as i32);
    assert_eq!(kbe_client_relogin(h), KBE_E_BUSY);
    assert_eq!(unsafe { kbe_client_login(h, s("me"), s("x")) }, KBE_E_BUSY);
    let told = c.told(|f| {
        f.event(Event::Resuming { attempt: 1, attempts: 0, delay_ms: 0, by_login: false });
        f.event(Event::Resumed { uuid: 78, entity: 1, by_login: false });
    });
    assert_eq!(told, ["session_changed 2 1/0 in 0 0 0 0", "session_changed 3 0/0 in 0 4e 0 0"]);
    assert_eq!(kbe_client_state(h), KBE_STATE_IN_GAME as i32);
    unsafe { kbe_client_get_info(h, &raw mut info) };
    assert_eq!(info.uuid, 78);
    assert_eq!(cell(&c, 0, "jump", &[int(1), vector3(0.0, 0.0, 0.0)]), KBE_OK);
    c.commands();

    // Given up, nothing is left.
    c.told(|f| {
        let (ending, resumable) = (lost(f), true);
        f.event(Event::Disconnected { ending, resumable });
    });
    assert_eq!(kbe_client_disconnect(h), KBE_OK);
    assert!(matches!(c.commands()[..], [Command::Disconnect]));
    let told = c.told(|f| {
        f.event(Event::Reset);
    });
    assert_eq!(told.last().unwrap(), "entity_destroyed 1 Avatar player");
    assert_eq!(kbe_client_disconnect(h), KBE_OK);
    assert!(c.commands().is_empty());
}

#[test]
fn a_session_that_is_being_resumed_can_be_left() {
    let c = Client::in_world();
    c.commands();
    let told = c.told(|f| {
        let ending = lost(f);
        f.event(Event::Lost { ending });
        f.event(Event::Resuming { attempt: 1, attempts: 3, delay_ms: 950, by_login: false });
    });
    assert_eq!(told, ["session_changed 1 0/0 in 0 0 0 17", "session_changed 2 1/3 in 950 0 0 0"]);
    let mut view: kbe_entity_view = sized();
    assert_eq!(unsafe { kbe_entity_get(c.handle, 0, &raw mut view) }, KBE_OK);
    assert_eq!(kbe_client_logout(c.handle), KBE_OK);
    assert_eq!(kbe_client_disconnect(c.handle), KBE_OK);
    assert!(matches!(c.commands()[..], [Command::Logout, Command::Disconnect]));
    let told = c.told(|f| {
        f.event(Event::Reset);
        f.event(Event::Resuming { attempt: 1, attempts: 3, delay_ms: 0, by_login: true });
        f.event(Event::Resumed { uuid: 79, entity: 9, by_login: true });
    });
    assert_eq!(
        told[told.len() - 2..],
        ["session_changed 2 1/3 in 0 0 1 0", "session_changed 3 0/0 in 0 4f 1 0"]
    );
}

#[test]
fn too_many_commands_are_refused() {
    let c = Client::in_world();
    let jump = [int(1), vector3(0.0, 0.0, 0.0)];
    let refused = (0..20000).map(|_| cell(&c, 0, "jump", &jump)).find(|&r| r != KBE_OK);
    assert_eq!(refused, Some(KBE_E_QUEUE_FULL));
    assert_eq!(c.commands().len(), 16384);
    assert_eq!(cell(&c, 0, "jump", &jump), KBE_OK);
}
