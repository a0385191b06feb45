// Every handler of kbe.hpp, driven by a library of this file's own: so that each callback can be made to come, and
// to throw, to destroy its client, to replace itself. It defines the few functions of kbe.h that are needed for that;
// the program's own definitions go before the library's.
#include <kbe.hpp>

#include "check.hpp"
#include "counted.hpp"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>
#include <string>

namespace {

using test::allocations;

// What the library would hold of its only client, and the events that wait.
struct Library {
    kbe_callbacks callbacks;
    void *user_data;
    kbe_client live;
    bool refuses;
    void (*script)();
    std::uint32_t abi;
} lib{};

template <class E>
void tell(void (*kbe_callbacks::*callback)(const E *, void *)) {
    static E event;
    std::memset(static_cast<void *>(&event), 0, sizeof event);
    event.client = 1;
    if (lib.live != 0 && lib.callbacks.*callback != nullptr)
        (lib.callbacks.*callback)(&event, lib.user_data);
}

void tell_transforms() {
    static const kbe_transform moved[3] = {{7, 0, {1, 2, 3}, {4, 5, 6}}, {}, {}};
    if (lib.live != 0 && lib.callbacks.transforms != nullptr)
        lib.callbacks.transforms(moved, 3, lib.user_data);
}

void tell_everything() {
#define TELL(callback, view) tell(&kbe_callbacks::callback);
    KBE_CPP_CALLBACKS(TELL)
#undef TELL
    tell_transforms();
}

constexpr unsigned all = static_cast<unsigned>(kbe::detail::slot::count);

}  // namespace

extern "C" {
std::uint32_t kbe_abi_version() { return lib.abi; }
const char *kbe_version_string() { return "9.9.9"; }
kbe_result kbe_config_init(kbe_config *config, std::uint32_t size) {
    std::memset(static_cast<void *>(config), 0, size);
    config->struct_size = size;
    return KBE_OK;
}
kbe_result kbe_client_create(const kbe_config *, kbe_client *client) {
    *client = lib.live = 1;
    return KBE_OK;
}
kbe_result kbe_client_destroy(kbe_client client) {
    if (client == lib.live) lib.live = 0;
    return KBE_OK;
}
kbe_result kbe_client_set_callbacks(kbe_client, const kbe_callbacks *callbacks, void *user_data) {
    if (lib.refuses || lib.live == 0) return KBE_E_WRONG_THREAD;
    lib.callbacks = callbacks ? *callbacks : kbe_callbacks{};
    lib.user_data = user_data;
    return KBE_OK;
}
std::int32_t kbe_sync_layers(std::uint32_t) {
    if (lib.script) lib.script();
    return static_cast<std::int32_t>(all);
}
kbe_result kbe_client_pump(kbe_client, const kbe_pump_params *, kbe_pump_stats *stats) {
    if (lib.script) lib.script();
    stats->dispatched = all;
    return KBE_OK;
}
}

