//! Notices of the game layer as JSON, in the names of the C interface.

use kbe::defs::{Defs, NONE};
use kbe::game::{ComponentMilestone, Entity, Game, Milestone, Notice, PoseCause};
use kbe::layers::Batch;
use kbe::layers::event::{Ending, Event, Slot};
use kbe::wire::value::{Span, Value};
use kbe::wire::volatile::axes;
use serde_json::{Value as Json, json};

use super::Told;
use crate::decode::values::{self, Source};

/// What telling a notice needs.
pub(crate) struct Telling<'a> {
    pub(crate) game: &'a Game,
    pub(crate) batch: &'a Batch,
}

fn component_milestone(what: ComponentMilestone) -> &'static str {
    match what {
        ComponentMilestone::Attached => "component_attached",
        ComponentMilestone::Detached => "component_detached",
        ComponentMilestone::EnterWorld => "component_enter_world",
        ComponentMilestone::LeaveWorld => "component_leave_world",
    }
}

fn milestone(what: Milestone) -> &'static str {
    match what {
        Milestone::Created => "entity_created",
        Milestone::Destroyed => "entity_destroyed",
        Milestone::EnterWorld => "entity_enter_world",
        Milestone::LeaveWorld => "entity_leave_world",
        Milestone::EnterSpace => "entity_enter_space",
        Milestone::LeaveSpace => "entity_leave_space",
        Milestone::ControlLost => "control_lost",
        Milestone::BaseReady => "base_ready",
        Milestone::CellReady => "cell_ready",
        Milestone::CellLost => "cell_lost",
    }
}

