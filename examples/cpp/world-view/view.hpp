// How the game looks: the space from above, north (z) up, with the player in the middle.
#ifndef WORLD_VIEW_VIEW_HPP
#define WORLD_VIEW_VIEW_HPP

#include "canvas.hpp"
#include "game.hpp"

// From places in the world to points of the picture.
struct Camera {
    Point middle;                               // of the picture, in pixels
    Place centre;                               // of the world: what is drawn there
    float scale = 8;                            // pixels per metre

    Point at(float x, float z) const { return {middle.x + (x - centre.x) * scale, middle.y - (z - centre.z) * scale}; }
    Point at(Place p) const { return at(p.x, p.z); }
};

class View {
public:
    void zoom(float factor) { wanted_scale_ = std::clamp(wanted_scale_ * factor, 1.0f, 60.0f); }
    void set_scale(float scale) { wanted_scale_ = scale_ = std::clamp(scale, 1.0f, 60.0f); }
    void draw(Canvas &canvas, const Game &game, double now, double frames_per_second);

    // What was drawn last, as JSON: who was told to be where, and which pixel that became.
    std::string dump(const Game &game, double now) const;

private:
    float wanted_scale_ = 8, scale_ = 8;
    Place centre_;                              // stays where it was while there is no player
    Camera camera_;
    std::vector<Rect> panels_;
};

Colour colour_of(const Being &being);

// Parts of the picture, each in a file or a function of its own.
void draw_ground(Canvas &canvas, const Camera &camera);
void draw_beings(Canvas &canvas, const Camera &camera, const Game &game, double now);
std::vector<Rect> draw_panels(Canvas &canvas, const Camera &camera, const Game &game, double now, double frames_per_second);
void draw_banner(Canvas &canvas, const Game &game, double now);

#endif
