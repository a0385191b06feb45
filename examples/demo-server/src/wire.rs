//! Scalars, strings and message envelopes as they cross the wire (`spec/01 §1`, `§2.1`).
//!
//! The writer never fails. The reader follows the habits of the real server, which differ from those of a client:
//! a string ends at the first byte that is not ASCII, a blob that claims too much is empty (`spec/01 §1.3`).

/// Bytes under construction; every method returns the writer, so a message reads like its row in the tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn raw(mut self, bytes: &[u8]) -> Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    pub(crate) fn u8(self, v: u8) -> Self {
        self.raw(&[v])
    }

    pub(crate) fn u16(self, v: u16) -> Self {
        self.raw(&v.to_le_bytes())
    }

    pub(crate) fn u32(self, v: u32) -> Self {
        self.raw(&v.to_le_bytes())
    }

    pub(crate) fn u64(self, v: u64) -> Self {
        self.raw(&v.to_le_bytes())
    }

    pub(crate) fn i16(self, v: i16) -> Self {
        self.raw(&v.to_le_bytes())
    }

    pub(crate) fn i32(self, v: i32) -> Self {
        self.raw(&v.to_le_bytes())
    }

    pub(crate) fn f32(self, v: f32) -> Self {
        self.raw(&v.to_le_bytes())
    }

    pub(crate) fn f64(self, v: f64) -> Self {
        self.raw(&v.to_le_bytes())
    }

    pub(crate) fn f32s(mut self, vs: &[f32]) -> Self {
        for v in vs {
            self = self.f32(*v);
        }
        self
    }

    /// A message-level `string`: the bytes and one NUL (`spec/01 §1.3`). A NUL inside would end it early, so it is left out.
    pub(crate) fn cstr(mut self, text: impl AsRef<[u8]>) -> Self {
        self.bytes.extend(text.as_ref().iter().copied().filter(|b| *b != 0));
        self.u8(0)
    }

    /// A `blob`: 32-bit count and the bytes (`spec/01 §1.3`).
    pub(crate) fn blob(self, bytes: &[u8]) -> Self {
        self.u32(bytes.len() as u32).raw(bytes)
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Wraps what was written into a variable-length message.
    pub(crate) fn var(self, id: u16) -> Vec<u8> {
        let head = Self::new().u16(id);
        let head = match u16::try_from(self.bytes.len()) {
            Ok(len) if len != u16::MAX => head.u16(len),
            // 0xFFFF announces a 32-bit length (`spec/01 §2.1`), so a body of exactly 65535 bytes needs it too.
            _ => head.u16(u16::MAX).u32(self.bytes.len() as u32),
        };
        head.raw(&self.bytes).bytes
    }

    /// Wraps what was written into a fixed-length message, which has no length field.
    pub(crate) fn fixed(self, id: u16) -> Vec<u8> {
        Self::new().u16(id).raw(&self.bytes).bytes
    }
}

/// The body ended inside a field: the real server closes the channel for it (`spec/01 §2.3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short;

/// Reads one message body with the server's rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(body: &'a [u8]) -> Self {
        Self { rest: body }
    }

    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], Short> {
        let (head, tail) = self.rest.split_at_checked(n).ok_or(Short)?;
        self.rest = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let (head, tail) = self.rest.split_first_chunk::<N>().ok_or(Short)?;
        self.rest = tail;
        Ok(*head)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Short> {
        self.array().map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Short> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Short> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Short> {
        self.array().map(u64::from_le_bytes)
    }

    pub(crate) fn i32(&mut self) -> Result<i32, Short> {
        self.array().map(i32::from_le_bytes)
    }

    pub(crate) fn f32(&mut self) -> Result<f32, Short> {
        self.array().map(f32::from_le_bytes)
    }

    pub(crate) fn f64(&mut self) -> Result<f64, Short> {
        self.array().map(f64::from_le_bytes)
    }

    pub(crate) fn vec3(&mut self) -> Result<[f32; 3], Short> {
        Ok([self.f32()?, self.f32()?, self.f32()?])
    }

    /// A string as the server reads it: up to the first NUL *or* the first non-ASCII byte, which is consumed;
    /// without either it ends with the message (`spec/01 §1.3`).
    pub(crate) fn string(&mut self) -> Vec<u8> {
        let end = self.rest.iter().position(|b| *b == 0 || !b.is_ascii());
        let (text, skip) = match end {
            Some(end) => (end, end + 1),
            None => (self.rest.len(), self.rest.len()),
        };
        let value = self.rest.get(..text).unwrap_or_default().to_vec();
        self.rest = self.rest.get(skip..).unwrap_or_default();
        value
    }

    /// [`Self::string`] as text; it is ASCII by construction.
    pub(crate) fn text(&mut self) -> String {
        String::from_utf8_lossy(&self.string()).into_owned()
    }

    /// A blob as the server reads it: one that claims more than is left is empty, and only its count is consumed
    /// (`spec/01 §1.3`).
    pub(crate) fn blob(&mut self) -> Result<Vec<u8>, Short> {
        let n = self.u32()? as usize;
        Ok(self.take(n).map(<[u8]>::to_vec).unwrap_or_default())
    }

    /// A blob at the very end of a message, which may be missing altogether (`spec/01 §1.3`).
    pub(crate) fn last_blob(&mut self) -> Vec<u8> {
        self.blob().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_field_switches_to_the_extended_form_at_65535() {
        let short = Writer::new().raw(&vec![1; 65534]).var(519);
        assert_eq!(short[..4], [0x07, 0x02, 0xFE, 0xFF]);
        let long = Writer::new().raw(&vec![1; 65535]).var(519);
        assert_eq!(long[..8], [0x07, 0x02, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0]);
    }

    #[test]
    fn fixed_messages_have_no_length() {
        assert_eq!(Writer::new().u16(9).fixed(517), [0x05, 0x02, 0x09, 0x00]);
    }

    #[test]
    fn strings_end_at_the_first_byte_that_is_not_ascii() {
        let mut r = Reader::new(b"abcq\xC3\xA9rest\0tail");
        assert_eq!(r.text(), "abcq");
        assert_eq!(r.text(), "");
        assert_eq!(r.text(), "rest");
        assert_eq!(r.text(), "tail");
        assert_eq!(r.text(), "");
    }

    #[test]
    fn a_blob_that_claims_too_much_is_empty() {
        let mut r = Reader::new(&[9, 0, 0, 0, 7, 7]);
        assert_eq!(r.blob(), Ok(vec![]));
        assert_eq!(r.left(), 2);
        assert_eq!(Reader::new(&[1, 0]).blob(), Err(Short));
    }
}
