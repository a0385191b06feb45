//! What clients and servers wrote in the recordings, written again by this library: byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use kbe::defs::decode::Decoder;
use kbe::defs::encode::{ArgumentReason, Node, arguments};
use kbe::defs::types::{Shape, TypeIndex};
use kbe::defs::{Defs, Method, Module, NONE};
use kbe::layers::{Batch, Event};
use kbe::session::entities::view_id;
use kbe::session::methods::target;
use kbe::session::properties::{self, ComponentHead, Entry, Sink};
use kbe::session::tap::{Seen, Tap};
use kbe::session::{Session, World};
use kbe::wire::limits::MAX_MESSAGE_TO_SERVER;
use kbe::wire::table::ClientMessage;
use kbe::wire::value::{Arena, Kind, Value};
use kbe::wire::{Reader, WireError};
use serde_json::Value as Json;
use support::data;
use support::import::{self, Type};
use support::replay::{Replay, Request, Slicing, requests};
use support::source::Told;

/// Largest run of argument bytes that a call can have.
const MOST: usize = MAX_MESSAGE_TO_SERVER - 12;

const CALLS: [&str; 2] =
    ["Entity::onRemoteMethodCall", "Baseapp::onRemoteCallCellMethodFromClient"];

fn nodes<'a>(arena: &'a Arena, values: &[Value]) -> Vec<Node<'a>> {
    values.iter().map(|v| Node::new(arena, *v)).collect()
}

/// Decodes arguments and encodes them again.
fn echo(defs: &Defs, method: &Method, bytes: &[u8]) -> Vec<u8> {
    let mut arena = Arena::default();
    let mut r = Reader::new(bytes);
    let first = Decoder::new(defs, &mut arena, false).arguments(method.args(), &mut r).unwrap();
    assert_eq!(r.left(), 0, "{}: bytes left over", method.name());
    let values = arena.slice(first, method.args().len() as u32);
    let mut out = b"in front".to_vec();
    arguments(defs, "", method, &nodes(&arena, values), false, &mut out).unwrap();
    out.split_off(8)
}

/// The method that an expectation names.
fn named<'d>(defs: &'d Defs, fields: &Json, base: bool) -> (&'d Module, &'d Method) {
    let class = fields.get("componentClass").unwrap_or(&fields["class"]).as_str().unwrap();
    let class = defs.module(defs.module_by_name(class).unwrap()).unwrap();
    let methods = if base { class.base_methods() } else { class.cell_methods() };
    (class, methods.iter().find(|m| fields["method"] == m.name()).unwrap())
}

fn check_call(name: &str, session: &Session, request: Request<'_>, expected: &Json) {
    assert_eq!((expected["name"].as_str(), expected["length"].as_u64()), {
        (Some(request.spec.name), Some(request.body.len() as u64))
    });
    let defs = session.definitions().unwrap();
    let fields = &expected["fields"];
    let (class, method) = named(defs, fields, request.spec.name == CALLS[0]);
    let place = format!("{name} message {}: {}.{}", expected["i"], class.name(), method.name());
    let mut r = Reader::new(request.body);
    let head = (r.i32().unwrap(), r.u16().unwrap(), r.u16().unwrap());
    assert_eq!(head.2, method.uid(), "{place}");
    let recorded = r.rest();
    assert_eq!(echo(defs, method, recorded), recorded, "{place}: decoded and encoded again");
    let values = fields["args"].as_array().unwrap().iter().zip(method.args());
    let told: Vec<_> = values.map(|(json, ty)| Told { defs, ty: *ty, json }).collect();
    let mut out = Vec::new();
    let written = arguments(defs, class.name(), method, &told, false, &mut out);
    assert_eq!(written, Ok(()), "{place}");
    assert_eq!(out, recorded, "{place}: encoded from the told values");
}

