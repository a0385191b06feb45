/*
 * A whole KBEngine game client in one file: log in (creating the account when it is new), enter the world, live in
 * it for a while, log out. It needs nothing but kbe.h and works with the demo assets of a stock KBEngine 2.5 server.
 *
 *     first_login [HOST [PORT [ACCOUNT [PASSWORD]]]]     or KBE_HOST, KBE_PORT, KBE_ACCOUNT, KBE_PASSWORD, KBE_SECONDS
 *
 * The library works in the background, but the world changes, and these functions are called, only in kbe_sync_layers.
 */
#include <kbe.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Game {
    kbe_client client;
    kbe_str account, password;
    int created, over, failed;
    float centre[3];                    /* we walk in a circle around this */
    double seconds;                     /* spent in the world; negative while we are not in it */
    unsigned entered, left, moved, properties, calls;
} Game;

static void fail(Game *game, const char *what, const char *why) {
    printf("!  %s: %s\n", what, why);
    game->over = game->failed = 1;
}

/* What the library refuses it refuses at once, with a reason, and nothing has been sent. */
static void check(Game *game, kbe_result result, const char *what) {
    char why[256];
    if (result != KBE_OK && kbe_last_error_message(why, sizeof why, NULL) == KBE_OK)
        fail(game, what, why);
}

static void call_base(Game *game, int32_t entity, const char *method, const kbe_value *args, uint32_t argc) {
    check(game, kbe_entity_call_base(game->client, entity, KBE_STR(method), args, argc), method);
}

/* Every login attempt ends here, once. */
static void on_login_result(const kbe_login_result_event *e, void *user) {
    Game *game = user;
    if (e->success) {
        printf("*  logged in as %s, entity %d\n", game->account.ptr, (int)e->entity_id);
        call_base(game, e->entity_id, "reqAvatarList", NULL, 0);        /* a method of the demo assets' account */
    } else if (strcmp(e->ending.code_name.ptr, "SERVER_ERR_NOT_FOUND_ACCOUNT") == 0 && !game->created) {
        printf("*  no account %s yet: creating it\n", game->account.ptr);
        game->created = 1;
        check(game, kbe_client_create_account(game->client, game->account, game->password, kbe_bytes_make(NULL, 0), 0), "create");
    } else {
        fail(game, "login", e->ending.text.ptr);
    }
}

static void on_account_result(const kbe_account_result_event *e, void *user) {
    Game *game = user;
    if (!e->success)
        fail(game, "create account", e->ending.text.ptr);
    else
        check(game, kbe_client_login(game->client, game->account, game->password), "login");
}

static void on_disconnected(const kbe_disconnected_event *e, void *user) {
    Game *game = user;
    printf("*  session over: %s\n", e->ending.text.ptr);
    game->over = 1;
    game->failed |= e->ending.reason != KBE_REASON_REQUESTED;
}

static void print_value(const char *before, const kbe_value *v) {
    if (v->type >= KBE_VALUE_UINT8 && v->type <= KBE_VALUE_INT64)
        printf("%s%lld", before, (long long)v->as.i64);
    else
        printf("%s%s", before, v->type == KBE_VALUE_STRING || v->type == KBE_VALUE_UNICODE ? v->as.text : "...");
}

/* The server calls a method of an entity: an answer of the account, or whatever happens in the world. */
static void on_method(const kbe_method_event *call, void *user) {
    Game *game = user;
    const char *name = call->method_name.ptr;
    const kbe_value *avatar = NULL;
    uint32_t i;
    game->calls++;
    if (strcmp(name, "onReqAvatarList") == 0) {                         /* ({values: [{dbid, name, ...}, ...]}) */
        const kbe_value *list = call->args[0].as.dict.items;
        kbe_value args[2];
        args[0] = kbe_uint8(1);                                         /* role */
        args[1] = kbe_unicode(game->account);                           /* name */
        if (list->count == 0)
            call_base(game, call->entity_id, "reqCreateAvatar", args, 2);
        else
            avatar = list->as.items;
    } else if (strcmp(name, "onCreateAvatarResult") == 0) {             /* (code, {dbid, name, ...}) */
        avatar = &call->args[1];
    } else {
        printf("<  %d.%s%s%s(", (int)call->entity_id, call->component_name.ptr, call->component_name.len ? "." : "", name);
        for (i = 0; i < call->argc; i++)
            print_value(i ? ", " : "", &call->args[i]);
        printf(")\n");
    }
    if (avatar)
        call_base(game, call->entity_id, "selectAvatarGame", avatar->as.dict.items, 1);     /* its dbid */
}

