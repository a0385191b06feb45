// How each C++ type is read from a value: included by value.hpp.
#ifndef KBE_CPP_VALUE_READERS_HPP
#define KBE_CPP_VALUE_READERS_HPP

#include <kbe/value.hpp>

KBE_CPP_BEGIN

namespace detail {

inline bool is_unsigned_integer(const kbe_value &v) noexcept {
    return v.type >= KBE_VALUE_UINT8 && v.type <= KBE_VALUE_UINT64;
}
inline bool is_signed_integer(const kbe_value &v) noexcept {
    return v.type >= KBE_VALUE_INT8 && v.type <= KBE_VALUE_INT64;
}
inline bool is_text(const kbe_value &v) noexcept {
    return v.type == KBE_VALUE_STRING || v.type == KBE_VALUE_UNICODE;
}
inline bool is_blob(const kbe_value &v) noexcept {
    return v.type >= KBE_VALUE_BLOB && v.type <= KBE_VALUE_PY_LIST;
}

template <class T>
struct reader<T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>>> {
    static const char *what() noexcept { return "an integer of that range"; }
    static std::optional<T> read(const kbe_value &v) noexcept {
        using most = std::numeric_limits<T>;
        if (is_unsigned_integer(v)) {
            if (v.as.u64 > static_cast<std::uint64_t>((most::max)()))
                return {};
            return static_cast<T>(v.as.u64);
        }
        if (!is_signed_integer(v))
            return {};
        const std::int64_t i = v.as.i64;
        if (i < 0 ? !std::is_signed_v<T> || i < static_cast<std::int64_t>((most::min)())
                  : static_cast<std::uint64_t>(i) > static_cast<std::uint64_t>((most::max)()))
            return {};
        return static_cast<T>(i);
    }
};

template <class T>
struct reader<T, std::enable_if_t<std::is_enum_v<T>>> {
    static const char *what() noexcept { return "an integer of that enumeration's range"; }
    static std::optional<T> read(const kbe_value &v) noexcept {
        if (const auto found = reader<std::underlying_type_t<T>>::read(v))
            return static_cast<T>(*found);
        return {};
    }
};

template <>
struct reader<bool> {
    static const char *what() noexcept { return "an integer"; }
    static std::optional<bool> read(const kbe_value &v) noexcept {
        if (!is_unsigned_integer(v) && !is_signed_integer(v))
            return {};
        return v.as.u64 != 0;
    }
};

template <class T>
struct reader<T, std::enable_if_t<std::is_floating_point_v<T>>> {
    static const char *what() noexcept { return "a number"; }
    static std::optional<T> read(const kbe_value &v) noexcept {
        if (v.type == KBE_VALUE_FLOAT || v.type == KBE_VALUE_DOUBLE)
            return static_cast<T>(v.as.f64);
        if (is_unsigned_integer(v))
            return static_cast<T>(v.as.u64);
        if (is_signed_integer(v))
            return static_cast<T>(v.as.i64);
        return {};
    }
};

template <>
struct reader<std::string_view> {
    static const char *what() noexcept { return "text"; }
    static std::optional<std::string_view> read(const kbe_value &v) noexcept {
        if (!is_text(v))
            return {};
        return text(kbe_value_text(&v));
    }
};

template <>
struct reader<std::string> {
    static const char *what() noexcept { return "text"; }
    static std::optional<std::string> read(const kbe_value &v) {
        if (!is_text(v))
            return {};
        return std::string(text(kbe_value_text(&v)));
    }
};

template <>
struct reader<bytes> {
    static const char *what() noexcept { return "bytes"; }
    static std::optional<bytes> read(const kbe_value &v) noexcept {
        if (!is_blob(v))
            return {};
        return bytes(v.as.bytes, v.count);
    }
};

template <>
struct reader<vector2> {
    static const char *what() noexcept { return "VECTOR2"; }
    static std::optional<vector2> read(const kbe_value &v) noexcept {
        if (v.type != KBE_VALUE_VECTOR2)
            return {};
        return vector2{v.as.vec[0], v.as.vec[1]};
    }
};

template <>
struct reader<vector3> {
    static const char *what() noexcept { return "VECTOR3"; }
    static std::optional<vector3> read(const kbe_value &v) noexcept {
        if (v.type != KBE_VALUE_VECTOR3)
            return {};
        return vector3{v.as.vec[0], v.as.vec[1], v.as.vec[2]};
    }
};

template <>
struct reader<vector4> {
    static const char *what() noexcept { return "VECTOR4"; }
    static std::optional<vector4> read(const kbe_value &v) noexcept {
        if (v.type != KBE_VALUE_VECTOR4)
            return {};
        return vector4{v.as.vec[0], v.as.vec[1], v.as.vec[2], v.as.vec[3]};
    }
};

template <>
struct reader<entity_call> {
    static const char *what() noexcept { return "ENTITYCALL"; }
    static std::optional<entity_call> read(const kbe_value &v) noexcept {
        if (v.type != KBE_VALUE_ENTITY_CALL)
            return {};
        return v.as.entity_call;
    }
};

template <>
struct reader<value> {
    static const char *what() noexcept { return "a value"; }
    static std::optional<value> read(const kbe_value &v) noexcept { return value(v); }
};

template <>
struct reader<values> {
    static const char *what() noexcept { return "ARRAY"; }
    static std::optional<values> read(const kbe_value &v) noexcept {
        if (v.type != KBE_VALUE_ARRAY)
            return {};
        return values(v.as.items, v.count);
    }
};

template <>
struct reader<entries> {
    static const char *what() noexcept { return "FIXED_DICT"; }
    static std::optional<entries> read(const kbe_value &v) noexcept {
        if (v.type != KBE_VALUE_FIXED_DICT)
            return {};
        return entries(v);
    }
};

template <class T>
struct reader<std::vector<T>> {
    static const char *what() noexcept { return "ARRAY of that item type"; }
    static std::optional<std::vector<T>> read(const kbe_value &v) {
        if (v.type != KBE_VALUE_ARRAY)
            return {};
        std::vector<T> all;
        all.reserve(v.count);
        for (value item : value(v).items()) {
            std::optional<T> read = item.template get_if<T>();
            if (!read)
                return {};
            all.push_back(std::move(*read));
        }
        return all;
    }
};

template <class T, std::size_t N>
struct reader<std::array<T, N>> {
    static const char *what() noexcept { return "ARRAY or FIXED_DICT of that size and item type"; }
    static std::optional<std::array<T, N>> read(const kbe_value &v) {
        const values items = value(v).items();
        if (items.size() != N)
            return {};
        std::array<T, N> all{};
        for (std::size_t i = 0; i < N; ++i) {
            std::optional<T> read = items[i].template get_if<T>();
            if (!read)
                return {};
            all[i] = std::move(*read);
        }
        return all;
    }
};

template <class... T>
struct reader<std::tuple<T...>> {
    static const char *what() noexcept { return "ARRAY or FIXED_DICT of those item types"; }
    static std::optional<std::tuple<T...>> read(const kbe_value &v) {
        return read(value(v).items(), std::index_sequence_for<T...>());
    }

private:
    template <std::size_t... I>
    static std::optional<std::tuple<T...>> read(values items, std::index_sequence<I...>) {
        if (items.size() != sizeof...(T))
            return {};
        std::tuple<std::optional<T>...> each{items[I].template get_if<T>()...};
        if (!(... && std::get<I>(each).has_value()))
            return {};
        return std::tuple<T...>(std::move(*std::get<I>(each))...);
    }
};

}  // namespace detail

KBE_CPP_END

#endif
