extends "res://test/checks.gd"
## What is needed less often: definitions, beginnings and ends, interests, bad lines, recordings, counters.

const RECORDING := "user://visit.jsonl"
const PASSWORD := "in nobody's definitions"

var _told: PackedStringArray = []
var _infos := {}


func client(named: String) -> KBEClient:
	var made := KBEClient.new()
	made.name = named
	made.port = OS.get_environment("KBE_PORT").to_int()
	made.cache_dir = ""
	add_child(made)
	return made


## Logs in, makes the account and the avatar; the avatar when it is in the world.
func enter(with: KBEClient, account: String) -> KBEEntity:
	with.entity_method_called.connect(func(_entity: KBEEntity, method: StringName, args: Array) -> void:
		if method == &"onReqAvatarList":
			with.call_base("reqCreateAvatar", 1, account)
		elif method == &"onCreateAvatarResult":
			with.call_base("selectAvatarGame", args[1]["dbid"]))
	await with.create_account(account, PASSWORD)
	var result: Dictionary = await with.login(account, PASSWORD)
	equal(result["ok"], true, "login of " + account)
	with.call_base("reqAvatarList")
	await until(func() -> bool: return with.get_player() != null and with.get_player().is_in_world(), "the avatar of " + account)
	return with.get_player()


func told(what: String) -> bool:
	return _told.has(what)


func _run() -> void:
	var first := client("First")
	_listen(first)
	equal(first.record(RECORDING), OK, "a recording begins")
	var player := await enter(first, "reach")
	_beginnings(first, player)
	_definitions(first)
	await _components(first, player)
	await _logs(first)
	_counters(first)
	_recorded(first)
	await _shipped_and_quiet(first.get_definitions())
	await _cut(first, player)
	first.queue_free()
	await first.tree_exited


func _listen(to: KBEClient) -> void:
	to.server_hello.connect(func(info: Dictionary) -> void: _infos["hello %d" % info["server"]] = info)
	to.login_accepted.connect(func(info: Dictionary) -> void: _infos["accepted"] = info)
	for event: StringName in [&"entity_base_ready", &"entity_cell_ready", &"entity_cell_lost"]:
		to.connect(event, func(who: KBEEntity) -> void: _told.append("%s %s" % [event, who.entity_class]))
	for event: StringName in [&"component_attached", &"component_entered_world", &"component_left_world", &"component_detached"]:
		to.connect(event, func(who: KBEEntity, component: StringName, of: StringName) -> void:
			if who.is_player():
				_told.append("%s %s %s" % [event, component, of]))
	to.entity_property_changed.connect(func(who: KBEEntity, property: StringName, _value: Variant, _old: Variant) -> void:
		if who.is_player():
			_told.append("%s %s" % [property, "begins" if to.is_initial_value() else "changes"]))


func _beginnings(of: KBEClient, player: KBEEntity) -> void:
	var info := of.get_info()
	equal(_infos["hello %d" % KBEClient.SERVER_BASEAPP]["entitydef_digest"], info["entitydef_digest"], "the digest in hello")
	equal(_infos["hello %d" % KBEClient.SERVER_LOGINAPP]["version"], info["server_version"], "the version in hello")
	equal(_infos["accepted"]["account"], "reach", "the account that was accepted")
	equal(_infos["accepted"]["port"], info["baseapp_port"], "the port of the baseapp")
	equal(info["player_id"], player.id, "the player's id")
	equal(info["entity_count"], of.get_entity_ids().size(), "the number of entities")
	for what: String in ["entity_base_ready Account", "entity_base_ready Avatar", "entity_cell_ready Avatar",
			"component_attached component1 Test", "component_entered_world component3 TestNoBase", "HP begins"]:
		check(told(what), what)
	equal(of.rebind_thread(), OK, "the same thread once more")
	equal(KBEClient.get_result_name(-8), "KBE_E_OFFLINE", "the name of a result")


