// A whole KBEngine client in one file: log in (creating the account when it is new), enter the world, live in it for a
// while, log out. It works with the demo assets of a stock KBEngine 2.5 server.
//
//     first_login [HOST [PORT [ACCOUNT [PASSWORD]]]]     or KBE_HOST, KBE_PORT, KBE_ACCOUNT, KBE_PASSWORD, KBE_SECONDS
//
// The library works in the background, but the world changes, and the lambdas are called, only in kbe::sync_layers.
#include <kbe.hpp>

#include <cmath>
#include <cstdlib>
#include <iostream>

namespace {

std::string setting(int argc, char **argv, int i, const char *variable, const char *otherwise) {
    const char *value = i < argc ? argv[i] : std::getenv(variable);
    return value ? value : otherwise;
}

std::string shown(kbe::value v) {
    return v.visit([](auto x) -> std::string {
        if constexpr (std::is_arithmetic_v<decltype(x)>) return std::to_string(x);
        else if constexpr (std::is_same_v<decltype(x), std::string_view>) return std::string(x);
        else return "...";
    });
}

class Game {
public:
    Game(std::string account, std::string password) : account_(std::move(account)), password_(std::move(password)) {}

    int run(const kbe::config &config, double seconds) {
        client_ = kbe::client::create(config).value();  // value() throws what went wrong, as a sentence
        listen();
        check(client_.login(account_, password_), "login");
        while (!over_) {
            check(kbe::sync_layers(50), "sync");        // 20 Hz: the world moves here, only here
            update(0.05);
            if (seconds_ > seconds) seconds_ = -1, check(client_.logout(), "logout");
        }
        std::cout << '\n' << entered_ << " entities came, " << left_ << " went; " << moved_ << " movements, " << properties_
                  << " property values, " << calls_ << " calls\n";
        return failed_ ? 1 : 0;                         // the client goes with its object: nothing is called after that
    }

private:
    void listen() {                                     // what is not listened to costs nothing
        client_.on_login_result([this](kbe::login_result_event e) { logged_in(e); });
        client_.on_account_result([this](kbe::account_result_event e) {
            e.success() ? check(client_.login(account_, password_), "login") : fail("create account", e.ending().text());
        });
        client_.on_disconnected([this](kbe::disconnected_event e) {
            std::cout << "*  session over: " << e.ending().text() << '\n';
            over_ = true, failed_ |= e.ending().reason() != kbe::reason::requested;
        });
        client_.on_method_called([this](kbe::method_event call) { called(call); });
        client_.on_entity_enter_world([this](kbe::entity_event e) {
            std::cout << "+  " << e.view().class_name() << ' ' << e.entity_id() << ' '
                      << e.entity().property_or<std::string_view>("name", "") << " at " << e.view().position().x << ", " << e.view().position().z
                      << (e.is_player() ? "  <- this is us\n" : "\n");
            ++entered_;
        });
        client_.on_entity_leave_world([this](kbe::entity_event e) {
            if (++left_, seconds_ >= 0) std::cout << "-  " << e.view().class_name() << ' ' << e.entity_id() << '\n';
        });
        client_.on_entity_enter_space([this](kbe::entity_event e) {
            std::cout << "*  in space " << e.view().space_id() << '\n';
            centre_ = e.view().position(), seconds_ = 0;
        });
        // All movements of a sync in one array: a real game places its objects here.
        client_.on_transforms([this](kbe::transforms moved) { moved_ += moved.size(); });
        client_.on_property_changed([this](kbe::property_event e) {
            if (++properties_, e.initial()) return;     // told once when an entity comes; too many to print
            std::cout << "=  " << e.entity_id() << '.' << e.property_name() << ": " << shown(e.old_value()) << " -> " << shown(e.value()) << '\n';
        });
    }

