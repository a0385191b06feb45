//! A relay between a client and a server, whose connections can be cut: how a session is lost, with any
//! server.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;

/// A relay on 127.0.0.1; it lives as long as the process.
pub(crate) struct Relay {
    pub(crate) port: u16,
    streams: Arc<Mutex<Vec<TcpStream>>>,
}

impl Relay {
    /// To the server at `address`.
    pub(crate) fn to(address: (String, u16)) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let streams = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&streams);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect((address.0.as_str(), address.1)) else { break };
                all.lock().unwrap().push(client.try_clone().unwrap());
                all.lock().unwrap().push(server.try_clone().unwrap());
                carry(client.try_clone().unwrap(), server.try_clone().unwrap());
                carry(server, client);
            }
        });
        Self { port, streams }
    }

    /// Cuts every connection there is.
    pub(crate) fn cut(&self) {
        for stream in self.streams.lock().unwrap().drain(..) {
            // One that has ended already needs no cutting.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(n @ 1..) = from.read(&mut buffer) {
            if to.write_all(&buffer[..n]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}

/// The same for datagrams: what is cut goes on without an answer, as on a dead line. Whoever comes from
/// another port is carried again.
pub(crate) struct DatagramRelay {
    pub(crate) port: u16,
    lines: Arc<Mutex<HashMap<SocketAddr, Option<Arc<UdpSocket>>>>>,
}

impl DatagramRelay {
    /// To the server at `address`.
    pub(crate) fn to(address: SocketAddr) -> Self {
        let front = Arc::new(UdpSocket::bind(("127.0.0.1", 0)).unwrap());
        let port = front.local_addr().unwrap().port();
        let lines = Arc::new(Mutex::new(HashMap::new()));
        let all = Arc::clone(&lines);
        thread::spawn(move || {
            let mut buffer = [0; 2048];
            while let Ok((n, client)) = front.recv_from(&mut buffer) {
                let mut all = all.lock().unwrap();
                let line = all.entry(client).or_insert_with(|| {
                    let line = Arc::new(UdpSocket::bind(("127.0.0.1", 0)).unwrap());
                    line.connect(address).unwrap();
                    answer(Arc::clone(&line), Arc::clone(&front), client);
                    Some(line)
                });
                if let Some(line) = line {
                    let _ = line.send(&buffer[..n]);
                }
            }
        });
        Self { port, lines }
    }

    /// Cuts every line there is.
    pub(crate) fn cut(&self) {
        self.lines.lock().unwrap().values_mut().for_each(|line| *line = None);
    }
}

fn answer(line: Arc<UdpSocket>, front: Arc<UdpSocket>, client: SocketAddr) {
    thread::spawn(move || {
        let mut buffer = [0; 2048];
        // The relay holds the line too, until it is cut.
        while let Ok(n) = line.recv(&mut buffer)
            && Arc::strong_count(&line) > 1
        {
            let _ = front.send_to(&buffer[..n], client);
        }
    });
}
