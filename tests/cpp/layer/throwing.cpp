// A unit with exceptions, in one program with silent.cpp, which has none.
#include <kbe.hpp>

static_assert(KBE_CPP_EXCEPTIONS == 1);

const char *silent();

int main() {
    const kbe::result<int> bad(kbe::error(kbe::errc::busy, "later"));
    try {
        return bad.value();
    } catch (const kbe::exception &) {
        std::printf("%s, a throw in the other\n", silent());
    }
    return 0;
}