namespace {

// Sets one handler for everything: it is told the name of the callback.
template <class F>
bool listen(kbe::client &client, F told) {
    bool set = true;
#define LISTEN(callback, view) set = client.on_##callback([told](kbe::view) mutable { told(#callback); }) && set;
    KBE_CPP_CALLBACKS(LISTEN)
#undef LISTEN
    return client.on_transforms([told](kbe::transforms) mutable { told("transforms"); }) && set;
}

kbe::client fresh() {
    lib = Library{};
    lib.abi = KBE_ABI_VERSION;
    lib.script = tell_everything;
    return kbe::client::create().value();
}

void every_callback_has_a_handler() {
    kbe::client client = fresh();
    std::multiset<std::string> told;
    CHECK(listen(client, [&](const char *name) { told.insert(name); }));
    CHECK(kbe::sync_layers(0).value() == all);
    CHECK(told.size() == all && std::set<std::string>(told.begin(), told.end()).size() == all);
    // What is taken away is no longer registered; the others are.
    CHECK(client.on_log(nullptr) && lib.callbacks.log == nullptr && lib.callbacks.hello != nullptr);
    CHECK(client.on_transforms(nullptr) && lib.callbacks.transforms == nullptr);
    told.clear();
    CHECK(client.pump().value().dispatched == all && told.size() == all - 2);
    CHECK(client.clear_handlers() && lib.callbacks.hello == nullptr);
    told.clear();
    CHECK(kbe::sync_layers(0) && told.empty());
}

void events_are_views_of_what_came() {
    kbe::client client = fresh();
    unsigned seen = 0;
    client.on_transforms([&](kbe::transforms moved) {
        seen += moved.size() == 3 && moved[0].entity_id == 7;
        seen += kbe::position_of(moved[0]) == kbe::vector3{1, 2, 3} && kbe::direction_of(moved[0]).yaw > 5.5f;
    });
    client.on_entity_enter_world([&](kbe::entity_event e) { seen += e.client() == client && e.view().class_name().empty(); });
    client.on_method_called([&](kbe::method_event e) { seen += e.args().empty() && !e.arg(3) && e.args_as<>().has_value(); });
    client.on_hello([&] { ++seen; });      // a handler may leave the event out
    CHECK(kbe::sync_layers(0) && seen == 5);
}

void nothing_is_allocated_for_an_event() {
    kbe::client client = fresh();
    unsigned told = 0;
    listen(client, [&](const char *) { ++told; });
    const unsigned before = allocations;
    for (int i = 0; i < 100; ++i) kbe::sync_layers(0).ignore();
    CHECK(allocations == before && told == 100 * all);
}

void a_client_moves_with_its_handlers() {
    kbe::client first = fresh();
    unsigned told = 0;
    listen(first, [&](const char *) { ++told; });
    kbe::client second = std::move(first);
    CHECK(!first && second && !first.on_hello([] {}));  // what is left behind is an empty client
    kbe::sync_layers(0).ignore();
    CHECK(told == all);
    first = std::move(second);
    kbe::sync_layers(0).ignore();
    CHECK(told == 2 * all && lib.live == 1);
    first = kbe::client();
    CHECK(lib.live == 0);
}

// Inside a handler the client object itself may move elsewhere.
void a_client_moves_inside_its_handler() {
    auto client = std::make_unique<kbe::client>(fresh());
    kbe::client refuge;
    unsigned told = 0;
    client->on_hello([&] {
        refuge = std::move(*client);
        client.reset();
    });
    client->on_log([&] { ++told; });
    kbe::sync_layers(0).ignore();
    CHECK(told == 1 && refuge && lib.live == 1);
}

// In each of the callbacks in turn the client is destroyed: that is the last one, and its captures live until it ends.
void a_client_is_destroyed_in_every_handler() {
    for (unsigned at = 0; at < all; ++at) {
        auto client = std::make_unique<kbe::client>(fresh());
        auto kept = std::make_shared<int>(5);
        unsigned told = 0;
        bool alive = false;
        listen(*client, [&, kept](const char *) {
            if (told++ != at) return;
            client.reset();
            alive = kept.use_count() > 1 && *kept == 5;
        });
        const std::weak_ptr<int> watched = std::exchange(kept, nullptr);
        kbe::sync_layers(0).ignore();
        CHECK(told == at + 1 && alive && client == nullptr && watched.expired());
    }
}

// In each in turn a handler replaces itself: it finishes undisturbed, then goes, and the new one takes over.
void a_handler_replaces_itself() {
    kbe::client client = fresh();
    const auto kept = std::make_shared<std::string>("still here");
    unsigned old_ones = 0, new_ones = 0;
    bool intact = true;
#define REPLACE(callback, view)                                                                                        \
    client.on_##callback([&, kept](kbe::view) {                                                                        \
        ++old_ones;                                                                                                    \
        client.on_##callback([&new_ones](kbe::view) { ++new_ones; });                                                  \
        client.on_##callback([&new_ones](kbe::view) { ++new_ones; });                                                  \
        intact = intact && *kept == "still here";                                                                      \
    });
    KBE_CPP_CALLBACKS(REPLACE)
#undef REPLACE
    client.on_transforms([&, kept](kbe::transforms) {
        ++old_ones;
        client.clear_handlers();
        intact = intact && *kept == "still here";
    });
    CHECK(kept.use_count() == 1 + static_cast<long>(all));
    kbe::sync_layers(0).ignore();
    CHECK(old_ones == all && new_ones == 0 && intact && kept.use_count() == 1);
    kbe::sync_layers(0).ignore();
    CHECK(old_ones == all && new_ones == 0);    // the last one had cleared them all
}

