//! The bounded queue between the threads, and the way back.
//!
//! Only standard locks are used here: the game's thread must not touch thread-locals that need a
//! destructor, and neither lock is ever held while foreign code runs.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::batch::Batch;
use super::command::Command;
use super::interest::Interest;
use super::log::{Level, MAX_LINES};

/// Batches that are kept to be filled again, and their memory: as many as wait for a game of sixty frames
/// a second that a busy server talks to.
const SPARE_BATCHES: usize = 32;
const SPARE_BYTES: usize = 4 << 20;

/// Above this much memory in waiting batches the network thread stops reading, however few the events:
/// one event can be as large as the largest message.
const MAX_QUEUED_BYTES: usize = 64 << 20;

/// How much may wait in a door before the network thread stops reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Events.
    pub events: usize,
    /// Memory of the waiting batches, in bytes.
    pub bytes: usize,
}

/// What may wait while the game has paused the events, unless it says otherwise: a minute in a crowd.
pub const BACKLOG: Limits = Limits { events: 256 << 10, bytes: MAX_QUEUED_BYTES };

/// Woken by the network thread when a batch arrives: whatever the game's thread waits on.
pub trait Bell: Send + Sync {
    /// Called on the network thread, right after a batch was queued. Must not block.
    fn ring(&self);
}

/// Woken by the game's thread when there is something to do for the network thread.
pub trait Alarm: Send + Sync {
    /// Called on the game's thread. Must not block.
    fn raise(&self);
}

#[derive(Debug, Default)]
struct Incoming {
    batches: VecDeque<Box<Batch>>,
    #[expect(clippy::vec_box, reason = "a batch moves by its box between the threads")]
    spare: Vec<Box<Batch>>,
    spare_bytes: usize,
}

impl Incoming {
    fn keep(&mut self, batch: Box<Batch>) {
        let bytes = batch.memory();
        if self.spare.len() < SPARE_BATCHES && self.spare_bytes + bytes <= SPARE_BYTES {
            self.spare_bytes += bytes;
            self.spare.push(batch);
        }
    }

    fn spare(&mut self) -> Option<Box<Batch>> {
        let batch = self.spare.pop()?;
        self.spare_bytes -= batch.memory();
        Some(batch)
    }
}

/// The queue of one client.
pub struct Door {
    incoming: Mutex<Incoming>,
    queued_events: AtomicUsize,
    queued_bytes: AtomicUsize,
    /// Of the queued events, the lines for the log: they hold nobody back.
    queued_lines: AtomicUsize,
    /// The [`Level`] up to which lines are written.
    log_level: AtomicU8,
    interest: Mutex<Interest>,
    /// How often the interest has changed.
    interest_edition: AtomicU32,
    /// Above this the network thread stops reading.
    limits: Limits,
    /// The same while the game has paused the events.
    backlog: Limits,
    /// The game wants no events for now.
    paused: AtomicBool,
    outgoing: Mutex<Vec<Command>>,
    has_outgoing: AtomicBool,
    /// The network thread waits for room.
    starved: AtomicBool,
    bell: Box<dyn Bell>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door")
            .field("queued_events", &self.queued_events)
            .field("limits", &self.limits)
            .field("paused", &self.paused)
            .finish_non_exhaustive()
    }
}

fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Door {
    /// A door whose queue asks the network thread to pause above `limit` events.
    #[must_use]
    pub fn new(limit: usize, bell: Box<dyn Bell>) -> Self {
        Self {
            incoming: Mutex::default(),
            queued_events: AtomicUsize::new(0),
            queued_bytes: AtomicUsize::new(0),
            queued_lines: AtomicUsize::new(0),
            log_level: AtomicU8::new(Level::Off as u8),
            interest: Mutex::default(),
            interest_edition: AtomicU32::new(0),
            limits: Limits { events: limit.max(1), bytes: MAX_QUEUED_BYTES },
            backlog: BACKLOG,
            paused: AtomicBool::new(false),
            outgoing: Mutex::default(),
            has_outgoing: AtomicBool::new(false),
            starved: AtomicBool::new(false),
            bell,
        }
    }

    /// The same door with other limits for the time in which the events are paused.
    #[must_use]
    pub fn with_backlog(mut self, backlog: Limits) -> Self {
        self.backlog = Limits { events: backlog.events.max(1), bytes: backlog.bytes.max(1) };
        self
    }

    // ---- the network thread's side

    /// Hands a sealed batch over and returns an empty one to go on with: the same when it is empty.
    pub fn deliver(&self, batch: Box<Batch>) -> Box<Batch> {
        if batch.is_empty() {
            return batch;
        }
        let (count, lines, bytes) = (batch.len(), batch.lines, batch.memory());
        let spare = {
            let mut incoming = lock(&self.incoming);
            incoming.batches.push_back(batch);
            incoming.spare()
        };
        self.queued_bytes.fetch_add(bytes, Ordering::Relaxed);
        self.queued_lines.fetch_add(lines, Ordering::SeqCst);
        self.queued_events.fetch_add(count, Ordering::SeqCst);
        // Whoever resumes looks at the queue after this was read.
        if !self.is_paused() {
            self.bell.ring();
        }
        spare.unwrap_or_default()
    }

    /// Lets go of the empty batches: nothing has come for a while, and they keep the memory of a burst.
    pub fn trim(&self) {
        let mut incoming = lock(&self.incoming);
        let spare = std::mem::take(&mut incoming.spare);
        incoming.spare_bytes = 0;
        drop(incoming);
        drop(spare);
    }

    /// Whether the game has so much to catch up on that reading should pause. When it says yes, the
    /// game's thread raises its alarm once half of the queue has been taken.
    pub fn is_full(&self) -> bool {
        if !self.is_over(1) {
            return false;
        }
        self.starved.store(true, Ordering::SeqCst);
        // The game may have made room between the two.
        let full = self.is_over(1);
        if !full {
            self.starved.store(false, Ordering::SeqCst);
        }
        full
    }

    /// Whether events or bytes have reached their limit, divided by `by`.
    fn is_over(&self, by: usize) -> bool {
        let limits = if self.is_paused() { &self.backlog } else { &self.limits };
        let lines = self.queued_lines.load(Ordering::SeqCst);
        let events = self.queued_events.load(Ordering::SeqCst).saturating_sub(lines);
        events >= (limits.events / by).max(1)
            || self.queued_bytes.load(Ordering::SeqCst) >= (limits.bytes / by).max(1)
    }

    /// Lines for the log that wait.
    #[must_use]
    pub fn queued_lines(&self) -> usize {
        self.queued_lines.load(Ordering::SeqCst)
    }

    /// The level up to which lines for the log are wanted.
    #[must_use]
    pub fn log_level(&self) -> Level {
        Level::from_number(self.log_level.load(Ordering::Relaxed))
    }

    /// What the game wants to hear of, when it has changed since `edition`, which follows.
    pub fn interest_since(&self, edition: &mut u32) -> Option<Interest> {
        let now = self.interest_edition.load(Ordering::Acquire);
        (std::mem::replace(edition, now) != now).then(|| lock(&self.interest).clone())
    }

    /// Takes all waiting commands, oldest first, into `into`.
    pub fn take_commands(&self, into: &mut Vec<Command>) {
        if self.has_outgoing.swap(false, Ordering::AcqRel) {
            into.append(&mut lock(&self.outgoing));
        }
    }

    // ---- the game thread's side

    /// Changes what the game wants to hear of, from the network thread's next turn on. `change` returns
    /// whether there is anything new in it.
    pub fn change_interest(&self, change: impl FnOnce(&mut Interest) -> bool) {
        if change(&mut lock(&self.interest)) {
            self.interest_edition.fetch_add(1, Ordering::Release);
        }
    }

    /// Sets the level up to which lines for the log are wanted, from the network thread's next turn on.
    pub fn set_log_level(&self, level: Level) {
        self.log_level.store(level as u8, Ordering::Relaxed);
    }

    /// Pauses the events, or goes on with them: batches wait meanwhile, as many as the backlog may hold,
    /// and the bell is not rung for them. Returns whether the network thread must be alarmed.
    #[must_use]
    pub fn set_paused(&self, paused: bool) -> bool {
        self.paused.store(paused, Ordering::SeqCst);
        // The other limit may leave room.
        !self.is_over(1) && self.starved.swap(false, Ordering::SeqCst)
    }

    /// Whether the game has paused the events.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::SeqCst)
    }

    /// The oldest batch, or nothing.
    pub fn take_batch(&self) -> Option<Box<Batch>> {
        if self.queued_events.load(Ordering::Acquire) == 0 {
            return None;
        }
        lock(&self.incoming).batches.pop_front()
    }

    /// When the oldest batch was delivered; `None` when there is none.
    #[must_use]
    pub fn oldest(&self) -> Option<Instant> {
        lock(&self.incoming).batches.front().and_then(|b| b.delivered)
    }

    /// Gives an applied batch back, and says how many of its events count as taken.
    /// Returns whether the network thread waits for this and must be alarmed.
    #[must_use]
    pub fn give_back(&self, mut batch: Box<Batch>) -> bool {
        let (count, lines, bytes) = (batch.len(), batch.lines, batch.memory());
        batch.clear();
        lock(&self.incoming).keep(batch);
        self.queued_bytes.fetch_sub(bytes, Ordering::SeqCst);
        self.queued_events.fetch_sub(count, Ordering::SeqCst);
        let before = self.queued_lines.fetch_sub(lines, Ordering::SeqCst);
        // Lines were dropped, maybe, and it can be told now.
        let lines_go_on = before >= MAX_LINES / 2 && before - lines < MAX_LINES / 2;
        let reading_goes_on = !self.is_over(2) && self.starved.swap(false, Ordering::SeqCst);
        lines_go_on || reading_goes_on
    }

    /// Number of events that wait, those of a batch in work included.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.queued_events.load(Ordering::Acquire)
    }

    /// Memory of the batches that wait, those in work included.
    #[must_use]
    pub fn queued_bytes(&self) -> usize {
        self.queued_bytes.load(Ordering::Acquire)
    }

    /// Number of commands that wait to be taken.
    #[must_use]
    pub fn waiting_commands(&self) -> usize {
        lock(&self.outgoing).len()
    }

    /// Queues a command. Returns whether the network thread must be alarmed.
    #[must_use]
    pub fn send(&self, command: Command) -> bool {
        lock(&self.outgoing).push(command);
        !self.has_outgoing.swap(true, Ordering::AcqRel)
    }
}

