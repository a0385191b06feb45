//! What GDScript and Godot have taken: words of the language, and names of Godot 4.6 as its `--dump-extension-api` lists them.

#[rustfmt::skip]
pub(super) const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "await", "break", "breakpoint", "class", "class_name", "const", "continue", "elif",
    "else", "enum", "extends", "false", "for", "func", "if", "in", "is", "match", "namespace", "not", "null",
    "or", "pass", "preload", "return", "self", "signal", "static", "super", "trait", "true", "var", "void",
    "when", "while", "yield",
];
/// Types of values.
#[rustfmt::skip]
pub(super) const TYPES: &[&str] = &[
    "bool", "int", "float", "String", "Vector2", "Vector2i", "Rect2", "Rect2i", "Vector3", "Vector3i",
    "Transform2D", "Vector4", "Vector4i", "Plane", "Quaternion", "AABB", "Basis", "Transform3D", "Projection",
    "Color", "StringName", "NodePath", "RID", "Callable", "Signal", "Dictionary", "Array", "PackedByteArray",
    "PackedInt32Array", "PackedInt64Array", "PackedFloat32Array", "PackedFloat64Array", "PackedStringArray",
    "PackedVector2Array", "PackedVector3Array", "PackedColorArray", "PackedVector4Array", "Variant",
];
/// Functions that are everywhere.
#[rustfmt::skip]
pub(super) const FUNCTIONS: &[&str] = &[
    "Color8", "abs", "absf", "absi", "acos", "acosh", "angle_difference", "asin", "asinh", "assert", "atan",
    "atan2", "atanh", "bezier_derivative", "bezier_interpolate", "bytes_to_var", "bytes_to_var_with_objects",
    "ceil", "ceilf", "ceili", "char", "clamp", "clampf", "clampi", "convert", "cos", "cosh",
    "cubic_interpolate", "cubic_interpolate_angle", "cubic_interpolate_angle_in_time",
    "cubic_interpolate_in_time", "db_to_linear", "deg_to_rad", "dict_to_inst", "ease", "error_string", "exp",
    "floor", "floorf", "floori", "fmod", "fposmod", "get_stack", "hash", "inst_to_dict", "instance_from_id",
    "inverse_lerp", "is_equal_approx", "is_finite", "is_inf", "is_instance_id_valid", "is_instance_of",
    "is_instance_valid", "is_nan", "is_same", "is_zero_approx", "len", "lerp", "lerp_angle", "lerpf",
    "linear_to_db", "load", "log", "max", "maxf", "maxi", "min", "minf", "mini", "move_toward", "nearest_po2",
    "ord", "pingpong", "posmod", "pow", "preload", "print", "print_debug", "print_rich", "print_stack",
    "print_verbose", "printerr", "printraw", "prints", "printt", "push_error", "push_warning", "rad_to_deg",
    "rand_from_seed", "randf", "randf_range", "randfn", "randi", "randi_range", "randomize", "range", "remap",
    "rid_allocate_id", "rid_from_int64", "rotate_toward", "round", "roundf", "roundi", "seed", "sign", "signf",
    "signi", "sin", "sinh", "smoothstep", "snapped", "snappedf", "snappedi", "sqrt", "step_decimals", "str",
    "str_to_var", "tan", "tanh", "type_convert", "type_exists", "type_string", "typeof", "var_to_bytes",
    "var_to_bytes_with_objects", "var_to_str", "weakref", "wrap", "wrapf", "wrapi",
];
/// Numbers that are everywhere.
#[rustfmt::skip]
pub(super) const CONSTANTS: &[&str] = &[
    "PI", "TAU", "INF", "NAN", "OK", "FAILED", "ERR_UNAVAILABLE", "ERR_UNCONFIGURED", "ERR_UNAUTHORIZED",
    "ERR_PARAMETER_RANGE_ERROR", "ERR_OUT_OF_MEMORY", "ERR_FILE_NOT_FOUND", "ERR_FILE_BAD_DRIVE",
    "ERR_FILE_BAD_PATH", "ERR_FILE_NO_PERMISSION", "ERR_FILE_ALREADY_IN_USE", "ERR_FILE_CANT_OPEN",
    "ERR_FILE_CANT_WRITE", "ERR_FILE_CANT_READ", "ERR_FILE_UNRECOGNIZED", "ERR_FILE_CORRUPT",
    "ERR_FILE_MISSING_DEPENDENCIES", "ERR_FILE_EOF", "ERR_CANT_OPEN", "ERR_CANT_CREATE", "ERR_QUERY_FAILED",
    "ERR_ALREADY_IN_USE", "ERR_LOCKED", "ERR_TIMEOUT", "ERR_CANT_CONNECT", "ERR_CANT_RESOLVE",
    "ERR_CONNECTION_ERROR", "ERR_CANT_ACQUIRE_RESOURCE", "ERR_CANT_FORK", "ERR_INVALID_DATA",
    "ERR_INVALID_PARAMETER", "ERR_ALREADY_EXISTS", "ERR_DOES_NOT_EXIST", "ERR_DATABASE_CANT_READ",
    "ERR_DATABASE_CANT_WRITE", "ERR_COMPILATION_FAILED", "ERR_METHOD_NOT_FOUND", "ERR_LINK_FAILED",
    "ERR_SCRIPT_FAILED", "ERR_CYCLIC_LINK", "ERR_INVALID_DECLARATION", "ERR_DUPLICATE_SYMBOL",
    "ERR_PARSE_ERROR", "ERR_BUSY", "ERR_SKIP", "ERR_HELP", "ERR_BUG", "ERR_PRINTER_ON_FIRE", "TYPE_NIL",
    "TYPE_BOOL", "TYPE_INT", "TYPE_FLOAT", "TYPE_STRING", "TYPE_VECTOR2", "TYPE_VECTOR2I", "TYPE_RECT2",
    "TYPE_RECT2I", "TYPE_VECTOR3", "TYPE_VECTOR3I", "TYPE_TRANSFORM2D", "TYPE_VECTOR4", "TYPE_VECTOR4I",
    "TYPE_PLANE", "TYPE_QUATERNION", "TYPE_AABB", "TYPE_BASIS", "TYPE_TRANSFORM3D", "TYPE_PROJECTION",
    "TYPE_COLOR", "TYPE_STRING_NAME", "TYPE_NODE_PATH", "TYPE_RID", "TYPE_OBJECT", "TYPE_CALLABLE",
    "TYPE_SIGNAL", "TYPE_DICTIONARY", "TYPE_ARRAY", "TYPE_PACKED_BYTE_ARRAY", "TYPE_PACKED_INT32_ARRAY",
    "TYPE_PACKED_INT64_ARRAY", "TYPE_PACKED_FLOAT32_ARRAY", "TYPE_PACKED_FLOAT64_ARRAY",
    "TYPE_PACKED_STRING_ARRAY", "TYPE_PACKED_VECTOR2_ARRAY", "TYPE_PACKED_VECTOR3_ARRAY",
    "TYPE_PACKED_COLOR_ARRAY", "TYPE_PACKED_VECTOR4_ARRAY", "TYPE_MAX",
];
/// What every object has, what the classes of `typed.gd` have, and what generated code uses inside.
#[rustfmt::skip]
pub(super) const MEMBERS: &[&str] = &[
    "_get", "_get_property_list", "_init", "_notification", "_property_can_revert", "_property_get_revert",
    "_set", "_to_string", "_validate_property", "add_user_signal", "call", "call_deferred", "callv",
    "can_translate_messages", "cancel_free", "connect", "disconnect", "emit_signal", "free", "get", "get_class",
    "get_incoming_connections", "get_indexed", "get_instance_id", "get_meta", "get_meta_list",
    "get_method_argument_count", "get_method_list", "get_property_list", "get_reference_count", "get_script",
    "get_signal_connection_list", "get_signal_list", "get_translation_domain", "has_connections", "has_meta",
    "has_method", "has_signal", "has_user_signal", "init_ref", "is_blocking_signals", "is_class",
    "is_connected", "is_queued_for_deletion", "notification", "notify_property_list_changed",
    "property_can_revert", "property_get_revert", "property_list_changed", "reference", "remove_meta",
    "remove_user_signal", "script", "script_changed", "set", "set_block_signals", "set_deferred", "set_indexed",
    "set_message_translation", "set_meta", "set_script", "set_translation_domain", "to_string", "tr", "tr_n",
    "unreference", "entity", "component", "base", "cell", "of", "from", "fits", "list", "to_dictionary",
    "digest", "members", "classes", "client", "property_changed", "method_called", "get_property", "call_base",
    "call_cell", "SERVER_CLASS", "BaseCalls", "CellCalls", "_part", "_refuse", "_parts", "_let_go", "_side", "_sides", "_property", "_method",
    "_component_property", "_component_method", "_entity", "_component", "_announce", "_compared", "_made", "_item", "_n",
    "_v", "_o", "_a", "_e",
];

/// Classes of Godot, one a line, in order. Nothing else may be called so.
const NATIVE: &str = include_str!("godot_classes.txt");

/// Whether a name is that of a class of Godot.
pub(super) fn is_native_class(name: &str) -> bool {
    NATIVE.lines().any(|line| line == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_of_godot_are_known() {
        assert!(
            is_native_class("Timer") && is_native_class("AStar2D") && is_native_class("ZIPReader")
        );
        assert!(!is_native_class("Avatar") && !is_native_class("") && !is_native_class("timer"));
    }
}
