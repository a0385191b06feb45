//! Data streams (`spec/01 §4.15`): several at once, told apart by their ids, handed on as bytes. The library
//! keeps none of them, only how far each has come.

use super::entities::Scene;
use crate::layers::event::Event;
use crate::wire::limits::{MAX_STREAM_BYTES, MAX_STREAMS};
use crate::wire::{Reader, WireError, WireErrorKind};

/// One stream that has not been completed.
#[derive(Debug, Clone, Copy)]
struct Stream {
    id: i16,
    kind: i8,
    /// Bytes that were announced; `None` for a stream whose beginning was never told.
    size: Option<u32>,
    received: u32,
    /// It was announced as more than may come; nothing of it is told.
    refused: bool,
}

impl Stream {
    /// What a game that keeps the whole stream needs for it.
    fn claims(&self) -> u64 {
        match self.refused {
            true => 0,
            false => u64::from(self.size.unwrap_or(0).max(self.received)),
        }
    }
}

/// All streams that have not been completed.
#[derive(Debug, Default)]
pub(super) struct Streams(Vec<Stream>);

impl Streams {
    fn claimed(&self) -> u64 {
        self.0.iter().map(Stream::claims).sum()
    }

    /// Begins a stream. An id that is used again belongs to a new one: a server that fails says nothing
    /// of the one before.
    fn begin(&mut self, id: i16, kind: i8, size: Option<u32>) -> Result<(), WireErrorKind> {
        self.0.retain(|s| s.id != id);
        if self.0.len() >= MAX_STREAMS {
            return Err(WireErrorKind::Limit("too many data streams at the same time"));
        }
        let refused = self.claimed() + u64::from(size.unwrap_or(0)) > MAX_STREAM_BYTES;
        self.0.push(Stream { id, kind, size, received: 0, refused });
        match refused {
            true => Err(WireErrorKind::Limit("the data streams announce too many bytes")),
            false => Ok(()),
        }
    }

    /// Bytes of a stream. `None` when it was refused.
    fn grow(&mut self, id: i16, bytes: usize) -> Result<Option<Stream>, WireErrorKind> {
        if !self.0.iter().any(|s| s.id == id) {
            self.begin(id, 0, None)?;
        }
        let claimed = self.claimed();
        let Some(s) = self.0.iter_mut().find(|s| s.id == id) else { return Ok(None) };
        if s.refused {
            return Ok(None);
        }
        let more = s.received.saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX));
        match s.size {
            Some(size) if more > size => {
                return Err(WireErrorKind::Limit("more bytes than the data stream announced"));
            }
            None if claimed + u64::from(more - s.received) > MAX_STREAM_BYTES => {
                return Err(WireErrorKind::Limit("too many bytes in data streams"));
            }
            _ => {}
        }
        s.received = more;
        Ok(Some(*s))
    }

    /// The end of a stream. `None` when it was refused.
    fn end(&mut self, id: i16) -> Option<Stream> {
        let unknown = Stream { id, kind: 0, size: None, received: 0, refused: false };
        let at = self.0.iter().position(|s| s.id == id);
        let ended = at.map_or(unknown, |at| self.0.swap_remove(at));
        (!ended.refused).then_some(ended)
    }
}

impl Scene<'_> {
    pub(super) fn stream_started(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let (id, size, description) = (r.i16()?, r.u32()?, r.cstr()?);
        // The declaration lacks this field and the server sends it (`spec/01 §9`).
        let kind = if r.left() > 0 { r.i8()? } else { 0 };
        self.world.streams.begin(id, kind, Some(size)).map_err(|k| r.error(k))?;
        let description = self.batch.text(description);
        self.batch.push(Event::StreamStarted { id, size, description, kind });
        Ok(())
    }

    pub(super) fn stream_data(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let id = r.i16()?;
        let data = r.blob()?;
        let stream = self.world.streams.grow(id, data.len()).map_err(|k| r.error(k))?;
        if let Some(Stream { kind, size, received, .. }) = stream {
            let (size, data) = (size.unwrap_or(0), self.batch.text(data));
            self.batch.push(Event::StreamData { id, kind, size, received, data });
        }
        Ok(())
    }

    pub(super) fn stream_completed(&mut self, r: &mut Reader<'_>) -> Result<(), WireError> {
        let id = r.i16()?;
        if let Some(Stream { kind, size, received, .. }) = self.world.streams.end(id) {
            let size = size.unwrap_or(0);
            self.batch.push(Event::StreamCompleted { id, kind, size, received });
        }
        Ok(())
    }
}
