#pragma once
// The head of every heap object, and the kinds of object that the VM knows by name. Eight bytes: the hidden
// class
// (`shape`, which also tells the type), the kind, the collector's mark, and the size. All fields but `mark`
// and `shape` are constant during an object's life; `shape` changes under the object's lock (vm/sync.hpp),
// `mark` only while the world is stopped.
#include <cstdint>

#include "vm/sync.hpp"
#include "vm/value.hpp"

namespace minivm {

enum class Kind : std::uint8_t {
    free,  // a free run in a heap block, not an object
    big_int,
    boxed_float,
    str,
    bytes,
    bytearray,
    tuple,
    list,
    dict,
    dict_view,
    set,
    frozenset,
    range,
    slice,
    cell,
    function,
    native,        // a function written in C++
    getset,        // a computed attribute of a builtin type
    bound_method,  // a callable with its first argument
    type,
    instance,  // of a class written in Mini, with no native base but object
    exception,
    module,
    generator,
    iterator,  // every builtin iterator: list, dict, enumerate, zip, ...
    property,
    static_method,
    class_method,
    super_object,
    generic_alias,  // list[int]
    traceback,
    foreign,  // an object of the runtime, with its own ForeignClass
};

struct Object {
    Shared<std::uint32_t> shape;
    Kind kind;
    std::uint8_t mark;         // in the free-threaded build the lock as well: vm/sync.cpp
    std::uint16_t size_units;  // of 16 bytes; 0: a large object, whose size is in its LargeHead
};
static_assert(sizeof(Object) == 8);

/// Shape ids are indexes into Interpreter::shapes. Those of builtin types are the same in every interpreter.
/// A function that takes exactly n positional arguments has the shape simple_function + n, so that a call
/// site checks "is it a function, and of this arity" in one comparison.
namespace shape_id {
enum : std::uint32_t {
    invalid,
    none,
    boolean,
    ellipsis,
    not_implemented,
    integer,
    floating,
    str,
    bytes,
    bytearray,
    tuple,
    list,
    dict,
    dict_keys,
    dict_values,
    dict_items,
    set,
    frozenset,
    range,
    slice,
    cell,
    function,
    native,
    native_method,
    bound_method,
    type,
    object,
    module,
    generator,
    property,
    getset,
    static_method,
    class_method,
    super_object,
    generic_alias,
    traceback,
    list_iterator,
    list_reverse_iterator,
    tuple_iterator,
    bytes_iterator,
    bytearray_iterator,
    str_iterator,
    str_ascii_iterator,
    range_iterator,
    long_range_iterator,
    set_iterator,
    dict_key_iterator,
    dict_value_iterator,
    dict_item_iterator,
    dict_reverse_key_iterator,
    dict_reverse_value_iterator,
    dict_reverse_item_iterator,
    callable_iterator,
    sequence_iterator,
    enumerate,
    zip,
    map,
    filter,
    reversed,
    bound_native,  // a method in C++ with its first argument: of the type of functions in C++
    first_free,    // shapes made at run time, exceptions and the runtime's own types among them
    simple_function = 0xFF0000,
};
}  // namespace shape_id

/// `value` as a T* if it is an object of T's kind, else nullptr. T names its kind as T::kind_of.
template <typename T>
T* as(Value value) {
    if (!value.is_object()) return nullptr;
    Object* object = value.as_object();
    return object->kind == T::kind_of ? static_cast<T*>(object) : nullptr;
}
/// The same where the kind is known already.
template <typename T>
T* cast(Value value) {
    return static_cast<T*>(value.as_object());
}

}  // namespace minivm
