#include "world.hpp"

void World::listen() {
    client.on_login_result([this](kbe::login_result_event e) {
        if (e.success()) return done(e.player().base_call("reqAvatarList"));
        expect(!created && e.ending().code_name() == "SERVER_ERR_NOT_FOUND_ACCOUNT", e.ending().text());
        created = true;
        done(client.create_account(account, "secret"));
    });
    client.on_account_result([this](kbe::account_result_event e) {
        expect(e.success(), e.ending().text());
        done(client.login(account, "secret"));
    });
    client.on_method_called([this](kbe::method_event call) {
        if (call.method_name() == "onReqAvatarList") {
            expect(call.arg(0)["values"].size() == 0, "a new account has avatars");
            done(call.entity().base_call("reqCreateAvatar", std::uint8_t{1}, account));
        } else if (call.method_name() == "onCreateAvatarResult") {
            done(call.entity().base_call("selectAvatarGame", call.arg(1)["dbid"]));
        } else if (call.method_name() == "helloCB") {
            ++answers;
        }
    });
    client.on_entity_enter_world([this](kbe::entity_event e) {
        ++came;
        names[e.entity_id()] = e.entity().property_or<std::string_view>("name", "");
        if (!e.is_player()) return;
        avatar = e.entity_id();
        expect(e.view().class_name() == "Avatar" && names[avatar] == account, "our avatar is not ours");
    });
    client.on_entity_leave_world([this](kbe::entity_event e) { names.erase(e.entity_id()); });
    client.on_entity_enter_space([this](kbe::entity_event e) {
        const kbe_value seven = kbe_int32(7);
        in_space = e.view().space_id() > 0;
        answers = 0;
        expect(kbe_component_call_base(client.handle(), 0, KBE_STR("component1"), KBE_STR("say"), &seven, 1) == KBE_OK,
               "C and C++ do not go together");
    });
    client.on_transforms([this](kbe::transforms seen) { moved += seen.size(); });
    client.on_disconnected([this](kbe::disconnected_event e) {
        expect(e.ending().reason() == kbe::reason::requested, e.ending().text());
        over = true;
    });
}
