//! What a server says, byte by byte: a writer of its own, which shares nothing with the library's.

use kbe::wire::stock_messages::STOCK_MESSAGES;
use kbe::wire::table::Component;

/// A body under construction.
#[derive(Debug, Clone, Default)]
pub struct Body(pub Vec<u8>);

macro_rules! scalars {
    ($($name:ident)*) => {$(
        pub fn $name(self, v: $name) -> Self {
            self.raw(&v.to_le_bytes())
        }
    )*};
}

impl Body {
    scalars! { u8 u16 u32 u64 i8 i16 i32 f32 }

    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// A zero-terminated string.
    pub fn str(self, s: &str) -> Self {
        self.raw(s.as_bytes()).u8(0)
    }

    pub fn blob(self, bytes: &[u8]) -> Self {
        self.u32(bytes.len() as u32).raw(bytes)
    }

    pub fn floats(self, all: &[f32]) -> Self {
        all.iter().fold(self, |b, v| b.f32(*v))
    }

    /// The message with a length field, extended when it must be.
    pub fn var(self, id: u16) -> Vec<u8> {
        let n = self.0.len();
        match u16::try_from(n).ok().filter(|&n| n != u16::MAX) {
            Some(n) => body().u16(id).u16(n).raw(&self.0).0,
            None => body().u16(id).u16(u16::MAX).u32(n as u32).raw(&self.0).0,
        }
    }

    /// The message without a length field.
    pub fn fixed(self, id: u16) -> Vec<u8> {
        body().u16(id).raw(&self.0).0
    }
}

pub fn body() -> Body {
    Body::default()
}

/// The stock id of a message to the client.
pub fn id(name: &str) -> u16 {
    let of_client = |m: &&kbe::wire::table::MessageSpec| m.component == Component::Client;
    let mut all = STOCK_MESSAGES.iter().filter(of_client);
    all.find(|m| m.name.strip_prefix("Client::") == Some(name)).unwrap().id
}

/// Several messages as one read.
pub fn join(all: &[Vec<u8>]) -> Vec<u8> {
    all.concat()
}

// ---- the session

pub const VERSION: &str = "2.5.10";
pub const SCRIPT: &str = "0.1.0";
/// Digests of the loginapp's messages, the baseapp's messages and the definitions.
pub const DIGESTS: [&str; 3] = ["L1", "B1", "D1"];
pub const UUID: u64 = 0x1122_3344_5566_7788;
pub const ACCOUNT: i32 = 100;

pub fn hello(messages: &str, definitions: &str, component: i32) -> Vec<u8> {
    let b = body().str(VERSION).str(SCRIPT).str(messages).str(definitions);
    b.i32(component).var(521)
}

pub fn hello_loginapp() -> Vec<u8> {
    hello(DIGESTS[0], DIGESTS[2], 2)
}

pub fn hello_baseapp() -> Vec<u8> {
    hello(DIGESTS[1], DIGESTS[2], 6)
}

pub fn login_accepted() -> Vec<u8> {
    let b = body().str("user").str("10.0.0.2").u16(20015).u16(0);
    b.blob(b"welcome").var(502)
}

pub fn login_failed(code: u16) -> Vec<u8> {
    body().u16(code).blob(b"why").var(503)
}

pub fn baseapp_failed(code: u16) -> Vec<u8> {
    body().u16(code).fixed(505)
}

pub fn kicked(code: u16) -> Vec<u8> {
    body().u16(code).fixed(517)
}

pub fn heartbeat() -> Vec<u8> {
    body().fixed(72)
}

pub fn errors() -> Vec<u8> {
    let text = "\tWrong name or word.".as_bytes();
    let b = body().u16(2).u16(0).blob(b"SUCCESS").blob(b"Fine.");
    b.u16(4).blob(b"SERVER_ERR_NAME_PASSWORD").blob(text).var(63)
}

// ---- message lists

/// A list as a server sends it. `moved` gives the id of each message instead of the stock one.
pub fn message_list(of: &[Component], moved: impl Fn(&str, u16) -> u16) -> Body {
    let rows: Vec<_> = STOCK_MESSAGES
        .iter()
        .filter(|m| of.contains(&m.component) && (m.component == Component::Client || m.to_server))
        .collect();
    rows.iter().fold(body().u16(rows.len() as u16), |b, m| {
        let name = m.name.replacen("::", "_", 1);
        b.u16(moved(m.name, m.id)).i16(m.length).str(&name).i8(0).u8(0)
    })
}

pub fn loginapp_messages() -> Vec<u8> {
    message_list(&[Component::Client, Component::Loginapp], |_, id| id).var(518)
}

pub fn baseapp_messages() -> Vec<u8> {
    message_list(&[Component::Baseapp], |_, id| id).var(518)
}

// ---- entities

pub fn created(uuid: u64, entity: i32, class: &str) -> Vec<u8> {
    body().u64(uuid).i32(entity).str(class).var(504)
}

/// 511 with the bytes of its entries.
pub fn properties(entity: i32, entries: Body) -> Vec<u8> {
    body().i32(entity).raw(&entries.0).var(511)
}

/// 11, by view index.
pub fn properties_of(index: u8, entries: Body) -> Vec<u8> {
    body().u8(index).raw(&entries.0).var(11)
}

/// 507 on the ground, with a class number of one byte.
pub fn enter(entity: i32, utype: u8) -> Vec<u8> {
    body().i32(entity).u8(utype).var(507)
}

