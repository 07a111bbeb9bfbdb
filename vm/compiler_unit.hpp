#pragma once
// One Code in the making: what compiles a module, a function, a class body or a comprehension. The essay in
// compiler.cpp tells how; the methods are spread over the compiler_*.cpp files by what they translate. Lives
// during one compilation.
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammar/ast.hpp"
#include "vm/assembler.hpp"
#include "vm/compiler.hpp"
#include "vm/compiler_constants.hpp"
#include "vm/state.hpp"
#include "vm/symbols.hpp"

namespace minivm {

/// What all units of one compilation share. The first error is kept; units go on after it, and their code is
/// discarded.
struct Compilation {
    Thread& thread;
    Interpreter& interpreter;
    SymbolTable& symbols;
    Constants constants;
    std::shared_ptr<SourceText> source;
    CompileMode mode;
    std::vector<std::unique_ptr<Code>> codes{};
    bool future_annotations = false;  // annotations are texts
    grammar::Position future_end{};   // where the last `from __future__` may stand
    std::optional<grammar::Diagnostic> diagnostic{};

    void error(grammar::Span span, std::string message) {
        if (!diagnostic)
            diagnostic =
                grammar::Diagnostic{grammar::Diagnostic::Kind::syntax_error, std::move(message), span};
    }
    void unsupported(grammar::Span span, std::string message) {
        if (!diagnostic)
            diagnostic =
                grammar::Diagnostic{grammar::Diagnostic::Kind::unsupported, std::move(message), span};
    }
};

class Unit {
public:
    Unit(Compilation& compilation, Scope& scope, Unit* parent, std::string_view name,
         std::uint32_t first_line);

    Code* module(grammar::ast::Node const& root);

private:
    using Label = Assembler::Label;
    using Expression = grammar::ast::Expression;
    using Statement = grammar::ast::Statement;
    template <typename T>
    using Sequence = grammar::ast::Sequence<T>;
    using Span = grammar::Span;

    /// Gives back the temporaries taken during its life.
    class Temporaries {
    public:
        explicit Temporaries(Unit& unit) : unit_(unit), mark_(unit.temporaries_) {}
        ~Temporaries() { unit_.temporaries_ = mark_; }
        Temporaries(Temporaries const&) = delete;
        Temporaries& operator=(Temporaries const&) = delete;

    private:
        Unit& unit_;
        int mark_;
    };

    /// Instructions whose exceptions go to one handler: those between open and close, any number of times.
    struct Region {
        Label handler;
        Register target;
        bool catches = false;
        int open = -1;
        std::vector<std::pair<int, int>> segments{};
    };
    /// What a return, break or continue must leave in order, innermost first.
    struct Block {
        enum class Kind : std::uint8_t { loop, attempt, finally_body, finally_handler, with, handler };
        Kind kind;
        Span span{};
        Label on_break{}, on_continue{};  // loop
        Region* region = nullptr;         // where exceptions inside go
        Region* outer_region = nullptr;   // handler with a name: that of the whole clause
        Register state = 0;               // finally_handler, handler: the exception; with: the exit method
        grammar::ast::Try const* statement = nullptr;  // finally_body
        std::string_view name{};                       // handler
    };

    // --- compiler.cpp: registers, names, constants
    Code* finish();
    Register temporary();
    Register temporary_block(int count);
    bool is_last_temporary(Register r) const { return r == Assembler::temporaries_begin + temporaries_ - 1; }
    Register call_area(Register wanted);
    Assembler& at(grammar::ast::Node const& node);
    int name_index(std::string_view name);
    void load(Register target, Value constant);
    Register constant_register(Value constant);
    std::optional<Value> fold(Expression const& node) { return compilation_.constants.fold(node); }
    std::optional<int> small_literal(Expression const& node);
    void keep(Value constant);
    Symbol& symbol(std::string_view name);
    void check_name(std::string_view name, Span span);
    std::string nested_name(std::string_view name) const;

