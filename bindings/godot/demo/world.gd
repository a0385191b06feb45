extends Node2D
## The world from above, north up: who is there, where they go, what the server says. Arrow keys walk, Space jumps,
## a click on an NPC talks to it, Escape logs out.

const SCALE := 9.0
const SPEED := 6.0
const COLOURS := {
	&"Avatar": Color("#8eef97"),
	&"Monster": Color("#ff7085"),
	&"NPC": Color("#ffeda1"),
	&"Gate": Color("#57b3ff"),
}

## Where each entity was seen last.
var positions := {}
## Where the player looks.
var yaw := 0.0

@onready var _client: KBEClient = Game.client
@onready var _font := ThemeDB.fallback_font
@onready var _status: Label = %Status


func _ready() -> void:
	_client.entity_entered_world.connect(_on_entered)
	_client.entity_left_world.connect(_on_left)
	_client.entities_moved.connect(_on_moved)
	_client.entity_pose_set.connect(_on_pose_set)
	_client.disconnected.connect(_on_disconnected)
	# The client has been here before this scene: begin with what it knows.
	for entity: KBEEntity in _client.get_entities():
		if entity.is_in_world():
			_on_entered(entity)


func _on_entered(entity: KBEEntity) -> void:
	positions[entity.id] = entity.position


func _on_left(entity: KBEEntity) -> void:
	positions.erase(entity.id)


func _on_moved(ids: PackedInt32Array, where: PackedVector3Array, _directions: PackedVector3Array) -> void:
	for i in ids.size():
		positions[ids[i]] = where[i]


func _on_pose_set(entity: KBEEntity, _cause: int) -> void:
	positions[entity.id] = entity.position


func _on_disconnected(_result: Dictionary) -> void:
	get_tree().change_scene_to_file.call_deferred("res://demo/login.tscn")


func _process(delta: float) -> void:
	var player := _client.get_player()
	if player != null and player.is_in_world():
		walk(player, Input.get_vector("ui_left", "ui_right", "ui_up", "ui_down"), delta)
		_status.text = "%s   %d entities   round trip %.1f ms" % [
			_client.get_info().account, positions.size(), _client.get_stats().round_trip_usec / 1000.0]
	queue_redraw()


## Says where the player goes; the library tells the server when it is due.
func walk(player: KBEEntity, input: Vector2, delta: float) -> void:
	if input == Vector2.ZERO:
		return
	# On the screen north is up; on the server it is where z grows.
	yaw = atan2(input.x, -input.y)
	var to := player.position + Vector3(input.x, 0, -input.y) * SPEED * delta
	if player.set_pose(to, Vector3(0, 0, yaw), true) == OK:
		positions[player.id] = to


func _unhandled_input(event: InputEvent) -> void:
	var player := _client.get_player()
	if event.is_action_pressed("ui_cancel"):
		_client.logout()
	elif player != null and event.is_action_pressed("ui_select"):
		player.call_cell("jump")
	elif player != null and event is InputEventMouseButton and event.pressed:
		for npc: KBEEntity in _client.get_entities(&"NPC"):
			if _on_screen(npc.position, player.position).distance_to(event.position) < 14.0:
				player.call_cell("dialog", npc.id, npc.get_property("dialogID", 0))


func _on_screen(at: Vector3, centre: Vector3) -> Vector2:
	return get_viewport_rect().size / 2.0 + Vector2(at.x - centre.x, centre.z - at.z) * SCALE


func _draw() -> void:
	var player := _client.get_player()
	if player == null:
		return
	var size := get_viewport_rect().size
	var centre := player.position
	draw_rect(Rect2(Vector2.ZERO, size), Color("#20262e"))
	for i in range(-12, 13):
		var cross := _on_screen(Vector3(snappedf(centre.x, 5.0) + i * 5.0, 0, snappedf(centre.z, 5.0) + i * 5.0), centre)
		draw_line(Vector2(cross.x, 0), Vector2(cross.x, size.y), Color("#2b333d"))
		draw_line(Vector2(0, cross.y), Vector2(size.x, cross.y), Color("#2b333d"))
	for id: int in positions:
		_draw_entity(_client.get_entity(id), _on_screen(positions[id], centre))
	for i in mini(Game.chat.size(), 4):
		draw_string(_font, Vector2(16, size.y - 16 - i * 20), Game.chat[-1 - i], HORIZONTAL_ALIGNMENT_LEFT, -1, 15)


func _draw_entity(entity: KBEEntity, at: Vector2) -> void:
	if entity == null:
		return
	var colour: Color = COLOURS.get(entity.entity_class, Color("#a0a0a0"))
	draw_circle(at, 8.0 if entity.is_player() else 6.0, colour)
	draw_line(at, at + Vector2.UP.rotated(entity.direction.z) * 14.0, colour, 2.0)
	draw_string(_font, at + Vector2(10, -8), str(entity.get_property("name", entity.entity_class)),
			HORIZONTAL_ALIGNMENT_LEFT, -1, 13, Color(1, 1, 1, 0.8))
	var full: int = entity.get_property("HP_Max", 0)
	if full > 0:
		draw_rect(Rect2(at + Vector2(-10, 10), Vector2(20, 3)), Color("#00000080"))
		draw_rect(Rect2(at + Vector2(-10, 10), Vector2(20.0 * clampf(float(entity.HP) / full, 0, 1), 3)), colour)
