#include <algorithm>

#include "vm/native.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/integer_limbs.hpp"
#include "vm/objects/number.hpp"
#include "vm/objects/str.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/operations.hpp"

namespace minivm {

using limbs::View;

Result<Value> int_round(Thread& thread, Value integer, std::int64_t digits) {
    if (digits >= 0) return int_unary(thread, static_cast<int>(UnaryOperator::pos), integer);
    // 10**n exceeds the number's double when n exceeds a third of its bits: nothing is left then.
    std::uint64_t const places = static_cast<std::uint64_t>(-(digits + 1)) + 1;
    if (places > int_bit_length(integer) / 3 + 2) return Value::small_int(0);
    auto const apply = [&](BinaryOperator op, Value left, Value right) {
        return int_binary(thread, static_cast<int>(op), left, right);
    };
    Value const unit = MINIVM_TRY(apply(BinaryOperator::pow, Value::small_int(10),
                                        Value::small_int(static_cast<std::int64_t>(places))));
    Value quotient;
    Value remainder;
    MINIVM_TRY(int_divmod(thread, integer, unit, quotient, remainder));
    Value const twice = MINIVM_TRY(apply(BinaryOperator::lshift, remainder, Value::small_int(1)));
    int const order = int_compare(twice, unit);
    View const whole(quotient);
    bool const odd = !whole.zero() && (whole.data[0] & 1);
    Value const below = MINIVM_TRY(apply(BinaryOperator::sub, integer, remainder));
    if (order < 0 || (order == 0 && !odd)) return below;
    return apply(BinaryOperator::add, below, unit);
}

Result<Value> int_from_object(Thread& thread, Value x) {
    Root<Value> kept(thread, x);
    Value method = MINIVM_TRY(special_method(thread, x, names(thread).int_));
    if (!method.is_unbound()) {
        Value const result = MINIVM_TRY(call(thread, method, {}));
        if (!is_int(result))
            return raise_type_error(thread, "__int__ returned non-int (type %s)", type_name(thread, result));
        return int_unary(thread, static_cast<int>(UnaryOperator::pos), result);
    }
    method = MINIVM_TRY(special_method(thread, kept, names(thread).index_));
    if (!method.is_unbound()) {
        Value const result = MINIVM_TRY(index(thread, kept));
        return int_unary(thread, static_cast<int>(UnaryOperator::pos), result);
    }
    method = MINIVM_TRY(special_method(thread, kept, names(thread).trunc_));
    if (method.is_unbound()) return method;
    Value const result = MINIVM_TRY(call(thread, method, {}));
    if (is_int(result)) return int_unary(thread, static_cast<int>(UnaryOperator::pos), result);
    Root<Value> kept_result(thread, result);
    method = MINIVM_TRY(special_method(thread, result, names(thread).index_));
    if (method.is_unbound())
        return raise_type_error(thread, "__trunc__ returned non-Integral (type %s)",
                                type_name(thread, kept_result));
    return index(thread, kept_result);
}

static Result<Value> int_from_octets(Thread& thread, std::string_view octets, int base) {
    Bytes* const source = MINIVM_TRY(make_bytes(thread, octets));
    return int_from_text(thread, bytes_view(source), Value::of(source), base);
}

static Result<Value> int_new(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_constructed(thread, arguments[0], types(thread).integer));
    Value const x = arguments[1];
    if (x.is_unbound()) {
        if (!arguments[2].is_unbound()) return raise_type_error(thread, "int() missing string argument");
        return Value::small_int(0);
    }
    if (arguments[2].is_unbound()) {
        if (is_int(x)) return int_unary(thread, static_cast<int>(UnaryOperator::pos), x);
        if (is_float(x)) return int_from_double(thread, as_double(x));
        if (auto* text = as<Str>(x)) return int_from_str(thread, text, 10);
        if (std::string_view octets; octets_of(thread, x, octets)) return int_from_octets(thread, octets, 10);
        Value const converted = MINIVM_TRY(int_from_object(thread, x));
        if (!converted.is_unbound()) return converted;
        return raise_type_error(
            thread, "int() argument must be a string, a bytes-like object or a real number, not '%s'",
            type_name(thread, arguments[1]));
    }
    std::int64_t const base = MINIVM_TRY(index_word(thread, arguments[2], OutOfRange::clip));
    if ((base != 0 && base < 2) || base > 36)
        return raise_value_error(thread, "int() base must be >= 2 and <= 36, or 0");
    if (auto* text = as<Str>(arguments[1])) return int_from_str(thread, text, static_cast<int>(base));
    if (std::string_view octets; octets_of(thread, arguments[1], octets))
        return int_from_octets(thread, octets, static_cast<int>(base));
    return raise_type_error(thread, "int() can't convert non-string with explicit base");
}

