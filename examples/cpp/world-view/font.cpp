#include "font.hpp"

#include <map>
#include <utility>

namespace {

// A stroke is a row of points, each a digit for x and one for y, in base 36. Capitals are 16 high (y from 0 to g), small
// letters begin at 6, what hangs below the line ends at k. A row is drawn with straight lines, after `~` as a curve that
// its inner points pull at, after `@` as such a curve that is closed. One point alone is a dot.
constexpr const char *GLYPHS[95] = {
    /*   */ "",
    /* ! */ "000a 0g",
    /* " */ "0004 4044",
    /* # */ "412f 917f 15b5 0bab",
    /* $ */ "~a4a00008a8ag0g0c 505g",
    /* % */ "@00404404 b00g @7cbcbg7g",
    /* & */ "~ag24207074090g8ga9",
    /* ' */ "0004",
    /* ( */ "~40040e4i",
    /* ) */ "~00444e0i",
    /* * */ "424a 0488 8408",
    /* + */ "0a8a 464e",
    /* , */ "1g0j",
    /* - */ "0a6a",
    /* . */ "0g",
    /* / */ "0i80",
    /* 0 */ "@00909g0g",
    /* 1 */ "04404g",
    /* 2 */ "~040090960g 0g9g",
    /* 3 */ "~0300909838 ~38989g0g0d",
    /* 4 */ "7g700bab",
    /* 5 */ "801007 ~0746969g0g0d",
    /* 6 */ "~70030b @07979g0g",
    /* 7 */ "00903g",
    /* 8 */ "@10808818 @08989g0g",
    /* 9 */ "@00909909 ~959d2g",
    /* : */ "08 0g",
    /* ; */ "18 1g0j",
    /* < */ "860b8g",
    /* = */ "0888 0c8c",
    /* > */ "068b0g",
    /* ? */ "~03008086484c 4g",
    /* @ */ "@00e0eg0g @555baba5",
    /* A */ "0g60cg 2bab",
    /* B */ "000g ~004090984808 ~0848a8ag4g0g",
    /* C */ "~a4a0000gagac",
    /* D */ "000g ~0040a0ag4g0g",
    /* E */ "90000g9g 0878",
    /* F */ "90000g 0878",
    /* G */ "~a4a0000gaga9 a959",
    /* H */ "000g a0ag 08a8",
    /* I */ "000g",
    /* J */ "~808a8g0g0c",
    /* K */ "000g a009 45ag",
    /* L */ "000g9g",
    /* M */ "0g0069c0cg",
    /* N */ "0g00aga0",
    /* O */ "@00a0ag0g",
    /* P */ "0g00 ~0040a0a94909",
    /* Q */ "@00a0ag0g 6bbh",
    /* R */ "0g00 ~0040a0a94909 59ag",
    /* S */ "~a4a00008a8ag0g0c",
    /* T */ "00c0 606g",
    /* U */ "~000a0gagaaa0",
    /* V */ "006gc0",
    /* W */ "004g82cgg0",
    /* X */ "00ag a00g",
    /* Y */ "0068c0 686g",
    /* Z */ "00a00gag",
    /* [ */ "40000i4i",
    /* \ */ "008i",
    /* ] */ "00404i0i",
    /* ^ */ "0660c6",
    /* _ */ "0iai",
    /* ` */ "0034",
    /* a */ "@06868g0g 868g",
    /* b */ "000g @06868g0g",
    /* c */ "~8986060g8g8d",
    /* d */ "@06868g0g 808g",
    /* e */ "0b8b ~8b86060g8g8d",
    /* f */ "~7030353g 0666",
    /* g */ "@06868g0g ~868g8k0k0i",
    /* h */ "000g ~0b06868b8g",
    /* i */ "060g 01",
    /* j */ "~464h4k0k 41",
    /* k */ "000g 760c 398g",
    /* l */ "000g",
    /* m */ "060g ~0b06666b6g ~6b66c6cbcg",
    /* n */ "060g ~0b06868b8g",
    /* o */ "@06868g0g",
    /* p */ "060k @06868g0g",
    /* q */ "868k @06868g0g",
    /* r */ "060g ~0b0666",
    /* s */ "~8886060b8b8g0g0e",
    /* t */ "~323b3g7g 0676",
    /* u */ "~060b0g8g8b86 868g",
    /* v */ "064g86",
    /* w */ "063g679gc6",
    /* x */ "068g 860g",
    /* y */ "064g 862k",
    /* z */ "06860g8g",
    /* { */ "603138093a3h6i",
    /* | */ "000i",
    /* } */ "003138693a3h0i",
    /* ~ */ "~0b266e89",
};

constexpr float CAPITAL = 16, DEEPEST = 21, GAP = 5.5f, SPACE = 8;

struct Glyph {
    Mask mask;
    int margin = 0;             // pixels of the mask left of and above the pen
    float advance = 0;
};

using Stroke = std::vector<Point>;

// A curve from `from` to `to` that `pull` bends, as four straight lines.
void bend(Stroke &row, Point from, Point pull, Point to) {
    for (int i = 1; i <= 4; ++i) {
        const float t = static_cast<float>(i) / 4;
        row.push_back(from * ((1 - t) * (1 - t)) + pull * (2 * t * (1 - t)) + to * (t * t));
    }
}

Stroke curve(const Stroke &points, bool closed) {
    const std::size_t n = points.size();
    const auto between = [&](std::size_t i) { return (points[i % n] + points[(i + 1) % n]) * 0.5f; };
    Stroke row{closed ? between(n - 1) : points[0]};
    for (std::size_t i = closed ? 0 : 1; i < (closed ? n : n - 1); ++i) {
        const bool last = !closed && i == n - 2;
        bend(row, row.back(), points[i], last ? points[n - 1] : between(i));
    }
    return row;
}

float digit(char c) { return static_cast<float>(c <= '9' ? c - '0' : c - 'a' + 10); }

std::vector<Stroke> strokes(std::string_view glyph) {
    std::vector<Stroke> all;
    while (!glyph.empty()) {
        std::string_view word = glyph.substr(0, glyph.find(' '));
        glyph.remove_prefix(std::min(glyph.size(), word.size() + 1));
        const char kind = word[0];
        if (kind == '~' || kind == '@') word.remove_prefix(1);
        Stroke points;
        for (std::size_t i = 0; i + 1 < word.size(); i += 2) points.push_back({digit(word[i]), digit(word[i + 1])});
        all.push_back(kind == '~' || kind == '@' ? curve(points, kind == '@') : points);
    }
    return all;
}

Glyph make(char letter, float size) {
    const float unit = size / CAPITAL, pen = std::max(1.15f, size * 0.13f);
    Glyph made;
    float right = 0;
    std::vector<Stroke> all = strokes(GLYPHS[letter - ' ']);
    for (Stroke &stroke : all)
        for (Point &p : stroke) right = std::max(right, p.x), p = p * unit;
    made.advance = (all.empty() ? SPACE : right + GAP) * unit;
    made.margin = static_cast<int>(std::ceil(pen));
    made.mask.width = static_cast<int>(std::ceil(right * unit)) + 2 * made.margin;
    made.mask.height = static_cast<int>(std::ceil(DEEPEST * unit)) + 2 * made.margin;
    for (int y = 0; y < made.mask.height; ++y) {
        for (int x = 0; x < made.mask.width; ++x) {
            const Point p{static_cast<float>(x - made.margin) + 0.5f, static_cast<float>(y - made.margin) + 0.5f};
            float nearest = 99;
            for (const Stroke &stroke : all)
                for (std::size_t i = 0; i < stroke.size(); ++i)
                    nearest = std::min(nearest, distance_to_line(p, stroke[i], stroke[std::min(i + 1, stroke.size() - 1)]));
            made.mask.cover.push_back(static_cast<std::uint8_t>(255 * std::clamp(pen / 2 + 0.5f - nearest, 0.0f, 1.0f)));
        }
    }
    return made;
}

// Each letter is made once in each size.
const Glyph *glyph(char letter, float size) {
    static std::map<std::pair<char, int>, Glyph> known;
    if (letter < ' ' || letter > '~') return nullptr;
    const auto [found, fresh] = known.try_emplace({letter, static_cast<int>(size * 8)});
    if (fresh) found->second = make(letter, size);
    return &found->second;
}

}  // namespace

float font::draw(Canvas &canvas, float x, float y, std::string_view text, float size, Colour colour, float alpha) {
    for (const char letter : text) {
        const Glyph *g = glyph(letter, size);
        if (g == nullptr) continue;
        canvas.mask(static_cast<int>(std::lround(x)) - g->margin, static_cast<int>(std::lround(y)) - g->margin, g->mask, colour, alpha);
        x += g->advance;
    }
    return x;
}

float font::width(std::string_view text, float size) {
    float wide = 0;
    for (const char letter : text)
        if (const Glyph *g = glyph(letter, size)) wide += g->advance;
    return std::max(0.0f, wide - GAP * size / CAPITAL);
}

std::string font::drawable(std::string_view text) {
    std::string kept;
    for (const char letter : text)
        if (letter >= ' ' && letter <= '~' && !(kept.empty() && letter == ' ')) kept += letter;
    while (!kept.empty() && kept.back() == ' ') kept.pop_back();
    return kept;
}
