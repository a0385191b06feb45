//! Fills batches the way a session does.

use std::sync::Arc;

use super::kbe::defs::types::Shape;
use super::kbe::defs::{Defs, NONE};
use super::kbe::layers::Batch;
use super::kbe::layers::event::{
    Encryption, Ending, Event, Motion, Move, Origin, PropertyChange, Reason, Server, Slot,
};
use super::kbe::wire::value::{Arena, Kind, Span, TreeRange, Value};

/// A batch under construction.
pub struct Feed {
    pub batch: Box<Batch>,
    pub defs: Arc<Defs>,
}

/// A value to put into a batch.
#[derive(Clone)]
pub enum V {
    Int(i64),
    Text(&'static str),
    Vector([f32; 3]),
    /// Items of ITEM: id and label.
    Items(Vec<(i64, &'static str)>),
}

impl Feed {
    pub fn new(defs: &Arc<Defs>) -> Self {
        Self { batch: Box::default(), defs: Arc::clone(defs) }
    }

    pub fn text(&mut self, text: &str) -> Span {
        self.batch.text(text.as_bytes())
    }

    pub fn event(&mut self, event: Event) -> &mut Self {
        self.batch.push(event);
        self
    }

    pub fn hello(&mut self) -> &mut Self {
        let (version, script_version) = (self.text("2.5.10"), self.text("0.1.0"));
        let (protocol_digest, entitydef_digest) = (self.text("P"), self.text("D"));
        let (server, encryption) = (Server::Loginapp, Encryption::Blowfish);
        self.event(Event::Hello {
            server,
            encryption,
            version,
            script_version,
            protocol_digest,
            entitydef_digest,
        })
    }

    pub fn definitions(&mut self) -> &mut Self {
        self.batch.definitions.push(Arc::clone(&self.defs));
        let index = self.batch.definitions.len() as u32 - 1;
        self.event(Event::Definitions { index })
    }

    pub fn ending(&mut self, origin: Origin, reason: Reason, code: u16, text: &str) -> Ending {
        let text = self.text(text);
        Ending { origin, reason, server: Server::Baseapp, code, text }
    }

    pub fn module(&self, name: &str) -> u16 {
        self.defs.module_by_name(name).unwrap()
    }

    pub fn property_index(&self, class: &str, name: &str) -> u16 {
        let module = self.defs.module(self.module(class)).unwrap();
        module.property_by_name(name).unwrap()
    }

    pub fn player(&mut self, slot: u32, entity: i32, class: &str) -> &mut Self {
        let module = self.module(class);
        self.event(Event::PlayerCreated { slot: Slot(slot), entity, module, new: true, uuid: 77 })
    }

    pub fn login(&mut self, slot: u32, entity: i32, class: &str) -> &mut Self {
        self.definitions();
        self.player(slot, entity, class);
        self.event(Event::LoginSucceeded { uuid: 77, entity })
    }

    pub fn enter(&mut self, slot: u32, entity: i32, class: &str, new: bool) -> &mut Self {
        let module = self.module(class);
        self.event(Event::EnterWorld {
            slot: Slot(slot),
            entity,
            module,
            player: !new,
            new,
            already: false,
            on_ground: true,
        })
    }

    pub fn leave(&mut self, slot: u32, entity: i32, player: bool) -> &mut Self {
        self.event(Event::LeaveWorld { slot: Slot(slot), entity, player })
    }

    pub fn link(&mut self, slot: u32, entity: i32) -> &mut Self {
        let property = self.property_index("Avatar", "skills");
        let module = self.module("Skills");
        self.event(Event::ComponentLinked { slot: Slot(slot), entity, property, module })
    }

    pub fn moved(&mut self, slot: u32, entity: i32, axes: u32, position: [f32; 3]) -> &mut Self {
        let direction = [0.0, 0.0, 1.0];
        let motion = Motion { entity, flags: axes, position, direction };
        self.batch.push_move(Move::new(Slot(slot), motion));
        self
    }

    fn tree(&mut self, v: &V, kind: Kind) -> TreeRange {
        let arena = &mut self.batch.arena;
        let (root, bytes) = arena.size();
        arena.reserve_nodes(1, root).unwrap();
        let value = match v {
            V::Int(n) => Value::int(kind, *n),
            V::Text(t) => Arena::bytes_value(kind, arena.push_bytes(t.as_bytes())),
            V::Vector([x, y, z]) => Value::vector(kind, [*x, *y, *z, 0.0]),
            V::Items(items) => items_value(&self.defs, arena, items),
        };
        arena.set(root as u32, value);
        let (end, bytes_end) = arena.size();
        let (root, bytes) = (root as u32, bytes as u32);
        TreeRange { root, end: end as u32, bytes, bytes_end: bytes_end as u32 }
    }

    /// Changes of Avatar properties; a name such as `skills.power` means a component's.
    pub fn changes(
        &mut self,
        slot: u32,
        entity: i32,
        buffered: bool,
        list: &[(&str, V)],
    ) -> &mut Self {
        let first = self.batch.changes.len() as u32;
        for (name, v) in list {
            let (component, class, name) = match name.split_once('.') {
                Some((c, p)) => (self.property_index("Avatar", c), "Skills", p),
                None => (NONE, "Avatar", *name),
            };
            let (module, property) = (self.module(class), self.property_index(class, name));
            let defs = Arc::clone(&self.defs);
            let ty = defs.module(module).unwrap().property(property).unwrap().type_index();
            let value = self.tree(v, defs.ty(ty).unwrap().kind());
            self.batch.changes.push(PropertyChange { component, module, property, value });
        }
        let count = list.len() as u32;
        self.event(Event::Properties { slot: Slot(slot), entity, first, count, buffered })
    }

    /// The server calls Avatar.onHit.
    pub fn on_hit(&mut self, slot: u32, entity: i32, damage: i64, who: &str) -> &mut Self {
        let arena = &mut self.batch.arena;
        let args = arena.reserve_nodes(2, arena.size().0).unwrap();
        arena.set(args, Value::int(Kind::Int32, damage));
        let text = arena.push_bytes(who.as_bytes());
        arena.set(args + 1, Arena::bytes_value(Kind::Unicode, text));
        let module = self.module("Avatar");
        self.event(Event::Method {
            slot: Slot(slot),
            entity,
            component: NONE,
            module,
            method: 0,
            argc: 2,
            args,
        })
    }

    pub fn space_data(&mut self, space: u32, key: &str, value: &str) -> &mut Self {
        let (key, value) = (self.text(key), self.text(value));
        self.event(Event::SpaceData { space, key, value, initial: true })
    }

    pub fn disconnected(&mut self, reason: Reason, code: u16, text: &str) -> &mut Self {
        let ending = self.ending(Origin::Server, reason, code, text);
        self.event(Event::Disconnected { ending, resumable: false })
    }

    /// The finished batch.
    pub fn sealed(mut self) -> Box<Batch> {
        self.batch.seal();
        self.batch
    }
}

fn items_value(defs: &Defs, arena: &mut Arena, items: &[(i64, &'static str)]) -> Value {
    let dict = defs
        .types()
        .iter()
        .find_map(|t| match t.shape() {
            Shape::Dict(d) => Some(d),
            _ => None,
        })
        .unwrap();
    let since = arena.size().0;
    let list = arena.reserve_nodes(items.len(), since).unwrap();
    for ((id, label), at) in items.iter().zip(list..) {
        let fields = arena.reserve_nodes(2, since).unwrap();
        arena.set(fields, Value::int(Kind::Int32, *id));
        let text = arena.push_bytes(label.as_bytes());
        arena.set(fields + 1, Arena::bytes_value(Kind::Unicode, text));
        arena.set(at, Arena::container_value(Kind::FixedDict, fields, 2, dict.views_address()));
    }
    Arena::container_value(Kind::Array, list, items.len() as u32, 0)
}
