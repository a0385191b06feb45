//! Entities: what they are, and where the game wants them.

use std::ffi::c_void;

use super::client::Local;
use super::convert;
use super::error::{
    Failure, KBE_E_BUFFER_TOO_SMALL, KBE_E_NOT_READY, Outcome, invalid, kbe_result, not_found,
};
use super::events::kbe_entity_view;
use super::handle::kbe_client;
use super::sized::{self, Sized32};
use super::value::{kbe_value, value_ptr};
use super::view::{self, kbe_str, str_of};
use crate::defs::module::Role;
use crate::defs::{Defs, Module};
use crate::game::calls::{Member, find_property};
use crate::game::entity::Component;
use crate::game::{Entity, Lexicon};
use crate::layers::Pose;
use crate::layers::event::Slot;

/// Where an entity is to be. Make it with KBE_POSE_INIT.
///
/// Memory: the caller's; copied by the function that takes it.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_pose {
    /// Size of this struct; KBE_POSE_INIT sets it.
    pub struct_size: u32,
    /// 1 when it stands on the ground, else 0.
    pub on_ground: u32,
    /// x, y (up), z.
    pub position: [f32; 3],
    /// roll, pitch, yaw in radians.
    pub direction: [f32; 3],
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_pose {
    const NAME: &'static str = "kbe_pose";
    const FIRST: usize = 32;
}

/// A component of an entity. Text is borrowed until the next pump.
///
/// Memory: the caller's; texts in it are borrowed until the next pump.
/// Since: 0.1
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct kbe_component_view {
    /// Size of this struct; KBE_COMPONENT_VIEW_INIT sets it.
    pub struct_size: u32,
    /// Uid of the component property.
    pub component_id: u32,
    /// Class of the component; 0 while it is not known.
    pub class_id: u32,
    /// 1 once component_attached has been told, else 0.
    pub attached: u32,
    /// Name of the component property.
    pub name: kbe_str,
    /// Name of the class; empty while it is not known.
    pub class_name: kbe_str,
}

// SAFETY: repr(C), begins with its size, all zero is valid.
unsafe impl Sized32 for kbe_component_view {
    const NAME: &'static str = "kbe_component_view";
    const FIRST: usize = 8;
}

/// An entity that a caller names.
fn find(local: &Local, id: i32) -> Outcome<(Slot, &Entity)> {
    local.game.find(id).ok_or_else(|| match id {
        0 => not_found("there is no player entity"),
        _ => not_found(format!("there is no entity {id}")),
    })
}

pub(super) fn lexicon(local: &Local) -> Outcome<&Lexicon> {
    local
        .game
        .lexicon()
        .map(|l| &**l)
        .ok_or_else(|| Failure::new(KBE_E_NOT_READY, "the entity definitions are not known yet"))
}

fn class<'a>(defs: &'a Defs, entity: &Entity) -> Outcome<&'a Module> {
    defs.module(entity.module()).ok_or_else(|| not_found("the entity's class is not known"))
}

/// A uid that came as 32 bits.
pub(super) fn uid(value: u32, what: &str) -> Outcome<u16> {
    u16::try_from(value).map_err(|_| not_found(format!("there is no {what} {value}")))
}

fn property(local: &Local, id: i32, member: Member<'_>) -> Outcome<*const kbe_value> {
    let (_, entity) = find(local, id)?;
    let class = class(lexicon(local)?.defs(), entity)?;
    let found = find_property(class, member).and_then(|i| class.property(i).map(|p| (i, p)));
    let Some((index, property)) = found else {
        return Err(not_found(format!("{} has no property {member}", class.name())));
    };
    if property.role() == Role::Component {
        let text = format!("{}.{} is a component", class.name(), property.name());
        return Err(invalid(text));
    }
    let value = entity.value(property.role(), index);
    value.map(value_ptr).ok_or_else(|| not_found("the property has no value"))
}

fn component_of<'a>(
    local: &Local,
    entity: &'a Entity,
    member: Member<'_>,
) -> Outcome<&'a Component> {
    let class = class(lexicon(local)?.defs(), entity)?;
    let found = find_property(class, member).and_then(|index| entity.component(index));
    found.ok_or_else(|| not_found(format!("{} has no component {member}", class.name())))
}

