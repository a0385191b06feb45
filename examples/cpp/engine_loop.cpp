// How an engine carries a crowded world: a fixed timestep, a time budget for the pump, and all movements written in bulk
// into a store of components. Made for ten thousand entities: `kbe demo-server --crowd 10000`.
//
//     engine_loop [HOST [PORT [ACCOUNT [SECONDS [BUDGET_US]]]]]
//
// It draws nothing. At the end it says what the frames have cost.
#include <kbe.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#if __has_include(<entt/entt.hpp>)
#include <entt/entt.hpp>
#define WITH_ENTT 1
#endif

namespace {

// Components: where an entity is drawn, and where the server has told that it is.
struct Place {
    float x, y, z, yaw;
};
struct Target {
    float x, y, z, yaw;
};

Place place_of(kbe::vector3 at, kbe::direction looks) { return {at.x, at.y, at.z, looks.yaw}; }
Target target_of(const kbe::transform &t) { return {t.position[0], t.position[1], t.position[2], t.direction[2]}; }

void approach(Place &now, const Target &to, float share) {
    now.x += (to.x - now.x) * share;
    now.y += (to.y - now.y) * share;
    now.z += (to.z - now.z) * share;
    now.yaw += std::remainder(to.yaw - now.yaw, 6.2831853f) * share;    // the short way round
}

#ifdef WITH_ENTT

// EnTT's registry, and which of its entities stands for which of the server's.
class Store {
public:
    static constexpr const char *name = "EnTT";
    void add(std::int32_t id, Place at) {
        const auto [found, fresh] = by_id_.try_emplace(id);
        if (fresh) found->second = registry_.create();
        registry_.emplace_or_replace<Place>(found->second, at);
        registry_.emplace_or_replace<Target>(found->second, Target{at.x, at.y, at.z, at.yaw});
    }
    void remove(std::int32_t id) {
        if (const auto found = by_id_.find(id); found != by_id_.end()) {
            registry_.destroy(found->second);
            by_id_.erase(found);
        }
    }
    void tell(const kbe::transform &t) {
        if (const auto found = by_id_.find(t.entity_id); found != by_id_.end()) registry_.get<Target>(found->second) = target_of(t);
    }
    void step(float share) {
        for (auto [entity, at, to] : registry_.view<Place, Target>().each()) approach(at, to, share);
    }
    std::size_t size() const { return by_id_.size(); }

private:
    entt::registry registry_;
    std::unordered_map<std::int32_t, entt::entity> by_id_;
};

#else

// The same with plain arrays: components lie one behind the other, and the last one fills the place of one that goes.
class Store {
public:
    static constexpr const char *name = "plain arrays";
    void add(std::int32_t id, Place at) {
        if (!row_of_.try_emplace(id, ids_.size()).second) return;
        ids_.push_back(id);
        places_.push_back(at);
        targets_.push_back({at.x, at.y, at.z, at.yaw});
    }
    void remove(std::int32_t id) {
        const auto found = row_of_.find(id);
        if (found == row_of_.end()) return;
        const std::size_t row = found->second;
        row_of_[ids_.back()] = row;
        ids_[row] = ids_.back(), places_[row] = places_.back(), targets_[row] = targets_.back();
        ids_.pop_back(), places_.pop_back(), targets_.pop_back();
        row_of_.erase(id);
    }
    void tell(const kbe::transform &t) {
        if (const auto found = row_of_.find(t.entity_id); found != row_of_.end()) targets_[found->second] = target_of(t);
    }
    void step(float share) {
        for (std::size_t i = 0; i < places_.size(); ++i) approach(places_[i], targets_[i], share);
    }
    std::size_t size() const { return ids_.size(); }

private:
    std::unordered_map<std::int32_t, std::size_t> row_of_;
    std::vector<std::int32_t> ids_;
    std::vector<Place> places_;
    std::vector<Target> targets_;
};

#endif

struct Engine {
    kbe::client client;
    Store store;
    std::string account, trouble;
    bool in_world = false, over = false;
    kbe::vector3 centre;
    std::size_t moved = 0, most = 0;

    void expect(const kbe::result<void> &done, const char *what) {
        if (!done && trouble.empty()) trouble = std::string(what) + ": " + std::string(done.text());
    }

