//! Writing messages to the server (`spec/01 §1`, `§2.1`).

use super::limits::MAX_MESSAGE_TO_SERVER;

/// Appends the fields of a message to a buffer. Text is checked by the callers, who know the field's
/// name; what reaches the writer is written as it is.
#[derive(Debug)]
pub struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

macro_rules! scalar {
    ($($(#[$doc:meta])* $name:ident: $ty:ty;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name(&mut self, v: $ty) -> &mut Self {
            self.out.extend_from_slice(&v.to_le_bytes());
            self
        }
    )*};
}

impl<'a> Writer<'a> {
    /// Appends to `out`.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out }
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

    /// Raw bytes.
    pub fn bytes(&mut self, v: &[u8]) -> &mut Self {
        self.out.extend_from_slice(v);
        self
    }

    /// A zero-terminated string. The caller has made sure that `v` is ASCII without a zero byte:
    /// the server stops reading at either (`spec/01 §1.3`).
    pub fn cstr(&mut self, v: &[u8]) -> &mut Self {
        self.out.extend_from_slice(v);
        self.out.push(0);
        self
    }

    /// A 32-bit count and the bytes.
    pub fn blob(&mut self, v: &[u8]) -> &mut Self {
        self.u32(v.len() as u32);
        self.bytes(v)
    }
}

/// Appends a whole message: id, length where the message has one, body.
///
/// `fixed` is the length from the message table: `Some` for a fixed-length message, whose body must
/// have just that size. Returns the number of bytes appended.
///
/// # Errors
/// [`TooLarge`] when the message could never pass the server's receive window (`spec/01 §2.4`);
/// nothing is appended then.
pub fn message(
    out: &mut Vec<u8>,
    id: u16,
    fixed: Option<u16>,
    body: &[u8],
) -> Result<usize, TooLarge> {
    let header = if fixed.is_some() { 2 } else { 4 };
    let total = header + body.len();
    if total > MAX_MESSAGE_TO_SERVER {
        return Err(TooLarge { size: total });
    }
    let mut w = Writer::new(out);
    w.u16(id);
    if fixed.is_none() {
        w.u16(body.len() as u16);
    }
    w.bytes(body);
    Ok(total)
}

/// A message that the server's receive window could never let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a message of {size} bytes; the server accepts at most {MAX_MESSAGE_TO_SERVER}")]
pub struct TooLarge {
    /// Size of the whole message in bytes, envelope included.
    pub size: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hello_is_the_documented_example() {
        let mut body = Vec::new();
        Writer::new(&mut body).cstr(b"2.5.10").cstr(b"0.1.0").blob(b"");
        let mut out = Vec::new();
        assert_eq!(message(&mut out, 4, None, &body), Ok(21));
        assert_eq!(
            out,
            [
                4, 0, 0x11, 0, 0x32, 0x2e, 0x35, 0x2e, 0x31, 0x30, 0, 0x30, 0x2e, 0x31, 0x2e, 0x30,
                0, 0, 0, 0, 0
            ]
        );
    }

    #[test]
    fn the_largest_message_is_2047_bytes() {
        let mut out = Vec::new();
        assert_eq!(message(&mut out, 2, None, &[0; 2043]), Ok(2047));
        assert_eq!(message(&mut out, 2, None, &[0; 2044]), Err(TooLarge { size: 2048 }));
        assert_eq!(out.len(), 2047);
    }

    #[test]
    fn fixed_messages_have_no_length() {
        let mut out = Vec::new();
        message(&mut out, 206, Some(0), &[]).unwrap();
        assert_eq!(out, [0xce, 0]);
    }
}
