#include "canvas.hpp"

namespace {

std::uint32_t pack(Colour c) { return 0xff000000u | static_cast<std::uint32_t>(c.r) << 16 | static_cast<std::uint32_t>(c.g) << 8 | c.b; }

Rect around(Point centre, float reach) { return {centre.x - reach, centre.y - reach, 2 * reach, 2 * reach}; }

Rect around(Point a, Point b, float reach) {
    const float x = std::min(a.x, b.x) - reach, y = std::min(a.y, b.y) - reach;
    return {x, y, std::max(a.x, b.x) + reach - x, std::max(a.y, b.y) + reach - y};
}

}  // namespace

void Canvas::resize(int width, int height) {
    width_ = std::max(width, 1), height_ = std::max(height, 1);
    pixels_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), 0);
}

void Canvas::clear(Colour colour) { std::fill(pixels_.begin(), pixels_.end(), pack(colour)); }

void Canvas::blend(int x, int y, Colour colour, float alpha) {
    std::uint32_t &pixel = pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
    const auto share = static_cast<std::uint32_t>(alpha * 256 + 0.5f);
    const auto mix = [share](std::uint32_t under, std::uint32_t over) { return (under * (256 - share) + over * share) >> 8; };
    pixel = 0xff000000u | mix(pixel >> 16 & 255, colour.r) << 16 | mix(pixel >> 8 & 255, colour.g) << 8 | mix(pixel & 255, colour.b);
}

void Canvas::disc(Point centre, float radius, Colour colour, float alpha) {
    fill(around(centre, radius), colour, alpha, [=](Point p) { return length(p - centre) - radius; });
}

void Canvas::ring(Point centre, float radius, float width, Colour colour, float alpha) {
    fill(around(centre, radius + width), colour, alpha,
         [=](Point p) { return std::abs(length(p - centre) - radius) - width / 2; });
}

void Canvas::line(Point from, Point to, float width, Colour colour, float alpha) {
    fill(around(from, to, width), colour, alpha, [=](Point p) { return distance_to_line(p, from, to) - width / 2; });
}

void Canvas::piece(Point from, Point to, float width, Colour colour, float alpha) {
    const float half = length(to - from) / 2;
    const Point middle = (from + to) * 0.5f, along = (to - from) * (0.5f / std::max(half, 1e-6f)), across{-along.y, along.x};
    fill(around(from, to, width), colour, alpha, [=](Point p) {
        return std::max(std::abs(dot(p - middle, along)) - half, std::abs(dot(p - middle, across)) - width / 2);
    });
}

void Canvas::triangle(Point a, Point b, Point c, Colour colour, float alpha) {
    const Point centre = (a + b + c) * (1.0f / 3);
    const auto side = [centre](Point p, Point from, Point to) {      // of one side: positive on the other side than the centre
        const Point along = to - from;
        const Point across = Point{along.y, -along.x} * (1 / std::max(length(along), 1e-6f));
        const float d = dot(p - from, across);
        return dot(centre - from, across) > 0 ? -d : d;
    };
    const float reach = std::max({length(a - centre), length(b - centre), length(c - centre)});
    fill(around(centre, reach), colour, alpha,
         [=](Point p) { return std::max({side(p, a, b), side(p, b, c), side(p, c, a)}); });
}

void Canvas::box(Rect box, float corner, Colour colour, float alpha) {
    const Point centre{box.x + box.w / 2, box.y + box.h / 2}, half{box.w / 2 - corner, box.h / 2 - corner};
    fill(box, colour, alpha, [=](Point p) {
        const Point d{std::abs(p.x - centre.x) - half.x, std::abs(p.y - centre.y) - half.y};
        return length({std::max(d.x, 0.0f), std::max(d.y, 0.0f)}) + std::min(std::max(d.x, d.y), 0.0f) - corner;
    });
}

void Canvas::mask(int x, int y, const Mask &mask, Colour colour, float alpha) {
    for (int row = std::max(0, -y); row < std::min(mask.height, height_ - y); ++row) {
        for (int column = std::max(0, -x); column < std::min(mask.width, width_ - x); ++column) {
            const std::uint8_t cover = mask.cover[static_cast<std::size_t>(row * mask.width + column)];
            if (cover != 0) blend(x + column, y + row, colour, static_cast<float>(cover) / 255 * alpha);
        }
    }
}
