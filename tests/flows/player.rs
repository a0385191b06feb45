//! A game of the tests: one client, driven through the C functions, that writes down what it is told.

use std::ffi::{CStr, c_void};
use std::time::{Duration, Instant};

use kbe::ffi::account::*;
use kbe::ffi::call::*;
use kbe::ffi::callbacks::*;
use kbe::ffi::client::*;
use kbe::ffi::config::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::handle::kbe_client;
use kbe::ffi::info::{kbe_client_get_info, kbe_client_info};
use kbe::ffi::pump::*;
use kbe::ffi::space::*;
use kbe::ffi::value::*;
use kbe::ffi::view::*;

/// Where a server is, and what all its players have in their configuration.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) settings: fn(&mut kbe_config),
    /// Certificates of the authorities to trust; empty trusts the system's.
    pub(crate) roots: String,
}

impl Target {
    /// With every default.
    pub(crate) fn new(host: &str, port: u16) -> Self {
        Self { host: host.into(), port, settings: |_| {}, roots: String::new() }
    }
}

/// Something a player was told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    /// A connection over something else than TCP.
    Connected {
        server: u32,
        transport: u32,
    },
    /// Why a connection is not what was tried first.
    Remark(String),
    Login {
        success: bool,
        reason: u32,
        code: u32,
        text: String,
    },
    Account {
        request: u32,
        success: bool,
        reason: u32,
        code: u32,
    },
    Disconnected {
        origin: u32,
        reason: u32,
        code: u32,
    },
    Session {
        state: u32,
        attempt: u32,
        by_login: bool,
        reason: u32,
    },
    VersionMismatch {
        kind: u32,
        server: String,
    },
    Created {
        id: i32,
        class: String,
        player: bool,
    },
    Destroyed {
        id: i32,
    },
    EnterWorld {
        id: i32,
        class: String,
        player: bool,
    },
    LeaveWorld {
        id: i32,
    },
    EnterSpace {
        space: u32,
    },
    LeaveSpace,
    Property {
        id: i32,
        component: String,
        name: String,
        initial: bool,
        old: i64,
        new: i64,
        text: String,
    },
    Method {
        id: i32,
        component: String,
        name: String,
        args: Vec<String>,
    },
    Moved {
        id: i32,
        flags: u32,
        position: [f32; 3],
    },
    Pose {
        id: i32,
        cause: u32,
    },
    Control {
        id: i32,
        player: bool,
        controlled: bool,
    },
    Component {
        id: i32,
        name: String,
        class: String,
        attached: bool,
    },
    Geometry(String),
    SpaceData {
        key: String,
        value: String,
    },
    SpaceDataDeleted {
        key: String,
    },
    Stream {
        id: i32,
        what: &'static str,
        bytes: Vec<u8>,
    },
    ProtocolError {
        message: String,
        text: String,
    },
}

/// One client and what it was told.
pub(crate) struct Player {
    pub(crate) client: kbe_client,
    pub(crate) account: String,
    /// Boxed: the library holds its address.
    #[expect(clippy::box_collection, reason = "a callback finds it by its address")]
    told: Box<Vec<Told>>,
    read: usize,
}

pub(crate) fn s(text: &str) -> kbe_str {
    kbe_str { ptr: text.as_ptr().cast(), len: text.len() as u32 }
}

fn text(v: kbe_str) -> String {
    if v.len == 0 {
        return String::new();
    }
    // SAFETY: text from the library is followed by a zero byte.
    let c = unsafe { CStr::from_ptr(v.ptr) };
    assert_eq!(c.to_bytes().len(), v.len as usize, "text ends with a zero byte");
    c.to_string_lossy().into_owned()
}

fn bytes(v: kbe_bytes) -> Vec<u8> {
    if v.len == 0 {
        return Vec::new();
    }
    // SAFETY: valid until the callback returns.
    #[expect(clippy::disallowed_methods, reason = "a test reads what C would read")]
    unsafe { std::slice::from_raw_parts(v.ptr, v.len as usize) }.to_vec()
}

