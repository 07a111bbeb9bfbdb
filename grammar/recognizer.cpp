#include "grammar/recognizer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "grammar/builder.hpp"
#include "grammar/literals.hpp"

namespace minivm::grammar {

using T = Parser::token;
using ast::Constant;

// ---- Tokens

Token const& Recognizer::token(Index index) {
    if (index >= maximum_tokens) throw TooLong{};
    while (tokens_.size() <= index) {
        auto const next = lexer_.next();
        if (auto const* bracket = lexer_.open_bracket(); next.kind == T::END && bracket != nullptr) {
            throw never_closed(*bracket);
        }
        tokens_.push_back(next);
    }
    reached_ = std::max(reached_, index);
    return tokens_[index];
}

bool Recognizer::sees(std::initializer_list<TokenKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), current().kind) != kinds.end();
}

bool Recognizer::take(TokenKind kind) {
    if (!sees(kind)) return false;
    ++at_;
    return true;
}

bool Recognizer::take_soft(std::string_view keyword) {
    if (!sees(T::NAME) || current().text != keyword) return false;
    ++at_;
    return true;
}

// CPython compares only as many characters as the name has, so that `c` and `mat` count as well.
bool Recognizer::sees_soft_keyword() {
    if (!sees(T::NAME)) return false;
    for (std::string_view const keyword : {"_", "case", "match"}) {
        if (keyword.starts_with(current().text)) return true;
    }
    return false;
}

// ---- Guesses

Guess const* Recognizer::make(Guess guess) {
    guesses_.push_back(std::move(guess));
    return &guesses_.back();
}

Guess const* Recognizer::make(ast::Kind kind, Index first, std::vector<Guess const*> parts) {
    return make(Guess{.kind = kind, .span = span_from(first), .parts = std::move(parts)});
}

Span Recognizer::span_from(Index first) {
    auto const last = std::max(at_, first + 1) - 1;
    return Builder::reach(token(first).span, token(last).span);
}

// ---- Expressions

Guess const* Recognizer::star_expressions() {
    auto const first = at_;
    auto const* const only = star_expression();
    if (only == nullptr || !sees(T::COMMA)) return only;
    std::vector<Guess const*> elements{only};
    while (attempt([&] {
        if (!take(T::COMMA)) return false;
        auto const* const next = star_expression();
        if (next != nullptr) elements.push_back(next);
        return next != nullptr;
    })) {}
    take(T::COMMA);
    return make(ast::Kind::tuple, first, std::move(elements));
}

Guess const* Recognizer::star_expression() {
    return remember(Rule::star_expression, [&]() -> Guess const* {
        auto const first = at_;
        if (auto const* const starred = alternative([&]() -> Guess const* {
                if (!take(T::STAR)) return nullptr;
                auto const* const value = bitwise_or();
                return value == nullptr ? nullptr : make(ast::Kind::starred, first, {value});
            })) {
            return starred;
        }
        return expression();
    });
}

Guess const* Recognizer::star_named_expression() {
    auto const first = at_;
    if (auto const* const starred = alternative([&]() -> Guess const* {
            if (!take(T::STAR)) return nullptr;
            auto const* const value = bitwise_or();
            return value == nullptr ? nullptr : make(ast::Kind::starred, first, {value});
        })) {
        return starred;
    }
    return named_expression();
}

bool Recognizer::star_named_expressions(std::vector<Guess const*>& elements) {
    bool const found = separated(T::COMMA, [&] {
        auto const* const element = star_named_expression();
        if (element != nullptr) elements.push_back(element);
        return element != nullptr;
    });
    if (found) take(T::COMMA);
    return found;
}

Guess const* Recognizer::assignment_expression() {
    auto const first = at_;
    return alternative([&]() -> Guess const* {
        if (!take(T::NAME) || !take(T::WALRUS) || expression() == nullptr) return nullptr;
        return make(ast::Kind::named_expr, first);
    });
}

Guess const* Recognizer::named_expression() {
    if (looks_like([&] { return take(T::NAME) && take(T::WALRUS); })) return assignment_expression();
    if (finds_mistakes_) mistaken_named_expression();
    return alternative([&]() -> Guess const* {
        auto const* const guess = expression();
        return sees(T::WALRUS) ? nullptr : guess;
    });
}

