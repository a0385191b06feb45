// A unit without exceptions, for throwing.cpp.
#include <kbe.hpp>

static_assert(KBE_CPP_EXCEPTIONS == 0);

const char *silent();

const char *silent() {
    const kbe::result<int> bad(kbe::error(kbe::errc::busy, "later"));
    return bad.value_or(5) == 5 && kbe::entity().base_call("x").code() == kbe::errc::bad_handle ? "abort in one" : "?";
}
