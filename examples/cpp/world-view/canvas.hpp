// A picture in memory and shapes with smooth edges. Every shape is a signed distance: how far a point lies outside of it.
// A pixel is covered by as much as its centre lies inside.
#ifndef WORLD_VIEW_CANVAS_HPP
#define WORLD_VIEW_CANVAS_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

struct Point {
    float x = 0, y = 0;
};
inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(Point a, float k) { return {a.x * k, a.y * k}; }
inline float dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline float length(Point a) { return std::sqrt(dot(a, a)); }

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    bool overlaps(const Rect &o) const { return x < o.x + o.w && o.x < x + w && y < o.y + o.h && o.y < y + h; }
};

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0;
};
constexpr Colour rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}

// How far `p` is from the line between two points.
inline float distance_to_line(Point p, Point a, Point b) {
    const Point along = b - a, to = p - a;
    const float square = dot(along, along);
    const float share = square > 0 ? std::clamp(dot(to, along) / square, 0.0f, 1.0f) : 0.0f;
    return length(to - along * share);
}

// How much of each pixel something covers, 0 to 255; glyphs are kept like this.
struct Mask {
    int width = 0, height = 0;
    std::vector<std::uint8_t> cover;
};

class Canvas {
public:
    void resize(int width, int height);
    int width() const { return width_; }
    int height() const { return height_; }
    // 0xffRRGGBB, row by row.
    const std::uint32_t *pixels() const { return pixels_.data(); }

    void clear(Colour colour);
    void disc(Point centre, float radius, Colour colour, float alpha = 1);
    void ring(Point centre, float radius, float width, Colour colour, float alpha = 1);
    void line(Point from, Point to, float width, Colour colour, float alpha = 1);
    // A line whose ends are cut off, so that several in a row do not cover each other.
    void piece(Point from, Point to, float width, Colour colour, float alpha = 1);
    void triangle(Point a, Point b, Point c, Colour colour, float alpha = 1);
    void box(Rect box, float corner, Colour colour, float alpha = 1);
    void mask(int x, int y, const Mask &mask, Colour colour, float alpha = 1);

private:
    // Fills what lies at a negative distance, within a rectangle that surrounds it.
    template <class Distance>
    void fill(Rect around, Colour colour, float alpha, Distance distance) {
        const int left = std::max(0, static_cast<int>(std::floor(around.x - 1)));
        const int top = std::max(0, static_cast<int>(std::floor(around.y - 1)));
        const int right = std::min(width_, static_cast<int>(std::ceil(around.x + around.w + 1)));
        const int bottom = std::min(height_, static_cast<int>(std::ceil(around.y + around.h + 1)));
        for (int y = top; y < bottom; ++y) {
            for (int x = left; x < right; ++x) {
                const float inside = 0.5f - distance(Point{static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f});
                if (inside > 0) blend(x, y, colour, std::min(inside, 1.0f) * alpha);
            }
        }
    }
    void blend(int x, int y, Colour colour, float alpha);

    int width_ = 0, height_ = 0;
    std::vector<std::uint32_t> pixels_;
};

#endif
