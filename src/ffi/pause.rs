//! Events paused and resumed.
//!
//! A paused client's batches stay in its door, under limits of their own, and its bell is silent: a thread
//! that waits for events sleeps on. Every way to take an event asks `Client::is_paused` first.

use super::client::Client;
use super::error::kbe_result;
use super::handle::kbe_client;

fn set_paused(client: &Client, paused: bool) {
    let alarm = client.door.set_paused(paused);
    client.interrupt();
    if alarm {
        client.network().raise();
    }
    if !paused {
        // What came meanwhile rang for nobody.
        client.group().mark();
    }
}

/// Holds the events of a client back, for instance while a scene is loaded. Until kbe_client_resume_events,
/// kbe_sync_layers, kbe_client_pump and kbe_client_next_event tell nothing of this client, and a wait does
/// not end for its events. No event passes: not queue_high either. The world stays as it is, and so does
/// every answer to a question about it.
///
/// The session lives on: heartbeats are sent and answered, requests are carried out, and what the server says
/// is kept in order. When more waits than kbe_config.backlog_limit or backlog_bytes allow, the library stops
/// reading from the server until the game has caught up; nothing is lost. kbe_client_stats.queued_events says
/// how much waits, KBE_CLIENT_PAUSED in kbe_client_info.flags that the client is paused.
///
/// Inside a callback it takes effect when that returns: what remains of the server's message is told after
/// the pause, and so are movements that the pump has collected for transforms. From another thread than the
/// one that is serving the client, one more callback may run. Pausing twice is pausing once. (Event.pause,
/// KBEvent::pause)
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BAD_HANDLE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_pause_events(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_pause_events, client => |c| {
        set_paused(c, true);
        Ok(())
    })
}

/// Goes on with the events of a client: the next pump tells what has waited, oldest first, and then what
/// comes. Nothing is told inside this call. A client that is not paused stays as it is. (Event.resume,
/// KBEvent::resume)
///
/// Thread: any thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BAD_HANDLE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_resume_events(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_resume_events, client => |c| {
        set_paused(c, false);
        Ok(())
    })
}
