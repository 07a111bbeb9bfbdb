// From tree to bytecode.
//
// One pass over the symbols (symbols.hpp) decides whose variable each name is; then a Unit for each function,
// class body, comprehension and the module walks its part of the tree once and emits instructions into an
// Assembler, which knows about words, offsets and jumps. There is no other intermediate form.
//
// Registers. A frame holds: parameters, other variables, hoisted constants, temporaries. Variables that no
// inner function uses live in their register; captured ones have their Cell there. An expression is compiled
// *into* a register (`into`), or asked for *an* operand (`operand`), which for a variable is the variable's
// own register and costs nothing. Temporaries are a stack: who takes some gives them back (Temporaries).
// These rules keep values from being overwritten too early:
//   - `into(e, r)` writes a variable's register r only by its last instruction, for the expression may read
//   the variable,
//     or raise and leave it as it was. A temporary r it may use as it likes.
//   - an operand that is a variable's own register is copied if a sibling which is evaluated later assigns
//   the variable
//     (only an assignment expression can).
//   - the arguments of a call are evaluated where the callee expects them; its area is the top of the stack
//   of temporaries,
//     because the callee's frame lies over everything above.
// Reads of variables that may be unassigned are preceded by check_bound; the assembler removes those that
// cannot fail. Constants that a loop needs in a register are loaded once, on entry (not in generators, whose
// registers are copied).
//
// Conditions are jumps: `condition(e, label, sense)` jumps if e is true (sense) or false, and falls through
// otherwise; and, or, not, chains of comparisons and constants need no value. Loops are inverted: the test
// stands before the loop and again at its end, where the assembler makes it a polling back-edge.
//
// Exceptions. What is raised inside a Region goes to its handler with the exception in a register. An
// exception that is being handled is also the thread's `handled` one: enter_handler makes it so and keeps the
// one before in the next register, leave_handler restores it. Each `except` and each exceptional copy of a
// `finally` holds three temporaries while it runs: the exception, the one handled before, and the one that
// may be raised inside. Whatever is raised inside goes to a clean-up (leave_handler, reraise) and so arrives
// at any outer handler, of this frame or of a caller, with `handled` as it was when that handler's region was
// entered; every other way out (falling off the end, return, break, continue) passes a leave_handler as well.
// Hence the loop never has to repair `handled` when it unwinds. The body of a `finally` is compiled once for
// each way out of it, as in CPython: leave_blocks walks the blocks which a jump leaves, closes their regions,
// and compiles what each has to run.
#include "vm/compiler.hpp"

#include "vm/compiler_unit.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/str.hpp"
#include "vm/state.hpp"
#include "vm/supported.hpp"

