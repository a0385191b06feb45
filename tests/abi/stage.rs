//! A stage for one player: a scripted server on loopback that says what a good one says and writes down
//! what it is told, and a player of the C interface. It stops at nothing: what a test wants otherwise it
//! sends itself.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use kbe::ffi::account::*;
use kbe::ffi::callbacks::kbe_client_set_callbacks;
use kbe::ffi::client::*;
use kbe::ffi::config::*;
use kbe::ffi::error::*;
use kbe::ffi::pump::*;
use kbe::wire::table::{Component, stock_spec};

use super::abi::{Recorder, all_callbacks, config, last_error, s};
use super::server::{self, STOCK};

/// Long enough for anything that is going to happen.
const LONG: Duration = Duration::from_secs(20);

#[derive(Default)]
struct Seen {
    messages: Vec<(&'static str, Vec<u8>)>,
    peer: Option<TcpStream>,
    gone: bool,
}

/// The server. Loginapp and baseapp have one address. Its players share what they import with nobody else in
/// this process.
pub(crate) struct Stage {
    pub(crate) port: u16,
    seen: Arc<Mutex<Seen>>,
    cache: tempfile::TempDir,
}

fn now() -> Instant {
    Instant::now()
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap()
}

impl Stage {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::<Mutex<Seen>>::default();
        let theirs = Arc::clone(&seen);
        std::thread::spawn(move || {
            for peer in listener.incoming() {
                let Ok(peer) = peer else { return };
                let mut seen = lock(&theirs);
                if seen.gone {
                    continue;
                }
                seen.peer = Some(peer.try_clone().unwrap());
                drop(seen);
                let theirs = Arc::clone(&theirs);
                std::thread::spawn(move || _ = attend(peer, &theirs));
            }
        });
        Self { port, seen, cache: tempfile::tempdir().unwrap() }
    }

    /// The bodies of all messages of this name so far.
    pub(crate) fn bodies(&self, name: &str) -> Vec<Vec<u8>> {
        let seen = lock(&self.seen);
        seen.messages.iter().filter(|m| m.0 == name).map(|m| m.1.clone()).collect()
    }

