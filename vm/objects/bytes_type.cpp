// The type bytes: its constructor, and the special methods that bytearray has as well.
#include <algorithm>
#include <string>

#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/codec.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/special.hpp"

namespace minivm {

namespace {

/// The items of an iterable as octets, for an instance of `type`.
Result<std::string> gather(Thread& thread, Value source, Type const* type) {
    Result<Value> const iterator = iterate(thread, source);
    if (!iterator) {
        if (!raised_is(thread, types(thread).type_error)) return Raised{};
        take_exception(thread);
        return raise_type_error(thread, "cannot convert '%s' object to %s", type_name(thread, source),
                                type->c_name);
    }
    char const* const complaint =
        type == types(thread).bytes ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)";
    Root<Value> const kept(thread, iterator.take());
    std::string octets;
    while (true) {
        MINIVM_TRY(Safepoint::end_if_asked(thread));
        Value const item = MINIVM_TRY(next(thread, kept));
        if (item.is_unbound()) return octets;
        char const octet = MINIVM_TRY(octet_of(thread, item, complaint));
        octets += octet;
    }
}

Result<Value> of_type(Thread& thread, Type const* type, std::string_view octets) {
    if (type == types(thread).bytearray) {
        ByteArray* const array = MINIVM_TRY(make_bytearray(thread, octets));
        return Value::of(array);
    }
    Bytes* const bytes = MINIVM_TRY(make_bytes(thread, octets));
    return Value::of(bytes);
}

/// That many zeros.
Result<Value> zeros(Thread& thread, Type const* type, std::int64_t count) {
    if (count < 0) return raise_value_error(thread, "negative count");
    auto const length = static_cast<std::size_t>(count);
    Value const empty = MINIVM_TRY(of_type(thread, type, {}));
    Fresh const made = MINIVM_TRY(make_like(thread, empty, length));
    std::fill_n(made.data, length, '\0');
    return made.value;
}

/// What __bytes__ makes of it; unbound if its type has none.
Result<Value> by_method(Thread& thread, Value source) {
    if (as<Bytes>(source)) return source;
    Value const method = MINIVM_TRY(special_method(thread, source, names(thread).bytes_));
    if (method.is_unbound()) return method;
    Value const made = MINIVM_TRY(call(thread, method, {}));
    if (as<Bytes>(made)) return made;
    return raise_type_error(thread, "__bytes__ returned non-bytes (type %s)", type_name(thread, made));
}

Result<Value> new_bytes(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_constructed(thread, arguments[0], types(thread).bytes));
    MINIVM_TRY(check_codec_arguments(thread, "bytes", arguments[2], arguments[3]));
    if (!arguments[1].is_unbound() && arguments[2].is_unbound() && arguments[3].is_unbound()) {
        Value const made = MINIVM_TRY(by_method(thread, arguments[1]));
        if (!made.is_unbound()) return made;
    }
    return octets_from(thread, arguments, types(thread).bytes);
}

Result<Value> decode_method(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_codec_arguments(thread, "decode", arguments[1], arguments[2]));
    Str* const text = MINIVM_TRY(decode(thread, arguments[0], arguments[1], arguments[2]));
    return Value::of(text);
}

Result<Value> len(Thread& thread, Value* arguments) {
    ByteArray const* const array = as<ByteArray>(arguments[0]);
    std::size_t const length =
        array ? static_cast<std::size_t>(array->length) : cast<Bytes>(arguments[0])->length;
    return make_int(thread, static_cast<std::int64_t>(length));
}
Result<Value> getitem(Thread& thread, Value* arguments) {
    return bytes_get_item(thread, cast<Bytes>(arguments[0]), arguments[1]);
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
Result<Value> mod(Thread& thread, Value* arguments) {
    return format_percent_bytes(thread, arguments[0], arguments[1]);
}
Result<Value> rmod(Thread& thread, Value* arguments) {
    std::string_view octets;
    if (!octets_of(thread, arguments[1], octets)) return Value::not_implemented();
    return format_percent_bytes(thread, arguments[1], arguments[0]);
}
Result<Value> hash_method(Thread& thread, Value* arguments) {
    return make_int(thread, bytes_hash(cast<Bytes>(arguments[0])));
}
Result<Value> itself(Thread&, Value* arguments) { return arguments[0]; }

}  // namespace

