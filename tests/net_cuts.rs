//! Whole logins over bad lines, and with the connection cut at every byte of them: each ends in the world
//! or in one clear event, and the client goes on afterwards.
//!
//! The modules at the end say over what: another road or cipher is another [`Setup`] and another module there.
#![cfg(feature = "capi")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[allow(dead_code, reason = "other test programs use the rest")]
mod flows;

use std::time::{Duration, Instant};

use flows::player::*;
use flows::{fresh_name, serve};
use kbe::ffi::account::{kbe_client_login, kbe_client_logout};
use kbe::ffi::config::kbe_config;
use kbe::ffi::events::*;
use kbe::ffi::pump::kbe_sync_layers;
use kbe::ffi::simulate::*;
use kbe_demo_server::{DemoConfig, DemoServer};

/// Clients at once.
const TOGETHER: usize = 24;

/// Something that a login is made with: what it needs of the server and of the client.
struct Setup {
    server: fn(&mut DemoConfig),
    client: fn(&mut kbe_config, &DemoServer),
    /// KBE_REASON numbers of a connection that breaks while it is being made.
    unmade: &'static [u32],
}

/// A server as the setups want it.
struct Place<'a> {
    setups: &'a [Setup],
    server: DemoServer,
    target: Target,
    dir: tempfile::TempDir,
}

impl<'a> Place<'a> {
    fn new(setups: &'a [Setup]) -> Self {
        let mut config = DemoConfig {
            auto_create_accounts: true,
            // A small world that moves on quickly.
            monsters: 2,
            npcs: 1,
            tick_hz: 50,
            ..DemoConfig::default()
        };
        setups.iter().for_each(|s| (s.server)(&mut config));
        let (server, target) = serve(config);
        Self { setups, server, target, dir: tempfile::tempdir().unwrap() }
    }

    /// A client; one that is `cold` has to import everything.
    fn player(&self, cold: bool) -> Player {
        let name = fresh_name("cut");
        let dir = self.dir.path().join(&name);
        Player::with(&self.target, &name, |c| {
            if cold {
                c.cache_dir = s(dir.to_str().unwrap());
            }
            self.setups.iter().for_each(|s| (s.client)(c, &self.server));
        })
    }
}

fn good() -> kbe_net_sim {
    // SAFETY: all zero is a good line; the size is set.
    let mut sim: kbe_net_sim = unsafe { std::mem::zeroed() };
    sim.struct_size = size_of::<kbe_net_sim>() as u32;
    sim
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connecting,
    Account,
    World,
    /// The terminal event has come.
    Ended,
}

/// One login and what becomes of it.
struct Run {
    player: Player,
    sim: kbe_net_sim,
    seen: usize,
    stage: Stage,
    logged_in: bool,
    endings: Vec<Told>,
}

impl Run {
    fn new(player: Player, sim: kbe_net_sim) -> Self {
        // SAFETY: the struct has the size that it says.
        ok(unsafe { kbe_client_set_net_sim(player.client, &raw const sim) });
        let (stage, endings) = (Stage::Connecting, Vec::new());
        let mut run = Self { player, sim, seen: 0, stage, logged_in: false, endings };
        run.login();
        run
    }

    fn login(&mut self) {
        let (account, password) = (s(&self.player.account), s("secret"));
        // SAFETY: both texts are valid.
        ok(unsafe { kbe_client_login(self.player.client, account, password) });
    }

    /// Reacts to what was told since the last time, as a game would.
    fn go_on(&mut self) {
        let news = self.player.told()[self.seen..].to_vec();
        self.seen += news.len();
        for told in news {
            match &told {
                Told::Login { success: true, .. } => {
                    self.logged_in = true;
                    self.stage = Stage::Account;
                    self.call("reqAvatarList", &[]);
                }
                Told::Login { success: false, .. } | Told::Disconnected { .. } => {
                    self.stage = Stage::Ended;
                    self.endings.push(told);
                }
                Told::Method { name, args, .. } => self.called(name, args),
                Told::EnterSpace { .. } if self.stage == Stage::Account => {
                    self.stage = Stage::World;
                }
                // A call may be under way to a session that is lost already.
                Told::ProtocolError { text, .. } if text.contains("remote call was dropped") => {}
                Told::ProtocolError { .. } => panic!("{:?}: {told:?}", self.what()),
                _ => {}
            }
        }
    }

