//! Clients: created, destroyed, bound to a thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use super::callbacks::Callbacks;
use super::config::{Settings, kbe_config};
use super::error::{
    Failure, KBE_E_BUSY, KBE_E_IO, KBE_E_PANIC, KBE_E_QUEUE_FULL, KBE_E_REENTRANT, KBE_E_SHUTDOWN,
    KBE_E_WRONG_THREAD, Outcome, kbe_result,
};
use super::events::kbe_queue_event;
use super::group::{ClientBell, DoorBell, Group};
use super::handle::{self, kbe_client};
use super::moves::MoveList;
use super::network::{self, Network};
use super::owned::{Guard, Hold, Owned};
use super::pump::now;
use super::reentrancy::{Api, Thread};
use super::stay::stay_loaded;
use super::traffic::Lent;
use super::turn::{Serving, Turn};
use super::{guard, sized, view};
use crate::game::{Game, Inbox, Options};
use crate::layers::event::Encryption;
use crate::layers::{Command, Door};

/// Commands that may wait for the network thread. It takes them at once, so that many waiting means
/// that it is stuck.
const MAX_WAITING_COMMANDS: usize = 16 << 10;

/// What belongs to the client's thread.
pub(crate) struct Local {
    pub(crate) game: Game,
    pub(crate) inbox: Inbox,
    pub(crate) callbacks: Callbacks,
    /// Movements of this pump, to be handed over as one array.
    pub(crate) moves: MoveList,
    /// The game has been told that its queue is full.
    pub(crate) told_high: bool,
    pub(crate) events_told: u64,
    /// Time spent in the latest pump, and in the longest one.
    pub(crate) served: (Duration, Duration),
    /// Names of messages that were handed out.
    pub(crate) lent: Lent,
}

impl Local {
    /// That the queue is full, for whoever is told: once, and again only after it was less than half full.
    #[inline]
    pub(crate) fn queue_high(&mut self, client: &Client) -> Option<kbe_queue_event> {
        let (queued, limit) = (client.door.queued(), client.settings.queue_limit);
        if queued < limit {
            self.queue_low(client);
            return None;
        }
        let told = std::mem::replace(&mut self.told_high, true);
        let (queued, limit) = (queued as u32, limit as u32);
        (!told).then_some(kbe_queue_event { client: client.handle, queued, limit })
    }

    /// Notices that the queue is less than half full.
    #[inline]
    pub(crate) fn queue_low(&mut self, client: &Client) {
        if self.told_high && client.door.queued() * 2 < client.settings.queue_limit {
            self.told_high = false;
        }
    }
}

/// One client. Everything a thread other than its own may touch is outside of `local`.
pub struct Client {
    handle: kbe_client,
    pub(crate) door: Arc<Door>,
    pub(crate) settings: Settings,
    bell: Arc<ClientBell>,
    network: Box<dyn Network>,
    local: Owned<Local>,
    /// Which thread it is bound to, and which one serves it.
    turn: Turn,
    /// How often something was called that a pump must look at before it goes on.
    interruptions: AtomicU32,
    /// The kinds of event that the network layer knows to be wanted.
    wanted_kinds: AtomicU32,
    dead: AtomicBool,
    poisoned: AtomicBool,
}

impl Client {
    pub(crate) fn handle(&self) -> kbe_client {
        self.handle
    }

