// Values from the server: trees that are lent, looked at with checks.
#ifndef KBE_CPP_VALUE_HPP
#define KBE_CPP_VALUE_HPP

#include <kbe/enums.hpp>

#include <array>
#include <iterator>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

KBE_CPP_BEGIN

/** VECTOR2. */
struct vector2 {
    /** Components. */
    float x = 0, y = 0;
};
/** VECTOR3, and positions: y is up. */
struct vector3 {
    /** Components. */
    float x = 0, y = 0, z = 0;
};
/** VECTOR4. */
struct vector4 {
    /** Components. */
    float x = 0, y = 0, z = 0, w = 0;
};
/** Where something looks, in radians. */
struct direction {
    /** Around the way ahead, sideways, up. */
    float roll = 0, pitch = 0, yaw = 0;
};

inline bool operator==(vector2 a, vector2 b) noexcept { return !(a.x < b.x || a.x > b.x || a.y < b.y || a.y > b.y); }
inline bool operator==(vector3 a, vector3 b) noexcept {
    return vector2{a.x, a.y} == vector2{b.x, b.y} && !(a.z < b.z || a.z > b.z);
}
inline bool operator==(vector4 a, vector4 b) noexcept {
    return vector2{a.x, a.y} == vector2{b.x, b.y} && vector2{a.z, a.w} == vector2{b.z, b.w};
}

/** ENTITYCALL: a reference to a part of an entity, as data. */
using entity_call = kbe_value_entity_call;

/** Where an entity is and looks: an element of the transforms handler. See position_of and direction_of. */
using transform = kbe_transform;

/** Position of a transform, a pose or a view. */
template <class T>
vector3 position_of(const T &t) noexcept {
    return {t.position[0], t.position[1], t.position[2]};
}
/** Direction of a transform, a pose or a view. */
template <class T>
direction direction_of(const T &t) noexcept {
    return {t.direction[0], t.direction[1], t.direction[2]};
}

class value;

namespace detail {

template <class T, class = void>
struct reader;

inline const kbe_value &nothing() noexcept {
    static_assert(KBE_VALUE_NONE == 0);
    static const kbe_value none = {};
    return none;
}

class value_iterator {
public:
    using difference_type = std::ptrdiff_t;
    using value_type = value;
    using reference = value;
    using pointer = void;
    using iterator_category = std::input_iterator_tag;

    value_iterator() noexcept = default;
    explicit value_iterator(const kbe_value *at) noexcept : at_(at) {}
    inline value operator*() const noexcept;
    value_iterator &operator++() noexcept {
        ++at_;
        return *this;
    }
    value_iterator operator++(int) noexcept {
        value_iterator before = *this;
        ++at_;
        return before;
    }
    friend bool operator==(value_iterator a, value_iterator b) noexcept { return a.at_ == b.at_; }
    friend bool operator!=(value_iterator a, value_iterator b) noexcept { return a.at_ != b.at_; }

private:
    const kbe_value *at_ = nullptr;
};

class entry_iterator;

}  // namespace detail

/** Values one behind the other: the items of an ARRAY, the arguments of a call. Lent like the values. */
class values {
public:
    /** None. */
    values() noexcept = default;
    /** Values of the C interface. */
    values(const kbe_value *first, std::uint32_t count) noexcept : first_(first), count_(first ? count : 0) {}

    /** How many. */
    std::uint32_t size() const noexcept { return count_; }
    /** Whether there is none. */
    bool empty() const noexcept { return count_ == 0; }
    /** An item; beyond the last one a value of type none. */
    inline value operator[](std::size_t i) const noexcept;
    /** For `for`. */
    detail::value_iterator begin() const noexcept { return detail::value_iterator(first_); }
    /** Behind the last one. */
    detail::value_iterator end() const noexcept {
        return detail::value_iterator(count_ == 0 ? first_ : first_ + count_);
    }

private:
    const kbe_value *first_ = nullptr;
    std::uint32_t count_ = 0;
};

