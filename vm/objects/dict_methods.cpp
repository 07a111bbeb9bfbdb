#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

Dict* self_of(Value* arguments) { return cast<Dict>(arguments[0]); }

Raised raise_key_error(Thread& thread, Value key) { return raise_with(thread, types(thread).key_error, key); }

/// Adds the entries of another dict.
Result<void> merge(Thread& thread, Dict* dict, Dict* other) {
    if (dict == other || other->used == 0) return {};
    Root<Dict> kept(thread, dict);
    Root<Dict> kept_other(thread, other);
    MINIVM_TRY(reserve(thread, dict, other->used));
    Root<Dict> from(thread, MINIVM_TRY(steady(thread, other)));
    std::uint32_t const filled = from->table->filled;
    std::uint32_t const version = from->version;
    std::uint32_t position = 0;
    if (thread.watched()) position = MINIVM_TRY(store_at_once(thread, dict, from.get()));
    while (auto const entry = next_entry(from.get(), position)) {
        MINIVM_TRY(store(thread, dict, entry->key, entry->hash, entry->value));
        if (from->version != version || from->table->filled != filled)
            return raise(thread, types(thread).runtime_error, "dict mutated during update");
    }
    return {};
}

/// Adds what a mapping has: an object with keys() and __getitem__.
Result<void> merge_mapping(Thread& thread, Dict* dict, Value mapping) {
    Root<Dict> kept(thread, dict);
    Root<Value> kept_mapping(thread, mapping);
    Value const keys =
        MINIVM_TRY(call_method(thread, mapping, interpreter_of(thread).intern(thread, "keys"), {}));
    Iteration items(thread);
    MINIVM_TRY(items.start(keys));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        Root<Value> key(thread, item);
        Value const value = MINIVM_TRY(get_item(thread, mapping, key));
        MINIVM_TRY(store(thread, dict, key, value));
    }
}

/// Adds the pairs of an iterable.
Result<void> merge_pairs(Thread& thread, Dict* dict, Value iterable) {
    Root<Dict> kept(thread, dict);
    Iteration items(thread);
    MINIVM_TRY(items.start(iterable));
    for (std::size_t i = 0;; ++i) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        Root<Value> kept_item(thread, item);
        std::span<Value const> pair;
        List* collected = as<List>(item);
        if (Tuple const* const tuple = as<Tuple>(item)) {
            pair = tuple->view();
        } else {
            if (collected == nullptr) {
                Result<Value> const iterator = iterate(thread, item);
                if (!iterator) {
                    if (!raised_is(thread, types(thread).type_error)) return Raised{};
                    take_exception(thread);
                    return raise_type_error(
                        thread, "cannot convert dictionary update sequence element #%zu to a sequence", i);
                }
                Root<Value> kept_iterator(thread, iterator.take());
                collected = MINIVM_TRY(collect_list(thread, kept_iterator));
            } else if (thread.watched()) {
                collected = MINIVM_TRY(copy_list(thread, collected));
            }
            pair = collected->values();
        }
        if (pair.size() != 2) {
            return raise_value_error(thread,
                                     "dictionary update sequence element #%zu has length %zu; 2 is required",
                                     i, pair.size());
        }
        Root<Value> value(thread, pair[1]);
        MINIVM_TRY(store(thread, dict, pair[0], value));
    }
}

Result<Value> dict_new(Thread& thread, Value* arguments) {
    Dict* const keywords = cast<Dict>(arguments[2]);
    if (arguments[1].is_unbound()) return Value::of(keywords);
    Dict* const made = make_dict(thread);
    Root<Dict> kept(thread, made);
    MINIVM_TRY(update(thread, made, arguments[1]));
    MINIVM_TRY(merge(thread, made, keywords));
    return Value::of(made);
}

Result<Value> dict_clear(Thread& thread, Value* arguments) {
    clear(thread, self_of(arguments));
    return Value::none();
}

Result<Value> dict_copy(Thread& thread, Value* arguments) {
    Dict* const copied = MINIVM_TRY(copy(thread, self_of(arguments)));
    return Value::of(copied);
}

Result<Value> dict_fromkeys(Thread& thread, Value* arguments) {
    Value const value = arguments[2].is_unbound() ? Value::none() : arguments[2];
    bool const plain = arguments[0] == Value::of(types(thread).dict);
    Value made = Value::of(make_dict(thread));
    if (!plain) made = MINIVM_TRY(call(thread, arguments[0], {}));
    Root<Value> kept(thread, made);
    Iteration items(thread);
    Value const all = MINIVM_TRY(steady(thread, arguments[1]));
    MINIVM_TRY(items.start(all));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return made;
        if (plain)
            MINIVM_TRY(store(thread, cast<Dict>(made), item, value));
        else
            MINIVM_TRY(set_item(thread, made, item, value));
    }
}

