// Plays a scenario with the C++ layer; see village.txt for what is in one.
//
//     scenario FILE PORT ACCOUNT      with KBE_ORDERS and KBE_ANSWERS, input and output of `kbe demo-server`
#include <kbe.hpp>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <thread>
#include <type_traits>

namespace {

using words = std::vector<std::string>;

std::string shown(kbe::value v) {
    return v.visit([](auto x) -> std::string {
        using type = decltype(x);
        std::string all;
        if constexpr (std::is_integral_v<type>) return std::to_string(x);
        else if constexpr (std::is_same_v<type, std::string_view>) return '"' + std::string(x) + '"';
        else if constexpr (std::is_same_v<type, kbe::values>) {
            for (kbe::value item : x) all += (all.empty() ? "" : ", ") + shown(item);
            return '[' + all + ']';
        } else if constexpr (std::is_same_v<type, kbe::entries>) {
            for (auto [key, item] : x) all += (all.empty() ? "" : ", ") + std::string(key) + ": " + shown(item);
            return '{' + all + '}';
        } else return "?";
    });
}

class Player {
public:
    Player(std::uint32_t port, std::string account) : account_(std::move(account)) {
        kbe::config config;
        config.port = port;
        client_ = kbe::client::create(config).value();
        kept_["account"] = account_;
        listen();
    }

    void play(const std::string &line) {
        const std::string filled = fill(line);
        const std::string rest = filled.substr(std::min(filled.size(), filled.find(' ') + 1));
        if (line.rfind("expect ", 0) == 0) return expect(rest);
        if (line.rfind("admin ", 0) == 0) return admin(rest);
        words all = split(filled);
        std::string wanted = "KBE_OK";
        if (all[0] == "value") {
            const std::string is = shown(client_.player().property(all.at(1)).value());
            return is == all.at(2) ? void() : throw std::runtime_error("it is " + is);
        }
        if (all[0] == "fails") {
            wanted = "KBE_E_" + all.at(1);
            all.erase(all.begin(), all.begin() + 2);
        }
        const kbe::result<void> done = command(all);
        const std::string got = kbe_result_name(static_cast<kbe_result>(done.code()));
        if (got != wanted) throw std::runtime_error("the library says " + got + ": " + std::string(done.text()));
    }

private:
    void listen() {
        client_.on_account_result([this](kbe::account_result_event e) { result("account ", e.success(), e.ending()); });
        client_.on_login_result([this](kbe::login_result_event e) { result("login ", e.success(), e.ending()); });
        client_.on_entity_created([this](kbe::entity_event e) { about("created ", e); });
        client_.on_entity_destroyed([this](kbe::entity_event e) { about("destroyed ", e); });
        client_.on_entity_enter_world([this](kbe::entity_event e) { about("enter_world ", e); });
        client_.on_entity_leave_world([this](kbe::entity_event e) { about("leave_world ", e); });
        client_.on_entity_enter_space([this](kbe::entity_event e) { about("enter_space ", e); });
        client_.on_entity_leave_space([this](kbe::entity_event e) { about("leave_space ", e); });
        client_.on_property_changed([this](kbe::property_event e) {
            const std::string before = e.initial() ? "" : shown(e.old_value()) + " -> ";
            told_.push_back("property " + name(e, e.property_name()) + ' ' + before + shown(e.value()));
        });
        client_.on_method_called([this](kbe::method_event e) {
            std::string args;
            for (kbe::value v : e.args()) args += (args.empty() ? "" : ", ") + shown(v);
            told_.push_back("method " + name(e, e.method_name()) + '(' + args + ')');
        });
        client_.on_space_data_set([this](kbe::space_data_event e) {
            told_.push_back("space_data " + std::string(e.key()) + " = " + std::string(e.value()));
        });
        client_.on_space_data_deleted([this](kbe::space_data_event e) { told_.push_back("space_data_deleted " + std::string(e.key())); });
        client_.on_space_geometry([this](kbe::space_geometry_event e) { told_.push_back("geometry " + std::string(e.path())); });
        client_.on_disconnected([this](kbe::disconnected_event e) {
            const kbe::reason why = e.ending().reason();
            told_.push_back("disconnected " + (why == kbe::reason::requested ? "requested"
                                               : why == kbe::reason::kicked  ? "kicked"
                                                                             : std::to_string(static_cast<unsigned>(why))));
        });
    }
    void result(const char *what, bool ok, const kbe::ending &ending) {
        told_.push_back(what + (ok ? "ok" : std::string(ending.code_name())));
    }
    void about(const char *what, kbe::entity_event e) {
        told_.push_back(what + std::string(e.is_player() ? "me " : "other ") + std::string(e.view().class_name()));
    }
    template <class E>
    static std::string name(E e, std::string_view own) {
        const std::string part(e.component_name());
        return (e.is_player() ? "me " : "other ") + part + (part.empty() ? "" : ".") + std::string(own);
    }

