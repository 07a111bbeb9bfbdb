// Simple statements: assignments, imports, del, raise, assert, return.
#include <algorithm>
#include <iterator>

#include "vm/compiler_unit.hpp"
#include "vm/supported.hpp"

namespace minivm {

namespace ast = grammar::ast;

void Unit::statements(Sequence<Statement> nodes) {
    for (auto const* node : nodes) statement(*node);
}

void Unit::statement(Statement const& node) {
    using enum ast::Kind;
    // Each `finally` is compiled for every way out of it: nested ones could grow without bound.
    constexpr int maximum_instructions = 4'000'000;
    if (assembler_.here() > maximum_instructions)
        compilation_.unsupported(node.span, "function is too large for Mini");
    if (compilation_.diagnostic) return;
    Temporaries scope(*this);
    switch (node.kind) {
        case function_def: return function_definition(node.as<ast::FunctionDef>());
        case class_def: return class_definition(node.as<ast::ClassDef>());
        case return_: return return_statement(node.as<ast::Return>());
        case delete_:
            for (auto const* target : node.as<ast::Delete>().targets) delete_target(*target);
            return;
        case ast::Kind::assign: return Unit::assign(node.as<ast::Assign>());
        case ast::Kind::aug_assign: return Unit::aug_assign(node.as<ast::AugAssign>());
        case ast::Kind::ann_assign: return Unit::ann_assign(node.as<ast::AnnAssign>());
        case for_: return for_loop(node.as<ast::For>());
        case while_: return while_loop(node.as<ast::While>());
        case if_: return if_statement(node.as<ast::If>());
        case with: return with_statement(node.as<ast::With>(), 0);
        case ast::Kind::raise: return Unit::raise(node.as<ast::Raise>());
        case try_: return try_statement(node.as<ast::Try>());
        case assert_: return assertion(node.as<ast::Assert>());
        case ast::Kind::import: return Unit::import(node.as<ast::Import>());
        case ast::Kind::import_from: return Unit::import_from(node.as<ast::ImportFrom>());
        case expr: return expression_statement(node.as<ast::Expr>());
        case break_: return break_or_continue(node, true);
        case continue_: return break_or_continue(node, false);
        default: return;  // pass, global, nonlocal
    }
}

void Unit::expression_statement(ast::Expr const& node) {
    if (compilation_.mode != CompileMode::interactive || scope_.kind != Scope::Kind::module)
        return effect(*node.value);
    Register const value = operand(*node.value);
    at(node).emit(Op::print_expression, value);
}

// ---- Assignment

void Unit::assign(ast::Assign const& node) {
    if (node.targets.size() == 1) {
        if (assign_pairwise(node)) return;
        return store_value(*node.targets[0], *node.value);
    }
    Register value = operand(*node.value);
    if (Assembler::is_variable(value)) {  // one of the targets may be that variable
        Register const copy = temporary();
        at(*node.value).emit(Op::move, copy, value);
        value = copy;
    }
    for (auto const* target : node.targets) {
        Temporaries scope(*this);
        store(*target, value);
    }
}

/// target = value, without a detour where the target is a variable in a register.
void Unit::store_value(Expression const& target, Expression const& value) {
    if (auto const* name = target.as_if<ast::Name>(); name && scope_.is_function()) {
        Symbol const& variable = symbol(name->id);
        if (variable.resolution == Resolution::local) {
            forbid_debug(name->id, name->span);
            return into(value, variable.index);
        }
    }
    store(target, operand(value, {&target}));
}

/// a, b = c, d without a tuple.
bool Unit::assign_pairwise(ast::Assign const& node) {
    constexpr std::size_t most = 16;
    auto const* values = node.value->as_if<ast::Tuple>();
    if (!values || fold(*values)) return false;
    auto const* target_tuple = node.targets[0]->as_if<ast::Tuple>();
    auto const* target_list = node.targets[0]->as_if<ast::List>();
    if (!target_tuple && !target_list) return false;
    auto const targets = target_tuple ? target_tuple->elts : target_list->elts;
    if (targets.size() != values->elts.size() || targets.size() > most) return false;
    for (std::size_t i = 0; i < targets.size(); ++i)
        if (targets[i]->is<ast::Starred>() || values->elts[i]->is<ast::Starred>()) return false;
    // A value may stay in its variable if that is not assigned before the value is stored.
    auto const stays = [&](std::size_t i) {
        auto const* name = values->elts[i]->as_if<ast::Name>();
        if (!name || scope_.has_walrus) return false;
        for (std::size_t before = 0; before < i; ++before) {
            auto const* stored = targets[before]->as_if<ast::Name>();
            bool const is_pattern = targets[before]->is<ast::Tuple>() || targets[before]->is<ast::List>();
            if (is_pattern || (stored && stored->id == name->id)) return false;
        }
        return true;
    };
    std::vector<Register> registers;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (stays(i)) {
            registers.push_back(operand(*values->elts[i]));
            continue;
        }
        registers.push_back(temporary());
        into(*values->elts[i], registers.back());
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
        Temporaries scope(*this);
        store(*targets[i], registers[i]);
    }
    return true;
}