    // --- compiler_expressions.cpp
    void into(Expression const& node, Register target);
    Register operand(Expression const& node);
    Register operand(Expression const& node, std::initializer_list<Expression const*> later);
    Register operand_in(Expression const& node, Register target,
                        std::initializer_list<Expression const*> later = {});
    void effect(Expression const& node);
    void reject_literal(grammar::ast::Constant const& node);
    bool assigns(Expression const* node, std::string_view variable) const;
    void load_name(grammar::ast::Name const& node, Register target);
    bool in_register(grammar::ast::Name const& node, Register& found);
    void attribute(grammar::ast::Attribute const& node, Register target);
    Span attribute_span(grammar::ast::Attribute const& node, Span outer) const;
    void subscript(grammar::ast::Subscript const& node, Register target);
    void slice(grammar::ast::Slice const& node, Register target);
    void list_or_set(Sequence<Expression> items, bool is_set, grammar::ast::Node const& node,
                     Register target);
    void tuple(grammar::ast::Tuple const& node, Register target);
    void dict(grammar::ast::Dict const& node, Register target);
    void joined_string(grammar::ast::JoinedStr const& node, Register target);
    void formatted_value(grammar::ast::FormattedValue const& node, Register target);
    void named_expression(grammar::ast::NamedExpr const& node, Register target);
    void yield_value(grammar::ast::Yield const& node, Register target);
    void yield_from(grammar::ast::YieldFrom const& node, Register target);

    // --- compiler_operators.cpp
    void binary(grammar::ast::BinOp const& node, Register target);
    void binary_operation(grammar::ast::Operator op, bool inplace, Register target, Register left,
                          Expression const& right, grammar::ast::Node const& node);
    void unary(grammar::ast::UnaryOp const& node, Register target);
    void bool_operation(grammar::ast::BoolOp const& node, Register target);
    void conditional(grammar::ast::IfExp const& node, Register target);
    void compare(grammar::ast::Compare const& node, Register target);
    void compare_chain(grammar::ast::Compare const& node, Register target);
    void condition(Expression const& node, Label target, bool sense);
    void compare_condition(grammar::ast::Compare const& node, Label target, bool sense);
    void compare_jump(grammar::ast::Compare const& node, std::size_t i, Register left, Register right,
                      Label target, bool sense);
    bool is_constant_container(grammar::ast::CompareOperator op, Expression const& node);
    Register comparand(grammar::ast::CompareOperator op, Expression const& node);

    // --- compiler_calls.cpp
    void call(grammar::ast::Call const& node, Register target);
    void call_function(grammar::ast::Call const& node, Register area);
    void call_method(grammar::ast::Call const& node, grammar::ast::Attribute const& method, Register area);
    void call_keywords(grammar::ast::Call const& node, Register area);
    void call_spread(Sequence<Expression> arguments, Sequence<grammar::ast::Keyword> keywords,
                     grammar::ast::Node const& node, Register area);
    void keyword_dict(Sequence<grammar::ast::Keyword> keywords, grammar::ast::Node const& node,
                      Register target, Register callee);
    void check_keywords(Sequence<grammar::ast::Keyword> keywords);

    // --- compiler_statements.cpp
    void statements(Sequence<Statement> nodes);
    void statement(Statement const& node);
    void expression_statement(grammar::ast::Expr const& node);
    void assign(grammar::ast::Assign const& node);
    bool assign_pairwise(grammar::ast::Assign const& node);
    void aug_assign(grammar::ast::AugAssign const& node);
    void ann_assign(grammar::ast::AnnAssign const& node);
    void store(Expression const& target, Register value);
    void store_value(Expression const& target, Expression const& value);
    void store_name(std::string_view name, Register value, Span span);
    void unpack(Sequence<Expression> targets, grammar::ast::Node const& node, Register value);
    void delete_target(Expression const& target);
    void delete_name(std::string_view name, Span span);
    void import(grammar::ast::Import const& node);
    void import_from(grammar::ast::ImportFrom const& node);
    void import_future(grammar::ast::ImportFrom const& node);
    bool check_module(std::string_view name, Span span);
    void raise(grammar::ast::Raise const& node);
    void assertion(grammar::ast::Assert const& node);
    void return_statement(grammar::ast::Return const& node);
    void return_value(Expression const* expression, grammar::ast::Node const& node);
    void forbid_debug(std::string_view name, Span span);