static Result<Value> bool_new(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_constructed(thread, arguments[0], types(thread).boolean));
    if (arguments[1].is_unbound()) return Value::boolean(false);
    bool const result = MINIVM_TRY(truth(thread, arguments[1]));
    return Value::boolean(result);
}

// --- methods ---

static Result<Value> itself(Thread& thread, Value* arguments) {
    return int_unary(thread, static_cast<int>(UnaryOperator::pos), arguments[0]);
}

static Result<Value> bit_length(Thread&, Value* arguments) {
    return Value::small_int(static_cast<std::int64_t>(int_bit_length(arguments[0])));
}

static Result<Value> bit_count(Thread&, Value* arguments) {
    View const view(arguments[0]);
    return Value::small_int(
        view.zero() ? 0
                    : static_cast<std::int64_t>(mpn_popcount(view.data, static_cast<mp_size_t>(view.size))));
}

static Result<Value> as_integer_ratio(Thread& thread, Value* arguments) {
    Value const numerator = MINIVM_TRY(itself(thread, arguments));
    Value const parts[] = {numerator, Value::small_int(1)};
    return Value::of(make_small_tuple(thread, parts));
}

static Result<Value> real(Thread& thread, Value self) { return itself(thread, &self); }
static Result<Value> imaginary(Thread&, Value) { return Value::small_int(0); }
static Result<Value> denominator(Thread&, Value) { return Value::small_int(1); }

template <BinaryOperator op>
static Result<Value> operate(Thread& thread, Value* arguments) {
    if (!is_int(arguments[1])) return Value::not_implemented();
    return int_binary(thread, static_cast<int>(op), arguments[0], arguments[1]);
}

template <BinaryOperator op>
static Result<Value> operate_reflected(Thread& thread, Value* arguments) {
    if (!is_int(arguments[1])) return Value::not_implemented();
    return int_binary(thread, static_cast<int>(op), arguments[1], arguments[0]);
}

template <UnaryOperator op>
static Result<Value> operate_alone(Thread& thread, Value* arguments) {
    return int_unary(thread, static_cast<int>(op), arguments[0]);
}

template <CompareOperator op>
static Result<Value> order(Thread&, Value* arguments) {
    if (!is_int(arguments[1])) return Value::not_implemented();
    int const result = int_compare(arguments[0], arguments[1]);
    switch (op) {
        case CompareOperator::lt: return Value::boolean(result < 0);
        case CompareOperator::le: return Value::boolean(result <= 0);
        case CompareOperator::eq: return Value::boolean(result == 0);
        case CompareOperator::ne: return Value::boolean(result != 0);
        case CompareOperator::gt: return Value::boolean(result > 0);
        case CompareOperator::ge: return Value::boolean(result >= 0);
    }
    return Value::not_implemented();
}

static Result<Value> raise_to(Thread& thread, Value* arguments) {
    bool const modulo = !arguments[2].is_unbound() && !arguments[2].is_none();
    if (!is_int(arguments[1]) || (modulo && !is_int(arguments[2]))) return Value::not_implemented();
    if (modulo) return int_power_modulo(thread, arguments[0], arguments[1], arguments[2]);
    return int_binary(thread, static_cast<int>(BinaryOperator::pow), arguments[0], arguments[1]);
}

static Result<Value> raise_to_reflected(Thread& thread, Value* arguments) {
    std::swap(arguments[0], arguments[1]);
    if (!is_int(arguments[0])) return Value::not_implemented();
    return raise_to(thread, arguments);
}

static Result<Value> divide(Thread& thread, Value* arguments) {
    if (!is_int(arguments[1])) return Value::not_implemented();
    return divmod(thread, arguments[0], arguments[1]);
}

static Result<Value> divide_reflected(Thread& thread, Value* arguments) {
    if (!is_int(arguments[1])) return Value::not_implemented();
    return divmod(thread, arguments[1], arguments[0]);
}

static Result<Value> absolute(Thread& thread, Value* arguments) {
    UnaryOperator const op = sign_of(arguments[0]) < 0 ? UnaryOperator::neg : UnaryOperator::pos;
    return int_unary(thread, static_cast<int>(op), arguments[0]);
}

