use super::*;

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |p: &[u8]| u8::from_str_radix(std::str::from_utf8(p).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

fn body(message: &[u8]) -> &[u8] {
    &message[4..]
}

/// The avatar of the recorded session, as it was when it entered the world.
fn recorded_avatar(defs: &Defs) -> Entity {
    let module = defs.index_of("Avatar").unwrap();
    let mut e = Entity::new(defs, 118, module, 3, [-97.9299, 1.5, -158.922]);
    e.preset(defs, "level", Value::Int(1));
    e.preset(defs, "modelID", Value::Int(90_000_001));
    e.preset(defs, "modelScale", Value::Int(1));
    e.preset(defs, "moveSpeed", Value::Int(60));
    e.preset(defs, "name", Value::text("测试英雄😀"));
    e.preset(defs, "spaceUType", Value::Int(3));
    let part = |own, state| Value::Component(vec![Value::Int(own), Value::Int(state)]);
    e.preset(defs, "component1", part(1001, 456));
    e.preset(defs, "component3", part(1001, 888));
    e
}

#[test]
fn own_snapshot_equals_the_recording() {
    let defs = Defs::new(true);
    let e = recorded_avatar(&defs);
    let recorded = bytes(
        "7600000000030300000000011cdcc3c20000c03f08ec1ec30002000000000000000000000000000400000000
         00050000000000060000000000070000000000080700000076000000030002000804e90300000805c8010000
         000a0700000076000000040002000a04e90300000a0578030000000b00000000000c0100000d814a5d05000e
         01000f3c001010000000e6b58be8af95e88bb1e99b84f09f9880001100000012030000000013000014000015
         00000000001600000000",
    );
    assert_eq!(body(&properties(&defs, &e, Audience::Own)), recorded);
    let message = enter_world(&defs, &e);
    assert_eq!(message, bytes("fb010600 76000000 02 00"));
    assert_eq!(enter_space(&e), bytes("fd010900 76000000 03000000 00"));
    let pose = pose(&defs, &e);
    let recorded = bytes("7600000000011cdcc3c20000c03f08ec1ec30002000000000000000000000000");
    assert_eq!(body(&pose), recorded);
}

#[test]
fn snapshot_for_others_has_component2_but_no_owner_properties() {
    let defs = Defs::new(true);
    let e = recorded_avatar(&defs);
    let message = properties(&defs, &e, Audience::Others);
    // Recorded length of another avatar's snapshot with a name of 16 bytes: 192.
    assert_eq!(body(&message).len(), 192);
    let component2 = bytes("0009 07000000 76000000 0300 0200 0904 e9030000 0905 64000000");
    assert!(message.windows(component2.len()).any(|w| w == component2));
}

#[test]
fn base_part_equals_the_recording() {
    let defs = Defs::new(true);
    let e = recorded_avatar(&defs);
    let message = base_properties(&defs, e.id, e.module, &e.props).unwrap();
    let recorded = bytes("7600000000080700000076000000030000000009070000007600000003000000");
    assert_eq!(body(&message), recorded);
}

#[test]
fn proxies_changes_and_calls_equal_the_recording() {
    let defs = Defs::new(true);
    let avatar = &defs.modules[1];
    let proxies = created_proxies(0x62FE_38F9_0007_0000, 243, "Account");
    let recorded = bytes("f8011400 00000700f938fe62 f3000000 4163636f756e7400");
    assert_eq!(proxies, recorded);
    let hp_max = change(&defs, avatar, 1, &Value::Int(100));
    assert_eq!(hp_max, bytes("00 05 64000000"));
    let component3 = avatar.prop_index("component3").unwrap();
    let test_no_base = &defs.modules[3];
    let hello = call(&defs, avatar, Some((component3, test_no_base)), 0, &[Value::Int(777)]);
    assert_eq!(hello.unwrap(), bytes("0a 01 09030000"));
    let state = child_change(&defs, (avatar, 4), (&defs.modules[2], 1), &Value::Int(4321));
    assert_eq!(state, bytes("08 05 e1100000"));
}

#[test]
fn without_aliases_ids_are_uids() {
    let defs = Defs::new(false);
    let e = recorded_avatar(&defs);
    assert_eq!(enter_world(&defs, &e), bytes("fb010700 76000000 0200 00"));
    let hp = change(&defs, &defs.modules[1], 0, &Value::Int(1));
    assert_eq!(hp, bytes("0000 99b7 01000000"));
}
