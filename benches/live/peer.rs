//! The server: a process of its own that knows the handshake, the heartbeats and one thing to say.
//!
//! It says no more than a client needs to get into the game (`spec/01 §4`), and then what is measured.
//! Beside the two ports of the game it has one that says the same to anybody at once, for the bare
//! readers that the library is compared with. It ends with its standard input.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead as _, BufReader, ErrorKind, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use kbe::wire::envelope::{Cut, cut};
use kbe::wire::table::{Component, MessageTable, ServerMessage};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{spawn_local, yield_now};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use crate::stream::{Packet, Stream, mark, movement};
use crate::system;

/// Between two movements of one client.
pub(crate) const UPDATE: Duration = Duration::from_millis(100);

/// Turns in which all clients are served within that time.
const TURNS: usize = 20;

/// What the server has to say once a client is in the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saying {
    /// One marked call every few milliseconds.
    Marks,
    /// Packets as fast as they are taken.
    Flood,
    /// One movement every [`UPDATE`].
    Movements,
    Nothing,
}

const SAYINGS: [(&str, Saying); 4] = [
    ("marks", Saying::Marks),
    ("flood", Saying::Flood),
    ("movements", Saying::Movements),
    ("nothing", Saying::Nothing),
];

// ---- the harness's side

/// A server that runs.
pub(crate) struct Peer {
    child: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<std::process::ChildStdout>,
    pub(crate) login_port: u16,
    pub(crate) bare_port: u16,
}

/// What a server has seen.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Connections that are in the game.
    pub(crate) players: u64,
    /// Movements sent, to all together.
    pub(crate) movements: u64,
    pub(crate) heartbeats: u64,
    /// Longest time between two heartbeats of one client, in milliseconds.
    pub(crate) longest_ms: u64,
}

impl Peer {
    pub(crate) fn start(saying: Saying, others: usize) -> Self {
        let (name, _) = SAYINGS.iter().find(|(_, s)| *s == saying).expect("all have names");
        let program = std::env::current_exe().expect("a program");
        let mut child = Command::new(program)
            .args(["--serve", name, &others.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let orders = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut peer = Self { child, orders, answers, login_port: 0, bare_port: 0 };
        let ports = peer.numbers();
        (peer.login_port, peer.bare_port) = (ports[0] as u16, ports[1] as u16);
        peer
    }

    fn numbers(&mut self) -> Vec<u64> {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the server answers");
        line.split_whitespace().map(|n| n.parse().expect("a number")).collect()
    }

    /// Has it say what it has to say; before, it is silent.
    pub(crate) fn go(&mut self) {
        self.order("go");
        assert_eq!(self.numbers(), [1]);
    }

    pub(crate) fn seen(&mut self) -> Seen {
        self.order("seen");
        let n = self.numbers();
        Seen { players: n[0], movements: n[1], heartbeats: n[2], longest_ms: n[3] }
    }

    fn order(&mut self, what: &str) {
        let orders = self.orders.as_mut().expect("a pipe");
        writeln!(orders, "{what}").expect("the server listens");
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.orders.take());
        _ = self.child.wait();
    }
}

// ---- the server's side

struct World {
    saying: Saying,
    hello: [Vec<u8>; 2],
    definitions: Vec<u8>,
    setup: Vec<u8>,
    packets: Vec<Packet>,
    base_port: Cell<u16>,
    going: Cell<bool>,
    players: RefCell<Vec<Rc<Player>>>,
    movements: Cell<u64>,
    heartbeats: Cell<u64>,
    longest: Cell<Duration>,
}

struct Player {
    stream: TcpStream,
    gone: Cell<bool>,
    answers: RefCell<Vec<u8>>,
    number: Cell<u32>,
    heartbeat: Cell<Option<Instant>>,
}

fn message(id: u16, body: &[u8]) -> Vec<u8> {
    let mut out = id.to_le_bytes().to_vec();
    out.extend((body.len() as u16).to_le_bytes());
    out.extend(body);
    out
}

fn hello(component: u32) -> Vec<u8> {
    let digests = b"A64E660274C30DFAD4567384DD29713\x0046596D3750651E9F7497775CD57CE753\0";
    message(521, &[&b"2.5.10\x000.1.0\0"[..], digests, &component.to_le_bytes()].concat())
}

/// The body of a server's process.
pub(crate) fn serve(saying: &str, others: &str) {
    let stream = Stream::read();
    let (_, saying) = SAYINGS.iter().find(|(name, _)| *name == saying).expect("something to say");
    let world = World {
        saying: *saying,
        hello: [hello(2), hello(6)],
        definitions: message(519, &stream.definitions),
        setup: stream.world(others.parse().expect("a number")),
        packets: stream.packets(),
        base_port: Cell::new(0),
        going: Cell::new(false),
        players: RefCell::default(),
        movements: Cell::new(0),
        heartbeats: Cell::new(0),
        longest: Cell::new(Duration::ZERO),
    };
    system::raise_open_files();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let (orders, mut came) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in io::stdin().lines().map_while(Result::ok) {
            _ = orders.send(line);
        }
    });
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let world = Rc::new(world);
        let [login, base, bare] = [(); 3].map(|()| listen());
        let port = |l: &TcpListener| l.local_addr().expect("an address").port();
        world.base_port.set(port(&base));
        println!("{} {}", port(&login), port(&bare));
        spawn_local(accept(login, Rc::clone(&world), Component::Loginapp));
        spawn_local(accept(base, Rc::clone(&world), Component::Baseapp));
        spawn_local(accept_bare(bare, Rc::clone(&world)));
        while let Some(order) = came.recv().await {
            if order == "go" {
                world.going.set(true);
                if world.saying == Saying::Movements {
                    spawn_local(move_all(Rc::clone(&world)));
                }
                println!("1");
                continue;
            }
            let players = world.players.borrow().iter().filter(|p| !p.gone.get()).count();
            let longest = world.longest.get().as_millis();
            println!("{players} {} {} {longest}", world.movements.get(), world.heartbeats.get());
        }
    });
}

