/*
 * The world as a live table in the terminal: every entity with its class, name, place and health, twice a second.
 * It stays whatever happens to the server: a session that is lost is resumed, or else it logs in again, as often as it
 * takes.
 *
 *     world_table [HOST [PORT [ACCOUNT [PASSWORD [SECONDS]]]]]
 *
 * Shows the other way of looking at the world: instead of following events, ask between two syncs. What a question
 * answers stays as it is until the next sync. With its output in a file it prints plain tables, one under the other.
 */
#include <kbe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 512, ROWS = 24 };

typedef struct Table {
    kbe_client client;
    kbe_str account, password;
    int over;
    double next_login;                  /* seconds until the next attempt; negative while none is wanted */
    unsigned logins, losses, resumed, events;
    char status[200];
} Table;

static void say(Table *table, const char *what, const char *detail) {
    snprintf(table->status, sizeof table->status, "%s%s%s", what, detail[0] ? ": " : "", detail);
}

static void try_again(Table *table, const char *what, const char *why) {
    say(table, what, why);
    table->next_login = 1;
}

static void on_login_result(const kbe_login_result_event *e, void *user) {
    Table *table = user;
    if (e->success) {
        table->logins++;
        say(table, "logged in", "");
        kbe_entity_call_base(table->client, 0, KBE_STR("reqAvatarList"), NULL, 0);
    } else if (strcmp(e->ending.code_name.ptr, "SERVER_ERR_NOT_FOUND_ACCOUNT") == 0) {
        kbe_client_create_account(table->client, table->account, table->password, KBE_NO_BYTES, 0);
    } else {
        try_again(table, "login failed", e->ending.text.ptr);
    }
}

static void on_account_result(const kbe_account_result_event *e, void *user) {
    Table *table = user;
    if (e->success)
        kbe_client_login(table->client, table->account, table->password);
    else
        try_again(table, "account not created", e->ending.text.ptr);
}

static void on_disconnected(const kbe_disconnected_event *e, void *user) {
    Table *table = user;
    if (e->ending.reason == KBE_REASON_REQUESTED) {
        table->over = 1;
        return;
    }
    try_again(table, "session ended", e->ending.text.ptr);
}

/* The library tries to resume a lost session by itself: the configuration asks for three attempts. */
static void on_session_changed(const kbe_session_event *e, void *user) {
    Table *table = user;
    if (e->state == KBE_SESSION_LOST) {
        table->losses++;
        say(table, "session lost", e->ending.text.ptr);
    } else if (e->state == KBE_SESSION_RESUMED) {
        table->resumed++;
        say(table, "resumed", "");
        if (e->flags & KBE_SESSION_BY_LOGIN)
            kbe_entity_call_base(table->client, 0, KBE_STR("reqAvatarList"), NULL, 0);
    }
}

static void on_method(const kbe_method_event *call, void *user) {
    Table *table = user;
    const kbe_value *avatar = NULL;
    if (strcmp(call->method_name.ptr, "onReqAvatarList") == 0) {
        const kbe_value *list = call->args[0].as.dict.items;
        kbe_value args[2];
        args[0] = kbe_uint8(1);
        args[1] = kbe_unicode(table->account);
        if (list->count > 0)
            avatar = list->as.items;
        else
            kbe_entity_call_base(table->client, 0, KBE_STR("reqCreateAvatar"), args, 2);
    } else if (strcmp(call->method_name.ptr, "onCreateAvatarResult") == 0) {
        avatar = &call->args[1];
    }
    if (avatar)
        kbe_entity_call_base(table->client, 0, KBE_STR("selectAvatarGame"), avatar->as.dict.items, 1);
}

static void on_enter_space(const kbe_entity_event *e, void *user) {
    (void)e;
    say(user, "in the world", "");
}

/* One row: everything is asked for here, nothing was kept. */
static void print_row(Table *table, int32_t id) {
    kbe_entity_view e = KBE_ENTITY_VIEW_INIT;
    const kbe_value *name = NULL, *hp = NULL;
    char health[24] = "";
    if (kbe_entity_get(table->client, id, &e) != KBE_OK)
        return;
    kbe_entity_property(table->client, id, KBE_STR("name"), &name);
    if (kbe_entity_property(table->client, id, KBE_STR("HP"), &hp) == KBE_OK)
        snprintf(health, sizeof health, "%lld", (long long)hp->as.i64);
    printf("%c%-8d %-10s %-16s %9.1f %7.1f %9.1f %6.2f %6s\n", e.flags & KBE_ENTITY_PLAYER ? '*' : ' ', (int)id,
           e.class_name.ptr, name ? name->as.text : "", e.position[0], e.position[1], e.position[2], e.direction[2], health);
}

static void print_table(Table *table) {
    static int32_t ids[MOST];
    uint32_t count = 0, i;
    kbe_client_stats stats = KBE_CLIENT_STATS_INIT;
    kbe_str map = {"", 0};
    kbe_client_get_stats(table->client, &stats);
    kbe_client_entities(table->client, ids, MOST, &count);
    kbe_space_geometry(table->client, &map);
    printf("%s%s\n%s | %u entities | round trip %.2f ms | logins %u, resumed %u\n", getenv("KBE_PLAIN") ? "" : "\033[H\033[J",
           table->status, map.ptr, (unsigned)count, (double)stats.round_trip_us / 1000, table->logins, table->resumed);
    printf(" %-8s %-10s %-16s %9s %7s %9s %6s %6s\n", "id", "class", "name", "x", "y", "z", "yaw", "HP");
    for (i = 0; i < count && i < ROWS; i++)
        print_row(table, ids[i]);
    if (count > ROWS)
        printf(" ... and %u more\n", (unsigned)(count - ROWS));
    fflush(stdout);
}

int main(int argc, char **argv) {
    double seconds = argc > 5 ? atof(argv[5]) : 60, now, next_print = 0;
    Table table = {0};
    kbe_config config = KBE_CONFIG_INIT;
    kbe_callbacks on = KBE_CALLBACKS_INIT;

    config.host = KBE_STR(argc > 1 ? argv[1] : "127.0.0.1");
    config.port = (uint32_t)(argc > 2 ? atoi(argv[2]) : 20013);
    table.account = KBE_STR(argc > 3 ? argv[3] : "table");
    table.password = KBE_STR(argc > 4 ? argv[4] : "secret");
    config.relogin_attempts = 3;
    on.login_result = on_login_result;
    on.account_result = on_account_result;
    on.disconnected = on_disconnected;
    on.session_changed = on_session_changed;
    on.method_called = on_method;
    on.entity_enter_space = on_enter_space;
    if (kbe_client_create(&config, &table.client) != KBE_OK || kbe_client_set_callbacks(table.client, &on, &table) != KBE_OK) {
        char why[256] = "";
        kbe_last_error_message(why, sizeof why, NULL);
        printf("cannot start: %s\n", why);
        return 1;
    }
    for (now = 0; !table.over; now += 0.05) {
        int32_t told = kbe_sync_layers(50);
        table.events += told > 0 ? (unsigned)told : 0;
        if (table.next_login >= 0 && (table.next_login -= 0.05) < 0 && now < seconds)
            kbe_client_login(table.client, table.account, table.password);
        if (now >= next_print) {
            print_table(&table);
            next_print = now + 0.5;
        }
        if (now > seconds && kbe_client_logout(table.client) != KBE_OK)
            break;
    }
    printf("\n%u events, %u logins, %u losses, %u resumed\n", table.events, table.logins, table.losses, table.resumed);
    kbe_client_destroy(table.client);
    return table.logins == 0;
}
