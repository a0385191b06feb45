//! The WebSocket road against servers that do as they are told.
#![cfg(feature = "net")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod roads;

use std::future::poll_fn;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::channel;
use std::task::Poll;
use std::time::Duration;

use kbe::layers::event::{Reason, Transport};
use kbe::transport::{Choice, Roads};
use kbe::wire::websocket::Frames;
use roads::*;

fn websocket() -> Roads {
    roads(Choice::WebSocket)
}

#[test]
fn bytes_go_both_ways_in_frames() {
    let (port, server) = serve(|mut peer| {
        let head = upgrade(&mut peer);
        let mut got = [0; 100];
        let n = peer.read(&mut got).unwrap();
        assert_eq!(&got[..n], b"\x82\x83\0\0\0\0abc", "one frame in one write");
        // As the server fragments, cut where it hurts, with pings in between.
        for part in
            [&b"\x02"[..], b"\x03he", b"l\x00\x01l\x89\x02hi", b"\x80\x7e\0", b"\x01o\x82\x00"]
        {
            peer.write_all(part).unwrap();
            std::thread::yield_now();
        }
        let mut pong = [0; 8];
        peer.read_exact(&mut pong).unwrap();
        assert_eq!(&pong, b"\x8a\x82\0\0\0\0hi", "the answer to the ping");
        peer.shutdown(Shutdown::Write).unwrap();
        let mut rest = Vec::new();
        peer.read_to_end(&mut rest).unwrap();
        (head, rest)
    });
    let mut config = websocket();
    config.websocket_path = "/game?realm=1".into();
    let (all, ended) = block_on(async {
        let (mut road, via) = dial(port, &config).await.unwrap();
        assert_eq!((via.transport, via.framing), (Transport::WebSocket, 8));
        write(&mut *road, b"abc").await;
        let told = read_all(&mut *road).await;
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
        told
    });
    assert_eq!((&all[..], ended), (&b"hello"[..], Ok(())));
    let (head, rest) = server.join().unwrap();
    assert_eq!(rest, b"", "no frame of the end");
    let key = header(&head, "Sec-WebSocket-Key");
    let expected = format!(
        "GET /game?realm=1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n\
         Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    );
    assert_eq!(head, expected);
}

#[test]
fn nothing_is_sent_before_the_answer_and_what_comes_with_it_is_read() {
    let (port, server) = serve(|mut peer| {
        let head = request(&mut peer);
        peer.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let early = peer.read(&mut [0; 10]);
        assert!(matches!(
            early.map_err(|e| e.kind()),
            Err(ErrorKind::WouldBlock | ErrorKind::TimedOut)
        ));
        let mut answer = switching(&head).into_bytes();
        answer.extend_from_slice(b"\x82\x05early\x82\x01");
        peer.write_all(&answer).unwrap();
        peer.write_all(b"!").unwrap();
    });
    let (all, ended) = block_on(async {
        let (mut road, _) = dial(port, &websocket()).await.unwrap();
        read_all(&mut *road).await
    });
    server.join().unwrap();
    assert_eq!((&all[..], ended), (&b"early!"[..], Ok(())));
}

#[test]
fn keys_differ() {
    let key = || {
        let (port, server) = serve(|mut peer| upgrade(&mut peer));
        block_on(dial(port, &websocket())).unwrap();
        header(&server.join().unwrap(), "Sec-WebSocket-Key").to_owned()
    };
    let (one, other) = (key(), key());
    assert_ne!(one, other);
    assert_eq!((one.len(), other.len()), (24, 24));
}

/// What is said of a server that answers a request like this and then closes.
fn told(script: impl FnOnce(&mut TcpStream) + Send + 'static) -> (Reason, String) {
    let (port, server) = serve(move |mut peer| {
        request(&mut peer);
        script(&mut peer);
    });
    let error = block_on(dial(port, &websocket())).err().unwrap();
    server.join().unwrap();
    (error.reason, error.text.replace(&format!("127.0.0.1:{port}"), "HERE"))
}

fn answered(bytes: &'static [u8]) -> String {
    let (reason, text) = told(move |peer| peer.write_all(bytes).unwrap());
    assert_eq!(reason, Reason::ConnectFailed);
    text
}

#[test]
fn every_wrong_answer_has_its_sentence() {
    let cases: [(&[u8], &str); 6] = [
        (
            b"HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\nno",
            "HERE refused the WebSocket with 'HTTP/1.1 404 Not Found'",
        ),
        (
            b"HTTP/1.1 502 Bad Gateway\r\n\r\n",
            "HERE refused the WebSocket with 'HTTP/1.1 502 Bad Gateway'",
        ),
        (
            b"\x09\x02\x53\x00",
            "HERE does not speak WebSocket: it answered with something else than HTTP",
        ),
        (
            b"\x15\x03\x01\x00\x02\x02\x28",
            "HERE does not speak plain WebSocket: it answered with TLS, as for a secure one",
        ),
        (
            b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: AAAA\r\n\r\n",
            "HERE answered another WebSocket request than this one (Sec-WebSocket-Accept is wrong)",
        ),
        (
            b"HTTP/1.1 101 Swit",
            "HERE closed the connection instead of answering the WebSocket request",
        ),
    ];
    for (bytes, sentence) in cases {
        assert_eq!(answered(bytes), sentence);
    }
    let endless = Box::leak(vec![b'x'; 9000].into_boxed_slice());
    endless[..17].copy_from_slice(b"HTTP/1.1 101 X\r\nA");
    assert_eq!(
        answered(endless),
        "HERE answered the WebSocket request with a head of more than 8192 bytes"
    );
}

#[test]
fn a_server_that_closes_or_says_nothing_is_told_apart() {
    let (reason, text) = told(|_| ());
    assert_eq!(reason, Reason::ConnectFailed);
    assert_eq!(text, "HERE closed the connection instead of answering the WebSocket request");
    let (hold, held) = channel::<()>();
    let (port, server) = serve(move |_peer| held.recv().unwrap_err());
    let mut impatient = websocket();
    impatient.handshake_timeout = Duration::from_millis(100);
    let error = block_on(dial(port, &impatient)).err().unwrap();
    drop(hold);
    server.join().unwrap();
    assert_eq!(error.reason, Reason::ConnectTimeout);
    let expected = "accepted the connection but does not answer the WebSocket request";
    assert_eq!(error.text, format!("127.0.0.1:{port} {expected}"));
}

#[test]
fn a_name_that_would_break_the_request_is_not_sent() {
    let (port, server) = serve(|mut peer| {
        let mut all = Vec::new();
        peer.read_to_end(&mut all).unwrap();
        all
    });
    let mut config = websocket();
    config.websocket_path = "/ HTTP/1.1\r\nX: y".into();
    let error = block_on(dial(port, &config)).err().unwrap();
    assert_eq!(
        error.text,
        format!("127.0.0.1:{port} cannot be asked: the path cannot stand in an HTTP request")
    );
    assert_eq!(server.join().unwrap(), b"");
    assert!(config.check().unwrap_err().starts_with("websocket_path must begin with /"));
}

/// Reads to the end of a road whose server sends this behind its answer.
fn told_behind(bytes: &'static [u8]) -> (Vec<u8>, Result<(), String>, Vec<u8>) {
    let (port, server) = serve(move |mut peer| {
        upgrade(&mut peer);
        peer.write_all(bytes).unwrap();
        peer.shutdown(Shutdown::Write).unwrap();
        let mut rest = Vec::new();
        peer.read_to_end(&mut rest).unwrap();
        rest
    });
    let (all, ended) = block_on(async {
        let (mut road, _) = dial(port, &websocket()).await.unwrap();
        read_all(&mut *road).await
    });
    (all, ended, server.join().unwrap())
}

#[test]
fn a_close_frame_is_an_end_with_its_code() {
    let (all, ended, answer) = told_behind(b"\x82\x01a\x88\x0a\x03\xf3no realm\x82\x01b");
    assert_eq!(all, b"a");
    let sentence = "the other side ended the WebSocket with code 1011: no realm";
    assert_eq!(ended, Err(sentence.to_owned()));
    assert_eq!(answer, b"\x88\x82\0\0\0\0\x03\xf3", "answered with the same code");
    let (all, ended, answer) = told_behind(b"\x82\x01a\x88\x02\x03\xe8");
    assert_eq!((&all[..], ended), (&b"a"[..], Ok(())));
    assert_eq!(answer, b"\x88\x82\0\0\0\0\x03\xe8");
    let (_, ended, answer) = told_behind(b"\x88\x00");
    assert_eq!((ended, &answer[..]), (Ok(()), &b"\x88\x80\0\0\0\0"[..]));
}

#[test]
fn frames_that_cannot_be_followed_end_the_road() {
    let (all, ended, _) = told_behind(b"\x82\x01a\x81\x05hello");
    let sentence = "it sent a WebSocket text frame, where KBEngine sends binary ones";
    assert_eq!((&all[..], ended), (&b"a"[..], Err(sentence.to_owned())));
    let (_, ended, _) = told_behind(b"\xc2\x01a");
    assert!(ended.unwrap_err().contains("compressed"));
    let (all, ended, _) = told_behind(b"\x82\x7f\0\0\0\xff\0\0\0\0abc");
    assert_eq!((&all[..], ended), (&b"abc"[..], Ok(())), "cut off within a frame");
}

#[test]
fn after_the_end_of_writing_the_rest_is_read() {
    let (port, server) = serve(|mut peer| {
        upgrade(&mut peer);
        let mut all = Vec::new();
        peer.read_to_end(&mut all).unwrap();
        peer.write_all(b"\x82\x04late").unwrap();
        all
    });
    let (all, ended) = block_on(async {
        let (mut road, _) = dial(port, &websocket()).await.unwrap();
        write(&mut *road, b"bye").await;
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
        read_all(&mut *road).await
    });
    assert_eq!((&all[..], ended), (&b"late"[..], Ok(())));
    assert_eq!(server.join().unwrap(), b"\x82\x83\0\0\0\0bye", "data, and no close frame");
}

#[test]
fn a_reset_is_a_lost_connection() {
    let (unread, is_unread) = channel::<()>();
    let (port, server) = serve(move |mut peer| {
        upgrade(&mut peer);
        is_unread.recv().unwrap();
        // Closing with something unread resets the connection.
        peer.peek(&mut [0; 1]).unwrap();
    });
    let (_, ended) = block_on(async {
        let (mut road, _) = dial(port, &websocket()).await.unwrap();
        write(&mut *road, b"unread").await;
        unread.send(()).unwrap();
        read_all(&mut *road).await
    });
    server.join().unwrap();
    assert_eq!(ended, Err("reset by the other side".to_owned()));
}

#[test]
fn a_slow_reader_gets_every_byte_in_order() {
    const PACKET: usize = 40_000;
    let (full, is_full) = channel();
    let (port, server) = serve(move |mut peer| {
        upgrade(&mut peer);
        // Nothing is read before every buffer in between is full.
        is_full.recv().unwrap();
        let (mut frames, mut all, mut buf) = (Frames::default(), Vec::new(), [0; 5000]);
        loop {
            let n = peer.read(&mut buf).unwrap();
            if n == 0 {
                return all;
            }
            let data = frames.read(&mut buf[..n]);
            all.extend_from_slice(&buf[..data]);
        }
    });
    let sent = block_on(async {
        let (mut road, _) = dial(port, &websocket()).await.unwrap();
        let mut sent = 0_usize;
        poll_fn(|cx| {
            loop {
                let packet: Vec<u8> = (sent..sent + PACKET).map(|i| (i % 251) as u8).collect();
                match road.poll_write(cx, &packet) {
                    Poll::Ready(n) => sent += n.unwrap(),
                    Poll::Pending => return Poll::Ready(()),
                }
            }
        })
        .await;
        full.send(()).unwrap();
        poll_fn(|cx| road.poll_flush(cx)).await.unwrap();
        poll_fn(|cx| road.poll_shut(cx)).await.unwrap();
        sent
    });
    let all = server.join().unwrap();
    assert_eq!(all.len(), sent);
    assert!(all.iter().enumerate().all(|(i, b)| *b == (i % 251) as u8));
}
