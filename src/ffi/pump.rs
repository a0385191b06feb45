//! From the queue to the callbacks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::client::{self, Client, Local};
use super::error::{Outcome, kbe_result};
use super::group::Group;
use super::handle::kbe_client;
use super::reentrancy::Api;
use super::sized::{self, Sized32};
use super::{guard, service};
use crate::game::Notice;
use crate::layers::Event;
use crate::layers::event::Slot;

/// The time, for budgets and waits of the game's thread.
pub(crate) fn now() -> Instant {
    #[allow(clippy::disallowed_methods, reason = "the clock of this interface; the core has none")]
    Instant::now()
}

/// The moment some milliseconds from now.
pub(crate) fn deadline(ms: u32) -> Instant {
    now() + Duration::from_millis(ms.into())
}

/// Movements that are applied before the clock is looked at again.
const MOVES_AT_ONCE: u32 = 256;

/// How much of a queue to spend.
pub(crate) struct Budget {
    /// Events of the queue.
    pub(super) events: usize,
    /// Notices to the game.
    pub(super) notices: u32,
    until: Option<Instant>,
}

impl Budget {
    /// So many events of the queue, whatever the game is told about them.
    pub(crate) fn new(events: usize) -> Self {
        Self { events, notices: u32::MAX, until: None }
    }

    pub(super) fn is_spent(&self) -> bool {
        self.notices == 0 || self.is_late()
    }

    #[inline]
    pub(super) fn is_late(&self) -> bool {
        self.until.is_some_and(|t| now() >= t)
    }
}

/// What to do with movements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moves {
    /// Each is told by itself.
    Each,
    /// They are applied in a row and collected.
    Collect,
    /// They are applied in a row; nobody asked for them.
    Skip,
}

impl Moves {
    /// Whether they are collected, when they are applied in a row.
    #[inline]
    pub(crate) fn at_once(self) -> Option<bool> {
        match self {
            Self::Each => None,
            Self::Collect => Some(true),
            Self::Skip => Some(false),
        }
    }
}

/// What comes next.
pub(crate) enum Next {
    /// Nothing that the budget allows.
    Idle,
    /// So many movements were applied, and collected if somebody wants them.
    Moves(u32),
    /// This is to be told.
    Notice(Notice),
}

impl Local {
    /// Whether a pump without events would change nothing, not even tidy up; it is done with then.
    fn rests(&mut self) -> bool {
        let rests = self.inbox.batch().is_none() && self.moves.is_empty() && !self.told_high;
        if rests {
            self.served.0 = Duration::ZERO;
        }
        rests
    }

    /// Goes on with the queue as far as the next thing to tell.
    pub(crate) fn next(&mut self, client: &Client, budget: &mut Budget, moves: Moves) -> Next {
        if client.is_paused() {
            return Next::Idle;
        }
        loop {
            if let Some(collect) = moves.at_once().filter(|_| self.game.moves_ahead()) {
                return Next::Moves(self.moves(client, budget, budget.notices, collect, false));
            }
            if let Some(batch) = self.inbox.batch()
                && let Some(notice) = self.game.next(batch)
            {
                return Next::Notice(notice);
            }
            if !self.begin(client, budget) {
                return Next::Idle;
            }
        }
    }

    /// Begins the next event. `false` when there is none, or none that the budget allows.
    fn begin(&mut self, client: &Client, budget: &mut Budget) -> bool {
        if !self.peek(client, budget) {
            return false;
        }
        let Some((batch, at, _)) = self.inbox.peek() else { return false };
        let covered = self.game.begin(batch, at).max(1);
        self.took(covered, budget);
        true
    }

    /// Makes the next event the front of the inbox. `false` as for [`Self::begin`].
    #[inline]
    pub(super) fn peek(&mut self, client: &Client, budget: &Budget) -> bool {
        if budget.events == 0 {
            return false;
        }
        if self.inbox.peek().is_some() {
            return true;
        }
        // The batch goes.
        self.moves.keep(self.inbox.batch());
        if self.inbox.refill(&client.door) {
            client.network().raise();
        }
        self.inbox.peek().is_some()
    }

