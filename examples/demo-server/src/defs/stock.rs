//! The definitions of the stock demo, as a stock server sends them; type ids and uids are part of the data.

use super::builder::{array, component, dict, methods, plain, props, push};
use super::types::*;
use super::{Defs, TypeDef};

/// Index of the component module `Test`.
const TEST: usize = 2;
/// Index of the component module `TestNoBase`.
const TEST_NO_BASE: usize = 3;

pub(super) fn defs(alias: bool) -> Defs {
    let mut defs = Defs { types: types(), modules: Vec::new(), alias };
    account(&mut defs);
    avatar(&mut defs);
    test(&mut defs);
    test_no_base(&mut defs);
    monster(&mut defs);
    npc(&mut defs);
    gate(&mut defs);
    defs
}

/// Types 1 to 35. A simple alias only renames its base type, so the names shown can look unrelated (`spec/02 §1.10`).
#[rustfmt::skip]
fn types() -> Vec<TypeDef> {
    vec![
        plain("UINT8", "ENTITY_SUBSTATE"),
        plain("UINT16", "UINT16"),
        plain("UINT64", "UID"),
        plain("UINT32", "ENTITY_UTYPE"),
        plain("INT8", "ENTITY_STATE"),
        plain("INT16", "INT16"),
        plain("INT32", "ENTITY_FORBIDS"),
        plain("INT64", "INT64"),
        plain("STRING", "STRING"),
        plain("UNICODE", "UNICODE"),
        plain("FLOAT", "FLOAT"),
        plain("DOUBLE", "DOUBLE"),
        plain("PYTHON", "UID1"),
        plain("PY_DICT", "PY_DICT"),
        plain("PY_TUPLE", "PY_TUPLE"),
        plain("PY_LIST", "PY_LIST"),
        plain("ENTITYCALL", "ENTITYCALL"),
        plain("BLOB", "BLOB"),
        plain("VECTOR2", "VECTOR2"),
        plain("VECTOR3", "DIRECTION3D"),
        plain("VECTOR4", "VECTOR4"),
        array("ENTITY_FORBID_COUNTER", INT8),
        array("ENTITYID_LIST", INT32),
        dict("AVATAR_DATA", "AVATAR_DATA.AVATAR_DATA_PICKLER", &[("param1", INT8), ("param2", BLOB)]),
        dict("AVATAR_INFOS", "AVATAR_INFOS.avatar_info_inst", &[("dbid", UINT64), ("name", UNICODE), ("roleType", UINT8), ("level", UINT16), ("data", 24)]),
        dict("AVATAR_INFOS_LIST", "AVATAR_INFOS.AVATAR_INFOS_LIST_PICKLER", &[("values", 27)]),
        array("_AVATAR_INFOS_LIST_values_ArrayType", 25),
        dict("BAG", "", &[("values22", 29)]),
        array("_BAG_values22_ArrayType", 30),
        array("__BAG_values22_ArrayType_ArrayType", INT64),
        dict("EXAMPLES", "", &[("k1", INT64), ("k2", INT64)]),
        array("", INT32),
        component(TEST),
        component(TEST),
        component(TEST_NO_BASE),
    ]
}

#[rustfmt::skip]
fn account(defs: &mut Defs) {
    let props = props(&[
        (2, 0x20, "lastSelCharacter", "0", UINT64),
    ]);
    let module = push(defs, "Account", props);
    module.client = methods(&[
        (10005, "onCreateAvatarResult", &[UINT8, 25]),
        (3, "onRemoveAvatar", &[UINT64]),
        (10003, "onReqAvatarList", &[26]),
    ]);
    module.base = methods(&[
        (10001, "reqAvatarList", &[]),
        (10002, "reqCreateAvatar", &[UINT8, UNICODE]),
        (1, "reqRemoveAvatar", &[UNICODE]),
        (2, "reqRemoveAvatarDBID", &[UINT64]),
        (10004, "selectAvatarGame", &[UINT64]),
    ]);
}

