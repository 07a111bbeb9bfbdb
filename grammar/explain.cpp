#include "grammar/explain.hpp"

#include <algorithm>

#include "grammar/builder.hpp"
#include "grammar/recognizer.hpp"

namespace minivm::grammar {

namespace {

using T = Parser::token;

// The Recognizer's rules for statements, as far as they can go wrong in a way that has words of its own.
// Reads one logical line, or two where the first opens a block that is missing.
class StatementRecognizer : public Recognizer {
public:
    using Recognizer::Recognizer;

    // Throws the Diagnostic if it finds one.
    void run(Part part, Span error) {
        skip_to(error);
        if (part == Part::field) {
            at_ = line_;
            static_cast<void>(star_expressions());
            return;
        }
        if (line_ > 0) statement();
        at_ = line_;
        bool const is_misplaced = sees({T::ELIF, T::ELSE, T::EXCEPT, T::FINALLY}) && current().span == error;
        if (!is_misplaced && !sees({T::INDENT, T::DEDENT, T::END})) statement();
    }

    // Line of the newest token that any rule has asked for.
    [[nodiscard]] std::uint32_t reached_line() const { return tokens_.empty() ? 0 : newest().span.line; }

private:
    void skip_to(Span error);

    void statement();
    void match_statement();
    void simple_statements();
    void simple_statement();
    bool assignment();
    void mistaken_assignment();
    bool mistaken_annotation_target();
    void import_from();
    void conditional(std::string const& name);
    void loop(std::string const& name);
    void with(Span keyword);
    bool with_item_or_mistake();
    void except(Span keyword);
    void class_definition(Span keyword);
    void function_definition(Span keyword);
    void block(std::string const& owner, Span keyword);
    void expect_colon();

    // Parameters of a `def` end at a parenthesis, those of a `lambda` at a colon.
    enum class Owner : std::uint8_t { function, lambda };
    bool parameter(Owner owner);
    bool end_of_parameter(Owner owner);
    bool parameter_without_default(Owner owner);
    bool parameter_with_default(Owner owner);
    bool parameter_maybe_default(Owner owner);
    bool default_value(Owner owner);
    bool slash(Owner owner, bool with_defaults);
    bool parameters(Owner owner);
    bool star_parameters(Owner owner);
    bool keyword_parameters(Owner owner);
    void mistaken_parameters(Owner owner);
    void mistaken_star(Owner owner);
    void mistaken_keywords(Owner owner);
    bool lambda_parameters() override { return parameters(Owner::lambda); }

    template <typename Rule>
    bool repeat(Rule rule) {
        int count = 0;
        while (attempt(rule)) ++count;
        return count > 0;
    }

