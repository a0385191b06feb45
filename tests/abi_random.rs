//! Two clients are told the same: one is served after every message, the other is paused and resumed,
//! pumped a little, pulled from, and held back by a full queue. In the end both were told the same events in
//! the same order, and have the same world.
#![cfg(feature = "capi")]
#![allow(clippy::disallowed_methods, reason = "the tests look at memory as a C caller does")]
#![allow(clippy::undocumented_unsafe_blocks, reason = "test code in the place of a C caller")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod abi;
#[path = "support/script.rs"]
mod script;

use std::cell::Cell;
use std::collections::VecDeque;
use std::ffi::c_void;
use std::rc::Rc;

use abi::{Client, all_callbacks, entity_moved_callback, sized};
use kbe::ffi::callbacks::*;
use kbe::ffi::config::*;
use kbe::ffi::entity::*;
use kbe::ffi::error::*;
use kbe::ffi::events::*;
use kbe::ffi::info::*;
use kbe::ffi::pause::*;
use kbe::ffi::pull::*;
use kbe::ffi::pump::*;
use kbe::layers::Batch;
use kbe::layers::Command;
use kbe::layers::log::Level;
use kbe::session::Config;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use script::said::{garbled, messages};
use script::server;
use script::{Script, Step, ms};

/// What the held-back client may have queued, by its state.
const QUEUE: usize = 20;
const BACKLOG: usize = 60;
const BACKLOG_BYTES: usize = 1 << 20;

/// What happens to both sessions.
#[derive(Debug, Clone)]
enum Happens {
    LogsIn,
    Says(Vec<usize>),
    Garbles(usize, Vec<(u16, u8)>, u16),
    Passes(u32),
    Commands(u8),
    Closes,
    Loses,
}

/// What happens to the client that is held back.
#[derive(Debug, Clone)]
enum Serves {
    Pauses,
    Resumes,
    /// The callback after so many others pauses, or stops the pump.
    PausesIn(u32),
    StopsIn(u32),
    Syncs,
    /// So many events.
    Pumps(u32),
    Pulls(u32),
    Nothing,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        6 => Just(Happens::LogsIn),
        40 => vec(0usize..200, 1..6).prop_map(Happens::Says),
        15 => (0usize..200, vec((any::<u16>(), any::<u8>()), 0..4), any::<u16>())
            .prop_map(|(m, c, n)| Happens::Garbles(m, c, n)),
        10 => (0u32..20_000).prop_map(Happens::Passes),
        3 => (0u8..3).prop_map(Happens::Commands),
        1 => Just(Happens::Closes),
        1 => Just(Happens::Loses),
    ]
}

fn serves() -> impl Strategy<Value = Serves> {
    prop_oneof![
        4 => Just(Serves::Pauses),
        6 => Just(Serves::Resumes),
        4 => (0u32..6).prop_map(Serves::PausesIn),
        2 => (0u32..6).prop_map(Serves::StopsIn),
        4 => Just(Serves::Syncs),
        6 => (1u32..8).prop_map(Serves::Pumps),
        4 => (1u32..8).prop_map(Serves::Pulls),
        10 => Just(Serves::Nothing),
    ]
}

/// A session and what it has told.
struct Source {
    s: Script,
    all: Vec<Vec<u8>>,
}

impl Source {
    fn new() -> Self {
        let mut s = Script::new(Config::default());
        s.batches = Some(Vec::new());
        s.session.listen(s.now, Level::Trace, 1000);
        Self { s, all: messages() }
    }

