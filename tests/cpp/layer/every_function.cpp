// Every function of kbe.h through kbe.hpp, called on a client that is offline: each answers what the C function says.
// tests/cpp_layer.rs looks at the object file: it refers to every function of include/kbe.symbols, and this file uses
// none of them itself.
#include <kbe.hpp>

#include "check.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

namespace {

using kbe::errc;

void library() {
    CHECK(kbe::version() == KBE_API_VERSION && kbe::version_string() == "0.1.0" && kbe::check_version());
    CHECK(kbe::code_name(errc::busy) == std::string_view("KBE_E_BUSY"));
    const auto cache = kbe::default_cache_dir();
    CHECK(cache ? !cache->empty() : cache.code() == errc::not_found);
}

void accounts(const kbe::client_ref &c) {
    const std::uint8_t datas[1025] = {};    // one byte more than the server takes
    CHECK(c.login("name", "secret", kbe::bytes(datas)).code() == errc::invalid_argument);
    CHECK(c.login("", "secret").code() == errc::invalid_argument && c.login("", "secret").text().find("account") != std::string_view::npos);
    CHECK(c.create_account("", "secret").code() == errc::invalid_argument);
    CHECK(c.reset_password("").code() == errc::invalid_argument);
    CHECK(c.bind_email("a@b.c").code() == errc::offline);
    CHECK(c.new_password("a", "b").code() == errc::offline);
    CHECK(c.logout().code() == errc::offline);
    CHECK(c.disconnect().ok());
}

void state(const kbe::client_ref &c) {
    CHECK(c.state().value() == kbe::state::offline);
    CHECK(c.info()->state() == kbe::state::offline && c.info()->player_id() == 0 && !c.info()->paused());
    CHECK(c.stats().ok() && c.stats()->bytes_in == 0 && c.stats()->struct_size == sizeof(kbe_client_stats));
    CHECK(c.traffic_count().value() == 0);
    kbe::message_stats room[4];
    CHECK(c.traffic(kbe::span<kbe::message_stats>(room))->empty());
    CHECK(c.server_error(0)->name == "SERVER_SUCCESS" && c.server_error(60000).code() == errc::not_found);
}

void entities(const kbe::client_ref &c) {
    CHECK(c.player_id() == 0 && c.entity_count() == 0 && c.entity_ids()->empty());
    const kbe::entity e = c.entity(5), player = c.player();
    CHECK(e.id() == 5 && e != player && e == c.entity(5));
    CHECK(!e.exists() && e.view().code() == errc::not_found && e.class_name().empty());
    CHECK(e.property("HP").code() == errc::not_found && e.property_as<int>("HP").code() == errc::not_found);
    CHECK(e.property(3).code() == errc::not_found && e.property_or("HP", 7) == 7);
    CHECK(e.component("bag").view().code() == errc::not_found && e.component_at(0).code() == errc::not_found);
    CHECK(e.component_of_class("Bag").code() == errc::not_found);
    CHECK(e.component("bag").property("size").code() == errc::not_found);
    CHECK(e.component("bag").property_as<int>("size").code() == errc::not_found);
    CHECK(e.component_property(1, 2).code() == errc::not_found);
    CHECK(player.base_call("x").code() == errc::offline && player.cell_call("x", 1).code() == errc::offline);
    CHECK(player.base_call("x", {1, kbe::array({"y"})}).code() == errc::offline);
    CHECK(player.component("bag").base_call("x", "y").code() == errc::offline);
    CHECK(player.component("bag").cell_call("x").code() == errc::offline);
    CHECK(player.call(kbe::call_ids{kbe::side::cell, 5, 0}, 1, 2).code() == errc::offline);
    int mine = 0;
    CHECK(e.set_user_data(&mine).code() == errc::not_found && e.user_data() == nullptr && e.user_data_as<int>() == nullptr);
    CHECK(c.set_pose(kbe::pose({1, 2, 3})).code() == errc::offline);
    CHECK(e.set_pose(kbe::pose()).code() == errc::offline && player.set_pose(kbe::pose()).code() == errc::offline);
}

void space_and_definitions(const kbe::client_ref &c) {
    CHECK(c.space_geometry()->empty() && c.space_data("k").code() == errc::not_found);
    CHECK(c.space_data_count() == 0 && c.space_data_at(0).code() == errc::not_found);
    CHECK(c.class_count() == 0 && c.class_at(0).code() == errc::not_ready);
    CHECK(c.class_id("A").code() == errc::not_ready && c.class_name(1).code() == errc::not_ready);
    CHECK(c.property_id("A", "b").code() == errc::not_ready && c.property_at(1, 0).code() == errc::not_ready);
    CHECK(c.method_id("A", kbe::side::client, "b").code() == errc::not_ready);
    CHECK(c.method_at(1, kbe::side::base, 0).code() == errc::not_ready);
    CHECK(c.type_count() == 0 && c.type_at(0).code() == errc::not_ready && c.type_key_at(0, 0).code() == errc::not_ready);
    const std::uint8_t no_file[] = {1, 2, 3};
    CHECK(c.set_definitions(kbe::bytes(no_file)).code() == errc::invalid_argument);
    CHECK(c.definitions().code() == errc::offline);
}

void pump_and_tools(const kbe::client_ref &c) {
    CHECK(c.pause_events().ok() && c.info()->paused() && c.resume_events().ok() && !c.info()->paused());
    CHECK(c.wakeup().ok() && c.stop_pump().code() == errc::not_in_callback && c.rebind_thread().ok());
    CHECK(c.set_interest(0, KBE_INTEREST_ALL).ok());
    CHECK(c.set_interest(70000, KBE_INTEREST_ALL).code() == errc::invalid_argument);
    CHECK(c.set_log_level(kbe::log_level::trace).ok());
    CHECK(c.set_log_level(static_cast<kbe::log_level>(77)).code() == errc::invalid_argument);
    CHECK(c.record("/no/such/directory/r").code() == errc::io && c.record("").ok());
    kbe::net_sim line;
    line.latency_ms = 5;
    CHECK(c.set_net_sim(line).ok() && c.clear_net_sim().ok());
    line.loss_permille = 1001;
    CHECK(c.set_net_sim(line).code() == errc::invalid_argument);
    CHECK(c.pump()->dispatched == 0 && kbe::sync_layers(0).value() == 0);
    CHECK(c.pump(kbe::pump_params::budget(1000, 1))->remaining == 0);
    CHECK(c.next_event()->type() == kbe::event_type::none && !*c.next_event(0, true));
    unsigned told = 0;
    for (const kbe::event &e : c.events()) told += e.type() != kbe::event_type::none;
    CHECK(told == 0);
}

// Alone on its thread, and with a failure that comes as events in the pull form.
void events() {
    kbe::config config;
    config.port = 1;
    config.flags = KBE_CONFIG_OWN_PUMP;
    kbe::client client = kbe::client::create(config).value();
    CHECK(client.login("name", "secret").ok() && client.relogin().code() == errc::busy);
    bool refused = false, failed = false;
    for (int i = 0; i < 200 && !failed; ++i) {
        kbe::event_range all = client.events(100);
        for (const kbe::event &e : all) {
            CHECK(e.client() == client && !e.get_if<kbe::hello_event>() && e.transforms().empty());
            if (const auto connection = e.get_if<kbe::connection_event>())
                refused = connection->server() == kbe::server::loginapp && !connection->success() && connection->port() == 1 &&
                          connection->host() == "127.0.0.1";
            e.visit([&](auto view) {
                if constexpr (std::is_same_v<decltype(view), kbe::login_result_event>)
                    failed = !view.success() && view.ending().reason() == kbe::reason::connect_failed &&
                             view.ending().origin() == kbe::origin::network && !view.ending().text().empty();
            });
        }
        CHECK(!all.error());
    }
    CHECK(refused && failed);
}

void threads() {
    kbe::client client = kbe::client::create().value();
    std::thread([&] {
        CHECK(client.logout().code() == errc::wrong_thread && !client.on_hello([] {}));
        CHECK(client.pump().code() == errc::wrong_thread);
        CHECK(client.rebind_thread().ok() && client.on_hello([] {}) && client.pump().ok());
    }).join();
    CHECK(client.rebind_thread().ok());
    const kbe::client_ref stale = client;
    client.destroy();
    CHECK(!client && stale && stale.logout().code() == errc::bad_handle);
}

// Another thread destroys the client while one of its handlers runs: it waits until that is over.
void destroyed_from_another_thread() {
    kbe::config config;
    config.port = 1;
    kbe::client client = kbe::client::create(config).value();
    std::atomic<bool> inside{false}, over{false};
    bool waited = false;
    std::thread other;
    client.on_connection([&, kept = std::make_shared<std::string>("kept")] {
        inside = true;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        over = *kept == "kept";
    });
    CHECK(client.login("name", "secret").ok());
    other = std::thread([&] {
        while (!inside) std::this_thread::yield();
        client.destroy();
        waited = over;
    });
    for (int i = 0; i < 1000 && !inside; ++i) CHECK(kbe::sync_layers(10).ok());
    CHECK(inside.exchange(true));
    other.join();
    CHECK(waited && !client && kbe::sync_layers(0).value() == 0);
}

}  // namespace

int main() {
    library();
    kbe::config config;
    config.port = 70000;
    CHECK(kbe::client::create(config).code() == errc::invalid_argument);
    {
        const kbe::client client = kbe::client::create().value();
        accounts(client);
        state(client);
        entities(client);
        space_and_definitions(client);
        pump_and_tools(client);
        CHECK(client.relogin().ok());   // that there is nothing to resume is told later
    }
    events();
    threads();
    destroyed_from_another_thread();
    kbe::client outlived = kbe::client::create().value();
    CHECK(kbe::shutdown_all(5000).ok() && outlived.state().code() == errc::shutdown);
    return test::summary();
}
