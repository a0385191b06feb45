// The ground of kbe.hpp: what is compiled how, views of text and bytes, errors and results.
#ifndef KBE_CPP_BASE_HPP
#define KBE_CPP_BASE_HPP

#include <kbe.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#if defined(_MSVC_LANG)
#define KBE_CPP_STANDARD _MSVC_LANG
#else
#define KBE_CPP_STANDARD __cplusplus
#endif
static_assert(KBE_CPP_STANDARD >= 201703L, "kbe.hpp needs C++17 or later");

#if defined(__has_include)
#if __has_include(<version>)
#include <version>
#endif
#endif
#if defined(__cpp_lib_span)
#include <span>
#endif

/**
 * 1 where exceptions are enabled, else 0. Everything works without them: nothing below needs a throw to tell of a
 * failure.
 */
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define KBE_CPP_EXCEPTIONS 1
#else
#define KBE_CPP_EXCEPTIONS 0
#endif

// Units with and without exceptions may be linked into one program: their inline functions have different names.
#if KBE_CPP_EXCEPTIONS
#include <exception>
#define KBE_CPP_BEGIN namespace kbe { inline namespace throwing {
#else
#define KBE_CPP_BEGIN namespace kbe { inline namespace silent {
#endif
#define KBE_CPP_END } }

// What this layer relies on, beyond what the C header asserts of itself.
static_assert(KBE_ABI_VERSION == 1, "this kbe.hpp and this kbe.h are not of the same release");
static_assert(sizeof(kbe_result) == 4 && sizeof(kbe_client) == 8);
static_assert(sizeof(kbe_value) == 24 && offsetof(kbe_value, as) == 8);
static_assert(sizeof(kbe_transform) == 32 && std::is_trivially_copyable_v<kbe_transform>);
static_assert(sizeof(kbe_pose) == 32 && offsetof(kbe_pose, position) == 8);
static_assert(offsetof(kbe_callbacks, connection) == 8 && sizeof(kbe_callbacks) == 8 + 38 * sizeof(void *));
static_assert(offsetof(kbe_event, data) == 8);

/** A KBEngine client for C++17: a thin layer over the functions of kbe.h. */
KBE_CPP_BEGIN

/**
 * A view of items that lie one behind the other: an address and a number. It owns nothing. Converts to std::span
 * where there is one.
 */
template <class T>
class span {
public:
    using element_type = T;
    using value_type = std::remove_cv_t<T>;
    using size_type = std::size_t;
    using iterator = T *;

    /** No items. */
    constexpr span() noexcept = default;
    /** `count` items from `first` on. */
    constexpr span(T *first, std::size_t count) noexcept : first_(first), count_(count) {}
    /** The items of an array. */
    template <std::size_t N>
    constexpr span(T (&items)[N]) noexcept : first_(items), count_(N) {}
    /** The items of whatever has data() and size(), such as std::vector and std::array. */
    template <class C, class = std::enable_if_t<
                           std::is_convertible_v<std::remove_pointer_t<decltype(std::declval<C &>().data())> (*)[], T (*)[]> &&
                           std::is_convertible_v<decltype(std::declval<C &>().size()), std::size_t>>>
    constexpr span(C &container) noexcept : first_(container.data()), count_(container.size()) {}
    /** The items of a constant container. */
    template <class C, class = std::enable_if_t<
                           std::is_convertible_v<std::remove_pointer_t<decltype(std::declval<const C &>().data())> (*)[], T (*)[]> &&
                           std::is_convertible_v<decltype(std::declval<const C &>().size()), std::size_t>>,
              class = void>
    constexpr span(const C &container) noexcept : first_(container.data()), count_(container.size()) {}

    /** First item; may be null when there is none. */
    constexpr T *data() const noexcept { return first_; }
    /** Number of items. */
    constexpr std::size_t size() const noexcept { return count_; }
    /** Whether there is none. */
    constexpr bool empty() const noexcept { return count_ == 0; }
    /** For `for`. */
    constexpr T *begin() const noexcept { return first_; }
    /** Behind the last item. */
    constexpr T *end() const noexcept { return count_ == 0 ? first_ : first_ + count_; }
    /** An item; `i` must be below size(). */
    constexpr T &operator[](std::size_t i) const noexcept { return first_[i]; }

#if defined(__cpp_lib_span)
    /** The same view as the standard's. */
    constexpr operator std::span<T>() const noexcept { return std::span<T>(first_, count_); }
#endif

private:
    T *first_ = nullptr;
    std::size_t count_ = 0;
};

