// World view: a KBEngine space from above, in a window. See README.md beside this file; `run` there shows it.
//
// The frame of every game is in main(): input, the library's events, the player's step, the picture.
#include "game.hpp"
#include "view.hpp"

#include <SDL.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace {

struct Options {
    std::string host = "127.0.0.1", account = "viewer", password = "secret", screenshot, dump;
    std::uint32_t port = 20013;
    double after = -1;                          // seconds in the world until the picture is taken and the program ends
    float scale = 8;
};

const char *const USAGE =
    "usage: world-view [--host HOST] [--port PORT] [--account NAME] [--password PASSWORD] [--scale PIXELS_PER_METRE]\n"
    "                  [--screenshot FILE.bmp] [--dump FILE.json] [--after SECONDS]\n"
    "F12 writes the screenshot and the dump; with --after that is done by itself, and the program ends.\n";

bool parse(int argc, char **argv, Options &o) {
    for (int i = 1; i < argc; i += 2) {
        const std::string name = argv[i];
        if (i + 1 == argc) return false;
        const char *value = argv[i + 1];
        if (name == "--host") o.host = value;
        else if (name == "--port") o.port = static_cast<std::uint32_t>(std::strtoul(value, nullptr, 10));
        else if (name == "--account") o.account = value;
        else if (name == "--password") o.password = value;
        else if (name == "--screenshot") o.screenshot = value;
        else if (name == "--dump") o.dump = value;
        else if (name == "--after") o.after = std::atof(value);
        else if (name == "--scale") o.scale = static_cast<float>(std::atof(value));
        else return false;
    }
    return true;
}

// A window that shows a canvas, whatever its size.
class Window {
public:
    bool open() {
        if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
        SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
        window_ = SDL_CreateWindow("libkbe world view", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1280, 720, SDL_WINDOW_RESIZABLE);
        if (window_ != nullptr) renderer_ = SDL_CreateRenderer(window_, -1, SDL_RENDERER_PRESENTVSYNC);
        return renderer_ != nullptr && resize();
    }
    ~Window() {
        SDL_DestroyTexture(texture_);
        SDL_DestroyRenderer(renderer_);
        SDL_DestroyWindow(window_);
        SDL_Quit();
    }
    bool resize() {
        int width = 0, height = 0;
        SDL_GetRendererOutputSize(renderer_, &width, &height);
        canvas.resize(width, height);
        SDL_DestroyTexture(texture_);
        texture_ = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, canvas.width(), canvas.height());
        return texture_ != nullptr;
    }
    void show() {
        SDL_UpdateTexture(texture_, nullptr, canvas.pixels(), canvas.width() * 4);
        SDL_RenderCopy(renderer_, texture_, nullptr, nullptr);
    }
    // Of what the renderer has really made, not of our canvas. After show(), before present().
    bool screenshot(const std::string &file) {
        SDL_Surface *copy = SDL_CreateRGBSurfaceWithFormat(0, canvas.width(), canvas.height(), 24, SDL_PIXELFORMAT_BGR24);
        if (copy == nullptr) return false;
        const bool ok = SDL_RenderReadPixels(renderer_, nullptr, SDL_PIXELFORMAT_BGR24, copy->pixels, copy->pitch) == 0 &&
                        SDL_SaveBMP(copy, file.c_str()) == 0;
        SDL_FreeSurface(copy);
        return ok;
    }
    void present() { SDL_RenderPresent(renderer_); }

    Canvas canvas;

private:
    SDL_Window *window_ = nullptr;
    SDL_Renderer *renderer_ = nullptr;
    SDL_Texture *texture_ = nullptr;
};

struct Wishes {
    bool leave = false, picture = false, login = false, resized = false;
};

Wishes poll(View &view) {
    Wishes w;
    for (SDL_Event e; SDL_PollEvent(&e) != 0;) {
        if (e.type == SDL_QUIT) w.leave = true;
        if (e.type == SDL_WINDOWEVENT && e.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) w.resized = true;
        if (e.type == SDL_MOUSEWHEEL) view.zoom(e.wheel.y > 0 ? 1.15f : 1 / 1.15f);
        if (e.type != SDL_KEYDOWN) continue;
        switch (e.key.keysym.sym) {
        case SDLK_ESCAPE: w.leave = true; break;
        case SDLK_F12: w.picture = true; break;
        case SDLK_r: w.login = true; break;
        case SDLK_PLUS: case SDLK_EQUALS: case SDLK_KP_PLUS: view.zoom(1.25f); break;
        case SDLK_MINUS: case SDLK_KP_MINUS: view.zoom(0.8f); break;
        default: break;
        }
    }
    return w;
}

