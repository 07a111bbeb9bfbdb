#include "grammar/statement_recognizer.hpp"

#include "grammar/builder.hpp"

namespace minivm::grammar {

using T = Parser::token;

// ---- Compound statements

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
            expect(T::COLON, "expected ':'");
            return block(name, keyword.span);
        case T::FOR: return loop(name);
        case T::WITH: ++at_; return with(keyword.span);
        case T::EXCEPT: ++at_; return except(keyword.span);
        case T::CLASS: ++at_; return class_definition(keyword.span);
        case T::DEF: ++at_; return function_definition(keyword.span);
        case T::AT:
            ++at_;
            static_cast<void>(named_expression());
            static_cast<void>(current());
            return;
        case T::ASYNC: {
            if (token(at_ + 1).kind == T::FOR) return loop("'for' statement");
            ++at_;
            auto const next = current();
            if (take(T::DEF)) return function_definition(next.span);
            if (take(T::WITH)) return with(next.span);
            return;
        }
        default:
            if (!match_statement()) simple_statements();
    }
}

// CPython's grammar demands some tokens without looking for another way.
void StatementRecognizer::expect(TokenKind kind, char const* message) {
    if (!take(kind)) reject(current().span, message);
}

void StatementRecognizer::mistaken_line_end() {
    if (sees(T::NEWLINE) && finds_mistakes_) reject_newest("expected ':'");
}

void StatementRecognizer::block(std::string const& owner, Span keyword) {
    if (!take(T::NEWLINE)) return simple_statements();
    if (sees(T::INDENT) || !finds_mistakes_) return;
    throw Diagnostic{Diagnostic::Kind::indentation_error,
                     "expected an indented block after " + owner + " on line " + std::to_string(keyword.line),
                     newest().span,
                     {}};
}

void StatementRecognizer::conditional(std::string const& name) {
    auto const keyword = token(at_ - 1).span;
    if (named_expression() == nullptr) return;
    mistaken_line_end();
    if (take(T::COLON)) block(name, keyword);
}

void StatementRecognizer::loop(std::string const& name) {
    auto const start = at_;
    take(T::ASYNC);
    auto const keyword = current().span;
    take(T::FOR);
    if (!star_targets() || !take(T::IN)) {
        at_ = start;
        if (finds_mistakes_) mistaken_for_target();
        return;
    }
    if (star_expressions() == nullptr) return;
    mistaken_line_end();
    if (take(T::COLON)) block(name, keyword);
}

void StatementRecognizer::with(Span keyword) {
    auto const start = at_;
    if (finds_mistakes_) mistaken_with(keyword);
    auto const items = [&] { return separated(T::COMMA, [&] { return with_item(); }); };
    bool const is_whole = attempt([&] {
                              if (!take(T::LEFT_PARENTHESIS) || !items()) return false;
                              take(T::COMMA);
                              return take(T::RIGHT_PARENTHESIS) && take(T::COLON);
                          }) ||
                          attempt([&] { return items() && take(T::COLON); });
    if (is_whole) return block("'with' statement", keyword);
    at_ = start;
    if (finds_mistakes_) mistaken_with(keyword);
}

// A block that is missing is looked for before, a colon after the rules for what is right; but if the one can
// be found, the other cannot.
void StatementRecognizer::mistaken_with(Span keyword) {
    auto const start = at_;
    auto const item = [&] {
        if (expression() == nullptr) return false;
        attempt([&] { return take(T::AS) && star_target(); });
        return true;
    };
    auto const several = [&] {
        if (!expressions()) return false;
        attempt([&] { return take(T::AS) && star_target(); });
        return true;
    };
    auto const in_parentheses = [&] {
        if (!take(T::LEFT_PARENTHESIS) || !separated(T::COMMA, several)) return false;
        take(T::COMMA);
        return take(T::RIGHT_PARENTHESIS);
    };
    auto const look_behind = [&] {
        mistaken_line_end();
        if (take(T::COLON) && sees(T::NEWLINE)) block("'with' statement", keyword);
        at_ = start;
    };
    if (separated(T::COMMA, item)) look_behind();
    at_ = start;
    if (in_parentheses()) look_behind();
    at_ = start;
}

bool StatementRecognizer::with_item() {
    auto const sees_end = [&] { return sees({T::COMMA, T::RIGHT_PARENTHESIS, T::COLON}); };
    bool const has_target =
        attempt([&] { return expression() != nullptr && take(T::AS) && star_target() && sees_end(); });
    if (has_target) return true;
    if (finds_mistakes_) {
        auto const start = at_;
        if (expression() != nullptr && take(T::AS)) {
            auto const* const target = expression();
            if (target != nullptr && sees_end()) reject_target(*target, Targets::star);
        }
        at_ = start;
    }
    return attempt([&] { return expression() != nullptr; });
}

bool StatementRecognizer::as_name() {
    return attempt([&] { return take(T::AS) && take(T::NAME); });
}

void StatementRecognizer::except(Span keyword) {
    if (sees(T::STAR)) {
        throw Diagnostic{Diagnostic::Kind::unsupported,
                         "'except*' is not supported",
                         Builder::reach(keyword, current().span),
                         {}};
    }
    auto const owner = "'except' statement";
    if (take(T::COLON)) return block(owner, keyword);
    mistaken_line_end();
    auto const* const type = expression();
    if (type == nullptr) return;
    auto const after_type = at_;
    as_name();
    if (take(T::COLON)) return block(owner, keyword);
    if (!finds_mistakes_) return;
    mistaken_line_end();
    at_ = after_type;
    if (take(T::COMMA) && expressions()) {
        as_name();
        if (take(T::COLON)) reject_from(type->span, "multiple exception types must be parenthesized");
    }
}

