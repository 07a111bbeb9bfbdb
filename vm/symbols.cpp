#include "vm/symbols.hpp"

#include <algorithm>

namespace minivm {

namespace ast = grammar::ast;
using grammar::Diagnostic;
using grammar::Span;

namespace {

std::string quoted(std::string_view before, std::string_view name, std::string_view after) {
    return std::string(before) + "'" + std::string(name) + "'" + std::string(after);
}

std::string_view comprehension_text(Scope::Kind kind) {
    switch (kind) {
        case Scope::Kind::list: return "list comprehension";
        case Scope::Kind::set: return "set comprehension";
        case Scope::Kind::dict: return "dict comprehension";
        default: return "generator expression";
    }
}

}  // namespace

/// The walk that collects what each scope does with each name. It visits in the order in which CPython's
/// symtable does, because the first error found is the one reported.
class SymbolVisitor {
public:
    explicit SymbolVisitor(SymbolTable& table) : table_(table), scope_(&table.scopes_.front()) {}

    void visit(ast::Statement const& node);
    void visit(ast::Expression const& node);
    void visit_all(ast::Sequence<ast::Statement> nodes) {
        for (auto const* node : nodes) visit(*node);
    }
    void visit_all(ast::Sequence<ast::Expression> nodes) {
        for (auto const* node : nodes) visit_optional(node);
    }
    void visit_optional(ast::Expression const* node) {
        if (node) visit(*node);
    }

private:
    enum class Use : std::uint8_t { read, assign, parameter, annotate };

    Symbol& symbol(std::string_view name) { return symbol_in(*scope_, table_.mangle(*scope_, name)); }
    static Symbol& symbol_in(Scope& scope, std::string_view mangled) {
        auto const [found, is_new] = scope.by_name.try_emplace(mangled, nullptr);
        if (is_new) {
            found->second = &scope.symbols.emplace_back();
            found->second->name = mangled;
        }
        return *found->second;
    }
    void define(std::string_view name, Use use, Span span);
    void error(Span span, std::string message) { table_.error(span, std::move(message)); }
    void unsupported(Span span, std::string_view construct) {
        table_.error(span, quoted("", construct, " is not supported by Mini"), Diagnostic::Kind::unsupported);
    }

    Scope& open(Scope::Kind kind, ast::Node const& node) {
        Scope& inner = table_.scopes_.emplace_back();
        inner.kind = kind;
        inner.parent = scope_;
        inner.private_name = scope_->private_name;
        inner.iterable_depth = scope_->iterable_depth;
        scope_->children.push_back(&inner);
        table_.by_node_[&node] = &inner;
        scope_ = &inner;
        return inner;
    }
    void close() { scope_ = scope_->parent; }

    void function(ast::FunctionDef const& node);
    void lambda_expression(ast::Lambda const& node);
    void class_definition(ast::ClassDef const& node);
    void defaults(ast::Arguments const& arguments);
    void annotations(ast::Arguments const& arguments);
    void parameters(ast::Arguments const& arguments);
    void annotated_assignment(ast::AnnAssign const& node);
    template <typename Statement>
    void scope_declaration(Statement const& node, bool is_global);
    void import_names(ast::Sequence<ast::Alias> names, bool is_from, Span span);
    void comprehension_scope(Scope::Kind kind, ast::Node const& node,
                             ast::Sequence<ast::Comprehension> generators, ast::Expression const* element,
                             ast::Expression const* value);
    void assignment_expression(ast::NamedExpr const& node);
    void bind_outside_comprehension(ast::NamedExpr const& node);
    void yield_expression(ast::Expression const& node, ast::Expression const* value);
    void variable(ast::Name const& node);
    void predict_attribute(ast::Attribute const& node);

