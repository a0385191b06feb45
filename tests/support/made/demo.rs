//! The demo game of a stock server: `gen_stream.py` in Rust, byte for byte, and streams of one kind of
//! message in the same world.

use std::f64::consts::PI;

use super::{Bytes, Entity, Lcg, Out, Stream, Told};

pub const PLAYER: i32 = 1000;
/// Others in view.
pub const OTHERS: u32 = 199;

/// An entity while the stream is made.
#[derive(Clone)]
pub struct State {
    pub id: i32,
    pub avatar: bool,
    pub position: [f32; 3],
    pub direction: [f64; 3],
    pub hp: i32,
    pub mp: i32,
    pub state: i8,
    pub name: String,
    model: u32,
    utype: u32,
    components: Option<(i32, i32)>,
}

/// The ids of one byte that the demo's definitions give properties.
struct Ids {
    entity_no: Option<u8>,
    forbids: u8,
    model: u8,
    name: u8,
    state: u8,
    utype: u8,
}

const AVATAR: Ids = Ids { entity_no: None, forbids: 11, model: 13, name: 16, state: 19, utype: 22 };
const MONSTER: Ids =
    Ids { entity_no: Some(8), forbids: 9, model: 10, name: 13, state: 14, utype: 17 };

impl State {
    fn ids(&self) -> &'static Ids {
        if self.avatar { &AVATAR } else { &MONSTER }
    }

    pub fn class(&self) -> &'static str {
        if self.avatar { "Avatar" } else { "Monster" }
    }

    fn new(rng: &mut Lcg, id: i32, avatar: bool) -> Self {
        let mut coordinate = |low, high| rng.within(low, high) as f32;
        let position =
            [coordinate(-200.0, 200.0), coordinate(0.0, 20.0), coordinate(-200.0, 200.0)];
        let yaw = f64::from(coordinate(-3.0, 3.0));
        let (model, utype) = (1000 + rng.below(9), 20001 + rng.below(7));
        let (hp, mp, state, components) = (100, 100, 0, None);
        let mut s = Self {
            id,
            avatar,
            position,
            direction: [0.0, 0.0, yaw],
            hp,
            mp,
            state,
            name: String::new(),
            model,
            utype,
            components,
        };
        s.name = format!("{}_{id}", s.class());
        s
    }

    /// Position, direction and all that others see.
    fn properties(&self) -> Bytes {
        let ids = self.ids();
        let yaw = self.direction[2] as f32;
        let mut b = Bytes::new().raw(&[0, 1]).floats(&self.position);
        b = b.raw(&[0, 2]).floats(&[0.0, 0.0, yaw]);
        b = b
            .raw(&[0, 4])
            .i32(100)
            .raw(&[0, 5])
            .i32(100)
            .raw(&[0, 6])
            .i32(100)
            .raw(&[0, 7])
            .i32(100);
        if let Some(id) = ids.entity_no {
            b = b.raw(&[0, id]).i32(3000 + self.id);
        }
        b = b.raw(&[0, ids.forbids]).i32(0).raw(&[0, ids.model]).u32(self.model);
        b = b.raw(&[0, ids.model + 1, 30, 0, ids.model + 2, 50]);
        b = b.raw(&[0, ids.name]).blob(self.name.as_bytes());
        b = b.raw(&[0, ids.state, 0, 0, ids.state + 1, 0]);
        b.raw(&[0, ids.utype - 1]).i32(self.id * 7).raw(&[0, ids.utype]).u32(self.utype)
    }

    fn end(&self) -> Entity {
        let text = |name: &str, value: String| (name.to_owned(), value);
        let mut values = vec![
            text("HP", self.hp.to_string()),
            text("MP", self.mp.to_string()),
            text("state", self.state.to_string()),
            text("name", format!("{:?}", self.name)),
        ];
        if let Some((one, two)) = self.components {
            values.push(text("component1.state", one.to_string()));
            values.push(text("component2.state", two.to_string()));
        }
        Entity {
            id: self.id,
            class: self.class().to_owned(),
            position: self.position.map(f64::from),
            direction: self.direction,
            values,
        }
    }
}

