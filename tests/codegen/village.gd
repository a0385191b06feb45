# Made by `kbe codegen` from the definitions 6246B60C477EE46C2894FEFC040587BF.
# Do not edit it: make it again. See docs/codegen.md.
class_name world
extends KBETyped
## The classes of a server in types. Put a node of it below a [KBEClient], before its login.

## An entity of the class Account is there; its properties come after this.
signal Account_created(entity: AccountBase)
## An entity of the class Avatar is there; its properties come after this.
signal Avatar_created(entity: AvatarBase)
## An entity of the class Monster is there; its properties come after this.
signal Monster_created(entity: MonsterBase)
## An entity of the class NPC is there; its properties come after this.
signal NPC_created(entity: NPCBase)
## An entity of the class Gate is there; its properties come after this.
signal Gate_created(entity: GateBase)
## An entity of the class TypeZoo is there; its properties come after this.
signal TypeZoo_created(entity: TypeZooBase)

## Digest of the definitions that this was made of.
const DIGEST := "6246B60C477EE46C2894FEFC040587BF"
## All that the code relies on: names and types by turns.
const MEMBERS: PackedStringArray = [
	"type AVATAR_DATA", "{param1: INT8, param2: BLOB}",
	"type AVATAR_INFOS", "{dbid: UINT64, name: UNICODE, roleType: UINT8, level: UINT16, data: AVATAR_DATA}",
	"type AVATAR_INFOS_LIST", "{values: ARRAY of AVATAR_INFOS}",
	"type ZOO_POINT", "{x: FLOAT, y: FLOAT}",
	"type ZOO_DEEP", "{name: UNICODE, point: ZOO_POINT, points: ARRAY of ZOO_POINT, matrix: ARRAY of ARRAY of INT32, data: AVATAR_DATA}",
	"class Account", "",
	"property Account.lastSelCharacter", "UINT64",
	"client method Account.onCreateAvatarResult", "(UINT8, AVATAR_INFOS)",
	"client method Account.onRemoveAvatar", "(UINT64)",
	"client method Account.onReqAvatarList", "(AVATAR_INFOS_LIST)",
	"base method Account.reqAvatarList", "()",
	"base method Account.reqCreateAvatar", "(UINT8, UNICODE)",
	"base method Account.reqRemoveAvatar", "(UNICODE)",
	"base method Account.reqRemoveAvatarDBID", "(UINT64)",
	"base method Account.selectAvatarGame", "(UINT64)",
	"class Avatar", "",
	"property Avatar.HP", "INT32",
	"property Avatar.HP_Max", "INT32",
	"property Avatar.MP", "INT32",
	"property Avatar.MP_Max", "INT32",
	"property Avatar.component1", "ENTITY_COMPONENT",
	"property Avatar.component2", "ENTITY_COMPONENT",
	"property Avatar.component3", "ENTITY_COMPONENT",
	"property Avatar.forbids", "INT32",
	"property Avatar.level", "UINT16",
	"property Avatar.modelID", "UINT32",
	"property Avatar.modelScale", "UINT8",
	"property Avatar.moveSpeed", "UINT8",
	"property Avatar.name", "UNICODE",
	"property Avatar.own_val", "UINT16",
	"property Avatar.spaceUType", "UINT32",
	"property Avatar.state", "INT8",
	"property Avatar.subState", "UINT8",
	"property Avatar.uid", "UINT32",
	"property Avatar.utype", "UINT32",
	"client method Avatar.dialog_addOption", "(UINT8, UINT32, UNICODE, INT32)",
	"client method Avatar.dialog_close", "()",
	"client method Avatar.dialog_setText", "(UNICODE, UINT8, UINT32, UNICODE)",
	"client method Avatar.onAddSkill", "(INT32)",
	"client method Avatar.onJump", "()",
	"client method Avatar.onRemoveSkill", "(INT32)",
	"client method Avatar.recvDamage", "(INT32, INT32, INT32, INT32)",
	"cell method Avatar.dialog", "(INT32, UINT32)",
	"cell method Avatar.jump", "()",
	"cell method Avatar.relive", "(UINT8)",
	"cell method Avatar.requestPull", "()",
	"cell method Avatar.useTargetSkill", "(INT32, INT32)",
	"class Test", "",
	"property Test.own", "INT32",
	"property Test.state", "INT32",
	"client method Test.helloCB", "(INT32)",
	"base method Test.say", "(INT32)",
	"cell method Test.hello", "(INT32)",
	"class TestNoBase", "",
	"property TestNoBase.own", "INT32",
	"property TestNoBase.state", "INT32",
	"client method TestNoBase.helloCB", "(INT32)",
	"cell method TestNoBase.hello", "(INT32)",
	"class Monster", "",
	"property Monster.HP", "INT32",
	"property Monster.HP_Max", "INT32",
	"property Monster.MP", "INT32",
	"property Monster.MP_Max", "INT32",
	"property Monster.entityNO", "UINT32",
	"property Monster.forbids", "INT32",
	"property Monster.modelID", "UINT32",
	"property Monster.modelScale", "UINT8",
	"property Monster.moveSpeed", "UINT8",
	"property Monster.name", "UNICODE",
	"property Monster.state", "INT8",
	"property Monster.subState", "UINT8",
	"property Monster.uid", "UINT32",
	"property Monster.utype", "UINT32",
	"client method Monster.recvDamage", "(INT32, INT32, INT32, INT32)",
	"class NPC", "",
	"property NPC.entityNO", "UINT32",
	"property NPC.modelID", "UINT32",
	"property NPC.modelScale", "UINT8",
	"property NPC.moveSpeed", "UINT8",
	"property NPC.name", "UNICODE",
	"property NPC.uid", "UINT32",
	"property NPC.utype", "UINT32",
	"class Gate", "",
	"property Gate.entityNO", "UINT32",
	"property Gate.modelID", "UINT32",
	"property Gate.modelScale", "UINT8",
	"property Gate.name", "UNICODE",
	"property Gate.uid", "UINT32",
	"property Gate.utype", "UINT32",
	"class TypeZoo", "",
	"property TypeZoo.baseNote", "UNICODE",
	"property TypeZoo.otherNote", "UNICODE",
	"property TypeZoo.ownCount", "INT32",
	"property TypeZoo.ownNote", "UNICODE",
	"property TypeZoo.part", "ENTITY_COMPONENT",
	"property TypeZoo.valArray", "ARRAY of INT32",
	"property TypeZoo.valBlob", "BLOB",
	"property TypeZoo.valDeep", "ZOO_DEEP",
	"property TypeZoo.valDouble", "DOUBLE",
	"property TypeZoo.valEntitycall", "ENTITYCALL",
	"property TypeZoo.valFloat", "FLOAT",
	"property TypeZoo.valInt16", "INT16",
	"property TypeZoo.valInt32", "INT32",
	"property TypeZoo.valInt64", "INT64",
	"property TypeZoo.valInt8", "INT8",
	"property TypeZoo.valNames", "ARRAY of UNICODE",
	"property TypeZoo.valNested", "ARRAY of ARRAY of UINT16",
	"property TypeZoo.valPoint", "ZOO_POINT",
	"property TypeZoo.valPyDict", "PY_DICT",
	"property TypeZoo.valPyList", "PY_LIST",
	"property TypeZoo.valPyTuple", "PY_TUPLE",
	"property TypeZoo.valPython", "PYTHON",
	"property TypeZoo.valString", "STRING",
	"property TypeZoo.valUint16", "UINT16",
	"property TypeZoo.valUint32", "UINT32",
	"property TypeZoo.valUint64", "UINT64",
	"property TypeZoo.valUint8", "UINT8",
	"property TypeZoo.valUnicode", "UNICODE",
	"property TypeZoo.valVector2", "VECTOR2",
	"property TypeZoo.valVector3", "VECTOR3",
	"property TypeZoo.valVector4", "VECTOR4",
	"client method TypeZoo.onEchoArray", "(ARRAY of INT32)",
	"client method TypeZoo.onEchoBlob", "(BLOB)",
	"client method TypeZoo.onEchoDeep", "(ZOO_DEEP)",
	"client method TypeZoo.onEchoDouble", "(DOUBLE)",
	"client method TypeZoo.onEchoEntitycall", "(ENTITYCALL)",
	"client method TypeZoo.onEchoFloat", "(FLOAT)",
	"client method TypeZoo.onEchoInt16", "(INT16)",
	"client method TypeZoo.onEchoInt32", "(INT32)",
	"client method TypeZoo.onEchoInt64", "(INT64)",
	"client method TypeZoo.onEchoInt8", "(INT8)",
	"client method TypeZoo.onEchoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)",
	"client method TypeZoo.onEchoNames", "(ARRAY of UNICODE)",
	"client method TypeZoo.onEchoNested", "(ARRAY of ARRAY of UINT16)",
	"client method TypeZoo.onEchoNone", "()",
	"client method TypeZoo.onEchoPoint", "(ZOO_POINT)",
	"client method TypeZoo.onEchoPyDict", "(PY_DICT)",
	"client method TypeZoo.onEchoPyList", "(PY_LIST)",
	"client method TypeZoo.onEchoPyTuple", "(PY_TUPLE)",
	"client method TypeZoo.onEchoPython", "(PYTHON)",
	"client method TypeZoo.onEchoString", "(STRING)",
	"client method TypeZoo.onEchoUint16", "(UINT16)",
	"client method TypeZoo.onEchoUint32", "(UINT32)",
	"client method TypeZoo.onEchoUint64", "(UINT64)",
	"client method TypeZoo.onEchoUint8", "(UINT8)",
	"client method TypeZoo.onEchoUnicode", "(UNICODE)",
	"client method TypeZoo.onEchoVector2", "(VECTOR2)",
	"client method TypeZoo.onEchoVector3", "(VECTOR3)",
	"client method TypeZoo.onEchoVector4", "(VECTOR4)",
	"base method TypeZoo.echoArray", "(ARRAY of INT32)",
	"base method TypeZoo.echoBlob", "(BLOB)",
	"base method TypeZoo.echoDeep", "(ZOO_DEEP)",
	"base method TypeZoo.echoDouble", "(DOUBLE)",
	"base method TypeZoo.echoEntitycall", "(ENTITYCALL)",
	"base method TypeZoo.echoFloat", "(FLOAT)",
	"base method TypeZoo.echoInt16", "(INT16)",
	"base method TypeZoo.echoInt32", "(INT32)",
	"base method TypeZoo.echoInt64", "(INT64)",
	"base method TypeZoo.echoInt8", "(INT8)",
	"base method TypeZoo.echoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)",
	"base method TypeZoo.echoNames", "(ARRAY of UNICODE)",
	"base method TypeZoo.echoNested", "(ARRAY of ARRAY of UINT16)",
	"base method TypeZoo.echoNone", "()",
	"base method TypeZoo.echoPoint", "(ZOO_POINT)",
	"base method TypeZoo.echoPyDict", "(PY_DICT)",
	"base method TypeZoo.echoPyList", "(PY_LIST)",
	"base method TypeZoo.echoPyTuple", "(PY_TUPLE)",
	"base method TypeZoo.echoPython", "(PYTHON)",
	"base method TypeZoo.echoString", "(STRING)",
	"base method TypeZoo.echoUint16", "(UINT16)",
	"base method TypeZoo.echoUint32", "(UINT32)",
	"base method TypeZoo.echoUint64", "(UINT64)",
	"base method TypeZoo.echoUint8", "(UINT8)",
	"base method TypeZoo.echoUnicode", "(UNICODE)",
	"base method TypeZoo.echoVector2", "(VECTOR2)",
	"base method TypeZoo.echoVector3", "(VECTOR3)",
	"base method TypeZoo.echoVector4", "(VECTOR4)",
	"cell method TypeZoo.echoArray", "(ARRAY of INT32)",
	"cell method TypeZoo.echoBlob", "(BLOB)",
	"cell method TypeZoo.echoDeep", "(ZOO_DEEP)",
	"cell method TypeZoo.echoDouble", "(DOUBLE)",
	"cell method TypeZoo.echoEntitycall", "(ENTITYCALL)",
	"cell method TypeZoo.echoFloat", "(FLOAT)",
	"cell method TypeZoo.echoInt16", "(INT16)",
	"cell method TypeZoo.echoInt32", "(INT32)",
	"cell method TypeZoo.echoInt64", "(INT64)",
	"cell method TypeZoo.echoInt8", "(INT8)",
	"cell method TypeZoo.echoMany", "(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)",
	"cell method TypeZoo.echoNames", "(ARRAY of UNICODE)",
	"cell method TypeZoo.echoNested", "(ARRAY of ARRAY of UINT16)",
	"cell method TypeZoo.echoNone", "()",
	"cell method TypeZoo.echoPoint", "(ZOO_POINT)",
	"cell method TypeZoo.echoPyDict", "(PY_DICT)",
	"cell method TypeZoo.echoPyList", "(PY_LIST)",
	"cell method TypeZoo.echoPyTuple", "(PY_TUPLE)",
	"cell method TypeZoo.echoPython", "(PYTHON)",
	"cell method TypeZoo.echoString", "(STRING)",
	"cell method TypeZoo.echoUint16", "(UINT16)",
	"cell method TypeZoo.echoUint32", "(UINT32)",
	"cell method TypeZoo.echoUint64", "(UINT64)",
	"cell method TypeZoo.echoUint8", "(UINT8)",
	"cell method TypeZoo.echoUnicode", "(UNICODE)",
	"cell method TypeZoo.echoVector2", "(VECTOR2)",
	"cell method TypeZoo.echoVector3", "(VECTOR3)",
	"cell method TypeZoo.echoVector4", "(VECTOR4)",
	"class ZooPart", "",
	"property ZooPart.label", "UNICODE",
	"property ZooPart.power", "INT32",
	"property ZooPart.secret", "UINT16",
	"client method ZooPart.onPartEcho", "(UNICODE, INT32)",
	"base method ZooPart.partEcho", "(UNICODE, INT32)",
	"cell method ZooPart.partEcho", "(UNICODE, INT32)",
]


