class_name KBETyped
extends Node
## What code made by [code]kbe codegen --language gdscript[/code] stands on: an object with typed properties, signals and
## calls for each entity of a [KBEClient], which this node is put below before the login.

## The server's definitions are not those that the code was made of: dictionaries of [code]text[/code], a sentence, and
## [code]breaks[/code], whether the code relies on what is not so any more. Told once, not at each login; where nobody
## listens, they are warnings.
signal differences_found(differences: Array)
## An entity has its object; its properties come after this.
signal entity_typed(entity: Entity)

## The client above.
var client: KBEClient
## Digest of the definitions that the code was made of.
var digest := ""
## What the code relies on: names and types by turns.
var members: PackedStringArray = []
## The scripts that objects are made of, by classes of the server. Put your own here, derived from the generated ones,
## before the login.
var classes := {}
var _compared := ""


func _ready() -> void:
	client = get_parent() as KBEClient
	if client == null:
		push_error("%s belongs below a KBEClient" % get_path())
		return
	client.entity_created.connect(_created)
	client.definitions_ready.connect(func(_count: int) -> void: _compare())
	for entity: KBEEntity in client.get_entities():
		_created(entity)
	_compare()


func _created(entity: KBEEntity) -> void:
	var script: Variant = classes.get(entity.entity_class)
	if script == null:
		return
	var typed: Variant = entity.get_typed()
	if typed == null:
		typed = (script as GDScript).new(entity)
	entity_typed.emit(typed)
	_announce(entity.entity_class, typed as Entity)


## Generated code tells of the entity by the signal of its class.
func _announce(_n: StringName, _v: Entity) -> void:
	pass


func _compare() -> void:
	var server: String = client.get_info().get("entitydef_digest", "")
	var differences := client.compare_definitions(digest, members)
	if differences.is_empty() or server == _compared:
		return
	_compared = server
	if differences_found.get_connections().is_empty():
		for difference: Dictionary in differences:
			push_warning(difference["text"])
	differences_found.emit(differences)


## Disconnects whoever listens to an object: a handler that refers to the object would keep it, and itself, for ever.
static func silence(object: Object) -> void:
	for of: Dictionary in object.get_signal_list():
		for connection: Dictionary in object.get_signal_connection_list(of["name"]):
			object.disconnect(of["name"], connection["callable"])


static func is_number(value: Variant) -> bool:
	return value is float or value is int


## Bytes, or the nothing that a pickle may be.
static func is_bytes(value: Variant) -> bool:
	return value is PackedByteArray or value == null


static func bytes(value: Variant) -> PackedByteArray:
	if value == null:
		return PackedByteArray()
	return value


## Nothing for no bytes: no pickle is empty.
static func pickle(value: PackedByteArray) -> Variant:
	if value.is_empty():
		return null
	return value


static func dictionary(of: FixedDict) -> Dictionary:
	return of.to_dictionary()


static func ints(value: Variant) -> Array[int]:
	var made: Array[int] = []
	made.assign(value as Array)
	return made


static func floats(value: Variant) -> Array[float]:
	var made: Array[float] = []
	made.assign(value as Array)
	return made


static func texts(value: Variant) -> Array[String]:
	var made: Array[String] = []
	made.assign(value as Array)
	return made


static func vectors2(value: Variant) -> Array[Vector2]:
	var made: Array[Vector2] = []
	made.assign(value as Array)
	return made


static func vectors3(value: Variant) -> Array[Vector3]:
	var made: Array[Vector3] = []
	made.assign(value as Array)
	return made


static func vectors4(value: Variant) -> Array[Vector4]:
	var made: Array[Vector4] = []
	made.assign(value as Array)
	return made


static func dictionaries(value: Variant) -> Array[Dictionary]:
	var made: Array[Dictionary] = []
	made.assign(value as Array)
	return made


