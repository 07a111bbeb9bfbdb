#include <algorithm>
#include <cmath>

#include "vm/native.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/number.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

static Result<Value> float_new(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) return Value::small_double(0.0);
    if (is_float(arguments[1])) return arguments[1];
    if (auto* text = as<Str>(arguments[1])) return float_from_str(thread, text);
    if (std::string_view octets; octets_of(thread, arguments[1], octets))
        return float_from_text(thread, octets, arguments[1]);
    if (!is_int(arguments[1])) {
        Type* const type = type_of(thread, arguments[1]);
        if (lookup(thread, type, names(thread).float_).is_unbound() &&
            lookup(thread, type, names(thread).index_).is_unbound())
            return raise_type_error(thread, "float() argument must be a string or a real number, not '%s'",
                                    type_name(thread, arguments[1]));
    }
    double const d = MINIVM_TRY(to_double(thread, arguments[1]));
    return make_float(thread, d);
}

// --- methods ---

static double self_of(Value* arguments) { return as_double(arguments[0]); }

static Result<Value> itself(Thread& thread, Value* arguments) {
    return make_float(thread, self_of(arguments));
}

static Result<Value> is_integer(Thread&, Value* arguments) {
    double const d = self_of(arguments);
    return Value::boolean(std::isfinite(d) && std::floor(d) == d);
}

static Result<Value> as_integer_ratio(Thread& thread, Value* arguments) {
    double const d = self_of(arguments);
    if (std::isinf(d)) return raise_overflow_error(thread, "cannot convert Infinity to integer ratio");
    if (std::isnan(d)) return raise_value_error(thread, "cannot convert NaN to integer ratio");
    int exponent;
    double fraction = std::frexp(d, &exponent);
    for (; fraction != std::floor(fraction); --exponent) fraction *= 2;
    Value parts[] = {make_int(thread, static_cast<std::int64_t>(fraction)), Value::small_int(1)};
    Value& scaled = exponent > 0 ? parts[0] : parts[1];
    scaled = MINIVM_TRY(int_binary(thread, static_cast<int>(BinaryOperator::lshift), scaled,
                                   Value::small_int(std::abs(exponent))));
    return Value::of(make_small_tuple(thread, parts));
}

static Result<Value> hex(Thread& thread, Value* arguments) {
    return Value::of(make_short_str(thread, float_hex(self_of(arguments))));
}

static Result<Value> from_hex(Thread& thread, Value* arguments) {
    auto* text = as<Str>(arguments[1]);
    if (!text) return raise_type_error(thread, "bad argument type for built-in operation");
    Value const number = MINIVM_TRY(float_from_hex(thread, to_utf8(text)));
    if (arguments[0] == Value::of(types(thread).floating)) return number;
    Value const constructor_arguments[] = {number};
    return call(thread, arguments[0], constructor_arguments);
}

static Result<Value> truncated(Thread& thread, Value* arguments) {
    return int_from_double(thread, self_of(arguments));
}

static Result<Value> floored(Thread& thread, Value* arguments) {
    return int_from_double(thread, std::floor(self_of(arguments)));
}

static Result<Value> ceiled(Thread& thread, Value* arguments) {
    return int_from_double(thread, std::ceil(self_of(arguments)));
}

static Result<Value> rounded(Thread& thread, Value* arguments) {
    return round_number(thread, arguments[0], arguments[1]);
}

static Result<Value> real(Thread& thread, Value self) { return make_float(thread, as_double(self)); }
static Result<Value> imaginary(Thread&, Value) { return Value::small_double(0.0); }

/// An operand of a float as a double; `ok` false for what is no number.
static Result<double> operand(Thread& thread, Value value, bool& ok) {
    ok = is_float(value) || is_int(value);
    if (!ok) return 0.0;
    return to_double(thread, value);
}

template <BinaryOperator op>
static Result<Value> operate(Thread& thread, Value* arguments) {
    bool ok;
    double const other = MINIVM_TRY(operand(thread, arguments[1], ok));
    if (!ok) return Value::not_implemented();
    return float_binary(thread, static_cast<int>(op), self_of(arguments), other);
}

template <BinaryOperator op>
static Result<Value> operate_reflected(Thread& thread, Value* arguments) {
    bool ok;
    double const other = MINIVM_TRY(operand(thread, arguments[1], ok));
    if (!ok) return Value::not_implemented();
    return float_binary(thread, static_cast<int>(op), other, self_of(arguments));
}

static Result<Value> raise_to(Thread& thread, Value* arguments) {
    if (!arguments[2].is_unbound() && !arguments[2].is_none())
        return raise_type_error(thread, "pow() 3rd argument not allowed unless all arguments are integers");
    return operate<BinaryOperator::pow>(thread, arguments);
}

static Result<Value> raise_to_reflected(Thread& thread, Value* arguments) {
    if (!arguments[2].is_unbound() && !arguments[2].is_none())
        return raise_type_error(thread, "pow() 3rd argument not allowed unless all arguments are integers");
    return operate_reflected<BinaryOperator::pow>(thread, arguments);
}

static Result<Value> divide(Thread& thread, Value* arguments) {
    bool ok;
    double const other = MINIVM_TRY(operand(thread, arguments[1], ok));
    if (!ok) return Value::not_implemented();
    return float_divmod(thread, self_of(arguments), other);
}

