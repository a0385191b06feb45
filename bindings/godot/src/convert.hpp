// Values of the library as Godot's, and back.
#ifndef KBE_GODOT_CONVERT_HPP
#define KBE_GODOT_CONVERT_HPP

#include "gd.hpp"

#include <kbe.h>

#include <deque>
#include <vector>

inline std::string_view view(kbe_str s) { return {s.ptr == nullptr ? "" : s.ptr, s.len}; }
inline gd::Variant text(kbe_str s) { return gd::Variant(view(s)); }
inline gd::Variant name(kbe_str s) { return gd::Variant(gd::Name(view(s))); }
inline gd::Variant bytes(kbe_bytes b) { return gd::bytes(b.ptr, b.len); }
inline gd::Vector3 vector(const float v[3]) { return {v[0], v[1], v[2]}; }
/** Text that lives as long as the string. */
inline kbe_str str(const std::string &s) { return kbe_str_make(s.data(), static_cast<std::uint32_t>(s.size())); }

/**
 * A value from the server: integers as int, FLOAT and DOUBLE as float, texts as String, BLOB and the PYTHON family as
 * PackedByteArray, vectors as Vector2 to Vector4, ARRAY as Array, FIXED_DICT as Dictionary, ENTITYCALL as a Dictionary
 * of id, kind, utype and cid; nil for nothing.
 */
gd::Variant to_godot(const kbe_value &v);
/** All of them as an Array. */
gd::Variant to_godot(const kbe_value *values, std::uint32_t count);
/** How something ended, as a Dictionary: origin, reason, server, code, code_name, text. */
gd::Variant to_godot(const kbe_ending &ending);

/** Arguments for a call, and all that they refer to. */
class Arguments {
public:
    /** Adds one; false for a value that no data type takes, or that is nested too deeply. */
    bool add(const gd::Variant &v) {
        values_.emplace_back();
        return write(v, values_.back(), 0);
    }
    const kbe_value *data() const { return values_.data(); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
    /** Type of the value that add refused. */
    const char *refused() const { return refused_; }

private:
    bool write(const gd::Variant &v, kbe_value &into, int depth);
    bool write_array(const gd::Variant &v, kbe_value &into, int depth);
    bool write_dict(const gd::Variant &v, kbe_value &into, int depth);
    const std::string &keep(std::string s) {
        texts_.push_back(std::move(s));
        return texts_.back();
    }

    std::vector<kbe_value> values_;
    std::deque<std::vector<kbe_value>> items_;
    std::deque<std::vector<kbe_str>> keys_;
    std::deque<std::string> texts_;
    const char *refused_ = "";
};

#endif