    // Index of the first token of the line that has the error; before it stands, if anything, the line that
    // opens its block.
    std::size_t line_ = 0;
};

void StatementRecognizer::skip_to(Span error) {
    auto const is_before = [&](Token const& token) {
        if (token.kind == T::END) return false;
        if (token.kind == T::INDENT || token.kind == T::DEDENT) return token.span != error;
        return token.span.line < error.line ||
               (token.span.line == error.line && token.span.column < error.column);
    };
    bool begins_line = true;
    for (;;) {
        fetch();
        if (begins_line && tokens_.back().kind != T::INDENT && tokens_.back().kind != T::DEDENT) {
            auto const here = tokens_.size() - 1;
            // Of the line before, only a header may still matter.
            auto const kept = tokens_.begin() + static_cast<std::ptrdiff_t>(line_);
            auto const is_indent = [](Token const& token) {
                return token.kind == T::INDENT || token.kind == T::DEDENT;
            };
            auto const last = std::find_if_not(
                std::make_reverse_iterator(tokens_.begin() + static_cast<std::ptrdiff_t>(here)),
                tokens_.rend(), is_indent);
            bool const opens_block = here > line_ + 1 && last != tokens_.rend() && last->kind == T::NEWLINE &&
                                     std::next(last)->kind == T::COLON;
            auto const erased = opens_block ? kept : tokens_.begin() + static_cast<std::ptrdiff_t>(here);
            line_ = static_cast<std::size_t>(tokens_.begin() + static_cast<std::ptrdiff_t>(here) - erased);
            tokens_.erase(tokens_.begin(), erased);
            begins_line = false;
        }
        if (tokens_.back().kind == T::NEWLINE) begins_line = true;
        if (!is_before(tokens_.back())) break;
    }
    if (tokens_.size() > maximum_tokens) throw TooLong{};
}

// ---- Compound statements
// -----------------------------------------------------------------------------------------------

void StatementRecognizer::statement() {
    auto const keyword = current();
    auto const name = "'" + std::string(keyword.text) + "' statement";
    switch (keyword.kind) {
        case T::IF:
        case T::ELIF:
        case T::WHILE: ++at_; return conditional(name);
        case T::ELSE:
        case T::TRY:
        case T::FINALLY:
            ++at_;
            expect_colon();
            return block(name, keyword.span);
        case T::FOR: return loop(name);
        case T::WITH: ++at_; return with(keyword.span);
        case T::EXCEPT: ++at_; return except(keyword.span);
        case T::CLASS: ++at_; return class_definition(keyword.span);
        case T::DEF: ++at_; return function_definition(keyword.span);
        case T::AT:
            ++at_;
            static_cast<void>(named_expression());
            return;
        case T::ASYNC:
            if (token(at_ + 1).kind == T::FOR) return loop("'for' statement");
            ++at_;
            if (auto const next = current(); take(T::DEF))
                return function_definition(next.span);
            else if (take(T::WITH))
                return with(next.span);
            return;
        default: match_statement(); simple_statements();
    }
}

void StatementRecognizer::expect_colon() {
    if (!take(T::COLON)) reject(current().span, "expected ':'");
}

void StatementRecognizer::block(std::string const& owner, Span keyword) {
    if (!take(T::NEWLINE)) return simple_statements();
    if (sees(T::INDENT)) return;
    throw Diagnostic{Diagnostic::Kind::indentation_error,
                     "expected an indented block after " + owner + " on line " + std::to_string(keyword.line),
                     newest().span,
                     {}};
}

void StatementRecognizer::conditional(std::string const& name) {
    auto const keyword = token(at_ - 1).span;
    if (named_expression() == nullptr) return;
    if (sees(T::NEWLINE)) reject_newest("expected ':'");
    if (take(T::COLON)) block(name, keyword);
}

void StatementRecognizer::loop(std::string const& name) {
    auto const start = at_;
    take(T::ASYNC);
    auto const keyword = current().span;
    take(T::FOR);
    if (!star_targets() || !take(T::IN)) {
        at_ = start;
        return mistaken_for_target();
    }
    if (star_expressions() == nullptr) return;
    if (sees(T::NEWLINE)) reject_newest("expected ':'");
    if (take(T::COLON)) block(name, keyword);
}

void StatementRecognizer::with(Span keyword) {
    auto const start = at_;
    auto const item = [&] {
        return expression() != nullptr && (attempt([&] { return take(T::AS) && star_target(); }) || true);
    };
    auto const several = [&] {
        return expressions() && (attempt([&] { return take(T::AS) && star_target(); }) || true);
    };
    auto const plain = [&] { return separated(T::COMMA, item); };
    auto const in_parentheses = [&] {
        if (!take(T::LEFT_PARENTHESIS) || !separated(T::COMMA, several)) return false;
        take(T::COMMA);
        return take(T::RIGHT_PARENTHESIS);
    };
    auto const opens_block = [&] { return take(T::COLON) && sees(T::NEWLINE); };

    if (attempt([&] { return plain() && opens_block(); })) return block("'with' statement", keyword);
    if (attempt([&] { return in_parentheses() && opens_block(); })) return block("'with' statement", keyword);
    bool const is_whole =
        attempt([&] {
            if (!take(T::LEFT_PARENTHESIS)) return false;
            if (!separated(T::COMMA, [&] { return with_item_or_mistake(); })) return false;
            take(T::COMMA);
            return take(T::RIGHT_PARENTHESIS) && take(T::COLON);
        }) ||
        attempt(
            [&] { return separated(T::COMMA, [&] { return with_item_or_mistake(); }) && take(T::COLON); });
    if (is_whole) return block("'with' statement", keyword);
    at_ = start;
    if (attempt([&] { return plain() && sees(T::NEWLINE); })) reject_newest("expected ':'");
    if (attempt([&] { return in_parentheses() && sees(T::NEWLINE); })) reject_newest("expected ':'");
}

bool StatementRecognizer::with_item_or_mistake() {
    auto const sees_end = [&] { return sees({T::COMMA, T::RIGHT_PARENTHESIS, T::COLON}); };
    if (attempt([&] { return expression() != nullptr && take(T::AS) && star_target() && sees_end(); }))
        return true;
    auto const start = at_;
    if (expression() != nullptr && take(T::AS)) {
        auto const* const target = expression();
        if (target != nullptr && sees_end()) reject_target(*target, Targets::star);
    }
    at_ = start;
    return attempt([&] { return expression() != nullptr; });
}

void StatementRecognizer::except(Span keyword) {
    if (sees(T::STAR)) {
        throw Diagnostic{Diagnostic::Kind::unsupported,
                         "'except*' is not supported",
                         Builder::reach(keyword, current().span),
                         {}};
    }
    auto const start = at_;
    auto const as_name = [&] { attempt([&] { return take(T::AS) && take(T::NAME); }); };
    if (take(T::COLON)) return block("'except' statement", keyword);
    if (sees(T::NEWLINE)) reject_newest("expected ':'");
    auto const* const type = expression();
    if (type == nullptr) return;
    as_name();
    if (take(T::COLON)) return block("'except' statement", keyword);
    at_ = start;
    static_cast<void>(expression());
    if (take(T::COMMA) && expressions()) {
        as_name();
        if (take(T::COLON)) reject_from(type->span, "multiple exception types must be parenthesized");
    }
    at_ = start;
    static_cast<void>(expression());
    as_name();
    if (sees(T::NEWLINE)) reject_newest("expected ':'");
}

void StatementRecognizer::class_definition(Span keyword) {
    if (!take(T::NAME)) return;
    if (take(T::LEFT_PARENTHESIS)) {
        arguments();
        if (!take(T::RIGHT_PARENTHESIS)) return;
    }
    if (sees(T::NEWLINE)) reject_newest("expected ':'");
    if (take(T::COLON)) block("class definition", keyword);
}

void StatementRecognizer::function_definition(Span keyword) {
    if (!take(T::NAME)) return;
    if (!take(T::LEFT_PARENTHESIS)) reject(current().span, "expected '('");
    attempt([&] { return parameters(Owner::function); });
    if (!take(T::RIGHT_PARENTHESIS)) return;
    attempt([&] { return take(T::ARROW) && expression() != nullptr; });
    expect_colon();
    block("function definition", keyword);
}

// A `match` may be a name as well; only the shape of what follows tells.
void StatementRecognizer::match_statement() {
    auto const start = at_;
    auto const keyword = current().span;
    if (!take_soft("match")) return;
    bool const has_subject = attempt([&] {
                                 std::vector<Guess const*> elements;
                                 if (star_named_expression() == nullptr || !take(T::COMMA)) return false;
                                 attempt([&] { return star_named_expressions(elements); });
                                 return true;
                             }) ||
                             named_expression() != nullptr;
    if (has_subject && sees(T::NEWLINE)) reject_newest("expected ':'");
    if (has_subject && take(T::COLON) && sees(T::NEWLINE)) {
        block("'match' statement", keyword);
        throw Diagnostic{Diagnostic::Kind::unsupported, "'match' statement is not supported", keyword, {}};
    }
    at_ = start;
}

// ---- Simple statements
// -------------------------------------------------------------------------------------------------

void StatementRecognizer::simple_statements() {
    do simple_statement();
    while (take(T::SEMICOLON));
}

void StatementRecognizer::simple_statement() {
    if (assignment() || star_expressions() != nullptr) return;
    switch (current().kind) {
        case T::RETURN:
            ++at_;
            static_cast<void>(star_expressions());
            break;
        case T::RAISE:
            ++at_;
            if (expression() != nullptr) attempt([&] { return take(T::FROM) && expression() != nullptr; });
            break;
        case T::ASSERT:
            ++at_;
            if (expression() != nullptr) attempt([&] { return take(T::COMMA) && expression() != nullptr; });
            break;
        case T::YIELD: static_cast<void>(yield_expression()); break;
        case T::DEL: {
            auto const start = ++at_;
            if (delete_targets() && sees({T::SEMICOLON, T::NEWLINE})) break;
            at_ = start;
            if (auto const* const guess = star_expressions()) reject_target(*guess, Targets::del);
            break;
        }
        case T::FROM: import_from(); break;
        case T::PASS:
        case T::BREAK:
        case T::CONTINUE: ++at_; break;
        default: break;
    }
}

void StatementRecognizer::import_from() {
    ++at_;
    while (sees({T::DOT, T::ELLIPSIS, T::NAME})) ++at_;
    if (!take(T::IMPORT)) return;
    bool const has_names = separated(T::COMMA, [&] {
        return attempt(
            [&] { return take(T::NAME) && (attempt([&] { return take(T::AS) && take(T::NAME); }) || true); });
    });
    if (has_names && take(T::COMMA) && sees(T::NEWLINE)) {
        reject_newest("trailing comma not allowed without surrounding parentheses");
    }
}

bool StatementRecognizer::assignment() {
    auto const value = [&] { return yield_expression() != nullptr || star_expressions() != nullptr; };
    auto const annotation = [&] {
        if (!take(T::COLON) || expression() == nullptr) return false;
        attempt([&] { return take(T::ASSIGN) && value(); });
        return true;
    };
    auto const augmented = [&] {
        if (current().kind < T::PLUS_ASSIGN || current().kind > T::CIRCUMFLEX_ASSIGN) return false;
        ++at_;
        return true;
    };
    if (attempt([&] { return take(T::NAME) && annotation(); })) return true;
    if (attempt([&] {
            bool const is_group = take(T::LEFT_PARENTHESIS);
            if (is_group ? !single_target() || !take(T::RIGHT_PARENTHESIS)
                         : !single_subscript_attribute_target())
                return false;
            return annotation();
        })) {
        return true;
    }
    if (attempt([&] {
            return repeat([&] { return star_targets() && take(T::ASSIGN); }) && value() && !sees(T::ASSIGN);
        })) {
        return true;
    }
    bool is_augmented = false;
    if (attempt([&] { return single_target() && (is_augmented = augmented()) && value(); })) return true;
    if (!is_augmented) {
        mistaken_assignment();
        auto const start = at_;
        if (auto const* const target = star_expressions(); target != nullptr && augmented() && value()) {
            reject(target->span, "'" + std::string(describe_expression(target->kind, target->constant)) +
                                     "' is an illegal expression for augmented assignment");
        }
        at_ = start;
    }
    return false;
}

void StatementRecognizer::mistaken_assignment() {
    auto const start = at_;
    bool const is_list = sees(T::LEFT_BRACKET) || looks_like([&] {
                             while (take(T::LEFT_PARENTHESIS)) {}
                             return sees(T::LEFT_BRACKET);
                         });
    if (mistaken_annotation_target()) {
        auto const span = Builder::reach(token(start).span, token(at_ - 1).span);
        if (take(T::COLON) && expression() != nullptr) {
            reject(span, std::string("only single target (not ") + (is_list ? "list" : "tuple") +
                             ") can be annotated");
        }
    }
    at_ = start;
    if (auto const* const first = star_named_expression(); first != nullptr && take(T::COMMA)) {
        std::vector<Guess const*> elements;
        repeat([&] { return star_named_expressions(elements); });
        if (take(T::COLON) && expression() != nullptr) {
            reject(first->span, "only single target (not tuple) can be annotated");
        }
    }
    at_ = start;
    if (auto const* const target = expression();
        target != nullptr && take(T::COLON) && expression() != nullptr) {
        reject(target->span, "illegal target for annotation");
    }
    at_ = start;
    repeat([&] { return star_targets() && take(T::ASSIGN); });
    auto const after_targets = at_;
    if (auto const* const target = star_expressions(); target != nullptr && sees(T::ASSIGN)) {
        reject_target(*target, Targets::star);
    }
    at_ = after_targets;
    if (auto const* const target = yield_expression(); target != nullptr && sees(T::ASSIGN)) {
        reject(target->span, "assignment to yield expression not possible");
    }
    at_ = start;
}

bool StatementRecognizer::mistaken_annotation_target() {
    if (list() != nullptr || tuple() != nullptr) return true;
    return attempt([&] {
        return take(T::LEFT_PARENTHESIS) && mistaken_annotation_target() && take(T::RIGHT_PARENTHESIS);
    });
}

// ---- Parameters
// --------------------------------------------------------------------------------------------------------

bool StatementRecognizer::parameter(Owner owner) {
    if (!take(T::NAME)) return false;
    if (owner == Owner::function) attempt([&] { return take(T::COLON) && expression() != nullptr; });
    return true;
}

bool StatementRecognizer::end_of_parameter(Owner owner) {
    return take(T::COMMA) || sees(owner == Owner::function ? T::RIGHT_PARENTHESIS : T::COLON);
}

bool StatementRecognizer::parameter_without_default(Owner owner) {
    return parameter(owner) && end_of_parameter(owner);
}

bool StatementRecognizer::parameter_with_default(Owner owner) {
    return parameter(owner) && default_value(owner) && end_of_parameter(owner);
}

bool StatementRecognizer::parameter_maybe_default(Owner owner) {
    if (!parameter(owner)) return false;
    attempt([&] { return default_value(owner); });
    return end_of_parameter(owner);
}

bool StatementRecognizer::default_value(Owner owner) {
    auto const sign = current().span;
    if (attempt([&] { return take(T::ASSIGN) && expression() != nullptr; })) return true;
    bool const is_missing = looks_like([&] {
        return take(T::ASSIGN) && sees({T::RIGHT_PARENTHESIS, T::COMMA});
    });
    if (owner == Owner::function && is_missing) reject(sign, "expected default value expression");
    return false;
}

bool StatementRecognizer::slash(Owner owner, bool with_defaults) {
    bool found = repeat([&] { return parameter_without_default(owner); });
    if (with_defaults) found = repeat([&] { return parameter_with_default(owner); });
    return found && take(T::SLASH) && end_of_parameter(owner);
}

bool StatementRecognizer::parameters(Owner owner) {
    mistaken_parameters(owner);
    auto const without_default = [&] { return parameter_without_default(owner); };
    auto const with_default = [&] { return parameter_with_default(owner); };
    auto const star = [&] { return star_parameters(owner); };
    if (attempt([&] { return slash(owner, false); })) {
        repeat(without_default);
        repeat(with_default);
        attempt(star);
        return true;
    }
    if (attempt([&] { return slash(owner, true); })) {
        repeat(with_default);
        attempt(star);
        return true;
    }
    if (repeat(without_default)) {
        repeat(with_default);
        attempt(star);
        return true;
    }
    if (repeat(with_default)) {
        attempt(star);
        return true;
    }
    return attempt(star);
}

bool StatementRecognizer::star_parameters(Owner owner) {
    mistaken_star(owner);
    auto const maybe_default = [&] { return parameter_maybe_default(owner); };
    auto const keywords = [&] { return keyword_parameters(owner); };
    auto const starred_annotation = [&] {
        return owner == Owner::function && take(T::NAME) && take(T::COLON) && take(T::STAR) &&
               bitwise_or() != nullptr && end_of_parameter(owner);
    };
    if (attempt([&] {
            return take(T::STAR) &&
                   (attempt([&] { return parameter_without_default(owner); }) || attempt(starred_annotation));
        })) {
        repeat(maybe_default);
        attempt(keywords);
        return true;
    }
    if (attempt([&] { return take(T::STAR) && take(T::COMMA) && repeat(maybe_default); })) {
        attempt(keywords);
        return true;
    }
    return keywords();
}

bool StatementRecognizer::keyword_parameters(Owner owner) {
    mistaken_keywords(owner);
    return take(T::DOUBLE_STAR) && parameter_without_default(owner);
}

void StatementRecognizer::mistaken_parameters(Owner owner) {
    auto const start = at_;
    auto const without_default = [&] { return parameter_without_default(owner); };
    auto const with_default = [&] { return parameter_with_default(owner); };
    auto const maybe_default = [&] { return parameter_maybe_default(owner); };
    auto const any_slash = [&] {
        return attempt([&] { return slash(owner, false); }) || attempt([&] { return slash(owner, true); });
    };

    repeat(without_default);
    if (attempt([&] { return slash(owner, true); }) || repeat(with_default)) {
        auto const name = at_;
        if (parameter(owner)) {
            auto const span = Builder::reach(token(name).span, token(at_ - 1).span);
            if (end_of_parameter(owner)) reject(span, "non-default argument follows default argument");
        }
    }
    at_ = start;
    repeat(without_default);
    auto const opening = current().span;
    if (take(T::LEFT_PARENTHESIS)) {
        bool const has_names =
            owner == Owner::function
                ? repeat([&] { return parameter_without_default(owner); })
                : separated(T::COMMA, [&] { return attempt([&] { return parameter(owner); }); });
        take(T::COMMA);
        if (has_names && sees(T::RIGHT_PARENTHESIS)) {
            reject(Builder::reach(opening, current().span),
                   owner == Owner::function ? "Function parameters cannot be parenthesized"
                                            : "Lambda expression parameters cannot be parenthesized");
        }
    }
    at_ = start;
    if (take(T::SLASH) && sees(T::COMMA)) reject(token(start).span, "at least one argument must precede /");
    at_ = start;
    if (any_slash()) {
        repeat(maybe_default);
        if (sees(T::SLASH)) reject(current().span, "/ may appear only once");
    }
    at_ = start;
    any_slash();
    repeat(maybe_default);
    if (take(T::STAR) && (take(T::COMMA) || attempt(without_default))) {
        repeat(maybe_default);
        if (sees(T::SLASH)) reject(current().span, "/ must be ahead of *");
    }
    at_ = start;
    if (repeat(maybe_default) && take(T::SLASH) && sees(T::STAR)) {
        reject(current().span, "expected comma between / and *");
    }
    at_ = start;
}

void StatementRecognizer::mistaken_star(Owner owner) {
    auto const start = at_;
    auto const end = owner == Owner::function ? T::RIGHT_PARENTHESIS : T::COLON;
    if (!take(T::STAR)) return;
    auto const after = at_;
    if (sees(end) || (take(T::COMMA) && sees({end, T::DOUBLE_STAR}))) {
        if (owner == Owner::lambda) reject_newest("named arguments must follow bare *");
        reject(token(start).span, "named arguments must follow bare *");
    }
    at_ = after;
    if (parameter(owner) && sees(T::ASSIGN))
        reject(current().span, "var-positional argument cannot have default value");
    at_ = after;
    auto const one = [&] {
        return take(T::COMMA) || attempt([&] { return parameter_without_default(owner); });
    };
    if (one()) {
        repeat([&] { return parameter_maybe_default(owner); });
        auto const second = current().span;
        if (take(T::STAR) && one()) reject(second, "* argument may appear only once");
    }
    at_ = start;
}

void StatementRecognizer::mistaken_keywords(Owner owner) {
    auto const start = at_;
    if (take(T::DOUBLE_STAR) && parameter(owner)) {
        if (sees(T::ASSIGN)) reject(current().span, "var-keyword argument cannot have default value");
        if (take(T::COMMA)) {
            auto const next = at_;
            if (parameter(owner)) {
                reject(Builder::reach(token(next).span, token(at_ - 1).span),
                       "arguments cannot follow var-keyword argument");
            }
            if (sees({T::STAR, T::DOUBLE_STAR, T::SLASH})) {
                reject(current().span, "arguments cannot follow var-keyword argument");
            }
        }
    }
    at_ = start;
}

// ---- The whole
// ---------------------------------------------------------------------------------------------------------

// An error of the tokenizer anywhere behind the error of syntax comes first, and so does a bracket left open
// before it.
Diagnostic prefer_token_errors(std::string_view text, Position first, Diagnostic const& found,
                               std::uint32_t reached_line) {
    Lexer lexer(text, first);
    try {
        while (lexer.next().kind != T::END) {}
    } catch (Diagnostic const& error) {
        return error;
    }
    auto const* const bracket = lexer.open_bracket();
    return bracket != nullptr && reached_line > bracket->position.line ? never_closed(*bracket) : found;
}

}  // namespace

Diagnostic explain(std::string_view text, Position first, Part part, Rejection const& rejection) {
    auto found = rejection.diagnostic;
    if (found.kind == Diagnostic::Kind::unsupported) return found;
    auto reached_line = found.span.line;
    if (rejection.cause == Rejection::Cause::grammar) {
        Lexer lexer(text, first);
        StatementRecognizer recognizer(lexer);
        try {
            recognizer.run(part, found.span);
        } catch (Diagnostic const& better) {
            found = better;
        } catch (TooLong const&) {
            // What the parser knows must do.
        }
        if (found.kind == Diagnostic::Kind::unsupported) return found;
        reached_line = std::max(reached_line, recognizer.reached_line());
    }
    return prefer_token_errors(text, first, found, reached_line);
}

}  // namespace minivm::grammar