    /// The state of the client's thread. Never in work while foreign code runs.
    pub(crate) fn local(&self) -> Guard<'_, Local> {
        self.local.lock()
    }

    /// Keeps the state for a pump; see [`Hold`].
    pub(crate) fn hold(&self) -> Hold<'_, Local> {
        self.local.hold()
    }

    pub(crate) fn group(&self) -> Arc<Group> {
        self.bell.group()
    }

    pub(crate) fn network(&self) -> &dyn Network {
        &*self.network
    }

    /// Whether the game wants no events for now.
    pub(crate) fn is_paused(&self) -> bool {
        self.door.is_paused()
    }

    /// Changes with everything that a pump must look at before it goes on: an end, a pause, other callbacks, a
    /// request to stop.
    #[inline]
    pub(crate) fn interruptions(&self) -> u32 {
        self.interruptions.load(Ordering::Acquire)
    }

    /// Makes a pump look around before it goes on; see [`Self::interruptions`].
    pub(crate) fn interrupt(&self) {
        self.interruptions.fetch_add(1, Ordering::Release);
    }

    /// The kinds of event that the network layer knows to be wanted.
    pub(crate) fn wanted_kinds(&self) -> u32 {
        self.wanted_kinds.load(Ordering::Relaxed)
    }

    /// Says which kinds of event are wanted: the others need not be decoded.
    pub(crate) fn want(&self, kinds: u32) {
        if self.wanted_kinds() != kinds {
            self.wanted_kinds.store(kinds, Ordering::Relaxed);
            self.door.change_interest(|i| i.set_kinds(kinds));
        }
    }

    /// Whether there is something that may be told now.
    pub(crate) fn has_news(&self) -> bool {
        !self.is_paused() && (self.door.queued() > 0 || self.local().moves.is_held())
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.dead.load(Ordering::SeqCst)
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.poisoned.load(Ordering::SeqCst)
    }

    /// Puts the client out of use: what it knows may be half of something.
    pub(crate) fn poison(&self) {
        self.poisoned.store(true, Ordering::SeqCst);
    }

    /// Whether the entry `api` may use this client, on this thread.
    pub(crate) fn check_usable(&self, api: Api) -> Outcome {
        if self.is_poisoned() {
            let text = "the client met a fault of the library and is out of use; destroy it";
            return Err(Failure::new(KBE_E_PANIC, text));
        }
        if api.row().thread == Thread::Pump && !self.is_mine() {
            let text = format!("{}: the client is bound to another thread", api.row().name);
            return Err(Failure::new(KBE_E_WRONG_THREAD, text));
        }
        Ok(())
    }

    /// Whether it is bound to the calling thread.
    pub(crate) fn is_mine(&self) -> bool {
        self.turn.is_mine()
    }

    /// Begins to serve the client.
    pub(crate) fn serve(&self) -> Option<Serving<'_>> {
        self.turn.serve()
    }

    /// Hands a command to the network thread.
    pub(crate) fn send(&self, command: Command) {
        if self.door.send(command) {
            self.network.raise();
        }
    }

    /// Whether a further command finds room, and somebody to carry it out.
    pub(crate) fn check_room(&self) -> Outcome {
        if self.network.is_broken() {
            let text = "the network layer met a fault; destroy the client and create another";
            return Err(Failure::new(KBE_E_PANIC, text));
        }
        if self.door.waiting_commands() < MAX_WAITING_COMMANDS {
            return Ok(());
        }
        let text = format!("{MAX_WAITING_COMMANDS} commands wait for the network thread already");
        Err(Failure::new(KBE_E_QUEUE_FULL, text))
    }

    /// Ends everything but what is inside a callback of the calling thread. From another thread than
    /// the one that serves the client, waits until the callback that runs there has returned.
    fn end(&self, longest: Option<Duration>) {
        self.dead.store(true, Ordering::SeqCst);
        self.interrupt();
        self.network.stop();
        self.group().leave(self);
        let deadline = longest.map(|d| now() + d);
        self.turn.wait(|| deadline.map(|d| d.saturating_duration_since(now())));
    }
}

/// Makes a client of checked settings and the network that `start` gives it.
pub(crate) fn create(
    settings: Settings,
    start: impl FnOnce(&Settings, Arc<Door>) -> std::io::Result<Box<dyn Network>>,
) -> Outcome<Arc<Client>> {
    let group = Group::for_thread(guard::thread_id());
    let bell = ClientBell::new(Arc::clone(&group));
    let door = Door::new(settings.queue_limit, Box::new(DoorBell(Arc::clone(&bell))));
    let door = Arc::new(door.with_backlog(settings.backlog));
    door.set_log_level(settings.log_level);
    let network = start(&settings, Arc::clone(&door))
        .map_err(|e| Failure::new(KBE_E_IO, format!("the network cannot be started: {e}")))?;
    let options = Options {
        initial_events: settings.initial_events,
        integer_vectors: settings.session.integer_vectors,
        encrypted: settings.session.encryption != Encryption::None,
    };
    let local = Local {
        game: Game::new(options),
        inbox: Inbox::default(),
        callbacks: Callbacks::default(),
        moves: MoveList::default(),
        told_high: false,
        events_told: 0,
        served: Default::default(),
        lent: Lent::default(),
    };
    let client = handle::insert(|handle| {
        Arc::new(Client {
            handle,
            door,
            settings,
            bell,
            network,
            local: Owned::new(local),
            turn: Turn::new(),
            interruptions: AtomicU32::new(0),
            wanted_kinds: AtomicU32::new(u32::MAX),
            dead: AtomicBool::new(false),
            poisoned: AtomicBool::new(false),
        })
    })?;
    group.join(&client);
    Ok(client)
}

/// Set while a shutdown is under way: nothing may start then.
static SHUTTING_DOWN: AtomicBool = AtomicBool::new(false);