func _definitions(of: KBEClient) -> void:
	equal(of.get_class_names().slice(0, 2), [&"Account", &"Avatar"], "classes")
	var avatar := of.get_class_info(&"Avatar")
	equal(avatar["name"], &"Avatar", "a class")
	var hp: Dictionary = avatar["properties"].filter(func(p: Dictionary) -> bool: return p["name"] == &"HP")[0]
	equal([hp["type"], hp["default"]], ["INT32", 0], "a property")
	var dialog: Dictionary = avatar["cell_methods"].filter(func(m: Dictionary) -> bool: return m["name"] == &"dialog")[0]
	equal(dialog["args"], ["INT32", "UINT32"], "a method of the cell part")
	equal(avatar["base_methods"], [], "methods of the base part")
	check(avatar["client_methods"].any(func(m: Dictionary) -> bool: return m["name"] == &"onJump" and m["args"] == []), "a method of the client")
	equal(of.get_class_info(&"Unicorn"), {}, "a class that is not there")
	equal(of.get_fixed_dicts()["ZOO_POINT"], {"x": "FLOAT", "y": "FLOAT"}, "a FIXED_DICT")
	equal(of.compare_definitions(of.get_info()["entitydef_digest"], ["class Unicorn", ""]), [], "differences under the same digest")
	var differences := of.compare_definitions("0", ["property Avatar.HP", "INT8", "cell method Avatar.fly", "()"])
	equal(differences[0], {"text": "property Avatar.HP is INT32 now, it was INT8", "breaks": true}, "what changed")
	equal(differences[1], {"text": "cell method Avatar.fly() is gone", "breaks": true}, "what is gone")
	equal(differences[2], {"text": "class Account is new", "breaks": false}, "what is new")
	check(differences.all(func(d: Dictionary) -> bool: return not d["text"].begins_with("type ")), "types that nothing uses")


func _components(of: KBEClient, player: KBEEntity) -> void:
	check(player.has_component(&"component1") and not player.has_component(&"component4"), "components by name")
	equal(player.get_components(&"Test"), {&"component1": &"Test", &"component2": &"Test"}, "components of a class")
	var own: Array = []
	player.component_property_changed.connect(func(component: StringName, property: StringName, value: Variant, _old: Variant) -> void:
		own.append([component, property, value]))
	player.component_method_called.connect(func(component: StringName, method: StringName, args: Array) -> void:
		own.append([component, method, args.size()]))
	check(not told("level changes") and not of.is_initial_value(), "the level has its first value")
	await order("prop %d level 55" % player.id)
	await until(func() -> bool: return told("level changes"), "the level has another value than the first")
	await order("prop %d component1.state 12" % player.id)
	of.call_component_cell("component2", "hello", 4)
	await until(func() -> bool: return own.size() >= 2, "the signals of the entity for its components")
	check(own.has([&"component1", &"state", 12]), "a property of a component: %s" % [own])
	check(own.has([&"component2", &"helloCB", 1]), "a method of a component: %s" % [own])
	player.user_data = {"node": 7}
	equal(of.get_player().user_data, {"node": 7}, "what the game hangs on an entity")


func _logs(of: KBEClient) -> void:
	var lines: Array = []
	var listen := func(level: int, source: String, text: String) -> void: lines.append([level, source, text])
	of.log_line.connect(listen)
	of.log_level = 5
	of.call_cell("jump")
	await until(func() -> bool: return lines.any(func(l: Array) -> bool: return l[0] == 5 and l[1] == "messages"), "a line of each message")
	of.log_level = 2
	of.log_line.disconnect(listen)


func _counters(of: KBEClient) -> void:
	var stats := of.get_message_stats()
	var hello: Array = stats.filter(func(s: Dictionary) -> bool: return s["name"] == "Client::onHelloCB")
	equal([hello.size(), hello[0]["direction"], hello[0]["messages"] >= 1], [1, KBEClient.DIRECTION_IN, true], "counted by messages")
	check(stats.any(func(s: Dictionary) -> bool: return s["direction"] == KBEClient.DIRECTION_OUT and s["bytes"] > 0), "what was sent")
	var total := of.get_stats()
	check(total["messages_in"] >= hello[0]["messages"] and total["commands_dropped"] == 0, "counters: %s" % total)
	var wrong := range(100).filter(func(code: int) -> bool: return of.get_server_error(code).get("code_name") == "SERVER_ERR_PASSWORD")
	equal(wrong.size(), 1, "a server's error by its name")
	check(of.get_server_error(wrong[0])["text"] != "", "its sentence")
	equal(of.get_server_error(54321), {}, "an error that there is not")


