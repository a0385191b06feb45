//! Rules for the texts of account requests, checked before anything is sent (`spec/01 §4.2`). The
//! server answers none of the requests that break them.

use crate::wire::limits::{MAX_ACCOUNT_NAME, MAX_LOGIN_DATAS, MAX_PASSWORD};

/// A text that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} {problem}")]
pub struct TextError {
    /// Which text.
    pub field: &'static str,
    /// What is wrong with it; never quotes it, since it may be a secret.
    pub problem: String,
}

/// ASCII without zero bytes: the protocol ends text at the first zero byte and the server's scripts
/// take it for ASCII.
fn ascii(field: &'static str, text: &[u8], longest: usize) -> Result<(), TextError> {
    let problem = if text.contains(&0) {
        "contains a zero byte".to_owned()
    } else if !text.is_ascii() {
        "must be ASCII".to_owned()
    } else if text.len() > longest {
        format!("is longer than {longest} bytes")
    } else {
        return Ok(());
    };
    Err(TextError { field, problem })
}

/// An account name.
///
/// # Errors
/// [`TextError`] for text that is empty, too long or not ASCII.
pub fn account(field: &'static str, text: &[u8]) -> Result<(), TextError> {
    if text.is_empty() {
        return Err(TextError { field, problem: "is empty".into() });
    }
    ascii(field, text, MAX_ACCOUNT_NAME)
}

/// A password. An empty one is for the server to judge.
///
/// # Errors
/// [`TextError`] for text that is too long or not ASCII.
pub fn password(field: &'static str, text: &[u8]) -> Result<(), TextError> {
    ascii(field, text, MAX_PASSWORD)
}

/// An e-mail address. Whether it is one is for the server to judge.
///
/// # Errors
/// [`TextError`] for text that is empty, too long or not ASCII.
pub fn email(field: &'static str, text: &[u8]) -> Result<(), TextError> {
    if text.is_empty() {
        return Err(TextError { field, problem: "is empty".into() });
    }
    ascii(field, text, MAX_PASSWORD)
}

/// Data for the server's login script.
///
/// # Errors
/// [`TextError`] for data that is too long.
pub fn datas(field: &'static str, bytes: &[u8]) -> Result<(), TextError> {
    if bytes.len() > MAX_LOGIN_DATAS {
        let problem = format!("are longer than {MAX_LOGIN_DATAS} bytes");
        return Err(TextError { field, problem });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_field_and_never_the_text() {
        let e = password("password", b"sec\xffret").unwrap_err().to_string();
        assert_eq!(e, "password must be ASCII");
        assert_eq!(account("account", b"").unwrap_err().to_string(), "account is empty");
        let long = [b'a'; 129];
        let e = account("account", &long).unwrap_err().to_string();
        assert_eq!(e, "account is longer than 128 bytes");
        assert_eq!(email("email", b"a\0b").unwrap_err().to_string(), "email contains a zero byte");
        assert!(datas("datas", &[0; 1024]).is_ok());
    }
}
