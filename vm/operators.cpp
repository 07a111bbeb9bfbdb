// Operators: the builtin types' own meaning first, by kind; then special methods in the order that CPython
// asks them (Objects/abstract.c, binary_op1 and PyNumber_Add; Objects/object.c, do_richcompare).
#include <string>

#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

struct OperatorNames {
    Str* Names::*method;
    Str* Names::*reflected;
    Str* Names::*inplace;
    char const* symbol;
};
constexpr OperatorNames operator_names[] = {
    {&Names::add_, &Names::radd_, &Names::iadd_, "+"},
    {&Names::sub_, &Names::rsub_, &Names::isub_, "-"},
    {&Names::mul_, &Names::rmul_, &Names::imul_, "*"},
    {&Names::truediv_, &Names::rtruediv_, &Names::itruediv_, "/"},
    {&Names::floordiv_, &Names::rfloordiv_, &Names::ifloordiv_, "//"},
    {&Names::mod_, &Names::rmod_, &Names::imod_, "%"},
    {&Names::pow_, &Names::rpow_, &Names::ipow_, "** or pow()"},
    {&Names::lshift_, &Names::rlshift_, &Names::ilshift_, "<<"},
    {&Names::rshift_, &Names::rrshift_, &Names::irshift_, ">>"},
    {&Names::and_, &Names::rand_, &Names::iand_, "&"},
    {&Names::or_, &Names::ror_, &Names::ior_, "|"},
    {&Names::xor_, &Names::rxor_, &Names::ixor_, "^"},
    {&Names::matmul_, &Names::rmatmul_, &Names::imatmul_, "@"},
};
struct CompareNames {
    Str* Names::*method;
    Str* Names::*reflected;
    char const* symbol;
};
constexpr CompareNames compare_names[] = {
    {&Names::lt_, &Names::gt_, "<"},  {&Names::le_, &Names::ge_, "<="}, {&Names::eq_, &Names::eq_, "=="},
    {&Names::ne_, &Names::ne_, "!="}, {&Names::gt_, &Names::lt_, ">"},  {&Names::ge_, &Names::le_, ">="},
};

Kind kind_of(Value value) { return value.is_object() ? value.as_object()->kind : Kind::free; }

bool is_octets(Value value) { return kind_of(value) == Kind::bytes || kind_of(value) == Kind::bytearray; }

// Of a class statement, a type of the runtime, or something else whose operators are found by name.
bool has_special_methods(Value value) {
    if (!value.is_object()) return false;
    Kind const kind = value.as_object()->kind;
    return kind == Kind::instance || kind == Kind::exception || kind == Kind::foreign || kind == Kind::type;
}

Result<Value> number_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    bool const left_int = is_int(left), right_int = is_int(right);
    if (left_int && right_int) return int_binary(thread, static_cast<int>(op), left, right);
    if ((!left_int && !is_float(left)) || (!right_int && !is_float(right))) return Value::not_implemented();
    switch (op) {
        case BinaryOperator::lshift:
        case BinaryOperator::rshift:
        case BinaryOperator::bit_and:
        case BinaryOperator::bit_or:
        case BinaryOperator::bit_xor:
        case BinaryOperator::matmul: return Value::not_implemented();
        default: break;
    }
    double const a = left_int ? MINIVM_TRY(int_to_double(thread, left)) : as_double(left);
    double const b = right_int ? MINIVM_TRY(int_to_double(thread, right)) : as_double(right);
    return float_binary(thread, static_cast<int>(op), a, b);
}

Result<Value> dict_union(Thread& thread, Value left, Value right) {
    auto* const a = as<Dict>(left);
    auto* const b = as<Dict>(right);
    if (!a || !b) return Value::not_implemented();
    return dict_or(thread, a, b);
}

// What the types' number slots do. NotImplemented if neither operand's type has this operator for the other.
Result<Value> builtin_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (!left.is_object() || left.as_object()->kind <= Kind::boxed_float) {
        Value const result = MINIVM_TRY(number_binary(thread, op, left, right));
        if (result != Value::not_implemented()) return result;
    }
    auto const code = static_cast<int>(op);
    if (op == BinaryOperator::mod)
        if (auto* text = as<Str>(left)) return Value::of(MINIVM_TRY(format_percent(thread, text, right)));
    if (op == BinaryOperator::mod && is_octets(left)) return format_percent_bytes(thread, left, right);
    if (as_any_set(left) || as_any_set(right)) {
        Value const result = MINIVM_TRY(set_binary(thread, code, left, right));
        if (result != Value::not_implemented()) return result;
    }
    if (kind_of(left) == Kind::dict_view || kind_of(right) == Kind::dict_view) {
        Value const result = MINIVM_TRY(dict_view_binary(thread, code, left, right));
        if (result != Value::not_implemented()) return result;
    }
    if (op == BinaryOperator::bit_or && kind_of(left) == Kind::dict) return dict_union(thread, left, right);
    return Value::not_implemented();
}

