//! An invented world whose members have every shape of value: numbers, texts, bytes, vectors, arrays,
//! dictionaries, and arrays of dictionaries with arrays in them.

use super::{Bytes, Entity, Lcg, Out, Stream, Told};
use crate::support::import::{self, Class, Method, Property, Type};

pub const PLAYER: i32 = 1000;
const HERO: u8 = 1;
const MOB: u8 = 2;

/// Ids of one byte.
pub const HP: u8 = 4;
pub const MANA: u8 = 5;
pub const SPEED: u8 = 6;
pub const TITLE: u8 = 7;
pub const MOTTO: u8 = 8;
pub const EMBLEM: u8 = 9;
pub const BAG: u8 = 10;
pub const HOME: u8 = 11;
pub const WOUNDS: u8 = 12;
pub const ON_DAMAGE: u8 = 1;
pub const ON_CHAT: u8 = 2;
pub const ON_LOOT: u8 = 3;
pub const ON_TRADE: u8 = 4;
pub const ON_MUSTER: u8 = 5;
pub const ON_NOTE: u8 = 6;
pub const ON_BYTES: u8 = 7;
/// What `Rig::watch` is given.
pub const UID_HP: u32 = 100 + HP as u32;

const PROPERTIES: [(&str, u16); 12] = [
    ("position", 8),
    ("direction", 8),
    ("spaceID", 9),
    ("hp", 3),
    ("mana", 2),
    ("speed", 4),
    ("title", 6),
    ("motto", 5),
    ("emblem", 7),
    ("bag", 22),
    ("home", 23),
    ("wounds", 26),
];

const METHODS: [(&str, &[u16]); 7] = [
    ("onDamage", &[3, 3, 3]),
    ("onChat", &[6, 6]),
    ("onLoot", &[21, 2]),
    ("onTrade", &[22, 22, 7]),
    ("onMuster", &[25]),
    ("onNote", &[5]),
    ("onBytes", &[7]),
];

fn class(name: &str, utype: u8) -> Class {
    let properties = (1u16..).zip(PROPERTIES).map(|(alias, (name, ty))| {
        let uid = if alias <= 3 { 39_999 + alias } else { 100 + alias };
        Property { uid, alias: alias as i16, name: name.to_owned(), ty }
    });
    let client = (1u16..).zip(METHODS).map(|(alias, (name, args))| Method {
        uid: 300 + alias,
        alias: alias as i16,
        name: name.to_owned(),
        args: args.to_vec(),
    });
    Class {
        name: name.to_owned(),
        utype: utype.into(),
        properties: properties.collect(),
        client: client.collect(),
        ..Class::default()
    }
}

/// The body of onImportClientEntityDef.
pub fn definitions() -> Vec<u8> {
    let base =
        ["UINT8", "UINT16", "INT32", "FLOAT", "STRING", "UNICODE", "BLOB", "VECTOR3", "UINT32"];
    let mut types: Vec<_> = (1..).zip(base.map(|n| Type::Base(n.to_owned()))).collect();
    let dict = |keys: &[(&str, u16)]| {
        Type::Dict(keys.iter().map(|(name, ty)| ((*name).to_owned(), *ty)).collect())
    };
    types.extend([
        (20, Type::Array(2)),
        (21, dict(&[("id", 3), ("label", 6), ("spells", 20)])),
        (22, Type::Array(21)),
        (23, dict(&[("space", 9), ("position", 8)])),
        (24, dict(&[("name", 6), ("level", 2), ("home", 23), ("bag", 22)])),
        (25, Type::Array(24)),
        (26, Type::Array(3)),
    ]);
    import::body(&types, &[class("Hero", HERO), class("Mob", MOB)])
}

/// A value as it goes over the wire, and as `Rig::shown` writes it.
#[derive(Clone)]
pub struct Value {
    pub bytes: Bytes,
    pub shown: String,
}

fn value(bytes: Bytes, shown: String) -> Value {
    Value { bytes, shown }
}

pub fn int(n: i32) -> Value {
    value(Bytes::new().i32(n), n.to_string())
}

pub fn short(n: u16) -> Value {
    value(Bytes::new().u16(n), n.to_string())
}

fn float(n: f32) -> Value {
    value(Bytes::new().f32(n), format!("{:?}", f64::from(n)))
}

/// UNICODE, and BLOB with text in it.
pub fn counted(text: &str) -> Value {
    value(Bytes::new().blob(text.as_bytes()), format!("{text:?}"))
}