func _init() -> void:
	digest = DIGEST
	members = MEMBERS
	classes = {
		&"Account": AccountBase,
		&"Avatar": AvatarBase,
		&"Monster": MonsterBase,
		&"NPC": NPCBase,
		&"Gate": GateBase,
		&"TypeZoo": TypeZooBase,
	}


func _announce(_n: StringName, _v: KBETyped.Entity) -> void:
	match _n:
		&"Account": Account_created.emit(_v)
		&"Avatar": Avatar_created.emit(_v)
		&"Monster": Monster_created.emit(_v)
		&"NPC": NPC_created.emit(_v)
		&"Gate": Gate_created.emit(_v)
		&"TypeZoo": TypeZoo_created.emit(_v)
		_: pass


## FIXED_DICT AVATAR_DATA.
class AVATAR_DATA extends KBETyped.FixedDict:
	## param1: INT8
	var param1: int
	## param2: BLOB
	var param2: PackedByteArray

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary and _v.has("param1") and _v["param1"] is int and _v.has("param2") and KBETyped.is_bytes(_v["param2"])

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> AVATAR_DATA:
		if not fits(_v):
			return null
		var _made := AVATAR_DATA.new()
		_made.param1 = _v["param1"]
		_made.param2 = KBETyped.bytes(_v["param2"])
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[AVATAR_DATA]:
		var _made: Array[AVATAR_DATA] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {"param1": param1, "param2": param2}


## FIXED_DICT AVATAR_INFOS.
class AVATAR_INFOS extends KBETyped.FixedDict:
	## dbid: UINT64
	var dbid: int
	## name: UNICODE
	var name: String
	## roleType: UINT8
	var roleType: int
	## level: UINT16
	var level: int
	## data: AVATAR_DATA
	var data: AVATAR_DATA = AVATAR_DATA.new()

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary and _v.has("dbid") and _v["dbid"] is int and _v.has("name") and _v["name"] is String and _v.has("roleType") and _v["roleType"] is int and _v.has("level") and _v["level"] is int and _v.has("data") and AVATAR_DATA.fits(_v["data"])

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> AVATAR_INFOS:
		if not fits(_v):
			return null
		var _made := AVATAR_INFOS.new()
		_made.dbid = _v["dbid"]
		_made.name = _v["name"]
		_made.roleType = _v["roleType"]
		_made.level = _v["level"]
		_made.data = AVATAR_DATA.from(_v["data"])
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[AVATAR_INFOS]:
		var _made: Array[AVATAR_INFOS] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {"dbid": dbid, "name": name, "roleType": roleType, "level": level, "data": data.to_dictionary()}


## FIXED_DICT AVATAR_INFOS_LIST.
class AVATAR_INFOS_LIST extends KBETyped.FixedDict:
	## values: ARRAY of AVATAR_INFOS
	var values: Array[AVATAR_INFOS]

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary and _v.has("values") and _v["values"] is Array

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> AVATAR_INFOS_LIST:
		if not fits(_v):
			return null
		var _made := AVATAR_INFOS_LIST.new()
		_made.values = AVATAR_INFOS.list(_v["values"])
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[AVATAR_INFOS_LIST]:
		var _made: Array[AVATAR_INFOS_LIST] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {"values": values.map(KBETyped.dictionary)}


## FIXED_DICT ZOO_POINT.
class ZOO_POINT extends KBETyped.FixedDict:
	## x: FLOAT
	var x: float
	## y: FLOAT
	var y: float

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary and _v.has("x") and KBETyped.is_number(_v["x"]) and _v.has("y") and KBETyped.is_number(_v["y"])

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> ZOO_POINT:
		if not fits(_v):
			return null
		var _made := ZOO_POINT.new()
		_made.x = _v["x"]
		_made.y = _v["y"]
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[ZOO_POINT]:
		var _made: Array[ZOO_POINT] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {"x": x, "y": y}


## FIXED_DICT ZOO_DEEP.
class ZOO_DEEP extends KBETyped.FixedDict:
	## name: UNICODE
	var name: String
	## point: ZOO_POINT
	var point: ZOO_POINT = ZOO_POINT.new()
	## points: ARRAY of ZOO_POINT
	var points: Array[ZOO_POINT]
	## matrix: ARRAY of ARRAY of INT32
	var matrix: Array[Array]
	## data: AVATAR_DATA
	var data: AVATAR_DATA = AVATAR_DATA.new()

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary and _v.has("name") and _v["name"] is String and _v.has("point") and ZOO_POINT.fits(_v["point"]) and _v.has("points") and _v["points"] is Array and _v.has("matrix") and _v["matrix"] is Array and _v.has("data") and AVATAR_DATA.fits(_v["data"])

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> ZOO_DEEP:
		if not fits(_v):
			return null
		var _made := ZOO_DEEP.new()
		_made.name = _v["name"]
		_made.point = ZOO_POINT.from(_v["point"])
		_made.points = ZOO_POINT.list(_v["points"])
		_made.matrix = KBETyped.arrays(_v["matrix"], KBETyped.ints)
		_made.data = AVATAR_DATA.from(_v["data"])
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[ZOO_DEEP]:
		var _made: Array[ZOO_DEEP] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {"name": name, "point": point.to_dictionary(), "points": points.map(KBETyped.dictionary), "matrix": matrix, "data": data.to_dictionary()}


