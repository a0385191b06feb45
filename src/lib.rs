//! libkbe: a KBEngine client that every game engine can link.
//!
//! Two layers with one door between them. The **network layer** lives in background threads: sockets,
//! framing, login, decoding, heartbeats. The **game layer** lives in the caller's thread and changes
//! only while the game calls `kbe_sync_layers`. What passes through the door is plain data.
//!
//! | module | room |
//! |---|---|
//! | [`wire`] | bytes to plain values and back; no I/O, no clock, no state |
//! | [`defs`] | entity definitions: import format, ids and aliases, disk cache |
//! | [`layers`] | the door: events of both directions, batches, and the bounded queue between the threads |
//! | [`session`] | the protocol as a state machine without I/O |
//! | [`kcp`] | reliable UDP as a state machine without I/O |
//! | [`transport`] | sockets |
//! | [`net`] | the runtime, and one task per client that joins a transport to a session |
//! | [`game`] | the world as the game sees it |
//! | [`ffi`] | the C ABI, thin |
//!
//! The C header `include/kbe.h` is the product; the Rust items are its workshop and may change with
//! any version.

pub mod defs;
pub mod kcp;
pub mod layers;
pub mod session;
pub mod wire;

pub mod game;

#[cfg(feature = "net")]
pub mod net;
#[cfg(feature = "net")]
pub mod transport;

#[doc(hidden)]
pub mod ffi;
