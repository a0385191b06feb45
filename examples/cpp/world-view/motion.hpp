// Smooth movement between the updates of a server. A server tells a few times a second where something is; drawn is where it
// was a little while ago, between the two updates around that moment.
#ifndef WORLD_VIEW_MOTION_HPP
#define WORLD_VIEW_MOTION_HPP

#include <array>
#include <cmath>
#include <cstddef>

// Where something is, seen from above. Yaw 0 looks along z, a quarter turn along x.
struct Place {
    float x = 0, z = 0, yaw = 0;
};

class Motion {
public:
    // How long ago what is drawn was told, in seconds: somewhat longer than the time between two updates.
    static constexpr double DELAY = 0.15;

    // It is there, without having walked: it came into view, or was set there.
    void set(double now, Place to) { told_[0] = {now, to}, count_ = 1; }

    // It has moved there.
    void tell(double now, Place to) {
        if (count_ == 0) return set(now, to);
        // Where nothing is told, nothing moves: a walk that begins does not begin with the latest update.
        if (now - latest().at > 2 * USUAL) push({now - USUAL, latest().place});
        push({now, to});
    }

    // Where it was told to be last.
    Place target() const { return count_ == 0 ? Place{} : latest().place; }

    // Where to draw it.
    Place drawn(double now) const {
        const double then = now - DELAY;
        for (std::size_t i = count_; i-- > 1;) {
            const Told &a = told_[i - 1], &b = told_[i];
            if (then >= b.at) return b.place;
            if (then >= a.at) return between(a.place, b.place, static_cast<float>((then - a.at) / (b.at - a.at)));
        }
        return count_ == 0 ? Place{} : told_[0].place;
    }

private:
    static constexpr double USUAL = 0.1;            // a server's tick

    struct Told {
        double at = 0;
        Place place;
    };

    const Told &latest() const { return told_[count_ - 1]; }
    void push(Told told) {
        if (count_ == told_.size()) {
            for (std::size_t i = 1; i < count_; ++i) told_[i - 1] = told_[i];
            --count_;
        }
        told_[count_++] = told;
    }
    static Place between(Place a, Place b, float share) {
        const float turn = std::remainder(b.yaw - a.yaw, 6.2831853f);       // the short way round
        return {a.x + (b.x - a.x) * share, a.z + (b.z - a.z) * share, a.yaw + turn * share};
    }

    std::array<Told, 8> told_;
    std::size_t count_ = 0;
};

#endif
