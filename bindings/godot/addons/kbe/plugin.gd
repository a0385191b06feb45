@tool
extends EditorPlugin
## The classes come from kbe.gdextension, with or without this plugin. It says what is wrong when they do not come.


func _enter_tree() -> void:
	if not ClassDB.class_exists(&"KBEClient"):
		push_error("KBEngine client: the library for this system is missing or does not load; "
				+ "see addons/kbe/bin and the messages above. Both files belong there, "
				+ "the add-on's library and libkbe.")
