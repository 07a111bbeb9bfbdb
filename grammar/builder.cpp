#include "grammar/builder.hpp"

#include <unordered_set>

namespace minivm::grammar {

using namespace ast;

void Builder::reject(Span span, std::string message) {
    throw Rejection{{Diagnostic::Kind::syntax_error, std::move(message), span, {}}};
}

void Builder::reject_literal(Span span, std::string message) {
    throw Rejection{{Diagnostic::Kind::syntax_error, std::move(message), span, {}}, Rejection::Cause::other};
}

void Builder::reject_depth() {
    throw Diagnostic{
        Diagnostic::Kind::recursion_error, "maximum recursion depth exceeded during compilation", {}, {}};
}

// ---- Expressions

Expression* Builder::element(Expression* expression, Span span) {
    if (expression->is<NamedExpr>() && expression->span == span) bare_named_.push_back(expression);
    return expression;
}

Tuple* Builder::tuple(Span span, Chain<Expression*> const& items) {
    return make<Tuple>(span, finish(items), Context::load);
}

ComparisonParts* Builder::compare(Expression* left, CompareOperator op, Expression* right) {
    return compare(arena_.make<ComparisonParts>(left), op, right);
}

ComparisonParts* Builder::compare(ComparisonParts* parts, CompareOperator op, Expression* right) {
    parts->operators.append(arena_, op);
    parts->comparators.append(arena_, right);
    return parts;
}

void Builder::add_argument(CallArguments& arguments, Argument const& argument) {
    switch (argument.form) {
        case Argument::Form::positional:
            if (!arguments.keywords.empty()) {
                reject(lookahead, arguments.has_unpacked_keywords
                                      ? "positional argument follows keyword argument unpacking"
                                      : "positional argument follows keyword argument");
            }
            arguments.positional.append(arena_, argument.value);
            break;
        case Argument::Form::star:
            if (arguments.has_unpacked_keywords) {
                reject(argument.span, "iterable argument unpacking follows keyword argument unpacking");
            }
            arguments.positional.append(arena_, argument.value);
            break;
        case Argument::Form::double_star: arguments.has_unpacked_keywords = true; [[fallthrough]];
        case Argument::Form::keyword:
            arguments.keywords.append(arena_, make<Keyword>(argument.span, argument.name, argument.value));
            break;
    }
}

Call* Builder::call(Span span, Expression* function, CallArguments const& arguments) {
    auto* const result = make<Call>(span, function, finish(arguments.positional), finish(arguments.keywords));
    note_repeated_keywords(*result);
    return result;
}

Pairs* Builder::add_pair(Pairs* pairs, Expression* key, Expression* value) {
    if (pairs == nullptr) pairs = arena_.make<Pairs>();
    pairs->keys.append(arena_, key);
    pairs->values.append(arena_, value);
    return pairs;
}

// ---- Parameters

// What is in the wrong order is explained elsewhere.
Arguments* Builder::parameters(Span span, Chain<Parameter> const& parameters) {
    Chain<Arg*> positional_only;
    Chain<Arg*> positional;
    Chain<Arg*> keyword_only;
    Chain<Expression*> defaults;
    Chain<Expression*> keyword_defaults;
    Arg* star = nullptr;
    Arg* double_star = nullptr;
    bool has_slash = false;
    bool has_star = false;
    Parameter const* bare_star = nullptr;  // while nothing has followed it

    parameters.for_each([&](Parameter const& parameter) {
        if (double_star != nullptr) reject(parameter.span, "invalid syntax");
        switch (parameter.form) {
            case Parameter::Form::plain:
                bare_star = nullptr;
                if (has_star) {
                    keyword_only.append(arena_, parameter.arg);
                    keyword_defaults.append(arena_, parameter.default_value);
                    break;
                }
                if (parameter.default_value != nullptr) {
                    defaults.append(arena_, parameter.default_value);
                } else if (!defaults.empty()) {
                    reject(parameter.arg->span, "invalid syntax");
                }
                positional.append(arena_, parameter.arg);
                break;
            case Parameter::Form::slash:
                if (has_slash) reject(parameter.span, "invalid syntax");
                if (has_star) reject(parameter.span, "invalid syntax");
                if (positional.empty()) reject(parameter.span, "invalid syntax");
                has_slash = true;
                positional_only = std::exchange(positional, {});
                break;
            case Parameter::Form::star:
                if (has_star) reject(parameter.span, "invalid syntax");
                has_star = true;
                star = parameter.arg;
                if (star == nullptr) bare_star = &parameter;
                break;
            case Parameter::Form::double_star:
                if (bare_star != nullptr) reject(bare_star->span, "invalid syntax");
                double_star = parameter.arg;
                break;
        }
    });
    if (bare_star != nullptr) reject(bare_star->span, "invalid syntax");

    auto* const result =
        make<Arguments>(span, finish(positional_only), finish(positional), star, finish(keyword_only),
                        finish(keyword_defaults), double_star, finish(defaults));
    note_repeated_parameters(*result);
    return result;
}

// CPython's symbol table finds these, so they yield to any error of syntax further on.
void Builder::note_repeated_parameters(Arguments const& arguments) {
    if (late_parameter_error_) return;
    std::unordered_set<char const*> seen;  // identifiers are interned
    auto const note = [&](Arg const* arg) {
        if (late_parameter_error_ || seen.insert(arg->arg.data()).second) return;
        late_parameter_error_ =
            Diagnostic{Diagnostic::Kind::syntax_error,
                       "duplicate argument '" + std::string(arg->arg) + "' in function definition",
                       arg->span,
                       {}};
    };
    auto const count = arguments.posonlyargs.size() + arguments.args.size() + arguments.kwonlyargs.size() +
                       (arguments.vararg != nullptr) + (arguments.kwarg != nullptr);
    if (count < 2) return;
    for (auto const* arg : arguments.posonlyargs) note(arg);
    for (auto const* arg : arguments.args) note(arg);
    for (auto const* arg : arguments.kwonlyargs) note(arg);
    if (arguments.vararg != nullptr) note(arguments.vararg);
    if (arguments.kwarg != nullptr) note(arguments.kwarg);
}

// CPython's compiler finds these.
void Builder::note_repeated_keywords(Call const& call) {
    if (late_keyword_error_ || call.keywords.size() < 2) return;
    std::unordered_set<char const*> seen;
    for (auto const* keyword : call.keywords) {
        if (keyword->arg.empty() || seen.insert(keyword->arg.data()).second) continue;
        late_keyword_error_ = Diagnostic{Diagnostic::Kind::syntax_error,
                                         "keyword argument repeated: " + std::string(keyword->arg),
                                         keyword->span,
                                         {}};
        return;
    }
}

// ---- Targets

Expression* Builder::target(Expression* expression, Context context) {
    switch (expression->kind) {
        case Kind::name: expression->as<Name>().ctx = context; break;
        case Kind::attribute: expression->as<Attribute>().ctx = context; break;
        case Kind::subscript: expression->as<Subscript>().ctx = context; break;
        case Kind::list: {
            auto& list = expression->as<List>();
            list.ctx = context;
            for (auto* element : list.elts) static_cast<void>(target(element, context));
            break;
        }
        case Kind::tuple: {
            auto& tuple = expression->as<Tuple>();
            tuple.ctx = context;
            for (auto* element : tuple.elts) static_cast<void>(target(element, context));
            break;
        }
        case Kind::starred:
            if (context == Context::store) {
                auto& starred = expression->as<Starred>();
                starred.ctx = context;
                static_cast<void>(target(starred.value, context));
                break;
            }
            [[fallthrough]];
        default:
            reject(expression->span, (context == Context::del ? "cannot delete " : "cannot assign to ") +
                                         std::string(describe_expression(*expression)));
    }
    return expression;
}

Assign* Builder::assignment(Span span, Chain<Expression*> const& targets, Expression* value) {
    targets.for_each([this](Expression* expression) {
        if (expression->is<Yield>() || expression->is<YieldFrom>()) {
            reject(expression->span, "assignment to yield expression not possible");
        }
        static_cast<void>(target(expression, Context::store));
    });
    return make<Assign>(span, finish(targets), value);
}

AnnAssign* Builder::annotated_assignment(Span span, Expression* expression, Span target_span,
                                         Expression* annotation, Expression* value) {
    switch (expression->kind) {
        case Kind::name:
        case Kind::attribute:
        case Kind::subscript: break;
        case Kind::list: reject(expression->span, "only single target (not list) can be annotated");
        case Kind::tuple: reject(expression->span, "only single target (not tuple) can be annotated");
        default: reject(expression->span, "illegal target for annotation");
    }
    bool const simple = expression->is<Name>() && expression->span == target_span;
    return make<AnnAssign>(span, target(expression, Context::store), annotation, value, simple);
}

Expression* Builder::augmented_target(Expression* expression) {
    if (expression->is<Name>() || expression->is<Attribute>() || expression->is<Subscript>()) {
        return target(expression, Context::store);
    }
    reject(expression->span, "'" + std::string(describe_expression(*expression)) +
                                 "' is an illegal expression for augmented assignment");
}

Delete* Builder::delete_statement(Span span, Chain<Expression*> const& targets) {
    targets.for_each([this](Expression* expression) { static_cast<void>(target(expression, Context::del)); });
    return make<Delete>(span, finish(targets));
}

// ---- Statements

bool Builder::can_be_with_item(Expression const& element) const {
    return !element.is<Starred>() &&
           std::find(bare_named_.begin(), bare_named_.end(), &element) == bare_named_.end();
}

Sequence<WithItem> Builder::with_items(Chain<WithItem*> const& items) {
    auto const* const only = items.front();
    auto const* const tuple = only->context_expr->as_if<Tuple>();
    bool const is_list =
        items.size() == 1 && only->optional_vars == nullptr && tuple != nullptr &&
        tuple->span == only->span && !tuple->elts.empty() &&
        std::all_of(tuple->elts.begin(), tuple->elts.end(),
                    [this](Expression const* element) { return can_be_with_item(*element); });
    if (!is_list) return finish(items);
    Chain<WithItem*> parts;
    for (auto* element : tuple->elts) parts.append(arena_, make<WithItem>(element->span, element, nullptr));
    return finish(parts);
}

Chain<WithItem*> Builder::plain_with_items(Chain<Expression*> const& elements) {
    Chain<WithItem*> items;
    elements.for_each([&](Expression* element) {
        if (!can_be_with_item(*element)) reject(lookahead, "invalid syntax");
        items.append(arena_, make<WithItem>(element->span, element, nullptr));
    });
    return items;
}

Statement* Builder::decorated(Statement* definition, Chain<Expression*> const& decorators) {
    auto const list = finish(decorators);
    switch (definition->kind) {
        case Kind::function_def: definition->as<FunctionDef>().decorator_list = list; break;
        case Kind::async_function_def: definition->as<AsyncFunctionDef>().decorator_list = list; break;
        default: definition->as<ClassDef>().decorator_list = list; break;
    }
    deepen(*definition, list);
    return definition;
}

AsyncFunctionDef* Builder::async(Span span, FunctionDef const& function) {
    return make<AsyncFunctionDef>(span, function.name, function.args, function.body, function.decorator_list,
                                  function.returns);
}

AsyncFor* Builder::async(Span span, For const& loop) {
    return make<AsyncFor>(span, loop.target, loop.iter, loop.body, loop.orelse);
}

AsyncWith* Builder::async(Span span, With const& with) {
    return make<AsyncWith>(span, with.items, with.body);
}

std::string_view Builder::dotted(std::string_view left, std::string_view right) {
    std::string joined(left);
    joined += '.';
    joined += right;
    return intern(joined);
}

std::string_view describe_expression(Expression const& expression) {
    auto const* const constant = expression.as_if<Constant>();
    return describe_expression(expression.kind,
                               constant != nullptr ? constant->type : Constant::Type::integer);
}

std::string_view describe_expression(Kind kind, Constant::Type constant) {
    switch (kind) {
        case Kind::attribute: return "attribute";
        case Kind::subscript: return "subscript";
        case Kind::starred: return "starred";
        case Kind::name: return "name";
        case Kind::list: return "list";
        case Kind::tuple: return "tuple";
        case Kind::lambda: return "lambda";
        case Kind::call: return "function call";
        case Kind::bool_op:
        case Kind::bin_op:
        case Kind::unary_op: return "expression";
        case Kind::generator_exp: return "generator expression";
        case Kind::yield:
        case Kind::yield_from: return "yield expression";
        case Kind::await: return "await expression";
        case Kind::list_comp: return "list comprehension";
        case Kind::set_comp: return "set comprehension";
        case Kind::dict_comp: return "dict comprehension";
        case Kind::dict: return "dict literal";
        case Kind::set: return "set display";
        case Kind::joined_str:
        case Kind::formatted_value: return "f-string expression";
        case Kind::compare: return "comparison";
        case Kind::if_exp: return "conditional expression";
        case Kind::named_expr: return "named expression";
        case Kind::constant:
            switch (constant) {
                case Constant::Type::none: return "None";
                case Constant::Type::false_: return "False";
                case Constant::Type::true_: return "True";
                case Constant::Type::ellipsis: return "ellipsis";
                default: return "literal";
            }
        default: return "expression";
    }
}

}  // namespace minivm::grammar