static void on_enter_world(const kbe_entity_event *e, void *user) {
    Game *game = user;
    const kbe_entity_view *who = &e->entity;
    const kbe_value *name = NULL;
    game->entered++;
    kbe_entity_property(game->client, who->id, KBE_STR("name"), &name);
    printf("+  %s %d %s at (%.1f, %.1f, %.1f)%s\n", who->class_name.ptr, (int)who->id, name ? name->as.text : "",
           who->position[0], who->position[1], who->position[2], who->flags & KBE_ENTITY_PLAYER ? "  <- this is us" : "");
}

static void on_leave_world(const kbe_entity_event *e, void *user) {
    Game *game = user;
    game->left++;
    if (game->seconds >= 0)
        printf("-  %s %d\n", e->entity.class_name.ptr, (int)e->entity.id);
}

static void on_enter_space(const kbe_entity_event *e, void *user) {
    Game *game = user;
    printf("*  in space %u\n", (unsigned)e->entity.space_id);
    memcpy(game->centre, e->entity.position, sizeof game->centre);
    game->seconds = 0;
}

static void on_moved(const kbe_transform *moved, uint32_t count, void *user) {
    ((Game *)user)->moved += moved ? count : 0;     /* a real game places its objects here, all in one call */
}

static void on_property(const kbe_property_event *e, void *user) {
    ((Game *)user)->properties++;
    if (e->flags & KBE_FLAG_INITIAL)
        return;                         /* told once when an entity comes; too many to print */
    printf("=  %d.%s", (int)e->entity_id, e->property_name.ptr);
    print_value(": ", &e->old_value);
    print_value(" -> ", &e->value);
    printf("\n");
}

static void update(Game *game, double dt) {
    double before = game->seconds;
    float angle = (float)fmod(before, 6.283185307179586);
    kbe_pose pose = KBE_POSE_INIT;
    if (before < 0)
        return;
    game->seconds += dt;
    pose.position[0] = game->centre[0] + 3 * sinf(angle);               /* three units a second */
    pose.position[1] = game->centre[1];
    pose.position[2] = game->centre[2] + 3 - 3 * cosf(angle);
    pose.direction[2] = 1.5707963f - angle;                             /* roll, pitch, yaw */
    pose.on_ground = 1;
    check(game, kbe_player_set_pose(game->client, &pose), "pose");      /* uploaded when it is due */
    if ((int)before / 4 != (int)game->seconds / 4)                      /* a cell call every four seconds */
        check(game, kbe_entity_call_cell(game->client, 0, KBE_STR("jump"), NULL, 0), "jump");
}

static const char *setting(int argc, char **argv, int i, const char *variable, const char *otherwise) {
    const char *value = i < argc ? argv[i] : getenv(variable);
    return value ? value : otherwise;
}

int main(int argc, char **argv) {
    double seconds = atof(setting(0, argv, 1, "KBE_SECONDS", "20"));
    Game game = {0};
    char cache[512];
    kbe_config config = KBE_CONFIG_INIT;                                /* every default is the sensible one */
    kbe_callbacks on = KBE_CALLBACKS_INIT;                              /* NULL means not interested */
    config.host = KBE_STR(setting(argc, argv, 1, "KBE_HOST", "127.0.0.1"));
    config.port = (uint32_t)atoi(setting(argc, argv, 2, "KBE_PORT", "20013"));
    game.account = KBE_STR(setting(argc, argv, 3, "KBE_ACCOUNT", "friday"));
    game.password = KBE_STR(setting(argc, argv, 4, "KBE_PASSWORD", "secret"));
    game.seconds = -1;
    if (kbe_default_cache_dir(cache, sizeof cache, NULL) == KBE_OK)     /* the next login needs no import */
        config.cache_dir = KBE_STR(cache);
    on.login_result = on_login_result, on.account_result = on_account_result, on.disconnected = on_disconnected;
    on.entity_enter_world = on_enter_world, on.entity_leave_world = on_leave_world, on.entity_enter_space = on_enter_space;
    on.method_called = on_method, on.property_changed = on_property, on.transforms = on_moved;

    check(&game, kbe_client_create(&config, &game.client), "create");
    check(&game, kbe_client_set_callbacks(game.client, &on, &game), "callbacks");
    check(&game, kbe_client_login(game.client, game.account, game.password), "login");
    while (!game.over) {
        kbe_sync_layers(50);                                            /* 20 Hz: the world moves here, only here */
        update(&game, 0.05);
        if (game.seconds > seconds) {
            game.seconds = -1;
            check(&game, kbe_client_logout(game.client), "logout");
        }
    }
    printf("\n%u entities came, %u went; %u movements, %u property values, %u calls\n", game.entered, game.left,
           game.moved, game.properties, game.calls);
    kbe_client_destroy(game.client);                                    /* nothing is called after this line */
    return game.failed;
}
