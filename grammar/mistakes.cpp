// The rules of the Recognizer that match mistakes in expressions; each stands for the rule of CPython's
// grammar that is called invalid_ and the like. They either throw or leave the position as it was.

#include "grammar/builder.hpp"
#include "grammar/recognizer.hpp"

namespace minivm::grammar {

using T = Parser::token;

namespace {

[[nodiscard]] bool is_legacy_statement(Guess const& guess) {
    return guess.kind == ast::Kind::name && (guess.text == "print" || guess.text == "exec");
}

}  // namespace

// ---- Reporting

void Recognizer::reject(Span span, std::string message) {
    throw Diagnostic{Diagnostic::Kind::syntax_error, std::move(message), span, {}};
}

void Recognizer::reject_range(Guess const& first, Guess const& last, std::string message) const {
    reject(Builder::reach(first.span, last.span), std::move(message));
}

void Recognizer::reject_newest(std::string message) const { reject(newest().span, std::move(message)); }

void Recognizer::reject_from(Span first, std::string message) const {
    auto span = Builder::reach(first, newest().span);
    --span.end_column;
    reject(span, std::move(message));
}

Guess const* Recognizer::find_invalid_target(Guess const& guess, Targets targets) {
    switch (guess.kind) {
        case ast::Kind::name:
        case ast::Kind::subscript:
        case ast::Kind::attribute: return nullptr;
        case ast::Kind::list:
        case ast::Kind::tuple:
            for (auto const* part : guess.parts) {
                if (auto const* const invalid = find_invalid_target(*part, targets)) return invalid;
            }
            return nullptr;
        case ast::Kind::starred:
            return targets == Targets::del ? &guess : find_invalid_target(*guess.parts.front(), targets);
        case ast::Kind::compare:
            if (targets != Targets::loop) return &guess;
            return guess.is_membership ? find_invalid_target(*guess.parts.front(), targets) : nullptr;
        default: return &guess;
    }
}

void Recognizer::reject_target(Guess const& guess, Targets targets) {
    auto const* const invalid = find_invalid_target(guess, targets);
    if (invalid == nullptr) return;
    reject(invalid->span, (targets == Targets::del ? "cannot delete " : "cannot assign to ") +
                              std::string(describe_expression(invalid->kind, invalid->constant)));
}

// ---- Expressions

void Recognizer::mistaken_expression() {
    auto const start = at_;
    bool const is_excused =
        sees_soft_keyword() || looks_like([&] { return take(T::NAME) && take(T::STRING); });
    if (!is_excused) {
        auto const* const first = disjunction();
        auto const* const second = first == nullptr ? nullptr : expression_without_mistakes();
        if (second != nullptr && !is_legacy_statement(*first) && token(at_ - 1).level != 0) {
            reject_range(*first, *second, "invalid syntax. Perhaps you forgot a comma?");
        }
        at_ = start;
    }
    auto const* const value = disjunction();
    if (value != nullptr && take(T::IF)) {
        auto const* const condition = disjunction();
        if (condition != nullptr && !sees({T::ELSE, T::COLON})) {
            reject_range(*value, *condition, "expected 'else' after 'if' expression");
        }
    }
    at_ = start;
}

// Python 2's print and exec.
void Recognizer::mistaken_legacy_expression() {
    auto const start = at_;
    if (!take(T::NAME)) return;
    if (!sees(T::LEFT_PARENTHESIS)) {
        auto const& name = token(start);
        auto const* const rest = star_expressions();
        Guess const statement{.kind = ast::Kind::name, .span = token(start).span, .text = name.text};
        if (rest != nullptr && is_legacy_statement(statement)) {
            std::string const word(statement.text);
            reject_range(statement, *rest,
                         "Missing parentheses in call to '" + word + "'. Did you mean " + word + "(...)?");
        }
    }
    at_ = start;
}

void Recognizer::mistaken_named_expression() {
    static_cast<void>(remember(Rule::named_mistake, [&]() -> Guess const* {
        auto const start = at_;
        if (auto const* const target = expression();
            target != nullptr && take(T::WALRUS) && expression() != nullptr) {
            reject(target->span, "cannot use assignment expressions with " +
                                     std::string(describe_expression(target->kind, target->constant)));
        }
        at_ = start;
        if (take(T::NAME) && take(T::ASSIGN)) {
            auto const* const value = bitwise_or();
            if (value != nullptr && !sees({T::ASSIGN, T::WALRUS})) {
                reject(Builder::reach(token(start).span, value->span),
                       "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
            }
        }
        at_ = start;
        bool const is_excused = looks_like([&] {
            return list() != nullptr || tuple() != nullptr || generator() != nullptr ||
                   sees({T::TRUE, T::NONE, T::FALSE});
        });
        if (is_excused) return nullptr;
        auto const* const target = bitwise_or();
        if (target != nullptr && take(T::ASSIGN) && bitwise_or() != nullptr &&
            !sees({T::ASSIGN, T::WALRUS})) {
            reject(target->span, "cannot assign to " +
                                     std::string(describe_expression(target->kind, target->constant)) +
                                     " here. Maybe you meant '==' instead of '='?");
        }
        return nullptr;
    }));
}

void Recognizer::mistaken_group() {
    auto const start = at_;
    if (take(T::LEFT_PARENTHESIS)) {
        auto const inner = at_;
        if (take(T::STAR) && expression() != nullptr && sees(T::RIGHT_PARENTHESIS)) {
            reject(span_from(inner), "cannot use starred expression here");
        }
        at_ = inner;
        if (take(T::DOUBLE_STAR) && expression() != nullptr && sees(T::RIGHT_PARENTHESIS)) {
            reject(token(inner).span, "cannot use double starred expression here");
        }
    }
    at_ = start;
}

void Recognizer::mistaken_comprehension() {
    auto const start = at_;
    bool const is_group = sees(T::LEFT_PARENTHESIS);
    if (!is_group && !sees({T::LEFT_BRACKET, T::LEFT_BRACE})) return;
    Guess const* last = nullptr;
    auto const inner = ++at_;
    if (take(T::STAR) && expression() != nullptr) {
        auto const span = span_from(inner);
        if (for_clauses(last)) reject(span, "iterable unpacking cannot be used in comprehension");
    }
    at_ = inner;
    if (!is_group && star_named_expression() != nullptr && take(T::COMMA)) {
        auto const after_comma = at_;
        std::vector<Guess const*> elements;
        if (star_named_expressions(elements)) {
            auto const span = Builder::reach(token(inner).span, elements.back()->span);
            if (for_clauses(last))
                reject(span, "did you forget parentheses around the comprehension target?");
        }
        at_ = after_comma;
        auto const span = span_from(inner);
        if (for_clauses(last)) reject(span, "did you forget parentheses around the comprehension target?");
    }
    at_ = start;
}

void Recognizer::mistaken_dict_comprehension() {
    auto const start = at_;
    Guess const* last = nullptr;
    bool const matches = take(T::LEFT_BRACE) && take(T::DOUBLE_STAR) && bitwise_or() != nullptr &&
                         for_clauses(last) && take(T::RIGHT_BRACE);
    if (matches) reject(token(start + 1).span, "dict unpacking cannot be used in dict comprehension");
    at_ = start;
}

void Recognizer::mistaken_pairs() {
    auto const start = at_;
    if (!take(T::LEFT_BRACE)) return;
    auto const inner = at_;
    attempt([&] {
        if (!separated(T::COMMA, [&] { return attempt([&] { return key_value_pair(); }); })) return false;
        if (!take(T::COMMA)) return false;
        auto const pair = at_;
        if (auto const* const key = expression(); key != nullptr && !sees(T::COLON)) {
            auto const& span = key->span;
            reject({span.line, span.end_column - 1, span.end_line, Diagnostic::no_column},
                   "':' expected after dictionary key");
        }
        at_ = pair;
        mistaken_pair();
        return false;
    });
    at_ = inner;
    mistaken_pair();
    at_ = start;
}

void Recognizer::mistaken_pair() {
    auto const start = at_;
    if (expression() != nullptr && take(T::COLON)) {
        auto const colon = at_ - 1;
        auto const value = at_;
        if (take(T::STAR) && bitwise_or() != nullptr) {
            reject_from(token(value).span, "cannot use a starred expression in a dictionary value");
        }
        at_ = value;
        if (sees({T::RIGHT_BRACE, T::COMMA})) {
            reject(token(colon).span, "expression expected after dictionary key and ':'");
        }
    }
    at_ = start;
}

void Recognizer::mistaken_for_target() {
    auto const start = at_;
    take(T::ASYNC);
    if (take(T::FOR)) {
        if (auto const* const guess = star_expressions()) reject_target(*guess, Targets::loop);
    }
    at_ = start;
}

// ---- Arguments

void Recognizer::mistaken_arguments() {
    auto const start = at_;
    Guess const* last = nullptr;
    {
        Call call;
        auto const positional = [&] {
            return separated(T::COMMA, [&] { return attempt([&] { return positional_argument(call); }); });
        };
        bool const has_keywords =
            attempt([&] { return positional() && take(T::COMMA) && keyword_arguments(call); }) ||
            keyword_arguments(call);
        if (has_keywords && take(T::COMMA) && sees(T::STAR)) {
            reject(current().span, "iterable argument unpacking follows keyword argument unpacking");
        }
    }
    at_ = start;
    if (auto const* const element = expression(); element != nullptr && for_clauses(last) && take(T::COMMA)) {
        attempt([&] {
            Call call;
            if (call_arguments(call)) return true;
            Guess const* other = nullptr;
            return expression() != nullptr && for_clauses(other);
        });
        reject_range(*element, *last, "Generator expression must be parenthesized");
    }
    at_ = start;
    if (take(T::NAME) && take(T::ASSIGN) && expression() != nullptr && for_clauses(last)) {
        reject(Builder::reach(token(start).span, token(start + 1).span),
               "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    at_ = start;
    {
        Call call;
        if (call_arguments(call) && for_clauses(last) && call.positional.size() > 1) {
            reject_range(*call.positional.back(), *last, "Generator expression must be parenthesized");
        }
    }
    at_ = start;
    {
        Call call;
        if (call_arguments(call) && take(T::COMMA)) {
            auto const* const element = expression();
            if (element != nullptr && for_clauses(last)) {
                reject_range(*element, *last, "Generator expression must be parenthesized");
            }
        }
    }
    at_ = start;
    {
        Call call;
        Call more;
        if (call_arguments(call) && take(T::COMMA) && call_arguments(more)) {
            reject_newest(call.has_unpacked_keywords
                              ? "positional argument follows keyword argument unpacking"
                              : "positional argument follows keyword argument");
        }
    }
    at_ = start;
}

void Recognizer::mistaken_keyword() {
    auto const start = at_;
    auto const two_tokens = [&] { return Builder::reach(token(start).span, token(start + 1).span); };
    if (sees({T::TRUE, T::FALSE, T::NONE})) {
        ++at_;
        if (take(T::ASSIGN)) reject(two_tokens(), "cannot assign to " + std::string(token(start).text));
    }
    at_ = start;
    bool const is_keyword = take(T::NAME) && take(T::ASSIGN);
    if (is_keyword) {
        Guess const* last = nullptr;
        if (expression() != nullptr && for_clauses(last)) {
            reject(two_tokens(), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
        at_ = start;
        return;
    }
    at_ = start;
    if (auto const* const guess = expression(); guess != nullptr && sees(T::ASSIGN)) {
        reject(Builder::reach(guess->span, current().span),
               "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    at_ = start;
}

}  // namespace minivm::grammar
