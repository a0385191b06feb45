extends Node
## The session of the demo. As an autoload it outlives every scene, and so does its KBEClient.

## The player is in the world: its cell part exists.
signal entered_world

## Where the loginapp is; KBE_HOST and KBE_PORT of the environment, if they are set.
var host := "127.0.0.1"
var port := 20013
var client := KBEClient.new()
## What the server has said to the player, the latest line last.
var chat: PackedStringArray = []

var _account := ""


func _ready() -> void:
	if OS.has_environment("KBE_HOST") and OS.get_environment("KBE_HOST") != "":
		host = OS.get_environment("KBE_HOST")
	if OS.has_environment("KBE_PORT") and OS.get_environment("KBE_PORT") != "":
		port = OS.get_environment("KBE_PORT").to_int()
	client.name = "Client"
	# A paused game still follows the world.
	client.process_mode = Node.PROCESS_MODE_ALWAYS
	client.entity_method_called.connect(_on_method)
	client.entity_entered_world.connect(_on_entered)
	add_child(client)


## Logs in; makes the account when there is none. Empty when it worked, else what went wrong.
func enter(account: String, password: String) -> String:
	client.host = host
	client.port = port
	_account = account
	var result: Dictionary = await client.login(account, password)
	if not result.ok and result.get("code_name") == "SERVER_ERR_NOT_FOUND_ACCOUNT":
		result = await client.create_account(account, password)
		if result.ok:
			result = await client.login(account, password)
	if not result.ok:
		return result.text
	client.get_player().call_base("reqAvatarList")
	await entered_world
	return ""


## The way into the world that the stock demo assets have: a list of avatars, one that is made, one that is chosen.
func _on_method(entity: KBEEntity, method: StringName, args: Array) -> void:
	match method:
		&"onReqAvatarList":
			var avatars: Array = args[0].values
			if avatars.is_empty():
				entity.call_base("reqCreateAvatar", 1, _account)
			else:
				entity.call_base("selectAvatarGame", avatars[0].dbid)
		&"onCreateAvatarResult":
			entity.call_base("selectAvatarGame", args[1].dbid)
		&"dialog_setText":
			chat.append("%s: %s" % [args[3], args[0]])


func _on_entered(entity: KBEEntity) -> void:
	if entity.is_player():
		entered_world.emit()
