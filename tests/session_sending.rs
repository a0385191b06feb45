//! What leaves the client: remote calls, and how they are spread over time.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::time::Duration;

use kbe::layers::Command;
use kbe::layers::command::Part;
use kbe::layers::event::Server;
use kbe::session::Config;
use script::server::{self, created};
use script::{Script, Step, Write, cut, hex, ms, secs};

fn call(part: Part, entity: i32, component_uid: u16, method_uid: u16, args: &[u8]) -> Command {
    Command::Call { part, entity, component_uid, method_uid, args: args.to_vec() }
}

/// A cell call of `n` bytes on the wire, marked with a number.
fn cell_call(mark: u32, n: usize) -> Command {
    let mut args = mark.to_le_bytes().to_vec();
    args.resize(n - 12, 0);
    call(Part::Cell, 1, 0, 7, &args)
}

/// The marks of cell calls, in the order of sending.
fn marks(writes: &[Write]) -> Vec<u32> {
    let bytes: Vec<u8> = writes.iter().flat_map(|w| w.bytes.clone()).collect();
    let calls = cut(&bytes, Server::Baseapp);
    let mark = |b: &[u8]| u32::from_le_bytes(b[8..12].try_into().unwrap());
    calls.iter().filter(|m| m.0 == 205).map(|m| mark(&m.1)).collect()
}

/// No window of this length holds more than this.
fn within(writes: &[Write], window: Duration, bytes: usize, packets: usize) {
    for (i, first) in writes.iter().enumerate() {
        let held: Vec<_> = writes[i..].iter().take_while(|w| w.at - first.at < window).collect();
        let sum: usize = held.iter().map(|w| w.bytes.len()).sum();
        assert!(sum <= bytes, "{sum} bytes from {:?}", first.at);
        assert!(held.len() <= packets, "{} writes from {:?}", held.len(), first.at);
    }
}

#[test]
fn calls_are_written_as_documented() {
    let mut s = Script::in_game();
    s.feed(&server::destroyed(server::ACCOUNT));
    s.feed(&created(1, 2177, "Avatar"));
    s.forget();
    s.command(call(Part::Base, 2177, 16, 27, &618i32.to_le_bytes()));
    assert_eq!(s.sent(), hex("2E 01 0C 00 | 81 08 00 00 | 10 00 | 1B 00 | 6A 02 00 00"));
    s.command(call(Part::Cell, 2177, 0, 11001, &[1, 2, 3, 4, 5, 6, 7, 8]));
    assert_eq!(s.sent(), hex("CD 00 10 00 | 81 08 00 00 | 00 00 | F9 2A | 0102030405060708"));
    s.command(call(Part::Cell, -5, 0, 1, &[]));
    assert_eq!(s.sent(), hex("CD 00 08 00 | fb ff ff ff | 00 00 | 01 00"));
}

#[test]
fn a_call_without_a_session_is_a_fault() {
    let mut s = Script::fresh();
    s.command(call(Part::Base, 1, 0, 1, &[]));
    assert_eq!(s.told(), ["fault : a remote call was dropped: not in the game"]);
    s.login_up_to(Step::BaseLogin);
    s.forget();
    s.command(call(Part::Base, 1, 0, 1, &[]));
    assert_eq!(s.told().len(), 1);
    assert_eq!(s.sent(), [0u8; 0]);
}

#[test]
fn a_base_call_of_anything_but_the_player_never_leaves() {
    let mut s = Script::in_world();
    s.feed(&server::enter(5, server::MONSTER));
    s.forget();
    let dropped = |e: i32| {
        format!(
            "fault Entity::onRemoteMethodCall: a base call of entity {e} was dropped: it is not \
             the player"
        )
    };
    for other in [5, server::ACCOUNT, 0, 9999] {
        s.command(call(Part::Base, other, 0, 20, &[]));
        assert_eq!(s.told(), [dropped(other)]);
    }
    // Between the old player's end and the new one's beginning there is none.
    s.feed(&server::destroyed(200));
    s.forget();
    s.command(call(Part::Base, 200, 0, 20, &[]));
    assert_eq!(s.told(), [dropped(200)]);
    assert_eq!(s.sent(), [0u8; 0]);
    s.feed(&created(1, 201, "Avatar"));
    s.command(call(Part::Base, 201, 0, 20, &[]));
    assert_eq!(s.sent_names(), ["Entity::onRemoteMethodCall"]);
}

#[test]
fn queued_base_calls_do_not_survive_a_change_of_player() {
    let mut s = Script::in_game();
    s.command(cell_call(0, 2000));
    s.command(call(Part::Base, 100, 0, 20, &[1; 100]));
    s.command(cell_call(1, 100));
    s.command(call(Part::Base, 100, 0, 20, &[2; 100]));
    assert_eq!(s.sent_names(), ["Baseapp::onRemoteCallCellMethodFromClient"]);
    s.feed(&server::destroyed(100));
    s.feed(&created(2, 200, "Avatar"));
    s.command(call(Part::Base, 200, 0, 21, &[]));
    s.forget();
    let from = s.writes.len();
    s.pass(secs(1));
    assert_eq!(marks(&s.writes[from..]), [1]);
    assert_eq!(
        s.sent_names(),
        ["Baseapp::onRemoteCallCellMethodFromClient", "Entity::onRemoteMethodCall"]
    );
}

