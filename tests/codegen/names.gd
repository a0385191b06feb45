# Made by `kbe codegen` from the definitions 0.
# Do not edit it: make it again. See docs/codegen.md.
class_name clashing
extends KBETyped
## The classes of a server in types. Put a node of it below a [KBEClient], before its login.

## An entity of the class ScriptEditor is there; its properties come after this.
signal ScriptEditor_created(entity: ScriptEditorBase_)
## An entity of the class Nothing is there; its properties come after this.
signal Nothing_created(entity: NothingBase)

## Digest of the definitions that this was made of.
const DIGEST := "0"
## All that the code relies on: names and types by turns.
const MEMBERS: PackedStringArray = [
	"type Color", "{get: INT32, Timer: INT32, String: INT32, range: INT32, class: INT32, entity: INT32, base: INT32, free: INT32, 2nd: INT32, \U00751F\U00547D: INT32, _v: INT32, OK: INT32, value: INT32, call_base: INT32, made: INT32, clashing: INT32}",
	"type Timer", "{of0: PYTHON, of1: ENTITYCALL, of2: ARRAY of PY_DICT, of3: ARRAY of ARRAY of ARRAY of Color, of4: ARRAY of ARRAY of ?, of5: ARRAY of ?, of6: ?, of9: ARRAY of VECTOR4}",
	"type EMPTY", "{}",
	"class ScriptEditor", "",
	"property ScriptEditor.get", "INT32",
	"property ScriptEditor.Timer", "INT32",
	"property ScriptEditor.String", "INT32",
	"property ScriptEditor.range", "INT32",
	"property ScriptEditor.class", "INT32",
	"property ScriptEditor.entity", "INT32",
	"property ScriptEditor.base", "INT32",
	"property ScriptEditor.free", "INT32",
	"property ScriptEditor.2nd", "INT32",
	"property ScriptEditor.\U00751F\U00547D", "INT32",
	"property ScriptEditor._v", "INT32",
	"property ScriptEditor.OK", "INT32",
	"property ScriptEditor.value", "INT32",
	"property ScriptEditor.call_base", "INT32",
	"property ScriptEditor.made", "INT32",
	"property ScriptEditor.clashing", "INT32",
	"property ScriptEditor.of0", "PYTHON",
	"property ScriptEditor.of1", "ENTITYCALL",
	"property ScriptEditor.of2", "ARRAY of PY_DICT",
	"property ScriptEditor.of3", "ARRAY of ARRAY of ARRAY of Color",
	"property ScriptEditor.of4", "ARRAY of ARRAY of ?",
	"property ScriptEditor.of5", "ARRAY of ?",
	"property ScriptEditor.of6", "?",
	"property ScriptEditor.of7", "ENTITY_COMPONENT",
	"property ScriptEditor.of8", "Timer",
	"property ScriptEditor.of9", "ARRAY of VECTOR4",
	"client method ScriptEditor.get", "()",
	"client method ScriptEditor.Timer", "()",
	"client method ScriptEditor.String", "()",
	"client method ScriptEditor.range", "()",
	"client method ScriptEditor.class", "()",
	"client method ScriptEditor.entity", "()",
	"client method ScriptEditor.base", "()",
	"client method ScriptEditor.free", "()",
	"client method ScriptEditor.2nd", "()",
	"client method ScriptEditor.\U00751F\U00547D", "()",
	"client method ScriptEditor._v", "()",
	"client method ScriptEditor.OK", "()",
	"client method ScriptEditor.value", "()",
	"client method ScriptEditor.call_base", "()",
	"client method ScriptEditor.made", "()",
	"client method ScriptEditor.clashing", "()",
	"client method ScriptEditor.all", "(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4)",
	"base method ScriptEditor.get", "()",
	"base method ScriptEditor.Timer", "()",
	"base method ScriptEditor.String", "()",
	"base method ScriptEditor.range", "()",
	"base method ScriptEditor.class", "()",
	"base method ScriptEditor.entity", "()",
	"base method ScriptEditor.base", "()",
	"base method ScriptEditor.free", "()",
	"base method ScriptEditor.2nd", "()",
	"base method ScriptEditor.\U00751F\U00547D", "()",
	"base method ScriptEditor._v", "()",
	"base method ScriptEditor.OK", "()",
	"base method ScriptEditor.value", "()",
	"base method ScriptEditor.call_base", "()",
	"base method ScriptEditor.made", "()",
	"base method ScriptEditor.clashing", "()",
	"base method ScriptEditor.all", "(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4)",
	"cell method ScriptEditor.jump", "()",
	"class Bag", "",
	"property Bag.get", "INT32",
	"property Bag.Timer", "INT32",
	"property Bag.String", "INT32",
	"property Bag.range", "INT32",
	"property Bag.class", "INT32",
	"property Bag.entity", "INT32",
	"property Bag.base", "INT32",
	"property Bag.free", "INT32",
	"property Bag.2nd", "INT32",
	"property Bag.\U00751F\U00547D", "INT32",
	"property Bag._v", "INT32",
	"property Bag.OK", "INT32",
	"property Bag.value", "INT32",
	"property Bag.call_base", "INT32",
	"property Bag.made", "INT32",
	"property Bag.clashing", "INT32",
	"property Bag.of0", "PYTHON",
	"property Bag.of1", "ENTITYCALL",
	"property Bag.of2", "ARRAY of PY_DICT",
	"property Bag.of3", "ARRAY of ARRAY of ARRAY of Color",
	"property Bag.of4", "ARRAY of ARRAY of ?",
	"property Bag.of5", "ARRAY of ?",
	"property Bag.of6", "?",
	"property Bag.of7", "ENTITY_COMPONENT",
	"property Bag.of8", "Timer",
	"property Bag.of9", "ARRAY of VECTOR4",
	"client method Bag.get", "()",
	"client method Bag.Timer", "()",
	"client method Bag.String", "()",
	"client method Bag.range", "()",
	"client method Bag.class", "()",
	"client method Bag.entity", "()",
	"client method Bag.base", "()",
	"client method Bag.free", "()",
	"client method Bag.2nd", "()",
	"client method Bag.\U00751F\U00547D", "()",
	"client method Bag._v", "()",
	"client method Bag.OK", "()",
	"client method Bag.value", "()",
	"client method Bag.call_base", "()",
	"client method Bag.made", "()",
	"client method Bag.clashing", "()",
	"client method Bag.all", "(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4)",
	"base method Bag.get", "()",
	"base method Bag.Timer", "()",
	"base method Bag.String", "()",
	"base method Bag.range", "()",
	"base method Bag.class", "()",
	"base method Bag.entity", "()",
	"base method Bag.base", "()",
	"base method Bag.free", "()",
	"base method Bag.2nd", "()",
	"base method Bag.\U00751F\U00547D", "()",
	"base method Bag._v", "()",
	"base method Bag.OK", "()",
	"base method Bag.value", "()",
	"base method Bag.call_base", "()",
	"base method Bag.made", "()",
	"base method Bag.clashing", "()",
	"base method Bag.all", "(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4)",
	"cell method Bag.jump", "()",
	"class Nothing", "",
]


