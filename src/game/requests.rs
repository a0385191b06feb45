//! Logins and account requests: when they may be asked for, and what their texts must be.

use zeroize::Zeroizing;

use super::calls::Refusal;
use super::{Game, State, rules};
use crate::layers::Command;
use crate::layers::command::Secret;
use crate::layers::event::AccountRequest;

fn secret(text: &[u8]) -> Secret {
    Zeroizing::new(text.to_vec())
}

impl Game {
    fn offline(&self) -> Result<(), Refusal> {
        match self.facts.state {
            State::Offline => Ok(()),
            State::Busy => Err(Refusal::Busy("a login or account request is under way")),
            State::InGame => Err(Refusal::Busy("logged in: log out or disconnect first")),
            State::Resuming => Err(Refusal::Busy("the session is being resumed: disconnect first")),
        }
    }

    fn free(&self, request: AccountRequest) -> Result<(), Refusal> {
        if self.facts.state != State::InGame {
            return Err(Refusal::Offline);
        }
        match self.facts.is_pending(request) {
            true => Err(Refusal::Busy("the same request is under way")),
            false => Ok(()),
        }
    }

    /// Asks for a login.
    ///
    /// # Errors
    /// [`Refusal`]; nothing has been asked for then, as with all requests here.
    pub fn login(
        &mut self,
        account: &[u8],
        password: &[u8],
        datas: &[u8],
    ) -> Result<Command, Refusal> {
        rules::account("account", account)?;
        rules::password("password", password)?;
        rules::datas("datas", datas)?;
        self.offline()?;
        self.facts.state = State::Busy;
        let (account, datas) = (account.to_vec(), datas.to_vec());
        Ok(Command::Login { account, password: secret(password), datas })
    }

    /// Asks to resume the session that was lost.
    ///
    /// # Errors
    /// [`Refusal::Busy`].
    pub fn relogin(&mut self) -> Result<Command, Refusal> {
        self.offline()?;
        self.facts.state = State::Resuming;
        Ok(Command::Relogin)
    }

    /// Asks for a new account; `mail` makes it one that is activated by e-mail.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn create_account(
        &mut self,
        account: &[u8],
        password: &[u8],
        datas: &[u8],
        mail: bool,
    ) -> Result<Command, Refusal> {
        rules::account("account", account)?;
        rules::password("password", password)?;
        rules::datas("datas", datas)?;
        self.alone(AccountRequest::Create)?;
        Ok(Command::Account {
            request: AccountRequest::Create,
            account: account.to_vec(),
            password: secret(password),
            datas: datas.to_vec(),
            mail,
        })
    }

    /// Asks for a mail with a link that resets the password.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn reset_password(&mut self, account: &[u8]) -> Result<Command, Refusal> {
        rules::account("account", account)?;
        self.alone(AccountRequest::ResetPassword)?;
        Ok(Command::Account {
            request: AccountRequest::ResetPassword,
            account: account.to_vec(),
            password: secret(b""),
            datas: Vec::new(),
            mail: false,
        })
    }

    /// A request that has a connection of its own.
    fn alone(&mut self, request: AccountRequest) -> Result<(), Refusal> {
        self.offline()?;
        self.facts.state = State::Busy;
        self.facts.asked(request);
        Ok(())
    }

    /// Asks to bind an e-mail address to the account that is logged in.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn bind_email(&mut self, email: &[u8]) -> Result<Command, Refusal> {
        rules::email("email", email)?;
        self.free(AccountRequest::BindEmail)?;
        self.facts.asked(AccountRequest::BindEmail);
        Ok(Command::BindEmail { email: email.to_vec() })
    }

    /// Asks for another password for the account that is logged in.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn new_password(&mut self, old: &[u8], new: &[u8]) -> Result<Command, Refusal> {
        rules::password("old password", old)?;
        rules::password("new password", new)?;
        self.free(AccountRequest::NewPassword)?;
        self.facts.asked(AccountRequest::NewPassword);
        Ok(Command::NewPassword { old: secret(old), new: secret(new) })
    }

    /// Leaves the game in good order.
    ///
    /// # Errors
    /// [`Refusal::Offline`].
    pub fn logout(&self) -> Result<Command, Refusal> {
        match self.facts.state {
            State::InGame | State::Resuming => Ok(Command::Logout),
            _ => Err(Refusal::Offline),
        }
    }

    /// Ends whatever is going on, and gives up a session that could be resumed; `None` when there is
    /// neither.
    #[must_use]
    pub fn disconnect(&self) -> Option<Command> {
        let nothing = self.facts.state == State::Offline && !self.facts.resumable;
        (!nothing).then_some(Command::Disconnect)
    }
}