    #[inline]
    pub(super) fn took(&mut self, events: usize, budget: &mut Budget) {
        budget.events = budget.events.saturating_sub(self.inbox.advance(events));
    }

    /// The next event was taken, which is no run of movements.
    #[inline]
    pub(super) fn took_one(&mut self, budget: &mut Budget) {
        budget.events = budget.events.saturating_sub(1);
        self.inbox.advance_by(1, 1);
    }

    /// The next event was taken, which is a run of movements.
    #[inline]
    pub(super) fn took_moves(&mut self, count: u32, budget: &mut Budget) {
        budget.events = budget.events.saturating_sub(count as usize);
        self.inbox.advance_by(1, count as usize);
    }

    /// Applies movements in a row, `most` at most, and with them numbers that have changed, if these are
    /// `unheard`: nobody wants to hear of them.
    pub(super) fn moves(
        &mut self,
        client: &Client,
        budget: &mut Budget,
        most: u32,
        collect: bool,
        unheard: bool,
    ) -> u32 {
        let most = most.min(MOVES_AT_ONCE);
        let mut told = 0;
        loop {
            let Self { game, inbox, moves, .. } = self;
            let Some(batch) = inbox.batch_mut() else { break };
            let run = game.take_moves(most - told);
            told += match (collect, client.settings.fold_moves) {
                (true, false) => moves.take(game, batch, run),
                (true, true) => moves.fold(game, batch, run),
                (false, _) => moves.skip(game, batch, run),
            };
            told += self.untold(budget, most - told, unheard);
            if told == most || !self.begin_moves(budget) {
                break;
            }
        }
        told
    }

    /// Applies what is not told in a row: base positions, and changed numbers if they are `unheard`, `most` at
    /// most. Returns how many would be told if somebody wanted to hear of them.
    fn untold(&mut self, budget: &mut Budget, most: u32, unheard: bool) -> u32 {
        let mut told = 0;
        while told < most && budget.events > 0 && self.game.is_settled() {
            match self.inbox.peek() {
                Some((_, _, &Event::BasePosition { position, slot: Slot::NONE, .. })) => {
                    self.game.set_server_position(position);
                }
                Some((_, _, &Event::Property { slot, module, property, value, .. })) if unheard => {
                    told += u32::from(self.game.number(slot, module, property, value).is_some());
                }
                _ => break,
            }
            self.took_one(budget);
        }
        told
    }

    /// Begins the next event of the batch if it is movements, and nothing else is in work.
    pub(super) fn begin_moves(&mut self, budget: &mut Budget) -> bool {
        if budget.events == 0 || !self.game.is_settled() {
            return false;
        }
        let Some((_, _, &Event::Moves { first, count })) = self.inbox.peek() else { return false };
        self.game.begin_moves(first, count);
        self.took_moves(count, budget);
        true
    }

    /// Events that are still to come, the movements of a run in work included.
    fn waiting(&self, client: &Client) -> usize {
        self.inbox.waiting(&client.door) + self.game.moves_left()
    }
}

/// Serves one client. A panic puts it out of use, and nobody else.
fn serve(client: &Client, budget: &mut Budget) -> Outcome<u32> {
    let Some(_serving) = client.serve() else {
        return Err(client::nested());
    };
    // Bound to another thread since this one looked: nobody may find the state kept by a stranger.
    if !client.is_mine() {
        return Ok(0);
    }
    let begun = now();
    match catch_unwind(AssertUnwindSafe(|| service::dispatch(client, budget))) {
        Ok(told) => {
            let spent = now().saturating_duration_since(begun);
            let (last, longest) = &mut client.local().served;
            (*last, *longest) = (spent, spent.max(*longest));
            Ok(told)
        }
        Err(payload) => {
            client.poison();
            Err(guard::panic_failure(&*payload))
        }
    }
}