Guess const* Recognizer::expression() {
    return remember(Rule::expression, [&]() -> Guess const* {
        if (finds_mistakes_) {
            mistaken_expression();
            mistaken_legacy_expression();
        }
        auto const first = at_;
        if (auto const* const conditional = alternative([&]() -> Guess const* {
                bool const matches = disjunction() != nullptr && take(T::IF) && disjunction() != nullptr &&
                                     take(T::ELSE) && expression() != nullptr;
                return matches ? make(ast::Kind::if_exp, first) : nullptr;
            })) {
            return conditional;
        }
        if (auto const* const guess = disjunction()) return guess;
        return lambda();
    });
}

Guess const* Recognizer::expression_without_mistakes() {
    auto const found_before = std::exchange(finds_mistakes_, false);
    auto const first = at_;
    auto const* guess = alternative([&]() -> Guess const* {
        bool const matches = disjunction() != nullptr && take(T::IF) && disjunction() != nullptr &&
                             take(T::ELSE) && expression() != nullptr;
        return matches ? make(ast::Kind::if_exp, first) : nullptr;
    });
    if (guess == nullptr) guess = disjunction();
    if (guess == nullptr) guess = lambda();
    finds_mistakes_ = found_before;
    return guess;
}

bool Recognizer::expressions() {
    if (!separated(T::COMMA, [&] { return expression() != nullptr; })) return false;
    take(T::COMMA);
    return true;
}

Guess const* Recognizer::lambda() {
    auto const first = at_;
    return alternative([&]() -> Guess const* {
        if (!take(T::LAMBDA)) return nullptr;
        attempt([&] { return lambda_parameters(); });
        if (!take(T::COLON) || expression() == nullptr) return nullptr;
        return make(ast::Kind::lambda, first);
    });
}

Guess const* Recognizer::yield_expression() {
    auto const first = at_;
    if (!take(T::YIELD)) return nullptr;
    if (attempt([&] { return take(T::FROM) && expression() != nullptr; }))
        return make(ast::Kind::yield_from, first);
    static_cast<void>(star_expressions());
    return make(ast::Kind::yield, first);
}

Guess const* Recognizer::disjunction() {
    return remember(Rule::disjunction, [&]() -> Guess const* {
        auto const first = at_;
        auto const* guess = conjunction();
        if (guess == nullptr) return nullptr;
        while (attempt([&] { return take(T::OR) && conjunction() != nullptr; }))
            guess = make(ast::Kind::bool_op, first);
        return guess;
    });
}

Guess const* Recognizer::conjunction() {
    return remember(Rule::conjunction, [&]() -> Guess const* {
        auto const first = at_;
        auto const* guess = inversion();
        if (guess == nullptr) return nullptr;
        while (attempt([&] { return take(T::AND) && inversion() != nullptr; }))
            guess = make(ast::Kind::bool_op, first);
        return guess;
    });
}

Guess const* Recognizer::inversion() {
    return remember(Rule::inversion, [&]() -> Guess const* {
        auto const first = at_;
        if (attempt([&] { return take(T::NOT) && inversion() != nullptr; }))
            return make(ast::Kind::unary_op, first);
        return comparison();
    });
}

Guess const* Recognizer::comparison() {
    auto const first = at_;
    auto const* const left = bitwise_or();
    if (left == nullptr) return nullptr;
    std::optional<bool> is_membership;
    bool is_in = false;
    while (attempt([&] { return compare_operator(is_in) && bitwise_or() != nullptr; })) {
        if (!is_membership) is_membership = is_in;
    }
    if (!is_membership) return left;
    return make(Guess{.kind = ast::Kind::compare,
                      .span = span_from(first),
                      .is_membership = *is_membership,
                      .parts = {left}});
}

bool Recognizer::compare_operator(bool& is_membership) {
    is_membership = sees(T::IN);
    if (sees({T::EQUAL, T::NOT_EQUAL, T::LESS, T::LESS_EQUAL, T::GREATER, T::GREATER_EQUAL, T::IN})) {
        ++at_;
        return true;
    }
    if (take(T::IS)) {
        take(T::NOT);
        return true;
    }
    return take(T::NOT) && take(T::IN);
}

Guess const* Recognizer::bitwise_or() {
    return remember(Rule::bitwise_or, [&] { return binary(0); });
}