## Entity class Account.
class AccountBase extends KBETyped.Entity:
	## lastSelCharacter has another value than before; at first it is told with the same.
	signal lastSelCharacter_changed(value: int, old_value: int)
	## The server calls onCreateAvatarResult(UINT8, AVATAR_INFOS).
	signal onCreateAvatarResult(arg1: int, arg2: AVATAR_INFOS)
	## The server calls onRemoveAvatar(UINT64).
	signal onRemoveAvatar(arg1: int)
	## The server calls onReqAvatarList(AVATAR_INFOS_LIST).
	signal onReqAvatarList(arg1: AVATAR_INFOS_LIST)
	## Its name on the server.
	const SERVER_CLASS := &"Account"

	## lastSelCharacter: UINT64
	var lastSelCharacter: int:
		get: return entity.get_property(&"lastSelCharacter", 0)
		set(_v): _refuse(&"lastSelCharacter")

	## Calls methods of the base part.
	var base: BaseCalls:
		get: return _side(&"base", BaseCalls) as BaseCalls
		set(_v): _refuse(&"base")

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> AccountBase:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is AccountBase else AccountBase.new(_e)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"lastSelCharacter":
				if _v is int and _o is int:
					lastSelCharacter_changed.emit(_v, _o)

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"onCreateAvatarResult":
				if _a.size() == 2 and _a[0] is int and AVATAR_INFOS.fits(_a[1]):
					onCreateAvatarResult.emit(_a[0], AVATAR_INFOS.from(_a[1]))
			&"onRemoveAvatar":
				if _a.size() == 1 and _a[0] is int:
					onRemoveAvatar.emit(_a[0])
			&"onReqAvatarList":
				if _a.size() == 1 and AVATAR_INFOS_LIST.fits(_a[0]):
					onReqAvatarList.emit(AVATAR_INFOS_LIST.from(_a[0]))

	## Methods of the base part; each answers OK, or what was refused.
	class BaseCalls extends KBETyped.Calls:
		## reqAvatarList()
		func reqAvatarList() -> int:
			return _entity.call_base(&"reqAvatarList")

		## reqCreateAvatar(UINT8, UNICODE)
		func reqCreateAvatar(arg1: int, arg2: String) -> int:
			return _entity.call_base(&"reqCreateAvatar", arg1, arg2)

		## reqRemoveAvatar(UNICODE)
		func reqRemoveAvatar(arg1: String) -> int:
			return _entity.call_base(&"reqRemoveAvatar", arg1)

		## reqRemoveAvatarDBID(UINT64)
		func reqRemoveAvatarDBID(arg1: int) -> int:
			return _entity.call_base(&"reqRemoveAvatarDBID", arg1)

		## selectAvatarGame(UINT64)
		func selectAvatarGame(arg1: int) -> int:
			return _entity.call_base(&"selectAvatarGame", arg1)


## Entity class Avatar.
class AvatarBase extends KBETyped.Entity:
	## HP has another value than before; at first it is told with the same.
	signal HP_changed(value: int, old_value: int)
	## HP_Max has another value than before; at first it is told with the same.
	signal HP_Max_changed(value: int, old_value: int)
	## MP has another value than before; at first it is told with the same.
	signal MP_changed(value: int, old_value: int)
	## MP_Max has another value than before; at first it is told with the same.
	signal MP_Max_changed(value: int, old_value: int)
	## forbids has another value than before; at first it is told with the same.
	signal forbids_changed(value: int, old_value: int)
	## level has another value than before; at first it is told with the same.
	signal level_changed(value: int, old_value: int)
	## modelID has another value than before; at first it is told with the same.
	signal modelID_changed(value: int, old_value: int)
	## modelScale has another value than before; at first it is told with the same.
	signal modelScale_changed(value: int, old_value: int)
	## moveSpeed has another value than before; at first it is told with the same.
	signal moveSpeed_changed(value: int, old_value: int)
	## name has another value than before; at first it is told with the same.
	signal name_changed(value: String, old_value: String)
	## own_val has another value than before; at first it is told with the same.
	signal own_val_changed(value: int, old_value: int)
	## spaceUType has another value than before; at first it is told with the same.
	signal spaceUType_changed(value: int, old_value: int)
	## state has another value than before; at first it is told with the same.
	signal state_changed(value: int, old_value: int)
	## subState has another value than before; at first it is told with the same.
	signal subState_changed(value: int, old_value: int)
	## uid has another value than before; at first it is told with the same.
	signal uid_changed(value: int, old_value: int)
	## utype has another value than before; at first it is told with the same.
	signal utype_changed(value: int, old_value: int)
	## The server calls dialog_addOption(UINT8, UINT32, UNICODE, INT32).
	signal dialog_addOption(arg1: int, arg2: int, arg3: String, arg4: int)
	## The server calls dialog_close().
	signal dialog_close()
	## The server calls dialog_setText(UNICODE, UINT8, UINT32, UNICODE).
	signal dialog_setText(arg1: String, arg2: int, arg3: int, arg4: String)
	## The server calls onAddSkill(INT32).
	signal onAddSkill(arg1: int)
	## The server calls onJump().
	signal onJump()
	## The server calls onRemoveSkill(INT32).
	signal onRemoveSkill(arg1: int)
	## The server calls recvDamage(INT32, INT32, INT32, INT32).
	signal recvDamage(arg1: int, arg2: int, arg3: int, arg4: int)
	## Its name on the server.
	const SERVER_CLASS := &"Avatar"

	## HP: INT32
	var HP: int:
		get: return entity.get_property(&"HP", 0)
		set(_v): _refuse(&"HP")

	## HP_Max: INT32
	var HP_Max: int:
		get: return entity.get_property(&"HP_Max", 0)
		set(_v): _refuse(&"HP_Max")

	## MP: INT32
	var MP: int:
		get: return entity.get_property(&"MP", 0)
		set(_v): _refuse(&"MP")

	## MP_Max: INT32
	var MP_Max: int:
		get: return entity.get_property(&"MP_Max", 0)
		set(_v): _refuse(&"MP_Max")

	## component1: ENTITY_COMPONENT
	var component1: TestBase:
		get: return _part(&"component1", TestBase) as TestBase
		set(_v): _refuse(&"component1")

	## component2: ENTITY_COMPONENT
	var component2: TestBase:
		get: return _part(&"component2", TestBase) as TestBase
		set(_v): _refuse(&"component2")

	## component3: ENTITY_COMPONENT
	var component3: TestNoBaseBase:
		get: return _part(&"component3", TestNoBaseBase) as TestNoBaseBase
		set(_v): _refuse(&"component3")

	## forbids: INT32
	var forbids: int:
		get: return entity.get_property(&"forbids", 0)
		set(_v): _refuse(&"forbids")

	## level: UINT16
	var level: int:
		get: return entity.get_property(&"level", 0)
		set(_v): _refuse(&"level")

	## modelID: UINT32
	var modelID: int:
		get: return entity.get_property(&"modelID", 0)
		set(_v): _refuse(&"modelID")

	## modelScale: UINT8
	var modelScale: int:
		get: return entity.get_property(&"modelScale", 0)
		set(_v): _refuse(&"modelScale")

	## moveSpeed: UINT8
	var moveSpeed: int:
		get: return entity.get_property(&"moveSpeed", 0)
		set(_v): _refuse(&"moveSpeed")

	## name: UNICODE
	var name: String:
		get: return entity.get_property(&"name", "")
		set(_v): _refuse(&"name")

	## own_val: UINT16
	var own_val: int:
		get: return entity.get_property(&"own_val", 0)
		set(_v): _refuse(&"own_val")

	## spaceUType: UINT32
	var spaceUType: int:
		get: return entity.get_property(&"spaceUType", 0)
		set(_v): _refuse(&"spaceUType")

	## state: INT8
	var state: int:
		get: return entity.get_property(&"state", 0)
		set(_v): _refuse(&"state")

	## subState: UINT8
	var subState: int:
		get: return entity.get_property(&"subState", 0)
		set(_v): _refuse(&"subState")

	## uid: UINT32
	var uid: int:
		get: return entity.get_property(&"uid", 0)
		set(_v): _refuse(&"uid")

	## utype: UINT32
	var utype: int:
		get: return entity.get_property(&"utype", 0)
		set(_v): _refuse(&"utype")

	## Calls methods of the cell part.
	var cell: CellCalls:
		get: return _side(&"cell", CellCalls) as CellCalls
		set(_v): _refuse(&"cell")

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> AvatarBase:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is AvatarBase else AvatarBase.new(_e)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"HP":
				if _v is int and _o is int:
					HP_changed.emit(_v, _o)
			&"HP_Max":
				if _v is int and _o is int:
					HP_Max_changed.emit(_v, _o)
			&"MP":
				if _v is int and _o is int:
					MP_changed.emit(_v, _o)
			&"MP_Max":
				if _v is int and _o is int:
					MP_Max_changed.emit(_v, _o)
			&"forbids":
				if _v is int and _o is int:
					forbids_changed.emit(_v, _o)
			&"level":
				if _v is int and _o is int:
					level_changed.emit(_v, _o)
			&"modelID":
				if _v is int and _o is int:
					modelID_changed.emit(_v, _o)
			&"modelScale":
				if _v is int and _o is int:
					modelScale_changed.emit(_v, _o)
			&"moveSpeed":
				if _v is int and _o is int:
					moveSpeed_changed.emit(_v, _o)
			&"name":
				if _v is String and _o is String:
					name_changed.emit(_v, _o)
			&"own_val":
				if _v is int and _o is int:
					own_val_changed.emit(_v, _o)
			&"spaceUType":
				if _v is int and _o is int:
					spaceUType_changed.emit(_v, _o)
			&"state":
				if _v is int and _o is int:
					state_changed.emit(_v, _o)
			&"subState":
				if _v is int and _o is int:
					subState_changed.emit(_v, _o)
			&"uid":
				if _v is int and _o is int:
					uid_changed.emit(_v, _o)
			&"utype":
				if _v is int and _o is int:
					utype_changed.emit(_v, _o)

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"dialog_addOption":
				if _a.size() == 4 and _a[0] is int and _a[1] is int and _a[2] is String and _a[3] is int:
					dialog_addOption.emit(_a[0], _a[1], _a[2], _a[3])
			&"dialog_close":
				if _a.size() == 0:
					dialog_close.emit()
			&"dialog_setText":
				if _a.size() == 4 and _a[0] is String and _a[1] is int and _a[2] is int and _a[3] is String:
					dialog_setText.emit(_a[0], _a[1], _a[2], _a[3])
			&"onAddSkill":
				if _a.size() == 1 and _a[0] is int:
					onAddSkill.emit(_a[0])
			&"onJump":
				if _a.size() == 0:
					onJump.emit()
			&"onRemoveSkill":
				if _a.size() == 1 and _a[0] is int:
					onRemoveSkill.emit(_a[0])
			&"recvDamage":
				if _a.size() == 4 and _a[0] is int and _a[1] is int and _a[2] is int and _a[3] is int:
					recvDamage.emit(_a[0], _a[1], _a[2], _a[3])

	## Methods of the cell part; each answers OK, or what was refused.
	class CellCalls extends KBETyped.Calls:
		## dialog(INT32, UINT32)
		func dialog(arg1: int, arg2: int) -> int:
			return _entity.call_cell(&"dialog", arg1, arg2)

		## jump()
		func jump() -> int:
			return _entity.call_cell(&"jump")

		## relive(UINT8)
		func relive(arg1: int) -> int:
			return _entity.call_cell(&"relive", arg1)

		## requestPull()
		func requestPull() -> int:
			return _entity.call_cell(&"requestPull")

		## useTargetSkill(INT32, INT32)
		func useTargetSkill(arg1: int, arg2: int) -> int:
			return _entity.call_cell(&"useTargetSkill", arg1, arg2)


