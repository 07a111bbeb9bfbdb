// The type bytearray: its constructor and the methods that change it.
#include <algorithm>
#include <cstring>

#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/codec.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/special.hpp"
#include "vm/objects/str_methods.hpp"

namespace minivm {

namespace {

ByteArray* array_of(Value const* arguments) { return cast<ByteArray>(arguments[0]); }

Result<Value> new_bytearray(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_constructed(thread, arguments[0], types(thread).bytearray));
    MINIVM_TRY(check_codec_arguments(thread, "bytearray", arguments[2], arguments[3]));
    return octets_from(thread, arguments, types(thread).bytearray);
}

Result<void> push(Thread& thread, ByteArray* array, char octet) {
    Guard const guard(thread, array);
    MINIVM_TRY(bytearray_extend(thread, array, 1));
    array->data()[array->length - 1] = octet;
    return {};
}

Result<Value> append_method(Thread& thread, Value* arguments) {
    char const octet = MINIVM_TRY(octet_of(thread, arguments[1]));
    MINIVM_TRY(push(thread, array_of(arguments), octet));
    return Value::none();
}

Result<Value> clear(Thread& thread, Value* arguments) {
    Guard const guard(thread, array_of(arguments));
    MINIVM_TRY(bytearray_replace(thread, array_of(arguments), 0, array_of(arguments)->length, {}));
    return Value::none();
}

Result<Value> copy(Thread& thread, Value* arguments) {
    Guard const guard(thread, array_of(arguments));
    ByteArray* const made = MINIVM_TRY(make_bytearray(thread, array_of(arguments)->view()));
    return Value::of(made);
}

Result<Value> extend_method(Thread& thread, Value* arguments) {
    std::string_view octets;
    if (!octets_of(thread, arguments[1], octets)) {
        Result<Value> const iterator = iterate(thread, arguments[1]);
        if (!iterator) {
            if (!raised_is(thread, types(thread).type_error)) return Raised{};
            take_exception(thread);
            return raise_type_error(thread, "can't extend bytearray with %s",
                                    type_name(thread, arguments[1]));
        }
        arguments[1] = iterator.take();
        ByteArray* const gathered = MINIVM_TRY(make_bytearray(thread, {}));
        Root<ByteArray> const kept(thread, gathered);
        while (true) {
            MINIVM_TRY(Safepoint::end_if_asked(thread));
            Value const item = MINIVM_TRY(next(thread, arguments[1]));
            if (item.is_unbound()) break;
            char const octet = MINIVM_TRY(octet_of(thread, item));
            MINIVM_TRY(push(thread, gathered, octet));
        }
        arguments[1] = Value::of(gathered);
    }
    if (arguments[1] == arguments[0]) arguments[1] = MINIVM_TRY(make_like(thread, arguments[0], octets));
    MINIVM_TRY(bytearray_inplace_add(thread, array_of(arguments), arguments[1]));
    return Value::none();
}

Result<Value> insert_method(Thread& thread, Value* arguments) {
    std::int64_t at = MINIVM_TRY(size_argument(thread, arguments[1], 0));
    char const octet = MINIVM_TRY(octet_of(thread, arguments[2]));
    Guard const guard(thread, array_of(arguments));
    auto const length = static_cast<std::int64_t>(array_of(arguments)->length);
    if (at < 0) at = std::max<std::int64_t>(at + length, 0);
    at = std::min(at, length);
    MINIVM_TRY(bytearray_replace(thread, array_of(arguments), static_cast<std::size_t>(at), 0, {&octet, 1}));
    return Value::none();
}

Result<Value> pop(Thread& thread, Value* arguments) {
    std::int64_t at = MINIVM_TRY(size_argument(thread, arguments[1], -1));
    ByteArray* const self = array_of(arguments);
    Guard const guard(thread, self);
    auto const length = static_cast<std::int64_t>(self->length);
    if (length == 0) return raise_index_error(thread, "pop from empty bytearray");
    if (at < 0) at += length;
    if (at < 0 || at >= length) return raise_index_error(thread, "pop index out of range");
    auto const octet = static_cast<unsigned char>(self->data()[at]);
    MINIVM_TRY(bytearray_replace(thread, self, static_cast<std::size_t>(at), 1, {}));
    return Value::small_int(octet);
}

Result<Value> remove_method(Thread& thread, Value* arguments) {
    char const octet = MINIVM_TRY(octet_of(thread, arguments[1]));
    ByteArray* const self = array_of(arguments);
    Guard const guard(thread, self);
    std::size_t const found = self->view().find(octet);
    if (found == std::string_view::npos) return raise_value_error(thread, "value not found in bytearray");
    MINIVM_TRY(bytearray_replace(thread, self, found, 1, {}));
    return Value::none();
}

Result<Value> reverse(Thread& thread, Value* arguments) {
    ByteArray* const self = array_of(arguments);
    Guard const guard(thread, self);
    std::reverse(self->data(), self->data() + self->length);
    return Value::none();
}

Result<Value> getitem(Thread& thread, Value* arguments) {
    return bytearray_get_item(thread, array_of(arguments), arguments[1]);
}
Result<Value> setitem(Thread& thread, Value* arguments) {
    MINIVM_TRY(bytearray_set_item(thread, array_of(arguments), arguments[1], arguments[2]));
    return Value::none();
}
Result<Value> delitem(Thread& thread, Value* arguments) {
    MINIVM_TRY(bytearray_delete_item(thread, array_of(arguments), arguments[1]));
    return Value::none();
}
Result<Value> iadd(Thread& thread, Value* arguments) {
    MINIVM_TRY(bytearray_inplace_add(thread, array_of(arguments), arguments[1]));
    return arguments[0];
}
Result<Value> imul(Thread& thread, Value* arguments) {
    MINIVM_TRY(bytearray_inplace_repeat(thread, array_of(arguments), arguments[1]));
    return arguments[0];
}

}  // namespace

void define_bytearray(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"static __new__", new_bytearray, "(type, /, source=b'', encoding='utf-8', errors='strict')"},
        {"append", append_method, "(self, item, /)"},
        {"clear", clear, "(self, /)"},
        {"copy", copy, "(self, /)"},
        {"extend", extend_method, "(self, iterable_of_ints, /)"},
        {"insert", insert_method, "(self, index, item, /)"},
        {"pop", pop, "(self, index=-1, /)"},
        {"remove", remove_method, "(self, value, /)"},
        {"reverse", reverse, "(self, /)"},
        {"__delitem__", delitem, "(self, key, /)"},
        {"__getitem__", getitem, "(self, key, /)"},
        {"__iadd__", iadd, "(self, value, /)"},
        {"__imul__", imul, "(self, value, /)"},
        {"__repr__", (special_repr<ByteArray, bytearray_repr>), "(self, /)"},
        {"__setitem__", setitem, "(self, key, value, /)"},
        {"__str__", (special_repr<ByteArray, bytearray_repr>), "(self, /)"},
    };
    Type* const type = types(thread).bytearray;
    add_octet_methods(thread, type);
    add_methods(thread, type, methods);
    set_unhashable(thread, type);
}

}  // namespace minivm