/// The server's packing of x and z; the bytes, and what they unpack to.
pub fn pack_xz(x: f64, z: f64) -> ([u8; 3], f32, f32) {
    let bits = |v: f64| {
        let v = v as f32;
        (v + if v < 0.0 { -2.0 } else { 2.0 }).to_bits()
    };
    let outside = |u: u32| u & 0x7c00_0000 != 0x4000_0000 || u & 0x03ff_c000 == 0x03ff_c000;
    let (xu, zu) = (bits(x), bits(z));
    let mut d = 0u32;
    d |= if outside(xu) { 0x7f_f000 } else { 0 };
    d |= if outside(zu) { 0x7ff } else { 0 };
    d |= ((xu >> 3) & 0x7f_f000) + ((xu & 0x4000) >> 2);
    d |= ((zu >> 15) & 0x7ff) + ((zu & 0x4000) >> 14);
    d &= 0x7f_f7ff;
    d |= (xu >> 8) & 0x80_0000;
    d |= (zu >> 20) & 0x800;
    let one = |mantissa: u32, sign: u32| {
        let v = f32::from_bits(0x4000_0000 | mantissa) - 2.0;
        f32::from_bits(v.to_bits() | sign)
    };
    let [_, a, b, c] = d.to_be_bytes();
    let x = one((d & 0x7f_f000) << 3, (d & 0x80_0000) << 8);
    ([a, b, c], x, one((d & 0x7ff) << 15, (d & 0x800) << 20))
}

/// The server's packing of y.
pub fn pack_y(y: f64) -> (u16, f32) {
    let y = y as f32;
    let u = (y + if y < 0.0 { -2.0 } else { 2.0 }).to_bits();
    let d = ((u >> 12) & 0x7fff) | ((u >> 16) & 0x8000);
    let v = f32::from_bits(0x4000_0000 | (d & 0x7fff) << 12) - 2.0;
    (d as u16, f32::from_bits(v.to_bits() | (d & 0x8000) << 16))
}

fn angle(n: i8) -> f64 {
    f64::from(n) * PI / 128.0
}

/// The demo world while messages are written.
pub struct Demo {
    pub rng: Lcg,
    pub out: Out,
    pub alias: bool,
    pub told: Told,
    pub base: [f32; 3],
    /// The player first, then the others in the order of the view.
    pub all: Vec<State>,
}

impl Demo {
    /// The world with its player and 199 others, which is still to be taken from `out`.
    pub fn new(alias: bool) -> Self {
        let mut rng = Lcg(20_240_607);
        let mut player = State::new(&mut rng, PLAYER, true);
        player.position = [10.5, 3.25, -7.75];
        let base = player.position;
        let (out, told) = (Out::default(), Told::default());
        let mut w = Self { rng, out, alias, told, base, all: vec![player] };
        w.enter_player();
        for i in 0..OTHERS {
            let avatar = i % 4 == 3;
            let mut s = State::new(&mut w.rng, PLAYER + 1 + i as i32, avatar);
            let mut body = Bytes::new().i32(s.id).raw(&s.properties().0);
            if avatar {
                let (one, two) = (200 + i as i32, 300 + i as i32);
                for (id, value) in [(8, one), (9, two)] {
                    body =
                        body.raw(&[0, id]).i32(0).i32(s.id).u16(3).u16(1).raw(&[0, 5]).i32(value);
                }
                s.components = Some((one, two));
            }
            w.out.message("onUpdatePropertys", &body);
            let utype = if avatar { 2 } else { 5 };
            w.out.message("onEntityEnterWorld", &Bytes::new().i32(s.id).u8(utype).u8(1));
            w.all.push(s);
        }
        w
    }

    fn enter_player(&mut self) {
        let p = self.all[0].clone();
        let who = || Bytes::new().i32(PLAYER);
        let first = who().raw(&[0, 12]).u16(1).raw(&[0, 16]).blob(p.name.as_bytes());
        let first = first.raw(&[0, 21]).i32(PLAYER * 7).raw(&[0, 22]).u32(p.utype);
        let first = first.raw(&[0, 13]).u32(p.model).raw(&[0, 14, 30, 0, 15, 50]);
        self.out.message("onUpdatePropertys", &first);
        let key = 0x1122_3344_5566_7788u64.to_le_bytes();
        self.out.message("onCreatedProxies", &Bytes::new().raw(&key).i32(PLAYER).text("Avatar"));
        let yaw = p.direction[2] as f32;
        let rest = who().raw(&[0, 1]).floats(&p.position).raw(&[0, 2]).floats(&[0.0, 0.0, yaw]);
        let rest = rest.raw(&[0, 4]).i32(100).raw(&[0, 5]).i32(100).raw(&[0, 6]).i32(100);
        let rest = rest.raw(&[0, 7]).i32(100).raw(&[0, 11]).i32(0).raw(&[0, 17]).u16(7);
        let rest = rest.raw(&[0, 18]).u32(1).raw(&[0, 19, 0, 0, 20, 0]);
        self.out.message("onUpdatePropertys", &rest);
        self.out.message("onEntityEnterWorld", &who().u8(2).u8(1));
        let space = Bytes::new().u32(3).text("_mapping").text("spaces/xinshoucun");
        self.out.message("initSpaceData", &space);
        let pose = who().floats(&p.position).floats(&[0.0, 0.0, yaw]);
        self.out.message("onSetEntityPosAndDir", &pose);
        self.out.message("onEntityEnterSpace", &who().u32(3).u8(1));
        self.out.message("onUpdateBasePos", &Bytes::new().floats(&p.position));
    }

