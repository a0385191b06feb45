// Counts what is allocated by `new`. For one unit of a program.
#ifndef KBE_TEST_COUNTED_HPP
#define KBE_TEST_COUNTED_HPP

#include <cstdlib>
#include <new>

namespace test {
inline unsigned allocations = 0;
}

void *operator new(std::size_t size) {
    ++test::allocations;
    void *p = std::malloc(size);
    if (p == nullptr) std::abort();
    return p;
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept {
    ++test::allocations;
    return std::malloc(size);
}
void operator delete(void *p) noexcept { std::free(p); }
void operator delete(void *p, std::size_t) noexcept { std::free(p); }

#endif
