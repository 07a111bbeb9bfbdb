#include "grammar/format_string.hpp"

#include <algorithm>

#include "grammar/lexer.hpp"
#include "grammar/literals.hpp"
#include "grammar/parse_field.hpp"

namespace minivm::grammar {

using namespace ast;

// Knows line and column of places in one string token, asked for from left to right.
class TokenRuler {
public:
    explicit TokenRuler(Piece const& piece)
        : at_(piece.text.data()), line_start_(at_), line_(piece.span.line), column_(piece.span.column) {}

    // `is_last_on_line`: CPython gives a brace with nothing behind it on its line the column at which the
    // token begins (or, below the token's first line, 0) instead of its own.
    [[nodiscard]] Position position(char const* place, bool is_last_on_line) {
        for (; at_ != place; ++at_) {
            if (*at_ != '\n') continue;
            ++line_;
            column_ = 0;
            line_start_ = at_ + 1;
        }
        return {line_, column_ + (is_last_on_line ? 0 : static_cast<std::uint32_t>(place - line_start_))};
    }

private:
    char const* at_;
    char const* line_start_;
    std::uint32_t line_;
    std::uint32_t column_;  // of line_start_
};

// Reads one f-string, or one format specification in it, from left to right.
class FormatStringReader {
public:
    FormatStringReader(FormatStringBuilder& result, Piece const& piece, TokenRuler& ruler, char const* at,
                       char const* end, bool is_raw, int level)
        : result_(result),
          build_(result.build_),
          piece_(piece),
          ruler_(ruler),
          at_(at),
          end_(end),
          is_raw_(is_raw),
          level_(level) {}

    // Returns where it stopped: at the end, or for a specification at the brace that closes the field around
    // it.
    char const* read() {
        for (;;) {
            if (read_literal()) continue;
            if (at_ >= end_ || *at_ == '}') break;
            read_field();
        }
        if (level_ > 0 && at_ >= end_) fail("f-string: expecting '}'");
        return at_;
    }

private:
    // Up to a field or the end. True if it ended at a doubled brace, so that more of the literal follows.
    bool read_literal() {
        auto const* const start = at_;
        auto const* stop = end_;
        bool is_doubled = false;
        while (at_ < end_) {
            auto const byte = *at_++;
            if (!is_raw_ && byte == '\\' && at_ < end_) {
                auto const escaped = *at_++;
                if (escaped == 'N') {
                    skip_name();
                    continue;
                }
                if (escaped != '{' && escaped != '}') continue;
                --at_;
                continue;
            }
            if (byte != '{' && byte != '}') continue;
            if (level_ == 0) {
                if (at_ < end_ && *at_ == byte) {
                    stop = at_++;
                    is_doubled = true;
                    break;
                }
                if (byte == '}') fail("f-string: single '}' is not allowed");
            }
            stop = --at_;
            break;
        }
        std::string_view const text(start, static_cast<std::size_t>(stop - start));
        result_.add_literal(is_raw_ ? std::string(text) : decode_escapes(text, build_.lookahead));
        return is_doubled;
    }

    // The braces of \N{...} open no field.
    void skip_name() {
        if (at_ >= end_ || *at_++ != '{') return;
        while (at_ < end_ && *at_++ != '}') {}
    }

    void read_field() {
        if (level_ >= 2) fail("f-string: expressions nested too deeply");
        auto const* const brace = at_++;
        auto const* const start = at_;
        find_field_end();
        auto* const value = parse(brace, start, at_);

        bool const shows_text = *at_ == '=';
        if (shows_text) {
            ++at_;
            while (at_ < end_ && std::string_view(" \t\n\v\f\r").find(*at_) != std::string_view::npos) ++at_;
            expect_more();
            result_.add_literal({start, static_cast<std::size_t>(at_ - start)});
        }
        int conversion = -1;
        if (*at_ == '!') {
            ++at_;
            expect_more();
            conversion = static_cast<unsigned char>(*at_++);
            if (conversion != 's' && conversion != 'r' && conversion != 'a') {
                fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
            }
            expect_more();
        }
        Expression* specification = nullptr;
        if (*at_ == ':') {
            ++at_;
            expect_more();
            FormatStringBuilder inner(build_, result_.whole_, result_.has_unicode_prefix_);
            at_ = FormatStringReader(inner, piece_, ruler_, at_, end_, is_raw_, level_ + 1).read();
            specification = inner.joined(piece_.span);
        }
        if (at_ >= end_ || *at_ != '}') fail("f-string: expecting '}'");
        ++at_;
        if (shows_text && specification == nullptr && conversion == -1) conversion = 'r';
        result_.flush(result_.whole_);
        result_.values_.push_back(
            build_.make<FormattedValue>(result_.whole_, value, conversion, specification));
    }