bool is_sequence(Value value) {
    Kind const kind = kind_of(value);
    return kind == Kind::str || kind == Kind::list || kind == Kind::tuple || is_octets(value);
}

/// Of types that CPython gives sequence slots, though not the one to repeat.
bool has_sequence_slots(Value value) {
    switch (kind_of(value)) {
        case Kind::dict:
        case Kind::set:
        case Kind::frozenset:
        case Kind::range:
        case Kind::dict_view:
        case Kind::instance: return true;
        default: return false;
    }
}

Result<Value> repeat(Thread& thread, Value sequence, Value count) {
    if (!is_int(count)) {
        Value const method = MINIVM_TRY(special_method(thread, count, names(thread).index_));
        if (method.is_unbound())
            return raise_type_error(thread, "can't multiply sequence by non-int of type '%s'",
                                    type_name(thread, count));
    }
    switch (kind_of(sequence)) {
        case Kind::str: return str_repeat(thread, cast<Str>(sequence), count);
        case Kind::bytes:
        case Kind::bytearray: return bytes_repeat(thread, sequence, count);
        case Kind::list: return list_repeat(thread, cast<List>(sequence), count);
        case Kind::tuple: return tuple_repeat(thread, cast<Tuple>(sequence), count);
        default: return Value::not_implemented();
    }
}

Result<Value> repeat_in_place(Thread& thread, Value sequence, Value count) {
    bool const counts =
        is_int(count) || !lookup(thread, type_of(thread, count), names(thread).index_).is_unbound();
    if (!counts || (!as<List>(sequence) && !as<ByteArray>(sequence))) return repeat(thread, sequence, count);
    if (List* const list = as<List>(sequence))
        MINIVM_TRY(list_inplace_repeat(thread, list, count));
    else
        MINIVM_TRY(bytearray_inplace_repeat(thread, cast<ByteArray>(sequence), count));
    return sequence;
}

Raised unsupported_operands(Thread& thread, BinaryOperator op, char const* suffix, Value left, Value right) {
    std::string symbol = operator_names[static_cast<int>(op)].symbol;
    if (*suffix != '\0') symbol = op == BinaryOperator::pow ? "**=" : symbol + suffix;
    return raise_type_error(thread, "unsupported operand type(s) for %s: '%s' and '%s'", symbol.c_str(),
                            type_name(thread, left), type_name(thread, right));
}

// What the types' sequence slots do, which come after all number slots and special methods.
Result<Value> sequence_binary(Thread& thread, BinaryOperator op, char const* suffix, Value left,
                              Value right) {
    if (op == BinaryOperator::add) {
        switch (kind_of(left)) {
            case Kind::str:
                if (auto* text = as<Str>(right))
                    return Value::of(MINIVM_TRY(concatenate(thread, cast<Str>(left), text)));
                return raise_type_error(thread, "can only concatenate str (not \"%s\") to str",
                                        type_name(thread, right));
            case Kind::bytes:
            case Kind::bytearray: return bytes_concatenate(thread, left, right);
            case Kind::list:
                if (auto* list = as<List>(right)) return list_concatenate(thread, cast<List>(left), list);
                return raise_type_error(thread, "can only concatenate list (not \"%s\") to list",
                                        type_name(thread, right));
            case Kind::tuple:
                if (auto* tuple = as<Tuple>(right))
                    return tuple_concatenate(thread, cast<Tuple>(left), tuple);
                return raise_type_error(thread, "can only concatenate tuple (not \"%s\") to tuple",
                                        type_name(thread, right));
            default: break;
        }
    } else if (op == BinaryOperator::mul) {
        bool const in_place = *suffix != '\0';
        if (is_sequence(left))
            return in_place ? repeat_in_place(thread, left, right) : repeat(thread, left, right);
        // CPython's *= looks at the right operand's sequence slots only if the left one's type has none at
        // all.
        if (is_sequence(right) && !(in_place && has_sequence_slots(left))) return repeat(thread, right, left);
    }
    return unsupported_operands(thread, op, suffix, left, right);
}