/// A value as text, all the way down.
pub(crate) fn show(v: &kbe_value) -> String {
    // SAFETY: values from the library are valid until the callback returns.
    unsafe {
        match v.r#type {
            KBE_VALUE_NONE => "none".into(),
            KBE_VALUE_UINT64 => v.r#as.u64.to_string(),
            KBE_VALUE_UINT8..=KBE_VALUE_INT64 => v.r#as.i64.to_string(),
            KBE_VALUE_FLOAT | KBE_VALUE_DOUBLE => v.r#as.f64.to_string(),
            KBE_VALUE_STRING | KBE_VALUE_UNICODE => {
                format!("{:?}", text(kbe_str { ptr: v.r#as.text, len: v.count }))
            }
            KBE_VALUE_BLOB..=KBE_VALUE_PY_LIST => {
                format!("{:?}", bytes(kbe_bytes { ptr: v.r#as.bytes, len: v.count }))
            }
            KBE_VALUE_VECTOR2..=KBE_VALUE_VECTOR4 => {
                format!("{:?}", &v.r#as.vec[..v.count as usize])
            }
            KBE_VALUE_ENTITY_CALL => format!("call of {}", v.r#as.entity_call.id),
            KBE_VALUE_FIXED_DICT => {
                let pairs = (0..v.count as usize).map(|i| {
                    let d = v.r#as.dict;
                    format!("{}: {}", text(*d.keys.add(i)), show(&*d.items.add(i)))
                });
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
            KBE_VALUE_ARRAY => {
                let items = (0..v.count as usize).map(|i| show(&*v.r#as.items.add(i)));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            other => format!("unknown type {other}"),
        }
    }
}

fn note(user: *mut c_void, told: Told) {
    // SAFETY: the user data is the player's list, which outlives its client.
    unsafe { &mut *user.cast::<Vec<Told>>() }.push(told);
}

macro_rules! handlers {
    ($($name:ident($e:ident: $event:ty) => $told:expr;)*) => {$(
        unsafe extern "C" fn $name(event: *const $event, user: *mut c_void) {
            // SAFETY: the library hands out a valid event.
            let $e = unsafe { &*event };
            note(user, $told);
        }
    )*};
}

unsafe extern "C" fn connection(event: *const kbe_connection_event, user: *mut c_void) {
    // SAFETY: the library hands out a valid event.
    let e = unsafe { &*event };
    if e.success != 0 && e.transport != KBE_TRANSPORT_TCP {
        note(user, Told::Connected { server: e.server, transport: e.transport });
    }
    if e.success != 0 && !text(e.text).is_empty() {
        note(user, Told::Remark(text(e.text)));
    }
}

handlers! {
    login_result(e: kbe_login_result_event) => Told::Login {
        success: e.success != 0, reason: e.ending.reason, code: e.ending.code, text: text(e.ending.text) };
    account_result(e: kbe_account_result_event) => Told::Account {
        request: e.request, success: e.success != 0, reason: e.ending.reason, code: e.ending.code };
    disconnected(e: kbe_disconnected_event) => Told::Disconnected {
        origin: e.ending.origin, reason: e.ending.reason, code: e.ending.code };
    session_changed(e: kbe_session_event) => Told::Session {
        state: e.state, attempt: e.attempt, by_login: e.flags & KBE_SESSION_BY_LOGIN != 0,
        reason: e.ending.reason };
    version_mismatch(e: kbe_version_mismatch_event) => Told::VersionMismatch {
        kind: e.kind, server: text(e.server_says) };
    created(e: kbe_entity_event) => Told::Created {
        id: e.entity.id, class: text(e.entity.class_name), player: e.entity.flags & KBE_ENTITY_PLAYER != 0 };
    destroyed(e: kbe_entity_event) => Told::Destroyed { id: e.entity.id };
    enter_world(e: kbe_entity_event) => Told::EnterWorld {
        id: e.entity.id, class: text(e.entity.class_name), player: e.entity.flags & KBE_ENTITY_PLAYER != 0 };
    leave_world(e: kbe_entity_event) => Told::LeaveWorld { id: e.entity.id };
    enter_space(e: kbe_entity_event) => Told::EnterSpace { space: e.entity.space_id };
    leave_space(_e: kbe_entity_event) => Told::LeaveSpace;
    property(e: kbe_property_event) => Told::Property {
        id: e.entity_id, component: text(e.component_name), name: text(e.property_name),
        initial: e.flags & KBE_FLAG_INITIAL != 0,
        // SAFETY: any bits are an integer.
        old: unsafe { e.old_value.r#as.i64 }, new: unsafe { e.value.r#as.i64 }, text: show(&e.value) };
    method(e: kbe_method_event) => Told::Method {
        id: e.entity_id, component: text(e.component_name), name: text(e.method_name),
        // SAFETY: `argc` arguments are valid until the callback returns.
        args: (0..e.argc as usize).map(|i| show(unsafe { &*e.args.add(i) })).collect() };
    moved(e: kbe_moved_event) => Told::Moved {
        id: e.transform.entity_id, flags: e.transform.flags, position: e.transform.position };
    pose(e: kbe_pose_event) => Told::Pose { id: e.transform.entity_id, cause: e.cause };
    control(e: kbe_control_event) => Told::Control {
        id: e.entity_id, player: e.flags & KBE_FLAG_PLAYER != 0, controlled: e.controlled != 0 };
    attached(e: kbe_component_event) => Told::Component {
        id: e.entity_id, name: text(e.component_name), class: text(e.class_name), attached: true };
    detached(e: kbe_component_event) => Told::Component {
        id: e.entity_id, name: text(e.component_name), class: text(e.class_name), attached: false };
    geometry(e: kbe_space_geometry_event) => Told::Geometry(text(e.path));
    space_data(e: kbe_space_data_event) => Told::SpaceData { key: text(e.key), value: text(e.value) };
    space_data_deleted(e: kbe_space_data_event) => Told::SpaceDataDeleted { key: text(e.key) };
    stream_started(e: kbe_stream_event) => Told::Stream { id: e.stream_id, what: "started", bytes: vec![] };
    stream_data(e: kbe_stream_event) => Told::Stream { id: e.stream_id, what: "data", bytes: bytes(e.data) };
    stream_completed(e: kbe_stream_event) => Told::Stream { id: e.stream_id, what: "completed", bytes: vec![] };
    protocol_error(e: kbe_protocol_error_event) => Told::ProtocolError {
        message: text(e.message_name), text: text(e.text) };
}

fn callbacks() -> kbe_callbacks {
    // SAFETY: all zero means interested in nothing.
    let none: kbe_callbacks = unsafe { std::mem::zeroed() };
    kbe_callbacks {
        struct_size: size_of::<kbe_callbacks>() as u32,
        connection: Some(connection),
        login_result: Some(login_result),
        account_result: Some(account_result),
        disconnected: Some(disconnected),
        session_changed: Some(session_changed),
        version_mismatch: Some(version_mismatch),
        entity_created: Some(created),
        entity_destroyed: Some(destroyed),
        entity_enter_world: Some(enter_world),
        entity_leave_world: Some(leave_world),
        entity_enter_space: Some(enter_space),
        entity_leave_space: Some(leave_space),
        property_changed: Some(property),
        method_called: Some(method),
        entity_moved: Some(moved),
        pose_set: Some(pose),
        control_changed: Some(control),
        component_attached: Some(attached),
        component_detached: Some(detached),
        space_geometry: Some(geometry),
        space_data_set: Some(space_data),
        space_data_deleted: Some(space_data_deleted),
        stream_started: Some(stream_started),
        stream_data: Some(stream_data),
        stream_completed: Some(stream_completed),
        protocol_error: Some(protocol_error),
        ..none
    }
}

/// The sentence of the latest refusal.
pub(crate) fn last_error() -> String {
    let mut buffer = [0u8; 512];
    let mut length = 0;
    // SAFETY: the buffer has the size that is told.
    unsafe { kbe_last_error_message(buffer.as_mut_ptr().cast(), 512, &raw mut length) };
    String::from_utf8_lossy(&buffer[..length as usize]).into_owned()
}

pub(crate) fn ok(result: kbe_result) {
    assert_eq!(result, KBE_OK, "{}", last_error());
}

#[expect(clippy::disallowed_methods, reason = "the tests run against real time")]
fn now() -> Instant {
    Instant::now()
}

impl Player {
    pub(crate) fn new(target: &Target, account: &str) -> Self {
        Self::with(target, account, |_| {})
    }

    pub(crate) fn with(
        target: &Target,
        account: &str,
        configure: impl FnOnce(&mut kbe_config),
    ) -> Self {
        // SAFETY: all zero is a valid configuration; init fills in size and version.
        let mut config: kbe_config = unsafe { std::mem::zeroed() };
        let size = size_of::<kbe_config>() as u32;
        // SAFETY: the struct has that size.
        ok(unsafe { kbe_config_init(&raw mut config, size) });
        config.host = s(&target.host);
        config.port = target.port.into();
        config.tls_roots = s(&target.roots);
        (target.settings)(&mut config);
        configure(&mut config);
        let mut client = 0;
        // SAFETY: configuration and output are valid.
        ok(unsafe { kbe_client_create(&raw const config, &raw mut client) });
        let mut told = Box::<Vec<Told>>::default();
        let on = callbacks();
        // SAFETY: the callbacks are copied; the list outlives the client.
        ok(unsafe {
            kbe_client_set_callbacks(client, &raw const on, (&raw mut *told).cast::<c_void>())
        });
        Self { client, account: account.into(), told, read: 0 }
    }

    /// Everything told so far.
    pub(crate) fn told(&self) -> &[Told] {
        &self.told
    }

    /// What was told since the last [`Self::until`] or [`Self::forget`].
    pub(crate) fn news(&self) -> &[Told] {
        &self.told[self.read..]
    }

    pub(crate) fn forget(&mut self) {
        self.read = self.told.len();
    }

    pub(crate) fn pump(&self, ms: u32) {
        let n = kbe_sync_layers(ms);
        assert!(n >= 0, "{n}: {}", last_error());
    }

    /// Pumps until something is told that `wanted` takes, and returns what it makes of it. Looks at
    /// everything told since the last call that found something.
    pub(crate) fn until<T>(&mut self, what: &str, mut wanted: impl FnMut(&Told) -> Option<T>) -> T {
        let end = now() + Duration::from_secs(15);
        let mut at = self.read;
        loop {
            while at < self.told.len() {
                let found = wanted(&self.told[at]);
                at += 1;
                if let Some(found) = found {
                    self.read = at;
                    return found;
                }
            }
            assert!(now() < end, "{}: no {what}; told: {:#?}", self.account, self.news());
            self.pump(10);
        }
    }

    pub(crate) fn until_is(&mut self, what: &str, wanted: impl Fn(&Told) -> bool) {
        self.until(what, |t| wanted(t).then_some(()));
    }

    pub(crate) fn login(&mut self, password: &str) -> Told {
        // SAFETY: both texts are valid.
        ok(unsafe { kbe_client_login(self.client, s(&self.account), s(password)) });
        self.until("login result", |t| matches!(t, Told::Login { .. }).then(|| t.clone()))
    }

    pub(crate) fn create_account(&mut self, password: &str) -> Told {
        // SAFETY: both texts are valid.
        ok(unsafe {
            kbe_client_create_account(
                self.client,
                s(&self.account),
                s(password),
                kbe_bytes::default(),
                0,
            )
        });
        self.until("account result", |t| matches!(t, Told::Account { .. }).then(|| t.clone()))
    }

    /// What is known about session and server.
    pub(crate) fn info(&self) -> kbe_client_info {
        let mut info = kbe_client_info {
            struct_size: size_of::<kbe_client_info>() as u32,
            // SAFETY: zeros are a valid value.
            ..unsafe { std::mem::zeroed() }
        };
        // SAFETY: the structure has the size it says.
        ok(unsafe { kbe_client_get_info(self.client, &raw mut info) });
        info
    }

    /// The baseapp that the login answer announced.
    pub(crate) fn baseapp(&self) -> (String, u16) {
        let info = self.info();
        (text(info.baseapp_host), u16::try_from(info.baseapp_tcp_port).unwrap())
    }

    pub(crate) fn player_id(&self) -> i32 {
        kbe_player_id(self.client)
    }

    pub(crate) fn base(&self, method: &str, args: &[kbe_value]) -> kbe_result {
        // SAFETY: texts and arguments are valid.
        unsafe { kbe_entity_call_base(self.client, 0, s(method), args.as_ptr(), args.len() as u32) }
    }

    pub(crate) fn cell(&self, entity: i32, method: &str, args: &[kbe_value]) -> kbe_result {
        // SAFETY: texts and arguments are valid.
        unsafe {
            kbe_entity_call_cell(self.client, entity, s(method), args.as_ptr(), args.len() as u32)
        }
    }

    pub(crate) fn component_cell(
        &self,
        component: &str,
        method: &str,
        args: &[kbe_value],
    ) -> kbe_result {
        let (c, m) = (s(component), s(method));
        // SAFETY: texts and arguments are valid.
        unsafe { kbe_component_call_cell(self.client, 0, c, m, args.as_ptr(), args.len() as u32) }
    }

    pub(crate) fn component_base(
        &self,
        component: &str,
        method: &str,
        args: &[kbe_value],
    ) -> kbe_result {
        let (c, m) = (s(component), s(method));
        // SAFETY: texts and arguments are valid.
        unsafe { kbe_component_call_base(self.client, 0, c, m, args.as_ptr(), args.len() as u32) }
    }

    /// From nothing into the world of the demo assets: account, login, avatar.
    pub(crate) fn enter(&mut self, password: &str) {
        let created = self.create_account(password);
        assert!(matches!(created, Told::Account { .. }), "{created:?}");
        let login = self.login(password);
        assert!(matches!(login, Told::Login { success: true, .. }), "{login:?}");
        self.choose_avatar();
    }

    /// Asks for the avatars, makes one when there is none, and enters the world with it.
    pub(crate) fn choose_avatar(&mut self) {
        ok(self.base("reqAvatarList", &[]));
        let dbid = |text: &str| {
            let rest = text.split("dbid: ").nth(1)?;
            rest.split([',', '}']).next()?.parse::<u64>().ok()
        };
        let is = |t: &Told, method: &str| match t {
            Told::Method { name, args, .. } if name == method => Some(args.clone()),
            _ => None,
        };
        let listed = self.until("avatar list", |t| is(t, "onReqAvatarList"));
        let id = dbid(&listed[0]).unwrap_or_else(|| {
            let name = format!("{} of the tests", self.account);
            ok(self.base("reqCreateAvatar", &[uint8(1), unicode(&name)]));
            let made = self.until("new avatar", |t| is(t, "onCreateAvatarResult"));
            assert_eq!(made[0], "0");
            dbid(&made[1]).unwrap()
        });
        ok(self.base("selectAvatarGame", &[uint64(id)]));
        self.until_is("world", |t| matches!(t, Told::EnterWorld { player: true, .. }));
        self.until_is("space", |t| matches!(t, Told::EnterSpace { .. }));
    }

    pub(crate) fn view(&self, id: i32) -> Option<kbe_entity_view> {
        // SAFETY: all zero is valid but for the size, which is set.
        let mut v: kbe_entity_view = unsafe { std::mem::zeroed() };
        v.struct_size = size_of::<kbe_entity_view>() as u32;
        // SAFETY: the output has the size it says.
        let r = unsafe { kbe_entity_get(self.client, id, &raw mut v) };
        (r == KBE_OK).then_some(v)
    }

    pub(crate) fn property(&self, id: i32, name: &str) -> Option<String> {
        let mut v = std::ptr::null();
        // SAFETY: text and output are valid; the value lives until the next pump.
        unsafe {
            let r = kbe_entity_property(self.client, id, s(name), &raw mut v);
            (r == KBE_OK).then(|| show(&*v))
        }
    }

    pub(crate) fn space_data(&self, key: &str) -> Option<String> {
        let mut v = kbe_str::default();
        // SAFETY: text and output are valid.
        let r = unsafe { kbe_space_data(self.client, s(key), &raw mut v) };
        (r == KBE_OK).then(|| text(v))
    }

    pub(crate) fn logout(&mut self) {
        ok(kbe_client_logout(self.client));
        self.until_is("end", |t| {
            matches!(t, Told::Disconnected { reason: KBE_REASON_REQUESTED, .. })
        });
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        kbe_client_destroy(self.client);
    }
}

pub(crate) fn uint8(v: u8) -> kbe_value {
    kbe_value { r#type: KBE_VALUE_UINT8, count: 0, r#as: kbe_value_as { u64: v.into() } }
}

pub(crate) fn uint64(v: u64) -> kbe_value {
    kbe_value { r#type: KBE_VALUE_UINT64, count: 0, r#as: kbe_value_as { u64: v } }
}

pub(crate) fn int32(v: i32) -> kbe_value {
    kbe_value { r#type: KBE_VALUE_INT32, count: 0, r#as: kbe_value_as { i64: v.into() } }
}

pub(crate) fn unicode(v: &str) -> kbe_value {
    let r#as = kbe_value_as { text: v.as_ptr().cast() };
    kbe_value { r#type: KBE_VALUE_UNICODE, count: v.len() as u32, r#as }
}
