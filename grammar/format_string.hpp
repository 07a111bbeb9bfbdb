#pragma once
// Puts together the value of string literals side by side of which some may be f-strings, by the rules of
// Python 3.11: the expression in a replacement field is cut out by counting brackets and quotes, then parsed
// as if it stood in parentheses.

#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/builder.hpp"

namespace minivm::grammar {

class FormatStringBuilder {
public:
    // All nodes but those inside fields get the span of the whole; so CPython has it, except that a format
    // specification and the literal that ends it get the span of their own token.
    FormatStringBuilder(Builder& build, Span whole, bool has_unicode_prefix)
        : build_(build), whole_(whole), has_unicode_prefix_(has_unicode_prefix) {}

    void add_literal(std::string_view text) { literal_ += text; }
    // `content` is the part of the piece's text between its quotes.
    void add_format_string(Piece const& piece, std::string_view content, bool is_raw);

    [[nodiscard]] ast::Expression* finish(ast::Constant::Type type);

private:
    friend class FormatStringReader;

    void flush(Span span);
    [[nodiscard]] ast::JoinedStr* joined(Span span);

    Builder& build_;
    Span whole_;
    bool has_unicode_prefix_;
    bool is_format_ = false;
    std::string literal_;  // not yet a value
    std::vector<ast::Expression*> values_;
};

}  // namespace minivm::grammar
