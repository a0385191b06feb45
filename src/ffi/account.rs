//! Logins and account requests.

use std::sync::Arc;

use super::client::{Client, Local};
use super::error::{Outcome, kbe_result};
use super::handle::kbe_client;
use super::view::{self, kbe_bytes, kbe_str};
use crate::game::calls::Refusal;
use crate::layers::Command;

/// For kbe_client_create_account: an account that is activated by e-mail; its name is an address
/// (protocol notes 01 §4.7).
pub const KBE_ACCOUNT_MAIL: u32 = 0x1;

/// Asks the game layer, then tells the network layer.
fn ask(
    client: &Arc<Client>,
    request: impl FnOnce(&mut Local) -> Result<Command, Refusal>,
) -> Outcome {
    client.check_room()?;
    let command = request(&mut client.local())?;
    client.send(command);
    Ok(())
}

/// Logs in: loginapp, imports, baseapp, until the player's entity exists. login_result tells how it went,
/// exactly once. The texts are ASCII; the library keeps the password only as long as it needs it.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the texts are copied.
/// Errors: KBE_E_INVALID_ARGUMENT naming the text, KBE_E_BUSY unless the client is offline, KBE_E_QUEUE_FULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_login(
    client: kbe_client,
    account: kbe_str,
    password: kbe_str,
) -> kbe_result {
    boundary!(kbe_client_login, client => |c| {
        // SAFETY: the caller promises texts that are empty or valid.
        let (account, password) =
            unsafe { (view::text(account, "account")?, view::text(password, "password")?) };
        ask(c, |l| l.game.login(account, password, b""))
    })
}

/// As kbe_client_login, with data for the server's login script; at most 1024 bytes.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: texts and bytes are copied.
/// Errors: as kbe_client_login.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_login_with_datas(
    client: kbe_client,
    account: kbe_str,
    password: kbe_str,
    datas: kbe_bytes,
) -> kbe_result {
    boundary!(kbe_client_login_with_datas, client => |c| {
        // SAFETY: the caller promises texts and bytes that are empty or valid.
        let (account, password, datas) = unsafe {
            (
                view::text(account, "account")?,
                view::text(password, "password")?,
                view::slice(datas.ptr, datas.len, "datas")?,
            )
        };
        ask(c, |l| l.game.login(account, password, datas))
    })
}

/// Resumes a session whose disconnected event said that it can be resumed: the player's entity goes on, the
/// others come again (protocol notes 01 §4.5). session_changed tells of it, and of success with
/// KBE_SESSION_RESUMED; else disconnected follows, with KBE_REASON_NOTHING_TO_RESUME when there was no such
/// session. See kbe_config.relogin_attempts for a library that does it by itself.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BUSY unless the client is offline, KBE_E_QUEUE_FULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_relogin(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_relogin, client => |c| {
        ask(c, |l| l.game.relogin())
    })
}

/// Asks for a new account. account_result tells how it went, exactly once.
///
/// @param datas  for the server's script; may be empty
/// @param flags  KBE_ACCOUNT bits
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: texts and bytes are copied.
/// Errors: as kbe_client_login.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_create_account(
    client: kbe_client,
    account: kbe_str,
    password: kbe_str,
    datas: kbe_bytes,
    flags: u32,
) -> kbe_result {
    boundary!(kbe_client_create_account, client => |c| {
        // SAFETY: the caller promises texts and bytes that are empty or valid.
        let (account, password, datas) = unsafe {
            (
                view::text(account, "account")?,
                view::text(password, "password")?,
                view::slice(datas.ptr, datas.len, "datas")?,
            )
        };
        let mail = flags & KBE_ACCOUNT_MAIL != 0;
        ask(c, |l| l.game.create_account(account, password, datas, mail))
    })
}

/// Asks the server to mail a link that resets the password of an account. account_result tells how it went,
/// exactly once.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the text is copied.
/// Errors: as kbe_client_login.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_reset_password(
    client: kbe_client,
    account: kbe_str,
) -> kbe_result {
    boundary!(kbe_client_reset_password, client => |c| {
        // SAFETY: the caller promises a text that is empty or valid.
        let account = unsafe { view::text(account, "account") }?;
        ask(c, |l| l.game.reset_password(account))
    })
}

/// Binds an e-mail address to the account that is logged in. account_result tells how it went, exactly once.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the text is copied.
/// Errors: KBE_E_INVALID_ARGUMENT, KBE_E_OFFLINE, KBE_E_BUSY while the same request is under way,
/// KBE_E_QUEUE_FULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_bind_email(client: kbe_client, email: kbe_str) -> kbe_result {
    boundary!(kbe_client_bind_email, client => |c| {
        // SAFETY: the caller promises a text that is empty or valid.
        let email = unsafe { view::text(email, "email") }?;
        ask(c, |l| l.game.bind_email(email))
    })
}

/// Changes the password of the account that is logged in. account_result tells how it went, exactly once.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the texts are copied.
/// Errors: as kbe_client_bind_email.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_new_password(
    client: kbe_client,
    old_password: kbe_str,
    new_password: kbe_str,
) -> kbe_result {
    boundary!(kbe_client_new_password, client => |c| {
        // SAFETY: the caller promises texts that are empty or valid.
        let (old, new) = unsafe {
            (view::text(old_password, "old password")?, view::text(new_password, "new password")?)
        };
        ask(c, |l| l.game.new_password(old, new))
    })
}

/// Tells the server that the player leaves, and closes the session in good order. disconnected follows.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: KBE_E_OFFLINE, KBE_E_QUEUE_FULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_logout(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_logout, client => |c| {
        ask(c, |l| l.game.logout())
    })
}

/// Ends whatever is going on, without a word to the server. The result of what was going on follows:
/// login_result, account_result or disconnected, with KBE_REASON_REQUESTED. Offline it does nothing but
/// give up a session that could be resumed: its entities are destroyed.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: only those of a bad handle or thread.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_disconnect(client: kbe_client) -> kbe_result {
    boundary!(kbe_client_disconnect, client => |c| {
        let command = c.local().game.disconnect();
        if let Some(command) = command {
            c.send(command);
        }
        Ok(())
    })
}
