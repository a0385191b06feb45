extends SceneTree
## The demo world in generated types: from login to a type zoo and back, and what is different in the definitions.
##
##     godot --headless --script visit.gd -- PORT ACCOUNT      prints what it saw; its last line says that all was seen

## A game's own class, derived from the generated one.
class Hero extends world.AvatarBase:
	var skills: Array[int] = []

	func _init(who: KBEEntity) -> void:
		super(who)
		onAddSkill.connect(func(skill: int) -> void: skills.append(skill))


const WANTED := 14

var _client := KBEClient.new()
var _world := world.new()
var _account := ""
var _seen := {}
var _wrong: PackedStringArray = []
var _zoo: world.TypeZooBase


func _initialize() -> void:
	var args := OS.get_cmdline_user_args()
	_account = args[1]
	_client.port = args[0].to_int()
	_client.cache_dir = ""
	_listen()
	_world.classes[&"Avatar"] = Hero
	_client.add_child(_world)
	root.add_child(_client)
	create_timer(40.0, true, false, true).timeout.connect(_end)
	_run.call_deferred()


func _run() -> void:
	await _client.create_account(_account, "secret")
	var result: Dictionary = await _client.login(_account, "secret")
	same(result["ok"], true, "login")


func same(is_now: Variant, wanted: Variant, what: String) -> void:
	if typeof(is_now) != typeof(wanted) or is_now != wanted:
		_wrong.append("%s is %s, not %s" % [what, is_now, wanted])


func see(what: String) -> void:
	_seen[what] = true
	if _seen.size() == WANTED:
		_leave.call_deferred()


func _leave() -> void:
	_client.logout()
	await _client.disconnected
	await process_frame
	same(_zoo.entity.is_valid(), false, "the zoo after the end")
	same(_zoo.entity.get_typed(), null, "what hangs on it then")
	same(_zoo.valInt8, 0, "a property then")
	await _close_inside()
	await _end()


## A client that is closed by a handler of one of its typed objects, which nothing but the client held.
func _close_inside() -> void:
	var told: Array = []
	_world.Account_created.connect(func(account: world.AccountBase) -> void:
		account.lastSelCharacter_changed.connect(func(value: int, _old: int) -> void:
			told.append([value, account.entity])
			_client.close()
			told.append(account.lastSelCharacter)), CONNECT_ONE_SHOT)
	_client.login(_account, "secret")
	var end := Time.get_ticks_msec() + 20000
	while told.is_empty() and Time.get_ticks_msec() < end:
		await process_frame
	same(told.size(), 2, "what a handler that closes its client goes through")
	if told.size() == 2:
		same((told[0][1] as KBEEntity).is_valid(), false, "its entity")
		same(told[1], 0, "its property")
	same(_client.get_state(), KBEClient.STATE_OFFLINE, "the state")


func _end() -> void:
	var all := _seen.keys()
	all.sort()
	for what: String in all:
		print(what)
	for what in _wrong:
		print(what)
	print("all was seen" if all.size() == WANTED and _wrong.is_empty() else "not all was seen")
	_zoo = null
	_client.queue_free()
	await _client.tree_exited
	quit()


func _listen() -> void:
	_world.differences_found.connect(func(all: Array) -> void:
		for difference: Dictionary in all:
			print("breaks: " if difference["breaks"] else "also: ", difference["text"]))
	_world.Account_created.connect(_on_account)
	_world.Avatar_created.connect(_on_avatar)
	_world.TypeZoo_created.connect(_on_zoo)
	_client.entity_entered_world.connect(func(entity: KBEEntity) -> void:
		if entity.is_player():
			_enter(world.AvatarBase.of(entity)))


func _on_account(account: world.AccountBase) -> void:
	account.onReqAvatarList.connect(func(list: world.AVATAR_INFOS_LIST) -> void:
		same(list.values.size(), 0, "the list")
		same(account.lastSelCharacter, 0, "lastSelCharacter")
		same(account.base.reqCreateAvatar(1, _account), OK, "reqCreateAvatar"))
	account.onCreateAvatarResult.connect(func(code: int, made: world.AVATAR_INFOS) -> void:
		same(code, 0, "the code")
		same(made.name, _account, "the name")
		same(account.base.selectAvatarGame(made.dbid), OK, "selectAvatarGame"))
	(func() -> void:
		if account.entity.is_valid():
			same(account.base.reqAvatarList(), OK, "reqAvatarList")).call_deferred()


