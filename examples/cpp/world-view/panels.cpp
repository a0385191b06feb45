// What lies over the space: numbers, the log, the legend, and a banner when something is wrong.
#include "font.hpp"
#include "style.hpp"
#include "view.hpp"

#include <cstdio>
#include <map>

namespace {

Rect panel(Canvas &canvas, Rect where, const char *title) {
    canvas.box({where.x - 1, where.y - 1, where.w + 2, where.h + 2}, 9, style::edge, 0.8f);
    canvas.box(where, 8, style::panel, 0.9f);
    font::draw(canvas, where.x + 14, where.y + 12, title, style::small, style::dim);
    return {where.x - 1, where.y - 1, where.w + 2, where.h + 2};
}

const char *word(Stage stage) {
    switch (stage) {
    case Stage::connecting: return "connecting";
    case Stage::entering: return "entering";
    case Stage::playing: return "in the world";
    case Stage::resuming: return "resuming";
    case Stage::over: return "offline";
    }
    return "";
}

Rect draw_numbers(Canvas &canvas, const Game &game, double frames_per_second) {
    const Gauges &g = game.gauges();
    const Rect where{16, 34, 236, 196};
    const Rect taken = panel(canvas, where, "WORLD VIEW");
    float y = where.y + 32;
    const Colour state = game.stage() == Stage::playing ? style::good : game.stage() == Stage::over ? style::bad : style::warning;
    canvas.disc({where.x + 19, y + 6.5f}, 4.5f, state);
    const float end = font::draw(canvas, where.x + 31, y, font::drawable(game.account()).substr(0, 12), style::normal + 1.5f, style::text);
    font::draw(canvas, end + 6, y + 1, word(game.stage()), style::normal, style::dim);
    y += 27;
    const auto row = [&](const char *name, const char *format, auto number, Colour colour = style::text) {
        char text[48];
        std::snprintf(text, sizeof text, format, number);
        font::draw(canvas, where.x + 14, y, name, style::normal, style::dim);
        font::draw(canvas, where.x + where.w - 14 - font::width(text, style::normal), y, text, style::normal, colour);
        y += 19;
    };
    if (g.round_trip_ms > 0) row("round trip", "%.2f ms", g.round_trip_ms, g.round_trip_ms < 150 ? style::good : style::warning);
    else row("round trip", "%s", "-");
    row("queue depth", "%u", g.queued, g.queued < 1000 ? style::text : style::warning);
    row("events per second", "%.0f", g.events_per_second);
    row("of them movements", "%.0f", g.moves_per_second);
    row("entities", "%zu", game.beings().size());
    row("pump", "%.2f ms", g.pump_ms);
    row("frames per second", "%.0f", frames_per_second);
    return taken;
}

Rect draw_legend(Canvas &canvas, const Game &game) {
    std::map<std::string, std::pair<Colour, int>> classes;
    for (const auto &[id, being] : game.beings()) {
        auto &[colour, count] = classes.try_emplace(being.me ? "you" : being.class_name, colour_of(being), 0).first->second;
        ++count;
    }
    const float high = 36 + 20 * static_cast<float>(std::min<std::size_t>(classes.size(), 12));
    const Rect where{static_cast<float>(canvas.width()) - 16 - 170, 34, 170, high};
    const Rect taken = panel(canvas, where, "IN VIEW");
    float y = where.y + 33;
    for (const auto &[name, of] : classes) {
        if (y > where.y + high - 10) break;
        const std::string count = std::to_string(of.second);
        canvas.disc({where.x + 20, y + style::normal / 2}, 5, of.first);
        font::draw(canvas, where.x + 34, y, name.substr(0, 12), style::normal, style::text);
        font::draw(canvas, where.x + where.w - 14 - font::width(count, style::normal), y, count, style::normal, style::dim);
        y += 20;
    }
    return taken;
}

// As much of a text as fits.
std::string fit(std::string text, float wide) {
    if (font::width(text, style::small) <= wide) return text;
    while (!text.empty() && font::width(text + "...", style::small) > wide) text.pop_back();
    return text + "...";
}

Rect draw_log(Canvas &canvas, const Game &game, double now) {
    constexpr std::size_t LINES = 9;
    const Rect where{16, static_cast<float>(canvas.height()) - 16 - 194, 480, 194};
    const Rect taken = panel(canvas, where, "LOG");
    const std::deque<Line> &log = game.log();
    float y = where.y + 32;
    for (std::size_t i = log.size() - std::min(log.size(), LINES); i < log.size(); ++i) {
        const Line &line = log[i];
        const Colour colour = line.kind == Kind::call ? style::avatar : line.kind == Kind::property ? style::npc : line.kind == Kind::session ? style::me : style::dim;
        const float alpha = now - line.at < 6 ? 1.0f : 0.6f;
        char clock[24];
        std::snprintf(clock, sizeof clock, "%d:%04.1f", static_cast<int>(line.at) / 60, std::fmod(line.at, 60.0));
        font::draw(canvas, where.x + 14, y, clock, style::small, style::dim, alpha * 0.7f);
        canvas.box({where.x + 60, y + 1, 3, style::small - 1}, 1, colour, alpha);
        font::draw(canvas, where.x + 72, y, fit(font::drawable(line.text), where.w - 88), style::small, style::text, alpha);
        y += 17.5f;
    }
    return taken;
}

// How long ten metres are, and what the keys do.
Rect draw_footer(Canvas &canvas, const Camera &camera) {
    float metres = 1;
    for (const float longer : {2.0f, 5.0f, 10.0f, 20.0f, 50.0f, 100.0f})
        if (longer * camera.scale < 160) metres = longer;
    const float wide = metres * camera.scale, right = static_cast<float>(canvas.width()) - 24, y = static_cast<float>(canvas.height()) - 28;
    const std::string text = std::to_string(static_cast<int>(metres)) + " m";
    const char *keys = "arrows or WASD: walk   wheel, + -: zoom   R: log in again   F12: picture   Esc: leave";
    const float left = right - 190 - font::width(keys, style::small);
    const Rect where{left - 14, y - 26, right - left + 24, 40};
    canvas.box(where, 8, style::panel, 0.7f);
    canvas.line({right - wide, y}, {right, y}, 2, style::dim);
    canvas.line({right - wide, y - 5}, {right - wide, y + 5}, 2, style::dim);
    canvas.line({right, y - 5}, {right, y + 5}, 2, style::dim);
    font::draw(canvas, right - wide / 2 - font::width(text, style::small) / 2, y - 19, text, style::small, style::text);
    font::draw(canvas, left, y - 10, keys, style::small, style::dim, 0.9f);
    return where;
}

}  // namespace

