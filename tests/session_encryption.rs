//! Encrypted connections: when encryption begins, what goes through it, and what becomes of a session
//! whose server does not take part.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "only tests are compiled here, and a test may panic anywhere"
)]

#[path = "support/script.rs"]
mod script;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use kbe::layers::Command;
use kbe::layers::command::{Part, Secret};
use kbe::layers::event::{AccountRequest, Server};
use kbe::session::{Config, Key, KeySource, Link, Session, Time};
use kbe::wire::blowfish::sealed_len;
use kbe::wire::limits::{MAX_ENCRYPTED_TO_SERVER, MAX_MESSAGE_TO_SERVER};
use script::server::{self, ACCOUNT, STOCK, UUID, body, created, hello_baseapp, hello_loginapp};
use script::told::Teller;
use script::{KEY, Script, Step, encrypted, hex, ms, opened, sealed, secs};

const HINT: &str = "; this client's encryption is Blowfish and nothing came that could be decrypted: \
                    if encrypt_type in the server's settings is not 1, this client's must be none";

fn cell_call(n: usize) -> Command {
    let args = vec![7; n - 12];
    Command::Call { part: Part::Cell, entity: 1, component_uid: 0, method_uid: 7, args }
}

// ---- when it begins

#[test]
fn the_documented_bytes_are_sent() {
    let mut s = Script::new(Config { client_type: 2, ..encrypted() });
    s.login_up_to(Step::Hello);
    let versions = "32 2e 35 2e 31 30 00 30 2e 31 2e 30 00";
    let key = "10 00 00 00 | 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f";
    assert_eq!(s.wire(), hex(&format!("04 00 21 00 | {versions} | {key}")));
    s.login_from(Step::Hello, Step::Import);
    assert_eq!(opened(&s.wire()), hex("05 00 | 08 00"));
    s.login_from(Step::Import, Step::BaseHello);
    s.login_from(Step::BaseHello, Step::BaseImport);
    s.wire();
    s.login_from(Step::BaseImport, Step::BaseLogin);
    let login = "11 00 02 00 25 be dc 44 53 b9 79 96 d4 1a c3 a2 ac 13 4e";
    assert_eq!(s.wire(), hex(login));
    s.login_from(Step::BaseLogin, Step::InGame);
    assert_eq!(s.wire(), hex("09 00 06 fc 6c e1 f4 41 07 db f0"));
    let told = s.told();
    assert_eq!(told[1], "hello loginapp 2.5.10 L1 D1, encrypted");
    assert_eq!(told[5], "hello baseapp 2.5.10 B1 D1, encrypted");
    assert_eq!(told.last().unwrap(), "login succeeded 100 1122334455667788");
}

#[test]
fn nothing_leaves_between_hello_and_its_answer() {
    let config = Config { heartbeat_interval: secs(1), hello_timeout: secs(60), ..encrypted() };
    let mut s = Script::new(config.clone());
    s.login_up_to(Step::Hello);
    assert_eq!(s.sent_names(), ["Loginapp::hello"]);
    s.pass(secs(50));
    assert_eq!(
        (s.sent_names(), s.is_open()),
        (vec![], true),
        "nor does a heartbeat count as missed"
    );
    s.serve(Step::Hello);
    s.pass(ms(0));
    let sent = s.sent();
    assert_eq!(sent, hex("05 00 | 08 00 | 0b 00"), "now it is due");
    let wire: Vec<u8> = s.writes[1..].iter().flat_map(|w| w.wire.clone()).collect();
    assert_eq!(opened(&wire), sent);

    let mut s = Script::new(config);
    s.login_up_to(Step::Hello);
    s.told();
    s.pass(secs(60));
    assert_eq!(s.told(), ["login failed: Library HelloTimeout loginapp"]);
}

