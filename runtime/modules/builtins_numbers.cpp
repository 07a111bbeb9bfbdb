// Builtin functions about numbers and characters: abs, bin, chr, divmod, hex, oct, ord, pow, round.
#include "runtime/modules/builtins_parts.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/number.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Result<Value> absolute(Thread& thread, Value* arguments) {
    Value const number = arguments[0];
    if (is_int(number)) {
        UnaryOperator const op = sign_of(number) < 0 ? UnaryOperator::neg : UnaryOperator::pos;
        return int_unary(thread, static_cast<int>(op), number);
    }
    if (is_float(number)) return make_float(thread, __builtin_fabs(as_double(number)));
    Value const method = MINIVM_TRY(special_method(thread, number, names(thread).abs_));
    if (method.is_unbound())
        return raise_type_error(thread, "bad operand type for abs(): '%s'", type_name(thread, arguments[0]));
    return call(thread, method, {});
}

Result<Value> in_base(Thread& thread, Value number, int base, char const* prefix) {
    Value const integer = MINIVM_TRY(index(thread, number));
    std::string text = MINIVM_TRY(int_to_text(thread, integer, base));
    text.insert(text[0] == '-' ? 1 : 0, prefix);
    Str* const str = MINIVM_TRY(make_str(thread, text));
    return Value::of(str);
}

Result<Value> bin(Thread& thread, Value* arguments) { return in_base(thread, arguments[0], 2, "0b"); }
Result<Value> oct(Thread& thread, Value* arguments) { return in_base(thread, arguments[0], 8, "0o"); }
Result<Value> hex(Thread& thread, Value* arguments) { return in_base(thread, arguments[0], 16, "0x"); }

Result<Value> chr(Thread& thread, Value* arguments) {
    Value const integer = MINIVM_TRY(index(thread, arguments[0]));
    bool fits = false;
    std::int64_t const code = to_int64(integer, fits);
    if (!fits || code > INT32_MAX || code < INT32_MIN)
        return raise_overflow_error(thread, "Python int too large to convert to C int");
    if (code < 0 || code > 0x10FFFF) return raise_value_error(thread, "chr() arg not in range(0x110000)");
    return make_character(thread, static_cast<char32_t>(code));
}

Result<Value> ord(Thread& thread, Value* arguments) {
    if (std::string_view octets; octets_of(thread, arguments[0], octets)) {
        if (octets.size() == 1) return Value::small_int(static_cast<unsigned char>(octets[0]));
        return raise_type_error(thread, "ord() expected a character, but string of length %zu found",
                                octets.size());
    }
    Str const* const text = as<Str>(arguments[0]);
    if (!text)
        return raise_type_error(thread, "ord() expected string of length 1, but %s found",
                                type_name(thread, arguments[0]));
    if (text->length != 1)
        return raise_type_error(thread, "ord() expected a character, but string of length %u found",
                                text->length);
    return Value::small_int(static_cast<std::int64_t>(text->at(0)));
}

Result<Value> divide(Thread& thread, Value* arguments) { return divmod(thread, arguments[0], arguments[1]); }

Result<Value> raise_to(Thread& thread, Value* arguments) {
    return power(thread, arguments[0], arguments[1],
                 arguments[2].is_unbound() ? Value::none() : arguments[2]);
}

Result<Value> round(Thread& thread, Value* arguments) {
    return round_number(thread, arguments[0], arguments[1]);
}

NativeSpec const functions[] = {
    {"abs", absolute, "(x, /)"},
    {"bin", bin, "(number, /)"},
    {"chr", chr, "(i, /)"},
    {"divmod", divide, "(x, y, /)"},
    {"hex", hex, "(number, /)"},
    {"oct", oct, "(number, /)"},
    {"ord", ord, "(c, /)"},
    {"pow", raise_to, "(base, exp, mod=None)"},
    {"round", round, "(number, ndigits=None)"},
};

}  // namespace

std::span<NativeSpec const> const number_builtins = functions;

}  // namespace minivm
