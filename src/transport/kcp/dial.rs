//! From an announced UDP port to a conversation.

use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, SocketAddrV4};
use std::task::{Context, Poll};

use tokio::time::sleep_until;

use super::super::datagrams::{Datagrams, is_refusal};
use super::super::options::{Roads, Target};
use super::super::{dial, words};
use super::{RECEIVED, Reliable, Watch};
use crate::kcp::{HELLO, Handshake, Step, Wrong, answer};
use crate::layers::event::Reason;
use crate::session::ConnectError;

/// Datagrams on one port that are no answers, after which the port is not listened to any more.
const NOISE: u32 = 16;

/// Shakes hands with a server. Takes [`Roads::udp_timeout`] at most.
///
/// # Errors
/// A sentence that names the port and what came instead of an answer.
pub(crate) async fn dial(target: &Target, roads: &Roads) -> Result<Reliable, ConnectError> {
    let found = dial::resolve(&target.host, target.udp_port).await?;
    let addresses: Vec<SocketAddrV4> = found
        .into_iter()
        .filter_map(|a| if let SocketAddr::V4(a) = a { Some(a) } else { None })
        .collect();
    if addresses.is_empty() {
        let what = "KCP needs an IPv4 address and the host has none";
        return Err(words::no_kcp(target, Reason::ConnectFailed, what));
    }
    let budget = u64::try_from(roads.udp_timeout.as_millis()).unwrap_or(u64::MAX);
    let shaken = Ports::new(&addresses, target, roads, budget).shake().await;
    shaken.map_err(|failure| match failure {
        Failure::Silence => {
            let what = format!("no answer in {:.1} s", roads.udp_timeout.as_secs_f64());
            words::no_kcp(target, Reason::ConnectTimeout, &what)
        }
        Failure::Refused => words::no_kcp(target, Reason::ConnectFailed, "nothing listens there"),
        Failure::Socket(e) => words::no_kcp(target, Reason::ConnectFailed, &e.to_string()),
        Failure::Wrong(Wrong::Version(v)) => {
            let what = format!("the server there is of version {v:?}, not {:?}", target.version);
            words::no_kcp(target, Reason::ConnectFailed, &what)
        }
        Failure::Wrong(wrong) => words::no_kcp(target, Reason::ConnectFailed, &wrong.to_string()),
    })
}

/// Why there is no conversation.
#[derive(Debug)]
enum Failure {
    Silence,
    Refused,
    Socket(io::Error),
    Wrong(Wrong),
}

/// A port that has asked, or is about to.
struct Port {
    socket: Datagrams,
    asked: bool,
    noise: u32,
}

/// The ports of one handshake.
struct Ports<'a> {
    addresses: &'a [SocketAddrV4],
    target: &'a Target,
    roads: &'a Roads,
    watch: Watch,
    handshake: Handshake,
    ports: Vec<Port>,
    /// The tries so far.
    tries: usize,
    /// What was heard instead of an answer.
    failure: Failure,
}

impl<'a> Ports<'a> {
    fn new(
        addresses: &'a [SocketAddrV4],
        target: &'a Target,
        roads: &'a Roads,
        budget: u64,
    ) -> Self {
        let watch = Watch::start();
        Self {
            addresses,
            target,
            roads,
            watch,
            handshake: Handshake::new(watch.now(), budget),
            ports: Vec::new(),
            tries: 0,
            failure: Failure::Silence,
        }
    }

    async fn shake(mut self) -> Result<Reliable, Failure> {
        loop {
            match self.handshake.step(self.watch.now()) {
                Step::Ask => self.open().await,
                Step::GiveUp => return Err(self.give_up()),
                Step::Wait(until) => {
                    let Some(moment) = self.watch.moment(until) else { return Err(self.give_up()) };
                    tokio::select! {
                        heard = poll_fn(|cx| self.poll(cx)) => {
                            if let Some((socket, conversation)) = heard? {
                                return Ok(Reliable::new(socket, conversation));
                            }
                        }
                        () = sleep_until(moment) => {}
                    }
                }
            }
        }
    }

    /// What to tell of a handshake that came to nothing.
    fn give_up(self) -> Failure {
        let noise = self.ports.iter().any(|p| p.noise > 0);
        match self.failure {
            Failure::Silence if noise => Failure::Wrong(Wrong::Text),
            failure => failure,
        }
    }

    /// Opens another port; each asks the next one of the addresses.
    async fn open(&mut self) {
        let address = self.addresses.iter().cycle().nth(self.tries);
        self.tries += 1;
        let Some(&address) = address else { return self.handshake.refused() };
        match Datagrams::connect(address).await {
            Ok(socket) => {
                let socket = socket.under(&self.roads.sim, self.target.server);
                self.ports.push(Port { socket, asked: false, noise: 0 });
            }
            Err(e) => {
                self.handshake.refused();
                self.failure = Failure::Socket(e);
            }
        }
    }

    /// Ready with a conversation, or with nothing when a port has closed.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<(Datagrams, u32)>, Failure>> {
        let mut closed = false;
        let mut i = 0;
        while let Some(port) = self.ports.get_mut(i) {
            match port.poll(cx, self.target.version.as_bytes()) {
                Poll::Pending => i += 1,
                Poll::Ready(Ok(conversation)) => {
                    let port = self.ports.swap_remove(i);
                    return Poll::Ready(Ok(Some((port.socket, conversation))));
                }
                // Asking again would not change it.
                Poll::Ready(Err(wrong @ Failure::Wrong(Wrong::Version(_)))) => {
                    return Poll::Ready(Err(wrong));
                }
                Poll::Ready(Err(failure)) => {
                    drop(self.ports.swap_remove(i));
                    self.handshake.refused();
                    self.failure = failure;
                    closed = true;
                }
            }
        }
        if closed { Poll::Ready(Ok(None)) } else { Poll::Pending }
    }
}

impl Port {
    /// Asks, and waits for the answer. Whoever else may write to this port is not listened to for long.
    fn poll(&mut self, cx: &mut Context<'_>, version: &[u8]) -> Poll<Result<u32, Failure>> {
        if !self.asked {
            match self.socket.poll_send(cx, HELLO) {
                Poll::Pending => {}
                Poll::Ready(Ok(())) => self.asked = true,
                Poll::Ready(Err(e)) => return Poll::Ready(Err(failure(e))),
            }
        }
        let mut buffer = [0; RECEIVED];
        while let Poll::Ready(came) = self.socket.poll_recv(cx, &mut buffer) {
            let n = match came {
                Ok(n) => n,
                Err(e) => return Poll::Ready(Err(failure(e))),
            };
            match answer(buffer.get(..n).unwrap_or_default(), version) {
                Ok(conversation) => return Poll::Ready(Ok(conversation)),
                Err(Wrong::Text) if self.noise < NOISE => self.noise += 1,
                Err(wrong) => return Poll::Ready(Err(Failure::Wrong(wrong))),
            }
        }
        Poll::Pending
    }
}

fn failure(error: io::Error) -> Failure {
    if is_refusal(&error) { Failure::Refused } else { Failure::Socket(error) }
}