    // --- compiler_control.cpp
    void if_statement(grammar::ast::If const& first);
    void while_loop(grammar::ast::While const& node);
    void for_loop(grammar::ast::For const& node);
    void close_while(grammar::ast::While const& node, Label body, Label again);
    bool fuse_increment(grammar::ast::While const& node, Label body);
    void iteration(Expression const& target, Expression const* iterable, Register source,
                   grammar::ast::Node const& node, Label on_continue, std::function<void()> const& body);
    bool prepare_range(Expression const& iterable, Register state);
    void try_statement(grammar::ast::Try const& node);
    void try_finally(grammar::ast::Try const& node);
    void try_except(grammar::ast::Try const& node);
    void except_clause(grammar::ast::ExceptHandler const& handler, bool is_last, Register state,
                       Region& region, Label end);
    void with_statement(grammar::ast::With const& node, std::size_t item);
    void call_exit_normally(Register exit);
    void leave_and_reraise(Register state, Register raised);
    void unbind(std::string_view name, Span span);
    void break_or_continue(Statement const& node, bool is_break);
    std::optional<Label> plain_jump(Sequence<Statement> body) const;
    void push(Block block, Span span);
    void pop() { blocks_.pop_back(); }
    void open(Region& region) { region.open = assembler_.here(); }
    void close(Region& region);
    void finish(Region& region);
    bool must_run_code(std::size_t down_to) const;
    void unwind(Block const& block);
    void leave_blocks(std::size_t down_to, std::function<void()> const& exit);

    // --- compiler_functions.cpp
    void function_definition(grammar::ast::FunctionDef const& node);
    void lambda(grammar::ast::Lambda const& node, Register target);
    void class_definition(grammar::ast::ClassDef const& node);
    void comprehension(Expression const& node, Register target);
    void comprehension_clause(Expression const& node, Sequence<grammar::ast::Comprehension> generators,
                              std::size_t depth, Register result);
    void comprehension_element(Expression const& node, Register result);
    void class_body(grammar::ast::ClassDef const& node);
    void function_values(grammar::ast::Arguments const& arguments, Expression const* returns, Register area);
    void annotation(std::string_view name, Expression const* node, int& count);
    void annotation_value(Expression const& node, Register target);  // compiler_annotations.cpp
    void make_function(Register target, Register area, Code* code, Scope& scope,
                       grammar::ast::Node const& node);
    void parameters(grammar::ast::Arguments const& arguments);
    void prologue();
    std::vector<Register> decorators(Sequence<Expression> nodes);
    void apply_decorators(Sequence<Expression> nodes, std::vector<Register> const& areas);
    void function_body(Sequence<Statement> body);
    int add_child(Code* code);

    Compilation& compilation_;
    Scope& scope_;
    Unit* parent_;
    Assembler assembler_;
    std::unique_ptr<Code> code_;
    std::vector<Block> blocks_;
    int temporaries_ = 0;
    int most_temporaries_ = 0;
    int loop_depth_ = 0;
    int parameters_ = 0;
    int variables_ = 0;
    int prologue_length_ = 0;
    std::vector<Value> hoisted_;  // constants that rest in registers during the whole call
    std::unordered_map<std::string_view, int> name_indexes_;
    std::unordered_set<std::uint64_t> kept_;
};

}  // namespace minivm