/// What an observer of a whole session is told; `encrypted` or not, in slices of so many bytes.
fn observed(encrypted: bool, size: usize) -> Vec<String> {
    let mut session = Session::observer(Config::default());
    let link = Link(3);
    session.observe(link, Server::Baseapp);
    if encrypted {
        session.observe_encrypted(link, Server::Baseapp, &Key::new(&KEY)).unwrap();
    }
    let world = server::join(&[
        server::definitions(STOCK),
        created(UUID, 200, "Avatar"),
        server::enter(200, server::AVATAR),
        server::enter(5, server::MONSTER),
        server::heartbeat(),
        server::properties(5, server::monster_hp(STOCK, 77)),
    ]);
    let behind = if encrypted { sealed(&world) } else { world };
    let stream = [hello_baseapp(), behind].concat();
    for slice in stream.chunks(size) {
        session.received(Time::default(), link, slice);
    }
    let batch = std::mem::take(session.batch());
    let teller = Teller { batch: &batch, defs: session.definitions().map(|d| &**d) };
    batch.events.iter().map(|e| teller.line(e)).collect()
}

#[test]
fn encryption_begins_behind_the_last_byte_of_the_answer_in_whatever_reads() {
    let mut clear = observed(false, usize::MAX);
    assert_eq!(clear[0], "hello baseapp 2.5.10 B1 D1");
    clear[0] += ", encrypted";
    assert_eq!(clear.len(), 6, "{clear:#?}");
    for size in [usize::MAX, 1, 2, 3, 7, 8, 11, hello_baseapp().len(), 200] {
        assert_eq!(observed(true, size), clear, "slices of {size}");
    }
}

#[test]
fn what_comes_in_the_same_read_as_the_answer_is_decrypted() {
    let mut s = Script::new(encrypted());
    s.login_up_to(Step::Hello);
    s.forget();
    s.feed(&[hello_loginapp(), sealed(&server::kicked(9))].concat());
    let hello = "hello loginapp 2.5.10 L1 D1, encrypted";
    assert_eq!(s.told(), [hello, "kicked 9", "login failed: Server Kicked loginapp 9"]);
}

#[test]
fn a_login_byte_by_byte_succeeds() {
    let mut s = Script::new(encrypted());
    s.connects = false;
    s.login();
    for step in Step::WAITS {
        let bytes = match step {
            Step::Connect | Step::BaseConnect => {
                s.connect();
                continue;
            }
            Step::Hello => hello_loginapp(),
            Step::BaseHello => hello_baseapp(),
            Step::Import => sealed(&[server::loginapp_messages(), server::errors()].concat()),
            Step::Login => sealed(&server::login_accepted()),
            Step::BaseImport => {
                sealed(&[server::baseapp_messages(), server::definitions(STOCK)].concat())
            }
            _ => sealed(&created(UUID, ACCOUNT, "Account")),
        };
        let link = s.link;
        bytes.iter().for_each(|b| s.feed_to(link, &[*b]));
    }
    assert_eq!(s.told().last().unwrap(), "login succeeded 100 1122334455667788");
}

#[test]
fn a_version_mismatch_starts_nothing() {
    for (id, told) in [(523, "mismatch Engine 2.5.10 9"), (522, "mismatch Script 0.1.0 9")] {
        let mut s = Script::new(encrypted());
        s.login_up_to(Step::Hello);
        s.forget();
        s.feed(&body().str("9").var(id));
        let all = s.told();
        assert_eq!((all[0].as_str(), all.len()), (told, 2));
        assert!(!s.sentences()[0].contains("encrypt"));
    }
}

