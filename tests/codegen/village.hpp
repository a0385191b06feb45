// Made by `kbe codegen` from the definitions 6246B60C477EE46C2894FEFC040587BF.
// Do not edit it: make it again. See docs/codegen.md.
#pragma once

#include <kbe/generated.hpp>

namespace world {

/** Digest of the definitions that this was made of. */
inline constexpr std::string_view definitions_digest = "6246B60C477EE46C2894FEFC040587BF";

/** All that it relies on, in words. */
inline constexpr kbe::generated::member members[] = {
    {"type AVATAR_DATA", "{param1: INT8, param2: BLOB}"},
    {"type AVATAR_INFOS", "{dbid: UINT64, name: UNICODE, roleType: UINT8, level: UINT16, data: AVATAR_DATA}"},
    {"type AVATAR_INFOS_LIST", "{values: ARRAY of AVATAR_INFOS}"},
    {"type ZOO_POINT", "{x: FLOAT, y: FLOAT}"},
    {"type ZOO_DEEP", "{name: UNICODE, point: ZOO_POINT, points: ARRAY of ZOO_POINT, matrix: ARRAY of ARRAY of INT32, data: AVATAR_DATA}"},
    {"class Account", ""},
    {"property Account.lastSelCharacter", "UINT64"},
    {"client method Account.onCreateAvatarResult", "(UINT8, AVATAR_INFOS)"},
    {"client method Account.onRemoveAvatar", "(UINT64)"},
    {"client method Account.onReqAvatarList", "(AVATAR_INFOS_LIST)"},
    {"base method Account.reqAvatarList", "()"},
    {"base method Account.reqCreateAvatar", "(UINT8, UNICODE)"},
    {"base method Account.reqRemoveAvatar", "(UNICODE)"},
    {"base method Account.reqRemoveAvatarDBID", "(UINT64)"},
    {"base method Account.selectAvatarGame", "(UINT64)"},
    {"class Avatar", ""},
    {"property Avatar.HP", "INT32"},
    {"property Avatar.HP_Max", "INT32"},
    {"property Avatar.MP", "INT32"},
    {"property Avatar.MP_Max", "INT32"},
    {"property Avatar.component1", "ENTITY_COMPONENT"},
    {"property Avatar.component2", "ENTITY_COMPONENT"},
    {"property Avatar.component3", "ENTITY_COMPONENT"},
    {"property Avatar.forbids", "INT32"},
    {"property Avatar.level", "UINT16"},
    {"property Avatar.modelID", "UINT32"},
    {"property Avatar.modelScale", "UINT8"},
    {"property Avatar.moveSpeed", "UINT8"},
    {"property Avatar.name", "UNICODE"},
    {"property Avatar.own_val", "UINT16"},
    {"property Avatar.spaceUType", "UINT32"},
    {"property Avatar.state", "INT8"},
    {"property Avatar.subState", "UINT8"},
    {"property Avatar.uid", "UINT32"},
    {"property Avatar.utype", "UINT32"},
    {"client method Avatar.dialog_addOption", "(UINT8, UINT32, UNICODE, INT32)"},
    {"client method Avatar.dialog_close", "()"},
    {"client method Avatar.dialog_setText", "(UNICODE, UINT8, UINT32, UNICODE)"},
    {"client method Avatar.onAddSkill", "(INT32)"},
    {"client method Avatar.onJump", "()"},
    {"client method Avatar.onRemoveSkill", "(INT32)"},
    {"client method Avatar.recvDamage", "(INT32, INT32, INT32, INT32)"},
    {"cell method Avatar.dialog", "(INT32, UINT32)"},
    {"cell method Avatar.jump", "()"},
    {"cell method Avatar.relive", "(UINT8)"},
    {"cell method Avatar.requestPull", "()"},
    {"cell method Avatar.useTargetSkill", "(INT32, INT32)"},
    {"class Test", ""},
    {"property Test.own", "INT32"},
    {"property Test.state", "INT32"},
    {"client method Test.helloCB", "(INT32)"},
    {"base method Test.say", "(INT32)"},
    {"cell method Test.hello", "(INT32)"},
    {"class TestNoBase", ""},
    {"property TestNoBase.own", "INT32"},
    {"property TestNoBase.state", "INT32"},
    {"client method TestNoBase.helloCB", "(INT32)"},
    {"cell method TestNoBase.hello", "(INT32)"},
    {"class Monster", ""},
    {"property Monster.HP", "INT32"},
    {"property Monster.HP_Max", "INT32"},
    {"property Monster.MP", "INT32"},
    {"property Monster.MP_Max", "INT32"},
    {"property Monster.entityNO", "UINT32"},
    {"property Monster.forbids", "INT32"},
    {"property Monster.modelID", "UINT32"},
    {"property Monster.modelScale", "UINT8"},
    {"property Monster.moveSpeed", "UINT8"},
    {"property Monster.name", "UNICODE"},
    {"property Monster.state", "INT8"},
    {"property Monster.subState", "UINT8"},
    {"property Monster.uid", "UINT32"},
    {"property Monster.utype", "UINT32"},
    {"client method Monster.recvDamage", "(INT32, INT32, INT32, INT32)"},
    {"class NPC", ""},
    {"property NPC.entityNO", "UINT32"},
    {"property NPC.modelID", "UINT32"},
    {"property NPC.modelScale", "UINT8"},
    {"property NPC.moveSpeed", "UINT8"},
    {"property NPC.name", "UNICODE"},
    {"property NPC.uid", "UINT32"},
    {"property NPC.utype", "UINT32"},
    {"class Gate", ""},
    {"property Gate.entityNO", "UINT32"},
    {"property Gate.modelID", "UINT32"},
    {"property Gate.modelScale", "UINT8"},
    {"property Gate.name", "UNICODE"},
    {"property Gate.uid", "UINT32"},
    {"property Gate.utype", "UINT32"},
    {"class TypeZoo", ""},
    {"property TypeZoo.baseNote", "UNICODE"},
    {"property TypeZoo.otherNote", "UNICODE"},
    {"property TypeZoo.ownCount", "INT32"},
    {"property TypeZoo.ownNote", "UNICODE"},
    {"property TypeZoo.part", "ENTITY_COMPONENT"},
    {"property TypeZoo.valArray", "ARRAY of INT32"},
    {"property TypeZoo.valBlob", "BLOB"},
    {"property TypeZoo.valDeep", "ZOO_DEEP"},
    {"property TypeZoo.valDouble", "DOUBLE"},
    {"property TypeZoo.valEntitycall", "ENTITYCALL"},
    {"property TypeZoo.valFloat", "FLOAT"},
    {"property TypeZoo.valInt16", "INT16"},
    {"property TypeZoo.valInt32", "INT32"},
    {"property TypeZoo.valInt64", "INT64"},
    {"property TypeZoo.valInt8", "INT8"},
    {"property TypeZoo.valNames", "ARRAY of UNICODE"},
    {"property TypeZoo.valNested", "ARRAY of ARRAY of UINT16"},
    {"property TypeZoo.valPoint", "ZOO_POINT"},
    {"property TypeZoo.valPyDict", "PY_DICT"},
    {"property TypeZoo.valPyList", "PY_LIST"},
    {"property TypeZoo.valPyTuple", "PY_TUPLE"},
    {"property TypeZoo.valPython", "PYTHON"},
    {"property TypeZoo.valString", "STRING"},
    {"property TypeZoo.valUint16", "UINT16"},
    {"property TypeZoo.valUint32", "UINT32"},
    {"property TypeZoo.valUint64", "UINT64"},
    {"property TypeZoo.valUint8", "UINT8"},
    {"property TypeZoo.valUnicode", "UNICODE"},
    {"property TypeZoo.valVector2", "VECTOR2"},
    {"property TypeZoo.valVector3", "VECTOR3"},
    {"property TypeZoo.valVector4", "VECTOR4"},
    {"client method TypeZoo.onEchoArray", "(ARRAY of INT32)"},
    {"client method TypeZoo.onEchoBlob", "(BLOB)"},
    {"client method TypeZoo.onEchoDeep", "(ZOO_DEEP)"},
    {"client method TypeZoo.onEchoDouble", "(DOUBLE)"},
    {"client method TypeZoo.onEchoEntitycall", "(ENTITYCALL)"},
    {"client method TypeZoo.onEchoFloat", "(FLOAT)"},
    {"client method TypeZoo.onEchoInt16", "(INT16)"},
    {"client method TypeZoo.onEchoInt32", "(INT32)"},
    {"client method TypeZoo.onEchoInt64", "(INT64)"},
    {"client method TypeZoo.onEchoInt8", "(INT8)"},
    {"client method TypeZoo.onEchoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)"},
    {"client method TypeZoo.onEchoNames", "(ARRAY of UNICODE)"},
    {"client method TypeZoo.onEchoNested", "(ARRAY of ARRAY of UINT16)"},
    {"client method TypeZoo.onEchoNone", "()"},
    {"client method TypeZoo.onEchoPoint", "(ZOO_POINT)"},
    {"client method TypeZoo.onEchoPyDict", "(PY_DICT)"},
    {"client method TypeZoo.onEchoPyList", "(PY_LIST)"},
    {"client method TypeZoo.onEchoPyTuple", "(PY_TUPLE)"},
    {"client method TypeZoo.onEchoPython", "(PYTHON)"},
    {"client method TypeZoo.onEchoString", "(STRING)"},
    {"client method TypeZoo.onEchoUint16", "(UINT16)"},
    {"client method TypeZoo.onEchoUint32", "(UINT32)"},
    {"client method TypeZoo.onEchoUint64", "(UINT64)"},
    {"client method TypeZoo.onEchoUint8", "(UINT8)"},
    {"client method TypeZoo.onEchoUnicode", "(UNICODE)"},
    {"client method TypeZoo.onEchoVector2", "(VECTOR2)"},
    {"client method TypeZoo.onEchoVector3", "(VECTOR3)"},
    {"client method TypeZoo.onEchoVector4", "(VECTOR4)"},
    {"base method TypeZoo.echoArray", "(ARRAY of INT32)"},
    {"base method TypeZoo.echoBlob", "(BLOB)"},
    {"base method TypeZoo.echoDeep", "(ZOO_DEEP)"},
    {"base method TypeZoo.echoDouble", "(DOUBLE)"},
    {"base method TypeZoo.echoEntitycall", "(ENTITYCALL)"},
    {"base method TypeZoo.echoFloat", "(FLOAT)"},
    {"base method TypeZoo.echoInt16", "(INT16)"},
    {"base method TypeZoo.echoInt32", "(INT32)"},
    {"base method TypeZoo.echoInt64", "(INT64)"},
    {"base method TypeZoo.echoInt8", "(INT8)"},
    {"base method TypeZoo.echoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)"},
    {"base method TypeZoo.echoNames", "(ARRAY of UNICODE)"},
    {"base method TypeZoo.echoNested", "(ARRAY of ARRAY of UINT16)"},
    {"base method TypeZoo.echoNone", "()"},
    {"base method TypeZoo.echoPoint", "(ZOO_POINT)"},
    {"base method TypeZoo.echoPyDict", "(PY_DICT)"},
    {"base method TypeZoo.echoPyList", "(PY_LIST)"},
    {"base method TypeZoo.echoPyTuple", "(PY_TUPLE)"},
    {"base method TypeZoo.echoPython", "(PYTHON)"},
    {"base method TypeZoo.echoString", "(STRING)"},
    {"base method TypeZoo.echoUint16", "(UINT16)"},
    {"base method TypeZoo.echoUint32", "(UINT32)"},
    {"base method TypeZoo.echoUint64", "(UINT64)"},
    {"base method TypeZoo.echoUint8", "(UINT8)"},
    {"base method TypeZoo.echoUnicode", "(UNICODE)"},
    {"base method TypeZoo.echoVector2", "(VECTOR2)"},
    {"base method TypeZoo.echoVector3", "(VECTOR3)"},
    {"base method TypeZoo.echoVector4", "(VECTOR4)"},
    {"cell method TypeZoo.echoArray", "(ARRAY of INT32)"},
    {"cell method TypeZoo.echoBlob", "(BLOB)"},
    {"cell method TypeZoo.echoDeep", "(ZOO_DEEP)"},
    {"cell method TypeZoo.echoDouble", "(DOUBLE)"},
    {"cell method TypeZoo.echoEntitycall", "(ENTITYCALL)"},
    {"cell method TypeZoo.echoFloat", "(FLOAT)"},
    {"cell method TypeZoo.echoInt16", "(INT16)"},
    {"cell method TypeZoo.echoInt32", "(INT32)"},
    {"cell method TypeZoo.echoInt64", "(INT64)"},
    {"cell method TypeZoo.echoInt8", "(INT8)"},
    {"cell method TypeZoo.echoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)"},
    {"cell method TypeZoo.echoNames", "(ARRAY of UNICODE)"},
    {"cell method TypeZoo.echoNested", "(ARRAY of ARRAY of UINT16)"},
    {"cell method TypeZoo.echoNone", "()"},
    {"cell method TypeZoo.echoPoint", "(ZOO_POINT)"},
    {"cell method TypeZoo.echoPyDict", "(PY_DICT)"},
    {"cell method TypeZoo.echoPyList", "(PY_LIST)"},
    {"cell method TypeZoo.echoPyTuple", "(PY_TUPLE)"},
    {"cell method TypeZoo.echoPython", "(PYTHON)"},
    {"cell method TypeZoo.echoString", "(STRING)"},
    {"cell method TypeZoo.echoUint16", "(UINT16)"},
    {"cell method TypeZoo.echoUint32", "(UINT32)"},
    {"cell method TypeZoo.echoUint64", "(UINT64)"},
    {"cell method TypeZoo.echoUint8", "(UINT8)"},
    {"cell method TypeZoo.echoUnicode", "(UNICODE)"},
    {"cell method TypeZoo.echoVector2", "(VECTOR2)"},
    {"cell method TypeZoo.echoVector3", "(VECTOR3)"},
    {"cell method TypeZoo.echoVector4", "(VECTOR4)"},
    {"class ZooPart", ""},
    {"property ZooPart.label", "UNICODE"},
    {"property ZooPart.power", "INT32"},
    {"property ZooPart.secret", "UINT16"},
    {"client method ZooPart.onPartEcho", "(UNICODE, INT32)"},
    {"base method ZooPart.partEcho", "(UNICODE, INT32)"},
    {"cell method ZooPart.partEcho", "(UNICODE, INT32)"},
    {"", ""},
};

/**
 * What is different in the definitions of a session; nothing when the digests are equal. Call it when
 * on_definitions tells, or have handlers::attach do it.
 */
inline std::vector<kbe::generated::difference> differences(kbe::client_ref client) {
    if (client.info()->entitydef_digest() == definitions_digest) return {};
    return kbe::generated::differences(client, kbe::span<const kbe::generated::member>(members, sizeof members / sizeof *members - 1));
}

/** FIXED_DICT AVATAR_DATA. */
struct AVATAR_DATA {
    /** param1: INT8 */
    std::int8_t param1{};
    /** param2: BLOB */
    kbe::generated::owned_bytes param2{};
};

}  // namespace world