fn listen() -> TcpListener {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    socket.listen(4096).expect("a listener")
}

async fn accept(listener: TcpListener, world: Rc<World>, component: Component) {
    while let Ok((stream, _)) = listener.accept().await {
        _ = stream.set_nodelay(true);
        let player = Rc::new(Player {
            stream,
            gone: Cell::new(false),
            answers: RefCell::default(),
            number: Cell::new(0),
            heartbeat: Cell::new(None),
        });
        let world = Rc::clone(&world);
        spawn_local(async move {
            _ = listen_to(&world, &player, component).await;
            player.gone.set(true);
        });
    }
}

/// Somebody who wants to hear the same without a word.
async fn accept_bare(listener: TcpListener, world: Rc<World>) {
    while let Ok((stream, _)) = listener.accept().await {
        _ = stream.set_nodelay(true);
        let player = Rc::new(Player {
            stream,
            gone: Cell::new(false),
            answers: RefCell::default(),
            number: Cell::new(0),
            heartbeat: Cell::new(None),
        });
        spawn_local(speak(Rc::clone(&world), player));
    }
}

async fn write_all(stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match stream.try_write(bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(e) if e.kind() == ErrorKind::WouldBlock => stream.writable().await?,
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Reads and answers what a client says.
async fn listen_to(world: &Rc<World>, player: &Rc<Player>, component: Component) -> io::Result<()> {
    let table = MessageTable::stock();
    let (mut buf, mut came) = (vec![0; 4096], Vec::new());
    loop {
        player.stream.readable().await?;
        match player.stream.try_read(&mut buf) {
            Ok(0) => return Ok(()),
            Ok(n) => came.extend_from_slice(&buf[..n]),
            Err(e) if e.kind() == ErrorKind::WouldBlock => continue,
            Err(e) => return Err(e),
        }
        let mut at = 0;
        loop {
            let lookup = |id| table.outgoing_by_id(component, id);
            let Cut::Message { entry, header, body, .. } =
                cut(&came[at..], 1 << 20, lookup).map_err(io::Error::other)?
            else {
                break;
            };
            at += header + body;
            answer(world, player, entry).await?;
        }
        came.drain(..at);
    }
}

async fn answer(world: &Rc<World>, player: &Rc<Player>, said: ServerMessage) -> io::Result<()> {
    let stream = &player.stream;
    match said {
        ServerMessage::LoginappHello => write_all(stream, &world.hello[0]).await,
        ServerMessage::BaseappHello => write_all(stream, &world.hello[1]).await,
        ServerMessage::LoginappLogin => {
            let ports = [world.base_port.get().to_le_bytes(), [0; 2]].concat();
            let body = [&b"kbe\x00127.0.0.1\0"[..], &ports, &[0; 4]].concat();
            write_all(stream, &message(502, &body)).await
        }
        ServerMessage::BaseappImportEntityDef => write_all(stream, &world.definitions).await,
        ServerMessage::BaseappLogin => {
            write_all(stream, &world.setup).await?;
            world.players.borrow_mut().push(Rc::clone(player));
            if matches!(world.saying, Saying::Marks | Saying::Flood) {
                spawn_local(speak(Rc::clone(world), Rc::clone(player)));
            }
            Ok(())
        }
        ServerMessage::LoginappHeartbeat | ServerMessage::BaseappHeartbeat => {
            let now = Instant::now();
            if let Some(last) = player.heartbeat.replace(Some(now)) {
                world.longest.set(world.longest.get().max(now - last));
            }
            world.heartbeats.set(world.heartbeats.get() + 1);
            let answer = 72_u16.to_le_bytes();
            match world.saying {
                // Not into the middle of something else.
                Saying::Marks | Saying::Flood => player.answers.borrow_mut().extend(answer),
                _ => write_all(stream, &answer).await?,
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Says what there is to say to one client until it goes.
async fn speak(world: Rc<World>, player: Rc<Player>) {
    while !world.going.get() {
        sleep(Duration::from_millis(1)).await;
    }
    let said = match world.saying {
        Saying::Flood => flood(&world, &player).await,
        Saying::Marks => send_marks(&player).await,
        Saying::Movements | Saying::Nothing => Ok(()),
    };
    if said.is_err() {
        player.gone.set(true);
    }
}

async fn send_answers(player: &Player) -> io::Result<()> {
    let answers = std::mem::take(&mut *player.answers.borrow_mut());
    write_all(&player.stream, &answers).await
}

async fn flood(world: &World, player: &Player) -> io::Result<()> {
    let mut buf = Vec::new();
    for (number, packet) in (0_u32..).zip(world.packets.iter().cycle()) {
        if player.gone.get() {
            break;
        }
        buf.clear();
        buf.extend(mark(0, number));
        buf.extend(&packet.bytes[buf.len()..]);
        write_all(&player.stream, &buf).await?;
        if number % 64 == 0 {
            send_answers(player).await?;
            yield_now().await;
        }
    }
    Ok(())
}

async fn send_marks(player: &Player) -> io::Result<()> {
    let mut random = 1_u64;
    for number in 0_u32.. {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        sleep(Duration::from_micros(1000 + (random >> 33) % 2000)).await;
        if player.gone.get() {
            break;
        }
        send_answers(player).await?;
        write_all(&player.stream, &mark(system::now(), number)).await?;
    }
    Ok(())
}

/// Moves something in front of every client, ten times a second, in turns.
async fn move_all(world: Rc<World>) {
    let mut turns = interval(UPDATE / TURNS as u32);
    turns.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for turn in 0.. {
        turns.tick().await;
        let players = world.players.borrow();
        for player in players.iter().skip(turn % TURNS).step_by(TURNS).filter(|p| !p.gone.get()) {
            let number = player.number.get();
            match player.stream.try_write(&movement(number)) {
                Ok(n) => assert_eq!(n, 17, "a client does not read"),
                Err(_) => player.gone.set(true),
            }
            player.number.set(number + 1);
            world.movements.set(world.movements.get() + 1);
        }
    }
}
