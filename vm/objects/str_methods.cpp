// The type str: its constructor, the methods that find text in it, and those behind its operators.
#include "vm/objects/str_methods.hpp"

#include <algorithm>

#include "vm/objects/bytes.hpp"
#include "vm/objects/codec.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/integer.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {

Result<std::int64_t> size_argument(Thread& thread, Value value, std::int64_t otherwise) {
    if (value.is_small_int()) return value.as_small_int();
    if (value.is_unbound()) return otherwise;
    Value const integer = MINIVM_TRY(index(thread, value));
    bool fits = false;
    std::int64_t const size = to_int64(integer, fits);
    if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C ssize_t");
    return size;
}

char const* argument_type_name(Thread const& thread, Value argument) {
    return argument.is_none() ? "None" : type_name(thread, argument);
}

namespace {

Result<std::int64_t> slice_index(Thread& thread, Value value, std::int64_t otherwise) {
    if (value.is_small_int()) return value.as_small_int();
    if (value.is_unbound() || value.is_none()) return otherwise;
    if (!is_int(value)) {
        Value const indexer = MINIVM_TRY(special_method(thread, value, names(thread).index_));
        if (indexer.is_unbound())
            return raise_type_error(thread,
                                    "slice indices must be integers or None or have an __index__ method");
    }
    return index_word(thread, value, OutOfRange::clip);
}

}  // namespace

Result<SearchRange> search_range(Thread& thread, Value start, Value end) {
    std::int64_t const from = MINIVM_TRY(slice_index(thread, start, 0));
    std::int64_t const to = MINIVM_TRY(slice_index(thread, end, INT64_MAX));
    return SearchRange{from, to};
}

Part select(SearchRange range, std::size_t length) {
    auto const size = static_cast<std::int64_t>(length);
    if (range.start < 0) range.start = std::max<std::int64_t>(range.start + size, 0);
    if (range.end < 0) range.end = std::max<std::int64_t>(range.end + size, 0);
    // A start behind the text is no part of it at all, not even for the empty str.
    return Part{static_cast<std::size_t>(range.start), static_cast<std::size_t>(std::min(range.end, size))};
}

