/*
 * A game of somebody who installed libkbe: PORT ACCOUNT. Logs in on the demo server, creates an avatar, looks around,
 * walks, and leaves. Compiled with today's header and, from the same lines, with the oldest one.
 */
#include "game.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void expect(game *g, int condition, const char *what)
{
    if (!condition) {
        printf("FAILED: %s\n", what);
        g->failures++;
    }
}

/* Structs that the library fills, each before bytes that are not its own. */
typedef struct guarded {
    kbe_client_stats stats;
    unsigned char behind_stats[128];
    kbe_client_info info;
    unsigned char behind_info[128];
} guarded;

static void look(game *g)
{
    guarded it;
    size_t i;
    memset(&it, 0x5a, sizeof it);
    it.stats = KBE_CLIENT_STATS_INIT;
    it.info = KBE_CLIENT_INFO_INIT;
    expect(g, kbe_client_get_stats(g->client, &it.stats) == KBE_OK, "stats");
    expect(g, kbe_client_get_info(g->client, &it.info) == KBE_OK, "info");
    expect(g, it.stats.bytes_in > 1000 && it.stats.messages_in > 10 && it.stats.faults == 0, "what came was understood");
    expect(g, it.info.player_id == g->avatar && it.info.entity_count >= 10, "the world is full");
    for (i = 0; i < sizeof it.behind_stats; i++)
        if (it.behind_stats[i] != 0x5a || it.behind_info[i] != 0x5a) {
            expect(g, 0, "the library wrote behind a struct");
            break;
        }
}

static void walk(game *g)
{
    kbe_entity_view me = KBE_ENTITY_VIEW_INIT;
    kbe_pose pose = KBE_POSE_INIT;
    expect(g, kbe_entity_get(g->client, g->avatar, &me) == KBE_OK, "our avatar is there");
    memcpy(pose.position, me.position, sizeof pose.position);
    pose.position[0] += 0.05f;
    pose.on_ground = 1;
    expect(g, kbe_player_set_pose(g->client, &pose) == KBE_OK, "pose");
}

int main(int argc, char **argv)
{
    game g;
    kbe_config config = KBE_CONFIG_INIT;
    kbe_callbacks on = handlers();
    int frame, asked_to_leave = 0;
    memset(&g, 0, sizeof g);
    if (argc < 3)
        return 2;
    expect(&g, kbe_check_abi() == KBE_OK, "header and library fit");
    expect(&g, kbe_version() >= KBE_API_VERSION, "the library is not older than the header");
    config.host = KBE_STR("127.0.0.1");
    config.port = (uint32_t)atoi(argv[1]);
    g.account = KBE_STR(argv[2]);
    g.password = KBE_STR("secret");
    expect(&g, kbe_client_create(&config, &g.client) == KBE_OK, "create");
    expect(&g, kbe_client_set_callbacks(g.client, &on, &g) == KBE_OK, "callbacks");
    expect(&g, kbe_client_login(g.client, g.account, g.password) == KBE_OK, "login");
    for (frame = 0; frame < 3000 && !g.over && g.failures == 0; frame++) {
        expect(&g, kbe_sync_layers(20) >= 0, "sync");
        if (g.avatar != 0 && g.in_space && !asked_to_leave)
            walk(&g);
        if (!asked_to_leave && g.came > 10 && g.named > 10 && g.moved > 100 && g.answers > 0) {
            look(&g);
            asked_to_leave = 1;
            expect(&g, kbe_client_logout(g.client) == KBE_OK, "logout");
        }
    }
    expect(&g, g.over, "the session ended");
    expect(&g, kbe_client_destroy(g.client) == KBE_OK, "destroy");
    expect(&g, kbe_shutdown_all(5000) == KBE_OK, "shutdown");
    printf("header %d.%d.%d, library %s, kbe_config of %u bytes: %u entities came, %u have names, %u movements, "
           "%u answers, %u failures\n",
           KBE_API_VERSION_MAJOR, KBE_API_VERSION_MINOR, KBE_API_VERSION_PATCH, kbe_version_string(),
           (unsigned)sizeof config, g.came, g.named, g.moved, g.answers, g.failures);
    return g.failures == 0 ? 0 : 1;
}
