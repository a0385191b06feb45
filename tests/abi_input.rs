//! What a C caller passes in: sizes of structs, configurations, NULL everywhere.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;

use abi::{Client, NO_STR, Quiet, config, last_error, s, sized};
use kbe::ffi::account::*;
use kbe::ffi::callbacks::*;
use kbe::ffi::client::*;
use kbe::ffi::config::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::info::*;
use kbe::ffi::pump::*;
use kbe::ffi::testing;
use kbe::ffi::view::kbe_str;
use kbe::layers::event::*;

#[test]
fn sizes_of_structs() {
    let try_size = |size: u32, edit: &dyn Fn(&mut kbe_config)| {
        let mut k = config();
        k.struct_size = size;
        edit(&mut k);
        let made = unsafe { testing::create(&raw const k, Box::new(Quiet)) };
        made.map(|(handle, _)| kbe_client_destroy(handle)).unwrap_or_else(|e| e)
    };
    let full = size_of::<kbe_config>() as u32;
    assert_eq!(try_size(full, &|_| ()), KBE_OK);
    for wrong in [0, 1, 7] {
        assert_eq!(try_size(wrong, &|_| ()), KBE_E_BAD_STRUCT_SIZE, "{wrong}");
    }
    // An older caller: whatever lies behind its end is not read.
    let garbage = |k: &mut kbe_config| k.connect_timeout_ms = KBE_OFF;
    assert_eq!(try_size(24, &garbage), KBE_OK);
    assert_eq!(try_size(full, &garbage), KBE_E_INVALID_ARGUMENT);
    assert_eq!(try_size(full, &|k| k.abi_version = 99), KBE_E_ABI_MISMATCH);

    // A newer caller: what this library does not know must be zero.
    #[repr(C)]
    struct Newer {
        known: kbe_config,
        more: [u32; 2],
    }
    for (more, expected) in [([0, 0], KBE_OK), ([0, 1], KBE_E_BAD_STRUCT_SIZE)] {
        let mut k = Newer { known: config(), more };
        k.known.struct_size = size_of::<Newer>() as u32;
        let made = unsafe { testing::create((&raw const k).cast(), Box::new(Quiet)) };
        assert_eq!(made.map(|(h, _)| kbe_client_destroy(h)).unwrap_or_else(|e| e), expected);
        assert_eq!(k.more, more);
    }
}

#[test]
fn outputs_fit_the_callers_struct() {
    let c = Client::in_world();
    let mut info: kbe_client_info = sized();
    info.struct_size = 16;
    info.uuid = 0xdead;
    assert_eq!(unsafe { kbe_client_get_info(c.handle, &raw mut info) }, KBE_OK);
    assert_eq!((info.struct_size, info.state, info.player_id), (16, KBE_STATE_IN_GAME, 1));
    assert_eq!(info.uuid, 0xdead, "nothing behind the caller's size is touched");
    info.struct_size = 3;
    assert_eq!(unsafe { kbe_client_get_info(c.handle, &raw mut info) }, KBE_E_BAD_STRUCT_SIZE);

    #[repr(C)]
    struct Newer {
        known: kbe_client_info,
        more: u64,
    }
    let mut newer: Newer = sized();
    newer.more = 7;
    let r = unsafe { kbe_client_get_info(c.handle, (&raw mut newer).cast()) };
    assert_eq!((r, newer.known.uuid, newer.more), (KBE_OK, 77, 0));
}