template <>
struct kbe::detail::reader<world::AVATAR_DATA> {
    static const char *what() noexcept { return "AVATAR_DATA"; }
    static std::optional<world::AVATAR_DATA> read(const kbe_value &v) {
        world::AVATAR_DATA all;
        if (v.type == KBE_VALUE_FIXED_DICT && read_key(value(v), "param1", all.param1) && read_key(value(v), "param2", all.param2)) return all;
        return {};
    }
};
template <>
struct kbe::argument<world::AVATAR_DATA> {
    static auto convert(const world::AVATAR_DATA &v) noexcept { return std::tie(v.param1, v.param2); }
};

namespace world {

/** FIXED_DICT AVATAR_INFOS. */
struct AVATAR_INFOS {
    /** dbid: UINT64 */
    std::uint64_t dbid{};
    /** name: UNICODE */
    std::string name{};
    /** roleType: UINT8 */
    std::uint8_t roleType{};
    /** level: UINT16 */
    std::uint16_t level{};
    /** data: AVATAR_DATA */
    AVATAR_DATA data{};
};

}  // namespace world

template <>
struct kbe::detail::reader<world::AVATAR_INFOS> {
    static const char *what() noexcept { return "AVATAR_INFOS"; }
    static std::optional<world::AVATAR_INFOS> read(const kbe_value &v) {
        world::AVATAR_INFOS all;
        if (v.type == KBE_VALUE_FIXED_DICT && read_key(value(v), "dbid", all.dbid) && read_key(value(v), "name", all.name) && read_key(value(v), "roleType", all.roleType) && read_key(value(v), "level", all.level) && read_key(value(v), "data", all.data)) return all;
        return {};
    }
};
template <>
struct kbe::argument<world::AVATAR_INFOS> {
    static auto convert(const world::AVATAR_INFOS &v) noexcept { return std::tie(v.dbid, v.name, v.roleType, v.level, v.data); }
};

namespace world {

/** FIXED_DICT AVATAR_INFOS_LIST. */
struct AVATAR_INFOS_LIST {
    /** values: ARRAY of AVATAR_INFOS */
    std::vector<AVATAR_INFOS> values{};
};

}  // namespace world

template <>
struct kbe::detail::reader<world::AVATAR_INFOS_LIST> {
    static const char *what() noexcept { return "AVATAR_INFOS_LIST"; }
    static std::optional<world::AVATAR_INFOS_LIST> read(const kbe_value &v) {
        world::AVATAR_INFOS_LIST all;
        if (v.type == KBE_VALUE_FIXED_DICT && read_key(value(v), "values", all.values)) return all;
        return {};
    }
};
template <>
struct kbe::argument<world::AVATAR_INFOS_LIST> {
    static auto convert(const world::AVATAR_INFOS_LIST &v) noexcept { return std::tie(v.values); }
};

namespace world {

/** FIXED_DICT ZOO_POINT. */
struct ZOO_POINT {
    /** x: FLOAT */
    float x{};
    /** y: FLOAT */
    float y{};
};

}  // namespace world

template <>
struct kbe::detail::reader<world::ZOO_POINT> {
    static const char *what() noexcept { return "ZOO_POINT"; }
    static std::optional<world::ZOO_POINT> read(const kbe_value &v) {
        world::ZOO_POINT all;
        if (v.type == KBE_VALUE_FIXED_DICT && read_key(value(v), "x", all.x) && read_key(value(v), "y", all.y)) return all;
        return {};
    }
};
template <>
struct kbe::argument<world::ZOO_POINT> {
    static auto convert(const world::ZOO_POINT &v) noexcept { return std::tie(v.x, v.y); }
};

namespace world {

/** FIXED_DICT ZOO_DEEP. */
struct ZOO_DEEP {
    /** name: UNICODE */
    std::string name{};
    /** point: ZOO_POINT */
    ZOO_POINT point{};
    /** points: ARRAY of ZOO_POINT */
    std::vector<ZOO_POINT> points{};
    /** matrix: ARRAY of ARRAY of INT32 */
    std::vector<std::vector<std::int32_t>> matrix{};
    /** data: AVATAR_DATA */
    AVATAR_DATA data{};
};

}  // namespace world

template <>
struct kbe::detail::reader<world::ZOO_DEEP> {
    static const char *what() noexcept { return "ZOO_DEEP"; }
    static std::optional<world::ZOO_DEEP> read(const kbe_value &v) {
        world::ZOO_DEEP all;
        if (v.type == KBE_VALUE_FIXED_DICT && read_key(value(v), "name", all.name) && read_key(value(v), "point", all.point) && read_key(value(v), "points", all.points) && read_key(value(v), "matrix", all.matrix) && read_key(value(v), "data", all.data)) return all;
        return {};
    }
};
template <>
struct kbe::argument<world::ZOO_DEEP> {
    static auto convert(const world::ZOO_DEEP &v) noexcept { return std::tie(v.name, v.point, v.points, v.matrix, v.data); }
};

namespace world {

class Account;  // entity
class Avatar;  // entity
class Test;  // component
class TestNoBase;  // component
class Monster;  // entity
class NPC;  // entity
class Gate;  // entity
class TypeZoo;  // entity
class ZooPart;  // component

/** Entity class Account. What a kbe::entity can do it can do too. */
class Account : public kbe::entity {
public:
    /** None. */
    Account() noexcept = default;
    /** An entity that is of that class; see is. */
    explicit Account(kbe::entity of) noexcept : kbe::entity(of) {}
    /** Whether an entity is of that class. */
    static bool is(kbe::entity e) noexcept { return e.class_name() == server_class; }
    /** Its name on the server. */
    static constexpr std::string_view server_class = "Account";
    /** lastSelCharacter: UINT64 */
    kbe::result<std::uint64_t> lastSelCharacter() const { return property_as<std::uint64_t>("lastSelCharacter"); }
    /** Methods of the base part; each fails as base_call does. */
    class base_part {
    public:
        explicit base_part(kbe::entity of) noexcept : self_(of) {}
        /** reqAvatarList() */
        kbe::result<void> reqAvatarList() const { return self_.base_call("reqAvatarList"); }
        /** reqCreateAvatar(UINT8, UNICODE) */
        kbe::result<void> reqCreateAvatar(std::uint8_t arg1, std::string_view arg2) const { return self_.base_call("reqCreateAvatar", arg1, arg2); }
        /** reqRemoveAvatar(UNICODE) */
        kbe::result<void> reqRemoveAvatar(std::string_view arg1) const { return self_.base_call("reqRemoveAvatar", arg1); }
        /** reqRemoveAvatarDBID(UINT64) */
        kbe::result<void> reqRemoveAvatarDBID(std::uint64_t arg1) const { return self_.base_call("reqRemoveAvatarDBID", arg1); }
        /** selectAvatarGame(UINT64) */
        kbe::result<void> selectAvatarGame(std::uint64_t arg1) const { return self_.base_call("selectAvatarGame", arg1); }

