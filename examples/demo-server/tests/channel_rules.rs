//! What closes a connection, what is ignored, and that no bytes can hurt the server.

mod common;

use std::time::{Duration, Instant};

use common::{Link, Session, hello, login_body, server, strings, var};
use kbe_demo_server::StallAt;

const LOGIN_TICK: u16 = 11;
const BASE_TICK: u16 = 206;

/// A refused login of exactly `size` bytes, made long by its datas.
fn login_of(size: usize) -> Vec<u8> {
    let rest = strings(&["n", "p"]);
    let datas = size - 4 - 1 - 4 - rest.len();
    let mut body = vec![3];
    body.extend((datas as u32).to_le_bytes());
    body.resize(body.len() + datas, 0);
    body.extend(rest);
    var(3, &body)
}

#[test]
fn two_kilobytes_in_one_tick_close_the_connection() {
    let server = server(|_| {});
    let mut link = Link::open(server.login_addr());
    link.raw(&login_of(2046));
    link.wait(503);
    // The heartbeat must not fall into the same tick of 20 ms, where it would be the last straw.
    std::thread::sleep(Duration::from_millis(60));
    assert!(link.is_alive(LOGIN_TICK));
    // A tick may end between the two reads of one attempt, but not of all.
    let survives = || {
        let mut link = Link::open(server.login_addr());
        link.raw(&login_of(2048));
        link.next(Duration::from_secs(2)).is_some()
    };
    assert!((0..5).any(|_| !survives()));
    assert!(server.stats().condemned >= 1);
}

#[test]
fn limits_can_be_switched_off() {
    let server = server(|c| c.enforce_receive_limits = false);
    let mut link = Link::open(server.login_addr());
    link.raw(&LOGIN_TICK.to_le_bytes().repeat(5000));
    for _ in 0..5000 {
        link.wait(72);
    }
}

#[test]
fn unknown_ids_and_announced_giants_condemn() {
    let server = server(|_| {});
    for bytes in [&[0, 0, 0, 0][..], &[0x60, 0xEA, 0, 0], &[2, 0, 0xFF, 0xFF, 0, 0, 1, 0]] {
        let mut link = Link::open(server.login_addr());
        link.raw(bytes);
        assert!(link.is_closed_soon(), "{bytes:?}");
    }
    assert_eq!(server.stats().condemned, 3);
}

#[test]
fn a_version_mismatch_is_answered_and_forgotten() {
    let server = server(|_| {});
    let mut link = Link::open(server.login_addr());
    link.send(4, &strings(&["2.5.9", "0.1.0", "\0\0\0"]));
    assert_eq!(link.wait(523), b"2.5.10\0");
    link.send(4, &strings(&["2.5.10", "9.9.9", "\0\0\0"]));
    assert_eq!(link.wait(522), b"0.1.0\0");
    link.send(4, &hello());
    link.wait(521);
}

#[test]
fn a_second_login_in_the_same_write_is_busy() {
    let server = server(|_| {});
    let mut link = Link::open(server.login_addr());
    let login = var(3, &login_body("twice", "pw"));
    link.raw(&[login.clone(), login].concat());
    let (first, body) = link.next(Duration::from_secs(2)).unwrap();
    assert_eq!((first, &body[..2]), (503, &[8, 0][..]));
    link.wait(502);
}

#[test]
fn login_codes_are_the_recorded_ones() {
    let server = server(|c| c.auto_create_accounts = false);
    let mut link = Link::open(server.login_addr());
    let code = |link: &mut Link, name: &str, password: &str| {
        link.send(3, &login_body(name, password));
        let (id, body) = link.next(Duration::from_secs(2)).unwrap();
        (id == 503).then(|| u16::from_le_bytes(*body.first_chunk().unwrap()))
    };
    assert_eq!(code(&mut link, "nobody", "pw"), Some(23));
    let mut account = strings(&["somebody", "pw"]);
    account.extend([0; 4]);
    link.send(2, &account);
    link.wait(501);
    assert_eq!(code(&mut link, "somebody", "no"), Some(6));
    assert_eq!(code(&mut link, "  ", "pw"), Some(5));
    server.admin("lock somebody on").unwrap();
    assert_eq!(code(&mut link, "somebody", "pw"), Some(15));
    server.admin("lock somebody off").unwrap();
    assert_eq!(code(&mut link, " somebody ", "pw"), None);
    let mut mail = strings(&["some@body.org", "pw"]);
    mail.extend([0; 4]);
    link.send(6, &mail);
    link.wait(501);
    assert_eq!(code(&mut link, "some@body.org", "pw"), Some(17));
    server.admin("activate some@body.org").unwrap();
    assert_eq!(code(&mut link, "some@body.org", "pw"), None);
}