impl Telling<'_> {
    fn text(&self, span: Span) -> Json {
        values::text(self.batch.arena.text(span))
    }

    fn defs(&self) -> Option<&Defs> {
        self.game.defs().map(AsRef::as_ref)
    }

    fn class(&self, module: u16) -> Json {
        self.defs().and_then(|d| d.module(module)).map_or(Json::Null, |m| m.name().into())
    }

    fn entity(&self, slot: Slot) -> Option<&Entity> {
        self.game.entities().get(slot)
    }

    fn component(&self, entity: &Entity, component: u16) -> Option<Json> {
        let property = self.defs()?.module(entity.module())?.property(component)?;
        Some(property.name().into())
    }

    /// A notice as a line; `None` when it is about something that is not there.
    pub(crate) fn notice(&self, notice: &Notice) -> Option<Told> {
        let told = match *notice {
            Notice::Event(ref event) => self.event(event)?,
            Notice::Definitions => {
                let defs = self.defs()?;
                json!({"event": "definitions", "classes": defs.modules().len(),
                       "types": defs.types().len()})
            }
            Notice::Entity { what, slot } => self.life(what, slot)?,
            Notice::Property { slot, component, module, property, initial, old, new } => {
                self.property(slot, component, (module, property), initial, [old, new])?
            }
            Notice::Moved { slot, axes } => self.pose("entity_moved", slot, axes)?,
            Notice::Pose { slot, axes, cause, initial } => {
                let mut told = self.pose("pose_set", slot, axes)?;
                told["cause"] = match cause {
                    PoseCause::Forced => "forced",
                    PoseCause::Property => "property",
                    PoseCause::EnterSpace => "enter_space",
                }
                .into();
                if initial {
                    told["initial"] = true.into();
                }
                told
            }
            Notice::Control { slot, controlled } => {
                json!({"event": "control_changed", "entity": self.entity(slot)?.id(),
                       "controlled": controlled, "player": self.game.is_player(slot)})
            }
            Notice::Component { what, slot, property } => {
                let e = self.entity(slot)?;
                let event = component_milestone(what);
                let class = e.component(property).and_then(|c| c.module());
                json!({"event": event, "entity": e.id(), "component": self.component(e, property)?,
                       "class": class.map_or(Json::Null, |m| self.class(m))})
            }
            Notice::Geometry(Event::SpaceData { space, value, .. }) => {
                json!({"event": "space_geometry", "space": space, "path": self.text(value)})
            }
            Notice::Geometry(_) => return None,
        };
        match told {
            Json::Object(told) => Some(told),
            _ => None,
        }
    }

    fn life(&self, what: Milestone, slot: Slot) -> Option<Json> {
        let e = self.entity(slot)?;
        let mut told = json!({"event": milestone(what), "entity": e.id(),
                              "class": self.class(e.module())});
        if self.game.is_player(slot) {
            told["player"] = true.into();
        }
        if what == Milestone::EnterSpace {
            told["space"] = self.game.space().id().into();
        }
        Some(told)
    }

    fn property(
        &self,
        slot: Slot,
        component: u16,
        (module, property): (u16, u16),
        initial: bool,
        [old, new]: [Value; 2],
    ) -> Option<Json> {
        let (e, defs) = (self.entity(slot)?, self.defs()?);
        let store = match component {
            NONE => e.store(),
            c => e.component(c)?.store(),
        };
        let stored = store.get(property)?;
        let def = defs.module(module)?.property(property)?;
        let value = |v: &Value| {
            let source: &dyn Source = match stored.tree_of(v) {
                Some(tree) => tree,
                // A value that was never set is the default.
                None => defs.default_arena(),
            };
            values::value(defs, def.type_index(), source, v)
        };
        let mut told = json!({"event": "property_changed", "entity": e.id()});
        if component != NONE {
            told["component"] = self.component(e, component)?;
        }
        told["name"] = def.name().into();
        if initial {
            told["initial"] = true.into();
        } else {
            told["old"] = value(&old);
        }
        told["value"] = value(&new);
        Some(told)
    }

    fn pose(&self, event: &str, slot: Slot, carried: u32) -> Option<Json> {
        let e = self.entity(slot)?;
        let pose = e.motion();
        let mut told = json!({"event": event, "entity": e.id()});
        if carried & axes::POSITION != 0 {
            told["position"] = values::singles(&pose.position);
        }
        if carried & axes::DIRECTION != 0 {
            told["direction"] = values::singles(&pose.direction);
        }
        told["on_ground"] = e.on_ground().into();
        Some(told)
    }

    fn method(&self, event: &Event) -> Option<Json> {
        let Event::Method { slot, component, module, method, argc, args, .. } = *event else {
            return None;
        };
        let (e, defs) = (self.entity(slot)?, self.defs()?);
        let m = defs.module(module)?.client_methods().get(usize::from(method))?;
        let mut told = json!({"event": "method_called", "entity": e.id()});
        if component != NONE {
            told["component"] = self.component(e, component)?;
        }
        told["name"] = m.name().into();
        let arena = &self.batch.arena;
        let pairs = arena.slice(args, argc.into()).iter().zip(m.args());
        told["args"] = pairs.map(|(v, t)| values::value(defs, *t, arena, v)).collect();
        Some(told)
    }

    fn ending(&self, event: &str, e: &Ending) -> Json {
        json!({"event": event, "origin": format!("{:?}", e.origin),
               "reason": format!("{:?}", e.reason), "code": e.code, "text": self.text(e.text)})
    }

    fn event(&self, event: &Event) -> Option<Json> {
        Some(match *event {
            Event::Hello { server, version, script_version, .. } => {
                json!({"event": "hello", "server": format!("{server:?}"),
                       "version": self.text(version), "script_version": self.text(script_version)})
            }
            Event::VersionMismatch { kind, client, server } => {
                json!({"event": "version_mismatch", "kind": format!("{kind:?}"),
                       "client": self.text(client), "server": self.text(server)})
            }
            Event::LoginAccepted { tcp_port, host, account, .. } => {
                json!({"event": "login_accepted", "host": self.text(host), "port": tcp_port,
                       "account": self.text(account)})
            }
            Event::LoginSucceeded { entity, .. } => {
                json!({"event": "login_result", "success": true, "entity": entity})
            }
            Event::LoginFailed { ref ending, .. } => self.ending("login_result", ending),
            Event::AccountResult { request, ref ending, .. } => {
                let mut told = self.ending("account_result", ending);
                told["request"] = format!("{request:?}").into();
                told
            }
            Event::Disconnected { ref ending, .. } => self.ending("disconnected", ending),
            Event::Method { .. } => return self.method(event),
            Event::SpaceData { space, key, value, .. } => {
                json!({"event": "space_data_set", "space": space, "key": self.text(key),
                       "value": self.text(value)})
            }
            Event::SpaceDataDeleted { space, key } => {
                json!({"event": "space_data_deleted", "space": space, "key": self.text(key)})
            }
            Event::StreamStarted { id, size, description, .. } => {
                json!({"event": "stream_started", "id": id, "size": size,
                       "description": self.text(description)})
            }
            Event::StreamData { id, data, .. } => {
                json!({"event": "stream_data", "id": id, "size": data.len})
            }
            Event::StreamCompleted { id, .. } => json!({"event": "stream_completed", "id": id}),
            Event::Fault(f) => {
                json!({"event": "protocol_error", "message": self.text(f.name),
                       "offset": f.offset, "text": self.text(f.text)})
            }
            _ => return None,
        })
    }
}
