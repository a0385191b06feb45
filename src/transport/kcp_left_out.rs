//! What stands for KCP in a library that is built without it.

use super::options::{NO_KCP, Roads, Target};
use super::{Tcp, words};
use crate::layers::event::Reason;
use crate::session::ConnectError;

/// Fails.
///
/// # Errors
/// A sentence that says why.
pub(super) async fn dial(target: &Target, _: &Roads) -> Result<Tcp, ConnectError> {
    Err(words::no_kcp(target, Reason::ConnectFailed, NO_KCP))
}
