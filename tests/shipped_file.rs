//! The file of definitions that a game ships: what it holds, and every way not to be one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

#[path = "abi/definitions.rs"]
#[allow(dead_code, unreachable_pub, reason = "every test file uses its own part of it")]
mod definitions;

use kbe::defs::cache::{self, CacheKey, CacheKind};
use kbe::defs::shipped::{read, write};

/// Avatar.skills is a Skills.
const LINK: [u8; 6] = [2, 0, 104, 0, 3, 0];

fn key(kind: CacheKind) -> CacheKey {
    CacheKey::new(kind, "2.5.10", "0.1.0", "46596D37").unwrap()
}

fn entities(parts: &[&[u8]]) -> Vec<u8> {
    cache::encode(&key(CacheKind::EntityDefs), parts)
}

#[test]
fn a_file_brings_definitions_and_component_classes_back() {
    let body = definitions::body();
    let file = entities(&[&body, &LINK]);
    let (found, defs) = read(&file).unwrap();
    assert_eq!((found, defs.raw()), (key(CacheKind::EntityDefs), &body[..]));
    let avatar = defs.module_by_name("Avatar").unwrap();
    let skills = defs.module(avatar).unwrap().property_by_name("skills").unwrap();
    assert_eq!(defs.component_module(avatar, skills), defs.module_by_name("Skills"));
    assert_eq!(write(&key(CacheKind::EntityDefs), &defs), file, "there and back");
    // A file of the cache has no links, and is one all the same.
    let (_, defs) = read(&entities(&[&body])).unwrap();
    assert_eq!(defs.component_module(avatar, skills), None);
}

#[test]
fn a_file_that_is_none_says_why() {
    let body = definitions::body();
    let refused = |file: &[u8]| read(file).map(|_| ()).unwrap_err();
    let mut changed = entities(&[&body]);
    changed[40] ^= 1;
    let none = "the bytes are no definitions file, or were changed since it was written";
    for bytes in [&b""[..], &body, &changed] {
        assert_eq!(refused(bytes), none);
    }
    let other = cache::encode(&key(CacheKind::Baseapp), &[b"\0\0"]);
    assert_eq!(refused(&other), "the file holds another import than entity definitions");
    assert_eq!(refused(&entities(&[])), "0 parts make no definitions file");
    assert!(refused(&entities(&[b"\xff"])).contains("byte 0"));
    // Cut short; a class, a property and a component that are not there; hp, which is no component.
    let links: [&[u8]; 5] = [
        &LINK[..3],
        &[9, 0, 104, 0, 3, 0],
        &[2, 0, 99, 0, 3, 0],
        &[2, 0, 104, 0, 9, 0],
        &[2, 0, 101, 0, 3, 0],
    ];
    for links in links {
        let text = "the file's component links do not fit its definitions";
        assert_eq!(refused(&entities(&[&body, links])), text, "{links:?}");
    }
}