    private:
        kbe::entity self_;
    };
    /** Methods of the base part. */
    base_part base() const noexcept { return base_part(*this); }
};

/** Entity class Avatar. What a kbe::entity can do it can do too. */
class Avatar : public kbe::entity {
public:
    /** None. */
    Avatar() noexcept = default;
    /** An entity that is of that class; see is. */
    explicit Avatar(kbe::entity of) noexcept : kbe::entity(of) {}
    /** Whether an entity is of that class. */
    static bool is(kbe::entity e) noexcept { return e.class_name() == server_class; }
    /** Its name on the server. */
    static constexpr std::string_view server_class = "Avatar";
    /** HP: INT32 */
    kbe::result<std::int32_t> HP() const { return property_as<std::int32_t>("HP"); }
    /** HP_Max: INT32 */
    kbe::result<std::int32_t> HP_Max() const { return property_as<std::int32_t>("HP_Max"); }
    /** MP: INT32 */
    kbe::result<std::int32_t> MP() const { return property_as<std::int32_t>("MP"); }
    /** MP_Max: INT32 */
    kbe::result<std::int32_t> MP_Max() const { return property_as<std::int32_t>("MP_Max"); }
    /** component1: ENTITY_COMPONENT */
    inline Test component1() const noexcept;
    /** component2: ENTITY_COMPONENT */
    inline Test component2() const noexcept;
    /** component3: ENTITY_COMPONENT */
    inline TestNoBase component3() const noexcept;
    /** forbids: INT32 */
    kbe::result<std::int32_t> forbids() const { return property_as<std::int32_t>("forbids"); }
    /** level: UINT16 */
    kbe::result<std::uint16_t> level() const { return property_as<std::uint16_t>("level"); }
    /** modelID: UINT32 */
    kbe::result<std::uint32_t> modelID() const { return property_as<std::uint32_t>("modelID"); }
    /** modelScale: UINT8 */
    kbe::result<std::uint8_t> modelScale() const { return property_as<std::uint8_t>("modelScale"); }
    /** moveSpeed: UINT8 */
    kbe::result<std::uint8_t> moveSpeed() const { return property_as<std::uint8_t>("moveSpeed"); }
    /** name: UNICODE */
    kbe::result<std::string_view> name() const { return property_as<std::string_view>("name"); }
    /** own_val: UINT16 */
    kbe::result<std::uint16_t> own_val() const { return property_as<std::uint16_t>("own_val"); }
    /** spaceUType: UINT32 */
    kbe::result<std::uint32_t> spaceUType() const { return property_as<std::uint32_t>("spaceUType"); }
    /** state: INT8 */
    kbe::result<std::int8_t> state() const { return property_as<std::int8_t>("state"); }
    /** subState: UINT8 */
    kbe::result<std::uint8_t> subState() const { return property_as<std::uint8_t>("subState"); }
    /** uid: UINT32 */
    kbe::result<std::uint32_t> uid() const { return property_as<std::uint32_t>("uid"); }
    /** utype: UINT32 */
    kbe::result<std::uint32_t> utype() const { return property_as<std::uint32_t>("utype"); }
    /** Methods of the cell part; each fails as cell_call does. */
    class cell_part {
    public:
        explicit cell_part(kbe::entity of) noexcept : self_(of) {}
        /** dialog(INT32, UINT32) */
        kbe::result<void> dialog(std::int32_t arg1, std::uint32_t arg2) const { return self_.cell_call("dialog", arg1, arg2); }
        /** jump() */
        kbe::result<void> jump() const { return self_.cell_call("jump"); }
        /** relive(UINT8) */
        kbe::result<void> relive(std::uint8_t arg1) const { return self_.cell_call("relive", arg1); }
        /** requestPull() */
        kbe::result<void> requestPull() const { return self_.cell_call("requestPull"); }
        /** useTargetSkill(INT32, INT32) */
        kbe::result<void> useTargetSkill(std::int32_t arg1, std::int32_t arg2) const { return self_.cell_call("useTargetSkill", arg1, arg2); }

    private:
        kbe::entity self_;
    };
    /** Methods of the cell part. */
    cell_part cell() const noexcept { return cell_part(*this); }
};

/** Component class Test. What a kbe::component can do it can do too. */
class Test : public kbe::component {
public:
    /** A component of that class; the name of its property is held as a view. */
    Test(kbe::component of) noexcept : kbe::component(of) {}
    /** Its name on the server. */
    static constexpr std::string_view server_class = "Test";
    /** own: INT32 */
    kbe::result<std::int32_t> own() const { return property_as<std::int32_t>("own"); }
    /** state: INT32 */
    kbe::result<std::int32_t> state() const { return property_as<std::int32_t>("state"); }
    /** Methods of the base part; each fails as base_call does. */
    class base_part {
    public:
        explicit base_part(kbe::component of) noexcept : self_(of) {}
        /** say(INT32) */
        kbe::result<void> say(std::int32_t arg1) const { return self_.base_call("say", arg1); }

    private:
        kbe::component self_;
    };
    /** Methods of the base part. */
    base_part base() const noexcept { return base_part(*this); }
    /** Methods of the cell part; each fails as cell_call does. */
    class cell_part {
    public:
        explicit cell_part(kbe::component of) noexcept : self_(of) {}
        /** hello(INT32) */
        kbe::result<void> hello(std::int32_t arg1) const { return self_.cell_call("hello", arg1); }

    private:
        kbe::component self_;
    };
    /** Methods of the cell part. */
    cell_part cell() const noexcept { return cell_part(*this); }
};

/** Component class TestNoBase. What a kbe::component can do it can do too. */
class TestNoBase : public kbe::component {
public:
    /** A component of that class; the name of its property is held as a view. */
    TestNoBase(kbe::component of) noexcept : kbe::component(of) {}
    /** Its name on the server. */
    static constexpr std::string_view server_class = "TestNoBase";
    /** own: INT32 */
    kbe::result<std::int32_t> own() const { return property_as<std::int32_t>("own"); }
    /** state: INT32 */
    kbe::result<std::int32_t> state() const { return property_as<std::int32_t>("state"); }
    /** Methods of the cell part; each fails as cell_call does. */
    class cell_part {
    public:
        explicit cell_part(kbe::component of) noexcept : self_(of) {}
        /** hello(INT32) */
        kbe::result<void> hello(std::int32_t arg1) const { return self_.cell_call("hello", arg1); }