// The operators of each level bind tighter than those before.
Guess const* Recognizer::binary(int level) {
    static constexpr std::array<std::array<TokenKind, 5>, 6> operators = {{
        {T::BAR, T::BAR, T::BAR, T::BAR, T::BAR},
        {T::CIRCUMFLEX, T::CIRCUMFLEX, T::CIRCUMFLEX, T::CIRCUMFLEX, T::CIRCUMFLEX},
        {T::AMPERSAND, T::AMPERSAND, T::AMPERSAND, T::AMPERSAND, T::AMPERSAND},
        {T::LEFT_SHIFT, T::RIGHT_SHIFT, T::RIGHT_SHIFT, T::RIGHT_SHIFT, T::RIGHT_SHIFT},
        {T::PLUS, T::MINUS, T::MINUS, T::MINUS, T::MINUS},
        {T::STAR, T::SLASH, T::DOUBLE_SLASH, T::PERCENT, T::AT},
    }};
    if (level == static_cast<int>(operators.size())) return factor();
    auto const& own = operators[static_cast<std::size_t>(level)];
    auto const first = at_;
    auto const* guess = binary(level + 1);
    if (guess == nullptr) return nullptr;
    while (attempt([&] {
        if (std::find(own.begin(), own.end(), current().kind) == own.end()) return false;
        ++at_;
        return binary(level + 1) != nullptr;
    })) {
        guess = make(ast::Kind::bin_op, first);
    }
    return guess;
}

Guess const* Recognizer::factor() {
    return remember(Rule::factor, [&]() -> Guess const* {
        auto const first = at_;
        if (sees({T::PLUS, T::MINUS, T::TILDE})) {
            ++at_;
            return factor() == nullptr ? nullptr : make(ast::Kind::unary_op, first);
        }
        auto const* const base = await_primary();
        if (base == nullptr) return nullptr;
        if (attempt([&] { return take(T::DOUBLE_STAR) && factor() != nullptr; }))
            return make(ast::Kind::bin_op, first);
        return base;
    });
}

Guess const* Recognizer::await_primary() {
    return remember(Rule::await_primary, [&]() -> Guess const* {
        auto const first = at_;
        if (take(T::AWAIT)) return primary() == nullptr ? nullptr : make(ast::Kind::await, first);
        return primary();
    });
}

Guess const* Recognizer::primary() {
    return remember(Rule::primary, [&]() -> Guess const* {
        auto const first = at_;
        auto const* base = atom();
        if (base == nullptr) return nullptr;
        while (primary_suffix(base, first)) {}
        return base;
    });
}

bool Recognizer::primary_suffix(Guess const*& base, Index first) {
    if (attempt([&] { return take(T::DOT) && take(T::NAME); })) {
        base = make(ast::Kind::attribute, first);
        return true;
    }
    if (sees(T::LEFT_PARENTHESIS)) {
        bool const is_call = generator() != nullptr || attempt([&] {
                                 take(T::LEFT_PARENTHESIS);
                                 arguments();
                                 return take(T::RIGHT_PARENTHESIS);
                             });
        if (is_call) base = make(ast::Kind::call, first);
        return is_call;
    }
    // A generator might follow, says CPython's grammar, whose mistakes may begin with any bracket.
    if (finds_mistakes_) mistaken_comprehension();
    if (attempt([&] { return take(T::LEFT_BRACKET) && slices() && take(T::RIGHT_BRACKET); })) {
        base = make(ast::Kind::subscript, first);
        return true;
    }
    return false;
}

bool Recognizer::slices() {
    if (attempt([&] { return slice() && !sees(T::COMMA); })) return true;
    bool const found = separated(T::COMMA, [&] {
        return attempt([&] { return slice(); }) ||
               attempt([&] { return take(T::STAR) && expression() != nullptr; });
    });
    if (found) take(T::COMMA);
    return found;
}

bool Recognizer::slice() {
    bool const is_slice = attempt([&] {
        static_cast<void>(expression());
        if (!take(T::COLON)) return false;
        static_cast<void>(expression());
        if (take(T::COLON)) static_cast<void>(expression());
        return true;
    });
    return is_slice || named_expression() != nullptr;
}

// ---- Atoms

