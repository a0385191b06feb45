#include "view.hpp"

#include "font.hpp"
#include "style.hpp"

#include <cstdio>

Colour colour_of(const Being &being) {
    const std::string &name = being.class_name;
    if (being.me) return style::me;
    if (name == "Avatar") return style::avatar;
    if (name == "Monster") return style::monster;
    if (name == "NPC") return style::npc;
    if (name == "Gate") return style::gate;
    std::size_t number = 0;                     // the same on every machine, and mostly another for another class
    for (const char letter : name) number = number * 7 + static_cast<unsigned char>(letter);
    return style::others[number % std::size(style::others)];
}

void View::draw(Canvas &canvas, const Game &game, double now, double frames_per_second) {
    scale_ += (wanted_scale_ - scale_) * 0.25f;
    if (std::abs(scale_ - wanted_scale_) < 0.01f) scale_ = wanted_scale_;
    if (const Being *me = game.me()) centre_ = me->motion.drawn(now);
    camera_ = {{static_cast<float>(canvas.width()) / 2, static_cast<float>(canvas.height()) / 2}, centre_, scale_};
    canvas.clear(style::ground);
    draw_ground(canvas, camera_);
    draw_beings(canvas, camera_, game, now);
    panels_ = draw_panels(canvas, camera_, game, now, frames_per_second);
    draw_banner(canvas, game, now);
}

void draw_ground(Canvas &canvas, const Camera &camera) {
    const float step = camera.scale * 10 > 30 ? 10 : 50;
    const float wide = static_cast<float>(canvas.width()), high = static_cast<float>(canvas.height());
    const auto draw = [&](bool upright) {
        const float middle = upright ? camera.centre.x : camera.centre.z, reach = (upright ? wide : high) / 2 / camera.scale;
        for (float at = std::ceil((middle - reach) / step) * step; at <= middle + reach; at += step) {
            const bool strong = std::fmod(at, step * 5) == 0;
            const Point on = camera.at(at, at);
            const Rect line = upright ? Rect{std::round(on.x), 0, 1, high} : Rect{0, std::round(on.y), wide, 1};
            canvas.box(line, 0, strong ? style::strong_line : style::line);
            const std::string text = std::to_string(static_cast<int>(at));
            if (strong && upright) font::draw(canvas, on.x + 5, 7, "x " + text, style::small, style::dim, 0.6f);
            if (strong && !upright) font::draw(canvas, 7, on.y + 5, "z " + text, style::small, style::dim, 0.6f);
        }
    };
    draw(true), draw(false);
}

namespace {

void draw_trail(Canvas &canvas, const Camera &camera, const Being &being, Point end) {
    const float marks = static_cast<float>(being.trail.size());
    for (std::size_t i = 1; i <= being.trail.size(); ++i) {
        const Point from = camera.at(being.trail[i - 1]), to = i < being.trail.size() ? camera.at(being.trail[i]) : end;
        const float age = static_cast<float>(i) / marks;
        if (length(to - from) > 0.5f) canvas.piece(from, to, 1.2f + 2.3f * age, colour_of(being), 0.7f * age * age);
    }
}

bool hurt(const Being &being) { return being.health >= 0 && being.health < being.most_health; }

Rect bar_of(Point at) { return {std::round(at.x - 13), std::round(at.y - style::body - 15), 26, 4}; }

void draw_body(Canvas &canvas, const Being &being, Point at, float yaw) {
    const Colour colour = colour_of(being);
    const Point ahead{std::sin(yaw), -std::cos(yaw)}, aside{-ahead.y, ahead.x};
    const float r = style::body;
    const Point tip = at + ahead * (r + 8), left = at + ahead * (r * 0.35f) + aside * (r * 0.92f), right = left - aside * (r * 1.84f);
    canvas.triangle(at + ahead * (r + 11), left + aside * 2, right - aside * 2, style::ground, 0.9f);
    canvas.disc(at, r + 1.5f, style::ground, 0.9f);
    canvas.triangle(tip, left, right, colour);
    canvas.disc(at, r, colour);
    if (being.me) canvas.ring(at, r + 6, 1.6f, colour, 0.8f);
}

// What lies under all bodies.
void draw_surroundings(Canvas &canvas, const Being &being, Point at) {
    canvas.disc(at + Point{0, 2}, style::body + 3, style::shade, 0.35f);
    if (!hurt(being)) return;
    const float share = static_cast<float>(being.health / being.most_health);
    const Rect bar = bar_of(at);
    canvas.box({bar.x - 1, bar.y - 1, bar.w + 2, bar.h + 2}, 2, style::shade, 0.9f);
    canvas.box({bar.x, bar.y, std::max(2.0f, bar.w * share), bar.h}, 1, share > 0.5f ? style::good : share > 0.25f ? style::warning : style::bad);
}

// Below, above, right or left of its entity, where no other name is; else nowhere.
void draw_name(Canvas &canvas, const Being &being, Point at, std::vector<Rect> &taken) {
    std::string name = font::drawable(being.name);
    if (name.empty()) name = being.class_name;
    const float wide = font::width(name, style::small), high = style::small, off = style::body + 9;
    const Point places[] = {{at.x - wide / 2, at.y + off}, {at.x - wide / 2, at.y - off - high - 5}, {at.x + off + 3, at.y - high / 2}, {at.x - off - 3 - wide, at.y - high / 2}};
    for (const Point p : places) {
        const Rect room{p.x - 3, p.y - 2, wide + 6, high + 4};
        const auto hit = [&](const Rect &other) { return other.overlaps(room); };
        if (std::any_of(taken.begin(), taken.end(), hit)) continue;
        taken.push_back(room);
        font::draw(canvas, p.x + 1, p.y + 1, name, style::small, style::shade, 0.9f);
        font::draw(canvas, p.x, p.y, name, style::small, being.me ? style::me : style::text, being.me ? 1 : 0.85f);
        return;
    }
}

}  // namespace