fn component_property(
    local: &Local,
    id: i32,
    component_member: Member<'_>,
    member: Member<'_>,
) -> Outcome<*const kbe_value> {
    let (_, entity) = find(local, id)?;
    let component = component_of(local, entity, component_member)?;
    let defs = lexicon(local)?.defs();
    let Some(class) = component.module().and_then(|m| defs.module(m)) else {
        let text = format!("the class of component {component_member} is not known yet");
        return Err(Failure::new(KBE_E_NOT_READY, text));
    };
    let stored = find_property(class, member).and_then(|index| component.store().get(index));
    let Some(stored) = stored else {
        return Err(not_found(format!("{} has no property {member}", class.name())));
    };
    Ok(value_ptr(stored.current()))
}

/// Id of the player's entity, 0 when there is none.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: 0 for a bad handle too.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_player_id(client: kbe_client) -> i32 {
    boundary_value!(kbe_player_id, 0, client => |c| {
        Ok(c.local().game.player().map_or(0, |(_, e)| e.id()))
    })
}

/// Lists the ids of all entities.
///
/// @param ids       where to; NULL asks for the number only
/// @param capacity  ids that fit
/// @param count     receives the number of entities; may be NULL
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the array is the caller's.
/// Errors: KBE_E_BUFFER_TOO_SMALL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_client_entities(
    client: kbe_client,
    ids: *mut i32,
    capacity: u32,
    count: *mut u32,
) -> kbe_result {
    boundary!(kbe_client_entities, client => |c| {
        let local = c.local();
        let total = local.game.entities().len();
        if !ids.is_null() {
            if total > capacity as usize {
                let text = format!("{total} entities, room for {capacity}");
                return Err(Failure::new(KBE_E_BUFFER_TOO_SMALL, text));
            }
            for (i, e) in local.game.entities().iter().take(capacity as usize).enumerate() {
                // SAFETY: below the capacity that the caller promises.
                unsafe { ids.add(i).write(e.id()) };
            }
        }
        if !count.is_null() {
            // SAFETY: the caller promises a valid place.
            unsafe { count.write(total as u32) };
        }
        Ok(())
    })
}

/// Looks at an entity.
///
/// @param entity_id  id; 0 means the player
/// @param entity     receives it; make it with KBE_ENTITY_VIEW_INIT
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: entity is the caller's, filled on success only; texts in it are borrowed until the next pump
/// (inside a callback: until it returns).
/// Errors: KBE_E_NOT_FOUND, KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_entity_get(
    client: kbe_client,
    entity_id: i32,
    entity: *mut kbe_entity_view,
) -> kbe_result {
    boundary!(kbe_entity_get, client => |c| {
        let local = c.local();
        let (slot, found) = find(&local, entity_id)?;
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(entity, &convert::entity_view(&local.game, slot, found)) }
    })
}

/// Reads a property of an entity by name. `position` and `direction` give where the entity is now.
///
/// @param entity_id  id; 0 means the player
/// @param value      receives the address of the value, borrowed until the next pump (inside a callback:
///                   until it returns)
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the name is looked at during the call; value is written on success only, and what it points to is
/// borrowed until the next pump (inside a callback: until it returns).
/// Errors: KBE_E_NOT_FOUND, KBE_E_INVALID_ARGUMENT for a component, KBE_E_NOT_READY.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_entity_property(
    client: kbe_client,
    entity_id: i32,
    name: kbe_str,
    value: *mut *const kbe_value,
) -> kbe_result {
    boundary!(kbe_entity_property, client => |c| {
        // SAFETY: the caller promises a text that is empty or valid, and a valid place.
        unsafe {
            let name = view::utf8(name, "name")?;
            view::write(value, property(&c.local(), entity_id, Member::Name(name))?, "value")
        }
    })
}

/// Reads a property of an entity by its uid. See kbe_entity_property.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_entity_property.
/// Errors: as kbe_entity_property.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_entity_property_by_id(
    client: kbe_client,
    entity_id: i32,
    property_id: u32,
    value: *mut *const kbe_value,
) -> kbe_result {
    boundary!(kbe_entity_property_by_id, client => |c| {
        let member = Member::Uid(uid(property_id, "property")?);
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(value, property(&c.local(), entity_id, member)?, "value") }
    })
}

