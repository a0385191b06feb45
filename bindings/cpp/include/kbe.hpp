/**
 * kbe.hpp: a KBEngine client for C++17 and later. Header-only; it uses nothing but the functions of kbe.h.
 *
 *     auto client = kbe::client::create({"127.0.0.1"}).value();
 *
 *     client.on_entity_enter_world([](kbe::entity_event e) {
 *         std::cout << e.view().class_name() << " " << e.entity().property_or<std::string_view>("name", "?") << "\n";
 *     });
 *     client.on_transforms([&](kbe::transforms moved) { for (const auto &t : moved) game.place(t); });
 *     client.on_login_result([](kbe::login_result_event e) {
 *         if (e.success()) e.player().base_call("reqCreateAvatar", std::uint8_t{1}, "name").ignore();
 *     });
 *     client.login("account", "secret").value();
 *
 *     while (running) {
 *         kbe::sync_layers(0).value();
 *         update_and_render();
 *         client.set_pose(kbe::pose({x, y, z}, {0, 0, yaw})).ignore();
 *     }
 *
 * Threads. As kbe.h says: handlers run inside sync_layers and pump only, on the thread that called it.
 *
 * Errors. What can fail answers a kbe::result: a value, or an error with code and sentence. It is [[nodiscard]]: ask it,
 * call value(), which throws, or ignore(). Nothing throws but value(), and what allocates for you (copies such as
 * value::as<std::string>, client_ref::entity_ids, the setting of a handler). Everything works with -fno-exceptions and
 * -fno-rtti; value() then prints the error and aborts.
 *
 * Exceptions of handlers never reach the library: they are kept and reported when sync_layers or pump is done.
 *
 * Memory. Text, bytes and values are views. In an event they live until the handler returns; the answer to a question
 * lives until the next pump, inside a handler until that returns. Copy what is to be kept.
 */
#ifndef KBE_CPP_HPP
#define KBE_CPP_HPP

#include <kbe/args.hpp>
#include <kbe/base.hpp>
#include <kbe/client.hpp>
#include <kbe/client_ref.hpp>
#include <kbe/config.hpp>
#include <kbe/entity.hpp>
#include <kbe/enums.hpp>
#include <kbe/events.hpp>
#include <kbe/events_pull.hpp>
#include <kbe/handlers.hpp>
#include <kbe/info.hpp>
#include <kbe/value.hpp>

#endif
