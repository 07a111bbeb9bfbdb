#include "grammar/lexer.hpp"

#include <cstdio>
#include <cstring>
#include <string>

#include "grammar/unicode.hpp"

namespace minivm::grammar {

namespace {

[[nodiscard]] bool is_digit(unsigned char byte) { return byte >= '0' && byte <= '9'; }

[[nodiscard]] bool is_identifier_byte(unsigned char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) || byte == '_' || byte >= 0x80;
}

}  // namespace

Lexer::Lexer(std::string_view text, Position first)
    : begin_(reinterpret_cast<Byte const*>(text.data())),
      cursor_(begin_),
      line_start_(-static_cast<std::ptrdiff_t>(first.column)),
      line_(first.line) {}

Token Lexer::token(TokenKind kind, Byte const* start) const {
    return {kind,
            {line_, column(start), line_, column(cursor_)},
            {reinterpret_cast<char const*>(start), static_cast<std::size_t>(cursor_ - start)},
            level_};
}

void Lexer::fail(std::string message, Span span) const {
    throw Diagnostic{Diagnostic::Kind::syntax_error, std::move(message), span, {}};
}

void Lexer::fail_locally(Diagnostic::Kind kind, std::string message, Span span) {
    error_is_local_ = true;
    throw Diagnostic{kind, std::move(message), span, {}};
}

void Lexer::fail(std::string message) const {
    auto const* last = cursor_;
    do --last;
    while ((*last & 0xC0) == 0x80);
    auto const here = column(last);
    fail(std::move(message), {line_, here, line_, here});
}

Token Lexer::next() {
    if (at_line_start_ && pending_ == 0 && measure_indentation()) line_has_token_ = true;
    if (pending_ == 0) return scan();
    // CPython's tokenizer has no place for these; errors point just before what follows.
    auto result = token(pending_ > 0 ? Parser::token::INDENT : Parser::token::DEDENT, cursor_);
    --result.span.column;
    --result.span.end_column;
    pending_ += pending_ > 0 ? -1 : 1;
    return result;
}

// Skips empty lines and comments; at the first line that has more, compares its indentation with those around it.
bool Lexer::measure_indentation() {
    at_line_start_ = false;
    for (;;) {
        int column_now = 0;
        int alternative = 0;
        int before_backslash = 0;  // a line continued before its first token is as deep as its first piece
        for (;; ++cursor_) {
            if (*cursor_ == ' ') {
                ++column_now;
                ++alternative;
            } else if (*cursor_ == '\t') {
                column_now = (column_now / 8 + 1) * 8;
                ++alternative;
            } else if (*cursor_ == '\f') {
                column_now = alternative = 0;
            } else if (*cursor_ == '\\') {
                if (before_backslash == 0) before_backslash = column_now;
                ++cursor_;
                continue_line();
                --cursor_;
            } else {
                break;
            }
        }
        if (*cursor_ == '#') {
            while (*cursor_ != '\n' && *cursor_ != '\0') ++cursor_;
        }
        if (*cursor_ == '\n') {
            ++cursor_;
            new_line();
            continue;
        }
        if (*cursor_ == '\0') return false;
        if (before_backslash != 0) column_now = alternative = before_backslash;
        indent_to(column_now, alternative);
        return true;
    }
}

