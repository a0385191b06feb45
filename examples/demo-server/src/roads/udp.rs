//! The UDP port (`spec/01 §5.4`): handshakes, and one KCP conversation for every source address and port.

use std::cell::Cell;
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::kcp::{INTERVAL, Kcp, MTU, WINDOW};
use super::{ConnId, ConnIds};
use crate::hub::{Event, Incoming, Role};
use crate::wire::Writer;

const HELLO: &[u8] = b"62a559f3fa7748bc22f8e0766019d498";
const ANSWER: &[u8] = b"1432ad7c829170a76dd31982c3501eca";
/// The server's receive buffer: it never takes out a longer message, and datagrams are cut to it.
const BUFFER: usize = 1472;
/// More segments without acknowledgement make a send a failure; this many failures in a row end the conversation.
const MAX_WAITING: usize = 2 * WINDOW as usize;
const MAX_FAILURES: u32 = 10;
/// Most conversations at a time.
const MAX_PEERS: usize = 10_000;
/// A flood stops for a moment while about this much waits: well below [`MAX_WAITING`].
pub(super) const ROOM: usize = 64 << 10;

/// What the port is to do, and what it is to do wrong.
pub(crate) struct Habits {
    /// Engine version in the answer to a handshake.
    pub(crate) version: String,
    /// Nothing that arrives is looked at, as behind a firewall.
    pub(crate) silent: bool,
    /// So many answers to handshakes get lost.
    pub(crate) lost_answers: u32,
    /// Behind the handshake every so many-th datagram gets lost, counted over both directions; 0 loses none.
    pub(crate) lose_every: u32,
}

enum Command {
    Send(ConnId, Vec<Vec<u8>>),
    Close(ConnId),
}

/// The sending end of one conversation.
pub(crate) struct Line {
    id: ConnId,
    tx: mpsc::UnboundedSender<Command>,
    queued: Arc<AtomicUsize>,
}

impl Line {
    pub(super) fn send(&self, pieces: Vec<Vec<u8>>) {
        self.queued.fetch_add(pieces.iter().map(Vec::len).sum(), Ordering::Relaxed);
        // The port's task ends only with the server.
        let _ = self.tx.send(Command::Send(self.id, pieces));
    }

    pub(super) fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }

    /// Flushes once and forgets the client, which is not told.
    pub(super) fn close(&self) {
        let _ = self.tx.send(Command::Close(self.id));
    }
}

/// One client.
struct Peer {
    id: ConnId,
    kcp: Kcp,
    /// What did not fit.
    backlog: VecDeque<Vec<u8>>,
    failures: u32,
    queued: Arc<AtomicUsize>,
}

impl Peer {
    /// Takes more to send; false when it failed too often.
    fn offer(&mut self, piece: Vec<u8>) -> bool {
        self.backlog.push_back(piece);
        self.drain();
        self.failures = if self.backlog.is_empty() { 0 } else { self.failures + 1 };
        self.failures < MAX_FAILURES
    }

    fn drain(&mut self) {
        while self.kcp.waiting() <= MAX_WAITING
            && let Some(piece) = self.backlog.pop_front()
        {
            self.kcp.send(&piece);
        }
    }

    fn publish(&self) {
        let backlog: usize = self.backlog.iter().map(Vec::len).sum();
        self.queued.store(self.kcp.waiting() * MTU + backlog, Ordering::Relaxed);
    }
}

/// The port's task.
pub(crate) struct Port {
    network: Network,
    habits: Habits,
    ids: ConnIds,
    events: mpsc::Sender<Event>,
    tx: mpsc::UnboundedSender<Command>,
    peers: HashMap<SocketAddr, Peer>,
    addrs: HashMap<ConnId, SocketAddr>,
    conv: u32,
    started: Instant,
}

/// The socket, and the toll that its datagrams pay.
struct Network {
    socket: UdpSocket,
    lose_every: u32,
    passed: Cell<u32>,
}

impl Network {
    /// Whether the next datagram gets lost.
    fn loses(&self) -> bool {
        self.passed.set(self.passed.get().wrapping_add(1));
        self.lose_every > 0 && self.passed.get().is_multiple_of(self.lose_every)
    }

    /// A datagram that cannot leave now is lost, as datagrams may be.
    fn send(&self, to: SocketAddr, datagram: &[u8]) {
        let _ = self.socket.try_send_to(datagram, to);
    }

    fn send_segments(&self, to: SocketAddr, datagram: &[u8]) {
        if !self.loses() {
            self.send(to, datagram);
        }
    }
}