fn calls_of(name: &str) -> usize {
    let recording = data::recording(name);
    let expectation = data::expectation(name);
    let mut expected: BTreeMap<u64, Vec<&Json>> = BTreeMap::new();
    let is_message = |m: &&Json| m["dir"] == "c2s" && m.get("name").is_some();
    for m in expectation["messages"].as_array().unwrap().iter().filter(is_message) {
        expected.entry(m["conn"].as_u64().unwrap()).or_default().push(m);
    }
    let mut expected: BTreeMap<_, _> =
        expected.into_iter().map(|(c, list)| (c, list.into_iter())).collect();
    let mut replay = Replay::new(&recording);
    let mut unfinished: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    let mut calls = 0;
    for line in &recording.lines {
        if line.from_server {
            replay.feed(line, &mut Slicing::Recorded, &mut kbe::session::tap::NoTap);
            continue;
        }
        let connection = line.connection;
        let baseapp = recording.connections.iter().any(|c| c.id == connection && c.baseapp);
        let rest = unfinished.entry(connection).or_default();
        rest.extend_from_slice(&line.messages);
        requests(baseapp, rest, |request| {
            let expected = expected.get_mut(&connection.into()).and_then(Iterator::next).unwrap();
            if CALLS.contains(&request.spec.name) {
                check_call(name, replay.session(connection), request, expected);
                calls += 1;
            }
        });
    }
    assert!(expected.values_mut().all(|list| list.next().is_none()), "{name}: messages missing");
    calls
}

#[test]
fn every_recorded_call_is_written_as_the_client_wrote_it() {
    let calls: usize = data::names().iter().map(|name| calls_of(name)).sum();
    assert_eq!(calls, 758, "calls in all recordings");
}

/// Definitions with the same data types, and one method for each of them.
struct Mirror {
    defs: Defs,
}

impl Mirror {
    fn new(of: &Defs) -> Self {
        let id = |t: TypeIndex| of.ty(t).unwrap().id();
        let types: Vec<_> = of
            .types()
            .iter()
            .map(|t| {
                let ty = match t.shape() {
                    Shape::Dict(d) => {
                        Type::Dict(d.keys.iter().map(|k| (k.name.to_string(), id(k.ty))).collect())
                    }
                    Shape::Array(item) => Type::Array(id(*item)),
                    _ => Type::Base(t.base().to_owned()),
                };
                (t.id(), ty)
            })
            .collect();
        let method = |(i, (id, _)): (usize, &(u16, Type))| import::Method {
            uid: i as u16,
            alias: -1,
            name: format!("take{id}"),
            args: vec![*id],
        };
        let cell = types.iter().enumerate().map(method).collect();
        let class = import::Class { name: "Mirror".into(), utype: 1, cell, ..Default::default() };
        Self { defs: Defs::import(&import::body(&types, &[class])).unwrap() }
    }

    /// Encodes one value. What a client may not send at all comes back as the reason.
    fn write(&self, ty: TypeIndex, arena: &Arena, v: Value) -> Result<Vec<u8>, ArgumentReason> {
        let method = &self.defs.module(0).unwrap().cell_methods()[usize::from(ty.get())];
        let mut out = Vec::new();
        let written =
            arguments(&self.defs, "Mirror", method, &[Node::new(arena, v)], false, &mut out);
        written.map(|()| out).map_err(|e| e.reason)
    }
}

/// Everything read from one property message, in order.
#[derive(Default)]
struct Pieces {
    arena: Arena,
    list: Vec<Piece>,
}

enum Piece {
    Entry(Entry),
    Component { parent: u16, id: u16, head: ComponentHead },
}

impl Sink for Pieces {
    fn decoder<'a>(&'a mut self, defs: &'a Defs) -> Decoder<'a> {
        Decoder::new(defs, &mut self.arena, false)
    }

    fn entry(&mut self, entry: Entry) {
        self.list.push(Piece::Entry(entry));
    }

    fn component(&mut self, parent: u16, id: u16, _: u16, _: u16, head: ComponentHead) {
        self.list.push(Piece::Component { parent, id, head });
    }
}

fn put_id(aliases: bool, id: u16, out: &mut Vec<u8>) {
    match aliases {
        true => out.push(u8::try_from(id).unwrap()),
        false => out.extend_from_slice(&id.to_le_bytes()),
    }
}

/// Looks on at a recording and writes again what the server wrote.
#[derive(Default)]
struct Again {
    defs: Option<Arc<Defs>>,
    mirror: Option<Mirror>,
    /// Property messages of entities that do not exist yet.
    waiting: BTreeMap<i32, Vec<Vec<u8>>>,
    count: Count,
}

