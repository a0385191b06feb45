use super::*;
use crate::testdata;

/// Byte offset at which the modules of an import start.
fn modules_start(body: &[u8], names: &[u8]) -> usize {
    body.windows(names.len()).position(|w| w == names).unwrap()
}

const FIRST_MODULE: &[u8] = b"Account\0\x01\0";

#[test]
fn stock_definitions_equal_the_recorded_import() {
    assert_eq!(stock::defs(true).import(), testdata::hex("base_519.hex"));
}

#[test]
fn stock_sections_of_the_whole_import_equal_the_recording() {
    let recorded = testdata::hex("base_519.hex");
    let ours = Defs::new(true).import();
    let (r, o) = (modules_start(&recorded, FIRST_MODULE), modules_start(&ours, FIRST_MODULE));
    // The type count differs, the first 35 types do not; then the seven modules, then the zoo.
    assert_eq!(ours[2..r], recorded[2..r]);
    let modules = &recorded[r..];
    assert_eq!(&ours[o..o + modules.len()], modules);
    assert!(ours[o + modules.len()..].starts_with(b"TypeZoo\0\x08\0"));
}

#[test]
fn without_aliases_every_alias_is_minus_one() {
    let on = Defs::new(true);
    let off = Defs::new(false);
    assert_eq!(on.import().len(), off.import().len());
    assert_eq!(on.digest(), off.digest());
    let with = off.put_prop_id(Writer::new(), &off.modules[1], 0);
    assert_eq!(with.into_bytes(), 47001u16.to_le_bytes());
}

#[test]
fn type_references_are_in_range_and_every_base_type_is_used() {
    let defs = Defs::new(true);
    let zoo = &defs.modules[defs.index_of("TypeZoo").unwrap()];
    let used: Vec<u16> = zoo.props.iter().map(|p| p.ty).collect();
    for id in 1..=21 {
        assert!(used.contains(&id), "type {id} has no property");
    }
    for ty in &defs.types {
        match &ty.kind {
            Kind::Array(item) => assert!(defs.type_def(*item).is_some()),
            Kind::FixedDict { keys, .. } => {
                assert!(keys.iter().all(|(_, ty)| defs.type_def(*ty).is_some()));
            }
            Kind::Component(module) => assert!(defs.module(*module).is_some()),
            Kind::Plain(_) => {}
        }
    }
    let forward = |index: usize| match defs.types[index].kind {
        Kind::Array(item) => usize::from(item) > index + 1,
        _ => false,
    };
    assert!((0..defs.types.len()).any(forward));
}

#[test]
fn component_properties_know_their_module() {
    let defs = Defs::new(true);
    let avatar = &defs.modules[defs.index_of("Avatar").unwrap()];
    let name = |prop: &str| {
        let p = &avatar.props[avatar.prop_index(prop).unwrap()];
        defs.modules[defs.component_of(p).unwrap()].name
    };
    assert_eq!(name("component2"), "Test");
    assert_eq!(name("component3"), "TestNoBase");
    let zoo = &defs.modules[defs.index_of("TypeZoo").unwrap()];
    let part = &zoo.props[zoo.prop_index("part").unwrap()];
    assert_eq!(defs.modules[defs.component_of(part).unwrap()].name, "ZooPart");
}