/** Bytes that are lent. */
using bytes = span<const std::uint8_t>;

/** Text of the C interface as a view; it lives as long as what it was lent from. */
inline std::string_view text(kbe_str s) noexcept {
    return s.ptr == nullptr ? std::string_view() : std::string_view(s.ptr, s.len);
}

/** Bytes of the C interface as a view. */
inline bytes view(kbe_bytes b) noexcept { return bytes(b.ptr, b.len); }

namespace detail {

// More than the C interface can say is more than it takes: it refuses that size with a reason.
inline std::uint32_t length(std::size_t n) noexcept {
    return n > UINT32_MAX ? UINT32_MAX : static_cast<std::uint32_t>(n);
}
inline kbe_str c(std::string_view s) noexcept { return kbe_str_make(s.data(), length(s.size())); }
inline kbe_bytes c(bytes b) noexcept { return kbe_bytes_make(b.data(), length(b.size())); }

}  // namespace detail

/** What a call answers: KBE_OK, or why it failed. Codes that are not listed here are failures too. */
enum class errc : std::int32_t {
    ok = KBE_OK,
    invalid_argument = KBE_E_INVALID_ARGUMENT,
    bad_handle = KBE_E_BAD_HANDLE,
    bad_struct_size = KBE_E_BAD_STRUCT_SIZE,
    abi_mismatch = KBE_E_ABI_MISMATCH,
    wrong_thread = KBE_E_WRONG_THREAD,
    reentrant = KBE_E_REENTRANT,
    busy = KBE_E_BUSY,
    offline = KBE_E_OFFLINE,
    not_in_world = KBE_E_NOT_IN_WORLD,
    not_found = KBE_E_NOT_FOUND,
    not_your_entity = KBE_E_NOT_YOUR_ENTITY,
    bad_arguments = KBE_E_BAD_ARGUMENTS,
    too_large = KBE_E_TOO_LARGE,
    queue_full = KBE_E_QUEUE_FULL,
    buffer_too_small = KBE_E_BUFFER_TOO_SMALL,
    not_ready = KBE_E_NOT_READY,
    panic = KBE_E_PANIC,
    shutdown = KBE_E_SHUTDOWN,
    io = KBE_E_IO,
    limit = KBE_E_LIMIT,
    not_in_callback = KBE_E_NOT_IN_CALLBACK,
    /** Of this layer: a value is of another type than the one that was asked for, or out of its range. */
    wrong_type = -10001,
    /** Of this layer: a handler has thrown during a pump; see take_exception. */
    handler_threw = -10002,
    /** Of this layer: there is no memory. */
    out_of_memory = -10003,
};

/** Name of a code, such as `KBE_E_BAD_HANDLE`. Any thread. */
inline const char *code_name(errc code) noexcept {
    switch (code) {
    case errc::wrong_type: return "kbe::errc::wrong_type";
    case errc::handler_threw: return "kbe::errc::handler_threw";
    case errc::out_of_memory: return "kbe::errc::out_of_memory";
    default: return kbe_result_name(static_cast<kbe_result>(code));
    }
}

/** Why something failed: a code and a sentence. It owns its text, without memory from the heap. */
class error {
public:
    /** Longest text, in bytes; that of the C interface fits. */
    static constexpr std::size_t capacity = 512;

    /** No error. */
    error() noexcept { text_[0] = '\0'; }
    /** An error with a text of your own, cut where it is too long. */
    error(errc code, std::string_view text) noexcept : code_(code) {
        length_ = text.size() < capacity ? text.size() : capacity;
        if (length_ != 0)
            std::memcpy(text_, text.data(), length_);
        text_[length_] = '\0';
    }
    error(const error &other) noexcept : error(other.code_, other.text()) {}
    error &operator=(const error &other) noexcept {
        if (this != &other) {
            code_ = other.code_;
            length_ = other.length_;
            std::memcpy(text_, other.text_, length_ + 1);
        }
        return *this;
    }

