#pragma once
// The special methods of the builtin containers as natives. Operators do not come by here (operations.cpp
// calls the protocols directly); these are for scripts that name them: `hasattr(x, "__len__")`,
// `super().__getitem__(key)` in a derived class.
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

/// The six comparisons, as `compare` decides them: NativeSpecs for add_methods.
template <Result<Value> (*compare_values)(Thread&, int, Value, Value), CompareOperator op>
Result<Value> special_compare(Thread& thread, Value* arguments) {
    return compare_values(thread, static_cast<int>(op), arguments[0], arguments[1]);
}

template <Result<Value> (*binary_values)(Thread&, int, Value, Value), BinaryOperator op>
Result<Value> special_binary(Thread& thread, Value* arguments) {
    return binary_values(thread, static_cast<int>(op), arguments[0], arguments[1]);
}
template <Result<Value> (*binary_values)(Thread&, int, Value, Value), BinaryOperator op>
Result<Value> special_reflected(Thread& thread, Value* arguments) {
    return binary_values(thread, static_cast<int>(op), arguments[1], arguments[0]);
}

template <typename T, Result<Str*> (*repr_of_kind)(Thread&, T*)>
Result<Value> special_repr(Thread& thread, Value* arguments) {
    Str* const text = MINIVM_TRY(repr_of_kind(thread, static_cast<T*>(arguments[0].as_object())));
    return Value::of(text);
}

inline Result<Value> special_iter(Thread& thread, Value* arguments) {
    return builtin_iterator(thread, arguments[0]);
}

#define MINIVM_COMPARISONS(compare_values)                                                      \
    {"__lt__", special_compare<compare_values, CompareOperator::lt>, "(self, value, /)"},       \
        {"__le__", special_compare<compare_values, CompareOperator::le>, "(self, value, /)"},   \
        {"__eq__", special_compare<compare_values, CompareOperator::eq>, "(self, value, /)"},   \
        {"__ne__", special_compare<compare_values, CompareOperator::ne>, "(self, value, /)"},   \
        {"__gt__", special_compare<compare_values, CompareOperator::gt>, "(self, value, /)"}, { \
        "__ge__", special_compare<compare_values, CompareOperator::ge>, "(self, value, /)"      \
    }

/// The setter of attributes that are fields of the object, as those of slice and range.
inline Result<void> read_only(Thread& thread, Value, Value) {
    return raise(thread, types(thread).attribute_error, "readonly attribute");
}

/// `__hash__ = None`: what makes a mutable container unhashable, and what scripts test for.
inline void set_unhashable(Thread& thread, Type* type) {
    (void)store(thread, type->attributes, names(thread).hash_, Value::none());
}

}  // namespace minivm
