//! A session that has logged in the way a client does, with the least that a server must say.

use kbe::layers::Command;
use kbe::layers::command::Secret;
use kbe::session::{Action, Config, Link, Session, Time, Via};

/// A message with a length of its own, in its envelope.
pub fn message(id: u16, body: &[u8]) -> Vec<u8> {
    let mut out = id.to_le_bytes().to_vec();
    match u16::try_from(body.len()) {
        Ok(n) if n != 0xffff => out.extend(n.to_le_bytes()),
        _ => {
            out.extend([0xff; 2]);
            out.extend((body.len() as u32).to_le_bytes());
        }
    }
    out.extend(body);
    out
}

/// Carries out what a session wishes for, but for connections: returns the latest one wanted.
fn drain(session: &mut Session) -> Option<Link> {
    let mut wanted = None;
    while let Some(action) = session.poll_action() {
        if let Action::Connect { link, .. } = action {
            wanted = Some(link);
        }
    }
    while session.poll_transmit(Time::default(), &mut Vec::new()).is_some() {}
    session.batch().clear();
    wanted
}

/// A session that waits for its player on the baseapp, and its connection there.
pub fn logged_in(config: Config, definitions: &[u8]) -> (Session, Link) {
    let now = Time::default();
    // Without digests nothing is looked up in a cache.
    let hello = message(521, b"2.5.10\x000.1.0\x00\x00\x00\x02\x00\x00\x00");
    let config = Config { import_messages: false, ..config };
    let mut session = Session::new(config);
    session.command(
        now,
        Command::Login {
            account: b"somebody".to_vec(),
            password: Secret::new(b"secret".to_vec()),
            datas: Vec::new(),
        },
    );
    let loginapp = drain(&mut session).unwrap();
    session.connected(now, loginapp, &Via::default());
    session.received(now, loginapp, &hello);
    session.received(
        now,
        loginapp,
        &message(502, b"somebody\x00baseapp\x00\x01\x00\x00\x00\x00\x00\x00\x00"),
    );
    let baseapp = drain(&mut session).unwrap();
    session.connected(now, baseapp, &Via::default());
    session.received(now, baseapp, &hello);
    session.received(now, baseapp, &message(519, definitions));
    assert_eq!(drain(&mut session), None);
    assert!(session.definitions().is_some());
    (session, baseapp)
}
