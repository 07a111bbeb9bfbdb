#pragma once
// The protocols: what `a + b`, `len(a)`, `a[b]`, `str(a)`, `for x in a`, `a.b` and `f(x)` mean for any
// values. All of them raise; all may run script code (special methods), and therefore may collect, unless the
// values are of builtin types. Lock: held.
#include <cstdint>
#include <span>
#include <string>

#include "vm/native.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"
#include "vm/thread.hpp"

namespace minivm {

struct Dict;
struct List;
struct Str;
struct Tuple;

// --- in the order of the special methods __add__ ... ; names and symbols from binary_operators
// (operations.cpp) ---
enum class BinaryOperator : std::uint8_t {
    add,
    sub,
    mul,
    truediv,
    floordiv,
    mod,
    pow,
    lshift,
    rshift,
    bit_and,
    bit_or,
    bit_xor,
    matmul
};
enum class CompareOperator : std::uint8_t { lt, le, eq, ne, gt, ge };
enum class UnaryOperator : std::uint8_t { neg, pos, invert };

Result<Value> binary(Thread& thread, BinaryOperator op, Value left, Value right);
Result<Value> inplace(Thread& thread, BinaryOperator op, Value left, Value right);
Result<Value> unary(Thread& thread, UnaryOperator op, Value operand);
Result<Value> compare(Thread& thread, CompareOperator op, Value left, Value right);
Result<bool> compare_truth(Thread& thread, CompareOperator op, Value left, Value right);
/// Identity or `==`: what containers use.
Result<bool> equal(Thread& thread, Value left, Value right);
Result<bool> truth(Thread& thread, Value value);
/// As CPython's hash(): -1 never; TypeError "unhashable type: 'list'".
Result<std::int64_t> hash(Thread& thread, Value value);

Result<Str*> repr(Thread& thread, Value value);
Result<Str*> str(Thread& thread, Value value);
Result<Str*> ascii(Thread& thread, Value value);
Result<Value> format(Thread& thread, Value value, Str* spec);

Result<std::int64_t> length(Thread& thread, Value container);
Result<bool> contains(Thread& thread, Value container, Value item);
Result<Value> get_item(Thread& thread, Value container, Value key);
Result<void> set_item(Thread& thread, Value container, Value key, Value item);
Result<void> delete_item(Thread& thread, Value container, Value key);

Result<Value> get_attribute(Thread& thread, Value object, Str* name);
/// Unbound, and no exception, when there is no such attribute (AttributeError swallowed).
Result<Value> find_attribute(Thread& thread, Value object, Str* name);
Result<void> set_attribute(Thread& thread, Value object, Str* name, Value value);
Result<void> delete_attribute(Thread& thread, Value object, Str* name);
/// The special method `name` looked up on the type of `object`, bound to it; unbound if there is none.
Result<Value> special_method(Thread& thread, Value object, Str* name);

Result<Value> iterate(Thread& thread, Value iterable);
/// The next item, or unbound at the end (no StopIteration waits then).
Result<Value> next(Thread& thread, Value iterator);

Result<Value> call(Thread& thread, Value callee, std::span<Value const> arguments);
/// `names[i]` is the keyword of the last arguments, as in CPython's vectorcall; may be null.
Result<Value> call(Thread& thread, Value callee, std::span<Value const> arguments, Tuple* names);
Result<Value> call_method(Thread& thread, Value object, Str* name, std::span<Value const> arguments);
bool callable(Thread& thread, Value value);
Result<bool> isinstance(Thread& thread, Value object, Value class_or_tuple);
Result<bool> issubclass(Thread& thread, Value type, Value class_or_tuple);

/// operator.index(): an int from an int or __index__. TypeError "'%s' object cannot be interpreted as an
/// integer".
Result<Value> index(Thread& thread, Value value);
/// The same as a machine word; a larger int is clipped when `clip`, else OverflowError/IndexError as CPython
/// words it.
enum class OutOfRange : std::uint8_t { clip, overflow_error, index_error };
Result<std::int64_t> index_word(Thread& thread, Value value, OutOfRange policy);

/// What a native goes through that takes all items at once: a dict, a view of one or a set as it is now,
/// where other threads may be changing it; else the iterable itself. MemoryError.
Result<Value> steady(Thread& thread, Value iterable);
/// All items of an iterable. A fresh List in any case.
Result<List*> collect_list(Thread& thread, Value iterable);
/// What `join` is to join: the items of a tuple, and of a list that no other thread may change, as they lie
/// there; else collected into a list that `argument` then is. TypeError if it is no iterable.
Result<std::span<Value const>> items_to_join(Thread& thread, Value& argument);
Result<Tuple*> collect_tuple(Thread& thread, Value iterable);

/// One pass over any iterable from C++, without allocation for lists, tuples and ranges:
///     Iteration items(thread);
///     MINIVM_TRY(items.start(iterable));
///     while (true) {
///         Value item = MINIVM_TRY(items.next());
///         if (item.is_unbound()) break;
/// Keeps the iterable alive. The item is not rooted.
class Iteration {
public:
    explicit Iteration(Thread& thread) : thread_(thread), source_(thread, Value::none()) {}
    Result<void> start(Value iterable);
    Result<Value> next();

private:
    enum class Mode : std::uint8_t { list, tuple, generic };
    Thread& thread_;
    Root<Value> source_;
    Mode mode_ = Mode::generic;
    std::size_t position_ = 0;
};

/// Guards a recursion in C++ (repr of nested lists, comparison of nested tuples, natives calling natives):
/// raises RecursionError when the native stack or the recursion limit is exhausted.
///     NativeRecursion guard(thread);
///     MINIVM_TRY(guard.enter(" while getting the repr of an object"));
class NativeRecursion {
public:
    explicit NativeRecursion(Thread& thread) : thread_(thread) {}
    ~NativeRecursion();
    Result<void> enter(char const* where = "");

private:
    Thread& thread_;
    bool entered_ = false;
};

}  // namespace minivm
