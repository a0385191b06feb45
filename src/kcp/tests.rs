//! What cannot be reached from outside: numbers that go round after four billion segments.

use super::*;

/// Hands datagrams over, all of them at once.
fn carry(now: u64, from: &mut Kcp, to: &mut Kcp) {
    let mut datagram = Vec::new();
    while from.transmit(now, &mut datagram) {
        assert!(to.input(now, &datagram));
        datagram.clear();
    }
}

/// Two sides whose numbers are about to go round.
fn near_the_end(now: u64) -> (Kcp, Kcp) {
    let (mut a, mut b) = (Kcp::new(9, now), Kcp::new(9, now));
    let first = u32::MAX - 5;
    for side in [&mut a, &mut b] {
        side.outbox.first = first;
        side.inbox.next = first;
    }
    (a, b)
}

#[test]
fn numbers_and_times_go_round() {
    let start = u64::from(u32::MAX) - 50;
    let (mut a, mut b) = near_the_end(start);
    let (mut sent, mut got) = (Vec::new(), Vec::new());
    let mut buf = [0; 4096];
    for i in 0..40_u64 {
        let (now, message) = (start + i * 10, [i as u8; 100]);
        assert!(a.send(&message) && b.send(&message));
        sent.extend_from_slice(&message);
        carry(now, &mut a, &mut b);
        carry(now, &mut b, &mut a);
        carry(now, &mut a, &mut b);
        let n = b.read(&mut buf);
        got.extend_from_slice(&buf[..n]);
        assert_eq!(a.read(&mut buf), 100);
    }
    assert_eq!(got, sent);
    assert_eq!((a.outbox.first, b.inbox.next()), (34, 34));
    assert!(a.is_said() && a.outbox.timeout < 100, "{}", a.outbox.timeout);
}

#[test]
fn a_lost_segment_is_sent_again_when_two_datagrams_have_overtaken_it() {
    let start = u64::from(u32::MAX) - 1;
    let (mut a, mut b) = near_the_end(start);
    let mut lost = Vec::new();
    assert!(a.send(b"lost") && a.transmit(start, &mut lost));
    for i in 1..=2 {
        assert!(a.send(b"next"));
        carry(start + i, &mut a, &mut b);
        carry(start + i, &mut b, &mut a);
    }
    assert_eq!(a.timeout(), Some(0), "long before its time-out");
    carry(start + 3, &mut a, &mut b);
    let mut buf = [0; 64];
    let n = b.read(&mut buf);
    assert_eq!(&buf[..n], b"lostnextnext");
}

#[test]
fn what_was_sent_is_wiped_when_it_has_arrived() {
    let (mut a, mut b) = near_the_end(0);
    assert!(a.send(b"secret"));
    carry(0, &mut a, &mut b);
    carry(0, &mut b, &mut a);
    let spare = &a.outbox.spare[..];
    assert!(a.outbox.parcels.is_empty() && spare.len() == 1 && spare[0].is_empty());
    assert!(!format!("{a:?}").contains("secret"));
}

#[test]
fn comparing_goes_round() {
    assert!(is_behind(1, 0) && is_behind(0, u32::MAX) && is_behind(5, u32::MAX - 5));
    assert!(!is_behind(0, 0) && !is_behind(0, 1) && !is_behind(u32::MAX, 3));
}