    fn happen(&mut self, what: &Happens) {
        let message = |all: &[Vec<u8>], n: usize| all[14 + n % (all.len() - 14)].clone();
        let s = &mut self.s;
        match what {
            Happens::LogsIn => {
                let offline = !s.is_open() && s.session.poll_timeout(s.now).is_none();
                if offline {
                    s.login_up_to(Step::InGame);
                    s.feed(&server::destroyed(server::ACCOUNT));
                    s.feed(&server::created(server::UUID, 200, "Avatar"));
                    s.feed(&server::enter(200, server::AVATAR));
                    s.feed(&server::init_space(7));
                    s.feed(&server::enter_space(200, 7));
                    s.feed(&server::enter(5, server::MONSTER));
                }
            }
            Happens::Says(which) => {
                let bytes: Vec<_> = which.iter().map(|n| message(&self.all, *n)).collect();
                s.feed(&bytes.concat());
            }
            Happens::Garbles(n, changes, len) => {
                s.feed(&garbled(&message(&self.all, *n), changes, *len));
            }
            Happens::Passes(n) => s.pass(ms(u64::from(*n))),
            Happens::Commands(0) => s.command(Command::Disconnect),
            Happens::Commands(1) => s.command(Command::Logout),
            Happens::Commands(_) => s.command(Command::Relogin),
            Happens::Closes if s.is_open() => s.close(),
            Happens::Loses if s.is_open() => s.lose(),
            _ => {}
        }
        // A driver says it whenever it wakes.
        s.session.listen(s.now, Level::Trace, 1000);
    }

    fn batches(&mut self) -> impl Iterator<Item = Box<Batch>> + use<> {
        std::mem::take(self.s.batches.as_mut().unwrap()).into_iter()
    }
}

fn ids(c: &Client) -> Vec<i32> {
    let (mut ids, mut count) = (vec![0; 4096], 0);
    let r = unsafe { kbe_client_entities(c.handle, ids.as_mut_ptr(), 4096, &raw mut count) };
    assert_eq!(r, KBE_OK);
    ids.truncate(count as usize);
    ids
}

/// All that a game can see of a client's world.
fn world(c: &Client) -> String {
    let mut info: kbe_client_info = sized();
    assert_eq!(unsafe { kbe_client_get_info(c.handle, &raw mut info) }, KBE_OK);
    let mut out = format!(
        "state {} player {} space {} at {:?}",
        info.state, info.player_id, info.space_id, info.server_position
    );
    // An entity 0, which no honest server has, cannot be asked for: 0 is the player.
    for id in ids(c).into_iter().filter(|id| *id != 0) {
        let mut e: kbe_entity_view = sized();
        let r = unsafe { kbe_entity_get(c.handle, id, &raw mut e) };
        assert_eq!(r, KBE_OK, "{id}: {}", abi::last_error());
        out += &format!("\n{id} {:x} {:?} {:?} {}", e.flags, e.position, e.direction, e.class_id);
        for name in ["hp", "gold", "name", "level"] {
            let mut v = std::ptr::null();
            if unsafe { kbe_entity_property(c.handle, id, abi::s(name), &raw mut v) } == KBE_OK {
                out += &format!(" {name}={}", abi::value_text(unsafe { &*v }));
            }
        }
    }
    out
}

/// The client that is held back.
struct Held {
    c: Client,
    on: kbe_callbacks,
    bulk: bool,
    /// What the door was too full for: it waits in the network.
    waiting: VecDeque<Box<Batch>>,
    paused: Rc<Cell<bool>>,
    pause_in: Rc<Cell<Option<u32>>>,
    stop_in: Rc<Cell<Option<u32>>>,
    /// Its world when the events were paused.
    frozen: Option<String>,
}

impl Held {
    fn new(bulk: bool) -> Self {
        let mut k = abi::config();
        k.queue_limit = QUEUE as u32;
        k.backlog_limit = BACKLOG as u32;
        k.backlog_bytes = BACKLOG_BYTES as u32;
        let on = callbacks(bulk);
        let c = Client::with(&k, &on);
        let (paused, pause_in, stop_in) = Default::default();
        let held =
            Self { c, on, bulk, waiting: VecDeque::new(), paused, pause_in, stop_in, frozen: None };
        held.watch();
        held
    }

