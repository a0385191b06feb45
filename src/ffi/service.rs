//! One client being served: events of its queue to the game's callbacks.

use super::callbacks::{
    Callback, KBE_EVENT_ENTITY_MOVED, KBE_EVENT_METHOD_CALLED, KBE_EVENT_PROPERTY_CHANGED,
    KBE_EVENT_QUEUE_HIGH, UserData,
};
use super::client::{Client, Local};
use super::convert::{self, Place};
use super::events::kbe_moved_event;
use super::guard::{self, Pumping};
use super::moves::part;
use super::owned::Hold;
use super::pump::{Budget, Moves, Next};
use crate::defs::NONE;
use crate::game::Notice;
use crate::layers::Event;
use crate::layers::event::{Move, Slot};

/// Who wants to hear of the frequent events. It stays so while no callback changes it.
struct Wishes {
    /// What [`Client::interruptions`] was.
    state: u32,
    moves: Moves,
    /// For each movement by itself; not when they are wanted as an array too.
    moved: Option<Callback>,
    property: Option<Callback>,
    call: Option<Callback>,
    user_data: UserData,
}

/// One client being served on this thread.
struct Service<'a> {
    client: &'a Client,
    /// Nobody else works on what belongs to the thread; it is given up for each callback.
    local: Hold<'a, Local>,
    thread: &'a Pumping<'a>,
}