    /** The latest failure of the calling thread. Call it right after a function of kbe.h has failed. */
    static error last(kbe_result code) noexcept {
        error e;
        std::uint32_t n = 0;
        e.code_ = static_cast<errc>(code);
        if (kbe_last_error_message(e.text_, static_cast<std::uint32_t>(sizeof e.text_), &n) == KBE_OK)
            e.length_ = n;
        else
            e.text_[0] = '\0';
        return e;
    }

    /** What kind of failure. */
    errc code() const noexcept { return code_; }
    /** Its name, such as `KBE_E_BUSY`. */
    const char *name() const noexcept { return code_name(code_); }
    /** A sentence about it, never a secret. */
    std::string_view text() const noexcept { return std::string_view(text_, length_); }
    /** The same as a C string. */
    const char *c_str() const noexcept { return text_; }
    /** Whether this is a failure. */
    explicit operator bool() const noexcept { return code_ != errc::ok; }

private:
    errc code_ = errc::ok;
    std::size_t length_ = 0;
    char text_[capacity + 1];
};

#if KBE_CPP_EXCEPTIONS
/** What result::value throws: an error as an exception. It exists only where exceptions are enabled. */
class exception : public std::exception {
public:
    /** Of an error. */
    explicit exception(const error &e) noexcept : error_(e) {}
    /** The error's sentence. */
    const char *what() const noexcept override { return error_.c_str(); }
    /** The error. */
    const kbe::error &error() const noexcept { return error_; }

private:
    kbe::error error_;
};
#endif

namespace detail {

// Ends in a throw, or where there are no exceptions in a message and abort().
[[noreturn]] void raise(const error &e);

class outcome {
public:
    /** Whether it worked. */
    bool ok() const noexcept { return !error_; }
    explicit operator bool() const noexcept { return ok(); }
    /** Why it did not work; errc::ok when it did. */
    const kbe::error &error() const noexcept { return error_; }
    /** The code alone. */
    errc code() const noexcept { return error_.code(); }
    /** The sentence alone; empty when it worked. */
    std::string_view text() const noexcept { return error_.text(); }
    /** Says that this failure does not matter. */
    void ignore() const noexcept {}

protected:
    outcome() noexcept = default;
    explicit outcome(const kbe::error &e) noexcept : error_(e) {}
    void demand() const {
        if (!ok())
            raise(error_);
    }

    kbe::error error_;
};

}  // namespace detail

/**
 * What a call answers: a value, or an error that says why not. Nothing is thrown unless value() is called. A result
 * that does not matter is dropped with ignore().
 */
template <class T>
class [[nodiscard]] result : public detail::outcome {
public:
    /** A value. */
    result(T value) noexcept : value_(std::move(value)) {}
    /** A failure. */
    result(const kbe::error &e) noexcept : detail::outcome(e) {}
    /** A failure, and what was done all the same. */
    result(const kbe::error &e, T done) noexcept : detail::outcome(e), value_(std::move(done)) {}

    /** The value; without one, a value of its type's beginning: zero, empty. Ask ok() first. */
    T &operator*() noexcept { return value_; }
    /** The same of a constant one. */
    const T &operator*() const noexcept { return value_; }
    /** A member of the value. */
    T *operator->() noexcept { return &value_; }
    /** A member of the value. */
    const T *operator->() const noexcept { return &value_; }

    /**
     * The value. Without one it throws kbe::exception, or after a handler has thrown, what the handler threw. Where
     * exceptions are disabled it prints the error and calls std::abort.
     */
    T &value() & {
        demand();
        return value_;
    }
    /** The same of a constant one. */
    const T &value() const & {
        demand();
        return value_;
    }
    /** The same of one that goes at once: `client::create(config).value()`. */
    T value() && {
        demand();
        return std::move(value_);
    }
    /** The value, or this one. */
    template <class U>
    T value_or(U &&otherwise) const & {
        return ok() ? value_ : static_cast<T>(std::forward<U>(otherwise));
    }

private:
    T value_{};
};

