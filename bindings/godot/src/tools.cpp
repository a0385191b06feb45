// What is seldom needed, and then badly: what is wanted to be told, bad lines, recordings, counters by message, errors.
#include "client.hpp"

using gd::Args;
using gd::Container;
using gd::Variant;
using namespace gd::kind;

namespace {

Client &self(void *instance) { return *static_cast<Client *>(instance); }

/** A number of kbe_net_sim; exactly one of the members is set. */
struct Field {
    const char *name;
    std::uint32_t kbe_net_sim::*narrow;
    std::uint64_t kbe_net_sim::*wide;
};
const Field fields[] = {
    {"servers", &kbe_net_sim::servers, nullptr},
    {"latency_ms", &kbe_net_sim::latency_ms, nullptr},
    {"jitter_ms", &kbe_net_sim::jitter_ms, nullptr},
    {"loss_permille", &kbe_net_sim::loss_permille, nullptr},
    {"reorder_permille", &kbe_net_sim::reorder_permille, nullptr},
    {"reorder_ms", &kbe_net_sim::reorder_ms, nullptr},
    {"duplicate_permille", &kbe_net_sim::duplicate_permille, nullptr},
    {"bandwidth_out", &kbe_net_sim::bandwidth_out, nullptr},
    {"bandwidth_in", &kbe_net_sim::bandwidth_in, nullptr},
    {"stall_ms", &kbe_net_sim::stall_ms, nullptr},
    {"stall_after_in", nullptr, &kbe_net_sim::stall_after_in},
    {"disconnect_after_out", nullptr, &kbe_net_sim::disconnect_after_out},
    {"disconnect_after_in", nullptr, &kbe_net_sim::disconnect_after_in},
    {"seed", nullptr, &kbe_net_sim::seed},
};

/** Puts one entry of the Dictionary into the struct; what is wrong with it, or nothing. */
std::string put(kbe_net_sim &sim, const std::string &key, const Variant &value) {
    if (key == "disconnect_once") {
        sim.flags = value.as_bool() ? KBE_NET_SIM_DISCONNECT_ONCE : 0;
        return "";
    }
    for (const Field &field : fields) {
        if (key != field.name)
            continue;
        if (!value.is(INT) && !value.is(FLOAT))
            return key + " is no number";
        const std::int64_t number = value.as_int();
        if (number < 0 || (field.narrow != nullptr && number > UINT32_MAX))
            return key + " is out of range";
        if (field.narrow != nullptr)
            sim.*field.narrow = static_cast<std::uint32_t>(number);
        else
            sim.*field.wide = static_cast<std::uint64_t>(number);
        return "";
    }
    return "there is no " + key;
}

Variant set_net_sim(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    kbe_net_sim sim = KBE_NET_SIM_INIT;
    const Container line(DICTIONARY, args[0]);
    const Container keys(ARRAY, line.keys());
    for (std::int64_t i = 0; i < keys.size(); ++i) {
        const std::string wrong = put(sim, keys.at(i).as_text(), line.get(keys.at(i)));
        if (!wrong.empty()) {
            c.last_error = "set_net_sim: " + wrong;
            gd::error(c.last_error, "KBEClient");
            return KBE_E_INVALID_ARGUMENT;
        }
    }
    if (!c.open())
        return KBE_E_NOT_READY;
    const bool bad = keys.size() != 0;
    const kbe_result r = kbe_client_set_net_sim(c.handle, bad ? &sim : nullptr);
    if (r == KBE_OK) {
        c.lasting.bad_line = bad;
        c.lasting.line = sim;
    }
    return c.check(r, "set_net_sim");
}

Variant set_interest(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    if (!c.open())
        return KBE_E_NOT_READY;
    const std::string of = args[1].as_text();
    if (of.empty())
        c.lasting.interests.clear();
    c.lasting.interests[of] = static_cast<std::uint32_t>(args[0].as_int());
    const kbe_result r = c.apply_interests();
    if (r != KBE_OK)
        c.lasting.interests.erase(of);
    return c.check(r, "set_interest");
}

Variant record(void *instance, void *, const Args &args) {
    Client &c = self(instance);
    const std::string path = system_path(args[0].as_text());
    return c.open() ? c.check(kbe_client_record(c.handle, str(path)), "record") : KBE_E_NOT_READY;
}

Variant get_message_stats(void *instance, void *, const Args &) {
    Container all(ARRAY);
    const Client &c = self(instance);
    std::uint32_t count = 0;
    if (c.handle == 0 || kbe_client_message_stats(c.handle, nullptr, 0, &count) != KBE_OK)
        return all.variant();
    // Another kind of message may come between the two questions.
    std::vector<kbe_message_stats> list(count + 16);
    if (kbe_client_message_stats(c.handle, list.data(), count + 16, &count) != KBE_OK)
        return all.variant();
    for (std::uint32_t i = 0; i < count; ++i) {
        Container made(DICTIONARY);
        made.set("name", text(list[i].name));
        made.set("id", Variant(list[i].id));
        made.set("direction", Variant(list[i].direction));
        made.set("messages", Variant(static_cast<std::int64_t>(list[i].messages)));
        made.set("bytes", Variant(static_cast<std::int64_t>(list[i].bytes)));
        all.add(made.variant());
    }
    return all.variant();
}

Variant get_server_error(void *instance, void *, const Args &args) {
    Container made(DICTIONARY);
    Client &c = self(instance);
    kbe_str code_name{}, sentence{};
    const std::int64_t code = args[0].as_int();
    if (code < 0 || code > UINT32_MAX || !c.open() ||
        kbe_client_server_error(c.handle, static_cast<std::uint32_t>(code), &code_name, &sentence) != KBE_OK)
        return made.variant();
    made.set("code_name", text(code_name));
    made.set("text", text(sentence));
    return made.variant();
}

Variant rebind_thread(void *instance, void *, const Args &) {
    Client &c = self(instance);
    c.forgive_thread();
    return c.handle == 0 ? KBE_OK : c.check(kbe_client_rebind_thread(c.handle), "rebind_thread");
}

Variant get_result_name(void *, void *, const Args &args) {
    return kbe_result_name(static_cast<kbe_result>(args[0].as_int()));
}

}  // namespace

kbe_result Client::apply_interests() {
    kbe_result worst = KBE_OK;
    for (const auto &[of, bits] : lasting.interests) {
        std::uint32_t id = 0;
        kbe_result r = of.empty() ? KBE_OK : kbe_class_id(handle, str(of), &id);
        // Classes have no ids before the definitions are there; then they are told.
        if (r == KBE_OK)
            r = kbe_client_set_interest(handle, id, bits);
        if (r != KBE_OK && r != KBE_E_NOT_READY)
            worst = r;
    }
    return worst;
}

void register_tools() {
    static const gd::Method methods[] = {
        {"set_interest", set_interest, {"", INT}, {{"interest", INT}, {"entity_class", NAME}}, false, false, nullptr, 1},
        {"set_net_sim", set_net_sim, {"", INT}, {{"line", DICTIONARY}}},
        {"record", record, {"", INT}, {{"path", STRING}}},
        {"get_message_stats", get_message_stats, {"", ARRAY}, {}},
        {"get_server_error", get_server_error, {"", DICTIONARY}, {{"code", INT}}},
        {"rebind_thread", rebind_thread, {"", INT}, {}},
        {"get_result_name", get_result_name, {"", STRING}, {{"result", INT}}, false, true},
    };
    for (const gd::Method &m : methods)
        gd::add_method("KBEClient", m);
}
