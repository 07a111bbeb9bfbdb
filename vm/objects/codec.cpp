#include "vm/objects/codec.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/str.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

enum class Codec : std::uint8_t { utf_8, ascii, latin_1 };
constexpr char const* codec_names[] = {"utf-8", "ascii", "latin-1"};

enum class Handler : std::uint8_t {
    strict,
    ignore,
    replace,
    backslashreplace,
    surrogateescape,
    surrogatepass,
    xmlcharrefreplace,
    namereplace,
    unknown
};
constexpr std::string_view handler_names[] = {
    "strict",          "ignore",        "replace",           "backslashreplace",
    "surrogateescape", "surrogatepass", "xmlcharrefreplace", "namereplace"};

// Each between spaces.
constexpr std::string_view aliases[] = {
    " utf_8 utf8 u8 utf utf8_ucs2 utf8_ucs4 cp65001 ",
    " ascii us_ascii us 646 ansi_x3.4_1968 ansi_x3_4_1968 ansi_x3.4_1986 cp367 csascii ibm367 iso646_us "
    "iso_646.irv_1991 "
    "iso_ir_6 ",
    " latin_1 latin1 latin l1 8859 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 cp819 csisolatin1 "
    "ibm819 ",
};
// What the names of CPython's other encodings begin with.
constexpr std::string_view other_encodings =
    " 037 1026 11 12 273 424 437 500 77 85 86 93 94 950 alias ansi arabic asmo base big5 bz2 charmap chinese "
    "cp cs cyrillic "
    "dbcs ebcdic ecma elot euc gb greek hebrew hex hkscs hp_ hz ibm idna iso jis johab koi8 korean ks kz l1 "
    "l2 l3 l4 l5 l6 "
    "l7 l8 l9 latin mac mbcs ms oem palmos pt punycode quo r8 raw rk roman rot ruscii s_jis shift sjis strk "
    "thai tis u16 "
    "u32 u7 u_jis uhc ujis undefined unicode utf uu windows x_mac zip zlib ";

/// As CPython looks encodings up: lower case, all but letters, digits and points as one underscore.
std::string normalised(Str const* name) {
    std::string out;
    bool gap = false;
    for (std::size_t i = 0; i < name->length; ++i) {
        char32_t const c = name->at(i);
        bool const upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
            if (gap && !out.empty()) out += '_';
            out += static_cast<char>(upper ? c - 'A' + 'a' : c);
            gap = false;
        } else {
            gap |= c < 128;
        }
    }
    return out;
}

Result<Codec> find_codec(Thread& thread, Value encoding) {
    if (encoding.is_unbound()) return Codec::utf_8;
    Str const* const given = cast<Str>(encoding);
    for (std::size_t i = 0; i < given->length; ++i)
        if (given->at(i) == 0) return raise_value_error(thread, "embedded null character");
    std::string const name = normalised(given);
    for (Codec const codec : {Codec::utf_8, Codec::ascii, Codec::latin_1})
        if (aliases[static_cast<int>(codec)].find(" " + name + " ") != std::string_view::npos) return codec;
    for (std::size_t at = 1; at < other_encodings.size();) {
        std::size_t const end = other_encodings.find(' ', at);
        if (name.starts_with(other_encodings.substr(at, end - at)))
            return raise_unsupported(thread, "the encoding '%s' is not supported by Mini", name.c_str());
        at = end + 1;
    }
    return raise_text(thread, types(thread).lookup_error, "unknown encoding: " + to_utf8(given));
}

/// Any name will do until there is an error to handle.
Handler find_handler(Value errors) {
    if (errors.is_unbound()) return Handler::strict;
    auto const* const end = std::end(handler_names);
    auto const* const found = std::find_if(std::begin(handler_names), end, [&](std::string_view name) {
        return equals(cast<Str>(errors), name);
    });
    return static_cast<Handler>(found - std::begin(handler_names));
}

Raised unknown_handler(Thread& thread, Value errors) {
    return raise_text(thread, types(thread).lookup_error,
                      "unknown error handler name '" + to_utf8(cast<Str>(errors)) + "'");
}

Raised raise_unicode(Thread& thread, Type* type, Codec codec, Value object, std::size_t begin,
                     std::size_t end, char const* reason) {
    Value const arguments[] = {Value::of(make_short_str(thread, codec_names[static_cast<int>(codec)])),
                               object, Value::small_int(static_cast<std::int64_t>(begin)),
                               Value::small_int(static_cast<std::int64_t>(end)),
                               Value::of(make_short_str(thread, reason))};
    return raise_value(thread, make_exception(thread, type, make_small_tuple(thread, arguments)),
                       Value::unbound());
}