func _init() -> void:
	digest = DIGEST
	members = MEMBERS
	classes = {
		&"ScriptEditor": ScriptEditorBase_,
		&"Nothing": NothingBase,
	}


func _announce(_n: StringName, _v: KBETyped.Entity) -> void:
	match _n:
		&"ScriptEditor": ScriptEditor_created.emit(_v)
		&"Nothing": Nothing_created.emit(_v)
		_: pass


## FIXED_DICT Color.
class Color_ extends KBETyped.FixedDict:
	## get: INT32
	var get_: int
	## Timer: INT32
	var Timer__2: int
	## String: INT32
	var String_: int
	## range: INT32
	var range_: int
	## class: INT32
	var class_: int
	## entity: INT32
	var entity_: int
	## base: INT32
	var base_: int
	## free: INT32
	var free_: int
	## 2nd: INT32
	var _2nd: int
	## 生命: INT32
	var _u751F_u547D: int
	## _v: INT32
	var _v_: int
	## OK: INT32
	var OK_: int
	## value: INT32
	var value: int
	## call_base: INT32
	var call_base_: int
	## made: INT32
	var made: int
	## clashing: INT32
	var clashing_2: int

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary and _v.has("get") and _v["get"] is int and _v.has("Timer") and _v["Timer"] is int and _v.has("String") and _v["String"] is int and _v.has("range") and _v["range"] is int and _v.has("class") and _v["class"] is int and _v.has("entity") and _v["entity"] is int and _v.has("base") and _v["base"] is int and _v.has("free") and _v["free"] is int and _v.has("2nd") and _v["2nd"] is int and _v.has("\U00751F\U00547D") and _v["\U00751F\U00547D"] is int and _v.has("_v") and _v["_v"] is int and _v.has("OK") and _v["OK"] is int and _v.has("value") and _v["value"] is int and _v.has("call_base") and _v["call_base"] is int and _v.has("made") and _v["made"] is int and _v.has("clashing") and _v["clashing"] is int

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> Color_:
		if not fits(_v):
			return null
		var _made := Color_.new()
		_made.get_ = _v["get"]
		_made.Timer__2 = _v["Timer"]
		_made.String_ = _v["String"]
		_made.range_ = _v["range"]
		_made.class_ = _v["class"]
		_made.entity_ = _v["entity"]
		_made.base_ = _v["base"]
		_made.free_ = _v["free"]
		_made._2nd = _v["2nd"]
		_made._u751F_u547D = _v["\U00751F\U00547D"]
		_made._v_ = _v["_v"]
		_made.OK_ = _v["OK"]
		_made.value = _v["value"]
		_made.call_base_ = _v["call_base"]
		_made.made = _v["made"]
		_made.clashing_2 = _v["clashing"]
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[Color_]:
		var _made: Array[Color_] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {"get": get_, "Timer": Timer__2, "String": String_, "range": range_, "class": class_, "entity": entity_, "base": base_, "free": free_, "2nd": _2nd, "\U00751F\U00547D": _u751F_u547D, "_v": _v_, "OK": OK_, "value": value, "call_base": call_base_, "made": made, "clashing": clashing_2}