    private:
        kbe::component self_;
    };
    /** Methods of the cell part. */
    cell_part cell() const noexcept { return cell_part(*this); }
};

/** Entity class Monster. What a kbe::entity can do it can do too. */
class Monster : public kbe::entity {
public:
    /** None. */
    Monster() noexcept = default;
    /** An entity that is of that class; see is. */
    explicit Monster(kbe::entity of) noexcept : kbe::entity(of) {}
    /** Whether an entity is of that class. */
    static bool is(kbe::entity e) noexcept { return e.class_name() == server_class; }
    /** Its name on the server. */
    static constexpr std::string_view server_class = "Monster";
    /** HP: INT32 */
    kbe::result<std::int32_t> HP() const { return property_as<std::int32_t>("HP"); }
    /** HP_Max: INT32 */
    kbe::result<std::int32_t> HP_Max() const { return property_as<std::int32_t>("HP_Max"); }
    /** MP: INT32 */
    kbe::result<std::int32_t> MP() const { return property_as<std::int32_t>("MP"); }
    /** MP_Max: INT32 */
    kbe::result<std::int32_t> MP_Max() const { return property_as<std::int32_t>("MP_Max"); }
    /** entityNO: UINT32 */
    kbe::result<std::uint32_t> entityNO() const { return property_as<std::uint32_t>("entityNO"); }
    /** forbids: INT32 */
    kbe::result<std::int32_t> forbids() const { return property_as<std::int32_t>("forbids"); }
    /** modelID: UINT32 */
    kbe::result<std::uint32_t> modelID() const { return property_as<std::uint32_t>("modelID"); }
    /** modelScale: UINT8 */
    kbe::result<std::uint8_t> modelScale() const { return property_as<std::uint8_t>("modelScale"); }
    /** moveSpeed: UINT8 */
    kbe::result<std::uint8_t> moveSpeed() const { return property_as<std::uint8_t>("moveSpeed"); }
    /** name: UNICODE */
    kbe::result<std::string_view> name() const { return property_as<std::string_view>("name"); }
    /** state: INT8 */
    kbe::result<std::int8_t> state() const { return property_as<std::int8_t>("state"); }
    /** subState: UINT8 */
    kbe::result<std::uint8_t> subState() const { return property_as<std::uint8_t>("subState"); }
    /** uid: UINT32 */
    kbe::result<std::uint32_t> uid() const { return property_as<std::uint32_t>("uid"); }
    /** utype: UINT32 */
    kbe::result<std::uint32_t> utype() const { return property_as<std::uint32_t>("utype"); }
};

/** Entity class NPC. What a kbe::entity can do it can do too. */
class NPC : public kbe::entity {
public:
    /** None. */
    NPC() noexcept = default;
    /** An entity that is of that class; see is. */
    explicit NPC(kbe::entity of) noexcept : kbe::entity(of) {}
    /** Whether an entity is of that class. */
    static bool is(kbe::entity e) noexcept { return e.class_name() == server_class; }
    /** Its name on the server. */
    static constexpr std::string_view server_class = "NPC";
    /** entityNO: UINT32 */
    kbe::result<std::uint32_t> entityNO() const { return property_as<std::uint32_t>("entityNO"); }
    /** modelID: UINT32 */
    kbe::result<std::uint32_t> modelID() const { return property_as<std::uint32_t>("modelID"); }
    /** modelScale: UINT8 */
    kbe::result<std::uint8_t> modelScale() const { return property_as<std::uint8_t>("modelScale"); }
    /** moveSpeed: UINT8 */
    kbe::result<std::uint8_t> moveSpeed() const { return property_as<std::uint8_t>("moveSpeed"); }
    /** name: UNICODE */
    kbe::result<std::string_view> name() const { return property_as<std::string_view>("name"); }
    /** uid: UINT32 */
    kbe::result<std::uint32_t> uid() const { return property_as<std::uint32_t>("uid"); }
    /** utype: UINT32 */
    kbe::result<std::uint32_t> utype() const { return property_as<std::uint32_t>("utype"); }
};

/** Entity class Gate. What a kbe::entity can do it can do too. */
class Gate : public kbe::entity {
public:
    /** None. */
    Gate() noexcept = default;
    /** An entity that is of that class; see is. */
    explicit Gate(kbe::entity of) noexcept : kbe::entity(of) {}
    /** Whether an entity is of that class. */
    static bool is(kbe::entity e) noexcept { return e.class_name() == server_class; }
    /** Its name on the server. */
    static constexpr std::string_view server_class = "Gate";
    /** entityNO: UINT32 */
    kbe::result<std::uint32_t> entityNO() const { return property_as<std::uint32_t>("entityNO"); }
    /** modelID: UINT32 */
    kbe::result<std::uint32_t> modelID() const { return property_as<std::uint32_t>("modelID"); }
    /** modelScale: UINT8 */
    kbe::result<std::uint8_t> modelScale() const { return property_as<std::uint8_t>("modelScale"); }
    /** name: UNICODE */
    kbe::result<std::string_view> name() const { return property_as<std::string_view>("name"); }
    /** uid: UINT32 */
    kbe::result<std::uint32_t> uid() const { return property_as<std::uint32_t>("uid"); }
    /** utype: UINT32 */
    kbe::result<std::uint32_t> utype() const { return property_as<std::uint32_t>("utype"); }
};

/** Entity class TypeZoo. What a kbe::entity can do it can do too. */
class TypeZoo : public kbe::entity {
public:
    /** None. */
    TypeZoo() noexcept = default;
    /** An entity that is of that class; see is. */
    explicit TypeZoo(kbe::entity of) noexcept : kbe::entity(of) {}
    /** Whether an entity is of that class. */
    static bool is(kbe::entity e) noexcept { return e.class_name() == server_class; }
    /** Its name on the server. */
    static constexpr std::string_view server_class = "TypeZoo";
    /** baseNote: UNICODE */
    kbe::result<std::string_view> baseNote() const { return property_as<std::string_view>("baseNote"); }
    /** otherNote: UNICODE */
    kbe::result<std::string_view> otherNote() const { return property_as<std::string_view>("otherNote"); }
    /** ownCount: INT32 */
    kbe::result<std::int32_t> ownCount() const { return property_as<std::int32_t>("ownCount"); }
    /** ownNote: UNICODE */
    kbe::result<std::string_view> ownNote() const { return property_as<std::string_view>("ownNote"); }
    /** part: ENTITY_COMPONENT */
    inline ZooPart part() const noexcept;
    /** valArray: ARRAY of INT32 */
    kbe::result<std::vector<std::int32_t>> valArray() const { return property_as<std::vector<std::int32_t>>("valArray"); }
    /** valBlob: BLOB */
    kbe::result<kbe::bytes> valBlob() const { return property_as<kbe::bytes>("valBlob"); }
    /** valDeep: ZOO_DEEP */
    kbe::result<ZOO_DEEP> valDeep() const { return property_as<ZOO_DEEP>("valDeep"); }
    /** valDouble: DOUBLE */
    kbe::result<double> valDouble() const { return property_as<double>("valDouble"); }
    /** valEntitycall: ENTITYCALL */
    kbe::result<kbe::entity_call> valEntitycall() const { return property_as<kbe::entity_call>("valEntitycall"); }
    /** valFloat: FLOAT */
    kbe::result<float> valFloat() const { return property_as<float>("valFloat"); }
    /** valInt16: INT16 */
    kbe::result<std::int16_t> valInt16() const { return property_as<std::int16_t>("valInt16"); }
    /** valInt32: INT32 */
    kbe::result<std::int32_t> valInt32() const { return property_as<std::int32_t>("valInt32"); }
    /** valInt64: INT64 */
    kbe::result<std::int64_t> valInt64() const { return property_as<std::int64_t>("valInt64"); }
    /** valInt8: INT8 */
    kbe::result<std::int8_t> valInt8() const { return property_as<std::int8_t>("valInt8"); }
    /** valNames: ARRAY of UNICODE */
    kbe::result<std::vector<std::string>> valNames() const { return property_as<std::vector<std::string>>("valNames"); }
    /** valNested: ARRAY of ARRAY of UINT16 */
    kbe::result<std::vector<std::vector<std::uint16_t>>> valNested() const { return property_as<std::vector<std::vector<std::uint16_t>>>("valNested"); }
    /** valPoint: ZOO_POINT */
    kbe::result<ZOO_POINT> valPoint() const { return property_as<ZOO_POINT>("valPoint"); }
    /** valPyDict: PY_DICT */
    kbe::result<kbe::value> valPyDict() const { return property_as<kbe::value>("valPyDict"); }
    /** valPyList: PY_LIST */
    kbe::result<kbe::value> valPyList() const { return property_as<kbe::value>("valPyList"); }
    /** valPyTuple: PY_TUPLE */
    kbe::result<kbe::value> valPyTuple() const { return property_as<kbe::value>("valPyTuple"); }
    /** valPython: PYTHON */
    kbe::result<kbe::value> valPython() const { return property_as<kbe::value>("valPython"); }
    /** valString: STRING */
    kbe::result<std::string_view> valString() const { return property_as<std::string_view>("valString"); }
    /** valUint16: UINT16 */
    kbe::result<std::uint16_t> valUint16() const { return property_as<std::uint16_t>("valUint16"); }
    /** valUint32: UINT32 */
    kbe::result<std::uint32_t> valUint32() const { return property_as<std::uint32_t>("valUint32"); }
    /** valUint64: UINT64 */
    kbe::result<std::uint64_t> valUint64() const { return property_as<std::uint64_t>("valUint64"); }
    /** valUint8: UINT8 */
    kbe::result<std::uint8_t> valUint8() const { return property_as<std::uint8_t>("valUint8"); }
    /** valUnicode: UNICODE */
    kbe::result<std::string_view> valUnicode() const { return property_as<std::string_view>("valUnicode"); }
    /** valVector2: VECTOR2 */
    kbe::result<kbe::vector2> valVector2() const { return property_as<kbe::vector2>("valVector2"); }
    /** valVector3: VECTOR3 */
    kbe::result<kbe::vector3> valVector3() const { return property_as<kbe::vector3>("valVector3"); }
    /** valVector4: VECTOR4 */
    kbe::result<kbe::vector4> valVector4() const { return property_as<kbe::vector4>("valVector4"); }
    /** Methods of the base part; each fails as base_call does. */
    class base_part {
    public:
        explicit base_part(kbe::entity of) noexcept : self_(of) {}
        /** echoArray(ARRAY of INT32) */
        kbe::result<void> echoArray(const std::vector<std::int32_t> &arg1) const { return self_.base_call("echoArray", arg1); }
        /** echoBlob(BLOB) */
        kbe::result<void> echoBlob(kbe::bytes arg1) const { return self_.base_call("echoBlob", kbe::blob(arg1)); }
        /** echoDeep(ZOO_DEEP) */
        kbe::result<void> echoDeep(const ZOO_DEEP &arg1) const { return self_.base_call("echoDeep", arg1); }
        /** echoDouble(DOUBLE) */
        kbe::result<void> echoDouble(double arg1) const { return self_.base_call("echoDouble", arg1); }
        /** echoEntitycall(ENTITYCALL) */
        kbe::result<void> echoEntitycall(kbe::entity_call arg1) const { return self_.base_call("echoEntitycall", arg1); }
        /** echoFloat(FLOAT) */
        kbe::result<void> echoFloat(float arg1) const { return self_.base_call("echoFloat", arg1); }
        /** echoInt16(INT16) */
        kbe::result<void> echoInt16(std::int16_t arg1) const { return self_.base_call("echoInt16", arg1); }
        /** echoInt32(INT32) */
        kbe::result<void> echoInt32(std::int32_t arg1) const { return self_.base_call("echoInt32", arg1); }
        /** echoInt64(INT64) */
        kbe::result<void> echoInt64(std::int64_t arg1) const { return self_.base_call("echoInt64", arg1); }
        /** echoInt8(INT8) */
        kbe::result<void> echoInt8(std::int8_t arg1) const { return self_.base_call("echoInt8", arg1); }
        /** echoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64) */
        kbe::result<void> echoMany(std::uint8_t arg1, std::string_view arg2, std::string_view arg3, float arg4, const ZOO_DEEP &arg5, std::int64_t arg6) const { return self_.base_call("echoMany", arg1, arg2, arg3, arg4, arg5, arg6); }
        /** echoNames(ARRAY of UNICODE) */
        kbe::result<void> echoNames(const std::vector<std::string> &arg1) const { return self_.base_call("echoNames", arg1); }
        /** echoNested(ARRAY of ARRAY of UINT16) */
        kbe::result<void> echoNested(const std::vector<std::vector<std::uint16_t>> &arg1) const { return self_.base_call("echoNested", arg1); }
        /** echoNone() */
        kbe::result<void> echoNone() const { return self_.base_call("echoNone"); }
        /** echoPoint(ZOO_POINT) */
        kbe::result<void> echoPoint(const ZOO_POINT &arg1) const { return self_.base_call("echoPoint", arg1); }
        /** echoPyDict(PY_DICT) */
        kbe::result<void> echoPyDict(kbe::bytes arg1) const { return self_.base_call("echoPyDict", kbe::pickle(arg1)); }
        /** echoPyList(PY_LIST) */
        kbe::result<void> echoPyList(kbe::bytes arg1) const { return self_.base_call("echoPyList", kbe::pickle(arg1)); }
        /** echoPyTuple(PY_TUPLE) */
        kbe::result<void> echoPyTuple(kbe::bytes arg1) const { return self_.base_call("echoPyTuple", kbe::pickle(arg1)); }
        /** echoPython(PYTHON) */
        kbe::result<void> echoPython(kbe::bytes arg1) const { return self_.base_call("echoPython", kbe::pickle(arg1)); }
        /** echoString(STRING) */
        kbe::result<void> echoString(std::string_view arg1) const { return self_.base_call("echoString", arg1); }
        /** echoUint16(UINT16) */
        kbe::result<void> echoUint16(std::uint16_t arg1) const { return self_.base_call("echoUint16", arg1); }
        /** echoUint32(UINT32) */
        kbe::result<void> echoUint32(std::uint32_t arg1) const { return self_.base_call("echoUint32", arg1); }
        /** echoUint64(UINT64) */
        kbe::result<void> echoUint64(std::uint64_t arg1) const { return self_.base_call("echoUint64", arg1); }
        /** echoUint8(UINT8) */
        kbe::result<void> echoUint8(std::uint8_t arg1) const { return self_.base_call("echoUint8", arg1); }
        /** echoUnicode(UNICODE) */
        kbe::result<void> echoUnicode(std::string_view arg1) const { return self_.base_call("echoUnicode", arg1); }
        /** echoVector2(VECTOR2) */
        kbe::result<void> echoVector2(kbe::vector2 arg1) const { return self_.base_call("echoVector2", arg1); }
        /** echoVector3(VECTOR3) */
        kbe::result<void> echoVector3(kbe::vector3 arg1) const { return self_.base_call("echoVector3", arg1); }
        /** echoVector4(VECTOR4) */
        kbe::result<void> echoVector4(kbe::vector4 arg1) const { return self_.base_call("echoVector4", arg1); }