void draw_beings(Canvas &canvas, const Camera &camera, const Game &game, double now) {
    struct Seen {
        const Being *being;
        std::int32_t id;
        Place place;
        Point at;
    };
    std::vector<Seen> seen;
    const Rect picture{-30, -30, static_cast<float>(canvas.width()) + 60, static_cast<float>(canvas.height()) + 60};
    for (const auto &[id, being] : game.beings()) {
        const Place place = being.motion.drawn(now);
        const Point at = camera.at(place);
        if (picture.overlaps({at.x, at.y, 1, 1})) seen.push_back({&being, id, place, at});
    }
    // Always in the same order, and the player on top: nothing flickers.
    std::sort(seen.begin(), seen.end(), [](const Seen &a, const Seen &b) {
        return std::pair(a.being->me, a.id) < std::pair(b.being->me, b.id);
    });
    if (seen.size() < 1000)
        for (const Seen &s : seen) draw_trail(canvas, camera, *s.being, s.at);
    std::vector<Rect> taken;
    for (const Seen &s : seen) {
        taken.push_back({s.at.x - style::body, s.at.y - style::body, 2 * style::body, 2 * style::body});
        if (hurt(*s.being)) taken.push_back(bar_of(s.at));
    }
    if (seen.size() < 300)
        for (std::size_t i = seen.size(); i-- > 0;) draw_name(canvas, *seen[i].being, seen[i].at, taken);
    for (const Seen &s : seen) draw_surroundings(canvas, *s.being, s.at);
    for (const Seen &s : seen) draw_body(canvas, *s.being, s.at, s.place.yaw);
}

std::string View::dump(const Game &game, double now) const {
    char text[512];
    const float scale = camera_.scale;
    std::snprintf(text, sizeof text, "{\"stage\": %d, \"width\": %d, \"height\": %d, \"scale\": %.4f, \"centre\": [%.4f, %.4f], \"panels\": [",
                  static_cast<int>(game.stage()), static_cast<int>(camera_.middle.x * 2), static_cast<int>(camera_.middle.y * 2), scale,
                  camera_.centre.x, camera_.centre.z);
    std::string all = text;
    const char *comma = "";
    for (const Rect &p : panels_) {
        std::snprintf(text, sizeof text, "%s[%.0f, %.0f, %.0f, %.0f]", std::exchange(comma, ", "), p.x, p.y, p.w, p.h);
        all += text;
    }
    all += "], \"entities\": [";
    comma = "";
    for (const auto &[id, being] : game.beings()) {
        const Place told = being.motion.target();
        const Point at = camera_.at(being.motion.drawn(now));
        std::snprintf(text, sizeof text, "%s\n  {\"id\": %d, \"class\": \"%.80s\", \"me\": %s, \"x\": %.4f, \"z\": %.4f, \"yaw\": %.4f, \"drawn\": [%.2f, %.2f]}",
                      std::exchange(comma, ","), id, being.class_name.c_str(), being.me ? "true" : "false", told.x, told.z, told.yaw, at.x, at.y);
        all += text;
    }
    return all + "\n]}\n";
}
