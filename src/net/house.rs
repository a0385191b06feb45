//! The two threads and who lives on them, as the game's threads see it: locks and condition variables
//! only.

use std::collections::BTreeMap;
use std::io;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::courier;
use super::lock;
use super::shared::{Fate, Shared};
use crate::defs::cache::CacheDir;
use crate::layers::Door;
use crate::session::Config;
use crate::transport::Roads;

/// The one that stands, if any.
static STANDING: Mutex<Option<Arc<House>>> = Mutex::new(None);

/// What a new client brings along.
#[derive(Debug)]
pub(crate) struct Guest {
    pub(super) config: Config,
    pub(super) cache: Option<CacheDir>,
    pub(super) roads: Arc<Roads>,
    pub(super) door: Arc<Door>,
}

/// What a new task is made of.
#[derive(Debug)]
pub(crate) struct Start {
    pub(super) shared: Arc<Shared>,
    pub(super) guest: Box<Guest>,
}

/// Something for the courier to carry.
#[derive(Debug)]
pub(crate) enum Errand {
    Start(Start),
    Wake(Arc<Shared>),
    /// End everything; tasks may take this long.
    Quit(Duration),
}

#[derive(Debug, Default)]
enum Phase {
    #[default]
    Opening,
    Failed(io::Error),
    Open,
    Closing,
    Closed,
}

#[derive(Debug, Default)]
struct State {
    phase: Phase,
    errands: Vec<Errand>,
    /// The courier sleeps.
    asleep: bool,
    tasks: BTreeMap<u64, Arc<Shared>>,
    next_id: u64,
}

/// Both threads and the tasks on them.
#[derive(Debug, Default)]
pub(crate) struct House {
    state: Mutex<State>,
    /// For the courier: there are errands.
    work: Condvar,
    /// For the game's threads: another phase.
    news: Condvar,
}

/// Starts a task, and a house for it if none stands.
pub(super) fn admit(guest: Guest) -> io::Result<(Arc<House>, Arc<Shared>)> {
    let mut guest = Box::new(guest);
    loop {
        let mut standing = lock(&STANDING);
        let house = match standing.take().filter(|h| h.is_open()) {
            Some(house) => house,
            None => House::open()?,
        };
        *standing = Some(Arc::clone(&house));
        drop(standing);
        match house.admit(guest) {
            Ok(shared) => return Ok((house, shared)),
            // Somebody has shut it down in between.
            Err(back) => guest = back,
        }
    }
}

/// Ends the house that stands. Returns whether none is left.
pub(super) fn shutdown(timeout: Duration) -> bool {
    let Some(house) = lock(&STANDING).clone() else { return true };
    let ended = house.close(timeout);
    let mut standing = lock(&STANDING);
    if ended && standing.as_ref().is_some_and(|s| Arc::ptr_eq(s, &house)) {
        *standing = None;
    }
    ended
}

impl House {
    fn open() -> io::Result<Arc<Self>> {
        let house = Arc::new(Self::default());
        let ours = Arc::clone(&house);
        thread::Builder::new().name("kbe-courier".into()).spawn(move || courier::run(&ours))?;
        let opening = |s: &mut State| matches!(s.phase, Phase::Opening);
        let mut state = house
            .news
            .wait_while(lock(&house.state), opening)
            .unwrap_or_else(PoisonError::into_inner);
        match mem::replace(&mut state.phase, Phase::Closed) {
            Phase::Failed(error) => return Err(error),
            phase => state.phase = phase,
        }
        drop(state);
        Ok(house)
    }

    fn is_open(&self) -> bool {
        matches!(lock(&self.state).phase, Phase::Open)
    }

    /// Starts a task; gives its makings back when the house is not open.
    fn admit(&self, guest: Box<Guest>) -> Result<Arc<Shared>, Box<Guest>> {
        let mut state = lock(&self.state);
        if !matches!(state.phase, Phase::Open) {
            return Err(guest);
        }
        state.next_id += 1;
        let shared = Arc::new(Shared::new(state.next_id));
        state.tasks.insert(shared.id, Arc::clone(&shared));
        let start = Start { shared: Arc::clone(&shared), guest };
        self.post(&mut state, Errand::Start(start));
        Ok(shared)
    }

    /// Has the courier wake a task.
    pub(super) fn wake(&self, shared: &Arc<Shared>) {
        use std::sync::atomic::Ordering;
        if !shared.called.swap(true, Ordering::AcqRel) {
            self.post(&mut lock(&self.state), Errand::Wake(Arc::clone(shared)));
        }
    }

    fn post(&self, state: &mut State, errand: Errand) {
        if matches!(state.phase, Phase::Open | Phase::Closing) {
            state.errands.push(errand);
            if mem::take(&mut state.asleep) {
                self.work.notify_one();
            }
        }
    }

