extends "res://test/checks.gd"
## Plays the demo project against a demo server: KBE_PORT is its loginapp. KBE_SHOT names a file for a screenshot.

var _moves := {}
var _calls: Array[Dictionary] = []
var _changes: Array[Dictionary] = []
var _told: Array[StringName] = []


func _run() -> void:
	_listen()
	await _log_in()
	if OS.get_environment("KBE_SHOT") != "":
		await _shoot()
	await _move()
	await _call_and_be_called()
	await _values()
	await _properties()
	await _spaces_and_scenes()
	await _end()


func _listen() -> void:
	var client: KBEClient = Game.client
	client.entities_moved.connect(func(ids: PackedInt32Array, positions: PackedVector3Array, directions: PackedVector3Array) -> void:
		check(ids.size() == positions.size() and ids.size() == directions.size(), "one position and direction for each id")
		for i in ids.size():
			_moves[ids[i]] = positions[i])
	client.entity_method_called.connect(func(entity: KBEEntity, method: StringName, args: Array) -> void:
		_calls.append({"id": entity.id, "method": method, "args": args}))
	client.entity_property_changed.connect(func(entity: KBEEntity, property: StringName, value: Variant, old: Variant) -> void:
		_changes.append({"id": entity.id, "property": property, "value": value, "old": old}))
	for event: StringName in [&"entity_left_space", &"entity_entered_space"]:
		client.connect(event, func(_entity: KBEEntity) -> void: _told.append(event))
	client.disconnected.connect(func(result: Dictionary) -> void: _told.append("disconnected %d" % result.reason))


func called(id: int, method: StringName) -> Array:
	for one in _calls:
		if one.id == id and one.method == method:
			return one.args
	return ["not called"]


func _log_in() -> void:
	get_tree().change_scene_to_file("res://demo/login.tscn")
	await get_tree().process_frame
	await get_tree().process_frame
	var scene := get_tree().current_scene
	scene.get_node("%Account").text = "godot"
	scene.get_node("%Enter").pressed.emit()
	await until(func() -> bool: return get_tree().current_scene != null and get_tree().current_scene.name == &"World", "the scene of the world")
	var client: KBEClient = Game.client
	equal(client.get_state(), KBEClient.STATE_IN_GAME, "the state")
	check(client.is_in_game(), "in the game")
	var player := client.get_player()
	equal(player.entity_class, &"Avatar", "the player's class")
	equal(player.name, "godot", "the player's name")
	await until(func() -> bool: return player.HP == 100, "the player's HP")
	check(player.is_player() and player.is_in_world() and player.is_valid(), "the player is in the world")
	check(player == client.get_entity(player.id), "one object for one entity")
	await until(func() -> bool: return client.get_entities(&"Monster").size() >= 5, "monsters in view")
	equal(client.get_entities(&"NPC").size(), 3, "NPCs in view")
	equal(client.get_entity_ids().size(), client.get_entities().size(), "as many ids as entities")
	equal(get_tree().current_scene.positions.size(), client.get_entities().size(), "what the scene draws")
	equal(client.get_space_geometry(), "spaces/kbengine_unity3d_demo", "the geometry")


func _move() -> void:
	var client: KBEClient = Game.client
	await until(func() -> bool: return _moves.size() >= 5, "monsters walk")
	var ids := client.get_entity_ids()
	var positions := client.get_positions(ids)
	var directions := client.get_directions(ids)
	var buffer := client.get_multimesh_buffer_3d(ids)
	var flat := client.get_multimesh_buffer_2d(ids, 2.0)
	equal(buffer.size(), ids.size() * 12, "floats of a MultiMesh in 3D")
	equal(flat.size(), ids.size() * 8, "floats of a MultiMesh in 2D")
	for i in ids.size():
		var entity := client.get_entity(ids[i])
		equal(positions[i], entity.position, "position of %s" % entity)
		equal(directions[i], entity.direction, "direction of %s" % entity)
		equal(Vector3(buffer[i * 12 + 3], buffer[i * 12 + 7], -buffer[i * 12 + 11]), entity.position, "place of %s in 3D" % entity)
	var multimesh := MultiMesh.new()
	multimesh.transform_format = MultiMesh.TRANSFORM_3D
	multimesh.instance_count = ids.size()
	multimesh.buffer = buffer
	var turned := Basis(Vector3.UP, -directions[0].z)
	if DisplayServer.get_name() != "headless":
		check(multimesh.get_instance_transform(0).basis.is_equal_approx(turned), "a MultiMesh takes the buffer")
	var player := client.get_player()
	var from := player.position
	Input.action_press("ui_right")
	await until(func() -> bool: return player.position.x > from.x + 1.0, "the player walks east")
	Input.action_release("ui_right")
	equal(player.position.z, from.z, "where the player walked")
	check(absf(player.direction.z - PI / 2) < 0.001, "the player looks east")
	await until(func() -> bool: return client.get_info().server_position.distance_to(player.position) < 0.01, "the server knows")
	# "ok space 1 at X Y Z"
	var said: PackedStringArray = (await order("position godot")).split(" ")
	check(said.size() == 7 and absf(said[4].to_float() - player.position.x) < 0.01, "the server says where the player is: %s, %s" % [said, player.position])