static func byte_arrays(value: Variant) -> Array[PackedByteArray]:
	var made: Array[PackedByteArray] = []
	for item: Variant in value:
		made.append(bytes(item))
	return made


## Arrays in an Array, each made by a function of the above where there is one.
static func arrays(value: Variant, each := Callable()) -> Array[Array]:
	var made: Array[Array] = []
	for item: Variant in value:
		made.append(each.call(item) if each.is_valid() else item)
	return made


## A FIXED_DICT.
class FixedDict extends RefCounted:
	## As an argument of a call has it.
	func to_dictionary() -> Dictionary:
		return {}


## Calls of one part of an entity or component.
class Calls extends RefCounted:
	var _entity: KBEEntity
	var _component: StringName

	func _init(of: KBEEntity, component: StringName) -> void:
		_entity = of
		_component = component


## An entity in types. It stays the same object for as long as the entity is there, which it may outlive.
class Entity extends RefCounted:
	## The entity itself: where it is, and everything that has no type.
	var entity: KBEEntity
	var _parts := {}
	var _sides := {}

	func _init(of: KBEEntity) -> void:
		entity = of
		entity.set_typed(self)
		entity.property_changed.connect(_property)
		entity.method_called.connect(_method)
		entity.component_property_changed.connect(_component_property)
		entity.component_method_called.connect(_component_method)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		pass

	func _method(_n: StringName, _a: Array) -> void:
		pass

	func _component_property(named: StringName, _n: StringName, _v: Variant, _o: Variant) -> void:
		var part: Component = _parts.get(named)
		if part != null:
			part.property_changed.emit(_n, _v, _o)
			part._property(_n, _v, _o)

	func _component_method(named: StringName, _n: StringName, _a: Array) -> void:
		var part: Component = _parts.get(named)
		if part != null:
			part.method_called.emit(_n, _a)
			part._method(_n, _a)

	## The object of a component, made when somebody asks for it.
	func _part(named: StringName, script: GDScript) -> Component:
		if not _parts.has(named):
			_parts[named] = script.new(entity, named)
		return _parts[named]

	## Calls of one part.
	func _side(named: StringName, script: GDScript) -> Calls:
		if not _sides.has(named):
			_sides[named] = script.new(entity, &"")
		return _sides[named]

	## Called by the entity when it is gone.
	func _let_go() -> void:
		for part: Component in _parts.values():
			KBETyped.silence(part)
		KBETyped.silence(self)

	func _refuse(named: StringName) -> void:
		push_error("%s.%s is the server's: it cannot be set here" % [entity.entity_class, named])


## A component in types; as it is, one whose class is not known to the generated code.
class Component extends RefCounted:
	## A property has another value.
	signal property_changed(property: StringName, value: Variant, old_value: Variant)
	## The server calls a method.
	signal method_called(method: StringName, args: Array)

	## The entity that it is a part of.
	var entity: KBEEntity
	## The name of its property.
	var component: StringName
	var _sides := {}

	func _init(of: KBEEntity, named: StringName) -> void:
		entity = of
		component = named

	## A property by its name; the default when it is not there.
	func get_property(named: StringName, default: Variant = null) -> Variant:
		return entity.get_component_property(component, named, default)

	## Calls a method of the base part by its name.
	func call_base(method: StringName, args := []) -> int:
		return entity.callv(&"call_component_base", [component, method] + args)

	## Calls a method of the cell part by its name.
	func call_cell(method: StringName, args := []) -> int:
		return entity.callv(&"call_component_cell", [component, method] + args)

	func _property(_n: StringName, _v: Variant, _o: Variant) -> void:
		pass

	func _method(_n: StringName, _a: Array) -> void:
		pass

	func _side(named: StringName, script: GDScript) -> Calls:
		if not _sides.has(named):
			_sides[named] = script.new(entity, component)
		return _sides[named]

	func _refuse(named: StringName) -> void:
		push_error("%s.%s.%s is the server's: it cannot be set here" % [entity.entity_class, component, named])
