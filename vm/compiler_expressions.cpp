// Expressions: names, attributes, items, displays, f-strings, yield.
#include "vm/compiler_unit.hpp"
#include "vm/objects/containers.hpp"

namespace minivm {

namespace ast = grammar::ast;

namespace {

// CPython builds displays up to this size from its stack in one step, larger ones item by item; a failing
// hash shows it.
constexpr std::size_t display_limit = 30;
constexpr std::size_t dict_limit = 15;
// join_strings takes at most so many pieces at once.
constexpr int join_limit = 256;

int conversion_code(int conversion) {
    switch (conversion) {
        case 's': return 1;
        case 'r': return 2;
        case 'a': return 3;
        default: return 0;
    }
}

}  // namespace

/// Evaluates `node` into `target`.
void Unit::into(Expression const& node, Register target) {
    using enum ast::Kind;
    if (auto const constant = fold(node)) {
        at(node);
        return load(target, *constant);
    }
    Temporaries scope(*this);
    switch (node.kind) {
        case bool_op: return bool_operation(node.as<ast::BoolOp>(), target);
        case named_expr: return named_expression(node.as<ast::NamedExpr>(), target);
        case bin_op: return binary(node.as<ast::BinOp>(), target);
        case unary_op: return unary(node.as<ast::UnaryOp>(), target);
        case ast::Kind::lambda: return Unit::lambda(node.as<ast::Lambda>(), target);
        case if_exp: return conditional(node.as<ast::IfExp>(), target);
        case ast::Kind::dict: return Unit::dict(node.as<ast::Dict>(), target);
        case set: return list_or_set(node.as<ast::Set>().elts, true, node, target);
        case list: return list_or_set(node.as<ast::List>().elts, false, node, target);
        case ast::Kind::tuple: return Unit::tuple(node.as<ast::Tuple>(), target);
        case list_comp:
        case set_comp:
        case dict_comp:
        case generator_exp: return Unit::comprehension(node, target);
        case yield: return yield_value(node.as<ast::Yield>(), target);
        case ast::Kind::yield_from: return Unit::yield_from(node.as<ast::YieldFrom>(), target);
        case ast::Kind::compare: return Unit::compare(node.as<ast::Compare>(), target);
        case ast::Kind::call: return Unit::call(node.as<ast::Call>(), target);
        case ast::Kind::formatted_value: return Unit::formatted_value(node.as<ast::FormattedValue>(), target);
        case joined_str: return joined_string(node.as<ast::JoinedStr>(), target);
        case ast::Kind::attribute: return Unit::attribute(node.as<ast::Attribute>(), target);
        case ast::Kind::subscript: return Unit::subscript(node.as<ast::Subscript>(), target);
        case ast::Kind::slice: return Unit::slice(node.as<ast::Slice>(), target);
        case name: return load_name(node.as<ast::Name>(), target);
        case starred: return compilation_.error(node.span, "can't use starred expression here");
        case constant: return reject_literal(node.as<ast::Constant>());
        default: return;
    }
}

/// Says why a literal is no constant.
void Unit::reject_literal(ast::Constant const& node) {
    if (node.type == ast::Constant::Type::imaginary)
        return compilation_.unsupported(node.span, "complex literals are not supported by Mini");
    std::string const limit = std::to_string(compilation_.interpreter.int_digits_limit);
    compilation_.error(
        node.span,
        "Exceeds the limit (" + limit + " digits) for integer string conversion: value has " +
            std::to_string(node.text.size()) +
            " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for "
            "huge integer literals to avoid decimal conversion limits.");
}

/// A register that holds the value until the temporaries taken here are given back: the variable's own for a
/// variable.
Register Unit::operand(Expression const& node) { return operand(node, {}); }

/// The same, `later` being what is evaluated before the operand is used.
Register Unit::operand(Expression const& node, std::initializer_list<Expression const*> later) {
    return operand_in(node, -1, later);
}

/// The same; `target`, if it is a temporary, may be used to hold the value.
Register Unit::operand_in(Expression const& node, Register target,
                          std::initializer_list<Expression const*> later) {
    if (auto const* name = node.as_if<ast::Name>()) {
        Register found = 0;
        if (in_register(*name, found)) {
            bool changes = false;
            for (auto const* sibling : later) changes |= assigns(sibling, name->id);
            if (!changes) return found;
            Register const copy = temporary();
            at(node).emit(Op::move, copy, found);
            return copy;
        }
    }
    if (auto const* named = node.as_if<ast::NamedExpr>()) {
        Symbol const& variable = symbol(named->target->id);
        bool direct = scope_.is_function() && variable.resolution == Resolution::local;
        for (auto const* sibling : later) direct = direct && !assigns(sibling, named->target->id);
        if (direct) {
            into(*named->value, variable.index);
            return variable.index;
        }
    }
    if (auto const constant = fold(node)) {
        at(node);
        return constant_register(*constant);
    }
    Register const result = target >= 0 && Assembler::is_temporary(target) ? target : temporary();
    into(node, result);
    return result;
}

/// Evaluates for the effects alone.
void Unit::effect(Expression const& node) {
    if (fold(node)) return;
    Temporaries scope(*this);
    into(node, temporary());
}

/// Whether evaluating `node` may assign `variable` of this function.
bool Unit::assigns(Expression const* node, std::string_view variable) const {
    if (!node || !scope_.has_walrus) return false;
    auto const any = [&](Sequence<Expression> nodes) {
        for (auto const* item : nodes)
            if (assigns(item, variable)) return true;
        return false;
    };
    using enum ast::Kind;
    switch (node->kind) {
        case named_expr: {
            auto const& named = node->as<ast::NamedExpr>();
            return named.target->id == variable || assigns(named.value, variable);
        }
        case bool_op: return any(node->as<ast::BoolOp>().values);
        case bin_op:
            return assigns(node->as<ast::BinOp>().left, variable) ||
                   assigns(node->as<ast::BinOp>().right, variable);
        case unary_op: return assigns(node->as<ast::UnaryOp>().operand, variable);
        case if_exp: {
            auto const& made = node->as<ast::IfExp>();
            return assigns(made.test, variable) || assigns(made.body, variable) ||
                   assigns(made.orelse, variable);
        }
        case ast::Kind::dict: return any(node->as<ast::Dict>().keys) || any(node->as<ast::Dict>().values);
        case set: return any(node->as<ast::Set>().elts);
        case list: return any(node->as<ast::List>().elts);
        case ast::Kind::tuple: return any(node->as<ast::Tuple>().elts);
        case yield: return assigns(node->as<ast::Yield>().value, variable);
        case ast::Kind::yield_from: return assigns(node->as<ast::YieldFrom>().value, variable);
        case ast::Kind::compare:
            return assigns(node->as<ast::Compare>().left, variable) ||
                   any(node->as<ast::Compare>().comparators);
        case ast::Kind::call: {
            auto const& made = node->as<ast::Call>();
            for (auto const* keyword : made.keywords)
                if (assigns(keyword->value, variable)) return true;
            return assigns(made.func, variable) || any(made.args);
        }
        case ast::Kind::formatted_value:
            return assigns(node->as<ast::FormattedValue>().value, variable) ||
                   assigns(node->as<ast::FormattedValue>().format_spec, variable);
        case joined_str: return any(node->as<ast::JoinedStr>().values);
        case ast::Kind::attribute: return assigns(node->as<ast::Attribute>().value, variable);
        case ast::Kind::subscript:
            return assigns(node->as<ast::Subscript>().value, variable) ||
                   assigns(node->as<ast::Subscript>().slice, variable);
        case starred: return assigns(node->as<ast::Starred>().value, variable);
        case ast::Kind::slice: {
            auto const& made = node->as<ast::Slice>();
            return assigns(made.lower, variable) || assigns(made.upper, variable) ||
                   assigns(made.step, variable);
        }
        case ast::Kind::lambda:  // defaults are evaluated here
            return any(node->as<ast::Lambda>().args->defaults) ||
                   any(node->as<ast::Lambda>().args->kw_defaults);
        default: return false;
    }
}

/// Whether the name is a variable that lives in a register of this frame; emits the check that it is
/// assigned.
bool Unit::in_register(ast::Name const& node, Register& found) {
    if (!scope_.is_function()) return false;
    Symbol const& variable = symbol(node.id);
    if (variable.resolution != Resolution::local) return false;
    found = variable.index;
    if (!variable.parameter || variable.deleted)
        at(node).emit(Op::check_bound, found, name_index(variable.name));
    return true;
}

void Unit::load_name(ast::Name const& node, Register target) {
    Register found = 0;
    if (in_register(node, found)) {
        if (found != target) at(node).emit(Op::move, target, found);
        return;
    }
    at(node);
    Symbol const& variable = symbol(node.id);
    int const index = name_index(variable.name);
    bool const in_class = scope_.kind == Scope::Kind::class_body;
    switch (variable.resolution) {
        case Resolution::cell: assembler_.emit(Op::get_cell, target, variable.index, index); return;
        case Resolution::free:
            if (in_class) {
                assembler_.emit(Op::get_name_or_cell, target, index, variable.index);
            } else {
                assembler_.emit(Op::get_free, target, variable.index, index);
            }
            return;
        case Resolution::local:
        case Resolution::global_implicit:
            if (variable.resolution == Resolution::global_implicit) check_name(variable.name, node.span);
            assembler_.emit(in_class ? Op::get_name : Op::get_global, target, index);
            return;
        case Resolution::global_explicit:
            check_name(variable.name, node.span);
            assembler_.emit(Op::get_global, target, index);
            return;
    }
}

/// Where CPython says that the attribute of `node` is taken: on the line of the attribute's name.
grammar::Span Unit::attribute_span(ast::Attribute const& node, Span outer) const {
    Span span = outer;
    if (span.line == node.span.end_line) return span;
    span.line = node.span.end_line;
    auto const length = static_cast<std::uint32_t>(node.attr.size());
    span.column = node.span.end_column >= length ? node.span.end_column - length : 0;
    return span;
}

void Unit::attribute(ast::Attribute const& node, Register target) {
    Register const object = operand_in(*node.value, target);
    assembler_.at(attribute_span(node, node.span));
    assembler_.emit(Op::get_attribute, target, object,
                    name_index(compilation_.symbols.mangle(scope_, node.attr)));
}

void Unit::subscript(ast::Subscript const& node, Register target) {
    Register const container = operand_in(*node.value, target, {node.slice});
    if (auto const index = small_literal(*node.slice)) {
        at(node).emit(Op::get_item_int, target, container, *index);
        return;
    }
    Register const key = operand(*node.slice);
    at(node).emit(Op::get_item, target, container, key);
}

void Unit::slice(ast::Slice const& node, Register target) {
    Register const bounds = temporary_block(3);
    Expression const* const parts[] = {node.lower, node.upper, node.step};
    for (int i = 0; i < 3; ++i) {
        if (parts[i]) {
            into(*parts[i], bounds + i);
        } else {
            at(node);
            load(bounds + i, Value::none());
        }
    }
    at(node).emit(Op::new_slice, target, bounds);
}

void Unit::list_or_set(Sequence<Expression> items, bool is_set, ast::Node const& node, Register target) {
    bool has_star = false;
    bool all_constant = true;
    for (auto const* item : items) {
        has_star |= item->is<ast::Starred>();
        all_constant = all_constant && fold(*item).has_value();
    }
    Op const make = is_set ? Op::new_set : Op::new_list;
    // A set of constants is a copy of a frozenset, as under CPython: the order of its items can tell.
    bool const is_copy = all_constant && items.size() > (is_set ? 2 : display_limit);
    if (!has_star && !is_copy && items.size() <= display_limit) {
        Register const first = items.empty() ? target : temporary_block(static_cast<int>(items.size()));
        for (std::size_t i = 0; i < items.size(); ++i) into(*items[i], first + static_cast<int>(i));
        at(node).emit(make, target, first, static_cast<int>(items.size()));
        return;
    }
    // Item by item into a temporary: the target must not change before the whole is there.
    Register const result = Assembler::is_temporary(target) ? target : temporary();
    at(node).emit(make, result, result, 0);
    if (is_copy) {
        std::vector<Value> values;
        for (auto const* item : items) values.push_back(*fold(*item));
        Temporaries scope(*this);
        Register const all = temporary();
        load(all, is_set ? compilation_.constants.set(values) : compilation_.constants.tuple(values));
        assembler_.emit(is_set ? Op::set_update : Op::list_extend, result, all);
    } else {
        for (auto const* item : items) {
            Temporaries scope(*this);
            auto const* star = item->as_if<ast::Starred>();
            Register const value = operand(star ? *star->value : *item);
            Op const add = is_set ? Op::set_add : Op::list_append;
            Op const extend = is_set ? Op::set_update : Op::list_extend;
            at(node).emit(star ? extend : add, result, value);
        }
    }
    if (result != target) at(node).emit(Op::move, target, result);
}

void Unit::tuple(ast::Tuple const& node, Register target) {
    bool has_star = false;
    for (auto const* item : node.elts) has_star |= item->is<ast::Starred>();
    if (!has_star && node.elts.size() <= display_limit) {
        Register const first =
            node.elts.empty() ? target : temporary_block(static_cast<int>(node.elts.size()));
        for (std::size_t i = 0; i < node.elts.size(); ++i) into(*node.elts[i], first + static_cast<int>(i));
        at(node).emit(Op::new_tuple, target, first, static_cast<int>(node.elts.size()));
        return;
    }
    Register const items = temporary();
    list_or_set(node.elts, false, node, items);
    at(node).emit(Op::list_to_tuple, target, items);
}

void Unit::dict(ast::Dict const& node, Register target) {
    bool has_spread = false;
    for (auto const* key : node.keys) has_spread |= key == nullptr;
    std::size_t const count = node.keys.size();
    if (!has_spread && count <= dict_limit) {
        Register const first = count == 0 ? target : temporary_block(static_cast<int>(count) * 2);
        for (std::size_t i = 0; i < count; ++i) {
            into(*node.keys[i], first + static_cast<int>(i) * 2);
            into(*node.values[i], first + static_cast<int>(i) * 2 + 1);
        }
        at(node).emit(Op::new_dict, target, first, static_cast<int>(count));
        return;
    }
    Register const result = Assembler::is_temporary(target) ? target : temporary();
    at(node).emit(Op::new_dict, result, result, 0);
    for (std::size_t i = 0; i < count; ++i) {
        Temporaries scope(*this);
        if (!node.keys[i]) {
            Register const other = operand(*node.values[i]);
            at(node).emit(Op::dict_update, result, other);
            continue;
        }
        Register const key = operand(*node.keys[i], {node.values[i]});
        Register const value = operand(*node.values[i]);
        at(node).emit(Op::dict_set, result, key, value);
    }
    if (result != target) at(node).emit(Op::move, target, result);
}

void Unit::joined_string(ast::JoinedStr const& node, Register target) {
    if (node.values.empty()) {
        at(node);
        return load(target, compilation_.constants.string(""));
    }
    if (node.values.size() == 1) return into(*node.values[0], target);
    Register const first = temporary();
    into(*node.values[0], first);
    int pending = 1;
    for (auto const* value : node.values.subspan(1)) {
        Register const piece = temporary();
        into(*value, piece);
        if (++pending < join_limit) continue;
        at(node).emit(Op::join_strings, first, first, pending);
        temporaries_ -= pending - 1;
        pending = 1;
    }
    at(node).emit(Op::join_strings, target, first, pending);
}

void Unit::formatted_value(ast::FormattedValue const& node, Register target) {
    Register value = operand_in(*node.value, target, {node.format_spec});
    int const conversion = conversion_code(node.conversion);
    if (!node.format_spec) {
        at(node).emit(Op::format_simple, target, value, conversion);
        return;
    }
    if (conversion != 0) {
        Register const converted = temporary();
        at(node).emit(Op::convert_value, converted, value, conversion);
        value = converted;
    }
    Register const specification = operand(*node.format_spec);
    at(node).emit(Op::format_value, target, value, specification);
}

void Unit::named_expression(ast::NamedExpr const& node, Register target) {
    Symbol const& variable = symbol(node.target->id);
    bool const direct = scope_.is_function() && variable.resolution == Resolution::local;
    Register value = variable.index;
    if (direct) {
        into(*node.value, value);
    } else {
        value = operand_in(*node.value, target);
        store(*node.target, value);
    }
    if (value != target) at(node).emit(Op::move, target, value);
}

void Unit::yield_value(ast::Yield const& node, Register target) {
    if (!scope_.is_function()) return compilation_.error(node.span, "'yield' outside function");
    Temporaries scope(*this);
    Register value = 0;
    if (node.value) {
        value = operand_in(*node.value, target);
    } else {
        at(node);
        value = temporary();
        load(value, Value::none());
    }
    at(node).emit(Op::yield, target, value, Assembler::temporaries_begin + temporaries_);
}

void Unit::yield_from(ast::YieldFrom const& node, Register target) {
    if (!scope_.is_function()) return compilation_.error(node.span, "'yield' outside function");
    Register const iterator = temporary_block(2);
    Register const exchanged = iterator + 1;
    into(*node.value, iterator);
    at(node).emit(Op::get_yield_from_iterator, iterator, iterator);
    load(exchanged, Value::none());
    Label const again = assembler_.make_label();
    Label const done = assembler_.make_label();
    assembler_.bind(again);
    assembler_.branch(Op::send, iterator, exchanged, done);
    assembler_.emit(Op::yield, exchanged, exchanged, Assembler::temporaries_begin + temporaries_);
    assembler_.jump(again);
    assembler_.bind(done);
    assembler_.emit(Op::move, target, exchanged);
}

}  // namespace minivm