/// Creates a client. It connects to nothing until it is asked to log in.
///
/// The client is bound to the calling thread: kbe_sync_layers of this thread serves it, and functions
/// marked "pump thread" must be called from this thread (see kbe_client_rebind_thread).
///
/// @param config  what to connect to and how; copied. Make it with KBE_CONFIG_INIT
/// @param client  receives the handle
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Memory: config and all its texts are copied. client is written on success only; what it names is held
/// until kbe_client_destroy or kbe_shutdown_all.
/// Errors: KBE_E_INVALID_ARGUMENT naming the field, KBE_E_BAD_STRUCT_SIZE, KBE_E_ABI_MISMATCH, KBE_E_IO,
/// KBE_E_LIMIT, KBE_E_SHUTDOWN while kbe_shutdown_all runs.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_create(
    config: *const kbe_config,
    client: *mut kbe_client,
) -> kbe_result {
    boundary!(kbe_client_create, {
        if client.is_null() {
            return Err(super::error::invalid("client is NULL"));
        }
        // SAFETY: the caller promises a config that is NULL or as large as it says, whose texts are
        // valid.
        let settings = unsafe { sized::read(config).and_then(|c| Settings::from_config(&c)) }?;
        if SHUTTING_DOWN.load(Ordering::SeqCst) {
            return Err(Failure::new(KBE_E_SHUTDOWN, "the library is being shut down"));
        }
        stay_loaded();
        let made = create(settings, |s, door| {
            network::start(s.session.clone(), s.roads.clone(), s.cache.clone(), door)
        })?;
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(client, made.handle(), "client") }
    })
}

/// Destroys a client: closes its connections and frees all that it holds. Nothing of it is called any
/// more when this returns, not even for events that were queued. Log out first where the server should
/// be told. A handle that is stale, or 0, does no harm.
///
/// Inside a callback of this very client it is allowed too: the callback is the last one. From another
/// thread than the one that is serving the client, this waits for the callback that runs there; do not
/// call it while that callback waits for you.
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_SHUTDOWN.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_destroy(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_destroy, {
        handle::find(client)?;
        handle::remove(client, false)?.end(None);
        Ok(())
    })
}

/// Binds a client to the calling thread. What is queued stays queued. The thread that served it before
/// must be done with it.
///
/// Thread: any thread.
/// Callbacks: not allowed.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_BUSY while another thread serves the client, KBE_E_REENTRANT.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_rebind_thread(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_rebind_thread, client => |c| {
        let serving = c.serve().ok_or_else(|| {
            Failure::new(KBE_E_BUSY, "another thread is serving the client")
        })?;
        let me = guard::thread_id();
        let old = c.group();
        let new = Group::for_thread(me);
        if serving.bind() {
            c.bell.follow(Arc::clone(&new));
            old.leave(c);
            new.join(c);
        }
        drop(serving);
        // What was rung between the two groups is looked for again.
        new.mark();
        Ok(())
    })
}

/// Ends the library: destroys all clients and stops the threads it has started. Everything can start
/// again afterwards; handles from before answer KBE_E_SHUTDOWN. Call it when the program ends, and
/// where an editor unloads or reloads the game's code. Calling it twice does no harm.
///
/// @param timeout_ms  longest wait for callbacks on other threads and for the library's threads
///
/// Thread: any thread.
/// Callbacks: not allowed.
/// Errors: KBE_E_BUSY when something had not ended by then (call it again), KBE_E_REENTRANT.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_shutdown_all(timeout_ms: u32) -> kbe_result {
    struct Done;
    impl Drop for Done {
        fn drop(&mut self) {
            SHUTTING_DOWN.store(false, Ordering::SeqCst);
        }
    }
    boundary!(kbe_shutdown_all, {
        if SHUTTING_DOWN.swap(true, Ordering::SeqCst) {
            return Err(Failure::new(KBE_E_BUSY, "another thread is shutting the library down"));
        }
        let _done = Done;
        let deadline = now() + Duration::from_millis(timeout_ms.into());
        let left = || deadline.saturating_duration_since(now());
        for handle in handle::all() {
            if let Ok(client) = handle::remove(handle, true) {
                client.end(Some(left()));
            }
        }
        match network::shutdown(left()) {
            true => Ok(()),
            false => Err(Failure::new(KBE_E_BUSY, "the network threads have not ended yet")),
        }
    })
}

/// A client that is being served cannot be served again.
pub(crate) fn nested() -> Failure {
    Failure::new(KBE_E_REENTRANT, "the client is being served already")
}