    /// Says something on the connection made last.
    pub(crate) fn say(&self, bytes: &[u8]) {
        lock(&self.seen).peer.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Cuts the connection made last.
    pub(crate) fn cut(&self) {
        lock(&self.seen).peer.as_mut().unwrap().shutdown(Shutdown::Both).unwrap();
    }

    /// From now on every connection is closed as soon as it is made.
    pub(crate) fn close(&self) {
        lock(&self.seen).gone = true;
        self.cut();
    }

    /// Waits for something that happens elsewhere.
    pub(crate) fn within(&self, mut done: impl FnMut() -> bool) -> bool {
        let end = now() + LONG;
        while !done() {
            if now() > end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        true
    }

    /// A player of this server.
    pub(crate) fn player(&self, set: impl FnOnce(&mut kbe_config)) -> Player {
        let mut k = config();
        k.port = self.port.into();
        k.baseapp_host = s("127.0.0.1");
        k.baseapp_port = self.port.into();
        k.cache_dir = s(self.cache.path().to_str().unwrap());
        set(&mut k);
        let mut handle = 0;
        let r = unsafe { kbe_client_create(&raw const k, &raw mut handle) };
        assert_eq!(r, KBE_OK, "{}", last_error());
        let recorder = Box::<Recorder>::default();
        let on = all_callbacks();
        let user = std::ptr::from_ref(&*recorder).cast_mut().cast();
        assert_eq!(unsafe { kbe_client_set_callbacks(handle, &raw const on, user) }, KBE_OK);
        Player { handle, recorder, told: Vec::new() }
    }
}

/// Serves one connection to its end.
fn attend(mut peer: TcpStream, seen: &Mutex<Seen>) -> std::io::Result<()> {
    let (mut rest, mut buffer, mut baseapp) = (Vec::new(), [0; 4096], None);
    loop {
        let n = peer.read(&mut buffer)?;
        if n == 0 {
            return Ok(());
        }
        rest.extend_from_slice(&buffer[..n]);
        while let Some((name, body)) = cut(&mut rest, &mut baseapp) {
            let answer = answer(name);
            lock(seen).messages.push((name, body));
            peer.write_all(&answer)?;
        }
    }
}

/// The next whole message. What hello belongs to decides about the connection.
fn cut(rest: &mut Vec<u8>, baseapp: &mut Option<bool>) -> Option<(&'static str, Vec<u8>)> {
    let id = u16::from_le_bytes(*rest.first_chunk::<2>()?);
    let is_hello = |c| stock_spec(c, id).is_some_and(|m| m.name.ends_with("::hello"));
    let base = *baseapp.get_or_insert_with(|| is_hello(Component::Baseapp));
    let spec = stock_spec(if base { Component::Baseapp } else { Component::Loginapp }, id).unwrap();
    let (header, body) = match usize::try_from(spec.length) {
        Ok(fixed) => (2, fixed),
        Err(_) => (4, usize::from(u16::from_le_bytes(*rest.get(2..)?.first_chunk::<2>()?))),
    };
    let whole = rest.get(header..header + body)?.to_vec();
    rest.drain(..header + body);
    Some((spec.name, whole))
}

/// What a good server says to this. It is silent about heartbeats.
fn answer(name: &str) -> Vec<u8> {
    match name {
        "Loginapp::hello" => server::hello_loginapp(),
        "Loginapp::importClientMessages" => server::loginapp_messages(),
        "Loginapp::importServerErrorsDescr" => server::errors(),
        "Loginapp::login" => server::login_accepted(),
        "Baseapp::hello" => server::hello_baseapp(),
        "Baseapp::importClientMessages" => server::baseapp_messages(),
        "Baseapp::importClientEntityDef" => server::definitions(STOCK),
        "Baseapp::loginBaseapp" => server::join(&[
            server::created(server::UUID, 200, "Avatar"),
            server::enter(200, server::AVATAR),
            server::init_space(7),
            server::enter_space(200, 7),
        ]),
        "Baseapp::reloginBaseapp" => {
            server::body().u16(12).fixed(server::id("onReloginBaseappFailed"))
        }
        _ => Vec::new(),
    }
}

/// A client of the C interface on the real network layer.
pub(crate) struct Player {
    pub(crate) handle: u64,
    recorder: Box<Recorder>,
    told: Vec<String>,
}

impl Player {
    pub(crate) fn login(&self) {
        let r = unsafe { kbe_client_login(self.handle, s("user"), s("pass")) };
        assert_eq!(r, KBE_OK, "{}", last_error());
    }

    /// Logs in and stands in space 7 as the avatar 200.
    pub(crate) fn enter_the_world(&mut self) {
        self.login();
        self.until("entity_enter_space");
    }

    fn sync(&mut self) {
        assert!(kbe_sync_layers(5) >= 0, "{}", last_error());
        self.told.extend(self.recorder.take());
    }

    /// Everything told so far.
    pub(crate) fn told(&self) -> Vec<String> {
        self.told.clone()
    }

    /// Goes on until something is told that begins like this.
    pub(crate) fn until(&mut self, what: &str) -> String {
        let found = |p: &Self| p.told.iter().find(|l| l.starts_with(what)).cloned();
        let end = now() + LONG;
        loop {
            if let Some(line) = found(self) {
                return line;
            }
            assert!(now() < end, "{what} is never told: {:#?}", self.told);
            self.sync();
        }
    }

    /// Goes on until something has happened. `false` when it does not.
    pub(crate) fn within(&mut self, mut done: impl FnMut() -> bool) -> bool {
        let end = now() + LONG;
        while !done() {
            if now() > end {
                return false;
            }
            self.sync();
        }
        true
    }

    pub(crate) fn forget(&mut self) {
        self.told.clear();
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        kbe_client_destroy(self.handle);
    }
}
