//! KCP as a machine: over ways that lose, delay, reorder and double datagrams, against the recordings
//! of a real server, and against peers that send anything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeMap;

use kbe::kcp::{Fault, Follower, HELLO, Kcp, MESSAGE, MTU, SILENCE, Seen, WINDOW, answer};
use proptest::prelude::*;
use support::alloc::{self, Counting};
use support::data;
use support::random::Random;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One side, and what its application sends and gets.
struct Side {
    kcp: Kcp,
    to_send: Vec<u8>,
    sent: usize,
    got: Vec<u8>,
    reads: bool,
}

impl Side {
    fn new(to_send: Vec<u8>) -> Self {
        Self { kcp: Kcp::new(7, 0), to_send, sent: 0, got: Vec::new(), reads: true }
    }

    fn write(&mut self, random: &mut Random) {
        while self.sent < self.to_send.len() {
            let n = (1 + random.below(MESSAGE)).min(self.to_send.len() - self.sent);
            if !self.kcp.send(&self.to_send[self.sent..self.sent + n]) {
                return;
            }
            self.sent += n;
        }
    }

    fn read(&mut self) {
        let mut buf = [0; 700];
        while self.reads {
            match self.kcp.read(&mut buf) {
                0 => return,
                n => self.got.extend_from_slice(&buf[..n]),
            }
        }
    }
}

/// Two sides and a way between them, in virtual time.
struct Way {
    now: u64,
    sides: [Side; 2],
    /// Datagrams on their way: when they arrive, which it was, whom they are for.
    flying: BTreeMap<(u64, u64), (usize, Vec<u8>)>,
    counted: u64,
    random: Random,
    /// Of a hundred datagrams, so many are lost and so many come twice.
    lost: usize,
    doubled: usize,
    /// Up to so many milliseconds.
    jitter: usize,
    /// Moments at which somebody had something to do.
    wakes: u64,
}

impl Way {
    fn new(seed: u64, bytes: [usize; 2]) -> Self {
        let mut random = Random::new(seed);
        let mut side = |n: usize| Side::new((0..n).map(|_| random.next() as u8).collect());
        let sides = bytes.map(&mut side);
        Self {
            now: 0,
            sides,
            flying: BTreeMap::new(),
            counted: 0,
            random,
            lost: 0,
            doubled: 0,
            jitter: 1,
            wakes: 0,
        }
    }

    fn launch(&mut self, to: usize, datagram: &[u8]) {
        let twice = self.random.below(100) < self.doubled;
        for _ in 0..1 + usize::from(twice) {
            if self.random.below(100) >= self.lost {
                let at = self.now + 1 + self.random.below(self.jitter) as u64;
                self.counted += 1;
                self.flying.insert((at, self.counted), (to, datagram.to_vec()));
            }
        }
    }

    /// Lets both sides do what they have to do at this moment.
    fn settle(&mut self) {
        let mut datagram = Vec::new();
        for i in 0..2 {
            self.sides[i].write(&mut self.random);
            self.sides[i].read();
            while self.sides[i].kcp.transmit(self.now, &mut datagram) {
                assert!(datagram.len() <= MTU);
                self.launch(1 - i, &datagram);
                datagram.clear();
            }
            let next = self.sides[i].kcp.timeout();
            assert!(next.is_none_or(|at| at > self.now), "said to have nothing to send");
        }
    }

    /// Goes on to the next moment at which something happens. Returns whether there is one.
    fn step(&mut self) -> bool {
        self.settle();
        let arrival = self.flying.keys().next().map(|(at, _)| *at);
        let timers = self.sides.iter().filter_map(|s| s.kcp.timeout());
        let Some(at) = timers.chain(arrival).min() else { return false };
        self.now = at;
        self.wakes += 1;
        while let Some(entry) = self.flying.first_entry().filter(|e| e.key().0 <= at) {
            let (to, datagram) = entry.remove();
            assert!(self.sides[to].kcp.input(at, &datagram));
        }
        true
    }

    fn run_until(&mut self, end: u64) {
        while self.now < end && self.step() {
            let faults = self.sides.iter().map(|s| s.kcp.fault(self.now));
            assert_eq!(faults.flatten().next(), None, "at {}", self.now);
        }
        self.settle();
    }

