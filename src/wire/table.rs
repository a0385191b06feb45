//! Which id means which message. Ids belong to a server, not to the protocol: the stock table is
//! only the start, a server's own list replaces it **by name** (`spec/01 §3.1`, `spec/02 §0.1`).

use std::sync::{Arc, LazyLock};

use super::error::{WireError, WireErrorKind};
use super::reader::Reader;
use super::stock_messages::STOCK_MESSAGES;
use super::usual::Usual;
use super::volatile::VolatileForm;

/// The component whose table a message belongs to (`spec/01 §3.1` item 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Component {
    /// Server to client, on every connection.
    Client,
    /// Client to a Loginapp.
    Loginapp,
    /// Client to a Baseapp; the `Entity::` messages live here too.
    Baseapp,
    /// Tools to a Machine.
    Machine,
}

/// One row of the stock tables.
#[derive(Debug, Clone, Copy)]
pub struct MessageSpec {
    /// Whose table.
    pub component: Component,
    /// Registry name, such as `Client::onHelloCB`.
    pub name: &'static str,
    /// Id on a stock server.
    pub id: u16,
    /// Body length in bytes, -1 when the message carries its own.
    pub length: i16,
    /// Whether a client sends it.
    pub to_server: bool,
    /// Arguments in the notation of `spec/01 §3.2`.
    pub args: &'static str,
}

/// The messages from the server that this library acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of spec/01 §3.3, which describes each")]
pub enum ClientMessage {
    ReloginFailed,
    LeaveWorldOptimized,
    MethodOptimized,
    PropertiesOptimized,
    SetPosAndDir,
    BasePos,
    BasePosXz,
    BaseDir,
    UpdateData(VolatileForm),
    ServerErrors,
    ClientSdk,
    InitSpaceData,
    SetSpaceData,
    DelSpaceData,
    ResetPasswordResult,
    BindEmailResult,
    NewPasswordResult,
    ReloginSucceeded,
    Heartbeat,
    CreateAccountResult,
    LoginSucceeded,
    LoginFailed,
    CreatedProxies,
    LoginBaseappFailed,
    Method,
    EnterWorld,
    LeaveWorld,
    EnterSpace,
    LeaveSpace,
    Properties,
    Destroyed,
    StreamStarted,
    StreamData,
    StreamCompleted,
    Kicked,
    ImportMessages,
    ImportEntityDef,
    Hello,
    ScriptVersionMismatch,
    VersionMismatch,
    Control,
    /// A message whose name this library does not know; skipped by its length.
    Unknown,
}

impl ClientMessage {
    /// Whether it is about entities that are there and changes nothing but their state: movements,
    /// properties, calls. Nearly all messages of a session are.
    #[inline]
    #[must_use]
    pub fn is_plain(self) -> bool {
        matches!(
            self,
            Self::UpdateData(_)
                | Self::MethodOptimized
                | Self::PropertiesOptimized
                | Self::Method
                | Self::Properties
                | Self::BasePos
                | Self::BasePosXz
                | Self::BaseDir
        )
    }

