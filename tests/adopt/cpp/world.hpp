// What a C++ game makes of the world; both translation units include everything that libkbe installs.
#ifndef WORLD_HPP
#define WORLD_HPP

#include <kbe.h>

#include <cstdint>
#include <map>
#include <string>

struct World {
    kbe_client client = 0;
    std::string account;
    std::map<std::int32_t, std::string> names;  // of the entities in view
    std::int32_t avatar = 0;
    unsigned came = 0, moved = 0, answers = 0;
    bool created = false, in_space = false, over = false;
    std::string trouble;

    void expect(bool condition, const std::string &what) {
        if (!condition && trouble.empty()) trouble = what;
    }
    void done(kbe_result result, const char *what) { expect(result == KBE_OK, what); }
};

// The handlers of a World, which is their user data.
kbe_callbacks handlers();

#endif
