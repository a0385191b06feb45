//! What the game layer asks of the network layer.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::event::{AccountRequest, Server};
use crate::defs::Defs;
use crate::defs::cache::CacheKey;

/// Text that is wiped from memory when it is dropped.
pub type Secret = Zeroizing<Vec<u8>>;

/// Where an entity is and looks, for upload (`spec/02 §5.4`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// x, y, z in world units.
    pub position: [f32; 3],
    /// roll, pitch, yaw in radians.
    pub direction: [f32; 3],
    /// Whether it stands on the ground.
    pub on_ground: bool,
}

impl Pose {
    /// Whether position and direction are numbers that something can be placed by. A server may send
    /// others (`spec/02 §7`).
    #[inline]
    #[must_use]
    pub fn is_finite(&self) -> bool {
        self.position.iter().chain(&self.direction).all(|c| c.is_finite())
    }
}

/// Base or cell part of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Part {
    /// The base part.
    Base = 1,
    /// The cell part.
    Cell = 2,
}

/// One request of the game. What can be checked has been checked when it gets here.
#[derive(Debug)]
#[non_exhaustive]
pub enum Command {
    /// Log in on the loginapp and the baseapp.
    Login {
        /// Account name: ASCII, no zero byte.
        account: Vec<u8>,
        /// Password: ASCII, no zero byte.
        password: Secret,
        /// Data for the server's login script.
        datas: Vec<u8>,
    },
    /// A request about an account that needs no session: create it, reset its password.
    Account {
        /// Which.
        request: AccountRequest,
        /// Account name.
        account: Vec<u8>,
        /// Password; empty for a reset.
        password: Secret,
        /// Data for the server's scripts.
        datas: Vec<u8>,
        /// Create a mail account whatever the name looks like.
        mail: bool,
    },
    /// Ask a server who it is, and perhaps for everything it tells about itself, without logging in.
    Probe {
        /// What kind of server is expected at the configured address.
        server: Server,
        /// Also import message list, definitions and error texts.
        imports: bool,
    },
    /// Bind an e-mail address to the account that is logged in.
    BindEmail {
        /// The address.
        email: Vec<u8>,
    },
    /// Change the password of the account that is logged in.
    NewPassword {
        /// The old one.
        old: Secret,
        /// The new one.
        new: Secret,
    },
    /// Resume the session that was lost (`spec/01 §4.5`).
    Relogin,
    /// Tell the server that the player leaves, then close.
    Logout,
    /// Close at once, whatever is going on.
    Disconnect,
    /// A remote method call, encoded.
    Call {
        /// To which part.
        part: Part,
        /// Target entity.
        entity: i32,
        /// Uid of the component property, 0 for the entity's own methods.
        component_uid: u16,
        /// Uid of the method.
        method_uid: u16,
        /// Encoded arguments.
        args: Vec<u8>,
    },
    /// Where a controlled entity is; 0 means the player.
    SetPose {
        /// Entity id, 0 for the player.
        entity: i32,
        /// Where.
        pose: Pose,
    },
    /// Definitions that the game brought along. They are believed of a server that announces this key.
    Definitions {
        /// The digest for which they were made.
        key: CacheKey,
        /// The definitions.
        defs: Arc<Defs>,
    },
}