/// Serves the port until the hub is gone.
pub(crate) async fn serve(
    socket: UdpSocket,
    habits: Habits,
    ids: ConnIds,
    events: mpsc::Sender<Event>,
) {
    let (tx, rx) = mpsc::unbounded_channel();
    let (peers, addrs) = (HashMap::new(), HashMap::new());
    let started = Instant::now();
    let network = Network { socket, lose_every: habits.lose_every, passed: Cell::new(0) };
    let port = Port { network, habits, ids, events, tx, peers, addrs, conv: 0, started };
    port.run(rx).await;
}

impl Port {
    async fn run(mut self, mut commands: mpsc::UnboundedReceiver<Command>) {
        let mut tick = interval(Duration::from_millis(u64::from(INTERVAL)));
        tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut buffer = [0; BUFFER];
        while !self.events.is_closed() {
            tokio::select! {
                Some(command) = commands.recv() => self.on_command(command).await,
                _ = tick.tick(), if !self.peers.is_empty() => self.on_tick(),
                result = self.network.socket.recv_from(&mut buffer) => match result {
                    Ok((n, from)) => self.on_datagram(from, buffer.get(..n).unwrap_or_default()).await,
                    // Some systems report here that an earlier datagram met a closed port.
                    Err(_) => sleep(Duration::from_millis(1)).await,
                },
            }
        }
    }

    fn now(&self) -> u32 {
        self.started.elapsed().as_millis() as u32
    }

    async fn on_datagram(&mut self, from: SocketAddr, datagram: &[u8]) {
        if self.habits.silent {
            return;
        }
        let now = self.now();
        let Some(peer) = self.peers.get_mut(&from) else {
            if is_hello(datagram) && self.peers.len() < MAX_PEERS {
                self.accept(from).await;
            }
            return;
        };
        if self.network.loses() {
            return;
        }
        // A repeated hello ends here too, without an answer: it is no segment of this conversation.
        peer.kcp.input(datagram, now);
        while let Some(message) = peer.kcp.receive(BUFFER) {
            if self.events.send(Event::Bytes(peer.id, message)).await.is_err() {
                return;
            }
        }
    }

    async fn accept(&mut self, from: SocketAddr) {
        self.conv += 1;
        let (id, queued) = (self.ids.next(), Arc::new(AtomicUsize::new(0)));
        let line = Line { id, tx: self.tx.clone(), queued: queued.clone() };
        let accepted = Event::Accepted(id, Role::Baseapp, Incoming::Udp(line));
        if self.events.send(accepted).await.is_err() {
            return;
        }
        let kcp = Kcp::new(self.conv);
        self.peers.insert(from, Peer { id, kcp, backlog: VecDeque::new(), failures: 0, queued });
        self.addrs.insert(id, from);
        if self.habits.lost_answers > 0 {
            self.habits.lost_answers -= 1;
            return;
        }
        let answer = Writer::new().cstr(ANSWER).cstr(&self.habits.version).u32(self.conv);
        self.network.send(from, &answer.into_bytes());
    }

    async fn on_command(&mut self, command: Command) {
        match command {
            Command::Close(id) => self.close(id),
            Command::Send(id, pieces) => {
                let Some(peer) = self.addrs.get(&id).and_then(|addr| self.peers.get_mut(addr))
                else {
                    return;
                };
                let fits = pieces.into_iter().all(|piece| peer.offer(piece));
                peer.publish();
                if !fits {
                    self.forget(id);
                    let _ = self.events.send(Event::Overrun(id)).await;
                }
            }
        }
    }

    fn on_tick(&mut self) {
        let now = self.now();
        for (addr, peer) in &mut self.peers {
            peer.drain();
            peer.kcp.flush(now, |datagram| self.network.send_segments(*addr, datagram));
            peer.publish();
        }
    }

    fn close(&mut self, id: ConnId) {
        let now = self.now();
        if let Some((addr, mut peer)) = self.forget(id) {
            peer.kcp.flush(now, |datagram| self.network.send_segments(addr, datagram));
        }
    }

    fn forget(&mut self, id: ConnId) -> Option<(SocketAddr, Peer)> {
        let addr = self.addrs.remove(&id)?;
        Some((addr, self.peers.remove(&addr)?))
    }
}

/// The text, with or without a NUL behind it.
fn is_hello(datagram: &[u8]) -> bool {
    datagram.strip_suffix(&[0]).unwrap_or(datagram) == HELLO
}
