#pragma once
// CPython finds the words for a syntax error in a second pass: its PEG, with extra rules that match common
// mistakes, runs over the text again, and the first such rule to match decides. The Recognizer is that pass
// for expressions: rule by rule in CPython's order, trying alternatives with backtracking, it recognises
// without building a tree. A rule that matches a mistake throws the Diagnostic. What CPython remembers (its
// `memo` rules) is remembered here, since it shows in which mistake is found first. Used by explain() only.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/diagnostic.hpp"
#include "grammar/lexer.hpp"
#include "grammar/token.hpp"

namespace minivm::grammar {

// What a stretch of tokens would be if it were an expression.
struct Guess {
    ast::Kind kind;
    Span span;
    std::string_view text = {};                                   // of a name
    ast::Constant::Type constant = ast::Constant::Type::integer;  // of a constant
    bool is_membership = false;                                   // a comparison that begins `x in`
    std::vector<Guess const*> parts =
        {};  // elements of a list or tuple; what is starred; the left of a comparison
};

// Thrown when a text nests or goes on beyond what is worth explaining.
struct TooLong {};

class Recognizer {
public:
    // CPython's first pass looks for no mistakes, but shows how far the text makes sense.
    enum class Pass : std::uint8_t { first, second };

    // Behind the tokens that are known, more are taken from the lexer as they are needed.
    Recognizer(Lexer& lexer, std::vector<Token> const& known)
        : tokens_(known.begin(), known.end()), lexer_(lexer) {}
    Recognizer(Recognizer const&) = delete;
    Recognizer& operator=(Recognizer const&) = delete;
    virtual ~Recognizer() = default;

    void begin_pass(Pass pass) {
        finds_mistakes_ = pass == Pass::second;
        reached_ = 0;
        depth_ = 0;
        memory_.clear();
    }
    // The furthest token that a rule has looked at in this pass.
    [[nodiscard]] Token const& furthest() const { return tokens_[reached_]; }
    // The newest token that any rule, or the parser, has asked for.
    [[nodiscard]] Token const& newest() const { return tokens_.back(); }

protected:
    using Index = std::size_t;  // of a token
    static constexpr std::size_t maximum_tokens = 20'000;
    static constexpr int maximum_depth = 1'500;

    // ---- Tokens. What the lexer throws counts as a token that no rule may touch.

    [[nodiscard]] Token const& token(Index index);
    [[nodiscard]] Token const& current() { return token(at_); }
    [[nodiscard]] bool sees(TokenKind kind) { return current().kind == kind; }
    [[nodiscard]] bool sees(std::initializer_list<TokenKind> kinds);
    bool take(TokenKind kind);
    bool take_soft(std::string_view keyword);
    // Runs alternatives: one that fails leaves no trace.
    template <typename Rule>
    bool attempt(Rule rule) {
        auto const start = at_;
        if (rule()) return true;
        at_ = start;
        return false;
    }
    template <typename Rule>
    bool looks_like(Rule rule) {
        auto const start = at_;
        bool const matches = rule();
        at_ = start;
        return matches;
    }
    template <typename Rule>
    bool separated(TokenKind separator, Rule rule) {
        if (!rule()) return false;
        while (attempt([&] { return take(separator) && rule(); })) {}
        return true;
    }

    // ---- Rules; those for expressions return null where they fail.

    Guess const* star_expressions();
    Guess const* star_expression();
    Guess const* star_named_expression();
    bool star_named_expressions(std::vector<Guess const*>& elements);
    Guess const* assignment_expression();
    Guess const* named_expression();
    Guess const* expression();
    Guess const* expression_without_mistakes();
    Guess const* yield_expression();
    Guess const* disjunction();
    Guess const* bitwise_or();
    bool expressions();
    bool arguments();
    bool star_targets();
    bool star_target();
    bool single_target();
    bool single_subscript_attribute_target();
    bool delete_targets();
    Guess const* list();
    Guess const* tuple();
    virtual bool lambda_parameters() = 0;
    void mistaken_for_target();

    // ---- Mistakes

