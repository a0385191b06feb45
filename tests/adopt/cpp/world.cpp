#include "world.hpp"

#include <string_view>

namespace {

World &of(void *user) { return *static_cast<World *>(user); }
std::string_view view(kbe_str text) { return {text.ptr, text.len}; }

void base(World &w, const char *method, const kbe_value *args, std::uint32_t argc) {
    w.done(kbe_entity_call_base(w.client, 0, KBE_STR(method), args, argc), method);
}

void on_login(const kbe_login_result_event *e, void *user) {
    World &w = of(user);
    if (e->success) return base(w, "reqAvatarList", nullptr, 0);
    w.expect(!w.created && view(e->ending.code_name) == "SERVER_ERR_NOT_FOUND_ACCOUNT", e->ending.text.ptr);
    w.created = true;
    w.done(kbe_client_create_account(w.client, KBE_STR(w.account.c_str()), KBE_STR("secret"), KBE_NO_BYTES, 0), "create");
}

void on_account(const kbe_account_result_event *e, void *user) {
    World &w = of(user);
    w.expect(e->success != 0, e->ending.text.ptr);
    w.done(kbe_client_login(w.client, KBE_STR(w.account.c_str()), KBE_STR("secret")), "login");
}

void on_method(const kbe_method_event *e, void *user) {
    World &w = of(user);
    const std::string_view name = view(e->method_name);
    if (name == "onReqAvatarList") {
        const kbe_value args[] = {kbe_uint8(1), kbe_unicode(KBE_STR(w.account.c_str()))};
        base(w, "reqCreateAvatar", args, 2);
    } else if (name == "onCreateAvatarResult") {
        w.expect(e->argc == 2 && e->args[0].as.u64 == 0, "the avatar was not created");
        base(w, "selectAvatarGame", e->args[1].as.dict.items, 1);
    } else if (name == "helloCB") {
        ++w.answers;
    }
}

void on_enter(const kbe_entity_event *e, void *user) {
    World &w = of(user);
    const kbe_value *name = nullptr;
    ++w.came;
    if (kbe_entity_property(w.client, e->entity.id, KBE_STR("name"), &name) == KBE_OK)
        w.names[e->entity.id] = std::string(name->as.text, name->count);
    if ((e->entity.flags & KBE_ENTITY_PLAYER) == 0) return;
    w.avatar = e->entity.id;
    w.expect(view(e->entity.class_name) == "Avatar" && w.names[w.avatar] == w.account, "our avatar is not ours");
}

}  // namespace

kbe_callbacks handlers() {
    kbe_callbacks on = KBE_CALLBACKS_INIT;
    on.login_result = on_login;
    on.account_result = on_account;
    on.method_called = on_method;
    on.entity_enter_world = on_enter;
    on.entity_leave_world = [](const kbe_entity_event *e, void *user) { of(user).names.erase(e->entity.id); };
    on.entity_enter_space = [](const kbe_entity_event *, void *user) {
        World &w = of(user);
        const kbe_value seven = kbe_int32(7);
        w.in_space = true;
        w.answers = 0;
        w.done(kbe_component_call_base(w.client, 0, KBE_STR("component1"), KBE_STR("say"), &seven, 1), "say");
    };
    on.transforms = [](const kbe_transform *, std::uint32_t count, void *user) { of(user).moved += count; };
    on.disconnected = [](const kbe_disconnected_event *e, void *user) {
        of(user).expect(e->ending.reason == KBE_REASON_REQUESTED, e->ending.text.ptr);
        of(user).over = true;
    };
    return on;
}
