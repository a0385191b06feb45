//! Which id means which message. Ids belong to a server, not to the protocol: the stock table is
//! only the start, a server's own list replaces it **by name** (`spec/01 §3.1`, `spec/02 §0.1`).

use std::sync::Arc;

use super::error::{WireError, WireErrorKind};
use super::reader::Reader;
use super::stock_messages::STOCK_MESSAGES;
use super::volatile::{Usual, VolatileForm};

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

/// The ids in force for one server.
#[derive(Debug, Clone)]
pub struct MessageTable {
    incoming: Vec<Option<Incoming>>,
    /// By id: the messages that are movements of a usual form and carry their length.
    usual: Vec<(Usual, u32)>,
    names: Arc<Rows>,
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
        let mut table = Self {
            incoming: Vec::new(),
            usual: Vec::new(),
            names: Arc::default(),
            outgoing: [(0, None); ServerMessage::ALL.len()],
        };
        for spec in STOCK_MESSAGES {
            match spec.component {
                Component::Client => table.put_incoming(spec.id, spec.length, spec.name),
                Component::Loginapp | Component::Baseapp => {
                    table.put_outgoing(spec.id, spec.length, spec.name);
                }
                Component::Machine => {}
            }
        }
        table
    }

    /// Replaces entries by a server's own list. A list that names `Client` messages replaces that
    /// whole table; messages to the server are replaced one by one, since a Loginapp and a Baseapp
    /// each list only their own (`spec/01 §4.11`).
    pub fn apply(&mut self, list: &[ImportedMessage]) {
        if list.iter().any(|m| m.name.starts_with("Client_")) {
            self.incoming.clear();
            self.usual.clear();
            self.names = Arc::default();
        }
        for m in list {
            let Some((component, name)) = m.name.split_once('_') else { continue };
            let name = format!("{component}::{name}");
            if component == "Client" {
                self.put_incoming(m.id, m.length, &name);
            } else {
                self.put_outgoing(m.id, m.length, &name);
            }
        }
    }

    fn put_incoming(&mut self, id: u16, length: i16, name: &str) {
        let index = usize::from(id);
        if self.incoming.len() <= index {
            self.incoming.resize(index + 1, None);
            self.usual.resize(index + 1, (Usual::No, 0));
        }
        let kind = ClientMessage::from_name(name.strip_prefix("Client::").unwrap_or(name));
        if let Some(slot) = self.incoming.get_mut(index) {
            let row = self.names.len() as u32;
            if let Some(usual) = self.usual.get_mut(index) {
                *usual = match kind {
                    ClientMessage::UpdateData(ref form) if length < 0 => (Usual::of(form), row),
                    _ => (Usual::No, row),
                };
            }
            *slot = Some(Incoming { kind, length: u16::try_from(length).ok(), row });
        }
        Arc::make_mut(&mut self.names).push((id, name.to_owned()));
    }

    fn put_outgoing(&mut self, id: u16, length: i16, name: &str) {
        let slots = self.outgoing.iter_mut();
        for (slot, (_, known)) in slots.zip(ServerMessage::ALL) {
            if known == name {
                *slot = (id, u16::try_from(length).ok());
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
        self.incoming.get(usize::from(id))?.as_ref()
    }

    /// Which of the usual movements an id means, when its messages carry their length; with its place among
    /// [`Self::rows`].
    #[inline]
    #[must_use]
    pub fn usual(&self, id: u16) -> (Usual, u32) {
        self.usual.get(usize::from(id)).copied().unwrap_or((Usual::No, 0))
    }

    /// Registry name of an incoming message, such as `Client::onHelloCB`; empty when unknown.
    #[must_use]
    pub fn incoming_name(&self, id: u16) -> &str {
        let row = self.incoming(id).and_then(|m| self.names.get(m.row as usize));
        row.map_or("", |(_, name)| name)
    }

    /// Ids and registry names of the messages that may come, in the order in which they were announced.
    #[must_use]
    pub fn rows(&self) -> &Arc<Rows> {
        &self.names
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
        table.apply(&[row(700, -1, "Client_onHelloCB"), row(9, 0, "Loginapp_onClientActiveTick")]);
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
    fn a_count_that_lies_is_refused_before_anything_is_allocated() {
        let e = read_message_list(&[0xff, 0xff, 1]).unwrap_err();
        assert_eq!(e.kind, WireErrorKind::CountTooLarge { count: 65535, left: 1 });
    }
}
