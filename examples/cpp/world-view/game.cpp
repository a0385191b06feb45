#include "game.hpp"

#include <cstdio>

namespace {

constexpr float SPEED = 7;                      // of the player, in metres per second
constexpr std::size_t LOG_LINES = 200, TRAIL_MARKS = 28;
constexpr double MARK_SECONDS = 0.14;

Place place_of(kbe::vector3 at, kbe::direction looks) { return {at.x, at.z, looks.yaw}; }
Place place_of(const kbe::transform &t) { return {t.position[0], t.position[2], t.direction[2]}; }

// A value for people, not longer than the log is wide.
std::string words(kbe::value v) {
    return v.visit([](auto x) -> std::string {
        using type = decltype(x);
        if constexpr (std::is_same_v<type, double>) {
            char text[32];
            std::snprintf(text, sizeof text, "%.4g", x);
            return text;
        } else if constexpr (std::is_arithmetic_v<type>) {
            return std::to_string(x);
        } else if constexpr (std::is_same_v<type, std::string_view>) {
            return std::string(x.substr(0, 60));
        } else {
            return "...";
        }
    });
}

}  // namespace

bool Game::start(const kbe::config &config) {
    kbe::result<kbe::client> made = kbe::client::create(config);
    if (!made) {
        set_stage(Stage::over, std::string(made.text()));
        return false;
    }
    client_ = std::move(*made);
    listen();
    listen_to_entities();
    return true;
}

void Game::login() {
    beings_.clear();
    my_id_ = 0;
    set_stage(Stage::connecting, "logging in as " + account_);
    expect(client_.login(account_, password_), "login");
}

void Game::logout() { client_.logout().ignore(); }

// The session: log in, with a new account when there is none, choose an avatar or make one, enter the world.
void Game::listen() {
    client_.on_login_result([this](kbe::login_result_event e) { logged_in(e); });
    client_.on_account_result([this](kbe::account_result_event e) {
        if (e.success()) expect(client_.login(account_, password_), "login");
        else set_stage(Stage::over, std::string(e.ending().text()));
    });
    client_.on_session_changed([this](kbe::session_event e) {
        if (e.state() == kbe::session_state::resumed) set_stage(Stage::playing, "the session goes on");
        else if (e.state() == kbe::session_state::lost) set_stage(Stage::resuming, std::string(e.ending().text()));
    });
    client_.on_disconnected([this](kbe::disconnected_event e) { set_stage(Stage::over, std::string(e.ending().text())); });
    client_.on_method_called([this](kbe::method_event e) { called(e); });
    client_.on_entity_enter_space([this](kbe::entity_event e) {
        set_stage(Stage::playing, "in space " + std::to_string(e.view().space_id()) + " " + space());
    });
}

void Game::logged_in(kbe::login_result_event e) {
    if (e.success()) {
        set_stage(Stage::entering, "entering the world");
        expect(e.player().base_call("reqAvatarList"), "reqAvatarList");
    } else if (e.ending().code_name() == "SERVER_ERR_NOT_FOUND_ACCOUNT" && !created_) {
        created_ = true;
        note(Kind::session, "no account " + account_ + " yet: creating it");
        expect(client_.create_account(account_, password_), "create account");
    } else {
        set_stage(Stage::over, std::string(e.ending().text()));
    }
}

void Game::called(kbe::method_event e) {
    const std::string_view method = e.method_name();
    if (method == "onReqAvatarList" || method == "onCreateAvatarResult") {
        const kbe::value avatar = method == "onReqAvatarList" ? e.arg(0)["values"][0] : e.arg(1);
        if (avatar) expect(e.entity().base_call("selectAvatarGame", avatar["dbid"]), "selectAvatarGame");
        else expect(e.entity().base_call("reqCreateAvatar", std::uint8_t{1}, account_), "reqCreateAvatar");
        return;
    }
    std::string line = title(e.entity_id()) + ".";
    if (!e.component_name().empty()) line += std::string(e.component_name()) + ".";
    line += std::string(method) + "(";
    const char *comma = "";
    for (const kbe::value v : e.args()) line += std::exchange(comma, ", ") + words(v);
    note(Kind::call, line + ")");
}

void Game::listen_to_entities() {
    client_.on_entity_enter_world([this](kbe::entity_event e) { entered(e); });
    client_.on_entity_leave_world([this](kbe::entity_event e) {
        note(Kind::coming, "- " + title(e.entity_id()));
        beings_.erase(e.entity_id());
    });
    client_.on_property_changed([this](kbe::property_event e) { changed(e); });
    client_.on_pose_set([this](kbe::pose_event e) { placed(e); });
    // All movements of a frame in one call: that is how thousands of entities stay cheap.
    client_.on_transforms([this](kbe::transforms all) {
        for (const kbe::transform &t : all) moved(t);
        moves_ += all.size();
    });
}

