/* The half that hears of the world. */
#include "game.h"

#include <string.h>

static void base(game *g, const char *method, const kbe_value *args, uint32_t argc)
{
    expect(g, kbe_entity_call_base(g->client, 0, KBE_STR(method), args, argc) == KBE_OK, method);
}

static void on_login(const kbe_login_result_event *e, void *user)
{
    game *g = user;
    if (e->success) {
        base(g, "reqAvatarList", NULL, 0);
        return;
    }
    expect(g, !g->created, "the account is known once it was created");
    g->created = 1;
    expect(g, strcmp(e->ending.code_name.ptr, "SERVER_ERR_NOT_FOUND_ACCOUNT") == 0, e->ending.text.ptr);
    expect(g, kbe_client_create_account(g->client, g->account, g->password, KBE_NO_BYTES, 0) == KBE_OK, "create account");
}

static void on_account(const kbe_account_result_event *e, void *user)
{
    game *g = user;
    expect(g, e->success != 0, "the account was created");
    expect(g, kbe_client_login(g->client, g->account, g->password) == KBE_OK, "login");
}

static void on_method(const kbe_method_event *e, void *user)
{
    game *g = user;
    if (strcmp(e->method_name.ptr, "onReqAvatarList") == 0) {
        kbe_value args[2];
        expect(g, e->argc == 1 && e->args[0].as.dict.items->count == 0, "a new account has no avatars");
        args[0] = kbe_uint8(1);
        args[1] = kbe_unicode(g->account);
        base(g, "reqCreateAvatar", args, 2);
    } else if (strcmp(e->method_name.ptr, "onCreateAvatarResult") == 0) {
        expect(g, e->argc == 2 && e->args[0].as.u64 == 0, "the avatar was created");
        base(g, "selectAvatarGame", e->args[1].as.dict.items, 1);
    } else if (strcmp(e->method_name.ptr, "helloCB") == 0) {
        g->answers++;
    }
}

static void on_enter_world(const kbe_entity_event *e, void *user)
{
    game *g = user;
    const kbe_value *name = NULL;
    g->came++;
    if (kbe_entity_property(g->client, e->entity.id, KBE_STR("name"), &name) == KBE_OK && name->count > 0)
        g->named++;
    if (e->entity.flags & KBE_ENTITY_PLAYER) {
        g->avatar = e->entity.id;
        expect(g, strcmp(e->entity.class_name.ptr, "Avatar") == 0, "our entity is an Avatar");
        expect(g, name != NULL && name->type == KBE_VALUE_UNICODE && strcmp(name->as.text, g->account.ptr) == 0,
               "our avatar has our name");
    }
}

static void on_enter_space(const kbe_entity_event *e, void *user)
{
    game *g = user;
    kbe_value seven = kbe_int32(7);
    expect(g, e->entity.space_id > 0, "a space has a number");
    g->in_space = 1;
    g->answers = 0;
    expect(g, kbe_component_call_base(g->client, 0, KBE_STR("component1"), KBE_STR("say"), &seven, 1) == KBE_OK, "say");
}

static void on_moved(const kbe_transform *moved, uint32_t count, void *user)
{
    ((game *)user)->moved += moved != NULL ? count : 0;
}

static void on_disconnected(const kbe_disconnected_event *e, void *user)
{
    game *g = user;
    expect(g, e->ending.reason == KBE_REASON_REQUESTED, e->ending.text.ptr);
    g->over = 1;
}

kbe_callbacks handlers(void)
{
    kbe_callbacks on = KBE_CALLBACKS_INIT;
    on.login_result = on_login;
    on.account_result = on_account;
    on.method_called = on_method;
    on.entity_enter_world = on_enter_world;
    on.entity_enter_space = on_enter_space;
    on.transforms = on_moved;
    on.disconnected = on_disconnected;
    return on;
}
