#include "convert.hpp"

using gd::Container;
using gd::Variant;

Variant to_godot(const kbe_value *values, std::uint32_t count) {
    Container made(GDEXTENSION_VARIANT_TYPE_ARRAY);
    if (values == nullptr)
        return made.variant();
    made.resize(count);
    for (std::uint32_t i = 0; i < count; ++i)
        made.set(i, to_godot(values[i]));
    return made.variant();
}

Variant to_godot(const kbe_value &v) {
    switch (v.type) {
    case KBE_VALUE_UINT8:
    case KBE_VALUE_UINT16:
    case KBE_VALUE_UINT32:
    case KBE_VALUE_UINT64: return Variant(static_cast<std::int64_t>(v.as.u64));
    case KBE_VALUE_INT8:
    case KBE_VALUE_INT16:
    case KBE_VALUE_INT32:
    case KBE_VALUE_INT64: return Variant(v.as.i64);
    case KBE_VALUE_FLOAT:
    case KBE_VALUE_DOUBLE: return Variant(v.as.f64);
    case KBE_VALUE_STRING:
    case KBE_VALUE_UNICODE: return Variant(view(kbe_value_text(&v)));
    case KBE_VALUE_BLOB:
    case KBE_VALUE_PYTHON:
    case KBE_VALUE_PY_DICT:
    case KBE_VALUE_PY_TUPLE:
    case KBE_VALUE_PY_LIST: return gd::bytes(v.as.bytes, v.count);
    case KBE_VALUE_VECTOR2: return Variant::of(GDEXTENSION_VARIANT_TYPE_VECTOR2, v.as.vec);
    case KBE_VALUE_VECTOR3: return Variant::of(GDEXTENSION_VARIANT_TYPE_VECTOR3, v.as.vec);
    case KBE_VALUE_VECTOR4: return Variant::of(GDEXTENSION_VARIANT_TYPE_VECTOR4, v.as.vec);
    case KBE_VALUE_ARRAY: return to_godot(v.as.items, v.count);
    case KBE_VALUE_FIXED_DICT: {
        Container made(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
        for (std::uint32_t i = 0; v.as.dict.items != nullptr && v.as.dict.keys != nullptr && i < v.count; ++i)
            made.set(text(v.as.dict.keys[i]), to_godot(v.as.dict.items[i]));
        return made.variant();
    }
    case KBE_VALUE_ENTITY_CALL: {
        Container made(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
        made.set("id", Variant(v.as.entity_call.id));
        made.set("kind", Variant(std::int64_t(v.as.entity_call.kind)));
        made.set("utype", Variant(std::int64_t(v.as.entity_call.utype)));
        made.set("cid", Variant(static_cast<std::int64_t>(v.as.entity_call.cid)));
        return made.variant();
    }
    default: return {};
    }
}

Variant to_godot(const kbe_ending &ending) {
    Container made(GDEXTENSION_VARIANT_TYPE_DICTIONARY);
    made.set("origin", Variant(ending.origin));
    made.set("reason", Variant(ending.reason));
    made.set("server", Variant(ending.server));
    made.set("code", Variant(ending.code));
    made.set("code_name", text(ending.code_name));
    made.set("text", text(ending.text));
    return made.variant();
}

bool Arguments::write_array(const Variant &v, kbe_value &into, int depth) {
    const Container list(GDEXTENSION_VARIANT_TYPE_ARRAY, v);
    const std::int64_t count = list.size();
    items_.emplace_back(static_cast<std::size_t>(count), kbe_none());
    std::vector<kbe_value> &items = items_.back();
    for (std::int64_t i = 0; i < count; ++i)
        if (!write(list.at(i), items[static_cast<std::size_t>(i)], depth + 1))
            return false;
    into = kbe_array(items.data(), static_cast<std::uint32_t>(count));
    return true;
}

bool Arguments::write_dict(const Variant &v, kbe_value &into, int depth) {
    const Container dict(GDEXTENSION_VARIANT_TYPE_DICTIONARY, v);
    const Container keys(GDEXTENSION_VARIANT_TYPE_ARRAY, dict.keys());
    const std::int64_t count = keys.size();
    items_.emplace_back(static_cast<std::size_t>(count), kbe_none());
    keys_.emplace_back(static_cast<std::size_t>(count), kbe_str{});
    std::vector<kbe_value> &items = items_.back();
    std::vector<kbe_str> &names = keys_.back();
    for (std::int64_t i = 0; i < count; ++i) {
        const Variant key = keys.at(i);
        names[static_cast<std::size_t>(i)] = str(keep(key.as_text()));
        if (!write(dict.get(key), items[static_cast<std::size_t>(i)], depth + 1))
            return false;
    }
    into = kbe_value_make(KBE_VALUE_FIXED_DICT, static_cast<std::uint32_t>(count));
    into.as.dict.items = items.data();
    into.as.dict.keys = names.data();
    return true;
}

bool Arguments::write(const Variant &v, kbe_value &into, int depth) {
    if (depth > 32) {
        refused_ = "one that is nested more than 32 deep";
        return false;
    }
    const auto type = v.type();
    switch (type) {
    case GDEXTENSION_VARIANT_TYPE_NIL: into = kbe_none(); return true;
    case GDEXTENSION_VARIANT_TYPE_BOOL: into = kbe_uint8(v.as_bool() ? 1 : 0); return true;
    case GDEXTENSION_VARIANT_TYPE_INT: into = kbe_int64(v.as_int()); return true;
    case GDEXTENSION_VARIANT_TYPE_FLOAT: into = kbe_double(v.as_float()); return true;
    case GDEXTENSION_VARIANT_TYPE_STRING:
    case GDEXTENSION_VARIANT_TYPE_STRING_NAME: {
        const std::string &kept = keep(v.as_text());
        into = kbe_value_make(KBE_VALUE_UNICODE, static_cast<std::uint32_t>(kept.size()));
        into.as.text = kept.c_str();
        return true;
    }
    case GDEXTENSION_VARIANT_TYPE_VECTOR2:
    case GDEXTENSION_VARIANT_TYPE_VECTOR3:
    case GDEXTENSION_VARIANT_TYPE_VECTOR4: {
        const bool two = type == GDEXTENSION_VARIANT_TYPE_VECTOR2, three = type == GDEXTENSION_VARIANT_TYPE_VECTOR3;
        into = kbe_value_make(two ? KBE_VALUE_VECTOR2 : three ? KBE_VALUE_VECTOR3 : KBE_VALUE_VECTOR4, two ? 2 : three ? 3 : 4);
        v.to(type, into.as.vec);
        return true;
    }
    case GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY: {
        Container data(type, v);
        const auto count = static_cast<std::size_t>(data.size());
        const std::string &kept = keep(count == 0 ? std::string() : std::string(reinterpret_cast<char *>(data.bytes()), count));
        into = kbe_value_make(KBE_VALUE_BLOB, static_cast<std::uint32_t>(count));
        into.as.bytes = reinterpret_cast<const std::uint8_t *>(kept.data());
        return true;
    }
    case GDEXTENSION_VARIANT_TYPE_ARRAY: return write_array(v, into, depth);
    case GDEXTENSION_VARIANT_TYPE_DICTIONARY: return write_dict(v, into, depth);
    case GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY:
    case GDEXTENSION_VARIANT_TYPE_PACKED_INT64_ARRAY:
    case GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY:
    case GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT64_ARRAY:
    case GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY:
    case GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR2_ARRAY:
    case GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR3_ARRAY:
        return write_array(v.convert(GDEXTENSION_VARIANT_TYPE_ARRAY), into, depth);
    default:
        refused_ = "of a type that the server has no data type for";
        return false;
    }
}
