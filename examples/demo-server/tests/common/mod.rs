//! A tiny blocking client for the tests: it frames messages and nothing more.
#![allow(dead_code, reason = "no test uses all of it")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use kbe_demo_server::{DemoConfig, DemoServer};

/// Client messages with a fixed length; all others carry one.
fn fixed_length(id: u16) -> Option<usize> {
    Some(match id {
        72 => 0,
        8 | 68 | 69 | 70 | 505 | 516 | 517 => 2,
        508 | 510 | 512 => 4,
        524 => 5,
        15 => 8,
        13 => 12,
        _ => return None,
    })
}

/// How long a test waits for what must come.
pub const PATIENCE: Duration = Duration::from_secs(5);

pub struct Link {
    pub socket: TcpStream,
    input: Vec<u8>,
}

impl Link {
    pub fn open(addr: SocketAddr) -> Self {
        let socket = TcpStream::connect(addr).unwrap();
        socket.set_nodelay(true).unwrap();
        Self { socket, input: Vec::new() }
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        // The server may have closed meanwhile; then the reading side tells.
        let _ = self.socket.write_all(bytes);
    }

    pub fn send(&mut self, id: u16, body: &[u8]) {
        self.raw(&var(id, body));
    }

    /// The next message, `None` when the connection is closed or nothing comes in time.
    pub fn next(&mut self, patience: Duration) -> Option<(u16, Vec<u8>)> {
        let end = Instant::now() + patience;
        loop {
            if let Some(message) = cut(&mut self.input) {
                return Some(message);
            }
            let left = end.checked_duration_since(Instant::now())?;
            self.socket.set_read_timeout(Some(left.max(Duration::from_millis(1)))).unwrap();
            let mut buffer = [0; 65536];
            match self.socket.read(&mut buffer) {
                Ok(n) if n > 0 => self.input.extend_from_slice(&buffer[..n]),
                _ => return None,
            }
        }
    }

    /// Waits for a message of one kind, skipping others.
    pub fn wait(&mut self, id: u16) -> Vec<u8> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            match self.next(PATIENCE) {
                Some((got, body)) if got == id => return body,
                Some(_) => {}
                None => break,
            }
        }
        panic!("message {id} did not come");
    }

    /// Whether the server closes the connection soon.
    pub fn is_closed_soon(&mut self) -> bool {
        let end = Instant::now() + PATIENCE;
        self.socket.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut buffer = [0; 65536];
        while Instant::now() < end {
            match self.socket.read(&mut buffer) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(e) => return e.kind() == std::io::ErrorKind::ConnectionReset,
            }
        }
        false
    }

    /// Whether the connection still answers heartbeats.
    pub fn is_alive(&mut self, tick_id: u16) -> bool {
        self.raw(&tick_id.to_le_bytes());
        while let Some((id, _)) = self.next(Duration::from_secs(2)) {
            if id == 72 {
                return true;
            }
        }
        false
    }
}

/// Takes one whole message off a stream.
pub fn cut(input: &mut Vec<u8>) -> Option<(u16, Vec<u8>)> {
    let id = u16::from_le_bytes(*input.first_chunk()?);
    let (at, n) = match fixed_length(id) {
        Some(n) => (2, n),
        None => match u16::from_le_bytes(*input.get(2..)?.first_chunk()?) {
            u16::MAX => {
                let n = u32::from_le_bytes(*input.get(4..)?.first_chunk()?);
                (8, n as usize)
            }
            n => (4, usize::from(n)),
        },
    };
    let body = input.get(at..at + n)?.to_vec();
    input.drain(..at + n);
    Some((id, body))
}

pub fn var(id: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = id.to_le_bytes().to_vec();
    bytes.extend((body.len() as u16).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// Strings with their NULs, one after the other.
pub fn strings(list: &[&str]) -> Vec<u8> {
    list.iter().flat_map(|s| s.bytes().chain([0])).collect()
}

pub fn hello() -> Vec<u8> {
    hello_with(&[])
}

/// A hello that asks for encryption.
pub fn hello_with(key: &[u8]) -> Vec<u8> {
    let mut body = strings(&["2.5.10", "0.1.0"]);
    body.extend((key.len() as u32).to_le_bytes());
    body.extend(key);
    body
}

pub fn login_body(name: &str, password: &str) -> Vec<u8> {
    let mut body = vec![3, 0, 0, 0, 0];
    body.extend(strings(&[name, password]));
    body
}

/// A server for one test: few monsters, accounts by login.
pub fn server(change: impl FnOnce(&mut DemoConfig)) -> DemoServer {
    let mut config =
        DemoConfig { monsters: 5, auto_create_accounts: true, ..DemoConfig::default() };
    change(&mut config);
    DemoServer::start(config).unwrap()
}

/// A client that plays an account: its connection, entity and key.
pub struct Session {
    pub link: Link,
    pub eid: i32,
    pub uuid: u64,
}

impl Session {
    /// Logs in on both ports.
    pub fn account(server: &DemoServer, name: &str) -> Self {
        let mut login = Link::open(server.login_addr());
        login.send(4, &hello());
        login.wait(521);
        login.send(3, &login_body(name, "pw"));
        login.wait(502);
        let mut link = Link::open(server.base_addr());
        link.send(202, &strings(&[name, "pw"]));
        let mut session = Self { link, eid: 0, uuid: 0 };
        session.created();
        session
    }

    /// Takes entity and key from the next `onCreatedProxies`.
    pub fn created(&mut self) {
        let body = self.link.wait(504);
        self.uuid = u64::from_le_bytes(*body.first_chunk().unwrap());
        self.eid = i32::from_le_bytes(*body[8..].first_chunk().unwrap());
    }

    /// Makes an avatar and enters the world with it.
    pub fn avatar(server: &DemoServer, name: &str) -> Self {
        let mut session = Self::account(server, name);
        session.base_call(10002, &[1, 1, 0, 0, 0, b'A']);
        let result = session.link.wait(506);
        let dbid = result[7..15].to_vec();
        session.base_call(10004, &dbid);
        session.created();
        session.link.wait(509);
        session.link.wait(507);
        session
    }

    pub fn call(&mut self, id: u16, eid: i32, component: u16, method: u16, args: &[u8]) {
        let mut body = eid.to_le_bytes().to_vec();
        body.extend(component.to_le_bytes());
        body.extend(method.to_le_bytes());
        body.extend(args);
        self.link.send(id, &body);
    }

    pub fn base_call(&mut self, method: u16, args: &[u8]) {
        self.call(302, self.eid, 0, method, args);
    }
}
