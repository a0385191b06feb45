extends Node
## Puts the driver of the test beside the scenes, so that it outlives them.


func _ready() -> void:
	var driver := Node.new()
	driver.name = "Driver"
	driver.set_script(load("res://test/driver.gd"))
	get_tree().root.add_child.call_deferred(driver)
