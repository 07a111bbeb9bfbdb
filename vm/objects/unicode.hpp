#pragma once
// What Unicode says of a code point, as CPython 3.11 has it (the tables are made from it by
// unicode_tables.py). Constant data: any thread may ask.
#include <cstddef>
#include <cstdint>

namespace minivm::unicode {

/// A bit of Record::properties.
enum Property : std::uint16_t {
    alphabetic = 1u << 0,
    decimal = 1u << 1,
    digit = 1u << 2,
    numeric = 1u << 3,
    space = 1u << 4,
    lower = 1u << 5,
    upper = 1u << 6,
    title = 1u << 7,
    printable = 1u << 8,
    identifier_start = 1u << 9,  // without _
    identifier_continue = 1u << 10,
    line_break = 1u << 11,
    cased = 1u << 12,
    case_ignorable = 1u << 13,
};

struct Record {
    /// Distance to the other case, or special_mapping + the count of code points << 16 + their place in
    /// special_mappings.
    std::int32_t lower, upper, title, fold;
    std::uint16_t properties;
    std::uint8_t decimal;  // the digit's value, or 255
};
constexpr std::int32_t special_mapping = 1 << 30;
using Mapping = std::int32_t Record::*;
constexpr std::size_t longest_mapping = 3;

extern Record const records[];
extern std::uint32_t const special_mappings[];
extern std::uint16_t const blocks[];
extern std::uint16_t const record_indexes[];

inline Record const& record_of(char32_t c) {
    constexpr int shift = 7;  // BLOCK_SHIFT of unicode_tables.py
    return records[record_indexes[(std::size_t{blocks[c >> shift]} << shift) + (c & ((1u << shift) - 1))]];
}
inline bool has(char32_t c, std::uint16_t property) { return (record_of(c).properties & property) != 0; }
inline bool is_space(char32_t c) { return has(c, space); }
inline bool is_printable(char32_t c) { return c < 128 ? c >= 32 && c != 127 : has(c, printable); }
/// 0 to 9, or -1. For digits of any script.
inline int decimal_value(char32_t c) {
    int const value = record_of(c).decimal;
    return value == 255 ? -1 : value;
}

/// Writes the other case of `c` (`which` is &Record::lower, ...), up to three code points, and returns how
/// many. Without regard to the context, of which only the lower case of a capital sigma depends.
inline std::size_t map(char32_t c, Mapping which, char32_t* out) {
    std::int32_t const mapping = record_of(c).*which;
    if (mapping < special_mapping) {
        out[0] = static_cast<char32_t>(static_cast<std::int32_t>(c) + mapping);
        return 1;
    }
    std::size_t const count = static_cast<std::size_t>(mapping >> 16) & 0xFF;
    std::uint32_t const* from = special_mappings + (mapping & 0xFFFF);
    for (std::size_t i = 0; i < count; ++i) out[i] = from[i];
    return count;
}

}  // namespace minivm::unicode
