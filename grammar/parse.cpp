#include "grammar/parse.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/builder.hpp"
#include "grammar/explain.hpp"
#include "grammar/lexer.hpp"
#include "grammar/parse_field.hpp"
#include "grammar/parser.hpp"
#include "grammar/token_stream.hpp"
#include "grammar/unicode.hpp"

namespace minivm::grammar {

namespace {

using namespace std::string_view_literals;

[[nodiscard]] std::uint32_t line_of(std::string_view text, std::size_t offset) {
    return static_cast<std::uint32_t>(
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// ---- What is wrong with the bytes

// The encoding that a comment in the first two lines declares (PEP 263); empty if none.
[[nodiscard]] std::string_view declared_encoding(std::string_view text) {
    for (int line_number = 0; line_number < 2; ++line_number) {
        auto const line = text.substr(0, text.find('\n'));
        auto const start = line.find_first_not_of(" \t\f");
        if (start != std::string_view::npos && line[start] != '#') return {};
        for (auto at = line.find("coding"); at != std::string_view::npos; at = line.find("coding", at + 1)) {
            auto rest = line.substr(at + 6);
            if (rest.empty() || (rest.front() != ':' && rest.front() != '=')) continue;
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t", 1), rest.size()));
            auto const is_name = [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       "-_."sv.find(c) != "-_."sv.npos;
            };
            auto const* const end = std::find_if_not(rest.begin(), rest.end(), is_name);
            if (end != rest.begin()) return {rest.begin(), static_cast<std::size_t>(end - rest.begin())};
        }
        if (line.size() == text.size()) break;
        text.remove_prefix(line.size() + 1);
    }
    return {};
}

// The name in small letters with dashes.
[[nodiscard]] std::string normal_encoding(std::string_view name) {
    std::string normal;
    for (char const c : name)
        normal += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return normal;
}

// Text in another encoding is as good as UTF-8 if it is ASCII throughout.
[[nodiscard]] bool is_readable_as_utf8(std::string_view encoding, bool is_ascii) {
    if (encoding == "utf-8" || encoding == "utf8" || encoding.starts_with("utf-8-")) return true;
    if (!is_ascii) return false;
    constexpr std::array supersets = {"ascii"sv,        "us-ascii"sv,    "latin-1"sv,
                                      "latin1"sv,       "iso-8859-1"sv,  "cp1252"sv,
                                      "windows-1252"sv, "iso-8859-15"sv, "iso8859-1"sv};
    return std::find(supersets.begin(), supersets.end(), encoding) != supersets.end();
}

[[nodiscard]] std::optional<Diagnostic> check_encoding(Source const& source, bool is_ascii) {
    auto const declared = declared_encoding(source.text());
    if (declared.empty()) return std::nullopt;
    auto const encoding = normal_encoding(declared);
    if (source.has_mark() && encoding != "utf-8" && !encoding.starts_with("utf-8-")) {
        return Diagnostic{Diagnostic::Kind::syntax_error,
                          "encoding problem: " + std::string(declared) + " with BOM"};
    }
    if (is_readable_as_utf8(encoding, is_ascii)) return std::nullopt;
    return Diagnostic{Diagnostic::Kind::unsupported,
                      "source encoding '" + std::string(declared) + "' is not supported"};
}

[[nodiscard]] std::optional<Diagnostic> check_bytes(Source const& source) {
    auto const& text = source.text();
    if (text.size() > Source::maximum_size) {
        return Diagnostic{Diagnostic::Kind::unsupported, "a source of 4 GiB or more is not supported"};
    }
    if (auto const at = text.find('\0'); at != std::string::npos) {
        auto const line = line_of(text, at);
        return Diagnostic{Diagnostic::Kind::syntax_error, "source code cannot contain null bytes",
                          Span{line, Diagnostic::no_column, line, Diagnostic::no_column}};
    }
    bool const is_ascii = unicode::is_ascii(text);
    if (auto error = check_encoding(source, is_ascii)) return error;
    if (is_ascii) return std::nullopt;
    auto const at = unicode::find_invalid(text);
    if (!at) return std::nullopt;
    std::array<char, 8> byte{};
    std::snprintf(byte.data(), byte.size(), "\\x%02x",
                  static_cast<unsigned>(static_cast<unsigned char>(text[*at])));
    return Diagnostic{Diagnostic::Kind::syntax_error,
                      "Non-UTF-8 code starting with '" + std::string(byte.data()) + "' in file " +
                          source.name() + " on line " + std::to_string(line_of(text, *at)) +
                          ", but no encoding declared; see https://peps.python.org/pep-0263/ for details"};
}

// ---- Running the parser

void run(Builder& build, Lexer& lexer, TokenKind start) {
    TokenStream tokens(lexer, build, start);
    static_cast<void>(Parser(build, tokens).parse());  // errors are thrown
}

[[nodiscard]] TokenKind start_token(Mode mode) {
    switch (mode) {
        case Mode::module: return Parser::token::START_MODULE;
        case Mode::interactive: return Parser::token::START_INTERACTIVE;
        case Mode::expression: return Parser::token::START_EXPRESSION;
    }
    return Parser::token::START_MODULE;
}

// The line being typed is not empty: a prompt lets a compound statement grow until one is.
[[nodiscard]] bool ends_in_open_line(std::string_view text) {
    auto const line = text.substr(text.rfind('\n') + 1);  // npos + 1 == 0
    return line.find_first_not_of(" \t\f") != std::string_view::npos;
}

}  // namespace

ast::Expression* parse_field(Builder& build, std::string const& text, Position first) {
    auto const show = [&](Diagnostic diagnostic) {
        auto& span = diagnostic.span;
        diagnostic.text = Source("", text).line(span.line - first.line + 1);
        if (span.line == first.line) span.column -= first.column;
        if (span.end_line == first.line && span.end_column != Diagnostic::no_column)
            span.end_column -= first.column;
        return Rejection{std::move(diagnostic), Rejection::Cause::other};
    };
    auto* const outer_root = build.root;
    Lexer lexer(text, first);
    try {
        run(build, lexer, Parser::token::START_FIELD);
    } catch (Rejection const& rejection) {
        auto diagnostic = explain(text, first, Part::field, rejection);
        bool const is_nested = !diagnostic.text.empty();
        if (is_nested) throw Rejection{std::move(diagnostic), Rejection::Cause::other};
        diagnostic.message = "f-string: " + diagnostic.message;
        throw show(std::move(diagnostic));
    } catch (Diagnostic const& diagnostic) {
        if (diagnostic.kind == Diagnostic::Kind::recursion_error) throw;
        throw show(diagnostic);
    }
    auto* const value = static_cast<ast::Expression*>(build.root);
    build.root = outer_root;
    return value;
}

Parsed parse(Source const& source, Mode mode) {
    if (auto const error = check_bytes(source)) return Parsed(*error);
    Builder build;
    Lexer lexer(source.text());
    bool const is_interactive = mode == Mode::interactive;
    try {
        run(build, lexer, start_token(mode));
    } catch (Rejection const& rejection) {
        bool const ends_early =
            lexer.is_at_end() && (lexer.open_bracket() != nullptr || ends_in_open_line(source.text()));
        return Parsed(explain(source.text(), {1, 0}, Part::program, rejection), is_interactive && ends_early);
    } catch (Diagnostic const& diagnostic) {
        return Parsed(diagnostic, is_interactive && lexer.is_at_end());
    }
    if (auto const& error = build.late_error()) return Parsed(*error);
    bool const may_grow = is_interactive && build.root_is_compound && ends_in_open_line(source.text());
    if (may_grow) return Parsed(Diagnostic{Diagnostic::Kind::syntax_error, "incomplete input", {}, {}}, true);
    return Parsed(Tree(build.take_arena(), *build.root));
}

ast::Sequence<ast::Statement> Tree::body() const {
    if (auto const* module = root_->as_if<ast::Module>()) return module->body;
    return root_->as<ast::Interactive>().body;
}

}  // namespace minivm::grammar