    void expect(const std::string &pattern) {
        for (int turns = 0; turns < 1000; ++turns) {
            for (std::size_t i = 0; i < told_.size(); ++i)
                if (fits(pattern, told_[i])) {
                    told_.erase(told_.begin(), told_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
                    return;
                }
            kbe::sync_layers(20).value();
        }
        for (const std::string &line : told_) std::cout << "  told: " << line << '\n';
        throw std::runtime_error("waited in vain for " + pattern);
    }

    static std::size_t name_length(std::string_view s) {
        return std::min(s.size(), s.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"));
    }
    bool fits(std::string_view pattern, std::string_view line) {
        if (pattern.empty()) return line.empty();
        if (pattern[0] == '*') return fits(pattern.substr(1), line) || (!line.empty() && fits(pattern, line.substr(1)));
        if (pattern[0] != '$') return !line.empty() && line[0] == pattern[0] && fits(pattern.substr(1), line.substr(1));
        const std::size_t name = 1 + name_length(pattern.substr(1)), length = std::min(line.size(), line.find_first_of(" ,)}]"));
        if (name == 1 || length == 0 || !fits(pattern.substr(name), line.substr(length))) return false;
        kept_[std::string(pattern.substr(1, name - 1))] = std::string(line.substr(0, length));
        return true;
    }
    std::string fill(std::string_view line) {
        kept_["me"] = std::to_string(client_.player_id());
        std::string filled;
        while (!line.empty()) {
            const std::size_t n = line[0] == '$' ? name_length(line.substr(1)) : 0;
            const auto found = kept_.find(std::string(line.substr(1, n)));
            filled += n != 0 && found != kept_.end() ? found->second : std::string(line.substr(0, n + 1));
            line.remove_prefix(n + 1);
        }
        return filled;
    }
    // At blanks, but not between quotes, which stay.
    static words split(std::string_view line) {
        words all;
        while (line.remove_prefix(std::min(line.size(), line.find_first_not_of(' '))), !line.empty()) {
            const std::size_t end = line[0] == '"' ? line.find('"', 1) + 1 : std::min(line.size(), line.find(' '));
            all.emplace_back(line.substr(0, end));
            line.remove_prefix(end);
        }
        return all;
    }

    // An argument of any of three types, as the generic conversion has it.
    static kbe::value argument(std::deque<std::pair<std::string, kbe_value>> &kept, std::string word) {
        auto &[text, made] = kept.emplace_back(std::move(word), kbe_value{});
        if (text[0] == '"') {
            text = text.substr(1, text.size() - 2);
            made = kbe_unicode(kbe_str_make(text.data(), static_cast<std::uint32_t>(text.size())));
        } else if (text.find('.') != std::string::npos) {
            made = kbe_double(std::stod(text));
        } else {
            made = kbe_int64(std::stoll(text));
        }
        return kbe::value(made);
    }
    template <class Call>
    static kbe::result<void> with(const words &all, std::size_t from, Call call) {
        std::deque<std::pair<std::string, kbe_value>> kept;
        std::vector<kbe::value> v;
        for (std::size_t i = from; i < all.size(); ++i) v.push_back(argument(kept, all[i]));
        switch (v.size()) {
        case 0: return call();
        case 1: return call(v[0]);
        case 2: return call(v[0], v[1]);
        default: throw std::runtime_error("more arguments than this program knows");
        }
    }

    kbe::result<void> command(const words &w) {
        const kbe::entity player = client_.player();
        if (w[0] == "create") return client_.create_account(account_, w.at(1));
        if (w[0] == "login") return client_.login(account_, w.at(1));
        if (w[0] == "logout") return client_.logout();
        if (w[0] == "base") return with(w, 2, [&](auto... a) { return player.base_call(w.at(1), a...); });
        if (w[0] == "cell") return with(w, 2, [&](auto... a) { return player.cell_call(w.at(1), a...); });
        if (w[0] == "component.base") return with(w, 3, [&](auto... a) { return player.component(w.at(1)).base_call(w.at(2), a...); });
        if (w[0] == "component.cell") return with(w, 3, [&](auto... a) { return player.component(w.at(1)).cell_call(w.at(2), a...); });
        if (w[0] == "walk") return walk(std::stof(w.at(1)), std::stof(w.at(2)));
        throw std::runtime_error("no command " + w[0]);
    }
    kbe::result<void> walk(float dx, float dz) {
        const kbe::vector3 from = client_.player().position();
        kbe::vector3 to = from;
        for (int i = 1; i <= 10; ++i) {
            to = {from.x + dx * static_cast<float>(i) / 10, from.y, from.z + dz * static_cast<float>(i) / 10};
            if (const auto posed = client_.set_pose(kbe::pose(to)); !posed) return posed;
            kbe::sync_layers(50).value();
        }
        for (int turns = 0; turns < 1000; ++turns) {
            const kbe::vector3 known = client_.info()->server_position();
            if (std::fabs(known.x - to.x) < 0.1f && std::fabs(known.z - to.z) < 0.1f) return {};
            kbe::sync_layers(20).value();
        }
        throw std::runtime_error("the server does not know");
    }
    void admin(const std::string &order) {
        orders_ << order << std::endl;
        std::string answer, part;
        for (int turns = 0; turns < 2000; ++turns) {
            const bool whole = static_cast<bool>(std::getline(answers_, part)) && !answers_.eof();
            answer += part;
            part.clear();
            if (whole) break;
            answers_.clear();
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        if (answer.empty() || answer.rfind("error", 0) == 0) throw std::runtime_error("the server: " + answer);
    }

    kbe::client client_;
    std::string account_;
    std::deque<std::string> told_;
    std::map<std::string, std::string> kept_;
    std::ofstream orders_{std::getenv("KBE_ORDERS")};
    std::ifstream answers_{std::getenv("KBE_ANSWERS"), std::ios::ate};
};

}  // namespace

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    std::ifstream file(argv[1]);
    unsigned number = 0, played = 0;
    std::string line;
    try {
        Player player(static_cast<std::uint32_t>(std::stoul(argv[2])), argv[3]);
        while (std::getline(file, line)) {
            ++number;
            if (line.empty() || line[0] == '#') continue;
            player.play(line);
            ++played;
        }
    } catch (const std::exception &e) {
        std::cout << argv[1] << ':' << number << ": " << line << ": " << e.what() << '\n';
        return 1;
    }
    std::cout << "played " << played << " lines\n";
    return 0;
}