void Unit::store(Expression const& target, Register value) {
    switch (target.kind) {
        case ast::Kind::name: {
            auto const& name = target.as<ast::Name>();
            return store_name(name.id, value, name.span);
        }
        case ast::Kind::attribute: {
            auto const& attribute = target.as<ast::Attribute>();
            forbid_debug(attribute.attr, attribute.span);
            Register const object = operand(*attribute.value);
            assembler_.at(attribute_span(attribute, attribute.span));
            assembler_.emit(Op::set_attribute, object, value,
                            name_index(compilation_.symbols.mangle(scope_, attribute.attr)));
            return;
        }
        case ast::Kind::subscript: {
            auto const& item = target.as<ast::Subscript>();
            Register const container = operand(*item.value, {item.slice});
            Register const key = operand(*item.slice);
            at(item).emit(Op::set_item, container, key, value);
            return;
        }
        case ast::Kind::tuple: return unpack(target.as<ast::Tuple>().elts, target, value);
        case ast::Kind::list: return unpack(target.as<ast::List>().elts, target, value);
        case ast::Kind::starred:
            return compilation_.error(target.span, "starred assignment target must be in a list or tuple");
        default: return;
    }
}

void Unit::store_name(std::string_view name, Register value, Span span) {
    forbid_debug(name, span);
    assembler_.at(span);
    Symbol const& variable = symbol(name);
    bool const in_class = scope_.kind == Scope::Kind::class_body;
    if (in_class && (name == "__slots__" || name == "__del__"))
        compilation_.unsupported(span, std::string(name) + " is not supported by Mini");
    switch (variable.resolution) {
        case Resolution::local:
            if (scope_.is_function()) {
                if (variable.index != value) assembler_.emit(Op::move, variable.index, value);
            } else {
                assembler_.emit(in_class ? Op::set_name : Op::set_global, value, name_index(variable.name));
            }
            return;
        case Resolution::cell: assembler_.emit(Op::set_cell, variable.index, value); return;
        case Resolution::free: assembler_.emit(Op::set_free, value, variable.index); return;
        default: assembler_.emit(Op::set_global, value, name_index(variable.name)); return;
    }
}