Result<char> octet_of(Thread& thread, Value item, char const* complaint) {
    std::int64_t const octet = MINIVM_TRY(index_word(thread, item, OutOfRange::clip));
    if (octet < 0 || octet > 255) return raise_value_error(thread, "%s", complaint);
    return static_cast<char>(octet);
}

Result<Value> octets_from(Thread& thread, Value* arguments, Type const* type) {
    Value const source = arguments[1];
    bool const encoded = !arguments[2].is_unbound();
    if (encoded || !arguments[3].is_unbound()) {
        Str* const text = as<Str>(source);
        if (!text)
            return raise_type_error(thread, "%s without a string argument", encoded ? "encoding" : "errors");
        if (!encoded) return raise_type_error(thread, "string argument without an encoding");
        Bytes* const bytes = MINIVM_TRY(encode(thread, text, arguments[2], arguments[3]));
        return type == types(thread).bytes ? Value::of(bytes) : of_type(thread, type, bytes_view(bytes));
    }
    if (source.is_unbound()) return of_type(thread, type, {});
    if (as<Str>(source)) return raise_type_error(thread, "string argument without an encoding");
    if (is_int(source) || !lookup(thread, type_of(thread, source), names(thread).index_).is_unbound()) {
        Result<std::int64_t> count = index_word(thread, source, OutOfRange::overflow_error);
        if (count) return zeros(thread, type, count.take());
        if (!raised_is(thread, types(thread).type_error)) return Raised{};
        take_exception(thread);
    }
    std::string_view octets;
    if (octets_of(thread, source, octets)) return of_type(thread, type, octets);
    std::string const gathered = MINIVM_TRY(gather(thread, source, type));
    return of_type(thread, type, gathered);
}

Result<Value> bytes_from_object(Thread& thread, Value value) {
    Value const made = MINIVM_TRY(by_method(thread, value));
    if (!made.is_unbound()) return made;
    Type const* const type = types(thread).bytes;
    std::string_view octets;
    if (octets_of(thread, value, octets)) return of_type(thread, type, octets);
    if (as<Str>(value)) return raise_type_error(thread, "cannot convert 'str' object to bytes");
    std::string const gathered = MINIVM_TRY(gather(thread, value, type));
    return of_type(thread, type, gathered);
}

void add_octet_methods(Thread& thread, Type* type) {
    static constexpr NativeSpec methods[] = {
        {"decode", decode_method, "(self, /, encoding='utf-8', errors='strict')"},
        {"__add__", add, "(self, value, /)"},
        {"__contains__", contains_method, "(self, key, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__len__", len, "(self, /)"},
        {"__mod__", mod, "(self, value, /)"},
        {"__mul__", mul, "(self, value, /)"},
        {"__rmod__", rmod, "(self, value, /)"},
        {"__rmul__", mul, "(self, value, /)"},
        MINIVM_COMPARISONS(bytes_compare),
    };
    for (std::span<NativeSpec const> const shared :
         {bytes_case_methods, bytes_edit_methods, bytes_search_methods, bytes_split_methods,
          std::span<NativeSpec const>(methods)})
        add_methods(thread, type, shared);
}

void define_bytes(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"static __new__", new_bytes, "(type, /, source=b'', encoding='utf-8', errors='strict')"},
        {"__bytes__", itself, "(self, /)"},
        {"__getitem__", getitem, "(self, key, /)"},
        {"__hash__", hash_method, "(self, /)"},
        {"__repr__", (special_repr<Bytes, bytes_repr>), "(self, /)"},
        {"__str__", (special_repr<Bytes, bytes_repr>), "(self, /)"},
    };
    add_octet_methods(thread, types(thread).bytes);
    add_methods(thread, types(thread).bytes, methods);
}

}  // namespace minivm