    /// Finds the message by its name without the `Client::` part.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        if let Some(form) = VolatileForm::from_name(name) {
            return Self::UpdateData(form);
        }
        match name {
            "onReloginBaseappFailed" => Self::ReloginFailed,
            "onEntityLeaveWorldOptimized" => Self::LeaveWorldOptimized,
            "onRemoteMethodCallOptimized" => Self::MethodOptimized,
            "onUpdatePropertysOptimized" => Self::PropertiesOptimized,
            "onSetEntityPosAndDir" => Self::SetPosAndDir,
            "onUpdateBasePos" => Self::BasePos,
            "onUpdateBasePosXZ" => Self::BasePosXz,
            "onUpdateBaseDir" => Self::BaseDir,
            "onImportServerErrorsDescr" => Self::ServerErrors,
            "onImportClientSDK" => Self::ClientSdk,
            "initSpaceData" => Self::InitSpaceData,
            "setSpaceData" => Self::SetSpaceData,
            "delSpaceData" => Self::DelSpaceData,
            "onReqAccountResetPasswordCB" => Self::ResetPasswordResult,
            "onReqAccountBindEmailCB" => Self::BindEmailResult,
            "onReqAccountNewPasswordCB" => Self::NewPasswordResult,
            "onReloginBaseappSuccessfully" => Self::ReloginSucceeded,
            "onAppActiveTickCB" => Self::Heartbeat,
            "onCreateAccountResult" => Self::CreateAccountResult,
            "onLoginSuccessfully" => Self::LoginSucceeded,
            "onLoginFailed" => Self::LoginFailed,
            "onCreatedProxies" => Self::CreatedProxies,
            "onLoginBaseappFailed" => Self::LoginBaseappFailed,
            "onRemoteMethodCall" => Self::Method,
            "onEntityEnterWorld" => Self::EnterWorld,
            "onEntityLeaveWorld" => Self::LeaveWorld,
            "onEntityEnterSpace" => Self::EnterSpace,
            "onEntityLeaveSpace" => Self::LeaveSpace,
            "onUpdatePropertys" => Self::Properties,
            "onEntityDestroyed" => Self::Destroyed,
            "onStreamDataStarted" => Self::StreamStarted,
            "onStreamDataRecv" => Self::StreamData,
            "onStreamDataCompleted" => Self::StreamCompleted,
            "onKicked" => Self::Kicked,
            "onImportClientMessages" => Self::ImportMessages,
            "onImportClientEntityDef" => Self::ImportEntityDef,
            "onHelloCB" => Self::Hello,
            "onScriptVersionNotMatch" => Self::ScriptVersionMismatch,
            "onVersionNotMatch" => Self::VersionMismatch,
            "onControlEntity" => Self::Control,
            _ => Self::Unknown,
        }
    }
}

/// The messages that this library sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of spec/01 §3.4–§3.5, which describe each")]
pub enum ServerMessage {
    LoginappHello,
    LoginappLogin,
    LoginappCreateAccount,
    LoginappCreateMailAccount,
    LoginappImportMessages,
    LoginappImportErrors,
    LoginappHeartbeat,
    LoginappResetPassword,
    BaseappHello,
    BaseappLogin,
    BaseappRelogin,
    BaseappLogout,
    BaseappImportMessages,
    BaseappImportEntityDef,
    BaseappHeartbeat,
    BaseappMove,
    BaseappMoveControlled,
    BaseappBindEmail,
    BaseappNewPassword,
    BaseappCellCall,
    EntityBaseCall,
}

impl ServerMessage {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    const ALL: [(Self, &'static str); 21] = [
        (Self::LoginappHello, "Loginapp::hello"),
        (Self::LoginappLogin, "Loginapp::login"),
        (Self::LoginappCreateAccount, "Loginapp::reqCreateAccount"),
        (Self::LoginappCreateMailAccount, "Loginapp::reqCreateMailAccount"),
        (Self::LoginappImportMessages, "Loginapp::importClientMessages"),
        (Self::LoginappImportErrors, "Loginapp::importServerErrorsDescr"),
        (Self::LoginappHeartbeat, "Loginapp::onClientActiveTick"),
        (Self::LoginappResetPassword, "Loginapp::reqAccountResetPassword"),
        (Self::BaseappHello, "Baseapp::hello"),
        (Self::BaseappLogin, "Baseapp::loginBaseapp"),
        (Self::BaseappRelogin, "Baseapp::reloginBaseapp"),
        (Self::BaseappLogout, "Baseapp::logoutBaseapp"),
        (Self::BaseappImportMessages, "Baseapp::importClientMessages"),
        (Self::BaseappImportEntityDef, "Baseapp::importClientEntityDef"),
        (Self::BaseappHeartbeat, "Baseapp::onClientActiveTick"),
        (Self::BaseappMove, "Baseapp::onUpdateDataFromClient"),
        (Self::BaseappMoveControlled, "Baseapp::onUpdateDataFromClientForControlledEntity"),
        (Self::BaseappBindEmail, "Baseapp::reqAccountBindEmail"),
        (Self::BaseappNewPassword, "Baseapp::reqAccountNewPassword"),
        (Self::BaseappCellCall, "Baseapp::onRemoteCallCellMethodFromClient"),
        (Self::EntityBaseCall, "Entity::onRemoteMethodCall"),
    ];

    /// All of them, in their order.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().map(|(message, _)| message)
    }

