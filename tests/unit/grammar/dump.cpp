#include "dump.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <type_traits>
#include <vector>

#include "grammar/unicode.hpp"

namespace minivm::grammar {

using namespace ast;

namespace {

// ---- Python's repr() of constants

std::string quoted(std::string_view text, bool is_bytes) {
    bool const has_single = text.find('\'') != std::string_view::npos;
    char const quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string result = is_bytes ? "b" : "";
    result += quote;
    auto const* at = reinterpret_cast<unsigned char const*>(text.data());
    auto const* const end = at + text.size();
    while (at != end) {
        char32_t const character = is_bytes ? *at++ : unicode::decode(at);
        std::array<char, 16> code{};
        auto const write = [&](char const* format) {
            std::snprintf(code.data(), code.size(), format, static_cast<unsigned>(character));
            result += code.data();
        };
        if (character == static_cast<unsigned char>(quote) || character == '\\') {
            result += '\\';
            result += static_cast<char>(character);
        } else if (character == '\n') {
            result += "\\n";
        } else if (character == '\r') {
            result += "\\r";
        } else if (character == '\t') {
            result += "\\t";
        } else if (is_bytes ? character >= ' ' && character < 0x7F : unicode::is_printable(character)) {
            unicode::append(result, character);
        } else if (character < 0x100) {
            write("\\x%02x");
        } else {
            write(character < 0x10000 ? "\\u%04x" : "\\U%08x");
        }
    }
    return result + quote;
}

std::string real(double value, bool is_imaginary) {
    if (std::isinf(value)) return is_imaginary ? "infj" : "inf";
    std::array<char, 40> buffer{};
    auto const [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    std::string const scientific(buffer.data(), end);
    auto const exponent = std::stoi(scientific.substr(scientific.find('e') + 1));
    std::string text = scientific;
    if (exponent >= -4 && exponent < 16) {
        auto const [fixed_end, fixed_error] =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
        text.assign(buffer.data(), fixed_end);
        if (!is_imaginary && text.find('.') == std::string::npos) text += ".0";
    }
    return is_imaginary ? text + "j" : text;
}

std::string decimal(std::string_view digits, unsigned base) {
    if (base == 10) return std::string(digits);
    std::vector<std::uint32_t> limbs;  // of nine decimal digits, lowest first
    for (char const digit : digits) {
        std::uint64_t carry = static_cast<unsigned>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        for (auto& limb : limbs) {
            carry += std::uint64_t{limb} * base;
            limb = static_cast<std::uint32_t>(carry % 1'000'000'000);
            carry /= 1'000'000'000;
        }
        if (carry != 0) limbs.push_back(static_cast<std::uint32_t>(carry));
    }
    std::string result = std::to_string(limbs.back());
    for (auto limb = std::next(limbs.rbegin()); limb != limbs.rend(); ++limb) {
        auto const part = std::to_string(*limb);
        result.append(9 - part.size(), '0').append(part);
    }
    return result;
}

std::string repr(Constant const& constant) {
    switch (constant.type) {
        case Constant::Type::none: return "None";
        case Constant::Type::true_: return "True";
        case Constant::Type::false_: return "False";
        case Constant::Type::ellipsis: return "Ellipsis";
        case Constant::Type::integer: return std::to_string(constant.integer);
        case Constant::Type::big_integer: return decimal(constant.text, constant.base);
        case Constant::Type::real: return real(constant.real, false);
        case Constant::Type::imaginary: return real(constant.real, true);
        case Constant::Type::string: return quoted(constant.text, false);
        case Constant::Type::bytes: return quoted(constant.text, true);
    }
    return "";
}

// ---- Nodes

class Dumper {
public:
    void node(Node const& node);
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    // Name(field=value, ..., lineno=...): the names and values of the fields alternate.
    template <typename... Fields>
    void write(char const* name, Node const* located, Fields const&... fields) {
        out_ += name;
        out_ += '(';
        is_first_ = true;
        write_fields(fields...);
        if (located != nullptr) {
            write_fields("lineno", located->span.line, "col_offset", located->span.column, "end_lineno",
                         located->span.end_line, "end_col_offset", located->span.end_column);
        }
        out_ += ')';
        is_first_ = false;
    }

    void write_fields() {}
    template <typename Field, typename... Rest>
    void write_fields(char const* name, Field const& field, Rest const&... rest) {
        if (!is_absent(field)) {
            if (!is_first_) out_ += ", ";
            is_first_ = false;
            out_ += name;
            out_ += '=';
            value(field);
        }
        write_fields(rest...);
    }

    template <typename Field>
    static bool is_absent(Field const& field) {
        if constexpr (std::is_pointer_v<Field> || std::is_null_pointer_v<Field>)
            return field == nullptr;
        else if constexpr (std::is_same_v<Field, std::string_view>)
            return field.empty();
        else
            return false;
    }

    void value(Node const* child) {
        if (child == nullptr)
            out_ += "None";
        else
            node(*child);
    }
    void value(std::string_view text) { out_ += quoted(text, false); }
    void value(std::string const& text) { out_ += text; }
    void value(std::uint32_t number) { out_ += std::to_string(number); }
    void value(int number) { out_ += std::to_string(number); }
    void value(Context context) {
        out_ += context == Context::load ? "Load()" : context == Context::store ? "Store()" : "Del()";
    }
    void value(BoolOperator op) { out_ += op == BoolOperator::and_ ? "And()" : "Or()"; }
    void value(Operator op) {
        constexpr std::array names = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                      "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
        out_ += names[static_cast<std::size_t>(op)];
        out_ += "()";
    }
    void value(UnaryOperator op) {
        constexpr std::array names = {"Invert", "Not", "UAdd", "USub"};
        out_ += names[static_cast<std::size_t>(op)];
        out_ += "()";
    }
    void value(CompareOperator op) {
        constexpr std::array names = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
        out_ += names[static_cast<std::size_t>(op)];
        out_ += "()";
    }
    template <typename T>
    void value(std::span<T> items) {
        out_ += '[';
        bool is_first = true;
        for (auto const& item : items) {
            if (!is_first) out_ += ", ";
            is_first = false;
            value(item);
        }
        out_ += ']';
    }

    std::string out_;
    bool is_first_ = true;
};

void Dumper::node(Node const& node) {
    auto const* const at = &node;
    Sequence<Statement> const nothing;
    switch (node.kind) {
        case Kind::module:
            write("Module", nullptr, "body", node.as<Module>().body, "type_ignores", nothing);
            break;
        case Kind::interactive: write("Interactive", nullptr, "body", node.as<Interactive>().body); break;
        case Kind::expression: write("Expression", nullptr, "body", node.as<ExpressionRoot>().body); break;
        case Kind::function_def: {
            auto const& n = node.as<FunctionDef>();
            write("FunctionDef", at, "name", n.name, "args", n.args, "body", n.body, "decorator_list",
                  n.decorator_list, "returns", n.returns);
            break;
        }
        case Kind::async_function_def: {
            auto const& n = node.as<AsyncFunctionDef>();
            write("AsyncFunctionDef", at, "name", n.name, "args", n.args, "body", n.body, "decorator_list",
                  n.decorator_list, "returns", n.returns);
            break;
        }
        case Kind::class_def: {
            auto const& n = node.as<ClassDef>();
            write("ClassDef", at, "name", n.name, "bases", n.bases, "keywords", n.keywords, "body", n.body,
                  "decorator_list", n.decorator_list);
            break;
        }
        case Kind::return_: write("Return", at, "value", node.as<Return>().value); break;
        case Kind::delete_: write("Delete", at, "targets", node.as<Delete>().targets); break;
        case Kind::assign:
            write("Assign", at, "targets", node.as<Assign>().targets, "value", node.as<Assign>().value);
            break;
        case Kind::aug_assign: {
            auto const& n = node.as<AugAssign>();
            write("AugAssign", at, "target", n.target, "op", n.op, "value", n.value);
            break;
        }
        case Kind::ann_assign: {
            auto const& n = node.as<AnnAssign>();
            write("AnnAssign", at, "target", n.target, "annotation", n.annotation, "value", n.value, "simple",
                  int{n.simple});
            break;
        }
        case Kind::for_: {
            auto const& n = node.as<For>();
            write("For", at, "target", n.target, "iter", n.iter, "body", n.body, "orelse", n.orelse);
            break;
        }
        case Kind::async_for: {
            auto const& n = node.as<AsyncFor>();
            write("AsyncFor", at, "target", n.target, "iter", n.iter, "body", n.body, "orelse", n.orelse);
            break;
        }
        case Kind::while_: {
            auto const& n = node.as<While>();
            write("While", at, "test", n.test, "body", n.body, "orelse", n.orelse);
            break;
        }
        case Kind::if_: {
            auto const& n = node.as<If>();
            write("If", at, "test", n.test, "body", n.body, "orelse", n.orelse);
            break;
        }
        case Kind::with:
            write("With", at, "items", node.as<With>().items, "body", node.as<With>().body);
            break;
        case Kind::async_with:
            write("AsyncWith", at, "items", node.as<AsyncWith>().items, "body", node.as<AsyncWith>().body);
            break;
        case Kind::raise:
            write("Raise", at, "exc", node.as<Raise>().exc, "cause", node.as<Raise>().cause);
            break;
        case Kind::try_: {
            auto const& n = node.as<Try>();
            write("Try", at, "body", n.body, "handlers", n.handlers, "orelse", n.orelse, "finalbody",
                  n.finalbody);
            break;
        }
        case Kind::assert_:
            write("Assert", at, "test", node.as<Assert>().test, "msg", node.as<Assert>().msg);
            break;
        case Kind::import: write("Import", at, "names", node.as<Import>().names); break;
        case Kind::import_from: {
            auto const& n = node.as<ImportFrom>();
            write("ImportFrom", at, "module", n.module, "names", n.names, "level", n.level);
            break;
        }
        case Kind::global: write("Global", at, "names", node.as<Global>().names); break;
        case Kind::nonlocal: write("Nonlocal", at, "names", node.as<Nonlocal>().names); break;
        case Kind::expr: write("Expr", at, "value", node.as<Expr>().value); break;
        case Kind::pass: write("Pass", at); break;
        case Kind::break_: write("Break", at); break;
        case Kind::continue_: write("Continue", at); break;
        case Kind::bool_op:
            write("BoolOp", at, "op", node.as<BoolOp>().op, "values", node.as<BoolOp>().values);
            break;
        case Kind::named_expr: {
            auto const& n = node.as<NamedExpr>();
            write("NamedExpr", at, "target", n.target, "value", n.value);
            break;
        }
        case Kind::bin_op: {
            auto const& n = node.as<BinOp>();
            write("BinOp", at, "left", n.left, "op", n.op, "right", n.right);
            break;
        }
        case Kind::unary_op:
            write("UnaryOp", at, "op", node.as<UnaryOp>().op, "operand", node.as<UnaryOp>().operand);
            break;
        case Kind::lambda:
            write("Lambda", at, "args", node.as<Lambda>().args, "body", node.as<Lambda>().body);
            break;
        case Kind::if_exp: {
            auto const& n = node.as<IfExp>();
            write("IfExp", at, "test", n.test, "body", n.body, "orelse", n.orelse);
            break;
        }
        case Kind::dict:
            write("Dict", at, "keys", node.as<Dict>().keys, "values", node.as<Dict>().values);
            break;
        case Kind::set: write("Set", at, "elts", node.as<Set>().elts); break;
        case Kind::list_comp:
            write("ListComp", at, "elt", node.as<ListComp>().elt, "generators",
                  node.as<ListComp>().generators);
            break;
        case Kind::set_comp:
            write("SetComp", at, "elt", node.as<SetComp>().elt, "generators", node.as<SetComp>().generators);
            break;
        case Kind::dict_comp: {
            auto const& n = node.as<DictComp>();
            write("DictComp", at, "key", n.key, "value", n.value, "generators", n.generators);
            break;
        }
        case Kind::generator_exp:
            write("GeneratorExp", at, "elt", node.as<GeneratorExp>().elt, "generators",
                  node.as<GeneratorExp>().generators);
            break;
        case Kind::await: write("Await", at, "value", node.as<Await>().value); break;
        case Kind::yield: write("Yield", at, "value", node.as<Yield>().value); break;
        case Kind::yield_from: write("YieldFrom", at, "value", node.as<YieldFrom>().value); break;
        case Kind::compare: {
            auto const& n = node.as<Compare>();
            write("Compare", at, "left", n.left, "ops", n.ops, "comparators", n.comparators);
            break;
        }
        case Kind::call: {
            auto const& n = node.as<Call>();
            write("Call", at, "func", n.func, "args", n.args, "keywords", n.keywords);
            break;
        }
        case Kind::formatted_value: {
            auto const& n = node.as<FormattedValue>();
            write("FormattedValue", at, "value", n.value, "conversion", n.conversion, "format_spec",
                  n.format_spec);
            break;
        }
        case Kind::joined_str: write("JoinedStr", at, "values", node.as<JoinedStr>().values); break;
        case Kind::constant: {
            auto const& n = node.as<Constant>();
            write("Constant", at, "value", repr(n), "kind", std::string_view(n.unicode_prefix ? "u" : ""));
            break;
        }
        case Kind::attribute: {
            auto const& n = node.as<Attribute>();
            write("Attribute", at, "value", n.value, "attr", n.attr, "ctx", n.ctx);
            break;
        }
        case Kind::subscript: {
            auto const& n = node.as<Subscript>();
            write("Subscript", at, "value", n.value, "slice", n.slice, "ctx", n.ctx);
            break;
        }
        case Kind::starred:
            write("Starred", at, "value", node.as<Starred>().value, "ctx", node.as<Starred>().ctx);
            break;
        case Kind::name: write("Name", at, "id", node.as<Name>().id, "ctx", node.as<Name>().ctx); break;
        case Kind::list: write("List", at, "elts", node.as<List>().elts, "ctx", node.as<List>().ctx); break;
        case Kind::tuple:
            write("Tuple", at, "elts", node.as<Tuple>().elts, "ctx", node.as<Tuple>().ctx);
            break;
        case Kind::slice: {
            auto const& n = node.as<Slice>();
            write("Slice", at, "lower", n.lower, "upper", n.upper, "step", n.step);
            break;
        }
        case Kind::arguments: {
            auto const& n = node.as<Arguments>();
            write("arguments", nullptr, "posonlyargs", n.posonlyargs, "args", n.args, "vararg", n.vararg,
                  "kwonlyargs", n.kwonlyargs, "kw_defaults", n.kw_defaults, "kwarg", n.kwarg, "defaults",
                  n.defaults);
            break;
        }
        case Kind::arg:
            write("arg", at, "arg", node.as<Arg>().arg, "annotation", node.as<Arg>().annotation);
            break;
        case Kind::keyword:
            write("keyword", at, "arg", node.as<Keyword>().arg, "value", node.as<Keyword>().value);
            break;
        case Kind::alias:
            write("alias", at, "name", node.as<Alias>().name, "asname", node.as<Alias>().asname);
            break;
        case Kind::withitem: {
            auto const& n = node.as<WithItem>();
            write("withitem", nullptr, "context_expr", n.context_expr, "optional_vars", n.optional_vars);
            break;
        }
        case Kind::comprehension: {
            auto const& n = node.as<Comprehension>();
            write("comprehension", nullptr, "target", n.target, "iter", n.iter, "ifs", n.ifs, "is_async",
                  int{n.is_async});
            break;
        }
        case Kind::except_handler: {
            auto const& n = node.as<ExceptHandler>();
            write("ExceptHandler", at, "type", n.type, "name", n.name, "body", n.body);
            break;
        }
    }
}

}  // namespace

std::string dump(Node const& node) {
    Dumper dumper;
    dumper.node(node);
    return dumper.take();
}

}  // namespace minivm::grammar