// Calls the special method if the value's class has one; NotImplemented if not.
Result<Value> call_special(Thread& thread, Value object, Str* name, Value argument) {
    if (!has_special_methods(object)) return Value::not_implemented();
    Value const found = lookup(thread, type_of(thread, object), name);
    if (found.is_unbound()) return Value::not_implemented();  // None is called, and that is a TypeError
    if (as<Function>(found) || as<Native>(found)) {
        Value const arguments[] = {object, argument};
        return call(thread, found, arguments);
    }
    Value const method = MINIVM_TRY(special_method(thread, object, name));
    Value const arguments[] = {argument};
    return call(thread, method, arguments);
}

Result<Value> binary_number_slots(Thread& thread, BinaryOperator op, Value left, Value right) {
    OperatorNames const& operators = operator_names[static_cast<int>(op)];
    Names const& name = names(thread);
    if (!has_special_methods(left) && !has_special_methods(right))
        return builtin_binary(thread, op, left, right);
    Root<Value> a(thread, left), b(thread, right);
    Type* const left_type = type_of(thread, left);
    Type* const right_type = type_of(thread, right);
    bool const may_reflect = left_type != right_type;
    bool reflected_first = false;
    if (may_reflect && right_type->is_subtype_of(left_type))
        reflected_first = lookup(thread, right_type, name.*operators.reflected) !=
                          lookup(thread, left_type, name.*operators.reflected);
    if (reflected_first) {
        Value const result = MINIVM_TRY(call_special(thread, b, name.*operators.reflected, a));
        if (result != Value::not_implemented()) return result;
    }
    Value result = MINIVM_TRY(call_special(thread, a, name.*operators.method, b));
    if (result != Value::not_implemented()) return result;
    if (!has_special_methods(left) || !has_special_methods(right)) {
        result = MINIVM_TRY(builtin_binary(thread, op, a, b));
        if (result != Value::not_implemented()) return result;
    }
    if (may_reflect && !reflected_first) return call_special(thread, b, name.*operators.reflected, a);
    return result;
}

// --- comparison ---

bool ordered(CompareOperator op, int order) {
    switch (op) {
        case CompareOperator::lt: return order < 0;
        case CompareOperator::le: return order <= 0;
        case CompareOperator::eq: return order == 0;
        case CompareOperator::ne: return order != 0;
        case CompareOperator::gt: return order > 0;
        case CompareOperator::ge: return order >= 0;
    }
    return false;
}

bool compare_doubles(CompareOperator op, double a, double b) {
    switch (op) {
        case CompareOperator::lt: return a < b;
        case CompareOperator::le: return a <= b;
        case CompareOperator::eq: return a == b;
        case CompareOperator::ne: return a != b;
        case CompareOperator::gt: return a > b;
        case CompareOperator::ge: return a >= b;
    }
    return false;
}

CompareOperator mirrored(CompareOperator op) {
    switch (op) {
        case CompareOperator::lt: return CompareOperator::gt;
        case CompareOperator::le: return CompareOperator::ge;
        case CompareOperator::gt: return CompareOperator::lt;
        case CompareOperator::ge: return CompareOperator::le;
        default: return op;
    }
}

constexpr int unordered = 2;

