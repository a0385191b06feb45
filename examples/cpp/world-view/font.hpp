// Letters as strokes of a pen: one small table for every size. ASCII only; other characters are left out.
#ifndef WORLD_VIEW_FONT_HPP
#define WORLD_VIEW_FONT_HPP

#include "canvas.hpp"

#include <string>
#include <string_view>

namespace font {

// Draws text whose capitals are `size` pixels high; (x, y) is the upper left corner of the first. Answers where it ends.
float draw(Canvas &canvas, float x, float y, std::string_view text, float size, Colour colour, float alpha = 1);

// How wide it would be.
float width(std::string_view text, float size);

// What of a text can be drawn: without other characters, and without the spaces that they leave at its ends.
std::string drawable(std::string_view text);

}  // namespace font

#endif
