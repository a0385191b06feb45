//! Remote calls from the game to the server.

use super::client::Client;
use super::entity::uid;
use super::error::{Outcome, invalid, kbe_result};
use super::handle::kbe_client;
use super::sized::{self, Sized32};
use super::value::{Argument, kbe_value};
use super::view::{self, kbe_str};
use crate::game::calls::{Member, Target};
use crate::layers::command::Part;

/// The base part of an entity.
pub const KBE_SIDE_BASE: u32 = 1;
/// The cell part of an entity.
pub const KBE_SIDE_CELL: u32 = 2;
/// The client: methods that the server calls.
pub const KBE_SIDE_CLIENT: u32 = 3;

/// A remote call by ids. Make it with KBE_CALL_INIT.
///
/// Memory: the caller's; copied by kbe_entity_call.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_call {
    /// Size of this struct; KBE_CALL_INIT sets it.
    pub struct_size: u32,
    /// KBE_SIDE_BASE or KBE_SIDE_CELL.
    pub side: u32,
    /// Entity id; 0 means the player.
    pub entity_id: i32,
    /// Uid of the component property; 0 for the entity's own methods.
    pub component_id: u32,
    /// Uid of the method.
    pub method_id: u32,
    /// Number of arguments.
    pub argc: u32,
    /// The arguments.
    pub args: *const kbe_value,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_call {
    const NAME: &'static str = "kbe_call";
    const FIRST: usize = 24;
}

fn send(client: &Client, target: Target<'_>, args: &[Argument]) -> Outcome {
    client.check_room()?;
    let command = client.local().game.call(target, args)?;
    client.send(command);
    Ok(())
}

/// # Safety
/// The texts and arguments must be empty or valid.
unsafe fn by_name(
    client: &Client,
    part: Part,
    entity: i32,
    component: Option<kbe_str>,
    method: kbe_str,
    (args, argc): (*const kbe_value, u32),
) -> Outcome {
    // SAFETY: the caller's promise.
    unsafe {
        let component = component.map(|c| view::utf8(c, "component").map(Member::Name));
        let component = component.transpose()?;
        let method = Member::Name(view::utf8(method, "method")?);
        let args = Argument::slice(args, argc)?;
        send(client, Target { part, entity, component, method }, args)
    }
}

/// Calls a method of the base part of the player's entity; the server ends the session of a client that
/// calls another's (protocol notes 02 §5.1). Arguments are checked against the definition before anything is
/// sent: number, type, range, text.
///
/// @param entity_id  the player's id, or 0
/// @param method     name of an exposed method
/// @param args       copied
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: arguments and all they refer to are copied.
/// Errors: KBE_E_BAD_ARGUMENTS naming the argument, KBE_E_TOO_LARGE, KBE_E_NOT_FOUND, KBE_E_NOT_YOUR_ENTITY,
/// KBE_E_OFFLINE, KBE_E_NOT_READY, KBE_E_QUEUE_FULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_entity_call_base(
    client: kbe_client,
    entity_id: i32,
    method: kbe_str,
    args: *const kbe_value,
    argc: u32,
) -> kbe_result {
    boundary!(kbe_entity_call_base, client => |c| {
        // SAFETY: the caller promises texts and arguments that are empty or valid.
        unsafe { by_name(c, Part::Base, entity_id, None, method, (args, argc)) }
    })
}

/// Calls a method of the cell part of an entity: the player's own, or another's in view, whose script is told
/// who called. See kbe_entity_call_base.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_entity_call_base.
/// Errors: as kbe_entity_call_base, and KBE_E_NOT_IN_WORLD while the player has no cell part.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_entity_call_cell(
    client: kbe_client,
    entity_id: i32,
    method: kbe_str,
    args: *const kbe_value,
    argc: u32,
) -> kbe_result {
    boundary!(kbe_entity_call_cell, client => |c| {
        // SAFETY: the caller promises texts and arguments that are empty or valid.
        unsafe { by_name(c, Part::Cell, entity_id, None, method, (args, argc)) }
    })
}

/// Calls a base method of a component of the player's entity. See kbe_entity_call_base.
///
/// @param component  name of the component property of the entity's class
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_entity_call_base.
/// Errors: as kbe_entity_call_base; KBE_E_NOT_READY while the component's class is not known.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_component_call_base(
    client: kbe_client,
    entity_id: i32,
    component: kbe_str,
    method: kbe_str,
    args: *const kbe_value,
    argc: u32,
) -> kbe_result {
    boundary!(kbe_component_call_base, client => |c| {
        // SAFETY: the caller promises texts and arguments that are empty or valid.
        unsafe { by_name(c, Part::Base, entity_id, Some(component), method, (args, argc)) }
    })
}

/// Calls a cell method of a component of an entity. See kbe_entity_call_cell and kbe_component_call_base.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_entity_call_base.
/// Errors: as both.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_component_call_cell(
    client: kbe_client,
    entity_id: i32,
    component: kbe_str,
    method: kbe_str,
    args: *const kbe_value,
    argc: u32,
) -> kbe_result {
    boundary!(kbe_component_call_cell, client => |c| {
        // SAFETY: the caller promises texts and arguments that are empty or valid.
        unsafe { by_name(c, Part::Cell, entity_id, Some(component), method, (args, argc)) }
    })
}

/// Calls a method by ids: the fast form for what is called often. See kbe_entity_call_base and
/// kbe_class_method_id.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the call, its arguments and all they refer to are copied.
/// Errors: as the calls by name, KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_entity_call(client: kbe_client, call: *const kbe_call) -> kbe_result {
    boundary!(kbe_entity_call, client => |c| {
        // SAFETY: the caller promises a struct as large as it says, and valid arguments.
        let (call, args) = unsafe {
            let call = sized::read(call)?;
            (call, Argument::slice(call.args, call.argc)?)
        };
        let part = match call.side {
            KBE_SIDE_BASE => Part::Base,
            KBE_SIDE_CELL => Part::Cell,
            other => return Err(invalid(format!("side {other} is neither base nor cell"))),
        };
        let component = match call.component_id {
            0 => None,
            id => Some(Member::Uid(uid(id, "component")?)),
        };
        let method = Member::Uid(uid(call.method_id, "method")?);
        send(c, Target { part, entity: call.entity_id, component, method }, args)
    })
}
