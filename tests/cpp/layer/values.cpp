// Arguments and values of kbe.hpp, without a server: what is made of C++ values is read back as C++ values.
#include <kbe.hpp>

#include "check.hpp"
#include "counted.hpp"

#include <cstdlib>
#include <deque>
#include <map>
#include <string>

namespace {

using test::allocations;

// What an argument becomes, and memory for as long as it is looked at.
struct Made {
    template <class T>
    explicit Made(const T &from) : v(kbe::arg(from).build(arena)) {}
    kbe::value value() const { return kbe::value(v); }
    kbe::detail::arena arena;
    kbe_value v;
};

enum class Rank : std::uint16_t { captain = 7 };
struct Point {
    float x, y;
};

template <class T>
bool round_trip(T number, kbe::value_type type) {
    const Made made(number);
    const auto back = made.value().as<T>();
    return made.value().is(type) && back && !(*back < number) && !(*back > number);
}

void numbers() {
    CHECK(round_trip(std::uint8_t{200}, kbe::value_type::uint8));
    CHECK(round_trip(std::uint16_t{60000}, kbe::value_type::uint16));
    CHECK(round_trip(std::uint32_t{4000000000u}, kbe::value_type::uint32));
    CHECK(round_trip(UINT64_MAX, kbe::value_type::uint64));
    CHECK(round_trip(std::int8_t{-100}, kbe::value_type::int8));
    CHECK(round_trip(std::int16_t{-30000}, kbe::value_type::int16));
    CHECK(round_trip(std::int32_t{-2000000000}, kbe::value_type::int32));
    CHECK(round_trip(INT64_MIN, kbe::value_type::int64));
    CHECK(round_trip(1.5f, kbe::value_type::float32));
    CHECK(round_trip(-1e300, kbe::value_type::float64));
    CHECK(Made(true).value().is(kbe::value_type::uint8) && Made(true).value().get_or(false));
    CHECK(Made(Rank::captain).value().as<Rank>().value_or(Rank{}) == Rank::captain);
    CHECK(Made(Rank::captain).value().is(kbe::value_type::uint16));

    // What does not fit is an error, never another number.
    const Made minus(-1), big(300u), huge(UINT64_MAX);
    CHECK(!minus.value().as<std::uint32_t>() && !minus.value().get_if<std::uint64_t>());
    CHECK(minus.value().get_or<std::int8_t>(0) == -1);
    CHECK(!big.value().as<std::uint8_t>() && big.value().as<std::int16_t>().value_or(0) == 300);
    CHECK(!huge.value().as<std::int64_t>() && !huge.value().as<std::int8_t>());
    CHECK(!Made(1.0).value().as<int>() && Made(3).value().get_or(0.0) > 2.9);
    const auto wrong = Made("text").value().as<int>();
    CHECK(wrong.code() == kbe::errc::wrong_type);
    CHECK(wrong.text() == "a value of type UNICODE is not an integer of that range");
    CHECK(std::string_view(wrong.error().name()) == "kbe::errc::wrong_type");
}

void texts_and_bytes() {
    const std::string owned = "owned";
    CHECK(Made("literal").value().text() == "literal");
    CHECK(Made(owned).value().as<std::string_view>().value_or("") == "owned");
    CHECK(Made(std::string_view("view")).value().as<std::string>().value_or("") == "view");
    CHECK(Made(static_cast<const char *>(nullptr)).value().text().empty());
    CHECK(Made(kbe::ascii("abc")).value().is(kbe::value_type::string));
    CHECK(Made(1).value().text().empty() && !Made(1).value().as<std::string_view>());

    const std::uint8_t raw[] = {1, 2, 255};
    const std::vector<std::byte> modern{std::byte{7}};
    const Made blob{kbe::blob{kbe::bytes(raw)}}, pickle{kbe::pickle{kbe::bytes(raw)}}, stdbytes(modern);
    CHECK(blob.value().is(kbe::value_type::blob) && blob.value().as<kbe::bytes>()->size() == 3);
    CHECK((*blob.value().as<kbe::bytes>())[2] == 255);
    CHECK(pickle.value().is(kbe::value_type::python) && !pickle.value().as<std::string_view>());
    CHECK(stdbytes.value().is(kbe::value_type::blob) && stdbytes.value().as<kbe::bytes>()->size() == 1);
    CHECK(!Made(nullptr).value());
}

void vectors() {
    const kbe::vector3 three{1, 2, 3};
    CHECK(Made(three).value().as<kbe::vector3>().value_or(kbe::vector3{}) == three);
    CHECK((Made(kbe::vector2{1, 2}).value().as<kbe::vector2>().value_or(kbe::vector2{}) == kbe::vector2{1, 2}));
    CHECK((Made(kbe::vector4{1, 2, 3, 4}).value().as<kbe::vector4>().value_or(kbe::vector4{}) == kbe::vector4{1, 2, 3, 4}));
    CHECK(!Made(three).value().as<kbe::vector2>());
    CHECK((Made(kbe::direction{1, 2, 3}).value().get_or(kbe::vector3{}) == three));
    kbe::entity_call call{};
    call.id = 5;
    CHECK(Made(call).value().as<kbe::entity_call>()->id == 5);
}

void containers() {
    const std::vector<int> list{1, 2, 3};
    const Made array(list), deque(std::deque<std::string>{}), bools(std::vector<bool>{true, false});
    CHECK(array.value().is(kbe::value_type::array) && array.value().size() == 3);
    CHECK(array.value()[2].get_or(0) == 3 && !array.value()[3] && !array.value()[-1]);
    CHECK(array.value().as<std::vector<int>>().value() == list);
    CHECK((array.value().as<std::array<int, 3>>().value() == std::array<int, 3>{1, 2, 3}));
    CHECK((!array.value().as<std::array<int, 2>>() && !array.value().as<std::vector<std::string>>()));
    CHECK(deque.value().is(kbe::value_type::array) && deque.value().items().empty());
    CHECK(bools.value()[0].get_or(false) && !bools.value()[1].get_or(true));
    int sum = 0;
    for (kbe::value v : array.value().items()) sum += v.get_or(0);
    CHECK(sum == 6);

    const std::map<std::string, int> named{{"a", 1}, {"b", 2}};
    const Made dict(named), tuple(std::make_tuple(5, std::string_view("five"), 0.5)), pair(std::make_pair(1, 2));
    CHECK(dict.value().is(kbe::value_type::fixed_dict) && dict.value()["b"].get_or(0) == 2 && !dict.value()["c"]);
    std::string keys;
    for (auto [key, v] : dict.value().entries()) keys += std::string(key) + std::to_string(v.get_or(0));
    CHECK(keys == "a1b2");
    CHECK(tuple.value().is(kbe::value_type::fixed_dict) && tuple.v.as.dict.keys == nullptr);
    CHECK((tuple.value().as<std::tuple<int, std::string, double>>().value() == std::make_tuple(5, std::string("five"), 0.5)));
    CHECK((!tuple.value().as<std::tuple<int, int, double>>() && !tuple.value().as<std::tuple<int>>()));
    CHECK(pair.value().size() == 2 && pair.value().entries().begin() != pair.value().entries().end());
    CHECK(Made(array.value()).value().size() == 3 && Made(array.value().items()).value().size() == 3);
    CHECK(Made(dict.value().entries()).value()["a"].get_or(0) == 1);
}

void trees() {
    // Of items that differ, as deep as one likes, inside one expression.
    kbe::detail::arena arena;
    const kbe_value v = kbe::arg(kbe::dict({{"id", 5},
                                            {"name", "x"},
                                            {"at", kbe::vector3{1, 2, 3}},
                                            {"list", kbe::array({1, "two", kbe::dict({{"deep", 3.0}})})}}))
                            .build(arena);
    const kbe::value tree(v);
    CHECK(tree["id"].get_or(0) == 5 && tree["name"].text() == "x" && tree["list"].size() == 3);
    CHECK(tree["list"][1].text() == "two");
    CHECK(tree["list"][2]["deep"].get_or(0.0) > 2.9 && !tree["list"][2]["deep"]["deeper"][4]);
    CHECK((tree["at"].get_or(kbe::vector3{}) == kbe::vector3{1, 2, 3}));
    CHECK(arena.heap_blocks() == 0 && !arena.failed());
}

struct Names {
    std::string seen;
    void operator()(std::uint64_t) { seen += "u"; }
    void operator()(std::int64_t) { seen += "i"; }
    void operator()(double) { seen += "d"; }
    void operator()(std::string_view) { seen += "s"; }
    void operator()(kbe::bytes) { seen += "b"; }
    void operator()(kbe::vector2) { seen += "2"; }
    void operator()(kbe::vector3) { seen += "3"; }
    void operator()(kbe::vector4) { seen += "4"; }
    void operator()(const kbe::entity_call &) { seen += "e"; }
    void operator()(kbe::values) { seen += "["; }
    void operator()(kbe::entries) { seen += "{"; }
    void operator()(std::nullptr_t) { seen += "n"; }
};

void visiting() {
    Names names;
    const std::uint8_t raw[] = {1};
    const Made all[] = {Made(1u), Made(-1), Made(1.0f), Made("t"), Made(kbe::blob(kbe::bytes(raw))), Made(kbe::vector2{}),
                        Made(kbe::vector3{}), Made(kbe::vector4{}), Made(kbe::entity_call{}), Made(std::vector<int>{}),
                        Made(std::make_tuple(1)), Made(nullptr)};
    for (const Made &made : all) made.value().visit(names);
    CHECK(names.seen == "uidsb234e[{n");
    kbe_value unknown = kbe_value_make(4711, 9);
    kbe::value(unknown).visit(names);
    CHECK(names.seen.back() == 'n' && !kbe::value(unknown).as<int>() && kbe::value(unknown).size() == 0);
    // Counts without items, as no library sends them, are no items.
    kbe_value hollow = kbe_value_make(KBE_VALUE_ARRAY, 9);
    CHECK(kbe::value(hollow).size() == 0 && !kbe::value(hollow)[0]);
    hollow.type = KBE_VALUE_FIXED_DICT;
    CHECK(kbe::value(hollow).entries().empty() && !kbe::value(hollow)["x"]);
}

void memory() {
    const std::vector<int> some{1, 2, 3, 4, 5, 6, 7, 8}, many(100000, 7);
    const std::uint8_t role = 1;
    unsigned before = allocations;
    kbe::entity nobody(0, 5);
    CHECK(nobody.base_call("reqCreateAvatar", role, "name", some, kbe::vector3{1, 2, 3}).code() == kbe::errc::bad_handle);
    CHECK(nobody.cell_call("x", {kbe::array({1, "b"}), kbe::dict({{"k", 1}})}).code() == kbe::errc::bad_handle);
    CHECK(allocations == before);
    before = allocations;
    kbe::detail::arena arena;
    const kbe_value big = kbe::arg(many).build(arena);
    CHECK(kbe::value(big).size() == 100000 && kbe::value(big)[99999].get_or(0) == 7);
    CHECK(arena.heap_blocks() == 1 && allocations <= before + 1);   // valgrind counts for itself
    CHECK(arena.make<kbe_value>(static_cast<std::size_t>(-1) / 8) == nullptr && arena.failed());
}

void results() {
    const kbe::result<int> good(5), bad(kbe::error(kbe::errc::busy, "later"));
    CHECK(good && *good == 5 && good.code() == kbe::errc::ok && good.text().empty());
    CHECK(!bad && bad.text() == "later" && bad.value_or(7) == 7 && *bad == 0);
    CHECK(std::string_view(bad.error().name()) == "KBE_E_BUSY");
    const kbe::error copy = bad.error();
    CHECK(copy.text() == "later" && copy.text().data() != bad.text().data());
    const std::string longer(2000, 'x');
    CHECK(kbe::error(kbe::errc::io, longer).text().size() == kbe::error::capacity);
#if KBE_CPP_EXCEPTIONS
    bool thrown = false;
    try {
        bad.value();
    } catch (const kbe::exception &e) {
        thrown = e.error().code() == kbe::errc::busy && std::string_view(e.what()) == "later";
    }
    CHECK(thrown);
#endif
    const std::vector<int> items{1, 2};
    const kbe::span<const int> view(items);
    CHECK(view.size() == 2 && view[1] == 2 && view.end() - view.begin() == 2);
#if defined(__cpp_lib_span)
    const std::span<const int> standard = view;
    CHECK(standard.data() == items.data() && standard.size() == 2);
#endif
}

}  // namespace

// Types of one's own as arguments.
KBE_CPP_BEGIN
template <>
struct argument<Point> {
    static vector2 convert(const Point &p) noexcept { return {p.x, p.y}; }
};
KBE_CPP_END

int main() {
    numbers();
    texts_and_bytes();
    vectors();
    containers();
    trees();
    visiting();
    memory();
    results();
    CHECK((Made(Point{3, 4}).value().get_or(kbe::vector2{}) == kbe::vector2{3, 4}));
    CHECK((Made(std::vector<Point>{{1, 2}}).value()[0].get_or(kbe::vector2{}) == kbe::vector2{1, 2}));
    return test::summary();
}
