//! Looking on message by message: what turns a session into a decoder of recordings.

use std::sync::Arc;

use super::action::Link;
use super::world::World;
use crate::defs::Defs;
use crate::layers::Batch;
use crate::wire::WireError;
use crate::wire::envelope::EnvelopeError;
use crate::wire::table::{ClientMessage, MessageTable};

/// One whole message from a server.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// On which connection it came.
    pub link: Link,
    /// Its id.
    pub id: u16,
    /// What it is.
    pub kind: ClientMessage,
    /// Size of its envelope in bytes; 8 for the extended form.
    pub header: usize,
    /// Envelope and body.
    pub raw: &'a [u8],
}

impl<'a> Seen<'a> {
    /// The body.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.raw.get(self.header..).unwrap_or_default()
    }
}

/// Told about every message, before and after the session acts on it.
pub trait Tap {
    /// Whether it wants to be told. The session takes shorter ways while nobody does.
    const LOOKS: bool = true;
    /// A whole message came, maybe to be held back for a while before it is handled.
    #[inline]
    fn came(&mut self, _message: &Seen<'_>) {}
    /// Whole messages are about to be sent, in one write.
    #[inline]
    fn sent(&mut self, _link: Link, _table: &MessageTable, _messages: &[u8]) {}
    /// The stream cannot be followed any further from `rest` on.
    fn lost(&mut self, _link: Link, _rest: &[u8], _error: EnvelopeError) {}
    /// The message is whole; the world is as the message found it.
    fn before(&mut self, message: &Seen<'_>, world: &World, defs: Option<&Arc<Defs>>);
    /// The message has been handled. Its events are those of `batch` from `first` on.
    fn after(&mut self, message: &Seen<'_>, batch: &Batch, first: usize, error: Option<&WireError>);
}

/// Nobody looks on.
#[derive(Debug)]
pub struct NoTap;

impl Tap for NoTap {
    const LOOKS: bool = false;
    #[inline]
    fn before(&mut self, _: &Seen<'_>, _: &World, _: Option<&Arc<Defs>>) {}
    #[inline]
    fn after(&mut self, _: &Seen<'_>, _: &Batch, _: usize, _: Option<&WireError>) {}
}
