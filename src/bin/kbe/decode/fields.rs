//! The fields of one message from the server, read with the live readers.

use std::sync::Arc;

use kbe::defs::decode::Decoder;
use kbe::defs::{Defs, ErrorTable, Method, NONE};
use kbe::session::World;
use kbe::session::entities::{Reference, entering, view_id};
use kbe::session::methods::target;
use kbe::session::properties::{self, ComponentHead, Entry};
use kbe::session::tap::Seen;
use kbe::wire::table::{ClientMessage, Component, read_message_list, stock_spec};
use kbe::wire::value::Arena;
use kbe::wire::volatile::{Origin, PositionPart, VolatileForm, axes};
use kbe::wire::{Reader, WireError, WireErrorKind};
use serde_json::{Map, Value as Json, json};

use super::values;

pub(crate) type Fields = Map<String, Json>;

/// What a message is read against.
pub(crate) struct Context<'a> {
    pub(crate) world: &'a World,
    pub(crate) defs: Option<&'a Arc<Defs>>,
    /// Tell entity definitions in full, not only by checksum.
    pub(crate) full_definitions: bool,
}

impl Context<'_> {
    fn defs(&self, r: &Reader<'_>) -> Result<&Arc<Defs>, WireError> {
        self.defs.ok_or_else(|| r.error(WireErrorKind::Limit("no entity definitions yet")))
    }

    fn module(&self, who: Reference, r: &Reader<'_>) -> Result<u16, WireError> {
        let e = self.world.at(who.slot);
        e.map(|e| e.module).ok_or_else(|| r.error(WireErrorKind::UnknownEntity(who.entity)))
    }

    /// Reads what can be read; fields in front of an error stay.
    pub(crate) fn fields(&self, m: &Seen<'_>) -> (Fields, Option<WireError>) {
        let mut f = Fields::new();
        let error = self.read(m, &mut f).err();
        (f, error)
    }

    fn read(&self, m: &Seen<'_>, f: &mut Fields) -> Result<(), WireError> {
        let mut reader = Reader::new(m.body());
        let r = &mut reader;
        match m.kind {
            ClientMessage::UpdateData(form) => self.volatile(form, r, f),
            ClientMessage::Properties => {
                let who = entity(self.world, r, f)?;
                if self.world.entity(who.entity).is_none() {
                    return Ok(());
                }
                self.properties(self.module(who, r)?, r, f)
            }
            ClientMessage::PropertiesOptimized => {
                let who = self.view_id(r, 1, f)?;
                self.properties(self.module(who, r)?, r, f)
            }
            ClientMessage::Method => {
                let who = entity(self.world, r, f)?;
                self.method(who, r, f)
            }
            ClientMessage::MethodOptimized => {
                let who = self.view_id(r, 1, f)?;
                self.method(who, r, f)
            }
            ClientMessage::LeaveWorldOptimized => {
                self.view_id(r, if r.left() == 4 { 4 } else { 1 }, f).map(|_| ())
            }
            ClientMessage::EnterWorld => self.enter_world(m.body().len(), r, f),
            ClientMessage::EnterSpace => {
                put(f, "eid", r.i32()?);
                put(f, "spaceID", r.u32()?);
                let ground_byte = r.left() == 1;
                put(f, "isOnGround", r.left() == 0 || r.bool()?);
                put(f, "groundByte", ground_byte);
                Ok(())
            }
            ClientMessage::InitSpaceData => {
                put(f, "spaceID", r.u32()?);
                let mut pairs = Vec::new();
                while r.left() > 0 {
                    pairs.push(json!([values::text(r.cstr()?), values::text(r.cstr()?)]));
                }
                put(f, "pairs", pairs);
                Ok(())
            }
            ClientMessage::StreamStarted => {
                put(f, "id", r.i16()?);
                put(f, "datasize", r.u32()?);
                put(f, "descr", values::text(r.cstr()?));
                if r.left() > 0 {
                    put(f, "type", r.i8()?);
                }
                Ok(())
            }
            ClientMessage::StreamData => {
                put(f, "id", r.i16()?);
                let data = r.blob()?;
                put(f, "size", data.len());
                put(f, "data", values::blob(data));
                Ok(())
            }
            ClientMessage::ServerErrors => server_errors(m.body(), f),
            ClientMessage::ImportMessages => message_list(m.body(), f),
            ClientMessage::ImportEntityDef => {
                put(f, "sha256", values::sha256(m.body()));
                if self.full_definitions {
                    let defs = Defs::import(m.body());
                    let defs = defs.map_err(|_| r.error(WireErrorKind::BadText))?;
                    definitions(&defs, f);
                }
                Ok(())
            }
            _ => match stock_spec(Component::Client, m.id) {
                Some(spec) => generic(spec.args, r, f),
                None => Ok(()),
            },
        }
    }

    fn view_id(
        &self,
        r: &mut Reader<'_>,
        width: usize,
        f: &mut Fields,
    ) -> Result<Reference, WireError> {
        let before = *r;
        let who = view_id(self.world, r, width);
        let told = match (&who, width) {
            (Ok(who), 4) => json!({"form": 4, "eid": who.entity}),
            (Ok(who), _) => json!({"form": 1, "index": who.index, "eid": who.entity}),
            (Err(_), _) => json!({"form": 1, "index": before.peek_rest().first(), "eid": null}),
        };
        put(f, "viewId", told);
        who
    }

    fn properties(&self, module: u16, r: &mut Reader<'_>, f: &mut Fields) -> Result<(), WireError> {
        let (props, result) = read_properties(self.defs(r)?, module, r);
        if result.is_ok() {
            put(f, "props", props);
        }
        result
    }

    fn method(&self, who: Reference, r: &mut Reader<'_>, f: &mut Fields) -> Result<(), WireError> {
        let defs = self.defs(r)?;
        let t = target(defs, self.module(who, r)?, r)?;
        let methods = defs.module(t.module).map_or(&[][..], |m| m.client_methods());
        let method = methods.get(usize::from(t.method));
        let method = method.ok_or_else(|| r.error(WireErrorKind::UnknownMethod(t.method_id)))?;
        if t.garbage_id {
            put(f, "componentIdGarbage", true);
        }
        put(f, "componentPropertyId", t.component_id);
        put(f, "methodId", t.method_id);
        put(f, "method", method.name());
        put(f, "methodUid", method.uid());
        put(f, "args", arguments(defs, method, r)?);
        Ok(())
    }

    fn enter_world(&self, len: usize, r: &mut Reader<'_>, f: &mut Fields) -> Result<(), WireError> {
        put(f, "eid", r.i32()?);
        let defs = self.defs(r)?;
        let how = entering(self.world, defs, len, r)?;
        put(f, "scriptUType", how.utype);
        put(f, "utypeWidth", if how.wide { 2 } else { 1 });
        let class = defs.module_by_utype(how.utype).and_then(|m| defs.module(m));
        let class = class.ok_or_else(|| r.error(WireErrorKind::UnknownClass(how.utype)))?;
        put(f, "class", class.name());
        put(f, "isOnGround", how.on_ground);
        put(f, "groundByte", how.ground_byte);
        Ok(())
    }

    fn volatile(
        &self,
        form: VolatileForm,
        r: &mut Reader<'_>,
        f: &mut Fields,
    ) -> Result<(), WireError> {
        let width = r.left().wrapping_sub(form.body_size());
        if width != 1 && width != 4 {
            return Err(r.error(WireErrorKind::BadLength(r.left() as u32)));
        }
        self.view_id(r, width, f)?;
        let raw = r.peek_rest();
        let at = *r;
        let part = r.take(form.body_size())?;
        let short = || at.error(WireErrorKind::BadLength(part.len() as u32));
        // As they stand in the message: relative to nothing, and -0.0 stays what it is.
        let (mut position, mut direction) = ([0.0; 3], [0.0; 3]);
        let origin = Origin { base: [-0.0; 3], base_y: false };
        if !form.apply(part, &origin, &mut position, &mut direction) {
            return Err(short());
        }
        if form.position != PositionPart::None {
            let names = if form.packed { ["dx", "dy", "dz"] } else { ["x", "y", "z"] };
            for ((name, bit), v) in names.iter().zip([axes::X, axes::Y, axes::Z]).zip(position) {
                if form.carried() & bit != 0 {
                    put(f, name, values::single(v));
                }
            }
        }
        let [roll, pitch, yaw] = direction;
        let angles =
            [("yaw", axes::YAW, yaw), ("pitch", axes::PITCH, pitch), ("roll", axes::ROLL, roll)];
        let carried: Vec<_> = angles.iter().filter(|a| form.carried() & a.1 != 0).collect();
        // The raw bytes of packed angles stand at the end, in the order of the letters.
        let bytes = raw.get(raw.len().saturating_sub(carried.len())..).unwrap_or_default();
        for ((name, _, v), byte) in carried.iter().zip(bytes) {
            match form.packed {
                true => put(f, &format!("{name}8"), *byte as i8),
                false => put(f, name, values::single(*v)),
            }
        }
        Ok(())
    }
}

