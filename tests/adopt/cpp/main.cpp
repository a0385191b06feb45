// A C++ game of somebody who installed libkbe: PORT ACCOUNT. Logs in on the demo server, creates an avatar, looks
// around and leaves.
#include "world.hpp"

#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    World w;
    w.account = argv[2];
    w.done(kbe_check_abi(), "header and library do not fit");
    kbe_config config = KBE_CONFIG_INIT;
    config.host = KBE_STR("127.0.0.1");
    config.port = static_cast<std::uint32_t>(std::atoi(argv[1]));
    w.done(kbe_client_create(&config, &w.client), "create");
    const kbe_callbacks on = handlers();
    w.done(kbe_client_set_callbacks(w.client, &on, &w), "callbacks");
    w.done(kbe_client_login(w.client, KBE_STR(w.account.c_str()), KBE_STR("secret")), "login");

    std::size_t most = 0;
    bool leaving = false;
    for (int frame = 0; frame < 3000 && !w.over && w.trouble.empty(); ++frame) {
        w.expect(kbe_sync_layers(20) >= 0, "sync");
        most = w.names.size() > most ? w.names.size() : most;
        if (!leaving && w.in_space && most > 10 && w.moved > 100 && w.answers > 0) {
            leaving = true;
            w.done(kbe_client_logout(w.client), "logout");
        }
    }
    w.expect(w.over && leaving && w.avatar > 0, "the session did not end as it should");
    w.expect(w.names.empty(), "the world outlived the session");
    w.done(kbe_client_destroy(w.client), "destroy");
    w.done(kbe_shutdown_all(5000), "shutdown");
    std::printf("C++ %ld, kbe.h, library %s: %u entities came, %u movements, %u answers, %s\n", __cplusplus,
                kbe_version_string(), w.came, w.moved, w.answers,
                w.trouble.empty() ? "0 failures" : w.trouble.c_str());
    return w.trouble.empty() ? 0 : 1;
}
