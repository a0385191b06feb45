// Arguments of remote calls, made of C++ values.
#ifndef KBE_CPP_ARGS_HPP
#define KBE_CPP_ARGS_HPP

#include <kbe/value.hpp>

#include <initializer_list>
#include <new>

KBE_CPP_BEGIN

class arg;

/** A named item of a FIXED_DICT argument. */
struct item;

/** Bytes for a BLOB argument; they must live until the call returns. */
struct blob {
    /** Of a view of bytes. */
    blob(bytes b) noexcept : data(b) {}
    /** Of an address and a number of bytes. */
    blob(const void *first, std::size_t count) noexcept : data(static_cast<const std::uint8_t *>(first), count) {}
    /** The bytes. */
    bytes data;
};

/** A pickle for an argument of PYTHON, PY_DICT, PY_TUPLE or PY_LIST; it must live until the call returns. */
struct pickle {
    /** Of a view of bytes. */
    pickle(bytes b) noexcept : data(b) {}
    /** The bytes. */
    bytes data;
};

/** ASCII text for a STRING argument. Any other text is taken as UNICODE, which fits both types. */
struct ascii {
    /** Of a text without zero bytes. */
    ascii(std::string_view s) noexcept : data(s) {}
    /** The text. */
    std::string_view data;
};

namespace detail {

/**
 * Memory for the values of one call. What a usual call needs lies on the stack; a large one takes blocks from the
 * heap, which go when the call is over.
 */
class arena {
public:
    arena() noexcept = default;
    arena(const arena &) = delete;
    arena &operator=(const arena &) = delete;
    ~arena() {
        while (blocks_ != nullptr) {
            block *next = blocks_->next;
            ::operator delete(blocks_);
            blocks_ = next;
        }
    }

    /** Room for `count` items; null when there is no memory, for which failed() is set. */
    template <class T>
    T *make(std::size_t count) noexcept {
        static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= alignof(kbe_value));
        if (count > (static_cast<std::size_t>(-1) / 2) / sizeof(T)) {
            failed_ = true;
            return nullptr;
        }
        return static_cast<T *>(take(count * sizeof(T)));
    }
    /** Whether there was no memory. */
    bool failed() const noexcept { return failed_; }
    /** Blocks that came from the heap. */
    unsigned heap_blocks() const noexcept { return heap_blocks_; }

private:
    struct alignas(alignof(kbe_value)) block {
        block *next;
    };

    void *take(std::size_t size) noexcept {
        size = (size + alignof(kbe_value) - 1) / alignof(kbe_value) * alignof(kbe_value);
        if (size <= static_cast<std::size_t>(end_ - at_)) {
            void *found = at_;
            at_ += size;
            return found;
        }
        const std::size_t room = size > 4096 ? size : 4096;
        void *memory = ::operator new(sizeof(block) + room, std::nothrow);
        if (memory == nullptr) {
            failed_ = true;
            return nullptr;
        }
        ++heap_blocks_;
        blocks_ = new (memory) block{blocks_};
        at_ = static_cast<unsigned char *>(memory) + sizeof(block);
        end_ = at_ + room;
        void *found = at_;
        at_ += size;
        return found;
    }

    alignas(alignof(kbe_value)) unsigned char first_[64 * sizeof(kbe_value)];
    unsigned char *at_ = first_;
    unsigned char *end_ = first_ + sizeof first_;
    block *blocks_ = nullptr;
    unsigned heap_blocks_ = 0;
    bool failed_ = false;
};

// How a C++ type becomes an argument; see argument below.
template <class T, class = void>
struct writer {
    static constexpr bool exists = false;
};

}  // namespace detail

/**
 * How a type of your own becomes an argument: specialise it with
 * `static auto convert(const T &)` that returns something that is one, such as a std::tuple or a kbe::vector3.
 */
template <class T, class = void>
struct argument;

/**
 * An argument of a remote call, made of
 * * an integer, bool or enumeration: every integer type that has room for it, FLOAT and DOUBLE;
 * * float, double;
 * * text (std::string_view, std::string, const char *): UNICODE and STRING; kbe::ascii;
 * * kbe::blob, kbe::pickle, and std::vector<std::byte>: BLOB and the PYTHON family;
 * * vector2, vector3, vector4, entity_call, direction (as a VECTOR3); nullptr for nothing;
 * * containers: ARRAY; std::tuple and std::pair: FIXED_DICT in the order of its definition; containers of pairs whose
 *   first is text, such as std::map<std::string, T>: FIXED_DICT by names;
 * * kbe::array and kbe::dict with items of different types;
 * * a kbe::value that was read;
 * * types for which kbe::argument is specialised.
 *
 * It refers to what it is made of, and lives until the end of the call's expression: never keep one.
 */
class arg {
public:
    /** Of any of the types above; implicit, so that braces work: `{1, "two"}`. */
    template <class T, class = std::enable_if_t<!std::is_same_v<std::decay_t<T>, arg>>>
    arg(const T &from) noexcept : arg(from, detail::writer<T>()) {
        static_assert(detail::writer<T>::exists, "this type is no argument of a remote call: see kbe::arg and kbe::argument");
    }
    /** Of a literal. */
    template <std::size_t N>
    arg(const char (&text)[N]) noexcept : arg(static_cast<const char *>(text)) {}

    /** The value of the C interface; what it refers to is in the arena or in what the argument was made of. */
    kbe_value build(detail::arena &arena) const noexcept { return build_ ? build_(arena, object_) : ready_; }

private:
    template <class T, class W>
    arg(const T &from, W) noexcept {
        if constexpr (W::is_lazy) {
            object_ = static_cast<const void *>(std::addressof(from));
            build_ = [](detail::arena &arena, const void *object) noexcept {
                return W::write(arena, *static_cast<const T *>(object));
            };
        } else {
            ready_ = W::write(from);
        }
    }

    kbe_value ready_{};
    const void *object_ = nullptr;
    kbe_value (*build_)(detail::arena &, const void *) noexcept = nullptr;
};

struct item {
    /** Name as the definition has it. */
    std::string_view key;
    /** The value. */
    arg value;
};

/** An ARRAY argument of items that differ: `kbe::array({1, "two", kbe::vector3{3, 3, 3}})`. Use it in the call itself. */
class array {
public:
    /** Of items in braces. */
    array(std::initializer_list<arg> items) noexcept : items_(items) {}
    /** It stays where it was made. */
    array(array &&) = delete;

private:
    friend struct detail::writer<array>;
    std::initializer_list<arg> items_;
};

/** A FIXED_DICT argument: `kbe::dict({{"id", 5}, {"name", "x"}})`. Use it in the call itself. */
class dict {
public:
    /** Of names and items in braces. */
    dict(std::initializer_list<item> items) noexcept : items_(items) {}
    /** It stays where it was made. */
    dict(dict &&) = delete;

private:
    friend struct detail::writer<dict>;
    std::initializer_list<item> items_;
};

KBE_CPP_END

#include <kbe/arg_writers.hpp>

#endif