Guess const* Recognizer::atom() {
    auto const first = at_;
    auto const constant = [&](Constant::Type type) {
        ++at_;
        return make(Guess{.kind = ast::Kind::constant, .span = span_from(first), .constant = type});
    };
    switch (current().kind) {
        case T::NAME:
            ++at_;
            return make(Guess{.kind = ast::Kind::name, .span = span_from(first), .text = token(first).text});
        case T::TRUE: return constant(Constant::Type::true_);
        case T::FALSE: return constant(Constant::Type::false_);
        case T::NONE: return constant(Constant::Type::none);
        case T::ELLIPSIS: return constant(Constant::Type::ellipsis);
        case T::NUMBER: return constant(Constant::Type::integer);
        case T::STRING: {
            bool is_format = false;
            while (sees(T::STRING)) {
                auto const prefix = current().text.substr(0, current().text.find_first_of("'\""));
                is_format = is_format || prefix.find_first_of("fF") != std::string_view::npos;
                ++at_;
            }
            check_strings(first);
            auto const kind = is_format ? ast::Kind::joined_str : ast::Kind::constant;
            return make(Guess{.kind = kind, .span = span_from(first), .constant = Constant::Type::string});
        }
        case T::LEFT_PARENTHESIS:
            if (auto const* const guess = tuple()) return guess;
            if (auto const* const guess = group()) return guess;
            return generator();
        case T::LEFT_BRACKET:
            if (auto const* const guess = list()) return guess;
            return list_comprehension();
        case T::LEFT_BRACE:
            if (auto const* const guess = dict()) return guess;
            if (auto const* const guess = set()) return guess;
            if (auto const* const guess = dict_comprehension()) return guess;
            return set_comprehension();
        default: return nullptr;
    }
}

// What is wrong inside the literals comes before what is wrong behind them.
void Recognizer::check_strings(Index first) {
    Builder build;
    build.lookahead = current().span;
    Chain<Piece> pieces;
    for (auto index = first; index < at_; ++index) {
        pieces = build.append(pieces, Piece{token(index).span, token(index).text});
    }
    try {
        static_cast<void>(strings(build, span_from(first), pieces));
    } catch (Rejection const& rejection) {
        throw Diagnostic(rejection.diagnostic);
    }
}

Guess const* Recognizer::tuple() {
    auto const first = at_;
    return alternative([&]() -> Guess const* {
        std::vector<Guess const*> elements;
        if (!take(T::LEFT_PARENTHESIS)) return nullptr;
        attempt([&] {
            auto const* const element = star_named_expression();
            if (element == nullptr || !take(T::COMMA)) return false;
            elements.push_back(element);
            star_named_expressions(elements);
            return true;
        });
        return take(T::RIGHT_PARENTHESIS) ? make(ast::Kind::tuple, first, std::move(elements)) : nullptr;
    });
}

Guess const* Recognizer::group() {
    auto const* const guess = alternative([&]() -> Guess const* {
        if (!take(T::LEFT_PARENTHESIS)) return nullptr;
        auto const* inner = yield_expression();
        if (inner == nullptr) inner = named_expression();
        return take(T::RIGHT_PARENTHESIS) ? inner : nullptr;
    });
    if (guess == nullptr && finds_mistakes_) mistaken_group();
    return guess;
}

Guess const* Recognizer::generator() {
    auto const first = at_;
    auto const* const guess = alternative([&]() -> Guess const* {
        if (!take(T::LEFT_PARENTHESIS)) return nullptr;
        Guess const* last = nullptr;
        if (assignment_expression() == nullptr && (expression() == nullptr || sees(T::WALRUS)))
            return nullptr;
        if (!for_clauses(last) || !take(T::RIGHT_PARENTHESIS)) return nullptr;
        return make(ast::Kind::generator_exp, first);
    });
    if (guess == nullptr && finds_mistakes_) mistaken_comprehension();
    return guess;
}

Guess const* Recognizer::list() {
    auto const first = at_;
    return alternative([&]() -> Guess const* {
        std::vector<Guess const*> elements;
        if (!take(T::LEFT_BRACKET)) return nullptr;
        star_named_expressions(elements);
        return take(T::RIGHT_BRACKET) ? make(ast::Kind::list, first, std::move(elements)) : nullptr;
    });
}

Guess const* Recognizer::list_comprehension() {
    auto const first = at_;
    auto const* const guess = alternative([&]() -> Guess const* {
        Guess const* last = nullptr;
        bool const matches = take(T::LEFT_BRACKET) && named_expression() != nullptr && for_clauses(last) &&
                             take(T::RIGHT_BRACKET);
        return matches ? make(ast::Kind::list_comp, first) : nullptr;
    });
    if (guess == nullptr && finds_mistakes_) mistaken_comprehension();
    return guess;
}

Guess const* Recognizer::dict() {
    auto const first = at_;
    auto const* const guess = alternative([&]() -> Guess const* {
        if (!take(T::LEFT_BRACE)) return nullptr;
        if (separated(T::COMMA, [&] { return attempt([&] { return key_value_pair(); }); })) take(T::COMMA);
        return take(T::RIGHT_BRACE) ? make(ast::Kind::dict, first) : nullptr;
    });
    if (guess == nullptr) mistaken_pairs();  // CPython looks for these even where it looks for no others
    return guess;
}

