//! Flows that work against any KBEngine server with the stock demo assets: the demo server in this
//! process, or a real one.

/// Makes a test of each flow named, on a server of its own.
#[allow(unused_macros, reason = "not every test program runs all of them")]
macro_rules! flows {
    (on $serve:expr; $($name:ident)*) => {$(
        #[test]
        fn $name() {
            let (_server, target) = $serve;
            crate::flows::$name(&target);
        }
    )*};
}

pub(crate) mod player;
pub(crate) mod relay;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use kbe::ffi::account::kbe_client_relogin;
use kbe::ffi::config::{KBE_TRANSPORT_BEST, KBE_TRANSPORT_TCP};
use kbe::ffi::entity::{kbe_player_set_pose, kbe_pose};
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe_demo_server::{DemoConfig, DemoServer};
use player::*;
use relay::Relay;

/// A demo server in this process, which lives as long as what is returned first.
#[allow(dead_code, reason = "a real server needs none")]
pub(crate) fn serve(config: DemoConfig) -> (DemoServer, Target) {
    let server = DemoServer::start(config).unwrap();
    let port = server.login_addr().port();
    (server, Target::new("127.0.0.1", port))
}

/// An account name that no earlier run has used.
pub(crate) fn fresh_name(stem: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis());
    format!("{stem}{:x}{n}", seconds % 0xffff_ffff)
}

fn code_of(told: &Told) -> u32 {
    match told {
        Told::Login { code, .. } | Told::Account { code, .. } => *code,
        other => panic!("{other:?} has no code"),
    }
}

/// Accounts: made once, refused twice; logins with a wrong name and a wrong password end in one event
/// with a sentence, and the handle goes on.
pub(crate) fn accounts_and_refusals(target: &Target) {
    let mut p = Player::new(target, &fresh_name("unk"));
    match p.login("secret") {
        Told::Login { success: false, reason: KBE_REASON_REFUSED, text, .. } => {
            assert!(text.contains("SERVER_ERR_"), "{text}");
        }
        // A server may be set to make an account of every name.
        Told::Login { success: true, .. } => p.logout(),
        other => panic!("{other:?}"),
    }
    let mut p = Player::new(target, &fresh_name("acc"));
    assert_eq!(code_of(&p.create_account("secret")), 0);
    assert_eq!(code_of(&p.create_account("secret")), 7, "it exists now");
    let wrong = p.login("wrong");
    assert!([4, 6].contains(&code_of(&wrong)), "{wrong:?}");
    let right = p.login("secret");
    assert!(matches!(right, Told::Login { success: true, .. }), "{right:?}");
    p.logout();
    assert_eq!(p.news(), []);
}

/// Local checks: what the server would punish or ignore is refused at the call.
pub(crate) fn refused_at_the_call(target: &Target) {
    let mut p = Player::new(target, &fresh_name("ref"));
    assert_eq!(p.base("reqAvatarList", &[]), KBE_E_OFFLINE);
    p.enter("secret");
    let me = p.player_id();
    assert_eq!(p.cell(me, "noSuchMethod", &[]), KBE_E_NOT_FOUND);
    assert!(last_error().contains("noSuchMethod"), "{}", last_error());
    assert_eq!(p.cell(me, "dialog", &[int32(1)]), KBE_E_BAD_ARGUMENTS);
    assert!(last_error().contains("takes 2 arguments, 1 given"), "{}", last_error());
    assert_eq!(p.cell(me, "dialog", &[unicode("x"), int32(1)]), KBE_E_BAD_ARGUMENTS);
    let sentence = last_error();
    assert!(sentence.contains("Avatar.dialog") && sentence.contains("argument 1"), "{sentence}");
    assert!(sentence.contains("INT32") && sentence.contains("UNICODE"), "{sentence}");
    assert_eq!(p.cell(987_654_321, "jump", &[]), KBE_E_NOT_FOUND);
    ok(p.cell(me, "jump", &[]));
    p.logout();
}

/// The whole way into the world, calls in both directions, and out again.
pub(crate) fn into_the_world(target: &Target) {
    let mut p = Player::new(target, &fresh_name("wor"));
    p.enter("secret");
    let me = p.player_id();
    let view = p.view(me).unwrap();
    assert_eq!(view.flags & (KBE_ENTITY_PLAYER | KBE_ENTITY_IN_WORLD), 3);
    assert!(view.space_id != 0);
    assert!(p.property(me, "name").unwrap().contains("of the tests"));
    assert!(p.space_data("_mapping").is_some_and(|path| path.contains("spaces/")));
    // The account entity went, the avatar came: created, then in the world, then in a space.
    let order: Vec<&str> = p
        .told()
        .iter()
        .filter_map(|t| match t {
            Told::Created { player: true, class, .. } if class == "Account" => Some("account"),
            Told::Destroyed { .. } => Some("destroyed"),
            Told::Created { player: true, class, .. } if class == "Avatar" => Some("avatar"),
            Told::EnterWorld { player: true, .. } => Some("world"),
            Told::EnterSpace { .. } => Some("space"),
            _ => None,
        })
        .take(5)
        .collect();
    assert_eq!(order, ["account", "destroyed", "avatar", "world", "space"]);
    // A component call on the base, answered through the component.
    ok(p.component_base("component1", "say", &[int32(618)]));
    ok(p.component_cell("component1", "hello", &[int32(-5)]));
    p.until_is("answer of the component", |t| {
        matches!(t, Told::Method { component, name, .. } if component == "component1" && name == "helloCB")
    });
    assert!(!p.told().iter().any(|t| matches!(t, Told::ProtocolError { .. })), "{:?}", p.told());
    p.logout();
    // Everything that was created was destroyed.
    let count = |f: fn(&Told) -> bool| p.told().iter().filter(|t| f(t)).count();
    let created = count(|t| matches!(t, Told::Created { .. }));
    assert_eq!(created, count(|t| matches!(t, Told::Destroyed { .. })));
}