    SymbolTable& table_;
    Scope* scope_;
};

void SymbolVisitor::define(std::string_view name, Use use, Span span) {
    Symbol& known = symbol(name);
    switch (use) {
        case Use::read: known.used = true; return;
        case Use::annotate: known.annotated = known.assigned = true; return;
        case Use::parameter:
            if (known.parameter)
                error(span, quoted("duplicate argument ", known.name, " in function definition"));
            known.parameter = known.assigned = true;
            if (scope_->first_parameter.empty()) scope_->first_parameter = known.name;
            return;
        case Use::assign: break;
    }
    if (scope_->in_iteration_target) {
        if (known.declared_global || known.declared_nonlocal)
            error(span, quoted("comprehension inner loop cannot rebind assignment expression target ",
                               known.name, ""));
        known.iteration = true;
    }
    known.assigned = true;
}

void SymbolVisitor::visit(ast::Statement const& node) {
    using enum ast::Kind;
    switch (node.kind) {
        case function_def: return function(node.as<ast::FunctionDef>());
        case class_def: return class_definition(node.as<ast::ClassDef>());
        case return_: return visit_optional(node.as<ast::Return>().value);
        case delete_: return visit_all(node.as<ast::Delete>().targets);
        case assign: visit_all(node.as<ast::Assign>().targets); return visit(*node.as<ast::Assign>().value);
        case aug_assign:
            visit(*node.as<ast::AugAssign>().target);
            return visit(*node.as<ast::AugAssign>().value);
        case ann_assign: return annotated_assignment(node.as<ast::AnnAssign>());
        case for_: {
            auto const& loop = node.as<ast::For>();
            visit(*loop.target);
            visit(*loop.iter);
            visit_all(loop.body);
            return visit_all(loop.orelse);
        }
        case while_: {
            auto const& loop = node.as<ast::While>();
            visit(*loop.test);
            visit_all(loop.body);
            return visit_all(loop.orelse);
        }
        case if_: {
            ast::If const* branch = &node.as<ast::If>();
            while (true) {
                visit(*branch->test);
                visit_all(branch->body);
                ast::If const* const elif = branch->elif ();
                if (elif == nullptr) return visit_all(branch->orelse);
                branch = elif;
            }
        }
        case with:
            for (auto const* item : node.as<ast::With>().items) {
                visit(*item->context_expr);
                visit_optional(item->optional_vars);
            }
            return visit_all(node.as<ast::With>().body);
        case raise:
            visit_optional(node.as<ast::Raise>().exc);
            return visit_optional(node.as<ast::Raise>().cause);
        case try_: {
            auto const& attempt = node.as<ast::Try>();
            visit_all(attempt.body);
            visit_all(attempt.orelse);
            for (auto const* handler : attempt.handlers) {
                visit_optional(handler->type);
                if (!handler->name.empty()) {
                    define(handler->name, Use::assign, handler->span);
                    symbol(handler->name).deleted = true;
                }
                visit_all(handler->body);
            }
            return visit_all(attempt.finalbody);
        }
        case assert_: visit(*node.as<ast::Assert>().test); return visit_optional(node.as<ast::Assert>().msg);
        case import: return import_names(node.as<ast::Import>().names, false, node.span);
        case import_from: return import_names(node.as<ast::ImportFrom>().names, true, node.span);
        case global: return scope_declaration(node.as<ast::Global>(), true);
        case nonlocal: return scope_declaration(node.as<ast::Nonlocal>(), false);
        case expr: return visit(*node.as<ast::Expr>().value);
        case async_function_def: return unsupported(node.span, "async def");
        case async_for:
            if (scope_->is_function()) return error(node.span, "'async for' outside async function");
            return error(node.span, "'async for' outside function");
        case async_with:
            if (scope_->is_function()) return error(node.span, "'async with' outside async function");
            return error(node.span, "'async with' outside function");
        default: return;
    }
}

void SymbolVisitor::visit(ast::Expression const& node) {
    using enum ast::Kind;
    switch (node.kind) {
        case bool_op: return visit_all(node.as<ast::BoolOp>().values);
        case named_expr: return assignment_expression(node.as<ast::NamedExpr>());
        case bin_op: visit(*node.as<ast::BinOp>().left); return visit(*node.as<ast::BinOp>().right);
        case unary_op: return visit(*node.as<ast::UnaryOp>().operand);
        case lambda: return lambda_expression(node.as<ast::Lambda>());
        case if_exp:
            visit(*node.as<ast::IfExp>().test);
            visit(*node.as<ast::IfExp>().body);
            return visit(*node.as<ast::IfExp>().orelse);
        case dict: visit_all(node.as<ast::Dict>().keys); return visit_all(node.as<ast::Dict>().values);
        case set: return visit_all(node.as<ast::Set>().elts);
        case list_comp: {
            auto const& made = node.as<ast::ListComp>();
            return comprehension_scope(Scope::Kind::list, node, made.generators, made.elt, nullptr);
        }
        case set_comp: {
            auto const& made = node.as<ast::SetComp>();
            return comprehension_scope(Scope::Kind::set, node, made.generators, made.elt, nullptr);
        }
        case dict_comp: {
            auto const& made = node.as<ast::DictComp>();
            return comprehension_scope(Scope::Kind::dict, node, made.generators, made.key, made.value);
        }
        case generator_exp: {
            auto const& made = node.as<ast::GeneratorExp>();
            return comprehension_scope(Scope::Kind::generator, node, made.generators, made.elt, nullptr);
        }
        case await:
            if (!scope_->is_function()) return error(node.span, "'await' outside function");
            return error(node.span, "'await' outside async function");
        case yield: return yield_expression(node, node.as<ast::Yield>().value);
        case yield_from: return yield_expression(node, node.as<ast::YieldFrom>().value);
        case compare:
            visit(*node.as<ast::Compare>().left);
            return visit_all(node.as<ast::Compare>().comparators);
        case call: {
            auto const& made = node.as<ast::Call>();
            visit(*made.func);
            visit_all(made.args);
            for (auto const* keyword : made.keywords) visit(*keyword->value);
            return;
        }
        case formatted_value:
            visit(*node.as<ast::FormattedValue>().value);
            return visit_optional(node.as<ast::FormattedValue>().format_spec);
        case joined_str: return visit_all(node.as<ast::JoinedStr>().values);
        case constant: return;
        case attribute:
            predict_attribute(node.as<ast::Attribute>());
            return visit(*node.as<ast::Attribute>().value);
        case subscript:
            visit(*node.as<ast::Subscript>().value);
            return visit(*node.as<ast::Subscript>().slice);
        case starred: return visit(*node.as<ast::Starred>().value);
        case name: return variable(node.as<ast::Name>());
        case list: return visit_all(node.as<ast::List>().elts);
        case tuple: return visit_all(node.as<ast::Tuple>().elts);
        case slice:
            visit_optional(node.as<ast::Slice>().lower);
            visit_optional(node.as<ast::Slice>().upper);
            return visit_optional(node.as<ast::Slice>().step);
        default: return;
    }
}

void SymbolVisitor::variable(ast::Name const& node) {
    define(node.id, node.ctx == ast::Context::load ? Use::read : Use::assign, node.span);
    if (node.ctx == ast::Context::del) symbol(node.id).deleted = true;
    // super() finds its class in the cell __class__, which the class body makes on demand.
    if (node.ctx == ast::Context::load && node.id == "super" && scope_->is_function())
        symbol_in(*scope_, "__class__").used = true;
}

void SymbolVisitor::predict_attribute(ast::Attribute const& node) {
    Scope* const owner = scope_->parent;
    if (node.ctx != ast::Context::store || scope_->kind != Scope::Kind::function) return;
    if (!owner || owner->kind != Scope::Kind::class_body) return;
    auto const* object = node.value->as_if<ast::Name>();
    if (!object || scope_->first_parameter.empty() || object->id != scope_->first_parameter) return;
    auto const attribute = table_.mangle(*scope_, node.attr);
    // What __init__ assigns comes first: it runs first, and in the predicted order no store changes the
    // shape.
    auto& names = scope_->is_initializer ? owner->predicted : owner->predicted_later;
    if (std::find(names.begin(), names.end(), attribute) == names.end()) names.push_back(attribute);
}

void SymbolVisitor::defaults(ast::Arguments const& arguments) {
    visit_all(arguments.defaults);
    visit_all(arguments.kw_defaults);
}

void SymbolVisitor::annotations(ast::Arguments const& arguments) {
    auto const annotation = [this](ast::Arg const* argument) {
        if (argument) visit_optional(argument->annotation);
    };
    for (auto const* argument : arguments.posonlyargs) annotation(argument);
    for (auto const* argument : arguments.args) annotation(argument);
    annotation(arguments.vararg);
    annotation(arguments.kwarg);
    for (auto const* argument : arguments.kwonlyargs) annotation(argument);
}

void SymbolVisitor::parameters(ast::Arguments const& arguments) {
    auto const parameter = [this](ast::Arg const* argument) {
        if (argument) define(argument->arg, Use::parameter, argument->span);
    };
    for (auto const* argument : arguments.posonlyargs) parameter(argument);
    for (auto const* argument : arguments.args) parameter(argument);
    if (arguments.posonlyargs.empty() && arguments.args.empty())
        scope_->first_parameter = "*";  // there is no self
    for (auto const* argument : arguments.kwonlyargs) parameter(argument);
    parameter(arguments.vararg);
    parameter(arguments.kwarg);
}

void SymbolVisitor::function(ast::FunctionDef const& node) {
    define(node.name, Use::assign, node.span);
    defaults(*node.args);
    annotations(*node.args);
    visit_optional(node.returns);
    visit_all(node.decorator_list);
    open(Scope::Kind::function, node).is_initializer = node.name == "__init__";
    parameters(*node.args);
    visit_all(node.body);
    close();
}

void SymbolVisitor::lambda_expression(ast::Lambda const& node) {
    defaults(*node.args);
    open(Scope::Kind::lambda, node);
    parameters(*node.args);
    visit(*node.body);
    close();
}

void SymbolVisitor::class_definition(ast::ClassDef const& node) {
    define(node.name, Use::assign, node.span);
    visit_all(node.bases);
    for (auto const* keyword : node.keywords) visit(*keyword->value);
    visit_all(node.decorator_list);
    Scope& body = open(Scope::Kind::class_body, node);
    body.private_name = node.name;
    visit_all(node.body);
    for (auto const attribute : body.predicted_later) {
        auto& names = body.predicted;
        if (std::find(names.begin(), names.end(), attribute) == names.end()) names.push_back(attribute);
    }
    close();
}

void SymbolVisitor::annotated_assignment(ast::AnnAssign const& node) {
    if (auto const* target = node.target->as_if<ast::Name>()) {
        Symbol const& known = symbol(target->id);
        bool const declared = known.declared_global || known.declared_nonlocal;
        if (declared && node.simple && scope_->kind != Scope::Kind::module)
            error(node.span, quoted("annotated name ", known.name,
                                    known.declared_global ? " can't be global" : " can't be nonlocal"));
        if (node.simple) {
            define(target->id, Use::annotate, target->span);
            scope_->has_annotations = true;
        } else if (node.value) {
            define(target->id, Use::assign, target->span);
        }
    } else {
        visit(*node.target);
    }
    visit(*node.annotation);
    visit_optional(node.value);
}

template <typename Statement>
void SymbolVisitor::scope_declaration(Statement const& node, bool is_global) {
    std::string const word = is_global ? "global" : "nonlocal";
    for (auto const identifier : node.names) {
        Symbol& known = symbol(identifier);
        if (known.parameter) {
            error(node.span, quoted("name ", known.name, " is parameter and " + word));
        } else if (known.used) {
            error(node.span, quoted("name ", known.name, " is used prior to " + word + " declaration"));
        } else if (known.annotated) {
            error(node.span, quoted("annotated name ", known.name, " can't be " + word));
        } else if (known.assigned) {
            error(node.span, quoted("name ", known.name, " is assigned to before " + word + " declaration"));
        }
        if (!known.declared_global && !known.declared_nonlocal) known.declaration = node.span;
        (is_global ? known.declared_global : known.declared_nonlocal) = true;
    }
}

void SymbolVisitor::import_names(ast::Sequence<ast::Alias> names, bool is_from, Span span) {
    for (auto const* alias : names) {
        if (is_from && alias->name == "*") {
            if (scope_->kind != Scope::Kind::module) error(span, "import * only allowed at module level");
            table_.imports_star_ = true;
        } else if (!alias->asname.empty()) {
            define(alias->asname, Use::assign, alias->span);
        } else {
            define(alias->name.substr(0, alias->name.find('.')), Use::assign, alias->span);
        }
    }
}

void SymbolVisitor::comprehension_scope(Scope::Kind kind, ast::Node const& node,
                                        ast::Sequence<ast::Comprehension> generators,
                                        ast::Expression const* element, ast::Expression const* value) {
    auto const iterable = [this](ast::Expression const& iter) {
        ++scope_->iterable_depth;
        visit(iter);
        --scope_->iterable_depth;
    };
    auto const target_and_conditions = [this](ast::Comprehension const& generator) {
        if (generator.is_async)
            error(generator.span, "asynchronous comprehension outside of an asynchronous function");
        scope_->in_iteration_target = true;
        visit(*generator.target);
        scope_->in_iteration_target = false;
    };
    iterable(*generators[0]->iter);
    open(kind, node);
    symbol_in(*scope_, ".0").parameter = true;
    symbol_in(*scope_, ".0").assigned = true;
    scope_->first_parameter = ".0";
    target_and_conditions(*generators[0]);
    visit_all(generators[0]->ifs);
    for (auto const* generator : generators.subspan(1)) {
        target_and_conditions(*generator);
        iterable(*generator->iter);
        visit_all(generator->ifs);
    }
    if (value) visit(*value);
    visit(*element);
    close();
}

void SymbolVisitor::assignment_expression(ast::NamedExpr const& node) {
    if (scope_->iterable_depth > 0) {
        error(node.span, "assignment expression cannot be used in a comprehension iterable expression");
        return;
    }
    if (scope_->is_comprehension()) bind_outside_comprehension(node);
    scope_->has_walrus = true;
    visit(*node.value);
    define(node.target->id, Use::assign, node.target->span);
}

void SymbolVisitor::bind_outside_comprehension(ast::NamedExpr const& node) {
    auto const id = node.target->id;
    for (Scope* scope = scope_; scope; scope = scope->parent) {
        auto const mangled = table_.mangle(*scope, id);
        Symbol* const known = scope->find(mangled);
        if (scope->is_comprehension()) {
            if (known && known->iteration) {
                error(node.target->span,
                      quoted("assignment expression cannot rebind comprehension iteration variable ", mangled,
                             ""));
                return;
            }
            continue;
        }
        Symbol& inner = symbol(id);
        inner.declaration = node.target->span;
        if (scope->kind == Scope::Kind::class_body) {
            error(node.target->span,
                  "assignment expression within a comprehension cannot be used in a class body");
        } else if (scope->kind == Scope::Kind::module) {
            inner.declared_global = true;
            symbol_in(*scope, mangled).assigned = true;
        } else {
            (known && known->declared_global ? inner.declared_global : inner.declared_nonlocal) = true;
            symbol_in(*scope, mangled).assigned = true;
        }
        return;
    }
}

void SymbolVisitor::yield_expression(ast::Expression const& node, ast::Expression const* value) {
    visit_optional(value);
    scope_->has_yield = true;
    if (scope_->is_comprehension())
        error(node.span, "'yield' inside " + std::string(comprehension_text(scope_->kind)));
}

// ---- The table

SymbolTable::SymbolTable(ast::Node const& root) {
    scopes_.emplace_back();
    scopes_.front().kind = Scope::Kind::module;
    scopes_.front().parent = nullptr;
    SymbolVisitor visitor(*this);
    if (auto const* module = root.as_if<ast::Module>()) visitor.visit_all(module->body);
    if (auto const* interactive = root.as_if<ast::Interactive>()) visitor.visit_all(interactive->body);
    if (auto const* expression = root.as_if<ast::ExpressionRoot>()) visitor.visit(*expression->body);
    if (!diagnostic_) resolve(scopes_.front());
}

void SymbolTable::error(Span span, std::string message, Diagnostic::Kind kind) {
    if (!diagnostic_) diagnostic_ = Diagnostic{kind, std::move(message), span};
}

std::string_view SymbolTable::mangle(Scope const& scope, std::string_view name) {
    if (scope.private_name.empty() || !name.starts_with("__") || name.ends_with("__") ||
        name.find('.') != std::string_view::npos)
        return name;
    auto const significant = scope.private_name.find_first_not_of('_');
    if (significant == std::string_view::npos) return name;
    auto const class_name = scope.private_name.substr(significant);
    auto key = std::string(class_name) + ' ' + std::string(name);
    if (auto const known = mangled_by_key_.find(key); known != mangled_by_key_.end()) return known->second;
    auto const& text = mangled_.emplace_back("_" + std::string(class_name) + std::string(name));
    mangled_by_key_[keys_.emplace_back(std::move(key))] = text;
    return text;
}

bool SymbolTable::module_binds(std::string_view name) const {
    if (imports_star_) return true;
    for (auto const& scope : scopes_) {
        Symbol const* known = scope.find(name);
        if (!known || !known->assigned) continue;
        if (scope.kind == Scope::Kind::module || known->declared_global) return true;
    }
    return false;
}

/// The scope whose variable `name` is, looking outwards from `scope`; nullptr: it is global.
Scope* SymbolTable::binder(Scope& scope, std::string_view name) {
    for (Scope* outer = scope.parent; outer && outer->kind != Scope::Kind::module; outer = outer->parent) {
        if (outer->kind == Scope::Kind::class_body) {
            if (name == "__class__") return outer;
            continue;
        }
        Symbol const* known = outer->find(name);
        if (!known || known->declared_nonlocal) continue;
        if (known->declared_global) return nullptr;
        if (known->assigned) return outer;
    }
    return nullptr;
}

/// Makes the variable `name` of `owner` reach `scope` through the closures of all scopes between.
void SymbolTable::capture(Scope& scope, Scope& owner, std::string_view name) {
    auto const add = [name](Scope& holder) {
        auto& names = holder.free_names;
        auto const place = std::lower_bound(names.begin(), names.end(), name);
        if (place == names.end() || *place != name) names.insert(place, name);
    };
    if (owner.kind == Scope::Kind::class_body) {
        owner.needs_class_cell = true;
    } else {
        owner.find(name)->resolution = Resolution::cell;
    }
    for (Scope* between = &scope; between != &owner; between = between->parent) add(*between);
}

void SymbolTable::resolve_name(Scope& scope, Symbol& symbol) {
    if (symbol.declared_global) {
        if (symbol.declared_nonlocal)
            error(symbol.declaration, quoted("name ", symbol.name, " is nonlocal and global"));
        symbol.resolution = Resolution::global_explicit;
        return;
    }
    Scope* owner = nullptr;
    if (symbol.declared_nonlocal) {
        if (scope.kind == Scope::Kind::module)
            return error(symbol.declaration, "nonlocal declaration not allowed at module level");
        owner = binder(scope, symbol.name);
        if (!owner)
            return error(symbol.declaration, quoted("no binding for nonlocal ", symbol.name, " found"));
    } else if (symbol.assigned) {
        if (symbol.resolution != Resolution::cell) symbol.resolution = Resolution::local;
        return;
    } else {
        owner = binder(scope, symbol.name);
    }
    if (!owner) {
        symbol.resolution = Resolution::global_implicit;
        return;
    }
    symbol.resolution = Resolution::free;
    capture(scope, *owner, symbol.name);
}

void SymbolTable::resolve(Scope& scope) {
    for (auto& symbol : scope.symbols) resolve_name(scope, symbol);
    for (auto* child : scope.children) resolve(*child);
    assign_registers(scope);
}

void SymbolTable::assign_registers(Scope& scope) {
    int next = scope.kind == Scope::Kind::class_body ? 1 : 0;  // register 0 of a class body is its namespace
    for (auto& symbol : scope.symbols) {
        bool const in_register =
            symbol.resolution == Resolution::local || symbol.resolution == Resolution::cell;
        if (in_register && scope.is_function()) symbol.index = next++;
    }
    for (std::size_t i = 0; i < scope.free_names.size(); ++i) {
        Symbol* const known = scope.find(scope.free_names[i]);
        if (known && known->resolution == Resolution::free) known->index = static_cast<int>(i);
    }
}

}  // namespace minivm
