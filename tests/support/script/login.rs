//! A whole login, step by step, with a good server.

use std::time::Duration;

use kbe::session::Link;

use super::server::{
    ACCOUNT, STOCK, UUID, baseapp_messages, created, definitions, errors, hello_baseapp,
    hello_loginapp, login_accepted, loginapp_messages,
};
use super::{Script, cut};

/// The steps of a login, each named by what is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Connect,
    Hello,
    Import,
    Login,
    BaseConnect,
    BaseHello,
    BaseImport,
    BaseLogin,
    InGame,
}

impl Step {
    pub const WAITS: [Self; 8] = [
        Self::Connect,
        Self::Hello,
        Self::Import,
        Self::Login,
        Self::BaseConnect,
        Self::BaseHello,
        Self::BaseImport,
        Self::BaseLogin,
    ];

    /// The server that is waited for.
    pub fn server(self) -> &'static str {
        if self < Self::BaseConnect { "loginapp" } else { "baseapp" }
    }
}

impl Script {
    /// Plays a good server until the client waits for `end`.
    pub fn login_up_to(&mut self, end: Step) {
        self.login_from(Step::Connect, end);
    }

    /// As [`Self::login_up_to`], going on where the login stands.
    pub fn login_from(&mut self, start: Step, end: Step) {
        let connects = std::mem::replace(&mut self.connects, false);
        if start == Step::Connect {
            self.login();
        }
        for step in Step::WAITS.into_iter().filter(|s| (start..end).contains(s)) {
            self.serve(step);
        }
        if end == Step::InGame {
            // The first heartbeat is due at once.
            self.pass(Duration::ZERO);
        }
        self.connects = connects;
    }

    /// The session is offline now: it logs in as if nothing had been.
    pub fn logs_in_again(&mut self) {
        assert!(!self.is_open(), "the connection is closed");
        assert_eq!(self.session.poll_timeout(self.now), None, "nothing is waited for");
        self.cache.clear();
        self.forget();
        self.login_up_to(Step::InGame);
        let told = self.told();
        assert_eq!(told.last().unwrap(), "login succeeded 100 1122334455667788");
        assert_eq!(told.len(), 9, "{told:#?}");
        assert_eq!(self.sent_names().len(), 9);
    }

    /// Answers what the client waits for at `step`; imports only if they were asked for.
    pub fn serve(&mut self, step: Step) {
        match step {
            Step::Connect | Step::BaseConnect => self.connect(),
            Step::Hello => self.feed_hello(&hello_loginapp()),
            Step::Import => {
                if self.has_sent(5) {
                    self.feed(&loginapp_messages());
                    self.feed(&errors());
                }
            }
            Step::Login => self.feed(&login_accepted()),
            Step::BaseHello => self.feed_hello(&hello_baseapp()),
            Step::BaseImport => {
                if self.has_sent(207) {
                    self.feed(&baseapp_messages());
                }
                if self.has_sent(208) {
                    self.feed(&definitions(STOCK));
                }
            }
            Step::BaseLogin => self.feed(&created(UUID, ACCOUNT, "Account")),
            Step::InGame => {}
        }
    }

    fn has_sent(&self, id: u16) -> bool {
        let all: Vec<u8> = self.writes_of(self.link).flatten().copied().collect();
        cut(&all, self.server).iter().any(|m| m.0 == id)
    }

    fn writes_of(&self, link: Link) -> impl Iterator<Item = &Vec<u8>> {
        self.writes.iter().filter(move |w| w.link == link).map(|w| &w.bytes)
    }
}
