/* A C program that uses the library without a server: results, handles, memory, ending twice. */
#include <kbe.h>
#include <stdio.h>

#define CHECK(condition)                                                                                   \
    do {                                                                                                   \
        if (!(condition)) {                                                                                \
            printf("line %d: %s\n", __LINE__, #condition);                                                 \
            failures++;                                                                                    \
        }                                                                                                  \
    } while (0)

static int failures = 0;

struct game {
    kbe_client client;
    int connections;
    int results;
    kbe_str reason;
};

static void on_connection(const kbe_connection_event *e, void *user)
{
    struct game *game = (struct game *)user;
    CHECK(e->client == game->client && e->success == 0 && e->text.ptr[e->text.len] == '\0');
    CHECK(kbe_sync_layers(0) == KBE_E_REENTRANT);
    game->connections++;
}

static void on_login_result(const kbe_login_result_event *e, void *user)
{
    struct game *game = (struct game *)user;
    CHECK(e->success == 0 && e->ending.reason == KBE_REASON_CONNECT_FAILED && e->ending.text.len > 0);
    CHECK(kbe_client_state(game->client) == KBE_STATE_OFFLINE);
    game->results++;
    CHECK(kbe_client_destroy(game->client) == KBE_OK);
}

static void refused_connection(void)
{
    struct game game = {0, 0, 0, {NULL, 0}};
    kbe_config config = KBE_CONFIG_INIT;
    kbe_callbacks on = KBE_CALLBACKS_INIT;
    int tries;
    config.host = KBE_STR("127.0.0.1");
    config.port = 1; /* where nobody listens */
    CHECK(kbe_client_create(&config, &game.client) == KBE_OK);
    on.connection = on_connection;
    on.login_result = on_login_result;
    CHECK(kbe_client_set_callbacks(game.client, &on, &game) == KBE_OK);
    CHECK(kbe_client_login(game.client, KBE_STR("me"), KBE_STR("secret")) == KBE_OK);
    CHECK(kbe_client_login(game.client, KBE_STR("me"), KBE_STR("secret")) == KBE_E_BUSY);
    for (tries = 0; tries < 100 && game.results == 0; tries++)
        CHECK(kbe_sync_layers(100) >= 0);
    CHECK(game.connections == 1 && game.results == 1);
    CHECK(kbe_client_destroy(game.client) == KBE_E_BAD_HANDLE);
    CHECK(kbe_sync_layers(0) == 0);
}

static void handles_and_errors(void)
{
    kbe_config config = KBE_CONFIG_INIT;
    kbe_client client = 0;
    char text[128];
    uint32_t len = 0;
    CHECK(kbe_client_logout(0) == KBE_E_BAD_HANDLE);
    CHECK(kbe_last_error_message(NULL, 0, &len) == KBE_OK && len > 0);
    CHECK(kbe_last_error_message(text, 4, &len) == KBE_E_BUFFER_TOO_SMALL);
    CHECK(kbe_last_error_message(text, sizeof text, &len) == KBE_OK && strlen(text) == len);
    CHECK(strcmp(kbe_result_name(KBE_E_BUSY), "KBE_E_BUSY") == 0);
    config.port = 70000;
    CHECK(kbe_client_create(&config, &client) == KBE_E_INVALID_ARGUMENT && client == 0);
    config.port = 20013;
    CHECK(kbe_client_create(&config, &client) == KBE_OK && client != 0);
    CHECK(kbe_player_id(client) == 0);
    CHECK(kbe_entity_call_base(client, 0, KBE_STR("x"), NULL, 0) == KBE_E_OFFLINE);
    /* Left to the shutdown. */
}

int main(void)
{
    int round;
    CHECK(kbe_check_abi() == KBE_OK);
    CHECK(kbe_version() == KBE_API_VERSION);
    for (round = 0; round < 2; round++) {
        refused_connection();
        handles_and_errors();
        CHECK(kbe_shutdown_all(5000) == KBE_OK);
        CHECK(kbe_shutdown_all(5000) == KBE_OK);
    }
    printf("%d failures\n", failures);
    return failures != 0;
}