/// Two clients see each other come, move and go.
pub(crate) fn two_see_each_other(target: &Target) {
    let mut a = Player::new(target, &fresh_name("twa"));
    let mut b = Player::new(target, &fresh_name("twb"));
    a.enter("secret");
    a.forget();
    b.enter("secret");
    let other = b.player_id();
    a.until_is("the other", |t| matches!(t, Told::EnterWorld { id, .. } if *id == other));
    let start = b.view(other).unwrap().position;
    let mut moved_to = start;
    for step in 1..=20 {
        moved_to = [start[0] + 0.2 * step as f32, start[1], start[2]];
        let pose = kbe_pose {
            struct_size: size_of::<kbe_pose>() as u32,
            on_ground: 1,
            position: moved_to,
            direction: [0.0, 0.0, 0.5],
        };
        // SAFETY: the pose has the size it says.
        ok(unsafe { kbe_player_set_pose(b.client, &raw const pose) });
        b.pump(50);
        a.pump(5);
    }
    let close = |p: [f32; 3]| (p[0] - moved_to[0]).abs() < 1.0 && (p[2] - moved_to[2]).abs() < 1.0;
    a.until_is(
        "its movement",
        |t| matches!(t, Told::Moved { id, position, .. } if *id == other && close(*position)),
    );
    b.logout();
    a.until_is("its leaving", |t| matches!(t, Told::LeaveWorld { id } if *id == other));
    a.logout();
}

/// The same account logs in a second time: the first client is told why it is thrown out.
pub(crate) fn kicked_by_a_second_login(target: &Target) {
    let mut a = Player::new(target, &fresh_name("kik"));
    a.enter("secret");
    let mut b = Player::new(target, &a.account.clone());
    let login = b.login("secret");
    assert!(matches!(login, Told::Login { success: true, .. }), "{login:?}");
    let end = a.until("the kick", |t| matches!(t, Told::Disconnected { .. }).then(|| t.clone()));
    let kicked = KBE_REASON_KICKED;
    assert_eq!(end, Told::Disconnected { origin: KBE_ORIGIN_SERVER, reason: kicked, code: 9 });
    assert_eq!(a.base("reqAvatarList", &[]), KBE_E_OFFLINE);
    b.logout();
    // The handle that was thrown out can log in again, once the server has put the account away.
    let mut again = a.login("secret");
    for _ in 0..5 {
        if matches!(again, Told::Login { success: true, .. }) {
            break;
        }
        a.pump(2000);
        again = a.login("secret");
    }
    assert!(matches!(again, Told::Login { success: true, .. }), "{again:?}");
    a.logout();
}

/// The connection to the baseapp is cut twice: the library resumes the session by itself, then when the
/// game asks. The player's entity goes on.
pub(crate) fn resumed_after_a_loss(target: &Target) {
    let mut scout = Player::new(target, &fresh_name("sct"));
    scout.enter("secret");
    let relay = Relay::to(scout.baseapp());
    scout.logout();
    for attempts in [3, 0] {
        let mut p = Player::with(target, &fresh_name("los"), |c| {
            // The relay carries TCP, and what runs over it.
            if c.transport == KBE_TRANSPORT_BEST {
                c.transport = KBE_TRANSPORT_TCP;
            }
            c.baseapp_host = s("127.0.0.1");
            c.baseapp_port = relay.port.into();
            c.relogin_attempts = attempts;
            c.relogin_delay_ms = 200;
        });
        p.enter("secret");
        let me = p.player_id();
        p.forget();
        relay.cut();
        if attempts == 0 {
            p.until_is("the end", |t| matches!(t, Told::Disconnected { .. }));
            assert!(p.view(me).is_some(), "the world stays");
            ok(kbe_client_relogin(p.client));
        }
        let (state, reason) = (KBE_SESSION_RESUMED, KBE_REASON_NONE);
        let resumed = Told::Session { state, attempt: 0, by_login: false, reason };
        p.until_is("resumed", |t| *t == resumed);
        p.until_is("the space", |t| matches!(t, Told::EnterSpace { .. }));
        assert_eq!(p.player_id(), me);
        assert!(!p.told().contains(&Told::Destroyed { id: me }), "{:#?}", p.told());
        ok(p.component_base("component1", "say", &[int32(618)]));
        p.until_is("an answer", |t| matches!(t, Told::Method { name, .. } if name == "helloCB"));
        p.logout();
    }
}

/// With the imports in the cache, a second login asks for nothing, and everything still works.
#[allow(dead_code, reason = "not everywhere")]
pub(crate) fn warm_cache(target: &Target, forget: impl FnOnce()) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap().to_owned();
    let mut p = Player::with(target, &fresh_name("cac"), |c| c.cache_dir = s(&path));
    p.enter("secret");
    p.logout();
    assert_eq!(std::fs::read_dir(&path).unwrap().count(), 3, "loginapp, baseapp, definitions");
    drop(p);
    forget();
    let mut p = Player::with(target, &fresh_name("cac"), |c| c.cache_dir = s(&path));
    p.enter("secret");
    assert!(!p.told().iter().any(|t| matches!(t, Told::ProtocolError { .. })), "{:?}", p.told());
    p.logout();
}