void Lexer::indent_to(int column_now, int alternative) {
    auto const whole_line = [this] {
        auto const* line_end = cursor_;
        while (*line_end != '\n' && *line_end != '\0') ++line_end;
        return column(line_end);
    };
    auto const tabs_disagree = [this] {
        fail_locally(Diagnostic::Kind::tab_error, "inconsistent use of tabs and spaces in indentation", {line_, 0, line_, 0});
    };
    auto const depth_column = [this](std::array<int, maximum_indents> const& all) {
        return all[static_cast<std::size_t>(indents_)];
    };
    if (column_now > depth_column(columns_)) {
        if (indents_ + 1 >= maximum_indents) {
            fail_locally(Diagnostic::Kind::indentation_error, "too many levels of indentation", {line_, 0, line_, 0});
        }
        if (alternative <= depth_column(alternatives_)) tabs_disagree();
        ++indents_;
        ++pending_;
        columns_[static_cast<std::size_t>(indents_)] = column_now;
        alternatives_[static_cast<std::size_t>(indents_)] = alternative;
        return;
    }
    while (column_now < depth_column(columns_)) {
        --indents_;
        --pending_;
    }
    if (column_now != depth_column(columns_)) {
        auto const end = whole_line();
        fail_locally(Diagnostic::Kind::indentation_error, "unindent does not match any outer indentation level",
             {line_, end, line_, end});
    }
    if (alternative != depth_column(alternatives_)) tabs_disagree();
}

// The cursor stands behind a backslash.
void Lexer::continue_line() {
    auto const here = position(cursor_);
    if (*cursor_ == '\n') {
        ++cursor_;
        new_line();
    } else if (*cursor_ != '\0') {
        fail_locally(Diagnostic::Kind::syntax_error, "unexpected character after line continuation character",
                     {here.line, here.column, here.line, here.column});
    }
    if (*cursor_ == '\0') {
        fail_locally(Diagnostic::Kind::syntax_error, "unexpected EOF while parsing",
                     {here.line, here.column, here.line, here.column});
    }
}

void Lexer::open(char bracket, Byte const* start) {
    if (level_ >= maximum_brackets) fail("too many nested parentheses");
    brackets_[static_cast<std::size_t>(level_++)] = {bracket, position(start)};
}

void Lexer::close(char bracket) {
    using namespace std::string_literals;
    if (level_ == 0) fail("unmatched '"s + bracket + "'");
    auto const& opened = brackets_[static_cast<std::size_t>(--level_)];
    auto const wanted = opened.open == '(' ? ')' : opened.open == '[' ? ']' : '}';
    if (bracket == wanted) return;
    auto message = "closing parenthesis '"s + bracket + "' does not match opening parenthesis '" + opened.open + "'";
    if (opened.position.line != line_) message += " on line " + std::to_string(opened.position.line);
    fail(std::move(message));
}

// A text whose last line has no line end gets its NEWLINE all the same, then every open block its DEDENT. All lie at the end
// of the last line that there is.
Token Lexer::end_of_text(Byte const* start) {
    auto result = token(Parser::token::END, start);
    if (column(cursor_) == 0 && cursor_ != begin_) {
        auto const* line_start = cursor_ - 1;
        while (line_start != begin_ && line_start[-1] != '\n') --line_start;
        auto const length = static_cast<std::uint32_t>(cursor_ - 1 - line_start);
        result.span = {line_ - 1, length, line_ - 1, length};
    }
    if (level_ > 0) return result;
    if (line_has_token_) {
        line_has_token_ = false;
        result.kind = Parser::token::NEWLINE;
    } else if (indents_ > 0) {
        --indents_;
        result.kind = Parser::token::DEDENT;
    }
    return result;
}


Diagnostic never_closed(Lexer::Bracket const& bracket) {
    using namespace std::string_literals;
    auto const [line, column] = bracket.position;
    return {Diagnostic::Kind::syntax_error, "'"s + bracket.open + "' was never closed",
            {line, column, line, Diagnostic::no_column}, {}};
}

// ---- Numbers

// What the rules below took for a number must not run on into a name, but a keyword may follow it: `1if x else 2`.
void Lexer::check_number_end(Byte const* start) {
    if (!is_identifier_byte(*cursor_)) return;
    bool const begins_octal = *start == '0' && cursor_ == start + 1 && *cursor_ == 'o';
    if (begins_octal) reject_number(start);
    for (auto const* keyword : {"and", "else", "for", "if", "in", "is", "not", "or"}) {
        if (std::strncmp(reinterpret_cast<char const*>(cursor_), keyword, std::strlen(keyword)) == 0) return;
    }
    reject_number(start);
}