    fn called(&self, name: &str, args: &[String]) {
        match name {
            "onReqAvatarList" => match dbid(&args[0]) {
                Some(id) => self.call("selectAvatarGame", &[uint64(id)]),
                None => self.call("reqCreateAvatar", &[uint8(1), unicode(&self.player.account)]),
            },
            "onCreateAvatarResult" => {
                self.call("selectAvatarGame", &[uint64(dbid(&args[1]).unwrap())]);
            }
            _ => {}
        }
    }

    /// A call that comes too late is refused, which is no concern of this test.
    fn call(&self, method: &str, args: &[kbe::ffi::value::kbe_value]) {
        _ = self.player.base(method, args);
    }

    fn is_done(&self) -> bool {
        matches!(self.stage, Stage::World | Stage::Ended)
    }

    fn what(&self) -> (u32, u64, u64) {
        (self.sim.servers, self.sim.disconnect_after_out, self.sim.disconnect_after_in)
    }

    /// In the world, or ended once by a lost connection.
    fn check(&self, place: &Place<'_>) {
        let what = self.what();
        let unmade = |reason| place.setups.iter().any(|s| s.unmade.contains(reason));
        match &self.endings[..] {
            [] => assert_eq!(self.stage, Stage::World, "{what:?}"),
            [Told::Login { reason, text, .. }] if unmade(reason) => {
                assert!(text.contains("127.0.0.1:"), "{what:?}: {text}");
            }
            [Told::Login { reason, text, .. }] => {
                assert_eq!(*reason, KBE_REASON_CONNECTION_LOST, "{what:?}: {text}");
                let server =
                    if what.0 == KBE_NET_SIM_BASEAPP { "the baseapp" } else { "the loginapp" };
                assert!(
                    text.starts_with(&format!("the connection to {server}")),
                    "{what:?}: {text}"
                );
                assert!(!self.logged_in, "{what:?}: the login has had its answer");
            }
            [Told::Disconnected { origin, reason, .. }] => {
                let lost = (KBE_ORIGIN_NETWORK, KBE_REASON_CONNECTION_LOST);
                assert_eq!((*origin, *reason), lost, "{what:?}");
                assert!(self.logged_in, "{what:?}: there was no session yet");
            }
            more => panic!("{what:?} ended {} times: {more:?}", more.len()),
        }
    }

    /// On a good line the same client logs in again, and out.
    fn goes_on(&mut self) {
        // SAFETY: NULL is legal.
        ok(unsafe { kbe_client_set_net_sim(self.player.client, std::ptr::null()) });
        if self.stage == Stage::Ended {
            if !self.logged_in {
                // The server may still wait for the other half of a login.
                self.player.account = fresh_name("again");
            }
            self.endings.clear();
            (self.stage, self.logged_in) = (Stage::Connecting, false);
            self.login();
        }
    }
}

fn dbid(text: &str) -> Option<u64> {
    text.split("dbid: ").nth(1)?.split([',', '}']).next()?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "nothing may hang for ever")]
fn now() -> Instant {
    Instant::now()
}

/// Serves all runs until each has come as far as `done` says.
fn until(runs: &mut [Run], what: &str, done: impl Fn(&Run) -> bool) {
    let deadline = now() + Duration::from_secs(60);
    while !runs.iter().all(&done) {
        assert!(kbe_sync_layers(5) >= 0);
        runs.iter_mut().for_each(Run::go_on);
        if now() >= deadline {
            let left: Vec<_> = runs.iter().filter(|r| !done(r)).map(Run::what).collect();
            panic!("not {what}: {left:?}");
        }
    }
}