## FIXED_DICT Timer.
class Timer_ extends KBETyped.FixedDict:
	## of0: PYTHON
	var of0: PackedByteArray
	## of1: ENTITYCALL
	var of1: Dictionary
	## of2: ARRAY of PY_DICT
	var of2: Array[PackedByteArray]
	## of3: ARRAY of ARRAY of ARRAY of Color
	var of3: Array[Array]
	## of4: ARRAY of ARRAY of ?
	var of4: Array[Array]
	## of5: ARRAY of ?
	var of5: Array
	## of6: ?
	var of6: Variant
	## of9: ARRAY of VECTOR4
	var of9: Array[Vector4]

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary and _v.has("of0") and KBETyped.is_bytes(_v["of0"]) and _v.has("of1") and _v["of1"] is Dictionary and _v.has("of2") and _v["of2"] is Array and _v.has("of3") and _v["of3"] is Array and _v.has("of4") and _v["of4"] is Array and _v.has("of5") and _v["of5"] is Array and _v.has("of6") and _v.has("of9") and _v["of9"] is Array

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> Timer_:
		if not fits(_v):
			return null
		var _made := Timer_.new()
		_made.of0 = KBETyped.bytes(_v["of0"])
		_made.of1 = _v["of1"]
		_made.of2 = KBETyped.byte_arrays(_v["of2"])
		_made.of3 = KBETyped.arrays(_v["of3"], KBETyped.arrays.bind(Color_.list))
		_made.of4 = KBETyped.arrays(_v["of4"])
		_made.of5 = _v["of5"]
		_made.of6 = _v["of6"]
		_made.of9 = KBETyped.vectors4(_v["of9"])
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[Timer_]:
		var _made: Array[Timer_] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {"of0": KBETyped.pickle(of0), "of1": of1, "of2": of2.map(KBETyped.pickle), "of3": of3.map(func(_v0: Array) -> Array: return _v0.map(func(_v1: Array) -> Array: return _v1.map(KBETyped.dictionary))), "of4": of4, "of5": of5, "of6": of6, "of9": of9}


## FIXED_DICT EMPTY.
class EMPTY extends KBETyped.FixedDict:

	## Whether a value is one.
	static func fits(_v: Variant) -> bool:
		return _v is Dictionary

	## Reads one; null where the value is something else.
	static func from(_v: Variant) -> EMPTY:
		if not fits(_v):
			return null
		var _made := EMPTY.new()
		return _made

	## Reads an Array of them.
	static func list(_v: Variant) -> Array[EMPTY]:
		var _made: Array[EMPTY] = []
		for _item: Variant in _v:
			_made.append(from(_item))
		return _made

	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {}


