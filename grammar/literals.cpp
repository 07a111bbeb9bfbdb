#include "grammar/literals.hpp"

#include <charconv>
#include <limits>
#include <string>
#include <vector>

#include "grammar/format_string.hpp"
#include "grammar/unicode.hpp"

namespace minivm::grammar {

using namespace ast;

namespace {

// CPython's default for sys.set_int_max_str_digits().
constexpr std::size_t maximum_decimal_digits = 4300;

[[nodiscard]] int digit_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return 16;
}

// What from_chars calls out of range is either so large that Python has inf or so small that it has 0: the
// position of the first digit that counts, moved by the exponent, tells which.
[[nodiscard]] double beyond_range(std::string_view text) {
    auto const exponent_at = text.find_first_of("eE");
    long exponent = 0;
    if (exponent_at != std::string_view::npos) {
        auto digits = text.substr(exponent_at + 1);
        bool const is_negative = digits.front() == '-';
        if (is_negative || digits.front() == '+') digits.remove_prefix(1);
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        if (error == std::errc::result_out_of_range) exponent = std::numeric_limits<long>::max() / 2;
        if (is_negative) exponent = -exponent;
    }
    auto const mantissa = text.substr(0, exponent_at);
    auto const point = std::min(mantissa.find('.'), mantissa.size());
    auto const first = mantissa.find_first_of("123456789");
    if (first == std::string_view::npos) return 0;
    auto const magnitude = static_cast<long>(point) - static_cast<long>(first) + exponent;
    return magnitude > 0 ? std::numeric_limits<double>::infinity() : 0;
}

[[nodiscard]] double real_value(std::string_view text) {
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc::result_out_of_range ? beyond_range(text) : value;
}

[[nodiscard]] Constant* integer(Builder& build, Span span, std::string_view digits, unsigned base) {
    auto* const constant =
        build.make<Constant>(span, Constant::Type::integer, static_cast<std::uint8_t>(base));
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), constant->integer,
                                              static_cast<int>(base));
    if (error != std::errc::result_out_of_range) return constant;
    if (base == 10 && digits.size() > maximum_decimal_digits) {
        build.reject_literal(
            {span.line, Diagnostic::no_column, span.line, Diagnostic::no_column},
            "Exceeds the limit (4300 digits) for integer string conversion: value has " +
                std::to_string(digits.size()) +
                " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for "
                "huge integer literals to avoid decimal conversion limits.");
    }
    constant->type = Constant::Type::big_integer;
    constant->text = build.arena().copy(digits);
    return constant;
}

// The text of one string token without its quotes, and what its prefix says.
struct Content {
    std::string_view text;
    bool is_bytes = false;
    bool is_raw = false;
    bool is_format = false;
};

[[nodiscard]] Content strip(std::string_view token) {
    Content content;
    std::size_t start = 0;
    for (; token[start] != '\'' && token[start] != '"'; ++start) {
        switch (token[start]) {
            case 'b':
            case 'B': content.is_bytes = true; break;
            case 'r':
            case 'R': content.is_raw = true; break;
            case 'f':
            case 'F': content.is_format = true; break;
            default: break;
        }
    }
    bool const is_long =
        token.size() >= start + 6 && token[start + 1] == token[start] && token[start + 2] == token[start];
    std::size_t const quotes = is_long ? 3 : 1;
    content.text = token.substr(start + quotes, token.size() - start - 2 * quotes);
    return content;
}

// Walks through a literal that has backslashes. `offset` follows along in the text as CPython's codec sees
// it, where each character beyond ASCII was first written \UXXXXXXXX: its error messages give positions
// there.
class EscapeReader {
public:
    EscapeReader(std::string_view text, Span lookahead) : text_(text), lookahead_(lookahead) {}

    [[nodiscard]] std::string read() {
        while (at_ < text_.size()) {
            auto const byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '\\') {
                ++at_;
                escape();
                continue;
            }
            if (byte >= 0xC0) offset_ += 10 - 1;
            if ((byte & 0xC0) == 0x80) --offset_;
            result_ += static_cast<char>(byte);
            ++at_;
        }
        return std::move(result_);
    }

