//! The cutting of a byte stream into messages (`spec/01 §2.1`).

use super::Role;
use crate::ids::{self, Length};

/// Longest message body a client may announce (`spec/01 §2.3`).
const MAX_BODY: usize = 65535;

/// What stands at the front of a byte stream.
pub(crate) enum Frame<'a> {
    Incomplete,
    /// Unknown id or impossible length: the stream cannot be followed any further (`spec/01 §2.3`).
    Bad,
    Message {
        id: u16,
        body: &'a [u8],
        used: usize,
    },
}

fn le_bytes<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Cuts one message off a stream (`spec/01 §2.1`).
pub(crate) fn next_frame(role: Role, bytes: &[u8]) -> Frame<'_> {
    let Some(id) = le_bytes(bytes, 0).map(u16::from_le_bytes) else {
        return Frame::Incomplete;
    };
    let length = match role {
        Role::Loginapp => ids::loginapp_length(id),
        Role::Baseapp => ids::baseapp_length(id),
    };
    let (at, length) = match length {
        None => return Frame::Bad,
        Some(Length::Fixed(n)) => (2, n),
        Some(Length::Variable) => match variable_length(bytes) {
            None => return Frame::Incomplete,
            Some(found) => found,
        },
    };
    if length > MAX_BODY {
        return Frame::Bad;
    }
    match bytes.get(at..at + length) {
        None => Frame::Incomplete,
        Some(body) => Frame::Message { id, body, used: at + length },
    }
}

/// Start and length of a variable body, `None` while the length itself is incomplete.
fn variable_length(bytes: &[u8]) -> Option<(usize, usize)> {
    match le_bytes(bytes, 2).map(u16::from_le_bytes)? {
        u16::MAX => le_bytes(bytes, 4).map(|b| (8, u32::from_le_bytes(b) as usize)),
        n => Some((4, usize::from(n))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(role: Role, bytes: &[u8]) -> String {
        match next_frame(role, bytes) {
            Frame::Incomplete => "incomplete".to_owned(),
            Frame::Bad => "bad".to_owned(),
            Frame::Message { id, body, used } => format!("{id} {} {used}", body.len()),
        }
    }

    #[test]
    fn streams_are_cut_by_the_table_of_the_port() {
        let cut = |bytes: &[u8]| describe(Role::Baseapp, bytes);
        assert_eq!(cut(&[0xCE, 0]), "206 0 2");
        assert_eq!(cut(&[0xCE]), "incomplete");
        assert_eq!(cut(&[0xCA, 0, 2, 0, 7]), "incomplete");
        assert_eq!(cut(&[0xCA, 0, 2, 0, 7, 7, 9]), "202 2 6");
        assert_eq!(cut(&[0xCA, 0, 0xFF, 0xFF, 1, 0, 0, 0, 9]), "202 1 9");
        assert_eq!(cut(&[0xCA, 0, 0xFF, 0xFF, 0, 0, 1, 0, 9]), "bad");
        assert_eq!(cut(&[0, 0]), "bad");
        assert_eq!(cut(&[0x18, 0]), "incomplete");
        assert_eq!(describe(Role::Loginapp, &[0x0B, 0]), "11 0 2");
        assert_eq!(describe(Role::Loginapp, &[0x2E, 1]), "bad");
    }
}
