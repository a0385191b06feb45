//! The door between the two layers: what passes, in both directions, as plain data.
//!
//! Events are small copies that refer to values and text in the arena of their batch; a batch is
//! filled by the session on the network thread, sealed, queued, applied by the game layer, and then
//! goes back to be filled again.
#![forbid(unsafe_code)]

pub mod batch;
pub mod command;
pub mod door;
pub mod event;
pub mod interest;
pub mod log;
pub mod motion;

pub use batch::Batch;
pub use command::{Command, Pose};
pub use door::{Door, Limits};
pub use event::Event;
pub use interest::Interest;