fn component_view(lexicon: &Lexicon, entity: &Entity, found: &Component) -> kbe_component_view {
    let class = found.module().and_then(|m| lexicon.defs().module(m));
    kbe_component_view {
        struct_size: 0,
        component_id: convert::component_uid(lexicon.defs(), entity, found.property()),
        class_id: class.map_or(0, |c| c.utype().into()),
        attached: found.attached().into(),
        name: str_of(lexicon.property(entity.module(), found.property())),
        class_name: str_of(found.module().map_or(&[], |m| lexicon.class(m))),
    }
}

/// Looks at a component of an entity by position. See kbe_component_get and kbe_component_of_class.
///
/// @param entity_id  id; 0 means the player
/// @param index      below component_count of the entity
/// @param component  receives it; make it with KBE_COMPONENT_VIEW_INIT
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: component is the caller's, filled on success only; texts in it are borrowed until the next pump
/// (inside a callback: until it returns).
/// Errors: KBE_E_NOT_FOUND, KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_component_at(
    client: kbe_client,
    entity_id: i32,
    index: u32,
    component: *mut kbe_component_view,
) -> kbe_result {
    boundary!(kbe_component_at, client => |c| {
        let local = c.local();
        let (_, entity) = find(&local, entity_id)?;
        let Some(found) = entity.components().get(index as usize) else {
            return Err(not_found(format!("the entity has no component number {index}")));
        };
        let view = component_view(lexicon(&local)?, entity, found);
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(component, &view) }
    })
}

/// Looks at a component of an entity by the name of its property.
///
/// @param entity_id  id; 0 means the player
/// @param name       name of the component property of the entity's class
/// @param component  receives it; make it with KBE_COMPONENT_VIEW_INIT
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_component_at.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY, KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_component_get(
    client: kbe_client,
    entity_id: i32,
    name: kbe_str,
    component: *mut kbe_component_view,
) -> kbe_result {
    boundary!(kbe_component_get, client => |c| {
        let local = c.local();
        let (_, entity) = find(&local, entity_id)?;
        // SAFETY: the caller promises a text that is empty or valid.
        let name = unsafe { view::utf8(name, "name") }?;
        let found = component_of(&local, entity, Member::Name(name))?;
        let view = component_view(lexicon(&local)?, entity, found);
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(component, &view) }
    })
}

/// Looks at the components of an entity that are of one class, one after the other: index 0 is the first,
/// and KBE_E_NOT_FOUND ends the list. (getComponent, getComponents)
///
/// @param entity_id   id; 0 means the player
/// @param class_name  name of the components' class
/// @param index       which of them, in the order of kbe_component_at
/// @param component   receives it; make it with KBE_COMPONENT_VIEW_INIT
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_component_at.
/// Errors: KBE_E_NOT_FOUND, also for components whose class the traffic has not shown yet, KBE_E_NOT_READY,
/// KBE_E_BAD_STRUCT_SIZE.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_component_of_class(
    client: kbe_client,
    entity_id: i32,
    class_name: kbe_str,
    index: u32,
    component: *mut kbe_component_view,
) -> kbe_result {
    boundary!(kbe_component_of_class, client => |c| {
        let local = c.local();
        let (_, entity) = find(&local, entity_id)?;
        // SAFETY: the caller promises a text that is empty or valid.
        let class_name = unsafe { view::utf8(class_name, "class_name") }?;
        let lexicon = lexicon(&local)?;
        let Some(module) = lexicon.defs().module_by_name(class_name) else {
            return Err(not_found(format!("there is no class \"{class_name}\"")));
        };
        let Some(found) = entity.components_of(module).nth(index as usize) else {
            let text = format!("the entity has no {class_name} number {index}");
            return Err(not_found(text));
        };
        let view = component_view(lexicon, entity, found);
        // SAFETY: the caller promises a struct as large as it says.
        unsafe { sized::write(component, &view) }
    })
}