Result<Value> builtin_compare(Thread& thread, CompareOperator op, Value left, Value right) {
    bool const left_int = is_int(left), right_int = is_int(right);
    if (left_int && right_int) return Value::boolean(ordered(op, int_compare(left, right)));
    bool const left_float = is_float(left), right_float = is_float(right);
    if (left_float && right_float)
        return Value::boolean(compare_doubles(op, as_double(left), as_double(right)));
    if ((left_int && right_float) || (left_float && right_int)) {
        int const order = left_int ? int_compare_double(left, as_double(right))
                                   : int_compare_double(right, as_double(left));
        if (order == unordered) return Value::boolean(op == CompareOperator::ne);
        return Value::boolean(ordered(left_int ? op : mirrored(op), order));
    }
    auto const code = static_cast<int>(op);
    switch (kind_of(left)) {
        case Kind::str:
            if (auto* text = as<Str>(right)) {
                if (op == CompareOperator::eq || op == CompareOperator::ne)
                    return Value::boolean(equals(cast<Str>(left), text) == (op == CompareOperator::eq));
                return Value::boolean(ordered(op, compare(cast<Str>(left), text)));
            }
            break;
        case Kind::bytes:
        case Kind::bytearray: return bytes_compare(thread, code, left, right);
        case Kind::list:
        case Kind::tuple:
            if (kind_of(left) == kind_of(right)) {
                NativeRecursion guard(thread);
                MINIVM_TRY(guard.enter(" in comparison"));
                return sequence_compare(thread, code, left, right);
            }
            break;
        case Kind::dict:
            if (kind_of(right) == Kind::dict && (op == CompareOperator::eq || op == CompareOperator::ne)) {
                NativeRecursion guard(thread);
                MINIVM_TRY(guard.enter(" in comparison"));
                Value const same_items = MINIVM_TRY(dict_equal(thread, cast<Dict>(left), cast<Dict>(right)));
                return Value::boolean(same_items.is_true() == (op == CompareOperator::eq));
            }
            break;
        case Kind::set:
        case Kind::frozenset: return set_compare(thread, code, left, right);
        case Kind::dict_view: return dict_view_compare(thread, code, left, right);
        case Kind::range:
            if (kind_of(right) == Kind::range && (op == CompareOperator::eq || op == CompareOperator::ne)) {
                Value const result = MINIVM_TRY(range_equal(thread, cast<Range>(left), cast<Range>(right)));
                return Value::boolean(result.is_true() == (op == CompareOperator::eq));
            }
            break;
        case Kind::slice:
            if (kind_of(right) == Kind::slice) {
                auto const parts = [&](Slice* slice) {
                    Value const items[] = {slice->start, slice->stop, slice->step};
                    return Value::of(make_small_tuple(thread, items));
                };
                Root<Value> a(thread, parts(cast<Slice>(left))), b(thread, parts(cast<Slice>(right)));
                return sequence_compare(thread, code, a, b);
            }
            break;
        case Kind::bound_method:
            if (auto* other = as<BoundMethod>(right);
                other && (op == CompareOperator::eq || op == CompareOperator::ne)) {
                auto* const self = cast<BoundMethod>(left);
                bool const equal_methods = self->self == other->self && self->function == other->function;
                return Value::boolean(equal_methods == (op == CompareOperator::eq));
            }
            break;
        case Kind::generic_alias:
            if (auto* other = as<GenericAlias>(right);
                other && (op == CompareOperator::eq || op == CompareOperator::ne)) {
                auto* const self = cast<GenericAlias>(left);
                bool same_alias = self->origin == other->origin;
                if (same_alias) same_alias = MINIVM_TRY(equal(thread, self->arguments, other->arguments));
                return Value::boolean(same_alias == (op == CompareOperator::eq));
            }
            break;
        default: break;
    }
    return Value::not_implemented();
}

Result<Value> compare_special(Thread& thread, CompareOperator op, Value object, Str* name, Value argument) {
    if (!has_special_methods(object)) return builtin_compare(thread, op, object, argument);
    Value const found = lookup(thread, type_of(thread, object), name);
    if (as<Native>(found) &&
        type_of(thread, object)->instance_kind != Kind::foreign) {  // object's own: identity
        if (op == CompareOperator::ne) {
            // object.__ne__ inverts __eq__.
            Value const result =
                MINIVM_TRY(compare_special(thread, CompareOperator::eq, object, names(thread).eq_, argument));
            if (result == Value::not_implemented()) return result;
            bool const same_value = MINIVM_TRY(truth(thread, result));
            return Value::boolean(!same_value);
        }
        if (op == CompareOperator::eq)
            return object == argument ? Value::boolean(true) : Value::not_implemented();
    }
    return call_special(thread, object, name, argument);
}

}  // namespace

Result<Value> binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    Root<Value> a(thread, left), b(thread, right);
    Value const result = MINIVM_TRY(binary_number_slots(thread, op, left, right));
    if (result != Value::not_implemented()) return result;
    return sequence_binary(thread, op, "", a, b);
}