void Unit::unpack(Sequence<Expression> targets, ast::Node const& node, Register value) {
    std::size_t star = targets.size();
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (!targets[i]->is<ast::Starred>()) continue;
        if (star < targets.size())
            return compilation_.error(node.span, "multiple starred expressions in assignment");
        star = i;
    }
    int const count = static_cast<int>(targets.size());
    if (star == targets.size()) {
        // Variables that lie side by side in this order are written at once.
        Register first = -1;
        for (int i = 0; i < count && scope_.is_function(); ++i) {
            auto const* name = targets[static_cast<std::size_t>(i)]->as_if<ast::Name>();
            Symbol const* const variable = name ? &symbol(name->id) : nullptr;
            bool const fits = variable && variable->resolution == Resolution::local &&
                              (i == 0 || variable->index == first + i) && name->id != "__debug__";
            if (!fits) {
                first = -1;
                break;
            }
            if (i == 0) first = variable->index;
        }
        if (first >= 0) {
            at(node).emit(Op::unpack, first, value, count);
            return;
        }
    }
    Register const items = count == 0 ? value : temporary_block(count);
    if (star == targets.size()) {
        at(node).emit(Op::unpack, items, value, count);
    } else {
        if (star >= 256)
            return compilation_.error(node.span, "too many expressions in star-unpacking assignment");
        Word const shape = static_cast<Word>(star) | static_cast<Word>(targets.size() - star - 1) << 32;
        at(node).emit_inline(Op::unpack_star, items, value, 0, shape);
    }
    for (int i = 0; i < count; ++i) {
        Temporaries scope(*this);
        auto const* starred = targets[static_cast<std::size_t>(i)]->as_if<ast::Starred>();
        store(starred ? *starred->value : *targets[static_cast<std::size_t>(i)], items + i);
    }
}

void Unit::aug_assign(ast::AugAssign const& node) {
    if (auto const* name = node.target->as_if<ast::Name>()) {
        forbid_debug(name->id, name->span);
        Register const left = operand(*name, {node.value});
        Symbol const& variable = symbol(name->id);
        bool const direct = scope_.is_function() && variable.resolution == Resolution::local;
        Register const result = direct ? variable.index : temporary();
        binary_operation(node.op, true, result, left, *node.value, node);
        if (!direct) store_name(name->id, result, name->span);
        return;
    }
    if (auto const* attribute = node.target->as_if<ast::Attribute>()) {
        forbid_debug(attribute->attr, attribute->span);
        Register const object = operand(*attribute->value, {node.value});
        int const index = name_index(compilation_.symbols.mangle(scope_, attribute->attr));
        Register const value = temporary();
        assembler_.at(attribute_span(*attribute, attribute->span));
        assembler_.emit(Op::get_attribute, value, object, index);
        binary_operation(node.op, true, value, value, *node.value, node);
        assembler_.at(attribute_span(*attribute, attribute->span));
        assembler_.emit(Op::set_attribute, object, value, index);
        return;
    }
    auto const& item = node.target->as<ast::Subscript>();
    Register const container = operand(*item.value, {item.slice, node.value});
    Register const key = operand(*item.slice, {node.value});
    Register const value = temporary();
    at(item).emit(Op::get_item, value, container, key);
    binary_operation(node.op, true, value, value, *node.value, node);
    at(item).emit(Op::set_item, container, key, value);
}

void Unit::ann_assign(ast::AnnAssign const& node) {
    if (node.value) store_value(*node.target, *node.value);
    Temporaries scope(*this);
    bool const evaluates = !scope_.is_function();
    bool const is_text = compilation_.future_annotations;
    if (auto const* name = node.target->as_if<ast::Name>()) {
        forbid_debug(name->id, name->span);
        if (node.simple && evaluates) {
            Register const annotation = temporary();
            annotation_value(*node.annotation, annotation);
            at(node);
            Register const all = temporary();
            bool const in_class = scope_.kind == Scope::Kind::class_body;
            assembler_.emit(in_class ? Op::get_name : Op::get_global, all, name_index("__annotations__"));
            Register const key = constant_register(
                compilation_.constants.string(compilation_.symbols.mangle(scope_, name->id)));
            assembler_.emit(Op::set_item, all, key, annotation);
            return;
        }
    } else if (!node.value) {
        // What the target is made of is evaluated, but nothing is stored.
        if (auto const* attribute = node.target->as_if<ast::Attribute>()) {
            forbid_debug(attribute->attr, attribute->span);
            effect(*attribute->value);
        } else if (auto const* item = node.target->as_if<ast::Subscript>()) {
            effect(*item->value);
            effect(*item->slice);
        }
    }
    if (!node.simple && evaluates && !is_text) effect(*node.annotation);
}

