//! Every bound that a peer could push against, with its reason. A server that stays within them is
//! never affected; one that does not costs a bounded amount of memory.

/// Largest accepted message body. The format allows 4 GiB; entity definitions of large games are a
/// few hundred kilobytes (`spec/01 §10` item 2).
pub const MAX_MESSAGE_BODY: u32 = 16 << 20;

/// Values nested deeper than this are refused: no game nests a tenth as deep, and the decoder
/// recurses once a level.
pub const MAX_VALUE_DEPTH: u32 = 64;

/// Nodes (scalars, containers and their items) that one message may decode to.
pub const MAX_VALUE_NODES: usize = 1 << 20;

/// Nodes that a message may decode to whatever its size. Dictionaries without keys take no bytes, so
/// types made of them could multiply at no cost to the peer.
pub const FREE_VALUE_NODES: usize = 64;

/// Nodes that a message may decode to for each of its bytes. A value in so many containers that
/// hold nothing else is in no game.
pub const VALUE_NODES_PER_BYTE: usize = 8;

/// Messages that wait for the creation of one entity (`spec/02 §6.2`).
pub const MAX_PENDING_MESSAGES: usize = 64;

/// Bytes that wait for the creation of one entity.
pub const MAX_PENDING_BYTES: usize = 1 << 20;

/// Entities that may have waiting messages at the same time.
pub const MAX_PENDING_ENTITIES: usize = 4096;

/// Bytes that wait for the creation of all entities together.
pub const MAX_PENDING_TOTAL: usize = 8 << 20;

/// Entities known at the same time.
pub const MAX_ENTITIES: usize = 1 << 17;

/// Pairs of space data kept for the current space.
pub const MAX_SPACE_DATA: usize = 4096;

/// Data streams that are not complete at the same time. A stock server cuts them into pieces tick by tick
/// (`spec/01 §4.15`); a game that sends hundreds at once would never see their end.
pub const MAX_STREAMS: usize = 256;

/// Bytes that all data streams which are not complete announce together: what a game that keeps every
/// byte must have room for.
pub const MAX_STREAM_BYTES: u64 = 256 << 20;

/// Bytes kept while a cached import is being checked against the server's.
pub const MAX_HELD_BYTES: usize = 4 << 20;

/// A message to the server of this many bytes, envelope included, can never be delivered with the
/// default server settings (`spec/01 §2.4`).
pub const MAX_MESSAGE_TO_SERVER: usize = 2047;

/// The same for an encrypted connection, whose packets have headers and padding (`spec/01 §5.1`).
pub const MAX_ENCRYPTED_TO_SERVER: usize = 2040;

/// Longest account name the server answers (`spec/01 §4.2`).
pub const MAX_ACCOUNT_NAME: usize = 128;

/// Longest password the server answers (`spec/01 §4.2`).
pub const MAX_PASSWORD: usize = 255;

/// Longest `datas` blob the server answers (`spec/01 §4.2`).
pub const MAX_LOGIN_DATAS: usize = 1024;

/// Longest head of an answer to a WebSocket request that is read. That of a KBEngine server has 226 bytes;
/// proxies add some.
pub const MAX_WEBSOCKET_ANSWER: usize = 8 << 10;
