//! Names to addresses, and addresses to a connection.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::time::sleep;

use super::socket::Socket;
use super::words;
use crate::session::ConnectError;

/// How long one address may stay silent before the next one is tried beside it. A host whose first
/// address is a black hole costs this much and not the whole time-out.
const STAGGER: Duration = Duration::from_millis(300);

/// More addresses than this are not tried.
const MAX_ADDRESSES: usize = 8;

/// The addresses a name stands for, in the order in which they are tried.
pub(super) async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, ConnectError> {
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    if bare.is_empty() {
        let error = io::Error::new(ErrorKind::InvalidInput, "it is empty");
        return Err(words::not_resolved(host, &error));
    }
    // An address is taken as it is; only a name goes to the system's resolver, on a thread of its own.
    let found = tokio::net::lookup_host((bare, port)).await;
    let found = found.map_err(|e| words::not_resolved(host, &e))?;
    let addresses = in_turn(found);
    if addresses.is_empty() {
        let error = io::Error::new(ErrorKind::NotFound, "it has no address");
        return Err(words::not_resolved(host, &error));
    }
    Ok(addresses)
}

/// The order in which addresses are tried: the system's preference, but the two families by turns, so
/// that a network whose IPv6 (or IPv4) leads nowhere costs one step and not all of them (RFC 8305 §4).
fn in_turn(found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
    let mut families: [Vec<SocketAddr>; 2] = Default::default();
    let mut first = None;
    for address in found {
        let v6 = address.is_ipv6();
        let [own, other] = &mut families;
        let family = if v6 == *first.get_or_insert(v6) { own } else { other };
        if !family.contains(&address) && family.len() < MAX_ADDRESSES {
            family.push(address);
        }
    }
    let [own, other] = families.map(Vec::into_iter);
    let mut queues = [own, other];
    let mut order = Vec::new();
    while order.len() < MAX_ADDRESSES {
        let before = order.len();
        order.extend(queues.iter_mut().filter_map(Iterator::next));
        if order.len() == before {
            break;
        }
    }
    order.truncate(MAX_ADDRESSES);
    order
}

/// A TCP connection to a name or an address.
pub(super) async fn stream(host: &str, port: u16) -> Result<Socket, ConnectError> {
    let addresses = resolve(host, port).await?;
    let raced = race(&addresses, STAGGER, Socket::connect).await;
    raced.map_err(|error| words::refused(host, port, &addresses, &error))
}