## Component class Test.
class TestBase extends KBETyped.Component:
	## own has another value than before; at first it is told with the same.
	signal own_changed(value: int, old_value: int)
	## state has another value than before; at first it is told with the same.
	signal state_changed(value: int, old_value: int)
	## The server calls helloCB(INT32).
	signal helloCB(arg1: int)
	## Its name on the server.
	const SERVER_CLASS := &"Test"

	## own: INT32
	var own: int:
		get: return entity.get_component_property(component, &"own", 0)
		set(_v): _refuse(&"own")

	## state: INT32
	var state: int:
		get: return entity.get_component_property(component, &"state", 0)
		set(_v): _refuse(&"state")

	## Calls methods of the base part.
	var base: BaseCalls:
		get: return _side(&"base", BaseCalls) as BaseCalls
		set(_v): _refuse(&"base")

	## Calls methods of the cell part.
	var cell: CellCalls:
		get: return _side(&"cell", CellCalls) as CellCalls
		set(_v): _refuse(&"cell")

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"own":
				if _v is int and _o is int:
					own_changed.emit(_v, _o)
			&"state":
				if _v is int and _o is int:
					state_changed.emit(_v, _o)

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"helloCB":
				if _a.size() == 1 and _a[0] is int:
					helloCB.emit(_a[0])

	## Methods of the base part; each answers OK, or what was refused.
	class BaseCalls extends KBETyped.Calls:
		## say(INT32)
		func say(arg1: int) -> int:
			return _entity.call_component_base(_component, &"say", arg1)

	## Methods of the cell part; each answers OK, or what was refused.
	class CellCalls extends KBETyped.Calls:
		## hello(INT32)
		func hello(arg1: int) -> int:
			return _entity.call_component_cell(_component, &"hello", arg1)


## Component class TestNoBase.
class TestNoBaseBase extends KBETyped.Component:
	## own has another value than before; at first it is told with the same.
	signal own_changed(value: int, old_value: int)
	## state has another value than before; at first it is told with the same.
	signal state_changed(value: int, old_value: int)
	## The server calls helloCB(INT32).
	signal helloCB(arg1: int)
	## Its name on the server.
	const SERVER_CLASS := &"TestNoBase"

	## own: INT32
	var own: int:
		get: return entity.get_component_property(component, &"own", 0)
		set(_v): _refuse(&"own")

	## state: INT32
	var state: int:
		get: return entity.get_component_property(component, &"state", 0)
		set(_v): _refuse(&"state")

	## Calls methods of the cell part.
	var cell: CellCalls:
		get: return _side(&"cell", CellCalls) as CellCalls
		set(_v): _refuse(&"cell")

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"own":
				if _v is int and _o is int:
					own_changed.emit(_v, _o)
			&"state":
				if _v is int and _o is int:
					state_changed.emit(_v, _o)

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"helloCB":
				if _a.size() == 1 and _a[0] is int:
					helloCB.emit(_a[0])

	## Methods of the cell part; each answers OK, or what was refused.
	class CellCalls extends KBETyped.Calls:
		## hello(INT32)
		func hello(arg1: int) -> int:
			return _entity.call_component_cell(_component, &"hello", arg1)


## Entity class Monster.
class MonsterBase extends KBETyped.Entity:
	## HP has another value than before; at first it is told with the same.
	signal HP_changed(value: int, old_value: int)
	## HP_Max has another value than before; at first it is told with the same.
	signal HP_Max_changed(value: int, old_value: int)
	## MP has another value than before; at first it is told with the same.
	signal MP_changed(value: int, old_value: int)
	## MP_Max has another value than before; at first it is told with the same.
	signal MP_Max_changed(value: int, old_value: int)
	## entityNO has another value than before; at first it is told with the same.
	signal entityNO_changed(value: int, old_value: int)
	## forbids has another value than before; at first it is told with the same.
	signal forbids_changed(value: int, old_value: int)
	## modelID has another value than before; at first it is told with the same.
	signal modelID_changed(value: int, old_value: int)
	## modelScale has another value than before; at first it is told with the same.
	signal modelScale_changed(value: int, old_value: int)
	## moveSpeed has another value than before; at first it is told with the same.
	signal moveSpeed_changed(value: int, old_value: int)
	## name has another value than before; at first it is told with the same.
	signal name_changed(value: String, old_value: String)
	## state has another value than before; at first it is told with the same.
	signal state_changed(value: int, old_value: int)
	## subState has another value than before; at first it is told with the same.
	signal subState_changed(value: int, old_value: int)
	## uid has another value than before; at first it is told with the same.
	signal uid_changed(value: int, old_value: int)
	## utype has another value than before; at first it is told with the same.
	signal utype_changed(value: int, old_value: int)
	## The server calls recvDamage(INT32, INT32, INT32, INT32).
	signal recvDamage(arg1: int, arg2: int, arg3: int, arg4: int)
	## Its name on the server.
	const SERVER_CLASS := &"Monster"

	## HP: INT32
	var HP: int:
		get: return entity.get_property(&"HP", 0)
		set(_v): _refuse(&"HP")

	## HP_Max: INT32
	var HP_Max: int:
		get: return entity.get_property(&"HP_Max", 0)
		set(_v): _refuse(&"HP_Max")

	## MP: INT32
	var MP: int:
		get: return entity.get_property(&"MP", 0)
		set(_v): _refuse(&"MP")

	## MP_Max: INT32
	var MP_Max: int:
		get: return entity.get_property(&"MP_Max", 0)
		set(_v): _refuse(&"MP_Max")

	## entityNO: UINT32
	var entityNO: int:
		get: return entity.get_property(&"entityNO", 0)
		set(_v): _refuse(&"entityNO")

	## forbids: INT32
	var forbids: int:
		get: return entity.get_property(&"forbids", 0)
		set(_v): _refuse(&"forbids")

	## modelID: UINT32
	var modelID: int:
		get: return entity.get_property(&"modelID", 0)
		set(_v): _refuse(&"modelID")

	## modelScale: UINT8
	var modelScale: int:
		get: return entity.get_property(&"modelScale", 0)
		set(_v): _refuse(&"modelScale")

	## moveSpeed: UINT8
	var moveSpeed: int:
		get: return entity.get_property(&"moveSpeed", 0)
		set(_v): _refuse(&"moveSpeed")

	## name: UNICODE
	var name: String:
		get: return entity.get_property(&"name", "")
		set(_v): _refuse(&"name")

	## state: INT8
	var state: int:
		get: return entity.get_property(&"state", 0)
		set(_v): _refuse(&"state")

	## subState: UINT8
	var subState: int:
		get: return entity.get_property(&"subState", 0)
		set(_v): _refuse(&"subState")

	## uid: UINT32
	var uid: int:
		get: return entity.get_property(&"uid", 0)
		set(_v): _refuse(&"uid")

	## utype: UINT32
	var utype: int:
		get: return entity.get_property(&"utype", 0)
		set(_v): _refuse(&"utype")

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> MonsterBase:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is MonsterBase else MonsterBase.new(_e)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"HP":
				if _v is int and _o is int:
					HP_changed.emit(_v, _o)
			&"HP_Max":
				if _v is int and _o is int:
					HP_Max_changed.emit(_v, _o)
			&"MP":
				if _v is int and _o is int:
					MP_changed.emit(_v, _o)
			&"MP_Max":
				if _v is int and _o is int:
					MP_Max_changed.emit(_v, _o)
			&"entityNO":
				if _v is int and _o is int:
					entityNO_changed.emit(_v, _o)
			&"forbids":
				if _v is int and _o is int:
					forbids_changed.emit(_v, _o)
			&"modelID":
				if _v is int and _o is int:
					modelID_changed.emit(_v, _o)
			&"modelScale":
				if _v is int and _o is int:
					modelScale_changed.emit(_v, _o)
			&"moveSpeed":
				if _v is int and _o is int:
					moveSpeed_changed.emit(_v, _o)
			&"name":
				if _v is String and _o is String:
					name_changed.emit(_v, _o)
			&"state":
				if _v is int and _o is int:
					state_changed.emit(_v, _o)
			&"subState":
				if _v is int and _o is int:
					subState_changed.emit(_v, _o)
			&"uid":
				if _v is int and _o is int:
					uid_changed.emit(_v, _o)
			&"utype":
				if _v is int and _o is int:
					utype_changed.emit(_v, _o)

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"recvDamage":
				if _a.size() == 4 and _a[0] is int and _a[1] is int and _a[2] is int and _a[3] is int:
					recvDamage.emit(_a[0], _a[1], _a[2], _a[3])


