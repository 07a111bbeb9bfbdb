// The values of convert.hpp, one kind at a time. None of these runs script code.
#include "runtime/embed/core.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm::MINIVM_ABI::detail {

Kind kind_of(Raw raw) {
    minivm::Value const value = value_of(raw);
    if (value.is_none()) return Kind::none;
    if (value.is_bool()) return Kind::boolean;
    if (value.is_small_int()) return Kind::integer;
    if (value.is_small_double()) return Kind::floating;
    if (!value.is_object()) return Kind::other;
    switch (value.as_object()->kind) {
        case minivm::Kind::big_int: return Kind::integer;
        case minivm::Kind::boxed_float: return Kind::floating;
        case minivm::Kind::str: return Kind::string;
        case minivm::Kind::bytes: return Kind::bytes;
        case minivm::Kind::list: return Kind::list;
        case minivm::Kind::tuple: return Kind::tuple;
        case minivm::Kind::dict: return Kind::dict;
        case minivm::Kind::function:
        case minivm::Kind::native:
        case minivm::Kind::bound_method:
        case minivm::Kind::type: return Kind::callable;
        case minivm::Kind::foreign: return Kind::native;
        default: return Kind::other;
    }
}

void mismatch(Context& context, Raw found, char const* expected) {
    throw Mismatch{expected, minivm::type_name(thread_of(context), value_of(found))};
}

void out_of_range(char const* what) { throw Mismatch{what, "", true}; }

// --- to the script ---

Raw make_none() { return raw_of(minivm::Value::none()); }
Raw make_bool(bool value) { return raw_of(minivm::Value::boolean(value)); }
Raw make_int(Context& context, std::int64_t value) {
    return raw_of(minivm::make_int(thread_of(context), value));
}
Raw make_unsigned(Context& context, std::uint64_t value) {
    return raw_of(make_int_unsigned(thread_of(context), value));
}
Raw make_double(Context& context, double value) { return raw_of(make_float(thread_of(context), value)); }
Raw make_string(Context& context, std::string_view utf8) {
    return raw_of(minivm::Value::of(checked(decode(thread_of(context), utf8, Surrogates::strict))));
}
Raw make_bytes(Context& context, std::string_view octets) {
    return raw_of(minivm::Value::of(checked(minivm::make_bytes(thread_of(context), octets))));
}

Raw make_list(Context& context, Raw const* items, std::size_t count) {
    return raw_of(minivm::Value::of(checked(minivm::make_list(thread_of(context), values_of(items, count)))));
}
Raw make_tuple(Context& context, Raw const* items, std::size_t count) {
    return raw_of(
        minivm::Value::of(checked(minivm::make_tuple(thread_of(context), values_of(items, count)))));
}
Raw make_dict(Context& context) { return raw_of(minivm::Value::of(minivm::make_dict(thread_of(context)))); }
void put(Context& context, Raw dict, Raw key, Raw value) {
    checked(store(thread_of(context), cast<Dict>(value_of(dict)), value_of(key), value_of(value)));
}

// --- from the script ---

bool bool_of(Context& context, Raw raw) {
    if (kind_of(raw) != Kind::boolean) mismatch(context, raw, "bool");
    return value_of(raw).is_true();
}

std::int64_t int_of(Context& context, Raw raw, std::int64_t least, std::int64_t most) {
    minivm::Value const value = value_of(raw);
    if (!value.is_small_int() && kind_of(raw) != Kind::integer) mismatch(context, raw, "int");
    bool fits = true;
    std::int64_t const word = to_int64(value, fits);
    if (!fits || word < least || word > most) out_of_range("the int");
    return word;
}

std::uint64_t unsigned_of(Context& context, Raw raw, std::uint64_t most) {
    minivm::Value const value = value_of(raw);
    if (!value.is_small_int() && kind_of(raw) != Kind::integer) mismatch(context, raw, "int");
    if (sign_of(value) < 0) out_of_range("the int");
    bool fits = true;
    auto word = static_cast<std::uint64_t>(to_int64(value, fits));
    if (!fits) {
        BigInt const* const big = as<BigInt>(value);
        if (!big || big->size != 1) out_of_range("the int");
        word = big->limbs()[0];
    }
    if (word > most) out_of_range("the int");
    return word;
}

double double_of(Context& context, Raw raw) {
    minivm::Value const value = value_of(raw);
    if (is_float(value)) return as_double(value);
    if (kind_of(raw) != Kind::integer) mismatch(context, raw, "float");
    return checked(int_to_double(thread_of(context), value));
}

std::string string_of(Context& context, Raw raw) {
    std::string storage;
    std::string_view const view = view_of(context, raw, storage);
    return storage.empty() ? std::string(view) : storage;
}

std::string_view view_of(Context& context, Raw raw, std::string& storage) {
    Str const* const text = as<Str>(value_of(raw));
    if (!text) mismatch(context, raw, "str");
    if (text->ascii) return text->view();
    checked(encode(thread_of(context), text, Surrogates::strict, storage));
    return storage;
}

std::string_view octets_of(Context& context, Raw raw) {
    Bytes const* const bytes = as<Bytes>(value_of(raw));
    if (!bytes) mismatch(context, raw, "bytes");
    return bytes_view(bytes);
}

std::vector<Raw> items_of(Context& context, Raw raw) {
    minivm::Value const value = value_of(raw);
    std::vector<Raw> items;
    if (Tuple const* const tuple = as<Tuple>(value)) {
        for (minivm::Value const item : tuple->view()) items.push_back(raw_of(item));
    } else if (List* const list = as<List>(value)) {
        Guard const guard(thread_of(context), list);
        for (minivm::Value const item : list->values()) items.push_back(raw_of(item));
    } else {
        mismatch(context, raw, "list or tuple");
    }
    return items;
}

std::vector<std::pair<Raw, Raw>> entries_of(Context& context, Raw raw) {
    Dict const* const dict = as<Dict>(value_of(raw));
    if (!dict) mismatch(context, raw, "dict");
    std::vector<std::pair<Raw, Raw>> entries;
    std::uint32_t position = 0;
    DictTable const* const table = dict->table;
    while (auto const entry = next_entry(table, position))
        entries.emplace_back(raw_of(entry->key), raw_of(entry->value));
    return entries;
}

// --- handles ---

Value handle(Context& context, Raw raw) { return Core::of(thread_of(context)).handle(value_of(raw)); }
Raw raw(Context& context, Value const& value) { return raw_of(Core::of(thread_of(context)).value_of(value)); }

}  // namespace minivm::MINIVM_ABI::detail