#[test]
fn every_connection_makes_up_a_key_of_its_own() {
    let next = Arc::new(AtomicU8::new(1));
    let keys = {
        let next = Arc::clone(&next);
        KeySource::new(move || Ok(Key::new(&[next.fetch_add(1, Ordering::Relaxed); 16])))
    };
    let mut s = Script::new(Config { keys, ..encrypted() });
    let probe = |server| Command::Probe { server, imports: false };
    let (account, password) = (b"user".to_vec(), Secret::from(b"pass".to_vec()));
    let (datas, mail) = (Vec::new(), false);
    let request = AccountRequest::Create;
    s.login();
    s.command(probe(Server::Loginapp));
    s.command(probe(Server::Baseapp));
    s.command(Command::Account { request, account, password, datas, mail });
    let keys: Vec<&[u8]> = s.writes.iter().map(|w| &w.bytes[w.bytes.len() - 20..]).collect();
    for (i, key) in keys.iter().enumerate() {
        assert_eq!(key, &[&[16, 0, 0, 0], &[i as u8 + 1; 16][..]].concat());
    }
    assert_eq!(keys.len(), 4);
}

#[test]
fn a_session_is_resumed_over_an_encrypted_connection() {
    let mut s = Script::in_world_with(encrypted());
    s.lose();
    s.forget();
    s.command(Command::Relogin);
    assert!(s.wire().ends_with(&KEY), "hello comes first, with a key");
    s.feed_hello(&hello_baseapp());
    let wire = s.wire();
    let asked =
        "cc 00 16 00 | 75 73 65 72 00 70 61 73 73 00 | 88 77 66 55 44 33 22 11 | c8 00 00 00";
    assert_eq!(opened(&wire), hex(asked));
    s.feed(&[created(0xabc, 200, "Avatar"), body().u64(0xabc).var(71)].concat());
    let told = s.told();
    assert_eq!(told[2], "hello baseapp 2.5.10 B1 D1, encrypted");
    assert_eq!(told.last().unwrap(), "resumed 200 abc");
    s.pass(ms(0));
    assert_eq!(s.wire(), sealed(&[206, 0]));
}

#[test]
fn requests_about_accounts_are_encrypted_too() {
    let mut s = Script::new(encrypted());
    let (account, password) = (b"new".to_vec(), Secret::from(b"word".to_vec()));
    let request = AccountRequest::Create;
    s.command(Command::Account { request, account, password, datas: vec![9], mail: false });
    s.serve(Step::Hello);
    s.serve(Step::Import);
    let sent = s.wire();
    let last = hex("02 00 0e 00 | 6e 65 77 00 77 6f 72 64 00 | 01 00 00 00 09");
    assert!(sent.ends_with(&sealed(&last)));
    s.feed(&body().u16(0).blob(b"").var(501));
    assert_eq!(s.told().last().unwrap(), "Create: Server None loginapp");
}

#[test]
fn without_a_key_there_is_no_hello() {
    for (source, why) in [
        (KeySource::new(|| Err("out of luck".into())), "out of luck"),
        (
            KeySource::new(|| Ok(Key::new(&[1, 2, 3]))),
            "a Blowfish key has 4 to 56 bytes, this one has 3",
        ),
    ] {
        let mut s = Script::new(Config { keys: source, ..encrypted() });
        s.login();
        assert_eq!(s.told()[1..], ["login failed: Library ConnectFailed loginapp"]);
        assert_eq!(s.sentences(), [format!("no key for the connection: {why}")]);
        assert_eq!((s.sent(), s.is_open()), (vec![], false));
    }
}

// ---- servers that do not take part

/// Waits for the answer to the first encrypted request.
fn waiting(step: Step) -> Script {
    let mut s = Script::new(encrypted());
    s.login_up_to(step);
    s.forget();
    s
}

#[test]
fn a_server_that_goes_on_in_clear_ends_the_attempt() {
    // The ids of these messages are no lengths of packets.
    for message in [server::loginapp_messages(), server::errors(), server::heartbeat()] {
        for size in [1, 2, usize::MAX] {
            let mut s = waiting(Step::Import);
            let link = s.link;
            for slice in message.chunks(size) {
                s.feed_to(link, slice);
            }
            assert_eq!(s.told(), ["login failed: Library ProtocolError loginapp"]);
            let sentence =
                "the loginapp 127.0.0.1:20013 goes on in clear though it was given a key";
            assert_eq!(s.sentences(), [format!("{sentence}{HINT}")]);
            assert!(!s.is_open());
        }
    }
}

