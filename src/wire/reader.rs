//! Reading scalars, strings and blobs from one message body (`spec/01 §1`).

use std::ffi::CStr;

use super::error::{WireError, WireErrorKind};

/// A cursor over one message body. Every read is checked against what is left; a failed read leaves
/// the cursor where it was.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    buf: &'a [u8],
    pos: usize,
}

macro_rules! scalar {
    ($($(#[$doc:meta])* $name:ident: $ty:ty;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`WireErrorKind::Truncated`] when the body ends before the value does.
        #[inline]
        pub fn $name(&mut self) -> Result<$ty, WireError> {
            const N: usize = size_of::<$ty>();
            match self.buf.get(self.pos..).and_then(|rest| rest.first_chunk::<N>()) {
                Some(bytes) => {
                    self.pos += N;
                    Ok(<$ty>::from_le_bytes(*bytes))
                }
                None => Err(self.truncated(N)),
            }
        }
    )*};
}

impl<'a> Reader<'a> {
    /// A cursor at the start of `buf`.
    #[inline]
    #[must_use]
    pub fn new(buf: &'a [u8]) -> Self {
        Self { buf, pos: 0 }
    }

    scalar! {
        /// One unsigned byte.
        u8: u8;
        /// Two bytes, little-endian.
        u16: u16;
        /// Four bytes, little-endian.
        u32: u32;
        /// Eight bytes, little-endian.
        u64: u64;
        /// One signed byte.
        i8: i8;
        /// Two bytes, little-endian, signed.
        i16: i16;
        /// Four bytes, little-endian, signed.
        i32: i32;
        /// Eight bytes, little-endian, signed.
        i64: i64;
        /// An IEEE single.
        f32: f32;
        /// An IEEE double.
        f64: f64;
    }

    /// A truth value: one signed byte, true when above zero (`spec/01 §1.2`).
    ///
    /// # Errors
    /// [`WireErrorKind::Truncated`].
    #[inline]
    pub fn bool(&mut self) -> Result<bool, WireError> {
        Ok(self.i8()? > 0)
    }

    /// The next `n` bytes.
    ///
    /// # Errors
    /// [`WireErrorKind::Truncated`].
    #[inline]
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], WireError> {
        match self.buf.get(self.pos..).and_then(|rest| rest.get(..n)) {
            Some(bytes) => {
                self.pos += n;
                Ok(bytes)
            }
            None => Err(self.truncated(n)),
        }
    }

    /// A message-level string: the bytes in front of the next zero byte (`spec/01 §1.3`). What the
    /// server sends may be any bytes, so they are handed out raw.
    ///
    /// # Errors
    /// [`WireErrorKind::MissingNul`] when no zero byte is left.
    pub fn cstr(&mut self) -> Result<&'a [u8], WireError> {
        // It looks for the zero byte many bytes at a time.
        match CStr::from_bytes_until_nul(self.peek_rest()) {
            Ok(text) => {
                let text = text.to_bytes();
                self.pos += text.len() + 1;
                Ok(text)
            }
            Err(_) => Err(self.error(WireErrorKind::MissingNul)),
        }
    }

    /// A blob: a 32-bit byte count, then the bytes (`spec/01 §1.3`).
    ///
    /// # Errors
    /// [`WireErrorKind::Truncated`] for the count, [`WireErrorKind::CountTooLarge`] when the count
    /// lies about what follows.
    pub fn blob(&mut self) -> Result<&'a [u8], WireError> {
        let start = self.pos;
        let count = self.u32()?;
        if count as usize > self.left() {
            let left = self.left() as u32;
            self.pos = start;
            return Err(self.error(WireErrorKind::CountTooLarge { count, left }));
        }
        self.take(count as usize)
    }

    /// Everything that is left; the cursor moves to the end.
    pub fn rest(&mut self) -> &'a [u8] {
        let rest = self.peek_rest();
        self.pos = self.buf.len();
        rest
    }

    /// Everything that is left, without moving.
    #[must_use]
    pub fn peek_rest(&self) -> &'a [u8] {
        self.buf.get(self.pos..).unwrap_or_default()
    }

    /// Number of bytes that are left.
    #[inline]
    #[must_use]
    pub fn left(&self) -> usize {
        self.buf.len() - self.pos
    }

    /// Offset of the cursor from the start of the body.
    #[inline]
    #[must_use]
    pub fn position(&self) -> usize {
        self.pos
    }

    /// An error at the cursor.
    #[must_use]
    pub fn error(&self, kind: WireErrorKind) -> WireError {
        WireError { kind, offset: self.pos as u32 }
    }

    #[cold]
    fn truncated(&self, needed: usize) -> WireError {
        self.error(WireErrorKind::Truncated {
            needed: u32::try_from(needed).unwrap_or(u32::MAX),
            left: self.left() as u32,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_little_endian_and_bounded() {
        let mut r = Reader::new(&[1, 0x34, 0x12, 0xff, 0xff, 0xff, 0xff, 0, 0, 0x80, 0x3f]);
        assert_eq!(r.u8(), Ok(1));
        assert_eq!(r.u16(), Ok(0x1234));
        assert_eq!(r.i32(), Ok(-1));
        assert_eq!(r.f32(), Ok(1.0));
        assert_eq!(
            r.u16(),
            Err(WireError { kind: WireErrorKind::Truncated { needed: 2, left: 0 }, offset: 11 })
        );
    }

    #[test]
    fn a_failed_blob_leaves_the_cursor_in_front_of_its_count() {
        let mut r = Reader::new(&[9, 0, 0, 0, 1]);
        assert_eq!(
            r.blob().map_err(|e| e.kind),
            Err(WireErrorKind::CountTooLarge { count: 9, left: 1 })
        );
        assert_eq!(r.position(), 0);
    }

    #[test]
    fn strings_end_at_the_zero_byte() {
        let mut r = Reader::new(b"ab\0\0c");
        assert_eq!(r.cstr(), Ok(&b"ab"[..]));
        assert_eq!(r.cstr(), Ok(&b""[..]));
        assert_eq!(r.cstr().map_err(|e| e.kind), Err(WireErrorKind::MissingNul));
        assert_eq!(r.rest(), b"c");
    }

    #[test]
    fn negative_bytes_are_false() {
        assert_eq!(Reader::new(&[0x80]).bool(), Ok(false));
        assert_eq!(Reader::new(&[2]).bool(), Ok(true));
    }
}