/// Runs logins together. Returns whether each has reached the world.
fn together(place: &Place<'_>, cold: bool, sims: &[kbe_net_sim]) -> Vec<bool> {
    let mut runs: Vec<_> = sims.iter().map(|sim| Run::new(place.player(cold), *sim)).collect();
    until(&mut runs, "in the world or ended", Run::is_done);
    // Something more might come of a run that has ended.
    _ = kbe_sync_layers(10);
    runs.iter_mut().for_each(Run::go_on);
    runs.iter().for_each(|r| r.check(place));
    let entered = runs.iter().map(|r| r.stage == Stage::World).collect();
    runs.iter_mut().for_each(Run::goes_on);
    until(&mut runs, "logged in again", |r| r.logged_in || r.stage == Stage::Ended);
    for run in &mut runs {
        // One that was in the world may have been cut since.
        if run.stage != Stage::Ended {
            assert_eq!(kbe_client_logout(run.player.client), 0);
        }
    }
    until(&mut runs, "logged out", |r| r.stage == Stage::Ended);
    for run in &runs {
        assert_eq!(run.endings.len(), 1, "{:?}: {:?}", run.what(), run.endings);
        assert!(matches!(run.endings[0], Told::Disconnected { .. }), "{:?}", run.endings);
    }
    entered
}

/// Where a cut is made.
#[derive(Debug, Clone, Copy)]
struct Cut {
    server: u32,
    out: bool,
}

impl Cut {
    fn after(self, n: u64) -> kbe_net_sim {
        let (out, back) = if self.out { (n, 0) } else { (0, n) };
        kbe_net_sim {
            servers: self.server,
            disconnect_after_out: out,
            disconnect_after_in: back,
            ..good()
        }
    }
}

/// Cuts after 1, 2, 3… bytes up to `every`, and from there on at steps of up to `step`, until the cuts
/// come behind the login or behind `last` bytes.
#[derive(Clone, Copy)]
struct Steps {
    every: u64,
    step: u64,
    last: u64,
}

/// Cuts at these steps. Returns how many there were.
fn sweep(place: &Place<'_>, cold: bool, cut: Cut, steps: Steps) -> usize {
    let (mut n, mut cuts, mut random) = (0, 0, 0x9e37_79b9_u64);
    loop {
        let batch: Vec<_> = (0..TOGETHER)
            .map(|_| {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                n += if n < steps.every { 1 } else { 1 + (random >> 33) % steps.step };
                cut.after(n)
            })
            .collect();
        let entered = together(place, cold, &batch);
        cuts += entered.iter().filter(|e| !**e).count();
        if entered.iter().all(|e| *e) || n > steps.last {
            return cuts;
        }
        assert!(n < 1 << 20, "{cut:?}: a login of a megabyte?");
    }
}

/// A cut on each of the connections in each direction, at every byte of what a client that knows the
/// definitions says and hears.
fn cuts(setups: &[Setup]) {
    cuts_at(setups, Steps { every: 400, step: 60, last: u64::MAX });
}

/// The same, at fewer of the bytes behind the first ones.
fn most_cuts(setups: &[Setup]) {
    cuts_at(setups, Steps { every: 80, step: 80, last: u64::MAX });
}

fn cuts_at(setups: &[Setup], steps: Steps) {
    let place = Place::new(setups);
    // From here on this process knows the definitions.
    assert_eq!(together(&place, false, &[good()]), [true]);
    for server in [KBE_NET_SIM_LOGINAPP, KBE_NET_SIM_BASEAPP] {
        for out in [true, false] {
            let cuts = sweep(&place, false, Cut { server, out }, steps);
            println!("{cuts} cuts of server {server}, out: {out}");
            assert!(cuts > 40);
        }
    }
}

/// The same at some of the bytes, for roads on which neither side is told that the other has gone: each run
/// takes its time, and the world fills with players whom nobody plays.
fn some_cuts(setups: &[Setup]) {
    let place = Place::new(setups);
    let steps = Steps { every: 30, step: 100, last: 2500 };
    assert_eq!(together(&place, false, &[good()]), [true]);
    for out in [true, false] {
        let cut = Cut { server: KBE_NET_SIM_BASEAPP, out };
        let cuts = sweep(&place, false, cut, steps);
        println!("{cuts} cuts of the baseapp, out: {out}");
        assert!(cuts > 20);
    }
}