## Entity class NPC.
class NPCBase extends KBETyped.Entity:
	## entityNO has another value than before; at first it is told with the same.
	signal entityNO_changed(value: int, old_value: int)
	## modelID has another value than before; at first it is told with the same.
	signal modelID_changed(value: int, old_value: int)
	## modelScale has another value than before; at first it is told with the same.
	signal modelScale_changed(value: int, old_value: int)
	## moveSpeed has another value than before; at first it is told with the same.
	signal moveSpeed_changed(value: int, old_value: int)
	## name has another value than before; at first it is told with the same.
	signal name_changed(value: String, old_value: String)
	## uid has another value than before; at first it is told with the same.
	signal uid_changed(value: int, old_value: int)
	## utype has another value than before; at first it is told with the same.
	signal utype_changed(value: int, old_value: int)
	## Its name on the server.
	const SERVER_CLASS := &"NPC"

	## entityNO: UINT32
	var entityNO: int:
		get: return entity.get_property(&"entityNO", 0)
		set(_v): _refuse(&"entityNO")

	## modelID: UINT32
	var modelID: int:
		get: return entity.get_property(&"modelID", 0)
		set(_v): _refuse(&"modelID")

	## modelScale: UINT8
	var modelScale: int:
		get: return entity.get_property(&"modelScale", 0)
		set(_v): _refuse(&"modelScale")

	## moveSpeed: UINT8
	var moveSpeed: int:
		get: return entity.get_property(&"moveSpeed", 0)
		set(_v): _refuse(&"moveSpeed")

	## name: UNICODE
	var name: String:
		get: return entity.get_property(&"name", "")
		set(_v): _refuse(&"name")

	## uid: UINT32
	var uid: int:
		get: return entity.get_property(&"uid", 0)
		set(_v): _refuse(&"uid")

	## utype: UINT32
	var utype: int:
		get: return entity.get_property(&"utype", 0)
		set(_v): _refuse(&"utype")

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> NPCBase:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is NPCBase else NPCBase.new(_e)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"entityNO":
				if _v is int and _o is int:
					entityNO_changed.emit(_v, _o)
			&"modelID":
				if _v is int and _o is int:
					modelID_changed.emit(_v, _o)
			&"modelScale":
				if _v is int and _o is int:
					modelScale_changed.emit(_v, _o)
			&"moveSpeed":
				if _v is int and _o is int:
					moveSpeed_changed.emit(_v, _o)
			&"name":
				if _v is String and _o is String:
					name_changed.emit(_v, _o)
			&"uid":
				if _v is int and _o is int:
					uid_changed.emit(_v, _o)
			&"utype":
				if _v is int and _o is int:
					utype_changed.emit(_v, _o)


## Entity class Gate.
class GateBase extends KBETyped.Entity:
	## entityNO has another value than before; at first it is told with the same.
	signal entityNO_changed(value: int, old_value: int)
	## modelID has another value than before; at first it is told with the same.
	signal modelID_changed(value: int, old_value: int)
	## modelScale has another value than before; at first it is told with the same.
	signal modelScale_changed(value: int, old_value: int)
	## name has another value than before; at first it is told with the same.
	signal name_changed(value: String, old_value: String)
	## uid has another value than before; at first it is told with the same.
	signal uid_changed(value: int, old_value: int)
	## utype has another value than before; at first it is told with the same.
	signal utype_changed(value: int, old_value: int)
	## Its name on the server.
	const SERVER_CLASS := &"Gate"

	## entityNO: UINT32
	var entityNO: int:
		get: return entity.get_property(&"entityNO", 0)
		set(_v): _refuse(&"entityNO")

	## modelID: UINT32
	var modelID: int:
		get: return entity.get_property(&"modelID", 0)
		set(_v): _refuse(&"modelID")

	## modelScale: UINT8
	var modelScale: int:
		get: return entity.get_property(&"modelScale", 0)
		set(_v): _refuse(&"modelScale")

	## name: UNICODE
	var name: String:
		get: return entity.get_property(&"name", "")
		set(_v): _refuse(&"name")

	## uid: UINT32
	var uid: int:
		get: return entity.get_property(&"uid", 0)
		set(_v): _refuse(&"uid")

	## utype: UINT32
	var utype: int:
		get: return entity.get_property(&"utype", 0)
		set(_v): _refuse(&"utype")

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> GateBase:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is GateBase else GateBase.new(_e)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"entityNO":
				if _v is int and _o is int:
					entityNO_changed.emit(_v, _o)
			&"modelID":
				if _v is int and _o is int:
					modelID_changed.emit(_v, _o)
			&"modelScale":
				if _v is int and _o is int:
					modelScale_changed.emit(_v, _o)
			&"name":
				if _v is String and _o is String:
					name_changed.emit(_v, _o)
			&"uid":
				if _v is int and _o is int:
					uid_changed.emit(_v, _o)
			&"utype":
				if _v is int and _o is int:
					utype_changed.emit(_v, _o)