static Result<Value> is_not_zero(Thread&, Value* arguments) {
    return Value::boolean(sign_of(arguments[0]) != 0);
}

static Result<Value> hash_value(Thread& thread, Value* arguments) {
    return make_int(thread, int_hash(arguments[0]));
}

static Result<Value> as_float(Thread& thread, Value* arguments) {
    double const d = MINIVM_TRY(int_to_double(thread, arguments[0]));
    return make_float(thread, d);
}

static Result<Value> rounded(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) return itself(thread, arguments);
    Value const digits = MINIVM_TRY(index(thread, arguments[1]));
    return round_number(thread, arguments[0], digits);
}

static Result<Value> representation(Thread& thread, Value* arguments) {
    Str* const text = MINIVM_TRY(int_repr(thread, arguments[0]));
    return Value::of(text);
}

static Result<Value> formatted(Thread& thread, Value* arguments) {
    auto* spec = as<Str>(arguments[1]);
    if (!spec)
        return raise_type_error(thread, "__format__() argument must be str, not %s",
                                type_name(thread, arguments[1]));
    Str* const text = MINIVM_TRY(format_int(thread, arguments[0], spec));
    return Value::of(text);
}

/// Whether the argument says "little". `function` is for the message.
static Result<bool> is_little(Thread& thread, Value order, char const* function) {
    if (order.is_unbound()) return false;
    Str const* const text = as<Str>(order);
    if (!text)
        return raise_type_error(thread, "%s() argument 'byteorder' must be str, not %s", function,
                                argument_type_name(thread, order));
    if (equals(text, "little")) return true;
    if (equals(text, "big")) return false;
    return raise_value_error(thread, "byteorder must be either 'little' or 'big'");
}

