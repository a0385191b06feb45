extends SceneTree
## Plays scenarios with the classes of the Godot add-on, one after the other; see village.txt for what is in one.
##
##     godot --headless --script scenario.gd -- PORT ACCOUNT FILE...      with KBE_ADMIN, the demo server's port for orders

const NAME := "abcdefghijklmnopqrstuvwxyz_"

var _client: KBEClient
var _admin := StreamPeerTCP.new()
var _account := ""
var _told: PackedStringArray = []
var _kept := {}
var _why := ""


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	var args := OS.get_cmdline_user_args()
	var wrong := 0
	_admin.connect_to_host("127.0.0.1", OS.get_environment("KBE_ADMIN").to_int())
	for i in range(2, args.size()):
		_account = "%s%d" % [args[1], i - 1]
		_begin(args[0].to_int())
		var said := await _play_file(args[i])
		print(said)
		wrong += 0 if said.begins_with("played ") else 1
		_client.queue_free()
		await _client.tree_exited
	quit(1 if wrong > 0 else 0)


func _begin(port: int) -> void:
	_client = KBEClient.new()
	_client.port = port
	_client.cache_dir = ""
	_told.clear()
	_kept = {"account": _account}
	_listen()
	root.add_child(_client)


func _play_file(path: String) -> String:
	var number := 0
	var played := 0
	for line in FileAccess.get_file_as_string(path).trim_suffix("\n").split("\n"):
		number += 1
		if line == "" or line.begins_with("#"):
			continue
		_why = ""
		await _play(_fill(line))
		if _why != "":
			return "%s:%d: %s: %s" % [path, number, line, _why]
		played += 1
	return "played %d lines" % played


func _play(line: String) -> void:
	var rest := line.substr(line.find(" ") + 1)
	var words := _split(line)
	match words[0]:
		"expect": await _expect(rest)
		"admin": await _order(rest)
		"value": _value(words[1], words[2])
		"fails": await _command(words.slice(2), "KBE_E_" + words[1])
		_: await _command(words, "KBE_OK")


func _listen() -> void:
	_client.account_finished.connect(func(result: Dictionary) -> void: _result("account ", result))
	_client.login_finished.connect(func(result: Dictionary) -> void: _result("login ", result))
	var about := {
		"created ": _client.entity_created, "destroyed ": _client.entity_destroyed,
		"enter_world ": _client.entity_entered_world, "leave_world ": _client.entity_left_world,
		"enter_space ": _client.entity_entered_space, "leave_space ": _client.entity_left_space,
	}
	for what: String in about:
		(about[what] as Signal).connect(func(who: KBEEntity) -> void: _told.append(what + _who(who) + who.entity_class))
	_client.entity_property_changed.connect(func(who: KBEEntity, named: StringName, now: Variant, old: Variant) -> void:
		_property(who, named, now, old))
	_client.component_property_changed.connect(
			func(who: KBEEntity, part: StringName, named: StringName, now: Variant, old: Variant) -> void:
				_property(who, "%s.%s" % [part, named], now, old))
	_client.entity_method_called.connect(func(who: KBEEntity, named: StringName, args: Array) -> void:
		_called(who, named, args))
	_client.component_method_called.connect(func(who: KBEEntity, part: StringName, named: StringName, args: Array) -> void:
		_called(who, "%s.%s" % [part, named], args))
	_client.space_data_changed.connect(func(key: String, value: Variant) -> void:
		_told.append("space_data_deleted %s" % key if value == null else "space_data %s = %s" % [key, value]))
	_client.space_geometry_changed.connect(func(path: String) -> void: _told.append("geometry " + path))
	_client.disconnected.connect(func(result: Dictionary) -> void:
		var reasons := {KBEClient.REASON_REQUESTED: "requested", KBEClient.REASON_KICKED: "kicked"}
		_told.append("disconnected %s" % reasons.get(result["reason"], result["reason"])))


func _who(entity: KBEEntity) -> String:
	return "me " if entity.is_player() else "other "


func _result(what: String, result: Dictionary) -> void:
	_told.append(what + ("ok" if result["ok"] else str(result["code_name"])))


func _property(who: KBEEntity, named: String, now: Variant, old: Variant) -> void:
	var before := "" if _client.is_initial_value() else _shown(old) + " -> "
	_told.append("property " + _who(who) + named + " " + before + _shown(now))


func _called(who: KBEEntity, named: String, args: Array) -> void:
	_told.append("method %s%s(%s)" % [_who(who), named, ", ".join(args.map(_shown))])


func _shown(value: Variant) -> String:
	match typeof(value):
		TYPE_INT:
			return str(value)
		TYPE_STRING:
			return "\"%s\"" % value
		TYPE_ARRAY:
			return "[%s]" % ", ".join((value as Array).map(_shown))
		TYPE_DICTIONARY:
			var entries := (value as Dictionary).keys().map(func(key: String) -> String: return "%s: %s" % [key, _shown(value[key])])
			return "{%s}" % ", ".join(entries)
		_:
			return "?"