    private:
        kbe::entity self_;
    };
    /** Methods of the base part. */
    base_part base() const noexcept { return base_part(*this); }
    /** Methods of the cell part; each fails as cell_call does. */
    class cell_part {
    public:
        explicit cell_part(kbe::entity of) noexcept : self_(of) {}
        /** echoArray(ARRAY of INT32) */
        kbe::result<void> echoArray(const std::vector<std::int32_t> &arg1) const { return self_.cell_call("echoArray", arg1); }
        /** echoBlob(BLOB) */
        kbe::result<void> echoBlob(kbe::bytes arg1) const { return self_.cell_call("echoBlob", kbe::blob(arg1)); }
        /** echoDeep(ZOO_DEEP) */
        kbe::result<void> echoDeep(const ZOO_DEEP &arg1) const { return self_.cell_call("echoDeep", arg1); }
        /** echoDouble(DOUBLE) */
        kbe::result<void> echoDouble(double arg1) const { return self_.cell_call("echoDouble", arg1); }
        /** echoEntitycall(ENTITYCALL) */
        kbe::result<void> echoEntitycall(kbe::entity_call arg1) const { return self_.cell_call("echoEntitycall", arg1); }
        /** echoFloat(FLOAT) */
        kbe::result<void> echoFloat(float arg1) const { return self_.cell_call("echoFloat", arg1); }
        /** echoInt16(INT16) */
        kbe::result<void> echoInt16(std::int16_t arg1) const { return self_.cell_call("echoInt16", arg1); }
        /** echoInt32(INT32) */
        kbe::result<void> echoInt32(std::int32_t arg1) const { return self_.cell_call("echoInt32", arg1); }
        /** echoInt64(INT64) */
        kbe::result<void> echoInt64(std::int64_t arg1) const { return self_.cell_call("echoInt64", arg1); }
        /** echoInt8(INT8) */
        kbe::result<void> echoInt8(std::int8_t arg1) const { return self_.cell_call("echoInt8", arg1); }
        /** echoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64) */
        kbe::result<void> echoMany(std::uint8_t arg1, std::string_view arg2, std::string_view arg3, float arg4, const ZOO_DEEP &arg5, std::int64_t arg6) const { return self_.cell_call("echoMany", arg1, arg2, arg3, arg4, arg5, arg6); }
        /** echoNames(ARRAY of UNICODE) */
        kbe::result<void> echoNames(const std::vector<std::string> &arg1) const { return self_.cell_call("echoNames", arg1); }
        /** echoNested(ARRAY of ARRAY of UINT16) */
        kbe::result<void> echoNested(const std::vector<std::vector<std::uint16_t>> &arg1) const { return self_.cell_call("echoNested", arg1); }
        /** echoNone() */
        kbe::result<void> echoNone() const { return self_.cell_call("echoNone"); }
        /** echoPoint(ZOO_POINT) */
        kbe::result<void> echoPoint(const ZOO_POINT &arg1) const { return self_.cell_call("echoPoint", arg1); }
        /** echoPyDict(PY_DICT) */
        kbe::result<void> echoPyDict(kbe::bytes arg1) const { return self_.cell_call("echoPyDict", kbe::pickle(arg1)); }
        /** echoPyList(PY_LIST) */
        kbe::result<void> echoPyList(kbe::bytes arg1) const { return self_.cell_call("echoPyList", kbe::pickle(arg1)); }
        /** echoPyTuple(PY_TUPLE) */
        kbe::result<void> echoPyTuple(kbe::bytes arg1) const { return self_.cell_call("echoPyTuple", kbe::pickle(arg1)); }
        /** echoPython(PYTHON) */
        kbe::result<void> echoPython(kbe::bytes arg1) const { return self_.cell_call("echoPython", kbe::pickle(arg1)); }
        /** echoString(STRING) */
        kbe::result<void> echoString(std::string_view arg1) const { return self_.cell_call("echoString", arg1); }
        /** echoUint16(UINT16) */
        kbe::result<void> echoUint16(std::uint16_t arg1) const { return self_.cell_call("echoUint16", arg1); }
        /** echoUint32(UINT32) */
        kbe::result<void> echoUint32(std::uint32_t arg1) const { return self_.cell_call("echoUint32", arg1); }
        /** echoUint64(UINT64) */
        kbe::result<void> echoUint64(std::uint64_t arg1) const { return self_.cell_call("echoUint64", arg1); }
        /** echoUint8(UINT8) */
        kbe::result<void> echoUint8(std::uint8_t arg1) const { return self_.cell_call("echoUint8", arg1); }
        /** echoUnicode(UNICODE) */
        kbe::result<void> echoUnicode(std::string_view arg1) const { return self_.cell_call("echoUnicode", arg1); }
        /** echoVector2(VECTOR2) */
        kbe::result<void> echoVector2(kbe::vector2 arg1) const { return self_.cell_call("echoVector2", arg1); }
        /** echoVector3(VECTOR3) */
        kbe::result<void> echoVector3(kbe::vector3 arg1) const { return self_.cell_call("echoVector3", arg1); }
        /** echoVector4(VECTOR4) */
        kbe::result<void> echoVector4(kbe::vector4 arg1) const { return self_.cell_call("echoVector4", arg1); }

    private:
        kbe::entity self_;
    };
    /** Methods of the cell part. */
    cell_part cell() const noexcept { return cell_part(*this); }
};

/** Component class ZooPart. What a kbe::component can do it can do too. */
class ZooPart : public kbe::component {
public:
    /** A component of that class; the name of its property is held as a view. */
    ZooPart(kbe::component of) noexcept : kbe::component(of) {}
    /** Its name on the server. */
    static constexpr std::string_view server_class = "ZooPart";
    /** label: UNICODE */
    kbe::result<std::string_view> label() const { return property_as<std::string_view>("label"); }
    /** power: INT32 */
    kbe::result<std::int32_t> power() const { return property_as<std::int32_t>("power"); }
    /** secret: UINT16 */
    kbe::result<std::uint16_t> secret() const { return property_as<std::uint16_t>("secret"); }
    /** Methods of the base part; each fails as base_call does. */
    class base_part {
    public:
        explicit base_part(kbe::component of) noexcept : self_(of) {}
        /** partEcho(UNICODE, INT32) */
        kbe::result<void> partEcho(std::string_view arg1, std::int32_t arg2) const { return self_.base_call("partEcho", arg1, arg2); }

    private:
        kbe::component self_;
    };
    /** Methods of the base part. */
    base_part base() const noexcept { return base_part(*this); }
    /** Methods of the cell part; each fails as cell_call does. */
    class cell_part {
    public:
        explicit cell_part(kbe::component of) noexcept : self_(of) {}
        /** partEcho(UNICODE, INT32) */
        kbe::result<void> partEcho(std::string_view arg1, std::int32_t arg2) const { return self_.cell_call("partEcho", arg1, arg2); }