## Entity class ScriptEditor.
class ScriptEditorBase_ extends KBETyped.Entity:
	## get has another value than before; at first it is told with the same.
	signal get_changed(value: int, old_value: int)
	## Timer has another value than before; at first it is told with the same.
	signal Timer_changed(value: int, old_value: int)
	## String has another value than before; at first it is told with the same.
	signal String_changed(value: int, old_value: int)
	## range has another value than before; at first it is told with the same.
	signal range_changed(value: int, old_value: int)
	## class has another value than before; at first it is told with the same.
	signal class_changed(value: int, old_value: int)
	## entity has another value than before; at first it is told with the same.
	signal entity_changed(value: int, old_value: int)
	## base has another value than before; at first it is told with the same.
	signal base_changed(value: int, old_value: int)
	## free has another value than before; at first it is told with the same.
	signal free_changed(value: int, old_value: int)
	## 2nd has another value than before; at first it is told with the same.
	signal _2nd_changed(value: int, old_value: int)
	## 生命 has another value than before; at first it is told with the same.
	signal _u751F_u547D_changed(value: int, old_value: int)
	## _v has another value than before; at first it is told with the same.
	signal _v_changed(value: int, old_value: int)
	## OK has another value than before; at first it is told with the same.
	signal OK_changed(value: int, old_value: int)
	## value has another value than before; at first it is told with the same.
	signal value_changed(value: int, old_value: int)
	## call_base has another value than before; at first it is told with the same.
	signal call_base_changed(value: int, old_value: int)
	## made has another value than before; at first it is told with the same.
	signal made_changed(value: int, old_value: int)
	## clashing has another value than before; at first it is told with the same.
	signal clashing_changed(value: int, old_value: int)
	## of0 has another value than before; at first it is told with the same.
	signal of0_changed(value: PackedByteArray, old_value: PackedByteArray)
	## of1 has another value than before; at first it is told with the same.
	signal of1_changed(value: Dictionary, old_value: Dictionary)
	## of2 has another value than before; at first it is told with the same.
	signal of2_changed(value: Array[PackedByteArray], old_value: Array[PackedByteArray])
	## of3 has another value than before; at first it is told with the same.
	signal of3_changed(value: Array[Array], old_value: Array[Array])
	## of4 has another value than before; at first it is told with the same.
	signal of4_changed(value: Array[Array], old_value: Array[Array])
	## of5 has another value than before; at first it is told with the same.
	signal of5_changed(value: Array, old_value: Array)
	## of6 has another value than before; at first it is told with the same.
	signal of6_changed(value: Variant, old_value: Variant)
	## of8 has another value than before; at first it is told with the same.
	signal of8_changed(value: Timer_, old_value: Timer_)
	## of9 has another value than before; at first it is told with the same.
	signal of9_changed(value: Array[Vector4], old_value: Array[Vector4])
	## The server calls get().
	signal get__2()
	## The server calls Timer().
	signal Timer__3()
	## The server calls String().
	signal String__2()
	## The server calls range().
	signal range__2()
	## The server calls class().
	signal class__2()
	## The server calls entity().
	signal entity__2()
	## The server calls base().
	signal base__2()
	## The server calls free().
	signal free__2()
	## The server calls 2nd().
	signal _2nd_2()
	## The server calls 生命().
	signal _u751F_u547D_2()
	## The server calls _v().
	signal _v__2()
	## The server calls OK().
	signal OK__2()
	## The server calls value().
	signal value_2()
	## The server calls call_base().
	signal call_base__2()
	## The server calls made().
	signal made_2()
	## The server calls clashing().
	signal clashing_3()
	## The server calls all(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4).
	signal all(arg1: PackedByteArray, arg2: Dictionary, arg3: Array[PackedByteArray], arg4: Array[Array], arg5: Array[Array], arg6: Array, arg7: Variant, arg8: Variant, arg9: Timer_, arg10: Array[Vector4])
	## Its name on the server.
	const SERVER_CLASS := &"ScriptEditor"

	## get: INT32
	var get_: int:
		get: return entity.get_property(&"get", 0)
		set(_v): _refuse(&"get")

	## Timer: INT32
	var Timer__2: int:
		get: return entity.get_property(&"Timer", 0)
		set(_v): _refuse(&"Timer")

	## String: INT32
	var String_: int:
		get: return entity.get_property(&"String", 0)
		set(_v): _refuse(&"String")

	## range: INT32
	var range_: int:
		get: return entity.get_property(&"range", 0)
		set(_v): _refuse(&"range")

	## class: INT32
	var class_: int:
		get: return entity.get_property(&"class", 0)
		set(_v): _refuse(&"class")

	## entity: INT32
	var entity_: int:
		get: return entity.get_property(&"entity", 0)
		set(_v): _refuse(&"entity")

	## base: INT32
	var base_: int:
		get: return entity.get_property(&"base", 0)
		set(_v): _refuse(&"base")

	## free: INT32
	var free_: int:
		get: return entity.get_property(&"free", 0)
		set(_v): _refuse(&"free")

	## 2nd: INT32
	var _2nd: int:
		get: return entity.get_property(&"2nd", 0)
		set(_v): _refuse(&"2nd")

	## 生命: INT32
	var _u751F_u547D: int:
		get: return entity.get_property(&"\U00751F\U00547D", 0)
		set(_v): _refuse(&"\U00751F\U00547D")

	## _v: INT32
	var _v_: int:
		get: return entity.get_property(&"_v", 0)
		set(_v): _refuse(&"_v")

	## OK: INT32
	var OK_: int:
		get: return entity.get_property(&"OK", 0)
		set(_v): _refuse(&"OK")

	## value: INT32
	var value: int:
		get: return entity.get_property(&"value", 0)
		set(_v): _refuse(&"value")

	## call_base: INT32
	var call_base_: int:
		get: return entity.get_property(&"call_base", 0)
		set(_v): _refuse(&"call_base")

	## made: INT32
	var made: int:
		get: return entity.get_property(&"made", 0)
		set(_v): _refuse(&"made")

	## clashing: INT32
	var clashing_2: int:
		get: return entity.get_property(&"clashing", 0)
		set(_v): _refuse(&"clashing")

	## of0: PYTHON
	var of0: PackedByteArray:
		get: return KBETyped.bytes(entity.get_property(&"of0"))
		set(_v): _refuse(&"of0")

	## of1: ENTITYCALL
	var of1: Dictionary:
		get: return entity.get_property(&"of1", {})
		set(_v): _refuse(&"of1")

	## of2: ARRAY of PY_DICT
	var of2: Array[PackedByteArray]:
		get: return KBETyped.byte_arrays(entity.get_property(&"of2", []))
		set(_v): _refuse(&"of2")

	## of3: ARRAY of ARRAY of ARRAY of Color
	var of3: Array[Array]:
		get: return KBETyped.arrays(entity.get_property(&"of3", []), KBETyped.arrays.bind(Color_.list))
		set(_v): _refuse(&"of3")

	## of4: ARRAY of ARRAY of ?
	var of4: Array[Array]:
		get: return KBETyped.arrays(entity.get_property(&"of4", []))
		set(_v): _refuse(&"of4")

	## of5: ARRAY of ?
	var of5: Array:
		get: return entity.get_property(&"of5", [])
		set(_v): _refuse(&"of5")

	## of6: ?
	var of6: Variant:
		get: return entity.get_property(&"of6")
		set(_v): _refuse(&"of6")

	## of7: ENTITY_COMPONENT
	var of7: KBETyped.Component:
		get: return _part(&"of7", KBETyped.Component) as KBETyped.Component
		set(_v): _refuse(&"of7")

	## of8: Timer
	var of8: Timer_:
		get: return Timer_.from(entity.get_property(&"of8", {}))
		set(_v): _refuse(&"of8")

	## of9: ARRAY of VECTOR4
	var of9: Array[Vector4]:
		get: return KBETyped.vectors4(entity.get_property(&"of9", []))
		set(_v): _refuse(&"of9")

	## Calls methods of the base part.
	var base: BaseCalls:
		get: return _side(&"base", BaseCalls) as BaseCalls
		set(_v): _refuse(&"base")

	## Calls methods of the cell part.
	var cell: CellCalls:
		get: return _side(&"cell", CellCalls) as CellCalls
		set(_v): _refuse(&"cell")

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> ScriptEditorBase_:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is ScriptEditorBase_ else ScriptEditorBase_.new(_e)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		match _n:
			&"get":
				if _v is int and _o is int:
					get_changed.emit(_v, _o)
			&"Timer":
				if _v is int and _o is int:
					Timer_changed.emit(_v, _o)
			&"String":
				if _v is int and _o is int:
					String_changed.emit(_v, _o)
			&"range":
				if _v is int and _o is int:
					range_changed.emit(_v, _o)
			&"class":
				if _v is int and _o is int:
					class_changed.emit(_v, _o)
			&"entity":
				if _v is int and _o is int:
					entity_changed.emit(_v, _o)
			&"base":
				if _v is int and _o is int:
					base_changed.emit(_v, _o)
			&"free":
				if _v is int and _o is int:
					free_changed.emit(_v, _o)
			&"2nd":
				if _v is int and _o is int:
					_2nd_changed.emit(_v, _o)
			&"\U00751F\U00547D":
				if _v is int and _o is int:
					_u751F_u547D_changed.emit(_v, _o)
			&"_v":
				if _v is int and _o is int:
					_v_changed.emit(_v, _o)
			&"OK":
				if _v is int and _o is int:
					OK_changed.emit(_v, _o)
			&"value":
				if _v is int and _o is int:
					value_changed.emit(_v, _o)
			&"call_base":
				if _v is int and _o is int:
					call_base_changed.emit(_v, _o)
			&"made":
				if _v is int and _o is int:
					made_changed.emit(_v, _o)
			&"clashing":
				if _v is int and _o is int:
					clashing_changed.emit(_v, _o)
			&"of0":
				if KBETyped.is_bytes(_v) and KBETyped.is_bytes(_o):
					of0_changed.emit(KBETyped.bytes(_v), KBETyped.bytes(_o))
			&"of1":
				if _v is Dictionary and _o is Dictionary:
					of1_changed.emit(_v, _o)
			&"of2":
				if _v is Array and _o is Array:
					of2_changed.emit(KBETyped.byte_arrays(_v), KBETyped.byte_arrays(_o))
			&"of3":
				if _v is Array and _o is Array:
					of3_changed.emit(KBETyped.arrays(_v, KBETyped.arrays.bind(Color_.list)), KBETyped.arrays(_o, KBETyped.arrays.bind(Color_.list)))
			&"of4":
				if _v is Array and _o is Array:
					of4_changed.emit(KBETyped.arrays(_v), KBETyped.arrays(_o))
			&"of5":
				if _v is Array and _o is Array:
					of5_changed.emit(_v, _o)
			&"of6": of6_changed.emit(_v, _o)
			&"of8":
				if Timer_.fits(_v) and Timer_.fits(_o):
					of8_changed.emit(Timer_.from(_v), Timer_.from(_o))
			&"of9":
				if _v is Array and _o is Array:
					of9_changed.emit(KBETyped.vectors4(_v), KBETyped.vectors4(_o))

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"get":
				if _a.size() == 0:
					get__2.emit()
			&"Timer":
				if _a.size() == 0:
					Timer__3.emit()
			&"String":
				if _a.size() == 0:
					String__2.emit()
			&"range":
				if _a.size() == 0:
					range__2.emit()
			&"class":
				if _a.size() == 0:
					class__2.emit()
			&"entity":
				if _a.size() == 0:
					entity__2.emit()
			&"base":
				if _a.size() == 0:
					base__2.emit()
			&"free":
				if _a.size() == 0:
					free__2.emit()
			&"2nd":
				if _a.size() == 0:
					_2nd_2.emit()
			&"\U00751F\U00547D":
				if _a.size() == 0:
					_u751F_u547D_2.emit()
			&"_v":
				if _a.size() == 0:
					_v__2.emit()
			&"OK":
				if _a.size() == 0:
					OK__2.emit()
			&"value":
				if _a.size() == 0:
					value_2.emit()
			&"call_base":
				if _a.size() == 0:
					call_base__2.emit()
			&"made":
				if _a.size() == 0:
					made_2.emit()
			&"clashing":
				if _a.size() == 0:
					clashing_3.emit()
			&"all":
				if _a.size() == 10 and KBETyped.is_bytes(_a[0]) and _a[1] is Dictionary and _a[2] is Array and _a[3] is Array and _a[4] is Array and _a[5] is Array and Timer_.fits(_a[8]) and _a[9] is Array:
					all.emit(KBETyped.bytes(_a[0]), _a[1], KBETyped.byte_arrays(_a[2]), KBETyped.arrays(_a[3], KBETyped.arrays.bind(Color_.list)), KBETyped.arrays(_a[4]), _a[5], _a[6], _a[7], Timer_.from(_a[8]), KBETyped.vectors4(_a[9]))

	## Methods of the base part; each answers OK, or what was refused.
	class BaseCalls extends KBETyped.Calls:
		## get()
		func get_() -> int:
			return _entity.call_base(&"get")

		## Timer()
		func Timer__2() -> int:
			return _entity.call_base(&"Timer")

		## String()
		func String_() -> int:
			return _entity.call_base(&"String")

		## range()
		func range_() -> int:
			return _entity.call_base(&"range")

		## class()
		func class_() -> int:
			return _entity.call_base(&"class")

		## entity()
		func entity_() -> int:
			return _entity.call_base(&"entity")

		## base()
		func base_() -> int:
			return _entity.call_base(&"base")

		## free()
		func free_() -> int:
			return _entity.call_base(&"free")

		## 2nd()
		func _2nd() -> int:
			return _entity.call_base(&"2nd")

		## 生命()
		func _u751F_u547D() -> int:
			return _entity.call_base(&"\U00751F\U00547D")

		## _v()
		func _v_() -> int:
			return _entity.call_base(&"_v")

		## OK()
		func OK_() -> int:
			return _entity.call_base(&"OK")

		## value()
		func value() -> int:
			return _entity.call_base(&"value")

		## call_base()
		func call_base_() -> int:
			return _entity.call_base(&"call_base")

		## made()
		func made() -> int:
			return _entity.call_base(&"made")

		## clashing()
		func clashing_2() -> int:
			return _entity.call_base(&"clashing")

		## all(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4)
		func all(arg1: PackedByteArray, arg2: Dictionary, arg3: Array[PackedByteArray], arg4: Array[Array], arg5: Array[Array], arg6: Array, arg7: Variant, arg8: Variant, arg9: Timer_, arg10: Array[Vector4]) -> int:
			return _entity.call_base(&"all", KBETyped.pickle(arg1), arg2, arg3.map(KBETyped.pickle), arg4.map(func(_v0: Array) -> Array: return _v0.map(func(_v1: Array) -> Array: return _v1.map(KBETyped.dictionary))), arg5, arg6, arg7, arg8, arg9.to_dictionary(), arg10)

	## Methods of the cell part; each answers OK, or what was refused.
	class CellCalls extends KBETyped.Calls:
		## jump()
		func jump() -> int:
			return _entity.call_cell(&"jump")


