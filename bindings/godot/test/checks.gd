extends Node
## What the tests share: counting what holds, waiting, and orders for the demo server, whose port for them KBE_ADMIN names.
## Quits with 0 when every check held; says "N checks passed, N failed".

var _passed := 0
var _failed := 0
var _admin := StreamPeerTCP.new()


func _ready() -> void:
	_begin.call_deferred()
	get_tree().create_timer(90.0, true, false, true).timeout.connect(func() -> void:
		printerr("FAILED: the test hangs")
		get_tree().quit(2))


func check(holds: bool, what: String) -> void:
	if holds:
		_passed += 1
	else:
		_failed += 1
		printerr("FAILED: ", what)


func equal(is_now: Variant, should: Variant, what: String) -> void:
	check(typeof(is_now) == typeof(should) and is_now == should, "%s is %s, not %s" % [what, var_to_str(is_now), var_to_str(should)])


## Waits until it holds, for 20 seconds at most.
func until(holds: Callable, what: String) -> void:
	var end := Time.get_ticks_msec() + 20000
	while not holds.call() and Time.get_ticks_msec() < end:
		await get_tree().process_frame
	check(holds.call(), what)


## An order for the server, and its answer.
func order(text: String) -> String:
	_admin.put_data((text + "\n").to_utf8_buffer())
	var answer := ""
	var end := Time.get_ticks_msec() + 20000
	while not answer.ends_with("\n") and Time.get_ticks_msec() < end:
		_admin.poll()
		var waiting := _admin.get_available_bytes()
		if waiting > 0:
			answer += _admin.get_utf8_string(waiting)
		else:
			await get_tree().process_frame
	return answer.strip_edges()


func _begin() -> void:
	_admin.connect_to_host("127.0.0.1", OS.get_environment("KBE_ADMIN").to_int())
	await until(func() -> bool: _admin.poll(); return _admin.get_status() == StreamPeerTCP.STATUS_CONNECTED, "the server takes orders")
	await _run()
	print("%d checks passed, %d failed" % [_passed, _failed])
	get_tree().quit(1 if _failed > 0 else 0)


## The test itself.
func _run() -> void:
	await get_tree().process_frame