#[derive(Debug, Default, PartialEq)]
struct Count {
    properties: usize,
    calls: usize,
    /// Values that are larger than a client may send, or text that it may not send.
    unsendable: usize,
    /// Messages that the server wrote wrongly.
    unreadable: usize,
}

impl Again {
    fn properties(&mut self, module: u16, body: &[u8]) {
        let defs = Arc::clone(self.defs.as_ref().unwrap());
        let mut pieces = Pieces::default();
        if properties::read(&defs, module, &mut Reader::new(body), &mut pieces).is_err() {
            self.count.unreadable += 1;
            return;
        }
        let aliases = |m: u16| defs.module(m).unwrap().property_aliases();
        let mut out = Vec::new();
        for piece in &pieces.list {
            match piece {
                Piece::Component { parent, id, head } => {
                    put_id(aliases(module), *parent, &mut out);
                    put_id(aliases(module), *id, &mut out);
                    out.extend_from_slice(&head.component_type.to_le_bytes());
                    out.extend_from_slice(&head.owner.to_le_bytes());
                    out.extend_from_slice(&head.utype.to_le_bytes());
                    out.extend_from_slice(&head.count.to_le_bytes());
                }
                Piece::Entry(e) => {
                    let narrow = aliases(if e.in_value { e.module } else { module });
                    put_id(narrow, e.parent, &mut out);
                    put_id(narrow, e.id, &mut out);
                    assert_eq!(e.component == NONE, e.module == module);
                    let property = defs.module(e.module).unwrap().property(e.property).unwrap();
                    let v = pieces.arena.get(e.value.root);
                    self.put_value(property.type_index(), &pieces.arena, v, &mut out);
                    self.count.properties += 1;
                }
            }
        }
        assert_eq!(out, body, "{}", defs.module(module).unwrap().name());
    }

    fn put_value(&mut self, ty: TypeIndex, arena: &Arena, v: Value, out: &mut Vec<u8>) {
        let reason = match self.mirror.as_ref().unwrap().write(ty, arena, v) {
            Ok(bytes) => return out.extend(bytes),
            Err(reason) => reason,
        };
        // The server may send what a client may not: then the value is large, or is text that would
        // not arrive. Nothing but such text is in the recordings.
        self.count.unsendable += 1;
        let text = arena.value_bytes(&v);
        match reason {
            ArgumentReason::Size => assert!(text.len() + 4 > MOST),
            ArgumentReason::Text => assert!(!text.is_ascii()),
            other => panic!("{other:?}"),
        }
        if v.kind() == Kind::String {
            out.extend_from_slice(text);
            out.push(0);
        } else {
            out.extend_from_slice(&(text.len() as u32).to_le_bytes());
            out.extend_from_slice(text);
        }
    }

    fn call(&mut self, module: u16, r: &mut Reader<'_>) {
        let defs = Arc::clone(self.defs.as_ref().unwrap());
        let Ok(t) = target(&defs, module, r) else {
            self.count.unreadable += 1;
            return;
        };
        let method = &defs.module(t.module).unwrap().client_methods()[usize::from(t.method)];
        let recorded = r.peek_rest();
        let mut arena = Arena::default();
        let first = Decoder::new(&defs, &mut arena, false).arguments(method.args(), r).unwrap();
        let values = nodes(&arena, arena.slice(first, method.args().len() as u32));
        let mut out = b"in front".to_vec();
        let written = arguments(&defs, "", method, &values, false, &mut out);
        match written.map_err(|e| e.reason) {
            Ok(()) => {
                assert!(recorded.len() <= MOST);
                assert_eq!(&out[8..], recorded, "{}", method.name());
                self.count.calls += 1;
            }
            Err(reason) => {
                assert_eq!(out, b"in front", "what was refused leaves nothing");
                match reason {
                    ArgumentReason::Size => assert!(recorded.len() > MOST),
                    ArgumentReason::Text => assert!(!recorded.is_ascii()),
                    other => panic!("{other:?}"),
                }
                self.count.unsendable += 1;
            }
        }
    }
}

