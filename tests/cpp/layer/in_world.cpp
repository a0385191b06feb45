// kbe.hpp in a session with a demo server: argv are its port, an account name, and a directory to write to. Every
// handler throws in the end, where there are exceptions, and the session does not mind.
#include <kbe.hpp>

#include "check.hpp"

#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

namespace {

constexpr int patience = 3000;  // pumps of up to 10 ms each

std::string account, directory;
std::uint32_t port = 0;

kbe::client connect(std::uint32_t flags = 0, std::uint32_t queue_limit = 0) {
    kbe::config config;
    config.queue_limit = queue_limit;
    config.port = port;
    config.flags = flags;
    return kbe::client::create(config).value();
}

void misbehave() {
#if KBE_CPP_EXCEPTIONS
    throw std::runtime_error("a handler's own trouble");
#endif
}

// The way into the world is the same for all: the account's list of avatars, one that is made, one that is chosen.
bool lead_in(kbe::method_event e) {
    const bool list = e.method_name() == "onReqAvatarList";
    if (!list && e.method_name() != "onCreateAvatarResult") return false;
    const kbe::value avatar = list ? e.arg(0)["values"][0] : e.arg(1);
    if (avatar)
        CHECK(e.entity().base_call("selectAvatarGame", avatar["dbid"]).ok());
    else
        CHECK(e.client().player().base_call("reqCreateAvatar", std::uint8_t{1}, account).ok());
    return true;
}

class Player {
public:
    explicit Player(kbe::client client) : client_(std::move(client)) {}

    void play() {
        listen();
        CHECK(client_.record(directory + "/layer.kbr").ok());
        CHECK(client_.login(account, "secret").ok());
        // A few events a pump: each tells only of the first exception, and how many come at once is the machine's affair.
        kbe::pump_params few = kbe::pump_params::budget(50000, 10);
        few.max_events = 4;
        for (int i = 0; i < patience && !over_; ++i) {
            const auto pumped = client_.pump(few);
            if (!pumped) CHECK(pumped.code() == kbe::errc::handler_threw && pumped.text().find("own trouble") != std::string_view::npos);
            threw_ += pumped.code() == kbe::errc::handler_threw;
            events_ += pumped->dispatched;
            next_step();
        }
        CHECK(over_ && step_ == 4);
#if KBE_CPP_EXCEPTIONS
        CHECK(threw_ > 20);
#endif
        for (const char *name : {"connection", "hello", "definitions", "login_accepted", "login_result", "account_result",
                                 "disconnected", "entity_created", "entity_destroyed", "entity_enter_world", "entity_leave_world",
                                 "entity_enter_space", "property_changed", "method_called", "pose_set",
                                 "component_attached", "component_detached", "component_enter_world", "component_leave_world",
                                 "base_ready", "cell_ready", "cell_lost", "space_geometry", "space_data_set", "log", "transforms"})
            if (told_.count(name) == 0) {
                std::printf("never told: %s\n", name);
                CHECK(false);
            }
    }

private:
    void listen() {
#define COUNT(callback, view)                                                                                          \
    client_.on_##callback([this](kbe::view e) {                                                                        \
        CHECK(e.client() == client_);                                                                                  \
        ++told_[#callback];                                                                                            \
        misbehave();                                                                                                   \
    });
        KBE_CPP_CALLBACKS(COUNT)
#undef COUNT
        CHECK(client_.set_log_level(kbe::log_level::debug).ok());
        client_.on_login_result([this](kbe::login_result_event e) {
            ++told_["login_result"];
            if (e.success()) CHECK(e.player().base_call("reqAvatarList").ok() && e.player().id() == client_.player_id());
            else if (e.ending().code_name() == "SERVER_ERR_NOT_FOUND_ACCOUNT") CHECK(client_.create_account(account, "secret").ok());
            else CHECK(false);
            misbehave();
        });
        client_.on_account_result([this](kbe::account_result_event e) {
            ++told_["account_result"];
            CHECK(e.success() && e.request() == kbe::request::create_account && client_.login(account, "secret").ok());
            misbehave();
        });
        client_.on_method_called([this](kbe::method_event e) {
            ++told_["method_called"];
            if (!lead_in(e)) called(e);
            misbehave();
        });
        client_.on_entity_enter_world([this](kbe::entity_event e) {
            ++told_["entity_enter_world"];
            if (e.view().class_name() == "TypeZoo") {
                zoo_ = e.entity();
                CHECK(zoo_.set_user_data(this).ok() && zoo_.user_data_as<Player>() == this);
            }
            misbehave();
        });
        client_.on_entity_enter_space([this](kbe::entity_event e) {
            ++told_["entity_enter_space"];
            CHECK(e.is_player() && e.view().space_id() == 1);
            home_ = e.view().position();
            in_space_ = true;
        });
        client_.on_transforms([this](kbe::transforms moved) {
            told_["transforms"] += static_cast<int>(moved.size());
            for (const kbe::transform &t : moved) CHECK(client_.entity(t.entity_id).exists());
            misbehave();
        });
        client_.on_disconnected([this](kbe::disconnected_event e) {
            ++told_["disconnected"];
            CHECK(e.ending().reason() == kbe::reason::requested && e.ending().origin() == kbe::origin::game);
            over_ = true;
        });
    }