    // Every login attempt ends here, once.
    void logged_in(kbe::login_result_event e) {
        if (e.success()) {
            std::cout << "*  logged in as " << account_ << ", entity " << e.entity_id() << '\n';
            check(e.player().base_call("reqAvatarList"), "reqAvatarList");  // a method of the demo assets' account
        } else if (e.ending().code_name() == "SERVER_ERR_NOT_FOUND_ACCOUNT" && !created_) {
            std::cout << "*  no account " << account_ << " yet: creating it\n", created_ = true;
            check(client_.create_account(account_, password_), "create account");
        } else {
            fail("login", e.ending().text());
        }
    }

    // The server calls a method of an entity: an answer of the account, or whatever happens in the world.
    void called(kbe::method_event call) {
        ++calls_;
        if (call.method_name() == "onReqAvatarList") {                          // ({values: [{dbid, name, ...}, ...]})
            const kbe::value avatars = call.arg(0)["values"];
            if (avatars.size() != 0) select(call.entity(), avatars[0]);
            else check(call.entity().base_call("reqCreateAvatar", std::uint8_t{1}, account_), "reqCreateAvatar");
        } else if (call.method_name() == "onCreateAvatarResult") {              // (code, {dbid, name, ...})
            select(call.entity(), call.arg(1));
        } else {
            std::cout << "<  " << call.entity_id() << '.' << call.component_name() << (call.component_name().empty() ? "" : ".")
                      << call.method_name();
            for (kbe::value v : call.args()) std::cout << ' ' << shown(v);
            std::cout << '\n';
        }
    }
    void select(kbe::entity account, kbe::value avatar) { check(account.base_call("selectAvatarGame", avatar["dbid"]), "select"); }

    void update(double dt) {
        if (seconds_ < 0) return;                       // not in the world
        const double before = std::exchange(seconds_, seconds_ + dt);
        const float angle = static_cast<float>(std::fmod(before, 6.283185307179586));
        const kbe::vector3 at{centre_.x + 3 * std::sin(angle), centre_.y, centre_.z + 3 - 3 * std::cos(angle)};
        check(client_.set_pose(kbe::pose(at, {0, 0, 1.5707963f - angle})), "pose");     // uploaded when it is due
        if (static_cast<int>(before) / 4 != static_cast<int>(seconds_) / 4)             // a cell call every four seconds
            check(client_.player().cell_call("jump"), "jump");
    }

    // What the library refuses it refuses at once, with a reason, and nothing has been sent.
    template <class T> void check(const kbe::result<T> &result, const char *what) {
        if (!result) fail(what, result.text());
    }
    void fail(const char *what, std::string_view why) {
        std::cout << "!  " << what << ": " << why << '\n';
        over_ = failed_ = true;
    }

    kbe::client client_;
    std::string account_, password_;
    bool created_ = false, over_ = false, failed_ = false;
    kbe::vector3 centre_;                               // we walk in a circle around this
    double seconds_ = -1;                               // spent in the world; negative while we are not in it
    std::size_t entered_ = 0, left_ = 0, moved_ = 0, properties_ = 0, calls_ = 0;
};

}  // namespace

int main(int argc, char **argv) try {
    const std::string host = setting(argc, argv, 1, "KBE_HOST", "127.0.0.1"), port = setting(argc, argv, 2, "KBE_PORT", "20013");
    const std::string cache = kbe::default_cache_dir().value_or("");                    // the next login needs no import
    kbe::config config;                                 // every default is the sensible one
    config.host = host;
    config.port = static_cast<std::uint32_t>(std::stoul(port));
    config.cache_dir = cache;
    Game game(setting(argc, argv, 3, "KBE_ACCOUNT", "friday"), setting(argc, argv, 4, "KBE_PASSWORD", "secret"));
    return game.run(config, std::stod(setting(0, argv, 1, "KBE_SECONDS", "20")));
} catch (const std::exception &e) {
    std::cerr << "!  " << e.what() << '\n';
    return 1;
}