    /// Stops all tasks and waits until both threads have ended.
    fn close(&self, timeout: Duration) -> bool {
        let tasks: Vec<_> = {
            let mut state = lock(&self.state);
            if matches!(state.phase, Phase::Open) {
                for task in state.tasks.values() {
                    task.close();
                }
                // A quarter of the time is for the threads themselves.
                self.post(&mut state, Errand::Quit(timeout / 4 * 3));
                state.phase = Phase::Closing;
            }
            state.tasks.values().cloned().collect()
        };
        let clear = tasks.iter().all(|task| task.gate.wait(timeout.min(super::STOP_WAIT)));
        let standing = |s: &mut State| !matches!(s.phase, Phase::Closed | Phase::Failed(_));
        let timeout = if clear { timeout } else { Duration::ZERO };
        let waited = self.news.wait_timeout_while(lock(&self.state), timeout, standing);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    // ---- the courier's and the runtime's side

    /// The threads are up, or cannot be.
    pub(super) fn opened(&self, how: io::Result<()>) {
        lock(&self.state).phase = match how {
            Ok(()) => Phase::Open,
            Err(error) => Phase::Failed(error),
        };
        self.news.notify_all();
    }

    /// Waits for errands and puts them into `into`, which is empty.
    pub(super) fn errands(&self, into: &mut Vec<Errand>) {
        let mut state = lock(&self.state);
        while state.errands.is_empty() {
            state.asleep = true;
            state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.asleep = false;
        mem::swap(&mut state.errands, into);
    }

    /// All tasks that have not ended.
    pub(super) fn tasks(&self) -> Vec<Arc<Shared>> {
        lock(&self.state).tasks.values().cloned().collect()
    }

    /// A task has ended.
    pub(super) fn retire(&self, shared: &Shared, how: Fate) {
        let kept = lock(&self.state).tasks.remove(&shared.id);
        shared.finish(how);
        drop(kept);
    }

    /// Both threads have ended.
    pub(super) fn closed(&self) {
        let (tasks, errands) = {
            let mut state = lock(&self.state);
            if !matches!(state.phase, Phase::Failed(_)) {
                state.phase = Phase::Closed;
            }
            (mem::take(&mut state.tasks), mem::take(&mut state.errands))
        };
        for task in tasks.values() {
            task.close();
            task.finish(Fate::Ended);
        }
        drop(errands);
        self.news.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::door::Bell;

    const LONG: Duration = Duration::from_secs(60);

    struct Silent;
    impl Bell for Silent {
        fn ring(&self) {}
    }

    fn client(house: &House) -> Result<Arc<Shared>, Box<Guest>> {
        let door = Arc::new(Door::new(10, Box::new(Silent)));
        house.admit(Box::new(Guest {
            config: Config::default(),
            cache: None,
            roads: Arc::default(),
            door,
        }))
    }

    #[test]
    fn a_hundred_tasks_start_and_stop_one_by_one() {
        let house = House::open().unwrap();
        let all: Vec<_> = (0..100).map(|_| client(&house).unwrap()).collect();
        for one in &all {
            house.wake(one);
            assert_eq!(one.fate(), Fate::Running);
        }
        for one in &all {
            assert!(one.close());
            assert!(!one.close(), "only the first time counts");
            house.wake(one);
        }
        for one in &all {
            assert!(one.join(LONG));
            assert_eq!(one.fate(), Fate::Ended);
        }
        assert!(house.tasks().is_empty());
        assert!(house.close(LONG));
    }

    #[test]
    fn closing_ends_what_still_runs_and_refuses_what_comes_later() {
        let house = House::open().unwrap();
        let all: Vec<_> = (0..100).map(|_| client(&house).unwrap()).collect();
        assert!(house.close(LONG));
        assert!(all.iter().all(|one| one.fate() == Fate::Ended));
        assert!(house.close(Duration::ZERO), "it is closed already");
        assert!(client(&house).is_err());
        house.wake(&all[0]);
        assert!(!house.is_open());
    }

    #[test]
    fn closing_without_time_returns_and_ends_later() {
        let house = House::open().unwrap();
        let one = client(&house).unwrap();
        _ = house.close(Duration::ZERO);
        assert!(one.gate.pass(|| ()).is_none(), "nothing is delivered from now on");
        assert!(house.close(LONG));
        assert!(one.join(LONG));
    }

    #[test]
    fn many_threads_may_close_at_once() {
        let house = House::open().unwrap();
        _ = client(&house).unwrap();
        thread::scope(|s| {
            for _ in 0..8 {
                s.spawn(|| assert!(house.close(LONG)));
            }
        });
    }
}
