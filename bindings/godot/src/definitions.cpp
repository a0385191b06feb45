// The server's definitions for scripts: classes, FIXED_DICTs, what differs from those that generated code was made of,
// and the file that a game brings along.
#include "client.hpp"

#include <map>

using gd::Args;
using gd::Container;
using gd::Variant;
using namespace gd::kind;

namespace {

/** Deeper types are not put in words; `kbe codegen` stops there too. */
constexpr int deepest = 16;

Client &self(void *instance) { return *static_cast<Client *>(instance); }

/** A type in the words of generated code: INT32, ARRAY of ZOO_POINT. */
std::string words(kbe_client client, std::uint32_t index, int depth = 0) {
    kbe_type_info info = KBE_TYPE_INFO_INIT;
    if (kbe_type_at(client, index, &info) != KBE_OK || depth >= deepest)
        return "?";
    switch (info.value_type) {
    case KBE_VALUE_ARRAY: return "ARRAY of " + words(client, info.item_type, depth + 1);
    case KBE_VALUE_FIXED_DICT:
        return info.alias.len == 0 ? "FIXED_DICT_" + std::to_string(info.wire_id) : std::string(view(info.alias));
    default: return std::string(view(info.base_name));
    }
}

/** Calls `use` with name and type of each key of a FIXED_DICT. */
template <class Use>
void for_each_key(kbe_client client, std::uint32_t type, std::uint32_t count, const Use &use) {
    kbe_str name{};
    std::uint32_t item = 0;
    for (std::uint32_t k = 0; k < count && kbe_type_key_at(client, type, k, &name, &item) == KBE_OK; ++k)
        use(name, words(client, item));
}
/** Calls `use` with position and description of each FIXED_DICT. */
template <class Use>
void for_each_dict(kbe_client client, const Use &use) {
    for (std::uint32_t t = 0; t < kbe_type_count(client); ++t) {
        kbe_type_info info = KBE_TYPE_INFO_INIT;
        if (kbe_type_at(client, t, &info) == KBE_OK && info.value_type == KBE_VALUE_FIXED_DICT)
            use(t, info);
    }
}
/** Calls `use` with each class. */
template <class Use>
void for_each_class(kbe_client client, const Use &use) {
    for (std::uint32_t c = 0; c < kbe_class_count(client); ++c) {
        kbe_class_info info = KBE_CLASS_INFO_INIT;
        if (kbe_class_at(client, c, &info) == KBE_OK)
            use(info);
    }
}
template <class Use>
void for_each_property(kbe_client client, const kbe_class_info &in, const Use &use) {
    for (std::uint32_t p = 0; p < in.property_count; ++p) {
        kbe_property_info info = KBE_PROPERTY_INFO_INIT;
        if (kbe_class_property_at(client, in.id, p, &info) == KBE_OK)
            use(info);
    }
}
template <class Use>
void for_each_method(kbe_client client, const kbe_class_info &in, std::uint32_t side, const Use &use) {
    const std::uint32_t count = side == KBE_SIDE_CLIENT ? in.client_method_count
                                : side == KBE_SIDE_BASE ? in.base_method_count
                                                        : in.cell_method_count;
    for (std::uint32_t m = 0; m < count; ++m) {
        kbe_method_info info = KBE_METHOD_INFO_INIT;
        if (kbe_class_method_at(client, in.id, side, m, &info) == KBE_OK)
            use(info);
    }
}
std::uint32_t told_args(const kbe_method_info &m) { return m.arg_count < 32 ? m.arg_count : 32; }

struct Side {
    std::uint32_t number;
    const char *word, *list;
};
constexpr Side sides[] = {{KBE_SIDE_CLIENT, "client method ", "client_methods"},
                          {KBE_SIDE_BASE, "base method ", "base_methods"},
                          {KBE_SIDE_CELL, "cell method ", "cell_methods"}};

/** Every member of the definitions in words, by name; and the names in the order of the import. */
struct Members {
    std::map<std::string, std::string> types;
    std::vector<std::string> order;

