//! What can be set before the server starts.

use std::time::Duration;

use crate::roads::tls::TlsIdentity;

/// When positions are sent packed and relative instead of plain and absolute: the server setting
/// `entity_posdir_updates/type` (`spec/02 §3.9.7`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PosDir {
    /// Always plain (type 0).
    Never,
    /// Always packed (type 1).
    Always,
    /// Packed while more entities than `threshold` are in view (type 2).
    Smart {
        /// Largest view that still gets plain updates; 10 on a stock server.
        threshold: usize,
    },
}

/// A request the server never answers: for tests of a client's time-outs (`spec/01 §4.2`, "silence is possible").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StallAt {
    /// `Loginapp::hello`.
    Hello,
    /// `Loginapp::login`; the name stays pending, so a second login for it is refused as busy.
    Login,
    /// `Baseapp::hello`.
    BaseHello,
    /// `Baseapp::loginBaseapp`.
    BaseLogin,
    /// All import requests, on both ports.
    Imports,
}

/// Settings of a [`DemoServer`](crate::DemoServer). The defaults are those of a stock server where it has them.
#[derive(Clone, Debug)]
pub struct DemoConfig {
    /// TCP port of the Loginapp; 0 takes any free one.
    pub login_port: u16,
    /// TCP port of the Baseapp; 0 takes any free one.
    pub base_port: u16,
    /// TCP port for commands, one line in, one line out; 0 takes any free one, `None` opens none.
    pub admin_port: Option<u16>,
    /// Baseapp host as told to clients by `onLoginSuccessfully` (`spec/01 §4.2`).
    pub announced_host: String,
    /// Baseapp port as told to clients, if it is to differ from the true one.
    pub announced_port: Option<u16>,
    /// UDP port of the Baseapp for KCP (`spec/01 §5.4`); 0 takes any free one, `None` opens and announces none.
    pub udp_port: Option<u16>,
    /// UDP port as told to clients, if it is to differ from the true one.
    pub announced_udp_port: Option<u16>,
    /// The UDP port swallows everything, as behind a firewall.
    pub udp_silent: bool,
    /// So many answers to KCP handshakes get lost. As on a real server they are not repeated: the client needs another
    /// source port.
    pub udp_lost_answers: u32,
    /// Every so many-th datagram of a KCP conversation gets lost, counted over both directions; 0 loses none.
    pub udp_lose_every: u32,
    /// `encrypt_type` of the server settings (`spec/01 §5.1`): 1 encrypts for clients that send a key in hello, with
    /// every other value keys are ignored.
    pub encrypt_type: u8,
    /// Certificate of `wss` connections (`spec/01 §5.3`); `None` makes one for `localhost` and `127.0.0.1`, see
    /// [`DemoServer::certificate_pem`](crate::DemoServer::certificate_pem).
    pub tls: Option<TlsIdentity>,
    /// Monsters in the world.
    pub monsters: u32,
    /// Walkers around the place where avatars appear, all of them in view from there: for programs that are to bear a
    /// crowd. Above 255 entities in view, messages name entities by their ids (`spec/02 §4.2`).
    pub crowd: u32,
    /// NPCs near the place where avatars appear.
    pub npcs: u32,
    /// Ticks per second of Baseapp and world (`gameUpdateHertz`), from 1 to 1000.
    pub tick_hz: u32,
    /// Start of the random numbers; the same seed gives the same world.
    pub seed: u64,
    /// Form of position updates.
    pub optimized: PosDir,
    /// One-byte view ids while they suffice (`aliasEntityID`, `spec/02 §4.2`).
    pub alias_entity_id: bool,
    /// One-byte property, method and class ids (`entitydefAliasID`, `spec/02 §2.4`).
    pub entitydef_alias_id: bool,
    /// Engine version that clients must name in hello (`spec/01 §4.1`).
    pub version: String,
    /// Script version that clients must name in hello (`spec/01 §4.1`).
    pub script_version: String,
    /// A login with an unknown name makes the account.
    pub auto_create_accounts: bool,
    /// Close connections that send 2048 bytes or more than 32 packets within one tick (`spec/01 §2.4`).
    pub enforce_receive_limits: bool,
    /// Close connections that are silent for this long (`spec/01 §2.6`).
    pub inactivity_timeout: Duration,
    /// A request that is never answered.
    pub stall: Option<StallAt>,
}

impl Default for DemoConfig {
    fn default() -> Self {
        Self {
            login_port: 0,
            base_port: 0,
            admin_port: None,
            announced_host: "127.0.0.1".to_owned(),
            announced_port: None,
            udp_port: None,
            announced_udp_port: None,
            udp_silent: false,
            udp_lost_answers: 0,
            udp_lose_every: 0,
            encrypt_type: 1,
            tls: None,
            monsters: 20,
            crowd: 0,
            npcs: 3,
            tick_hz: 10,
            seed: 1,
            optimized: PosDir::Smart { threshold: 10 },
            alias_entity_id: true,
            entitydef_alias_id: true,
            version: "2.5.10".to_owned(),
            script_version: "0.1.0".to_owned(),
            auto_create_accounts: false,
            enforce_receive_limits: true,
            inactivity_timeout: Duration::from_secs(60),
            stall: None,
        }
    }
}
