//! A small set of entity definitions, written byte by byte.

struct W(Vec<u8>);

impl W {
    fn u8(&mut self, v: u8) -> &mut Self {
        self.0.push(v);
        self
    }
    fn u16(&mut self, v: u16) -> &mut Self {
        self.0.extend(v.to_le_bytes());
        self
    }
    fn u32(&mut self, v: u32) -> &mut Self {
        self.0.extend(v.to_le_bytes());
        self
    }
    fn text(&mut self, v: &str) -> &mut Self {
        self.0.extend(v.as_bytes());
        self.u8(0)
    }
    fn scalar(&mut self, id: u16, name: &str) -> &mut Self {
        self.u16(id).text(name).text(name)
    }
    fn property(&mut self, uid: u16, flags: u32, alias: i16, name: &str, default: &str, ty: u16) {
        self.u16(uid).u32(flags).u16(alias as u16).text(name).text(default).u16(ty);
    }
    fn method(&mut self, uid: u16, alias: i16, name: &str, args: &[u16]) {
        self.u16(uid).u16(alias as u16).text(name).u8(args.len() as u8);
        for a in args {
            self.u16(*a);
        }
    }
    fn class(&mut self, name: &str, utype: u16, counts: [u16; 4]) {
        self.text(name).u16(utype);
        for c in counts {
            self.u16(c);
        }
        let all = 4;
        self.property(40000, all, 1, "position", "", 20);
        self.property(40001, all, 2, "direction", "", 20);
        self.property(40002, all, 3, "spaceID", "", 4);
    }
}

pub const UTYPE_ACCOUNT: u32 = 1;
pub const UTYPE_AVATAR: u32 = 2;
pub const UTYPE_SKILLS: u32 = 3;

pub const UID_HP: u32 = 101;
pub const UID_NAME: u32 = 102;
pub const UID_BAG: u32 = 103;
pub const UID_SKILLS: u32 = 104;
pub const UID_RANK: u32 = 105;
pub const UID_POWER: u32 = 201;
pub const UID_ON_HIT: u32 = 301;
pub const UID_ON_CAST: u32 = 302;
pub const UID_HELLO: u32 = 401;
pub const UID_JUMP: u32 = 501;
pub const UID_CAST: u32 = 502;

/// The body of onImportClientEntityDef.
///
/// * `Account`: nothing of its own
/// * `Avatar`: bag (ITEM array), hp (INT32, default 100), level (own client), name (UNICODE),
///   rank (base), skills (component); client method onHit(INT32, UNICODE); base method hello(STRING,
///   ITEM); cell method jump(INT8, VECTOR3)
/// * `Skills`: hidden (own client), power (INT32, default 7); client method onCast(INT32); cell
///   method cast(UINT16)
#[must_use]
pub fn body() -> Vec<u8> {
    let mut w = W(Vec::new());
    w.u16(10);
    w.scalar(2, "UINT16").scalar(4, "UINT32").scalar(5, "INT8").scalar(7, "INT32");
    w.scalar(9, "STRING").scalar(10, "UNICODE").scalar(20, "VECTOR3");
    w.u16(22)
        .text("FIXED_DICT")
        .text("ITEM")
        .u8(2)
        .text("")
        .text("id")
        .u16(7)
        .text("label")
        .u16(10);
    w.u16(23).text("ARRAY").text("ITEMS").u16(22);
    w.u16(24).text("ENTITY_COMPONENT").text("");

    w.class("Account", 1, [3, 0, 0, 0]);

    w.class("Avatar", 2, [9, 1, 1, 1]);
    w.property(103, 4, 4, "bag", "", 23);
    w.property(101, 4, 5, "hp", "100", 7);
    w.property(106, 0x10, 6, "level", "1", 7);
    w.property(102, 4, 7, "name", "nobody", 10);
    w.property(105, 0x20, 8, "rank", "3", 7);
    w.property(104, 0xfd, 9, "skills", "", 24);
    w.method(301, 1, "onHit", &[7, 10]);
    w.method(401, -1, "hello", &[9, 22]);
    w.method(501, -1, "jump", &[5, 20]);

    w.class("Skills", 3, [5, 1, 0, 1]);
    w.property(202, 0x10, 4, "hidden", "", 7);
    w.property(201, 4, 5, "power", "7", 7);
    w.method(302, 1, "onCast", &[7]);
    w.method(502, -1, "cast", &[2]);
    w.0
}
