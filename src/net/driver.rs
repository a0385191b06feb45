//! The task of one client: it joins a session to a connection, and knows nothing of what they say.
//!
//! Whatever moves the session is followed by [`Driver::settle`], which carries out its wishes, writes
//! what it transmits and delivers its events, until it has nothing more to say. Then the task sleeps
//! until something can be moved again: a call from the game, bytes, room to write, a connection made,
//! an import looked up, or the session's deadline.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Sleep, sleep};

use super::clock::Clock;
use super::house::Start;
use super::hub::Hub;
use super::line::{Came, Line};
use super::lock;
use super::presence::Presence;
use super::record::{self, Peer};
use super::shared::{Fate, Shared};
use super::store::Place;
use crate::defs::cache::{CacheDir, CacheKey};
use crate::layers::door::STARVED_RECHECK;
use crate::layers::event::{Ending, Origin, Reason, Server};
use crate::layers::log::{Area, Level, MAX_LINES};
use crate::layers::{Batch, Command, Door, Event};
use crate::session::{Action, ConnectError, Import, Link, Session, Stats, Time, Via};
use crate::transport::{self, Roads, Target};

/// How long a stopped task goes on for a logout that the session still paces out.
const LEAVE: Duration = Duration::from_millis(500);

/// A session whose deadline has come and stays is asked again after this long, not at once: the
/// finest a timer can do, and less often while what it wants to send waits for the socket.
const OVERDUE: Duration = Duration::from_millis(1);
const OVERDUE_BLOCKED: Duration = Duration::from_millis(50);

/// A client that was told nothing for this long gives back the memory of its latest burst, when it wakes
/// for something else. One that is told something now and then keeps what it needs for it.
const QUIET: Duration = Duration::from_secs(10);

/// Rounds after which a busy task lets the others have a turn.
const ROUNDS: u32 = 16;

/// Runs a client until it is stopped.
pub(super) async fn drive(start: Start, mut presence: Presence) {
    let mut driver = Driver::new(start, &presence);
    let run = std::future::poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| driver.poll(cx))) {
        Ok(poll) => poll.map(Ok),
        Err(_) => Poll::Ready(Err(())),
    });
    if run.await.is_err() {
        presence.fate = Fate::Panicked;
        driver.tell_of_a_defect();
    }
}

/// What an operation that takes its time has come to.
enum Outcome {
    Connected(Link, Result<(Line, Via), ConnectError>),
    Loaded(CacheKey, Option<Import>),
}

/// An operation that takes its time.
struct Pending {
    /// The connection it makes, if it makes one.
    link: Option<Link>,
    work: Pin<Box<dyn Future<Output = Outcome> + Send>>,
}

struct Driver {
    session: Session,
    door: Arc<Door>,
    shared: Arc<Shared>,
    hub: Arc<Hub>,
    cache: Option<CacheDir>,
    roads: Arc<Roads>,
    clock: Clock,
    /// The time at which the task woke.
    now: Time,
    line: Option<Line>,
    pending: Vec<Pending>,
    /// The connection made last.
    peer: Peer,
    /// When what was recorded must be on the disk.
    flush_at: Option<Time>,
    /// An empty batch, to be filled next.
    spare: Option<Box<Batch>>,
    /// When the latest batch was delivered, unless its memory has been given back since.
    delivered: Option<Time>,
    commands: Vec<Command>,
    /// Which state of the game's interest the session knows.
    interest_edition: u32,
    stats: Stats,
    sleep: Pin<Box<Sleep>>,
    /// What `sleep` is set to.
    armed: Option<Time>,
    /// When the session was last told that its deadline had come.
    timed_out: Option<Time>,
    /// A packet waits for the socket.
    blocked: bool,
    /// The door is full since, and reading waits.
    paused: Option<Time>,
    /// The game wants to log out.
    logout: bool,
    /// The task is stopped and ends at this time at the latest.
    leave_at: Option<Time>,
}