    /// Pauses and stops inside of callbacks, and sees that none comes during a pause.
    fn watch(&self) {
        let h = self.c.handle;
        let (paused, pause_in, stop_in) =
            (Rc::clone(&self.paused), Rc::clone(&self.pause_in), Rc::clone(&self.stop_in));
        let due = |n: &Cell<Option<u32>>| {
            let left = n.take();
            n.set(left.and_then(|n| n.checked_sub(1)));
            left == Some(0)
        };
        self.c.recorder.hook(move |name, _| {
            assert!(!paused.get(), "{name} was told during a pause");
            if due(&pause_in) {
                assert_eq!(kbe_client_pause_events(h), KBE_OK);
                paused.set(true);
            }
            if due(&stop_in) {
                // An event that was pulled is told outside of a pump: there is nothing to be stopped.
                let r = kbe_client_stop_pump(h);
                assert!(matches!(r, KBE_OK | KBE_E_NOT_IN_CALLBACK), "{r}");
            }
        });
    }

    /// As the driver does: nothing is delivered to a door that is full.
    fn deliver(&mut self) {
        while !self.c.door.is_full()
            && let Some(batch) = self.waiting.pop_front()
        {
            let (events, bytes) = (batch.events.len(), batch.memory());
            drop(self.c.door.deliver(batch));
            let most = QUEUE.max(BACKLOG) + events + self.c.door.queued_lines();
            assert!(self.c.door.queued() <= most, "{} events wait", self.c.door.queued());
            let most = (64 << 20) + bytes;
            let most = if self.paused.get() { BACKLOG_BYTES + bytes } else { most };
            assert!(self.c.door.queued_bytes() <= most.max(bytes) + (1 << 20));
        }
    }

    fn resume(&mut self) {
        if let Some(frozen) = self.frozen.take() {
            assert_eq!(world(&self.c), frozen, "the world moved during a pause");
        }
        self.paused.set(false);
        assert_eq!(kbe_client_resume_events(self.c.handle), KBE_OK);
    }

    fn serve(&mut self, how: &Serves) {
        let before = self.c.recorder.log.borrow().len();
        let was_paused = self.paused.get();
        let told = match how {
            Serves::Pauses => {
                self.paused.set(true);
                i64::from(kbe_client_pause_events(self.c.handle))
            }
            Serves::Resumes => {
                self.resume();
                0
            }
            Serves::PausesIn(n) => {
                self.pause_in.set(Some(*n));
                0
            }
            Serves::StopsIn(n) => {
                self.stop_in.set(Some(*n));
                0
            }
            Serves::Syncs => kbe_sync_layers(0).into(),
            Serves::Pumps(n) => self.pump(*n).into(),
            Serves::Pulls(n) => (0..*n).map(|_| i64::from(self.pull())).sum(),
            Serves::Nothing => 0,
        };
        assert!(told >= 0, "{}", abi::last_error());
        if was_paused {
            assert_eq!((told, self.c.recorder.log.borrow().len()), (0, before));
        }
        if self.paused.get() {
            let now = world(&self.c);
            let frozen = self.frozen.get_or_insert_with(|| now.clone());
            assert_eq!(*frozen, now, "the world moved during a pause");
        }
        self.deliver();
    }

    fn pump(&self, max_events: u32) -> u32 {
        let mut params: kbe_pump_params = sized();
        params.max_events = max_events;
        let mut stats: kbe_pump_stats = sized();
        let r = unsafe { kbe_client_pump(self.c.handle, &raw const params, &raw mut stats) };
        assert_eq!(r, KBE_OK);
        stats.dispatched
    }