    /// Registry name, such as `Baseapp::loginBaseapp`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(m, _)| *m == self).map_or("", |(_, name)| name)
    }
}

/// A message as it stands in a table: what it is and how long its body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// Which message.
    pub kind: ClientMessage,
    /// Body length; `None` when the message carries its own.
    pub length: Option<u16>,
    /// Its place among [`MessageTable::rows`].
    pub row: u32,
}

/// One row of a server's own message list (`spec/01 §4.11`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedMessage {
    /// Id on that server.
    pub id: u16,
    /// Body length, -1 for variable.
    pub length: i16,
    /// Name with `_` for `::`, such as `Client_onHelloCB`.
    pub name: String,
    /// 0 fixed, -1 variable; not filled for the Loginapp's own messages.
    pub args_type: i8,
    /// Type codes of the arguments (`spec/02 §1.10`, last item).
    pub args: Vec<u8>,
}

/// Reads the body of `Client::onImportClientMessages`.
///
/// # Errors
/// Any [`WireErrorKind`] of a body that is too short, or [`WireErrorKind::BadText`].
pub fn read_message_list(body: &[u8]) -> Result<Vec<ImportedMessage>, WireError> {
    let mut r = Reader::new(body);
    let count = r.u16()?;
    // A row has at least seven bytes: id, length, an empty name, type, count.
    if usize::from(count) * 7 > r.left() {
        let left = r.left() as u32;
        return Err(r.error(WireErrorKind::CountTooLarge { count: count.into(), left }));
    }
    let mut list = Vec::with_capacity(count.into());
    for _ in 0..count {
        let id = r.u16()?;
        let length = r.i16()?;
        let name = r.cstr()?;
        let name = std::str::from_utf8(name).map_err(|_| r.error(WireErrorKind::BadText))?;
        let args_type = r.i8()?;
        let argc = r.u8()?;
        let args = r.take(argc.into())?.to_vec();
        list.push(ImportedMessage { id, length, name: name.to_owned(), args_type, args });
    }
    Ok(list)
}

/// Ids and registry names of messages, in the order in which a server announced them.
pub type Rows = Vec<(u16, String)>;

/// What may come from a server: by id, and the names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Coming {
    by_id: Arc<[Option<Incoming>]>,
    /// By id: which frequent message it is, and its row.
    usual: Arc<[(Usual, u32)]>,
    rows: Arc<Rows>,
}

impl Coming {
    fn new(list: impl Iterator<Item = (u16, i16, String)>) -> Self {
        let (mut by_id, mut usual, mut rows) = (Vec::new(), Vec::new(), Rows::new());
        for (id, length, name) in list {
            let index = usize::from(id);
            if by_id.len() <= index {
                by_id.resize(index + 1, None);
                usual.resize(index + 1, (Usual::No, 0));
            }
            let kind = ClientMessage::from_name(name.strip_prefix("Client::").unwrap_or(&name));
            if let (Some(slot), Some(usual)) = (by_id.get_mut(index), usual.get_mut(index)) {
                let row = rows.len() as u32;
                let length = u16::try_from(length).ok();
                *usual = (Usual::of(kind, length), row);
                *slot = Some(Incoming { kind, length, row });
            }
            rows.push((id, name));
        }
        Self { by_id: by_id.into(), usual: usual.into(), rows: Arc::new(rows) }
    }
}

/// A server's own list, ready to be put in force. All tables that take it share its memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MessageList {
    /// `None` when the list names no `Client` message.
    coming: Option<Coming>,
    going: Vec<(ServerMessage, (u16, Option<u16>))>,
}

