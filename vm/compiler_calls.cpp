// Calls in their four forms: positional arguments, methods, keywords, stars.
#include "vm/compiler_unit.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/str.hpp"

namespace minivm {

namespace ast = grammar::ast;

namespace {

// More arguments than this go through a list, so that a call area stays small.
constexpr std::size_t maximum_direct = 255;
// CPython finds methods before their arguments up to this many; with more it takes the attribute. The line
// that a traceback shows differs.
constexpr std::size_t method_limit = 30;

bool has_spread(ast::Call const& node) {
    for (auto const* argument : node.args)
        if (argument->is<ast::Starred>()) return true;
    for (auto const* keyword : node.keywords)
        if (keyword->arg.empty()) return true;
    return false;
}

}  // namespace

void Unit::call(ast::Call const& node, Register target) {
    check_keywords(node.keywords);
    Register const area = call_area(target);
    auto const* method = node.func->as_if<ast::Attribute>();
    bool const direct = !has_spread(node) && node.args.size() + node.keywords.size() <= maximum_direct;
    if (!direct) {
        into(*node.func, area);
        call_spread(node.args, node.keywords, node, area);
    } else if (!node.keywords.empty()) {
        call_keywords(node, area);
    } else if (method && node.args.size() < method_limit) {
        call_method(node, *method, area);
    } else {
        call_function(node, area);
    }
    if (area != target) at(node).emit(Op::move, target, area);
}

void Unit::call_function(ast::Call const& node, Register area) {
    into(*node.func, area);
    for (auto const* argument : node.args) into(*argument, temporary());
    at(node).emit(Op::call, area, static_cast<int>(node.args.size()));
}

void Unit::call_method(ast::Call const& node, ast::Attribute const& method, Register area) {
    into(*method.value, temporary());
    Span const attribute = attribute_span(method, method.span);
    assembler_.at(attribute);
    int const found = assembler_.emit(Op::find_method, area, 0,
                                      name_index(compilation_.symbols.mangle(scope_, method.attr)));
    for (auto const* argument : node.args) into(*argument, temporary());
    assembler_.at(attribute_span(method, node.span));
    assembler_.emit_call_found(found, area, static_cast<int>(node.args.size()), attribute);
}

void Unit::call_keywords(ast::Call const& node, Register area) {
    into(*node.func, area);
    for (auto const* argument : node.args) into(*argument, temporary());
    std::vector<Value> names;
    for (auto const* keyword : node.keywords) {
        into(*keyword->value, temporary());
        names.push_back(Value::of(compilation_.interpreter.intern(compilation_.thread, keyword->arg)));
    }
    Value const tuple = compilation_.constants.tuple(names);
    keep(tuple);
    auto const* method = node.func->as_if<ast::Attribute>();
    assembler_.at(method ? attribute_span(*method, node.span) : node.span);
    assembler_.emit_inline(Op::call_keywords, area, static_cast<int>(node.args.size() + node.keywords.size()),
                           0, tuple.bits());
}

/// f(*a, **b): gathers the arguments in a list and a dict. The callee is in `area` already.
void Unit::call_spread(Sequence<Expression> arguments, Sequence<ast::Keyword> keywords, ast::Node const& node,
                       Register area) {
    Register const list = temporary_block(2);
    Register const dict = list + 1;
    if (arguments.size() == 1 && arguments[0]->is<ast::Starred>()) {
        into(*arguments[0]->as<ast::Starred>().value, list);
    } else {
        at(node).emit(Op::new_list, list, list, 0);
        for (auto const* argument : arguments) {
            Temporaries scope(*this);
            auto const* star = argument->as_if<ast::Starred>();
            Register const value = operand(star ? *star->value : *argument);
            at(node).emit(star ? Op::list_extend : Op::list_append, list, value);
        }
    }
    if (keywords.empty()) {
        at(node);
        load(dict, Value::none());
    } else {
        keyword_dict(keywords, node, dict, area);
    }
    at(node).emit(Op::call_spread, area);
}

/// Named arguments that stand together are one dict; it is merged with what `**` brings, from left to right.
void Unit::keyword_dict(Sequence<ast::Keyword> keywords, ast::Node const& node, Register target,
                        Register callee) {
    at(node).emit(Op::new_dict, target, target, 0);
    for (std::size_t i = 0; i < keywords.size();) {
        Temporaries scope(*this);
        if (keywords[i]->arg.empty()) {
            Register const other = operand(*keywords[i]->value);
            at(node).emit(Op::dict_merge, target, other, callee);
            ++i;
            continue;
        }
        bool const is_first = i == 0;
        Register const group = is_first ? target : temporary();
        if (!is_first) at(node).emit(Op::new_dict, group, group, 0);
        for (; i < keywords.size() && !keywords[i]->arg.empty(); ++i) {
            Temporaries inner(*this);
            Register const name = temporary();
            at(*keywords[i]);
            load(name, Value::of(compilation_.interpreter.intern(compilation_.thread, keywords[i]->arg)));
            Register const value = operand(*keywords[i]->value);
            at(node).emit(Op::dict_set, group, name, value);
        }
        if (!is_first) at(node).emit(Op::dict_merge, target, group, callee);
    }
}

void Unit::check_keywords(Sequence<ast::Keyword> keywords) {
    std::unordered_set<std::string_view> seen;
    for (auto const* keyword : keywords) {
        if (keyword->arg.empty()) continue;
        forbid_debug(keyword->arg, keyword->span);
        if (!seen.insert(keyword->arg).second)
            compilation_.error(keyword->span, "keyword argument repeated: " + std::string(keyword->arg));
    }
}

}  // namespace minivm