/// Reads a property of a component by names. See kbe_entity_property.
///
/// @param component  name of the component property of the entity's class
/// @param name       name of the property of the component's class
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_entity_property.
/// Errors: KBE_E_NOT_FOUND, KBE_E_NOT_READY while the component's class is not known.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_component_property(
    client: kbe_client,
    entity_id: i32,
    component: kbe_str,
    name: kbe_str,
    value: *mut *const kbe_value,
) -> kbe_result {
    boundary!(kbe_component_property, client => |c| {
        // SAFETY: the caller promises texts that are empty or valid, and a valid place.
        unsafe {
            let component = Member::Name(view::utf8(component, "component")?);
            let name = Member::Name(view::utf8(name, "name")?);
            let found = component_property(&c.local(), entity_id, component, name)?;
            view::write(value, found, "value")
        }
    })
}

/// Reads a property of a component by uids. See kbe_component_property.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: as kbe_entity_property.
/// Errors: as kbe_component_property.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_component_property_by_id(
    client: kbe_client,
    entity_id: i32,
    component_id: u32,
    property_id: u32,
    value: *mut *const kbe_value,
) -> kbe_result {
    boundary!(kbe_component_property_by_id, client => |c| {
        let component = Member::Uid(uid(component_id, "component")?);
        let member = Member::Uid(uid(property_id, "property")?);
        let found = component_property(&c.local(), entity_id, component, member)?;
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(value, found, "value") }
    })
}

/// Hangs something of the game's on an entity: every event about it carries it. The library never looks at
/// it. It goes with the entity; free it when entity_destroyed tells.
///
/// @param entity_id  id; 0 means the player
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: user_data stays the game's.
/// Errors: KBE_E_NOT_FOUND.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_entity_set_user_data(
    client: kbe_client,
    entity_id: i32,
    user_data: *mut c_void,
) -> kbe_result {
    boundary!(kbe_entity_set_user_data, client => |c| {
        let local = c.local();
        find(&local, entity_id)?.1.set_user_data(user_data.expose_provenance());
        Ok(())
    })
}

/// What hangs on an entity; NULL when nothing does, or when there is no such entity.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: what is returned is the game's own.
/// Errors: none but NULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_entity_user_data(client: kbe_client, entity_id: i32) -> *mut c_void {
    boundary_value!(kbe_entity_user_data, std::ptr::null_mut(), client => |c| {
        let local = c.local();
        find(&local, entity_id).map(|(_, e)| convert::user_data(e))
    })
}

/// # Safety
/// `pose` must be NULL or as large as it says.
unsafe fn set_pose(client: &super::client::Client, id: i32, pose: *const kbe_pose) -> Outcome {
    // SAFETY: the caller's promise.
    let kbe_pose { position, direction, on_ground, .. } = unsafe { sized::read(pose) }?;
    client.check_room()?;
    let pose = Pose { position, direction, on_ground: on_ground != 0 };
    let command = client.local().game.set_pose(id, pose)?;
    client.send(command);
    Ok(())
}

/// Says where the player is: the entity is there at once, and the server is told when it is due (protocol
/// notes 02 §5.4). Call it every frame.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: pose is copied.
/// Errors: KBE_E_OFFLINE, KBE_E_NOT_FOUND, KBE_E_NOT_IN_WORLD, KBE_E_NOT_YOUR_ENTITY while somebody else
/// moves the player, KBE_E_INVALID_ARGUMENT for a number that is not finite, KBE_E_QUEUE_FULL.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_player_set_pose(
    client: kbe_client,
    pose: *const kbe_pose,
) -> kbe_result {
    boundary!(kbe_player_set_pose, client => |c| {
        // SAFETY: the caller promises a pose that is NULL or as large as it says.
        unsafe { set_pose(c, 0, pose) }
    })
}

/// As kbe_player_set_pose, for an entity that this client controls (see control_changed).
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: pose is copied.
/// Errors: as kbe_player_set_pose.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_entity_set_pose(
    client: kbe_client,
    entity_id: i32,
    pose: *const kbe_pose,
) -> kbe_result {
    boundary!(kbe_entity_set_pose, client => |c| {
        // SAFETY: the caller promises a pose that is NULL or as large as it says.
        unsafe { set_pose(c, entity_id, pose) }
    })
}
