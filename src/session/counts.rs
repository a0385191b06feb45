//! Messages and bytes, message by message.
//!
//! What comes is counted by its row in the message table, what goes by its place among the messages that this
//! library sends: an addition to an array each time. When a server's own list changes the table, what was
//! counted follows the names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Session;
use crate::wire::table::{MessageTable, Rows, ServerMessage};

/// Names that are remembered though the table in force does not have them. A server could announce others
/// with every login.
const MAX_PAST: usize = 1024;

/// Where the rest of them is counted.
const OTHERS: &str = "(others)";

/// Messages of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How many.
    pub messages: u64,
    /// How long they were together, envelopes included; in clear, also where they are encrypted.
    pub bytes: u64,
}

impl Count {
    #[inline]
    fn add(&mut self, messages: u64, bytes: u64) {
        self.messages += messages;
        self.bytes += bytes;
    }
}

/// Messages of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageCount {
    /// Registry name, such as `Client::onHelloCB`.
    pub name: String,
    /// Its latest id.
    pub id: u16,
    /// It comes from a server.
    pub incoming: bool,
    /// How many there were.
    pub count: Count,
}

/// All counts of a session. A copy is cheap as long as the names stay.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// By row of the message table.
    came: Vec<Count>,
    /// By [`ServerMessage`].
    sent: [Count; ServerMessage::COUNT],
    rows: Arc<Rows>,
    /// Ids of what is sent.
    outgoing: [u16; ServerMessage::COUNT],
    /// What came by names that are not in the table.
    past: BTreeMap<String, (u16, Count)>,
    /// How often the names have changed.
    edition: u32,
}

impl Counts {
    /// Nothing, by the names of `table`.
    pub(super) fn of(table: &MessageTable) -> Self {
        let mut counts = Self::default();
        counts.follow(table);
        counts
    }

    #[inline]
    pub(super) fn came(&mut self, row: u32, messages: usize, bytes: usize) {
        if let Some(count) = self.came.get_mut(row as usize) {
            count.add(messages as u64, bytes as u64);
        }
    }

    #[inline]
    pub(super) fn sent(&mut self, message: ServerMessage, bytes: usize) {
        if let Some(count) = self.sent.get_mut(message as usize) {
            count.add(1, bytes as u64);
        }
    }

    /// Another table is in force.
    pub(super) fn follow(&mut self, table: &MessageTable) {
        self.edition += 1;
        let counted: Vec<Count> = std::mem::take(&mut self.came);
        let rows = Arc::clone(&self.rows);
        for ((id, name), count) in rows.iter().zip(counted) {
            if count.messages > 0 {
                self.remember(name.clone(), *id, count);
            }
        }
        self.came.resize(table.rows().len(), Count::default());
        for ((_, name), count) in table.rows().iter().zip(&mut self.came) {
            if let Some((_, past)) = self.past.remove(name) {
                *count = past;
            }
        }
        self.rows = Arc::clone(table.rows());
        for (id, message) in self.outgoing.iter_mut().zip(ServerMessage::all()) {
            *id = table.outgoing(message).0;
        }
    }

    fn remember(&mut self, name: String, id: u16, count: Count) {
        let full = self.past.len() >= MAX_PAST && !self.past.contains_key(&name);
        let (name, id) = if full { (OTHERS.to_owned(), 0) } else { (name, id) };
        let entry = self.past.entry(name).or_insert((id, Count::default()));
        entry.0 = id;
        entry.1.add(count.messages, count.bytes);
    }

    /// Makes `copy` the same. Allocates only after the names have changed.
    pub fn copy_to(&self, copy: &mut Self) {
        if copy.edition == self.edition && copy.came.len() == self.came.len() {
            copy.came.copy_from_slice(&self.came);
            copy.sent = self.sent;
        } else {
            copy.clone_from(self);
        }
    }

