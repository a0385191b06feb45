//! What the tests over recordings share: the recordings themselves, replaying them, and writing
//! definitions of one's own.
#![allow(
    dead_code,
    unreachable_pub,
    unnameable_types,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test program uses a part of it, and a test may panic anywhere"
)]

pub mod alloc;
pub mod compare;
pub mod data;
pub mod import;
pub mod live;
pub mod random;
pub mod replay;
pub mod source;
pub mod values;