impl Service<'_> {
    /// Calls back. The event and all it refers to stay put meanwhile: nothing is applied before the call
    /// returns, and whatever the game destroys inside of it is freed later.
    ///
    /// # Safety
    /// `f` must take what `event` points to, and nothing of `local` may be in work.
    #[inline]
    unsafe fn call<T>(&self, f: Callback, event: &T, user_data: UserData) {
        // SAFETY: the caller pairs them; the C side promises not to unwind.
        unsafe { f(std::ptr::from_ref(event).cast(), user_data.0) };
    }

    #[inline]
    fn is_over(&self, budget: &Budget) -> bool {
        self.client.is_dead() || self.thread.stop_requested() || budget.is_spent()
    }

    fn tell(&self, notice: &Notice) {
        let (f, event, user_data) = {
            let local = self.local.work();
            let Some(f) = local.callbacks.get(convert::type_of(notice)) else {
                return;
            };
            let Some(event) = convert::event(&local, self.client, notice) else {
                return;
            };
            (f, event, local.callbacks.user_data)
        };
        // SAFETY: callback and struct are those of the event's type.
        unsafe { self.call(f, &event.data, user_data) };
    }

    /// Hands the collected movements over as one array, or holds them up while the events are paused.
    fn flush_moves(&self) {
        let (f, user_data, (list, all), span) = {
            let Local { moves, inbox, callbacks, .. } = &mut *self.local.work();
            moves.held = !moves.is_bare() && self.client.is_paused();
            if moves.held {
                moves.keep(inbox.batch());
            }
            if moves.is_bare() || moves.held {
                return;
            }
            let Some(f) = callbacks.moves else {
                moves.clear();
                return;
            };
            let lent = (std::mem::take(&mut moves.list), inbox.lend_moves());
            (f, callbacks.user_data, lent, moves.span.clone())
        };
        let array = match list.as_slice() {
            [] => convert::as_transforms(part(&all, &span)),
            list => list,
        };
        if !self.client.is_dead() {
            // SAFETY: the array stays as it is until the callback returns.
            unsafe { f(array.as_ptr(), array.len() as u32, user_data.0) };
        }
        let mut local = self.local.work();
        local.inbox.take_back_moves(all);
        local.moves.list = list;
        local.moves.clear();
    }

    fn tell_queue(&self) {
        let told = {
            let mut local = self.local.work();
            let event = local.queue_high(self.client);
            let f = local.callbacks.get(KBE_EVENT_QUEUE_HIGH);
            f.zip(event).map(|(f, event)| (f, event, local.callbacks.user_data))
        };
        if let Some((f, event, user_data)) = told {
            // SAFETY: callback and struct are those of this event.
            unsafe { self.call(f, &event, user_data) };
        }
    }

    /// Dispatches what the budget allows. Returns the number of events told.
    fn dispatch(&self, budget: &mut Budget) -> u32 {
        let mut told = 0u32;
        // Not even what an event that was pulled has left behind is tidied up.
        if self.client.is_paused() {
            return told;
        }
        self.local.work().moves.take_back();
        self.tell_queue();
        while !self.is_over(budget) {
            let count = match self.tell_often(budget) {
                0 => match self.tell_next(budget) {
                    Some(count) => count,
                    None => break,
                },
                count => count,
            };
            told = told.saturating_add(count);
        }
        self.flush_moves();
        self.finish(told);
        told
    }

    /// Whatever comes next. Returns the number of events told, `None` when there is nothing.
    fn tell_next(&self, budget: &mut Budget) -> Option<u32> {
        let next = {
            let mut local = self.local.work();
            let moves = local.callbacks.moves();
            local.next(self.client, budget, moves)
        };
        let count = match next {
            Next::Idle => return None,
            Next::Moves(count) => count,
            Next::Notice(notice) => u32::from(self.notice_told(&notice)),
        };
        budget.notices = budget.notices.saturating_sub(count);
        Some(count)
    }

    /// Movements, changed numbers and calls, as long as nothing else comes: what there are most of by far.
    /// What [`Self::tell_next`] does for anything, without asking for each who wants to hear of it.
    fn tell_often(&self, budget: &mut Budget) -> u32 {
        let mut told = 0;
        while !self.is_over(budget) && !self.client.is_paused() {
            let (count, again) = self.tell_undisturbed(&self.wishes(), budget);
            told += count;
            if !again {
                break;
            }
        }
        told
    }

    fn wishes(&self) -> Wishes {
        let state = self.client.interruptions();
        let callbacks = &self.local.work().callbacks;
        Wishes {
            state,
            moves: callbacks.moves(),
            moved: callbacks.get(KBE_EVENT_ENTITY_MOVED).filter(|_| callbacks.moves.is_none()),
            property: callbacks.get(KBE_EVENT_PROPERTY_CHANGED),
            call: callbacks.get(KBE_EVENT_METHOD_CALLED),
            user_data: callbacks.user_data,
        }
    }

    /// As [`Self::tell_often`], until something has happened that makes one look at the wishes again. Returns
    /// whether that is why it ended.
    fn tell_undisturbed(&self, w: &Wishes, budget: &mut Budget) -> (u32, bool) {
        let most = budget.notices;
        let mut told = 0;
        // Lent for as long as one batch lasts, so that they need not be found again after each callback.
        let mut moves = Vec::new();
        if w.moved.is_some() {
            moves = self.local.work().inbox.lend_moves();
        }
        let again = loop {
            if self.is_disturbed(w) || told == most || budget.is_late() {
                break true;
            }
            let mut work = self.local.work();
            let local = &mut *work;
            if local.game.is_settled() {
                if local.inbox.peek().is_none() {
                    local.inbox.take_back_moves(std::mem::take(&mut moves));
                    local.peek(self.client, budget);
                    if w.moved.is_some() {
                        moves = local.inbox.lend_moves();
                    }
                }
                if budget.events == 0 {
                    break false;
                }
                let Some((_, _, event)) = local.inbox.peek() else { break false };
                match *event {
                    Event::Moves { first, count } => {
                        local.game.begin_moves(first, count);
                        local.took_moves(count, budget);
                    }
                    Event::Property { slot, module, property, value, .. } => {
                        local.took_one(budget);
                        let Some(old) = local.game.number(slot, module, property, value) else {
                            continue;
                        };
                        told += 1;
                        let Some(f) = w.property else { continue };
                        let own = Place { slot, component: NONE, module };
                        let scene = convert::scene(local, self.client);
                        let event = scene.property(own, property, false, &old, &value);
                        drop(work);
                        if let Some(event) = event {
                            // SAFETY: callback and struct are those of this event.
                            unsafe { self.call(f, &event, w.user_data) };
                        }
                        continue;
                    }
                    ref event @ Event::Method { slot, .. } => {
                        let heard = local.game.hears_calls_of(slot);
                        told += u32::from(heard);
                        let Some(f) = w.call.filter(|_| heard) else {
                            local.took_one(budget);
                            continue;
                        };
                        let scene = convert::scene(local, self.client);
                        let Some(event) = scene.method(event) else {
                            local.took_one(budget);
                            continue;
                        };
                        local.took_one(budget);
                        drop(work);
                        // SAFETY: callback and struct are those of this event.
                        unsafe { self.call(f, &event, w.user_data) };
                        continue;
                    }
                    Event::BasePosition { position, slot: Slot::NONE, .. } => {
                        local.game.set_server_position(position);
                        local.took_one(budget);
                        continue;
                    }
                    _ => break false,
                }
            } else if !local.game.moves_ahead() {
                break false;
            }
            if let Some(f) = w.moved {
                drop(work);
                told += self.tell_moves(f, w, budget, &moves, most - told);
                continue;
            }
            // In two ways at once is not told often.
            let Some(collect) = w.moves.at_once() else { break false };
            let unheard = w.property.is_none();
            told += local.moves(self.client, budget, most - told, collect, unheard);
        };
        self.local.work().inbox.take_back_moves(moves);
        budget.notices -= told;
        (told, again)
    }

    #[inline]
    fn is_disturbed(&self, w: &Wishes) -> bool {
        self.client.interruptions() != w.state
    }

    /// The movements in work, one after the other, `most` at most. By itself, so that the loop stays small.
    #[inline(never)]
    fn tell_moves(
        &self,
        f: Callback,
        w: &Wishes,
        budget: &Budget,
        moves: &[Move],
        most: u32,
    ) -> u32 {
        let mut told = 0;
        let mut event = kbe_moved_event::of(self.client.handle());
        let run = self.local.work().game.moves_in_work();
        let run = part(moves, &run);
        if run.is_empty() {
            // Never so, but a run that does not get shorter would be gone through for ever.
            self.local.work().game.take_moves(u32::MAX);
        }
        for movement in run {
            {
                let game = &mut self.local.work().game;
                game.skip_move();
                if let Some((entity, flags)) = game.moved_plainly(movement) {
                    event.transform = convert::as_transform(movement.told());
                    event.transform.flags = flags;
                    event.entity_user_data = convert::user_data(entity);
                } else if let Some((entity, to)) = game.moved(movement) {
                    event.transform = convert::as_transform(&to);
                    event.entity_user_data = convert::user_data(entity);
                } else {
                    continue;
                }
            }
            // SAFETY: callback and struct are those of this event.
            unsafe { self.call(f, &event, w.user_data) };
            told += 1;
            if told == most || self.is_disturbed(w) || budget.is_late() {
                break;
            }
        }
        told
    }

    /// Tells a notice. Returns `false` when it must wait: the events were paused right before it.
    fn notice_told(&self, notice: &Notice) -> bool {
        if convert::outdates_moves(notice) {
            self.flush_moves();
            if self.client.is_dead() {
                return true;
            }
            if self.client.is_paused() {
                self.local.work().game.postpone(*notice);
                return false;
            }
        }
        if let Notice::Moved { slot, axes } = *notice {
            let Local { game, callbacks, moves, inbox, .. } = &mut *self.local.work();
            moves.keep(inbox.batch());
            if let Some(e) = game.entities().get(slot).filter(|_| callbacks.moves.is_some()) {
                let transform = convert::transform_of(e, axes, game.is_player(slot));
                moves.add(e, transform, self.client.settings.fold_moves);
            }
        }
        self.tell(notice);
        true
    }

    /// Leaves the client as it is between two pumps.
    fn finish(&self, told: u32) {
        let client = self.client;
        let mut local = self.local.work();
        local.game.settle();
        local.events_told += u64::from(told);
        client.want(local.callbacks.kinds());
        // What is half told still refers to its batch.
        let alarm = local.game.is_settled() && local.inbox.release(&client.door);
        local.queue_low(client);
        drop(local);
        if alarm {
            client.network().raise();
        }
        if client.has_news() {
            client.group().mark();
        }
    }
}

/// Dispatches what the budget allows. Returns the number of events told.
pub(super) fn dispatch(client: &Client, budget: &mut Budget) -> u32 {
    guard::pumping(|thread| Service { client, local: client.hold(), thread }.dispatch(budget))
}
