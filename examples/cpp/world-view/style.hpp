// Colours and sizes of the picture.
#ifndef WORLD_VIEW_STYLE_HPP
#define WORLD_VIEW_STYLE_HPP

#include "canvas.hpp"

namespace style {

constexpr Colour ground = rgb(0x161b22), line = rgb(0x212a35), strong_line = rgb(0x313d4c);
constexpr Colour panel = rgb(0x0d1117), edge = rgb(0x30394a);
constexpr Colour text = rgb(0xd3dbe5), dim = rgb(0x8592a3), shade = rgb(0x0b0e13);
constexpr Colour good = rgb(0x7ee0b0), warning = rgb(0xf2c46d), bad = rgb(0xf0717a);

// Entities: the player, then classes.
constexpr Colour me = rgb(0xffd166);
constexpr Colour avatar = rgb(0x6cb6ff), monster = rgb(0xef767a), npc = rgb(0x8fd694), gate = rgb(0xc594ff);
constexpr Colour others[] = {rgb(0x4fd1c5), rgb(0xf6a5c0), rgb(0xe8a26b), rgb(0xa3b8d9)};

constexpr float body = 7.5f;                    // radius of an entity, in pixels, whatever the scale
constexpr float small = 8.5f, normal = 9.5f, large = 13;    // heights of capitals

}  // namespace style

#endif