    fn is_done(&self) -> bool {
        self.sides[0].got == self.sides[1].to_send && self.sides[1].got == self.sides[0].to_send
    }
}

#[test]
fn everything_arrives_in_order_and_once_over_a_bad_way() {
    for seed in 1..=8 {
        let mut way = Way::new(seed, [30_000, 60_000]);
        (way.lost, way.doubled, way.jitter) = (20, 10, 200);
        way.run_until(300_000);
        assert!(way.is_done(), "seed {seed}: {} bytes", way.sides[1].got.len());
        assert!(way.sides.iter().all(|s| s.kcp.is_said()), "seed {seed}");
        assert_eq!(way.sides[0].kcp.timeout(), None, "seed {seed}: nothing is left to do");
    }
}

#[test]
fn a_good_way_carries_a_megabyte_without_saying_anything_twice() {
    let mut way = Way::new(1, [0, 1 << 20]);
    way.run_until(60_000);
    assert!(way.is_done());
    let fewest = (1 << 20) / 1376;
    // Datagrams one way, and at most one acknowledgement for each the other way.
    assert!((fewest..4 * fewest).contains(&way.counted), "{}", way.counted);
}

#[test]
fn a_quiet_conversation_has_nothing_to_do() {
    let mut way = Way::new(1, [100, 100]);
    way.run_until(1000);
    assert!(way.is_done());
    let wakes = way.wakes;
    assert!(wakes < 10, "{wakes}");
    way.run_until(3_600_000);
    assert_eq!((way.wakes, way.now < 1000), (wakes, true), "an hour goes by without a timer");
}

#[test]
fn who_does_not_read_holds_the_other_side_back_and_goes_on_sending() {
    let mut way = Way::new(3, [20_000, 600_000]);
    way.sides[0].reads = false;
    way.run_until(30_000);
    let window = usize::from(WINDOW);
    // The window, what the other side had sent into it, and what it keeps for later.
    let taken = way.sides[1].sent;
    assert!(taken < 3 * window * 1376 && taken > window * 100, "{taken}");
    assert_eq!(way.sides[1].got, way.sides[0].to_send, "the other direction is not held back");
    // The first words about the open window are lost.
    way.sides[0].reads = true;
    way.lost = 100;
    way.settle();
    way.lost = 0;
    let opened = way.now;
    way.run_until(opened + 900);
    assert!(way.sides[0].got.len() > taken, "told again, before the other side asks");
    way.run_until(opened + 60_000);
    assert!(way.is_done());
}

#[test]
fn a_closed_window_is_asked_about() {
    let mut way = Way::new(4, [0, 400_000]);
    way.sides[0].reads = false;
    way.run_until(30_000);
    // Whatever is said about the open window is lost; then the way is good again.
    way.sides[0].reads = true;
    way.lost = 100;
    let closed = way.now;
    way.run_until(closed + 2000);
    way.lost = 0;
    way.run_until(closed + 60_000);
    assert!(way.is_done(), "{} of 400000", way.sides[0].got.len());
}

#[test]
fn a_peer_that_has_gone_is_noticed_and_one_that_is_slow_is_not() {
    let mut gone = Kcp::new(1, 0);
    // An hour of silence is no sign as long as nothing waits.
    let mut now = 3_600_000;
    assert_eq!(gone.fault(now), None);
    let began = now;
    let mut datagram = Vec::new();
    assert!(gone.send(b"anybody?"));
    let mut sends = 0;
    let fault = loop {
        datagram.clear();
        sends += u32::from(gone.transmit(now, &mut datagram));
        if let Some(fault) = gone.fault(now) {
            break fault;
        }
        now = gone.timeout().unwrap().max(now);
        assert!(now < began + 3 * SILENCE, "never noticed");
    };
    assert_eq!(fault, Fault::Dead);
    assert!(now - began >= SILENCE && (10..40).contains(&sends), "{sends} in {}", now - began);
    assert_eq!(
        fault.to_string(),
        "nothing acknowledged for 20 seconds, though it was sent again and again"
    );
    // A way that takes three seconds.
    let mut way = Way::new(5, [5000, 5000]);
    way.jitter = 3000;
    way.run_until(600_000);
    assert!(way.is_done());
}

