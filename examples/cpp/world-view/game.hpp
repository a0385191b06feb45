// The game without its looks: one client of kbe.hpp, the entities that it has been told of, and a log of what happened.
#ifndef WORLD_VIEW_GAME_HPP
#define WORLD_VIEW_GAME_HPP

#include "motion.hpp"

#include <kbe.hpp>

#include <deque>
#include <string>
#include <unordered_map>

// An entity as it is shown.
struct Being {
    std::string class_name, name;
    bool me = false;
    Motion motion;
    std::deque<Place> trail;                    // where it was, latest last
    double next_mark = 0;                       // when the trail grows
    double health = -1, most_health = 0;        // properties HP and HP_Max, where a class has them
};

enum class Kind { session, call, property, coming };

struct Line {
    double at;
    Kind kind;
    std::string text;
};

// How far the session has got; `text` of the game says it in words.
enum class Stage { connecting, entering, playing, resuming, over };

// What the overlay shows, renewed twice a second.
struct Gauges {
    double round_trip_ms = 0, events_per_second = 0, moves_per_second = 0, pump_ms = 0;
    std::uint32_t queued = 0;                   // most events that waited for a frame
};

class Game {
public:
    Game(std::string account, std::string password) : account_(std::move(account)), password_(std::move(password)) {}

    // False when there is no client; text() says why.
    bool start(const kbe::config &config);
    void login();
    void logout();

    // Once a frame: lets the library tell what has happened. Everything below changes only here and in walk().
    void frame(double now);
    // The player goes this way, in shares of its full speed; (0, 0) when it stands.
    void walk(double seconds, float x, float z);

    Stage stage() const { return stage_; }
    const std::string &text() const { return text_; }
    const std::string &account() const { return account_; }
    std::string space() const;
    const std::unordered_map<std::int32_t, Being> &beings() const { return beings_; }
    const Being *me() const;
    const std::deque<Line> &log() const { return log_; }
    const Gauges &gauges() const { return gauges_; }

private:
    void listen();
    void listen_to_entities();
    void logged_in(kbe::login_result_event e);
    void called(kbe::method_event e);
    void entered(kbe::entity_event e);
    void placed(kbe::pose_event e);
    void changed(kbe::property_event e);
    void moved(const kbe::transform &t);
    void measure();
    void leave_marks();

    Being *find(std::int32_t id);
    std::string title(std::int32_t id);
    void note(Kind kind, std::string text);
    void set_stage(Stage stage, std::string text);
    bool expect(const kbe::result<void> &done, const char *what);

    kbe::client client_;
    std::string account_, password_, text_;
    Stage stage_ = Stage::over;
    bool created_ = false;                      // asked for the account already
    std::unordered_map<std::int32_t, Being> beings_;
    std::int32_t my_id_ = 0;
    kbe::vector3 my_place_;
    float my_yaw_ = 0;
    std::deque<Line> log_;
    Gauges gauges_;
    double now_ = 0, measured_ = 0;
    std::uint64_t events_ = 0, moves_ = 0, moves_before_ = 0;
    std::uint32_t queued_ = 0;
};

#endif
