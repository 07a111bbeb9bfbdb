// Making, comparing and joining strs. See str_search.cpp for finding, str_builder.cpp for gathering and repr,
// and str_*.cpp for the methods.
#include "vm/objects/str.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "vm/heap.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t longest = UINT32_MAX;
/// Concatenations of fewer bytes than this are always copied: that is as fast as making a buffer.
constexpr std::size_t shared_minimum = 512;

std::uint8_t width_for(char32_t widest) { return widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4; }

void initialise(Str* text, std::size_t length, std::uint8_t width, bool ascii) {
    text->length = static_cast<std::uint32_t>(length);
    text->width = width;
    text->ascii = ascii;
    text->interned = false;
    text->storage = Str::Storage::inline_data;
    text->cached_hash = 0;
}

/// nullptr when memory ran out or `length` is not possible.
Str* allocate(Thread& thread, std::size_t length, std::uint8_t width, bool ascii) {
    if (length > longest) return nullptr;
    Object* const object =
        Heap::allocate(thread, shape_id::str, Kind::str, sizeof(Str) + length * std::size_t{width});
    auto* const text = static_cast<Str*>(object);
    if (text) [[likely]]
        initialise(text, length, width, ascii);
    return text;
}

/// memcpy without the call where most strs are shorter than what the call costs.
inline void copy_bytes(char* to, char const* from, std::size_t count) {
    if (count > 16) {
        std::memcpy(to, from, count);
    } else if (count >= 8) {
        std::uint64_t first, last;
        std::memcpy(&first, from, 8);
        std::memcpy(&last, from + count - 8, 8);
        std::memcpy(to, &first, 8);
        std::memcpy(to + count - 8, &last, 8);
    } else if (count >= 4) {
        std::uint32_t first, last;
        std::memcpy(&first, from, 4);
        std::memcpy(&last, from + count - 4, 4);
        std::memcpy(to, &first, 4);
        std::memcpy(to + count - 4, &last, 4);
    } else {
        for (std::size_t i = 0; i < count; ++i) to[i] = from[i];
    }
}

template <typename To, typename From>
void copy_units(char* to, From const* from, std::size_t count) {
    auto* const out = reinterpret_cast<To*>(to);
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<To>(from[i]);
}

/// Copies code points of `text` from `begin` on to `to`, where each takes `width` bytes, at least as many as
/// in `text` or enough for those that are copied.
void copy_text(char* to, std::uint8_t width, Str const* text, std::size_t begin, std::size_t count) {
    if (width == text->width) {
        copy_bytes(to, text->data() + begin * width, count * width);
    } else if (width == 1) {
        if (text->width == 2)
            copy_units<std::uint8_t>(to, text->wide() + begin, count);
        else
            copy_units<std::uint8_t>(to, text->full() + begin, count);
    } else if (width == 2) {
        if (text->width == 1)
            copy_units<std::uint16_t>(to, text->latin() + begin, count);
        else
            copy_units<std::uint16_t>(to, text->full() + begin, count);
    } else if (text->width == 1) {
        copy_units<std::uint32_t>(to, text->latin() + begin, count);
    } else {
        copy_units<std::uint32_t>(to, text->wide() + begin, count);
    }
}

bool is_ascii(char const* text, std::size_t size) {
    std::size_t i = 0;
    std::uint64_t word = 0, seen = 0;
    for (; i + 8 <= size; i += 8) {
        std::memcpy(&word, text + i, 8);
        seen |= word;
    }
    for (; i < size; ++i) seen |= static_cast<std::uint8_t>(text[i]);
    return (seen & 0x8080'8080'8080'8080) == 0;
}

/// All bits of the code points from..from + count together: enough to tell the width that they need.
template <typename Unit>
char32_t union_of(Unit const* from, std::size_t count) {
    char32_t seen = 0;
    for (std::size_t i = 0; i < count; ++i) seen |= from[i];
    return seen;
}

char32_t union_of(Str const* text, std::size_t begin, std::size_t count) {
    if (text->ascii) return 0x7F;
    if (text->width == 1) return is_ascii(text->data() + begin, count) ? 0x7F : 0xFF;
    if (text->width == 2) return union_of(text->wide() + begin, count);
    return union_of(text->full() + begin, count);
}

/// The code point at `at`, which is moved behind it. A sequence that is cut short yields what is there.
char32_t decode(char const*& at, char const* end) {
    auto const lead = static_cast<std::uint8_t>(*at++);
    if (lead < 0x80) return lead;
    int const following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    char32_t c = lead & (0x3Fu >> following);
    for (int i = 0; i < following && at < end; ++i) c = c << 6 | (static_cast<std::uint8_t>(*at++) & 0x3F);
    return c & 0x1F'FFFF;
}

}  // namespace

