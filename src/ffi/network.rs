//! The network layer as this interface needs it.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::defs::cache::CacheDir;
use crate::layers::Door;
use crate::layers::door::Alarm;
use crate::session::counts::MessageCount;
use crate::transport::Roads;
use crate::transport::sim::Conditions;
use crate::{net, session};

/// One client's network task. Tests put something else in its place.
pub trait Network: Send + Sync {
    /// Commands wait, or there is room again.
    fn raise(&self);
    /// Ends everything.
    fn stop(&self);
    /// Whether the task met a fault of the library and does nothing any more.
    fn is_broken(&self) -> bool {
        false
    }
    /// Records the traffic to a file, or no longer.
    ///
    /// # Errors
    /// What the file system says.
    fn record(&self, _path: Option<&Path>) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
    /// Makes the lines bad, or good again.
    fn simulate(&self, _conditions: Option<Conditions>) {}
    /// Counters.
    fn stats(&self) -> session::Stats;
    /// Messages and bytes by name.
    fn message_counts(&self) -> Vec<MessageCount> {
        Vec::new()
    }
}

impl Network for net::Task {
    fn raise(&self) {
        Alarm::raise(self);
    }

    fn stop(&self) {
        Self::stop(self);
    }

    fn record(&self, path: Option<&Path>) -> io::Result<()> {
        Self::record(self, path)
    }

    fn simulate(&self, conditions: Option<Conditions>) {
        Self::simulate(self, conditions);
    }

    fn is_broken(&self) -> bool {
        self.fate() == net::Fate::Panicked
    }

    fn stats(&self) -> session::Stats {
        Self::stats(self)
    }

    fn message_counts(&self) -> Vec<MessageCount> {
        Self::message_counts(self)
    }
}

/// Starts a client's task.
pub(crate) fn start(
    config: session::Config,
    roads: Roads,
    cache: Option<CacheDir>,
    door: Arc<Door>,
) -> io::Result<Box<dyn Network>> {
    Ok(Box::new(net::start(config, roads, cache, door)?))
}

/// Ends all tasks and the threads they run on.
pub(crate) fn shutdown(timeout: Duration) -> bool {
    net::shutdown(timeout)
}
