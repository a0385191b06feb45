#include "gd.hpp"

namespace gd {

Interface api = {};

namespace {

constexpr int types = GDEXTENSION_VARIANT_TYPE_VARIANT_MAX;
GDExtensionVariantFromTypeConstructorFunc from_type[types];
GDExtensionTypeFromVariantConstructorFunc to_type[types];
GDExtensionPtrDestructor destroy_type[types];
GDExtensionPtrConstructor make_type[types];
GDExtensionPtrBuiltInMethod resize_type[types];
GDExtensionPtrBuiltInMethod size_type[types];

template <class F>
void get(F &place, GDExtensionInterfaceGetProcAddress address, const char *name) {
    place = reinterpret_cast<F>(address(name));
}

bool needs_size(int type) {
    return type >= GDEXTENSION_VARIANT_TYPE_ARRAY && type <= GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR4_ARRAY;
}

}  // namespace

bool load(GDExtensionInterfaceGetProcAddress address, GDExtensionClassLibraryPtr library) {
    api.library = library;
    get(api.print_error_with_message, address, "print_error_with_message");
    bool all = true;
#define KBE_GET(name)                                                                                                 \
    get(api.name, address, #name);                                                                                    \
    all = all && api.name != nullptr
    KBE_GET(classdb_register_extension_class3);
    KBE_GET(classdb_register_extension_class_method);
    KBE_GET(classdb_register_extension_class_property);
    KBE_GET(classdb_register_extension_class_property_group);
    KBE_GET(classdb_register_extension_class_signal);
    KBE_GET(classdb_register_extension_class_integer_constant);
    KBE_GET(classdb_unregister_extension_class);
    KBE_GET(classdb_construct_object);
    KBE_GET(classdb_get_method_bind);
    KBE_GET(object_set_instance);
    KBE_GET(object_get_instance_id);
    KBE_GET(object_get_instance_from_id);
    KBE_GET(object_method_bind_call);
    KBE_GET(global_get_singleton);
    KBE_GET(ref_set_object);
    KBE_GET(variant_new_nil);
    KBE_GET(variant_new_copy);
    KBE_GET(variant_destroy);
    KBE_GET(variant_get_type);
    KBE_GET(variant_construct);
    KBE_GET(get_variant_from_type_constructor);
    KBE_GET(get_variant_to_type_constructor);
    KBE_GET(variant_get_ptr_constructor);
    KBE_GET(variant_get_ptr_destructor);
    KBE_GET(variant_get_ptr_builtin_method);
    KBE_GET(string_new_with_utf8_chars_and_len);
    KBE_GET(string_to_utf8_chars);
    KBE_GET(string_name_new_with_utf8_chars_and_len);
    KBE_GET(array_operator_index);
    KBE_GET(dictionary_operator_index);
    KBE_GET(packed_byte_array_operator_index);
    KBE_GET(packed_int32_array_operator_index);
    KBE_GET(packed_float32_array_operator_index);
    KBE_GET(packed_vector3_array_operator_index);
    KBE_GET(print_warning_with_message);
#undef KBE_GET
    get(api.editor_help_load_xml_from_utf8_chars_and_len, address, "editor_help_load_xml_from_utf8_chars_and_len");
    if (!all) {
        if (api.print_error_with_message != nullptr)
            error("this Godot is too old: the add-on needs 4.3 or later", "load");
        return false;
    }
    for (int t = 1; t < types; ++t) {
        const auto type = static_cast<GDExtensionVariantType>(t);
        from_type[t] = api.get_variant_from_type_constructor(type);
        to_type[t] = api.get_variant_to_type_constructor(type);
        destroy_type[t] = api.variant_get_ptr_destructor(type);
        make_type[t] = api.variant_get_ptr_constructor(type, 0);
    }
    // Hashes of signatures stand in Godot's extension_api.json and do not change for as long as the signature does not.
    const Name resize("resize"), size("size");
    for (int t = 1; t < types; ++t) {
        const auto type = static_cast<GDExtensionVariantType>(t);
        if (needs_size(t))
            resize_type[t] = api.variant_get_ptr_builtin_method(type, resize.ptr(), 848867239);
        if (needs_size(t) || t == GDEXTENSION_VARIANT_TYPE_DICTIONARY)
            size_type[t] = api.variant_get_ptr_builtin_method(type, size.ptr(), 3173160232);
    }
    return true;
}

void unload() { api = {}; }

void error(const std::string &text, const char *where) {
    api.print_error_with_message(text.c_str(), "", where, "addons/kbe", 0, true);
}
void warning(const std::string &text, const char *where) {
    api.print_warning_with_message(text.c_str(), "", where, "addons/kbe", 0, true);
}

Name::~Name() {
    if (opaque_ != nullptr)
        destroy_type[GDEXTENSION_VARIANT_TYPE_STRING_NAME](&opaque_);
}
Text::~Text() { destroy_type[GDEXTENSION_VARIANT_TYPE_STRING](&opaque_); }

void Variant::from(GDExtensionVariantType type, const void *place) { from_type[type](opaque_, const_cast<void *>(place)); }

Variant Variant::empty(GDExtensionVariantType type) {
    Variant made;
    GDExtensionCallError failed{};
    if (type != GDEXTENSION_VARIANT_TYPE_NIL && type != GDEXTENSION_VARIANT_TYPE_OBJECT)
        api.variant_construct(type, made.opaque_, nullptr, 0, &failed);
    return made;
}
Variant Variant::convert(GDExtensionVariantType type) const {
    Variant made;
    GDExtensionCallError failed{};
    const GDExtensionConstVariantPtr self = opaque_;
    api.variant_construct(type, made.opaque_, &self, 1, &failed);
    if (failed.error != GDEXTENSION_CALL_OK)
        return {};
    return made;
}
void Variant::to(GDExtensionVariantType type, void *place) const { to_type[type](place, ptr()); }

bool Variant::as_bool() const {
    GDExtensionBool v = 0;
    to(GDEXTENSION_VARIANT_TYPE_BOOL, &v);
    return v != 0;
}
std::int64_t Variant::as_int() const {
    std::int64_t v = 0;
    to(GDEXTENSION_VARIANT_TYPE_INT, &v);
    return v;
}
double Variant::as_float() const {
    double v = 0;
    to(GDEXTENSION_VARIANT_TYPE_FLOAT, &v);
    return v;
}
Vector3 Variant::as_vector3() const {
    Vector3 v;
    to(GDEXTENSION_VARIANT_TYPE_VECTOR3, &v);
    return v;
}
std::string Variant::as_text() const {
    void *text = nullptr;
    to(GDEXTENSION_VARIANT_TYPE_STRING, &text);
    std::string said(static_cast<std::size_t>(api.string_to_utf8_chars(&text, nullptr, 0)), '\0');
    api.string_to_utf8_chars(&text, said.data(), static_cast<GDExtensionInt>(said.size()));
    destroy_type[GDEXTENSION_VARIANT_TYPE_STRING](&text);
    return said;
}
GDExtensionObjectPtr Variant::as_object() const {
    GDExtensionObjectPtr object = nullptr;
    if (is(GDEXTENSION_VARIANT_TYPE_OBJECT))
        to(GDEXTENSION_VARIANT_TYPE_OBJECT, &object);
    return object;
}

Container::Container(GDExtensionVariantType type) : type_(type) { make_type[type](opaque_, nullptr); }
Container::Container(GDExtensionVariantType type, const Variant &of) : type_(type) {
    if (of.is(type))
        of.to(type, opaque_);
    else
        make_type[type](opaque_, nullptr);
}
Container::~Container() { destroy_type[type_](opaque_); }

void Container::resize(std::int64_t size) {
    const GDExtensionConstTypePtr args[] = {&size};
    std::int64_t failed = 0;
    resize_type[type_](opaque_, args, &failed, 1);
}
std::int64_t Container::size() const {
    std::int64_t n = 0;
    size_type[type_](const_cast<unsigned char *>(opaque_), nullptr, &n, 0);
    return n;
}

namespace {
void assign(GDExtensionVariantPtr place, const Variant &v) {
    api.variant_destroy(place);
    api.variant_new_copy(place, v.ptr());
}
}  // namespace

void Container::set(std::int64_t i, const Variant &v) { assign(api.array_operator_index(opaque_, i), v); }
Variant Container::at(std::int64_t i) const {
    return Variant::copy(api.array_operator_index(const_cast<unsigned char *>(opaque_), i));
}
void Container::set(const Variant &key, const Variant &v) {
    assign(api.dictionary_operator_index(opaque_, key.ptr()), v);
}
Variant Container::get(const Variant &key) const {
    return Variant::copy(api.dictionary_operator_index(const_cast<unsigned char *>(opaque_), key.ptr()));
}

Variant Container::keys() const {
    // There is no conversion from Dictionary to Array.
    static const GDExtensionPtrBuiltInMethod method =
        api.variant_get_ptr_builtin_method(GDEXTENSION_VARIANT_TYPE_DICTIONARY, Name("keys").ptr(), 4144163970);
    Container all(GDEXTENSION_VARIANT_TYPE_ARRAY);
    method(const_cast<unsigned char *>(opaque_), nullptr, all.opaque_, 0);
    return all.variant();
}

Variant bytes(const void *first, std::size_t count) {
    Container made(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY);
    if (count != 0) {
        made.resize(static_cast<std::int64_t>(count));
        std::memcpy(made.bytes(), first, count);
    }
    return made.variant();
}

Variant call_engine(GDExtensionObjectPtr object, const char *in_class, const char *method, std::int64_t hash,
                    std::initializer_list<Variant> args) {
    const GDExtensionMethodBindPtr bind = api.classdb_get_method_bind(Name(in_class).ptr(), Name(method).ptr(), hash);
    GDExtensionConstVariantPtr list[8];
    std::int64_t count = 0;
    for (const Variant &arg : args)
        list[count++] = arg.ptr();
    Variant answer;
    GDExtensionCallError failed{};
    if (bind != nullptr && object != nullptr)
        api.object_method_bind_call(bind, object, list, count, answer.ptr(), &failed);
    return answer;
}

void emit(GDExtensionObjectPtr object, const Name &signal, std::initializer_list<Variant> args) {
    static const GDExtensionMethodBindPtr bind =
        api.classdb_get_method_bind(Name("Object").ptr(), Name("emit_signal").ptr(), 4047867050);
    const Variant name(signal);
    GDExtensionConstVariantPtr list[8] = {name.ptr()};
    std::int64_t count = 1;
    for (const Variant &arg : args)
        list[count++] = arg.ptr();
    Variant answer;
    GDExtensionCallError failed{};
    api.object_method_bind_call(bind, object, list, count, answer.ptr(), &failed);
}

void emit_later(GDExtensionObjectPtr object, const Name &signal, const Variant &arg) {
    call_engine(object, "Object", "call_deferred", 3400424181, {Variant(Name("emit_signal")), Variant(signal), arg});
}

Variant signal_of(GDExtensionObjectPtr object, const Name &signal) {
    Variant made;
    const Variant self = Variant::object(object), name(signal);
    const GDExtensionConstVariantPtr args[] = {self.ptr(), name.ptr()};
    GDExtensionCallError failed{};
    api.variant_construct(GDEXTENSION_VARIANT_TYPE_SIGNAL, made.ptr(), args, 2, &failed);
    return made;
}

namespace {

constexpr std::uint32_t usage_default = 6, usage_nil_is_variant = 1u << 17, usage_class_is_enum = 1u << 16;

/** What Godot wants to know of parameters, with the names that it refers to. */
class Infos {
public:
    explicit Infos(std::size_t count) {
        names_.reserve(count * 2);
        texts_.reserve(count);
    }
    ~Infos() {
        for (void *&text : texts_)
            destroy_type[GDEXTENSION_VARIANT_TYPE_STRING](&text);
    }
    Infos(const Infos &) = delete;
    Infos &operator=(const Infos &) = delete;

    void add(const Param &p) {
        names_.emplace_back(p.name);
        const GDExtensionStringNamePtr name = names_.back().ptr();
        names_.emplace_back(p.class_name);
        texts_.push_back(nullptr);
        api.string_new_with_utf8_chars_and_len(&texts_.back(), p.hint_string,
                                               static_cast<GDExtensionInt>(std::strlen(p.hint_string)));
        std::uint32_t usage = usage_default;
        if (p.type == GDEXTENSION_VARIANT_TYPE_NIL)
            usage |= usage_nil_is_variant;
        if (p.type == GDEXTENSION_VARIANT_TYPE_INT && *p.class_name != 0)
            usage |= usage_class_is_enum;
        infos_.push_back({p.type, name, names_.back().ptr(), p.hint, &texts_.back(), usage});
    }
    GDExtensionPropertyInfo *data() { return infos_.data(); }

private:
    std::vector<Name> names_;
    std::vector<void *> texts_;
    std::vector<GDExtensionPropertyInfo> infos_;
};

Variant default_of(const Param &p) {
    if (p.type == GDEXTENSION_VARIANT_TYPE_INT)
        return Variant(std::int64_t(0));
    if (p.type == GDEXTENSION_VARIANT_TYPE_BOOL)
        return Variant(false);
    return Variant::empty(p.type);
}

Variant run(const Method &m, void *instance, std::vector<Variant> &args) {
    const std::size_t required = m.params.size() - m.optional;
    for (std::size_t i = args.size(); i >= required && i < m.params.size(); ++i)
        args.push_back(default_of(m.params[i]));
    return m.function(instance, m.userdata, {args.data(), static_cast<std::int64_t>(args.size())});
}

void call(void *userdata, GDExtensionClassInstancePtr instance, const GDExtensionConstVariantPtr *args,
          GDExtensionInt count, GDExtensionVariantPtr answer, GDExtensionCallError *failed) {
    const Method &m = *static_cast<const Method *>(userdata);
    const auto params = static_cast<GDExtensionInt>(m.params.size());
    const auto required = params - static_cast<GDExtensionInt>(m.optional);
    if (count < required || (count > params && !m.vararg)) {
        failed->error = count < required ? GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS : GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS;
        failed->expected = static_cast<std::int32_t>(count < required ? required : params);
        return;
    }
    std::vector<Variant> list;
    list.reserve(static_cast<std::size_t>(count > params ? count : params));
    for (GDExtensionInt i = 0; i < count; ++i) {
        list.push_back(Variant::copy(args[i]));
        if (i >= params)
            continue;
        const Param &p = m.params[static_cast<std::size_t>(i)];
        if (p.type != GDEXTENSION_VARIANT_TYPE_NIL && !list.back().is(p.type)) {
            list.back() = list.back().convert(p.type);
            if (!list.back().is(p.type)) {
                *failed = {GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT, static_cast<std::int32_t>(i), p.type};
                return;
            }
        }
    }
    failed->error = GDEXTENSION_CALL_OK;
    run(m, instance, list).give(answer);
}

void ptrcall(void *userdata, GDExtensionClassInstancePtr instance, const GDExtensionConstTypePtr *args,
             GDExtensionTypePtr answer) {
    const Method &m = *static_cast<const Method *>(userdata);
    std::vector<Variant> list;
    list.reserve(m.params.size());
    for (std::size_t i = 0; i < m.params.size(); ++i) {
        const GDExtensionVariantType type = m.params[i].type;
        list.push_back(type == GDEXTENSION_VARIANT_TYPE_NIL ? Variant::copy(args[i]) : Variant::of(type, args[i]));
    }
    Variant made = run(m, instance, list);
    if (m.returns.name == nullptr || answer == nullptr)
        return;
    const GDExtensionVariantType type = m.returns.type;
    if (type == GDEXTENSION_VARIANT_TYPE_NIL) {
        assign(answer, made);
    } else if (type == GDEXTENSION_VARIANT_TYPE_OBJECT) {
        // All objects that methods return count their references: the place is a Ref of Godot's.
        if (const GDExtensionObjectPtr object = made.as_object())
            api.ref_set_object(answer, object);
    } else {
        if (destroy_type[type] != nullptr)
            destroy_type[type](answer);
        made.to(type, answer);
    }
}

}  // namespace

void add_method(const char *in_class, const Method &m) {
    const Name class_name(in_class), name(m.name);
    Infos params(m.params.size()), returns(1);
    for (const Param &p : m.params)
        params.add(p);
    if (m.returns.name != nullptr)
        returns.add(m.returns);
    const std::vector<GDExtensionClassMethodArgumentMetadata> metadata(m.params.size() + 1,
                                                                       GDEXTENSION_METHOD_ARGUMENT_METADATA_NONE);
    std::vector<Variant> defaults;
    std::vector<GDExtensionVariantPtr> default_ptrs;
    for (std::size_t i = m.params.size() - m.optional; i < m.params.size(); ++i)
        defaults.push_back(default_of(m.params[i]));
    for (const Variant &v : defaults)
        default_ptrs.push_back(v.ptr());
    GDExtensionClassMethodInfo info{};
    info.name = name.ptr();
    info.method_userdata = const_cast<Method *>(&m);
    info.call_func = call;
    info.ptrcall_func = ptrcall;
    info.method_flags = GDEXTENSION_METHOD_FLAGS_DEFAULT | (m.vararg ? GDEXTENSION_METHOD_FLAG_VARARG : 0) |
                        (m.is_static ? GDEXTENSION_METHOD_FLAG_STATIC : 0);
    info.has_return_value = m.returns.name != nullptr;
    info.return_value_info = returns.data();
    info.return_value_metadata = GDEXTENSION_METHOD_ARGUMENT_METADATA_NONE;
    info.argument_count = static_cast<std::uint32_t>(m.params.size());
    info.arguments_info = params.data();
    info.arguments_metadata = const_cast<GDExtensionClassMethodArgumentMetadata *>(metadata.data());
    info.default_argument_count = static_cast<std::uint32_t>(defaults.size());
    info.default_arguments = default_ptrs.data();
    api.classdb_register_extension_class_method(api.library, class_name.ptr(), &info);
}

void add_property(const char *in_class, const Param &property, const char *setter, const char *getter) {
    Infos info(1);
    info.add(property);
    api.classdb_register_extension_class_property(api.library, Name(in_class).ptr(), info.data(), Name(setter).ptr(),
                                                  Name(getter).ptr());
}
void add_group(const char *in_class, const char *group) {
    api.classdb_register_extension_class_property_group(api.library, Name(in_class).ptr(), Text(group).ptr(),
                                                        Text("").ptr());
}
void add_signal(const char *in_class, const char *signal, std::initializer_list<Param> params) {
    Infos info(params.size());
    for (const Param &p : params)
        info.add(p);
    api.classdb_register_extension_class_signal(api.library, Name(in_class).ptr(), Name(signal).ptr(), info.data(),
                                                static_cast<GDExtensionInt>(params.size()));
}
void add_constant(const char *in_class, const char *in_enum, const char *name, std::int64_t value) {
    api.classdb_register_extension_class_integer_constant(api.library, Name(in_class).ptr(), Name(in_enum).ptr(),
                                                          Name(name).ptr(), value, false);
}

}  // namespace gd