std::uint8_t octet_at(std::string_view octets, std::size_t i) { return static_cast<std::uint8_t>(octets[i]); }

/// What stands at one place: a well-formed sequence of `length` octets, or as many that are none and why.
struct Sequence {
    std::size_t length;
    char const* fault;
};

Sequence sequence_at(std::string_view octets, std::size_t at) {
    std::uint8_t const lead = octet_at(octets, at);
    if (lead < 0x80) return {1, nullptr};
    if (lead < 0xC2 || lead > 0xF4) return {1, "invalid start byte"};
    std::size_t const wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // No longer forms than needed, no surrogates, nothing above U+10FFFF: all told by the second octet.
    std::uint8_t const least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    std::uint8_t const most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (std::size_t i = 1; i < wanted; ++i) {
        if (at + i >= octets.size()) return {i, "unexpected end of data"};
        std::uint8_t const next = octet_at(octets, at + i);
        if (i == 1 ? next < least || next > most : (next & 0xC0) != 0x80)
            return {i, "invalid continuation byte"};
    }
    return {wanted, nullptr};
}

bool is_encoded_surrogate(std::string_view octets, std::size_t at) {
    return at + 2 < octets.size() && octet_at(octets, at) == 0xED && octet_at(octets, at + 1) >= 0xA0 &&
           octet_at(octets, at + 1) <= 0xBF && (octet_at(octets, at + 2) & 0xC0) == 0x80;
}

/// Octets that are not text, and what is decoded around them.
class Decoder {
public:
    Decoder(Thread& thread, Codec codec, Value source, std::string_view octets, Value errors)
        : thread_(thread),
          codec_(codec),
          handler_(find_handler(errors)),
          source_(source),
          octets_(octets),
          errors_(errors) {}

    Result<Str*> run() {
        std::size_t done = 0;
        for (std::size_t at = 0; at < octets_.size();) {
            if (octet_at(octets_, at) < 0x80) {
                ++at;
                continue;
            }
            Sequence const sequence =
                codec_ == Codec::utf_8 ? sequence_at(octets_, at) : Sequence{1, "ordinal not in range(128)"};
            if (!sequence.fault) {
                at += sequence.length;
                continue;
            }
            text_.append_utf8(octets_.substr(done, at - done));
            at = done = MINIVM_TRY(handle(at, sequence));
        }
        if (done == 0) return make_str(thread_, octets_);
        text_.append_utf8(octets_.substr(done));
        return text_.finish(thread_);
    }

private:
    /// Where to go on.
    Result<std::size_t> handle(std::size_t at, Sequence wrong) {
        std::size_t const end = at + wrong.length;
        switch (handler_) {
            case Handler::ignore: return end;
            case Handler::replace: text_.append(U'\uFFFD'); return end;
            case Handler::backslashreplace:
                for (std::size_t i = at; i < end; ++i) {
                    char escape[8];
                    std::snprintf(escape, sizeof escape, "\\x%02x", octet_at(octets_, i));
                    text_.append_ascii(escape);
                }
                return end;
            case Handler::surrogateescape:
                for (std::size_t i = at; i < end; ++i) text_.append(0xDC00 + char32_t{octet_at(octets_, i)});
                return end;
            case Handler::surrogatepass:
                if (codec_ == Codec::utf_8 && is_encoded_surrogate(octets_, at)) {
                    text_.append(0xD000 + char32_t{octet_at(octets_, at + 1) & 0x3FU} * 64 +
                                 (octet_at(octets_, at + 2) & 0x3FU));
                    return at + 3;
                }
                [[fallthrough]];
            case Handler::strict: break;
            case Handler::xmlcharrefreplace:
            case Handler::namereplace:
                return raise_type_error(thread_,
                                        "don't know how to handle UnicodeDecodeError in error callback");
            case Handler::unknown: return unknown_handler(thread_, errors_);
        }
        Value object = source_;
        if (!as<Bytes>(object)) object = Value::of(MINIVM_TRY(make_bytes(thread_, octets_)));
        return raise_unicode(thread_, types(thread_).unicode_decode_error, codec_, object, at, end,
                             wrong.fault);
    }

    Thread& thread_;
    Codec codec_;
    Handler handler_;
    Value source_;
    std::string_view octets_;
    Value errors_;
    StrBuilder text_;
};

class Encoder {
public:
    Encoder(Thread& thread, Codec codec, Str* text, Value errors)
        : thread_(thread), codec_(codec), handler_(find_handler(errors)), text_(text), errors_(errors) {}