impl Driver {
    fn new(start: Start, presence: &Presence) -> Self {
        Self {
            session: Session::new(start.guest.config),
            door: start.guest.door,
            shared: start.shared,
            hub: Arc::clone(&presence.hub),
            cache: start.guest.cache,
            roads: start.guest.roads,
            clock: Clock::start(),
            now: Time::default(),
            line: None,
            pending: Vec::new(),
            peer: Peer::nobody(),
            flush_at: None,
            spare: None,
            delivered: None,
            commands: Vec::new(),
            interest_edition: 0,
            stats: Stats::default(),
            sleep: Box::pin(sleep(Duration::ZERO)),
            armed: None,
            timed_out: None,
            blocked: false,
            paused: None,
            logout: false,
            leave_at: None,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        for _ in 0..ROUNDS {
            self.now = self.clock.now();
            let room = MAX_LINES.saturating_sub(self.door.queued_lines());
            self.session.listen(self.now, self.door.log_level(), room);
            if let Some(interest) = self.door.interest_since(&mut self.interest_edition) {
                self.session.set_interest(interest);
            }
            let mut moved = self.poll_calls(cx);
            moved |= self.poll_pending(cx);
            moved |= self.poll_read(cx);
            moved |= self.settle(cx);
            if self.is_over() {
                self.hang_up();
                record::flush(&self.shared);
                return Poll::Ready(());
            }
            moved |= self.poll_deadline(cx);
            if !moved {
                return Poll::Pending;
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    // ---- what can move the session

    /// The game's commands, and its wish to end.
    fn poll_calls(&mut self, cx: &Context<'_>) -> bool {
        let called = self.shared.signal.poll(cx);
        let stopping = self.shared.stopping();
        if called {
            for (level, area, text) in self.shared.remarks() {
                self.session.remark(level, area, format_args!("{text}"));
            }
        }
        self.door.take_commands(&mut self.commands);
        for command in self.commands.drain(..) {
            self.logout |= matches!(command, Command::Logout);
            self.session.command(self.now, command);
        }
        if stopping && self.leave_at.is_none() {
            self.leave_at = Some(self.now + if self.logout { LEAVE } else { Duration::ZERO });
        }
        called
    }

    /// Connections made and imports looked up.
    fn poll_pending(&mut self, cx: &mut Context<'_>) -> bool {
        let mut i = 0;
        let mut moved = false;
        while let Some(pending) = self.pending.get_mut(i) {
            let Poll::Ready(outcome) = pending.work.as_mut().poll(cx) else {
                i += 1;
                continue;
            };
            drop(self.pending.remove(i));
            moved = true;
            match outcome {
                Outcome::Connected(link, Ok((line, via))) => {
                    self.hang_up();
                    if let Some(address) = via.address {
                        let text = format_args!("the address is {address}");
                        self.session.remark(Level::Debug, Area::Network, text);
                    }
                    self.line = Some(line);
                    self.peer.opened = self.now;
                    self.session.connected(self.now, link, &via);
                }
                Outcome::Connected(link, Err(error)) => {
                    self.session.connect_failed(self.now, link, error);
                }
                Outcome::Loaded(key, import) => {
                    self.session.cache_loaded(self.now, &key, import);
                }
            }
        }
        moved
    }

    /// One read, so that its events are delivered before the next.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> bool {
        self.look_at_the_door();
        if self.paused.is_some() {
            return false;
        }
        let Some(line) = &mut self.line else { return false };
        let link = line.link;
        let mut buffer = lock(&self.hub.read_buffer);
        match line.poll_read(cx, &mut buffer) {
            Poll::Pending => return false,
            Poll::Ready(Came::Bytes(n)) => {
                let bytes = buffer.get(..n).unwrap_or_default();
                if self.shared.is_recording() && self.peer.link == link {
                    record::received(&self.shared, &mut self.session, self.now, &self.peer, bytes);
                    self.flush_at.get_or_insert(self.now + record::FLUSH);
                } else {
                    self.session.received(self.now, link, bytes);
                }
            }
            Poll::Ready(Came::End(how)) => {
                self.line = None;
                if self.shared.is_recording() {
                    record::closed(&self.shared, self.now, link, true);
                }
                self.session.closed(self.now, link, how);
            }
        }
        true
    }

    /// Pauses reading while the game has too much to catch up on. A stopped client's game never will.
    fn look_at_the_door(&mut self) {
        let full = self.leave_at.is_none() && self.door.is_full();
        if full != self.paused.is_some() {
            self.session.set_paused(self.now, full);
            self.paused = None;
        }
        if full {
            self.paused = Some(self.now);
        }
    }

    /// The session's deadline, and the driver's own.
    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> bool {
        let pause = if self.blocked { OVERDUE_BLOCKED } else { OVERDUE };
        let not_before = self.timed_out.map_or(Time::default(), |last| last + pause);
        let session = self.session.poll_timeout(self.now).map(|at| at.max(not_before));
        if session.is_some_and(|at| at <= self.now) {
            self.timed_out = Some(self.now);
            self.session.timeout(self.now);
            self.trim();
            return true;
        }
        if self.flush_at.is_some_and(|at| at <= self.now) {
            self.flush_at = None;
            record::flush(&self.shared);
        }
        let recheck = self.paused.map(|since| since + STARVED_RECHECK);
        let next = Time::earliest([session, recheck, self.leave_at, self.flush_at]);
        let Some(at) = next else { return false };
        if self.armed != Some(at) {
            let Some(moment) = self.clock.moment(at) else { return false };
            self.sleep.as_mut().reset(moment);
            self.armed = Some(at);
        }
        let fired = self.sleep.as_mut().poll(cx).is_ready();
        if fired {
            self.armed = None;
        }
        fired
    }

    // ---- what the session moves

    /// Follows the session until it has nothing more to say. Returns whether there is something new
    /// to wait for.
    fn settle(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        loop {
            while let Some(action) = self.session.poll_action() {
                moved = true;
                self.act(cx, action);
            }
            if !self.transmit(cx) {
                break;
            }
        }
        self.deliver();
        // A line that cannot be written to is read to its end.
        moved || self.paused.is_none() && self.line.as_ref().is_some_and(Line::is_broken)
    }

    fn act(&mut self, cx: &mut Context<'_>, action: Action) {
        match action {
            Action::Connect { link, server, host, port, udp_port, version } => {
                let text = format_args!("connecting to {} {host}:{port}", server.name());
                self.session.remark(Level::Debug, Area::Network, text);
                let login = u32::from(server == Server::Loginapp);
                self.peer = Peer {
                    link,
                    server,
                    host: host.clone(),
                    port,
                    session: self.peer.session + login,
                    opened: self.now,
                };
                let target = Target { server, host, port, udp_port, version };
                let roads = Arc::clone(&self.roads);
                let work = async move {
                    let made = transport::connect(&target, &roads).await;
                    let made = made.map(|(road, via)| (Line::new(link, road), via));
                    Outcome::Connected(link, made)
                };
                self.pending.push(Pending { link: Some(link), work: Box::pin(work) });
            }
            Action::Close { link } => {
                self.transmit(cx);
                self.pending.retain(|p| p.link != Some(link));
                if self.line.as_ref().is_some_and(|line| line.link == link) {
                    self.hang_up();
                }
            }
            Action::LoadCache(key) => self.load(key),
            Action::StoreCache { key, bodies, import } => {
                let (hub, place, busy) = (Arc::clone(&self.hub), self.place(key), self.hub.busy());
                // Clients that came together have all asked the server.
                match hub.store.remembered(&place).filter(|known| known.is_same(&import)) {
                    Some(known) => self.session.share(&known),
                    None => hub.store.remember(&place, Some(import)),
                }
                let shared = Arc::clone(&self.shared);
                tokio::spawn(async move {
                    if let Err(e) = hub.store.write(&place, bodies).await {
                        let file = place.key.file_name();
                        let text = format!("the cache file {file} could not be written: {e}");
                        shared.remark(Level::Warn, Area::Imports, text);
                    }
                    drop(busy);
                });
            }
            Action::ForgetCache(key) => {
                let (hub, place, busy) = (Arc::clone(&self.hub), self.place(key), self.hub.busy());
                hub.store.remember(&place, None);
                tokio::spawn(async move {
                    hub.store.forget(&place).await;
                    drop(busy);
                });
            }
        }
    }

    fn place(&self, key: CacheKey) -> Place {
        Place { dir: self.cache.clone(), key }
    }

    fn load(&mut self, key: CacheKey) {
        let place = self.place(key);
        if let Some(import) = self.hub.store.remembered(&place) {
            return self.session.cache_loaded(self.now, &place.key, Some(import));
        }
        let hub = Arc::clone(&self.hub);
        let work = async move {
            let import = hub.store.load(&place).await;
            Outcome::Loaded(place.key, import)
        };
        self.pending.push(Pending { link: None, work: Box::pin(work) });
    }

    /// Writes what the session transmits, one packet after the other. Returns whether there was any;
    /// none is asked for while one waits for the socket.
    fn transmit(&mut self, cx: &mut Context<'_>) -> bool {
        let mut any = false;
        let mut nowhere = Vec::new();
        self.blocked = false;
        loop {
            let link = self.line.as_ref().map(|line| line.link);
            let packet = match self.line.as_mut().map(|line| line.poll_packet(cx)) {
                None => &mut nowhere,
                Some(Poll::Ready(packet)) => packet,
                Some(Poll::Pending) => {
                    self.blocked = true;
                    return any;
                }
            };
            let (shared, session, now) = (&self.shared, &mut self.session, self.now);
            let recorded = shared.is_recording() && link == Some(self.peer.link);
            let to = match recorded {
                true => record::transmit(shared, session, now, &self.peer, packet),
                false => session.poll_transmit(now, packet),
            };
            let Some(to) = to else { return any };
            any = true;
            if link != Some(to) {
                packet.clear();
            }
            if recorded {
                self.flush_at.get_or_insert(self.now + record::FLUSH);
            }
        }
    }

    /// Hands the session's events over, unless nobody wants them any more.
    fn deliver(&mut self) {
        let stats = self.session.stats();
        if stats != self.stats {
            self.stats = stats;
            *lock(&self.shared.stats) = stats;
            self.session.counts().copy_to(&mut lock(&self.shared.counts));
        }
        if self.session.batch().is_empty() {
            return;
        }
        let empty = self.spare.take().unwrap_or_default();
        let mut batch = mem::replace(self.session.batch(), empty);
        batch.seal();
        batch.delivered = self.clock.instant(self.now);
        self.delivered = Some(self.now);
        self.spare = self.shared.gate.pass(|| self.door.deliver(batch));
    }

    /// Gives memory back when it has been quiet for long enough.
    fn trim(&mut self) {
        if self.delivered.is_none_or(|at| self.now < at + QUIET) {
            return;
        }
        self.delivered = None;
        self.spare = None;
        if self.session.batch().is_empty() {
            **self.session.batch() = Batch::default();
        }
        self.door.trim();
    }

    // ---- the end

    /// Whether a stopped task has nothing left to do.
    fn is_over(&self) -> bool {
        let connected = self.line.is_some() || self.pending.iter().any(|p| p.link.is_some());
        self.leave_at.is_some_and(|at| self.now >= at || !connected)
    }

    /// Sends what was transmitted and closes, in the background.
    fn hang_up(&mut self) {
        if let Some(line) = self.line.take() {
            if self.shared.is_recording() {
                record::closed(&self.shared, self.now, line.link, false);
            }
            tokio::spawn(line.goodbye(self.hub.busy()));
        }
    }

    /// A panic has left the session in no state to go on with.
    fn tell_of_a_defect(&self) {
        let mut batch = Box::<Batch>::default();
        let text = batch.text(b"internal error in the network layer; this client cannot go on");
        if self.door.log_level() >= Level::Error {
            let (level, area, at) = (Level::Error, Area::Network, self.now.0);
            batch.push(Event::Log { level, area, at, text });
            batch.lines += 1;
        }
        let (origin, reason) = (Origin::Library, Reason::ProtocolError);
        let ending = Ending { origin, reason, server: self.peer.server, code: 0, text };
        batch.push(Event::Reset);
        batch.push(Event::Disconnected { ending, resumable: false });
        batch.seal();
        self.shared.gate.pass(|| drop(self.door.deliver(batch)));
    }
}