void Unit::forbid_debug(std::string_view name, Span span) {
    if (name == "__debug__") compilation_.error(span, "cannot assign to __debug__");
}

// ---- del

void Unit::delete_target(Expression const& target) {
    Temporaries scope(*this);
    switch (target.kind) {
        case ast::Kind::name: {
            auto const& name = target.as<ast::Name>();
            if (name.id == "__debug__") return compilation_.error(name.span, "cannot delete __debug__");
            return delete_name(name.id, name.span);
        }
        case ast::Kind::attribute: {
            auto const& attribute = target.as<ast::Attribute>();
            Register const object = operand(*attribute.value);
            assembler_.at(attribute_span(attribute, attribute.span));
            assembler_.emit(Op::delete_attribute, object,
                            name_index(compilation_.symbols.mangle(scope_, attribute.attr)));
            return;
        }
        case ast::Kind::subscript: {
            auto const& item = target.as<ast::Subscript>();
            Register const container = operand(*item.value, {item.slice});
            Register const key = operand(*item.slice);
            at(item).emit(Op::delete_item, container, key);
            return;
        }
        case ast::Kind::tuple:
            for (auto const* item : target.as<ast::Tuple>().elts) delete_target(*item);
            return;
        case ast::Kind::list:
            for (auto const* item : target.as<ast::List>().elts) delete_target(*item);
            return;
        default: return;
    }
}

void Unit::delete_name(std::string_view name, Span span) {
    assembler_.at(span);
    Symbol const& variable = symbol(name);
    int const index = name_index(variable.name);
    switch (variable.resolution) {
        case Resolution::local:
            if (scope_.is_function()) {
                assembler_.emit(Op::check_bound, variable.index, index);
                assembler_.emit(Op::load_unbound, variable.index);
            } else {
                bool const in_class = scope_.kind == Scope::Kind::class_body;
                assembler_.emit(in_class ? Op::delete_name : Op::delete_global, index);
            }
            return;
        case Resolution::cell:
        case Resolution::free: {
            bool const is_cell = variable.resolution == Resolution::cell;
            Register const unbound = temporary();
            // Reading it raises if it is unbound already.
            assembler_.emit(is_cell ? Op::get_cell : Op::get_free, unbound, variable.index, index);
            assembler_.emit(Op::load_unbound, unbound);
            if (is_cell) {
                assembler_.emit(Op::set_cell, variable.index, unbound);
            } else {
                assembler_.emit(Op::set_free, unbound, variable.index);
            }
            return;
        }
        default: assembler_.emit(Op::delete_global, index); return;
    }
}

// ---- import

bool Unit::check_module(std::string_view name, Span span) {
    auto const top = name.substr(0, name.find('.'));
    if (!unsupported_module(top)) return true;
    compilation_.unsupported(span, "module '" + std::string(top) + "' is not supported by Mini");
    return false;
}

void Unit::import(ast::Import const& node) {
    for (auto const* alias : node.names) {
        if (!check_module(alias->name, alias->span)) return;
        Temporaries scope(*this);
        Register const module = temporary();
        at(node).emit_inline(Op::import_module, module, name_index(alias->name), 1, 0);
        auto const dot = alias->name.find('.');
        if (alias->asname.empty()) {
            store_name(alias->name.substr(0, dot), module, node.span);
            continue;
        }
        // import a.b.c as x: the parts are taken one from the other.
        for (auto rest = dot; rest != std::string_view::npos;) {
            auto const next = alias->name.find('.', rest + 1);
            auto const part =
                alias->name.substr(rest + 1, next == std::string_view::npos ? next : next - rest - 1);
            assembler_.emit(Op::import_from, module, module, name_index(part));
            rest = next;
        }
        store_name(alias->asname, module, node.span);
    }
}

