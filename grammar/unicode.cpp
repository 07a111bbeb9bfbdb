#include "grammar/unicode.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "grammar/unicode_tables.hpp"

namespace minivm::grammar::unicode {

namespace {

// Hangul syllables are composed by arithmetic (The Unicode Standard, 3.12).
constexpr char32_t syllable_base = 0xAC00;
constexpr char32_t lead_base = 0x1100;
constexpr char32_t vowel_base = 0x1161;
constexpr char32_t trail_base = 0x11A7;
constexpr char32_t lead_count = 19;
constexpr char32_t vowel_count = 21;
constexpr char32_t trail_count = 28;
constexpr char32_t syllable_count = lead_count * vowel_count * trail_count;

template <std::size_t size>
bool contains(Range const (&ranges)[size], char32_t character) {
    auto const* const after =
        std::upper_bound(std::begin(ranges), std::end(ranges), character,
                         [](char32_t c, Range const& range) { return c < range.first; });
    return after != std::begin(ranges) && character < std::prev(after)->end;
}

std::uint8_t combining_class(char32_t character) {
    auto const* const after =
        std::upper_bound(std::begin(tables::combining_classes), std::end(tables::combining_classes),
                         character, [](char32_t c, Class const& item) { return c < item.first; });
    if (after == std::begin(tables::combining_classes) || character >= std::prev(after)->end) return 0;
    return std::prev(after)->value;
}

void decompose(std::u32string& text, char32_t character) {
    if (character - syllable_base < syllable_count) {
        auto const index = character - syllable_base;
        auto const append = [&text](auto code_point) { text += static_cast<char32_t>(code_point); };
        append(lead_base + index / (vowel_count * trail_count));
        append(vowel_base + index % (vowel_count * trail_count) / trail_count);
        if (index % trail_count != 0) append(trail_base + index % trail_count);
        return;
    }
    auto const* const found =
        std::lower_bound(std::begin(tables::decompositions), std::end(tables::decompositions), character,
                         [](Decomposition const& item, char32_t c) { return item.character < c; });
    if (found != std::end(tables::decompositions) && found->character == character) {
        text.append(tables::decomposed + found->offset, found->length);
    } else {
        text += character;
    }
}

// The character that the two make together; 0 if none.
char32_t compose(char32_t first, char32_t second) {
    if (first - lead_base < lead_count && second - vowel_base < vowel_count) {
        return syllable_base + ((first - lead_base) * vowel_count + (second - vowel_base)) * trail_count;
    }
    if (first - syllable_base < syllable_count && (first - syllable_base) % trail_count == 0 &&
        second > trail_base && second - trail_base < trail_count) {
        return first + (second - trail_base);
    }
    auto const* const found = std::lower_bound(
        std::begin(tables::compositions), std::end(tables::compositions), std::pair(first, second),
        [](Composition const& item, auto const& key) { return std::pair(item.first, item.second) < key; });
    bool const exists =
        found != std::end(tables::compositions) && found->first == first && found->second == second;
    return exists ? found->whole : 0;
}

}  // namespace

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

char32_t decode(unsigned char const*& at) {
    auto const first = *at++;
    if (first < 0x80) return first;
    auto const more = [&at] { return static_cast<char32_t>(*at++ & 0x3F); };
    if (first < 0xE0) return (static_cast<char32_t>(first & 0x1F) << 6) | more();
    if (first < 0xF0) {
        auto const high = (static_cast<char32_t>(first & 0x0F) << 12) | (more() << 6);
        return high | more();
    }
    auto const high = (static_cast<char32_t>(first & 0x07) << 18) | (more() << 12);
    auto const middle = more() << 6;
    return high | middle | more();
}

void append(std::string& text, char32_t character) {
    auto const put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | character >> 6);
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | character >> 12);
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | character >> 18);
        put(0x80 | (character >> 12 & 0x3F));
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

std::optional<std::size_t> find_invalid(std::string_view bytes) {
    auto const byte = [bytes](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
    for (std::size_t at = 0; at < bytes.size();) {
        auto const first = byte(at);
        if (first < 0x80) {
            ++at;
            continue;
        }
        std::size_t const length = first < 0xC2   ? 0
                                   : first < 0xE0 ? 2
                                   : first < 0xF0 ? 3
                                   : first < 0xF5 ? 4
                                                  : 0;
        if (length == 0 || at + length > bytes.size()) return at;
        auto const second = byte(at + 1);
        // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
        if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
            (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) {
            return at;
        }
        for (std::size_t i = 1; i < length; ++i) {
            if ((byte(at + i) & 0xC0) != 0x80) return at;
        }
        at += length;
    }
    return std::nullopt;
}

bool is_identifier_start(char32_t character) {
    if (character < 0x80) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               character == '_';
    }
    return contains(tables::identifier_start, character);
}

bool is_identifier_part(char32_t character) {
    if (character < 0x80) return is_identifier_start(character) || (character >= '0' && character <= '9');
    return contains(tables::identifier_part, character);
}

bool is_printable(char32_t character) { return contains(tables::printable, character); }

std::string normalize(std::string_view identifier) {
    std::u32string text;
    auto const* at = reinterpret_cast<unsigned char const*>(identifier.data());
    auto const* const end = at + identifier.size();
    while (at != end) decompose(text, decode(at));

    // Canonical order: each run of combining marks sorted by class, stably.
    for (auto run = text.begin(); run != text.end();) {
        if (combining_class(*run) == 0) {
            ++run;
            continue;
        }
        auto const run_end =
            std::find_if(run, text.end(), [](char32_t c) { return combining_class(c) == 0; });
        std::stable_sort(run, run_end,
                         [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
        run = run_end;
    }

    std::u32string composed;
    std::optional<std::size_t> starter;
    std::uint8_t last_class = 0;
    for (auto const character : text) {
        auto const own_class = combining_class(character);
        if (starter) {
            bool const is_next = *starter + 1 == composed.size();
            bool const is_blocked = !is_next && last_class >= own_class;
            if (auto const whole = is_blocked ? 0 : compose(composed[*starter], character); whole != 0) {
                composed[*starter] = whole;
                continue;
            }
        }
        if (own_class == 0) starter = composed.size();
        last_class = own_class;
        composed += character;
    }

    std::string result;
    for (auto const character : composed) append(result, character);
    return result;
}

}  // namespace minivm::grammar::unicode
