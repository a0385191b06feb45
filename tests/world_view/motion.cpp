// The world view's movement between updates: where something is drawn at which time.
#include "../../examples/cpp/world-view/motion.hpp"

#include <cstdio>

namespace {

int failed = 0;

void expect(const char *what, float is, float should) {
    if (std::abs(is - should) < 0.001f) return;
    std::printf("%s: %f instead of %f\n", what, static_cast<double>(is), static_cast<double>(should));
    failed = 1;
}

}  // namespace

int main() {
    const double late = Motion::DELAY;
    Motion m;
    expect("nothing told", m.drawn(5).x, 0);
    m.set(10, {1, 2, 0});
    expect("set is there at once", m.drawn(10).x, 1);

    // Two updates in a row: a straight line between them, in time.
    m.tell(10.1, {2, 2, 0});
    m.tell(10.2, {4, 2, 0});
    expect("before the first", m.drawn(10 + late - 0.01).x, 1);
    expect("half of the first", m.drawn(10.05 + late).x, 1.5f);
    expect("a quarter of the second", m.drawn(10.125 + late).x, 2.5f);
    expect("at the end", m.drawn(10.2 + late).x, 4);
    expect("not beyond what was told", m.drawn(99).x, 4);
    expect("target", m.target().x, 4);

    // After a rest nothing has moved until a tick before the update.
    m.tell(20, {5, 2, 0});
    expect("rests", m.drawn(19.9 + late).x, 4);
    expect("begins", m.drawn(19.95 + late).x, 4.5f);

    // The short way round.
    Motion turning;
    turning.set(1, {0, 0, 3});
    turning.tell(1.1, {0, 0, -3});
    expect("turns by the back", std::abs(turning.drawn(1.05 + late).yaw), 3.14159f);

    // Set: no walk from where it was, however much was told before.
    for (int i = 0; i < 50; ++i) m.tell(20.1 + i * 0.1, {static_cast<float>(i), 0, 0});
    expect("many updates", m.drawn(24.95 + late).x, 48.5f);
    m.set(26, {-7, 0, 0});
    expect("set somewhere", m.drawn(26).x, -7);
    return failed;
}