    /// One of the others, by chance: its place in the view.
    pub fn somebody(&mut self) -> usize {
        self.rng.below(OTHERS) as usize
    }

    pub fn at(&mut self, index: usize) -> &mut State {
        &mut self.all[index + 1]
    }

    /// How the server refers to it.
    fn who(&self, index: usize) -> Bytes {
        match self.alias {
            true => Bytes::new().u8(index as u8),
            false => Bytes::new().i32(self.all[index + 1].id),
        }
    }

    /// A message whose name differs with the form of references.
    fn about(&mut self, optimized: &str, plain: &str, body: &Bytes) {
        self.out.message(if self.alias { optimized } else { plain }, body);
    }

    fn ground(&mut self, index: usize, x: f32, z: f32) {
        let base = self.base;
        self.at(index).position = [x + base[0], base[1], z + base[2]];
    }

    fn byte(&mut self) -> i8 {
        (self.rng.below(256) as i32 - 128) as i8
    }

    pub fn xz_yaw(&mut self, index: usize, (b, x, z): ([u8; 3], f32, f32)) {
        let yaw = self.byte();
        let body = self.who(index).raw(&b).i8(yaw);
        self.out.message("onUpdateData_xz_y_optimized", &body);
        self.at(index).direction[2] = angle(yaw);
        self.ground(index, x, z);
        self.told.moves += 1;
    }

    fn xz(&mut self, index: usize, (b, x, z): ([u8; 3], f32, f32)) {
        let body = self.who(index).raw(&b);
        self.out.message("onUpdateData_xz_optimized", &body);
        self.ground(index, x, z);
        self.told.moves += 1;
    }

    fn yaw(&mut self, index: usize) {
        let yaw = self.byte();
        let body = self.who(index).i8(yaw);
        self.out.message("onUpdateData_y_optimized", &body);
        self.at(index).direction[2] = angle(yaw);
        self.told.moves += 1;
    }

    pub fn xyz_ypr(&mut self, index: usize, (b, x, z): ([u8; 3], f32, f32)) {
        let height = self.rng.within(-30.0, 30.0);
        let (packed, y) = pack_y(height);
        let (yaw, pitch, roll) = (self.byte(), self.byte(), self.byte());
        let body = self.who(index).raw(&b).u16(packed).i8(yaw).i8(pitch).i8(roll);
        self.out.message("onUpdateData_xyz_ypr_optimized", &body);
        let base = self.base;
        let s = self.at(index);
        s.position = [x + base[0], y + base[1], z + base[2]];
        s.direction = [roll, pitch, yaw].map(angle);
        self.told.moves += 1;
    }

    /// One of the forms with plain numbers; below 70 x, z and yaw, below 78 x and z, below 82 yaw, above
    /// everything.
    pub fn plain(&mut self, index: usize, which: u32, x: f64, z: f64) {
        let (x, z) = (x as f32, z as f32);
        let yaw = self.rng.within(-3.1, 3.1) as f32;
        let who = self.who(index);
        self.told.moves += 1;
        match which {
            0..70 => {
                self.out.message("onUpdateData_xz_y", &who.floats(&[x, z, yaw]));
                let s = self.at(index);
                (s.position[0], s.position[2], s.direction[2]) = (x, z, yaw.into());
            }
            70..78 => {
                self.out.message("onUpdateData_xz", &who.floats(&[x, z]));
                let s = self.at(index);
                (s.position[0], s.position[2]) = (x, z);
            }
            78..82 => {
                self.out.message("onUpdateData_y", &who.f32(yaw));
                self.at(index).direction[2] = yaw.into();
            }
            _ => {
                let y = self.rng.within(-30.0, 30.0) as f32;
                let (pitch, roll) =
                    (self.rng.within(-1.0, 1.0) as f32, self.rng.within(-1.0, 1.0) as f32);
                self.out.message("onUpdateData_xyz_ypr", &who.floats(&[x, y, z, yaw, pitch, roll]));
                let s = self.at(index);
                s.position = [x, y, z];
                s.direction = [roll, pitch, yaw].map(f64::from);
            }
        }
    }