namespace minivm {

namespace ast = grammar::ast;

Compiled compile(Thread& thread, grammar::Tree const& tree, std::shared_ptr<SourceText> source,
                 CompileMode mode) {
    SymbolTable symbols(tree.root());
    if (symbols.diagnostic()) return {nullptr, symbols.diagnostic()};
    Compilation compilation{thread, *thread.interpreter, symbols, Constants(thread), std::move(source), mode};
    Code* const code = Unit(compilation, symbols.top(), nullptr, "<module>", 1).module(tree.root());
    if (compilation.diagnostic) return {nullptr, compilation.diagnostic};
    for (auto& made : compilation.codes) {
        MINIVM_ASSERT(verify(*made).empty());
        thread.interpreter->add_code(std::move(made));
    }
    return {code, {}};
}

Unit::Unit(Compilation& compilation, Scope& scope, Unit* parent, std::string_view name,
           std::uint32_t first_line)
    : compilation_(compilation), scope_(scope), parent_(parent), code_(std::make_unique<Code>()) {
    code_->name = compilation.interpreter.intern(compilation_.thread, name);
    code_->qualname = compilation.interpreter.intern(compilation_.thread,
                                                     parent ? parent->nested_name(name) : std::string(name));
    code_->first_line = first_line;
    code_->source = compilation.source;
    assembler_.at({first_line, 0, first_line, 0});
    if (scope.kind == Scope::Kind::module) code_->flags |= Code::module_body;
    if (scope.kind == Scope::Kind::class_body) code_->flags |= Code::class_body;
    for (auto const free_name : scope.free_names) {
        if (free_name == "__class__" && scope.is_function())
            code_->class_cell = static_cast<int>(code_->free_names.size());
        code_->free_names.push_back(compilation.interpreter.intern(compilation_.thread, free_name));
    }
    if (scope.is_function()) {
        for (auto const& symbol : scope.symbols)
            if (symbol.index >= 0 && symbol.resolution != Resolution::free)
                code_->variables.push_back(compilation.interpreter.intern(compilation_.thread, symbol.name));
    } else if (scope.kind == Scope::Kind::class_body) {
        code_->variables.push_back(compilation.interpreter.intern(compilation_.thread, ".namespace"));
        if (scope.needs_class_cell)
            code_->variables.push_back(compilation.interpreter.intern(compilation_.thread, "__class__"));
        parameters_ = 1;
        code_->positional = code_->parameters = 1;
    }
    variables_ = static_cast<int>(code_->variables.size());
}

/// __qualname__ of a function or class `name` that is defined here.
std::string Unit::nested_name(std::string_view name) const {
    if (scope_.kind == Scope::Kind::module) return std::string(name);
    Symbol const* const known = scope_.find(compilation_.symbols.mangle(scope_, name));
    if (known && known->resolution == Resolution::global_explicit) return std::string(name);
    return to_utf8(code_->qualname) + (scope_.is_function() ? ".<locals>." : ".") + std::string(name);
}

Code* Unit::module(ast::Node const& root) {
    if (auto const* expression = root.as_if<ast::ExpressionRoot>()) {
        Register const result = operand(*expression->body);
        assembler_.emit(Op::return_value, result);
        return finish();
    }
    bool const is_file = root.is<ast::Module>();
    auto const body = is_file ? root.as<ast::Module>().body : root.as<ast::Interactive>().body;
    if (scope_.has_annotations) {
        Temporaries scope(*this);
        Register const annotations = temporary();
        Label const exists = assembler_.make_label();
        Label const missing = assembler_.make_label();
        int const begin = assembler_.here();
        if (!is_file) {  // the prompt keeps those of earlier lines
            assembler_.emit(Op::get_global, annotations, name_index("__annotations__"));
            assembler_.protect(begin, assembler_.here(), missing, annotations);
            assembler_.jump(exists);
        }
        assembler_.bind(missing);
        assembler_.emit(Op::new_dict, annotations, annotations, 0);
        assembler_.emit(Op::set_global, annotations, name_index("__annotations__"));
        assembler_.bind(exists);
    }
    if (is_file && !body.empty()) {
        auto const* first = body[0]->as_if<ast::Expr>();
        auto const* docstring = first ? first->value->as_if<ast::Constant>() : nullptr;
        if (docstring && docstring->type == ast::Constant::Type::string) {
            Temporaries scope(*this);
            code_->docstring = *fold(*docstring);
            keep(code_->docstring);
            Register const text = temporary();
            at(*first);
            load(text, code_->docstring);
            assembler_.emit(Op::set_global, text, name_index("__doc__"));
        }
    }
    for (auto const* node : body) {
        auto const* future = node->as_if<ast::ImportFrom>();
        auto const* text = node->as_if<ast::Expr>();
        if (future && future->module == "__future__")
            compilation_.future_end = node->span.begin();
        else if (node != body[0] || !text || !text->value->is<ast::Constant>())
            break;
    }
    statements(body);
    if (!assembler_.unreachable()) assembler_.emit(Op::return_none);
    return finish();
}

Code* Unit::finish() {
    Assembler::Layout layout;
    layout.parameters = parameters_;
    layout.variables = variables_;
    layout.constants = static_cast<int>(hoisted_.size());
    layout.temporaries = most_temporaries_;
    layout.prologue = prologue_length_;
    if (auto const problem = assembler_.finish(*code_, layout)) {
        std::uint32_t const line = code_->first_line;
        compilation_.unsupported({line, 0, line, 0}, *problem);
    }
    Code* const result = code_.get();
    compilation_.codes.push_back(std::move(code_));
    return result;
}

Register Unit::temporary() { return temporary_block(1); }

Register Unit::temporary_block(int count) {
    Register const first = Assembler::temporaries_begin + temporaries_;
    temporaries_ += count;
    most_temporaries_ = std::max(most_temporaries_, temporaries_);
    return first;
}

/// Where a call puts its callee and finds its result: `wanted` if that is the last temporary taken. The three
/// registers of the callee's frame head are taken too; arguments follow.
Register Unit::call_area(Register wanted) {
    Register const area = is_last_temporary(wanted) ? wanted : temporary();
    temporary_block(3);
    return area;
}

Assembler& Unit::at(ast::Node const& node) {
    assembler_.at(node.span);
    return assembler_;
}

int Unit::name_index(std::string_view name) {
    auto const [found, is_new] = name_indexes_.try_emplace(name, static_cast<int>(code_->names.size()));
    if (is_new) code_->names.push_back(compilation_.interpreter.intern(compilation_.thread, name));
    return found->second;
}

void Unit::keep(Value constant) {
    if (constant.is_object() && kept_.insert(constant.bits()).second) code_->constants.push_back(constant);
}

namespace {

struct Load {
    Op op;
    int b = 0;
};

Load load_of(Value constant) {
    if (constant.is_none()) return {Op::load_none};
    if (constant.is_bool()) return {constant.is_true() ? Op::load_true : Op::load_false};
    if (constant.is_unbound()) return {Op::load_unbound};
    if (constant.is_small_int()) {
        std::int64_t const number = constant.as_small_int();
        if (number >= INT16_MIN && number <= INT16_MAX) return {Op::load_int, static_cast<int>(number)};
    }
    return {Op::load_constant};
}

}  // namespace

void Unit::load(Register target, Value constant) {
    keep(constant);
    Load const how = load_of(constant);
    assembler_.emit_inline(how.op, target, how.b, 0, constant.bits());
}

/// A register that holds the constant: inside a loop one that keeps it for the whole call.
Register Unit::constant_register(Value constant) {
    constexpr std::size_t maximum_hoisted = 32;
    bool const may_hoist = loop_depth_ > 0 && !scope_.has_yield && scope_.kind != Scope::Kind::generator;
    if (may_hoist) {
        for (std::size_t i = 0; i < hoisted_.size(); ++i)
            if (hoisted_[i] == constant) return Assembler::constants_begin + static_cast<int>(i);
        if (hoisted_.size() < maximum_hoisted) {
            Register const home = Assembler::constants_begin + static_cast<int>(hoisted_.size());
            hoisted_.push_back(constant);
            keep(constant);
            Load const how = load_of(constant);
            assembler_.emit_entry(how.op, home, how.b, constant.bits());
            return home;
        }
    }
    Register const target = temporary();
    load(target, constant);
    return target;
}

/// The value of an int literal that fits an immediate operand.
std::optional<int> Unit::small_literal(Expression const& node) {
    auto const constant = fold(node);
    if (!constant || !constant->is_small_int()) return {};
    std::int64_t const number = constant->as_small_int();
    if (number < INT16_MIN || number > INT16_MAX) return {};
    return static_cast<int>(number);
}

Symbol& Unit::symbol(std::string_view name) {
    return *scope_.find(compilation_.symbols.mangle(scope_, name));
}

/// A global that only CPython's builtins define is named in the error, before the program runs.
void Unit::check_name(std::string_view name, Span span) {
    if (compilation_.mode == CompileMode::interactive || !unsupported_builtin(name)) return;
    if (compilation_.symbols.module_binds(name)) return;
    compilation_.unsupported(span, "'" + std::string(name) + "' is not supported by Mini");
}

}  // namespace minivm