Result<Value> inplace(Thread& thread, BinaryOperator op, Value left, Value right) {
    Root<Value> a(thread, left), b(thread, right);
    auto const code = static_cast<int>(op);
    switch (kind_of(left)) {
        case Kind::list:
            if (op == BinaryOperator::add) {
                Value const reflected = MINIVM_TRY(call_special(thread, right, names(thread).radd_, left));
                if (reflected != Value::not_implemented()) return reflected;
                MINIVM_TRY(list_inplace_extend(thread, cast<List>(a), b));
                return a.value();
            }
            if (op == BinaryOperator::mul && is_int(right)) {
                MINIVM_TRY(list_inplace_repeat(thread, cast<List>(left), right));
                return a.value();
            }
            break;
        case Kind::bytearray:
            if (op == BinaryOperator::add) {
                Value const reflected = MINIVM_TRY(call_special(thread, right, names(thread).radd_, left));
                if (reflected != Value::not_implemented()) return reflected;
                MINIVM_TRY(bytearray_inplace_add(thread, cast<ByteArray>(a), b));
                return a.value();
            }
            if (op == BinaryOperator::mul && is_int(right)) {
                MINIVM_TRY(bytearray_inplace_repeat(thread, cast<ByteArray>(left), right));
                return a.value();
            }
            break;
        case Kind::set: {
            Value const result = MINIVM_TRY(set_inplace(thread, code, left, right));
            if (result != Value::not_implemented()) return result;
            break;
        }
        case Kind::dict:
            if (op == BinaryOperator::bit_or) {
                MINIVM_TRY(dict_inplace_or(thread, cast<Dict>(left), right));
                return a.value();
            }
            break;
        default: {
            Value const result =
                MINIVM_TRY(call_special(thread, left, names(thread).*operator_names[code].inplace, right));
            if (result != Value::not_implemented()) return result;
            break;
        }
    }
    Value const result = MINIVM_TRY(binary_number_slots(thread, op, a, b));
    if (result != Value::not_implemented()) return result;
    return sequence_binary(thread, op, "=", a, b);
}

Result<Value> unary(Thread& thread, UnaryOperator op, Value operand) {
    auto const code = static_cast<int>(op);
    if (is_int(operand)) return int_unary(thread, code, operand);
    if (is_float(operand) && op != UnaryOperator::invert)
        return op == UnaryOperator::neg ? make_float(thread, -as_double(operand)) : operand;
    Str* const method_names[] = {names(thread).neg_, names(thread).pos_, names(thread).invert_};
    Value const method = has_special_methods(operand)
                             ? MINIVM_TRY(special_method(thread, operand, method_names[code]))
                             : Value::unbound();
    if (!method.is_unbound()) return call(thread, method, {});
    constexpr char const* symbols[] = {"-", "+", "~"};
    return raise_type_error(thread, "bad operand type for unary %s: '%s'", symbols[code],
                            type_name(thread, operand));
}

Result<Value> compare(Thread& thread, CompareOperator op, Value left, Value right) {
    CompareNames const& operators = compare_names[static_cast<int>(op)];
    Names const& name = names(thread);
    Value result = Value::not_implemented();
    if (!has_special_methods(left) && !has_special_methods(right)) {
        result = MINIVM_TRY(builtin_compare(thread, op, left, right));
        if (result == Value::not_implemented() && kind_of(left) != kind_of(right))
            result = MINIVM_TRY(builtin_compare(thread, mirrored(op), right, left));
    } else {
        Root<Value> a(thread, left), b(thread, right);
        Type* const left_type = type_of(thread, left);
        Type* const right_type = type_of(thread, right);
        bool const reflected_first = left_type != right_type && right_type->is_subtype_of(left_type);
        if (reflected_first)
            result = MINIVM_TRY(compare_special(thread, mirrored(op), b, name.*operators.reflected, a));
        if (result == Value::not_implemented())
            result = MINIVM_TRY(compare_special(thread, op, a, name.*operators.method, b));
        if (result == Value::not_implemented() && !reflected_first)
            result = MINIVM_TRY(compare_special(thread, mirrored(op), b, name.*operators.reflected, a));
    }
    if (result != Value::not_implemented()) return result;
    if (op == CompareOperator::eq) return Value::boolean(left == right);
    if (op == CompareOperator::ne) return Value::boolean(left != right);
    return raise_type_error(thread, "'%s' not supported between instances of '%s' and '%s'", operators.symbol,
                            type_name(thread, left), type_name(thread, right));
}

Result<bool> compare_truth(Thread& thread, CompareOperator op, Value left, Value right) {
    Value const result = MINIVM_TRY(compare(thread, op, left, right));
    if (result.is_bool()) return result.is_true();
    return truth(thread, result);
}

Result<bool> equal(Thread& thread, Value left, Value right) {
    if (left == right) return true;
    return compare_truth(thread, CompareOperator::eq, left, right);
}

}  // namespace minivm