    void listen() {
        client.on_login_result([this](kbe::login_result_event e) {
            if (e.success()) expect(e.player().base_call("reqAvatarList"), "reqAvatarList");
            else if (e.ending().code_name() == "SERVER_ERR_NOT_FOUND_ACCOUNT") expect(client.create_account(account, "secret"), "create");
            else trouble = e.ending().text();
        });
        client.on_account_result([this](kbe::account_result_event e) {
            if (e.success()) expect(client.login(account, "secret"), "login");
            else trouble = e.ending().text();
        });
        client.on_method_called([this](kbe::method_event e) {
            const bool list = e.method_name() == "onReqAvatarList";
            if (!list && e.method_name() != "onCreateAvatarResult") return;
            const kbe::value avatar = list ? e.arg(0)["values"][0] : e.arg(1);
            if (avatar) expect(e.entity().base_call("selectAvatarGame", avatar["dbid"]), "selectAvatarGame");
            else expect(e.entity().base_call("reqCreateAvatar", std::uint8_t{1}, account), "reqCreateAvatar");
        });
        client.on_entity_enter_world([this](kbe::entity_event e) {
            store.add(e.entity_id(), place_of(e.view().position(), e.view().direction()));
            most = std::max(most, store.size());
        });
        client.on_entity_leave_world([this](kbe::entity_event e) { store.remove(e.entity_id()); });
        client.on_transforms([this](kbe::transforms all) {              // all movements of a pump in one call
            for (const kbe::transform &t : all) store.tell(t);
            moved += all.size();
        });
        client.on_entity_enter_space([this](kbe::entity_event e) {
            in_world = true;
            centre = e.view().position();
        });
        client.on_disconnected([this](kbe::disconnected_event e) {
            over = true;
            if (e.ending().reason() != kbe::reason::requested) trouble = e.ending().text();
        });
    }
};

// What the pump has cost, frame by frame.
struct Costs {
    std::vector<std::uint32_t> spent_us;
    std::size_t events = 0, over_budget = 0, behind = 0;

    void add(const kbe::pump_stats &stats, std::uint32_t budget_us) {
        spent_us.push_back(stats.spent_us);
        events += stats.dispatched;
        over_budget += stats.spent_us > budget_us;
        behind += stats.remaining > 0;                                  // the rest is told in the next frame
    }
    void print(const Engine &engine) {
        std::sort(spent_us.begin(), spent_us.end());
        const auto at = [this](double share) {
            return spent_us.empty() ? 0u : static_cast<unsigned>(spent_us[static_cast<std::size_t>(share * static_cast<double>(spent_us.size() - 1))]);
        };
        std::printf("store: %s\nframes %zu, events %zu, movements %zu, entities at most %zu\n", Store::name, spent_us.size(), events,
                    engine.moved, engine.most);
        std::printf("pump per frame: median %u us, 99%% %u us, max %u us\n", at(0.5), at(0.99), at(1));
        std::printf("frames over the budget %zu, frames that left events for the next %zu\n", over_budget, behind);
    }
};

}  // namespace

int main(int argc, char **argv) {
    using clock = std::chrono::steady_clock;
    constexpr double step = 1.0 / 60;                                   // of the simulation, in seconds
    const std::string host = argc > 1 ? argv[1] : "127.0.0.1";
    const double seconds = argc > 4 ? std::atof(argv[4]) : 10;
    const auto budget_us = static_cast<std::uint32_t>(argc > 5 ? std::atoi(argv[5]) : 4000);

    kbe::config config;
    config.host = host;
    config.port = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 20013);
    config.flags = KBE_CONFIG_NO_INITIAL_EVENTS | KBE_CONFIG_FOLD_MOVES;
    Engine engine;
    engine.account = argc > 3 ? argv[3] : "engine";
    kbe::result<kbe::client> created = kbe::client::create(config);
    if (!created) return std::printf("cannot start: %s\n", created.error().c_str()), 1;
    engine.client = std::move(*created);
    engine.listen();
    engine.expect(engine.client.login(engine.account, "secret"), "login");

    Costs costs;
    double behind = 0, lived = 0;                                       // seconds to simulate; seconds in the world
    bool leaving = false;
    auto before = clock::now(), next_frame = before;
    while (!engine.over && engine.trouble.empty()) {
        // 1. The network's share of the frame: never more than the budget, and one handler.
        const auto pumped = engine.client.pump(kbe::pump_params::budget(budget_us));
        if (!pumped) return std::printf("pump: %s\n", pumped.error().c_str()), 1;
        costs.add(*pumped, budget_us);

        // 2. The simulation, in steps of equal length however long the frame was.
        const auto now = clock::now();
        behind = std::min(behind + std::chrono::duration<double>(now - before).count(), 0.25);
        before = now;
        for (; behind >= step; behind -= step) {
            engine.store.step(0.15f);
            lived += engine.in_world ? step : 0;
        }

        // 3. What the player does. The library uploads it when it is due.
        if (engine.in_world && !leaving) {
            const float angle = static_cast<float>(lived * 0.5);
            const kbe::vector3 at{engine.centre.x + 2 * std::sin(angle), engine.centre.y, engine.centre.z + 2 - 2 * std::cos(angle)};
            engine.expect(engine.client.set_pose(kbe::pose(at, {0, 0, angle})), "pose");
        }
        if (lived > seconds && !leaving) {
            leaving = true;
            engine.expect(engine.client.logout(), "logout");
        }

        // 4. Here a game would render. This one sleeps until the next frame is due.
        next_frame = std::max(next_frame + std::chrono::microseconds(16667), now);
        std::this_thread::sleep_until(next_frame);
    }
    costs.print(engine);
    if (!engine.trouble.empty()) std::printf("trouble: %s\n", engine.trouble.c_str());
    return engine.trouble.empty() ? 0 : 1;
}
