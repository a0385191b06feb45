//! Events in one line of text each, so that a test can list what it expects.

use kbe::defs::{Defs, NONE};
use kbe::layers::Batch;
use kbe::layers::event::{Encryption, Ending, Event, Fault, Motion, Server, Slot};
use kbe::wire::value::{Kind, Span, Value};

/// Turns events into lines.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    pub batch: &'a Batch,
    pub defs: Option<&'a Defs>,
}

impl Teller<'_> {
    fn text(&self, span: Span) -> String {
        String::from_utf8_lossy(self.batch.arena.text(span)).into_owned()
    }

    fn class(&self, module: u16) -> &str {
        self.defs.and_then(|d| d.module(module)).map_or("?", |m| m.name())
    }

    fn property(&self, module: u16, index: u16) -> &str {
        let property = self.defs.and_then(|d| d.module(module)?.property(index));
        property.map_or("?", |p| p.name())
    }

    fn method(&self, module: u16, index: u16) -> &str {
        let m = self.defs.and_then(|d| d.module(module)?.client_methods().get(usize::from(index)));
        m.map_or("?", |m| m.name())
    }

    fn value(&self, v: &Value) -> String {
        let arena = &self.batch.arena;
        match v.kind() {
            Kind::Float | Kind::Double => v.as_f64().to_string(),
            Kind::Vector3 => numbers(&v.as_vector()[..3]),
            k if k.is_bytes() => format!("{:?}", String::from_utf8_lossy(arena.value_bytes(v))),
            k if k.is_container() => {
                let items: Vec<_> = arena.items(v).iter().map(|i| self.value(i)).collect();
                format!("[{}]", items.join(","))
            }
            _ => v.as_i64().to_string(),
        }
    }

    fn ending(&self, e: &Ending) -> String {
        let mut line = format!("{:?} {:?} {}", e.origin, e.reason, server(e.server));
        if e.code != 0 {
            line += &format!(" {}", e.code);
        }
        line
    }

    fn tail(&self, datas: Span) -> String {
        match self.text(datas) {
            s if s.is_empty() => s,
            s => format!(" {s:?}"),
        }
    }

    /// The whole of an event that ends something: the sentence for people too.
    pub fn sentence(&self, event: &Event) -> Option<String> {
        match event {
            Event::LoginFailed { ending, .. }
            | Event::Disconnected { ending, .. }
            | Event::Lost { ending }
            | Event::ProbeResult { ending }
            | Event::AccountResult { ending, .. } => Some(self.text(ending.text)),
            _ => None,
        }
    }

    pub fn line(&self, event: &Event) -> String {
        match *event {
            Event::Connection { server: s, success, port, host, text, .. } => {
                let how = if success { "connected" } else { "not connected" };
                let remark = match self.text(text) {
                    text if success && !text.is_empty() => format!(" ({text})"),
                    _ => String::new(),
                };
                format!("{how} {} {}:{port}{remark}", server(s), self.text(host))
            }
            Event::Hello {
                server: s,
                encryption,
                version,
                protocol_digest,
                entitydef_digest,
                ..
            } => {
                let all = [version, protocol_digest, entitydef_digest].map(|t| self.text(t));
                let encrypted = match encryption {
                    Encryption::None => "",
                    Encryption::Blowfish => ", encrypted",
                };
                format!("hello {} {}{encrypted}", server(s), all.join(" "))
            }
            Event::VersionMismatch { kind, client, server } => {
                format!("mismatch {kind:?} {} {}", self.text(client), self.text(server))
            }
            Event::Definitions { .. } => "definitions".into(),
            Event::ErrorTexts { .. } => "error texts".into(),
            Event::LoginAccepted { tcp_port, udp_port, host, account, datas } => {
                let (account, host) = (self.text(account), self.text(host));
                format!("accepted {account} {host} {tcp_port}/{udp_port}{}", self.tail(datas))
            }
            Event::LoginSucceeded { uuid, entity } => format!("login succeeded {entity} {uuid:x}"),
            Event::LoginFailed { ending, datas } => {
                format!("login failed: {}{}", self.ending(&ending), self.tail(datas))
            }
            Event::Disconnected { ending, resumable } => {
                let resumable = flag(resumable, ", resumable");
                format!("disconnected: {}{resumable}", self.ending(&ending))
            }
            Event::Lost { ending } => format!("lost: {}", self.ending(&ending)),
            Event::Resuming { attempt, attempts, delay_ms, by_login } => {
                let by_login = flag(by_login, " by login");
                format!("resuming {attempt}/{attempts} in {delay_ms}{by_login}")
            }
            Event::Resumed { uuid, entity, by_login } => {
                format!("resumed {entity} {uuid:x}{}", flag(by_login, " by login"))
            }
            Event::AccountResult { request, ending, datas } => {
                format!("{request:?}: {}{}", self.ending(&ending), self.tail(datas))
            }
            Event::ProbeResult { ending } => format!("probe: {}", self.ending(&ending)),
            Event::Kicked { code } => format!("kicked {code}"),
            Event::Fault(Fault { name, text, .. }) => {
                format!("fault {}: {}", self.text(name), self.text(text))
            }
            Event::Log { level, area, text, .. } => {
                format!("log {level:?} {}: {}", area.name(), self.text(text))
            }
            _ => self.entity_line(event),
        }
    }

    fn entity_line(&self, event: &Event) -> String {
        match *event {
            Event::PlayerCreated { entity, module, new, .. } => {
                format!("player {entity} {}{}", self.class(module), flag(new, " new"))
            }
            Event::EnterWorld { entity, module, player, new, already, on_ground, .. } => {
                let class = self.class(module);
                let (player, new) = (flag(player, " player"), flag(new, " new"));
                let (already, ground) =
                    (flag(already, " already"), flag(!on_ground, " in the air"));
                format!("enter {entity} {class}{player}{new}{already}{ground}")
            }
            Event::LeaveWorld { slot, entity, player } => {
                format!("leave {entity}{}{}", flag(player, " player"), unknown(slot))
            }
            Event::EnterSpace { entity, space, on_ground, .. } => {
                format!("enter space {entity} {space}{}", flag(!on_ground, " in the air"))
            }
            Event::LeaveSpace { entity, .. } => format!("leave space {entity}"),
            Event::Destroyed { slot, entity, player } => {
                format!("destroyed {entity}{}{}", flag(player, " player"), unknown(slot))
            }
            Event::Clear => "clear".into(),
            Event::Reset => "reset".into(),
            Event::Properties { entity, first, count, buffered, .. } => {
                let changes = &self.batch.changes[first as usize..(first + count) as usize];
                let all: Vec<_> = changes
                    .iter()
                    .map(|c| {
                        let value = self.value(&self.batch.arena.get(c.value.root));
                        let part = if c.component == NONE { "" } else { "component." };
                        format!("{part}{}={value}", self.property(c.module, c.property))
                    })
                    .collect();
                format!("properties {entity} {}{}", all.join(" "), flag(buffered, " buffered"))
            }
            Event::Property { entity, module, property, ref value, .. } => {
                let name = self.property(module, property);
                format!("properties {entity} {name}={}", self.value(value))
            }
            Event::ComponentLinked { entity, module, .. } => {
                format!("component {entity} {}", self.class(module))
            }
            Event::Method { entity, component, module, method, argc, args, .. } => {
                let args: Vec<_> =
                    (args..args + u32::from(argc)).map(|i| self.batch.arena.get(i)).collect();
                let args: Vec<_> = args.iter().map(|v| self.value(v)).collect();
                let part = if component == NONE { "" } else { "component." };
                let name = self.method(module, method);
                format!("call {entity} {part}{name}({})", args.join(","))
            }
            Event::Moves { first, count } => {
                let all = self.batch.run(first, count).iter().map(|m| {
                    let Motion { entity, flags, position, direction } = m.motion();
                    format!(
                        "move {entity} {} {} {flags:#x}",
                        numbers(&position),
                        numbers(&direction)
                    )
                });
                all.collect::<Vec<_>>().join("\n")
            }
            Event::BasePosition { position, slot, .. } => {
                format!("base {}{}", numbers(&position), flag(slot != Slot::NONE, " follows"))
            }
            Event::BaseDirection { direction, slot, .. } => {
                let follows = flag(slot != Slot::NONE, " follows");
                format!("base direction {}{follows}", numbers(&direction))
            }
            Event::SetPose { slot, entity, position, direction } => {
                let unknown = unknown(slot);
                format!("pose {entity} {} {}{unknown}", numbers(&position), numbers(&direction))
            }
            Event::Control { slot, entity, controlled, player } => {
                let player = flag(player, " player");
                format!("control {entity} {controlled}{player}{}", unknown(slot))
            }
            Event::SpaceInit { space } => format!("space {space}"),
            Event::SpaceData { space, key, value, initial } => {
                let (key, value) = (self.text(key), self.text(value));
                format!("space {space} {key}={value}{}", flag(initial, " initial"))
            }
            Event::SpaceDataDeleted { space, key } => {
                format!("space {space} without {}", self.text(key))
            }
            Event::StreamStarted { id, size, description, kind } => {
                format!("stream {id} {size} {} {kind}", self.text(description))
            }
            Event::StreamData { id, data, .. } => {
                format!("stream {id} {:?}", self.text(data))
            }
            Event::StreamCompleted { id, .. } => format!("stream {id} complete"),
            other => format!("{other:?}"),
        }
    }
}

fn server(s: Server) -> &'static str {
    match s {
        Server::Loginapp => "loginapp",
        Server::Baseapp => "baseapp",
    }
}

fn flag(on: bool, text: &'static str) -> &'static str {
    if on { text } else { "" }
}

fn unknown(slot: Slot) -> &'static str {
    flag(slot == Slot::NONE, " unknown")
}

fn numbers(all: &[f32]) -> String {
    all.iter().map(f32::to_string).collect::<Vec<_>>().join(",")
}
