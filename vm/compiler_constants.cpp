#include "vm/compiler_constants.hpp"

#include <algorithm>
#include <array>

#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace ast = grammar::ast;

namespace {

// Limits of CPython's optimiser: what would be larger is computed when it runs.
constexpr std::uint64_t maximum_int_bits = 128;
constexpr std::size_t maximum_text = 4096;

BinaryOperator operator_of(ast::Operator op) {
    constexpr std::array table{BinaryOperator::add,     BinaryOperator::sub,     BinaryOperator::mul,
                               BinaryOperator::matmul,  BinaryOperator::truediv, BinaryOperator::mod,
                               BinaryOperator::pow,     BinaryOperator::lshift,  BinaryOperator::rshift,
                               BinaryOperator::bit_or,  BinaryOperator::bit_xor, BinaryOperator::bit_and,
                               BinaryOperator::floordiv};
    return table[static_cast<std::size_t>(op)];
}

bool is_name_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Computing this is quick and the result is small.
bool is_small_result(ast::Operator op, Value left, Value right) {
    std::uint64_t const left_bits = int_bit_length(left);
    std::uint64_t const right_bits = int_bit_length(right);
    bool fits = false;
    switch (op) {
        case ast::Operator::mult: return left_bits + right_bits <= maximum_int_bits;
        case ast::Operator::pow: {
            std::int64_t const exponent = to_int64(right, fits);
            return fits && exponent >= 0 && (left_bits == 0 || exponent <= 128) &&
                   left_bits * static_cast<std::uint64_t>(exponent) <= maximum_int_bits;
        }
        case ast::Operator::l_shift: {
            std::int64_t const count = to_int64(right, fits);
            return fits && count >= 0 && count <= 128 &&
                   left_bits + static_cast<std::uint64_t>(count) <= maximum_int_bits;
        }
        default: return true;
    }
}

}  // namespace

bool Constants::truth(Value constant) {
    if (constant.is_none() || constant.is_false()) return false;
    if (is_int(constant)) return sign_of(constant) != 0;
    if (is_float(constant)) return as_double(constant) != 0;
    if (auto const* text = as<Str>(constant)) return text->length != 0;
    if (auto const* bytes = as<Bytes>(constant)) return bytes->length != 0;
    if (auto const* items = as<Tuple>(constant)) return items->length != 0;
    return true;
}

std::string Constants::key_of(Value value) {
    if (auto const* text = as<Str>(value)) return "s" + to_utf8(text);
    if (auto const* bytes = as<Bytes>(value)) return "b" + std::string(bytes_view(bytes));
    if (auto* items = as<Tuple>(value)) {
        std::string key = "t" + std::to_string(items->length) + ":";
        for (Value const item : items->view()) {
            std::string const inner = key_of(item);
            key += std::to_string(inner.size()) + ":" + inner;
        }
        return key;
    }
    if (as<BigInt>(value)) {
        auto digits = int_to_text(thread_, value, 16);
        return "i" + digits.take();
    }
    if (is_float(value)) {
        double const number = as_double(value);
        return "f" + std::to_string(std::bit_cast<std::uint64_t>(number));
    }
    return "v" + std::to_string(value.bits());
}

Value Constants::unique(Value value) {
    if (!value.is_object()) return value;
    return pool_.try_emplace(key_of(value), value).first->second;
}

Value Constants::string(std::string_view utf8) {
    if (is_name_text(utf8)) return Value::of(thread_.interpreter->intern(thread_, utf8));
    auto made = make_str(thread_, utf8);
    if (!made) {
        (void)take_exception(thread_);
        return Value::of(make_short_str(thread_, ""));
    }
    return unique(Value::of(made.take()));
}

Value Constants::bytes(std::string_view octets) {
    auto made = make_bytes(thread_, octets);
    if (!made) {
        (void)take_exception(thread_);
        return Value::of(empty_bytes(thread_));
    }
    return unique(Value::of(made.take()));
}

Value Constants::tuple(std::vector<Value> const& items) {
    auto made = make_tuple(thread_, std::span<Value const>(items));
    if (!made) {
        (void)take_exception(thread_);
        return Value::of(empty_tuple(thread_));
    }
    return unique(Value::of(made.take()));
}

Value Constants::set(std::vector<Value> const& items) {
    auto first = make_set(thread_, Kind::frozenset);
    auto second = make_set(thread_, Kind::frozenset);
    if (!first || !second) {
        (void)take_exception(thread_);
        return Value::of(empty_tuple(thread_));
    }
    Set* const given = first.take();
    for (Value const item : items)
        if (!add(thread_, given, item)) (void)take_exception(thread_);
    // CPython's compiler makes the set anew when it merges equal constants, and the order of colliding keys
    // may differ then.
    Set* const result = second.take();
    std::uint32_t position = 0;
    while (auto const entry = next_entry(given, position))
        if (!set_add(thread_, result, entry->key, entry->hash)) (void)take_exception(thread_);
    return Value::of(result);
}

std::optional<Value> Constants::literal(ast::Constant const& node) {
    using Literal = ast::Constant::Type;
    switch (node.type) {
        case Literal::none: return Value::none();
        case Literal::false_: return Value::boolean(false);
        case Literal::true_: return Value::boolean(true);
        case Literal::ellipsis: return Value::ellipsis();
        case Literal::integer: return unique(make_int(thread_, node.integer));
        case Literal::big_integer: {
            auto made = int_from_digits(thread_, node.text, node.base);
            if (made) return unique(made.take());
            (void)take_exception(thread_);
            return {};
        }
        case Literal::real: return unique(make_float(thread_, node.real));
        case Literal::string: return string(node.text);
        case Literal::bytes: return bytes(node.text);
        default: return {};
    }
}