    /// Takes an event and hands it to the callback that it would have gone to.
    fn pull(&self) -> bool {
        let flags = if self.bulk { KBE_NEXT_BULK_MOVES } else { 0 };
        let mut e: kbe_event = sized();
        let r = unsafe { kbe_client_next_event(self.c.handle, flags, 0, &raw mut e) };
        assert_eq!(r, KBE_OK);
        let user_data = self.c.user_data();
        unsafe {
            match e.r#type {
                KBE_EVENT_NONE => return false,
                KBE_EVENT_TRANSFORMS => {
                    let t = e.data.transforms;
                    abi::transforms(t.transforms, t.count, user_data);
                }
                // One that is no movement of its own comes alone: the player follows the server.
                KBE_EVENT_ENTITY_MOVED if self.bulk => {
                    abi::transforms(&raw const e.data.moved.transform, 1, user_data);
                }
                n => {
                    // The callbacks stand in the order of the numbers of their events.
                    type Callback = unsafe extern "C" fn(*const c_void, *mut c_void);
                    let all = (&raw const self.on).cast::<Option<Callback>>();
                    if let Some(f) = *all.add(n as usize) {
                        f((&raw const e.data).cast(), user_data);
                    }
                }
            }
        }
        true
    }

    /// Everything that still waits.
    fn drain(&mut self) {
        self.pause_in.take();
        self.stop_in.take();
        self.resume();
        self.deliver();
        while !self.waiting.is_empty() || self.c.door.queued() > 0 {
            assert!(kbe_sync_layers(0) >= 0, "{}", abi::last_error());
            self.deliver();
        }
        assert_eq!(kbe_sync_layers(0), 0);
    }
}

fn callbacks(bulk: bool) -> kbe_callbacks {
    let mut on = all_callbacks();
    match bulk {
        true => on.transforms = Some(abi::transforms),
        false => on.entity_moved = entity_moved_callback(),
    }
    on
}

/// What was told, and the movements of the arrays apart: where one array ends and the next begins is the
/// pump's business.
fn told(c: &Client) -> (Vec<String>, Vec<String>) {
    let (mut events, mut moves) = (Vec::new(), Vec::new());
    for line in c.recorder.take() {
        match line.strip_prefix("transforms ") {
            Some(all) => moves.extend(all.split(' ').map(str::to_owned)),
            None if line.starts_with("queue_high") => {}
            None => events.push(line),
        }
    }
    (events, moves)
}

/// Behind the end of a session nothing is told of its entities.
fn assert_quiet_after_the_end(events: &[String]) {
    let mut over = true;
    for line in events {
        let about_entities = ["entity_", "property_", "method_", "pose_", "control_", "component_"];
        if line.starts_with("entity_created") {
            over = false;
        } else if line.starts_with("disconnected") && !line.ends_with("resumable") {
            over = true;
        } else if about_entities.iter().any(|p| line.starts_with(p)) {
            assert!(!over, "told behind the end: {line}");
        }
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 200,
        rng_seed: RngSeed::Fixed(101),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_client_that_is_held_back_is_told_the_same(
        run in vec((happens(), vec(serves(), 0..4)), 1..60),
        bulk: bool,
    ) {
        let mut k = abi::config();
        k.flags = KBE_CONFIG_OWN_PUMP;
        k.queue_limit = u32::MAX;
        let free = Client::with(&k, &callbacks(bulk));
        let mut held = Held::new(bulk);
        let (mut one, mut other) = (Source::new(), Source::new());
        let start = [Happens::LogsIn];
        let steps = start.iter().map(|h| (h, &[][..]));
        for (happens, serves) in steps.chain(run.iter().map(|(h, s)| (h, &s[..]))) {
            one.happen(happens);
            other.happen(happens);
            for batch in one.batches() {
                drop(free.door.deliver(batch));
                let r = unsafe { kbe_client_pump(free.handle, std::ptr::null(), std::ptr::null_mut()) };
                prop_assert_eq!(r, KBE_OK, "{}", abi::last_error());
            }
            held.waiting.extend(other.batches());
            held.deliver();
            for how in serves {
                held.serve(how);
            }
        }
        held.drain();
        let (expected, expected_moves) = told(&free);
        let (events, moves) = told(&held.c);
        prop_assert!(expected.len() > 20, "{}", expected.len());
        prop_assert_eq!(&events, &expected);
        prop_assert_eq!(moves, expected_moves);
        prop_assert_eq!(world(&held.c), world(&free));
        assert_quiet_after_the_end(&events);
    }
}