#[rustfmt::skip]
fn avatar(defs: &mut Defs) {
    let props = props(&[
        (47001, 0x04, "HP", "0", INT32),
        (47002, 0x04, "HP_Max", "0", INT32),
        (47003, 0x04, "MP", "0", INT32),
        (47004, 0x04, "MP_Max", "0", INT32),
        (16, 0xfd, "component1", "", 33),
        (21, 0x61, "component2", "", 34),
        (22, 0x9d, "component3", "", 35),
        (47005, 0x04, "forbids", "0", INT32),
        (41002, 0x08, "level", "", UINT16),
        (41006, 0x04, "modelID", "0", UINT32),
        (41007, 0x04, "modelScale", "30", UINT8),
        (11, 0x04, "moveSpeed", "50", UINT8),
        (41003, 0x04, "name", "", UNICODE),
        (6, 0x10, "own_val", "", UINT16),
        (41001, 0x08, "spaceUType", "", UINT32),
        (47006, 0x04, "state", "0", INT8),
        (47007, 0x04, "subState", "", UINT8),
        (41004, 0x04, "uid", "0", UINT32),
        (41005, 0x04, "utype", "0", UINT32),
    ]);
    let module = push(defs, "Avatar", props);
    module.client = methods(&[
        (10101, "dialog_addOption", &[UINT8, UINT32, UNICODE, INT32]),
        (10104, "dialog_close", &[]),
        (10102, "dialog_setText", &[UNICODE, UINT8, UINT32, UNICODE]),
        (12, "onAddSkill", &[INT32]),
        (7, "onJump", &[]),
        (13, "onRemoveSkill", &[INT32]),
        (16, "recvDamage", &[INT32, INT32, INT32, INT32]),
    ]);
    module.cell = methods(&[
        (11003, "dialog", &[INT32, UINT32]),
        (5, "jump", &[]),
        (4, "relive", &[UINT8]),
        (11, "requestPull", &[]),
        (11001, "useTargetSkill", &[INT32, INT32]),
    ]);
}

#[rustfmt::skip]
fn test(defs: &mut Defs) {
    let props = props(&[
        (18, 0x08, "own", "1001", INT32),
        (17, 0x04, "state", "100", INT32),
    ]);
    let module = push(defs, "Test", props);
    module.client = methods(&[
        (28, "helloCB", &[INT32]),
    ]);
    module.base = methods(&[
        (27, "say", &[INT32]),
    ]);
    module.cell = methods(&[
        (26, "hello", &[INT32]),
    ]);
}

#[rustfmt::skip]
fn test_no_base(defs: &mut Defs) {
    let props = props(&[
        (24, 0x08, "own", "1001", INT32),
        (23, 0x04, "state", "100", INT32),
    ]);
    let module = push(defs, "TestNoBase", props);
    module.client = methods(&[
        (30, "helloCB", &[INT32]),
    ]);
    module.cell = methods(&[
        (29, "hello", &[INT32]),
    ]);
}

#[rustfmt::skip]
fn monster(defs: &mut Defs) {
    let props = props(&[
        (47001, 0x04, "HP", "0", INT32),
        (47002, 0x04, "HP_Max", "0", INT32),
        (47003, 0x04, "MP", "0", INT32),
        (47004, 0x04, "MP_Max", "0", INT32),
        (51007, 0x04, "entityNO", "0", UINT32),
        (47005, 0x04, "forbids", "0", INT32),
        (41006, 0x04, "modelID", "0", UINT32),
        (41007, 0x04, "modelScale", "30", UINT8),
        (32, 0x04, "moveSpeed", "50", UINT8),
        (41003, 0x04, "name", "", UNICODE),
        (47006, 0x04, "state", "0", INT8),
        (47007, 0x04, "subState", "", UINT8),
        (41004, 0x04, "uid", "0", UINT32),
        (41005, 0x04, "utype", "0", UINT32),
    ]);
    let module = push(defs, "Monster", props);
    module.client = methods(&[
        (34, "recvDamage", &[INT32, INT32, INT32, INT32]),
    ]);
}

#[rustfmt::skip]
fn npc(defs: &mut Defs) {
    let props = props(&[
        (51007, 0x04, "entityNO", "0", UINT32),
        (41006, 0x04, "modelID", "0", UINT32),
        (41007, 0x04, "modelScale", "30", UINT8),
        (43, 0x04, "moveSpeed", "50", UINT8),
        (41003, 0x04, "name", "", UNICODE),
        (41004, 0x04, "uid", "0", UINT32),
        (41005, 0x04, "utype", "0", UINT32),
    ]);
    push(defs, "NPC", props);
}

#[rustfmt::skip]
fn gate(defs: &mut Defs) {
    let props = props(&[
        (51007, 0x04, "entityNO", "0", UINT32),
        (41006, 0x04, "modelID", "0", UINT32),
        (41007, 0x04, "modelScale", "30", UINT8),
        (41003, 0x04, "name", "", UNICODE),
        (41004, 0x04, "uid", "0", UINT32),
        (41005, 0x04, "utype", "0", UINT32),
    ]);
    push(defs, "Gate", props);
}