bool Recognizer::key_value_pair() {
    if (take(T::DOUBLE_STAR)) return bitwise_or() != nullptr;
    return expression() != nullptr && take(T::COLON) && expression() != nullptr;
}

Guess const* Recognizer::set() {
    auto const first = at_;
    return alternative([&]() -> Guess const* {
        std::vector<Guess const*> elements;
        bool const matches = take(T::LEFT_BRACE) && star_named_expressions(elements) && take(T::RIGHT_BRACE);
        return matches ? make(ast::Kind::set, first) : nullptr;
    });
}

Guess const* Recognizer::dict_comprehension() {
    auto const first = at_;
    auto const* const guess = alternative([&]() -> Guess const* {
        Guess const* last = nullptr;
        bool const matches = take(T::LEFT_BRACE) && expression() != nullptr && take(T::COLON) &&
                             expression() != nullptr && for_clauses(last) && take(T::RIGHT_BRACE);
        return matches ? make(ast::Kind::dict_comp, first) : nullptr;
    });
    if (guess == nullptr && finds_mistakes_) mistaken_dict_comprehension();
    return guess;
}

Guess const* Recognizer::set_comprehension() {
    auto const first = at_;
    auto const* const guess = alternative([&]() -> Guess const* {
        Guess const* last = nullptr;
        bool const matches =
            take(T::LEFT_BRACE) && named_expression() != nullptr && for_clauses(last) && take(T::RIGHT_BRACE);
        return matches ? make(ast::Kind::set_comp, first) : nullptr;
    });
    if (guess == nullptr && finds_mistakes_) mistaken_comprehension();
    return guess;
}

bool Recognizer::for_clauses(Guess const*& last_item) {
    if (!for_clause(last_item)) return false;
    while (attempt([&] { return for_clause(last_item); })) {}
    return true;
}

// Past the `in` there is no way back.
bool Recognizer::for_clause(Guess const*& last_item) {
    bool is_committed = false;
    bool const matches = attempt([&] {
        take(T::ASYNC);
        if (!take(T::FOR) || !star_targets() || !take(T::IN)) return false;
        is_committed = true;
        auto const* item = disjunction();
        if (item == nullptr) return false;
        last_item = item;
        while (attempt([&] { return take(T::IF) && (item = disjunction()) != nullptr; })) last_item = item;
        return true;
    });
    if (!matches && !is_committed && finds_mistakes_) mistaken_for_target();
    return matches;
}

// ---- Arguments

bool Recognizer::arguments() {
    auto const* const matches = remember(Rule::arguments, [&]() -> Guess const* {
        auto const first = at_;
        Call call;
        if (attempt([&] {
                if (!call_arguments(call)) return false;
                take(T::COMMA);
                return sees(T::RIGHT_PARENTHESIS);
            })) {
            return mark(first);
        }
        if (finds_mistakes_) mistaken_arguments();
        return nullptr;
    });
    return matches != nullptr;
}

bool Recognizer::call_arguments(Call& call) {
    bool const has_positional = attempt([&] {
        return separated(T::COMMA, [&] { return attempt([&] { return positional_argument(call); }); });
    });
    if (!has_positional) return keyword_arguments(call);
    attempt([&] { return take(T::COMMA) && keyword_arguments(call); });
    return true;
}

bool Recognizer::positional_argument(Call& call) {
    auto const first = at_;
    if (attempt([&] { return take(T::STAR) && expression() != nullptr; })) {
        call.positional.push_back(make(ast::Kind::starred, first));
        return true;
    }
    auto const* guess = assignment_expression();
    if (guess == nullptr) {
        guess = expression();
        if (guess == nullptr || sees(T::WALRUS)) return false;
    }
    if (sees(T::ASSIGN)) return false;
    call.positional.push_back(guess);
    return true;
}

bool Recognizer::keyword_arguments(Call& call) {
    auto const before = call;
    auto const starred = [&] {
        call = before;
        return separated(T::COMMA, [&] { return attempt([&] { return keyword_or_starred(call); }); });
    };
    auto const double_starred = [&] {
        return separated(T::COMMA, [&] { return attempt([&] { return keyword_or_double_starred(call); }); });
    };
    if (attempt([&] { return starred() && take(T::COMMA) && double_starred(); })) return true;
    return attempt(starred) || attempt(double_starred);
}

