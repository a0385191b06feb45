extends SceneTree
## What movements cost a game in GDScript: the same crowd in several ways, as ratios of one run.
##
##     kbe demo-server --crowd 2000
##     godot --headless --script res://test/cost.gd -- 20013 [BATCHES]
##
## A batch is what the crowd sends in a tenth of a second; each way pumps as many of them, by turns.

## Ways to follow the crowd, and what each is.
const WAYS := {
	&"counted": "entities_moved, of which only the number is looked at",
	&"arrays": "entities_moved, read item by item into a Dictionary of positions",
	&"calls": "the same, with a function call for each item",
	&"signals": "the same, with a signal of its own for each entity",
	&"nodes": "entities_moved, a Node2D moved for each item",
	&"asked": "afterwards entity.position of every KBEEntity",
	&"positions": "afterwards get_positions(ids) of all, read item by item",
	&"multimesh": "afterwards get_multimesh_buffer_2d(ids) of all into a MultiMesh",
}


## Somebody with a signal and a handler.
class Follower extends RefCounted:
	signal moved(position: Vector3)
	var position := Vector3.ZERO

	func _init() -> void:
		moved.connect(_on_moved)

	func _on_moved(to: Vector3) -> void:
		position = to


var _client := KBEClient.new()
var _moves := 0
var _positions := {}
var _nodes := {}
var _followers := {}
var _ids: PackedInt32Array = []
var _entities: Array = []
var _mesh := MultiMesh.new()
var _way := &"counted"


func _initialize() -> void:
	var args := OS.get_cmdline_user_args()
	_client.port = args[0].to_int()
	_client.cache_dir = ""
	_client.auto_pump = false
	root.add_child(_client)
	_run.call_deferred(args[1].to_int() if args.size() > 1 else 200)


func _run(batches: int) -> void:
	await _enter()
	_prepare()
	var spent := {}
	var counted := {}
	for way: StringName in WAYS:
		spent[way] = 0
		counted[way] = 0
	_client.entities_moved.connect(_on_moved)
	# By turns, so that no way has the machine at a better time than another.
	for turn in batches:
		for way: StringName in WAYS:
			await create_timer(0.1).timeout
			_way = way
			_moves = 0
			var before := Time.get_ticks_usec()
			_client.pump()
			_after(way)
			spent[way] += Time.get_ticks_usec() - before
			counted[way] += _moves
	_tell(spent, counted)
	_client.queue_free()
	await _client.tree_exited
	quit()


func _enter() -> void:
	_client.entity_method_called.connect(func(entity: KBEEntity, method: StringName, args: Array) -> void:
		if method == &"onReqAvatarList":
			entity.call_base("reqCreateAvatar", 1, "watcher")
		elif method == &"onCreateAvatarResult":
			entity.call_base("selectAvatarGame", args[1]["dbid"]))
	_client.account_finished.connect(func(_result: Dictionary) -> void: _client.login("watcher", "secret"))
	_client.login_finished.connect(func(_result: Dictionary) -> void: _client.call_base("reqAvatarList"))
	_client.create_account("watcher", "secret")
	var seen := -1
	# Until nobody comes any more.
	while _client.get_player() == null or not _client.get_player().is_in_world() or seen != _client.get_entity_ids().size():
		seen = _client.get_entity_ids().size()
		var end := Time.get_ticks_msec() + 1000
		while Time.get_ticks_msec() < end:
			_client.pump()
			await process_frame


func _prepare() -> void:
	_ids = _client.get_entity_ids()
	_entities = _client.get_entities()
	for id in _ids:
		_nodes[id] = Node2D.new()
		root.add_child(_nodes[id])
		_followers[id] = Follower.new()
	_mesh.transform_format = MultiMesh.TRANSFORM_2D
	_mesh.instance_count = _ids.size()


func _on_moved(ids: PackedInt32Array, positions: PackedVector3Array, _directions: PackedVector3Array) -> void:
	_moves += ids.size()
	match _way:
		&"arrays":
			for i in ids.size():
				_positions[ids[i]] = positions[i]
		&"signals":
			for i in ids.size():
				var follower: Follower = _followers.get(ids[i])
				if follower != null:
					follower.moved.emit(positions[i])
		&"calls":
			for i in ids.size():
				_one(ids[i], positions[i])
		&"nodes":
			for i in ids.size():
				var node: Node2D = _nodes.get(ids[i])
				if node != null:
					node.position = Vector2(positions[i].x, -positions[i].z)


func _one(id: int, position: Vector3) -> void:
	_positions[id] = position


func _after(way: StringName) -> void:
	match way:
		&"asked":
			for entity: KBEEntity in _entities:
				_positions[entity] = entity.position
		&"positions":
			var all := _client.get_positions(_ids)
			for i in all.size():
				_positions[i] = all[i]
		&"multimesh":
			_mesh.buffer = _client.get_multimesh_buffer_2d(_ids, 1.0)


func _tell(spent: Dictionary, counted: Dictionary) -> void:
	print("%d entities; microseconds for a thousand movements, and how many times the first way that is" % _ids.size())
	var least: float = spent[&"counted"] * 1000.0 / maxi(counted[&"counted"], 1)
	for way: StringName in WAYS:
		var cost: float = spent[way] * 1000.0 / maxi(counted[way], 1)
		print("%-10s %8.1f %6.2f  %s (%d movements)" % [way, cost, cost / least, WAYS[way], counted[way]])