## Waits for a frame until it holds, for 20 seconds at most; whether it did.
func _until(holds: Callable) -> bool:
	var end := Time.get_ticks_msec() + 20000
	while not holds.call():
		if Time.get_ticks_msec() > end:
			return false
		await process_frame
	return true


func _expect(pattern: String) -> void:
	var found := func() -> bool:
		for i in _told.size():
			if _fits(pattern, _told[i]):
				_told = _told.slice(i + 1)
				return true
		return false
	if not await _until(found):
		for line in _told:
			print("  told: ", line)
		_why = "waited in vain for " + pattern


func _name_length(text: String) -> int:
	for i in text.length():
		if not NAME.contains(text[i]):
			return i
	return text.length()


func _fits(pattern: String, line: String) -> bool:
	if pattern == "":
		return line == ""
	if pattern[0] == "*":
		return _fits(pattern.substr(1), line) or (line != "" and _fits(pattern, line.substr(1)))
	if pattern[0] != "$":
		return line != "" and line[0] == pattern[0] and _fits(pattern.substr(1), line.substr(1))
	var end := 1 + _name_length(pattern.substr(1))
	var length := 0
	while length < line.length() and not " ,)}]".contains(line[length]):
		length += 1
	if end == 1 or length == 0 or not _fits(pattern.substr(end), line.substr(length)):
		return false
	_kept[pattern.substr(1, end - 1)] = line.substr(0, length)
	return true


func _fill(line: String) -> String:
	_kept["me"] = str(_client.get_info().get("player_id", 0))
	var parts := line.split("$")
	var filled := parts[0]
	for part in parts.slice(1):
		var length := _name_length(part)
		filled += _kept.get(part.substr(0, length), "$" + part.substr(0, length)) + part.substr(length)
	return filled


## At blanks, but not between quotes, which stay.
func _split(line: String) -> PackedStringArray:
	var words: PackedStringArray = []
	while line != "":
		var end := line.find("\"", 1) + 1 if line[0] == "\"" else line.find(" ")
		words.append(line.substr(0, end))
		line = "" if end < 0 else line.substr(end).strip_edges(true, false)
	return words


func _value(named: String, wanted: String) -> void:
	var player := _client.get_player()
	var shown := _shown(player.get_property(named)) if player != null else "no player"
	if shown != wanted:
		_why = "it is " + shown


func _arguments(words: PackedStringArray) -> Array:
	var all := []
	for word in words:
		if word.begins_with("\""):
			all.append(word.substr(1, word.length() - 2))
		elif word.contains("."):
			all.append(word.to_float())
		else:
			all.append(word.to_int())
	return all


## The code of a request: known at once where it is refused.
func _requested(answer: Signal) -> int:
	if answer.get_name() != &"request_refused":
		return OK
	var result: Dictionary = await answer
	return result["error"]


func _command(words: PackedStringArray, wanted: String) -> void:
	var done := OK as int
	var part: Array = [StringName(words[1])] if words.size() > 1 else []
	match words[0]:
		"create": done = await _requested(_client.create_account(_account, words[1]))
		"login": done = await _requested(_client.login(_account, words[1]))
		"logout": done = _client.logout()
		"base": done = _client.callv(&"call_base", part + _arguments(words.slice(2)))
		"cell": done = _client.callv(&"call_cell", part + _arguments(words.slice(2)))
		"component.base": done = _client.callv(&"call_component_base", part + [StringName(words[2])] + _arguments(words.slice(3)))
		"component.cell": done = _client.callv(&"call_component_cell", part + [StringName(words[2])] + _arguments(words.slice(3)))
		"walk": done = await _walk(words[1].to_float(), words[2].to_float())
		_: _why = "no command " + words[0]
	var got := KBEClient.get_result_name(done)
	if _why == "" and got != wanted:
		_why = "the library says %s: %s" % [got, _client.get_last_error()]


func _walk(dx: float, dz: float) -> int:
	var player := _client.get_player()
	var from := player.position
	var to := from
	for i in range(1, 11):
		to = from + Vector3(dx, 0, dz) * (i / 10.0)
		var posed := player.set_pose(to, player.direction, true)
		if posed != OK:
			return posed
		await create_timer(0.05).timeout
	var known := func() -> bool:
		var at: Vector3 = _client.get_info()["server_position"]
		return absf(at.x - to.x) < 0.1 and absf(at.z - to.z) < 0.1
	if not await _until(known):
		_why = "the server does not know"
	return OK


func _order(text: String) -> void:
	var connected := func() -> bool: _admin.poll(); return _admin.get_status() == StreamPeerTCP.STATUS_CONNECTED
	if not await _until(connected):
		_why = "the server takes no orders"
		return
	_admin.put_data((text + "\n").to_utf8_buffer())
	var answers := []
	var answered := func() -> bool:
		_admin.poll()
		if _admin.get_available_bytes() > 0:
			answers.append(_admin.get_utf8_string(_admin.get_available_bytes()))
		return not answers.is_empty() and (answers[-1] as String).ends_with("\n")
	if not await _until(answered) or "".join(answers).begins_with("error"):
		_why = "the server: " + "".join(answers)