## Entity class TypeZoo.
class TypeZooBase extends KBETyped.Entity:
	## baseNote has another value than before; at first it is told with the same.
	signal baseNote_changed(value: String, old_value: String)
	## otherNote has another value than before; at first it is told with the same.
	signal otherNote_changed(value: String, old_value: String)
	## ownCount has another value than before; at first it is told with the same.
	signal ownCount_changed(value: int, old_value: int)
	## ownNote has another value than before; at first it is told with the same.
	signal ownNote_changed(value: String, old_value: String)
	## valArray has another value than before; at first it is told with the same.
	signal valArray_changed(value: Array[int], old_value: Array[int])
	## valBlob has another value than before; at first it is told with the same.
	signal valBlob_changed(value: PackedByteArray, old_value: PackedByteArray)
	## valDeep has another value than before; at first it is told with the same.
	signal valDeep_changed(value: ZOO_DEEP, old_value: ZOO_DEEP)
	## valDouble has another value than before; at first it is told with the same.
	signal valDouble_changed(value: float, old_value: float)
	## valEntitycall has another value than before; at first it is told with the same.
	signal valEntitycall_changed(value: Dictionary, old_value: Dictionary)
	## valFloat has another value than before; at first it is told with the same.
	signal valFloat_changed(value: float, old_value: float)
	## valInt16 has another value than before; at first it is told with the same.
	signal valInt16_changed(value: int, old_value: int)
	## valInt32 has another value than before; at first it is told with the same.
	signal valInt32_changed(value: int, old_value: int)
	## valInt64 has another value than before; at first it is told with the same.
	signal valInt64_changed(value: int, old_value: int)
	## valInt8 has another value than before; at first it is told with the same.
	signal valInt8_changed(value: int, old_value: int)
	## valNames has another value than before; at first it is told with the same.
	signal valNames_changed(value: Array[String], old_value: Array[String])
	## valNested has another value than before; at first it is told with the same.
	signal valNested_changed(value: Array[Array], old_value: Array[Array])
	## valPoint has another value than before; at first it is told with the same.
	signal valPoint_changed(value: ZOO_POINT, old_value: ZOO_POINT)
	## valPyDict has another value than before; at first it is told with the same.
	signal valPyDict_changed(value: PackedByteArray, old_value: PackedByteArray)
	## valPyList has another value than before; at first it is told with the same.
	signal valPyList_changed(value: PackedByteArray, old_value: PackedByteArray)
	## valPyTuple has another value than before; at first it is told with the same.
	signal valPyTuple_changed(value: PackedByteArray, old_value: PackedByteArray)
	## valPython has another value than before; at first it is told with the same.
	signal valPython_changed(value: PackedByteArray, old_value: PackedByteArray)
	## valString has another value than before; at first it is told with the same.
	signal valString_changed(value: String, old_value: String)
	## valUint16 has another value than before; at first it is told with the same.
	signal valUint16_changed(value: int, old_value: int)
	## valUint32 has another value than before; at first it is told with the same.
	signal valUint32_changed(value: int, old_value: int)
	## valUint64 has another value than before; at first it is told with the same.
	signal valUint64_changed(value: int, old_value: int)
	## valUint8 has another value than before; at first it is told with the same.
	signal valUint8_changed(value: int, old_value: int)
	## valUnicode has another value than before; at first it is told with the same.
	signal valUnicode_changed(value: String, old_value: String)
	## valVector2 has another value than before; at first it is told with the same.
	signal valVector2_changed(value: Vector2, old_value: Vector2)
	## valVector3 has another value than before; at first it is told with the same.
	signal valVector3_changed(value: Vector3, old_value: Vector3)
	## valVector4 has another value than before; at first it is told with the same.
	signal valVector4_changed(value: Vector4, old_value: Vector4)
	## The server calls onEchoArray(ARRAY of INT32).
	signal onEchoArray(arg1: Array[int])
	## The server calls onEchoBlob(BLOB).
	signal onEchoBlob(arg1: PackedByteArray)
	## The server calls onEchoDeep(ZOO_DEEP).
	signal onEchoDeep(arg1: ZOO_DEEP)
	## The server calls onEchoDouble(DOUBLE).
	signal onEchoDouble(arg1: float)
	## The server calls onEchoEntitycall(ENTITYCALL).
	signal onEchoEntitycall(arg1: Dictionary)
	## The server calls onEchoFloat(FLOAT).
	signal onEchoFloat(arg1: float)
	## The server calls onEchoInt16(INT16).
	signal onEchoInt16(arg1: int)
	## The server calls onEchoInt32(INT32).
	signal onEchoInt32(arg1: int)
	## The server calls onEchoInt64(INT64).
	signal onEchoInt64(arg1: int)
	## The server calls onEchoInt8(INT8).
	signal onEchoInt8(arg1: int)
	## The server calls onEchoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64).
	signal onEchoMany(arg1: int, arg2: String, arg3: String, arg4: float, arg5: ZOO_DEEP, arg6: int)
	## The server calls onEchoNames(ARRAY of UNICODE).
	signal onEchoNames(arg1: Array[String])
	## The server calls onEchoNested(ARRAY of ARRAY of UINT16).
	signal onEchoNested(arg1: Array[Array])
	## The server calls onEchoNone().
	signal onEchoNone()
	## The server calls onEchoPoint(ZOO_POINT).
	signal onEchoPoint(arg1: ZOO_POINT)
	## The server calls onEchoPyDict(PY_DICT).
	signal onEchoPyDict(arg1: PackedByteArray)
	## The server calls onEchoPyList(PY_LIST).
	signal onEchoPyList(arg1: PackedByteArray)
	## The server calls onEchoPyTuple(PY_TUPLE).
	signal onEchoPyTuple(arg1: PackedByteArray)
	## The server calls onEchoPython(PYTHON).
	signal onEchoPython(arg1: PackedByteArray)
	## The server calls onEchoString(STRING).
	signal onEchoString(arg1: String)
	## The server calls onEchoUint16(UINT16).
	signal onEchoUint16(arg1: int)
	## The server calls onEchoUint32(UINT32).
	signal onEchoUint32(arg1: int)
	## The server calls onEchoUint64(UINT64).
	signal onEchoUint64(arg1: int)
	## The server calls onEchoUint8(UINT8).
	signal onEchoUint8(arg1: int)
	## The server calls onEchoUnicode(UNICODE).
	signal onEchoUnicode(arg1: String)
	## The server calls onEchoVector2(VECTOR2).
	signal onEchoVector2(arg1: Vector2)
	## The server calls onEchoVector3(VECTOR3).
	signal onEchoVector3(arg1: Vector3)
	## The server calls onEchoVector4(VECTOR4).
	signal onEchoVector4(arg1: Vector4)
	## Its name on the server.
	const SERVER_CLASS := &"TypeZoo"

	## baseNote: UNICODE
	var baseNote: String:
		get: return entity.get_property(&"baseNote", "")
		set(_v): _refuse(&"baseNote")

	## otherNote: UNICODE
	var otherNote: String:
		get: return entity.get_property(&"otherNote", "")
		set(_v): _refuse(&"otherNote")

	## ownCount: INT32
	var ownCount: int:
		get: return entity.get_property(&"ownCount", 0)
		set(_v): _refuse(&"ownCount")

	## ownNote: UNICODE
	var ownNote: String:
		get: return entity.get_property(&"ownNote", "")
		set(_v): _refuse(&"ownNote")

	## part: ENTITY_COMPONENT
	var part: ZooPartBase:
		get: return _part(&"part", ZooPartBase) as ZooPartBase
		set(_v): _refuse(&"part")

	## valArray: ARRAY of INT32
	var valArray: Array[int]:
		get: return KBETyped.ints(entity.get_property(&"valArray", []))
		set(_v): _refuse(&"valArray")

	## valBlob: BLOB
	var valBlob: PackedByteArray:
		get: return KBETyped.bytes(entity.get_property(&"valBlob"))
		set(_v): _refuse(&"valBlob")

	## valDeep: ZOO_DEEP
	var valDeep: ZOO_DEEP:
		get: return ZOO_DEEP.from(entity.get_property(&"valDeep", {}))
		set(_v): _refuse(&"valDeep")

	## valDouble: DOUBLE
	var valDouble: float:
		get: return entity.get_property(&"valDouble", 0.0)
		set(_v): _refuse(&"valDouble")

	## valEntitycall: ENTITYCALL
	var valEntitycall: Dictionary:
		get: return entity.get_property(&"valEntitycall", {})
		set(_v): _refuse(&"valEntitycall")

	## valFloat: FLOAT
	var valFloat: float:
		get: return entity.get_property(&"valFloat", 0.0)
		set(_v): _refuse(&"valFloat")

	## valInt16: INT16
	var valInt16: int:
		get: return entity.get_property(&"valInt16", 0)
		set(_v): _refuse(&"valInt16")

	## valInt32: INT32
	var valInt32: int:
		get: return entity.get_property(&"valInt32", 0)
		set(_v): _refuse(&"valInt32")

	## valInt64: INT64
	var valInt64: int:
		get: return entity.get_property(&"valInt64", 0)
		set(_v): _refuse(&"valInt64")

	## valInt8: INT8
	var valInt8: int:
		get: return entity.get_property(&"valInt8", 0)
		set(_v): _refuse(&"valInt8")

	## valNames: ARRAY of UNICODE
	var valNames: Array[String]:
		get: return KBETyped.texts(entity.get_property(&"valNames", []))
		set(_v): _refuse(&"valNames")

	## valNested: ARRAY of ARRAY of UINT16
	var valNested: Array[Array]:
		get: return KBETyped.arrays(entity.get_property(&"valNested", []), KBETyped.ints)
		set(_v): _refuse(&"valNested")

	## valPoint: ZOO_POINT
	var valPoint: ZOO_POINT:
		get: return ZOO_POINT.from(entity.get_property(&"valPoint", {}))
		set(_v): _refuse(&"valPoint")

	## valPyDict: PY_DICT
	var valPyDict: PackedByteArray:
		get: return KBETyped.bytes(entity.get_property(&"valPyDict"))
		set(_v): _refuse(&"valPyDict")

	## valPyList: PY_LIST
	var valPyList: PackedByteArray:
		get: return KBETyped.bytes(entity.get_property(&"valPyList"))
		set(_v): _refuse(&"valPyList")

	## valPyTuple: PY_TUPLE
	var valPyTuple: PackedByteArray:
		get: return KBETyped.bytes(entity.get_property(&"valPyTuple"))
		set(_v): _refuse(&"valPyTuple")

	## valPython: PYTHON
	var valPython: PackedByteArray:
		get: return KBETyped.bytes(entity.get_property(&"valPython"))
		set(_v): _refuse(&"valPython")

	## valString: STRING
	var valString: String:
		get: return entity.get_property(&"valString", "")
		set(_v): _refuse(&"valString")

	## valUint16: UINT16
	var valUint16: int:
		get: return entity.get_property(&"valUint16", 0)
		set(_v): _refuse(&"valUint16")

	## valUint32: UINT32
	var valUint32: int:
		get: return entity.get_property(&"valUint32", 0)
		set(_v): _refuse(&"valUint32")

	## valUint64: UINT64
	var valUint64: int:
		get: return entity.get_property(&"valUint64", 0)
		set(_v): _refuse(&"valUint64")

	## valUint8: UINT8
	var valUint8: int:
		get: return entity.get_property(&"valUint8", 0)
		set(_v): _refuse(&"valUint8")

	## valUnicode: UNICODE
	var valUnicode: String:
		get: return entity.get_property(&"valUnicode", "")
		set(_v): _refuse(&"valUnicode")

	## valVector2: VECTOR2
	var valVector2: Vector2:
		get: return entity.get_property(&"valVector2", Vector2.ZERO)
		set(_v): _refuse(&"valVector2")

	## valVector3: VECTOR3
	var valVector3: Vector3:
		get: return entity.get_property(&"valVector3", Vector3.ZERO)
		set(_v): _refuse(&"valVector3")

	## valVector4: VECTOR4
	var valVector4: Vector4:
		get: return entity.get_property(&"valVector4", Vector4.ZERO)
		set(_v): _refuse(&"valVector4")

	## Calls methods of the base part.
	var base: BaseCalls:
		get: return _side(&"base", BaseCalls) as BaseCalls
		set(_v): _refuse(&"base")

	## Calls methods of the cell part.
	var cell: CellCalls:
		get: return _side(&"cell", CellCalls) as CellCalls
		set(_v): _refuse(&"cell")

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> TypeZooBase:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is TypeZooBase else TypeZooBase.new(_e)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"baseNote":
				if _v is String and _o is String:
					baseNote_changed.emit(_v, _o)
			&"otherNote":
				if _v is String and _o is String:
					otherNote_changed.emit(_v, _o)
			&"ownCount":
				if _v is int and _o is int:
					ownCount_changed.emit(_v, _o)
			&"ownNote":
				if _v is String and _o is String:
					ownNote_changed.emit(_v, _o)
			&"valArray":
				if _v is Array and _o is Array:
					valArray_changed.emit(KBETyped.ints(_v), KBETyped.ints(_o))
			&"valBlob":
				if KBETyped.is_bytes(_v) and KBETyped.is_bytes(_o):
					valBlob_changed.emit(KBETyped.bytes(_v), KBETyped.bytes(_o))
			&"valDeep":
				if ZOO_DEEP.fits(_v) and ZOO_DEEP.fits(_o):
					valDeep_changed.emit(ZOO_DEEP.from(_v), ZOO_DEEP.from(_o))
			&"valDouble":
				if KBETyped.is_number(_v) and KBETyped.is_number(_o):
					valDouble_changed.emit(_v, _o)
			&"valEntitycall":
				if _v is Dictionary and _o is Dictionary:
					valEntitycall_changed.emit(_v, _o)
			&"valFloat":
				if KBETyped.is_number(_v) and KBETyped.is_number(_o):
					valFloat_changed.emit(_v, _o)
			&"valInt16":
				if _v is int and _o is int:
					valInt16_changed.emit(_v, _o)
			&"valInt32":
				if _v is int and _o is int:
					valInt32_changed.emit(_v, _o)
			&"valInt64":
				if _v is int and _o is int:
					valInt64_changed.emit(_v, _o)
			&"valInt8":
				if _v is int and _o is int:
					valInt8_changed.emit(_v, _o)
			&"valNames":
				if _v is Array and _o is Array:
					valNames_changed.emit(KBETyped.texts(_v), KBETyped.texts(_o))
			&"valNested":
				if _v is Array and _o is Array:
					valNested_changed.emit(KBETyped.arrays(_v, KBETyped.ints), KBETyped.arrays(_o, KBETyped.ints))
			&"valPoint":
				if ZOO_POINT.fits(_v) and ZOO_POINT.fits(_o):
					valPoint_changed.emit(ZOO_POINT.from(_v), ZOO_POINT.from(_o))
			&"valPyDict":
				if KBETyped.is_bytes(_v) and KBETyped.is_bytes(_o):
					valPyDict_changed.emit(KBETyped.bytes(_v), KBETyped.bytes(_o))
			&"valPyList":
				if KBETyped.is_bytes(_v) and KBETyped.is_bytes(_o):
					valPyList_changed.emit(KBETyped.bytes(_v), KBETyped.bytes(_o))
			&"valPyTuple":
				if KBETyped.is_bytes(_v) and KBETyped.is_bytes(_o):
					valPyTuple_changed.emit(KBETyped.bytes(_v), KBETyped.bytes(_o))
			&"valPython":
				if KBETyped.is_bytes(_v) and KBETyped.is_bytes(_o):
					valPython_changed.emit(KBETyped.bytes(_v), KBETyped.bytes(_o))
			&"valString":
				if _v is String and _o is String:
					valString_changed.emit(_v, _o)
			&"valUint16":
				if _v is int and _o is int:
					valUint16_changed.emit(_v, _o)
			&"valUint32":
				if _v is int and _o is int:
					valUint32_changed.emit(_v, _o)
			&"valUint64":
				if _v is int and _o is int:
					valUint64_changed.emit(_v, _o)
			&"valUint8":
				if _v is int and _o is int:
					valUint8_changed.emit(_v, _o)
			&"valUnicode":
				if _v is String and _o is String:
					valUnicode_changed.emit(_v, _o)
			&"valVector2":
				if _v is Vector2 and _o is Vector2:
					valVector2_changed.emit(_v, _o)
			&"valVector3":
				if _v is Vector3 and _o is Vector3:
					valVector3_changed.emit(_v, _o)
			&"valVector4":
				if _v is Vector4 and _o is Vector4:
					valVector4_changed.emit(_v, _o)

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"onEchoArray":
				if _a.size() == 1 and _a[0] is Array:
					onEchoArray.emit(KBETyped.ints(_a[0]))
			&"onEchoBlob":
				if _a.size() == 1 and KBETyped.is_bytes(_a[0]):
					onEchoBlob.emit(KBETyped.bytes(_a[0]))
			&"onEchoDeep":
				if _a.size() == 1 and ZOO_DEEP.fits(_a[0]):
					onEchoDeep.emit(ZOO_DEEP.from(_a[0]))
			&"onEchoDouble":
				if _a.size() == 1 and KBETyped.is_number(_a[0]):
					onEchoDouble.emit(_a[0])
			&"onEchoEntitycall":
				if _a.size() == 1 and _a[0] is Dictionary:
					onEchoEntitycall.emit(_a[0])
			&"onEchoFloat":
				if _a.size() == 1 and KBETyped.is_number(_a[0]):
					onEchoFloat.emit(_a[0])
			&"onEchoInt16":
				if _a.size() == 1 and _a[0] is int:
					onEchoInt16.emit(_a[0])
			&"onEchoInt32":
				if _a.size() == 1 and _a[0] is int:
					onEchoInt32.emit(_a[0])
			&"onEchoInt64":
				if _a.size() == 1 and _a[0] is int:
					onEchoInt64.emit(_a[0])
			&"onEchoInt8":
				if _a.size() == 1 and _a[0] is int:
					onEchoInt8.emit(_a[0])
			&"onEchoMany":
				if _a.size() == 6 and _a[0] is int and _a[1] is String and _a[2] is String and KBETyped.is_number(_a[3]) and ZOO_DEEP.fits(_a[4]) and _a[5] is int:
					onEchoMany.emit(_a[0], _a[1], _a[2], _a[3], ZOO_DEEP.from(_a[4]), _a[5])
			&"onEchoNames":
				if _a.size() == 1 and _a[0] is Array:
					onEchoNames.emit(KBETyped.texts(_a[0]))
			&"onEchoNested":
				if _a.size() == 1 and _a[0] is Array:
					onEchoNested.emit(KBETyped.arrays(_a[0], KBETyped.ints))
			&"onEchoNone":
				if _a.size() == 0:
					onEchoNone.emit()
			&"onEchoPoint":
				if _a.size() == 1 and ZOO_POINT.fits(_a[0]):
					onEchoPoint.emit(ZOO_POINT.from(_a[0]))
			&"onEchoPyDict":
				if _a.size() == 1 and KBETyped.is_bytes(_a[0]):
					onEchoPyDict.emit(KBETyped.bytes(_a[0]))
			&"onEchoPyList":
				if _a.size() == 1 and KBETyped.is_bytes(_a[0]):
					onEchoPyList.emit(KBETyped.bytes(_a[0]))
			&"onEchoPyTuple":
				if _a.size() == 1 and KBETyped.is_bytes(_a[0]):
					onEchoPyTuple.emit(KBETyped.bytes(_a[0]))
			&"onEchoPython":
				if _a.size() == 1 and KBETyped.is_bytes(_a[0]):
					onEchoPython.emit(KBETyped.bytes(_a[0]))
			&"onEchoString":
				if _a.size() == 1 and _a[0] is String:
					onEchoString.emit(_a[0])
			&"onEchoUint16":
				if _a.size() == 1 and _a[0] is int:
					onEchoUint16.emit(_a[0])
			&"onEchoUint32":
				if _a.size() == 1 and _a[0] is int:
					onEchoUint32.emit(_a[0])
			&"onEchoUint64":
				if _a.size() == 1 and _a[0] is int:
					onEchoUint64.emit(_a[0])
			&"onEchoUint8":
				if _a.size() == 1 and _a[0] is int:
					onEchoUint8.emit(_a[0])
			&"onEchoUnicode":
				if _a.size() == 1 and _a[0] is String:
					onEchoUnicode.emit(_a[0])
			&"onEchoVector2":
				if _a.size() == 1 and _a[0] is Vector2:
					onEchoVector2.emit(_a[0])
			&"onEchoVector3":
				if _a.size() == 1 and _a[0] is Vector3:
					onEchoVector3.emit(_a[0])
			&"onEchoVector4":
				if _a.size() == 1 and _a[0] is Vector4:
					onEchoVector4.emit(_a[0])

	## Methods of the base part; each answers OK, or what was refused.
	class BaseCalls extends KBETyped.Calls:
		## echoArray(ARRAY of INT32)
		func echoArray(arg1: Array[int]) -> int:
			return _entity.call_base(&"echoArray", arg1)

		## echoBlob(BLOB)
		func echoBlob(arg1: PackedByteArray) -> int:
			return _entity.call_base(&"echoBlob", arg1)

		## echoDeep(ZOO_DEEP)
		func echoDeep(arg1: ZOO_DEEP) -> int:
			return _entity.call_base(&"echoDeep", arg1.to_dictionary())

		## echoDouble(DOUBLE)
		func echoDouble(arg1: float) -> int:
			return _entity.call_base(&"echoDouble", arg1)

		## echoEntitycall(ENTITYCALL)
		func echoEntitycall(arg1: Dictionary) -> int:
			return _entity.call_base(&"echoEntitycall", arg1)

		## echoFloat(FLOAT)
		func echoFloat(arg1: float) -> int:
			return _entity.call_base(&"echoFloat", arg1)

		## echoInt16(INT16)
		func echoInt16(arg1: int) -> int:
			return _entity.call_base(&"echoInt16", arg1)

		## echoInt32(INT32)
		func echoInt32(arg1: int) -> int:
			return _entity.call_base(&"echoInt32", arg1)

		## echoInt64(INT64)
		func echoInt64(arg1: int) -> int:
			return _entity.call_base(&"echoInt64", arg1)

		## echoInt8(INT8)
		func echoInt8(arg1: int) -> int:
			return _entity.call_base(&"echoInt8", arg1)

		## echoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)
		func echoMany(arg1: int, arg2: String, arg3: String, arg4: float, arg5: ZOO_DEEP, arg6: int) -> int:
			return _entity.call_base(&"echoMany", arg1, arg2, arg3, arg4, arg5.to_dictionary(), arg6)

		## echoNames(ARRAY of UNICODE)
		func echoNames(arg1: Array[String]) -> int:
			return _entity.call_base(&"echoNames", arg1)

		## echoNested(ARRAY of ARRAY of UINT16)
		func echoNested(arg1: Array[Array]) -> int:
			return _entity.call_base(&"echoNested", arg1)

		## echoNone()
		func echoNone() -> int:
			return _entity.call_base(&"echoNone")

		## echoPoint(ZOO_POINT)
		func echoPoint(arg1: ZOO_POINT) -> int:
			return _entity.call_base(&"echoPoint", arg1.to_dictionary())

		## echoPyDict(PY_DICT)
		func echoPyDict(arg1: PackedByteArray) -> int:
			return _entity.call_base(&"echoPyDict", KBETyped.pickle(arg1))

		## echoPyList(PY_LIST)
		func echoPyList(arg1: PackedByteArray) -> int:
			return _entity.call_base(&"echoPyList", KBETyped.pickle(arg1))

		## echoPyTuple(PY_TUPLE)
		func echoPyTuple(arg1: PackedByteArray) -> int:
			return _entity.call_base(&"echoPyTuple", KBETyped.pickle(arg1))

		## echoPython(PYTHON)
		func echoPython(arg1: PackedByteArray) -> int:
			return _entity.call_base(&"echoPython", KBETyped.pickle(arg1))

		## echoString(STRING)
		func echoString(arg1: String) -> int:
			return _entity.call_base(&"echoString", arg1)

		## echoUint16(UINT16)
		func echoUint16(arg1: int) -> int:
			return _entity.call_base(&"echoUint16", arg1)

		## echoUint32(UINT32)
		func echoUint32(arg1: int) -> int:
			return _entity.call_base(&"echoUint32", arg1)

		## echoUint64(UINT64)
		func echoUint64(arg1: int) -> int:
			return _entity.call_base(&"echoUint64", arg1)

		## echoUint8(UINT8)
		func echoUint8(arg1: int) -> int:
			return _entity.call_base(&"echoUint8", arg1)

		## echoUnicode(UNICODE)
		func echoUnicode(arg1: String) -> int:
			return _entity.call_base(&"echoUnicode", arg1)

		## echoVector2(VECTOR2)
		func echoVector2(arg1: Vector2) -> int:
			return _entity.call_base(&"echoVector2", arg1)

		## echoVector3(VECTOR3)
		func echoVector3(arg1: Vector3) -> int:
			return _entity.call_base(&"echoVector3", arg1)

		## echoVector4(VECTOR4)
		func echoVector4(arg1: Vector4) -> int:
			return _entity.call_base(&"echoVector4", arg1)

	## Methods of the cell part; each answers OK, or what was refused.
	class CellCalls extends KBETyped.Calls:
		## echoArray(ARRAY of INT32)
		func echoArray(arg1: Array[int]) -> int:
			return _entity.call_cell(&"echoArray", arg1)

		## echoBlob(BLOB)
		func echoBlob(arg1: PackedByteArray) -> int:
			return _entity.call_cell(&"echoBlob", arg1)

		## echoDeep(ZOO_DEEP)
		func echoDeep(arg1: ZOO_DEEP) -> int:
			return _entity.call_cell(&"echoDeep", arg1.to_dictionary())

		## echoDouble(DOUBLE)
		func echoDouble(arg1: float) -> int:
			return _entity.call_cell(&"echoDouble", arg1)

		## echoEntitycall(ENTITYCALL)
		func echoEntitycall(arg1: Dictionary) -> int:
			return _entity.call_cell(&"echoEntitycall", arg1)

		## echoFloat(FLOAT)
		func echoFloat(arg1: float) -> int:
			return _entity.call_cell(&"echoFloat", arg1)

		## echoInt16(INT16)
		func echoInt16(arg1: int) -> int:
			return _entity.call_cell(&"echoInt16", arg1)

		## echoInt32(INT32)
		func echoInt32(arg1: int) -> int:
			return _entity.call_cell(&"echoInt32", arg1)

		## echoInt64(INT64)
		func echoInt64(arg1: int) -> int:
			return _entity.call_cell(&"echoInt64", arg1)

		## echoInt8(INT8)
		func echoInt8(arg1: int) -> int:
			return _entity.call_cell(&"echoInt8", arg1)

		## echoMany(UINT8, STRING, UNICODE, FLOAT, ZOO_DEEP, INT64)
		func echoMany(arg1: int, arg2: String, arg3: String, arg4: float, arg5: ZOO_DEEP, arg6: int) -> int:
			return _entity.call_cell(&"echoMany", arg1, arg2, arg3, arg4, arg5.to_dictionary(), arg6)

		## echoNames(ARRAY of UNICODE)
		func echoNames(arg1: Array[String]) -> int:
			return _entity.call_cell(&"echoNames", arg1)

		## echoNested(ARRAY of ARRAY of UINT16)
		func echoNested(arg1: Array[Array]) -> int:
			return _entity.call_cell(&"echoNested", arg1)

		## echoNone()
		func echoNone() -> int:
			return _entity.call_cell(&"echoNone")

		## echoPoint(ZOO_POINT)
		func echoPoint(arg1: ZOO_POINT) -> int:
			return _entity.call_cell(&"echoPoint", arg1.to_dictionary())

		## echoPyDict(PY_DICT)
		func echoPyDict(arg1: PackedByteArray) -> int:
			return _entity.call_cell(&"echoPyDict", KBETyped.pickle(arg1))

		## echoPyList(PY_LIST)
		func echoPyList(arg1: PackedByteArray) -> int:
			return _entity.call_cell(&"echoPyList", KBETyped.pickle(arg1))

		## echoPyTuple(PY_TUPLE)
		func echoPyTuple(arg1: PackedByteArray) -> int:
			return _entity.call_cell(&"echoPyTuple", KBETyped.pickle(arg1))

		## echoPython(PYTHON)
		func echoPython(arg1: PackedByteArray) -> int:
			return _entity.call_cell(&"echoPython", KBETyped.pickle(arg1))

		## echoString(STRING)
		func echoString(arg1: String) -> int:
			return _entity.call_cell(&"echoString", arg1)

		## echoUint16(UINT16)
		func echoUint16(arg1: int) -> int:
			return _entity.call_cell(&"echoUint16", arg1)

		## echoUint32(UINT32)
		func echoUint32(arg1: int) -> int:
			return _entity.call_cell(&"echoUint32", arg1)

		## echoUint64(UINT64)
		func echoUint64(arg1: int) -> int:
			return _entity.call_cell(&"echoUint64", arg1)

		## echoUint8(UINT8)
		func echoUint8(arg1: int) -> int:
			return _entity.call_cell(&"echoUint8", arg1)

		## echoUnicode(UNICODE)
		func echoUnicode(arg1: String) -> int:
			return _entity.call_cell(&"echoUnicode", arg1)

		## echoVector2(VECTOR2)
		func echoVector2(arg1: Vector2) -> int:
			return _entity.call_cell(&"echoVector2", arg1)

		## echoVector3(VECTOR3)
		func echoVector3(arg1: Vector3) -> int:
			return _entity.call_cell(&"echoVector3", arg1)

		## echoVector4(VECTOR4)
		func echoVector4(arg1: Vector4) -> int:
			return _entity.call_cell(&"echoVector4", arg1)