fn everything_queued(client: &Client) -> usize {
    let waiting = client.local().inbox.waiting(&client.door);
    // What was begun must end, also when nothing else is queued.
    waiting.max(usize::from(!client.local().game.is_settled()))
}

/// One pass over all clients of a thread, each as far as it was queued.
fn pass(group: &Group, failure: &mut Option<super::error::Failure>) -> u32 {
    let mut told = 0u32;
    let mut index = 0;
    while let Some(client) = group.member(index) {
        index += 1;
        if guard::stop_requested() {
            group.mark();
            break;
        }
        if client.is_dead() {
            group.leave(&client);
            continue;
        }
        if client.is_poisoned() || client.settings.own_pump || client.is_paused() {
            continue;
        }
        let queued = everything_queued(&client);
        // Of many clients most have nothing to tell.
        if queued == 0 && client.local().rests() {
            continue;
        }
        match serve(&client, &mut Budget::new(queued)) {
            Ok(n) => told = told.saturating_add(n),
            Err(e) => *failure = Some(e),
        }
    }
    told
}

fn sync(timeout_ms: u32) -> Outcome<u32> {
    guard::clear_stop();
    let me = guard::thread_id();
    let end = (timeout_ms > 0).then(|| deadline(timeout_ms));
    let mut told = 0u32;
    let mut failure = None;
    loop {
        let group = match end {
            None => Group::of_thread(me),
            // Without clients there is still the time to wait.
            Some(_) => Some(Group::for_thread(me)),
        };
        if let Some(group) = &group {
            if group.take_signal() {
                told = told.saturating_add(pass(group, &mut failure));
            }
            if let Some(end) = end {
                group.wait(end, || group.is_marked() || guard::stop_requested());
            }
        }
        let woken = group.as_ref().is_some_and(|g| end.is_some() && g.take_woken());
        let over = end.is_none_or(|end| now() >= end);
        if over || woken || failure.is_some() || guard::stop_requested() {
            break;
        }
    }
    guard::clear_stop();
    match failure {
        Some(e) => Err(e),
        None => Ok(told),
    }
}

/// Lets the layers meet: applies what came from the servers to the world, and calls the callbacks. The
/// heartbeat of a game: call it once a frame. Serves every client that is bound to the calling thread (but
/// those made with KBE_CONFIG_OWN_PUMP, and those whose events are paused). Between two calls nothing changes.
///
/// | timeout_ms | what is dispatched | when it returns |
/// |---|---|---|
/// | 0 | what was queued when it was called | at once; it never waits |
/// | above 0 | whatever comes during that time | when the time is over, or by kbe_client_wakeup |
///
/// A burst can take longer than the time; to bound it, use kbe_client_pump with a budget, or
/// kbe_client_stop_pump.
///
/// @return the number of events dispatched, whether or not a callback was set for them, or a negative
///         kbe_result
///
/// Thread: any thread; each serves its own clients.
/// Callbacks: not allowed.
/// Errors: KBE_E_REENTRANT; KBE_E_PANIC once when a client met a fault of the library, after the others were
/// served.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_sync_layers(timeout_ms: u32) -> i32 {
    guard::count(Api::kbe_sync_layers, || sync(timeout_ms))
}

/// How much one kbe_client_pump may do. Make it with KBE_PUMP_PARAMS_INIT.
///
/// Memory: the caller's; looked at during the call.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_pump_params {
    /// Size of this struct; KBE_PUMP_PARAMS_INIT sets it.
    pub struct_size: u32,
    /// Longest wait for the first event; 0 never waits.
    pub wait_ms: u32,
    /// Time to spend on dispatching, in microseconds; 0 for as long as it takes. Exceeded by one callback at
    /// most.
    pub budget_us: u32,
    /// Events to dispatch; 0 for as many as were queued.
    pub max_events: u32,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_pump_params {
    const NAME: &'static str = "kbe_pump_params";
    const FIRST: usize = 8;
}

