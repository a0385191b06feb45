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

#[cfg(test)]
#[path = "../../tests/abi/definitions.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests of the C interface")]
mod definitions;

#[cfg(test)]
mod tests {
    use super::*;

    fn key(kind: CacheKind) -> CacheKey {
        CacheKey::new(kind, "2.5.10", "0.1.0", "46596D37").unwrap()
    }

    fn shipped() -> Defs {
        let defs = Defs::import(&definitions::body()).unwrap();
        let (avatar, skills) = (defs.module_by_name("Avatar"), defs.module_by_name("Skills"));
        let at = defs.module(avatar.unwrap()).unwrap().property_by_name("skills");
        defs.learn_component(avatar.unwrap(), at.unwrap(), skills.unwrap());
        defs
    }

    #[test]
    fn a_file_brings_definitions_and_component_classes_back() {
        let file = write(&key(CacheKind::EntityDefs), &shipped());
        let (found, defs) = read(&file).unwrap();
        assert_eq!((found, defs.raw()), (key(CacheKind::EntityDefs), &definitions::body()[..]));
        let avatar = defs.module_by_name("Avatar").unwrap();
        let skills = defs.module(avatar).unwrap().property_by_name("skills").unwrap();
        assert_eq!(defs.component_module(avatar, skills), defs.module_by_name("Skills"));
        // A file of the cache has no links, and is one all the same.
        let body = definitions::body();
        let file = cache::encode(&key(CacheKind::EntityDefs), &[&body]);
        assert_eq!(read(&file).unwrap().1.component_module(avatar, skills), None);
    }

    #[test]
    fn a_file_that_is_none_says_why() {
        let body = definitions::body();
        let entities = |parts: &[&[u8]]| cache::encode(&key(CacheKind::EntityDefs), parts);
        let of = |file: &[u8]| read(file).map(|_| ()).unwrap_err();
        let mut changed = entities(&[&body]);
        changed[40] ^= 1;
        let none = "the bytes are no definitions file, or were changed since it was written";
        for bytes in [&b""[..], &body, &changed] {
            assert_eq!(of(bytes), none);
        }
        let other = cache::encode(&key(CacheKind::Baseapp), &[b"\0\0"]);
        assert_eq!(of(&other), "the file holds another import than entity definitions");
        assert_eq!(of(&entities(&[])), "0 parts make no definitions file");
        assert!(
            of(&entities(&[b"\xff"])).contains("entity definitions"),
            "{}",
            of(&entities(&[b"\xff"]))
        );
        // Cut short; a class, a property and a component that are not there; hp, which is no component.
        let links: [&[u8]; 5] = [
            &[2, 0, 104],
            &[9, 0, 104, 0, 3, 0],
            &[2, 0, 99, 0, 3, 0],
            &[2, 0, 104, 0, 9, 0],
            &[2, 0, 101, 0, 3, 0],
        ];
        for links in links {
            let text = "the file's component links do not fit its definitions";
            assert_eq!(of(&entities(&[&body, links])), text, "{links:?}");
        }
    }
}