std::vector<Rect> draw_panels(Canvas &canvas, const Camera &camera, const Game &game, double now, double frames_per_second) {
    std::vector<Rect> taken{draw_footer(canvas, camera), draw_numbers(canvas, game, frames_per_second), draw_log(canvas, game, now)};
    if (!game.beings().empty()) taken.push_back(draw_legend(canvas, game));
    return taken;
}

void draw_banner(Canvas &canvas, const Game &game, double now) {
    if (game.stage() == Stage::playing) return;
    const bool over = game.stage() == Stage::over;
    const std::string head = over ? "Not connected" : game.stage() == Stage::resuming ? "Connection lost, resuming" : "Connecting";
    // The sentence in lines of a readable length, broken at spaces.
    std::vector<std::string> lines(1);
    for (std::size_t at = 0; at < game.text().size();) {
        const std::size_t end = std::min(game.text().find(' ', at), game.text().size());
        if (lines.back().size() + end - at > 76) lines.emplace_back();
        lines.back() += game.text().substr(at, end - at) + " ";
        at = end + 1;
    }
    if (over) lines.push_back("Press R to log in again, Esc to leave.");
    const float wide = 620, high = 62 + 20 * static_cast<float>(lines.size());
    const Rect where{(static_cast<float>(canvas.width()) - wide) / 2, (static_cast<float>(canvas.height()) - high) / 2, wide, high};
    canvas.box({0, 0, static_cast<float>(canvas.width()), static_cast<float>(canvas.height())}, 0, style::panel, 0.45f);
    canvas.box({where.x - 1, where.y - 1, where.w + 2, where.h + 2}, 11, over ? style::bad : style::warning);
    canvas.box(where, 10, style::panel, 1);
    const int dots = over ? 0 : static_cast<int>(now * 2) % 4;
    font::draw(canvas, where.x + 24, where.y + 22, head + std::string(static_cast<std::size_t>(dots), '.'), style::large, style::text);
    float y = where.y + 52;
    for (const std::string &line : lines) {
        font::draw(canvas, where.x + 24, y, font::drawable(line), style::normal, &line == &lines.back() && over ? style::dim : style::text);
        y += 20;
    }
}
