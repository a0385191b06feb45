// What a C++ game makes of the world; both translation units include everything that libkbe installs.
#ifndef WORLD_HPP
#define WORLD_HPP

#include <kbe.h>
#include <kbe.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

struct World {
    kbe::client client;
    std::string account;
    std::map<std::int32_t, std::string> names;  // of the entities in view
    std::int32_t avatar = 0;
    std::size_t came = 0, moved = 0, answers = 0;
    bool created = false, in_space = false, over = false;
    std::string trouble;

    void expect(bool condition, std::string_view what) {
        if (!condition && trouble.empty()) trouble = what;
    }
    template <class T>
    void done(const kbe::result<T> &result) {
        if (!result) expect(false, result.text());
    }
    // Sets the handlers.
    void listen();
};

#endif