void Game::entered(kbe::entity_event e) {
    Being &being = beings_[e.entity_id()] = Being{};
    being.class_name = e.view().class_name();
    being.name = e.entity().property_or<std::string>("name", "");
    being.me = e.is_player();
    being.health = e.entity().property_or<double>("HP", -1);
    being.most_health = e.entity().property_or<double>("HP_Max", 0);
    being.motion.set(now_, place_of(e.view().position(), e.view().direction()));
    if (being.me) {
        my_id_ = e.entity_id();
        my_place_ = e.view().position();
        my_yaw_ = e.view().direction().yaw;
    }
    note(Kind::coming, "+ " + being.class_name + " " + title(e.entity_id()));
}

// The server has set somebody somewhere: nobody walked there, and there is no trail.
void Game::placed(kbe::pose_event e) {
    if (e.entity_id() == my_id_) {
        my_place_ = e.position();
        my_yaw_ = e.direction().yaw;
    }
    if (Being *being = find(e.entity_id())) {
        being->motion.set(now_, place_of(e.position(), e.direction()));
        being->trail.clear();
    }
}

void Game::moved(const kbe::transform &t) {
    if ((t.flags & KBE_MOVE_NOT_FINITE) != 0) return;
    if (Being *being = find(t.entity_id)) being->motion.tell(now_, place_of(t));
    if (t.entity_id == my_id_) {                // somebody else leads us: we go on from there
        my_place_ = {t.position[0], t.position[1], t.position[2]};
        my_yaw_ = t.direction[2];
    }
}

void Game::changed(kbe::property_event e) {
    const std::string who = title(e.entity_id());
    if (Being *being = find(e.entity_id()); being != nullptr && e.component_name().empty()) {
        if (e.property_name() == "name") being->name = e.value().text();
        if (e.property_name() == "HP") being->health = e.value().get_or<double>(-1);
        if (e.property_name() == "HP_Max") being->most_health = e.value().get_or<double>(0);
    }
    if (e.initial()) return;                    // told once when somebody comes: too many for the log
    note(Kind::property, who + "." + std::string(e.property_name()) + "  " + words(e.old_value()) + " -> " + words(e.value()));
}

void Game::frame(double now) {
    now_ = now;
    queued_ = std::max(queued_, client_.stats()->queued_events);
    const kbe::result<std::uint32_t> told = kbe::sync_layers(0);
    if (!told) set_stage(Stage::over, std::string(told.text()));
    measure();
    leave_marks();
}

void Game::measure() {
    const double passed = now_ - measured_;
    if (passed < 0.5) return;
    const kbe::client_stats stats = *client_.stats();
    gauges_.round_trip_ms = stats.round_trip_us / 1000.0;
    gauges_.events_per_second = static_cast<double>(stats.events - events_) / passed;
    gauges_.moves_per_second = static_cast<double>(moves_ - moves_before_) / passed;
    gauges_.pump_ms = static_cast<double>(stats.pump_us) / 1000.0;
    gauges_.queued = std::exchange(queued_, 0);
    events_ = stats.events, moves_before_ = moves_, measured_ = now_;
}

void Game::leave_marks() {
    for (auto &[id, being] : beings_) {
        if (now_ < being.next_mark) continue;
        being.next_mark = now_ + MARK_SECONDS;
        being.trail.push_back(being.motion.drawn(now_));
        if (being.trail.size() > TRAIL_MARKS) being.trail.pop_front();
    }
}

void Game::walk(double seconds, float x, float z) {
    Being *being = find(my_id_);
    if (being == nullptr || stage_ != Stage::playing) return;
    if (const float length = std::hypot(x, z); length > 0) {
        const float step = SPEED * static_cast<float>(seconds) / std::max(length, 1.0f);
        my_place_.x += x * step, my_place_.z += z * step;
        my_yaw_ = std::atan2(x, z);
        being->motion.set(now_, {my_place_.x, my_place_.z, my_yaw_});       // we know it first: nothing to wait for
    }
    // Said in every frame; the library uploads what has changed when it is due. While the server leads us it refuses.
    client_.set_pose(kbe::pose(my_place_, {0, 0, my_yaw_})).ignore();
}

std::string Game::space() const { return std::string(*client_.space_geometry()); }

const Being *Game::me() const {
    const auto found = beings_.find(my_id_);
    return found == beings_.end() ? nullptr : &found->second;
}

Being *Game::find(std::int32_t id) {
    const auto found = beings_.find(id);
    return found == beings_.end() ? nullptr : &found->second;
}

// Name, or number where there is none.
std::string Game::title(std::int32_t id) {
    const Being *being = find(id);
    return being == nullptr || being->name.empty() ? "#" + std::to_string(id) : being->name;
}

void Game::note(Kind kind, std::string text) {
    log_.push_back({now_, kind, std::move(text)});
    if (log_.size() > LOG_LINES) log_.pop_front();
}

void Game::set_stage(Stage stage, std::string text) {
    stage_ = stage;
    text_ = std::move(text);
    note(Kind::session, text_);
}

bool Game::expect(const kbe::result<void> &done, const char *what) {
    if (!done) set_stage(Stage::over, std::string(what) + ": " + std::string(done.text()));
    return done.ok();
}
