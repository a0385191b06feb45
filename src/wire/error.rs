//! What can be wrong with bytes from the other side.

/// A message body that does not read as it should, with the place where reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at byte {offset}")]
pub struct WireError {
    /// What was wrong.
    pub kind: WireErrorKind,
    /// Offset into the message body, in bytes.
    pub offset: u32,
}

/// The ways in which bytes can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WireErrorKind {
    /// A field reaches past the end of the message.
    #[error("{needed} bytes needed, {left} left")]
    Truncated {
        /// Bytes that the field takes.
        needed: u32,
        /// Bytes that are left.
        left: u32,
    },
    /// A string without its terminating zero byte.
    #[error("string without its terminating zero")]
    MissingNul,
    /// An element count that the rest of the message cannot hold.
    #[error("count {count} does not fit into the {left} bytes left")]
    CountTooLarge {
        /// The count the peer announced.
        count: u32,
        /// Bytes that are left.
        left: u32,
    },
    /// Values nested deeper than [`super::limits::MAX_VALUE_DEPTH`].
    #[error("values nested too deep")]
    TooDeep,
    /// More nodes than [`super::limits::MAX_VALUE_NODES`] in one message.
    #[error("too many values in one message")]
    TooManyValues,
    /// A data type id that the definitions do not have.
    #[error("unknown data type {0}")]
    UnknownType(u16),
    /// A data type that cannot stand where it was met.
    #[error("data type {0} cannot stand here")]
    MisplacedType(u16),
    /// A property id that the entity's class does not have.
    #[error("unknown property {0}")]
    UnknownProperty(u16),
    /// A component id that the entity's class does not have, or whose class is not known yet.
    #[error("unknown component {0}")]
    UnknownComponent(u16),
    /// A client method id that the class does not have.
    #[error("unknown method {0}")]
    UnknownMethod(u16),
    /// A class number or name that the definitions do not have.
    #[error("unknown entity class {0}")]
    UnknownClass(u16),
    /// An entity id that no entity has.
    #[error("unknown entity {0}")]
    UnknownEntity(i32),
    /// A view index beyond the view list (`spec/02 §4.3`).
    #[error("view index {0} beyond the view list")]
    UnknownViewIndex(u8),
    /// A body whose length fits no form of the message.
    #[error("a body of {0} bytes fits no form of this message")]
    BadLength(u32),
    /// Bytes left over where the format leaves no room for any.
    #[error("{0} bytes left over")]
    Leftover(u32),
    /// Text that must be ASCII or UTF-8 and is not.
    #[error("text is not valid UTF-8")]
    BadText,
    /// A limit of this library, not of the protocol.
    #[error("limit exceeded: {0}")]
    Limit(&'static str),
}
