#pragma once
// The syntax tree, node for node and field for field that of CPython 3.11's `ast` module, names in
// snake_case. Nodes are plain trivially destructible structs; they, their sequences and all text belong to
// the Arena of one Tree and live exactly as long as it. A null pointer or an empty string_view is Python's
// None where the field is optional. A finished tree is immutable by convention and may be read from any
// thread.

#include <cassert>
#include <cstdint>
#include <span>
#include <string_view>

#include "grammar/source.hpp"

namespace minivm::grammar::ast {

enum class Kind : std::uint8_t {
    // Roots.
    module,
    interactive,
    expression,
    // Statements.
    function_def,
    async_function_def,
    class_def,
    return_,
    delete_,
    assign,
    aug_assign,
    ann_assign,
    for_,
    async_for,
    while_,
    if_,
    with,
    async_with,
    raise,
    try_,
    assert_,
    import,
    import_from,
    global,
    nonlocal,
    expr,
    pass,
    break_,
    continue_,
    // Expressions.
    bool_op,
    named_expr,
    bin_op,
    unary_op,
    lambda,
    if_exp,
    dict,
    set,
    list_comp,
    set_comp,
    dict_comp,
    generator_exp,
    await,
    yield,
    yield_from,
    compare,
    call,
    formatted_value,
    joined_str,
    constant,
    attribute,
    subscript,
    starred,
    name,
    list,
    tuple,
    slice,
    // Parts.
    arguments,
    arg,
    keyword,
    alias,
    withitem,
    comprehension,
    except_handler,
};

enum class Context : std::uint8_t { load, store, del };
enum class BoolOperator : std::uint8_t { and_, or_ };
enum class Operator : std::uint8_t {
    add,
    sub,
    mult,
    mat_mult,
    div,
    mod,
    pow,
    l_shift,
    r_shift,
    bit_or,
    bit_xor,
    bit_and,
    floor_div,
};
enum class UnaryOperator : std::uint8_t { invert, not_, u_add, u_sub };
enum class CompareOperator : std::uint8_t {
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    is,
    is_not,
    in,
    not_in,
};

// The height of every tree is bounded, so that a visitor may recurse once for each level of nodes.
inline constexpr std::uint16_t maximum_depth = 3000;

struct Node {
    Span span;
    Kind kind;
    std::uint16_t depth = 1;  // 1 + the greatest depth below; at most maximum_depth