impl MessageList {
    /// Makes a list of its rows.
    #[must_use]
    pub fn new(rows: &[ImportedMessage]) -> Self {
        let named = |component: &'static str| {
            rows.iter().filter_map(move |m| {
                let (of, name) = m.name.split_once('_')?;
                ((of == "Client") == (component == "Client"))
                    .then(|| (m.id, m.length, format!("{of}::{name}")))
            })
        };
        let coming = named("Client").next().map(|_| Coming::new(named("Client")));
        // Hardly any server has changed its messages: then there is one table for all.
        let stock = &STOCK.coming;
        let coming = coming.map(|c| if c == *stock { stock.clone() } else { c });
        let going = named("").filter_map(|(id, length, name)| {
            let message = ServerMessage::all().find(|m| m.name() == name)?;
            Some((message, (id, u16::try_from(length).ok())))
        });
        Self { coming, going: going.collect() }
    }
}

static STOCK: LazyLock<MessageTable> = LazyLock::new(|| {
    let of = |wanted| STOCK_MESSAGES.iter().filter(move |s| s.component == wanted);
    let coming = of(Component::Client).map(|s| (s.id, s.length, s.name.to_owned()));
    let mut table = MessageTable {
        coming: Coming::new(coming),
        outgoing: [(0, None); ServerMessage::ALL.len()],
    };
    for spec in of(Component::Loginapp).chain(of(Component::Baseapp)) {
        if let Some(message) = ServerMessage::all().find(|m| m.name() == spec.name) {
            table.put_outgoing(message, (spec.id, u16::try_from(spec.length).ok()));
        }
    }
    table
});

/// The ids in force for one server. What many tables have in common is there once.
#[derive(Debug, Clone)]
pub struct MessageTable {
    coming: Coming,
    outgoing: [(u16, Option<u16>); ServerMessage::ALL.len()],
}

impl Default for MessageTable {
    fn default() -> Self {
        Self::stock()
    }
}

impl MessageTable {
    /// The table of an unmodified 2.5.10 server.
    #[must_use]
    pub fn stock() -> Self {
        STOCK.clone()
    }

    /// Replaces entries by a server's own list. A list that names `Client` messages replaces that
    /// whole table; messages to the server are replaced one by one, since a Loginapp and a Baseapp
    /// each list only their own (`spec/01 §4.11`).
    pub fn apply(&mut self, list: &MessageList) {
        if let Some(coming) = &list.coming {
            self.coming = coming.clone();
        }
        for &(message, slot) in &list.going {
            self.put_outgoing(message, slot);
        }
    }

    /// Lets go of memory of its own where `list` says the same.
    pub fn share(&mut self, list: &MessageList) {
        if let Some(coming) = list.coming.as_ref().filter(|c| **c == self.coming) {
            self.coming = coming.clone();
        }
    }

    fn put_outgoing(&mut self, message: ServerMessage, new: (u16, Option<u16>)) {
        for (slot, (known, _)) in self.outgoing.iter_mut().zip(ServerMessage::ALL) {
            if known == message {
                *slot = new;
            }
        }
    }

    /// The message behind an id, `None` when the server never announced it.
    #[inline]
    #[must_use]
    pub fn incoming(&self, id: u16) -> Option<Incoming> {
        self.incoming_ref(id).copied()
    }

    /// As [`Self::incoming`], where it stands.
    #[inline]
    #[must_use]
    pub fn incoming_ref(&self, id: u16) -> Option<&Incoming> {
        self.coming.by_id.get(usize::from(id))?.as_ref()
    }

    /// Which frequent message an id means, with its place among [`Self::rows`].
    #[inline]
    #[must_use]
    pub fn usual(&self, id: u16) -> (Usual, u32) {
        self.coming.usual.get(usize::from(id)).copied().unwrap_or((Usual::No, 0))
    }

    /// Registry name of an incoming message, such as `Client::onHelloCB`; empty when unknown.
    #[must_use]
    pub fn incoming_name(&self, id: u16) -> &str {
        let row = self.incoming(id).and_then(|m| self.coming.rows.get(m.row as usize));
        row.map_or("", |(_, name)| name)
    }

    /// Ids and registry names of the messages that may come, in the order in which they were announced.
    #[must_use]
    pub fn rows(&self) -> &Arc<Rows> {
        &self.coming.rows
    }

