//! A small, honest KBEngine server for one machine.
//!
//! It speaks the true wire protocol on the loopback interface, over TCP, WebSocket, TLS and KCP, in clear and with the
//! engine's Blowfish filter: a Loginapp port, where accounts are made
//! and checked, and a Baseapp port, where the game happens. Its world has two spaces, wandering monsters, NPCs, gates
//! and a *type zoo* that uses every data type of the protocol. Commands provoke what is rare in real life: kicks, lost
//! cells, malformed bytes, silence.
//!
//! It is a test bench for clients. It shares no code with any client, so that an error in one is not mirrored in the
//! other, and what the recordings of a real server determine, it sends byte for byte.
//!
//! ```no_run
//! use kbe_demo_server::{DemoConfig, DemoServer};
//!
//! let server = DemoServer::start(DemoConfig::default())?;
//! println!("log in at {}", server.login_addr());
//! server.admin("spawn 100").expect("room for monsters");
//! server.stop();
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # The rooms
//!
//! | module | what it knows |
//! |---|---|
//! | `wire`, `pack`, `value` | scalars, envelopes, packed numbers, values of all data types |
//! | `ids`, `message_tables`, `errors`, `defs` | the tables a client can import |
//! | `world` | entities and spaces, how they move, what a client is told about them; no connections |
//! | `roads` | TCP, TLS, WebSocket, KCP, Blowfish: how bytes come and go; no messages |
//! | `hub` | the one task that owns everything: connections, accounts, sessions, scripts |
//! | `admin` | the commands |
//! | `server` | the thread, the listeners, the public handle |
//!
//! One task owns all state, so there are no locks. It keeps nothing on disk; passwords live in memory only.

mod admin;
mod config;
mod defs;
mod errors;
mod hub;
mod ids;
mod message_tables;
mod pack;
mod rng;
mod roads;
mod server;
#[cfg(test)]
mod testdata;
mod value;
mod wire;
mod world;

pub use config::{DemoConfig, PosDir, StallAt};
pub use roads::tls::TlsIdentity;
pub use server::{DemoServer, ServerStats};