#[test]
fn a_segment_that_never_gets_through_is_noticed() {
    let (mut a, mut b) = (Kcp::new(1, 0), Kcp::new(1, 0));
    assert!(a.send(&[1; 1376]));
    let (mut now, mut datagram) = (0, Vec::new());
    let fault = loop {
        // The way carries short datagrams only.
        datagram.clear();
        while a.transmit(now, &mut datagram) {
            datagram.clear();
        }
        assert!(b.send(b"x"));
        while b.transmit(now, &mut datagram) {
            a.input(now, &datagram);
            datagram.clear();
        }
        // `b` never hears an acknowledgement and forgets its own.
        b = Kcp::new(1, now);
        if let Some(fault) = a.fault(now) {
            break fault;
        }
        now += 100;
        assert!(now < 1_000_000, "never noticed");
    };
    assert_eq!(fault, Fault::Stuck);
}

/// A segment, written by hand.
fn segment(
    conversation: u32,
    command: u8,
    fragment: u8,
    numbers: [u32; 3],
    data: &[u8],
) -> Vec<u8> {
    let mut s = conversation.to_le_bytes().to_vec();
    s.extend([command, fragment, 128, 0]);
    let [time, number, una] = numbers;
    for n in [time, number, una, data.len() as u32] {
        s.extend(n.to_le_bytes());
    }
    s.extend(data);
    s
}

#[test]
fn what_belongs_to_another_conversation_or_to_none_changes_nothing() {
    let push = |conversation| segment(conversation, 81, 0, [5, 0, 0], b"data");
    let good = push(7);
    let foreign = [push(8), [push(7), push(8)].concat(), push(0)];
    let broken = [
        vec![],
        b"garbage".to_vec(),
        HELLO.to_vec(),
        good[..good.len() - 1].to_vec(),
        [&good[..], b"tail"].concat(),
        segment(7, 80, 0, [5, 0, 0], b"data"),
        segment(7, 85, 0, [5, 0, 0], b"data"),
        {
            let mut s = good.clone();
            s[20..24].copy_from_slice(&u32::MAX.to_le_bytes());
            s
        },
    ];
    let mut kcp = Kcp::new(7, 0);
    let (mut buf, mut datagram) = ([0; 64], Vec::new());
    for datagram_in in foreign.iter().chain(&broken) {
        assert!(!kcp.input(1, datagram_in), "{datagram_in:02x?}");
        assert_eq!((kcp.read(&mut buf), kcp.timeout()), (0, None));
        assert!(!kcp.transmit(1, &mut datagram));
    }
    assert!(kcp.input(1, &good));
    assert_eq!((kcp.read(&mut buf), &buf[..4]), (4, &b"data"[..]));
}

#[test]
fn numbers_that_nobody_sent_acknowledge_nothing() {
    let mut kcp = Kcp::new(7, 0);
    let mut datagram = Vec::new();
    assert!(kcp.send(b"one") && kcp.send(b"two"));
    assert!(kcp.transmit(0, &mut datagram));
    for bad in [2, 3, 1 << 31, u32::MAX] {
        assert!(kcp.input(1, &segment(7, 82, 0, [0, bad, 0], b"")));
    }
    for bad in [3, 1 << 31, u32::MAX] {
        assert!(kcp.input(1, &segment(7, 84, 0, [0, 0, bad], b"")));
    }
    assert!(kcp.timeout().is_some_and(|at| at == 200), "both still wait: {:?}", kcp.timeout());
    assert!(kcp.input(2, &segment(7, 82, 0, [0, 1, 0], b"")));
    assert!(kcp.input(2, &segment(7, 84, 0, [0, 0, 1], b"")));
    assert_eq!(kcp.timeout(), None, "the one by its number, the other by what comes before");
}

#[test]
fn a_message_that_cannot_end_is_a_fault() {
    let mut kcp = Kcp::new(7, 0);
    for number in 0..u32::from(WINDOW) {
        assert_eq!(kcp.fault(0), None);
        assert!(kcp.input(0, &segment(7, 81, 200, [0, number, 0], b"x")));
    }
    assert_eq!(kcp.fault(0), Some(Fault::Fragments));
}

