//! Accounts and the avatars stored with them. Memory only: nothing survives the server.

use super::Hub;
use crate::errors;

/// Most accounts that can be made.
const MAX_ACCOUNTS: usize = 100_000;
/// Limits of `spec/01 §4.2`.
pub(crate) const MAX_NAME: usize = 128;
pub(crate) const MAX_PASSWORD: usize = 255;
pub(crate) const MAX_DATAS: usize = 1024;

pub(crate) struct Account {
    pub(crate) password: String,
    pub(crate) email: String,
    /// E-mail accounts wait for the link in their mail; here the operator plays the mail.
    pub(crate) active: bool,
    pub(crate) locked: bool,
    pub(crate) last_character: u64,
    pub(crate) avatars: Vec<AvatarRecord>,
}

/// What is kept of an avatar while nobody plays it.
#[derive(Clone, Debug)]
pub(crate) struct AvatarRecord {
    pub(crate) dbid: u64,
    pub(crate) name: String,
    pub(crate) role: i64,
    pub(crate) level: i64,
    pub(crate) space: u32,
    pub(crate) pos: [f32; 3],
    pub(crate) dir: [f32; 3],
    pub(crate) hp: i64,
    pub(crate) mp: i64,
}

impl Account {
    fn new(password: &str, active: bool) -> Self {
        Self {
            password: password.to_owned(),
            email: String::new(),
            active,
            locked: false,
            last_character: 0,
            avatars: Vec::new(),
        }
    }
}

/// Whether a text looks like an e-mail address: a local part, one `@`, a domain with a dot inside.
pub(crate) fn is_email(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let dotted = domain.split_once('.').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
    !local.is_empty() && dotted && local.chars().chain(domain.chars()).all(allowed)
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl Hub {
    /// Makes an account and returns the code for `onCreateAccountResult` (`spec/01 §4.7`).
    ///
    /// `mail` forces an e-mail account; otherwise a name that looks like an address makes one, as the default
    /// account type of the server does.
    pub(crate) fn create_account(&mut self, name: &str, password: &str, mail: bool) -> u16 {
        let is_mail = is_email(name);
        if mail && !is_mail {
            return errors::NAME_MAIL;
        }
        if !is_mail && !is_plain_name(name) {
            return errors::NAME;
        }
        if self.accounts.contains_key(name) || self.accounts.len() >= MAX_ACCOUNTS {
            return errors::ACCOUNT_CREATE_FAILED;
        }
        let account = Account::new(password, !is_mail);
        self.accounts.insert(name.to_owned(), account);
        errors::SUCCESS
    }

    /// Checks name and password of a login; a code of `spec/01 §4.2` if it is refused.
    pub(crate) fn check_account(&mut self, name: &str, password: &str) -> Result<(), u16> {
        if !self.accounts.contains_key(name) {
            self.create_on_login(name, password)?;
        }
        let account = self.accounts.get(name).ok_or(errors::NOT_FOUND_ACCOUNT)?;
        if account.password != password {
            return Err(errors::PASSWORD);
        }
        if account.locked {
            return Err(errors::ACCOUNT_LOCK);
        }
        if !account.active {
            return Err(errors::ACCOUNT_NOT_ACTIVATED);
        }
        Ok(())
    }

    fn create_on_login(&mut self, name: &str, password: &str) -> Result<(), u16> {
        if !self.config.auto_create_accounts {
            return Err(errors::NOT_FOUND_ACCOUNT);
        }
        if is_email(name) {
            return Err(errors::CANNOT_USE_MAIL);
        }
        match self.create_account(name, password, false) {
            errors::SUCCESS => Ok(()),
            code => Err(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_names_are_told_apart() {
        assert!(is_email("kp0.x@example.org"));
        for text in ["nonsense", "not a mail", "@a.b", "a@b", "a@b.", "a b@c.d"] {
            assert!(!is_email(text), "{text}");
        }
        assert!(is_plain_name("kp0_ca_1"));
        assert!(!is_plain_name("bad-name!"));
        assert!(!is_plain_name(""));
    }
}
