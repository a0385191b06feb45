//! The clients that one thread serves, and what it waits on.
//!
//! A group exists as long as some client is bound to its thread. The network thread rings a client's
//! bell; the bell marks the group, and wakes the thread only when it waits. An idle sync looks at one
//! flag.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::client::Client;
use crate::layers::door::Bell;

fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The clients of one thread.
pub(crate) struct Group {
    thread: u64,
    members: Mutex<Vec<Arc<Client>>>,
    /// Some member may have something to tell.
    signal: AtomicBool,
    /// Somebody wants the waiting thread back.
    woken: AtomicBool,
    waiting: AtomicBool,
    gate: Mutex<()>,
    ring: Condvar,
}

static GROUPS: Mutex<Vec<Arc<Group>>> = Mutex::new(Vec::new());

impl Group {
    /// The group of a thread, if any client is bound to it.
    pub(crate) fn of_thread(thread: u64) -> Option<Arc<Self>> {
        lock(&GROUPS).iter().find(|g| g.thread == thread).cloned()
    }

    /// The group of the calling thread, a new one if there is none. It is found only once a client has
    /// joined it.
    pub(crate) fn for_thread(thread: u64) -> Arc<Self> {
        if let Some(group) = Self::of_thread(thread) {
            return group;
        }
        Arc::new(Self {
            thread,
            members: Mutex::default(),
            signal: AtomicBool::new(false),
            woken: AtomicBool::new(false),
            waiting: AtomicBool::new(false),
            gate: Mutex::new(()),
            ring: Condvar::new(),
        })
    }

    /// Binds a client to this group's thread.
    pub(crate) fn join(self: &Arc<Self>, client: &Arc<Client>) {
        let mut groups = lock(&GROUPS);
        lock(&self.members).push(Arc::clone(client));
        // New, or its last member has gone since it was looked up.
        if !groups.iter().any(|g| Arc::ptr_eq(g, self)) {
            groups.push(Arc::clone(self));
        }
        drop(groups);
        self.mark();
    }

    /// Unbinds a client. The group goes with its last one.
    pub(crate) fn leave(&self, client: &Client) {
        let mut groups = lock(&GROUPS);
        let mut members = lock(&self.members);
        members.retain(|c| c.handle() != client.handle());
        // A pass that is under way counts members; one may have moved up and been missed.
        self.signal.store(true, Ordering::SeqCst);
        if members.is_empty() {
            groups.retain(|g| g.thread != self.thread);
        }
        drop(members);
        drop(groups);
        // A wait on behalf of this client must not go on; the thread itself is not waiting.
        if super::guard::thread_id() != self.thread {
            self.wake();
        }
    }

    /// A member by position, for a pass during which members may come and go.
    pub(crate) fn member(&self, index: usize) -> Option<Arc<Client>> {
        lock(&self.members).get(index).cloned()
    }

    /// Makes the pump that is under way look around before it goes on.
    pub(crate) fn interrupt(&self) {
        lock(&self.members).iter().for_each(|c| c.interrupt());
    }

    /// Takes the mark that some member may have something to tell.
    pub(crate) fn take_signal(&self) -> bool {
        // The plain load keeps an idle sync from writing to memory that the network thread shares.
        self.signal.load(Ordering::SeqCst) && self.signal.swap(false, Ordering::SeqCst)
    }

    /// Marks that some member may have something to tell, and ends a wait.
    pub(crate) fn mark(&self) {
        self.signal.store(true, Ordering::SeqCst);
        self.notify();
    }

    /// Ends a wait, or the next one.
    pub(crate) fn wake(&self) {
        self.woken.store(true, Ordering::SeqCst);
        self.notify();
    }

    /// Takes the request to end a wait.
    pub(crate) fn take_woken(&self) -> bool {
        self.woken.swap(false, Ordering::SeqCst)
    }

    fn notify(&self) {
        if self.waiting.load(Ordering::SeqCst) {
            // Once the gate was held the waiter is before its check or inside its wait, never between.
            // It is free again before the waiter wakes, who would only sleep on for it.
            drop(lock(&self.gate));
            self.ring.notify_all();
        }
    }

    /// Waits until `ready`, a wakeup, or the deadline.
    pub(crate) fn wait(&self, deadline: Instant, ready: impl Fn() -> bool) {
        self.waiting.store(true, Ordering::SeqCst);
        let mut gate = lock(&self.gate);
        while !ready() && !self.woken.load(Ordering::SeqCst) {
            let left = deadline.saturating_duration_since(super::pump::now());
            if left.is_zero() {
                break;
            }
            gate = self.ring.wait_timeout(gate, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(gate);
        self.waiting.store(false, Ordering::SeqCst);
    }

    /// Whether some member may have something to tell.
    pub(crate) fn is_marked(&self) -> bool {
        self.signal.load(Ordering::SeqCst)
    }
}

/// What the network thread of one client rings. It follows the client when that moves to another
/// thread.
pub(crate) struct ClientBell(Mutex<Arc<Group>>);

impl ClientBell {
    pub(crate) fn new(group: Arc<Group>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(group)))
    }

    pub(crate) fn group(&self) -> Arc<Group> {
        Arc::clone(&lock(&self.0))
    }

    pub(crate) fn follow(&self, group: Arc<Group>) {
        *lock(&self.0) = group;
    }
}

/// The bell as the door wants it.
pub(crate) struct DoorBell(pub(crate) Arc<ClientBell>);

impl Bell for DoorBell {
    fn ring(&self) {
        self.0.group().mark();
    }
}