private:
    // The cursor stands behind a backslash; the lexer made sure that something follows.
    void escape() {
        auto const start = at_ - 1;
        auto const letter = text_[at_++];
        switch (letter) {
            case '\n': break;
            case '\\':
            case '\'':
            case '"': result_ += letter; break;
            case 'a': result_ += '\a'; break;
            case 'b': result_ += '\b'; break;
            case 'f': result_ += '\f'; break;
            case 'n': result_ += '\n'; break;
            case 'r': result_ += '\r'; break;
            case 't': result_ += '\t'; break;
            case 'v': result_ += '\v'; break;
            case 'x': hexadecimal(start, 2, "truncated \\xXX escape"); break;
            case 'u': hexadecimal(start, 4, "truncated \\uXXXX escape"); break;
            case 'U': hexadecimal(start, 8, "truncated \\UXXXXXXXX escape"); break;
            case 'N': named(start); break;
            default:
                if (letter >= '0' && letter <= '7') {
                    octal();
                } else {  // no escape after all
                    result_ += '\\';
                    --at_;
                }
        }
    }

    void octal() {
        char32_t value = 0;
        --at_;
        for (int digits = 0; digits < 3 && at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '7';
             ++digits) {
            value = value * 8 + static_cast<char32_t>(text_[at_++] - '0');
        }
        unicode::append(result_, value);
    }

    void hexadecimal(std::size_t start, int digits, char const* truncated) {
        char32_t value = 0;
        for (; digits > 0 && at_ < text_.size() && digit_value(text_[at_]) < 16; --digits) {
            value = value * 16 + static_cast<char32_t>(digit_value(text_[at_++]));
        }
        if (digits > 0) fail(start, truncated);
        if (value > 0x10FFFF) fail(start, "illegal Unicode character");
        unicode::append(result_, value);
    }

    void named(std::size_t start) {
        auto const close = text_.find('}', at_);
        if (at_ == text_.size() || text_[at_] != '{') fail(start, "malformed \\N character escape");
        if (close == std::string_view::npos || close == at_ + 1) {
            at_ = close == std::string_view::npos ? text_.size() : close + 1;
            fail(start, "malformed \\N character escape");
        }
        throw Rejection{{Diagnostic::Kind::unsupported,
                         "named character escapes (\\N{...}) are not supported",
                         lookahead_,
                         {}},
                        Rejection::Cause::other};
    }

    [[noreturn]] void fail(std::size_t start, char const* reason) const {
        auto const first = static_cast<std::ptrdiff_t>(start) + offset_;
        auto const last = static_cast<std::ptrdiff_t>(at_) + offset_ - 1;
        Builder::reject_literal(lookahead_,
                                "(unicode error) 'unicodeescape' codec can't decode bytes in position " +
                                    std::to_string(first) + "-" + std::to_string(last) + ": " + reason);
    }

    std::string_view text_;
    Span lookahead_;
    std::size_t at_ = 0;
    std::ptrdiff_t offset_ = 0;  // of CPython's position to ours
    std::string result_;
};

}  // namespace

Constant* number(Builder& build, Span span, std::string_view text) {
    std::string digits(text);
    std::erase(digits, '_');
    if (digits.size() > 2 && digits[0] == '0') {
        auto const rest = std::string_view(digits).substr(2);
        if (auto const letter = digits[1] | 0x20; letter == 'x' || letter == 'o' || letter == 'b') {
            return integer(build, span, rest, letter == 'x' ? 16 : letter == 'o' ? 8 : 2);
        }
    }
    if ((digits.back() | 0x20) == 'j') {
        digits.pop_back();
        return build.make<Constant>(span, Constant::Type::imaginary, std::uint8_t{10}, false, std::int64_t{0},
                                    real_value(digits));
    }
    if (digits.find_first_of(".eE") != std::string::npos) {
        return build.make<Constant>(span, Constant::Type::real, std::uint8_t{10}, false, std::int64_t{0},
                                    real_value(digits));
    }
    return integer(build, span, digits, 10);
}

std::string decode_escapes(std::string_view text, Span lookahead) {
    if (text.find('\\') == std::string_view::npos) return std::string(text);
    return EscapeReader(text, lookahead).read();
}

std::string decode_bytes_escapes(std::string_view text, Span lookahead) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\') {
            result += text[at++];
            continue;
        }
        auto const start = at++;
        auto const letter = text[at++];
        if (letter >= '0' && letter <= '7') {
            int value = letter - '0';
            for (int digits = 1; digits < 3 && at < text.size() && text[at] >= '0' && text[at] <= '7';
                 ++digits) {
                value = value * 8 + (text[at++] - '0');
            }
            result += static_cast<char>(value);
            continue;
        }
        switch (letter) {
            case '\n': break;
            case '\\':
            case '\'':
            case '"': result += letter; break;
            case 'a': result += '\a'; break;
            case 'b': result += '\b'; break;
            case 'f': result += '\f'; break;
            case 'n': result += '\n'; break;
            case 'r': result += '\r'; break;
            case 't': result += '\t'; break;
            case 'v': result += '\v'; break;
            case 'x':
                if (at + 1 < text.size() && digit_value(text[at]) < 16 && digit_value(text[at + 1]) < 16) {
                    result += static_cast<char>(digit_value(text[at]) * 16 + digit_value(text[at + 1]));
                    at += 2;
                    break;
                }
                Builder::reject_literal(
                    lookahead, "(value error) invalid \\x escape at position " + std::to_string(start));
            default: result += '\\'; --at;
        }
    }
    return result;
}

Expression* strings(Builder& build, Span span, Chain<Piece> const& pieces) {
    bool const has_unicode_prefix = pieces.front().text.front() == 'u';
    bool is_bytes = false;
    bool is_first = true;
    FormatStringBuilder result(build, span, has_unicode_prefix);
    pieces.for_each([&](Piece const& piece) {
        auto const content = strip(piece.text);
        std::string decoded;
        if (content.is_bytes) {
            if (!unicode::is_ascii(content.text)) {
                build.reject_literal(piece.span, "bytes can only contain ASCII literal characters");
            }
            decoded = content.is_raw ? std::string(content.text)
                                     : decode_bytes_escapes(content.text, build.lookahead);
        } else if (!content.is_format) {
            decoded =
                content.is_raw ? std::string(content.text) : decode_escapes(content.text, build.lookahead);
        }
        if (!is_first && content.is_bytes != is_bytes) {
            build.reject_literal(build.lookahead, "cannot mix bytes and nonbytes literals");
        }
        is_bytes = content.is_bytes;
        is_first = false;
        if (content.is_format) {
            result.add_format_string(piece, content.text, content.is_raw);
        } else {
            result.add_literal(decoded);
        }
    });
    return result.finish(is_bytes ? Constant::Type::bytes : Constant::Type::string);
}

}  // namespace minivm::grammar