    // Moves to what ends the expression: `!`, `:`, `=` or `}` outside all brackets and quotes.
    void find_field_end() {
        std::string brackets;
        char quote = 0;
        bool is_long = false;
        for (; at_ < end_; ++at_) {
            auto const byte = *at_;
            auto const is_triple = [&] { return at_ + 2 < end_ && at_[1] == byte && at_[2] == byte; };
            if (byte == '\\') fail("f-string expression part cannot include a backslash");
            if (quote != 0) {
                if (byte != quote || (is_long && !is_triple())) continue;
                if (is_long) at_ += 2;
                quote = 0;
                continue;
            }
            if (byte == '\'' || byte == '"') {
                quote = byte;
                is_long = is_triple();
                if (is_long) at_ += 2;
                continue;
            }
            if (byte == '(' || byte == '[' || byte == '{') {
                if (brackets.size() >= Lexer::maximum_brackets) fail("f-string: too many nested parenthesis");
                brackets += byte;
                continue;
            }
            if (byte == '#') fail("f-string expression part cannot include '#'");
            if (brackets.empty() && std::string_view("!:}=<>").find(byte) != std::string_view::npos) {
                bool const is_comparison = at_ + 1 < end_ && at_[1] == '=' && byte != ':' && byte != '}';
                if (is_comparison) ++at_;
                if (is_comparison || byte == '<' || byte == '>') continue;
                break;
            }
            if (byte == ')' || byte == ']' || byte == '}') {
                if (brackets.empty()) fail(std::string("f-string: unmatched '") + byte + "'");
                auto const opening = brackets.back();
                brackets.pop_back();
                auto const wanted = opening == '(' ? ')' : opening == '[' ? ']' : '}';
                if (byte != wanted) {
                    fail(std::string("f-string: closing parenthesis '") + byte +
                         "' does not match opening parenthesis '" + opening + "'");
                }
            }
        }
        if (quote != 0) fail("f-string: unterminated string");
        if (!brackets.empty()) fail(std::string("f-string: unmatched '") + brackets.back() + "'");
        expect_more();
    }

    Expression* parse(char const* brace, char const* start, char const* stop) {
        if (std::all_of(start, stop, [](char byte) {
                return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f';
            })) {
            if (*stop == '}') fail("f-string: empty expression not allowed");
            fail(std::string("f-string: expression required before '") + *stop + "'");
        }
        auto const* const first =
            std::find_if(start, stop, [](char byte) { return byte != ' ' && byte != '\t' && byte != '\f'; });
        auto const position = ruler_.position(brace, first != stop && *first == '\n');
        auto const lookahead = build_.lookahead;
        auto* const value = parse_field(build_, '(' + std::string(start, stop) + ')', position);
        build_.lookahead = lookahead;
        return value;
    }

    void expect_more() const {
        if (at_ >= end_) fail("f-string: expecting '}'");
    }

    [[noreturn]] void fail(std::string message) const {
        build_.reject_literal(build_.lookahead, std::move(message));
    }

    FormatStringBuilder& result_;
    Builder& build_;
    Piece const& piece_;
    TokenRuler& ruler_;
    char const* at_;
    char const* end_;
    bool is_raw_;
    int level_;
};

void FormatStringBuilder::add_format_string(Piece const& piece, std::string_view content, bool is_raw) {
    is_format_ = true;
    TokenRuler ruler(piece);
    auto const* const end = content.data() + content.size();
    static_cast<void>(FormatStringReader(*this, piece, ruler, content.data(), end, is_raw, 0).read());
}

void FormatStringBuilder::flush(Span span) {
    if (literal_.empty()) return;
    values_.push_back(build_.make<Constant>(span, Constant::Type::string, std::uint8_t{10},
                                            has_unicode_prefix_, std::int64_t{0}, 0.0,
                                            build_.arena().copy(literal_)));
    literal_.clear();
}

JoinedStr* FormatStringBuilder::joined(Span span) {
    flush(span);
    auto const values = build_.arena().copy(std::span<Expression* const>(values_));
    return build_.make<JoinedStr>(span, values);
}

Expression* FormatStringBuilder::finish(Constant::Type type) {
    if (is_format_) return joined(whole_);
    bool const is_unicode = has_unicode_prefix_ && type == Constant::Type::string;
    return build_.make<Constant>(whole_, type, std::uint8_t{10}, is_unicode, std::int64_t{0}, 0.0,
                                 build_.arena().copy(literal_));
}

}  // namespace minivm::grammar