    void add(std::string name, std::string type) {
        if (types.emplace(name, std::move(type)).second)
            order.push_back(std::move(name));
    }
    explicit Members(kbe_client client) {
        for_each_dict(client, [&](std::uint32_t at, const kbe_type_info &info) {
            std::string keys;
            for_each_key(client, at, info.key_count, [&](kbe_str key, const std::string &type) {
                keys += (keys.empty() ? "" : ", ") + std::string(view(key)) + ": " + type;
            });
            add("type " + words(client, at), "{" + keys + "}");
        });
        for_each_class(client, [&](const kbe_class_info &info) { add_class(client, info); });
    }
    void add_class(kbe_client client, const kbe_class_info &info) {
        const std::string name(view(info.name));
        add("class " + name, "");
        for_each_property(client, info, [&](const kbe_property_info &p) {
            const std::string_view called = view(p.name);
            // Every entity has these, and every binding.
            if (called != "position" && called != "direction" && called != "spaceID")
                add("property " + name + "." + std::string(called), words(client, p.type_index));
        });
        for (const Side &side : sides)
            for_each_method(client, info, side.number, [&](const kbe_method_info &m) {
                std::string args;
                for (std::uint32_t a = 0; a < told_args(m); ++a)
                    args += (a == 0 ? "" : ", ") + words(client, m.arg_types[a]);
                add(side.word + name + "." + std::string(view(m.name)), "(" + args + ")");
            });
    }
};

Variant difference(const std::string &said, bool breaks) {
    Container made(DICTIONARY);
    made.set("text", Variant(std::string_view(said)));
    made.set("breaks", Variant(breaks));
    return made.variant();
}

/** Changed and gone first, in the order of the table, then what is new, in the order of the import. */
Variant compare_definitions(void *instance, void *, const Args &args) {
    Container all(ARRAY);
    const kbe_client client = self(instance).handle;
    kbe_client_info info = KBE_CLIENT_INFO_INIT;
    const std::string digest = args[0].as_text();
    if (kbe_class_count(client) == 0 || kbe_client_get_info(client, &info) != KBE_OK || view(info.entitydef_digest) == digest)
        return all.variant();
    Members now(client);
    const Container made_of(ARRAY, args[1].convert(ARRAY));
    for (std::int64_t i = 0; i + 1 < made_of.size(); i += 2) {
        const std::string name = made_of.at(i).as_text(), type = made_of.at(i + 1).as_text();
        const auto found = now.types.find(name);
        if (found == now.types.end()) {
            all.add(difference(name + type + " is gone", true));
            continue;
        }
        if (found->second != type)
            all.add(difference(name + " is " + found->second + " now, it was " + type, true));
        now.types.erase(found);
    }
    // A new type says nothing as long as no member is of it.
    for (const std::string &name : now.order) {
        const auto found = now.types.find(name);
        if (found != now.types.end() && name.compare(0, 5, "type ") != 0)
            all.add(difference(name + (found->second.empty() ? "" : " ") + found->second + " is new", false));
    }
    return all.variant();
}

Variant get_class_names(void *instance, void *, const Args &) {
    Container all(ARRAY);
    for_each_class(self(instance).handle, [&](const kbe_class_info &info) { all.add(name(info.name)); });
    return all.variant();
}

Variant described(kbe_client client, const kbe_property_info &p) {
    Container made(DICTIONARY);
    made.set("name", name(p.name));
    made.set("id", Variant(p.id));
    const std::string type = words(client, p.type_index);
    made.set("type", Variant(std::string_view(type)));
    made.set("flags", Variant(p.flags));
    made.set("default", p.default_value == nullptr ? Variant() : to_godot(*p.default_value));
    return made.variant();
}
Variant described(kbe_client client, const kbe_method_info &m) {
    Container made(DICTIONARY), args(ARRAY);
    made.set("name", name(m.name));
    made.set("id", Variant(m.id));
    for (std::uint32_t a = 0; a < told_args(m); ++a) {
        const std::string type = words(client, m.arg_types[a]);
        args.add(Variant(std::string_view(type)));
    }
    made.set("args", args.variant());
    return made.variant();
}

Variant get_class_info(void *instance, void *, const Args &args) {
    Container made(DICTIONARY);
    const kbe_client client = self(instance).handle;
    const std::string wanted = args[0].as_text();
    for_each_class(client, [&](const kbe_class_info &info) {
        if (view(info.name) != wanted)
            return;
        made.set("name", name(info.name));
        made.set("id", Variant(info.id));
        Container properties(ARRAY);
        for_each_property(client, info, [&](const kbe_property_info &p) { properties.add(described(client, p)); });
        made.set("properties", properties.variant());
        for (const Side &side : sides) {
            Container methods(ARRAY);
            for_each_method(client, info, side.number, [&](const kbe_method_info &m) { methods.add(described(client, m)); });
            made.set(side.list, methods.variant());
        }
    });
    return made.variant();
}

Variant get_fixed_dicts(void *instance, void *, const Args &) {
    Container all(DICTIONARY);
    const kbe_client client = self(instance).handle;
    for_each_dict(client, [&](std::uint32_t at, const kbe_type_info &info) {
        Container keys(DICTIONARY);
        for_each_key(client, at, info.key_count, [&](kbe_str key, const std::string &type) {
            keys.set(text(key), Variant(std::string_view(type)));
        });
        const std::string called = words(client, at);
        all.set(called.c_str(), keys.variant());
    });
    return all.variant();
}

Variant set_definitions(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    if (!c.open())
        return KBE_E_NOT_READY;
    Container file(BYTES, args[0]);
    const auto size = static_cast<std::size_t>(file.size());
    std::string kept = size == 0 ? std::string() : std::string(reinterpret_cast<char *>(file.bytes()), size);
    std::swap(c.lasting.definitions, kept);
    const kbe_result r = c.ship_definitions();
    if (r != KBE_OK)
        std::swap(c.lasting.definitions, kept);
    return c.check(r, "set_definitions");
}

Variant get_definitions(void *instance, void *, const Args &) {
    Client &c = self(instance);
    std::uint32_t size = 0;
    if (kbe_client_get_definitions(c.handle, nullptr, 0, &size) != KBE_OK)
        return gd::bytes(nullptr, 0);
    std::vector<std::uint8_t> file(size);
    if (kbe_client_get_definitions(c.handle, file.data(), size, &size) != KBE_OK)
        return gd::bytes(nullptr, 0);
    return gd::bytes(file.data(), file.size());
}

}  // namespace

kbe_result Client::ship_definitions() {
    const std::string &file = lasting.definitions;
    return file.empty() ? KBE_OK : kbe_client_set_definitions(handle, kbe_bytes_make(file.data(), static_cast<std::uint32_t>(file.size())));
}

void register_definitions() {
    static const gd::Method methods[] = {
        {"get_class_names", get_class_names, {"", ARRAY}, {}},
        {"get_class_info", get_class_info, {"", DICTIONARY}, {{"entity_class", NAME}}},
        {"get_fixed_dicts", get_fixed_dicts, {"", DICTIONARY}, {}},
        {"compare_definitions", compare_definitions, {"", ARRAY}, {{"digest", STRING}, {"members", TEXTS}}},
        {"get_definitions", get_definitions, {"", BYTES}, {}},
        {"set_definitions", set_definitions, {"", INT}, {{"file", BYTES}}},
    };
    for (const gd::Method &m : methods)
        gd::add_method("KBEClient", m);
}
