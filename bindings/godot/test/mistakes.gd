extends Node
## Mistakes that games make: each is an error in the output panel and in the answer, and none ends the session.
## test/mistakes.txt has the errors, one for each.

var _passed := 0
var _failed := 0


func check(holds: bool, what: String) -> void:
	if holds:
		_passed += 1
	else:
		_failed += 1
		printerr("FAILED: ", what)


func _ready() -> void:
	var client := KBEClient.new()
	client.port = OS.get_environment("KBE_PORT").to_int()
	client.cache_dir = ""
	add_child(client)
	check(client.get_player() == null and client.get_entities().is_empty(), "nothing before the login")
	check(client.pump() == 0, "nothing to pump")
	# What is refused at once still answers the one who awaits it.
	var result: Dictionary = await client.login("", "secret")
	check(not result.ok and result.error == -1, "no name: %s" % result)
	check(client.logout() == -8, "a logout without a login")
	result = await client.login("mistaken", "secret")
	check(not result.ok and result.code_name == "SERVER_ERR_NOT_FOUND_ACCOUNT" and result.text != "", "no account: %s" % result)
	result = await client.create_account("mistaken", "secret")
	check(result.ok, "an account: %s" % result)
	result = await client.login("mistaken", "wrong")
	check(not result.ok and result.code_name == "SERVER_ERR_PASSWORD", "a wrong password: %s" % result)
	result = await client.login("mistaken", "secret")
	check(result.ok, "the right one: %s" % result)
	var account := client.get_player()
	check(account.call_base("reqAvatarLost") == -10, "no such method")
	check(account.call_base("reqCreateAvatar", 1) == -12, "too few arguments")
	check(account.call_base("reqCreateAvatar", 4711, "name") == -12, "an argument out of range")
	check(account.call_base("reqCreateAvatar", 1, RID()) == -12, "an argument of no type")
	client.entity_method_called.connect(func(_e: KBEEntity, _m: StringName, _a: Array) -> void:
		check(client.pump() == -6, "a pump inside a handler"), CONNECT_ONE_SHOT)
	account.call_base("reqAvatarList")
	await client.entity_method_called
	client.close()
	check(not account.is_valid() and account.set_pose(Vector3.ZERO) == -10, "an entity that is gone")
	check(account.get_property("name", "nobody") == "nobody", "its properties")
	check(client.set_definitions(PackedByteArray([1, 2, 3])) == -1, "definitions that are none")
	check(client.set_interest(0, &"Unicorn") == 0, "a class that is looked up when there are definitions")
	check(client.set_net_sim({"latency": 5}) == -1, "a bad line without such a thing")
	check(client.set_net_sim({"latency_ms": -5}) == -1, "a bad line of less than nothing")
	check(client.set_net_sim({"latency_ms": "5"}) == -1, "a bad line in words")
	# Nobody listens there: the result says so, in a sentence.
	client.port = 1
	result = await client.login("mistaken", "secret")
	check(not result.ok and result.text.contains("127.0.0.1:1"), "no server: %s" % result)
	print("%d checks passed, %d failed" % [_passed, _failed])
	get_tree().quit(1 if _failed > 0 else 0)