impl Tap for Again {
    fn before(&mut self, m: &Seen<'_>, world: &World, defs: Option<&Arc<Defs>>) {
        let Some(defs) = defs else { return };
        if self.defs.as_ref().is_none_or(|known| !Arc::ptr_eq(known, defs)) {
            self.mirror = Some(Mirror::new(defs));
            self.defs = Some(Arc::clone(defs));
        }
        use ClientMessage as M;
        let mut r = Reader::new(m.body());
        let width = match m.kind {
            M::Properties | M::Method => 4,
            M::PropertiesOptimized | M::MethodOptimized => 1,
            _ => return,
        };
        let who = view_id(world, &mut r, width).unwrap();
        let module = world.at(who.slot).map(|e| e.module);
        match (m.kind, module) {
            (M::Properties | M::PropertiesOptimized, Some(module)) => {
                self.properties(module, r.rest());
            }
            (M::Properties, None) => {
                self.waiting.entry(who.entity).or_default().push(r.rest().to_vec());
            }
            (_, Some(module)) => self.call(module, &mut r),
            (_, None) => panic!("a message about nobody"),
        }
    }

    fn after(&mut self, _: &Seen<'_>, batch: &Batch, first: usize, _: Option<&WireError>) {
        for event in &batch.events[first..] {
            let (entity, module) = match *event {
                Event::PlayerCreated { entity, module, .. } => (entity, module),
                Event::EnterWorld { entity, module, .. } => (entity, module),
                _ => continue,
            };
            for body in self.waiting.remove(&entity).unwrap_or_default() {
                self.properties(module, &body);
            }
        }
    }
}

fn written_again(name: &str) -> Count {
    let recording = data::recording(name);
    let mut replay = Replay::new(&recording);
    // Each client has its own entities waiting.
    let mut taps: BTreeMap<&str, Again> = BTreeMap::new();
    for line in recording.lines.iter().filter(|l| l.from_server) {
        let c = recording.connections.iter().find(|c| c.id == line.connection).unwrap();
        let tap = taps.entry(&c.session).or_default();
        replay.feed(line, &mut Slicing::Recorded, tap);
    }
    taps.into_values().map(|t| t.count).fold(Count::default(), add)
}

fn add(a: Count, b: Count) -> Count {
    Count {
        properties: a.properties + b.properties,
        calls: a.calls + b.calls,
        unsendable: a.unsendable + b.unsendable,
        unreadable: a.unreadable + b.unreadable,
    }
}

#[test]
fn every_recorded_value_is_written_as_the_server_wrote_it() {
    let count = data::names().iter().map(|name| written_again(name)).fold(Count::default(), add);
    // Those which nobody can send are the two blobs around the 16-bit limit; the unreadable ones are
    // the three bodies with a component id that the server cut to one byte.
    let expected = Count { properties: 14_543, calls: 771, unsendable: 2, unreadable: 3 };
    assert_eq!(count, expected);
}

#[test]
fn a_call_of_the_largest_size_is_written_and_one_byte_more_is_refused() {
    let types = ["STRING", "UNICODE", "BLOB", "PYTHON"];
    let types: Vec<_> = (1..).zip(types).map(|(id, t)| (id, Type::Base(t.to_owned()))).collect();
    let mirror = Mirror::new(&Defs::import(&import::body(&types, &[])).unwrap());
    for (i, ty) in mirror.defs.types().iter().enumerate() {
        let overhead = if ty.kind() == Kind::String { 1 } else { 4 };
        for (size, fits) in [(MOST, true), (MOST + 1, false), (100_000, false)] {
            let mut arena = Arena::default();
            let span = arena.push_bytes(&vec![b'x'; size - overhead]);
            let v = Arena::bytes_value(ty.kind(), span);
            let method = &mirror.defs.module(0).unwrap().cell_methods()[i];
            let mut out = b"in front".to_vec();
            let written =
                arguments(&mirror.defs, "M", method, &[Node::new(&arena, v)], false, &mut out);
            match written {
                Ok(()) => assert_eq!((fits, out.len()), (true, 8 + size)),
                Err(e) => {
                    assert_eq!((e.reason, fits), (ArgumentReason::Size, false));
                    assert!(e.to_string().contains("2035"), "{e}");
                    assert_eq!(out, b"in front");
                }
            }
        }
    }
}
