//! What threads may do to a client, in every order: the state that one thread owns while another asks for it, the
//! handing over to another thread, and the end that comes from another thread. The code is that of the library; each
//! model is run as often as its threads can be interleaved and its loads can see an older value.
//!
//! `cargo test -p kbe-models`

#![allow(
    dead_code,
    unused_imports,
    reason = "the files are the library's, and the models use a part of them"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use loom::thread;
use sync::Shared;

/// What stands in the library's `ffi/sync.rs`, as loom has it.
mod sync;

/// What the library's `ffi/guard.rs` knows of a thread: its number.
mod guard {
    use super::sync::AtomicU64;
    use std::sync::atomic::Ordering;

    loom::lazy_static! {
        static ref NEXT: AtomicU64 = AtomicU64::new(1);
    }
    loom::thread_local! {
        static ID: u64 = NEXT.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn thread_id() -> u64 {
        ID.with(|id| *id)
    }
}

#[path = "../../src/ffi/owned.rs"]
mod owned;
#[path = "../../src/ffi/turn.rs"]
mod turn;

use owned::Owned;
use turn::Turn;

/// A client as far as threads go; what is around these fields in the library decides nothing.
struct Client {
    turn: Turn,
    local: Owned<Vec<u8>>,
    dead: sync::AtomicBool,
    /// Memory of the game that its callbacks use, until the client is destroyed.
    used: sync::UnsafeCell<u32>,
}

// SAFETY: `used` is what the models are about; loom refuses two accesses that are in no order.
unsafe impl Sync for Client {}

impl Client {
    fn new() -> Shared<Self> {
        Shared::new(Self {
            turn: Turn::new(),
            local: Owned::new(Vec::new()),
            dead: sync::AtomicBool::new(false),
            used: sync::UnsafeCell::new(0),
        })
    }

    /// As `ffi/pump.rs` serves, and `ffi/service.rs` calls back: nothing is held while the game's code runs, and that
    /// asks the client. Returns whether a callback ran.
    fn pump(&self, who: u8) -> bool {
        let Some(_serving) = self.turn.serve() else { return false };
        if !self.turn.is_mine() {
            return false;
        }
        let hold = self.local.hold();
        hold.work().push(who);
        if self.dead.load() {
            return false;
        }
        self.touch();
        self.local.lock().push(who);
        hold.work().push(who);
        assert!(self.turn.is_mine(), "nobody binds a client that is served");
        true
    }

    /// As kbe_client_rebind_thread.
    fn rebind(&self) -> bool {
        let Some(serving) = self.turn.serve() else { return false };
        serving.bind();
        true
    }

    /// As kbe_client_destroy.
    fn end(&self) {
        self.dead.store(true);
        self.turn.wait(|| None);
    }