#[test]
fn base_calls_for_others_or_too_short_close_cell_calls_do_not() {
    let server = server(|_| {});
    let mut foreign = Session::account(&server, "foreign");
    foreign.call(302, foreign.eid + 1, 0, 10001, &[]);
    assert!(foreign.link.is_closed_soon());
    let mut short = Session::account(&server, "short");
    short.base_call(10004, &[1, 2]);
    assert!(short.link.is_closed_soon());
    let mut cell = Session::avatar(&server, "cell");
    let eid = cell.eid;
    cell.call(205, eid, 0, 11001, &[1]);
    cell.call(205, eid, 0, 9999, &[]);
    cell.call(205, 424_242, 0, 5, &[]);
    cell.call(205, eid, 47001, 5, &[]);
    cell.link.send(27, &[0; 28]);
    cell.link.send(28, &[0; 33]);
    assert!(cell.link.is_alive(BASE_TICK));
}

#[test]
fn entity_messages_before_a_proxy() {
    let server = server(|_| {});
    for (id, body, closes) in [
        (27, vec![0; 29], true),
        (205, vec![0; 8], true),
        (302, vec![1; 8], true),
        (302, vec![0; 8], false),
        (28, vec![0; 33], false),
    ] {
        let mut link = Link::open(server.base_addr());
        link.send(id, &body);
        assert_eq!(!link.is_alive(BASE_TICK), closes, "{id}");
    }
}

#[test]
fn stalled_requests_are_never_answered() {
    let silent = |link: &mut Link| link.next(Duration::from_millis(300)).is_none();
    for (stall, port_is_base, id, body) in [
        (StallAt::Hello, false, 4, hello()),
        (StallAt::Login, false, 3, login_body("a", "b")),
        (StallAt::BaseHello, true, 200, hello()),
        (StallAt::BaseLogin, true, 202, strings(&["a", "b"])),
    ] {
        let server = server(|c| c.stall = Some(stall));
        let addr = if port_is_base { server.base_addr() } else { server.login_addr() };
        let mut link = Link::open(addr);
        link.send(id, &body);
        assert!(silent(&mut link), "{stall:?}");
        let tick = if port_is_base { BASE_TICK } else { LOGIN_TICK };
        assert!(link.is_alive(tick), "{stall:?}");
        if stall == StallAt::Login {
            link.send(id, &body);
            assert_eq!(link.wait(503)[..2], [8, 0]);
        }
    }
    let server = server(|c| c.stall = Some(StallAt::Imports));
    let mut link = Link::open(server.base_addr());
    link.raw(&[207, 0, 208, 0]);
    assert!(silent(&mut link));
}

#[test]
fn silence_is_punished() {
    let server = server(|c| c.inactivity_timeout = Duration::from_millis(300));
    let mut link = Link::open(server.base_addr());
    assert!(link.is_closed_soon());
}

#[test]
fn relogin_needs_the_last_key() {
    let server = server(|_| {});
    let mut session = Session::avatar(&server, "again");
    server.admin("drop again").unwrap();
    assert!(session.link.is_closed_soon());
    let relogin = |uuid: u64, eid: i32| {
        let mut body = strings(&["again", "x"]);
        body.extend(uuid.to_le_bytes());
        body.extend(eid.to_le_bytes());
        let mut link = Link::open(server.base_addr());
        link.send(204, &body);
        link
    };
    assert_eq!(relogin(session.uuid ^ 2, session.eid).wait(8), [3, 0]);
    let old = session.uuid;
    session.link = relogin(session.uuid, session.eid);
    session.created();
    assert_ne!(session.uuid, old);
    assert_eq!(session.link.wait(71), session.uuid.to_le_bytes());
    session.link.wait(507);
    assert_eq!(relogin(old, session.eid).wait(8), [3, 0]);
    let mut second = relogin(session.uuid, session.eid);
    second.wait(71);
    assert!(session.link.is_closed_soon());
}

#[test]
fn operators_can_kick_and_destroy() {
    let server = server(|_| {});
    let mut kicked = Session::avatar(&server, "kicked");
    server.admin("kick kicked").unwrap();
    assert_eq!(kicked.link.wait(517), [9, 0]);
    assert!(kicked.link.is_closed_soon());
    let mut destroyed = Session::account(&server, "destroyed");
    server.admin("destroyproxy destroyed").unwrap();
    assert_eq!(destroyed.link.wait(517), [11, 0]);
    assert!(destroyed.link.is_closed_soon());
    let mut silenced = Session::account(&server, "silenced");
    server.admin("silence silenced on").unwrap();
    assert!(!silenced.link.is_alive(BASE_TICK));
    server.admin("silence silenced off").unwrap();
    assert!(silenced.link.is_alive(BASE_TICK));
    assert!(server.admin("kick nobody").is_err());
    assert!(server.admin("nonsense").is_err());
    assert!(server.admin("list").unwrap().contains("silenced Account"));
}