    /// What was counted, name by name: what came in the order of the table, then what was sent.
    #[must_use]
    pub fn list(&self) -> Vec<MessageCount> {
        let rows = self.rows.iter().zip(&self.came).map(|((id, name), count)| (*id, name, count));
        let past = self.past.iter().map(|(name, (id, count))| (*id, name, count));
        let came = rows.chain(past).map(|(id, name, count)| MessageCount {
            name: name.clone(),
            id,
            incoming: true,
            count: *count,
        });
        let sent = ServerMessage::all().zip(&self.outgoing).zip(&self.sent);
        let sent = sent.map(|((message, id), count)| MessageCount {
            name: message.name().to_owned(),
            id: *id,
            incoming: false,
            count: *count,
        });
        came.chain(sent).filter(|m| m.count.messages > 0).collect()
    }
}

impl Session {
    /// Messages and bytes by name.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Other message ids are in force.
    pub(super) fn change_table(&mut self, change: impl FnOnce(&mut MessageTable)) {
        change(&mut self.table);
        self.counts.follow(&self.table);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::table::{ImportedMessage, MessageList};

    fn table(names: &[(u16, &str)]) -> MessageTable {
        let row = |(id, name): &(u16, &str)| ImportedMessage {
            id: *id,
            length: 0,
            name: format!("Client_{name}"),
            args_type: 0,
            args: Vec::new(),
        };
        let mut table = MessageTable::stock();
        table.apply(&MessageList::new(&names.iter().map(row).collect::<Vec<_>>()));
        table
    }

    fn lines(counts: &Counts) -> Vec<String> {
        let line = |m: &MessageCount| {
            format!("{} {} {}/{}", m.name, m.id, m.count.messages, m.count.bytes)
        };
        counts.list().iter().map(line).collect()
    }

    #[test]
    fn counts_follow_the_names_when_the_ids_move() {
        let mut counts = Counts::default();
        counts.follow(&table(&[(1, "one"), (2, "two"), (3, "three")]));
        for (row, bytes) in [(0, 10), (1, 20), (1, 30)] {
            counts.came(row, 1, bytes);
        }
        counts.follow(&table(&[(5, "two"), (1, "four")]));
        counts.came(0, 1, 1);
        counts.came(1, 1, 4);
        counts.came(9, 1, 100);
        let expected = ["Client::two 5 3/51", "Client::four 1 1/4", "Client::one 1 1/10"];
        assert_eq!(lines(&counts), expected);
        counts.follow(&table(&[(7, "one")]));
        let expected = ["Client::one 7 1/10", "Client::four 1 1/4", "Client::two 5 3/51"];
        assert_eq!(lines(&counts), expected);
    }

    #[test]
    fn a_copy_is_the_same_whether_or_not_the_names_changed() {
        let (mut counts, mut copy) = (Counts::default(), Counts::default());
        counts.follow(&MessageTable::stock());
        counts.came(0, 1, 5);
        counts.copy_to(&mut copy);
        assert_eq!(copy.list(), counts.list());
        counts.came(0, 1, 5);
        counts.sent(ServerMessage::BaseappMove, 40);
        counts.copy_to(&mut copy);
        assert_eq!((copy.list(), copy.list().len()), (counts.list(), 2));
        counts.follow(&table(&[(1, "one")]));
        counts.came(0, 1, 7);
        counts.copy_to(&mut copy);
        assert_eq!(copy.list(), counts.list());
    }

    #[test]
    fn a_server_that_invents_names_fills_no_memory() {
        let mut counts = Counts::default();
        for n in 0..MAX_PAST + 50 {
            counts.follow(&table(&[(1, &format!("name{n}"))]));
            counts.came(0, 1, 2);
        }
        counts.follow(&table(&[]));
        assert!(counts.past.len() <= MAX_PAST + 1);
        let all = counts.list();
        let total: u64 = all.iter().map(|m| m.count.messages).sum();
        assert_eq!(total, MAX_PAST as u64 + 50);
        let others = all.iter().find(|m| m.name == OTHERS).unwrap();
        assert_eq!(others.count, Count { messages: 50, bytes: 100 });
    }
}