func _call_and_be_called() -> void:
	var client: KBEClient = Game.client
	var player := client.get_player()
	var npc: KBEEntity = client.get_entities(&"NPC")[0]
	equal(player.call_cell("dialog", npc.id, 10001001), OK, "a call of the cell part")
	await until(func() -> bool: return called(player.id, &"dialog_setText").size() == 4, "the server answers")
	equal(called(player.id, &"dialog_setText")[3], npc.name, "who has spoken")
	check(Game.chat.size() > 0, "the demo shows it")
	var heard: Array = []
	player.method_called.connect(func(method: StringName, args: Array) -> void:
		if method == &"onAddSkill":
			heard.append(args))
	player.call_cell("requestPull")
	await until(func() -> bool: return heard.size() >= 3, "the player's own signal")
	equal(heard[0].size(), 1, "arguments of the first skill")
	equal(typeof(heard[0][0]), TYPE_INT, "the number of the skill")
	check(player.get_components().size() == 3, "components: %s" % player.get_components())


func _echo(zoo: KBEEntity, type: String, value: Variant, comes_as: Variant = value) -> void:
	equal(zoo.call_cell("echo" + type, value), OK, "echo" + type)
	await until(func() -> bool: return called(zoo.id, "onEcho" + type) != ["not called"], "the echo of " + type)
	equal(called(zoo.id, "onEcho" + type)[0], comes_as, "the echo of " + type)


func _values() -> void:
	var zoo: KBEEntity = Game.client.get_entities(&"TypeZoo")[0]
	equal(zoo.valInt8, -8, "INT8")
	# Godot's integers have a sign: the largest UINT64 is -1, with all its bits.
	equal(zoo.valUint64, -1, "UINT64")
	equal(zoo.valFloat, 1.5, "FLOAT")
	equal(zoo.valUnicode, "défaut", "UNICODE")
	equal(zoo.valVector2, Vector2(1, 2), "VECTOR2")
	equal(zoo.valVector3, Vector3(1, 2, 3), "VECTOR3")
	equal(zoo.valVector4, Vector4(1, 2, 3, 4), "VECTOR4")
	equal(zoo.valBlob, PackedByteArray(range(256)), "BLOB")
	equal(typeof(zoo.valPoint), TYPE_DICTIONARY, "FIXED_DICT")
	equal(typeof(zoo.valArray), TYPE_ARRAY, "ARRAY")
	equal(zoo.get_property("nothing", 7), 7, "the default of a property that is not there")
	check(zoo.get_properties().size() >= 26, "all properties by name")
	await _echo(zoo, "Int8", -100)
	await _echo(zoo, "Int64", -9223372036854775807)
	await _echo(zoo, "Uint32", 4294967295)
	await _echo(zoo, "Double", 0.1)
	await _echo(zoo, "Float", 0.5)
	await _echo(zoo, "Unicode", "grüße 好 🎮")
	await _echo(zoo, "String", &"ascii", "ascii")
	await _echo(zoo, "Blob", PackedByteArray([0, 1, 255]))
	await _echo(zoo, "Vector2", Vector2(1.5, -2))
	await _echo(zoo, "Vector3", Vector3(1, 2, -3))
	await _echo(zoo, "Vector4", Vector4(1, 2, 3, 4))
	await _echo(zoo, "Point", {"x": 1.5, "y": -2.5})
	await _echo(zoo, "Names", ["a", "", "ü"])
	await _echo(zoo, "Array", PackedInt32Array([1, -2, 3]), [1, -2, 3])
	await _echo(zoo, "Nested", [[1], [], [2, 3]])


func _properties() -> void:
	var client: KBEClient = Game.client
	var monster: KBEEntity = client.get_entities(&"Monster")[0]
	var own: Array = []
	monster.property_changed.connect(func(property: StringName, value: Variant, _old: Variant) -> void:
		if property == &"name":
			own.append(value))
	await order("prop %d name godzilla" % monster.id)
	await until(func() -> bool: return own.has("godzilla"), "the entity's own signal")
	equal(monster.name, "godzilla", "the name that the server set")
	check(_changes.any(func(c: Dictionary) -> bool: return c.id == monster.id and c.property == &"name" and c.value == "godzilla" and c.old != "godzilla"), "the client's signal, with the value before")
	var gone: Array = []
	monster.destroyed.connect(func() -> void: gone.append(monster.name))
	await order("despawn %d" % monster.id)
	await until(func() -> bool: return not gone.is_empty(), "the end of an entity")
	equal(gone[0], "godzilla", "what is read of an entity at its end")
	await get_tree().process_frame
	check(not monster.is_valid() and client.get_entity(monster.id) == null, "it is gone")
	equal(str(monster), "Monster %d (gone)" % monster.id, "its text")
	equal(monster.position, Vector3.ZERO, "where it is then")