void StatementRecognizer::class_definition(Span keyword) {
    if (!take(T::NAME)) return;
    if (take(T::LEFT_PARENTHESIS)) {
        arguments();
        if (!take(T::RIGHT_PARENTHESIS)) return;
    }
    mistaken_line_end();
    if (take(T::COLON)) block("class definition", keyword);
}

void StatementRecognizer::function_definition(Span keyword) {
    if (!take(T::NAME)) return;
    expect(T::LEFT_PARENTHESIS, "expected '('");
    attempt([&] { return parameters(Owner::function); });
    if (!take(T::RIGHT_PARENTHESIS)) return;
    attempt([&] { return take(T::ARROW) && expression() != nullptr; });
    expect(T::COLON, "expected ':'");
    block("function definition", keyword);
}

// A `match` may be a name as well; only the shape of what follows tells.
bool StatementRecognizer::match_statement() {
    auto const start = at_;
    auto const keyword = current().span;
    if (!take_soft("match")) return false;
    bool const is_tuple = attempt([&] {
        std::vector<Guess const*> elements;
        if (star_named_expression() == nullptr || !take(T::COMMA)) return false;
        star_named_expressions(elements);
        return true;
    });
    if (is_tuple || named_expression() != nullptr) {
        mistaken_line_end();
        if (take(T::COLON) && sees(T::NEWLINE)) {
            block("'match' statement", keyword);
            throw Diagnostic{
                Diagnostic::Kind::unsupported, "'match' statement is not supported", keyword, {}};
        }
    }
    at_ = start;
    return false;
}

// ---- Simple statements

void StatementRecognizer::simple_statements() {
    while (simple_statement() && take(T::SEMICOLON) && !sees(T::NEWLINE)) {}
}

bool StatementRecognizer::simple_statement() {
    if (assignment() || star_expressions() != nullptr) return true;
    switch (current().kind) {
        case T::RETURN:
            ++at_;
            static_cast<void>(star_expressions());
            return true;
        case T::IMPORT: import(); return true;
        case T::FROM: import_from(); return true;
        case T::RAISE:
            ++at_;
            if (expression() != nullptr) attempt([&] { return take(T::FROM) && expression() != nullptr; });
            return true;
        case T::PASS:
        case T::BREAK:
        case T::CONTINUE: ++at_; return true;
        case T::DEL: {
            auto const start = ++at_;
            if (delete_targets() && sees({T::SEMICOLON, T::NEWLINE})) return true;
            at_ = start;
            if (!finds_mistakes_) return false;
            if (auto const* const guess = star_expressions()) reject_target(*guess, Targets::del);
            return false;
        }
        case T::YIELD: return yield_expression() != nullptr;
        case T::ASSERT:
            ++at_;
            if (expression() == nullptr) return false;
            attempt([&] { return take(T::COMMA) && expression() != nullptr; });
            return true;
        case T::GLOBAL:
        case T::NONLOCAL: ++at_; return separated(T::COMMA, [&] { return take(T::NAME); });
        default: return false;
    }
}

bool StatementRecognizer::dotted_name() {
    return separated(T::DOT, [&] { return take(T::NAME); });
}

void StatementRecognizer::import() {
    ++at_;
    separated(T::COMMA, [&] {
        if (!dotted_name()) return false;
        as_name();
        return true;
    });
}

void StatementRecognizer::import_from() {
    ++at_;
    bool is_relative = false;
    while (sees({T::DOT, T::ELLIPSIS})) {
        is_relative = true;
        ++at_;
    }
    if (!dotted_name() && !is_relative) return;
    if (!take(T::IMPORT)) return;
    auto const names = [&] {
        return separated(T::COMMA, [&] {
            if (!take(T::NAME)) return false;
            as_name();
            return true;
        });
    };
    if (take(T::LEFT_PARENTHESIS)) {
        if (!names()) return;
        take(T::COMMA);
        take(T::RIGHT_PARENTHESIS);
        return;
    }
    if (take(T::STAR) || !names()) return;
    if (take(T::COMMA) && sees(T::NEWLINE) && finds_mistakes_) {
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
    if (!is_augmented && finds_mistakes_) {
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
    if (!finds_mistakes_ || owner != Owner::function) return false;
    bool const is_missing = looks_like([&] {
        return take(T::ASSIGN) && sees({T::RIGHT_PARENTHESIS, T::COMMA});
    });
    if (is_missing) reject(sign, "expected default value expression");
    return false;
}

bool StatementRecognizer::slash(Owner owner, bool with_defaults) {
    bool found = repeat([&] { return parameter_without_default(owner); });
    if (with_defaults) found = repeat([&] { return parameter_with_default(owner); });
    return found && take(T::SLASH) && end_of_parameter(owner);
}

bool StatementRecognizer::parameters(Owner owner) {
    if (finds_mistakes_) mistaken_parameters(owner);
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
    if (finds_mistakes_) mistaken_star(owner);
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
    if (finds_mistakes_) mistaken_keywords(owner);
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

}  // namespace minivm::grammar