/** As result, of a call that answers nothing else than whether it worked. */
template <>
class [[nodiscard]] result<void> : public detail::outcome {
public:
    /** It worked. */
    result() noexcept = default;
    /** A failure. */
    result(const kbe::error &e) noexcept : detail::outcome(e) {}
    /** Throws kbe::exception after a failure: see result::value. */
    void value() const { demand(); }
};

namespace detail {

inline result<void> done(kbe_result code) noexcept {
    return code == KBE_OK ? result<void>() : result<void>(error::last(code));
}

template <class T>
result<T> done(kbe_result code, const T &value) noexcept {
    return code == KBE_OK ? result<T>(value) : result<T>(error::last(code));
}

}  // namespace detail

#if KBE_CPP_EXCEPTIONS
namespace detail {
// What the first handler has thrown since a pump of this thread began.
inline std::exception_ptr &first_exception() noexcept {
    static thread_local std::exception_ptr first;
    return first;
}
}  // namespace detail

/**
 * The first exception that a handler has thrown during the latest sync_layers or pump of the calling thread, and
 * forgets it; null when none has. It is kept until the next sync_layers or pump begins.
 */
inline std::exception_ptr take_exception() noexcept {
    std::exception_ptr taken = std::move(detail::first_exception());
    detail::first_exception() = nullptr;
    return taken;
}
#endif

/** Version of the library that is running: `major * 65536 + minor * 256 + patch`. Any thread. */
inline std::uint32_t version() noexcept { return kbe_version(); }

/** The same as text, such as `0.1.0`. Any thread. */
inline std::string_view version_string() noexcept { return kbe_version_string(); }

/**
 * Whether the library that is running fits the header that this program was compiled with; if not, the error names
 * both. client::create asks first. Any thread.
 */
inline result<void> check_version() noexcept {
    if (kbe_abi_version() == static_cast<std::uint32_t>(KBE_ABI_VERSION))
        return {};
    char said[160];
    std::snprintf(said, sizeof said,
                  "the kbe library that is running is %s with binary interface %u, but this program was compiled for %u.%u.%u "
                  "with interface %u: compile it again",
                  kbe_version_string(), static_cast<unsigned>(kbe_abi_version()), static_cast<unsigned>(KBE_API_VERSION_MAJOR),
                  static_cast<unsigned>(KBE_API_VERSION_MINOR), static_cast<unsigned>(KBE_API_VERSION_PATCH),
                  static_cast<unsigned>(KBE_ABI_VERSION));
    return error(errc::abi_mismatch, said);
}

/**
 * A good directory for config::cache_dir. Nothing is created. Fails with errc::not_found when the environment does not
 * name one. Any thread. Allocates the text.
 */
inline result<std::string> default_cache_dir() {
    std::uint32_t n = 0;
    const kbe_result asked = kbe_default_cache_dir(nullptr, 0, &n);
    if (asked != KBE_OK)
        return error::last(asked);
    std::string path(n, '\0');
    const kbe_result copied = kbe_default_cache_dir(&path[0], n + 1, nullptr);
    return copied == KBE_OK ? result<std::string>(std::move(path)) : result<std::string>(error::last(copied));
}

/**
 * Ends the library: destroys all clients and stops its threads. Everything can start again afterwards; a kbe::client
 * that still exists is then an empty shell. Call it when the program ends or its code is unloaded. Any thread, not
 * inside a handler.
 */
inline result<void> shutdown_all(std::uint32_t timeout_ms) noexcept { return detail::done(kbe_shutdown_all(timeout_ms)); }

namespace detail {

[[noreturn]] inline void raise(const error &e) {
#if KBE_CPP_EXCEPTIONS
    if (e.code() == errc::handler_threw)
        if (std::exception_ptr thrown = take_exception())
            std::rethrow_exception(thrown);
    throw kbe::exception(e);
#else
    std::fprintf(stderr, "kbe: %s: %s\n", e.name(), e.c_str());
    std::abort();
#endif
}

}  // namespace detail

KBE_CPP_END

#endif