// The way that the pressed keys point to.
Point steering() {
    const Uint8 *keys = SDL_GetKeyboardState(nullptr);
    const auto pressed = [keys](SDL_Scancode a, SDL_Scancode b) { return keys[a] != 0 || keys[b] != 0 ? 1.0f : 0.0f; };
    return {pressed(SDL_SCANCODE_RIGHT, SDL_SCANCODE_D) - pressed(SDL_SCANCODE_LEFT, SDL_SCANCODE_A),
            pressed(SDL_SCANCODE_UP, SDL_SCANCODE_W) - pressed(SDL_SCANCODE_DOWN, SDL_SCANCODE_S)};
}

bool take_picture(Window &window, const View &view, const Game &game, const Options &options, double now) {
    bool ok = true;
    if (!options.dump.empty()) ok = static_cast<bool>(std::ofstream(options.dump) << view.dump(game, now));
    if (!options.screenshot.empty()) ok = window.screenshot(options.screenshot) && ok;
    std::printf(ok ? "picture taken\n" : "no picture: cannot write it\n");
    std::fflush(stdout);
    return ok;
}

}  // namespace

int main(int argc, char **argv) {
    using clock = std::chrono::steady_clock;
    Options options;
    if (!parse(argc, argv, options)) return std::fputs(USAGE, stderr), 2;
    Window window;
    if (!window.open()) return std::fprintf(stderr, "no window: %s\n", SDL_GetError()), 1;

    kbe::config config;                         // every default is the sensible one
    const std::string cache = kbe::default_cache_dir().value_or("");
    config.host = options.host;
    config.port = options.port;
    config.cache_dir = cache;
    config.relogin_attempts = 5;                // a connection that is lost is taken up again
    config.heartbeat_interval_ms = 2000;        // often enough for a round-trip time worth showing

    Game game(options.account, options.password);
    if (game.start(config)) game.login();
    View view;
    view.set_scale(options.scale);

    const auto begin = clock::now();
    double before = -0.016, frames_per_second = 60, arrived = -1;
    bool leave = false, failed = false;
    while (!leave) {
        const double now = std::chrono::duration<double>(clock::now() - begin).count(), passed = now - before;
        before = now;
        frames_per_second += (1 / std::max(passed, 0.001) - frames_per_second) * 0.05;

        const Wishes wishes = poll(view);                                   // 1. what the user wants
        if (wishes.resized) window.resize();
        if (wishes.login && game.stage() == Stage::over) game.login();
        game.frame(now);                                                    // 2. what has happened in the world
        const Point way = steering();
        game.walk(std::min(passed, 0.1), way.x, way.y);                     // 3. what the player does
        view.draw(window.canvas, game, now, frames_per_second);             // 4. the picture
        window.show();

        if (game.stage() == Stage::playing && arrived < 0) {
            arrived = now;
            std::puts("in the world");
            std::fflush(stdout);
        }
        const bool due = options.after >= 0 && (arrived >= 0 || game.stage() == Stage::over) && now - std::max(arrived, 0.0) >= options.after;
        if (wishes.picture || due) failed = !take_picture(window, view, game, options, now) || failed;
        leave = wishes.leave || due;
        window.present();
        const double spent = std::chrono::duration<double>(clock::now() - begin).count() - now;
        if (spent < 0.016) SDL_Delay(static_cast<Uint32>((0.016 - spent) * 1000));      // where the display sets no pace
    }
    const bool was_over = game.stage() == Stage::over;
    game.logout();
    for (int i = 0; i < 40 && game.stage() != Stage::over; ++i) {           // the server is told; that takes a moment
        game.frame(before);
        SDL_Delay(25);
    }
    return failed || was_over ? 1 : 0;
}