/// What one kbe_client_pump did. Make it with KBE_PUMP_STATS_INIT.
///
/// Memory: the caller's; it refers to nothing.
/// Since: 0.1
#[derive(Debug, Clone, Copy, Default)]
#[repr(C)]
pub struct kbe_pump_stats {
    /// Size of this struct; KBE_PUMP_STATS_INIT sets it.
    pub struct_size: u32,
    /// Events dispatched.
    pub dispatched: u32,
    /// Events of the network layer that are still queued, in order.
    pub remaining: u32,
    /// Time that dispatching took, in microseconds.
    pub spent_us: u32,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_pump_stats {
    const NAME: &'static str = "kbe_pump_stats";
    const FIRST: usize = 8;
}

fn pump(client: &Arc<Client>, params: &kbe_pump_params) -> Outcome<kbe_pump_stats> {
    guard::clear_stop();
    if params.wait_ms > 0 {
        let group = client.group();
        let ready = || client.has_news() || client.is_dead();
        group.wait(deadline(params.wait_ms), ready);
        group.take_woken();
    }
    let begun = now();
    let mut budget = Budget::new(everything_queued(client));
    if params.max_events > 0 {
        budget.notices = params.max_events;
    }
    if params.budget_us > 0 {
        budget.until = Some(begun + Duration::from_micros(params.budget_us.into()));
    }
    let dispatched = serve(client, &mut budget)?;
    guard::clear_stop();
    let remaining = if client.is_dead() { 0 } else { client.local().waiting(client) };
    let spent = now().saturating_duration_since(begun).as_micros();
    Ok(kbe_pump_stats {
        struct_size: 0,
        dispatched,
        remaining: u32::try_from(remaining).unwrap_or(u32::MAX),
        spent_us: u32::try_from(spent).unwrap_or(u32::MAX),
    })
}

/// As kbe_sync_layers for one client, with exact bounds. What is left stays queued, in order.
///
/// @param params  how much; NULL for everything that is queued now
/// @param stats   receives what was done; may be NULL
///
/// Thread: pump thread.
/// Callbacks: not allowed.
/// Memory: params is looked at during the call; stats is the caller's.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_REENTRANT, KBE_E_BAD_STRUCT_SIZE, KBE_E_PANIC.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_pump(
    client: kbe_client,
    params: *const kbe_pump_params,
    stats: *mut kbe_pump_stats,
) -> kbe_result {
    boundary!(kbe_client_pump, client => |c| {
        let mut wanted = kbe_pump_params { struct_size: 0, wait_ms: 0, budget_us: 0, max_events: 0 };
        if !params.is_null() {
            // SAFETY: the caller promises a struct as large as it says.
            wanted = unsafe { sized::read(params) }?;
        }
        if !stats.is_null() {
            // SAFETY: as above.
            unsafe { sized::check(stats) }?;
        }
        let done = pump(c, &wanted)?;
        if !stats.is_null() {
            // SAFETY: as above.
            unsafe { sized::write(stats, &done) }?;
        }
        Ok(())
    })
}

/// Ends the wait of a kbe_sync_layers, kbe_client_pump or kbe_client_next_event that serves this client, or
/// the next one.
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BAD_HANDLE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_wakeup(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_wakeup, client => |c| {
        c.group().wake();
        Ok(())
    })
}

/// Ends the running kbe_sync_layers or kbe_client_pump when the running callback returns. What is left stays
/// queued, in order.
///
/// Thread: pump thread.
/// Callbacks: only there.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_NOT_IN_CALLBACK.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_stop_pump(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_stop_pump, client => |c| {
        guard::request_stop();
        // Any client of the thread will do: the one that is served need not be this one.
        c.group().interrupt();
        Ok(())
    })
}
