//! Definitions as a file that a game ships, so that not even its first login asks the server for them.
//!
//! It is a cache file ([`super::cache`]) with one part more: which component class stands behind which
//! component property, as far as the traffic had shown it (`spec/02 §2.6` way c). The file says for which
//! server's digest it was made, so a server that has other definitions is asked as if there were no file.

use super::Defs;
use super::cache::{self, CacheKey, CacheKind};
use crate::wire::{Reader, Writer};

/// The content of a file for definitions that a server announced under `key`.
#[must_use]
pub fn write(key: &CacheKey, defs: &Defs) -> Vec<u8> {
    let mut links = Vec::new();
    let mut w = Writer::new(&mut links);
    for (class, index) in defs.modules().iter().zip(0u16..) {
        for (property, at) in class.properties().iter().zip(0u16..) {
            let component = defs.component_module(index, at).and_then(|c| defs.module(c));
            if let Some(component) = component {
                w.u16(class.utype()).u16(property.uid()).u16(component.utype());
            }
        }
    }
    cache::encode(key, &[defs.raw(), &links])
}

/// Reads the content of a file, also one of a cache directory.
///
/// # Errors
/// A sentence that says why it is none.
pub fn read(file: &[u8]) -> Result<(CacheKey, Defs), String> {
    let (key, parts) = cache::decode_any(file)
        .ok_or("the bytes are no definitions file, or were changed since it was written")?;
    if key.kind != CacheKind::EntityDefs {
        return Err("the file holds another import than entity definitions".into());
    }
    let (body, links) = match &parts[..] {
        [body] => (body, &[][..]),
        [body, links] => (body, &links[..]),
        _ => return Err(format!("{} parts make no definitions file", parts.len())),
    };
    let defs = Defs::import(body).map_err(|e| e.to_string())?;
    learn(&defs, links).ok_or("the file's component links do not fit its definitions")?;
    Ok((key, defs))
}

fn learn(defs: &Defs, links: &[u8]) -> Option<()> {
    let mut r = Reader::new(links);
    while r.left() > 0 {
        let (class, uid, component) = (r.u16().ok()?, r.u16().ok()?, r.u16().ok()?);
        let index = defs.module_by_utype(class)?;
        let module = defs.module(index)?;
        let at = module.property_by_uid(uid)?;
        let property = module.property(at)?;
        if property.role() != super::module::Role::Component {
            return None;
        }
        defs.learn_component(index, at, defs.module_by_utype(component)?);
    }
    Some(())
}