void make_shared_strs(Thread& thread) {
    Interpreter& interpreter = *thread.interpreter;
    interpreter.empty_text = allocate(thread, 0, 1, true);
    interpreter.keep(Value::of(interpreter.empty_text));
    for (std::size_t c = 0; c < interpreter.characters.size(); ++c) {
        Str* const text = allocate(thread, 1, 1, c < 128);
        text->data()[0] = static_cast<char>(c);
        interpreter.characters[c] = text;
        interpreter.keep(Value::of(text));
    }
}

namespace {

Str* decode_str(Thread& thread, std::string_view utf8) {
    if (utf8.empty()) return thread.interpreter->empty_text;
    if (is_ascii(utf8.data(), utf8.size())) {
        if (utf8.size() == 1) return thread.interpreter->characters[static_cast<unsigned char>(utf8[0])];
        Str* const text = allocate(thread, utf8.size(), 1, true);
        if (text) copy_bytes(text->data(), utf8.data(), utf8.size());
        return text;
    }
    char const* const end = utf8.data() + utf8.size();
    std::size_t length = 0;
    char32_t widest = 0;
    for (char const* at = utf8.data(); at < end; ++length) widest = std::max(widest, decode(at, end));
    if (length == 1 && widest < 256) return thread.interpreter->characters[widest];
    std::uint8_t const width = width_for(widest);
    Str* const text = allocate(thread, length, width, widest < 128);
    if (!text) return nullptr;
    char* const to = text->data();
    std::size_t i = 0;
    for (char const* at = utf8.data(); at < end; ++i) {
        char32_t const c = decode(at, end);
        if (width == 1)
            reinterpret_cast<std::uint8_t*>(to)[i] = static_cast<std::uint8_t>(c);
        else if (width == 2)
            reinterpret_cast<std::uint16_t*>(to)[i] = static_cast<std::uint16_t>(c);
        else
            reinterpret_cast<std::uint32_t*>(to)[i] = c;
    }
    return text;
}

inline Result<Str*> or_memory_error(Thread& thread, Str* text) {
    if (!text) [[unlikely]]
        return raise_memory_error(thread);
    return text;
}

}  // namespace

Result<Str*> make_str(Thread& thread, std::string_view utf8) {
    return or_memory_error(thread, decode_str(thread, utf8));
}

Str* make_short_str(Thread& thread, std::string_view utf8) {
    MINIVM_ASSERT(utf8.size() <= 4096);
    return decode_str(thread, utf8);
}

Result<Str*> make_str_uninitialised(Thread& thread, std::size_t length, char32_t widest) {
    if (length == 0) return empty_str(thread);
    return or_memory_error(thread, allocate(thread, length, width_for(widest), widest < 128));
}

Result<Str*> make_str(Thread& thread, std::u32string_view code_points) {
    char32_t const widest = union_of(code_points.data(), code_points.size());
    if (code_points.size() == 1) return cast<Str>(make_character(thread, code_points[0]));
    Str* const text = MINIVM_TRY(make_str_uninitialised(thread, code_points.size(), widest));
    if (text->width == 1)
        copy_units<std::uint8_t>(text->data(), code_points.data(), code_points.size());
    else if (text->width == 2)
        copy_units<std::uint16_t>(text->data(), code_points.data(), code_points.size());
    else
        copy_units<std::uint32_t>(text->data(), code_points.data(), code_points.size());
    return text;
}