/// 508: the player's form.
pub fn leave(entity: i32) -> Vec<u8> {
    body().i32(entity).fixed(508)
}

/// 9, by view index.
pub fn leave_of(index: u8) -> Vec<u8> {
    body().u8(index).var(9)
}

pub fn destroyed(entity: i32) -> Vec<u8> {
    body().i32(entity).fixed(512)
}

pub fn enter_space(entity: i32, space: u32) -> Vec<u8> {
    body().i32(entity).u32(space).var(509)
}

pub fn leave_space(entity: i32) -> Vec<u8> {
    body().i32(entity).fixed(510)
}

pub fn init_space(space: u32) -> Vec<u8> {
    body().u32(space).str("_mapping").str("spaces/x").var(65)
}

pub fn set_pose(entity: i32, position: [f32; 3], direction: [f32; 3]) -> Vec<u8> {
    body().i32(entity).floats(&position).floats(&direction).var(12)
}

pub fn base_position(position: [f32; 3]) -> Vec<u8> {
    body().floats(&position).fixed(13)
}

pub fn control(entity: i32, on: bool) -> Vec<u8> {
    body().i32(entity).i8(on.into()).fixed(524)
}

// ---- definitions

/// Class numbers of [`definitions`].
pub const AVATAR: u8 = 2;
pub const MONSTER: u8 = 4;

/// What differs between two servers that announce one digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Make {
    /// The server numbers properties and methods by aliases.
    pub aliases: bool,
    /// The monster has one property more.
    pub grown: bool,
}

pub const STOCK: Make = Make { aliases: true, grown: false };
pub const PLAIN: Make = Make { aliases: false, grown: false };

struct Class<'a> {
    name: &'a str,
    utype: u16,
    /// uid, flags, name, type.
    properties: &'a [(u16, u32, &'a str, u16)],
    /// uid, name, types: called on the client, on the base, on the cell.
    methods: [&'a [(u16, &'a str, &'a [u16])]; 3],
}

fn class(b: Body, make: Make, c: &Class<'_>) -> Body {
    let pose = [(40000, 4, "position", 20), (40001, 4, "direction", 20), (40002, 2, "spaceID", 4)];
    let count = pose.len() + c.properties.len();
    let mut b = b.str(c.name).u16(c.utype).u16(count as u16);
    for list in c.methods {
        b = b.u16(list.len() as u16);
    }
    for ((uid, flags, name, ty), alias) in pose.iter().chain(c.properties).zip(1..) {
        let alias = if make.aliases { alias } else { -1 };
        b = b.u16(*uid).u32(*flags).i16(alias).str(name).str("").u16(*ty);
    }
    for (list, on_client) in c.methods.into_iter().zip([true, false, false]) {
        for ((uid, name, args), alias) in list.iter().zip(1..) {
            let alias = if make.aliases && on_client { alias } else { -1 };
            b = b.u16(*uid).i16(alias).str(name).u8(args.len() as u8);
            b = args.iter().fold(b, |b, ty| b.u16(*ty));
        }
    }
    b
}

/// An account, an avatar with a component, and a monster.
pub fn definitions(make: Make) -> Vec<u8> {
    let types = [
        (1, "UINT8"),
        (4, "UINT32"),
        (7, "INT32"),
        (9, "STRING"),
        (20, "VECTOR3"),
        (22, "ENTITY_COMPONENT"),
    ];
    let b = types
        .iter()
        .fold(body().u16(types.len() as u16), |b, (id, name)| b.u16(*id).str(name).str(""));
    let account = Class {
        name: "Account",
        utype: 1,
        properties: &[(2, 0x20, "gold", 4)],
        methods: [&[(10, "onHi", &[1])], &[(20, "reqList", &[])], &[]],
    };
    let avatar = Class {
        name: "Avatar",
        utype: 2,
        properties: &[(5, 0xfd, "bag", 22), (6, 4, "hp", 1), (7, 4, "name", 9)],
        methods: [&[(11, "onHit", &[7])], &[(21, "say", &[9])], &[(22, "jump", &[7])]],
    };
    let bag = Class {
        name: "Bag",
        utype: 3,
        properties: &[(8, 4, "slots", 1)],
        methods: [&[(12, "onBag", &[1])], &[], &[]],
    };
    let monster = Class {
        name: "Monster",
        utype: 4,
        properties: match make.grown {
            true => &[(6, 4, "hp", 1), (9, 4, "mp", 1)],
            false => &[(6, 4, "hp", 1)],
        },
        methods: [&[(11, "onHit", &[7])], &[], &[]],
    };
    [account, avatar, bag, monster].iter().fold(b, |b, c| class(b, make, c)).var(519)
}

/// One entry: parent id 0, property id, and the bytes of the value.
pub fn entry(make: Make, uid: u16, alias: u8, value: &[u8]) -> Body {
    match make.aliases {
        true => body().u8(0).u8(alias).raw(value),
        false => body().u16(0).u16(uid).raw(value),
    }
}

/// The hp of an avatar.
pub fn avatar_hp(make: Make, hp: u8) -> Body {
    entry(make, 6, 5, &[hp])
}

/// The hp of a monster.
pub fn monster_hp(make: Make, hp: u8) -> Body {
    entry(make, 6, 4, &[hp])
}

/// The gold of an account.
pub fn gold(make: Make, amount: u32) -> Body {
    entry(make, 2, 4, &amount.to_le_bytes())
}

/// A position.
pub fn position(make: Make, p: [f32; 3]) -> Body {
    entry(make, 40000, 1, &body().floats(&p).0)
}