#[test]
fn a_server_that_closes_upon_the_first_packet_is_suspected() {
    let who = "the loginapp 127.0.0.1:20013";
    let mut s = waiting(Step::Import);
    s.close();
    assert_eq!(s.told(), ["login failed: Server ClosedByServer loginapp"]);
    assert_eq!(s.sentences(), [format!("{who} closed the connection without a reason{HINT}")]);
    let mut s = waiting(Step::Import);
    s.lose();
    assert_eq!(s.sentences(), [format!("the connection to {who} was lost: reset by peer{HINT}")]);
}

#[test]
fn a_server_that_falls_silent_is_suspected() {
    // It takes the front of a packet for a message, and waits for its end.
    let mut s = waiting(Step::Import);
    s.pass(secs(20));
    assert_eq!(s.told(), ["login failed: Library ImportTimeout loginapp"]);
    assert!(s.sentences()[0].ends_with(HINT));
    let mut s = Script::new(Config { import_messages: false, ..encrypted() });
    s.login_up_to(Step::Login);
    s.forget();
    s.pass(secs(45));
    assert_eq!(s.told(), ["login failed: Library LoginTimeout loginapp"]);
    assert!(s.sentences()[0].ends_with(HINT));
}

#[test]
fn a_server_that_was_understood_is_not_suspected() {
    let mut s = waiting(Step::Login);
    s.close();
    let who = "the loginapp 127.0.0.1:20013";
    assert_eq!(s.sentences(), [format!("{who} closed the connection without a reason")]);
    let mut s = waiting(Step::Login);
    s.pass(secs(100));
    assert!(!s.sentences()[0].contains("encrypt"));
    let mut s = waiting(Step::Login);
    let link = s.link;
    s.feed_to(link, &server::heartbeat());
    let text = "sent something that is not KBEngine's protocol: an encrypted packet announces 72 \
                bytes, which are not whole blocks";
    assert_eq!(s.sentences(), [format!("{who} {text}")]);
}

#[test]
fn a_connection_without_encryption_is_not_suspected() {
    let mut s = Script::fresh();
    s.login_up_to(Step::Import);
    s.forget();
    s.close();
    assert!(!s.sentences()[0].contains("encrypt"));
}

#[test]
fn packets_that_are_none_end_the_session() {
    for (bytes, why) in [
        ("00 00", "an encrypted packet announces 0 bytes, which are not whole blocks"),
        ("01 00", "an encrypted packet announces 1 bytes, which are not whole blocks"),
        ("09 00 08", "an encrypted packet of 9 bytes announces 8 bytes of padding"),
        ("fe ff", "an encrypted packet announces 65534 bytes, which are not whole blocks"),
    ] {
        let mut s = Script::in_world_with(encrypted());
        let link = s.link;
        s.feed_to(link, &[sealed(&server::kicked(9)), hex(bytes)].concat());
        assert_eq!(s.told()[0], "kicked 9", "what was whole in front is heard");
        let mut s = Script::in_world_with(encrypted());
        s.feed_to(link, &hex(bytes));
        let told = s.told();
        assert_eq!(told.last().unwrap(), "disconnected: Library ProtocolError baseapp");
        let who = "the baseapp 10.0.0.2:20015 sent something that is not KBEngine's protocol";
        assert_eq!(s.sentences(), [format!("{who}: {why}")]);
        assert!(!s.is_open());
    }
}

#[test]
fn another_key_of_the_server_is_noise() {
    let mut s = waiting(Step::Import);
    let mut noise = server::loginapp_messages();
    kbe::wire::blowfish::Cipher::new(b"another key").unwrap().seal(&mut noise, 0);
    let link = s.link;
    s.feed_to(link, &noise);
    assert_eq!(s.told(), ["login failed: Library ProtocolError loginapp"]);
    assert!(s.sentences()[0].contains("unknown message id") && s.sentences().is_empty());
}