## Component class Bag.
class BagBase extends KBETyped.Component:
	## get has another value than before; at first it is told with the same.
	signal get_changed(value: int, old_value: int)
	## Timer has another value than before; at first it is told with the same.
	signal Timer_changed(value: int, old_value: int)
	## String has another value than before; at first it is told with the same.
	signal String_changed(value: int, old_value: int)
	## range has another value than before; at first it is told with the same.
	signal range_changed(value: int, old_value: int)
	## class has another value than before; at first it is told with the same.
	signal class_changed(value: int, old_value: int)
	## entity has another value than before; at first it is told with the same.
	signal entity_changed(value: int, old_value: int)
	## base has another value than before; at first it is told with the same.
	signal base_changed(value: int, old_value: int)
	## free has another value than before; at first it is told with the same.
	signal free_changed(value: int, old_value: int)
	## 2nd has another value than before; at first it is told with the same.
	signal _2nd_changed(value: int, old_value: int)
	## 生命 has another value than before; at first it is told with the same.
	signal _u751F_u547D_changed(value: int, old_value: int)
	## _v has another value than before; at first it is told with the same.
	signal _v_changed(value: int, old_value: int)
	## OK has another value than before; at first it is told with the same.
	signal OK_changed(value: int, old_value: int)
	## value has another value than before; at first it is told with the same.
	signal value_changed(value: int, old_value: int)
	## call_base has another value than before; at first it is told with the same.
	signal call_base_changed(value: int, old_value: int)
	## made has another value than before; at first it is told with the same.
	signal made_changed(value: int, old_value: int)
	## clashing has another value than before; at first it is told with the same.
	signal clashing_changed(value: int, old_value: int)
	## of0 has another value than before; at first it is told with the same.
	signal of0_changed(value: PackedByteArray, old_value: PackedByteArray)
	## of1 has another value than before; at first it is told with the same.
	signal of1_changed(value: Dictionary, old_value: Dictionary)
	## of2 has another value than before; at first it is told with the same.
	signal of2_changed(value: Array[PackedByteArray], old_value: Array[PackedByteArray])
	## of3 has another value than before; at first it is told with the same.
	signal of3_changed(value: Array[Array], old_value: Array[Array])
	## of4 has another value than before; at first it is told with the same.
	signal of4_changed(value: Array[Array], old_value: Array[Array])
	## of5 has another value than before; at first it is told with the same.
	signal of5_changed(value: Array, old_value: Array)
	## of6 has another value than before; at first it is told with the same.
	signal of6_changed(value: Variant, old_value: Variant)
	## of8 has another value than before; at first it is told with the same.
	signal of8_changed(value: Timer_, old_value: Timer_)
	## of9 has another value than before; at first it is told with the same.
	signal of9_changed(value: Array[Vector4], old_value: Array[Vector4])
	## The server calls get().
	signal get__2()
	## The server calls Timer().
	signal Timer__3()
	## The server calls String().
	signal String__2()
	## The server calls range().
	signal range__2()
	## The server calls class().
	signal class__2()
	## The server calls entity().
	signal entity__2()
	## The server calls base().
	signal base__2()
	## The server calls free().
	signal free__2()
	## The server calls 2nd().
	signal _2nd_2()
	## The server calls 生命().
	signal _u751F_u547D_2()
	## The server calls _v().
	signal _v__2()
	## The server calls OK().
	signal OK__2()
	## The server calls value().
	signal value_2()
	## The server calls call_base().
	signal call_base__2()
	## The server calls made().
	signal made_2()
	## The server calls clashing().
	signal clashing_3()
	## The server calls all(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4).
	signal all(arg1: PackedByteArray, arg2: Dictionary, arg3: Array[PackedByteArray], arg4: Array[Array], arg5: Array[Array], arg6: Array, arg7: Variant, arg8: Variant, arg9: Timer_, arg10: Array[Vector4])
	## Its name on the server.
	const SERVER_CLASS := &"Bag"

	## get: INT32
	var get_: int:
		get: return entity.get_component_property(component, &"get", 0)
		set(_v): _refuse(&"get")

	## Timer: INT32
	var Timer__2: int:
		get: return entity.get_component_property(component, &"Timer", 0)
		set(_v): _refuse(&"Timer")

	## String: INT32
	var String_: int:
		get: return entity.get_component_property(component, &"String", 0)
		set(_v): _refuse(&"String")

	## range: INT32
	var range_: int:
		get: return entity.get_component_property(component, &"range", 0)
		set(_v): _refuse(&"range")

	## class: INT32
	var class_: int:
		get: return entity.get_component_property(component, &"class", 0)
		set(_v): _refuse(&"class")

	## entity: INT32
	var entity_: int:
		get: return entity.get_component_property(component, &"entity", 0)
		set(_v): _refuse(&"entity")

	## base: INT32
	var base_: int:
		get: return entity.get_component_property(component, &"base", 0)
		set(_v): _refuse(&"base")

	## free: INT32
	var free_: int:
		get: return entity.get_component_property(component, &"free", 0)
		set(_v): _refuse(&"free")

	## 2nd: INT32
	var _2nd: int:
		get: return entity.get_component_property(component, &"2nd", 0)
		set(_v): _refuse(&"2nd")

	## 生命: INT32
	var _u751F_u547D: int:
		get: return entity.get_component_property(component, &"\U00751F\U00547D", 0)
		set(_v): _refuse(&"\U00751F\U00547D")

	## _v: INT32
	var _v_: int:
		get: return entity.get_component_property(component, &"_v", 0)
		set(_v): _refuse(&"_v")

	## OK: INT32
	var OK_: int:
		get: return entity.get_component_property(component, &"OK", 0)
		set(_v): _refuse(&"OK")

	## value: INT32
	var value: int:
		get: return entity.get_component_property(component, &"value", 0)
		set(_v): _refuse(&"value")

	## call_base: INT32
	var call_base_: int:
		get: return entity.get_component_property(component, &"call_base", 0)
		set(_v): _refuse(&"call_base")

	## made: INT32
	var made: int:
		get: return entity.get_component_property(component, &"made", 0)
		set(_v): _refuse(&"made")

	## clashing: INT32
	var clashing_2: int:
		get: return entity.get_component_property(component, &"clashing", 0)
		set(_v): _refuse(&"clashing")

	## of0: PYTHON
	var of0: PackedByteArray:
		get: return KBETyped.bytes(entity.get_component_property(component, &"of0"))
		set(_v): _refuse(&"of0")

	## of1: ENTITYCALL
	var of1: Dictionary:
		get: return entity.get_component_property(component, &"of1", {})
		set(_v): _refuse(&"of1")

	## of2: ARRAY of PY_DICT
	var of2: Array[PackedByteArray]:
		get: return KBETyped.byte_arrays(entity.get_component_property(component, &"of2", []))
		set(_v): _refuse(&"of2")

	## of3: ARRAY of ARRAY of ARRAY of Color
	var of3: Array[Array]:
		get: return KBETyped.arrays(entity.get_component_property(component, &"of3", []), KBETyped.arrays.bind(Color_.list))
		set(_v): _refuse(&"of3")

	## of4: ARRAY of ARRAY of ?
	var of4: Array[Array]:
		get: return KBETyped.arrays(entity.get_component_property(component, &"of4", []))
		set(_v): _refuse(&"of4")

	## of5: ARRAY of ?
	var of5: Array:
		get: return entity.get_component_property(component, &"of5", [])
		set(_v): _refuse(&"of5")

	## of6: ?
	var of6: Variant:
		get: return entity.get_component_property(component, &"of6")
		set(_v): _refuse(&"of6")

	## of7: ENTITY_COMPONENT
	var of7: Variant:
		get: return entity.get_component_property(component, &"of7")
		set(_v): _refuse(&"of7")

	## of8: Timer
	var of8: Timer_:
		get: return Timer_.from(entity.get_component_property(component, &"of8", {}))
		set(_v): _refuse(&"of8")

	## of9: ARRAY of VECTOR4
	var of9: Array[Vector4]:
		get: return KBETyped.vectors4(entity.get_component_property(component, &"of9", []))
		set(_v): _refuse(&"of9")

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
			&"get":
				if _v is int and _o is int:
					get_changed.emit(_v, _o)
			&"Timer":
				if _v is int and _o is int:
					Timer_changed.emit(_v, _o)
			&"String":
				if _v is int and _o is int:
					String_changed.emit(_v, _o)
			&"range":
				if _v is int and _o is int:
					range_changed.emit(_v, _o)
			&"class":
				if _v is int and _o is int:
					class_changed.emit(_v, _o)
			&"entity":
				if _v is int and _o is int:
					entity_changed.emit(_v, _o)
			&"base":
				if _v is int and _o is int:
					base_changed.emit(_v, _o)
			&"free":
				if _v is int and _o is int:
					free_changed.emit(_v, _o)
			&"2nd":
				if _v is int and _o is int:
					_2nd_changed.emit(_v, _o)
			&"\U00751F\U00547D":
				if _v is int and _o is int:
					_u751F_u547D_changed.emit(_v, _o)
			&"_v":
				if _v is int and _o is int:
					_v_changed.emit(_v, _o)
			&"OK":
				if _v is int and _o is int:
					OK_changed.emit(_v, _o)
			&"value":
				if _v is int and _o is int:
					value_changed.emit(_v, _o)
			&"call_base":
				if _v is int and _o is int:
					call_base_changed.emit(_v, _o)
			&"made":
				if _v is int and _o is int:
					made_changed.emit(_v, _o)
			&"clashing":
				if _v is int and _o is int:
					clashing_changed.emit(_v, _o)
			&"of0":
				if KBETyped.is_bytes(_v) and KBETyped.is_bytes(_o):
					of0_changed.emit(KBETyped.bytes(_v), KBETyped.bytes(_o))
			&"of1":
				if _v is Dictionary and _o is Dictionary:
					of1_changed.emit(_v, _o)
			&"of2":
				if _v is Array and _o is Array:
					of2_changed.emit(KBETyped.byte_arrays(_v), KBETyped.byte_arrays(_o))
			&"of3":
				if _v is Array and _o is Array:
					of3_changed.emit(KBETyped.arrays(_v, KBETyped.arrays.bind(Color_.list)), KBETyped.arrays(_o, KBETyped.arrays.bind(Color_.list)))
			&"of4":
				if _v is Array and _o is Array:
					of4_changed.emit(KBETyped.arrays(_v), KBETyped.arrays(_o))
			&"of5":
				if _v is Array and _o is Array:
					of5_changed.emit(_v, _o)
			&"of6": of6_changed.emit(_v, _o)
			&"of8":
				if Timer_.fits(_v) and Timer_.fits(_o):
					of8_changed.emit(Timer_.from(_v), Timer_.from(_o))
			&"of9":
				if _v is Array and _o is Array:
					of9_changed.emit(KBETyped.vectors4(_v), KBETyped.vectors4(_o))

	func _method(_n: StringName, _a: Array) -> void:
		match _n:
			&"get":
				if _a.size() == 0:
					get__2.emit()
			&"Timer":
				if _a.size() == 0:
					Timer__3.emit()
			&"String":
				if _a.size() == 0:
					String__2.emit()
			&"range":
				if _a.size() == 0:
					range__2.emit()
			&"class":
				if _a.size() == 0:
					class__2.emit()
			&"entity":
				if _a.size() == 0:
					entity__2.emit()
			&"base":
				if _a.size() == 0:
					base__2.emit()
			&"free":
				if _a.size() == 0:
					free__2.emit()
			&"2nd":
				if _a.size() == 0:
					_2nd_2.emit()
			&"\U00751F\U00547D":
				if _a.size() == 0:
					_u751F_u547D_2.emit()
			&"_v":
				if _a.size() == 0:
					_v__2.emit()
			&"OK":
				if _a.size() == 0:
					OK__2.emit()
			&"value":
				if _a.size() == 0:
					value_2.emit()
			&"call_base":
				if _a.size() == 0:
					call_base__2.emit()
			&"made":
				if _a.size() == 0:
					made_2.emit()
			&"clashing":
				if _a.size() == 0:
					clashing_3.emit()
			&"all":
				if _a.size() == 10 and KBETyped.is_bytes(_a[0]) and _a[1] is Dictionary and _a[2] is Array and _a[3] is Array and _a[4] is Array and _a[5] is Array and Timer_.fits(_a[8]) and _a[9] is Array:
					all.emit(KBETyped.bytes(_a[0]), _a[1], KBETyped.byte_arrays(_a[2]), KBETyped.arrays(_a[3], KBETyped.arrays.bind(Color_.list)), KBETyped.arrays(_a[4]), _a[5], _a[6], _a[7], Timer_.from(_a[8]), KBETyped.vectors4(_a[9]))

	## Methods of the base part; each answers OK, or what was refused.
	class BaseCalls extends KBETyped.Calls:
		## get()
		func get_() -> int:
			return _entity.call_component_base(_component, &"get")

		## Timer()
		func Timer__2() -> int:
			return _entity.call_component_base(_component, &"Timer")

		## String()
		func String_() -> int:
			return _entity.call_component_base(_component, &"String")

		## range()
		func range_() -> int:
			return _entity.call_component_base(_component, &"range")

		## class()
		func class_() -> int:
			return _entity.call_component_base(_component, &"class")

		## entity()
		func entity_() -> int:
			return _entity.call_component_base(_component, &"entity")

		## base()
		func base_() -> int:
			return _entity.call_component_base(_component, &"base")

		## free()
		func free_() -> int:
			return _entity.call_component_base(_component, &"free")

		## 2nd()
		func _2nd() -> int:
			return _entity.call_component_base(_component, &"2nd")

		## 生命()
		func _u751F_u547D() -> int:
			return _entity.call_component_base(_component, &"\U00751F\U00547D")

		## _v()
		func _v_() -> int:
			return _entity.call_component_base(_component, &"_v")

		## OK()
		func OK_() -> int:
			return _entity.call_component_base(_component, &"OK")

		## value()
		func value() -> int:
			return _entity.call_component_base(_component, &"value")

		## call_base()
		func call_base_() -> int:
			return _entity.call_component_base(_component, &"call_base")

		## made()
		func made() -> int:
			return _entity.call_component_base(_component, &"made")

		## clashing()
		func clashing_2() -> int:
			return _entity.call_component_base(_component, &"clashing")

		## all(PYTHON, ENTITYCALL, ARRAY of PY_DICT, ARRAY of ARRAY of ARRAY of Color, ARRAY of ARRAY of ?, ARRAY of ?, ?, ENTITY_COMPONENT, Timer, ARRAY of VECTOR4)
		func all(arg1: PackedByteArray, arg2: Dictionary, arg3: Array[PackedByteArray], arg4: Array[Array], arg5: Array[Array], arg6: Array, arg7: Variant, arg8: Variant, arg9: Timer_, arg10: Array[Vector4]) -> int:
			return _entity.call_component_base(_component, &"all", KBETyped.pickle(arg1), arg2, arg3.map(KBETyped.pickle), arg4.map(func(_v0: Array) -> Array: return _v0.map(func(_v1: Array) -> Array: return _v1.map(KBETyped.dictionary))), arg5, arg6, arg7, arg8, arg9.to_dictionary(), arg10)

	## Methods of the cell part; each answers OK, or what was refused.
	class CellCalls extends KBETyped.Calls:
		## jump()
		func jump() -> int:
			return _entity.call_component_cell(_component, &"jump")


## Entity class Nothing.
class NothingBase extends KBETyped.Entity:
	## Its name on the server.
	const SERVER_CLASS := &"Nothing"

	## The object of an entity, always the same; null for one of another class, or none.
	static func of(_e: KBEEntity) -> NothingBase:
		if _e == null or _e.entity_class != SERVER_CLASS:
			return null
		var _made: Variant = _e.get_typed()
		return _made if _made is NothingBase else NothingBase.new(_e)
