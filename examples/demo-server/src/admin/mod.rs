//! Commands of the operator: one line in, one line out.

mod actions;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};

use crate::hub::{AdminReply, Control, Hub};

/// Longest command.
const MAX_LINE: u64 = 4096;

const HELP: &str = "help | list | kick NAME | drop NAME | teleport NAME SPACE [X Y Z] | space NAME SPACE | \
    spacedata SPACE KEY VALUE | delspacedata SPACE KEY | prop EID NAME[.CHILD] VALUE | call NAME [METHOD] | spawn N | \
    despawn EID|all | control NAME EID on|off | losecell NAME | getcell NAME | stream NAME BYTES [text] | \
    malformed NAME unknownid|hugelen|shortbody|badprop|badvid|badcount|garbage | silence NAME on|off | flood NAME N | \
    giveback NAME | destroyproxy NAME | position NAME | zoo NAME | activate ACCOUNT | lock ACCOUNT on|off | stop. \
    NAME is an account, an avatar or an entity id";

/// Serves the command port.
pub(crate) async fn listen(listener: TcpListener, control: mpsc::UnboundedSender<Control>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(serve(stream, control.clone()));
            }
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
    }
}

async fn serve(stream: TcpStream, control: mpsc::UnboundedSender<Control>) {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut reader).take(MAX_LINE).read_until(b'\n', &mut line).await;
        if !matches!(read, Ok(n) if n > 0) {
            return;
        }
        let (tx, rx) = oneshot::channel();
        let text = String::from_utf8_lossy(&line).trim().to_owned();
        let command = Control::Admin(text, AdminReply::Task(tx));
        if control.send(command).is_err() {
            return;
        }
        let answer = match rx.await {
            Ok(Ok(text)) => format!("ok {text}\n"),
            Ok(Err(text)) => format!("error {text}\n"),
            Err(_) => return,
        };
        if writer.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The words of a command behind its name.
pub(crate) struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    fn new(line: &'a str) -> Self {
        Self { rest: line.trim() }
    }

    fn optional(&mut self) -> Option<&'a str> {
        let (word, rest) = match self.rest.split_once(char::is_whitespace) {
            Some((word, rest)) => (word, rest.trim_start()),
            None => (self.rest, ""),
        };
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    fn next(&mut self, what: &str) -> Result<&'a str, String> {
        self.optional().ok_or_else(|| format!("{what} is missing"))
    }

    fn number<T: std::str::FromStr>(&mut self, what: &str) -> Result<T, String> {
        let word = self.next(what)?;
        word.parse().map_err(|_| format!("{what} is not a number here: {word}"))
    }

    fn switch(&mut self) -> Result<bool, String> {
        match self.next("on or off")? {
            "on" => Ok(true),
            "off" => Ok(false),
            word => Err(format!("on or off, not {word}")),
        }
    }

    /// Everything that is left, blanks included.
    fn tail(&mut self) -> &'a str {
        std::mem::take(&mut self.rest)
    }
}

impl Hub {
    /// Runs one command.
    pub(crate) fn admin(&mut self, line: &str) -> Result<String, String> {
        let mut words = Words::new(line);
        let name = words.optional().unwrap_or("help");
        match name {
            "help" => Ok(HELP.to_owned()),
            "list" => Ok(self.admin_list()),
            "stop" => {
                self.stopping = true;
                Ok("stopping".to_owned())
            }
            "spacedata" | "delspacedata" => self.admin_space_data(name, &mut words),
            "prop" => self.admin_prop(&mut words),
            "spawn" => self.admin_spawn(&mut words),
            "despawn" => self.admin_despawn(&mut words),
            "activate" | "lock" => self.admin_account(name, &mut words),
            _ => self.admin_session(name, &mut words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_at_blanks_and_the_tail_keeps_them() {
        let mut w = Words::new("  prop 12   name  a b  ");
        assert_eq!(w.next("x"), Ok("prop"));
        assert_eq!(w.number::<i32>("x"), Ok(12));
        assert_eq!(w.next("x"), Ok("name"));
        assert_eq!(w.tail(), "a b");
        assert_eq!(w.optional(), None);
        assert!(w.switch().is_err());
    }
}
