@tool
extends EditorPlugin
## Reloads the add-on in the editor, as it does by itself when the library's file has changed. `.ci/godot` makes a plugin
## of this, enables it, and looks for its last line.


func _enter_tree() -> void:
	_run.call_deferred()


func _frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame


func _run() -> void:
	await _frames(50)
	# In an editor a placeholder stands for it, which keeps what the inspector shows.
	var client: Node = ClassDB.instantiate(&"KBEClient")
	client.set(&"host", "example.org")
	add_child(client)
	var methods := ClassDB.class_get_method_list(&"KBEClient", true).size()
	var reloaded := 0
	for i in 3:
		var status := GDExtensionManager.reload_extension("res://addons/kbe/kbe.gdextension")
		await _frames(5)
		var same := ClassDB.class_get_method_list(&"KBEClient", true).size() == methods
		if status == GDExtensionManager.LOAD_STATUS_OK and same and client.get(&"host") == "example.org":
			reloaded += 1
	client.queue_free()
	print("reloaded %d times with %d methods" % [reloaded, methods])
	await _frames(50)
	get_tree().quit()
