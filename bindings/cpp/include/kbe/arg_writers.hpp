// How each C++ type becomes an argument: included by args.hpp.
#ifndef KBE_CPP_ARG_WRITERS_HPP
#define KBE_CPP_ARG_WRITERS_HPP

#include <kbe/args.hpp>

#include <memory>

KBE_CPP_BEGIN

namespace detail {

struct ready {
    static constexpr bool exists = true, is_lazy = false;
};
struct lazy {
    static constexpr bool exists = true, is_lazy = true;
};

inline kbe_value vector_value(float x, float y, float z, float w, std::uint32_t type, std::uint32_t n) noexcept {
    kbe_value v = kbe_value_make(type, n);
    const float all[] = {x, y, z, w};
    std::memcpy(v.as.vec, all, sizeof all);
    return v;
}

template <class T>
struct writer<T, std::enable_if_t<std::is_integral_v<T>>> : ready {
    static kbe_value write(T v) noexcept {
        if constexpr (std::is_signed_v<T>)
            return integer(static_cast<std::int64_t>(v));
        else
            return natural(static_cast<std::uint64_t>(v));
    }

private:
    static kbe_value integer(std::int64_t v) noexcept {
        switch (sizeof(T)) {
        case 1: return kbe_int8(static_cast<std::int8_t>(v));
        case 2: return kbe_int16(static_cast<std::int16_t>(v));
        case 4: return kbe_int32(static_cast<std::int32_t>(v));
        default: return kbe_int64(v);
        }
    }
    static kbe_value natural(std::uint64_t v) noexcept {
        switch (sizeof(T)) {
        case 1: return kbe_uint8(static_cast<std::uint8_t>(v));
        case 2: return kbe_uint16(static_cast<std::uint16_t>(v));
        case 4: return kbe_uint32(static_cast<std::uint32_t>(v));
        default: return kbe_uint64(v);
        }
    }
};

template <class T>
struct writer<T, std::enable_if_t<std::is_enum_v<T> && !std::is_same_v<T, std::byte>>> : ready {
    static kbe_value write(T v) noexcept {
        using number = std::underlying_type_t<T>;
        return writer<number>::write(static_cast<number>(v));
    }
};

template <>
struct writer<float> : ready {
    static kbe_value write(float v) noexcept { return kbe_float(v); }
};
template <>
struct writer<double> : ready {
    static kbe_value write(double v) noexcept { return kbe_double(v); }
};
template <>
struct writer<std::nullptr_t> : ready {
    static kbe_value write(std::nullptr_t) noexcept { return kbe_none(); }
};

template <class T>
struct writer<T, std::enable_if_t<std::is_convertible_v<const T &, std::string_view> && !std::is_same_v<T, std::nullptr_t>>>
    : ready {
    static kbe_value write(const T &v) noexcept {
        if constexpr (std::is_pointer_v<T>)
            if (v == nullptr)
                return kbe_unicode(kbe_str_make("", 0));
        return kbe_unicode(c(std::string_view(v)));
    }
};
template <>
struct writer<ascii> : ready {
    static kbe_value write(const ascii &v) noexcept { return kbe_string(c(v.data)); }
};
template <>
struct writer<blob> : ready {
    static kbe_value write(const blob &v) noexcept { return kbe_blob(v.data.data(), length(v.data.size())); }
};
template <>
struct writer<pickle> : ready {
    static kbe_value write(const pickle &v) noexcept { return kbe_python(v.data.data(), length(v.data.size())); }
};
template <class A>
struct writer<std::vector<std::byte, A>> : ready {
    static kbe_value write(const std::vector<std::byte, A> &v) noexcept { return kbe_blob(v.data(), length(v.size())); }
};
template <>
struct writer<vector2> : ready {
    static kbe_value write(vector2 v) noexcept { return vector_value(v.x, v.y, 0, 0, KBE_VALUE_VECTOR2, 2); }
};
template <>
struct writer<vector3> : ready {
    static kbe_value write(vector3 v) noexcept { return vector_value(v.x, v.y, v.z, 0, KBE_VALUE_VECTOR3, 3); }
};
template <>
struct writer<vector4> : ready {
    static kbe_value write(vector4 v) noexcept { return vector_value(v.x, v.y, v.z, v.w, KBE_VALUE_VECTOR4, 4); }
};
template <>
struct writer<direction> : ready {
    static kbe_value write(direction v) noexcept {
        return vector_value(v.roll, v.pitch, v.yaw, 0, KBE_VALUE_VECTOR3, 3);
    }
};
template <>
struct writer<entity_call> : ready {
    static kbe_value write(const entity_call &v) noexcept {
        kbe_value made = kbe_value_make(KBE_VALUE_ENTITY_CALL, 0);
        made.as.entity_call = v;
        return made;
    }
};
template <>
struct writer<value> : ready {
    static kbe_value write(const value &v) noexcept { return v.c(); }
};

template <>
struct writer<values> : lazy {
    static kbe_value write(arena &, const values &v) noexcept {
        return kbe_array(v.empty() ? nullptr : &v[0].c(), v.size());
    }
};

// Anything that is gone through from begin to end.
template <class T, class = void>
struct is_range : std::false_type {};
template <class T>
struct is_range<T, std::void_t<decltype(std::begin(std::declval<const T &>()) != std::end(std::declval<const T &>())),
                               decltype(*std::begin(std::declval<const T &>()))>> : std::true_type {};

template <class T, class = void>
struct is_named : std::false_type {};
template <class K, class V>
struct is_named<std::pair<K, V>, std::enable_if_t<std::is_convertible_v<const K &, std::string_view>>> : std::true_type {};

template <>
struct is_named<item> : std::true_type {};
template <>
struct is_named<entry> : std::true_type {};

template <class T>
using item_of = std::decay_t<decltype(*std::begin(std::declval<const T &>()))>;

// What lies behind a reference that an iterator makes up (std::vector<bool>) does not stay; integers need not.
template <class T>
std::size_t count_of(const T &range) noexcept {
    std::size_t n = 0;
    for (auto it = std::begin(range); it != std::end(range); ++it)
        ++n;
    return n;
}

template <class T>
kbe_value write_items(arena &arena, const T &range) noexcept {
    const std::size_t n = count_of(range);
    kbe_value *made = arena.make<kbe_value>(n);
    if (made == nullptr)
        return kbe_none();
    std::size_t i = 0;
    for (const auto &each : range)
        new (&made[i++]) kbe_value(arg(each).build(arena));
    return kbe_array(made, length(n));
}

template <class T>
kbe_value write_named(arena &arena, const T &range) noexcept {
    const std::size_t n = count_of(range);
    kbe_value *made = arena.make<kbe_value>(n);
    kbe_str *keys = arena.make<kbe_str>(n);
    if (made == nullptr || keys == nullptr)
        return kbe_none();
    std::size_t i = 0;
    for (const auto &each : range) {
        const auto &[key, item] = each;
        new (&keys[i]) kbe_str(c(std::string_view(key)));
        new (&made[i++]) kbe_value(arg(item).build(arena));
    }
    return kbe_dict(keys, made, length(n));
}

template <class T>
struct is_byte_range : std::false_type {};
template <class A>
struct is_byte_range<std::vector<std::byte, A>> : std::true_type {};

template <class T>
struct writer<T, std::enable_if_t<is_range<T>::value && !std::is_convertible_v<const T &, std::string_view> &&
                                  !is_byte_range<T>::value>> : lazy {
    static_assert(!std::is_same_v<T, bytes>, "say kbe::blob(bytes) for a BLOB");

    static kbe_value write(arena &arena, const T &range) noexcept {
        if constexpr (is_named<item_of<T>>::value)
            return write_named(arena, range);
        else
            return write_items(arena, range);
    }
};

template <class T>
kbe_value write_tuple(arena &arena, const T &tuple) noexcept {
    constexpr std::size_t n = std::tuple_size_v<T>;
    kbe_value *made = arena.make<kbe_value>(n);
    if (made == nullptr)
        return kbe_none();
    std::apply(
        [&](const auto &...each) {
            std::size_t i = 0;
            (static_cast<void>(new (&made[i++]) kbe_value(arg(each).build(arena))), ...);
        },
        tuple);
    return kbe_dict(nullptr, made, length(n));
}

template <class... T>
struct writer<std::tuple<T...>> : lazy {
    static kbe_value write(arena &arena, const std::tuple<T...> &v) noexcept { return write_tuple(arena, v); }
};
template <class A, class B>
struct writer<std::pair<A, B>> : lazy {
    static kbe_value write(arena &arena, const std::pair<A, B> &v) noexcept { return write_tuple(arena, v); }
};

template <>
struct writer<array> : lazy {
    static kbe_value write(arena &arena, const array &v) noexcept { return write_items(arena, v.items_); }
};
template <>
struct writer<dict> : lazy {
    static kbe_value write(arena &arena, const dict &v) noexcept { return write_named(arena, v.items_); }
};

template <class T>
struct writer<T, std::void_t<decltype(argument<T>::convert(std::declval<const T &>()))>> : lazy {
    using made = decltype(argument<T>::convert(std::declval<const T &>()));
    static kbe_value write(arena &arena, const T &v) noexcept {
        // What it is converted to must stay until the call is over.
        using stored = std::decay_t<made>;
        if constexpr (std::is_reference_v<made>) {
            return arg(argument<T>::convert(v)).build(arena);
        } else {
            static_assert(std::is_trivially_destructible_v<stored>,
                          "kbe::argument<T>::convert must return a reference, or something that owns no memory");
            stored *kept = arena.make<stored>(1);
            if (kept == nullptr)
                return kbe_none();
            new (kept) stored(argument<T>::convert(v));
            return arg(*kept).build(arena);
        }
    }
};

}  // namespace detail

KBE_CPP_END

#endif
