// Text made piece by piece: StrBuilder, and the representations that are made with it.
#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>

#include "vm/objects/str.hpp"
#include "vm/objects/unicode.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

template <typename Unit>
void put(char* to, std::size_t i, char32_t c) {
    reinterpret_cast<Unit*>(to)[i] = static_cast<Unit>(c);
}

void put(char* to, std::uint8_t width, std::size_t i, char32_t c) {
    if (width == 1)
        put<std::uint8_t>(to, i, c);
    else if (width == 2)
        put<std::uint16_t>(to, i, c);
    else
        put<std::uint32_t>(to, i, c);
}

}  // namespace

void StrBuilder::widen(std::uint8_t width) {
    std::size_t const count = length();
    std::string wider(count * width, '\0');
    for (std::size_t i = 0; i < count; ++i) {
        char32_t const c = width_ == 1 ? static_cast<std::uint8_t>(bytes_[i])
                                       : reinterpret_cast<std::uint16_t const*>(bytes_.data())[i];
        put(wider.data(), width, i, c);
    }
    bytes_ = std::move(wider);
    width_ = width;
}

/// Room for `count` code points more; nullptr when there is none, after which nothing is added.
char* StrBuilder::extend(std::size_t count, char32_t widest) {
    if (failed_) return nullptr;
    try {
        std::uint8_t const width = widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4;
        if (width > width_) widen(width);
        std::size_t const old_size = bytes_.size();
        if (count > UINT32_MAX - length()) throw std::length_error("str");
        bytes_.resize(old_size + count * width_);
        seen_ |= widest;
        return bytes_.data() + old_size;
    } catch (std::bad_alloc const&) {
    } catch (std::length_error const&) {}
    failed_ = true;
    return nullptr;
}

void StrBuilder::append(char32_t code_point) {
    if (width_ == 1 && code_point < 0x100 && bytes_.size() < bytes_.capacity()) [[likely]] {
        seen_ |= code_point;
        bytes_ += static_cast<char>(code_point);
        return;
    }
    if (char* const to = extend(1, code_point)) put(to, width_, 0, code_point);
}

void StrBuilder::append(Str const* text) { append(text, 0, text->length); }

void StrBuilder::append(Str const* text, std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    char32_t seen = 0x7F;
    if (!text->ascii) {
        seen = 0;
        for (std::size_t i = begin; i < end; ++i) seen |= text->at(i);
    }
    char* const to = extend(end - begin, seen);
    if (!to) return;
    if (text->width == width_)
        std::memcpy(to, text->data() + begin * width_, (end - begin) * width_);
    else
        for (std::size_t i = begin; i < end; ++i) put(to, width_, i - begin, text->at(i));
}

void StrBuilder::append_ascii(std::string_view text) {
    char* const to = extend(text.size(), 0x7F);
    if (!to) return;
    if (width_ == 1)
        std::memcpy(to, text.data(), text.size());
    else
        for (std::size_t i = 0; i < text.size(); ++i) put(to, width_, i, static_cast<std::uint8_t>(text[i]));
}

void StrBuilder::append_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = static_cast<std::uint8_t>(text[i++]);
        if (lead < 0x80) {
            append(char32_t{lead});
            continue;
        }
        int const following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        char32_t c = lead & (0x3Fu >> following);
        for (int k = 0; k < following && i < text.size(); ++k)
            c = c << 6 | (static_cast<std::uint8_t>(text[i++]) & 0x3F);
        append(c);
    }
}

void StrBuilder::append_repeated(char32_t code_point, std::size_t count) {
    if (count == 0) return;
    char* const to = extend(count, code_point);
    if (!to) return;
    if (width_ == 1)
        std::memset(to, static_cast<int>(code_point), count);
    else
        for (std::size_t i = 0; i < count; ++i) put(to, width_, i, code_point);
}

Result<Str*> StrBuilder::finish(Thread& thread) {
    if (failed_) return raise_memory_error(thread);
    if (length() == 1) {
        char32_t const only = width_ == 1   ? static_cast<std::uint8_t>(bytes_[0])
                              : width_ == 2 ? *reinterpret_cast<std::uint16_t const*>(bytes_.data())
                                            : *reinterpret_cast<std::uint32_t const*>(bytes_.data());
        return cast<Str>(make_character(thread, only));
    }
    Str* const text = MINIVM_TRY(make_str_uninitialised(thread, length(), seen_));
    if (!bytes_.empty()) std::memcpy(text->data(), bytes_.data(), bytes_.size());
    return text;
}

namespace {

void append_hex(StrBuilder& out, char kind, char32_t c, int digits) {
    out.append(U'\\');
    out.append(static_cast<char32_t>(kind));
    while (digits-- > 0) out.append(static_cast<char32_t>("0123456789abcdef"[c >> (4 * digits) & 0xF]));
}

void append_escape(StrBuilder& out, char32_t c) {
    if (c < 0x100)
        append_hex(out, 'x', c, 2);
    else if (c < 0x10000)
        append_hex(out, 'u', c, 4);
    else
        append_hex(out, 'U', c, 8);
}

}  // namespace

Result<Str*> repr_of(Thread& thread, Str* text) {
    bool has_single = false, has_double = false, plain = true;
    for (std::size_t i = 0; i < text->length; ++i) {
        char32_t const c = text->at(i);
        has_single |= c == U'\'';
        has_double |= c == U'"';
        plain &= c != U'\\' && unicode::is_printable(c);
    }
    bool const use_double = has_single && !has_double;
    char32_t const quote = use_double ? U'"' : U'\'';
    StrBuilder out;
    out.append(quote);
    if (plain && (!has_single || use_double)) {
        out.append(text);
    } else {
        for (std::size_t i = 0; i < text->length; ++i) {
            char32_t const c = text->at(i);
            if (c == quote || c == U'\\') {
                out.append(U'\\');
                out.append(c);
            } else if (c == U'\n') {
                out.append_ascii("\\n");
            } else if (c == U'\r') {
                out.append_ascii("\\r");
            } else if (c == U'\t') {
                out.append_ascii("\\t");
            } else if (unicode::is_printable(c)) {
                out.append(c);
            } else {
                append_escape(out, c);
            }
        }
    }
    out.append(quote);
    return out.finish(thread);
}

Result<Str*> ascii_of(Thread& thread, Str* repr) {
    if (repr->ascii) return repr;
    StrBuilder out;
    for (std::size_t i = 0; i < repr->length; ++i) {
        char32_t const c = repr->at(i);
        if (c < 0x80)
            out.append(c);
        else
            append_escape(out, c);
    }
    return out.finish(thread);
}

}  // namespace minivm
