use super::*;
use crate::testdata::bytes;

/// What a flush sends.
fn flush(kcp: &mut Kcp, now: u32) -> Vec<Vec<u8>> {
    let mut datagrams = Vec::new();
    kcp.flush(now, |d| datagrams.push(d.to_vec()));
    datagrams
}

fn inbox(kcp: &mut Kcp) -> Vec<Vec<u8>> {
    std::iter::from_fn(|| kcp.receive(1472)).collect()
}

/// A segment as a client would send it.
fn segment(cmd: u8, frg: u8, ts: u32, sn: u32, data: &[u8]) -> Vec<u8> {
    let w = Writer::new().u32(1).u8(cmd).u8(frg).u16(128).u32(ts).u32(sn).u32(0);
    w.blob(data).into_bytes()
}

#[test]
fn the_recorded_beginning_of_a_session() {
    let mut kcp = Kcp::new(2);
    let hello = bytes("c8001100322e352e313000302e312e300000000000");
    kcp.input(
        &[bytes("020000005100800057000000000000000000000015000000"), hello.clone()].concat(),
        0,
    );
    assert_eq!(inbox(&mut kcp), [hello]);
    let answer = bytes(
        "09025300322e352e313000302e312e30004136344536363032373443333044464143443536373338443445443239
         373133003436353936443337353036353145394636373943373737354344353737453335000600 0000",
    );
    kcp.send(&answer);
    let now = 0x0398_9CF4;
    let expected = bytes(
        "020000005200800057000000000000000100000000000000
         0200000051008000f49c980300000000010000005700 0000",
    );
    assert_eq!(flush(&mut kcp, now), [[expected, answer].concat()]);
    // The recorded acknowledgement of the client, then its next message.
    kcp.input(&bytes("0200000052008000f49c9803000000000100000000000000"), now + 1);
    assert_eq!(kcp.waiting(), 0);
    kcp.input(&bytes("02000000510080006b000000010000000100000002000000d000"), now + 10);
    assert_eq!(inbox(&mut kcp), [vec![0xD0, 0]]);
    let ack = bytes("02000000520080006b000000010000000200000000000000");
    assert_eq!(flush(&mut kcp, now + 40), [ack]);
}

#[test]
fn large_messages_are_cut_as_recorded() {
    let mut kcp = Kcp::new(2);
    kcp.send(&[5; 1448]);
    kcp.send(&[6; 1448]);
    let sent = flush(&mut kcp, 7);
    let lengths: Vec<usize> = sent.iter().map(Vec::len).collect();
    assert_eq!(lengths, [1400, 96, 1400, 96]);
    let heads: Vec<(u8, u32)> =
        sent.iter().map(|d| (d[5], u32::from_le_bytes(*d[12..].first_chunk().unwrap()))).collect();
    assert_eq!(heads, [(1, 0), (0, 1), (1, 2), (0, 3)]);
}

#[test]
fn a_message_over_the_limit_blocks_for_good() {
    let mut kcp = Kcp::new(1);
    let mut client = Kcp::new(1);
    client.send(&[1; 1472]);
    client.send(&[2; 1473]);
    client.send(&[3; 10]);
    for datagram in flush(&mut client, 0) {
        kcp.input(&datagram, 0);
    }
    assert_eq!(inbox(&mut kcp), [vec![1; 1472]]);
    assert_eq!(inbox(&mut kcp), Vec::<Vec<u8>>::new());
    // Acknowledged all the same.
    for datagram in flush(&mut kcp, 10) {
        client.input(&datagram, 10);
    }
    assert_eq!(client.waiting(), 0);
}

/// Two ends and a road that loses and reorders.
struct Road {
    ends: [Kcp; 2],
    random: u64,
    delayed: Vec<(usize, Vec<u8>)>,
}

