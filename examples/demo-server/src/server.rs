//! The public handle: a thread with its own runtime, the listeners, counters.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as StdListener, UdpSocket as StdUdpSocket};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc as std_mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::{TcpListener, UdpSocket};
use tokio::sync::mpsc;

use crate::config::DemoConfig;
use crate::hub::{AdminReply, Control, Doors, Event, Hub, Incoming, Role};
use crate::roads::tls::TlsIdentity;
use crate::roads::{ConnIds, udp};

/// Events on their way to the hub; when it is full, the readers wait and TCP pushes back.
const EVENT_QUEUE: usize = 1024;
/// How long [`DemoServer::stop`] and dropping wait for the thread.
const STOP_TIMEOUT: Duration = Duration::from_secs(3);
/// How long [`DemoServer::admin`] waits for an answer.
const ADMIN_TIMEOUT: Duration = Duration::from_secs(10);

/// What a server has done so far, and what it holds now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerStats {
    /// Accounts that exist.
    pub accounts: u64,
    /// Clients that are bound to a proxy.
    pub clients_online: u64,
    /// Messages received, on both ports.
    pub messages_in: u64,
    /// Messages sent, on both ports.
    pub messages_out: u64,
    /// Base and cell calls received, whatever became of them.
    pub calls_seen: u64,
    /// Connections closed without notice for something they did or did not do (`spec/01 §2.5`).
    pub condemned: u64,
}

/// The counters as the hub keeps them.
#[derive(Debug, Default)]
pub(crate) struct StatCells {
    pub(crate) accounts: AtomicU64,
    pub(crate) clients_online: AtomicU64,
    pub(crate) messages_in: AtomicU64,
    pub(crate) messages_out: AtomicU64,
    pub(crate) calls_seen: AtomicU64,
    pub(crate) condemned: AtomicU64,
}

impl StatCells {
    pub(crate) fn add(cell: &AtomicU64, n: u64) {
        cell.fetch_add(n, Ordering::Relaxed);
    }

    pub(crate) fn set(cell: &AtomicU64, n: u64) {
        cell.store(n, Ordering::Relaxed);
    }

    fn read(&self) -> ServerStats {
        let get = |cell: &AtomicU64| cell.load(Ordering::Relaxed);
        ServerStats {
            accounts: get(&self.accounts),
            clients_online: get(&self.clients_online),
            messages_in: get(&self.messages_in),
            messages_out: get(&self.messages_out),
            calls_seen: get(&self.calls_seen),
            condemned: get(&self.condemned),
        }
    }
}

/// A running server. It lives on a thread of its own and ends when it is stopped or dropped.
#[derive(Debug)]
pub struct DemoServer {
    login_addr: SocketAddr,
    base_addr: SocketAddr,
    udp_addr: Option<SocketAddr>,
    admin_addr: Option<SocketAddr>,
    certificate_pem: String,
    stats: Arc<StatCells>,
    control: mpsc::UnboundedSender<Control>,
    /// Disconnected when the thread is done: the way to wait for it with a limit. Locked only for a look.
    done: Mutex<std_mpsc::Receiver<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A port of the loopback interface, bound before the thread starts, so that errors reach the caller.
fn listen(port: u16) -> io::Result<(StdListener, SocketAddr)> {
    let listener = StdListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let addr = listener.local_addr()?;
    Ok((listener, addr))
}

/// The UDP port, likewise.
fn bind_udp(port: u16) -> io::Result<(StdUdpSocket, SocketAddr)> {
    let socket = StdUdpSocket::bind((Ipv4Addr::LOCALHOST, port))?;
    socket.set_nonblocking(true)?;
    let addr = socket.local_addr()?;
    Ok((socket, addr))
}

/// Everything that is open before the thread starts.
struct Sockets {
    listeners: [(Role, StdListener); 2],
    udp: Option<StdUdpSocket>,
    admin: Option<(StdListener, mpsc::UnboundedSender<Control>)>,
}

impl DemoServer {
    /// Binds the ports and starts serving in the background.
    ///
    /// # Errors
    ///
    /// A port is taken, the TLS certificate or key cannot be used, or the thread or its runtime could not be made.
    pub fn start(mut config: DemoConfig) -> io::Result<Self> {
        let identity = config.tls.take().map_or_else(TlsIdentity::self_signed, Ok)?;
        let tls = identity.acceptor()?;
        let (login, login_addr) = listen(config.login_port)?;
        let (base, base_addr) = listen(config.base_port)?;
        let udp = config.udp_port.map(bind_udp).transpose()?;
        let udp_addr = udp.as_ref().map(|(_, addr)| *addr);
        let admin = config.admin_port.map(listen).transpose()?;
        let admin_addr = admin.as_ref().map(|(_, addr)| *addr);
        let udp_port = udp_addr.map_or(0, |addr| addr.port());
        let doors = Doors { base_port: base_addr.port(), udp_port, tls };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let stats = Arc::new(StatCells::default());
        let (control, control_rx) = mpsc::unbounded_channel();
        let (done_tx, done) = std_mpsc::channel();
        let sockets = Sockets {
            listeners: [(Role::Loginapp, login), (Role::Baseapp, base)],
            udp: udp.map(|(socket, _)| socket),
            admin: admin.map(|(listener, _)| (listener, control.clone())),
        };
        let cells = stats.clone();
        let thread =
            std::thread::Builder::new().name("kbe-demo-server".to_owned()).spawn(move || {
                let _done = done_tx;
                runtime.block_on(serve(config, cells, doors, sockets, control_rx));
                // Tasks that hang on a socket are not waited for.
                runtime.shutdown_background();
            })?;
        Ok(Self {
            login_addr,
            base_addr,
            udp_addr,
            admin_addr,
            certificate_pem: identity.certificate_pem,
            stats,
            control,
            done: Mutex::new(done),
            thread: Some(thread),
        })
    }