static Result<Value> divide_reflected(Thread& thread, Value* arguments) {
    bool ok;
    double const other = MINIVM_TRY(operand(thread, arguments[1], ok));
    if (!ok) return Value::not_implemented();
    return float_divmod(thread, other, self_of(arguments));
}

template <CompareOperator op>
static Result<Value> order(Thread&, Value* arguments) {
    double const self = self_of(arguments);
    int result = 2;  // unordered
    if (is_float(arguments[1])) {
        double const other = as_double(arguments[1]);
        if (!std::isnan(self) && !std::isnan(other)) result = (self > other) - (self < other);
    } else if (is_int(arguments[1])) {
        int const reflected = int_compare_double(arguments[1], self);
        if (reflected != 2) result = -reflected;
    } else {
        return Value::not_implemented();
    }
    bool const ordered = result != 2;
    switch (op) {
        case CompareOperator::lt: return Value::boolean(result < 0);
        case CompareOperator::le: return Value::boolean(result <= 0);
        case CompareOperator::eq: return Value::boolean(result == 0);
        case CompareOperator::ne: return Value::boolean(result != 0);
        case CompareOperator::gt: return Value::boolean(ordered && result > 0);
        case CompareOperator::ge: return Value::boolean(ordered && result >= 0);
    }
    return Value::not_implemented();
}

static Result<Value> negated(Thread& thread, Value* arguments) {
    return make_float(thread, -self_of(arguments));
}

static Result<Value> absolute(Thread& thread, Value* arguments) {
    return make_float(thread, std::fabs(self_of(arguments)));
}

static Result<Value> is_not_zero(Thread&, Value* arguments) {
    return Value::boolean(self_of(arguments) != 0);
}

static Result<Value> hash_value(Thread& thread, Value* arguments) {
    return make_int(thread, float_hash(self_of(arguments)));
}

static Result<Value> representation(Thread& thread, Value* arguments) {
    return Value::of(make_short_str(thread, float_repr(self_of(arguments))));
}

static Result<Value> formatted(Thread& thread, Value* arguments) {
    auto* spec = as<Str>(arguments[1]);
    if (!spec)
        return raise_type_error(thread, "__format__() argument must be str, not %s",
                                type_name(thread, arguments[1]));
    Str* const text = MINIVM_TRY(format_float(thread, self_of(arguments), spec));
    return Value::of(text);
}

#define MINIVM_BINARY(name, reflected, op)                                   \
    {name, operate<BinaryOperator::op>, "(self, value, /)"}, {               \
        reflected, operate_reflected<BinaryOperator::op>, "(self, value, /)" \
    }

static constexpr NativeSpec float_methods[] = {
    {"static __new__", float_new, "(cls, x=0, /)"},
    {"is_integer", is_integer, "(self, /)"},
    {"as_integer_ratio", as_integer_ratio, "(self, /)"},
    {"conjugate", itself, "(self, /)"},
    {"hex", hex, "(self, /)"},
    {"class fromhex", from_hex, "(cls, string, /)"},
    MINIVM_BINARY("__add__", "__radd__", add),
    MINIVM_BINARY("__sub__", "__rsub__", sub),
    MINIVM_BINARY("__mul__", "__rmul__", mul),
    MINIVM_BINARY("__truediv__", "__rtruediv__", truediv),
    MINIVM_BINARY("__floordiv__", "__rfloordiv__", floordiv),
    MINIVM_BINARY("__mod__", "__rmod__", mod),
    {"__pow__", raise_to, "(self, value, mod=None, /)"},
    {"__rpow__", raise_to_reflected, "(self, value, mod=None, /)"},
    {"__divmod__", divide, "(self, value, /)"},
    {"__rdivmod__", divide_reflected, "(self, value, /)"},
    {"__lt__", order<CompareOperator::lt>, "(self, value, /)"},
    {"__le__", order<CompareOperator::le>, "(self, value, /)"},
    {"__eq__", order<CompareOperator::eq>, "(self, value, /)"},
    {"__ne__", order<CompareOperator::ne>, "(self, value, /)"},
    {"__gt__", order<CompareOperator::gt>, "(self, value, /)"},
    {"__ge__", order<CompareOperator::ge>, "(self, value, /)"},
    {"__neg__", negated, "(self, /)"},
    {"__pos__", itself, "(self, /)"},
    {"__abs__", absolute, "(self, /)"},
    {"__bool__", is_not_zero, "(self, /)"},
    {"__hash__", hash_value, "(self, /)"},
    {"__float__", itself, "(self, /)"},
    {"__int__", truncated, "(self, /)"},
    {"__trunc__", truncated, "(self, /)"},
    {"__floor__", floored, "(self, /)"},
    {"__ceil__", ceiled, "(self, /)"},
    {"__round__", rounded, "(self, ndigits=None, /)"},
    {"__repr__", representation, "(self, /)"},
    {"__format__", formatted, "(self, format_spec, /)"},
};
#undef MINIVM_BINARY

void define_float(Thread& thread) {
    Type* const type = types(thread).floating;
    add_methods(thread, type, float_methods);
    add_property(thread, type, "real", real);
    add_property(thread, type, "imag", imaginary);
}

}  // namespace minivm