#[test]
fn a_close_within_a_packet_is_told() {
    let mut s = Script::in_world_with(encrypted());
    let link = s.link;
    s.feed_to(link, &sealed(&server::heartbeat())[..10]);
    s.close();
    let who = "the baseapp 10.0.0.2:20015";
    let text = "closed the connection in the middle of a message without a reason";
    assert_eq!(s.sentences(), [format!("{who} {text}")]);
}

// ---- how much at once

#[test]
fn headers_and_padding_count_against_the_servers_window() {
    let mut s = Script::in_world_with(encrypted());
    let from = s.writes.len();
    for i in 0..40 {
        s.command(cell_call(100 + i % 7 * 90));
        if i % 3 == 0 {
            s.live(ms(3));
        }
    }
    s.live(secs(3));
    let all: Vec<u8> = s.writes[from..].iter().flat_map(|w| w.bytes.clone()).collect();
    let calls = script::cut(&all, Server::Baseapp);
    assert_eq!(calls.iter().filter(|m| m.0 == 205).count(), 40, "all have left");
    let writes = &s.writes[from..];
    let mut best = 0;
    for (i, first) in writes.iter().enumerate() {
        let held: Vec<_> = writes[i..].iter().take_while(|w| w.at - first.at < ms(150)).collect();
        let sum: usize = held.iter().map(|w| w.wire.len()).sum();
        assert!(sum < 2048, "{sum} bytes from {:?}", first.at);
        assert!(held.iter().all(|w| w.wire.len() == sealed_len(w.bytes.len())));
        best = best.max(sum);
    }
    assert!(best > 1700, "the window is used: {best}");
}

#[test]
fn every_packet_counts_not_every_write() {
    // Three packets a window, of which a large message takes two.
    let mut s = Script::in_world_with(Config {
        pacing_packets: 3,
        pacing_bytes: 100_000,
        send_queue_bytes: 100_000,
        heartbeat_interval: secs(0),
        upload_interval: secs(0),
        ..encrypted()
    });
    let from = s.writes.len();
    (0..10).for_each(|_| s.command(cell_call(1500)));
    s.pass(secs(5));
    let writes = &s.writes[from..];
    let packets = |w: &script::Write| w.bytes.len().div_ceil(1392);
    for (i, first) in writes.iter().enumerate() {
        let held = writes[i..].iter().take_while(|w| w.at - first.at < ms(150));
        assert!(held.map(packets).sum::<usize>() <= 3);
    }
    assert_eq!(writes.iter().map(|w| w.bytes.len()).sum::<usize>(), 15_000);
}

#[test]
fn the_largest_message_that_can_be_delivered_is_smaller() {
    let mut s = Script::in_world_with(encrypted());
    s.command(cell_call(MAX_ENCRYPTED_TO_SERVER));
    let wire = s.wire();
    assert_eq!((s.told(), opened(&wire).len()), (vec![], MAX_ENCRYPTED_TO_SERVER));
    assert!(wire.len() <= MAX_MESSAGE_TO_SERVER && sealed_len(2041) > MAX_MESSAGE_TO_SERVER);
    s.command(cell_call(MAX_ENCRYPTED_TO_SERVER + 1));
    assert_eq!(s.sent(), [0u8; 0]);
    let told = s.told();
    assert!(
        told[0].ends_with(
            "was not sent: a message of 2041 bytes; encrypted, the server accepts at most 2040"
        ),
        "{told:?}"
    );
}

#[test]
fn the_key_is_in_no_text() {
    let mut s = Script::new(encrypted());
    s.login_up_to(Step::Hello);
    let mut shown = format!("{:?} {:?}", encrypted(), s.session);
    s.login_from(Step::Hello, Step::InGame);
    let (told, sentences) = (s.told(), s.sentences());
    shown += &format!("{:?} {told:?} {sentences:?}", s.session);
    assert!(shown.contains("Cipher") && !shown.contains("5, 6, 7, 8, 9, 10, 11"), "{shown}");
}