bool Recognizer::keyword_or_starred(Call& call) {
    if (finds_mistakes_) mistaken_keyword();
    if (attempt([&] { return take(T::NAME) && take(T::ASSIGN) && expression() != nullptr; })) return true;
    auto const first = at_;
    if (!take(T::STAR) || expression() == nullptr) return false;
    call.positional.push_back(make(ast::Kind::starred, first));
    return true;
}

bool Recognizer::keyword_or_double_starred(Call& call) {
    if (finds_mistakes_) mistaken_keyword();
    if (attempt([&] { return take(T::NAME) && take(T::ASSIGN) && expression() != nullptr; })) return true;
    if (!take(T::DOUBLE_STAR) || expression() == nullptr) return false;
    call.has_unpacked_keywords = true;
    return true;
}

// ---- Targets

bool Recognizer::star_targets() {
    if (!star_target()) return false;
    while (attempt([&] { return take(T::COMMA) && star_target(); })) {}
    take(T::COMMA);
    return true;
}

bool Recognizer::star_target() {
    auto const* const matches = remember(Rule::star_target, [&]() -> Guess const* {
        auto const first = at_;
        if (attempt([&] { return take(T::STAR) && !sees(T::STAR) && star_target(); })) return mark(first);
        return target_with_star_atom() ? mark(first) : nullptr;
    });
    return matches != nullptr;
}

bool Recognizer::target_with_star_atom() {
    auto const* const matches = remember(Rule::target_with_star_atom, [&]() -> Guess const* {
        auto const first = at_;
        return single_subscript_attribute_target() || star_atom() ? mark(first) : nullptr;
    });
    return matches != nullptr;
}

bool Recognizer::star_atom() {
    if (take(T::NAME)) return true;
    if (attempt([&] {
            return take(T::LEFT_PARENTHESIS) && target_with_star_atom() && take(T::RIGHT_PARENTHESIS);
        }))
        return true;
    return attempt([&] {
        bool const is_tuple = sees(T::LEFT_PARENTHESIS);
        if (!is_tuple && !sees(T::LEFT_BRACKET)) return false;
        ++at_;
        attempt([&] { return star_targets(); });
        return take(is_tuple ? T::RIGHT_PARENTHESIS : T::RIGHT_BRACKET);
    });
}

bool Recognizer::single_subscript_attribute_target() {
    if (attempt([&] { return target_primary() && take(T::DOT) && take(T::NAME) && !sees_target_suffix(); }))
        return true;
    return attempt([&] {
        return target_primary() && take(T::LEFT_BRACKET) && slices() && take(T::RIGHT_BRACKET) &&
               !sees_target_suffix();
    });
}

bool Recognizer::single_target() {
    if (single_subscript_attribute_target() || take(T::NAME)) return true;
    return attempt(
        [&] { return take(T::LEFT_PARENTHESIS) && single_target() && take(T::RIGHT_PARENTHESIS); });
}

bool Recognizer::sees_target_suffix() { return sees({T::LEFT_PARENTHESIS, T::LEFT_BRACKET, T::DOT}); }

// All of a target but its last suffix.
bool Recognizer::target_primary() {
    auto const* const matches = remember(Rule::target_primary, [&]() -> Guess const* {
        auto const first = at_;
        if (atom() == nullptr || !sees_target_suffix()) return nullptr;
        Guess const* base = nullptr;
        while (attempt([&] { return primary_suffix(base, first) && sees_target_suffix(); })) {}
        return mark(first);
    });
    return matches != nullptr;
}

bool Recognizer::delete_targets() {
    if (!separated(T::COMMA, [&] { return delete_target(); })) return false;
    take(T::COMMA);
    return true;
}

bool Recognizer::delete_target() {
    auto const* const matches = remember(Rule::delete_target, [&]() -> Guess const* {
        auto const first = at_;
        if (single_subscript_attribute_target() || take(T::NAME)) return mark(first);
        bool const is_tuple = sees(T::LEFT_PARENTHESIS);
        if (!is_tuple && !sees(T::LEFT_BRACKET)) return nullptr;
        ++at_;
        attempt([&] { return delete_targets(); });
        return take(is_tuple ? T::RIGHT_PARENTHESIS : T::RIGHT_BRACKET) ? mark(first) : nullptr;
    });
    return matches != nullptr;
}

}  // namespace minivm::grammar