Result<Value> dict_get(Thread& thread, Value* arguments) {
    Value const value = MINIVM_TRY(find(thread, self_of(arguments), arguments[1]));
    if (!value.is_unbound()) return value;
    return arguments[2].is_unbound() ? Value::none() : arguments[2];
}

Result<Value> dict_setdefault(Thread& thread, Value* arguments) {
    return find_or_store(thread, self_of(arguments), arguments[1],
                         arguments[2].is_unbound() ? Value::none() : arguments[2]);
}

Result<Value> dict_pop(Thread& thread, Value* arguments) {
    Dict* const dict = self_of(arguments);
    // An empty dict does not ask for the hash.
    Value value = Value::unbound();
    if (dict->used != 0) value = MINIVM_TRY(take(thread, dict, arguments[1]));
    if (!value.is_unbound()) return value;
    if (!arguments[2].is_unbound()) return arguments[2];
    return raise_key_error(thread, arguments[1]);
}

Result<Value> dict_popitem(Thread& thread, Value* arguments) {
    DictItem entry;
    if (!take_last(thread, self_of(arguments), entry))
        return raise(thread, types(thread).key_error, "popitem(): dictionary is empty");
    Value const pair[] = {entry.key, entry.value};
    return Value::of(make_small_tuple(thread, pair));
}

Result<Value> dict_update(Thread& thread, Value* arguments) {
    if (!arguments[1].is_unbound()) MINIVM_TRY(update(thread, self_of(arguments), arguments[1]));
    MINIVM_TRY(merge(thread, self_of(arguments), cast<Dict>(arguments[2])));
    return Value::none();
}

Result<Value> dict_keys(Thread& thread, Value* arguments) {
    return make_dict_view(thread, self_of(arguments), shape_id::dict_keys);
}
Result<Value> dict_values(Thread& thread, Value* arguments) {
    return make_dict_view(thread, self_of(arguments), shape_id::dict_values);
}
Result<Value> dict_items(Thread& thread, Value* arguments) {
    return make_dict_view(thread, self_of(arguments), shape_id::dict_items);
}

Result<Value> dict_len(Thread&, Value* arguments) { return Value::small_int(self_of(arguments)->used); }
Result<Value> dict_getitem(Thread& thread, Value* arguments) {
    return dict_get_item(thread, self_of(arguments), arguments[1]);
}
Result<Value> dict_setitem(Thread& thread, Value* arguments) {
    MINIVM_TRY(store(thread, self_of(arguments), arguments[1], arguments[2]));
    return Value::none();
}
Result<Value> dict_delitem(Thread& thread, Value* arguments) {
    MINIVM_TRY(dict_delete_item(thread, self_of(arguments), arguments[1]));
    return Value::none();
}
Result<Value> dict_contains(Thread& thread, Value* arguments) {
    Value const value = MINIVM_TRY(find(thread, self_of(arguments), arguments[1]));
    return Value::boolean(!value.is_unbound());
}
Result<Value> dict_reversed(Thread& thread, Value* arguments) {
    return reversed_iterator(thread, arguments[0]);
}
Result<Value> dict_or_method(Thread& thread, Value* arguments) {
    Dict* const other = as<Dict>(arguments[1]);
    if (other == nullptr) return Value::not_implemented();
    return dict_or(thread, self_of(arguments), other);
}
Result<Value> dict_ror_method(Thread& thread, Value* arguments) {
    Dict* const other = as<Dict>(arguments[1]);
    if (other == nullptr) return Value::not_implemented();
    return dict_or(thread, other, self_of(arguments));
}
Result<Value> dict_ior_method(Thread& thread, Value* arguments) {
    MINIVM_TRY(dict_inplace_or(thread, self_of(arguments), arguments[1]));
    return arguments[0];
}

Result<Value> dict_compare(Thread& thread, int op, Value left, Value right) {
    auto const wanted = static_cast<CompareOperator>(op);
    Dict* const other = as<Dict>(right);
    if (other == nullptr || (wanted != CompareOperator::eq && wanted != CompareOperator::ne))
        return Value::not_implemented();
    Value const equals_it = MINIVM_TRY(dict_equal(thread, cast<Dict>(left), other));
    return Value::boolean(equals_it.is_true() == (wanted == CompareOperator::eq));
}

}  // namespace

Result<void> update(Thread& thread, Dict* dict, Value other) {
    if (Dict* const mapping = as<Dict>(other)) {
        Type* const type = type_of(thread, other);
        Str* const iter = names(thread).iter_;
        bool const plain = mapping->shape == shape_id::dict ||
                           lookup(thread, type, iter) == lookup(thread, types(thread).dict, iter);
        if (plain) return merge(thread, dict, mapping);
    }
    Root<Dict> kept(thread, dict);
    Root<Value> kept_other(thread, other);
    Value const keys =
        MINIVM_TRY(find_attribute(thread, other, interpreter_of(thread).intern(thread, "keys")));
    if (keys.is_unbound()) return merge_pairs(thread, dict, other);
    return merge_mapping(thread, dict, other);
}

