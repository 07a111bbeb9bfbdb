// Functions, lambdas, classes, comprehensions: what opens a scope and makes a Code of its own.
#include <algorithm>

#include "vm/compiler_unit.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/str.hpp"

namespace minivm {

namespace ast = grammar::ast;

namespace {

std::string_view comprehension_name(Scope::Kind kind) {
    switch (kind) {
        case Scope::Kind::list: return "<listcomp>";
        case Scope::Kind::set: return "<setcomp>";
        case Scope::Kind::dict: return "<dictcomp>";
        default: return "<genexpr>";
    }
}

ast::Sequence<ast::Comprehension> generators_of(ast::Expression const& node) {
    switch (node.kind) {
        case ast::Kind::list_comp: return node.as<ast::ListComp>().generators;
        case ast::Kind::set_comp: return node.as<ast::SetComp>().generators;
        case ast::Kind::dict_comp: return node.as<ast::DictComp>().generators;
        default: return node.as<ast::GeneratorExp>().generators;
    }
}

ast::Constant const* docstring_of(ast::Sequence<ast::Statement> body) {
    if (body.empty()) return nullptr;
    auto const* first = body[0]->as_if<ast::Expr>();
    auto const* text = first ? first->value->as_if<ast::Constant>() : nullptr;
    return text && text->type == ast::Constant::Type::string ? text : nullptr;
}

}  // namespace

int Unit::add_child(Code* code) {
    code_->children.push_back(code);
    return static_cast<int>(code_->children.size()) - 1;
}

// ---- Inside the new function

void Unit::parameters(ast::Arguments const& arguments) {
    Code& code = *code_;
    code.positional_only = static_cast<std::uint16_t>(arguments.posonlyargs.size());
    code.positional = static_cast<std::uint16_t>(arguments.posonlyargs.size() + arguments.args.size());
    code.keyword_only = static_cast<std::uint16_t>(arguments.kwonlyargs.size());
    if (arguments.vararg) code.flags |= Code::star_args;
    if (arguments.kwarg) code.flags |= Code::star_kwargs;
    std::size_t const count = arguments.posonlyargs.size() + arguments.args.size() +
                              arguments.kwonlyargs.size() + (arguments.vararg ? 1 : 0) +
                              (arguments.kwarg ? 1 : 0);
    if (count > static_cast<std::size_t>(Assembler::maximum_registers))
        compilation_.unsupported(assembler_.where(),
                                 "functions of so many parameters are not supported by Mini");
    code.parameters = static_cast<std::uint16_t>(count);
    parameters_ = static_cast<int>(count);
}

/// What every call does first: makes the generator, and the cells of captured variables.
void Unit::prologue() {
    bool const is_generator = scope_.has_yield || scope_.kind == Scope::Kind::generator;
    if (is_generator) {
        code_->flags |= Code::generator;
        assembler_.emit(Op::make_generator);
    }
    for (auto const& variable : scope_.symbols) {
        if (variable.resolution != Resolution::cell) continue;
        if (variable.index >= parameters_) assembler_.emit(Op::load_unbound, variable.index);
        assembler_.emit(Op::new_cell, variable.index);
        if (variable.index == 0 && parameters_ > 0) code_->first_is_cell = true;
    }
    prologue_length_ = assembler_.here();
}

void Unit::function_body(Sequence<Statement> body) {
    if (auto const* docstring = docstring_of(body)) {
        code_->docstring = *fold(*docstring);
        keep(code_->docstring);
        body = body.subspan(1);
    }
    statements(body);
    if (!assembler_.unreachable()) assembler_.emit(Op::return_none);
}

void Unit::class_body(ast::ClassDef const& node) {
    Temporaries scope(*this);
    Register const value = temporary();
    Register const class_cell = 1;
    assembler_.at({code_->first_line, 0, code_->first_line, 0});
    if (scope_.needs_class_cell) {
        assembler_.emit(Op::load_unbound, class_cell);
        assembler_.emit(Op::new_cell, class_cell);
    }
    prologue_length_ = assembler_.here();
    assembler_.emit(Op::get_name, value, name_index("__name__"));
    assembler_.emit(Op::set_name, value, name_index("__module__"));
    load(value, Value::of(code_->qualname));
    assembler_.emit(Op::set_name, value, name_index("__qualname__"));
    if (scope_.has_annotations) {
        assembler_.emit(Op::new_dict, value, value, 0);
        assembler_.emit(Op::set_name, value, name_index("__annotations__"));
    }
    auto body = node.body;
    if (auto const* docstring = docstring_of(body)) {
        code_->docstring = *fold(*docstring);
        at(*docstring);
        load(value, code_->docstring);
        assembler_.emit(Op::set_name, value, name_index("__doc__"));
        body = body.subspan(1);
    }
    statements(body);
    if (!scope_.predicted.empty()) {
        std::vector<Value> names;
        for (auto const name : scope_.predicted)
            names.push_back(Value::of(compilation_.interpreter.intern(compilation_.thread, name)));
        code_->predicted_attributes = compilation_.constants.tuple(names);
        keep(code_->predicted_attributes);
    }
    if (!scope_.needs_class_cell) {
        assembler_.emit(Op::return_none);
        return;
    }
    assembler_.emit(Op::return_value, class_cell);
}

// ---- Where it is made

/// Fills area .. area + 2 with defaults, keyword-only defaults and annotations, as make_function takes them.
void Unit::function_values(ast::Arguments const& arguments, Expression const* returns, Register area) {
    Span const span = assembler_.where();
    auto const nothing = [&](Register target) {
        assembler_.at(span);
        load(target, Value::none());
    };
    if (arguments.defaults.empty()) {
        nothing(area);
    } else {
        Temporaries scope(*this);
        std::vector<Value> constants;
        for (auto const* value : arguments.defaults)
            if (auto const constant = fold(*value)) constants.push_back(*constant);
        if (constants.size() == arguments.defaults.size()) {
            load(area, compilation_.constants.tuple(constants));
        } else {
            Register const first = temporary_block(static_cast<int>(arguments.defaults.size()));
            for (std::size_t i = 0; i < arguments.defaults.size(); ++i)
                into(*arguments.defaults[i], first + static_cast<int>(i));
            assembler_.at(span);
            assembler_.emit(Op::new_tuple, area, first, static_cast<int>(arguments.defaults.size()));
        }
    }
    int pairs = 0;
    {
        Temporaries scope(*this);
        Register const first = Assembler::temporaries_begin + temporaries_;
        for (std::size_t i = 0; i < arguments.kwonlyargs.size(); ++i) {
            if (!arguments.kw_defaults[i]) continue;
            Register const name = temporary_block(2);
            load(name, compilation_.constants.string(
                           compilation_.symbols.mangle(scope_, arguments.kwonlyargs[i]->arg)));
            into(*arguments.kw_defaults[i], name + 1);
            ++pairs;
        }
        assembler_.at(span);
        if (pairs > 0) assembler_.emit(Op::new_dict, area + 1, first, pairs);
    }
    if (pairs == 0) nothing(area + 1);
    pairs = 0;
    {
        Temporaries scope(*this);
        Register const first = Assembler::temporaries_begin + temporaries_;
        auto const annotate = [&](ast::Arg const* argument) {
            if (argument) annotation(argument->arg, argument->annotation, pairs);
        };
        for (auto const* argument : arguments.args) annotate(argument);
        for (auto const* argument : arguments.posonlyargs) annotate(argument);
        annotate(arguments.vararg);
        for (auto const* argument : arguments.kwonlyargs) annotate(argument);
        annotate(arguments.kwarg);
        annotation("return", returns, pairs);
        assembler_.at(span);
        if (pairs > 0) assembler_.emit(Op::new_dict, area + 2, first, pairs);
    }
    if (pairs == 0) nothing(area + 2);
}

/// Puts a name and the value of its annotation into the next two temporaries.
void Unit::annotation(std::string_view name, Expression const* node, int& count) {
    if (!node) return;
    Register const pair = temporary_block(2);
    load(pair, compilation_.constants.string(compilation_.symbols.mangle(scope_, name)));
    auto const* star = node->as_if<ast::Starred>();  // def f(*args: *Ts)
    if (star && !compilation_.future_annotations) {
        Temporaries scope(*this);
        Register const items = operand(*star->value);
        at(*node).emit(Op::unpack, pair + 1, items, 1);
    } else {
        annotation_value(*node, pair + 1);
    }
    ++count;
}

/// The function of `code`, whose scope is `inner`; area .. area + 2 are filled, the cells are put behind
/// them.
void Unit::make_function(Register target, Register area, Code* code, Scope& inner, ast::Node const& node) {
    at(node);
    for (auto const name : inner.free_names) {
        Register const cell = temporary();
        Symbol const* const variable = scope_.find(name);
        bool const is_class_cell =
            name == "__class__" && scope_.kind == Scope::Kind::class_body && scope_.needs_class_cell;
        if (is_class_cell) {
            assembler_.emit(Op::move, cell, 1);
        } else if (variable && variable->resolution == Resolution::cell) {
            assembler_.emit(Op::move, cell, variable->index);
        } else {
            auto const place = std::lower_bound(scope_.free_names.begin(), scope_.free_names.end(), name);
            assembler_.emit(Op::load_closure, cell, static_cast<int>(place - scope_.free_names.begin()));
        }
    }
    assembler_.emit(Op::make_function, target, area, add_child(code));
}

void Unit::function_definition(ast::FunctionDef const& node) {
    forbid_debug(node.name, node.span);
    std::uint32_t const first_line =
        node.decorator_list.empty() ? node.span.line : node.decorator_list[0]->span.line;
    auto const areas = decorators(node.decorator_list);
    Register const result = temporary();
    {
        Temporaries scope(*this);
        Register const area = temporary_block(3);
        at(node);
        function_values(*node.args, node.returns, area);
        Scope& inner = compilation_.symbols.of(node);
        Unit unit(compilation_, inner, this, node.name, first_line);
        unit.parameters(*node.args);
        unit.prologue();
        unit.function_body(node.body);
        make_function(result, area, unit.finish(), inner, node);
    }
    apply_decorators(node.decorator_list, areas);
    Register const defined = areas.empty() ? result : areas.front();
    store_name(node.name, defined, node.span);
}

/// Evaluates decorators into nested call areas: the function is the argument of the last.
std::vector<Register> Unit::decorators(Sequence<Expression> nodes) {
    std::vector<Register> areas;
    for (auto const* node : nodes) {
        areas.push_back(temporary());
        into(*node, areas.back());
        temporary_block(3);
    }
    return areas;
}

void Unit::apply_decorators(Sequence<Expression> nodes, std::vector<Register> const& areas) {
    for (std::size_t i = nodes.size(); i-- > 0;) at(*nodes[i]).emit(Op::call, areas[i], 1);
}

void Unit::lambda(ast::Lambda const& node, Register target) {
    Register const area = temporary_block(3);
    at(node);
    function_values(*node.args, nullptr, area);
    Scope& inner = compilation_.symbols.of(node);
    Unit unit(compilation_, inner, this, "<lambda>", node.span.line);
    unit.parameters(*node.args);
    unit.prologue();
    Register const value = unit.operand(*node.body);
    unit.assembler_.emit(Op::return_value, value);
    make_function(target, area, unit.finish(), inner, node);
}

void Unit::class_definition(ast::ClassDef const& node) {
    forbid_debug(node.name, node.span);
    std::uint32_t const first_line =
        node.decorator_list.empty() ? node.span.line : node.decorator_list[0]->span.line;
    auto const areas = decorators(node.decorator_list);
    Register const result = temporary();
    {
        Temporaries scope(*this);
        Register const parts = temporary_block(6);  // as make_class takes them
        at(node);
        load(parts, compilation_.constants.string(node.name));
        bool has_star = false;
        for (auto const* base : node.bases) has_star |= base->is<ast::Starred>();
        {
            Temporaries bases(*this);
            int const count = static_cast<int>(node.bases.size());
            if (has_star || count > 255) {
                Register const list = temporary();
                list_or_set(node.bases, false, node, list);
                at(node).emit(Op::list_to_tuple, parts + 1, list);
            } else {
                Register const first = count == 0 ? parts : temporary_block(count);
                for (int i = 0; i < count; ++i) into(*node.bases[static_cast<std::size_t>(i)], first + i);
                at(node).emit(Op::new_tuple, parts + 1, first, count);
            }
        }
        check_keywords(node.keywords);
        for (auto const* keyword : node.keywords)
            if (keyword->arg == "metaclass")
                compilation_.unsupported(keyword->span, "'metaclass=' is not supported by Mini");
        if (node.keywords.empty()) {
            load(parts + 2, Value::none());
        } else {
            keyword_dict(node.keywords, node, parts + 2, parts);
        }
        at(node).emit(Op::new_dict, parts + 3, parts, 0);

        Scope& inner = compilation_.symbols.of(node);
        Unit unit(compilation_, inner, this, node.name, first_line);
        unit.class_body(node);
        Value const predicted = unit.code_->predicted_attributes;
        Register const call = temporary_block(5);
        {
            Temporaries function(*this);
            Register const area = temporary_block(3);
            at(node);
            for (int i = 0; i < 3; ++i) load(area + i, Value::none());
            make_function(call, area, unit.finish(), inner, node);
        }
        assembler_.emit(Op::move, call + 4, parts + 3);
        assembler_.emit(Op::call, call, 1);
        assembler_.emit(Op::move, parts + 4, call);
        load(parts + 5, predicted);
        assembler_.emit(Op::make_class, result, parts);
    }
    apply_decorators(node.decorator_list, areas);
    Register const defined = areas.empty() ? result : areas.front();
    store_name(node.name, defined, node.span);
}

// ---- Comprehensions

void Unit::comprehension(Expression const& node, Register target) {
    auto const generators = generators_of(node);
    Scope& inner = compilation_.symbols.of(node);
    Unit unit(compilation_, inner, this, comprehension_name(inner.kind), node.span.line);
    unit.code_->positional = unit.code_->parameters = 1;
    unit.parameters_ = 1;
    unit.at(node);
    unit.prologue();
    Register result = -1;
    if (inner.kind != Scope::Kind::generator) {
        result = unit.temporary();
        Op const make = inner.kind == Scope::Kind::list  ? Op::new_list
                        : inner.kind == Scope::Kind::set ? Op::new_set
                                                         : Op::new_dict;
        unit.assembler_.emit(make, result, result, 0);
    }
    unit.comprehension_clause(node, generators, 0, result);
    unit.at(node);
    if (result < 0) {
        unit.assembler_.emit(Op::return_none);
    } else {
        unit.assembler_.emit(Op::return_value, result);
    }
    Code* const code = unit.finish();

    Register const area = call_area(target);
    {
        Temporaries function(*this);
        Register const values = temporary_block(3);
        at(node);
        for (int i = 0; i < 3; ++i) load(values + i, Value::none());
        make_function(area, values, code, inner, node);
    }
    Register const argument = temporary();
    into(*generators[0]->iter, argument);
    at(node).emit(Op::get_iterator, argument, argument);
    assembler_.emit(Op::call, area, 1);
    if (area != target) assembler_.emit(Op::move, target, area);
}

/// The clause `for` number `depth` with its conditions, and everything inside.
void Unit::comprehension_clause(Expression const& node, Sequence<ast::Comprehension> generators,
                                std::size_t depth, Register result) {
    if (depth == generators.size()) return comprehension_element(node, result);
    Temporaries scope(*this);
    ast::Comprehension const& clause = *generators[depth];
    Label const again = assembler_.make_label();
    Register const parameter = 0;  // .0
    iteration(*clause.target, depth == 0 ? nullptr : clause.iter, parameter, node, again, [&] {
        for (auto const* test : clause.ifs) condition(*test, again, false);
        comprehension_clause(node, generators, depth + 1, result);
    });
}

void Unit::comprehension_element(Expression const& node, Register result) {
    Temporaries scope(*this);
    switch (node.kind) {
        case ast::Kind::list_comp: {
            Expression const& element = *node.as<ast::ListComp>().elt;
            Register const value = operand(element);
            at(element).emit(Op::list_append, result, value);
            return;
        }
        case ast::Kind::set_comp: {
            Expression const& element = *node.as<ast::SetComp>().elt;
            Register const value = operand(element);
            at(element).emit(Op::set_add, result, value);
            return;
        }
        case ast::Kind::dict_comp: {
            auto const& made = node.as<ast::DictComp>();
            Register const key = operand(*made.key, {made.value});
            Register const value = operand(*made.value);
            at(node).emit(Op::dict_set, result, key, value);
            return;
        }
        default: {
            Expression const& element = *node.as<ast::GeneratorExp>().elt;
            Register const value = operand(element);
            Register const sent = temporary();
            at(element).emit(Op::yield, sent, value, Assembler::temporaries_begin + temporaries_);
            return;
        }
    }
}

}  // namespace minivm
