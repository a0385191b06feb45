//! Events of the live session, told in the words of recordings.

use kbe::defs::{Defs, NONE};
use kbe::layers::Batch;
use kbe::layers::event::{AccountRequest, Event, Motion, PropertyChange};
use kbe::wire::value::Value;
use kbe::wire::volatile::axes;
use serde_json::{Value as Json, json};

use super::values;

/// What telling the events of one message needs.
pub(crate) struct Telling<'a> {
    pub(crate) defs: Option<&'a Defs>,
    pub(crate) batch: &'a Batch,
    /// Class of the entity that the message is about, as it was before the message.
    pub(crate) class: Option<u16>,
    /// Running numbers of the messages whose properties had been waiting, in order.
    pub(crate) waiting: &'a [usize],
}

impl Telling<'_> {
    fn class_name(&self, module: Option<u16>) -> Json {
        let module = module.and_then(|m| self.defs?.module(m));
        module.map_or(Json::Null, |m| m.name().into())
    }

    fn text(&self, span: kbe::wire::value::Span) -> Json {
        values::text(self.batch.arena.text(span))
    }

    /// Tells all events from `first` on.
    pub(crate) fn all(&mut self, first: usize) -> Vec<Json> {
        let mut out = Vec::new();
        let mut waiting = self.waiting.iter();
        for event in self.batch.events.get(first..).unwrap_or_default() {
            match *event {
                Event::Properties { entity, first, count, buffered, .. } => {
                    let from = if buffered { waiting.next() } else { None };
                    let range = first as usize..(first + count) as usize;
                    for change in self.batch.changes.get(range).unwrap_or_default() {
                        let PropertyChange { component, module, property, value } = *change;
                        let value = self.batch.arena.get(value.root);
                        let mut told = self.property(entity, component, (module, property), &value);
                        if let Some(from) = from {
                            told["from_message"] = (*from).into();
                        }
                        out.push(told);
                    }
                }
                Event::Property { entity, module, property, ref value, .. } => {
                    out.push(self.property(entity, NONE, (module, property), value));
                }
                Event::Moves { first, count } => {
                    out.extend(self.batch.run(first, count).iter().map(|m| moved(&m.motion())));
                }
                Event::SpaceInit { space } => {
                    out.push(json!({"event": "initSpace", "space": space, "data": []}));
                }
                Event::SpaceData { key, value, initial: true, .. } => {
                    let pair = json!([self.text(key), self.text(value)]);
                    if let Some(data) = out.last_mut().and_then(|o| o["data"].as_array_mut()) {
                        data.push(pair);
                    }
                }
                ref other => out.extend(self.one(other)),
            }
        }
        out
    }

    fn property(
        &self,
        entity: i32,
        component: u16,
        (module, property): (u16, u16),
        value: &Value,
    ) -> Json {
        let Some(defs) = self.defs else { return Json::Null };
        let owner = defs.module(module);
        let Some(property) = owner.and_then(|m| m.property(property)) else { return Json::Null };
        let mut told = json!({"event": "property", "entity": entity});
        if component == NONE {
            told["class"] = self.class_name(Some(module));
        } else {
            told["class"] = self.class_name(self.class);
            let whole = self.class.and_then(|m| defs.module(m)?.property(component));
            told["component"] = whole.map_or(Json::Null, |p| p.name().into());
            told["componentClass"] = self.class_name(Some(module));
        }
        told["name"] = property.name().into();
        told["value"] = values::value(defs, property.type_index(), &self.batch.arena, value);
        told
    }

    fn method(&self, event: &Event) -> Option<Json> {
        let Event::Method { entity, component, module, method, argc, args, .. } = *event else {
            return None;
        };
        let defs = self.defs?;
        let m = defs.module(module)?.client_methods().get(usize::from(method))?;
        let mut told =
            json!({"event": "method", "entity": entity, "class": self.class_name(self.class)});
        if component != NONE {
            let whole = self.class.and_then(|c| defs.module(c)?.property(component));
            told["component"] = whole.map_or(Json::Null, |p| p.name().into());
            told["componentClass"] = self.class_name(Some(module));
        }
        told["name"] = m.name().into();
        let pairs = self.batch.arena.slice(args, argc.into()).iter().zip(m.args());
        told["args"] = pairs.map(|(v, t)| values::value(defs, *t, &self.batch.arena, v)).collect();
        Some(told)
    }

    fn one(&mut self, event: &Event) -> Option<Json> {
        Some(match *event {
            Event::PlayerCreated { entity, module, new, uuid, .. } => {
                self.class = Some(module);
                json!({"event": "playerCreated", "entity": entity,
                       "class": self.class_name(Some(module)), "uuid": uuid.to_string(), "new": new})
            }
            Event::EnterWorld { entity, module, player, already, on_ground, .. } => {
                self.class = Some(module);
                json!({"event": "enterWorld", "entity": entity, "class": self.class_name(Some(module)),
                       "player": player, "isOnGround": on_ground, "alreadyInWorld": already})
            }
            Event::LeaveWorld { entity, player, .. } => {
                json!({"event": "leaveWorld", "entity": entity, "player": player,
                       "class": self.class_name(self.class)})
            }
            Event::Destroyed { entity, player, .. } => {
                json!({"event": "destroyed", "entity": entity, "player": player,
                       "class": self.class_name(self.class)})
            }
            Event::EnterSpace { entity, space, on_ground, .. } => {
                json!({"event": "enterSpace", "entity": entity, "space": space,
                       "isOnGround": on_ground})
            }
            Event::LeaveSpace { entity, .. } => json!({"event": "leaveSpace", "entity": entity}),
            Event::Method { .. } => return self.method(event),
            Event::BasePosition { position, .. } => {
                json!({"event": "basePos", "position": values::singles(&position)})
            }
            Event::BaseDirection { direction: [roll, pitch, yaw], .. } => {
                json!({"event": "baseDir", "yaw": values::single(yaw), "pitch": values::single(pitch),
                       "roll": values::single(roll)})
            }
            Event::SetPose { entity, position, direction: [roll, pitch, yaw], .. } => {
                json!({"event": "setPosAndDir", "entity": entity, "position": values::singles(&position),
                       "yaw": values::single(yaw), "pitch": values::single(pitch),
                       "roll": values::single(roll)})
            }
            Event::Control { entity, controlled, player, .. } => {
                json!({"event": "control", "entity": entity, "isControlled": controlled,
                       "player": player})
            }
            Event::SpaceData { space, key, value, .. } => {
                json!({"event": "setSpaceData", "space": space, "key": self.text(key),
                       "value": self.text(value)})
            }
            Event::SpaceDataDeleted { space, key } => {
                json!({"event": "delSpaceData", "space": space, "key": self.text(key)})
            }
            Event::StreamStarted { id, size, description, kind } => {
                let mut told = json!({"event": "streamStarted", "id": id, "datasize": size,
                                      "descr": self.text(description)});
                if kind != 0 {
                    told["type"] = kind.into();
                }
                told
            }
            Event::StreamData { id, data, .. } => {
                json!({"event": "streamData", "id": id, "size": data.len})
            }
            Event::StreamCompleted { id, .. } => json!({"event": "streamCompleted", "id": id}),
            Event::Kicked { code } => json!({"event": "kicked", "code": code}),
            Event::AccountResult { request: AccountRequest::Create, ending, .. } => {
                json!({"event": "createAccountResult", "code": ending.code})
            }
            _ => return None,
        })
    }
}

fn moved(&Motion { entity, flags: carried, position, direction }: &Motion) -> Json {
    let mut told = json!({"event": "move", "entity": entity});
    let [x, y, z] = position;
    let [roll, pitch, yaw] = direction;
    let all = [
        ("x", axes::X, x),
        ("y", axes::Y, y),
        ("z", axes::Z, z),
        ("yaw", axes::YAW, yaw),
        ("pitch", axes::PITCH, pitch),
        ("roll", axes::ROLL, roll),
    ];
    for (name, bit, v) in all {
        if carried & bit != 0 {
            told[name] = values::single(v);
        }
    }
    if carried & axes::HAS_GROUND != 0 {
        told["isOnGround"] = (carried & axes::ON_GROUND != 0).into();
    }
    told["optimized"] = (carried & axes::PACKED != 0).into();
    told
}