    pub fn base_xz(&mut self) {
        self.base[0] = self.rng.within(-20.0, 20.0) as f32;
        self.base[2] = self.rng.within(-20.0, 20.0) as f32;
        self.out.message("onUpdateBasePosXZ", &Bytes::new().f32(self.base[0]).f32(self.base[2]));
    }

    fn property(&mut self, index: usize, id: u8, value: impl Fn(Bytes) -> Bytes) {
        let body = value(self.who(index).raw(&[0, id]));
        self.about("onUpdatePropertysOptimized", "onUpdatePropertys", &body);
        self.told.properties += 1;
    }

    pub fn hp(&mut self, index: usize) {
        let n = self.rng.below(1000) as i32;
        self.at(index).hp = n;
        self.told.sum_hp += i64::from(n);
        self.property(index, 4, |b| b.i32(n));
    }

    fn mp(&mut self, index: usize) {
        let n = self.rng.below(1000) as i32;
        self.at(index).mp = n;
        self.property(index, 6, |b| b.i32(n));
    }

    fn state(&mut self, index: usize) {
        let n = self.rng.below(4) as i8;
        let s = self.at(index);
        s.state = n;
        let id = s.ids().state;
        self.property(index, id, |b| b.i8(n));
    }

    pub fn name(&mut self, index: usize) {
        let n = self.rng.below(1000);
        let s = self.at(index);
        let name = format!("{}_{}_{n}", s.class(), s.id);
        s.name.clone_from(&name);
        let id = s.ids().name;
        self.property(index, id, |b| b.blob(name.as_bytes()));
    }

    pub fn call(&mut self, index: usize) {
        let attacker = PLAYER + 1 + self.rng.below(OTHERS) as i32;
        let (kind, damage) = (self.rng.below(4) as i32, self.rng.below(500) as i32);
        let method = if self.at(index).avatar { 7 } else { 1 };
        let body = self.who(index).raw(&[0, method]);
        let body = body.i32(attacker).i32(1_000_101).i32(kind).i32(damage);
        self.about("onRemoteMethodCallOptimized", "onRemoteMethodCall", &body);
        self.told.calls += 1;
        self.told.sum_calls += i64::from(damage);
    }

    /// One message as a busy game sends them.
    fn any(&mut self, plain: bool) {
        let index = self.somebody();
        let which = self.rng.below(100);
        match which {
            0..83 => {
                let (x, z) = (self.rng.within(-250.0, 250.0), self.rng.within(-250.0, 250.0));
                match which {
                    _ if plain => self.plain(index, which, x, z),
                    0..70 => self.xz_yaw(index, pack_xz(x, z)),
                    70..78 => self.xz(index, pack_xz(x, z)),
                    78..82 => self.yaw(index),
                    _ => self.xyz_ypr(index, pack_xz(x, z)),
                }
            }
            83 => self.base_xz(),
            84..92 => match self.rng.below(100) {
                0..70 => self.hp(index),
                70..85 => self.mp(index),
                85..95 => self.state(index),
                _ => self.name(index),
            },
            _ => self.call(index),
        }
    }

    /// A place by chance, packed.
    pub fn somewhere(&mut self) -> ([u8; 3], f32, f32) {
        let (x, z) = (self.rng.within(-250.0, 250.0), self.rng.within(-250.0, 250.0));
        pack_xz(x, z)
    }

    /// A stream of so many messages, each written by `one`.
    pub fn stream(mut self, name: &str, n: u64, mut one: impl FnMut(&mut Self)) -> Stream {
        let setup = self.out.take();
        (0..n).for_each(|_| one(&mut self));
        let messages = self.out.messages;
        Stream {
            name: name.to_owned(),
            definitions: crate::support::data::stream_definitions(),
            setup,
            bytes: self.out.take(),
            messages,
            told: self.told,
            state: self.all.iter().map(State::end).collect(),
        }
    }
}

/// The stream that `gen_stream.py KIND N` makes; the kinds are alias, noalias, and both with `-float`.
pub fn stream(kind: &str, n: u64) -> Stream {
    let (alias, plain) = (kind.starts_with("alias"), kind.ends_with("-float"));
    Demo::new(alias).stream(kind, n, |w| w.any(plain))
}
