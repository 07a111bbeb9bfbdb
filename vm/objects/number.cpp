#include "vm/objects/number.hpp"

#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/objects/unicode.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

static bool is_number(Value value) { return is_int(value) || is_float(value); }

/// Calls a special method with one argument; unbound if the type has none, or NotImplemented as it returned
/// it.
static Result<Value> call_special(Thread& thread, Value object, Str* name, Value argument) {
    Root<Value> kept(thread, argument);
    Value const method = MINIVM_TRY(special_method(thread, object, name));
    if (method.is_unbound()) return method;
    Value const arguments[] = {kept};
    return call(thread, method, arguments);
}

static bool answered(Value result) { return !result.is_unbound() && result != Value::not_implemented(); }

Result<Value> divmod(Thread& thread, Value left, Value right) {
    if (is_int(left) && is_int(right)) {
        Value parts[2];
        MINIVM_TRY(int_divmod(thread, left, right, parts[0], parts[1]));
        return Value::of(make_small_tuple(thread, parts));
    }
    if (is_number(left) && is_number(right)) {
        double const a = MINIVM_TRY(to_double(thread, left));
        double const b = MINIVM_TRY(to_double(thread, right));
        return float_divmod(thread, a, b);
    }
    Root<Value> kept_left(thread, left);
    Root<Value> kept_right(thread, right);
    Type* const left_type = type_of(thread, left);
    Type* const right_type = type_of(thread, right);
    Str* const direct = names(thread).divmod_;
    Str* const reflected = names(thread).rdivmod_;
    // A subclass that reflects the operation in its own way goes first.
    bool const right_first = left_type != right_type && right_type->is_subtype_of(left_type) &&
                             lookup(thread, right_type, reflected) != lookup(thread, left_type, reflected);
    if (right_first) {
        Value const result = MINIVM_TRY(call_special(thread, right, reflected, left));
        if (answered(result)) return result;
    }
    if (!is_number(kept_left)) {
        Value const result = MINIVM_TRY(call_special(thread, kept_left, direct, kept_right));
        if (answered(result)) return result;
    }
    if (!right_first && left_type != right_type && !is_number(kept_right)) {
        Value const result = MINIVM_TRY(call_special(thread, kept_right, reflected, kept_left));
        if (answered(result)) return result;
    }
    return raise_type_error(thread, "unsupported operand type(s) for divmod(): '%s' and '%s'",
                            type_name(thread, kept_left), type_name(thread, kept_right));
}

Result<Value> power(Thread& thread, Value base, Value exponent, Value modulus) {
    if (modulus.is_none()) return binary(thread, BinaryOperator::pow, base, exponent);
    if (is_int(base) && is_int(exponent) && is_int(modulus))
        return int_power_modulo(thread, base, exponent, modulus);
    Root<Value> kept_base(thread, base);
    Root<Value> kept_exponent(thread, exponent);
    Root<Value> kept_modulus(thread, modulus);
    if (!is_number(base)) {
        Value const method = MINIVM_TRY(special_method(thread, base, names(thread).pow_));
        if (!method.is_unbound()) {
            Value const arguments[] = {kept_exponent, kept_modulus};
            Value const result = MINIVM_TRY(call(thread, method, arguments));
            if (answered(result)) return result;
        }
    }
    if (is_float(kept_base) || is_float(kept_exponent) || is_float(kept_modulus))
        return raise_type_error(thread, "pow() 3rd argument not allowed unless all arguments are integers");
    return raise_type_error(thread, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
                            type_name(thread, kept_base), type_name(thread, kept_exponent),
                            type_name(thread, kept_modulus));
}

Result<Value> round_number(Thread& thread, Value number, Value digits) {
    bool const whole = digits.is_unbound() || digits.is_none();
    if (is_int(number)) {
        if (whole) return int_round(thread, number, 0);
        Value const count = MINIVM_TRY(index(thread, digits));
        bool fits;
        std::int64_t const places = to_int64(count, fits);
        return int_round(thread, number, fits ? places : sign_of(count) < 0 ? INT64_MIN : INT64_MAX);
    }
    if (is_float(number)) {
        double const d = as_double(number);
        if (whole) return float_round(thread, d);
        std::int64_t const places = MINIVM_TRY(index_word(thread, digits, OutOfRange::clip));
        return float_round_digits(thread, d, places);
    }
    Root<Value> kept(thread, number);
    Root<Value> kept_digits(thread, digits);
    Value const method = MINIVM_TRY(special_method(thread, number, names(thread).round_));
    if (method.is_unbound())
        return raise_type_error(thread, "type %s doesn't define __round__ method", type_name(thread, kept));
    if (whole) return call(thread, method, {});
    Value const arguments[] = {kept_digits};
    return call(thread, method, arguments);
}

std::string number_text(Str const* text) {
    if (text->ascii) return std::string(text->view());
    std::string result;
    result.reserve(text->length);
    for (std::size_t i = 0; i < text->length; ++i) {
        char32_t const c = text->at(i);
        int const digit = unicode::decimal_value(c);
        if (digit >= 0)
            result += static_cast<char>('0' + digit);
        else if (unicode::is_space(c))
            result += ' ';
        else if (c < 128)
            result += static_cast<char>(c);
        else {
            result += '?';
            break;
        }
    }
    return result;
}

}  // namespace minivm