impl Road {
    fn chance(&mut self, of: u64) -> bool {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 8).is_multiple_of(of)
    }

    fn step(&mut self, now: u32) {
        let mut arriving = std::mem::take(&mut self.delayed);
        for from in 0..2 {
            for datagram in flush(&mut self.ends[from], now) {
                if self.chance(4) {
                    continue;
                }
                let late = self.chance(4);
                let list = if late { &mut self.delayed } else { &mut arriving };
                list.push((1 - from, datagram));
            }
        }
        for (to, datagram) in arriving {
            self.ends[to].input(&datagram, now);
        }
    }
}

#[test]
fn loss_and_disorder_are_healed() {
    let ends = [Kcp::new(1), Kcp::new(1)];
    let mut road = Road { ends, random: 99, delayed: Vec::new() };
    let messages: Vec<Vec<u8>> = (0..300).map(|i| vec![i as u8; 1 + i * 4]).collect();
    for message in &messages {
        road.ends[0].send(message);
        road.ends[1].send(message);
    }
    let mut got = [Vec::new(), Vec::new()];
    // The clock wraps on the way.
    for tick in 0..2000_u32 {
        road.step(u32::MAX.wrapping_sub(1000).wrapping_add(tick * INTERVAL));
        for (end, got) in road.ends.iter_mut().zip(&mut got) {
            got.extend(inbox(end));
        }
    }
    assert!(got == [messages.clone(), messages]);
    assert_eq!([road.ends[0].waiting(), road.ends[1].waiting()], [0, 0]);
}

#[test]
fn overtaken_segments_are_sent_again_before_they_are_late() {
    let mut kcp = Kcp::new(1);
    (0..3).for_each(|i| kcp.send(&[i]));
    assert_eq!(flush(&mut kcp, 0).len(), 1);
    let ack = |sn| segment(ACK, 0, 0, sn, &[]);
    kcp.input(&ack(1), 1);
    assert!(flush(&mut kcp, 2).is_empty());
    kcp.input(&ack(2), 3);
    let again = flush(&mut kcp, 4);
    assert_eq!(again.len(), 1);
    assert_eq!((again[0].len(), again[0][12], again[0][24]), (25, 0, 0));
    assert_eq!(kcp.waiting(), 1);
}

#[test]
fn a_closed_window_stops_sending_and_is_asked_about() {
    let mut kcp = Kcp::new(1);
    let mut closed = segment(TELL, 0, 0, 0, &[]);
    closed[6] = 0;
    kcp.input(&closed, 0);
    kcp.send(&[1]);
    assert!(flush(&mut kcp, 0).is_empty());
    assert!(flush(&mut kcp, FIRST_PROBE - 1).is_empty());
    assert_eq!(flush(&mut kcp, FIRST_PROBE)[0][4], ASK);
    kcp.input(&segment(TELL, 0, 0, 0, &[]), FIRST_PROBE + 1);
    assert_eq!(flush(&mut kcp, FIRST_PROBE + 10)[0][4], PUSH);
    kcp.input(&segment(ASK, 0, 0, 0, &[]), FIRST_PROBE + 11);
    assert_eq!(flush(&mut kcp, FIRST_PROBE + 12)[0][4], TELL);
}

#[test]
fn no_datagram_hurts() {
    let mut kcp = Kcp::new(1);
    let mut random = 4_242_u64;
    for round in 0..20_000_u32 {
        let mut value = || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 8) as u32
        };
        let cmd = 81 + (value() % 4) as u8;
        let sn = if value() % 2 == 0 { value() % 200 } else { value() };
        let data = vec![1; (value() % 40) as usize];
        let frg = if value() % 3 == 0 { value() as u8 } else { 0 };
        let mut datagram = segment(cmd, frg, value(), sn, &data);
        if value() % 5 == 0 {
            datagram[20] = value() as u8;
        }
        if round % 50 == 0 {
            kcp.send(&[0; 3000]);
        }
        kcp.input(&datagram, round.wrapping_mul(value()));
        flush(&mut kcp, value());
    }
    assert!(kcp.inbox.len() <= usize::from(WINDOW));
    assert!(kcp.early.len() <= usize::from(WINDOW));
}