#[test]
fn long_writes_are_cut_between_packets_of_cipher_text() {
    assert_eq!(MESSAGE, kbe::wire::blowfish::sealed_len(kbe::wire::blowfish::MAX_PLAIN));
}

#[test]
fn messages_go_out_whole_or_not_at_all() {
    let mut kcp = Kcp::new(7, 0);
    assert!(!kcp.send(&[0; MESSAGE + 1]), "the server would never get past it");
    let mut sent = 0;
    while kcp.send(&[0; MESSAGE]) {
        sent += 1;
    }
    assert_eq!(sent, usize::from(WINDOW) / 2, "two segments each");
    let (mut datagram, mut segments) = (Vec::new(), Vec::new());
    while kcp.transmit(0, &mut datagram) {
        let mut rest = &datagram[..];
        while !rest.is_empty() {
            let length = u32::from_le_bytes(rest[20..24].try_into().unwrap()) as usize;
            segments.push((rest[4], rest[5], length));
            rest = &rest[24 + length..];
        }
        datagram.clear();
    }
    assert_eq!(segments.len(), usize::from(WINDOW));
    assert!(segments.chunks(2).all(|m| m == [(81, 1, 1376), (81, 0, 19)]));
}

// ---- recordings

const RECORDING: &str = "kcp_session";

/// Our client, given what the recorded one was given, writes what it wrote.
#[test]
fn the_first_flight_is_the_recorded_one() {
    let recorded = data::datagrams(RECORDING);
    let [hello, answered, login, reply, acknowledged] = &recorded[..5] else { panic!("too short") };
    assert_eq!(hello.1, [&HELLO[..], b"\0"].concat(), "the NUL is optional");
    let conversation = answer(&answered.1, b"2.5.10").unwrap();
    assert!(answer(&answered.1, b"2.5.11").is_err());
    // The recorded client's clock stood at what it wrote into its first segment.
    let now = u64::from(u32::from_le_bytes(login.1[8..12].try_into().unwrap()));
    let mut kcp = Kcp::new(conversation, now);
    assert!(kcp.send(&login.1[24..]));
    let mut datagram = Vec::new();
    assert!(kcp.transmit(now, &mut datagram));
    assert_eq!(datagram, login.1);
    datagram.clear();
    assert!(!kcp.transmit(now, &mut datagram));
    assert!(reply.0 && kcp.input(now + 10, &reply.1));
    assert_eq!(kcp.read(&mut [0; 128]), 87);
    assert!(kcp.transmit(now + 10, &mut datagram));
    assert_eq!(datagram, acknowledged.1);
}

/// Retransmissions, acknowledgements and fragments of a real server, put together from both sides.
#[test]
fn recorded_datagrams_give_each_byte_once() {
    let mut followers = [Follower::default(), Follower::default()];
    let mut streams = [Vec::new(), Vec::new()];
    let mut expected: [BTreeMap<u32, Vec<u8>>; 2] = Default::default();
    let mut seen = Vec::new();
    for (from_server, datagram) in data::datagrams(RECORDING) {
        let side = usize::from(from_server);
        let what = followers[side].follow(&datagram, &mut streams[side]);
        if what != Seen::Segments {
            seen.push(what);
            continue;
        }
        let mut rest = &datagram[..];
        while !rest.is_empty() {
            let number = u32::from_le_bytes(rest[12..16].try_into().unwrap());
            let length = u32::from_le_bytes(rest[20..24].try_into().unwrap()) as usize;
            if rest[4] == 81 {
                expected[side].insert(number, rest[24..24 + length].to_vec());
            }
            rest = &rest[24 + length..];
        }
    }
    assert_eq!(seen, [Seen::Hello, Seen::Answer { version: b"2.5.10".to_vec(), conversation: 2 }]);
    for (side, stream) in streams.iter().enumerate() {
        let all: Vec<u8> = expected[side].values().flatten().copied().collect();
        assert!(stream == &all && all.len() > 1000, "side {side}: {} bytes", stream.len());
    }
}

// ---- anything

/// What a conversation may hold, whatever comes: two windows of the largest datagrams, twice because
/// buffers grow by doubling, the same for sending, and the acknowledgements.
const MOST_HELD: i64 = (2 * 128 * 2048 * 2) + 128 * 1400 + (64 << 10);

