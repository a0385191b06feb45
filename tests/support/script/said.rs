//! Everything a server can say, good and bad, for tests that say it in any order.

use kbe::wire::table::{Component, stock_spec};

use super::server::{self, Make, PLAIN, STOCK, body};

/// Everything a server can say, with two kinds of definitions.
pub fn messages() -> Vec<Vec<u8>> {
    let mut all = vec![
        server::hello_loginapp(),
        server::hello_baseapp(),
        body().str("9").var(523),
        body().str("9").var(522),
        server::login_accepted(),
        server::login_failed(4),
        server::baseapp_failed(3),
        server::errors(),
        server::loginapp_messages(),
        server::baseapp_messages(),
        server::definitions(STOCK),
        server::definitions(PLAIN),
        server::definitions(Make { aliases: true, grown: true }),
        server::kicked(9),
        server::heartbeat(),
        body().u16(0).blob(b"").var(501),
        body().u16(0).fixed(68),
        body().u16(0).fixed(69),
        body().u16(1).fixed(70),
        body().u64(77).var(71),
        body().u16(3).fixed(8),
        server::init_space(7),
        body().u32(7).str("k").str("v").var(66),
        body().u32(7).str("k").var(67),
        server::leave_of(0),
        server::leave_of(1),
        server::base_position([1.0, 2.0, 3.0]),
        body().f32(1.0).f32(f32::NAN).fixed(15),
        body().floats(&[1.0; 3]).var(14),
        body().u8(0).floats(&[1.0; 6]).var(33),
        body().u8(0).raw(&[1; 8]).var(56),
        body().i16(1).u32(4).str("d").i8(1).var(514),
        body().i16(1).blob(b"data").var(515),
        body().i16(1).fixed(516),
        body().u8(0).u8(0).u8(1).i32(4).var(10),
        server::properties_of(0, server::monster_hp(STOCK, 1)),
        body().str("sdk").var(64),
    ];
    for e in [5i32, 6, 100, 200] {
        all.extend([
            server::created(u64::from(e.unsigned_abs()), e, "Avatar"),
            server::created(3, e, "Account"),
            server::created(3, e, "Nobody"),
            server::enter(e, server::MONSTER),
            server::enter(e, server::AVATAR),
            body().i32(e).u16(4).var(507),
            server::leave(e),
            server::destroyed(e),
            server::enter_space(e, 7),
            server::leave_space(e),
            server::control(e, true),
            server::control(e, false),
            server::set_pose(e, [f32::from(e as i16); 3], [0.5; 3]),
            server::properties(e, server::avatar_hp(STOCK, 9)),
            server::properties(e, server::avatar_hp(PLAIN, 9)),
            server::properties(e, server::monster_hp(STOCK, 9)),
            server::properties(e, server::gold(STOCK, 9)),
            body().i32(e).u8(0).u8(1).i32(4).var(506),
            body().i32(e).u16(0).u16(11).i32(4).var(506),
        ]);
    }
    all
}

/// The message with another body: bytes of it changed, and cut to a length where it may have any.
pub fn garbled(message: &[u8], changes: &[(u16, u8)], len: u16) -> Vec<u8> {
    let id = u16::from_le_bytes([message[0], message[1]]);
    // Other ids for what the client sends could not be followed here.
    if id == 518 {
        return Vec::new();
    }
    let fixed = stock_spec(Component::Client, id).unwrap().length >= 0;
    let mut garbled = message[if fixed { 2 } else { 4 }..].to_vec();
    for (at, byte) in changes {
        let at = usize::from(*at) % garbled.len().max(1);
        garbled.iter_mut().skip(at).take(1).for_each(|b| *b ^= byte);
    }
    if fixed {
        return body().raw(&garbled).fixed(id);
    }
    garbled.truncate(usize::from(len) % 64);
    body().raw(&garbled).var(id)
}