    /// Where clients log in.
    #[must_use]
    pub fn login_addr(&self) -> SocketAddr {
        self.login_addr
    }

    /// Where the game happens; clients are told by the login.
    #[must_use]
    pub fn base_addr(&self) -> SocketAddr {
        self.base_addr
    }

    /// Where KCP is spoken, if it is; clients are told by the login.
    #[must_use]
    pub fn udp_addr(&self) -> Option<SocketAddr> {
        self.udp_addr
    }

    /// The certificate of `wss` connections (PEM). A client that is to connect must trust it, unless it was given in
    /// the settings and others vouch for it.
    #[must_use]
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Where commands are taken, one line in, one line out.
    #[must_use]
    pub fn admin_addr(&self) -> Option<SocketAddr> {
        self.admin_addr
    }

    /// Runs one command and waits for its answer; `help` lists them. Not for use inside the server's own tasks.
    ///
    /// # Errors
    ///
    /// What was wrong with the command, or that the server has stopped.
    pub fn admin(&self, line: &str) -> Result<String, String> {
        let (tx, rx) = std_mpsc::channel();
        let command = Control::Admin(line.to_owned(), AdminReply::Thread(tx));
        let stopped = || "the server has stopped".to_owned();
        self.control.send(command).map_err(|_| stopped())?;
        rx.recv_timeout(ADMIN_TIMEOUT).map_err(|_| stopped())?
    }

    /// Counters of this moment.
    #[must_use]
    pub fn stats(&self) -> ServerStats {
        self.stats.read()
    }

    /// Whether the server still runs; the command `stop` ends it from inside.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(done.try_recv(), Err(std_mpsc::TryRecvError::Empty))
    }

    /// Closes everything and waits for the thread, a few seconds at most.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        // An error means that the thread is gone already.
        let _ = self.control.send(Control::Stop);
        let done = self.done.get_mut().unwrap_or_else(PoisonError::into_inner);
        let timed_out = done.recv_timeout(STOP_TIMEOUT) == Err(std_mpsc::RecvTimeoutError::Timeout);
        if let Some(thread) = self.thread.take().filter(|_| !timed_out) {
            // A panic in the thread was reported when it happened.
            let _ = thread.join();
        }
    }
}

async fn serve(
    config: DemoConfig,
    stats: Arc<StatCells>,
    doors: Doors,
    sockets: Sockets,
    control: mpsc::UnboundedReceiver<Control>,
) {
    let (events, events_rx) = mpsc::channel(EVENT_QUEUE);
    let ids = ConnIds::default();
    for (role, listener) in sockets.listeners {
        if let Ok(listener) = TcpListener::from_std(listener) {
            tokio::spawn(accept_loop(role, listener, ids.clone(), events.clone()));
        }
    }
    if let Some(socket) = sockets.udp
        && let Ok(socket) = UdpSocket::from_std(socket)
    {
        let habits = udp::Habits {
            version: config.version.clone(),
            silent: config.udp_silent,
            lost_answers: config.udp_lost_answers,
            lose_every: config.udp_lose_every,
        };
        tokio::spawn(udp::serve(socket, habits, ids, events.clone()));
    }
    if let Some((listener, control)) = sockets.admin
        && let Ok(listener) = TcpListener::from_std(listener)
    {
        tokio::spawn(crate::admin::listen(listener, control));
    }
    let hub = Hub::new(config, stats, doors, events);
    hub.run(events_rx, control).await;
}

async fn accept_loop(role: Role, listener: TcpListener, ids: ConnIds, events: mpsc::Sender<Event>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let accepted = Event::Accepted(ids.next(), role, Incoming::Stream(stream));
                if events.send(accepted).await.is_err() {
                    return;
                }
            }
            // Out of file descriptors, most likely: it may pass, and until then there is no use in trying at once.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