#[test]
fn dropped_calls_are_told() {
    let mut s = Script::in_game();
    s.command(cell_call(0, 2000));
    s.command(call(Part::Base, 100, 0, 20, &[1; 100]));
    s.forget();
    s.feed(&created(2, 200, "Avatar"));
    assert_eq!(
        s.told(),
        [
            "player 200 Avatar new",
            "fault Entity::onRemoteMethodCall: 1 base calls were dropped: the player is another \
             entity now",
        ]
    );
}

#[test]
fn calls_of_one_turn_leave_at_once() {
    let mut s = Script::in_game();
    let from = s.writes.len();
    for n in 0..10 {
        s.session.command(s.now, cell_call(n, 40));
    }
    s.settle();
    assert_eq!(s.writes.len() - from, 1, "and in one write");
    assert_eq!(marks(&s.writes[from..]), (0..10).collect::<Vec<_>>());
}

#[test]
fn a_burst_never_reaches_what_the_server_condemns() {
    for size in [16, 33, 100, 511, 700, 1023, 1024, 1025, 2000, 2047] {
        let mut s = Script::in_game();
        s.pass(secs(1));
        let from = s.writes.len();
        let count = (60_000 / size).min(300) as u32;
        for n in 0..count {
            s.command(cell_call(n, size));
            s.pass(ms(u64::from(n % 7)));
        }
        s.live(secs(14));
        let writes = &s.writes[from..];
        within(writes, ms(150), 2047, 16);
        within(writes, ms(100), 2047, 16);
        assert_eq!(marks(writes), (0..count).collect::<Vec<_>>(), "{size} bytes each");
        assert!(s.told().is_empty());
    }
}

#[test]
fn a_large_message_passes_alone() {
    let mut s = Script::in_game();
    s.pass(secs(1));
    let from = s.writes.len();
    s.command(cell_call(0, 100));
    s.command(cell_call(1, 2000));
    s.command(cell_call(2, 2000));
    let start = s.now;
    s.pass(secs(1));
    let at: Vec<_> = s.writes[from..].iter().map(|w| (w.at - start, w.bytes.len())).collect();
    assert_eq!(at, [(ms(0), 100), (ms(150), 2000), (ms(300), 2000)]);
}

#[test]
fn a_message_above_the_limit_of_the_game_still_leaves_alone() {
    let config = Config { pacing_bytes: 500, pacing_window: ms(50), ..Config::default() };
    let mut s = Script::in_game_with(config);
    s.pass(secs(1));
    let from = s.writes.len();
    for n in 0..3 {
        s.command(cell_call(n, 900));
    }
    s.pass(ms(100));
    assert_eq!(marks(&s.writes[from..]), [0, 1, 2]);
    within(&s.writes[from..], ms(50), 900, 1);
}

#[test]
fn a_queue_that_is_full_refuses_and_says_so() {
    let mut s = Script::in_game();
    s.pass(secs(1));
    let from = s.writes.len();
    for n in 0..100 {
        s.command(cell_call(n, 1000));
    }
    let told = s.told();
    let full = "fault Baseapp::onRemoteCallCellMethodFromClient: \
                Baseapp::onRemoteCallCellMethodFromClient was not sent: the send queue is full";
    assert!(told.iter().all(|l| l == full), "{told:#?}");
    // Two left at once and 65 wait.
    assert_eq!(told.len(), 100 - 67);
    s.live(secs(14));
    assert_eq!(marks(&s.writes[from..]), (0..67).collect::<Vec<_>>());
    s.command(cell_call(99, 100));
    assert_eq!(s.told(), [""; 0], "there is room again");
}

#[test]
fn a_message_no_server_accepts_is_refused() {
    let mut s = Script::in_game();
    s.command(cell_call(0, 2048));
    let told = s.told();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("2048"), "{told:?}");
    assert_eq!(s.sent(), [0u8; 0]);
}

#[test]
fn what_waited_is_not_sent_on_the_next_connection() {
    let mut s = Script::in_game();
    for n in 0..20 {
        s.command(cell_call(n, 1000));
    }
    s.command(Command::Disconnect);
    let from = s.writes.len();
    s.login_up_to(Step::InGame);
    s.pass(secs(1));
    let names = s.writes[from..].iter().map(|w| w.bytes.len()).max();
    assert!(names.is_some_and(|n| n < 100));
}

#[test]
fn counters_agree_with_what_was_written() {
    let mut s = Script::in_game();
    s.command(cell_call(0, 100));
    s.pass(secs(16));
    let stats = s.session.stats();
    let bytes: usize = s.writes.iter().map(|w| w.bytes.len()).sum();
    assert_eq!(stats.bytes_out, bytes as u64);
    // Nine of the login, one call, one heartbeat.
    assert_eq!(stats.messages_out, 11);
}
