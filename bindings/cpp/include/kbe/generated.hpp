// What code made by `kbe codegen` stands on: include it only there.
#ifndef KBE_CPP_GENERATED_HPP
#define KBE_CPP_GENERATED_HPP

#include <kbe.hpp>

#include <functional>
#include <map>

KBE_CPP_BEGIN

/** What generated code stands on. */
namespace generated {

/** Bytes of a BLOB that own themselves, inside of a FIXED_DICT or an ARRAY. */
struct owned_bytes {
    /** The bytes. */
    std::vector<std::uint8_t> data;
};
/** The same for a pickle: PYTHON, PY_DICT, PY_TUPLE, PY_LIST; empty for nothing. */
struct owned_pickle {
    /** The bytes. */
    std::vector<std::uint8_t> data;
};

/** A class, property, method or FIXED_DICT as it was when the code was made, in words. */
struct member {
    /** Such as `property Avatar.HP`. */
    const char *name;
    /** Such as `INT32`. */
    const char *type;
};

/** A member that is another one, or none, in the definitions of a session. */
struct difference {
    /** What changed, as a sentence. */
    std::string text;
    /** Whether the code relies on what is not so any more; what is new disturbs nobody. */
    bool breaks = false;
};

/** A type of a session in the words of the generated tables. */
inline std::string type_in_words(client_ref client, std::uint32_t index, int depth = 0) {
    const result<type_info> found = client.type_at(index);
    if (!found || depth >= 16)
        return "?";
    switch (found->type()) {
    case value_type::array: return "ARRAY of " + type_in_words(client, found->item_type(), depth + 1);
    case value_type::fixed_dict:
        return found->alias().empty() ? "FIXED_DICT_" + std::to_string(found->wire_id()) : std::string(found->alias());
    default: return std::string(found->base_name());
    }
}

/** All members of a session's definitions, by name. */
inline std::map<std::string, std::string> members_of(client_ref client) {
    std::map<std::string, std::string> all;
    for (std::uint32_t t = 0; t < client.type_count(); ++t) {
        const result<type_info> type = client.type_at(t);
        if (!type || type->type() != value_type::fixed_dict)
            continue;
        std::string keys;
        for (std::uint32_t k = 0; k < type->key_count(); ++k) {
            const result<type_key> key = client.type_key_at(t, k);
            keys += (k == 0 ? "" : ", ") + std::string(key->name) + ": " + type_in_words(client, key->item_type);
        }
        all["type " + type_in_words(client, t)] = "{" + keys + "}";
    }
    for (std::uint32_t c = 0; c < client.class_count(); ++c) {
        const result<class_info> info = client.class_at(c);
        if (!info)
            continue;
        const std::string name(info->name());
        all["class " + name] = "";
        for (std::uint32_t p = 0; p < info->property_count(); ++p) {
            const result<property_info> property = client.property_at(info->id(), p);
            if (property->name() != "position" && property->name() != "direction" && property->name() != "spaceID")
                all["property " + name + '.' + std::string(property->name())] = type_in_words(client, property->type_index());
        }
        for (side s : {side::client, side::base, side::cell})
            for (std::uint32_t m = 0; m < info->method_count(s); ++m) {
                const result<method_info> method = client.method_at(info->id(), s, m);
                const char *word = s == side::client ? "client" : s == side::base ? "base" : "cell";
                std::string args;
                for (std::uint16_t type : method->arg_types())
                    args += (args.empty() ? "" : ", ") + type_in_words(client, type);
                all[std::string(word) + " method " + name + '.' + std::string(method->name())] = "(" + args + ")";
            }
    }
    return all;
}

/** What is different in a session: changed and gone first, in the order of the table, then what is new. */
inline std::vector<difference> differences(client_ref client, span<const member> made_of) {
    std::vector<difference> all;
    std::map<std::string, std::string> now = members_of(client);
    for (const member &m : made_of) {
        const auto found = now.find(m.name);
        if (found == now.end()) {
            all.push_back({std::string(m.name) + m.type + " is gone", true});
            continue;
        }
        if (found->second != m.type)
            all.push_back({std::string(m.name) + " is " + found->second + " now, it was " + m.type, true});
        now.erase(found);
    }
    // A new type says nothing as long as no member is of it.
    for (const auto &[name, type] : now)
        if (name.rfind("type ", 0) != 0)
            all.push_back({name + (type.empty() ? "" : " ") + type + " is new", false});
    return all;
}

/** A handler if there is one. */
template <class... P, class... A>
void call(const std::function<void(P...)> &handler, A &&...args) {
    if (handler)
        handler(std::forward<A>(args)...);
}

}  // namespace generated

namespace detail {

inline std::optional<std::vector<std::uint8_t>> copied_bytes(const kbe_value &v) {
    if (v.type == KBE_VALUE_NONE)
        return std::vector<std::uint8_t>();
    const std::optional<bytes> found = reader<bytes>::read(v);
    if (!found)
        return {};
    return std::vector<std::uint8_t>(found->begin(), found->end());
}

template <>
struct reader<generated::owned_bytes> {
    static const char *what() noexcept { return "bytes"; }
    static std::optional<generated::owned_bytes> read(const kbe_value &v) {
        auto found = copied_bytes(v);
        if (!found)
            return {};
        return generated::owned_bytes{std::move(*found)};
    }
};
template <>
struct reader<generated::owned_pickle> {
    static const char *what() noexcept { return "a pickle"; }
    static std::optional<generated::owned_pickle> read(const kbe_value &v) {
        auto found = copied_bytes(v);
        if (!found)
            return {};
        return generated::owned_pickle{std::move(*found)};
    }
};
// How one key of a generated FIXED_DICT is read.
template <class T>
bool read_key(const value &dict, std::string_view key, T &to) {
    std::optional<T> found = dict[key].template get_if<T>();
    if (found)
        to = std::move(*found);
    return found.has_value();
}

}  // namespace detail

/** As a BLOB. */
template <>
struct argument<generated::owned_bytes> {
    /** A view of it. */
    static blob convert(const generated::owned_bytes &v) noexcept { return blob(v.data.data(), v.data.size()); }
};
/** As a pickle. */
template <>
struct argument<generated::owned_pickle> {
    /** A view of it. */
    static pickle convert(const generated::owned_pickle &v) noexcept { return pickle(bytes(v.data.data(), v.data.size())); }
};

KBE_CPP_END

#endif
