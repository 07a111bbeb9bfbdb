#pragma once
// The constants of one compilation: literals as values, what CPython's optimiser folds of them, and one
// object for each distinct constant of a module (`"a" is "a"` as under CPython). Folding runs no script code.
// What is made here is reachable once a Code that uses it is; nothing collects while compiling.
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "grammar/ast.hpp"
#include "vm/value.hpp"

namespace minivm {

struct Thread;

class Constants {
public:
    explicit Constants(Thread& thread) : thread_(thread) {}
    Constants(Constants const&) = delete;
    Constants& operator=(Constants const&) = delete;

    /// The value of an expression that is constant: a literal, arithmetic on literals that neither raises nor
    /// is huge, a tuple of constants. Nothing otherwise, and for literals that Mini does not have.
    std::optional<Value> fold(grammar::ast::Expression const& node);
    Value string(std::string_view utf8);
    Value bytes(std::string_view octets);
    Value tuple(std::vector<Value> const& items);
    /// A frozenset of constants.
    Value set(std::vector<Value> const& items);
    /// Whether `if VALUE` holds; of constants only.
    static bool truth(Value constant);

private:
    std::optional<Value> literal(grammar::ast::Constant const& node);
    std::optional<Value> compute(grammar::ast::Expression const& node);
    std::optional<Value> unary(grammar::ast::UnaryOp const& node);
    std::optional<Value> binary(grammar::ast::BinOp const& node);
    std::optional<Value> number(grammar::ast::Operator op, Value left, Value right);
    std::optional<Value> text(grammar::ast::Operator op, Value left, Value right);
    /// The one object that is equal to `value` and of its type.
    Value unique(Value value);
    std::string key_of(Value value);

    Thread& thread_;
    std::unordered_map<std::string, Value> pool_;
    std::unordered_map<grammar::ast::Node const*, std::optional<Value>> folded_;
};

}  // namespace minivm
