//! Server error codes: the numbers used in replies and the table a client can import (`spec/01 §6`, `§4.13`).

use crate::wire::Writer;

pub(crate) const SUCCESS: u16 = 0;
pub(crate) const ILLEGAL_LOGIN: u16 = 3;
pub(crate) const NAME_PASSWORD: u16 = 4;
pub(crate) const NAME: u16 = 5;
pub(crate) const PASSWORD: u16 = 6;
pub(crate) const ACCOUNT_CREATE_FAILED: u16 = 7;
pub(crate) const BUSY: u16 = 8;
pub(crate) const ACCOUNT_LOGIN_ANOTHER: u16 = 9;
pub(crate) const PROXY_DESTROYED: u16 = 11;
pub(crate) const ENTITYDEFS_NOT_MATCH: u16 = 12;
pub(crate) const NAME_MAIL: u16 = 14;
pub(crate) const ACCOUNT_LOCK: u16 = 15;
pub(crate) const ACCOUNT_NOT_ACTIVATED: u16 = 17;
pub(crate) const OP_FAILED: u16 = 19;
pub(crate) const CANNOT_USE_MAIL: u16 = 22;
pub(crate) const NOT_FOUND_ACCOUNT: u16 = 23;

/// Names and descriptions in id order.
#[rustfmt::skip]
const TABLE: &[(&str, &str)] = &[
    ("SUCCESS", "Done."),
    ("SERVER_ERR_SRV_NO_READY", "The server is not ready yet."),
    ("SERVER_ERR_SRV_OVERLOAD", "The server is too busy."),
    ("SERVER_ERR_ILLEGAL_LOGIN", "This login was not prepared at the login server."),
    ("SERVER_ERR_NAME_PASSWORD", "The name or the password is wrong."),
    ("SERVER_ERR_NAME", "The name cannot be used."),
    ("SERVER_ERR_PASSWORD", "The password is wrong."),
    ("SERVER_ERR_ACCOUNT_CREATE_FAILED", "The account could not be created; it may exist already."),
    ("SERVER_ERR_BUSY", "An earlier request for this name is still being handled."),
    ("SERVER_ERR_ACCOUNT_LOGIN_ANOTHER", "The account logged in from somewhere else."),
    ("SERVER_ERR_ACCOUNT_IS_ONLINE", "The account is online already."),
    ("SERVER_ERR_PROXY_DESTROYED", "The entity of this client was destroyed on the server."),
    ("SERVER_ERR_ENTITYDEFS_NOT_MATCH", "The entity definitions of client and server differ."),
    ("SERVER_ERR_SERVER_IN_SHUTTINGDOWN", "The server is shutting down."),
    ("SERVER_ERR_NAME_MAIL", "The e-mail address is not valid."),
    ("SERVER_ERR_ACCOUNT_LOCK", "The account is locked."),
    ("SERVER_ERR_ACCOUNT_DEADLINE", "The account has expired."),
    ("SERVER_ERR_ACCOUNT_NOT_ACTIVATED", "The account is not activated."),
    ("SERVER_ERR_VERSION_NOT_MATCH", "The versions of client and server differ."),
    ("SERVER_ERR_OP_FAILED", "The operation failed."),
    ("SERVER_ERR_SRV_STARTING", "The server is starting."),
    ("SERVER_ERR_ACCOUNT_REGISTER_NOT_AVAILABLE", "New accounts are not accepted here."),
    ("SERVER_ERR_CANNOT_USE_MAIL", "An e-mail address cannot be used here."),
    ("SERVER_ERR_NOT_FOUND_ACCOUNT", "There is no such account."),
    ("SERVER_ERR_DB", "The database reported an error."),
    ("SERVER_ERR_USER1", "First code left to the game."),
    ("SERVER_ERR_USER2", "Second code left to the game."),
    ("SERVER_ERR_USER3", "Third code left to the game."),
    ("SERVER_ERR_USER4", "Fourth code left to the game."),
    ("SERVER_ERR_USER5", "Fifth code left to the game."),
    ("SERVER_ERR_USER6", "Sixth code left to the game."),
    ("SERVER_ERR_USER7", "Seventh code left to the game."),
    ("SERVER_ERR_USER8", "Eighth code left to the game."),
    ("SERVER_ERR_USER9", "Ninth code left to the game."),
    ("SERVER_ERR_USER10", "Tenth code left to the game."),
    ("SERVER_ERR_LOCAL_PROCESSING", "Handled by the server itself, not by a third party."),
    ("SERVER_ERR_ACCOUNT_RESET_PASSWORD_NOT_AVAILABLE", "Passwords cannot be reset here."),
    ("SERVER_ERR_ACCOUNT_LOGIN_ANOTHER_SERVER", "The account is online on another server."),
];

/// Body of `onImportServerErrorsDescr` (`spec/01 §4.13`).
///
/// The recorded server sends no leading tab, although the specification mentions one; the recording wins.
pub(crate) fn import() -> Vec<u8> {
    let mut w = Writer::new().u16(TABLE.len() as u16);
    for (id, (name, text)) in TABLE.iter().enumerate() {
        w = w.u16(id as u16).blob(name.as_bytes()).blob(text.as_bytes());
    }
    w.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_at_their_place_in_the_table() {
        let name = |code: u16| TABLE[usize::from(code)].0;
        assert_eq!(name(BUSY), "SERVER_ERR_BUSY");
        assert_eq!(name(OP_FAILED), "SERVER_ERR_OP_FAILED");
        assert_eq!(name(NOT_FOUND_ACCOUNT), "SERVER_ERR_NOT_FOUND_ACCOUNT");
        assert_eq!(TABLE.len(), 38);
    }

    #[test]
    fn import_starts_like_the_recording() {
        // count, id 0, length of the name, the name: recorded bytes. The description is our own.
        let start = b"\x26\x00\x00\x00\x07\x00\x00\x00SUCCESS";
        assert!(import().starts_with(start));
    }
}