Result<Value> dict_get_item(Thread& thread, Dict* dict, Value key) {
    Value const value = MINIVM_TRY(find(thread, dict, key));
    if (!value.is_unbound()) [[likely]]
        return value;
    if (dict->shape != shape_id::dict) {
        Value const missing = MINIVM_TRY(special_method(thread, Value::of(dict), names(thread).missing_));
        if (!missing.is_unbound()) {
            Value const argument[] = {key};
            return call(thread, missing, argument);
        }
    }
    return raise_key_error(thread, key);
}

Result<void> dict_delete_item(Thread& thread, Dict* dict, Value key) {
    Root<Value> kept(thread, key);
    Value const value = MINIVM_TRY(take(thread, dict, key));
    if (value.is_unbound()) return raise_key_error(thread, key);
    return {};
}

Result<Value> dict_equal(Thread& thread, Dict* left, Dict* right) {
    if (left->used != right->used) return Value::boolean(false);
    Root<Dict> kept_left(thread, left);
    Root<Dict> kept_right(thread, right);
    Root<Dict> from(thread, MINIVM_TRY(steady(thread, left)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(from.get(), position)) {
        Root<Value> key(thread, entry->key);
        Root<Value> value(thread, entry->value);
        Value const other = MINIVM_TRY(find(thread, right, key, entry->hash));
        if (other.is_unbound()) return Value::boolean(false);
        Root<Value> kept_other(thread, other);
        bool const both = MINIVM_TRY(same(thread, other, value));
        if (!both) return Value::boolean(false);
    }
    return Value::boolean(true);
}

Result<Str*> dict_repr(Thread& thread, Dict* dict) {
    if (dict->used == 0) return make_short_str(thread, "{}");
    Printing const printing(thread, dict);
    if (printing.again) return make_short_str(thread, "{...}");
    Root<Dict> kept(thread, dict);
    Root<Dict> from(thread, MINIVM_TRY(steady(thread, dict)));
    StrBuilder text;
    text.append_ascii("{");
    bool first = true;
    std::uint32_t position = 0;
    while (auto const entry = next_entry(from.get(), position)) {
        Root<Value> value(thread, entry->value);
        if (!first) text.append_ascii(", ");
        first = false;
        Str* const key = MINIVM_TRY(repr(thread, entry->key));
        text.append(key);
        text.append_ascii(": ");
        Str* const written = MINIVM_TRY(repr(thread, value));
        text.append(written);
    }
    text.append_ascii("}");
    return text.finish(thread);
}

Result<Value> dict_or(Thread& thread, Dict* left, Dict* right) {
    Root<Dict> kept(thread, right);
    Dict* const made = MINIVM_TRY(copy(thread, left));
    Root<Dict> result(thread, made);
    MINIVM_TRY(update(thread, made, Value::of(right)));
    return Value::of(made);
}

Result<void> dict_inplace_or(Thread& thread, Dict* dict, Value other) { return update(thread, dict, other); }

void define_dict(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"static __new__", dict_new, "(cls, iterable=(), /, **keywords)"},
        {"clear", dict_clear, "(self, /)"},
        {"copy", dict_copy, "(self, /)"},
        {"class fromkeys", dict_fromkeys, "(cls, iterable, value=None, /)"},
        {"get", dict_get, "(self, key, default=None, /)"},
        {"items", dict_items, "(self, /)"},
        {"keys", dict_keys, "(self, /)"},
        {"pop", dict_pop, "(self, key, default=None, /)"},
        {"popitem", dict_popitem, "(self, /)"},
        {"setdefault", dict_setdefault, "(self, key, default=None, /)"},
        {"update", dict_update, "(self, iterable=(), /, **keywords)"},
        {"values", dict_values, "(self, /)"},
        {"__len__", dict_len, "(self, /)"},
        {"__getitem__", dict_getitem, "(self, key, /)"},
        {"__setitem__", dict_setitem, "(self, key, value, /)"},
        {"__delitem__", dict_delitem, "(self, key, /)"},
        {"__contains__", dict_contains, "(self, key, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__reversed__", dict_reversed, "(self, /)"},
        {"__or__", dict_or_method, "(self, value, /)"},
        {"__ror__", dict_ror_method, "(self, value, /)"},
        {"__ior__", dict_ior_method, "(self, value, /)"},
        {"__repr__", (special_repr<Dict, dict_repr>), "(self, /)"},
        MINIVM_COMPARISONS(dict_compare),
    };
    add_methods(thread, types(thread).dict, methods);
    set_unhashable(thread, types(thread).dict);
    define_dict_views(thread);
}

}  // namespace minivm
