//! The Blowfish packet filter on a connection (`spec/01 §5.1`).

mod common;

use std::io::Read;
use std::time::Duration;

use blowfish::Blowfish;
use blowfish::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use common::{Link, PATIENCE, cut, hello, hello_with, server, strings, var};

const HEARTBEAT: [u8; 2] = [0xCE, 0];
const ANSWER: (u16, Vec<u8>) = (72, vec![]);

/// The filter once more, block by block as the specification has it.
fn seal(key: &[u8], plain: &[u8]) -> Vec<u8> {
    let cipher: Blowfish = Blowfish::new_from_slice(key).unwrap();
    let mut padded = plain.to_vec();
    padded.resize(plain.len().next_multiple_of(8), 0);
    let mut packet = (padded.len() as u16 + 1).to_le_bytes().to_vec();
    packet.push((padded.len() - plain.len()) as u8);
    for (i, block) in padded.chunks(8).enumerate() {
        let mut block: [u8; 8] = block.try_into().unwrap();
        if i > 0 {
            block.iter_mut().zip(&padded[8 * i - 8..]).for_each(|(b, before)| *b ^= before);
        }
        let mut block = block.into();
        cipher.encrypt_block(&mut block);
        packet.extend(block);
    }
    packet
}

fn open(key: &[u8], sealed: &[u8], pad: u8) -> Vec<u8> {
    let cipher: Blowfish = Blowfish::new_from_slice(key).unwrap();
    let mut plain: Vec<u8> = Vec::new();
    for (i, block) in sealed.chunks(8).enumerate() {
        let mut block = <[u8; 8]>::try_from(block).unwrap().into();
        cipher.decrypt_block(&mut block);
        let before = if i == 0 { [0; 8] } else { *plain[8 * i - 8..].first_chunk().unwrap() };
        plain.extend(block.iter().zip(before).map(|(b, before)| b ^ before));
    }
    plain.truncate(plain.len() - usize::from(pad));
    plain
}

/// The plaintext of the next packet.
fn packet(link: &mut Link, key: &[u8]) -> Vec<u8> {
    link.socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut head = [0; 3];
    link.socket.read_exact(&mut head).unwrap();
    let mut sealed = vec![0; usize::from(u16::from_le_bytes([head[0], head[1]])) - 1];
    link.socket.read_exact(&mut sealed).unwrap();
    open(key, &sealed, head[2])
}

fn message(link: &mut Link, key: &[u8]) -> (u16, Vec<u8>) {
    cut(&mut packet(link, key)).unwrap()
}

#[test]
fn the_answer_to_hello_is_the_last_thing_in_clear() {
    let server = server(|_| {});
    let key: Vec<u8> = (0..16).collect();
    let mut link = Link::open(server.base_addr());
    link.send(200, &hello_with(&key));
    assert!(link.wait(521).starts_with(b"2.5.10\0"));
    // The vector of the specification.
    let heartbeat = [0x09, 0x00, 0x06, 0xfc, 0x6c, 0xe1, 0xf4, 0x41, 0x07, 0xdb, 0xf0];
    link.raw(&heartbeat);
    assert_eq!(message(&mut link, &key), ANSWER);
    // Packets of at most 1448 bytes before they are sealed, and messages cut anywhere.
    link.raw(&seal(&key, &[208, 0]));
    let mut stream = Vec::new();
    let (id, body) = loop {
        let plain = packet(&mut link, &key);
        assert!(plain.len() <= 1448);
        stream.extend(plain);
        if let Some(message) = cut(&mut stream) {
            break message;
        }
    };
    assert_eq!(id, 519);
    assert!(body.len() > 1448);
    // A message over two packets, and two messages in one.
    let login = var(202, &strings(&["nobody", "pw"]));
    let (head, tail) = login.split_at(7);
    let tail = [tail, &HEARTBEAT].concat();
    link.raw(&[seal(&key, head), seal(&key, &tail)].concat());
    assert_eq!(message(&mut link, &key), (505, vec![3, 0]));
    assert_eq!(message(&mut link, &key), ANSWER);
}

#[test]
fn the_length_of_the_key_decides() {
    let server = server(|_| {});
    let connect = |n: usize| {
        let mut link = Link::open(server.base_addr());
        link.send(200, &hello_with(&vec![0x5A; n]));
        link.wait(521);
        link
    };
    assert!(connect(3).is_alive(206));
    for n in [4, 56] {
        let (mut link, key) = (connect(n), vec![0x5A; n]);
        link.raw(&seal(&key, &HEARTBEAT));
        assert_eq!(message(&mut link, &key), ANSWER, "{n}");
    }
    let mut link = connect(57);
    link.raw(&seal(&[0x5A; 56], &HEARTBEAT));
    link.raw(&HEARTBEAT);
    assert!(link.next(Duration::from_millis(300)).is_none());
    assert_eq!(server.stats().condemned, 0);
}

#[test]
fn a_second_hello_replaces_the_filter_and_is_answered_in_clear() {
    let server = server(|_| {});
    let (first, second) = (vec![1; 16], vec![2; 20]);
    let mut link = Link::open(server.login_addr());
    link.send(4, &hello_with(&first));
    link.wait(521);
    link.raw(&seal(&first, &var(4, &hello_with(&second))));
    link.wait(521);
    link.raw(&seal(&second, &[11, 0]));
    assert_eq!(message(&mut link, &second), ANSWER);
    // A refused hello changes nothing, and its answer goes through the filter.
    link.raw(&seal(&second, &var(4, &strings(&["1", "1"]))));
    assert_eq!(message(&mut link, &second), (523, b"2.5.10\0".to_vec()));
}

#[test]
fn other_encrypt_types_ignore_the_key() {
    for encrypt_type in [0, 2] {
        let server = server(|c| c.encrypt_type = encrypt_type);
        let mut link = Link::open(server.login_addr());
        link.send(4, &hello_with(&[7; 16]));
        link.wait(521);
        assert!(link.is_alive(11), "{encrypt_type}");
    }
}

#[test]
fn every_connection_agrees_for_itself() {
    let server = server(|_| {});
    let key = [9; 16];
    let mut encrypted = Link::open(server.login_addr());
    encrypted.send(4, &hello_with(&key));
    encrypted.wait(521);
    let mut clear = Link::open(server.login_addr());
    clear.send(4, &hello());
    clear.wait(521);
    assert!(clear.is_alive(11));
    encrypted.raw(&seal(&key, &[11, 0]));
    assert_eq!(message(&mut encrypted, &key), ANSWER);
}

#[test]
fn every_packet_counts_against_the_limit() {
    let server = server(|_| {});
    let key = [9; 16];
    let mut link = Link::open(server.base_addr());
    link.send(200, &hello_with(&key));
    link.wait(521);
    // Let the tick of the hello pass.
    std::thread::sleep(Duration::from_millis(250));
    link.raw(&seal(&key, &HEARTBEAT).repeat(32));
    for _ in 0..32 {
        assert_eq!(message(&mut link, &key), ANSWER);
    }
    std::thread::sleep(Duration::from_millis(250));
    // One read, but 33 packets: those in front of the last are answered.
    link.raw(&seal(&key, &HEARTBEAT).repeat(33));
    for _ in 0..32 {
        assert_eq!(message(&mut link, &key), ANSWER);
    }
    assert!(link.is_closed_soon());
    assert_eq!(server.stats().condemned, 1);
}