/** The items of a FIXED_DICT with their names: `for (auto [key, item] : value.entries())`. Lent like the value. */
class entries {
public:
    /** None. */
    entries() noexcept = default;
    /** Those of a value that is a FIXED_DICT. */
    explicit entries(const kbe_value &dict) noexcept
        : items_(dict.as.dict.items), keys_(dict.as.dict.keys), count_(dict.as.dict.items ? dict.count : 0) {}

    /** How many. */
    std::uint32_t size() const noexcept { return count_; }
    /** Whether there is none. */
    bool empty() const noexcept { return count_ == 0; }
    /** For `for`. */
    inline detail::entry_iterator begin() const noexcept;
    /** Behind the last one. */
    inline detail::entry_iterator end() const noexcept;

private:
    const kbe_value *items_ = nullptr;
    const kbe_str *keys_ = nullptr;
    std::uint32_t count_ = 0;
};

/**
 * A value from the server, of any data type. It is a view: those in an event are lent until the handler returns, those
 * of properties until the next pump, or inside a handler until that returns. Copy what is to be kept.
 *
 * Nothing here reads what is not there: a value of another type than the one asked for is an error, an empty optional,
 * or a value of type none.
 */
class value {
public:
    /** A value of type none. */
    value() noexcept : v_(&detail::nothing()) {}
    /** A value of the C interface. */
    explicit value(const kbe_value &v) noexcept : v_(&v) {}
    /** A view of what is gone at once is none. */
    explicit value(const kbe_value &&) = delete;

    /** Its type. */
    value_type type() const noexcept { return static_cast<value_type>(v_->type); }
    /** Whether it is of this type. */
    bool is(value_type t) const noexcept { return type() == t; }
    /** Whether there is something. */
    explicit operator bool() const noexcept { return v_->type != KBE_VALUE_NONE; }

    /**
     * What it holds as a C++ value, if it holds that: an integer type (in whose range it must be), bool (an integer
     * other than zero), float and double (of any number), std::string_view (STRING, UNICODE), bytes (BLOB and the PYTHON
     * family), vector2 to vector4, entity_call, values (ARRAY), entries (FIXED_DICT), and copies: std::string,
     * std::vector<T> (ARRAY), std::array<T, N> and std::tuple<T...> (ARRAY or FIXED_DICT of that size).
     */
    template <class T>
    std::optional<T> get_if() const {
        return detail::reader<T>::read(*v_);
    }
    /** As get_if, with an error that says what it is instead: errc::wrong_type. */
    template <class T>
    result<T> as() const {
        if (std::optional<T> found = detail::reader<T>::read(*v_))
            return std::move(*found);
        char said[96];
        std::snprintf(said, sizeof said, "a value of type %s is not %s", type_name(type()), detail::reader<T>::what());
        return error(errc::wrong_type, said);
    }
    /** As get_if; this when it holds something else. */
    template <class T>
    T get_or(T otherwise) const {
        std::optional<T> found = detail::reader<T>::read(*v_);
        return found ? std::move(*found) : std::move(otherwise);
    }
    /** Text of a STRING or UNICODE; empty for others. */
    std::string_view text() const noexcept { return kbe::text(kbe_value_text(v_)); }

    /** The items of an ARRAY or FIXED_DICT; none for others. */
    values items() const noexcept {
        if (is(value_type::array))
            return values(v_->as.items, v_->count);
        if (is(value_type::fixed_dict))
            return values(v_->as.dict.items, v_->count);
        return {};
    }
    /** The items of a FIXED_DICT with their names; none for others. */
    kbe::entries entries() const noexcept { return is(value_type::fixed_dict) ? kbe::entries(*v_) : kbe::entries(); }
    /** Number of items of an ARRAY or FIXED_DICT; 0 for others. */
    std::uint32_t size() const noexcept { return items().size(); }
    /** An item by position; a value of type none where there is none. */
    value operator[](std::size_t i) const noexcept { return items()[i]; }
    /** An item of a FIXED_DICT by name; a value of type none where there is none. */
    inline value operator[](std::string_view key) const noexcept;
    /** The same. */
    value operator[](int i) const noexcept { return i < 0 ? value() : (*this)[static_cast<std::size_t>(i)]; }
    /** The same. */
    value operator[](const char *key) const noexcept { return (*this)[std::string_view(key)]; }