/// Tries the addresses in turn, the next one when the last has failed or has been silent for
/// `stagger`; the first connection that stands wins. The last failure is the one that is told.
pub(super) async fn race<T, F: Future<Output = io::Result<T>> + Send>(
    addresses: &[SocketAddr],
    stagger: Duration,
    connect: impl Fn(SocketAddr) -> F,
) -> io::Result<T> {
    let mut left = addresses;
    let mut attempts: Vec<Pin<Box<F>>> = Vec::new();
    let mut failure = io::Error::from(ErrorKind::AddrNotAvailable);
    let mut turn = pin!(sleep(stagger));
    poll_fn(|cx| {
        loop {
            let mut i = 0;
            while let Some(attempt) = attempts.get_mut(i) {
                match attempt.as_mut().poll(cx) {
                    Poll::Pending => i += 1,
                    Poll::Ready(Ok(won)) => return Poll::Ready(Ok(won)),
                    Poll::Ready(Err(e)) => {
                        failure = e;
                        drop(attempts.remove(i));
                    }
                }
            }
            let waits = !attempts.is_empty();
            if waits && (left.is_empty() || turn.as_mut().poll(cx).is_pending()) {
                return Poll::Pending;
            }
            let Some((&next, rest)) = left.split_first() else {
                let failure = std::mem::replace(&mut failure, ErrorKind::Other.into());
                return Poll::Ready(Err(failure));
            };
            left = rest;
            attempts.push(Box::pin(connect(next)));
            turn.set(sleep(stagger));
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::Mutex;

    use super::*;

    fn block_on<F: Future>(f: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(f)
    }

    fn addresses(n: u16) -> Vec<SocketAddr> {
        (1..=n).map(|port| ([127, 0, 0, 1], port).into()).collect()
    }

    #[test]
    fn a_failed_address_is_followed_by_the_next_at_once() {
        let tried = Mutex::new(Vec::new());
        let got = block_on(race(&addresses(4), Duration::from_secs(3600), |a| {
            tried.lock().unwrap().push(a.port());
            async move {
                if a.port() < 3 { Err(ErrorKind::ConnectionRefused.into()) } else { Ok(a.port()) }
            }
        }));
        assert_eq!((got.unwrap(), tried.into_inner().unwrap()), (3, vec![1, 2, 3]));
    }

    #[test]
    fn a_silent_address_does_not_hold_the_next_one_up() {
        let got = block_on(race(&addresses(2), Duration::from_millis(1), async |a: SocketAddr| {
            if a.port() == 1 { pending().await } else { Ok(a.port()) }
        }));
        assert_eq!(got.unwrap(), 2);
    }

    #[test]
    fn a_slow_address_may_still_win() {
        let go = tokio::sync::Notify::new();
        let go = &go;
        let got = block_on(race(&addresses(2), Duration::from_millis(1), |a| async move {
            if a.port() == 1 {
                go.notified().await;
                return Ok(1);
            }
            go.notify_one();
            Err(ErrorKind::ConnectionRefused.into())
        }));
        assert_eq!(got.unwrap(), 1);
    }

    #[test]
    fn when_all_fail_the_last_failure_is_told() {
        let got =
            block_on(race(&addresses(3), Duration::from_secs(3600), async |a: SocketAddr| {
                let kinds = [ErrorKind::NetworkUnreachable, ErrorKind::TimedOut];
                Err::<(), _>(
                    kinds.get(a.port() as usize).copied().unwrap_or(ErrorKind::Other).into(),
                )
            }));
        assert_eq!(got.unwrap_err().kind(), ErrorKind::Other);
    }

    #[test]
    fn both_families_have_their_turn() {
        let order = |hosts: &[&str]| {
            let found = hosts.iter().map(|h| SocketAddr::new(h.parse().unwrap(), 7));
            in_turn(found).iter().map(|a| a.ip().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(order(&["::1", "::2", "1.1.1.1"]), ["::1", "1.1.1.1", "::2"]);
        assert_eq!(order(&["1.1.1.1", "1.1.1.2", "::1"]), ["1.1.1.1", "::1", "1.1.1.2"]);
        assert_eq!(order(&["1.1.1.1", "1.1.1.1", "1.1.1.2"]), ["1.1.1.1", "1.1.1.2"]);
        assert_eq!(order(&[]), [""; 0]);
        // However many there are of one, the other is tried.
        let many: Vec<_> = (1..=20).map(|n| format!("::{n:x}")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).chain(["1.1.1.1", "1.1.1.2"]).collect();
        let tried = order(&many);
        assert_eq!(tried[..5], ["::1", "1.1.1.1", "::2", "1.1.1.2", "::3"]);
        assert_eq!(tried.len(), MAX_ADDRESSES);
    }

    #[test]
    fn a_dead_address_is_followed_by_one_that_listens() {
        let listening = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let alive = listening.local_addr().unwrap();
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let v6 = SocketAddr::new("::1".parse().unwrap(), closed.port());
        let socket =
            block_on(race(&[v6, closed, alive], Duration::from_secs(3600), Socket::connect));
        assert_eq!(socket.unwrap().peer(), Some(alive));
        assert!(listening.accept().is_ok());
    }

    #[test]
    fn addresses_resolve_without_asking_anybody() {
        let port = |host: &str| block_on(resolve(host, 7)).unwrap();
        assert_eq!(port("127.0.0.1"), ["127.0.0.1:7".parse().unwrap()]);
        assert_eq!(port("::1"), ["[::1]:7".parse().unwrap()]);
        assert_eq!(port("[::1]"), ["[::1]:7".parse().unwrap()]);
    }
}