/// How long the network thread may leave a full queue unattended before it looks again.
pub const STARVED_RECHECK: Duration = Duration::from_millis(100);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::event::Event;

    struct Silent;
    impl Bell for Silent {
        fn ring(&self) {}
    }

    fn batch(n: usize) -> Box<Batch> {
        let mut b = Box::<Batch>::default();
        b.events.resize(n, Event::Clear);
        b
    }

    #[test]
    fn the_queue_says_when_it_is_full_and_when_there_is_room_again() {
        let door = Door::new(10, Box::new(Silent));
        door.deliver(batch(6));
        assert!(!door.is_full());
        door.deliver(batch(6));
        assert!(door.is_full());
        let first = door.take_batch().unwrap();
        assert!(!door.give_back(first), "six of ten are left: not yet half empty");
        let second = door.take_batch().unwrap();
        assert!(door.give_back(second));
        assert_eq!((door.queued(), door.is_full()), (0, false));
    }

    #[test]
    fn an_empty_batch_does_not_queue() {
        let door = Door::new(10, Box::new(Silent));
        let mut empty = batch(0);
        empty.changes.reserve(100);
        assert!(door.deliver(empty).changes.capacity() >= 100, "the same comes back");
        assert!(door.oldest().is_none());
    }

    #[test]
    fn a_few_huge_events_fill_the_queue_too() {
        let door = Door::new(1000, Box::new(Silent));
        for full in [false, false, false, false, true] {
            assert_eq!(door.is_full(), full);
            let mut b = batch(1);
            b.text(&vec![0; 16 << 20]);
            door.deliver(b);
        }
        let mut alarms = 0;
        while let Some(b) = door.take_batch() {
            alarms += usize::from(door.give_back(b));
        }
        assert_eq!((alarms, door.is_full()), (1, false));
    }

    #[derive(Default)]
    struct Counting(std::sync::Arc<AtomicUsize>);
    impl Bell for Counting {
        fn ring(&self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn a_paused_door_holds_its_backlog_and_rings_for_nothing() {
        let bell = Counting::default();
        let rings = std::sync::Arc::clone(&bell.0);
        let door = Door::new(4, Box::new(bell)).with_backlog(Limits { events: 10, bytes: 1 << 20 });
        door.deliver(batch(4));
        assert!(door.is_full());
        assert!(door.set_paused(true), "there is more room than before");
        assert!(!door.is_full());
        door.deliver(batch(6));
        assert!(door.is_full());
        assert!(!door.set_paused(false), "and now there is less");
        assert_eq!((door.is_full(), rings.load(Ordering::SeqCst)), (true, 1));
    }

    #[test]
    fn lines_of_the_log_hold_nobody_back() {
        let door = Door::new(4, Box::new(Silent));
        let mut b = batch(9);
        b.lines = 6;
        door.deliver(b);
        assert_eq!((door.queued(), door.queued_lines(), door.is_full()), (9, 6, false));
        door.deliver(batch(1));
        assert!(door.is_full());
        while let Some(b) = door.take_batch() {
            _ = door.give_back(b);
        }
        assert_eq!((door.queued(), door.queued_lines()), (0, 0));
    }

    #[test]
    fn a_backlog_has_a_limit_in_bytes_too() {
        let limits = Limits { events: 1000, bytes: 1 << 20 };
        let door = Door::new(1000, Box::new(Silent)).with_backlog(limits);
        assert!(!door.set_paused(true));
        let mut b = batch(1);
        b.text(&[0; 1 << 20]);
        door.deliver(b);
        assert!(door.is_full());
        assert!(door.set_paused(false), "it is little for a game that syncs");
    }

    #[test]
    fn applied_batches_are_used_again() {
        let door = Door::new(10, Box::new(Silent));
        let mut b = batch(3);
        b.events.reserve(100);
        let memory = b.events.capacity();
        door.deliver(b);
        let b = door.take_batch().unwrap();
        _ = door.give_back(b);
        assert_eq!(door.deliver(batch(1)).events.capacity(), memory);
    }

    #[test]
    fn empty_batches_are_kept_up_to_a_bound_in_bytes() {
        let door = Door::new(1000, Box::new(Silent));
        let each = 512 << 10;
        for _ in 0..SPARE_BATCHES {
            let mut b = batch(1);
            b.events.reserve_exact(each / size_of::<Event>());
            door.deliver(b);
        }
        while let Some(b) = door.take_batch() {
            _ = door.give_back(b);
        }
        let spare = || door.deliver(batch(1)).memory();
        let kept = std::iter::from_fn(|| Some(spare()).filter(|bytes| *bytes > 0)).count();
        assert!((SPARE_BYTES / each - 1..=SPARE_BYTES / each).contains(&kept), "{kept}");
    }

    #[test]
    fn a_trimmed_door_keeps_what_waits_and_nothing_else() {
        let door = Door::new(10, Box::new(Silent));
        let mut b = batch(3);
        b.events.reserve(100);
        door.deliver(b);
        let b = door.take_batch().unwrap();
        door.deliver(batch(2));
        _ = door.give_back(b);
        door.trim();
        assert_eq!(door.queued(), 2);
        assert_eq!(door.deliver(batch(1)).memory(), 0, "the one of a hundred is gone");
        assert_eq!(door.take_batch().unwrap().events.len(), 2);
    }

    #[test]
    fn only_the_first_command_needs_an_alarm() {
        let door = Door::new(10, Box::new(Silent));
        assert!(door.send(Command::Logout));
        assert!(!door.send(Command::Disconnect));
        let mut got = Vec::new();
        door.take_commands(&mut got);
        assert!(matches!(got[..], [Command::Logout, Command::Disconnect]));
        assert!(door.send(Command::Logout));
    }
}
