//! What [`super::owned`] and [`super::turn`] are made of. `tests/models` checks these two in every order that
//! threads can come in, and puts its own in the place of these names.

pub(super) use std::cell::{Cell, UnsafeCell};
pub(super) use std::sync::atomic::AtomicU64;
pub(super) use std::sync::{Condvar, Mutex, MutexGuard};