    private:
        kbe::component self_;
    };
    /** Methods of the cell part. */
    cell_part cell() const noexcept { return cell_part(*this); }
};

inline Test Avatar::component1() const noexcept { return Test(component("component1")); }
inline Test Avatar::component2() const noexcept { return Test(component("component2")); }
inline TestNoBase Avatar::component3() const noexcept { return TestNoBase(component("component3")); }
inline ZooPart TypeZoo::part() const noexcept { return ZooPart(component("part")); }

/**
 * Typed handlers: set those that you want, and attach. What is not of its type is not told; on_differences has
 * said so then. It must outlive its client's use of it.
 */
struct handlers {
    /** Of the class Account. */
    struct {
        /** lastSelCharacter is now, and was before; initially both are the same. */
        std::function<void(Account, std::uint64_t now, std::uint64_t before)> lastSelCharacter_changed;
        /** The server calls onCreateAvatarResult(UINT8, AVATAR_INFOS). */
        std::function<void(Account, std::uint8_t, AVATAR_INFOS)> onCreateAvatarResult;
        /** The server calls onRemoveAvatar(UINT64). */
        std::function<void(Account, std::uint64_t)> onRemoveAvatar;
        /** The server calls onReqAvatarList(AVATAR_INFOS_LIST). */
        std::function<void(Account, AVATAR_INFOS_LIST)> onReqAvatarList;
    } on_Account;
    /** Of the class Avatar. */
    struct {
        /** HP is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::int32_t now, std::int32_t before)> HP_changed;
        /** HP_Max is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::int32_t now, std::int32_t before)> HP_Max_changed;
        /** MP is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::int32_t now, std::int32_t before)> MP_changed;
        /** MP_Max is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::int32_t now, std::int32_t before)> MP_Max_changed;
        /** forbids is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::int32_t now, std::int32_t before)> forbids_changed;
        /** level is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint16_t now, std::uint16_t before)> level_changed;
        /** modelID is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint32_t now, std::uint32_t before)> modelID_changed;
        /** modelScale is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint8_t now, std::uint8_t before)> modelScale_changed;
        /** moveSpeed is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint8_t now, std::uint8_t before)> moveSpeed_changed;
        /** name is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::string_view now, std::string_view before)> name_changed;
        /** own_val is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint16_t now, std::uint16_t before)> own_val_changed;
        /** spaceUType is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint32_t now, std::uint32_t before)> spaceUType_changed;
        /** state is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::int8_t now, std::int8_t before)> state_changed;
        /** subState is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint8_t now, std::uint8_t before)> subState_changed;
        /** uid is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint32_t now, std::uint32_t before)> uid_changed;
        /** utype is now, and was before; initially both are the same. */
        std::function<void(Avatar, std::uint32_t now, std::uint32_t before)> utype_changed;
        /** The server calls dialog_addOption(UINT8, UINT32, UNICODE, INT32). */
        std::function<void(Avatar, std::uint8_t, std::uint32_t, std::string_view, std::int32_t)> dialog_addOption;
        /** The server calls dialog_close(). */
        std::function<void(Avatar)> dialog_close;
        /** The server calls dialog_setText(UNICODE, UINT8, UINT32, UNICODE). */
        std::function<void(Avatar, std::string_view, std::uint8_t, std::uint32_t, std::string_view)> dialog_setText;
        /** The server calls onAddSkill(INT32). */
        std::function<void(Avatar, std::int32_t)> onAddSkill;
        /** The server calls onJump(). */
        std::function<void(Avatar)> onJump;
        /** The server calls onRemoveSkill(INT32). */
        std::function<void(Avatar, std::int32_t)> onRemoveSkill;
        /** The server calls recvDamage(INT32, INT32, INT32, INT32). */
        std::function<void(Avatar, std::int32_t, std::int32_t, std::int32_t, std::int32_t)> recvDamage;
    } on_Avatar;
    /** Of the class Test. */
    struct {
        /** own is now, and was before; initially both are the same. */
        std::function<void(Test, std::int32_t now, std::int32_t before)> own_changed;
        /** state is now, and was before; initially both are the same. */
        std::function<void(Test, std::int32_t now, std::int32_t before)> state_changed;
        /** The server calls helloCB(INT32). */
        std::function<void(Test, std::int32_t)> helloCB;
    } on_Test;
    /** Of the class TestNoBase. */
    struct {
        /** own is now, and was before; initially both are the same. */
        std::function<void(TestNoBase, std::int32_t now, std::int32_t before)> own_changed;
        /** state is now, and was before; initially both are the same. */
        std::function<void(TestNoBase, std::int32_t now, std::int32_t before)> state_changed;
        /** The server calls helloCB(INT32). */
        std::function<void(TestNoBase, std::int32_t)> helloCB;
    } on_TestNoBase;
    /** Of the class Monster. */
    struct {
        /** HP is now, and was before; initially both are the same. */
        std::function<void(Monster, std::int32_t now, std::int32_t before)> HP_changed;
        /** HP_Max is now, and was before; initially both are the same. */
        std::function<void(Monster, std::int32_t now, std::int32_t before)> HP_Max_changed;
        /** MP is now, and was before; initially both are the same. */
        std::function<void(Monster, std::int32_t now, std::int32_t before)> MP_changed;
        /** MP_Max is now, and was before; initially both are the same. */
        std::function<void(Monster, std::int32_t now, std::int32_t before)> MP_Max_changed;
        /** entityNO is now, and was before; initially both are the same. */
        std::function<void(Monster, std::uint32_t now, std::uint32_t before)> entityNO_changed;
        /** forbids is now, and was before; initially both are the same. */
        std::function<void(Monster, std::int32_t now, std::int32_t before)> forbids_changed;
        /** modelID is now, and was before; initially both are the same. */
        std::function<void(Monster, std::uint32_t now, std::uint32_t before)> modelID_changed;
        /** modelScale is now, and was before; initially both are the same. */
        std::function<void(Monster, std::uint8_t now, std::uint8_t before)> modelScale_changed;
        /** moveSpeed is now, and was before; initially both are the same. */
        std::function<void(Monster, std::uint8_t now, std::uint8_t before)> moveSpeed_changed;
        /** name is now, and was before; initially both are the same. */
        std::function<void(Monster, std::string_view now, std::string_view before)> name_changed;
        /** state is now, and was before; initially both are the same. */
        std::function<void(Monster, std::int8_t now, std::int8_t before)> state_changed;
        /** subState is now, and was before; initially both are the same. */
        std::function<void(Monster, std::uint8_t now, std::uint8_t before)> subState_changed;
        /** uid is now, and was before; initially both are the same. */
        std::function<void(Monster, std::uint32_t now, std::uint32_t before)> uid_changed;
        /** utype is now, and was before; initially both are the same. */
        std::function<void(Monster, std::uint32_t now, std::uint32_t before)> utype_changed;
        /** The server calls recvDamage(INT32, INT32, INT32, INT32). */
        std::function<void(Monster, std::int32_t, std::int32_t, std::int32_t, std::int32_t)> recvDamage;
    } on_Monster;
    /** Of the class NPC. */
    struct {
        /** entityNO is now, and was before; initially both are the same. */
        std::function<void(NPC, std::uint32_t now, std::uint32_t before)> entityNO_changed;
        /** modelID is now, and was before; initially both are the same. */
        std::function<void(NPC, std::uint32_t now, std::uint32_t before)> modelID_changed;
        /** modelScale is now, and was before; initially both are the same. */
        std::function<void(NPC, std::uint8_t now, std::uint8_t before)> modelScale_changed;
        /** moveSpeed is now, and was before; initially both are the same. */
        std::function<void(NPC, std::uint8_t now, std::uint8_t before)> moveSpeed_changed;
        /** name is now, and was before; initially both are the same. */
        std::function<void(NPC, std::string_view now, std::string_view before)> name_changed;
        /** uid is now, and was before; initially both are the same. */
        std::function<void(NPC, std::uint32_t now, std::uint32_t before)> uid_changed;
        /** utype is now, and was before; initially both are the same. */
        std::function<void(NPC, std::uint32_t now, std::uint32_t before)> utype_changed;
    } on_NPC;
    /** Of the class Gate. */
    struct {
        /** entityNO is now, and was before; initially both are the same. */
        std::function<void(Gate, std::uint32_t now, std::uint32_t before)> entityNO_changed;
        /** modelID is now, and was before; initially both are the same. */
        std::function<void(Gate, std::uint32_t now, std::uint32_t before)> modelID_changed;
        /** modelScale is now, and was before; initially both are the same. */
        std::function<void(Gate, std::uint8_t now, std::uint8_t before)> modelScale_changed;
        /** name is now, and was before; initially both are the same. */
        std::function<void(Gate, std::string_view now, std::string_view before)> name_changed;
        /** uid is now, and was before; initially both are the same. */
        std::function<void(Gate, std::uint32_t now, std::uint32_t before)> uid_changed;
        /** utype is now, and was before; initially both are the same. */
        std::function<void(Gate, std::uint32_t now, std::uint32_t before)> utype_changed;
    } on_Gate;
    /** Of the class TypeZoo. */
    struct {
        /** baseNote is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::string_view now, std::string_view before)> baseNote_changed;
        /** otherNote is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::string_view now, std::string_view before)> otherNote_changed;
        /** ownCount is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::int32_t now, std::int32_t before)> ownCount_changed;
        /** ownNote is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::string_view now, std::string_view before)> ownNote_changed;
        /** valArray is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::vector<std::int32_t> now, std::vector<std::int32_t> before)> valArray_changed;
        /** valBlob is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::bytes now, kbe::bytes before)> valBlob_changed;
        /** valDeep is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, ZOO_DEEP now, ZOO_DEEP before)> valDeep_changed;
        /** valDouble is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, double now, double before)> valDouble_changed;
        /** valEntitycall is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::entity_call now, kbe::entity_call before)> valEntitycall_changed;
        /** valFloat is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, float now, float before)> valFloat_changed;
        /** valInt16 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::int16_t now, std::int16_t before)> valInt16_changed;
        /** valInt32 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::int32_t now, std::int32_t before)> valInt32_changed;
        /** valInt64 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::int64_t now, std::int64_t before)> valInt64_changed;
        /** valInt8 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::int8_t now, std::int8_t before)> valInt8_changed;
        /** valNames is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::vector<std::string> now, std::vector<std::string> before)> valNames_changed;
        /** valNested is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::vector<std::vector<std::uint16_t>> now, std::vector<std::vector<std::uint16_t>> before)> valNested_changed;
        /** valPoint is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, ZOO_POINT now, ZOO_POINT before)> valPoint_changed;
        /** valPyDict is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::value now, kbe::value before)> valPyDict_changed;
        /** valPyList is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::value now, kbe::value before)> valPyList_changed;
        /** valPyTuple is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::value now, kbe::value before)> valPyTuple_changed;
        /** valPython is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::value now, kbe::value before)> valPython_changed;
        /** valString is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::string_view now, std::string_view before)> valString_changed;
        /** valUint16 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::uint16_t now, std::uint16_t before)> valUint16_changed;
        /** valUint32 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::uint32_t now, std::uint32_t before)> valUint32_changed;
        /** valUint64 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::uint64_t now, std::uint64_t before)> valUint64_changed;
        /** valUint8 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::uint8_t now, std::uint8_t before)> valUint8_changed;
        /** valUnicode is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, std::string_view now, std::string_view before)> valUnicode_changed;
        /** valVector2 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::vector2 now, kbe::vector2 before)> valVector2_changed;
        /** valVector3 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::vector3 now, kbe::vector3 before)> valVector3_changed;
        /** valVector4 is now, and was before; initially both are the same. */
        std::function<void(TypeZoo, kbe::vector4 now, kbe::vector4 before)> valVector4_changed;
        /** The server calls onEchoArray(ARRAY of INT32). */
        std::function<void(TypeZoo, std::vector<std::int32_t>)> onEchoArray;
        /** The server calls onEchoBlob(BLOB). */
        std::function<void(TypeZoo, kbe::bytes)> onEchoBlob;
        /** The server calls onEchoDeep(ZOO_DEEP). */
        std::function<void(TypeZoo, ZOO_DEEP)> onEchoDeep;
        /** The server calls onEchoDouble(DOUBLE). */
        std::function<void(TypeZoo, double)> onEchoDouble;
        /** The server calls onEchoEntitycall(ENTITYCALL). */
        std::function<void(TypeZoo, kbe::entity_call)> onEchoEntitycall;
        /** The server calls onEchoFloat(FLOAT). */
        std::function<void(TypeZoo, float)> onEchoFloat;
        /** The server calls onEchoInt16(INT16). */
        std::function<void(TypeZoo, std::int16_t)> onEchoInt16;
        /** The server calls onEchoInt32(INT32). */
        std::function<void(TypeZoo, std::int32_t)> onEchoInt32;
        /** The server calls onEchoInt64(INT64). */
        std::function<void(TypeZoo, std::int64_t)> onEchoInt64;
        /** The server calls onEchoInt8(INT8). */
        std::function<void(TypeZoo, std::int8_t)> onEchoInt8;
        /** The server calls onEchoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64). */
        std::function<void(TypeZoo, std::uint8_t, std::string_view, std::string_view, float, ZOO_DEEP, std::int64_t)> onEchoMany;
        /** The server calls onEchoNames(ARRAY of UNICODE). */
        std::function<void(TypeZoo, std::vector<std::string>)> onEchoNames;
        /** The server calls onEchoNested(ARRAY of ARRAY of UINT16). */
        std::function<void(TypeZoo, std::vector<std::vector<std::uint16_t>>)> onEchoNested;
        /** The server calls onEchoNone(). */
        std::function<void(TypeZoo)> onEchoNone;
        /** The server calls onEchoPoint(ZOO_POINT). */
        std::function<void(TypeZoo, ZOO_POINT)> onEchoPoint;
        /** The server calls onEchoPyDict(PY_DICT). */
        std::function<void(TypeZoo, kbe::value)> onEchoPyDict;
        /** The server calls onEchoPyList(PY_LIST). */
        std::function<void(TypeZoo, kbe::value)> onEchoPyList;
        /** The server calls onEchoPyTuple(PY_TUPLE). */
        std::function<void(TypeZoo, kbe::value)> onEchoPyTuple;
        /** The server calls onEchoPython(PYTHON). */
        std::function<void(TypeZoo, kbe::value)> onEchoPython;
        /** The server calls onEchoString(STRING). */
        std::function<void(TypeZoo, std::string_view)> onEchoString;
        /** The server calls onEchoUint16(UINT16). */
        std::function<void(TypeZoo, std::uint16_t)> onEchoUint16;
        /** The server calls onEchoUint32(UINT32). */
        std::function<void(TypeZoo, std::uint32_t)> onEchoUint32;
        /** The server calls onEchoUint64(UINT64). */
        std::function<void(TypeZoo, std::uint64_t)> onEchoUint64;
        /** The server calls onEchoUint8(UINT8). */
        std::function<void(TypeZoo, std::uint8_t)> onEchoUint8;
        /** The server calls onEchoUnicode(UNICODE). */
        std::function<void(TypeZoo, std::string_view)> onEchoUnicode;
        /** The server calls onEchoVector2(VECTOR2). */
        std::function<void(TypeZoo, kbe::vector2)> onEchoVector2;
        /** The server calls onEchoVector3(VECTOR3). */
        std::function<void(TypeZoo, kbe::vector3)> onEchoVector3;
        /** The server calls onEchoVector4(VECTOR4). */
        std::function<void(TypeZoo, kbe::vector4)> onEchoVector4;
    } on_TypeZoo;
    /** Of the class ZooPart. */
    struct {
        /** label is now, and was before; initially both are the same. */
        std::function<void(ZooPart, std::string_view now, std::string_view before)> label_changed;
        /** power is now, and was before; initially both are the same. */
        std::function<void(ZooPart, std::int32_t now, std::int32_t before)> power_changed;
        /** secret is now, and was before; initially both are the same. */
        std::function<void(ZooPart, std::uint16_t now, std::uint16_t before)> secret_changed;
        /** The server calls onPartEcho(UNICODE, INT32). */
        std::function<void(ZooPart, std::string_view, std::int32_t)> onPartEcho;
    } on_ZooPart;
    /** The session's definitions are others than those this was made of: what changed, by name. */
    std::function<void(const std::vector<kbe::generated::difference> &)> on_differences;

