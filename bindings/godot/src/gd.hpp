// The little of Godot's extension interface that the add-on needs: variants, names, signals, class registration.
//
// Written against gdextension_interface.h, which every Godot editor writes (`--dump-gdextension-interface`); nothing
// newer than Godot 4.3 is asked for. Everything here runs on Godot's main thread.
#ifndef KBE_GODOT_GD_HPP
#define KBE_GODOT_GD_HPP

#include <gdextension_interface.h>

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gd {

/** Functions of the running Godot. Filled once by load(). */
struct Interface {
    GDExtensionInterfaceClassdbRegisterExtensionClass3 classdb_register_extension_class3;
    GDExtensionInterfaceClassdbRegisterExtensionClassMethod classdb_register_extension_class_method;
    GDExtensionInterfaceClassdbRegisterExtensionClassProperty classdb_register_extension_class_property;
    GDExtensionInterfaceClassdbRegisterExtensionClassPropertyGroup classdb_register_extension_class_property_group;
    GDExtensionInterfaceClassdbRegisterExtensionClassSignal classdb_register_extension_class_signal;
    GDExtensionInterfaceClassdbRegisterExtensionClassIntegerConstant classdb_register_extension_class_integer_constant;
    GDExtensionInterfaceClassdbUnregisterExtensionClass classdb_unregister_extension_class;
    GDExtensionInterfaceClassdbConstructObject classdb_construct_object;
    GDExtensionInterfaceClassdbGetMethodBind classdb_get_method_bind;
    GDExtensionInterfaceObjectSetInstance object_set_instance;
    GDExtensionInterfaceObjectGetInstanceId object_get_instance_id;
    GDExtensionInterfaceObjectGetInstanceFromId object_get_instance_from_id;
    GDExtensionInterfaceObjectMethodBindCall object_method_bind_call;
    GDExtensionInterfaceGlobalGetSingleton global_get_singleton;
    GDExtensionInterfaceRefSetObject ref_set_object;
    GDExtensionInterfaceVariantNewNil variant_new_nil;
    GDExtensionInterfaceVariantNewCopy variant_new_copy;
    GDExtensionInterfaceVariantDestroy variant_destroy;
    GDExtensionInterfaceVariantGetType variant_get_type;
    GDExtensionInterfaceVariantConstruct variant_construct;
    GDExtensionInterfaceGetVariantFromTypeConstructor get_variant_from_type_constructor;
    GDExtensionInterfaceGetVariantToTypeConstructor get_variant_to_type_constructor;
    GDExtensionInterfaceVariantGetPtrConstructor variant_get_ptr_constructor;
    GDExtensionInterfaceVariantGetPtrDestructor variant_get_ptr_destructor;
    GDExtensionInterfaceVariantGetPtrBuiltinMethod variant_get_ptr_builtin_method;
    GDExtensionInterfaceStringNewWithUtf8CharsAndLen string_new_with_utf8_chars_and_len;
    GDExtensionInterfaceStringToUtf8Chars string_to_utf8_chars;
    GDExtensionInterfaceStringNameNewWithUtf8CharsAndLen string_name_new_with_utf8_chars_and_len;
    GDExtensionInterfaceArrayOperatorIndex array_operator_index;
    GDExtensionInterfaceDictionaryOperatorIndex dictionary_operator_index;
    GDExtensionInterfacePackedByteArrayOperatorIndex packed_byte_array_operator_index;
    GDExtensionInterfacePackedInt32ArrayOperatorIndex packed_int32_array_operator_index;
    GDExtensionInterfacePackedFloat32ArrayOperatorIndex packed_float32_array_operator_index;
    GDExtensionInterfacePackedVector3ArrayOperatorIndex packed_vector3_array_operator_index;
    GDExtensionInterfacePrintErrorWithMessage print_error_with_message;
    GDExtensionInterfacePrintWarningWithMessage print_warning_with_message;
    /** Editor only; may be missing. */
    GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen editor_help_load_xml_from_utf8_chars_and_len;
    /** What registrations belong to. */
    GDExtensionClassLibraryPtr library;
};
extern Interface api;

/** Looks up all functions; false, with an error in the output, when this Godot lacks one. */
bool load(GDExtensionInterfaceGetProcAddress get, GDExtensionClassLibraryPtr library);
/** Gives back what load has made. */
void unload();

/** An error or a warning for the output panel; `where` is the function that it is about. */
void error(const std::string &text, const char *where);
void warning(const std::string &text, const char *where);

/** Godot's interned name. */
class Name {
public:
    Name() = default;
    Name(std::string_view text) {
        api.string_name_new_with_utf8_chars_and_len(&opaque_, text.data(), static_cast<GDExtensionInt>(text.size()));
    }
    Name(const char *text) : Name(std::string_view(text)) {}
    Name(const Name &) = delete;
    Name &operator=(const Name &) = delete;
    Name(Name &&other) noexcept : opaque_(std::exchange(other.opaque_, nullptr)) {}
    ~Name();
    GDExtensionStringNamePtr ptr() const { return &opaque_; }
    bool operator==(const Name &other) const { return opaque_ == other.opaque_; }

private:
    mutable void *opaque_ = nullptr;
};

/** Godot's text. */
class Text {
public:
    explicit Text(std::string_view text) {
        api.string_new_with_utf8_chars_and_len(&opaque_, text.data(), static_cast<GDExtensionInt>(text.size()));
    }
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    ~Text();
    GDExtensionStringPtr ptr() const { return &opaque_; }

private:
    mutable void *opaque_ = nullptr;
};

/** Godot's vectors, with single precision as in every usual build. */
struct Vector3 {
    float x = 0, y = 0, z = 0;
};
struct Vector4 {
    float x = 0, y = 0, z = 0, w = 0;
};

/** A value of any of Godot's types. */
class Variant {
public:
    Variant() { api.variant_new_nil(opaque_); }
    Variant(const Variant &other) { api.variant_new_copy(opaque_, other.opaque_); }
    Variant(Variant &&other) noexcept : Variant() { swap(other); }
    Variant &operator=(Variant other) noexcept {
        swap(other);
        return *this;
    }
    ~Variant() { api.variant_destroy(opaque_); }

    Variant(bool v) {
        const GDExtensionBool said = v;
        from(GDEXTENSION_VARIANT_TYPE_BOOL, &said);
    }
    Variant(std::int64_t v) { from(GDEXTENSION_VARIANT_TYPE_INT, &v); }
    Variant(std::int32_t v) : Variant(static_cast<std::int64_t>(v)) {}
    Variant(std::uint32_t v) : Variant(static_cast<std::int64_t>(v)) {}
    Variant(double v) { from(GDEXTENSION_VARIANT_TYPE_FLOAT, &v); }
    Variant(Vector3 v) { from(GDEXTENSION_VARIANT_TYPE_VECTOR3, &v); }
    Variant(const Name &v) { from(GDEXTENSION_VARIANT_TYPE_STRING_NAME, v.ptr()); }
    Variant(std::string_view v) {
        const Text text(v);
        from(GDEXTENSION_VARIANT_TYPE_STRING, text.ptr());
    }
    Variant(const char *v) : Variant(std::string_view(v)) {}
    /** An object; one that counts its references gets one more. */
    static Variant object(GDExtensionObjectPtr o) { return of(GDEXTENSION_VARIANT_TYPE_OBJECT, &o); }
    /** From a place that holds a value of this type. */
    static Variant of(GDExtensionVariantType type, const void *place) {
        Variant made;
        made.from(type, place);
        return made;
    }
    /** A new empty value of this type. */
    static Variant empty(GDExtensionVariantType type);
    /** A copy of Godot's own. */
    static Variant copy(GDExtensionConstVariantPtr other) {
        Variant made;
        api.variant_destroy(made.opaque_);
        api.variant_new_copy(made.opaque_, other);
        return made;
    }

    GDExtensionVariantType type() const { return api.variant_get_type(opaque_); }
    bool is(GDExtensionVariantType t) const { return type() == t; }
    /** Writes the value to a place for its type; the place must hold nothing that needs to be freed. */
    void to(GDExtensionVariantType type, void *place) const;

    bool as_bool() const;
    std::int64_t as_int() const;
    double as_float() const;
    Vector3 as_vector3() const;
    /** Text of a String or StringName; of others what they convert to. */
    std::string as_text() const;
    GDExtensionObjectPtr as_object() const;
    /** As another type, with Godot's own conversion; nil when there is none. */
    Variant convert(GDExtensionVariantType type) const;

    GDExtensionVariantPtr ptr() const { return const_cast<unsigned char *>(opaque_); }
    /** Hands the value to a place of Godot's that holds nil. */
    void give(GDExtensionVariantPtr place) {
        std::memcpy(place, opaque_, sizeof opaque_);
        api.variant_new_nil(opaque_);
    }

private:
    void from(GDExtensionVariantType type, const void *place);
    void swap(Variant &other) noexcept {
        unsigned char kept[sizeof opaque_];
        std::memcpy(kept, opaque_, sizeof opaque_);
        std::memcpy(opaque_, other.opaque_, sizeof opaque_);
        std::memcpy(other.opaque_, kept, sizeof opaque_);
    }
    alignas(8) unsigned char opaque_[24];
};

/** Array, Dictionary, or a packed array: a value that elements are written into. */
class Container {
public:
    /** A new one. */
    explicit Container(GDExtensionVariantType type);
    /** A reference to the one in a value, or nothing of it where it is of another type. */
    Container(GDExtensionVariantType type, const Variant &of);
    Container(const Container &) = delete;
    Container &operator=(const Container &) = delete;
    ~Container();

    /** Not for Dictionary. */
    void resize(std::int64_t size);
    std::int64_t size() const;
    /** Element of an Array. */
    void set(std::int64_t i, const Variant &v);
    Variant at(std::int64_t i) const;
    /** Entry of a Dictionary. */
    void set(const Variant &key, const Variant &v);
    Variant get(const Variant &key) const;
    void set(const char *key, const Variant &v) { set(Variant(key), v); }
    /** Keys of a Dictionary, as an Array. */
    Variant keys() const;
    /** Puts an element at the end of an Array. */
    void add(const Variant &v) {
        resize(size() + 1);
        set(size() - 1, v);
    }
    /** First element of a packed array; null when it is empty. */
    std::uint8_t *bytes() { return size() == 0 ? nullptr : api.packed_byte_array_operator_index(opaque_, 0); }
    std::int32_t *ints() { return size() == 0 ? nullptr : api.packed_int32_array_operator_index(opaque_, 0); }
    float *floats() { return size() == 0 ? nullptr : api.packed_float32_array_operator_index(opaque_, 0); }
    Vector3 *vectors() {
        return size() == 0 ? nullptr : static_cast<Vector3 *>(api.packed_vector3_array_operator_index(opaque_, 0));
    }
    /** As a value that refers to the same. */
    Variant variant() const { return Variant::of(type_, opaque_); }

private:
    GDExtensionVariantType type_;
    alignas(8) unsigned char opaque_[16] = {};
};

/** The bytes as a PackedByteArray. */
Variant bytes(const void *first, std::size_t count);

/** Emits a signal of an object. */
void emit(GDExtensionObjectPtr object, const Name &signal, std::initializer_list<Variant> args);
/** Emits it when Godot is idle again. */
void emit_later(GDExtensionObjectPtr object, const Name &signal, const Variant &arg);
/** The signal itself, for `await` and connect(). */
Variant signal_of(GDExtensionObjectPtr object, const Name &signal);
/** Calls a method of the engine by class, name and the hash of its signature. */
Variant call_engine(GDExtensionObjectPtr object, const char *in_class, const char *method, std::int64_t hash,
                    std::initializer_list<Variant> args);

/** Arguments of a call from Godot, defaults included. */
struct Args {
    const Variant *first;
    std::int64_t count;
    const Variant &operator[](std::int64_t i) const { return first[i]; }
};
/** A method: what it is called on, and with. */
using Function = Variant (*)(void *instance, void *userdata, const Args &args);

/** A parameter, the value of a method, or a property. */
struct Param {
    const char *name;
    GDExtensionVariantType type;
    /** For Object its class, for an int its enum, if it is of one. */
    const char *class_name = "";
    std::uint32_t hint = 0;
    const char *hint_string = "";
};

/** Godot's types by short names, for the tables of methods. */
namespace kind {
constexpr auto INT = GDEXTENSION_VARIANT_TYPE_INT;
constexpr auto FLOAT = GDEXTENSION_VARIANT_TYPE_FLOAT;
constexpr auto BOOL = GDEXTENSION_VARIANT_TYPE_BOOL;
constexpr auto STRING = GDEXTENSION_VARIANT_TYPE_STRING;
constexpr auto NAME = GDEXTENSION_VARIANT_TYPE_STRING_NAME;
constexpr auto VECTOR3 = GDEXTENSION_VARIANT_TYPE_VECTOR3;
/** Any type at all. */
constexpr auto ANY = GDEXTENSION_VARIANT_TYPE_NIL;
constexpr auto OBJECT = GDEXTENSION_VARIANT_TYPE_OBJECT;
constexpr auto SIGNAL = GDEXTENSION_VARIANT_TYPE_SIGNAL;
constexpr auto DICTIONARY = GDEXTENSION_VARIANT_TYPE_DICTIONARY;
constexpr auto ARRAY = GDEXTENSION_VARIANT_TYPE_ARRAY;
constexpr auto BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY;
constexpr auto INTS = GDEXTENSION_VARIANT_TYPE_PACKED_INT32_ARRAY;
constexpr auto FLOATS = GDEXTENSION_VARIANT_TYPE_PACKED_FLOAT32_ARRAY;
constexpr auto TEXTS = GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY;
constexpr auto VECTORS = GDEXTENSION_VARIANT_TYPE_PACKED_VECTOR3_ARRAY;
}  // namespace kind

/** A method as Godot is to know it. Must live as long as the extension. */
struct Method {
    const char *name;
    Function function;
    /** Its value; a null name for none. */
    Param returns;
    std::vector<Param> params = {};
    /** Takes any more arguments. */
    bool vararg = false;
    bool is_static = false;
    /** Passed to the function. */
    void *userdata = nullptr;
    /** How many of the last parameters may be left out; they are 0, false or empty then. */
    std::size_t optional = 0;
};

/** Registers a method, which must live as long as the extension. */
void add_method(const char *in_class, const Method &method);
void add_property(const char *in_class, const Param &property, const char *setter, const char *getter);
void add_group(const char *in_class, const char *group);
void add_signal(const char *in_class, const char *signal, std::initializer_list<Param> params);
void add_constant(const char *in_class, const char *in_enum, const char *name, std::int64_t value);

}  // namespace gd

#endif