/// STRING.
pub fn ended(text: &str) -> Value {
    value(Bytes::new().text(text), format!("{text:?}"))
}

fn array(items: Vec<Value>) -> Value {
    let bytes = items.iter().fold(Bytes::new().u32(items.len() as u32), |b, v| b.raw(&v.bytes.0));
    let shown: Vec<_> = items.into_iter().map(|v| v.shown).collect();
    value(bytes, format!("[{}]", shown.join(",")))
}

fn dict(items: Vec<(&str, Value)>) -> Value {
    let bytes = items.iter().fold(Bytes::new(), |b, (_, v)| b.raw(&v.bytes.0));
    let shown: Vec<_> = items.into_iter().map(|(name, v)| format!("{name}:{}", v.shown)).collect();
    value(bytes, format!("{{{}}}", shown.join(",")))
}

/// Values by chance.
impl Lcg {
    pub fn words(&mut self, most: u32) -> String {
        let words = ["stone", "river", "lantern", "Æther", "oak", "grey", "of", "the", "seven"];
        let all: Vec<_> = (0..=self.below(most)).map(|_| words[self.below(9) as usize]).collect();
        all.join(" ")
    }

    pub fn item(&mut self) -> Value {
        let spells = (0..self.below(4)).map(|_| short(self.below(900) as u16)).collect();
        let (id, label) = (int(self.below(10_000) as i32), counted(&self.words(3)));
        dict(vec![("id", id), ("label", label), ("spells", array(spells))])
    }

    pub fn items(&mut self, most: u32) -> Value {
        let items = (0..self.below(most + 1)).map(|_| self.item()).collect();
        array(items)
    }

    pub fn place(&mut self) -> Value {
        let space = self.below(50);
        let p: [f32; 3] = std::array::from_fn(|_| self.within(-900.0, 900.0) as f32);
        let shown = format!("{:?}", [p[0], p[1], p[2], 0.0]);
        let position = value(Bytes::new().floats(&p), shown);
        dict(vec![
            ("space", value(Bytes::new().u32(space), space.to_string())),
            ("position", position),
        ])
    }

    fn hero(&mut self) -> Value {
        let (name, level) = (counted(&self.words(2)), short(self.below(99) as u16));
        let (home, bag) = (self.place(), self.items(2));
        dict(vec![("name", name), ("level", level), ("home", home), ("bag", bag)])
    }
}