func _on_avatar(me: world.AvatarBase) -> void:
	if not me.entity.is_player():
		return
	same(me is Hero, true, "the avatar's class")
	same(world.AvatarBase.of(me.entity), me, "the avatar's object")
	same(world.AccountBase.of(me.entity), null, "the avatar as an account")
	me.HP_changed.connect(func(value: int, old_value: int) -> void:
		same(me.HP, value, "HP in its signal")
		see("HP" if value == old_value else "HP that has changed"))
	me.onAddSkill.connect(func(_skill: int) -> void:
		if (me as Hero).skills.has(6000101):
			see("a skill"))
	me.component1.helloCB.connect(func(_value: int) -> void:
		same(me.component1.own, 1001, "own")
		see("hello back"))
	me.component1.state_changed.connect(func(value: int, old_value: int) -> void:
		if value == old_value:
			see("a component's property"))


func _enter(me: world.AvatarBase) -> void:
	same(me.name, _account, "name")
	same(me.HP, me.entity.get_property("HP"), "HP")
	same(me.component1.own, 1001, "component1.own")
	same(me.component1, me.component1, "component1")
	same(me.cell.requestPull(), OK, "requestPull")
	same(me.component1.cell.hello(5), OK, "hello")
	same(me.component3.call_cell(&"hello", [6]), OK, "hello by its name")
	same(me.component3.get_property(&"own"), me.component3.own, "own by its name")


func _on_zoo(zoo: world.TypeZooBase) -> void:
	if _zoo != null:
		return
	_zoo = zoo
	zoo.onEchoDeep.connect(func(deep: world.ZOO_DEEP) -> void:
		same(deep.name, "tief", "name")
		same(deep.points.size(), 2, "points")
		same(deep.points[1].y, 4.0, "y")
		same(deep.matrix, [[1] as Array[int], [2, 3] as Array[int]] as Array[Array], "matrix")
		same(deep.data.param1, -1, "param1")
		same(deep.data.param2, PackedByteArray([1, 2, 255]), "param2")
		see("a deep FIXED_DICT"))
	zoo.onEchoPython.connect(func(pickle: PackedByteArray) -> void: see("a pickle" if pickle.size() == 4 else "no pickle"))
	zoo.onEchoBlob.connect(func(bytes: PackedByteArray) -> void:
		same(bytes, PackedByteArray([128, 2, 78]), "bytes")
		see("bytes"))
	zoo.onEchoNested.connect(func(nested: Array[Array]) -> void:
		same((nested[0] as Array[int])[1], 2, "nested")
		see("nested arrays"))
	zoo.onEchoNames.connect(func(names: Array[String]) -> void:
		same(names, ["a", "ü"] as Array[String], "names")
		see("an array of texts"))
	zoo.onEchoVector3.connect(func(vector: Vector3) -> void:
		same(vector, Vector3(1, 2, 3), "the vector")
		see("a vector"))
	zoo.valPoint_changed.connect(func(now: world.ZOO_POINT, before: world.ZOO_POINT) -> void:
		same(now.to_dictionary(), before.to_dictionary(), "valPoint")
		same(now.x, zoo.valPoint.x, "valPoint.x")
		see("a FIXED_DICT that is a property"))
	_client.entity_entered_world.connect(func(entity: KBEEntity) -> void:
		if entity == zoo.entity:
			_call(zoo))


func _call(zoo: world.TypeZooBase) -> void:
	var deep := world.ZOO_DEEP.new()
	deep.name = "tief"
	deep.point.x = 1.0
	deep.points = [world.ZOO_POINT.from({"x": 2, "y": 3}), world.ZOO_POINT.from({"x": 3.0, "y": 4.0})]
	deep.matrix = [[1], [2, 3]]
	deep.data = world.AVATAR_DATA.from({"param1": -1, "param2": PackedByteArray([1, 2, 255])})
	same(world.ZOO_POINT.from({"x": 1.0}), null, "a FIXED_DICT without a key")
	same(zoo.cell.echoDeep(deep), OK, "echoDeep")
	same(zoo.cell.echoPython(PackedByteArray([128, 2, 78, 46])), OK, "echoPython")
	same(zoo.cell.echoBlob(PackedByteArray([128, 2, 78])), OK, "echoBlob")
	same(zoo.cell.echoNested([[1, 2], []]), OK, "echoNested")
	same(zoo.cell.echoNames(["a", "ü"]), OK, "echoNames")
	same(zoo.cell.echoVector3(Vector3(1, 2, 3)), OK, "echoVector3")
	same(zoo.valVector2, Vector2(1, 2), "valVector2")
	same(zoo.valNested.size() > 0, true, "valNested")
	same(zoo.part is world.ZooPartBase, true, "part")
	see("vectors" if zoo.valVector4 == Vector4(1, 2, 3, 4) else "no vectors")
	see("an array" if zoo.valArray.size() > 0 else "no array")