    enum class Targets : std::uint8_t { star, del, loop };
    // Null if the expression may be such a target.
    [[nodiscard]] static Guess const* find_invalid_target(Guess const& guess, Targets targets);
    void reject_target(Guess const& guess, Targets targets);
    [[noreturn]] static void reject(Span span, std::string message);
    [[noreturn]] void reject_range(Guess const& first, Guess const& last, std::string message) const;
    [[noreturn]] void reject_newest(std::string message) const;
    // From the beginning of `first` to the end of the newest token, or rather one before it, as CPython has
    // it.
    [[noreturn]] void reject_from(Span first, std::string message) const;

    Index at_ = 0;
    bool finds_mistakes_ = true;

private:
    enum class Rule : std::uint8_t {
        star_expression,
        expression,
        disjunction,
        conjunction,
        inversion,
        bitwise_or,
        factor,
        await_primary,
        primary,
        arguments,
        star_target,
        target_with_star_atom,
        target_primary,
        delete_target,
        named_mistake,
    };
    struct Remembered {
        Guess const* guess;
        Index end;
    };

    template <typename Body>
    Guess const* remember(Rule rule, Body body);
    template <typename Body>
    Guess const* alternative(Body body);
    Guess const* make(Guess guess);
    Guess const* make(ast::Kind kind, Index first, std::vector<Guess const*> parts = {});
    Guess const* mark(Index first) {
        return make(ast::Kind::slice, first);
    }  // "matched", where nobody looks closer
    [[nodiscard]] Span span_from(Index first);

    Guess const* conjunction();
    Guess const* inversion();
    Guess const* comparison();
    bool compare_operator(bool& is_membership);
    Guess const* binary(int level);
    Guess const* factor();
    Guess const* await_primary();
    Guess const* primary();
    bool primary_suffix(Guess const*& base, Index first);
    Guess const* atom();
    Guess const* group();
    Guess const* generator();
    Guess const* list_comprehension();
    Guess const* dict();
    Guess const* set();
    Guess const* dict_comprehension();
    Guess const* set_comprehension();
    Guess const* lambda();
    bool key_value_pair();
    bool for_clauses(Guess const*& last_item);
    bool for_clause(Guess const*& last_item);
    void check_strings(Index first);
    bool slices();
    bool slice();
    struct Call {
        std::vector<Guess const*> positional;
        bool has_unpacked_keywords = false;
    };
    bool call_arguments(Call& call);
    bool positional_argument(Call& call);
    bool keyword_or_starred(Call& call);
    bool keyword_or_double_starred(Call& call);
    bool keyword_arguments(Call& call);
    bool target_primary();
    bool target_with_star_atom();
    bool star_atom();
    bool delete_target();
    [[nodiscard]] bool sees_target_suffix();
    [[nodiscard]] bool sees_soft_keyword();

    void mistaken_expression();
    void mistaken_legacy_expression();
    void mistaken_named_expression();
    void mistaken_group();
    void mistaken_comprehension();
    void mistaken_dict_comprehension();
    void mistaken_pairs();
    void mistaken_pair();
    void mistaken_arguments();
    void mistaken_keyword();

    std::deque<Token> tokens_;  // references outlive the reading of more
    Index reached_ = 0;
    Lexer& lexer_;
    int depth_ = 0;
    std::deque<Guess> guesses_;
    std::unordered_map<std::uint64_t, Remembered> memory_;
};

// A rule with a memory gives the same answer at the same token, whatever was asked in between.
template <typename Body>
Guess const* Recognizer::remember(Rule rule, Body body) {
    auto const start = at_;
    auto const key = static_cast<std::uint64_t>(start) << 8 | static_cast<std::uint64_t>(rule);
    if (auto const found = memory_.find(key); found != memory_.end()) {
        if (found->second.guess != nullptr) at_ = found->second.end;
        return found->second.guess;
    }
    if (++depth_ > maximum_depth) throw TooLong{};
    auto const* const guess = body();
    --depth_;
    if (guess == nullptr) at_ = start;
    memory_[key] = {guess, at_};
    return guess;
}

template <typename Body>
Guess const* Recognizer::alternative(Body body) {
    auto const start = at_;
    auto const* const guess = body();
    if (guess == nullptr) at_ = start;
    return guess;
}

}  // namespace minivm::grammar
