//! Bytes to plain values and back: no I/O, no clock, no state that outlives a call.
//!
//! | module | what |
//! |---|---|
//! | [`limits`] | every bound that a hostile peer could push against, in one place |
//! | [`reader`], [`writer`] | little-endian scalars, strings and blobs (`spec/01 §1`) |
//! | [`packed`] | the packed positions and angles of volatile updates (`spec/02 §3.9`) |
//! | [`blowfish`] | the packet filter in front of the stream (`spec/01 §5.1`) |
//! | [`envelope`] | cutting a byte stream into messages (`spec/01 §2`) |
//! | [`table`], [`stock_messages`] | which id means which message |
//! | [`usual`] | which messages are frequent enough for a way of their own |
//! | [`volatile`] | the 46 forms of `onUpdateData` |
//! | [`value`] | decoded property values and call arguments |
//! | [`websocket`] | the upgrade request, its answer, and frames (`spec/01 §5.3`) |
#![forbid(unsafe_code)]

pub mod blowfish;
pub mod envelope;
pub mod error;
pub mod limits;
pub mod packed;
pub mod reader;
pub mod stock_messages;
pub mod table;
pub mod usual;
pub mod value;
pub mod volatile;
pub mod websocket;
pub mod writer;

pub use error::{WireError, WireErrorKind};
pub use reader::Reader;
pub use writer::Writer;