    /// What a callback does to the game's memory, and the game when it frees it.
    fn touch(&self) {
        // SAFETY: loom ends the model unless this access comes before or after every other one.
        unsafe { *self.used.get() += 1 };
    }
}

/// One thread keeps the state and enters it again, the other asks for it.
fn one_holds_while_another_asks() {
    let owned = Shared::new(Owned::new(0));
    let other = thread::spawn({
        let owned = Shared::clone(&owned);
        move || *owned.lock() += 10
    });
    let hold = owned.hold();
    *hold.work() += 1;
    *owned.lock() += 1;
    *hold.work() += 1;
    drop(hold);
    *owned.lock() += 1;
    other.join().unwrap();
    assert_eq!(*owned.lock(), 14);
}

/// Both keep it, one after the other, and ask for it afterwards like anybody.
fn both_hold_by_turns() {
    let owned = Shared::new(Owned::new(0));
    let work = |owned: &Owned<u32>| {
        let hold = owned.hold();
        *owned.lock() += 1;
        drop(hold);
        *owned.lock() += 1;
    };
    let other = thread::spawn({
        let owned = Shared::clone(&owned);
        move || work(&owned)
    });
    work(&owned);
    other.join().unwrap();
    assert_eq!(*owned.lock(), 4);
}

/// Three threads that ask; the last one to let go frees it.
fn the_last_one_frees_it() {
    let owned = Shared::new(Owned::new(Box::new(0)));
    let others: Vec<_> = (0..2)
        .map(|_| {
            let owned = Shared::clone(&owned);
            thread::spawn(move || **owned.lock() += 1)
        })
        .collect();
    let hold = owned.hold();
    **owned.lock() += 1;
    drop(hold);
    drop(owned);
    others.into_iter().for_each(|t| t.join().unwrap());
}

/// A client passes from the thread that pumps it to another one.
fn a_client_is_handed_over() {
    let client = Client::new();
    let other = thread::spawn({
        let client = Shared::clone(&client);
        move || {
            let bound = client.rebind();
            (bound, client.pump(2))
        }
    });
    let mine = client.pump(1);
    let (bound, theirs) = other.join().unwrap();
    assert!(bound || mine, "somebody had it");
    assert!(!theirs || bound, "only the thread that it is bound to pumps");
    if bound {
        assert!(!client.turn.is_mine() && !client.pump(3), "and the former one no longer");
    }
    // Nobody came between the three steps of a pump.
    let local = client.local.lock();
    let whole = local.chunks(3).all(|c| c.iter().all(|who| *who == c[0]));
    assert_eq!((local.len(), whole), (3 * (usize::from(mine) + usize::from(theirs)), true));
}

/// A client ends while its thread pumps: nothing of it is called when the end has returned.
fn a_client_ends_from_another_thread() {
    let client = Client::new();
    let other = thread::spawn({
        let client = Shared::clone(&client);
        move || {
            client.end();
            client.touch();
        }
    });
    client.pump(1);
    other.join().unwrap();
    assert!(!client.pump(1), "nor later");
}

/// The same with two who end it, as kbe_client_destroy and kbe_shutdown_all may: both are woken.
fn two_end_a_client() {
    let client = Client::new();
    let others: Vec<_> = (0..2)
        .map(|_| {
            let client = Shared::clone(&client);
            thread::spawn(move || client.end())
        })
        .collect();
    if let Some(serving) = client.turn.serve() {
        if !client.dead.load() {
            client.touch();
        }
        drop(serving);
    }
    others.into_iter().for_each(|t| t.join().unwrap());
    client.touch();
}

/// It ends while another thread takes it over, and the former one pumps.
fn a_client_ends_while_it_is_handed_over() {
    let client = Client::new();
    let heir = thread::spawn({
        let client = Shared::clone(&client);
        move || client.rebind() && client.pump(2)
    });
    let last = thread::spawn({
        let client = Shared::clone(&client);
        move || {
            client.end();
            client.touch();
        }
    });
    client.pump(1);
    heir.join().unwrap();
    last.join().unwrap();
}

/// A name, what runs, and how often a thread is interrupted at most.
type Model = (&'static str, fn(), Option<usize>);

fn main() {
    // Two threads in every order; three with so many interruptions at worst, since orders multiply.
    let models: [Model; 7] = [
        ("one_holds_while_another_asks", one_holds_while_another_asks, None),
        ("both_hold_by_turns", both_hold_by_turns, None),
        ("the_last_one_frees_it", the_last_one_frees_it, Some(3)),
        ("a_client_is_handed_over", a_client_is_handed_over, None),
        ("a_client_ends_from_another_thread", a_client_ends_from_another_thread, None),
        ("two_end_a_client", two_end_a_client, Some(3)),
        ("a_client_ends_while_it_is_handed_over", a_client_ends_while_it_is_handed_over, Some(2)),
    ];
    for (name, model, interruptions) in models {
        let runs = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&runs);
        let mut check = loom::model::Builder::new();
        check.preemption_bound = interruptions;
        check.check(move || {
            count.fetch_add(1, Ordering::Relaxed);
            model();
        });
        println!("model {name} ... ok, {} orders", runs.load(Ordering::Relaxed));
    }
}