    Result<Bytes*> run() {
        if (text_->ascii) return make_bytes(thread_, text_->view());
        if (codec_ == Codec::latin_1 && text_->width == 1)
            return make_bytes(thread_, {text_->data(), text_->length});
        octets_.reserve(text_->length + text_->length / 2);
        for (std::size_t at = 0; at < text_->length;) {
            if (fits(text_->at(at))) {
                put(text_->at(at++));
                continue;
            }
            std::size_t end = at + 1;
            while (end < text_->length && !fits(text_->at(end))) ++end;
            MINIVM_TRY(handle(at, end));
            at = end;
        }
        return make_bytes(thread_, octets_);
    }

private:
    bool fits(char32_t c) const {
        switch (codec_) {
            case Codec::utf_8: return c < 0xD800 || c > 0xDFFF;
            case Codec::ascii: return c < 0x80;
            case Codec::latin_1: break;
        }
        return c < 0x100;
    }

    void put(char32_t c) {
        if (codec_ == Codec::utf_8)
            append_utf8(octets_, c);
        else
            octets_ += static_cast<char>(c);
    }

    void put_formatted(char const* format, char32_t c) {
        char replacement[16];
        // NOLINTNEXTLINE(clang-diagnostic-format-nonliteral)
        std::snprintf(replacement, sizeof replacement, format, static_cast<unsigned>(c));
        octets_ += replacement;
    }

    /// What cannot be encoded of the text: all of [begin, end).
    Result<void> handle(std::size_t begin, std::size_t end) {
        std::size_t at = begin;
        switch (handler_) {
            case Handler::ignore: return {};
            case Handler::replace: octets_.append(end - begin, '?'); return {};
            case Handler::backslashreplace:
                for (; at < end; ++at) {
                    char32_t const c = text_->at(at);
                    put_formatted(c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
                }
                return {};
            case Handler::xmlcharrefreplace:
                for (; at < end; ++at) put_formatted("&#%u;", text_->at(at));
                return {};
            case Handler::surrogateescape:
                while (at < end && text_->at(at) >= 0xDC80 && text_->at(at) <= 0xDCFF)
                    octets_ += static_cast<char>(text_->at(at++) - 0xDC00);
                if (at == end) return {};
                break;
            case Handler::surrogatepass:
                if (codec_ != Codec::utf_8) break;
                for (; at < end; ++at) append_utf8(octets_, text_->at(at));
                return {};
            case Handler::strict: break;
            case Handler::namereplace:
                return raise_unsupported(thread_, "the error handler 'namereplace' is not supported by Mini");
            case Handler::unknown: return unknown_handler(thread_, errors_);
        }
        constexpr char const* reasons[] = {"surrogates not allowed", "ordinal not in range(128)",
                                           "ordinal not in range(256)"};
        return raise_unicode(thread_, types(thread_).unicode_encode_error, codec_, Value::of(text_), at, end,
                             reasons[static_cast<int>(codec_)]);
    }

    Thread& thread_;
    Codec codec_;
    Handler handler_;
    Str* text_;
    Value errors_;
    std::string octets_;
};

}  // namespace

Result<Str*> decode(Thread& thread, Value source, Value encoding, Value errors) {
    Codec const codec = MINIVM_TRY(find_codec(thread, encoding));
    std::string_view const octets = MINIVM_TRY(octets_of(thread, source));
    if (codec != Codec::latin_1) return Decoder(thread, codec, source, octets, errors).run();
    unsigned char widest = 0;
    for (char const c : octets) widest |= static_cast<unsigned char>(c);
    if (octets.size() == 1) return cast<Str>(make_character(thread, widest));
    Str* const text = MINIVM_TRY(make_str_uninitialised(thread, octets.size(), widest));
    if (!octets.empty()) std::memcpy(text->data(), octets.data(), octets.size());
    return text;
}

Result<Bytes*> encode(Thread& thread, Str* text, Value encoding, Value errors) {
    Codec const codec = MINIVM_TRY(find_codec(thread, encoding));
    return Encoder(thread, codec, text, errors).run();
}

Result<void> check_codec_arguments(Thread& thread, char const* function, Value encoding, Value errors) {
    for (Value const each : {encoding, errors})
        if (!each.is_unbound() && !as<Str>(each))
            return raise_type_error(thread, "%s() argument '%s' must be str, not %s", function,
                                    each == encoding ? "encoding" : "errors",
                                    argument_type_name(thread, each));
    return {};
}

}  // namespace minivm