std::optional<Value> Constants::fold(ast::Expression const& node) {
    switch (node.kind) {
        case ast::Kind::constant: {
            // A long literal is decoded once, not at each question.
            auto const& constant = node.as<ast::Constant>();
            if (constant.type != ast::Constant::Type::string && constant.type != ast::Constant::Type::bytes &&
                constant.type != ast::Constant::Type::big_integer)
                return literal(constant);
            break;
        }
        case ast::Kind::name:
            if (node.as<ast::Name>().id == "__debug__") return Value::boolean(true);
            return {};
        case ast::Kind::unary_op:
        case ast::Kind::bin_op:
        case ast::Kind::tuple: break;
        default: return {};
    }
    if (auto const known = folded_.find(&node); known != folded_.end()) return known->second;
    auto const result = compute(node);
    folded_.emplace(&node, result);
    return result;
}

std::optional<Value> Constants::compute(ast::Expression const& node) {
    if (auto const* constant = node.as_if<ast::Constant>()) return literal(*constant);
    if (auto const* operation = node.as_if<ast::UnaryOp>()) return unary(*operation);
    if (auto const* operation = node.as_if<ast::BinOp>()) return binary(*operation);
    auto const& items = node.as<ast::Tuple>();
    if (items.ctx != ast::Context::load) return {};
    std::vector<Value> values;
    for (auto const* item : items.elts) {
        auto const value = fold(*item);
        if (!value) return {};
        values.push_back(*value);
    }
    return tuple(values);
}

std::optional<Value> Constants::unary(ast::UnaryOp const& node) {
    auto const operand = fold(*node.operand);
    if (!operand) return {};
    if (node.op == ast::UnaryOperator::not_) return Value::boolean(!truth(*operand));
    if (is_float(*operand)) {
        if (node.op == ast::UnaryOperator::u_sub) return unique(make_float(thread_, -as_double(*operand)));
        if (node.op == ast::UnaryOperator::u_add) return *operand;
        return {};
    }
    if (!is_int(*operand)) return {};
    UnaryOperator const op = node.op == ast::UnaryOperator::u_sub   ? UnaryOperator::neg
                             : node.op == ast::UnaryOperator::u_add ? UnaryOperator::pos
                                                                    : UnaryOperator::invert;
    auto made = int_unary(thread_, static_cast<int>(op), *operand);
    if (made) return unique(made.take());
    (void)take_exception(thread_);
    return {};
}

std::optional<Value> Constants::binary(ast::BinOp const& node) {
    // The right operand first: in a long sum whose first term is a variable this fails at once.
    auto const right = fold(*node.right);
    if (!right) return {};
    auto const left = fold(*node.left);
    if (!left) return {};
    bool const numbers = (is_int(*left) || is_float(*left)) && (is_int(*right) || is_float(*right));
    return numbers ? number(node.op, *left, *right) : text(node.op, *left, *right);
}

std::optional<Value> Constants::number(ast::Operator op, Value left, Value right) {
    if (op == ast::Operator::mat_mult) return {};
    int const code = static_cast<int>(operator_of(op));
    bool const ints = is_int(left) && is_int(right);
    if (ints && !is_small_result(op, left, right)) return {};
    bool const bitwise = op == ast::Operator::l_shift || op == ast::Operator::r_shift ||
                         op == ast::Operator::bit_or || op == ast::Operator::bit_xor ||
                         op == ast::Operator::bit_and;
    if (!ints && bitwise) return {};
    auto const as_float = [&](Value value) {
        return is_float(value) ? Result<double>(as_double(value)) : int_to_double(thread_, value);
    };
    auto const attempt = [&]() -> Result<Value> {
        if (ints) return int_binary(thread_, code, left, right);
        double const left_number = MINIVM_TRY(as_float(left));
        double const right_number = MINIVM_TRY(as_float(right));
        return float_binary(thread_, code, left_number, right_number);
    };
    auto made = attempt();
    if (made) return unique(made.take());
    (void)take_exception(thread_);
    return {};
}

std::optional<Value> Constants::text(ast::Operator op, Value left, Value right) {
    std::string_view left_octets, right_octets;
    if (octets_of(thread_, left, left_octets) || octets_of(thread_, right, right_octets)) {
        if (op == ast::Operator::add && as<Bytes>(left) && octets_of(thread_, right, right_octets))
            return bytes(std::string(left_octets).append(right_octets));
        return {};
    }
    auto const* left_text = as<Str>(left);
    auto const* right_text = as<Str>(right);
    if (op == ast::Operator::add && left_text && right_text)
        return string(to_utf8(left_text) + to_utf8(right_text));
    if (op != ast::Operator::mult || (!left_text && !right_text)) return {};
    Str const* const repeated = left_text ? left_text : right_text;
    Value const count = left_text ? right : left;
    if (!is_int(count)) return {};
    bool fits = false;
    std::int64_t const times = to_int64(count, fits);
    if (!fits || times > static_cast<std::int64_t>(maximum_text)) return {};
    if (times > 0 && repeated->length * static_cast<std::size_t>(times) > maximum_text) return {};
    std::string const piece = to_utf8(repeated);
    std::string result;
    for (std::int64_t i = 0; i < times; ++i) result += piece;
    return string(result);
}

}  // namespace minivm