    template <typename T>
    [[nodiscard]] bool is() const {
        return kind == T::kind_of;
    }
    template <typename T>
    [[nodiscard]] T& as() {
        assert(is<T>());
        return static_cast<T&>(*this);
    }
    template <typename T>
    [[nodiscard]] T const& as() const {
        assert(is<T>());
        return static_cast<T const&>(*this);
    }
    template <typename T>
    [[nodiscard]] T* as_if() {
        return is<T>() ? static_cast<T*>(this) : nullptr;
    }
    template <typename T>
    [[nodiscard]] T const* as_if() const {
        return is<T>() ? static_cast<T const*>(this) : nullptr;
    }
};

struct Statement : Node {};
struct Expression : Node {};

// Base of each concrete node; supplies its kind. Implicit, so that T{span, fields...} makes a node.
template <typename Base, Kind kind_value>
struct Of : Base {
    static constexpr Kind kind_of = kind_value;
    Of(Span where) {
        this->span = where;
        this->kind = kind_value;
    }
};
template <Kind kind_value>
using StatementOf = Of<Statement, kind_value>;
template <Kind kind_value>
using ExpressionOf = Of<Expression, kind_value>;
template <Kind kind_value>
using PartOf = Of<Node, kind_value>;

template <typename T>
using Sequence = std::span<T* const>;
using Names = std::span<std::string_view const>;

// ---- Parts

struct Arg : PartOf<Kind::arg> {
    std::string_view arg;
    Expression* annotation;  // optional
};

struct Arguments : PartOf<Kind::arguments> {
    Sequence<Arg> posonlyargs;
    Sequence<Arg> args;
    Arg* vararg;  // optional
    Sequence<Arg> kwonlyargs;
    Sequence<Expression> kw_defaults;  // as long as kwonlyargs; null where there is no default
    Arg* kwarg;                        // optional
    Sequence<Expression> defaults;     // of the last of posonlyargs + args
};

struct Keyword : PartOf<Kind::keyword> {
    std::string_view arg;  // empty: `**value`
    Expression* value;
};

struct Alias : PartOf<Kind::alias> {
    std::string_view name;  // dotted, or "*"
    std::string_view asname;
};

struct WithItem : PartOf<Kind::withitem> {
    Expression* context_expr;
    Expression* optional_vars;
};

struct Comprehension : PartOf<Kind::comprehension> {
    Expression* target;
    Expression* iter;
    Sequence<Expression> ifs;
    bool is_async;
};

struct ExceptHandler : PartOf<Kind::except_handler> {
    Expression* type;  // optional
    std::string_view name;
    Sequence<Statement> body;
};

// ---- Expressions

struct BoolOp : ExpressionOf<Kind::bool_op> {
    BoolOperator op;
    Sequence<Expression> values;  // two or more
};
struct Name;
struct NamedExpr : ExpressionOf<Kind::named_expr> {
    Name* target;
    Expression* value;
};
struct BinOp : ExpressionOf<Kind::bin_op> {
    Expression* left;
    Operator op;
    Expression* right;
};
struct UnaryOp : ExpressionOf<Kind::unary_op> {
    UnaryOperator op;
    Expression* operand;
};
struct Lambda : ExpressionOf<Kind::lambda> {
    Arguments* args;
    Expression* body;
};
struct IfExp : ExpressionOf<Kind::if_exp> {
    Expression* test;
    Expression* body;
    Expression* orelse;
};
struct Dict : ExpressionOf<Kind::dict> {
    Sequence<Expression> keys;  // null where the value is `**value`
    Sequence<Expression> values;
};
struct Set : ExpressionOf<Kind::set> {
    Sequence<Expression> elts;
};
struct ListComp : ExpressionOf<Kind::list_comp> {
    Expression* elt;
    Sequence<Comprehension> generators;
};
struct SetComp : ExpressionOf<Kind::set_comp> {
    Expression* elt;
    Sequence<Comprehension> generators;
};
struct DictComp : ExpressionOf<Kind::dict_comp> {
    Expression* key;
    Expression* value;
    Sequence<Comprehension> generators;
};
struct GeneratorExp : ExpressionOf<Kind::generator_exp> {
    Expression* elt;
    Sequence<Comprehension> generators;
};
struct Await : ExpressionOf<Kind::await> {
    Expression* value;
};
struct Yield : ExpressionOf<Kind::yield> {
    Expression* value;  // optional
};
struct YieldFrom : ExpressionOf<Kind::yield_from> {
    Expression* value;
};
struct Compare : ExpressionOf<Kind::compare> {
    Expression* left;
    std::span<CompareOperator const> ops;
    Sequence<Expression> comparators;  // as long as ops
};
struct Call : ExpressionOf<Kind::call> {
    Expression* func;
    Sequence<Expression> args;
    Sequence<Keyword> keywords;
};
struct FormattedValue : ExpressionOf<Kind::formatted_value> {
    Expression* value;
    int conversion;           // -1, 's', 'r' or 'a'
    Expression* format_spec;  // optional; a JoinedStr
};
struct JoinedStr : ExpressionOf<Kind::joined_str> {
    Sequence<Expression> values;  // Constant strings and FormattedValues
};

struct Constant : ExpressionOf<Kind::constant> {
    enum class Type : std::uint8_t {
        none,
        false_,
        true_,
        ellipsis,
        integer,
        big_integer,
        real,
        imaginary,
        string,
        bytes
    };
    Type type;
    std::uint8_t base = 10;       // of big_integer: 2, 8, 10 or 16
    bool unicode_prefix = false;  // written u'...', which ast shows as kind='u'
    std::int64_t integer = 0;
    double real = 0;  // of real and imaginary
    // string: UTF-8 that may hold lone surrogates, each as its three bytes (WTF-8). bytes: as they are.
    // big_integer: the digits without prefix and underscores; its value is beyond int64.
    std::string_view text = {};
};

struct Attribute : ExpressionOf<Kind::attribute> {
    Expression* value;
    std::string_view attr;
    Context ctx;
};
struct Subscript : ExpressionOf<Kind::subscript> {
    Expression* value;
    Expression* slice;
    Context ctx;
};
struct Starred : ExpressionOf<Kind::starred> {
    Expression* value;
    Context ctx;
};
// Identifiers are NFKC-normalised. Equal identifiers of a tree share one storage: equal data() means equal
// text.
struct Name : ExpressionOf<Kind::name> {
    std::string_view id;
    Context ctx;
};
struct List : ExpressionOf<Kind::list> {
    Sequence<Expression> elts;
    Context ctx;
};
struct Tuple : ExpressionOf<Kind::tuple> {
    Sequence<Expression> elts;
    Context ctx;
};
struct Slice : ExpressionOf<Kind::slice> {
    Expression* lower;  // each optional
    Expression* upper;
    Expression* step;
};

// ---- Statements

// The span of a FunctionDef, AsyncFunctionDef or ClassDef begins at its `def`, `async` or `class`, after the
// decorators.
struct FunctionDef : StatementOf<Kind::function_def> {
    std::string_view name;
    Arguments* args;
    Sequence<Statement> body;
    Sequence<Expression> decorator_list;
    Expression* returns;  // optional
};
struct AsyncFunctionDef : StatementOf<Kind::async_function_def> {
    std::string_view name;
    Arguments* args;
    Sequence<Statement> body;
    Sequence<Expression> decorator_list;
    Expression* returns;  // optional
};
struct ClassDef : StatementOf<Kind::class_def> {
    std::string_view name;
    Sequence<Expression> bases;
    Sequence<Keyword> keywords;
    Sequence<Statement> body;
    Sequence<Expression> decorator_list;
};
struct Return : StatementOf<Kind::return_> {
    Expression* value;  // optional
};
struct Delete : StatementOf<Kind::delete_> {
    Sequence<Expression> targets;
};
struct Assign : StatementOf<Kind::assign> {
    Sequence<Expression> targets;
    Expression* value;
};
struct AugAssign : StatementOf<Kind::aug_assign> {
    Expression* target;
    Operator op;
    Expression* value;
};
struct AnnAssign : StatementOf<Kind::ann_assign> {
    Expression* target;
    Expression* annotation;
    Expression* value;  // optional
    bool simple;        // the target is a name without parentheses
};
struct For : StatementOf<Kind::for_> {
    Expression* target;
    Expression* iter;
    Sequence<Statement> body;
    Sequence<Statement> orelse;
};
struct AsyncFor : StatementOf<Kind::async_for> {
    Expression* target;
    Expression* iter;
    Sequence<Statement> body;
    Sequence<Statement> orelse;
};
struct While : StatementOf<Kind::while_> {
    Expression* test;
    Sequence<Statement> body;
    Sequence<Statement> orelse;
};
struct If : StatementOf<Kind::if_> {
    Expression* test;
    Sequence<Statement> body;
    Sequence<Statement> orelse;  // `elif`: one If
    If const* elif () const {
        return orelse.size() == 1 && orelse[0]->is<If>() ? &orelse[0]->as<If>() : nullptr;
    }
};
struct With : StatementOf<Kind::with> {
    Sequence<WithItem> items;
    Sequence<Statement> body;
};
struct AsyncWith : StatementOf<Kind::async_with> {
    Sequence<WithItem> items;
    Sequence<Statement> body;
};
struct Raise : StatementOf<Kind::raise> {
    Expression* exc;    // optional
    Expression* cause;  // optional
};
struct Try : StatementOf<Kind::try_> {
    Sequence<Statement> body;
    Sequence<ExceptHandler> handlers;
    Sequence<Statement> orelse;
    Sequence<Statement> finalbody;
};
struct Assert : StatementOf<Kind::assert_> {
    Expression* test;
    Expression* msg;  // optional
};
struct Import : StatementOf<Kind::import> {
    Sequence<Alias> names;
};
struct ImportFrom : StatementOf<Kind::import_from> {
    std::string_view module;  // empty: `from . import x`
    Sequence<Alias> names;
    int level;
};
struct Global : StatementOf<Kind::global> {
    Names names;
};
struct Nonlocal : StatementOf<Kind::nonlocal> {
    Names names;
};
struct Expr : StatementOf<Kind::expr> {
    Expression* value;
};
struct Pass : StatementOf<Kind::pass> {};
struct Break : StatementOf<Kind::break_> {};
struct Continue : StatementOf<Kind::continue_> {};

// ---- Roots; their spans mean nothing

struct Module : PartOf<Kind::module> {
    Sequence<Statement> body;
};
struct Interactive : PartOf<Kind::interactive> {
    Sequence<Statement> body;
};
struct ExpressionRoot : PartOf<Kind::expression> {
    Expression* body;
};

}  // namespace minivm::grammar::ast