namespace {

Result<Value> new_str(Thread& thread, Value* arguments) {
    Value const object = arguments[1];
    bool const decodes = !arguments[2].is_unbound() || !arguments[3].is_unbound();
    MINIVM_TRY(check_codec_arguments(thread, "str", arguments[2], arguments[3]));
    if (object.is_unbound()) return Value::of(empty_str(thread));
    if (decodes) {
        if (as<Str>(object)) return raise_type_error(thread, "decoding str is not supported");
        std::string_view octets;
        if (!octets_of(thread, object, octets))
            return raise_type_error(thread, "decoding to str: need a bytes-like object, %s found",
                                    type_name(thread, object));
        Str* const decoded = MINIVM_TRY(decode(thread, object, arguments[2], arguments[3]));
        return Value::of(decoded);
    }
    Str* const text = MINIVM_TRY(str(thread, object));
    return Value::of(text);
}

Result<Part> part_of(Thread& thread, Str const* text, Value start, Value end) {
    SearchRange const range = MINIVM_TRY(search_range(thread, start, end));
    return select(range, text->length);
}

Result<std::int64_t> find_part(Thread& thread, Value* arguments, decltype(find)* search) {
    Str* const text = self_of(arguments);
    Part const part = MINIVM_TRY(part_of(thread, text, arguments[2], arguments[3]));
    Str* const sought = as<Str>(arguments[1]);
    if (!sought) return raise_type_error(thread, "must be str, not %s", type_name(thread, arguments[1]));
    return part.exists() ? search(text, sought, part.begin, part.end) : -1;
}

Result<Value> find_method(Thread& thread, Value* arguments) {
    std::int64_t const found = MINIVM_TRY(find_part(thread, arguments, find));
    return Value::small_int(found);
}

Result<Value> rfind_method(Thread& thread, Value* arguments) {
    std::int64_t const found = MINIVM_TRY(find_part(thread, arguments, find_last));
    return Value::small_int(found);
}

Result<Value> index_method(Thread& thread, Value* arguments) {
    std::int64_t const found = MINIVM_TRY(find_part(thread, arguments, find));
    if (found < 0) return raise_value_error(thread, "substring not found");
    return Value::small_int(found);
}

Result<Value> rindex_method(Thread& thread, Value* arguments) {
    std::int64_t const found = MINIVM_TRY(find_part(thread, arguments, find_last));
    if (found < 0) return raise_value_error(thread, "substring not found");
    return Value::small_int(found);
}

Result<Value> count_method(Thread& thread, Value* arguments) {
    Str* const text = self_of(arguments);
    Part const part = MINIVM_TRY(part_of(thread, text, arguments[2], arguments[3]));
    Str* const sought = as<Str>(arguments[1]);
    if (!sought) return raise_type_error(thread, "must be str, not %s", type_name(thread, arguments[1]));
    if (!part.exists()) return Value::small_int(0);
    return Value::small_int(static_cast<std::int64_t>(count(text, sought, part.begin, part.end)));
}

enum class Side : std::uint8_t { start, end };

bool matches(Str const* text, Part part, Str const* affix, Side side) {
    if (!part.exists() || affix->length > part.end - part.begin) return false;
    std::size_t const at = side == Side::start ? part.begin : part.end - affix->length;
    for (std::size_t i = 0; i < affix->length; ++i)
        if (text->at(at + i) != affix->at(i)) return false;
    return true;
}

Result<Value> has_affix(Thread& thread, Value* arguments, Side side) {
    char const* const name = side == Side::start ? "startswith" : "endswith";
    Str* const text = self_of(arguments);
    Part const part = MINIVM_TRY(part_of(thread, text, arguments[2], arguments[3]));
    if (Str const* const affix = as<Str>(arguments[1]))
        return Value::boolean(matches(text, part, affix, side));
    Tuple const* const affixes = as<Tuple>(arguments[1]);
    if (!affixes)
        return raise_type_error(thread, "%s first arg must be str or a tuple of str, not %s", name,
                                type_name(thread, arguments[1]));
    for (Value const item : affixes->view()) {
        Str const* const affix = as<Str>(item);
        if (!affix)
            return raise_type_error(thread, "tuple for %s must only contain str, not %s", name,
                                    type_name(thread, item));
        if (matches(text, part, affix, side)) return Value::boolean(true);
    }
    return Value::boolean(false);
}

Result<Value> startswith(Thread& thread, Value* arguments) {
    return has_affix(thread, arguments, Side::start);
}
Result<Value> endswith(Thread& thread, Value* arguments) { return has_affix(thread, arguments, Side::end); }

Result<Value> encode_method(Thread& thread, Value* arguments) {
    MINIVM_TRY(check_codec_arguments(thread, "encode", arguments[1], arguments[2]));
    Bytes* const bytes = MINIVM_TRY(encode(thread, self_of(arguments), arguments[1], arguments[2]));
    return Value::of(bytes);
}

Result<Value> format_method(Thread& thread, Value* arguments) {
    Str* const text =
        MINIVM_TRY(format_fields(thread, self_of(arguments), cast<Tuple>(arguments[1]), arguments[2]));
    return Value::of(text);
}

Result<Value> format_map(Thread& thread, Value* arguments) {
    Str* const text = MINIVM_TRY(format_fields(thread, self_of(arguments), nullptr, arguments[1]));
    return Value::of(text);
}

Result<Value> format_dunder(Thread& thread, Value* arguments) {
    Str* const spec = as<Str>(arguments[1]);
    if (!spec)
        return raise_type_error(thread, "__format__() argument must be str, not %s",
                                argument_type_name(thread, arguments[1]));
    Str* const text = MINIVM_TRY(format_str(thread, self_of(arguments), spec));
    return Value::of(text);
}

// What the operators do, as methods.

Result<Value> add(Thread& thread, Value* arguments) {
    Str* const right = as<Str>(arguments[1]);
    if (!right)
        return raise_type_error(thread, "can only concatenate str (not \"%s\") to str",
                                type_name(thread, arguments[1]));
    Str* const text = MINIVM_TRY(concatenate(thread, self_of(arguments), right));
    return Value::of(text);
}

Result<Value> contains_method(Thread& thread, Value* arguments) {
    bool const is_in = MINIVM_TRY(str_contains(thread, self_of(arguments), arguments[1]));
    return Value::boolean(is_in);
}

template <CompareOperator op>
Result<Value> order(Thread&, Value* arguments) {
    Str const* const left = self_of(arguments);
    Str const* const right = as<Str>(arguments[1]);
    if (!right) return Value::not_implemented();
    if constexpr (op == CompareOperator::eq) return Value::boolean(equals(left, right));
    if constexpr (op == CompareOperator::ne) return Value::boolean(!equals(left, right));
    int const sign = compare(left, right);
    if constexpr (op == CompareOperator::lt) return Value::boolean(sign < 0);
    if constexpr (op == CompareOperator::le) return Value::boolean(sign <= 0);
    if constexpr (op == CompareOperator::gt) return Value::boolean(sign > 0);
    return Value::boolean(sign >= 0);
}

Result<Value> getitem(Thread& thread, Value* arguments) {
    return str_get_item(thread, self_of(arguments), arguments[1]);
}

Result<Value> hash_method(Thread& thread, Value* arguments) {
    return make_int(thread, hash_of(self_of(arguments)));
}

Result<Value> iter(Thread& thread, Value* arguments) { return str_iterator(thread, self_of(arguments)); }

Result<Value> len(Thread&, Value* arguments) { return Value::small_int(self_of(arguments)->length); }

Result<Value> mod(Thread& thread, Value* arguments) {
    Str* const text = MINIVM_TRY(format_percent(thread, self_of(arguments), arguments[1]));
    return Value::of(text);
}

Result<Value> mul(Thread& thread, Value* arguments) {
    return str_repeat(thread, self_of(arguments), arguments[1]);
}

Result<Value> repr_method(Thread& thread, Value* arguments) {
    Str* const text = MINIVM_TRY(repr_of(thread, self_of(arguments)));
    return Value::of(text);
}

Result<Value> str_method(Thread&, Value* arguments) { return arguments[0]; }

NativeSpec const search_methods[] = {
    {"count", count_method, "format:(self, sub, start=None, end=None, /)"},
    {"encode", encode_method, "(self, /, encoding='utf-8', errors='strict')"},
    {"endswith", endswith, "format:(self, suffix, start=None, end=None, /)"},
    {"find", find_method, "format:(self, sub, start=None, end=None, /)"},
    {"format", format_method, "(self, /, *args, **kwargs)"},
    {"format_map", format_map, "(self, mapping, /)"},
    {"index", index_method, "format:(self, sub, start=None, end=None, /)"},
    {"rfind", rfind_method, "format:(self, sub, start=None, end=None, /)"},
    {"rindex", rindex_method, "format:(self, sub, start=None, end=None, /)"},
    {"startswith", startswith, "format:(self, prefix, start=None, end=None, /)"},
    {"__add__", add, "(self, value, /)"},
    {"__contains__", contains_method, "(self, key, /)"},
    {"__eq__", order<CompareOperator::eq>, "(self, value, /)"},
    {"__format__", format_dunder, "(self, format_spec, /)"},
    {"__ge__", order<CompareOperator::ge>, "(self, value, /)"},
    {"__getitem__", getitem, "(self, key, /)"},
    {"__gt__", order<CompareOperator::gt>, "(self, value, /)"},
    {"__hash__", hash_method, "(self, /)"},
    {"__iter__", iter, "(self, /)"},
    {"__le__", order<CompareOperator::le>, "(self, value, /)"},
    {"__len__", len, "(self, /)"},
    {"__lt__", order<CompareOperator::lt>, "(self, value, /)"},
    {"__mod__", mod, "(self, value, /)"},
    {"__mul__", mul, "(self, value, /)"},
    {"__ne__", order<CompareOperator::ne>, "(self, value, /)"},
    {"__repr__", repr_method, "(self, /)"},
    {"__rmul__", mul, "(self, value, /)"},
    {"__str__", str_method, "(self, /)"},
    {"static __new__", new_str, "(type, /, object='', encoding='utf-8', errors='strict')"},
};

}  // namespace

std::span<NativeSpec const> const str_search_methods = search_methods;

void define_str(Thread& thread) {
    for (std::span<NativeSpec const> const methods :
         {str_case_methods, str_split_methods, str_search_methods, str_edit_methods})
        add_methods(thread, types(thread).str, methods);
}

}  // namespace minivm
