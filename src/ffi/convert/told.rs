//! Events that are told as they came.

use super::super::events::*;
use super::super::log::kbe_log_event;
use super::super::pull::kbe_event_data;
use super::super::view::{bytes_of, kbe_bytes, kbe_str, str_of};
use super::{Scene, initial_flag};
use crate::layers::event::{Ending, Event, Reason};
use crate::layers::log::Area;
use crate::wire::value::Span;

impl Scene<'_> {
    fn ending(&self, e: &Ending) -> kbe_ending {
        let coded = matches!(e.reason, Reason::Refused | Reason::Kicked) || e.code != 0;
        let name = coded.then(|| self.game.errors().get(e.code)).flatten();
        kbe_ending {
            origin: e.origin as u32,
            reason: e.reason as u32,
            server: e.server as u32,
            code: e.code.into(),
            code_name: name.map_or_else(kbe_str::default, |(name, _)| str_of(name)),
            text: self.text(e.text),
        }
    }

    pub(super) fn event_data(&self, event: &Event) -> Option<kbe_event_data> {
        let client = self.client.handle();
        Some(match *event {
            Event::Connection { server, success, port, transport, host, text } => kbe_event_data {
                connection: kbe_connection_event {
                    client,
                    server: server as u32,
                    success: success.into(),
                    port: port.into(),
                    transport: if success { transport as u32 } else { 0 },
                    host: self.text(host),
                    text: self.text(text),
                },
            },
            Event::Hello {
                server,
                encryption,
                version,
                script_version,
                protocol_digest,
                entitydef_digest,
            } => kbe_event_data {
                hello: kbe_hello_event {
                    client,
                    server: server as u32,
                    encryption: encryption as u32,
                    version: self.text(version),
                    script_version: self.text(script_version),
                    protocol_digest: self.text(protocol_digest),
                    entitydef_digest: self.text(entitydef_digest),
                },
            },
            Event::VersionMismatch { kind, client: ours, server: theirs } => kbe_event_data {
                version_mismatch: kbe_version_mismatch_event {
                    client,
                    kind: kind as u32,
                    reserved: 0,
                    client_says: self.text(ours),
                    server_says: self.text(theirs),
                },
            },
            Event::LoginAccepted { .. }
            | Event::LoginSucceeded { .. }
            | Event::LoginFailed { .. }
            | Event::AccountResult { .. }
            | Event::Disconnected { .. } => return self.session_data(event),
            Event::Lost { .. } | Event::Resuming { .. } | Event::Resumed { .. } => {
                kbe_event_data { session: self.session(event) }
            }
            Event::Method { .. } => kbe_event_data { method: self.method(event)? },
            Event::SpaceData { space, key, value, initial } => {
                self.space_data(space, initial, key, Some(value))
            }
            Event::SpaceDataDeleted { space, key } => self.space_data(space, false, key, None),
            Event::StreamStarted { .. }
            | Event::StreamData { .. }
            | Event::StreamCompleted { .. } => kbe_event_data { stream: self.stream(event) },
            Event::Fault(f) => kbe_event_data {
                protocol_error: kbe_protocol_error_event {
                    client,
                    message_id: f.message_id.into(),
                    offset: f.offset,
                    entity_id: f.entity,
                    reserved: 0,
                    message_name: self.text(f.name),
                    text: self.text(f.text),
                },
            },
            Event::Log { level, area, at, text } => kbe_event_data {
                log: kbe_log_event {
                    client,
                    level: level as u32,
                    reserved: 0,
                    time_us: at,
                    source: c_name(area),
                    text: self.text(text),
                },
            },
            _ => return None,
        })
    }

    fn session_data(&self, event: &Event) -> Option<kbe_event_data> {
        let client = self.client.handle();
        Some(match *event {
            Event::LoginAccepted { tcp_port, udp_port, host, account, datas } => kbe_event_data {
                login_accepted: kbe_login_accepted_event {
                    client,
                    tcp_port: tcp_port.into(),
                    udp_port: udp_port.into(),
                    host: self.text(host),
                    account: self.text(account),
                    datas: self.bytes(datas),
                },
            },
            Event::LoginSucceeded { uuid, entity } => kbe_event_data {
                login_result: kbe_login_result_event {
                    client,
                    success: 1,
                    entity_id: entity,
                    uuid,
                    ending: no_ending(),
                    datas: bytes_of(self.game.facts().datas.bytes()),
                },
            },
            Event::LoginFailed { ending, datas } => kbe_event_data {
                login_result: kbe_login_result_event {
                    client,
                    success: 0,
                    entity_id: 0,
                    uuid: 0,
                    ending: self.ending(&ending),
                    datas: self.bytes(datas),
                },
            },
            Event::AccountResult { request, ending, datas } => kbe_event_data {
                account_result: kbe_account_result_event {
                    client,
                    request: request as u32,
                    success: (ending.reason == Reason::None).into(),
                    ending: self.ending(&ending),
                    datas: self.bytes(datas),
                },
            },
            Event::Disconnected { ending, resumable } => kbe_event_data {
                disconnected: kbe_disconnected_event {
                    client,
                    ending: self.ending(&ending),
                    resumable: resumable.into(),
                    reserved: 0,
                },
            },
            _ => return None,
        })
    }

    fn session(&self, event: &Event) -> kbe_session_event {
        let mut e = kbe_session_event {
            client: self.client.handle(),
            state: 0,
            attempt: 0,
            attempts: 0,
            delay_ms: 0,
            flags: 0,
            reserved: 0,
            uuid: 0,
            ending: no_ending(),
        };
        let flag = |by_login| if by_login { KBE_SESSION_BY_LOGIN } else { 0 };
        match *event {
            Event::Lost { ending } => {
                e.state = KBE_SESSION_LOST;
                e.ending = self.ending(&ending);
            }
            Event::Resuming { attempt, attempts, delay_ms, by_login } => {
                e.state = KBE_SESSION_RESUMING;
                (e.attempt, e.attempts, e.delay_ms) = (attempt, attempts, delay_ms);
                e.flags = flag(by_login);
            }
            Event::Resumed { uuid, by_login, .. } => {
                e.state = KBE_SESSION_RESUMED;
                (e.uuid, e.flags) = (uuid, flag(by_login));
            }
            _ => {}
        }
        e
    }

    fn space_data(
        &self,
        space: u32,
        initial: bool,
        key: Span,
        value: Option<Span>,
    ) -> kbe_event_data {
        kbe_event_data {
            space_data: kbe_space_data_event {
                client: self.client.handle(),
                space_id: space,
                flags: initial_flag(initial),
                key: self.text(key),
                value: value.map_or_else(kbe_str::default, |v| self.text(v)),
            },
        }
    }

    fn stream(&self, event: &Event) -> kbe_stream_event {
        let mut e = kbe_stream_event {
            client: self.client.handle(),
            stream_id: 0,
            kind: 0,
            size: 0,
            received: 0,
            description: kbe_str::default(),
            data: kbe_bytes::default(),
        };
        let (id, kind, size, received) = match *event {
            Event::StreamStarted { id, kind, size, description } => {
                e.description = self.text(description);
                (id, kind, size, 0)
            }
            Event::StreamData { id, kind, size, received, data } => {
                e.data = self.bytes(data);
                (id, kind, size, received)
            }
            Event::StreamCompleted { id, kind, size, received } => (id, kind, size, received),
            _ => return e,
        };
        (e.stream_id, e.kind) = (id.into(), u32::try_from(kind).unwrap_or(0));
        (e.size, e.received) = (size, received);
        e
    }
}

/// The name of a line's area, without the zero byte that stands behind it.
fn c_name(area: Area) -> kbe_str {
    let name = area.c_name();
    kbe_str { ptr: name.as_ptr().cast(), len: area.name().len() as u32 }
}

fn no_ending() -> kbe_ending {
    kbe_ending {
        origin: 0,
        reason: KBE_REASON_NONE,
        server: 0,
        code: 0,
        code_name: kbe_str::default(),
        text: kbe_str::default(),
    }
}