// Reads a malformed number again, more slowly, to say what is wrong with it and where.
void Lexer::reject_number(Byte const* start) {
    using namespace std::string_literals;
    cursor_ = start;
    if (auto const letter = static_cast<Byte>(start[1] | 0x20); *start == '0' && std::strchr("xob", letter) != nullptr) {
        reject_radix_number(letter == 'x' ? "hexadecimal" : letter == 'o' ? "octal" : "binary",
                            letter == 'x' ? "0123456789abcdefABCDEF" : letter == 'o' ? "01234567" : "01");
    }
    auto const digits = [this] {
        for (;;) {
            while (is_digit(*cursor_)) ++cursor_;
            if (*cursor_ != '_') return;
            ++cursor_;
            if (!is_digit(*cursor_)) fail("invalid decimal literal");
        }
    };
    auto const* zeros_end = start;
    while (*zeros_end == '0' || *zeros_end == '_') ++zeros_end;
    digits();
    bool const is_integer = *cursor_ != '.';
    if (*cursor_ == '.') {
        ++cursor_;
        if (is_digit(*cursor_)) digits();
    }
    bool const has_exponent = *cursor_ == 'e' || *cursor_ == 'E';
    if (has_exponent) {
        auto const* const exponent = cursor_++;
        if (*cursor_ == '+' || *cursor_ == '-') {
            ++cursor_;
            if (!is_digit(*cursor_)) fail("invalid decimal literal");
        } else if (!is_digit(*cursor_)) {
            cursor_ = exponent;
            fail("invalid decimal literal");
        }
        digits();
    }
    if (*cursor_ == 'j' || *cursor_ == 'J') {
        ++cursor_;
        fail("invalid imaginary literal");
    }
    if (is_integer && !has_exponent && zeros_end != start && zeros_end < cursor_) {
        fail("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
             {line_, column(start), line_, column(zeros_end)});
    }
    fail("invalid decimal literal");
}

void Lexer::reject_radix_number(char const* name, char const* digits) {
    using namespace std::string_literals;
    auto const in_radix = [digits](Byte byte) { return byte != '\0' && std::strchr(digits, byte) != nullptr; };
    cursor_ += 2;
    do {
        if (*cursor_ == '_') ++cursor_;
        if (!in_radix(*cursor_)) break;
        while (in_radix(*cursor_)) ++cursor_;
    } while (*cursor_ == '_');
    if (is_digit(*cursor_)) {
        auto const digit = static_cast<char>(*cursor_++);
        fail("invalid digit '"s + digit + "' in " + name + " literal");
    }
    fail("invalid "s + name + " literal");
}

// ---- Strings and names

// The cursor stands behind the first quote. Escapes only matter here in that they hide a quote.
Token Lexer::scan_string(Byte const* start) {
    auto const quote = cursor_[-1];
    auto const first_line = line_;
    auto const first_column = column(start);
    bool const is_long = *cursor_ == quote && cursor_[1] == quote;
    if (is_long) cursor_ += 2;
    for (;;) {
        auto const byte = *cursor_;
        if (byte == quote && (!is_long || (cursor_[1] == quote && cursor_[2] == quote))) break;
        if (byte == '\0' || (byte == '\n' && !is_long)) {
            auto const detected = byte == '\0' && column(cursor_) == 0 ? line_ - 1 : line_;
            fail(std::string(is_long ? "unterminated triple-quoted" : "unterminated") +
                     " string literal (detected at line " + std::to_string(detected) + ")",
                 {first_line, first_column, first_line, first_column});
        }
        ++cursor_;
        if (byte == '\\' && *cursor_ != '\0' && *cursor_ != '\n') ++cursor_;
        else if (byte == '\\' && *cursor_ == '\n') ++cursor_, new_line();
        else if (byte == '\n') new_line();
    }
    cursor_ += is_long ? 3 : 1;
    auto result = token(Parser::token::STRING, start);
    result.span.line = first_line;
    result.span.column = first_column;
    return result;
}