pub(crate) fn put(f: &mut Fields, key: &str, v: impl Into<Json>) {
    f.insert(key.to_owned(), v.into());
}

fn entity(world: &World, r: &mut Reader<'_>, f: &mut Fields) -> Result<Reference, WireError> {
    let who = kbe::session::entities::entity_id(world, r)?;
    put(f, "eid", who.entity);
    Ok(who)
}

/// Decodes the arguments of a call.
pub(crate) fn arguments(
    defs: &Defs,
    method: &Method,
    r: &mut Reader<'_>,
) -> Result<Vec<Json>, WireError> {
    let mut arena = Arena::default();
    let first = Decoder::new(defs, &mut arena, false).arguments(method.args(), r)?;
    let decoded = arena.slice(first, method.args().len() as u32);
    Ok(method.args().iter().zip(decoded).map(|(t, v)| values::value(defs, *t, &arena, v)).collect())
}

/// Reads the fields that an argument list of `spec/01 §3.2` names.
pub(crate) fn generic(args: &str, r: &mut Reader<'_>, f: &mut Fields) -> Result<(), WireError> {
    for arg in args.split(';').filter(|a| !a.is_empty()) {
        let Some((ty, name)) = arg.split_once(':') else { continue };
        let optional = name.ends_with('?');
        let name = name.trim_end_matches('?');
        if optional && r.left() == 0 {
            continue;
        }
        let v: Json = match ty {
            "int8" => r.i8()?.into(),
            "uint8" => r.u8()?.into(),
            "int16" => r.i16()?.into(),
            "uint16" => r.u16()?.into(),
            "int32" => r.i32()?.into(),
            "uint32" => r.u32()?.into(),
            "int64" => r.i64()?.to_string().into(),
            "uint64" => r.u64()?.to_string().into(),
            "float32" => values::single(r.f32()?),
            "float64" => values::double(r.f64()?),
            "bool" => r.bool()?.into(),
            "string" => values::text(r.cstr()?),
            "blob" => values::blob(r.blob()?),
            _ => values::blob(r.rest()),
        };
        put(f, name, v);
    }
    Ok(())
}

