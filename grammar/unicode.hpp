#pragma once
// What the grammar must know of Unicode: UTF-8, which characters make identifiers, and the normal form NFKC
// in which Python compares them. Pure functions; any thread.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace minivm::grammar::unicode {

struct Range {
    char32_t first;
    char32_t end;
};

struct Class {
    char32_t first;
    char32_t end;
    std::uint8_t value;
};

struct Decomposition {
    char32_t character;
    std::uint16_t offset;
    std::uint8_t length;
};

struct Composition {
    char32_t first;
    char32_t second;
    char32_t whole;
};

[[nodiscard]] bool is_ascii(std::string_view text);

// The character at `at`, which must be valid UTF-8; moves past it.
[[nodiscard]] char32_t decode(unsigned char const*& at);

// Writes a code point as UTF-8; a surrogate gets the three bytes that the scheme would give it (WTF-8).
void append(std::string& text, char32_t character);

// Offset of the first byte that is not part of a valid UTF-8 sequence.
[[nodiscard]] std::optional<std::size_t> find_invalid(std::string_view bytes);

[[nodiscard]] bool is_identifier_start(char32_t character);
[[nodiscard]] bool is_identifier_part(char32_t character);
[[nodiscard]] bool is_printable(char32_t character);

// NFKC of the text of an identifier.
[[nodiscard]] std::string normalize(std::string_view identifier);

}  // namespace minivm::grammar::unicode
