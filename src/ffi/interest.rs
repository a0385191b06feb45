//! What a game wants to hear of, by class.

use super::error::{Failure, KBE_E_NOT_FOUND, invalid, kbe_result};
use super::handle::kbe_client;
use crate::layers::interest::{CALLS, MOVES, PROPERTIES};

/// Movements: entity_moved, transforms.
pub const KBE_INTEREST_MOVES: u32 = 0x1;
/// property_changed, the initial values among it.
pub const KBE_INTEREST_PROPERTIES: u32 = 0x2;
/// method_called.
pub const KBE_INTEREST_CALLS: u32 = 0x4;
/// All of them, and what later versions add.
pub const KBE_INTEREST_ALL: u32 = 0xffff_ffff;

const _: () = assert!(
    MOVES == KBE_INTEREST_MOVES
        && PROPERTIES == KBE_INTEREST_PROPERTIES
        && CALLS == KBE_INTEREST_CALLS
);

/// Says which of the frequent events the game wants to hear of, for entities of one class or of all. The world
/// is kept up all the same: positions and properties can be asked for at any time. What is not wanted is not
/// told, in whatever form events are taken, and calls that are not wanted are not even decoded, so that
/// nothing is said of what is wrong with them. A callback that is not set has the same effect for all
/// classes, from the end of the next pump on.
///
/// @param class_id  as in kbe_class_info; 0 for all classes, which replaces what was said of single ones
/// @param interest  KBE_INTEREST bits; unknown ones are ignored. KBE_INTEREST_ALL is how a client begins
///
/// What is queued already is told by the new bits, but calls that were left out are lost.
///
/// Thread: pump thread.
/// Callbacks: allowed.
/// Errors: KBE_E_BAD_HANDLE, KBE_E_WRONG_THREAD, KBE_E_NOT_FOUND when the definitions are there and have no
/// such class, KBE_E_INVALID_ARGUMENT for a number that no class can have.
/// Since: 0.1
#[unsafe(no_mangle)]
pub extern "C" fn kbe_client_set_interest(
    client: kbe_client,
    class_id: u32,
    interest: u32,
) -> kbe_result {
    boundary!(kbe_client_set_interest, client => |c| {
        let utype = u16::try_from(class_id)
            .map_err(|_| invalid("class_id: above 65535, which no class number is"))?;
        let mut local = c.local();
        let known = local.game.defs().is_none_or(|d| d.module_by_utype(utype).is_some());
        if utype != 0 && !known {
            let text = format!("class_id: there is no class {class_id}");
            return Err(Failure::new(KBE_E_NOT_FOUND, text));
        }
        let class = Some(utype).filter(|&u| u != 0);
        local.game.set_interest(class, interest);
        c.door.change_interest(|i| {
            i.set_class(class, interest);
            true
        });
        Ok(())
    })
}
