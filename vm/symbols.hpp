#pragma once
// Whose variable is each name: the scopes of a program and how every name in them resolves, as CPython's
// symtable decides it. Built from a tree in one walk and one pass over the scopes; the tree must outlive it.
// Plain data, confined to one compilation.
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/diagnostic.hpp"

namespace minivm {

enum class Resolution : std::uint8_t {
    local,            // a register, or a name of the class or module body
    cell,             // a local that an inner scope uses
    free,             // a cell of an enclosing function
    global_explicit,  // declared so
    global_implicit,  // found nowhere else: in a class body the namespace comes first
};

struct Symbol {
    std::string_view name;  // mangled
    bool parameter = false;
    bool assigned = false;  // bound here in any way
    bool used = false;
    bool deleted = false;  // by `del`, or at the end of an except clause
    bool declared_global = false;
    bool declared_nonlocal = false;
    bool annotated = false;
    bool iteration = false;  // target of a comprehension's `for`
    grammar::Span declaration;
    Resolution resolution = Resolution::global_implicit;
    int index = -1;  // register of a local or cell; place in the closure of a free variable
};

struct Scope {
    enum class Kind : std::uint8_t { module, class_body, function, lambda, list, set, dict, generator };

    Kind kind;
    Scope* parent;
    std::string_view private_name;  // class whose private names are mangled here; empty: none
    std::deque<Symbol> symbols;     // in order of appearance
    std::unordered_map<std::string_view, Symbol*> by_name;
    std::vector<std::string_view> free_names;  // sorted: what the closure holds
    std::vector<std::string_view>
        predicted;  // class bodies: attributes that methods assign on self, __init__ first
    std::vector<std::string_view> predicted_later;  // those that other methods assign
    std::vector<Scope*> children;
    std::string_view first_parameter;
    bool is_initializer = false;  // __init__ of a class
    bool has_yield = false;
    bool has_walrus = false;        // an assignment expression may change a register in mid-expression
    bool needs_class_cell = false;  // class bodies: a method mentions super or __class__
    bool has_annotations = false;   // class and module bodies: a simple name is annotated
    int iterable_depth = 0;         // inside the iterable of a comprehension
    bool in_iteration_target = false;

    bool is_comprehension() const { return kind >= Kind::list; }
    bool is_function() const { return kind >= Kind::function; }
    Symbol* find(std::string_view name) const {
        auto const found = by_name.find(name);
        return found == by_name.end() ? nullptr : found->second;
    }
};

class SymbolTable {
public:
    /// Analyses the whole tree. `diagnostic()` tells the first error, if any; the table is then of no use.
    explicit SymbolTable(grammar::ast::Node const& root);
    SymbolTable(SymbolTable const&) = delete;
    SymbolTable& operator=(SymbolTable const&) = delete;

    Scope& top() { return scopes_.front(); }
    /// The scope that a function, lambda, class or comprehension opens.
    Scope& of(grammar::ast::Node const& node) { return *by_node_.at(&node); }
    std::optional<grammar::Diagnostic> const& diagnostic() const { return diagnostic_; }

    /// `name` as it is called inside `scope`: _Class__name for a private one. Lives as long as the table.
    std::string_view mangle(Scope const& scope, std::string_view name);
    /// A global name that the program itself binds somewhere, or may bind (import *).
    bool module_binds(std::string_view name) const;

private:
    friend class SymbolVisitor;
    void resolve(Scope& scope);
    void resolve_name(Scope& scope, Symbol& symbol);
    Scope* binder(Scope& scope, std::string_view name);
    void capture(Scope& scope, Scope& owner, std::string_view name);
    void assign_registers(Scope& scope);
    void error(grammar::Span span, std::string message,
               grammar::Diagnostic::Kind kind = grammar::Diagnostic::Kind::syntax_error);

    std::deque<Scope> scopes_;
    std::unordered_map<grammar::ast::Node const*, Scope*> by_node_;
    std::deque<std::string> mangled_;
    std::unordered_map<std::string_view, std::string_view> mangled_by_key_;
    std::deque<std::string> keys_;
    std::optional<grammar::Diagnostic> diagnostic_;
    bool imports_star_ = false;
};

}  // namespace minivm
