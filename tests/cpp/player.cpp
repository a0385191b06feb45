// A C++ program that lives in a world: argv are port and account. Prints what it saw and returns 0 when it was
// created, logged in, entered the world, saw others come and move, was answered, and left in good order.
#include <kbe.h>

#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

namespace {

struct Player {
    kbe_client client = 0;
    kbe_str account{}, password{};
    std::set<int> in_view;
    unsigned moved = 0, answers = 0;
    bool created = false, in_space = false, over = false;
    std::string trouble;

    void check(kbe_result result, const char *what) {
        char why[256] = "";
        if (result == KBE_OK) return;
        kbe_last_error_message(why, sizeof why, nullptr);
        trouble = std::string(what) + ": " + why;
    }
    void base(const char *method, const kbe_value *args, uint32_t argc) {
        check(kbe_entity_call_base(client, 0, KBE_STR(method), args, argc), method);
    }
};

Player &of(void *user) { return *static_cast<Player *>(user); }

void on_login(const kbe_login_result_event *e, void *user) {
    Player &p = of(user);
    if (e->success) return p.base("reqAvatarList", nullptr, 0);
    if (p.created) { p.trouble = e->ending.text.ptr; return; }
    p.created = true;
    p.check(kbe_client_create_account(p.client, p.account, p.password, KBE_NO_BYTES, 0), "create");
}

void on_account(const kbe_account_result_event *e, void *user) {
    Player &p = of(user);
    if (e->success) p.check(kbe_client_login(p.client, p.account, p.password), "login");
    else p.trouble = e->ending.text.ptr;
}

void on_method(const kbe_method_event *e, void *user) {
    Player &p = of(user);
    const std::string name = e->method_name.ptr;
    if (name == "onReqAvatarList") {
        const kbe_value args[] = {kbe_uint8(1), kbe_unicode(KBE_STR("C++ \xe5\x8b\x87\xe8\x80\x85"))};
        p.base("reqCreateAvatar", args, 2);
    } else if (name == "onCreateAvatarResult") {
        p.base("selectAvatarGame", e->args[1].as.dict.items, 1);
    } else if (name == "helloCB") {
        ++p.answers;
    }
}

}  // namespace

int main(int argc, char **argv) {
    if (argc < 3 || kbe_check_abi() != KBE_OK) return 2;
    Player p;
    kbe_config config = KBE_CONFIG_INIT;
    config.port = static_cast<uint32_t>(std::atoi(argv[1]));
    p.account = KBE_STR(argv[2]);
    p.password = KBE_STR("secret");
    p.check(kbe_client_create(&config, &p.client), "client");

    kbe_callbacks on = KBE_CALLBACKS_INIT;
    on.login_result = on_login;
    on.account_result = on_account;
    on.method_called = on_method;
    on.entity_enter_world = [](const kbe_entity_event *e, void *user) { of(user).in_view.insert(e->entity.id); };
    on.entity_leave_world = [](const kbe_entity_event *e, void *user) { of(user).in_view.erase(e->entity.id); };
    on.entity_enter_space = [](const kbe_entity_event *, void *user) { of(user).in_space = true; };
    on.transforms = [](const kbe_transform *, uint32_t count, void *user) { of(user).moved += count; };
    on.disconnected = [](const kbe_disconnected_event *e, void *user) {
        of(user).over = true;
        if (e->ending.reason != KBE_REASON_REQUESTED) of(user).trouble = e->ending.text.ptr;
    };
    p.check(kbe_client_set_callbacks(p.client, &on, &p), "callbacks");
    p.check(kbe_client_login(p.client, p.account, p.password), "login");

    std::size_t most = 0;
    bool asked = false;
    for (int frame = 0; frame < 1500 && !p.over && p.trouble.empty(); ++frame) {
        if (kbe_sync_layers(10) < 0) return 3;
        most = p.in_view.size() > most ? p.in_view.size() : most;
        if (p.in_space && !asked) {
            asked = true;
            p.answers = 0;
            const kbe_value arg = kbe_int32(7);
            p.check(kbe_component_call_base(p.client, 0, KBE_STR("component1"), KBE_STR("say"), &arg, 1), "say");
        }
        if (asked && p.answers > 0 && p.moved > 100 && most > 10) {
            asked = false;
            p.in_space = false;
            p.check(kbe_client_logout(p.client), "logout");
        }
    }
    std::printf("%u movements, %u answers, at most %u in view, %u left behind; %s\n", p.moved, p.answers,
                static_cast<unsigned>(most), static_cast<unsigned>(p.in_view.size()),
                p.trouble.empty() ? "no trouble" : p.trouble.c_str());
    p.check(kbe_client_destroy(p.client), "destroy");
    return p.over && p.trouble.empty() && p.in_view.empty() ? 0 : 1;
}