void a_handler_that_is_replaced_tells_through_the_new_one() {
    kbe::client client = fresh();
    unsigned told = 0;
    client.on_hello([&] { client.on_hello([&] { told += 10; }), ++told; });
    kbe::sync_layers(0).ignore();
    kbe::sync_layers(0).ignore();
    CHECK(told == 11);
}

void a_refusal_leaves_everything_as_it_was() {
    kbe::client client = fresh();
    unsigned told = 0;
    CHECK(client.on_hello([&] { ++told; }));
    lib.refuses = true;
    CHECK(!client.on_hello([&] { told += 100; }) && !client.on_log([&] { told += 100; }) && !client.clear_handlers());
    kbe::sync_layers(0).ignore();
    CHECK(told == 1);
    lib.refuses = false;                // what was refused does not come with what is set next
    CHECK(client.on_definitions([&] { ++told; }) && lib.callbacks.log == nullptr && kbe::sync_layers(0).ok() && told == 3);
    kbe::client empty;
    CHECK(!empty.on_hello([] {}) && !empty.on_transforms([] {}) && !empty.clear_handlers());
    lib.refuses = true;
    CHECK(!kbe::client::adopt(1) && lib.live == 1);     // what was not taken over is not destroyed
}

// Without exceptions this still must compile; then there is nothing to throw.
void every_handler_throws() {
#if KBE_CPP_EXCEPTIONS
    kbe::client client = fresh();
    unsigned told = 0;
    listen(client, [&](const char *name) {
        ++told;
        throw std::string(name);
    });
    client.on_connection([&](kbe::connection_event) {
        ++told;
        throw std::runtime_error("the first");
    });
    const auto synced = kbe::sync_layers(0);
    CHECK(told == all && synced.code() == kbe::errc::handler_threw && *synced == all);
    CHECK(synced.text() == "the handler on_connection threw: the first (and others did)");
    // It is there for who asks for it, once.
    bool caught = false;
    try {
        synced.value();
    } catch (const std::runtime_error &e) {
        caught = std::string_view(e.what()) == "the first";
    }
    CHECK(caught && kbe::take_exception() == nullptr);
    // The next pump begins anew, and a pump with nothing thrown says nothing.
    client.clear_handlers();
    client.on_log([](kbe::log_event) { throw 5; });
    const auto pumped = client.pump();
    CHECK(pumped.code() == kbe::errc::handler_threw && pumped->dispatched == all);
    CHECK(pumped.text() == "the handler on_log threw: something that is no std::exception");
    int number = 0;
    try {
        std::rethrow_exception(kbe::take_exception());
    } catch (int thrown) {
        number = thrown;
    }
    CHECK(number == 5);
    client.on_log(nullptr);
    CHECK(kbe::sync_layers(0).ok());
    // One that destroys its client and then throws.
    client.on_log([&](kbe::log_event) {
        client.destroy();
        throw std::runtime_error("after the end");
    });
    CHECK(kbe::sync_layers(0).text() == "the handler on_log threw: after the end");
#endif
}

void another_librarys_version_is_refused() {
    lib = Library{};
    lib.abi = 77;
    const auto made = kbe::client::create();
    CHECK(made.code() == kbe::errc::abi_mismatch && !*made);
    CHECK(made.text() == "the kbe library that is running is 9.9.9 with binary interface 77, but this program was compiled for "
                         "0.1.0 with interface 1: compile it again");
}

}  // namespace

int main() {
    every_callback_has_a_handler();
    events_are_views_of_what_came();
    nothing_is_allocated_for_an_event();
    a_client_moves_with_its_handlers();
    a_client_moves_inside_its_handler();
    a_client_is_destroyed_in_every_handler();
    a_handler_replaces_itself();
    a_handler_that_is_replaced_tells_through_the_new_one();
    a_refusal_leaves_everything_as_it_was();
    every_handler_throws();
    another_librarys_version_is_refused();
    return test::summary();
}
