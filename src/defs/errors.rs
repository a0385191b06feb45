//! The server's error codes: names and texts (`spec/01 §6`, `§4.13`).

use std::sync::{Arc, LazyLock};

use crate::wire::{Reader, WireError, WireErrorKind};

/// Codes of an unmodified server. The texts are this library's own.
#[rustfmt::skip]
const STOCK: &[(u16, &str, &str)] = &[
    (0, "SERVER_SUCCESS", "success"),
    (1, "SERVER_ERR_SRV_NO_READY", "a part of the server is not ready"),
    (2, "SERVER_ERR_SRV_OVERLOAD", "the server is overloaded"),
    (3, "SERVER_ERR_ILLEGAL_LOGIN", "login without valid preparation"),
    (4, "SERVER_ERR_NAME_PASSWORD", "wrong account name or password"),
    (5, "SERVER_ERR_NAME", "the account name is not acceptable"),
    (6, "SERVER_ERR_PASSWORD", "wrong password"),
    (7, "SERVER_ERR_ACCOUNT_CREATE_FAILED", "the account could not be created; it probably exists"),
    (8, "SERVER_ERR_BUSY", "an earlier request for this account is still being served"),
    (9, "SERVER_ERR_ACCOUNT_LOGIN_ANOTHER", "the account logged in from elsewhere"),
    (10, "SERVER_ERR_ACCOUNT_IS_ONLINE", "the account is online already"),
    (11, "SERVER_ERR_PROXY_DESTROYED", "the server removed the entity of this client"),
    (12, "SERVER_ERR_ENTITYDEFS_NOT_MATCH", "the entity definitions differ from the server's"),
    (13, "SERVER_ERR_IN_SHUTTINGDOWN", "the server is shutting down"),
    (14, "SERVER_ERR_NAME_MAIL", "the e-mail address is not valid"),
    (15, "SERVER_ERR_ACCOUNT_LOCK", "the account is frozen"),
    (16, "SERVER_ERR_ACCOUNT_DEADLINE", "the account has expired"),
    (17, "SERVER_ERR_ACCOUNT_NOT_ACTIVATED", "the account is not activated"),
    (18, "SERVER_ERR_VERSION_NOT_MATCH", "the version differs from the server's"),
    (19, "SERVER_ERR_OP_FAILED", "the operation failed"),
    (20, "SERVER_ERR_SRV_STARTING", "the server is starting"),
    (21, "SERVER_ERR_ACCOUNT_REGISTER_NOT_AVAILABLE", "accounts cannot be registered here"),
    (22, "SERVER_ERR_CANNOT_USE_MAIL", "an e-mail address cannot be used as the name here"),
    (23, "SERVER_ERR_NOT_FOUND_ACCOUNT", "there is no such account"),
    (24, "SERVER_ERR_DB", "the server's database failed"),
    (25, "SERVER_ERR_USER1", "game-specific error 1"),
    (26, "SERVER_ERR_USER2", "game-specific error 2"),
    (27, "SERVER_ERR_USER3", "game-specific error 3"),
    (28, "SERVER_ERR_USER4", "game-specific error 4"),
    (29, "SERVER_ERR_USER5", "game-specific error 5"),
    (30, "SERVER_ERR_USER6", "game-specific error 6"),
    (31, "SERVER_ERR_USER7", "game-specific error 7"),
    (32, "SERVER_ERR_USER8", "game-specific error 8"),
    (33, "SERVER_ERR_USER9", "game-specific error 9"),
    (34, "SERVER_ERR_USER10", "game-specific error 10"),
    (35, "SERVER_ERR_LOCAL_PROCESSING", "left to local processing"),
    (36, "SERVER_ERR_ACCOUNT_RESET_PASSWORD_NOT_AVAILABLE", "passwords cannot be reset here"),
    (37, "SERVER_ERR_ACCOUNT_LOGIN_ANOTHER_SERVER", "the account is online on another server group"),
];

/// One error code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerError {
    /// Number on the wire.
    pub code: u16,
    /// Stable name, such as `SERVER_ERR_NAME_PASSWORD`.
    pub name: Box<str>,
    /// A sentence for people; the server's own words once they have been imported.
    pub text: Box<str>,
}

/// All error codes of one server, by ascending code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorTable(Vec<ServerError>);

impl Default for ErrorTable {
    fn default() -> Self {
        Self::clone(&Self::stock())
    }
}

impl ErrorTable {
    /// The codes of an unmodified server; one table for all who ask.
    #[must_use]
    pub fn stock() -> Arc<Self> {
        static TABLE: LazyLock<Arc<ErrorTable>> = LazyLock::new(|| Arc::new(ErrorTable::made()));
        Arc::clone(&TABLE)
    }

    fn made() -> Self {
        let own = |&(code, name, text): &(u16, &str, &str)| ServerError {
            code,
            name: name.into(),
            text: text.into(),
        };
        Self(STOCK.iter().map(own).collect())
    }

    /// Reads the body of `Client::onImportServerErrorsDescr` (`spec/01 §4.13`). Descriptions are
    /// trimmed: those of the default server begin with a tab.
    ///
    /// # Errors
    /// Any [`WireErrorKind`] of a body that is too short.
    pub fn import(body: &[u8]) -> Result<Self, WireError> {
        let mut r = Reader::new(body);
        let count = r.u16()?;
        if usize::from(count) * 10 > r.left() {
            let left = r.left() as u32;
            return Err(r.error(WireErrorKind::CountTooLarge { count: count.into(), left }));
        }
        let mut list = Vec::with_capacity(count.into());
        for _ in 0..count {
            let code = r.u16()?;
            let name = String::from_utf8_lossy(r.blob()?).into();
            let text = String::from_utf8_lossy(r.blob()?).trim().into();
            list.push(ServerError { code, name, text });
        }
        list.sort_by_key(|e| e.code);
        Ok(Self(list))
    }

    /// All codes.
    #[must_use]
    pub fn all(&self) -> &[ServerError] {
        &self.0
    }

    /// The entry of a code.
    #[must_use]
    pub fn get(&self, code: u16) -> Option<&ServerError> {
        self.0.binary_search_by_key(&code, |e| e.code).ok().and_then(|i| self.0.get(i))
    }

    /// A sentence for a code, also for one that the server never announced.
    #[must_use]
    pub fn text(&self, code: u16) -> String {
        match self.get(code) {
            Some(e) if e.text.is_empty() => e.name.to_string(),
            Some(e) => e.text.to_string(),
            None => format!("unknown server error {code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imported_texts_lose_their_tab() {
        let mut body = vec![1, 0, 4, 0, 1, 0, 0, 0, b'N', 3, 0, 0, 0];
        body.extend(b"\tno");
        let t = ErrorTable::import(&body).unwrap();
        assert_eq!((t.text(4), t.text(5)), ("no".into(), "unknown server error 5".into()));
        for n in 0..body.len() {
            assert!(ErrorTable::import(&body[..n]).is_err());
        }
    }
}