    void next_step() {
        if (step_ == 0 && in_space_ && zoo_.id() != 0 && told_["transforms"] > 20) {
            step_ = 1;
            look_around();
            ask_the_zoo();
            // The client object may move in the middle of a session.
            kbe::client elsewhere = std::move(client_);
            client_ = std::move(elsewhere);
        } else if (step_ == 1 && echoes_.size() == 8 && told_["hello back"] > 0) {
            step_ = 2;
            CHECK(client_.pause_events().ok() && client_.pump()->dispatched == 0 && client_.info()->paused());
            CHECK(client_.resume_events().ok());
            kept_definitions();
        } else if (step_ == 2) {
            at_.x += 0.1f;
            CHECK(client_.set_pose(kbe::pose(kbe::vector3{home_.x + at_.x, home_.y, home_.z}, {0, 0, 1}, true)).ok());
            CHECK(client_.player().view()->on_ground() && client_.player().direction().yaw > 0.99f);
            if (client_.info()->server_position().x > home_.x + 0.5f) step_ = 3;
        } else if (step_ == 3) {
            step_ = 4;
            CHECK(client_.record("").ok() && client_.logout().ok());
            std::ifstream recorded(directory + "/layer.kbr", std::ios::binary | std::ios::ate);
            CHECK(recorded && recorded.tellg() > 10000);
        }
    }

    void look_around() {
        const kbe::entity player = client_.player();
        CHECK(client_.state().value() == kbe::state::in_game && client_.info()->account() == account);
        CHECK(player.class_name() == "Avatar" && player.view()->component_count() == 3);
        CHECK(player.property_as<std::string>("name").value_or("") == account);
        CHECK(player.property_as<std::string>("HP").code() == kbe::errc::wrong_type);
        CHECK(player.property_or<std::uint8_t>("moveSpeed", 0) == 60);
        CHECK(player.component("component1").view()->class_name() == "Test" && player.component_at(1)->name() == "component2");
        CHECK(player.component_of_class("Test", 1)->name() == "component2");
        CHECK(player.component("component1").property_as<int>("state").value_or(0) > 0);
        const std::uint32_t state = client_.property_id("Test", "state").value_or(0);
        CHECK(player.component_property(player.component_at(0)->id(), state).ok());
        CHECK(player.component("component1").base_call("say", 7).ok());
        const std::uint32_t hp = client_.property_id("Avatar", "HP").value_or(0);
        CHECK(hp == 47001 && player.property(hp).ok());
        CHECK(player.call(kbe::call_ids{kbe::side::cell, client_.method_id("Avatar", kbe::side::cell, "jump").value_or(0), 0}).ok());

        CHECK(client_.space_geometry().value_or("") == "spaces/kbengine_unity3d_demo");
        CHECK(client_.space_data("weather").value_or("") == "clear" && client_.space_data_count() == 3);
        CHECK(client_.space_data_at(1)->key == "music" && client_.space_data_at(1)->value == "meadow");
        std::uint32_t players = 0;
        const auto ids = client_.entity_ids().value();
        for (std::int32_t id : ids) players += client_.entity(id).view()->is_player();
        CHECK(ids.size() == client_.entity_count() && players == 1);

        const auto named = client_.class_id("Avatar");
        CHECK(named && client_.class_name(*named).value_or("") == "Avatar");
        for (std::uint32_t i = 0; i < client_.class_count(); ++i) {
            const kbe::class_info info = client_.class_at(i).value();
            if (info.name() != "Avatar") continue;
            CHECK(info.property_count() > 10 && info.method_count(kbe::side::cell) == 5 && info.method_count(kbe::side::base) == 0);
            CHECK(client_.property_at(info.id(), 0)->name() == "HP" || info.property_count() > 0);
            CHECK(!client_.method_at(info.id(), kbe::side::cell, 0)->name().empty());
        }
        for (std::uint32_t i = 0; i < client_.type_count(); ++i)
            if (client_.type_at(i)->alias() == "ZOO_POINT")
                CHECK(client_.type_key_at(i, 1)->name == "y" && client_.type_at(i)->type() == kbe::value_type::fixed_dict);

        kbe::message_stats messages[256];
        const auto traffic = client_.traffic(kbe::span<kbe::message_stats>(messages));
        std::set<std::string> names;
        for (const kbe::message_stats &m : *traffic) names.emplace(kbe::text(m.name));
        CHECK(names.count("Client::onEntityEnterWorld") == 1 && names.count("Loginapp::login") == 1);
    }

