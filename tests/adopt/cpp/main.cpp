// A C++ game of somebody who installed libkbe: PORT ACCOUNT. Logs in on the demo server, creates an avatar, looks
// around and leaves.
#include "world.hpp"

#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    World w;
    w.account = argv[2];
    w.expect(kbe_check_abi() == KBE_OK, "header and library do not fit");
    kbe::config config;
    config.host = "127.0.0.1";
    config.port = static_cast<std::uint32_t>(std::atoi(argv[1]));
    auto made = kbe::client::create(config);
    w.done(made);
    if (made) w.client = std::move(made).value();
    w.listen();
    w.done(w.client.login(w.account, "secret"));

    std::size_t most = 0;
    bool leaving = false;
    for (int frame = 0; frame < 3000 && !w.over && w.trouble.empty(); ++frame) {
        w.done(kbe::sync_layers(20));
        most = w.names.size() > most ? w.names.size() : most;
        if (!leaving && w.in_space && most > 10 && w.moved > 100 && w.answers > 0) {
            leaving = true;
            w.done(w.client.logout());
        }
    }
    w.expect(w.over && leaving && w.avatar > 0, "the session did not end as it should");
    w.expect(w.names.empty(), "the world outlived the session");
    w.client.destroy();
    w.expect(kbe_shutdown_all(5000) == KBE_OK, "the library does not end");
    std::printf("C++ %ld, library %s: %u entities came, %u movements, %u answers, %s\n", __cplusplus,
                kbe_version_string(), static_cast<unsigned>(w.came), static_cast<unsigned>(w.moved),
                static_cast<unsigned>(w.answers), w.trouble.empty() ? "0 failures" : w.trouble.c_str());
    return w.trouble.empty() ? 0 : 1;
}
