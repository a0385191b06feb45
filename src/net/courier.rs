//! The thread that goes between the game's threads and the runtime.

use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};

use super::driver;
use super::house::{Errand, House};
use super::hub::Hub;
use super::presence::Presence;

/// Threads for what blocks: files, and the system's name resolution.
const BLOCKING_THREADS: usize = 16;

/// Longest wait for those at the end; a name server may keep one for much longer.
const BLOCKING_GRACE: Duration = Duration::from_millis(100);

/// The body of `kbe-courier`.
pub(super) fn run(house: &Arc<House>) {
    let _closed = Closed(house);
    let hub = Arc::new(Hub::new());
    let (up, is_up) = mpsc::channel();
    let theirs = Arc::clone(&hub);
    let net = thread::Builder::new().name("kbe-net".into()).spawn(move || serve(&theirs, &up));
    let net = match net {
        Ok(net) => net,
        Err(error) => return house.opened(Err(error)),
    };
    let runtime = match is_up.recv() {
        Ok(Ok(runtime)) => runtime,
        Ok(Err(error)) => return house.opened(Err(error)),
        Err(_) => return house.opened(Err(io::Error::other("the network thread did not start"))),
    };
    house.opened(Ok(()));
    carry(house, &runtime, &hub);
    _ = net.join();
}

/// Carries errands until one says to quit.
fn carry(house: &Arc<House>, runtime: &Handle, hub: &Arc<Hub>) {
    let mut errands = Vec::new();
    loop {
        house.errands(&mut errands);
        for errand in errands.drain(..) {
            match errand {
                Errand::Start(start) => {
                    let presence = Presence::new(house, hub, &start.shared);
                    runtime.spawn(driver::drive(start, presence));
                }
                Errand::Wake(shared) => {
                    shared.called.store(false, Ordering::Release);
                    shared.signal.fire();
                }
                Errand::Quit(grace) => {
                    for task in house.tasks() {
                        task.signal.fire();
                    }
                    return hub.quit(grace);
                }
            }
        }
    }
}

/// The body of `kbe-net`.
fn serve(hub: &Hub, up: &mpsc::Sender<io::Result<Handle>>) {
    let runtime = Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_name("kbe-work")
        .build();
    let runtime: Runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            _ = up.send(Err(error));
            return;
        }
    };
    _ = up.send(Ok(runtime.handle().clone()));
    let grace = runtime.block_on(hub.serve());
    runtime.shutdown_timeout(BLOCKING_GRACE.min(grace));
}

/// Says that the threads have ended, whatever the way.
struct Closed<'a>(&'a House);

impl Drop for Closed<'_> {
    fn drop(&mut self) {
        self.0.closed();
    }
}