/// FNV-1a over lines of text: the digest of `Rig::listen`.
pub fn heard(digest: u64, line: &str) -> u64 {
    let bytes = line.bytes().chain([b'\n']);
    bytes.fold(digest, |d, b| (d ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The digest of nothing.
pub const SILENCE: u64 = 0xcbf2_9ce4_8422_2325;

#[derive(Clone)]
struct Member {
    id: i32,
    position: [f32; 3],
    values: Vec<Option<String>>,
}

/// The world while messages are written.
pub struct Crowd {
    pub rng: Lcg,
    pub out: Out,
    pub told: Told,
    /// Digest of the properties and calls told.
    pub heard: u64,
    player: Member,
    all: Vec<Member>,
    /// Ids in view, in the server's order.
    pub view: Vec<i32>,
}

impl Crowd {
    /// The world with its player and so many others in view.
    pub fn new(others: usize) -> Self {
        let member = |id| Member { id, position: [0.0; 3], values: vec![None; 13] };
        let all: Vec<_> = (0..others).map(|i| member(PLAYER + 1 + i as i32)).collect();
        let mut w = Self {
            rng: Lcg(26),
            out: Out::default(),
            told: Told::default(),
            heard: SILENCE,
            player: member(PLAYER),
            all,
            view: Vec::new(),
        };
        let key = Bytes::new().raw(&7u64.to_le_bytes()).i32(PLAYER);
        w.out.message("onCreatedProxies", &key.text("Hero"));
        w.out.message("onEntityEnterWorld", &Bytes::new().i32(PLAYER).u8(HERO).u8(1));
        w.out.message("onEntityEnterSpace", &Bytes::new().i32(PLAYER).u32(3).u8(1));
        for i in 0..others {
            w.enter_member(i);
        }
        w.told = Told::default();
        w
    }

    /// What the server says as somebody comes into view.
    pub fn enter(&mut self, id: i32, position: [f32; 3], hp: i32, title: &str) {
        let body = Bytes::new().i32(id).raw(&[0, 1]).floats(&position);
        let body = body.raw(&[0, 2]).floats(&[0.0; 3]).raw(&[0, HP]).i32(hp);
        let body = body.raw(&[0, TITLE]).blob(title.as_bytes());
        self.out.message("onUpdatePropertys", &body);
        self.out.message("onEntityEnterWorld", &Bytes::new().i32(id).u8(MOB).u8(1));
        self.view.push(id);
        self.told.entered += 1;
    }

    fn enter_member(&mut self, index: usize) {
        let p = [index as f32, 1.0, 2.5];
        let title = format!("of house {index}");
        let m = &mut self.all[index];
        m.position = p;
        m.values = vec![None; 13];
        m.values[usize::from(HP)] = Some(int(5).shown);
        m.values[usize::from(TITLE)] = Some(counted(&title).shown);
        let id = m.id;
        self.enter(id, p, 5, &title);
    }

    /// Somebody goes out of view, called by id or by its place in the list.
    pub fn leave(&mut self, place: usize, by_place: bool) -> i32 {
        let id = self.view.remove(place);
        match u8::try_from(place) {
            Ok(n) if by_place => {
                self.out.message("onEntityLeaveWorldOptimized", &Bytes::new().u8(n))
            }
            _ => self.out.message("onEntityLeaveWorld", &Bytes::new().i32(id)),
        }
        self.told.left += 1;
        id
    }

    /// A place in view, by chance.
    pub fn somewhere(&mut self) -> usize {
        self.rng.below(self.view.len() as u32) as usize
    }

    fn alias(&self) -> bool {
        self.view.len() <= 255
    }

    fn who(&self, place: usize) -> Bytes {
        match self.alias() {
            true => Bytes::new().u8(place as u8),
            false => Bytes::new().i32(self.view[place]),
        }
    }

    fn member(&mut self, id: i32) -> Option<&mut Member> {
        self.all.get_mut(usize::try_from(id - PLAYER - 1).ok()?)
    }

    /// A movement with plain numbers: x, y, z.
    pub fn walk(&mut self, place: usize) {
        let p: [f32; 3] = std::array::from_fn(|_| self.rng.within(-500.0, 500.0) as f32);
        let body = self.who(place).floats(&p);
        self.out.message("onUpdateData_xyz", &body);
        let id = self.view[place];
        if let Some(m) = self.member(id) {
            m.position = p;
        }
        self.told.moves += 1;
    }

    /// Some properties of one entity, in one message.
    pub fn change(&mut self, place: usize, all: &[(u8, Value)]) {
        let id = self.view[place];
        let mut body = self.who(place);
        for (property, v) in all {
            body = body.raw(&[0, *property]).raw(&v.bytes.0);
            let at = usize::from(*property);
            self.heard = heard(self.heard, &format!("{id}.{}={}", PROPERTIES[at - 1].0, v.shown));
            if let Some(m) = self.member(id) {
                m.values[at] = Some(v.shown.clone());
            }
            if *property == HP {
                self.told.sum_hp += v.shown.parse::<i64>().unwrap();
            }
            self.told.properties += 1;
        }
        let name = if self.alias() { "onUpdatePropertysOptimized" } else { "onUpdatePropertys" };
        self.out.message(name, &body);
    }

    /// The server calls a method.
    pub fn call(&mut self, place: usize, method: u8, args: &[Value]) {
        let body = args.iter().fold(self.who(place).raw(&[0, method]), |b, v| b.raw(&v.bytes.0));
        let name = if self.alias() { "onRemoteMethodCallOptimized" } else { "onRemoteMethodCall" };
        self.out.message(name, &body);
        let shown: Vec<_> = args.iter().map(|v| &*v.shown).collect();
        let (id, name) = (self.view[place], METHODS[usize::from(method) - 1].0);
        self.heard = heard(self.heard, &format!("{id}.{name}({})", shown.join(",")));
        self.told.calls += 1;
        self.told.sum_calls += shown.last().and_then(|v| v.parse::<i64>().ok()).unwrap_or(0);
    }

    /// A property by chance: scalars mostly, then texts, then containers.
    fn property(&mut self) -> (u8, Value) {
        let r = &mut self.rng;
        match r.below(20) {
            0..5 => (HP, int(r.below(2000) as i32 - 500)),
            5..8 => (MANA, short(r.below(60_000) as u16)),
            8..10 => (SPEED, float(r.within(0.0, 9.0) as f32)),
            10..13 => (TITLE, counted(&r.words(5))),
            13 => (MOTTO, ended(&r.words(8))),
            14 => (EMBLEM, counted(&r.words(20))),
            15..17 => {
                let numbers = (0..r.below(8)).map(|_| int(r.below(100) as i32)).collect();
                (WOUNDS, array(numbers))
            }
            17 => (HOME, r.place()),
            _ => (BAG, r.items(5)),
        }
    }

    pub fn damage(&mut self, place: usize) {
        let who = self.view[self.rng.below(self.view.len() as u32) as usize];
        let args = [who, 1000, self.rng.below(500) as i32].map(int);
        self.call(place, ON_DAMAGE, &args);
    }

    pub fn loot(&mut self, place: usize) {
        let (item, n) = (self.rng.item(), self.rng.below(20) as u16);
        self.call(place, ON_LOOT, &[item, short(n)]);
    }

    fn any_call(&mut self) {
        let place = self.somewhere();
        match self.rng.below(10) {
            0..3 => self.damage(place),
            3..5 => {
                let (from, text) = (self.rng.words(2), self.rng.words(12));
                self.call(place, ON_CHAT, &[counted(&from), counted(&text)]);
            }
            5..8 => self.loot(place),
            8 => {
                let (mine, yours) = (self.rng.items(3), self.rng.items(3));
                let seal = counted(&self.rng.words(6));
                self.call(place, ON_TRADE, &[mine, yours, seal]);
            }
            _ => {
                let heroes = (0..self.rng.below(4)).map(|_| self.rng.hero()).collect();
                self.call(place, ON_MUSTER, &[array(heroes)]);
            }
        }
    }

    fn end(m: &Member, class: &str) -> Entity {
        let values = m.values.iter().zip(0..).filter_map(|(v, at): (_, usize)| {
            Some((PROPERTIES[at.checked_sub(1)?].0.to_owned(), v.clone()?))
        });
        Entity {
            id: m.id,
            class: class.to_owned(),
            position: m.position.map(f64::from),
            direction: [0.0; 3],
            values: values.collect(),
        }
    }

    /// A stream of what `write` says behind what was said so far.
    pub fn stream(mut self, name: &str, write: impl FnOnce(&mut Self)) -> (Stream, u64) {
        let setup = self.out.take();
        write(&mut self);
        let messages = self.out.messages;
        let mut state = vec![Self::end(&self.player, "Hero")];
        let present = |m: &&Member| self.view.contains(&m.id);
        state.extend(self.all.iter().filter(present).map(|m| Self::end(m, "Mob")));
        let made = Stream {
            name: name.to_owned(),
            definitions: definitions(),
            setup,
            bytes: self.out.take(),
            messages,
            told: self.told,
            state,
        };
        (made, self.heard)
    }
}

/// Property changes: one to three of a message, of every type.
pub fn properties(n: u64) -> (Stream, u64) {
    Crowd::new(200).stream("properties", |w| {
        // Each is given once, so that every pass ends the same.
        for place in 0..w.view.len() {
            let all: Vec<_> = (0..3).map(|_| w.property()).collect();
            w.change(place, &all);
        }
        for _ in w.out.messages..n {
            let (place, count) = (w.somewhere(), w.rng.below(3) + 1);
            let all: Vec<_> = (0..count).map(|_| w.property()).collect();
            w.change(place, &all);
        }
    })
}

/// Calls with numbers, texts, dictionaries and arrays of them.
pub fn calls(n: u64) -> (Stream, u64) {
    Crowd::new(200).stream("calls", |w| {
        for _ in 0..n {
            w.any_call();
        }
    })
}

/// Entities come and go in no order while others move, so that the meaning of every place in view changes
/// all the time.
pub fn storm(rounds: u32) -> (Stream, u64) {
    const MEMBERS: usize = 100;
    Crowd::new(MEMBERS).stream("storm", |w| {
        let mut visitor = 50_000;
        for _ in 0..rounds {
            for _ in 0..120 {
                visitor += 1;
                w.enter(visitor, [1.0; 3], 9, "a visitor");
                let place = w.somewhere();
                w.walk(place);
            }
            while w.view.len() > 40 {
                let (place, by_place) = (w.somewhere(), w.rng.below(2) == 0);
                w.leave(place, by_place);
                let place = w.somewhere();
                w.walk(place);
            }
        }
        // The view as it was in the beginning.
        while !w.view.is_empty() {
            let (place, by_place) = (w.somewhere(), w.rng.below(2) == 0);
            w.leave(place, by_place);
        }
        for i in 0..MEMBERS {
            w.enter_member(i);
        }
        for _ in 0..MEMBERS {
            let place = w.somewhere();
            w.walk(place);
        }
    })
}