fn server_errors(body: &[u8], f: &mut Fields) -> Result<(), WireError> {
    ErrorTable::import(body)?;
    let mut r = Reader::new(body);
    let mut errors = Vec::new();
    for _ in 0..r.u16()? {
        let id = r.u16()?;
        errors.push(
            json!({"id": id, "name": values::text(r.blob()?), "descr": values::text(r.blob()?)}),
        );
    }
    put(f, "errors", errors);
    Ok(())
}

fn message_list(body: &[u8], f: &mut Fields) -> Result<(), WireError> {
    let list = read_message_list(body)?;
    let row = |m: &kbe::wire::table::ImportedMessage| json!({"id": m.id, "length": m.length, "name": m.name, "argsType": m.args_type, "args": m.args});
    put(f, "messages", list.iter().map(row).collect::<Vec<_>>());
    Ok(())
}

/// Entity definitions as JSON.
pub(crate) fn definitions(defs: &Defs, f: &mut Fields) {
    use kbe::defs::types::{Shape, TypeIndex};
    let id = |t: TypeIndex| defs.ty(t).map_or(0, |t| t.id());
    let types = defs.types().iter().map(|t| {
        let mut o = json!({"id": t.id(), "base": t.base(), "alias": t.alias()});
        match t.shape() {
            Shape::Dict(d) => {
                let keys: Vec<_> = d.keys.iter().map(|k| json!([k.name, id(k.ty)])).collect();
                o["implementedBy"] = Json::from(&*d.implemented_by);
                o["keys"] = keys.into();
            }
            Shape::Array(item) => o["item"] = id(*item).into(),
            _ => {}
        }
        o
    });
    put(f, "types", types.collect::<Vec<_>>());
    let methods = |list: &[Method]| -> Json {
        list.iter()
            .map(|m| {
                let args: Vec<_> = m.args().iter().map(|t| id(*t)).collect();
                json!({"uid": m.uid(), "alias": m.alias(), "name": m.name(), "args": args})
            })
            .collect()
    };
    let modules = defs.modules().iter().map(|m| {
        let props: Vec<_> = m
            .properties()
            .iter()
            .map(|p| {
                json!({"uid": p.uid(), "flags": p.flags(), "alias": p.alias(), "name": p.name(),
                       "default": values::text(p.default_text()), "type": id(p.type_index())})
            })
            .collect();
        json!({"name": m.name(), "utype": m.utype(), "props": props,
               "clientMethods": methods(m.client_methods()),
               "baseMethods": methods(m.base_methods()), "cellMethods": methods(m.cell_methods())})
    });
    put(f, "modules", modules.collect::<Vec<_>>());
}

