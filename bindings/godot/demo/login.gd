extends Control
## Account and password, and the way into the world.

@onready var _account: LineEdit = %Account
@onready var _password: LineEdit = %Password
@onready var _enter: Button = %Enter
@onready var _message: Label = %Message


func _ready() -> void:
	_enter.pressed.connect(_on_enter)
	_account.grab_focus()


func _on_enter() -> void:
	_enter.disabled = true
	_message.text = "Logging in at %s:%d ..." % [Game.host, Game.port]
	var trouble: String = await Game.enter(_account.text, _password.text)
	if trouble == "":
		get_tree().change_scene_to_file("res://demo/world.tscn")
	else:
		_message.text = trouble
		_enter.disabled = false