void Lexer::check_identifier(Byte const* start) {
    auto const* const end = cursor_;
    for (cursor_ = start; cursor_ != end;) {
        bool const is_first = cursor_ == start;
        auto const character = unicode::decode(cursor_);
        if (!(is_first ? unicode::is_identifier_start(character) : unicode::is_identifier_part(character))) {
            reject_character(character);
        }
    }
}

// The cursor stands behind the character.
void Lexer::reject_character(char32_t character) {
    std::array<char, 16> code{};
    std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(character));
    if (!unicode::is_printable(character)) fail(std::string("invalid non-printable character ") + code.data());
    std::string message = "invalid character '";
    unicode::append(message, character);
    fail(message + "' (" + code.data() + ")");
}

// ---- The rules

Token Lexer::scan() {
    using enum Parser::token::token_kind_type;
    Byte const* start;
    Byte const* marker;
    Byte const* comment = nullptr;  // a NEWLINE begins where the comment before it does
again:
    start = cursor_;
    /*!re2c
        re2c:api:style = free-form;
        re2c:define:YYCTYPE = Byte;
        re2c:define:YYCURSOR = cursor_;
        re2c:define:YYMARKER = marker;
        re2c:yyfill:enable = 0;
        re2c:indent:top = 1;

        digits      = [0-9] ("_"? [0-9])*;
        decimal     = [1-9] ("_"? [0-9])* | "0" ("_"? "0")*;
        hexadecimal = "0" [xX] ("_"? [0-9a-fA-F])+;
        octal       = "0" [oO] ("_"? [0-7])+;
        binary      = "0" [bB] ("_"? [01])+;
        point       = digits "." digits? | "." digits;
        exponent    = (digits | point) [eE] [+-]? digits;
        imaginary   = (digits | point | exponent) [jJ];
        number      = decimal | hexadecimal | octal | binary | point | exponent | imaginary;

        prefix      = [rRuUbBfF] | [bB] [rR] | [rR] [bB] | [fF] [rR] | [rR] [fF];

        // Bytes from 0x80 are the UTF-8 of characters that are looked at one by one afterwards.
        ascii_name  = [A-Za-z_] [A-Za-z0-9_]*;
        any_name    = [A-Za-z_\x80-\xff] [A-Za-z0-9_\x80-\xff]*;

        [ \t\f]+        { goto again; }
        "#" [^\n\x00]*  { comment = start; goto again; }
        "\\"            { continue_line(); goto again; }
        "\n"            {
            if (level_ > 0 || !line_has_token_) {
                comment = nullptr;
                new_line();
                goto again;
            }
            auto result = token(NEWLINE, comment != nullptr ? comment : start);
            --result.span.end_column;
            new_line();
            at_line_start_ = true;
            line_has_token_ = false;
            return result;
        }
        "\x00"          { cursor_ = start; return end_of_text(comment != nullptr ? comment : start); }

        number          { check_number_end(start); return token(NUMBER, start); }
        prefix? ['"]    { return scan_string(start); }

        "False"    { return token(FALSE, start); }
        "None"     { return token(NONE, start); }
        "True"     { return token(TRUE, start); }
        "and"      { return token(AND, start); }
        "as"       { return token(AS, start); }
        "assert"   { return token(ASSERT, start); }
        "async"    { return token(ASYNC, start); }
        "await"    { return token(AWAIT, start); }
        "break"    { return token(BREAK, start); }
        "class"    { return token(CLASS, start); }
        "continue" { return token(CONTINUE, start); }
        "def"      { return token(DEF, start); }
        "del"      { return token(DEL, start); }
        "elif"     { return token(ELIF, start); }
        "else"     { return token(ELSE, start); }
        "except"   { return token(EXCEPT, start); }
        "finally"  { return token(FINALLY, start); }
        "for"      { return token(FOR, start); }
        "from"     { return token(FROM, start); }
        "global"   { return token(GLOBAL, start); }
        "if"       { return token(IF, start); }
        "import"   { return token(IMPORT, start); }
        "in"       { return token(IN, start); }
        "is"       { return token(IS, start); }
        "lambda"   { return token(LAMBDA, start); }
        "nonlocal" { return token(NONLOCAL, start); }
        "not"      { return token(NOT, start); }
        "or"       { return token(OR, start); }
        "pass"     { return token(PASS, start); }
        "raise"    { return token(RAISE, start); }
        "return"   { return token(RETURN, start); }
        "try"      { return token(TRY, start); }
        "while"    { return token(WHILE, start); }
        "with"     { return token(WITH, start); }
        "yield"    { return token(YIELD, start); }
        ascii_name { return token(NAME, start); }
        any_name   { check_identifier(start); return token(NAME, start); }

        "("   { open('(', start); return token(LEFT_PARENTHESIS, start); }
        "["   { open('[', start); return token(LEFT_BRACKET, start); }
        "{"   { open('{', start); return token(LEFT_BRACE, start); }
        ")"   { close(')'); return token(RIGHT_PARENTHESIS, start); }
        "]"   { close(']'); return token(RIGHT_BRACKET, start); }
        "}"   { close('}'); return token(RIGHT_BRACE, start); }

        "+"   { return token(PLUS, start); }
        "-"   { return token(MINUS, start); }
        "*"   { return token(STAR, start); }
        "**"  { return token(DOUBLE_STAR, start); }
        "/"   { return token(SLASH, start); }
        "//"  { return token(DOUBLE_SLASH, start); }
        "%"   { return token(PERCENT, start); }
        "@"   { return token(AT, start); }
        "<<"  { return token(LEFT_SHIFT, start); }
        ">>"  { return token(RIGHT_SHIFT, start); }
        "&"   { return token(AMPERSAND, start); }
        "|"   { return token(BAR, start); }
        "^"   { return token(CIRCUMFLEX, start); }
        "~"   { return token(TILDE, start); }
        "<"   { return token(LESS, start); }
        ">"   { return token(GREATER, start); }
        "<="  { return token(LESS_EQUAL, start); }
        ">="  { return token(GREATER_EQUAL, start); }
        "=="  { return token(EQUAL, start); }
        "!="  { return token(NOT_EQUAL, start); }
        "->"  { return token(ARROW, start); }
        ":="  { return token(WALRUS, start); }
        ":"   { return token(COLON, start); }
        ","   { return token(COMMA, start); }
        ";"   { return token(SEMICOLON, start); }
        "."   { return token(DOT, start); }
        "..." { return token(ELLIPSIS, start); }
        "="   { return token(ASSIGN, start); }
        "+="  { return token(PLUS_ASSIGN, start); }
        "-="  { return token(MINUS_ASSIGN, start); }
        "*="  { return token(STAR_ASSIGN, start); }
        "**=" { return token(DOUBLE_STAR_ASSIGN, start); }
        "/="  { return token(SLASH_ASSIGN, start); }
        "//=" { return token(DOUBLE_SLASH_ASSIGN, start); }
        "%="  { return token(PERCENT_ASSIGN, start); }
        "@="  { return token(AT_ASSIGN, start); }
        "<<=" { return token(LEFT_SHIFT_ASSIGN, start); }
        ">>=" { return token(RIGHT_SHIFT_ASSIGN, start); }
        "&="  { return token(AMPERSAND_ASSIGN, start); }
        "|="  { return token(BAR_ASSIGN, start); }
        "^="  { return token(CIRCUMFLEX_ASSIGN, start); }

        // Printable characters that Python has no use for are tokens which no rule of the grammar takes.
        [!$?`] | "<>" { return token(UNKNOWN, start); }
        *             { reject_character(*start); }
    */
}

}  // namespace minivm::grammar