func _spaces_and_scenes() -> void:
	var client: KBEClient = Game.client
	# Another scene of the game, while the session stands: the client goes on, and the world is there when it is back.
	get_tree().change_scene_to_file("res://demo/login.tscn")
	for i in 10:
		await get_tree().process_frame
	check(client.is_in_game(), "the session outlives a scene")
	get_tree().change_scene_to_file("res://demo/world.tscn")
	for i in 3:
		await get_tree().process_frame
	equal(get_tree().current_scene.positions.size(), client.get_entities().size(), "the world after a change of scenes")
	get_tree().reload_current_scene()
	for i in 3:
		await get_tree().process_frame
	equal(get_tree().current_scene.positions.size(), client.get_entities().size(), "the world after a reload")
	# Another space of the server.
	var before := client.get_player().space_id
	await order("teleport godot 2 1 2 3")
	await until(func() -> bool: return _told.has(&"entity_entered_space") and client.get_player().space_id == 2, "another space: " + str(_told))
	check(before != 2, "which it was not before")
	equal(client.get_player().position, Vector3(1, 2, 3), "where the player is in it")
	# Held back, as behind a loading screen.
	client.pause_events()
	_changes.clear()
	await order("prop %d name paused" % client.get_player().id)
	for i in 10:
		await get_tree().process_frame
	check(_changes.is_empty(), "nothing is told during a pause")
	client.resume_events()
	await until(func() -> bool: return _changes.any(func(c: Dictionary) -> bool: return c.value is String and c.value == "paused"), "after the pause it is")


func _end() -> void:
	var client: KBEClient = Game.client
	var player := client.get_player()
	equal(client.logout(), OK, "logout")
	await until(func() -> bool: return _told.has(&"disconnected 1"), "the end of the session")
	await until(func() -> bool: return get_tree().current_scene != null and get_tree().current_scene.name == &"Login", "the login scene again")
	check(not player.is_valid() and client.get_player() == null, "nobody is there")
	equal(client.get_entities().size(), 0, "nothing is there")
	equal(client.get_state(), KBEClient.STATE_OFFLINE, "offline")
	# Once more, with a node of the scene that is freed inside its own signal's handler.
	var second := KBEClient.new()
	second.port = Game.port
	second.cache_dir = ""
	second.login_finished.connect(func(_result: Dictionary) -> void: second.queue_free())
	add_child(second)
	var result: Dictionary = await second.login("godot", "secret")
	check(result.ok, "a second client: %s" % result)
	var id := second.get_instance_id()
	await until(func() -> bool: return not is_instance_id_valid(id), "it frees itself")
	# A client that is closed in the middle of its login, and one that nobody pumps.
	var third := KBEClient.new()
	third.auto_pump = false
	third.port = Game.port
	add_child(third)
	third.login("godot", "secret")
	third.close()
	equal(third.get_state(), KBEClient.STATE_OFFLINE, "closed")
	var done := [null]
	third.login_finished.connect(func(r: Dictionary) -> void: done[0] = r.ok; third.close())
	third.login("godot", "secret")
	await until(func() -> bool: third.pump(); return done[0] != null, "pumped by hand, closed in the handler")
	equal(done[0], true, "its login")
	# A refusal is told with the server's own name for it.
	third.auto_pump = true
	result = await third.create_account("godot", "other")
	if third.get_state() != KBEClient.STATE_OFFLINE:
		check(false, "offline after a request")
	equal(result.ok, false, "an account that is there already")
	third.queue_free()
	await third.tree_exited


func _shoot() -> void:
	for i in 30:
		await get_tree().process_frame
	await RenderingServer.frame_post_draw
	var image := get_viewport().get_texture().get_image()
	check(image.save_png(OS.get_environment("KBE_SHOT")) == OK, "a screenshot")
	var player := Color("#8eef97")
	var middle := Vector2i(image.get_size() * 0.5)
	var seen := image.get_pixel(middle.x + 3, middle.y)
	check(seen.is_equal_approx(player) or absf(seen.g - player.g) < 0.02, "the player in the middle of the picture: %s" % seen)
	var monsters := 0
	for y in image.get_height():
		for x in image.get_width():
			var at := image.get_pixel(x, y)
			if absf(at.r - 1.0) < 0.01 and absf(at.g - 0.439) < 0.01 and absf(at.b - 0.522) < 0.01:
				monsters += 1
	check(monsters > 500, "monsters in the picture: %d pixels" % monsters)
