// The smallest test harness: counts what does not hold, and says where.
#pragma once

#include <cstdio>

namespace test {
inline unsigned checks = 0, failures = 0;

inline void check(bool holds, const char *what, const char *file, int line) {
    ++checks;
    if (holds) return;
    ++failures;
    std::printf("%s:%d: %s\n", file, line, what);
}
inline int summary() {
    std::printf("%u checks, %u failures\n", checks, failures);
    return failures == 0 ? 0 : 1;
}
}  // namespace test

#define CHECK(condition) ::test::check(static_cast<bool>(condition), #condition, __FILE__, __LINE__)
