//! The order of the messages, compared with recordings of a real server.

mod common;

use std::time::Duration;

use common::{Link, Session, server, strings};

/// Ids that come next, up to and with the last one wanted; volatile updates and base positions left out.
fn ids_until(link: &mut Link, last: u16) -> Vec<u16> {
    let mut ids = Vec::new();
    while let Some((id, _)) = link.next(Duration::from_secs(3)) {
        if !matches!(id, 13 | 15 | 17..=62) {
            ids.push(id);
        }
        if id == last {
            return ids;
        }
    }
    panic!("{last} did not come, only {ids:?}");
}

/// From `selectAvatarGame` to the entry into the space, as recorded: the account's property and end, the avatar's base
/// part, its proxy, its cell, a hello of its component, the world entry, its points, more hellos, the space.
const ENTERING: [u16; 18] =
    [511, 512, 511, 504, 511, 506, 511, 507, 511, 511, 511, 511, 506, 506, 506, 65, 12, 509];

fn avatar_dbid(session: &mut Session) -> Vec<u8> {
    session.base_call(10002, &[1, 1, 0, 0, 0, b'A']);
    session.link.wait(506)[7..15].to_vec()
}

#[test]
fn entering_the_world() {
    let server = server(|_| {});
    let mut s = Session::account(&server, "enter");
    let dbid = avatar_dbid(&mut s);
    s.base_call(10004, &dbid);
    assert_eq!(ids_until(&mut s.link, 509), ENTERING);
    // Then the base position, and a pair for everything in view.
    let (first, _) = s.link.next(Duration::from_secs(3)).unwrap();
    assert_eq!(first, 13);
    assert_eq!(ids_until(&mut s.link, 507), [511, 507]);
}

#[test]
fn entering_again_sends_no_points_that_are_full() {
    let server = server(|c| c.monsters = 0);
    let mut s = Session::account(&server, "twice");
    let dbid = avatar_dbid(&mut s);
    for expected in [18, 16] {
        s.base_call(10004, &dbid);
        assert_eq!(ids_until(&mut s.link, 509).len(), expected);
        s.link.wait(507);
        server.admin("giveback twice").unwrap();
        s.created();
    }
}

#[test]
fn a_second_login_takes_the_account_over() {
    let server = server(|c| c.monsters = 0);
    let mut old = Session::avatar(&server, "same");
    while old.link.next(Duration::from_millis(300)).is_some() {}
    let mut new = Session::account(&server, "same");
    assert_eq!(ids_until(&mut old.link, 517), [512, 511, 504, 517]);
    assert!(old.link.is_closed_soon());
    assert!(new.link.is_alive(206));
}

#[test]
fn losing_and_regaining_the_cell() {
    let server = server(|c| {
        c.monsters = 0;
        c.npcs = 0;
    });
    let mut s = Session::avatar(&server, "cell");
    while s.link.next(Duration::from_millis(300)).is_some() {}
    server.admin("losecell cell").unwrap();
    assert_eq!(s.link.wait(508), s.eid.to_le_bytes());
    server.admin("getcell cell").unwrap();
    let expected = [511, 506, 511, 507, 511, 511, 506, 506, 506, 65, 12, 509];
    assert_eq!(ids_until(&mut s.link, 509), expected);
}

#[test]
fn changing_the_space_and_coming_back() {
    let server = server(|c| {
        c.monsters = 0;
        c.npcs = 0;
    });
    let mut s = Session::avatar(&server, "far");
    while s.link.next(Duration::from_millis(300)).is_some() {}
    server.admin("teleport far 2").unwrap();
    assert_eq!(ids_until(&mut s.link, 507), [510, 65, 12, 509, 511, 511, 507]);
}

#[test]
fn relogin_sends_everything_again() {
    let server = server(|c| c.monsters = 0);
    let mut s = Session::avatar(&server, "back");
    let mut body = strings(&["back", "x"]);
    body.extend(s.uuid.to_le_bytes());
    body.extend(s.eid.to_le_bytes());
    let mut link = Link::open(server.base_addr());
    link.send(204, &body);
    let expected = [511, 504, 71, 511, 511, 507, 65, 12, 509];
    assert_eq!(ids_until(&mut link, 509), expected);
    assert!(s.link.is_closed_soon());
}
