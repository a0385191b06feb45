#![cfg(feature = "capi")]
//! The C interface, declared in `include/kbe.h`: checks, conversion, a guard against panics, and calls
//! into the layers below. The doc comments of the exported items are the documentation of the header.
//!
//! | module | what |
//! |---|---|
//! | [`version`], [`error`] | numbers and sentences |
//! | [`guard`], [`reentrancy`] | what every entry does first; which entry may be called where |
//! | [`handle`], [`client`], `owned` | handles to clients; creating and destroying them; whose turn it is with one |
//! | [`view`], [`value`], [`sized`] | text, bytes, values and sized structs of a C caller |
//! | [`config`], [`callbacks`], [`events`], [`interest`] | the structs of a client's beginning and of what it is told |
//! | [`group`], [`pump`], `service`, [`pull`], [`pause`], [`log`], `convert` | from the queue to the callbacks |
//! | [`account`], [`entity`], [`call`], [`space`], [`defs`], [`info`], [`traffic`], [`record`], [`shipped`], [`simulate`] | one file per object |
#![allow(non_camel_case_types, reason = "the names are those of the C header")]
#![allow(clippy::missing_safety_doc, reason = "the doc comments are the contract for C callers")]

#[cfg(target_endian = "big")]
compile_error!("values are laid out for little-endian machines");

#[macro_use]
pub mod guard;
pub mod account;
pub mod call;
pub mod callbacks;
pub mod client;
pub mod config;
mod convert;
pub mod defs;
pub mod entity;
pub mod error;
pub mod events;
pub mod group;
pub mod handle;
pub mod info;
pub mod interest;
pub mod log;
mod moves;
mod network;
mod owned;
pub mod pause;
pub mod pull;
pub mod pump;
pub mod record;
pub mod reentrancy;
pub mod rig;
mod service;
pub mod shipped;
pub mod simulate;
pub mod sized;
pub mod space;
mod stay;
mod sync;
pub mod testing;
pub mod traffic;
mod turn;
pub mod value;
pub mod version;
pub mod view;