## Component class ZooPart.
class ZooPartBase extends KBETyped.Component:
	## label has another value than before; at first it is told with the same.
	signal label_changed(value: String, old_value: String)
	## power has another value than before; at first it is told with the same.
	signal power_changed(value: int, old_value: int)
	## secret has another value than before; at first it is told with the same.
	signal secret_changed(value: int, old_value: int)
	## The server calls onPartEcho(UNICODE, INT32).
	signal onPartEcho(arg1: String, arg2: int)
	## Its name on the server.
	const SERVER_CLASS := &"ZooPart"

	## label: UNICODE
	var label: String:
		get: return entity.get_component_property(component, &"label", "")
		set(_v): _refuse(&"label")

	## power: INT32
	var power: int:
		get: return entity.get_component_property(component, &"power", 0)
		set(_v): _refuse(&"power")

	## secret: UINT16
	var secret: int:
		get: return entity.get_component_property(component, &"secret", 0)
		set(_v): _refuse(&"secret")

	## Calls methods of the base part.
	var base: BaseCalls:
		get: return _side(&"base", BaseCalls) as BaseCalls
		set(_v): _refuse(&"base")

	## Calls methods of the cell part.
	var cell: CellCalls:
		get: return _side(&"cell", CellCalls) as CellCalls
		set(_v): _refuse(&"cell")

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"label":
				if _v is String and _o is String:
					label_changed.emit(_v, _o)
			&"power":
				if _v is int and _o is int:
					power_changed.emit(_v, _o)
			&"secret":
				if _v is int and _o is int:
					secret_changed.emit(_v, _o)

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"onPartEcho":
				if _a.size() == 2 and _a[0] is String and _a[1] is int:
					onPartEcho.emit(_a[0], _a[1])

	## Methods of the base part; each answers OK, or what was refused.
	class BaseCalls extends KBETyped.Calls:
		## partEcho(UNICODE, INT32)
		func partEcho(arg1: String, arg2: int) -> int:
			return _entity.call_component_base(_component, &"partEcho", arg1, arg2)

	## Methods of the cell part; each answers OK, or what was refused.
	class CellCalls extends KBETyped.Calls:
		## partEcho(UNICODE, INT32)
		func partEcho(arg1: String, arg2: int) -> int:
			return _entity.call_component_cell(_component, &"partEcho", arg1, arg2)
