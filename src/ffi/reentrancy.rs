//! Which function may be called from where: one table, enforced by every entry, printed into
//! `docs/reentrancy.md`, and compared with the header.

use std::fmt::Write as _;

/// Which threads may call a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thread {
    /// Any.
    Any,
    /// The one that the client is bound to.
    Pump,
}

/// Whether a function may be called inside a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InCallback {
    /// It may.
    Allowed,
    /// It answers KBE_E_REENTRANT.
    Forbidden,
    /// Outside of callbacks it answers KBE_E_NOT_IN_CALLBACK.
    Only,
}

/// One function of the header.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Name.
    pub name: &'static str,
    /// Which threads may call it.
    pub thread: Thread,
    /// Whether it may be called inside a callback.
    pub in_callback: InCallback,
}

macro_rules! table {
    ($($name:ident: $thread:ident, $callback:ident;)*) => {
        /// The functions of the header, by position in [`TABLE`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the functions carry the documentation")]
        #[repr(usize)]
        pub enum Api {
            $($name,)*
        }

        /// All functions of the header, in its order.
        pub const TABLE: &[Row] = &[
            $(Row {
                name: stringify!($name),
                thread: Thread::$thread,
                in_callback: InCallback::$callback,
            },)*
        ];
    };
}

table! {
    kbe_version: Any, Allowed;
    kbe_version_string: Any, Allowed;
    kbe_abi_version: Any, Allowed;
    kbe_result_name: Any, Allowed;
    kbe_last_error_message: Any, Allowed;
    kbe_config_init: Any, Allowed;
    kbe_default_cache_dir: Any, Allowed;
    kbe_client_set_callbacks: Pump, Allowed;
    kbe_client_set_interest: Pump, Allowed;
    kbe_client_create: Any, Allowed;
    kbe_client_destroy: Any, Allowed;
    kbe_client_rebind_thread: Any, Forbidden;
    kbe_shutdown_all: Any, Forbidden;
    kbe_client_login: Pump, Allowed;
    kbe_client_login_with_datas: Pump, Allowed;
    kbe_client_relogin: Pump, Allowed;
    kbe_client_create_account: Pump, Allowed;
    kbe_client_reset_password: Pump, Allowed;
    kbe_client_bind_email: Pump, Allowed;
    kbe_client_new_password: Pump, Allowed;
    kbe_client_logout: Pump, Allowed;
    kbe_client_disconnect: Pump, Allowed;
    kbe_sync_layers: Any, Forbidden;
    kbe_client_pump: Pump, Forbidden;
    kbe_client_wakeup: Any, Allowed;
    kbe_client_stop_pump: Pump, Only;
    kbe_client_pause_events: Any, Allowed;
    kbe_client_resume_events: Any, Allowed;
    kbe_client_set_log_level: Any, Allowed;
    kbe_client_next_event: Pump, Forbidden;
    kbe_player_id: Pump, Allowed;
    kbe_client_entities: Pump, Allowed;
    kbe_entity_get: Pump, Allowed;
    kbe_entity_property: Pump, Allowed;
    kbe_entity_property_by_id: Pump, Allowed;
    kbe_component_at: Pump, Allowed;
    kbe_component_get: Pump, Allowed;
    kbe_component_of_class: Pump, Allowed;
    kbe_component_property: Pump, Allowed;
    kbe_component_property_by_id: Pump, Allowed;
    kbe_entity_set_user_data: Pump, Allowed;
    kbe_entity_user_data: Pump, Allowed;
    kbe_player_set_pose: Pump, Allowed;
    kbe_entity_set_pose: Pump, Allowed;
    kbe_entity_call_base: Pump, Allowed;
    kbe_entity_call_cell: Pump, Allowed;
    kbe_component_call_base: Pump, Allowed;
    kbe_component_call_cell: Pump, Allowed;
    kbe_entity_call: Pump, Allowed;
    kbe_space_geometry: Pump, Allowed;
    kbe_space_data: Pump, Allowed;
    kbe_space_data_count: Pump, Allowed;
    kbe_space_data_at: Pump, Allowed;
    kbe_class_count: Pump, Allowed;
    kbe_class_at: Pump, Allowed;
    kbe_class_id: Pump, Allowed;
    kbe_class_name: Pump, Allowed;
    kbe_class_property_id: Pump, Allowed;
    kbe_class_property_at: Pump, Allowed;
    kbe_class_method_id: Pump, Allowed;
    kbe_class_method_at: Pump, Allowed;
    kbe_type_count: Pump, Allowed;
    kbe_type_at: Pump, Allowed;
    kbe_type_key_at: Pump, Allowed;
    kbe_client_state: Pump, Allowed;
    kbe_client_get_info: Pump, Allowed;
    kbe_client_get_stats: Pump, Allowed;
    kbe_client_server_error: Pump, Allowed;
    kbe_client_record: Any, Allowed;
    kbe_client_message_stats: Pump, Allowed;
    kbe_client_set_definitions: Pump, Allowed;
    kbe_client_get_definitions: Pump, Allowed;
    kbe_client_set_net_sim: Any, Allowed;
}

const UNLISTED: Row = Row { name: "kbe", thread: Thread::Any, in_callback: InCallback::Allowed };

impl Api {
    /// Its row.
    #[inline]
    #[must_use]
    pub fn row(self) -> &'static Row {
        TABLE.get(self as usize).unwrap_or(&UNLISTED)
    }
}

/// The table as a document.
#[must_use]
pub fn document() -> String {
    let mut out = String::from(
        "# Which function may be called from where\n\n\
         This file is generated from `src/ffi/reentrancy.rs`, which the library enforces.\n\n\
         *Any thread*: call it from wherever you like. *Pump thread*: the thread that the client is \
         bound to, which is the one that created it until `kbe_client_rebind_thread`; from another \
         one the answer is `KBE_E_WRONG_THREAD`. Inside a callback, what is not allowed answers \
         `KBE_E_REENTRANT`.\n\n\
         | function | thread | inside a callback |\n|---|---|---|\n",
    );
    for row in TABLE {
        let thread = match row.thread {
            Thread::Any => "any thread",
            Thread::Pump => "pump thread",
        };
        let in_callback = match row.in_callback {
            InCallback::Allowed => "allowed",
            InCallback::Forbidden => "`KBE_E_REENTRANT`",
            InCallback::Only => "only there",
        };
        _ = writeln!(out, "| `{}` | {thread} | {in_callback} |", row.name);
    }
    out
}
