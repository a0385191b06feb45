//! Message ids of a stock 2.5.10 server and the lengths of what a client may send (`spec/01 §3.3` to `§3.5`).

/// Server to client (`spec/01 §3.3`).
pub(crate) mod client {
    pub(crate) const RELOGIN_FAILED: u16 = 8;
    pub(crate) const LEAVE_WORLD_OPTIMIZED: u16 = 9;
    pub(crate) const METHOD_OPTIMIZED: u16 = 10;
    pub(crate) const PROPERTYS_OPTIMIZED: u16 = 11;
    pub(crate) const SET_POS_AND_DIR: u16 = 12;
    pub(crate) const BASE_POS: u16 = 13;
    pub(crate) const BASE_DIR: u16 = 14;
    pub(crate) const BASE_POS_XZ: u16 = 15;
    pub(crate) const ERRORS_DESCR: u16 = 63;
    pub(crate) const INIT_SPACE_DATA: u16 = 65;
    pub(crate) const SET_SPACE_DATA: u16 = 66;
    pub(crate) const DEL_SPACE_DATA: u16 = 67;
    pub(crate) const RESET_PASSWORD_CB: u16 = 68;
    pub(crate) const BIND_EMAIL_CB: u16 = 69;
    pub(crate) const NEW_PASSWORD_CB: u16 = 70;
    pub(crate) const RELOGIN_OK: u16 = 71;
    pub(crate) const ACTIVE_TICK_CB: u16 = 72;
    pub(crate) const CREATE_ACCOUNT_RESULT: u16 = 501;
    pub(crate) const LOGIN_OK: u16 = 502;
    pub(crate) const LOGIN_FAILED: u16 = 503;
    pub(crate) const CREATED_PROXIES: u16 = 504;
    pub(crate) const LOGIN_BASEAPP_FAILED: u16 = 505;
    pub(crate) const METHOD: u16 = 506;
    pub(crate) const ENTER_WORLD: u16 = 507;
    pub(crate) const LEAVE_WORLD: u16 = 508;
    pub(crate) const ENTER_SPACE: u16 = 509;
    pub(crate) const LEAVE_SPACE: u16 = 510;
    pub(crate) const PROPERTYS: u16 = 511;
    pub(crate) const DESTROYED: u16 = 512;
    pub(crate) const STREAM_STARTED: u16 = 514;
    pub(crate) const STREAM_RECV: u16 = 515;
    pub(crate) const STREAM_COMPLETED: u16 = 516;
    pub(crate) const KICKED: u16 = 517;
    pub(crate) const IMPORT_MESSAGES: u16 = 518;
    pub(crate) const IMPORT_ENTITY_DEF: u16 = 519;
    pub(crate) const HELLO_CB: u16 = 521;
    pub(crate) const SCRIPT_VERSION_NOT_MATCH: u16 = 522;
    pub(crate) const VERSION_NOT_MATCH: u16 = 523;
    pub(crate) const CONTROL_ENTITY: u16 = 524;
}

/// Client to Loginapp (`spec/01 §3.4`).
pub(crate) mod login {
    pub(crate) const CREATE_ACCOUNT: u16 = 2;
    pub(crate) const LOGIN: u16 = 3;
    pub(crate) const HELLO: u16 = 4;
    pub(crate) const IMPORT_MESSAGES: u16 = 5;
    pub(crate) const CREATE_MAIL_ACCOUNT: u16 = 6;
    pub(crate) const IMPORT_ERRORS: u16 = 8;
    pub(crate) const ACTIVE_TICK: u16 = 11;
    pub(crate) const RESET_PASSWORD: u16 = 12;
}

/// Client to Baseapp (`spec/01 §3.5`).
pub(crate) mod base {
    pub(crate) const LOGOUT: u16 = 24;
    pub(crate) const UPDATE_DATA: u16 = 27;
    pub(crate) const UPDATE_DATA_CONTROLLED: u16 = 28;
    pub(crate) const BIND_EMAIL: u16 = 51;
    pub(crate) const NEW_PASSWORD: u16 = 54;
    pub(crate) const FORWARD_TO_CELL: u16 = 58;
    pub(crate) const HELLO: u16 = 200;
    pub(crate) const LOGIN: u16 = 202;
    pub(crate) const RELOGIN: u16 = 204;
    pub(crate) const CELL_CALL: u16 = 205;
    pub(crate) const ACTIVE_TICK: u16 = 206;
    pub(crate) const IMPORT_MESSAGES: u16 = 207;
    pub(crate) const IMPORT_ENTITY_DEF: u16 = 208;
    pub(crate) const BASE_CALL: u16 = 302;
}

/// Fixed or announced length of an incoming message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Fixed(usize),
    Variable,
}

/// Length of a message id at the Loginapp, `None` for an unknown id.
///
/// The table has the messages between components too: a real server knows them and ignores them on an outside
/// connection, so only ids beyond it close the channel (`spec/01 §2.3`).
pub(crate) fn loginapp_length(id: u16) -> Option<Length> {
    match id {
        1 | 5 | 8..=11 => Some(Length::Fixed(0)),
        24 => Some(Length::Fixed(4)),
        55106 => Some(Length::Fixed(12)),
        2..=26 | 41003 => Some(Length::Variable),
        _ => None,
    }
}

/// Length of a message id at the Baseapp, `None` for an unknown id (see [`loginapp_length`]).
pub(crate) fn baseapp_length(id: u16) -> Option<Length> {
    match id {
        8 | 9 | 201 | 206..=208 => Some(Length::Fixed(0)),
        21 => Some(Length::Fixed(4)),
        12 => Some(Length::Fixed(8)),
        59 => Some(Length::Fixed(9)),
        24 | 60 | 55100 => Some(Length::Fixed(12)),
        20 => Some(Length::Fixed(16)),
        36 => Some(Length::Fixed(19)),
        61 | 62 => Some(Length::Fixed(20)),
        10..=58 | 200 | 202 | 204 | 205 | 302 | 41001 | 55001 => Some(Length::Variable),
        _ => None,
    }
}