    // What goes out in C++ types comes back in C++ types.
    void ask_the_zoo() {
        const std::vector<std::vector<std::uint16_t>> nested{{1, 2}, {}, {65535}};
        const std::uint8_t raw[] = {0, 255, 7};
        CHECK(zoo_.cell_call("echoMany", std::uint8_t{200}, kbe::ascii("ascii"), "ünïcode 深い", 1.5f,
                             kbe::dict({{"name", "deep"},
                                        {"point", kbe::dict({{"x", 1.0f}, {"y", 2.0f}})},
                                        {"points", kbe::array({std::make_tuple(3.0f, 4.0f)})},
                                        {"matrix", std::vector<std::vector<int>>{{1}, {2, 3}}},
                                        {"data", std::make_tuple(-1, kbe::blob(kbe::bytes(raw)))}}),
                             INT64_MIN)
                  .ok());
        CHECK(zoo_.cell_call("echoNested", nested).ok() && zoo_.cell_call("echoNames", {kbe::array({"alpha", "бета"})}).ok());
        CHECK(zoo_.cell_call("echoBlob", kbe::blob(kbe::bytes(raw))).ok() && zoo_.cell_call("echoVector3", kbe::vector3{1, 2, 3}).ok());
        CHECK(zoo_.cell_call("echoPoint", std::map<std::string, double>{{"x", 0.5}, {"y", -0.5}}).ok());
        CHECK(zoo_.cell_call("echoUint64", UINT64_MAX).ok() && zoo_.cell_call("echoNone").ok());
        const auto wrong = zoo_.cell_call("echoUint8", 300);
        CHECK(wrong.code() == kbe::errc::bad_arguments && wrong.text().find("300") != std::string_view::npos);
        CHECK(zoo_.cell_call("echoUint8").code() == kbe::errc::bad_arguments);
        CHECK(zoo_.cell_call("noSuchMethod").code() == kbe::errc::not_found);
        CHECK(zoo_.base_call("echoNone").code() == kbe::errc::not_your_entity);
        const auto deep = zoo_.property("valDeep");
        CHECK(deep && (*deep)["points"][1]["y"].get_or(0.0f) > 7.9f && (*deep)["matrix"][0].size() == 3);
        CHECK((zoo_.property_as<std::vector<std::string>>("valNames").value() == std::vector<std::string>{"alpha", "бета", "γ"}));
    }

    void called(kbe::method_event e) {
        if (e.method_name() == "helloCB" && e.component_name() == "component1") {
            CHECK(e.entity_id() == client_.player_id() && e.is_player());
            ++told_["hello back"];
        }
        if (e.entity() != zoo_ || !echoes_.insert(std::string(e.method_name())).second) return;
        CHECK(e.user_data_as<Player>() == this);
        if (e.method_name() == "onEchoMany") {
            const auto args = e.args_as<std::uint8_t, std::string_view, std::string_view, float, kbe::value, std::int64_t>();
            CHECK(args && std::get<0>(*args) == 200 && std::get<1>(*args) == "ascii" && std::get<2>(*args) == "ünïcode 深い");
            CHECK(args && std::get<3>(*args) > 1.4f && std::get<5>(*args) == INT64_MIN);
            const kbe::value deep = args ? std::get<4>(*args) : kbe::value();
            CHECK(deep["name"].text() == "deep" && deep["points"][0]["y"].get_or(0.0) > 3.9 && deep["matrix"][1][1].get_or(0) == 3);
            CHECK(deep["data"][1].as<kbe::bytes>()->size() == 3 && deep["data"][0].get_or(0) == -1);
        } else if (e.method_name() == "onEchoNested") {
            CHECK((e.arg(0).as<std::vector<std::vector<std::uint16_t>>>().value().at(2).at(0) == 65535));
        } else if (e.method_name() == "onEchoNames") {
            CHECK(e.arg(0)[1].text() == "бета" && e.arg(0).size() == 2);
        } else if (e.method_name() == "onEchoBlob") {
            CHECK((*e.arg(0).as<kbe::bytes>())[1] == 255);
        } else if (e.method_name() == "onEchoVector3") {
            CHECK((e.arg(0).get_or(kbe::vector3{}) == kbe::vector3{1, 2, 3}));
        } else if (e.method_name() == "onEchoPoint") {
            CHECK((e.arg(0).as<std::tuple<float, float>>().ok() && e.arg(0)["y"].get_or(0.0f) < -0.4f));
        } else if (e.method_name() == "onEchoUint64") {
            CHECK(e.arg(0).get_or(std::uint64_t{0}) == UINT64_MAX && !e.arg(0).as<std::int64_t>());
        } else if (e.method_name() == "onEchoNone") {
            CHECK(e.args().empty());
        }
    }

