//! The current space.

use super::error::{kbe_result, not_found};
use super::handle::kbe_client;
use super::view::{self, kbe_str, str_of};

/// Path of the current space's geometry; empty while it is not known. The text is borrowed until the next
/// pump.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: path is written on success only, and borrowed until the next pump (inside a callback: until it
/// returns).
/// Errors: KBE_E_INVALID_ARGUMENT.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_space_geometry(client: kbe_client, path: *mut kbe_str) -> kbe_result {
    boundary!(kbe_space_geometry, client => |c| {
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(path, str_of(c.local().game.space().geometry()), "path") }
    })
}

/// Reads a value of the current space's data. The text is borrowed until the next pump.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: the key is looked at during the call; value is written on success only, and borrowed until the
/// next pump (inside a callback: until it returns).
/// Errors: KBE_E_NOT_FOUND.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_space_data(
    client: kbe_client,
    key: kbe_str,
    value: *mut kbe_str,
) -> kbe_result {
    boundary!(kbe_space_data, client => |c| {
        // SAFETY: the caller promises a text that is empty or valid.
        let key = unsafe { view::text(key, "key") }?;
        let local = c.local();
        let found = local.game.space().get(key);
        let found = found.ok_or_else(|| not_found("the space has no such key"))?;
        // SAFETY: the caller promises a valid place.
        unsafe { view::write(value, str_of(found), "value") }
    })
}

/// Number of keys of the current space's data.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: 0 for a bad handle too.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_space_data_count(client: kbe_client) -> u32 {
    boundary_value!(kbe_space_data_count, 0, client => |c| {
        Ok(c.local().game.space().len() as u32)
    })
}

/// A key of the current space's data and its value, by position in the order of keys. The texts are borrowed
/// until the next pump.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Memory: key and value are written on success only, and borrowed until the next pump (inside a callback:
/// until it returns).
/// Errors: KBE_E_NOT_FOUND.
/// Since: 0.1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kbe_space_data_at(
    client: kbe_client,
    index: u32,
    key: *mut kbe_str,
    value: *mut kbe_str,
) -> kbe_result {
    boundary!(kbe_space_data_at, client => |c| {
        let local = c.local();
        let Some((k, v)) = local.game.space().at(index as usize) else {
            return Err(not_found(format!("the space has no key number {index}")));
        };
        if value.is_null() {
            return Err(super::error::invalid("value is NULL"));
        }
        // SAFETY: the caller promises valid places.
        unsafe {
            view::write(key, str_of(k), "key")?;
            view::write(value, str_of(v), "value")
        }
    })
}
