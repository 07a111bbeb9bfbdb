// Finding one str in another. Where both take one byte a code point, libc's memmem does it; else Knuth,
// Morris and Pratt. Both are linear however the texts repeat themselves.
#include <algorithm>
#include <cstring>
#include <iterator>
#include <vector>

#include "vm/objects/str.hpp"

namespace minivm {

namespace {

constexpr std::int64_t missing = -1;

/// The place of the first occurrence of part[0:part_length] in text[0:length]. Iterators, so that it also
/// runs backwards.
template <typename Text, typename Part>
std::int64_t search(Text text, std::size_t length, Part part, std::size_t part_length) {
    if (part_length == 1) {
        Text const found = std::find(text, text + static_cast<std::ptrdiff_t>(length), *part);
        return found == text + static_cast<std::ptrdiff_t>(length) ? missing : found - text;
    }
    // border[i]: the length of the longest proper beginning of part[0:i+1] that is its end too.
    std::vector<std::uint32_t> border(part_length, 0);
    auto const at = [&](std::uint32_t i) { return part[static_cast<std::ptrdiff_t>(i)]; };
    for (std::uint32_t i = 1, matched = 0; i < part_length; ++i) {
        while (matched > 0 && at(i) != at(matched)) matched = border[matched - 1];
        if (at(i) == at(matched)) ++matched;
        border[i] = matched;
    }
    std::uint32_t matched = 0;
    for (std::size_t i = 0; i < length; ++i) {
        auto const c = text[static_cast<std::ptrdiff_t>(i)];
        while (matched > 0 && c != at(matched)) matched = border[matched - 1];
        if (c == at(matched) && ++matched == part_length)
            return static_cast<std::int64_t>(i + 1 - part_length);
    }
    return missing;
}

enum class Direction : std::uint8_t { forwards, backwards };

template <typename Text, typename Part>
std::int64_t search(Text const* text, std::size_t length, Part const* part, std::size_t part_length,
                    Direction direction) {
    if (direction == Direction::forwards) return search(text, length, part, part_length);
    std::int64_t const found = search(std::make_reverse_iterator(text + length), length,
                                      std::make_reverse_iterator(part + part_length), part_length);
    return found < 0 ? missing : static_cast<std::int64_t>(length - part_length) - found;
}

template <typename Text>
std::int64_t search(Text const* text, std::size_t length, Str const* part, Direction direction) {
    if (part->width == 1) return search(text, length, part->latin(), part->length, direction);
    if (part->width == 2) return search(text, length, part->wide(), part->length, direction);
    return search(text, length, part->full(), part->length, direction);
}

std::int64_t search(Str const* text, Str const* part, std::size_t begin, std::size_t end,
                    Direction direction) {
    end = std::min<std::size_t>(end, text->length);
    if (begin > end) return missing;
    std::size_t const length = end - begin;
    if (part->length > length) return missing;
    if (part->length == 0) return static_cast<std::int64_t>(direction == Direction::forwards ? begin : end);
    if (part->width > text->width || (text->ascii && !part->ascii)) return missing;
    std::int64_t found;
    if (text->width == 1 && (direction == Direction::forwards || part->length == 1)) {
        char const* const from = text->data() + begin;
        void const* const place = direction == Direction::backwards ? memrchr(from, part->latin()[0], length)
                                  : part->length == 1 ? std::memchr(from, part->latin()[0], length)
                                                      : memmem(from, length, part->data(), part->length);
        found = place ? static_cast<char const*>(place) - from : missing;
    } else if (text->width == 1) {
        found = search(text->latin() + begin, length, part, direction);
    } else if (text->width == 2) {
        found = search(text->wide() + begin, length, part, direction);
    } else {
        found = search(text->full() + begin, length, part, direction);
    }
    return found < 0 ? missing : found + static_cast<std::int64_t>(begin);
}

}  // namespace

std::int64_t find(Str const* text, Str const* part, std::size_t begin, std::size_t end) {
    return search(text, part, begin, end, Direction::forwards);
}

std::int64_t find_last(Str const* text, Str const* part, std::size_t begin, std::size_t end) {
    return search(text, part, begin, end, Direction::backwards);
}

std::size_t count(Str const* text, Str const* part, std::size_t begin, std::size_t end) {
    end = std::min<std::size_t>(end, text->length);
    if (begin > end) return 0;
    if (part->length == 0) return end - begin + 1;
    std::size_t occurrences = 0;
    while (true) {
        std::int64_t const found = find(text, part, begin, end);
        if (found < 0) return occurrences;
        ++occurrences;
        begin = static_cast<std::size_t>(found) + part->length;
    }
}

}  // namespace minivm
