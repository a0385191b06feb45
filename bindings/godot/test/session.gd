extends Node
## Puts the driver of the test beside the scenes, so that it outlives them.


func _ready() -> void:
	var script: GDScript = load("res://test/driver.gd")
	if script == null:
		get_tree().quit(2)
		return
	var driver := Node.new()
	driver.name = "Driver"
	driver.set_script(script)
	get_tree().root.add_child.call_deferred(driver)