/// The same where the definitions are imported, at some of the bytes.
fn cuts_in_imports(setups: &[Setup]) {
    let place = Place::new(setups);
    let steps = Steps { every: 0, step: 400, last: u64::MAX };
    for server in [KBE_NET_SIM_LOGINAPP, KBE_NET_SIM_BASEAPP] {
        let cuts = sweep(&place, true, Cut { server, out: false }, steps);
        println!("{cuts} cuts of server {server}");
        assert!(cuts > 10);
    }
}

fn clean(setups: &[Setup]) {
    let place = Place::new(setups);
    assert_eq!(together(&place, true, &[good(); 4]), [true; 4]);
}

fn jitter_and_loss(setups: &[Setup]) {
    let place = Place::new(setups);
    let sims: Vec<_> = (0..8)
        .map(|seed| kbe_net_sim {
            latency_ms: 15,
            jitter_ms: 30,
            loss_permille: 20,
            reorder_permille: 20,
            duplicate_permille: 20,
            bandwidth_in: 200_000,
            seed,
            ..good()
        })
        .collect();
    assert_eq!(together(&place, true, &sims), [true; 8]);
}

const TCP: Setup = Setup {
    server: |_| (),
    client: |c, _| c.transport = kbe::ffi::config::KBE_TRANSPORT_TCP,
    unmade: &[],
};
const KCP: Setup = Setup {
    server: |c| c.udp_port = Some(0),
    client: |c, _| {
        c.transport = kbe::ffi::config::KBE_TRANSPORT_KCP;
        c.udp_timeout_ms = 1000;
    },
    unmade: &[KBE_REASON_CONNECT_FAILED, KBE_REASON_CONNECT_TIMEOUT],
};
const WEBSOCKET: Setup = Setup {
    server: |_| (),
    client: |c, _| c.transport = kbe::ffi::config::KBE_TRANSPORT_WEBSOCKET,
    unmade: &[KBE_REASON_CONNECT_FAILED],
};
const TLS: Setup = Setup {
    server: |_| (),
    client: |c, server| {
        c.transport = kbe::ffi::config::KBE_TRANSPORT_SECURE_WEBSOCKET;
        // It is copied, but the caller keeps it until the client is created.
        c.tls_roots = s(server.certificate_pem().to_owned().leak());
    },
    unmade: &[KBE_REASON_CONNECT_FAILED, KBE_REASON_TLS_FAILED],
};
const PLAIN: Setup = Setup { server: |_| (), client: |_, _| (), unmade: &[] };
const BLOWFISH: Setup = Setup {
    server: |c| c.encrypt_type = 1,
    client: |c, _| c.encryption = kbe::ffi::config::KBE_ENCRYPTION_BLOWFISH,
    unmade: &[],
};

macro_rules! flows {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            super::$name(SETUPS);
        }
    )*};
}

mod tcp_plain {
    use super::*;
    const SETUPS: &[Setup] = &[TCP, PLAIN];
    flows! {
        clean
        jitter_and_loss
        cuts
        cuts_in_imports
    }
}

mod kcp_plain {
    use super::*;
    const SETUPS: &[Setup] = &[KCP, PLAIN];
    flows! {
        clean
        jitter_and_loss
        some_cuts
    }
}

mod tcp_blowfish {
    use super::*;
    const SETUPS: &[Setup] = &[TCP, BLOWFISH];
    flows! {
        clean
        jitter_and_loss
        most_cuts
    }
}

mod kcp_blowfish {
    use super::*;
    const SETUPS: &[Setup] = &[KCP, BLOWFISH];
    flows! {
        clean
        jitter_and_loss
        some_cuts
    }
}

mod websocket_plain {
    use super::*;
    const SETUPS: &[Setup] = &[WEBSOCKET, PLAIN];
    flows! {
        clean
        jitter_and_loss
        most_cuts
    }
}

mod websocket_tls {
    use super::*;
    const SETUPS: &[Setup] = &[TLS, PLAIN];
    flows! {
        clean
        jitter_and_loss
        most_cuts
    }
}
