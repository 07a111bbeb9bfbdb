// The type bytes.
#include "vm/objects/bytes.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/special.hpp"

namespace minivm {

namespace {

Bytes* self_of(Value const* arguments) { return cast<Bytes>(arguments[0]); }

Result<Value> len(Thread& thread, Value* arguments) {
    return make_int(thread, static_cast<std::int64_t>(self_of(arguments)->length));
}
Result<Value> getitem(Thread& thread, Value* arguments) {
    return bytes_get_item(thread, self_of(arguments), arguments[1]);
}
Result<Value> contains_method(Thread& thread, Value* arguments) {
    bool const is_in = MINIVM_TRY(bytes_contains(thread, arguments[0], arguments[1]));
    return Value::boolean(is_in);
}
Result<Value> add(Thread& thread, Value* arguments) {
    return bytes_concatenate(thread, arguments[0], arguments[1]);
}
Result<Value> mul(Thread& thread, Value* arguments) {
    return bytes_repeat(thread, arguments[0], arguments[1]);
}
Result<Value> hash_method(Thread& thread, Value* arguments) {
    return make_int(thread, bytes_hash(self_of(arguments)));
}
Result<Value> itself(Thread&, Value* arguments) { return arguments[0]; }

}  // namespace

void define_bytes(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"__add__", add, "(self, value, /)"},
        {"__bytes__", itself, "(self, /)"},
        {"__contains__", contains_method, "(self, key, /)"},
        {"__getitem__", getitem, "(self, key, /)"},
        {"__hash__", hash_method, "(self, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__len__", len, "(self, /)"},
        {"__mul__", mul, "(self, value, /)"},
        {"__repr__", (special_repr<Bytes, bytes_repr>), "(self, /)"},
        {"__rmul__", mul, "(self, value, /)"},
        {"__str__", (special_repr<Bytes, bytes_repr>), "(self, /)"},
        MINIVM_COMPARISONS(bytes_compare),
    };
    add_methods(thread, types(thread).bytes, methods);
}

}  // namespace minivm