/// Reads a property list into JSON, as far as it can be read.
pub(crate) fn read_properties(
    defs: &Defs,
    module: u16,
    r: &mut Reader<'_>,
) -> (Vec<Json>, Result<(), WireError>) {
    let mut sink = PropertyFields { defs, module, arena: Arena::default(), out: Vec::new() };
    let result = properties::read(defs, module, r, &mut sink);
    (sink.out, result)
}

struct PropertyFields<'d> {
    defs: &'d Defs,
    module: u16,
    arena: Arena,
    out: Vec<Json>,
}

impl properties::Sink for PropertyFields<'_> {
    fn decoder<'a>(&'a mut self, defs: &'a Defs) -> Decoder<'a> {
        Decoder::new(defs, &mut self.arena, false).since(0)
    }

    fn entry(&mut self, e: Entry) {
        let class = self.defs.module(e.module);
        let Some((class, property)) = class.and_then(|c| Some((c, c.property(e.property)?))) else {
            return;
        };
        let v = self.arena.get(e.value.root);
        let v = values::value(self.defs, property.type_index(), &self.arena, &v);
        if e.in_value {
            if let Some(whole) = self.out.last_mut() {
                whole["value"]["children"][property.name()] = v;
                if let Some(ids) = whole["value"]["parentIds"].as_array_mut() {
                    ids.push(e.parent.into());
                }
            }
            return;
        }
        let mut o = json!({"parent": e.parent, "id": e.id});
        if e.component != NONE {
            let owner = self.defs.module(self.module).and_then(|m| m.property(e.component));
            o["component"] = owner.map_or(Json::Null, |p| p.name().into());
            o["componentClass"] = class.name().into();
        }
        o["name"] = property.name().into();
        o["uid"] = property.uid().into();
        o["value"] = v;
        self.out.push(o);
    }

    fn component(&mut self, parent: u16, id: u16, property: u16, module: u16, head: ComponentHead) {
        let outer = self.defs.module(self.module).and_then(|m| m.property(property));
        let class = self.defs.module(module).map_or("", |m| m.name());
        let value = json!({"componentType": head.component_type, "owner": head.owner,
            "utype": head.utype, "module": class, "count": head.count, "children": {}, "parentIds": []});
        self.out.push(json!({"parent": parent, "id": id,
            "name": outer.map_or("", |p| p.name()), "uid": outer.map_or(0, |p| p.uid()), "value": value}));
    }
}