    /**
     * Calls `f` with what it holds: std::uint64_t, std::int64_t, double, std::string_view, bytes, vector2, vector3,
     * vector4, entity_call, values, entries, or std::nullptr_t for nothing and for types that are not known.
     */
    template <class F>
    decltype(auto) visit(F &&f) const;

    /** The value of the C interface; lent like this one. */
    const kbe_value &c() const noexcept { return *v_; }

private:
    const kbe_value *v_;
};

namespace detail {

inline value value_iterator::operator*() const noexcept { return value(*at_); }

class entry_iterator {
public:
    struct entry {
        std::string_view key;
        kbe::value value;
    };
    using difference_type = std::ptrdiff_t;
    using value_type = entry;
    using reference = entry;
    using pointer = void;
    using iterator_category = std::input_iterator_tag;

    entry_iterator() noexcept = default;
    entry_iterator(const kbe_value *item, const kbe_str *key) noexcept : item_(item), key_(key) {}
    entry operator*() const noexcept { return {key_ ? text(*key_) : std::string_view(), kbe::value(*item_)}; }
    entry_iterator &operator++() noexcept {
        ++item_;
        if (key_)
            ++key_;
        return *this;
    }
    entry_iterator operator++(int) noexcept {
        entry_iterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(entry_iterator a, entry_iterator b) noexcept { return a.item_ == b.item_; }
    friend bool operator!=(entry_iterator a, entry_iterator b) noexcept { return a.item_ != b.item_; }

private:
    const kbe_value *item_ = nullptr;
    const kbe_str *key_ = nullptr;
};

}  // namespace detail

/** An item of a FIXED_DICT and its name. */
using entry = detail::entry_iterator::entry;

inline value values::operator[](std::size_t i) const noexcept { return i < count_ ? value(first_[i]) : value(); }
inline detail::entry_iterator entries::begin() const noexcept { return detail::entry_iterator(items_, keys_); }
inline detail::entry_iterator entries::end() const noexcept {
    return detail::entry_iterator(count_ ? items_ + count_ : items_, nullptr);
}

inline value value::operator[](std::string_view key) const noexcept {
    const kbe::entries all = entries();
    for (entry e : all)
        if (e.key == key)
            return e.value;
    return {};
}

template <class F>
decltype(auto) value::visit(F &&f) const {
    const kbe_value &v = *v_;
    switch (type()) {
    case value_type::uint8:
    case value_type::uint16:
    case value_type::uint32:
    case value_type::uint64: return f(v.as.u64);
    case value_type::int8:
    case value_type::int16:
    case value_type::int32:
    case value_type::int64: return f(v.as.i64);
    case value_type::float32:
    case value_type::float64: return f(v.as.f64);
    case value_type::string:
    case value_type::unicode: return f(text());
    case value_type::blob:
    case value_type::python:
    case value_type::py_dict:
    case value_type::py_tuple:
    case value_type::py_list: return f(bytes(v.as.bytes, v.count));
    case value_type::vector2: return f(vector2{v.as.vec[0], v.as.vec[1]});
    case value_type::vector3: return f(vector3{v.as.vec[0], v.as.vec[1], v.as.vec[2]});
    case value_type::vector4: return f(vector4{v.as.vec[0], v.as.vec[1], v.as.vec[2], v.as.vec[3]});
    case value_type::entity_call: return f(v.as.entity_call);
    case value_type::array: return f(items());
    case value_type::fixed_dict: return f(entries());
    default: return f(nullptr);
    }
}

KBE_CPP_END

#include <kbe/value_readers.hpp>

#endif