static unsigned char nibble(char digit) {
    return static_cast<unsigned char>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/// Two's complement, the least octet first.
static void negate(std::string& octets) {
    unsigned carry = 1;
    for (char& c : octets) {
        carry += static_cast<unsigned char>(~c);
        c = static_cast<char>(carry);
        carry >>= 8;
    }
}

static Result<Value> to_bytes(Thread& thread, Value* arguments) {
    std::int64_t const length = MINIVM_TRY(size_argument(thread, arguments[1], 1));
    bool const little = MINIVM_TRY(is_little(thread, arguments[2], "to_bytes"));
    bool is_signed = false;
    if (!arguments[3].is_unbound()) is_signed = MINIVM_TRY(truth(thread, arguments[3]));
    if (length < 0) return raise_value_error(thread, "length argument must be non-negative");
    bool const negative = sign_of(arguments[0]) < 0;
    if (negative && !is_signed) return raise_overflow_error(thread, "can't convert negative int to unsigned");
    std::string const digits = MINIVM_TRY(int_to_text(thread, arguments[0], 16));
    std::size_t const first = negative ? 1 : 0;
    // The magnitude, least octet first, with one more octet that a sign may need.
    std::string octets;
    for (std::size_t end = digits.size(); end > first;) {
        unsigned octet = nibble(digits[--end]);
        if (end > first) octet |= static_cast<unsigned>(nibble(digits[--end])) << 4;
        octets += static_cast<char>(octet);
    }
    octets += '\0';
    if (negative) negate(octets);
    char const fill = negative ? '\xff' : '\0';
    auto const wanted = static_cast<std::size_t>(length);
    bool fits = octets.find_first_not_of(fill, std::min(wanted, octets.size())) == octets.npos;
    if (is_signed && wanted != 0 && wanted < octets.size())
        fits = fits && ((octets[wanted - 1] ^ fill) & 0x80) == 0;
    if (!fits) return raise_overflow_error(thread, "int too big to convert");
    Bytes* const made = MINIVM_TRY(make_bytes_uninitialised(thread, wanted));
    std::size_t const kept = std::min(wanted, octets.size());
    std::fill(std::copy_n(octets.data(), kept, made->data()), made->data() + wanted, fill);
    if (!little) std::reverse(made->data(), made->data() + wanted);
    return Value::of(made);
}

static Result<Value> from_bytes(Thread& thread, Value* arguments) {
    bool const little = MINIVM_TRY(is_little(thread, arguments[2], "from_bytes"));
    bool is_signed = false;
    if (!arguments[3].is_unbound()) is_signed = MINIVM_TRY(truth(thread, arguments[3]));
    arguments[1] = MINIVM_TRY(bytes_from_object(thread, arguments[1]));
    std::string octets(bytes_view(cast<Bytes>(arguments[1])));
    if (!little) std::reverse(octets.begin(), octets.end());
    bool const negative = is_signed && !octets.empty() && (octets.back() & 0x80) != 0;
    if (negative) negate(octets);
    std::string digits;
    for (std::size_t i = octets.size(); i-- > 0;) {
        auto const octet = static_cast<unsigned char>(octets[i]);
        digits += "0123456789abcdef"[octet >> 4];
        digits += "0123456789abcdef"[octet & 15];
    }
    Value const magnitude =
        MINIVM_TRY(octets.empty() ? Result<Value>(Value::small_int(0)) : int_from_digits(thread, digits, 16));
    Value const number =
        negative ? MINIVM_TRY(int_unary(thread, static_cast<int>(UnaryOperator::neg), magnitude)) : magnitude;
    if (arguments[0] == Value::of(types(thread).integer)) return number;
    Value const made_of[] = {number};
    return call(thread, arguments[0], made_of);
}

static Result<Value> bool_representation(Thread& thread, Value* arguments) {
    return Value::of(make_short_str(thread, arguments[0].is_true() ? "True" : "False"));
}

#define MINIVM_BINARY(name, reflected, op)                                   \
    {name, operate<BinaryOperator::op>, "(self, value, /)"}, {               \
        reflected, operate_reflected<BinaryOperator::op>, "(self, value, /)" \
    }

static constexpr NativeSpec int_methods[] = {
    {"static __new__", int_new, "(cls, x=0, /, base=10)"},
    {"bit_length", bit_length, "(self, /)"},
    {"bit_count", bit_count, "(self, /)"},
    {"as_integer_ratio", as_integer_ratio, "(self, /)"},
    {"conjugate", itself, "(self, /)"},
    {"to_bytes", to_bytes, "(self, /, length=1, byteorder='big', *, signed=False)"},
    {"class from_bytes", from_bytes, "(cls, /, bytes, byteorder='big', *, signed=False)"},
    MINIVM_BINARY("__add__", "__radd__", add),
    MINIVM_BINARY("__sub__", "__rsub__", sub),
    MINIVM_BINARY("__mul__", "__rmul__", mul),
    MINIVM_BINARY("__truediv__", "__rtruediv__", truediv),
    MINIVM_BINARY("__floordiv__", "__rfloordiv__", floordiv),
    MINIVM_BINARY("__mod__", "__rmod__", mod),
    MINIVM_BINARY("__lshift__", "__rlshift__", lshift),
    MINIVM_BINARY("__rshift__", "__rrshift__", rshift),
    MINIVM_BINARY("__and__", "__rand__", bit_and),
    MINIVM_BINARY("__or__", "__ror__", bit_or),
    MINIVM_BINARY("__xor__", "__rxor__", bit_xor),
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
    {"__neg__", operate_alone<UnaryOperator::neg>, "(self, /)"},
    {"__pos__", operate_alone<UnaryOperator::pos>, "(self, /)"},
    {"__invert__", operate_alone<UnaryOperator::invert>, "(self, /)"},
    {"__abs__", absolute, "(self, /)"},
    {"__bool__", is_not_zero, "(self, /)"},
    {"__hash__", hash_value, "(self, /)"},
    {"__int__", itself, "(self, /)"},
    {"__index__", itself, "(self, /)"},
    {"__float__", as_float, "(self, /)"},
    {"__trunc__", itself, "(self, /)"},
    {"__floor__", itself, "(self, /)"},
    {"__ceil__", itself, "(self, /)"},
    {"__round__", rounded, "(self, ndigits=None, /)"},
    {"__repr__", representation, "(self, /)"},
    {"__format__", formatted, "(self, format_spec, /)"},
};

static constexpr NativeSpec bool_methods[] = {
    {"static __new__", bool_new, "(cls, x=False, /)"}, {"__repr__", bool_representation, "(self, /)"},
    MINIVM_BINARY("__and__", "__rand__", bit_and),     MINIVM_BINARY("__or__", "__ror__", bit_or),
    MINIVM_BINARY("__xor__", "__rxor__", bit_xor),
};
#undef MINIVM_BINARY

void define_int(Thread& thread) {
    Types const& t = types(thread);
    add_methods(thread, t.integer, int_methods);
    add_property(thread, t.integer, "real", real);
    add_property(thread, t.integer, "imag", imaginary);
    add_property(thread, t.integer, "numerator", real);
    add_property(thread, t.integer, "denominator", denominator);
    add_methods(thread, t.boolean, bool_methods);
}

}  // namespace minivm