Value make_character(Thread& thread, char32_t code_point) {
    if (code_point < 256) return Value::of(thread.interpreter->characters[code_point]);
    std::uint8_t const width = width_for(code_point);
    Str* const text = allocate(thread, 1, width, false);
    if (width == 2)
        *reinterpret_cast<std::uint16_t*>(text->data()) = static_cast<std::uint16_t>(code_point);
    else
        *reinterpret_cast<std::uint32_t*>(text->data()) = code_point;
    return Value::of(text);
}

Str* empty_str(Thread& thread) { return thread.interpreter->empty_text; }

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            out += static_cast<char>(0xE0 | c >> 12);
        } else {
            out += static_cast<char>(0xF0 | c >> 18);
            out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        }
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    }
    out += static_cast<char>(0x80 | (c & 0x3F));
}

std::string to_utf8(Str const* text) {
    if (text->ascii) return std::string(text->view());
    std::string out;
    out.reserve(text->length + text->length / 2);
    for (std::size_t i = 0; i < text->length; ++i) append_utf8(out, text->at(i));
    return out;
}

namespace {

inline std::uint64_t rotate(std::uint64_t x, int bits) { return x << bits | x >> (64 - bits); }

std::uint64_t siphash_1_3(char const* data, std::size_t size) {
    std::uint64_t v0 = 0x736F'6D65'7073'6575, v1 = 0x646F'7261'6E64'6F6D;
    std::uint64_t v2 = 0x6C79'6765'6E65'7261, v3 = 0x7465'6462'7974'6573;
    auto const round = [&] {
        v0 += v1;
        v2 += v3;
        v1 = rotate(v1, 13) ^ v0;
        v3 = rotate(v3, 16) ^ v2;
        v0 = rotate(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = rotate(v1, 17) ^ v2;
        v3 = rotate(v3, 21) ^ v0;
        v2 = rotate(v2, 32);
    };
    std::uint64_t last = static_cast<std::uint64_t>(size) << 56;
    std::uint64_t word = 0;
    while (size >= 8) {
        std::memcpy(&word, data, 8);
        v3 ^= word;
        round();
        v0 ^= word;
        data += 8;
        size -= 8;
    }
    word = 0;
    std::memcpy(&word, data, size);
    last |= word;
    v3 ^= last;
    round();
    v0 ^= last;
    v2 ^= 0xFF;
    round();
    round();
    round();
    return (v0 ^ v1) ^ (v2 ^ v3);
}

}  // namespace

std::int64_t hash_octets(std::string_view octets) {
    if (octets.empty()) return 0;
    auto const hash = static_cast<std::int64_t>(siphash_1_3(octets.data(), octets.size()));
    return hash == -1 ? -2 : hash;
}

std::int64_t compute_hash(Str* text) {
    return text->cached_hash = hash_octets({text->data(), std::size_t{text->length} * text->width});
}

bool equals(Str const* left, std::string_view ascii) { return left->ascii && left->view() == ascii; }

namespace {

template <typename Left, typename Right>
int compare_units(Left const* left, Right const* right, std::size_t common) {
    for (std::size_t i = 0; i < common; ++i)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

template <typename Left>
int compare_units(Left const* left, Str const* right, std::size_t common) {
    if (right->width == 1) return compare_units(left, right->latin(), common);
    if (right->width == 2) return compare_units(left, right->wide(), common);
    return compare_units(left, right->full(), common);
}

}  // namespace

int compare(Str const* left, Str const* right) {
    std::size_t const common = std::min(left->length, right->length);
    int order;
    if (left->width == 1 && right->width == 1)
        order = std::memcmp(left->data(), right->data(), common);
    else if (left->width == 1)
        order = compare_units(left->latin(), right, common);
    else if (left->width == 2)
        order = compare_units(left->wide(), right, common);
    else
        order = compare_units(left->full(), right, common);
    if (order != 0) return order < 0 ? -1 : 1;
    return left->length == right->length ? 0 : left->length < right->length ? -1 : 1;
}

namespace {

/// `left` + `right` where left may be the beginning of a buffer that has room for `right`; else in a new
/// buffer. nullptr when there is no memory for one.
Str* append_shared(Thread& thread, Str* left, Str* right, std::size_t length, std::uint8_t width) {
    // A buffer is never hashed: its cached_hash is its capacity in code points.
    Str* buffer = left->traced();
    bool claimed = false;
    if (buffer && buffer->width == width && length <= static_cast<std::size_t>(buffer->cached_hash)) {
        // Whoever moves the end of what is in use owns the room up to the new end. Relaxed: the room is
        // private until the new Str is published, as all new objects are.
        std::uint32_t expected = left->length;
        claimed = std::atomic_ref(buffer->length)
                      .compare_exchange_strong(expected, static_cast<std::uint32_t>(length),
                                               std::memory_order_relaxed);
    }
    if (!claimed) {
        std::size_t const capacity = std::min(length + length / 2, longest);
        buffer = allocate(thread, capacity, width, false);
        if (!buffer) return nullptr;
        buffer->length = static_cast<std::uint32_t>(length);
        buffer->cached_hash = static_cast<std::int64_t>(capacity);
        copy_text(buffer->data(), width, left, 0, left->length);
    }
    copy_text(buffer->data() + std::size_t{left->length} * width, width, right, 0, right->length);
    auto* const text = static_cast<Str*>(
        Heap::allocate(thread, shape_id::str, Kind::str, sizeof(Str) + sizeof(Str::SharedData)));
    initialise(text, length, width, left->ascii && right->ascii);
    text->storage = Str::Storage::shared;
    *text->shared() = {buffer->data(), buffer};
    return text;
}

}  // namespace

Result<Str*> concatenate(Thread& thread, Str* left, Str* right) {
    if (left->length == 0) return right;
    if (right->length == 0) return left;
    std::size_t const length = std::size_t{left->length} + right->length;
    std::uint8_t const width = std::max(left->width, right->width);
    bool const is_long = length * width >= shared_minimum;
    if (is_long && left->storage != Str::Storage::inline_data && length <= longest)
        if (Str* const text = append_shared(thread, left, right, length, width)) return text;
    Str* const text = allocate(thread, length, width, left->ascii && right->ascii);
    if (!text) [[unlikely]]
        return raise_memory_error(thread);
    char* const to = reinterpret_cast<char*>(text + 1);
    copy_text(to, width, left, 0, left->length);
    copy_text(to + std::size_t{left->length} * width, width, right, 0, right->length);
    if (is_long) text->storage = Str::Storage::concatenated;
    return text;
}

Result<Str*> join(Thread& thread, Str* separator, std::span<Value const> pieces) {
    if (pieces.empty()) return empty_str(thread);
    if (pieces.size() == 1) return cast<Str>(pieces[0]);
    if (separator && separator->length == 0) separator = nullptr;
    std::size_t length = 0;
    std::uint8_t width = separator ? separator->width : 1;
    bool ascii = separator ? separator->ascii : true;
    std::size_t const between = separator ? separator->length : 0;
    for (Value const piece : pieces) {
        Str const* const text = cast<Str>(piece);
        length += text->length + between;
        if (length - between > longest) return raise_memory_error(thread);
        width = std::max(width, text->width);
        ascii &= text->ascii;
    }
    length -= between;
    if (length == 0) return empty_str(thread);
    Str* const joined = allocate(thread, length, width, ascii);
    if (!joined) return raise_memory_error(thread);
    char* to = joined->data();
    for (Value const& piece : pieces) {
        if (separator && &piece != pieces.data()) {
            copy_text(to, width, separator, 0, between);
            to += between * width;
        }
        Str const* const text = cast<Str>(piece);
        copy_text(to, width, text, 0, text->length);
        to += std::size_t{text->length} * width;
    }
    return joined;
}

Result<Str*> substring(Thread& thread, Str* text, std::size_t begin, std::size_t end) {
    if (end > text->length) end = text->length;
    if (begin >= end) return empty_str(thread);
    std::size_t const count = end - begin;
    if (count == text->length) return text;
    if (count == 1) return cast<Str>(make_character(thread, text->at(begin)));
    char32_t const seen = union_of(text, begin, count);
    Str* const part = MINIVM_TRY(make_str_uninitialised(thread, count, seen));
    copy_text(part->data(), part->width, text, begin, count);
    return part;
}

Result<Value> str_get_item(Thread& thread, Str* text, Value key) {
    if (Slice* const slice = as<Slice>(key)) {
        Root<Str> const kept(thread, text);
        SliceBounds const bounds = MINIVM_TRY(slice_bounds(thread, slice, text->length));
        auto const start = static_cast<std::size_t>(bounds.start);
        auto const count = static_cast<std::size_t>(bounds.count);
        if (bounds.step == 1 || count == 0) {
            Str* const part = MINIVM_TRY(substring(thread, text, start, start + count));
            return Value::of(part);
        }
        char32_t seen = 0;
        for (std::size_t i = 0; i < count; ++i)
            seen |=
                text->at(static_cast<std::size_t>(bounds.start + static_cast<std::int64_t>(i) * bounds.step));
        if (count == 1) return make_character(thread, seen);
        Str* const part = MINIVM_TRY(make_str_uninitialised(thread, count, seen));
        for (std::size_t i = 0; i < count; ++i) {
            char32_t const c =
                text->at(static_cast<std::size_t>(bounds.start + static_cast<std::int64_t>(i) * bounds.step));
            if (part->width == 1)
                reinterpret_cast<std::uint8_t*>(part->data())[i] = static_cast<std::uint8_t>(c);
            else if (part->width == 2)
                reinterpret_cast<std::uint16_t*>(part->data())[i] = static_cast<std::uint16_t>(c);
            else
                reinterpret_cast<std::uint32_t*>(part->data())[i] = c;
        }
        return Value::of(part);
    }
    std::int64_t i;
    if (key.is_small_int()) [[likely]] {
        i = key.as_small_int();
    } else {
        Value const indexer = MINIVM_TRY(special_method(thread, key, names(thread).index_));
        if (indexer.is_unbound())
            return raise_type_error(thread, "string indices must be integers, not '%s'",
                                    type_name(thread, key));
        Root<Str> const kept(thread, text);
        i = MINIVM_TRY(index_word(thread, key, OutOfRange::index_error));
    }
    if (i < 0) i += text->length;
    if (i < 0 || i >= text->length) return raise_index_error(thread, "string index out of range");
    return make_character(thread, text->at(static_cast<std::size_t>(i)));
}

Result<bool> str_contains(Thread& thread, Str* text, Value item) {
    Str* const part = as<Str>(item);
    if (!part)
        return raise_type_error(thread, "'in <string>' requires string as left operand, not %s",
                                type_name(thread, item));
    return find(text, part, 0, text->length) >= 0;
}

Result<Value> str_repeat(Thread& thread, Str* text, Value count) {
    Root<Str> const kept(thread, text);
    std::int64_t times = count.is_small_int() ? count.as_small_int() : 0;
    if (!count.is_small_int()) times = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
    if (times <= 0 || text->length == 0) return Value::of(empty_str(thread));
    if (times == 1) return Value::of(text);
    if (text->length > INT64_MAX / times) return raise_overflow_error(thread, "repeated string is too long");
    std::size_t const length = text->length * static_cast<std::size_t>(times);
    Str* const repeated = allocate(thread, length, text->width, text->ascii);
    if (!repeated) return raise_memory_error(thread);
    std::size_t const piece = std::size_t{text->length} * text->width;
    std::size_t const size = length * text->width;
    char* const to = repeated->data();
    if (piece == 1) {
        std::memset(to, text->data()[0], size);
    } else {
        copy_bytes(to, text->data(), piece);
        for (std::size_t done = piece; done < size;) {
            std::size_t const more = std::min(done, size - done);
            copy_bytes(to + done, to, more);
            done += more;
        }
    }
    return Value::of(repeated);
}

namespace {

Result<Value> next_character(Thread& thread, Iterator* self) {
    Str const* const text = as<Str>(self->a);
    std::int64_t const position = self->position;
    if (!text || position >= self->size) {
        self->a = Value::none();
        return Value::unbound();
    }
    self->position = position + 1;
    return make_character(thread, text->at(static_cast<std::size_t>(position)));
}

}  // namespace

Result<Value> str_iterator(Thread& thread, Str* text) {
    std::uint32_t const shape = text->ascii ? shape_id::str_ascii_iterator : shape_id::str_iterator;
    Iterator* const iterator = make_iterator(thread, shape, next_character, Value::of(text));
    iterator->position = 0;
    iterator->size = text->length;
    return Value::of(iterator);
}

}  // namespace minivm