void Unit::import_from(ast::ImportFrom const& node) {
    if (node.level == 0 && node.module == "__future__") return import_future(node);
    if (node.level == 0 && !check_module(node.module, node.span)) return;
    Register const module = temporary();
    at(node).emit_inline(Op::import_module, module, name_index(node.module), 0,
                         static_cast<Word>(node.level));
    for (auto const* alias : node.names) {
        if (alias->name == "*") {
            at(node).emit(Op::import_star, module);
            return;
        }
        Temporaries scope(*this);
        Register const value = temporary();
        at(node).emit(Op::import_from, value, module, name_index(alias->name));
        store_name(alias->asname.empty() ? alias->name : alias->asname, value, node.span);
    }
}

void Unit::import_future(ast::ImportFrom const& node) {
    constexpr std::string_view mandatory[] = {"nested_scopes",    "generators",     "division",
                                              "absolute_import",  "with_statement", "print_function",
                                              "unicode_literals", "generator_stop", "annotations"};
    if (!(node.span.line < compilation_.future_end.line ||
          (node.span.line == compilation_.future_end.line &&
           node.span.column <= compilation_.future_end.column)))
        return compilation_.error(node.span,
                                  "from __future__ imports must occur at the beginning of the file");
    for (auto const* alias : node.names) {
        std::string const name(alias->name);
        if (name == "barry_as_FLUFL" || name == "*")
            return compilation_.unsupported(node.span,
                                            "'from __future__ import " + name + "' is not supported by Mini");
        if (name == "braces") return compilation_.error(node.span, "not a chance");
        if (std::find(std::begin(mandatory), std::end(mandatory), name) == std::end(mandatory))
            return compilation_.error(node.span, "future feature " + name + " is not defined");
        if (name == "annotations") compilation_.future_annotations = true;
        // The others are in force anyway. The object that it binds is not there to be looked at.
        if (symbol(alias->asname.empty() ? alias->name : alias->asname).used)
            return compilation_.unsupported(node.span,
                                            "use of '__future__." + name + "' is not supported by Mini");
    }
}

// ---- raise, assert, return

void Unit::raise(ast::Raise const& node) {
    if (!node.exc) {
        at(node).emit(Op::raise_again);
        return;
    }
    Register const exception = operand(*node.exc, {node.cause});
    Register cause = 0;
    if (node.cause) {
        cause = operand(*node.cause);
    } else {
        cause = temporary();
        at(node).emit(Op::load_unbound, cause);
    }
    at(node).emit(Op::raise, exception, cause);
}

void Unit::assertion(ast::Assert const& node) {
    Label const holds = assembler_.make_label();
    condition(*node.test, holds, true);
    Register const message = node.msg ? operand(*node.msg) : temporary();
    if (!node.msg) at(node).emit(Op::load_none, message);
    at(node).emit(Op::raise_assertion, message, node.msg ? 1 : 0);
    assembler_.bind(holds);
}

void Unit::return_statement(ast::Return const& node) {
    if (!scope_.is_function()) return compilation_.error(node.span, "'return' outside function");
    return_value(node.value, node);
}

/// return VALUE, of the statement `node`.
void Unit::return_value(Expression const* expression, ast::Node const& node) {
    auto const* choice = expression ? expression->as_if<ast::IfExp>() : nullptr;
    if (choice && blocks_.empty()) {
        Label const otherwise = assembler_.make_label();
        condition(*choice->test, otherwise, false);
        return_value(choice->body, node);
        assembler_.bind(otherwise);
        return return_value(choice->orelse, node);
    }
    Temporaries scope(*this);
    bool const runs_code = must_run_code(0);
    Register value = -1;
    auto const constant = expression ? fold(*expression) : Value::none();
    bool const is_none = constant && constant->is_none();
    if (!is_none) {
        value = operand(*expression);
        if (runs_code && Assembler::is_variable(value)) {  // a finally may assign the variable
            Register const copy = temporary();
            at(node).emit(Op::move, copy, value);
            value = copy;
        }
    }
    at(node);
    leave_blocks(0, [&] {
        if (is_none) {
            assembler_.emit(Op::return_none);
        } else {
            assembler_.emit(Op::return_value, value);
        }
    });
}

}  // namespace minivm