    /** Tells about a property; false when it is of no class here. For games that have a handler of their own. */
    bool tell(kbe::property_event e) const {
        const std::string_view class_ = class_name(e.client(), e.class_id()), name_ = e.property_name();
        if (class_ == Account::server_class) {
            if (name_ == "lastSelCharacter") {
                const auto now = e.value().get_if<std::uint64_t>(), before = e.old_value().get_if<std::uint64_t>();
                if (now && before) kbe::generated::call(on_Account.lastSelCharacter_changed, Account(e.entity()), *now, *before);
                return true;
            }
        }
        if (class_ == Avatar::server_class) {
            if (name_ == "HP") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Avatar.HP_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "HP_Max") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Avatar.HP_Max_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "MP") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Avatar.MP_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "MP_Max") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Avatar.MP_Max_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "forbids") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Avatar.forbids_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "level") {
                const auto now = e.value().get_if<std::uint16_t>(), before = e.old_value().get_if<std::uint16_t>();
                if (now && before) kbe::generated::call(on_Avatar.level_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelID") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Avatar.modelID_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelScale") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_Avatar.modelScale_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "moveSpeed") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_Avatar.moveSpeed_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "name") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_Avatar.name_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "own_val") {
                const auto now = e.value().get_if<std::uint16_t>(), before = e.old_value().get_if<std::uint16_t>();
                if (now && before) kbe::generated::call(on_Avatar.own_val_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "spaceUType") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Avatar.spaceUType_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "state") {
                const auto now = e.value().get_if<std::int8_t>(), before = e.old_value().get_if<std::int8_t>();
                if (now && before) kbe::generated::call(on_Avatar.state_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "subState") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_Avatar.subState_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "uid") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Avatar.uid_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "utype") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Avatar.utype_changed, Avatar(e.entity()), *now, *before);
                return true;
            }
        }
        if (class_ == Test::server_class) {
            if (name_ == "own") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Test.own_changed, Test(e.entity().component(e.component_name())), *now, *before);
                return true;
            }
            if (name_ == "state") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Test.state_changed, Test(e.entity().component(e.component_name())), *now, *before);
                return true;
            }
        }
        if (class_ == TestNoBase::server_class) {
            if (name_ == "own") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_TestNoBase.own_changed, TestNoBase(e.entity().component(e.component_name())), *now, *before);
                return true;
            }
            if (name_ == "state") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_TestNoBase.state_changed, TestNoBase(e.entity().component(e.component_name())), *now, *before);
                return true;
            }
        }
        if (class_ == Monster::server_class) {
            if (name_ == "HP") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Monster.HP_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "HP_Max") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Monster.HP_Max_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "MP") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Monster.MP_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "MP_Max") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Monster.MP_Max_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "entityNO") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Monster.entityNO_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "forbids") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_Monster.forbids_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelID") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Monster.modelID_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelScale") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_Monster.modelScale_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "moveSpeed") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_Monster.moveSpeed_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "name") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_Monster.name_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "state") {
                const auto now = e.value().get_if<std::int8_t>(), before = e.old_value().get_if<std::int8_t>();
                if (now && before) kbe::generated::call(on_Monster.state_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "subState") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_Monster.subState_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "uid") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Monster.uid_changed, Monster(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "utype") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Monster.utype_changed, Monster(e.entity()), *now, *before);
                return true;
            }
        }
        if (class_ == NPC::server_class) {
            if (name_ == "entityNO") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_NPC.entityNO_changed, NPC(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelID") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_NPC.modelID_changed, NPC(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelScale") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_NPC.modelScale_changed, NPC(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "moveSpeed") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_NPC.moveSpeed_changed, NPC(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "name") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_NPC.name_changed, NPC(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "uid") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_NPC.uid_changed, NPC(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "utype") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_NPC.utype_changed, NPC(e.entity()), *now, *before);
                return true;
            }
        }
        if (class_ == Gate::server_class) {
            if (name_ == "entityNO") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Gate.entityNO_changed, Gate(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelID") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Gate.modelID_changed, Gate(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "modelScale") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_Gate.modelScale_changed, Gate(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "name") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_Gate.name_changed, Gate(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "uid") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Gate.uid_changed, Gate(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "utype") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_Gate.utype_changed, Gate(e.entity()), *now, *before);
                return true;
            }
        }
        if (class_ == TypeZoo::server_class) {
            if (name_ == "baseNote") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_TypeZoo.baseNote_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "otherNote") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_TypeZoo.otherNote_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "ownCount") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.ownCount_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "ownNote") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_TypeZoo.ownNote_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valArray") {
                const auto now = e.value().get_if<std::vector<std::int32_t>>(), before = e.old_value().get_if<std::vector<std::int32_t>>();
                if (now && before) kbe::generated::call(on_TypeZoo.valArray_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valBlob") {
                const auto now = e.value().get_if<kbe::bytes>(), before = e.old_value().get_if<kbe::bytes>();
                if (now && before) kbe::generated::call(on_TypeZoo.valBlob_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valDeep") {
                const auto now = e.value().get_if<ZOO_DEEP>(), before = e.old_value().get_if<ZOO_DEEP>();
                if (now && before) kbe::generated::call(on_TypeZoo.valDeep_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valDouble") {
                const auto now = e.value().get_if<double>(), before = e.old_value().get_if<double>();
                if (now && before) kbe::generated::call(on_TypeZoo.valDouble_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valEntitycall") {
                const auto now = e.value().get_if<kbe::entity_call>(), before = e.old_value().get_if<kbe::entity_call>();
                if (now && before) kbe::generated::call(on_TypeZoo.valEntitycall_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valFloat") {
                const auto now = e.value().get_if<float>(), before = e.old_value().get_if<float>();
                if (now && before) kbe::generated::call(on_TypeZoo.valFloat_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valInt16") {
                const auto now = e.value().get_if<std::int16_t>(), before = e.old_value().get_if<std::int16_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valInt16_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valInt32") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valInt32_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valInt64") {
                const auto now = e.value().get_if<std::int64_t>(), before = e.old_value().get_if<std::int64_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valInt64_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valInt8") {
                const auto now = e.value().get_if<std::int8_t>(), before = e.old_value().get_if<std::int8_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valInt8_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valNames") {
                const auto now = e.value().get_if<std::vector<std::string>>(), before = e.old_value().get_if<std::vector<std::string>>();
                if (now && before) kbe::generated::call(on_TypeZoo.valNames_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valNested") {
                const auto now = e.value().get_if<std::vector<std::vector<std::uint16_t>>>(), before = e.old_value().get_if<std::vector<std::vector<std::uint16_t>>>();
                if (now && before) kbe::generated::call(on_TypeZoo.valNested_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valPoint") {
                const auto now = e.value().get_if<ZOO_POINT>(), before = e.old_value().get_if<ZOO_POINT>();
                if (now && before) kbe::generated::call(on_TypeZoo.valPoint_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valPyDict") {
                const auto now = e.value().get_if<kbe::value>(), before = e.old_value().get_if<kbe::value>();
                if (now && before) kbe::generated::call(on_TypeZoo.valPyDict_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valPyList") {
                const auto now = e.value().get_if<kbe::value>(), before = e.old_value().get_if<kbe::value>();
                if (now && before) kbe::generated::call(on_TypeZoo.valPyList_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valPyTuple") {
                const auto now = e.value().get_if<kbe::value>(), before = e.old_value().get_if<kbe::value>();
                if (now && before) kbe::generated::call(on_TypeZoo.valPyTuple_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valPython") {
                const auto now = e.value().get_if<kbe::value>(), before = e.old_value().get_if<kbe::value>();
                if (now && before) kbe::generated::call(on_TypeZoo.valPython_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valString") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_TypeZoo.valString_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valUint16") {
                const auto now = e.value().get_if<std::uint16_t>(), before = e.old_value().get_if<std::uint16_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valUint16_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valUint32") {
                const auto now = e.value().get_if<std::uint32_t>(), before = e.old_value().get_if<std::uint32_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valUint32_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valUint64") {
                const auto now = e.value().get_if<std::uint64_t>(), before = e.old_value().get_if<std::uint64_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valUint64_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valUint8") {
                const auto now = e.value().get_if<std::uint8_t>(), before = e.old_value().get_if<std::uint8_t>();
                if (now && before) kbe::generated::call(on_TypeZoo.valUint8_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valUnicode") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_TypeZoo.valUnicode_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valVector2") {
                const auto now = e.value().get_if<kbe::vector2>(), before = e.old_value().get_if<kbe::vector2>();
                if (now && before) kbe::generated::call(on_TypeZoo.valVector2_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valVector3") {
                const auto now = e.value().get_if<kbe::vector3>(), before = e.old_value().get_if<kbe::vector3>();
                if (now && before) kbe::generated::call(on_TypeZoo.valVector3_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
            if (name_ == "valVector4") {
                const auto now = e.value().get_if<kbe::vector4>(), before = e.old_value().get_if<kbe::vector4>();
                if (now && before) kbe::generated::call(on_TypeZoo.valVector4_changed, TypeZoo(e.entity()), *now, *before);
                return true;
            }
        }
        if (class_ == ZooPart::server_class) {
            if (name_ == "label") {
                const auto now = e.value().get_if<std::string_view>(), before = e.old_value().get_if<std::string_view>();
                if (now && before) kbe::generated::call(on_ZooPart.label_changed, ZooPart(e.entity().component(e.component_name())), *now, *before);
                return true;
            }
            if (name_ == "power") {
                const auto now = e.value().get_if<std::int32_t>(), before = e.old_value().get_if<std::int32_t>();
                if (now && before) kbe::generated::call(on_ZooPart.power_changed, ZooPart(e.entity().component(e.component_name())), *now, *before);
                return true;
            }
            if (name_ == "secret") {
                const auto now = e.value().get_if<std::uint16_t>(), before = e.old_value().get_if<std::uint16_t>();
                if (now && before) kbe::generated::call(on_ZooPart.secret_changed, ZooPart(e.entity().component(e.component_name())), *now, *before);
                return true;
            }
        }
        return false;
    }
    /** Tells about a call; false when it is of no class here. */
    bool tell(kbe::method_event e) const {
        const std::string_view class_ = class_name(e.client(), e.class_id()), name_ = e.method_name();
        if (class_ == Account::server_class) {
            if (name_ == "onCreateAvatarResult") {
                if (const auto args = e.args_as<std::uint8_t, AVATAR_INFOS>()) kbe::generated::call(on_Account.onCreateAvatarResult, Account(e.entity()), std::get<0>(*args), std::get<1>(*args));
                return true;
            }
            if (name_ == "onRemoveAvatar") {
                if (const auto args = e.args_as<std::uint64_t>()) kbe::generated::call(on_Account.onRemoveAvatar, Account(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onReqAvatarList") {
                if (const auto args = e.args_as<AVATAR_INFOS_LIST>()) kbe::generated::call(on_Account.onReqAvatarList, Account(e.entity()), std::get<0>(*args));
                return true;
            }
        }
        if (class_ == Avatar::server_class) {
            if (name_ == "dialog_addOption") {
                if (const auto args = e.args_as<std::uint8_t, std::uint32_t, std::string_view, std::int32_t>()) kbe::generated::call(on_Avatar.dialog_addOption, Avatar(e.entity()), std::get<0>(*args), std::get<1>(*args), std::get<2>(*args), std::get<3>(*args));
                return true;
            }
            if (name_ == "dialog_close") {
                if (const auto args = e.args_as<>()) kbe::generated::call(on_Avatar.dialog_close, Avatar(e.entity()));
                return true;
            }
            if (name_ == "dialog_setText") {
                if (const auto args = e.args_as<std::string_view, std::uint8_t, std::uint32_t, std::string_view>()) kbe::generated::call(on_Avatar.dialog_setText, Avatar(e.entity()), std::get<0>(*args), std::get<1>(*args), std::get<2>(*args), std::get<3>(*args));
                return true;
            }
            if (name_ == "onAddSkill") {
                if (const auto args = e.args_as<std::int32_t>()) kbe::generated::call(on_Avatar.onAddSkill, Avatar(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onJump") {
                if (const auto args = e.args_as<>()) kbe::generated::call(on_Avatar.onJump, Avatar(e.entity()));
                return true;
            }
            if (name_ == "onRemoveSkill") {
                if (const auto args = e.args_as<std::int32_t>()) kbe::generated::call(on_Avatar.onRemoveSkill, Avatar(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "recvDamage") {
                if (const auto args = e.args_as<std::int32_t, std::int32_t, std::int32_t, std::int32_t>()) kbe::generated::call(on_Avatar.recvDamage, Avatar(e.entity()), std::get<0>(*args), std::get<1>(*args), std::get<2>(*args), std::get<3>(*args));
                return true;
            }
        }
        if (class_ == Test::server_class) {
            if (name_ == "helloCB") {
                if (const auto args = e.args_as<std::int32_t>()) kbe::generated::call(on_Test.helloCB, Test(e.entity().component(e.component_name())), std::get<0>(*args));
                return true;
            }
        }
        if (class_ == TestNoBase::server_class) {
            if (name_ == "helloCB") {
                if (const auto args = e.args_as<std::int32_t>()) kbe::generated::call(on_TestNoBase.helloCB, TestNoBase(e.entity().component(e.component_name())), std::get<0>(*args));
                return true;
            }
        }
        if (class_ == Monster::server_class) {
            if (name_ == "recvDamage") {
                if (const auto args = e.args_as<std::int32_t, std::int32_t, std::int32_t, std::int32_t>()) kbe::generated::call(on_Monster.recvDamage, Monster(e.entity()), std::get<0>(*args), std::get<1>(*args), std::get<2>(*args), std::get<3>(*args));
                return true;
            }
        }
        if (class_ == TypeZoo::server_class) {
            if (name_ == "onEchoArray") {
                if (const auto args = e.args_as<std::vector<std::int32_t>>()) kbe::generated::call(on_TypeZoo.onEchoArray, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoBlob") {
                if (const auto args = e.args_as<kbe::bytes>()) kbe::generated::call(on_TypeZoo.onEchoBlob, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoDeep") {
                if (const auto args = e.args_as<ZOO_DEEP>()) kbe::generated::call(on_TypeZoo.onEchoDeep, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoDouble") {
                if (const auto args = e.args_as<double>()) kbe::generated::call(on_TypeZoo.onEchoDouble, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoEntitycall") {
                if (const auto args = e.args_as<kbe::entity_call>()) kbe::generated::call(on_TypeZoo.onEchoEntitycall, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoFloat") {
                if (const auto args = e.args_as<float>()) kbe::generated::call(on_TypeZoo.onEchoFloat, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoInt16") {
                if (const auto args = e.args_as<std::int16_t>()) kbe::generated::call(on_TypeZoo.onEchoInt16, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoInt32") {
                if (const auto args = e.args_as<std::int32_t>()) kbe::generated::call(on_TypeZoo.onEchoInt32, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoInt64") {
                if (const auto args = e.args_as<std::int64_t>()) kbe::generated::call(on_TypeZoo.onEchoInt64, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoInt8") {
                if (const auto args = e.args_as<std::int8_t>()) kbe::generated::call(on_TypeZoo.onEchoInt8, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoMany") {
                if (const auto args = e.args_as<std::uint8_t, std::string_view, std::string_view, float, ZOO_DEEP, std::int64_t>()) kbe::generated::call(on_TypeZoo.onEchoMany, TypeZoo(e.entity()), std::get<0>(*args), std::get<1>(*args), std::get<2>(*args), std::get<3>(*args), std::get<4>(*args), std::get<5>(*args));
                return true;
            }
            if (name_ == "onEchoNames") {
                if (const auto args = e.args_as<std::vector<std::string>>()) kbe::generated::call(on_TypeZoo.onEchoNames, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoNested") {
                if (const auto args = e.args_as<std::vector<std::vector<std::uint16_t>>>()) kbe::generated::call(on_TypeZoo.onEchoNested, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoNone") {
                if (const auto args = e.args_as<>()) kbe::generated::call(on_TypeZoo.onEchoNone, TypeZoo(e.entity()));
                return true;
            }
            if (name_ == "onEchoPoint") {
                if (const auto args = e.args_as<ZOO_POINT>()) kbe::generated::call(on_TypeZoo.onEchoPoint, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoPyDict") {
                if (const auto args = e.args_as<kbe::value>()) kbe::generated::call(on_TypeZoo.onEchoPyDict, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoPyList") {
                if (const auto args = e.args_as<kbe::value>()) kbe::generated::call(on_TypeZoo.onEchoPyList, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoPyTuple") {
                if (const auto args = e.args_as<kbe::value>()) kbe::generated::call(on_TypeZoo.onEchoPyTuple, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoPython") {
                if (const auto args = e.args_as<kbe::value>()) kbe::generated::call(on_TypeZoo.onEchoPython, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoString") {
                if (const auto args = e.args_as<std::string_view>()) kbe::generated::call(on_TypeZoo.onEchoString, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoUint16") {
                if (const auto args = e.args_as<std::uint16_t>()) kbe::generated::call(on_TypeZoo.onEchoUint16, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoUint32") {
                if (const auto args = e.args_as<std::uint32_t>()) kbe::generated::call(on_TypeZoo.onEchoUint32, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoUint64") {
                if (const auto args = e.args_as<std::uint64_t>()) kbe::generated::call(on_TypeZoo.onEchoUint64, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoUint8") {
                if (const auto args = e.args_as<std::uint8_t>()) kbe::generated::call(on_TypeZoo.onEchoUint8, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoUnicode") {
                if (const auto args = e.args_as<std::string_view>()) kbe::generated::call(on_TypeZoo.onEchoUnicode, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoVector2") {
                if (const auto args = e.args_as<kbe::vector2>()) kbe::generated::call(on_TypeZoo.onEchoVector2, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoVector3") {
                if (const auto args = e.args_as<kbe::vector3>()) kbe::generated::call(on_TypeZoo.onEchoVector3, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
            if (name_ == "onEchoVector4") {
                if (const auto args = e.args_as<kbe::vector4>()) kbe::generated::call(on_TypeZoo.onEchoVector4, TypeZoo(e.entity()), std::get<0>(*args));
                return true;
            }
        }
        if (class_ == ZooPart::server_class) {
            if (name_ == "onPartEcho") {
                if (const auto args = e.args_as<std::string_view, std::int32_t>()) kbe::generated::call(on_ZooPart.onPartEcho, ZooPart(e.entity().component(e.component_name())), std::get<0>(*args), std::get<1>(*args));
                return true;
            }
        }
        return false;
    }
    /** Takes the client's handlers of definitions, properties and methods. */
    void attach(kbe::client &client) {
        client.on_definitions([this](kbe::definitions_event e) {
            const auto all = world::differences(e.client());
            if (!all.empty()) kbe::generated::call(on_differences, all);
        });
        client.on_property_changed([this](kbe::property_event e) { tell(e); });
        client.on_method_called([this](kbe::method_event e) { tell(e); });
    }

private:
    static std::string_view class_name(kbe::client_ref client, std::uint32_t id) {
        return client.class_name(id).value_or(std::string_view());
    }
};

}  // namespace world