func _recorded(of: KBEClient) -> void:
	equal(of.record(""), OK, "the recording ends")
	var text := FileAccess.get_file_as_string(RECORDING)
	var hex := func(word: String) -> String: return word.to_utf8_buffer().hex_encode()
	check(text.contains(hex.call("reach")) and not text.contains(hex.call(PASSWORD)), "what is recorded: %d characters" % text.length())


func _shipped_and_quiet(file: PackedByteArray) -> void:
	var quiet := client("Quiet")
	equal(quiet.get_class_names(), [], "no classes yet")
	equal(quiet.set_definitions(file), OK, "definitions that are brought along")
	await until(func() -> bool: return quiet.get_class_names().has(&"Monster"), "classes before the login")
	equal(quiet.set_interest(KBEClient.INTEREST_ALL & ~KBEClient.INTEREST_MOVES), OK, "no moves")
	equal(quiet.set_interest(0, &"Monster"), OK, "nothing of monsters")
	var moved: Array = []
	quiet.entities_moved.connect(func(ids: PackedInt32Array, _p: PackedVector3Array, _d: PackedVector3Array) -> void: moved.append(ids))
	var names := {}
	quiet.entity_property_changed.connect(func(who: KBEEntity, property: StringName, _v: Variant, _o: Variant) -> void:
		names["%s.%s" % [who.entity_class, property]] = true)
	await enter(quiet, "quiet")
	await until(func() -> bool: return quiet.get_entity_ids(&"Monster").size() >= 5 and quiet.get_entity_ids(&"NPC").size() >= 1, "who is there")
	var monsters := quiet.get_entity_ids(&"Monster")
	var before := quiet.get_positions(monsters)
	await until(func() -> bool: return quiet.get_positions(monsters) != before, "they walk all the same")
	equal(moved.size(), 0, "moves that nobody wants")
	check(names.has("NPC.name") and not names.has("Monster.name"), "of whom properties were told")
	check(quiet.get_entity(monsters[0]).get_property(&"name", "") != "", "they can be asked for")
	quiet.queue_free()
	await quiet.tree_exited


## Cuts the line, and goes on where it was.
func _cut(of: KBEClient, player: KBEEntity) -> void:
	var ends: Array = []
	of.disconnected.connect(func(result: Dictionary) -> void: ends.append(result))
	equal(of.set_net_sim({"disconnect_after_in": 1, "disconnect_once": true, "servers": KBEClient.SERVER_BASEAPP}), OK, "a bad line")
	await until(func() -> bool: return ends.size() == 1, "the line is cut")
	equal([ends[0]["reason"], ends[0]["resumable"]], [KBEClient.REASON_CONNECTION_LOST, true], "how it ended")
	equal(of.set_net_sim({}), OK, "a good line")
	equal(of.relogin(), OK, "to go on")
	await until(func() -> bool: return of.is_in_game(), "it goes on")
	equal(of.get_player(), player, "the player is the same")
	equal(player.user_data, {"node": 7}, "what hangs on it, too")
	equal(of.logout(), OK, "logout")
	await until(func() -> bool: return ends.size() == 2, "the end")
	equal([ends[1]["reason"], ends[1]["resumable"]], [KBEClient.REASON_REQUESTED, false], "how it ended then")
	await get_tree().process_frame
	equal([player.is_valid(), player.user_data], [false, null], "nothing hangs on what is gone")
	for what: String in ["component_left_world component1 Test", "component_detached component1 Test"]:
		check(told(what), what)