/// Feeds a machine and lets it answer. Time goes on by `pace` each datagram.
fn survive(datagrams: &[Vec<u8>], conversation: u32, pace: u64) {
    let held = alloc::reset_peak();
    let mut kcp = Kcp::new(conversation, 0);
    let mut out = Vec::with_capacity(MTU);
    let mut now = 0;
    for (i, datagram) in datagrams.iter().enumerate() {
        now += pace;
        kcp.input(now, datagram);
        _ = kcp.send(b"something to acknowledge");
        _ = kcp.fault(now);
        if i % 3 == 0 {
            let mut rounds = 0;
            while kcp.transmit(now, &mut out) {
                assert!(out.len() <= MTU);
                out.clear();
                rounds += 1;
                assert!(rounds < 1000, "it never stops sending");
            }
            assert!(kcp.timeout().is_none_or(|at| at > now));
        }
        if i % 7 == 0 {
            kcp.read(&mut [0; 100]);
        }
    }
    let most = alloc::used().peak - held;
    assert!(most < MOST_HELD, "{most} bytes held");
}

/// A segment of the right conversation whose numbers are near where they matter, or anywhere.
fn any_segment() -> impl Strategy<Value = Vec<u8>> {
    let number = prop_oneof![0..300_u32, Just(1 << 31), Just(u32::MAX), any::<u32>()];
    let numbers = [number.clone(), number.clone(), number];
    let command = prop_oneof![8 => 81..=84_u8, 1 => any::<u8>()];
    (command, any::<u8>(), any::<u16>(), numbers, 0..2000_usize).prop_map(
        |(command, fragment, window, numbers, length)| {
            let mut s = segment(7, command, fragment % 4, numbers, &vec![command; length]);
            s[6..8].copy_from_slice(&window.to_le_bytes());
            s
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_segments_do_no_harm(
        datagrams in proptest::collection::vec(any_segment(), 1..600),
        pace in 0..200_u64,
    ) {
        survive(&datagrams, 7, pace);
    }

    #[test]
    fn any_bytes_do_no_harm(datagrams in proptest::collection::vec(any::<Vec<u8>>(), 1..100)) {
        survive(&datagrams, 7, 1);
        let mut follower = Follower::default();
        for datagram in &datagrams {
            follower.follow(datagram, &mut Vec::new());
            _ = answer(datagram, b"2.5.10");
        }
    }

    #[test]
    fn damaged_recordings_do_no_harm(
        seed in any::<u64>(),
        damage in 1..8_usize,
        pace in 0..2000_u64,
    ) {
        let mut random = Random::new(seed);
        let mut datagrams = data::datagrams(RECORDING);
        let conversation = answer(&datagrams[1].1, b"").unwrap();
        datagrams.retain(|(from_server, _)| *from_server);
        let mut all: Vec<Vec<u8>> = Vec::new();
        for (_, mut datagram) in datagrams {
            for _ in 0..random.below(damage) {
                // Most damage goes where the machine looks.
                let at = random.below(datagram.len().min(48));
                datagram[at] = random.next() as u8;
            }
            datagram[..4].copy_from_slice(&conversation.to_le_bytes());
            let place = random.below(all.len() + 1);
            all.insert(place.max(all.len().saturating_sub(5)), datagram);
        }
        survive(&all, conversation, pace);
    }
}

#[test]
fn a_steady_conversation_allocates_nothing() {
    let mut sides = [Kcp::new(7, 0), Kcp::new(7, 0)];
    let (mut datagram, mut buf) = (Vec::with_capacity(MTU), [0; 4096]);
    let mut before = 0;
    for now in 0..4000_u64 {
        // Now and then something is lost, so that segments wait for it.
        for _ in 0..2 {
            sides.reverse();
            let [from, to] = &mut sides;
            assert!(from.send(&[now as u8; 300]));
            while from.transmit(now * 10, &mut datagram) {
                if now % 17 != 0 {
                    assert!(to.input(now * 10, &datagram));
                }
                datagram.clear();
            }
            while to.read(&mut buf) > 0 {}
        }
        if now == 2000 {
            before = alloc::used().allocations;
        }
    }
    assert_eq!(alloc::used().allocations - before, 0);
}
