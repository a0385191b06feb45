// The demo world in generated types: from login to a type zoo and back, and what is different in the definitions.
//
//     visit PORT ACCOUNT      prints what it is told; its last line says that all was seen
#include "village.hpp"

#include <cstdlib>
#include <iostream>
#include <set>
#include <stdexcept>

namespace {

void check(const kbe::result<void> &done, const char *what) {
    if (!done) throw std::runtime_error(std::string(what) + ": " + std::string(done.text()));
}
template <class T>
void same(const T &is, const T &wanted, const char *what) {
    if (!(is == wanted)) throw std::runtime_error(std::string(what) + " is something else");
}

class Visit {
public:
    Visit(std::uint32_t port, std::string account) : account_(std::move(account)) {
        kbe::config config;
        config.port = port;
        client_ = kbe::client::create(config).value();
        listen();
    }
    void run() {
        check(client_.create_account(account_, "secret"), "create");
        for (int turns = 0; turns < 1500 && !over_; ++turns) {
            kbe::sync_layers(20).value();
            if (in_world_ && zoo_.id() != 0 && seen_.size() == wanted_ && !leaving_) {
                leaving_ = true;
                check(client_.logout(), "logout");
            }
        }
        for (const std::string &what : seen_) std::cout << what << '\n';
        std::cout << (over_ && leaving_ ? "all was seen" : "not all was seen") << '\n';
    }

private:
    void listen() {
        on_.on_differences = [](const std::vector<kbe::generated::difference> &all) {
            for (const auto &d : all) std::cout << (d.breaks ? "breaks: " : "also: ") << d.text << '\n';
        };
        on_.on_Account.onReqAvatarList = [this](world::Account account, world::AVATAR_INFOS_LIST list) {
            same(list.values.size(), std::size_t{0}, "the list");
            same(account.lastSelCharacter().value(), std::uint64_t{0}, "lastSelCharacter");
            check(account.base().reqCreateAvatar(1, account_), "reqCreateAvatar");
        };
        on_.on_Account.onCreateAvatarResult = [this](world::Account account, std::uint8_t code, world::AVATAR_INFOS made) {
            same<std::uint8_t>(code, 0, "the code");
            same(made.name, account_, "the name");
            check(account.base().selectAvatarGame(made.dbid), "selectAvatarGame");
        };
        on_.on_Avatar.onAddSkill = [this](world::Avatar, std::int32_t skill) { skill == 6000101 ? see("a skill") : void(); };
        on_.on_Avatar.HP_changed = [this](world::Avatar me, std::int32_t now, std::int32_t before) {
            if (client_.entity(me.id()).view()->is_player() && now == before) see("HP");
        };
        on_.on_Test.helloCB = [this](world::Test part, std::int32_t) {
            same<std::int32_t>(part.own().value(), 1001, "own");
            see("hello back");
        };
        on_.on_TypeZoo.onEchoDeep = [this](world::TypeZoo, world::ZOO_DEEP deep) {
            same<std::size_t>(deep.points.size(), 2, "points");
            same(deep.points[1].y, 4.0f, "y");
            same(deep.matrix, {{1}, {2, 3}}, "matrix");
            same(deep.name, std::string("tief"), "name");
            same<std::size_t>(deep.data.param2.data.size(), 3, "param2");
            see("a deep FIXED_DICT");
        };
        on_.on_TypeZoo.onEchoPython = [this](world::TypeZoo, kbe::value v) { v.get_or(kbe::bytes()).size() == 4 ? see("a pickle") : void(); };
        on_.on_TypeZoo.onEchoBlob = [this](world::TypeZoo, kbe::bytes b) { b.size() == 3 ? see("bytes") : void(); };
        on_.on_TypeZoo.onEchoNested = [this](world::TypeZoo, std::vector<std::vector<std::uint16_t>> v) {
            v.at(0).at(1) == 2 ? see("nested arrays") : void();
        };
        on_.on_TypeZoo.onEchoVector3 = [this](world::TypeZoo, kbe::vector3 v) { v == kbe::vector3{1, 2, 3} ? see("a vector") : void(); };
        on_.attach(client_);
        // The games' own handlers stand beside the generated ones.
        client_.on_account_result([this] { check(client_.login(account_, "secret"), "login"); });
        client_.on_login_result([](kbe::login_result_event e) {
            if (!e.success()) throw std::runtime_error("no login");
            check(world::Account(e.player()).base().reqAvatarList(), "reqAvatarList");
        });
        client_.on_disconnected([this] { over_ = true; });
        client_.on_entity_enter_world([this](kbe::entity_event e) { came(e); });
    }
    void came(kbe::entity_event e) {
        if (e.is_player()) {
            const world::Avatar me(e.entity());
            same(me.name().value(), std::string_view(account_), "name");
            same<std::int32_t>(me.component1().own().value(), 1001, "component1.own");
            same(me.HP().value(), me.property_as<std::int32_t>("HP").value(), "HP");
            check(me.cell().requestPull(), "requestPull");
            check(me.component1().cell().hello(5), "hello");
            in_world_ = true;
        }
        if (world::TypeZoo::is(e.entity()) && zoo_.id() == 0) {
            zoo_ = world::TypeZoo(e.entity());
            const std::uint8_t raw[] = {128, 2, 78, 46};
            const world::ZOO_DEEP deep{"tief", {1, 2}, {{2, 3}, {3, 4}}, {{1}, {2, 3}}, {-1, {{1, 2, 255}}}};
            check(zoo_.cell().echoDeep(deep), "echoDeep");
            check(zoo_.cell().echoPython(kbe::bytes(raw)), "echoPython");
            check(zoo_.cell().echoBlob(kbe::bytes(raw, 3)), "echoBlob");
            check(zoo_.cell().echoNested({{1, 2}, {}}), "echoNested");
            check(zoo_.cell().echoVector3({1, 2, 3}), "echoVector3");
            same(zoo_.valPoint().ok(), true, "valPoint");
        }
    }
    void see(const char *what) { seen_.insert(what); }

    world::handlers on_;
    kbe::client client_;
    std::string account_;
    world::TypeZoo zoo_;
    std::set<std::string> seen_;
    std::size_t wanted_ = 8;
    bool in_world_ = false, over_ = false, leaving_ = false;
};

}  // namespace

int main(int argc, char **argv) try {
    if (argc < 3) return 2;
    Visit(static_cast<std::uint32_t>(std::stoul(argv[1])), argv[2]).run();
    return 0;
} catch (const std::exception &e) {
    std::cout << e.what() << '\n';
    return 1;
}