#[test]
fn bad_configurations_name_the_field() {
    let long = "x".repeat(256);
    type Case<'a> = (&'a str, &'a dyn Fn(&mut kbe_config));
    let cases: &[Case<'_>] = &[
        ("host must be", &|k| k.host = s("b\u{fc}cher")),
        ("host must be", &|k| k.host = s("a\0b")),
        ("version is longer", &|k| k.version = s(&long)),
        ("host is NULL", &|k| k.host.len = 3),
        ("port is above", &|k| k.port = 65536),
        ("baseapp_port is above", &|k| k.baseapp_port = 70000),
        ("client_type is above", &|k| k.client_type = 128),
        ("hello_timeout_ms cannot", &|k| k.hello_timeout_ms = KBE_OFF),
        ("upload_angle must be", &|k| k.upload_angle = f32::NAN),
        ("upload_distance must be", &|k| k.upload_distance = -1.0),
        ("log_level 9 is not", &|k| k.log_level = 9),
        ("transport 9 is not known", &|k| k.transport = 9),
        ("websocket_path must begin with /", &|k| k.websocket_path = s("game")),
        ("websocket_path must begin with /", &|k| k.websocket_path = s("/ HTTP/1.1")),
        ("websocket_path must be printable", &|k| k.websocket_path = s("/\r\nX: y")),
        ("tls_pins must be words", &|k| k.tls_pins = s("00ff")),
        ("tls_pins must be words", &|k| k.tls_pins = s(" ")),
        ("tls_pins must be words", &|k| k.tls_pins = s("0f:0f xyz")),
        #[cfg(feature = "tls")]
        ("tls_name is neither", &|k| k.tls_name = s("two words")),
        #[cfg(feature = "tls")]
        ("tls_roots holds no certificate", &|k| k.tls_roots = s("hello")),
        #[cfg(feature = "tls")]
        ("tls_roots: certificate 1 cannot be read", &|k| {
            k.tls_roots = s("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        }),
        #[cfg(not(feature = "kcp"))]
        ("transport: this library was built without KCP", &|k| k.transport = KBE_TRANSPORT_KCP),
        #[cfg(not(feature = "tls"))]
        ("transport: this library was built without TLS", &|k| {
            k.transport = KBE_TRANSPORT_SECURE_WEBSOCKET;
        }),
        ("encryption 2 is not", &|k| k.encryption = 2),
        ("encryption KBE_ENCRYPTION_BLOWFISH does not go together with a WebSocket", &|k| {
            (k.encryption, k.transport) = (KBE_ENCRYPTION_BLOWFISH, KBE_TRANSPORT_WEBSOCKET);
        }),
        ("encryption KBE_ENCRYPTION_BLOWFISH does not go together with a WebSocket", &|k| {
            (k.encryption, k.transport) = (KBE_ENCRYPTION_BLOWFISH, KBE_TRANSPORT_SECURE_WEBSOCKET);
        }),
        ("cache_dir contains", &|k| k.cache_dir = s("a\0b")),
        ("cache_dir is not UTF-8", &|k| {
            k.cache_dir = kbe_str { ptr: c"\xff".as_ptr(), len: 1 };
        }),
    ];
    for (expected, edit) in cases {
        let mut k = config();
        edit(&mut k);
        let mut handle = 5;
        let r = unsafe { kbe_client_create(&raw const k, &raw mut handle) };
        assert_eq!((r, handle), (KBE_E_INVALID_ARGUMENT, 5), "{expected}");
        assert!(last_error().starts_with(expected), "{} / {expected}", last_error());
    }
}

#[test]
fn null_is_an_error_everywhere() {
    use kbe::ffi::call::*;
    use kbe::ffi::defs::*;
    use kbe::ffi::pull::*;
    use kbe::ffi::space::*;
    let c = Client::in_world();
    c.told(|f| {
        f.event(Event::SpaceInit { space: 1 }).space_data(1, "k", "v");
    });
    let h = c.handle;
    let null = KBE_E_INVALID_ARGUMENT;
    macro_rules! none {
        () => {
            std::ptr::null_mut()
        };
    }
    unsafe {
        assert_eq!(kbe_client_create(std::ptr::null(), none!()), null);
        let mut out = 0;
        assert_eq!(kbe_client_create(std::ptr::null(), &raw mut out), null);
        let k = config();
        assert_eq!(kbe_client_create(&raw const k, none!()), null);
        assert_eq!(kbe_config_init(none!(), 100), null);
        assert_eq!(kbe_config_init((&raw mut out).cast(), 4), KBE_E_BAD_STRUCT_SIZE);
        assert_eq!(kbe_last_error_message(none!(), 0, none!()), KBE_OK);
        assert_eq!(kbe_client_set_callbacks(h, std::ptr::null(), none!()), KBE_OK);
        assert_eq!(kbe_client_pump(h, std::ptr::null(), none!()), KBE_OK);
        assert_eq!(kbe_client_next_event(h, 0, 0, none!()), null);
        assert_eq!(kbe_client_entities(h, none!(), 0, none!()), KBE_OK);
        assert_eq!(kbe_entity_get(h, 1, none!()), null);
        assert_eq!(kbe_entity_property(h, 1, s("hp"), none!()), null);
        assert_eq!(kbe_entity_property(h, 1, NO_STR, none!()), KBE_E_NOT_FOUND);
        assert_eq!(kbe_entity_property_by_id(h, 1, 101, none!()), null);
        assert_eq!(kbe_component_at(h, 1, 0, none!()), null);
        assert_eq!(kbe_component_property(h, 1, s("skills"), s("power"), none!()), null);
        assert_eq!(kbe_component_property_by_id(h, 1, 104, 201, none!()), null);
        assert_eq!(kbe_entity_set_user_data(h, 1, none!()), KBE_OK);
        assert_eq!(kbe_player_set_pose(h, std::ptr::null()), null);
        assert_eq!(kbe_entity_set_pose(h, 1, std::ptr::null()), null);
        assert_eq!(kbe_entity_call(h, std::ptr::null()), null);
        assert_eq!(kbe_entity_call_base(h, 1, NO_STR, std::ptr::null(), 0), KBE_E_NOT_FOUND);
        assert_eq!(kbe_entity_call_base(h, 1, s("hello"), std::ptr::null(), 2), null);
        assert_eq!(kbe_space_geometry(h, none!()), null);
        assert_eq!(kbe_space_data(h, NO_STR, none!()), KBE_E_NOT_FOUND);
        assert_eq!(kbe_space_data(h, s("k"), none!()), null);
        assert_eq!(kbe_space_data_at(h, 0, none!(), none!()), null);
        assert_eq!(kbe_class_at(h, 0, none!()), null);
        assert_eq!(kbe_class_id(h, s("Avatar"), none!()), null);
        assert_eq!(kbe_class_name(h, 2, none!()), null);
        assert_eq!(kbe_class_property_id(h, s("Avatar"), s("hp"), none!()), null);
        assert_eq!(kbe_class_property_at(h, 2, 0, none!()), null);
        assert_eq!(kbe_class_method_id(h, s("Avatar"), 1, s("hello"), none!()), null);
        assert_eq!(kbe_class_method_at(h, 2, 1, 0, none!()), null);
        assert_eq!(kbe_type_at(h, 0, none!()), null);
        assert_eq!(kbe_type_key_at(h, 7, 0, none!(), none!()), null);
        assert_eq!(kbe_client_get_info(h, none!()), null);
        assert_eq!(kbe_client_get_stats(h, none!()), null);
        assert_eq!(kbe_client_server_error(h, 4, none!(), none!()), KBE_OK);
        assert_eq!(kbe_client_login(h, NO_STR, NO_STR), null);
        assert_eq!(kbe_client_bind_email(h, NO_STR), null);
    }
}