    // Definitions that this session has learned, given to another client that has never logged in.
    void kept_definitions() {
        const auto file = client_.definitions().value();
        kbe::client other = connect(KBE_CONFIG_OWN_PUMP);
        bool known = false;
        other.on_definitions([&](kbe::definitions_event e) { known = e.class_count() > 5; });
        CHECK(other.set_definitions(kbe::bytes(file)).ok());
        for (int i = 0; i < patience && !known; ++i) other.pump(kbe::pump_params::budget(0, 10)).ignore();
        CHECK(known && other.class_id("Avatar").ok());
    }

    kbe::client client_;
    kbe::entity zoo_;
    kbe::vector3 home_, at_;
    std::map<std::string, int> told_;
    std::set<std::string> echoes_;
    bool in_space_ = false, over_ = false;
    unsigned events_ = 0, threw_ = 0;
    int step_ = 0;
};

// The pull form, from login to logout, through a queue that what comes with a world fills.
void pull() {
    kbe::client client = connect(KBE_CONFIG_OWN_PUMP, 4);
    CHECK(client.login(account, "secret").ok());
    bool in_space = false, over = false;
    std::size_t moved = 0, entered = 0, high = 0;
    for (int i = 0; i < patience && !over; ++i) {
        kbe::event_range events = client.events(10, true);
        for (const kbe::event &e : events) {
            if (const auto login = e.get_if<kbe::login_result_event>())
                CHECK(login->success() && login->player().base_call("reqAvatarList").ok());
            else if (const auto call = e.get_if<kbe::method_event>())
                lead_in(*call);
            else if (const auto entity = e.get_if<kbe::entity_event>()) {
                entered += e.type() == kbe::event_type::entity_enter_world;
                in_space |= e.type() == kbe::event_type::entity_enter_space;
            } else if (const auto queue = e.get_if<kbe::queue_event>()) {
                CHECK(e.type() == kbe::event_type::queue_high && queue->limit() == 4 && queue->queued() >= 4);
                ++high;
            } else if (e.get_if<kbe::disconnected_event>())
                over = true;
            moved += e.transforms().size();
        }
        CHECK(!events.error());
        if (in_space && moved > 50) {
            in_space = false;
            CHECK(client.logout().ok());
        }
    }
    CHECK(over && entered > 10 && moved > 50 && high > 0);
}

// A client that goes inside its own handler, in the middle of a session; one sync serves it.
void gone_inside_a_handler() {
    auto client = std::make_unique<kbe::client>(connect());
    unsigned after = 0;
    client->on_login_result([](kbe::login_result_event e) { CHECK(e.player().base_call("reqAvatarList").ok()); });
    client->on_method_called([](kbe::method_event e) { lead_in(e); });
    client->on_entity_enter_world([&](kbe::entity_event e) {
        if (!client) ++after;
        if (!e.is_player()) client.reset();
    });
    CHECK(client->login(account, "secret").ok());
    for (int i = 0; i < patience && client; ++i) CHECK(kbe::sync_layers(10).ok());
    CHECK(!client && after == 0 && kbe::sync_layers(0).value() == 0);
}

}  // namespace

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    port = static_cast<std::uint32_t>(std::atoi(argv[1]));
    account = argv[2];
    directory = argv[3];
    Player(connect()).play();
    pull();
    gone_inside_a_handler();
    CHECK(kbe::shutdown_all(5000).ok());
    return test::summary();
}
