#pragma once
// Makes the nodes of one tree for the parser: counts their depth, turns what was read as expressions into
// targets, parameters and arguments, and rejects what the grammar reads but the language forbids. One object
// serves one parse in one thread.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "grammar/arena.hpp"
#include "grammar/ast.hpp"
#include "grammar/diagnostic.hpp"
#include "grammar/interner.hpp"
#include "grammar/parts.hpp"

namespace minivm::grammar {

// Thrown by the parser and the Builder at the first thing that is not Mini. Where the grammar is the cause
// there may be more to say than `diagnostic`; explain() finds it.
struct Rejection {
    enum class Cause : std::uint8_t { grammar, other };
    Diagnostic diagnostic;
    Cause cause = Cause::grammar;
};

template <typename T>
concept NodePointer = std::is_convertible_v<T, ast::Node const*>;
template <typename T>
concept NodeSequence = requires(T const& items) {
    { *items.begin() } -> NodePointer;
};

class Builder {
public:
    ast::Node* root = nullptr;
    bool root_is_compound = false;
    Span lookahead;  // the newest token that the parser has asked for: where CPython reports what has no
                     // place of its own

    [[nodiscard]] Arena& arena() { return arena_; }
    [[nodiscard]] Arena take_arena() { return std::move(arena_); }
    [[nodiscard]] std::string_view intern(std::string_view text) { return interner_.intern(text); }
    // The first error that CPython finds only after parsing: names of parameters or arguments given twice.
    [[nodiscard]] std::optional<Diagnostic> const& late_error() const {
        return late_parameter_error_ ? late_parameter_error_ : late_keyword_error_;
    }

    // ---- Nodes

    template <typename T, typename... Fields>
    [[nodiscard]] T* make(Span span, Fields... fields) {
        auto* const node = arena_.make<T>(span, fields...);
        (deepen(*node, fields), ...);
        return node;
    }

    // ---- Lists

    template <typename T>
    [[nodiscard]] Chain<T> chain(T item) {
        return append(Chain<T>(), item);
    }

    template <typename T>
    [[nodiscard]] Chain<T> append(Chain<T> items, std::type_identity_t<T> item) {
        items.append(arena_, item);
        return items;
    }

    template <typename T>
    [[nodiscard]] Chain<T> join(Chain<T> items, Chain<T> const& more) {
        items.join(more);
        return items;
    }

    template <typename T>
    [[nodiscard]] std::span<T const> finish(Chain<T> const& items) {
        if (items.empty()) return {};
        auto* const memory = static_cast<T*>(arena_.allocate(items.size() * sizeof(T), alignof(T)));
        auto* next = memory;
        items.for_each([&next](T const& item) { new (next++) T(item); });
        return {memory, items.size()};
    }

    // ---- Expressions

    // One of several between brackets. Remembers `x := y` without parentheses, which no with-item can be.
    [[nodiscard]] ast::Expression* element(ast::Expression* expression, Span span);
    [[nodiscard]] ast::Tuple* tuple(Span span, Chain<ast::Expression*> const& items);
    [[nodiscard]] ComparisonParts* compare(ast::Expression* left, ast::CompareOperator op,
                                           ast::Expression* right);
    [[nodiscard]] ComparisonParts* compare(ComparisonParts* parts, ast::CompareOperator op,
                                           ast::Expression* right);
    [[nodiscard]] CallArguments* call_arguments() { return arena_.make<CallArguments>(); }
    void add_argument(CallArguments& arguments, Argument const& argument);
    [[nodiscard]] ast::Call* call(Span span, ast::Expression* function, CallArguments const& arguments);
    [[nodiscard]] Pairs* add_pair(Pairs* pairs, ast::Expression* key, ast::Expression* value);
    [[nodiscard]] ast::Arguments* parameters(Span span, Chain<Parameter> const& parameters);

    // The expression made into something to bind or delete.
    [[nodiscard]] ast::Expression* target(ast::Expression* expression, ast::Context context);

    // ---- Statements

    [[nodiscard]] ast::Assign* assignment(Span span, Chain<ast::Expression*> const& targets,
                                          ast::Expression* value);
    [[nodiscard]] ast::AnnAssign* annotated_assignment(Span span, ast::Expression* target, Span target_span,
                                                       ast::Expression* annotation, ast::Expression* value);
    [[nodiscard]] ast::Expression* augmented_target(ast::Expression* expression);
    [[nodiscard]] ast::Delete* delete_statement(Span span, Chain<ast::Expression*> const& targets);
    // The items of a `with` without parentheses of its own; `(a, b)` alone becomes two.
    [[nodiscard]] ast::Sequence<ast::WithItem> with_items(Chain<ast::WithItem*> const& items);
    // Items between parentheses that precede the first one with an `as`.
    [[nodiscard]] Chain<ast::WithItem*> plain_with_items(Chain<ast::Expression*> const& elements);
    [[nodiscard]] ast::Statement* decorated(ast::Statement* definition,
                                            Chain<ast::Expression*> const& decorators);
    [[nodiscard]] ast::AsyncFunctionDef* async(Span span, ast::FunctionDef const& function);
    [[nodiscard]] ast::AsyncFor* async(Span span, ast::For const& loop);
    [[nodiscard]] ast::AsyncWith* async(Span span, ast::With const& with);
    [[nodiscard]] std::string_view dotted(std::string_view left, std::string_view right);

    // ---- Errors

    [[noreturn]] static void reject(Span span, std::string message);
    [[noreturn]] static void reject_literal(Span span, std::string message);

    [[nodiscard]] static Span reach(Span first, Span last) {
        return {first.line, first.column, last.end_line, last.end_column};
    }

private:
    template <typename Field>
    static void deepen(ast::Node& node, Field const& field) {
        if constexpr (std::is_null_pointer_v<Field>) {
            return;
        } else if constexpr (NodePointer<Field>) {
            if (field != nullptr) deepen_over(node, field->depth);
        } else if constexpr (NodeSequence<Field>) {
            for (auto const* const child : field) {
                if (child != nullptr) deepen_over(node, child->depth);
            }
        }
    }
    static void deepen_over(ast::Node& node, std::uint16_t depth) {
        if (node.depth > depth) return;
        if (depth >= ast::maximum_depth) reject_depth();
        node.depth = static_cast<std::uint16_t>(depth + 1);
    }
    [[noreturn]] static void reject_depth();
    [[nodiscard]] bool can_be_with_item(ast::Expression const& element) const;
    void note_repeated_parameters(ast::Arguments const& arguments);
    void note_repeated_keywords(ast::Call const& call);

    Arena arena_;
    Interner interner_{arena_};
    std::vector<ast::Expression const*> bare_named_;  // see element()
    std::optional<Diagnostic> late_parameter_error_;
    std::optional<Diagnostic> late_keyword_error_;
};

// What CPython's messages call an expression: "function call", "literal", ...
[[nodiscard]] std::string_view describe_expression(ast::Kind kind, ast::Constant::Type constant);
[[nodiscard]] std::string_view describe_expression(ast::Expression const& expression);

}  // namespace minivm::grammar