#[test]
fn broken_messages_reach_the_client_and_the_server_lives() {
    let server = server(|_| {});
    let mut session = Session::avatar(&server, "victim");
    for kind in ["shortbody", "badprop", "badvid", "badcount"] {
        server.admin(&format!("malformed victim {kind}")).unwrap();
        assert!(session.link.is_alive(BASE_TICK), "{kind}");
    }
    for kind in ["unknownid", "hugelen", "garbage"] {
        server.admin(&format!("malformed victim {kind}")).unwrap();
    }
    assert!(server.admin("malformed victim nonsense").is_err());
    assert!(server.admin("list").is_ok());
}

/// xorshift64: the same bytes in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 8) as usize % n
    }

    /// Small bytes, so that counts and lengths are often possible ones.
    fn bytes(&mut self, most: usize) -> Vec<u8> {
        let n = self.below(most);
        let highest = if self.below(2) == 0 { 5 } else { 256 };
        (0..n).map(|_| self.below(highest) as u8).collect()
    }
}

#[test]
fn no_bytes_hurt_the_server() {
    let server = server(|c| c.enforce_receive_limits = false);
    let ids = [3, 24, 27, 28, 51, 54, 58, 200, 202, 204, 205, 302, 2, 4, 6, 12];
    let mut random = Random(12345);
    let mut player = Session::avatar(&server, "fuzz");
    for round in 0..600 {
        let id = ids[random.below(ids.len())];
        let mut body = random.bytes(40);
        // Every other body is addressed to the own entity, so that it gets further.
        if round % 2 == 0 && body.len() >= 4 {
            body[..4].copy_from_slice(&player.eid.to_le_bytes());
        }
        match round % 3 {
            0 => player.link.send(id, &body),
            1 => Link::open(server.base_addr()).send(id, &body),
            _ => Link::open(server.login_addr()).send(id, &body),
        }
        if round % 20 == 0 && !player.link.is_alive(BASE_TICK) {
            player = Session::avatar(&server, &format!("fuzz{round}"));
        }
    }
    let mut after = Session::account(&server, "after");
    assert!(after.link.is_alive(BASE_TICK));
}

#[test]
fn no_arguments_hurt_the_scripts() {
    let server = server(|c| c.enforce_receive_limits = false);
    let mut random = Random(6789);
    let mut player = Session::avatar(&server, "caller");
    let uids = [4, 5, 11, 26, 29, 11001, 11003, 63201];
    let components = [0, 0, 0, 16, 22, 60101, 41003, 9];
    for round in 0..3000 {
        let target = match random.below(3) {
            0 => player.eid,
            _ => 2001 + random.below(12) as i32,
        };
        let method = match random.below(2) {
            0 => uids[random.below(uids.len())],
            _ => 63001 + random.below(28) as u16,
        };
        let component = components[random.below(components.len())];
        let args = random.bytes(60);
        player.call(205, target, component, method, &args);
        if round % 100 == 0 {
            assert!(player.link.is_alive(BASE_TICK), "{round}");
        }
    }
    server.admin("zoo caller").unwrap();
    player.created();
    for round in 0..200 {
        let args = random.bytes(60);
        player.base_call(62001 + random.below(28) as u16, &args);
        if !player.link.is_alive(BASE_TICK) {
            // Too short a base call closes, by the rules.
            let name = format!("caller{round}");
            player = Session::account(&server, &name);
            server.admin(&format!("zoo {name}")).unwrap();
            player.created();
        }
    }
    assert!(server.admin("list").is_ok());
    assert!(server.stats().calls_seen > 3000);
}

#[test]
fn stopping_is_quick_even_with_clients() {
    let server = server(|_| {});
    let mut session = Session::avatar(&server, "here");
    let start = Instant::now();
    assert!(server.is_running());
    server.stop();
    assert!(start.elapsed() < Duration::from_secs(3));
    assert!(session.link.is_closed_soon());
}

#[test]
fn the_stop_command_ends_the_server() {
    let server = server(|_| {});
    assert_eq!(server.admin("stop").as_deref(), Ok("stopping"));
    let end = Instant::now() + Duration::from_secs(3);
    while server.is_running() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(!server.is_running());
    assert!(server.admin("list").is_err());
}