    /// The message to a server behind an id of its table, and its fixed length.
    #[must_use]
    pub fn outgoing_by_id(
        &self,
        component: Component,
        id: u16,
    ) -> Option<(ServerMessage, Option<u16>)> {
        let mut all = self.outgoing.iter().zip(ServerMessage::ALL);
        let is_loginapp = component == Component::Loginapp;
        let found = all.find(|((known, _), (_, name))| {
            *known == id && name.starts_with("Loginapp::") == is_loginapp
        });
        found.map(|((_, fixed), (message, _))| (message, *fixed))
    }

    /// Id and fixed length of a message to the server.
    #[must_use]
    pub fn outgoing(&self, message: ServerMessage) -> (u16, Option<u16>) {
        let all = self.outgoing.iter().zip(ServerMessage::ALL);
        all.into_iter().find(|(_, (m, _))| *m == message).map_or((0, None), |(slot, _)| *slot)
    }
}

/// The row of the stock table with this component and id.
#[must_use]
pub fn stock_spec(component: Component, id: u16) -> Option<&'static MessageSpec> {
    STOCK_MESSAGES.iter().find(|s| s.component == component && s.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stock_client_message_is_known_by_name() {
        for spec in STOCK_MESSAGES.iter().filter(|s| s.component == Component::Client) {
            let name = spec.name.strip_prefix("Client::").unwrap();
            assert_ne!(ClientMessage::from_name(name), ClientMessage::Unknown, "{name}");
        }
    }

    #[test]
    fn an_imported_list_moves_ids_by_name() {
        let row = |id, length, name: &str| ImportedMessage {
            id,
            length,
            name: name.into(),
            args_type: 0,
            args: vec![],
        };
        let mut table = MessageTable::stock();
        let rows = [row(700, -1, "Client_onHelloCB"), row(9, 0, "Loginapp_onClientActiveTick")];
        table.apply(&MessageList::new(&rows));
        assert_eq!(table.incoming(521), None);
        assert_eq!(
            table.incoming(700),
            Some(Incoming { kind: ClientMessage::Hello, length: None, row: 0 })
        );
        assert_eq!(table.outgoing(ServerMessage::LoginappHeartbeat), (9, Some(0)));
        assert_eq!(table.outgoing(ServerMessage::BaseappHeartbeat), (206, Some(0)));
        assert_eq!(table.incoming_name(700), "Client::onHelloCB");
    }

    #[test]
    fn equal_lists_are_in_memory_once() {
        let same = |a: &MessageTable, b: &MessageTable| Arc::ptr_eq(a.rows(), b.rows());
        let row = |id, name: &str| ImportedMessage {
            id,
            length: -1,
            name: name.into(),
            args_type: 0,
            args: vec![],
        };
        let stock = MessageTable::stock();
        assert!(same(&stock, &MessageTable::stock()));
        // What an unmodified server says about itself.
        let spoken = STOCK_MESSAGES.iter().filter(|s| s.component == Component::Client);
        let spoken = spoken.map(|s| ImportedMessage {
            length: s.length,
            ..row(s.id, &s.name.replacen("::", "_", 1))
        });
        let mut table = MessageTable::stock();
        table.apply(&MessageList::new(&spoken.collect::<Vec<_>>()));
        assert!(same(&table, &stock));
        // A server of its own: one list for all who were given it, and for who found it out alone.
        let rows = [row(700, "Client_onHelloCB")];
        let list = MessageList::new(&rows);
        let (mut one, mut two) = (MessageTable::stock(), MessageTable::stock());
        one.apply(&list);
        two.apply(&MessageList::new(&rows));
        assert!(!same(&one, &two));
        two.share(&list);
        assert!(same(&one, &two));
        // What differs stays as it is.
        two.share(&MessageList::new(&[row(701, "Client_onHelloCB")]));
        assert!(same(&one, &two) && two.incoming(700).is_some());
    }

    #[test]
    fn a_count_that_lies_is_refused_before_anything_is_allocated() {
        let e = read_message_list(&[0xff, 0xff, 1]).unwrap_err();
        assert_eq!(e.kind, WireErrorKind::CountTooLarge { count: 65535, left: 1 });
    }
}
